"""``concept status``: who owes what by when, and what blocks the next milestone."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    from concept_cli.sources import Folder


class Format(StrEnum):
    """How the standing is told."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


class Failing(StrEnum):
    """What makes the command exit with 1."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"


_EXAMPLES: Final = """Examples:

concept status

concept status --for export

concept status --within 14

concept status --as-of 2021-08-02 --format json

concept status --format html --out dist/status.html

What has a date is looked at as it stood by the end of that day; what has none, such as the status of a section, is taken as it is."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", epilog=_EXAMPLES)(status)


def status(
    context: typer.Context,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it stood by the end of a day. [default: today]")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--for", metavar="S|SECTION", help="Only what concerns a stakeholder or a section.")
    ] = None,
    within: Annotated[
        int | None, typer.Option("--within", metavar="DAYS", min=0, help="Only what is overdue, undated, or due in so many days.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="For reading, for programs, as a page, or as a workbook.")
    ] = Format.TABLE,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="F", help="The file of a page or workbook. [default: status.html or .xlsx in dist]"),
    ] = None,
    fail_on: Annotated[
        Failing | None, typer.Option("--fail-on", help="Exit with 1 when something is overdue, or blocks the next milestone.")
    ] = None,
) -> None:
    """Tell who owes what by when, and what blocks the next milestone."""
    from concept_cli.commands import terminal
    from concept_cli.commands.choices import day
    from concept_cli.commands.project import opened
    from concept_cli.exchange.standing import chosen, standing_of, today_of

    if out is not None and (form not in {Format.HTML, Format.XLSX} or out.suffix.lower() != f".{form.value}"):
        raise typer.BadParameter("name a file that ends in .html or .xlsx, with this --format", param_hint="--out")
    root: Path = context.obj or Path()
    folder = opened(root)
    today = today_of(folder)
    wanted = day("--as-of", as_of) or today
    value = chosen(standing_of(folder, wanted), about, within)
    match form:
        case Format.JSON:
            terminal.say_json(value)
        case Format.TABLE:
            from concept_cli.commands.status_table import table

            terminal.show_pieces(table(value, terminal.columns()))
        case _:
            _publish(root, folder, value, form, out)
    if wanted < today and form is not Format.JSON:
        terminal.remark(f"As it stood by the end of {wanted}; the statuses of sections have no date and are those of today.")
    overdue = any(each["overdue"] for entries in value.values() if isinstance(entries, list) for each in entries)
    raise typer.Exit(fail_on is not None and (overdue if fail_on is Failing.OVERDUE else bool(value["blockers"])))


def _publish(root: Path, folder: Folder, value: dict[str, Any], form: Format, out: Path | None) -> None:
    """Write the page or the workbook."""
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.commands.project import output_file, output_folder
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.standing_page import standing_bytes

    path = output_file(root, out) if out else output_folder(root, None, "dist") / f"status.{form.value}"
    store.publish(path, standing_bytes(desk(folder), value, form.value))
    terminal.say(terminal.shown_path(path))
