"""``concept trace``: words to contributions, decisions and meetings, and back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from concept_cli.commands.contributions import Format

if TYPE_CHECKING:
    from concept_cli.exchange.desk import Desk
    from concept_cli.exchange.trace import Link
    from concept_cli.model import Event

_AROUND: Final = 6
"""So many words are told before and behind what differs."""
_TOLD: Final = frozenset({"applied", "reverted", "withdrawn", "disputed", "escalated"})
"""Steps that are told with the decisions, and before or after them: what was done by them, and when they held no more."""
_EXAMPLES: Final = """Examples:

concept trace unesco-2021-003

concept trace export

concept trace export.ru:14

A line is counted as in the file, its head included."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("trace", epilog=_EXAMPLES)(trace)


def trace(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="ID|SECTION[:LINE]", help="A contribution, or a section.", show_default=False)],
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TABLE,
) -> None:
    """Tell who wanted what words, what was decided of that, where and when; and of a contribution, what became of it.

    Works from the ledger; commits are told where there are some.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.trace import as_value, commits_of, of_contribution, of_section
    from concept_cli.history import SHORT

    found = desk(opened(context.obj or Path()))
    if named in found.contributions:
        links = [of_contribution(found, named)]
    else:
        links = of_section(found, named)
        if not links and form is Format.TABLE:
            terminal.remark(f"No contribution is about {'this line' if ':' in named else 'this section'}.")
    commits = commits_of(found)
    if form is Format.JSON:
        terminal.say_json([as_value(found, each, commits.get(each.contribution.id, ())) for each in links])
        return
    for each in links:
        terminal.say_lines((*_told(found, each), *(f"  commit:  {one[:SHORT]}" for one in commits.get(each.contribution.id, ()))))


def _told(desk: Desk, link: Link) -> Iterator[str]:
    from concept_cli.commands.terminal import one_line
    from concept_cli.exchange.listing import said, words_of
    from concept_cli.ledger.states import state

    contribution, found = link.contribution, state(link.contribution)
    place = (
        f"{link.place}"
        if link.place
        else {"gone": "not in the text today", "whole": "the whole document"}.get(link.anchor.outcome, "")
    )
    yield one_line(f"{contribution.id} ({contribution.head.stakeholder}): {found.name}  {place}".rstrip())
    yield one_line(f"  wanted:  {said(words_of(contribution))}")
    past = (each for each in contribution.head.history if each is not found.applied)
    for told, _ in groupby(_decided(desk, each) for each in past if each.disposition or each.step in _TOLD):
        yield one_line(told)
    if applied := found.applied:
        stood = applied.before == applied.after
        yield one_line(f"  applied: {applied.date} in {applied.path}{', which said so already' if stood else ''}")
        if not stood:
            was, became = _where_they_differ(applied.before.split(), applied.after.split())
            yield one_line(f"  was:     {was}")
            yield one_line(f"  became:  {became}")
        behind = contribution.head.history[contribution.head.history.index(applied) :]
        last = next((each for each in reversed(behind) if each.step in {"settled", "decided"}), None)
        if last and last.against:
            yield one_line(f"  since:   {last.date} other words in their place, settled with {', '.join(last.against)}")
    if conflict := found.conflict:
        yield one_line(f"  conflict with {', '.join(conflict.against) or 'changes of the drafter'}")


def _decided(desk: Desk, decision: Event) -> str:
    """A decision, or what was settled after it: both hold of what became of the words; or that these were put in once, or
    taken back.
    """
    from concept_cli.model import iso

    if decision.step in {"applied", "reverted"}:
        return f"  {decision.step}: {decision.date} in {decision.path}"
    meeting = next((each.record for each in desk.project.meetings if each.record.id == decision.meeting), None)
    where = f", {meeting.id} of {iso(meeting.date)}" if meeting else ""
    by = f", by {decision.by}" if decision.by else ""
    by += f", with {', '.join(decision.against)}" if decision.against else ""
    reason = f": “{decision.reason}”" if decision.reason else ""
    stands = decision.wording and not decision.against  # else other words took their place
    words = f"; words: “{decision.wording}”" if stands else ""
    return f"  {decision.step}: {decision.date} {decision.disposition or ''}".rstrip() + f"{where}{by}{reason}{words}"


def _where_they_differ(before: list[str], after: list[str]) -> tuple[str, str]:
    """Two wordings from the first word that differs to the last, with a few words around."""
    from concept_cli.compare.sequence import equal_ends

    first, last = equal_ends(before, after)
    return _cut(before, first, last), _cut(after, first, last)


def _cut(words: list[str], first: int, last: int) -> str:
    begin, end = max(0, first - _AROUND), min(len(words), len(words) - last + _AROUND)
    return " ".join((*(["…"] if begin else []), *words[begin:end], *(["…"] if end < len(words) else [])))
