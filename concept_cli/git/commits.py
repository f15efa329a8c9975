"""Commits: some files as they lie in the folder, to a commit on the current branch; like ``git commit --only``, without git.

What starts a program in git when something is committed (hooks, filters, the signing program, fsmonitor, an editor) is left out, because
whoever made the repository may have named it. So a commit is made of the bytes of the files and is not signed, and of ``.gitattributes``
nothing is heeded; of the settings only these: who the user is, ``core.autocrlf`` (line ends of Windows become plain ones, as git would
store them), ``core.fileMode``, ``core.logAllRefUpdates``, and what says that a repository is of another kind.

The order makes a commit whole or not there at all, whatever stops us: the index is locked; objects are written, blobs and trees first,
and the disk has them; the new index lies beside the old one; the branch moves, if it is where it was; the new index takes its place.

GitPython reads the settings and reads and writes the index. Objects and names are written by hand (``writing``): GitPython hands objects
to the git program or does not wait for the disk, and moves a branch without looking whether somebody else moved it meanwhile.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha1
from importlib.util import find_spec, module_from_spec
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from concept_cli.diagnostics import ConceptError
from concept_cli.git.files import Damaged, Lost, content
from concept_cli.git.refs import Refs
from concept_cli.git.repository import Repository, found
from concept_cli.git.trees import Leaf, Store, changed_tree, leaf
from concept_cli.git.worktree import File, path_in_commit, read
from concept_cli.git.writing import append, blaming, inside, locked, store

if TYPE_CHECKING:
    from git import IndexEntry
    from git.config import GitConfigParser

_PLAIN: Final = b"100644"
_PROGRAM: Final = b"100755"
_DEEPEST: Final = 10
"""Settings that include settings, one in the other: as many as git follows."""
T = TypeVar("T")
_NOTHING: Final = "0" * 40
"""What stands in a log for the commit before the first one."""
_LARGEST_INDEX: Final = 400_000_000
_LARGEST_SETTINGS: Final = 1_000_000
_MASK: Final = 0xFFFFFFFF
_TRAILER: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)")
_AT_WORK: Final = {
    "MERGE_HEAD": ("merge", "git merge --continue, or git merge --abort"),
    "CHERRY_PICK_HEAD": ("cherry-pick", "git cherry-pick --continue, or git cherry-pick --abort"),
    "REVERT_HEAD": ("revert", "git revert --continue, or git revert --abort"),
    "rebase-merge": ("rebase", "git rebase --continue, or git rebase --abort"),
    "rebase-apply": ("rebase", "git rebase --continue, or git rebase --abort"),
    "sequencer": ("series of picked commits", "git status says how to go on"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who made a commit, or wrote what is in it."""

    name: str
    email: str


def committer(folder: Path) -> Person:
    """Who git says the user is. Raises NoHistory, and ConceptError when git was never told."""
    return _person(_Settings(found(folder)))


def commit(folder: Path, paths: Iterable[str], message: str, author: Person | None = None) -> str:
    """Commit files as they are now, those that are gone as deleted, and nothing else; the id of the commit.

    Paths are relative to the folder. What else is staged stays so. Raises NoHistory, and ConceptError, with nothing committed, when the
    repository is at work on something else, when a file is none that can be committed, and when all of them are committed already.
    """
    repository = found(folder)
    settings = _Settings(repository)
    _refuse_unfit(repository, settings)
    by = _person(settings)
    text = _message(message)
    with blaming("The index"), locked(repository.own / "index") as index_lock:
        index = _read_index(content(repository.own / "index", _LARGEST_INDEX))
        branch = repository.refs.last("HEAD")
        parent = repository.refs.id(branch)
        tree = repository.objects.commit(parent).tree if parent else None
        keep: Store = partial(_kept, repository)
        changes: dict[bytes, Leaf | None] = {}
        for path in sorted(set(paths)):
            name = path_in_commit(path, repository.prefix)
            file = read(folder, path)
            changes[name] = _leaf(repository, settings, file, leaf(repository.objects, tree, name), keep) if file else None
            _stage(index, os.fsdecode(name), changes[name], file)
        made = changed_tree(repository.objects, tree, changes, keep) or (keep("tree", b"") if tree else None)
        if made is None or made == tree:
            raise ConceptError("There is nothing to commit: the files are committed already as they are.")
        id = keep("commit", _commit_text(made, parent, author or by, by, text))
        index_lock.write(_written_index(index))
        _move(repository, settings, branch, (parent, id), f"{_ident(by)}\tcommit: {text.splitlines()[0]}")
        _finish(index_lock.keep, id)
    return id


