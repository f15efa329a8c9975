"""What the commits of a project say of why and for whom something was changed: the trailers that end their messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.git import Commit, Repository, found, trailers
from concept_cli.history.revisions import project_tree

_MOST: Final = 20_000
"""Commits that are looked at, from the latest back."""
_WHY: Final = frozenset({"Editorial", "Reason", "Contribution"})


IsMerged = Callable[[str, Callable[[], str], Callable[[], str]], bool]
"""Whether all that became of a file, by its path and its text before and since, is told by the ledger."""


@dataclass(frozen=True, slots=True)
class Said:
    """A commit with its trailers by key."""

    commit: Commit
    trailers: dict[str, str]

    @property
    def day(self) -> date:
        """The day it was made."""
        return self.commit.moment.date()


@dataclass(frozen=True, slots=True)
class Reason:
    """A commit that says why a file was changed, and the text of this before and since."""

    said: Said
    before: Callable[[], str]
    after: Callable[[], str]


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


def reasons(root: Path, since: str, until: str = "", is_merged: IsMerged = lambda *_: False) -> dict[str, list[Reason]]:
    """The drafter's own reasons for changes between two commits (the second one HEAD without a name), by the path of the section's file,
    the earliest first.

    None of a file unless each commit that changed it says why, or for which contribution. One that only keeps what was merged is no reason
    for anything else.
    """
    told: dict[str, list[Reason] | None] = {}
    try:
        repository = found(root)
        commit = repository.objects.commit(until or repository.refs.id("HEAD") or "")
        for _ in range(_MOST):
            if commit.id == since:
                break
            before = repository.before(commit)
            said = Said(commit, dict(trailers(commit.message)))
            for path, *ids in _touched(repository, before, commit):
                texts = [partial(_text, repository, id) for id in ids]
                if is_merged(path, *texts):
                    continue
                if not _WHY.intersection(said.trailers):
                    told[path] = None
                elif "Contribution" not in said.trailers and (known := told.setdefault(path, [])) is not None:
                    known.insert(0, Reason(said, *texts))
            if before is None:
                break
            commit = before
    except ConceptError:  # no history, or one that does not reach so far: then nothing is known
        return {}
    return {path: known for path, known in told.items() if known}


def _touched(repository: Repository, before: Commit | None, after: Commit) -> Iterator[tuple[str, str, str]]:
    """The files of sections that a commit changed, made or took away, each with the ids of what it held before and since."""
    old, new = (_sections(repository, each) for each in (before, after))
    names = (name for name in {**old, **new} if old.get(name) != new.get(name))
    yield from ((f"sections/{name}", old.get(name, ""), new.get(name, "")) for name in names)


def _text(repository: Repository, id: str) -> str:
    return repository.objects.read(id)[1].decode("utf-8", "replace") if id else ""


def _sections(repository: Repository, commit: Commit | None) -> dict[str, str]:
    tree = project_tree(repository, commit) if commit else ""
    entry = repository.objects.tree(tree).get("sections") if tree else None
    if entry is None or entry.kind != "folder":
        return {}
    return {name: each.id for name, each in repository.objects.tree(entry.id).items()}
