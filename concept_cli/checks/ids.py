"""Ids: one namespace for sections, stakeholders, records, milestones and the blocks of a language version."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from concept_cli.checks.outline import outlined
from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.model import Fragment, Project, entries
from concept_cli.wording import findings

GENERATED = ("passport", "sources", "abbreviations")
"""Ids of the sections that nobody writes (a text of one's own may stand under the passport)."""

_RESERVED = "the generated section of that name"
_PAGE = "the web page, whose own names begin with “_”"


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
        places = None
        for block in reading.named:
            if block.id in taken or block.id.startswith("_"):
                places = places_of_ids(fragment, reading) if places is None else places
                place = places.get((block.id, block.place)) or block.place or Place(fragment.path)
                report(findings.DUPLICATE_ID.at(place, id=block.id, first=taken.get(block.id, _PAGE)))
            elif block.place is not None:
                taken[block.id] = block.place


def _record_ids(project: Project) -> Iterator[tuple[str, Place]]:
    working = project.concept.record.working_language
    for fragment in project.fragments:
        if fragment.language == working:
            yield fragment.id, Place(fragment.path)
    for each in entries(project):
        yield each.record.id, each.place("id")
    raw = project.concept.raw.value
    known = {each.id for each in project.concept.record.milestones}
    for index, entry in enumerate((raw.get("milestones") or ()) if isinstance(raw, dict) and known else ()):
        if isinstance(entry, dict) and entry.get("id") in known:
            yield entry["id"], project.concept.place("milestones", index, "id")


def places_of_ids(fragment: Fragment, reading: Reading) -> dict[tuple[str, Place | None], Place]:
    """Where each ``{#id}`` was typed, by id and place of its block: the tree keeps the place of the words only.

    An id that stands in code as well is left out: its places cannot be told apart.
    """
    typed: dict[str, list[int]] = {}
    for match in re.finditer(r"\{#([^\s{}]+)\}", fragment.text):
        typed.setdefault(match[1], []).append(match.start())
    named: dict[str, list[Place | None]] = {}
    for block in reading.named:
        named.setdefault(block.id, []).append(block.place)
    starts = [0, *(match.end() for match in re.finditer("\n", fragment.text))]
    found = {}
    for id, places in named.items():
        for place, offset in zip(places, typed.get(id, ()), strict=False) if len(places) == len(typed.get(id, ())) else ():
            line = bisect_right(starts, offset)
            found[id, place] = Place(fragment.path, line, offset - starts[line - 1] + 1)
    return found
