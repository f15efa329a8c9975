"""Objects by their names: commits, trees, tags and the bytes of files, wherever in the repository they lie."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from hashlib import sha1
from pathlib import Path
from typing import Final

from concept_cli.git.files import Damaged, Lost, content, names, opened
from concept_cli.git.packs import Pack, inflated

MOST: Final = 64_000_000
"""Bytes of the largest object that is read at all."""
ID: Final = re.compile("[0-9a-f]{40}")
_LOOSE_HEAD: Final = re.compile(rb"(commit|tree|blob|tag) (0|[1-9][0-9]{0,17})\0")
_MOMENT: Final = re.compile(rb"> ([0-9]{1,12}) ([+-])([0-9]{2})([0-9]{2})$")
_DEEPEST: Final = 5
"""Repositories that lend objects to each other, one behind the other: as many as git follows."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: what it holds, what came before it, and when it was made, by the clock of who made it; who wrote it, and what it says."""

    id: str
    tree: str
    parents: tuple[str, ...]
    moment: datetime
    author: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a name in a tree: ``kind`` is file, folder, link or repository (a submodule)."""

    kind: str
    id: str


class Objects:
    """The objects of a repository, each checked against its name when it is read."""

    def __init__(self, folder: Path) -> None:
        self._folders = tuple(_with_lenders(folder, _DEEPEST))
        self._packs = self._found_packs()
        self.tree = lru_cache(maxsize=4096)(self._tree)
        """The entries of a tree by name. Raises Lost and Damaged."""

    @property
    def folder(self) -> Path:
        """Where new objects go."""
        return self._folders[0]

    def entries(self, id: str) -> Iterator[tuple[bytes, str, str]]:
        """The entries of a tree as they are written: mode, name and id. Raises Lost and Damaged."""
        self.tree(id)  # checked there
        _, found = self.read(id)
        at = 0
        while at < len(found):
            space, end = found.find(b" ", at), found.find(b"\0", at)
            yield found[at:space], found[space + 1 : end].decode("utf-8", "surrogateescape"), found[end + 1 : end + 21].hex()
            at = end + 21

    def size(self, id: str) -> int:
        """How many bytes an object has. Raises Lost and Damaged."""
        pack = self._pack(id)
        if pack:
            return pack.size(bytes.fromhex(id))
        return self._loose(id, 0)[1]

    def read(self, id: str, most: int = MOST) -> tuple[str, bytes]:
        """An object's kind and bytes. Raises Lost, and Damaged for what is not the object of that name or is too large."""
        pack = self._pack(id)
        if pack:
            kind, found = pack.read(bytes.fromhex(id), most)
        else:
            kind, _, found = self._loose(id, most)
        if sha1(b"%s %d\0" % (kind.encode(), len(found)) + found, usedforsecurity=False).hexdigest() != id:
            raise Damaged(f"the object {id} is not what its name says")
        return kind, found

    def commit(self, id: str) -> Commit:
        """The commit of a name. Raises Lost and Damaged."""
        kind, found = self.read(id)
        if kind != "commit":
            raise Damaged(f"{id} is a {kind}, and a commit was expected")
        fields: dict[bytes, list[bytes]] = {}
        head, _, message = found.partition(b"\n\n")
        for line in head.split(b"\n"):
            key, _, value = line.partition(b" ")
            fields.setdefault(key, []).append(value)
        trees, parents = (_ids(fields.get(key, [])) for key in (b"tree", b"parent"))
        moment = _moment(*fields.get(b"committer", [])[:1])
        if not trees or parents is None or moment is None:
            raise Damaged(f"the commit {id} does not say what it holds, what came before it or when it was made")
        author = fields.get(b"author", [b""])[0].partition(b" <")[0].decode("utf-8", "replace")
        return Commit(id, trees[0], parents, moment, author, message.decode("utf-8", "replace"))

    def tagged(self, id: str) -> tuple[str, str]:
        """What a name leads to behind all tags, and its kind. Raises Lost and Damaged."""
        for _ in range(_DEEPEST):
            kind, found = self.read(id)
            if kind != "tag":
                return id, kind
            key, _, value = found.partition(b"\n")[0].partition(b" ")
            behind = _ids([value] if key == b"object" else [])
            if not behind:
                raise Damaged(f"the tag {id} does not say what it names")
            id = behind[0]
        raise Damaged(f"the tag {id} names a tag that names a tag, and so on")

    def beginning_with(self, digits: str) -> tuple[str, ...]:
        """The names of all objects that begin with some hexadecimal digits (four at least), sorted."""
        found = {name for pack in self._packs for name in pack.beginning_with(digits)}
        for folder in self._folders:
            loose = (digits[:2] + rest for rest in names(folder / digits[:2]))
            found.update(name for name in loose if name.startswith(digits) and ID.fullmatch(name))
        return tuple(sorted(found))

    @property
    def partial(self) -> bool:
        """Whether the repository was cloned without some of its objects, to fetch them when git needs them."""
        return any(name.endswith(".promisor") for folder in self._folders for name in names(folder / "pack"))

    def _tree(self, id: str) -> Mapping[str, Entry]:
        kind, found = self.read(id)
        if kind != "tree":
            raise Damaged(f"{id} is a {kind}, and a folder was expected")
        entries: dict[str, Entry] = {}
        at = 0
        while at < len(found):
            space, end = found.find(b" ", at), found.find(b"\0", at)
            name = found[space + 1 : end].decode("utf-8", "surrogateescape")
            entry = _entry(found[at:space], found[end + 1 : end + 21])
            if not at < space < end or entry is None or name in {"", ".", ".."} or "/" in name:
                raise Damaged(f"the folder {id} holds what cannot be in a folder")
            entries[name] = entry
            at = end + 21
        return entries

    def _found_packs(self) -> tuple[Pack, ...]:
        return tuple(
            Pack(folder / "pack" / name.removesuffix(".idx"))
            for folder in self._folders
            for name in names(folder / "pack")
            if name.endswith(".idx")
        )

    def _pack(self, id: str) -> Pack | None:
        """The pack that holds an object. When none does, nor a file of its own, git may have packed anew meanwhile: one more look."""
        name = bytes.fromhex(id)
        pack = next((each for each in self._packs if name in each), None)
        if pack is None and not any((folder / id[:2] / id[2:]).exists() for folder in self._folders):
            self._packs = self._found_packs()
            pack = next((each for each in self._packs if name in each), None)
        return pack

    def _loose(self, id: str, most: int) -> tuple[str, int, bytes]:
        """An object in a file of its own: its kind, its size, and its bytes if some are asked for."""
        for folder in self._folders:
            file = opened(folder / id[:2] / id[2:])
            if file is None:
                continue
            with file:
                head = _LOOSE_HEAD.match(_beginning(file.read(256)))
                if not head:
                    raise Damaged(f"the object {id} does not say what it is")
                kind, size = head[1].decode(), int(head[2])
                if not most:
                    return kind, size, b""
                if size > most:
                    raise Damaged(f"the object {id} has {size:,} bytes; at most {most:,} are read")
                file.seek(0)
                return kind, size, inflated(file, head.end() + size, whole=True)[head.end() :]
        raise self._lost(id)

    def _lost(self, id: str) -> Lost:
        if self.partial:
            return Lost(
                f"This clone was made without all files, and lacks the object {id[:12]} that is needed.",
                "Fetch them once, where there is a network: git fetch --refetch --no-filter",
            )
        return Lost(
            f"The history lacks the object {id[:12]} that is needed.",
            "git fsck --full says what else is missing; a new clone of the repository has it whole.",
        )


