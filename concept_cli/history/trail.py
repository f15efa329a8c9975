"""What the commits of a project say of why and for whom something was changed: the trailers that end their messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.git import Commit, found, trailers

_MOST: Final = 20_000
"""Commits that are looked at, from the latest back."""


@dataclass(frozen=True, slots=True)
class Said:
    """A commit with its trailers by key."""

    commit: Commit
    trailers: dict[str, str]

    @property
    def day(self) -> date:
        """The day it was made."""
        return self.commit.moment.date()


def trail(root: Path, until: str = "") -> Iterator[Said]:
    """The commits that say something in trailers, from the latest back to one that is named, on the line of the branch.

    Nothing where there is no history, and no further than it reaches.
    """
    try:
        repository = found(root)
        id = repository.refs.id("HEAD")
        commit = repository.objects.commit(id) if id else None
        for _ in range(_MOST):
            if commit is None or commit.id == until:
                return
            if said := dict(trailers(commit.message)):
                yield Said(commit, said)
            commit = repository.before(commit)
    except ConceptError:
        return
