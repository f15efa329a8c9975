"""`concept ci github`: what is written, how safe it is, and what its steps do in a project with a history."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from concept_cli import __version__
from concept_cli.scaffold import github_files
from concept_cli.sources import Folder
from tests import started
from tests.clients import ROOT, client
from tests.repositories import Repository, begun, two_drafts
from tests.test_commands import concept, project

WRITTEN: Final = (".ci/steps", ".github/workflows/concept.yml", ".pre-commit-config.yaml")
WORKFLOWS: Final = (".github/workflows/concept.yml", ".github/workflows/toolkit.yml")
WORKFLOW: Final = (ROOT / WORKFLOWS[0]).read_text("utf-8")
HOSTILE: Final = (
    "$(touch x)",
    "`touch x`",
    "a; touch x",
    "a b",
    "'; touch x; '",
    '"; touch x; "',
    "-x",
    "--out=x",
    "../x",
    "x\ntouch x",
)


def read(text: str) -> Any:
    """YAML with every scalar as it was typed; so `on` is no truth value."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes strings, lists and mappings only


# ----------------------------------------------------------- what is written


def test_it_writes_the_files_and_says_where(tmp_path: Path) -> None:
    there = project(tmp_path / "water")
    done = concept("ci", "github", cwd=there)
    assert (done.returncode, tuple(done.stdout.split())) == (0, WRITTEN)
    assert done.stderr == "GitHub reads .github only in the top folder of a repository; this folder is not one.\n"
    assert f"concept-cli=={__version__}" in (there / WRITTEN[0]).read_text("utf-8")
    begun(there)
    again = concept("ci", "github", cwd=there)
    assert (again.returncode, tuple(again.stdout.split()), again.stderr) == (0, WRITTEN, "")


def test_another_folder_can_be_asked_for(tmp_path: Path) -> None:
    there = project(tmp_path / "water")
    assert concept("ci", "github", "--out", "dist/ci", cwd=there).returncode == 0
    assert all((there / "dist/ci" / path).exists() and not (there / path).exists() for path in WRITTEN)
    assert concept("ci", "github", "--out", "sections", cwd=there).returncode == 1


def test_a_file_that_says_something_else_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    there = project(tmp_path / "water")
    mine = there / ".pre-commit-config.yaml"
    mine.write_text("repos: []\n", "utf-8")
    done = concept("ci", "github", cwd=there)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Not what would be written: .pre-commit-config.yaml." in done.stderr
    assert "concept ci github --force" in done.stderr
    assert mine.read_text("utf-8") == "repos: []\n"
    assert not (there / ".ci").exists(), "all of the files, or none"
    assert concept("ci", "github", "--force", cwd=there).returncode == 0
    assert "concept-check" in mine.read_text("utf-8")


def test_a_template_of_the_projects_own_is_taken(tmp_path: Path) -> None:
    there = project(tmp_path / "water", {"templates/ci/steps": "#!/bin/sh\necho @VERSION@\n"})
    assert concept("ci", "github", cwd=there).returncode == 0
    assert (there / ".ci/steps").read_text("utf-8") == f"#!/bin/sh\necho {__version__}\n"


