"""Records of two drafts to what changed in them: a measure's deadline, an indicator's target, who answers for a section.

Fields are compared as they were typed, whatever tables show them; white space and the order of fields in the file do not count. They are
told in the words of the language: bodies by name, days as they are written, values of fixed sets as they are said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from concept_cli.compare.inlines import redlined
from concept_cli.diagnostics import Place
from concept_cli.document import Change, Figure, Mark, Text, record_name, walk
from concept_cli.model import Measure, Project, Written
from concept_cli.model.telling import Telling
from concept_cli.wording.fields import BODIES, DAYS, field_name, value_name
from concept_cli.wording.terms import date_words

_TOLD: Final = frozenset(
    {"format", "id", "title", "short-title", "edition", "period", "state", "lead-body", "outline", "milestones"}
)
"""Fields of concept.yaml that the title page, the passport and the order of the sections tell of, or that are no part of the text."""
_KINDS: Final = {"measures": ("measures",), "directions": ("measures",), "indicators": ("indicators", "observations")}
"""The records that are compared, and the names under which the document shows each."""
_NAMES: Final = ("name", "title")
_ASIDE: Final = frozenset({"id", "name", "title", "direction", "source", "note"})
"""Fields that are not told of an entry that is new or gone: its name is told, and the rest helps drafters only."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its value as it was typed, how it is told, and where it stands."""

    typed: str
    told: str
    place: Place | None


_NOTHING: Final = _Field("", "", None)


class _Fields:
    """The fields of one draft's records, told in a language."""

    def __init__(self, project: Project, language: str) -> None:
        self.language = language
        self.telling = Telling(project, language)

    def name(self, entry: Written[Any]) -> str:
        """What an entry is called."""
        named = next((each for name in _NAMES if (each := getattr(entry.record, name, None))), None)
        return self.telling.words(named) if named else str(entry.record.id)

    def of(self, written: Written[Any], without: frozenset[str] = frozenset()) -> dict[str, _Field]:
        """The fields of an entry."""
        value = written.raw.value
        for step in written.root:
            value = value[step]
        if not isinstance(value, dict):
            return {}
        return {
            name: _Field(
                self.said(name, each, lambda _, value: value),
                self.in_plan(written.record, name) or self.said(name, each, self.told),
                written.place(name),
            )
            for name, each in value.items()
            if name not in without
        }

    def said(self, field: str, value: Any, tell: Callable[[str, str], str]) -> str:
        """A value as it reads: a text in the language that is compared, lists with commas, named values with their names; ``tell`` says
        single values of fields.
        """
        match value:
            case None:
                return ""
            case dict() if self.language in value:
                return self.said(field, value[self.language], tell)
            case dict():
                named = ((str(name), each) for name, each in value.items())
                return "; ".join(f"{field_name(name, self.language)}: {self.said(name, each, tell)}" for name, each in named)
            case list() | tuple():
                between = " | " if any(isinstance(each, dict) for each in value) else ", "
                return between.join(self.said(field, each, tell) for each in value)
        return tell(field, " ".join(str(value).split()))

    def in_plan(self, record: Any, name: str) -> str:
        """What the action plan says in the place of a measure's field; empty for any other."""
        if not isinstance(record, Measure):
            return ""
        match name:
            case "due":
                return self.telling.when(record.due)
            case "executors":
                return self.telling.executors(record)
            case "funding":
                return self.telling.funding(record)
        return ""

    def told(self, field: str, value: str) -> str:
        """A single value in words: the name of a body, a day, a value out of a fixed set."""
        if field in BODIES and (body := self.telling.bodies.get(value)):
            return self.telling.words(body.name)
        if field in DAYS and _is_day(value):
            return date_words(date.fromisoformat(value), self.language)
        return value_name(field, value, self.language)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


