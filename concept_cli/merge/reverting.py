"""Contributions out of the text again: their words go, those of others stay, and the decisions of before hold again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.anchors import Text
from concept_cli.ledger.passages import Passage, body_start, passages, runs
from concept_cli.ledger.proposals import goes_on_as, own_words, says
from concept_cli.ledger.states import MERGED, State, state
from concept_cli.merge import Conflict, merged
from concept_cli.merge.manuscript import REWORDED, SETTLED, Manuscript, with_neighbours
from concept_cli.merge.rivals import who_changed
from concept_cli.model import Contribution, Event, Fragment


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
    before = after = applied.after
    said, same = f"{applied.path}; its words stood there before it, and stay", list[Contribution]()
    if applied.before != applied.after:
        said = applied.path
        found = _taken_back(manuscript, contribution, own, applied)
        if found is None:
            before = after = ""
            said = f"its words were not in {applied.path} any more; nothing was changed there"
        else:
            passage, after = found
            before = own.fragment.text[passage.start : passage.end]
            same = _proposed_the_same(manuscript, contribution, own.fragment, passage, after)
            manuscript.change(own.fragment, passage, after)
    manuscript.note(contribution, Event(date=manuscript.day, step="reverted", path=applied.path, before=before, after=after))
    _unsettle(manuscript, contribution, applied, before, after)
    return said, same


def came_last(manuscript: Manuscript, id: str) -> bool:
    """Whether the passage of a contribution stands as this made it: whatever came before it is to be taken back after it."""
    applied = state(manuscript.ledger[id]).applied
    own = next((each for each in manuscript.today.texts.values() if applied and each.fragment.path == applied.path), None)
    return applied is not None and own is not None and len(own.exactly(applied.after)) == 1


def _proposed_the_same(
    manuscript: Manuscript, contribution: Contribution, fragment: Fragment, passage: Passage, after: str
) -> list[Contribution]:
    """The others that proposed the very words that are taken back, and found them in the text already.

    Raises ConceptError where words of others would go that came after, or were settled on together with these.
    """
    found = []
    for other in manuscript.replaced(contribution, fragment, passage, after, goes_on=True):
        now = state(other)
        assert now.applied is not None
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
    history = contribution.head.history
    until = history[: history.index(applied)]
    if (
        applied.wording
        and until
        and until[-1].step == "decided"
        and (before := _decision_before(until))
        and _follows(until[-1], before)
    ):
        _decide_again(manuscript, contribution, before, "decided")
    for other in manuscript.merged_beside(contribution, applied.path or ""):
        found = state(other)
        decision, path = found.decision, found.applied.path if found.applied else None
        if decision and decision.step == "settled" and path == applied.path and _is_back(other, found, was, passage):
            others = other.head.history
            if before := _decision_before(others[: others.index(decision) + 1]):
                _decide_again(manuscript, other, before, "settled")


def _is_back(other: Contribution, found: State, was: str, passage: str) -> bool:
    """Whether the words of another contribution, or the sentence as it made it, stand in a passage, and did not in what it ``was``."""
    made = found.applied.after if found.applied else ""
    said = says(passage, other) and not says(was, other)
    return said or (goes_on_as(made, passage, other) and not goes_on_as(made, was, other))


def _decide_again(manuscript: Manuscript, contribution: Contribution, before: Event, step: str) -> None:
    """Note that an earlier decision holds again, of its day and sitting."""
    again = before.model_copy(update={"step": step, "skipped": ()})
    manuscript.note(manuscript.ledger[contribution.id], again)


def _decision_before(history: Sequence[Event]) -> Event | None:
    """The decision before the last event of a history."""
    return next((each for each in reversed(history[:-1]) if each.disposition), None)


def _follows(modified: Event, before: Event) -> bool:
    """Whether a decision is another one with the words that somebody settled on, as :meth:`Manuscript.modified` notes it."""
    own = {"date", "step", "disposition", "by", "meeting", "reason", "wording", "skipped"}
    same = modified.model_dump(exclude=own) == before.model_dump(exclude=own)
    return same and before.disposition == "accepted" and modified.reason in {before.reason, SETTLED, REWORDED}


# ------------------------------------------------------------ what becomes what


def _taken_back(manuscript: Manuscript, contribution: Contribution, own: Text, applied: Event) -> tuple[Passage, str] | None:
    """Which stretch becomes what when an event is taken back: exactly as it was, or merged with what was changed beside it since.

    None when the words are not there any more. Raises ConceptError when they are, and cannot be told from what came since.
    """
    fragment, found = own.fragment, own.exactly(applied.after)
    if len(found) == 1:
        return found[0], applied.before
    if not applied.after and not passages(fragment.text):
        start = body_start(fragment.text)
        return Passage(start, len(fragment.text), fragment.text[start:]), applied.before
    if paragraphs := _paragraphs_of(own, applied):
        return with_neighbours(contribution.id, fragment.text, paragraphs)
    now = manuscript.today.latest(fragment, applied.after) or _like(manuscript, contribution, fragment)
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
    reached = manuscript.today.reached(own, applied.after)
    others = manuscript.merged_beside(contribution, own.fragment.path)
    events = {each.id: event for each in others if (event := state(each).applied) and event.path == applied.path}
    since = {id: reached.index(event.after) for id, event in events.items() if event.before in reached and event.after in reached}
    met = who_changed(conflicts, others, own.fragment.path, reached) & since.keys()
    nothing = f"The words were changed since in {own.fragment.path}; nothing was taken back."
    if named := met or (set() if conflicts else {id for id in since if own.exactly(events[id].after)}):
        last = max(named, key=lambda id: (since[id], id))
        raise ConceptError(
            nothing, f"{last} came after it on the same words; take that back first: concept merge --revert {last}"
        )
    if says(own.fragment.text, contribution):
        place, do, words = contribution.head.place, "Take them out of", applied.after
        if place and contribution.head.action == "delete" and not own_words(contribution).text:
            do, words = "Put them into", place.quote
        raise ConceptError(
            f"{nothing} They were: {words}", f"{do} {own.fragment.path} by hand, and save that; then this command notes it."
        )


def _without_insertion(text: str, applied: Event) -> str | None:
    """A passage without what an event put in, where it only put something in and this stands there once."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(applied.before, applied.after, strict=False)))
    size = len(applied.after) - len(applied.before)
    inserted = applied.after[start : start + size]
    if size <= 0 or applied.before != applied.after[:start] + applied.after[start + size :] or text.count(inserted) != 1:
        return None
    return text.replace(inserted, "", 1)


def _paragraphs_of(own: Text, applied: Event) -> Passage | None:
    """The paragraphs that an event put in between or behind others, where they still stand in a row and once; None for anything else."""
    before, after = ([each.text for each in runs(text)] for text in (applied.before, applied.after))
    came = [each for each in after if each not in before]
    if not came or [each for each in after if each in before] != before or len(after) != len(before) + len(came):
        return None
    found = own.exactly("\n\n".join(came))
    return found[0] if len(found) == 1 else None
