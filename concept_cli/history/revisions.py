"""The project as it was: from the name of a revision to its files, which are read like those of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from concept_cli import git
from concept_cli.diagnostics import ConceptError
from concept_cli.history.drafts import Draft, draft_of, drafts, labels
from concept_cli.sources import CONCEPT, MOST, Folder, Unreadable, too_large

WORKING: Final = "@working"
SHORT: Final = 7
"""Digits by which a commit is shown."""
_LONGEST: Final = 250
"""Bytes of a name, with its steps: no file, and so no branch, can have a longer one."""
_FILES: Final = 100_000
_STEPS: Final = re.compile(r"(.+?)((?:~[0-9]{0,6}|\^)*)")
_DIGITS: Final = re.compile(r"[0-9a-f]{4,40}")
_SURE: Final = 7
"""Digits from which on a name is taken for that of a commit: so many git shows at least."""
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KINDS: Final = {"repository": "it is a repository of its own (a submodule)", "folder": "it is a folder"}
_LINK: Final = "it is a link, and links are not followed in the history"
_REPLACE: Final = "Put an ordinary file in its place and commit that, or choose another draft."
_NAMES: Final = "A draft is named by label, tag, branch, HEAD~2, commit or day (2024-02-12); concept drafts lists the labels."
_LISTS: Final = "concept drafts lists labels, git log lists commits."
_ELSEWHERE: Final = "Is this the folder of your concept? Go there, or name it with -C FOLDER."


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of a project as they were, read from the history without a checkout.

    ``name`` is what to call it in titles; ``commit`` is empty when only the tree is known; ``day`` is the date of the draft.
    """

    name: str
    commit: str
    tree: str
    day: date
    objects: git.Objects

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of all files in a folder and in the folders inside it, sorted. Links are named and not followed."""
        entry = self._entry(folder)
        if entry is None or entry.kind == "file":
            return ()
        if entry.kind != "folder":
            reason = _KINDS.get(entry.kind, _LINK)
            raise ConceptError(
                f"The folder {folder} of {self.name} cannot be read: {reason}.", "Choose a draft in which it is a folder."
            )
        return tuple(sorted(self._inside(folder, entry.id)))

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is none. Raises Unreadable for anything but an ordinary file, and what is broken or lost."""
        entry = self._entry(path)
        if entry is None:
            return None
        if entry.kind != "file":
            raise Unreadable(_KINDS.get(entry.kind, _LINK), _REPLACE)
        try:
            if (size := self.objects.size(entry.id)) > MOST:
                raise too_large(size)
            return self.objects.read(entry.id, MOST)[1]
        except ConceptError as error:
            raise Unreadable(_within(error.message), error.hint) from None

    def digest(self, path: str) -> str | None:
        """What git names a file's bytes by; None when there is no such file."""
        entry = self._entry(path)
        return entry.id if entry and entry.kind == "file" else None

    def _entry(self, path: str) -> git.Entry | None:
        entry: git.Entry | None = git.Entry("folder", self.tree)
        for name in path.split("/") if path != "." else ():
            if entry is None or entry.kind != "folder":
                return entry if entry and entry.kind != "file" else None
            entry = self.objects.tree(entry.id).get(name)
        return entry

    def _inside(self, folder: str, tree: str) -> Iterator[str]:
        waiting, found = [(folder, tree)], 0
        while waiting:
            current, id = waiting.pop()
            for name, entry in self.objects.tree(id).items():
                found += 1
                if found > _FILES:
                    raise ConceptError(f"{folder} of {self.name} holds more than {_FILES:,} files.", "Choose another draft.")
                if entry.kind == "folder":
                    waiting.append((f"{current}/{name}", entry.id))
                elif entry.kind != "repository":
                    yield f"{current}/{name}"


def is_shallow(root: Path) -> bool:
    """Whether the history in a folder ends before its beginning. Raises ConceptError as :func:`concept_cli.git.found` does."""
    return bool(git.found(root).edge)


def latest(root: Path) -> Revision:
    """The last frozen draft; where nothing was frozen yet, the last commit. Raises ConceptError as :func:`revision` does."""
    frozen = drafts(root)
    return revision(root, frozen[-1].label if frozen else "HEAD")


def revision(root: Path, name: str) -> Revision:
    """The project in a folder as it was at a draft, tag, branch, commit or day, looked for in this order.

    Raises ConceptError, with the nearest names, when there is no such thing, when there was no concept then, and when the history is
    not here.
    """
    if name == WORKING:
        raise ConceptError(f"{WORKING} is the folder as it is now, and no draft in the history.", _NAMES)
    _check(name)
    repository = git.found(root)
    if draft := draft_of(root, name):
        return _checked(_frozen(repository, draft), repository, None)
    commit = _commit(repository, name)
    if commit is None:
        raise _unknown(root, repository, name)
    short = commit.id[:SHORT]
    shown = short if commit.id.startswith(name) else f"{_shown(name)} ({short})"
    tree = project_tree(repository, commit)
    made = Revision(shown, commit.id, tree, commit.moment.date(), repository.objects)
    return _checked(made, repository, commit)


