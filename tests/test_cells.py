"""Tables that come back: what we write is read as it was, what others write as it is shown, and nothing hostile is read at all."""

from __future__ import annotations

import re
import struct
import subprocess
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Cell, Document, Heading, LineBreak, Row, Section, Table, Text
from concept_cli.readers import archive, xml
from concept_cli.readers.cells import read_cells
from concept_cli.readers.sheet import Merged, Remark, Sheet, letters
from concept_cli.wording.comparative import comparative
from concept_cli.writers import WRITERS, csv, xlsx
from concept_cli.writers.html_words import legal
from tests.clients import client, shared_corpus
from tests.samples import house_style

STYLE = house_style()
Rows = Sequence[Sequence[str]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def row(cells: Sequence[str]) -> Row:
    lines = [[LineBreak() if part == "\n" else Text(words=part) for part in re.findall(r"\n|[^\n]+", each)] for each in cells]
    return Row(cells=tuple(Cell(content=tuple(each)) for each in lines))


def document(rows: Rows, **fields: Any) -> Document:
    head, *rest = map(row, rows)
    table = Table(alignments=("",) * len(rows[0]), head=(head,), rows=tuple(rest), **fields)
    heading = Heading(level=1, content=(Text(words="Comments"),))
    section = Section(id="s", role="custom", language="en", heading=heading, blocks=(table,))
    return Document(id="c", language="en", title="Comments", sections=(section,))


def written(rows: Rows, suffix: str) -> bytes:
    write: Callable[..., bytes] = {"xlsx": xlsx.write, "csv": csv.write, "docx": WRITERS["docx"].load()}[suffix]
    return write(document(rows), STYLE, {})


def said(sheet: Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in sheet.lines]


def told(sheet: Sheet) -> set[str]:
    return set(map(str, sheet.remarks))


def plain(rows: Rows) -> list[tuple[str, ...]]:
    """Rows as a file can hold them, without those that are empty."""
    clean = [tuple(legal(each.replace("\r\n", "\n").replace("\r", "\n")) for each in cells) for cells in rows]
    return [cells for cells in clean if any(cells)]


# ------------------------------------------------------------- round trips

HEAD = ("№", "Structural element", "Ұсыныс")
SIGN = comparative("cut", "en")
LETTERS = st.sampled_from(
    [*"aя Ққ,;\"'=+-@|№–1\n\t_x", "=cmd()", "_x000D_", "\n'-", ";=1", "\r\n", "\x07", "😀", "'", "''=", f"\n{SIGN}"]
)
WORDS = st.lists(LETTERS, max_size=12).map("".join)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4)
LONG = "слово and word, " * 2_500
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@QUIET
@given(ROWS)
@example([(LONG, "=1", "x"), ("y", "", LONG[:-1])])
@example([("a" * 40_000, "", "b\n" * 3_000)])
@example([(f"ends so\n{SIGN}", "a", ""), ("next", "", "")])
@example([(f"{'word ' * 600}\n{SIGN}", "a", ""), ("next", "", "")])
@example([("_x0041_", "'=1", "\t=1"), ("<r><t>a</t></r>", "<r>", f"_x000D_{LONG}")])
def test_our_workbook_comes_back_as_it_was(rows: Rows) -> None:
    rows = [tuple(each.replace("\r\n", "\n") for each in cells) for cells in rows]  # no text has other line ends
    sheet = read_cells("comments.xlsx", written([HEAD, *rows], "xlsx"))
    assert said(sheet) == [HEAD, *plain(rows)]


@QUIET
@given(ROWS)
@example([(LONG, "=1", "x"), ("", "", "")])
@example([("a" * 40_000, "'", "'=1"), ("\t=1", "''\t", "- a\n- b"), ("＝1", ' "=1', "a;=1;'=2")])
def test_our_csv_comes_back_as_it_was(rows: Rows) -> None:
    rows = [tuple(each.replace(SIGN, "") for each in cells) for cells in rows]
    sheet = read_cells("comments.csv", written([HEAD, *rows], "csv"))
    assert said(sheet) == [HEAD, *plain(rows)]


