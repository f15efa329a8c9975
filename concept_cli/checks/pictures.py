"""Pictures that the text names and that cannot be shown."""

from __future__ import annotations

from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report
from concept_cli.document import record_name
from concept_cli.model import Project, shorten
from concept_cli.wording import findings


def check_pictures(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every picture is there and is one. (An address that leads out of the project was refused when it was read, and is empty.)"""
    for reading in readings:
        for picture in reading.pictures:
            content = project.pictures.get(picture.target, "is not there")
            if picture.target and not record_name(picture.target) and isinstance(content, str):
                place = picture.place or Place(reading.path)
                twice = picture.target.startswith("sections/sections/")
                template = "leave out “sections/”: the path begins at this file" if twice else None
                report(findings.FORBIDDEN_IMAGE.at(place, hint=template, target=shorten(picture.target), reason=content))
