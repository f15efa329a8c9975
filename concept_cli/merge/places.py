"""Two sides' changes line by line: which stand apart, and the places where they come so near that somebody may have to look.

What one line-wise merge after the other has taught people to expect is kept: changes with an unchanged line between them, in different
paragraphs, have nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from concept_cli.compare.sequence import common
from concept_cli.merge.pieces import stretches


class Change(NamedTuple):
    """Lines ``start`` to ``end`` of the base, in whose place one side has others."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Whole lines that both sides changed, each in its own way, from line ``start`` to ``end`` of the base (from 0).

    ``units`` counts the paragraphs, and lines of anything else, of the base in it that have words. The sides ``touch`` when no unchanged
    line is between two of their changes; else they only changed the same paragraph.
    """

    base: str
    ours: str
    theirs: str
    start: int
    end: int
    units: int
    touch: bool


def places(base: str, ours: str, theirs: str, *, upward: bool = False) -> tuple[str | Place, ...]:
    """The text in stretches: what is merged line by line, and the places where the sides meet.

    Where a side repeats lines, it can be told in several ways what it changed; read ``upward`` another one is found.
    """
    lines = base.splitlines(keepends=True)
    read = _changes_upward if upward else changes
    sides = [read(lines, each.splitlines(keepends=True)) for each in (ours, theirs)]
    units = _units(base)
    found: list[str | Place] = []
    at = 0
    for group in _groups(units, sides):
        found.append("".join(lines[at : group.start]))
        mine, others = (of_side(lines, group.start, group.end, each) for each in group.changes)
        if group.changes[0] and group.changes[1] and mine != others:
            span = range(group.start, group.end)
            counted = len({units[each] for each in span if lines[each].strip()})
            found.append(
                Place("".join(lines[group.start : group.end]), mine, others, group.start, group.end, counted, group.touch)
            )
        else:
            found.append(mine if group.changes[0] else others)
        at = group.end
    return (*found, "".join(lines[at:]))


def changes(base: Sequence[str], other: Sequence[str]) -> list[Change]:
    """What a side changed, in order; what could stand at several places among equal lines at the last of them, as git has it."""
    spans = [span for span in common(base, other) if not span[0]]
    found: list[Change] = []
    for number, (_, start, end, first, last) in enumerate(spans):
        bottom = spans[number + 1][1] if number + 1 < len(spans) else len(base)
        step = 0
        while (
            end + step < bottom
            and base[end + step] == (base[start + step] if first == last else other[first + step])
            and (first == last or start == end)
        ):
            step += 1
        found.append(Change(start + step, end + step, tuple(other[first + step : last + step])))
    return found


def _changes_upward(base: Sequence[str], other: Sequence[str]) -> list[Change]:
    """The same when both texts are read from their ends: what could stand at several places is at the first of them."""
    found = changes(base[::-1], other[::-1])
    return [Change(len(base) - end, len(base) - start, lines[::-1]) for start, end, lines in reversed(found)]


def of_side(base: Sequence[str], start: int, end: int, mine: Sequence[Change]) -> str:
    """What a side has in the place of lines ``start`` to ``end`` of the base, in which ``mine`` are its changes."""
    made: list[str] = []
    for change in mine:
        made += [*base[start : change.start], *change.lines]
        start = change.end
    return "".join([*made, *base[start:end]])


def _units(text: str) -> list[tuple[int, int]]:
    """For each line the first line of its paragraph and the one behind it; a line of anything else is for itself."""
    found: list[tuple[int, int]] = []
    for stretch, _ in stretches(text):
        first = len(found)
        count = len(stretch.splitlines())
        found += [(first, first + count)] * count
    return found


@dataclass
class _Group:
    """Changes that meet: of ours and of theirs."""

    start: int
    end: int
    touch: bool = False
    changes: tuple[list[Change], list[Change]] = field(default_factory=lambda: ([], []))


def _groups(units: list[tuple[int, int]], sides: Sequence[Sequence[Change]]) -> Iterator[_Group]:
    """The changes of both sides in order, those together that touch or are of one paragraph; then they have the whole of it."""
    group = _Group(0, 0)
    for change, number in sorted((change, side) for side in (0, 1) for change in sides[side]):
        start, end = _whole(units, change)
        touches = any(change.start <= each.end for each in group.changes[1 - number])
        if any(group.changes) and not touches and start >= group.end:
            yield group
            group = _Group(0, 0)
        group.start = min(group.start, start) if any(group.changes) else start
        group.end = max(group.end, end)
        group.touch |= touches
        group.changes[number].append(change)
    if any(group.changes):
        yield group


def _whole(units: list[tuple[int, int]], change: Change) -> tuple[int, int]:
    """The lines of the paragraphs that a change is in."""
    start, end = change.start, change.end
    if start == end:
        inside = 0 < start < len(units) and units[start - 1] == units[start]
        return units[start] if inside else (start, end)
    return units[start][0], units[end - 1][1]
