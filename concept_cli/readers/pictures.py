"""Whether bytes are a picture that every output can show: whole, of a sane size, and nothing but a picture."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

PIXELS: Final = 80_000_000
"""Most pixels that a picture may have: more than a page in poster size; a few bytes can claim millions of times as many."""

SIDE: Final = 20_000
"""Most pixels along a side: a row of millions takes readers of pictures to their limits."""

LARGEST: Final = 1e6
"""No number of a drawing is larger: a page is a few thousand units wide, and an infinite one empties every picture beside it."""

DEPTH: Final = 100
"""Groups inside one another that a drawing may have."""

DRAWN: Final = 20_000
"""Shapes that a drawing may come to once every part that it uses again is counted as often as it is drawn."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers of a JPEG that tell its size
_SCAN: Final = 0xDA
_ACTIVE: Final = frozenset({"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"})
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_LONG: Final = re.compile(r"\d{7,}|(?:\d\.?|\.\d+)[eE]\+?\d{1,4}")
"""What is in every number beyond measure; colours, which are told apart by their #, are taken out before."""
_COLOUR: Final = re.compile(r"#\w+")
_WORDS: Final = frozenset({"id", "class", "role", "lang", "name", "title", "href"})
"""Attributes in which digits are no measures."""
_TARGET: Final = re.compile(r"url\(\s*[\"']?\s*#([^\s\"')]+)")
_AWAY: Final = re.compile(r"url\(\s*[\"']?\s*(?!#)[^\s)]|@import|\\|expression\(|javascript:", re.IGNORECASE)


class _Refused(Exception):
    """Why the bytes are no picture; completes “the picture …”."""


