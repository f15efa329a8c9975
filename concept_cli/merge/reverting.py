"""Contributions out of the text again: their words go, those of others stay, and the decisions of before hold again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from concept_cli.compare.sequence import ALIKE, Bag, alike, bag
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.anchors import Text, came
from concept_cli.ledger.passages import Passage, body_start, changed_runs, passages, said_by
from concept_cli.ledger.saying import deletes, goes_on_as, loses, own_words, said_sentences, says
from concept_cli.ledger.states import MERGED, State, state
from concept_cli.merge import Conflict, merged
from concept_cli.merge.deleted import into_the_empty, where_they_stood
from concept_cli.merge.manuscript import REWORDED, SETTLED, Manuscript, with_neighbours
from concept_cli.merge.rivals import changed_same, leaves_out, who_changed
from concept_cli.merge.sides import place_of
from concept_cli.model import Contribution, Event, Fragment, shorten


def reverted(manuscript: Manuscript, id: str) -> tuple[str, list[Contribution]]:
    """Take the words of a merged contribution out of a manuscript; of words that are out already, only note it.

    Returns where, or that nothing changed, and the others that proposed the very same words: for them these are to be put there again.
    Raises ConceptError when its words are there, and were changed since.
    """
    contribution = manuscript.ledger[id]
    applied = state(contribution).applied
    if applied is None or applied.path is None:
        raise ConceptError(f"{id} is not in the text.", "concept contributions --state in-text lists what is.")
    own = next((each for each in manuscript.today.texts.values() if each.fragment.path == applied.path), None)
    if own is None:
        raise ConceptError(f"{applied.path} is not there any more.", "Take the file from the history again.")
    before = after = was = now = applied.after
    said, same = f"{applied.path}; its words stood there before it, and stay", list[Contribution]()
    if applied.before != applied.after:
        said = applied.path
        found = _taken_back(manuscript, contribution, own, applied)
        if found is None:
            before = after = ""
            now = own.fragment.text
            said = _nothing(applied.path)
        else:
            passage, after = found
            before = own.fragment.text[passage.start : passage.end]
            after = _without_those_taken_back(manuscript, contribution, own, before, after)
            was, now = before, after
            if before == after:
                was, said = applied.after, _nothing(applied.path)
            exactly = (before, after) == (applied.after, applied.before)
            same = _proposed_the_same(manuscript, contribution, own.fragment, passage, after, exactly=exactly)
            manuscript.change(own.fragment, passage, after)
    manuscript.note(contribution, Event(date=manuscript.day, step="reverted", path=applied.path, before=before, after=after))
    _unsettle(manuscript, contribution, applied, was, now)
    return said, same


def _nothing(path: str) -> str:
    return f"its words were not in {path} any more; nothing was changed there"


def _without_those_taken_back(manuscript: Manuscript, contribution: Contribution, own: Text, before: str, after: str) -> str:
    """What a passage becomes, without what others had done to it that were taken back meanwhile: that does not return with it.

    Raises ConceptError where this cannot be told apart.
    """
    path = own.fragment.path
    for other in manuscript.merged_beside(contribution, path):
        events = [
            each for each in other.head.history if each.step == "applied" and each.path == path and each.before != each.after
        ]
        if state(other).applied or not events or not loses(after, before, other):
            continue
        came_of_it = manuscript.today.reached(own, events[-1].before)
        if not changed_same(other, contribution, events[-1]) and before not in came_of_it:  # the same words stood elsewhere
            continue
        made = merged(events[-1].after, after, events[-1].before)
        if made.conflicts:
            raise ConceptError(
                f"What {other.id} wanted would come back with it, and that was taken back.",
                f"Write the passage as it should be, and save it: {path}; then this command notes it.",
            )
        after = made.text
    return after


def came_last(manuscript: Manuscript, id: str) -> bool:
    """Whether the passage of a contribution stands as this made it: whatever came before it is to be taken back after it."""
    applied = state(manuscript.ledger[id]).applied
    own = next((each for each in manuscript.today.texts.values() if applied and each.fragment.path == applied.path), None)
    return applied is not None and own is not None and len(own.exactly(applied.after)) == 1


def _proposed_the_same(
    manuscript: Manuscript, contribution: Contribution, fragment: Fragment, passage: Passage, after: str, *, exactly: bool
) -> list[Contribution]:
    """The others that proposed the very words that are taken back, and found them in the text already.

    Where the passage becomes ``exactly`` what it was before, what others had done to it until then holds. Raises
    ConceptError where words of others would go that came after, or were settled on together with these.
    """
    found = []
    for other in manuscript.replaced(contribution, fragment, passage, after, goes_on=True):
        now = state(other)
        assert now.applied is not None
        if exactly and now.applied.before != now.applied.after:
            continue
        if now.applied.before != now.applied.after or now.applied.wording or now.name not in MERGED:
            raise ConceptError(
                f"The words of {other.id} stand in the same passage, and would go with those of {contribution.id}.",
                f"Take that back first: concept merge --revert {other.id}",
            )
        found.append(other)
    return found


# ------------------------------------------------------- what was decided along


def _unsettle(manuscript: Manuscript, contribution: Contribution, applied: Event, was: str, passage: str) -> None:
    """Take back what was decided along with words: of the contribution, and of those whose words are back in a passage."""
    if (own := state(contribution).decision) and _says_else(own, again := _decided_without(contribution, applied)):
        _decide_again(manuscript, contribution, again, "decided")
    exactly = passage == applied.before
    for other in manuscript.merged_beside(contribution, applied.path or ""):
        found = state(other)
        decision, path = found.decision, found.applied.path if found.applied else None
        if not decision or path != applied.path or not _is_settled_by(decision, contribution):
            continue
        together = bool(decision.against) and exactly
        if together or _is_back(other, found, was, passage) or _is_out_again(other, contribution, was, passage):
            others = [each for each in other.head.history if each.disposition]
            at = others.index(decision) if decision.against else len(others) - 1
            _decide_again(manuscript, other, others[at - 1], "settled")


def _is_settled_by(decision: Event, contribution: Contribution) -> bool:
    """Whether somebody lost words, or had them turned, by a contribution; of older ledgers by whomever."""
    if decision.step != "settled":
        return False
    return contribution.id in decision.against if decision.against else (decision.reason or "").endswith(SETTLED)


def _is_back(other: Contribution, found: State, was: str, passage: str) -> bool:
    """Whether the words of another contribution, or the sentence as it made it, stand in a passage, and did not in what it ``was``."""
    made = found.applied.after if found.applied else ""
    said = loses(passage, was, other)
    return said or (goes_on_as(made, passage, other) and not goes_on_as(made, was, other))


def _is_out_again(deletion: Contribution, contribution: Contribution, was: str, passage: str) -> bool:
    """Whether what stood instead of deleted words goes with another contribution, and nothing comes in its place."""
    new, old = ({*said_sentences(said_by(each).words)} for each in (passage, was))
    return new <= old and not leaves_out(deletion, contribution, passage, was)


def _decide_again(manuscript: Manuscript, contribution: Contribution, before: Event, step: str) -> None:
    """Note that an earlier decision holds again, of its day and sitting."""
    again = before.model_copy(update={"step": step, "skipped": (), "against": before.against if step == "settled" else ()})
    manuscript.note(manuscript.ledger[contribution.id], again)


def _decided_without(contribution: Contribution, applied: Event) -> Event:
    """What was decided of a contribution, without what was settled when it was put into the text, or when others were."""
    history = contribution.head.history
    decided = [each for each in history if each.step == "decided"]
    at = next(number for number, each in enumerate(history) if each is applied)
    settled = len(decided) > 1 and history[at - 1] is decided[-1] and _follows(decided[-1], decided[-2])
    return decided[-2 if settled else -1]


def _says_else(decision: Event, other: Event) -> bool:
    """Whether a decision is another one."""
    return any(getattr(decision, each) != getattr(other, each) for each in ("disposition", "wording", "reason"))


def _follows(modified: Event, before: Event) -> bool:
    """Whether a decision is another one with the words that somebody settled on, as :meth:`Manuscript.modified` notes it."""
    own = {"date", "step", "disposition", "by", "meeting", "reason", "wording", "skipped", "against"}
    same = modified.model_dump(exclude=own) == before.model_dump(exclude=own)
    return same and before.disposition == "accepted" and (modified.reason or "").endswith((SETTLED, REWORDED))


# ------------------------------------------------------------ what becomes what


def _taken_back(manuscript: Manuscript, contribution: Contribution, own: Text, applied: Event) -> tuple[Passage, str] | None:
    """Which stretch becomes what when an event is taken back: exactly as it was, or merged with what was changed beside it since.

    None when the words are not there any more. Raises ConceptError when they are, and cannot be told from what came since.
    """
    fragment, found = own.fragment, own.exactly(applied.after)
    gone, new = changed_runs(applied.before, applied.after)
    back = _put_back(manuscript, fragment, gone) if gone and not new else None
    if len(found) == 1 and (back is None or (found[0].start < back[0].end and back[0].start < found[0].end)):
        return found[0], applied.before
    if not applied.after and not passages(fragment.text):
        start = body_start(fragment.text)
        return Passage(start, len(fragment.text), fragment.text[start:]), applied.before
    if new and not gone:
        if len(stands := own.exactly(came(applied))) == 1:
            return with_neighbours(contribution.id, fragment.text, stands[0])
        _refuse_what_came_since(manuscript, contribution, own, applied, ())
        return None
    if back:
        return back
    now = (
        manuscript.today.latest(fragment, applied.after)
        or _like(manuscript, contribution, fragment)
        or manuscript.today.brought(fragment, applied)
    )
    if now and (without := _without_insertion(now.text, applied)) is not None:
        return now, without
    made = merged(applied.after, now.text, applied.before) if now else None
    if now and made and not made.conflicts:
        return now, made.text
    _refuse_what_came_since(manuscript, contribution, own, applied, made.conflicts if made else ())
    return None


def _like(manuscript: Manuscript, contribution: Contribution, fragment: Fragment) -> Passage | None:
    """The passage of a contribution in a fragment, though it was changed by hand since."""
    anchor = manuscript.today.anchor(contribution)
    return anchor.passage if anchor.fragment and anchor.fragment.path == fragment.path else None


def _refuse_what_came_since(
    manuscript: Manuscript, contribution: Contribution, own: Text, applied: Event, conflicts: Sequence[Conflict]
) -> None:
    """Raises ConceptError when others changed the words that an event brought, or when these stand in the text still.

    Of a passage that is in conflict only those count who made what stands there: another row of a table is none of it.
    """
    new = came(applied)
    reached = [*manuscript.today.reached(own, applied.after), *(manuscript.today.reached(own, new) if new else ())]
    others = manuscript.merged_beside(contribution, own.fragment.path)
    events = {each.id: event for each in others if (event := state(each).applied) and event.path == applied.path}
    since = {id: reached.index(event.after) for id, event in events.items() if event.before in reached and event.after in reached}
    met = who_changed(conflicts, others, own.fragment.path, reached) & since.keys()
    nothing = f"The words were changed since in {own.fragment.path}; nothing was taken back."
    named = met or (set() if conflicts else {id for id in since if manuscript.today.brought(own.fragment, events[id])})
    if named := named or {id for id, event in events.items() if loses(event.before, event.after, contribution)}:
        last = max(named, key=lambda id: (since.get(id, 0), id))
        raise ConceptError(
            nothing, f"{last} came after it on the same words; take that back first: concept merge --revert {last}"
        )
    then = "by hand, and save that; then this command notes it."
    if deletes(contribution) and says(own.fragment.text, contribution):
        quote = place_of(contribution).quote
        raise ConceptError(f"{nothing} They were: {quote}", f"Put them into {own.fragment.path} {then}")
    words, instead = _edited(own, applied)
    if not words and says(own.fragment.text, contribution):
        words, instead = (
            own_words(contribution).text,
            place_of(contribution).quote if contribution.head.action == "replace" else "",
        )
    if words:
        do = f"Put “{shorten(instead, 200)}” in their place in" if instead else "Take them out of"
        raise ConceptError(f"{nothing} They are: {' '.join(words.split())}", f"{do} {own.fragment.path} {then}")


def _without_insertion(text: str, applied: Event) -> str | None:
    """A passage without what an event put in, where it only put something in and this stands there once."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(applied.before, applied.after, strict=False)))
    size = len(applied.after) - len(applied.before)
    inserted = applied.after[start : start + size]
    if size <= 0 or applied.before != applied.after[:start] + applied.after[start + size :] or text.count(inserted) != 1:
        return None
    return text.replace(inserted, "", 1)


