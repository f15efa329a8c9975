"""A redline to either of the two drafts that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from concept_cli.compare.settle import INLINE_FIELDS, joined
from concept_cli.document import (
    Document,
    Mark,
    Marked,
    NoteReference,
    Paragraph,
    Part,
    Section,
    Table,
    child_fields,
    transform,
)

OLD: Final = " "
"""Begins, in a redline, the label of a note that stands in the older draft only; no label that was typed begins so."""


def accept(redline: Document) -> Document:
    """The newer draft: what is new stays, what is gone goes."""
    side: Document = _side(redline, older=False)
    return side


def reject(redline: Document) -> Document:
    """The older draft: what is gone stays, what is new goes."""
    side: Document = _side(redline, older=True)
    return side


def keeping(redline: Document, changes: Collection[int]) -> Document:
    """The redline with the marks of some changes only; of all others it shows the newer draft."""

    def other(end: Mark) -> bool:
        return end.change not in changes

    def keep(node: Any) -> Any:
        updates: dict[str, Any] = {}
        for name in child_fields(type(node)):
            value = getattr(node, name)
            if isinstance(value, tuple) and value:
                kept = _settling(value, changes)
                updates[name] = joined(kept) if name in INLINE_FIELDS else tuple(_rejoined(kept, other))
        if isinstance(node, Part) and node.mark and node.mark.change not in changes:
            updates["mark"] = None
        if isinstance(node, Table) and node.columns:
            stays = [mark is None or not mark.gone or mark.change in changes for mark in node.columns]
            marks = [
                mark if mark and mark.change in changes else None for mark, stay in zip(node.columns, stays, strict=True) if stay
            ]
            updates["alignments"] = tuple(each for each, stay in zip(node.alignments, stays, strict=True) if stay)
            updates["columns"] = tuple(marks) if any(marks) else ()
        return replace(node, **updates) if updates else node

    kept: Document = transform(redline, keep)
    return kept


def _settling(nodes: Iterable[Any], changes: Collection[int]) -> Iterator[Any]:
    """Nodes of which those of other changes are gone, or stay without their mark."""
    for each in nodes:
        mark = each.mark if isinstance(each, Marked | Part) else None
        end = each.end if isinstance(each, Paragraph) else None
        if mark and mark.change not in changes:
            if not mark.gone:
                yield from each.content if isinstance(each, Marked) else (replace(each, mark=None),)
        elif end and end.change not in changes and not end.gone:
            yield replace(each, end=None)
        else:
            yield each


def _side(node: Any, *, older: bool) -> Any:
    """A node as it is in one of the drafts; it must not be absent there."""
    updates: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if not isinstance(value, tuple):
            updates[name] = _side(value, older=older)
        elif value:
            kept = _kept(value, older)
            updates[name] = joined(kept) if name in INLINE_FIELDS else tuple(_rejoined(kept, lambda _: True))
    if isinstance(node, Table) and node.columns:
        sides = zip(node.alignments, node.columns, strict=True)
        updates |= {"alignments": tuple(each for each, mark in sides if not _is_absent(mark, older)), "columns": ()}
    if isinstance(node, Part) and (node.mark or node.before):
        updates |= {"mark": None, "before": ()} | (dict(node.before) if older else {})
    if isinstance(node, Paragraph) and node.end and not _is_absent(node.end, older):
        updates["end"] = None
    if isinstance(node, Document):
        updates["redline"] = None
    side = replace(node, **updates) if updates else node
    return _with_old_labels(node, side) if older and isinstance(node, Section) else side


def _is_absent(mark: Mark | None, older: bool) -> bool:
    return mark is not None and mark.gone != older


def _kept(nodes: Iterable[Any], older: bool) -> Iterator[Any]:
    for each in nodes:
        if isinstance(each, Marked):
            if not _is_absent(each.mark, older):
                yield from _kept(each.content, older)
        elif not (isinstance(each, Part) and _is_absent(each.mark, older)):
            yield _side(each, older=older)


def _rejoined(parts: Iterable[Any], absent: Callable[[Mark], bool]) -> Iterator[Any]:
    """Parts in which a paragraph whose end is absent is one with the paragraph after it."""
    begun: Paragraph | None = None
    for each in parts:
        part = replace(begun, content=joined((*begun.content, *each.content)), end=each.end) if begun else each
        begun = part if isinstance(part, Paragraph) and part.end and absent(part.end) else None
        if not begun:
            yield part
    if begun:
        yield replace(begun, end=None)


def _with_old_labels(redline: Section, side: Section) -> Section:
    """The older side of a section with the labels that its notes have there, and its notes in the order of these."""
    labels = {note.label: dict(note.before).get("label", note.label).removeprefix(OLD) for note in redline.notes}

    def rename(node: Any) -> Any:
        return (
            replace(node, label=labels.get(node.label, node.label.removeprefix(OLD))) if isinstance(node, NoteReference) else node
        )

    renamed = transform(replace(side, sections=()), rename)
    notes = sorted((replace(note, label=note.label.removeprefix(OLD)) for note in renamed.notes), key=lambda note: note.label)
    return replace(renamed, notes=tuple(notes), sections=side.sections)
