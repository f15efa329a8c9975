"""What a contribution, and the text of today, made of the passage that was read: the two sides that are merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from concept_cli.ledger.passages import Passage, passages, said_by
from concept_cli.ledger.proposals import Wording, bare, goes_behind, proposed
from concept_cli.ledger.saying import decided_words, inserted
from concept_cli.ledger.states import state
from concept_cli.merge import Conflict, Merged, merged
from concept_cli.merge.manuscript import Manuscript
from concept_cli.model import Contribution, Fragment, PlaceRead


def sides(manuscript: Manuscript, contribution: Contribution, wording: Wording) -> tuple[str, str]:
    """The passage that was read, and as the contribution would have it; both with what others put in at the same place since.

    What another one put in already is not put in twice.
    """
    place, base = place_of(contribution), contribution.parts["base"]
    action = contribution.head.action or "replace"
    if action == "delete" and wording.text:  # other words were decided instead
        action = "replace"
    if action != "insert":
        return base, proposed(base, place, action, wording)
    same = (manuscript.ledger[id] for id in manuscript.beside[base] if id != contribution.id)
    beside = [each for each in same if _puts_in_there(each, contribution)]
    others = _each_once(sorted((order(each), _taken(each)) for each in beside))
    mine = order(contribution)
    before, after = ([words for when, words in others if (when < mine) is first] for first in (True, False))
    read = proposed(base, place, action, *before, *after) if others else base
    if any(bare(words.text) == bare(wording.text) for _, words in others):  # somebody else put in the same
        return read, read
    return read, proposed(base, place, action, *before, wording, *after)


def _each_once(others: Iterable[tuple[tuple[date, str], Wording]]) -> list[tuple[tuple[date, str], Wording]]:
    """Words in their order, of those that two put in alike the first ones: they stand there once."""
    found: dict[str, tuple[tuple[date, str], Wording]] = {}
    for each in others:
        found.setdefault(bare(each[1].text), each)
    return [*found.values()]


def with_those_behind(manuscript: Manuscript, contribution: Contribution, fragment: Fragment, passage: Passage) -> Passage:
    """Of an amendment that puts a paragraph in behind a passage: this, with the paragraphs that others put in there since."""
    base = contribution.parts["base"]
    if not goes_behind(base, place_of(contribution), contribution.head.action or ""):
        return passage
    same = (manuscript.ledger[id] for id in manuscript.beside[base] if id != contribution.id)
    put_in = {bare(_taken(each).text) for each in same if _puts_in_there(each, contribution)}
    end = passage.end
    for each in passages(fragment.text) if put_in else ():
        if each.start > end and not fragment.text[end : each.start].strip() and bare(said_by(each.text).flat) in put_in:
            end = each.end
    return Passage(passage.start, end, fragment.text[passage.start : end])


def parted(manuscript: Manuscript, contribution: Contribution, passage: str) -> tuple[str, str]:
    """A passage, and apart from it the paragraphs that others put in behind it: an amendment of its words is not about them."""
    base = contribution.parts["base"]
    if goes_behind(base, place_of(contribution), contribution.head.action or ""):
        return passage, ""
    others = [state(manuscript.ledger[id]).applied for id in manuscript.beside[base] if id != contribution.id]
    ends = {each.after.removeprefix(each.before) for each in others if each and each.after.startswith(f"{each.before}\n\n")}
    head = passage
    while end := next((each for each in ends if head.endswith(each) and head != each), ""):
        head = head.removesuffix(end)
    return head, passage.removeprefix(head)


def with_behind(passage: str, behind: str) -> str:
    """A passage with paragraphs behind it; of one that is deleted these alone."""
    return passage + behind if passage.strip() else behind.lstrip("\n")


def order(contribution: Contribution) -> tuple[date, str]:
    """In which order what is put in at one place stands there: as it was received."""
    return contribution.head.received, contribution.id


def place_of(contribution: Contribution) -> PlaceRead:
    """The place that was read, of a contribution that is about one."""
    assert contribution.head.place is not None
    return contribution.head.place


def _taken(contribution: Contribution) -> Wording:
    """The words with which a contribution went into the text."""
    found = state(contribution)
    if found.applied and found.applied.wording:
        return Wording(found.applied.wording)
    return decided_words(contribution, found.decision) or Wording("")


def _puts_in_there(other: Contribution, contribution: Contribution) -> bool:
    """Whether another contribution, about the same passage, put something in at the place where this one does."""
    mine, its = contribution.head, other.head
    if its.action != "insert" or not (mine.place and its.place) or state(other).applied is None:
        return False
    return (its.place.section, its.place.language, its.place.quote, its.place.before, its.place.after) == (
        mine.place.section,
        mine.place.language,
        mine.place.quote,
        mine.place.before,
        mine.place.after,
    )


def of_sides(manuscript: Manuscript, contribution: Contribution, base: str, ours: str, theirs: str) -> Merged:
    """What becomes of a passage as it was read, as it is, and as a contribution would have it."""
    if behind := _put_behind(contribution, base, ours, theirs):
        return behind
    made = merged(base, ours, theirs)
    if not made.conflicts:
        return made
    same = (manuscript.ledger[id] for id in manuscript.beside[contribution.parts["base"]] if id != contribution.id)
    put_in = [_taken(each).text for each in same if inserted(each) and state(each).applied]
    return Merged(tuple(one for part in made.parts for one in _put_before(part, put_in)))


def _put_before(part: str | Conflict, put_in: Collection[str]) -> Iterator[str | Conflict]:
    """What was put in before words that another one took out or replaced is none of a conflict about these: it was to stand behind the
    words before them, which are there. ``put_in`` is what others put into the text.
    """
    if not isinstance(part, Conflict) or not part.base.strip():
        yield part
        return
    for one, other in ((part.ours, part.theirs), (part.theirs, part.ours)):
        if one.endswith(part.base) and (new := one.removesuffix(part.base)).strip() not in other:
            yield new + other
            return
    lead = part.ours[: len(part.ours) - len(part.ours.lstrip())]
    new = next((lead + each for each in put_in if each and each not in part.theirs and part.ours.startswith(lead + each)), "")
    if new:
        yield new
        yield from _put_before(replace(part, ours=part.ours.removeprefix(new)), put_in)
    else:
        yield part


def _put_behind(contribution: Contribution, base: str, ours: str, theirs: str) -> Merged | None:
    """Paragraphs put in behind a passage as a whole, whatever became of its words meanwhile; None for any other amendment.

    They are about no words of it: whether its words were changed before or after them must make no difference.
    """
    read = contribution.parts["base"]
    others, own = base[len(read) :], theirs[len(read) :]
    if contribution.head.action != "insert" or not own.startswith("\n\n") or not ours.endswith(others):
        return None
    head = ours.removesuffix(others)
    return Merged((head + own,)) if head.strip() else None
