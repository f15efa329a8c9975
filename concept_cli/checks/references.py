"""What the text points at: ids of the document, and sources."""

from __future__ import annotations

from collections.abc import Iterator

from concept_cli.checks.ids import GENERATED
from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.model import Project
from concept_cli.wording import findings


def check_references(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every cross-reference leads to a section or to a block of the same language version."""
    if project.unread - {each.path for each in project.fragments}:
        return  # the ids in a file that could not be read are not known
    sections = {each.id for each in project.fragments} | set(GENERATED)
    targets = {language: sections | _block_ids(project, readings, language) for language in {each.language for each in readings}}
    for reading in readings:
        for reference in reading.references:
            if reference.target not in targets[reading.language]:
                report(findings.DEAD_REFERENCE.at(reference.place or Place(reading.path), id=reference.target))


def _block_ids(project: Project, readings: tuple[Reading, ...], language: str) -> set[str]:
    """The ids of a language version: of its own texts, and of the working texts that stand in for missing ones."""
    working = project.concept.record.working_language
    own = {fragment.id for fragment in project.fragments if fragment.language == language and fragment.blocks}
    ids: set[str] = set()
    for fragment, reading in zip(project.fragments, readings, strict=True):
        if fragment.language == language or (fragment.language == working and fragment.id not in own):
            ids.update(each.id for each in reading.named)
    return ids


def check_citations(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every citation in the text, and every ``source:`` of a record, names a source."""
    if "records/sources.yaml" in project.unread:
        return
    known = {each.record.id for each in project.sources}
    for reading in readings:
        for cite in reading.cites:
            if cite.source not in known:
                report(findings.DEAD_CITATION.at(cite.place or Place(reading.path), id=cite.source))
    for id, place in _sources_of_records(project):
        if id not in known:
            report(findings.DEAD_CITATION.at(place, id=id))


def _sources_of_records(project: Project) -> Iterator[tuple[str, Place]]:
    for stakeholder in project.stakeholders:
        if stakeholder.record.source:
            yield stakeholder.record.source, stakeholder.place("source")
    raw = project.concept.raw.value
    named = {each.source for each in project.concept.record.milestones if each.source}
    for index, entry in enumerate((raw.get("milestones") or ()) if isinstance(raw, dict) and named else ()):
        if isinstance(entry, dict) and entry.get("source") in named:
            yield entry["source"], project.concept.place("milestones", index, "source")
