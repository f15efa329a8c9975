"""``concept remind``: to each body that owes something, a mail that says what and by when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EXAMPLES: Final = """Examples:

concept remind

concept remind --to unesco,atameken --out ../outgoing

concept remind --as-of 2021-06-14

Nothing is sent: a mail program opens each file, and whoever sends it looks at it first. What answers came is looked at anew each time:
send what was made today."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remind", epilog=_EXAMPLES)(remind)


def remind(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="S,…", help="Only these bodies, from stakeholders.yaml.")] = "",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it stood by the end of a day. [default: today]")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist/reminders]")
    ] = None,
) -> None:
    """Write a mail to each body that owes something: what it was asked or has to do, and by when, in its language.

    Prints the paths of the files. A body that owes nothing gets none, and none tells of any other body.
    """
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.remind import reminders

    root: Path = context.obj or Path()
    day = choices.day("--as-of", as_of)
    made = reminders(desk(opened(root), day), [each.strip() for each in to.split(",") if each.strip()])
    folder = output_folder(root, out, "dist/reminders")
    for name, content in made.files.items():
        store.publish(folder / name, content)
        terminal.say(terminal.shown_path(folder / name))
    for remark in made.remarks:
        terminal.remark(remark)
    if not made.files:
        terminal.remark("Nobody owes anything.")
