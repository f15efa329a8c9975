"""What records name by id: bodies and persons, sections, sources, meetings, groups, instructions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from concept_cli.checks.account import Account
from concept_cli.checks.ids import GENERATED
from concept_cli.checks.nearest import Known, hint, report_unknown
from concept_cli.diagnostics import Report, Rule
from concept_cli.model import Written, pointers
from concept_cli.wording import findings

_RULES: Final[Mapping[str, Rule]] = {
    "stakeholder": findings.UNKNOWN_STAKEHOLDER,
    "source": findings.DEAD_CITATION,
    "meeting": findings.UNKNOWN_MEETING,
}
_FILES: Final = {
    "stakeholder": "stakeholders.yaml",
    "source": "records/sources.yaml",
    "meeting": "records/meetings.yaml",
    "group": "records/groups.yaml",
    "instruction": "records/instructions.yaml",
}


def check_pointers(account: Account, report: Report) -> None:
    """Every id of something else in the records of meetings, instructions, approvals, plans, acts and reports leads somewhere."""
    project = account.project
    entries: dict[str, tuple[Written[Any], ...]] = {
        "stakeholder": project.stakeholders,
        "source": project.sources,
        "meeting": project.meetings,
        "group": project.groups,
        "instruction": project.instructions,
    }
    known = {what: Known(each.record.id for each in listed) for what, listed in entries.items()}
    known["section"] = Known({*GENERATED, *(each.id for each in project.fragments)})
    unread = {what for what, path in _FILES.items() if path in project.unread} | ({"section"} if project.strays else set())
    for written in _records(account):
        for pointer in pointers(written.record):
            ids = known[pointer.what]
            if pointer.id in ids or pointer.what in unread:
                continue
            place = written.place(*pointer.loc)
            if rule := _RULES.get(pointer.what):
                report_unknown(rule, place, pointer.id, ids, report)
            else:
                template = hint(findings.NO_SUCH_RECORD, near := ids.nearest(pointer.id))
                report(findings.NO_SUCH_RECORD.at(place, hint=template, kind=pointer.what, id=pointer.id, near=near))


def _records(account: Account) -> chain[Written[Any]]:
    project = account.project
    return chain(
        *(project.meetings, project.groups, project.instructions, project.approvals, project.discussions),
        *(project.road_maps, project.acts, project.reports),
    )
