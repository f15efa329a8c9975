"""Change several files of a project together, or none of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.store.disk import NOT_A_FILE, blaming, digest, digest_at, shown, write_new
from concept_cli.store.journal import DONE, UNDO, Change, Journal, inside, new_name
from concept_cli.store.recovery import change_places, forget, settle, swap_back, sync_all, take_back
from concept_cli.store.room import PROJECT, ROOM, held

_AGAIN = "Run the command again: it then starts from the file as it is now."


@dataclass(frozen=True)
class Write:
    """What becomes of one file: ``content``, or None to delete it.

    ``read`` is the digest of the bytes that the caller read before, None when there was no file: only then is it written.
    """

    content: bytes | None
    read: str | None


def commit(root: Path, writes: Mapping[str, Write]) -> None:
    """Make all the writes, keyed by path from ``root`` with ``/``, or none of them; ``root`` itself is made when missing.

    Modes of replaced files are kept. A file whose new bytes are those that were read is only compared. Raises ConceptError, with
    nothing changed, when a file is no longer what was read, when the disk refuses, when another command does not let go of the
    project, or when a path may not be written.
    """
    root = Path(os.path.realpath(root))
    places = _places(root, writes)
    if not places:
        return
    with held(root):
        if notes := settle(root):
            raise ConceptError(
                "A command that was interrupted had to be cleared up first; this one has changed nothing.", " ".join(notes)
            )
        for path, write in places.items():
            _look(root, path, write)
        changing = {path: write for path, write in places.items() if _after(write) != write.read}
        if changing:
            _carry_out(_journal(root, changing), places)


def _places(root: Path, writes: Mapping[str, Write]) -> dict[str, Write]:
    """The writes keyed by the real file, links resolved. Raises ConceptError for paths that may not be written."""
    places: dict[str, Write] = {}
    for key, write in writes.items():
        path = inside(root, key)
        if path in places:
            raise ConceptError(
                f"{shown(key)} is named twice in one change.", "One of the names is a link to the other: use one of them."
            )
        if write.content is None and path != key and (root / key).is_symlink():
            raise ConceptError(
                f"{shown(key)} is a link and is not deleted.", f"Delete the link, or the file it leads to: {shown(path)}."
            )
        places[path] = write
    return places


def _after(write: Write) -> str | None:
    return None if write.content is None else digest(write.content)


def _look(root: Path, path: str, write: Write) -> None:
    """Check that a file is what was read and may be replaced. Raises ConceptError."""
    with blaming(shown(path)):
        here = digest_at(root / path)
        if here == NOT_A_FILE:
            raise ConceptError(f"{shown(path)} is not a file, but a folder or a link.", "Move it away, or choose another name.")
        changing = here is not None and _after(write) != here
        if here == write.read and changing and not os.access(root / path, os.W_OK):
            raise PermissionError(errno.EACCES, "")  # a rename would get past the file's own protection
    if here != write.read:
        raise _changed(path, here, write.read)


def _changed(path: str, here: str | None, read: str | None) -> ConceptError:
    what = "has appeared" if read is None else "has vanished" if here is None else "was changed by somebody else"
    return ConceptError(f"{shown(path)} {what} since it was read; nothing was written.", _AGAIN)


def _journal(root: Path, changing: Mapping[str, Write]) -> Journal:
    """What is about to be done. Raises ConceptError when a file stands where a folder is needed."""
    changes = tuple(Change(path, write.read, _after(write)) for path, write in changing.items())
    folders: dict[str, None] = {}
    for path in changing:
        for above in reversed(Path(path).parents[:-1]):
            with blaming(shown(path)):
                if _is_missing(root / above):
                    folders[above.as_posix()] = None
    return Journal(root, new_name(), changes, tuple(folders))


def _is_missing(folder: Path) -> bool:
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "")
    except FileNotFoundError:
        return True
    return False


def _carry_out(journal: Journal, places: Mapping[str, Write]) -> None:
    """Do what the journal says, or take it back. Raises ConceptError when it was taken back."""
    try:
        with blaming(PROJECT):
            journal.write()
        _stage(journal, places)
        for change in journal.changes:
            with blaming(shown(change.path)):
                _put_in(journal, change)
        with blaming(PROJECT):
            sync_all(journal)
        _look_again(journal, places)
        with blaming(PROJECT):
            journal.turn(UNDO, DONE)
    except BaseException as error:
        _abandon(journal, error)
        raise
    with suppress(OSError):  # the commit stands; what cannot be removed now, the next command removes
        forget(journal)


def _stage(journal: Journal, places: Mapping[str, Write]) -> None:
    """Make the new folders and put the new bytes into the slots, durably. Raises ConceptError."""
    for folder in journal.folders:
        with blaming(shown(folder)), suppress(FileExistsError):
            (journal.root / folder).mkdir()
    for change in journal.changes:
        content = places[change.path].content
        if content is not None:
            with blaming(shown(change.path)):
                like = None if change.old is None else journal.target(change).lstat()
                write_new(journal.part(change), content, like)
                journal.part(change).rename(journal.slot(change))
    with blaming(PROJECT):
        sync_all(journal)


def _put_in(journal: Journal, change: Change) -> None:
    """Let file and slot change places; when what came out is not what was read, back again. Raises ConceptError, OSError."""
    try:
        change_places(journal, change)
    except (FileExistsError, FileNotFoundError):
        raise _changed(change.path, digest_at(journal.target(change)), change.old) from None
    _check_slot(journal, change)


def _check_slot(journal: Journal, change: Change) -> None:
    """What came out must be what was read; somebody's edit goes back to its place. Raises ConceptError, OSError."""
    here = digest_at(journal.slot(change))
    if here != change.old:
        swap_back(journal, change)
        raise _changed(change.path, here, change.old)


def _look_again(journal: Journal, places: Mapping[str, Write]) -> None:
    """Just before the commit point: has an editor that had the old file open written to it? Raises ConceptError."""
    replaced = {change.path for change in journal.changes}
    for change in journal.changes:
        with blaming(shown(change.path)):
            _check_slot(journal, change)
    for path, write in places.items():
        if path not in replaced:
            _look(journal.root, path, write)


def _abandon(journal: Journal, error: BaseException) -> None:
    """Take back what was begun. Raises ConceptError when that fails too: the journal then stays for the next command."""
    room, notes = journal.root / ROOM, []
    reason = error.message.removesuffix(".") if isinstance(error, ConceptError) else "The command was interrupted"
    try:
        if os.path.lexists(room / DONE):
            journal.turn(DONE, UNDO)
        if os.path.lexists(room / UNDO):
            notes = take_back(journal, crashed=False)
    except OSError as second:
        if os.path.lexists(room / DONE):
            raise ConceptError(
                f"The change was made, but the disk does not confirm it: {reason}.", "Save a copy of the project elsewhere."
            ) from second
        raise ConceptError(
            f"{reason}; what was begun could not be taken back yet.",
            "Put that right: the next command then takes back what was begun.",
        ) from second
    if notes and isinstance(error, ConceptError):
        raise ConceptError(error.message, " ".join((error.hint, *notes))) from error
