"""A meeting to come to its agenda: what it talks about, what lies there to be decided, and decisions to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from concept_cli.document import Block, Document, Row
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.duties import Duties, duties, named, records, when_due
from concept_cli.exchange.letters import listed
from concept_cli.exchange.listing import is_late
from concept_cli.exchange.passage_now import rendered
from concept_cli.exchange.sittings import BLANK, Sitting, bullets, group_row, meeting_of, row
from concept_cli.ledger.states import state
from concept_cli.model import Contribution, Meeting, Span, Unknown
from concept_cli.status import Deadline, pack_due
from concept_cli.wording.contributions import contribution_term
from concept_cli.wording.terms import date_words

_UNDECIDED = (
    ("sitting:column-who", 15),
    ("column-place", 10),
    ("sitting:column-text", 20),
    ("column-said", 22),
    ("column-rationale", 18),
    ("sitting:column-decision", 15),
)
_CONFLICTS = (
    ("sitting:column-who", 15),
    ("sitting:column-against", 15),
    ("sitting:column-now", 27),
    ("sitting:column-theirs", 27),
    ("sitting:column-decision", 16),
)
_DUE = (("sitting:column-what", 45), ("sitting:column-owners", 30), ("sitting:column-due", 25))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a sitting, and what should be known about it."""

    document: Document
    remarks: tuple[str, ...] = ()


def agenda(desk: Desk, id: str, language: str) -> Paper:
    """The agenda of a meeting in a language. Raises ConceptError for an unknown meeting."""
    meeting = meeting_of(desk, id)
    made = _Agenda(Sitting(desk, meeting, language), duties(desk))
    return Paper(made.document(), tuple(made.remarks()))


