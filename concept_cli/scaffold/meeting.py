"""A new meeting: an entry at the end of records/meetings.yaml."""

from __future__ import annotations

from datetime import date

from concept_cli.load import MEETINGS, load
from concept_cli.scaffold.lists import with_entry
from concept_cli.scaffold.section import Addition, refuse_taken
from concept_cli.scaffold.values import new_id, one_line
from concept_cli.sources import Source, bytes_of
from concept_cli.store import Write, digest


def new_meeting(source: Source, id: str, day: date, title: str) -> Addition:
    """An entry with a day and a title. ConceptError when the id is none or taken, or the file cannot be added to."""
    new_id(id, "meeting")
    refuse_taken(load(source, lambda _: None), id)
    old = bytes_of(source, MEETINGS)
    entry = {"id": id, "date": day.isoformat(), "title": one_line(title, "title")}
    content = with_entry(MEETINGS, old or b"", "meetings", entry)
    return Addition({MEETINGS: Write(content, None if old is None else digest(old))})
