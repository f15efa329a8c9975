"""The tables of a document to a workbook: a sheet for each, every cell a text and never a formula.

Programs show no more than 409 points of a row, and not all of them fit rows to their words: so the room that words need is reckoned here,
rather too much than too little. What is longer goes on in the rows below, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby, zip_longest
from typing import Any, Final

from concept_cli.document import (
    Cell,
    Document,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Row,
    Strong,
    Table,
    children,
    every_section,
    walk,
    words,
)
from concept_cli.style import Pictures, Style
from concept_cli.wording.comparative import SIGNS_OF_CUT, comparative
from concept_cli.writers.html_words import legal, width_of

_WIDTH: Final = 140
"""Characters in the columns of a page in landscape, together."""
_CHARACTER: Final = 5.25
"""Points that one character of a column's width takes."""
_LINE: Final = 1.3
"""The height of a line, in sizes of its type."""
_TALLEST: Final = 400
"""Points of a row that are filled. So many hold some 2,000 characters, far fewer than the 32,767 of a cell."""
_PIECE: Final = re.compile(r"\n|[^\S\n]+|\S{1,40}")
_A4: Final = 9
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The same in every file, so that the same document gives the same bytes."""
_PROPERTY: Final = 255
_SHEET_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_BORDER: Final = {"border": 1, "border_color": "#808080", "valign": "top", "text_wrap": True}
_LOOKS: Final = {
    "text": _BORDER,
    "head": {**_BORDER, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EDF1"},
    "columns": {**_BORDER, "align": "center", "bg_color": "#E8EDF1"},
    "group": {**_BORDER, "bold": True, "bg_color": "#F3F5F7"},
    "title": {"text_wrap": True, "valign": "vcenter"},
    "legend": {"text_wrap": True, "valign": "top"},
}
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "'", "\t", "\r", "\n")
"""What would make a formula of a cell when somebody edits it, unless the cell is marked as text."""
_TAKEN_FOR_MARKUP: Final = re.compile(r"(?<=_x)(?=[0-9A-Fa-f]{4}_)|(?<=^<)(?=r>)")
"""Where words must be in two pieces, because XlsxWriter writes ``<r>`` as markup, and ``_x000D_`` as other words where faces change."""

Run = tuple[str, bool, bool]
"""Words, whether they are bold, and whether they are italic."""


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The workbook, in the face of the style."""
    import xlsxwriter

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        title, edition = (legal(each)[:_PROPERTY] for each in (document.short_title or document.title, document.edition))
        book.set_properties({"title": title, "subject": edition, "created": _CREATED})
        looks = Looks(book, style.values["word-text-face"], max(10.0, style.points("table-size")))
        tables = [node for node in walk(document) if isinstance(node, Table)]
        for name, table in zip(_names(document, tables), tables, strict=True):
            sheet = book.add_worksheet(name)
            _set_up(sheet)
            Sheet(sheet, looks, document.language, _widths(table)).fill(table)
        if not tables:
            sheet = book.add_worksheet()
            sheet.set_column(0, 0, _WIDTH)
            Sheet(sheet, looks, document.language, (_WIDTH,)).across(0, [(legal(words(document).strip()), False, False)], "title")
    return content.getvalue()


def _names(document: Document, tables: Sequence[Table]) -> Iterable[str]:
    """The names of the sheets: of one table what it is; of several the titles of their sections, where each has one, else numbers."""
    if len(tables) == 1:
        return [comparative("table", document.language)[:_SHEET_NAME]]
    titles = [words(each.heading) for each in every_section(document.sections) for node in walk(each) if isinstance(node, Table)]
    named = [_NOT_IN_NAMES.sub(" ", each).strip("' ")[:_SHEET_NAME] for each in titles]
    return named if len({each.casefold() for each in named if each}) == len(tables) else map(str, range(1, len(tables) + 1))


def _set_up(sheet: Any) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    sheet.set_footer("&C&P / &N")


