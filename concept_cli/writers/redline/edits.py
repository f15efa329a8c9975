"""The words of a change to its edits: which words were replaced, added or taken out, a few of each, whole words and whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from concept_cli.document import Citation, Inlines, NoteReference
from concept_cli.writers.pieces import by_number, marked_words, raised

LONGEST: Final = 14
"""Words that are shown of what is quoted."""
_ENDING: Final = 3
"""How many of them are its last ones, where it ends with what changed."""
_AROUND: Final = 3
"""Words of unchanged text that tell where something changed."""
_BETWEEN: Final = 3
"""Unchanged words between two edits that are told as one, at most."""
_SPACE: Final = re.compile(r"(?<![\d \t\r\n])[ \t\r\n]++|[ \t\r\n]++(?![\d%])")
"""What parts words: not the spaces inside a number or before its sign of per cent, and none that must not break."""
_STOPS: Final = ".,;:"
_BOTH, _OLDER, _NEWER = range(3)
_STATES: Final = {"deleted": _OLDER, "inserted": _NEWER}


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of either draft that differ, empty where one has none, and the unchanged ones before them."""

    older: str
    newer: str
    before: str = ""


Word = tuple[str, str]
"""A word as the older draft has it, and as the newer one does."""


def edits(content: Inlines) -> Iterator[Edit]:
    """The edits in words with marks, in their order. Of short ones a few unchanged words are told with both drafts, so that they can be
    understood.
    """
    said = list(_words(content))
    changed = [at for at, (older, newer) in enumerate(said) if older != newer]
    start = 0
    for at, place in enumerate(changed):
        if at + 1 < len(changed) and changed[at + 1] - place <= _BETWEEN:
            continue
        found = _edit(said, changed[start], place + 1)
        if found.older != found.newer:
            yield found
        start = at + 1


def _edit(said: list[Word], first: int, end: int) -> Edit:
    """The edit between two places: what both drafts begin and end with is no part of it, and stands around it."""
    whole = [" ".join(filter(None, side)) for side in zip(*said[first:end], strict=True)]
    before = [word for word, _ in said[max(0, first - _AROUND) : first]]
    after = [word for word, _ in said[end : end + _AROUND]]
    older, newer = map(split, without_end(*whole))
    if all(whole) and older != split(whole[0]):  # both end a sentence, or a part of one: what follows is another one
        after = []
    same = _beginning(older, newer)
    before, older, newer = before + older[:same], older[same:], newer[same:]
    if (
        older and newer and 1 in {len(older), len(newer)} and _bare(older[0]) == _bare(newer[0])
    ):  # what follows came or went, after a comma
        before, older, newer = [*before, _bare(older[0])], older[1:], newer[1:]
    same = _beginning(older[::-1], newer[::-1])
    after = older[len(older) - same :] + after
    older, newer = older[: len(older) - same], newer[: len(newer) - same]
    if older and newer and len(older) + len(newer) <= 2 * _AROUND:
        older, newer = ([*before[-2:], *each, *after[:2]] for each in (older, newer))
    shown = (shortened(" ".join(each), _ENDING) for each in (older, newer))
    return Edit(*without_end(*shown), " ".join(before[-_AROUND:]))


def _bare(word: str) -> str:
    """A word without the stop or comma behind it."""
    return word.rstrip(_STOPS) or word


def _beginning(older: list[str], newer: list[str]) -> int:
    """With how many same words both begin."""
    return next(
        (at for at, (one, other) in enumerate(zip(older, newer, strict=False)) if one != other), min(len(older), len(newer))
    )


def _words(content: Inlines) -> Iterator[Word]:
    """The words of both drafts side by side, those that differ only in part as wholes."""
    pieces, states = [], bytearray()
    for piece, mark in marked_words(content, _generated):
        if mark and mark.kind == "moved-from":
            continue
        said = piece.replace("¶", " ")
        pieces.append(said)
        states += bytes([_STATES.get(mark.kind, _BOTH) if mark else _BOTH]) * len(said)
    text, start = "".join(pieces), 0
    for gap in _SPACE.finditer(text):
        if not any(states[gap.start() : gap.end()]):
            yield from _word(text, states, start, gap.start())
            start = gap.end()
    yield from _word(text, states, start, len(text))


def _word(text: str, states: bytearray, start: int, end: int) -> Iterator[Word]:
    both = ("".join(text[at] for at in range(start, end) if states[at] in {_BOTH, one}) for one in (_OLDER, _NEWER))
    older, newer = (" ".join(split(each)) for each in both)
    if older or newer:
        yield older, newer


def _generated(node: Citation | NoteReference) -> str:
    """Sources and notes as the text shows them."""
    return raised(node.number) if isinstance(node, NoteReference) else by_number(node)


# --------------------------------------------------------------- shortened


def shortened(said: str, ending: int = 0, longest: int = LONGEST) -> str:
    """The first words, and so many of the ending, with "…" for what is left out; never a part of a number."""
    found = split(said)
    if len(found) <= longest + 1:
        return " ".join(found)
    last = found[len(found) - ending :] if ending else []
    return " ".join([*found[: longest - ending], "…", *last])


def without_end(older: str, newer: str) -> tuple[str, str]:
    """Both without the stop or comma that both end with, or that a lone one does."""
    ends = {each[-1] for each in (older, newer) if each}
    return (
        (older[:-1], newer[:-1]) if len(ends) == 1 and ends <= {*_STOPS} and {older, newer}.isdisjoint(ends) else (older, newer)
    )


def split(said: str) -> list[str]:
    """The words, those of a number together, on one line."""
    return [each for each in _SPACE.split(said.replace("\t", " | ")) if each]


def is_short(sides: Iterable[str], longest: int = LONGEST) -> bool:
    """Whether what either draft says can be quoted whole."""
    return all(len(split(each)) <= longest for each in sides)
