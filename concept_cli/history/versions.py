"""What a file of a project was in the history: each of its states, with the commit that brought it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from concept_cli import git
from concept_cli.history.revisions import project_tree
from concept_cli.sources import MOST

_MOST: Final = 20_000
"""Commits that are looked at, from the latest back."""


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a file: the commit that brought it, what git names it by, and its bytes."""

    commit: str
    digest: str
    content: bytes


def versions(root: Path, path: str) -> tuple[Version, ...]:
    """The states of a file on the line of the branch, the latest first; none when it was never committed.

    Raises ConceptError as :func:`concept_cli.git.found` does, and where the history was cut off.
    """
    repository = git.found(root)
    id = repository.refs.id("HEAD")
    commit = repository.objects.commit(id) if id else None
    found: list[Version] = []
    for _ in range(_MOST):
        if commit is None:
            break
        digest = _digest(repository, project_tree(repository, commit), path)
        if digest and found and found[-1].digest == digest:
            found[-1] = Version(commit.id, digest, found[-1].content)  # it was so before
        elif digest:
            found.append(Version(commit.id, digest, repository.objects.read(digest, MOST)[1]))
        commit = repository.before(commit)
    return tuple(found)


def _digest(repository: git.Repository, tree: str, path: str) -> str:
    """What git names a file by in a tree; empty when it is not there."""
    entry: git.Entry | None = git.Entry("folder", tree) if tree else None
    for name in path.split("/"):
        entry = repository.objects.tree(entry.id).get(name) if entry and entry.kind == "folder" else None
    return entry.id if entry and entry.kind == "file" else ""
