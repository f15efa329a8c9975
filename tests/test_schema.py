"""JSON Schemas for editors, and the reference page: both follow from the model."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from concept_cli.__main__ import _run
from concept_cli.commands.reference import page
from concept_cli.scaffold import new_project, schema_files
from concept_cli.schema import SCHEMAS, json_schema
from concept_cli.wording.findings import RULES
from tests.samples import ROOT

KINDS: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "object": dict,
    "array": list,
}


def fits(value: Any, schema: dict[str, Any], top: dict[str, Any]) -> bool:
    """Whether a value is valid: the keywords that our schemas use, as JSON Schema 2020-12 defines them."""
    unknown = set(schema) - KEYWORDS
    assert not unknown, f"a keyword that this test does not know: {unknown}"
    if "$ref" in schema and not fits(value, top["$defs"][schema["$ref"].rpartition("/")[2]], top):
        return False
    if "anyOf" in schema and not any(fits(value, each, top) for each in schema["anyOf"]):
        return False
    if "oneOf" in schema and sum(fits(value, each, top) for each in schema["oneOf"]) != 1:
        return False
    if "enum" in schema and not any(value == each and type(value) is type(each) for each in schema["enum"]):
        return False
    types = schema.get("type", list(KINDS))
    if not any(is_of(value, each) for each in ([types] if isinstance(types, str) else types)):
        return False
    return fits_inside(value, schema, top)


def is_of(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and not (isinstance(value, bool) and kind in {"integer", "number"})


def fits_inside(value: Any, schema: dict[str, Any], top: dict[str, Any]) -> bool:
    match value:
        case str():
            return re.search(schema.get("pattern", ""), value) is not None
        case bool():
            return True
        case int() | float():
            return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
        case list():
            return all(fits(each, schema.get("items", {}), top) for each in value)
        case dict():
            return fits_fields(value, schema, top)
    return True


def fits_fields(value: dict[str, Any], schema: dict[str, Any], top: dict[str, Any]) -> bool:
    if not set(schema.get("required", ())) <= set(value) or len(value) < schema.get("minProperties", 0):
        return False
    for name, each in value.items():
        if not fits(name, schema.get("propertyNames", {}), top):
            return False
        found = [inner for pattern, inner in schema.get("patternProperties", {}).items() if re.search(pattern, str(name))]
        found += [schema["properties"][name]] if name in schema.get("properties", {}) else []
        rest = schema.get("additionalProperties", True)
        found += [] if found or isinstance(rest, bool) else [rest]
        if (not found and rest is False) or not all(fits(each, inner, top) for inner in found):
            return False
    return True


WORDS = {"$schema", "$defs", "title", "description", "default", "examples", "format"}
KEYWORDS = WORDS | {
    "$ref",
    "anyOf",
    "oneOf",
    "enum",
    "type",
    "pattern",
    "minimum",
    "maximum",
    "items",
    "required",
    "minProperties",
}
KEYWORDS |= {
    "propertyNames",
    "properties",
    "patternProperties",
    "additionalProperties",
    "maxProperties",
    "maxLength",
    "minLength",
}


class EditorLoader(yaml.SafeLoader):
    """YAML as editors take it (version 1.2): numbers and true, false, null have kinds of their own, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if "timestamp" not in tag and not (tag.endswith("bool") and first in "yYnNoO")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editor(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer kinds


VALID = {
    "concept": [
        "{format: 1, id: 860, title: 2024}",
        "{format: '1', id: a-b, title: {en: A, kk: Ә}, period: {start: 2024, end: '2029'}, outline: [a, {b: [c, {d: []}]}]}",
        "{format: 1, id: a, title: T, milestones: [{id: m, title: M, due: 2021-08-01, note: no}], languages: [en, no]}",
    ],
    "stakeholders": ["{}", "{stakeholders: [{id: 1, name: 2, aliases: [3, yes], status: joined, since: 2021-04-16}]}"],
    "section": [
        "{title: 1.10}",
        "{title: T, role: measures, tags: {sdg: [8, '9'], gender: true, inclusion: yes, region: [Abai]}}",
    ],
    "translation": ["{}", "{title: T, status: frozen}"],
    "sources": ["{sources: [{id: a, title: T, date: 2021, url: 'https://a.kz', language: kk}]}"],
    "indicators": [
        "{indicators: [{id: a, name: A, unit: '%', baseline: {value: 2.67, period: 2020}, targets: {2025: 3, 2029: '4.5'}}]}",
        "{indicators: [{id: a, name: {en: A}, unit: u, observations: [{value: 1, bound: under, period: {kk: 'он жыл'}}]}]}",
    ],
    "measures": [
        "{directions: [{id: d, name: D}], measures: [{id: m, direction: d, name: M, form: law, due: 2025-Q4}]}",
        "{measures: [{id: m, name: M, due: yearly, executors: [{body: b, lead: true, by-agreement: yes}], funding: {amount: 4000}}]}",
    ],
    "rounds": ["{rounds: [{id: r, draft: draft-1, sent: 2021-04-20, due: 2021-05-20, bodies: [a, 1], asked: {en: Why}}]}"],
    "meetings": ["{meetings: [{id: m, date: 2021-06-14, title: {en: Second sitting}, source: minutes, note: 2}]}"],
    "groups": ["{groups: [{id: wg, name: WG, act: unknown, chair: a, members: [{who: b, by-agreement: yes, since: 2021-04}]}]}"],
    "instructions": [
        "{instructions: [{id: i, title: T, issuer: a, level: president, issued: unknown, text: unknown}]}",
        "{instructions: [{id: i, title: T, issuer: a, level: akimat, issued: 2021, text: {en: Do}, due: 2021-Q4}]}",
        "{instructions: [{id: i, title: T, issuer: a, level: group, issued: 2021, text: T, due: 10 working days after wg}]}",
        "{instructions: [{id: i, title: T, issuer: a, level: group, issued: 2021, text: T, assignees: [{body: b, lead: true}]}]}",
        "{instructions: [{id: i, title: T, issuer: a, level: group, issued: 2021, text: T, moved: [{on: 2021-04-01, was: 2021-05}]}]}",
    ],
    "approvals": [
        "{approvals: [{id: a, title: T, sent: 2021-07-01, due: 2021-07-15, answers: [{body: b, on: 2021-07-12, result: approved}]}]}",
        "{discussions: [{id: d, title: T, opened: 2021-06-01, due: '2021-06-15 18:00 Asia/Almaty', comments: 12}]}",
    ],
    "road-maps": [
        "{road-maps: [{id: r, title: T, kind: action-plan, start: 2024-02-07, days: 90, actions: [{id: x, what: W}]}]}"
    ],
    "acts": ["{acts: [{id: l, title: Law, status: being-drafted, amendments: [{article: 5, change: C}], prepared-by: [a, b]}]}"],
    "reporting": ["{reports: [{id: r, title: T, period: half, steps: [{by: [a], to: b, due: 5 July and 20 December}]}]}"],
    "working-days": ["{}", "{off: [2024-05-08], worked: [2024-05-04], source: s}"],
    "contribution": [
        "{id: a-2021-001, stakeholder: a, kind: remark, language: en, received: 2021-05-14}",
        "{id: a, stakeholder: b, kind: amendment, action: delete, language: kk, received: 2021-05-14, essential: yes, number: 12}",
        "{id: a, stakeholder: b, kind: remark, language: kk, received: 2021-05-14, place: {section: s, language: kk, page: 3}}",
        "{id: a, stakeholder: b, kind: remark, language: kk, received: 2021-05-14, history: [{date: 2021-05-14, step: closed}]}",
    ],
    "profile": ["{summary: S, sections: [{id: a, role: vision, title: {en: V}, required: false}]}"],
    "style": [
        "{summary: S}",
        "{summary: S, extends: official-kz, text-size: 12.5pt, leading: 1.15, accent: '#0A5470', hyphenation: 'on'}",
    ],
}
INVALID = {
    "concept": [
        "{format: 2, id: a, title: T}",
        "{format: 1, id: A, title: T}",
        "{format: 1, id: a}",
        "{format: 1, id: a, titel: T}",
        "{format: 1, id: a, title: {english: T}}",
        "{format: 1, id: a, title: T, period: 2024}",
        "{format: 1, id: a, title: T, outline: a}",
        "{format: 1, id: a, title: T, working_language: en}",
        "{format: 1, id: a, title: T, milestones: [{id: m}]}",
        "[]",
        "text",
    ],
    "stakeholders": [
        "{stakeholders: [{id: a, name: A, kind: ministry}]}",
        "{stakeholders: [{nmae: A}]}",
        "{stakeholders: {a: b}}",
    ],
    "section": [
        "{}",
        "{title: T, role: visoin}",
        "{title: T, tags: {sdg: [18]}}",
        "{title: T, tags: [sdg]}",
        "{title: T, status: done}",
    ],
    "translation": ["{title: T, role: vision}"],
    "sources": ["{sources: [{id: a}]}", "{sources: [{id: a, title: T, publishr: P}]}"],
    "indicators": [
        "{indicators: [{id: a, name: A}]}",
        "{indicators: [{id: a, name: A, unit: u, targets: [3]}]}",
        "{indicators: [{id: a, name: A, unit: u, observations: [{value: 3, bound: circa}]}]}",
    ],
    "measures": [
        "{measures: [{id: m}]}",
        "{measures: [{id: m, name: M, executors: [ministry]}]}",
        "{measures: [{id: m, name: M, funding: {currency: tenge}}]}",
    ],
    "rounds": ["{rounds: [{id: r, draft: draft-1, sent: 2021-04-20}]}", "{rounds: {id: r}}"],
    "meetings": ["{meetings: [{id: m, date: 2021-06-14}]}", "{meetings: [{id: m, date: 2021-06-14, titel: T}]}"],
    "groups": ["{groups: [{id: wg}]}", "{groups: [{id: wg, name: N, members: [unesco]}]}"],
    "instructions": [
        "{instructions: [{id: i, title: T, issuer: a, level: king, issued: unknown, text: T}]}",
        "{instructions: [{id: i, title: T, issuer: a, level: group, text: T}]}",
    ],
    "approvals": [
        "{approvals: [{id: a, title: T, sent: 2021-07-01, due: 2021-07-15, answers: [{body: b, on: 2021-07-12, result: yes}]}]}",
        "{discussions: [{id: d, title: T, opened: 2021-06-01}]}",
    ],
    "road-maps": ["{road-maps: [{id: r, title: T, kind: map, start: 2024-02-07}]}", "{road_maps: []}"],
    "acts": ["{acts: [{id: l, title: Law, status: law}]}", "{acts: [{id: l}]}"],
    "reporting": ["{reports: [{id: r, title: T, period: half-year}]}"],
    "working-days": ["{off: 2024-05-08}"],
    "contribution": [
        "{id: a, stakeholder: a, kind: remark, language: en}",
        "{id: a, stakeholder: a, kind: wish, language: en, received: 2021-05-14}",
        "{id: a, stakeholder: a, kind: remark, language: en, received: 2021-05-14, history: [{step: registered}]}",
        "{id: a, stakeholder: a, kind: remark, language: en, received: 2021-05-14, place: {section: s, language: en, sha256: ff}}",
    ],
    "profile": ["{}", "{summary: S, sections: [{id: a}]}"],
    "style": ["{}", "{summary: S, text-sise: 12pt}", "{summary: S, alignment: right}"],
}


def test_every_schema_has_samples() -> None:
    assert set(VALID) == set(INVALID) == set(SCHEMAS)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in VALID.items() for text in texts])
