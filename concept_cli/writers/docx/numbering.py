"""The list definitions of a Word file: every label is exactly what the author wrote, and every list is a real one.

Items that count on (``1.``, ``2.``) share one numbering that starts where the list starts. A label that does not count (``9-1)``) gets a
numbering of its own whose text is that label, so that Word neither renumbers it nor takes it for words.
"""

from __future__ import annotations

import re
from typing import Final

from concept_cli.document import Item, List
from concept_cli.writers.docx.markup import HEAD, WORD, attribute

LEVELS: Final = 9
STEP: Final = 454
"""Indentation of a level, in twentieths of a point (8 mm)."""

_BULLET: Final = "–"
_COUNTED: Final = re.compile(r"(0|[1-9]\d{0,4})([.)])")
_LARGEST_START: Final = 32767


class Numbering:
    """Collects the numberings that a document's lists use, in order of use."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], int] = {}
        self._lists: list[tuple[int, int, int | None]] = []

    def labels(self, node: List, depth: int) -> list[int]:
        """For each item of a list at a depth the numbering that gives it its label.

        In a redline items that are gone count among themselves, so that the others keep their labels when they are taken away.
        """
        if not node.ordered:
            bullets = self._number("bullet", "", depth, None)
            return [bullets] * len(node.items)
        numbers: list[int] = []
        current, ending, following = 0, "", [0, 0]
        for position, item in enumerate(node.items, 1):
            found = _COUNTED.fullmatch(item.label or f"{position}.")
            if not found or int(found[1]) > _LARGEST_START:
                numbers.append(self._number("literal", item.label, depth, None))
                continue
            value = int(found[1])
            gone = bool(item.mark and item.mark.gone)
            if (ending, following[gone]) != (found[2], value):
                current, ending = self._number("counted", found[2], depth, value), found[2]
                following = [value, value]
            following[gone] = value + 1
            if not (gone or item.mark):
                following[True] = _older_value(item, value) + 1
            numbers.append(current)
        return numbers

    def _number(self, kind: str, words: str, depth: int, start: int | None) -> int:
        definition = self._kinds.setdefault((kind, words), len(self._kinds))
        self._lists.append((definition, min(depth, LEVELS - 1), start))
        return len(self._lists)

    def xml(self) -> str:
        """The numbering part."""
        definitions = "".join(_definition(number, kind, words) for (kind, words), number in self._kinds.items())
        lists = "".join(_instance(number, *each) for number, each in enumerate(self._lists, 1))
        return f'{HEAD}<w:numbering xmlns:w="{WORD}">{definitions}{lists}</w:numbering>'


def _older_value(item: Item, value: int) -> int:
    """The value of an item's label in the older draft."""
    found = _COUNTED.fullmatch(str(dict(item.before).get("label", item.label)))
    return int(found[1]) if found else value


def _definition(number: int, kind: str, words: str) -> str:
    levels = "".join(_level(level, kind, words) for level in range(LEVELS))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'


def _level(level: int, kind: str, words: str) -> str:
    match kind:
        case "bullet":
            form, label = "bullet", _BULLET
        case "counted":
            form, label = "decimal", f"%{level + 1}{words}"
        case _:
            form, label = "none", words
    indentation = f'<w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{attribute(label)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{indentation}</w:pPr></w:lvl>'
    )


def _instance(number: int, definition: int, level: int, start: int | None) -> str:
    override = "" if start is None else f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
