"""A redline to the comparative table of law-making: structural element, current wording, proposed wording, reason.

The table is a document of its own, which the writers of Word files and pages draw like any other. Its wordings are whole, because a lawyer
reads the paragraph and not the difference; what differs in them is set off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from concept_cli.document import (
    Cell,
    Change,
    Document,
    Heading,
    Inlines,
    LineBreak,
    Marked,
    Node,
    Paragraph,
    Part,
    Row,
    Section,
    Strong,
    Table,
    Text,
    children,
    walk,
    words,
)
from concept_cli.wording.comparative import comparative
from concept_cli.writers.marks import change_name, ends_of_moves, explanation
from concept_cli.writers.redline.wordings import Draft, draft_of, wording, words_in

_COLUMNS: Final = ("number", "element", "current", "proposed", "reason")
_WIDTHS: Final = (4, 15, 32, 32, 17)

Parts = Mapping[tuple[int, bool], list[tuple[str, Part]]]
"""The parts that came, went or moved as a whole, each with the id of its section, by change and whether they stand at a place left."""


@dataclass(frozen=True)
class Source:
    """What the wordings of changes are read from: both drafts, the parts of the redline and the rows of its tables that the changes are
    about, and where moved parts stood.
    """

    language: str
    older: Draft
    newer: Draft
    parts: Parts
    rows: Mapping[int, Row]
    ends: Mapping[str, str]


def comparative_table(redline: Document) -> Document:
    """The table of the changes of a redline, but for those that nobody decides on: of numbers alone, and of the heads of fragments."""
    assert redline.redline is not None
    language = redline.language
    changes = [each for each in redline.redline.changes if each.kind != "renumbered" and not _is_of_head(each)]
    title = ". ".join(filter(None, (comparative("table", language), redline.title)))
    named = comparative("compared", language, older=redline.redline.older, newer=redline.redline.newer)
    table = Table(
        alignments=("center", *[""] * (len(_COLUMNS) - 1)),
        widths=_WIDTHS,
        wide=True,
        head=(
            Row(cells=tuple(_cell(comparative(each, language)) for each in _COLUMNS)),
            Row(cells=tuple(_cell(str(number)) for number in range(1, len(_COLUMNS) + 1)), role="columns"),
        ),
        rows=tuple(_rows(changes, redline.title, _source(redline))),
        caption=(Strong(content=(Text(words=title),)), Text(words=f" ({named}). {comparative('reading', language)}")),
    )
    block = table if changes else Paragraph(content=(Text(words=f"{title} ({named}). {comparative('same', language)}"),))
    section = Section(id="table", role="custom", language=language, heading=Heading(level=1, content=()), blocks=(block,))
    return Document(id=redline.id, language=language, title="", short_title=title, edition=redline.edition, sections=(section,))


def _is_of_head(change: Change) -> bool:
    """Whether a change is about the drafting: who answers for a section, how far it is. No mark in the text belongs to it."""
    marked = any(isinstance(node, Marked) and node.mark.change for each in change.content for node in walk(each))
    return change.kind == "field" and change.editorial and not marked


def _rows(changes: Iterable[Change], title: str, source: Source) -> Iterator[Row]:
    """The rows of changes, section by section in the order in which these come first; a table's row that was reworded stands once."""
    sections: dict[str, list[Change]] = {}
    for change in changes:
        sections.setdefault(change.heading or title, []).append(change)
    number = 0
    told: set[int] = set()
    for heading, inside in sections.items():
        if heading:
            yield Row(cells=(Cell(content=(Text(words=heading),), across=len(_COLUMNS)),), role="group")
        for change in inside:
            row = source.rows.get(change.number)
            if id(row) in told:
                continue
            told |= {id(row)} if row else set()
            number += 1
            current, proposed = _wordings(change, source)
            yield Row(
                cells=(
                    _cell(str(number)),
                    _cell(_element(change, row, inside, source)),
                    Cell(content=current),
                    Cell(content=proposed),
                    _cell(_reason([each for each in inside if source.rows.get(each.number) is row] if row else [change])),
                )
            )


def _element(change: Change, row: Row | None, changes: Iterable[Change], source: Source) -> str:
    """What a change is about; of a row in which several cells changed, all of them."""
    if row is None:
        return change.element
    first, *others = dict.fromkeys(each.element for each in changes if source.rows.get(each.number) is row)
    row_name = first.rpartition(", ")[0]  # behind it stands the column
    return ", ".join((first, *(each.removeprefix(f"{row_name}, ") for each in others)))


def _cell(said: str) -> Cell:
    return Cell(content=(Text(words=said),) if said else ())


