"""Contributions as they are written: what a stakeholder sent, what it is about, and what happened to it since.

The vocabulary of dispositions is that of the field (IEEE, ISO and NENA ballots, the approval of Kazakh drafts), the states are those that a
remark goes through in a ministry.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import GROUP, Count, Day, Exact, Id, Language, Many, Short, Truth, Words, one_of, refuse

KINDS: Final = ("amendment", "remark", "position")
ACTIONS: Final = ("replace", "insert", "delete")
STANDS: Final = ("for", "against")
TYPES: Final = ("general", "substantive", "editorial", "legal-technical", "linguistic")
WORDING_ONLY: Final = frozenset({"editorial", "linguistic"})
"""Types that a frozen section still takes."""
CHANNELS: Final = ("letter", "open-npa", "matrix", "meeting", "email", "workshop", "publication")
DISPOSITIONS: Final = (
    "accepted",
    "accepted-modified",
    "partial",
    "rejected",
    "noted",
    "deferred",
    "withdrawn",
    "duplicate",
    "out-of-scope",
)
REASONED: Final = frozenset({"accepted-modified", "partial", "rejected", "out-of-scope"})
"""Dispositions that need a reason."""
ACCEPTING: Final = frozenset({"accepted", "accepted-modified", "partial"})
"""Dispositions after which words have to change."""
STEPS: Final = (
    "registered",
    "screened",
    "assigned",
    "decided",
    "conflict",
    "applied",
    "settled",
    "reverted",
    "replied",
    "disputed",
    "escalated",
    "withdrawn",
    "closed",
)


_DIGEST: Final = re.compile("[0-9a-f]{64}")
_FINGERPRINT: Final = re.compile("[0-9a-f]{16}")


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise refuse("is no SHA-256", "take the file from the history again: this field is written by the tool")
    return value


def _fingerprint(value: object) -> str:
    if not isinstance(value, str) or not _FINGERPRINT.fullmatch(value):
        raise refuse("holds what is no fingerprint", "take the file from the history again: this field is written by the tool")
    return value


Fingerprint = Annotated[str, BeforeValidator(_fingerprint), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{16}$"})]
Digest = Annotated[str, BeforeValidator(_digest), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]


def _choice(choices: tuple[str, ...]) -> tuple[BeforeValidator, WithJsonSchema]:
    return one_of(*choices), WithJsonSchema({"enum": list(choices)})


Step = Annotated[str, *_choice(STEPS)]


class PlaceRead(Fields):
    """What a contribution is about, in the draft that was read; of the whole document there is none."""

    section: Id = Field(description="id of the section")
    language: Language = Field(description="language of the text that was read")
    block: Words | None = Field(None, description="address of the block")
    paragraph: Words | None = Field(
        None, description="its number in the margin of the draft that was read; t2:3 is the third row of table 2, n5 footnote 5"
    )
    page: Count | None = Field(None, description="its page in the draft that was read")
    quote: Exact = Field("", description="the words that it is about, as they are rendered")
    before: Exact = Field("", description="a few words before them")
    after: Exact = Field("", description="a few words behind them")
    nth: Count = Field(1, description="which of several equal passages of the section it is")
    twins: Count = Field(0, description="how many other passages of the section were equal to it")
    copies: Count = Field(0, description="how many other sections had an equal passage")
    sha256: Digest | None = Field(None, description="SHA-256 of the section's text that was read")
    others: Many[Fingerprint] = Field(
        (), description="fingerprints of the section's other passages that were read, to tell them from this one"
    )
    commit: Words | None = Field(None, description="the commit of the draft that was read")


class Original(Fields):
    """The letter as it came, kept beside the contribution."""

    file: Words = Field(description="its name in contributions/STAKEHOLDER/originals/")
    sha256: Digest = Field(description="SHA-256 of its bytes")


class Event(Fields):
    """Something that happened to a contribution. Events are only ever added."""

    date: Day = Field(description="the day")
    step: Step = Field(description="what happened")
    by: Short | None = Field(None, description="who did it")
    reason: Short | None = Field(None, description="why")
    disposition: Annotated[str, *_choice(DISPOSITIONS)] | None = Field(None, description="what was decided")
    meeting: Id | None = Field(None, description="the meeting that decided it")
    wording: Exact = Field("", description="the words that were decided instead of those proposed")
    skipped: Many[Step] = Field((), description="steps that were not taken before this one")
    path: Words | None = Field(None, description="the file that was changed")
    before: Exact = Field("", description="the passage as it was, in Markdown")
    after: Exact = Field("", description="the passage as it is since, in Markdown")
    theirs: Exact = Field("", description="of a conflict: the passage as the contribution would have it")
    against: Many[Id] = Field(
        (),
        description="the contributions that it is in conflict with, or was settled with",
    )
    verbatim: Truth = Field(False, description="whether every new word is the contributor's own")
    file: Words | None = Field(None, description="the file that was sent or kept")


class ContributionHead(Fields):
    """The head of contributions/STAKEHOLDER/ID.md."""

    id: Id = Field(description="its name: stakeholder, year, number", examples=["unesco-2021-003"])
    stakeholder: Id = Field(description="who sent it, from stakeholders.yaml", examples=["unesco"])
    person: Short | None = Field(None, description="who signed it; never in what is published")
    on_behalf_of: Many[Id] = Field((), description="stakeholders for whom it speaks")
    kind: Annotated[str, *_choice(KINDS)] = Field(
        description="amendment (words to change), remark or position", examples=["remark"]
    )
    action: Annotated[str, *_choice(ACTIONS)] | None = Field(None, description="of an amendment: replace, insert or delete")
    stand: Annotated[str, *_choice(STANDS)] | None = Field(None, description="of a position: for or against")
    type: Annotated[str, *_choice(TYPES)] = Field("general", description="of what sort it is")
    essential: Truth = Field(False, description="whether the body insists: if it is not accepted, there is a dispute")
    language: Language = Field(description="language that it is written in", examples=["en"])
    channel: Annotated[str, *_choice(CHANNELS)] = Field("letter", description="how it came")
    received: Day = Field(description="the day it came", examples=["2021-05-14"])
    number: Short | None = Field(None, description="number under which it was registered as incoming")
    draft: Id | None = Field(None, description="label of the frozen draft that was read; without it, the text of that day")
    place: Annotated[PlaceRead, GROUP] | None = Field(None, description="what it is about; without it, the whole document")
    evidence: Short | None = Field(None, description="what it leans on")
    source: Id | None = Field(None, description="the source that reports it: then its words are a paraphrase")
    markdown: Truth = Field(False, description="whether the proposed text is Markdown; else it is plain words")
    consent: Truth = Field(False, description="whether it may be published under the stakeholder's name")
    confidential: Truth = Field(False, description="whether only the working group may see it")
    original: Annotated[Original, GROUP] | None = Field(None, description="the letter as it came")
    history: Many[Annotated[Event, GROUP]] = Field((), description="what happened to it; entries are only ever added")
