"""The comparative table of law-making: what each row says, in three languages, as Word file, workbook and page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from concept_cli.assemble.plain import plain_document
from concept_cli.compare import compare
from concept_cli.document import (
    Cell,
    Change,
    Document,
    Heading,
    LineBreak,
    Redline,
    Row,
    Section,
    Strong,
    Table,
    Text,
    walk,
    words,
)
from concept_cli.writers import WRITERS, xlsx
from concept_cli.writers.redline.table import comparative_table
from tests.redlines import every_mark
from tests.samples import house_style
from tests.trees import documents

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
        ("5", "Table, row “Atameken”", "Atameken | May", "Atameken | June", ""),
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
    assert row[2:4] == (first, f"Move here, was above in this section:\n{first}")


def test_a_whole_section_has_all_its_words() -> None:
    long = " ".join(f"word{number}" for number in range(400))
    section = Section(id="new", role="custom", language="en", heading=Heading(level=1, content=(Text(words="New"),)))
    older = Document(id="c", language="en", title="C")
    newer = replace(older, sections=(replace(section, blocks=plain_document("x.md", long, lambda f: None).sections[0].blocks),))
    assert rows(comparative_table(compare(older, newer)))[-1][3] == f"New\n{long}"


def test_no_change_is_told_in_a_sentence() -> None:
    table = comparative_table(redline(OLDER, OLDER))
    assert not [node for node in walk(table) if isinstance(node, Table)]
    assert "No wording differs." in words(table)


LISTED = """A part of the text that stays.

1) the first[^a] thing;

2) the second thing.

[^a]: What the note says.
"""


def test_the_numbers_of_list_items_and_of_notes_are_those_of_each_draft() -> None:
    newer = (
        LISTED.replace("stays.", "stays.[^b]").replace("2) the second thing.", "2) the second thing;\n\n3) the third.")
        + "[^b]: New."
    )
    said = {row[3] for row in rows(comparative_table(redline(LISTED, newer))) if len(row) > 1}
    assert "A part of the text that stays.¹" in said
    assert "3) the third." in said
    assert "¹ New." in said
    older = {row[2] for row in rows(comparative_table(redline(newer, LISTED))) if len(row) > 1}
    assert "3) the third." in older


def test_a_whole_list_and_a_whole_table_are_read_as_they_stand() -> None:
    newer = f"{LISTED}\n| Body | Due |\n|---|---|\n| Atameken | |\n"
    said = [row[3] for row in rows(comparative_table(redline("A part of the text that stays.", newer))) if len(row) > 1]
    assert "1) the first¹ thing;\n2) the second thing." in said
    assert "Body | Due\nAtameken | –" in said


def test_what_changed_on_the_way_is_set_off_at_the_new_place() -> None:
    first, second = "The fund pays a half of every project in each of the regions.", "A second paragraph that says enough too."
    moved = first.replace("a half", "a third")
    table = comparative_table(redline(f"{first}\n\n{second}\n\nEnd of it.", f"{second}\n\nEnd of it.\n\n{moved}"))
    [row] = [node for node in walk(table) if isinstance(node, Row)][3:]
    assert [set_off(cell) for cell in row.cells[2:4]] == [["half"], ["third"]]


def test_all_that_changed_in_a_row_of_a_table_is_read_together() -> None:
    older, newer = (
        "| Body | Due | Cost |\n|---|---|---|\n| Atameken | {} | {} |\n".format(*each) for each in (("May", 3), ("June", 4))
    )
    assert [row[2:4] for row in rows(comparative_table(redline(older, newer)))[3:]] == [
        ("Atameken | May | 3", "Atameken | June | 4")
    ]


def test_the_changes_of_a_section_stand_together() -> None:
    changes = [
        Change(number=at, kind="field", section=each, heading=each, before="a", after="b") for at, each in enumerate("xyx", 1)
    ]
    document = Document(id="c", language="en", title="C", redline=Redline(older="1", newer="2", changes=tuple(changes)))
    assert [row[0] for row in rows(comparative_table(document))[2:]] == ["x", "1", "2", "y", "3"]


def test_where_only_the_form_differs_the_table_says_so() -> None:
    [row] = rows(comparative_table(redline("A *small* lake.", "A small lake.")))[3:]
    assert row[2:4] == ("A small lake.", "A small lake.\nThe words are the same, their form differs.")


def test_a_heading_and_a_list_of_another_shape_say_which() -> None:
    shapes = redline("## A heading\n\n1. One\n2. Two", "### A heading\n\n- One\n- Two")
    heading, items = rows(comparative_table(shapes))[-2:]
    assert heading[2:4] == ("level 2\nA heading", "level 3\nA heading")
    assert items[2:4] == ("numbered list\nOne\nTwo", "list without numbers\nOne\nTwo")


def test_what_heads_say_about_the_drafting_is_no_wording() -> None:
    """Who answers for a section and how far it is belongs into no law."""
    head = Change(number=1, kind="field", section="a", element="Progress", editorial=True, before="drafted", after="agreed")
    document = Document(id="c", language="en", title="C", redline=Redline(older="1", newer="2", changes=(head,)))
    [block] = comparative_table(document).sections[0].blocks
    assert words(block).endswith("No wording differs.")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_mark_on_every_construct_has_its_wordings(language: str) -> None:
    """No word that a change tells is lost on the way; whole sections that moved show their headings only."""
    document = every_mark(language)
    assert document.redline
    said = [_letters("".join(row)) for row in rows(comparative_table(document))]
    for change in document.redline.changes:
        told = [_letters(node.words) for each in change.content for node in walk(each) if isinstance(node, Text)]
        assert any(all(each in row for each in told) for row in said), change


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(documents, documents)
def test_no_letter_of_a_change_is_missing(older: Document, newer: Document) -> None:
    """Whole sections that moved show their headings only; fields that are no words are told in words of the table."""
    redlined = compare(older, newer)
    assert redlined.redline
    table = [row for row in rows(comparative_table(redlined)) if len(row) > 1]
    changes = [each for each in redlined.redline.changes if each.kind not in {"renumbered", "field"}]
    told = [each for each in changes if not (each.kind == "moved" and each.element == "Section")]
    for column, side in ((2, "before"), (3, "after")):
        found = Counter(_letters("".join(row[column] for row in table)))
        for change in told:
            assert not Counter(_letters(_SIGNS.sub("", getattr(change, side)))) - found, change


_SIGNS = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]|\[\^[^\]]*\]")
"""Where links lead, sources and calls of notes: a change tells them with its words where these are the same in both drafts."""


def _letters(said: str) -> str:
    return "".join(filter(str.isalpha, said))


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
    assert len(parts) > 4
    assert all(part.endswith("\n[continued in the next row]") for part in parts[:-1])
    assert " ".join(part.removesuffix("\n[continued in the next row]") for part in parts).split() == f"{said}\nend".split()
    assert all(len(part) <= 32_767 for part in parts)
    assert all(0 < (sheet.row_dimensions[at].height or 0) <= 409 for at in range(1, len(parts) + 1))


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
