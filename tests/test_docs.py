"""Every command that the documents show runs, in the order shown, on a copy of the repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ALSO_RUN_ELSEWHERE = ("./run pytest", "./run ruff", "./run mypy", "./run lint-imports")


def commands(document: Path) -> list[str]:
    """The command lines of a document's shell blocks."""
    return [line for block in BLOCK.findall(document.read_text("utf-8")) for line in block.splitlines() if line.strip()]


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    if not (ROOT / "concept.yaml").exists():
        pytest.skip("not tried: this checkout holds no concept")
    here = tmp_path / "repository"
    shutil.copytree(ROOT, here, ignore=shutil.ignore_patterns(".venv", ".git", "dist", ".*_cache", "__pycache__"))
    ran = 0
    for line in commands(ROOT / "README.md"):
        if line.startswith(ALSO_RUN_ELSEWHERE):
            continue
        assert line.startswith("./run concept "), line
        arguments = line.removeprefix("./run concept ")
        done = subprocess.run(
            f'"{sys.executable}" -m concept_cli {arguments}', shell=True, cwd=here, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        ran += 1
    assert ran >= 8


def test_a_command_that_fails_would_be_seen(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("```sh\n./run concept chekc\n```\n", "utf-8")
    [line] = commands(document)
    done = subprocess.run([sys.executable, "-m", "concept_cli", *line.split()[2:]], capture_output=True, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/reference.md", "docs/reliability.md"])
def test_links_between_documents_lead_somewhere(name: str) -> None:
    document = ROOT / name
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8")):
        if target != "figures/name.svg":
            assert (document.parent / target).exists(), f"{name} links to {target}"


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.stem for path in (ROOT / "concept_cli").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    missing = {room for room in rooms - {"__init__", "__pycache__"} if not re.search(rf"`{room}/?`", text)}
    assert not missing
