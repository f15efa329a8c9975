"""Times as people write them, the days that they lead to, and the days that are worked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import Field

from concept_cli.diagnostics import Diagnostic
from concept_cli.due import DueDays, days_left, due_days, last_day, overdue, resolved
from concept_cli.model import Fields, Moment, NotATime, Recurrence, Rule, Span, Time, iso, read_time, span
from concept_cli.model.kinds import Due
from concept_cli.model.spans import day_span, months_span
from concept_cli.readers.yaml import read_yaml
from concept_cli.schema import read_record
from concept_cli.wording.terms import date_words, month_words
from concept_cli.wording.times import MONTHS, WORDS
from concept_cli.working_days import WorkingDays
from tests.clients import ROOT
from tests.date_cases import Case, answer, cases
from tests.times import days, recurrences, times, units, zones

CASES = cases()
LANGUAGES = ("en", "ru", "kk")
KAZAKHSTAN = WorkingDays("KZ")

near_days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


# -------------------------------------------------------------------- cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_is_answered_so(case: Case) -> None:
    assert answer(case) == case.expected


def test_there_are_as_many_cases_as_are_published(record: Callable[[str], None]) -> None:
    record(f"dates: {len(CASES)} cases in {len({case.file for case in CASES})} files of tests/cases/dates")
    assert len({case.asked + case.file for case in CASES}) == len(CASES), "a case that is tried twice is no case"
    assert len(CASES) >= 200


@pytest.mark.parametrize("zones_of", ["the system", "the package tzdata"])
@pytest.mark.parametrize("locale", ["C", "ru_RU.UTF-8"])
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_neither_zone_nor_locale_of_the_machine_matter(zone: str, locale: str, zones_of: str) -> None:
    env = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale}
    if zones_of == "the package tzdata":
        env["PYTHONTZPATH"] = ""
    command = [sys.executable, "-m", "tests.date_cases"]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == [case.expected for case in CASES]


# ------------------------------------------------------------ one form kept


@given(times)
def test_the_form_that_is_kept_is_read_back(time: Time) -> None:
    assert read_time(iso(time)) == time


@given(days, st.sampled_from(["", "  ", "\n"]))
def test_every_form_of_a_day_is_that_day(day: date, space: str) -> None:
    year, month = f"{day.year:04}", day.month - 1
    en, ru, kk = (MONTHS[language][month] for language in LANGUAGES)
    forms = [
        f"{day}",
        f"{day.day:02}.{day.month:02}.{year}",
        f"{day.day} {en} {year}",
        f"{en} {day.day}, {year}",
        f"{day.day} {en[:3]}. {year}",
        f"by {day.day} {en} {year}",
        f"{day.day} {ru} {year} года",
        f"{day.day} {ru} {year} г.",
        f"до {day.day} {ru} {year} года",
        f"{year} жылғы {day.day} {kk}",
        f"{year} ж. {day.day} {kk}",
        f"{day.day} {ru.upper()} {year} ГОДА",
    ]
    for form in forms:
        assert read_time(space + form + space) == day_span(day), form


@given(near_days, st.sampled_from(LANGUAGES))
def test_what_outputs_write_is_read(day: date, language: str) -> None:
    assert read_time(date_words(day, language)) == day_span(day)
    assert read_time(month_words(day, language)) == months_span("month", day.year, day.month, day.month)


@given(days, days)
def test_ranges_are_in_order(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = read_time(f"{first}..{last}")
    assert isinstance(found, Span)
    assert (found.first, found.last) == (first, last)
    assume(first != last)
    with pytest.raises(NotATime, match="is before") as refused:
        read_time(f"{last}..{first}")
    assert refused.value.meant
    assert refused.value.column == len("2024-01-01..") + 1


# ------------------------------------------------------------ hostile input

WORDY = st.lists(
    st.sampled_from([*WORDS, *"0 1 4 31 2024 0000 99999 - -- --- – .. . , : / + draft x\0 ٣ Europe/Paris".split(" ")]), max_size=9
)


@given(st.one_of(st.text(), WORDY.map(" ".join), WORDY.map("".join)))
def test_any_text_has_an_answer(text: str) -> None:
    try:
        assert read_time(iso(read_time(text))) == read_time(text)
    except NotATime as error:
        assert 1 <= error.column <= len(text) + 1
        assert error.message
        assert error.remedy


@pytest.mark.parametrize(
    "piece", ["1", " ", "2025 ", "..", "a", "до ", "1 August 2021, ", "\0", "-", "٣", "и\u0306", "10 days after ", "/", "A/"]
)
def test_a_megabyte_is_answered_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    before = time.perf_counter()
    with pytest.raises(NotATime):
        read_time(text)
    with pytest.raises(NotATime):
        read_time(f"{' ' * 1_000_000}{text[:200]}?")
    assert time.perf_counter() - before < 1


def test_other_words_are_no_span_and_no_mistake() -> None:
    assert span("after the vote") is None
    assert span("yearly") is None
    assert span("10 days after draft-1") is None
    assert span("2026-07-10 18:00") is None
    with pytest.raises(NotATime):
        span("30 February 2024")


# ------------------------------------------------------------------- fields


class Dated(Fields):
    """A record with a time."""

    due: Due = Field(description="by when")


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("due: 30 February 2024", 6),
        ("due: by 30 February 2024", 9),
        ('due: "by 30 February 2024"', 10),
        ("due: 'by 30 February 2024'", 10),
        ("due:   '  by 30 February 2024'", 14),
        ("due: до 30 февраля 2024 года", 9),
        ('due: "by\\t30 February 2024"', 6),
        ("due: |\n  by 30 February 2024", 6),
        ("due: by\n  30 February 2024", 6),
    ],
)
def test_a_field_is_told_at_its_word(typed: str, column: int) -> None:
    """Where the text stands in the file as it is read; else at its beginning."""
    found: list[Diagnostic] = []
    raw = read_yaml("deadlines.yaml", typed, found.append)
    assert raw
    assert read_record(raw, Dated, found.append) is None
    assert [(each.place.line, each.place.column, each.rule.name) for each in found] == [(1, column, "bad-value")]
    assert "February 2024 has no day 30" in found[0].message
    assert found[0].hint == "February 2024 ends on day 29"


def test_a_field_holds_the_time() -> None:
    found: list[Diagnostic] = []
    raw = read_yaml("deadlines.yaml", "due: IV квартал 2025 года", found.append)
    assert raw
    read = read_record(raw, Dated, found.append)
    assert read
    assert found == []
    assert iso(read.record.due) == "2025-Q4"


# ------------------------------------------------------------- working days

swaps = st.tuples(st.frozensets(near_days, max_size=5), st.frozensets(near_days, max_size=5)).filter(
    lambda both: not both[0] & both[1]
)


@given(near_days, st.integers(0, 300), st.sampled_from(["KZ", "", "FR"]), swaps)
def test_counting_back_leads_to_where_it_began(
    day: date, count: int, country: str, swapped: tuple[frozenset[date], frozenset[date]]
) -> None:
    calendar = WorkingDays(country, *swapped)
    start = calendar.end_of_term(day)
    end = calendar.after(start, count)
    assert calendar.is_working(end)
    assert calendar.before(end, count) == start
    assert calendar.between(start, end) == count
    assert calendar.between(end, start) == -count
    assert calendar.end_of_term(end) == end


def test_the_governments_swaps_overrule_the_calendar() -> None:
    monday, saturday = date(2026, 8, 31), date(2026, 8, 29)
    swapped = WorkingDays("KZ", off=frozenset({monday}), worked=frozenset({saturday}))
    assert [KAZAKHSTAN.is_working(day) for day in (saturday, monday)] == [False, True]
    assert [swapped.is_working(day) for day in (saturday, monday)] == [True, False]
    with pytest.raises(ValueError, match="2026-08-31 is both"):
        WorkingDays("KZ", off=frozenset({monday}), worked=frozenset({monday}))


@pytest.mark.parametrize("country", ["XX", "kz", "KAZ", "Kazakhstan", "HolidayBase", "../KZ", "К2"])
def test_a_country_that_is_not_known_is_refused(country: str) -> None:
    with pytest.raises(ValueError, match="no holidays are known"):
        WorkingDays(country)


# -------------------------------------------------------------------- dues


@given(recurrences, st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_no_due_day_is_lost(recurrence: Recurrence, day: date) -> None:
    """What is next is the previous one of the day after it, and nothing lies between."""
    found = due_days(recurrence, day)
    assert found.previous
    assert found.next
    assert found.previous < day <= found.next
    assert due_days(recurrence, found.previous + timedelta(days=1)) == found
    assert due_days(recurrence, found.next) == found
    assert due_days(recurrence, found.next + timedelta(days=1)).previous == found.next


def test_due_days_at_the_ends_of_the_calendar() -> None:
    assert due_days(Recurrence("year"), date(9999, 12, 31)) == DueDays(date(9998, 12, 31), date(9999, 12, 31))


@given(near_days, st.integers(0, 9_999), units)
def test_a_rule_counts_both_ways(day: date, count: int, unit: str) -> None:
    calendar = WorkingDays()
    after = resolved(Rule(count, unit, after=True, anchor=day_span(day)), calendar, "UTC", lambda _: None).first
    before = resolved(Rule(count, unit, after=False, anchor=day_span(day)), calendar, "UTC", lambda _: None).last
    assert before <= day <= after
    if unit in ("days", "weeks"):
        assert (after - day) == (day - before) == timedelta(days=count * (7 if unit == "weeks" else 1))


@given(near_days, st.integers(0, 86_400), zones, st.sampled_from(["Asia/Almaty", "UTC", "America/New_York"]))
def test_the_last_day_is_at_most_a_day_off(day: date, seconds: int, zone: str, here: str) -> None:
    assert abs((last_day(Moment(day, seconds, zone), here) - day).days) <= 1
    assert last_day(Moment(day, 86_400), here) == day
    assert last_day(Moment(day, 1), here) == day
    assert last_day(Moment(day, 0), here) == day - timedelta(days=1)


def test_on_the_due_day_nothing_is_overdue() -> None:
    quarter = read_time("2025-Q4")
    assert isinstance(quarter, Span)
    assert [overdue(quarter, day) for day in (date(2025, 10, 1), date(2025, 12, 31), date(2026, 1, 1))] == [False, False, True]
    assert [days_left(quarter, day) for day in (date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1))] == [1, 0, -1]
    adopted = day_span(date(2021, 8, 1))
    assert days_left(adopted, date(2021, 11, 30)) == -121