class _Comparing:
    """Two drafts whose records are compared."""

    def __init__(self, older: Project, newer: Project, language: str, marks: Sequence[Mark]) -> None:
        self.older, self.newer = _Fields(older, language), _Fields(newer, language)
        self.language = language
        self.marks = marks

    def fields(
        self, section: str, name: str, old: Written[Any], new: Written[Any], without: frozenset[str] = frozenset()
    ) -> Iterator[Change]:
        """The fields that differ in an entry of both drafts."""
        before, after = self.older.of(old, without), self.newer.of(new, without)
        for key in dict.fromkeys((*before, *after)):
            sides = before.get(key, _NOTHING), after.get(key, _NOTHING)
            if sides[0].typed != sides[1].typed:
                element = " · ".join(filter(None, (name, field_name(key, self.language))))
                yield _change("field", section, element[:1].upper() + element[1:], *sides, self.marks)

    def entries(self, section: str, kind: str, old: Entries, new: Entries) -> Iterator[Change]:
        """The entries of one kind: what changed in each, which came and went, and their order."""
        for id in dict.fromkeys((*old, *new)):
            if id in old and id in new:
                changes = [*self.fields(section, self.newer.name(new[id]), old[id], new[id])]
            elif id in old:
                name, field = self.whole(self.older, old[id])
                changes = [_change("deleted", section, name, field, _NOTHING, self.marks)]
            else:
                name, field = self.whole(self.newer, new[id])
                changes = [_change("inserted", section, name, _NOTHING, field, self.marks)]
            yield from (replace(each, record=id) for each in changes)
        before, after = ([id for id in side if id in old and id in new] for side in (old, new))
        if before != after:
            one = _Field("", "; ".join(self.older.name(old[id]) for id in before), old[before[0]].place())
            other = _Field("", "; ".join(self.newer.name(new[id]) for id in after), new[after[0]].place())
            yield _change("field", section, field_name(f"order-of-{kind}", self.language), one, other, self.marks)

    def whole(self, side: _Fields, entry: Written[Any]) -> tuple[str, _Field]:
        """The name of an entry, and all that is told of it."""
        said = (f"{field_name(key, self.language)}: {field.told}" for key, field in side.of(entry, _ASIDE).items())
        name = side.name(entry)
        return name, _Field("", "; ".join(said) or name, entry.place())


def record_changes(older: Project, newer: Project, language: str, who: str = "", when: str = "") -> Iterator[Change]:
    """The changes in records, without numbers: fields of entries that both drafts have, entries that are gone or new, their order.

    ``section`` is the one that shows the record, or whose head it is. What is said in heads is about the drafting, so it is editorial.
    """
    marks = (Mark(kind="deleted", who=who, when=when), Mark(kind="inserted", who=who, when=when))
    comparing = _Comparing(older, newer, language, marks)
    homes = _homes(older, newer)
    yield from comparing.fields("", "", older.concept, newer.concept, _TOLD)
    for kind, shown in _KINDS.items():
        yield from comparing.entries(
            next((homes[name] for name in shown if name in homes), ""), kind, _entries(older, kind), _entries(newer, kind)
        )
    for fragment in newer.fragments:
        before = older.fragment(fragment.id, fragment.language)
        if before and before.head and fragment.head and before.language == language:
            for change in comparing.fields(fragment.id, "", before.head, fragment.head, frozenset({"title"})):
                yield replace(change, editorial=True)


def _homes(older: Project, newer: Project) -> dict[str, str]:
    """The section that shows each kind of record: the first that does in both drafts, else the first that does in one."""
    before, after = _showing(older), _showing(newer)
    homes = {}
    for name in {**before, **after}:
        both = [id for id in after.get(name, ()) if id in before.get(name, ())]
        homes[name] = (both or after.get(name) or before[name])[0]
    return homes


def _showing(project: Project) -> dict[str, list[str]]:
    """The sections that show each kind of record."""
    found: dict[str, list[str]] = {}
    for fragment in project.fragments:
        for block in fragment.blocks:
            for node in walk(block):
                if isinstance(node, Figure) and (name := record_name(node.target)):
                    found.setdefault(name, []).append(fragment.id)
    return found


Entries = dict[str, Written[Any]]
"""Records of one kind by their ids, in order."""


def _entries(project: Project, kind: str) -> Entries:
    return {each.record.id: each for each in getattr(project, kind)}


def _change(kind: str, section: str, element: str, old: _Field, new: _Field, marks: Sequence[Mark]) -> Change:
    before, after = (old.told, new.told) if old.told != new.told else (old.typed, new.typed)
    one, other = (((Text(words=words),) if words else ()) for words in (before, after))
    content = redlined(one, other, lambda gone: marks[0] if gone else marks[1])
    return Change(
        number=0,
        kind=kind,
        section=section,
        element=element,
        content=content,
        before=before,
        after=after,
        older=old.place,
        newer=new.place,
    )
