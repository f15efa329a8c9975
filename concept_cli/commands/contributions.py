"""``concept contributions`` and ``concept show``: what came, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer


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
        str | None,
        typer.Option("--state", metavar="STATES", help="Only those in these states, such as open or accepted,partial."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TABLE,
    renumber: Annotated[
        bool, typer.Option("--renumber", help="Give the second of two contributions with one number a new one.")
    ] = False,
) -> None:
    """List contributions, and the state of each.

    A state is what the history of a contribution says, or what was decided last; open is whatever still waits for a decision, in-text
    whatever was put into the text, answered or not.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.listing import chosen, filters, values

    root: Path = context.obj or Path()
    wanted = tuple(each.strip() for each in (states or "").split(",") if each.strip())
    if wanted and (wrong := [each for each in wanted if each not in filters()]):
        raise typer.BadParameter(f"there is no state “{', '.join(wrong)}”; states: {', '.join(filters())}", param_hint="--state")
    folder = opened(root)
    if renumber:
        _renumber(root)
        return
    every = values(folder)
    listed = chosen(every, stakeholder, section, wanted)
    if form is Format.JSON:
        terminal.say_json(listed)
        return
    terminal.say_lines(_lines(listed))
    counted = f"{len(listed):,} of {len(every):,} contributions." if wanted or stakeholder or section else _counted(listed)
    terminal.remark(counted)


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


def _counted(listed: list[dict[str, Any]]) -> str:
    from collections import Counter

    counts = Counter(each["state"] for each in listed)
    said = ", ".join(f"{number:,} {name}" for name, number in counts.most_common())
    return f"{len(listed):,} contribution{'' if len(listed) == 1 else 's'}" + (f": {said}." if said else ".")


def _lines(listed: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line for each contribution: number, day, where, state, and as much of its words as fits."""
    from concept_cli.commands import terminal
    from concept_cli.exchange.listing import said, where

    rows = [
        (
            each["id"],
            each["received"] + (" late" if each["late"] else ""),
            where(each),
            _state(each),
            each["essential"],
            said(each),
        )
        for each in listed
    ]
    widths = [max((terminal.cells(terminal.one_line(row[column])) for row in rows), default=0) for column in range(4)]
    room = max(20, terminal.columns() - sum(widths) - 8)
    for *row, essential, words in rows:
        cells = [terminal.padded(terminal.one_line(each), width) for each, width in zip(row, widths, strict=True)]
        yield "  ".join((*cells, terminal.cut(terminal.one_line(("! " if essential else "") + words[: 2 * room]), room)))


def _state(value: dict[str, Any]) -> str:
    """The state with what was decided: "accepted", "applied (accepted)", "deferred"."""
    state, disposition = value["state"], value["disposition"]
    if state == "decided":
        return str(disposition)
    return state if not disposition or disposition == state else f"{state} ({disposition})"
