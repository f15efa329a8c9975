"""Our comment table, filled in by a body, to contributions; the table of a sitting to its decisions.

Either every row is taken or none: whoever filled it in gets all that is wrong at once, each with row, column and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.decisions import Decision, day_of, decided, was_decided
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.matrix import SEPARATOR
from concept_cli.exchange.places import read_draft
from concept_cli.exchange.register import Sent, clean, free_ids, registered
from concept_cli.history import labels
from concept_cli.ledger.states import state
from concept_cli.model import ACTIONS, DISPOSITIONS, STANDS, TYPES, Contribution, shorten
from concept_cli.readers.cells import read_cells
from concept_cli.readers.sheet import Line, Sheet, letters
from concept_cli.store import Write
from concept_cli.wording.contributions import CONTRIBUTION_TERMS, contribution_term, reason_words

_ALSO: Final = {
    "insert-after": "insert", "add": "insert", "добавить": "insert", "вставить": "insert", "қосу": "insert",
    "remove": "delete", "удалить": "delete", "убрать": "delete", "алып тастау": "delete",
    "change": "replace", "заменить": "replace", "изменить": "replace", "ауыстыру": "replace",
    "out of scope": "out-of-scope",
}  # fmt: skip
"""What people call the choices, too."""
_SENT: Final = ("place", "quote", "action", "proposed", "remark", "rationale", "type", "essential")
_DECIDED: Final = ("id", "disposition", "reason", "wording")
_LIKE_OURS: Final = 3
"""So many heads of ours make a row the head of the table."""
_SHOWN: Final = 50
"""Lines of what is wrong with a table, or to be known of it; of more it is said how many."""


class _Wrong(Exception):
    """What is wrong in a cell: the column by the key of its head, and the sentence."""

    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column = column


@dataclass(frozen=True, slots=True)
class Taken:
    """What a table brought: contributions, what is to be written, and what should be known; ``known`` rows were there already."""

    contributions: tuple[Contribution, ...]
    writes: Mapping[str, Write] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    known: int = 0


# ------------------------------------------------------------------ intake


def contributions_in(desk: Desk, file: Path, content: bytes, stakeholder: str, draft: str | None, received: date | None) -> Taken:
    """The contributions in a comment table that a body filled in. What was taken in before is known again and adds nothing.

    Raises ConceptError, with all that is wrong, when anything is.
    """
    desk.body(stakeholder)
    sheet = read_cells(file.name, content)
    columns, head = _head(sheet, _SENT, file.name)
    language = _language(desk, head, stakeholder)
    draft = draft or _label(desk, sheet, head) or _asked(desk, stakeholder)
    read = read_draft(desk, draft)
    known = {_said(each) for each in desk.contributions.values() if each.head.stakeholder == stakeholder}
    made: list[Contribution] = []
    writes: dict[str, Write] = {}
    wrong: list[str] = []
    repeated = 0
    ids = free_ids(desk, stakeholder, (received or desk.day).year)
    id, remarks = next(ids), dict[str, None]()
    for line in _rows(sheet, head):
        try:
            sent = _sent(dict(_cells(columns, line)), language or "en")
            sent = replace(sent, stakeholder=stakeholder, draft=draft, received=received, original=file, language=language)
            one = registered(desk, sent, read, id)
        except _Wrong as error:
            wrong.append(f"{_where(columns, line, error.column)}: {error}")
            continue
        except ConceptError as error:
            wrong.append(f"row {line.number}: {error.message} {error.hint}".rstrip())
            continue
        if _said(one.contribution) in known:
            repeated += 1
            continue
        known.add(_said(one.contribution))
        made.append(one.contribution)
        remarks |= dict.fromkeys(one.remarks)
        writes |= one.writes
        id = next(ids)
    _refuse(file.name, [*_twice(head), *_merged(sheet, head), *wrong])
    if draft is None and made:
        remarks["The table does not say which draft was read; it was compared with the text of today. --draft LABEL says it."] = (
            None
        )
    return Taken(tuple(made), writes, (*_remarks(sheet, head), *remarks), repeated)


def _sent(cells: Mapping[str, str], language: str) -> Sent:
    """What a row says, of nobody yet. Raises _Wrong for a cell that says nothing we know, with what could be said in a language."""
    action = _meant(cells, "action", (*ACTIONS, *STANDS), language)
    text, remark, quote = cells.get("proposed", ""), cells.get("remark", ""), cells.get("quote", "")
    stand = action if action in STANDS else None
    kind = "position" if stand else "amendment" if text or action == "delete" else "remark"
    if kind == "amendment":
        action = action or "replace"
        if not quote:
            raise _Wrong("quote", "the proposed words stand here for no words: copy those that they replace or follow")
    elif not stand and action:
        raise _Wrong("proposed", f"nothing is proposed, and “{cells['action']}” asks for words")
    elif kind == "remark" and not remark:
        raise _Wrong("remark", "the row says nothing: propose words, or write a remark")
    place = cells.get("place", "")
    at = place if place and not _is_section(place) else None
    return Sent(
        stakeholder="",
        kind=kind,
        action=action if kind == "amendment" else None,
        stand=stand,
        section=place if place and at is None else None,
        at=at,
        quote=quote or None,
        text=text,
        remark=remark,
        rationale=cells.get("rationale", ""),
        channel="matrix",
        type=_meant(cells, "type", TYPES, language),
        essential=_meant(cells, "essential", ("yes", "no"), language) == "yes",
    )


def _is_section(place: str) -> bool:
    """Whether a place is the id of a section, and no number."""
    return place[:1].isalpha() and not any(each.isdigit() for each in place[1:2]) and "#" not in place


def _said(contribution: Contribution) -> tuple[object, ...]:
    """By what a contribution is known again, however often its file comes."""
    head, place = contribution.head, contribution.head.place
    where = (place.section, place.language, place.quote, place.before, place.after, place.block, place.nth) if place else ()
    parts = tuple(contribution.parts.get(each, "") for each in ("base", "proposed", "remark", "rationale"))
    return head.kind, head.action, head.stand, head.draft, where, parts


def _label(desk: Desk, sheet: Sheet, head: Line) -> str | None:
    """The frozen draft that the lines above the head of our table name last."""
    above = (cell for line in sheet.lines if line.number < head.number for cell in line.cells)
    named = [cell.rpartition(SEPARATOR)[2].strip() for cell in above if SEPARATOR in cell]
    return next((each for each in named if each in labels(desk.root)), None)


def _asked(desk: Desk, stakeholder: str) -> str | None:
    """The draft that a body was asked about, if it was asked about one only."""
    asked = {each.record.draft for each in desk.project.rounds if stakeholder in each.record.bodies}
    return asked.pop() if len(asked) == 1 else None


def _language(desk: Desk, head: Line, stakeholder: str) -> str | None:
    """The language of the draft that was read: that of the heads, which are those of one language only, else that of the body."""
    best = _heads_languages(desk, head)
    own = desk.body(stakeholder).language
    return best[0] if len(best) == 1 else own if own in desk.project.concept.record.languages else None


def _heads_languages(desk: Desk, head: Line) -> list[str]:
    """The languages of the concept in which most heads of a table are."""
    heads = {_plain(cell) for cell in head.cells if cell.strip()}
    languages = desk.project.concept.record.languages
    fits = {
        each: sum(_plain(forms.get(each, "")) in heads for key, forms in CONTRIBUTION_TERMS.items() if key.startswith("column-"))
        for each in languages
    }
    return [each for each in languages if fits[each] == max(fits.values())]


# --------------------------------------------------------------- decisions


def _refuse_other_body(desk: Desk, cells: Mapping[str, str]) -> None:
    """Raises _Wrong for a row that names another body than the one that sent the contribution: the rows may have been torn apart."""
    said, contribution = _plain(cells.get("body", "")), desk.contributions.get(cells["id"])
    if not said or contribution is None:
        return
    body = desk.body(contribution.head.stakeholder)
    names = {body.id, *body.name.values(), *(body.abbreviation or {}).values(), *body.aliases}
    if not any(said == _plain(each) or said.startswith(f"{_plain(each)} (") for each in names):
        raise _Wrong("body", f"“{shorten(cells['body'])}” did not send {contribution.id}: were the columns sorted apart?")


def _refuse_undecided(cells: Mapping[str, str]) -> None:
    """Raises _Wrong for a row that says why, or in which words, and not what was decided."""
    for each in ("reason", "wording"):
        if cells.get(each):
            raise _Wrong("disposition", f"no decision stands beside “{shorten(cells[each])}”: choose one, or empty that cell")


def _decided_once(desk: Desk, decision: Decision) -> Contribution:
    """The contribution with its decision. Raises _Wrong for one that the sitting itself changed since: the table is older than that."""
    before = desk.contribution(decision.id)
    if _holds(before, decision):
        return before
    made = decided(desk, decision)
    if made is not before and was_decided(before, made.head.history[-1]):
        now = state(before).disposition
        raise _Wrong("disposition", f"this was decided before, and anew since, as {now}: correct the row, or empty it")
    return made


def _holds(contribution: Contribution, decision: Decision) -> bool:
    """Whether a row says what was decided before and holds: our table is filled in with that, and who leaves it decides nothing. What was
    disputed since is decided anew.
    """
    found = state(contribution)
    if found.name == "withdrawn":
        return decision.disposition == "withdrawn"
    if found.decision is None or (found.name in {"disputed", "escalated"} and decision.meeting != (found.decision.meeting or "")):
        return False
    held = found.disposition, found.reason, found.decision.wording
    return (decision.disposition, reason_words(clean(decision.reason), "en"), decision.wording) == (
        held[0],
        clean(held[1]),
        clean(held[2]),
    )


def decisions_in(desk: Desk, name: str, content: bytes, meeting: str) -> Taken:
    """The contributions with what the table of a sitting says of them; rows without a decision are left as they are.

    Raises ConceptError, with all that is wrong, when anything is.
    """
    day_of(desk, meeting)
    sheet = read_cells(name, content)
    columns, head = _head(sheet, _DECIDED, name)
    language, *_ = _heads_languages(desk, head)
    made: list[Contribution] = []
    wrong: list[str] = []
    for line in _rows(sheet, head):
        cells = dict(_cells(columns, line))
        try:
            disposition = _meant(cells, "disposition", DISPOSITIONS, language)
            if disposition is None:
                _refuse_undecided(cells)
                continue
            if not cells.get("id"):
                raise _Wrong("id", "the number of the contribution is missing")
            decision = Decision(
                cells["id"], disposition, cells.get("reason", ""), meeting=meeting, wording=clean(cells.get("wording", ""))
            )
            _refuse_other_body(desk, cells)
            made.append(_decided_once(desk, decision))
        except _Wrong as error:
            wrong.append(f"{_where(columns, line, error.column)}: {error}")
        except ConceptError as error:
            wrong.append(f"row {line.number}: {error.message} {error.hint}".rstrip())
    twice = [each.id for number, each in enumerate(made) if each.id in {one.id for one in made[:number]}]
    wrong += [f"{each} stands there twice: leave one of the rows" for each in dict.fromkeys(twice)]
    _refuse(name, [*_twice(head), *_merged(sheet, head), *wrong])
    return Taken(tuple(made), remarks=_remarks(sheet, head))


# ------------------------------------------------------------------- tables


def _head(sheet: Sheet, needed: tuple[str, ...], name: str) -> tuple[dict[str, int], Line]:
    """The columns that are needed, by the keys of their heads, and the row that these stand in. ConceptError for others."""
    known = {
        _plain(form): key.removeprefix("column-")
        for key, forms in CONTRIBUTION_TERMS.items()
        if key.startswith("column-")
        for form in forms.values()
    }
    for line in sheet.lines:
        found = [known.get(_plain(cell), "") for cell in line.cells]
        if len({each for each in found if each in needed}) >= min(_LIKE_OURS, len(needed)):
            columns = {key: number for number, key in reversed([*enumerate(found)]) if key}
            if missing := [each for each in needed if each not in columns]:
                raise ConceptError(f"The head of the table in {name} was changed.", " ".join(_changed(line, found, missing)))
            return columns, line
    heads = ", ".join(f"“{CONTRIBUTION_TERMS[f'column-{each}']['en']}”" for each in needed)
    raise ConceptError(f"In {name} no row has the heads of our table.", f"They are {heads}. concept matrix makes the table anew.")


def _changed(line: Line, found: list[str], missing: list[str]) -> Iterator[str]:
    """What became of heads that are missing: which column they may stand over, under another name."""
    strange = {
        cell: number for number, (cell, key) in enumerate(zip(line.cells, found, strict=True), 1) if cell.strip() and not key
    }
    for each in missing:
        names = CONTRIBUTION_TERMS[f"column-{each}"]
        near = [one for name in names.values() for one in get_close_matches(name, strange, 1, 0.5)]
        where = f" (perhaps column {letters(strange[near[0]])}, “{shorten(near[0])}”)" if near else ""
        yield f"Row {line.number}: write “{names['en']}”, “{names['ru']}” or “{names['kk']}” over its column{where}."


def _plain(head: str) -> str:
    return " ".join(head.casefold().split()).rstrip(".:*")


def _rows(sheet: Sheet, head: Line) -> Iterator[Line]:
    """The rows below the head that say something, without what stands below the table: our legend, over its whole width."""
    below = [line for line in sheet.lines if line.number > head.number and any(cell.strip() for cell in line.cells)]
    across = {each.row for each in sheet.merged if each.across >= len(head.cells)}
    while below and (below[-1].number in across or _is_legend(below[-1])):
        below.pop()
    yield from below


def _is_legend(line: Line) -> bool:
    """Whether a row is what we wrote below a table, word for word: a remark may begin like it."""
    filled = [_plain(cell) for cell in line.cells if cell.strip()]
    return len(filled) == 1 and bool(_legends().fullmatch(filled[0]))


@cache
def _legends() -> re.Pattern[str]:
    """What our legends say, in all languages."""
    said = [*CONTRIBUTION_TERMS["table-how"].values()]
    for language, form in CONTRIBUTION_TERMS["table-decide"].items():
        said.append(form.format(choices=", ".join(contribution_term(f"disposition-{each}", language) for each in DISPOSITIONS)))
    counted = (
        re.escape(_plain(each)).replace(re.escape("{count}"), "[0-9]+") for each in CONTRIBUTION_TERMS["table-hidden"].values()
    )
    return re.compile("|".join([*(re.escape(_plain(each)) for each in said), *counted]))


def _left(sheet: Sheet, head: Line) -> Iterator[str]:
    """Words that were not taken in: in columns with no head of ours, and below the table."""
    ours = {
        _plain(form)
        for key, forms in CONTRIBUTION_TERMS.items()
        if key.startswith(("column-", "iso-"))
        for form in forms.values()
    }
    taken = list(_rows(sheet, head))
    for line in taken:
        for number, cell in enumerate(line.cells):
            known = number < len(head.cells) and _plain(head.cells[number]) in ours
            if cell.strip() and not known:
                where = f"row {line.number}, column {letters(number + 1)}"
                yield f"{where}: not taken in, because the column has no head of ours: “{shorten(cell)}”"
    last = taken[-1].number if taken else head.number
    for line in sheet.lines:
        if line.number > last and not _is_legend(line) and any(cell.strip() for cell in line.cells):
            yield f"row {line.number}: not taken in, because it stands below the table: “{shorten(' '.join(filter(None, line.cells)))}”"


def _twice(head: Line) -> Iterator[str]:
    """Heads that stand over two columns."""
    seen = [_plain(cell) for cell in head.cells]
    for number, each in enumerate(seen):
        if each and each in seen[:number]:
            yield f"row {head.number}, column {letters(number + 1)}: “{head.cells[number]}” stands over two columns; give one another name"


def _cells(columns: Mapping[str, int], line: Line) -> Iterator[tuple[str, str]]:
    for key, number in columns.items():
        if number < len(line.cells):
            yield key, line.cells[number].strip()


def _where(columns: Mapping[str, int], line: Line, column: str) -> str:
    return f"row {line.number}, column {letters(columns[column] + 1)}" if column in columns else f"row {line.number}"


def _remarks(sheet: Sheet, head: Line) -> tuple[str, ...]:
    """What must be known of a table that was taken in; of very much of it, how much more there is."""
    found = [*map(str, sheet.remarks), *_left(sheet, head)]
    more = len(found) - _SHOWN
    return (*found[:_SHOWN], *([f"… and {more:,} more remarks like these; look at the file itself."] if more > 0 else []))


def _merged(sheet: Sheet, head: Line) -> Iterator[str]:
    last = max((line.number for line in _rows(sheet, head)), default=head.number)
    for each in sheet.merged:
        if head.number <= each.row <= last:
            yield f"row {each.row}, column {letters(each.column)}: cells are merged; take them apart and fill in each row by itself"


def _refuse(name: str, wrong: list[str]) -> None:
    if wrong:
        shown = wrong[:_SHOWN]
        more = f" … and {len(wrong) - len(shown)} more." if len(wrong) > len(shown) else ""
        raise Refusal(
            f"{name} was not taken in: {len(wrong)} {'thing is' if len(wrong) == 1 else 'things are'} wrong.", tuple(shown), more
        )


class Refusal(ConceptError):
    """A table that was not taken in, with what is wrong in it, a sentence each."""

    def __init__(self, message: str, wrong: tuple[str, ...], more: str) -> None:
        super().__init__(message, f"Correct the rows and take it in again; nothing was written.{more}")
        self.wrong = wrong


def _meant(cells: Mapping[str, str], column: str, choices: tuple[str, ...], language: str) -> str | None:
    """The choice that a cell names, in any language of ours or by its id; None for an empty cell.

    Raises _Wrong for anything else, with the choices in one language.
    """
    said = _plain(cells.get(column, ""))
    if not said:
        return None
    names: dict[str, str] = {}
    shown: list[str] = []
    for each in choices:
        forms = [CONTRIBUTION_TERMS[key] for key in (f"{column}-{each}", f"stand-{each}", each) if key in CONTRIBUTION_TERMS]
        names |= {_plain(form): each for one in forms for form in one.values()}
        names[each] = each
        shown.append(forms[0].get(language, each).lower() if forms else each)
    if (known := said if said in names else _ALSO.get(said, "")) in names:
        return names[known]
    near = get_close_matches(said, names, 1)
    meant = f"perhaps “{near[0]}”; " if near else ""
    raise _Wrong(column, f"“{shorten(cells[column])}” is none of its values: {meant}{', '.join(shown)}")
