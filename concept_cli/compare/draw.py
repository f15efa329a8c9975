"""Links to the redline: one tree that holds both drafts, with a mark on every difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, Final, cast

from concept_cli.compare.align import SEQUENCES, Link
from concept_cli.compare.changes import Changes, Where, beginning, columns_of, said_by, said_words, shown, spread, with_calls_of
from concept_cli.compare.columns import Column, columns
from concept_cli.compare.inlines import MakeMark, redlined, redlined_apart, said
from concept_cli.compare.settle import INLINE_FIELDS
from concept_cli.document import (
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Inlines,
    Item,
    LineBreak,
    List,
    Mark,
    Marked,
    Node,
    Part,
    Reference,
    Row,
    Section,
    Table,
    Text,
    child_fields,
    walk,
    words,
)
from concept_cli.wording.elements import element, shape

_SEEN: Final = {List: ("ordered",), Figure: ("alt",), Table: ("alignments",)}
"""Fields of parts, besides their words, whose change a reader can see."""


class Drawing:
    """Draws one redline and keeps the list of its changes."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes

    # -- sections

    def sections(self, links: Sequence[Link]) -> tuple[Section, ...]:
        """The sections of both drafts under one parent."""
        return tuple(self.section(link) for link in links)

    def section(self, link: Link) -> Section:
        """The section that a link holds."""
        if link.other_end:
            return self.moved_section(link)
        return self.section_pair(link, link.olds[0]) if link.is_pair else self.section_apart(link)

    def section_pair(self, link: Link, old: Section) -> Section:
        """A section that stands in both drafts. One that has a text of its language in one of them only has nothing to compare."""
        new: Section = link.news[0]
        self.changes.in_records(new.id)
        deeper = new.heading.level - old.heading.level
        where = (
            self.translated(old, new)
            if old.fallback != new.fallback
            else replace(_within(new), deeper=deeper, former=_within(old).heading)
        )
        title = replace(where, element=where.element or element("section", self.changes.language))
        return replace(
            new,
            heading=self.pair(Link((old.heading,), (new.heading,)), title),
            blocks=self.parts(link.inner["blocks"], where),
            notes=self.parts(link.inner["notes"], where),
            sections=self.sections(link.inner["sections"]),
            before=_before(old, new),
        )

    def translated(self, old: Section, new: Section) -> Where:
        """Inside of a section whose translation came or went: one change."""
        where = replace(_within(new), element=element("translation", self.changes.language))
        came = old.fallback
        mark = self.changes.mark("inserted" if came else "deleted", self.changes.next_number(where))
        bare = replace(new if came else old, sections=(), notes=())
        content = (Marked(content=beginning(bare), mark=mark),)
        return replace(where, change=self.changes.note(where, mark.kind, content, *((None, bare) if came else (bare, None))))

    def section_apart(self, link: Link) -> Section:
        """A section that stands in one draft only; parts that moved into it or out of it have changes of their own."""
        section: Section = (link.olds or link.news)[0]
        where = replace(_within(section), element=element("section", self.changes.language))
        mark = self.changes.mark("deleted" if link.olds else "inserted", self.changes.next_number(where))
        stays = tuple(each for inner in link.inner["blocks"] if not inner.other_end for each in (inner.olds or inner.news))
        bare = replace(section, sections=(), notes=(), blocks=stays)
        content = (Marked(content=beginning(bare), mark=mark),)
        inside = replace(
            where, change=self.changes.note(where, mark.kind, content, *((bare, None) if link.olds else (None, bare)))
        )
        return replace(
            section,
            mark=mark,
            heading=spread(section.heading, mark),
            blocks=self.parts(link.inner["blocks"], inside),
            notes=self.parts(link.inner["notes"], inside),
            sections=self.sections(link.inner["sections"]),
        )

    def moved_section(self, link: Link) -> Section:
        """One end of a section's move: the old one as it was, the new one with what changed on the way."""
        assert link.other_end is not None
        section = (link.olds or link.news)[0]
        number = self.changes.move(replace(_within(section), element=element("section", self.changes.language)), link)
        if link.olds:
            return cast(Section, spread(section, self.changes.mark("moved-from", number)))
        mark = self.changes.mark("moved-to", number)
        self.changes.show(number, (Marked(content=section.heading.content, mark=mark),))
        return cast(Section, spread(self.section_pair(link, link.other_end.olds[0]), mark))

    # -- parts in an order

    def parts(self, links: Sequence[Link], where: Where) -> tuple[Any, ...]:
        """The parts that links hold, those of both drafts in order."""
        drawn: list[Part] = []
        for link in links:
            if len(link.olds) + len(link.news) > 2:
                drawn += self.apart(link, where)
            elif link.is_pair and _is_whole(link.olds[0], link.news[0]):
                drawn += self.exchanged(link, where)
            else:
                drawn.append(self.part(link, where))
        return tuple(drawn)

    def exchanged(self, link: Link, where: Where) -> list[Part]:
        """A picture, or lines shown as typed, of which one took the place of the other: both stand there."""
        old, new = link.olds[0], link.news[0]
        where = self.changes.named(new, where)
        number = self.changes.next_number(where)
        both: list[Part] = [spread(old, self.changes.mark("deleted", number)), spread(new, self.changes.mark("inserted", number))]
        self.changes.note(where, "replaced", (*shown(both[0]), LineBreak(), *shown(both[1])), old, new)
        return both

    def part(self, link: Link, where: Where) -> Part:
        """The part that a link holds."""
        node: Part = (link.news or link.olds)[0]
        where = self.changes.named(node, where, former=not link.news)
        if link.other_end:
            return self.moved(link, where)
        if link.is_pair:
            paired: Part = self.pair(link, where)
            return paired
        mark = self.changes.mark("deleted" if link.olds else "inserted", self.changes.next_number(where))
        drawn: Part = spread(node, mark)
        self.changes.note(where, mark.kind, shown(drawn), *((node, None) if link.olds else (None, node)))
        return drawn

    def moved(self, link: Link, where: Where) -> Part:
        """One end of a move; what changed on the way belongs to it."""
        assert link.other_end is not None
        number = self.changes.move(where, link)
        if link.olds:
            gone: Part = spread(link.olds[0], self.changes.mark("moved-from", number))
            return gone
        whole = Link((with_calls_of(link.other_end.olds[0], link.news[0]),), link.news, link.inner)
        drawn: Part = spread(self.pair(whole, replace(where, change=number)), self.changes.mark("moved-to", number))
        self.changes.show(number, shown(drawn))
        return drawn

    def apart(self, link: Link, where: Where) -> list[Part]:
        """A paragraph that was split into several, or several that were joined into one."""
        split = len(link.news) > 1
        where = self.changes.named(link.news[0], where)
        number = self.changes.next_number(where)
        contents = redlined_apart([each.content for each in link.olds], [each.content for each in link.news], self.marker(number))
        end = self.changes.mark("inserted" if split else "deleted", number)
        base = [*link.news] if split else [link.news[0], *link.olds[1:]]
        drawn = [
            replace(each, content=content, end=end if at < len(contents) - 1 else None)
            for at, (each, content) in enumerate(zip(base, contents, strict=True))
        ]
        drawn[0] = replace(drawn[0], before=_before(link.olds[0], link.news[0]))
        signs = Marked(content=(Text(words=" ¶ "),), mark=end)
        content = tuple(each for at, part in enumerate(drawn) for each in ((signs,) * bool(at) + part.content))
        said_before, said_after = ([said for each in side for said in said_by(each)] for side in (link.olds, link.news))
        before, after = ("\n\n".join(said_words(each) for each in side) for side in (link.olds, link.news))
        self.changes.note(where, "split" if split else "joined", content, before, after, editorial=said_before == said_after)
        if not where.change:
            self.changes.place(number, link.olds[0].place, link.news[0].place)
        return list(drawn)

    # -- a part in both drafts

    def pair(self, link: Link, where: Where) -> Any:
        """A part that stands in both drafts, with the differences inside it."""
        old, new = link.olds[0], link.news[0]
        self.renumbered(old, new, where)
        if old == new:
            return new
        number = self.changes.next_number(where)
        updates: dict[str, Inlines] = {
            name: redlined(getattr(old, name), getattr(new, name), self.marker(number))
            for name in INLINE_FIELDS
            if name in child_fields(type(new)) and getattr(old, name) != getattr(new, name)
        }
        before = _before(old, new)
        drawn = replace(new, **updates, before=before)
        shapes = [name for name, _ in before if _is_seen(name, old, new, where)]
        if shapes or any(isinstance(each, Marked) for content in updates.values() for each in _frames(content)):
            self.replaced(drawn, updates, old, new, where, shapes)
        if isinstance(new, Table):
            return self.table(drawn, old, link, where)
        if isinstance(new, Row):
            if len(old.cells) != len(new.cells):
                return new  # it moved to a table of other columns
            return self.row(drawn, old, tuple((at, at) for at in range(len(new.cells))), (), where)
        inner = {name: self.parts(link.inner[name], where) for name in SEQUENCES.intersection(link.inner)}
        return replace(drawn, **inner)

    def replaced(self, drawn: Part, updates: dict[str, Inlines], old: Any, new: Any, where: Where, shapes: Sequence[str]) -> None:
        """Note the change of a part's own words, or of what else can be seen of it."""
        if updates:
            content = tuple(each for value in updates.values() for each in value)
            kind = "retitled" if isinstance(new, Heading) else "replaced"
            same = all(said(getattr(old, name)) == said(getattr(new, name)) for name in updates)
            before, after = (tuple(node for name in updates for node in getattr(each, name)) for each in (old, new))
            self.changes.note(where, kind, content, before, after, editorial=same and "alt" not in shapes)
        else:
            mark = self.marker(self.changes.next_number(where))
            one, other = (shape(shapes[0], getattr(each, shapes[0]), self.changes.language) for each in (old, new))
            both = (Marked(content=(Text(words=each),), mark=mark(gone)) for each, gone in ((one, True), (other, False)) if each)
            self.changes.note(where, "field", (*both, LineBreak(), *shown(drawn)), one, other, editorial="alt" not in shapes)
        if not where.change:
            self.changes.place(len(self.changes.listed), old.place, new.place)

    def marker(self, number: int) -> MakeMark:
        """What makes the marks of a change."""
        return lambda gone: self.changes.mark("deleted" if gone else "inserted", number)

    # -- tables

    def table(self, drawn: Table, old: Table, link: Link, where: Where) -> Table:
        """A table that changed: its columns, then its rows."""
        new: Table = link.news[0]
        plan = columns(old, new)
        marks: list[Mark | None] = []
        for one, other in plan:
            marks.append(self.column(old, new, one, other, where) if one is None or other is None else None)
        changed = tuple(marks) if any(marks) else ()
        updates: dict[str, Any] = {}
        for name, inside in (("head", where), ("rows", replace(where, columns=_named_columns(new, plan)))):
            updates[name] = tuple(self.table_row(each, plan, changed, inside) for each in link.inner[name])
        if changed:
            updates["columns"] = changed
            updates["alignments"] = tuple(
                new.alignments[other] if other is not None else old.alignments[cast(int, one)] for one, other in plan
            )
        return replace(drawn, **updates)

    def column(self, old: Table, new: Table, one: int | None, other: int | None, where: Where) -> Mark:
        """The mark of a column that stands in one of the tables, noted as a change."""
        number = self.changes.next_number(where)
        mark = self.changes.mark("inserted" if one is None else "deleted", number)
        table, at = (new, cast(int, other)) if one is None else (old, one)
        head = words(table.head[0].cells[at]) if table.head and at < len(table.head[0].cells) else ""
        said_words = columns_of((*table.head, *table.rows), at)
        named = replace(where, element=f"{where.element}, {element('column', self.changes.language, name=head)}")
        content = (Marked(content=(Text(words=said_words.replace("\n", " | ")),), mark=mark),)
        self.changes.note(named, mark.kind, content, *(("", said_words) if one is None else (said_words, "")))
        if not where.change:
            self.changes.place(number, old.place, new.place)
        return mark

    def table_row(self, link: Link, plan: tuple[Column, ...], marks: tuple[Mark | None, ...], where: Where) -> Row:
        """A row in the columns of both tables. What it shows of a record belongs to the change of that."""
        record = (link.news or link.olds)[0].address.partition("#")[2]
        where = replace(where, change=where.change or self.changes.records.get(record, 0))
        if not marks or link.other_end:
            return cast(Row, self.part(link, where))
        if link.is_pair:
            old, new = link.olds[0], link.news[0]
            return self.row(replace(new, before=_before(old, new)), old, plan, marks, self.changes.named(new, where))
        row = cast(Row, self.part(link, where))
        mine = [(one if link.olds else other) for one, other in plan]
        cells = tuple(
            row.cells[at] if at is not None else Cell(content=(), mark=mark) for at, mark in zip(mine, marks, strict=True)
        )
        return replace(row, cells=cells)

    def row(self, drawn: Row, old: Row, plan: tuple[Column, ...], marks: tuple[Mark | None, ...], where: Where) -> Row:
        """A row that stands in both tables, cell by cell."""
        cells = []
        for at, (one, other) in enumerate(plan):
            mark = marks[at] if marks else None
            if one is not None and other is not None:
                cells.append(self.pair(Link((old.cells[one],), (drawn.cells[other],)), self.changes.in_column(where, at)))
            else:
                cell = old.cells[one] if one is not None else drawn.cells[cast(int, other)]
                cells.append(spread(cell, cast(Mark, mark)))
        return replace(drawn, cells=tuple(cells))

    # -- numbers

    def renumbered(self, old: Any, new: Any, where: Where) -> None:
        """Note the numbers that differ, of a part and, where its words are the same, of the references in it."""
        number = getattr(new, "number", "")
        if isinstance(number, str):
            self.changes.renumber(where, old, new, getattr(old, "number", ""), number)
        if isinstance(new, Item):
            self.changes.renumber(where, old, new, old.label, new.label)
        if old == new:
            for one, other in zip(walk(old), walk(new), strict=False):
                if isinstance(one, Reference) and isinstance(other, Reference) and other.shown:
                    named = replace(where, element=element("reference", self.changes.language))
                    self.changes.renumber(named, old, new, one.shown, other.shown)
                elif one is not old and isinstance(one, Heading | Table | Figure) and isinstance(other, Part):
                    self.renumbered(one, other, self.changes.named(other, where))


