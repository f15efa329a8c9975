"""LibreOffice as the judge of tracked changes: what is left of a Word file when it accepts, or rejects, everything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clients import ROOT, client

_PYTHONS = ("/usr/bin/python3", "/usr/local/bin/python3")
_SECONDS_TO_START = 90
_SECONDS_A_FILE = 20


@dataclass(frozen=True)
class Left:
    """What one verdict leaves: paragraphs and cells in reading order, each with kind, style, label and words; the texts of the footnotes;
    and how many changes are still open.
    """

    text: tuple[dict[str, str], ...]
    notes: tuple[str, ...]
    changes: int

    @property
    def words(self) -> list[str]:
        """The words of paragraphs and cells; empty ones are left out."""
        return [words for each in self.text if (words := _normal(each["words"]))]


def judged(files: Sequence[Path]) -> list[tuple[Left, Left]]:
    """For each file what is left when every change is accepted, and when every one is rejected.

    Skips the test where LibreOffice or its Python bindings are not installed.
    """
    office, python = client("soffice"), _python_with_bindings()
    command = [python, str(ROOT / "tests" / "words" / "uno_redline.py"), office]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        lines = "".join(f"{each.resolve()}\n" for each in files)
        said, trouble = process.communicate(lines, timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(files))
    finally:
        with suppress(ProcessLookupError):  # its own session: nobody else's process is in it
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, trouble
    found = [json.loads(line) for line in said.splitlines()]
    assert len(found) == len(files), trouble
    return [(_left(each["accepted"]), _left(each["rejected"])) for each in found]


def _python_with_bindings() -> str:
    for each in _PYTHONS:
        if Path(each).exists() and subprocess.run([each, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return each
    pytest.skip("not tried: python3-uno is not installed")


def _left(found: dict[str, object]) -> Left:
    text, notes, changes = found["text"], found["notes"], found["changes"]
    assert isinstance(text, list) and isinstance(notes, list) and isinstance(changes, int)
    return Left(tuple(text), tuple(map(_normal, notes)), changes)


def _normal(words: str) -> str:
    """Words set apart by single spaces, without the joiner that only keeps two calls apart."""
    return " ".join(words.replace("\u2060", "").split())
