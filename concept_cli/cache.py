"""Results that depend on files only, made once: keyed by the bytes of these files and by the tool that made them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from concept_cli import __version__, store
from concept_cli.sources import Folder, ReadOnce, Unreadable, templates


def cached(
    kind: str, folder: Folder, paths: Iterable[str], make: Callable[[Folder], Any], holds: Callable[[Any], bool] = lambda _: True
) -> Any:
    """What ``make`` gives, a value of JSON, from these files of a folder; taken from the cache when none of them changed since.

    It is made from the very bytes of these files that its key names, also when one of them is saved meanwhile. Files that cannot be read
    count by why they cannot. What was kept is asked whether it still ``holds``.
    """
    once = ReadOnce(folder.root)
    digest = sha256(f"{kind}\0{_tool()}\0".encode())
    for path in paths:
        digest.update(b"\0%b\0%b" % (path.encode("utf-8", "surrogateescape"), _content(once, path)))
    key = f"{kind}-{digest.hexdigest()}"
    kept = store.kept(key)
    if kept is not None and holds(known := json.loads(kept)):
        return known
    made = make(once)
    store.keep(key, json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    return made


def _content(folder: Folder, path: str) -> bytes:
    try:
        content = folder.read(path)
    except Unreadable as error:
        return f"!{error}".encode("utf-8", "replace")
    return b"-" if content is None else b"+%d\0%b" % (len(content), content)


@cache
def _tool() -> str:
    """What tells one state of the tool from another: its version, and the sizes and times of its own files and templates."""
    found = [__version__]
    for top, _, names in (*sorted(os.walk(Path(__file__).parent)), *sorted(os.walk(templates().root))):
        about = ((name, os.stat(os.path.join(top, name))) for name in sorted(names) if not name.endswith(".pyc"))
        found += [f"{name} {each.st_size} {each.st_mtime_ns}" for name, each in about]
    return sha256("\n".join(found).encode()).hexdigest()
