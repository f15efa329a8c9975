"""Paragraphs that come or go at the end of a text, of a note or before a table, where the end of a paragraph cannot be taken away.

There the end before them is marked instead, as Word does when somebody types a paragraph at the end: taken away with their words, it
leaves no empty paragraph. This is done only among paragraphs of one look, because what is joined takes the look of the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

AFTER_TABLE: Final = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
"""The small paragraph behind a table, because Word takes two tables for one."""
_TABLE: Final = "<w:tbl>"
_GAP: Final = re.compile('<w:p><w:pPr><w:pStyle w:val="AfterTable"/><w:rPr><w:(?:ins|del) [^>]*/></w:rPr></w:pPr></w:p>')
_START: Final = "<w:p><w:pPr>"
_PARAGRAPH: Final = re.compile(
    r"<w:p><w:pPr>((?:(?!<w:rPr>|</w:pPr>).)*)(<w:rPr><w:(?:ins|del) [^>]*/></w:rPr>)?</w:pPr>(.*)</w:p>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A drawn paragraph: its properties but for the mark of its end, this mark, and its runs."""

    look: str
    end: str
    runs: str

    @property
    def kind(self) -> str:
        """``ins``, ``del`` or nothing."""
        return self.end[10:13]

    @property
    def stays(self) -> bool:
        """Whether some of its words are left when the changes of its end's kind are undone or done."""
        return "<w:r>" in re.sub(f"<w:{self.kind} .*?</w:{self.kind}>", "", self.runs, flags=re.DOTALL)

    def __str__(self) -> str:
        return f"<w:p><w:pPr>{self.look}{self.end}</w:pPr>{self.runs}</w:p>"


def settled(story: str) -> str:
    """Drawn blocks with their marks where they can be taken away.

    The small paragraph behind a table that comes or goes is left out where another one follows, and else stays in both drafts: where
    changed words followed a marked one, LibreOffice 7.4 did not live through the rejection.
    """
    story = _GAP.sub(lambda gap: "" if story.startswith("<w:p>", gap.end()) else AFTER_TABLE, story)
    return _TABLE.join(map(_settled_at_end, story.split(_TABLE)))


def _settled_at_end(story: str) -> str:
    """Blocks whose last paragraphs stand at the end of the text, or before a table."""
    start, found = _last_paragraphs(story)
    if len(found) < 2 or len({found[0].look, found[1].look, found[-1].look}) > 1:
        return story
    before, last = found[0], found[-1]
    found[-1] = replace(last, end="")
    if not before.end:
        found[0] = replace(before, end=last.end)
    elif before.kind != last.kind:  # gone in one draft, and this one in the other: both can share a paragraph
        found[:2] = [replace(found[1], runs=before.runs + found[1].runs)]
    return story[:start] + "".join(map(str, found))


def _last_paragraphs(story: str) -> tuple[int, list[_Drawn]]:
    """The paragraphs that come or go together at the end, behind the one before them that does not; and where this one starts."""
    found: list[_Drawn] = []
    end = len(story)
    while story.endswith("</w:p>", 0, end):
        start = story.rindex(_START, 0, end)
        match = _PARAGRAPH.fullmatch(story, start, end)
        if not match:
            break
        found.insert(0, _Drawn(match[1], match[2] or "", match[3]))
        if not found[-1].end:
            break
        if found[0].kind != found[-1].kind or found[0].stays:
            return start, found
        end = start
    return end, []
