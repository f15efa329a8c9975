"""Markdown to blocks: the text of a fragment as a tree in which everything knows its line and column.

CommonMark without HTML, with pipe tables, footnotes and definition lists, and with what policy papers need: ids, captions, legal item
numbers (``9-1)``), citations, abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, count
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table as table_rule
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from concept_cli.diagnostics import Place, Report
from concept_cli.document import (
    Block,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Figure,
    Heading,
    Image,
    Inlines,
    Item,
    List,
    Meaning,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    walk,
)
from concept_cli.model import Abbreviation, shorten
from concept_cli.readers.inlines import DEPTH, Spans, read_inlines
from concept_cli.readers.rows import read_row, widened
from concept_cli.wording import findings

_ID: Final = r"\{#([\w.:-]+)\}"
_ID_LINE: Final = re.compile(rf"\s*{_ID}\s*$")
_ID_END: Final = re.compile(rf"(?<!\s)\s*{_ID}\s*$")
_LEGAL_LABEL: Final = re.compile(r"^((?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*\d{1,4})-(\d{1,3})(?=[.)](?:[ \t]|$))")
_LABEL: Final = re.compile(r"\d{1,9}(?:-\d{1,3})?[.)]")
_ABBREVIATION: Final = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]*(.*\S)[ \t]*$")
_FENCE: Final = re.compile(r"^\s{0,3}(```+|~~~+)")
_CAPTION: Final = "Table:"
NOTES: Final = 3
"""A note may call a note, and that one another."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the text of a fragment says."""

    blocks: Blocks
    notes: tuple[Note, ...]
    abbreviations: tuple[Abbreviation, ...]


def read_markdown(path: str, text: str, first_line: int, report: Report) -> Body:
    """The body of a fragment, which begins in line ``first_line`` of its file, as blocks, footnotes and abbreviations."""
    lines = text.split("\n")
    abbreviations = tuple(_abbreviations(path, lines, first_line))
    for each in abbreviations:
        lines[each.place.line - first_line] = ""
    masked = "\n".join(_LEGAL_LABEL.sub(_mask, line) for line in lines)
    env: dict[str, Any] = {}
    tokens = _parser().block.parse(masked, _parser(), env, []) or []
    reader = _Reader(path, lines, first_line, report, env, tokens)
    blocks = reader.blocks_until("")
    if definitions := env.get("references", {}):
        used = frozenset(re.findall(r"\[([^\[\]]*)\](?!:)", " ".join(text.upper().split())))
        for label, reference in definitions.items():
            if label not in used:
                reader.report_definition(label, reference)
    _check_notes(blocks, reader.notes, path, report)
    return Body(blocks, tuple(reader.notes), abbreviations)


def _check_notes(blocks: Blocks, notes: list[Note], path: str, report: Report) -> None:
    """Notes that notes call, and so on, end after a few steps: each step is laid out inside the one before."""
    by_label = {note.label: note for note in reversed(notes)}
    level, seen = [_called(blocks)], set[str]()
    for depth in count(1):
        fresh = [label for label in dict.fromkeys(chain.from_iterable(level)) if label in by_label and label not in seen]
        if not fresh:
            return
        if depth > NOTES:
            report(findings.TOO_DEEP.at(by_label[fresh[0]].place or Place(path), limit=NOTES))
            return
        seen.update(fresh)
        level = [_called(by_label[label].blocks) for label in fresh]


def _called(blocks: Blocks) -> list[str]:
    return [node.label for block in blocks for node in walk(block) if isinstance(node, NoteReference)]


