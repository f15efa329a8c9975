"""Where a project's bytes come from: the working folder, or a revision of its history, which is read the same way."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Final, Protocol

from concept_cli.diagnostics import ConceptError, Place

CONCEPT: Final = "concept.yaml"
"""The file that makes a folder a project."""
TEMPLATES: Final = "templates"
"""The folder of a project's own templates and styles."""
STAKEHOLDERS: Final = "stakeholders.yaml"
ROUNDS: Final = "records/rounds.yaml"
CONTRIBUTIONS: Final = "contributions"
SOURCE_FOLDERS: Final = ("sections", "records", "templates", CONTRIBUTIONS, "releases", ".git", ".concept")
MOST: Final = 20_000_000
"""Bytes of the largest file that is read at all (pictures; texts have a lower limit of their own)."""


def no_concept(where: str = "") -> ConceptError:
    """There is no concept in a folder; ``where`` says where it is, if that is known."""
    return ConceptError(
        "There is no concept.yaml in this folder.",
        where
        or "Go to the folder of your concept, name it with -C FOLDER, or begin one: concept init FOLDER --profile plain --title …",
    )


def too_large(size: int) -> Unreadable:
    """Why a file of so many bytes is not read."""
    return Unreadable(f"it has {size:,} bytes; at most {MOST:,} are read")


class Unreadable(Exception):
    """A file that is there and cannot be read; says why in words, and in ``remedy`` what helps where that is not the usual thing."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy


class Source(Protocol):
    """A folder of files at some moment, named by paths with ``/`` from its root."""

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of all files in a folder and in the folders inside it, sorted; none when there is no such folder."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is no such file. Raises Unreadable."""
        ...

    def digest(self, path: str) -> str | None:
        """What git names a file's bytes by, so that two sources can be asked which files differ; None when it cannot be read."""
        ...


class Folder:
    """The files of a folder on disk. Links that lead out of it, devices and pipes are never followed or opened."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real = os.path.realpath(root)
        self._inside: set[str] = set()
        """Folders that were seen to lie inside: a ledger is ten thousand files in a few of them."""

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of all files in a folder and in the folders inside it, sorted. Links to folders are not followed."""
        found: list[str] = []
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            for each in self._entries(current):
                if not _is_folder(each):
                    found.append(f"{current}/{each.name}")
                elif not each.is_symlink():
                    waiting.append(f"{current}/{each.name}")
        return tuple(sorted(found))

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what stands in a folder, whatever it is, sorted; none when there is no such folder."""
        return tuple(sorted(each.name for each in self._entries(folder)))

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is none. Raises Unreadable for anything but an ordinary file inside the folder."""
        full = os.path.join(self.root, path)
        try:
            handle = self._opened(full)
        except (FileNotFoundError, NotADirectoryError):
            if os.path.islink(full):
                raise Unreadable("it is a link to nothing") from None
            return None
        except (OSError, ValueError) as error:
            raise Unreadable(_reason(error)) from None
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            os.close(handle)
            raise Unreadable("it is a folder" if stat.S_ISDIR(state.st_mode) else "it is no ordinary file")
        with os.fdopen(handle, "rb") as file:
            if state.st_size > MOST:
                raise too_large(state.st_size)
            try:
                return file.read()
            except OSError as error:
                raise Unreadable(_reason(error)) from None

    def digest(self, path: str) -> str | None:
        """What git would name a file's bytes by; None when there is no such file, or none that can be read."""
        try:
            content = self.read(path)
        except Unreadable:
            return None
        return None if content is None else _digest(content)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What stands in a folder; nothing when there is no such folder."""
        try:
            self._check_inside(self.root / folder)
            with os.scandir(self.root / folder) as entries:
                return list(entries)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, Unreadable) as error:
            raise ConceptError(
                f"The folder {folder} cannot be read: {_reason(error)}.", "Make it a folder that you may read."
            ) from None

    def _opened(self, full: str) -> int:
        """A file opened for reading. Raises OSError, ValueError, and Unreadable for a link that leads out."""
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        above = os.path.dirname(full)
        if above not in self._inside:
            self._check_inside(above)
            self._inside.add(above)
        try:
            return os.open(full, flags | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
        self._check_inside(full)
        return os.open(full, flags)

    def _check_inside(self, path: str | Path) -> None:
        real = os.path.realpath(path)
        if real != self._real and not real.startswith(self._real.rstrip(os.sep) + os.sep):
            raise Unreadable("it is a link that leads out of the project")


class ReadOnce(Folder):
    """A folder of which no file is read twice: what is made from it is made from what its files were known by."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._known: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        """A file's bytes as they were at first, or None when there was none. Raises Unreadable."""
        if path not in self._known:
            self._known[path] = super().read(path)
        return self._known[path]


class Held:
    """Files that are held in memory, by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of all files in a folder and in the folders inside it, sorted."""
        return tuple(sorted(path for path in self._files if path.startswith(f"{folder}/")))

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is none."""
        return self._files.get(path)

    def digest(self, path: str) -> str | None:
        """What git would name a file's bytes by."""
        content = self._files.get(path)
        return None if content is None else _digest(content)


class Dressed:
    """The text and records of one source in the templates and styles of another."""

    def __init__(self, text: Source, dress: Source) -> None:
        self._text = text
        self._dress = dress

    def paths(self, folder: str) -> tuple[str, ...]:
        """As of the source that a folder is taken from."""
        return self._of(folder).paths(folder)

    def read(self, path: str) -> bytes | None:
        """As of the source that a file is taken from. Raises Unreadable."""
        return self._of(path).read(path)

    def digest(self, path: str) -> str | None:
        """As of the source that a file is taken from."""
        return self._of(path).digest(path)

    def _of(self, path: str) -> Source:
        return self._dress if path.split("/", 1)[0] == TEMPLATES else self._text


def _digest(content: bytes) -> str:
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder; one that cannot be asked (a link in a circle) is named as a file, and refused when it is read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _reason(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return str(error)
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def templates() -> Folder:
    """The toolkit's own templates: inside an installed wheel, beside the package in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return Folder(inside if inside.is_dir() else package.parent / "templates")


def bytes_of(source: Source, path: str) -> bytes | None:
    """A project file's bytes, None when there is none. ConceptError when it cannot be read."""
    try:
        return source.read(path)
    except Unreadable as error:
        raise ConceptError(f"{path} cannot be read: {error}.", "Make it an ordinary file inside the project.") from None


def read_file(path: Path, hint: str) -> bytes:
    """The bytes of a file that was named on the command line. ConceptError, with the hint, when it is not there or cannot be read."""
    try:
        content = Folder(path.parent).read(path.name)
    except Unreadable as error:
        raise ConceptError(f"{path} cannot be read: {error}.", hint) from None
    if content is None:
        raise ConceptError(f"There is no file {path}.", hint)
    return content


def source_lines(source: Source) -> Callable[[Place], str]:
    """What gives the line of a file that a place points at, as typed; empty when it cannot be shown. Each file is read once."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            content = source.read(path) or b""
        except Unreadable:
            return []
        text = content.decode("utf-8", "replace").removeprefix("\N{BYTE ORDER MARK}")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(place: Place) -> str:
        return lines(place.path)[place.line - 1] if place.line <= len(lines(place.path)) else ""

    return line
