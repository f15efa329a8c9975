"""``concept contributions`` and ``concept show``: what came, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concept_cli.exchange.desk import Desk
    from concept_cli.ledger.states import State
    from concept_cli.model import Contribution


class Format(StrEnum):
    """How contributions are told."""

    TABLE = "table"
    JSON = "json"


_EXAMPLES: Final = """Examples:

concept contributions

concept contributions --state open --section export

concept contributions --from unesco --format json

concept contributions --renumber"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("contributions", epilog=_EXAMPLES)(contributions)


def contributions(
    context: typer.Context,
    stakeholder: Annotated[str | None, typer.Option("--from", metavar="S", help="Only those of a stakeholder.")] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="Only those about a section.")] = None,
    states: Annotated[
        str | None, typer.Option("--state", metavar="STATES", help="Only those in these states, such as open or decided,applied.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TABLE,
    renumber: Annotated[
        bool, typer.Option("--renumber", help="Give the second of two contributions with one number a new one.")
    ] = False,
) -> None:
    """List contributions, and the state of each.

    A state is what the history of a contribution says; open is whatever still waits for a decision.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.listing import FILTERS, as_value, chosen

    root: Path = context.obj or Path()
    wanted = tuple(each.strip() for each in (states or "").split(",") if each.strip())
    if wrong := [each for each in wanted if each not in FILTERS]:
        raise typer.BadParameter(f"there is no state “{', '.join(wrong)}”; states: {', '.join(FILTERS)}", param_hint="--state")
    folder = opened(root)
    if renumber:
        _renumber(root)
        return
    found = desk(folder)
    if stakeholder is not None:
        found.body(stakeholder)
    listed = list(chosen(found, stakeholder, section, wanted))
    if form is Format.JSON:
        terminal.say_json([as_value(found, *each) for each in listed])
        return
    for line in _lines(found, listed):
        terminal.say(line)
    terminal.remark(
        f"{len(listed)} of {len(found.contributions)} contributions." if wanted or stakeholder or section else _counted(listed)
    )


def _renumber(root: Path) -> None:
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.exchange.renumber import renumbered
    from concept_cli.sources import Folder

    made = renumbered(Folder(root))
    store.commit(root, made.writes)
    for old, new in made.numbers:
        terminal.say(f"{old} -> {new}")
    if not made.numbers:
        terminal.remark("Every contribution has a number of its own.")


def _counted(listed: list[tuple[Contribution, State]]) -> str:
    from collections import Counter

    counts = Counter(found.name for _, found in listed)
    said = ", ".join(f"{number} {name}" for name, number in counts.most_common())
    return f"{len(listed)} contribution{'' if len(listed) == 1 else 's'}" + (f": {said}." if said else ".")


def _lines(desk: Desk, listed: Iterable[tuple[Contribution, State]]) -> Iterable[str]:
    """A line for each contribution: number, day, where, state, and as much of its words as fits."""
    from concept_cli.commands import terminal
    from concept_cli.exchange.listing import is_late, said, where

    rows = [
        (
            each.id,
            each.head.received.isoformat() + (" late" if is_late(desk, each) else ""),
            where(each),
            found.disposition
            if found.name == "decided"
            else f"{found.name}{f' ({found.disposition})' if found.disposition else ''}",
            ("! " if each.head.essential else "") + said(each),
        )
        for each, found in listed
    ]
    widths = [max((terminal.cells(terminal.one_line(row[column])) for row in rows), default=0) for column in range(4)]
    room = max(20, terminal.columns() - sum(widths) - 8)
    for row in rows:
        cells = [terminal.padded(terminal.one_line(each), width) for each, width in zip(row[:4], widths, strict=True)]
        yield "  ".join((*cells, terminal.cut(terminal.one_line(row[4]), room)))
