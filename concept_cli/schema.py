"""Raw records against the fields of ``model``: records for us, findings for the author, JSON Schemas for editors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from itertools import count, islice
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from concept_cli.diagnostics import ConceptError, Diagnostic, Report
from concept_cli.model import (
    Acts,
    Approvals,
    Concept,
    ContributionHead,
    Fields,
    Groups,
    Indicators,
    Instructions,
    Manifest,
    Measures,
    Meetings,
    PageStyle,
    Profile,
    Raw,
    Reports,
    RoadMaps,
    Rounds,
    SectionHead,
    Sources,
    Stakeholders,
    Swaps,
    TranslationHead,
    Written,
    kind_of,
    shorten,
)
from concept_cli.wording import findings

R = TypeVar("R", bound=Fields)

SCHEMAS: Final[dict[str, type[Fields]]] = {
    "concept": Concept,
    "stakeholders": Stakeholders,
    "section": SectionHead,
    "translation": TranslationHead,
    "sources": Sources,
    "indicators": Indicators,
    "measures": Measures,
    "rounds": Rounds,
    "meetings": Meetings,
    "groups": Groups,
    "instructions": Instructions,
    "approvals": Approvals,
    "road-maps": RoadMaps,
    "acts": Acts,
    "reporting": Reports,
    "working-days": Swaps,
    "contribution": ContributionHead,
    "profile": Profile,
    "style": PageStyle,
}
"""Name of the JSON Schema to the record it describes."""


def read_record(raw: Raw, kind: type[R], report: Report) -> Written[R] | None:
    """The record that a raw one holds, with all its findings reported.

    A field whose value is wrong, and an entry of a list that is wrong, are left out, so that one slip does not hide the rest; None
    when what remains is no such record.
    """
    if not isinstance(raw.value, dict):
        place = raw.spot().value
        if raw.value is None:
            return read_record(Raw({}, raw.spots), kind, report)
        report(findings.NOT_A_MAPPING.at(place, found=kind_of(raw.value)))
        return None
    try:
        return Written(kind.model_validate(raw.value), raw)
    except ValidationError as error:
        details = sorted(error.errors(include_url=False, include_input=False), key=lambda each: raw.spot(*each["loc"]).key)
    for each in details:
        report(_finding(raw, kind, each))
    more, dropped = {_found(raw, each["loc"]) for each in details}, set[tuple[str | int, ...]]()
    while more - dropped and () not in more:
        dropped |= more
        try:
            return Written(kind.model_validate(_without(raw.value, [*dropped])), raw, dropped=frozenset(dropped))
        except ValidationError as error:  # what was left out is required where it stood: then that goes, too
            locs = [each["loc"] for each in error.errors(include_url=False, include_input=False)]
        more = {found[:-1] if (found := _found(raw, _in_file(loc, dropped))) in dropped else found for loc in locs}
    return None


def read_plain(value: Mapping[str, Any], kind: type[R]) -> R | None:
    """The record that plain fields hold; None when something is wrong with them, which only their file can tell properly."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def read_manifest(path: str, content: bytes) -> Manifest:
    """The manifest of a frozen draft. Raises ConceptError, with the first thing that is wrong, for what is none."""
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(shorten(str(step)) for step in first["loc"])
    reason = str(first.get("ctx", {}).get("reason", first["msg"])).removeprefix("Invalid JSON: ")
    said = f"{where}: {reason}" if where else reason
    raise ConceptError(
        f"{path} is no manifest of a draft ({said}).",
        "Take the file from the history again (git checkout), or remove its folder and freeze the draft anew.",
    )


def _found(raw: Raw, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The part of an error's path that exists in the file (the path has steps of its own for kinds of values)."""
    path: tuple[str | int, ...] = ()
    for step in loc:
        if (*path, step) in raw.spots:
            path = (*path, step)
    return path


def _in_file(loc: tuple[str | int, ...], dropped: Collection[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    """A path in what is left without what was ``dropped`` as the path in the file: there, entries count that were left out."""
    path: tuple[str | int, ...] = ()
    for step in loc:
        kept = (number for number in count() if (*path, number) not in dropped)
        path = (*path, next(islice(kept, step, None)) if isinstance(step, int) else step)
    return path


def _finding(raw: Raw, kind: type[Fields], detail: ErrorDetails) -> Diagnostic:
    loc = detail["loc"]
    path = _found(raw, loc)
    spot = raw.spots[path]
    if detail["type"] == "missing":
        return findings.MISSING_FIELD.at(spot.key, field=loc[-1])
    if detail["type"] == "extra_forbidden":
        names = _field_names(kind, loc[:-1])
        near = get_close_matches(str(loc[-1]), names, 1)
        hint = "did you mean “{near}”?" if near else None
        return findings.UNKNOWN_FIELD.at(
            spot.key, hint=hint, field=shorten(str(loc[-1])), near="".join(near), fields=", ".join(names)
        )
    context = detail.get("ctx", {})
    reason = str(context.get("reason", detail["msg"])).replace("{{", "{").replace("}}", "}")
    name = next((step for step in reversed(path) if isinstance(step, str)), "this")
    column = context.get("column", 1)
    place = spot.words.right(column - 1) if spot.words and column > 1 else spot.value
    return findings.BAD_VALUE.at(place, field=name, reason=reason, remedy=context.get("remedy", "correct it"))


def _field_names(kind: type[Fields], loc: tuple[str | int, ...]) -> list[str]:
    """The names of the fields that may stand at a path, as YAML writes them."""
    current: Any = kind
    for step in loc:
        if isinstance(step, str):
            field = next((each for each in current.model_fields.values() if each.alias == step), None)
            if field is None:
                break
            current = _fields_inside(field.annotation) or current
    return [str(each.alias) for each in current.model_fields.values()]


def _fields_inside(annotation: Any) -> type[Fields] | None:
    """The record type somewhere inside a field's annotation."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Fields) else None
    return next((found for each in getattr(annotation, "__args__", ()) if (found := _fields_inside(each))), None)


def _without(value: Any, paths: list[tuple[str | int, ...]]) -> Any:
    """The value without what stands at the given paths (a path of () empties it)."""
    direct = {path[0] for path in paths if len(path) == 1}
    deeper: dict[str | int, list[tuple[str | int, ...]]] = {}
    for path in paths:
        if len(path) > 1 and path[0] not in direct:
            deeper.setdefault(path[0], []).append(path[1:])
    if isinstance(value, dict):
        return {key: _without(each, deeper.get(key, [])) for key, each in value.items() if key not in direct}
    if isinstance(value, list):
        return [_without(each, deeper.get(index, [])) for index, each in enumerate(value) if index not in direct]
    return value


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, for editors. Raises KeyError for an unknown name."""
    made = SCHEMAS[name].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
