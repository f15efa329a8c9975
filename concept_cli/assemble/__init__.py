"""Sections to the document: a project in one language becomes one tree, in the order of its outline.

Five steps, each a module or a function here: sections are put in order (this module), parts made from records are added
(:mod:`generated`), what leads nowhere is marked (:mod:`resolve`), every block gets its address (:mod:`addresses`), and numbers are given
last (:mod:`numbering`), so that two drafts can be compared before anything is numbered. For outputs that people read, :mod:`typography`
then sets the signs of the language.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from concept_cli.assemble.addresses import with_addresses
from concept_cli.assemble.charts import drawings, picture_target, picture_words
from concept_cli.assemble.generated import abbreviations_section, front, passport_section, sources_section
from concept_cli.assemble.numbering import numbered
from concept_cli.assemble.plan import record_table
from concept_cli.assemble.resolve import resolved
from concept_cli.assemble.typography import typeset
from concept_cli.diagnostics import ConceptError
from concept_cli.document import (
    Block,
    Blocks,
    Document,
    Figure,
    Heading,
    Reference,
    Section,
    Text,
    anchor,
    every_section,
    record_name,
    transform,
    transform_blocks,
    walk,
    words,
)
from concept_cli.model import Fragment, OutlineEntry, Project, SectionHead, in_language, outline_entries

__all__ = ["assemble", "drawings", "only_section", "typeset"]


def assemble(project: Project, language: str, errors: int = 0) -> Document:
    """The whole concept in a language; ``errors`` is the number that its outputs must own up to."""
    concept = project.concept.record
    sections = tuple(_section(project, each, language, 1) for each in outline_entries(concept.outline))
    if not any(section.role == "passport" for section in sections):
        sections = (passport_section(project, language), *sections)
    ending = (sources_section(project, language, sections), abbreviations_section(project, language, sections))
    document = front(project, language, errors, (*sections, *(each for each in ending if each is not None)))
    return numbered(with_addresses(resolved(document, project)))


def _section(project: Project, entry: OutlineEntry, language: str, depth: int) -> Section:
    """The section of an outline entry with everything nested in it; a missing translation shows the working text."""
    working = project.concept.record.working_language
    original = project.fragment(entry.id, working)
    translation = project.fragment(entry.id, language) if language != working else None
    shown = translation if translation and translation.blocks else original
    head = original.head.record if original and original.head else None
    role = head.role if isinstance(head, SectionHead) else "passport" if entry.id == "passport" else "custom"
    section = Section(
        id=entry.id,
        role=role,
        language=shown.language if shown else language,
        heading=Heading(level=depth, content=_title(project, entry.id, original, translation, language)),
        blocks=_made(project, _deepened(shown.blocks, depth), shown.language) if shown else (),
        notes=tuple(replace(each, blocks=_undrawn(each.blocks)) for each in shown.notes) if shown else (),
        sections=tuple(_section(project, each, language, depth + 1) for each in entry.entries),
        status=head.status if isinstance(head, SectionHead) else "",
        fallback=bool(shown and shown.blocks and shown.language != language),
    )
    if role != "passport":
        return section
    generated = passport_section(project, language)
    return replace(
        generated,
        heading=section.heading if shown else generated.heading,
        id=entry.id,
        blocks=(*generated.blocks, *section.blocks),
    )


def _title(project: Project, id: str, original: Fragment | None, translation: Fragment | None, language: str) -> tuple[Text, ...]:
    """The section's title in a language: from the working head, else from the translation's own; failing both, in another language."""
    head = original.head.record if original and original.head else None
    titles = head.title if isinstance(head, SectionHead) else {}
    own = translation.head.record.title if translation and translation.head else None
    words = titles.get(language) or (own if isinstance(own, str) else None)
    if not words:
        words = in_language(titles, language, project.concept.record.working_language) if titles else id
    return (Text(words=words, place=original.head.place("title") if original and original.head else None),)


def _deepened(blocks: Blocks, depth: int) -> Blocks:
    """The blocks of a fragment with their headings below the section's title, which has the level ``depth``."""

    def deepen(node: object) -> object:
        return replace(node, level=node.level + depth) if isinstance(node, Heading) else node

    return tuple(transform_blocks(block, deepen) for block in blocks)


def _made(project: Project, blocks: Blocks, language: str) -> Blocks:
    """The blocks of a fragment with tables and pictures from the records in place of the figures that ask for them."""

    def make(node: Any) -> Any:
        name = record_name(node.target) if isinstance(node, Figure) else ""
        if not name:
            return node
        caption = node.caption or ((Text(words=node.alt, place=node.place),) if node.alt else ())
        if table := record_table(project, name, language):
            return replace(table, id=node.id, caption=caption, place=node.place)
        alt = picture_words(project, name, language)
        if alt is None:
            return replace(node, target="")
        return replace(node, target=picture_target(name, language), alt=alt, caption=caption)

    return tuple(transform_blocks(block, make) for block in blocks)


def _undrawn(blocks: Blocks) -> Blocks:
    """The blocks of a note; what it asks for from the records has no room there, and is marked as missing (and reported)."""

    def leave(node: Any) -> Any:
        return replace(node, target="") if isinstance(node, Figure) and record_name(node.target) else node

    return tuple(transform_blocks(block, leave) for block in blocks)


def only_section(document: Document, id: str) -> Document:
    """The document reduced to one section and what it cites; numbers stay as they are. Of a redline it is the section at its new place,
    under the id that it has in either draft.

    Raises ConceptError for an unknown id.
    """
    sections = [*every_section(document.sections)]
    places = [node for node in sections if id in {node.id, dict(node.before).get("id")}]
    if not places:
        known = ", ".join(dict.fromkeys(node.id for node in sections))
        raise ConceptError(f"The concept has no section “{id}”.", f"Sections: {known}.")
    chosen = next((node for node in places if not (node.mark and node.mark.gone)), places[0])
    ending = tuple(each for each in document.sections if each.role in {"sources", "abbreviations"} and each is not chosen)
    reduced = replace(document, sections=(chosen, *ending))
    kept = {anchor(node) for node in walk(reduced) if isinstance(node, Block | Section)}

    def cut(node: object) -> object:
        if isinstance(node, Reference) and node.target not in kept:
            return Text(words=words(node.content) or node.shown)
        return node

    return replace(transform(reduced, cut), contents=tuple(each for each in document.contents if each.anchor in kept))
