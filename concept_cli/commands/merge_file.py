"""``concept merge-file``: what two sides made of one Markdown file, in one, outside any project."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    from concept_cli.merge import Conflict, Merged
    from concept_cli.readers.text import Typed


class Format(StrEnum):
    """How the result is told."""

    TEXT = "text"
    JSON = "json"


_FAILED: Final = 129
"""What tells git that a driver failed, and did not find a conflict."""
_EXAMPLES: Final = """Examples:

concept merge-file base.md ours.md theirs.md > merged.md

concept merge-file base.md ours.md theirs.md --format json

git config merge.concept.driver "concept merge-file %O %A %B --driver"
"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("merge-file", epilog=_EXAMPLES)(merge_file)


def merge_file(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The file that both sides began with.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="What we made of it.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="What they made of it.")],
    accept_word_level: Annotated[
        bool,
        typer.Option("--accept-word-level", help="Take every proposal: different words of one sentence, and what came too near."),
    ] = False,
    driver: Annotated[
        bool, typer.Option("--driver", help="Work as a merge driver of git: write into OURS, with marks around conflicts.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TEXT,
) -> None:
    """Merge what two sides made of a Markdown file.

    Changes of different sentences compose. One sentence that both changed is a conflict, unless they made the same of it; what came so
    near each other that somebody should look is a proposal. Exits 0 with the merged text on standard output, or 1 with nothing there and
    the conflicts on standard error.
    """
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.diagnostics import ConceptError
    from concept_cli.merge.files import merged_file

    if driver and form is Format.JSON:
        raise typer.BadParameter("leave one of them away: a driver writes a file", param_hint="--driver, --format")
    try:
        texts = [_text(each) for each in (base, ours, theirs)]
    except ConceptError as error:
        if not driver:
            raise
        terminal.show_trouble(error)
        raise typer.Exit(_FAILED) from None
    made = merged_file(*(text.words for text in texts))
    proposals = [each for each in made.conflicts if each.proposal is not None]
    made = made.accepted() if accept_word_level else made
    if driver:
        store.publish(ours, texts[1].bytes_of(made.with_markers(("ours", "base", "theirs"))))
    elif form is Format.JSON:
        terminal.say_json(_as_json(made, proposals))
    elif not made.conflicts:
        terminal.say_exactly(texts[1].bytes_of(made.text))
    if made.conflicts and form is Format.TEXT:
        terminal.remark("\n\n".join(_told(each, ours) for each in made.conflicts))
        terminal.remark(f"\nNothing was merged: {_counted(made)}." if not driver else f"\n{_counted(made)}.")
    raise typer.Exit(bool(made.conflicts))


def _text(path: Path) -> Typed:
    """A file's text. ConceptError for what is none, or has signs in it that would be lost."""
    from concept_cli.readers.text import read_typed
    from concept_cli.sources import read_file

    return read_typed(str(path), read_file(path, "Name three Markdown files: BASE OURS THEIRS."))


def _counted(made: Merged) -> str:
    number = len(made.conflicts)
    proposed = sum(each.proposal is not None for each in made.conflicts)
    said = f"{number} conflict{'' if number == 1 else 's'}"
    return f"{said}, {proposed} of them with a proposal (--accept-word-level takes it)" if proposed else said


def _told(conflict: Conflict, ours: Path) -> str:
    from concept_cli.commands import terminal

    sides = (("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs), ("proposed", conflict.proposal))
    lines = [f"{terminal.one_line(str(ours))}:{conflict.line}: both sides changed this"]
    for name, said in sides:
        if said is not None:
            lines.append(f"  {name + ':':<10}{' '.join(said.split()) or '(nothing)'}")
    return "\n".join(lines)


def _as_json(made: Merged, proposals: list[Conflict]) -> dict[str, Any]:
    return {
        "merged": None if made.conflicts else made.text,
        "conflicts": [_sides(each) for each in made.conflicts if each.proposal is None],
        "proposals": [_sides(each) | {"merged": (each.proposal or "").strip()} for each in proposals],
    }


def _sides(conflict: Conflict) -> dict[str, Any]:
    return {
        "base": conflict.base.strip(),
        "ours": conflict.ours.strip(),
        "theirs": conflict.theirs.strip(),
        "line": conflict.line,
    }
