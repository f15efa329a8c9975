"""The dates of a project to a calendar that mail programs take (iCalendar, RFC 5545): meetings, and everything that is due.

What is due is an event of a whole day that leaves the day free: ministries' mail programs show such events, and no lists of tasks. The
names of events stay when a calendar is made anew, so that programs replace those that they have; each move of a deadline is counted.
A calendar is as new as what it is made of: made anew of the same commit, it has the same bytes on another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from concept_cli.diagnostics import ConceptError
from concept_cli.due import NoDay, instant
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.duties import Duties, duties, named, records
from concept_cli.exchange.mail import NOWHERE
from concept_cli.history import revision, unsaved
from concept_cli.load import SECTIONS
from concept_cli.model import Meeting, Moment, Permanent, Recurrence, Span, Unknown, iso
from concept_cli.model.telling import Telling
from concept_cli.sources import CONCEPT, CONTRIBUTIONS, STAKEHOLDERS
from concept_cli.status import Deadline
from concept_cli.wording.deadlines import deadline_term

if TYPE_CHECKING:
    from icalendar import Event

_OPEN_TO_ALL: Final = frozenset({"milestone", "discussion"})
"""What concerns every body."""
_MADE_OF: Final = (SECTIONS, "records", CONTRIBUTIONS)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dates:
    """A calendar: its bytes, the number of its events, and of those that were left out because nobody knows their day."""

    content: bytes
    events: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event. It reaches from its first day to its last one, or is at an instant; ``moves`` counts how often it was moved."""

    kind: str
    id: str
    summary: str
    first: date
    last: date
    at: datetime | None = None
    lines: tuple[str, ...] = ()
    is_busy: bool = False
    is_cancelled: bool = False
    location: str = ""
    moves: int = 0


def calendar(desk: Desk, body: str = "") -> Dates:
    """The calendar of a project as it stood by the end of the desk's day; for a body only what concerns it, and no other body's name.

    Raises ConceptError for an unknown body.
    """
    found = duties(desk)
    if body:
        desk.body(body)
    telling = Telling(found.project, desk.project.concept.record.working_language)
    known = records(found.project)
    due = [(each, known[each.kind, each.id]) for each in _due(found, body)]
    meetings = [each.record for each in found.project.meetings if not body or _names(found, each.record, body)]
    entries = [
        *(_meeting(each, telling) for each in meetings if isinstance(each.date, Span)),
        *(_deadline(each, record, found, telling) for each, record in due if each.due),
    ]
    left_out = sum(isinstance(each.date, Unknown) for each in meetings) + sum(_is_unknown(*pair) for pair in due)
    return Dates(_written(desk, entries, telling), len(entries), left_out)


# ------------------------------------------------------------------ entries


def _due(found: Duties, body: str) -> Iterable[Deadline]:
    """What is due, each once; what several bodies were asked is done when all of them answered. For a body, only its own part."""
    kept: dict[tuple[str, str], Deadline] = {}
    for each in (*found.others, *found.asked):
        if body and body not in each.owners and each.kind not in _OPEN_TO_ALL:
            continue
        own = replace(each, owners=tuple(one for one in each.owners if each.became != "done" and body in {"", one}))
        other = kept.get((each.kind, each.id), own)
        became = own.became if other.became == "done" else other.became
        owners = tuple(dict.fromkeys((*other.owners, *own.owners)))
        kept[each.kind, each.id] = replace(other, owners=owners, became=became)
    return kept.values()


def _is_unknown(deadline: Deadline, record: Any) -> bool:
    """Whether it has a day, and nobody knows which."""
    typed = getattr(record, "due", None)
    counted = deadline.said or getattr(record, "days", None)
    return deadline.due is None and not isinstance(typed, Permanent) and (isinstance(typed, Unknown) or bool(counted))


def _names(found: Duties, meeting: Meeting, body: str) -> bool:
    """Whether a meeting names a body, or the group that sits does."""
    group = next((each.record for each in found.project.groups if each.record.id == meeting.group), None)
    members = (each.who for each in group.members if each.status != "left") if group else ()
    posts = (group.chair, group.deputy, group.secretary, group.office) if group else ()
    speakers = (each.speaker for each in (*meeting.agenda, *(item for day in meeting.days for item in day.items)))
    present = (each.who for each in meeting.participants)
    return body in {*meeting.hosts, *meeting.supporters, *members, *posts, *speakers, *present}


