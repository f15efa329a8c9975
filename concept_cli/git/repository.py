"""From a folder to the repository that it lies in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.git.files import Damaged, content
from concept_cli.git.objects import ID, Commit, Objects
from concept_cli.git.refs import Refs

_LINE: Final = 10_000
_LARGEST: Final = 10_000_000


class NoHistory(ConceptError):
    """A folder is in no repository."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: ``prefix`` is the way from its top to the folder asked for, with ``/``, empty for the top itself.

    ``edge`` are the commits whose parents were not fetched (a shallow clone). ``own`` is the folder in which this worktree keeps what is
    its alone, ``shared`` the one that all worktrees have in common; ``bare`` is a repository that was found without a worktree.
    """

    prefix: str
    objects: Objects
    refs: Refs
    edge: frozenset[str]
    own: Path
    shared: Path
    bare: bool

    def path(self, path: str) -> str:
        """The way from its top to a file of the folder asked for."""
        return f"{self.prefix}/{path}" if self.prefix else path

    def before(self, commit: Commit) -> Commit | None:
        """The commit before one, on its own line; None for the first. Raises ConceptError where the history was cut off."""
        if commit.id in self.edge:
            raise ConceptError(
                f"The history here begins at the commit {commit.id[:7]} of {commit.moment.date()}, because the clone is shallow.",
                "Fetch the rest: git fetch --unshallow",
            )
        return self.objects.commit(commit.parents[0]) if commit.parents else None


def found(folder: Path) -> Repository:
    """The repository that a folder lies in: the nearest above. The environment has no say in it.

    Raises NoHistory, and ConceptError for a repository of a kind that is not read.
    """
    real = Path(os.path.realpath(folder))
    for top in (real, *real.parents):
        own = _git_folder(top)
        if own is not None:
            return _repository(own, "" if top == own else real.relative_to(top).as_posix(), bare=top == own)
    raise NoHistory(
        f"{folder.absolute()} is not kept in git, so there are no earlier drafts.",
        "To begin keeping them: git init, then git add . and git commit.",
    )


def _git_folder(top: Path) -> Path | None:
    """Where the repository of a folder keeps its history: ``.git`` in it, where the file ``.git`` says, or the folder itself (bare)."""
    inside = top / ".git"
    if inside.is_dir():
        return inside if _is_repository(inside) else None
    said = content(inside, _LINE)
    if said is None:
        return top if (top / "HEAD").is_file() and _is_repository(top) else None
    match = re.fullmatch(r"gitdir: ([^\0\r\n]+)\s*", said.decode("utf-8", "surrogateescape"))
    folder = top / match[1] if match else None
    if folder is None or not _is_repository(folder):
        raise ConceptError(
            f"The file {inside} does not lead to a repository.",
            "Run git status in that folder: git says what became of the repository that it belonged to.",
        )
    return folder


def _is_repository(folder: Path) -> bool:
    shared = _shared(folder)
    return (folder / "HEAD").exists() and (shared / "objects").is_dir() and (shared / "refs").exists()


def _shared(own: Path) -> Path:
    """The folder that a worktree shares with others: the one that its file ``commondir`` names, else its own."""
    said = content(own / "commondir", _LINE)
    try:
        return own / said.decode("utf-8").rstrip("\r\n") if said else own
    except UnicodeDecodeError:
        raise Damaged("commondir names no folder") from None


def _repository(own: Path, prefix: str, *, bare: bool) -> Repository:
    shared = _shared(own)
    if (shared / "reftable").is_dir():
        raise ConceptError(
            "This repository keeps its branches in a reftable, which is not read yet.",
            "Let git keep them as files: git refs migrate --ref-format=files",
        )
    cut = (content(shared / "shallow", _LARGEST) or b"").decode("ascii", "replace").split()
    edge = frozenset(each for each in cut if ID.fullmatch(each))
    objects, refs = Objects(shared / "objects"), Refs(own, shared)
    return Repository("" if prefix == "." else prefix, objects, refs, edge, own, shared, bare)
