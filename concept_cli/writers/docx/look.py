"""The page style in Word's terms, and the pages: upright ones, and landscape ones between them for wide tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from concept_cli.style import Style

LANDSCAPE_MARGIN: Final = 1134
"""Left and right of a landscape page, in twips (20 mm)."""
TURN: Final = "\x00"
"""Stands in the drawn text before and after what wants a landscape page; no drawn word can hold it."""

_TWIP: Final = 1 / 20
_NUMBER_WIDTH: Final = 454
_NUMBER_GAP: Final = 170
"""The frame for a paragraph's number (8 mm), and what is between it and the text (3 mm)."""
_BAR: Final = 1360
_SIZE: Final = re.compile(r'<w:pgSz\b[^>]*?w:w="(\d+)"[^>]*?w:h="(\d+)"')
_SIDE: Final = re.compile(r'w:(left|right)="(\d+)"')
_LAST_PARAGRAPH: Final = "<w:p><w:pPr>"
_TAKEN_ALONG: Final = re.compile(r'<w:p><w:pPr><w:pStyle w:val="(?:Heading|Notice)')


@dataclass(frozen=True, slots=True)
class Pages:
    """The width of the text in twips on upright and on landscape pages, and what a page of either kind is in Word."""

    room: int
    wide_room: int
    upright: str
    landscape: str


def word_style(style: Style, language: str) -> Style:
    """The style with its values in Word's words, and with those that are reckoned from others.

    Even edges need words that can be divided; Kazakh has no patterns for that, so its lines end as they fall, as in print.
    """
    values = style.values
    try:
        size = style.points("text-size")
        even = values["alignment"] == "justify" and language != "kk"
        banded = values["title-band"] == "on"
        width = 11906 * _TWIP - style.points("margin-left") - style.points("margin-right")
        number = style.points("margin-left") - (_NUMBER_WIDTH + _NUMBER_GAP) * _TWIP
        reckoned = {
            "text-leading": size * float(values["leading"]),
            "code-size": size * 0.88,
            "wide-size": max(7.5, style.points("table-size") * 0.88),
            "text-width": width,
            "letter-indent": width / 2,
            "title-gap": 0 if banded else 165,
            "before-bar": (centred := values["title-alignment"] == "center") * max(0.0, width - _BAR * _TWIP) / 2,
            "beside-bar": max(0.0, width - _BAR * _TWIP) / (2 if centred else 1),
            "margin-number-left": max(0.0, number),
            "margin-number-width": _NUMBER_WIDTH * _TWIP,
        }
    except (KeyError, ValueError):
        return style  # a value is missing: the part that uses it says which
    lengths = {name: f"{value:.2f}pt" for name, value in reckoned.items()}
    grid = values["table-grid"] == "on"
    lines = {"grid": "single" if grid else "nil", "outer-line": "0.5pt" if grid else "1.25pt"}
    return replace(style, values={**values, "alignment": "both" if even else "left", **lengths, **lines})


def pages(section: str) -> Pages:
    """The pages that the style's section part describes; the landscape one is the same sheet turned."""
    properties = section[section.index("<w:sectPr") :]
    inside = properties[properties.index(">") + 1 : properties.index("</w:sectPr>")]
    size = _SIZE.search(inside)
    width, height = (int(size[1]), int(size[2])) if size else (11906, 16838)
    margins = sum(int(each) for _, each in _SIDE.findall(inside))
    turned = re.sub(r"<w:pgSz\b[^>]*/>", f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>', inside)
    turned = _SIDE.sub(rf'w:\1="{LANDSCAPE_MARGIN}"', turned).replace("<w:titlePg/>", "")
    return Pages(width - margins, height - 2 * LANDSCAPE_MARGIN, inside, turned)


def in_sections(body: str, look: Pages, margins: tuple[str, str, str]) -> str:
    """The drawn text cut where the page turns, each piece with its page at its end.

    ``margins`` are the references to header and footer: of the first piece, of upright ones, of landscape ones. Headings before a wide
    table go with it: none stands alone at the end of an upright page.
    """
    first, upright, landscape = margins
    pieces = _pieces(body)
    drawn = []
    for at, (piece, wide) in enumerate(pieces):
        page = look.landscape if wide else look.upright if at == 0 else look.upright.replace("<w:titlePg/>", "")
        section = f"<w:sectPr>{landscape if wide else upright if at else first}{page}</w:sectPr>"
        drawn.append(piece + section if at == len(pieces) - 1 else _ended(piece, section))
    return "".join(drawn)


def _pieces(body: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is for landscape pages; wide tables in a row share theirs."""
    pieces: list[tuple[str, bool]] = []
    for at, cut in enumerate(body.split(TURN)):
        wide, piece = bool(at % 2), cut
        if wide and pieces and not pieces[-1][1]:
            before, taken = _taken_along(pieces.pop()[0])
            if (
                pieces and _TAKEN_ALONG.match(before) and before.count(_LAST_PARAGRAPH) == 1
            ):  # nothing else is between two of them
                before, taken = "", before + taken
            pieces += [(before, False)] if before else []
            piece = taken + cut
        if piece and pieces and pieces[-1][1] == wide:
            pieces[-1] = pieces[-1][0] + piece, wide
        elif piece:
            pieces.append((piece, wide))
    return pieces


def _taken_along(piece: str) -> tuple[str, str]:
    """The piece without the headings that end it, and these."""
    end = len(piece)
    while piece.endswith("</w:p>", 0, end) and (start := piece.rindex(_LAST_PARAGRAPH, 0, end)) > 0:
        if not _TAKEN_ALONG.match(piece, start):
            break
        end = start
    return piece[:end], piece[end:]


def _ended(piece: str, section: str) -> str:
    """The piece with a page's end in its last paragraph, which is none of a table: behind each of these stands one.

    An end that is itself marked, as inserted or deleted, would take the page's end with it: a small paragraph carries that one.
    """
    last = piece.rindex(_LAST_PARAGRAPH)
    at = piece.index("</w:pPr>", last)
    if "<w:rPr>" in piece[last:at]:
        return f'{piece}<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{section}</w:pPr></w:p>'
    return piece[:at] + section + piece[at:]
