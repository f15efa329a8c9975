"""What the writing functions share: the bookmarks, numberings, notes and pictures of a file, and the pen that writes one part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit

from concept_cli.document import (
    Block,
    Document,
    Mark,
    Marked,
    Node,
    Note,
    NoteReference,
    Part,
    Section,
    children,
    walk,
    without_remarks,
)
from concept_cli.style import Pictures, Style
from concept_cli.writers.docx.comments import Comment, Comments, around
from concept_cli.writers.docx.look import Pages
from concept_cli.writers.docx.names import Names, bookmark, names_in
from concept_cli.writers.docx.numbering import Numbering
from concept_cli.writers.docx.package import Package, Relationships
from concept_cli.writers.docx.pictures import Picture, drawing, picture
from concept_cli.writers.docx.pixels import pixels
from concept_cli.writers.docx.revisions import NUMBER, in_range
from concept_cli.writers.docx.runs import Face

_SCHEMES: Final = ("http", "https", "mailto")
_LONGEST_TARGET: Final = 2000
"""Word refuses files whose link targets are longer than about 2,080 characters; the words of such a link stay, without the link."""
_STRAY_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")


_MARGIN_FRAME: Final = (
    '<w:framePr w:w="value(margin-number-width, twips)" w:hSpace="0" w:wrap="around" w:vAnchor="text" w:hAnchor="page"'
    ' w:x="value(margin-number-left, twips)" w:y="1"/>'
)


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A footnote of the file. ``mark`` is the number typed at its call when Word, counting the calls, would show another one.

    ``fate`` is what became of its call.
    """

    note: Note
    section: Section
    id: int
    mark: str
    fate: Mark | None = None

    @property
    def bookmark(self) -> str:
        """The bookmark around its call, which also names the note: LibreOffice 7.4 loses bookmarks inside of notes when it saves."""
        return bookmark(self.note) or f"n_{self.id}"


class Notes:
    """The footnotes in the order of their first calls.

    In a redline a note whose calls are all marked stands once for each draft that calls it: Word takes a note away with its call.
    """

    def __init__(self) -> None:
        self.called: dict[tuple[str, str, str], CalledNote] = {}
        self._counted = 0
        self._steady: dict[str, frozenset[str]] = {}
        self._in_text: dict[str, frozenset[str]] = {}

    def key(self, note: Note, section: Section, fate: Mark | None) -> tuple[str, str, str]:
        """What names the footnote that a call is for; ``fate`` is what became of the call."""
        if fate and section.id not in self._steady:
            self._steady[section.id] = frozenset(
                label for block in (section.heading, *section.blocks) for label in _unmarked_calls(block)
            )
        draft = "" if not fate or note.label in self._steady[section.id] else "older" if fate.gone else "newer"
        return section.id, note.label, draft

    def call(self, note: Note, section: Section, fate: Mark | None, *, typed: bool) -> CalledNote:
        """Take a note in at its first call. ``typed`` allows a number that Word would not count."""
        number = note.number or self._counted + 1
        counts = number == self._counted + 1
        self._counted += counts
        new = CalledNote(note, section, len(self.called) + 1, "" if counts or not typed else str(number), fate)
        self.called[self.key(note, section, fate)] = new
        return new

    def calls(self, note: Note, section: Section) -> list[CalledNote]:
        """The footnotes of the file that say what a note says."""
        keys = ((section.id, note.label, draft) for draft in ("", "older", "newer"))
        return [self.called[key] for key in keys if key in self.called]

    def only_within(self, note: Note, section: Section) -> Iterator[Note]:
        """The notes that a note calls and the text does not: Word has no notes in notes, so they are called beside it."""
        labels = [each.label for each in walk(note) if isinstance(each, NoteReference)]
        if labels and section.id not in self._in_text:
            text = (node for block in (section.heading, *section.blocks) for node in walk(block))
            self._in_text[section.id] = frozenset(node.label for node in text if isinstance(node, NoteReference))
        for each in section.notes:
            if each.label in labels and each.label not in self._in_text[section.id]:
                yield each


