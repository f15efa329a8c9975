"""Numbers, given last: sections and headings, paragraphs, tables, figures, footnotes, and the words of references to them.

The pattern of a section's number depends on the language ("Section 2.", "Раздел 2.", "2-бөлім."); below it, decimals ("2.1"). Generated
lists at the end have no number, and neither have their paragraphs, nor those of the passport.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from concept_cli.document import (
    Block,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Entry,
    Figure,
    Heading,
    Item,
    List,
    Node,
    NoteReference,
    Paragraph,
    Quote,
    Reference,
    Section,
    Table,
    anchor,
    children,
    transform,
    words,
)
from concept_cli.wording.terms import term

_UNNUMBERED: Final = frozenset({"sources", "abbreviations"})
_GENERATED: Final = _UNNUMBERED | {"passport"}
_NUMBER: Final = re.compile(r"\d+(?:[.-]\d+)*")
_SENTENCE_END: Final = re.compile(r"(?:\w{3}|[\d\s%»”)])[.!?…][»”)]*\s+$")
"""What stands before a sentence begins. A word of one or two letters before the full stop is an abbreviation: "см. таблица 1"."""


def numbered(document: Document) -> Document:
    """The document with all its numbers, its contents, and the words of its references."""
    counting = _Counting(document.language)
    sections = tuple(counting.section(each) for each in document.sections)
    labels = counting.labels

    def show(node: Any) -> Any:
        if isinstance(node, Reference):
            label = labels.get(node.target, "")
            number = _NUMBER.search(label) if node.bare else None
            return replace(node, shown=number[0] if number else label)
        return _capitals(node) if isinstance(node, Paragraph | Cell) else node

    document = transform(replace(document, sections=sections), show)
    return replace(document, contents=tuple(_entries(document)))


def _capitals(block: Paragraph | Cell) -> Paragraph | Cell:
    """A paragraph or cell whose references begin sentences with a capital: "Таблица 1 показывает", but "см. таблица 1"."""
    if not any(isinstance(each, Reference) for each in block.content):
        return block
    raised, before = [], ""
    for each in block.content:
        begins = not before.strip() or _SENTENCE_END.search(before)
        raised.append(
            replace(each, shown=each.shown[:1].upper() + each.shown[1:]) if isinstance(each, Reference) and begins else each
        )
        before = (before + words(each))[-8:]
    return replace(block, content=tuple(raised))


class _Counting:
    """Counts through the document once, in reading order."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.headings: list[int] = []
        self.tables = self.figures = self.paragraphs = 0
        self.notes: dict[tuple[str, str], int] = {}
        self.calls: list[str] = []  # labels of notes in the order of their calls in one section
        self.labels: dict[str, str] = {}
        """What a reference to an id shows."""

    def term(self, key: str, number: object) -> str:
        return term(key, self.language, number=number)

    def section(self, section: Section) -> Section:
        """A section with everything in it numbered; notes follow in the order of their calls, and uncalled ones are left out."""
        plain = section.role in _UNNUMBERED
        heading = section.heading if plain else self.heading(section.heading)
        self.labels[section.id] = self.reference(section.heading.level) if not plain else words(section.heading)
        self.calls = []
        named = section.blocks if section.role in _GENERATED else tuple(self.paragraph(each) for each in section.blocks)
        blocks = tuple(self.block(each, section.id) for each in named)
        waiting = {note.label: note for note in reversed(section.notes)}
        notes = [  # self.calls grows on the way: a note may call another
            replace(self.block(waiting.pop(label), section.id), number=self.notes[section.id, label])
            for label in self.calls
            if label in waiting
        ]
        nested = tuple(self.section(each) for each in section.sections)
        return replace(section, heading=heading, blocks=blocks, notes=tuple(notes), sections=nested)

    def paragraph(self, block: Any) -> Any:
        """A block of running text with its number in the margin; lists, quotations and definitions number what stands in them."""
        match block:
            case Paragraph() | Item() | Definition() | CodeBlock():
                self.paragraphs += 1
                return replace(block, paragraph=self.paragraphs)
            case List():
                return replace(block, items=tuple(self.paragraph(each) for each in block.items))
            case Quote():
                return replace(block, blocks=tuple(self.paragraph(each) for each in block.blocks))
            case DefinitionList():
                return replace(block, entries=tuple(self.paragraph(each) for each in block.entries))
        return block

    def block(self, block: Any, section: str) -> Any:
        """A block with the numbers of everything in it."""

        def number(node: Node) -> Node:
            match node:
                case Heading():
                    return self.heading(node)
                case Table() if node.caption or node.id:
                    self.tables += 1
                    self.note_label(node, self.term("table-reference", self.tables))
                    return replace(node, number=self.term("table", self.tables))
                case Figure() if node.caption or node.id:
                    self.figures += 1
                    self.note_label(node, self.term("figure-reference", self.figures))
                    return replace(node, number=self.term("figure", self.figures))
                case NoteReference():
                    self.calls.append(node.label)
                    return replace(node, number=self.notes.setdefault((section, node.label), len(self.notes) + 1))
                case Item():
                    self.note_label(node, node.label)
                case Block():
                    self.note_label(node, "")
            return node

        return transform(block, number)

    def heading(self, heading: Heading) -> Heading:
        """A heading with its number: the counter of its level goes up, deeper ones begin anew."""
        level = heading.level
        self.headings = (self.headings + [0] * level)[:level]
        self.headings[-1] += 1
        if heading.id:
            self.labels[heading.id] = self.reference(level)
        return replace(heading, number=self.term("section", self.headings[0]) if level == 1 else self.decimal())

    def decimal(self) -> str:
        return ".".join(str(each) for each in self.headings)

    def reference(self, level: int) -> str:
        return self.term("section-reference", ".".join(str(each) for each in self.headings[:level]))

    def note_label(self, block: Block, label: str) -> None:
        """What references to a block show; one without a number of its own is named by the section it stands in."""
        if block.id:
            self.labels[block.id] = label or self.reference(len(self.headings))


def _entries(node: Node) -> list[Entry]:
    """The lines of the contents: the titles of sections and the headings in them, in reading order."""
    entries: list[Entry] = []
    for child in children(node):
        if isinstance(child, Section):
            heading = child.heading
            entries.append(Entry(level=heading.level, number=heading.number, words=words(heading), anchor=anchor(child)))
        elif isinstance(child, Heading) and not isinstance(node, Section):
            continue
        elif isinstance(child, Heading) and isinstance(node, Section) and child is not node.heading:
            entries.append(Entry(level=child.level, number=child.number, words=words(child), anchor=anchor(child)))
        entries.extend(_entries(child) if isinstance(child, Section) else [])
    return entries