def _frozen(repository: git.Repository, draft: Draft) -> Revision:
    """A frozen draft by its tree, which outlives a rewritten history; its commit only while the history knows it."""
    try:
        repository.objects.tree(draft.tree)
    except git.Lost as lost:
        raise ConceptError(
            f"The files of the draft “{draft.label}” are not in the history here (tree {draft.tree[:SHORT]}).",
            _where_lost(repository, lost),
        ) from None
    try:
        known = project_tree(repository, repository.objects.commit(draft.commit)) == draft.tree
    except ConceptError:
        known = False
    return Revision(draft.label, draft.commit if known else "", draft.tree, draft.day, repository.objects)


def _where_lost(repository: git.Repository, lost: git.Lost) -> str:
    """What brings the files of a draft that are not here."""
    if repository.objects.partial:
        return lost.hint
    if repository.edge:
        return f"The clone is shallow. Fetch the rest: {_fetch(repository)}"
    return f"Perhaps it is of a branch that is not here: {_fetch(repository)}; git fsck --full says whether something is broken."


def _fetch(repository: git.Repository) -> str:
    """What to type for all that the repository has from which this one was cloned: a shallow clone knows one branch only."""
    deeper = "--unshallow " if repository.edge else ""
    return f'git fetch {deeper}--tags origin "+refs/heads/*:refs/remotes/origin/*"'


def _check(name: str) -> None:
    """Refuse what can be no name before anything is looked up."""
    if len(name.encode("utf-8", "replace")) > _LONGEST:
        raise ConceptError(
            f"“{_shown(name)}” cannot be the name of a draft: it is too long.",
            f"It has {len(name):,} letters. Name the commit by its digits instead: git log lists them.",
        )
    base = re.sub(r"[~^][~^0-9]*$", "", name)
    if base != "@" and not git.allowed(base):
        raise ConceptError(f"“{_shown(name)}” cannot be the name of a draft.", _NAMES)


def _shown(name: str) -> str:
    """A name, short enough for a sentence about it."""
    return name if len(name) <= 60 else f"{name[:59]}…"


def _within(sentence: str) -> str:
    """A sentence as a part of another one."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _commit(repository: git.Repository, name: str) -> git.Commit | None:
    match = _STEPS.fullmatch(name)
    if match is None:
        return None
    base, steps = match[1], match[2]
    commit = _named(repository, base) or (_of_day(repository, base) if DAY.fullmatch(base) else None)
    for step in re.findall(r"[~^][0-9]*", steps) if commit else ():
        for _ in range(int(step[1:] or 1)):
            earlier = repository.before(commit) if commit else None
            if earlier is None:
                raise ConceptError(
                    f"The history does not go back as far as {_shown(name)}.", "Name a later commit; git log lists them."
                )
            commit = earlier
    return commit


def _named(repository: git.Repository, name: str) -> git.Commit | None:
    """The commit that a tag, a branch, HEAD or digits name."""
    if name in {"HEAD", "@"}:  # before a branch of that name, as git has it
        return _head(repository)
    for full in (*full_names(name), name):
        if id := repository.refs.id(full):
            return _behind(repository, name, id)
    digits = name.lower()
    if not _DIGITS.fullmatch(digits):
        return None
    found = (digits,) if len(digits) == 40 else repository.objects.beginning_with(digits)
    commits = [each for each in found if is_commit(repository, each)]
    if len(commits) > 1:
        listed = ", ".join(each[: len(digits) + 4] for each in commits[:5])
        raise ConceptError(f"Several commits begin with {digits}: {listed}.", "Type more of its digits.")
    return repository.objects.commit(commits[0]) if commits else None


def full_names(name: str) -> tuple[str, ...]:
    """The names under which git may keep what a short name stands for, in the order in which they are looked up."""
    return f"refs/tags/{name}", f"refs/heads/{name}", f"refs/remotes/{name}", f"refs/remotes/{name}/HEAD"


def is_commit(repository: git.Repository, id: str) -> bool:
    """Whether an object is here and is a commit."""
    try:
        return repository.objects.read(id)[0] == "commit"
    except git.Lost:
        return False


def _behind(repository: git.Repository, name: str, id: str) -> git.Commit:
    id, kind = repository.objects.tagged(id)
    if kind != "commit":
        raise ConceptError(f"The tag {_shown(name)} names a {kind} and no commit.", _NAMES)
    return repository.objects.commit(id)


def _head(repository: git.Repository) -> git.Commit:
    id = repository.refs.id("HEAD")
    if id is None:
        branch = repository.refs.branch.removeprefix("refs/heads/")
        raise ConceptError(
            f"Nothing was committed yet on the branch {branch or 'here'}, so there are no earlier drafts.",
            "Commit first: git add . and git commit; or name another branch.",
        )
    return _behind(repository, "HEAD", id)


def _of_day(repository: git.Repository, typed: str) -> git.Commit:
    """The last commit of the current branch at the end of a day, by the clock of whoever made each commit."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ConceptError(f"There is no day {typed}.", "Write year, month and day: 2024-02-12.") from None
    commit = _head(repository)
    while commit.moment.date() > day:
        earlier = repository.before(commit)
        if earlier is None:
            raise ConceptError(
                f"There was nothing yet at the end of {day}: the history begins on {commit.moment.date()}.", "Name a later day."
            )
        commit = earlier
    return commit


