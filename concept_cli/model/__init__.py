"""Records as they are written: each field declared once, with its meaning.

Check, "did you mean", the JSON Schemas for editors, the reference page and the scaffolds all follow from the declarations here:
:mod:`kinds` of fields, :mod:`records` made of them, and the :mod:`project` that holds them with the places they were typed in. Only the
:mod:`manifest` of a frozen draft is written by the tool itself.
"""

from __future__ import annotations

from concept_cli.model.kinds import ROLES, STATUSES, kind_of, shorten
from concept_cli.model.manifest import BlockPlace, FileHash, Manifest
from concept_cli.model.page_style import FACES, VALUES, PageStyle
from concept_cli.model.plan import Direction, Executor, Funding, Indicator, Indicators, Measure, Measures, Value
from concept_cli.model.project import (
    MILESTONES,
    RECORD_TABLES,
    Abbreviation,
    Fragment,
    OutlineEntry,
    Project,
    Raw,
    Spot,
    Written,
    in_language,
    outline_entries,
    record_names,
    style_values,
)
from concept_cli.model.records import (
    Concept,
    Fields,
    Milestone,
    Profile,
    SectionHead,
    Source,
    Sources,
    Stakeholder,
    StakeholderKind,
    Stakeholders,
    TranslationHead,
)
from concept_cli.model.spans import Span, span

__all__ = [
    "FACES",
    "MILESTONES",
    "RECORD_TABLES",
    "ROLES",
    "STATUSES",
    "VALUES",
    "Abbreviation",
    "BlockPlace",
    "Concept",
    "Direction",
    "Executor",
    "Fields",
    "FileHash",
    "Fragment",
    "Funding",
    "Indicator",
    "Indicators",
    "Manifest",
    "Measure",
    "Measures",
    "Milestone",
    "OutlineEntry",
    "PageStyle",
    "Profile",
    "Project",
    "Raw",
    "SectionHead",
    "Source",
    "Sources",
    "Span",
    "Spot",
    "Stakeholder",
    "StakeholderKind",
    "Stakeholders",
    "TranslationHead",
    "Value",
    "Written",
    "in_language",
    "kind_of",
    "outline_entries",
    "record_names",
    "shorten",
    "span",
    "style_values",
]