def _widths(table: Table) -> tuple[float, ...]:
    """The widths of a table's columns in characters."""
    count = max((len(table.alignments), *(sum(cell.across for cell in row.cells) for row in (*table.head, *table.rows))))
    shares = table.widths if len(table.widths) == count else (1,) * count
    return tuple(max(5.0, _WIDTH * each / sum(shares)) for each in shares)


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook in one face and size, each made once."""

    book: Any
    face: str
    size: float
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def of(self, **look: Any) -> Any:
        """The format with this look."""
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_name": self.face, "font_size": self.size, **look})
        return self.made[key]


@dataclass(frozen=True)
class Sheet:
    """A sheet that one table fills; ``widths`` are those of its columns in characters."""

    sheet: Any
    looks: Looks
    language: str
    widths: tuple[float, ...]

    def fill(self, table: Table) -> None:
        """The caption, the head that stays in sight and stands on every printed page, the rows, the legend."""
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        first = at = self.across(0, _runs(table.caption), "title") if table.caption else 0
        for row in table.head:
            at = self.row(at, row, "columns" if row.role == "columns" else "head", ())
        if table.head:
            self.sheet.freeze_panes(at, 0)
            self.sheet.repeat_rows(first, at - 1)
        begun = at
        for row in table.rows:
            at = self.row(at, row, "group" if row.role == "group" else "text", table.alignments)
        for column, words_of in enumerate(table.choices):
            if words_of and at > begun:
                self.sheet.data_validation(begun, column, at - 1, column, _choosing(words_of))
        if table.legend:
            at = self.across(at, _runs(table.legend), "legend")
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(1, at)}"})

    def row(self, at: int, row: Row, kind: str, alignments: Sequence[str]) -> int:
        """Write a row, and the rows below it that its longest cell needs; the number of the row after them."""
        places = [*_placed(row, len(self.widths))]
        rooms = [self.room(column, cell.across) for column, cell in places]
        cut = [[*self.parts(_runs(cell.content), room)] for (_, cell), room in zip(places, rooms, strict=True)]
        for parts in zip_longest(*cut, fillvalue=()):
            self.height(at, max(map(_lines, parts, rooms)), self.looks.size)
            for (column, cell), runs in zip(places, parts, strict=True):
                side = alignments[column] if column < len(alignments) and cell.across == 1 else ""
                look = {**_LOOKS[kind], **({"align": side} if side else {})}
                if cell.across > 1:
                    self.sheet.merge_range(at, column, at, column + cell.across - 1, "", self.looks.of(**look))
                self.cell(at, column, runs, look)
            at += 1
        return at

    def across(self, at: int, runs: Sequence[Run], kind: str) -> int:
        """Write words over the whole width; the number of the row after them."""
        self.height(at, _lines(runs, self.room(0, len(self.widths))), self.looks.size)
        if len(self.widths) > 1:
            self.sheet.merge_range(at, 0, at, len(self.widths) - 1, "", self.looks.of(**_LOOKS[kind]))
        self.cell(at, 0, runs, _LOOKS[kind])
        return at + 1

    def height(self, at: int, lines: int, size: float) -> None:
        """Make a row as high as its lines."""
        self.sheet.set_row(at, min(_TALLEST, (lines + 0.3) * size * _LINE))

    def cell(self, at: int, column: int, runs: Sequence[Run], look: dict[str, Any]) -> None:
        """Write words, those that are bold or italic as such; what begins like a formula is marked as text for whoever edits it."""
        said = _said(runs)
        marked = {"quote_prefix": True} if said.startswith(_BEGINS_FORMULA) else {}
        pieces: list[Any] = []
        for run, bold, italic in runs:
            face = self.looks.of(bold=bold or "bold" in look, italic=italic)
            pieces += [each for piece in _TAKEN_FOR_MARKUP.split(run) for each in (face, piece)]
        if len(pieces) > 2:
            self.sheet.write_rich_string(at, column, *pieces, self.looks.of(**look, **marked))
        else:
            face = {"bold": runs[0][1] or "bold" in look, "italic": runs[0][2]} if runs else {}
            self.sheet.write_string(at, column, said, self.looks.of(**{**look, **marked, **face}))

    def room(self, column: int, count: int) -> float:
        """The room for words in columns, in sizes of the type."""
        return max(4.0, sum(self.widths[column : column + count]) * _CHARACTER / self.looks.size - 1)

    def parts(self, runs: Sequence[Run], room: float) -> Iterator[list[Run]]:
        """Words in as many parts as rows are needed to show them, cut between words; each but the last says that it goes on.

        No character is lost, so that ``readers/sheet`` can join what comes back.
        """
        most = int(_TALLEST / (self.looks.size * _LINE)) - 2
        cut = [[run for _, run in part] for _, part in groupby(_wrapped(runs, room), lambda piece: piece[0] // most)] or [[]]
        if _said(runs).endswith(SIGNS_OF_CUT):  # the author's own words: an empty part behind them tells them apart
            cut.append([])
        for part in cut[:-1]:
            yield _joined([*part, (f"\n{comparative('cut', self.language)}", False, True)])
        yield _joined(cut[-1])


def _choosing(choices: Sequence[str]) -> dict[str, Any]:
    """A list to choose from. Other words are asked about and taken: whoever reads the table back tells what is wrong with them."""
    return {"validate": "list", "source": [*choices], "error_type": "warning", "ignore_blank": True}


def _placed(row: Row, columns: int) -> Iterator[tuple[int, Cell]]:
    """The cells of a row, each with its first column; a row that is short is filled."""
    column = 0
    for cell in row.cells:
        yield column, cell
        column += cell.across
    for at in range(column, columns):
        yield at, Cell(content=())


# ------------------------------------------------------------------- words


def _runs(content: Inlines) -> list[Run]:
    return _joined((legal(said), bold, italic) for said, bold, italic in _looked_into(content, bold=False, italic=False))


def _looked_into(content: Iterable[Inline], *, bold: bool, italic: bool) -> Iterator[Run]:
    for each in content:
        inner = tuple(one for one in children(each) if isinstance(one, Inline))
        if inner:
            yield from _looked_into(inner, bold=bold or isinstance(each, Strong), italic=italic or isinstance(each, Emphasis))
        else:
            yield "\n" if isinstance(each, LineBreak) else words(each), bold, italic


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs, those in a row that look the same as one."""
    looks = groupby((each for each in runs if each[0]), lambda run: run[1:])
    return [("".join(said for said, _, _ in same), bold, italic) for (bold, italic), same in looks]


def _said(runs: Iterable[Run]) -> str:
    return "".join(said for said, _, _ in runs)


def _lines(runs: Iterable[Run], room: float) -> int:
    """How many lines words take."""
    return 1 + max((line for line, _ in _wrapped(runs, room)), default=0)


def _wrapped(runs: Iterable[Run], room: float) -> Iterator[tuple[int, Run]]:
    """Words one by one, each with the number of the line that it stands on in this room."""
    line, filled = 0, 0.0
    for said, bold, italic in runs:
        for piece in _PIECE.findall(said):
            width = width_of(piece)
            if filled + width > room and not piece.isspace():
                line, filled = line + 1, 0.0
            yield line, (piece, bold, italic)
            line, filled = (line + 1, 0.0) if piece == "\n" else (line, filled + width)
