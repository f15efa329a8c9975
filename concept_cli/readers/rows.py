"""A line of a pipe table to its cells: all of them, also those that Markdown would drop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from concept_cli.diagnostics import Place
from concept_cli.document import Cell, Inlines, Row
from concept_cli.readers.inlines import Spans


def read_row(source: str, begin: Place, inlines: Callable[[str, Spans], Inlines]) -> Row:
    """The row in a source line, which begins at a place of it (behind the marks of lists and quotes around the table)."""
    cells = []
    for start, end in _cells(source, begin.column - 1):
        raw = source[start:end]
        place = Place(begin.path, begin.line, start + len(raw) - len(raw.lstrip()) + 1)
        cells.append(Cell(content=inlines(*_unescaped(raw.strip(), place)), place=place))
    return Row(cells=tuple(cells), place=begin)


def widened(row: Row, width: int) -> Row:
    """The row with empty cells added up to a number of cells."""
    return replace(row, cells=row.cells + tuple(Cell(content=(), place=row.place) for _ in range(width - len(row.cells))))


def _cells(source: str, begin: int) -> list[tuple[int, int]]:
    """Where the cells of a row stand: cut at every bar that no backslash protects; empty text at the edges is no cell."""
    cells = [(left + 1, right) for left, right in pairwise([begin - 1, *_bars(source, begin), len(source)])]
    if cells and not source[slice(*cells[0])].strip():
        cells.pop(0)
    if cells and not source[slice(*cells[-1])].strip():
        cells.pop()
    return cells


def _bars(source: str, begin: int) -> Iterator[int]:
    protected = False
    for position in range(begin, len(source)):
        if source[position] == "|" and not protected:
            yield position
        protected = source[position] == "\\" and not protected


def _unescaped(raw: str, place: Place) -> tuple[str, Spans]:
    r"""A cell's text with ``\|`` as ``|``, and where its pieces stand (from the second on, the bar before a piece belongs to it)."""
    pieces = raw.split("\\|")
    starts, offset, column = [], 0, place.column
    for number, piece in enumerate(pieces):
        bar = 1 if number else 0
        starts.append((offset - bar, place.line, column - bar))
        offset += len(piece) + 1
        column += len(piece) + 2
    return "|".join(pieces), Spans(place.path, tuple(starts))
