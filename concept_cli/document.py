"""The document tree: frozen nodes that readers make, ``assemble`` completes and writers draw.

Three kinds of nodes: inlines (words inside a block), blocks (what has an address), and the two that hold blocks together,
:class:`Section` and :class:`Document`. What is only known after assembly (numbers, addresses, the words shown for a reference) and
where a node was written (places) are not part of equality, so that two drafts can be compared whatever their numbering.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from operator import is_not
from typing import Any, Final, Literal, TypeVar

from concept_cli.diagnostics import Place

Inlines = tuple["Inline", ...]
Blocks = tuple["Block", ...]
N = TypeVar("N", bound="Node")
MarkKind = Literal["inserted", "deleted", "moved-from", "moved-to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in the tree; ``place`` is where its words begin in the source (None for what is generated)."""

    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of something between two drafts, and, where it is known, who did it, on which day (ISO 8601), and why.

    ``change`` is the number of the :class:`Change` that it belongs to; the two ends of a move share one. 0 belongs to none.
    """

    kind: MarkKind
    change: int = 0
    who: str = ""
    when: str = ""
    why: str = ""

    @property
    def gone(self) -> bool:
        """Whether what is marked stands in the older draft only."""
        return self.kind in {"deleted", "moved-from"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Node):
    """What a redline can mark as a whole.

    Without a ``mark`` it stands in both drafts; ``before`` are the names and values of those of its fields that differ in the older one.
    """

    mark: Mark | None = None
    before: tuple[tuple[str, Any], ...] = ()


# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline(Node):
    """A piece of a block's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Inline):
    """Plain words. ``places`` maps offsets in the words to source places: from each offset on, columns run with the words."""

    words: str
    places: tuple[tuple[int, Place], ...] = field(default=(), compare=False)

    def place_at(self, offset: int) -> Place | None:
        """Where the character at ``offset`` was typed; None for generated words."""
        found = bisect_right(self.places, offset, key=lambda pair: pair[0]) - 1
        if found < 0:
            return self.place
        start, place = self.places[found]
        return place.right(offset - start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Inline):
    """Emphasised words."""

    content: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong(Inline):
    """Strongly emphasised words."""

    content: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Inline):
    """Words shown as typed, in a fixed-width face."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Inline):
    """Words that lead to an address on the web (``http``, ``https``, ``mailto``; ``target`` is empty when it was refused)."""

    target: str
    content: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Inline):
    """A cross-reference to the block or section with the id ``target``. Shown: its own words, else ``shown`` ("Table 2").

    A ``bare`` one shows the number alone ("2"), for languages in which the word before it has to be declined.
    """

    target: str
    content: Inlines = ()
    bare: bool = False
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite(Inline):
    """One source named in a citation; ``number`` is its number in the list of sources (0 before assembly)."""

    source: str
    locator: str = ""
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Inline):
    """``[@a, p. 3; @b]``, shown as ``[1, p. 3; 2]``, each number leading to the list of sources."""

    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReference(Inline):
    """The call of the footnote ``label`` of its section; ``number`` counts through the document (0 before assembly)."""

    label: str
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Inline):
    """A small picture among words; ``target`` is a path in the project, empty when it was refused; ``title`` is no text of its own."""

    target: str
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak(Inline):
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Inline):
    """What could not be resolved, shown with a visible mark so that nobody takes it for text."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(Inline):
    """Words that stand in one of two drafts only, or that moved."""

    content: Inlines
    mark: Mark


# ----------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Part):
    """What an address can name. ``id`` is the author's ``{#id}``; ``address`` is ``SECTION.LANG#BLOCK``, set by assembly.

    ``paragraph`` is the number in the margin by which letters name it ("paragraph 47"), counted through the document; 0 for what has
    none: headings, tables, notes, and whatever is nested in a numbered block and belongs to it.
    """

    id: str = ""
    address: str = field(default="", compare=False)
    paragraph: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading; ``level`` 1 is a top section's title. ``number`` is shown before the words ("Section 2.", "2.1")."""

    level: int
    content: Inlines
    number: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """A paragraph. ``end`` marks the end of it: inserted where one paragraph was split in two, deleted where two were joined.

    ``role`` is what it is in a letter: ``sender``, ``addressee``, ``subject``, or ``line`` for any other that is not running text.
    """

    content: Inlines
    end: Mark | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """A list item. ``label`` is what stands before it as the author wrote it (``9-1)``); empty in a bulleted list."""

    blocks: Blocks
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Block):
    """A bulleted or numbered list; ``tight`` when its items stand without space between them."""

    items: tuple[Item, ...]
    ordered: bool = False
    tight: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """Quoted blocks."""

    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Block):
    """Lines shown as typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider(Block):
    """A break between two trains of thought, drawn as a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Part):
    """A table cell; ``across`` so many columns (more than one only in tables made from records)."""

    content: Inlines
    across: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Block):
    """A table row. ``role``: ``group`` for a row that heads the rows after it, ``columns`` for the row that numbers the columns."""

    cells: tuple[Cell, ...]
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table. ``alignments``: one of ``left``, ``center``, ``right`` or nothing for each column; every row has as many cells, or
    fewer that reach over as many columns. ``columns`` are the marks of its columns, when any was inserted or deleted.

    ``widths`` are the shares of the columns (empty: as their words need); ``wide`` asks for a landscape page; ``legend`` is what stands
    below the table, such as the meanings of its abbreviations; ``choices`` are the words that whoever fills in a column may choose from.
    """

    alignments: tuple[str, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: Inlines = ()
    widths: tuple[int, ...] = ()
    wide: bool = False
    legend: Inlines = ()
    columns: tuple[Mark | None, ...] = ()
    choices: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    number: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A picture with its caption; ``target`` is a path in the project, empty when it was refused, or ``record:NAME`` for a table or
    picture that assembly makes from records in its place.
    """

    target: str
    alt: str
    caption: Inlines = ()
    number: str = field(default="", compare=False)


