"""``concept matrix`` and ``concept intake``: the table of comments, out and back in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from datetime import date

    from concept_cli.document import Document
    from concept_cli.exchange.desk import Desk
    from concept_cli.exchange.table_in import Taken


class Form(StrEnum):
    """Which columns the table has."""

    PLAIN = "plain"
    ISO = "iso"
    KZ = "kz"
    DECISIONS = "decisions"


_SUFFIXES: Final = ("xlsx", "docx", "html", "csv")
_MATRIX: Final = """Examples:

concept matrix --to xlsx

concept matrix --blank --for unesco --draft draft-1 --to xlsx,docx

concept matrix --form decisions --state open --out sitting.xlsx

concept matrix --form kz --lang ru --to docx

concept matrix --public --to html

Forms: plain (ours; a body fills it in with --blank, concept intake takes it back), iso (ISO/IEC), kz (law-making), decisions (for a
sitting; concept decide --table takes it back)."""
_INTAKE: Final = """Examples:

concept intake comments.xlsx --from unesco

concept intake remarks.docx --from atameken --draft draft-1 --received 2021-05-14"""


def add(app: typer.Typer) -> None:
    """Add the two commands."""
    app.command("matrix", epilog=_MATRIX)(matrix)
    app.command("intake", epilog=_INTAKE)(intake)


def matrix(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    to: Annotated[str | None, typer.Option("--to", metavar="FORMATS", help="xlsx, docx, html, csv; several with commas.")] = None,
    stakeholder: Annotated[
        str | None, typer.Option("--for", metavar="S", help="Only what this body sent, in its language.")
    ] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="Only what is about a section.")] = None,
    states: Annotated[
        str | None, typer.Option("--state", metavar="STATES", help="Only those in these states, such as open.")
    ] = None,
    is_blank: Annotated[bool, typer.Option("--blank", help="An empty table, to be filled in.")] = False,
    draft: Annotated[str, typer.Option("--draft", metavar="LABEL", help="The draft that an empty table is about.")] = "",
    form: Annotated[Form, typer.Option("--form", help="Which columns it has.")] = Form.PLAIN,
    is_public: Annotated[bool, typer.Option("--public", help="Only what may be published.")] = False,
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="Language of the table.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="F", help="The file to write. [default: a name in dist]")] = None,
) -> None:
    """Make a table of comments: to read, to fill in, or to decide.

    Every cell is text and never a formula. A table for one body holds nothing of any other.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.listing import chosen, filters, in_text_order, values
    from concept_cli.exchange.matrix import blank, matrix, public

    root: Path = context.obj or Path()
    suffixes = _suffixes(to, out)
    wanted = tuple(each.strip() for each in (states or "").split(",") if each.strip())
    if wanted and (wrong := [each for each in wanted if each not in filters()]):
        raise typer.BadParameter(f"there is no state “{', '.join(wrong)}”; states: {', '.join(filters())}", param_hint="--state")
    if is_blank and (wanted or section or is_public or form is not Form.PLAIN):
        raise typer.BadParameter("an empty table has our own form and holds nothing", param_hint="--blank")
    found = desk(opened(root))
    language = _language(found, stakeholder, lang)
    listed = [found.contributions[each["id"]] for each in chosen(values(found.folder), stakeholder, section, wanted)]
    if form is Form.DECISIONS:
        listed = in_text_order(found, listed)
    hidden = 0
    if is_blank:
        document = blank(found, language, _frozen(found, draft))
    else:
        listed, hidden = public(listed) if is_public else (listed, 0)
        document = matrix(found, listed, form.value, language, draft, hidden, limited=is_public or stakeholder is not None)
    kind = "decisions" if form is Form.DECISIONS else "comments" if form is Form.PLAIN else f"comments-{form.value}"
    name = ".".join(filter(None, (document.id, language, kind, stakeholder, "public" if is_public else "")))
    _write(root, found, document, suffixes, out, name)
    if not is_blank:
        terminal.remark(
            f"{len(listed)} contribution{'' if len(listed) == 1 else 's'}"
            + (f"; {hidden} may not be published." if hidden else ".")
        )


