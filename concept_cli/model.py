"""Records as they are written: each field declared once, with its meaning.

Check, "did you mean", the JSON Schemas for editors, the reference page and the scaffolds all follow from the declarations here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from concept_cli.diagnostics import Place
from concept_cli.document import Blocks, Note

ROLES: Final = (
    "passport",
    "analysis",
    "international-experience",
    "vision",
    "principles",
    "measures",
    "indicators",
    "action-plan",
    "custom",
)
STATUSES: Final = ("stub", "drafted", "in-review", "agreed", "frozen")

# -------------------------------------------------------------- field kinds
# YAML values come in as text, None, lists and mappings; each kind says what it takes, in words an author understands.

_SCALAR_SCHEMA: Final = {"type": ["string", "number", "boolean"]}


def _refuse(reason: str, remedy: str) -> PydanticCustomError:
    """The error of a value: ``reason`` completes "“field” …", ``remedy`` says what to write."""
    context: dict[str, Any] = {"reason": reason.replace("{", "{{").replace("}", "}}"), "remedy": remedy}
    return PydanticCustomError("value", "{reason}", context)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _refuse(
            f"must be text, and is {kind_of(value)}", "write the text after the colon, in double quotes if it has signs in it"
        )
    if not value.strip():
        raise _refuse("is empty", "write something, or leave the field out")
    return value.strip()


def _id(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) or len(text) > 80:
        raise _refuse(
            f"is “{shorten(text)}”, which is no id", "use small Latin letters, digits and single hyphens, like “export-2”"
        )
    return text


def _language(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise _refuse(f"has “{shorten(text)}”, which is no language code", "write en, ru, kk …")
    return text


def _date(value: object) -> date:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise _refuse(f"is “{shorten(text)}”, which is no date", "write year, month, day: 2021-08-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refuse(f"is {text}, a day that does not exist", "correct the date") from None


def _rough_date(value: object) -> str:
    text = _text(value)
    if re.fullmatch(r"[0-9]{4}|[0-9]{4}-(0[1-9]|1[0-2])", text):
        return text
    return _date(text).isoformat()


def _year(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"(19|20|21)[0-9][0-9]", text):
        raise _refuse(f"is “{shorten(text)}”, which is no year", "write the year in four digits: 2024")
    return int(text)


def _goal(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"[1-9]|1[0-7]", text):
        raise _refuse(f"has “{shorten(text)}”, which is no Sustainable Development Goal", "write numbers from 1 to 17")
    return int(text)


def _truth(value: object) -> bool:
    text = _text(value).lower()
    if text not in {"true", "false", "yes", "no"}:
        raise _refuse(f"is “{shorten(text)}”", "write true or false")
    return text in {"true", "yes"}


def _address(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"\\]+", text):
        raise _refuse(f"is “{shorten(text)}”, which is no web address", "write it in full: https://…")
    return text


def _format(value: object) -> int:
    text = _text(value)
    if text != "1":
        raise _refuse(
            f"is “{shorten(text)}”; this version of the tool reads format 1", "write “format: 1”, or install a newer version"
        )
    return 1


def _time_zone(value: object) -> str:
    text = _text(value)
    from zoneinfo import available_timezones  # read from disk: only when a project is loaded

    if text not in available_timezones():
        raise _refuse(f"is “{shorten(text)}”, which is no time zone", "write it like Asia/Almaty")
    return text


def _local(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        if not value:
            raise _refuse("is empty", "write the text, or one line a language: en: …")
        return {_language(language): _text(text) for language, text in value.items()}
    return {"": _text(value)}


def _sequence(value: object) -> object:
    if not isinstance(value, list):
        raise _refuse(f"must be a list, and is {kind_of(value)}", "write [one, two], or one “- entry” a line")
    return value


def _fields(value: object) -> object:
    if not isinstance(value, (dict, BaseModel)):
        raise _refuse(
            f"must have fields of its own, and is {kind_of(value)}", "write “name: value” lines, indented by two spaces"
        )
    return value


def kind_of(value: object) -> str:
    """What a YAML value is, in a reader's words."""
    match value:
        case None:
            return "empty"
        case dict():
            return "a group of fields"
        case list():
            return "a list"
        case _:
            return "a text"


