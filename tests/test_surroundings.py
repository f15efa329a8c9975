"""Where a command runs and what it says there: read-only folders, pipes, terminals, odd names, and the same bytes everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from concept_cli.writers import WRITERS
from tests.bad import FILES
from tests.clients import ROOT, client, terminal_pair
from tests.test_commands import concept, digests, project


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return project(tmp_path / "clean")


def test_a_file_where_the_output_folder_should_be(clean: Path) -> None:
    (clean / "dist").write_text("mine", "utf-8")
    done = concept("build", "--to", "md", cwd=clean)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr
    assert (clean / "dist").read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", ["check", "-C / check", "init paper", "merge-file a b c"])
def test_a_folder_that_somebody_removed(tmp_path: Path, words: str) -> None:
    script = f"rmdir '{tmp_path}/here' && exec '{sys.executable}' -m concept_cli {words}"
    (tmp_path / "here").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path / "here", env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "  Go to another one: cd ~"
    assert "Traceback" not in done.stderr


def test_a_project_that_is_read_only_can_be_checked_and_built_elsewhere(clean: Path, tmp_path: Path) -> None:
    client("unshare")
    mount = f"mount --bind '{clean}' '{clean}' && mount -o remount,ro,bind '{clean}'"
    python = f"PYTHONPATH='{ROOT}' '{sys.executable}' -m concept_cli -C '{clean}'"

    def run(words: str) -> subprocess.CompletedProcess[str]:
        command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f"{mount} && {python} {words}"]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    if "unshare" in (first := run("check")).stderr or "mount:" in first.stderr:
        pytest.skip("not tried: namespaces are not allowed")
    assert (first.returncode, first.stderr) == (0, "No findings in 3 files.\n")
    inside = run("build --to md")
    assert (inside.returncode, inside.stdout) == (1, "")
    assert len(inside.stderr.splitlines()) == 2
    assert run(f"build --to md --out '{tmp_path / 'out'}'").returncode == 0
    assert (tmp_path / "out" / "water.en.md").is_file()


def test_a_reader_of_a_pipe_may_leave(clean: Path) -> None:
    for words, code in ("build --to md,html,tree", 0), ("check --format json", 0):
        line = f"set -o pipefail; '{sys.executable}' -m concept_cli {words} | head -c 1"
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=clean,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr, "Broken" in done.stderr) == (code, False, False), done.stderr
    assert len(list((clean / "dist").iterdir())) == 3, "every file was written all the same"


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1251"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_letters_that_the_output_cannot_show(tmp_path: Path, variables: dict[str, str]) -> None:
    folder = project(tmp_path / "қазақша", {"sections/rivers.md": "---\ntitle: Өзендер\nownr: a\n---\nТекст.\n"})
    done = subprocess.run(
        [sys.executable, "-m", "concept_cli", "-C", str(folder), "check"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"error[unknown-field]" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["a b", "тұжырымдама", "a'b\"c", "-x", "a%41", "a#b?c"])
def test_any_name_of_a_folder(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path / name)
    done = concept("-C", folder, "build", "--to", "md,html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert all((tmp_path / line).is_file() for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) == 2


def test_progress_is_shown_on_a_terminal_only(clean: Path) -> None:
    ours, theirs = terminal_pair()
    done = subprocess.run(
        [sys.executable, "-m", "concept_cli", "build", "--to", "html,md"],
        cwd=clean,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.stdout.decode().split() == ["dist/water.en.html", "dist/water.en.md"]
    assert "water.en.html" in shown
    assert "0/2" in shown


def test_no_project_says_how_to_begin(tmp_path: Path) -> None:
    for words in ("check",), ("build",):
        done = concept(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "There is no concept.yaml in this folder." in done.stderr
        assert "concept init" in done.stderr
    for place in ("nowhere", "a file", "x" * 5_000):
        (tmp_path / "a file").write_text("x", "utf-8")
        done = concept("-C", place, "check", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "There is no folder" in done.stderr


# ------------------------------------------------------------ the same bytes


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, another time zone, another locale and under another mask of permissions, and after all files were touched."""
    text = FILES["sections/lakes.md"] + "\n| a | b |\n|---|---|\n| 1[^n] | 2 |\n\n![A lake](../lake.svg)\n\n[^n]: Note.\n"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="4" height="4"/></svg>'
    one = project(tmp_path / "one", {"sections/lakes.md": text, "lake.svg": svg})
    two = tmp_path / "two" / "deeper down"
    shutil.copytree(one, two)
    for path in two.rglob("*"):
        os.utime(path, (86_400, 86_400))
    formats = ",".join(WRITERS)
    assert concept("-C", one, "build", "--to", formats, "--lang", "ru", TZ="Asia/Almaty", PYTHONHASHSEED="1").returncode == 0
    before = os.umask(0o077)
    try:
        assert (
            concept(
                "-C", two, "build", "--to", formats, "--lang", "ru", TZ="America/Lima", LC_ALL="C", PYTHONHASHSEED="2"
            ).returncode
            == 0
        )
    finally:
        os.umask(before)
    assert len(digests(one / "dist")) == len(WRITERS)
    assert digests(one / "dist") == digests(two / "dist")
