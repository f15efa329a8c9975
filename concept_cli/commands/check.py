"""``concept check``: what is wrong, where, and what helps."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from concept_cli.diagnostics import Diagnostic
    from concept_cli.sources import Source


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "check",
        epilog="Examples:\n\nconcept check\n\nconcept check --strict --format github\n\nconcept check --explain uncited-figure",
    )(check)


def check(
    context: typer.Context,
    form: Annotated[
        Format, typer.Option("--format", help="For reading, for programs, or as annotations of a change.")
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")] = False,
    explain: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Say what a rule is for, and end.")] = None,
) -> None:
    """Find what is wrong, and say what helps.

    Fields, references, figures without a source, invisible characters, and
    what contributions wait for. Every finding names file, line and column, and
    what helps. Exits 1 when there are errors.
    """
    if explain is not None:
        _explain(explain)
        return
    from concept_cli.checked import checked
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.diagnostics import ConceptError, fails

    source = opened(context.obj or Path())
    try:
        found = checked(source)
    except ConceptError as error:  # concept.yaml cannot be used: what was found in it is shown like everything else
        _show(error.findings, form, source)
        raise ConceptError(error.message, error.hint) from None
    _show(found.findings, form, source)
    if form is Format.TEXT:
        files, sent = found.fragments, found.contributions
        texts = f"{files} file{'' if files == 1 else 's'}"
        if sent:
            texts += f" and {sent} contribution{'' if sent == 1 else 's'}"
        terminal.remark(f"{terminal.counted(found.findings) or 'No findings'} in {texts}.")
    raise typer.Exit(fails(found.findings, strict=strict))


def _show(findings: tuple[Diagnostic, ...], form: Format, source: Source) -> None:
    """Print findings in the form asked for."""
    from concept_cli.commands import terminal
    from concept_cli.sources import source_lines

    match form:
        case Format.JSON:
            terminal.say_json(terminal.findings_as_json(findings))
        case Format.GITHUB:
            terminal.show_annotations(findings)
        case Format.TEXT:
            terminal.show_findings(findings, source_lines(source))


def _explain(name: str) -> None:
    """Print what a rule is. The command line is wrong when there is none of that name."""
    from difflib import get_close_matches

    from concept_cli.commands import terminal
    from concept_cli.wording.findings import RULES

    rule = next((each for each in RULES if each.name == name), None)
    if rule is None:
        near = get_close_matches(name, [each.name for each in RULES], 1)
        known = ", ".join(each.name for each in RULES)
        hint = f"Did you mean {near[0]}?" if near else f"Rules: {known}."
        raise typer.BadParameter(f"There is no rule “{terminal.one_line(name)}”. {hint}", param_hint="--explain")
    says, hint = (
        re.sub(r"(?<!\{)\{\w+\}", "…", text).replace("{{", "{").replace("}}", "}") for text in (rule.message, rule.hint)
    )
    terminal.say(f"{rule.name} ({rule.severity.value})\n\n  {says}\n  hint: {hint}\n\n{rule.why}")
