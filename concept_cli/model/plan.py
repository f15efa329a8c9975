"""What a concept promises, as records: indicators with what was observed and what is aimed at, and the measures of the action plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import GROUP, Currency, Id, LocalText, Many, Quantity, RoughDate, Truth, When, Words, Year, one_of

BOUNDS = ("exact", "about", "under", "over")


class Value(Fields):
    """A value of an indicator, and how it is known."""

    value: Quantity = Field(description="the number, with a point and without spaces", examples=["2.67"])
    bound: Annotated[str, one_of(*BOUNDS), WithJsonSchema({"enum": list(BOUNDS)})] = Field(
        "exact", description="whether the number is meant exactly, or “about”, “under”, “over”"
    )
    period: When | None = Field(
        None, description="what it is counted for: 2023, 2023-Q4, 2023-11, other words", examples=["2023"]
    )
    said_on: RoughDate | None = Field(None, description="when it was said")
    speaker: LocalText | None = Field(None, description="who said it, as text or by language")
    source: Id | None = Field(None, description="id of the source", examples=["kt-2021-04-16"])
    locator: LocalText | None = Field(None, description="where in the source, as text or by language")
    scope: LocalText | None = Field(None, description="what was counted, when it differs from the indicator's own scope")
    note: Words | None = Field(None, description="what must be known")


class Indicator(Fields):
    """Something that is counted, by which the concept is measured or which it speaks of."""

    id: Id = Field(description="name for references, unique in the project", examples=["gdp-share"])
    name: LocalText = Field(description="the name, as text or by language", examples=["Share of GDP"])
    unit: LocalText = Field(description="unit, as text or by language", examples=["%"])
    scope: LocalText | None = Field(None, description="what is counted: which activities, by which method")
    collector: LocalText | None = Field(None, description="where the figures come from: a body or a set of statistics")
    target: Truth = Field(True, description="whether the concept is measured by it; false for what is only observed")
    baseline: Annotated[Value, GROUP] | None = Field(None, description="the value at the start")
    targets: dict[Year, Quantity] = Field(default_factory=dict, description="values aimed at, by year", examples=["{2029: 5}"])
    observations: Many[Annotated[Value, GROUP]] = Field((), description="values that were said or counted, each with its source")
    note: Words | None = Field(None, description="what must be known")


class Indicators(Fields):
    """records/indicators.yaml: what is counted, with every value that is known and who said it."""

    indicators: Many[Annotated[Indicator, GROUP]] = Field((), description="one entry each")


class Direction(Fields):
    """A direction of work, under which measures stand together in the action plan."""

    id: Id = Field(description="name for measures to point at, unique in the project", examples=["direction-export"])
    name: LocalText = Field(description="the name, as text or by language", examples=["Export"])


class Executor(Fields):
    """A body that carries out a measure."""

    body: Id = Field(description="stakeholder, by id")
    lead: Truth = Field(False, description="whether it answers for the measure and gathers what the others report")
    by_agreement: Truth = Field(False, description="whether it takes part by agreement, as bodies outside the Government do")


class Funding(Fields):
    """What a measure costs and who pays."""

    amount: Quantity | None = Field(None, description="the sum, in whole units of the currency", examples=["4000000000"])
    currency: Currency = Field("KZT", description="currency by its three letters")
    source: LocalText | None = Field(None, description="where the money comes from, as text or by language")
    years: When | None = Field(None, description="for which years", examples=["2024..2026"])


class Measure(Fields):
    """A row of the action plan."""

    id: Id = Field(description="name for references, unique in the project", examples=["creative-law"])
    direction: Id | None = Field(None, description="direction that it belongs to, by id")
    name: LocalText = Field(description="what is done, as text or by language", examples=["Adopt the law on …"])
    form: LocalText | None = Field(None, description="form of completion: what will lie on the table", examples=["law"])
    due: When | None = Field(
        None, description="by when: 2025-Q4, IV квартал 2025 года, yearly, other words", examples=["2025-Q4"]
    )
    executors: Many[Annotated[Executor, GROUP]] = Field((), description="bodies that carry it out, the lead among them")
    funding: Annotated[Funding, GROUP] | None = Field(None, description="what it costs and who pays")
    source: Id | None = Field(None, description="id of the source that names the measure")
    note: Words | None = Field(None, description="what must be known")


class Measures(Fields):
    """records/measures.yaml: the action plan."""

    directions: Many[Annotated[Direction, GROUP]] = Field((), description="directions, in the order of the plan")
    measures: Many[Annotated[Measure, GROUP]] = Field((), description="measures, in the order of the plan")
