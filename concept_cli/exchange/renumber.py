"""Two contributions with one number, as two branches make them, to two numbers.

They come as two files that name one id, or as one file in which git marked what it could not merge: then both are taken out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.ledger.files import path_of, read_contribution
from concept_cli.load import contribution_paths
from concept_cli.model import Contribution
from concept_cli.readers.text import read_text
from concept_cli.sources import Folder, bytes_of
from concept_cli.store import Write, digest

_CONFLICT: Final = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(?P<theirs>.*?)^>{7}[^\n]*(?:\n|\Z)", re.MULTILINE | re.DOTALL
)

_ID: Final = re.compile(r"^id:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """What is to be written, and which number became which."""

    writes: dict[str, Write]
    numbers: tuple[tuple[str, str], ...]


def renumbered(folder: Folder) -> Renumbered:
    """The ledger in which every contribution has a number of its own: the one that was received first keeps it.

    Raises ConceptError for a file that cannot be read.
    """
    taken: set[str] = set()
    writes: dict[str, Write] = {}
    numbers: list[tuple[str, str]] = []
    found = [each for path in contribution_paths(folder) for each in _contributions(folder, path)]
    for contribution, old in sorted(
        found,
        key=lambda each: (each[0].path != path_of(each[0].head.stakeholder, each[0].id), each[0].head.received, each[0].path),
    ):
        id = contribution.id
        if id in taken:
            id = _next(id, taken | {each.id for each, _ in found})
            numbers.append((contribution.id, id))
        taken.add(id)
        path = path_of(contribution.head.stakeholder, id)
        if path == contribution.path and id == contribution.id and not old.marked:
            continue
        if path != contribution.path and contribution.path not in writes:
            writes[contribution.path] = Write(None, old.digest)
        content = _ID.sub(f"id: {id}", contribution.text, count=1).encode("utf-8")
        writes[path] = Write(content, old.digest if path == contribution.path else None)
    return Renumbered(writes if numbers else {}, tuple(numbers))


@dataclass(frozen=True, slots=True)
class _Old:
    digest: str
    marked: bool


def _contributions(folder: Folder, path: str) -> Iterator[tuple[Contribution, _Old]]:
    """The contribution in a file, or both that git marked in it."""
    content = bytes_of(folder, path) or b""
    found: list[Diagnostic] = []
    text = read_text(path, content, found.append) or ""
    marked = bool(_CONFLICT.search(text))
    sides = [_CONFLICT.sub(lambda match, side=side: match[side], text) for side in ("ours", "theirs")] if marked else [text]  # type: ignore[misc]
    made = [read_contribution(path, side, found.append) for side in sides]
    if found or None in made:
        raise ConceptError(f"{path} cannot be read as it stands; nothing was done.", "Mend it first.", tuple(found))
    whole = [each for each in made if each is not None]
    if marked and _without_history(whole[0]) == _without_history(whole[1]):
        raise ConceptError(
            f"{path} is one contribution of which two branches tell two histories; nothing was done.",
            "Choose one of the two histories by hand, and delete the other with the marks of git.",
        )
    yield from ((each, _Old(digest(content), marked)) for each in whole)


def _without_history(contribution: Contribution) -> tuple[object, ...]:
    return contribution.head.model_copy(update={"history": ()}), contribution.parts


def _next(id: str, taken: set[str]) -> str:
    stem, _, number = id.rpartition("-")
    following = int(number) + 1 if number.isdigit() else 2
    while f"{stem}-{following:03}" in taken:
        following += 1
    return f"{stem}-{following:03}"
