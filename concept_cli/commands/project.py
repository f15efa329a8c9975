"""The project that a command works on."""

from __future__ import annotations

from pathlib import Path

from concept_cli.commands import terminal
from concept_cli.diagnostics import ConceptError
from concept_cli.sources import Folder
from concept_cli.store import recover


def opened(root: Path) -> Folder:
    """The project folder as a source, after finishing or undoing what an interrupted command left. ConceptError when there is none."""
    try:
        there = root.is_dir()
    except OSError:  # the name is too long, or the way there is closed
        there = False
    if not there:
        raise ConceptError(f"There is no folder {root}.", "Name the folder of your concept after -C.")
    for sentence in recover(root):
        terminal.remark(sentence)
    return Folder(root)
