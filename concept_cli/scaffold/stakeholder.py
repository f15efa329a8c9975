"""A new stakeholder: an entry at the end of stakeholders.yaml."""

from __future__ import annotations

from concept_cli.diagnostics import ConceptError
from concept_cli.load import SECTIONS, load
from concept_cli.scaffold.lists import with_entry
from concept_cli.scaffold.section import Addition, refuse_taken
from concept_cli.scaffold.values import new_id, one_line
from concept_cli.sources import STAKEHOLDERS, Source, bytes_of
from concept_cli.store import Write, digest


def new_stakeholder(source: Source, id: str, name: str, kind: str | None) -> Addition:
    """An entry with a name and, when given, a kind. ConceptError when the id is none or taken, or the file cannot be added to."""
    new_id(id, "stakeholder")
    words = one_line(name, "name")
    project = load(source, lambda finding: None)
    refuse_taken(project, id)
    if bytes_of(source, f"{SECTIONS}/{id}.md") is not None:
        raise ConceptError(f"The id “{id}” is taken already, by the section {SECTIONS}/{id}.md.", "Choose another one.")
    old = bytes_of(source, STAKEHOLDERS)
    entry = {"id": id, "name": words, **({"kind": kind} if kind else {})}
    content = with_entry(STAKEHOLDERS, old or b"", "stakeholders", entry)
    return Addition({STAKEHOLDERS: Write(content, None if old is None else digest(old))})
