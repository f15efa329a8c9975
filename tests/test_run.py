"""The `run` script: it makes the environment when it must, and is not noticed when it need not.

Python's venv module and pip are played by a short script that notes what it was asked, so nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clients import ROOT

# Plays python3 on PATH and .venv/bin/python. `-m venv` makes an environment whose Python is this script again.
STAND_IN = """#!/bin/sh
case "$1 $2" in
    "-m venv")
        echo venv >>"$ASKED"
        rm -rf "$4"; mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
    "-m pip")
        case "$*" in *--require-hashes*) echo packages >>"$ASKED" ;; *) echo project >>"$ASKED" ;; esac
        cat; echo "noise of pip"; sleep "${PIP_SECONDS-0}"; exit "${PIP_EXIT-0}" ;;
    "-c "*weasyprint*)
        exit 0 ;;
    *)
        exec REAL "$@" ;;
esac
"""


@dataclass(frozen=True)
class Tree:
    """A copy of the script and of the two files it installs from."""

    folder: Path
    asked: Path
    environment: dict[str, str]

    def run(
        self, *words: str, cwd: Path | None = None, script: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [script or self.folder / "run", *words],
            cwd=cwd or self.folder,
            env={**self.environment, **more},
            input="typed",
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def steps(self) -> list[str]:
        """Return what was asked of venv and pip since the last look."""
        if not self.asked.exists():
            return []
        steps = self.asked.read_text().split()
        self.asked.unlink()
        return steps


EVERYTHING = ["venv", "packages", "project"]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    folder = tmp_path / "a folder"
    programs = tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    for name in ("run", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    python = programs / "python3"
    python.write_text(STAND_IN.replace("REAL", os.path.realpath(sys.executable)))
    python.chmod(0o755)
    asked = tmp_path / "asked"
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "ASKED": str(asked), "HOME": str(tmp_path)}
    return Tree(folder, asked, environment)


def test_without_a_command_it_says_how_to_use_it(tree: Tree) -> None:
    result = tree.run()
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("usage: ./run COMMAND")
    assert tree.steps() == []


def test_the_first_call_installs_and_later_calls_do_not(tree: Tree) -> None:
    first = tree.run("cat")
    assert (first.returncode, first.stdout) == (0, "typed"), "the command's input and output are its own"
    assert tree.steps() == EVERYTHING
    second = tree.run("cat")
    assert (second.stdout, second.stderr) == ("typed", "")
    assert tree.steps() == []


def test_the_command_keeps_its_words_folder_path_and_exit_code(tree: Tree, tmp_path: Path) -> None:
    tree.run("true")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "link"
    link.symlink_to(Path("..") / "a folder" / "run")
    script = 'printf "%s|" "$PWD" "${PATH%%:*}" "$@"; exit 7'
    result = tree.run("sh", "-c", script, "sh", "two words", "", cwd=elsewhere, script=link)
    assert result.stdout.split("|")[:-1] == [str(elsewhere), str(tree.folder / ".venv" / "bin"), "two words", ""]
    assert result.returncode == 7
    assert tree.steps() == EVERYTHING


def test_only_what_changed_is_installed_again(tree: Tree) -> None:
    tree.run("true")
    tree.steps()
    with (tree.folder / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    tree.run("true")
    assert tree.steps() == ["project"]
    with (tree.folder / "requirements.lock").open("a") as file:
        file.write("# changed\n")
    tree.run("true")
    assert tree.steps() == EVERYTHING


def test_a_folder_that_was_moved_is_installed_again(tree: Tree, tmp_path: Path) -> None:
    tree.run("true")
    tree.steps()
    moved = tmp_path / "moved"
    tree.folder.rename(moved)
    assert tree.run("true", cwd=moved, script=moved / "run").returncode == 0
    assert tree.steps() == EVERYTHING


def test_a_failed_install_stops_with_a_sentence_and_is_done_again(tree: Tree) -> None:
    failed = tree.run("echo", "never", PIP_EXIT="1")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.splitlines()[-1].startswith("run: the packages could not be installed")
    assert tree.steps() == ["venv", "packages"]
    assert tree.run("true").returncode == 0
    assert tree.steps() == EVERYTHING


def test_a_killed_install_is_done_again(tree: Tree) -> None:
    installing = subprocess.Popen(
        [tree.folder / "run", "true"], env={**tree.environment, "PIP_SECONDS": "1"}, stderr=subprocess.PIPE, text=True
    )
    assert installing.stderr is not None
    for line in installing.stderr:
        if "installing the locked packages" in line:
            break
    installing.kill()
    installing.wait()
    installing.stderr.close()
    result = tree.run("echo", "done")
    assert result.stdout == "done\n"
    assert tree.steps()[-3:] == EVERYTHING


def test_two_at_once_install_once(tree: Tree) -> None:
    environment = {**tree.environment, "PIP_SECONDS": "0.3"}
    both = [
        subprocess.Popen(
            [tree.folder / "run", "echo", "done"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [process.communicate()[0] for process in both] == [b"done\n", b"done\n"]
    assert tree.steps() == EVERYTHING


def test_without_python_it_says_what_to_type(tree: Tree, tmp_path: Path) -> None:
    programs = tmp_path / "few programs"
    programs.mkdir()
    for name in ("sh", "dirname", "cat", "cmp", "readlink"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    result = tree.run("true", PATH=str(programs))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "run: Python is missing; type: apt-get install python3 python3-venv\n"
