"""The tables of a document to CSV: for programs, and for whoever has no other. No cell of it is a formula to any program.

A cell that begins like a formula gets an apostrophe before it, which the reader of tables that come back takes off again. So does each
line of a cell, and what follows a semicolon or tab in it: a program that expects these between cells, as Excel does in Russian, sees a
cell there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from concept_cli.document import Document, Row, Table, walk, words
from concept_cli.style import Pictures, Style
from concept_cli.wording.comparative import SIGNS_OF_CUT, comparative
from concept_cli.writers.html_words import legal

_FORMULA: Final = re.compile(r"(?:^|(?<=[;\t\n]))'*[ \u00a0\"]*[=+\-@＝＋－＠]|^'*\t")


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The file, in UTF-8 with the mark by which Excel knows it. Captions and legends are left out: the first row is the head."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for number, table in enumerate(node for node in walk(document) if isinstance(node, Table)):
        if number:
            writer.writerow(())
        writer.writerows(each for row in (*table.head, *table.rows) for each in _rows([*_cells(row)], document.language))
    return stream.getvalue().encode("utf-8-sig")


def _rows(cells: list[str], language: str) -> Iterator[list[str]]:
    """The row, and where an author's own words end like our sign that a cell goes on, one more: there they go on with nothing."""
    ends = [each.endswith(SIGNS_OF_CUT) for each in cells]
    if not any(ends):
        yield cells
        return
    sign = f"\n{comparative('cut', language)}"
    yield [each + sign * end for each, end in zip(cells, ends, strict=True)]
    yield [""] * len(cells)


def _cells(row: Row) -> Iterator[str]:
    """The words of a row's cells; one that reaches over several columns is followed by empty ones."""
    for cell in row.cells:
        yield guarded(legal(words(cell.content).replace("\r\n", "\n").replace("\r", "\n")))
        yield from [""] * (cell.across - 1)


def guarded(said: str) -> str:
    """A cell's words with an apostrophe before all that a program could take for a formula."""
    return _FORMULA.sub(r"'\g<0>", said)
