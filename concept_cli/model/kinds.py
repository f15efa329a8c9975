"""Kinds of fields: what a value may be, and what to say of one that is not.

YAML values come in as text, None, lists and mappings; each kind turns them into what it stands for, in words an author understands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from concept_cli.model.spans import ID, UNKNOWN, Moment, NotATime, Permanent, Recurrence, Rule, Span, Time, Unknown, day_span
from concept_cli.model.times import read_time, span

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

_SCALAR_SCHEMA: Final = {"type": ["string", "number", "boolean"]}


LONGEST: Final = 5_000
"""Characters of a title or name: laying out a single line takes the square of them."""


def refuse(reason: str, remedy: str, column: int = 1) -> PydanticCustomError:
    """The error of a value: ``reason`` completes "“field” …", ``remedy`` says what to write, ``column`` where in the text it is."""
    context: dict[str, Any] = {"reason": reason.replace("{", "{{").replace("}", "}}"), "remedy": remedy, "column": column}
    return PydanticCustomError("value", "{reason}", context)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse(
            f"must be text, and is {kind_of(value)}", "write the text after the colon, in double quotes if it has signs in it"
        )
    if not value.strip():
        raise refuse("is empty", "write something, or leave the field out")
    return value.strip()


LONGEST_ID: Final = 80
"""Signs of an id."""


def _id(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(ID, text) or len(text) > LONGEST_ID:
        raise refuse(
            f"is “{shorten(text)}”, which is no id", "use small Latin letters, digits and single hyphens, like “export-2”"
        )
    return text


def _language(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise refuse(f"has “{shorten(text)}”, which is no language code", "write en, ru, kk …")
    return text


def _date(value: object) -> date:
    if isinstance(value, date):  # of a record that the tool makes itself
        return value
    text = _text(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise refuse(f"is “{shorten(text)}”, which is no date", "write year, month, day: 2021-08-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse(f"is {text}, a day that does not exist", "correct the date") from None


def _rough_date(value: object) -> str:
    text = _text(value)
    if re.fullmatch(r"[0-9]{4}|[0-9]{4}-(0[1-9]|1[0-2])", text):
        return text
    return _date(text).isoformat()


def _year(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"(19|20|21)[0-9][0-9]", text):
        raise refuse(f"is “{shorten(text)}”, which is no year", "write the year in four digits: 2024")
    return int(text)


def _goal(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"[1-9]|1[0-7]", text):
        raise refuse(f"has “{shorten(text)}”, which is no Sustainable Development Goal", "write numbers from 1 to 17")
    return int(text)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value).lower()
    if text not in {"true", "false", "yes", "no"}:
        raise refuse(f"is “{shorten(text)}”", "write true or false")
    return text in {"true", "yes"}


def _address(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"\\]+", text):
        raise refuse(f"is “{shorten(text)}”, which is no web address", "write it in full: https://…")
    return text


def _format(value: object) -> int:
    text = _text(value)
    if text != "1":
        raise refuse(
            f"is “{shorten(text)}”; this version of the tool reads format 1", "write “format: 1”, or install a newer version"
        )
    return 1


def _time_zone(value: object) -> str:
    text = _text(value)
    from zoneinfo import available_timezones  # read from disk: only when a project is loaded

    if text not in available_timezones():
        raise refuse(f"is “{shorten(text)}”, which is no time zone", "write it like Asia/Almaty")
    return text


def _local(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        if not value:
            raise refuse("is empty", "write the text, or one line a language: en: …")
        return {_language(language): _line(text) for language, text in value.items()}
    return {"": _line(value)}


def _line(value: object) -> str:
    """Text of a title or name: what stands on a line of its own, in headers and in cells."""
    text = _text(value)
    if len(text) > LONGEST:
        raise refuse(f"has {len(text):,} characters; at most {LONGEST:,} are a title or name", "put longer text into a section")
    return text


def _quantity(value: object) -> Decimal:
    text = _text(value)
    if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?", text):
        raise refuse(
            f"is “{shorten(text)}”, which is no number", "write digits alone, with a point before the fraction: 134207.5"
        )
    return Decimal(text)


def _when(value: object) -> dict[str, str]:
    """Times as text, checked; words by language where no time can be given."""
    words = _local(value)
    for text in words.values():
        try:
            span(text)
        except NotATime as error:
            raise _no_time(error, value if isinstance(value, str) else text) from None
    return words


def _exact(value: object) -> str:
    """Text to the letter: no space at its ends is lost, and it may be empty."""
    if not isinstance(value, str | None):
        raise refuse("must be text", "take the file from the history again: this field is written by the tool")
    return value or ""


def _short(value: object) -> str:
    """A name or reason of one line, or a paragraph: what stands in a table."""
    text = _exact(value).strip()
    if not text:
        raise refuse("is empty", "write something, or leave the field out")
    if len(text) > 20 * LONGEST:
        raise refuse(
            f"has {len(text):,} characters; at most {20 * LONGEST:,} are taken", "put longer text into a file of its own"
        )
    return text


def _count(value: object) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 9:
        raise refuse("is no number", "write digits alone")
    return int(value)


def _due(value: object) -> Time:
    text = _text(value)
    try:
        return read_time(text)
    except NotATime as error:
        raise _no_time(error, str(value)) from None


def _due_or_unknown(value: object) -> Time | Unknown:
    """A time, or that it is not known: this has to be said."""
    if isinstance(value, Unknown | Span | Moment | Recurrence | Permanent | Rule):  # of a record that the tool makes itself
        return value
    if isinstance(value, date):
        return day_span(value)
    return Unknown() if value == UNKNOWN else _due(value)


def _days_or_unknown(value: object) -> Span | Unknown:
    found = _due_or_unknown(value)
    if not isinstance(found, Span | Unknown):
        raise refuse(
            f"is “{shorten(str(value))}”, which names no days of a calendar", "write a day, a month, a year, or: unknown"
        )
    return found


def _no_time(error: NotATime, typed: str) -> PydanticCustomError:
    indent = len(typed) - len(typed.lstrip())
    return refuse(f"is “{shorten(typed.strip())}”: {error.message}", error.remedy, indent + error.column)


def _currency(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise refuse(f"is “{shorten(text)}”, which is no currency", "write its three letters: KZT, USD, EUR")
    return text


def _sequence(value: object) -> object:
    if not isinstance(value, list | tuple):
        raise refuse(f"must be a list, and is {kind_of(value)}", "write [one, two], or one “- entry” a line")
    return value


def _fields(value: object) -> object:
    if not isinstance(value, (dict, BaseModel)):
        raise refuse(f"must have fields of its own, and is {kind_of(value)}", "write “name: value” lines, indented by two spaces")
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


def one_of(*choices: str) -> BeforeValidator:
    """The kind of a field that holds one of a few words."""

    def check(value: object) -> str:
        text = _text(value)
        if text not in choices:
            from difflib import get_close_matches

            near = get_close_matches(text, choices, 1)
            raise refuse(
                f"is “{shorten(text)}”, which is not one of its values",
                (f"did you mean “{near[0]}”? " if near else "") + "values: " + ", ".join(choices),
            )
        return text

    return BeforeValidator(check)


@dataclass(frozen=True, slots=True)
class Names:
    """Goes with the id of something else in the project, and says what it is."""

    what: str


Words = Annotated[str, BeforeValidator(_text), WithJsonSchema(_SCALAR_SCHEMA)]
Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({**_SCALAR_SCHEMA, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
BodyId = Annotated[Id, Names("stakeholder")]
SourceId = Annotated[Id, Names("source")]
SectionId = Annotated[Id, Names("section")]
MeetingId = Annotated[Id, Names("meeting")]
GroupId = Annotated[Id, Names("group")]
InstructionId = Annotated[Id, Names("instruction")]
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
When = Annotated[dict[str, str], BeforeValidator(_when), *LocalText.__metadata__[1:]]
Exact = Annotated[str, BeforeValidator(_exact), WithJsonSchema(_SCALAR_SCHEMA)]
Short = Annotated[str, BeforeValidator(_short), WithJsonSchema(_SCALAR_SCHEMA)]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": ["integer", "string"]})]
Due = Annotated[Time, PlainValidator(_due), WithJsonSchema(_SCALAR_SCHEMA)]
"""By when, or how often: any text that ``model.times`` reads."""
DueOrUnknown = Annotated[Time | Unknown, PlainValidator(_due_or_unknown), WithJsonSchema(_SCALAR_SCHEMA)]
DaysOrUnknown = Annotated[Span | Unknown, PlainValidator(_days_or_unknown), WithJsonSchema(_SCALAR_SCHEMA)]
"""A day, or a month, year or range when no more is known."""
Quantity = Annotated[Decimal, BeforeValidator(_quantity), WithJsonSchema({"type": ["number", "string"]})]
Currency = Annotated[str, BeforeValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
FormatNumber = Annotated[int, BeforeValidator(_format), WithJsonSchema({"enum": [1, "1"]})]
TimeZone = Annotated[str, BeforeValidator(_time_zone), WithJsonSchema({"type": "string"})]
GROUP: Final = BeforeValidator(_fields)
"""Goes before a record that stands inside another: says so when something else stands there."""
Role = Annotated[str, one_of(*ROLES), WithJsonSchema({"enum": list(ROLES)})]
Status = Annotated[str, one_of(*STATUSES), WithJsonSchema({"enum": list(STATUSES)})]

_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], BeforeValidator(_sequence)]
"""A list of values of one kind."""


def _outline_kind(value: object) -> str:
    return "group" if isinstance(value, dict) else "entry"


def _single(value: object) -> object:
    if isinstance(value, dict) and len(value) != 1:
        raise refuse("has an entry with several ids", "write “- id:” and below it, indented, the sections inside: “- other-id”")
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
