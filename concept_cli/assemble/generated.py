"""Parts that nobody types: title page, passport, list of sources, list of abbreviations, made from the records.

The passport repeats what stands elsewhere (period, bodies, dates), so it is generated: typed by hand it would drift from the text.
"""

from __future__ import annotations

import re
from typing import Final

from concept_cli.document import (
    Block,
    Cell,
    Citation,
    Definition,
    DefinitionList,
    Document,
    Heading,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    Meaning,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    walk,
    words,
)
from concept_cli.model import Project, Source, in_language
from concept_cli.model.telling import Telling, in_order
from concept_cli.wording.terms import LANGUAGE_NAMES, rough_date_words, term

SOURCE_ID: Final = "source-{id}"
"""The id of a source's entry in the list of sources."""


def front(project: Project, language: str, errors: int, sections: tuple[Section, ...]) -> Document:
    """The document with its title page."""
    concept = project.concept.record
    return Document(
        id=concept.id,
        language=language,
        title=in_language(concept.title, language, concept.working_language),
        short_title=in_language(concept.short_title, language, concept.working_language) if concept.short_title else "",
        edition=in_language(concept.edition, language, concept.working_language),
        state=concept.state,
        margin=concept.state != "final" if concept.paragraph_numbers is None else concept.paragraph_numbers,
        period=f"{concept.period.start}–{concept.period.end}" if concept.period else "",
        body=_name(project, concept.lead_body, language) if concept.lead_body else "",
        sections=sections,
        errors=errors,
    )


def _name(project: Project, id: str, language: str) -> str:
    """A stakeholder's name in a language; the id when nobody has it."""
    working = project.concept.record.working_language
    found = next((each.record for each in project.stakeholders if each.record.id == id), None)
    return in_language(found.name, language, working) if found else id


def _text(value: str) -> Inlines:
    return (Text(words=value),)


def _lines(values: list[str]) -> Inlines:
    """Several texts, one a line; a semicolon ends each but the last, or a long one's second line would look like a text of its own."""
    made: list[Inline] = []
    for at, value in enumerate(values, 1):
        made += [*([LineBreak()] if made else []), Text(words=value + ";" if at < len(values) else value)]
    return tuple(made)


# ----------------------------------------------------------------- passport


def passport_section(project: Project, language: str) -> Section:
    """The passport: a table of what the records say, each row with an address of its own (``passport#period``)."""
    rows = tuple(
        Row(cells=(Cell(content=_text(term(key, language))), Cell(content=content)), address=f"passport.{language}#{key}")
        for key, content in _passport(project, language)
    )
    head = Row(cells=(Cell(content=_text(term("field", language))), Cell(content=_text(term("content", language)))))
    return Section(
        id="passport",
        role="passport",
        language=language,
        heading=Heading(level=1, content=_text(term("passport", language))),
        blocks=(Table(alignments=("", ""), head=(head,), rows=rows),),
    )


def _passport(project: Project, language: str) -> list[tuple[str, Inlines]]:
    concept = project.concept.record
    unknown = _text(term("not-set", language))
    bodies = [each.record for each in project.stakeholders if not each.record.kind.startswith("person")]
    joined = [_name(project, each.id, language) for each in bodies if each.status == "joined"]
    names = [LANGUAGE_NAMES.get(each, each) for each in concept.languages]
    return [
        ("name", _text(in_language(concept.title, language, concept.working_language))),
        ("edition", _text(in_language(concept.edition, language, concept.working_language))),
        ("period", _text(f"{concept.period.start}–{concept.period.end}") if concept.period else unknown),
        ("lead-body", _text(_name(project, concept.lead_body, language)) if concept.lead_body else unknown),
        ("languages", _text(", ".join(names))),
        ("participants", _lines(joined) or unknown),
        ("milestones", _lines(_milestones(project, language)) or unknown),
    ]


