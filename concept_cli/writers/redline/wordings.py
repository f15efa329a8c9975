"""A redline to the wording of its parts in either draft, as a text of its own: without marks, what differs from the other draft in bold.

Wordings hold nothing but texts, bold and italic ones, and line breaks, so they can stand anywhere: calls of notes are raised numbers,
citations and references are the words shown for them, the author's own bold is plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

from concept_cli.document import (
    Citation,
    CodeBlock,
    Divider,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    Mark,
    Marked,
    Node,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Reference,
    Remark,
    Row,
    Section,
    Strong,
    Table,
    Text,
    children,
    words,
)
from concept_cli.writers.pieces import by_number, raised

END: Final = " ¶ "
"""What stands, in the words of a change, for the end of a paragraph that was split or joined there."""

Piece = tuple[str, bool, bool]
"""Words, whether they are bold, and whether they are italic."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Which of the two drafts is read, in which of its sections, for which change, and the numbers that its footnotes have there."""

    older: bool
    notes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    section: str = ""
    change: int = 0

    def lacks(self, mark: Mark | None) -> bool:
        """Whether what has this mark is not in the draft here. What moved by the change itself is read at its new place in both."""
        if mark is None or (mark.kind == "moved-to" and mark.change == self.change):
            return False
        return mark.gone != self.older


def draft_of(redline: Document, *, older: bool) -> Draft:
    """One of the drafts that a redline compares, with its footnotes counted in the order of their calls."""
    draft = Draft(older)
    numbers: dict[tuple[str, str], int] = {}
    for section in _sections(redline, draft):
        bodies = {note.label: note for note in reversed(section.notes) if not draft.lacks(note.mark)}
        called = [label for block in section.blocks for label in _calls(block, draft)]
        for label in called:  # grows on the way: a note may call another
            if label in bodies and (section.id, label) not in numbers:
                numbers[section.id, label] = len(numbers) + 1
                called += _calls(bodies[label], draft)
    return replace(draft, notes=numbers)


def _sections(node: Document | Section, draft: Draft) -> Iterator[Section]:
    for each in node.sections:
        if not draft.lacks(each.mark):
            yield each
        yield from _sections(each, draft)


def _calls(node: Node, draft: Draft) -> Iterator[str]:
    if isinstance(node, Part | Marked) and draft.lacks(node.mark):
        return
    if isinstance(node, NoteReference):
        yield node.label
    for each in children(node):
        yield from _calls(each, draft)


# ------------------------------------------------------------------- parts


def wording(parts: Iterable[Part], draft: Draft) -> Inlines:
    """The words of parts as the draft has them, a line for each paragraph; nothing for parts that it lacks."""
    return _dressed(_between(_lines(parts, draft), ("\n", False, False)))


def _lines(parts: Iterable[Part], draft: Draft) -> Iterator[list[Piece]]:
    """The lines of parts in a row; a paragraph that ends only in the other draft goes on with the next one."""
    begun: list[Piece] = []
    for part in parts:
        if draft.lacks(part.mark):
            continue
        lines = [*_lines_of(part, draft)]
        if begun and lines:
            lines, begun = [begun + lines[0], *lines[1:]], []
        if isinstance(part, Paragraph) and part.end and draft.lacks(part.end) and lines:
            begun = lines.pop()
        yield from lines
    if begun:
        yield begun


def _lines_of(part: Any, draft: Draft) -> Iterator[list[Piece]]:
    bold = _differs(part.mark)
    match part:
        case Section():
            own = replace(draft, section=part.id)
            yield from _lines((part.heading, *part.blocks, *part.notes), own)
        case Heading():
            yield _begun(part.number, _pieces(part.content, draft), bold=bold)
        case Item():
            label = dict(part.before).get("label", part.label) if draft.older else part.label
            yield from _first_begun(label or "–", _lines(part.blocks, draft), bold=bold)
        case Note():
            yield from _first_begun(_raised(part.label, draft), _lines(part.blocks, draft), bold=bold)
        case Table():
            yield _begun(part.number, _pieces(part.caption, draft), bold=bold)
            yield from _lines((row for row in (*part.head, *part.rows) if row.role != "columns"), draft)
            yield [*_pieces(part.legend, draft)]
        case Row():
            cells = (
                [*_pieces(cell.content, draft)] or [("–", False, False)] for cell in part.cells if not draft.lacks(cell.mark)
            )
            yield [*_between(cells, (" | ", False, False))]
        case Figure():
            yield [(part.alt, bold, False)]
            yield _begun(part.number, _pieces(part.caption, draft), bold=bold)
        case CodeBlock():
            yield [(part.words, bold, False)]
        case Divider():
            yield [("* * *", bold, False)]
        case Remark():
            pass
        case _:
            yield [*_pieces([each for each in children(part) if isinstance(each, Inline)], draft)]
            yield from _lines((each for each in children(part) if isinstance(each, Part)), draft)