def _put_back(manuscript: Manuscript, fragment: Fragment, gone: Sequence[str]) -> tuple[Passage, str] | None:
    """Deleted paragraphs between those that stood beside them, whatever these have become since."""
    if alone := into_the_empty(manuscript, fragment, "\n\n".join(gone)):
        return alone
    ahead, behind = where_they_stood(manuscript, fragment, gone)
    first, last = ahead or behind, behind or ahead
    if first is None or last is None:
        return None
    made = "\n\n".join((*([ahead.text] if ahead else ()), *gone, *([behind.text] if behind else ())))
    return Passage(first.start, last.end, fragment.text[first.start : last.end]), made


def _edited(own: Text, applied: Event) -> tuple[str, str]:
    """The sentence that somebody made by hand of one that an event brought, and what had stood in its place; empty where there is none."""
    was, made, now = (said_sentences(said_by(each).words) for each in (applied.before, applied.after, own.fragment.text))
    went = [each for each in was if each not in made]
    read = bag(" ".join(went))
    brought = [bag(each) for each in made if each not in was]
    likely = [(_known(bag(each), one, read), each) for one in brought for each in now if each not in was]
    worth, words = max(likely, default=(0.0, ""))
    instead = [each for each in went if each not in now]
    return (words, " ".join(instead)) if worth >= ALIKE else ("", "")


def _known(sentence: Bag, brought: Bag, read: Bag) -> float:
    """How alike a sentence is to one that was brought, in the words that were new in that: in all, where it only left some out."""
    new = brought - read
    as_a_whole = alike(sentence, brought)
    return max(alike(sentence - read, new), 0 if new - sentence else as_a_whole) if new else as_a_whole
