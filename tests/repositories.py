"""Repositories made by the real git, in temporary folders, for the tests of what we read from them without it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bad import FILES
from tests.clients import client

FIRST = "2021-08-01T10:00:00+05:00"
SECOND = "2024-02-12T23:30:00-03:00"


@dataclass(frozen=True)
class Repository:
    """A folder and the git that is used in it, with no configuration but the folder's own."""

    root: Path

    def git(self, *words: str, day: str = FIRST, fails: bool = False, stdin: str = "") -> str:
        """What a git command prints; it must succeed unless it ``fails``."""
        home = self.root.parent
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "LC_ALL": "C",
            "GIT_TERMINAL_PROMPT": "0",
        }  # fmt: skip
        done = subprocess.run(
            [client("git"), *words],
            cwd=self.root,
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert fails or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def commit(self, message: str = "A change", day: str = FIRST) -> str:
        """Commit everything; the id of the commit."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day)
        return self.git("rev-parse", "HEAD")


def begun(root: Path, *options: str) -> Repository:
    """An empty repository."""
    root.mkdir(parents=True, exist_ok=True)
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch=main", *options)
    return made


def two_drafts(root: Path, folder: str = "") -> Repository:
    """A project of two commits, in a folder of its repository: the text of the first says "Text", that of the second "Words"."""
    made = begun(root)
    for path, content in FILES.items():
        made.write(f"{folder}{path}", content)
    made.commit("The first draft", FIRST)
    made.write(f"{folder}sections/lakes.md", FILES["sections/lakes.md"].replace("Text", "Words"))
    made.commit("The second draft", SECOND)
    return made
