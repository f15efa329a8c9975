"""What a table in a file says, cell by cell, and what must be known beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from concept_cli.readers.refused import Refused
from concept_cli.readers.text import CONTROL
from concept_cli.wording.comparative import SIGNS_OF_CUT

ROWS: Final = 5_000
COLUMNS: Final = 50
CELL: Final = 100_000
"""Characters of a cell."""
TOTAL: Final = 20_000_000
"""Characters of all cells together: a few bytes can name the same long text in each of them."""

_SMALLER: Final = "Leave in it only the table that is to be read, and send that."
_NO_TEXT: Final = re.compile(f"{CONTROL.pattern}|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that says something: its number as the file counts rows, and its cells, in every row as many."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Merged:
    """A cell that reaches over others: where it begins, and how many rows and columns it takes. The others are empty."""

    row: int
    column: int
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """What must be known beside the words of a cell, a row (column 0), a column (row 0) or the whole table (both 0)."""

    row: int
    column: int
    said: str

    def __str__(self) -> str:
        row = f"row {self.row:,}" if self.row else ""
        column = f"column {letters(self.column)}" if self.column else ""
        return ": ".join(filter(None, (", ".join(filter(None, (row, column))), self.said)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a person sees it. Rows and columns count from 1; those that are empty are left out."""

    name: str
    lines: tuple[Line, ...]
    merged: tuple[Merged, ...] = ()
    remarks: tuple[Remark, ...] = ()


def letters(column: int) -> str:
    """The name of a column in a spreadsheet: 4 is D, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass
class Filling:
    """A sheet while it is read: cells are put in one by one, and the limits hold."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    total: int = 0

    def put(self, row: int, column: int, said: str) -> None:
        r"""The words of a cell, with line ends as ``\n`` and what is no text as U+FFFD. Raises Refused beyond the limits."""
        if not said:
            return
        lines = said.replace("\r\n", "\n").replace("\r", "\n")
        clean = _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", lines)
        if clean != lines:
            self.remark(row, column, "signs that are no text are shown as \N{REPLACEMENT CHARACTER}")
        where = f"row {row:,}, column {letters(column)}"
        self.total += len(clean)
        if column > COLUMNS:
            raise Refused(f"has words in {where}; at most {COLUMNS} columns are read", _SMALLER)
        check_length(clean, row, column)
        if self.total > TOTAL:
            raise Refused(f"has more than {TOTAL:,} characters in its cells", _SMALLER)
        cells = self.cells.setdefault(row, {})
        if column in cells:
            raise Refused(f"is damaged: it says two different things of {where}")
        if len(self.cells) > ROWS:
            raise Refused(f"has more than {ROWS:,} rows", _SMALLER)
        cells[column] = clean

    def remark(self, row: int, column: int, said: str) -> None:
        """Something to be known; once for each place."""
        found = Remark(row, column, said)
        if found not in self.remarks[-20:]:
            self.remarks.append(found)

    def sheet(self, name: str, *, cut: bool = True) -> Sheet:
        """The sheet that came of it. ``cut``: its rows may go on in others. Raises Refused when nothing came."""
        if not self.cells:
            raise Refused("has no words in its table", "Fill in the table that you were sent, and send that.")
        width = max(max(cells) for cells in self.cells.values())
        rows = (
            Line(row, tuple(cells.get(column, "") for column in range(1, width + 1))) for row, cells in sorted(self.cells.items())
        )
        lines = tuple(self._whole(rows) if cut else rows)
        return Sheet(name, lines, tuple(sorted(self.merged)), tuple(sorted(self.remarks)))

    def _whole(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Rows, those joined that our workbook had to cut because no program shows a cell so long."""
        waiting, last = None, 0
        for line in lines:
            if waiting and waiting.goes_on and last + 1 == line.number:
                waiting.add(line)
            else:
                yield from self._ended(waiting)
                waiting = _Open(line)
            last = line.number
        yield from self._ended(waiting)

    def _ended(self, row: _Open | None) -> Iterator[Line]:
        """A row behind which none goes on with it, whatever it says."""
        if row is None:
            return
        for column, goes_on in enumerate(row.going, 1):
            if goes_on:
                self.remark(row.number, column, "it says that it goes on in the next row, and nothing stands there")
        for column, said in enumerate(row.cells, 1):
            check_length(said, row.number, column)
        yield Line(row.number, tuple(row.cells))


class _Open:
    """A row that may go on in the next: its words so far, and which of its cells go on."""

    def __init__(self, line: Line) -> None:
        self.number = line.number
        self.cells = [_without_sign(each) for each in line.cells]
        self.going = [each.endswith(SIGNS_OF_CUT) for each in line.cells]

    @property
    def goes_on(self) -> bool:
        return any(self.going)

    def add(self, line: Line) -> None:
        """The row below. Where somebody wrote in a cell of it that goes on with nothing, that is a line of the cell above."""
        for at, (goes_on, said) in enumerate(zip(self.going, line.cells, strict=True)):
            apart = "\n" if self.cells[at] and said and not goes_on else ""
            self.cells[at] += apart + _without_sign(said)
        self.going = [each.endswith(SIGNS_OF_CUT) for each in line.cells]


def _without_sign(said: str) -> str:
    sign = next(filter(said.endswith, SIGNS_OF_CUT), "")
    return said.removesuffix(sign)


def check_length(said: str, row: int, column: int) -> None:
    """Raises Refused for a cell that is too long."""
    if len(said) > CELL:
        where = f"row {row:,}, column {letters(column)}"
        raise Refused(f"has {len(said):,} characters in {where}; at most {CELL:,} are read", "Divide them among several rows.")
