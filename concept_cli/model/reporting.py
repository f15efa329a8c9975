"""Who reports on the carrying out of the concept to whom, how often, and by which days."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import GROUP, BodyId, Due, Id, LocalText, Many, SourceId, Words, one_of

PERIODS: Final = {"year": 1, "half": 2, "quarter": 4, "month": 12}
"""What a report is about, and how many of these a year has."""


class ReportStep(Fields):
    """A way that a report takes: from those who carry out to those who gather, and on to those who ask for it."""

    by: Many[BodyId] = Field(description="stakeholders that report", examples=["[akimats]"])
    to: BodyId = Field(description="stakeholder that gets the report", examples=["ministry-of-culture-and-information"])
    due: Due = Field(description="by when in each year", examples=["5 July and 20 December"])


class Reporting(Fields):
    """A report that is made again and again."""

    id: Id = Field(description="name of the report, unique in the project", examples=["implementation-report"])
    title: LocalText = Field(description="what it is called, as text or by language")
    period: Annotated[str, one_of(*PERIODS), WithJsonSchema({"enum": list(PERIODS)})] = Field(
        description="what each report is about: year, half, quarter or month", examples=["half"]
    )
    steps: Many[Annotated[ReportStep, GROUP]] = Field((), description="from whom to whom, in order")
    source: SourceId | None = Field(None, description="id of the source that says so")
    note: Words | None = Field(None, description="what must be known")


class Reports(Fields):
    """records/reporting.yaml: who reports to whom, how often."""

    reports: Many[Annotated[Reporting, GROUP]] = Field((), description="one entry each")
