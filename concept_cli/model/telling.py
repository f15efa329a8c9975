"""A project's records in the words of one language: times, bodies, sums of money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from concept_cli.model.plan import Measure
from concept_cli.model.project import Project, in_language
from concept_cli.model.records import Milestone, Stakeholder
from concept_cli.model.spans import NotATime, Permanent, Recurrence, Span, Time, Unknown
from concept_cli.model.times import read_time
from concept_cli.wording.numbers import money_words
from concept_cli.wording.terms import date_words, month_name, month_words, term

_ROMAN: Final = ("I", "II", "III", "IV")
_IN_WORDS: Final = re.compile(r"[^\W\d_]{2}")
"""Words, and not only the letter of 2025-Q4."""


def in_order(milestones: Iterable[Milestone]) -> list[Milestone]:
    """Milestones by their days, those without a known one last."""
    return sorted(milestones, key=lambda each: each.due.last if isinstance(each.due, Span) else date.max)


class Telling:
    """A project's records told in one language."""

    def __init__(self, project: Project, language: str) -> None:
        self.project = project
        self.language = language
        self.bodies: Mapping[str, Stakeholder] = {each.record.id: each.record for each in reversed(project.stakeholders)}

    def term(self, key: str, **values: object) -> str:
        """A term in the language."""
        return term(key, self.language, **values)

    def words(self, text: Mapping[str, str] | None) -> str:
        """A text by language, in the language told, else in the working one; empty for none."""
        return in_language(text, self.language, self.project.concept.record.working_language) if text else ""

    def when(self, when: Mapping[str, str] | None) -> str:
        """A time in words: as the language writes it, unless the author wrote words of this language; what is no time, as it is."""
        said = self.words(when)
        written = self.language if when and self.language in when else self.project.concept.record.working_language
        if written == self.language and _IN_WORDS.search(said):
            return said
        try:
            return self.time(read_time(said)) or said
        except NotATime:
            return said

    def time(self, time: Time) -> str:
        """A time in words; empty for moments and rules, which only their author can put into words."""
        match time:
            case Span():
                return self.span(time)
            case Permanent():
                return self.term("permanent")
            case Recurrence(every, days) if all(month for month, _ in days):
                named = [f"{day} {month_name(month, self.language)}" for month, day in days]
                last = self.term("and", first=", ".join(named[:-1]), last=named[-1]) if len(named) > 1 else "".join(named)
                return ", ".join(filter(None, (self.term(f"every-{every}"), last)))
            case _:
                return ""

    def span(self, found: Span) -> str:
        """A span of time in words."""
        match found.kind:
            case "day":
                return date_words(found.first, self.language)
            case "month":
                return month_words(found.first, self.language)
            case "quarter":
                return self.term("quarter", number=_ROMAN[found.first.month // 3], year=found.first.year)
            case "half":
                return self.term("half", number=_ROMAN[found.first.month // 6], year=found.first.year)
            case "year":
                return self.term("year", year=found.first.year)
        if all(each.kind == "year" for each in found.ends):
            return self.term("years", first=found.first.year, last=found.last.year)
        return " – ".join(self.span(each) for each in found.ends)

    def days(self, found: Span | Unknown) -> str:
        """Days of a calendar in words, or that they are not known."""
        return self.span(found) if isinstance(found, Span) else self.term("day-unknown")

    def body(self, id: str) -> str:
        """What a body is called in a table: its abbreviation, else its name; the id when nobody has it."""
        found = self.bodies.get(id)
        return self.words(found.abbreviation) or self.words(found.name) if found else id

    def executors(self, measure: Measure) -> str:
        """The bodies that carry out a measure, the lead first and named as such where there are several."""
        several = len(measure.executors) > 1
        ordered = sorted(measure.executors, key=lambda each: not each.lead)
        marks = (
            (
                self.body(each.body),
                self.term("lead") if each.lead and several else "",
                self.term("by-agreement") if each.by_agreement else "",
            )
            for each in ordered
        )
        return ", ".join(" ".join(filter(None, each)) for each in marks)

    def funding(self, measure: Measure) -> str:
        """What a measure costs, who pays, and for which years; empty when nothing of it is known."""
        funding = measure.funding
        if not funding:
            return ""
        amount = money_words(funding.amount, funding.currency, self.language) if funding.amount is not None else ""
        return "; ".join(filter(None, (amount, self.words(funding.source), self.when(funding.years))))