def test_valid_files_fit(name: str, text: str) -> None:
    schema = json_schema(name)
    assert fits(as_editor(text), schema, schema)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in INVALID.items() for text in texts])
def test_misspelt_files_do_not_fit(name: str, text: str) -> None:
    schema = json_schema(name)
    assert not fits(as_editor(text), schema, schema)


def schema_of(path: Path) -> str:
    return {"concept.yaml": "concept", "stakeholders.yaml": "stakeholders", "sources.yaml": "sources"}.get(path.name, "section")


def text_of(path: Path, content: str) -> str:
    return content.split("---\n")[1] if path.suffix == ".md" else content


@pytest.mark.parametrize("profile", ["kz-260", "un-zero-draft", "plain"])
def test_new_projects_fit_their_schemas(profile: str) -> None:
    files = {Path(path): content for path, content in new_project("Title: one", profile, "en,ru,kk").items()}
    described = [path for path in files if path.suffix == ".yaml" or path.parent.name == "sections"]
    assert len(described) >= 4
    for path in described:
        schema = json_schema(schema_of(path))
        content = files[path].decode()
        assert fits(as_editor(text_of(path, content)), schema, schema), path
        [named] = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", content, re.MULTILINE)
        assert Path(str(path.parent / named).replace("sections/../", "").replace("records/../", "")) in files


