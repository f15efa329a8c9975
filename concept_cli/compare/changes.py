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
    OLDER_PICTURE,
    Block,
    Cell,
    Change,
    Citation,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Image,
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
    NoteReference,
    Part,
    Quote,
    Reference,
    Remark,
    Row,
    Section,
    Strong,
    Table,
    Text,
    child_fields,
    cited,
    transform,
    walk,
    words,
)
from concept_cli.document import (
    Link as Hyperlink,
)
from concept_cli.wording.elements import element

_GAP: Final = re.compile(r" +(?=[.,;:!?])")
_FIRST_WORDS: Final = 300
"""Characters of a whole section that its change shows."""


@dataclass(frozen=True)
class Where:
    """What is being drawn: the section, its number and title, and the element around.

    ``change`` is set inside of something that changed as a whole: then what differs there belongs to that change. ``deeper`` is by how many
    levels the section is nested deeper than it was, ``former`` what its heading was; ``note`` is the label of the footnote around,
    ``columns`` what the columns of the table around are called.
    """

    section: str = ""
    heading: str = ""
    element: str = ""
    change: int = 0
    deeper: int = 0
    former: str = ""
    note: str = ""
    columns: tuple[str, ...] = ()


class Changes:
    """The changes met so far, in reading order; those of numbers alone stand apart.

    ``also`` are changes that are known from elsewhere, such as those of records. They stand before those of the text of their sections, and
    what a table shows of a record belongs to the record's change.
    """

    def __init__(self, language: str, who: str, when: str, also: Iterable[Change] = ()) -> None:
        self.language, self.who, self.when = language, who, when
        self.also: dict[str, list[Change]] = {}
        for each in also:
            self.also.setdefault(each.section, []).append(each)
        self.listed: list[Change] = []
        self.arrivals: dict[int, tuple[int, int]] = {}
        self.notes: dict[int, str] = {}
        self.records: dict[str, int] = {}
        self.renumbered: list[Change] = []
        self.moves: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}

    def mark(self, kind: MarkKind, change: int) -> Mark:
        """A mark that belongs to a change."""
        return Mark(kind=kind, change=change, who=self.who, when=self.when)

    def next_number(self, where: Where) -> int:
        """The number of the change that begins here: the next one, or that of the whole around it."""
        return where.change or len(self.listed) + 1

    def note(
        self,
        where: Where,
        kind: str,
        content: Inlines,
        old: Node | Inlines | str | None,
        new: Node | Inlines | str | None,
        *,
        editorial: bool = False,
    ) -> int:
        """Put a change on the list, unless the whole around it stands there; ``old`` and ``new`` are nodes, words, or not there.

        Where the plain words are the same in both drafts, what stands around and between them is told with them.
        """
        if where.change:
            return where.change
        before, after = said_words(old), said_words(new)
        if before == after and spelled(old) != spelled(new):
            before, after = spelled(old), spelled(new)
        change = Change(
            number=len(self.listed) + 1,
            kind=kind,
            section=where.section,
            heading=where.heading,
            element=where.element,
            content=content,
            before=before,
            after=after,
            older=_place(old),
            newer=_place(new),
            editorial=editorial,
        )
        self.listed.append(change)
        if where.note:
            self.notes[change.number] = where.note
        return change.number

    def in_records(self, section: str) -> None:
        """List what is known from elsewhere of a section."""
        for each in self.also.pop(section, ()):
            self.listed.append(replace(each, number=len(self.listed) + 1))
            if each.record:
                self.records.setdefault(each.record, len(self.listed))

    def order(self) -> list[int]:
        """The numbers of the changes in reading order; a move stands where its part came to."""
        return sorted(range(1, len(self.listed) + 1), key=lambda number: self.arrivals.get(number, (number, 0)))

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
            self.at_end(self.moves[ends], where, link)
            return self.moves[ends]
        old, part = _alone(gone.olds[0]), _alone(new.news[0])
        beside = self.moves.get(((ends[0][0], ends[0][1] - 1), (ends[1][0], ends[1][1] - 1)))
        same = isinstance(part, Section) or said_by(with_calls_of(old, part)) == said_by(part)  # its text tells by itself
        if beside:
            change = self.listed[beside - 1]
            before, after = f"{change.before}\n{words(old)}", f"{change.after}\n{words(part)}"
            self.listed[beside - 1] = replace(change, before=before, after=after, editorial=change.editorial and same)
        self.moves[ends] = beside or self.note(replace(where, change=0), "moved", (), old, part, editorial=same)
        self.at_end(self.moves[ends], where, link)
        return self.moves[ends]

    def at_end(self, number: int, where: Where, link: Link) -> None:
        """Say of a move where one of its ends is: it is named by where things are now."""
        if not number:
            return
        change = self.listed[number - 1]
        if link.news and number not in self.arrivals:
            self.arrivals[number] = (len(self.listed), len(self.arrivals) + 1)
            change = replace(change, section=where.section, heading=where.heading, element=where.element)
        elif link.olds and not change.was:
            element = "" if isinstance(link.olds[0], Section) else where.element
            change = replace(change, was=", ".join(filter(None, (where.former or where.heading, element))))
        self.listed[number - 1] = change

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

    def named(self, node: Part, where: Where, *, former: bool = False) -> Where:
        """Where a part stands, named as itself; what has no name of its own keeps that of what it stands in. A ``former`` part has a number
        of the older draft, and says so.
        """
        name = self.name(node)
        if former and any(map(str.isdigit, name)):
            name = element("former", self.language, name=name)
        if isinstance(node, Note):
            where = replace(where, note=node.label)
        if isinstance(node, Row):
            first = next((words(cell) for cell in node.cells if any(map(str.isalpha, words(cell)))), "")
            name = f"{where.element}, {element('row', self.language, name=first)}"
        return replace(where, element=name) if name else where

    def in_column(self, where: Where, at: int) -> Where:
        """Where a cell of a row stands."""
        name = where.columns[at] if at < len(where.columns) else ""
        return replace(where, element=f"{where.element}, {element('column', self.language, name=name)}") if name else where

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


