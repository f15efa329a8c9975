"""Labels that mean something already: a draft of such a name would hide what it stood for, because labels are looked up first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from concept_cli import git
from concept_cli.diagnostics import ConceptError
from concept_cli.history.revisions import DAY, SHORT, WORKING, full_names, is_commit

_DIGITS: Final = re.compile(r"[0-9a-f]{4,40}")


def refuse_meaning(label: str) -> None:
    """Refuse a label that means another draft in every project: a day, HEAD, the folder as it is, all digits of a commit."""
    if DAY.fullmatch(label):
        raise ConceptError(
            f"“{label}” means the last commit of that day, so no draft can be called so.",
            f"Put a word before it, like draft-{label}. The option --date says of which day the draft is.",
        )
    if label.upper() in {"HEAD", "@"}:
        raise ConceptError(
            f"“{label}” means the last commit, so no draft can be called so.", "Choose another label, like draft-1."
        )
    if label.lower() == WORKING:
        raise ConceptError(
            f"“{label}” means the files as they are now, so no draft can be called so.", "Choose another label, like draft-1."
        )
    if len(label) == 40 and _DIGITS.fullmatch(label):
        raise _of_commit(label)


def refuse_hiding(root: Path, label: str, commit: str) -> None:
    """Refuse a label for a commit where the history has something else of this name: a commit, another commit's tag, or a branch."""
    repository = git.found(root)
    if _DIGITS.fullmatch(label) and any(is_commit(repository, each) for each in repository.objects.beginning_with(label)):
        raise _of_commit(label)
    for full in full_names(label):
        id = repository.refs.id(full)
        if not id:
            continue
        if not full.startswith("refs/tags/"):
            raise ConceptError(
                f"There is a branch “{label}”, which goes on: concept diff {label} would show the draft instead.",
                f"Choose another label, like draft-{label}.",
            )
        if (other := _behind(repository, id)) != commit:
            raise ConceptError(
                f"There is a tag “{label}” of another commit ({other[:SHORT]}): concept diff {label} would show the draft instead.",
                f"Choose another label, like draft-{label}, or freeze what it names: concept freeze {label} --at {label}",
            )


def _of_commit(label: str) -> ConceptError:
    return ConceptError(
        f"“{label}” means the commit that begins with these digits, so no draft can be called so.",
        f"Put a word before it, like draft-{label[:SHORT]}.",
    )


def _behind(repository: git.Repository, id: str) -> str:
    """What a name leads to behind all tags; the id itself when that is not here."""
    try:
        return repository.objects.tagged(id)[0]
    except git.Lost:
        return id
