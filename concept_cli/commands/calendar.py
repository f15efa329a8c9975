"""``concept calendar``: meetings and deadlines as a calendar that mail programs take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EXAMPLES: Final = """Examples:

concept calendar --out dist/dates.ics

concept calendar --for unesco --out ../outgoing/unesco.ics

Made anew and opened again, it replaces the dates that a mail program has of it. In the calendar of one body no other body is named as
owing something."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calendar", epilog=_EXAMPLES)(calendar)


def calendar(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", metavar="F.ics", help="The file to write. Needed.")] = None,
    body: Annotated[str, typer.Option("--for", metavar="S", help="Only what concerns a body, from stakeholders.yaml.")] = "",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it stood by the end of a day. [default: today]")
    ] = None,
) -> None:
    """Write the project's meetings and deadlines as a calendar (iCalendar).

    Deadlines are events of a whole day that leave the day free. What is done stays at its day, and says so.
    """
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.project import opened, output_file
    from concept_cli.exchange.calendar import calendar as dates_of
    from concept_cli.exchange.desk import desk

    root: Path = context.obj or Path()
    if out is None or out.suffix.lower() != ".ics":
        raise typer.BadParameter("name the file to write: --out dates.ics", param_hint="--out")
    made = dates_of(desk(opened(root), choices.day("--as-of", as_of)), body)
    file = output_file(root, out)
    store.publish(file, made.content)
    terminal.say(terminal.shown_path(file))
    left_out = f" Left out, because their day is not known: {made.left_out}." if made.left_out else ""
    terminal.remark(f"Events: {made.events}.{left_out}")
