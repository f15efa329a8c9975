"""Comments in the margin of a Word file: what somebody said of a paragraph, and why something was changed.

A comment stands on what is between the ends of its range, and a run behind them calls it. The run came or went with what it stands in: else
something would be left of a paragraph that is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from concept_cli.document import Change, Document, Inlines, Mark, Marked, Node, Paragraph, Part, Remark, Strong, Text, walk
from concept_cli.wording.terms import term
from concept_cli.writers.docx.markup import attribute
from concept_cli.writers.docx.revisions import author, day_of
from concept_cli.writers.docx.runs import Face, shape

_TABLE: Final = "<w:tbl>"
_PARAGRAPH: Final = re.compile(r'<w:p><w:pPr>(?!<w:pStyle w:val="(?:MarginNumber|AfterTable)"/>).*?</w:pPr>', re.DOTALL)
_END: Final = "</w:p>"
_BOXED: Final = "</w:p></w:txbxContent>"
_MARKED_END: Final = re.compile(r"<w:rPr><w:(ins|del|moveFrom|moveTo)( [^>]*)/></w:rPr></w:pPr>$")
_INITIALS: Final = 4


@dataclass(frozen=True, slots=True)
class Comment:
    """Who says what, on which day (ISO 8601, or not known)."""

    who: str
    when: str
    paragraphs: tuple[Inlines, ...]

    def opened(self, number: int) -> str:
        """The tag that begins it in its part."""
        initials = "".join(each[0] for each in self.who.split() if each[0].isalnum())[:_INITIALS].upper()
        day = day_of(self.when)
        when = f' w:date="{day}T00:00:00Z"' if day else ""
        return f'<w:comment w:id="{number}" w:author="{author(self.who)}"{when} w:initials="{attribute(initials)}">'


class Comments:
    """The comments of a file by their numbers, and the changes whose explanations still wait for what they explain.

    What is said of a change stands on what it brought, and only where it brought nothing on what it took away.
    """

    def __init__(self, document: Document) -> None:
        self.placed: dict[int, Comment] = {}
        listed = document.redline.changes if document.redline else ()
        self._waiting = {each.number: each for each in listed if each.why or each.contribution}
        self._brought = {each.change for each in _marks(document) if not each.gone} if self._waiting else set()

    def on(self, mark: Mark | None) -> Comment | None:
        """The comment that belongs where this mark is drawn, handed out once."""
        if mark is None or mark.change not in self._waiting or (mark.gone and mark.change in self._brought):
            return None
        return of_change(self._waiting.pop(mark.change), mark)

    def inside(self, note: Node, fate: Mark | None) -> Iterator[Comment]:
        """The comments on what stands in a footnote, where Word has none: they stand at its call, which has this ``fate``. At a call that
        is gone nothing is told of what came into the note.
        """
        for mark in _marks(note) if self._waiting else ():
            if not (fate and fate.gone and mark.change in self._brought) and (found := self.on(mark)):
                yield found


def _marks(node: Node) -> Iterator[Mark]:
    for each in walk(node):
        if isinstance(each, Part | Marked) and each.mark:
            yield each.mark
        if isinstance(each, Paragraph) and each.end:
            yield each.end


def of_change(change: Change, mark: Mark) -> Comment:
    """Why something was changed, and for which contribution."""
    said = ": ".join(filter(None, (change.contribution, change.why)))
    return Comment(change.who or mark.who, change.when or mark.when, ((Text(words=said),),))


def of_remark(remark: Remark, language: str) -> Comment:
    """What somebody said, under its label, and the wording that was proposed."""
    label: Inlines = (Strong(content=(Text(words=remark.label),)),)
    lead: Inlines = (Strong(content=(Text(words=f"{term('proposed-wording', language)}: "),)),)
    proposed = (*lead, *remark.proposed) if remark.proposed else ()
    parts = (label if remark.label else (), remark.content, proposed)
    return Comment(remark.who, remark.when, tuple(each for each in parts if each))


# ------------------------------------------------------------------ places


def around(runs: str, number: int, face: Face) -> str:
    """Runs that a comment stands on."""
    return f"{_start(number)}{runs}{_stop(number)}{_call(number, face)}"


def over(blocks: str, number: int, face: Face) -> str:
    """Drawn blocks that a comment stands on; of those with a table it stands on the first paragraph, such as the caption."""
    found = list(_PARAGRAPH.finditer(blocks))
    if not found:
        return blocks
    first, last = found[0], found[0 if _TABLE in blocks else -1]
    end = blocks.index(_END, last.end())
    while blocks.startswith(_BOXED, end):
        end = blocks.index(_END, end + 1)
    call = _going_with(_call(number, face), last[0], blocks[last.end() : end])
    return f"{blocks[: first.end()]}{_start(number)}{blocks[first.end() : end]}{_stop(number)}{call}{blocks[end:]}"


def _start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def _stop(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/>'


def _call(number: int, face: Face) -> str:
    return shape(f'<w:commentReference w:id="{number}"/>', face)


def _going_with(call: str, properties: str, runs: str) -> str:
    """The call, as it comes or goes with its paragraph when nothing else of this stays."""
    marked = _MARKED_END.search(properties)
    if not marked or "<w:r>" in re.sub(f"<w:{marked[1]} .*?</w:{marked[1]}>", "", runs, flags=re.DOTALL):
        return call
    return f"<w:{marked[1]}{marked[2]}>{call}</w:{marked[1]}>"
