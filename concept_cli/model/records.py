"""The records themselves: every field of every file, declared once."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from concept_cli.model.deadlines import Move
from concept_cli.model.fields import Fields
from concept_cli.model.kinds import (
    GROUP,
    Day,
    DaysOrUnknown,
    FormatNumber,
    Goal,
    Id,
    Language,
    LocalText,
    Many,
    OutlineItem,
    Role,
    RoughDate,
    Status,
    TimeZone,
    Truth,
    WebAddress,
    Words,
    Year,
    one_of,
    refuse,
    shorten,
)

# ------------------------------------------------------------------ records


def _each_once(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a concept: one at least, none twice."""
    if not languages:
        raise refuse("is an empty list", "name one language at least: [en]")
    again = next((each for number, each in enumerate(languages) if each in languages[:number]), None)
    if again:
        raise refuse(f"names “{again}” twice", "name each language once")
    return languages


def _two_letters(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise refuse(f"is “{shorten(text)}”, which is no country", "write its two letters: KZ")
    return text


class Period(Fields):
    """From which year to which."""

    start: Year = Field(description="first year", examples=["2024"])
    end: Year = Field(description="last year", examples=["2029"])


def _in_order(period: Period) -> Period:
    if period.end < period.start:
        raise refuse(f"ends in {period.end}, before it starts", "put the years in order")
    return period


class Milestone(Fields):
    """A date of the project."""

    id: Id = Field(description="name of the milestone, unique in the project", examples=["first-draft"])
    title: LocalText = Field(description="what happens, as text or by language", examples=["First draft"])
    due: DaysOrUnknown = Field(description="the day, or the days; unknown, if it is not known", examples=["2021-08-01"])
    moved: Many[Annotated[Move, GROUP]] = Field((), description="days that it had before, the first first")
    done: DaysOrUnknown | None = Field(None, description="the day it was reached; unknown, if it is not known whether it was")
    waits_for: Many[Id] = Field((), description="what has to be there first: ids of milestones, meetings, instructions, acts")
    note: Words | None = Field(None, description="what must be known about the date")
    source: Id | None = Field(None, description="id of the source that names the date")


STATES = ("draft", "public", "final")


class Concept(Fields):
    """concept.yaml: what the document is, in which order its sections stand, and its dates."""

    format: FormatNumber = Field(description="version of the file format: 1", examples=["1"])
    id: Id = Field(description="the concept's name for programs; outputs are named by it", examples=["creative-industries"])
    title: LocalText = Field(description="the title, as text or by language", examples=["Concept for …"])
    edition: LocalText = Field(
        default_factory=lambda: {"": "draft"},
        description="name of this draft or edition, shown in the header, as text or by language",
        examples=["draft 1"],
    )
    state: Annotated[str, one_of(*STATES), WithJsonSchema({"enum": list(STATES)})] = Field(
        "draft", description="draft (marked on every page), public (a draft for public discussion) or final", examples=["draft"]
    )
    short_title: LocalText | None = Field(None, description="the title for the header of every page, as text or by language")
    style: Words = Field("modern", description="how pages look: modern, official-kz, or your own in templates/styles/")
    paragraph_numbers: Truth | None = Field(
        None, description="whether paragraphs carry numbers in the margin; without it, drafts do and the final text does not"
    )
    period: Annotated[Period, AfterValidator(_in_order), GROUP] | None = Field(None, description="years of implementation")
    profile: Words = Field(
        "plain", description="which sections such a document must have: kz-260, un-zero-draft, plain or your own"
    )
    languages: Annotated[Many[Language], AfterValidator(_each_once)] = Field(
        ("en",), description="languages of the document", examples=["[en, ru, kk]"]
    )
    working_language: Language = Field("en", description="the language that is drafted in; its fragments are named ID.md")
    time_zone: TimeZone = Field("UTC", description="time zone of the dates", examples=["Asia/Almaty"])
    country: Annotated[str, AfterValidator(_two_letters)] = Field(
        "",
        description="country whose holidays count, by its two letters; without it, Monday to Friday are worked",
        examples=["KZ"],
    )
    lead_body: Id | None = Field(None, description="stakeholder that drafts the concept")
    outline: Many[OutlineItem] = Field((), description="order of the sections; “- id:” with an indented list nests")
    milestones: Many[Annotated[Milestone, GROUP]] = Field((), description="dates of the project")


StakeholderKind = (
    "state-body",
    "akimat",
    "international-organisation",
    "association",
    "business",
    "union",
    "academia",
    "media",
    "person",
    "person-category",
)
StakeholderStatus = ("joined", "planned", "invited", "declined", "left", "named")


class Contact(Fields):
    """Where letters to a stakeholder go. Nothing of it is ever in any other output."""

    person: Words | None = Field(None, description="to whom letters are addressed")
    post: Words | None = Field(None, description="that person's post")
    email: Words | None = Field(None, description="mail address")
    phone: Words | None = Field(None, description="telephone number")
    address: Words | None = Field(None, description="postal address")


class Stakeholder(Fields):
    """Who takes part, as what, since when."""

    id: Id = Field(description="name for references, unique in the project", examples=["unesco"])
    name: LocalText = Field(description="the name, as text or by language", examples=["UNESCO"])
    abbreviation: LocalText | None = Field(None, description="short form, as text or by language")
    aliases: Many[Words] = Field((), description="other spellings in letters and sources")
    kind: Annotated[str, one_of(*StakeholderKind), WithJsonSchema({"enum": list(StakeholderKind)})] = Field(
        "association", description="what it is", examples=["association"]
    )
    status: Annotated[str, one_of(*StakeholderStatus), WithJsonSchema({"enum": list(StakeholderStatus)})] = Field(
        "planned", description="whether it takes part; “named” is who is only named in a source", examples=["planned"]
    )
    since: Day | None = Field(None, description="the day it joined")
    role: Words | None = Field(None, description="what it does in this work")
    represents: Many[Words] = Field((), description="whom it speaks for")
    language: Language | None = Field(None, description="language of letters to it; without it, the working language")
    contact: Annotated[Contact, GROUP] | None = Field(None, description="where letters to it go; in no other output")
    source: Id | None = Field(None, description="id of the source that names it")
    note: Words | None = Field(None, description="what must be known")


class Stakeholders(Fields):
    """stakeholders.yaml: everybody who takes part or is to take part."""

    stakeholders: Many[Annotated[Stakeholder, GROUP]] = Field((), description="one entry each")


class Tags(Fields):
    """What a section touches."""

    sdg: Many[Goal] = Field((), description="Sustainable Development Goals, by number")
    gender: Truth = Field(False, description="whether it concerns equality of women and men")
    inclusion: Truth = Field(False, description="whether it concerns people who are left out")
    region: Many[Words] = Field((), description="regions by name")


class SectionHead(Fields):
    """The head of sections/ID.md."""

    title: LocalText = Field(description="the section's title, as text or by language", examples=["Export markets"])
    role: Role = Field("custom", description="what the section is for the profile", examples=["custom"])
    owner: Id | None = Field(None, description="stakeholder that answers for the section")
    status: Status = Field("drafted", description="how far it is", examples=["drafted"])
    due: Day | None = Field(None, description="the day the section must be ready")
    moved: Many[Annotated[Move, GROUP]] = Field((), description="days that it had before, the first first")
    contributors: Many[Id] = Field((), description="stakeholders asked to contribute")
    tags: Annotated[Tags, GROUP] = Field(default_factory=Tags, description="what the section touches")


class TranslationHead(Fields):
    """The head of a translation, sections/ID.LANGUAGE.md; everything else stands in the working text."""

    title: Words | None = Field(None, description="the title in this language, when the working text does not give it")
    status: Status = Field("drafted", description="how far the translation is", examples=["drafted"])


class Source(Fields):
    """A text that figures and claims come from."""

    id: Id = Field(description="what citations name: [@id]", examples=["kt-2021-04-16"])
    title: LocalText = Field(description="title, as text or by language")
    publisher: Words | None = Field(None, description="who published it")
    author: Words | None = Field(None, description="who wrote it")
    date: RoughDate | None = Field(None, description="day, month or year of publication")
    url: WebAddress | None = Field(None, description="where it can be read")
    accessed: Day | None = Field(None, description="the day it was read there")
    language: Language | None = Field(None, description="language of the source")
    note: Words | None = Field(None, description="what must be known")


class Sources(Fields):
    """records/sources.yaml: every source that is cited."""

    sources: Many[Annotated[Source, GROUP]] = Field((), description="one entry each")


class ProfileSection(Fields):
    """A section that a profile knows."""

    id: Id = Field(description="id that “concept init” gives it")
    role: Role = Field(description="its role")
    title: LocalText = Field(description="its title by language")
    required: Truth = Field(True, description="whether the profile asks for it")


class Profile(Fields):
    """templates/profiles/NAME.yaml: which sections such a document must have."""

    summary: Words = Field(description="what kind of document this is for")
    sections: Many[Annotated[ProfileSection, GROUP]] = Field((), description="the sections, in order")