def _beginning(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, 64)
    except zlib.error:
        return b""


def _with_lenders(folder: Path, deep: int) -> Iterator[Path]:
    """A folder of objects and those from which it borrows (``info/alternates``), each once."""
    yield folder
    listed = content(folder / "info" / "alternates", 100_000) if deep else None
    for line in dict.fromkeys((listed or b"").decode("utf-8", "surrogateescape").splitlines()[:20]):
        if line and not line.startswith("#") and (folder / line).is_dir():
            yield from _with_lenders(folder / line, deep - 1)


def _ids(values: list[bytes]) -> tuple[str, ...] | None:
    """Names of objects; None when one of them is no name."""
    ids = tuple(each.decode("ascii", "replace") for each in values)
    return ids if all(ID.fullmatch(each) for each in ids) else None


def _moment(committer: bytes = b"") -> datetime | None:
    """When a commit was made, from the end of the line that says who made it."""
    found = _MOMENT.search(committer)
    if not found:
        return None
    ahead = timedelta(hours=int(found[3]), minutes=int(found[4]))
    try:
        return datetime.fromtimestamp(int(found[1]), timezone(-ahead if found[2] == b"-" else ahead))
    except (OverflowError, OSError, ValueError):
        return None


_TYPES: Final = {0o10: "file", 0o04: "folder", 0o12: "link", 0o16: "repository"}


def _entry(mode: bytes, id: bytes) -> Entry | None:
    """An entry of a tree from its mode, of which the first digits are the kind; None for what is none."""
    if not re.fullmatch(rb"[0-7]{5,6}", mode) or len(id) != 20:
        return None
    kind = _TYPES.get(int(mode, 8) >> 12)
    return Entry(kind, id.hex()) if kind else None
