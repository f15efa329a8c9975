"""Markdown inside a block to inline nodes, each knowing the line and column of its words.

markdown-it-py parses; what it does not keep, the position of every piece, is noted while it runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from concept_cli.diagnostics import Place, Report
from concept_cli.document import (
    Citation,
    Cite,
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Reference,
    Strong,
    Text,
    record_name,
    words,
)
from concept_cli.model import shorten
from concept_cli.wording import findings

DEPTH: Final = 40
"""Levels of nesting that are read, of blocks and of inlines; deeper text is refused by name."""

_SPECIAL: Final = re.compile(r"[\\`*_\[<&]|  \n")
_CITATION: Final = re.compile(r"\[@[^\s\[\];,@]+(?:,[^\[\];]*)?(?:;\s*@[^\s\[\];,@]+(?:,[^\[\];]*)?)*\](?![(\[])")
_NOTE: Final = re.compile(r"\[\^([^\s\]\[^]+)\]")
BARE: Final = "#"
"""The words of a reference that is to show a number alone: ``[#](#name)``."""
_ALLOWED: Final = re.compile(r"https?://[^/?#@]*(?:[/?#]|$)|mailto:", re.IGNORECASE)
"""No name before an @: such an address leads elsewhere than it seems to."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the characters of a block's text stand in its file: from each offset on, columns run with the text."""

    path: str
    starts: tuple[tuple[int, int, int], ...]  # offset in the text, line, column

    def place(self, offset: int) -> Place:
        """The place of the character at an offset."""
        start, line, column = self.starts[max(0, bisect_right(self.starts, offset, key=lambda each: each[0]) - 1)]
        return Place(self.path, line, column + max(0, offset - start))

    def jumps(self, begin: int, end: int) -> Iterator[tuple[int, Place]]:
        r"""The offsets between two others from which columns run anew, as in a cell where ``\|`` stands for ``|``."""
        for index in range(bisect_right(self.starts, begin, key=lambda each: each[0]), len(self.starts)):
            start, line, column = self.starts[index]
            if start >= end:
                return
            yield start, Place(self.path, line, column)


class _State(StateInline):
    """Parser state that notes where each token and each run of plain text begins."""

    begin = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.begin = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser names it so
        token = super().pushPending()
        token.meta["at"] = self.begin
        return token

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        before = self.tokens[-2].meta if len(self.tokens) > 1 else {}
        same_run = ttype == "text" and before.get("run") == self.pos  # “**” comes as two tokens pushed at one position
        token.meta["at"] = before["at"] + 1 if same_run else self.pos
        token.meta["run"] = self.pos
        return token


class _Parser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _citation(state: StateInline, silent: bool) -> bool:
    return _take(state, silent, _CITATION, "citation") if state.src.startswith("[@", state.pos) else False


def _note(state: StateInline, silent: bool) -> bool:
    return _take(state, silent, _NOTE, "note_reference") if state.src.startswith("[^", state.pos) else False


def _take(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push(kind, "", 0).content = match[0]
    state.pos = match.end()
    return True


@cache
def _parser() -> MarkdownIt:
    """The parser of what stands inside a block: citations, calls of notes, and every link address let through to be judged.

    It looks ahead for links inside brackets at most 20 levels deep: what it costs grows with the depth times the length of the text.
    """
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    md.inline = _Parser()
    md.inline.ruler.enableOnly(["text", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink", "entity"])
    md.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "note_reference", _note)
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    return md


def read_inlines(env: dict[str, Any], text: str, spans: Spans, report: Report) -> Inlines:
    """The inline nodes of a block's text; reports forbidden links and pictures, and nesting that is too deep.

    ``env`` is what the block parser found: the link definitions of the fragment.
    """
    if not _SPECIAL.search(text):
        return _plain(text, spans)
    return _Builder(spans, report).build(_parser().inline.parse(text, _parser(), env, []))


def _plain(text: str, spans: Spans) -> Inlines:
    """Text without any markup: line ends become spaces. By far the most frequent case."""
    if not text:
        return ()
    if "\n" not in text and len(spans.starts) == 1:
        return (Text(words=text, place=spans.place(0), places=((0, spans.place(0)),)),)
    builder = _Builder(spans, _ignore)
    offset = 0
    for line in text.split("\n"):
        stripped = line.strip(" ")
        if offset:
            builder.add_words(" ", offset - 1)
        builder.add_words(stripped, offset + len(line) - len(line.lstrip(" ")))
        offset += len(line) + 1
    return builder.close()


def _ignore(_: object) -> None:
    pass


class _Builder:
    """Tokens in, nodes out; text that touches is joined into one node."""

    def __init__(self, spans: Spans, report: Report) -> None:
        self.spans, self.report = spans, report
        self.levels: list[tuple[Token | None, list[Inline]]] = [(None, [])]
        self.words: list[str] = []
        self.marks: list[tuple[int, Place]] = []
        self.length = 0

    def build(self, tokens: list[Token]) -> Inlines:
        """All tokens of a block, as nodes."""
        for token in tokens:
            if token.nesting > 0:
                self.flush()
                self.levels.append((token, []))
                if len(self.levels) == DEPTH + 2:
                    self.report(findings.TOO_DEEP.at(self.at(token), limit=DEPTH))
            elif token.nesting < 0:
                self.flush()
                opened, content = self.levels.pop()
                if len(self.levels) > DEPTH:  # refused: the words stay, the nesting goes
                    self.levels[-1][1].extend(content)
                elif opened is not None:
                    self.levels[-1][1].append(self.span(opened, tuple(content)))
            else:
                self.single(token)
        return self.close()

    def at(self, token: Token) -> Place:
        return self.spans.place(token.meta.get("at", 0))

    def close(self) -> Inlines:
        """The nodes of the outermost level."""
        self.flush()
        return tuple(self.levels[0][1])

    def add_words(self, text: str, offset: int) -> None:
        """Plain words that stand at an offset of the block's text."""
        if not text:
            return
        place = self.spans.place(offset)
        if not self.marks or self.marks[-1][1].right(self.length - self.marks[-1][0]) != place:
            self.marks.append((self.length, place))
        for start, jumped in self.spans.jumps(offset, offset + len(text)):
            self.marks.append((self.length + start - offset, jumped))
        self.words.append(text)
        self.length += len(text)

    def flush(self) -> None:
        """Turn the words gathered so far into a node."""
        if self.words:
            self.levels[-1][1].append(Text(words="".join(self.words), place=self.marks[0][1], places=tuple(self.marks)))
        self.words, self.marks, self.length = [], [], 0

    def single(self, token: Token) -> None:
        """A token that stands by itself."""
        offset = token.meta.get("at", 0)
        if token.type == "text":
            self.add_words(token.content, offset)
        elif token.type == "text_special":  # “\*” or “&amp;”: one character of words for several of source
            self.add_words(token.content, offset + (1 if token.info == "escape" and len(token.content) == 1 else 0))
        elif token.type == "softbreak":
            self.add_words(" ", offset)
        else:
            self.flush()
            self.levels[-1][1].append(_SINGLE[token.type](self, token))

    def span(self, token: Token, content: Inlines) -> Inline:
        """A node around others."""
        place = self.at(token)
        match token.type:
            case "em_open":
                return Emphasis(content=content, place=place)
            case "strong_open":
                return Strong(content=content, place=place.right(-1))
            case _:
                if title := str(token.attrs.get("title", "")).strip():
                    self.report(findings.UNSHOWN_WORDS.at(place.right(-1), words=shorten(title), what="the title of a link"))
                return self.link(
                    str(token.attrs["href"]), content, place.right(-1) if token.info != "auto" and place.column > 1 else place
                )

    def link(self, href: str, content: Inlines, place: Place) -> Inline:
        """A link out, or a reference to an id of the document; other addresses are refused."""
        if href.startswith("#") and len(href) > 1:
            bare = words(content) == BARE
            return Reference(target=unquote(href[1:]), content=() if bare else content, bare=bare, place=place)
        if not _ALLOWED.match(href):
            self.report(findings.FORBIDDEN_LINK.at(place, target=shorten(unquote(href))))
            return Link(target="", content=content, place=place)
        return Link(target=href, content=content or (Text(words=href, place=place),), place=place)


def _code(builder: _Builder, token: Token) -> Inline:
    return Code(words=token.content, place=builder.at(token).right(len(token.markup)))


def _break(builder: _Builder, token: Token) -> Inline:
    return LineBreak(place=builder.at(token))


def _image(builder: _Builder, token: Token) -> Inline:
    place = builder.at(token)
    alt = words(_Builder(Spans(place.path, ((0, place.line, place.column),)), _ignore).build(token.children or []))
    target = picture_path(unquote(str(token.attrs["src"])), place, builder.report)
    return Image(target=target, alt=alt, title=str(token.attrs.get("title", "")), place=place)


def _cites(builder: _Builder, token: Token) -> Inline:
    place, cites, offset = builder.at(token), [], 1
    for part in token.content[1:-1].split(";"):
        source, _, locator = part.strip().removeprefix("@").partition(",")
        spot = builder.spans.place(token.meta["at"] + offset + part.index("@"))
        cites.append(Cite(source=source, locator=locator.strip(), place=spot))
        offset += len(part) + 1
    return Citation(cites=tuple(cites), place=place)


def _note_reference(builder: _Builder, token: Token) -> Inline:
    return NoteReference(label=token.content[2:-1], place=builder.at(token))


_SINGLE: Final[dict[str, Callable[[_Builder, Token], Inline]]] = {
    "code_inline": _code,
    "hardbreak": _break,
    "image": _image,
    "citation": _cites,
    "note_reference": _note_reference,
}


def picture_path(target: str, place: Place, report: Report) -> str:
    """The project path of a picture named in a fragment, or nothing with a finding when it leads elsewhere."""
    if record_name(target):
        return target
    path = normpath(join(dirname(place.path), target)) if target else ""
    if not target or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]", target) or "\\" in target or path.startswith(".."):
        reason = "names no file" if not target else "is not in this project"
        template = "did you mean “record:{name}”?" if (meant := re.fullmatch(r"records?[:/]([\w-]+)", target)) else None
        name = meant[1] if meant else ""
        report(findings.FORBIDDEN_IMAGE.at(place, hint=template, target=shorten(target), reason=reason, name=name))
        return ""
    return path
