"""A project and its release to the facts that the papers of the release tell, in the words of one language.

Facts are words, numbers, and lists and mappings of these. Whatever the records do not say is empty: the papers leave it blank, or say that
it is not stated. Of contributions only those are counted that may be published; of contacts, letters and notes nothing is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from concept_cli.exchange.desk import Desk
from concept_cli.exchange.disagreements import disagreements
from concept_cli.exchange.letters import closed, day_words
from concept_cli.exchange.matrix import public
from concept_cli.exchange.sittings import capital
from concept_cli.ledger.states import State, state
from concept_cli.model import (
    DISPOSITIONS,
    PERIODS,
    Approval,
    Contribution,
    Discussion,
    Executor,
    Group,
    Indicator,
    Instruction,
    Measure,
    Moment,
    Recurrence,
    Reporting,
    Round,
    Time,
    Unknown,
)
from concept_cli.model.spans import UNKNOWN
from concept_cli.model.telling import Telling
from concept_cli.wording.approval import approval_term, days_words, language_words, pages_words
from concept_cli.wording.contributions import contribution_term
from concept_cli.wording.numbers import number_words, value_words
from concept_cli.wording.terms import month_name

Fact = Mapping[str, Any]
BLANK: Final = "_" * 20
SHORT_BLANK: Final = "_" * 6
"""Where something, or a number, is to be filled in by hand. Longer ones would be broken at the end of a line."""


@dataclass(frozen=True, slots=True)
class Release:
    """The document at a moment, as it goes out under a label.

    ``kind`` is draft, public or final; ``previous`` the label of the release before it, empty for the first; ``changes`` are sentences, in
    the language of the papers, about what changed since; ``pages`` count those of each language; ``files`` have names and sizes in bytes.
    """

    label: str
    kind: str
    day: date
    previous: str = ""
    changes: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)


class Facts:
    """What is known of a release and its project, in one language."""

    def __init__(self, desk: Desk, release: Release, language: str) -> None:
        self.desk = desk
        files = {closed(name): size for name, size in release.files.items()}
        self.release = replace(release, label=closed(release.label), previous=closed(release.previous), files=files)
        self.language = language
        self.telling = Telling(desk.project, language)
        self.public, self.hidden = public(desk.contributions.values())
        self.states: Sequence[tuple[Contribution, State]] = [(each, state(each)) for each in self.public]

    def term(self, key: str, **values: object) -> str:
        """A term of the papers in the language."""
        return approval_term(key, self.language, **values)

    def name(self, id: str | None) -> str:
        """The full name of a body; the id when nobody has it, nothing for none."""
        found = self.telling.bodies.get(id or "")
        return self.telling.words(found.name) if found else id or ""

    def known(self, text: Mapping[str, str] | None) -> str:
        """A text by language; empty for none, and for one that is said to be unknown."""
        return "" if text and text.get("") == UNKNOWN else self.telling.words(text)

    def when(self, time: Time | Unknown | None) -> str:
        """A time of the records in words; empty when it is not known, and for what only its author can put into words."""
        match time:
            case None | Unknown():
                return ""
            case Moment():
                return day_words(time.day, self.language)
        return self.telling.time(time)

    # -- every paper

    def of_release(self) -> Fact:
        """What every paper tells: of what it is, who answers for the text, and what is filled in by hand."""
        concept, release = self.desk.project.concept.record, self.release
        period = concept.period
        return {
            "blank": BLANK,
            "short_blank": SHORT_BLANK,
            "title": self.telling.words(concept.title),
            "lead": self.name(concept.lead_body),
            "years": f"{period.start}–{period.end}" if period else "",
            "label": release.label,
            "stage": release.kind,
            "kind": self.term(f"kind-{release.kind}"),
            "day": day_words(release.day, self.language),
            "pages": [
                {"language": language_words(each, self.language), "count": pages_words(count, self.language)}
                for each, count in release.pages.items()
            ],
        }

    # -- the approving act

    def of_act(self) -> Fact:
        """What the act says: who carries out which measure by when, and who reports of it to whom how often."""
        measures = self.measures()
        rows = [
            {
                "number": number,
                "name": self.telling.words(each.name),
                "executors": [self._executor(one, lead=one.lead and len(each.executors) > 1) for one in _lead_first(each)],
                "due": self.telling.when(each.due),
            }
            for number, each in enumerate(measures, 1)
        ]
        bodies = dict.fromkeys(self._executor(one) for each in measures for one in _lead_first(each))
        reports = [each.record for each in self.desk.project.reports]
        return {"measures": rows, "executors": [*bodies], "report": self._report(reports[0] if reports else None)}

    def measures(self) -> list[Measure]:
        """Measures in the order of the action plan: by direction, those of none last."""
        order = {each.record.id: number for number, each in enumerate(self.desk.project.directions)}
        found = (each.record for each in self.desk.project.measures)
        return sorted(found, key=lambda each: order.get(each.direction or "", len(order)))

    def _executor(self, executor: Executor, *, lead: bool = False) -> str:
        """A body that carries out a measure, as what it does so."""
        marks = (self.telling.term("lead") if lead else "", self.telling.term("by-agreement") if executor.by_agreement else "")
        return " ".join(filter(None, (self.name(executor.body), *marks)))

    def _report(self, report: Reporting | None) -> Fact:
        """A report: all that names its period comes from one field of its record, so that the act cannot contradict itself."""
        if report is None:
            return {"of": "", "after": "", "steps": []}
        steps = [
            {"by": [self.name(who) for who in each.by], "to": self.name(each.to), **self._days(report, each.due)}
            for each in report.steps
        ]
        of, after = (self.term(f"period-{case}-{report.period}") for case in ("of", "after"))
        return {"of": of, "after": after, "steps": steps}

    def _days(self, report: Reporting, due: Time) -> Fact:
        """By when a report is due: a day of the month behind its period, or days of the year; nothing where the record contradicts it."""
        if not isinstance(due, Recurrence) or times_a_year(due) != PERIODS[report.period]:
            return {"day_of_month": "", "days": ""}
        behind = {month % 12 + 1 for month in range(0, 12, 12 // PERIODS[report.period])}
        months, days = {month for month, _ in due.days}, {day for _, day in due.days}
        if len(days) == 1 and months in ({0}, behind):
            return {"day_of_month": str(*days), "days": ""}
        *first, last = [f"{day}\N{NO-BREAK SPACE}{month_name(month, self.language)}" for month, day in due.days] or [""]
        return {"day_of_month": "", "days": self.telling.term("and", first=", ".join(first), last=last) if first else last}

    # -- the explanatory note

    def of_note(self) -> Fact:
        """What the explanatory note tells: why, by whom, after asking whom, with which results, and for which money."""
        project = self.desk.project
        found = disagreements(self.desk)
        measures = self.measures()
        funded = [each for each in measures if self.telling.funding(each)]
        return {
            "instructions": [self._instruction(each.record) for each in project.instructions],
            "groups": [self._group(each.record) for each in project.groups],
            "rounds": [self._round(each.record) for each in project.rounds],
            "approvals": [self._approval(each.record) for each in project.approvals],
            "discussions": [self._discussion(each.record) for each in project.discussions],
            "received": len(self.public),
            "hidden": self.hidden,
            "dispositions": [{"name": name, "count": count} for name, count in self.dispositions()],
            "disagreements": len(found.shown),
            "disagreements_hidden": found.hidden,
            "indicators": [self._indicator(each.record) for each in project.indicators if each.record.target],
            "measures": len(measures),
            "funded": [{"name": self.telling.words(each.name), "funding": self.telling.funding(each)} for each in funded],
        }

    def dispositions(self) -> Iterator[tuple[str, int]]:
        """How many contributions were decided how, in the order in which decisions are listed; those not decided last."""
        counted = Counter("withdrawn" if found.name == "withdrawn" else found.disposition for _, found in self.states)
        for each in DISPOSITIONS:
            if counted[each]:
                yield capital(contribution_term(f"disposition-{each}", self.language)), counted[each]
        if counted[""]:
            yield capital(self.term("undecided")), counted[""]

    def _instruction(self, instruction: Instruction) -> Fact:
        return {
            "title": self.telling.words(instruction.title),
            "issuer": self.name(instruction.issuer),
            "issued": self.when(instruction.issued),
            "act": self.known(instruction.act),
            "text": self.known(instruction.text),
            "result": self.known(instruction.deliverable),
            "source": self._source(instruction.source),
        }

    def _source(self, id: str | None) -> str:
        found = next((each.record for each in self.desk.project.sources if each.record.id == id), None)
        if found is None:
            return id or ""
        day = self.telling.when({"": found.date}) if found.date else ""
        return ", ".join(filter(None, (self.telling.words(found.title), found.publisher, day)))

    def _group(self, group: Group) -> Fact:
        posts = {key: self.name(getattr(group, key)) for key in ("chair", "deputy", "secretary", "office")}
        members = sum(each.status == "joined" for each in group.members)
        return {"name": self.telling.words(group.name), "members": members, **posts}

    def _round(self, asked: Round) -> Fact:
        return {
            "draft": asked.draft,
            "sent": day_words(asked.sent, self.language),
            "due": day_words(asked.due, self.language),
            "days": days_words((asked.due - asked.sent).days, self.language),
            "bodies": [self.name(each) for each in asked.bodies],
        }

    def _approval(self, approval: Approval) -> Fact:
        answers = {each.body: each.result for each in sorted(approval.answers, key=lambda each: each.on)}
        results = Counter(answers.values())
        return {
            "title": self.telling.words(approval.title),
            "sent": day_words(approval.sent, self.language),
            "due": self.when(approval.due),
            "bodies": len(approval.bodies),
            "approved": results["approved"],
            "remarks": results["with-remarks"],
            "refused": results["refused"],
            "silent": sum(each not in answers for each in approval.bodies),
        }

    def _discussion(self, discussion: Discussion) -> Fact:
        return {
            "title": self.telling.words(discussion.title),
            "portal": discussion.portal or "",
            "opened": day_words(discussion.opened, self.language),
            "due": self.when(discussion.due),
            "comments": "" if discussion.comments is None else str(discussion.comments),
        }

    def _indicator(self, indicator: Indicator) -> Fact:
        start = indicator.baseline
        at = [value_words(start.value, start.bound, self.language), self.telling.when(start.period)] if start else []
        return {
            "name": self.telling.words(indicator.name),
            "unit": self.telling.words(indicator.unit),
            "start": ", ".join(filter(None, at)),
            "targets": [
                {"year": year, "value": number_words(value, self.language)} for year, value in sorted(indicator.targets.items())
            ],
        }


def _lead_first(measure: Measure) -> list[Executor]:
    return sorted(measure.executors, key=lambda each: not each.lead)


def times_a_year(due: Recurrence) -> int:
    """How often something is due in a year."""
    return len(due.days) if due.every == "year" and due.days else PERIODS[due.every] * max(len(due.days), 1)


def remarks(desk: Desk) -> Iterable[str]:
    """What should be known about the act: where the records leave its reports open."""
    reports = [each.record for each in desk.project.reports]
    if not reports:
        yield "records/reporting.yaml says nothing of reports, so their period and days are left blank in the approving act."
    for each in reports[1:]:
        yield f"The approving act tells of the report {reports[0].id} only, and not of {each.id}."
    for step in reports[0].steps if reports else ():
        if not isinstance(step.due, Recurrence) or times_a_year(step.due) != PERIODS[reports[0].period]:
            who = f"{', '.join(step.by)} reports to {step.to}"
            yield f"When {who} does not go with the period of the report {reports[0].id}: its days are left blank in the approving act."
