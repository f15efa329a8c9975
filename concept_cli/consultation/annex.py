"""What we heard and what we did: the decided contributions as the last section of a document, a table by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Final

from concept_cli.consultation.places import Spot, Spots
from concept_cli.consultation.shown import Shown
from concept_cli.consultation.telling import lines, wanted
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
from concept_cli.exchange.passage_now import became_of, took_out
from concept_cli.ledger.states import state
from concept_cli.model import ACCEPTING, DISPOSITIONS, Contribution, Event, outline_ids
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
        blocks=(_table(document, shown),) if shown.decided else (Paragraph(content=_summary(document.language, shown)),),
    )
    contents = (*document.contents, Entry(level=1, number="", words=title, anchor=ID)) if document.contents else ()
    return replace(document, sections=(*document.sections, section), contents=contents)


def _summary(language: str, shown: Shown) -> Inlines:
    """How many were decided in which way, how many wait, and how many are not shown."""
    states = map(state, shown.decided)
    found = Counter("withdrawn" if each.name == "withdrawn" else each.disposition for each in states)
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
    return (Text(words=" ".join(filter(None, said))),)


def _table(document: Document, shown: Shown) -> Table:
    """The table; the summary is its caption, so that both stand on the landscape pages that the table needs."""
    head = Row(cells=tuple(Cell(content=(Text(words=contribution_term(each, document.language)),)) for each in _COLUMNS))
    numbers = Row(cells=tuple(Cell(content=(Text(words=str(at)),)) for at in range(1, len(_COLUMNS) + 1)), role="columns")
    return Table(
        alignments=("",) * len(_COLUMNS),
        head=(head, numbers),
        rows=tuple(_rows(document, shown)),
        caption=_summary(document.language, shown),
        widths=_WIDTHS,
        wide=True,
    )


def _rows(document: Document, shown: Shown) -> Iterator[Row]:
    """The contributions about each section under its heading, those about the whole document first, in the order of the outline."""
    telling, spots = Telling(shown.before, document.language), Spots(document)
    headings = {each.id: each.heading for each in every_section(document.sections)}
    order = ["", *outline_ids(shown.before.concept.record.outline)]
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
            cells = _cells(shown.told(telling, each), _where(document, shown, spots, each))
            yield Row(cells=tuple(Cell(content=content) for content in cells), address=f"{ID}.{document.language}#{each.id}")


def _unmarked(heading: Heading, title: Inlines) -> Inlines:
    return heading.content if all(isinstance(each, Text) for each in heading.content) else title


def _cells(told: Told, where: Inlines) -> tuple[Inlines, ...]:
    position = told.part("rationale") if told.contribution.head.kind == "position" else ""
    said = lines(wanted(told), told.part("remark"), position, told.reported())
    return (
        lines(told.contribution.id, told.confidential()),
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
    applied = found.applied
    if applied is None or not applied.path:
        return lines(contribution_term("now-waits", language) if found.disposition in ACCEPTING else _DASH)
    if took_out(applied):
        return lines(contribution_term("now-deleted", language))
    own = next((each for each in shown.project.fragments if each.path == applied.path), None)
    stands = shown.merging.today.now(own, applied, contribution) if own else None
    if stands is None:
        return lines(contribution_term(became_of(shown.merging.today, contribution), language))
    own, passage = stands
    ahead = applied.after[: max(0, applied.after.find(passage.text))].count("\n")
    line = own.text.count("\n", 0, passage.start) + 1 + max(0, _first_change(applied).count("\n") - ahead)
    return _link(document, spots.at(own.path, line), own.id)


def _first_change(applied: Event) -> str:
    """A passage up to where it became another."""
    pairs = zip(applied.before, applied.after, strict=False)
    return applied.after[: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))]


def _link(document: Document, spot: Spot | None, id: str) -> Inlines:
    """The number of a paragraph, else of its section, leading there; of a text in another language, its section."""
    if spot and spot.paragraph and document.margin:
        words = contribution_term("place-paragraph", document.language, number=spot.paragraph)
    else:
        heading = next((each.heading for each in every_section(document.sections) if each.id == id), None)
        words = heading.number.rstrip(".") if heading and heading.number else id
    return (Reference(target=anchor(spot.block) if spot else id, content=(Text(words=words),)),)
