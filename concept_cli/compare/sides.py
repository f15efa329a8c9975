"""A redline to either of the two drafts that it was made from. What was said of it stands in both, as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import compress
from typing import Any, Final, cast

from concept_cli.compare.changes import spread
from concept_cli.compare.settle import INLINE_FIELDS, joined
from concept_cli.document import (
    Document,
    Mark,
    Marked,
    Node,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Remark,
    Section,
    Table,
    child_fields,
    children,
    transform,
    without_remarks,
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
    kept: Document = _keeping(redline, changes)
    return kept


def _keeping(node: Any, changes: Collection[int]) -> Any:
    if isinstance(node, Remark):
        return node
    updates: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if not isinstance(value, tuple):
            updates[name] = _keeping(_unmarked(value, changes), changes)
        elif value:
            kept = [_keeping(each, changes) for each in _settling(value, changes)]
            updates[name] = (
                joined(kept) if name in INLINE_FIELDS else tuple(_rejoined(kept, lambda end: end.change not in changes))
            )
    if isinstance(node, Table) and node.columns:
        stays = [mark is None or not mark.gone or mark.change in changes for mark in node.columns]
        marks = tuple(mark if mark and mark.change in changes else None for mark in compress(node.columns, stays))
        updates |= {"alignments": tuple(compress(node.alignments, stays)), "columns": marks if any(marks) else ()}
    return replace(node, **updates) if updates else node


def _unmarked(part: Any, changes: Collection[int]) -> Any:
    return replace(part, mark=None) if isinstance(part, Part) and part.mark and part.mark.change not in changes else part


def moved_apart(redline: Document) -> Document:
    """The redline in which each end of a move says only what happened to the part there: at its old place it has what it lost on the way,
    marked as deleted, at its new one what it got, marked as inserted. So it is said where a mark inside of a move can be of one kind only.
    """
    arrived: dict[int, list[Part]] = {}
    for part in _moved_parts(redline, None):
        arrived.setdefault(cast(Mark, part.mark).change, []).append(part)
    moved: Document = _apart(redline, arrived)
    return moved


def _moved_parts(node: Node, around: Mark | None) -> Iterator[Part]:
    """Parts at the new ends of moves, those of one move in the order of their old ends."""
    for each in children(node):
        if isinstance(each, Part):
            if each.mark and each.mark.kind == "moved-to" and each.mark != around:
                yield each
            yield from _moved_parts(each, each.mark)


def _apart(node: Any, arrived: Mapping[int, list[Part]]) -> Any:
    mark = node.mark if isinstance(node, Part) else None
    if mark and mark.kind == "moved-to":
        return spread(_side(node, older=False, move=mark), mark)
    if mark and mark.kind == "moved-from":
        return spread(_departed(node, arrived[mark.change].pop(0)), mark) if arrived.get(mark.change) else node
    updates: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            updates[name] = tuple(_apart(each, arrived) for each in value)
    return replace(node, **updates) if updates else node


def _departed(old: Part, arrived: Part) -> Part:
    """What moved as it stood at its old place, with what it lost marked."""
    lost = _side(without_remarks(arrived), older=True, move=arrived.mark)
    if _side(lost, older=True) != _side(replace(old, mark=None), older=True):  # a row that came to a table of other columns
        return old
    return cast(Part, _numbered_as(lost, old))


def _numbered_as(part: Any, old: Any) -> Any:
    """A part with the numbers and places of the same part in the older draft."""
    updates: dict[str, Any] = {each.name: getattr(old, each.name) for each in fields(part) if not each.compare}
    for name in child_fields(type(part)):
        value, other = getattr(part, name), getattr(old, name)
        if isinstance(value, Part):
            updates[name] = _numbered_as(value, other)
        elif value and isinstance(value[0], Part):
            updates[name] = tuple(_numbered_as(*pair) for pair in zip(value, other, strict=True))
    return replace(part, **updates)


def _settling(nodes: Iterable[Any], changes: Collection[int]) -> Iterator[Any]:
    """Nodes of which those of other changes are gone, or stay without their mark."""
    for each in nodes:
        mark = each.mark if isinstance(each, Marked | Part) else None
        end = each.end if isinstance(each, Paragraph) else None
        if mark and mark.change not in changes and mark.gone:
            continue
        if isinstance(each, Marked) and each.mark.change not in changes:
            yield from _settling(each.content, changes)
        elif end and end.change not in changes and not end.gone:
            yield replace(_unmarked(each, changes), end=None)
        else:
            yield _unmarked(each, changes)


def _side(node: Any, *, older: bool, move: Mark | None = None) -> Any:
    """A node as it is in one of the drafts; it must not be absent there. Inside of a ``move``, what stands in this draft only keeps its
    mark, and that of the move is none, because everything has it.
    """
    if isinstance(node, Remark):
        return node
    updates: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if not isinstance(value, tuple):
            updates[name] = _side(value, older=older, move=move)
        elif value:
            kept = _kept(value, older, move)
            updates[name] = joined(kept) if name in INLINE_FIELDS else tuple(_rejoined(kept, lambda end: _is_absent(end, older)))
    if isinstance(node, Table) and node.columns:
        stays = [not _is_absent(mark, older) for mark in node.columns]
        columns = tuple(compress(node.columns, stays)) if move else ()
        updates |= {"alignments": tuple(compress(node.alignments, stays)), "columns": columns if any(columns) else ()}
    if isinstance(node, Part) and (node.mark or node.before):
        labelled = node.before if move and isinstance(node, Note) else ()  # the calls keep the label that the redline has
        updates |= {"mark": node.mark if move and _is_own(node.mark) else None, "before": labelled}
        updates |= dict(node.before) if older and not labelled else {}
    if isinstance(node, Paragraph) and node.end and not move and not _is_absent(node.end, older):
        updates["end"] = None
    if isinstance(node, Document):
        updates["redline"] = None
    side = replace(node, **updates) if updates else node
    return _with_old_labels(node, side) if older and not move and isinstance(node, Section) else side


def _is_own(mark: Mark | None) -> bool:
    """Whether what is marked stands in one draft only."""
    return mark is not None and mark.kind in {"inserted", "deleted"}


def _is_absent(mark: Mark | None, older: bool) -> bool:
    return mark is not None and mark.gone != older


def _kept(nodes: Iterable[Any], older: bool, move: Mark | None) -> Iterator[Any]:
    for each in nodes:
        mark = each.mark if isinstance(each, Marked | Part) else None
        if mark != move and _is_absent(mark, older):
            continue
        if isinstance(each, Marked):
            inside = _kept(each.content, older, move)
            if move and _is_own(each.mark):
                yield replace(each, content=tuple(inside))
            else:
                yield from inside
        else:
            yield _side(each, older=older, move=move)


def _rejoined(parts: Iterable[Any], absent: Callable[[Mark], bool]) -> Iterator[Any]:
    """Parts in which a paragraph whose end is absent is one with the paragraph after it; remarks on the first stand behind the whole."""
    begun: Paragraph | None = None
    remarks: list[Remark] = []
    for each in parts:
        if begun and isinstance(each, Remark):
            remarks.append(each)
            continue
        part = replace(begun, content=joined((*begun.content, *each.content)), end=each.end) if begun else each
        begun = part if isinstance(part, Paragraph) and part.end and absent(part.end) else None
        if not begun:
            yield from (part, *remarks)
            remarks = []
    if begun:
        yield from (replace(begun, end=None), *remarks)


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
