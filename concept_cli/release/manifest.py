"""Evidence as bytes: a manifest in the one form in which it is kept, with its seal; and hashes of files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from concept_cli.diagnostics import ConceptError
from concept_cli.sources import Source, Unreadable

_OPEN: Final = "0" * 64
"""Stands for the seal in the bytes that it is the hash of."""
Hash = dict[str, Any]


def hashed(content: bytes) -> Hash:
    """The SHA-256 of a file and its size."""
    return {"sha256": sha256(content).hexdigest(), "size": len(content)}


def hashes(source: Source, paths: Iterable[str], prefix: str = "") -> dict[str, Hash]:
    """SHA-256 and size of each file that is there, by path without the prefix. Raises ConceptError for one that cannot be read."""
    found = {}
    for path in sorted(set(paths)):
        try:
            content = source.read(path)
        except Unreadable as error:
            raise ConceptError(
                f"{path} cannot be read: {error}.", error.remedy or "A draft is frozen with all its files: mend it first."
            ) from None
        if content is not None:
            found[path.removeprefix(prefix)] = hashed(content)
    return found


def as_json(value: Mapping[str, Any]) -> bytes:
    """A manifest as it is kept."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def sealed(value: Mapping[str, Any]) -> bytes:
    """A manifest with the hash of its own bytes, so that no byte of it changes unseen."""
    unsealed = as_json({**value, "seal": _OPEN})
    return as_json({**value, "seal": sha256(unsealed).hexdigest()})


def is_sealed(content: bytes) -> bool:
    """Whether the bytes of a manifest are those that were sealed."""
    try:
        value = json.loads(content)
        return isinstance(value, dict) and sealed({name: each for name, each in value.items() if name != "seal"}) == content
    except (ValueError, RecursionError):
        return False


def is_released(content: bytes) -> bool:
    """Whether a manifest is that of a release, and not of a draft that was only frozen."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and bool(value.get("release"))
