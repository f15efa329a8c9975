"""Words that somebody settled on, in the place of what is in conflict: a passage that keeps its shape, its notes and its sources."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import Final

from concept_cli.compare.sentences import sentences
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.passages import said_by
from concept_cli.ledger.proposals import (
    BAR,
    ENDS,
    Wording,
    decided_words,
    deletes,
    is_done,
    occurrence,
    own_words,
    proposed,
    said_sentences,
    typed,
    with_sources,
)
from concept_cli.ledger.states import State, state
from concept_cli.merge import Conflict, Merged, merged
from concept_cli.merge.manuscript import Manuscript
from concept_cli.merge.rivals import changed_same
from concept_cli.merge.sides import parted, place_of, sides, with_behind
from concept_cli.model import Contribution, shorten

_CALL: Final = re.compile(r"\[\^[^\]\s]+\]|\[[^\]]*@[^\]]+\]|\]\(#[^)\s]+\)")
"""What a passage calls: a footnote, a source, another place of the text."""
_MARK: Final = re.compile(r"\s*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\[\^[^\]\s]+\]:)[ \t]*")
"""What stands before the words of a list item, or of a footnote."""
_ANYWHERE: Final = {"before": "", "after": "", "nth": 1, "twins": 0, "copies": 0}
"""Of a place that only its quote tells."""


def settled(
    manuscript: Manuscript, contribution: Contribution, found: State, passage: str, wording: Wording
) -> tuple[str, Merged]:
    """A passage of today with a wording that somebody settled on, and what merging made of it before.

    Raises ConceptError where several stretches are in conflict, where a sentence, a note or a source would go that was not shown, and
    where the passage would get another shape.
    """
    _refuse_row(contribution, wording)
    ours, behind = parted(manuscript, contribution, passage)
    made, of_wording = _met(manuscript, contribution, found, ours, wording)
    text = made.text
    if made.conflicts:
        shown, standing = _shown(manuscript, contribution, found, ours), _standing(manuscript, contribution, ours)
        text = _put_in(contribution, made, ours, wording, standing, shown, of_wording=of_wording)
    text = with_behind(text, behind)
    _refuse_calls(contribution, passage, text, wording)
    return text, made


def is_as_proposed(manuscript: Manuscript, contribution: Contribution, wording: Wording, before: str, after: str) -> bool:
    """Whether a passage became by a wording what an amendment wanted, and nothing else: then it was not modified."""
    if wording.text == contribution.parts.get("proposed", ""):
        return True
    was, now = (said_sentences(said_by(each).words) for each in (before, after))
    brought = {each for each in now if each not in was}
    if deletes(contribution):
        return not brought and is_done(after, contribution)
    try:
        base, theirs = sides(manuscript, contribution, own_words(contribution))
    except ConceptError:  # its own words fit nowhere
        return False
    read, wanted = (said_sentences(said_by(each).words) for each in (base, theirs))
    return brought <= {*wanted} and {each for each in wanted if each not in read} <= {*now}


def new_words(before: str, after: str) -> str:
    """What somebody wrote in a passage, from the first sentence that is new to the last; the whole where only something was taken out."""
    was, now = (said_sentences(said_by(each).words) for each in (before, after))
    head = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now)))
    most = min(len(was), len(now)) - head
    tail = next((at for at in range(most) if was[-1 - at] != now[-1 - at]), most)
    return " ".join(now[head : len(now) - tail] or now)


def _met(manuscript: Manuscript, contribution: Contribution, found: State, ours: str, wording: Wording) -> tuple[Merged, bool]:
    """What becomes of the passage of today by a wording; by the contribution's own words, and False, where it is a whole sentence."""
    try:
        base, theirs = sides(manuscript, contribution, wording)
        return merged(base, ours, theirs), True
    except ConceptError:
        own = decided_words(contribution, found.decision)
        if own is None or found.conflict is None:
            raise
        base, theirs = sides(manuscript, contribution, own)
        made = merged(base, ours, theirs)
        if not made.conflicts:
            raise
        return made, False


