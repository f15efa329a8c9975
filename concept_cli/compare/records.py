"""Records of two drafts to what changed in them: a measure's deadline, an indicator's target, who answers for a section.

Fields are compared as they were typed, whatever tables show them; white space and the order of fields in the file do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from concept_cli.compare.settle import joined
from concept_cli.diagnostics import Place
from concept_cli.document import Change, Figure, Inlines, Mark, Marked, Text, record_name, walk
from concept_cli.model import Project, Written, in_language

_TOLD: Final = frozenset(
    {"format", "id", "title", "short-title", "edition", "period", "state", "lead-body", "outline", "milestones"}
)
"""Fields of concept.yaml that the title page, the passport and the order of the sections tell of, or that are no part of the text."""
_KINDS: Final = {"measures": "measures", "directions": "measures", "indicators": "indicators"}
"""The records whose tables the list of changes leaves to this module, and the name under which the document shows each."""
_NAMES: Final = ("name", "title")
_ASIDE: Final = frozenset({"id", "name", "title", "direction", "source", "note"})
"""Fields that are not told of an entry that is new or gone: its name is told, and the rest helps drafters only."""


def record_changes(older: Project, newer: Project, language: str, who: str = "", when: str = "") -> Iterator[Change]:
    """The changes in records, without numbers: fields of entries that both drafts have, entries that are gone, entries that are new.

    ``section`` is the one that shows the record, or whose head it is. What is said in heads is about the drafting, so it is editorial.
    """
    marks = (Mark(kind="deleted", who=who, when=when), Mark(kind="inserted", who=who, when=when))
    homes = _homes(older) | _homes(newer)
    yield from _fields("", "", _typed(older.concept, language, _TOLD), _typed(newer.concept, language, _TOLD), marks)
    for kind, shown in _KINDS.items():
        old, new = _entries(older, kind), _entries(newer, kind)
        home = homes.get(shown, "")
        for id in dict.fromkeys((*old, *new)):
            if id in old and id in new:
                yield from _fields(home, _name(new[id], language), _typed(old[id], language), _typed(new[id], language), marks)
            else:
                yield _whole(home, old.get(id), new.get(id), language, marks)
    for fragment in newer.fragments:
        before = older.fragment(fragment.id, fragment.language)
        if before and before.head and fragment.head and before.language == language:
            old_head, new_head = (_typed(each, language, frozenset({"title"})) for each in (before.head, fragment.head))
            for change in _fields(fragment.id, "", old_head, new_head, marks):
                yield replace(change, editorial=True)


def _homes(project: Project) -> dict[str, str]:
    """The section that shows each kind of record."""
    homes = {}
    for fragment in project.fragments:
        for block in fragment.blocks:
            for node in walk(block):
                if isinstance(node, Figure) and (name := record_name(node.target)):
                    homes[name] = fragment.id
    return homes


Typed = dict[str, tuple[str, Place]]
"""The words of each field and where they stand."""


def _entries(project: Project, kind: str) -> dict[str, Written[Any]]:
    return {each.record.id: each for each in getattr(project, kind)}


def _typed(written: Written[Any], language: str, without: frozenset[str] = frozenset()) -> Typed:
    value = written.raw.value
    for step in written.root:
        value = value[step]
    if not isinstance(value, dict):
        return {}
    return {name: (_said(each, language), written.place(name)) for name, each in value.items() if name not in without}


def _said(value: Any, language: str) -> str:
    """A value as it reads: a text in the language that is compared, lists with commas, named values with their names."""
    match value:
        case None:
            return ""
        case dict() if language in value:
            return _said(value[language], language)
        case dict():
            return "; ".join(f"{name}: {_said(each, language)}" for name, each in value.items())
        case list() | tuple():
            between = " | " if any(isinstance(each, dict) for each in value) else ", "
            return between.join(_said(each, language) for each in value)
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


def _whole(section: str, old: Written[Any] | None, new: Written[Any] | None, language: str, marks: Sequence[Mark]) -> Change:
    """An entry that stands in one draft only."""
    entry = old or new
    assert entry is not None
    said = "; ".join(f"{name}: {words}" for name, (words, _) in _typed(entry, language, _ASIDE).items()) or _name(entry, language)
    side, nothing = (said, entry.place()), ("", None)
    kind = "deleted" if old else "inserted"
    return _change(kind, section, _name(entry, language), side if old else nothing, nothing if old else side, marks)


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
