"""What was put aside as a duplicate, and of what: its reason names those that are answered for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from concept_cli.ledger.states import State, state
from concept_cli.model import Contribution

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may be the number of a contribution."""


def is_put_aside(found: State) -> bool:
    """Whether a contribution is a duplicate, as long as this is not disputed."""
    return found.disposition == "duplicate" and found.name not in {"disputed", "escalated", "withdrawn"}


def named(reason: str, ledger: Mapping[str, Contribution]) -> list[str]:
    """The contributions that a reason names."""
    return [each for each in _ID.findall(reason) if each in ledger]


def in_circle(id: str, reason: str, ledger: Mapping[str, Contribution]) -> list[str]:
    """Of one that is a duplicate for a reason those that this names, when they are duplicates of one another, or of it; none when one of
    them is answered for itself, and when none is named.
    """
    first = named(reason, ledger)
    waiting, seen = [*first], {id}
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        found = state(ledger[each])
        further = named(found.reason, ledger) if is_put_aside(found) else []
        if not further:
            return []
        waiting += further
    return [each for each in first if each != id] or first
