"""A fragment read through once for all checks: its running words with their places, and what in them points elsewhere.

All words of a fragment become one string, so that each rule is one regular expression over one text; every offset in that string leads
back to the line and column that the author typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from concept_cli.diagnostics import Place
from concept_cli.document import (
    Block,
    Blocks,
    Citation,
    Cite,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Reference,
    Row,
    Strong,
    Table,
    Text,
)
from concept_cli.model import Fragment, Raw

NO_WORD: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the running words for what is no word: code, citations, calls of notes, pictures, line breaks, web addresses."""

_WEB: Final = re.compile(r"(?:http://|https://|www\.|mailto:)[^\s<>\"«»“”]+")
_MAIL: Final = re.compile(r"@[\w-]+\.[\w.-]+")
_MAIL_NAME: Final = re.compile(r"[\w.+-]+$")


class Kind(Enum):
    """Where a passage of running words stands."""

    TEXT = "text"
    CELL = "cell"  # of a table, and its caption
    HEADING = "heading"
    RECORD = "record"  # a title or note in a head or in a record


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that run on without a break: of a paragraph, a heading, a cell, a caption, a field.

    ``unit`` numbers the block that a citation in it vouches for: a paragraph, a list item, a quote, a whole table, a note.
    """

    start: int
    kind: Kind
    unit: int


@dataclass(slots=True)
class Reading:
    """What a file says: ``words`` holds its passages, each on a line of its own."""

    path: str
    language: str = ""
    words: str = ""
    passages: list[Passage] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)  # the node that stands at each start
    linked: list[tuple[int, int]] = field(default_factory=list)  # words inside links
    headings: list[Heading] = field(default_factory=list)  # of the text itself, not those inside quotes and lists
    named: list[Block] = field(default_factory=list)  # blocks with an {#id}
    references: list[Reference] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    calls: list[tuple[NoteReference, int]] = field(default_factory=list)  # each with the unit that it stands in
    pictures: list[Figure | Image] = field(default_factory=list)
    cited: set[int] = field(default_factory=set)  # units with a citation in them
    leans: dict[int, int] = field(default_factory=dict)  # unit to the unit whose citations vouch for it too
    notes: dict[str, int] = field(default_factory=dict)  # label of a note to its unit
    called: dict[int, list[int]] = field(default_factory=dict)  # unit to the units of the notes it calls
    lines: list[str] | None = None  # the file as typed, of a fragment
    _prose: str | None = None

    @property
    def prose(self) -> str:
        """The words with web and mail addresses blanked out, offset for offset."""
        if self._prose is None:
            self._prose = _without_mail(_WEB.sub(_blank, self.words))
        return self._prose

    def place(self, offset: int) -> Place:
        """Where the character at an offset of ``words`` was typed."""
        index = bisect_right(self.starts, offset) - 1
        return self.texts[index].place_at(offset - self.starts[index]) or Place(self.path)

    def typed(self, offset: int) -> tuple[str, str]:
        """The line of a fragment that the character at an offset was typed in: what stands before it, and the rest with it."""
        place = self.place(offset)
        line = self.lines[place.line - 1] if self.lines and place.line <= len(self.lines) else ""
        return line[: place.column - 1], line[place.column - 1 :]

    def passage_number(self, offset: int) -> int:
        """Which passage the character at an offset stands in."""
        return bisect_right(self.passages, offset, key=lambda each: each.start) - 1

    def passage(self, offset: int) -> Passage:
        """The passage that the character at an offset stands in."""
        return self.passages[self.passage_number(offset)]

    def is_cited(self, unit: int) -> bool:
        """Whether a citation vouches for a unit: its own, that of a note it calls, or that of a unit it leans on."""
        seen: set[int] = set()
        current: int | None = unit
        while current is not None and current not in seen:
            if current in self.cited or not self.cited.isdisjoint(self.called.get(current, ())):
                return True
            seen.add(current)
            current = self.leans.get(current)
        return False


def is_escaped(before: str) -> bool:
    """Whether the sign behind these words of a line is taken for a word, because a backslash stands before it."""
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _blank(match: re.Match[str]) -> str:
    return NO_WORD * len(match[0])


def _without_mail(text: str) -> str:
    pieces, done = [], 0
    for match in _MAIL.finditer(text) if "@" in text else ():
        name = _MAIL_NAME.search(text, max(done, match.start() - 64), match.start())
        start = name.start() if name else match.start()
        pieces += [text[done:start], NO_WORD * (match.end() - start)]
        done = match.end()
    return "".join((*pieces, text[done:]))


def read(fragment: Fragment) -> Reading:
    """The reading of a fragment: its title, its text, its notes."""
    lines = fragment.text.split("\n")
    reader = _Reader(Reading(fragment.path, fragment.language, lines=lines))
    if fragment.head is not None:
        reader.fields(fragment.head.raw, lines)
    reader.blocks(fragment.blocks, top=True)
    for note in fragment.notes:
        reader.note(note)
    return reader.close()


def read_fields(raw: Raw) -> Reading:
    """The reading of a YAML record, whose text is not at hand: each of its words stands where its field's value begins."""
    reader = _Reader(Reading(raw.spots[()].value.path))
    reader.fields(raw, None)
    return reader.close()


