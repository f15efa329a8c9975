"""What a document shows, typed by somebody at a terminal who has a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import started

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit (\d+)$")


@dataclass
class Desk:
    """Somebody at a terminal, with a copy of the repository."""

    where: Path
    home: Path
    printed: str = ""
    ran: list[str] = field(default_factory=list)

    def type(self, line: str) -> None:
        """Run a line; it must end with the code that stands behind it."""
        expected = EXIT.search(line)
        command = EXIT.sub("", line)
        note = self.home / "where"
        script = f'{command}\ncode=$?\npwd >"{note}"\nexit $code\n'
        environment = os.environ | {
            "HOME": str(self.home), "CONCEPT_AS": "concept", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200",
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
        }  # fmt: skip
        done = subprocess.run(
            ["sh", "-c", script], cwd=self.where, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.printed = done.stdout.decode("utf-8")
        assert done.returncode == int(expected[1] if expected else 0), f"{line}\n{self.printed}"
        self.where = Path(note.read_text("utf-8").strip())
        self.ran.append(line)

    def write(self, name: str, text: str) -> None:
        """Type a block into a file."""
        file = self.where / name
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text("utf-8") if file.exists() else ""
        whole = text.startswith("---\n") or name.startswith("templates/")
        if name.endswith(".yaml"):
            for key in re.findall(r"^([a-z0-9-]+):", text, re.MULTILINE):
                before = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", before, flags=re.MULTILINE)
        file.write_text(text if whole or not before else f"{before}\n{text}", "utf-8")


def sit_down(folder: Path) -> Desk:
    """A desk in an empty folder; skips the test where this checkout holds no concept."""
    if not (ROOT / "concept.yaml").exists():
        pytest.skip("not tried: this checkout holds no concept")
    here, home = folder / "repository", folder / "home"
    shutil.copytree(ROOT, here, ignore=shutil.ignore_patterns(".venv", ".git", "dist", ".*_cache", "__pycache__"))
    (here / ".venv" / "bin").mkdir(parents=True)
    (here / ".venv" / "bin" / "activate").touch()  # the command itself lies in the home
    (home / "bin").mkdir(parents=True)
    for file, drop in ((home / "bin" / "concept", ""), (here / "run", "shift\n")):
        file.write_text(
            f'#!/bin/sh\n{drop}exec "{sys.executable}" -SE "{started.__file__}" --as "{started.address()}" "$@"\n', "utf-8"
        )
        file.chmod(0o755)
    return Desk(here, home)


def blocks(document: Path) -> Iterator[tuple[str, str, str]]:
    """A document's blocks: the language, the file behind it, and what stands in it."""
    yield from BLOCK.findall(document.read_text("utf-8"))