OLDER_PICTURE: Final = "#older"
"""Ends, in a redline, the target of a picture of the older draft, of which the newer one has another under the same path."""


def record_name(target: str) -> str:
    """NAME of ``record:NAME``, the target of a figure made from records; empty for any other target."""
    return target.removeprefix("record:") if target.startswith("record:") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Part):
    """One explanation of a defined term."""

    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Block):
    """A term and its explanations."""

    term: Inlines
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionList(Block):
    """Terms, each with its explanations."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Block):
    """A footnote: the blocks shown where its section calls ``label``."""

    label: str
    blocks: Blocks
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Block):
    """What somebody said of the block, heading or row before it, shown beside the text and no part of it: nothing counts or compares it.

    ``who`` said it, on the day ``when`` (ISO 8601, or not known); ``label`` says shortly which remark it is and what became of it;
    ``content`` are the plain words, ``proposed`` a wording that was proposed and cannot be shown as a redline.
    """

    who: str
    content: Inlines
    when: str = ""
    label: str = ""
    proposed: Inlines = ()


# ------------------------------------------------- sections and the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Part):
    """A numbered unit read from one fragment, or generated (passport, sources, abbreviations, letter).

    ``heading`` carries the section's title; ``blocks`` its text; ``notes`` its footnotes; ``sections`` what the outline nests in it.
    ``language`` is the language of the words shown; ``fallback`` says that it is the working text because a translation is missing.
    """

    id: str
    role: str
    language: str
    heading: Heading
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()
    sections: tuple[Section, ...] = ()
    status: str = ""
    fallback: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Node):
    """A line of the contents: a heading's number and words, its level, and the anchor it leads to."""

    level: int
    number: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two drafts, as people count them.

    ``kind``: inserted, deleted, replaced, moved, split, joined, renumbered, retitled or field. ``editorial`` when no word and no figure
    differs. ``section`` is the id of the section it stands in (of the newer draft, if it is there), ``heading`` its number and title;
    ``element`` is what changed, in the words of the document's language: "Paragraph 47", "Table 2, row 3". ``content`` shows the words
    with their marks; ``before`` and ``after`` are the plain words in each draft, written at ``older`` and ``newer``; ``was`` is where
    what moved stood in the older draft, ``record`` the id of the record that changed. ``who`` asked for it, ``when`` and ``why``, in which
    ``contribution``, is there where it was explained.
    """

    number: int
    kind: str
    section: str
    heading: str = ""
    element: str = ""
    content: Inlines = ()
    before: str = ""
    after: str = ""
    older: Place | None = None
    newer: Place | None = None
    editorial: bool = False
    was: str = ""
    record: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    contribution: str = ""

    @property
    def explained(self) -> bool:
        """Whether anything is known of why it was made."""
        return bool(self.who or self.why or self.contribution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Who asked for a change, on which day (ISO 8601, or not known), what was decided and why, and the id of the contribution."""

    who: str = ""
    when: str = ""
    why: str = ""
    contribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """What a document with marks compares: the names of the older and the newer draft, and every change, in reading order.

    ``numbers`` is how many more there are of numbers alone; ``explains`` says that explanations were looked for: then a change without one
    is unexplained.
    """

    older: str
    newer: str
    changes: tuple[Change, ...] = ()
    numbers: int = 0
    explains: bool = False

    def lacks_explanation(self, change: Change) -> bool:
        """Whether nobody said why a change was made; nobody has to for a number that follows from other changes."""
        return self.explains and not change.explained and change.kind != "renumbered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Part):
    """The whole concept in one language, as its outputs show it.

    ``title``, ``edition``, ``period`` and ``body`` (who answers for it) make the title page, ``short_title`` the running header;
    ``state`` is ``draft``, ``public`` (a draft for public discussion) or ``final``; ``margin`` says whether paragraphs show their
    numbers; ``errors`` counts the findings that the outputs must own up to; ``contents`` and all numbers are set by assembly.
    ``redline`` is there when the document is a redline: then it holds what stands in either of two drafts, each with its marks.
    """

    id: str
    language: str
    title: str
    short_title: str = ""
    edition: str = ""
    state: str = "final"
    margin: bool = field(default=False, compare=False)
    period: str = ""
    body: str = ""
    sections: tuple[Section, ...] = ()
    contents: tuple[Entry, ...] = field(default=(), compare=False)
    errors: int = field(default=0, compare=False)
    redline: Redline | None = None


