"""``concept release``: what goes out of a draft for good, with the evidence of what it was made from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from concept_cli.release.releasing import Ready


class Kind(StrEnum):
    """As what a draft is released."""

    DRAFT = "draft"
    PUBLIC = "public"
    FINAL = "final"


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "release",
        epilog="Examples:\n\nconcept release draft-3\n\nconcept release draft-3 --dry-run"
        "\n\nconcept release for-discussion --kind public\n\nconcept release adopted --kind final --date 2024-02-12",
    )(release)


def release(
    context: typer.Context,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="Its name from now on, like draft-3.", show_default=False)],
    kind: Annotated[
        Kind,
        typer.Option(
            "--kind", help="draft (marked on every page), public (for public discussion) or final, which has to be without fault."
        ),
    ] = Kind.DRAFT,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day that it is of. [default: the day of the commit]")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="REV", help="A tag, branch, commit or day. [default: the last commit]")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files. [default: dist/LABEL]")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be released and what keeps it from being final; write nothing.")
    ] = False,
) -> None:
    """Release a draft, as it was committed.

    Builds every language and format under the label, the changes since the draft before, the public comments and the papers that are
    submitted with them, and prints the paths. releases/LABEL keeps the manifest with the hash of every file, and the reports. A draft that
    was only frozen is completed.
    """
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.release.releasing import NotFinal, ready, released

    root = opened(context.obj or Path()).root
    try:
        found = ready(root, label, kind.value, at, choices.day("--date", day))
    except NotFinal as refusal:
        for each in refusal.obstacles:
            terminal.remark(each.told)
        raise
    for each in found.obstacles:
        terminal.remark(each.told)
    names = _names(found)
    folder = output_folder(root, out, f"dist/{label}")
    if dry_run:
        for name in names:
            terminal.say(name)
        terminal.remark(f"{label} would be released as {kind.value}; nothing was written.")
        return
    with terminal.progress(len(names)) as begin:
        made = released(found, begin)
    for name, content in made.outputs.items():
        store.publish(folder / name, content)
        terminal.say(terminal.shown_path(folder / name))
    store.commit(root, made.writes)
    for path in made.writes:
        terminal.say(terminal.shown_path(root / path))
    for remark in made.remarks:
        terminal.remark(remark)
    terminal.remark(f'Save what is in releases/{label} with the project: concept save "Release {label}"')


def _names(found: Ready) -> list[str]:
    """What is to be made."""
    from concept_cli.release.publication import Made, steps

    return [each.name for each in steps(found.publication, Made())]
