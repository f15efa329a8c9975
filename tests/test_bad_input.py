"""Bad input: every one a finding with file, line and column, or one clear sentence; never an exception, a hang or a changed file."""

from __future__ import annotations

import os
import re
import signal
import stat
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
from concept_cli.sources import Folder, Unreadable
from concept_cli.style import Style
from tests.bad import FINE, TROUBLE, Case, cases

CASES = cases()
LIMIT = 10
"""Seconds that a command may take over any of the cases."""

FORMATS = ("html", "docx", "md")
LONGEST = 600
"""Characters of a message that somebody can still read."""


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
        words = sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(kind) else os.readlink(path) if stat.S_ISLNK(kind) else ""
        found[os.fsencode(path).hex()] = f"{stat.S_IFMT(kind)} {words}"
    return found


def examined(folder: Path) -> tuple[tuple[Diagnostic, ...], ConceptError | None, draft.Examined | None]:
    """What ``check`` says about a folder."""
    try:
        found = draft.examine(Folder(folder))
    except ConceptError as error:
        return error.findings, error, None
    return found.findings, None, found


def built(folder: Path, found: draft.Examined) -> ConceptError | None:
    """What ``build`` says about a folder, in three formats and two languages; fonts, which are the same for all, are left out."""
    try:
        for output in draft.outputs(found, Folder(folder), FORMATS, ("en", "ru")):
            assert replace(output, style=Style(output.style.files)).content(), output.name
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
    assert "{" not in finding.hint or "{#" in finding.hint or "{" in finding.message, finding


@pytest.mark.parametrize("case", CASES, ids=[case.name[:70].encode("unicode_escape").decode() for case in CASES])
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
    source = Folder(folder)
    terminal.show_findings(findings, lambda place: draft.source_line(source, place))
    shown = capsys.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]", shown)
    assert len([line for line in shown.split("\n") if re.match(r".+: (error|warning)\[", line)]) >= min(1, len(findings))


def test_there_are_enough_cases(record: Callable[[str], None]) -> None:
    record(f"bad input: {len(CASES)} projects, each through check and build to {', '.join(FORMATS)} in two languages")
    assert len(CASES) >= 150
