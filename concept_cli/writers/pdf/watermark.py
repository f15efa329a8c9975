"""The word that lies across the pages of a draft, as a picture of its letters' outlines: seen, and neither found, copied nor read aloud."""

from __future__ import annotations

import io
import re
from typing import Final

from concept_cli.style import Style

COLOUR: Final = "#eef1f3"
"""So light that black text on it keeps a contrast of 18 to 1, and not transparent: old printers stumble on that."""
ACROSS: Final = 150.0
"""How much of the page's 210 mm the word takes, in millimetres."""

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FILE = re.compile(r"""url\(\s*["']?font:([^"')]+)""")


def watermark(word: str, style: Style, css: str) -> bytes:
    """The word in the style's face for headings as an SVG picture, rising to the right; nothing when no such font is there."""
    font = _font(style, css)
    if not font:
        return b""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(font), lazy=True)
    glyphs, names = opened.getGlyphSet(location={"wght": 600}), opened.getBestCmap()
    path, bounds, at = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}"), BoundsPen(glyphs), 0.0
    for letter in word.upper():
        glyph = glyphs[names.get(ord(letter), ".notdef")]
        for pen in (path, bounds):
            glyph.draw(TransformPen(pen, (1, 0, 0, 1, at, 0)))
        at += glyph.width
    left, bottom, right, top = bounds.bounds or (0, 0, 1, 1)
    scale = ACROSS / (right - left)
    middle = f"scale({scale:.5f} {-scale:.5f}) translate({-(left + right) / 2:.1f} {-(bottom + top) / 2:.1f})"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="160mm" viewBox="-80 -80 160 160">'
        f'<path fill="{COLOUR}" transform="rotate(-45) {middle}" d="{path.getCommands()}"/></svg>'
    ).encode()


def _font(style: Style, css: str) -> bytes:
    """The first font file of the face for headings."""
    wanted = style.values.get("heading-face", "")
    for face in _FACE.findall(css):
        file = _FILE.search(face)
        if file and f'"{wanted}"' in face and file[1] in style.fonts:
            return style.fonts[file[1]]
    return b""
