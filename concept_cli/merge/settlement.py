"""Words that somebody settled on, in the place of what is in conflict: a passage that keeps its shape, its notes and its sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from concept_cli.compare.sentences import sentences
from concept_cli.compare.sequence import ALIKE, alike, bag
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.passages import said_by
from concept_cli.ledger.proposals import (
    BAR,
    ENDS,
    STOPS,
    Unfit,
    Wording,
    bare,
    goes_behind,
    occurrence,
    proposed,
    typed,
    with_sources,
)
from concept_cli.ledger.saying import decided_words, own_words, said_sentences, sentence_around
from concept_cli.ledger.states import State, state
from concept_cli.merge import Conflict, Merged
from concept_cli.merge.manuscript import Manuscript
from concept_cli.merge.rivals import changed_same
from concept_cli.merge.sides import of_sides, parted, place_of, sides, with_behind
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

    The wording takes the place of the quoted words, of those that a rival has there, or of the sentence in conflict: whichever it fits.
    Raises ConceptError where it fits nowhere, where several stretches are in conflict, where a sentence, a note or a source would go that
    was not shown, and where the passage would get another shape.
    """
    ours, behind = parted(manuscript, contribution, passage)
    own = _own(manuscript, contribution, found, ours)
    shown = own.conflicts[0] if own and len(own.conflicts) == 1 else None
    if own and shown and _is_for_row(shown, wording):
        text = with_behind(_put_in(contribution, own, ours, wording, shown, whole=False), behind)
        _refuse_calls(contribution, passage, text, wording)
        return text, own
    _refuse_row(contribution, wording)
    ways: tuple[Callable[[], tuple[str, Merged]], ...] = (
        lambda: (_in_place(contribution, ours, wording, shown), own or Merged((ours,))),
        lambda: (_instead_of_rival(manuscript, contribution, ours, wording), own or Merged((ours,))),
        lambda: _merged_in(manuscript, contribution, ours, wording, shown),
        lambda: _in_conflict(contribution, own, ours, wording, shown),
    )
    refused: list[ConceptError] = []
    for way in ways:
        try:
            text, made = way()
        except ConceptError as error:
            refused.append(error)
        else:
            if _is_sound(contribution, ours, text, wording, shown):
                text = with_behind(text, behind)
                _refuse_calls(contribution, passage, text, wording)
                return text, made
    raise next((each for each in reversed(refused) if not isinstance(each, _Elsewhere)), _nowhere(contribution))


class _Elsewhere(ConceptError):
    """Words that fit another place than the one that was tried."""


def _nowhere(contribution: Contribution) -> ConceptError:
    return ConceptError(
        "Where these words belong in the passage of today is not clear.",
        f"Write the passage as it should be: {_edit(contribution)}",
    )


def _own(manuscript: Manuscript, contribution: Contribution, found: State, ours: str) -> Merged | None:
    """What becomes of a passage of today by the contribution's own words; None where it has none, or they fit nowhere."""
    own = decided_words(contribution, found.decision)
    if own is None:
        return None
    try:
        base, theirs = sides(manuscript, contribution, own)
    except ConceptError:
        return None
    return of_sides(manuscript, contribution, base, ours, theirs)


def _is_sound(contribution: Contribution, ours: str, text: str, wording: Wording, shown: Conflict | None) -> bool:
    """Whether a passage has a wording once, and where one conflict was ``shown`` lost no sentence but of this and of the quote."""
    words, now, was = said_by(wording.text), said_by(text), said_by(ours)
    said = [each for each in said_sentences(words.words) if ENDS.search(each)]
    if any(len(now.find(each)) > max(len(was.find(each)), len(words.find(each))) for each in said):
        return False
    gone = [each for each in said_sentences(was.words) if not now.find(each)]
    told = (place_of(contribution).quote, *(said_by(side).words for side in (shown.base, shown.ours))) if shown else ()
    if shown and not all(any(each in words for words in told) for each in gone):
        return False
    read = said_sentences(said_by(contribution.parts["base"]).words)
    became = [bag(each) for each in said_sentences(was.words) if each not in read and now.find(each)]
    if any(each in read and not was.find(each) and any(alike(bag(each), one) >= ALIKE for one in became) for each in said):
        return False  # a sentence as it was read would stand beside what it has become
    plain = words.flat.strip() if wording.markdown else wording.text
    if not (stands := now.find(plain)):
        return bare(plain) in bare(now.flat)  # but for the space that a source leaves before a full stop
    return not _is_for_more(wording, "") or any(_begins(now.words[:start]) for start, _ in stands)


