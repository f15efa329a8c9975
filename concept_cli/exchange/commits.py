"""What merging a contribution changed, to a commit that says whose the words are and who decided them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import category

from concept_cli.exchange.desk import Desk
from concept_cli.git import Person, commit
from concept_cli.ledger.states import state
from concept_cli.model import Contribution

_NOBODY: Final = "noreply@invalid"
"""Mail address in commits of bodies: their own ones are nobody's business in a history."""


def committed(desk: Desk, contribution: Contribution, paths: Sequence[str]) -> str:
    """A commit of what merging a contribution, or taking it back, changed; its id.

    The body is its author when every new word is its own; else the drafter is, and the body is named as who proposed it.
    """
    head, found = contribution.head, state(contribution)
    body = _name(desk, head.stakeholder)
    decision, own = found.decision, bool(found.applied and found.applied.verbatim)
    trailers = [f"Contribution: {head.id}", f"Disposition: {found.disposition}"]
    trailers += [f"Meeting: {decision.meeting}"] if decision and decision.meeting else []
    trailers += [] if own else [f"Proposed-by: {body}"]
    subject = f"Take in {head.id} of {body}" if found.applied else f"Take {head.id} of {body} out again"
    return commit(desk.root, paths, subject + "\n\n" + "\n".join(trailers), Person(body, _NOBODY) if own else None)


def _name(desk: Desk, stakeholder: str) -> str:
    """The name of a body in the working language, in one line, and without signs that turn the direction of writing in a history."""
    names = desk.body(stakeholder).name
    said = names.get(desk.project.concept.record.working_language) or next(iter(names.values()))
    return " ".join("".join(sign for sign in said if category(sign) != "Cf").split())
