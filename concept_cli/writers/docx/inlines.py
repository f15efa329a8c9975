"""Words inside a block as runs: one small function a node type.

What is generated (numbers, citations, the words of a reference) carries a character style of its own, so that whoever reads the file
back can tell it from the author's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from concept_cli.document import (
    Broken,
    Citation,
    Cite,
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Marked,
    Node,
    Note,
    NoteReference,
    Reference,
    Remark,
    Strong,
    Text,
    walk,
)
from concept_cli.wording.terms import term
from concept_cli.writers.docx.comments import of_remark
from concept_cli.writers.docx.names import number_parts
from concept_cli.writers.docx.pen import CalledNote, Pen
from concept_cli.writers.docx.revisions import vanishes, within
from concept_cli.writers.docx.runs import Face, field, jump, run, shape
from concept_cli.writers.html_words import located

_JOINER: Final = "\u2060"
DrawInline = Callable[[Any, Face, Pen], str]
_INLINE_PICTURE_WIDTH: Final = 4000
"""The widest a picture among words may be, in twips (7 cm)."""


def draw_inlines(content: Inlines, face: Face, pen: Pen) -> str:
    """Inlines as runs, in order; two calls of notes that touch are kept apart, or 1 and 4 would read as 14."""
    drawn: list[str] = []
    before: Inline | None = None
    for each in content:
        if not (runs := INLINES[type(each)](each, face, pen)):
            continue
        if before and _is_call(before, -1) and _is_call(each, 0):
            drawn.append(_between_calls(before, each, face))
        drawn.append(runs)
        before = each
    return "".join(drawn)


def _is_call(node: Inline, end: int) -> bool:
    """Whether words begin (``end`` 0) or end (-1) with the call of a note."""
    while isinstance(node, Marked) and node.content:
        node = node.content[end]
    return isinstance(node, NoteReference)


def _between_calls(before: Inline, after: Inline, face: Face) -> str:
    """What keeps two calls apart: a comma in each draft that has both. Between calls of different drafts it is a sign without width: where
    changed calls touch at the end of a paragraph, LibreOffice 7.4 joins this to the next one when they are taken away.
    """
    marks = [each.mark for each in (before, after) if isinstance(each, Marked)]
    apart = len({each.gone for each in marks}) > 1
    mark = within(face.mark, marks[-1]) if marks else face.mark
    return run(_JOINER if apart else ",", replace(face, style="FootnoteReference", mark=mark))


def _text(node: Text, face: Face, pen: Pen) -> str:
    return run(node.words, face)


def _emphasis(node: Emphasis, face: Face, pen: Pen) -> str:
    return draw_inlines(node.content, replace(face, italic=True), pen)


def _strong(node: Strong, face: Face, pen: Pen) -> str:
    return draw_inlines(node.content, replace(face, bold=True), pen)


def _code(node: Code, face: Face, pen: Pen) -> str:
    return run(node.words, replace(face, style="Code"))


def _link(node: Link, face: Face, pen: Pen) -> str:
    relation = "" if face.linked else pen.link(node.target)
    if not relation:
        return draw_inlines(node.content, face, pen)
    inside = draw_inlines(node.content, replace(face, style="Hyperlink", linked=True), pen)
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inside}</w:hyperlink>'


def _reference(node: Reference, face: Face, pen: Pen) -> str:
    name = "" if face.linked else pen.book.names.bookmarks.get(node.target, "")
    inside = replace(face, style="CrossReference" if not node.content else face.style, linked=face.linked or bool(name))
    if node.content or not name:
        content = draw_inlines(node.content, inside, pen) or run(node.shown or node.target, inside)
    else:
        content = _shown_number(node, inside, pen)
    return jump(name, content) if name else content


def _shown_number(node: Reference, face: Face, pen: Pen) -> str:
    """What a reference shows, the number in it as a field that follows the number it names: "Table " and REF, "раздел " and REF."""
    before, digits, after = number_parts(node.shown)
    number, known = pen.book.names.numbers.get(node.target, ("", ""))
    if not digits or digits != known:
        return run(node.shown or node.target, face)
    return run(before, face) + field(f"REF {number} \\h", run(digits, face), face) + run(after, face)


def numbered(number: str, name: str, face: Face, pen: Pen, sequence: str = "") -> str:
    """A block's number as it is shown, with the bookmark ``name`` around its digits when references show them.

    With a sequence ("Table") the digits are what Word counts in it; what is gone counts for nothing.
    """
    before, digits, after = number_parts(number)
    shown = run(digits, face)
    if sequence and digits and not (face.mark and face.mark.gone):
        reset = "" if pen.book.counts(sequence, digits) else f" \\r {digits}"
        shown = field(f"SEQ {sequence} \\* ARABIC{reset}", shown, face)
    if name in pen.book.wanted and name not in pen.book.bookmarks:
        shown = pen.bookmarked(name, shown)
    return run(before, face) + shown + run(after, face)


def _citation(node: Citation, face: Face, pen: Pen) -> str:
    inside = replace(face, style="Citation")
    cites = run("; ", inside).join(_cite(each, inside, pen) for each in node.cites)
    return run("[", inside) + cites + run("]", inside)


def _cite(node: Cite, face: Face, pen: Pen) -> str:
    number = run(str(node.number or node.source), face)
    name = "" if face.linked else pen.book.names.bookmarks.get(f"source-{node.source}", "")
    return (jump(name, number) if name else number) + (run(located(node.locator), face) if node.locator else "")


def _note_reference(node: NoteReference, face: Face, pen: Pen) -> str:
    section = pen.section
    note = next((each for each in section.notes if each.label == node.label), None) if section else None
    if section is None or note is None:
        return run(f"[^{node.label}]", replace(face, style="Broken"))
    key = pen.book.notes.key(note, section, face.mark)
    called = pen.book.notes.called.get(key)
    if pen.in_notes and not called:  # Word has no notes in notes
        called = next(iter(pen.book.notes.calls(note, section)), None)
    if called:
        return _call_again(called, face, pen)
    if pen.in_notes or (face.mark and not key[-1]):  # the note comes with a later call, which stands in both drafts
        return run(str(note.number or "*"), replace(face, style="FootnoteReference"))
    return _call(note, replace(face, style="FootnoteReference"), pen)


def _call(note: Note, face: Face, pen: Pen) -> str:
    """The first call of a note, and beside it those of the notes that only this note calls."""
    assert pen.section is not None
    called = pen.book.notes.call(note, pen.section, face.mark, typed=not pen.book.document.redline)
    custom = f' w:customMarkFollows="1" w:id="{called.id}"/><w:t>{called.mark}</w:t>'
    mark = shape("<w:footnoteReference" + (custom if called.mark else f' w:id="{called.id}"/>'), face)
    further = "".join(
        run(",", face) + _call(each, face, pen)
        for each in pen.book.notes.only_within(note, pen.section)
        if pen.book.notes.key(each, pen.section, face.mark) not in pen.book.notes.called
    )
    return pen.bookmarked(called.bookmark, _commented(mark, note, face, pen)) + further


def _commented(call: str, note: Note, face: Face, pen: Pen) -> str:
    """The call of a note with the comments on what stands in the note."""
    remarks = (of_remark(each, face.language) for each in walk(note) if isinstance(each, Remark))
    for comment in (*pen.book.comments.inside(note, face.mark), *remarks):
        call = pen.commented(call, comment, face)
    return call


def _call_again(called: CalledNote, face: Face, pen: Pen) -> str:
    """A later call: the number of the first, as a cross-reference to it."""
    number = run(str(called.note.number or called.id), replace(face, style="FootnoteReference"))
    return (
        number if face.linked else field(f"NOTEREF {called.bookmark} \\f \\h", number, replace(face, style="FootnoteReference"))
    )


def _image(node: Image, face: Face, pen: Pen) -> str:
    drawn = pen.picture(node.target, node.alt, _INLINE_PICTURE_WIDTH)
    return shape(drawn, face) if drawn else missing_picture(node.alt, face)


def missing_picture(alt: str, face: Face) -> str:
    """What stands where a picture cannot be shown: its description, with a visible mark."""
    words = run(alt, face)
    return words + (run(" ", face) if words else "") + run(term("figure-missing", face.language), replace(face, style="Broken"))


def _marked(node: Marked, face: Face, pen: Pen) -> str:
    if vanishes(face.mark, node.mark):
        return ""
    inside = replace(face, mark=within(face.mark, node.mark))
    drawn = draw_inlines(node.content, inside, pen)
    return pen.explained(drawn, node.mark, inside) if drawn else ""


def whole_mark(content: Inlines) -> Mark | None:
    """The mark of words that stand in one draft only, all of them."""
    marks = [each.mark for each in content if isinstance(each, Marked)]
    return marks[-1] if marks and len(marks) == len(content) and len({each.gone for each in marks}) == 1 else None


def _line_break(node: LineBreak, face: Face, pen: Pen) -> str:
    return shape("<w:br/>", face)


def _broken(node: Broken, face: Face, pen: Pen) -> str:
    return run(node.words, replace(face, style="Broken"))


INLINES: Final[Mapping[type[Node], DrawInline]] = MappingProxyType(
    {
        Text: _text,
        Emphasis: _emphasis,
        Strong: _strong,
        Code: _code,
        Link: _link,
        Reference: _reference,
        Citation: _citation,
        Cite: _cite,
        NoteReference: _note_reference,
        Image: _image,
        LineBreak: _line_break,
        Broken: _broken,
        Marked: _marked,
    }
)
"""Which function draws which inline."""
