"""A new section: its fragment, and its place at the end of the outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.document import walk
from concept_cli.load import SECTIONS, load
from concept_cli.model import Project, entries, outline_ids
from concept_cli.readers.text import LIMIT
from concept_cli.scaffold.imported import Imported, as_comments, body_below
from concept_cli.scaffold.lists import with_entry
from concept_cli.scaffold.schemas import FOLDER, schema_line
from concept_cli.scaffold.values import field_line, new_id, one_line, quoted
from concept_cli.sources import CONCEPT, Source, bytes_of
from concept_cli.store import Write, digest

ADVICE: Final = "# Write the text below the second line “---”, then take out “status: stub”.\n"


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written for a new section or stakeholder, by path, and what the writer should know about it."""

    writes: dict[str, Write]
    remarks: tuple[str, ...] = ()


def new_section(source: Source, id: str, title: str | None, role: str | None, text: Imported | None) -> Addition:
    """A section with a title and, from an imported file, a text; without one it is a stub.

    ConceptError when the id is none or is taken, or when concept.yaml cannot be added to.
    """
    new_id(id, "section")
    words = one_line(title or (text.title if text else ""), "title")
    path = f"{SECTIONS}/{id}.md"
    if bytes_of(source, path) is not None:
        raise ConceptError(f"There is a section “{id}” already: {path}.", "Choose another id, or write in that file.")
    project = load(source, lambda finding: None)
    refuse_taken(project, id)
    line = schema_line("section", "../") if source.paths(FOLDER) else ""
    writes = {path: Write(_content(line, words, role, text), None)}
    if id not in outline_ids(project.concept.record.outline):
        concept = bytes_of(source, CONCEPT) or b""
        writes[CONCEPT] = Write(with_entry(CONCEPT, concept, "outline", id), digest(concept))
    kept = f"The fields in the head of that file stand as comments in the head of {path}."
    return Addition(writes, (kept,) if text and text.head else ())


def _content(line: str, title: str, role: str | None, text: Imported | None) -> bytes:
    body = body_below(title, text.body) if text else ""
    content = fragment(line, quoted(title), role, body, as_comments(text.head) if text else []).encode()
    if len(content) > LIMIT:
        raise ConceptError(
            f"With its head the section would have {len(content):,} bytes; at most {LIMIT:,} are read.", "Split the file."
        )
    return content


def fragment(line: str, title: str, role: str | None, body: str = "", comments: list[str] | None = None) -> str:
    """A fragment's text; ``title`` is YAML already, ``line`` the schema comment or nothing."""
    head = line + field_line("title", title) + (field_line("role", role) if role else "")
    head += "".join(f"{comment}\n" for comment in comments or [])
    if not body.strip():
        head += field_line("status", "stub") + ADVICE
    return f"---\n{head}---\n{body}"


def refuse_taken(project: Project, id: str) -> None:
    """ConceptError when something else in the project has the id."""
    taken = {each.record.id: each.place("id") for each in entries(project)}
    for number, milestone in enumerate(project.concept.record.milestones):
        taken.setdefault(milestone.id, project.concept.place("milestones", number, "id"))
    for fragment in project.fragments:
        for block in fragment.blocks:
            for node in walk(block):
                if (name := getattr(node, "id", "")) and (place := getattr(node, "place", None)):
                    taken.setdefault(name, place)
    if id in taken:
        raise ConceptError(f"The id “{id}” is taken already, at {taken[id]}.", "Ids are unique in a project: choose another one.")
