"""`concept save`: what changed of a project, and why, in a commit; git says whether it is one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from concept_cli import git, history
from tests.bad import FILES
from tests.repositories import Repository, begun, two_drafts
from tests.test_commands import concept, project

LAKES = "sections/lakes.md"
CHANGED = FILES[LAKES].replace("Text", "Other words")
FOLDERS = ("sections", "records", "templates", "contributions", "releases")


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return two_drafts(tmp_path / "water")


def save(made: Repository, *words: str, folder: str = ".", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, as somebody types it whom git knows."""
    known = {
        "HOME": str(made.root.parent),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_COMMITTER_NAME": "Айгүл",
        "GIT_COMMITTER_EMAIL": "a@b.kz",
    }
    done = concept("save", *words, cwd=made.root / folder, **(known | environment))
    assert "Traceback" not in done.stderr
    assert made.git("fsck", "--strict", "--no-dangling") == ""
    return done


def message(made: Repository) -> str:
    return made.git("show", "--no-patch", "--format=%B")


def touched(made: Repository) -> list[str]:
    return made.git("-c", "core.quotepath=off", "show", "--format=", "--name-status", "--no-renames").splitlines()


def test_what_changed_is_saved_with_the_reason(made: Repository) -> None:
    made.write(LAKES, CHANGED)
    made.write("contributions/Пікір.txt", "an opinion\n")
    (made.root / "sections/lakes.ru.md").unlink()
    done = save(made, "Слова о реках")
    assert (done.returncode, done.stderr) == (0, "3 files saved: Слова о реках\n")
    assert done.stdout == made.git("rev-parse", "HEAD")[:7] + "\n"
    assert message(made) == "Слова о реках\n\nReason: Слова о реках"
    assert git.trailers(message(made)) == (("Reason", "Слова о реках"),)
    assert touched(made) == ["A\tcontributions/Пікір.txt", f"M\t{LAKES}", "D\tsections/lakes.ru.md"]
    assert made.git("show", "--no-patch", "--format=%an %cn %ae") == "Айгүл Айгүл a@b.kz"
    assert made.git("status", "--porcelain") == ""


def test_an_editorial_change_says_so(made: Repository) -> None:
    made.write(LAKES, CHANGED)
    assert save(made, "Spelling", "--editorial").returncode == 0
    assert message(made) == "Spelling\n\nEditorial: Spelling"


def test_everything_of_the_project_and_nothing_else(made: Repository) -> None:
    """What lies beside the folders, or is hidden, is left out; what somebody staged stays staged."""
    for name in FOLDERS[2:]:
        made.write(f"{name}/deep/er/file.txt", "text\n")
    made.write("stakeholders.yaml", FILES["stakeholders.yaml"] + "# more\n")
    made.write("concept.yaml", FILES["concept.yaml"] + "# more\n")
    for other in (
        "dist/page.html",
        "notes.txt",
        ".concept/lock",
        "contributions/.concept-ab12-0.part",
        "sections/.x.swp",
    ):
        made.write(other, "other\n")
    made.write("staged.txt", "staged\n")
    made.git("add", "staged.txt")
    assert save(made, "All").returncode == 0
    assert [line[2:] for line in touched(made)] == [
        "concept.yaml", "contributions/deep/er/file.txt", "releases/deep/er/file.txt", "stakeholders.yaml", "templates/deep/er/file.txt",
    ]  # fmt: skip
    assert "A  staged.txt" in made.git("status", "--porcelain")


def test_the_first_save_of_all(tmp_path: Path) -> None:
    made = begun(tmp_path / "new")
    project(made.root)
    done = save(made, "The first draft")
    assert done.stderr == f"{len(FILES)} files saved: The first draft\n"
    assert made.git("ls-files").splitlines() == sorted(FILES)
    assert made.git("status", "--porcelain") == ""
    assert history.revision(made.root, "HEAD").digest(LAKES)


def test_a_project_that_is_new_in_an_old_repository(tmp_path: Path) -> None:
    made = begun(tmp_path / "all")
    made.write("README", "other\n")
    made.commit()
    project(made.root / "concepts/water")
    assert save(made, "The first draft", folder="concepts/water").returncode == 0
    assert made.git("ls-files", "concepts").splitlines() == [f"concepts/water/{path}" for path in sorted(FILES)]
    made.write(f"concepts/water/{LAKES}", CHANGED)
    assert save(made, "Words", folder="concepts/water").returncode == 0
    assert touched(made) == [f"M\tconcepts/water/{LAKES}"]


