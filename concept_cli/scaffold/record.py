"""A new meeting, group, instruction, round of approval, act or plan: an entry at the end of its list in records/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.load import ACTS, APPROVALS, GROUPS, INSTRUCTIONS, MEETINGS, ROAD_MAPS, load
from concept_cli.model import Project, shorten
from concept_cli.scaffold.lists import Value, with_entry
from concept_cli.scaffold.section import Addition, refuse_taken
from concept_cli.scaffold.values import new_id, one_line
from concept_cli.sources import Source, bytes_of
from concept_cli.store import Write, digest

LISTS: Final = MappingProxyType(
    {
        "meeting": (MEETINGS, "meetings"),
        "group": (GROUPS, "groups"),
        "instruction": (INSTRUCTIONS, "instructions"),
        "approval": (APPROVALS, "approvals"),
        "act": (ACTS, "acts"),
        "plan": (ROAD_MAPS, "road-maps"),
    }
)
"""In which file, and in which list of it, each kind of record stands."""
_WORDS: Final = frozenset({"title", "name", "text"})
"""Fields that hold what was typed in one line."""
_BODIES: Final = MappingProxyType({"assignees": "body", "members": "who"})
"""Lists of entries, and the field of each entry that names a body."""
_NAMING: Final = frozenset({"issuer", "owner", "chair", "secretary", "bodies", "prepared-by", *_BODIES})
"""Fields that name bodies."""


def new_record(source: Source, kind: str, id: str, fields: Mapping[str, str | Iterable[str]]) -> Addition:
    """An entry with those of its fields that are not empty, in their order; days and times are those of the schema already.

    Of several bodies that carry an instruction out, the first is the lead. ConceptError when the id is none or taken, when a body is not
    in stakeholders.yaml, or when the file cannot be added to.
    """
    new_id(id, kind)
    project = load(source, lambda _: None)
    refuse_taken(project, id)
    entry: dict[str, Value] = {"id": id}
    for name, value in fields.items():
        if value:
            entry[name] = _value(project, name, value)
    path, listed = LISTS[kind]
    old = bytes_of(source, path)
    content = with_entry(path, old or b"", listed, entry)
    return Addition({path: Write(content, None if old is None else digest(old))})


def _value(project: Project, name: str, value: str | Iterable[str]) -> Value:
    if isinstance(value, str):
        if name in _NAMING:
            _refuse_unknown(project, value)
        return one_line(value, name) if name in _WORDS else value
    bodies = list(dict.fromkeys(value))
    for each in bodies:
        _refuse_unknown(project, each)
    if name not in _BODIES:
        return bodies
    entries = [{_BODIES[name]: each} for each in bodies]
    if name == "assignees" and len(entries) > 1:
        entries[0]["lead"] = "true"
    return entries


def _refuse_unknown(project: Project, id: str) -> None:
    known = [each.record.id for each in project.stakeholders]
    if id not in known:
        near = get_close_matches(id, known, 1)
        hint = f"Did you mean {near[0]}?" if near else f'Add it: concept new stakeholder {shorten(id)} --name "…"'
        raise ConceptError(f"There is no stakeholder “{shorten(id)}” in stakeholders.yaml.", hint)