def shorten(text: str, limit: int = 60) -> str:
    """The text, cut to a length that fits a message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _one_of(*choices: str) -> BeforeValidator:
    def check(value: object) -> str:
        text = _text(value)
        if text not in choices:
            from difflib import get_close_matches

            near = get_close_matches(text, choices, 1)
            raise _refuse(
                f"is “{shorten(text)}”, which is not one of its values",
                (f"did you mean “{near[0]}”? " if near else "") + "values: " + ", ".join(choices),
            )
        return text

    return BeforeValidator(check)


Words = Annotated[str, BeforeValidator(_text), WithJsonSchema(_SCALAR_SCHEMA)]
Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({**_SCALAR_SCHEMA, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
Language = Annotated[str, BeforeValidator(_language), WithJsonSchema({"type": "string", "pattern": "^[a-z]{2,3}$"})]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
RoughDate = Annotated[str, BeforeValidator(_rough_date), WithJsonSchema(_SCALAR_SCHEMA)]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": ["integer", "string"], "pattern": "^(19|20|21)[0-9]{2}$"})]
Goal = Annotated[int, BeforeValidator(_goal), WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "maximum": 17})]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": ["boolean", "string"]})]
WebAddress = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string", "format": "uri"})]
LocalText = Annotated[
    dict[str, str],
    BeforeValidator(_local),
    WithJsonSchema(
        {
            "anyOf": [
                _SCALAR_SCHEMA,
                {
                    "type": "object",
                    "propertyNames": {"pattern": "^[a-z]{2,3}$"},
                    "additionalProperties": _SCALAR_SCHEMA,
                    "minProperties": 1,
                },
            ]
        }
    ),
]
Role = Annotated[str, _one_of(*ROLES), WithJsonSchema({"enum": list(ROLES)})]
Status = Annotated[str, _one_of(*STATUSES), WithJsonSchema({"enum": list(STATUSES)})]

_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], BeforeValidator(_sequence)]
"""A list of values of one kind."""


def _outline_kind(value: object) -> str:
    return "group" if isinstance(value, dict) else "entry"


def _single(value: object) -> object:
    if isinstance(value, dict) and len(value) != 1:
        raise _refuse("has an entry with several ids", "write “- id:” and below it, indented, the sections inside: “- other-id”")
    return value


_ONE_ID: Final = Field(json_schema_extra={"minProperties": 1, "maxProperties": 1, "additionalProperties": False})

if TYPE_CHECKING:
    OutlineItem = Any  # mypy knows no alias that names itself through Annotated
else:
    OutlineItem = TypeAliasType(
        "OutlineItem",
        Annotated[
            Annotated[Id, Tag("entry")]
            | Annotated[dict[Id, Many["OutlineItem"]], BeforeValidator(_single), Tag("group"), _ONE_ID],
            Discriminator(_outline_kind),
        ],
    )


def _each_once(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a concept: one at least, none twice."""
    if not languages:
        raise _refuse("is an empty list", "name one language at least: [en]")
    again = next((each for number, each in enumerate(languages) if each in languages[:number]), None)
    if again:
        raise _refuse(f"names “{again}” twice", "name each language once")
    return languages


