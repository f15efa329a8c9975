"""``concept new``: one more section or stakeholder, and (``new_record``) meeting, group, instruction …"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from concept_cli.commands import new_record

if TYPE_CHECKING:
    from concept_cli.scaffold import Addition

new = typer.Typer(help="Add a section, a stakeholder, a meeting … to the project.", no_args_is_help=True, rich_markup_mode=None)

_SECTION: Final = """Examples:

concept new section export --title "Export markets"

concept new section analysis --role analysis --from ~/Documents/analysis.md

Fields in the head of FILE.md are kept as comments. Without --title its own title is taken, from its head or from a heading that begins
its text; that heading is left out then, for the title stands above the section anyway."""
_STAKEHOLDER: Final = """Examples:

concept new stakeholder unesco --name UNESCO

concept new stakeholder senate --name Senate --kind state-body

Kinds: state-body, akimat, international-organisation, association, business, union, academia, media, person, person-category."""


def add(app: typer.Typer) -> None:
    """Add the commands."""
    new.command("section", epilog=_SECTION)(section)
    new.command("stakeholder", epilog=_STAKEHOLDER)(stakeholder)
    new_record.add(new)
    app.add_typer(new, name="new")


def section(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Name of its file and in references, like export-2.", show_default=False)
    ],
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="The section's title.")] = "",
    file: Annotated[Path | None, typer.Option("--from", metavar="FILE.md", help="A Markdown file that becomes its text.")] = None,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="What it is for the profile, like measures.")] = None,
) -> None:
    """Add a section at the end of the outline.

    Makes sections/ID.md and a line in concept.yaml. Comments and everything else in it stay as they are.
    """
    from concept_cli.commands.choices import one_of
    from concept_cli.commands.project import opened
    from concept_cli.model import ROLES
    from concept_cli.scaffold import new_section
    from concept_cli.scaffold.imported import read_import

    root: Path = context.obj or Path()
    one_of("--role", role, ROLES)
    text = read_import(root / file) if file is not None else None
    if not title and not (text and text.title):
        raise typer.BadParameter(f'the section needs a title; type: concept new section {id} --title "…"', param_hint="--title")
    addition = new_section(opened(root), id, title or None, role, text)
    written(root, addition)


def stakeholder(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="Name in references, like unesco.", show_default=False)],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The full name. Needed.")] = "",
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="What it is. [default: association]")] = None,
) -> None:
    """Add a stakeholder to stakeholders.yaml.

    The entry stands at the end; comments and everything else stay as they are.
    """
    from concept_cli.commands.choices import one_of
    from concept_cli.commands.project import opened
    from concept_cli.model import StakeholderKind
    from concept_cli.scaffold import new_stakeholder

    root: Path = context.obj or Path()
    one_of("--kind", kind, StakeholderKind)
    if not name:
        raise typer.BadParameter(
            f'the stakeholder needs a name; type: concept new stakeholder {id} --name "…"', param_hint="--name"
        )
    written(root, new_stakeholder(opened(root), id, name, kind))


def written(root: Path, addition: Addition) -> None:
    """Write an addition, print the paths, and remark what the writer should know."""
    from concept_cli import store
    from concept_cli.commands import terminal

    store.commit(root, addition.writes)
    for path in addition.writes:
        terminal.say(terminal.shown_path(root / path))
    for remark in addition.remarks:
        terminal.remark(remark)