@settings(QUIET, max_examples=25)
@given(ROWS)
@example([(LONG, "=1", "x"), ("", "", "")])
@example([("a" * 40_000, "'", "'=1")])
def test_our_word_file_comes_back_as_it_was(rows: Rows) -> None:
    rows = [tuple(each.replace(SIGN, "").replace("\r\n", "\n") for each in cells) for cells in rows]
    sheet = read_cells("comments.docx", written([HEAD, *rows], "docx"))
    assert said(sheet) == [HEAD, *plain(rows)]


def named(value: object) -> str:
    """What a case is called: never by its bytes, in which an archive has the time of its making."""
    return value if isinstance(value, str) else "file"


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "docx"])
def test_rows_have_the_numbers_that_the_file_counts(suffix: str) -> None:
    sheet = read_cells(f"a.{suffix}", written([HEAD, ("1", "a", "b"), ("", "", ""), ("2", "c", "d")], suffix))
    assert [line.number for line in sheet.lines] == [1, 2, 4]


def test_a_caption_stands_above_the_head_in_the_workbook_only() -> None:
    captioned = document([HEAD, ("1", "a", "b")], caption=(Text(words="Comments on the draft"),))
    sheet = read_cells("a.xlsx", xlsx.write(captioned, STYLE, {}))
    assert said(sheet)[0] == ("Comments on the draft", "", "")
    assert sheet.merged == (Merged(1, 1, 1, 3),)
    assert said(read_cells("a.csv", csv.write(captioned, STYLE, {})))[0] == HEAD
    assert said(read_cells("a.docx", WRITERS["docx"].load()(captioned, STYLE, {})))[0] == HEAD


def test_what_somebody_wrote_beside_the_rest_of_a_long_cell_is_not_lost() -> None:
    book = openpyxl.load_workbook(BytesIO(written([HEAD, ("1", LONG, "")], "xlsx")))
    book.active["C2"], book.active["C3"] = "first", "second"
    sheet = read_cells("a.xlsx", saved(book))
    assert said(sheet) == [HEAD, ("1", LONG, "first\nsecond")]


def test_a_long_cell_without_its_rest_is_told_of() -> None:
    book = openpyxl.load_workbook(BytesIO(written([HEAD, ("1", LONG, "")], "xlsx")))
    book.active.delete_rows(3, 100)
    assert any("goes on in the next row" in each for each in told(read_cells("a.xlsx", saved(book))))


def saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_long_form_with_nothing_filled_in_is_no_bomb() -> None:
    rows = [HEAD, *[("", "", "")] * 4_900, ("1", "a", "b")]
    assert said(read_cells("a.docx", written(rows, "docx"))) == plain(rows)


# --------------------------------------------------------------- CSV


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_every_usual_shape(separator: str, encoding: str) -> None:
    text = f'№{separator}"Мәтін, a; b"\r\n1{separator}"line\r\nline ""q"""\r\n'
    assert said(read_cells("a.CSV", text.encode(encoding))) == [("№", "Мәтін, a; b"), ("1", 'line\nline "q"')]


def test_csv_that_names_its_separator() -> None:
    sheet = read_cells("a.csv", b"sep=;\r\na,b;c\r\n1;2\r\n")
    assert [(line.number, line.cells) for line in sheet.lines] == [(1, ("a,b", "c")), (2, ("1", "2"))]


def test_an_apostrophe_that_is_no_guard_stays() -> None:
    assert said(read_cells("a.csv", b"'word,''tis,it's\r\n")) == [("'word", "''tis", "it's")]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "'=1", " =1", "a\n=1", "x;=cmd|' /C calc'!A0", 'x;"=1', "＝1", "\xa0+1", "\r=1"],
)
def test_no_cell_of_our_csv_begins_like_a_formula(text: str) -> None:
    for separator in ",;\t":
        content = written([HEAD, (text, "", text)], "csv").decode("utf-8-sig")
        for line in content.splitlines():
            assert not re.search(rf'(?:^|{separator})[\s"]*[=+\-@＝]', line), line