def test_only_a_project_gets_them(tmp_path: Path) -> None:
    done = concept("ci", "github", cwd=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "There is no concept.yaml in this folder." in done.stderr


# ------------------------------------------------------- our own repository


def test_what_checks_this_repository_is_what_the_command_writes() -> None:
    made = github_files(Folder(ROOT))
    assert tuple(made) == WRITTEN
    for path, content in made.items():
        assert (ROOT / path).read_bytes() == content, f"{path} is not what ./run concept ci github --force writes"


def test_one_entry_runs_the_steps_and_the_tests() -> None:
    entry = (ROOT / ".ci/run").read_text("utf-8")
    assert {"check sh .ci/steps install", "check sh .ci/steps check"} <= set(entry.splitlines())
    run = [
        step["run"]
        for job in read((ROOT / WORKFLOWS[1]).read_text("utf-8"))["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    assert [line for line in run if "apt-get" not in line] == ["bash .ci/run"]


def test_the_hook_for_other_repositories_looks_at_the_same_files() -> None:
    [own] = read((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    [shared] = read((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert own["entry"] == "sh .ci/steps check"
    assert shared["entry"] == "concept check"
    for name in ("id", "name", "files", "pass_filenames"):
        assert own[name] == shared[name]
    assert re.search(own["files"], "sections/regions/export.ru.md")
    assert not re.search(own["files"], "README.md")


# ------------------------------------------------------------ second opinions


def valid(workflow: Path) -> bool:
    """Whether the published schema of workflows, as check-jsonschema carries it, finds nothing."""
    judge = Path(sys.executable).with_name("check-jsonschema")
    command = [str(judge), "--builtin-schema", "vendor.github-workflows", str(workflow)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "validation done" in done.stdout or "Schema validation errors" in done.stdout, done.stdout + done.stderr
    return done.returncode == 0


@pytest.mark.parametrize("path", WORKFLOWS)
def test_the_workflow_is_valid_by_the_published_schema(path: str) -> None:
    assert valid(ROOT / path)


def test_a_workflow_that_is_not_valid_would_be_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "concept.yml"
    wrong.write_text(WORKFLOW.replace("runs-on:", "run-on:"), "utf-8")
    assert not valid(wrong)


@pytest.mark.parametrize("path", WORKFLOWS)
def test_actionlint_finds_nothing(path: str) -> None:
    done = subprocess.run([client("actionlint"), str(ROOT / path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("path", [".ci/steps", ".ci/run", "run"])
def test_shellcheck_finds_nothing(path: str) -> None:
    done = subprocess.run([client("shellcheck"), str(ROOT / path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(("kind", "path"), [("config", ".pre-commit-config.yaml"), ("manifest", ".pre-commit-hooks.yaml")])
def test_pre_commit_takes_the_hooks(kind: str, path: str) -> None:
    done = subprocess.run(
        [client("pre-commit"), f"validate-{kind}", str(ROOT / path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


# --------------------------------------------------------------------- trust


def faults(text: str) -> Iterator[str]:
    """What makes a workflow unsafe, each fault by its name."""
    flow = read(text)
    if not {*flow["on"]} <= {"pull_request", "push"}:
        yield "event"
    if "secrets" in text.lower():
        yield "secrets"
    if flow.get("permissions") != {"contents": "read"}:
        yield "permissions"
    for job in flow["jobs"].values():
        yield from _faults_of_job(job)
    for line in text.splitlines():
        if re.search(r"\buses:", line) and not re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line):
            yield "unpinned"


def _faults_of_job(job: dict[str, Any]) -> Iterator[str]:
    if int(job.get("timeout-minutes", 999)) > 60:
        yield "endless"
    if not re.search(r"\d", job["runs-on"] + job.get("container", "")):
        yield "unpinned"
    writes = "write" in str(job.get("permissions", ""))
    for step in job["steps"]:
        uses, run = step.get("uses", ""), step.get("run", "")
        if "${{" in run:
            yield "injection"
        if uses.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") != "false":
            yield "credentials"
        if writes and (uses.startswith("actions/checkout@") or ".ci/" in run):
            yield "code with a right to write"


@pytest.mark.parametrize("path", WORKFLOWS)
def test_the_workflow_is_safe(path: str) -> None:
    assert list(faults((ROOT / path).read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("fault", "words", "instead"),
    [
        ("event", "pull_request:", "pull_request_target:"),
        ("event", "  pull_request:", "  workflow_run:"),
        ("secrets", "${{ github.token }}", "${{ secrets.TOKEN }}"),
        ("permissions", "contents: read", "contents: write"),
        ("permissions", "permissions:\n  contents: read\n", ""),
        ("endless", "    timeout-minutes: 20\n", ""),
        ("unpinned", "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "actions/checkout@v6"),
        ("unpinned", " # v8.0.1", ""),
        ("unpinned", "ubuntu-24.04", "ubuntu-latest"),
        ("injection", '"$GITHUB_REF_NAME"', "${{ github.ref_name }}"),
        ("credentials", "          persist-credentials: false\n", ""),
        ("code with a right to write", "          gh release", "          sh .ci/steps check\n          gh release"),
    ],
)  # fmt: skip
def test_a_planted_fault_would_be_seen(fault: str, words: str, instead: str) -> None:
    planted = WORKFLOW.replace(words, instead, 1)
    assert planted != WORKFLOW
    assert fault in set(faults(planted))


def test_only_the_job_that_publishes_may_write_and_only_on_tags() -> None:
    jobs = read(WORKFLOW)["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items() if "permissions" in job} == {"publish": {"contents": "write"}}
    assert jobs["publish"]["needs"] == "release"
    assert jobs["release"]["if"] == "github.ref_type == 'tag'"


# ----------------------------------------------------------------- the steps


@dataclass(frozen=True)
class Runner:
    """A machine of a forge: a repository with the steps, and programs that stand first on the path."""

    repository: Repository
    programs: Path

    @property
    def root(self) -> Path:
        return self.repository.root

    def plays(self, name: str, script: str) -> None:
        """Put a program on the path."""
        self.programs.mkdir(exist_ok=True)
        (self.programs / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (self.programs / name).chmod(0o755)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {
            "PATH": f"{self.programs}:/usr/bin:/bin", "HOME": str(self.programs.parent), "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8", "CONCEPT_AS": "concept",
        }  # fmt: skip
        return subprocess.run(
            words, cwd=self.root, env={**variables, **environment}, capture_output=True, text=True, check=False, timeout=120
        )

    def step(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("sh", ".ci/steps", *words, **environment)

    def made(self) -> set[str]:
        folder = self.root / "dist"
        return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A repository whose last commit merges a change: a section that says "Words" where it said "Text"."""
    made = Runner(two_drafts(tmp_path / "water"), tmp_path / "programs")
    made.plays("concept", f'exec "{sys.executable}" -SE "{started.__file__}" --as "{started.address()}" "$@"')
    made.repository.git("branch", "change")
    made.repository.git("reset", "--quiet", "--hard", "HEAD~1")
    assert concept("ci", "github", cwd=made.root).returncode == 0
    made.repository.commit("Let every change be checked")
    made.repository.git("merge", "--quiet", "--no-edit", "--no-ff", "change")
    return made


BASE: Final = read(WORKFLOW)["jobs"]["check"]["env"]["CONCEPT_BASE"].split("'")[3]
"""What the workflow compares a pull request with."""


def test_the_steps_do_their_work_one_after_the_other(runner: Runner, tmp_path: Path) -> None:
    page = tmp_path / "summary"
    counted = runner.step("summary", CONCEPT_BASE=BASE, GITHUB_STEP_SUMMARY=str(page))
    assert counted.returncode == 0, counted.stderr
    assert counted.stdout.startswith("1 change in 1 section")
    assert page.read_text("utf-8") == "".join(f"    {line}\n" for line in counted.stdout.splitlines())
    redline = runner.step("redline", CONCEPT_BASE=BASE)
    assert redline.returncode == 0, redline.stderr
    [english] = (runner.root / "dist").glob("*.en.diff.html")
    assert re.search(r"<ins\b[^>]*>Words</ins>", english.read_text("utf-8"))
    assert {".".join(name.rsplit(".", 3)[1:]) for name in runner.made()} == {
        f"{language}.diff.{form}" for language in ("en", "ru") for form in ("html", "docx")
    }
    kept = next(
        step["with"]["path"] for step in read(WORKFLOW)["jobs"]["check"]["steps"] if "with" in step and "path" in step["with"]
    )
    assert {path.name for path in runner.root.glob(kept)} == runner.made()
    checked = runner.step("check")
    assert (checked.returncode, checked.stderr) == (0, "No findings in 3 files.\n")


def test_on_a_forge_findings_are_annotations_and_errors_end_the_step(runner: Runner) -> None:
    runner.repository.write("sections/rivers.md", "---\ntitle: Rivers\nownr: office\n---\nText.\n")
    done = runner.step("check", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=sections/rivers.md,line=3,col=1,title=unknown-field::")


def test_without_a_base_it_is_the_last_frozen_draft_if_there_is_one(runner: Runner) -> None:
    for step in ("redline", "summary"):
        done = runner.step(step)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "steps: nothing to compare with: no draft was frozen yet\n")
    frozen = concept("freeze", "draft-1", "--at", "HEAD~1", cwd=runner.root)
    if "Pango" in frozen.stderr:
        pytest.skip("not tried: pango is not installed")
    assert runner.step("summary").stdout.startswith("1 change in 1 section")
    assert runner.step("redline").returncode == 0
    assert {name.split(".")[0] for name in runner.made()} == {"water-draft-1-working"}


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("languages: [en, ru]", "en ru"),
        ('languages: ["kk", en] # ru comes later', "kk en"),
        ("languages:\n  - ru\n  # en comes later\n  - kk\nworking-language: en", "ru kk"),
        ("working-language: en", "en"),
        ("languages: [$(touch x), -x]", "touch x x"),
    ],
)
def test_the_languages_are_read_as_they_are_written(runner: Runner, written: str, codes: str) -> None:
    runner.plays("concept", 'while [ "$1" != --lang ]; do shift; done; echo "$2"')
    runner.repository.write("concept.yaml", f"format: 1\nid: water\n{written}\ntitle: kk\n")
    assert runner.step("redline", CONCEPT_BASE=BASE).stdout.split() == codes.split()
    assert not (runner.root / "x").exists()


def test_a_release_calls_for_the_files_of_its_label(runner: Runner) -> None:
    runner.plays("concept", 'printf "%s|" "$@"')
    missing = runner.step("release", "draft-1")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr.startswith("steps: there is no releases/draft-1/manifest.json here; release the draft")
    runner.repository.write("releases/draft-1/manifest.json", "{}")
    assert runner.step("release", "draft-1").stdout == "verify|--rebuild|--out|dist|--|draft-1|"
    assert runner.step("release").returncode == 1


@pytest.mark.parametrize("words", [[], ["deploy"], ["tool", "check"], ["-x"]])
def test_only_steps_are_steps(runner: Runner, words: list[str]) -> None:
    done = runner.step(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: sh .ci/steps install | check")


# ------------------------------------------------------------- hostile names


def test_a_hostile_name_does_nothing(runner: Runner) -> None:
    before = set(runner.root.iterdir())
    for name in HOSTILE:
        assert [runner.step(step, CONCEPT_BASE=name).returncode for step in ("summary", "redline")] == [1, 1], name
        assert runner.step("release", name).returncode == 1, name
        assert set(runner.root.iterdir()) == before, name


def test_a_branch_with_a_hostile_name_is_only_a_branch(runner: Runner) -> None:
    """Such a name is one that git takes."""
    name = "a;$(touch${IFS}x);`touch${IFS}y`;'\""
    runner.repository.git("branch", name, BASE)
    before = set(runner.root.iterdir())
    done = runner.step("summary", CONCEPT_BASE=name)
    assert done.stdout.startswith("1 change in 1 section"), done.stderr
    assert set(runner.root.iterdir()) == before


def test_a_hostile_tag_stays_one_word_in_every_line_of_the_workflow(tmp_path: Path) -> None:
    runner = Runner(Repository(tmp_path / "water"), tmp_path / "programs")
    for program in ("gh", "sh"):
        runner.plays(program, 'printf "%s|" "$@"')
    runner.repository.write("dist/water.pdf", "")
    lines = [
        step["run"] for job in read(WORKFLOW)["jobs"].values() for step in job["steps"] if "GITHUB_REF" in step.get("run", "")
    ]
    for name in HOSTILE:
        released, published = (
            runner.run("/bin/bash", "-e", "-c", line, GITHUB_REF_NAME=name, GITHUB_REPOSITORY="office/water").stdout
            for line in lines
        )
        assert released == f".ci/steps|release|{name}|"
        assert published.startswith(f"release|create|--repo|office/water|--verify-tag|--title|{name}|--notes|")
        assert published.endswith(f"|--|{name}|dist/water.pdf|")
        assert [path.name for path in runner.root.iterdir()] == ["dist"]


# ------------------------------------------------------------------- install


@pytest.fixture
def bare(runner: Runner, tmp_path: Path) -> Iterator[Callable[..., list[str]]]:
    """Runs the step that installs, on a machine where everything that it calls only notes that it was called."""
    asked = tmp_path / "asked"
    note = f'echo "$(basename "$0") $*" >>{shlex.quote(str(asked))}'
    runner.plays(
        "python3", f'case "$2" in venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; cp "$0" "$4/bin/concept"; esac; {note}'
    )
    runner.plays("id", "echo 0")
    runner.plays("apt-get", note)
    runner.plays("dpkg-query", "exit 0")

    def install() -> list[str]:
        asked.unlink(missing_ok=True)
        done = runner.step("install")
        assert done.returncode == 0, done.stderr
        return [line for line in asked.read_text("utf-8").splitlines() if " -c " not in line]

    yield install


def test_the_tool_is_installed_in_the_version_that_wrote_the_steps(bare: Callable[[], list[str]], runner: Runner) -> None:
    made, fetched, shown = bare()
    assert made == "python3 -m venv --clear .ci/venv"
    assert fetched == f"python -m pip install --quiet --disable-pip-version-check --no-input concept-cli=={__version__}"
    assert shown == "concept --version"
    assert runner.repository.git("status", "--porcelain") == ""


def test_a_lock_file_of_the_project_is_installed_by_its_hashes(bare: Callable[[], list[str]], runner: Runner) -> None:
    runner.repository.write("requirements.lock", "")
    assert bare()[1].endswith(" --no-input --require-hashes --requirement requirements.lock")


def test_our_own_repository_runs_what_stands_in_it(bare: Callable[[], list[str]], runner: Runner) -> None:
    runner.repository.write("run", (runner.programs / "apt-get").read_text("utf-8"))
    (runner.root / "run").chmod(0o755)
    (runner.root / "concept_cli").mkdir()
    assert bare() == ["run true"]
    assert runner.step("check").returncode == 0
    assert (runner.root.parent / "asked").read_text("utf-8").endswith("run true\nrun concept check\n")


def test_what_pdf_needs_is_installed_where_that_can_be(bare: Callable[[], list[str]], runner: Runner) -> None:
    runner.plays("dpkg-query", '[ "$2" != libharfbuzz-subset0 ]')
    assert bare()[:2] == ["apt-get update -qq", "apt-get install -qq --yes --no-install-recommends libharfbuzz-subset0"]
    runner.plays("apt-get", "exit 100")
    assert bare()[0].startswith("python3 -m venv"), "without it everything but the PDF works"
    runner.plays("id", "echo 1000")
    assert bare()[0].startswith("python3 -m venv")


def test_without_the_tool_it_says_what_to_type(runner: Runner) -> None:
    (runner.programs / "concept").unlink()
    done = runner.step("check")
    assert (done.returncode, done.stderr) == (1, "steps: the tool is not here; type: sh .ci/steps install\n")
