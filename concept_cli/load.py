"""A source to a project: every file read once, every slip reported, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar

from concept_cli.diagnostics import ConceptError, Diagnostic, Place, Report
from concept_cli.document import Figure, Image, record_name, walk
from concept_cli.history import manifest_path
from concept_cli.ledger.files import ORIGINALS, read_contribution
from concept_cli.model import (
    Acts,
    Approvals,
    Concept,
    Contribution,
    Fields,
    Fragment,
    Groups,
    Indicators,
    Instructions,
    Ledger,
    Measures,
    Meetings,
    PageStyle,
    Profile,
    Project,
    Reports,
    RoadMaps,
    Rounds,
    Sources,
    Stakeholders,
    Swaps,
    TranslationHead,
    Written,
)
from concept_cli.readers.fragment import NAME, read_fragment
from concept_cli.readers.pictures import why_not_shown
from concept_cli.readers.text import read_text
from concept_cli.readers.yaml import read_yaml
from concept_cli.schema import read_record
from concept_cli.sources import CONCEPT, CONTRIBUTIONS, ROUNDS, STAKEHOLDERS, Source, Unreadable, no_concept, templates
from concept_cli.wording import findings

SOURCES: Final = "records/sources.yaml"
INDICATORS: Final = "records/indicators.yaml"
MEASURES: Final = "records/measures.yaml"
MEETINGS: Final = "records/meetings.yaml"
GROUPS: Final = "records/groups.yaml"
INSTRUCTIONS: Final = "records/instructions.yaml"
APPROVALS: Final = "records/approvals.yaml"
ROAD_MAPS: Final = "records/road-maps.yaml"
ACTS: Final = "records/acts.yaml"
REPORTING: Final = "records/reporting.yaml"
WORKING_DAYS: Final = "records/working-days.yaml"
RECORD_FILES: Final = (CONCEPT, STAKEHOLDERS, SOURCES, INDICATORS, MEASURES)
"""What text and tables of the document are made from."""
SECTIONS: Final = "sections"
RELEASES: Final = "releases"
_CONTRIBUTION_DEPTH: Final = 2
_TEXTS: Final = (".md", ".markdown", ".txt", ".doc", ".docx", ".odt", ".rtf", ".pdf")
PROFILES: Final = "profiles"
STYLES: Final = "styles"

R = TypeVar("R", bound=Fields)
Known = Mapping[tuple[str, str], Fragment]
"""Fragments that were read before, by path and by the digest of their bytes."""


def load(source: Source, report: Report, known: Known | None = None) -> Project:
    """The project at a source. Findings go to ``report``; ConceptError when there is no concept.yaml that can be used.

    A fragment that is ``known`` is not read again, and nothing is reported of it.
    """
    found: list[Any] = []

    def note(finding: Any) -> None:
        found.append(finding)
        report(finding)

    concept = _record(source, CONCEPT, Concept, note)
    if concept is None:
        if not found:
            raise no_concept()
        raise ConceptError("concept.yaml cannot be used, so nothing else was looked at.", "Mend it first.", tuple(found))
    fragments = _fragments(source, concept.record, note, known)
    plan = _record(source, MEASURES, Measures, note)
    approvals = _record(source, APPROVALS, Approvals, note)
    return Project(
        concept=concept,
        fragments=fragments,
        stakeholders=_entries(_record(source, STAKEHOLDERS, Stakeholders, note), "stakeholders"),
        sources=_entries(_record(source, SOURCES, Sources, note), "sources"),
        indicators=_entries(_record(source, INDICATORS, Indicators, note), "indicators"),
        directions=_entries(plan, "directions"),
        measures=_entries(plan, "measures"),
        rounds=_entries(_record(source, ROUNDS, Rounds, note), "rounds"),
        meetings=_entries(_record(source, MEETINGS, Meetings, note), "meetings"),
        groups=_entries(_record(source, GROUPS, Groups, note), "groups"),
        instructions=_entries(_record(source, INSTRUCTIONS, Instructions, note), "instructions"),
        approvals=_entries(approvals, "approvals"),
        discussions=_entries(approvals, "discussions"),
        road_maps=_entries(_record(source, ROAD_MAPS, RoadMaps, note), "road-maps"),
        acts=_entries(_record(source, ACTS, Acts, note), "acts"),
        reports=_entries(_record(source, REPORTING, Reports, note), "reports"),
        swaps=_record(source, WORKING_DAYS, Swaps, note),
        profiles={name: each.record for name, each in _templates(source, PROFILES, Profile, note).items()},
        styles=page_styles(source, note),
        pictures=_pictures(source, fragments),
        unread=frozenset(each.place.path for each in found if each.rule.stops),
        faulty=frozenset(each.place.path for each in found if each.is_error),
        strays=frozenset(each.place.path for each in found if each.rule is findings.STRAY_FILE),
    )


def load_contributions(source: Source, report: Report) -> tuple[Contribution, ...]:
    """The contributions at a source, in the order in which they were received. What else lies beside them is left alone."""
    return _contributions(source, filter(_is_contribution, source.paths(CONTRIBUTIONS)), report)


def contribution_paths(source: Source) -> tuple[str, ...]:
    """The files of contributions at a source."""
    return tuple(filter(_is_contribution, source.paths(CONTRIBUTIONS)))


def load_contribution(source: Source, path: str, report: Report) -> Contribution | None:
    """The contribution in a file; None when it cannot be read."""
    return next(iter(_contributions(source, (path,), report)), None)


def load_ledger(source: Source, report: Report) -> Ledger:
    """The contributions at a source with what has to be known to check them. What is no contribution is left alone where none belongs."""
    found: list[Diagnostic] = []
    paths = [each for each in source.paths(CONTRIBUTIONS) if each.endswith(".md") and f"/{ORIGINALS}/" not in each]
    contributions = _contributions(source, filter(_is_contribution, paths), found.append)
    astray = _contributions(source, (each for each in paths if not _is_contribution(each)), lambda _: None)
    for each in found:
        report(each)
    labels = ((path, path.split("/")[1]) for path in source.paths(RELEASES))
    return Ledger(
        contributions,
        drafts=frozenset(label for path, label in labels if path == manifest_path(label)),
        astray=astray,
        faulty=frozenset(each.place.path for each in found if each.is_error),
    )


def _is_contribution(path: str) -> bool:
    return path.endswith(".md") and path.count("/") == _CONTRIBUTION_DEPTH


def _contributions(source: Source, paths: Iterable[str], report: Report) -> tuple[Contribution, ...]:
    texts = ((path, _text(source, path, report)) for path in paths)
    found = filter(None, (read_contribution(path, text, report) for path, text in texts if text is not None))
    return tuple(sorted(found, key=lambda each: (each.head.received, each.id, each.path)))


def _text(source: Source, path: str, report: Report) -> str | None:
    """A file's text, or None: absent (no finding) or unreadable (a finding)."""
    try:
        content = source.read(path)
    except Unreadable as error:
        report(findings.UNREADABLE.at(Place(path), hint=error.remedy or None, reason=str(error)))
        return None
    return None if content is None else read_text(path, content, report)


