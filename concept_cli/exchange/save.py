"""What the drafter changed, and what merging changed, to commits that say why and whose the words are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.desk import Desk
from concept_cli.git import NoHistory, Person, commit
from concept_cli.history import revision
from concept_cli.ledger.states import state
from concept_cli.load import STAKEHOLDERS
from concept_cli.model import Contribution
from concept_cli.sources import CONCEPT, Folder, Source, Unreadable

FOLDERS: Final = ("sections", "records", "templates", "contributions", "releases")
"""Folders of a project of which every file is kept in the history."""
_NOBODY: Final = "noreply@invalid"
"""Mail address in commits of bodies: their own ones are nobody's business in a history."""


def changed(folder: Folder) -> tuple[str, ...]:
    """The files of a project that are not as in the last commit, or not there any more. Raises NoHistory outside of a repository."""
    last = _last(folder)
    paths = {path for source in (folder, last) if source is not None for path in _paths(source)}
    return tuple(path for path in sorted(paths) if last is None or _differs(folder, last, path))


def _last(folder: Folder) -> Source | None:
    """The last commit, if it holds the project already."""
    try:
        return revision(folder.root, "HEAD")
    except NoHistory:
        raise
    except ConceptError:
        return None


def _paths(source: Source) -> Iterator[str]:
    yield from (path for path in (CONCEPT, STAKEHOLDERS) if source.digest(path))
    for folder in FOLDERS:
        yield from (path for path in source.paths(folder) if not path.rpartition("/")[2].startswith("."))


def _differs(folder: Folder, last: Source, path: str) -> bool:
    """Whether a file reads otherwise; line ends of Windows are no difference."""
    if folder.digest(path) == last.digest(path):
        return False
    try:
        contents = [each.read(path) for each in (folder, last)]
    except Unreadable:
        return True
    return len({content and content.replace(b"\r\n", b"\n") for content in contents}) > 1


def saved(folder: Folder, paths: Sequence[str], why: str, *, editorial: bool) -> str:
    """A commit of these files with the reason of the drafter; its id."""
    return commit(folder.root, paths, f"{why}\n\n{'Editorial' if editorial else 'Reason'}: {why}")


def committed(desk: Desk, contribution: Contribution, paths: Sequence[str]) -> str:
    """A commit of what merging a contribution, or taking it back, changed; its id.

    The body is its author when every new word is its own; else the drafter is, and the body is named as who proposed it.
    """
    head, found = contribution.head, state(contribution)
    body = _name(desk, head.stakeholder)
    decision, own = found.decision, bool(found.applied and found.applied.verbatim)
    trailers = [f"Contribution: {head.id}", f"Disposition: {found.disposition}"]
    trailers += [f"Meeting: {decision.meeting}"] if decision and decision.meeting else []
    trailers += [] if own else [f"Proposed-by: {body}"]
    subject = f"Take in {head.id} of {body}" if found.applied else f"Take {head.id} of {body} out again"
    return commit(desk.root, paths, subject + "\n\n" + "\n".join(trailers), Person(body, _NOBODY) if own else None)


def _name(desk: Desk, stakeholder: str) -> str:
    """The name of a body in the working language, in one line."""
    names = desk.body(stakeholder).name
    said = names.get(desk.project.concept.record.working_language) or next(iter(names.values()))
    return " ".join(said.split())
