"""Bad records: fields, YAML, encodings, heads of fragments, and outlines that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from pydantic.fields import FieldInfo

from concept_cli.model import Concept, Fields, SectionHead, Source, Stakeholder, TranslationHead
from tests.bad import FILES, FINE, Case

# ------------------------------------------------------------------- fields

# Each kind of record: its file, the text around its fields, the indentation of each, and the fields it needs.
_RECORDS: Final[dict[type[Fields], tuple[str, str, str, str, dict[str, str]]]] = {
    Concept: ("concept.yaml", "", "", "", {"format": "1", "id": "water", "title": "Water"}),
    Stakeholder: ("stakeholders.yaml", "stakeholders:\n  -\n", "    ", "", {"id": "office", "name": "Office"}),
    Source: ("records/sources.yaml", "sources:\n  -\n", "    ", "", {"id": "report", "title": "A report"}),
    SectionHead: ("sections/rivers.md", "---\n", "", "---\nText.\n", {"title": "Rivers"}),
    TranslationHead: ("sections/lakes.ru.md", "---\n", "", "---\nТекст.\n", {}),
}


def _fields() -> Iterator[Case]:
    """Every field of every record: of the wrong kind, misspelt, given twice, and missing where it is needed."""
    for kind, (path, before, indent, after, needed) in _RECORDS.items():

        def case(
            what: str,
            rule: str,
            lines: list[tuple[str, str]],
            path: str = path,
            frame: tuple[str, str, str] = (before, indent, after),
        ) -> Case:
            text = frame[0] + "".join(f"{frame[1]}{name}: {value}\n" for name, value in lines) + frame[2]
            return Case(f"{path}: {what}", rule, {path: text})

        for info in kind.model_fields.values():
            name = str(info.alias)
            rest = [(each, value) for each, value in needed.items() if each != name]
            good = _good(info, needed.get(name))
            optional = info.default is None and not info.is_required()
            yield case(f"{name} mistyped", "bad-value", [*rest, (name, "[[x]]" if name != "outline" else "[[[x]]]")])
            yield case(f"{name} empty", FINE if optional else "bad-value", [*rest, (name, "")])
            yield case(f"{name} misspelt", "unknown-field", [*rest, (name[:-1] + "q", good)])
            yield case(f"{name} twice", "duplicate-field", [*rest, (name, good), (name, good)])
            if name in needed:
                yield case(f"{name} missing", "missing-field", rest)


def _good(info: FieldInfo, needed: str | None) -> str:
    return needed or (str(info.examples[0]) if info.examples else "x")


# --------------------------------------------------------------------- yaml

_YAML: Final[dict[str, tuple[str, str | bytes]]] = {
    "an alias": ("yaml-feature", "a: *b\n"),
    "an anchor": ("yaml-feature", "a: &b c\n"),
    "nested merge keys": ("yaml-feature", "".join(f"a{n}: {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 60))),
    "a merge key": ("yaml-feature", "<<: {a: b}\n"),
    "a bomb": ("yaml-feature", "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(40))),
    "a Python tag": ("yaml-feature", "a: !!python/object/apply:os.system [id]\n"),
    "a tag": ("yaml-feature", "a: !secret b\n"),
    "a binary tag": ("yaml-feature", "a: !!binary aGVsbG8=\n"),
    "10,000 lists in one another": ("too-deep", "a: " + "[" * 10_000 + "\n"),
    "10,000 groups in one another": ("too-deep", "a: " + "{a: " * 10_000 + "\n"),
    "10,000 dashes in a line": ("too-deep", "a:\n  " + "- " * 10_000 + "\n"),
    "a list as the name of a field": ("yaml-syntax", "? [a]\n: b\n"),
    "an alias as the name of a field": ("yaml-feature", "*a : b\n"),
    "200,000 fields": ("too-large", "".join(f"a{n}: b\n" for n in range(200_000))),
    "an unclosed quotation": ("yaml-syntax", 'a: "b\n'),
    "a long unclosed quotation": ("yaml-syntax", 'a: "' + "b " * 900_000 + "\n"),
    "an unclosed list": ("yaml-syntax", "a: [b, c\n"),
    "an unclosed group": ("yaml-syntax", "a: {b: c\n"),
    "two colons": ("yaml-syntax", "a: b: c\n"),
    "100,000 colons": ("yaml-syntax", ":" * 100_000 + "\n"),
    "a tab for indentation": ("yaml-syntax", "a:\n\tb: c\n"),
    "uneven indentation": ("yaml-syntax", "a: b\n   c: d\n"),
    "a surrogate escape": ("yaml-syntax", 'a: "\\ud800"\n'),
    "an escape beyond Unicode": ("yaml-syntax", 'a: "\\U00110000"\n'),
    "an unknown escape": ("yaml-syntax", 'a: "\\q"\n'),
    "an escaped NUL": ("control-character", 'a: "b\\0c"\n'),
    "a NUL": ("control-character", b"a: b\0c\n"),
    "an escape sequence": ("control-character", b"a: \x1b[31mred\n"),
    "a backspace": ("control-character", b"a: b\x08c\n"),
    "U+0085": ("control-character", "a: b\x85c\n"),
    "U+FFFE": ("control-character", "a: b\ufffec\n"),
    "line separators": ("control-character", "a: b\u2028c\u2028\u2029d\n"),
    "a name of 900 letters": ("unknown-field", "x" * 900 + ": b\n"),
    "a name of 100,000 letters": ("yaml-syntax", "x" * 100_000 + ": b\n"),
    "a name of several lines": ("unknown-field", '? "a\\nb"\n: c\n'),
    "a name with escapes": ("unknown-field", '"\\e]52;c;aGk=\\a": c\n'),
    "an empty name": ("unknown-field", '"": b\n'),
    "nothing as a name": ("unknown-field", "~: b\n"),
    "a name in braces": ("unknown-field", '"{0}{x!r}{{": b\n'),
    "a text where fields belong": ("not-a-mapping", "just words\n"),
    "a list where fields belong": ("not-a-mapping", "- a\n- b\n"),
    "a text of 3.9 MB": ("unknown-field", "a: " + "word " * 780_000 + "\n"),
    "an unknown directive": ("yaml-syntax", "%FOO bar\na: b\n"),
}


def _yaml() -> Iterator[Case]:
    """Attacks and slips of YAML, in each kind of file that holds YAML."""
    separated = {
        "concept.yaml": "missing-field",
        "stakeholders.yaml": "unknown-stakeholder",
        "records/sources.yaml": "dead-citation",
    }
    for path in ("concept.yaml", "stakeholders.yaml", "records/sources.yaml", "sections/rivers.md"):
        for name, (rule, text) in _YAML.items():
            content = text.encode("utf-8") if isinstance(text, str) else text
            yield Case(f"{path}: {name}", rule, {path: b"---\n" + content + b"---\nText.\n" if path.endswith(".md") else content})
        if path.endswith(".md"):
            continue
        yield Case(f"{path}: two documents", "yaml-syntax", {path: FILES[path] + "---\n" + FILES[path]})
        yield Case(f"{path}: words after the end", "yaml-syntax", {path: FILES[path] + "...\nmore: 1\n"})
        yield Case(f"{path}: a version directive", "yaml-feature", {path: "%YAML 1.1\n---\n" + FILES[path]})
        yield Case(f"{path}: a tag directive", "yaml-feature", {path: "%TAG ! tag:x,2000:\n---\n" + FILES[path]})
        yield Case(f"{path}: only a separator", separated[path], {path: "---\n"})
        yield Case(f"{path}: begins with a separator", FINE, {path: "---\n" + FILES[path]})
    yield Case("concept.yaml: empty", "missing-field", {"concept.yaml": b""})
    yield Case("concept.yaml: only a comment", "missing-field", {"concept.yaml": "# nothing yet\n"})


# ---------------------------------------------------------------- encodings


def _encodings() -> Iterator[Case]:
    """Bytes that are not UTF-8, marks and line ends, in each kind of file."""
    kinds: dict[str, tuple[str, Callable[[str], bytes]]] = {
        "UTF-16": ("encoding", lambda text: text.encode("utf-16")),
        "UTF-16 without a mark": ("encoding", lambda text: "abc: 1\n".encode("utf-16-le")),
        "UTF-16 without a mark, Cyrillic": ("encoding", lambda text: ("имя: вода\n" + text).encode("utf-16-be")),
        "UTF-32": ("encoding", lambda text: text.encode("utf-32")),
        "Windows-1251": ("encoding", lambda text: ("# вода и озёра\n" + text).encode("cp1251")),
        "a surrogate in bytes": ("encoding", lambda text: text.encode() + b"\xed\xa0\x80"),
        "an overlong slash": ("encoding", lambda text: text.encode() + b"\xc0\xaf"),
        "half a letter": ("encoding", lambda text: text.encode() + b"\xd0"),
        "beyond Unicode": ("encoding", lambda text: text.encode() + b"\xf5\x80\x80\x80"),
        "5 MB": ("too-large", lambda text: text.encode() + b"#" * 5_000_000),
        "25 MB": ("unreadable", lambda text: text.encode() + b"#" * 25_000_000),
        "bytes at random": ("encoding", lambda text: bytes((7 * n * n + n) % 256 for n in range(4096))),
        "a byte order mark": (FINE, lambda text: b"\xef\xbb\xbf" + text.encode()),
        "Windows line ends": (FINE, lambda text: text.replace("\n", "\r\n").encode()),
        "old Macintosh line ends": (FINE, lambda text: text.replace("\n", "\r").encode()),
    }
    for path in ("concept.yaml", "stakeholders.yaml", "records/sources.yaml", "sections/rivers.md"):
        for name, (rule, encode) in kinds.items():
            yield Case(f"{path}: {name}", rule, {path: encode(FILES[path])})


# -------------------------------------------------------------------- heads


def _head(name: str, rule: str, text: str | bytes) -> Case:
    return Case(f"head: {name}", rule, {"sections/rivers.md": text})


def _heads() -> Iterator[Case]:
    """Heads of fragments that are none, and values that look right and are not."""
    yield _head("an empty file", "head-missing", b"")
    yield _head("no head", "head-missing", "Just text.\n")
    yield _head("an empty line first", "head-missing", "\n---\ntitle: a\n---\n")
    yield _head("three letters", "head-missing", "--\ntitle: a\n--\nText.\n")
    yield _head("only a separator", "head-unclosed", "---\n")
    yield _head("a separator without line end", "head-unclosed", "---")
    yield _head("never ends", "head-unclosed", "---\ntitle: a\n\nText.\n")
    yield _head("ends with dots", "head-unclosed", "---\ntitle: a\n...\nText.\n")
    yield _head("3 MB without an end", "head-unclosed", "---\n" + f"title: {'a' * 90}\n" * 30_000)
    yield _head("no fields", "missing-field", "---\n---\nText.\n")
    yield _head("only a comment", "missing-field", "---\n# later\n---\nText.\n")
    for name, line in {
        "30 February": "due: 2024-02-30",
        "month 13": "due: 2024-13-01",
        "day 0": "due: 2024-01-00",
        "year 0": "due: 0000-01-01",
        "a date in words": "due: soon",
        "a date with the day first": "due: 01.08.2021",
        "a date with a time": "due: 2021-08-01T10:00:00",
        "Arabic digits": "due: ٢٠٢١-٠٨-٠١",
        "a goal beyond 17": "tags: {sdg: [18]}",
        "a goal in Arabic digits": "tags: {sdg: [٣]}",
        "a huge goal": "tags: {sdg: [" + "9" * 5000 + "]}",
        "maybe": "tags: {gender: maybe}",
        "an unknown status": "status: done",
        "an unknown role": "role: king",
        "an owner with a slash": "owner: ../x",
        "contributors as text": "contributors: office",
        "contributors in groups": "contributors: [{a: b}]",
        "a hole in a list": "contributors: [office, ~]",
        "tags as a list": "tags: [sdg]",
    }.items():
        yield _head(name, "bad-value", f"---\ntitle: a\n{line}\n---\nText.\n")
    yield _head("a tag that nobody knows", "unknown-field", "---\ntitle: a\ntags: {colour: red}\n---\nText.\n")
    yield _head("an owner that nobody knows", "unknown-stakeholder", "---\ntitle: a\nowner: nobody\n---\nText.\n")
    yield _head("a title in a language that is none", "bad-value", "---\ntitle: {English: a}\n---\nText.\n")
    yield _head("a title in no language", "bad-value", "---\ntitle: {}\n---\nText.\n")
    yield _head("a title only in another language", "unknown-language", "---\ntitle: {kk: Өзендер}\n---\nText.\n")


# ----------------------------------------------------------------- outlines


def _concept(name: str, rule: str, lines: str) -> Case:
    typed = {line.split(":")[0] for line in lines.splitlines() if not line.startswith(" ")}
    default = {"format": "1", "id": "water", "title": "Water", "languages": "[en, ru]", "outline": "[lakes, rivers]"}
    text = "".join(f"{key}: {value}\n" for key, value in default.items() if key not in typed) + lines + "\n"
    return Case(f"concept: {name}", rule, {"concept.yaml": text})


def _outlines() -> Iterator[Case]:
    """Outlines, languages and dates of concept.yaml that cannot be."""
    for name, id in {
        "a path": "../x",
        "a device": "con",
        "a name of 300 letters": "a" * 300,
        "Kazakh letters": "өзендер",
        "a space": '"a b"',
    }.items():
        yield _concept(
            f"outline with {name}", "unknown-section" if id == "con" else "bad-value", f"outline: [lakes, rivers, {id}]"
        )
    yield _concept("outline with a section twice", "duplicate-id", "outline: [lakes, rivers, lakes]")
    yield _concept("outline with a section in itself", "duplicate-id", "outline:\n  - lakes:\n      - lakes\n  - rivers")
    yield _concept(
        "outline with generated parts", "unknown-section", "outline: [passport, lakes, rivers, sources, abbreviations]"
    )
    yield _concept("outline 60 deep", "too-deep", "outline:\n" + "".join("  " * n + f"  - s{n}:\n" for n in range(60)))
    yield _concept(
        "outline 15 deep",
        "unknown-section",
        "outline:\n" + "".join("  " * n + f"  - s{n}:\n" for n in range(15)) + "  " * 16 + "- lakes",
    )
    yield _concept("outline with an empty group", "bad-value", "outline:\n  - lakes:\n  - rivers")
    yield _concept("outline with two ids in an entry", "bad-value", "outline:\n  - lakes: [a]\n    rivers: [b]")
    yield _concept("outline as groups", "bad-value", "outline: {lakes: [rivers]}")
    yield _concept("outline with a hole", "bad-value", "outline: [lakes, rivers, ~]")
    yield _concept("outline without a section that is there", "not-in-outline", "outline: [lakes]")
    yield _concept("outline empty", "not-in-outline", "outline: []")
    yield _concept(
        "outline of 1,000 unknown sections", "unknown-section", f"outline: [{', '.join(f's{n}' for n in range(1_000))}]"
    )
    yield _concept("languages twice", "bad-value", "languages: [en, en, ru]")
    yield _concept("languages none", "bad-value", "languages: []")
    yield _concept("languages unknown", "bad-value", "languages: [en, English]")
    yield _concept("languages without the working one", "unknown-language", "languages: [ru]")
    yield _concept("a language without terms of its own", "unknown-language", "languages: [en, tlh]")
    yield _concept("working language unknown", "unknown-language", "working-language: kk")
    yield _concept("working language a path", "bad-value", "working-language: ../en")
    yield _concept("an id that is a path", "bad-value", "id: ../../etc/x")
    yield _concept("an id that is a number", FINE, "id: 860")
    yield _concept("format 2", "bad-value", "format: 2")
    yield _concept("a time zone that is a path", "bad-value", "time-zone: ../../etc/passwd")
    yield _concept("a period that runs backwards", "bad-value", "period: {start: 2030, end: 2024}")
    yield _concept("a period without an end", "missing-field", "period: {start: 2030}")
    yield _concept("a milestone on no day", "bad-value", "milestones: [{id: a, title: b, due: 2021-02-29}]")
    yield _concept(
        "two milestones of one name",
        "duplicate-id",
        "milestones: [{id: a, title: b, due: 2021-02-01}, {id: a, title: c, due: 2021-02-02}]",
    )
    yield _concept("a profile that is a path", "unknown-profile", "profile: ../../etc/passwd")
    yield _concept("a profile of several lines", "unknown-profile", 'profile: "a\\nb"')
    yield _concept("a profile of 100,000 letters", "unknown-profile", "profile: " + "a" * 100_000)
    yield _concept("a lead body that nobody knows", "unknown-stakeholder", "lead-body: nobody")


GROUPS: Final = (_fields, _yaml, _encodings, _heads, _outlines)