def _shown(manuscript: Manuscript, contribution: Contribution, found: State, ours: str) -> Conflict | None:
    """The only conflict that a contribution itself is in; None where there are several, or none."""
    own = decided_words(contribution, found.decision)
    if own is None:
        return None
    base, theirs = sides(manuscript, contribution, own)
    conflicts = merged(base, ours, theirs).conflicts
    return conflicts[0] if len(conflicts) == 1 else None


def _standing(manuscript: Manuscript, contribution: Contribution, ours: str) -> str:
    """The words of a rival that stand in the place of the quoted ones; empty unless they are those of one, and stand there once."""
    quote = place_of(contribution).quote
    rivals = (
        own_words(each).text
        for each in manuscript.merged_beside(contribution)
        if each.head.place
        and each.head.action != "insert"
        and each.head.place.quote == quote
        and changed_same(each, contribution, state(each).applied)
    )
    found = {words for words in rivals if words and len(said_by(ours).find(words)) == 1}
    return found.pop() if len(found) == 1 else ""


def _put_in(
    contribution: Contribution,
    made: Merged,
    ours: str,
    wording: Wording,
    standing: str,
    shown: Conflict | None,
    *,
    of_wording: bool,
) -> str:
    """A passage of today with a wording: in the place of the quoted words, of those of a rival that stand there instead of them
    (``standing``, empty for none), or of what is in conflict, of which was ``shown`` what the contribution itself met. What was ``made`` is
    ``of_wording``, or of the contribution's own words.
    """
    place = place_of(contribution)
    inserts = contribution.head.action == "insert"  # then the quoted words stay, and say only behind which others go
    if not inserts and not _is_for_more(wording, place.quote):
        with suppress(ConceptError):  # the quoted words are not there any more
            return proposed(ours, place, "replace", wording)
    if not inserts and standing and bool(ENDS.search(standing)) is bool(ENDS.search(wording.text.strip())):
        with suppress(ConceptError):
            return proposed(ours, place.model_copy(update={**_ANYWHERE, "quote": standing}), "replace", wording)
    if len(made.conflicts) > 1:
        raise ConceptError(
            f"{contribution.id} is in conflict at {len(made.conflicts)} places of one passage.",
            f"Write the passage as it should be: {_edit(contribution)}",
        )
    _refuse_more_than_shown(contribution, place.quote, wording, shown)
    several = of_wording and len([*sentences(place.quote)]) > 1
    text = ""
    for part in made.parts:
        if not isinstance(part, Conflict):
            text += _apart(text, ours, part)
        elif several:  # the wording is in it, and what of it is not in conflict is in the text before and behind
            text += _apart(text, ours, part.theirs)
        else:
            text += _apart(text, ours, _instead(contribution, part, ours, wording))
    if not wording.markdown and _shape(text) not in {_shape(ours), _shape(contribution.parts["base"])}:
        raise ConceptError(
            "These words would make something else of a list, table or heading.",
            f"Write the passage as it should be: {_edit(contribution)}",
        )
    return text


def _is_for_more(wording: Wording, quote: str) -> bool:
    """Whether a wording is a whole sentence and the quoted words are some of one, the rest of which it would stand before."""
    said = wording.text.strip()
    return said[:1].isupper() and bool(ENDS.search(said)) and not ENDS.search(quote.strip())


def _apart(text: str, ours: str, new: str) -> str:
    """What comes behind a text as it is set apart from it, also where what stood between them, or before it, went."""
    if not text:
        return new if ours[:1].isspace() else new.lstrip(" \n")
    return f" {new}" if new and not text[-1].isspace() and not new[0].isspace() else new


def _refuse_more_than_shown(contribution: Contribution, quote: str, wording: Wording, shown: Conflict | None) -> None:
    """Raises ConceptError for a wording of fewer sentences than were quoted, when fewer of them were shown as in conflict."""
    quoted, said, met = (len([*sentences(each)]) for each in (quote, wording.text, shown.base if shown else quote))
    if said < quoted and met < quoted:
        raise ConceptError(
            f"These words would take the place of more than is in conflict: “{shorten(quote, 120)}”",
            f"Say all of it as it should be, or write the passage: {_edit(contribution)}",
        )


