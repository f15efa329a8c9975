"""The ledger against the project: what the rules for contributions look at."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from concept_cli.ledger.anchors import Anchor, Today
from concept_cli.ledger.states import State, state
from concept_cli.model import Contribution, Event, Ledger, Project


class Entry(NamedTuple):
    """A contribution with its state."""

    contribution: Contribution
    state: State

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision; a conflict has one."""
        return self.state.is_open and self.state.name != "conflict"


class Account:
    """A project and its ledger, each contribution with its state, and what its words became."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self.project = project
        self.ledger = ledger
        self._anchors: dict[Hashable, Anchor] = {}
        self.entries = tuple(Entry(each, state(each)) for each in ledger.contributions)

    @cached_property
    def today(self) -> Today:
        """Where words are."""
        return Today(self.project.fragments, self.ledger.contributions)

    def anchor(self, contribution: Contribution) -> Anchor:
        """Where a contribution's words are. Many can be about one passage, which is looked for once."""
        place, base = contribution.head.place, contribution.parts.get("base", "")
        read = (place.section, place.language, place.block, place.sha256, place.others) if place else None
        key = (read, base, contribution.head.action == "insert")
        if key not in self._anchors:
            self._anchors[key] = self.today.anchor(contribution)
        return self._anchors[key]

    @cached_property
    def changes(self) -> Mapping[str, Sequence[Event]]:
        """What was put into each file, and what was taken out of it again."""
        found: dict[str, list[Event]] = {}
        for contribution in self.ledger.contributions:
            for event in contribution.head.history:
                if event.step in {"applied", "reverted"} and event.path:
                    found.setdefault(event.path, []).append(event)
        return found

    def whole(self) -> Iterator[Entry]:
        """The contributions in which nothing was refused: of the others it is not known what their histories say."""
        return (each for each in self.entries if each.contribution.path not in self.ledger.faulty)
