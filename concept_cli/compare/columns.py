"""The columns of two tables to the columns of both."""

from __future__ import annotations

from typing import Final

from concept_cli.compare.sequence import bag, pairs_alike
from concept_cli.document import Table, words

Column = tuple[int | None, int | None]
"""The number of a column in the older table and in the newer one; None where it does not stand."""

_ALIKE: Final = 0.35
_SAME_HEAD: Final = 1.5
"""What the same heading is worth: more than any likeness of what stands below it."""


def columns(older: Table, newer: Table) -> tuple[Column, ...]:
    """The columns of both tables in order: those that are one by their heading or their words, those that are gone, those that are new.

    Tables with as many columns, of which some rows reach over several, have the same ones.
    """
    if any(cell.across > 1 for row in (*older.head, *older.rows, *newer.head, *newer.rows) for cell in row.cells):
        return tuple((number, number) for number in range(len(newer.alignments)))
    ones, others = _columns(older), _columns(newer)

    def fit(i: int, j: int, likeness: float) -> float:
        head, words_below = ones[i]
        if head and head == others[j][0]:
            return _SAME_HEAD + likeness
        return likeness if likeness >= _ALIKE else 0.01 if i == j and not words_below else 0

    pairs = pairs_alike([bag(each) for _, each in ones], [bag(each) for _, each in others], fit)
    if len(pairs) == len(ones) == len(others) or (len(ones) == len(others) and _hardly_moved(pairs, len(ones))):
        return tuple((number, number) for number in range(len(ones)))
    both: list[Column] = []
    i = j = 0
    for one, other in [*pairs, (len(ones), len(others))]:
        both += [(number, None) for number in range(i, one)] + [(None, number) for number in range(j, other)]
        if one < len(ones):
            both.append((one, other))
        i, j = one + 1, other + 1
    return tuple(both)


def _hardly_moved(pairs: list[tuple[int, int]], count: int) -> bool:
    """Whether the columns that found their partner stand where they stood: then the others were rewritten, not replaced."""
    return all(i == j for i, j in pairs) and len(pairs) * 2 >= count


def _columns(table: Table) -> list[tuple[str, str]]:
    """The words in the heading of each column, and those below it."""
    found = []
    for number in range(len(table.alignments)):
        head = " ".join(words(row.cells[number]) for row in table.head if number < len(row.cells)).strip()
        below = " ".join(words(row.cells[number]) for row in table.rows if number < len(row.cells))
        found.append((head, below))
    return found