class Fields(BaseModel):
    """Named fields; in YAML their names have hyphens. Unknown ones are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
        hide_input_in_errors=True,
    )


# ------------------------------------------------------------------ records


class Period(Fields):
    """From which year to which."""

    start: Year = Field(description="first year", examples=["2024"])
    end: Year = Field(description="last year", examples=["2029"])


def _in_order(period: Period) -> Period:
    if period.end < period.start:
        raise _refuse(f"ends in {period.end}, before it starts", "put the years in order")
    return period


class Milestone(Fields):
    """A date of the project."""

    id: Id = Field(description="name of the milestone, unique in the project", examples=["first-draft"])
    title: LocalText = Field(description="what happens, as text or by language", examples=["First draft"])
    due: Day = Field(description="the day", examples=["2021-08-01"])
    note: Words | None = Field(None, description="what must be known about the date")
    source: Id | None = Field(None, description="id of the source that names the date")


class Concept(Fields):
    """concept.yaml: what the document is, in which order its sections stand, and its dates."""

    format: Annotated[int, BeforeValidator(_format), WithJsonSchema({"enum": [1, "1"]})] = Field(
        description="version of the file format: 1", examples=["1"]
    )
    id: Id = Field(description="the concept's name for programs; outputs are named by it", examples=["creative-industries"])
    title: LocalText = Field(description="the title, as text or by language", examples=["Concept for …"])
    edition: LocalText = Field(
        default_factory=lambda: {"": "draft"},
        description="name of this draft or edition, shown in the header, as text or by language",
        examples=["draft 1"],
    )
    period: Annotated[Period, AfterValidator(_in_order), BeforeValidator(_fields)] | None = Field(
        None, description="years of implementation"
    )
    profile: Words = Field(
        "plain", description="which sections such a document must have: kz-260, un-zero-draft, plain or your own"
    )
    languages: Annotated[Many[Language], AfterValidator(_each_once)] = Field(
        ("en",), description="languages of the document", examples=["[en, ru, kk]"]
    )
    working_language: Language = Field("en", description="the language that is drafted in; its fragments are named ID.md")
    time_zone: Annotated[str, BeforeValidator(_time_zone), WithJsonSchema({"type": "string"})] = Field(
        "UTC", description="time zone of the dates", examples=["Asia/Almaty"]
    )
    lead_body: Id | None = Field(None, description="stakeholder that drafts the concept")
    outline: Many[OutlineItem] = Field((), description="order of the sections; “- id:” with an indented list nests")
    milestones: Many[Annotated[Milestone, BeforeValidator(_fields)]] = Field((), description="dates of the project")


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
StakeholderStatus = ("joined", "planned", "invited", "declined", "left")


class Stakeholder(Fields):
    """Who takes part, as what, since when."""

    id: Id = Field(description="name for references, unique in the project", examples=["unesco"])
    name: LocalText = Field(description="the name, as text or by language", examples=["UNESCO"])
    abbreviation: LocalText | None = Field(None, description="short form, as text or by language")
    aliases: Many[Words] = Field((), description="other spellings in letters and sources")
    kind: Annotated[str, _one_of(*StakeholderKind), WithJsonSchema({"enum": list(StakeholderKind)})] = Field(
        "association", description="what it is", examples=["association"]
    )
    status: Annotated[str, _one_of(*StakeholderStatus), WithJsonSchema({"enum": list(StakeholderStatus)})] = Field(
        "planned", description="whether it takes part", examples=["planned"]
    )
    since: Day | None = Field(None, description="the day it joined")
    role: Words | None = Field(None, description="what it does in this work")
    represents: Many[Words] = Field((), description="whom it speaks for")
    source: Id | None = Field(None, description="id of the source that names it")
    note: Words | None = Field(None, description="what must be known")


class Stakeholders(Fields):
    """stakeholders.yaml: everybody who takes part or is to take part."""

    stakeholders: Many[Annotated[Stakeholder, BeforeValidator(_fields)]] = Field((), description="one entry each")


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
    contributors: Many[Id] = Field((), description="stakeholders asked to contribute")
    tags: Annotated[Tags, BeforeValidator(_fields)] = Field(default_factory=Tags, description="what the section touches")


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

    sources: Many[Annotated[Source, BeforeValidator(_fields)]] = Field((), description="one entry each")


class ProfileSection(Fields):
    """A section that a profile knows."""

    id: Id = Field(description="id that “concept init” gives it")
    role: Role = Field(description="its role")
    title: LocalText = Field(description="its title by language")
    required: Truth = Field(True, description="whether the profile asks for it")


class Profile(Fields):
    """templates/profiles/NAME.yaml: which sections such a document must have."""

    summary: Words = Field(description="what kind of document this is for")
    sections: Many[Annotated[ProfileSection, BeforeValidator(_fields)]] = Field((), description="the sections, in order")


# ------------------------------------------------- records with their places


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field's name and its value were typed."""

    key: Place
    value: Place


