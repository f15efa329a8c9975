"""Commits made by `concept_cli.git.commit`, and git as their judge: its check of the whole repository, its status, what it shows."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import pytest

from concept_cli import git
from concept_cli.diagnostics import ConceptError
from concept_cli.git import commits, writing
from tests.clients import ROOT, client
from tests.repositories import Repository, begun, two_drafts
from tests.test_git_hostile import LAKES, Way, changed, trap, watched
from tests.test_git_hostile import WAYS as WAYS_TO_READ

RIVERS: Final = "sections/rivers.md"
NEW: Final = "sections/Озёра и реки.md"
OFFICE: Final = git.Person("Жоба кеңсесі", "office@example.org")


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those that a test makes."""
    for name in [each for each in os.environ if each.startswith(("GIT_", "EMAIL", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_COMMITTER_NAME", OFFICE.name)
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", OFFICE.email)


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return two_drafts(tmp_path / "water")


def sound(made: Repository) -> str:
    """What git says of the folder, after it found nothing wrong in the whole repository."""
    said = made.git("fsck", "--strict", "--full", "--no-dangling")
    assert said == ""
    return made.git("-c", "core.quotepath=off", "status", "--porcelain", "--untracked-files=all")


def head(made: Repository) -> str:
    return made.git("rev-parse", "--verify", "--quiet", "HEAD", fails=True)


def refused(made: Repository, says: str, *paths: str, hint: str = "", message: str = "Why") -> ConceptError:
    """The reason for which nothing is committed; nothing of the repository changed but objects that nobody names."""
    before = (head(made), made.git("ls-files", "--stage"))
    with pytest.raises(ConceptError, match=says) as caught:
        git.commit(made.root, paths, message)
    assert hint in caught.value.hint
    assert (head(made), made.git("ls-files", "--stage")) == before
    assert not list((made.root / ".git").rglob("tmp_obj_*"))
    return caught.value


# ------------------------------------------------------------ what is made


def test_a_commit_is_what_git_would_have_made(made: Repository) -> None:
    before = head(made)
    made.write(LAKES, "changed\n")
    made.write(NEW, "new\n")
    (made.root / RIVERS).unlink()
    id = git.commit(made.root, [LAKES, NEW, RIVERS], "Зачем\n\nReason: Зачем")
    assert id == head(made)
    assert sound(made) == ""
    shown = made.git("-c", "core.quotepath=off", "show", "--format=%P|%an|%ae|%cn|%ce|%B", "--name-status", "--no-renames")
    assert shown.split("\n\n") == [
        f"{before}|{OFFICE.name}|{OFFICE.email}|{OFFICE.name}|{OFFICE.email}|Зачем",
        "Reason: Зачем",
        f"\nM\t{LAKES}\nD\t{RIVERS}\nA\t{NEW}",
    ]
    tree = made.git("rev-parse", "HEAD^{tree}")
    made.git("add", "--all")
    assert made.git("write-tree") == tree
    assert made.git("reflog", "--format=%gs").splitlines()[0] == "commit: Зачем"
    assert made.git("reflog", "main", "--format=%H").splitlines()[:2] == [id, before]


def test_the_author_may_be_somebody_else(made: Repository) -> None:
    made.write(LAKES, "changed\n")
    git.commit(made.root, [LAKES], "Why", git.Person("Нұр <x>\n", "n@example.org"))
    assert made.git("show", "--no-patch", "--format=%an|%ae|%cn") == f"Нұр x|n@example.org|{OFFICE.name}"


def test_what_else_is_staged_stays_so(made: Repository) -> None:
    made.write(LAKES, "staged before, and not this\n")
    made.write("stakeholders.yaml", "stakeholders: []\n")
    made.write("plan.txt", "intended\n")
    made.write("other.txt", "other\n")
    made.git("add", LAKES, "stakeholders.yaml", "other.txt")
    made.git("add", "--intent-to-add", "plan.txt")
    made.git("rm", "--quiet", "--cached", "records/sources.yaml")
    made.write(LAKES, "this\n")
    git.commit(made.root, [LAKES], "Why")
    assert made.git("show", f"HEAD:{LAKES}") == "this"
    assert sound(made).splitlines() == [
        "A  other.txt",
        " A plan.txt",
        "D  records/sources.yaml",
        "M  stakeholders.yaml",
        "?? records/sources.yaml",
    ]


def test_a_file_that_became_a_folder_and_back(made: Repository) -> None:
    (made.root / RIVERS).unlink()
    made.write(f"{RIVERS}/inside.md", "inside\n")
    git.commit(made.root, [f"{RIVERS}/inside.md"], "A folder")
    assert sound(made) == ""
    shutil.rmtree(made.root / RIVERS)
    made.write(RIVERS, "a file\n")
    git.commit(made.root, [RIVERS, f"{RIVERS}/inside.md"], "A file")
    assert sound(made) == ""
    shutil.rmtree(made.root / "records")
    git.commit(made.root, ["records/sources.yaml"], "The folder is gone")
    assert sound(made) == ""
    assert made.git("ls-tree", "--name-only", "HEAD").splitlines() == ["concept.yaml", "sections", "stakeholders.yaml"]


def test_names_that_sort_around_a_folder(made: Repository) -> None:
    paths = ["a/b.md", "a.b", "a-b", "a0", "a/c"]
    for path in paths:
        made.write(path, path)
    git.commit(made.root, paths, "Names")
    assert sound(made) == ""


def test_a_program_stays_one(made: Repository) -> None:
    (made.root / LAKES).chmod(0o755)
    git.commit(made.root, [LAKES], "A program")
    assert made.git("ls-tree", "HEAD", LAKES).startswith("100755")
    assert sound(made) == ""
    made.git("config", "core.fileMode", "false")
    (made.root / LAKES).chmod(0o644)
    made.write(LAKES, "changed\n")
    git.commit(made.root, [LAKES], "The disk knows nothing of programs")
    assert made.git("ls-tree", "HEAD", LAKES).startswith("100755")
    assert sound(made) == ""


# ----------------------------------------------------- kinds of repositories


def test_the_first_commit(tmp_path: Path) -> None:
    made = begun(tmp_path / "new", "--initial-branch=черновик/1")
    made.write(LAKES, "words\n")
    id = git.commit(made.root, [LAKES], "The first")
    assert made.git("log", "--format=%H %P") == id
    assert made.git("branch", "--show-current") == "черновик/1"
    assert sound(made) == ""


def test_all_files_may_go(tmp_path: Path) -> None:
    made = begun(tmp_path / "new")
    made.write("a.md", "a")
    made.commit()
    (made.root / "a.md").unlink()
    git.commit(made.root, ["a.md"], "Nothing is left")
    assert made.git("ls-tree", "HEAD") == ""
    assert sound(made) == ""


def test_a_detached_head(made: Repository) -> None:
    main = made.git("rev-parse", "main")
    made.git("checkout", "--quiet", "--detach", "HEAD~1")
    made.write(LAKES, "aside\n")
    id = git.commit(made.root, [LAKES], "Aside")
    assert (head(made), made.git("rev-parse", "main")) == (id, main)
    assert made.git("symbolic-ref", "HEAD", fails=True) == ""
    assert sound(made) == ""


def test_packed_objects_and_names(made: Repository) -> None:
    made.git("gc", "--quiet")
    assert not (made.root / ".git/refs/heads/main").exists()
    made.write(LAKES, "changed\n")
    assert git.commit(made.root, [LAKES], "Why") == head(made)
    assert made.git("rev-list", "--count", "HEAD") == "3"
    assert sound(made) == ""


def test_a_worktree_of_a_repository(made: Repository, tmp_path: Path) -> None:
    main = head(made)
    made.git("worktree", "add", "--quiet", "-b", "side", "../side")
    side = Repository(tmp_path / "side")
    side.write(LAKES, "aside\n")
    id = git.commit(side.root, [LAKES], "Aside")
    assert (head(side), head(made), made.git("rev-parse", "side")) == (id, main, id)
    assert (sound(side), sound(made)) == ("", "")


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "all", "concepts/вода/")
    made.write(f"concepts/вода/{LAKES}", "changed\n")
    made.write("concepts/other.md", "not this\n")
    git.commit(made.root / "concepts/вода", [LAKES], "Why")
    assert made.git("-c", "core.quotepath=off", "show", "--format=", "--name-only") == f"concepts/вода/{LAKES}"
    assert sound(made) == "?? concepts/other.md"


def test_a_name_that_leads_to_a_branch(made: Repository) -> None:
    made.git("symbolic-ref", "refs/heads/current", "refs/heads/main")
    made.git("symbolic-ref", "HEAD", "refs/heads/current")
    made.write(LAKES, "changed\n")
    id = git.commit(made.root, [LAKES], "Why")
    assert made.git("rev-parse", "main") == id
    assert (made.root / ".git/HEAD").read_text() == "ref: refs/heads/current\n"
    assert sound(made) == ""


@pytest.mark.parametrize("value", ["true", "input", "false"])
def test_line_ends_are_stored_as_git_stores_them(made: Repository, tmp_path: Path, value: str) -> None:
    files: dict[str, bytes] = {
        "plain.md": b"a\nb\n",
        "windows.md": b"a\r\nb\r\n",
        "mixed.md": b"a\r\nb\n",
        "old.md": b"a\r\nb\r\n",
        "picture": b"\0\r\n",
        "lone.md": b"\r \r\n",
    }
    made.write("old.md", "first\r\n")
    made.commit()
    made.git("config", "core.autocrlf", value)
    for path, content in files.items():
        made.write(path, content)
    twin = Repository(Path(shutil.copytree(made.root, tmp_path / "twin")))
    twin.commit("Twin")
    git.commit(made.root, files, "Why")
    assert made.git("rev-parse", "HEAD^{tree}") == twin.git("rev-parse", "HEAD^{tree}")
    assert sound(made) == ""


# --------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["merge", "side"], "A merge is under way"),
        (["rebase", "side"], "A rebase is under way"),
        (["cherry-pick", "side"], "A cherry-pick is under way"),
        (["revert", "--no-commit", "side~1"], "A revert is under way"),
    ],
)
def test_in_the_middle_of_something(made: Repository, words: list[str], says: str) -> None:
    made.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    made.write(LAKES, "theirs\n")
    made.commit("Theirs")
    made.write(LAKES, "theirs again\n")
    made.commit("Theirs again")
    made.git("checkout", "--quiet", "main")
    made.git(*words, fails=True)
    made.write(RIVERS, "changed\n")
    refused(made, says, RIVERS, hint=f"git {words[0]} --abort")


