"""Packs: many objects in one file, most of them kept as their difference from another one, with an index of where each begins."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO, Final

from concept_cli.git.files import Damaged, content, opened

KINDS: Final = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_OFFSET_DELTA: Final = 6
_NAMED_DELTA: Final = 7
_INDEX: Final = b"\xfftOc\0\0\0\2"
"""How an index of the present form begins; the form before it is of 2005."""
_NAMES: Final = 8 + 256 * 4
"""Where the names of the objects begin in an index, after the counts for each first byte."""
_LARGEST_INDEX: Final = 400_000_000
_LONGEST_CHAIN: Final = 4096
"""Differences upon differences; git makes 4,095 at most, and 50 unless told otherwise."""
_MOST_WORK: Final = 1_000_000_000
"""Bytes that may be unpacked on the way to one object."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One entry of a pack: its kind, the size that it says it has unpacked, where its base begins (0: it has none), and its bytes."""

    kind: int
    size: int
    base: int
    body: int


class Pack:
    """A pack and its index, named by their path without suffix."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __contains__(self, id: bytes) -> bool:
        return self._offset(id) is not None

    def beginning_with(self, digits: str) -> list[str]:
        """The names of all objects here that begin with some hexadecimal digits (two at least)."""
        index, count = self._index
        at = self._first(bytes.fromhex(digits + "0" * (40 - len(digits))), index)
        found = []
        while at < count and (name := index[_NAMES + 20 * at : _NAMES + 20 * at + 20].hex()).startswith(digits):
            found.append(name)
            at += 1
        return found

    def size(self, id: bytes) -> int:
        """How many bytes an object has, from what the pack says of it. Raises KeyError."""
        with self._opened() as file:
            piece = self._piece(file, self._known(id))
            if not piece.base:
                return piece.size
            start = _inflated(file, piece, enough=20)
            return _number(start, _number(start, 0)[1])[0]

    def read(self, id: bytes, most: int) -> tuple[str, bytes]:
        """An object's kind and bytes. Raises KeyError, and Damaged for what is broken or has more than ``most`` bytes."""
        deltas: list[bytes] = []
        offset, work = self._known(id), 0
        with self._opened() as file:
            while True:
                piece = self._piece(file, offset)
                work += piece.size
                if piece.size > most or work > _MOST_WORK or len(deltas) > _LONGEST_CHAIN:
                    raise Damaged(f"the object {id.hex()} is too large, or its differences are too many")
                found = _inflated(file, piece)
                if not piece.base:
                    break
                deltas.append(found)
                offset = piece.base
        for delta in reversed(deltas):
            found = _applied(found, delta, most)
            work += len(found)
            if work > _MOST_WORK:
                raise Damaged(f"the object {id.hex()} is made of too many differences")
        if piece.kind not in KINDS:
            raise Damaged(f"the object {id.hex()} is of no kind that git has")
        return KINDS[piece.kind], found

    @cached_property
    def _index(self) -> tuple[bytes, int]:
        """The bytes of the index, and how many objects it names; everything that is looked up in it later lies inside."""
        name = self.path.name
        index = content(self.path.with_name(f"{name}.idx"), _LARGEST_INDEX)
        if index is None or not index.startswith(_INDEX) or len(index) < _NAMES:
            raise Damaged(f"{name}.idx is no index of the form that git writes today")
        counts = unpack_from(">256I", index, 8)
        if any(one > other for one, other in pairwise(counts)) or len(index) < _NAMES + counts[-1] * 28 + 40:
            raise Damaged(f"{name}.idx is cut off or mixed up")
        return index, counts[-1]

    def _first(self, id: bytes, index: bytes) -> int:
        """The number of the first object whose name is not below one."""
        counts = unpack_from(">256I", index, 8)
        low, high = counts[id[0] - 1] if id[0] else 0, counts[id[0]]
        return bisect_left(range(high), id, low, high, key=lambda at: index[_NAMES + 20 * at : _NAMES + 20 * at + 20])

    def _offset(self, id: bytes) -> int | None:
        index, count = self._index
        at = self._first(id, index)
        if at >= count or index[_NAMES + 20 * at : _NAMES + 20 * at + 20] != id:
            return None
        offsets = _NAMES + 24 * count
        offset: int = unpack_from(">I", index, offsets + 4 * at)[0]
        if offset < 1 << 31:
            return offset
        large = offsets + 4 * count + 8 * (offset - (1 << 31))
        if large + 8 > len(index):
            raise Damaged(f"{self.path.name}.idx is mixed up")
        return int(unpack_from(">Q", index, large)[0])

    def _known(self, id: bytes) -> int:
        offset = self._offset(id)
        if offset is None:
            raise KeyError(id.hex())
        return offset

    def _opened(self) -> BinaryIO:
        file = opened(self.path.with_name(f"{self.path.name}.pack"))
        if file is None:
            raise Damaged(f"{self.path.name}.pack is not there, only its index")
        return file

    def _piece(self, file: BinaryIO, offset: int) -> _Piece:
        """What stands at an offset of the pack: kind and size in groups of seven bits, then where the base is."""
        try:
            file.seek(offset)
            head = file.read(64)
            kind, size, at, shift = head[0] >> 4 & 7, head[0] & 15, 1, 4
            while head[at - 1] & 128:
                size |= (head[at] & 127) << shift
                at, shift = at + 1, shift + 7
            base = 0
            if kind == _OFFSET_DELTA:
                back = head[at] & 127
                while head[at] & 128:
                    at += 1
                    back = (back + 1) << 7 | head[at] & 127
                at, base = at + 1, offset - back
                if base >= offset or base <= 0:
                    raise Damaged(f"{self.path.name}.pack has a difference from nothing")
            elif kind == _NAMED_DELTA:
                base = self._offset(head[at : at + 20]) or 0
                at += 20
                if not base:
                    raise Damaged(f"{self.path.name}.pack has a difference from an object that it lacks")
        except (IndexError, OSError, OverflowError):
            raise Damaged(f"{self.path.name}.pack ends too early") from None
        return _Piece(kind, size, base, offset + at)


