"""A redline to the comparative table of law-making: structural element, current wording, proposed wording, reason.

The table is a document of its own, which the writers of Word files and pages draw like any other. Its wordings are whole, because a lawyer
reads the paragraph and not the difference; what differs in them is set off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from concept_cli.document import (
    Cell,
    Change,
    Citation,
    Document,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Marked,
    NoteReference,
    Paragraph,
    Reference,
    Row,
    Section,
    Strong,
    Table,
    Text,
    children,
    walk,
    words,
)
from concept_cli.wording.comparative import comparative

_COLUMNS: Final = ("number", "element", "current", "proposed", "reason")
_WIDTHS: Final = (4, 15, 32, 32, 17)
_END: Final = "¶"
"""What a change shows where a paragraph ended in one of the drafts."""


def comparative_table(redline: Document) -> Document:
    """The table of the changes of a redline, but for those of numbers alone, which nobody decides on."""
    assert redline.redline is not None
    language = redline.language
    changes = [each for each in redline.redline.changes if each.kind != "renumbered"]
    title = ". ".join(filter(None, (comparative("table", language), redline.title)))
    named = comparative("compared", language, older=redline.redline.older, newer=redline.redline.newer)
    table = Table(
        alignments=("",) * len(_COLUMNS),
        widths=_WIDTHS,
        wide=True,
        head=(
            Row(cells=tuple(_cell(comparative(each, language)) for each in _COLUMNS)),
            Row(cells=tuple(_cell(str(number)) for number in range(1, len(_COLUMNS) + 1)), role="columns"),
        ),
        rows=tuple(_rows(changes, redline.title, language)),
        caption=(Strong(content=(Text(words=title),)), Text(words=f" ({named})")),
    )
    block = table if changes else Paragraph(content=(Text(words=f"{title} ({named}). {comparative('same', language)}"),))
    section = Section(id="table", role="custom", language=language, heading=Heading(level=1, content=()), blocks=(block,))
    return Document(id=redline.id, language=language, title="", short_title=title, edition=redline.edition, sections=(section,))


def _rows(changes: Iterable[Change], title: str, language: str) -> Iterator[Row]:
    number = 0
    for heading, inside in groupby(changes, key=lambda change: change.heading):
        if heading or title:
            yield Row(cells=(Cell(content=(Text(words=heading or title),), across=len(_COLUMNS)),), role="group")
        for change in inside:
            number += 1
            current, proposed = _wordings(change, language)
            cells = (
                _cell(str(number)),
                _cell(change.element),
                Cell(content=current),
                Cell(content=proposed),
                _cell(_reason(change)),
            )
            yield Row(cells=cells)


def _cell(said: str) -> Cell:
    return Cell(content=(Text(words=said),) if said else ())


def _reason(change: Change) -> str:
    """Why it was done, where that is known; else the drafter fills it in."""
    reasons = (node.mark.why for each in change.content for node in walk(each) if isinstance(node, Marked) and node.mark.why)
    return "; ".join(dict.fromkeys(reasons))


def _wordings(change: Change, language: str) -> tuple[Inlines, Inlines]:
    """The wording in the older draft and in the newer one."""
    match change.kind:
        case "inserted":
            return _said(comparative("absent", language)), _whole(change, change.after, gone=False)
        case "deleted":
            return _whole(change, change.before, gone=True), _said(comparative("exclude", language))
        case "moved":
            return _said(change.before), (*_said(comparative("moved", language)), LineBreak(), *_said(change.after))
        case "split" | "joined":
            ordered = _said(comparative(change.kind, language))
            return tuple(_side(change.content, gone=True)), (*ordered, LineBreak(), *_side(change.content, gone=False))
        case "field" if not change.content or not any(isinstance(each, Marked) for each in change.content):
            return _said(change.before), _said(change.after)
    sides = tuple(tuple(_side(change.content, gone=gone)) for gone in (True, False))
    absent = _said(comparative("absent", language))
    return sides[0] or absent, sides[1] or _said(comparative("exclude", language))


def _whole(change: Change, said: str, *, gone: bool) -> Inlines:
    """The words of a part that stands in one draft only; the content of a whole section is cut, then its plain words."""
    if len(words(change.content)) + len(change.content) < len(said):
        return _said(said)
    return tuple(
        inline for each in _side(change.content, gone=gone) for inline in (each.content if isinstance(each, Strong) else (each,))
    )


def _said(words_of: str) -> Inlines:
    """Words, their lines kept."""
    found: list[Inline] = []
    for line in words_of.split("\n"):
        found += [LineBreak()] * bool(found) + ([Text(words=line.replace("\t", " | "))] if line else [])
    return tuple(found)


def _side(content: Iterable[Inline], *, gone: bool) -> Iterator[Inline]:
    """The words of one draft, those that the other has not set off; what would lead out of the table is only words."""
    for each in content:
        match each:
            case Marked() if words(each).strip() == _END:
                if each.mark.gone == gone:
                    yield LineBreak()
            case Marked():
                if each.mark.gone == gone:
                    yield Strong(content=tuple(_side(each.content, gone=gone)))
            case NoteReference():
                yield Text(words=f"[{each.number or each.label}]")
            case Citation():
                numbers = (f"{one.number or one.source}{f', {one.locator}' if one.locator else ''}" for one in each.cites)
                yield Text(words=f"[{'; '.join(numbers)}]")
            case Reference() if not each.content:
                yield Text(words=each.shown or each.target)
            case Reference() | Link():
                yield from _side(each.content, gone=gone)
            case Image():
                yield Text(words=each.alt)
            case _:
                inner = tuple(one for one in children(each) if isinstance(one, Inline))
                yield from _side(inner, gone=gone) if inner else (each,)
