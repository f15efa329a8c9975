"""Put one finished output file in its place."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.store.disk import blaming, fill, locked, shown, sync_folder


def publish(path: Path, content: bytes) -> None:
    """Write one output file, in any folder: whoever opens it sees the old bytes or the new ones, never a part.

    Folders are made. A link of that name is replaced, not followed. Raises ConceptError, with the old file in place, when the
    folder cannot be written, the disk is full, or the name belongs to a folder or a device.
    """
    name = shown(str(path))
    try:
        with blaming(name):
            _replace(path, content, name)
    except ValueError:
        raise ConceptError(f"{name} cannot be the name of a file.", "Choose a plainer name.") from None


def _replace(path: Path, content: bytes, name: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "") from None
    old = _standing(path, name)
    part = path.with_name(f".{path.name}.part")  # always the same name, so that a killed command leaves at most one, reused
    with locked(part) as handle:
        try:
            os.ftruncate(handle, 0)
            fill(handle, content, old)
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    sync_folder(path.parent)


def _standing(path: Path, name: str) -> os.stat_result | None:
    """What is there now, if it is a file. Raises ConceptError when it is a folder or a device."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISREG(about.st_mode):
        return about
    if stat.S_ISLNK(about.st_mode):
        return None
    raise ConceptError(f"{name} cannot be written: a folder or a device has that name.", "Choose another output folder or name.")
