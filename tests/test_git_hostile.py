"""A repository that came from a stranger: every way in which its configuration can make git run a program, against all that we do with it.

Each way plants a canary: a program that leaves a file behind. The real git is run first, to see that the canary does sing; then
everything that reads the history is done, and it must be silent. Besides, no process may be started, and no configuration be opened.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from concept_cli import git, history
from concept_cli.diagnostics import ConceptError
from concept_cli.document import Document
from concept_cli.draft import both, examine
from concept_cli.release.freezing import freeze
from concept_cli.sources import Folder, Unreadable
from concept_cli.store import Write, commit
from concept_cli.style import Style
from concept_cli.writers import WRITERS
from tests.clients import client, terminal_pair
from tests.repositories import Repository, two_drafts

LAKES: Final = "sections/lakes.md"


# ------------------------------------------------- ways to run a program


@dataclass(frozen=True)
class Way:
    """A way to make git run a program: what is configured (``!`` stands for the canary), and what makes the real git do so."""

    name: str
    config: dict[str, str]
    sing: Callable[[Repository], object]
    attributes: str = ""
    make: Callable[[Repository, Path], object] | None = None


def does(*words: str, stdin: str = "") -> Callable[[Repository], object]:
    return lambda made: made.git(*words, fails=True, stdin=stdin)


def changed(*words: str) -> Callable[[Repository], object]:
    """A git command after a file was changed."""

    def sing(made: Repository) -> None:
        made.write(LAKES, "changed\n")
        made.git(*words, fails=True)

    return sing


def on_a_terminal(made: Repository) -> None:
    """The log is shown in a pager, which it does on a terminal only."""
    ours, theirs = terminal_pair()
    command = [client("git"), "--paginate", "log"]
    with subprocess.Popen(
        command, cwd=made.root, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ) as run:
        os.close(theirs)
        with suppress(OSError):
            while run.poll() is None and select.select([ours], [], [], 20)[0] and os.read(ours, 4096):
                pass
    os.close(ours)


def hooks(made: Repository, canary: Path) -> None:
    (made.root.parent / "hooks").mkdir()
    (made.root.parent / "hooks" / "post-checkout").symlink_to(canary)


def own_hook(made: Repository, canary: Path) -> None:
    (made.root / ".git" / "hooks").mkdir(exist_ok=True)
    (made.root / ".git" / "hooks" / "post-checkout").symlink_to(canary)


def signed(made: Repository, _: Path) -> None:
    """A commit with something that looks like a signature."""
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
    head, words = made.git("cat-file", "commit", "HEAD").split("\n\n", 1)
    id = made.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=f"{head}\n{signature}\n{words}\n")
    made.git("update-ref", "refs/heads/main", id)


def promised(made: Repository, _: Path) -> None:
    """A clone that lacks a file of the first draft, which git would fetch when asked for it."""
    id = made.git("rev-parse", f"HEAD~1:{LAKES}")
    (made.root / ".git" / "objects" / id[:2] / id[2:]).unlink()


def lent(made: Repository, _: Path) -> None:
    other = two_drafts(made.root.parent / "lender")
    (made.root / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (made.root / ".git" / "objects" / "info" / "alternates").write_text(f"{other.root}/.git/objects\n")


def included(made: Repository, canary: Path) -> None:
    (made.root.parent / "more").write_text(f"[core]\n\tfsmonitor = {canary}\n")


ASK = "protocol=https\nhost=nowhere.invalid\n\n"
WAYS: Final = [
    Way("core.fsmonitor", {"core.fsmonitor": "!"}, does("status")),
    Way("core.hooksPath", {"core.hooksPath": "../hooks"}, does("checkout", "HEAD~1"), make=hooks),
    Way("a hook", {}, does("checkout", "HEAD~1"), make=own_hook),
    Way("core.pager", {"core.pager": "!"}, on_a_terminal),
    Way("core.editor", {"core.editor": "!"}, does("commit", "--amend", "--allow-empty")),
    Way("core.sshCommand", {"core.sshCommand": "!"}, does("ls-remote", "ssh://nowhere.invalid/x")),
    Way("core.gitProxy", {"core.gitProxy": "!"}, does("ls-remote", "git://nowhere.invalid/x")),
    Way("core.askPass", {"core.askPass": "!"}, does("credential", "fill", stdin=ASK)),
    Way("credential.helper", {"credential.helper": "!"}, does("credential", "fill", stdin=ASK)),
    Way("diff.external", {"diff.external": "!"}, does("diff", "HEAD~1")),
    Way("diff.X.command", {"diff.x.command": "!"}, does("diff", "HEAD~1"), "*.md diff=x"),
    Way("diff.X.textconv", {"diff.x.textconv": "!"}, does("diff", "HEAD~1"), "*.md diff=x"),
    Way("filter.X.clean", {"filter.x.clean": "!"}, changed("add", "--all"), "*.md filter=x"),
    Way("filter.X.smudge", {"filter.x.smudge": "!"}, does("checkout", "HEAD~1", "--", LAKES), "*.md filter=x"),
    Way("filter.X.process", {"filter.x.process": "!"}, changed("add", "--all"), "*.md filter=x"),
    Way("gpg.program", {"gpg.program": "!", "log.showSignature": "true"}, does("log"), make=signed),
    Way("alias", {"alias.drafts": "!!"}, does("drafts")),
    Way("a promise", {
        "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
        "remote.origin.url": "../elsewhere", "remote.origin.uploadpack": "!",
    }, does("cat-file", "blob", f"HEAD~1:{LAKES}"), make=promised),
    Way("core.alternateRefsCommand", {"core.alternateRefsCommand": "!"}, does("fetch", "../project", "main"), make=lent),
    Way("include.path", {"include.path": "../../more"}, does("status"), make=included),
]  # fmt: skip


@dataclass(frozen=True)
class Trap:
    """A repository in which a way is prepared, and the file that a canary leaves."""

    made: Repository
    sung: Path


def trap(way: Way, folder: Path) -> Trap:
    canary, sung = folder / "canary", folder / "sung"
    made = two_drafts(folder / "project")
    canary.write_text(f"#!/bin/sh\necho sung >'{sung}'\n")
    canary.chmod(0o755)
    if way.make:
        way.make(made, canary)
    if way.attributes:
        (made.root / ".git" / "info").mkdir(exist_ok=True)
        (made.root / ".git" / "info" / "attributes").write_text(way.attributes + "\n")
        (made.root / ".gitattributes").write_text(way.attributes + "\n")
    for key, value in way.config.items():
        made.git("config", key, "!" + str(canary) if value == "!!" else value.replace("!", str(canary)))
    sung.unlink(missing_ok=True)
    return Trap(made, sung)


# ---------------------------------------------------- what we do with it


def _freeze(root: Path) -> None:
    frozen = freeze(root, "draft-1")
    commit(root, {frozen.path: Write(frozen.content, None)})


OPERATIONS: Final[dict[str, Callable[[Path], object]]] = {
    "HEAD": lambda root: history.revision(root, "HEAD"),
    "a tag": lambda root: history.revision(root, "v1"),
    "a branch": lambda root: history.revision(root, "main~1"),
    "a commit by some digits": lambda root: history.revision(root, history.revision(root, "HEAD").commit[:7]),
    "a day": lambda root: history.revision(root, "2023-01-01"),
    "an unknown name": lambda root: history.revision(root, "mian"),
    "every file": lambda root: _every_file(history.revision(root, "HEAD~1")),
    "check an old draft": lambda root: examine(history.revision(root, "HEAD~1")),
    "two drafts": lambda root: both(history.revision(root, "HEAD~1"), history.revision(root, "HEAD")),
    "a draft and the folder": lambda root: both(history.revision(root, "HEAD~1"), Folder(root)),
    "freeze": _freeze,
    "list drafts": history.drafts,
    "the last draft": history.latest,
}


def _every_file(revision: history.Revision) -> None:
    for path in revision.paths("."):
        revision.read(path.removeprefix("./"))
        revision.digest(path.removeprefix("./"))


# --------------------------------------------------------------- watching

_WATCHING: list[list[str]] = []


def _hear(event: str, details: tuple[Any, ...]) -> None:
    if not _WATCHING:
        return
    if event in {
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "os.forkpty",
        "pty.spawn",
        "socket.connect",
    }:
        _WATCHING[-1].append(event)
    if event == "open" and str(details[0]).endswith(
        (".git/config", "gitconfig", "config.worktree", "/more", ".gitattributes", "info/attributes")
    ):
        _WATCHING[-1].append(f"open {details[0]}")


sys.addaudithook(_hear)  # what Python itself tells of: processes, connections, opened files


@contextmanager
def watched() -> Iterator[list[str]]:
    """Everything that must not happen, as it happens."""
    _WATCHING.append([])
    try:
        yield _WATCHING[-1]
    finally:
        _WATCHING.pop()


# ------------------------------------------------------------------ tests


@pytest.fixture(autouse=True, scope="module")
def pango_found() -> None:
    """WeasyPrint asks ldconfig for Pango when it is imported, which has nothing to do with a repository."""
    with suppress(ConceptError):
        WRITERS["pdf"].load()(Document(id="a", language="en", title="A"), Style({}), {})


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nothing_runs_whatever_is_configured(way: Way, tmp_path: Path, record: Callable[[str], None]) -> None:
    client("git")
    control = trap(way, tmp_path / "control")
    way.sing(control.made)
    assert control.sung.exists(), "the real git runs the canary, so a silent one means something"

    set_up = trap(way, tmp_path / "ours")
    done = 0
    for name, operation in OPERATIONS.items():
        with watched() as events, suppress(ConceptError, Unreadable):  # a hostile repository may be refused; most are read
            operation(set_up.made.root)
            done += 1
        assert not set_up.sung.exists(), name
        assert events == [], name
    assert done >= len(OPERATIONS) - 5, "they did their work: only the unknown names and the files that are lost are refused"
    record(f"{way.name}: {len(OPERATIONS)} operations, nothing ran; the real git ran it")


def test_the_watch_hears_what_it_must(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    with watched() as events:
        made.git("status")
        with (made.root / ".git" / "config").open() as file:
            assert file.read()
    assert "subprocess.Popen" in events
    assert any(each.startswith("open ") for each in events)


def test_gitpython_would_have_opened_the_configuration(tmp_path: Path) -> None:
    """Why we read by ourselves; and a control of the watch with a library that does the same work."""
    import git as gitpython

    made = two_drafts(tmp_path / "project")
    with watched() as events, gitpython.Repo(made.root) as repo:
        assert repo.commit("HEAD").tree
    assert "subprocess.Popen" in events
    assert any("config" in each for each in events)


def test_there_are_enough_ways_and_operations() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS) >= 15
    assert len(OPERATIONS) >= 10


def test_a_repository_in_which_everything_is_a_trap_is_read_as_any_other(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "project")
    config = made.root / ".git" / "config"
    config.unlink()
    os.mkfifo(config)  # whoever opened it would wait for ever
    assert history.revision(made.root, "HEAD~1").read(LAKES)
    assert git.found(made.root).refs.branch == "refs/heads/main"
