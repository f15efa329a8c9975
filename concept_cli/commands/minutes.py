"""``concept minutes``: what a sitting decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EXAMPLES: Final = """Examples:

concept minutes wg-2021-06-14

concept minutes wg-2021-06-14 --to docx,pdf --lang ru --out ../outgoing

What was decided of contributions is what names the meeting: concept decide ID DISPOSITION --meeting wg-2021-06-14"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("minutes", epilog=_EXAMPLES)(minutes)


def minutes(
    context: typer.Context,
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="Its name in records/meetings.yaml.", show_default=False)],
    formats: Annotated[str, typer.Option("--to", metavar="FORMATS", help="docx, pdf, md; several with commas.")] = "docx,pdf",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="Language of the paper. [default: the working language]")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist]")] = None,
) -> None:
    """Write the minutes of a sitting: who came, what was decided and told to whom, what stays open, and who signs.

    For the working group: it holds what is confidential. Prints the paths of the files.
    """
    from concept_cli.commands.papers import written
    from concept_cli.exchange.minutes import minutes as paper

    written(context.obj or Path(), paper, meeting, formats, lang, out)
