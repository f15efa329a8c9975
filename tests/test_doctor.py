"""``concept doctor`` on this computer, and on ones that lack something."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.samples import ROOT


def doctor(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own, with more environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "concept_cli", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        check=False,
    )


def test_this_computer_can_make_every_format(tmp_path: Path) -> None:
    done = doctor("-C", str(tmp_path), "doctor", "--format", "json")
    parts = {each["name"]: each for each in json.loads(done.stdout)}
    assert {"Python", "PDF", "DOCX", "HTML", "Fonts", "Terminal", "Project", "git"} <= set(parts)
    assert {name: parts[name]["state"] for name in ("DOCX", "HTML", "Fonts")} == {"DOCX": "ok", "HTML": "ok", "Fonts": "ok"}
    missing = [name for name, part in parts.items() if part["state"] == "missing"]
    assert done.returncode == bool(missing)
    assert all(parts[name]["remedy"] for name in missing)
    assert not list(tmp_path.iterdir()), "looking changes nothing"


def test_lines_fit_a_terminal_of_80_columns(tmp_path: Path) -> None:
    done = doctor("-C", str(tmp_path), "doctor", PATH="/nowhere")
    lines = [line for line in done.stdout.splitlines() if "type: " not in line]
    assert len(lines) > 10 and max(map(len, lines)) <= 80
    assert "\x1b" not in done.stdout
    assert "without  git          not found" in done.stdout and "type: apt-get install git" in done.stdout


def test_without_pango_it_says_what_to_type(tmp_path: Path) -> None:
    """A package of that name stands before the real one and fails as WeasyPrint does when the libraries are not there."""
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(
        "print('-----')\nraise OSError(\"cannot load library 'libpangoft2-1.0-0': error 0x7e\")\n"
    )
    done = doctor("-C", str(tmp_path), "doctor", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert done.returncode == 1
    assert "missing  PDF" in done.stdout and "ok       DOCX" in done.stdout and "ok       HTML" in done.stdout
    assert "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    assert "-----" not in done.stdout and "Missing: PDF." in done.stderr and "Traceback" not in done.stderr


def test_a_terminal_without_kazakh_letters_is_named(tmp_path: Path) -> None:
    done = doctor("-C", str(tmp_path), "doctor", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert "iso8859-1, has no Kazakh letters" in done.stdout or "latin-1, has no Kazakh letters" in done.stdout
    assert "type: export LANG=C.UTF-8" in done.stdout


def test_a_missing_folder_is_no_traceback(tmp_path: Path) -> None:
    done = doctor("-C", str(tmp_path / "absent"), "doctor")
    assert done.returncode == 1 and "There is no folder" in done.stderr and len(done.stderr.splitlines()) == 2
