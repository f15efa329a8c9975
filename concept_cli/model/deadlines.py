"""What every deadline says: by when, from when it was moved, and by whom; a day or a text that is not known is said to be unknown."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import BodyId, Day, DueOrUnknown, Short, one_of

LEVELS: Final = ("president", "administration", "prime-minister", "government", "ministry", "akimat", "group")
"""Who may give instructions, from the highest. What one of them gave, it alone closes or moves (domain: Regulations of the Government)."""

Level = Annotated[str, one_of(*LEVELS), WithJsonSchema({"enum": list(LEVELS)})]


class Move(Fields):
    """A deadline that was moved: what it was until then. Where it was moved to is what the next entry says, and at last “due”."""

    on: Day = Field(description="the day on which it was moved", examples=["2021-07-20"])
    was: DueOrUnknown = Field(description="the deadline until then", examples=["2021-08-01"])
    by: BodyId | None = Field(None, description="stakeholder that moved it")
    level: Level | None = Field(None, description="of an instruction: the level that moved it")
    reason: Short | None = Field(None, description="why")
