"""The history that git keeps, as it lies on the disk: names to commits, commits to files; and files to a commit.

Nothing here starts a program, and to read no configuration file is opened: so nothing that a stranger wrote into ``.git/config``, a hook or
``.gitattributes`` can run (each of those can name a command), and drafts can be compared where git is not installed. What is read is
checked instead: every object against its own name, which is the hash of its bytes; every size before its bytes are unpacked; every file
for being an ordinary one, so that no pipe keeps us waiting.

GitPython was tried and is the second reader in the tests. It runs the git program for objects; its own reader of them, which does not, is
given up by its makers "due to security and performance issues": it checks no hash, trusts every size and follows circles. Where a commit
is made, it reads the settings, and reads and writes the index (``commits`` says why not more).

``files`` opens files, ``packs`` reads packs, ``objects`` finds an object wherever it lies, ``refs`` reads names, ``repository`` finds the
repository that a folder lies in. ``worktree`` reads the files that are to be committed, ``trees`` puts them into trees, ``commits``
makes the commit, and ``writing`` alone writes below ``.git``.
"""

from __future__ import annotations

from concept_cli.git.commits import Person, commit, committer, trailers
from concept_cli.git.files import Damaged, Lost
from concept_cli.git.objects import Commit, Entry, Objects
from concept_cli.git.refs import Refs, allowed
from concept_cli.git.repository import NoHistory, Repository, found

__all__ = [
    "Commit",
    "Damaged",
    "Entry",
    "Lost",
    "NoHistory",
    "Objects",
    "Person",
    "Refs",
    "Repository",
    "allowed",
    "commit",
    "committer",
    "found",
    "trailers",
]
