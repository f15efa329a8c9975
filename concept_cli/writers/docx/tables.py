"""Tables: column widths that add up to the room there is, header rows that repeat, rows that stay whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from concept_cli.document import Cell, Inlines, Row, Table, words
from concept_cli.writers.docx.inlines import draw_inlines
from concept_cli.writers.docx.paragraphs import Frame, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.runs import run

_DENSE: Final = 8
"""Tables with more columns than this are set smaller, with less room around their words."""
_CHARACTER: Final = 110
_MARGIN: Final = 108
_LONGEST_WORD: Final = 18
_LONGEST_CELL: Final = 60
_ALIGNMENTS: Final = frozenset({"left", "center", "right"})


def table(node: Table, frame: Frame, pen: Pen) -> str:
    """A table with its caption above it. A small paragraph follows, because Word takes two tables that touch for one."""
    above = caption(node.number, node.caption, frame, pen, keep=True)
    rows = (*node.head, *node.rows)
    if not rows:
        return above
    room = frame.room - frame.left
    widths = column_widths(rows, room)
    drawn = "".join(row(each, widths, node, frame, pen, is_head=at < len(node.head)) for at, each in enumerate(rows))
    margin = 28 if len(widths) > _DENSE else _MARGIN
    first_row = int(bool(node.head))
    properties = (
        f'<w:tblPr><w:tblStyle w:val="ConceptTable"/><w:tblW w:w="{room}" w:type="dxa"/><w:tblInd w:w="{frame.left}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="06{first_row * 2}0" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    gap = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
    return f"{above}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>{gap}"


def caption(number: str, content: Inlines, frame: Frame, pen: Pen, *, keep: bool) -> str:
    """The caption of a table or figure with its number; ``keep`` holds it on the page of what follows."""
    numbered = run(number, replace(frame.face, style="Number"))
    said = draw_inlines(content, frame.face, pen)
    between = run(" ", frame.face) if numbered and said else ""
    if not numbered and not said:
        return ""
    return paragraph(numbered + between + said, frame, pen, "Caption", before="<w:keepNext/>" if keep else "")


def row(node: Row, widths: list[int], table: Table, frame: Frame, pen: Pen, *, is_head: bool) -> str:
    """A row; header rows stand again on every page that the table reaches."""
    pen.mark(node)
    style = ("TableHead" if is_head else "TableText") + ("Dense" if len(widths) > _DENSE else "")
    columns = zip(node.cells, widths, table.alignments, strict=True)
    cells = "".join(cell(each, width, alignment, style, frame, pen) for each, width, alignment in columns)
    header = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def cell(node: Cell, width: int, alignment: str, style: str, frame: Frame, pen: Pen) -> str:
    """A cell with its words in one paragraph."""
    aligned = f'<w:jc w:val="{alignment}"/>' if alignment in _ALIGNMENTS else ""
    inside = Frame(frame.language, width)
    drawn = paragraph(draw_inlines(node.content, inside.face, pen), inside, pen, style, after=aligned)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{drawn}</w:tc>'


def column_widths(rows: tuple[Row, ...], room: int) -> list[int]:
    """Widths in twips that add up to the room: enough for each column's longest usual word, the rest by how much the columns say."""
    count = max(len(each.cells) for each in rows)
    least, wish = [1] * count, [1] * count
    for each in rows:
        for column, node in enumerate(each.cells):
            said = words(node)
            longest = max(map(len, said.split()), default=1)
            least[column] = max(least[column], min(longest, _LONGEST_WORD))
            wish[column] = max(wish[column], min(len(said), _LONGEST_CELL))
    floors = [size * _CHARACTER + 2 * _MARGIN for size in least]
    if sum(floors) > room:
        return _shared(floors, room)
    spare = _shared(wish, room - sum(floors))
    return [floor + share for floor, share in zip(floors, spare, strict=True)]


def _shared(weights: list[int], room: int) -> list[int]:
    """The room cut in proportion to weights, each part whole, together exactly the room."""
    total, before, parts = sum(weights), 0, []
    for weight in weights:
        parts.append(room * (before + weight) // total - room * before // total)
        before += weight
    return parts
