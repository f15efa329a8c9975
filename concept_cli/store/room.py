"""The store's own folder, ``.concept``: it holds the lock and the journal, and git never sees it."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.store.disk import blaming, digest, digest_at, drop, locked, sync_folder, write_new

ROOM = ".concept"
PROJECT = "The project's folder"


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the project's lock. When ``root`` was made for this and nothing came of it, it is taken away. Raises ConceptError."""
    with blaming(PROJECT):
        missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        with ExitStack() as stack:
            with blaming(PROJECT):
                root.mkdir(parents=True, exist_ok=True)
                for folder in missing:
                    sync_folder(folder.parent)
                _make(root / ROOM)
                stack.enter_context(locked(root / ROOM / "lock"))
                _hide_from_git(root / ROOM)
            try:
                yield
            except BaseException:
                if missing:
                    _clear(root / ROOM)
                raise
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _make(room: Path) -> None:
    """Make the store's own folder. Raises ConceptError when it is a link or a file, OSError."""
    with suppress(FileExistsError):
        room.mkdir()
        sync_folder(room.parent)  # a journal in a folder that a power cut takes away would be no journal
    if not stat.S_ISDIR(room.lstat().st_mode):
        raise not_a_room()


def _hide_from_git(room: Path) -> None:
    ignored, fresh, everything = room / ".gitignore", room / ".gitignore.new", b"*\n"
    if digest_at(ignored) != digest(everything):
        drop(fresh)
        write_new(fresh, everything)
        fresh.replace(ignored)


def _clear(room: Path) -> None:
    """Take the store's folder away from a project that did not come about; another command's project is left alone."""
    with suppress(OSError):
        if list(room.parent.iterdir()) == [room]:
            for name in (".gitignore.new", ".gitignore", "lock"):
                drop(room / name)
            room.rmdir()


def not_a_room() -> ConceptError:
    """What to say when ``.concept`` is a link, which might lead anywhere, or a file."""
    return ConceptError(
        f"{ROOM} in the project's folder is not a folder of its own.", f"Remove {ROOM}: it holds nothing of the document."
    )
