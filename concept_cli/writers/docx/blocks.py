"""Blocks as paragraphs and tables: one small function a node type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from concept_cli.document import (
    Blocks,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Figure,
    Heading,
    Item,
    List,
    Meaning,
    Node,
    Note,
    Paragraph,
    Quote,
    Section,
    Table,
)
from concept_cli.wording.terms import term
from concept_cli.writers.docx.inlines import draw_inlines, missing_picture, numbered
from concept_cli.writers.docx.numbering import STEP
from concept_cli.writers.docx.paragraphs import Frame, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.runs import Face, run, shape
from concept_cli.writers.docx.tables import caption, table

DrawBlock = Callable[[Any, Frame, Pen], str]
_HEADING_LEVELS: Final = 9
_KEPT: Final = "<w:keepNext/>"
"""Keeps a paragraph on the page of the list that it leads to."""
_LABEL_CHARACTER: Final = 135
"""The room a list label takes: twips a character."""
_WIDEST_LABEL: Final = 1200


def draw_blocks(blocks: Blocks, frame: Frame, pen: Pen) -> str:
    """Blocks in order, each with its bookmark."""
    drawn = []
    for each, following in zip(blocks, (*blocks, None)[1:], strict=True):
        pen.mark(each)
        if isinstance(each, Paragraph) and isinstance(following, List):
            drawn.append(_paragraph(each, frame, pen, _KEPT))
        else:
            drawn.append(BLOCKS[type(each)](each, frame, pen))
    return "".join(drawn)


def _heading(node: Heading, frame: Frame, pen: Pen) -> str:
    name = pen.number_name(node)
    number = numbered(node.number, name, replace(frame.face, style="Number"), pen)
    between = run(" ", frame.face) if number else ""
    style = f"Heading{min(node.level, _HEADING_LEVELS)}"
    return paragraph(
        number + between + draw_inlines(node.content, frame.face, pen), Frame(frame.language, frame.room), pen, style
    )


def _paragraph(node: Paragraph, frame: Frame, pen: Pen, kept: str = "") -> str:
    return paragraph(draw_inlines(node.content, frame.face, pen), frame, pen, before=kept)


def _list(node: List, frame: Frame, pen: Pen) -> str:
    widest = max((len(each.label) * _LABEL_CHARACTER for each in node.items), default=0)
    hanging = max(STEP, min(widest, _WIDEST_LABEL))
    outermost = not (frame.depth or frame.in_note)
    left = frame.indented(hanging + (pen.book.first_line if outermost else 0))
    inner = replace(frame, left=left, depth=frame.depth + 1, hanging=min(hanging, left))
    style = frame.style if frame.in_note else "ListNumber" if node.ordered else "ListBullet"
    loose = "" if node.tight else '<w:contextualSpacing w:val="0"/>'
    numbers = pen.book.numbering.labels(node, frame.depth)
    labelled = zip(node.items, numbers, strict=True)
    return "".join(draw_item(each, replace(inner, number=number), pen, style, loose) for each, number in labelled)


def draw_item(node: Item, frame: Frame, pen: Pen, style: str, loose: str) -> str:
    """An item: its label stands before its first paragraph, or before an empty one when it begins with something else."""
    pen.mark(node)
    first, rest = (
        (node.blocks[0], node.blocks[1:]) if node.blocks and isinstance(node.blocks[0], Paragraph) else (None, node.blocks)
    )
    if first:
        pen.mark(first)
    content = draw_inlines(first.content, frame.face, pen) if first else ""
    inside = replace(frame, number=0, hanging=0, style=frame.style if frame.in_note else "ListContinue")
    kept = _KEPT if rest and isinstance(rest[0], List) else ""
    return paragraph(content, frame, pen, style, before=kept, after=loose) + draw_blocks(rest, inside, pen)


def _quote(node: Quote, frame: Frame, pen: Pen) -> str:
    style = frame.style if frame.in_note else "Quote"
    return draw_blocks(node.blocks, replace(frame, left=frame.indented(), style=style), pen)


def _code_block(node: CodeBlock, frame: Frame, pen: Pen) -> str:
    return paragraph(run(node.words.removesuffix("\n"), frame.face, "<w:br/>"), frame, pen, "CodeBlock")


def _divider(node: Divider, frame: Frame, pen: Pen) -> str:
    return paragraph("", frame, pen, "Divider")


def _table(node: Table, frame: Frame, pen: Pen) -> str:
    return table(node, frame, pen)


def _figure(node: Figure, frame: Frame, pen: Pen) -> str:
    drawn = pen.picture(node.target, node.alt, frame.room - frame.left)
    content = shape(drawn, frame.face) if drawn else missing_picture(node.alt, frame.face)
    below = bool(node.number or node.caption)
    shown = paragraph(content, frame, pen, "Figure", before="<w:keepNext/>" if below else "")
    return shown + caption(node, "figure", frame, pen, keep=False)


def _definition_list(node: DefinitionList, frame: Frame, pen: Pen) -> str:
    return "".join(draw_definition(each, frame, pen) for each in node.entries)


def draw_definition(node: Definition, frame: Frame, pen: Pen) -> str:
    """A term and, further in, what it means."""
    pen.mark(node)
    term_paragraph = paragraph(draw_inlines(node.term, frame.face, pen), frame, pen, "DefinitionTerm")
    return term_paragraph + "".join(draw_meaning(each, frame, pen) for each in node.meanings)


def draw_meaning(node: Meaning, frame: Frame, pen: Pen) -> str:
    """One meaning of a term."""
    style = frame.style if frame.in_note else "Definition"
    return draw_blocks(node.blocks, replace(frame, left=frame.indented(), style=style), pen)


def draw_note(node: Note, mark: str, frame: Frame, pen: Pen) -> str:
    """What a footnote says, its first paragraph beginning with its mark."""
    pen.lead(shape(mark, Face(frame.language, style="FootnoteReference")) + run(" ", frame.face))
    starts = bool(node.blocks) and isinstance(node.blocks[0], Paragraph)
    return ("" if starts else paragraph("", frame, pen)) + draw_blocks(node.blocks, frame, pen)


def draw_section(node: Section, room: int, pen: Pen) -> str:
    """A section: heading, the remark that its translation is missing, text, notes that nobody calls, and the sections in it."""
    outside, pen.section = pen.section, node
    frame = Frame(node.language, room)
    pen.mark(node)
    drawn = draw_blocks((node.heading,), frame, pen)
    if node.fallback:
        told = Frame(pen.book.document.language, room)
        drawn += paragraph(run(term("fallback", told.language), told.face), told, pen, "Notice")
    drawn += draw_blocks(node.blocks, frame, pen)
    for note in node.notes:
        if (node.id, note.label) not in pen.book.notes.called:
            pen.mark(note)
            drawn += draw_blocks(note.blocks, replace(frame, style="FootnoteText"), pen)
    drawn += "".join(draw_section(each, room, pen) for each in node.sections)
    pen.section = outside
    return drawn


BLOCKS: Final[Mapping[type[Node], DrawBlock]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        List: _list,
        Quote: _quote,
        CodeBlock: _code_block,
        Divider: _divider,
        Table: _table,
        Figure: _figure,
        DefinitionList: _definition_list,
    }
)
"""Which function draws which block."""
