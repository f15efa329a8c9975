"""Three texts to one: what was read, and what two sides made of it.

Different sentences of a paragraph compose. One sentence that both sides changed is a conflict, unless they made the same of it; what only a
cut between words could compose is a proposal, which somebody has to confirm. An edit is in the merged text or in a conflict: none is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

from concept_cli.merge.edits import Edit, edits
from concept_cli.merge.pieces import Piece, pieces
from concept_cli.merge.wording import composed

__all__ = ["Conflict", "Merged", "is_counted", "merged"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed: its text in the base and on either side, and the line of our text on which it begins.

    ``proposal`` is what a cut between words would make of it, if it can.
    """

    base: str
    ours: str
    theirs: str
    line: int
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """Both sides' changes of a text, in stretches: merged text, and conflicts."""

    parts: tuple[str | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts, in order."""
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    @property
    def text(self) -> str:
        """The merged text, in which a conflict stands as our side has it."""
        return "".join(part.ours if isinstance(part, Conflict) else part for part in self.parts)

    def accepted(self) -> Merged:
        """The same with every proposal taken."""
        taken = (part.proposal if isinstance(part, Conflict) and part.proposal is not None else part for part in self.parts)
        return Merged(tuple(taken))

    def with_markers(self, names: tuple[str, str, str]) -> str:
        """The text with the marks that git sets around conflicts, each on a line of its own and around whole lines; ``names`` are what
        ours, the base and theirs are called in them.
        """
        return "".join(_marked(names, *versions) for versions in _by_lines(self.parts))


Versions = tuple[str, str, str]
"""A stretch as ours, the base and theirs have it."""


def _by_lines(parts: tuple[str | Conflict, ...]) -> Iterator[Versions]:
    """Stretches of whole lines: what stands on the line of a conflict goes with it."""
    waiting: Versions = ("", "", "")
    for part in parts:
        plain, versions = (part, None) if isinstance(part, str) else _shared(part)
        for line in plain.splitlines(keepends=True):
            waiting = (waiting[0] + line, waiting[1] + line, waiting[2] + line)
            if line.endswith("\n"):
                yield waiting
                waiting = ("", "", "")
        if versions:
            waiting = (waiting[0] + versions[0], waiting[1] + versions[1], waiting[2] + versions[2])
    yield waiting


def _shared(conflict: Conflict) -> tuple[str, Versions]:
    """The line ends with which all versions of a conflict begin, and what is left of these."""
    versions = conflict.ours, conflict.base, conflict.theirs
    white = [each[: len(each) - len(each.lstrip())] for each in versions]
    shared = min(white, key=len)
    lines = shared[: shared.rfind("\n") + 1] if all(each.startswith(shared) for each in white) else ""
    ours, base, theirs = (each[len(lines) :] for each in versions)
    return lines, (ours, base, theirs)


def _marked(names: tuple[str, str, str], ours: str, base: str, theirs: str) -> str:
    if ours == base == theirs:
        return ours
    ours, base, theirs = (each if each.endswith("\n") or not each else f"{each}\n" for each in (ours, base, theirs))
    return f"<<<<<<< {names[0]}\n{ours}||||||| {names[1]}\n{base}=======\n{theirs}>>>>>>> {names[2]}\n"


@dataclass(frozen=True)
class _Side:
    """One of the sides: its pieces, its edits, and for each piece of the base that it kept its own piece."""

    pieces: Sequence[Piece]
    edits: Sequence[Edit]
    kept: dict[int, int]

    def text(self, start: int, end: int, mine: Sequence[Edit]) -> list[Piece]:
        """What the side has in the place of pieces ``start`` to ``end`` of the base, in which ``mine`` are its edits."""
        found: list[Piece] = []
        for edit in mine:
            found += [self.pieces[self.kept[at]] for at in range(start, edit.start)]
            found += self.pieces[edit.first : edit.last]
            start = edit.end
        return found + [self.pieces[self.kept[at]] for at in range(start, end)]


def merged(base: str, ours: str, theirs: str) -> Merged:
    r"""What both sides made of a base, in one. The only line end in a text is ``\n``.

    A merge is trusted when merging either side into it again changes nothing, and when every sentence stands in it as often as it should:
    one that a side moved and the other moved elsewhere, or took out, does not. Else the whole is only proposed.
    """
    made = _merged(base, ours, theirs)
    if made.conflicts:
        return made
    again = all(_merged(base, made.text, side) == Merged((made.text,)) for side in (ours, theirs))
    was, mine, its, now = (_words(each) for each in (base, ours, theirs, made.text))
    counted = all(is_counted(was, *sides, now) for sides in ((mine, its), (now, mine), (now, its)))
    return made if again and counted else Merged((Conflict(base, ours, theirs, 1, made.text),))


def _words(text: str) -> list[str]:
    return [each.key[1] for each in pieces(text)]


def is_counted(*texts: Sequence[str]) -> bool:
    """Whether each piece of a base, two sides and what was made of them is in the last as often as the side that changed this says. Of
    what the base repeats, each side may have changed another one.
    """
    counts = [Counter(each) for each in texts]
    for words in {words for each in counts for words in each if words}:
        base, ours, theirs, made = (each[words] for each in counts)
        apart = {ours + theirs - base} if base > 1 else set[int]()
        if made not in ({theirs} if ours == base else {ours} if theirs == base else {ours, theirs} | apart):
            return False
    return True


def _merged(base: str, ours: str, theirs: str) -> Merged:
    whole, mine, others = (pieces(each) for each in (base, ours, theirs))
    parts = [*_parts(whole, (_side(whole, mine), _side(whole, others)))]
    if any(isinstance(part, Conflict) for part in parts):
        return Merged(tuple(parts))
    lines = _of_three(
        *(_lines_before(each) for each in (base, ours, theirs))
    )  # what set the first words apart may have been behind others
    return Merged((lines + "".join(map(str, parts)).lstrip("\n"),))


def _lines_before(text: str) -> str:
    return text[: len(text) - len(text.lstrip("\n"))]


def _side(base: Sequence[Piece], other: Sequence[Piece]) -> _Side:
    found = edits(base, other)
    kept: dict[int, int] = {}
    at = to = 0
    for edit in (*found, Edit(len(base), len(base), len(other), len(other))):
        kept |= {at + step: to + step for step in range(edit.start - at)}
        at, to = edit.end, edit.last
    return _Side(other, found, kept)


def _parts(base: Sequence[Piece], sides: tuple[_Side, _Side]) -> Iterator[str | Conflict]:
    """The merged text in stretches, those that are conflicts as such."""
    at = 0
    for start, end, group in _groups(sides):
        yield from (_unchanged(base[each], sides, each) for each in range(at, start))
        yield _part(base[start:end], start, end, sides, group)
        at = end
    yield from (_unchanged(base[each], sides, each) for each in range(at, len(base)))


def _unchanged(base: Piece, sides: tuple[_Side, _Side], at: int) -> str:
    """A piece that nobody changed; how it is wrapped and set apart is that of the side that did this in another way, first of ours."""
    ours, theirs = (side.pieces[side.kept[at]] for side in sides)
    return _of_three(base.lead, ours.lead, theirs.lead) + _of_three(base.words, ours.words, theirs.words)


def _of_three(base: str, ours: str, theirs: str) -> str:
    return theirs if ours == base else ours


_NEAR: Final = 4
"""So many groups before it may end where an edit begins: what each side put in there, and what it changed or took out."""
Group = tuple[list[Edit], list[Edit]]
"""Edits of ours and of theirs that meet."""


def _groups(sides: tuple[_Side, _Side]) -> Iterator[tuple[int, int, Group]]:
    """The edits of both sides in order, those that meet together, with the pieces of the base that they are about."""
    waiting = sorted((edit.start, edit.end, side, edit) for side in (0, 1) for edit in sides[side].edits)
    found: list[list[tuple[int, Edit]]] = []
    for *_, side, edit in waiting:
        last = found[-_NEAR:]
        meets = [any(_meet(sides, (side, edit), each) for each in group) for group in last]
        found[-_NEAR:] = [group for group, joins in zip(last, meets, strict=True) if not joins]
        found.append([*(each for group in compress(last, meets) for each in group), (side, edit)])
    for start, end, group in _apart(found):
        edits_of = [sorted((edit for own, edit in group if own == side), key=lambda edit: edit[:3]) for side in (0, 1)]
        yield start, end, (edits_of[0], edits_of[1])


def _apart(groups: Iterable[list[tuple[int, Edit]]]) -> list[tuple[int, int, list[tuple[int, Edit]]]]:
    """Groups in order, each with its bounds; those of which one stands in the midst of another, or puts something in where this does, are
    one.
    """
    bounded = ((min(edit.start for _, edit in group), max(edit.end for _, edit in group), group) for group in groups)
    found: list[tuple[int, int, list[tuple[int, Edit]]]] = []
    for start, end, group in sorted(bounded, key=lambda each: each[:2]):
        first, last, before = found[-1] if found else (0, 0, [])
        if start < last or _spots(before) & _spots(group):
            found[-1] = (first, max(last, end), [*before, *group])
        else:
            found.append((start, end, group))
    return found


def _spots(group: Iterable[tuple[int, Edit]]) -> set[tuple[int, int, int]]:
    """From where to where each side changed something."""
    return {(side, edit.start, edit.end) for side, edit in group}


def _meet(sides: tuple[_Side, _Side], one: tuple[int, Edit], other: tuple[int, Edit]) -> bool:
    """Whether edits of different sides are about the same words. What is put in beside something that is taken out, or rewritten so that
    it is not known again, may belong to it.
    """
    mine, its = one[1], other[1]
    if one[0] == other[0]:
        return False
    if mine[:2] == its[:2] or (mine.start < its.end and its.start < mine.end):
        return True
    return (mine.end == its.start or its.end == mine.start) and (_belongs(sides, one, other) or _belongs(sides, other, one))


def _belongs(sides: tuple[_Side, _Side], inserted: tuple[int, Edit], beside: tuple[int, Edit]) -> bool:
    """Whether what one side put in may belong to what the other side changed beside it, or stands in it already."""
    if not inserted[1].inserts or beside[1].inserts:
        return False
    new, changed = (sides[side].pieces[edit.first : edit.last] for side, edit in (inserted, beside))
    return not beside[1].reworded or any(each.key[1] in whole.key[1] for each in new for whole in changed)


def _part(base: Sequence[Piece], start: int, end: int, sides: tuple[_Side, _Side], group: Group) -> str | Conflict:
    """What becomes of pieces of the base that one side changed, or both."""
    mine, others = (side.text(start, end, own) for side, own in zip(sides, group, strict=True))
    if not group[1] or [each.key for each in mine] == [each.key for each in others]:
        return _joined(mine)
    if not group[0]:
        return _joined(others)
    if (left := _left(base, start, sides, group)) is not None:
        return _joined(left)
    if len(base) == len(mine) == len(others) == 1 and (both := _of_one_piece(base[0], mine[0], others[0])):
        return both
    texts = _joined(base), _joined(mine), _joined(others)
    first = group[0][0].first if group[0][0].start == start else sides[0].kept[start]
    return Conflict(*texts, sides[0].pieces[first].line, composed(*texts))


def _left(base: Sequence[Piece], start: int, sides: tuple[_Side, _Side], group: Group) -> list[Piece] | None:
    """What is left where both sides only took something out, perhaps more one than the other, or where what stands first now begins
    otherwise; None where a side changed or put in anything else.
    """
    left = {*range(start, start + len(base))}
    for side, edits_of_side in zip(sides, group, strict=True):
        for edit in edits_of_side:
            old, new = base[edit.start - start : edit.end - start], side.pieces[edit.first : edit.last]
            tail = len(old) - len(new)
            if (
                [each.key[1] for each in old[tail:]] != [each.key[1] for each in new]
                or tail < 0
                or any("\n" in each.lead for each in new)
            ):
                return None
            left -= {*range(edit.start, edit.start + tail)}
    return [base[at - start] for at in sorted(left)]


def _of_one_piece(base: Piece, ours: Piece, theirs: Piece) -> str | None:
    """A piece of which one side changed the words and the other how it is set apart, such as one that begins a paragraph now."""
    lead, words = (_changed(*(each.key[part] for each in (base, ours, theirs))) for part in (0, 1))
    if lead is None or words is None:
        return None
    return (ours, theirs)[lead].lead + (ours, theirs)[words].words


def _changed(base: str, ours: str, theirs: str) -> int | None:
    """Which side's is the changed one, 0 for ours; None when both changed it in two ways."""
    if ours != base and theirs not in {base, ours}:
        return None
    return int(ours == base)


def _joined(found: Sequence[Piece]) -> str:
    return "".join(map(str, found))
