"""``concept init``: a new project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

_EPILOG: Final = """Examples:

concept init tourism --title "Concept for the Development of Tourism"

concept init tourism --profile kz-260 --lang ru,kk --title "Развитие туризма"

Profiles: kz-260 (Kazakhstan, rules of 2024), un-zero-draft, plain."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init", epilog=_EPILOG)(init)


def init(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to make; it may exist when it is empty.", show_default=False)
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TITLE", help="The document's title, in its working language. Needed.")
    ] = "",
    profile: Annotated[
        str, typer.Option("--profile", metavar="PROFILE", help="Which sections such a document must have.")
    ] = "plain",
    lang: Annotated[
        str, typer.Option("--lang", metavar="LANGS", help="Languages with commas; the first is the working language.")
    ] = "en",
) -> None:
    """Make a new project that checks clean and builds.

    It has every section of its profile, still empty. Prints the paths of its files. Nothing that exists is changed.
    """
    if not title:
        raise typer.BadParameter(
            f'the document needs a title; type: concept init {folder} --title "Concept for …"', param_hint="--title"
        )
    from shlex import quote

    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.scaffold import new_project

    root = (context.obj or Path()) / folder
    _refuse_used(root)
    files = new_project(title, profile, lang)
    store.commit(root, {path: store.Write(content, None) for path, content in files.items()})
    for path in files:
        terminal.say(terminal.shown_path(root / path))
    shown = terminal.shown_path(root)
    there = "" if root.resolve() == Path.cwd() else f" -C {quote(shown)}"
    terminal.remark(f"Next: write in {shown}/sections/, then type: concept{there} check")


def _refuse_used(root: Path) -> None:
    """ConceptError when the folder holds anything but a history, or is no folder."""
    from concept_cli.diagnostics import ConceptError

    try:
        found = sorted(each.name for each in root.iterdir() if each.name not in {".git", ".concept"})
    except FileNotFoundError:
        found = []
    except (OSError, ValueError) as error:
        reason = "it is a file" if isinstance(error, NotADirectoryError) else getattr(error, "strerror", None) or str(error)
        raise ConceptError(f"{root} cannot become a project: {reason}.", "Name a new folder.") from None
    if "concept.yaml" in found:
        raise ConceptError(f"{root} is a project already.", "Name a new folder; to add to this one: concept new --help")
    if found:
        raise ConceptError(f"{root} is not empty: {found[0]} is in it.", "Name a new folder; nothing that exists is changed.")
