"""``concept freeze``: a name for a draft, for good, and where everything stood in it."""

from __future__ import annotations

from datetime import date
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
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.release import freeze

    root: Path = context.obj or Path()
    frozen = freeze(opened(root).root, label, at, None if day is None else _day(day))
    store.commit(root, {frozen.path: store.Write(frozen.content, None)})
    terminal.say(terminal.shown_path(root / frozen.path))
    for remark in frozen.remarks:
        terminal.remark(remark)
    terminal.remark("Commit this file with the project, so that everybody knows the draft by this name.")


def _day(typed: str) -> date:
    """The day that was typed. The command line is wrong when there is none."""
    import re

    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise typer.BadParameter("write year, month and day: 2024-02-12", param_hint="--date")