def test_files_in_conflict(made: Repository) -> None:
    made.write(LAKES, "stashed\n")
    made.git("stash", "--quiet")
    made.write(LAKES, "committed\n")
    made.commit()
    made.git("stash", "pop", fails=True)
    made.write(RIVERS, "changed\n")
    refused(made, "still in conflict", RIVERS)


def test_while_another_program_writes(made: Repository) -> None:
    made.write(LAKES, "changed\n")
    for name in ("index.lock", "refs/heads/main.lock"):
        lock = made.root / ".git" / name
        lock.touch()
        refused(made, f"{lock.name} is there", LAKES, hint=f"remove {lock}")
        lock.unlink()
    assert git.commit(made.root, [LAKES], "Why") == head(made)


def test_a_commit_made_meanwhile_is_not_lost(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    made.write(LAKES, "changed\n")
    tree, theirs = made.git("rev-parse", "HEAD^{tree}"), ""
    usual = commits._written_index

    def meanwhile(index: Any) -> bytes:
        nonlocal theirs
        theirs = made.git("commit-tree", tree, "-p", "HEAD", "-m", "Theirs")
        made.git("update-ref", "refs/heads/main", theirs)
        return usual(index)

    monkeypatch.setattr(commits, "_written_index", meanwhile)
    with pytest.raises(ConceptError, match="Somebody else committed"):
        git.commit(made.root, [LAKES], "Ours")
    assert head(made) == theirs
    monkeypatch.undo()
    monkeypatch.setenv("GIT_COMMITTER_NAME", "A")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "a@example.org")
    git.commit(made.root, [LAKES], "Ours")
    assert made.git("log", "--format=%s").splitlines()[:2] == ["Ours", "Theirs"]
    assert sound(made) == ""


