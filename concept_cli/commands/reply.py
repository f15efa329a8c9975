"""``concept reply``: to one body, what became of what it sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EXAMPLES: Final = """Examples:

concept reply --to unesco

concept reply --to atameken --to-format pdf,md --out ../outgoing

What is not decided yet is listed as under consideration. When more was decided, reply again: the answer tells of everything."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reply", epilog=_EXAMPLES)(reply)


def reply(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="S", help="Who is answered, from stakeholders.yaml. Needed.")] = "",
    formats: Annotated[
        str, typer.Option("--to-format", metavar="FORMATS", help="docx, pdf, md; several with commas.")
    ] = "docx,pdf",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist]")] = None,
) -> None:
    """Answer a body point by point, in its language: what was decided of what it sent, why, and how the text reads now.

    Prints the paths of the files. Each contribution of which something new was decided is recorded as answered. Nothing that others
    sent is in an answer.
    """
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.exchange.desk import desk, rewritten
    from concept_cli.exchange.reply import REPLY_FORMATS, replied

    root: Path = context.obj or Path()
    if not to:
        raise typer.BadParameter("say who is answered: --to STAKEHOLDER", param_hint="--to")
    names = list(dict.fromkeys(each.strip() for each in formats.split(",") if each.strip()))
    for each in names or [formats]:
        choices.one_of("--to-format", each, REPLY_FORMATS)
    found = desk(opened(root))
    folder = output_folder(root, out, "dist")
    made = replied(found, to, names, folder)
    writes = rewritten(found, {each.path: each.text for each in made.answered})
    for name, content in made.files.items():
        store.publish(folder / name, content)
    store.commit(root, writes)
    for name in made.files:
        terminal.say(terminal.shown_path(folder / name))
    for remark in made.remarks:
        terminal.remark(remark)
    terminal.remark(f"Recorded as answered: {', '.join(each.id for each in made.answered) or 'nothing new'}.")