def project_tree(repository: git.Repository, commit: git.Commit) -> str:
    """The tree of the project's folder in a commit; empty when there was no such folder."""
    entry: git.Entry | None = git.Entry("folder", commit.tree)
    for name in repository.prefix.split("/") if repository.prefix else ():
        entry = repository.objects.tree(entry.id).get(name) if entry and entry.kind == "folder" else None
    return entry.id if entry and entry.kind == "folder" else ""


def _checked(made: Revision, repository: git.Repository, commit: git.Commit | None) -> Revision:
    """The revision, if a concept was there. ConceptError otherwise, naming the first commit after it that had one."""
    if made.tree and made.digest(CONCEPT):
        return made
    try:
        if made.tree:
            made.read(CONCEPT)
    except Unreadable as error:  # it is there, and no ordinary file
        raise ConceptError(f"{CONCEPT} of {made.name} cannot be read: {error}.", error.remedy) from None
    where = f"{repository.prefix}/{CONCEPT}" if repository.prefix else CONCEPT
    first = _first_with_concept(repository) if commit else None
    hint = f"The first commit of this branch that has it is {first.id[:SHORT]} of {first.moment.date()}." if first else _ELSEWHERE
    raise ConceptError(f"There was no {where} at {made.name}.", hint)


def _first_with_concept(repository: git.Repository) -> git.Commit | None:
    """The first commit of the unbroken line up to HEAD in which the concept is there; None when HEAD has none either."""
    first = None
    try:
        commit: git.Commit | None = _head(repository)
        while commit:
            tree = project_tree(repository, commit)
            if not tree or CONCEPT not in repository.objects.tree(tree):
                break
            first, commit = commit, repository.before(commit)
    except ConceptError:  # the line ends where the history was cut off
        return first
    return first


def _unknown(root: Path, repository: git.Repository, name: str) -> ConceptError:
    """There is no such draft; what may be meant, or where it may be."""
    base = (match[1] if (match := _STEPS.fullmatch(name)) else name).lower()
    if _DIGITS.fullmatch(base) and len(base) >= _SURE:
        hint = _where_commit(repository, base)
    elif near := _near(root, repository, name):
        other = f"fetch what this shallow clone lacks: {_fetch(repository)}" if repository.edge else _LISTS
        hint = f"Did you mean {' or '.join(near)}? If not: {other}"
    elif repository.edge:
        hint = f"The clone is shallow and may lack it. Fetch the rest: {_fetch(repository)}"
    else:
        hint = _NAMES if Folder(root).digest(CONCEPT) else _ELSEWHERE
    return ConceptError(f"There is no draft, tag, branch or commit “{_shown(name)}”.", hint)


def _near(root: Path, repository: git.Repository, name: str) -> list[str]:
    """The names that are like one: as a whole and in what stands after the last ``/``, in which branches of one owner differ."""
    known = (re.sub(r"^refs/(?:heads|tags|remotes)/", "", each) for each in repository.refs.names)
    names = [each for each in dict.fromkeys((*labels(root), "HEAD", *known)) if git.allowed(each)][:5_000]
    same = [each for each in names if _last(each) == name]
    alike = get_close_matches(name[:100], names, 10, 0.6)
    return [*same, *(each for each in alike if get_close_matches(_last(name), [_last(each)], 1, 0.6) and each not in same)][:3]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _where_commit(repository: git.Repository, digits: str) -> str:
    """Where a commit may be that is not here: lost, or beyond what was fetched."""
    try:
        commit: git.Commit | None = _head(repository)
        while commit:
            commit = repository.before(commit)
    except ConceptError as error:
        return f"{error.message} {error.hint}"
    return "git log --all lists the commits that are here; git fetch --all brings those that were made elsewhere."
