"""A redline to its changes in a sentence that can be read out, as a whole and section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from concept_cli.document import Change, Document
from concept_cli.wording.changes import editorial_share, only_numbers, summary, unexplained_share
from concept_cli.wording.terms import term
from concept_cli.writers.marks import section_name, standing, top_sections

_TITLE_PAGE: Final = "_title-page"
_RECORDS: Final = "_records"
"""No section has an id that begins so."""


def sentence(document: Document) -> str:
    """How many changes of which kind there are, in how many top sections, how many of them are editorial, and how many nobody explained,
    where explanations were looked for.
    """
    redline, language = document.redline, document.language
    assert redline is not None
    if not redline.changes and redline.numbers:
        return only_numbers(redline.numbers, language)
    kinds = Counter(each.kind for each in redline.changes)
    editorial = sum(each.editorial and each.kind != "renumbered" for each in redline.changes)
    sections = sum(bool(id) and not id.startswith("_") for id, _ in _by_section(document))
    unexplained = sum(map(redline.lacks_explanation, redline.changes))
    said = (summary(kinds, sections, language), editorial_share(editorial, language), unexplained_share(unexplained, language))
    return " ".join(filter(None, said))


def by_section(document: Document) -> Iterator[str]:
    """The same for each top section in which something changed, with those nested in it."""
    language = document.language
    names = {id: section_name(each) for id, each in standing(document.sections).items()}
    for section, changes in _by_section(document):
        if name := term(section[1:], language) if section.startswith("_") else names[section]:
            yield f"{name}: {summary(Counter(each.kind for each in changes), 0, language)}"


def _by_section(document: Document) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each top section by its id; before them those of the title page, and behind them those of records that no section
    shows.
    """
    assert document.redline is not None
    top = top_sections(document)
    found: dict[str, list[Change]] = {_TITLE_PAGE: [], **{each.id: [] for each in document.sections}, _RECORDS: []}
    for change in document.redline.changes:
        found[top.get(change.section, _RECORDS if change.older or change.newer else _TITLE_PAGE)].append(change)
    return ((id, changes) for id, changes in found.items() if changes)
