"""Tables: column widths that add up to the room there is, header rows that repeat, rows that stay whole."""

from __future__ import annotations

from typing import Final

from concept_cli.document import Cell, Row, Table, words
from concept_cli.writers.docx.inlines import draw_inlines
from concept_cli.writers.docx.paragraphs import Frame, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.runs import Face

_DENSE: Final = 8
"""Tables with more columns than this are set smaller, with less room around their words."""
_CHARACTER: Final = 110
_MARGIN: Final = 108
_LONGEST_WORD: Final = 18
_LONGEST_CELL: Final = 60
_ALIGNMENTS: Final = {"left": "left", "center": "center", "right": "right"}


def table(node: Table, frame: Frame, pen: Pen) -> str:
    """A table with its caption above it. A small paragraph follows, because Word takes two tables that touch for one."""
    above = caption(node.number, node.caption, frame, pen, keep=True)
    rows = (*node.head, *node.rows)
    if not rows:
        return above
    room = frame.room - frame.left
    widths = column_widths(rows, room)
    drawn = "".join(row(each, widths, node, frame, pen, header=at < len(node.head)) for at, each in enumerate(rows))
    margin = 28 if len(widths) > _DENSE else _MARGIN
    first_row = int(bool(node.head))
    properties = (
        f'<w:tblPr><w:tblStyle w:val="ConceptTable"/><w:tblW w:w="{room}" w:type="dxa"/><w:tblInd w:w="{frame.left}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0{4 if not first_row else "4"}{first_row * 2}0" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    gap = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
    return f"{above}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>{gap}"
