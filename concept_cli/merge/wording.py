"""Two wordings of one passage to the wording that holds both, where they changed different words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from concept_cli.compare.sequence import common

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")
Change = tuple[int, int, str]
"""From which word to which one, and what stands in their place."""


def composed(base: str, ours: str, theirs: str) -> str | None:
    """Both sides' changes in one wording; None where they touch. It may read badly or say what nobody wanted, so it is only a proposal."""
    words, mine, others = (_WORD.findall(each) for each in (base, ours, theirs))
    changes = sorted((*_changes(words, mine), *_changes(words, others)))
    if any(later[0] <= earlier[1] for earlier, later in pairwise(changes)):
        return None
    at, made = 0, []
    for start, end, instead in changes:
        made += [*words[at:start], instead]
        at = end
    return "".join([*made, *words[at:]])


def _changes(base: list[str], other: list[str]) -> list[Change]:
    keys = [[" " if each.isspace() else each for each in words] for words in (base, other)]
    return [(a, b, "".join(other[c:d])) for equal, a, b, c, d in common(*keys) if not equal]