def _inflated(file: BinaryIO, piece: _Piece, enough: int | None = None) -> bytes:
    """The bytes of an entry: as many as it says it has, or its first few."""
    file.seek(piece.body)
    return inflated(file, piece.size if enough is None else min(piece.size, enough), whole=enough is None)


def inflated(file: BinaryIO, size: int, *, whole: bool) -> bytes:
    """So many unpacked bytes from where the file stands; ``whole`` when there must be no more of them. Raises Damaged."""
    unpacking, made = zlib.decompressobj(), bytearray()
    try:
        while len(made) <= size and not unpacking.eof:
            waiting = unpacking.unconsumed_tail or file.read(min(1 << 16, size + 256))
            if not waiting:
                break
            made += unpacking.decompress(waiting, size + 1 - len(made))
    except (zlib.error, OSError):
        raise Damaged("an object cannot be unpacked") from None
    if len(made) < size or (whole and (len(made) > size or not unpacking.eof)):
        raise Damaged("an object has another size than it says")
    return bytes(made[:size])


def _number(packed: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    number = shift = 0
    for end in range(at, min(at + 10, len(packed))):
        number |= (packed[end] & 127) << shift
        shift += 7
        if not packed[end] & 128:
            return number, end + 1
    raise Damaged("a difference between objects does not say its size")


def _applied(base: bytes, delta: bytes, most: int) -> bytes:
    """What a difference makes of its base: pieces copied from it, and pieces that are new."""
    expected, at = _number(delta, 0)
    size, at = _number(delta, at)
    if expected != len(base) or size > most:
        raise Damaged("a difference between objects does not fit, or makes too much")
    made = bytearray()
    try:
        while at < len(delta) and len(made) <= size:
            order = delta[at]
            at += 1
            if not order & 128:
                if not order or at + order > len(delta):
                    raise Damaged("a difference between objects is mixed up")
                made += delta[at : at + order]
                at += order
                continue
            numbers = [0] * 7  # four bytes of the offset, three of the length, each there when its bit is set
            for bit in range(7):
                if order >> bit & 1:
                    numbers[bit] = delta[at]
                    at += 1
            start, length = int.from_bytes(numbers[:4], "little"), int.from_bytes(numbers[4:], "little") or 1 << 16
            if start + length > len(base):
                raise Damaged("a difference between objects copies what is not there")
            made += base[start : start + length]
    except IndexError:
        raise Damaged("a difference between objects ends too early") from None
    if len(made) != size:
        raise Damaged("a difference between objects makes another size than it says")
    return bytes(made)
