"""Document to JSON: the tree as it is, for programs of other people."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from concept_cli.document import Document, Node
from concept_cli.style import Pictures, Style


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The tree as JSON in UTF-8, always in the same order: a node is an object with its ``kind`` and its fields.

    ``place`` is ``{"path", "line", "column"}``; ``places`` are pairs of an offset in the words and the place it was typed at.
    """
    return (json.dumps(_value(document), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _value(value: Any) -> Any:
    """A node, a place, or what they hold, as JSON knows it; fields without a value are left out, ``kind`` comes first."""
    if is_dataclass(value):
        kind = {"kind": type(value).__name__} if isinstance(value, Node) else {}
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        return kind | {name: _value(each) for name, each in held.items() if each is not None}
    return [_value(each) for each in value] if isinstance(value, tuple) else value
