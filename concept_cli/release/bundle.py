"""A project to its public sources: what the document is made of, field by field from a list of what may leave the house.

The bundle is a project itself, of which the same outputs can be built. What is not on the list is not in it: contacts, notes of the house,
owners and days of sections, contributions, meetings, comments in YAML, and bodies that the document does not name.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from concept_cli.assemble import assemble
from concept_cli.document import words
from concept_cli.ledger.reasons import names_of, word
from concept_cli.load import INDICATORS, MEASURES, SOURCES
from concept_cli.model import Fragment, Project, Written, outline_ids
from concept_cli.readers.fragment import split_head
from concept_cli.sources import CONCEPT, STAKEHOLDERS, TEMPLATES, Source

_CONCEPT: Final = (
    *("format", "id", "title", "short-title", "style", "paragraph-numbers", "period", "profile", "languages", "working-language"),
    *("time-zone", "country", "lead-body", "outline"),
)
_MILESTONE: Final = ("id", "title", "due", "done", "source")
_SECTION: Final = ("title", "role")
_STAKEHOLDER: Final = ("id", "name", "abbreviation", "aliases", "kind", "status")
_SOURCE: Final = ("id", "title", "publisher", "author", "date", "url", "accessed", "language", "note")
_INDICATOR: Final = ("id", "name", "unit", "scope", "collector", "target", "baseline", "targets", "observations")
_DIRECTION: Final = ("id", "name")
_MEASURE: Final = ("id", "direction", "name", "form", "due", "executors", "funding", "source")
_LOOKS: Final = (".css", ".html", ".js", ".xml", ".yaml")
"""Templates that decide what the document looks like."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file knows; the bundle has no days of its own."""

Record = dict[str, Any]


def bundle(project: Project, source: Source) -> bytes:
    """The public sources as a ZIP file: the same project and templates give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(_files(project, source)):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return held.getvalue()


def _files(project: Project, source: Source) -> Iterator[tuple[str, bytes]]:
    ids = frozenset(outline_ids(project.concept.record.outline))
    fragments = [each for each in project.fragments if each.id in ids]
    concept = _concept(project)
    records: dict[str, dict[str, list[Record]]] = {
        INDICATORS: {"indicators": _all(project.indicators, _INDICATOR)},
        MEASURES: {"directions": _all(project.directions, _DIRECTION), "measures": _all(project.measures, _MEASURE)},
    }
    shown = [words(assemble(project, language, 0)) for language in project.concept.record.languages]
    text = "\n".join((json.dumps([concept, records], ensure_ascii=False), *shown))
    bodies = [each for each in project.stakeholders if _is_named(each, text)]
    typed = text + "\n".join(each.text for each in fragments)
    cited = [each for each in project.sources if re.search(rf'@{each.record.id}(?![\w-])|"{each.record.id}"', typed)]
    records[SOURCES] = {"sources": _all(cited, _SOURCE)}
    records[STAKEHOLDERS] = {"stakeholders": _all(bodies, _STAKEHOLDER)}
    yield CONCEPT, _yaml(concept)
    for path, lists in records.items():
        if any(lists.values()):
            yield path, _yaml(lists)
    for fragment in fragments:
        yield fragment.path, _fragment(fragment)
    yield from ((path, content) for path, content in project.pictures.items() if isinstance(content, bytes))
    for path in source.paths(TEMPLATES):
        if path.endswith(_LOOKS) and (content := source.read(path)) is not None:
            yield path, content


def _concept(project: Project) -> Record:
    """concept.yaml under the label and in the state in which it is released."""
    record = project.concept.record
    typed = _chosen(project.concept.raw.value, _CONCEPT)
    milestones = [_chosen(each, _MILESTONE) for each in project.concept.raw.value.get("milestones") or ()]
    return {**typed, "edition": record.edition[""], "state": record.state, **({"milestones": milestones} if milestones else {})}


def _all(records: Iterable[Written[Any]], names: Iterable[str]) -> list[Record]:
    """Records as they were typed, with those of their fields that are public."""
    return [_chosen(_typed(each), names) for each in records]


def _typed(record: Written[Any]) -> Record:
    value = record.raw.value
    for step in record.root:
        value = value[step]
    found: Record = value
    return found


def _chosen(typed: Mapping[str, Any], names: Iterable[str]) -> Record:
    return {name: typed[name] for name in names if typed.get(name) is not None}


def _is_named(body: Written[Any], text: str) -> bool:
    """Whether a body stands in the public text or records, by a name or by its id."""
    return f'"{body.record.id}"' in text or any(word(name).search(text) for name in names_of(body.record))


def _fragment(fragment: Fragment) -> bytes:
    """A fragment with the public fields of its head, and its body as it is."""
    _, body, _ = split_head(fragment.path, fragment.text, lambda _: None)
    head = _chosen(fragment.head.raw.value, _SECTION) if fragment.head else {}
    return b"---\n" + _yaml(head) + b"---\n" + body.encode("utf-8")


def _yaml(record: Record) -> bytes:
    """Fields, a line each; and entries of lists of records, a line each."""
    return "".join(_lines(record)).encode("utf-8")


def _lines(record: Record) -> Iterator[str]:
    for name, value in record.items():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield f"{name}:\n" + "".join(f"  - {_flow(each)}\n" for each in value)
        else:
            yield f"{name}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
