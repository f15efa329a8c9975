"""Tables and pictures from records, and the numbers and times in them as each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept_cli.assemble import assemble, drawings
from concept_cli.assemble.charts import picture_words
from concept_cli.assemble.plan import record_table
from concept_cli.document import Cell, Figure, Table, walk, words
from concept_cli.draft import examine
from concept_cli.model import RECORD_TABLES, Project, Time, read_time, record_names, span
from concept_cli.model.telling import Telling
from concept_cli.sources import Folder
from concept_cli.wording.numbers import money_words, number_words, value_words
from tests.samples import house_style
from tests.times import recurrences_of_a_year, spans

EVERY = Path(__file__).parent / "cases" / "every-construct"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def project() -> Project:
    return examine(Folder(EVERY)).project


# ------------------------------------------------------- numbers and times


@pytest.mark.parametrize(
    ("number", "en", "other"),
    [
        ("0", "0", "0"),
        ("2.67", "2.67", "2,67"),
        ("1234", "1,234", "1234"),
        ("134207", "134,207", f"134{NBSP}207"),
        ("-12500.50", "−12,500.50", f"−12{NBSP}500,50"),
    ],
)
def test_numbers_by_language(number: str, en: str, other: str) -> None:
    assert (number_words(Decimal(number), "en"), number_words(Decimal(number), "ru")) == (en, other)
    assert number_words(Decimal(number), "kk") == other


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        ("4000000000", "KZT", "en", "KZT 4 billion"),
        ("33300000000", "KZT", "ru", "33,3 млрд тенге"),
        ("1500000", "USD", "kk", "1,5 млн АҚШ доллары"),
        ("1234567", "KZT", "ru", "1 234 567 тенге"),
        ("12", "GBP", "ru", "GBP 12"),
    ],
)
def test_money_by_language(amount: str, currency: str, language: str, said: str) -> None:
    assert money_words(Decimal(amount), currency, language).replace(NBSP, " ") == said


def test_a_bound_stands_before_its_value() -> None:
    assert [value_words(Decimal(3), each, "en").replace(NBSP, " ") for each in ("exact", "about", "under", "over")] == [
        "3", "≈ 3", "< 3", "> 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "en", "ru", "kk"),
    [
        ("2024-02-07", "7 February 2024", "7 февраля 2024 года", "2024 жылғы 7 ақпан"),
        ("2024-02", "February 2024", "февраль 2024 года", "2024 жылғы ақпан"),
        ("2024-Q1", "I quarter of 2024", "I квартал 2024 года", "2024 жылғы I тоқсан"),
        ("2025-q4", "IV quarter of 2025", "IV квартал 2025 года", "2025 жылғы IV тоқсан"),
        ("2024", "2024", "2024 год", "2024 жыл"),
        ("2024..2029", "2024–2029", "2024–2029 годы", "2024–2029 жылдар"),
        ("2024-11/2025", "November 2024 – 2025", "ноябрь 2024 года – 2025 год", "2024 жылғы қараша – 2025 жыл"),
        ("2024-H1", "I half of 2024", "I полугодие 2024 года", "2024 жылғы I жартыжылдық"),
        ("01.08.2021", "1 August 2021", "1 августа 2021 года", "2021 жылғы 1 тамыз"),
        ("by the end of 2025", "by the end of 2025", "2025 год", "2025 жыл"),
        ("ежегодно", "ежегодно", "ежегодно", "жыл сайын"),
        ("yearly by 1 February", "yearly by 1 February", "ежегодно, 1 февраля", "жыл сайын, 1 ақпан"),
        ("5 July, 20 December", "5 July, 20 December", "ежегодно, 5 июля и 20 декабря", "жыл сайын, 5 шілде және 20 желтоқсан"),
        ("permanent", "permanent", "постоянно", "тұрақты"),
        ("after the vote", "after the vote", "after the vote", "after the vote"),
        ("10 days after draft-1", "10 days after draft-1", "10 days after draft-1", "10 days after draft-1"),
    ],
)  # fmt: skip
def test_times_by_language(project: Project, typed: str, en: str, ru: str, kk: str) -> None:
    said = [Telling(project, language).when({"": typed}) for language in ("en", "ru", "kk")]
    assert said == [en, ru, kk]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_what_is_told_is_read_back(project: Project, language: str) -> None:
    telling = Telling(project, language)

    @given(spans.filter(lambda found: found.first.year >= 1000) | recurrences_of_a_year)
    def told(time: Time) -> None:
        assert read_time(telling.time(time)) == time

    told()


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_spans_hold_their_days(day: date) -> None:
    """A day lies in its month, quarter and year, and these end where the next ones begin."""
    quarter = (day.month + 2) // 3
    for typed in (f"{day}", f"{day:%Y-%m}", f"{day.year}-Q{quarter}", f"{day.year}", f"{day.year}..{day.year}"):
        found = span(typed)
        assert found
        assert found.first <= day <= found.last


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2024-13", "month"),
        ("2024-02-30", "day"),
        ("2024-Q5", "quarters 1 to 4"),
        ("2024-Q0", "quarters 1 to 4"),
        ("2029..2024", "2024 is before 2029"),
        ("0000", "year"),
    ],
)
def test_times_that_do_not_exist_are_refused(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        span(typed)


# ------------------------------------------------------ tables and pictures


def placed(table: Table) -> list[int]:
    """How many columns each row reaches over."""
    return [sum(cell.across for cell in row.cells) for row in (*table.head, *table.rows)]


@pytest.mark.parametrize("name", RECORD_TABLES)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_row_fills_its_table(project: Project, name: str, language: str) -> None:
    table = record_table(project, name, language)
    assert table is not None
    assert set(placed(table)) == {len(table.widths)} == {len(table.alignments)}
    assert table.wide
    assert words(table.head[-1].cells[0]) == "1"


def test_the_plan_groups_by_direction_and_puts_the_lead_first(project: Project) -> None:
    table = record_table(project, "measures", "ru")
    assert table is not None
    rows = [[words(cell) for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Направление 1. Работа"]
    assert rows[1][3:5] == ["IV квартал 2025 года", "МКИ (свод), Союз авторов (по согласованию)"]
    assert rows[2][2:5] == ["–", "ежегодно", "МКИ"]
    assert len(rows) == 4, "a direction without measures has no row, a measure without direction comes last"
    assert words(table.legend) == (
        "Примечание. Расшифровка аббревиатур: МКИ – Министерство культуры и информации. Прочерк: пока не определено."
    )


def test_an_indicator_without_targets_waits_for_the_years_of_the_period(project: Project) -> None:
    table = record_table(project, "indicators", "en")
    assert table is not None
    head = [words(cell) for cell in table.head[1].cells]
    assert head[4:] == ["2023", "2026", "2029"]
    assert [words(cell) for cell in table.rows[1].cells][4:] == ["–", "–", "134,207"]
    assert isinstance(table.head[0].cells[0], Cell)


def test_pictures_say_in_words_what_they_show(project: Project) -> None:
    assert picture_words(project, "milestones", "en") == "1 March 2024: First draft; 2 September 2024: Public hearing"
    share = (picture_words(project, "share", "kk") or "").replace(NBSP, " ")
    assert share == "ЖІӨ-дегі үлесі, %. 2023 жыл, UN: 2,67 %; 2024 жылғы I тоқсан, Министрлік: ≈ 2,7 %"
    assert picture_words(project, "employed", "en") is None, "nothing was observed of it"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_pictures_stay_inside_their_frames(project: Project, language: str) -> None:
    """Words are not measured, so a line may be as wide as its letters are at most; nothing may begin or end outside."""
    document = assemble(project, language)
    drawn = drawings(document, project, house_style().values)
    assert len(drawn) == len([each for each in walk(document) if isinstance(each, Figure) and each.target in drawn]) == 2
    for content in drawn.values():
        root = ET.fromstring(content)
        width, height = (float(root.attrib[each]) for each in ("width", "height"))
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            long, x = 7.6 * len(text.text or ""), float(text.attrib["x"])
            start = x - long if text.attrib["text-anchor"] == "end" else x
            assert start >= 0, text.text
            assert start + long <= width, text.text
            assert 0 < float(text.attrib["y"]) < height


def test_what_the_records_do_not_fill_is_no_name(project: Project) -> None:
    assert set(record_names(project)) == {*RECORD_TABLES, "milestones", "share", "world"}
