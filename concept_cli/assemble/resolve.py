"""Cross-references, citations and calls of notes: what they lead to, and a visible mark on what leads nowhere."""

from __future__ import annotations

from dataclasses import replace

from concept_cli.assemble.generated import cited_sources
from concept_cli.document import (
    Block,
    Broken,
    Citation,
    Document,
    Figure,
    Image,
    Node,
    NoteReference,
    Reference,
    Section,
    every_section,
    record_name,
    transform,
    transform_blocks,
    walk,
    words,
)
from concept_cli.model import Project


def resolved(document: Document, project: Project) -> Document:
    """The document with source numbers in its citations, one owner for each id, and Broken nodes for what is missing."""
    document = _unique_ids(document)
    ids = {node.id for node in walk(document) if isinstance(node, Block | Section) and node.id}
    known = {each.record.id for each in project.sources}
    numbers = {id: number for number, id in enumerate((each for each in cited_sources(document.sections) if each in known), 1)}
    shown = {path for path, content in project.pictures.items() if isinstance(content, bytes)}
    return replace(document, sections=tuple(_resolved_section(each, ids, numbers, shown) for each in document.sections))


def _resolved_section(section: Section, ids: set[str], numbers: dict[str, int], pictures: set[str]) -> Section:
    """A section with its own notes (labels of notes hold within their section)."""
    labels = {note.label for note in section.notes}

    def mend(node: Node) -> Node:
        match node:
            case Reference() if node.target not in ids:
                # the author's own words for it stay, and the mark says what is wrong with them
                return Broken(words=f"{words(node.content)} [#{node.target}]".lstrip(), place=node.place)
            case NoteReference() if node.label not in labels:
                return Broken(words=f"[^{node.label}]", place=node.place)
            case Citation() if any(cite.source not in numbers for cite in node.cites):
                return Broken(words="[" + "; ".join(f"@{cite.source}" for cite in node.cites) + "]", place=node.place)
            case Citation():
                return replace(node, cites=tuple(replace(cite, number=numbers[cite.source]) for cite in node.cites))
            case Figure() | Image() if node.target not in pictures and not record_name(node.target):
                return replace(node, target="")
        return node

    nested = tuple(_resolved_section(each, ids, numbers, pictures) for each in section.sections)
    return replace(transform(replace(section, sections=()), mend), sections=nested)


def _unique_ids(document: Document) -> Document:
    """Of blocks with one id the first keeps it: links lead to one place only. Names that begin with "_" are the page's. (Reported.)"""
    taken: set[str] = {each.id for each in every_section(document.sections)}

    def claim(node: Node) -> Node:
        if isinstance(node, Block) and node.id:
            if node.id in taken or node.id.startswith("_"):
                return replace(node, id="")
            taken.add(node.id)
        return node

    return transform_blocks(document, claim)
