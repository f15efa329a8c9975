"""A text that another program may change, in a file that nobody else reads and that is gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


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