@cache
def _parser() -> MarkdownIt:
    """The block parser: HTML is text, and table rows tell the column they begin in."""
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * DEPTH}).use(deflist_plugin).use(footnote_plugin)
    md.block.ruler.disable("html_block")
    md.block.ruler.before("paragraph", "table", _table, {"alt": ["paragraph", "reference"]})
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # judged where the link stands
    return md


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pipe tables, each row noting where in its line it begins (behind the marks of lists and quotes around it)."""
    before = len(state.tokens)
    if not table_rule(state, start, end, silent):
        return False
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            token.meta["begin"] = state.bMarks[line] + state.tShift[line] - (state.src.rfind("\n", 0, state.bMarks[line]) + 1)
    return True


def _mask(match: re.Match[str]) -> str:
    """``9-1`` as ``991``: a number of the same width, which Markdown takes for the label of an item; the true one is read back."""
    return f"{match[1]}9{match[2]}"


def _abbreviations(path: str, lines: list[str], first_line: int) -> Iterator[Abbreviation]:
    """The lines ``*[UN]: United Nations`` outside of code."""
    fence = ""
    for number, line in enumerate(lines, first_line):
        opened = _FENCE.match(line)
        if opened:
            fence = "" if fence and opened[1].startswith(fence) else fence or opened[1]
        elif not fence and (match := _ABBREVIATION.match(line)):
            yield Abbreviation(match[1].strip(), match[2], Place(path, number, match.start(1) + 1))


class _Reader:
    """Walks the block tokens once, from the first to the last."""

    def __init__(
        self, path: str, lines: list[str], first_line: int, report: Report, env: dict[str, Any], tokens: list[Token]
    ) -> None:
        self.path, self.lines, self.first_line, self.report, self.env = path, lines, first_line, report, env
        self.tokens, self.position = tokens, 0
        self.notes: list[Note] = []
        self.depth = 0
        self.too_deep = False

    # -- moving

    def peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def next(self) -> Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def blocks_until(self, closing: str) -> Blocks:
        """All blocks up to the closing token, which is taken too; too deep ones are reported once and left out."""
        self.depth += 1
        blocks: list[Block] = []
        pending = ""  # an {#id} that waits for the block after it
        while (token := self.peek()) is not None and token.type != closing:
            if self.depth > DEPTH and not self.too_deep:
                self.too_deep = True
                self.report(findings.TOO_DEEP.at(self.place_of(token), limit=DEPTH))
            if self.too_deep:
                self.next()
                continue
            block = _BLOCKS[token.type](self, self.next())
            if isinstance(block, str):
                pending = block
            elif block is not None:
                self.add(blocks, replace(block, id=block.id or pending) if pending else block)
                pending = ""
        if closing and self.peek() is not None:
            self.next()
        self.depth -= 1
        return tuple(blocks)

    def add(self, blocks: list[Block], block: Block) -> None:
        """Append a block; a caption joins the table before it."""
        if isinstance(block, Paragraph) and blocks and isinstance(table := blocks[-1], Table) and not table.caption:
            caption = _caption_words(block)
            if caption is not None:
                blocks[-1] = replace(table, caption=caption, id=block.id or table.id)
                return
        blocks.append(block)

    # -- places

    def place_of(self, token: Token) -> Place:
        """Where a container begins: the first character of its first line that is not space."""
        line = token.map[0] if token.map else 0
        source = self.lines[line] if line < len(self.lines) else ""
        return Place(self.path, self.first_line + line, len(source) - len(source.lstrip()) + 1)

    def located(self, token: Token) -> tuple[str, Spans]:
        """The text of an inline token as typed, and where each of its lines stands.

        The parser strips marks and indentation from the left and spaces from the right, so each line of the text is the tail of
        a line of the source.
        """
        first = token.map[0] if token.map else 0
        lines, starts, offset = [], [], 0
        for number, line in enumerate(token.content.split("\n"), first):
            source = self.lines[number] if number < len(self.lines) else ""
            column = self.column_of(line, source)
            typed = source[column : column + len(line)]
            lines.append(typed if len(typed) == len(line) else line)
            starts.append((offset, self.first_line + number, column + 1))
            offset += len(line) + 1
        return "\n".join(lines), Spans(self.path, tuple(starts))

    @staticmethod
    def column_of(line: str, source: str) -> int:
        bare, typed = line.rstrip(), source.rstrip()
        masked = _LEGAL_LABEL.sub(_mask, typed)
        if masked.endswith(bare):
            return len(typed) - len(bare)
        return max(0, masked.find(bare))

    def inlines(self, text: str, spans: Spans) -> Inlines:
        return read_inlines(self.env, text, spans, self.report)

    def row(self, token: Token) -> Row:
        """A table row from its source line, in which the parser noted where it begins."""
        assert token.map is not None
        line = token.map[0]
        place = Place(self.path, self.first_line + line, token.meta["begin"] + 1)
        return read_row(self.lines[line], place, self.inlines)

    # -- findings

    def report_definition(self, label: str, reference: dict[str, Any]) -> None:
        """A link definition that nothing uses: probably words, and they would be lost."""
        if span := reference.get("map"):
            source = self.lines[span[0]]
            place = Place(self.path, self.first_line + span[0], len(source) - len(source.lstrip()) + 1)
            self.report(findings.UNUSED_DEFINITION.at(place, label=label))


# ------------------------------------------------ one function a kind of token
# Each takes the opening token, reads on to the closing one, and gives a block, the id for the next block, or nothing.

_Made = Block | str | None


def _paragraph(reader: _Reader, token: Token) -> _Made:
    text, spans = reader.located(reader.next())
    reader.next()
    first, _, rest = text.partition("\n")
    id = ""
    if match := _ID_LINE.fullmatch(first):
        if not rest:
            return match[1]
        id, text = match[1], rest
        spans = Spans(spans.path, tuple((offset - len(first) - 1, line, column) for offset, line, column in spans.starts[1:]))
    if text.lstrip().startswith(("![", _CAPTION)) and (match := _ID_END.search(text)):
        id, text = match[1], text[: match.start()]
    content = reader.inlines(text, spans)
    if len(content) == 1 and isinstance(image := content[0], Image):
        caption = _title_words(image, text, spans)
        return Figure(target=image.target, alt=image.alt, caption=caption, id=id, place=image.place)
    return Paragraph(content=content, id=id, place=spans.place(0))


def _title_words(image: Image, text: str, spans: Spans) -> Inlines:
    """A figure's caption, which stands in quotation marks behind the picture's path."""
    if not image.title:
        return ()
    begin = text.rfind(image.title)
    place = spans.place(begin) if begin >= 0 else image.place
    return (Text(words=image.title, place=place, places=((0, place),) if place and begin >= 0 else ()),)


def _caption_words(paragraph: Paragraph) -> Inlines | None:
    """The words after “Table:”, or None when the paragraph is no caption."""
    first = paragraph.content[0] if paragraph.content else None
    if not isinstance(first, Text) or not first.words.startswith(_CAPTION):
        return None
    cut = len(first.words) - len(first.words[len(_CAPTION) :].lstrip())
    place = first.place_at(cut)
    marks = tuple((offset - cut, spot) for offset, spot in first.places if offset > cut)
    rest = replace(first, words=first.words[cut:], place=place, places=(((0, place),) if place else ()) + marks)
    return (*((rest,) if rest.words else ()), *paragraph.content[1:])


def _heading(reader: _Reader, token: Token) -> _Made:
    text, spans = reader.located(reader.next())
    reader.next()
    match = _ID_END.search(text)
    if match:
        text = text[: match.start()]
    return Heading(
        level=int(token.tag[1]), content=reader.inlines(text, spans), id=match[1] if match else "", place=spans.place(0)
    )


def _quote(reader: _Reader, token: Token) -> _Made:
    return Quote(place=reader.place_of(token), blocks=reader.blocks_until("blockquote_close"))


def _list(reader: _Reader, token: Token) -> _Made:
    ordered = token.type == "ordered_list_open"
    items, tight = [], True
    while (inner := reader.next()).type == "list_item_open":
        paragraphs_before = reader.position
        blocks = reader.blocks_until("list_item_close")
        tight = tight and all(
            each.hidden for each in _own_paragraphs(reader.tokens[paragraphs_before : reader.position], inner.level + 1)
        )
        items.append(Item(blocks=blocks, label=_label(reader, inner) if ordered else "", place=reader.place_of(inner)))
    if ordered:
        items = _numbered(items)
    return List(items=tuple(items), ordered=ordered, tight=tight, place=reader.place_of(token))


def _own_paragraphs(tokens: list[Token], level: int) -> Iterator[Token]:
    return (each for each in tokens if each.type == "paragraph_open" and each.level == level)


def _label(reader: _Reader, token: Token) -> str:
    """The label as typed: the line of the item holds it, perhaps behind marks of what is around."""
    source = reader.lines[token.map[0]] if token.map else ""
    wanted = token.info + token.markup
    for match in _LABEL.finditer(source):
        if match[0] == wanted or re.sub(r"-", "9", match[0], count=1) == wanted:
            return match[0]
    return wanted


def _numbered(items: list[Item]) -> list[Item]:
    """Labels as they count: a list typed “1. 1. 1.” is numbered on, any other keeps what its author typed."""
    labels = [item.label for item in items]
    if len(set(labels)) > 1 or "-" in labels[0]:
        return items
    first, sign = int(labels[0][:-1]), labels[0][-1]
    return [replace(item, label=f"{first + index}{sign}") for index, item in enumerate(items)]


def _code(reader: _Reader, token: Token) -> _Made:
    """Code as typed; a legal number inside it was masked for the parser, so the words come from the source lines."""
    assert token.map is not None
    place = reader.place_of(token)
    language, _, more = token.info.strip().partition(" ")
    if more.strip():
        what = f"behind “{shorten(language)}”, the language of the lines below"
        reader.report(findings.UNSHOWN_WORDS.at(place, words=shorten(more.strip()), what=what))
    content = token.content.removesuffix("\n")
    first = token.map[0] + (token.type == "fence")
    typed = []
    for number, line in enumerate(content.split("\n"), first):
        source = reader.lines[number] if number < len(reader.lines) else ""
        masked = _LEGAL_LABEL.sub(_mask, source)  # a tab that the parser made spaces of stays spaces
        typed.append(source[len(source) - len(line) :] if line and masked.endswith(line) else line)
    if token.type == "fence" and first < len(reader.lines):
        place = Place(reader.path, reader.first_line + first, 1)
    return CodeBlock(words="\n".join(typed), place=place)


def _divider(reader: _Reader, token: Token) -> _Made:
    return Divider(place=reader.place_of(token))


def _note(reader: _Reader, token: Token) -> _Made:
    place = reader.place_of(token)
    reader.notes.append(Note(label=token.meta["label"], blocks=reader.blocks_until("footnote_reference_close"), place=place))
    return None


def _definitions(reader: _Reader, token: Token) -> _Made:
    entries: list[Definition] = []
    place = reader.place_of(token)
    while (inner := reader.next()).type != "dl_close":
        if inner.type == "dt_open":
            text, spans = reader.located(reader.next())
            reader.next()
            entries.append(Definition(term=reader.inlines(text, spans), meanings=(), place=spans.place(0)))
        else:
            meaning = Meaning(place=reader.place_of(inner), blocks=reader.blocks_until("dd_close"))
            entries[-1] = replace(entries[-1], meanings=(*entries[-1].meanings, meaning))
    return DefinitionList(entries=tuple(entries), place=place)


def _table_block(reader: _Reader, token: Token) -> _Made:
    """A table from its source rows: all cells are kept, the table is as wide as its widest row."""
    head: list[Row] = []
    rows: list[Row] = []
    alignments: list[str] = []
    caption: Paragraph | None = None
    while (inner := reader.next()).type != "table_close":
        if inner.type == "th_open":
            alignments.append(str(inner.attrs.get("style", "")).removeprefix("text-align:"))
        if inner.type == "tr_open":
            row = reader.row(inner)
            if head and not caption and len(row.cells) == 1 and (caption := _caption_row(reader, inner)):
                continue
            (rows if head else head).append(row)
    columns = len(head[0].cells)
    for row in rows:
        if len(row.cells) != columns:
            assert row.place is not None
            reader.report(findings.UNEVEN_ROW.at(row.place, cells=len(row.cells), columns=columns))
    width = max(len(row.cells) for row in (*head, *rows))
    alignments += [""] * (width - len(alignments))
    made = Table(
        alignments=tuple(alignments),
        head=tuple(widened(row, width) for row in head),
        rows=tuple(widened(row, width) for row in rows),
        place=reader.place_of(token),
    )
    return replace(made, caption=_caption_words(caption) or (), id=caption.id) if caption else made


def _caption_row(reader: _Reader, token: Token) -> Paragraph | None:
    """A caption typed right under the last row, which Markdown takes for one more row."""
    assert token.map is not None
    line, begin = token.map[0], token.meta["begin"]
    text = reader.lines[line][begin:].rstrip()
    if not text.startswith(_CAPTION) or "|" in text:
        return None
    match = _ID_END.search(text)
    spans = Spans(reader.path, ((0, reader.first_line + line, begin + 1),))
    content = reader.inlines(text[: match.start()] if match else text, spans)
    return Paragraph(content=content, id=match[1] if match else "", place=spans.place(0))


_BLOCKS: Final[dict[str, Callable[[_Reader, Token], _Made]]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "blockquote_open": _quote,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "code_block": _code,
    "fence": _code,
    "hr": _divider,
    "footnote_reference_open": _note,
    "dl_open": _definitions,
    "table_open": _table_block,
}
