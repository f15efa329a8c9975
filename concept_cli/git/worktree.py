"""Files of a worktree, as they are committed: ordinary ones, under names that lead to no other place."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.git.objects import MOST


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was read: its bytes, and what the system said of it then."""

    content: bytes
    state: os.stat_result


def read(folder: Path, path: str) -> File | None:
    """A file of a project; None when there is none. ConceptError for links, devices, and what cannot be read."""
    current = folder
    try:
        for name in path.split("/"):
            current /= name
            mode = current.lstat().st_mode
            if stat.S_ISLNK(mode):
                raise _odd(path, "it is a link, or lies behind one")
        if stat.S_ISDIR(mode):
            return None
        handle = os.open(
            current, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise _odd(path, "it is no ordinary file")
            if state.st_size > MOST:
                raise _odd(path, f"it has {state.st_size:,} bytes, and at most {MOST:,} are taken")
            return File(file.read(), state)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _odd(path, error.strerror or "the system refused") from None


def _odd(path: str, reason: str) -> ConceptError:
    return ConceptError(f"{path} cannot be committed: {reason}.", "Put an ordinary file in its place, or commit it with git.")


def path_in_commit(path: str, prefix: str) -> bytes:
    """A path from the top of the repository, as git writes it.

    ConceptError for one that can be none, or that leads out of the project or into what git keeps.
    """
    parts = path.split("/")
    odd = any(each in {"", ".", ".."} or each.lower().rstrip(" .") in {".git", "git~1"} for each in parts)
    if odd or re.search("[\x00-\x1f\x7f\ud800-\udfff]", path):
        raise ConceptError(f"{path!a} cannot be the path of a file in a commit.", "Give the file a plainer name.")
    return (f"{prefix}/{path}" if prefix else path).encode("utf-8", "surrogateescape")
