"""A project: its records, each with the places of its fields, and its fragments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from concept_cli.diagnostics import Place
from concept_cli.document import Blocks, Note
from concept_cli.model.acts import Act
from concept_cli.model.approvals import Approval, Discussion, Round
from concept_cli.model.contributions import ContributionHead
from concept_cli.model.fields import Fields
from concept_cli.model.instructions import Instruction
from concept_cli.model.meetings import Group, Meeting
from concept_cli.model.page_style import PageStyle
from concept_cli.model.plan import Direction, Indicator, Measure
from concept_cli.model.records import Concept, Profile, SectionHead, Source, Stakeholder, TranslationHead
from concept_cli.model.reporting import Reporting
from concept_cli.model.road_maps import RoadMap
from concept_cli.model.swaps import Swaps


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field's name and its value were typed; ``words`` is where a text begins that stands on one line, sign for sign."""

    key: Place
    value: Place
    words: Place | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A YAML file or head as typed: text, None, lists and mappings; ``spots`` by path from the root ``()``."""

    value: Any
    spots: Mapping[tuple[str | int, ...], Spot]

    def spot(self, *loc: str | int) -> Spot:
        """The spot of a path; of a path that is not there, the spot of the nearest thing around it."""
        path: tuple[str | int, ...] = ()
        for step in loc:
            if (*path, step) in self.spots:
                path = (*path, step)
        return self.spots[path]


R = TypeVar("R", bound=Fields)


@dataclass(frozen=True, slots=True)
class Written(Generic[R]):
    """A record and where each of its fields was typed; ``dropped`` are the paths of what was refused and left out."""

    record: R
    raw: Raw
    root: tuple[str | int, ...] = ()
    dropped: frozenset[tuple[str | int, ...]] = frozenset()

    def place(self, *loc: str | int) -> Place:
        """Where a field's value was typed (names as in YAML); the record's own place when the field is not there."""
        return self.raw.spot(*self.root, *loc).value


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """``*[UN]: United Nations`` in a fragment."""

    short: str
    meaning: str
    place: Place


@dataclass(frozen=True, slots=True)
class Fragment:
    """One file of sections/: its head, and its body as a tree. ``head`` is None when it could not be read."""

    id: str
    language: str
    path: str
    text: str
    head: Written[SectionHead] | Written[TranslationHead] | None
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()

    @property
    def sha256(self) -> str:
        """By which its text is known again."""
        return sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Contribution:
    """One file of contributions/: its head, and the parts of its body by name: proposed, remark, rationale, and the base that was read."""

    path: str
    text: str
    head: ContributionHead
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its name in the project."""
        return self.head.id


@dataclass(frozen=True, slots=True)
class Ledger:
    """What stakeholders sent, in the order in which it was received, and the labels of the drafts that they can have read.

    ``astray`` are contributions in folders where none is looked for, ``faulty`` the paths of those in which something was refused.
    """

    contributions: tuple[Contribution, ...] = ()
    drafts: frozenset[str] = frozenset()
    astray: tuple[Contribution, ...] = ()
    faulty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that the files of a project say; records that could not be read are missing, and were reported."""

    concept: Written[Concept]
    fragments: tuple[Fragment, ...] = ()
    stakeholders: tuple[Written[Stakeholder], ...] = ()
    sources: tuple[Written[Source], ...] = ()
    indicators: tuple[Written[Indicator], ...] = ()
    directions: tuple[Written[Direction], ...] = ()
    measures: tuple[Written[Measure], ...] = ()
    rounds: tuple[Written[Round], ...] = ()
    meetings: tuple[Written[Meeting], ...] = ()
    groups: tuple[Written[Group], ...] = ()
    instructions: tuple[Written[Instruction], ...] = ()
    approvals: tuple[Written[Approval], ...] = ()
    discussions: tuple[Written[Discussion], ...] = ()
    road_maps: tuple[Written[RoadMap], ...] = ()
    acts: tuple[Written[Act], ...] = ()
    reports: tuple[Written[Reporting], ...] = ()
    swaps: Written[Swaps] | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    styles: Mapping[str, Written[PageStyle]] = field(default_factory=dict)
    pictures: Mapping[str, bytes | str] = field(default_factory=dict)
    """Pictures that the text names: path to bytes, or to the reason why it cannot be shown."""
    unread: frozenset[str] = frozenset()
    """Paths of files that are there and could not be read, as was reported: what they say is not known, and not missing."""
    faulty: frozenset[str] = frozenset()
    """Paths of files in which something was refused, as was reported: they may say more than is known."""
    strays: frozenset[str] = frozenset()
    """Paths of files among the fragments that are none by their names."""

    def fragment(self, id: str, language: str) -> Fragment | None:
        """The fragment of a section in a language, or None."""
        return next((each for each in self.fragments if each.id == id and each.language == language), None)


def entries(project: Project) -> Iterator[Written[Any]]:
    """Everything that has an id of its own in stakeholders.yaml and records/."""
    yield from chain(
        *(project.stakeholders, project.sources, project.indicators, project.directions, project.measures),
        *(project.rounds, project.meetings, project.groups, project.instructions, project.approvals, project.discussions),
        *(project.road_maps, project.acts, project.reports),
    )


RECORD_TABLES: Final = ("measures", "indicators", "observations")
MILESTONES: Final = "milestones"


def record_names(project: Project) -> tuple[str, ...]:
    """The names that ``record:NAME`` can have: tables and pictures that the records fill, pictures of indicators by their ids."""
    filled = {
        "measures": project.measures,
        "indicators": [each for each in project.indicators if each.record.target],
        "observations": (observed := [each.record.id for each in project.indicators if each.record.observations]),
        MILESTONES: project.concept.record.milestones,
    }
    return (*(name for name, entries in filled.items() if entries), *observed)


def style_values(styles: Mapping[str, Written[PageStyle]], name: str = "modern") -> dict[str, str]:
    """The values of a page style, each from the nearest style that sets it: itself, those it extends, ``modern`` last."""
    values: dict[str, str] = {}
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        values = styles[name].record.values() | values
        name = styles[name].record.extends
    return (styles["modern"].record.values() if "modern" in styles else {}) | values


def in_language(text: Mapping[str, str], language: str, otherwise: str) -> str:
    """A text by language, in the language asked for, else the other one, else the first that there is."""
    return text.get(language) or text.get("") or text.get(otherwise) or next(iter(text.values()))


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section's place in the outline, with what is nested in it."""

    id: str
    entries: tuple[OutlineEntry, ...] = ()


def outline_entries(items: tuple[Any, ...]) -> tuple[OutlineEntry, ...]:
    """The outline of concept.yaml as entries."""
    entries = []
    for item in items:
        if isinstance(item, str):
            entries.append(OutlineEntry(item))
        else:
            [(id, inner)] = item.items()
            entries.append(OutlineEntry(id, outline_entries(inner)))
    return tuple(entries)


def outline_ids(items: tuple[Any, ...]) -> tuple[str, ...]:
    """The ids of all sections in the outline of concept.yaml, in their order."""
    return tuple(id for each in outline_entries(items) for id in _ids(each))


def _ids(entry: OutlineEntry) -> Iterator[str]:
    yield entry.id
    for each in entry.entries:
        yield from _ids(each)
