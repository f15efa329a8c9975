"""Deadlines of all records: in order, within the concept's period, moved with a reason, and told to the public in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from concept_cli.checks.account import Account
from concept_cli.diagnostics import Place, Report
from concept_cli.model import PACK_DAYS, Moment, Move, Span, Unknown, Written, iso
from concept_cli.status import Clock, deadlines, pack_due
from concept_cli.status.as_of import first_day
from concept_cli.wording import findings

_BEGINS: Final = ("sent", "opened", "issued", "start")
"""Fields of the day on which a record began."""


def check_moves(account: Account, report: Report) -> None:
    """A deadline that was moved was moved for a reason, which is told."""
    for id, moves, place in _moved(account):
        for number, move in enumerate(moves):
            if not move.reason:
                report(findings.MOVED_UNEXPLAINED.at(place(number), id=id, on=move.on))


def _moved(account: Account) -> Iterator[tuple[str, tuple[Move, ...], Any]]:
    """Everything that has deadlines that were moved: its id, the moves, and where one of them was typed."""
    project = account.project
    concept = project.concept
    for number, milestone in enumerate(concept.record.milestones):
        yield milestone.id, milestone.moved, lambda at, number=number: concept.place("milestones", number, "moved", at, "on")
    for fragment in project.fragments:
        if fragment.head and (moves := getattr(fragment.head.record, "moved", ())):
            yield fragment.id, moves, lambda at, head=fragment.head: head.place("moved", at, "on")
    for written in (
        *(project.rounds, project.approvals, project.discussions),
        *(project.instructions, project.road_maps, project.acts),
    ):
        for each in written:
            yield each.record.id, each.record.moved, lambda at, each=each: each.place("moved", at, "on")
    for plan in project.road_maps:
        for number, action in enumerate(plan.record.actions):
            yield action.id, action.moved, lambda at, plan=plan, number=number: plan.place("actions", number, "moved", at, "on")


def check_due(account: Account, report: Report) -> None:
    """What is due is due after it began, and no later than the concept's period ends; measures have a rule of their own.

    What leads to the concept comes before its period: so only the end of it is looked at.
    """
    project = account.project
    clock = Clock(project, date.max)
    period = project.concept.record.period
    begun = _begun(account)
    for each in deadlines(clock):
        if each.due is None or each.kind in {"pack", "section"}:
            continue
        place = _place(each.place)
        start = begun.get(each.id)
        if start and each.due < start:
            report(findings.DUE_TOO_EARLY.at(place, id=each.id, due=each.due, start=start))
        elif period and each.due > date(period.end, 12, 31):
            report(findings.DUE_TOO_LATE.at(place, id=each.id, due=each.due, period=f"{period.start}–{period.end}"))


def _begun(account: Account) -> dict[str, date]:
    """The day on which each record began, by id."""
    project = account.project
    found = {}
    listed: tuple[Written[Any], ...] = (*project.instructions, *project.approvals, *project.discussions, *project.road_maps)
    for each in listed:
        days = (first_day(getattr(each.record, name, None)) for name in _BEGINS)
        if start := next(filter(None, days), None):
            found[each.record.id] = start
    return found


def _place(said: str) -> Place:
    path, line, column = said.rsplit(":", 2)
    return Place(path, int(line), int(column))


def check_swaps(account: Account, report: Report) -> None:
    """No day is both a day off and a working day."""
    swaps = account.project.swaps
    for number, day in enumerate(swaps.record.worked if swaps else ()):
        if swaps and day in swaps.record.off:
            reason, remedy = f"names {day}, which is a day off as well", "keep it in one of the two lists"
            report(findings.BAD_VALUE.at(swaps.place("worked", number), field="worked", reason=reason, remedy=remedy))


def check_public(account: Account, report: Report) -> None:
    """What the public is told ends at an hour of a day in a time zone."""
    for written in account.project.discussions:
        due = written.record.due
        if isinstance(due, Unknown) or (isinstance(due, Moment) and due.zone):
            continue
        lacks = "a time zone" if isinstance(due, Moment) else "hour and time zone"
        report(findings.NO_ZONE.at(written.place("due"), due=iso(due), lacks=lacks))


def check_packs(account: Account, report: Report) -> None:
    """The papers for a sitting went out so many working days ahead as its chair asks for."""
    clock = Clock(account.project, date.max)
    for written in account.project.meetings:
        record = written.record
        sent = record.pack_sent
        if record.chaired and isinstance(sent, Span) and (due := pack_due(record, clock.working)) and sent.last > due:
            place, days = written.place("pack-sent"), PACK_DAYS[record.chaired]
            report(findings.PACK_LATE.at(place, id=record.id, sent=sent.last, days=days, due=due))
