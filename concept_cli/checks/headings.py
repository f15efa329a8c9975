"""Levels of headings."""

from __future__ import annotations

from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.model import Project
from concept_cli.wording import findings


def check_levels(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No heading is more than one level below the one before; the first one of a text stands right below the section's title.

    A heading is measured against the level that the one before it should have: who follows all hints at once is done.
    """
    for reading in readings:
        before, right = 0, 0  # the level of the heading before, as typed and as it should be
        for heading in reading.headings:
            if heading.level > right + 1:
                place = heading.place or Place(reading.path)
                after = _named(before, right)
                report(findings.SKIPPED_LEVEL.at(place, level=heading.level, before=after, wanted="#" * (right + 1)))
            before, right = heading.level, min(heading.level, right + 1)


def _named(before: int, right: int) -> str:
    if not before:
        return "the title of the section"
    return f"one of level {before}" if before == right else f"one that belongs on level {right}"
