"""From what is said of a time to the day on which something is due, and whether that has passed.

Nothing here reads the clock: ``today`` is the day in the project's time zone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from concept_cli.model import Moment, Recurrence, Rule, Span
from concept_cli.model.spans import day_span
from concept_cli.working_days import WorkingDays

DayOf = Callable[[str], Span | None]
"""The span of what has an id: when a draft was frozen, when a group sits; None when it has none yet."""


class NoDay(LookupError):
    """What a rule counts from has no day, or none that a calendar has: ``id`` is its id, empty for the latter."""

    def __init__(self, id: str = "") -> None:
        super().__init__(f"“{id}” has no day yet" if id else "no calendar has this day")
        self.id = id


@dataclass(frozen=True, slots=True)
class DueDays:
    """Two due days of what recurs: the last one before a day, and the next one, which may be that day. None where no calendar has it."""

    previous: date | None
    next: date | None


def resolved(rule: Rule, working: WorkingDays, zone: str, day_of: DayOf) -> Span:
    """The day that a rule counts to. After a span it counts from its last day, before one from its first.

    A month later is the same day of the month, or its last day when it has no such day. Only working days are counted by the calendar;
    whether another term ends on a day that is not worked is left to ``WorkingDays.end_of_term``. Raises NoDay.
    """
    anchor = rule.anchor
    if isinstance(anchor, str):
        found = day_of(anchor)
        if found is None:
            raise NoDay(anchor)
        anchor = found
    elif isinstance(anchor, Moment):
        anchor = day_span(last_day(anchor, zone))
    start = anchor.last if rule.after else anchor.first
    try:
        return day_span(_counted(start, rule, working))
    except (OverflowError, ValueError):  # before the year 1, or after 9999
        raise NoDay from None


def _counted(start: date, rule: Rule, working: WorkingDays) -> date:
    ahead = rule.count if rule.after else -rule.count
    match rule.unit:
        case "working":
            return working.after(start, rule.count) if rule.after else working.before(start, rule.count)
        case "months":
            years, month = divmod(start.year * 12 + start.month - 1 + ahead, 12)
            return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))
        case _:
            return start + timedelta(days=ahead * (7 if rule.unit == "weeks" else 1))


def due_days(recurrence: Recurrence, day: date) -> DueDays:
    """The due days of a recurrence on both sides of a day."""
    found = sorted({each for year in (day.year - 1, day.year, day.year + 1) for each in _days_of_year(recurrence, year)})
    return DueDays(
        max((each for each in found if each < day), default=None), min((each for each in found if each >= day), default=None)
    )


def _days_of_year(recurrence: Recurrence, year: int) -> list[date]:
    """Every due day of a year."""
    if not 1 <= year <= 9999:
        return []
    days = recurrence.days or ((0, 31),)
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[recurrence.every]
    ends = range(months, 13, months)
    pairs = [(month or end, number) for month, number in days for end in ends]
    return [date(year, month, min(number, monthrange(year, month)[1])) for month, number in pairs]


def last_day(moment: Moment, zone: str) -> date:
    """The last day, in the project's time zone, on which one can still deliver: the day in which the moment before it lies.

    24:00 on 10 July is 10 July, and 0:00 on 10 July is 9 July. Raises NoDay when no calendar has it.
    """
    try:
        return (instant(moment, zone) - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    except OverflowError:
        raise NoDay from None


def instant(moment: Moment, zone: str) -> datetime:
    """The instant of a moment, in UTC; one that names no zone is in the project's. Raises NoDay when no calendar has it."""
    place = _zone(moment.zone) if moment.zone else ZoneInfo(zone)
    try:
        there = datetime(moment.day.year, moment.day.month, moment.day.day) + timedelta(seconds=moment.seconds)  # noqa: DTZ001
        return there.replace(tzinfo=place).astimezone(UTC)
    except OverflowError:
        raise NoDay from None


def _zone(name: str) -> tzinfo:
    if name[0] not in "+-":
        return ZoneInfo(name)
    ahead = timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
    return timezone(-ahead if name[0] == "-" else ahead)


def overdue(span: Span, today: date) -> bool:
    """Whether the last day has passed: on the due day nothing is overdue, on the day after it is."""
    return today > span.last


def days_left(span: Span, today: date) -> int:
    """How many days are left: 0 on the due day, below 0 when it has passed."""
    return (span.last - today).days
