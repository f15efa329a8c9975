"""``concept ci``: what a forge does with the project when it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

ci = typer.Typer(
    help="Let a forge check every change of the project.",
    epilog="Example:\n\nconcept ci github",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_EPILOG: Final = """Examples:

concept ci github

concept ci github --force

concept ci github --out dist/ci

The steps can be tried at your desk: sh .ci/steps check"""


def add(app: typer.Typer) -> None:
    """Add the commands."""
    ci.command("github", epilog=_EPILOG)(github)
    app.add_typer(ci, name="ci")


def github(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: the project's own]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there and say something else.")] = False,
) -> None:
    """Write a GitHub workflow and a commit hook.

    A pull request is checked, with findings beside their lines; its redline is kept, its changes counted. A tag with the label of a
    frozen draft makes the files of that draft again and publishes them. Before each commit the project is checked, if pre-commit is
    installed. All of them call one file, .ci/steps. Prints the paths.
    """
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.scaffold import github_writes
    from concept_cli.sources import CONCEPT, Folder, no_concept

    root: Path = context.obj or Path()
    project = opened(root)
    if project.digest(CONCEPT) is None:
        raise no_concept()
    folder = output_folder(root, out, "")
    writes = github_writes(project, Folder(folder), force=force)
    store.commit(folder, writes)
    for path in writes:
        terminal.say(terminal.shown_path(folder / path))
    if out is None and not (root / ".git").exists():
        terminal.remark("GitHub reads .github only in the top folder of a repository; this folder is not one.")
