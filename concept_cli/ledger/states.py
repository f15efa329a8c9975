"""A history to the state of a contribution, and which steps may follow.

The steps are those that a remark goes through in a ministry: it is registered, looked at, given to somebody, decided in a sitting, put into
the text, answered and closed. Not every ministry takes every step; what is skipped is recorded as skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from concept_cli.model import ACCEPTING, Contribution, Event

OPEN: Final = ("registered", "screened", "assigned", "deferred", "conflict", "disputed", "escalated")
"""States in which a contribution still waits for a decision, or for somebody to settle what the decision means for the text."""
REOPENED: Final = frozenset({"conflict", "disputed", "escalated"})
"""Those in which there was a decision already: it holds again only when this is settled."""
STATES: Final = (*OPEN, "decided", "applied", "replied", "withdrawn", "closed")

_MAY_FOLLOW: Final = MappingProxyType(
    {
        "": ("registered",),
        "registered": ("screened", "assigned", "decided", "withdrawn"),
        "screened": ("assigned", "decided", "withdrawn"),
        "assigned": ("assigned", "decided", "withdrawn"),
        "deferred": ("screened", "assigned", "decided", "replied", "withdrawn", "closed"),
        "decided": ("decided", "conflict", "applied", "replied", "disputed", "withdrawn", "closed"),
        "conflict": ("decided", "conflict", "applied", "replied", "disputed", "withdrawn"),
        "applied": ("replied", "disputed", "closed"),
        "replied": ("conflict", "applied", "replied", "disputed", "withdrawn", "closed"),
        "disputed": ("escalated", "decided", "withdrawn", "closed"),
        "escalated": ("escalated", "decided", "withdrawn", "closed"),
        "withdrawn": ("replied", "disputed", "closed"),
        "closed": ("replied", "disputed"),
    }
)
"""The steps that may follow in a state; see :func:`may_follow` for those that are about words in the text."""
_ABOUT_WORDS: Final = frozenset({"conflict", "applied"})
_STAYS: Final = frozenset({"deferred", "conflict", "withdrawn", "closed"})
"""States that an answer to the contributor changes nothing of."""
MERGED: Final = frozenset({"decided", "applied", "replied", "closed"})
"""States that are left when words are taken out of the text again; in all others something else is waited for."""
_USUAL: Final = ("registered", "screened", "assigned", "decided")
"""The steps up to a decision, in order: those left out on the way are recorded as skipped."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a contribution is: its state, and the last events of the kinds that matter, as long as they hold.

    ``taken_out``: its words were in the text, and are not any more; ``told_out``: so said the last answer, which is ``told``, and
    ``told_as`` are the words that somebody had written for it then, None when it was not in the text.
    """

    name: str = ""
    decision: Event | None = None
    applied: Event | None = None
    conflict: Event | None = None
    told: Event | None = None
    taken_out: bool = False
    told_out: bool = False
    told_as: str | None = None

    @property
    def reply(self) -> Event | None:
        """The last answer, as long as it tells what is."""
        return self.told if self.told_out is self.taken_out else None

    @property
    def disposition(self) -> str:
        """What was decided, empty for nothing yet."""
        return (self.decision.disposition or "") if self.decision else ""

    @property
    def reason(self) -> str:
        """Why it was decided so, empty where that is not said."""
        return (self.decision.reason or "") if self.decision else ""

    @property
    def is_open(self) -> bool:
        """Whether a decision is still to be made."""
        return self.name in OPEN

    @property
    def waits_for_words(self) -> bool:
        """Whether it was accepted and its words are not in the text."""
        return self.disposition in ACCEPTING and self.applied is None and self.name in {"decided", "conflict", "replied"}


def state(contribution: Contribution) -> State:
    """The state of a contribution, by its history; steps that cannot be are passed over (see :func:`impossible`)."""
    return _after(contribution.head.history)


def _after(history: Sequence[Event]) -> State:
    found = State()
    for event in history:
        if event.step in may_follow(found):
            found = _next(found, event)
    return found


def _next(found: State, event: Event) -> State:
    match event.step:
        case "decided":
            name = event.disposition if event.disposition in {"deferred", "withdrawn"} else "decided"
            return State(name, decision=event, applied=found.applied, taken_out=found.taken_out)
        case "applied":
            told = found.told if found.told_as in {None, event.wording} else None
            made = replace(found, applied=event, conflict=None, taken_out=False, told=told)
            return replace(made, name="replied" if made.reply else "applied")
        case "settled":
            return replace(found, name="applied", decision=event, told=None)
        case "reverted":
            name = "decided" if found.name in MERGED else found.name
            return replace(found, name=name, applied=None, taken_out=True)
        case "withdrawn":
            return replace(found, name="withdrawn", told=None)
        case "conflict":
            return replace(found, name="conflict", conflict=event)
        case "replied":
            name = found.name if found.name in _STAYS else "replied"
            told_as = found.applied.wording if found.applied else None
            return replace(found, name=name, told=event, told_out=found.taken_out, told_as=told_as)
    return replace(found, name=event.step)


def may_follow(found: State) -> tuple[str, ...]:
    """The steps that may follow. Only accepted words are merged; those in the text may be taken back, or others settled on, at any time."""
    steps = _MAY_FOLLOW[found.name]
    if found.disposition not in ACCEPTING:
        steps = tuple(each for each in steps if each not in _ABOUT_WORDS)
    if not found.applied:
        return steps
    if found.name == "replied":  # as of one that is applied: its words are taken out first
        steps = tuple(each for each in steps if each != "withdrawn")
    return (*steps, "reverted", "settled")


def impossible(contribution: Contribution) -> Iterator[tuple[int, str]]:
    """The events of a history that cannot follow what was before them: their numbers from 0, and the state before."""
    found = State()
    for number, event in enumerate(contribution.head.history):
        if event.step in may_follow(found):
            found = _next(found, event)
        else:
            yield number, found.name


def skipped(found: State, step: str) -> tuple[str, ...]:
    """The usual steps between a state and a step that are left out when it is taken now."""
    if found.name not in _USUAL or step not in _USUAL:
        return ()
    return _USUAL[_USUAL.index(found.name) + 1 : _USUAL.index(step)]


def may_be_published(contribution: Contribution) -> bool:
    """Whether others than the working group may see it, under the name of its stakeholder."""
    return contribution.head.consent and not contribution.head.confidential
