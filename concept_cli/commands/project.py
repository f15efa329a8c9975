"""The project that a command works on."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from concept_cli.commands import terminal
from concept_cli.diagnostics import ConceptError
from concept_cli.sources import CONCEPT, SOURCE_FOLDERS, Folder, no_concept
from concept_cli.store import recover


def today() -> date:
    """The day on which somebody sits here."""
    return datetime.now().astimezone().date()


def opened(root: Path) -> Folder:
    """The project folder as a source, after finishing or undoing what an interrupted command left.

    ConceptError when there is no such folder, and for a folder inside a project, where its drafts would not be found.
    """
    try:
        there = root.is_dir()
    except OSError:  # the name is too long, or the way there is closed
        there = False
    if not there:
        raise ConceptError(f"There is no folder {root}.", "Name the folder of your concept after -C.")
    if above := _project_above(root):
        raise no_concept(above)
    for sentence in recover(root):
        terminal.remark(sentence)
    return Folder(root)


def _project_above(root: Path) -> str:
    """Where the project is that a folder lies in, and what to type; empty for its own folder, and where no project is above."""
    import os
    from shlex import quote

    real = root.resolve()
    for top in (real, *real.parents):
        if _has(top, CONCEPT):
            where = quote(os.path.relpath(top))
            if top == real:
                return ""
            if where == ".":
                return "The concept is in the folder in which you are: leave -C away."
            return f"To go to the folder of the concept: cd {where}; or name it before the command: concept -C {where} check"
        if _has(top, ".git"):
            return ""
    return ""


def _has(folder: Path, name: str) -> bool:
    try:
        return (folder / name).exists()
    except OSError:  # a folder above may be closed
        return False


def output_folder(root: Path, wanted: Path | None, usual: str) -> Path:
    """The folder for outputs: the one asked for, from the project's folder, or the usual one in it.

    ConceptError for a folder of the project's own sources, and for a usual one that is a link out of the project: a project that came
    from elsewhere must not choose which files of this computer are replaced.
    """
    folder = root / (wanted or usual)
    inside = folder.resolve().relative_to(root.resolve()).parts if folder.resolve().is_relative_to(root.resolve()) else None
    if wanted is None and inside is None:
        raise ConceptError(f"{folder} is a link that leads out of the project.", "Remove the link, or name a folder with --out.")
    if inside and inside[0] in SOURCE_FOLDERS:
        raise ConceptError(f"{folder} holds the sources of the project.", "Name another folder with --out, such as dist.")
    return folder


def output_file(root: Path, wanted: Path) -> Path:
    """The file to write, from the project's folder. ConceptError for one in the folders of the project's own sources or schemas."""
    file = output_folder(root, wanted.parent, "") / wanted.name
    if file.resolve().is_relative_to((root / "schemas").resolve()):
        raise ConceptError(f"{file.parent} holds the schemas of the project.", "Name another folder with --out, such as dist.")
    return file
