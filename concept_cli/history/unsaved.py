"""What is in the folder and not in the last commit."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from concept_cli import git
from concept_cli.history.revisions import SHORT, Revision, project_tree
from concept_cli.sources import Folder, Source, Unreadable


def unsaved(root: Path, files: Iterable[str], folders: Iterable[str]) -> tuple[str, ...]:
    """The paths of what changed since the last commit, came or went, sorted: of some files, and of all that is below some folders.

    Hidden files below these, whose names begin with a dot, are no part of a project: the store has some for a moment, and editors do.
    Raises ConceptError as :func:`concept_cli.git.found` does.
    """
    folder, draft = Folder(root), _last_commit(root)
    sources: tuple[Source, ...] = (folder, draft) if draft else (folder,)
    below = {path for source in sources for each in folders for path in source.paths(each)}
    shown = {path for path in below if not any(name.startswith(".") for name in path.split("/"))}
    return tuple(
        path for path in sorted({*files} | shown) if (differs(folder, draft, path) if draft else os.path.lexists(root / path))
    )


def differs(folder: Folder, draft: Revision, path: str) -> bool:
    """Whether a file reads otherwise than in a draft; line ends of Windows are no difference, and links are not followed."""
    if (folder.root / path).is_symlink() and _is_link(draft, path):
        return False
    if (digest := folder.digest(path)) is not None and digest == draft.digest(path):
        return False
    try:
        contents = [each.read(path) for each in (folder, draft)]
    except Unreadable:
        return True
    return len({content and content.replace(b"\r\n", b"\n") for content in contents}) > 1


def _is_link(draft: Revision, path: str) -> bool:
    if draft.digest(path) is not None:
        return False
    try:
        return draft.read(path) is not None
    except Unreadable:
        return True


def _last_commit(root: Path) -> Revision | None:
    """The project's folder in the last commit; None when nothing was committed yet, or nothing of this folder."""
    repository = git.found(root)
    id = repository.refs.id("HEAD")
    if id is None:
        return None
    commit = repository.objects.commit(id)
    tree = project_tree(repository, commit)
    return Revision(id[:SHORT], id, tree, commit.moment.date(), repository.objects) if tree else None
