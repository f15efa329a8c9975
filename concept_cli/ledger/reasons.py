"""Reasons of decisions are free words, and may tell of what others sent: that is left out where others must not read of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from concept_cli.model import Contribution, Project, Stakeholder

LEFT_OUT: Final = "[…]"
"""Stands where something is left out."""
_BETWEEN: Final = r"[\s\-\u2010-\u2015]+"
"""Between the words of a name: it may be broken or joined in another way than in stakeholders.yaml."""
_BENDS: Final = re.compile("[а-яёәғқңөұүһі]{6,}", re.IGNORECASE)
"""A word that ends otherwise in another case: Министерство, Министерства; министрлігі, министрлігінің."""


@lru_cache(maxsize=4096)
def word(said: str) -> re.Pattern[str]:
    """A number or name wherever it stands by itself, in whatever case of Russian and Kazakh."""
    pieces = (each for each in re.split(_BETWEEN, said) if each)
    bent = (rf"{re.escape(each[:-2])}\w{{0,7}}" if _BENDS.fullmatch(each) else re.escape(each) for each in pieces)
    return re.compile(rf"(?<![\w-]){_BETWEEN.join(bent)}(?![\w-])", re.IGNORECASE)


def names_of(body: Stakeholder) -> set[str]:
    """All that a body is called."""
    return {*body.name.values(), *(body.abbreviation or {}).values(), *body.aliases}


def without(reason: str, project: Project, hidden: Iterable[Contribution], shown: Iterable[Contribution]) -> str:
    """A reason without the numbers of contributions that are not shown, and without the names of bodies of which none is.

    An id of a single word stays: it may be any word.
    """
    if not reason:
        return ""
    hidden = tuple(hidden)
    bodies = {each.head.stakeholder for each in hidden} - {each.head.stakeholder for each in shown}
    named = [name for each in project.stakeholders if each.record.id in bodies for name in names_of(each.record)]
    ids = [each for each in bodies if "-" in each]
    folded = reason.casefold()
    numbers = [one.id for one in hidden if one.id.rpartition("-")[2] in folded]  # few of thousands: patterns take long to make
    for each in sorted({*numbers, *named, *ids}, key=lambda said: (-len(said), said)):
        reason = word(each).sub(LEFT_OUT, reason)
    return reason
