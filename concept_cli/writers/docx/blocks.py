"""Blocks as paragraphs and tables: one small function a node type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from concept_cli.document import (
    Block,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    Meaning,
    Node,
    Note,
    Paragraph,
    Part,
    Quote,
    Remark,
    Section,
    Table,
    words,
)
from concept_cli.wording.terms import term
from concept_cli.writers.docx.comments import of_remark, over
from concept_cli.writers.docx.inlines import draw_inlines, missing_picture, numbered
from concept_cli.writers.docx.numbering import STEP
from concept_cli.writers.docx.paragraphs import Frame, inside, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.runs import Face, run, shape
from concept_cli.writers.docx.tables import caption, table

DrawBlock = Callable[[Any, Frame, Pen], str]
_HEADING_LEVELS: Final = 9
LETTER_STYLES: Final = MappingProxyType(
    {"sender": "LetterSender", "addressee": "LetterAddressee", "subject": "LetterSubject", "line": "LetterLine"}
)
"""The styles of paragraphs that have a role in a letter."""
_KEPT: Final = "<w:keepNext/>"
"""Keeps a paragraph on the page of the list that it leads to."""
_LABEL_CHARACTER: Final = 135
"""The room a list label takes: twips a character."""
_WIDEST_LABEL: Final = 1200


def draw_blocks(blocks: Blocks, frame: Frame, pen: Pen, before: str = "") -> str:
    """Blocks in order behind what is drawn ``before`` them, each with its bookmark and with what was said of it."""
    text = tuple(each for each in blocks if not isinstance(each, Remark))
    drawn = (_draw_block(*pair, frame, pen) for pair in zip(text, (*text, None)[1:], strict=True))
    if len(text) == len(blocks) or pen.in_notes:
        return before + _with_moves(text, drawn, frame, pen)
    first, *others = _with_remarks(blocks, [before, *drawn], frame, pen)
    return first + _with_moves(text, others, frame, pen)


def _with_remarks(blocks: Blocks, drawn: Sequence[str], frame: Frame, pen: Pen) -> list[str]:
    """What is drawn before some blocks, and each of these but the remarks, with the remarks as comments on what stands before them; where
    nothing does, on what follows.
    """
    whole, waiting, at = list(drawn), list[Remark](), 0
    for each in blocks:
        at += not isinstance(each, Remark)
        waiting += [each] if isinstance(each, Remark) else []
        place = next((before for before in range(at, -1, -1) if whole[before]), None)
        if place is not None:
            for remark in waiting:
                whole[place] = draw_remark(remark, whole[place], frame, pen)
            waiting = []
    for remark in waiting:
        whole[0] = draw_remark(remark, whole[0] or paragraph("", frame, pen), frame, pen)
    return whole


def draw_remark(node: Remark, blocks: str, frame: Frame, pen: Pen) -> str:
    """Drawn blocks with a remark as a comment on them."""
    number = pen.book.comment(of_remark(node, pen.book.document.language))
    return over(blocks, number, Face(frame.language, style="CommentReference"))


def _draw_block(node: Block, following: Block | None, frame: Frame, pen: Pen) -> str:
    within = inside(node, frame)
    if not within:
        return ""
    pen.mark(node)
    if isinstance(node, Paragraph) and isinstance(following, List):
        return _paragraph(node, within, pen, _KEPT)
    return BLOCKS[type(node)](node, within, pen)


def _with_moves(parts: Iterable[Part], drawn: Iterable[str], frame: Frame, pen: Pen) -> str:
    """Drawn parts in order, what moved between the ends of a range; neighbours that moved together share one."""
    whole = []
    for mark, group in groupby(zip(parts, drawn, strict=True), lambda pair: _move(pair[0], frame)):
        content = "".join(each for _, each in group)
        whole.append(pen.book.moved(content, mark) if mark and content else content)
    return "".join(whole)


def _move(part: Part, frame: Frame) -> Mark | None:
    """The mark of a part that moved by itself, and not with something around it. No range holds a table: its rows cannot move, and where
    one begins with a table, LibreOffice 7.4 does not live through it.
    """
    moved = (
        frame.moves
        and not isinstance(part, Table)
        and part.mark
        and part.mark.kind.startswith("moved")
        and not (frame.mark and frame.mark.kind.startswith("moved"))
    )
    return part.mark if moved else None


def _heading(node: Heading, frame: Frame, pen: Pen) -> str:
    name = pen.number_name(node)
    number = numbered(node.number, name, replace(frame.face, style="Number"), pen)
    between = run(" ", frame.face) if number else ""
    style = f"Heading{min(node.level, _HEADING_LEVELS)}"
    return paragraph(
        number + between + draw_inlines(node.content, frame.face, pen),
        Frame(frame.language, frame.room, mark=frame.mark, moves=frame.moves),
        pen,
        style,
    )


def _paragraph(node: Paragraph, frame: Frame, pen: Pen, kept: str = "") -> str:
    style = LETTER_STYLES.get(node.role, "")
    return paragraph(draw_inlines(node.content, frame.face, pen), frame, pen, style, before=kept, end=node.end)


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
    drawn = (draw_item(each, replace(inner, number=number), pen, style, loose) for each, number in labelled)
    return _with_moves(node.items, drawn, inner, pen)


def draw_item(node: Item, frame: Frame, pen: Pen, style: str, loose: str) -> str:
    """An item: its label stands before its first paragraph, or before an empty one when it begins with something else."""
    labelled = inside(node, frame)
    if not labelled:
        return ""
    pen.mark(node)
    first = _first_paragraphs(node)
    rest = node.blocks[len(first) :]
    kept = _KEPT if rest and isinstance(rest[0], List) else ""
    drawn = []
    for each in first or (Paragraph(content=()),):
        if own := inside(each, labelled):
            pen.mark(each)
            content = draw_inlines(each.content, own.face, pen)
            drawn.append(paragraph(content, own, pen, style, before=kept, after=loose, end=each.end))
    under = replace(labelled, number=0, hanging=0, style=frame.style if frame.in_note else "ListContinue")
    return draw_blocks(rest, under, pen, before="".join(drawn))


def _first_paragraphs(node: Item) -> tuple[Paragraph, ...]:
    """The paragraph that an item begins with; in a redline of an item that begins anew, the older one and the newer one."""
    found: list[Paragraph] = []
    without = {"older", "newer"}
    for each in node.blocks:
        drafts = {"older", "newer"} if not each.mark else {"older"} if each.mark.gone else {"newer"}
        if not isinstance(each, Paragraph) or not drafts <= without:
            break
        found.append(each)
        without -= drafts
    return tuple(found)


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
    return _with_moves(node.entries, (draw_definition(each, frame, pen) for each in node.entries), frame, pen)


def draw_definition(node: Definition, frame: Frame, pen: Pen) -> str:
    """A term and, further in, what it means."""
    within = inside(node, frame)
    if not within:
        return ""
    pen.mark(node)
    term_paragraph = paragraph(draw_inlines(node.term, within.face, pen), within, pen, "DefinitionTerm")
    return term_paragraph + _with_moves(node.meanings, (draw_meaning(each, within, pen) for each in node.meanings), within, pen)


def draw_meaning(node: Meaning, frame: Frame, pen: Pen) -> str:
    """One meaning of a term."""
    within = inside(node, frame)
    style = frame.style if frame.in_note else "Definition"
    return draw_blocks(node.blocks, replace(within, left=frame.indented(), style=style), pen) if within else ""


def draw_note(node: Note, mark: str, frame: Frame, pen: Pen) -> str:
    """What a footnote says, its first paragraph beginning with its mark."""
    pen.lead(shape(mark, Face(frame.language, style="FootnoteReference")) + run(" ", Face(frame.language)))
    starts = bool(node.blocks) and isinstance(node.blocks[0], Paragraph)
    return ("" if starts else paragraph("", frame, pen)) + draw_blocks(node.blocks, frame, pen)


def draw_sections(nodes: tuple[Section, ...], frame: Frame, pen: Pen) -> str:
    """Sections in order."""
    return _with_moves(nodes, (draw_section(each, frame, pen) for each in nodes), frame, pen)


def draw_section(node: Section, frame: Frame, pen: Pen) -> str:
    """A section: heading, the remark that its translation is missing, text, notes that nobody calls, and the sections in it.

    A heading without number and words is none.
    """
    within = inside(node, replace(frame, language=node.language))
    if not within:
        return ""
    outside, pen.section = pen.section, node
    pen.mark(node)
    drawn = draw_blocks((node.heading,), within, pen) if node.heading.number or words(node.heading) else ""
    if node.fallback:
        told = replace(within, language=pen.book.document.language)
        drawn += paragraph(run(term("fallback", told.language), told.face), told, pen, "Notice")
    drawn = draw_blocks(node.blocks, within, pen, before=drawn)
    drawn += "".join(_uncalled(each, node, within, pen) for each in node.notes)
    drawn += draw_sections(node.sections, within, pen)
    pen.section = outside
    return drawn


def _uncalled(note: Note, section: Section, frame: Frame, pen: Pen) -> str:
    """A note that nobody calls, as paragraphs; so that in a redline no draft loses it, also one that only the other draft calls."""
    calls = pen.book.notes.calls(note, section)
    fates = {each.fate.gone: each.fate for each in calls if each.fate}
    within = inside(note, replace(frame, style="FootnoteText"))
    if not within or (calls and (len(fates) != 1 or within.mark)):
        return ""
    if fates:  # between the text and the foot of the page it is as if it had moved
        [fate] = fates.values()
        within = replace(within, mark=replace(fate, kind="moved-to" if fate.gone else "moved-from"), moves=False)
    pen.mark(note)
    return draw_blocks(note.blocks, within, pen)


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
