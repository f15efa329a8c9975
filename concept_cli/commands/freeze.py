"""``concept freeze``: a name for a draft, for good, and where everything stood in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("freeze", epilog="Examples:\n\nconcept freeze draft-1\n\nconcept freeze draft-1 --at HEAD~2 --date 2024-02-12")(
        freeze
    )


def freeze(
    context: typer.Context,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="Its name from now on, like draft-1.", show_default=False)],
    at: Annotated[
        str | None, typer.Option("--at", metavar="REV", help="A tag, branch, commit or day. [default: the last commit]")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day that the draft is of. [default: the day of the commit]")
    ] = None,
) -> None:
    """Name a draft for good, as it was committed.

    Writes releases/LABEL/manifest.json: the commit, the hash of every file, and the page of every numbered paragraph in each
    language. What is not committed is not in the draft.
    """
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.project import opened
    from concept_cli.release.freezing import freeze

    root: Path = context.obj or Path()
    frozen = freeze(opened(root).root, label, at, choices.day("--date", day))
    store.commit(root, {frozen.path: store.Write(frozen.content, None)})
    terminal.say(terminal.shown_path(root / frozen.path))
    for remark in frozen.remarks:
        terminal.remark(remark)
    terminal.remark(
        f'Save this file with the project, so that everybody knows the draft by this name: concept save "Freeze {label}"'
    )
