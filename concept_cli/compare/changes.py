"""The list of changes: what each one is called, where it stands, and what was said before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from concept_cli.compare.align import Link
from concept_cli.compare.inlines import said
from concept_cli.compare.settle import INLINE_FIELDS
from concept_cli.diagnostics import Place
from concept_cli.document import (
    Block,
    Cell,
    Change,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    LineBreak,
    List,
    Mark,
    Marked,
    MarkKind,
    Node,
    Note,
    Part,
    Quote,
    Row,
    Section,
    Table,
    Text,
    child_fields,
    words,
)
from concept_cli.wording.elements import element

_GAP: Final = re.compile(r" +(?=[.,;:!?])")
_FIRST_WORDS: Final = 300
"""Characters of a whole section that its change shows."""


@dataclass(frozen=True)
class Where:
    """What is being drawn: the section, its number and title, and the element around.

    ``change`` is set inside of something that changed as a whole: then what differs there belongs to that change. In a table made from
    records, ``told`` elsewhere, differences are marked and belong to no change in the list.
    """

    section: str = ""
    heading: str = ""
    element: str = ""
    change: int = 0
    told: bool = False


class Changes:
    """The changes met so far, in reading order; those of numbers alone stand apart."""

    def __init__(self, language: str, who: str, when: str) -> None:
        self.language, self.who, self.when = language, who, when
        self.listed: list[Change] = []
        self.renumbered: list[Change] = []
        self.moves: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}

    def mark(self, kind: MarkKind, change: int) -> Mark:
        """A mark that belongs to a change."""
        return Mark(kind=kind, change=change, who=self.who, when=self.when)

    def next_number(self, where: Where) -> int:
        """The number of the change that begins here: the next one, or that of the whole around it."""
        return 0 if where.told else where.change or len(self.listed) + 1

    def note(
        self,
        where: Where,
        kind: str,
        content: Inlines,
        old: Node | str | None,
        new: Node | str | None,
        *,
        editorial: bool = False,
    ) -> int:
        """Put a change on the list, unless the whole around it stands there; ``old`` and ``new`` are nodes, words, or not there."""
        if where.change or where.told:
            return where.change
        change = Change(
            number=len(self.listed) + 1,
            kind=kind,
            section=where.section,
            heading=where.heading,
            element=where.element,
            content=content,
            before=said_words(old),
            after=said_words(new),
            older=_place(old),
            newer=_place(new),
            editorial=editorial,
        )
        self.listed.append(change)
        return change.number

    def place(self, number: int, older: Place | None, newer: Place | None) -> None:
        """Say where the words of a change stand in their files."""
        if number:
            self.listed[number - 1] = replace(self.listed[number - 1], older=older, newer=newer)

    def show(self, number: int, content: Inlines) -> None:
        """Add to what a change shows."""
        if not number:
            return
        shown = self.listed[number - 1].content
        self.listed[number - 1] = replace(self.listed[number - 1], content=(*shown, LineBreak(), *content) if shown else content)

    def move(self, where: Where, link: Link) -> int:
        """The number of the move that a link is an end of: the same at both ends, and for parts that moved side by side."""
        assert link.other_end is not None
        gone, new = (link, link.other_end) if link.olds else (link.other_end, link)
        ends = (gone.place, new.place)
        if ends in self.moves:
            if link.news and (number := self.moves[ends]):  # a move is named by where things are now
                there = {"section": where.section, "heading": where.heading, "element": where.element}
                self.listed[number - 1] = replace(self.listed[number - 1], **there)  # type: ignore[arg-type]
            return self.moves[ends]
        old, part = _alone(gone.olds[0]), _alone(new.news[0])
        beside = self.moves.get(((ends[0][0], ends[0][1] - 1), (ends[1][0], ends[1][1] - 1)))
        same = said_by(old) == said_by(part)
        if beside:
            change = self.listed[beside - 1]
            before, after = f"{change.before}\n{words(old)}", f"{change.after}\n{words(part)}"
            self.listed[beside - 1] = replace(change, before=before, after=after, editorial=change.editorial and same)
        self.moves[ends] = beside or self.note(replace(where, change=0), "moved", (), old, part, editorial=same)
        return self.moves[ends]

    def renumber(self, where: Where, old: Part, new: Part, before: str, after: str) -> None:
        """Note that a number became another one, if it did."""
        if before != after:
            change = Change(
                number=0,
                kind="renumbered",
                section=where.section,
                heading=where.heading,
                element=where.element,
                before=before,
                after=after,
                older=old.place,
                newer=new.place,
                editorial=True,
            )
            self.renumbered.append(change)

    # -- names

    def named(self, node: Part, where: Where) -> Where:
        """Where a part stands, named as itself; what has no name of its own keeps that of what it stands in."""
        name = self.name(node)
        if isinstance(node, Row):
            first = next((words(cell) for cell in node.cells if any(map(str.isalpha, words(cell)))), "")
            name = f"{where.element}, {element('row', self.language, name=first)}"
        return replace(where, element=name) if name else where

    def name(self, node: Part) -> str:
        """What a part is called; empty when it has no name of its own."""
        paragraph = node.paragraph if isinstance(node, Block) else 0
        match node:
            case Heading():
                return element("heading", self.language, number=node.number)
            case Table() | Figure():
                return node.number.rstrip(".") or element("table" if isinstance(node, Table) else "figure", self.language)
            case Note():
                return element("footnote", self.language, number=node.number or "")
            case _ if paragraph:
                return element("paragraph", self.language, number=paragraph)
            case List():
                return element("list", self.language)
            case Quote():
                return element("quotation", self.language)
            case Divider():
                return element("line", self.language)
            case Item():
                return element("item", self.language)
            case Definition() | DefinitionList():
                return element("definition", self.language)
        return ""


def _alone(part: Any) -> Any:
    """A section without those nested in it: each of them has changes of its own."""
    return replace(part, sections=()) if isinstance(part, Section) else part


def said_words(node: Node | Inlines | str | None) -> str:
    """The words of a node; where a citation or the call of a note stood before a full stop, no space is left."""
    return node if isinstance(node, str) else _GAP.sub("", words(node).strip()) if node else ""


def _place(node: Node | str | None) -> Place | None:
    if isinstance(node, Section):
        return node.heading.place or next((each.place for each in node.blocks), None)
    return node.place if isinstance(node, Node) else None


# ------------------------------------------------------------- what is shown


def said_by(node: Node) -> list[Any]:
    """What a reader would call the content of a node, see :func:`said`."""
    found: list[Any] = said(tuple(shown(node)))
    return found


def shown(node: Node) -> Inlines:
    """All inlines of a part, one after the other, parts of it set apart by line breaks."""
    return tuple(_shown(node))


def _shown(node: Any) -> Iterator[Inline]:
    if isinstance(node, CodeBlock | Figure):
        said_words = Text(words=node.words if isinstance(node, CodeBlock) else node.alt)
        yield Marked(content=(said_words,), mark=node.mark) if node.mark else said_words
    begun = False
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if name in INLINE_FIELDS:
            if begun and value:
                yield LineBreak()
            yield from value
            begun = begun or bool(value)
            continue
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, Inline) or not isinstance(child, Part):
                continue
            if begun:
                yield Text(words=" | ") if isinstance(child, Cell) else LineBreak()
            begun = True
            yield from _shown(child)


def beginning(section: Section) -> Inlines:
    """The first words of a section: its title, and as much of its text as a change shows."""
    content: list[Inline] = list(section.heading.content)
    length = 0
    for block in section.blocks:
        if length > _FIRST_WORDS:
            break
        content += [LineBreak(), *shown(block)]
        length += len(words(block))
    return tuple(content)


def spread(part: Any, mark: Mark) -> Any:
    """A part with a mark on itself and on everything in it that has none, and all its words in that mark."""
    if isinstance(part, Part) and part.mark:
        return part
    updates: dict[str, Any] = {"mark": mark} if isinstance(part, Part) else {}
    for name in child_fields(type(part)):
        value = getattr(part, name)
        if name in INLINE_FIELDS:
            if value:
                updates[name] = (Marked(content=value, mark=mark),)
        elif isinstance(value, tuple):
            updates[name] = tuple(spread(each, mark) for each in value)
        else:
            updates[name] = spread(value, mark)
    return replace(part, **updates)


def columns_of(rows: Iterable[Row], number: int) -> str:
    """The words of a column, a line a cell."""
    return "\n".join(words(row.cells[number]) for row in rows if number < len(row.cells))
