"""Two wordings of one passage to the wording that holds both, where they changed different words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from concept_cli.compare.sequence import common

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")
_KEPT: Final = 0.5
"""The share of its words that each side has to keep: of two new sentences no third one is made."""
_TURNS: Final = 2
"""So often may changes of one side follow on those of the other: of woven ones nobody knows what they say together."""


class Change(NamedTuple):
    """From which word to which one, what stands in their place, and which side wants it."""

    start: int
    end: int
    instead: str
    side: int


def composed(base: str, ours: str, theirs: str) -> str | None:
    """Both sides' changes in one wording; None where they touch, or are too many to be read together.

    It may still say what nobody wanted, so it is only a proposal.
    """
    words = _WORD.findall(base)
    changes = sorted(change for side, text in enumerate((ours, theirs)) for change in _changes(words, _WORD.findall(text), side))
    if not _read_together(words, changes):
        return None
    at, made = 0, []
    for change in changes:
        made += [*words[at : change.start], change.instead]
        at = change.end
    return "".join([*made, *words[at:]])


def holds(base: str, ours: str, theirs: str) -> bool:
    """Whether all that their side changed in a wording ours changed, too, whatever else it did."""
    words = _WORD.findall(base)
    mine, others = ({each[:3] for each in _changes(words, _WORD.findall(text), 0)} for text in (ours, theirs))
    return others <= mine


def of_deletions(base: str, one: str, other: str) -> str | None:
    """What is left of a wording of which one side took out all that the other did, and neither did anything else; None for any others."""
    words = _WORD.findall(base)
    changes = {text: _changes(words, _WORD.findall(text), 0) for text in (one, other)}
    if any(each.instead for each in (*changes[one], *changes[other])):
        return None
    for wide, narrow in ((one, other), (other, one)):
        if all(any(more.start <= each.start and each.end <= more.end for more in changes[wide]) for each in changes[narrow]):
            return wide
    return None


def only_leaves_out(text: str, other: str) -> bool:
    """Whether another text is a text with words left out."""
    return not any(each.instead.strip() for each in _changes(_WORD.findall(text), _WORD.findall(other), 0))


def _read_together(words: list[str], changes: list[Change]) -> bool:
    """Whether each side is still to be known in what both make: apart from the other, in few places, with most words as they were."""
    pairs = [(one, other) for one, other in pairwise(changes) if one.side != other.side]
    if len(pairs) > _TURNS or any(not any(map(_is_word, words[one.end : other.start])) for one, other in pairs):
        return False
    whole = sum(map(_is_word, words))
    gone = [
        sum(_is_word(word) for each in changes if each.side == side for word in words[each.start : each.end]) for side in (0, 1)
    ]
    return max(gone) <= whole * (1 - _KEPT)


def _is_word(piece: str) -> bool:
    return not piece.isspace()


def _changes(base: list[str], other: list[str], side: int) -> list[Change]:
    keys = [[" " if each.isspace() else each for each in words] for words in (base, other)]
    return [Change(a, b, "".join(other[c:d]), side) for equal, a, b, c, d in common(*keys) if not equal]
