"""Results that are worth keeping, in the user's own cache folder: whatever happens to them there changes no result."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.store.output import publish

_MOST: Final = 30
"""Results that are kept; of more, those go that were not asked for the longest."""
_SEAL: Final = 64


def kept(key: str) -> bytes | None:
    """What was kept under a key, if it is there and whole."""
    path = _folder() / key
    try:
        seal, content = (whole := path.read_bytes())[:_SEAL], whole[_SEAL:]
        if sha256(content).hexdigest().encode() != seal:
            return None
        os.utime(path)
    except OSError:
        return None
    return content


def keep(key: str, content: bytes) -> None:
    """Keep a result under a key; where that cannot be, nothing is kept."""
    folder = _folder()
    with suppress(OSError, ConceptError):
        publish(folder / key, sha256(content).hexdigest().encode() + content)
        files = sorted((each for each in folder.iterdir() if each.is_file()), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in files[_MOST:]:
            old.unlink(missing_ok=True)


def _folder() -> Path:
    """Where the user's programs keep what they can do without."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "concept" / "cache"
    wanted = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(wanted) if os.path.isabs(wanted) else Path.home() / ".cache") / "concept"
