"""Three files to one: what a command may write without asking.

``merged`` composes whatever sentences can be told apart. A file is written by nobody's hand, so here more is asked of what came near each
other. What stands an unchanged line apart, in different paragraphs, is composed line by line, as git does it. Where the sides meet,
their sentences compose, unless one of these signs says that somebody should look; then what they compose to is a proposal:

- They meet at more than one place, or in more than one paragraph or line of a list or table: both worked over the same passage.
- Both changed their paragraph in more than one spot, or one of them most of its sentences: each read another paragraph than the other.
- One took out, or wrote anew, a sentence beside the one that the other changed: that one may lean on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from concept_cli.merge import Conflict, Merged, is_counted, merged
from concept_cli.merge.edits import Edit, edits
from concept_cli.merge.pieces import pieces
from concept_cli.merge.places import Place, changes, of_side, places

__all__ = ["merged_file"]

_FEW: Final = 2
"""Of so many sentences, or fewer, any one is a great part; so few words are no sentence."""


def merged_file(base: str, ours: str, theirs: str) -> Merged:
    r"""What both sides made of a file, in one; what is in doubt is a conflict with a proposal. The only line end in a text is ``\n``."""
    lined = _by_lines(base, ours, theirs)
    if lined is not None and all(_by_lines(base, lined, side) == lined for side in (ours, theirs)):
        return Merged((lined,))
    made = merged(base, ours, theirs)
    if made.conflicts:
        return made
    asked = [_asked((base, ours, theirs), parts, made.text) for parts in _readings(base, ours, theirs)]
    return asked[0] if all(each.conflicts for each in asked) else made


def _readings(base: str, ours: str, theirs: str) -> list[tuple[str | Place, ...]]:
    return [places(base, ours, theirs, upward=upward) for upward in (False, True)]


def _by_lines(base: str, ours: str, theirs: str) -> str | None:
    """What a merge line by line makes, where the sides do not meet."""
    for parts in _readings(base, ours, theirs):
        text = "".join(part for part in parts if isinstance(part, str))
        if all(isinstance(part, str) for part in parts) and is_counted(*map(_lines, (base, ours, theirs, text))):
            return text
    return None


def _lines(text: str) -> list[str]:
    """The lines that are said once: what has fewer words, such as a fence or an empty row, may stand anywhere and often."""
    return [line.strip() for line in text.splitlines() if len(line.split()) > _FEW]


def _asked(texts: tuple[str, str, str], parts: Sequence[str | Place], made: str) -> Merged:
    """What was made of texts, with the places as proposals when there is doubt; if they cannot be told in it, the whole is one."""
    told = _told(texts[0], parts, made)
    near = [part for part in parts if isinstance(part, Place) and part.touch and not _is_within(part)]
    if not _is_doubtful(near):
        return Merged((made,))
    if "".join(told) != made:
        return Merged((Conflict(*texts, 1, made),))
    found: list[str | Conflict] = []
    line = 1
    for part, text in zip(parts, told, strict=True):
        found.append(
            Conflict(part.base, part.ours, part.theirs, line, text) if isinstance(part, Place) and part in near else text
        )
        line += (part.ours if isinstance(part, Place) else text).count("\n")
    return Merged(tuple(found))


def _told(base: str, parts: Sequence[str | Place], made: str) -> list[str]:
    """What became of each part in what was made of a base."""
    lines = base.splitlines(keepends=True)
    new = changes(lines, made.splitlines(keepends=True))
    found: list[str] = []
    for part in parts:
        if isinstance(part, Place):
            inside = [each for each in new if part.start <= each.start and each.end <= part.end]
            found.append(of_side(lines, part.start, part.end, inside))
        else:
            found.append(part)
    return found


def _is_doubtful(near: Sequence[Place]) -> bool:
    """Whether somebody should look at what the sides compose to at these places, each of which needs both of them."""
    return sum(max(place.units, 1) for place in near) > 1 or any(map(_is_crowded, near))


def _is_crowded(place: Place) -> bool:
    """Whether the sides changed too much of one paragraph, or too near each other in it, for its sentences to stand together."""
    mine, others, _ = _own(place)
    if not mine or not others:
        return False
    sentences = sum(bool(piece.words) for piece in pieces(place.base))
    most = max(sum(edit.end - edit.start for edit in each) for each in (mine, others))
    return (
        min(len(mine), len(others)) > 1
        or (sentences > _FEW and most * 2 > sentences)
        or any(_leans(one, other) or _leans(other, one) for one in mine for other in others)
    )


def _is_within(place: Place) -> bool:
    """Whether one side made what the other did, and more: then there is nothing to compose."""
    mine, others, alike = _own(place)
    return alike and not (mine and others)


def _own(place: Place) -> tuple[list[Edit], list[Edit], bool]:
    """The edits that only ours, and only theirs, made at a place, and whether there are some that both made."""
    whole, *texts = (pieces(each) for each in (place.base, place.ours, place.theirs))
    mine, others = (
        {(edit[:2], tuple(piece.key[1] for piece in text[edit.first : edit.last])): edit for edit in edits(whole, text)}
        for text in texts
    )
    alike = mine.keys() & others.keys()
    own = [[edit for key, edit in each.items() if key not in alike] for each in (mine, others)]
    return own[0], own[1], bool(alike)


def _leans(changed: Edit, gone: Edit) -> bool:
    """Whether a change stands beside what the other side took out or wrote anew."""
    return not (gone.reworded or gone.inserts) and (changed.end == gone.start or gone.end == changed.start)
