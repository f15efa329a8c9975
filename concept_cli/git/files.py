"""Files of a repository, opened without waiting for anybody and read within bounds; and what can be the matter with them."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from concept_cli.diagnostics import ConceptError


class Damaged(ConceptError):
    """Something in the history is not as git writes it."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The history cannot be read: {what}.",
            "git fsck --full says what is broken; a new clone of the repository has it whole.",
        )


class Lost(ConceptError):
    """An object that the history names is not here."""


def opened(path: Path) -> BinaryIO | None:
    """An ordinary file for reading; None when there is no file of that name. Raises Damaged for a device or a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise Damaged(f"{path.name} cannot be opened ({reason})") from None
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(mode):
        return None
    raise Damaged(f"{path.name} is no ordinary file")


def content(path: Path, most: int) -> bytes | None:
    """The bytes of a file; None when there is none. Raises Damaged for one of more than ``most`` bytes."""
    file = opened(path)
    if file is None:
        return None
    with file:
        try:
            found = file.read(most + 1)
        except OSError as error:
            raise Damaged(f"{path.name} cannot be read ({error.strerror})") from None
    if len(found) > most:
        raise Damaged(f"{path.name} has more than {most:,} bytes")
    return found


def names(folder: Path) -> tuple[str, ...]:
    """The names of everything in a folder, sorted; none when it is not there or closed."""
    try:
        return tuple(sorted(each.name for each in folder.iterdir()))
    except (OSError, ValueError):
        return ()
