"""A project to everything in it that is due: by when, since when so, who owes it, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from concept_cli.due import NoDay, days_left, due_days, last_day, overdue, resolved
from concept_cli.model import (
    PACK_DAYS,
    Meeting,
    Moment,
    Move,
    Project,
    Recurrence,
    RoadMap,
    Rule,
    SectionHead,
    Span,
    Time,
    Unknown,
    Written,
    day_span,
    entries,
    in_language,
    iso,
)
from concept_cli.status.as_of import first_day
from concept_cli.working_days import WorkingDays

Became = Literal["open", "done", "unknown"]
"""Whether something was done: what is not known to be counts as not done, and is said to be unknown."""
AGREED: Final = frozenset({"agreed", "frozen"})
"""Statuses of a section that needs nothing more."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due. ``owners`` are the bodies that owe it, ``said`` how its time was typed.

    ``due`` is None when it has no day, or none that is known. ``original`` is its first day, ``moves`` are when and why it was moved.
    """

    kind: str
    id: str
    title: str
    due: date | None
    owners: tuple[str, ...] = ()
    became: Became = "open"
    original: date | None = None
    said: str = ""
    place: str = ""
    moves: tuple[Move, ...] = ()

    def is_overdue(self, day: date) -> bool:
        """Whether its day has passed, and it is not known to be done: not on the day itself, but on the next one."""
        return self.became != "done" and self.due is not None and overdue(day_span(self.due), day)

    def days(self, day: date) -> int | None:
        """Days that are left, below 0 when they have passed; None without a day."""
        return days_left(day_span(self.due), day) if self.due else None

    @property
    def slip(self) -> int | None:
        """By how many days it was moved; None when it was not."""
        return (self.due - self.original).days if self.due and self.original and self.due != self.original else None

    def value(self, day: date) -> dict[str, Any]:
        """What every entry says for programs."""
        return {
            "id": self.id,
            "title": self.title,
            "due": self.due.isoformat() if self.due else None,
            "due_text": self.said or None,
            "overdue": self.is_overdue(day),
            "days": self.days(day),
            "original_due": self.original.isoformat() if self.original else None,
            "slip": self.slip,
            "moves": [{"on": each.on.isoformat(), "was": iso(each.was), "reason": each.reason} for each in self.moves],
            "place": self.place,
        }


class Clock:
    """The calendar of a project on a day: times to days."""

    def __init__(self, project: Project, day: date) -> None:
        self.project = project
        self.day = day
        self.zone = project.concept.record.time_zone

    @cached_property
    def working(self) -> WorkingDays:
        """The days that are worked where the project is."""
        swaps = self.project.swaps.record if self.project.swaps else None
        off, worked = (frozenset(swaps.off), frozenset(swaps.worked)) if swaps else (frozenset[date](), frozenset[date]())
        return WorkingDays(self.project.concept.record.country, off - worked, worked)

    @cached_property
    def _days(self) -> Mapping[str, Any]:
        """What has an id, and the field that says its day."""
        fields = ("date", "due", "issued", "sent", "opened", "start")
        found = {
            each.record.id: next((value for name in fields if (value := getattr(each.record, name, None)) is not None), None)
            for each in entries(self.project)
        }
        return found | {each.id: each.due for each in self.project.concept.record.milestones}

    def day_of(self, id: str) -> Span | None:
        """The days of what has an id: when a group sits, when something was given or sent."""
        found = self._days.get(id)
        if isinstance(found, date):
            return day_span(found)
        return found if isinstance(found, Span) else None

    def last(self, time: date | Time | Unknown | None) -> date | None:
        """The last day of a time; of what recurs, the next one. None for none, and for what has no day that is known."""
        try:
            match time:
                case date():
                    return time
                case Span():
                    return time.last
                case Moment():
                    return last_day(time, self.zone)
                case Recurrence():
                    return due_days(time, self.day).next
                case Rule():
                    return resolved(time, self.working, self.zone, self.day_of).last
        except NoDay:
            pass
        return None

    def title(self, text: Mapping[str, str]) -> str:
        """A text in the working language."""
        working = self.project.concept.record.working_language
        return in_language(text, working, working)

    def deadline(
        self,
        kind: str,
        written: Written[Any] | None,
        record: Any,
        *,
        owners: Iterable[str] = (),
        became: Became = "open",
        due: Any = None,
    ) -> Deadline:
        """The deadline of a record, with the day that it had first."""
        typed = record.due if due is None else due
        moves = _in_order(getattr(record, "moved", ()))
        said = typed.isoformat() if isinstance(typed, date) else iso(typed) if typed is not None else ""
        place = str(written.place("due")) if written else ""
        title = getattr(record, "title", None) or getattr(record, "what", None) or {"": record.id}
        original = self.last(moves[0].was) if moves else None
        who = tuple(dict.fromkeys(owners))
        due_on = self.last(typed)
        return Deadline(kind, record.id, self.title(title), due_on, who, became, original, said, place=place, moves=moves)


def _in_order(moves: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda each: each.on))


def became(done: Span | Unknown | None) -> Became:
    """What a field “done” says."""
    return "open" if done is None else "unknown" if isinstance(done, Unknown) else "done"


def deadlines(clock: Clock) -> tuple[Deadline, ...]:
    """Everything that is due in a project but answers, which are told by who was asked (``bodies``)."""
    return tuple(each for made in _SOURCES for each in made(clock))


def _milestones(clock: Clock) -> Iterator[Deadline]:
    concept = clock.project.concept
    for number, each in enumerate(concept.record.milestones):
        made = clock.deadline("milestone", None, each, became=became(each.done))
        yield replace(made, place=str(concept.place("milestones", number, "due")))


def _sections(clock: Clock) -> Iterator[Deadline]:
    working = clock.project.concept.record.working_language
    for fragment in clock.project.fragments:
        head = fragment.head.record if fragment.head else None
        if fragment.language == working and isinstance(head, SectionHead) and fragment.head and head.due:
            owner = (head.owner,) if head.owner else ()
            moves = _in_order(head.moved)
            yield Deadline(
                "section",
                fragment.id,
                clock.title(head.title),
                head.due,
                owner,
                "done" if head.status in AGREED else "open",
                clock.last(moves[0].was) if moves else None,
                head.due.isoformat(),
                str(fragment.head.place("due")),
                moves,
            )


def _instructions(clock: Clock) -> Iterator[Deadline]:
    for written in clock.project.instructions:
        record = written.record
        lead = sorted(record.assignees, key=lambda each: not each.lead)
        state: Became = became(record.closed.on) if record.closed else "open"
        yield clock.deadline("instruction", written, record, owners=(each.body for each in lead), became=state)


def _discussions(clock: Clock) -> Iterator[Deadline]:
    for written in clock.project.discussions:
        ended = clock.last(written.record.due)
        yield clock.deadline("discussion", written, written.record, became="done" if ended and ended < clock.day else "open")


def _road_maps(clock: Clock) -> Iterator[Deadline]:
    for written in clock.project.road_maps:
        record = written.record
        end = _end(record)
        owner = (record.owner,) if record.owner else ()
        yield clock.deadline("road-map", written, record, owners=owner, became=became(record.done), due=end)
        for number, action in enumerate(record.actions):
            due = action.due if action.due is not None else end
            state = became(action.done)
            if state == "open" and record.done is not None:
                state = became(record.done)
            owes = (action.owner,) if action.owner else owner
            made = clock.deadline("action", None, action, owners=owes, became=state, due=due)
            yield replace(made, place=str(written.place("actions", number)))


def _end(record: RoadMap) -> Time | Unknown | None:
    """The end of a plan: so many days after it began, unless it says another one."""
    start = first_day(record.start)
    if record.due is None and record.days is not None and start:
        return Rule(record.days, "days", after=True, anchor=day_span(start))
    return record.due


def _acts(clock: Clock) -> Iterator[Deadline]:
    for written in clock.project.acts:
        done: Became = "done" if written.record.status in {"adopted", "dropped"} else "open"
        yield clock.deadline("act", written, written.record, owners=written.record.prepared_by, became=done)


def _packs(clock: Clock) -> Iterator[Deadline]:
    for written in clock.project.meetings:
        record = written.record
        if due := pack_due(record, clock.working):
            secretary = next((each.record.secretary for each in clock.project.groups if each.record.id == record.group), None)
            sent = first_day(record.pack_sent)
            state: Became = became(record.pack_sent) if sent is None or sent <= clock.day else "open"
            made = clock.deadline(
                "pack", written, record, owners=(secretary,) if secretary else (), became=state, due=day_span(due)
            )
            if record.state != "cancelled":
                yield made


def pack_due(meeting: Meeting, working: WorkingDays) -> date | None:
    """The day by which the papers of a meeting go out; None without a known day, or when nobody says who is in the chair."""
    begins = first_day(meeting.date)
    try:
        return working.before(begins, PACK_DAYS[meeting.chaired]) if begins and meeting.chaired else None
    except OverflowError:  # before the first day of the calendar
        return None


_SOURCES: Final[tuple[Callable[[Clock], Iterator[Deadline]], ...]] = (
    _milestones,
    _sections,
    _instructions,
    _discussions,
    _road_maps,
    _acts,
    _packs,
)
