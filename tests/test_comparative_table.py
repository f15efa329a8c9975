"""The comparative table of law-making: what each row says, in three languages, as Word file, workbook and page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from concept_cli.assemble.plain import plain_document
from concept_cli.compare import compare
from concept_cli.document import Cell, Document, Heading, LineBreak, Row, Section, Strong, Table, Text, walk, words
from concept_cli.writers import WRITERS, xlsx
from concept_cli.writers.redline.table import comparative_table
from tests.samples import house_style

OLDER = """# Funding

The fund is filled by two per cent of the income [@law, p. 3].

Grants are paid once a year. They are not taxed.

This paragraph is not needed any more.

| Body | Due |
|---|---|
| Atameken | May |
"""
NEWER = """# Funding of culture

The fund is filled by three per cent of the income [@law, p. 3].

Grants are paid once a year.

They are not taxed.

| Body | Due |
|---|---|
| Atameken | June |

A new paragraph.
"""


def redline(older: str, newer: str, language: str = "en") -> Document:
    one, other = (replace(plain_document("x.md", each, lambda finding: None), language=language) for each in (older, newer))
    return replace(compare(one, other, ("draft 1", "draft 2")), title="Concept")


def rows(document: Document) -> list[tuple[str, ...]]:
    return [tuple(words(cell) for cell in node.cells) for node in walk(document) if isinstance(node, Row)]


def set_off(cell: Cell) -> list[str]:
    return [words(each) for each in cell.content if isinstance(each, Strong)]


def test_each_change_is_a_row_with_both_wordings() -> None:
    assert rows(comparative_table(redline(OLDER, NEWER))) == [
        ("No.", "Structural element", "Current wording", "Proposed wording", "Reason"),
        ("1", "2", "3", "4", "5"),
        ("Concept",),
        ("1", "Heading", "Funding", "Funding of culture", ""),
        (
            "2",
            "",
            "The fund is filled by two per cent of the income [@law, p. 3].",
            "The fund is filled by three per cent of the income [@law, p. 3].",
            "",
        ),
        (
            "3",
            "",
            "Grants are paid once a year. They are not taxed.",
            "Divide:\nGrants are paid once a year.\nThey are not taxed.",
            "",
        ),
        ("4", "", "This paragraph is not needed any more.", "Delete.", ""),
        ("5", "Table, row “Atameken”", "May", "June", ""),
        ("6", "", "Absent.", "A new paragraph.", ""),
    ]


def test_what_differs_is_set_off_and_nothing_else() -> None:
    table = comparative_table(redline(OLDER, NEWER))
    cells = [node.cells for node in walk(table) if isinstance(node, Row)]
    assert [set_off(cell) for cell in cells[4]] == [[], [], ["two"], ["three"], []]
    assert [set_off(cell) for cell in cells[8]] == [[]] * 5


@pytest.mark.parametrize(
    ("language", "head", "absent", "exclude"),
    [
        ("ru", "Действующая редакция", "Отсутствует.", "Исключить."),
        ("kk", "Қолданыстағы редакция", "Жоқ.", "Алып тасталсын."),
    ],
)
def test_other_languages(language: str, head: str, absent: str, exclude: str) -> None:
    said = rows(comparative_table(redline(OLDER, NEWER, language)))
    assert said[0][2] == head
    assert said[-1][2] == absent
    assert exclude in {row[3] for row in said if len(row) > 1}


def test_a_moved_paragraph_says_so() -> None:
    first, second = "A first paragraph that says enough.", "A second paragraph that says enough too."
    [row] = rows(comparative_table(redline(f"{first}\n\n{second}\n\nEnd of it.", f"{second}\n\nEnd of it.\n\n{first}")))[3:]
    assert row[2:4] == (first, f"Move here:\n{first}")


def test_a_whole_section_has_all_its_words() -> None:
    long = " ".join(f"word{number}" for number in range(400))
    section = Section(id="new", role="custom", language="en", heading=Heading(level=1, content=(Text(words="New"),)))
    older = Document(id="c", language="en", title="C")
    newer = replace(older, sections=(replace(section, blocks=plain_document("x.md", long, lambda f: None).sections[0].blocks),))
    assert rows(comparative_table(compare(older, newer)))[-1][3] == f"New\n{long}"


def test_no_change_is_told_in_a_sentence() -> None:
    table = comparative_table(redline(OLDER, OLDER))
    assert not [node for node in walk(table) if isinstance(node, Table)]
    assert "No differences." in words(table)


# ---------------------------------------------------------------- workbook


def workbook(document: Document) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx.write(document, house_style(), {})), rich_text=True).active


def test_the_workbook_says_the_same_as_the_table() -> None:
    table = comparative_table(redline(OLDER, NEWER))
    sheet = workbook(table)
    read = [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert "Comparative table. Concept" in read[0][0]
    assert [tuple(row[: len(said)]) for row, said in zip(read[1:], rows(table), strict=True)] == rows(table)
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$2:$3"


def test_differing_words_are_bold_in_the_workbook() -> None:
    sheet = workbook(comparative_table(redline(OLDER, NEWER)))
    cell = sheet["C6"].value
    assert [str(part) for part in cell if getattr(getattr(part, "font", None), "b", False)] == ["two"]


@pytest.mark.parametrize("said", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "https://example.org", "=HYPERLINK(1)"])
def test_nothing_is_a_formula(said: str) -> None:
    table = Table(alignments=("", ""), head=(), rows=(Row(cells=(Cell(content=(Text(words=said),)), Cell(content=()))),))
    section = Section(id="s", role="custom", language="en", heading=Heading(level=1, content=()), blocks=(table,))
    cell = workbook(Document(id="c", language="en", title="", sections=(section,)))["A1"]
    assert (cell.value, cell.data_type) == (said, "s")
    assert cell.hyperlink is None


def test_words_that_no_cell_holds_go_on_below() -> None:
    said = "word " * 20_000
    content = (Text(words=said), LineBreak(), Strong(content=(Text(words="end"),)))
    table = Table(alignments=("", ""), head=(), rows=(Row(cells=(Cell(content=content), Cell(content=(Text(words="beside"),)))),))
    section = Section(id="s", role="custom", language="en", heading=Heading(level=1, content=()), blocks=(table,))
    sheet = workbook(Document(id="c", language="en", title="", sections=(section,)))
    parts = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    assert len(parts) == 4
    assert all(part.endswith("[continued in the next row]") for part in parts[:-1])
    assert "".join(part.removesuffix(" [continued in the next row]") for part in parts) == f"{said}\nend"
    assert all(len(part) <= 32_767 for part in parts)


def test_the_same_table_gives_the_same_bytes() -> None:
    table = comparative_table(redline(OLDER, NEWER))
    assert xlsx.write(table, house_style(), {}) == xlsx.write(table, house_style(), {})


# ------------------------------------------------------------- other files


def test_the_word_file_has_the_table_and_no_tracked_changes() -> None:
    table = comparative_table(redline(OLDER, NEWER))
    content = WRITERS["docx"].load()(table, house_style(), {})
    read = docx.Document(BytesIO(content))
    [found] = read.tables
    assert [cell.text for cell in found.rows[4].cells] == list(rows(table)[4])
    assert "w:ins " not in read.element.xml
    page = read.sections[-1]
    assert (page.page_width or 0) > (page.page_height or 0) > 0


def test_the_page_has_the_table() -> None:
    table = comparative_table(redline(OLDER, NEWER))
    page = WRITERS["html"].load()(table, house_style(), {}).decode()
    assert "<strong>three</strong>" in page
    assert "<ins" not in page
