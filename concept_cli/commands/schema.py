"""``concept schema``: what editors need to explain and check the fields."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EPILOG: Final = """Example:

concept schema --out schemas

An editor with YAML schemas finds them by the first line of a file: # yaml-language-server: $schema=schemas/concept.json"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", epilog=_EPILOG)(schema)


def schema(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: schemas]")] = None,
) -> None:
    """Write JSON Schemas, with which editors explain fields.

    One file for each kind of record; prints their paths.
    """
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.commands.project import output_folder
    from concept_cli.scaffold import schema_files

    folder = output_folder(context.obj or Path(), out, "schemas")
    for name, content in schema_files().items():
        store.publish(folder / name, content)
        terminal.say(terminal.shown_path(folder / name))
