"""A draft that goes round: to bodies for their opinion, to those that must approve it, and to the public."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from concept_cli.model.deadlines import Move
from concept_cli.model.fields import Fields
from concept_cli.model.kinds import (
    GROUP,
    BodyId,
    Count,
    Day,
    DueOrUnknown,
    Id,
    LocalText,
    Many,
    SectionId,
    Short,
    SourceId,
    WebAddress,
    Words,
    one_of,
)

RESULTS: Final = ("approved", "with-remarks", "refused")
"""What a body answers that has to approve a draft; one that says nothing by the day is silent."""


class Round(Fields):
    """A draft that was sent out: to whom, asking what, by when."""

    id: Id = Field(description="name of the round, unique in the project", examples=["draft-1-round-1"])
    draft: Id = Field(description="label of the frozen draft that was sent", examples=["draft-1"])
    sent: Day = Field(description="the day it was sent", examples=["2021-04-20"])
    due: Day = Field(description="the last day for answers", examples=["2021-05-20"])
    moved: Many[Annotated[Move, GROUP]] = Field((), description="last days that it had before, the first first")
    bodies: Many[BodyId] = Field((), description="stakeholders that were asked")
    sections: Many[SectionId] = Field((), description="sections that they were asked about; without it, all of them")
    asked: LocalText | None = Field(None, description="what they were asked, as text or by language")
    note: Words | None = Field(None, description="what must be known")


class Rounds(Fields):
    """records/rounds.yaml: who was asked for what by when."""

    rounds: Many[Annotated[Round, GROUP]] = Field((), description="one entry each")


class Answer(Fields):
    """What a body said that has to approve a draft."""

    body: BodyId = Field(description="stakeholder, by id", examples=["ministry-of-finance"])
    on: Day = Field(description="the day it answered", examples=["2021-07-12"])
    result: Annotated[str, one_of(*RESULTS), WithJsonSchema({"enum": list(RESULTS)})] = Field(
        description="approved, with-remarks or refused", examples=["approved"]
    )
    remarks: Short | None = Field(None, description="its remarks, or why it refused")
    signer: BodyId | None = Field(None, description="stakeholder that signed")
    number: Short | None = Field(None, description="number of the letter")


class Approval(Fields):
    """A round in which bodies have to approve a draft."""

    id: Id = Field(description="name of the round of approval, unique in the project", examples=["approval-1"])
    title: LocalText = Field(description="what it is called, as text or by language")
    draft: Id | None = Field(None, description="label of the frozen draft that was sent")
    number: Count = Field(1, description="which round it is: those that refused are asked once more")
    sent: Day = Field(description="the day it was sent", examples=["2021-07-01"])
    due: DueOrUnknown = Field(description="the last day for answers", examples=["2021-07-15"])
    moved: Many[Annotated[Move, GROUP]] = Field((), description="last days that it had before, the first first")
    bodies: Many[BodyId] = Field((), description="stakeholders that have to approve it")
    answers: Many[Annotated[Answer, GROUP]] = Field((), description="what they answered")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    note: Words | None = Field(None, description="what must be known")


class Discussion(Fields):
    """A draft that is open to everybody's remarks."""

    id: Id = Field(description="name of the discussion, unique in the project", examples=["open-npa-2021"])
    title: LocalText = Field(description="what it is called, as text or by language")
    draft: Id | None = Field(None, description="label of the frozen draft that is open")
    portal: Words | None = Field(None, description="where", examples=["Open NPA"])
    url: WebAddress | None = Field(None, description="its address")
    opened: Day = Field(description="the day it opened", examples=["2021-06-01"])
    due: DueOrUnknown = Field(description="until when; with hour and time zone", examples=["2021-06-15 18:00 Asia/Almaty"])
    moved: Many[Annotated[Move, GROUP]] = Field((), description="ends that it had before, the first first")
    comments: Count | None = Field(None, description="how many remarks came")
    report: WebAddress | None = Field(None, description="where the report on its results can be read")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    note: Words | None = Field(None, description="what must be known")


class Approvals(Fields):
    """records/approvals.yaml: who has to approve which draft, and what the public was asked."""

    approvals: Many[Annotated[Approval, GROUP]] = Field((), description="rounds of approval, one entry each")
    discussions: Many[Annotated[Discussion, GROUP]] = Field((), description="public discussions, one entry each")
