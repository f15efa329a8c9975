"""A redline to its changes in a sentence that can be read out, as a whole and section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from concept_cli.document import Change, Document
from concept_cli.wording.changes import editorial_share, only_numbers, summary
from concept_cli.writers.marks import section_name, top_sections


def sentence(document: Document) -> str:
    """How many changes of which kind there are, in how many top sections, and how many of them are editorial."""
    redline, language = document.redline, document.language
    assert redline is not None
    if not redline.changes and redline.numbers:
        return only_numbers(redline.numbers, language)
    kinds = Counter(each.kind for each in redline.changes)
    editorial = sum(each.editorial and each.kind != "renumbered" for each in redline.changes)
    sections = len([*_by_section(document)])
    return " ".join(filter(None, (summary(kinds, sections, language), editorial_share(editorial, language))))


def by_section(document: Document) -> Iterator[str]:
    """The same for each top section in which something changed, with those nested in it."""
    names = {each.id: section_name(each) for each in reversed(document.sections)}
    for id, changes in _by_section(document):
        if names[id]:
            yield f"{names[id]}: {summary(Counter(each.kind for each in changes), 0, document.language)}"


def _by_section(document: Document) -> Iterator[tuple[str, list[Change]]]:
    assert document.redline is not None
    top = top_sections(document)
    found: dict[str, list[Change]] = {each.id: [] for each in document.sections}
    for change in document.redline.changes:
        if top.get(change.section):
            found[top[change.section]].append(change)
    return ((id, changes) for id, changes in found.items() if changes)
