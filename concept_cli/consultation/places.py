"""Where contributions are in an assembled document: the block that each is about, and remarks put behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Block, Document, Node, Part, Remark, Section, children, every_section
from concept_cli.ledger.anchors import Anchor
from concept_cli.ledger.passages import said_by
from concept_cli.ledger.proposals import occurrence
from concept_cli.model import Contribution


@dataclass(frozen=True, slots=True)
class Spot:
    """A block with the file and line in which it begins, and the number of the paragraph that it is, or belongs to."""

    block: Block
    path: str
    line: int
    gone: bool
    paragraph: int


class Spots:
    """The blocks of a document by where they were typed."""

    def __init__(self, document: Document) -> None:
        self._spots: dict[tuple[str, bool], list[Spot]] = {}
        for each in _spots(document, 0, gone=False):
            self._spots.setdefault((each.path, each.gone), []).append(each)

    @property
    def paths(self) -> frozenset[str]:
        """The files whose text the document shows."""
        return frozenset(path for path, _ in self._spots)

    def at(self, path: str, line: int, *, gone: bool = False) -> Spot | None:
        """The innermost block that begins on a line of a file, or the last one before; ``gone``: of what only the older draft has."""
        before = [each for each in self._spots.get((path, gone), ()) if each.line <= line]
        return max(before, key=lambda each: each.line) if before and not gone else _exactly(before, line)


def _exactly(spots: Sequence[Spot], line: int) -> Spot | None:
    return next((each for each in reversed(spots) if each.line == line), None)


def _spots(node: Node, paragraph: int, *, gone: bool) -> Iterator[Spot]:
    """The blocks inside of what holds blocks, those inside of others before these: of equal lines the first is the innermost."""
    for each in children(node):
        if not isinstance(each, Part) or isinstance(each, Remark):
            continue
        lost = gone or bool(each.mark and each.mark.gone)
        number = (each.paragraph if isinstance(each, Block) else 0) or paragraph
        yield from _spots(each, number, gone=lost)
        if isinstance(each, Block) and each.place and any(each is one for one in getattr(node, "blocks", ())):
            yield Spot(each, each.place.path, each.place.line, lost, number)


def line_of(anchor: Anchor, contribution: Contribution) -> int:
    """The line on which the quoted words begin, else that of their passage."""
    place = contribution.head.place
    if anchor.passage is None or anchor.fragment is None or place is None or not place.quote:
        return anchor.line
    said = said_by(anchor.passage.text)
    try:
        start, end = occurrence(said, place)
    except ConceptError:  # the words were changed since
        return anchor.line
    found = said.source(start, end)
    return anchor.line + anchor.passage.text.count("\n", 0, found[0]) if found else anchor.line


def with_remarks(
    document: Document, behind: Iterable[tuple[Block, Remark]], within: Mapping[str, Sequence[Remark]], front: Sequence[Remark]
) -> Document:
    """The document with remarks behind blocks, behind the headings of sections, by their ids, and in front of everything."""
    by_block: dict[int, list[Remark]] = {}
    for block, remark in behind:
        by_block.setdefault(id(block), []).append(remark)
    by_section = {id(each): list(within.get(each.id, ())) for each in every_section(document.sections) if not _is_gone(each)}
    first = next((each for each in document.sections if not _is_gone(each)), None)
    if first is not None:
        by_section[id(first)] = [*front, *by_section[id(first)]]

    def placed(node: Any) -> Any:
        updates: dict[str, Any] = {}
        for name in ("blocks", "items", "entries", "meanings", "notes", "sections"):
            old = getattr(node, name, ())
            new = [one for each in old for one in (placed(each), *by_block.get(id(each), ()))]
            if name == "blocks" and isinstance(node, Section):
                new = [*by_section.get(id(node), ()), *new]
            if len(new) != len(old) or any(one is not other for one, other in zip(new, old, strict=True)):
                updates[name] = tuple(new)
        return replace(node, **updates) if updates else node

    return replace(document, sections=tuple(placed(each) for each in document.sections))


def _is_gone(section: Section) -> bool:
    return bool(section.mark and section.mark.gone)
