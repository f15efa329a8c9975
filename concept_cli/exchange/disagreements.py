"""Contributions to the table of disagreements: what its body insists on and the developer did not take, or took otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from concept_cli.document import Cell, Row, Table
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import closed, text
from concept_cli.exchange.listing import in_text_order
from concept_cli.exchange.matrix import Told, public
from concept_cli.ledger.reasons import without
from concept_cli.ledger.states import state
from concept_cli.model import Contribution
from concept_cli.model.telling import Telling
from concept_cli.wording.approval import approval_term

_DISPUTED: Final = frozenset({"disputed", "escalated"})
_UNMET: Final = frozenset({"rejected", "partial", "accepted-modified"})
"""Dispositions that do not give a body what it asked for."""
_NOTHING: Final = "–"
_COLUMNS: Final = (("number", 5), ("element", 14), ("draft", 20), ("proposed", 20), ("body", 21), ("position", 20))


def is_disagreement(contribution: Contribution) -> bool:
    """Whether its body and the developer differ: it disputes what was decided, or insists on what was not taken as it stands.

    What was withdrawn is no disagreement; what was closed stays one, unless its body withdrew it.
    """
    found = state(contribution)
    unmet = contribution.head.essential and found.disposition in _UNMET
    return found.name != "withdrawn" and (found.name in _DISPUTED or unmet)


@dataclass(frozen=True, slots=True)
class Disagreements:
    """The contributions in dispute that may be published, in the order of the text, and how many may not."""

    shown: tuple[Contribution, ...]
    hidden: int


def disagreements(desk: Desk) -> Disagreements:
    """The disagreements of a project."""
    shown, hidden = public(filter(is_disagreement, desk.contributions.values()))
    return Disagreements(tuple(in_text_order(desk, shown)), hidden)


def published(desk: Desk) -> Callable[[str], str]:
    """What makes of a reason what everybody may read of it."""
    shown, _ = public(desk.contributions.values())
    ids = {each.id for each in shown}
    hidden = [each for id, each in desk.contributions.items() if id not in ids]
    return lambda reason: without(reason, desk.project, hidden, shown)


def table(desk: Desk, contributions: Iterable[Contribution], language: str) -> Table:
    """The table of disagreements; cells hold what was written, to the letter."""
    telling, tell = Telling(desk.project, language), published(desk)
    rows = (_cells(number, Told(telling, each, tell), language) for number, each in enumerate(contributions, 1))
    head = _row(approval_term(f"column-{key}", language) for key, _ in _COLUMNS)
    return Table(
        alignments=("center", *[""] * (len(_COLUMNS) - 1)),
        head=(head,),
        rows=tuple(map(_row, rows)),
        widths=tuple(width for _, width in _COLUMNS),
        wide=True,
    )


def _cells(number: int, told: Told, language: str) -> list[str]:
    rationale = "" if told.contribution.head.kind == "position" else told.part("rationale")
    reasons = rationale or ("" if told.part("rationale") else approval_term("reasons-none", language))
    standing = f"state-{told.state.name}" if told.state.name in _DISPUTED else ""
    return [
        str(number),
        ", ".join(map(closed, filter(None, (told.section(), told.numbered())))),
        told.quote(),
        told.proposal(),
        _together(f"{closed(told.body())} ({told.contribution.id})", told.reported(), reasons),
        _together(_position(told), told.wording(), told.term(standing) if standing else ""),
    ]


def _together(*said: str) -> str:
    """What stands in one cell, a paragraph each."""
    return "\n\n".join(closed(each) for each in said if each)


def _position(told: Told) -> str:
    """What was decided and why: about that the body and the drafter disagree, whether it is disputed now or not."""
    said = told.decided()
    return ". ".join(filter(None, (said[:1].upper() + said[1:], told.given())))


def _row(cells: Iterable[str]) -> Row:
    return Row(cells=tuple(Cell(content=text(each or _NOTHING)) for each in cells))
