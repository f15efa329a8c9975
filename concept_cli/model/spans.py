"""When something is due or was counted: a day, month, quarter or year, or a range of two of them, as ISO 8601 and offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_POINT: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?:[Qq](?P<quarter>[0-9])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?")
_BETWEEN: Final = re.compile(r"\s*(?:\.\.|/|–|—)\s*|(?<=^[0-9]{4})-(?=[0-9]{4}$)")


@dataclass(frozen=True, slots=True)
class Span:
    """From its first day to its last. ``kind`` is day, month, quarter, year or range; a range keeps what it reaches from and to."""

    kind: str
    first: date
    last: date
    ends: tuple[Span, ...] = ()


def span(text: str) -> Span | None:
    """The span that a text names (``2024-02-07``, ``2024-02``, ``2024-Q1``, ``2024``, ``2024..2029``); None for other words.

    Raises ValueError for what is written as one and does not exist: a thirteenth month, a fifth quarter, a range that ends first.
    """
    parts = _BETWEEN.split(text.strip())
    if not all(_POINT.fullmatch(each) for each in parts) or len(parts) > 2:
        return None
    points = tuple(_point(each) for each in parts)
    if len(points) == 1:
        return points[0]
    begin, end = points
    if end.last < begin.first:
        raise ValueError(f"{parts[1]} is before {parts[0]}")
    return Span("range", begin.first, end.last, points)


def _point(text: str) -> Span:
    found = _POINT.fullmatch(text)
    assert found
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return Span("day", day, day)
    if found["month"]:
        month = int(found["month"])
        return Span("month", date(year, month, 1), _before(year, month + 1))
    if found["quarter"]:
        quarter = int(found["quarter"])
        if quarter not in range(1, 5):
            raise ValueError("a year has quarters 1 to 4")
        return Span("quarter", date(year, 3 * quarter - 2, 1), _before(year, 3 * quarter + 1))
    return Span("year", date(year, 1, 1), date(year, 12, 31))


def _before(year: int, month: int) -> date:
    """The day before a month begins; month 13 is the next January."""
    first = date(year + 1, 1, 1) if month > 12 else date(year, month, 1)
    return first - timedelta(days=1)
