"""A project and its contributions as they stood on a day, as far as what they say has a date.

What has none (the status typed in a section's head, a meeting's agenda) is taken as it is today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from concept_cli.model import Action, Approval, Contribution, Fields, Move, Project, Span, Time, Unknown, Written

R = TypeVar("R", bound=Fields)


def project_as_of(project: Project, day: date) -> Project:
    """What was sent, given, opened, answered, moved, closed and done by the end of a day; what came later is left out."""
    concept = project.concept
    milestones = tuple(_undone(_unmoved(each, day), day) for each in concept.record.milestones)
    return replace(
        project,
        concept=replace(concept, record=concept.record.model_copy(update={"milestones": milestones})),
        rounds=_until(project.rounds, "sent", day),
        approvals=tuple(replace(each, record=_answered(each.record, day)) for each in _until(project.approvals, "sent", day)),
        discussions=_until(project.discussions, "opened", day),
        instructions=tuple(
            replace(each, record=_unclosed(each.record, day)) for each in _until(project.instructions, "issued", day)
        ),
        road_maps=tuple(replace(each, record=_actions(each.record, day)) for each in _until(project.road_maps, "start", day)),
        acts=tuple(replace(each, record=_status(_unmoved(each.record, day), day)) for each in project.acts),
        fragments=tuple(
            replace(each, head=replace(each.head, record=_unmoved(each.head.record, day))) if each.head else each
            for each in project.fragments
        ),
    )


def contributions_as_of(contributions: Iterable[Contribution], day: date) -> tuple[Contribution, ...]:
    """What had come by the end of a day, each with what had happened to it by then; what came and was not registered yet counts as come."""
    return tuple(_history_until(each, day) for each in contributions if each.head.received <= day)


def _history_until(contribution: Contribution, day: date) -> Contribution:
    """What had happened by then, and what must have been before it, though it was written down later."""
    history = contribution.head.history
    length = next((number for number in range(len(history), 0, -1) if history[number - 1].date <= day), 0)
    if length == len(history):
        return contribution
    return replace(contribution, head=contribution.head.model_copy(update={"history": history[:length]}))


def due_as_of(due: Time | Unknown | None, moves: Sequence[Move], day: date) -> Time | Unknown | None:
    """The deadline that stood on a day: what it was before the first move that came later."""
    return next((each.was for each in sorted(moves, key=lambda move: move.on) if each.on > day), due)


def first_day(found: object) -> date | None:
    """The first of known days; None for none and for what is unknown."""
    return found if isinstance(found, date) else found.first if isinstance(found, Span) else None


def _until(entries: Iterable[Written[R]], field: str, day: date) -> tuple[Written[R], ...]:
    """The entries that were there by the end of a day, with the deadlines of then; those without a known day were."""
    found = ((each, first_day(getattr(each.record, field))) for each in entries)
    return tuple(replace(each, record=_unmoved(each.record, day)) for each, since in found if since is None or since <= day)


def _unmoved(record: Any, day: date) -> Any:
    moves: tuple[Move, ...] = getattr(record, "moved", ())
    later = [each for each in moves if each.on > day]
    if not later:
        return record
    due: Any = due_as_of(record.due, moves, day)
    plain = due.last if isinstance(record.due, date) and isinstance(due, Span) else due
    return record.model_copy(update={"due": plain, "moved": tuple(each for each in moves if each.on <= day)})


def _undone(record: Any, day: date) -> Any:
    done = first_day(record.done)
    return record.model_copy(update={"done": None}) if done and done > day else record


def _unclosed(record: Any, day: date) -> Any:
    closed = first_day(record.closed.on) if record.closed else None
    return record.model_copy(update={"closed": None}) if closed and closed > day else record


def _answered(record: Approval, day: date) -> Approval:
    return record.model_copy(update={"answers": tuple(each for each in record.answers if each.on <= day)})


def _actions(record: Any, day: date) -> Any:
    actions: tuple[Action, ...] = tuple(_undone(_unmoved(each, day), day) for each in record.actions)
    return _undone(record, day).model_copy(update={"actions": actions})


def _status(record: Any, day: date) -> Any:
    since = first_day(record.since)
    return record.model_copy(update={"status": "unknown"}) if since and since > day else record
