"""Who is named as owner, contributor or lead body, against stakeholders.yaml."""

from __future__ import annotations

from typing import Any

from concept_cli.checks.nearest import Known, report_unknown
from concept_cli.diagnostics import Report
from concept_cli.model import Project, SectionHead, Written
from concept_cli.wording import findings


def check_people(project: Project, report: Report) -> None:
    """Everybody named in a head or in concept.yaml stands in stakeholders.yaml."""
    if "stakeholders.yaml" in project.unread:
        return
    known = Known(each.record.id for each in project.stakeholders)
    _one(project.concept, "lead-body", project.concept.record.lead_body, known, report)
    for fragment in project.fragments:
        head = fragment.head
        if head is None or not isinstance(record := head.record, SectionHead):
            continue
        _one(head, "owner", record.owner, known, report)
        missing = set(record.contributors) - known.ids
        if missing:
            for index, typed in enumerate(head.raw.value["contributors"]):
                if isinstance(typed, str) and typed.strip() in missing:
                    report_unknown(findings.UNKNOWN_STAKEHOLDER, head.place("contributors", index), typed.strip(), known, report)


def _one(written: Written[Any], field: str, id: str | None, known: Known, report: Report) -> None:
    if id is not None and id not in known:
        report_unknown(findings.UNKNOWN_STAKEHOLDER, written.place(field), id, known, report)