def test_the_documents_of_this_repository_fit() -> None:
    paths = [ROOT / "concept.yaml", ROOT / "stakeholders.yaml", ROOT / "records" / "sources.yaml"]
    paths += sorted(path for path in (ROOT / "sections").glob("*.md") if path.name.count(".") == 1)
    standing = [path for path in paths if path.is_file()]
    assert standing
    for path in standing:
        schema = json_schema(schema_of(path))
        assert fits(as_editor(text_of(path, path.read_text(encoding="utf-8"))), schema, schema), path


def test_the_command_writes_every_schema_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["concept", "schema", "--out", str(tmp_path / "made" / "here")])
    assert _run() == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "made" / "here").iterdir()}
    assert first == schema_files() and set(first) == {f"{name}.json" for name in SCHEMAS}
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == sorted(first)
    for content in first.values():
        assert content.endswith(b"}\n")
        assert json.loads(content)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert _run() == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "made" / "here").iterdir()} == first


def test_a_folder_that_cannot_be_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr(sys, "argv", ["concept", "schema", "--out", str(tmp_path / "file")])
    assert _run() == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert (tmp_path / "file").read_text() == "mine"


# ---------------------------------------------------------------- reference


def test_the_reference_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert written == page(), "make it again: python -m concept_cli.commands.reference > docs/reference.md"


def test_the_reference_page_names_everything() -> None:
    text = page()
    for name in SCHEMAS:
        schema = json_schema(name)
        for record in (schema, *schema.get("$defs", {}).values()):
            for field, about in record.get("properties", {}).items():
                assert f"| `{field}` |" in text and about["description"] in text
    for rule in RULES:
        assert f"### {rule.name}\n" in text and rule.why in text
    for command in ("init", "new section", "new stakeholder", "check", "build", "schema", "doctor"):
        assert f"### concept {command}\n" in text
