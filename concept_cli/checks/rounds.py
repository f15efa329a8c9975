"""Rounds: what they point at, and what came outside of them."""

from __future__ import annotations

from concept_cli.checks.account import Account
from concept_cli.checks.nearest import Known, report_unknown
from concept_cli.diagnostics import Report
from concept_cli.ledger.files import place_of
from concept_cli.ledger.rounds import missed
from concept_cli.model import Round, Written
from concept_cli.wording import findings


def check_rounds(account: Account, report: Report) -> None:
    """A round asks bodies that are known about a draft that was frozen, and ends after it was sent."""
    project = account.project
    bodies = Known(each.record.id for each in project.stakeholders)
    for written in project.rounds:
        record = written.record
        unknown = set(record.bodies) - bodies.ids if "stakeholders.yaml" not in project.unread else set()
        for index, typed in enumerate(_typed_bodies(written) if unknown else ()):
            if isinstance(typed, str) and (id := typed.strip()) in unknown:
                report_unknown(findings.UNKNOWN_STAKEHOLDER, written.place("bodies", index), id, bodies, report)
        if record.draft not in account.ledger.drafts:
            report(findings.UNKNOWN_DRAFT.at(written.place("draft"), label=record.draft))
        if record.due < record.sent:
            report(findings.ROUND_DATES.at(written.place("due"), id=record.id, due=record.due, sent=record.sent))


def _typed_bodies(written: Written[Round]) -> list[object]:
    """The bodies of a round as they were typed, those that were refused among them."""
    typed = written.raw.value
    for step in written.root:
        typed = typed[step]
    return list(typed["bodies"])


def check_late(account: Account, report: Report) -> None:
    """What still waits for a decision came in one of the rounds in which its body was asked about the draft that it read."""
    of_draft: dict[str | None, list[Round]] = {}
    for written in account.project.rounds:
        if written.record.sent <= written.record.due:
            of_draft.setdefault(written.record.draft, []).append(written.record)
    for each in account.entries:
        head = each.contribution.head
        if each.waits and (late := missed(each.contribution, of_draft.get(head.draft, ()))):
            place = place_of(each.contribution, "received")
            report(findings.LATE.at(place, received=head.received, round=late.id, sent=late.sent, due=late.due))