def _suffixes(to: str | None, out: Path | None) -> tuple[str, ...]:
    """The formats to write. The command line is wrong for others, and for several in one file."""
    named = tuple(dict.fromkeys(each.strip() for each in (to or "").split(",") if each.strip()))
    if out is not None:
        ending = out.suffix.removeprefix(".").lower()
        if len(named) > 1 or (named and named[0] != ending):
            raise typer.BadParameter(f"end the name with .{named[0]}, or leave one of the two away", param_hint="--out")
        named = (ending,)
    wrong = [each for each in named if each not in _SUFFIXES]
    if wrong:
        raise typer.BadParameter(f"there is no format “{', '.join(wrong)}”; formats: {', '.join(_SUFFIXES)}", param_hint="--to")
    return named or ("xlsx",)


def _language(desk: Desk, stakeholder: str | None, lang: str | None) -> str:
    from concept_cli.diagnostics import ConceptError

    concept = desk.project.concept.record
    if lang is not None and lang not in concept.languages:
        raise ConceptError(f"The concept has no language “{lang}”.", f"Languages: {', '.join(concept.languages)}.")
    own = desk.body(stakeholder).language if stakeholder else None
    return lang or (own if own in concept.languages else None) or concept.working_language


def _frozen(desk: Desk, label: str) -> str:
    """The label of a frozen draft. ConceptError for one that is not there."""
    from concept_cli.exchange.places import read_draft

    if label:
        read_draft(desk, label)
    return label


def _write(root: Path, desk: Desk, document: Document, suffixes: tuple[str, ...], out: Path | None, name: str) -> None:
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.commands.project import output_file, output_folder
    from concept_cli.exchange.written import table_bytes

    for suffix in suffixes:
        path = output_file(root, out) if out else output_folder(root, None, "dist") / f"{name}.{suffix}"
        store.publish(path, table_bytes(desk, document, suffix))
        terminal.say(terminal.shown_path(path))


def intake(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table that came back: .xlsx, .csv or .docx.")],
    stakeholder: Annotated[str, typer.Option("--from", metavar="S", help="Who sent it. Needed.")] = "",
    draft: Annotated[
        str | None,
        typer.Option("--draft", metavar="LABEL", help="The draft that was read. [default: the one that the table names]"),
    ] = None,
    received: Annotated[str | None, typer.Option("--received", metavar="DATE", help="The day it came. [default: today]")] = None,
) -> None:
    """Take in a comment table that a body filled in.

    Each row becomes a contribution, and the file itself is kept. Everything that is wrong is told with row and column, and then
    nothing is taken in. The same table taken in twice adds nothing.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.choices import day

    root: Path = context.obj or Path()
    if not stakeholder:
        raise typer.BadParameter("say who sent it: --from STAKEHOLDER", param_hint="--from")
    taken = _taken(root, file, stakeholder, draft, day("--received", received))
    for each in taken.contributions:
        terminal.say(each.id)
    for remark in taken.remarks:
        terminal.remark(remark)
    terminal.remark(f"{len(taken.contributions)} taken in" + (f"; {taken.known} were there already." if taken.known else "."))


def _taken(root: Path, file: Path, stakeholder: str, draft: str | None, received: date | None) -> Taken:
    """What a table brought, kept. ConceptError, after what is wrong was told, when anything is wrong in it."""
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import kept
    from concept_cli.exchange.table_in import Refusal, contributions_in
    from concept_cli.sources import read_file

    folder = opened(root)
    content = read_file(file, "Name the table that came back.")
    try:
        return kept(folder, lambda desk: contributions_in(desk, file, content, stakeholder, draft, received))
    except Refusal as refusal:
        for each in refusal.wrong:
            terminal.remark(each)
        raise
