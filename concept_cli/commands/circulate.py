"""``concept circulate``: a frozen draft to the bodies that are asked for their opinion."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EXAMPLES: Final = """Examples:

concept circulate draft-1 --to unesco,atameken --due 2030-03-01

concept circulate draft-1 --to undp --due 2030-03-01 --asked "Which measures would you carry out yourselves?" --out ../outgoing

Without --to and --due it opens an editor with a form.

A body writes in the language that stakeholders.yaml gives it. Each gets its own letter only; the draft is the same for all."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("circulate", epilog=_EXAMPLES)(circulate)


def circulate(
    context: typer.Context,
    label: Annotated[
        str, typer.Argument(metavar="LABEL", help="The draft, as it was named by “concept freeze”.", show_default=False)
    ] = "",
    to: Annotated[str, typer.Option("--to", metavar="S,…", help="Who is asked, from stakeholders.yaml. Needed.")] = "",
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="The last day for answers. Needed.")] = None,
    asked: Annotated[str, typer.Option("--asked", metavar="TEXT", help="What they are asked, in place of the usual words.")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist/LABEL]")] = None,
) -> None:
    """Send a frozen draft out: write it with a cover letter to each body, and record the round.

    Writes the draft as PDF and Word file, its paragraphs numbered in the margin, and a table for remarks, in every language that
    these bodies need, and the letters. Prints their paths. The round is kept in records/rounds.yaml.
    """
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.editor import can_be_opened, edited
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.exchange.circulate import circulated
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.form import blank_round, said_in

    root: Path = context.obj or Path()
    if not (to or due) and can_be_opened():
        said = said_in(edited(blank_round(label), "concept circulate LABEL --to S,… --due DATE"))
        label, to, asked = (said.get(name, "") for name in ("label", "to", "asked"))
        due = said.get("due")
    if not label:
        raise typer.BadParameter("say which draft: concept circulate LABEL --to S,… --due DATE", param_hint="LABEL")
    bodies = [each.strip() for each in to.split(",") if each.strip()]
    if not bodies:
        raise typer.BadParameter("say who is asked: --to unesco,atameken", param_hint="--to")
    day = choices.day("--due", due)
    if day is None:
        raise typer.BadParameter("say until when answers are awaited: --due DATE", param_hint="--due")
    made = circulated(desk(opened(root)), label, bodies, day, asked)
    folder = output_folder(root, out, f"dist/{label}")
    contents: dict[str, bytes] = {}
    with terminal.progress(len(made.files)) as begin:
        for file in made.files:  # all of them before any is written: half a round is none
            begin(file.name)
            contents[file.name] = file.content()
    for name, content in contents.items():
        store.publish(folder / name, content)
    store.commit(root, made.writes)
    for name in contents:
        terminal.say(terminal.shown_path(folder / name))
    for remark in made.remarks:
        terminal.remark(remark)
    terminal.remark(f"The round {made.round.id} is recorded; answers are awaited until {made.round.due}.")
