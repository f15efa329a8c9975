"""The secretary's desk: a project with its ledger, as they are at one moment, and how changes of them are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

from concept_cli import store
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.draft import without_collection
from concept_cli.load import load, load_contributions
from concept_cli.model import Contribution, Project, Stakeholder, shorten
from concept_cli.readers.text import read_typed
from concept_cli.sources import Folder, bytes_of

_TRIES: Final = 50
"""So often a thing is made when others register at the same moment."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A project and its contributions, by id; ``day`` is today in the project's time zone."""

    folder: Folder
    project: Project
    contributions: Mapping[str, Contribution]
    day: date

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.folder.root

    def body(self, id: str) -> Stakeholder:
        """The stakeholder of an id. Raises ConceptError, with what may be meant, when there is none."""
        found = next((each.record for each in self.project.stakeholders if each.record.id == id), None)
        if found is None:
            known = [each.record.id for each in self.project.stakeholders]
            near = get_close_matches(id, known, 1)
            hint = f"Did you mean {near[0]}?" if near else f'Add it: concept new stakeholder {shorten(id)} --name "…"'
            raise ConceptError(f"There is no stakeholder “{shorten(id)}” in stakeholders.yaml.", hint)
        return found

    def contribution(self, id: str) -> Contribution:
        """The contribution of an id. Raises ConceptError when there is none."""
        if id not in self.contributions:
            near = get_close_matches(id, self.contributions, 1)
            hint = f"Did you mean {near[0]}?" if near else "concept contributions lists them."
            raise ConceptError(f"There is no contribution “{shorten(id)}”.", hint)
        return self.contributions[id]


@without_collection()
def desk(folder: Folder, day: date | None = None) -> Desk:
    """The desk of a project. Raises ConceptError, with the findings, when a contribution cannot be read."""
    project = load(folder, lambda _: None)
    found: list[Diagnostic] = []
    contributions: dict[str, Contribution] = {}
    for each in load_contributions(folder, found.append):
        if (other := contributions.setdefault(each.id, each)) is not each:
            raise ConceptError(
                f"The number {each.id} is there twice, in {other.path} and {each.path}.",
                "Give the second one a new number: concept contributions --renumber",
            )
    if any(each.is_error for each in found):
        raise ConceptError(
            "Not every contribution can be read, so nothing was done.",
            "Mend what is listed above; concept check says more.",
            tuple(found),
        )
    return Desk(folder, project, contributions, day or today(project))


class Made(Protocol):
    """What was made at a desk: the files that are to be written for it."""

    @property
    def writes(self) -> Mapping[str, store.Write]:
        """By their paths."""


M = TypeVar("M", bound=Made)


def kept(folder: Folder, make: Callable[[Desk], M]) -> M:
    """What is made at the desk, written; made anew as long as others take the numbers of its new files meanwhile. Raises ConceptError."""
    for _ in range(_TRIES):
        made = make(desk(folder))
        try:
            store.commit(folder.root, made.writes)
        except ConceptError:
            if all(each.read is not None or bytes_of(folder, path) is None for path, each in made.writes.items()):
                raise
        else:
            return made
    raise ConceptError("Others register at the same moment; nothing was written.", "Run the command again.")


def today(project: Project) -> date:
    """The day in the project's time zone."""
    return datetime.now(ZoneInfo(project.concept.record.time_zone)).date()


def rewritten(desk: Desk, texts: Mapping[str, str]) -> dict[str, store.Write]:
    """The writes that give sections and contributions of a desk other texts, each with the line ends that it has.

    Raises ConceptError for a file that is no longer as the desk has it: what was made from it would undo what somebody else did.
    """
    read = {each.path: each.text for each in desk.project.fragments} | {
        each.path: each.text for each in desk.contributions.values()
    }
    writes = {}
    for path, text in texts.items():
        old = bytes_of(desk.folder, path)
        typed = read_typed(path, old) if old is not None else None
        if old is None or typed is None or typed.words != read[path]:
            raise ConceptError(f"{path} was changed since it was read; nothing was written.", "Run the command again.")
        writes[path] = store.Write(typed.bytes_of(text), store.digest(old))
    return writes
