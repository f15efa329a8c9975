"""Levels of headings."""

from __future__ import annotations

from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.model import Project
from concept_cli.wording import findings


def check_levels(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No heading is more than one level below the one before; the first one of a text stands right below the section's title."""
    for reading in readings:
        before = 0
        for heading in reading.headings:
            if heading.level > before + 1:
                after = f"one of level {before}" if before else "the title of the section"
                place = heading.place or Place(reading.path)
                report(findings.SKIPPED_LEVEL.at(place, level=heading.level, before=after, wanted="#" * (before + 1)))
            before = heading.level
