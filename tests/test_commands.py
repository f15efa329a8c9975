"""`concept check` and `concept build` as a person or a script meets them: real processes in temporary projects."""

from __future__ import annotations

import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
import typer
from typer.main import get_group

from concept_cli import __version__, commands
from concept_cli.commands.app import COMMANDS
from concept_cli.wording.findings import RULES
from concept_cli.writers import WRITERS
from tests import started
from tests.bad import Case
from tests.clients import ROOT

FAULTY = {"sections/rivers.md": "---\ntitle: Rivers\nownr: office\n---\nSee [](#nowhere).\n\nOne one, 100%, two: [@x].\n"}
UNREADABLE = {"sections/rivers.md": b"---\ntitle: \xff\n---\n"}
WARNED = {"sections/rivers.md": "---\ntitle: Rivers\n---\nThe the river.\n"}


def concept(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, as typed in a folder, with more environment variables."""
    starts_anew = any(each.startswith(("PYTHON", "LC_", "LANG", "TZ", "FIRST")) for each in environment)
    variables = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (environment.pop("FIRST", ""), str(ROOT)))),
        **environment,
    }
    if not starts_anew:
        return started.run([*map(str, words)], cwd, variables, timeout=60)
    command = [sys.executable, "-m", "concept_cli", *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, text=True, check=False, encoding="utf-8", timeout=60
    )


def project(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A small project, clean unless ``files`` say otherwise."""
    return Case("", "", files or {}).write(folder)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return project(tmp_path / "clean")


# --------------------------------------------------------------- exit codes


def test_a_clean_project_exits_0(clean: Path) -> None:
    done = concept("check", cwd=clean)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No findings in 3 files.\n")


def test_errors_exit_1_and_warnings_only_when_strict(tmp_path: Path) -> None:
    assert concept("-C", project(tmp_path / "a", FAULTY), "check").returncode == 1
    warned = project(tmp_path / "b", WARNED)
    assert concept("-C", warned, "check").returncode == 0
    assert concept("-C", warned, "check", "--strict").returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ["chek"],
        ["--bogus"],
        ["check", "--bogus"],
        ["check", "more"],
        ["check", "--format", "xml"],
        ["build", "--to", "xls"],
        ["build", "--to", ","],
        ["check", "--explain", "nothing"],
        ["-C"],
        [],
    ],
)
def test_a_wrong_command_line_exits_2_and_says_what_to_type(clean: Path, words: list[str]) -> None:
    done = concept(*words, cwd=clean)
    assert done.returncode == 2
    assert "--help" in done.stdout + done.stderr or "requires an argument" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", ["new section {} --title Rivers", "new section rivers --title {}", "check --explain {}"])