@dataclass(frozen=True, slots=True)
class Raw:
    """A YAML file or head as typed: text, None, lists and mappings; ``spots`` by path from the root ``()``."""

    value: Any
    spots: Mapping[tuple[str | int, ...], Spot]

    def spot(self, *loc: str | int) -> Spot:
        """The spot of a path; of a path that is not there, the spot of the nearest thing around it."""
        path: tuple[str | int, ...] = ()
        for step in loc:
            if (*path, step) in self.spots:
                path = (*path, step)
        return self.spots[path]


R = TypeVar("R", bound=Fields)


@dataclass(frozen=True, slots=True)
class Written(Generic[R]):
    """A record and where each of its fields was typed; ``dropped`` are the paths of what was refused and left out."""

    record: R
    raw: Raw
    root: tuple[str | int, ...] = ()
    dropped: frozenset[tuple[str | int, ...]] = frozenset()

    def place(self, *loc: str | int) -> Place:
        """Where a field's value was typed (names as in YAML); the record's own place when the field is not there."""
        return self.raw.spot(*self.root, *loc).value


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """``*[UN]: United Nations`` in a fragment."""

    short: str
    meaning: str
    place: Place


@dataclass(frozen=True, slots=True)
class Fragment:
    """One file of sections/: its head, and its body as a tree. ``head`` is None when it could not be read."""

    id: str
    language: str
    path: str
    text: str
    head: Written[SectionHead] | Written[TranslationHead] | None
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that the files of a project say; records that could not be read are missing, and were reported."""

    concept: Written[Concept]
    fragments: tuple[Fragment, ...] = ()
    stakeholders: tuple[Written[Stakeholder], ...] = ()
    sources: tuple[Written[Source], ...] = ()
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    pictures: Mapping[str, bytes | str] = field(default_factory=dict)
    """Pictures that the text names: path to bytes, or to the reason why it cannot be shown."""
    unread: frozenset[str] = frozenset()
    """Paths of files that are there and could not be read, as was reported: what they say is not known, and not missing."""

    def fragment(self, id: str, language: str) -> Fragment | None:
        """The fragment of a section in a language, or None."""
        return next((each for each in self.fragments if each.id == id and each.language == language), None)


def in_language(text: Mapping[str, str], language: str, otherwise: str) -> str:
    """A text by language, in the language asked for, else the other one, else the first that there is."""
    return text.get(language) or text.get("") or text.get(otherwise) or next(iter(text.values()))


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section's place in the outline, with what is nested in it. ``loc`` is the path of its id in concept.yaml."""

    id: str
    loc: tuple[str | int, ...]
    entries: tuple[OutlineEntry, ...] = ()


def outline_entries(items: tuple[Any, ...], loc: tuple[str | int, ...] = ("outline",)) -> tuple[OutlineEntry, ...]:
    """The outline of concept.yaml as entries; loc is where the list stands."""
    entries = []
    for number, item in enumerate(items):
        if isinstance(item, str):
            entries.append(OutlineEntry(item, (*loc, number)))
        else:
            [(id, inner)] = item.items()
            entries.append(OutlineEntry(id, (*loc, number, id), outline_entries(inner, (*loc, number, id))))
    return tuple(entries)
