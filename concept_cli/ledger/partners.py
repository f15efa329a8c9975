"""Contributions that had a part in what others brought: what they want came with it, or was settled with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from concept_cli.ledger.origins import Step
from concept_cli.ledger.saying import proposal, says
from concept_cli.ledger.states import state
from concept_cli.model import Contribution


def with_partners(
    known: Mapping[int, set[Step]], contributions: Collection[Contribution], came: Collection[str]
) -> dict[int, set[Step]]:
    """Of changes, by their numbers, all steps that had a part in them; ``known`` are those that brought or took out their words, ``came``
    the contributions that were put into the text since the older draft.
    """
    alike = _standing_already(contributions)
    found = {number: {one for each in steps for one in (each, *alike(each))} for number, steps in known.items()}
    seen = {each.contribution for steps in found.values() for each in steps}
    along = _settled_along(each for each in contributions if each.id in came and each.id not in seen)
    return {number: {one for each in steps for one in (each, *along(each))} for number, steps in found.items()}


def _standing_already(contributions: Iterable[Contribution]) -> Callable[[Step], list[Step]]:
    """For what a contribution brought the same of those that found it in the text already: they had proposed the very same, or words that
    came with it.
    """
    heads = {each.id: each for each in contributions}
    stood = [each for each in heads.values() if (applied := state(each).applied) and applied.before == applied.after]

    def found(step: Step) -> list[Step]:
        mine = heads.get(step.contribution)
        if mine is None or step.reverts:
            return []
        others = (each for each in stood if each.id != mine.id and _is_brought(each, mine, step))
        return [replace(step, contribution=each.id) for each in others]

    return found


def _is_brought(contribution: Contribution, other: Contribution, step: Step) -> bool:
    """Whether what a contribution wants came by a step of another one."""
    if proposal(contribution) == proposal(other):
        return True
    mine, its = contribution.head.place, other.head.place
    if mine is None or its is None or (mine.section, mine.language) != (its.section, its.language):
        return False
    return says(step.after, contribution) and not says(step.before, contribution)


def _settled_along(contributions: Iterable[Contribution]) -> Callable[[Step], list[Step]]:
    """For what a contribution brought the same of those that were settled with it: of their own words nothing may be seen, for what stands
    there instead is perhaps what the older draft said.
    """
    along: dict[str, list[str]] = {}
    for each in contributions:
        decision = state(each).decision
        for id in decision.against if decision and decision.step == "settled" else ():
            along.setdefault(id, []).append(each.id)

    def found(step: Step) -> list[Step]:
        ids = [] if step.reverts else [step.contribution]
        for id in ids:  # grows: who was settled with one who was settled with this one is, too
            ids += [each for each in along.get(id, ()) if each not in ids]
        return [replace(step, contribution=id) for id in ids[1:]]

    return found
