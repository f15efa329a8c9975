"""Instructions by the rules for drafting them, and by who may close them; what is said to be unknown is not asked for.

The rules are those of the Regulations of the Government of the Republic of Kazakhstan, paragraph 135: an instruction is elaborated, in line
with the strategic documents, effective (a concrete end result is stated), has a realistic deadline of two working days at least, can be
carried out with what there is, and duplicates no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from rapidfuzz.fuzz import ratio

from concept_cli.checks.account import Account
from concept_cli.diagnostics import Report
from concept_cli.model import UNKNOWN, Instruction, Span, Unknown, Written
from concept_cli.status import Clock
from concept_cli.wording import findings

_LEAST: Final = 2
"""Working days that an instruction leaves at least."""
_ALIKE: Final = 90
"""Of a hundred: how alike two instructions are that say nearly the same."""
_LONGEST: Final = 1_000
"""Characters of an instruction that are compared."""
_COMPARISONS: Final = 200_000
"""After so many no more instructions are compared."""


def check_instructions(account: Account, report: Report) -> None:
    """The drafting rules, for what is not closed. Nothing is asked where the text is not known, or something was refused."""
    clock = Clock(account.project, date.max)
    for written in account.project.instructions:
        is_whole = not any(path[: len(written.root)] == written.root for path in written.dropped)
        if is_whole and written.record.closed is None and not is_unknown(written.record.text):
            _whole(written, report)
            _term(written, clock, report)
    _check_again(account.project.instructions, report)


def _whole(written: Written[Instruction], report: Report) -> None:
    """It says what is to be done, for what, to which end, by whom, and with what."""
    record = written.record
    place = written.place("id")
    if _folded(record.text) == _folded(record.title):
        report(findings.INSTRUCTION_TEXT.at(written.place("text"), id=record.id))
    if record.serves is None:
        report(findings.INSTRUCTION_BASIS.at(place, id=record.id))
    if record.deliverable is None:
        report(findings.INSTRUCTION_RESULT.at(place, id=record.id))
    leads = sum(each.lead for each in record.assignees)
    if not record.assignees:
        report(findings.INSTRUCTION_MEANS.at(place, id=record.id, what="is given to nobody"))
    elif len(record.assignees) > 1 and leads != 1:
        what = "has several bodies and no lead" if not leads else f"has {leads} leads"
        report(findings.INSTRUCTION_MEANS.at(written.place("assignees"), id=record.id, what=what))
    elif record.resources is None:
        report(findings.INSTRUCTION_MEANS.at(place, id=record.id, what="does not say with what it is carried out"))


def _term(written: Written[Instruction], clock: Clock, report: Report) -> None:
    """It has a deadline that leaves two working days."""
    record = written.record
    if record.due is None:
        report(findings.INSTRUCTION_TERM.at(written.place("id"), id=record.id, what="has no deadline"))
        return
    due, issued = clock.last(record.due), record.issued
    if due and isinstance(issued, Span) and issued.last <= due and not isinstance(record.due, Unknown):
        left = clock.working.between(issued.last, due)
        if left < _LEAST:
            what = f"leaves {left} working day{'' if left == 1 else 's'}"
            report(findings.INSTRUCTION_TERM.at(written.place("due"), id=record.id, what=what))


def _check_again(listed: tuple[Written[Instruction], ...], report: Report) -> None:
    """No instruction says nearly the same as one before it, unless it says so."""
    before: list[tuple[str, str]] = []
    left = _COMPARISONS
    for written in listed:
        record = written.record
        text = _folded(record.text) if not is_unknown(record.text) else ""
        left -= len(before)
        if not text or left < 0:
            continue
        other = next((id for id, said in before if ratio(text, said, score_cutoff=_ALIKE)), None)
        if other and record.repeats is None:
            report(findings.INSTRUCTION_AGAIN.at(written.place("text"), id=record.id, other=other))
        before.append((record.id, text))


def check_control(account: Account, report: Report) -> None:
    """Only the level that gave an instruction closes it or moves its deadline."""
    for written in account.project.instructions:
        record = written.record
        for place, what, level in _touched(written):
            if level and level != record.level:
                report(findings.NOT_ITS_LEVEL.at(written.place(*place), id=record.id, level=record.level, what=what, by=level))


def _touched(written: Written[Instruction]) -> Iterator[tuple[tuple[str | int, ...], str, str | None]]:
    closed = written.record.closed
    if closed:
        yield ("closed", "level"), "was closed", closed.level
    for number, move in enumerate(written.record.moved):
        yield ("moved", number, "level"), "its deadline was moved", move.level


def is_unknown(text: Mapping[str, str]) -> bool:
    """Whether a text is said to be unknown."""
    return set(text.values()) == {UNKNOWN}


def _folded(text: Mapping[str, str]) -> str:
    """A text by language in one form, for comparing."""
    return " ".join(" ".join(text[language] for language in sorted(text)).casefold().split())[:_LONGEST]
