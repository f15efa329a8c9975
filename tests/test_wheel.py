"""The wheel, as somebody has it who never saw this repository: built, installed in an environment of its own, and used there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.clients import ROOT

Type = Callable[..., subprocess.CompletedProcess[str]]


def run(*words: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A program that sees nothing of this repository by its environment."""
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CONCEPT", "GIT_", "VIRTUAL_ENV"))
    }
    return subprocess.run(words, cwd=cwd, env={**ours, **more}, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with what is locked; the repository is only read."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    built = run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def typed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Type:
    """Types a command of the installed wheel. Its libraries are those installed here; what is here as source is not seen."""
    top = tmp_path_factory.mktemp("installed")
    venv.create(top / "venv", with_pip=False, symlinks=True)
    python, home = top / "venv/bin/python", str(tmp_path_factory.mktemp("home"))
    [packages] = (top / "venv/lib").glob("python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall")
    installed = run(*pip, wheel, cwd=top)
    assert installed.returncode == 0, installed.stderr
    where = run(python, "-c", "import concept_cli; print(concept_cli.__file__)", cwd=top)
    assert where.stdout == f"{packages}/concept_cli/__init__.py\n", where.stderr

    def typed(*words: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = run(top / "venv/bin/concept", *words, cwd=cwd, HOME=home)
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done

    return typed


def test_the_wheel_has_every_template_and_module(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    for folder, within in (("templates", "concept_cli/templates"), ("concept_cli", "concept_cli")):
        files = (path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file())
        assert {f"{within}/{path.as_posix()}" for path in files if "__pycache__" not in path.parts} <= names


def test_a_paper_from_its_first_line_to_a_release(typed: Type, tmp_path: Path) -> None:
    for words in ("init", "--quiet"), ("config", "user.name", "Office"), ("config", "user.email", "office@example.org"):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    begun = typed("init", ".", "--profile", "plain", "--title", "Concept for clean water", cwd=tmp_path)
    assert begun.stderr == "Next: write in ./sections/, then type: concept check\n"
    assert typed("check", cwd=tmp_path).stderr.startswith("No findings")
    section = tmp_path / "sections/introduction.md"
    section.write_text("---\ntitle: Introduction\n---\nRivers are clean by 2030.\n", "utf-8")
    typed("save", "Say what is wanted", cwd=tmp_path)
    typed("freeze", "draft-1", cwd=tmp_path)
    typed("save", "Freeze draft-1", cwd=tmp_path)

    [page] = typed("build", "--to", "html", cwd=tmp_path).stdout.splitlines()
    assert "Rivers are clean by 2030." in (tmp_path / page).read_text("utf-8")

    typed("new", "stakeholder", "fishers", "--name", "Union of Fishers", "--kind", "union", cwd=tmp_path)
    sent = ("--from", "fishers", "--replace", "by 2030", "--with", "by 2029", "--draft", "draft-1")
    number = typed("contribute", *sent, "--consent", cwd=tmp_path).stdout.strip()
    assert "undecided   1" in typed("status", cwd=tmp_path).stdout
    typed("decide", number, "accepted", cwd=tmp_path)
    typed("merge", "--all", cwd=tmp_path)
    assert "Rivers are clean by 2029." in section.read_text("utf-8")
    typed("save", "Take in what the fishers want", cwd=tmp_path)
    assert number in typed("diff", "draft-1", cwd=tmp_path).stdout

    made = typed("release", "draft-2", "--kind", "public", cwd=tmp_path)
    assert "dist/draft-2/concept-for-clean-water.en.pdf" in made.stdout.splitlines()
    assert 'concept save "Release draft-2"' in made.stderr
    typed("save", "Release draft-2", cwd=tmp_path)
    assert typed("verify", "draft-2", cwd=tmp_path).stderr == "Everything is as it was released.\n"
    assert "byte for byte" in typed("verify", "dist/draft-2/concept-for-clean-water.en.pdf", cwd=tmp_path).stdout
    assert typed("ci", "github", cwd=tmp_path).stdout.split()[0] == ".ci/steps"
