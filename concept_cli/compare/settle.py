"""The form in which two trees are compared: what no reader can see is the same in both.

Runs of white space are one space, touching texts are one text, empty ones are none. A section's notes stand in the order of their labels,
because readers meet them where they are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeVar

from concept_cli.document import Document, Inline, Inlines, Node, Section, Text, transform

INLINE_FIELDS: Final[tuple[str, ...]] = ("content", "term", "caption", "legend")
"""The fields of nodes that hold inlines."""

_WHITE: Final = re.compile(r"[ \t\r\n]+")
_UNSETTLED: Final = re.compile(r"[\t\r\n]|  ")

N = TypeVar("N", bound=Node)


def settled(node: N) -> N:
    """The tree in the form for comparison; a tree that has it already is returned as it is."""
    return transform(node, _settled_node)


def _settled_node(node: Any) -> Any:
    updates: dict[str, Any] = {}
    for name in INLINE_FIELDS:
        content = getattr(node, name, None)
        if content and isinstance(content, tuple) and not _is_settled(content):
            updates[name] = joined(_collapsed(each) for each in content)
    if isinstance(node, Section) and len(node.notes) > 1:
        updates["notes"] = tuple(sorted(node.notes, key=lambda note: note.label))
    if isinstance(node, Document) and node.contents:
        updates["contents"] = ()
    return replace(node, **updates) if updates else node


def _is_settled(content: Inlines) -> bool:
    touching = False
    for each in content:
        if isinstance(each, Text) and (touching or not each.words or _UNSETTLED.search(each.words)):
            return False
        touching = isinstance(each, Text)
    return True


def joined(content: Iterable[Inline]) -> Inlines:
    """Inlines in which touching texts are one, and empty ones none."""
    return tuple(_joined(content))


def _joined(content: Iterable[Inline]) -> Iterator[Inline]:
    waiting: Text | None = None
    for each in content:
        if isinstance(each, Text):
            waiting = _together(waiting, each) if waiting else each if each.words else waiting
            continue
        if waiting:
            yield waiting
        waiting = None
        yield each
    if waiting:
        yield waiting


def _together(first: Text, second: Text) -> Text:
    length = len(first.words)
    places = second.places or (((0, second.place),) if second.place else ())
    return replace(
        first,
        words=first.words + second.words,
        places=(*(first.places or (((0, first.place),) if first.place else ())), *((length + at, place) for at, place in places)),
    )


def _collapsed(node: Inline) -> Inline:
    """A text with its runs of white space as single spaces, every character still knowing where it was typed."""
    if not isinstance(node, Text) or not _UNSETTLED.search(node.words):
        return node
    pieces: list[Text] = []
    end = 0
    for run in _WHITE.finditer(node.words):
        pieces += [cut(node, end, run.start()), replace(cut(node, run.start(), run.start() + 1), words=" ")]
        end = run.end()
    pieces.append(cut(node, end, len(node.words)))
    whole = joined(pieces)
    return whole[0] if whole else replace(node, words="")


def cut(node: Text, start: int, end: int) -> Text:
    """A part of a text with the places of its characters."""
    place = node.place_at(start)
    places = (*(((0, place),) if place else ()), *((at - start, spot) for at, spot in node.places if start < at < end))
    return replace(node, words=node.words[start:end], place=place, places=places)