def test_nothing_changed(made: Repository) -> None:
    before = made.git("rev-parse", "HEAD")
    made.write(LAKES, (made.root / LAKES).read_bytes().replace(b"\n", b"\r\n"))  # line ends alone are no change
    made.write("notes.txt", "other\n")
    done = save(made, "Why")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing changed since it was saved last.\n")
    assert made.git("rev-parse", "HEAD") == before


def test_nothing_is_saved_while_there_are_errors(made: Repository) -> None:
    before = made.git("rev-parse", "HEAD")
    made.write(LAKES, CHANGED + "See [](#nowhere).\n")
    done = save(made, "Why")
    assert done.returncode == 1
    assert done.stdout == concept("check", cwd=made.root).stdout
    assert "error[" in done.stdout
    assert done.stderr == "Nothing was saved, because the text has 1 error. Mend it, then save again.\n"
    made.write("concept.yaml", "format: 1\n")
    assert save(made, "Why").returncode == 1
    assert made.git("rev-parse", "HEAD") == before


def test_warnings_stop_nobody(made: Repository) -> None:
    made.write(LAKES, CHANGED + "The the lake.\n")
    assert concept("check", cwd=made.root).stdout
    assert save(made, "Why").returncode == 0


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ("", "The reason is empty."),
        ("  ", "The reason is empty."),
        ("a\nb", "invisible character, U+000A"),
        ("a\u202eb", "U+202E"),
    ],
)
def test_a_reason_that_is_none(made: Repository, why: str, says: str) -> None:
    made.write(LAKES, CHANGED)
    done = save(made, why)
    assert done.returncode == 1
    assert says in done.stderr
    assert message(made) == "The second draft"


def test_whoever_is_not_known_to_git_is_told_what_to_type(made: Repository) -> None:
    made.write(LAKES, CHANGED)
    done = save(
        made, "Why", GIT_COMMITTER_NAME="", GIT_COMMITTER_EMAIL="", GIT_CONFIG_GLOBAL=os.devnull, GIT_AUTHOR_NAME="", EMAIL=""
    )
    assert done.returncode == 1
    assert done.stderr.startswith("concept: Git does not know who you are")
    assert "git config --global user.name" in done.stderr


def test_a_project_that_is_not_in_git(tmp_path: Path) -> None:
    done = concept("save", "Why", cwd=project(tmp_path / "water"))
    assert done.returncode == 1
    assert "is not kept in git" in done.stderr
    assert "git init" in done.stderr


def test_a_link_is_left_as_it_is_and_a_new_one_refused(made: Repository) -> None:
    made.write("templates/one.txt", "one\n")
    (made.root / "templates/two.txt").symlink_to("one.txt")
    made.commit()
    made.write(LAKES, CHANGED)
    assert save(made, "Words").returncode == 0
    assert touched(made) == [f"M\t{LAKES}"]
    (made.root / "templates/three.txt").symlink_to("one.txt")
    done = save(made, "A link")
    assert done.returncode == 1
    assert done.stderr.startswith("concept: templates/three.txt cannot be committed: it is a link")


def test_it_works_without_git(made: Repository) -> None:
    made.write(LAKES, CHANGED)
    assert save(made, "Words", PATH="/nowhere").returncode == 0
    assert touched(made) == [f"M\t{LAKES}"]


def test_what_was_saved_can_be_compared(made: Repository) -> None:
    made.write(LAKES, CHANGED)
    save(made, "Words")
    assert "Other" in concept("diff", "HEAD~1", "HEAD", cwd=made.root).stdout


def test_what_a_project_began_with_is_saved_too(tmp_path: Path) -> None:
    assert concept("init", "water", "--profile", "plain", "--title", "Water", cwd=tmp_path).returncode == 0
    made = begun(tmp_path / "water")
    assert save(made, "Begun").returncode == 0
    assert made.git("status", "--porcelain") == ""
    assert {"README.md", ".gitattributes", ".gitignore", "schemas/concept.json"} <= {
        each.split("\t")[1] for each in touched(made)
    }
