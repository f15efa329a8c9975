"""``concept new meeting``, ``group``, ``instruction``, ``approval``, ``act``, ``plan``: one more entry in records/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

_MEETING: Final = """Examples:

concept new meeting wg-2021-06-14 --date 2021-06-14 --title "Second sitting of the working group"

concept new meeting training --date "5–7 February 2024" --title "Training" """
_GROUP: Final = """Examples:

concept new group working-group --name "Working group" --chair unesco --members undp,atameken"""
_INSTRUCTION: Final = """Examples:

concept new instruction approaches --title Approaches --issuer office --level group --issued "14 июня 2021 года" --to undp,atameken

concept new instruction data --title Data --issuer office --level group --issued 2021-06-14 --due "10 working days after 2021-06-14"

Levels: president, administration, prime-minister, government, ministry, akimat, group. Of several bodies the first one is the lead."""
_APPROVAL: Final = """Examples:

concept new approval approval-1 --title "First round" --sent 2021-07-01 --due "2021 жылғы 15 шілде" --to undp,atameken"""
_ACT: Final = """Examples:

concept new act law-on-culture --title "Law on Culture" --by unesco --due "IV квартал 2025 года" """
_PLAN: Final = """Examples:

concept new plan coast --title "Ninety days for the coast" --start 2024-02-07 --days 90 --owner unesco

