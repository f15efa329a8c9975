"""``concept save``: what changed, and why, to the history that git keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concept_cli.sources import Folder


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("save", epilog='Examples:\n\nconcept save "Figures of 2024 added"\n\nconcept save "Spelling" --editorial')(save)


def save(
    context: typer.Context,
    reason: Annotated[
        str | None, typer.Argument(metavar="WHY", help="Why something changed, in a few words. [default: asked in the editor]")
    ] = None,
    editorial: Annotated[bool, typer.Option("--editorial", help="Only the wording changed, not what is said.")] = False,
) -> None:
    """Keep what changed in the history, with the reason.

    Checks the project first, and saves nothing while there are errors. Makes
    a commit in git of everything of the project: concept.yaml,
    stakeholders.yaml, sections, records, templates, contributions, releases,
    and what concept init put beside them.
    """
    from concept_cli import git
    from concept_cli.commands import terminal
    from concept_cli.commands.editor import can_be_opened
    from concept_cli.commands.project import opened
    from concept_cli.history import unsaved
    from concept_cli.history.revisions import SHORT
    from concept_cli.scaffold.project import BESIDE
    from concept_cli.scaffold.schemas import FOLDER
    from concept_cli.sources import CONCEPT, SOURCE_FOLDERS, STAKEHOLDERS

    if reason is None and not can_be_opened():
        raise typer.BadParameter('say why: concept save "Figures of 2024 added"', param_hint="WHY")
    why = _why(reason) if reason is not None else ""
    source = opened(context.obj or Path())
    git.committer(source.root)  # before a long look at the text: without a name nothing can be saved
    _refuse_errors(source)
    folders = [each for each in SOURCE_FOLDERS if not each.startswith(".")]
    paths = unsaved(source.root, (CONCEPT, STAKEHOLDERS, *BESIDE), [*folders, FOLDER])
    if not paths:
        terminal.remark("Nothing changed since it was saved last.")
        return
    why = why or _why(_typed(paths))
    id = git.commit(source.root, paths, f"{why}\n\n{'Editorial' if editorial else 'Reason'}: {why}")
    terminal.say(id[:SHORT])
    terminal.remark(f"{len(paths)} file{'' if len(paths) == 1 else 's'} saved: {why}")


def _typed(paths: Sequence[str]) -> str:
    """What somebody typed in the editor above the list of what changed."""
    from concept_cli.commands.editor import edited

    told = "\n".join(f"#   {path}" for path in paths)
    form = f"\n# Say above in a few words why something changed. Lines that begin with # are left out.\n# Changed:\n{told}\n"
    lines = edited(form, 'concept save "Figures of 2024 added"').split("\n")
    return " ".join(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _why(typed: str) -> str:
    """The reason in one line. ConceptError for none, and for one with invisible characters."""
    from concept_cli.diagnostics import ConceptError
    from concept_cli.scaffold.values import one_line

    if not typed.strip():
        raise ConceptError(
            "The reason is empty.", 'Say in a few words why something changed: concept save "Figures of 2024 added"'
        )
    return one_line(typed, "reason").strip()


def _refuse_errors(source: Folder) -> None:
    """Show what ``concept check`` finds when errors are among it, and end."""
    from concept_cli.commands import terminal
    from concept_cli.diagnostics import fails
    from concept_cli.draft import examine
    from concept_cli.sources import source_lines

    findings = examine(source).findings
    if fails(findings):
        terminal.show_findings(findings, source_lines(source))
        terminal.remark(f"Nothing was saved, because the text has {terminal.counted(findings)}. Mend it, then save again.")
        raise typer.Exit(1)
