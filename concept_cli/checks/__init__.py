"""Rules over a project that could be read: each check takes the project and reports what it finds.

The order of :data:`CHECKS` is the order of reading: the project whole first, then its text. The ledger has rules of its own
(:func:`check_ledger`), for no output is made from it. To add a rule, write its ``Rule`` in ``wording.findings`` and a function in the
module of its noun, and name the function here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from concept_cli.checks.abbreviations import check_abbreviations, check_explanations, check_plan_abbreviations
from concept_cli.checks.account import Account
from concept_cli.checks.characters import check_conflicts, check_invisible, check_scripts, check_sent
from concept_cli.checks.contributions import check_base, check_files, check_frozen, check_names
from concept_cli.checks.deadlines import check_due, check_moves, check_packs, check_public, check_swaps
from concept_cli.checks.duplicates import check_duplicates
from concept_cli.checks.figures import check_figures
from concept_cli.checks.headings import check_levels
from concept_cli.checks.histories import check_conflicts_named, check_histories, check_put_aside, check_sittings
from concept_cli.checks.ids import check_ids
from concept_cli.checks.instructions import check_control, check_instructions
from concept_cli.checks.markup import check_markup
from concept_cli.checks.merged import check_lost, check_places, check_promises
from concept_cli.checks.notes import check_notes
from concept_cli.checks.outline import (
    check_edition,
    check_emptiness,
    check_languages,
    check_outline,
    check_profile,
    check_style,
    check_translations,
)
from concept_cli.checks.people import check_people
from concept_cli.checks.pictures import check_pictures
from concept_cli.checks.plan import check_plan, check_record_names
from concept_cli.checks.pointers import check_pointers
from concept_cli.checks.reading import Reading, read, read_fields
from concept_cli.checks.references import check_citations, check_references
from concept_cli.checks.reporting import check_reports
from concept_cli.checks.rounds import check_late, check_rounds
from concept_cli.checks.slips import check_doubled_words, check_html, check_placeholders
from concept_cli.diagnostics import Report
from concept_cli.model import Ledger, Project, Written

Check = Callable[[Project, Report], None]
LedgerCheck = Callable[[Account, Report], None]
TextCheck = Callable[[Project, tuple[Reading, ...], Report], None]

TEXT_CHECKS: Final[tuple[TextCheck, ...]] = (
    check_ids,
    check_references,
    check_citations,
    check_notes,
    check_pictures,
    check_levels,
    check_markup,
    check_figures,
    check_abbreviations,
    check_explanations,
)
"""What the text points at and claims; each takes the readings of all fragments, in their order."""

WORD_CHECKS: Final[tuple[TextCheck, ...]] = (
    check_invisible,
    check_scripts,
    check_placeholders,
    check_doubled_words,
    check_html,
)
"""What the words are made of; the readings of the records' fields follow those of the fragments."""


def check_texts(project: Project, report: Report) -> None:
    """All that is checked in running words; each file is read through once for all of these checks."""
    readings = tuple(read(fragment) for fragment in project.fragments)
    for check in TEXT_CHECKS:
        check(project, readings, report)
    readings += _records(project)
    for check in WORD_CHECKS:
        check(project, readings, report)


def _records(project: Project) -> tuple[Reading, ...]:
    """The readings of concept.yaml, stakeholders.yaml and the files in records/."""
    lists: tuple[tuple[Written[Any], ...], ...] = (
        project.stakeholders,
        project.sources,
        project.indicators,
        (*project.directions, *project.measures),
    )
    return tuple(read_fields(raw) for raw in (project.concept.raw, *(each[0].raw for each in lists if each)))


CHECKS: Final[tuple[Check, ...]] = (
    check_outline,
    check_translations,
    check_languages,
    check_profile,
    check_style,
    check_edition,
    check_people,
    check_plan,
    check_record_names,
    check_plan_abbreviations,
    check_emptiness,
    check_conflicts,
    check_texts,
)

LEDGER_CHECKS: Final[tuple[LedgerCheck, ...]] = (
    check_rounds,
    check_pointers,
    check_moves,
    check_due,
    check_public,
    check_packs,
    check_swaps,
    check_instructions,
    check_control,
    check_reports,
    check_files,
    check_names,
    check_base,
    check_sent,
    check_histories,
    check_conflicts_named,
    check_put_aside,
    check_sittings,
    check_places,
    check_promises,
    check_lost,
    check_late,
    check_frozen,
    check_duplicates,
)
"""What came from stakeholders, and who owes what by when: whether it is whole, and what of it still waits."""


def check_ledger(project: Project, ledger: Ledger, report: Report) -> None:
    """All rules for contributions, rounds and meetings."""
    account = Account(project, ledger)
    for check in LEDGER_CHECKS:
        check(account, report)
