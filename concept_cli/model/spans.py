"""When something is due or was counted, as values: spans of days, moments, what recurs, what is counted from something else.

``iso`` writes each of them in one canonical form, which ``model.times`` reads back to the same value.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from concept_cli.wording.times import EVERY, UNITS

ID: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""What an id looks like, as a regular expression."""


class NotATime(ValueError):
    """A text that names no time. ``column`` (from 1, in code points) is where it stops doing so, ``remedy`` says what to write.

    ``meant``: it is written as a time and cannot be one (30 February), or can be two (03/04/2025); else it is other words.
    """

    def __init__(self, message: str, remedy: str, column: int = 1, *, meant: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.column = column
        self.meant = meant


@dataclass(frozen=True, slots=True)
class Span:
    """From its first day to its last. ``kind`` is day, month, quarter, half, year or range; a range keeps what it reaches from and to."""

    kind: str
    first: date
    last: date
    ends: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time of it, in ``seconds`` from 0:00; 86,400 is 24:00. ``zone`` is empty for the project's, a name, or ``+05:00``."""

    day: date
    seconds: int
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``every`` year, half, quarter or month. ``days`` are pairs of month and day in a year (month 0: in each month).

    Without days the last day of each period is meant; a day that a month lacks is its last one.
    """

    every: str
    days: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Permanent:
    """Without an end: never due."""


@dataclass(frozen=True, slots=True)
class Rule:
    """So many units (``days``, ``working``, ``weeks``, ``months``) after an anchor, or before it: a time, or what has the id."""

    count: int
    unit: str
    after: bool
    anchor: Span | Moment | str


UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Of what is known to have a time, or a text, and not which: as it was said."""


Time = Span | Moment | Recurrence | Permanent | Rule


def day_span(day: date) -> Span:
    """The span of a single day."""
    return Span("day", day, day)


def months_span(kind: str, year: int, first: int, last: int) -> Span:
    """From the first day of one month of a year to the last day of another."""
    return Span(kind, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def range_span(begin: Span, end: Span) -> Span:
    """From the first day of one span to the last day of another. Raises ValueError when that is before it."""
    if end.last < begin.first:
        raise ValueError(f"{iso(end)} is before {iso(begin)}")
    return Span("range", begin.first, end.last, (begin, end))


def iso(time: Time | Unknown) -> str:
    """The canonical form: ISO 8601 for days, spans (``2024-H1`` and ``2024-Q1`` as ISO has ``2024-01``), ranges (``2024..2029``).

    Moments are ``2026-07-10T18:00+05:00`` (a named zone stands behind a space), days of a year ``--07-05`` and days of a month ``---10``,
    as XML Schema writes them.
    """
    match time:
        case Span():
            return _iso_span(time)
        case Moment(day, seconds, zone):
            clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
            return f"{day}T{clock}" + (zone if zone[:1] in ("", "+", "-") else f" {zone}")
        case Recurrence(every, days):
            named = ", ".join(f"--{month:02}-{day:02}" if month else f"---{day:02}" for month, day in days)
            return " ".join(filter(None, (EVERY[every], named)))
        case Permanent():
            return "permanent"
        case Unknown():
            return UNKNOWN
        case Rule(count, unit, after, anchor):
            counted = f"{count} {UNITS[unit]}{'' if count == 1 else 's'} {'after' if after else 'before'}"
            return f"{counted} {anchor if isinstance(anchor, str) else iso(anchor)}"


def _iso_span(span: Span) -> str:
    year = f"{span.first.year:04}"
    match span.kind:
        case "day":
            return span.first.isoformat()
        case "month":
            return span.first.isoformat()[:7]
        case "quarter":
            return f"{year}-Q{span.last.month // 3}"
        case "half":
            return f"{year}-H{span.last.month // 6}"
        case "year":
            return year
        case _:
            return "..".join(_iso_span(each) for each in span.ends)
