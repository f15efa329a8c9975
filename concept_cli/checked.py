"""A project to its findings, the contributions with them; made anew only when one of its files changed."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from concept_cli.cache import cached
from concept_cli.diagnostics import Diagnostic, Place
from concept_cli.sources import CONCEPT, STAKEHOLDERS, Folder, Unreadable

_FOLDERS: Final = ("sections", "records", "templates", "contributions", "releases")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a project, and in how many fragments and contributions."""

    findings: tuple[Diagnostic, ...]
    fragments: int
    contributions: int


def checked(folder: Folder) -> Checked:
    """The findings of a project. Raises ConceptError when there is none that can be used."""
    from concept_cli.wording.findings import RULES

    paths = (CONCEPT, STAKEHOLDERS, *(path for each in _FOLDERS for path in folder.paths(each)))
    found = cached("check", folder, paths, _found, lambda known: _pictures(folder, known["pictures"]) == known["pictures"])
    rules = {each.name: each for each in RULES}
    findings = tuple(
        Diagnostic(rules[rule], Place(path, line, column), message, hint)
        for rule, path, line, column, message, hint in found["findings"]
    )
    return Checked(findings, found["fragments"], found["contributions"])


def _found(folder: Folder) -> dict[str, Any]:
    from concept_cli.draft import examine

    examined = examine(folder, ledger=True)
    return {
        "findings": [
            (each.rule.name, each.place.path, each.place.line, each.place.column, each.message, each.hint)
            for each in examined.findings
        ],
        "fragments": len(examined.project.fragments),
        "contributions": len(examined.ledger.contributions),
        "pictures": _pictures(folder, examined.project.pictures),
    }


def _pictures(folder: Folder, paths: Any) -> dict[str, str]:
    """By what the pictures that the text names are known: they may lie anywhere in the project."""
    digests = {}
    for path in paths:
        try:
            content = folder.read(path)
        except Unreadable as error:
            digests[path] = str(error)
        else:
            digests[path] = "" if content is None else sha256(content).hexdigest()
    return digests
