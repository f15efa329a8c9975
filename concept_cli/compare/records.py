"""Records of two drafts to what changed in them: a measure's deadline, an indicator's target, who answers for a section.

Fields are compared as they were typed, whatever tables show them; white space and the order of fields in the file do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from concept_cli.compare.settle import joined
from concept_cli.diagnostics import Place
from concept_cli.document import Change, Inlines, Mark, Marked, Text
from concept_cli.model import Project, Written, in_language

_TOLD: Final = frozenset({"format", "id", "title", "short-title", "edition", "period", "state", "lead-body", "outline"})
"""Fields of concept.yaml that the title page, the passport and the order of the sections tell of, or that are no part of the text."""
_KINDS: Final = ("measures", "indicators", "directions", "stakeholders", "milestones")
_NAMES: Final = ("name", "title")


def record_changes(older: Project, newer: Project, language: str, who: str = "", when: str = "") -> Iterator[Change]:
    """The changes in records, without numbers: fields of entries that both drafts have, entries that are gone, entries that are new.

    ``section`` is set for the head of a section; for all others it is empty.
    """
    marks = (Mark(kind="deleted", who=who, when=when), Mark(kind="inserted", who=who, when=when))
    yield from _fields(
        "", "", _typed(older.concept, _TOLD | {"milestones"}), _typed(newer.concept, _TOLD | {"milestones"}), marks
    )
    for kind in _KINDS:
        old, new = _entries(older, kind), _entries(newer, kind)
        for id in dict.fromkeys((*old, *new)):
            if id in old and id in new:
                yield from _fields("", _name(new[id], language), _typed(old[id]), _typed(new[id]), marks)
            else:
                yield _whole(old.get(id), new.get(id), language, marks)
    for fragment in newer.fragments:
        before = older.fragment(fragment.id, fragment.language)
        if before and before.head and fragment.head and before.language == language:
            heads = (_typed(before.head, frozenset({"title"})), _typed(fragment.head, frozenset({"title"})))
            yield from _fields(fragment.id, "", *heads, marks)


Typed = dict[str, tuple[str, Place]]
"""The words of each field and where they stand."""


def _entries(project: Project, kind: str) -> dict[str, Written[Any]]:
    if kind == "milestones":
        entries = [
            Written(each, project.concept.raw, ("milestones", at)) for at, each in enumerate(project.concept.record.milestones)
        ]
    else:
        entries = list(getattr(project, kind))
    return {each.record.id: each for each in entries}


def _typed(written: Written[Any], without: frozenset[str] = frozenset()) -> Typed:
    value = written.raw.value
    for step in written.root:
        value = value[step]
    if not isinstance(value, dict):
        return {}
    return {name: (_said(each), written.place(name)) for name, each in value.items() if name not in without}


def _said(value: Any) -> str:
    """A value as it reads: lists with commas, named values with their names."""
    match value:
        case None:
            return ""
        case dict():
            return "; ".join(f"{name}: {_said(each)}" for name, each in value.items())
        case list() | tuple():
            return (" | " if any(isinstance(each, dict) for each in value) else ", ").join(_said(each) for each in value)
    return " ".join(str(value).split())


def _name(entry: Written[Any], language: str) -> str:
    record = entry.record
    named = next((getattr(record, each) for each in _NAMES if hasattr(record, each)), {"": record.id})
    return in_language(named, language, "en") if named else str(record.id)


def _fields(section: str, name: str, old: Typed, new: Typed, marks: Sequence[Mark]) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        before, older = old.get(key, ("", None))
        after, newer = new.get(key, ("", None))
        if before != after:
            element = " · ".join(filter(None, (name, key)))
            yield _change("field", section, element, (before, older), (after, newer), marks)


def _whole(old: Written[Any] | None, new: Written[Any] | None, language: str, marks: Sequence[Mark]) -> Change:
    """An entry that stands in one draft only."""
    entry = old or new
    assert entry is not None
    said = "; ".join(f"{name}: {words}" for name, (words, _) in _typed(entry).items() if name != "id")
    side, nothing = (said, entry.place()), ("", None)
    kind = "deleted" if old else "inserted"
    return _change(kind, "", _name(entry, language), side if old else nothing, nothing if old else side, marks)


def _change(
    kind: str, section: str, element: str, old: tuple[str, Place | None], new: tuple[str, Place | None], marks: Sequence[Mark]
) -> Change:
    content: Inlines = joined(
        Marked(content=(Text(words=words),), mark=mark) for (words, _), mark in zip((old, new), marks, strict=True) if words
    )
    return Change(
        number=0,
        kind=kind,
        section=section,
        element=element,
        content=content,
        before=old[0],
        after=new[0],
        older=old[1],
        newer=new[1],
    )
