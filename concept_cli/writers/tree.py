"""Document to a listing of its tree: one line a node, for authors who ask what the toolkit made of their text, and for developers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from concept_cli.document import Document, Mark, Node, Remark, children
from concept_cli.style import Pictures, Style

_LAST: Final = ("words", "place")
"""Fields that end a line: where the node was typed, then its words, because they are long."""

_PROPOSED: Final = "proposed"


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The tree in UTF-8: each node's kind, fields, place and words, indented by two spaces a level."""
    return "".join(f"{line}\n" for line in _lines(document, 0)).encode("utf-8", "replace")


def _lines(node: Node, depth: int, said: str = "") -> Iterator[str]:
    yield "  " * depth + " ".join(_parts(node, said))
    for child in children(node):
        yield from _lines(child, depth + 1, _PROPOSED if _is_proposed(child, node) else "")


def _is_proposed(child: Node, node: Node) -> bool:
    """Whether a node is of the wording that a remark proposes, which stands behind the words of the remark."""
    return isinstance(node, Remark) and any(child is each for each in node.proposed)


def _parts(node: Node, said: str) -> Iterator[str]:
    """What a node says by itself, and what is ``said`` of it; what is empty is left out."""
    yield type(node).__name__
    if said:
        yield said
    for each in fields(node):
        value = getattr(node, each.name)
        if each.name not in _LAST and isinstance(value, (str, int)) and value and value != each.default:
            yield each.name if value is True else f"{each.name}={_shown(value)}"
        elif isinstance(value, Mark):
            yield f"{each.name}={value.kind}:{value.change}" + (f" by={_shown(value.who)}" if value.who else "")
        elif each.name == "alignments":
            yield "columns=" + ",".join(side or "-" for side in value)
    if node.place:
        yield f"@{node.place}"
    if (words := getattr(node, "words", None)) is not None:
        yield quoted(words)


def _shown(value: str | int) -> str:
    """A field's value: bare when it is one plain word, quoted otherwise."""
    text = str(value)
    return text if text.isprintable() and not set(text) & set(' "\\') else quoted(text)


def quoted(text: str) -> str:
    r"""Words on one line in quotes: whatever would break the line or not be seen is written as ``\n``, ``\t`` or ``\u{200b}``."""
    known = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(known.get(each) or (each if each.isprintable() else f"\\u{{{ord(each):x}}}") for each in text) + '"'
