"""Ids: one namespace for sections, stakeholders, sources, milestones and the blocks of a language version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from concept_cli.checks.outline import outlined
from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.document import Block
from concept_cli.model import Fragment, Project, Written
from concept_cli.wording import findings

GENERATED = ("passport", "sources", "abbreviations")
"""Ids of the sections that nobody writes (a text of one's own may stand under the passport)."""

_RESERVED = "the generated section of that name"


def check_ids(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every id names one thing; of two the second is reported. A translation repeats the ids of its original.

    Sections come in the order of the outline; beside one of them, a file left outside is the copy.
    """
    first: dict[str, Place | str] = dict.fromkeys(GENERATED[1:], _RESERVED)
    for id, place in _record_ids(project):
        if id in first:
            report(findings.DUPLICATE_ID.at(place, id=id, first=first[id]))
        first.setdefault(id, place)
    first.setdefault("passport", _RESERVED)
    by_language = {each.language: dict(first) for each in readings}
    order = {id: number for number, (id, _) in enumerate(outlined(project))}
    for fragment, reading in sorted(
        zip(project.fragments, readings, strict=True), key=lambda pair: order.get(pair[0].id, len(order))
    ):
        taken = by_language[reading.language]
        for block in reading.named:
            if block.id in taken:
                report(findings.DUPLICATE_ID.at(place_of_id(fragment, reading, block), id=block.id, first=taken[block.id]))
            elif block.place is not None:
                taken[block.id] = block.place


def _record_ids(project: Project) -> Iterator[tuple[str, Place]]:
    working = project.concept.record.working_language
    for fragment in project.fragments:
        if fragment.language == working:
            yield fragment.id, Place(fragment.path)
    for stakeholder in project.stakeholders:
        yield stakeholder.record.id, stakeholder.place("id")
    raw = project.concept.raw.value
    known = {each.id for each in project.concept.record.milestones}
    for index, entry in enumerate((raw.get("milestones") or ()) if isinstance(raw, dict) and known else ()):
        if isinstance(entry, dict) and entry.get("id") in known:
            yield entry["id"], project.concept.place("milestones", index, "id")
    entries: tuple[Written[Any], ...] = (*project.sources, *project.indicators, *project.directions, *project.measures)
    for each in entries:
        yield each.record.id, each.place("id")


def place_of_id(fragment: Fragment, reading: Reading, block: Block) -> Place:
    """Where a block's ``{#id}`` was typed. The tree keeps the place of its words only, so the text is searched, which is rarely needed."""
    order = [each.place for each in reading.named if each.id == block.id]
    typed = [match.start() for match in re.finditer(re.escape(f"{{#{block.id}}}"), fragment.text)]
    if len(order) != len(typed):  # some more stand in code
        return block.place or Place(fragment.path)
    offset = typed[order.index(block.place)]
    return Place(fragment.path, fragment.text.count("\n", 0, offset) + 1, offset - fragment.text.rfind("\n", 0, offset))