def test_a_bare_repository_and_none(tmp_path: Path, made: Repository) -> None:
    bare = begun(tmp_path / "bare", "--bare")
    bare.write(LAKES, "words\n")
    with pytest.raises(ConceptError, match="is bare"):
        git.commit(bare.root, [LAKES], "Why")
    made.git("config", "core.bare", "true")
    with pytest.raises(ConceptError, match="is bare"):
        git.commit(made.root, [LAKES], "Why")
    (tmp_path / "nowhere").mkdir()
    with pytest.raises(git.NoHistory, match="is not kept in git"):
        git.commit(tmp_path / "nowhere", [LAKES], "Why")
    with pytest.raises(git.NoHistory):
        git.committer(tmp_path / "nowhere")


def test_objects_named_in_another_way(tmp_path: Path) -> None:
    made = begun(tmp_path / "new", "--object-format=sha256")
    made.write(LAKES, "words\n")
    with pytest.raises(ConceptError, match="by sha256"):
        git.commit(made.root, [LAKES], "Why")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["update-index", "--index-version", "4"], "of a kind that is not read yet"),
        (["update-index", "--split-index"], "of a kind that is not read yet"),
    ],
)
def test_other_kinds_of_index(made: Repository, words: list[str], says: str) -> None:
    made.git(*words)
    made.write(LAKES, "changed\n")
    refused(made, says, LAKES, hint="git update-index")
    made.git("update-index", "--no-split-index", "--index-version", "2")
    git.commit(made.root, [LAKES], "Why")
    assert sound(made) == ""


