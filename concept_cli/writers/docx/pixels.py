"""SVG to PNG: what Word and LibreOffice show where they do not draw the SVG itself.

The drawing library has no bounds of its own: it reads any file that a picture names, falls over deep nesting, and nothing stops it once
it draws. So it is given only elements that cannot ask for more than they show, and never more of them than it draws in some seconds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from struct import pack
from tempfile import NamedTemporaryFile
from typing import Final
from xml.etree import ElementTree as ET

_SCALE: Final = 2
_LARGEST: Final = 2000
"""Pixels drawn for each of the picture's own (of 1/96 inch), and the most that either side gets."""

_MOST_BYTES: Final = 500_000
_MOST_LETTERS: Final = 20_000
_DEEPEST: Final = 60
_MOST_LAYERS: Final = 10
_MOST_WORK: Final = 4000
_MOST_PIXELS_OF_WORK: Final = 5_000_000_000
"""Bounds on what is drawn. Work counts elements as often as they are used, dearer ones as several; the last bound is work × pixels:
beyond it the picture gets fewer pixels. Each layer (a transparent or clipped group) holds a whole picture in memory."""
_LAYER_WORK: Final = 80
_SLOW_WORK: Final = 6
"""What a layer, and what words or a dashed line cost, a plain shape being 1."""
_LETTERS_A_UNIT: Final = 100

_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
_DRAWN: Final = frozenset(
    "a circle clipPath defs desc ellipse g line linearGradient marker metadata path polygon polyline radialGradient rect stop style svg"
    " switch symbol text title tspan use".split()
)
_OWN_LAYER: Final = frozenset({"svg", "symbol", "marker", "clipPath"})
_LAYERED: Final = re.compile(r"(?<![-\w])opacity|clip-path|blend-mode|isolation", re.IGNORECASE)
_REFUSED: Final = re.compile(r"filter|mask|marker-mid|marker\s*:", re.IGNORECASE)
_REFUSED_IN_STYLES: Final = re.compile(r"filter|mask|marker|clip-path|url|@|\\|&", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"#([\w.:-]+)")
_NAME: Final = re.compile(r"[\w.:-]+")


class _TooMuch(Exception):
    """The drawing asks for more than is drawn here."""


def pixels(content: bytes, width: float, height: float, fonts: Mapping[str, bytes]) -> bytes:
    """An SVG of some size drawn as PNG with no fonts but these; an empty frame of its proportions when it asks for too much.

    Filters, masks, patterns and pictures in the picture are too much, and so is whatever is not sound. The same bytes each time.
    """
    try:
        svg, work = _bounded(content)
    except (_TooMuch, ET.ParseError, ValueError, LookupError, RecursionError):
        return empty_frame(width, height)
    most = min(_LARGEST / max(width, height), (_MOST_PIXELS_OF_WORK / work / width / height) ** 0.5)
    scale = min(_SCALE, most)
    try:
        return _drawn(svg, max(1, int(width * scale)), max(1, int(height * scale)), fonts)
    except ValueError:
        return empty_frame(width, height)


def _drawn(svg: str, width: int, height: int, fonts: Mapping[str, bytes]) -> bytes:
    """The PNG. The library takes fonts as files only. Raises ValueError for what it cannot draw."""
    from resvg_py import svg_to_bytes

    with ExitStack() as stack:
        files = []
        for content in fonts.values():
            file = stack.enter_context(NamedTemporaryFile(suffix=".ttf"))
            file.write(content)
            file.flush()
            files.append(file.name)
        return svg_to_bytes(
            svg_string=svg,
            width=width,
            height=height,
            skip_system_fonts=True,
            font_files=files,
            font_family="IBM Plex Sans",
            sans_serif_family="IBM Plex Sans",
            serif_family="IBM Plex Serif",
            monospace_family="IBM Plex Mono",
        )


