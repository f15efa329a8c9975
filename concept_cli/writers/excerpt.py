"""The words of a change to the little that shows what changed: what is marked, and a few words around it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from concept_cli.document import Citation, Inlines, NoteReference
from concept_cli.writers.pieces import by_number, marked_words, raised

AROUND: Final = 7
"""Words that are shown on each side of what changed."""
LONGEST: Final = 36
"""Words that are shown of one marked passage."""
WHOLE: Final = 90
"""Words that are shown of a change in all."""

Piece = tuple[str, str]
"""The kind of a mark, or nothing, and words."""


def excerpt(content: Inlines) -> tuple[Piece, ...]:
    """Marked words with a few words around them; "…" stands for what is left out."""
    pieces = _joined((mark.kind if mark else "", said) for said, mark in marked_words(content, _generated))
    changed = {"inserted", "deleted"} & {kind for kind, _ in pieces} or {kind for kind, _ in pieces if kind}
    shown: list[Piece] = []
    left = WHOLE
    for at, (kind, said) in enumerate(pieces):
        before, after = at > 0, at < len(pieces) - 1
        cut = _cut(said, LONGEST, 0) if kind in changed or len(pieces) == 1 else _cut(said, AROUND * before, AROUND * after)
        shown.append((kind, cut))
        left -= len(cut.split())
        if left < 0 and after:
            return (*shown, ("", " …"))
    return tuple(shown)


def _generated(node: Citation | NoteReference) -> str:
    """Sources and notes as the text shows them."""
    return raised(node.number) if isinstance(node, NoteReference) else by_number(node)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, with single spaces."""
    joined = [(kind, "".join(said for _, said in each)) for kind, each in groupby(pieces, lambda piece: piece[0])]
    return [(kind, _spaced(said)) for kind, said in joined if said]


def _spaced(said: str) -> str:
    inside = " ".join(said.split())
    return (" " if said[:1].isspace() else "") + inside + (" " if inside and said[-1:].isspace() else "")


def _cut(said: str, first: int, last: int) -> str:
    """The first and last words of a piece, where it has more than these."""
    parts = said.split()
    if len(parts) <= first + last + 2:
        return said
    start = (" " if said[:1].isspace() else "") + " ".join(parts[:first])
    end = " ".join(parts[len(parts) - last :]) + (" " if said[-1:].isspace() else "") if last else ""
    return f"{start} … {end}" if first and last else f"{start} …" if first else f"… {end}"
