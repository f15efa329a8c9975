"""The words of a change to pieces, each with its mark: what lines of text and lists of changes are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from concept_cli.document import (
    OLDER_PICTURE,
    Citation,
    Image,
    Inline,
    LineBreak,
    Link,
    Mark,
    Marked,
    NoteReference,
    Reference,
    children,
    record_name,
    words,
)
from concept_cli.writers.html_words import located

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Piece = tuple[str, Mark | None]
"""Words, or a line end, and the innermost mark around them."""


def marked_words(content: Iterable[Inline], generated: Callable[[Citation | NoteReference], str]) -> Iterator[Piece]:
    """Words with their marks; those that touch under one mark are one piece, line ends stand alone. ``generated`` gives the words shown for
    a citation or the call of a note. Of what is marked is also told where it leads, and that it is a picture.
    """
    waiting, under = "", None
    for text, mark in _marked(content, None, generated):
        if mark != under or "\n" in (text, waiting):
            if waiting:
                yield waiting, under
            waiting, under = "", mark
        waiting += text
    if waiting:
        yield waiting, under


def _marked(
    content: Iterable[Inline], mark: Mark | None, generated: Callable[[Citation | NoteReference], str]
) -> Iterator[Piece]:
    for each in content:
        match each:
            case Marked():
                yield from _marked(each.content, each.mark, generated)
            case LineBreak():
                yield "\n", mark
            case NoteReference() | Citation():
                yield generated(each), mark
            case Reference() if not each.content:
                yield each.shown or each.target, mark
            case Link() if mark and each.target and words(each) != each.target:
                yield from _marked(each.content, mark, generated)
                yield f" <{each.target}>", mark
            case Image() if mark:
                path = "" if record_name(each.target) else each.target.removesuffix(OLDER_PICTURE)
                yield f"[{' '.join(filter(None, (each.alt, path and f'<{path}>')))}]", mark
            case _:
                inner = tuple(one for one in children(each) if isinstance(one, Inline))
                if inner:
                    yield from _marked(inner, mark, generated)
                else:
                    yield words(each), mark


def raised(number: int) -> str:
    """The call of a note as a small raised number; a star for a note that has none."""
    return str(number or "*").translate(_RAISED)


def by_number(citation: Citation) -> str:
    """A citation as the text shows it: [1, p. 3; 2]."""
    return f"[{'; '.join(f'{each.number or each.source}{located(each.locator)}' for each in citation.cites)}]"