class _Reader:
    """Goes through a tree in reading order and gathers its words."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pieces: list[str] = []
        self.length = 0
        self.units = 0

    def close(self) -> Reading:
        """The reading, complete."""
        self.reading.words = "".join(self.pieces)
        for call, unit in self.reading.calls:
            if (note := self.reading.notes.get(call.label)) is not None:
                self.reading.called.setdefault(unit, []).append(note)
                self.reading.leans.setdefault(note, unit)  # what calls a note vouches for it
        return self.reading

    # -- words

    def add(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)

    def text(self, node: Text) -> None:
        self.reading.starts.append(self.length)
        self.reading.texts.append(node)
        self.add(node.words)

    def passage(self, content: Inlines, kind: Kind, unit: int) -> None:
        """The words of a block, on a line of their own."""
        self.reading.passages.append(Passage(self.length, kind, unit))
        self.inlines(content, unit)
        self.add("\n")

    def inlines(self, content: Inlines, unit: int) -> None:
        for node in content:
            kind = type(node)
            if kind is Text:
                self.text(node)  # type: ignore[arg-type]
            elif kind in _INLINES:
                _INLINES[kind](self, node, unit)
            else:
                self.add(NO_WORD)

    def link(self, node: Any, unit: int) -> None:
        if isinstance(node, Reference):
            self.reading.references.append(node)
        start = self.length
        if node.content:
            self.inlines(node.content, unit)
        else:
            self.add(NO_WORD)
        self.reading.linked.append((start, self.length))

    def citation(self, node: Any, unit: int) -> None:
        self.reading.cites.extend(node.cites)
        self.reading.cited.add(unit)
        self.add(NO_WORD)

    def call(self, node: Any, unit: int) -> None:
        self.reading.calls.append((node, unit))
        self.add(NO_WORD)

    def image(self, node: Any, unit: int) -> None:
        self.reading.pictures.append(node)
        self.add(NO_WORD)

    # -- blocks

    def unit(self, leaning_on: int | None) -> int:
        """A new unit."""
        self.units += 1
        if leaning_on is not None:
            self.reading.leans[self.units] = leaning_on
        return self.units

    def blocks(self, blocks: Blocks, unit: int | None = None, *, top: bool = False) -> None:
        """Blocks in order; inside ``unit`` when given, else each is a unit of its own."""
        before: Block | None = None
        for block in blocks:
            if block.id:
                self.reading.named.append(block)
            if top and isinstance(block, Heading):
                self.reading.headings.append(block)
            # “In 2023 [@a]:” vouches for the list or table that it introduces.
            leaning_on = unit if unit is not None else self.units if _introduces(before) else None
            inside = unit if unit is not None and isinstance(block, Paragraph) else self.unit(leaning_on)
            if (take := _BLOCKS.get(type(block))) is not None:
                take(self, block, inside)
            before = block

    def paragraph(self, block: Any, unit: int) -> None:
        self.passage(block.content, Kind.TEXT, unit)

    def heading(self, block: Any, unit: int) -> None:
        self.passage(block.content, Kind.HEADING, unit)

    def quote(self, block: Any, unit: int) -> None:
        self.blocks(block.blocks, unit)

    def items(self, block: Any, unit: int) -> None:
        for item in block.items:
            if item.id:
                self.reading.named.append(item)
            self.blocks(item.blocks, self.unit(unit))

    def definitions(self, block: Any, unit: int) -> None:
        for entry in block.entries:
            inside = self.unit(unit)
            if entry.id:
                self.reading.named.append(entry)
            self.passage(entry.term, Kind.TEXT, inside)
            for meaning in entry.meanings:
                self.blocks(meaning.blocks, inside)

    def table(self, block: Any, unit: int) -> None:
        row: Row
        for row in (*block.head, *block.rows):
            for cell in row.cells:
                self.passage(cell.content, Kind.CELL, unit)
        self.passage(block.caption, Kind.CELL, unit)

    def figure(self, block: Any, unit: int) -> None:
        """A picture; its caption is plain text in which no citation can stand, so it counts as a heading."""
        self.reading.pictures.append(block)
        self.passage(block.caption, Kind.HEADING, unit)

    def note(self, note: Note) -> None:
        unit = self.unit(None)
        self.reading.notes.setdefault(note.label, unit)
        self.blocks(note.blocks, unit)

    # -- fields

    def fields(self, raw: Raw, lines: list[str] | None) -> None:
        """The texts of a head or record, wherever they stand in it."""
        waiting: list[tuple[tuple[str | int, ...], Any]] = [((), raw.value)]
        while waiting:
            loc, current = waiting.pop()
            if isinstance(current, str):
                self.reading.passages.append(Passage(self.length, Kind.RECORD, 0))
                self.text(_typed(current, raw.spots[loc].value, lines))
                self.add("\n")
            elif isinstance(current, dict):
                waiting.extend(((*loc, name), each) for name, each in reversed(current.items()))
            elif isinstance(current, list):
                waiting.extend(((*loc, index), each) for index, each in reversed(list(enumerate(current))))


def _introduces(block: Block | None) -> bool:
    """Whether a block is a paragraph that ends with a colon, perhaps with a citation behind it."""
    if not isinstance(block, Paragraph):
        return False
    spoken = tuple(each for each in block.content if not isinstance(each, Citation | NoteReference))
    ends = (content[-1] for content in (block.content, spoken) if content)
    return any(isinstance(each, Text) and each.words.rstrip().endswith(":") for each in ends)


def _typed(words: str, place: Place, lines: list[str] | None) -> Text:
    """A field's value with the place of each character, or with one place for all when it was folded, escaped or is not at hand."""
    if lines is not None and place.line <= len(lines):
        source, column = lines[place.line - 1], place.column - 1
        for start in (column, column + 1):  # bare, or behind a quotation mark
            if source.startswith(words, start):
                found = place.right(start - column)
                return Text(words=words, place=found, places=((0, found),))
    return Text(words=words, place=place)


_INLINES: Final[dict[type[Inline], Callable[[_Reader, Any, int], None]]] = {
    Emphasis: lambda reader, node, unit: reader.inlines(node.content, unit),
    Strong: lambda reader, node, unit: reader.inlines(node.content, unit),
    Link: _Reader.link,
    Reference: _Reader.link,
    Citation: _Reader.citation,
    NoteReference: _Reader.call,
    Image: _Reader.image,
}
_BLOCKS: Final[dict[type[Block], Callable[[_Reader, Any, int], None]]] = {
    Paragraph: _Reader.paragraph,
    Heading: _Reader.heading,
    Quote: _Reader.quote,
    List: _Reader.items,
    DefinitionList: _Reader.definitions,
    Table: _Reader.table,
    Figure: _Reader.figure,
}
