"""Markdown to the pieces in which it is merged: sentences of paragraphs, and each line of whatever else there is.

A piece is a stretch of the text as it was typed, with the white space that sets it apart from the piece before it, so all pieces together
are the text to the byte. What two pieces have in common is decided by their words: how lines are wrapped is nobody's edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt

from concept_cli.compare.sentences import parted, sentences

_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")
_MARKDOWN.core.ruler.disable(["inline", "text_join"])  # only where paragraphs begin and end is asked
_FOOTNOTE: Final = re.compile(r"\s*\[\^[^\]\s]+\]:")
_HARD_BREAK: Final = re.compile(r" {2,}\n|\\\n")
_WRAPPED: Final = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: the white space before it, its words as they were typed, and the line (from 1) on which these begin.

    ``key`` is what tells it from others: the kind of the break before it with the indentation behind that, and its words, those of a
    paragraph set apart by single spaces however its lines are wrapped.
    """

    lead: str
    words: str
    line: int
    key: tuple[str, str]

    def __str__(self) -> str:
        return self.lead + self.words


@lru_cache(maxsize=256)
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, the last of which has no words and holds the white space at the end."""
    made: list[Piece] = []
    lead, line = "", 1
    for stretch, is_paragraph in stretches(text):
        begins = True
        for white, words, after in sentences(stretch) if is_paragraph else (parted(stretch),):
            lead += white
            if words:
                line += lead.count("\n")
                said = _unwrapped(words) if is_paragraph else words
                made.append(Piece(lead, words, line, (_break(lead) if begins else "space", said)))
                line += words.count("\n")
                lead, begins = "", False
            lead += after
    return (*made, Piece(lead, "", line + lead.count("\n"), ("end", "")))


def _break(lead: str) -> str:
    """What kind of break white space in front of a paragraph or line is, and how far this is indented."""
    return ("paragraph" if lead.count("\n") > 1 else "line") + lead[lead.rfind("\n") + 1 :]


def _unwrapped(words: str) -> str:
    """The words of a sentence on one line; a line break that the author asked for is a word, and so is a space that must not break."""
    return _WRAPPED.sub(" ", _HARD_BREAK.sub(" ⏎ ", words))


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches: a paragraph with all its lines, or a single line of anything else."""
    lines = text.splitlines(keepends=True)
    start = _after_head(lines)
    paragraphs: dict[int, int] = {}
    tokens = _MARKDOWN.parse("".join(lines[start:]))
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type == "paragraph_open" and token.map:
            first, end = (line + start for line in token.map)
            notes = [line for line in range(first + 1, end) if _FOOTNOTE.match(lines[line])]
            paragraphs |= dict(pairwise((first, *notes, end)))
    at = 0
    while at < len(lines):
        end = paragraphs.get(at, 0)
        yield "".join(lines[at : max(end, at + 1)]), bool(end)
        at = max(end, at + 1)


def _after_head(lines: list[str]) -> int:
    """The number of lines of a YAML head."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 0)
