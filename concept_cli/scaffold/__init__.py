"""What a new project, a new section, stakeholder and record look like, as bytes; whoever asks hands them to the store.

``values`` turns what was typed on a command line into YAML, ``project`` makes the files of a whole project, ``section``,
``stakeholder`` and ``record`` one entry each, ``imported`` reads somebody's Markdown file, ``lists`` adds an entry to a list in a YAML
file and leaves every other byte alone. ``ci`` makes what checks the project when it changes.
"""

from __future__ import annotations

from concept_cli.scaffold.ci import github_files, github_writes
from concept_cli.scaffold.project import new_project, profile_names
from concept_cli.scaffold.record import new_record
from concept_cli.scaffold.schemas import schema_files
from concept_cli.scaffold.section import Addition, new_section
from concept_cli.scaffold.stakeholder import new_stakeholder

__all__ = [
    "Addition",
    "github_files",
    "github_writes",
    "new_project",
    "new_record",
    "new_section",
    "new_stakeholder",
    "profile_names",
    "schema_files",
]
