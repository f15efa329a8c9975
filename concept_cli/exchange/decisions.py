"""What the group decided of contributions, and the other steps that they take, to events in their histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.register import clean
from concept_cli.ledger.duplicates import in_circle
from concept_cli.ledger.files import with_event
from concept_cli.ledger.proposals import Wording, proposed
from concept_cli.ledger.saying import decided_words
from concept_cli.ledger.states import State, may_follow, skipped, state
from concept_cli.model import ACCEPTING, REASONED, Contribution, Event, Span, shorten
from concept_cli.wording.contributions import reason_words

MOVES: Final = ("screened", "assigned", "withdrawn", "disputed", "escalated", "closed")
"""The steps that somebody takes by name; all others are taken by what is done."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one contribution."""

    id: str
    disposition: str
    reason: str = ""
    by: str = ""
    meeting: str = ""
    wording: str = ""


def decided(desk: Desk, decision: Decision) -> Contribution:
    """The contribution with the decision in its history; the one that holds, and one of an earlier day, change nothing when told again.

    Raises ConceptError for one that is older than the last, a missing reason, an unknown meeting, a wording that nothing could be done
    with, and for a contribution that is not open.
    """
    contribution = desk.contribution(decision.id)
    found = state(contribution)
    reason = reason_words(clean(decision.reason), "en")
    if decision.disposition in REASONED and not reason:
        raise ConceptError(
            f"“{decision.disposition}” needs a reason.", f"concept decide {decision.id} {decision.disposition} --reason “…”"
        )
    _refuse_wording(contribution, decision)
    if decision.disposition == "duplicate" and (circle := in_circle(contribution.id, reason, desk.contributions)):
        way = "" if circle == [contribution.id] else f" by way of {', '.join(circle)}"
        raise ConceptError(
            f"{decision.id} would be a duplicate of itself{way}: nobody would be answered.",
            "Name in the reason one that is decided for itself.",
        )
    event = Event(
        date=day_of(desk, decision.meeting),
        step="decided",
        disposition=decision.disposition,
        by=clean(decision.by) or None,
        meeting=decision.meeting or None,
        reason=reason or None,
        wording=clean(decision.wording),
        skipped=skipped(found, "decided"),
    )
    stands = found.name not in {"disputed", "escalated", "withdrawn"}  # else it is decided anew, if it can be
    if found.decision and (
        (stands and _is_same(event, found.decision)) or (was_decided(contribution, event) and event.date < found.decision.date)
    ):
        return contribution
    if found.decision and event.date < found.decision.date:
        raise ConceptError(
            f"{decision.id} was decided on {found.decision.date} as {found.disposition}, after {event.date}.",
            "Name the sitting that decided it last, or leave it out of the table.",
        )
    return _taken(contribution, event)


def _is_same(event: Event, other: Event) -> bool:
    return event.model_copy(update={"skipped": ()}) == other.model_copy(update={"skipped": ()})


def was_decided(contribution: Contribution, event: Event) -> bool:
    """Whether a contribution holds this very decision, which may have been made anew since."""
    return any(_is_same(event, each) for each in contribution.head.history)


def _refuse_wording(contribution: Contribution, decision: Decision) -> None:
    """Raises ConceptError for words that a decision cannot bring into the text."""
    if not decision.wording:
        return
    if decision.disposition not in ACCEPTING:
        raise ConceptError(
            f"“{decision.disposition}” brings no words into the text.",
            "Leave the words away: --with, or the column of the table.",
        )
    wording, own = Wording(clean(decision.wording)), contribution.parts.get("proposed", "")
    if decision.disposition == "accepted" and own and wording.text != own:
        raise ConceptError(
            "“accepted” takes the words as they were proposed, and other words were decided.",
            f"concept decide {contribution.id} accepted-modified --reason “…” --with “…”",
        )
    place, base = contribution.head.place, contribution.parts.get("base", "")
    if contribution.head.kind == "amendment" and place and base:  # tried out while those who decide sit together
        proposed(base, place, "insert" if contribution.head.action == "insert" else "replace", wording)


def day_of(desk: Desk, meeting: str) -> date:
    """The day of a meeting; today without one. Raises ConceptError for an unknown one, and for one without a known day."""
    if not meeting:
        return desk.day
    meetings = {each.record.id: each.record for each in desk.project.meetings}
    found = meetings.get(meeting)
    if found is None:
        near = "".join(f"Did you mean {each}? " for each in get_close_matches(meeting, meetings, 1))
        raise ConceptError(
            f"There is no meeting “{shorten(meeting)}” in records/meetings.yaml.",
            f"{near}Known: {', '.join(meetings) or 'none yet'}. To add it: concept new meeting {shorten(meeting)} --date … --title …",
        )
    if not isinstance(found.date, Span):
        raise ConceptError(
            f"The day of the meeting “{meeting}” is not known.",
            "Write its “date” in records/meetings.yaml, or leave it away here.",
        )
    return found.date.last


def moved(desk: Desk, id: str, step: str, by: str, reason: str) -> Contribution:
    """The contribution with a step in its history. Raises ConceptError for a step that cannot follow."""
    contribution = desk.contribution(id)
    event = Event(
        date=desk.day,
        step=step,
        by=clean(by) or None,
        reason=clean(reason) or None,
        skipped=skipped(state(contribution), step),
    )
    return _taken(contribution, event)


def _taken(contribution: Contribution, event: Event) -> Contribution:
    found = state(contribution)
    _refuse_what_stands(contribution, found, event)
    steps = may_follow(found)
    if event.step not in steps:
        if event.step == "decided":
            hint = f"To take it up again: concept move {contribution.id} disputed --by … --reason …"
            if found.name == "withdrawn":
                hint = (
                    f"Who sent it took it back. If that is a mistake: concept move {contribution.id} disputed --by … --reason …"
                )
        else:
            hint = f"What can follow: {', '.join(each for each in steps if each in MOVES) or 'nothing'}."
            if "decided" in steps:
                hint += f" Or decide it: concept decide {contribution.id} …"
        raise ConceptError(f"{contribution.id} is {found.name}; “{event.step}” cannot follow.", hint)
    return with_event(contribution, event)


def _refuse_what_stands(contribution: Contribution, found: State, event: Event) -> None:
    """Raises ConceptError for a step after which words would stay in the text that nobody wants there, or not as they were decided."""
    if found.applied is None:
        return
    withdrawn = event.step == "withdrawn" or event.disposition == "withdrawn"
    refused = event.step == "decided" and event.disposition not in ACCEPTING
    other = (
        event.step == "decided" and (words := decided_words(contribution, event)) and words.text != _standing(contribution, found)
    )
    if withdrawn or refused or other:
        raise ConceptError(
            f"The words of {contribution.id} are in the text.",
            f"Take them out first: concept merge --revert {contribution.id}, and then this command again.",
        )


def _standing(contribution: Contribution, found: State) -> str | None:
    """The words with which a contribution went into the text; None where it was settled together with others."""
    if found.applied and found.applied.wording:
        return found.applied.wording
    decided = decided_words(contribution, found.decision)
    return decided.text if decided else None
