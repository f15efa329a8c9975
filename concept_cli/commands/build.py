"""``concept build``: the document as PDF, Word file, web page and more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from concept_cli.draft import Examined, Output
    from concept_cli.sources import Folder, Source


class With(StrEnum):
    """Which contributions the document is built with."""

    PENDING = "pending"
    DECIDED = "decided"


_RULING: Final = frozenset({"templates/page.js", "templates/page.html", "templates/title.html"})
"""Files of a project that decide what its page does in a reader's browser: whoever builds a stranger's project has to know."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "build",
        epilog="Examples:\n\nconcept build\n\nconcept build --lang all --to pdf,docx\n\nconcept build --section export --to html"
        "\n\nconcept build --with pending --to docx",
    )(build)


def build(
    context: typer.Context,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="FORMATS", help="pdf, docx, html, md, json, tree; several with commas. [default: pdf,docx,html]"
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist]")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="A language, or all. [default: the working language]")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", help="Only this section, with what is nested in it.")
    ] = None,
    contributions: Annotated[
        With | None,
        typer.Option(
            "--with", help="With contributions that wait for a decision, or with those that were decided and an annex of these."
        ),
    ] = None,
) -> None:
    """Build the document; print the paths of the files, one a line.

    With errors in the sources the files are written with a visible mark, and the command exits 1. With contributions, their changes are
    marked in the text and their remarks stand beside it; the sources stay as they are.
    """
    from concept_cli import draft, store
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.diagnostics import ConceptError, MissingTool, fails

    root: Path = context.obj or Path()
    try:
        formats = draft.chosen_formats(to)
    except ConceptError as error:
        raise typer.BadParameter(f"{terminal.one_line(error.message)} {error.hint}", param_hint="--to") from None
    source = opened(root)
    examined = draft.examine(source)
    languages = draft.chosen_languages(examined.project, lang)
    folder = output_folder(root, out, "dist")
    missing: MissingTool | None = None
    with terminal.progress(len(formats) * len(languages)) as begin:
        for output in _outputs(examined, source, formats, languages, section, contributions):
            begin(output.name)
            try:
                content = output.content()
            except MissingTool as error:  # the other formats do not need it
                missing = error
                continue
            store.publish(folder / output.name, content)
            terminal.say(terminal.shown_path(folder / output.name))
    if ruling := _own(source) if "html" in formats else []:
        terminal.remark(f"The page does what is in the project's own {', '.join(ruling)}: look there before you pass it on.")
    if missing and to is not None:
        raise missing
    if missing:
        terminal.remark(f"{missing.message} The other files are there. {missing.hint}")
    if examined.findings:
        terminal.remark(f"{terminal.counted(examined.findings)}; concept check shows them.")
    raise typer.Exit(fails(examined.findings))


def _outputs(
    examined: Examined, source: Folder, formats: Iterable[str], languages: Iterable[str], section: str | None, which: With | None
) -> Iterator[Output]:
    """The files, with contributions or without."""
    from concept_cli import draft

    if which is None:
        yield from draft.outputs(examined, source, formats, languages, section)
        return
    from concept_cli.commands import terminal
    from concept_cli.consultation.building import consultation, outputs
    from concept_cli.exchange.desk import today

    made = consultation(examined, source, which.value, today(examined.project))
    if made.shown.hidden:
        terminal.remark(
            f"Contributions not shown, because they are confidential or nobody agreed to their publication: {made.shown.hidden}."
        )
    yield from outputs(made, source, formats, languages, section)


def _own(source: Source) -> list[str]:
    """The files that rule the page, of those in which a project differs from the toolkit."""
    from concept_cli.sources import templates

    there = sorted(_RULING.intersection(source.paths("templates")))
    return [path for path in there if source.read(path) != templates().read(path.removeprefix("templates/"))]