concept new plan roads --title "Road map" --start "February 2024" --due 2025-Q4"""
_WHEN: Final = "as people write it"

Entered = dict[str, str | list[str]]
"""Fields and what was typed for them: ids, where it is a list."""
Title = Annotated[str, typer.Option("--title", metavar="TITLE", help="What it is called. Needed.")]
Identifier = Annotated[str, typer.Argument(metavar="ID", help="Name in references, unique in the project.", show_default=False)]
DueDay = Annotated[str | None, typer.Option("--due", metavar="WHEN", help=f"By when, {_WHEN}; or: unknown.")]


def add(new: typer.Typer) -> None:
    """Add the commands to ``concept new``."""
    new.command("meeting", epilog=_MEETING)(meeting)
    new.command("group", epilog=_GROUP)(group)
    new.command("instruction", epilog=_INSTRUCTION)(instruction)
    new.command("approval", epilog=_APPROVAL)(approval)
    new.command("act", epilog=_ACT)(act)
    new.command("plan", epilog=_PLAN)(plan)


def meeting(
    context: typer.Context,
    id: Identifier,
    date: Annotated[str | None, typer.Option("--date", metavar="WHEN", help=f"The day or days, {_WHEN}. Needed.")] = None,
    title: Title = "",
) -> None:
    """Add a meeting to records/meetings.yaml, so that decisions can name it.

    The entry stands at the end; comments and everything else stay as they are.
    """
    from concept_cli.commands.choices import days

    fields: Entered = {"date": days("--date", date), "title": title}
    _added(context, "meeting", id, fields, needed=("date", "title"))


def group(
    context: typer.Context,
    id: Identifier,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Its name. Needed.")] = "",
    chair: Annotated[str, typer.Option("--chair", metavar="S", help="Who is in the chair.")] = "",
    secretary: Annotated[str, typer.Option("--secretary", metavar="S", help="Who keeps the papers.")] = "",
    members: Annotated[str, typer.Option("--members", metavar="S,…", help="Who is in it.")] = "",
) -> None:
    """Add a working group, council or office to records/groups.yaml.

    The entry stands at the end; comments and everything else stay as they are.
    """
    fields: Entered = {"name": name, "chair": chair, "secretary": secretary, "members": _several(members)}
    _added(context, "group", id, fields, needed=("name",))


def instruction(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    id: Identifier,
    title: Title = "",
    issuer: Annotated[str, typer.Option("--issuer", metavar="S", help="Who gave it. Needed.")] = "",
    level: Annotated[str | None, typer.Option("--level", metavar="LEVEL", help="At which level it was given. Needed.")] = None,
    issued: Annotated[
        str | None, typer.Option("--issued", metavar="WHEN", help=f"The day it was given, {_WHEN}. Needed.")
    ] = None,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What it says. [default: unknown]")] = "unknown",
    to: Annotated[str, typer.Option("--to", metavar="S,…", help="Who carries it out.")] = "",
    due: DueDay = None,
) -> None:
    """Add an instruction to records/instructions.yaml.

    The entry stands at the end; comments and everything else stay as they are.
    """
    from concept_cli.commands.choices import days, one_of, time
    from concept_cli.model import LEVELS

    one_of("--level", level, LEVELS)
    fields: Entered = {
        "title": title,
        "issuer": issuer,
        "level": level or "",
        "issued": days("--issued", issued),
        "text": text,
        "assignees": _several(to),
        "due": time("--due", due),
    }
    _added(context, "instruction", id, fields, needed=("title", "issuer", "level", "issued"))


def approval(
    context: typer.Context,
    id: Identifier,
    title: Title = "",
    draft: Annotated[str, typer.Option("--draft", metavar="LABEL", help="The frozen draft that was sent.")] = "",
    sent: Annotated[str | None, typer.Option("--sent", metavar="DAY", help=f"The day it was sent, {_WHEN}. Needed.")] = None,
    due: DueDay = None,
    to: Annotated[str, typer.Option("--to", metavar="S,…", help="Who has to approve it. Needed.")] = "",
) -> None:
    """Add a round of approval to records/approvals.yaml.

    The entry stands at the end; comments and everything else stay as they are.
    """
    from concept_cli.commands.choices import single_day, time

    fields: Entered = {
        "title": title,
        "draft": draft,
        "sent": single_day("--sent", sent),
        "due": time("--due", due),
        "bodies": _several(to),
    }
    _added(context, "approval", id, fields, needed=("title", "sent", "due", "bodies"))


def act(
    context: typer.Context,
    id: Identifier,
    title: Title = "",
    status: Annotated[str | None, typer.Option("--status", metavar="STATUS", help="How far it is. [default: unknown]")] = None,
    by: Annotated[str, typer.Option("--by", metavar="S,…", help="Who prepares it.")] = "",
    due: DueDay = None,
) -> None:
    """Add an act of law that is to be made or amended to records/acts.yaml.

    The entry stands at the end; comments and everything else stay as they are.
    """
    from concept_cli.commands.choices import one_of, time
    from concept_cli.model import ACT_STATES

    one_of("--status", status, ACT_STATES)
    fields: Entered = {"title": title, "status": status or "", "prepared-by": _several(by), "due": time("--due", due)}
    _added(context, "act", id, fields, needed=("title",))


def plan(
    context: typer.Context,
    id: Identifier,
    title: Title = "",
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="road-map or action-plan. [default: road-map]")
    ] = None,
    owner: Annotated[str, typer.Option("--owner", metavar="S", help="Who answers for it.")] = "",
    start: Annotated[str | None, typer.Option("--start", metavar="WHEN", help=f"When it begins, {_WHEN}. Needed.")] = None,
    length: Annotated[int | None, typer.Option("--days", metavar="N", min=1, help="How many days it lasts.")] = None,
    due: DueDay = None,
) -> None:
    """Add a plan of a region, to which actions are written by hand, to records/road-maps.yaml.

    The entry stands at the end; comments and everything else stay as they are.
    """
    from concept_cli.commands.choices import days, one_of, time
    from concept_cli.model import PLAN_KINDS

    one_of("--kind", kind, PLAN_KINDS)
    fields: Entered = {
        "title": title,
        "kind": kind or "",
        "owner": owner,
        "start": days("--start", start),
        "days": str(length or ""),
        "due": time("--due", due),
    }
    _added(context, "plan", id, fields, needed=("title", "start"))


_OPTIONS: Final[Mapping[str, str]] = {"bodies": "--to"}
"""Options that are not called as the field that they fill."""


def _several(typed: str) -> list[str]:
    return [each.strip() for each in typed.split(",") if each.strip()]


def _added(context: typer.Context, kind: str, id: str, fields: Entered, needed: tuple[str, ...]) -> None:
    """Write the entry. The command line is wrong when something is missing without which the record would be refused."""
    from concept_cli.commands.new import written
    from concept_cli.commands.project import opened
    from concept_cli.scaffold import new_record

    missing = [_OPTIONS.get(each, f"--{each}") for each in needed if not fields[each]]
    if missing:
        article = "an" if kind[0] in "aeiou" else "a"
        raise typer.BadParameter(f"{article} {kind} needs {', '.join(missing)}: concept new {kind} --help", param_hint=missing[0])
    root: Path = context.obj or Path()
    written(root, new_record(opened(root), kind, id, fields))