def _begins(before: str) -> bool:
    """Whether a sentence can begin behind some words."""
    return not before.strip(" ") or before.endswith("\n") or bool(ENDS.search(before.rstrip()))


def _in_place(contribution: Contribution, ours: str, wording: Wording, shown: Conflict | None) -> str:
    """A wording in the place of the quoted words, or behind them; a whole sentence in that of the one of which some words are quoted."""
    place, action = place_of(contribution), "insert" if contribution.head.action == "insert" else "replace"
    said = said_by(ours)
    try:
        quoted = occurrence(said, place)
    except ConceptError:
        raise _Elsewhere("The quoted words do not stand there any more.", "") from None
    if goes_behind(ours, place, action) and not goes_behind(contribution.parts["base"], place, action):
        raise _Elsewhere("What stood behind the quoted words is gone.", "")
    if not _is_for_more(wording, place.quote):
        return proposed(ours, place, action, wording)
    start, end = sentence_around(said, *quoted)
    if action == "insert":
        if said.words[quoted[1] : end].strip(STOPS) == "":  # a sentence that was quoted without its stop
            return proposed(ours, place, action, wording)
        if shown is None:
            raise Unfit("These words are a whole sentence, to be put into the midst of another.", "Say the words to be put in.")
    whole = {"quote": said.words[start:end], "before": said.words[:start], "after": said.words[end:]}
    return proposed(ours, place.model_copy(update={**_ANYWHERE, **whole}), "replace", wording)


def _instead_of_rival(manuscript: Manuscript, contribution: Contribution, ours: str, wording: Wording) -> str:
    """A wording in the place of the words that a rival has instead of the quoted ones."""
    standing = _standing(manuscript, contribution, ours)
    if (
        contribution.head.action == "insert"
        or not standing
        or bool(ENDS.search(standing)) is not bool(ENDS.search(wording.text.strip()))
    ):
        raise _Elsewhere("No rival's words stand there.", "")
    return proposed(ours, place_of(contribution).model_copy(update={**_ANYWHERE, "quote": standing}), "replace", wording)


def _merged_in(
    manuscript: Manuscript, contribution: Contribution, ours: str, wording: Wording, shown: Conflict | None
) -> tuple[str, Merged]:
    """A wording as if it had been proposed in the place of the contribution's own words."""
    base, theirs = sides(manuscript, contribution, wording)
    made = of_sides(manuscript, contribution, base, ours, theirs)
    if not made.conflicts:
        return made.text, made
    several = contribution.head.action != "insert" and len([*sentences(place_of(contribution).quote)]) > 1
    return _put_in(contribution, made, ours, wording, shown, whole=several), made


def _in_conflict(
    contribution: Contribution, own: Merged | None, ours: str, wording: Wording, shown: Conflict | None
) -> tuple[str, Merged]:
    """A wording in the place of what the contribution's own words are in conflict with."""
    if own is None or not own.conflicts:
        raise _Elsewhere("Nothing is in conflict.", "")
    return _put_in(contribution, own, ours, wording, shown, whole=False), own


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


