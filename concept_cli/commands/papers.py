"""What the commands of sittings have in common: a paper of a meeting to its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from concept_cli.exchange.agenda import Paper
    from concept_cli.exchange.desk import Desk


def written(
    root: Path, paper: Callable[[Desk, str, str], Paper], meeting: str, formats: str, lang: str | None, out: Path | None
) -> None:
    """Write a paper of a meeting, print its paths, and remark what should be known. All of it is made before any of it is written."""
    from concept_cli import store
    from concept_cli.commands import choices, terminal
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.draft import chosen_languages
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.letters import letter_outputs, letter_style
    from concept_cli.exchange.sittings import SITTING_FORMATS

    names = list(dict.fromkeys(each.strip() for each in formats.split(",") if each.strip()))
    for each in names or [formats]:
        choices.one_of("--to", each, SITTING_FORMATS)
    found = desk(opened(root))
    if lang == "all":
        raise typer.BadParameter("one language at a time, such as kk", param_hint="--lang")
    [language] = chosen_languages(found.project, lang)
    made = paper(found, meeting, language)
    kind = made.document.sections[0].id
    folder = output_folder(root, out, "dist")
    contents = {
        each.name: each.content() for each in letter_outputs(made.document, f"{kind}-{meeting}", names, letter_style(found))
    }
    for name, content in contents.items():
        store.publish(folder / name, content)
        terminal.say(terminal.shown_path(folder / name))
    for remark in made.remarks:
        terminal.remark(remark)
