"""What reaches a terminal: nothing that a stranger's text could command, carets under the right letter, lines that fit."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from fcntl import ioctl
from pathlib import Path
from unicodedata import category, east_asian_width

import pytest

from concept_cli.commands import terminal
from concept_cli.diagnostics import Place
from concept_cli.wording import findings
from tests.bad import Case
from tests.clients import ROOT, terminal_pair

HOSTILE = "\x1b[31mred\x1b]52;c;aGk=\x07\x9b2J\rover\b\u202eback\u2066\u200b\ufeff\u2028\U000e0041\ufffa"
COLOUR = re.compile(r"\x1b\[(?:0|1|31|33|36)m")


def on_a_terminal(
    *words: bytes | str | Path, cwd: Path | None = None, columns: int = 80, environment: Mapping[str, str] | None = None
) -> str:
    """Everything that a command writes to a terminal of so many columns."""
    ours, theirs = terminal_pair()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST  # so that line ends come as they were written
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LINES"}}
    command = [sys.executable, "-m", "concept_cli", *words]
    variables = {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **(environment or {})}
    with subprocess.Popen(command, cwd=cwd, env=variables, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the other side is closed
            pass
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode("utf-8")


def assert_harmless(shown: str) -> None:
    """Only text, line ends and our own colours."""
    bare = COLOUR.sub("", shown).replace("\n", "")
    raw = [f"U+{ord(each):04X}" for each in bare if category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}]
    assert not raw, (raw, shown)


def hostile_project(folder: Path) -> Path:
    """A project with hostile text in every place that is shown."""
    yaml = '"' + "".join(f"\\U{ord(each):08x}" for each in HOSTILE) + '"'
    in_a_line = HOSTILE.replace("\r", "").replace("\u2028", "")
    body = (
        f"See [](#{HOSTILE}) and [@x{HOSTILE}] and [^{HOSTILE}].\n\n[a](javascript:{HOSTILE})\n\n"
        f"![a](<{HOSTILE}.png>)\n\n{HOSTILE} <b>\n\nTODO\n"
    )
    files: dict[str, str | bytes] = {
        "sections/rivers.md": f"---\ntitle: Rivers {in_a_line}\n"
        f"{in_a_line}: a\nowner: a{in_a_line}\nstatus: {yaml}\n{yaml}: b\n---\n{body}",
        "stakeholders.yaml": f"stakeholders:\n  - id: office\n    name: {yaml}\n    kind: {yaml}\n    {yaml}: c\n",
        "records/sources.yaml": f"sources:\n  - id: {yaml}\n",
    }
    folder = Case("", "", files).write(folder)
    (folder / "sections" / "a\x1b[31mb\nerror[forged].md").write_text("words", "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/sections/\xff\x9b2J.md")).write_text("words", "utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_hostile_text_of_a_project_stays_text(tmp_path: Path, form: str) -> None:
    shown = on_a_terminal("-C", hostile_project(tmp_path / "project"), "check", "--format", form)
    assert_harmless(shown)
    assert shown.count("unknown-field") >= 2
    assert "Traceback" not in shown
    assert ("\\u001b" if form == "json" else "<U+001B>") in shown
    if form == "text":
        assert not re.search(r"^error\[forged\]", shown, re.MULTILINE)


def test_hostile_names_on_the_way_out(tmp_path: Path) -> None:
    folder = hostile_project(tmp_path / f"p{HOSTILE[:12]}\nq".replace("/", ""))
    shown = on_a_terminal("-C", folder, "build", "--to", "md", environment={"TERM": "dumb"})
    assert_harmless(shown)
    assert "Traceback" not in shown
    assert "water.en.md" in shown


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--explain", HOSTILE],
        ["-C", HOSTILE, "check"],
        [HOSTILE],
        ["check", HOSTILE],
        ["check", "--" + HOSTILE],
        ["check", "--format", HOSTILE],
        ["build", "--to", HOSTILE],
        ["build", "--lang", HOSTILE],
        ["build", "--section", HOSTILE],
        ["build", "--to", "md", "--out", HOSTILE],
        ["-C", b"\xff\xfe", "check"],
        ["check", "--explain", b"\x9b\xff"],
    ],
)
def test_hostile_words_on_the_command_line_stay_text(tmp_path: Path, words: list[str | bytes]) -> None:
    Case("", "").write(tmp_path)
    shown = on_a_terminal(*words, cwd=tmp_path, environment={"TERM": "dumb"})
    assert_harmless(shown)
    assert "Traceback" not in shown
    assert shown.strip()


def test_a_bug_shows_no_raw_text(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "jinja2.py").write_text(f"raise RuntimeError({HOSTILE!r})\n", "utf-8")
    Case("", "").write(tmp_path / "project")
    path = f"{tmp_path / 'broken'}{os.pathsep}{ROOT}"
    shown = on_a_terminal("-C", tmp_path / "project", "build", "--to", "html", environment={"PYTHONPATH": path, "TERM": "dumb"})
    assert_harmless(shown)
    assert "RuntimeError: <U+001B>[31mred" in shown


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_wanted_or_not(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    folder = Case("", "", {"sections/rivers.md": "---\ntitle: Rivers\nownr: a\n---\nText.\n"}).write(tmp_path)
    shown = on_a_terminal("check", cwd=folder, environment=environment)
    assert ("\x1b" in shown) == coloured
    assert "sections/rivers.md:3:1: error[unknown-field]: there is no field “ownr” here\n" in COLOUR.sub("", shown)


def test_findings_that_stop_keep_their_colours_on_a_terminal(tmp_path: Path) -> None:
    folder = Case("", "", {"concept.yaml": "a: b: c\n"}).write(tmp_path)
    shown = on_a_terminal("check", cwd=folder)
    assert "\x1b[31merror[yaml-syntax]\x1b[0m" in shown
    assert "<U+001B>" not in shown


# ------------------------------------------------------------------- carets


def cells(text: str) -> int:
    """Cells of a terminal, counted otherwise than the tool does: the terminal's own table of widths."""
    return sum(0 if category(each)[0] == "M" else 1 + (east_asian_width(each) in {"W", "F"}) for each in text)


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("ownr: a", "ownr"),
        ("Өзендер мен көлдер {x}", "{x}"),
        ("cafe\u0301 cafe\u0301 {x}", "{x}"),
        ("河川と湖 {x}", "{x}"),
        ("\ta\tb\t{x}", "{x}"),
        ("👩‍🎨 {x}", "{x}"),
        ("a\u200bb\u202ec {x}", "{x}"),
        ("word " * 60 + "{x}" + " word" * 60, "{x}"),
        ("көл " * 60 + "{x}", "{x}"),
        ("河川" * 60 + "{x}" + "河川" * 60, "{x}"),
        ("e\u0301" * 200 + "{x}" + "e\u0301" * 200, "{x}"),
        ("\x1b[31m" * 40 + "{x}" + "\x1b[31m" * 40, "{x}"),
        ("{x}" + " word" * 60, "{x}"),
        ("x" * 3_000_000 + "{x}", "{x}"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    finding = findings.HTML.at(Place("a.md", 12, line.index(target) + 1), tag="x")
    terminal.show_findings([finding], lambda place: line)
    _, text, caret, *_ = capsys.readouterr().out.split("\n")
    before = text[: text.index(target)]
    assert cells(before) == caret.index("^")
    assert caret.startswith("     | ")
    assert cells(text) <= 100


@pytest.mark.parametrize("columns", [80, 60, 132])
def test_a_line_with_its_caret_fits_the_window(tmp_path: Path, columns: int) -> None:
    text = "---\ntitle: Rivers\n---\n" + "words of rivers and lakes, " * 40 + "[](#nowhere)" + " and more of them" * 40 + "\n"
    folder = Case("", "", {"sections/rivers.md": text}).write(tmp_path)
    shown = COLOUR.sub("", on_a_terminal("check", cwd=folder, columns=columns)).split("\n")
    [number] = [index for index, line in enumerate(shown) if line.strip().endswith("^")]
    assert columns - 20 <= cells(shown[number - 1]) <= columns
    assert shown[number - 1][shown[number].index("^") :].startswith("[](#nowhere)")


def test_a_caret_past_the_end_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_findings([findings.HTML.at(Place("a.md", 1, 4), tag="x")], lambda place: "abc")
    assert capsys.readouterr().out.split("\n")[2] == "    |    ^"
