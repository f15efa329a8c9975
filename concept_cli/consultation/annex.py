"""What we heard and what we did: the decided contributions as the last section of a document, a table by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from concept_cli.consultation.places import Spots
from concept_cli.consultation.shown import Shown
from concept_cli.consultation.telling import lines, reported, wanted
from concept_cli.document import (
    Cell,
    Document,
    Entry,
    Heading,
    Inlines,
    Paragraph,
    Reference,
    Row,
    Section,
    Table,
    Text,
    anchor,
    every_section,
)
from concept_cli.exchange.matrix import Told
from concept_cli.ledger.passages import runs
from concept_cli.ledger.states import state
from concept_cli.model import ACCEPTING, DISPOSITIONS, Contribution, outline_entries
from concept_cli.model.telling import Telling
from concept_cli.wording.contributions import contribution_term

ID: Final = "contributions"
_COLUMNS: Final = (
    "column-id",
    "column-body",
    "column-place",
    "column-said",
    "column-disposition",
    "column-reason",
    "column-where",
)
_WIDTHS: Final = (15, 11, 10, 26, 11, 16, 11)
_DASH: Final = "–"


def with_annex(document: Document, shown: Shown) -> Document:
    """The document with the annex behind everything else, and in its contents."""
    title = contribution_term("annex", document.language)
    section = Section(
        id=ID,
        role=ID,
        language=document.language,
        heading=Heading(level=1, content=(Text(words=title),)),
        blocks=(_summary(document.language, shown), *_tables(document, shown)),
    )
    contents = (*document.contents, Entry(level=1, number="", words=title, anchor=ID)) if document.contents else ()
    return replace(document, sections=(*document.sections, section), contents=contents)


def _summary(language: str, shown: Shown) -> Paragraph:
    """How many were decided in which way, how many wait, and how many are not shown."""
    found = Counter(state(each).disposition for each in shown.decided)
    shares = "; ".join(
        contribution_term("annex-share", language, name=contribution_term(f"disposition-{each}", language), count=found[each])
        for each in DISPOSITIONS
        if found[each]
    )
    said = [
        contribution_term("annex-decided", language, count=found.total(), shares=shares)
        if found
        else contribution_term("annex-none", language),
        contribution_term("annex-open", language, count=shown.open) if shown.open else "",
        contribution_term("table-hidden", language, count=shown.hidden) if shown.hidden else "",
    ]
    return Paragraph(content=(Text(words=" ".join(filter(None, said))),))


def _tables(document: Document, shown: Shown) -> Iterator[Table]:
    if not shown.decided:
        return
    head = Row(cells=tuple(Cell(content=(Text(words=contribution_term(each, document.language)),)) for each in _COLUMNS))
    numbers = Row(cells=tuple(Cell(content=(Text(words=str(at)),)) for at in range(1, len(_COLUMNS) + 1)), role="columns")
    yield Table(
        alignments=("",) * len(_COLUMNS),
        head=(head, numbers),
        rows=tuple(_rows(document, shown)),
        widths=_WIDTHS,
        wide=True,
    )


def _rows(document: Document, shown: Shown) -> Iterator[Row]:
    """The contributions about each section under its heading, those about the whole document first, in the order of the outline."""
    telling, spots = Telling(shown.before, document.language), Spots(document)
    headings = {each.id: each.heading for each in every_section(document.sections)}
    order = ["", *_outline(shown)]
    about: dict[str, list[Contribution]] = {id: [] for id in order}
    for each in shown.decided:
        about.setdefault(each.head.place.section if each.head.place else "", []).append(each)
    for id, contributions in about.items():
        if not contributions:
            continue
        heading = headings.get(id)
        title: Inlines = (Text(words=Told(telling, contributions[0]).section()),)
        if heading:
            title = (*((Text(words=f"{heading.number} "),) if heading.number else ()), *_unmarked(heading, title))
        yield Row(cells=(Cell(content=title, across=len(_COLUMNS)),), role="group")
        for each in contributions:
            cells = _cells(Told(telling, each), _where(document, shown, spots, each))
            yield Row(cells=tuple(Cell(content=content) for content in cells), address=f"{ID}.{document.language}#{each.id}")


def _unmarked(heading: Heading, title: Inlines) -> Inlines:
    return heading.content if all(isinstance(each, Text) for each in heading.content) else title


def _outline(shown: Shown) -> list[str]:
    def ids(entries: object) -> Iterator[str]:
        for each in entries:  # type: ignore[attr-defined]
            yield each.id
            yield from ids(each.entries)

    return [*ids(outline_entries(shown.before.concept.record.outline))]


def _cells(told: Told, where: Inlines) -> tuple[Inlines, ...]:
    position = told.part("rationale") if told.contribution.head.kind == "position" else ""
    said = lines(wanted(told), told.part("remark"), position, reported(told))
    return (
        lines(told.contribution.id),
        lines(told.body()),
        lines(told.numbered() or _DASH),
        said,
        lines(told.disposition()),
        lines(told.reason() or _DASH),
        where,
    )


def _where(document: Document, shown: Shown, spots: Spots, contribution: Contribution) -> Inlines:
    """Where the text says now what was decided: a paragraph, or why there is none."""
    language, found = document.language, state(contribution)
    if found.applied is None or not found.applied.path:
        return lines(contribution_term("now-waits", language) if found.disposition in ACCEPTING else _DASH)
    own = next((each for each in shown.project.fragments if each.path == found.applied.path), None)
    passage = shown.merging.today.latest(own, found.applied.after) if own else None
    if contribution.head.action == "delete" and not {each.text for each in runs(found.applied.after)} - {
        each.text for each in runs(found.applied.before)
    }:
        return lines(contribution_term("now-deleted", language))
    if own is None or passage is None:
        return lines(contribution_term("now-changed", language))
    same = next(
        (at for at, (one, other) in enumerate(zip(found.applied.before, found.applied.after, strict=False)) if one != other), 0
    )
    line = own.text.count("\n", 0, passage.start) + 1 + found.applied.after.count("\n", 0, same)
    spot = spots.at(own.path, line)
    if spot is None:
        return lines(own.id)
    section = next((each for each in every_section(document.sections) if each.id == own.id), None)
    named = contribution_term("place-paragraph", language, number=spot.paragraph) if spot.paragraph and document.margin else ""
    words = (
        named
        or (section.heading.number.rstrip(".") if section else "")
        or Told(Telling(shown.before, language), contribution).section()
    )
    return (Reference(target=anchor(spot.block), content=(Text(words=words),)),)
