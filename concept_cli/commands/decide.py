"""``concept decide`` and ``concept move``: what the group decided, and the other steps of a contribution."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concept_cli.exchange.desk import Desk
    from concept_cli.model import Contribution

_DECIDE: Final = """Examples:

concept decide unesco-2021-003 accepted --meeting wg-2021-06-14

concept decide atameken-2021-001 rejected --reason "Outside the competence of the Government" --by "working group"

concept decide undp-2021-002 accepted-modified --with "creative industries" --reason "The term of the law"

concept decide --table decisions.xlsx

Without a disposition it opens an editor with a form.

Dispositions: accepted, accepted-modified, partial, rejected, noted, deferred, withdrawn, duplicate, out-of-scope. A reason is needed
for accepted-modified, partial, rejected and out-of-scope. concept matrix --form decisions makes the table of a sitting."""
_MOVE: Final = """Examples:

concept move unesco-2021-003 screened --by "A. Secretary"

concept move unesco-2021-003 disputed --by UNESCO --reason "The reason does not answer the remark"

Without a state it opens an editor with a form.

Steps: screened, assigned, withdrawn, disputed, escalated, closed."""


def add(app: typer.Typer) -> None:
    """Add the two commands."""
    app.command("decide", epilog=_DECIDE)(decide)
    app.command("move", epilog=_MOVE)(move)


def decide(
    context: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="ID", help="The number of the contribution.", show_default=False)] = None,
    disposition: Annotated[
        str | None, typer.Argument(metavar="DISPOSITION", help="What was decided.", show_default=False)
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided it.")] = "",
    meeting: Annotated[str, typer.Option("--meeting", metavar="M", help="At which meeting, from records/meetings.yaml.")] = "",
    text: Annotated[
        str, typer.Option("--with", metavar="TEXT", help="The words that were decided instead of those proposed.")
    ] = "",
    table: Annotated[
        Path | None,
        typer.Option("--table", metavar="FILE.xlsx", help="The decisions of a sitting, from “matrix --form decisions”."),
    ] = None,
) -> None:
    """Record what was decided of a contribution.

    It is legal from any open state; steps that were not taken before are recorded as skipped. The day is that of the meeting, else
    today.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.choices import one_of
    from concept_cli.commands.editor import can_be_opened, edited
    from concept_cli.commands.project import opened
    from concept_cli.exchange.decisions import Decision, decided
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.form import blank_decision, said_in
    from concept_cli.model import DISPOSITIONS

    root: Path = context.obj or Path()
    if table is not None:
        if id or disposition or reason or by or text:
            raise typer.BadParameter("leave everything else away: the table says it all", param_hint="--table")
        _decide_table(root, table, meeting)
        return
    if disposition is None and not can_be_opened():
        raise typer.BadParameter("say which and what: concept decide ID DISPOSITION", param_hint="ID DISPOSITION")
    found = desk(opened(root))
    decision = Decision(id or "", disposition or "", reason, by, meeting, text)
    if disposition is None:
        said = said_in(edited(blank_decision(found.contribution(id) if id else None), "concept decide ID DISPOSITION"))
        named = {name: said.get(name, "") for name in ("id", "disposition", "reason", "by", "meeting")}
        decision = Decision(**named, wording=said.get("with", ""))
    one_of("DISPOSITION", decision.disposition, DISPOSITIONS)
    _write(found, [decided(found, decision)])
    terminal.remark(f"{decision.id}: {decision.disposition}.")


def _decide_table(root: Path, table: Path, meeting: str) -> None:
    """Record the decisions in a table, all of them or none."""
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.table_in import Refusal, decisions_in
    from concept_cli.sources import read_file

    found = desk(opened(root))
    try:
        made = decisions_in(found, table.name, read_file(table, "Name the table after --table."), meeting)
    except Refusal as refusal:
        for each in refusal.wrong:
            terminal.remark(each)
        raise
    changed = [each for each in made.contributions if each is not found.contributions[each.id]]
    _write(found, changed)
    for remark in made.remarks:
        terminal.remark(remark)
    others = "." if len(changed) == len(made.contributions) else "; the others were recorded already."
    terminal.remark(f"{len(changed)} of {len(made.contributions)} decisions recorded{others}")


def move(
    context: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="ID", help="The number of the contribution.", show_default=False)] = None,
    step: Annotated[str | None, typer.Argument(metavar="STATE", help="The step that it takes.", show_default=False)] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who takes it. Needed.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
) -> None:
    """Record any other step of a contribution: that it was screened, withdrawn, disputed."""
    from concept_cli.commands import terminal
    from concept_cli.commands.choices import one_of
    from concept_cli.commands.editor import can_be_opened, edited
    from concept_cli.commands.project import opened
    from concept_cli.exchange.decisions import MOVES, moved
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.form import blank_step, said_in

    if step is None and not can_be_opened():
        raise typer.BadParameter("say which and what: concept move ID STATE --by NAME", param_hint="ID STATE")
    one_of("STATE", step, MOVES)
    found = desk(opened(context.obj or Path()))
    if step is None:
        said = said_in(edited(blank_step(found.contribution(id) if id else None), "concept move ID STATE --by NAME"))
        id, step, by, reason = (said.get(name, "") for name in ("id", "step", "by", "reason"))
        one_of("STATE", step, MOVES)
    if not by:
        raise typer.BadParameter("say who: --by NAME", param_hint="--by")
    _write(found, [moved(found, id or "", step, by, reason)])
    terminal.remark(f"{id}: {step}.")


def _write(desk: Desk, contributions: Iterable[Contribution]) -> None:
    from concept_cli import store
    from concept_cli.exchange.desk import rewritten

    store.commit(desk.root, rewritten(desk, {each.path: each.text for each in contributions}))
