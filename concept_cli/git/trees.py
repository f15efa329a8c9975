"""Trees with some of their files changed: everything else in them stays as it is, to the byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.git.objects import Objects

_ENTRY: Final = re.compile(rb"([0-7]{5,6}) ([^\0/]+)\0(.{20})", re.DOTALL)
_FOLDER: Final = b"40000"
_REPOSITORY: Final = b"160000"

Store = Callable[[str, bytes], str]
"""Keeps an object, of a kind and with its bytes, and gives its name."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands under a name in a tree: its mode as git writes it, and the name of the object."""

    mode: bytes
    id: str


def leaf(objects: Objects, tree: str | None, path: bytes) -> Leaf | None:
    """What a tree has under a path; None when it has nothing there. Raises Lost and Damaged."""
    *folders, name = path.split(b"/")
    for folder in folders:
        inside = _entries(objects, tree).get(folder)
        if inside is None or inside.mode != _FOLDER:
            return None
        tree = inside.id
    return _entries(objects, tree).get(name)


def changed_tree(objects: Objects, tree: str | None, changes: Mapping[bytes, Leaf | None], store: Store) -> str | None:
    """The name of a tree with other files under some paths, or none; None when nothing is left in it.

    ConceptError for a path that leads into another repository (a submodule). Raises Lost, Damaged, OSError.
    """
    entries = dict(_entries(objects, tree))
    inside: dict[bytes, dict[bytes, Leaf | None]] = {}
    for path, change in changes.items():
        name, _, rest = path.partition(b"/")
        if rest:
            inside.setdefault(name, {})[rest] = change
        elif change:
            entries[name] = change
        else:
            entries.pop(name, None)
    for name, below in inside.items():
        old = entries.get(name)
        if old and old.mode == _REPOSITORY:
            shown = name.decode("utf-8", "replace")
            raise ConceptError(f"The folder {shown} is a repository of its own (a submodule).", "Commit its files in there.")
        is_folder = old is not None and old.mode == _FOLDER
        made = changed_tree(objects, old.id if old and is_folder else None, below, store)
        if made:
            entries[name] = Leaf(_FOLDER, made)
        elif is_folder:
            del entries[name]
    return store("tree", _written(entries)) if entries else None


def _entries(objects: Objects, tree: str | None) -> dict[bytes, Leaf]:
    if tree is None or not objects.tree(tree):  # which looks whether it is a tree as it should be
        return {}
    return {name: Leaf(_plain(mode), id.hex()) for mode, name, id in _ENTRY.findall(objects.read(tree)[1])}


def _plain(mode: bytes) -> bytes:
    """A mode as it is, but for the zero with which some programs begin that of a folder: git takes it for an error."""
    return _FOLDER if mode == b"0" + _FOLDER else mode


def _written(entries: Mapping[bytes, Leaf]) -> bytes:
    """The bytes of a tree, in git's order: as if the name of each folder ended with ``/``."""
    in_order = sorted(entries.items(), key=lambda each: each[0] + b"/" * (each[1].mode == _FOLDER))
    return b"".join(b"%s %s\0%s" % (leaf.mode, name, bytes.fromhex(leaf.id)) for name, leaf in in_order)
