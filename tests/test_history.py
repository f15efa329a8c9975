"""History: 30 situations of git, made by the real one, each read without it or refused in one sentence that says what to type."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Final

import pytest

from concept_cli import git, history
from concept_cli.diagnostics import ConceptError
from concept_cli.draft import both, examine
from concept_cli.sources import Folder, Unreadable
from tests.bad import FILES
from tests.clients import ROOT, client
from tests.repositories import FIRST, SECOND, Repository, begun, two_drafts
from tests.test_commands import concept

LAKES: Final = "sections/lakes.md"


def lakes(root: Path, name: str) -> str:
    """What the first section says at a revision: Text in the first draft, Words in the second."""
    content = history.revision(root, name).read(LAKES)
    assert content is not None
    return "Text" if b"Text [@report]" in content else "Words" if b"Words [@report]" in content else content.decode()


# ------------------------------------------------------------ situations


@dataclass(frozen=True)
class Situation:
    """A repository in some state, the revision asked for, and what is found: a word of the text, or what the refusal says and advises."""

    name: str
    make: Callable[[Path], Path]
    ask: str
    gives: str = ""
    says: str = ""
    advises: str = ""


def plain(path: Path) -> Path:
    return two_drafts(path).root


def after(*commands: str) -> Callable[[Path], Path]:
    """Two drafts, and then some git commands."""

    def make(path: Path) -> Path:
        made = two_drafts(path)
        for command in commands:
            made.git(*command.split())
        return made.root

    return make


def in_a_subfolder(path: Path) -> Path:
    return two_drafts(path, "papers/water/").root / "papers" / "water"


def in_a_subfolder_seen_from_the_top(path: Path) -> Path:
    return two_drafts(path, "papers/water/").root


def cloned_with_a_branch(path: Path) -> Path:
    """A clone in which the branches of the other repository have names of their own."""
    origin = two_drafts(path / "origin")
    origin.git("branch", "side")
    origin.git("clone", "--quiet", str(path / "origin"), str(path / "clone"))
    return path / "clone"


def without_git(path: Path) -> Path:
    path.mkdir()
    return path


def unborn(path: Path) -> Path:
    return begun(path).root


def cloned(*options: str) -> Callable[[Path], Path]:
    """A clone of two drafts."""

    def make(path: Path) -> Path:
        origin = two_drafts(path / "origin")
        origin.git("config", "uploadpack.allowFilter", "true")
        origin.git("clone", "--quiet", *options, (path / "origin").as_uri(), str(path / "clone"))
        return path / "clone"

    return make


def borrowing(path: Path) -> Path:
    """A clone that has no objects of its own."""
    origin = two_drafts(path / "origin")
    origin.git("clone", "--quiet", "--shared", str(path / "origin"), str(path / "clone"))
    return path / "clone"


def worktree(path: Path) -> Path:
    two_drafts(path / "main").git("worktree", "add", "--quiet", "--detach", str(path / "other"), "HEAD~1")
    return path / "other"


def submodule(path: Path) -> Path:
    two_drafts(path / "paper")
    around = begun(path / "around")
    around.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(path / "paper"), "paper")
    return path / "around" / "paper"


def before_the_concept(path: Path) -> Path:
    made = begun(path)
    made.write("README.md", "Nothing yet.\n")
    made.commit("Before")
    for name, content in FILES.items():
        made.write(name, content)
    made.commit("The concept")
    return made.root


def empty_commit(path: Path) -> Path:
    made = begun(path)
    made.commit("Nothing at all")
    return made.root


def merged(path: Path) -> Path:
    """A branch that changed the text, merged later."""
    made = begun(path)
    for name, content in FILES.items():
        made.write(name, content)
    made.commit("The first draft", FIRST)
    made.git("checkout", "--quiet", "-b", "side")
    made.write(LAKES, FILES[LAKES].replace("Text", "Words"))
    made.commit("On the side", "2022-01-01T00:00:00+00:00")
    made.git("checkout", "--quiet", "main")
    made.git("merge", "--quiet", "--no-ff", "--no-edit", "side", day=SECOND)
    return made.root


def loose(root: Path, id: str) -> Path:
    return root / ".git" / "objects" / id[:2] / id[2:]


def without(path: Path, *names: str) -> Repository:
    """Two drafts, and what git calls these objects gone."""
    made = two_drafts(path)
    for name in names:
        loose(path, made.git("rev-parse", name)).unlink()
    return made


def linked(*paths: str) -> Callable[[Path], Path]:
    """Two drafts, and a third in which these paths are links to what stood there."""

    def make(path: Path) -> Path:
        made = two_drafts(path)
        for each in paths:
            (made.root / each).rename(made.root / "other")
            (made.root / each).symlink_to(made.root / "other")
        made.commit("Links")
        return made.root

    return make


def corrupt_object(path: Path) -> Path:
    made = two_drafts(path)
    tree = loose(path, made.git("rev-parse", "HEAD~1^{tree}"))
    tree.chmod(0o644)
    tree.write_bytes(b"no object\n")
    return path


def another_object(path: Path) -> Path:
    """An object that unpacks well and is not what its name says."""
    made = two_drafts(path)
    tree = loose(path, made.git("rev-parse", "HEAD~1^{tree}"))
    other = loose(path, made.git("rev-parse", "HEAD^{tree}"))
    tree.chmod(0o644)
    tree.write_bytes(other.read_bytes())
    return path


def lost_object(path: Path) -> Path:
    made = two_drafts(path)
    loose(path, made.git("rev-parse", "HEAD~1^{tree}")).unlink()
    return path


def corrupt_ref(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        made = two_drafts(path)
        (made.root / ".git" / "refs" / "heads" / "bad").write_bytes(content)
        return path

    return make


def pipe_for_a_ref(path: Path) -> Path:
    two_drafts(path)
    os.mkfifo(path / ".git" / "refs" / "heads" / "bad")
    return path


def sha256_repository(path: Path) -> Path:
    made = begun(path, "--object-format=sha256")
    made.write("concept.yaml", FILES["concept.yaml"])
    made.commit()
    return path


def reftable(path: Path) -> Path:
    """As git lays it out since 2.45: the names are elsewhere, and HEAD is a stub."""
    two_drafts(path)
    (path / ".git" / "reftable").mkdir()
    (path / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
    return path


def astray(path: Path) -> Path:
    path.mkdir()
    (path / ".git").write_text("gitdir: /nowhere/at/all\n")
    return path


def alike(made: Repository) -> str:
    """Digits with which two commits begin, made by trying messages."""
    head = (
        f"tree {made.git('rev-parse', 'HEAD^{tree}')}\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\n"
    )
    seen: dict[str, bytes] = {}
    for number in range(5_000):
        body = f"{head}{number}\n".encode()
        content = b"commit %d\0" % len(body) + body
        digits = sha1(content, usedforsecurity=False).hexdigest()[:4]
        if digits in seen:
            for each in (content, seen[digits]):
                file = loose(made.root, sha1(each, usedforsecurity=False).hexdigest())
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(zlib.compress(each))
            return digits
        seen[digits] = content
    raise AssertionError("of 5,000 hashes some begin alike")


SITUATIONS: Final = [
    Situation("the last commit", plain, "HEAD", gives="Words"),
    Situation("steps back", plain, "HEAD~1", gives="Text"),
    Situation("a step back from a branch", plain, "main^", gives="Text"),
    Situation("farther back than there is", plain, "HEAD~7", says="does not go back as far as HEAD~7", advises="git log"),
    Situation("a day on which nothing was committed", plain, "2023-01-01", gives="Text"),
    Situation("a day, by the clock of who committed", plain, "2024-02-12", gives="Words"),
    Situation("a day before everything", plain, "2020-12-31", says="the history begins on 2021-08-01", advises="later day"),
    Situation("a day that does not exist", plain, "2023-02-30", says="There is no day 2023-02-30", advises="2024-02-12"),
    Situation("a tag", after("tag v1 HEAD~1"), "v1", gives="Text"),
    Situation("a tag with a message", after("tag -a -m one v1 HEAD~1"), "v1", gives="Text"),
    Situation("a tag of a tag", after("tag -a -m one v1 HEAD~1", "tag -a -m two v2 v1"), "v2", gives="Text"),
    Situation("a tag of a folder", after("tag -a -m tree v1 HEAD^{tree}"), "v1", says="v1 names a tree and no commit", advises="label"),
    Situation("a tag of a file", after("tag v1 HEAD:concept.yaml"), "v1", says="v1 names a blob and no commit", advises="label"),
    Situation("names and objects packed", after("tag v1 HEAD~1", "gc --quiet", "pack-refs --all"), "v1", gives="Text"),
    Situation("a detached HEAD", after("checkout --quiet --detach HEAD~1"), "HEAD", gives="Text"),
    Situation("a branch of another repository", cloned(), "origin/main", gives="Words"),
    Situation("a merge", merged, "HEAD", gives="Words"),
    Situation("a day before a merge, on the branch itself", merged, "2023-01-01", gives="Text"),
    Situation("a shallow clone, inside", cloned("--depth=1"), "HEAD", gives="Words"),
    Situation("a shallow clone, beyond", cloned("--depth=1"), "HEAD~1", says="the clone is shallow", advises="git fetch --unshallow"),
    Situation("a shallow clone, by day", cloned("--depth=1"), "2023-01-01", says="shallow", advises="git fetch --unshallow"),
    Situation("a clone without trees", cloned("--filter=tree:0"), "HEAD~1", says="made without all files", advises="--refetch"),
    Situation("objects lent by another repository", borrowing, "HEAD~1", gives="Text"),
    Situation("a worktree", worktree, "HEAD", gives="Text"),
    Situation("a submodule", submodule, "HEAD~1", gives="Text"),
    Situation("a bare repository", cloned("--bare"), "HEAD~1", gives="Text"),
    Situation("a subfolder of a repository", in_a_subfolder, "HEAD~1", gives="Text"),
    Situation("no git", without_git, "HEAD", says="is not kept in git, so there are no earlier drafts", advises="git init"),
    Situation("no commit yet", unborn, "HEAD", says="Nothing was committed yet on the branch main", advises="git commit"),
    Situation("a commit without files", empty_commit, "HEAD", says="There was no concept.yaml at HEAD", advises=""),
    Situation("before the concept", before_the_concept, "HEAD~1", says="There was no concept.yaml", advises="The first commit"),
    Situation("an object of rubbish", corrupt_object, "HEAD~1", says="does not say what it is", advises="git fsck"),
    Situation("an object in place of another", another_object, "HEAD~1", says="is not what its name says", advises="git fsck"),
    Situation("an object that is gone", lost_object, "HEAD~1", says="lacks the object", advises="git fsck"),
    Situation("a concept that is a link", linked("concept.yaml"), "HEAD", says="HEAD .* cannot be read: it is a link", advises="commit"),
    Situation("a concept elsewhere", in_a_subfolder_seen_from_the_top, "HEAD", says="There was no concept.yaml", advises="-C FOLDER"),
    Situation("a label, seen from elsewhere", in_a_subfolder_seen_from_the_top, "draft-1", says="no draft", advises="-C FOLDER"),
    Situation("a tag beyond a shallow clone", cloned("--depth=1"), "v1", says="There is no draft, tag", advises="--unshallow --tags"),
    Situation("a branch of the other repository", cloned_with_a_branch, "side", says="There is no draft", advises="mean origin/side?"),
    Situation("another branch of that repository", cloned_with_a_branch, "origin/xyz", says="There is no draft", advises="by label, tag"),
    Situation("a branch of rubbish", corrupt_ref(b"\0\xff rubbish"), "bad", says="heads/bad holds no commit", advises="git fsck"),
    Situation("an empty branch", corrupt_ref(b""), "bad", says="holds no commit", advises="git fsck"),
    Situation("a branch that leads out", corrupt_ref(b"ref: ../../../etc/passwd"), "bad", says="can be no name", advises="git fsck"),
    Situation("a branch that leads to itself", corrupt_ref(b"ref: refs/heads/bad"), "bad", says="from name to name", advises="git"),
    Situation("a branch of a million letters", corrupt_ref(b"a" * 1_000_000), "bad", says="more than 4,096 bytes", advises="git fsck"),
    Situation("a pipe for a branch", pipe_for_a_ref, "bad", says="is no ordinary file", advises="git fsck"),
    Situation("SHA-256", sha256_repository, "HEAD", says="by SHA-256, which is not read yet", advises="sha1"),
    Situation("a reftable", reftable, "HEAD", says="in a reftable, which is not read yet", advises="git refs migrate"),
    Situation("a .git that leads nowhere", astray, "HEAD", says="does not lead to a repository", advises="git status"),
]  # fmt: skip


@pytest.mark.parametrize("each", SITUATIONS, ids=lambda each: each.name)
def test_every_situation_works_or_says_why(each: Situation, tmp_path: Path) -> None:
    client("git")
    root = each.make(tmp_path / "project")
    if each.gives:
        assert lakes(root, each.ask) == each.gives
        return
    with pytest.raises(ConceptError) as trouble:
        history.revision(root, each.ask)
    assert re.search(each.says, trouble.value.message)
    assert each.advises in trouble.value.hint
    assert trouble.value.hint


def test_there_are_enough_situations(record: Callable[[str], None]) -> None:
    names = [each.name for each in SITUATIONS]
    assert len(set(names)) == len(names) >= 18
    refused = sum(1 for each in SITUATIONS if each.says)
    record(f"git situations: {len(names)}, of which {refused} are refused in one sentence")


def test_a_commit_is_found_by_its_digits_in_any_case(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    id = made.git("rev-parse", "HEAD~1")
    for typed in (id, id[:7], id[:4].upper(), id.upper()):
        assert history.revision(made.root, typed).commit == id
    made.git("gc", "--quiet")
    assert lakes(made.root, id[:7]) == "Text"


def test_digits_that_several_commits_share_are_refused(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    digits = alike(made)
    with pytest.raises(ConceptError, match=f"Several commits begin with {digits}: {digits}"):
        history.revision(made.root, digits)


# ------------------------------------------------------------------ names

NO_NAMES: Final = ("", "-x", "--output=x", "a..b", "a b", "a\nb", "a\x1b[2J", ":/x", "HEAD@{1}", "a//b", "/etc", "x.lock", "a:b",
                   "a?", "a*", "[a]", "a\\b", ".", "..", "x" * 300, "a\u202eb", "HEAD^{tree}", "a/.b", "b.", "\ud800")  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES, ids=ascii)
def test_what_can_be_no_name_is_refused_before_anything_is_looked_up(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConceptError, match="cannot be the name of a draft") as trouble:
        history.revision(tmp_path / "nowhere", name)
    assert len(trouble.value.message) < 120


@pytest.mark.parametrize(
    "name", ["x" * 5_000, "HEAD" + "~" * 5_000, "~a" * 50_000, "я" * 200, "a/" * 2_000 + "b", "main~1" * 100]
)
def test_a_name_that_is_too_long_is_called_that_and_shown_short(name: str, tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    with pytest.raises(ConceptError, match="cannot be the name of a draft: it is too long") as trouble:
        history.revision(made.root, name)
    assert len(trouble.value.message) < 120
    assert trouble.value.hint.startswith(f"It has {len(name):,} letters. Name the commit")


@pytest.mark.parametrize("name", ["b" * 240, "я" * 120])
def test_the_longest_names_that_git_has_are_found_and_shown_short(name: str, tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.git("branch", name)
    assert len(history.revision(made.root, name).name) < 80
    for lacking in (f"{name}~9", f"{name[:-1]}c"):
        with pytest.raises(ConceptError) as trouble:
            history.revision(made.root, lacking)
        assert len(trouble.value.message) < 120


@pytest.mark.parametrize(("typed", "meant"), [("mian", "main"), ("versoin-1", "version-1"), ("HAED", "HEAD")])
def test_the_nearest_names_are_offered(typed: str, meant: str, tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.git("tag", "version-1")
    with pytest.raises(ConceptError, match="There is no draft, tag, branch or commit") as trouble:
        history.revision(made.root, typed)
    assert meant in trouble.value.hint


def test_branches_with_hostile_names_are_neither_found_nor_offered(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    head, folder = made.git("rev-parse", "HEAD"), made.root / ".git" / "refs" / "heads"
    hostile = (
        "-upload-pack",
        "upload pack",
        "upload\x1b]0;pack\x07",
        "upload\u202epack",
        "upload..pack",
        "upload.lock",
        "upload\npack",
    )
    for name in hostile:
        (folder / name).write_text(head + "\n")
    (folder / "upload-pack").write_text(head + "\n")
    packed = "".join(f"{head} refs/heads/{name}\n" for name in hostile)
    (made.root / ".git" / "packed-refs").write_text(packed)
    for name in hostile:
        with pytest.raises(ConceptError):
            history.revision(made.root, name)
    with pytest.raises(ConceptError) as trouble:
        history.revision(made.root, "upload-pakc")
    assert trouble.value.hint.startswith("Did you mean upload-pack")
    assert not any(f" {name} " in trouble.value.hint for name in hostile)


def test_the_working_folder_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(ConceptError, match="is the folder as it is now"):
        history.revision(tmp_path, history.WORKING)


def test_a_name_says_which_commit_it_stands_for(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    id = made.git("rev-parse", "HEAD")
    assert history.revision(made.root, "main").name == f"main ({id[:7]})"
    assert history.revision(made.root, id[:10]).name == id[:7]
    assert history.revision(made.root, "HEAD").day.isoformat() == "2024-02-12", "by the clock of who committed"


def test_the_environment_has_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a hook of another repository, where git sets these."""
    made, other = two_drafts(tmp_path / "project"), begun(tmp_path / "other")
    for name in ("GIT_DIR", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(other.root / ".git"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git" / "objects"))
    monkeypatch.setenv("PATH", "")
    assert lakes(made.root, "HEAD~1") == "Text"


# ------------------------------------------------------- a revision as a source


def test_a_revision_reads_like_the_folder_it_was(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.write("sections/pictures/deep/озеро.svg", "<svg/>")
    made.commit()
    revision, folder = history.revision(made.root, "HEAD"), Folder(made.root)
    for top in (".", "sections", "records", "templates", "concept.yaml", "none"):
        mine = tuple(path for path in folder.paths(top) if not path.startswith("./.git/"))
        assert revision.paths(top) == mine
        for path in (each.removeprefix("./") for each in mine):
            assert revision.read(path) == folder.read(path)
            assert revision.digest(path) == folder.digest(path) == made.git("hash-object", path)
    for path in ("none", "none/none", "sections/lakes.md/none", "sections/../concept.yaml"):
        assert (revision.read(path), revision.digest(path)) == (None, None)
    assert examine(revision).project.fragments == examine(folder).project.fragments


def test_links_and_submodules_of_a_draft_are_named_and_not_followed(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    (made.root / "sections/rivers.md").unlink()
    (made.root / "sections/rivers.md").symlink_to("/etc/passwd")
    (made.root / "records/sources.yaml").unlink()
    (made.root / "records").rmdir()
    (made.root / "records").symlink_to("sections")
    made.commit()
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.git('rev-parse', 'HEAD')},templates")
    made.git("commit", "--quiet", "--message", "A submodule")
    revision = history.revision(made.root, "HEAD")
    with pytest.raises(Unreadable, match="links are not followed"):
        revision.read("sections/rivers.md")
    with pytest.raises(ConceptError, match=r"records of HEAD .* it is a link"):
        revision.paths("records")
    with pytest.raises(ConceptError, match=r"templates of HEAD .* a repository of its own"):
        revision.paths("templates")
    with pytest.raises(Unreadable, match="it is a folder"):
        revision.read("sections")
    assert revision.digest("sections/rivers.md") is None


def test_a_file_that_is_too_large_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.write("sections/lakes.md", b"x\n" * 10_500_000)
    made.commit()
    for _ in ("loose", "packed"):
        with pytest.raises(Unreadable, match="21,000,000 bytes; at most 20,000,000 are read"):
            history.revision(made.root, "HEAD").read(LAKES)
        made.git("gc", "--quiet")


def test_a_million_lines_are_a_finding_and_no_wait(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.write("sections/lakes.md", "---\ntitle: Lakes\n---\n" + "word\n" * 1_000_000)
    made.commit()
    found = examine(history.revision(made.root, "HEAD")).findings
    assert [(each.rule.name, each.place.path) for each in found if each.rule.stops] == [("too-large", LAKES)]


def test_broken_and_binary_files_of_an_old_draft_are_findings(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.write("sections/lakes.md", b"---\ntitle: \xcb\xe0\n---\n")
    made.write("sections/rivers.md", bytes(range(256)))
    made.commit()
    found = both(history.revision(made.root, "HEAD"), history.revision(made.root, "HEAD~1"))[0].findings
    assert {each.place.path for each in found if each.rule.stops} == {"sections/lakes.md", "sections/rivers.md"}


def test_a_lost_file_of_a_partial_clone_is_a_finding(tmp_path: Path) -> None:
    root = cloned("--filter=blob:none", "--no-checkout")(tmp_path / "project")
    with pytest.raises(Unreadable, match="made without all files"):
        history.revision(root, "HEAD").read(LAKES)


def test_what_a_partial_clone_is_told_to_type_helps(tmp_path: Path) -> None:
    root = cloned("--filter=blob:none", "--no-checkout")(tmp_path / "project")
    Repository(root).git("fetch", "--quiet", "--refetch", "--no-filter")
    assert lakes(root, "HEAD~1") == "Text"


def test_a_commit_of_which_only_the_digits_are_here_is_said_to_be_lost_or_beyond_the_clone(tmp_path: Path) -> None:
    made = without(tmp_path / "lost", "HEAD~1")
    id = made.git("rev-parse", "HEAD~1")
    for digits in (id, id[:7]):
        with pytest.raises(ConceptError) as trouble:
            history.revision(made.root, digits)
        assert trouble.value.hint.startswith(f"The history lacks the object {id[:12]}")
    root = cloned("--depth=1")(tmp_path / "shallow")
    for digits in (id, id[:7]):
        with pytest.raises(ConceptError, match="There is no draft, tag, branch or commit") as trouble:
            history.revision(root, digits)
        assert "the clone is shallow" in trouble.value.hint
        assert "git fetch --unshallow" in trouble.value.hint
    with pytest.raises(ConceptError) as trouble:
        history.revision(two_drafts(tmp_path / "whole").root, "0123456789abcdef")
    assert "git fetch --all" in trouble.value.hint


def test_what_a_shallow_clone_is_told_to_type_helps(tmp_path: Path) -> None:
    """The hint as it is printed, put into a shell."""
    origin = two_drafts(tmp_path / "origin")
    origin.git("branch", "side", "HEAD~1")
    origin.git("tag", "v1", "side")
    origin.git("clone", "--quiet", "--depth=1", origin.root.as_uri(), str(tmp_path / "clone"))
    done = concept("diff", "origin/side", cwd=tmp_path / "clone")
    command = done.stderr[done.stderr.index("git fetch") :].strip()
    subprocess.run(command, shell=True, check=True, cwd=tmp_path / "clone", capture_output=True)
    for name in ("origin/side", "v1", "HEAD~1"):
        assert lakes(tmp_path / "clone", name) == "Text"


def test_a_frozen_draft_beyond_a_shallow_clone_is_said_to_be_that(tmp_path: Path) -> None:
    origin = two_drafts(tmp_path / "origin")
    assert concept("freeze", "draft-1", "--at", "HEAD~1", cwd=origin.root).returncode == 0
    origin.commit("Freeze draft 1")
    origin.git("clone", "--quiet", "--depth=1", origin.root.as_uri(), str(tmp_path / "clone"))
    with pytest.raises(ConceptError, match="files of the draft “draft-1” are not in the history here") as trouble:
        history.revision(tmp_path / "clone", "draft-1")
    assert trouble.value.hint.startswith("The clone is shallow. Fetch the rest: git fetch --unshallow")


@pytest.mark.parametrize("lost", ["HEAD~1:sections", "HEAD~1:records"])
def test_a_lost_folder_is_not_blamed_on_the_version_of_the_tool(lost: str, tmp_path: Path) -> None:
    made = without(tmp_path / "project", lost)
    with pytest.raises(ConceptError, match="The history lacks the object") as trouble:
        both(history.revision(made.root, "HEAD~1"), Folder(made.root))
    assert "git fsck" in trouble.value.hint


def test_a_lost_concept_is_not_blamed_on_the_version_of_the_tool(tmp_path: Path) -> None:
    made = without(tmp_path / "project", "HEAD:concept.yaml")
    with pytest.raises(ConceptError, match=r"concept\.yaml of HEAD~1 \(.*\) cannot be read") as trouble:
        both(history.revision(made.root, "HEAD~1"), Folder(made.root))
    assert "git fsck" in trouble.value.findings[0].hint


@pytest.mark.parametrize(
    ("make", "cause", "remedy"),
    [
        (lambda path: without(path, f"HEAD:{LAKES}").root, "the history lacks the object", "git fsck --full"),
        (
            cloned("--filter=blob:none", "--no-checkout"),
            "this clone was made without all files",
            "git fetch --refetch --no-filter",
        ),
        (
            linked(LAKES),
            "it is a link, and links are not followed in the history",
            "Put an ordinary file in its place and commit",
        ),
    ],
    ids=["deleted", "a partial clone", "a link"],
)
def test_diff_and_freeze_say_why_a_section_cannot_be_read_and_what_helps(
    make: Callable[[Path], Path], cause: str, remedy: str, tmp_path: Path
) -> None:
    root = make(tmp_path / "project")
    for words in (("diff", "HEAD~1", "HEAD"), ("diff", "HEAD", "HEAD~1"), ("freeze", "draft-1")):
        done = concept(*words, cwd=root)
        assert done.returncode == 1
        assert cause in done.stderr
        assert remedy in done.stderr
        for wrong in ("ordinary file inside the project", "version of the tool", "Did you mean", "rules of today", "Traceback"):
            assert wrong not in done.stderr
    assert not (root / "releases").exists()


def test_a_tag_of_a_lost_commit_is_said_to_be_that(tmp_path: Path) -> None:
    made = without(tmp_path / "project", "HEAD~1")
    (made.root / ".git/refs/tags/v1").write_text(made.git("rev-parse", "HEAD~1") + "\n")
    done = concept("diff", "v1", cwd=made.root)
    assert done.returncode == 1
    assert "The history lacks the object" in done.stderr
    assert "git fsck --full" in done.stderr


def test_names_with_odd_bytes_are_read_as_a_folder_reads_them(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    odd = os.fsencode(made.root) + b"/sections/\xff\x1b[2J.md"
    Path(os.fsdecode(odd)).write_text("text")
    made.commit()
    revision = history.revision(made.root, "HEAD")
    assert revision.paths("sections") == Folder(made.root).paths("sections")
    assert any(each.rule.name == "stray-file" for each in examine(revision).findings)


def test_a_tree_with_names_that_lead_out_is_refused(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    blob = bytes.fromhex(made.git("rev-parse", "HEAD:concept.yaml"))
    for name in (b"..", b".", b"a/b", b""):
        body = b"100644 concept.yaml\0" + blob + b"100644 " + name + b"\0" + blob
        content = b"tree %d\0" % len(body) + body
        id = sha1(content, usedforsecurity=False).hexdigest()
        loose(made.root, id).parent.mkdir(exist_ok=True)
        loose(made.root, id).write_bytes(zlib.compress(content))
        commit = made.git("commit-tree", "-m", "x", id)
        with pytest.raises(ConceptError, match="holds what cannot be in a folder"):
            history.revision(made.root, commit)


def test_an_old_form_of_the_concept_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.write("concept.yaml", FILES["concept.yaml"] + "colour: blue\n")
    made.commit()
    made.write("concept.yaml", FILES["concept.yaml"].replace("format: 1", "format: 9"))
    made.commit()
    older, newer = both(history.revision(made.root, "HEAD~1"), history.revision(made.root, "HEAD~2"))
    assert older.project.fragments == newer.project.fragments
    assert [each.rule.name for each in older.findings] == ["unknown-field"]
    with pytest.raises(ConceptError, match=r"concept.yaml of HEAD \(.*\) cannot be used by this version") as trouble:
        both(history.revision(made.root, "HEAD"), history.revision(made.root, "HEAD~2"))
    assert "format 1" in trouble.value.findings[0].message


# ----------------------------------------------------------------- labels


def refused(made: Repository, label: str, *words: str) -> str:
    """What ``freeze`` says of a label that it does not take."""
    done = concept("freeze", label, *words, cwd=made.root)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert not (made.root / "releases").exists()
    return done.stderr


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("2024-02-12", "the last commit of that day"),
        ("2024-02-33", "the last commit of that day"),
        ("HEAD", "the last commit"),
        ("head", "the last commit"),
        ("@", "the last commit"),
        ("@working", "the files as they are now"),
        ("0123456789abcdef0123456789abcdef01234567", "the commit that begins with these digits"),
    ],
)
def test_a_label_that_means_a_draft_already_is_refused(label: str, meaning: str, tmp_path: Path) -> None:
    said = refused(two_drafts(tmp_path / "project"), label)
    assert f"“{label}” means {meaning}, so no draft can be called so." in said
    assert "like draft-" in said


def test_the_digits_of_a_commit_that_is_here_are_no_label(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    id, tree = made.git("rev-parse", "HEAD~1"), made.git("rev-parse", "HEAD^{tree}")
    assert f"like draft-{id[:7]}" in refused(made, id[:7])
    made.git("gc", "--quiet")
    assert f"like draft-{id[:7]}" in refused(made, id[:12], "--at", "HEAD~1")
    assert concept("freeze", tree[:10], cwd=made.root).returncode == 0, "digits that name no commit mean nothing else"


@pytest.mark.parametrize(
    ("command", "label", "kind"),
    [
        ("tag name HEAD~1", "name", "tag"),
        ("tag -a -m one name HEAD~1", "name", "tag"),
        ("tag name HEAD^{tree}", "name", "tag"),
        ("branch name HEAD~1", "name", "branch"),
        ("update-ref refs/remotes/origin/HEAD HEAD~1", "origin", "branch"),
    ],
)
def test_a_label_hides_no_tag_of_another_commit_and_no_branch(command: str, label: str, kind: str, tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.git(*command.split())
    for pack in (False, True):
        if pack:
            made.git("pack-refs", "--all")
        said = refused(made, label)
        assert f"There is a {kind} “{label}”{', which goes on' if kind == 'branch' else ' of another commit'}" in said
        assert f"like draft-{label}" in said


def test_a_tag_of_the_same_commit_is_no_hindrance_and_the_label_comes_first_later(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.git("tag", "-a", "-m", "one", "name", "HEAD~1")
    assert concept("freeze", "name", "--at", "HEAD~1", cwd=made.root).returncode == 0
    made.git("tag", "--force", "name", "HEAD")
    made.git("branch", "name", "HEAD")
    assert lakes(made.root, "name") == "Text"
    assert lakes(made.root, "name~0") == "Words", "with steps it is no label"


def test_a_branch_whose_commit_is_lost_is_a_branch(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    (made.root / ".git/refs/heads/name").write_text("1" * 40 + "\n")
    assert "There is a branch “name”, which goes on" in refused(made, "name")


# --------------------------------------------------------------- subfolders

COMMANDS: Final = (("check",), ("drafts",), ("drafts", "--format", "json"), ("diff",), ("diff", "HEAD~1", "HEAD"), ("diff", "draft-1"),
                   ("freeze", "draft-1"), ("build", "--to", "md"))  # fmt: skip


@pytest.mark.parametrize("top", ["", "papers/water/"], ids=["the top", "a folder of the repository"])
def test_a_folder_inside_the_project_is_told_where_the_project_is(top: str, tmp_path: Path) -> None:
    """Every command says the same there, and what it says to type works."""
    made = two_drafts(tmp_path / "a repository", top)
    (made.root / top / "sections/pictures").mkdir()
    for folder, way, commands in (("sections", "..", COMMANDS), ("sections/pictures", "../..", COMMANDS[:1])):
        here = made.root / top / folder
        for words in commands:
            done = concept(*words, cwd=here)
            assert (done.returncode, done.stdout) == (1, "")
            assert "There is no concept.yaml in this folder." in done.stderr
            assert f"cd {way}; or name it before the command: concept -C {way} check\n" in done.stderr
        assert concept("-C", way, "check", cwd=here).returncode == 0
    project = made.root / top
    assert "leave -C away" in concept("-C", "sections", "drafts", cwd=project).stderr
    done = concept("-C", project / "sections", "diff", cwd=tmp_path)
    assert f"cd {shlex.quote(str(project.relative_to(tmp_path)))};" in done.stderr
    assert not (project / "releases").exists()


def test_a_repository_inside_a_project_is_no_part_of_it(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    inner = begun(made.root / "sections" / "inner")
    said = concept("check", cwd=inner.root).stderr
    assert "concept init FOLDER" in said
    assert concept("drafts", cwd=inner.root).stderr == said


def test_where_no_concept_is_there_are_not_just_no_drafts(tmp_path: Path) -> None:
    for words in (("drafts",), ("drafts", "--format", "json")):
        done = concept(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", concept("check", cwd=tmp_path).stderr)


def test_drafts_are_compared_where_no_files_are(tmp_path: Path) -> None:
    root = cloned("--bare")(tmp_path / "project")
    done = concept("diff", "HEAD~1", "HEAD", cwd=root)
    assert "[-Text-]{+Words+}" in done.stdout, done.stderr


def test_one_section_is_no_sections(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    assert concept("freeze", "two", "--at", "HEAD~1", "--date", "2024-01-02", cwd=made.root).returncode == 0
    assert "2 sections, the first draft" in concept("drafts", cwd=made.root).stdout
    (made.root / "sections/rivers.md").unlink()
    made.write("concept.yaml", FILES["concept.yaml"].replace("  - rivers\n", ""))
    made.commit()
    assert concept("freeze", "one", "--date", "2024-01-01", cwd=made.root).returncode == 0
    assert "  1 section, the first draft" in concept("drafts", cwd=made.root).stdout


# ----------------------------------------------------- only what differs


def test_only_files_that_differ_are_read_from_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = two_drafts(tmp_path / "project")
    read: list[str] = []
    whole = git.Objects.read

    def counted(self: git.Objects, id: str, most: int = 1_000_000) -> tuple[str, bytes]:
        kind, content = whole(self, id, most)
        read.extend([id] if kind == "blob" else [])
        return kind, content

    monkeypatch.setattr(git.Objects, "read", counted)
    older, newer = both(history.revision(made.root, "HEAD~1"), Folder(made.root))
    of_sections = {made.git("rev-parse", f"HEAD~1:{path}") for path in FILES if path.startswith("sections/")}
    assert of_sections & set(read) == {made.git("rev-parse", f"HEAD~1:{LAKES}")}
    same = [one is other for one, other in zip(older.project.fragments, newer.project.fragments, strict=True)]
    assert sorted(same) == [False, True, True]
    assert older.project.fragments == examine(history.revision(made.root, "HEAD~1")).project.fragments


def test_a_file_that_another_working_language_makes_a_translation_is_read_again(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    made.write("concept.yaml", FILES["concept.yaml"] + "working-language: ru\n")
    made.commit()
    older, newer = both(history.revision(made.root, "HEAD~1"), history.revision(made.root, "HEAD"))
    for each, name in ((older, "HEAD~1"), (newer, "HEAD")):
        assert each.project.fragments == examine(history.revision(made.root, name)).project.fragments
    assert {each.language for each in older.project.fragments} == {"en", "ru"}


# ------------------------------------------------- a second reader, and bad packs


def test_every_object_of_this_repository_reads_as_git_reads_it(record: Callable[[str], None]) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not tried: this checkout has no history")
    objects, here = git.found(ROOT).objects, Repository(ROOT)
    lines = here.git("cat-file", "--batch-all-objects", "--batch-check").split("\n")
    for line in lines:
        id, kind, size = line.split()
        assert objects.size(id) == int(size)
        assert objects.read(id)[0] == kind, "and its bytes have the hash that is its name, else this raises"
    assert len(lines) > 100
    record(f"objects of this repository read without git: {len(lines):,}, each checked against its hash")


def test_gitpython_reads_the_same(tmp_path: Path) -> None:
    import git as gitpython

    made = two_drafts(tmp_path / "project")
    made.git("gc", "--quiet")
    with gitpython.Repo(made.root) as repo:
        for name in ("HEAD", "HEAD~1"):
            theirs, ours = repo.commit(name), history.revision(made.root, name)
            assert (theirs.hexsha, theirs.tree.hexsha) == (ours.commit, ours.tree)
            assert theirs.committed_datetime.date() == ours.day
            assert theirs.tree[LAKES].data_stream.read() == ours.read(LAKES)


def packed(root: Path) -> tuple[Repository, Path]:
    """A repository with one pack, in which objects are kept as differences."""
    made = begun(root)
    for number in range(12):
        made.write("concept.yaml", FILES["concept.yaml"] + "# a line that stays the same\n" * 200 + f"# {number}\n")
        made.commit()
    made.git("repack", "-adfq", "--depth=50")
    [pack] = (root / ".git" / "objects" / "pack").glob("*.pack")
    for file in pack.parent.iterdir():
        file.chmod(0o644)
    return made, pack


@pytest.mark.parametrize("suffix", [".pack", ".idx"])
def test_a_damaged_pack_is_refused_and_never_read_wrongly(suffix: str, tmp_path: Path, record: Callable[[str], None]) -> None:
    """One byte after another of pack and index is turned over: what comes back has its own hash, or is refused."""
    made, pack = packed(tmp_path / "project")
    file = pack.with_suffix(suffix)
    whole = file.read_bytes()
    ids = made.git("rev-list", "--objects", "--all", "--no-object-names").split()
    refused = tried = 0
    for at in range(0, len(whole), max(1, len(whole) // 400)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        objects = git.found(made.root).objects
        for id in ids:
            tried += 1
            try:
                objects.size(id)
                kind, content = objects.read(id)
            except ConceptError:
                refused += 1
            else:
                assert sha1(b"%s %d\0" % (kind.encode(), len(content)) + content, usedforsecurity=False).hexdigest() == id
    for cut in range(0, len(whole) - 20, max(1, len(whole) // 60)):
        file.write_bytes(whole[:cut])
        with pytest.raises(ConceptError):
            [git.found(made.root).objects.read(id) for id in ids]
    assert 0 < refused < tried
    record(f"damaged {suffix}: {tried:,} objects asked for, {refused:,} refused, none read wrongly")


def test_a_difference_that_names_itself_ends(tmp_path: Path) -> None:
    """A pack in which an object is the difference from itself: a circle."""
    made, pack = packed(tmp_path / "project")
    id = made.git("rev-parse", "HEAD:concept.yaml")
    name = bytes.fromhex(id)
    entry = bytes([0x70 | 4]) + name + zlib.compress(b"\x04\x04\x90\x04")
    pack.write_bytes(b"PACK" + b"\0\0\0\2\0\0\0\1" + entry + b"\0" * 20)
    counts = b"".join((1 if byte >= name[0] else 0).to_bytes(4, "big") for byte in range(256))
    pack.with_suffix(".idx").write_bytes(b"\xfftOc\0\0\0\2" + counts + name + b"\0" * 4 + (12).to_bytes(4, "big") + b"\0" * 40)
    with pytest.raises(ConceptError, match="differences are too many"):
        git.found(made.root).objects.read(id)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    id = "1" * 40
    loose(made.root, id).parent.mkdir(exist_ok=True)
    for said in (b"blob 10\0", b"blob 99999999999\0"):
        loose(made.root, id).write_bytes(zlib.compress(said + b"\0" * 200_000_000))
        with pytest.raises(ConceptError, match=r"another size than it says|at most"):
            git.found(made.root).objects.read(id)


def test_repositories_that_borrow_from_each_other_end(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    (made.root / ".git/objects/info").mkdir(exist_ok=True)
    (made.root / ".git/objects/info/alternates").write_text(f"../objects\n{made.root}/.git/objects\n/dev\n/nowhere\n")
    assert lakes(made.root, "HEAD~1") == "Text"


def test_packing_anew_meanwhile_is_no_trouble(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    revision = history.revision(made.root, "HEAD~1")
    made.git("gc", "--quiet")
    shutil.rmtree(loose(made.root, revision.tree).parent, ignore_errors=True)
    assert revision.read(LAKES)


def test_reading_the_history_imports_no_gitpython(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    probe = f"import sys, pathlib; from concept_cli import history; history.revision(pathlib.Path({str(made.root)!r}), 'HEAD')"
    done = subprocess.run(
        [sys.executable, "-c", f"{probe}; print('git' in sys.modules, 'subprocess' in sys.modules)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert done.stdout.split() == ["False", "False"]
