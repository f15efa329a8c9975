"""A contribution to what is said of it beside the text."""

from __future__ import annotations

from concept_cli.document import Inline, Inlines, LineBreak, Remark, Text
from concept_cli.exchange.matrix import Told
from concept_cli.ledger.saying import decided_words
from concept_cli.ledger.states import state
from concept_cli.model import Contribution


def lines(*said: str) -> Inlines:
    """Words as inlines, a line each."""
    found: list[Inline] = []
    for line in "\n".join(filter(None, said)).split("\n"):
        found += [*((LineBreak(),) if found else ()), *((Text(words=line),) if line else ())]
    return tuple(found)


def remark(told: Told) -> Remark:
    """What a contribution says, as a remark: who, which, what was decided, and what it would have the text say."""
    contribution = told.contribution
    label = (
        contribution.id,
        told.term(f"kind-{contribution.head.kind}"),
        in_line(told.disposition()),
        in_line(told.confidential()),
    )
    reason = f"{told.term('column-reason')}: {told.reason()}" if told.reason() else ""
    words = lines(wanted(told, proposed=False), told.part("remark"), told.part("rationale"), told.reported(), reason)
    return Remark(
        who=told.body(),
        when=contribution.head.received.isoformat(),
        label=" · ".join(filter(None, label)),
        content=words,
        proposed=lines(wording(contribution)),
    )


def in_line(said: str) -> str:
    """A term in the middle of a line."""
    return said[:1].lower() + said[1:]


def wording(contribution: Contribution) -> str:
    """The words that an amendment proposes, or that were decided in their place."""
    decided = decided_words(contribution, state(contribution).decision)
    return decided.text if decided else contribution.parts.get("proposed", "")


def wanted(told: Told, *, proposed: bool = True) -> str:
    """What is to be done with which words: replace: “old” → “new”."""
    said = (told.quote(), told.part("proposed") if proposed else "")
    quote, new = (told.term("quoted", words=each) if each else "" for each in said)
    match told.contribution.head.action or told.contribution.head.kind:
        case "remark":
            return quote
        case "insert":
            return "\n".join(filter(None, (quote, " ".join(filter(None, (told.term("said-insert"), new))))))
    return ": ".join(filter(None, (told.action(), " → ".join(filter(None, (quote, new))))))
