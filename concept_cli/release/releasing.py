"""A label to a release: what is to be built, what keeps it from being final, and in the end its files and its manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from concept_cli.diagnostics import ConceptError
from concept_cli.draft import refuse_unread
from concept_cli.history import Draft, Revision, draft_of, drafts, manifest_path, revision, versions
from concept_cli.release.freezing import refuse_taken, revision_to_name
from concept_cli.release.manifest import is_released, sealed
from concept_cli.release.obstacles import Obstacle, obstacles
from concept_cli.release.publication import Made, Plan, Publication, published, steps
from concept_cli.sources import Folder, bytes_of
from concept_cli.store import Write, digest

_CHOOSE: Final = "A release does not change: give the next one the next label."


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that is about to be released, with what keeps it from being final; ``frozen`` is its manifest, if it was frozen before."""

    publication: Publication
    obstacles: tuple[Obstacle, ...]
    frozen: Mapping[str, Any] | None

    @property
    def plan(self) -> Plan:
        """What is to be released."""
        return self.publication.plan


class NotFinal(ConceptError):
    """A draft cannot be released as final yet; says why in sentences."""

    def __init__(self, label: str, found: tuple[Obstacle, ...]) -> None:
        count = "1 reason" if len(found) == 1 else f"{len(found)} reasons"
        super().__init__(
            f"{label} cannot be released as final, for {count}.",
            "Do what is said above; --kind draft or public releases it as it is, and lists the reasons in its manifest.",
        )
        self.obstacles = found


def ready(root: Path, label: str, kind: str, at: str | None = None, day: date | None = None) -> Ready:
    """What would be released under a label: the draft that was frozen under it, else the last commit or the revision named.

    Raises ConceptError for a label that was released or cannot be one, for a draft that cannot be read as a whole, and NotFinal.
    """
    frozen = draft_of(root, label)
    text = _frozen(root, frozen, at, day) if frozen else _new(root, label, at)
    day = frozen.day if frozen else day or text.day
    before = _before(root, label, day)
    plan = Plan(
        root=root,
        label=label,
        kind=kind,
        day=day,
        text=text,
        dress=revision(root, "HEAD"),
        previous=revision(root, before.label) if before else None,
        previous_kind=_kind_of(before) if before else "",
    )
    publication = Publication(plan)
    refuse_unread(publication.examined)
    found = obstacles(publication)
    if kind == "final" and found:
        raise NotFinal(label, found)
    return Ready(publication, found, _manifest(root, label) if frozen else None)


def _new(root: Path, label: str, at: str | None) -> Revision:
    refuse_taken(root, label)
    return revision_to_name(root, label, at)


def _frozen(root: Path, draft: Draft, at: str | None, day: date | None) -> Revision:
    """The text of a draft that was only frozen. Raises ConceptError when it was released, or is asked for at another commit or day."""
    if draft.manifest.release:
        raise ConceptError(f"“{draft.label}” was released already, as {draft.manifest.release.kind}.", _CHOOSE)
    if any(is_released(each.content) for each in versions(root, manifest_path(draft.label))):
        raise ConceptError(
            f"“{draft.label}” was released already, and its manifest was changed since.",
            f"{_CHOOSE} git log -p -- {manifest_path(draft.label)} shows what became of it.",
        )
    if at is not None and revision(root, at).tree != draft.tree:
        raise ConceptError(
            f"“{draft.label}” was frozen of another commit than {at}.", "Leave --at away, or choose another label."
        )
    if day is not None and day != draft.day:
        raise ConceptError(f"“{draft.label}” was frozen as of {draft.day}.", "Leave --date away, or choose another label.")
    found = revision(root, draft.label)
    if not found.commit:
        raise ConceptError(
            f"The commit of “{draft.label}” is not in the history here, so its release would have no origin.",
            "Fetch the branch that it is on, or release another draft.",
        )
    return found


def _before(root: Path, label: str, day: date) -> Draft | None:
    """The draft before one of a day: the last that was released until then, else the last that was frozen."""
    earlier = [each for each in drafts(root) if each.label != label and each.day <= day]
    return next((each for each in reversed(earlier) if each.manifest.release), earlier[-1] if earlier else None)


def _kind_of(draft: Draft) -> str:
    """As what a draft was released; empty for one that was only frozen."""
    return draft.manifest.release.kind if draft.manifest.release else ""


def _manifest(root: Path, label: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(bytes_of(Folder(root), manifest_path(label)) or b"{}")
    return found


# ----------------------------------------------------------------- released


@dataclass(frozen=True, slots=True)
class Released:
    """A release: its files by name, and what is to be written beside the manifest, which is the last of it; and what
    should be known.
    """

    outputs: Mapping[str, bytes]
    writes: Mapping[str, Write]
    remarks: tuple[str, ...]


def released(found: Ready, begin: Callable[[str], None]) -> Released:
    """Make a release; ``begin`` is told the name of each thing that is made. Raises ConceptError where something cannot be made here."""
    publication, made = found.publication, Made()
    for each in steps(publication, made):
        begin(each.name)
        each.make()
    origin = found.frozen or {**publication.core, "blocks": made.blocks}
    release = published(publication, made, tuple(each.reason for each in found.obstacles))
    content = sealed({**origin, "release": release})
    path = manifest_path(found.plan.label)
    top = path.rpartition("/")[0]
    files = {**{f"{top}/{name}": report for name, report in made.reports.items()}, path: content}
    folder = Folder(found.plan.root)
    old = {each: bytes_of(folder, each) for each in files}
    writes = {each: Write(new, None if (was := old[each]) is None else digest(was)) for each, new in files.items()}
    return Released(made.outputs, writes, tuple(made.remarks))
