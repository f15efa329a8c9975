"""Names of commits, as git keeps them: branches, tags, and HEAD, each in a file of its own or packed with others."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.git.files import Damaged, content

_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REFUSED: Final = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)")
_LONGEST: Final = 300
"""Letters of a name: the longest that a file can have, and the folders before it."""
_LARGEST: Final = 50_000_000
_MOST: Final = 100_000
"""Names that are looked at where all of them are asked for."""
_STEPS: Final = 5
"""Names that lead to names: as many as git follows."""
_OWN: Final = ("HEAD", "refs/bisect/", "refs/worktree/", "refs/rewritten/")
"""What each worktree has for itself."""


def allowed(name: str) -> bool:
    """Whether git lets something have this name: nothing invisible, no "..", no sign that means something in a revision."""
    edges = name.startswith((".", "/", "-")) or name.endswith((".", "/"))
    return bool(name) and name != "@" and not edges and not _REFUSED.search(name) and name.isprintable() and len(name) <= _LONGEST


class Refs:
    """The names in a repository: ``own`` is the folder of this worktree, ``shared`` the one that all worktrees have in common."""

    def __init__(self, own: Path, shared: Path) -> None:
        self._own = own
        self._shared = shared

    def id(self, name: str) -> str | None:
        """The id that a full name (``refs/heads/main``, ``HEAD``) leads to; None when there is no such name."""
        name = self.last(name)
        said = self._said(name)
        if said is None:
            return self._checked(name, self._packed[name]) if name in self._packed else None
        return self._checked(name, said)

    def last(self, name: str) -> str:
        """The name at the end of the names that a full name leads to: that of the branch for ``HEAD``, ``HEAD`` when it is detached."""
        for _ in range(_STEPS):
            said = self._said(name) or ""
            if not said.startswith("ref:"):
                return name
            name = said.removeprefix("ref:").strip()
            if not name.startswith("refs/") or not allowed(name):
                raise Damaged("a name leads to something that can be no name")
        raise Damaged(f"{name} leads from name to name and to no commit")

    def top(self, name: str) -> Path:
        """The folder below which the file of a full name is, and its log."""
        return self._own if name.startswith(_OWN) else self._shared

    def file(self, name: str) -> Path:
        """The file in which a full name is kept, or would be if it were not packed with others."""
        return self.top(name) / name

    @property
    def branch(self) -> str:
        """The full name of the current branch; empty when HEAD is detached."""
        said = self._said("HEAD") or ""
        return said.removeprefix("ref:").strip() if said.startswith("ref:") else ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The full names of all branches and tags, sorted; whatever can be none is left out."""
        found = set(self._packed)
        for folder, folders, files in os.walk(self._shared / "refs"):
            folders.sort()
            above = os.path.relpath(folder, self._shared).replace(os.sep, "/")
            found.update(f"{above}/{file}" for file in files)
            if len(found) > _MOST:
                break
        return tuple(sorted(each for each in found if each.startswith("refs/") and allowed(each)))

    def _said(self, name: str) -> str | None:
        """What the file of a name says; None when it has none of its own."""
        if not (name == "HEAD" or (name.startswith("refs/") and allowed(name))):
            return None
        found = content(self.file(name), 4096)
        return None if found is None else found.decode("utf-8", "replace").strip()

    @cached_property
    def _packed(self) -> dict[str, str]:
        listed = content(self._shared / "packed-refs", _LARGEST) or b""
        lines = (line.split(" ", 1) for line in listed.decode("utf-8", "replace").split("\n") if line[:1] not in {"#", "^", ""})
        return {line[1].rstrip("\r"): line[0] for line in lines if len(line) == 2}

    def _checked(self, name: str, said: str) -> str:
        id = said.split(maxsplit=1)[0] if said else ""
        if not _ID.fullmatch(id):
            raise Damaged(f"the file of {name} holds no commit")
        if len(id) == 64:
            raise ConceptError(
                "This repository names its objects by SHA-256, which is not read yet.",
                "Keep the project in an ordinary repository: git init --object-format=sha1",
            )
        return id
