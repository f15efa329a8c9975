"""YAML to raw records: text, lists and mappings with the place of each, and none of YAML's surprises.

Only what a policy writer types is read: scalars stay text (``no``, ``1.10`` and ``2024-02-30`` mean what they say and are converted
by field), and anchors, aliases, merge keys, tags and duplicate fields are findings. The file is read as a stream of events without
recursion, so that no small file can grow or nest without end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from concept_cli.diagnostics import Diagnostic, Place, Report
from concept_cli.model import Raw, Spot
from concept_cli.readers.text import clean
from concept_cli.wording import findings

DEPTH: Final = 40
VALUES: Final = 50_000
"""Fields and entries that one file may have: some 5,000 sources."""

_LINE_ENDS: Final = re.compile("[\u2028\u2029]")  # to YAML, and to no editor: no line number would hold behind them
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: Final = getattr(yaml, "CLoader", yaml.Loader)
_Loc = tuple[str | int, ...]

_PLAINER: Final = (
    ("mapping values are not allowed", "a second “: ” in one line, or a field indented under a text"),
    ("cannot start any token", "a tab, or a sign that text may not begin with"),
    ("while scanning a quoted scalar", "a quotation mark is opened and not closed"),
    (
        "did not find expected key",
        "a line that is no “name: value” or stands too far in, or a quotation mark open above",
    ),
    ("did not find expected ',' or ']'", "a list is opened with [ and not closed"),
    ("did not find expected ',' or '}'", "a group is opened with { and not closed"),
    ("could not find expected ':'", "a line without “: ”"),
    ("block sequence entries are not allowed", "a list entry where a text stands already"),
)


class _Refused(Exception):
    """Reading cannot go on; carries the finding."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass
class _Frame:
    """A list or mapping being read."""

    value: dict[str, Any] | list[Any]
    loc: _Loc
    key: str | None = None
    key_place: Place | None = None
    duplicate: bool = False
    lines: dict[str, int] = field(default_factory=dict)


def read_yaml(path: str, text: str, report: Report, first_line: int = 1) -> Raw | None:
    """The raw record of a YAML text that begins in line ``first_line`` of a file, or None with a finding."""
    text = clean(text, Place(path, first_line), report, _LINE_ENDS)
    builder = _Builder(path, first_line, report)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _Refused as refused:
        report(refused.finding)
        return None
    except yaml.MarkedYAMLError as error:
        opened = "quoted scalar" in (error.context or "")  # the quotation mark, not the end of the file, is to be mended
        mark = (error.context_mark if opened else error.problem_mark) or error.problem_mark or error.context_mark
        report(builder.syntax(mark, _plain_words(error)))
        return None
    except (yaml.YAMLError, ValueError) as error:
        report(builder.syntax(None, str(error).splitlines()[0]))
        return None
    return Raw(builder.root, builder.spots)


def _plain_words(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    return next((plain for words, plain in _PLAINER if words in said), (error.problem or said).strip())


class _Builder:
    """Events in, values out."""

    def __init__(self, path: str, first_line: int, report: Report) -> None:
        self.path, self.first_line, self.report = path, first_line, report
        self.root: Any = None
        self.spots: dict[_Loc, Spot] = {(): Spot(Place(path, first_line), Place(path, first_line))}
        self.frames: list[_Frame] = []
        self.documents = 0

    def place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + self.first_line, mark.column + 1) if mark else Place(self.path, self.first_line)

    def syntax(self, mark: Any, reason: str) -> Diagnostic:
        return findings.YAML_SYNTAX.at(self.place(mark), reason=reason)

    def take(self, event: yaml.Event) -> None:
        """One event of the parser."""
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise _Refused(self.syntax(event.start_mark, "a second document begins at this line “---”"))
                if event.tags or event.version:
                    raise _Refused(findings.YAML_FEATURE.at(self.place(event.start_mark), feature="directives (%)"))
            case yaml.AliasEvent():
                raise _Refused(findings.YAML_FEATURE.at(self.place(event.start_mark), feature="aliases (*)"))
            case yaml.ScalarEvent():
                self.refuse_features(event)
                self.add_scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.refuse_features(event)
                self.open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.frames.pop()

    def refuse_features(self, event: Any) -> None:
        """Anchors and tags end the reading."""
        place = self.place(event.start_mark)
        if event.anchor is not None:
            raise _Refused(findings.YAML_FEATURE.at(place, feature="anchors (&)"))
        if event.tag is not None:
            raise _Refused(findings.YAML_FEATURE.at(place, feature="tags (!)"))

    def add_scalar(self, event: yaml.ScalarEvent) -> None:
        """A text: the name of a field, or a value."""
        place = self.place(event.start_mark)
        frame = self.frames[-1] if self.frames else None
        if frame and isinstance(frame.value, dict) and frame.key is None:
            self.name_field(frame, event.value, place)
            return
        plain_null = not event.style and event.value in _NULLS
        quotes = int(event.style in {"'", '"'})
        words = place.right(quotes)
        value = None if plain_null else clean(event.value, words, self.report)
        end = self.place(event.end_mark)
        as_typed = end == place.right(len(event.value) + 2 * quotes)  # on one line, and without escapes
        self.add(value, place, words if as_typed else None)

    def name_field(self, frame: _Frame, name: str, place: Place) -> None:
        """The name of the next field; ``<<`` would merge another mapping, a second equal name would hide the first."""
        if name == "<<":
            raise _Refused(findings.YAML_FEATURE.at(place, feature="merge keys (<<)"))
        frame.key, frame.key_place = name, place
        frame.duplicate = name in frame.lines
        if frame.duplicate:
            self.report(findings.DUPLICATE_FIELD.at(place, field=name, line=frame.lines[name]))
        else:
            frame.lines[name] = place.line

    def open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        """A list or mapping begins."""
        place = self.place(event.start_mark)
        if len(self.frames) >= DEPTH:
            raise _Refused(findings.TOO_DEEP.at(place, limit=DEPTH))
        frame = self.frames[-1] if self.frames else None
        if frame and isinstance(frame.value, dict) and frame.key is None:
            raise _Refused(self.syntax(event.start_mark, "the name of a field must be plain text"))
        self.frames.append(_Frame(value, self.add(value, place)))

    def add(self, value: Any, place: Place, words: Place | None = None) -> _Loc:
        """Put a value where it belongs and remember its spot; of duplicate fields the first stands."""
        if len(self.spots) > VALUES:
            raise _Refused(findings.TOO_LARGE.at(place, size=f"more than {VALUES:,} fields and entries", limit=f"{VALUES:,}"))
        if not self.frames:
            self.root = value
            self.spots[()] = Spot(place, place, words)
            return ()
        frame = self.frames[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            loc: _Loc = (*frame.loc, len(frame.value) - 1)
            self.spots[loc] = Spot(place, place, words)
            return loc
        assert frame.key is not None and frame.key_place is not None  # the parser gives a key before each value
        name, key_place, hidden = frame.key, frame.key_place, frame.duplicate
        frame.key, frame.duplicate = None, False
        if hidden:
            return (*frame.loc, name, "(duplicate)")
        frame.value[name] = value
        loc = (*frame.loc, name)
        self.spots[loc] = Spot(key_place, place, words)
        return loc