@pytest.mark.parametrize(
    ("content", "reason"),
    ids=named,
    argvalues=[
        ("Номер,Слово\r\n".encode("cp1251"), "Windows-1251"),
        (b"a,b\r\n\xff\xfe\x80", "not in UTF-8"),
        (b"a,b\0\r\n", "no text"),
        ("a,b".encode("utf-16-le"), "no text"),
        (b'a,b\r\n1,"open\r\n', "not closed"),
        (b'a,b\r\n1,"x"y\r\n', "quotation mark"),
        (b"a,b\r\n1," + b"x" * 100_001, "100,001 characters"),
        (b"a,b\r\n1," + b"x" * 200_000, "too long"),
        (b"a,b\r\n" * 5_001, "5,000 rows"),
        (b"a," * 50 + b"b", "50 columns"),
        (b"", "is empty"),
        (b"\r\n,,,\r\n", "several cells"),
        (b"a\r\nb,c\r\n", "several cells"),
        (b"<html><table>", "web page"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_csv_that_is_refused(content: bytes, reason: str) -> None:
    refusal("a.csv", content, reason)


def refusal(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(ConceptError) as caught:
        read_cells(name, content)
    assert reason in caught.value.message
    assert caught.value.message.startswith(f"The file {name} ")
    assert caught.value.hint


# --------------------------------------------------------------- workbooks


def test_a_workbook_by_openpyxl_is_read_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["№", "Text", "Day"])
    sheet.append([1, CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"), " end"), datetime(2026, 5, 31)])  # noqa: DTZ001
    sheet.append([0.1 + 0.2, True, datetime(2026, 5, 31, 14, 30)])  # noqa: DTZ001
    sheet.append([1e20, "  kept  ", 0.125])
    sheet["C4"].number_format = "0.0%"
    sheet.append([-2.50, "line\nline", 1234.5])
    sheet["C5"].number_format = "#,##0.00"
    sheet.append([7, "#", 7])
    sheet["C6"].number_format = '000" pieces"'
    read = read_cells("a.xlsx", saved(book))
    assert read.name == "Sheet"
    assert said(read) == [
        ("№", "Text", "Day"),
        ("1", "plain bold end", "2026-05-31"),
        ("0.3", "TRUE", "2026-05-31 14:30"),
        ("100000000000000000000", "  kept  ", "12.5%"),
        ("-2.5", "line\nline", "1234.50"),
        ("7", "#", "7"),
    ]
    assert read.remarks == (Remark(6, 3, 'its number is shown in the format 000" pieces", and read without it'),)


def test_what_is_not_in_plain_sight_is_told_of() -> None:
    book = openpyxl.Workbook()
    cover, sheet, secret = book.active, book.create_sheet("Table"), book.create_sheet("Secret")
    cover["A1"] = "Dear colleagues"
    secret["B2"], secret.sheet_state = "more", "veryHidden"
    for number in range(1, 6):
        sheet.append([number, f"text {number}", "x"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["B4"] = "=1+1"
    sheet["B5"].comment = Comment("we object", "ministry")
    sheet.merge_cells("A1:B1")
    read = read_cells("a.xlsx", saved(book))
    assert read.name == "Table"
    assert read.merged == (Merged(1, 1, 1, 2),)
    assert said(read)[3] == ("4", "", "x")
    assert told(read) == {
        "row 3: the row is hidden or filtered out; it is read",
        "column C: the column is hidden; it is read",
        "row 4, column B: it is a formula; it holds nothing that could be read",
        "comments stand beside its cells, which are not read",
        "the sheet “Sheet” is not read",
        "the hidden sheet “Secret” is not read",
    }


OOXML = "http://schemas.openxmlformats.org"


def relations(**targets: str) -> str:
    """The part that relates parts, each by its kind."""
    office = f"{OOXML}/officeDocument/2006/relationships"
    each = "".join(f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{target}"/>' for kind, target in targets.items())
    return f'<Relationships xmlns="{OOXML}/package/2006/relationships">{each}</Relationships>'


def sheet_of(rows: str, **parts: str) -> bytes:
    """A workbook with this content of its sheet, and other parts by name (``__`` for ``/``)."""
    main, office = (f"{OOXML}/{each}" for each in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"))
    made = {
        "_rels/.rels": relations(officeDocument="xl/w.xml"),
        "xl/w.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/w.xml.rels": relations(worksheet="/xl/s.xml"),
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        **{name.replace("__", "/"): part for name, part in parts.items()},
    }
    return zipped(made)


def zipped(parts: dict[str, Any]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return stream.getvalue()


def inline(words: str) -> str:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_workbook_without_references_is_counted_through() -> None:
    sheet = read_cells(
        "a.xlsx", sheet_of(f"<row>{inline('a')}{inline('b')}</row><row/><row>{inline('_x0441_')}<c/>{inline('d')}</row>")
    )
    assert [(line.number, line.cells) for line in sheet.lines] == [(1, ("a", "b", "")), (3, ("с", "", "d"))]


def test_a_moment_that_rounds_into_the_year_10000_is_a_number() -> None:
    styles = f'<styleSheet xmlns="{OOXML}/spreadsheetml/2006/main"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    row = f'<row>{inline("a")}<c s="0"><v>2958465.999999</v></c><c s="0"><v>2958465.5</v></c></row>'
    related = relations(worksheet="/xl/s.xml", styles="/xl/styles.xml")
    sheet = read_cells("a.xlsx", sheet_of(row, **{"xl__styles.xml": styles, "xl___rels__w.xml.rels": related}))
    assert said(sheet) == [("a", "2958465.999999", "9999-12-31 12:00")]


def test_formulas_errors_and_covered_words() -> None:
    rows = (
        '<row r="2"><c r="A2" t="str"><f>CONCAT("a")</f><v>a</v></c><c r="B2" t="e"><v>#REF!</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells><sheetData>'
    )
    assert told(read_cells("a.xlsx", sheet_of(rows))) == {
        "row 2, column A: it is a formula; what it last came to is read",
        "row 2, column B: it shows an error, #REF!",
        "row 2, column B: a merged cell covers it; it is read",
    }


PAIR = f"<row>{inline('a')}{inline('b')}</row>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
TWICE = {
    "xl__w.xml": f'<workbook xmlns="{OOXML}/spreadsheetml/2006/main" xmlns:r="{OOXML}/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" r:id="worksheet"/><sheet name="T" r:id="worksheet"/></sheets></workbook>'
}
"""Two sheets that are one part: a small file in which each of a hundred such sheets is unpacked anew."""
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("content", "reason"),
    ids=named,
    argvalues=[
        (sheet_of("", xl__s=LAUGHS), "no table"),
        (sheet_of("", **{"xl__s.xml": LAUGHS}), "entities"),
        (sheet_of("", **{"xl__s.xml": XXE}), "entities"),
        (sheet_of("", **{"xl__s.xml": XXE.encode("utf-16").decode("latin-1")}), "cannot be read"),
        (sheet_of("", **{"xl__w.xml": "<!DOCTYPE x>" + LAUGHS}), "entities"),
        (sheet_of(PAIR, **{"xl__vbaProject.bin": "x"}), "macros"),
        (sheet_of(PAIR, **{"xl__macrosheets__sheet1.xml": "x"}), "macros"),
        (sheet_of("<row><c r='A1'>" + "<x>" * 200 + "</x>" * 200 + "</c></row>"), "nested"),
        (sheet_of("<row>" + inline("x") * 51 + "</row>"), "50 columns"),
        (sheet_of(PAIR * 5_001), "5,000 rows"),
        (sheet_of(f"<row>{inline('x' * 100_001)}{inline('b')}</row>"), "100,001 characters"),
        (sheet_of(f'<row r="1">{inline("x")}{inline("b")}</row><row r="1">{inline("x")}</row>'), "two different things"),
        (sheet_of('<row><c t="s"><v>7</v></c></row>'), "missing"),
        (sheet_of("<row><c"), "cannot be read"),
        (sheet_of(PAIR, **TWICE), "one and the same part"),
        (sheet_of(PAIR, **{"..__x": ""}), "leads elsewhere"),
        (sheet_of(PAIR, __x=""), "leads elsewhere"),
        (sheet_of(PAIR, **{"xl\\x": ""}), "leads elsewhere"),
        (sheet_of(PAIR, **{"C:x": ""}), "leads elsewhere"),
        (sheet_of(PAIR, **{"XL__S.xml": ""}), "two parts of the name"),
        (sheet_of(PAIR, mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (sheet_of(PAIR, **{"_rels__.rels": "<x/>"}), "no office file"),
        (zipped({"a": b"\0" * 20_000_000}), "would grow"),
        (zipped({str(at): "" for at in range(2_001)}), "2,001 parts"),
        (b"%PDF-1.7 and so on", "is a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Office format"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xef\xbb\xbf <HTML><table>", "web page"),
        (b"a,b\r\n", "no .xlsx file"),
        (b"PK\x05\x06" + b"\0" * 18, "empty archive"),
        (b"", "is empty"),
    ],
)
def test_workbooks_that_are_refused(content: bytes, reason: str) -> None:
    refusal("a.xlsx", content, reason)


def test_other_files_are_refused_by_name() -> None:
    refusal("a.xlsm", sheet_of(PAIR), "none of the files")
    refusal("a.docx", sheet_of(PAIR), "is a workbook")
    refusal("a.xlsx", written([HEAD], "docx"), "is a Word file")


def test_a_long_text_that_many_cells_name_is_refused() -> None:
    cells = "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"
    strings = f"<sst><si><t>{'x' * 99_000}</t></si></sst>"
    related = relations(worksheet="s.xml", sharedStrings="strings.xml")
    content = sheet_of(cells * 5, **{"xl__strings.xml": strings, "xl___rels__w.xml.rels": related})
    refusal("a.xlsx", content, "20,000,000 characters")


# ---------------------------------------------------------------- archives


def raw_zip(*entries: tuple[bytes, int, bytes], flags: int = 0, claims: int | None = None) -> bytes:
    """An archive of stored entries: name in the directory, offset of its header (-1: its own), content."""
    body, directory = b"", b""
    for name, at, content in entries:
        size, begin = len(content) if claims is None else claims, len(body) if at < 0 else at
        common = struct.pack("<5H3L2H", 20, flags, 0, 0, 0, zlib.crc32(content), len(content), size, len(name), 0)
        directory += b"PK\x01\x02\x14\0" + common + struct.pack("<3H2L", 0, 0, 0, 0, begin) + name
        body += b"PK\x03\x04" + common + name + content if at < 0 else b""
    return (
        body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    ids=named,
    argvalues=[
        (raw_zip((b"a", -1, b"x" * 50), (b"a2", 0, b"")), "two different things"),
        (
            raw_zip((b"a", -1, b"PK\x03\x04" + struct.pack("<5H3L2H", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"b"), (b"b", 31, b"")),
            "overlap",
        ),
        (raw_zip((b"a", -1, b"x"), flags=1), "password"),
        (raw_zip((b"a", -1, b"x"), claims=0xFFFFFFFF), "packed in a way"),
        (raw_zip((b"a", -1, b"x"), (b"b", 5_000, b"x")), "missing"),
        (raw_zip((b"a\xff", -1, b"x"), flags=0x800), "name of a part"),
        (raw_zip((b"a", -1, b"x"))[:-1], "end of it is missing"),
        (raw_zip((b"a", -1, b"x")) + b"x", "damaged"),
        (b"PK\x03\x04" + b"x" + raw_zip((b"a", -1, b"x")), "damaged"),
        (raw_zip((b"", -1, b"x")), "leads elsewhere"),
        (zipped({"_rels/.rels": "x"})[:40], "sent only in part"),
    ],
)
def test_archives_that_are_refused(content: bytes, reason: str) -> None:
    refusal("a.docx", content, reason)


def test_elements_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "NODES", 1_000)
    refusal("a.xlsx", sheet_of("<row/>" * 1_001), "1,000 elements")


def test_no_part_is_more_than_the_directory_says() -> None:
    content = bytearray(sheet_of(PAIR))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 10)
    refusal("a.xlsx", bytes(content), "not what its directory says")


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TOTAL", 100)
    refusal("a.xlsx", sheet_of(PAIR), "when it is unpacked")


@settings(QUIET, max_examples=300)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(["xlsx", "docx", "csv"]))
    content = bytearray(DAMAGED[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
    try:
        read_cells(f"a.{suffix}", bytes(content[:cut]))
    except ConceptError as error:
        assert error.hint


DAMAGED = {"xlsx": sheet_of(PAIR), "csv": 'a,"b\nc"\r\nсөз,2\r\n'.encode()}


# -------------------------------------------------------------- Word files


def word_file(*rows: str) -> bytes:
    """A Word file by python-docx whose only table has these rows, as markup."""
    made = docx.Document()
    made.add_paragraph("Before the table")
    table = parse_xml(f"<w:tbl {W}><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{each}</w:tr>' for each in rows)}</w:tbl>")
    made.element.body.insert(1, table)
    return saved(made)


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<w:p>') else f'<w:p>{content}</w:p>'}</w:tc>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


DAMAGED["docx"] = word_file(tc(run("a")) + tc(run("b")))


def test_a_word_file_by_python_docx_is_read() -> None:
    made = docx.Document()
    table = made.add_table(rows=4, cols=3)
    for at, cell in enumerate(table._cells):
        cell.text = f"cell {at}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(3, 2)).text = "high"
    table.cell(2, 0).text = "one\ntwo\tthree"
    table.cell(3, 0).add_paragraph("below")
    read = read_cells("a.docx", saved(made))
    assert said(read) == [
        ("wide", "", "cell 2"),
        ("cell 3", "cell 4", "high"),
        ("one\ntwo\tthree", "cell 7", ""),
        ("cell 9\nbelow", "cell 10", ""),
    ]
    assert read.merged == (Merged(1, 1, 1, 2), Merged(2, 3, 3, 1))


def test_tracked_changes_are_read_as_accepted_and_told_of() -> None:
    ins, gone = '<w:ins w:id="1" w:author="A">{}</w:ins>', '<w:del w:id="2" w:author="A">{}</w:del>'
    deleted = "<w:r><w:delText>old</w:delText></w:r>"
    first = tc(run("a ") + gone.format(deleted) + ins.format(run("new"))) + tc(run("b"))
    joined = f"<w:p><w:pPr><w:rPr>{gone.format('')}</w:rPr></w:pPr>{run('one ')}</w:p><w:p>{run('two')}</w:p>"
    row_gone = f"<w:trPr>{gone.format('')}</w:trPr>{tc(run('x'))}{tc(run('y'))}"
    read = read_cells("a.docx", word_file(first, tc(joined) + tc(""), row_gone, tc(run("z")) + tc("")))
    assert [(line.number, line.cells) for line in read.lines] == [(1, ("a new", "b")), (2, ("one two", "")), (4, ("z", ""))]
    assert told(read) == {
        "row 1, column A: words are deleted in it as a tracked change, and not read: old",
        "row 1, column A: words are inserted in it as a tracked change; they are read",
        "row 3: the row is deleted as a tracked change, and not read: x | y",
    }


def test_very_many_changes_in_one_cell_are_read_as_fast_as_many_cells() -> None:
    """Each is told of once; looking for each among all the others would take minutes."""
    changes = "".join(f'<w:del w:id="{n}" w:author="A"><w:r><w:delText>w{n}</w:delText></w:r></w:del>' for n in range(40_000))
    one = read_cells("a.docx", word_file(tc(f"{run('a')}{changes}") + tc(run("b"))))
    assert said(one) == [("a", "b")]
    assert len(one.remarks) == 40_000


def test_what_is_hidden_or_beside_the_words_is_told_of() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent></w:pict></w:r>"
    nested = f"<w:p>{run('a')}</w:p><w:tbl><w:tr>{tc(run('b'))}{tc(run('c'))}</w:tr></w:tbl><w:p/>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    typed = f"<w:sdt><w:sdtContent>{run('typed')}</w:sdtContent></w:sdt>"
    numbered = "<w:p><w:pPr><w:numPr/></w:pPr></w:p>"
    read = read_cells(
        "a.docx",
        word_file(
            tc(run("seen ") + run("unseen", "<w:vanish/>") + run("shown", '<w:vanish w:val="0"/>')) + tc(box),
            tc(nested) + tc(prompt + typed),
            tc(numbered) + tc(run("b") + '<w:r><w:footnoteReference w:id="1"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
        ),
    )
    assert said(read) == [("seen shown", ""), ("a\nb\tc\n", "typed"), ("", "b\ufffd")]
    assert told(read) == {
        "row 1, column A: it has words that are hidden, and not read: unseen",
        "row 1, column B: a text box in it is not read",
        "row 2, column A: a table stands in it; it is read row by row",
        "row 3, column A: Word numbers its paragraphs or sets bullets before them; these signs are not read",
        "row 3, column B: a note is called in it, which is not read",
        "row 3, column B: a sign of the face Wingdings stands in it and is shown as \ufffd",
    }


def test_a_table_that_goes_on_in_another_is_read_whole() -> None:
    made = docx.Document()
    for rows in ([["№", "Text"], ["1", "a"]], [["№", "Text"], ["2", "b"]], [["x", "y", "z"]]):
        table = made.add_table(rows=0, cols=len(rows[0]))
        for cells in rows:
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        made.add_paragraph("between")
    read = read_cells("a.docx", saved(made))
    assert said(read) == [("№", "Text"), ("1", "a"), ("2", "b")]
    assert told(read) == {
        "row 3: the table number 2 in the file is read as going on with the one before it",
        "the table number 3 in the file is not read, because it has other columns",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    ids=named,
    argvalues=[
        (saved(docx.Document()), "no table"),
        (word_file(tc(run("a"), '<w:gridSpan w:val="999999"/>') + tc("")), "999,999 columns"),
        (word_file(*["".join(map(tc, ["", ""]))] * 5_001), "5,000 rows"),
    ],
)
def test_word_files_that_are_refused(content: bytes, reason: str) -> None:
    refusal("a.docx", content, reason)


def test_word_files_of_others_are_read_or_refused(record: Callable[[str], None]) -> None:
    tried, tables = 0, 0
    for path in sorted((shared_corpus() / "docx").glob("*.docx")):
        tried += 1
        try:
            tables += bool(read_cells(path.name, path.read_bytes()).lines)
        except ConceptError as error:
            assert error.hint, path
    record(f"cells: {tried} Word files of others, {tables} with tables")


# -------------------------------------------------------------- LibreOffice


def converted(folder: Path, name: str, content: bytes, to: str, *options: str) -> bytes:
    """A file that LibreOffice opened and saved; the test is skipped where it has no program for it."""
    office = client("soffice")
    (folder / name).write_bytes(content)
    out = folder / "out"
    command = [
        office,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        *options,
        "--convert-to",
        to,
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, str(folder / name)], capture_output=True, check=False, timeout=120)
    made = out / f"{Path(name).stem}.{to.partition(':')[0]}"
    if not made.is_file():
        pytest.skip("not tried: libreoffice-calc is not installed")
    return made.read_bytes()


TABLE = [HEAD, ("1", "=cmd()", "Қазақ «мәтін»\nline"), ("2", 'q "x", ; \t y', "'-5"), ("3", LONG, "- a")]


def test_a_workbook_saved_by_libreoffice(tmp_path: Path) -> None:
    assert said(read_cells("a.xlsx", converted(tmp_path, "a.xlsx", written(TABLE, "xlsx"), "xlsx"))) == TABLE


def test_a_workbook_saved_as_csv_by_libreoffice(tmp_path: Path) -> None:
    """Its apostrophes are the author's own: where one stands before a sign, our reader takes it for the guard."""
    rows = [tuple(each.replace("'-5", "5") for each in cells) for cells in TABLE]
    content = converted(tmp_path, "a.xlsx", written(rows, "xlsx"), "csv:Text - txt - csv (StarCalc):44,34,76,1")
    assert said(read_cells("a.csv", content)) == rows


def test_our_csv_saved_as_a_workbook_by_libreoffice(tmp_path: Path) -> None:
    """The apostrophes of the guard are words of the cells there."""
    rows = [HEAD, ("1", "=cmd()", "Қазақ «мәтін»\nline")]
    content = converted(tmp_path, "a.csv", written(rows, "csv"), "xlsx", "--infilter=CSV:44,34,76")
    assert said(read_cells("a.xlsx", content)) == [HEAD, ("1", "'=cmd()", "Қазақ «мәтін»\nline")]


def test_a_word_file_saved_by_libreoffice(tmp_path: Path) -> None:
    assert said(read_cells("a.docx", converted(tmp_path, "a.docx", written(TABLE, "docx"), "docx"))) == TABLE


def test_columns_have_the_names_that_a_spreadsheet_gives_them() -> None:
    assert [letters(each) for each in (1, 4, 26, 27, 28, 702, 703)] == ["A", "D", "Z", "AA", "AB", "ZZ", "AAA"]