# ---------------------------------------------------------- going through


class _Fields(dict[type[Node], tuple[str, ...]]):
    """For each node type those of some fields that it has, in order; found out once."""

    def __init__(self, *order: str) -> None:
        super().__init__()
        self.order = order

    def __missing__(self, kind: type[Node]) -> tuple[str, ...]:
        names = {each.name for each in fields(kind)}
        self[kind] = tuple(name for name in self.order if name in names)
        return self[kind]


_CHILD_FIELDS: Final = _Fields(
    *("heading", "term", "head", "rows", "cells", "content", "proposed", "cites", "blocks", "items", "entries", "meanings"),
    *("caption", "legend", "notes", "sections", "contents"),
)
_PART_FIELDS: Final = _Fields("heading", "head", "rows", "blocks", "items", "entries", "meanings", "notes", "sections")
"""Those that hold parts: no words, and no cells, which hold nothing else."""


def child_fields(kind: type[Node]) -> tuple[str, ...]:
    """The names of the fields of a node type that hold nodes, in reading order."""
    return _CHILD_FIELDS[kind]


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in reading order (a table's caption after its rows, a section's notes after its text)."""
    for name in _CHILD_FIELDS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        else:
            yield from value


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, depth first, in reading order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        for name in reversed(_CHILD_FIELDS[type(current)]):
            value = getattr(current, name)
            if isinstance(value, tuple):
                stack.extend(reversed(value))
            else:
                stack.append(value)


def every_section(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections and all those nested in them, in reading order."""
    for each in sections:
        yield each
        yield from every_section(each.sections)


def transform(node: N, change: Callable[[Any], Any]) -> N:
    """The tree with ``change`` applied to every node, innermost first; unchanged parts are shared with the old tree."""
    return _transformed(node, change, _CHILD_FIELDS)


def transform_blocks(node: N, change: Callable[[Any], Any]) -> N:
    """The tree with ``change`` applied to its sections, blocks and what holds blocks, innermost first; no words are visited."""
    return _transformed(node, change, _PART_FIELDS)


def _transformed(node: N, change: Callable[[Any], Any], inside: _Fields) -> N:
    updates: dict[str, Any] = {}
    for name in inside[type(node)]:
        old: Any = getattr(node, name)
        if isinstance(old, tuple):
            if old:  # most nodes hold nothing: they are spared a call
                new = tuple([_transformed(each, change, inside) if inside[type(each)] else change(each) for each in old])
                if any(map(is_not, old, new)):
                    updates[name] = new
        else:
            one = _transformed(old, change, inside)
            if one is not old:
                updates[name] = one
    changed: N = change(replace(node, **updates) if updates else node)
    return changed


def without_remarks(node: N) -> N:
    """The tree without what was said of it: the text that an author answers for."""

    def cut(each: Any) -> Any:
        blocks = getattr(each, "blocks", ())
        kept = tuple(block for block in blocks if not isinstance(block, Remark))
        return replace(each, blocks=kept) if len(kept) < len(blocks) else each

    return transform_blocks(node, cut)


def words(node: Node | tuple[Node, ...]) -> str:
    """The author's words of a node, as they are rendered: without numbers, calls of notes and citations, which are generated, and without
    what others said of it.

    Blocks inside blocks are set apart by a line end, cells by a tab.
    """
    if isinstance(node, tuple):
        return "".join(words(each) for each in node)
    match node:
        case Text() | Code() | CodeBlock() | Broken():
            return node.words
        case LineBreak():
            return "\n"
        case Image():
            return node.alt
        case Citation() | NoteReference() | Divider() | Remark():
            return ""
        case Row():
            return "\t".join(words(cell) for cell in node.cells)
        case Figure():
            return "\n".join(filter(None, (node.alt, words(node.caption))))
        case Definition():
            return "\n".join((words(node.term), *(words(meaning) for meaning in node.meanings)))
        case Table():
            return "\n".join(
                (*(words(row) for row in (*node.head, *node.rows)), *filter(None, (words(node.caption), words(node.legend))))
            )
        case List() | DefinitionList() | Item() | Quote() | Meaning() | Note() | Section() | Document():
            return "\n".join(words(each) for each in children(node) if not isinstance(each, Entry | Remark))
        case _:
            return "".join(words(each) for each in children(node))


def cited(citation: Citation) -> str:
    """A citation as it is typed: ``[@a, p. 3; @b]``."""
    return f"[{'; '.join(f'@{each.source}' + (f', {each.locator}' if each.locator else '') for each in citation.cites)}]"


def anchor(block: Block | Section) -> str:
    """The name by which links inside an output reach a block: its own id, else its address without the language.

    What stands in the older of two drafts only has none: links lead to what there is.
    """
    if block.mark and block.mark.gone:
        return ""
    if isinstance(block, Section):
        return block.id
    if block.id or not block.address:
        return block.id
    section, _, rest = block.address.partition("#")
    return f"{section.rpartition('.')[0]}-{rest}"
