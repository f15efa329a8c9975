"""Who sits together, and when: groups with their members; sittings, sessions, trainings and forums with what was said and decided there."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import (
    GROUP,
    BodyId,
    Count,
    Day,
    DaysOrUnknown,
    GroupId,
    Id,
    LocalText,
    Many,
    SectionId,
    Short,
    SourceId,
    Truth,
    Words,
    one_of,
)

MEETING_KINDS: Final = (
    "wg-sitting",
    "government-session",
    "senate-club",
    "regional-session",
    "training",
    "forum",
    "round-table",
    "public-hearing",
    "address",
    "meeting",
)
MEETING_STATES: Final = ("planned", "held", "cancelled", "unknown")
CAPACITIES: Final = ("chair", "host", "guest", "speaker", "trainer", "participant", "organiser", "supporter", "secretary")
CHAIRED: Final = ("government", "body")
PACK_DAYS: Final = {"government": 7, "body": 3}
"""Working days before a sitting by which its papers go out: with the Prime Minister or a deputy in the chair, and with an official
of a body (Resolution No. 247 of 16 March 1999 on consultative bodies, as amended on 19 August 2017)."""


class Member(Fields):
    """A body or person in a group."""

    who: BodyId = Field(description="stakeholder, by id", examples=["unesco"])
    by_agreement: Truth = Field(False, description="whether it takes part by agreement, as bodies outside the Government do")
    since: DaysOrUnknown | None = Field(None, description="the day it joined")
    status: Annotated[str, one_of("joined", "planned", "left"), WithJsonSchema({"enum": ["joined", "planned", "left"]})] = Field(
        "joined", description="joined, planned or left"
    )


class Group(Fields):
    """Those who draft: a working group, a council, a project office."""

    id: Id = Field(description="name of the group, unique in the project", examples=["working-group"])
    name: LocalText = Field(description="its name, as text or by language")
    act: LocalText | None = Field(None, description="the legal act that made it; unknown, if it is not known")
    chair: BodyId | None = Field(None, description="stakeholder in the chair")
    deputy: BodyId | None = Field(None, description="stakeholder that stands in for the chair")
    secretary: BodyId | None = Field(None, description="stakeholder that keeps the papers")
    office: BodyId | None = Field(None, description="stakeholder that does the daily work: a project office")
    members: Many[Annotated[Member, GROUP]] = Field((), description="bodies and persons in it")
    since: DaysOrUnknown | None = Field(None, description="the day it began")
    until: DaysOrUnknown | None = Field(None, description="the day it ended")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    note: Words | None = Field(None, description="what must be known")


class Groups(Fields):
    """records/groups.yaml: working groups, councils and offices."""

    groups: Many[Annotated[Group, GROUP]] = Field((), description="one entry each")


class Participant(Fields):
    """Somebody who took part in a meeting, or is to."""

    who: BodyId = Field(description="stakeholder, by id")
    capacity: Annotated[str, one_of(*CAPACITIES), WithJsonSchema({"enum": list(CAPACITIES)})] = Field(
        "participant", description="as what"
    )
    note: Words | None = Field(None, description="post or company, as it was told then")


class AgendaItem(Fields):
    """A point of an agenda or of a day's programme."""

    item: LocalText = Field(description="what it is about, as text or by language")
    speaker: BodyId | None = Field(None, description="stakeholder that speaks to it")
    section: SectionId | None = Field(None, description="section that it is about")


class ProgrammeDay(Fields):
    """A day of a meeting of several days."""

    date: Day = Field(description="the day")
    items: Many[Annotated[AgendaItem, GROUP]] = Field((), description="what is done on it")


class Protocol(Fields):
    """The minutes of a meeting, as they were signed."""

    number: Short | None = Field(None, description="its number")
    date: Day | None = Field(None, description="the day it was signed")


class Meeting(Fields):
    """A sitting, session, training or forum: what was to be said, who came, what was decided."""

    id: Id = Field(description="name of the meeting, unique in the project", examples=["wg-2021-06-14"])
    date: DaysOrUnknown = Field(description="the day, or the days; unknown, if it is not known", examples=["2021-06-14"])
    title: LocalText = Field(description="what it is called, as text or by language", examples=["Second sitting"])
    kind: Annotated[str, one_of(*MEETING_KINDS), WithJsonSchema({"enum": list(MEETING_KINDS)})] = Field(
        "meeting", description="what sort of meeting it is"
    )
    state: Annotated[str, one_of(*MEETING_STATES), WithJsonSchema({"enum": list(MEETING_STATES)})] | None = Field(
        None, description="planned, held, cancelled or unknown; without it, it is held when its day is over"
    )
    group: GroupId | None = Field(None, description="group that sits")
    series: Id | None = Field(None, description="name of the series that it belongs to", examples=["regional-sessions"])
    number: Count | None = Field(None, description="which of the series, or of the group's sittings, it is")
    place: LocalText | None = Field(None, description="town")
    venue: LocalText | None = Field(None, description="house, hall")
    hosts: Many[BodyId] = Field((), description="stakeholders that invite")
    supporters: Many[BodyId] = Field((), description="stakeholders that pay or help")
    chaired: Annotated[str, one_of(*CHAIRED), WithJsonSchema({"enum": list(CHAIRED)})] | None = Field(
        None,
        description="government (the Prime Minister or a deputy is in the chair: papers go out 7 working days ahead) or body (3 days)",
    )
    pack_sent: DaysOrUnknown | None = Field(None, description="the day the papers went out")
    participants: Many[Annotated[Participant, GROUP]] = Field((), description="who took part, and as what")
    attendance: Words | None = Field(None, description="how many came, as the source says", examples=["more than 50"])
    agenda: Many[Annotated[AgendaItem, GROUP]] = Field((), description="what it is about, in order")
    days: Many[Annotated[ProgrammeDay, GROUP]] = Field((), description="the programme by day")
    decisions: Many[LocalText] = Field((), description="what was decided or came of it, as text or by language")
    protocol: Annotated[Protocol, GROUP] | None = Field(None, description="its minutes, as they were signed")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    note: Words | None = Field(None, description="what must be known")


class Meetings(Fields):
    """records/meetings.yaml: the sittings and events, in order."""

    meetings: Many[Annotated[Meeting, GROUP]] = Field((), description="one entry each")
