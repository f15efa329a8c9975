"""A new project: a small document with every section of its profile, which checks clean and builds."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any, Final

from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.load import SECTIONS, SOURCES
from concept_cli.model import Profile, in_language
from concept_cli.readers.text import read_text
from concept_cli.readers.yaml import read_yaml
from concept_cli.scaffold.schemas import FOLDER, schema_files, schema_line
from concept_cli.scaffold.section import fragment
from concept_cli.scaffold.values import field_line, id_from, one_line, quoted, seen
from concept_cli.schema import json_schema, read_record
from concept_cli.sources import CONCEPT, STAKEHOLDERS, templates

BESIDE: Final = {"README.md": "README.md", ".gitattributes": "gitattributes", ".gitignore": "gitignore"}
"""What stands beside the document, and the template of each."""
_PROFILES: Final = "profiles"
_EDITION: Final = {"en": "draft 1", "ru": "проект 1", "kk": "1-жоба"}


def new_project(title: str, profile: str, languages: str) -> dict[str, bytes]:
    """The files of a new project by path. ``languages`` is a list with commas; the first one is the working language.

    ConceptError for a title that cannot stand in one line, an unknown profile, or a language that is no code.
    """
    words = one_line(title, "title")
    codes = _languages(languages)
    sections = _profile(profile).sections
    ids = [each.id for each in sections]
    made = {
        CONCEPT: _concept(words, profile, codes, ids),
        **{f"{SECTIONS}/{each.id}.md": _section(each.role, each.title, codes) for each in sections},
        STAKEHOLDERS: _list_of("stakeholders", "Stakeholder", "concept new stakeholder ID --name NAME adds an entry."),
        SOURCES: _list_of("sources", "Source", "The text names a source as [@id] or [@id, p. 3].", up="../"),
    }
    files = {path: text.encode() for path, text in made.items()}
    files |= {path: templates().read(f"project/{name}") or b"" for path, name in BESIDE.items()}
    return files | {f"{FOLDER}/{name}": content for name, content in schema_files().items()}


def profile_names() -> tuple[str, ...]:
    """The profiles that the toolkit brings, by name."""
    return tuple(PurePosixPath(path).stem for path in templates().paths(_PROFILES) if path.endswith(".yaml"))


def _profile(name: str) -> Profile:
    names = profile_names()
    if name not in names:
        near = get_close_matches(name, names, 1)
        asked = f"Did you mean {near[0]}? " if near else ""
        raise ConceptError(f"There is no profile “{seen(name)}”.", f"{asked}Profiles: {', '.join(names)}.")
    findings: list[Diagnostic] = []
    path = f"{_PROFILES}/{name}.yaml"
    text = read_text(path, templates().read(path) or b"", findings.append)
    raw = read_yaml(path, text or "", findings.append)
    written = read_record(raw, Profile, findings.append) if raw else None
    if written is None:
        raise ConceptError(f"The profile {name} of this installation is damaged.", "Install the tool again.", tuple(findings))
    return written.record


def _languages(wanted: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.strip() for code in wanted.split(",")))
    wrong = next((code for code in codes if not re.fullmatch("[a-z]{2,3}", code)), None)
    if wrong is not None:
        raise ConceptError(
            f"“{seen(wrong)}” is no language code.", "Write codes with commas, the working one first: --lang en,ru,kk"
        )
    return codes


def _section(role: str, title: dict[str, str], languages: tuple[str, ...]) -> str:
    shown = {code: in_language(title, code, "en") for code in languages}
    return fragment(schema_line("section", "../"), _local(shown), None if role == "custom" else role)


def _local(text: dict[str, str]) -> str:
    """A text by language as a YAML value: one language bare, several one a line."""
    if len(text) == 1:
        return quoted(*text.values())
    return "".join(f"\n  {code}: {quoted(words)}" for code, words in text.items())


# ------------------------------------------------------------- concept.yaml


def _concept(title: str, profile: str, languages: tuple[str, ...], ids: list[str]) -> str:
    """concept.yaml with every field that there is, each explained; those without a value yet stand as comments to be filled."""
    id = id_from(title)
    values = {
        "format": "1",
        "id": "concept" if id in ids else quoted(id),
        "title": _title(title, languages),
        "edition": _local({code: _EDITION.get(code, _EDITION["en"]) for code in languages}),
        "profile": profile,
        "languages": f"[{', '.join(languages)}]",
        "working-language": languages[0],
        "time-zone": "UTC",
        "outline": "".join(f"\n  - {quoted(each)}" for each in ids),
    }
    schema = json_schema("concept")
    parts = []
    for name, field in schema["properties"].items():
        known = name in values
        line = field_line(name, values[name]) if known else _commented(name, _example(field, schema["$defs"]))
        parts.append(f"# {field['description']}\n{line}")
    return (
        schema_line("concept")
        + "# Lines that begin with # explain; take the # away from a field to use it.\n\n"
        + "\n".join(parts)
    )


def _title(title: str, languages: tuple[str, ...]) -> str:
    if len(languages) == 1:
        return quoted(title)
    return f"\n  {languages[0]}: {quoted(title)}" + "".join(f"\n  # {code}: the title in this language" for code in languages[1:])


def _commented(name: str, example: str) -> str:
    return "".join(f"# {line}\n" for line in field_line(name, example).splitlines())


def _list_of(name: str, record: str, advice: str, up: str = "") -> str:
    """A file that is one list, still empty, with the fields of its entries explained."""
    schema = json_schema(name)
    fields = schema["$defs"][record]
    needed = dict.fromkeys(fields["required"], " (needed)")
    explained = "".join(
        f"#   {field}: {about['description']}{needed.get(field, '')}\n" for field, about in fields["properties"].items()
    )
    return f"{schema_line(name, up)}# {schema['description']}\n# {advice} Fields of an entry:\n{explained}{name}: []\n"


# ------------------------------------------------------------------ example


def _example(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What a field could hold, as YAML after its colon: from the schema's own examples, record by record."""
    if "examples" in field:
        return str(field["examples"][0])
    if "$ref" in field:
        record = definitions[field["$ref"].rpartition("/")[2]]
        inner = {name: each for name, each in record["properties"].items() if name in record["required"]}
        return "{" + ", ".join(f"{name}: {_example(each, definitions)}" for name, each in inner.items()) + "}"
    if field.get("type") == "array":
        return "\n  - " + _example(field["items"], definitions)
    choices = field.get("anyOf", [{}])
    return _example(choices[0], definitions) if choices[0] else "an-id" if "pattern" in field else "…"
