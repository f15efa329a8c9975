"""Parts of tables to HTML elements: cells with their spans, rows with roles and alignments, the widths of columns, captions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Final

from concept_cli.document import Cell, Figure, Node, Row, Table, words
from concept_cli.writers.html_words import LONG_ROW, attributes, longest_piece

Contents = Callable[[Iterable[Node]], str]
"""What draws the words of a cell."""

COMFORT: Final = 14
"""Columns of text are not squeezed below so many characters on the page; those that hold less are as narrow as what they hold."""


def cell(node: Cell, content: str, side: str = "", scope: str = "") -> str:
    """A cell that reaches as far as it says; one with a scope heads others."""
    tag, scoped = ("th", f' scope="{scope}"') if scope else ("td", "")
    across = f' colspan="{node.across}"' if node.across > 1 else ""
    return f"<{tag}{scoped}{attributes(node, side)}{across}>{content}</{tag}>"


def table_row(node: Row, draw: Contents, sides: Sequence[str] = (), *, head: bool = False) -> str:
    """A row, each cell with the classes of its side. Words in the head, and of a row that heads the rows after it, are headings."""
    scope = "rowgroup" if node.role == "group" else "col" if head and node.role != "columns" else ""
    cells = []
    for at, each in enumerate(node.cells):
        content = draw(each.content)
        cells.append(cell(each, content, sides[at] if at < len(sides) else "", scope if content else ""))
    long = "long" if len(words(node)) > LONG_ROW else ""
    joined = "\n".join(cells)  # a line end, or whoever takes the text out runs the words of two cells together
    return f"<tr{attributes(node, node.role, long)}>{joined}</tr>\n"


def table_rows(
    rows: Sequence[Row], alignments: Sequence[str], draw: Contents, *, head: bool = False, key: int | None = None
) -> str:
    """Rows, each cell aligned as its column is, wherever cells that reach over several columns leave it.

    ``key`` is the column that stays in sight while the others are scrolled, as do the words of rows that head others.
    """
    drawn = []
    for row in rows:
        sides, at = [], 0
        for each in row.cells:
            side = alignments[at] if at < len(alignments) and each.across == 1 else ""
            sides.append(f"{side} key".lstrip() if at == key and each.across == 1 else side)
            at += each.across
        drawn.append(table_row(row, _staying(draw) if row.role == "group" and key is not None else draw, sides, head=head))
    return "".join(drawn)


def _staying(draw: Contents) -> Contents:
    return lambda nodes: f'<span class="stay">{draw(nodes)}</span>'


def key_column(table: Table) -> int:
    """The column that says what a row is about: the first one, or the second where the first only counts."""
    first = [words(row.cells[0]).rstrip(".") for row in table.rows if row.cells and row.cells[0].across == 1]
    return 1 if first == [str(number) for number in range(1, len(first) + 1)] and len(table.alignments) > 1 else 0


def room(table: Table, key: int) -> str:
    """The style by which a table says how wide it and its key column read well, their padding counted; words of heads may be stacked."""
    lines = [_needed(row, 0) for row in table.head] + [_needed(row, COMFORT) for row in table.rows]
    wide = [2.5 + max(column) for column in zip_longest(*lines, fillvalue=0)]
    return f' style="--room: {sum(wide):.0f}ch; --key: {wide[key]:.1f}ch"'


def _needed(row: Row, comfort: int) -> list[int]:
    """The characters that each column must hold in a line for the words of a row."""
    needed: list[int] = []
    for each in row.cells:
        shown = words(each)
        needed += [max(min(len(shown), comfort), longest_piece(shown))] if each.across == 1 else [0] * each.across
    return needed


def columns(widths: Sequence[int]) -> str:
    """The shares of a table's columns, where it has them."""
    whole = sum(widths)
    each = "".join(f'<col style="width: {100 * width / whole:.2f}%"/>' for width in widths)
    return f"<colgroup>{each}</colgroup>\n" if each else ""


def caption_of(node: Table | Figure, tag: str, numbered: str, draw: Contents) -> str:
    """The number and caption of a table or figure, where it has either; ``numbered`` is the markup of its number."""
    return f"<{tag}>{numbered}{draw(node.caption)}</{tag}>\n" if node.number or node.caption else ""