def trailers(message: str) -> tuple[tuple[str, str], ...]:
    """The trailers of a message, ``Key: value``, in their order: the last paragraph, when it is not the first and holds nothing else."""
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", message.replace("\r\n", "\n").strip())
    lines = re.sub(r"\n[ \t]+", " ", paragraphs[-1]).split("\n") if len(paragraphs) > 1 else []
    found = [_TRAILER.fullmatch(line.rstrip()) for line in lines]
    return tuple((each[1], each[2]) for each in found if each) if all(found) else ()


# ----------------------------------------------------------- what is refused


def _refuse_unfit(repository: Repository, settings: _Settings) -> None:
    """ConceptError for a repository without a worktree, of another kind, or at work on something that a commit would end."""
    linked = repository.own != repository.shared
    if repository.bare or (not linked and settings.own_is("core", "bare")):
        raise ConceptError("This repository is bare: it has no folder of files.", "Work in a clone of it: git clone FOLDER")
    if (kind := settings.own_of("extensions", "objectformat")) not in {None, "sha1"}:
        raise ConceptError(
            f"This repository names its objects by {kind}, which is not written yet.",
            "Keep the project in an ordinary repository: git init --object-format=sha1",
        )
    if (repository.own / "HEAD").is_symlink():
        raise ConceptError("HEAD of this repository is a link, as git made it long ago.", "Write it anew: git checkout BRANCH")
    for name, (what, hint) in _AT_WORK.items():
        if os.path.lexists(repository.own / name):
            raise ConceptError(
                f"A {what} is under way in this repository, and a commit would disturb it.", f"End it first: {hint}."
            )


# ------------------------------------------------------------------- files


def _leaf(repository: Repository, settings: _Settings, file: File, old: Leaf | None, keep: Store) -> Leaf:
    """What a file becomes in a tree."""
    mode = _PROGRAM if file.state.st_mode & stat.S_IXUSR else _PLAIN
    if not settings.own_is("core", "filemode", unless_said=True):  # the disk knows nothing of programs: as it was
        mode = old.mode if old and old.mode in {_PLAIN, _PROGRAM} else _PLAIN
    stored = file.content
    if b"\r\n" in stored and settings.plain_line_ends and not _keeps_line_ends(repository, stored, old):
        stored = stored.replace(b"\r\n", b"\n")
    return Leaf(mode, keep("blob", stored))


def _keeps_line_ends(repository: Repository, typed: bytes, old: Leaf | None) -> bool:
    """Whether git would leave line ends as they are: in what is no text, and where such ones were committed before."""
    if b"\0" in typed or re.search(rb"\r(?!\n)", typed):
        return True
    try:
        return old is not None and b"\r\n" in repository.objects.read(old.id)[1]
    except Lost:
        return False


def _kept(repository: Repository, kind: str, inside: bytes) -> str:
    """Keep an object, if it is not here yet; its name. Raises Damaged when it is here and broken, OSError."""
    whole = b"%s %d\0" % (kind.encode(), len(inside)) + inside
    id = sha1(whole, usedforsecurity=False).hexdigest()
    try:
        repository.objects.read(id)
    except Lost:
        with blaming("An object"):
            store(repository.shared, id, whole)
    return id


# ------------------------------------------------------------------ commit


def _message(typed: str) -> str:
    """A message as git keeps it: no white space around it, one line end behind it. ConceptError for none, and for what is no text."""
    text = "\n".join(line.rstrip() for line in typed.replace("\r\n", "\n").split("\n")).strip()
    if not text:
        raise ConceptError("A commit needs a message.", "Say in a few words why something changed.")
    if "\0" in text or re.search("[\ud800-\udfff]", text):
        raise ConceptError("The message of the commit is no valid text.", "Type it anew.")
    return text + "\n"


def _commit_text(tree: str, parent: str | None, author: Person, by: Person, message: str) -> bytes:
    head = [f"tree {tree}", *([f"parent {parent}"] if parent else []), f"author {_ident(author)}", f"committer {_ident(by)}"]
    return ("\n".join(head) + f"\n\n{message}").encode("utf-8")


def _ident(person: Person) -> str:
    """A person and the time now, as git writes them. ConceptError for a name or address of which nothing can be written."""
    name, email = (
        re.sub(r"[<>\x00-\x1f\x7f\ud800-\udfff]", "", each).strip(" .,:;'\"\\") for each in (person.name, person.email)
    )
    if not name or not email:
        raise _unknown()
    now = datetime.now(UTC).astimezone()
    zone = f"{now:%z}"[:5]  # without seconds, which some places had long ago
    return f"{name} <{email}> {int(now.timestamp())} {zone}"


