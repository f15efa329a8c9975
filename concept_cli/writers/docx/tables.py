"""Tables: column widths that add up to the room there is, header rows that repeat, spans, and a landscape page for wide ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from concept_cli.document import Cell, Figure, Row, Table, words
from concept_cli.wording.terms import term
from concept_cli.writers.docx.inlines import draw_inlines, numbered, whole_mark
from concept_cli.writers.docx.look import TURN
from concept_cli.writers.docx.names import number_parts
from concept_cli.writers.docx.paragraphs import Frame, inside, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.revisions import end_of_paragraph, sign
from concept_cli.writers.docx.runs import run
from concept_cli.writers.html_words import LONG_ROW, SHORT_TABLE, table_size

_DENSE: Final = 8
"""Tables with more columns than this that cannot lie on a landscape page are set smaller, with less room around their words."""
_MARGINS: Final = {"": 108, "Wide": 85, "Dense": 28}
"""Left and right of a cell's words, in twips, by the size of the table's type."""
_CHARACTERS: Final = {"": 110, "Wide": 95, "Dense": 75}
_SMALL: Final = 8
"""So many rows, unless they are long, stay on one page."""
_LONGEST_WORD: Final = 18
_LONGEST_CELL: Final = 60
_ALIGNMENTS: Final = frozenset({"left", "center", "right"})


@dataclass(frozen=True)
class _Place:
    """A cell where it stands: its first column, and how many it reaches over."""

    node: Cell
    column: int
    across: int

    @cached_property
    def words(self) -> str:
        return words(self.node)


@dataclass(frozen=True)
class _Plan:
    """A table laid out: its rows in places, widths in twips, and the size of its type."""

    node: Table
    rows: tuple[Sequence[_Place], ...]
    widths: Sequence[int]
    size: str

    @cached_property
    def last_kept(self) -> int:
        """Up to which row each row stays on the page of what follows it: in small tables all but the last, in short ones this too when
        a legend follows.
        """
        said, count = len(words(self.node)), len(self.rows)
        if self.node.legend and said < SHORT_TABLE:
            return count
        return count - 1 if len(self.node.rows) <= _SMALL and max(said, self._room_taken) < 3 * SHORT_TABLE else 0

    @cached_property
    def _room_taken(self) -> float:
        """The characters that the table would hold if all cells of a row were as full as the one that makes it high."""
        room = sum(self.widths)
        return sum(max((len(each.words) * room / self._width(each) for each in row), default=0) for row in self.rows)

    def _width(self, place: _Place) -> int:
        return max(1, sum(self.widths[place.column : place.column + place.across]))


def table(node: Table, frame: Frame, pen: Pen) -> str:
    """A table with its caption above it and its legend below. A small paragraph follows, because Word takes two tables for one.

    One that asks for it, or that has more words in a row than an upright page holds, stands between signs for a landscape page; not one
    that came or went as a whole, because pages cannot be marked.
    """
    frame = replace(frame, moves=False)
    rows = _placed((*node.head, *node.rows), len(node.alignments))
    if not any(rows):
        return caption(node, "table", frame, pen, keep=True) + _legend(node, frame, pen)
    size = table_size([[each.words if each.across == 1 else "" for each in row] for row in rows])
    turned = bool((size or node.wide) and not (frame.left or frame.in_note or frame.in_list or frame.mark))
    if turned:
        frame = replace(frame, room=pen.book.pages.wide_room)
    columns = max(each.column + each.across for row in rows for each in row)
    kind = "Dense" if size == "crowded" or (columns > _DENSE and not turned) else "Wide" if turned else ""
    room = frame.room - frame.left
    widths = _shared(node.widths, room) if len(node.widths) == columns else _by_words(rows, columns, room, kind)
    drawn = _drawn(_Plan(node, rows, widths, kind), frame, pen)
    return f"{TURN}{drawn}{TURN}" if turned else drawn


def _drawn(plan: _Plan, frame: Frame, pen: Pen) -> str:
    """Caption, table, legend and the paragraph behind them."""
    node = plan.node
    above = caption(node, "table", frame, pen, keep=True)
    drawn = "".join(
        row(each, plan, number, frame, pen, is_head=number < len(node.head))
        for number, each in enumerate((*node.head, *node.rows))
    )
    margin, first_row = _MARGINS[plan.size], int(bool(node.head))
    properties = (
        f'<w:tblPr><w:tblStyle w:val="ConceptTable"/><w:tblW w:w="{sum(plan.widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{frame.left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="06{first_row * 2}0" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in plan.widths)
    gap = f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{end_of_paragraph(frame.mark)}</w:pPr></w:p>'
    legend = _legend(node, frame, pen)
    below = legend + gap if whole_mark(node.legend) and not frame.mark else legend or gap
    return f"{above}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>{below}"


def _legend(node: Table, frame: Frame, pen: Pen) -> str:
    if not node.legend:
        return ""
    return paragraph(draw_inlines(node.legend, frame.face, pen), frame, pen, "Legend", end=whole_mark(node.legend))


def caption(node: Table | Figure, kind: str, frame: Frame, pen: Pen, *, keep: bool) -> str:
    """The caption of a table or figure with its number; ``keep`` holds it on the page of what follows."""
    before, _, after = number_parts(term(kind, pen.book.document.language, number=1))
    sequence = "".join(filter(str.isalpha, before + after)).capitalize()
    face = replace(frame.face, style="CaptionNumber")
    number = numbered(node.number, pen.number_name(node), face, pen, sequence)
    said = draw_inlines(node.caption, frame.face, pen)
    between = run(" ", frame.face) if number and said else ""
    if not number and not said:
        return ""
    end = None if number else whole_mark(node.caption)
    return paragraph(number + between + said, frame, pen, "Caption", before="<w:keepNext/>" if keep else "", end=end)


def row(node: Row, plan: _Plan, number: int, frame: Frame, pen: Pen, *, is_head: bool) -> str:
    """A row; header rows stand again on every page that the table reaches. Only a long row may be broken by the end of a page."""
    places, own = plan.rows[number], inside(node, frame)
    if not own or (is_head and not any(each.words.strip() for each in places)):
        return ""
    pen.mark(node)
    fill = pen.book.style.values["tint"].removeprefix("#").upper() if is_head or node.role == "group" else ""
    cells = "".join(cell(each, node.role, plan, fill, is_head, number < plan.last_kept, own, pen) for each in places)
    whole = "<w:cantSplit/>" if sum(len(each.words) for each in places) <= LONG_ROW else ""
    header = "<w:tblHeader/>" if is_head else ""
    properties = whole + header + (sign(own.mark) if own.mark else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>" if properties else f"<w:tr>{cells}</w:tr>"


def cell(place: _Place, role: str, plan: _Plan, fill: str, is_head: bool, kept: bool, frame: Frame, pen: Pen) -> str:
    """A cell with its words in one paragraph; ``kept`` holds it on the page of the next row."""
    width = sum(plan.widths[place.column : place.column + place.across])
    heads = is_head or role == "group"
    centred = role == "columns" or (is_head and (place.across > 1 or bool(plan.node.widths)))
    side = "center" if centred else (*plan.node.alignments, *[""] * place.column)[place.column] if role != "group" else ""
    aligned = f'<w:jc w:val="{side}"/>' if side in _ALIGNMENTS else ""
    own = inside(place.node, frame) or frame
    face = replace(own.face, moves=False)
    kept = kept or (heads and role == "columns")
    content = draw_inlines(place.node.content, face, pen)
    style = ("TableHead" if heads and role != "columns" else "TableText") + plan.size
    drawn = paragraph(content, Frame(frame.language, width), pen, style, before="<w:keepNext/>" if kept else "", after=aligned)
    marked = sign(own.mark, of="cell") if own.mark and not frame.mark else ""
    merged = f'<w:gridSpan w:val="{place.across}"/>' if place.across > 1 else ""
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    low = f'<w:vAlign w:val="{"center" if plan.node.widths else "bottom"}"/>' if is_head else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shaded}{low}{marked}</w:tcPr>{drawn}</w:tc>'


def _placed(rows: Sequence[Row], columns: int) -> tuple[Sequence[_Place], ...]:
    """The cells of rows in their places; rows that are short are filled."""
    columns = max((columns, *(sum(cell.across for cell in each.cells) for each in rows)))
    return tuple(list(_row_placed(each, columns)) for each in rows)


def _row_placed(row: Row, columns: int) -> Iterator[_Place]:
    column = 0
    for node in row.cells:
        yield _Place(node, column, node.across)
        column += node.across
    for at in range(column, columns):
        yield _Place(Cell(content=()), at, 1)


def _by_words(rows: Sequence[Sequence[_Place]], count: int, room: int, kind: str) -> list[int]:
    """Widths in twips that add up to the room: enough for each column's longest usual word, the rest by how much the columns say."""
    least, wish = [1] * count, [1] * count
    for each in rows:
        for place in each:
            if place.across == 1:
                longest = max(map(len, place.words.split()), default=1)
                least[place.column] = max(least[place.column], min(longest, _LONGEST_WORD))
                wish[place.column] = max(wish[place.column], min(len(place.words), _LONGEST_CELL))
    floors = [size * _CHARACTERS[kind] + 2 * _MARGINS[kind] for size in least]
    if sum(floors) > room:
        return _shared(floors, room)
    spare = _shared(wish, room - sum(floors))
    return [floor + share for floor, share in zip(floors, spare, strict=True)]


def column_widths(rows: tuple[Row, ...], room: int) -> list[int]:
    """The widths of the columns of some rows as their words need, in twips."""
    placed = _placed(rows, 0)
    return _by_words(placed, max(each.column + each.across for row in placed for each in row), room, "")


def _shared(weights: Sequence[int], room: int) -> list[int]:
    """The room cut in proportion to weights, each part whole, together exactly the room."""
    total, before, parts = sum(weights), 0, []
    for weight in weights:
        parts.append(room * (before + weight) // total - room * before // total)
        before += weight
    return parts
