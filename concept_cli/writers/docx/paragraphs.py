"""Where a block stands, and the paragraph: the one place where ``w:p`` is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from concept_cli.document import Mark, Part
from concept_cli.writers.docx.numbering import LEVELS, STEP
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.revisions import end_of_paragraph, vanishes, within
from concept_cli.writers.docx.runs import Face, run, shape

_NARROW_STEP: Final = 57
"""Lists nested deeper than Word has levels move on by 1 mm, so that 40 of them still leave room for words."""
_LEAST_ROOM: Final = 1700
_BOX: Final = 16
"""The height of a number's box in points: one line."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: their language, the room between the margins and the indentation in it (twips), and the style of their text.

    ``depth`` counts the lists around them. ``number`` is the numbering that labels the next paragraph, ``hanging`` the room for the label.
    ``mark`` is what became of what stands here, ``moves`` whether a move can be shown as one: in tables and notes Word has none.
    """

    language: str
    room: int
    left: int = 0
    style: str = "BodyText"
    depth: int = 0
    number: int = 0
    hanging: int = 0
    mark: Mark | None = None
    moves: bool = True

    @property
    def face(self) -> Face:
        """The plain look of words here."""
        return Face(self.language, mark=self.mark, moves=self.moves)

    @property
    def in_note(self) -> bool:
        """Whether this is the inside of a footnote, whose text keeps one style throughout."""
        return self.style == "FootnoteText"

    @property
    def in_list(self) -> bool:
        """Whether lists are around this."""
        return self.depth > 0

    def indented(self, step: int = STEP) -> int:
        """The indentation one step further in."""
        step = step if self.left < STEP * LEVELS else _NARROW_STEP
        return min(self.left + step, max(self.left, self.room - _LEAST_ROOM))


def inside(part: Part, frame: Frame) -> Frame | None:
    """The frame of what stands in a part; None when that is not drawn."""
    if not part.mark:
        return frame
    return None if vanishes(frame.mark, part.mark) else replace(frame, mark=within(frame.mark, part.mark))


def paragraph(
    content: str, frame: Frame, pen: Pen, style: str = "", *, before: str = "", after: str = "", end: Mark | None = None
) -> str:
    """A paragraph of runs. ``before`` and ``after`` are properties that the schema wants before and after the indentation.

    ``end`` is what became of its end, where this is not what became of all of it.
    """
    label = (
        f'<w:numPr><w:ilvl w:val="{min(frame.depth - 1, LEVELS - 1)}"/><w:numId w:val="{frame.number}"/></w:numPr>'
        if frame.number
        else ""
    )
    number = pen.paragraph_number()
    margin = boxed = ""
    if number and frame.number and ("<w:footnoteReference" in content or pen.book.remarked):
        boxed = _boxed_number(number, frame, pen)
    elif number:
        margin = _margin_number(number, frame, pen)
    properties = f'<w:pStyle w:val="{style or frame.style}"/>{before}{pen.page_break()}{label}{_indentation(frame)}{after}'
    fate = within(frame.mark, end)
    properties += end_of_paragraph(fate, moves=frame.moves)
    runs = pen.begin_paragraph(pen.explained(content, end or frame.mark, frame.face), frame.mark)
    return f"{margin}<w:p><w:pPr>{properties}</w:pPr>{boxed}{runs}</w:p>"


def _boxed_number(number: int, frame: Frame, pen: Pen) -> str:
    """The same in a box without lines, anchored in the paragraph: behind a frame, LibreOffice 7.4 takes an item that calls a note or
    a comment for a part of the frame.
    """
    style = pen.book.style
    left, width = style.points("margin-number-left"), style.points("margin-number-width")
    words = run(str(number), replace(frame.face, style="ParagraphNumber"))
    return shape(
        f'<w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;margin-left:{left:.2f}pt;margin-top:0;'
        f"width:{width:.2f}pt;height:{_BOX}pt;z-index:1;mso-position-horizontal-relative:page;mso-position-vertical-relative:text"
        '" filled="f" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent><w:p><w:pPr><w:pStyle w:val="MarginNumber"/></w:pPr>'
        f"{words}</w:p></w:txbxContent></v:textbox></v:rect></w:pict>",
        frame.face,
    )


def _margin_number(number: int, frame: Frame, pen: Pen) -> str:
    """A paragraph's number in a frame of its own in the margin: it names a place in this draft, so it is typed and counts nothing.

    It cannot stand in the paragraph itself: before the label of a list's item Word lets no words be.
    """
    words = run(str(number), replace(frame.face, style="ParagraphNumber"))
    return f'<w:p><w:pPr><w:pStyle w:val="MarginNumber"/><w:keepNext/>{pen.book.margin_frame}</w:pPr>{words}</w:p>'


def _indentation(frame: Frame) -> str:
    """Said only where the numbering does not say it already: then a list promoted in Word moves as its reader expects."""
    if frame.number:
        if (frame.left, frame.hanging) == (STEP * min(frame.depth, LEVELS), STEP):
            return ""
        return f'<w:ind w:left="{frame.left}" w:hanging="{frame.hanging}"/>'
    return f'<w:ind w:left="{frame.left}"/>' if frame.left else ""
