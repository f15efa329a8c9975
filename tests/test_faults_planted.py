r"""Every planted fault is found at exactly the right place, and clean projects give no finding.

A case is a text file: a sentence on what is wrong; the files of a little project, each behind a line ``=== PATH``, which replace those of
``cases/base``; and, behind ``=== expected``, every finding as ``PATH:LINE:COLUMN RULE``. Words in brackets behind a path say what happens
to the file: ``crlf``, ``cr``, ``bom``, ``utf-16``, ``cp1251`` (how it is stored), ``escapes`` (``\xNN`` is a byte, ``\uNNNN`` a
character), ``times N`` (its last line is repeated), ``absent``, ``folder``, ``link TARGET``.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from concept_cli.checks import CHECKS, check_ledger
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.load import load, load_ledger
from concept_cli.sources import Folder
from concept_cli.wording.findings import RULES

CASES = Path(__file__).parent / "cases"
FAULTS = sorted((CASES / "faults").glob("*.txt"))
CLEAN = sorted((CASES / "clean").glob("*.txt"))
_PART = re.compile(r"^=== (?P<path>\S+)(?: \((?P<how>[^)]*)\))?\n", re.MULTILINE)
_ESCAPE = re.compile(rb"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


@dataclass(frozen=True)
class Case:
    """What a case file says: files by path, each with what happens to it, and the expected findings."""

    files: dict[str, tuple[str, str]]
    expected: list[str]


def read_case(path: Path) -> Case:
    """The case in a file."""
    text = path.read_text("utf-8")
    parts = list(_PART.finditer(text))
    assert text[: parts[0].start()].strip(), f"{path.name} does not say what is wrong"
    ends = [each.start() for each in parts[1:]] + [len(text)]
    bodies = {part["path"]: (part["how"] or "", text[part.end() : end]) for part, end in zip(parts, ends, strict=True)}
    _, expected = bodies.pop("expected", ("", ""))
    return Case(bodies, expected.splitlines())


def stored(how: str, text: str) -> bytes:
    """The bytes of a file of a case."""
    if times := re.search(r"times (\d+)", how):
        head, _, last = text.rstrip("\n").rpartition("\n")
        text = head + "\n" + last * int(times[1]) + "\n"
    text = text.replace("\n", "\r\n" if "crlf" in how else "\r" if "cr" in how else "\n")
    content = text.encode("cp1251" if "cp1251" in how else "utf-16" if "utf-16" in how else "utf-8")
    if "escapes" in how:
        content = _ESCAPE.sub(
            lambda match: bytes([int(match[1], 16)]) if match[1] else chr(int(match[2] or match[3], 16)).encode(), content
        )
    return b"\xef\xbb\xbf" + content if "bom" in how else content


def build(case: Case, root: Path) -> None:
    """The project of a case, in a folder that does not exist yet."""
    shutil.copytree(CASES / "base", root)
    for path, (how, text) in case.files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if how == "folder":
            file.mkdir()
        elif how.startswith("link "):
            file.symlink_to(how.removeprefix("link "))
        elif how != "absent":
            file.write_bytes(stored(how, text))


def findings_in(root: Path) -> list[Diagnostic]:
    """All findings in a project."""
    findings: list[Diagnostic] = []
    try:
        project = load(Folder(root), findings.append)
    except ConceptError:
        assert findings, "a project that cannot be used says why"
    else:
        for check in CHECKS:
            check(project, findings.append)
        check_ledger(project, load_ledger(Folder(root), findings.append), findings.append)
    return findings


def found_in(root: Path) -> list[str]:
    """All findings in a project, as cases write them."""
    unique = {(each.place, each.rule.name) for each in findings_in(root)}
    return [f"{place} {rule}" for place, rule in sorted(unique)]


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_each_fault_is_found_at_its_place(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    build(case, tmp_path / "project")
    assert found_in(tmp_path / "project") == case.expected


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_project_gives_no_finding(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    assert case.expected == []
    build(case, tmp_path / "project")
    assert found_in(tmp_path / "project") == []


def test_the_base_project_is_clean() -> None:
    assert found_in(CASES / "base") == []


def test_every_rule_has_a_planted_fault() -> None:
    planted = {line.rpartition(" ")[2] for path in FAULTS for line in read_case(path).expected}
    assert planted == {rule.name for rule in RULES}
    assert len(FAULTS) >= 80
    assert len(CLEAN) >= 10


@pytest.mark.parametrize("shift", [(0, 1), (0, -1), (1, 0)])
@pytest.mark.parametrize("name", ["doubled-word", "uncited-kazakh", "mixed-script-after-escapes", "unknown-contributor"])
def test_the_runner_fails_when_a_place_is_off_by_one(name: str, shift: tuple[int, int], tmp_path: Path) -> None:
    """A fault planted in the runner's own cases: one expected place is moved by a column or a line."""
    text = (CASES / "faults" / f"{name}.txt").read_text("utf-8")
    head, _, last = text.rstrip("\n").rpartition("\n")
    path, line, column, rule = re.fullmatch(r"(\S+):(\d+):(\d+) (\S+)", last).groups()  # type: ignore[union-attr]
    moved = tmp_path / "moved.txt"
    moved.write_text(f"{head}\n{path}:{int(line) + shift[0]}:{int(column) + shift[1]} {rule}\n", "utf-8")
    with pytest.raises(AssertionError):
        test_each_fault_is_found_at_its_place(moved, tmp_path)


def test_a_fault_that_is_not_expected_is_noticed(tmp_path: Path) -> None:
    case = read_case(CASES / "faults" / "doubled-word.txt")
    build(case, tmp_path / "project")
    beta = tmp_path / "project" / "sections" / "beta.md"
    beta.write_text(beta.read_text("utf-8") + "\nTBD\n", "utf-8")
    assert found_in(tmp_path / "project") == [*case.expected, "sections/beta.md:6:1 placeholder"]
