"""Tracked changes: what a mark of the tree is called in Word, and where Word wants it said.

Words stand in ``w:ins``, ``w:del``, ``w:moveFrom`` or ``w:moveTo``; the same names without content stand in the properties of a
paragraph's end and of a row. The two ends of a move are each between the ends of a range, and both ranges have one name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from concept_cli.document import Mark
from concept_cli.writers.docx.markup import attribute

NUMBER: Final = "\x03"
"""Stands for the number of a change until its part is whole; no drawn word can hold it."""
_NAMES: Final = {"inserted": "ins", "deleted": "del", "moved-from": "moveFrom", "moved-to": "moveTo"}
_MOVED: Final = frozenset({"moved-from", "moved-to"})
_PLAIN: Final = {"moveFrom": "del", "moveTo": "ins"}
_END: Final = re.compile("<w:rPr><w:(?:ins|del) [^>]*/></w:rPr>(?=</w:pPr>)")
_NOBODY: Final = "concept"
_LONGEST_AUTHOR: Final = 255
_MINUTES: Final = 24 * 60
_NO_DAY: Final = "1970-01-01"
"""The day of a range whose day is not known: a range must have one, and no program shows it."""


def within(outer: Mark | None, inner: Mark | None) -> Mark | None:
    """The mark of something marked that stands in something marked. What came or went with a move says so; a move inside of a move has no
    mark of its own, for Word has none.
    """
    whole = inner is None or (outer and outer.kind in _MOVED and (inner.kind in _MOVED or inner.gone != outer.gone))
    return outer if whole else inner


def vanishes(outer: Mark | None, inner: Mark | None) -> bool:
    """Whether something is not drawn: what a thing lost or got on its way is still to be seen, or already, at its other place."""
    return bool(outer and inner and outer.kind in _MOVED and outer.gone != inner.gone)


def tracked(content: str, mark: Mark, *, moves: bool) -> str:
    """A run as a change; deleted words have an element of their own. Without ``moves`` a move shows as deletion and insertion."""
    name = _name(mark, moves=moves)
    if name == "del":
        content = content.replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        content = content.replace("<w:instrText", "<w:delInstrText").replace("</w:instrText>", "</w:delInstrText>")
    return f"<w:{name}{_said_of(mark, ends=False)}>{content}</w:{name}>"


def sign(mark: Mark, *, moves: bool = False, of: str = "") -> str:
    """A change among the properties of the paragraph's end or row that was inserted or deleted; ``of="cell"`` of a cell."""
    name = _name(mark, moves=moves)
    return f"<w:{of + name.capitalize() if of else name}{_said_of(mark, ends=True)}/>"


def end_of_paragraph(mark: Mark | None, *, moves: bool = False) -> str:
    """The property of a paragraph whose end is marked."""
    return f"<w:rPr>{sign(mark, moves=moves)}</w:rPr>" if mark else ""


def in_range(content: str, mark: Mark, name: str, number: int) -> str:
    """Drawn blocks between the ends of a range: one end of a move."""
    kind = f"{_NAMES[mark.kind]}Range"
    moment = _moment(day_of(mark.when) or _NO_DAY, 2 * mark.change)
    start = f'<w:{kind}Start w:id="{number}" w:author="{author(mark.who)}" w:date="{moment}" w:name="{name}"/>'
    return f'{start}{content}<w:{kind}End w:id="{number}"/>'


def unmarked_ends(content: str) -> str:
    """Drawn paragraphs with their words marked and their ends not: a footnote goes with its call, and its last end cannot be taken away."""
    return _END.sub("", content)


def _name(mark: Mark, *, moves: bool) -> str:
    name = _NAMES[mark.kind]
    return name if moves else _PLAIN.get(name, name)


def _said_of(mark: Mark, *, ends: bool) -> str:
    """Number, author and, where it is known, day of a change of words or, when it ``ends`` something, of a paragraph's end or a row."""
    day = day_of(mark.when)
    return f' w:id="{NUMBER}" w:author="{author(mark.who)}"' + (
        f' w:date="{_moment(day, 2 * mark.change + ends)}"' if day else ""
    )


def author(who: str) -> str:
    """A name as the author of a change or a comment."""
    return attribute(who[:_LONGEST_AUTHOR] or _NOBODY)


def _moment(day: str, minute: int) -> str:
    """A minute of the day for the words of each change and one for its ends, in their order.

    LibreOffice 7.4 takes changes that touch and have one author and minute for one, and when words at the end of a paragraph and the new
    paragraph behind it are then rejected together, it joins what stood around them.
    """
    hours, minutes = divmod(minute % _MINUTES, 60)
    return f"{day}T{hours:02}:{minutes:02}:00Z"


def day_of(when: str) -> str:
    """The day that something was done on; empty when it is none of the calendar."""
    try:
        return date.fromisoformat(when[:10]).isoformat()
    except ValueError:
        return ""
