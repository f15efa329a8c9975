"""A meeting that was held to its minutes: who came, what was decided and told to whom, what stays open, and who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from concept_cli.document import Block, Document, Row
from concept_cli.exchange.agenda import Paper
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import line, listed, said
from concept_cli.exchange.sittings import BLANK, Sitting, bullets, capital, group_row, meeting_of, row
from concept_cli.model import DISPOSITIONS, Event, Moment, Span, Time, Unknown, iso
from concept_cli.model.spans import UNKNOWN
from concept_cli.wording.contributions import contribution_term, reason_words
from concept_cli.wording.deadlines import deadline_term
from concept_cli.wording.terms import date_words

_DECIDED = (
    ("sitting:column-who", 15),
    ("column-place", 10),
    ("column-quote", 17),
    ("column-said", 18),
    ("column-disposition", 12),
    ("column-reason", 14),
    ("column-wording", 14),
)
_INSTRUCTIONS = (("sitting:column-instruction", 45), ("sitting:column-owners", 30), ("sitting:column-due", 25))

_OPEN = (("column-section", 30), ("column-body", 30), ("column-id", 40))


def minutes(desk: Desk, id: str, language: str) -> Paper:
    """The minutes of a meeting in a language. Raises ConceptError for an unknown meeting."""
    sitting = Sitting(desk, meeting_of(desk, id), language)
    return Paper(_document(sitting), tuple(_remarks(sitting)))


def _document(sitting: Sitting) -> Document:
    meeting, term = sitting.meeting, sitting.term
    protocol = meeting.protocol
    signed = date_words(protocol.date, sitting.language) if protocol and protocol.date else ""
    people = ((key, sitting.name(who)) for key in ("chair", "secretary") if (who := sitting.post(key)))
    blocks: list[Block] = [sitting.facts(*people, ("attendance", meeting.attendance or ""), ("signed", signed))]
    present = sitting.present()
    blocks += [sitting.heading("present"), bullets(present) if present else said(term("present-none"))]
    blocks += sitting.points()
    found = _decisions(sitting)
    considered = tuple(_decided(sitting, found))
    counted = [term("decided-annex", count=len(found), tally=_tally(found, sitting.language))] if found else []
    decisions = [*counted, *map(sitting.telling.words, meeting.decisions)]
    blocks += [sitting.heading("decided"), listed(decisions) if decisions else said(term("decided-none"))]
    if rows := tuple(_instructions(sitting)):
        blocks += [sitting.heading("instructions"), sitting.table(_INSTRUCTIONS, rows)]
    waiting = [*_open(sitting, found)]
    blocks += [sitting.heading("open"), sitting.table(_OPEN, waiting) if waiting else said(term("open-none"))]
    blocks += _signatures(sitting)
    if considered:
        blocks += [sitting.heading("considered"), sitting.table(_DECIDED, considered, wide=True)]
    title = term("minutes-numbered", number=protocol.number) if protocol and protocol.number else term("minutes")
    return sitting.document("minutes", title, blocks)


def _decisions(sitting: Sitting) -> dict[str, Event]:
    """What the meeting decided of each contribution last."""
    found = {}
    for each in sitting.desk.contributions.values():
        made = [event for event in each.head.history if event.meeting == sitting.meeting.id and event.disposition]
        if made:
            found[each.id] = made[-1]
    return found


def _tally(found: Mapping[str, Event], language: str) -> str:
    """How many of each decision there are, in the order in which decisions are listed: accepted – 12, rejected – 3."""
    counted = Counter(each.disposition for each in found.values())
    terms = (
        (contribution_term(f"disposition-{each}", language).lower(), counted[each]) for each in DISPOSITIONS if counted[each]
    )
    return ", ".join(f"{term}\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count}" for term, count in terms)


def _decided(sitting: Sitting, found: Mapping[str, Event]) -> Iterator[Row]:
    contributions = sitting.desk.contributions.values()
    for title, about in sitting.by_section(each for each in contributions if each.id in found):
        yield group_row(title, len(_DECIDED))
        for each in about:
            told, event = sitting.told(each), found[each.id]
            yield row(
                f"{each.id}\n{told.body()}",
                told.numbered(),
                told.quote(),
                told.proposal(),
                told.term(f"disposition-{event.disposition}"),
                reason_words(event.reason or "", sitting.telling.language),
                event.wording,
            )


def _instructions(sitting: Sitting) -> Iterator[Row]:
    telling = sitting.telling
    for each in (each.record for each in sitting.desk.project.instructions if each.record.meeting == sitting.meeting.id):
        what = telling.words(each.title)
        if each.text.get("") != UNKNOWN:
            what += f"\n{telling.words(each.text)}"
        lead = sorted(each.assignees, key=lambda one: not one.lead)
        owners = "\n".join(telling.body(one.body) for one in lead)
        yield row(what, owners, _by_when(sitting, each.due))


def _by_when(sitting: Sitting, due: Time | Unknown | None) -> str:
    match due:
        case None:
            return deadline_term("due-none", sitting.language)
        case Span() | Unknown():
            return sitting.telling.days(due)
        case Moment():
            return date_words(due.day, sitting.language)
    return iso(due)


def _open(sitting: Sitting, found: Mapping[str, Event]) -> Iterator[Row]:
    """What had come by the day of the meeting and waits still, and what it decided and is in conflict since, by section and body."""
    when = sitting.meeting.date
    waiting = (*sitting.waiting(), *sitting.conflicting())
    came = [each for each in waiting if each.id in found or not isinstance(when, Span) or each.head.received <= when.last]
    for title, about in sitting.by_section(came):
        by_body: dict[str, list[str]] = {}
        for each in about:
            by_body.setdefault(sitting.told(each).body(), []).append(each.id)
        for body, ids in by_body.items():
            yield row(title, body, ", ".join(ids))


def _signatures(sitting: Sitting) -> Iterator[Block]:
    for key in ("chair", "secretary"):
        who = sitting.post(key)
        yield line(f"{capital(sitting.term(key))}  {BLANK}  {sitting.name(who) if who else BLANK}")


def _remarks(sitting: Sitting) -> Iterator[str]:
    meeting = sitting.meeting
    if not meeting.participants:
        yield f"Who took part in {meeting.id} is not recorded: write it after “participants” in records/meetings.yaml."
    if isinstance(meeting.date, Span) and meeting.date.first > sitting.desk.day:
        yield f"{meeting.id} has not been held yet."
    if meeting.state == "cancelled":
        yield f"{meeting.id} was cancelled."