def _move(repository: Repository, settings: _Settings, branch: str, step: tuple[str | None, str], said: str) -> None:
    """Let the branch lead to the new commit. ConceptError when it no longer leads to where it did: then somebody else committed."""
    old, new = step
    with blaming("The branch"), locked(inside(repository.refs.top(branch), branch)) as lock:
        now = Refs(repository.own, repository.shared)
        if now.last("HEAD") != branch or now.id(branch) != old:
            raise ConceptError(
                "Somebody else committed in this repository in the same moment, so nothing was committed here.",
                "Look at what came in (git log), then run the command again.",
            )
        lock.write(f"{new}\n".encode())
        if settings.is_("core", "logallrefupdates", unless_said=True):
            for name in dict.fromkeys((branch, "HEAD")):
                append(inside(repository.refs.top(name), "logs", name), f"{old or _NOTHING} {new} {said}\n".encode())
        lock.keep()


def _finish(keep: Callable[[], None], id: str) -> None:
    """Put the new index in its place, when the commit is made already."""
    try:
        keep()
    except OSError as error:
        raise ConceptError(
            f"The commit {id[:7]} was made, but the index cannot be written: {error.strerror or 'the system refused'}.",
            "Nothing is lost. When that is mended, type: git reset",
        ) from error


# ------------------------------------------------------------------- index


def _read_index(found: bytes | None) -> dict[Any, IndexEntry]:
    """The entries of the index by path and stage. ConceptError for an index of another kind, and while something is unmerged."""
    if found is None:
        return {}
    if (
        len(found) < 32
        or found[:4] != b"DIRC"
        or found[-20:] not in {sha1(found[:-20], usedforsecurity=False).digest(), bytes(20)}
    ):
        raise Damaged("the index is broken")
    _import_gitpython()
    from git.index.fun import read_cache

    try:
        entries = read_cache(BytesIO(found))[1]
    except (ValueError, AssertionError, struct.error) as error:
        raise ConceptError(
            f"The index of this repository is of a kind that is not read yet ({error}).",
            "Let git write a plain one: git update-index --no-split-index --index-version 2; git sparse-checkout disable",
        ) from None
    if any(stage for _, stage in entries):
        raise ConceptError(
            "Files are still in conflict in this repository.", "git status names them. Mend them and git add them first."
        )
    return dict(entries)


