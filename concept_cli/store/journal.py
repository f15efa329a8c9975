"""The journal: what a commit is about to change, written down before it begins, so that it can be taken back.

It is read back with suspicion: a repository from elsewhere may bring its own. Only files inside the project, below no link, can
be named; the names of slots are computed, never read; and what is done to a file depends on its digest.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.store.disk import drop, move, shown, sync_folder, write_new
from concept_cli.store.room import ROOM

UNDO = "undo.json"
DONE = "done.json"
_CLOSED = {".git", ROOM}
_LARGEST = 8_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a commit: its path from the project with ``/``, the digests of its bytes before and after (None: no file)."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Journal:
    """One commit: its folder, its name (16 hex digits), the files it changes and the folders it makes, outermost first."""

    root: Path
    name: str
    changes: tuple[Change, ...]
    folders: tuple[str, ...]

    def target(self, change: Change) -> Path:
        """Where the file of a change is."""
        return self.root / change.path

    def slot(self, change: Change) -> Path:
        """The hidden name in the same folder that holds the other version of the file."""
        return self.target(change).with_name(f".concept-{self.name}-{self._numbers[change]}")

    @cached_property
    def _numbers(self) -> dict[Change, int]:
        return {change: number for number, change in enumerate(self.changes)}

    def part(self, change: Change) -> Path:
        """The name under which new bytes arrive, until they are complete and become the slot."""
        return self.target(change).with_name(f"{self.slot(change).name}.part")

    def touched(self) -> list[Path]:
        """The folders whose lists of names change, innermost first."""
        folders = {self.target(change).parent for change in self.changes}
        folders |= {(self.root / folder).parent for folder in self.folders}
        return sorted(folders, key=lambda folder: (-len(folder.parts), folder))

    def write(self) -> None:
        """Put the journal in place, durably. Raises OSError."""
        room = self.root / ROOM
        fresh = room / f"{UNDO}.new"
        drop(fresh)
        record = {"format": 1, "name": self.name, "changes": [asdict(change) for change in self.changes], "folders": self.folders}
        try:
            write_new(fresh, json.dumps(record, indent=1).encode())
            fresh.rename(room / UNDO)
        except OSError:
            with suppress(OSError):
                drop(fresh)
            raise
        sync_folder(room)

    def turn(self, now: str, then: str) -> None:
        """Rename the journal, durably: from ``UNDO`` to ``DONE`` this is the commit point. Raises OSError."""
        room = self.root / ROOM
        (room / now).rename(room / then)
        sync_folder(room)

    def close(self, name: str) -> None:
        """Nothing is left to be done: take the journal away. Raises OSError."""
        drop(self.root / ROOM / name)
        sync_folder(self.root / ROOM)


def new_name() -> str:
    """A name that no other commit has."""
    return secrets.token_hex(8)


def inside(root: Path, key: str) -> str:
    """The path of the real file that a project-relative path means, again relative to ``root``, links resolved.

    Raises ConceptError when it is absolute, has empty, ``.`` or ``..`` parts, cannot be a file name, leads out of the project
    through a link, or lies in ``.git`` or ``.concept``.
    """
    parts = key.split("/")
    if not set(parts).isdisjoint({"", ".", ".."}):
        raise ConceptError(
            f"{shown(key)} is no path inside the project.", "Give the path from the project's folder, with / and without .."
        )
    if not _can_be_a_name(key):
        raise ConceptError(f"{shown(key)} cannot be the name of a file.", "Use letters, digits, - and _ in names.")
    real = Path(os.path.realpath(root / key))
    if not real.is_relative_to(root) or real == root:
        raise ConceptError(
            f"{shown(key)} leads out of the project through a link.", "Put the real file or folder in the link's place."
        )
    found = real.relative_to(root).parts
    if any(part.casefold() in _CLOSED for part in (*parts, *found)):
        raise ConceptError(f"{shown(key)} is not a file of the document.", "Nothing is written below .git and .concept.")
    return "/".join(found)


def _can_be_a_name(key: str) -> bool:
    try:
        return b"\0" not in os.fsencode(key)
    except UnicodeEncodeError:
        return False


def load(root: Path, name: str) -> tuple[Journal | None, str]:
    """The journal called ``UNDO`` or ``DONE``, if there is one, and a sentence when there was one that cannot be ours.

    Such a one is put aside under another name. Raises OSError.
    """
    path = root / ROOM / name
    if not os.path.lexists(path):
        return None, ""
    journal = _parse(root, path)
    if journal is not None:
        return journal, ""
    aside = path.with_name(f"refused-{new_name()}")
    move(path, aside)
    return (
        None,
        f"{ROOM}/{name} was not written by this toolkit; nothing was done with it, and it is now called {ROOM}/{aside.name}.",
    )


def _parse(root: Path, path: Path) -> Journal | None:
    """The journal at a path, or None when anything about it is not as :meth:`Journal.write` makes it."""
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
        return None
    try:
        record = json.loads(path.read_bytes())
        changes = tuple(Change(**change) for change in record["changes"])
        journal = Journal(root, record["name"], changes, tuple(record["folders"]))
        return journal if record["format"] == 1 and _is_sound(journal) else None
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, ConceptError):
        return None


def _is_sound(journal: Journal) -> bool:
    """Whether digests are digests, every path is a real one inside the project, and folders are those of the files."""
    paths = [change.path for change in journal.changes]
    above = {str(parent) for path in paths for parent in Path(path).parents}
    return (
        bool(_NAME.fullmatch(journal.name))
        and len(set(paths)) == len(paths)
        and all(inside(journal.root, path) == path for path in (*paths, *journal.folders))
        and above.issuperset(journal.folders)
        and all(change.old != change.new for change in journal.changes)
        and all(value is None or _DIGEST.fullmatch(value) for change in journal.changes for value in (change.old, change.new))
    )
