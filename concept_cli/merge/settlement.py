"""Words that somebody settled on, in the place of what is in conflict: a passage that keeps its shape, its notes and its sources."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import Final

from concept_cli.compare.sentences import sentences
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.passages import said_by
from concept_cli.ledger.proposals import BAR, ENDS, Wording, occurrence, proposed, typed, with_sources
from concept_cli.merge import Conflict, Merged
from concept_cli.model import Contribution, shorten

_CALL: Final = re.compile(r"\[\^[^\]\s]+\]|\[[^\]]*@[^\]]+\]|\]\(#[^)\s]+\)")
"""What a passage calls: a footnote, a source, another place of the text."""
_MARK: Final = re.compile(r"\s*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\[\^[^\]\s]+\]:)[ \t]*")
"""What stands before the words of a list item, or of a footnote."""
_ANYWHERE: Final = {"before": "", "after": "", "nth": 1, "twins": 0, "copies": 0}
"""Of a place that only its quote tells."""


def settled(
    contribution: Contribution,
    made: Merged,
    ours: str,
    wording: Wording,
    standing: str,
    shown: Conflict | None,
    *,
    of_wording: bool,
) -> str:
    """The passage of today with a wording that somebody settled on: in the place of the quoted words, of those of a rival that stand there
    instead of them (``standing``, empty for none), or of what is in conflict, of which was ``shown`` what the contribution itself met. What
    was ``made`` is ``of_wording``, or of the contribution's own words.

    Raises ConceptError where several stretches are in conflict, where a sentence would go that was not shown, and where the passage would
    get another shape.
    """
    place = contribution.head.place
    assert place is not None
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


def refuse_row(contribution: Contribution, wording: Wording) -> None:
    """Raises ConceptError for words of several cells, with bars between them, where one cell was quoted: they repeat another one."""
    place, base = contribution.head.place, contribution.parts["base"]
    assert place is not None
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


def refuse_calls(contribution: Contribution, before: str, after: str, wording: Wording) -> None:
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
