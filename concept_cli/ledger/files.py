"""Files of contributions: text to :class:`Contribution`, and a contribution to its text.

A file is a head of fields, the last of which is the history, one line an event, and a body of parts, whose words stand indented below
their titles: so whatever a stranger writes, no line of it can be taken for a field, a title or a mark of ours. Heads that were written by
this module are read line by line, which is fifteen times as fast; any other head is read as YAML, with the same result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from concept_cli.diagnostics import ConceptError, Diagnostic, Place, Report
from concept_cli.model import Contribution, ContributionHead, Event, Fields, Raw, Written
from concept_cli.readers.fragment import split_head
from concept_cli.schema import read_plain, read_record
from concept_cli.sources import CONTRIBUTIONS
from concept_cli.wording import findings

ORIGINALS: Final = "originals"
"""The folder beside a stakeholder's contributions in which the letters are kept as they came."""
PARTS: Final = ("proposed", "remark", "rationale", "base")
"""What the body of a contribution can hold, in the order in which it is written."""
_TITLES: Final = {"proposed": "Proposed text", "remark": "Remark", "rationale": "Rationale", "base": "Base"}
_NAMES: Final = {f"## {title}": name for name, title in _TITLES.items()}
_INDENT: Final = "    "

_PLAIN: Final = r"[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9])?"
_STRANGE: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
"""Characters that YAML does not take as they are, or that end a line to it. Escaped, only those that are text are read quickly."""
_QUOTED: Final = rf'"(?:[^"\\{_STRANGE}]|\\["\\nt]|\\u(?:000d|2028|2029|feff))*"'
_VALUE: Final = rf"(?:{_PLAIN}|{_QUOTED}|\[(?:{_PLAIN}(?:, {_PLAIN})*)?\])"
_FIELD: Final = re.compile(rf"(?P<name>[a-z][a-z0-9-]*):(?: (?P<value>{_VALUE}))?")
_IN_GROUP: Final = re.compile(rf"([a-z][a-z0-9-]*): ({_VALUE})(?:, |\}}$)")
_MARKER: Final = re.compile("^<{7} ", re.MULTILINE)
"""What git writes above two versions; what a stakeholder wrote is indented."""
_NULLS: Final = frozenset({"null", "Null", "NULL"})
_ESCAPED: Final = re.compile(rf'["\\{_STRANGE}]')
_IN_HISTORY: Final = (" ", "-", "#")
"""What lines below “history:” begin with, besides empty ones."""
_SIMPLE: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


# ------------------------------------------------------------------ reading


def read_contribution(path: str, text: str, report: Report) -> Contribution | None:
    """The contribution in a file; None, with findings, when its head cannot be read, or when git left two versions of it."""
    if found := _MARKER.search(text):
        report(findings.MERGED_LEDGER.at(Place(path, text.count("\n", 0, found.start()) + 1)))
        return None
    quick = _quick(text)
    if quick is not None:
        raw_head, body_line = quick
        head = read_plain(raw_head, ContributionHead)
        if head is not None:
            body = text.split("\n")[body_line:]
            return Contribution(path, text, head, dict(_parts(path, body, body_line + 1, report)))
    raw, body_text, first_line = split_head(path, text, report)
    written = read_record(raw, ContributionHead, report) if raw is not None else None
    if written is None:
        return None
    return Contribution(path, text, written.record, dict(_parts(path, body_text.split("\n"), first_line, report)))


def place_of(contribution: Contribution, *loc: str | int) -> Place:
    """Where a field of a contribution was typed; looked for only when something is to be said of it."""
    if spot := _quick_places(contribution.text).get(loc):
        return Place(contribution.path, *spot)
    raw, written = _as_yaml(contribution.path, contribution.text)
    if raw is None or written is None:
        return Place(contribution.path)
    if loc[:1] == ("history",) and len(loc) > 1:  # events that were refused still count in the file
        kept = [number for number in range(len(raw.value["history"])) if ("history", number) not in written.dropped]
        loc = ("history", kept[int(loc[1])], *loc[2:])
    return written.place(*loc)


@lru_cache(maxsize=1)  # many things may be wrong in one file
def _as_yaml(path: str, text: str) -> tuple[Raw | None, Written[ContributionHead] | None]:
    raw, _, _ = split_head(path, text, lambda _: None)
    return raw, read_record(raw, ContributionHead, lambda _: None) if raw else None


@lru_cache(maxsize=1)
def _quick_places(text: str) -> Mapping[tuple[str | int, ...], tuple[int, int]]:
    """The fields of a head that is written as :func:`contribution_text` writes it, each with line and column of its value."""
    return {} if _quick(text) is None else dict(reversed([*_places(text)]))


def _places(text: str) -> Iterator[tuple[tuple[str | int, ...], tuple[int, int]]]:
    group, events = "", 0
    for number, line in enumerate(text.split("\n")[1:], 2):
        name, _, value = line.partition(":")
        if line == "---":
            return
        if line.startswith("  - {"):
            yield ("history", events), (number, 5)
            yield from ((("history", events, each[1]), (number, each.start(2) + 1)) for each in _IN_GROUP.finditer(line, 5))
            events += 1
        elif line.startswith("  "):
            yield (group, name.strip()), (number, len(name) + 3)
        elif value:
            yield (name,), (number, len(name) + 3)
        else:
            group = name
            yield (name,), (number + 1, 3)