def _unmarked_calls(node: Node) -> Iterator[str]:
    """The labels of the notes that are called in both drafts."""
    if isinstance(node, NoteReference):
        yield node.label
    elif not isinstance(node, Marked) and not (isinstance(node, Part) and node.mark):
        for each in children(node):
            yield from _unmarked_calls(each)


@dataclass(slots=True)
class Book:
    """What all parts of one file share."""

    document: Document
    pictures: Pictures
    style: Style
    pages: Pages
    package: Package = field(default_factory=Package)
    numbering: Numbering = field(default_factory=Numbering)
    notes: Notes = field(default_factory=Notes)
    comments: Comments = field(init=False)
    remarked: bool = field(init=False)
    """Whether anything was said of the document."""
    names: Names = field(init=False)
    wanted: frozenset[str] = field(init=False)
    """The bookmarks around numbers that references show."""
    bookmarks: set[str] = field(default_factory=set)
    drawings: int = 0
    _counted: dict[str, str] = field(default_factory=dict)
    _media: dict[str, tuple[Picture, str] | None] = field(default_factory=dict)
    _ids: int = 0
    _moves: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.comments = Comments(self.document)
        text = without_remarks(self.document)
        self.remarked = text is not self.document
        self.names = names_in(text)
        self.wanted = frozenset(self.names.numbers[each][0] for each in self.names.wanted if each in self.names.numbers)

    def counts(self, sequence: str, digits: str) -> bool:
        """Whether Word, counting the captions of a sequence, comes to these digits for the next one."""
        follows = digits == str(int(self._counted.get(sequence, "0")) + 1)
        self._counted[sequence] = digits
        return follows

    @property
    def first_line(self) -> int:
        """How far the first line of a paragraph is moved in, in twips."""
        return round(self.style.points("first-line") * 20)

    @property
    def margin_frame(self) -> str:
        """The frame of a paragraph's number. It is said at every number: LibreOffice does not read it from the style."""
        return self.style.filled(_MARGIN_FRAME)

    def next_id(self) -> int:
        """A number for the next bookmark or change; Word pairs start and end by it."""
        self._ids += 1
        return self._ids

    def comment(self, comment: Comment) -> int:
        """The number of a new comment."""
        number = self.next_id()
        self.comments.placed[number] = comment
        return number

    def numbered(self, part: str) -> str:
        """A drawn part with a number for each of its changes."""
        return re.sub(NUMBER, lambda _: str(self.next_id()), part)

    def moved(self, content: str, mark: Mark) -> str:
        """Drawn blocks as one end of a move: its other end, drawn before or after, gets the same name."""
        times = self._moves[mark.kind, mark.change] = self._moves.get((mark.kind, mark.change), 0) + 1
        return in_range(content, mark, f"move{mark.change}" + (f"_{times}" if times > 1 else ""), self.next_id())

    def media(self, target: str) -> tuple[Picture, str] | None:
        """A picture of the project and the name of its part; None when there is none that Word can show."""
        if target not in self._media:
            found = picture(self.pictures[target]) if target in self.pictures else None
            name = f"media/image{len(self._media) + 1}"
            if found:
                self.package.add(f"word/{name}.{found.suffix}", found.content)
                if found.suffix == "svg":
                    self.package.add(f"word/{name}.png", pixels(found.content, found.width, found.height, self.style.fonts))
            self._media[target] = (found, name) if found else None
        return self._media[target]


