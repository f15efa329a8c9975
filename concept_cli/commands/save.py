"""``concept save``: what the drafter changed, kept in the history with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "save", epilog='Examples:\n\nconcept save "The minister\'s remarks of 12 May"\n\nconcept save "Typing errors" --editorial'
    )(save)


def save(
    context: typer.Context,
    why: Annotated[str, typer.Argument(metavar="WHY", help="Why it was changed, in a sentence.", show_default=False)],
    editorial: Annotated[bool, typer.Option("--editorial", help="Only the form was changed, and no meaning.")] = False,
) -> None:
    """Check what was changed, and keep it in the history with the reason.

    For whoever does not know git: it is one commit of everything that changed in the project. With errors nothing is kept.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.draft import examine, source_lines
    from concept_cli.exchange.save import changed, saved
    from concept_cli.history import SHORT
    from concept_cli.scaffold.values import one_line

    folder = opened(context.obj or Path())
    reason = one_line(why, "reason")
    paths = changed(folder)
    examined = examine(folder)
    if examined.errors:
        terminal.show_findings((each for each in examined.findings if each.is_error), source_lines(folder))
        terminal.remark(f"{terminal.counted(examined.findings)}; nothing was kept.")
        raise typer.Exit(1)
    if not paths:
        terminal.remark("Nothing was changed since the last commit.")
        return
    terminal.say(saved(folder, paths, reason, editorial=editorial)[:SHORT])
    terminal.remark(f"{len(paths)} file{'' if len(paths) == 1 else 's'} kept.")
