"""Words to XML: escaping, and the few shapes that every part is written with."""

from __future__ import annotations

import re
from typing import Final

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

# What XML 1.0 cannot hold even as a reference. A reader should see that something stood there, so it becomes U+FFFD.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL: Final = re.compile('[&<>"\t\r\n\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_WHITE: Final = re.compile("([\t\n])")


def escape(words: str) -> str:
    """Words as XML character data or attribute value; characters that XML forbids become U+FFFD."""
    if not _SPECIAL.search(words):
        return words
    words = _FORBIDDEN.sub("\ufffd", words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("\r", "&#13;")


def attribute(words: str) -> str:
    """Words as an attribute value that keeps its line ends and tabs."""
    return escape(words).replace("\t", "&#9;").replace("\n", "&#10;")


def text(words: str, line_end: str = " ") -> str:
    """Words as the content of a run: tabs as ``w:tab``, line ends as ``line_end`` (a space, or ``"<w:br/>"`` to keep the lines)."""
    if "\n" not in words and "\t" not in words:
        return f'<w:t xml:space="preserve">{escape(words)}</w:t>'
    if line_end == " ":
        words = words.replace("\n", " ")
    shapes = {"\t": "<w:tab/>", "\n": line_end}
    return "".join(shapes.get(each) or f'<w:t xml:space="preserve">{escape(each)}</w:t>' for each in _WHITE.split(words) if each)
