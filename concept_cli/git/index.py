"""The list of files that git keeps between commits, with some of them brought up to date.

Without that, ``git status`` would say of what was just committed that it is to be taken back. Formats that are not known here (versions but
2 and 3, parts that another file holds) are left alone: then ``git status`` says so until the next ``git add``.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from typing import Final

_HEAD: Final = struct.Struct(">4sII")
_ENTRY: Final = struct.Struct(">10I20sH")
_EXTENDED: Final = 0x4000
_STAGE: Final = 0x3000
_LONGEST: Final = 0xFFF
_KNOWN: Final = (2, 3)
_FILE, _EXECUTABLE = 0o100644, 0o100755


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the list has it: the id of its bytes, and what the disk says of it."""

    id: str
    about: os.stat_result

    def entry(self, path: bytes) -> bytes:
        """The entry of the list."""
        about = self.about
        times = (about.st_ctime_ns, about.st_mtime_ns)
        seconds = [part & 0xFFFFFFFF for each in times for part in divmod(each, 1_000_000_000)]
        mode = _EXECUTABLE if about.st_mode & 0o100 else _FILE
        numbers = [each & 0xFFFFFFFF for each in (about.st_dev, about.st_ino, mode, about.st_uid, about.st_gid, about.st_size)]
        head = _ENTRY.pack(*seconds, *numbers, bytes.fromhex(self.id), min(len(path), _LONGEST))
        return _padded(head + path)


def updated(content: bytes | None, files: Mapping[bytes, Listed | None]) -> bytes | None:
    """The list with these files as they are now, None for those that are gone; None when the list is of a kind that is not known here."""
    entries: dict[tuple[bytes, int], bytes] = {}
    if content:
        found = _entries(content)
        if found is None:
            return None
        entries = found
    for path, listed in files.items():
        for stage in range(4):
            entries.pop((path, stage), None)
        if listed is not None:
            entries[path, 0] = listed.entry(path)
    version = 3 if any(each[60] & (_EXTENDED >> 8) for each in entries.values()) else 2
    whole = _HEAD.pack(b"DIRC", version, len(entries)) + b"".join(entries[key] for key in sorted(entries))
    return whole + sha1(whole, usedforsecurity=False).digest()


def _entries(content: bytes) -> dict[tuple[bytes, int], bytes] | None:
    """The entries of a list by path and stage, to the byte."""
    if len(content) < _HEAD.size + 20 or sha1(content[:-20], usedforsecurity=False).digest() != content[-20:]:
        return None
    sign, version, count = _HEAD.unpack_from(content)
    if sign != b"DIRC" or version not in _KNOWN:
        return None
    found: dict[tuple[bytes, int], bytes] = {}
    at = _HEAD.size
    for _ in range(count):
        if at + _ENTRY.size > len(content) - 20:
            return None
        flags = _ENTRY.unpack_from(content, at)[-1]
        start = at + _ENTRY.size + (2 if flags & _EXTENDED else 0)
        end = content.find(b"\0", start)
        if end < 0:
            return None
        size = (end - at) // 8 * 8 + 8
        found[content[start:end], (flags & _STAGE) >> 12] = content[at : at + size]
        at += size
    return None if any(name[:1].islower() for name in _extensions(content, at)) else found


def _extensions(content: bytes, at: int) -> Iterator[bytes]:
    """The names of what follows the entries; those in small letters may not be left out."""
    while at + 8 <= len(content) - 20:
        yield content[at : at + 4]
        at += 8 + struct.unpack_from(">I", content, at + 4)[0]


def _padded(entry: bytes) -> bytes:
    return entry + b"\0" * (8 - len(entry) % 8)
