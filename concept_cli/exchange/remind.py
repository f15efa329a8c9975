"""What bodies owe to a mail to each of them, ready to be looked at and sent by a person.

A mail says what its body was asked and what it has to do, and nothing else: not who else was asked, not what others answered, and of
contacts only its own address and the lead body's, from which it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from concept_cli.assemble.generated import Occurring
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.duties import Duties, duties, named, records, when_due
from concept_cli.exchange.letters import lead_body, letter_language
from concept_cli.exchange.mail import NOWHERE, Mail, Mailbox, usable
from concept_cli.ledger.reasons import names_of
from concept_cli.model import Instruction, Round, Stakeholder, Unknown, in_language
from concept_cli.model.spans import UNKNOWN
from concept_cli.model.telling import Telling
from concept_cli.status import Deadline
from concept_cli.wording.contributions import contribution_term
from concept_cli.wording.deadlines import deadline_term
from concept_cli.wording.terms import date_words

_HOUR: Final = time(9)
"""When mails say that they were written: the same file each time it is made on a day."""
_GONE: Final = frozenset({"declined", "left"})
_DETAILS: Final = ("asked", "text", "act", "deliverable")
"""Fields of records that tell a body more of what is awaited."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """The mails by the names of their files, and what should be known before they are sent."""

    files: dict[str, bytes]
    remarks: tuple[str, ...]


def reminders(desk: Desk, to: Iterable[str] = ()) -> Reminders:
    """A mail to each body that owes something by the end of the desk's day; with ``to``, to these bodies only.

    Raises ConceptError for an unknown body, and when concept.yaml names nobody who could send it.
    """
    lead, wanted = lead_body(desk), [desk.body(each).id for each in dict.fromkeys(to)]
    found = duties(desk)
    owed: dict[str, list[Deadline]] = {}
    for due in found.open():
        for owner in due.owners:
            owed.setdefault(owner, []).append(due)
    known = {each.record.id: each.record for each in desk.project.stakeholders}
    chosen = [each for each in known if each in owed and (not wanted or each in wanted)]
    remarks = [f"{each} owes nothing, so no mail to it was made." for each in wanted if each not in owed]
    if not wanted:
        remarks += [f"{each} is not in stakeholders.yaml, so no mail to it was made." for each in sorted(owed.keys() - known)]
    sender = usable(lead.contact.email or "") if lead.contact else ""
    if chosen and not sender:
        remarks.append(f"{lead.id} has no mail address in stakeholders.yaml that can be used: write yours after “From”.")
    files = {}
    for each in chosen:
        reminder = _Reminder(desk, found, known[each], owed[each])
        files[f"reminder-{each}-{desk.day}.eml"] = reminder.mail(lead, sender).content()
        remarks += reminder.remarks(lead)
    return Reminders(files, tuple(remarks))


class _Reminder:
    """What one body is told, in its language."""

    def __init__(self, desk: Desk, found: Duties, body: Stakeholder, owed: Iterable[Deadline]) -> None:
        concept = desk.project.concept.record
        self.desk, self.body, self.owed = desk, body, tuple(owed)
        self.language = letter_language(body, concept.languages, concept.working_language)
        self.telling = Telling(found.project, self.language)
        self.records = records(found.project)
        self.overdue = [each for each in self.owed if each.is_overdue(desk.day)]

    def mail(self, lead: Stakeholder, sender: str) -> Mail:
        concept = self.desk.project.concept.record
        title = self.telling.words(concept.title)
        late = len(self.overdue)
        return Mail(
            id=f"reminder.{concept.id}.{self.body.id}.{self.desk.day}",
            sender=Mailbox(self.telling.words(lead.name), sender or f"{lead.id}@{NOWHERE}"),
            to=Mailbox(self.telling.words(self.body.name), self._address()),
            subject=self._term("remind-subject-overdue" if late else "remind-subject", title=title, count=late),
            sent=datetime.combine(self.desk.day, _HOUR, ZoneInfo(concept.time_zone)),
            language=self.language,
            text="\n".join(self._lines(title, self.telling.words(lead.name))),
        )

    def _address(self) -> str:
        return usable(self.body.contact.email or "") if self.body.contact else ""

    def _term(self, key: str, **values: object) -> str:
        return deadline_term(key, self.language, **values)

    def _lines(self, title: str, lead: str) -> Iterator[str]:
        yield from (contribution_term("letter-greeting", self.language), "")
        yield from (self._term("remind-awaited", day=date_words(self.desk.day, self.language), title=title), "")
        dated = [each for each in self.owed if each.due and each not in self.overdue]
        undated = [each for each in self.owed if not each.due]
        number = 0
        for key, listed in (("overdue", self.overdue), ("ahead", dated), ("undated", undated)):
            if listed:
                yield from (self._term(f"remind-{key}").upper(), "")
            for each in listed:
                number += 1
                yield f"{number}. {named(each.kind, self._record(each), self.telling)}"
                yield from (f"   {line}" for line in self._details(each))
                yield ""
        yield from (self._term("remind-meanwhile"), "")
        yield from (contribution_term("letter-closing", self.language), lead, "")

    def _record(self, deadline: Deadline) -> Any:
        return self.records[deadline.kind, deadline.id]

    def _details(self, deadline: Deadline) -> Iterator[str]:
        yield self._term("due", when=when_due(deadline, self.desk.day, self.language))
        record = self._record(deadline)
        for name in _DETAILS:
            text = getattr(record, name, None) if isinstance(record, Round | Instruction) else None
            if text and text.get("") != UNKNOWN:
                yield self._term(f"remind-{name}", words=" ".join(self.telling.words(text).split()))
        if isinstance(record, Instruction):
            yield from self._given(record)
        if isinstance(record, Round) and record.sections:
            titles = (self._section(each) for each in record.sections)
            yield self._term("remind-sections", words="; ".join(titles))
        if deadline.became == "unknown":
            yield self._term("remind-unknown")

    def _given(self, record: Instruction) -> Iterator[str]:
        """When an instruction was given, and whether this body leads the others, who are not named."""
        if not isinstance(record.issued, Unknown):
            yield self._term("remind-issued", words=self.telling.days(record.issued))
        if len(record.assignees) > 1 and any(each.lead and each.body == self.body.id for each in record.assignees):
            yield self._term("remind-lead")

    def _section(self, id: str) -> str:
        head = self.records.get(("section", id))
        return self.telling.words(head.title) if head else id

    def remarks(self, lead: Stakeholder) -> Iterator[str]:
        """What to look at before this mail is sent: words of records are free, and may tell of others."""
        if not self._address():
            why = "cannot be used" if self.body.contact and self.body.contact.email else "is not known"
            yield f"{self.body.id}: its mail address {why}, so its mail has no “To”."
        if self.body.status in _GONE:
            yield f"{self.body.id}: stakeholders.yaml says “{self.body.status}”. Look whether it is to be reminded."
        if self.body.language not in {None, self.language}:
            yield f"{self.body.id}: the concept has no text in “{self.body.language}”, so its mail is in “{self.language}”."
        concept = self.desk.project.concept.record
        title = in_language(concept.title, self.language, concept.working_language)
        occurs = Occurring("\n".join(self._lines(title, "")))
        others = (each.record for each in self.desk.project.stakeholders if each.record.id not in {self.body.id, lead.id})
        naming = [each.id for each in others if any(name in occurs for name in names_of(each))]
        if naming:
            yield f"{self.body.id}: what it was asked names others: {', '.join(naming)}. Look whether it may read that."
