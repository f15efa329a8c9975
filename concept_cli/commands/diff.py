"""``concept diff``: what changed between two drafts, in the form that suits the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from concept_cli.comparison import Comparison, Told
    from concept_cli.draft import Examined


class Form(StrEnum):
    """How the changes are shown."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"
    TABLE = "table"


class Only(StrEnum):
    """Which changes are shown."""

    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"
    RENUMBERING = "renumbering"
    UNEXPLAINED = "unexplained"


_TABLES: Final = ("docx", "xlsx", "html")
"""What a comparative table can be written as; the suffix after --out chooses."""
_PLAIN: Final = re.compile(r"[^\w.-]+")
_EXAMPLES: Final = """Examples:

concept diff

concept diff draft-1 draft-2 --summary

concept diff draft-1 --to html,docx --lang ru

concept diff draft-1 draft-2 --to table --out dist/table.xlsx

concept diff --files old.md new.md --to docx --out changes.docx"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff", epilog=_EXAMPLES)(diff)


def diff(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    older: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", help="The older draft: label, tag, branch, commit or day. [default: the last frozen draft]"
        ),
    ] = None,
    newer: Annotated[
        str | None, typer.Argument(metavar="[B]", help="The newer draft. [default: @working, the files as they are now]")
    ] = None,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMS", help="text, html, pdf, docx, json, table; several with commas.")
    ] = Form.TEXT.value,
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", help="Only this section, with what is nested in it.")
    ] = None,
    only: Annotated[
        Only | None,
        typer.Option("--only", help="Only changes of the text, of its shape, of its numbers, or those that nobody explained."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="STAKEHOLDER", help="Only changes that contributions of this stakeholder brought."),
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Only how many changes there are of which kind.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="F", help="The file to write. [default: a name in dist]")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="A language. [default: the working language]")
    ] = None,
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="Whose the changes are said to be in the Word file.")
    ] = "",
    files: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--files", metavar="A.md B.md", help="Compare two Markdown files, outside any project."),
    ] = None,
) -> None:
    """Compare two drafts.

    Shows what changed in the text, in the footnotes, tables and records, section by section. Punctuation, emphasis and moved text
    are editorial changes; new numbers of sections and tables are left out unless asked for. A change that contributions brought is
    explained: who asked for it, what was decided, why and when. Exits 0 whether or not anything differs.
    """
    from concept_cli.commands import terminal
    from concept_cli.comparison import chosen
    from concept_cli.writers.redline.summary import by_section, sentence

    if "" in (older, newer):
        raise typer.BadParameter("the name of a draft is empty", param_hint="A or B")
    forms = _forms(to)
    _refuse_what_cannot_be(forms, out, summary=summary, files=files, others=_others(older, lang, section, by, only))
    if lang == "all":
        raise typer.BadParameter("name one language: drafts are compared in one at a time", param_hint="--lang")
    root: Path = context.obj or Path()
    told, comparison = (
        _files(files, author) if files else _drafts(root, older, newer, lang, author, asked=only is Only.UNEXPLAINED)
    )
    _remark_unexplained(comparison)
    comparison = chosen(comparison, section, only.value if only else None, by)
    if summary:
        terminal.say("\n".join((sentence(comparison.document), *by_section(comparison.document))))
    elif len(forms) == 1 and out is None and forms[0] in {Form.TEXT, Form.JSON}:
        _print(forms[0], comparison, told)
    else:
        _write(forms, comparison, told, root, out)
    _remark_what_is_not_shown(comparison, told)


def _others(older: str | None, lang: str | None, section: str | None, by: str | None, only: Only | None) -> dict[str, str | None]:
    """What only two drafts of a project have."""
    unexplained = f"--only {Only.UNEXPLAINED.value}"
    return {
        "A": older,
        "--lang": lang,
        "--section": section,
        "--by": by,
        unexplained: "" if only is not Only.UNEXPLAINED else only,
    }


def _refuse_what_cannot_be(
    forms: tuple[Form, ...], out: Path | None, *, summary: bool, files: tuple[Path, Path] | None, others: Mapping[str, str | None]
) -> None:
    """Options that contradict each other."""
    if files and (ignored := [name for name, value in others.items() if value]):
        raise typer.BadParameter(f"leave {' and '.join(ignored)} away: two files belong to no project", param_hint="--files")
    if summary and (out or forms != (Form.TEXT,)):
        raise typer.BadParameter("leave --to and --out away: a summary is a few lines on the screen", param_hint="--summary")
    if out and len(forms) > 1:
        raise typer.BadParameter("name one form, or leave --out away: then each gets a name in dist", param_hint="--out")
    for form in forms if out else ():
        _suffixes(form, out)
    if out and files and any(each.exists() and out.exists() and each.samefile(out) for each in files):
        raise typer.BadParameter(f"name another file: {out} is one of the two that are compared", param_hint="--out")


def _forms(wanted: str) -> tuple[Form, ...]:
    names = [each.strip() for each in wanted.split(",") if each.strip()]
    known = [each.value for each in Form]
    wrong = [each for each in names if each not in known]
    if wrong or not names:
        raise typer.BadParameter(f"there is no form “{', '.join(wrong) or wanted}”; forms: {', '.join(known)}", param_hint="--to")
    return tuple(dict.fromkeys(Form(each) for each in names))


# ---------------------------------------------------------------- compared


def _drafts(
    root: Path, older: str | None, newer: str | None, lang: str | None, author: str, *, asked: bool
) -> tuple[Told, Comparison]:
    """Two drafts of the project; their changes are explained if it has contributions, or if it is ``asked`` which are not."""
    from concept_cli import draft
    from concept_cli.commands.project import opened, today
    from concept_cli.comparison import ledger, named, of_projects, told_of
    from concept_cli.history import WORKING

    folder = opened(root)
    sources = named(folder, older), named(folder, newer or WORKING)
    told = told_of(*sources, today(), author)
    one, other = draft.both(*sources)
    [language] = draft.chosen_languages(other.project, lang)
    _remark_findings(one, told.older)
    explaining = ledger(*sources, folder, folder.root)
    return told, of_projects(one, other, folder, language, told, explaining if asked or explaining.tells else None)


def _remark_findings(examined: Examined, name: str) -> None:
    from concept_cli.commands import terminal

    if examined.errors and not any(each.rule.stops for each in examined.findings):  # those are told of anyway
        terminal.remark(f"{name} is read as far as it can be; by the rules of today it has errors: {examined.errors}.")


def _remark_unexplained(comparison: Comparison) -> None:
    """How many changes nobody explained."""
    from concept_cli.commands import terminal

    redline = comparison.document.redline
    if redline and (unexplained := sum(map(redline.lacks_explanation, redline.changes))):
        terminal.remark(f"Changes that nobody explained: {unexplained}; --only unexplained lists them.")


def _remark_what_is_not_shown(comparison: Comparison, told: Told) -> None:
    """What else differs, and how it can be seen."""
    from concept_cli.commands import terminal

    document = comparison.document
    if comparison.untranslated:
        terminal.remark(
            f"Of {told.older} and {told.newer} only one has a text in {document.language} for {_sections(len(comparison.untranslated))}:"
            f" {', '.join(comparison.untranslated)}. Each counts as one change, a translation that came or went."
        )
    if comparison.aside:
        terminal.remark(
            f"Not compared, because two files are compared by their words: their {' and '.join(comparison.aside)} differ."
        )
    if document.redline and document.redline.numbers:
        terminal.remark(f"Numbers that changed: {document.redline.numbers}; --only renumbering lists them.")
    others = [f"{language} ({_sections(len(ids))})" for language, ids in comparison.translations.items()]
    if others:
        terminal.remark(f"Changed in {' and '.join(others)} as well; --lang shows how.")


def _sections(number: int) -> str:
    return "1 section" if number == 1 else f"{number} sections"


def _files(files: tuple[Path, Path], author: str) -> tuple[Told, Comparison]:
    """Two Markdown files."""
    from concept_cli.commands.project import today
    from concept_cli.comparison import Told, of_files
    from concept_cli.sources import read_file

    contents = [read_file(each, "Name two Markdown files after --files.") for each in files]
    names = [each.name for each in files] if files[0].name != files[1].name else [str(each) for each in files]
    told = Told(names[0], names[1], author, marked=today().isoformat())
    named = [(str(path), content) for path, content in zip(files, contents, strict=True)]
    return told, of_files(named[0], named[1], told)


# ------------------------------------------------------------------- shown


def _print(form: Form, comparison: Comparison, told: Told) -> None:
    from concept_cli.commands import terminal
    from concept_cli.writers.redline import json, text
    from concept_cli.writers.redline.summary import sentence

    if form is Form.JSON:
        terminal.say_json(json.value(comparison.document, (told.older, told.newer), comparison.translations))
        return
    terminal.show_redline(text.lines(comparison.document, sentence(comparison.document)))


def _write(forms: tuple[Form, ...], comparison: Comparison, told: Told, root: Path, out: Path | None) -> None:
    """Write the files of some forms, and print the path of each."""
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.commands.project import output_file, output_folder

    document = comparison.document
    stem = "-".join(filter(None, (document.id, *(_PLAIN.sub("-", each).strip("-@") for each in (told.older, told.newer)))))
    files = [(form, suffix) for form in forms for suffix in _suffixes(form, out)]
    with terminal.progress(len(files)) as begin:
        for form, suffix in files:
            kind = "table" if form is Form.TABLE else "diff"
            name = ".".join(filter(None, (stem, document.language, kind, suffix)))
            begin(name)
            content = _content(form, suffix, comparison, told)
            path = output_file(root, out) if out else output_folder(root, None, "dist") / name
            store.publish(path, content)
            terminal.say(terminal.shown_path(path))


def _suffixes(form: Form, out: Path | None) -> tuple[str, ...]:
    """The endings of the files to write. A name with another ending is refused: it would be taken for something else, or is a source."""
    known = {Form.TABLE: _TABLES, Form.TEXT: ("txt", "text")}.get(form, (form.value,))
    if out is None:
        return known if form is Form.TABLE else known[:1]
    suffix = out.suffix.removeprefix(".").lower()
    if suffix not in known:
        raise typer.BadParameter(f"end the name with {' or '.join(f'.{each}' for each in known)}", param_hint="--out")
    return (suffix,)


def _content(form: Form, suffix: str, comparison: Comparison, told: Told) -> bytes:
    from concept_cli.comparison import written
    from concept_cli.writers.redline import json, text
    from concept_cli.writers.redline.summary import sentence

    match form:
        case Form.TEXT:
            lines = text.lines(comparison.document, sentence(comparison.document))
            return ("\n".join(lines) + "\n").encode("utf-8", "replace")
        case Form.JSON:
            return json.write(comparison.document, (told.older, told.newer), comparison.translations)
        case _:
            return written(comparison, suffix, table=form is Form.TABLE)
