"""The contents list of page and print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from concept_cli.document import Entry
from concept_cli.writers.markup import Drawing, draw


def contents(entries: Sequence[Entry], drawing: Drawing, pages: Mapping[str, int] = MappingProxyType({})) -> str:
    """The contents as nested lists of links; in print each with the page that ``pages`` knows for its anchor."""
    parts: list[str] = []
    levels: list[int] = []
    for entry in entries:
        while levels and levels[-1] > entry.level:
            parts.append("</li></ol>")
            levels.pop()
        if levels and levels[-1] == entry.level:
            parts.append("</li>")
        else:
            parts.append("<ol>")
            levels.append(entry.level)
        page = pages.get(entry.anchor)
        leader = f'<span class="leader" data-page="{page}"></span>' if page else ""
        parts.append(f"<li>{draw(entry, drawing)}{leader}")
    return "".join((*parts, *("</li></ol>" for _ in levels)))
