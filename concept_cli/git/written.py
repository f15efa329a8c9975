"""Objects, names and the list of files as git writes them to the disk, durable and never half. The only writer below ``.git``."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha1
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.git.refs import Refs

_NONE = "0" * 40


def write_object(folder: Path, kind: str, said: bytes) -> str:
    """An object in a file of its own, durable when this returns; its id. Raises ConceptError when the disk refuses."""
    whole = b"%b %d\0" % (kind.encode(), len(said)) + said
    id = sha1(whole, usedforsecurity=False).hexdigest()
    path = folder / id[:2] / id[2:]
    if path.exists():
        return id
    part = path.with_name(f"tmp_obj_{os.getpid()}_{id[2:10]}")
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o444)
        with os.fdopen(handle, "wb") as file:
            file.write(zlib.compress(whole, 1))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise ConceptError(
            f"The history cannot be written: {error.strerror}.", "Make room, or make the repository writable."
        ) from None
    return id


def move_head(refs: Refs, before: str | None, after: str, log: str) -> None:
    """Let the current branch, or HEAD itself where it is detached, lead to another commit. ``log`` is what the reference log says of it.

    Raises ConceptError when it does not lead where it did, and when the disk refuses.
    """
    name = refs.branch or "HEAD"
    path = (refs.own if name == "HEAD" else refs.shared) / name
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        raise ConceptError(
            "Another program is moving the branch; nothing was committed.", f"Wait for it. If there is none, remove {lock}."
        ) from None
    except OSError as error:
        raise ConceptError(
            f"The branch cannot be moved: {error.strerror}.", "Make room, or make the repository writable."
        ) from None
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            if Refs(refs.own, refs.shared).id("HEAD") != before:
                raise ConceptError("Somebody committed meanwhile; nothing was committed.", "Run the command again.")
            file.write(f"{after}\n")
            file.flush()
            os.fsync(file.fileno())
        lock.replace(path)
    except OSError as error:
        raise ConceptError(
            f"The branch cannot be moved: {error.strerror}.", "Make room, or make the repository writable."
        ) from None
    finally:
        with suppress(FileNotFoundError):
            lock.unlink()
    for each in dict.fromkeys((refs.own / "logs" / "HEAD", refs.shared / "logs" / name)):
        with suppress(OSError):
            each.parent.mkdir(parents=True, exist_ok=True)
            with each.open("a", encoding="utf-8") as file:
                file.write(f"{before or _NONE} {after} {log}\n")


@contextmanager
def list_held(own: Path) -> Iterator[None]:
    """Hold the list of files of a worktree, as git does. Raises ConceptError when another program has it, and when the disk refuses."""
    lock = own / "index.lock"
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        raise ConceptError(
            "Another program is working in this repository; nothing was committed.",
            f"Wait for it. If there is none, it was interrupted: remove {lock}.",
        ) from None
    except OSError as error:
        raise ConceptError(f"The repository cannot be written: {error.strerror}.", "Make it writable, or make room.") from None
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            lock.unlink()


def write_list(own: Path, made: bytes) -> None:
    """Put a new list of files in place of the one that is held. Raises OSError."""
    lock = own / "index.lock"
    lock.write_bytes(made)
    lock.replace(own / "index")
