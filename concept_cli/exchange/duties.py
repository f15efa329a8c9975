"""What bodies owe: answers that they were asked for, and what they have to do, in the words of a language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from concept_cli.exchange.desk import Desk
from concept_cli.model import Project, Round
from concept_cli.model.spans import UNKNOWN
from concept_cli.model.telling import Telling
from concept_cli.status import Clock, Deadline, contributions_as_of, deadlines, project_as_of, questions
from concept_cli.status.asked import heads
from concept_cli.status.deadlines import AGREED
from concept_cli.wording.deadlines import deadline_term, left_words
from concept_cli.wording.terms import date_words

_AWAITED_UNDATED: Final = frozenset({"round", "approval", "contribution", "instruction"})
"""What is waited for also when nobody said by when."""


@dataclass(frozen=True, slots=True)
class Duties:
    """A project as it stood by the end of a day, and everything in it that is due.

    ``asked`` are the answers, one for each body that was asked; one that was asked for a section is a ``contribution`` to it. ``others``
    is all the rest.
    """

    clock: Clock
    asked: tuple[Deadline, ...]
    others: tuple[Deadline, ...]

    @property
    def project(self) -> Project:
        """The project as it stood."""
        return self.clock.project

    def open(self) -> tuple[Deadline, ...]:
        """What somebody has to do yet and is not known to have done: by its day, what has none last.

        An act or an action for which no day was ever meant is nothing that anybody waits for.
        """
        owed = (each for each in (*self.asked, *self.others) if each.owners and each.became != "done" and _is_awaited(each))
        return tuple(sorted(owed, key=lambda each: (each.due or date.max, each.kind, each.id)))


def _is_awaited(deadline: Deadline) -> bool:
    return deadline.due is not None or deadline.said == UNKNOWN or deadline.kind in _AWAITED_UNDATED


def duties(desk: Desk) -> Duties:
    """What is due in a project, as it stood by the end of the desk's day."""
    clock = Clock(project_as_of(desk.project, desk.day), desk.day)
    asked = (each.deadline() for each in questions(clock, contributions_as_of(desk.contributions.values(), desk.day)))
    agreed = {id for id, head, _ in heads(clock) if head.status in AGREED}
    return Duties(
        clock, tuple(_contributed(each, agreed) if each.kind == "section" else each for each in asked), deadlines(clock)
    )


def _contributed(deadline: Deadline, agreed: Collection[str]) -> Deadline:
    """What a body was asked for a section; of one that is agreed nobody waits for anything."""
    return replace(deadline, kind="contribution", became="done" if deadline.id in agreed else deadline.became)


def records(project: Project) -> Mapping[tuple[str, str], Any]:
    """What deadlines are about, by their kind and id."""
    listed: dict[str, Iterable[Any]] = {
        "round": project.rounds,
        "approval": project.approvals,
        "discussion": project.discussions,
        "instruction": project.instructions,
        "road-map": project.road_maps,
        "act": project.acts,
        "pack": project.meetings,
    }
    found = {(kind, each.record.id): each.record for kind, entries in listed.items() for each in entries}
    found |= {("action", each.id): each for road_map in project.road_maps for each in road_map.record.actions}
    found |= {("milestone", each.id): each for each in project.concept.record.milestones}
    for id, head, _ in heads(Clock(project, date.min)):
        found |= {(kind, id): head for kind in ("section", "contribution")}
    return found


def named(kind: str, record: Any, telling: Telling) -> str:
    """What is due, in one line: “Instruction: …”."""
    title = record.draft if isinstance(record, Round) else telling.words(getattr(record, "title", None) or record.what)
    return deadline_term(kind, telling.language, title=" ".join(title.split()))


def when_due(deadline: Deadline, day: date, language: str) -> str:
    """By when, and how many days that is from a day."""
    days = deadline.days(day)
    if deadline.due is None or days is None:
        return deadline_term("due-none", language)
    return f"{date_words(deadline.due, language)}, {left_words(days, language)}"
