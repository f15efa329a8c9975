"""``concept log``: what happened from draft to draft, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    from concept_cli.comparison import Comparison, Told
    from concept_cli.document import Document
    from concept_cli.history import Draft
    from concept_cli.sources import Folder, Source
    from concept_cli.writers.redline.report import Report


class Format(StrEnum):
    """How the log is printed."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"


_EXAMPLES: Final = """Examples:

concept log

concept log draft-1 draft-2 --lang ru

concept log --section introduction

concept log draft-1 draft-2 --format md > changes.md"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("log", epilog=_EXAMPLES)(log)


def log(
    context: typer.Context,
    older: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", help="The older draft, as for diff. [default: each frozen draft against the one before it]"
        ),
    ] = None,
    newer: Annotated[
        str | None, typer.Argument(metavar="[B]", help="The newer draft. [default: @working, the files as they are now]")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="A language. [default: the working language]")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", help="Only this section, with what is nested in it.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="For the screen, as a paper in Markdown, or for programs.")
    ] = Format.TEXT,
) -> None:
    """Tell what changed between drafts, by section, and who asked for it.

    Without names: every frozen draft, the newest first, each against the one before it; above them what changed since the last one.
    Changes of substance, and what moved, are told one by one with a few words of each; editorial changes are counted. Everything is
    said in the language of the document.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.writers.redline.report import lines, markdown, value

    if "" in {older, newer}:
        raise typer.BadParameter("the name of a draft is empty", param_hint="A or B")
    if lang == "all":
        raise typer.BadParameter("name one language: drafts are compared in one at a time", param_hint="--lang")
    folder = opened(context.obj or Path())
    entries = [*_entries(folder, older, newer, lang, section)]
    if form is Format.JSON:
        terminal.say_json([entry.names | value(entry.report) for entry in entries])
    elif not entries:
        terminal.remark("No draft was frozen yet. To freeze the last commit: concept freeze draft-1")
    elif form is Format.MARKDOWN:
        terminal.say(markdown(entries[0].title, [each.report for each in entries]).rstrip("\n"))
    else:
        terminal.say_lines(lines(each.report for each in entries))


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with the names by which programs know its drafts, and the title of the document."""

    names: dict[str, Any]
    title: str
    report: Report


def _entries(folder: Folder, older: str | None, newer: str | None, lang: str | None, section: str | None) -> Iterator[Entry]:
    """What is told, the newest first: of two drafts that are named, else of every frozen one, and of the folder if it differs.

    All of them are read together: before one that everybody may read, too, only those are named who may be. Drafts that lack the section
    are left out. Raises ConceptError if all of them do.
    """
    from concept_cli.comparison import chosen, has_section

    frozen = _frozen(folder) if older is None else ()
    compared: list[Comparison] = []
    public, language = False, lang
    for pair in _pairs(folder, frozen, older, newer):
        told, comparison = _compared(folder, pair, language, public=public, checked=not compared)
        language, public = comparison.document.language, public or comparison.document.state != "draft"
        compared.append(comparison)
        if section is None or has_section(comparison, section):
            entry = _entry(told, chosen(comparison, section, None))
            if older is not None or pair[1] is not folder or entry.report.groups or entry.report.closing:
                yield entry
    if section is not None and compared and not any(has_section(each, section) for each in compared):
        chosen(compared[0], section, None)  # says which sections there are
    if frozen and (section is None or has_section(compared[-1], section)):
        yield _first(frozen[0], compared[0].document)


def _frozen(folder: Folder) -> tuple[Draft, ...]:
    """The frozen drafts, the oldest first."""
    from concept_cli.history import drafts
    from concept_cli.sources import CONCEPT, no_concept

    found = drafts(folder.root)
    if not found and folder.digest(CONCEPT) is None:
        raise no_concept()
    return found


def _pairs(folder: Folder, frozen: Iterable[Draft], older: str | None, newer: str | None) -> list[tuple[Source, Source]]:
    """The drafts that are compared, the newest first."""
    from concept_cli.comparison import named
    from concept_cli.history import WORKING

    if older is not None:
        return [(named(folder, older), named(folder, newer or WORKING))]
    return [*pairwise((*(named(folder, each.label) for each in frozen), folder))][::-1]


def _compared(
    folder: Folder, pair: tuple[Source, Source], language: str | None, *, public: bool, checked: bool
) -> tuple[Told, Comparison]:
    """Two drafts compared. Whether the concept has the language is ``checked`` of the newest one: older ones may have had fewer."""
    from concept_cli import draft
    from concept_cli.commands.project import today
    from concept_cli.comparison import ledger, of_projects, told_of

    told = told_of(*pair, today())
    one, other = draft.both(*pair)
    if checked or language is None:
        [language] = draft.chosen_languages(other.project, language)
    explaining = ledger(*pair, folder, folder.root, public=public)
    return told, of_projects(one, other, folder, language, told, explaining if explaining.tells else None)


def _entry(told: Told, comparison: Comparison) -> Entry:
    """The report on two drafts, which may be reduced to a section."""
    from concept_cli.document import every_section
    from concept_cli.history import WORKING
    from concept_cli.writers.redline.report import report

    document, frozen = comparison.document, told.newer != WORKING
    inside = {each.id for each in every_section(document.sections)}
    translations = {
        language: found
        for language, ids in comparison.translations.items()
        if (found := [each for each in ids if each in inside])
    }
    names = {"draft": told.newer, "day": told.newer_day, "since": told.older}
    return Entry(names, document.title, report(document, comparison.contributors, translations, frozen=frozen))


def _first(draft: Draft, document: Document) -> Entry:
    """The entry of the draft that has none before it."""
    from concept_cli.comparison import Told
    from concept_cli.history import touched
    from concept_cli.writers.redline.report import first

    day = draft.day.isoformat()
    _, name = Told("", draft.label, newer_day=day).names(document.language)
    names = {"draft": draft.label, "day": day, "since": None}
    return Entry(names, document.title, first(name, len(touched(None, draft).added), document.language))
