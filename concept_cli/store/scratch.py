"""Texts outside of the project, in files that nobody else reads: what another program may change, what was typed in vain."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def left(text: str, suffix: str) -> Path:
    """A file with a text that would be lost otherwise, for nobody else to read. Raises OSError."""
    handle, name = tempfile.mkstemp(suffix=suffix, prefix="concept-typed-")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return Path(name)


def changed_by(change: Callable[[Path], None], text: str, suffix: str) -> str:
    """The text as it is after ``change`` worked on a file with it. Raises what ``change`` raises, and OSError."""
    handle, name = tempfile.mkstemp(suffix=suffix, prefix="concept-")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        change(path)
        return path.read_text("utf-8", "replace")
    finally:
        path.unlink(missing_ok=True)
