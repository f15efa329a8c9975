"""The house itself: floors, the `run` script, the locked packages and the wheel."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.clients import ROOT

PACKAGE = ROOT / "concept_cli"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


# Floors ---------------------------------------------------------------------------------------------------------


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Ask import-linter about the package in this folder."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package, to break."""
    shutil.copytree(PACKAGE, tmp_path / "concept_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_downward() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "breach", "contract"),
    [
        ("diagnostics.py", "import concept_cli.model", "Imports point downward only"),
        ("wording/__init__.py", "import concept_cli.document", "Imports point downward only"),
        ("writers/__init__.py", "import concept_cli.model", "Writers see only"),
        ("sources.py", "import subprocess", "Nothing starts a process"),
        ("sources.py", "import git", "Nothing starts a process"),
        ("checks/__init__.py", "from rich.console import Console", "Only the commands talk to a terminal"),
        ("assemble/__init__.py", "from weasyprint import HTML", "Only the PDF writer"),
        ("load.py", "import pydantic", "Only the model"),
    ],
)
def test_a_breach_of_the_floors_is_caught(copy: Path, module: str, breach: str, contract: str) -> None:
    with (copy / "concept_cli" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{breach}\n")
    result = lint_imports(copy)
    broken = [line for line in result.stdout.splitlines() if line.startswith(contract) and "BROKEN" in line]
    assert result.returncode == 1
    assert broken, result.stdout


def test_a_module_without_a_floor_is_caught(copy: Path) -> None:
    (copy / "concept_cli" / "helpers.py").write_text('"""A drawer."""\n', "utf-8")
    result = lint_imports(copy)
    assert result.returncode == 1
    assert "concept_cli.helpers" in result.stdout


# Calls that change what is on the disk. `replace` and `rename` are also methods of strings and nodes.
CHANGING = {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "symlink_to", "hardlink_to", "chmod", "rmtree"}
CHANGING_OF_OS = {"replace", "rename", "renames", "remove", "makedirs", "removedirs", "symlink", "link", "truncate", "write"}


def changes_files(call: ast.Call) -> bool:
    """Say whether a call changes a file or a folder."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name == "open":
        modes = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        return any(
            isinstance(mode, ast.Constant) and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", str(mode.value)) for mode in modes
        )
    return name in CHANGING or (isinstance(owner, ast.Name) and owner.id in ("os", "shutil") and name in CHANGING_OF_OS)


def test_only_the_store_changes_files() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and changes_files(node)
    }
    writers = ("store/", "git/writing.py:")  # the files of a project, and what git keeps of them
    assert {place for place in found if not place.startswith(writers)} == set()
    assert found, "the store writes, so a search that finds nothing is a broken search"


# Locked packages ------------------------------------------------------------------------------------------------


def plain(name: str) -> str:
    """Turn a requirement into the name that a lock file uses."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name, maxsplit=1)[0]).lower()


def test_every_package_is_locked_with_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.findall(r"^(\S+)==\S+.*\\\n((?: +--hash=\S+.*\n)+)", lock, re.MULTILINE)
    locked = {plain(name) for name, hashes in entries if "sha256:" in hashes}
    wanted = {plain(need) for need in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]}
    assert wanted <= locked
    assert len(entries) == len(re.findall(r"^\w", lock, re.MULTILINE)), "an entry without a hash"
    assert "://" not in lock, "an address of a package index belongs to the machine, not to the project"


def test_every_package_that_is_imported_is_declared() -> None:
    declared = {plain(need) for need in PROJECT["project"]["dependencies"]}
    makers = packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in imported_names(node)
    }
    foreign = imported - sys.stdlib_module_names - {"concept_cli"}
    undeclared = {name for name in foreign if not declared & {plain(maker) for maker in makers.get(name, [])}}
    assert foreign
    assert undeclared == set()


def imported_names(node: ast.AST) -> list[str]:
    """Return the modules that one import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


# The wheel ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_package_and_its_templates(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    code = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py")}
    templates = {f"concept_cli/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert templates
    assert code | templates <= names
    rest = names - code - templates
    assert all(".dist-info/" in name or name == "concept_cli/py.typed" for name in rest), rest
    assert not [name for name in names if name.endswith((".ttf", ".otf", ".woff", ".woff2"))], "fonts come with their packages"


def test_a_wheel_installed_elsewhere_works_on_any_folder(wheel: Path, tmp_path: Path) -> None:
    site, project = tmp_path / "site", tmp_path / "a project"
    ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}

    def concept(*words: str) -> str:
        command = [sys.executable, "-m", "concept_cli", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = subprocess.run(
        [sys.executable, "-c", "import concept_cli; print(concept_cli.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(site)
    concept("init", str(project), "--profile", "plain", "--title", "A plan")
    concept("-C", str(project), "check", "--strict")
    built = concept("-C", str(project), "build", "--to", "html").split("\n")[0]
    assert "A plan" in (tmp_path / built).read_text("utf-8")
