"""Frozen drafts of a project, from their manifests; and what one of them changed of the one before it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.model import Manifest
from concept_cli.readers.fragment import NAME
from concept_cli.schema import read_manifest
from concept_cli.sources import Folder, Unreadable

RELEASES: Final = "releases"
_FRAGMENT: Final = re.compile(f"sections/{NAME.pattern}")
_NESTED: Final = re.compile(r"\d+(?:\.\d+)+")
"""The number of a section that is nested in another one; that of a top section has words in it."""
_MEND: Final = "Take the file from the history again (git checkout), or remove its folder and freeze the draft anew."


@dataclass(frozen=True, slots=True)
class Draft:
    """A frozen draft: its label, the day that it is of, and everything else that its manifest holds."""

    label: str
    day: date
    commit: str
    tree: str
    languages: tuple[str, ...]
    manifest: Manifest


def drafts(root: Path) -> tuple[Draft, ...]:
    """The frozen drafts of a project in the order of their days. Raises ConceptError for a manifest that cannot be read."""
    found = filter(None, (draft_of(root, label) for label in labels(root)))
    return tuple(sorted(found, key=lambda each: (each.day, each.label)))


def labels(root: Path) -> tuple[str, ...]:
    """The labels under which drafts of a project were frozen, sorted, whatever became of their manifests since."""
    return tuple(label for label in Folder(root).names(RELEASES) if os.path.lexists(root / manifest_path(label)))


def manifest_path(label: str) -> str:
    """Where the manifest of a draft is, or will be."""
    return f"{RELEASES}/{label}/manifest.json"


def draft_of(root: Path, label: str) -> Draft | None:
    """The draft frozen under a label, or None."""
    path = manifest_path(label)
    try:
        content = Folder(root).read(path)
    except Unreadable as error:
        raise ConceptError(f"{path} cannot be read: {error}.", _MEND) from None
    if content is None:
        return None
    manifest = read_manifest(path, content)
    if manifest.label != label:
        raise ConceptError(f"{path} says that it is of the draft “{manifest.label}”.", _MEND)
    return Draft(label, manifest.date, manifest.commit, manifest.tree, tuple(manifest.blocks), manifest)


@dataclass(frozen=True, slots=True)
class Touched:
    """The sections that one draft changes of the one before it, by id; ``renamed`` are new ids with the old ones.

    ``files`` are the records and pictures that differ, by path, each with what became of it: changed, added or removed.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    moved: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def touched(older: Draft | None, newer: Draft) -> Touched:
    """What became of sections, records and pictures between two frozen drafts, by their manifests alone."""
    before, after = (_sections(each.manifest) if each else {} for each in (older, newer))
    added = [id for id in after if id not in before]
    removed = [id for id in before if id not in after]
    renamed = {}
    for id in tuple(added):
        old = next((each for each in removed if before[each] == after[id]), None)
        if old is not None:
            renamed[id] = old
            added.pop(added.index(id))
            removed.pop(removed.index(old))
    return Touched(
        changed=tuple(id for id in after if id in before and before[id] != after[id]),
        added=tuple(added),
        removed=tuple(removed),
        renamed=tuple(renamed.items()),
        moved=_moved(*(_order(each.manifest) if each else {} for each in (older, newer))),
        files=tuple(_differing(*(_files(each.manifest) if each else {} for each in (older, newer)))),
    )


def _sections(manifest: Manifest) -> dict[str, frozenset[tuple[str, str]]]:
    """Each section with the languages and hashes of its files, in the order of their names."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path, file in manifest.inputs.items():
        if match := _FRAGMENT.fullmatch(path):
            found.setdefault(match[1], set()).add((match[2] or "", file.sha256))
    return {id: frozenset(files) for id, files in found.items()}


def _files(manifest: Manifest) -> dict[str, str]:
    """The hashes of the records and pictures, by path."""
    return {path: file.sha256 for path, file in manifest.inputs.items() if not _FRAGMENT.fullmatch(path)}


def _differing(before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The paths whose hashes differ, sorted, each with what became of it."""
    for path in sorted(before | after):
        if before.get(path) != after.get(path):
            yield path, "added" if path not in before else "removed" if path not in after else "changed"


def _order(manifest: Manifest) -> dict[str, int]:
    """The ids of the sections in reading order, each with how many others it is nested in: its heading, which comes first, shows that."""
    found: dict[str, int] = {}
    for each in next(iter(manifest.blocks.values()), ()):
        id = each.block.partition("#")[0].rpartition(".")[0]
        found.setdefault(id, each.number.count(".") if _NESTED.fullmatch(each.number) else 0)
    return found


def _moved(before: dict[str, int], after: dict[str, int]) -> tuple[str, ...]:
    """What stands elsewhere, or is nested in fewer or more others, among those that both have."""
    old = [(id, depth) for id, depth in before.items() if id in after]
    new = [(id, depth) for id, depth in after.items() if id in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {id for start, _, size in blocks for id, _ in old[start : start + size]}
    return tuple(id for id, _ in new if id not in kept)
