"""Parts of tables to HTML elements: cells with their spans, rows with roles and alignments, the widths of columns, captions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from concept_cli.document import Cell, Figure, Node, Row, Table, words
from concept_cli.writers.html_words import LONG_ROW, class_of, id_of

Contents = Callable[[Iterable[Node]], str]
"""What draws the words of a cell."""


def cell(node: Cell, content: str, tag: str = "td", attributes: str = "") -> str:
    """A cell that reaches as far as it says."""
    across = f' colspan="{node.across}"' if node.across > 1 else ""
    return f"<{tag}{attributes}{across}>{content}</{tag}>"


def table_row(node: Row, draw: Contents, sides: Sequence[str] = (), *, head: bool = False) -> str:
    """A row, each cell with the class of its side. Words in the head, and of a row that heads the rows after it, are headings."""
    scope = "rowgroup" if node.role == "group" else "col" if head and node.role != "columns" else ""
    cells = []
    for at, each in enumerate(node.cells):
        content = draw(each.content)
        side = class_of(sides[at] if at < len(sides) else "")
        tag, scoped = ("th", f' scope="{scope}"') if scope and content else ("td", "")
        cells.append(cell(each, content, tag, f"{scoped}{side}"))
    long = "long" if len(words(node)) > LONG_ROW else ""
    joined = "\n".join(cells)  # a line end, or whoever takes the text out runs the words of two cells together
    return f"<tr{id_of(node)}{class_of(node.role, long)}>{joined}</tr>\n"


def table_rows(rows: Sequence[Row], alignments: Sequence[str], draw: Contents, *, head: bool = False) -> str:
    """Rows, each cell aligned as its column is, wherever cells that reach over several columns leave it."""
    drawn = []
    for row in rows:
        sides, at = [], 0
        for each in row.cells:
            sides.append(alignments[at] if at < len(alignments) and each.across == 1 else "")
            at += each.across
        drawn.append(table_row(row, draw, sides, head=head))
    return "".join(drawn)


def columns(widths: Sequence[int]) -> str:
    """The shares of a table's columns, where it has them."""
    whole = sum(widths)
    each = "".join(f'<col style="width: {100 * width / whole:.2f}%"/>' for width in widths)
    return f"<colgroup>{each}</colgroup>\n" if each else ""


def caption_of(node: Table | Figure, tag: str, numbered: str, draw: Contents) -> str:
    """The number and caption of a table or figure, where it has either; ``numbered`` is the markup of its number."""
    return f"<{tag}>{numbered}{draw(node.caption)}</{tag}>\n" if node.number or node.caption else ""