def _bounded(content: bytes) -> tuple[str, int]:
    """The drawing written anew, so that what was weighed is what is drawn, and the work in it. Raises _TooMuch, and what parsing raises."""
    if len(content) > _MOST_BYTES or b"<!ENTITY" in content:
        raise _TooMuch
    root = ET.fromstring(content)  # noqa: S314  no entities; the parser loads nothing
    if sum(len(words) for each in root.iter(f"{_NAMESPACE}text") for words in each.itertext()) > _MOST_LETTERS:
        raise _TooMuch
    scales = _Scales(root)
    work, layers, _ = scales.weigh(root)
    if work > _MOST_WORK or layers > _MOST_LAYERS:
        raise _TooMuch
    return ET.tostring(root, "unicode"), work


class _Scales:
    """Weighs the elements of one drawing, each with all that it contains and refers to."""

    def __init__(self, root: ET.Element) -> None:
        styles = " ".join("".join(each.itertext()) for each in root.iter(f"{_NAMESPACE}style"))
        if _REFUSED_IN_STYLES.search(styles):
            raise _TooMuch
        shared = styles + " ".join(name + value for each in root.iter() if len(each) for name, value in each.attrib.items())
        self._all_layers = bool(_LAYERED.search(styles))
        self._all_slow = "dash" in shared
        self._named = {each.attrib["id"]: each for each in root.iter() if "id" in each.attrib}
        if not all(map(_NAME.fullmatch, self._named)):
            raise _TooMuch
        self._known: dict[ET.Element, tuple[int, int, int]] = {}

    def weigh(self, element: ET.Element, depth: int = 0) -> tuple[int, int, int]:
        """Work, layers one in another, and depth. Raises _TooMuch, also for what contains itself."""
        if element in self._known:
            return self._known[element]
        if depth > _DEEPEST:
            raise _TooMuch
        said = self._said(element)
        inside = [*element, *(self._named[each] for each in _REFERENCE.findall(said) if each in self._named)]
        parts = [self.weigh(each, depth + 1) for each in inside]
        kind = element.tag.removeprefix(_NAMESPACE)
        layer = self._all_layers or kind in _OWN_LAYER or bool(_LAYERED.search(said))
        slow = self._all_slow or kind in ("text", "tspan") or "dash" in said
        own = layer * _LAYER_WORK + (_SLOW_WORK if slow else 1) + (len(said) + len(element.text or "")) // _LETTERS_A_UNIT
        work = own + sum(part[0] for part in parts)
        layers = layer + max((part[1] for part in parts), default=0)
        height = 1 + max((part[2] for part in parts), default=0)
        if work > _MOST_WORK or height > _DEEPEST:
            raise _TooMuch
        self._known[element] = work, layers, height
        return self._known[element]

    @staticmethod
    def _said(element: ET.Element) -> str:
        """An element's attributes as one text. Raises _TooMuch for elements, attributes and addresses that are not drawn."""
        kind = element.tag.removeprefix(_NAMESPACE)
        if element.tag.startswith(_NAMESPACE) and kind not in _DRAWN:
            raise _TooMuch
        said = " ; ".join(f"{name.rpartition('}')[2]}: {value}" for name, value in element.attrib.items())
        links = [value for name, value in element.attrib.items() if name.rpartition("}")[2] == "href" and kind != "a"]
        if _REFUSED.search(said) or not all(value.startswith("#") for value in links):
            raise _TooMuch
        return said


def empty_frame(width: float, height: float) -> bytes:
    """An empty grey frame of the picture's proportions, as PNG."""
    wide = max(2, min(120, round(120 * width / max(width, height))))
    tall = max(2, min(120, round(120 * height / max(width, height))))
    rows = (b"\0" + (b"\xb0" * wide if y in (0, tall - 1) else b"\xb0" + b"\xff" * (wide - 2) + b"\xb0") for y in range(tall))
    chunks = ((b"IHDR", pack(">IIBBBBB", wide, tall, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pack(">I", len(c)) + k + c + pack(">I", zlib.crc32(k + c)) for k, c in chunks)
