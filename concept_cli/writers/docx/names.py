"""What the parts of a file name each other by: bookmarks for addresses, bookmarks around numbers, and which text the file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import filterfalse
from typing import Final

from concept_cli.document import (
    Block,
    Broken,
    Code,
    CodeBlock,
    Document,
    Figure,
    Heading,
    Node,
    Part,
    Reference,
    Section,
    Table,
    Text,
    anchor,
    walk,
)

_DIGITS: Final = re.compile(r"\d+(?:\.\d+)*")


def bookmark_name(address: str) -> str:
    """The Word bookmark that names a block by its address (Word allows 40 characters, and no ``#`` or ``.`` among them)."""
    return "b_" + sha256(address.encode("utf-8", "replace")).hexdigest()[:20]


def bookmark(node: Block | Section) -> str:
    """The bookmark of a block, or of a section's heading; empty when nothing can lead there, as to what is gone."""
    if node.mark and node.mark.gone:
        return ""
    if isinstance(node, Section):
        return bookmark(node.heading) or bookmark_name(f"#{node.id}")
    named = node.address or (f"#{node.id}" if node.id else "")
    return bookmark_name(named) if named else ""


def number_parts(number: str) -> tuple[str, str, str]:
    """A number as it is shown in three: "Table 2." is ("Table ", "2", "."), "2.1-бөлім" is ("", "2.1", "-бөлім")."""
    found = _DIGITS.search(number)
    return (number[: found.start()], found[0], number[found.end() :]) if found else (number, "", "")


@dataclass(slots=True)
class Names:
    """The names in one document.

    ``bookmarks`` leads from every id and anchor to its bookmark (the first of two equal ids keeps it), ``numbers`` from every id to the
    bookmark around the number by which references name it, and these digits: its own, else those of the heading it stands under.
    ``wanted`` are the ids that references name so, ``text`` is the SHA-256 of all addresses and words in order.
    """

    bookmarks: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    text: str = ""


def names_in(document: Document) -> Names:
    """All names of a document without remarks, from one walk through it."""
    names, under, said, heading = Names(), ("", ""), [], ""
    for node in filterfalse(_gone, walk(document)):
        if isinstance(node, Text | Code | Broken):
            said.append(node.words)
        elif isinstance(node, Reference):
            if not node.content:
                names.wanted.add(node.target)
        elif isinstance(node, Section):
            _name(names, node, bookmark(node))
            heading = node.id
            names.numbers.setdefault(node.id, under)
        elif isinstance(node, Block):
            said.append(f"\n{node.address}\t{node.words if isinstance(node, CodeBlock) else ''}")
            if not (node.id or node.address or isinstance(node, Heading)):
                continue
            name = bookmark(node) or (bookmark_name(f"#{heading}") if heading else "")
            own = _number(node, name)
            if isinstance(node, Heading):
                under = own
                if heading:
                    names.numbers[heading], heading = own, ""
            if node.id or node.address:
                _name(names, node, name)
            if node.id:
                names.numbers.setdefault(node.id, own if own[1] else under)
    names.text = sha256("".join(said).encode("utf-8", "replace")).hexdigest()
    return names


def _gone(node: Node) -> bool:
    return isinstance(node, Part) and node.mark is not None and node.mark.gone


def _name(names: Names, node: Block | Section, name: str) -> None:
    for each in (node.id, anchor(node)):
        if each:
            names.bookmarks.setdefault(each, name)


def _number(node: Block, name: str) -> tuple[str, str]:
    """The bookmark around a block's own number, and the number's digits."""
    digits = number_parts(node.number)[1] if isinstance(node, Heading | Table | Figure) else ""
    return (f"r{name[1:]}", digits) if digits and name else ("", "")
