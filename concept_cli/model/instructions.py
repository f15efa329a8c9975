"""Instructions: what somebody above asked for, of whom, by when, and what became of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from concept_cli.model.deadlines import Level, Move
from concept_cli.model.fields import Fields
from concept_cli.model.kinds import (
    GROUP,
    BodyId,
    DaysOrUnknown,
    DueOrUnknown,
    Id,
    InstructionId,
    LocalText,
    Many,
    MeetingId,
    Short,
    SourceId,
    Truth,
    Words,
)


class Assignee(Fields):
    """A body that carries an instruction out."""

    body: BodyId = Field(description="stakeholder, by id", examples=["akimats"])
    lead: Truth = Field(False, description="whether it answers for it and gathers what the others report")


class Closing(Fields):
    """How an instruction was taken off control. Only the level that gave it may do so."""

    on: DaysOrUnknown = Field(description="the day; unknown, if it is not known", examples=["2021-09-30"])
    by: BodyId | None = Field(None, description="stakeholder that closed it")
    level: Level | None = Field(None, description="its level")
    evidence: Short | None = Field(None, description="what shows that it was carried out")


class Instruction(Fields):
    """Something that a higher level told others to do."""

    id: Id = Field(description="name of the instruction, unique in the project", examples=["basic-approaches"])
    title: LocalText = Field(description="what it is about, in a few words, as text or by language")
    issuer: BodyId = Field(description="stakeholder that gave it", examples=["kassym-jomart-tokayev"])
    level: Level = Field(description="at which level it was given", examples=["president"])
    act: LocalText | None = Field(None, description="where it stands: protocol and item, address, order")
    meeting: MeetingId | None = Field(None, description="meeting at which it was given")
    issued: DaysOrUnknown = Field(description="the day it was given; unknown, if it is not known", examples=["2021-03-17"])
    text: LocalText = Field(description="what it says, as text or by language; unknown, if only its existence is known")
    assignees: Many[Annotated[Assignee, GROUP]] = Field((), description="bodies that carry it out, the lead among them")
    deliverable: LocalText | None = Field(None, description="what will lie on the table when it is carried out")
    serves: LocalText | None = Field(
        None, description="which strategic document or section it carries out; unknown, if not known"
    )
    resources: LocalText | None = Field(None, description="with what it is carried out: money, people; unknown, if not known")
    due: DueOrUnknown | None = Field(None, description="by when; unknown, if there is a day and it is not known")
    moved: Many[Annotated[Move, GROUP]] = Field((), description="deadlines that it had before, the first first")
    closed: Annotated[Closing, GROUP] | None = Field(None, description="how it was taken off control")
    repeats: InstructionId | None = Field(None, description="instruction that this one repeats or replaces")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    locator: LocalText | None = Field(None, description="where in the source")
    note: Words | None = Field(None, description="what must be known")


class Instructions(Fields):
    """records/instructions.yaml: who was told to do what by when."""

    instructions: Many[Annotated[Instruction, GROUP]] = Field((), description="one entry each")