def _put_in(contribution: Contribution, made: Merged, ours: str, wording: Wording, shown: Conflict | None, *, whole: bool) -> str:
    """A passage of today with a wording in the place of what is in conflict; the ``whole`` of it was merged, and what is not in conflict
    is in the text already.

    Raises ConceptError where several stretches are in conflict, or more than what was ``shown``, and where the shape becomes another.
    """
    if len(made.conflicts) > 1:
        raise ConceptError(
            f"{contribution.id} is in conflict at {len(made.conflicts)} places of one passage.",
            f"Write the passage as it should be: {_edit(contribution)}",
        )
    _refuse_more_than_shown(contribution, place_of(contribution).quote, wording, shown)
    text = ""
    for part in made.parts:
        if not isinstance(part, Conflict):
            text += _apart(text, ours, part)
        else:
            text += _apart(text, ours, part.theirs if whole else _instead(contribution, part, ours, wording))
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
    stay_away = contribution.head.action == "insert" and was is not conflict.ours  # notes of words that went
    return lead + (new if wording.markdown or stay_away else with_sources(new, was[len(lead) :]))


def _in_cell(conflict: Conflict, passage: str, wording: Wording) -> str | None:
    """The row of a table in which all cells have those of a wording, with bars between them, or in which the only cell that both sides
    changed has it; None where there is no such cell.
    """
    if all_cells := _all_cells(conflict, passage, wording):
        return all_cells
    if (rows := _rows(conflict)) is None:
        return None
    base, ours, theirs = rows
    both = [at for at, was in enumerate(base) if was.strip() != ours[at].strip() and was.strip() != theirs[at].strip()]
    if len(both) != 1:
        return None
    cells = [*ours]
    cells[both[0]] = f" {with_sources(typed(wording, passage), ours[both[0]])} "
    return "|".join(cells)


def _all_cells(conflict: Conflict, passage: str, wording: Wording) -> str | None:
    """The row in conflict with the cells of a wording, which names all of them; None for anything else."""
    rows, new = _rows(conflict), _named_cells(wording)
    if rows is None or len(new) != len(rows[1]) - 2:
        return None
    start, *was, end = rows[1]
    cells = (f" {with_sources(typed(Wording(each.strip()), passage), old)} " for each, old in zip(new, was, strict=True))
    return "|".join((start, *cells, end))


def _is_for_row(conflict: Conflict, wording: Wording) -> bool:
    """Whether a wording names all cells of the row that is in conflict, one of them as some side has it: else it may be for one cell."""
    rows, new = _rows(conflict), [each.strip() for each in _named_cells(wording)]
    if wording.markdown or rows is None or len(new) != len(rows[0]) - 2:
        return False
    return any(words in {row[at + 1].strip() for row in rows} for at, words in enumerate(new))


def _named_cells(wording: Wording) -> list[str]:
    """The parts of a wording that has bars between them."""
    return BAR.split(wording.text.strip().removeprefix("|").removesuffix("|"))


def _rows(conflict: Conflict) -> list[list[str]] | None:
    """The cells of a row that is in conflict, in the base and on both sides, with what is outside of the bars; None for anything else."""
    rows = [BAR.split(each) for each in (conflict.base, conflict.ours, conflict.theirs)]
    if len({len(cells) for cells in rows}) != 1 or len(rows[0]) < 2 or any("\n" in each.strip("\n") for each in _sides(conflict)):
        return None
    return rows


def _sides(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.base, conflict.ours, conflict.theirs


def _refuse_row(contribution: Contribution, wording: Wording) -> None:
    """Raises ConceptError for words of several cells, with bars between them, where one cell was quoted: as many as
    the row has, or one of its others.
    """
    place, base = place_of(contribution), contribution.parts["base"]
    parts = [each.strip() for each in _named_cells(wording)]
    if wording.markdown or len(parts) < 2 or not base.lstrip().startswith("|"):
        return
    said = said_by(base)
    start, end = occurrence(said, place)
    several = len(parts) == len(BAR.split(base.strip().split("\n")[0])) - 2 or not {*parts}.isdisjoint(said.words.split("\n"))
    if several and "\n" not in said.words[start:end].strip("\n"):
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
