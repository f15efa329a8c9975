"""The project whole: outline against sections, translations against originals, languages, the profile's roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from concept_cli.checks.nearest import Known, folded, hint
from concept_cli.diagnostics import Diagnostic, Place, Report
from concept_cli.model import FACES, Project, SectionHead
from concept_cli.wording import findings

_DRAFT: Final = re.compile(r"(?<!\w)(?:draft|проект|жоба)(?!\w)", re.IGNORECASE)

Loc = tuple[str | int, ...]

PASSPORT = "passport"
"""The section that is generated, wherever the outline puts it."""


def check_outline(project: Project, report: Report) -> None:
    """Every entry of the outline has a text, every text an entry, and each stands in it once."""
    working = project.concept.record.working_language
    written = {each.id: each for each in project.fragments if each.language == working}
    first: dict[str, Place] = {}
    left_over = Known(written.keys() - {id for id, _ in outlined(project)})
    for id, loc in outlined(project):
        place = project.concept.raw.spot(*loc).key
        if id in first:
            hint = "a section stands in the outline once; take one of the two entries out"
            report(findings.DUPLICATE_ID.at(place, hint=hint, id=id, first=first[id]))
        elif id not in written and id != PASSPORT and (path := f"sections/{id}.md") not in project.unread:
            report(_unknown_section(project, place, id, path, left_over.nearest(id)))
        first.setdefault(id, place)
    for id, fragment in written.items():
        if id not in first:
            report(findings.NOT_IN_OUTLINE.at(Place(fragment.path), id=id))


def _unknown_section(project: Project, place: Place, id: str, path: str, near: str) -> Diagnostic:
    """The finding for an entry without a text, with the file that may be meant: a stray one, or a section outside the outline."""
    stray = next((each for each in sorted(project.strays) if folded(PurePosixPath(each).stem) == id), "")
    template = "is it “{stray}”? Rename it to {name}" if stray else hint(findings.UNKNOWN_SECTION, near)
    return findings.UNKNOWN_SECTION.at(place, hint=template, id=id, path=path, near=near, stray=stray, name=f"{id}.md")


def outlined(project: Project) -> Iterator[tuple[str, Loc]]:
    """The ids in the outline, in order, each with its path in concept.yaml. Refused entries are left out, and shift nobody's place."""
    raw = project.concept.raw.value
    accepted = _ids(project.concept.record.outline)
    waiting: list[tuple[Loc, Any]] = [(("outline",), raw.get("outline") if isinstance(raw, dict) else None)]
    while waiting:
        loc, entry = waiting.pop()
        if isinstance(entry, str):
            if entry.strip() in accepted:
                yield entry.strip(), loc
        elif isinstance(entry, list):
            waiting.extend(((*loc, index), each) for index, each in reversed(list(enumerate(entry))))
        elif isinstance(entry, dict):
            for id, inner in entry.items():
                if id in accepted:
                    yield id, (*loc, id)
                waiting.append(((*loc, id), inner if isinstance(inner, list) else None))


def _ids(items: tuple[Any, ...]) -> set[str]:
    found: set[str] = set()
    for item in items:
        if isinstance(item, str):
            found.add(item)
        else:
            for id, inner in item.items():
                found |= {id} | _ids(inner)
    return found


def check_translations(project: Project, report: Report) -> None:
    """A translation stands beside a text in the working language."""
    working = project.concept.record.working_language
    for fragment in project.fragments:
        path = f"sections/{fragment.id}.md"
        if fragment.language != working and project.fragment(fragment.id, working) is None and path not in project.unread:
            report(findings.NO_ORIGINAL.at(Place(fragment.path), id=fragment.id, path=path))