def with_calls_of(old: Part, new: Part) -> Part:
    """A part with the labels of its notes as they are where it moved to: there the calls of another section mean nothing. What it does not
    call there any more goes without its call.
    """
    olds, news = ([node.label for node in walk(part) if isinstance(node, NoteReference)] for part in (old, new))
    if olds == news:
        return old
    labels = dict(zip(olds, news, strict=False)) if len(olds) == len(news) else {}

    def call(node: Any) -> Any:
        if not isinstance(node, NoteReference):
            return node
        return replace(node, label=labels[node.label]) if node.label in labels else Text(words="")

    return transform(old, call)


def said_words(node: Node | Inlines | str | None) -> str:
    """The words of a node; where a citation or the call of a note stood before a full stop, no space is left."""
    if isinstance(node, str):
        return node
    if not node:
        return ""
    shown = transform(node, _as_shown) if isinstance(node, Node) else tuple(transform(each, _as_shown) for each in node)
    return _GAP.sub("", words(shown).strip())


def _as_shown(node: Any) -> Any:
    return Text(words=node.shown) if isinstance(node, Reference) and node.shown and not node.content else node


def spelled(node: Node | Inlines | str | None) -> str:
    """The words of a node with all that differs when they do not: how they are set off, where links lead, what is cited and shown."""
    if isinstance(node, str):
        return node
    return "".join(map(_spelled, shown(node) if isinstance(node, Node) else node or ())).strip()


def _spelled(node: Inline) -> str:
    inside = "".join(_spelled(each) for each in getattr(node, "content", ()))
    match node:
        case Emphasis():
            return f"*{inside}*"
        case Strong():
            return f"**{inside}**"
        case Code():
            return f"`{node.words}`"
        case Hyperlink():
            return f"[{inside}]({node.target})"
        case Reference():
            return f"[{inside or node.shown}](#{node.target})"
        case Citation():
            return cited(node)
        case NoteReference():
            return f"[^{node.label.strip()}]"
        case Image():
            older = ' "older"' * node.target.endswith(OLDER_PICTURE)
            return f"![{node.alt}]({node.target.removesuffix(OLDER_PICTURE)}{older})"
    return inside or words(node)


def _place(node: Node | Inlines | str | None) -> Place | None:
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
    begun = isinstance(node, CodeBlock | Figure)
    if begun:
        whole = Text(words=node.words) if isinstance(node, CodeBlock) else Image(target=node.target, alt=node.alt)
        yield Marked(content=(whole,), mark=node.mark) if node.mark else whole
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
            content += [LineBreak(), Text(words="…")]
            break
        content += [LineBreak(), *shown(block)]
        length += len(words(block))
    return tuple(content)


def spread(part: Any, mark: Mark) -> Any:
    """A part with a mark on itself and on everything in it that has none, and all its words in that mark."""
    if isinstance(part, Remark) or (isinstance(part, Part) and part.mark):
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
