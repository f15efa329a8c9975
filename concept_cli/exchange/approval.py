"""A release to the papers that are submitted with it: the release note, and the explanatory note, the table of disagreements and the draft
approving act of the approval package.

The package comes from templates, Markdown with Jinja2 in ``templates/approval/NAME.LANGUAGE.md``, which a project replaces file by file.
What they are given is words already, with every sign of Markdown escaped: so nothing that a stakeholder wrote is a template, or markup. A
paragraph with the id of a role of a letter (``{#subject}``) gets that role, and ``![](record:disagreements)`` is the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from concept_cli.assemble.plain import as_typed
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.document import Block, Blocks, Document, Figure, Heading, Paragraph, Section, Table, record_name, transform
from concept_cli.draft import Output
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.disagreements import disagreements, table
from concept_cli.exchange.facts import Fact, Facts, Release, remarks
from concept_cli.exchange.letters import closed, letter_outputs
from concept_cli.exchange.release_note import release_note
from concept_cli.markdown_words import literal
from concept_cli.model import shorten, style_values
from concept_cli.readers.markdown import read_markdown
from concept_cli.style import Style
from concept_cli.wording.approval import approval_term
from concept_cli.writers.frame import HINT, filled_markdown

__all__ = ["PAPERS", "PAPER_FORMATS", "Paper", "Release", "paper_outputs", "papers"]

PAPERS: Final = ("note", "explanatory-note", "disagreements", "approving-act")
"""The papers of a release, by name."""
PAPER_FORMATS: Final = ("docx", "pdf", "md")
"""What they can be written as."""
_OFFICIAL: Final = "official-kz"
"""The page style of what is submitted for approval."""
_FALLBACK: Final = "en"
"""The language whose template serves those that have none."""
_ROLES: Final = frozenset({"sender", "addressee", "subject", "line"})
"""What a paragraph may be in a letter."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a release: its name, the document that the usual writers draw, and what should be known about it."""

    name: str
    document: Document
    remarks: tuple[str, ...] = ()


def papers(desk: Desk, release: Release, language: str, style: Style) -> tuple[Paper, ...]:
    """The papers of a release in a language, in the order of :data:`PAPERS`, from the templates of a style.

    Raises ConceptError for a template that is broken.
    """
    facts = Facts(desk, release, language)
    shared = facts.of_release()
    found = disagreements(desk)
    tables = {"disagreements": table(desk, found.shown, language)}
    counts = {"shown": len(found.shown), "hidden": found.hidden}
    return (
        Paper("note", _document(facts, "note", release_note(facts))),
        Paper("explanatory-note", _filled(facts, style, "explanatory-note", {**shared, **facts.of_note()}, tables)),
        Paper("disagreements", _filled(facts, style, "disagreements", {**shared, **counts}, tables)),
        Paper(
            "approving-act", _filled(facts, style, "approving-act", {**shared, **facts.of_act()}, tables), tuple(remarks(desk))
        ),
    )


def paper_outputs(desk: Desk, made: Iterable[Paper], formats: Iterable[str], style: Style) -> Iterator[Output]:
    """The files of papers, named NAME.LANGUAGE.SUFFIX: the release note looks as the document does, all others as state papers do."""
    wanted, official = tuple(formats), replace(style, values=style_values(desk.project.styles, _OFFICIAL))
    for each in made:
        yield from letter_outputs(each.document, each.name, wanted, style if each.name == "note" else official)


def _filled(facts: Facts, style: Style, name: str, values: Fact, tables: Mapping[str, Table]) -> Document:
    """The paper that a template makes of facts."""
    path = f"approval/{name}.{facts.language}.md"
    path = path if path in style.files else f"approval/{name}.{_FALLBACK}.md"
    markdown = filled_markdown(style, path, {key: _escaped(value) for key, value in values.items()})
    found: list[Diagnostic] = []
    read = read_markdown(f"templates/{path}", markdown, 1, found.append)
    if wrong := [each for each in found if each.is_error]:
        where = f"line {wrong[0].place.line} of what it makes"
        raise ConceptError(f"templates/{path}: {where} is no Markdown that can be read: {wrong[0].message}", HINT)
    if read.notes:
        raise ConceptError(
            f"templates/{path}: what it makes has the footnote “{shorten(read.notes[0].label)}”; no paper has any", HINT
        )
    blocks = (transform(_placed(each, tables), lambda node: as_typed(node, set())) for each in read.blocks)
    return _document(facts, name, tuple(blocks))


def _escaped(value: Any) -> Any:
    """A fact in which every word is literal."""
    match value:
        case str():
            return literal(closed(value))
        case Mapping():
            return {key: _escaped(each) for key, each in value.items()}
        case list() | tuple():
            return [_escaped(each) for each in value]
    return value


def _placed(block: Block, tables: Mapping[str, Table]) -> Block:
    """A block of a template as it stands in the paper: a paragraph in its role, a table in its place."""
    if isinstance(block, Paragraph) and block.id in _ROLES:
        return replace(block, id="", role=block.id)
    if isinstance(block, Figure) and (name := record_name(block.target)) in tables:
        return tables[name]
    return block


def _document(facts: Facts, name: str, blocks: Blocks) -> Document:
    """Blocks as a paper: a letter, so without title page and contents."""
    concept, language = facts.desk.project.concept.record, facts.language
    title = facts.telling.words(concept.short_title or concept.title)
    named = approval_term("named", language, paper=approval_term(name, language), title=title)
    section = Section(id=name, role="letter", language=language, heading=Heading(level=1, content=()), blocks=blocks)
    id = f"{concept.id}-{name}"
    return Document(id=id, language=language, title="", short_title=named, edition=facts.release.label, sections=(section,))
