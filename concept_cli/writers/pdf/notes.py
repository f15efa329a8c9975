"""Which paragraphs took the room of a footnote, told from laid-out pages.

WeasyPrint sends a note to the next page when a later paragraph needs a line more to begin on this one. Such a paragraph, kept whole, goes
to the next page itself and leaves the note its room. What was laid out is the only place where this can be seen: each page is looked at
as soon as it is made, and made again, before the pages behind it are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from xml.etree import ElementTree as ET

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as layout

WHOLE: Final = "orphans: 99"
"""A paragraph that asks for so many lines at once is not broken, and takes a heading above it along."""
NEXT: Final = "break-before: page"
TRIES: Final = 4
"""A page is made again so many times at most: what takes the place of a paragraph that was moved may drive away a note as well."""


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


# ------------------------------------------------------------ page by page


@contextmanager
def notes_kept() -> Iterator[None]:
    """While this holds, every page that WeasyPrint lays out keeps the notes called on it, where moving what drove them away does that."""
    usual = layout.remake_page
    layout.remake_page = _mended(usual)
    try:
        yield
    finally:
        layout.remake_page = usual


def _mended(make: Callable[..., Any]) -> Callable[..., Any]:
    def mended(index: int, context: Any, root: boxes.Box, html: object) -> Any:
        """WeasyPrint's page, made again as long as that brings a note back that is called on it."""
        before = list(context.footnotes), list(context.reported_footnotes), dict(context.broken_out_of_flow)
        moved: list[tuple[boxes.Box, Any]] = []

        def again() -> Any:
            """The page once more, from what was known of notes before it."""
            context.footnotes, context.reported_footnotes, context.broken_out_of_flow = (
                list(before[0]),
                list(before[1]),
                dict(before[2]),
            )
            return make(index, context, root, html)

        made = make(index, context, root, html)
        tries = 0
        while _drove_away(made[0], context.reported_footnotes):
            last = _last_text(made[0].children[0])
            if last is None or tries == TRIES or any(box.element is last[0] for box, _ in moved):
                for box, style in reversed(moved):  # nothing helped: the page as it was
                    box.style = style
                return again() if moved else made
            moved += _restyled(root, *last)
            tries += 1
            made = again()
        return made

    return mended


def _drove_away(page: boxes.Box, reported: Sequence[boxes.Box]) -> bool:
    """Whether a note that was put off to the next page is called on this one."""
    return bool(reported) and any(each.footnote in reported for each in page.descendants() if each.footnote)


def _restyled(root: boxes.Box, element: ET.Element, declaration: str) -> list[tuple[boxes.Box, Any]]:
    """Give the boxes of an element what the declaration says; the boxes with the styles that they had."""
    name, value = ("orphans", 99) if declaration == WHOLE else ("break_before", "page")
    found = [(box, box.style) for box in root.descendants() if box.element is element]
    for box, style in found:
        box.style = style.copy()
        box.style[name] = value
    return found
