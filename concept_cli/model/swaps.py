"""Days on which a country works although others rest, and rests although others work: what its Government decides for each year."""

from __future__ import annotations

from pydantic import Field

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import Day, Many, SourceId, Words


class Swaps(Fields):
    """records/working-days.yaml: the days that were swapped; holidays by law are known without it."""

    off: Many[Day] = Field((), description="working days that were made days off", examples=["[2024-05-08]"])
    worked: Many[Day] = Field((), description="days off that were made working days", examples=["[2024-05-04]"])
    source: SourceId | None = Field(None, description="id of the source that says so")
    note: Words | None = Field(None, description="what must be known")
