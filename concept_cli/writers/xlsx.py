"""The tables of a document to a workbook: a sheet for each, every cell a text and never a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest
from typing import Any, Final

from concept_cli.document import Cell, Document, Inline, LineBreak, Row, Strong, Table, children, walk, words
from concept_cli.style import Pictures, Style
from concept_cli.wording.comparative import comparative

MOST: Final = 32_000
"""Characters of one cell; a workbook holds 32,767."""
_WIDTH: Final = 140
"""Characters in the columns of a page in landscape, together."""
_A4: Final = 9
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The same in every file, so that the same document gives the same bytes."""
_BORDER: Final = {"border": 1, "border_color": "#808080", "valign": "top", "text_wrap": True, "num_format": "@"}


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The workbook. Words that a cell cannot hold go on in the rows below it, and both cells say so."""
    import xlsxwriter

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": document.short_title or document.title, "subject": document.edition, "created": _CREATED})
        tables = [node for node in walk(document) if isinstance(node, Table)]
        for number, table in enumerate(tables, 1):
            _sheet(book, table, document, str(number) if len(tables) > 1 else comparative("table", document.language))
        if not tables:
            book.add_worksheet().write_string(0, 0, words(document).strip()[:MOST])
    return content.getvalue()


def _sheet(book: Any, table: Table, document: Document, name: str) -> None:
    looks = {
        "text": book.add_format(_BORDER),
        "head": book.add_format({**_BORDER, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EDF1"}),
        "group": book.add_format({**_BORDER, "bold": True, "bg_color": "#F3F5F7"}),
        "strong": book.add_format({"bold": True}),
        "title": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"}),
    }
    sheet = book.add_worksheet(name[:31])
    count = len(table.alignments)
    widths = table.widths or (1,) * count
    for column, share in enumerate(widths):
        sheet.set_column(column, column, max(5, _WIDTH * share / sum(widths)))
    at = 0
    if table.caption:
        sheet.merge_range(0, 0, 0, max(1, count - 1), words(table.caption), looks["title"])
        sheet.set_row(0, 36)
        at = 1
    first = at
    for row in table.head:
        at = _row(sheet, at, row, looks, "head", document.language)
    sheet.freeze_panes(at, 0)
    sheet.repeat_rows(first, max(first, at - 1))
    for row in table.rows:
        at = _row(sheet, at, row, looks, "group" if row.role == "group" else "text", document.language)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _row(sheet: Any, at: int, row: Row, looks: dict[str, Any], kind: str, language: str) -> int:
    """Write a row, and the rows below it that its longest cell needs; the number of the row after them."""
    if len(row.cells) == 1 and row.cells[0].across > 1:
        sheet.merge_range(at, 0, at, row.cells[0].across - 1, words(row.cells[0])[:MOST], looks[kind])
        return at + 1
    parts = [list(_parts(cell, language)) for cell in row.cells]
    for pieces in zip_longest(*parts, fillvalue=()):
        for column, runs in enumerate(pieces):
            _cell(sheet, at, column, runs, looks, kind)
        at += 1
    return at


Run = tuple[str, bool]
"""Words, and whether they are set off."""


def _parts(cell: Cell, language: str) -> Iterator[Sequence[Run]]:
    """The runs of a cell, in as many parts as cells are needed to hold them."""
    part: list[Run] = []
    room = MOST
    for said, strong in _runs(cell.content, strong=False):
        left = said
        while len(left) > room:
            part += [(left[:room], strong), (f" {comparative('cut', language)}", False)]
            yield part
            part, left, room = [], left[room:], MOST
        part.append((left, strong))
        room -= len(left)
    yield part


def _runs(content: Sequence[Inline], *, strong: bool) -> Iterator[Run]:
    for each in content:
        inner = tuple(one for one in children(each) if isinstance(one, Inline))
        if inner:
            yield from _runs(inner, strong=strong or isinstance(each, Strong))
        elif said := "\n" if isinstance(each, LineBreak) else words(each):
            yield said, strong


def _cell(sheet: Any, at: int, column: int, runs: Sequence[Run], looks: dict[str, Any], kind: str) -> None:
    said = "".join(each for each, _ in runs)
    if len(runs) > 1 and any(strong for _, strong in runs) and kind == "text":
        pieces: list[Any] = []
        for each, strong in runs:
            pieces += [looks["strong"], each] if strong else [each]
        sheet.write_rich_string(at, column, *pieces, looks[kind])
    else:
        sheet.write_string(at, column, said, looks[kind])
