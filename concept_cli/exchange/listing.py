"""Contributions in lists: which ones, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from concept_cli.exchange.desk import Desk
from concept_cli.ledger.rounds import Rounds
from concept_cli.ledger.states import STATES, State, state
from concept_cli.model import Contribution

FILTERS = (*STATES, "open", "late")
"""What ``--state`` can ask for."""


def chosen(
    desk: Desk, stakeholder: str | None = None, section: str | None = None, states: Iterable[str] = ()
) -> Iterator[tuple[Contribution, State]]:
    """The contributions of a stakeholder, about a section, in one of some states, each with its state."""
    wanted = frozenset(states)
    for each in desk.contributions.values():
        place = each.head.place
        if stakeholder not in {None, each.head.stakeholder} or (section is not None and (not place or place.section != section)):
            continue
        found = state(each)
        if (
            not wanted
            or found.name in wanted
            or ("open" in wanted and found.is_open)
            or ("late" in wanted and is_late(desk, each))
        ):
            yield each, found


def is_late(desk: Desk, contribution: Contribution) -> bool:
    """Whether it came outside of every round in which its body was asked about the draft that it read."""
    return Rounds(each.record for each in desk.project.rounds).missed(contribution) is not None


def as_value(desk: Desk, contribution: Contribution, found: State) -> dict[str, Any]:
    """A contribution for programs."""
    head, place = contribution.head, contribution.head.place
    return {
        "id": head.id,
        "from": head.stakeholder,
        "on_behalf_of": list(head.on_behalf_of),
        "person": head.person,
        "kind": head.kind,
        "action": head.action,
        "stand": head.stand,
        "type": head.type,
        "essential": head.essential,
        "language": head.language,
        "channel": head.channel,
        "received": head.received.isoformat(),
        "number": head.number,
        "late": is_late(desk, contribution),
        "draft": head.draft,
        "section": place.section if place else None,
        "paragraph": place.paragraph if place else None,
        "page": place.page if place else None,
        "quote": place.quote if place and place.quote else None,
        "proposed": contribution.parts.get("proposed"),
        "remark": contribution.parts.get("remark"),
        "rationale": contribution.parts.get("rationale"),
        "evidence": head.evidence,
        "source": head.source,
        "consent": head.consent,
        "confidential": head.confidential,
        "state": found.name,
        "disposition": found.disposition or None,
        "reason": found.decision.reason if found.decision else None,
        "wording": (found.decision.wording or None) if found.decision else None,
        "meeting": found.decision.meeting if found.decision else None,
        "applied": bool(found.applied),
        "replied": found.reply.date.isoformat() if found.reply else None,
    }


def said(contribution: Contribution) -> str:
    """What a contribution says, in one line."""
    head, parts = contribution.head, contribution.parts
    quote = head.place.quote if head.place else ""
    match head.action or head.kind:
        case "replace":
            words = f"“{quote}” → “{parts.get('proposed', '')}”"
        case "insert":
            words = f"“{quote}” + “{parts.get('proposed', '')}”"
        case "delete":
            words = f"delete “{quote}”"
        case "position":
            words = f"{head.stand}: {parts.get('rationale', '')}".rstrip(": ")
        case _:
            words = parts.get("remark", "")
    return " ".join(words.split())


def where(contribution: Contribution) -> str:
    """Where a contribution is about, short: section and paragraph."""
    place = contribution.head.place
    if place is None:
        return "the whole"
    return f"{place.section} ¶{place.paragraph}" if place.paragraph else place.section