def _begun(number: str, pieces: Iterable[Piece], *, bold: bool) -> list[Piece]:
    """A line behind the number or label that it begins with."""
    return [*(((f"{number} ", bold, False),) if number else ()), *pieces]


def _first_begun(label: str, lines: Iterable[list[Piece]], *, bold: bool) -> Iterator[list[Piece]]:
    inside = [*lines] or [[]]
    yield _begun(label, inside[0], bold=bold)
    yield from inside[1:]


def _between(lines: Iterable[list[Piece]], sign: Piece) -> Iterator[Piece]:
    for at, line in enumerate(each for each in lines if each):
        if at:
            yield sign
        yield from line


def _differs(mark: Mark | None) -> bool:
    return mark is not None and mark.kind in ("deleted", "inserted")


# ------------------------------------------------------------------- words


def words_in(content: Iterable[Inline], draft: Draft) -> Inlines:
    """The words of a content with marks as the draft has them."""
    return _dressed(_pieces(content, draft))


def _pieces(content: Iterable[Inline], draft: Draft, *, bold: bool = False, italic: bool = False) -> Iterator[Piece]:
    for each in content:
        match each:
            case Marked() if draft.lacks(each.mark):
                pass
            case Marked() if words(each.content) == END:
                yield "\n", False, False
            case Marked():
                yield from _pieces(each.content, draft, bold=bold or _differs(each.mark), italic=italic)
            case Emphasis():
                yield from _pieces(each.content, draft, bold=bold, italic=True)
            case LineBreak():
                yield "\n", bold, italic
            case Link() if bold and words(each) != each.target:  # two that differ in where they lead
                yield from _pieces(each.content, draft, bold=bold, italic=italic)
                yield f" ({each.target})", bold, italic
            case Strong() | Link():
                yield from _pieces(each.content, draft, bold=bold, italic=italic)
            case Reference() if each.content:
                yield from _pieces(each.content, draft, bold=bold, italic=italic)
            case _:
                yield _shown(each, draft), bold, italic


def _shown(node: Inline, draft: Draft) -> str:
    """The words shown for an inline that has no words of an author inside."""
    match node:
        case NoteReference():
            return _raised(node.label, draft)
        case Citation():
            return by_number(node)
        case Reference():
            return node.shown or node.target
        case Image():
            return f"[{node.alt}]"
        case _:
            return words(node)


def _raised(label: str, draft: Draft) -> str:
    """The number of a footnote as its calls show it; a star for one that is not called where it is looked for."""
    return raised(draft.notes.get((draft.section, label), 0))


def _dressed(pieces: Iterable[Piece]) -> Inlines:
    """Pieces as inlines: those that look the same are one, line ends are line breaks, none of them first, last, or beside another."""
    lines: list[list[Inline]] = [[]]
    for (bold, italic), same in groupby((each for each in pieces if each[0]), lambda piece: piece[1:]):
        for at, part in enumerate("".join(each[0] for each in same).split("\n")):
            if at:
                lines.append([])
            if part:
                text: Inline = Text(words=part)
                text = Emphasis(content=(text,)) if italic else text
                lines[-1].append(Strong(content=(text,)) if bold else text)
    full = [line for line in lines if words(tuple(line)).strip()]
    return tuple(each for at, line in enumerate(full) for each in ((*((LineBreak(),) if at else ()), *line)))
