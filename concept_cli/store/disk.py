"""The few things done to a disk that the store is made of, and the sentence for each way in which a disk refuses."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from concept_cli.diagnostics import ConceptError

WAIT = 10.0
"""Seconds to wait for another process that holds a lock."""

NOT_A_FILE = "not a file"
"""What :func:`digest_at` says of folders, links, pipes and devices: no digest reads like this."""

_AT_FDCWD, _NOREPLACE, _EXCHANGE = -100, 1, 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, then run the command again."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space, then run the command again."),
    errno.EROFS: ("the file system is read-only", "Work on a copy that can be written, or mount it writable."),
    errno.EACCES: ("permission denied", "Ask for write permission on the file and its folder, or work on a copy."),
    errno.EPERM: ("permission denied", "Ask for write permission on the file and its folder, or work on a copy."),
    errno.ENAMETOOLONG: ("the name is too long for this file system", "Choose a shorter name."),
    errno.EILSEQ: ("this file system does not take such a name", "Choose a plainer name."),
    errno.EINVAL: ("this file system does not take such a name or action", "Choose a plainer name, or another folder."),
    errno.ENOTDIR: ("something on the way to it is a file, not a folder", "Move that file away, or choose another name."),
    errno.EEXIST: ("something else has that name already", "Move it away, or choose another name."),
    errno.EISDIR: ("a folder has that name", "Move the folder away, or choose another name."),
    errno.ELOOP: ("it is a symbolic link, or links lead round in a circle", "Put the real file or folder in the link's place."),
    errno.ENOENT: ("its folder has vanished", "Run the command again."),
    errno.EIO: ("the disk reports an error", "Save a copy of the project elsewhere, then have the disk checked."),
    errno.EXDEV: ("it lies on another file system", "Keep the project on one file system."),
    errno.ENOLCK: ("this file system has no locks", "Keep the project on a local disk."),
}


def trouble(error: OSError, name: str) -> ConceptError:
    """The sentence and hint for a refusal of the system, about the file or folder called ``name``."""
    reason, hint = _REASONS.get(
        error.errno or 0, (error.strerror or "the system refused", "Put that right, then run the command again.")
    )
    return ConceptError(f"{name} cannot be written: {reason}.", hint)


@contextmanager
def blaming(name: str) -> Iterator[None]:
    """Turn a refusal of the system inside the block into the :class:`ConceptError` about ``name``."""
    try:
        yield
    except OSError as error:
        raise trouble(error, name) from error


def shown(name: str) -> str:
    """A name fit for a sentence: as it is, or escaped when it holds what cannot be printed."""
    return name if name.isprintable() and name else ascii(name)


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def digest_at(path: Path) -> str | None:
    """The digest of the file at a path; None when nothing is there, ``NOT_A_FILE`` when it is no regular file.

    Never follows a link and never waits for a pipe. Raises OSError when the file cannot be read.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return NOT_A_FILE
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_new(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Make a file that is not there yet, durable, with the mode and owner of ``like``. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        fill(handle, content, like)
    finally:
        os.close(handle)


def fill(handle: int, content: bytes, like: os.stat_result | None) -> None:
    """Write all bytes to an open file, give it the mode and owner of ``like``, and wait until the disk has it. Raises OSError."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    if like is not None:
        if (like.st_uid, like.st_gid) != (os.geteuid(), os.getegid()):
            with suppress(OSError):  # only root may give files away; others keep their own name on it
                os.fchown(handle, like.st_uid, like.st_gid)
        os.fchmod(handle, stat.S_IMODE(like.st_mode))
    os.fsync(handle)


def drop(path: Path) -> None:
    """Remove a file, if it is there. Raises OSError."""
    with suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()


def sync_folder(path: Path) -> None:
    """Wait until the disk has the names of a folder; a folder that is gone, or a file system without this, is passed over."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def move(source: Path, target: Path) -> None:
    """Rename, never over something that is there. Raises OSError (FileExistsError among them)."""
    if not rename_with(source, target, _NOREPLACE):
        if os.path.lexists(target):  # without the system call, a save in this very instant is not seen
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        source.rename(target)


def exchange(slot: Path, target: Path) -> None:
    """Let two files of one folder change places, so that neither name is ever missing. Raises OSError.

    Where the system cannot do that in one call it takes three, with a :func:`spare` name; :func:`tidy_spare` ends what a kill
    between them left.
    """
    if rename_with(slot, target, _EXCHANGE):
        return
    try:
        os.link(target, spare(slot))
    except OSError as error:
        if error.errno not in _UNSUPPORTED | {errno.EPERM, errno.EMLINK}:
            raise
        shutil.copy2(target, spare(slot), follow_symlinks=False)  # a file system without hard links
    slot.replace(target)
    spare(slot).rename(slot)


def spare(slot: Path) -> Path:
    """The second hidden name, used while files change places step by step."""
    return slot.with_name(f"{slot.name}.old")


def tidy_spare(slot: Path) -> None:
    """End what a kill inside :func:`exchange` left: with the slot still there nothing had happened yet. Raises OSError."""
    if not os.path.lexists(spare(slot)):
        return
    if os.path.lexists(slot):
        drop(spare(slot))
    else:
        spare(slot).rename(slot)


def rename_with(source: Path, target: Path, flags: int) -> bool:
    """Linux's ``renameat2``: False when system or file system do not have it. Raises OSError."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    failed = renameat2(os.fsencode(source), os.fsencode(target), flags)
    if failed in _UNSUPPORTED:
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), str(source), None, str(target))
    return True


@cache
def _renameat2() -> Callable[[bytes, bytes, int], int] | None:
    """The C library's ``renameat2`` as a function of two names and flags that gives the errno (0: done), or None."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, "renameat2", None)
    if function is None:
        return None

    def call(source: bytes, target: bytes, flags: int) -> int:
        done = function(_AT_FDCWD, source, _AT_FDCWD, target, ctypes.c_uint(flags)) == 0
        return 0 if done else ctypes.get_errno()

    return call


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the lock file at a path, made when missing; gives its handle.

    Raises ConceptError when another process still holds it after ``WAIT`` seconds, OSError when it cannot be opened.
    """
    deadline = time.monotonic() + WAIT
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        try:
            _wait_for_lock(handle, deadline)
            if _is_at(path, handle):  # else its last holder took the file away: lock the one that is there now
                yield handle
                return
        finally:
            os.close(handle)


def _wait_for_lock(handle: int, deadline: float) -> None:
    import fcntl

    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise ConceptError(
                    f"Another command is writing here and has not ended within {WAIT:g} seconds.",
                    "Wait until it has ended, then run this one again.",
                ) from None
            time.sleep(0.005)


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False