def test_words_that_are_not_utf_8_are_a_wrong_command_line(clean: Path, words: str) -> None:
    """A shell passes on whatever bytes somebody typed, or pasted from a file in an older encoding."""
    command = [sys.executable, "-m", "concept_cli", *(each.format("r\udce9x") for each in words.split())]
    done = subprocess.run(command, cwd=clean, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"type it in UTF-8" in done.stderr


def test_advice_is_for_the_concept_that_was_named(clean: Path) -> None:
    """Typed as it is shown, a command does what it says there, and not in the folder one is in."""
    folder = clean.rename(clean.with_name("two words"))
    hints = [
        concept(*words, "show", "nobody-2021-001", cwd=cwd).stderr.splitlines()[-1].strip()
        for words, cwd in ((("-C", "two words"), folder.parent), ((), folder))
    ]
    assert hints == ["concept -C 'two words' contributions lists them.", "concept contributions lists them."]
    made = concept("-C", "two words", "init", "another one", "--title", "T", cwd=folder.parent)
    assert "then type: concept -C 'two words/another one' check" in made.stderr


def test_a_file_may_have_a_name_that_is_not_utf_8(clean: Path, tmp_path: Path) -> None:
    """Such as one that came out of an archive made on Windows."""
    command = [sys.executable, "-m", "concept_cli", "build", "--to", "html", "--out", str(tmp_path / "r\udce9x")]
    done = subprocess.run(command, cwd=clean, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [*(tmp_path / "r\udce9x").glob("*.html")]


def test_a_bug_exits_3_with_everything_that_its_reporter_needs(clean: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "jinja2.py").write_text("raise RuntimeError('a library of the wrong version')\n", "utf-8")
    done = concept("-C", clean, "build", "--to", "html", FIRST=str(broken))
    assert done.returncode == 3
    assert "Traceback" in done.stderr
    assert "a library of the wrong version" in done.stderr
    assert f"concept {__version__}" in done.stderr
    assert "report" in done.stderr
    assert not (clean / "dist").exists()


@pytest.mark.parametrize("after", [0.3, 0.7, 1.2])
def test_an_interrupt_exits_130_and_leaves_nothing_half_written(tmp_path: Path, after: float) -> None:
    text = "---\ntitle: Rivers\n---\n" + "Words about rivers and lakes, and what to do for them.\n\n" * 1_500
    folder = project(tmp_path / "project", {"sections/rivers.md": text})
    command = [sys.executable, "-m", "concept_cli", "-C", str(folder), "build", "--to", "pdf,docx,html"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode in {130, -signal.SIGINT}, err.decode()  # the second when Python itself had not yet begun
    assert out == b""
    assert b"Traceback" not in err
    assert not list(folder.glob("dist/.*"))
    assert not list(folder.glob("dist/*"))


def test_no_command_is_left_out() -> None:
    """Commands are read when they are asked for, by a list: all that the modules add are in it."""
    added: list[str] = []
    for module in pkgutil.iter_modules(commands.__path__):
        adding = getattr(import_module(f"concept_cli.commands.{module.name}"), "add", None)
        if adding and module.name != "new_record":  # these are commands of “new”
            alone = typer.Typer()
            adding(alone)
            added += get_group(alone).commands
    assert sorted(added) == sorted(COMMANDS)


def test_every_command_explains_itself(clean: Path) -> None:
    for name in (*(each for each in COMMANDS if each != "new"), "new section", "new stakeholder"):
        done = concept(*name.split(), "--help", cwd=clean)
        assert done.returncode == 0
        assert f"concept {name}" in done.stdout, "an example to copy"
        assert max(map(len, done.stdout.splitlines())) <= 80
    assert concept("--help").stdout.count("concept ") >= 3


@pytest.mark.parametrize("words", [["--version"], ["--version", "check"], ["-C", ".", "--version"]])
def test_the_version_is_said_anywhere(words: list[str], tmp_path: Path) -> None:
    done = concept(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"concept {__version__}\n", "")


# -------------------------------------------------------------------- check


def test_findings_as_text_show_place_line_caret_and_hint(tmp_path: Path) -> None:
    done = concept("-C", project(tmp_path / "a", FAULTY), "check")
    expected = (
        "sections/rivers.md:3:1: error[unknown-field]: there is no field “ownr” here\n"
        "  3 | ownr: office\n"
        "    | ^\n"
        "  hint: did you mean “owner”?\n"
    )
    assert done.stdout.startswith(expected)
    assert done.stderr == "3 errors, 1 warning in 3 files.\n"


def test_findings_as_json_have_exactly_these_keys(tmp_path: Path) -> None:
    done = concept("-C", project(tmp_path / "a", FAULTY), "check", "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert all(list(each) == ["rule", "severity", "message", "path", "line", "column", "hint"] for each in found)
    assert found[0] == {
        "rule": "unknown-field",
        "severity": "error",
        "message": "there is no field “ownr” here",
        "path": "sections/rivers.md",
        "line": 3,
        "column": 1,
        "hint": "did you mean “owner”?",
    }
    assert json.loads(concept("-C", project(tmp_path / "b"), "check", "--format", "json").stdout) == []


def test_annotations_are_escaped(tmp_path: Path) -> None:
    text = '---\ntitle: Rivers\n"a%,:\\nb": c\n---\nText.\n'
    done = concept(
        "-C",
        project(tmp_path / "a", {"sections/rivers.md": text, "sections/x,y:100%.md": "words"}),
        "check",
        "--format",
        "github",
    )
    lines = done.stdout.splitlines()
    assert lines[0].startswith(
        "::error file=sections/rivers.md,line=3,col=1,title=unknown-field::there is no field “a%25,:%0Ab” here"
    )
    assert lines[1].startswith("::warning file=sections/x%2Cy%3A100%25.md,line=1,col=1,title=stray-file::")
    assert len(lines) == 2


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_concept_that_cannot_be_used_is_one_sentence_after_its_findings(tmp_path: Path, form: str) -> None:
    done = concept("-C", project(tmp_path / "a", {"concept.yaml": "id: [\n"}), "check", "--format", form)
    assert done.returncode == 1
    assert "yaml-syntax" in done.stdout, "what was found comes in the form asked for"
    assert "concept.yaml" in done.stdout
    assert form != "json" or [each["rule"] for each in json.loads(done.stdout)] == ["yaml-syntax"]
    assert "concept.yaml cannot be used" in done.stderr


def test_every_rule_is_explained(clean: Path) -> None:
    for rule in RULES[:2]:
        done = concept("check", "--explain", rule.name, cwd=clean)
        assert done.returncode == 0
        assert all(words in done.stdout for words in (rule.name, rule.severity.value, rule.why))


def test_every_rule_explains_itself_in_process(capsys: pytest.CaptureFixture[str]) -> None:
    from concept_cli.commands.check import check

    for rule in RULES:
        check(None, explain=rule.name)  # type: ignore[arg-type]
        assert rule.why in capsys.readouterr().out


def test_an_unknown_rule_is_answered_with_the_nearest(clean: Path) -> None:
    assert "Did you mean unknown-field?" in concept("check", "--explain", "unknown-feild", cwd=clean).stderr
    assert "yaml-syntax" in concept("check", "--explain", "qqqqq", cwd=clean).stderr


# -------------------------------------------------------------------- build


def test_each_format_alone_and_all_together(clean: Path) -> None:
    for name in ("md", "json", "tree"):
        writer = WRITERS[name]
        done = concept("build", "--to", name, cwd=clean)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"dist/water.en.{writer.suffix}\n", "")
    before = digests(clean / "dist")
    done = concept("build", "--to", ", ".join(WRITERS) + ",pdf", cwd=clean)
    assert done.stdout.splitlines() == [f"dist/water.en.{writer.suffix}" for writer in WRITERS.values()]
    assert before.items() <= digests(clean / "dist").items()


def test_without_options_it_is_pdf_docx_and_html_in_the_working_language(clean: Path) -> None:
    done = concept("build", cwd=clean)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["dist/water.en.pdf", "dist/water.en.docx", "dist/water.en.html"]
    assert [path.name for path in sorted((clean / "dist").iterdir())] == ["water.en.docx", "water.en.html", "water.en.pdf"]


def test_languages_and_sections(clean: Path) -> None:
    def names(*words: str) -> list[str]:
        return concept("build", "--to", "md", *words, cwd=clean).stdout.split()

    assert names("--lang", "ru") == ["dist/water.ru.md"]
    assert names("--lang", "all") == ["dist/water.en.md", "dist/water.ru.md"]
    assert names("--section", "lakes", "--lang", "all") == ["dist/water.lakes.en.md", "dist/water.lakes.ru.md"]
    assert "Озёра" in (clean / "dist" / "water.lakes.ru.md").read_text("utf-8")
    assert "Rivers" not in (clean / "dist" / "water.lakes.en.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "sentence", "hint"),
    [
        (["--to", "xls"], "There is no format “xls”.", "pdf, docx, html, md, json, tree"),
        (["--to", "md,xls,odt"], "There is no format “xls, odt”.", "pdf, docx, html, md, json, tree"),
        (["--lang", "kk"], "The concept has no language “kk”.", "en, ru"),
        (["--to", "md", "--section", "seas"], "The concept has no section “seas”.", "lakes, rivers"),
        (["--to", "md", "--section", "../x"], "The concept has no section “../x”.", "lakes, rivers"),
    ],
)
def test_what_there_is_not_is_answered_with_what_there_is(clean: Path, words: list[str], sentence: str, hint: str) -> None:
    done = concept("build", *words, cwd=clean)
    assert done.returncode in {1, 2}
    assert done.stdout == ""
    assert sentence in done.stderr
    assert hint in done.stderr
    assert not (clean / "dist").exists()


def test_the_folder_for_files(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "a folder"
    assert concept("build", "--to", "md", "--out", out, cwd=clean).stdout == "../out/a folder/water.en.md\n".replace(
        "../out", str(tmp_path / "out")
    )
    assert concept("-C", clean, "build", "--to", "md", "--out", "prints", cwd=tmp_path).stdout == "clean/prints/water.en.md\n"
    assert [path.name for path in (out, clean / "prints") for path in path.iterdir()] == ["water.en.md"] * 2


def test_files_that_rule_the_page_are_named(tmp_path: Path) -> None:
    """Whoever builds a stranger's project must know that its page does what the stranger wants."""
    folder = project(tmp_path / "theirs", {"templates/page.js": "fetch('https://example.org')\n"})
    assert "templates/page.js" in concept("-C", folder, "build", "--to", "html").stderr
    assert "templates" not in concept("-C", folder, "build", "--to", "md").stderr
    same = (ROOT / "templates" / "page.js").read_bytes()
    assert (
        "templates" not in concept("-C", project(tmp_path / "ours", {"templates/page.js": same}), "build", "--to", "html").stderr
    )


def test_a_copy_with_errors_says_so_and_exits_1(tmp_path: Path) -> None:
    folder = project(tmp_path / "a", FAULTY)
    done = concept("build", "--to", "html,docx,md,json,tree", cwd=folder)
    assert done.returncode == 1
    assert len(done.stdout.split()) == 5
    assert done.stderr == "3 errors, 1 warning; concept check shows them.\n"
    assert "built with errors in its sources: 3" in (folder / "dist" / "water.en.html").read_text("utf-8")
    assert "built with errors in its sources: 3" in (folder / "dist" / "water.en.md").read_text("utf-8")


def test_a_file_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    folder = project(tmp_path / "a", UNREADABLE)
    done = concept("build", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "sections/rivers.md:2:8: error[encoding]" in done.stderr
    assert "Nothing was built" in done.stderr
    assert not (folder / "dist").exists()


def test_without_pango_the_other_files_come_out(clean: Path, tmp_path: Path) -> None:
    """The library is there and cannot open Pango: WeasyPrint then raises OSError as it is imported."""
    stub = tmp_path / "stub" / "weasyprint"
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text("print('advice')\nraise OSError(\"cannot load library 'libpango-1.0-0'\")\n", "utf-8")
    done = concept("build", cwd=clean, FIRST=str(stub.parent))
    assert (done.returncode, done.stdout.split()) == (0, ["dist/water.en.docx", "dist/water.en.html"])
    [line] = done.stderr.splitlines()
    assert "Pango" in line
    assert "apt-get install libpangoft2-1.0-0" in line
    done = concept("build", "--to", "pdf,md", cwd=clean, FIRST=str(stub.parent))
    assert (done.returncode, done.stdout.split()) == (1, ["dist/water.en.md"])
    assert "apt-get install libpangoft2-1.0-0" in done.stderr
    assert "Traceback" not in done.stderr
