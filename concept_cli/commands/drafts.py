"""``concept drafts``: the frozen drafts, and what each changed."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    from concept_cli.history import Draft, Touched


_WIDTH: Final = 80
_BECAME: Final = {"changed": "", "added": " (new)", "removed": " (gone)"}


class Format(StrEnum):
    """How the drafts are printed."""

    TABLE = "table"
    JSON = "json"


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("drafts", epilog="Examples:\n\nconcept drafts\n\nconcept drafts --format json")(drafts)


def drafts(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TABLE,
) -> None:
    """List the frozen drafts, and the sections and files that each one touched.

    Oldest first: label, date, commit, and what became of sections, records and pictures since the draft before it.
    """
    from concept_cli import history
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.sources import CONCEPT, no_concept

    root: Path = context.obj or Path()
    folder = opened(root)
    found = history.drafts(root)
    if not found and folder.digest(CONCEPT) is None:
        raise no_concept()
    listed = [(newer, history.touched(older, newer)) for older, newer in pairwise((None, *found)) if newer]
    if form is Format.JSON:
        terminal.say_json([_as_json(draft, touched) for draft, touched in listed])
        return
    if not listed:
        terminal.remark("No draft was frozen yet. To freeze the last commit: concept freeze draft-1")
        return
    width = max(len("label"), *(len(draft.label) for draft, _ in listed))
    terminal.say(f"{'label':<{width}}  date        commit   sections and files touched")
    for number, (draft, touched) in enumerate(listed):
        words = _of_first(touched) if not number else _in_words(touched)
        begin = f"{draft.label:<{width}}  {draft.day}  {draft.commit[:7]}  "
        terminal.say(fill(words, _WIDTH, initial_indent=begin, subsequent_indent=" " * len(begin), break_on_hyphens=False))


def _of_first(touched: Touched) -> str:
    number = len(touched.added)
    return f"{number} section{'' if number == 1 else 's'}, the first draft"


def _in_words(touched: Touched) -> str:
    """The sections, each with what became of it."""
    old_names = dict(touched.renamed)
    moved = set(touched.moved)
    words = [f"{id} (moved)" if id in moved else id for id in touched.changed]
    words += [f"{id} (moved)" for id in touched.moved if id not in touched.changed]
    words += [f"{id} (new)" for id in touched.added]
    words += [f"{id} (was {old})" for id, old in old_names.items()]
    words += [f"{id} (gone)" for id in touched.removed]
    words += [f"{path}{_BECAME[what]}" for path, what in touched.files]
    return ", ".join(words) or "none"


def _as_json(draft: Draft, touched: Touched) -> dict[str, Any]:
    return {
        "label": draft.label,
        "date": draft.day.isoformat(),
        "commit": draft.commit,
        "tree": draft.tree,
        "languages": draft.languages,
        "changed": touched.changed,
        "added": touched.added,
        "removed": touched.removed,
        "renamed": [{"from": old, "to": new} for new, old in touched.renamed],
        "moved": touched.moved,
        "files": dict(touched.files),
    }
