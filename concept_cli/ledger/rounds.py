"""Contributions against the rounds in which drafts were sent out."""

from __future__ import annotations

from collections.abc import Iterable

from concept_cli.model import Contribution, Round


def missed(contribution: Contribution, rounds: Iterable[Round]) -> Round | None:
    """The last round that it could be an answer to, when it came late or too early for every one in which its body was asked.

    A body is asked about the draft that was sent: what it says of another one, or unasked, is in time.
    """
    head = contribution.head
    asked = [each for each in rounds if each.draft == head.draft and head.stakeholder in each.bodies]
    if not asked or any(each.sent <= head.received <= each.due for each in asked):
        return None
    return max((each for each in asked if each.sent <= head.received), key=lambda each: each.due, default=asked[0])


def is_late(contribution: Contribution, rounds: Iterable[Round]) -> bool:
    """Whether it came after the last day of every round that it could be an answer to."""
    found = missed(contribution, rounds)
    return found is not None and found.due < contribution.head.received
