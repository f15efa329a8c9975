"""Reasons of decisions are free words, and may tell of what others sent: that is left out where others must not read of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from concept_cli.exchange.desk import Desk
from concept_cli.model import Contribution, Stakeholder

LEFT_OUT: Final = "[…]"
"""Stands where something is left out."""


def word(said: str) -> re.Pattern[str]:
    """A number or name wherever it stands by itself."""
    return re.compile(rf"(?<![\w-]){re.escape(said)}(?![\w-])", re.IGNORECASE)


def names_of(body: Stakeholder) -> set[str]:
    """All that a body is called."""
    return {*body.name.values(), *(body.abbreviation or {}).values(), *body.aliases}


def without(reason: str, desk: Desk, hidden: Iterable[Contribution], shown: Iterable[Contribution]) -> str:
    """A reason without the numbers of contributions that are not shown, and without the names of bodies of which none is."""
    hidden = tuple(hidden)
    open_bodies = {each.head.stakeholder for each in shown}
    bodies = {each.head.stakeholder for each in hidden} - open_bodies
    named = [name for id in bodies for name in names_of(desk.body(id))]
    for each in sorted((*(one.id for one in hidden), *named), key=len, reverse=True):
        reason = word(each).sub(LEFT_OUT, reason)
    return reason
