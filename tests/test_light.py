"""What a command imports: help and check are light, because nobody waits for what they do not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad import Case
from tests.clients import ROOT

HEAVY = {"weasyprint", "docx", "lxml", "jinja2", "fontTools", "tinycss2", "yaml_edit", "PIL", "git", "rich"}
"""Libraries that only writing a document, editing YAML or a progress bar needs."""


def imported(folder: Path, *words: str) -> set[str]:
    """The names of all modules that a command has imported when it ends."""
    target = folder / "sitecustomize.py"
    out = folder / "modules.txt"
    target.write_text(
        "import atexit, sys, pathlib\n"
        f"atexit.register(lambda: pathlib.Path({str(out)!r}).write_text('\\n'.join(sorted(sys.modules)), 'utf-8'))\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "concept_cli", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(out.read_text("utf-8").split("\n"))


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["check", "--help"],
        ["build", "--help"],
        ["save", "--help"],
        ["check"],
        ["check", "--format", "json"],
        ["check", "--explain", "html"],
    ],
)
def test_help_and_check_import_no_writer(tmp_path: Path, words: list[str]) -> None:
    Case("", "").write(tmp_path)
    found = imported(tmp_path, *words)
    assert not found & HEAVY
    assert not [name for name in found if name.startswith("concept_cli.writers.")]


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["check", "--explain", "html"]])
def test_what_reads_no_project_imports_no_reader(tmp_path: Path, words: list[str]) -> None:
    assert not imported(tmp_path, *words) & {"markdown_it", "yaml", "concept_cli.model", "concept_cli.draft"}


def test_the_version_imports_nothing_but_itself(tmp_path: Path) -> None:
    found = imported(tmp_path, "--version")
    assert not found & {"typer", "click", "rich", "pydantic", *HEAVY}
    assert {name for name in found if name.startswith("concept_cli")} <= {"concept_cli", "concept_cli.__main__"}


def test_each_format_imports_only_its_own_writer(tmp_path: Path) -> None:
    Case("", "").write(tmp_path)
    for form, others in {"md": HEAVY, "docx": {"weasyprint", "docx"}, "html": {"weasyprint", "docx"}}.items():
        found = imported(tmp_path, "build", "--to", form)
        assert not found & others, form
