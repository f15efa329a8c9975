"""Two documents to their redline: one document that holds both, with a mark on everything that differs.

``accept(compare(a, b))`` is ``b``, ``reject(compare(a, b))`` is ``a``, in the form of :func:`settled`. Four steps, each a module: both
trees are brought into that form (:mod:`settle`), what belongs together is found (:mod:`align`, on :mod:`sequence`), the redline is drawn
(:mod:`draw`, :mod:`inlines`, :mod:`columns`), and while it is drawn, the list of changes is written (:mod:`changes`). Numbers and places
are no part of equality: what only stands under another number is the same, and is noted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from concept_cli.compare.align import aligned, same_labels
from concept_cli.compare.changes import Changes, Where
from concept_cli.compare.draw import Drawing
from concept_cli.compare.explained import explained
from concept_cli.compare.marking import with_marks
from concept_cli.compare.records import record_changes
from concept_cli.compare.settle import settled
from concept_cli.compare.sides import OLD, accept, keeping, moved_apart, reject
from concept_cli.document import (
    Change,
    Document,
    Mark,
    Marked,
    Node,
    Note,
    NoteReference,
    Redline,
    Section,
    Text,
    every_section,
    transform,
    walk,
)
from concept_cli.wording.elements import element
from concept_cli.wording.terms import term

__all__ = ["accept", "compare", "explained", "keeping", "moved_apart", "record_changes", "reject", "settled"]

N = TypeVar("N", bound=Node)
_TITLE_PAGE: Final = ("title", "period", "body", "state")
"""Fields of a document whose change is one to a reader; a new name of the draft is none."""


def compare(
    older: Document,
    newer: Document,
    names: tuple[str, str] = ("", ""),
    who: str = "",
    when: str = "",
    also: Iterable[Change] = (),
) -> Document:
    """The redline of two documents in one language, as it is told to people under the ``names`` of the two drafts.

    ``who`` and ``when`` (an ISO day) stand in every mark. ``also`` are changes that are known from elsewhere, as those of records are: they
    stand before those of the text of their section. The numbers in the redline are those of the newer document, and those of the older one
    for what is gone.
    """
    older, contents, newer = settled(older), newer.contents, settled(newer)
    named = same_labels(older, newer, lambda label: OLD + label)
    changes = Changes(newer.language, who, when, also)
    before = tuple(
        (name, getattr(older, name))
        for name in ("id", "language", "title", "short_title", "edition", "state", "period", "body")
        if getattr(older, name) != getattr(newer, name)
    )
    for name, value in before:
        if name in _TITLE_PAGE:
            told = [str(each) for each in (value, getattr(newer, name))]
            _note_field(changes, name, *(term(each, newer.language) if name == "state" else each for each in told))
    sections = Drawing(changes).sections(aligned(named, newer))
    for section in tuple(changes.also):
        changes.in_records(section)
    unnumbered = enumerate(changes.renumbered, len(changes.listed) + 1)
    listed = (*changes.listed, *(replace(each, number=number) for number, each in unnumbered))
    redline = Redline(older=names[0], newer=names[1], changes=listed)
    drawn = replace(newer, sections=sections, contents=contents, before=before, redline=redline)
    return _in_order(_notes_numbered(drawn, changes.notes), changes.order())


def _in_order(document: Document, order: Sequence[int]) -> Document:
    """The redline with its first changes in this order, numbered anew."""
    redline = document.redline
    assert redline is not None
    numbers = {number: place for place, number in enumerate(order, 1)}
    if all(number == place for number, place in numbers.items()):
        return document

    def renumber(mark: Mark) -> Mark:
        return replace(mark, change=numbers.get(mark.change, mark.change))

    changes = [redline.changes[number - 1] for number in order]
    shown = (
        replace(each, number=place, content=tuple(with_marks(node, renumber) for node in each.content))
        for place, each in enumerate(changes, 1)
    )
    redline = replace(redline, changes=(*shown, *redline.changes[len(changes) :]))
    return replace(document, sections=tuple(with_marks(each, renumber) for each in document.sections), redline=redline)


def _note_field(changes: Changes, name: str, before: str, after: str) -> None:
    where = Where(element=element(name, changes.language))
    number = changes.next_number(where)
    gone, new = changes.mark("deleted", number), changes.mark("inserted", number)
    shown = tuple(Marked(content=(Text(words=value),), mark=mark) for mark, value in ((gone, before), (new, after)) if value)
    changes.note(where, "field", shown, before, after)


def _notes_numbered(document: Document, named: Mapping[int, str]) -> Document:
    """The document with its notes numbered in the order of their calls, those of both drafts together; ``named`` are the labels of the
    notes that changes are about.
    """
    assert document.redline is not None
    numbers: dict[tuple[str, str], int] = {}
    for section in every_section(document.sections):
        bodies = {note.label: note for note in reversed(section.notes)}
        called = [each.label for block in section.blocks for each in walk(block) if isinstance(each, NoteReference)]
        for label in called:  # grows on the way: a note may call another
            if label in bodies and (section.id, label) not in numbers:
                numbers[section.id, label] = len(numbers) + 1
                called += [each.label for each in walk(bodies[label]) if isinstance(each, NoteReference)]
    if not numbers:
        return document

    def told(change: Change) -> Change:
        number = numbers.get((change.section, named.get(change.number, "")))
        content = tuple(_numbered(node, change.section, numbers) for node in change.content)
        name = element("footnote", document.language, number=number) if number else change.element
        return replace(change, content=content, element=name)

    changes = tuple(told(each) for each in document.redline.changes)
    sections = tuple(_section_numbered(each, numbers) for each in document.sections)
    return replace(document, sections=sections, redline=replace(document.redline, changes=changes))


def _section_numbered(section: Section, numbers: Mapping[tuple[str, str], int]) -> Section:
    nested = tuple(_section_numbered(each, numbers) for each in section.sections)
    return replace(_numbered(replace(section, sections=()), section.id, numbers), sections=nested)


def _numbered(node: N, section: str, numbers: Mapping[tuple[str, str], int]) -> N:
    def number(each: Any) -> Any:
        return replace(each, number=numbers.get((section, each.label), 0)) if isinstance(each, Note | NoteReference) else each

    return transform(node, number)
