"""Footnotes: calls against notes, within their fragment."""

from __future__ import annotations

from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.model import Project
from concept_cli.wording import findings


def check_notes(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every call has its note, every note a call, and each label is written once."""
    for fragment, reading in zip(project.fragments, readings, strict=True):
        called = {call.label for call, _ in reading.calls}
        first: dict[str, Place] = {}
        for note in fragment.notes:
            place = note.place or Place(fragment.path)
            if note.label in first:
                hint = "choose another label for one of the two notes"
                report(findings.DUPLICATE_ID.at(place, hint=hint, id=f"^{note.label}", first=first[note.label]))
            elif note.label not in called:
                report(findings.UNUSED_NOTE.at(place, label=note.label))
            first.setdefault(note.label, place)
        for call, _ in reading.calls:
            if call.label not in first:
                report(findings.UNDEFINED_NOTE.at(call.place or Place(fragment.path), label=call.label))
