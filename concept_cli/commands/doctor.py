"""``concept doctor``: what is installed, what is missing, what to type."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from concept_cli.doctor import Part

_WIDTH = 80


class Format(StrEnum):
    """How the answer is printed."""

    TEXT = "text"
    JSON = "json"


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", epilog="Examples:\n\nconcept doctor\n\nconcept doctor --format json")(doctor)


def doctor(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TEXT,
) -> None:
    """Say what this computer has, what is missing, and what to type.

    Makes a small document in each format to see that it works. Exits 1 when PDF, DOCX or HTML cannot be made.
    """
    from concept_cli.commands import terminal
    from concept_cli.doctor import State, look

    parts = []
    for part in look(context.obj or Path()):
        parts.append(part)
        if form is Format.TEXT:
            terminal.say(_shown(part))
    if form is Format.JSON:
        terminal.say_json([asdict(each) for each in parts])
    missing = [each.name for each in parts if each.state is State.MISSING]
    terminal.remark(f"Missing: {', '.join(missing)}." if missing else "Everything that is needed is there.")
    raise typer.Exit(bool(missing))


def _shown(part: Part) -> str:
    """State, name and what was seen, in lines of 80 columns; what to type on a line of its own, never broken."""
    import textwrap

    head = f"{part.state.value:<8} {part.name:<12} "
    lines = textwrap.fill(part.seen, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False)
    return lines + (f"\n{' ' * len(head)}type: {part.remedy}" if part.remedy else "")