def _stage(index: dict[Any, IndexEntry], path: str, made: Leaf | None, file: File | None) -> None:
    """Let the index say of a path what the commit says. ConceptError for a file that was left out of the checkout and is not deleted."""
    from git import IndexEntry

    old = index.pop((path, 0), None)
    if not made or not file:
        if old and old.skip_worktree:
            raise ConceptError(f"{path} is left out of this sparse checkout.", "Bring it back first: git sparse-checkout disable")
        return
    for above in Path(path).parents:  # a file of old where a folder is now
        index.pop((above.as_posix(), 0), None)
    for below in [key for key in index if key[0].startswith(f"{path}/")]:  # or the other way round
        del index[below]
    state = file.state
    times = (struct.pack(">LL", (at // 10**9) & _MASK, at % 10**9) for at in (state.st_ctime_ns, state.st_mtime_ns))
    numbers = (each & _MASK for each in (state.st_dev, state.st_ino, state.st_uid, state.st_gid, state.st_size))
    index[path, 0] = IndexEntry((int(made.mode, 8), bytes.fromhex(made.id), 0, path, *times, *numbers))  # type: ignore[arg-type]


def _written_index(index: Mapping[Any, IndexEntry]) -> bytes:
    """The bytes of an index. What git keeps in it to be faster is left out: it would tell of what was there before."""
    from git.index.fun import write_cache

    stream = BytesIO()
    try:
        write_cache(sorted(index.values(), key=lambda each: (os.fsencode(each.path), each.stage)), stream)
    except ValueError as error:
        raise ConceptError(
            f"The index of this repository cannot be written: {error}.", "git status shows what is staged."
        ) from None
    return stream.getvalue()


# ---------------------------------------------------------------- settings


class _Named(BytesIO):
    """Bytes with the name by which GitPython speaks of them."""

    name = ".git/config"


class _Here:
    """What GitPython asks of a repository to see which conditional includes of the user's settings are meant for it."""

    def __init__(self, repository: Repository) -> None:
        self.git_dir = repository.own
        self.remotes: tuple[()] = ()
        self._branch = repository.refs.branch.removeprefix("refs/heads/")

    @property
    def active_branch(self) -> SimpleNamespace:
        if not self._branch:
            raise TypeError
        return SimpleNamespace(name=self._branch)


class _Settings:
    """What is set in the repository, and by the user and for the computer; the first counts before the others.

    Of the repository's own file, which a stranger may have written, includes are not followed.
    """

    def __init__(self, repository: Repository) -> None:
        _import_gitpython()
        from git.config import GitConfigParser

        files = [repository.shared / "config"]
        self._own = GitConfigParser([_named(path) for path in files], merge_includes=False)
        if self.own_is("extensions", "worktreeconfig"):
            files.append(repository.own / "config.worktree")
            self._own = GitConfigParser([_named(path) for path in files], merge_includes=False)
        here = _Here(repository)
        self._users = [each for path in _users_files() for each in _with_included(path, here, _DEEPEST)]

    def own_of(self, section: str, name: str) -> str | None:
        """What the repository's own file says; None when it says nothing."""
        return _said(self._own, section, name)

    def of(self, section: str, name: str) -> str | None:
        """What is set; None when nothing is."""
        own = self.own_of(section, name)
        users = (_said(each, section, name) for each in reversed(self._users))
        return own if own is not None else next((each for each in users if each is not None), None)

    def own_is(self, section: str, name: str, *, unless_said: bool = False) -> bool:
        """Whether the repository's own file says yes."""
        return _yes(self.own_of(section, name), unless_said)

    def is_(self, section: str, name: str, *, unless_said: bool = False) -> bool:
        """Whether yes is set."""
        return _yes(self.of(section, name), unless_said)

    @property
    def plain_line_ends(self) -> bool:
        """Whether text is stored with plain line ends, whatever it has in the folder."""
        return self.of("core", "autocrlf") == "input" or self.is_("core", "autocrlf")


def _named(path: Path) -> _Named:
    return _Named(content(path, _LARGEST_SETTINGS) or b"")


def _with_included(path: Path, here: _Here, deep: int) -> Iterator[GitConfigParser]:
    """A file of the user's settings and those that it includes, the last of which counts most. GitPython alone would turn their order."""
    from git.config import GitConfigParser

    settings = GitConfigParser([path], merge_includes=False, repo=cast("Any", here))
    yield settings
    for _, included in _understood(settings._included_paths) if deep else ():  # noqa: SLF001
        yield from _with_included(path.parent / Path(included).expanduser(), here, deep - 1)


def _users_files() -> list[Path]:
    """The files of settings that the repository has no say in, the last of which counts most."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser() / "git" / "config"
    system = [] if os.environ.get("GIT_CONFIG_NOSYSTEM") else [Path(os.environ.get("GIT_CONFIG_SYSTEM", "/etc/gitconfig"))]
    users = os.environ.get("GIT_CONFIG_GLOBAL")
    return [*system, *([home, Path("~/.gitconfig").expanduser()] if users is None else [Path(users)] if users else [])]


def _said(settings: GitConfigParser, section: str, name: str) -> str | None:
    """A setting; yes when it is only named. ConceptError when the file cannot be understood."""
    if not _understood(lambda: settings.has_option(section, name)):
        return None
    said = settings.get(section, name)
    return "true" if said is None else said


def _understood(ask: Callable[[], T]) -> T:
    """What a question about settings gives. ConceptError when their file cannot be understood."""
    from configparser import Error

    try:
        return ask()
    except (Error, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise ConceptError(
            f"The settings of git cannot be read: {reason}", "git config --list says which line is meant."
        ) from None


def _yes(said: str | None, unless_said: bool) -> bool:
    return unless_said if said is None else said.lower() in {"true", "yes", "on", "1", "always"}


def _person(settings: _Settings) -> Person:
    """Who commits: by the environment, then by the settings, as git has it; an author who is told alone is taken for both."""
    name, email = (
        next(filter(None, (os.environ.get(f"GIT_COMMITTER_{key.upper()}"), settings.of("committer", key), settings.of("user", key),
                           os.environ.get(f"GIT_AUTHOR_{key.upper()}"))), "")
        for key in ("name", "email")
    )  # fmt: skip
    email = email or os.environ.get("EMAIL", "")
    if not name.strip() or not email.strip():
        raise _unknown()
    return Person(name.strip(), email.strip())


def _unknown() -> ConceptError:
    return ConceptError(
        "Git does not know who you are, and every commit says who made it.",
        'Tell it once: git config --global user.name "YOUR NAME", then git config --global user.email YOU@EXAMPLE.ORG',
    )


# --------------------------------------------------------------- GitPython


def _import_gitpython() -> None:
    """Import GitPython, which otherwise runs ``git version`` when it is imported and fails where there is no git.

    Its module of commands is imported before the rest of it, and its look for the program is left out.
    """
    if "git" in sys.modules:
        return
    spec = find_spec("git")
    assert spec is not None and spec.loader is not None
    package = sys.modules["git"] = module_from_spec(spec)
    try:
        from git.cmd import Git

        look = vars(Git)["refresh"]
        setattr(Git, "refresh", classmethod(lambda _, path=None: False))  # noqa: B010
        Git.GIT_PYTHON_GIT_EXECUTABLE = Git.git_exec_name
        spec.loader.exec_module(package)
        setattr(Git, "refresh", look)  # noqa: B010
    except BaseException:
        sys.modules.pop("git", None)
        raise
