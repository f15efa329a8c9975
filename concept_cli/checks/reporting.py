"""Reports: what they are about, and by when they are made, go by the same measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from concept_cli.checks.account import Account
from concept_cli.diagnostics import Place, Report
from concept_cli.document import Paragraph, walk, words
from concept_cli.due import due_days
from concept_cli.model import PERIODS, Recurrence
from concept_cli.wording import findings
from concept_cli.wording.times import REPORTED

_DAYS: Final = date(2001, 1, 1)
"""A day of a year without a leap day: how often something is due is the same in each."""
_NAMES: Final = {"year": "the year", "half": "the half-year", "quarter": "the quarter", "month": "the month"}


def check_reports(account: Account, report: Report) -> None:
    """A report of each half-year is due twice a year, and no sentence asks for it after each quarter."""
    for written in account.project.reports:
        record = written.record
        for number, step in enumerate(record.steps):
            if not isinstance(step.due, Recurrence):
                continue
            place = written.place("steps", number, "due")
            days = _days(step.due)
            wanted = PERIODS[record.period]
            if len(days) != wanted:
                said = f"the report “{record.id}” is about {_NAMES[record.period]}, and is due {_times(len(days))} a year"
                report(findings.REPORT_BASIS.at(place, said=said))

    for place, text in _texts(account):
        for period, other in filter(None, map(_mixed, re.split(r"(?<=[.;:])\s", text))):
            said = f"it asks for results of {_NAMES[period]} by a day after {_NAMES[other]}"
            report(findings.REPORT_BASIS.at(place, said=said))


def _texts(account: Account) -> Iterator[tuple[Place, str]]:
    """What sections and instructions say, by paragraphs."""
    for fragment in account.project.fragments:
        for block in fragment.blocks:
            for node in walk(block):
                if isinstance(node, Paragraph):
                    yield node.place or Place(fragment.path), words(node)
    for written in account.project.instructions:
        for text in written.record.text.values():
            yield written.place("text"), text


_REPORTED: Final = tuple((re.compile(about, re.IGNORECASE), re.compile(after, re.IGNORECASE)) for about, after in REPORTED)


def _mixed(sentence: str) -> tuple[str, str] | None:
    """The period that a sentence asks the results of, and the one after which it wants them, when they differ."""
    for about, after in _REPORTED:
        one, other = _period(about, sentence), _period(after, sentence)
        if one and other and one != other:
            return one, other
    return None


def _period(pattern: re.Pattern[str], sentence: str) -> str | None:
    found = pattern.search(sentence)
    return next((name for name, value in found.groupdict().items() if value), None) if found else None


def _days(recurrence: Recurrence) -> list[date]:
    """The days of a year on which something is due."""
    found: list[date] = []
    at = _DAYS
    while (following := due_days(recurrence, at).next) and following.year == _DAYS.year:
        found.append(following)
        at = date.fromordinal(following.toordinal() + 1)
    return found


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
