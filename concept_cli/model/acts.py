"""Acts of law that the concept needs: those that are to be amended, and new ones."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from concept_cli.model.deadlines import Move
from concept_cli.model.fields import Fields
from concept_cli.model.kinds import (
    GROUP,
    BodyId,
    DaysOrUnknown,
    DueOrUnknown,
    Id,
    LocalText,
    Many,
    Short,
    SourceId,
    Words,
    one_of,
)

ACT_STATES: Final = ("proposed", "being-drafted", "submitted", "adopted", "dropped", "unknown")


class Amendment(Fields):
    """What is to change in an act."""

    article: Short | None = Field(None, description="article or point; unknown, if it is not known")
    change: LocalText = Field(description="what is to change, as text or by language; unknown, if it is not known")


class Act(Fields):
    """A law, decree or resolution that is to be amended or made."""

    id: Id = Field(description="name of the act, unique in the project", examples=["law-on-culture"])
    title: LocalText = Field(description="its title, as text or by language")
    number: Short | None = Field(None, description="its number and date, as it is cited")
    status: Annotated[str, one_of(*ACT_STATES), WithJsonSchema({"enum": list(ACT_STATES)})] = Field(
        "unknown", description="how far the amendment, or the new act, is"
    )
    since: DaysOrUnknown | None = Field(None, description="since when it is known to stand so")
    amendments: Many[Annotated[Amendment, GROUP]] = Field((), description="what is to change; empty for a new act")
    prepared_by: Many[BodyId] = Field((), description="stakeholders that prepare it")
    due: DueOrUnknown | None = Field(None, description="by when it is to be adopted or submitted")
    moved: Many[Annotated[Move, GROUP]] = Field((), description="deadlines that it had before, the first first")
    source: SourceId | None = Field(None, description="id of the source that tells of it")
    note: Words | None = Field(None, description="what must be known")


class Acts(Fields):
    """records/acts.yaml: acts that are to be amended or made."""

    acts: Many[Annotated[Act, GROUP]] = Field((), description="one entry each")
