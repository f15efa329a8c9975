"""Earlier states of a project, by name: a frozen draft, a tag, a branch, a commit or a day, each to a source that reads like a folder."""

from __future__ import annotations

from concept_cli.history.drafts import Draft, Touched, draft_of, drafts, labels, manifest_path, touched
from concept_cli.history.meanings import refuse_hiding, refuse_meaning
from concept_cli.history.revisions import SHORT, WORKING, Revision, is_shallow, latest, revision
from concept_cli.history.trail import Reason, Said, reasons, trail
from concept_cli.history.unsaved import differs, unsaved
from concept_cli.history.versions import Version, versions

__all__ = [
    "SHORT",
    "WORKING",
    "Draft",
    "Reason",
    "Revision",
    "Said",
    "Touched",
    "Version",
    "differs",
    "draft_of",
    "drafts",
    "is_shallow",
    "labels",
    "latest",
    "manifest_path",
    "reasons",
    "refuse_hiding",
    "refuse_meaning",
    "revision",
    "touched",
    "trail",
    "unsaved",
    "versions",
]
