"""Which paragraphs took the room of a footnote, told from laid-out pages.

WeasyPrint sends a note to the next page when a later paragraph needs a line more to begin on this one. Such a paragraph, kept whole, goes
to the next page itself and leaves the note its room. What was laid out is the only place where this can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

WHOLE: Final = "orphans: 99"
"""A paragraph that asks for so many lines at once is not broken, and takes a heading above it along."""
NEXT: Final = "break-before: page"


def shown(pages: Sequence[Page]) -> dict[str, int]:
    """Every anchor and the index of the first page that has it."""
    found: dict[str, int] = {}
    for at, page in enumerate(pages):
        for anchor in page.anchors:
            found.setdefault(anchor, at)
    return found


def too_long(pages: Sequence[Page]) -> set[str]:
    """The anchors of footnotes that reach beyond their page: WeasyPrint breaks no note over two pages."""
    found: set[str] = set()
    for page in pages:
        sheet = page._page_box  # noqa: SLF001  no promise, and no other way to see where boxes are
        top, end = sheet.content_box_y() - 1, sheet.content_box_y() + sheet.height + 1
        for area in sheet.children:
            if isinstance(area, boxes.FootnoteAreaBox):
                beyond = (each for each in area.children if each.position_y < top or each.position_y + each.margin_height() > end)
                found |= {note.element.get("id") for note in beyond}
    return found


def away(pages: Sequence[Page]) -> dict[str, int]:
    """The number of each footnote that is not on the page of its call, and the index of the call's page."""
    at = shown(pages)
    calls = {name.removeprefix("_call-"): page for name, page in at.items() if name.startswith("_call-")}
    return {number: page for number, page in calls.items() if at.get(f"_note-{number}") != page}


def intruders(pages: Sequence[Page]) -> Iterator[tuple[ET.Element, str]]:
    """The elements that begin at the foot of a page from which they drove a note, and the declaration that sends each to the next."""
    for at in sorted(set(away(pages).values())):
        last = _last_text(pages[at]._page_box.children[0])  # noqa: SLF001
        if last is not None:
            yield last


def _last_text(box: boxes.Box) -> tuple[ET.Element, str] | None:
    """The element that the last lines of text in a box belong to: a paragraph to be kept whole, or a row of a table to be moved."""
    for child in reversed(getattr(box, "children", ())):
        if isinstance(child, boxes.LineBox):
            return box.element, WHOLE
        if child.is_in_normal_flow() and (found := _last_text(child)) is not None:
            first = box.children[0] is child
            return (child.element, NEXT) if isinstance(child, boxes.TableRowBox) and not first else found
    return None
