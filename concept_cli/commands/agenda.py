"""``concept agenda``: what a sitting talks about, and what it has to decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EXAMPLES: Final = """Examples:

concept agenda wg-2021-06-14

concept agenda wg-2021-06-14 --to docx,pdf --lang ru --out ../outgoing

Papers go out 7 working days before a sitting with the Prime Minister or a deputy in the chair, and 3 days before one with an official
of a body (“chaired” in records/meetings.yaml). It is said when they are late."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("agenda", epilog=_EXAMPLES)(agenda)


def agenda(
    context: typer.Context,
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="Its name in records/meetings.yaml.", show_default=False)],
    formats: Annotated[str, typer.Option("--to", metavar="FORMATS", help="docx, pdf, md; several with commas.")] = "docx,pdf",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="Language of the paper. [default: the working language]")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist]")] = None,
) -> None:
    """Write the papers of a sitting: its agenda, and what lies there to be decided.

    Undecided contributions with the text and what is proposed, wordings in conflict, what is overdue or due until then, and draft
    decisions to be filled in. For the working group: it holds what is confidential. Prints the paths of the files.
    """
    from concept_cli.commands.papers import written
    from concept_cli.exchange.agenda import agenda as paper

    written(context.obj or Path(), paper, meeting, formats, lang, out)
