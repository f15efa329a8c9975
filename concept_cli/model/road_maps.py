"""What regions take on themselves: road maps, and action plans of ninety days."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from concept_cli.model.deadlines import Move
from concept_cli.model.fields import Fields
from concept_cli.model.kinds import (
    GROUP,
    BodyId,
    Count,
    DaysOrUnknown,
    DueOrUnknown,
    Id,
    LocalText,
    Many,
    MeetingId,
    SourceId,
    Words,
    one_of,
)

PLAN_KINDS: Final = ("road-map", "action-plan")


class Action(Fields):
    """Something that a plan promises."""

    id: Id = Field(description="name of the action, unique in the project")
    what: LocalText = Field(description="what is done, as text or by language")
    owner: BodyId | None = Field(None, description="stakeholder that does it")
    start: DaysOrUnknown | None = Field(None, description="when it begins")
    due: DueOrUnknown | None = Field(None, description="by when; without it, by the end of the plan")
    moved: Many[Annotated[Move, GROUP]] = Field((), description="deadlines that it had before, the first first")
    metric: LocalText | None = Field(None, description="by what it is measured")
    done: DaysOrUnknown | None = Field(None, description="the day it was done; unknown, if it is not known whether it was")


class RoadMap(Fields):
    """A plan of a region."""

    id: Id = Field(description="name of the plan, unique in the project", examples=["action-plans-2024"])
    title: LocalText = Field(description="what it is called, as text or by language")
    kind: Annotated[str, one_of(*PLAN_KINDS), WithJsonSchema({"enum": list(PLAN_KINDS)})] = Field(
        "road-map", description="road-map or action-plan"
    )
    region: LocalText | None = Field(None, description="which region; unknown, if it is not known")
    owner: BodyId | None = Field(None, description="stakeholder that answers for it: an akimat")
    meeting: MeetingId | None = Field(None, description="meeting at which it was made")
    start: DaysOrUnknown = Field(description="the day it begins", examples=["2024-02-07"])
    days: Count | None = Field(None, description="how many days it lasts; its end is counted from the start", examples=["90"])
    due: DueOrUnknown | None = Field(None, description="its end, when it does not follow from the number of days")
    moved: Many[Annotated[Move, GROUP]] = Field((), description="ends that it had before, the first first")
    actions: Many[Annotated[Action, GROUP]] = Field((), description="what it promises")
    done: DaysOrUnknown | None = Field(None, description="the day it was carried out; unknown, if it is not known whether it was")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    note: Words | None = Field(None, description="what must be known")


class RoadMaps(Fields):
    """records/road-maps.yaml: what regions take on themselves."""

    road_maps: Many[Annotated[RoadMap, GROUP]] = Field((), description="one entry each")