def _record(source: Source, path: str, kind: type[R], report: Report) -> Written[R] | None:
    text = _text(source, path, report)
    raw = None if text is None else read_yaml(path, text, report)
    return None if raw is None else read_record(raw, kind, report)


def _entries(written: Written[Any] | None, name: str) -> tuple[Written[Any], ...]:
    """The entries of a list record, each with its own places; entries that were refused still count in the file."""
    if written is None:
        return ()
    typed = written.raw.value.get(name) if isinstance(written.raw.value, dict) else None
    kept = (index for index in range(len(typed or ())) if (name, index) not in written.dropped)
    return tuple(
        Written(entry, written.raw, (name, index), written.dropped)
        for entry, index in zip(getattr(written.record, name.replace("-", "_")), kept, strict=False)
    )


def known_fragments(project: Project, source: Source) -> Known:
    """The fragments of a project in which nothing was refused, for the loading of another draft of it."""
    sound = (each for each in project.fragments if each.path not in project.faulty)
    return {(each.path, digest): each for each in sound if (digest := source.digest(each.path))}


def _fragments(source: Source, concept: Concept, report: Report, known: Known | None) -> tuple[Fragment, ...]:
    fragments = []
    for path in source.paths(SECTIONS):
        name = path.removeprefix(f"{SECTIONS}/")  # with the folder, if it lies in one: then it is no fragment
        match = NAME.fullmatch(name)
        if not match:
            if name.lower().endswith(_TEXTS) and not name.startswith("."):
                report(findings.STRAY_FILE.at(Place(path)))
            continue
        language = match[2] or concept.working_language
        translation = language != concept.working_language
        before = known.get((path, source.digest(path) or "")) if known else None
        if before and before.language == language and _is_translation(before) == translation:
            fragments.append(before)
            continue
        text = _text(source, path, report)
        if text is None:
            continue
        fragments.append(read_fragment(path, match[1], language, text, report, translation=translation))
    return tuple(fragments)


def _is_translation(fragment: Fragment) -> bool:
    return fragment.head is not None and isinstance(fragment.head.record, TranslationHead)


def page_styles(source: Source, report: Report) -> dict[str, Written[PageStyle]]:
    """The page styles by name: the toolkit's, and the project's own; one of the same name as the toolkit's says what differs from it."""
    styles = _templates(source, STYLES, PageStyle, report)
    for name, base in _templates(templates(), STYLES, PageStyle, report).items():
        own = styles[name].record
        missing = {field: value for field, value in base.record if getattr(own, field) is None}
        styles[name] = replace(styles[name], record=own.model_copy(update=missing))
    return styles


def _templates(source: Source, folder: str, kind: type[R], report: Report) -> dict[str, Written[R]]:
    """The records in a folder of templates by file name: the toolkit's, and the project's own over them."""
    found = {}
    for origin, top in ((templates(), folder), (source, f"templates/{folder}")):
        for path in origin.paths(top):
            if (
                path.endswith(".yaml")
                and path.count("/") == top.count("/") + 1
                and (written := _record(origin, path, kind, report))
            ):
                found[PurePosixPath(path).stem] = written
    return found


def _pictures(source: Source, fragments: tuple[Fragment, ...]) -> dict[str, bytes | str]:
    """Every picture that the fragments name: its bytes, or why it cannot be shown."""
    pictures: dict[str, bytes | str] = {}
    for fragment in fragments:
        for block in (*fragment.blocks, *fragment.notes):
            for node in walk(block):
                if isinstance(node, Figure | Image) and node.target and not record_name(node.target):
                    pictures[node.target] = pictures.get(node.target) or _picture(source, node.target)
    return pictures


def _picture(source: Source, path: str) -> bytes | str:
    try:
        content = source.read(path)
    except Unreadable as error:
        return f"cannot be read: {error}"
    if content is None:
        return "is not there"
    return why_not_shown(content) or content
