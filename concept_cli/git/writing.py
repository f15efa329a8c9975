"""Files of a repository, written so that whatever stops us, a kill or a full disk, leaves each as it was or as it was to be.

It is done as git does it, so that git and we can be at work in one repository: who wants to replace ``FILE`` makes ``FILE.lock``, fills
it, and renames it to ``FILE``; an object gets its name when the disk has all of its bytes.
"""

from __future__ import annotations

import errno
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from concept_cli.diagnostics import ConceptError

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_UNSUPPORTED: Final = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


@contextmanager
def blaming(what: str) -> Iterator[None]:
    """Turn a refusal of the system inside the block into the sentence about what could not be written."""
    try:
        yield
    except OSError as error:
        raise ConceptError(
            f"{what} of the repository cannot be written: {error.strerror or 'the system refused'}.",
            "Nothing was committed. Make room, or ask for permission to write in .git; then run the command again.",
        ) from error


class Lock:
    """The right to replace a file, and the file that will take its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.lock = path.with_name(f"{path.name}.lock")
        self._handle = os.open(self.lock, _NEW, 0o666)
        self.kept = False

    def write(self, content: bytes) -> None:
        """The new bytes, and wait until the disk has them. Raises OSError."""
        _fill(self._handle, content)

    def keep(self) -> None:
        """Put the new file in its place. Raises OSError, with the old one in place."""
        self.close()
        os.replace(self.lock, self._path)
        self.kept = True
        with suppress(OSError):  # it is there; that a power cut might take it away again is no failure to be told of
            sync(self._path.parent)

    def close(self) -> None:
        """Give the handle back; the lock stays."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[Lock]:
    """Hold the right to replace a file; it is given back when the block ends. ConceptError while another program has it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = Lock(path)
    except FileExistsError:
        raise ConceptError(
            f"Another program is at work in this repository: {path.name}.lock is there.",
            f"Wait until it has ended. If none is running, one was killed: remove {path}.lock, then run the command again.",
        ) from None
    try:
        yield lock
    finally:
        lock.close()
        if not lock.kept:
            with suppress(OSError):
                os.unlink(lock.lock)


def inside(top: Path, *names: str) -> Path:
    """A path below a folder of a repository. Raises OSError when a folder on the way is a link: what is written there may land anywhere."""
    path = top.joinpath(*names)
    if any(each.is_symlink() for each in path.parents if each.is_relative_to(top) and each != top):
        raise OSError(errno.ELOOP, f"a folder of {'/'.join(names)} is a link")
    return path


def store(shared: Path, id: str, whole: bytes) -> None:
    """Write an object, head and bytes, into a file of its own, durably. One of that name is replaced by the same. Raises OSError."""
    objects = shared / "objects"
    folder = inside(shared, "objects", id[:2], id[2:]).parent
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync(objects)
    part = folder / f"tmp_obj_{token_hex(6)}"  # git removes what has such a name when it tidies up
    try:
        handle = os.open(part, _NEW, 0o444)
        try:
            _fill(handle, zlib.compress(whole, 1))
        finally:
            os.close(handle)
        os.replace(part, folder / id[2:])
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise
    sync(folder)


def append(path: Path, line: bytes) -> None:
    """Add a line to a log, all of it or nothing. Raises OSError, also for a link, a device and a pipe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(
        path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666
    )
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        try:
            _fill(handle, line)
        except BaseException:
            os.ftruncate(handle, before.st_size)
            raise
    finally:
        os.close(handle)


def sync(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can say so. Raises OSError."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def _fill(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)