def _quick(text: str) -> tuple[dict[str, Any], int] | None:
    """The raw fields of a head as :func:`contribution_text` writes it, and the number of lines that it takes; None for any other."""
    lines = text.split("\n")
    if lines[0] != "---":
        return None
    fields: dict[str, Any] = {}
    inside: Any = None
    for number, line in enumerate(lines[1:], 1):
        if line == "---":
            return fields, number + 1
        if line.startswith("  - {") and isinstance(inside, list):
            event = _group(line[5:])
            if event is None:
                return None
            inside.append(event)
            continue
        nested = line.startswith("  ") and isinstance(inside, dict)
        found = _FIELD.fullmatch(line[2:] if nested else line)
        if not found:
            return None
        name, value = found.groups()
        if name in (into := inside if nested else fields):
            return None
        if value is not None:
            into[name] = _value(value)
            inside = inside if nested else None
        elif nested or (number + 1 < len(lines) and not lines[number + 1].startswith("  ")):
            return None  # nothing stands in it: YAML says null
        else:
            inside = fields[name] = [] if name == "history" else {}
    return None


def _group(text: str) -> dict[str, Any] | None:
    """The fields of an event, written behind one another in braces of which the first is taken off."""
    fields: dict[str, Any] = {}
    at = 0
    for found in _IN_GROUP.finditer(text):
        if found.start() != at or found[1] in fields:
            return None
        fields[found[1]] = _value(found[2])
        at = found.end()
    return fields if fields and at == len(text) and text.endswith("}") else None


def _value(written: str) -> Any:
    if written.startswith('"'):
        return json.loads(written) if "\\" in written else written[1:-1]
    if written.startswith("["):
        return [None if each in _NULLS else each for each in written[1:-1].split(", ") if each]
    return None if written in _NULLS else written


def _parts(path: str, lines: list[str], first_line: int, report: Report) -> Iterator[tuple[str, str]]:
    """The parts of a body by name; what stands outside of any is reported, and a part that is there already is outside."""
    name, words, known = "", list[str](), {""}
    for number, line in enumerate((*lines, None), first_line):
        if line is None or _NAMES.get(line.rstrip(), "") not in known:
            if name:
                yield name, "\n".join(words).strip("\n")
            name, words = _NAMES[line.rstrip()] if line is not None else "", []
            known.add(name)
        elif (name and line.startswith(_INDENT)) or not line.strip():
            words.append(line[len(_INDENT) :])
        else:
            report(findings.CONTRIBUTION_BODY.at(Place(path, number), titles=", ".join(_TITLES.values())))


# ------------------------------------------------------------------ writing


def path_of(stakeholder: str, id: str) -> str:
    """Where a contribution is kept."""
    return f"{CONTRIBUTIONS}/{stakeholder}/{id}.md"


def contribution_text(head: ContributionHead, parts: Mapping[str, str]) -> str:
    """The text of a contribution's file. Empty lines at the ends of a part are no part of it."""
    lines = ["---", *_lines(head), "---"]
    for name in PARTS:
        if said := parts.get(name, "").strip("\n"):
            lines += [f"## {_TITLES[name]}", "", *(f"{_INDENT}{line}" if line else "" for line in said.split("\n")), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(head: ContributionHead) -> Iterator[str]:
    for name, value in _fields(head):
        if name == "history":
            yield "history:"
            yield from (_event_line(event) for event in head.history)
        elif isinstance(value, dict):
            yield f"{name}:"
            yield from (f"  {inner}: {_written(each)}" for inner, each in value.items())
        else:
            yield f"{name}: {_written(value)}"


def _event_line(event: Event) -> str:
    return "  - {" + ", ".join(f"{name}: {_written(value)}" for name, value in _fields(event)) + "}"


def _fields(record: Fields) -> Iterator[tuple[str, Any]]:
    """The fields of a record that say something, named and written as in YAML."""
    yield from record.model_dump(mode="json", by_alias=True, exclude_defaults=True).items()


def _written(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(map(_written, value))}]"
    text = str(value)
    if re.fullmatch(_PLAIN, text) and text not in _NULLS:
        return text
    return '"' + _ESCAPED.sub(lambda sign: _SIMPLE.get(sign[0], f"\\u{ord(sign[0]):04x}"), text) + '"'


def with_event(contribution: Contribution, event: Event) -> Contribution:
    """The contribution with an event at the end of its history, every other byte of its text kept.

    Raises ConceptError when its file is written in a way that nothing can be added to.
    """
    added = _with_line(contribution.text.split("\n"), _event_line(event))
    found: list[Diagnostic] = []
    made = read_contribution(contribution.path, "\n".join(added), found.append)
    wanted = contribution.head.model_copy(update={"history": (*contribution.head.history, event)})
    if made is None or made.head != wanted or made.parts != contribution.parts:
        raise ConceptError(
            f"{contribution.path} is written in a way that only a person can add to; nothing was changed.",
            f"Add to its history: {_event_line(event).strip()}",
            tuple(found),
        )
    return made


def _with_line(lines: list[str], event: str) -> list[str]:
    """The lines of a file with that of an event behind the last one of its history, indented as the others are."""
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    start = next((number for number in range(1, end) if lines[number].rstrip() == "history:"), None)
    if start is None:
        return [*lines[:end], "history:", event, *lines[end:]]
    others = (number for number in range(start + 1, end) if lines[number].strip() and not lines[number].startswith(_IN_HISTORY))
    last = next(others, end)
    while not lines[last - 1].strip() or lines[last - 1].startswith("#"):  # they belong to what comes next
        last -= 1
    first = next((line for line in lines[start + 1 : last] if line.lstrip().startswith("- ")), "  - ")
    return [*lines[:last], first[: len(first) - len(first.lstrip())] + event.lstrip(), *lines[last:]]
