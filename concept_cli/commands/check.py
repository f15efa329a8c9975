"""``concept check``: what is wrong, where, and what helps."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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

    Fields, references, figures without a source, invisible characters. Every
    finding names file, line and column, and what helps. Exits 1 when there are
    errors.
    """
    if explain is not None:
        _explain(explain)
        return
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.draft import examine, fails, source_lines

    source = opened(context.obj or Path())
    examined = examine(source)
    if form is Format.JSON:
        terminal.say_json(terminal.findings_as_json(examined.findings))
    elif form is Format.GITHUB:
        terminal.show_annotations(examined.findings)
    else:
        terminal.show_findings(examined.findings, source_lines(source))
        files = len(examined.project.fragments)
        sections = f"{files} fragment{'' if files == 1 else 's'}"
        terminal.remark(f"{terminal.counted(examined.findings) or 'No findings'} in {sections}.")
    raise typer.Exit(fails(examined.findings, strict=strict))


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
        raise typer.BadParameter(f"There is no rule “{name}”. {hint}", param_hint="--explain")
    says, hint = (template.replace("{{", "{").replace("}}", "}") for template in (rule.message, rule.hint))
    terminal.say(f"{rule.name} ({rule.severity.value})\n\n  {says}\n  hint: {hint}\n\n{rule.why}")