def _edit(contribution: Contribution) -> str:
    return f"concept merge {contribution.id} --edit"


def _shape(text: str) -> tuple[str, ...]:
    """The blocks of a passage, but for paragraphs, which plain words may be."""
    return tuple(each for each in said_by(text).shape if each != "Paragraph")


def _instead(contribution: Contribution, conflict: Conflict, passage: str, wording: Wording) -> str:
    """A wording in the place of what one side has of a conflict, or had before it was taken out; of a row that is the cell, of an item or
    note what stands behind its mark.

    Raises ConceptError for a few words in the place of a whole sentence: they may be meant for the quoted ones only.
    """
    if not wording.markdown and (row := _in_cell(conflict, passage, wording)):
        return row
    was = conflict.ours if conflict.ours.strip() else conflict.base
    if ENDS.search(was.strip()) and not ENDS.search(wording.text.strip()):
        raise ConceptError(
            f"These words would take the place of a whole sentence: “{shorten(was.strip(), 120)}”",
            f"Say the sentence as it should be, or write the passage: {_edit(contribution)}",
        )
    mark = _MARK.match(was) if not wording.markdown and _MARK.match(conflict.base) else None
    lead = mark[0] if mark else was[: len(was) - len(was.lstrip())]
    new = typed(wording, passage, begins=not mark and (not lead or lead.endswith("\n")))
    return lead + (new if wording.markdown else with_sources(new, was[len(lead) :]))


def _in_cell(conflict: Conflict, passage: str, wording: Wording) -> str | None:
    """The row of a table in which the only cell that both sides changed has a wording; None where there is no such cell."""
    rows = [BAR.split(each) for each in (conflict.base, conflict.ours, conflict.theirs)]
    if len({len(cells) for cells in rows}) != 1 or len(rows[0]) < 2 or any("\n" in each.strip("\n") for each in _sides(conflict)):
        return None
    base, ours, theirs = rows
    both = [at for at, was in enumerate(base) if was.strip() != ours[at].strip() and was.strip() != theirs[at].strip()]
    if len(both) != 1:
        return None
    cells = [*ours]
    cells[both[0]] = f" {with_sources(typed(wording, passage), ours[both[0]])} "
    return "|".join(cells)


def _sides(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.base, conflict.ours, conflict.theirs


def _refuse_row(contribution: Contribution, wording: Wording) -> None:
    """Raises ConceptError for words of several cells, with bars between them, where one cell was quoted: they repeat another one."""
    place, base = place_of(contribution), contribution.parts["base"]
    parts = {each.strip() for each in BAR.split(wording.text)}
    if wording.markdown or len(parts) < 2 or not base.lstrip().startswith("|"):
        return
    said = said_by(base)
    start, end = occurrence(said, place)
    if "\n" not in said.words[start:end].strip("\n") and not parts.isdisjoint(said.words.split("\n")):
        raise ConceptError(
            f"These words are for several cells, and “{shorten(place.quote)}” is of one.",
            f"Say what that cell should say, or write the passage: {_edit(contribution)}",
        )


def _refuse_calls(contribution: Contribution, before: str, after: str, wording: Wording) -> None:
    """Raises ConceptError where a passage would lose notes and sources that it calls, or call again what the wording says once more."""
    calls, made = Counter(_CALL.findall(before)), Counter(_CALL.findall(after))
    if lost := calls - made:
        raise ConceptError(
            f"These words would take {', '.join(map(shorten, lost))} out of the text.",
            f"Say them with it, and --markdown. Write the whole passage: {_edit(contribution)}",
        )
    said = Counter(_CALL.findall(wording.text)) if wording.markdown else Counter[str]()
    if again := [each for each in said if calls[each] and made[each] > calls[each]]:
        raise ConceptError(
            f"{', '.join(map(shorten, again))} would stand there twice: it stays where it is, behind the words that are replaced.",
            f"Leave it away after --with. Write the whole passage: {_edit(contribution)}",
        )