def _reason(changes: Iterable[Change]) -> str:
    """Who asked for the changes of a row and why, where that is known; else the drafter fills it in."""
    return "; ".join(dict.fromkeys(reason for change in changes for reason in _reasons(change)))


def _reasons(change: Change) -> Iterator[str]:
    if change.explained:
        yield explanation(replace(change, contribution="")) or change.contribution
    else:
        yield from (node.mark.why for each in change.content for node in walk(each) if isinstance(node, Marked) and node.mark.why)


# ---------------------------------------------------------------- wordings


def _wordings(change: Change, source: Source) -> tuple[Inlines, Inlines]:
    """What the element of a change says in either draft, and what is to be done where no wording says it."""
    drafts = [replace(each, section=change.section, change=change.number) for each in (source.older, source.newer)]
    new = source.parts.get((change.number, False), [])
    if change.kind == "moved" and any(isinstance(part, Section) for _, part in new):
        current, proposed = _headings(change, source)
    elif change.number in source.rows:
        current, proposed = (wording((source.rows[change.number],), draft) for draft in drafts)
    elif new:
        current, proposed = (_of_parts(new, draft) for draft in drafts)
    else:
        current, proposed = (words_in(change.content, draft) for draft in drafts)
    if not current or not proposed:
        instead = comparative("exclude" if current else "absent", source.language)
        return _plain(current) or _said(instead), _plain(proposed) or _said(instead)
    return current, _ordered(change, current, proposed, source)


def _of_parts(parts: Iterable[tuple[str, Part]], draft: Draft) -> Inlines:
    content: list[Any] = []
    for section, part in parts:
        said = wording((part,), replace(draft, section=section))
        content += [*((LineBreak(),) if content and said else ()), *said]
    return tuple(content)


def _headings(change: Change, source: Source) -> tuple[Inlines, Inlines]:
    """The headings of a section that moved, at both places: its text need not be read twice."""
    ends = [
        [(id, part.heading if isinstance(part, Section) else part) for id, part in source.parts.get((change.number, left), ())]
        for left in (True, False)
    ]
    current, proposed = (_of_parts(end, draft) for end, draft in zip(ends, (source.older, source.newer), strict=True))
    return current, (*proposed, LineBreak(), *_said(comparative("moved-whole", source.language)))


def _ordered(change: Change, current: Inlines, proposed: Inlines, source: Source) -> Inlines:
    """The proposed wording, with what is to be done before it, or that only its form differs behind it."""
    language = source.language
    place = source.ends.get(change_name(change.number), "")
    match change.kind:
        case "moved" if place:
            return (*_said(comparative("moved-from", language, place=place)), LineBreak(), *proposed)
        case "moved" | "split" | "joined":
            return (*_said(comparative(change.kind, language)), LineBreak(), *proposed)
        case _ if change.editorial and words(current) == words(proposed):
            return (*proposed, LineBreak(), *_said(comparative("form", language)))
    return proposed


def _said(said: str) -> Inlines:
    return (Text(words=said),) if said else ()


def _plain(content: Inlines) -> Inlines:
    """A wording with nothing set off, because the other draft has none."""
    return tuple(inside for each in content for inside in (each.content if isinstance(each, Strong) else (each,)))


# ------------------------------------------------------ what a change is about


def _source(redline: Document) -> Source:
    parts: dict[tuple[int, bool], list[tuple[str, Part]]] = {}
    for section, part in _marked_parts(redline, "", 0):
        assert part.mark is not None
        parts.setdefault((part.mark.change, part.mark.kind == "moved-from"), []).append((section, part))
    return Source(
        redline.language,
        draft_of(redline, older=True),
        draft_of(redline, older=False),
        parts,
        _reworded_rows(redline),
        ends_of_moves(redline),
    )


def _marked_parts(node: Node, section: str, around: int) -> Iterator[tuple[str, Part]]:
    """Every part with a mark of its own, not of what it stands in, and the id of its section."""
    for each in children(node):
        if isinstance(each, Part):
            inside = each.id if isinstance(each, Section) else section
            number = (each.mark.change if each.mark else 0) or around
            if number != around:
                yield inside, each
            yield from _marked_parts(each, inside, number)


def _reworded_rows(redline: Document) -> dict[int, Row]:
    """For each change of words in a cell the row around it, so that all that changed in a row is read together."""
    rows = {}
    for row in walk(redline):
        if isinstance(row, Row) and not row.mark:
            cells = (cell for cell in row.cells if not cell.mark)
            for node in (node for cell in cells for each in cell.content for node in walk(each)):
                if isinstance(node, Marked) and node.mark.change:
                    rows[node.mark.change] = row
    return rows