class Pen:
    """Writes one part of the file (its text, or its notes): the part's relationships, and what waits for the next paragraph."""

    def __init__(self, book: Book, section: Section | None = None, *, in_notes: bool = False) -> None:
        self.in_notes = in_notes
        self.book = book
        self.section = section
        self.relationships = Relationships()
        self._marks: list[str] = []
        self._lead = ""
        self._new_page = False
        self._paragraph = 0

    def mark(self, node: Block | Section) -> None:
        """Let the next paragraph carry the bookmark of a block: containers are named where their words begin."""
        name = bookmark(node)
        if name and name not in self.book.bookmarks:
            self.book.bookmarks.add(name)
            self._marks.append(name)
        if isinstance(node, Block) and node.paragraph and self.book.document.margin and not self.book.document.redline:
            self._paragraph = node.paragraph

    def number_name(self, node: Block) -> str:
        """The bookmark for the digits of a block's number, beside that of its address; empty when nothing can lead there."""
        own_section = self.section if self.section and node is self.section.heading else None
        name = bookmark(own_section or node)
        return f"r{name[1:]}" if name else ""

    def paragraph_number(self) -> int:
        """The number that the next paragraph shows in the margin; 0 for none."""
        number, self._paragraph = self._paragraph, 0
        return number

    def lead(self, runs: str) -> None:
        """Let the next paragraph begin with some runs."""
        self._lead = runs

    def start_page(self) -> None:
        """Let the next paragraph begin a new page."""
        self._new_page = True

    def page_break(self) -> str:
        """The property of a paragraph that begins a new page, when one was asked for."""
        asked, self._new_page = self._new_page, False
        return "<w:pageBreakBefore/>" if asked else ""

    def begin_paragraph(self, content: str, mark: Mark | None) -> str:
        """A paragraph's runs with what waited for it: bookmarks around them, if it is not gone, and before these the lead.

        A bookmark around a note's own mark would be lost when LibreOffice 7.4 saves; behind it, it only gets ``_Copy_1`` at its end.
        """
        lead, self._lead = self._lead, ""
        if mark and mark.gone:
            return lead + content
        for name in reversed(self._marks):
            content = self.bookmarked(name, content)
        self._marks.clear()
        return lead + content

    def bookmarked(self, name: str, content: str) -> str:
        """Runs with a bookmark around them."""
        self.book.bookmarks.add(name)
        number = self.book.next_id()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def commented(self, runs: str, comment: Comment, face: Face) -> str:
        """Runs with a comment on them."""
        called = Face(face.language, style="CommentReference", mark=face.mark, moves=face.moves)
        return around(runs, self.book.comment(comment), called)

    def explained(self, runs: str, mark: Mark | None, face: Face) -> str:
        """Runs with the explanation of the change that this is the mark of, unless it stands elsewhere; Word has no comments in notes."""
        comment = None if self.in_notes else self.book.comments.on(mark)
        return self.commented(runs, comment, face) if comment else runs

    def link(self, target: str) -> str:
        """The relationship that leads to an address on the web; empty when it is none that may be followed."""
        address = web_address(target)
        return self.relationships.add("hyperlink", address, external=True) if address else ""

    def picture(self, target: str, alt: str, room: int) -> str:
        """The drawing of a picture in a room that is so many twips wide; empty when there is nothing to show."""
        found = self.book.media(target)
        if not found:
            return ""
        shown, name = found
        self.book.drawings += 1
        vector = self.relationships.add("image", f"{name}.svg") if shown.suffix == "svg" else ""
        pixels = self.relationships.add("image", f"{name}.{'png' if vector else shown.suffix}")
        return drawing(self.book.drawings, shown.extent(room), alt, pixels, vector)


def web_address(target: str) -> str:
    """A link's target as a valid URI (spaces, other scripts and stray signs percent-encoded); empty when it must not be followed."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not (parts.netloc or (parts.scheme == "mailto" and parts.path)):
        return ""
    path, query, fragment = (
        quote(_STRAY_PERCENT.sub("%25", each), safe="/:@!$&'()*+,;=?%~", errors="replace")
        for each in (parts.path, parts.query, parts.fragment)
    )
    host = quote(_STRAY_PERCENT.sub("%25", parts.netloc), safe=":@!$&'()*+,;=[]%~", errors="replace")
    start = f"{parts.scheme}://{host}" if host else f"{parts.scheme}:"
    whole = start + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    return whole if len(whole) <= _LONGEST_TARGET else ""