def why_not_shown(content: bytes) -> str:
    """Why these bytes cannot be shown as a picture, in words that complete “the picture …”; empty when they can."""
    try:
        if content.startswith(_PNG):
            _check_pixels(*_png_size(content))
        elif content.startswith(_JPEG):
            _check_pixels(*_jpeg_size(content))
        elif re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--|!DOCTYPE)", content) and b"<svg" in content[:4096]:
            _Drawing().check(content)
        else:
            return "is no PNG, JPEG or SVG picture"
    except _Refused as refused:
        return str(refused)
    return ""


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise _Refused("is damaged: it has no pixels")
    if width * height > PIXELS or max(width, height) > SIDE:
        raise _Refused(f"has {width:,} × {height:,} pixels; at most {PIXELS:,} in all and {SIDE:,} along a side can be shown")


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG whose pieces are all there and undamaged."""
    kinds = [kind for kind, _ in _chunks(content)]
    if kinds[:1] != [b"IHDR"] or b"IDAT" not in kinds or kinds[-1] != b"IEND" or len(content) < 24:
        raise _Refused("is damaged: it is not whole")
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a PNG: kind and content of each, up to the last that is there; each must have its own checksum."""
    at = len(_PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 8 + length
        if end + 4 > len(content):
            return
        kind, inner = content[at + 4 : at + 8], content[at + 8 : end]
        if zlib.crc32(content[at + 4 : end]) != struct.unpack_from(">I", content, end)[0]:
            raise _Refused("is damaged: its checksums are wrong")
        yield kind, inner
        at = end + 4
        if kind == b"IEND":
            return


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height of a JPEG that has an image and an end."""
    size, at = None, 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES and at + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        if marker == _SCAN:
            break
        at += 2 + length
    if size is None or content.find(b"\xff\xd9", at) < 0:
        raise _Refused("is damaged: it is not whole")
    return size


@dataclass
class _Part:
    """A part of a drawing: how many shapes it holds itself, and which other parts it draws, each how often."""

    shapes: int
    uses: list[tuple[str, int]]


def _part(attributes: dict[str, str]) -> _Part:
    """An element alone. A marker is drawn at every point of its line."""
    uses = []
    points = 1 + max(len(_NUMBER.findall(attributes.get(name, ""))) // 2 for name in ("d", "points"))
    for attribute, value in attributes.items():
        if attribute.rpartition(":")[2] == "href" and value.strip().startswith("#"):
            uses.append((value.strip()[1:], 1))
        often = points if "marker" in attribute + value else 1
        uses += [(target, often) for target in _TARGET.findall(value)]
    if "viewBox" in attributes:
        _check_view(attributes["viewBox"])
    return _Part(1, uses)


def _check_view(value: str) -> None:
    numbers = [float(each) for each in _NUMBER.findall(value)]
    plain = re.sub(_NUMBER, "", value).strip(" ,\t\r\n") == ""
    if not plain or len(numbers) != 4 or not all(abs(each) < 1e6 for each in numbers) or min(numbers[2:]) < 1e-3:
        raise _Refused("has a viewBox that is not four sane numbers")


def _check_numbers(value: str) -> None:
    plain = _COLOUR.sub("", value)
    if _LONG.search(plain) and any(abs(float(each)) > LARGEST for each in _NUMBER.findall(plain)):
        raise _Refused(f"has a number beyond {LARGEST:,.0f} in it")


def _count(part: _Part, parts: dict[str, _Part], known: dict[int, int], around: tuple[int, ...]) -> int:
    """How many shapes a part comes to, with everything that it uses."""
    if id(part) in around:
        raise _Refused("uses a part of itself inside that part")
    if id(part) not in known:
        used = (often * _count(parts[name], parts, known, (*around, id(part))) for name, often in part.uses if name in parts)
        known[id(part)] = part.shapes + sum(used)
    if known[id(part)] > DRAWN:
        raise _Refused(f"comes to more than {DRAWN:,} shapes, because its parts use one another again and again")
    return known[id(part)]


class _Drawing:
    """Reads an SVG as XML and refuses what a picture does not need: programs, entities, things from elsewhere."""

    def __init__(self) -> None:
        self.style = False
        self.open: list[_Part] = []
        self.parts: dict[str, _Part] = {}

    def check(self, content: bytes) -> None:
        """Raises _Refused with the reason, if there is one."""
        parser = expat.ParserCreate("utf-8")  # other encodings are refused, so that no two readers see two drawings
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.words
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruction
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise _Refused(f"is damaged: line {error.lineno} of the drawing is no XML in UTF-8") from None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.open.append(_part(attributes))
        if "id" in attributes:
            self.parts.setdefault(attributes["id"], self.open[-1])
        if len(self.open) > DEPTH:
            raise _Refused(f"has groups nested deeper than {DEPTH} levels")
        local = name.rpartition(":")[2].lower()
        if local in _ACTIVE:
            raise _Refused(f"has <{local}> in it, which no picture needs")
        self.style = local == "style"
        for attribute, value in attributes.items():
            short = attribute.rpartition(":")[2].lower()
            if short.startswith("on"):
                raise _Refused(f"has a program in it ({short})")
            if short in {"href", "src"} and not value.strip().startswith("#"):
                raise _Refused("leads elsewhere: everything that it shows must be drawn in the file itself")
            if ":" not in attribute:  # those of drawing programs, with a prefix, are read by nobody else
                self.look(value)
                if attribute not in _WORDS and not attribute.startswith(("aria-", "data-")):
                    _check_numbers(value)
            if attribute == "spreadMethod" and value.strip() != "pad":
                raise _Refused("has a gradient that repeats, which can take all memory; let it end where its colours end")

    def end(self, name: str) -> None:
        self.style = False
        part = self.open.pop()
        if self.open:
            self.open[-1].shapes += part.shapes
            self.open[-1].uses += part.uses
        else:
            _count(part, self.parts, {}, ())

    def words(self, text: str) -> None:
        if self.style:
            self.look(text)
            _check_numbers(text)

    def look(self, text: str) -> None:
        """Styles may point at parts of the drawing only."""
        if _AWAY.search(text):
            raise _Refused("leads elsewhere: everything that it shows must be drawn in the file itself")

    def declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            raise _Refused("names another encoding than UTF-8; save it again as plain SVG")

    def doctype(self, *_: object) -> None:
        raise _Refused("has a DOCTYPE, which can fetch or grow without end; save it again as plain SVG")

    def instruction(self, target: str, _: str) -> None:
        raise _Refused(f"has an instruction in it (<?{target}), which no picture needs")
