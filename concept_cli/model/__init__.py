"""Records as they are written: each field declared once, with its meaning.

Check, "did you mean", the JSON Schemas for editors, the reference page and the scaffolds all follow from the declarations here:
:mod:`kinds` of fields, :mod:`records` made of them, and the :mod:`project` that holds them with the places they were typed in.
"""

from __future__ import annotations

from concept_cli.model.kinds import ROLES, STATUSES, kind_of, shorten
from concept_cli.model.page_style import VALUES, PageStyle
from concept_cli.model.project import (
    Abbreviation,
    Fragment,
    OutlineEntry,
    Project,
    Raw,
    Spot,
    Written,
    in_language,
    outline_entries,
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

__all__ = [
    "ROLES",
    "STATUSES",
    "VALUES",
    "Abbreviation",
    "Concept",
    "Fields",
    "Fragment",
    "Milestone",
    "OutlineEntry",
    "PageStyle",
    "Profile",
    "Project",
    "Raw",
    "SectionHead",
    "Source",
    "Sources",
    "Spot",
    "Stakeholder",
    "StakeholderKind",
    "Stakeholders",
    "TranslationHead",
    "Written",
    "in_language",
    "kind_of",
    "outline_entries",
    "shorten",
    "style_values",
]