def test_a_broken_index(made: Repository) -> None:
    made.write(LAKES, "changed\n")
    index = made.root / ".git/index"
    index.write_bytes(index.read_bytes()[:-25] + b"x" * 25)
    with pytest.raises(ConceptError, match="the index is broken"):
        git.commit(made.root, [LAKES], "Why")


def test_what_git_keeps_in_the_index_to_be_faster_does_not_outlive_it(made: Repository) -> None:
    made.git("config", "core.untrackedCache", "true")
    made.git("update-index", "--untracked-cache", fails=True)
    made.git("status")
    made.git("write-tree")
    made.write(LAKES, "changed\n")
    made.write("sections/new.txt", "untracked\n")
    git.commit(made.root, [LAKES], "Why")
    assert made.git("write-tree") == made.git("rev-parse", "HEAD^{tree}")
    assert sound(made) == "?? sections/new.txt"


def test_files_that_are_none(made: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (made.root / "sections/link.md").symlink_to(tmp_path / "secret")
    refused(made, "it is a link", "sections/link.md")
    (made.root / "elsewhere").symlink_to(tmp_path)
    refused(made, "lies behind one", "elsewhere/secret")
    os.mkfifo(made.root / "sections/pipe.md")
    refused(made, "no ordinary file", "sections/pipe.md")
    for path in ("../secret", "/etc/passwd", ".git/config", "a/.GIT/config", "", "a//b", "a/\n.md", "\udcff.md"):
        refused(made, "cannot be the path", path)


def test_a_file_that_was_left_out_of_the_checkout_is_not_deleted(made: Repository) -> None:
    made.git("sparse-checkout", "set", "--no-cone", "/records/", "/concept.yaml")
    assert not (made.root / LAKES).exists()
    refused(made, "sparse checkout", LAKES)


def test_a_repository_inside(made: Repository, tmp_path: Path) -> None:
    other = two_drafts(tmp_path / "other")
    made.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(other.root), "inside")
    made.commit("A submodule")
    made.write("inside/new.md", "words\n")
    refused(made, "is a repository of its own", "inside/new.md")