def _is_seen(name: str, old: Any, new: Any, where: Where) -> bool:
    """Whether a reader sees that a field of a part changed. The headings of a section go up and down with it."""
    if name == "level":
        return bool(new.level - old.level != where.deeper)
    if name == "alignments":  # only tables made from records have widths; their columns are aligned by the tool
        return len(old.alignments) == len(new.alignments) and not new.widths
    return name in _SEEN.get(type(new), ())


def _is_whole(old: Part, new: Part) -> bool:
    """Whether two parts that belong together cannot be drawn as one."""
    match old, new:
        case CodeBlock(), CodeBlock():
            return old.words != new.words
        case Figure(), Figure():
            return old.target != new.target
    return False


def _named_columns(table: Table, plan: Sequence[Column]) -> tuple[str, ...]:
    """What the columns are called in a table of more than two; in a smaller one the row says enough."""
    cells = table.head[0].cells if table.head and len(plan) > 2 else ()
    return tuple(words(cells[at]) if at is not None and len(cells) == len(table.alignments) else "" for _, at in plan)


def _within(section: Section) -> Where:
    heading = section.heading
    return Where(section.id, " ".join(filter(None, (heading.number, words(heading)))))


def _frames(content: Inlines) -> Iterator[Node]:
    return (node for each in content for node in walk(each))


def _before(old: Part, new: Part) -> tuple[tuple[str, Any], ...]:
    """The fields, besides what stands inside, that differ in the older part; a note's label may have been set apart before."""
    inside = {*child_fields(type(new)), "mark", "before"}
    differing = (each.name for each in fields(new) if each.compare and each.name not in inside)
    return (*old.before, *((name, getattr(old, name)) for name in differing if getattr(old, name) != getattr(new, name)))
