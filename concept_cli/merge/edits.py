"""What one text changed in another, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from concept_cli.compare.sequence import bag, common, in_order, pairs_alike
from concept_cli.merge.pieces import Piece

_ALIKE: Final = 0.4
"""How alike two pieces must be to be one piece that was reworded."""
_PART: Final = 5
"""One word of so many that a piece had is enough to say that it went on in another one."""


class Edit(NamedTuple):
    """Pieces ``start`` to ``end`` of the base, in whose place stand pieces ``first`` to ``last`` of the other text.

    ``reworded`` when it is one piece that is still known by its words.
    """

    start: int
    end: int
    first: int
    last: int
    reworded: bool = False

    @property
    def inserts(self) -> bool:
        """Whether it only puts something in."""
        return self.start == self.end

    @property
    def deletes(self) -> bool:
        """Whether it only takes something out."""
        return self.first == self.last


def edits(base: Sequence[Piece], other: Sequence[Piece]) -> list[Edit]:
    """The edits that make the other text of the base, in order, each as small as it can be told."""
    found: list[Edit] = []
    for equal, a, b, c, d in common([each.key for each in base], [each.key for each in other]):
        if not equal:
            found += _parted(base, other, Edit(a, b, c, d))
    slid: list[Edit] = []
    for edit in found:
        slid.append(_slid(base, other, edit, slid[-1].end if slid else 0))
    return slid


def _slid(base: Sequence[Piece], other: Sequence[Piece], edit: Edit, top: int) -> Edit:
    """What was put in or taken out at the first of the places where it could be: among equal pieces both sides must tell it alike."""
    start, end, first, last, reworded = edit
    while start > top and (
        (edit.inserts and other[last - 1].key == base[start - 1].key)
        or (edit.deletes and base[end - 1].key == base[start - 1].key)
    ):
        start, end, first, last = start - 1, end - 1, first - 1, last - 1
    return Edit(start, end, first, last, reworded)


def _parted(base: Sequence[Piece], other: Sequence[Piece], edit: Edit) -> list[Edit]:
    """An edit as one for each piece that was reworded, and what was taken out or put in between them."""
    bags = [[bag(each.words) for each in pieces] for pieces in (base[edit.start : edit.end], other[edit.first : edit.last])]
    pairs = pairs_alike(bags[0], bags[1], lambda _i, _j, alike: alike if alike >= _ALIKE else 0) if all(bags) else []
    found, start, first = [], edit.start, edit.first
    for i, j in pairs:
        old, new = edit.start + i, edit.first + j
        if start < old or first < new:
            found.append(Edit(start, old, first, new))
        if base[old].key != other[new].key:
            found.append(Edit(old, old + 1, new, new + 1, reworded=True))
        start, first = old + 1, new + 1
    if start < edit.end or first < edit.last:
        found.append(Edit(start, edit.end, first, edit.last))
    return _absorbed(base, other, found)


def _absorbed(base: Sequence[Piece], other: Sequence[Piece], found: list[Edit]) -> list[Edit]:
    """Edits of which those are one where a piece that seems to be taken out went on in the piece beside it: its full stop went."""
    made: list[Edit] = []
    for edit in found:
        if (
            made
            and made[-1].end == edit.start
            and any(_goes_on(base, other, *pair) for pair in ((made[-1], edit), (edit, made[-1])))
        ):
            last = made.pop()
            edit = Edit(last.start, edit.end, last.first, edit.last)  # noqa: PLW2901 - both are one from here on
        made.append(edit)
    return made


def _goes_on(base: Sequence[Piece], other: Sequence[Piece], gone: Edit, beside: Edit) -> bool:
    """Whether what is gone went on in what was reworded beside it: some of its words came at that end of it, or half of them anywhere."""
    if not gone.deletes or not beside.reworded:
        return False
    lost = bag(" ".join(each.words for each in base[gone.start : gone.end]))
    old, new = in_order(base[beside.start].words), in_order(other[beside.first].words)
    kept = [(begin, end) for equal, _, _, begin, end in common(old, new) if equal]
    first, last = (kept[0][0], kept[-1][1]) if kept else (len(new), 0)
    joined = new[last:] if gone.start >= beside.end else new[:first]
    came = Counter(new) - Counter(old)
    return bool(lost) and ((lost & Counter(joined)).total() * _PART >= lost.total() or (lost & came).total() * 2 >= lost.total())