def _milestones(project: Project, language: str) -> list[str]:
    telling = Telling(project, language)
    return [f"{telling.days(each.due)}: {telling.words(each.title)}" for each in in_order(project.concept.record.milestones)]


# ------------------------------------------------------------------ sources


def cited_sources(sections: tuple[Section, ...]) -> list[str]:
    """The ids of all sources that the text cites, in the order of their first citation; notes follow their section."""
    seen: dict[str, None] = {}
    for section in sections:
        for node in walk(section):
            if isinstance(node, Citation):
                seen.update(dict.fromkeys(cite.source for cite in node.cites))
    return list(seen)


def sources_section(project: Project, language: str, sections: tuple[Section, ...]) -> Section | None:
    """The list of all sources that are cited, numbered in the order of their first citation; None when nothing is."""
    known = {each.record.id: each.record for each in reversed(project.sources)}
    cited = [known[id] for id in cited_sources(sections) if id in known]
    if not cited:
        return None
    items = tuple(
        Item(id=SOURCE_ID.format(id=each.id), label=f"{number}.", blocks=(Paragraph(content=_source(project, each, language)),))
        for number, each in enumerate(cited, 1)
    )
    return Section(
        id="sources",
        role="sources",
        language=language,
        heading=Heading(level=1, content=_text(term("sources", language))),
        blocks=(List(items=items, ordered=True),),
    )


def _source(project: Project, source: Source, language: str) -> Inlines:
    """An entry: author, title, publisher, date, note, address; each ends with a full stop of its own or of ours."""
    title = in_language(source.title, language, project.concept.record.working_language)
    parts = [
        source.author,
        title,
        source.publisher,
        rough_date_words(source.date, language) if source.date else None,
        source.note,
    ]
    line = " ".join(part if part.endswith((".", "!", "?", "…", "”", "»")) else part + "." for part in parts if part)
    if not source.url:
        return _text(line)
    return (Text(words=line + " "), Link(target=source.url, content=_text(source.url)))


# ------------------------------------------------------------ abbreviations


def abbreviations_section(project: Project, language: str, sections: tuple[Section, ...]) -> Section | None:
    """The list of abbreviations that the fragments of a language explain; None when there are none.

    Those that only fragments in the working language explain, and stakeholders' own ones, are in it when they occur in the text.
    """
    working = project.concept.record.working_language
    occurs = Occurring(" ".join(words(section) for section in sections))
    meanings: dict[str, str] = {}
    for each in dict.fromkeys((language, working)):
        for fragment in project.fragments:
            for abbreviation in fragment.abbreviations if fragment.language == each else ():
                if each == language or abbreviation.short in occurs:
                    meanings.setdefault(abbreviation.short, abbreviation.meaning)
    for stakeholder in (each.record for each in project.stakeholders):
        for each in (language, working) if stakeholder.abbreviation else ():  # texts not yet translated use the working one
            short = in_language(stakeholder.abbreviation or {}, each, working)
            name = in_language(stakeholder.name, language, working)
            if short != name and short in occurs:
                meanings.setdefault(short, name)
    if not meanings:
        return None
    entries: tuple[Block, ...] = (
        DefinitionList(
            entries=tuple(
                Definition(term=_text(short), meanings=(Meaning(blocks=(Paragraph(content=_text(meaning)),)),))
                for short, meaning in sorted(meanings.items(), key=lambda pair: pair[0].casefold())
            )
        ),
    )
    return Section(
        id="abbreviations",
        role="abbreviations",
        language=language,
        heading=Heading(level=1, content=_text(term("abbreviations", language))),
        blocks=entries,
    )


class Occurring:
    """Which abbreviations stand in a text as words of their own; the text is taken apart once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = frozenset(re.findall(r"\w+", text))

    def __contains__(self, short: str) -> bool:
        parts = re.findall(r"\w+", short)
        if parts == [short]:
            return short in self._words
        return self._words.issuperset(parts) and bool(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", self._text))
