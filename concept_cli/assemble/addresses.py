"""The address of every block: ``SECTION.LANG#BLOCK``.

BLOCK is the author's ``{#id}``, else 12 hexadecimal digits of the SHA-256 of the block's words, with ``-2`` for a second equal one. So an
address survives edits elsewhere, needs nothing typed, and changes exactly when the words change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any

from concept_cli.document import (
    Block,
    CodeBlock,
    Definition,
    Document,
    Figure,
    Heading,
    Item,
    List,
    Note,
    Paragraph,
    Remark,
    Row,
    Section,
    Table,
    words,
)


def with_addresses(document: Document) -> Document:
    """The document with the address of each of its blocks."""
    return replace(document, sections=tuple(_section(each) for each in document.sections))


def _section(section: Section) -> Section:
    name = f"{section.id}.{section.language}"
    seen: Counter[str] = Counter()

    def blocks(each: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(_addressed(block, name, seen) for block in each)

    return replace(
        section,
        heading=replace(section.heading, address=f"{name}#{section.id}"),
        blocks=blocks(section.blocks),
        notes=blocks(section.notes),
        sections=tuple(_section(each) for each in section.sections),
    )


def _addressed(node: Any, section: str, seen: Counter[str]) -> Any:
    """A block with its address, and so everything in it; what a block says in its first paragraph is the block's own place."""
    if isinstance(node, Block):
        node = replace(node, address=_address(node, section, seen))
    updates: dict[str, Any] = {}
    for name in ("head", "rows", "items", "entries", "meanings", "blocks"):
        inner = getattr(node, name, None)
        if inner and isinstance(inner, tuple):
            made = [_addressed(each, section, seen) for each in inner[1:]]
            first = inner[0]
            whole = isinstance(node, Item | Note) and isinstance(first, Paragraph) and not first.id
            updates[name] = (first if whole else _addressed(first, section, seen), *made)
    return replace(node, **updates) if updates else node


def _address(block: Block, section: str, seen: Counter[str]) -> str:
    if block.address:
        return block.address
    if block.id:
        return f"{section}#{block.id}"
    own = _own_words(block)
    if own is None:
        return ""
    digits = sha256(own.encode("utf-8")).hexdigest()[:12]
    seen[digits] += 1
    return f"{section}#{digits}" + (f"-{seen[digits]}" if seen[digits] > 1 else "")


def _own_words(block: Block) -> str | None:
    """The words that name a block; None for one that is only a frame around others."""
    match block:
        case Heading() | Paragraph() | Row() | Note() | Figure() | CodeBlock() | Definition():
            return words(block)
        case Item():
            return "\n".join(words(each) for each in block.blocks if not isinstance(each, List | Remark))
        case Table():
            return words(block.caption) or None
        case _:
            return None
