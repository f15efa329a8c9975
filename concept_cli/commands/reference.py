"""The reference page, made of what the program knows about itself: ``python -m concept_cli.commands.reference > docs/reference.md``."""

from __future__ import annotations

from collections.abc import Iterator
from enum import EnumType
from typing import Any, Final

import typer

from concept_cli.commands import app, terminal
from concept_cli.load import (
    ACTS,
    APPROVALS,
    GROUPS,
    INDICATORS,
    INSTRUCTIONS,
    MEASURES,
    MEETINGS,
    REPORTING,
    ROAD_MAPS,
    SOURCES,
    WORKING_DAYS,
)
from concept_cli.schema import SCHEMAS, json_schema
from concept_cli.sources import CONCEPT, ROUNDS, STAKEHOLDERS
from concept_cli.wording.findings import RULES

_FILES: Final = {
    "concept": CONCEPT,
    "stakeholders": STAKEHOLDERS,
    "section": "sections/ID.md, its head",
    "translation": "sections/ID.LANGUAGE.md, its head",
    "sources": SOURCES,
    "indicators": INDICATORS,
    "measures": MEASURES,
    "rounds": ROUNDS,
    "meetings": MEETINGS,
    "groups": GROUPS,
    "instructions": INSTRUCTIONS,
    "approvals": APPROVALS,
    "road-maps": ROAD_MAPS,
    "acts": ACTS,
    "reporting": REPORTING,
    "working-days": WORKING_DAYS,
    "contribution": "contributions/STAKEHOLDER/ID.md, its head",
    "profile": "templates/profiles/NAME.yaml",
    "style": "templates/styles/NAME.yaml",
}


def page() -> str:
    """The whole page as Markdown."""
    lines = ["# Reference", "", "Made from the program by `python -m concept_cli.commands.reference`; not edited by hand.", ""]
    lines += ["Commands, then the fields of every file, then the rules of `concept check`.", ""]
    return "\n".join([*lines, *_commands(), *_records(), *_rules()]).rstrip() + "\n"


# ----------------------------------------------------------------- commands


def _commands() -> Iterator[str]:
    yield from ("## Commands", "")
    root = typer.main.get_command(app.root)
    yield from _command("concept", root)


def _command(name: str, command: Any) -> Iterator[str]:
    yield from (f"### {name}", "")
    for paragraph in (command.help or "").split("\n\n"):
        yield from (" ".join(paragraph.split()), "")
    options = [parameter for parameter in command.params if parameter.name != "help"]
    if options:
        yield from ("| Option | Meaning | Default |", "|---|---|---|", *map(_option, options), "")
    yield from _epilog(command.epilog or "")
    for part in getattr(command, "commands", {}).values():
        yield from _command(f"{name} {part.name}", part)


def _option(parameter: Any) -> str:
    kind = parameter.type_descriptor.annotation
    choices = ", ".join(kind) if isinstance(kind, EnumType) else ""
    value = parameter.metavar or ("" if kind is bool else choices and "WORD")
    names = value if parameter.param_type_name == "argument" else " ".join(filter(None, (parameter.opts[0], value)))
    default = str(parameter.default) if isinstance(parameter.default, str) and parameter.default else ""
    meaning = (parameter.help or "") + (f" One of {choices}." if choices else "")
    return _row(f"`{names}`", meaning, f"`{default}`" if default else "")


def _epilog(text: str) -> Iterator[str]:
    """Paragraphs as they are; command lines among them as code."""
    code: list[str] = []
    for paragraph in [*text.split("\n\n"), ""]:
        words = " ".join(paragraph.split())
        if words.startswith("concept "):
            code.append(words)
            continue
        if code:
            yield from ("```sh", *code, "```", "")
            code = []
        if words:
            yield from (words, "")


# ------------------------------------------------------------------ records


def _records() -> Iterator[str]:
    yield from (
        "## Fields",
        "",
        "Names, values and lists are written in YAML; a text may also be a number or a word like `no`.",
        "",
    )
    for name in SCHEMAS:
        schema = json_schema(name)
        yield from (f"### {_FILES[name]}", "", schema["description"], "", *_fields(schema))
        for inner, record in schema.get("$defs", {}).items():
            if "properties" in record:
                yield from (f"#### {inner} (in {_FILES[name]})", "", record["description"], "", *_fields(record))


def _fields(record: dict[str, Any]) -> Iterator[str]:
    yield from ("| Field | Value | Meaning |", "|---|---|---|")
    for name, field in record["properties"].items():
        needed = " **Needed.**" if name in record.get("required", ()) else ""
        default = field.get("default")
        known = "" if default in (None, [], False) else f" Without it: `{_plain(default)}`."
        yield _row(f"`{name}`", _kind(field), field["description"] + "." + needed + known)
    yield ""


def _plain(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _kind(field: dict[str, Any]) -> str:
    """What kind of value a field takes, in words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return "id, or `id:` with a list of its own" if name == "OutlineItem" else f"fields of {name}"
    if "enum" in field:
        return "one of " + ", ".join(f"`{each}`" for each in dict.fromkeys(map(str, field["enum"])))
    if "anyOf" in field:
        kinds = [each for each in field["anyOf"] if each.get("type") != "null"]
        return _kind(kinds[0]) + (", or one by language" if any(each.get("type") == "object" for each in kinds) else "")
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    if "format" in field:
        return {"date": "date, 2021-08-01", "uri": "web address"}[field["format"]]
    if field["type"] == "object":
        return "numbers by year"
    if field["type"] == ["number", "string"]:
        return "number"
    if "boolean" in field["type"] and "number" not in field["type"]:
        return "`true` or `false`"
    if "integer" in field["type"]:
        year_or_any = "year" if "pattern" in field else "number"
        return f"number from {field['minimum']} to {field['maximum']}" if "minimum" in field else year_or_any
    patterns = {"^[0-9a-f]{64}$": "64 hexadecimal digits", "^[a-z]{2,3}$": "language code", "^[A-Z]{3}$": "currency, KZT"}
    return patterns.get(field["pattern"], "id") if "pattern" in field else "text"


# -------------------------------------------------------------------- rules


def _rules() -> Iterator[str]:
    yield from ("## Rules", "", "What `concept check` finds; `{…}` stands for the words of the case.", "")
    for rule in RULES:
        stops = " Nothing is built while it stands." if rule.stops else ""
        yield from (f"### {rule.name}", "", f"*{rule.severity.value.capitalize()}.*{stops} {rule.why}", "")
        yield from (f"- Says: ``{_filled(rule.message)}``", f"- Hint: ``{_filled(rule.hint)}``", "")


def _filled(template: str) -> str:
    return template.replace("{{", "{").replace("}}", "}")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    terminal.say(page().rstrip("\n"))