def check_languages(project: Project, report: Report) -> None:
    """Titles and translations are in languages that the concept has, the working language among them."""
    concept = project.concept
    if any(loc[:1] in {("languages",), ("working-language",)} for loc in concept.dropped):
        return  # which languages are meant is not known
    languages = concept.record.languages
    listed = ", ".join(languages)
    if concept.record.working_language not in languages:
        typed = "working-language" if ("working-language",) in concept.raw.spots else "languages"
        report(findings.UNKNOWN_LANGUAGE.at(concept.place(typed), language=concept.record.working_language, languages=listed))
    for fragment in project.fragments:
        if fragment.language not in {*languages, concept.record.working_language}:
            report(findings.UNKNOWN_LANGUAGE.at(Place(fragment.path), language=fragment.language, languages=listed))
    heads = [each.head.raw for each in project.fragments if each.head is not None]
    for raw in (concept.raw, *heads):
        for loc, spot in raw.spots.items():
            if len(loc) >= 2 and loc[-2] == "title" and isinstance(loc[-1], str) and loc[-1] not in languages:
                report(findings.UNKNOWN_LANGUAGE.at(spot.key, language=loc[-1], languages=listed))


def check_profile(project: Project, report: Report) -> None:
    """The profile exists, and every role that it asks for has a section (the passport is made from the records)."""
    name = project.concept.record.profile
    place = project.concept.place("profile")
    profile = project.profiles.get(name)
    if profile is None:
        report(findings.UNKNOWN_PROFILE.at(place, profile=name, profiles=", ".join(sorted(project.profiles))))
        return
    heads = [each.head for each in project.fragments if each.language == project.concept.record.working_language]
    if None in heads or project.unread:
        return  # what could not be read was reported; its role may be the missing one
    present = {each.record.role for each in heads if each and isinstance(each.record, SectionHead)} | {PASSPORT}
    for section in profile.sections:
        if section.required and section.role not in present:
            report(findings.MISSING_ROLE.at(place, profile=name, role=section.role))


def check_style(project: Project, report: Report) -> None:
    """The page style exists, and so does every style that one of the project's own extends; none extends itself on the way."""
    named = [(project.concept.record.style, project.concept.place("style"))]
    named += [(each.record.extends, each.place("extends")) for each in project.styles.values()]
    for name, place in named:
        if name not in project.styles:
            near = Known(project.styles).nearest(name)
            template = hint(findings.UNKNOWN_STYLE, near)
            report(
                findings.UNKNOWN_STYLE.at(place, hint=template, style=name, near=near, styles=", ".join(sorted(project.styles)))
            )
    for name, style in project.styles.items():
        for field in ("text-face", "heading-face", "label-face", "code-face"):
            if (face := style.record.values().get(field, FACES[0])) not in FACES:
                report(findings.FOREIGN_TYPEFACE.at(style.place(field), face=face, known=", ".join(FACES)))
        if name != "modern" and name in _extended(project, style.record.extends):
            report(findings.CIRCULAR_STYLE.at(style.place("extends"), style=name))


def _extended(project: Project, name: str) -> dict[str, None]:
    """The styles that give their values to whoever extends ``name``, nearest first."""
    seen: dict[str, None] = {}
    while name in project.styles and name not in seen:
        seen[name] = None
        name = project.styles[name].record.extends
    return seen


def check_edition(project: Project, report: Report) -> None:
    """A document that is final does not call itself a draft."""
    concept = project.concept.record
    for words in concept.edition.values() if concept.state == "final" and concept.edition else ():
        if _DRAFT.search(words):
            report(findings.FINAL_DRAFT.at(project.concept.place("edition"), edition=words))


def check_emptiness(project: Project, report: Report) -> None:
    """A section has a text, is marked as a stub, or gathers other sections under its title."""
    gathering = {step for _, loc in outlined(project) for step in loc[1:-1]}
    for fragment in project.fragments:
        head = fragment.head.record if fragment.head else None
        if (
            isinstance(head, SectionHead)
            and head.status != "stub"
            and not fragment.blocks
            and fragment.id not in gathering | {PASSPORT}
        ):
            report(findings.EMPTY_SECTION.at(Place(fragment.path)))
