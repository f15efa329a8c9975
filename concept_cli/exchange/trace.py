"""From a contribution to the words that it brought, and from words to the contributions that wanted them so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from concept_cli.diagnostics import ConceptError, Place
from concept_cli.exchange.desk import Desk
from concept_cli.history import trail
from concept_cli.ledger.anchors import Anchor, Today
from concept_cli.ledger.passages import Passage, passages
from concept_cli.ledger.saying import says
from concept_cli.ledger.states import state
from concept_cli.model import Contribution, Fragment, iso, shorten


@dataclass(frozen=True, slots=True)
class Link:
    """A contribution and the place of the words that it is about, or that it brought, today."""

    contribution: Contribution
    anchor: Anchor

    @property
    def place(self) -> Place | None:
        """Where in the files."""
        if self.anchor.fragment is None or self.anchor.passage is None:
            return None
        return Place(self.anchor.fragment.path, self.anchor.line)


def of_contribution(desk: Desk, id: str) -> Link:
    """Where a contribution's words are today."""
    return _link(desk.contribution(id), Today(desk.project.fragments, desk.contributions.values()))


def of_section(desk: Desk, named: str) -> list[Link]:
    """The contributions about ``SECTION``, ``SECTION.LANG`` or one of them with ``:LINE``, as the file counts its lines.

    Those that are about the section as a whole, or whose words are gone, come with the whole section only. Raises ConceptError for a
    section or a line that is not there.
    """
    name, _, typed = named.partition(":")
    id, _, language = name.partition(".")
    fragment = desk.project.fragment(id, language or desk.project.concept.record.working_language)
    if fragment is None:
        known = ", ".join(dict.fromkeys(each.id for each in desk.project.fragments))
        raise ConceptError(f"There is no contribution and no section “{shorten(name)}”.", f"Sections: {known}")
    line = _line(fragment, typed) if typed else None
    today = Today(desk.project.fragments, desk.contributions.values())
    return [each for each in _links(desk, today, fragment) if line is None or _covers(each, fragment, line)]


def _line(fragment: Fragment, typed: str) -> int:
    lines = fragment.text.count("\n") + 1
    if not re.fullmatch("[0-9]{1,9}", typed) or not 0 < int(typed) <= lines:
        raise ConceptError(f"{fragment.path} has no line “{shorten(typed)}”.", f"Its lines go from 1 to {lines}.")
    return int(typed)


def _links(desk: Desk, today: Today, fragment: Fragment) -> Iterator[Link]:
    for each in desk.contributions.values():
        place, applied = each.head.place, state(each).applied
        if applied and applied.path:
            link = _link(each, today)
            if applied.path == fragment.path or (link.anchor.fragment and link.anchor.fragment.path == fragment.path):
                yield link
        elif place and (place.section, place.language) == (fragment.id, fragment.language):
            yield _link(each, today)


def _link(contribution: Contribution, today: Today) -> Link:
    """Where the words of a contribution are that it brought; of one that is not in the text, those that it is about."""
    applied, anchor = state(contribution).applied, today.anchor(contribution)
    fragment = next((each.fragment for each in today.texts.values() if applied and each.fragment.path == applied.path), None)
    if applied is None or fragment is None:
        return Link(contribution, anchor)
    if stands := today.now(fragment, applied, contribution):
        return Link(contribution, Anchor("found", *stands))
    passage = _alike(anchor, contribution)
    return Link(contribution, Anchor("found" if passage else "gone", fragment, passage))


def _alike(anchor: Anchor, contribution: Contribution) -> Passage | None:
    """The passage that is most like the one that was read, if it has the words that the contribution brought."""
    return anchor.passage if anchor.passage and says(anchor.passage.text, contribution) else None


def _covers(link: Link, fragment: Fragment, line: int) -> bool:
    """Whether a link's words stand in the passage that a line belongs to."""
    if link.anchor.passage is None or link.anchor.fragment is None or link.anchor.fragment.path != fragment.path:
        return False
    around = next(
        (each for each in passages(fragment.text) if _lines(fragment, each.start) <= line <= _lines(fragment, each.end)), None
    )
    return around is not None and link.anchor.passage.start < around.end and around.start < link.anchor.passage.end


def _lines(fragment: Fragment, offset: int) -> int:
    return fragment.text.count("\n", 0, offset) + 1


def commits_of(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The commits that name contributions, by these, the latest first."""
    found: dict[str, tuple[str, ...]] = {}
    for each in trail(desk.root):
        if id := each.trailers.get("Contribution", ""):
            found[id] = (*found.get(id, ()), each.commit.id)
    return found


def as_value(desk: Desk, link: Link, commits: tuple[str, ...] = ()) -> dict[str, Any]:
    """A link for programs: words, contribution, decision, meeting, commits."""
    contribution, found = link.contribution, state(link.contribution)
    decided = [each for each in contribution.head.history if each.step == "decided" and each.disposition]
    decision = decided[-1] if decided and found.decision else found.decision
    meeting = next((each.record for each in desk.project.meetings if decision and each.record.id == decision.meeting), None)
    return {
        "contribution": contribution.id,
        "from": contribution.head.stakeholder,
        "state": found.name,
        "disposition": found.disposition or None,
        "reason": found.reason or None,
        "by": decision.by if decision else None,
        "meeting": meeting.id if meeting else None,
        "meeting_date": iso(meeting.date) if meeting else None,
        "decided": decision.date.isoformat() if decision else None,
        "applied": found.applied.date.isoformat() if found.applied else None,
        "before": found.applied.before if found.applied else None,
        "after": found.applied.after if found.applied else None,
        "today": link.anchor.outcome,
        "path": link.place.path if link.place else None,
        "line": link.place.line if link.place else None,
        "commits": list(commits),
    }
