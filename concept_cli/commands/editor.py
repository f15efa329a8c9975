"""The user's own editor, for what is too long to type on a command line. The only program that is ever started."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.store import changed_by, left

_typed: list[str] = []
"""What was typed in the editor: when the command fails behind it, it must not be lost."""


def can_be_opened() -> bool:
    """Whether there is a terminal to open an editor in."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def edited(text: str, otherwise: str) -> str:
    """The text as it was saved in the editor that VISUAL or EDITOR names; one that is named there may be a script, and need no terminal.

    Raises ConceptError, saying what to do ``otherwise``, where there is no terminal or no editor, and when nothing was changed.
    """
    if not (can_be_opened() or _named()):
        raise ConceptError("There is no terminal to open an editor in.", otherwise)
    try:
        made = changed_by(_open, text, ".md")
    except OSError as error:
        raise ConceptError(f"The editor cannot be started: {error.strerror}.", f"Name one in EDITOR, or: {otherwise}") from None
    if made == text:
        raise ConceptError("Nothing was typed, so nothing was done.", otherwise)
    _typed.append(made)
    return made


def keep_what_was_typed() -> None:
    """Leave what was typed for a command that failed in a file, and say where."""
    from concept_cli.commands import terminal

    for text in _typed:
        try:
            terminal.remark(f"What you typed is kept: {left(text, '.md')}")
        except OSError as error:
            terminal.remark(f"What you typed cannot be kept ({error.strerror}):\n{text}")
    _typed.clear()


def _named() -> str | None:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR")


def _open(path: Path) -> None:
    command = _named() or ("notepad" if os.name == "nt" else "vi")
    ended = subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603 - the user names the program
    if ended.returncode:
        raise ConceptError(f"The editor ended with an error ({ended.returncode}); nothing was done.", "Try again.")
