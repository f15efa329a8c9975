"""Pictures in a Word file: how large they are, and the drawing that shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from struct import error, unpack
from typing import Final

from concept_cli.writers.docx.markup import attribute

EMU_PER_PIXEL: Final = 9525
EMU_PER_TWIP: Final = 635
_TALLEST: Final = 23 * 360_000
"""No picture is taller than the text of an A4 page: 23 cm."""

_SVG_ROOT: Final = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_SVG_SIZE: Final = re.compile(rb"""\b(width|height|viewBox)\s*=\s*["']([^"']*)["']""")
_LENGTH: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS: Final = {None: 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DEFAULT: Final = (600.0, 300.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that Word can show: its file suffix, bytes, and size in pixels of 1/96 inch."""

    suffix: str
    content: bytes
    width: float
    height: float

    def extent(self, room: int) -> tuple[int, int]:
        """Width and height in English metric units: natural size, made smaller to fit the room (in twips) and the page."""
        wide, tall = self.width * EMU_PER_PIXEL, self.height * EMU_PER_PIXEL
        scale = min(1.0, room * EMU_PER_TWIP / wide, _TALLEST / tall)
        return max(1, round(wide * scale)), max(1, round(tall * scale))


def picture(content: bytes) -> Picture | None:
    """The picture in some bytes; None when they are not one that Word can show (PNG, JPEG, GIF, SVG)."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _sized("png", content, *unpack(">II", content[16:24]))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return _sized("gif", content, *unpack("<HH", content[6:10]))
        if content.startswith(b"\xff\xd8"):
            return _sized("jpeg", content, *_jpeg_size(content))
        root = _SVG_ROOT.search(content)
        return _sized("svg", content, *_svg_size(root[0])) if root else None
    except error:
        return None


def _sized(suffix: str, content: bytes, width: float, height: float) -> Picture | None:
    return Picture(suffix, content, width, height) if 0 < width < inf and 0 < height < inf else None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        marker, length = unpack(">xBH", content[at : at + 4])
        if marker in _FRAMES:
            height, width = unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length


def _svg_size(root: bytes) -> tuple[float, float]:
    said = {name.decode(): value.decode("utf-8", "replace") for name, value in _SVG_SIZE.findall(root)}
    width, height = _pixels(said.get("width", "")), _pixels(said.get("height", ""))
    if width and height:
        return width, height
    box = [_pixels(each) for each in said.get("viewBox", "").replace(",", " ").split()[2:]]
    if len(box) != 2 or not all(box):
        return _DEFAULT
    ratio = box[1] / box[0]
    if height:
        return height / ratio, height
    return (width or box[0]), (width or box[0]) * ratio


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0


_SVG_EXTENSION: Final = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext></a:extLst>'
)


def drawing(number: int, extent: tuple[int, int], alt: str, shown: str, vector: str = "") -> str:
    """A drawing in the line of text. ``shown`` and ``vector`` are the relationships of the pixels and of the SVG they stand in for."""
    wide, tall = extent
    name = f'id="{number}" name="Picture {number}" descr="{attribute(alt)}"'
    extension = _SVG_EXTENSION.format(vector) if vector else ""
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr {name}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{shown}">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
