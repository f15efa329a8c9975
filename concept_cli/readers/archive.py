"""The bytes of a ZIP archive (a workbook, a Word file) to its parts by name, once its directory was found to be sound.

Archives that strangers send can claim anything: so the directory is read here, entry by entry, and nothing is unpacked before all of it
holds. Nothing is ever written to disk under a name that an archive gives.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from concept_cli.readers.refused import Refused

ENTRIES: Final = 2_000
"""Entries that an archive may have: a long report has a few hundred."""
PART: Final = 60_000_000
"""Bytes that one part may have when it is unpacked."""
TOTAL: Final = 100_000_000
"""Bytes that all parts may have together."""
RATIO: Final = 500
"""So many times larger a part may become, unless it stays small. Thousands of empty rows become 200 times larger, bombs a thousand."""
SMALL: Final = 1_000_000

_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x41  # the bits for the old and the strong encryption
_UTF_8: Final = 0x800
_ZIP64: Final = 0xFFFFFFFF
_STRANGE_NAME: Final = re.compile(r"(?:^|/)\.\.?(?:/|$)|^/|//|\\|^[A-Za-z]:|[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the directory says of a part: how it is packed, its checksum, its sizes, and where it begins."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    begin: int


class Archive:
    """A sound archive. Names are told apart as Office does it: capitals make no difference."""

    def __init__(self, content: bytes) -> None:
        """Raises Refused for an archive that is damaged, or that no office program writes."""
        directory = _directory(content)
        entries = [*_entries(content, directory)]
        _check_names(entries)
        _check_sizes(entries)
        self._content = content
        self._starts = _check_places(entries, content, directory.start)
        self._entries = {each.name.casefold(): each for each in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the directory."""
        return tuple(each.name for each in self._entries.values())

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises Refused when it is not there or damaged."""
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise Refused(f"is damaged: its part {name} is missing")
        start = self._starts[entry.begin]
        packed = self._content[start : start + entry.packed]
        content = packed if entry.method == _STORED else _unpacked(packed, entry)
        if len(content) != entry.size or zlib.crc32(content) != entry.checksum:
            raise Refused(f"is damaged: its part {entry.name} is not what its directory says")
        return content


def _unpacked(packed: bytes, entry: _Entry) -> bytes:
    """At most one byte more than the directory says, whatever is packed."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.size + 1)
    except zlib.error:
        raise Refused(f"is damaged: its part {entry.name} cannot be unpacked") from None


class _Directory(NamedTuple):
    """Where the directory stands, and how many entries it has."""

    start: int
    end: int
    entries: int


def _directory(content: bytes) -> _Directory:
    """The directory, which has to fill the room up to the record that ends the archive."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 0xFFFF))
    if end < 0 or end + _END.size > len(content):
        raise Refused("is damaged or was sent only in part: the end of it is missing")
    _, disk, first_disk, here, count, size, at, comment = _END.unpack_from(content, end)
    if at + size != end or end + _END.size + comment != len(content) or disk or first_disk or here != count:
        raise Refused("is damaged, or packed in a way that office programs do not use")
    if count > ENTRIES:
        raise Refused(f"has {count:,} parts; at most {ENTRIES:,} are read")
    return _Directory(at, end, count)


def _entries(content: bytes, directory: _Directory) -> Iterator[_Entry]:
    """The entries of the directory: as many as it says, one behind the other."""
    at, end, count = directory
    for _ in range(count):
        if at + _ENTRY.size > end:
            raise Refused("is damaged: its directory is shorter than it says")
        signature, _, _, flags, method, _, _, checksum, packed, full, *lengths, _, _, _, begin = _ENTRY.unpack_from(content, at)
        raw = content[at + _ENTRY.size : at + _ENTRY.size + lengths[0]]
        at += _ENTRY.size + sum(lengths)
        if signature != b"PK\x01\x02" or at > end:
            raise Refused("is damaged: its directory cannot be read")
        yield _Entry(_decoded(raw, flags), raw, flags, method, checksum, packed, full, begin)
    if at != end:
        raise Refused("is damaged: its directory is longer than it says")


def _decoded(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8" if flags & _UTF_8 else "cp437")
    except UnicodeDecodeError:
        raise Refused("is damaged: the name of a part cannot be read") from None


def _check_names(entries: list[_Entry]) -> None:
    known: set[str] = set()
    for each in entries:
        if not each.name or _STRANGE_NAME.search(each.name):
            raise Refused(f"has a part with a name that leads elsewhere, {each.name[:80]!r}")
        if each.name.casefold() in known:
            raise Refused(f"has two parts of the name {each.name[:80]!r}, and no one can tell which of them is meant")
        known.add(each.name.casefold())


def _check_sizes(entries: list[_Entry]) -> None:
    for each in entries:
        if each.flags & _ENCRYPTED:
            raise Refused("is protected with a password", "Open it with the password, save it without one, and send that.")
        if each.method not in {_STORED, _DEFLATED} or _ZIP64 in {each.packed, each.size, each.begin}:
            raise Refused("is packed in a way that office programs do not use")
        if each.size > PART or (each.size > SMALL and each.size > RATIO * each.packed):
            raise Refused(f"would grow from {each.packed:,} bytes to {each.size:,} when its part {each.name[:80]} is unpacked")
    if (total := sum(each.size for each in entries)) > TOTAL:
        raise Refused(f"would have {total:,} bytes when it is unpacked; at most {TOTAL:,} are read")


def _check_places(entries: list[_Entry], content: bytes, directory: int) -> dict[int, int]:
    """Where each part's bytes begin, by where its header begins: all of them inside the archive, none inside of another."""
    starts: dict[int, int] = {}
    spans: list[tuple[int, int]] = []
    for each in entries:
        if each.begin + _LOCAL.size > directory:
            raise Refused(f"is damaged: its part {each.name[:80]} is missing")
        signature, _, _, method, _, _, _, _, _, name, extra = _LOCAL.unpack_from(content, each.begin)
        begin = each.begin + _LOCAL.size
        if signature != b"PK\x03\x04" or method != each.method or content[begin : begin + name] != each.raw_name:
            raise Refused(f"says two different things of its part {each.name[:80]}")
        starts[each.begin] = begin + name + extra
        spans.append((each.begin, starts[each.begin] + each.packed))
    spans.sort()
    if any(one[1] > other[0] for one, other in pairwise([*spans, (directory, directory)])):
        raise Refused("has parts that overlap")
    return starts
