"""A project and its contributions on a day to who owes what by when, and what blocks the next milestone, as values for programs.

    as_of       the project as it stood on the day
    deadlines   everything that is due
    asked       everything that bodies were asked, and whether they answered
    standing    both, by section, stakeholder, milestone …, and what blocks

Every entry has ``id``, ``title``, ``due`` (ISO date or None), ``overdue`` and ``days`` (left; below 0 when overdue; None without a day),
and fields of its own. Nothing in it depends on the moment, the zone or the language of the machine.
"""

from concept_cli.status.as_of import contributions_as_of, project_as_of
from concept_cli.status.asked import Question, questions
from concept_cli.status.deadlines import Clock, Deadline, deadlines, pack_due
from concept_cli.status.standing import standing

__all__ = [
    "Clock",
    "Deadline",
    "Question",
    "contributions_as_of",
    "deadlines",
    "pack_due",
    "project_as_of",
    "questions",
    "standing",
]