def test_nothing_to_commit(made: Repository) -> None:
    refused(made, "nothing to commit", LAKES)
    refused(made, "nothing to commit", "never/was.md")
    refused(made, "nothing to commit")


@pytest.mark.parametrize("message", ["", " \n", "a\0b", "a\udcff"])
def test_a_message_that_is_none(made: Repository, message: str) -> None:
    made.write(LAKES, "changed\n")
    refused(made, "message", LAKES, message=message)


def test_an_object_that_is_broken_is_not_committed(made: Repository) -> None:
    made.write(LAKES, "changed\n")
    id = made.git("hash-object", "-w", LAKES)
    file = made.root / ".git/objects" / id[:2] / id[2:]
    file.chmod(0o644)
    file.write_bytes(b"")
    refused(made, "cannot be read", LAKES)


# ------------------------------------------------------------- who commits


def test_who_the_user_is(made: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert git.committer(made.root) == OFFICE
    monkeypatch.delenv("GIT_COMMITTER_NAME")
    monkeypatch.delenv("GIT_COMMITTER_EMAIL")
    with pytest.raises(ConceptError, match="does not know who you are") as caught:
        git.committer(made.root)
    assert "git config --global user.name" in caught.value.hint
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Автор")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "author@example.org")
    assert git.committer(made.root) == git.Person("Автор", "author@example.org")
    (tmp_path / ".gitconfig").write_text(
        '[user]\n\tname = "Айгүл # А"\n\temail = a@example.org ; x\n[include]\n\tpath = more\n', "utf-8"
    )
    assert git.committer(made.root) == git.Person("Айгүл # А", "a@example.org")
    (tmp_path / "more").write_text(
        '[includeIf "gitdir:water/"]\n\tpath = ~/work\n[includeIf "onbranch:ma*"]\n\tpath = branch\n', "utf-8"
    )
    (tmp_path / "work").write_text("[User]\n\tEMAIL = work@example.org\n", "utf-8")
    assert git.committer(made.root).email == "work@example.org"
    (tmp_path / "branch").write_text("[user]\n\temail = branch@example.org\n", "utf-8")
    assert git.committer(made.root).email == "branch@example.org"
    made.git("config", "user.email", "own@example.org")
    assert git.committer(made.root) == git.Person("Айгүл # А", "own@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(ConceptError):
        monkeypatch.delenv("GIT_AUTHOR_NAME")
        git.committer(made.root)


def test_settings_that_cannot_be_understood(made: Repository) -> None:
    (made.root / ".git/config").write_bytes(b"[core\nx")
    with pytest.raises(ConceptError, match="settings of git cannot be read"):
        git.commit(made.root, [LAKES], "Why")
    (made.root / ".git/config").write_bytes(b"[user]\nname = \xff\xfe\n")
    with suppress(ConceptError):
        git.committer(made.root)


def test_includes_of_the_repository_are_not_followed(made: Repository, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # whoever opened it would wait for ever
    made.git("config", "--file", ".git/config", "include.path", str(tmp_path / "pipe"))
    assert git.committer(made.root) == OFFICE


# ---------------------------------------------------------------- trailers


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Why\n\nReason: Зачем: так\n", (("Reason", "Зачем: так"),)),
        ("Why\n\nBody: no\n\nEditorial: a\nSigned-off-by: B <b@c>\n", (("Editorial", "a"), ("Signed-off-by", "B <b@c>"))),
        ("Why\n\nReason: a\n  and b\n", (("Reason", "a and b"),)),
        ("Why\r\n\r\nReason : a\r\n", (("Reason", "a"),)),
        ("Reason: only a subject", ()),
        ("Why\n\nReason: a\nand words\n", ()),
        ("Why\n\nReason: a\n\nWords.", ()),
        ("", ()),
    ],
)
def test_trailers(message: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert git.trailers(message) == expected


# ---------------------------------------------------------- nothing is run


def hook(name: str) -> Callable[[Repository, Path], object]:
    def make(made: Repository, canary: Path) -> None:
        (made.root / ".git/hooks").mkdir(exist_ok=True)
        (made.root / ".git/hooks" / name).symlink_to(canary)

    return make


def committed(*words: str) -> Callable[[Repository], object]:
    """A git commit of a changed file."""

    def sing(made: Repository) -> None:
        made.write(LAKES, "changed\n")
        made.git(*words, "commit", "--all", "--message", "Why", fails=True)

    return sing


HOOKS: Final = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change")
WAYS: Final = [
    *WAYS_TO_READ,
    *(Way(f"the hook {name}", {}, committed(), make=hook(name)) for name in HOOKS),
    Way("commit.gpgSign", {"commit.gpgSign": "true", "gpg.program": "!"}, committed()),
    Way("gpg.ssh.program", {"commit.gpgSign": "true", "gpg.format": "ssh", "gpg.ssh.program": "!", "user.signingKey": "/k"}, committed()),
    Way("a filter that must not fail", {"filter.x.clean": "!", "filter.x.required": "true"}, changed("add", "--all"), "*.md filter=x"),
    Way("gc.auto", {"gc.auto": "1", "gc.autoDetach": "false", "core.fsmonitor": "!"}, committed()),
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nothing_runs_whatever_is_configured(way: Way, tmp_path: Path) -> None:
    client("git")
    control = trap(way, tmp_path / "control")
    way.sing(control.made)
    assert control.sung.exists(), "the real git runs the canary, so a silent one means something"

    ours = trap(way, tmp_path / "ours")
    ours.made.write(LAKES, "changed\n")
    with watched() as events:
        id = git.commit(ours.made.root, [LAKES], "Why")
    assert not ours.sung.exists()
    assert [each for each in events if not each.startswith("open ")] == []
    assert not [each for each in events if "attributes" in each]
    assert (ours.made.root / ".git/refs/heads/main").read_text().strip() == id


def test_where_git_is_not_installed_nothing_is_missing(made: Repository) -> None:
    """In a process of its own, in which GitPython was not imported yet; whatever it starts is told of."""
    made.write(LAKES, "changed\n")
    probe = (
        "import sys, pathlib\n"
        "heard = []\n"
        "names = {'subprocess.Popen', 'os.system', 'os.exec', 'os.posix_spawn', 'os.fork', 'os.forkpty', 'socket.connect'}\n"
        "sys.addaudithook(lambda event, _: heard.append(event) if event in names else None)\n"
        "from concept_cli import git\n"
        f"print(git.commit(pathlib.Path({str(made.root)!r}), [{LAKES!r}], 'Why'), heard, 'git' in sys.modules)\n"
    )
    environment = {**os.environ, "PATH": "/nowhere", "PYTHONPATH": str(ROOT), "GIT_PYTHON_REFRESH": "raise"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", probe], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"{head(made)} [] True\n", "")
    assert sound(made) == ""


def test_gitpython_works_as_ever_after_it_was_imported_by_us(made: Repository) -> None:
    git.committer(made.root)
    import git as gitpython

    with gitpython.Repo(made.root) as repo:
        assert repo.git.rev_parse("HEAD") == head(made)


def test_a_log_that_is_a_link_is_not_written(made: Repository, tmp_path: Path) -> None:
    target = tmp_path / "profile"
    target.write_text("mine\n")
    log = made.root / ".git/logs/HEAD"
    log.unlink()
    log.symlink_to(target)
    made.write(LAKES, "changed\n")
    refused(made, "The branch of the repository cannot be written", LAKES)
    assert target.read_text() == "mine\n"


# ------------------------------------------------------------------ faults


@contextmanager
def stopping(at: int, how: str, patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let the call number ``at`` of those that change the disk fail (``full``), or be the last one of this process (``killed``)."""
    calls: list[str] = []

    def stopped(name: str, usual: Callable[..., Any]) -> Callable[..., Any]:
        def call(*details: Any, **more: Any) -> Any:
            calls.append(name)
            if calls and len(calls) == at:
                if how == "killed":
                    os._exit(9)
                if name == "write":  # a part of it
                    usual(details[0], bytes(details[1])[:7])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return usual(*details, **more)

        return call

    class Stopping:
        def __getattr__(self, name: str) -> Any:
            usual = getattr(os, name)
            return stopped(name, usual) if name in {"open", "write", "fsync", "replace"} else usual

    with patch.context() as context:
        context.setattr(writing, "os", Stopping())
        yield calls


def once(once_made: Path, place: Path) -> Repository:
    shutil.rmtree(place, ignore_errors=True)
    return Repository(Path(shutil.copytree(once_made, place, symlinks=True)))


def attempt(made: Repository) -> str:
    return git.commit(made.root, [LAKES, NEW, RIVERS], "Why")


@pytest.fixture
def prepared(made: Repository) -> Path:
    made.write(LAKES, "changed\n" * 99)
    made.write(NEW, "new\n" * 99)
    (made.root / RIVERS).unlink()
    made.write("staged.txt", "staged\n")
    made.git("add", "staged.txt")
    return made.root


def test_a_full_disk_at_any_write(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Callable[[str], None]
) -> None:
    old = head(Repository(prepared))
    kinds: dict[str, int] = {}
    for at in range(1, 200):
        made = once(prepared, tmp_path / "tried")
        said = None
        with stopping(at, "full", monkeypatch) as calls:
            try:
                attempt(made)
            except ConceptError as error:
                said = error
        if len(calls) < at:
            assert said is None
            break
        now = head(made)
        told = "new" if said is None or "was made" in said.message else "old"
        assert (now == old) == (told == "old"), (at, calls[-1], said)
        assert not list((made.root / ".git").rglob("*.lock"))
        assert not list((made.root / ".git").rglob("tmp_obj_*"))
        status = sound(made)
        if told == "old":
            assert "A  staged.txt" in status
            attempt(made)
        elif said:
            made.git("reset", "--quiet")
        assert set(sound(made).splitlines()) <= {"A  staged.txt", "?? staged.txt"}
        kinds[told] = kinds.get(told, 0) + 1
    assert kinds["old"] > 30
    record(f"a disk full at {sum(kinds.values())} calls of a commit: {kinds}")


def test_a_kill_at_any_write(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Callable[[str], None]
) -> None:
    git.committer(prepared)  # GitPython is imported once
    old = head(Repository(prepared))
    kinds: dict[str, int] = {"old": 0, "new": 0}
    for at in range(1, 200):
        made = once(prepared, tmp_path / "tried")
        child = os.fork()
        if not child:
            with stopping(at, "killed", monkeypatch), suppress(BaseException):
                attempt(made)
                os._exit(0)
            os._exit(1)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in {0, 9}
        if not ended:
            break
        now = head(made)
        for lock in (made.root / ".git").rglob("*.lock"):  # as the message says
            lock.unlink()
        sound(made)
        if now == old:
            attempt(made)
            assert sound(made) == "A  staged.txt"
        else:
            assert made.git("rev-parse", "HEAD~1") == old
            made.git("reset", "--quiet")
            assert sound(made) == "?? staged.txt"
        kinds["old" if now == old else "new"] += 1
    assert kinds["old"] > 30
    assert kinds["new"]
    record(f"killed at {sum(kinds.values())} calls of a commit: {kinds}")
