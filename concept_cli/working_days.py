"""Which days are worked in a country, and the days that terms end on.

Terms are counted as the Civil Code of Kazakhstan has it (general part, chapter on the calculation of terms, Articles 172 to 177): a term
begins on the day after the event, and one whose last day is not worked ends on the next day that is.

The holidays come from the ``holidays`` package. For Kazakhstan (release 0.109) it has New Year, 7 January, 8 March, Nauryz on 21 to 23
March, the days in May, July, October and December, the first day of Kurban Ait, and the Monday that follows a holiday on a weekend; of the
Government's yearly swaps of a day of rest for a Saturday it has those up to 2025. It lacks later swaps, what is decreed during a year
(days of mourning, days without work), and from 2026 on the day of Kurban Ait is an estimate: all these go into ``off`` and ``worked``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of a country by its two letters (ISO 3166-1); without one, Monday to Friday. ``off`` and ``worked`` overrule it.

    Raises ValueError for a country that is not known, and for a day that is both off and worked.
    """

    country: str = ""
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    _holidays: HolidayBase | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if both := sorted(self.off & self.worked):
            raise ValueError(f"{both[0]} is both a day off and a day that is worked")
        object.__setattr__(self, "_holidays", _holidays_of(self.country) if self.country else None)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked."""
        if day in self.off or day in self.worked:
            return day in self.worked
        return self._holidays.is_working_day(day) if self._holidays is not None else day.weekday() < 5

    def after(self, day: date, count: int) -> date:
        """The day on which a term of so many working days ends that an event on ``day`` begins: the next day is the first that may count.

        Raises OverflowError when no calendar has it.
        """
        return self._stepped(day, count, _DAY)

    def before(self, day: date, count: int) -> date:
        """The last day that leaves so many working days until ``day``, which does not count. Raises OverflowError as ``after`` does."""
        return self._stepped(day, count, -_DAY)

    def between(self, first: date, last: date) -> int:
        """How many working days a term has that an event on ``first`` begins and that ends with ``last``; below 0 when that is earlier."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_working(first + _DAY * passed) for passed in range(1, (last - first).days + 1))

    def end_of_term(self, day: date) -> date:
        """The day on which a term ends whose last day is ``day``: that day when it is worked, else the next one that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def _stepped(self, day: date, count: int, step: timedelta) -> date:
        while count > 0:
            day += step
            count -= self.is_working(day)
        return day


def _holidays_of(country: str) -> HolidayBase:
    from holidays import country_holidays, list_supported_countries  # only when days are counted

    if len(country) != 2 or country not in list_supported_countries():
        raise ValueError(f"no holidays are known of a country “{country}”")
    return country_holidays(country)
