"""Marks that say something else: a tree in which every mark is replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from concept_cli.document import Mark, Marked, Node, Paragraph, Part, Table, transform

N = TypeVar("N", bound=Node)


def with_marks(node: N, changed: Callable[[Mark], Mark]) -> N:
    """The tree with each of its marks changed: those of words, of parts, of the ends of paragraphs and of columns."""

    def mark(old: Mark | None) -> Mark | None:
        return changed(old) if old else None

    def marked(each: Any) -> Any:
        match each:
            case Marked():
                return replace(each, mark=changed(each.mark))
            case Paragraph() if each.mark or each.end:
                return replace(each, mark=mark(each.mark), end=mark(each.end))
            case Table() if each.mark or each.columns:
                return replace(each, mark=mark(each.mark), columns=tuple(map(mark, each.columns)))
            case Part() if each.mark:
                return replace(each, mark=mark(each.mark))
        return each

    return transform(node, marked)
