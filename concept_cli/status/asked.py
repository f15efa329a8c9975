"""Who was asked for what, and whether they answered: rounds, approvals, and the contributors named in the heads of sections.

A body has answered a round when something of it came about the draft that was sent, since it was sent, from it or on its behalf. It owes an
answer as long as it has not: before the day it is waited for, after it it is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from concept_cli.due import overdue
from concept_cli.model import Contribution, Round, SectionHead, day_span
from concept_cli.status.deadlines import Became, Clock, Deadline

ALL: tuple[str, ...] = ()
"""The sections of a question that is about all of them."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a body was asked: in a round, for its approval, or for a section; ``sections`` are those it is about, none for all.

    ``due`` may be missing where nobody said by when. ``answered`` is the day of the first answer.
    """

    kind: str
    id: str
    title: str
    body: str
    due: date | None
    sections: tuple[str, ...] = ALL
    answered: date | None = None
    result: str = ""
    place: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it was answered after its day."""
        return bool(self.answered and self.due and overdue(day_span(self.due), self.answered))

    def is_silent(self, day: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.answered is None and self.due is not None and overdue(day_span(self.due), day)

    def deadline(self) -> Deadline:
        """The deadline of the body for its answer."""
        done: Became = "open" if self.answered is None else "done"
        return Deadline(self.kind, self.id, self.title, self.due, (self.body,), done, place=self.place)


def questions(clock: Clock, contributions: Sequence[Contribution]) -> tuple[Question, ...]:
    """Everything that bodies were asked."""
    came: dict[str, list[Contribution]] = {}
    for each in contributions:
        for body in dict.fromkeys((each.head.stakeholder, *each.head.on_behalf_of)):
            came.setdefault(body, []).append(each)
    return (*_rounds(clock, came), *_approvals(clock), *_sections(clock, came))


def _rounds(clock: Clock, came: dict[str, list[Contribution]]) -> Iterator[Question]:
    for written in clock.project.rounds:
        record = written.record
        title = clock.title(record.asked) if record.asked else record.draft
        for body in dict.fromkeys(record.bodies):
            answered = min((each.head.received for each in came.get(body, ()) if _answers(each, record)), default=None)
            yield Question(
                "round", record.id, title, body, record.due, record.sections, answered, place=str(written.place("due"))
            )


def _answers(contribution: Contribution, record: Round) -> bool:
    """Whether a contribution answers a round: it is about the draft that was sent, and about what was asked."""
    head = contribution.head
    place = head.place
    about = not record.sections or place is None or place.section in record.sections
    return head.draft == record.draft and head.received >= record.sent and about


def _approvals(clock: Clock) -> Iterator[Question]:
    for written in clock.project.approvals:
        record = written.record
        answers = {each.body: each for each in reversed(record.answers)}
        for body in dict.fromkeys((*record.bodies, *answers)):
            found = answers.get(body)
            yield Question(
                "approval",
                record.id,
                clock.title(record.title),
                body,
                clock.last(record.due),
                answered=found.on if found else None,
                result=found.result if found else "",
                place=str(written.place("due")),
            )


def _sections(clock: Clock, came: dict[str, list[Contribution]]) -> Iterator[Question]:
    """Contributors whom the head of a section names: they answer with whatever they send about it."""
    for id, head, place in heads(clock):
        for body in dict.fromkeys(head.contributors):
            about = (each for each in came.get(body, ()) if each.head.place and each.head.place.section == id)
            answered = min((each.head.received for each in about), default=None)
            yield Question("section", id, clock.title(head.title), body, head.due, (id,), answered, place=place)


def heads(clock: Clock) -> Iterator[tuple[str, SectionHead, str]]:
    """The sections in the working language that have a head: id, head, and where the head stands."""
    working = clock.project.concept.record.working_language
    for fragment in clock.project.fragments:
        if fragment.language == working and fragment.head and isinstance(record := fragment.head.record, SectionHead):
            yield fragment.id, record, str(fragment.head.place("status"))


def about(questions: Iterable[Question], section: str) -> tuple[Question, ...]:
    """Those of some questions that are about a section."""
    return tuple(each for each in questions if each.kind != "approval" and (not each.sections or section in each.sections))
