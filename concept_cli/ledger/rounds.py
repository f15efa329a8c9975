"""Contributions against the rounds in which drafts were sent out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from concept_cli.model import Contribution, Round


class Rounds:
    """Rounds, found by the draft that was sent and the body that was asked."""

    def __init__(self, rounds: Iterable[Round]) -> None:
        self._asked: dict[tuple[str | None, str], list[Round]] = {}
        for each in rounds:
            for body in each.bodies:
                self._asked.setdefault((each.draft, body), []).append(each)

    def of(self, contribution: Contribution) -> Sequence[Round]:
        """The rounds in which its body was asked about the draft that it read."""
        return self._asked.get((contribution.head.draft, contribution.head.stakeholder), ())

    def missed(self, contribution: Contribution) -> Round | None:
        """The last round that it could be an answer to, when it came outside of every one: late, or before the draft was sent."""
        asked, received = self.of(contribution), contribution.head.received
        if not asked or any(each.sent <= received <= each.due for each in asked):
            return None
        return max((each for each in asked if each.sent <= received), key=lambda each: each.due, default=asked[0])
