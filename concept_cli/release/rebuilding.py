"""A release made again from what it was made from, and compared with what was released, byte by byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from concept_cli.diagnostics import ConceptError
from concept_cli.draft import examine, outputs, refuse_unread
from concept_cli.history import Draft, revision
from concept_cli.model import FileHash
from concept_cli.readers.archive import Archive
from concept_cli.readers.enclosures import enclosed
from concept_cli.readers.refused import Refused
from concept_cli.release.manifest import hashed, hashes
from concept_cli.release.publication import BUNDLE, INPUTS, Made, Plan, Publication, enclosing, steps
from concept_cli.release.workshop import differences
from concept_cli.sources import Held, templates


def planned(root: Path, draft: Draft) -> Plan:
    """What was released under a label, by its manifest. Raises ConceptError for a draft that was only frozen, or is not here."""
    release = draft.manifest.release
    if release is None:
        raise ConceptError(f"“{draft.label}” was only frozen, so it has no files.", f"concept release {draft.label} makes them.")
    return Plan(
        root=root,
        label=draft.label,
        kind=release.kind,
        day=draft.day,
        text=revision(root, draft.label),
        dress=revision(root, release.dressed),
        previous=revision(root, release.previous) if release.previous else None,
        previous_kind=release.previous_kind,
        workshop={
            "version": release.made_with.get("concept", ""),
            "toolkit": {path: each.model_dump() for path, each in release.toolkit.items()},
            "code": release.code,
            "made-with": release.made_with,
        },
    )


def made_otherwise(draft: Draft) -> tuple[str, ...]:
    """What is otherwise here than where a draft was released, in sentences: then its bytes can differ. Raises MissingTool."""
    release = draft.manifest.release
    assert release is not None
    toolkit = templates()
    now = hashes(toolkit, toolkit.paths("."), "./")
    was = {path: each.model_dump() for path, each in release.toolkit.items()}
    other = sorted(path for path in now.keys() | was.keys() if now.get(path) != was.get(path))
    found = differences(release.made_with, release.code)
    return (*found, f"other templates of the tool ({', '.join(other)})") if other else found


def rebuilt(plan: Plan, begin: Callable[[str], None], only: str | None = None) -> Made:
    """A release, made again: all of it, or ``only`` the file of a name, and what that needs."""
    made = Made()
    planned = [*steps(Publication(plan), made)]
    whole = any(each.tells_of_others and each.name == only for each in planned)
    for step in planned:
        if whole or only in {None, step.name} or step.among is made.attachments:
            begin(step.name)
            step.make()
    return made


def names(draft: Draft, only: str | None = None) -> tuple[str, ...]:
    """The names of all that a release has, or of what is made again for ``only`` one of its files."""
    return tuple(name for files in _known(draft) for name in files if only in {None, name})


def differing(draft: Draft, made: Made, only: str | None = None) -> Iterator[str]:
    """The names of what has other bytes, made again, than what was released, and of what was not made."""
    for files, known in zip((made.attachments, made.outputs, made.reports), _known(draft), strict=True):
        for name in sorted(files.keys() | known.keys()):
            was, content = known.get(name), files.get(name)
            if only in {None, name} and (was is None or content is None or hashed(content) != was.model_dump()):
                yield name


def _known(draft: Draft) -> tuple[Mapping[str, FileHash], ...]:
    release = draft.manifest.release
    assert release is not None
    return release.attachments, release.outputs, release.reports


# -------------------------------------------------------- from what it holds


def from_itself(content: bytes, inputs: Mapping[str, Any], begin: Callable[[str], None]) -> bool:
    """Whether a PDF is what its own enclosed sources make, in one of their languages. Raises ConceptError when it encloses none.

    ``inputs`` is what it says of itself. So its text can be compared with its sources where neither project nor history is.
    """
    held = dict(enclosed(content))
    if "application/zip" not in held:
        raise ConceptError(
            "This PDF encloses no sources, as drafts do not.", "Verify it in the folder of its project, where the history is."
        )
    try:
        archive = Archive(held["application/zip"])
        source = Held({name: archive.part(name) for name in archive.names})
    except Refused as refusal:
        raise ConceptError(f"The sources that this PDF encloses cannot be read: the archive {refusal}.", "") from None
    try:
        day = date.fromisoformat(inputs["date"])
    except ValueError:
        raise ConceptError("This PDF says no day of itself.", "Ask for another copy of it.") from None
    examined = examine(source)
    refuse_unread(examined)
    concept = examined.project.concept.record
    if (concept.edition.get(""), concept.state) != (inputs["label"], inputs["kind"]):
        return False
    attachments = {INPUTS: held["application/json"], BUNDLE: held["application/zip"]}
    for output in outputs(examined, source, ("pdf",), examined.project.concept.record.languages):
        begin(output.name)
        if enclosing(output, attachments, day)[0] == content:
            return True
    return False
