"""What pandoc says that a section contains, to hold against what mistune says: two libraries that do not know each other."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.clients import client
from tests.words.sections import MARKS, Said, apart, read

_DIALECT = "commonmark+pipe_tables+definition_lists"
_WORD = re.compile(r"[^\W_]+")
_OURS = (
    r"^\*\[[^\]]+\]:.*$",
    r"(?<!\\)\[@[^\[\]]+\]",
    r"\[\]\(#[^)]+\)",
    r"(?<!\\)\[\^[^\s\]]+\]",
    r"(?<!\\)\{#[\w.:-]+\}[ ]*",
    r"^Table:",
)
"""What neither library knows, taken out before pandoc reads; mistune's reader marks the same things."""


def section_text(file: Path) -> str:
    """The text of a section below its head."""
    return re.split(r"^---[ \t]*\n", file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)[2]


def mistune_words(text: str) -> list[str]:
    """The words and numbers of a section in order, its notes last, as mistune reads it."""
    said = read(text)
    blocks = [*said.blocks, *(each for note in said.notes.values() for each in note)]
    return [word for block in _captions_below(blocks) for word in _WORD.findall(_unmarked(block))]


def _captions_below(blocks: list[Said]) -> Iterator[Said]:
    """The blocks with each table's caption behind its cells, where it was typed."""
    waiting: Said | None = None
    for block in blocks:
        if waiting and block.kind not in ("head", "cell"):
            yield waiting
            waiting = None
        if block.kind == "table":
            waiting = block
        else:
            yield block
    if waiting:
        yield waiting


def _unmarked(block: Said) -> str:
    if block.kind == "label":  # pandoc knows the number of a list's first item, not the labels
        return ""
    words = re.sub("\ue00d.*?\ue00e", " ", block.words)
    for opened, closed, _ in MARKS.values():
        words = re.sub(f"{opened}.*?{closed}", " ", words)
    return words


def pandoc_words(text: str) -> list[str]:
    """The same words as pandoc reads them."""
    body, notes = apart(text.split("\n"))
    words: list[str] = []
    for part in (body, *(note for _, note in notes)):
        bare = part
        for pattern in _OURS:
            bare = re.sub(pattern, "", bare, flags=re.MULTILINE)
        bare = re.sub(r"^( *)(\d+)-(\d+)\)", r"\1\g<2>0\3)", bare, flags=re.MULTILINE)
        result = subprocess.run(
            [client("pandoc"), "-f", _DIALECT, "-t", "json"], input=bare.encode(), capture_output=True, check=True
        )
        words += _WORD.findall("".join(_pieces(json.loads(result.stdout)["blocks"])))
    return words


def _pieces(node: Any) -> Iterator[str]:
    """The words in a piece of pandoc's tree, blocks set apart by line ends."""
    if isinstance(node, list):
        for each in node:
            yield from _pieces(each)
        return
    if not isinstance(node, dict):
        return
    inside: Any = node.get("c")
    match node.get("t"):
        case "Str":
            yield inside
        case "Code" | "CodeBlock" | "RawInline" | "RawBlock":
            yield inside[1] + ("\n" if node["t"] == "CodeBlock" else "")
        case "Space" | "SoftBreak" | "LineBreak":
            yield " "
        case "DefinitionList":
            for term, meanings in inside:
                yield from (*_pieces(term), "\n", *_pieces(meanings))
        case "Image":
            yield from _pieces(inside[1])
            yield f"\n{inside[2][1]}\n"
        case "Para" | "Plain" | "Header":
            yield from _pieces(inside)
            yield "\n"
        case _:
            yield from _pieces(inside)
