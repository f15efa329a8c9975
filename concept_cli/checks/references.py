"""What the text points at: ids of the document, and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from concept_cli.checks.ids import GENERATED
from concept_cli.checks.nearest import Known, hint
from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Diagnostic, Place, Report
from concept_cli.document import Block, Figure, Heading, Reference, Table
from concept_cli.model import Project
from concept_cli.wording import findings

_KINDS: Final[dict[type[Block], str]] = {Heading: "heading", Table: "table", Figure: "figure"}
"""What to give an id, where a block of that kind has it in another language."""


def check_references(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every cross-reference leads to a section or a block, in each language version that shows it."""
    if project.unread - {each.path for each in project.fragments}:
        return  # the ids in a file that could not be read are not known
    versions = _versions(project, readings)
    sections = {each.id for each in project.fragments} | set(GENERATED)
    known = {
        language: Known(sections.union(block.id for reading in shown.values() for block in reading.named))
        for language, shown in versions.items()
    }
    homes: dict[str, tuple[str, Block]] = {}
    for fragment, reading in zip(project.fragments, readings, strict=True):
        homes.update((block.id, (fragment.id, block)) for block in reading.named if block.id not in homes)
    showing: dict[str, list[str]] = {}
    for language, shown in versions.items():
        for reading in shown.values():
            showing.setdefault(reading.path, []).append(language)
    for reading in readings:
        languages = showing.get(reading.path, [])
        for reference in reading.references:
            dead = [each for each in languages if reference.target not in known[each]]
            if dead and reference.target in homes:
                home, block = homes[reference.target]
                report(_dead_in(dead, reading, reference, block, [versions[each].get(home) for each in dead]))
            elif dead:
                near = known[reading.language].nearest(reference.target)
                place = reference.place or Place(reading.path)
                template = hint(findings.DEAD_REFERENCE, near)
                report(findings.DEAD_REFERENCE.at(place, hint=template, id=reference.target, where="", near=near))


def _versions(project: Project, readings: tuple[Reading, ...]) -> dict[str, dict[str, Reading]]:
    """What each language version shows, by section: the translation that has a text, else the working text."""
    concept = project.concept.record
    texts: dict[str, dict[str, Reading]] = {each: {} for each in (concept.working_language, *concept.languages)}
    for fragment, reading in zip(project.fragments, readings, strict=True):
        if fragment.blocks or fragment.language == concept.working_language:
            texts.setdefault(fragment.language, {}).setdefault(fragment.id, reading)
    return {language: {**texts[concept.working_language], **own} for language, own in texts.items()}


def _dead_in(
    languages: list[str], reading: Reading, reference: Reference, block: Block, lacking: list[Reading | None]
) -> Diagnostic:
    """The finding for a reference to a block that some language versions lack; ``lacking`` is what they show in its place."""
    where = " and ".join(findings.VERSIONS.get(each, f"the version “{each}”") + f" ({each})" for each in languages)
    paths = " and ".join(dict.fromkeys(each.path for each in lacking if each is not None))
    template = "give {paths} a {kind} {{#{id}}}, or correct the reference" if paths else None
    return findings.DEAD_REFERENCE.at(
        reference.place or Place(reading.path),
        hint=template,
        id=reference.target,
        where=f" in {where}",
        paths=paths,
        kind=_KINDS.get(type(block), "paragraph"),
    )


def check_citations(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every citation in the text, and every ``source:`` of a record, names a source."""
    if "records/sources.yaml" in project.unread:
        return
    known = Known(each.record.id for each in project.sources)
    in_text = [(cite.source, cite.place or Place(reading.path)) for reading in readings for cite in reading.cites]
    for id, place in (*in_text, *_sources_of_records(project)):
        if id not in known:
            near = known.nearest(id)
            report(findings.DEAD_CITATION.at(place, hint=hint(findings.DEAD_CITATION, near), id=id, near=near))


def _sources_of_records(project: Project) -> Iterator[tuple[str, Place]]:
    for stakeholder in project.stakeholders:
        if stakeholder.record.source:
            yield stakeholder.record.source, stakeholder.place("source")
    raw = project.concept.raw.value
    named = {each.source for each in project.concept.record.milestones if each.source}
    for index, entry in enumerate((raw.get("milestones") or ()) if isinstance(raw, dict) and named else ()):
        if isinstance(entry, dict) and entry.get("source") in named:
            yield entry["source"], project.concept.place("milestones", index, "source")
