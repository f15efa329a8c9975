"""The files of contributions: where they lie, what their heads name, and whether they come too late for their section."""

from __future__ import annotations

from concept_cli.checks.account import Account
from concept_cli.checks.nearest import Known, report_unknown
from concept_cli.diagnostics import Report
from concept_cli.ledger.files import path_of, place_of
from concept_cli.model import WORDING_ONLY, Contribution
from concept_cli.wording import findings


def check_files(account: Account, report: Report) -> None:
    """Every contribution lies where it is looked for, under a number of its own; of two in its place, the earlier one keeps it."""
    first: dict[str, Contribution] = {}
    contributions = sorted(account.ledger.contributions, key=_is_astray)  # in the order of --renumber
    for each in (*contributions, *account.ledger.astray):
        if _is_astray(each):
            report(findings.CONTRIBUTION_FILE.at(place_of(each, "id"), id=each.id, path=_own_path(each)))
        if (other := first.setdefault(each.id, each)) is not each:
            report(findings.SAME_CONTRIBUTION.at(place_of(each, "id"), id=each.id, path=other.path))


def _own_path(contribution: Contribution) -> str:
    return path_of(contribution.head.stakeholder, contribution.id)


def _is_astray(contribution: Contribution) -> bool:
    return contribution.path != _own_path(contribution)


def check_names(account: Account, report: Report) -> None:
    """The bodies, the source and the draft that a head names are there."""
    project = account.project
    bodies = Known(each.record.id for each in project.stakeholders)
    sources = Known(each.record.id for each in project.sources)
    for each in account.ledger.contributions:
        head = each.head
        if "stakeholders.yaml" not in project.unread and not bodies.ids.issuperset((head.stakeholder, *head.on_behalf_of)):
            _bodies(each, bodies, report)
        if head.source and head.source not in sources and "records/sources.yaml" not in project.unread:
            report_unknown(findings.DEAD_CITATION, place_of(each, "source"), head.source, sources, report)
        if head.draft and head.draft not in account.ledger.drafts:
            report(findings.UNKNOWN_DRAFT.at(place_of(each, "draft"), label=head.draft))


def _bodies(contribution: Contribution, known: Known, report: Report) -> None:
    head, rule = contribution.head, findings.UNKNOWN_STAKEHOLDER
    if head.stakeholder not in known:
        report_unknown(rule, place_of(contribution, "stakeholder"), head.stakeholder, known, report)
    for index, id in enumerate(head.on_behalf_of):
        if id not in known:
            report_unknown(rule, place_of(contribution, "on-behalf-of", index), id, known, report)


def check_base(account: Account, report: Report) -> None:
    """An amendment holds the passage that it changes."""
    for each in account.ledger.contributions:
        if each.head.kind == "amendment" and not (each.head.place and each.parts.get("base")):
            report(findings.UNKNOWN_BASE.at(place_of(each, "kind"), stakeholder=each.head.stakeholder))


def check_frozen(account: Account, report: Report) -> None:
    """Nothing waits for a decision on a frozen section but what is about its wording."""
    project = account.project
    frozen = {(each.id, each.language) for each in project.fragments if each.head and each.head.record.status == "frozen"}
    for each in account.entries if frozen else ():
        head, place = each.contribution.head, each.contribution.head.place
        if place and (place.section, place.language) in frozen and head.type not in WORDING_ONLY and each.waits:
            where = place_of(each.contribution, "type" if head.type != "general" else "id")
            report(findings.FROZEN_SECTION.at(where, section=place.section, type=head.type, id=head.id))
