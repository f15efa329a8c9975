"""Times of every kind, for properties."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from concept_cli.model import Moment, Permanent, Recurrence, Rule, Span, Time
from concept_cli.model.spans import day_span, months_span, range_span

days = st.dates(date(1, 1, 1), date(9999, 12, 31))


def _months(kind: str, each: int, year: int, number: int) -> Span:
    return months_span(kind, year, number * each - each + 1, number * each)


years = st.integers(1, 9999)
points = st.one_of(
    days.map(day_span),
    st.builds(_months, st.just("month"), st.just(1), years, st.integers(1, 12)),
    st.builds(_months, st.just("quarter"), st.just(3), years, st.integers(1, 4)),
    st.builds(_months, st.just("half"), st.just(6), years, st.integers(1, 2)),
    st.builds(_months, st.just("year"), st.just(12), years, st.just(1)),
)
ranges = st.tuples(points, points).filter(lambda ends: ends[1].last >= ends[0].first).map(lambda ends: range_span(*ends))
spans = points | ranges
zones = st.sampled_from(["", "UTC", "Asia/Almaty", "Europe/Paris", "+05:00", "-03:30", "+14:00"])
moments = st.builds(Moment, days, st.integers(0, 86_400), zones)
days_of_a_year = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
some_days = st.sets(days_of_a_year, min_size=1, max_size=6).map(lambda found: tuple(sorted(found)))
recurrences_of_a_year = st.one_of(
    st.builds(Recurrence, st.sampled_from(["year", "half", "quarter", "month"])),
    st.builds(Recurrence, st.just("year"), some_days),
)
some_days_of_a_month = st.sets(st.integers(1, 31), min_size=1, max_size=4)
recurrences = recurrences_of_a_year | st.builds(
    Recurrence, st.just("month"), some_days_of_a_month.map(lambda found: tuple((0, day) for day in sorted(found)))
)
ids = st.sampled_from(["draft-1", "wg-2021-06-14", "export", "2024-budget", "a", "10-days-after-all", "x-7-den"])
units = st.sampled_from(["days", "working", "weeks", "months"])
rules = st.builds(Rule, st.integers(0, 9_999), units, st.booleans(), st.one_of(points, ranges, moments, ids))
times: st.SearchStrategy[Time] = st.one_of(points, ranges, moments, recurrences, st.just(Permanent()), rules)
