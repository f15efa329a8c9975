"""Contributions in lists: which ones, and what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from concept_cli.cache import cached
from concept_cli.sources import CONCEPT, CONTRIBUTIONS, ROUNDS, STAKEHOLDERS, Folder

_DIGITS: Final = re.compile("[0-9]{1,9}")

if TYPE_CHECKING:  # nothing heavy is imported for a list that was made before
    from concept_cli.exchange.desk import Desk
    from concept_cli.ledger.states import State
    from concept_cli.model import Contribution


def filters() -> tuple[str, ...]:
    """What ``--state`` can ask for: states and dispositions as they are listed, and what holds beside them."""
    from concept_cli.ledger.states import STATES
    from concept_cli.model import DISPOSITIONS

    return tuple(dict.fromkeys((*STATES, *DISPOSITIONS, "open", "late", "in-text")))


def values(folder: Folder) -> list[dict[str, Any]]:
    """Every contribution for programs, in the order in which they were received; made anew only when something changed."""
    paths = (*folder.paths(CONTRIBUTIONS), CONCEPT, STAKEHOLDERS, ROUNDS)
    found: list[dict[str, Any]] = cached("contributions", folder, paths, _values)
    return found


def _values(folder: Folder) -> list[dict[str, Any]]:
    from concept_cli.exchange.desk import desk
    from concept_cli.ledger.states import state

    found = desk(folder)
    return [as_value(found, each, state(each)) for each in found.contributions.values()]


def chosen(
    listed: Iterable[dict[str, Any]], stakeholder: str | None = None, section: str | None = None, states: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Those of a stakeholder, about a section, in one of some states or decided in one of some ways."""
    wanted = frozenset(states)
    return [
        each
        for each in listed
        if stakeholder in {None, each["from"]}
        and section in {None, each["section"]}
        and (
            not wanted
            or not wanted.isdisjoint({each["state"], each["disposition"]})
            or ("open" in wanted and each["open"])
            or ("late" in wanted and each["late"])
            or ("in-text" in wanted and each["applied"])
        )
    ]


def is_late(desk: Desk, contribution: Contribution) -> bool:
    """Whether it came after every round in which its body was asked about the draft that it read."""
    from concept_cli.ledger import rounds

    return rounds.is_late(contribution, (each.record for each in desk.project.rounds))


def as_value(desk: Desk, contribution: Contribution, found: State) -> dict[str, Any]:
    """A contribution for programs."""
    head, place = contribution.head, contribution.head.place
    return {
        "id": head.id,
        "from": head.stakeholder,
        "on_behalf_of": list(head.on_behalf_of),
        "person": head.person,
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
        **words_of(contribution),
        "evidence": head.evidence,
        "source": head.source,
        "consent": head.consent,
        "confidential": head.confidential,
        "state": found.name,
        "open": found.is_open,
        "disposition": found.disposition or None,
        "reason": found.decision.reason if found.decision else None,
        "wording": (found.decision.wording or None) if found.decision else None,
        "meeting": found.decision.meeting if found.decision else None,
        "applied": bool(found.applied),
        "replied": found.reply.date.isoformat() if found.reply else None,
    }


def words_of(contribution: Contribution) -> dict[str, str | None]:
    """What a contribution wants and the words in which it says so, for programs."""
    head, place = contribution.head, contribution.head.place
    parts = {name: contribution.parts.get(name) for name in ("proposed", "remark", "rationale")}
    quote = place.quote if place and place.quote else None
    return {"kind": head.kind, "action": head.action, "stand": head.stand, "quote": quote, **parts}


def said(value: dict[str, Any]) -> str:
    """What a contribution says, in one line."""
    quote, proposed = value["quote"] or "", value["proposed"] or ""
    match value["action"] or value["kind"]:
        case "replace":
            words = f"“{quote}” → “{proposed}”"
        case "insert":
            words = f"“{quote}” + “{proposed}”"
        case "delete":
            words = f"delete “{quote}”"
        case "position":
            words = f"{value['stand']}: {value['rationale'] or ''}".rstrip(": ")
        case _:
            words = f"{value['remark'] or ''} – “{quote}”" if quote else value["remark"] or ""
    return " ".join(words.split())


def in_text_order(desk: Desk, contributions: Iterable[Contribution]) -> list[Contribution]:
    """Contributions in the order of the text that they are about: those about the whole first, rivals for one paragraph side by side."""
    from concept_cli.model import outline_ids

    order = {id: number for number, id in enumerate(outline_ids(desk.project.concept.record.outline))}

    def key(each: Contribution) -> tuple[int, str, list[int], str]:
        place = each.head.place
        if place is None:
            return -1, "", [], each.id
        number = place.paragraph or ""
        return order.get(place.section, len(order)), number[:1].strip("0123456789"), [*map(int, _DIGITS.findall(number))], each.id

    return sorted(contributions, key=key)


def where(value: dict[str, Any]) -> str:
    """Where a contribution is about, short: section and paragraph."""
    if value["section"] is None:
        return "the whole"
    number = value["paragraph"] or ""
    return f"{value['section']} {number if number[:1] in {'n', 't'} else f'¶{number}'}" if number else str(value["section"])