class _Agenda:
    def __init__(self, sitting: Sitting, found: Duties) -> None:
        self.sitting, self.meeting, self.desk = sitting, sitting.meeting, sitting.desk
        self.found = found
        self.records = records(found.project)
        self.pack = pack_due(self.meeting, found.clock.working)

    def document(self) -> Document:
        sitting = self.sitting
        papers = ("pack", date_words(self.pack, sitting.language) if self.pack else "")
        if self.meeting.pack_sent:
            papers = ("pack-sent", sitting.telling.days(self.meeting.pack_sent))
        blocks: list[Block] = [sitting.facts(papers, ("as-of", date_words(self.desk.day, sitting.language)))]
        if invited := sitting.invited():
            blocks += [sitting.heading("invited"), bullets(invited)]
        blocks += sitting.points()
        if due := tuple(self._due()):
            blocks += [sitting.heading("due"), sitting.table(_DUE, due)]
        if drafts := self._drafts():
            blocks += [sitting.heading("drafts"), drafts]
        for key, columns, rows in (("undecided", _UNDECIDED, self._undecided()), ("conflicts", _CONFLICTS, self._conflicts())):
            if listed_rows := tuple(rows):
                blocks += [sitting.heading(key), sitting.table(columns, listed_rows, wide=True)]
        return sitting.document("agenda", sitting.term("agenda"), blocks)

    # -- what is to be decided

    def _undecided(self) -> Iterator[Row]:
        for title, about in self.sitting.by_section(self.sitting.waiting()):
            yield group_row(title, len(_UNDECIDED))
            for each in about:
                told = self.sitting.told(each)
                why = told.part("rationale") if each.head.kind != "position" else ""  # it stands in the proposal
                yield row(self._who(each), told.numbered(), told.quote(), told.proposal(), why, None)

    def _conflicts(self) -> Iterator[Row]:
        for title, about in self.sitting.by_section(self.sitting.conflicting()):
            yield group_row(title, len(_CONFLICTS))
            for each in about:
                event = state(each).conflict
                if event:
                    against = "\n".join(map(self._named, event.against)) or self.sitting.term("drafter")
                    yield row(self._who(each), against, rendered(event.after), rendered(event.theirs), None)

    def _who(self, contribution: Contribution) -> str:
        """Its number and body, whether the body insists on it, and whether it came late."""
        marks = (("column-essential", contribution.head.essential), ("state-late", is_late(self.desk, contribution)))
        told = [contribution_term(key, self.sitting.language) for key, holds in marks if holds]
        return "\n".join((contribution.id, self.sitting.told(contribution).body(), *told))

    def _clash(self, contribution: Contribution) -> str:
        """Whose wordings are in conflict: each number with its body."""
        event = state(contribution).conflict
        ids = (contribution.id, *(event.against if event else ()))
        return "\n".join(self._named(each).replace("\n", ", ") for each in ids)

    def _named(self, id: str) -> str:
        found = self.desk.contributions.get(id)
        return self._who(found) if found else id

    def _until(self) -> Iterator[Deadline]:
        """What is overdue, or due by the end of the sitting: each once, with all who owe it."""
        last = self.meeting.date.last if isinstance(self.meeting.date, Span) else date.min
        kept: dict[tuple[str, str], Deadline] = {}
        for each in self.found.open():
            if each.due and (each.due <= last or each.is_overdue(self.desk.day)):
                other = kept.get((each.kind, each.id), each)
                kept[each.kind, each.id] = replace(other, owners=tuple(dict.fromkeys((*other.owners, *each.owners))))
        yield from kept.values()

    def _due(self) -> Iterator[Row]:
        for each in self._until():
            yield row(self._what(each), self._owners(each), when_due(each, self.desk.day, self.sitting.language))

    def _what(self, deadline: Deadline) -> str:
        return named(deadline.kind, self.records[deadline.kind, deadline.id], self.sitting.telling)

    def _owners(self, deadline: Deadline) -> str:
        return ", ".join(self.sitting.telling.body(each) for each in deadline.owners)

    def _drafts(self) -> Block | None:
        """Decisions to be filled in: of each point, of what was proposed to each section, of each conflict, of what is late."""
        sitting, words = self.sitting, self.sitting.telling.words
        said = [sitting.term("draft-point", point=words(each.item).rstrip(" .:"), blank=BLANK) for each in sitting.items()]
        for title, about in sitting.by_section(sitting.waiting()):
            said.append(sitting.term("draft-section", title=title, count=len(about), blank=BLANK))
        for title, about in sitting.by_section(sitting.conflicting()):
            said += [sitting.term("draft-conflict", title=title, ids=self._clash(each), blank=BLANK) for each in about]
        late = (each for each in self._until() if each.is_overdue(self.desk.day))
        said += [sitting.term("draft-due", what=self._what(each), names=self._owners(each), blank=BLANK) for each in late]
        return listed(said) if said else None

    # -- what should be known

    def remarks(self) -> Iterator[str]:
        if isinstance(self.meeting.date, Unknown):
            yield f"Nobody knows on which day {self.meeting.id} sits, so only what is overdue is listed."
        if self.meeting.state == "cancelled":
            yield f"{self.meeting.id} was cancelled."
        if isinstance(self.meeting.date, Span) and self.meeting.date.last < self.desk.day:
            yield f"{self.meeting.id} was on {self.meeting.date.last}: this is what lies there today, not what lay there then."
        if not self.sitting.items():
            yield f"{self.meeting.id} has no agenda in records/meetings.yaml."
        yield from pack_remarks(self.meeting, self.pack, self.desk.day)


def pack_remarks(meeting: Meeting, due: date | None, today: date) -> Iterator[str]:
    """By when the papers of a meeting go out, and whether that is over: 7 working days ahead, or 3 (Resolution No. 247 of 1999)."""
    if due is None or meeting.pack_sent is not None:
        return
    late = (today - due).days
    if late > 0:
        yield f"These papers are late by {late} day{'' if late == 1 else 's'}: they were due on {due}."
    else:
        yield f"These papers go out by {due}."
