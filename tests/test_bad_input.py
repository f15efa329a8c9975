"""Bad input: every one a finding with file, line and column, or one clear sentence; never an exception, a hang or a changed file."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import FrameType

import pytest

from concept_cli import draft
from concept_cli.commands import terminal
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.sources import Folder, Unreadable, source_lines
from tests.bad import FINE, TROUBLE, Case, cases
from tests.clients import ROOT

CASES = cases()
SAMPLE = CASES[:: len(CASES) // 30]
"""Those that go through the command itself: every so many of all."""

_HARD_TO_PRINT = re.compile(
    "text: (2,000 letters of an|40 columns|39 quotes|38 emph|footnotes that call|entities of control|turned|picture: a good|picture: 4,0)"
)
PRINTED = [case for case in CASES if _HARD_TO_PRINT.match(case.name)]
LIMIT = 10
"""Seconds that a command may take over any of the cases."""

LONGEST = 600
"""Characters of a message that somebody can still read."""


def name(case: Case) -> str:
    """A case's name as pytest shows it."""
    return case.name[:70].encode("unicode_escape").decode()


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Nothing in here takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it takes longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def state(folder: Path) -> dict[str, str]:
    """What stands in a folder: of every file its digest, of every other thing its kind."""
    found = {}
    for path in sorted(folder.rglob("*")):
        kind = path.lstat().st_mode
        words = sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(kind) else path.readlink() if stat.S_ISLNK(kind) else ""
        found[os.fsencode(path).hex()] = f"{stat.S_IFMT(kind)} {words}"
    return found


def examined(folder: Path) -> tuple[tuple[Diagnostic, ...], ConceptError | None, draft.Examined | None]:
    """What ``check`` says about a folder."""
    try:
        found = draft.examine(Folder(folder))
    except ConceptError as error:
        return error.findings, error, None
    return found.findings, None, found


def outputs(found: draft.Examined, folder: Path, formats: tuple[str, ...], language: str) -> Iterator[draft.Output]:
    """The outputs in a language that the concept may have lost with its list of languages."""
    return draft.outputs(found, Folder(folder), formats, [language])


def built(folder: Path, found: draft.Examined) -> ConceptError | None:
    """What ``build`` says about a folder; fonts, which are the same for all, are left out."""
    try:
        for output in (*outputs(found, folder, ("html", "docx"), "en"), *outputs(found, folder, ("md",), "ru")):
            assert replace(output, style=replace(output.style, fonts={})).content(), output.name
    except ConceptError as error:
        return error
    return None


def assert_readable(error: ConceptError | None) -> None:
    """A sentence, and a hint of what to do."""
    if error is not None:
        assert 10 < len(error.message) < LONGEST, error.message
        assert error.hint
        assert "Traceback" not in error.message


def assert_in_its_file(finding: Diagnostic, source: Folder) -> None:
    """A finding's place is inside the file it names; of a file that cannot be read as text it is a line that counts."""
    place = finding.place
    try:
        content = source.read(place.path)
    except Unreadable:
        content = b""
    text = (content or b"").decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    assert 1 <= place.line <= len(lines), finding
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1, finding
    assert finding.message.strip()
    assert len(finding.message) < LONGEST, finding.message
    assert "{" not in finding.hint or "{#" in finding.hint or "{id: " in finding.hint or "{" in finding.message, finding


@pytest.mark.parametrize("case", CASES, ids=[name(case) for case in CASES])
def test_bad_input_is_named_and_harms_nothing(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    case.write(folder)
    before = state(folder)
    with limited(LIMIT):
        findings, trouble, found = examined(folder)
    for finding in findings:
        assert_in_its_file(finding, Folder(folder))
    with limited(LIMIT):
        refused = built(folder, found) if found else trouble
    assert_readable(trouble)
    assert_readable(refused)
    assert state(folder) == before
    rules = {finding.rule.name for finding in findings}
    match case.rule:
        case str(rule) if rule == TROUBLE:
            assert refused is not None, rules
            assert not findings
        case str(rule) if rule == FINE:
            assert not [each for each in findings if each.is_error], findings
            assert refused is None, refused.message
        case rule:
            assert rule in rules, (rules, trouble and trouble.message)
    assert (refused is not None) == (found is None or case.rule == TROUBLE or any(each.rule.stops for each in findings))
    terminal.show_findings(findings, source_lines(Folder(folder)))
    shown = capsys.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]", shown)
    assert len([line for line in shown.split("\n") if re.match(r".+: (error|warning)\[", line)]) >= min(1, len(findings))


def test_there_are_enough_cases(record: Callable[[str], None]) -> None:
    record(
        f"bad input: {len(CASES)} projects, each through check and build to HTML, DOCX and Markdown; {len(SAMPLE)} as processes"
    )
    assert len(CASES) >= 800
    assert len(SAMPLE) >= 30


def concept(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command itself, in a folder."""
    command = [sys.executable, "-m", "concept_cli", *words]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False, timeout=LIMIT
    )


@pytest.mark.parametrize("case", SAMPLE, ids=[name(case) for case in SAMPLE])
def test_the_command_itself_names_bad_input(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    before = state(case.write(folder))
    words = ["check"] if case.rule != TROUBLE else ["build", "--to", "html"]
    done = concept(folder, *words)
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    assert state(folder) == before
    if case.rule == TROUBLE:
        assert done.stderr.startswith(b"concept: ")
    elif case.rule != FINE:
        assert re.search(rb"\S+:\d+:\d+: (?:error|warning)\[%s\]: " % case.rule.encode(), done.stdout + done.stderr)


@pytest.mark.parametrize("case", PRINTED, ids=[name(case) for case in PRINTED])
def test_bad_input_is_printed_or_named(case: Case, tmp_path: Path) -> None:
    """PDF is slower, so a few that are hard on a printer: deep, wide, hostile."""
    folder = case.write(tmp_path)
    _, trouble, found = examined(folder)
    assert found is not None, trouble
    with limited(LIMIT):
        [printed] = [each.content() for each in outputs(found, folder, ("pdf",), "en")]
    assert printed.startswith(b"%PDF-")
    assert printed.rstrip().endswith(b"%%EOF")
