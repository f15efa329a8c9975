"""Files of a project to a commit, written as git writes it, without starting git: so no hook, filter or signing program can run.

First the objects are written, each durable before anything names it; then the branch is moved, under git's own lock and only if it is where
it was when we looked; last the list of files is brought up to date. A kill at any moment leaves the old commit or the new one.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.git.files import Damaged, content
from concept_cli.git.index import Listed, updated
from concept_cli.git.repository import Repository, found
from concept_cli.git.settings import settings
from concept_cli.git.written import list_held, move_head, write_list, write_object

_UNDER_WAY: Final = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_START")
_LARGEST: Final = 200_000_000
_TRAILER: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*): (.+)")
_FOLDER: Final = b"40000"


@dataclass(frozen=True, slots=True)
class Person:
    """Who made or wrote a commit."""

    name: str
    email: str

    def line(self, moment: datetime) -> str:
        """As a commit names a person and a moment."""
        plain = [re.sub(r"[<>\x00-\x1f]", "", each).strip() for each in (self.name, self.email)]
        return f"{plain[0]} <{plain[1]}> {int(moment.timestamp())} {moment.strftime('%z') or '+0000'}"


def committer(folder: Path) -> Person:
    """Who the user is, as git would say. Raises ConceptError when nobody told git."""
    return _committer(found(folder))


def _committer(repository: Repository) -> Person:
    said = settings(repository.refs.shared)
    name = os.environ.get("GIT_COMMITTER_NAME") or os.environ.get("GIT_AUTHOR_NAME") or said.get("user.name", "")
    email = os.environ.get("GIT_COMMITTER_EMAIL") or os.environ.get("GIT_AUTHOR_EMAIL") or said.get("user.email", "")
    if not name.strip() or not email.strip():
        raise ConceptError(
            "git does not know who you are, so nothing was committed.",
            'Tell it once: git config --global user.name "Your Name", and git config --global user.email you@example.org',
        )
    return Person(name, email)


def commit(folder: Path, paths: Iterable[str], message: str, author: Person | None = None) -> str:
    """A commit of these files of a project as they are on the disk, or are not there any more; its id. What else is staged stays so.

    Raises NoHistory outside of a repository, and ConceptError when something else is under way there, or the branch moved meanwhile.
    """
    repository = found(folder)
    _refuse_what_is_under_way(repository)
    person, moment = _committer(repository), datetime.now().astimezone()
    head = repository.refs.id("HEAD")
    crlf = settings(repository.refs.shared).get("core.autocrlf", "").lower() in {"true", "input", "yes", "on", "1"}
    with list_held(repository.refs.own):
        files = {repository.path(path): _stored(repository, folder / path, crlf=crlf) for path in paths}
        root = repository.objects.commit(head).tree if head else None
        tree = _tree(repository, root, {tuple(path.split("/")): each for path, each in files.items()})
        lines = [f"tree {tree}", *([f"parent {head}"] if head else []), f"author {(author or person).line(moment)}"]
        body = "\n".join((*lines, f"committer {person.line(moment)}", "", message.strip() + "\n"))
        id = write_object(repository.objects.folder, "commit", body.encode("utf-8", "replace"))
        move_head(repository.refs, head, id, f"{person.line(moment)}\tcommit: {message.strip().splitlines()[0]}")
        _list(repository, files)
    return id


def trailers(message: str) -> tuple[tuple[str, str], ...]:
    """The lines ``Key: value`` that end a message."""
    last = message.strip().split("\n\n")[-1].split("\n")
    matches = [_TRAILER.fullmatch(line.strip()) for line in last]
    return tuple((match[1], match[2].strip()) for match in matches if match) if all(matches) else ()


def _refuse_what_is_under_way(repository: Repository) -> None:
    if not (repository.refs.own / "index").parent.joinpath("HEAD").exists() or repository.bare:
        raise ConceptError(
            "This repository has no working folder, so nothing can be committed in it.", "Commit in a clone of it."
        )
    for name in _UNDER_WAY:
        if (repository.refs.own / name).exists():
            raise ConceptError(
                f"git is in the middle of something here ({name}), so nothing was committed.",
                "Finish it first: git status says how.",
            )


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was stored: its mode in a tree, and how the list of files names it."""

    mode: bytes
    listed: Listed


def _stored(repository: Repository, path: Path, *, crlf: bool) -> _File | None:
    """A file's bytes as an object; None when there is no file. Raises ConceptError for anything else of that name."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(about.st_mode):
        raise ConceptError(f"{path} is no ordinary file, so it was not committed.", "Put an ordinary file in its place.")
    said = content(path, _LARGEST) or b""
    if crlf and b"\0" not in said:
        said = said.replace(b"\r\n", b"\n")
    id = write_object(repository.objects.folder, "blob", said)
    return _File(b"100755" if about.st_mode & 0o100 else b"100644", Listed(id, about))


def _tree(repository: Repository, id: str | None, files: Mapping[tuple[str, ...], _File | None]) -> str | None:
    """The tree with these files put in or taken out; None for one in which nothing is left, unless it is the whole."""
    entries = {name: (mode, one) for mode, name, one in repository.objects.entries(id)} if id else {}
    inner: dict[str, dict[tuple[str, ...], _File | None]] = {}
    for (name, *rest), file in files.items():
        if rest:
            inner.setdefault(name, {})[tuple(rest)] = file
        elif file is None:
            entries.pop(name, None)
        else:
            entries[name] = file.mode, file.listed.id
    for name, below in inner.items():
        mode, old = entries.get(name, (b"", ""))
        made = _tree(repository, old if mode == _FOLDER else None, below)
        entries.pop(name, None)
        if made and made != _EMPTY:
            entries[name] = _FOLDER, made
    lines = (
        b"%b %b\0%b" % (mode, name.encode("utf-8", "surrogateescape"), bytes.fromhex(one))
        for name, (mode, one) in sorted(entries.items(), key=lambda each: _order(each[0], each[1][0]))
    )
    return write_object(repository.objects.folder, "tree", b"".join(lines))


_EMPTY: Final = sha1(b"tree 0\0", usedforsecurity=False).hexdigest()


def _order(name: str, mode: bytes) -> bytes:
    """By which git orders the entries of a tree: folders as if their names ended with a slash."""
    return name.encode("utf-8", "surrogateescape") + (b"/" if mode == _FOLDER else b"")


def _list(repository: Repository, files: Mapping[str, _File | None]) -> None:
    """Bring the list of files up to date; the commit stands whatever comes of it."""
    listed = {path.encode("utf-8", "surrogateescape"): each.listed if each else None for path, each in files.items()}
    with suppress(OSError, Damaged):
        made = updated(content(repository.refs.own / "index", _LARGEST), listed)
        if made is not None:
            write_list(repository.refs.own, made)