def _meeting(meeting: Meeting, telling: Telling) -> Entry:
    span = meeting.date
    assert isinstance(span, Span)
    is_exact = all(each.kind == "day" for each in (span.ends or (span,)))
    points = [f"{number}. {_line(telling.words(each.item))}" for number, each in enumerate(meeting.agenda, 1)]
    lines = (
        *([] if is_exact else [deadline_term("calendar-rough", telling.language, when=telling.span(span))]),
        *([deadline_term("calendar-agenda", telling.language), *points] if points else []),
    )
    return Entry(
        "meeting",
        meeting.id,
        _line(telling.words(meeting.title)),
        span.first,
        span.last,
        lines=lines,
        is_busy=is_exact,
        is_cancelled=meeting.state == "cancelled",
        location=_line(", ".join(filter(None, (telling.words(meeting.venue), telling.words(meeting.place))))),
    )


def _deadline(deadline: Deadline, record: Any, found: Duties, telling: Telling) -> Entry:
    assert deadline.due is not None
    return Entry(
        deadline.kind,
        deadline.id,
        named(deadline.kind, record, telling),
        deadline.due,
        deadline.due,
        at=_instant(record, found),
        lines=tuple(_said(deadline, record, telling)),
        moves=len(getattr(record, "moved", ())),
    )


def _said(deadline: Deadline, record: Any, telling: Telling) -> Iterator[str]:
    """Who owes it, and whether it is done."""
    if deadline.owners:
        yield deadline_term("owners", telling.language, names="; ".join(_line(telling.body(each)) for each in deadline.owners))
    if deadline.became != "open":
        yield deadline_term(deadline.became, telling.language)
    if isinstance(due := getattr(record, "due", None), Recurrence):
        yield deadline_term("recurs", telling.language, when=iso(due))


def _instant(record: Any, found: Duties) -> datetime | None:
    """The instant at which it is due; none for a day, nor for its end, which programs would show on the day after."""
    typed = getattr(record, "due", None)
    if not isinstance(typed, Moment):
        return None
    try:
        found_at = instant(typed, found.clock.zone)
    except NoDay:
        return None
    return found_at if found_at.astimezone(ZoneInfo(found.clock.zone)).time() != time() else None


def _line(words: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


# ------------------------------------------------------------------ writing


def _written(desk: Desk, entries: Iterable[Entry], telling: Telling) -> bytes:
    from icalendar import Calendar  # only when a calendar is written

    concept = desk.project.concept.record
    made = Calendar()
    title = _line(telling.words(concept.short_title or concept.title))
    fields: Mapping[str, str] = {
        "PRODID": "-//concept//concept calendar//EN",
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": deadline_term("calendar", telling.language, title=title),
        "X-WR-TIMEZONE": concept.time_zone,
    }
    for name, value in fields.items():
        made.add(name, value)
    changed = _changed(desk)
    for each in sorted(entries, key=lambda each: (each.first, each.kind, each.id)):
        made.add_component(_event(each, concept.id, changed))
    content: bytes = made.to_ical()
    return content


def _changed(desk: Desk) -> date:
    """The day on which what a calendar is made of was changed last: that of the commit, and today for what is not saved in one."""
    try:
        if not unsaved(desk.root, (CONCEPT, STAKEHOLDERS), _MADE_OF):
            return revision(desk.root, "HEAD").day
    except ConceptError:  # there is no history, or it cannot be read
        pass
    return desk.day


def _event(entry: Entry, project: str, changed: date) -> Event:
    from icalendar import Event

    made = Event()
    made.add("UID", f"{project}.{entry.kind}.{entry.id}@{NOWHERE}")
    made.add("DTSTAMP", datetime.combine(changed, time(), UTC))
    made.add("SEQUENCE", entry.moves)
    made.add("SUMMARY", entry.summary)
    made.add("DTSTART", entry.at or entry.first)
    if not entry.at and entry.last < date.max:  # without an end, it is the day on which it begins
        made.add("DTEND", entry.last + _DAY)  # the day after the last one
    made.add("TRANSP", "OPAQUE" if entry.is_busy and not entry.is_cancelled else "TRANSPARENT")
    made.add("CATEGORIES", [entry.kind])
    if entry.lines:
        made.add("DESCRIPTION", "\n".join(entry.lines))
    if entry.location:
        made.add("LOCATION", entry.location)
    if entry.is_cancelled:
        made.add("STATUS", "CANCELLED")
    return made
