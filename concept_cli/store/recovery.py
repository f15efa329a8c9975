"""End what an interrupted commit left, deciding by digests alone, so that this too can be killed anywhere and run again."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from concept_cli.store.disk import NOT_A_FILE, blaming, digest_at, drop, exchange, move, shown, sync_folder, tidy_spare
from concept_cli.store.journal import DONE, UNDO, Change, Journal, load
from concept_cli.store.room import ROOM, held, not_a_room


def recover(root: Path) -> tuple[str, ...]:
    """End what an interrupted commit left: take it back, or, when it had passed its commit point, remove its traces.

    Gives the sentences to tell the user; does nothing, silently, when nothing was left. An edit made since then is not
    overwritten: it stays, and our version is kept beside it. Raises ConceptError when the folder cannot be cleared up.
    """
    root = Path(os.path.realpath(root))
    try:
        about = (root / ROOM).lstat()
    except OSError:
        return ()
    if stat.S_ISLNK(about.st_mode):
        raise not_a_room()
    if not any(os.path.lexists(root / ROOM / name) for name in (UNDO, DONE)):
        return ()
    with held(root):
        return settle(root)


def settle(root: Path) -> tuple[str, ...]:
    """End what the journals there say, with the lock held; the sentences to tell. Raises ConceptError."""
    with blaming("What an interrupted command left"):
        done, refused = load(root, DONE)
        notes = [refused, *(forget(done, crashed=True) if done else ())]
        undo, refused = load(root, UNDO)
        notes.append(refused)
        if undo:
            notes += ["A command that was interrupted has been taken back: run it again.", *take_back(undo, crashed=True)]
    return tuple(note for note in notes if note)


def take_back(journal: Journal, crashed: bool) -> list[str]:
    """Give every file its old bytes, remove slots and new folders, close the journal; what to tell. Raises OSError."""
    notes = []
    for change in reversed(journal.changes):
        notes += _put_back(journal, change, crashed)
    for folder in reversed(journal.folders):
        with suppress(FileNotFoundError, NotADirectoryError):
            try:
                (journal.root / folder).rmdir()
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # somebody has put a file there: it stays
                    raise
    sync_all(journal)
    journal.close(UNDO)
    return notes


def _put_back(journal: Journal, change: Change, crashed: bool) -> list[str]:
    """Give one file its old bytes, unless somebody has edited it; what to tell. Raises OSError."""
    target, slot = journal.target(change), journal.slot(change)
    drop(journal.part(change))
    tidy_spare(slot)
    if _is_in(change, digest_at(target), digest_at(slot)):
        with suppress(FileExistsError, FileNotFoundError):  # made, or deleted, by somebody in this very instant
            swap_back(journal, change)
    here, aside = digest_at(target), digest_at(slot)
    theirs = here not in (change.old, change.new)
    if aside is not None and aside == change.new and not (crashed and theirs):
        drop(slot)
        return []
    if aside is not None:
        ours = {
            change.new: ("unwritten", "what the interrupted command was to write"),
            change.old: ("before", "what it held before the interrupted command"),
        }
        word, what = ours.get(aside, ("edited", "an earlier edit"))
        kept = _keep(slot, target, word)
        return [f"{shown(change.path)} was edited meanwhile and stays as it is; {what} is in {shown(kept)} beside it."]
    if theirs and change.old is None:
        return [f"{shown(change.path)} was edited meanwhile and stays as it is."]
    return []


def _is_in(change: Change, here: str | None, aside: str | None) -> bool:
    """Whether file and slot have changed places: new bytes here, and in the slot what was there before."""
    return here == change.new and aside not in (change.new, NOT_A_FILE) and (aside is None) == (change.old is None)


def forget(journal: Journal, crashed: bool = False) -> list[str]:
    """After the commit point: remove the old bytes, close the journal; what to tell. Raises OSError.

    When an editor that had the old file open wrote to it at the last instant, nothing of that is removed: the next command keeps
    it beside the file and says so.
    """
    notes = []
    for change in journal.changes:
        aside = digest_at(journal.slot(change))
        if aside is not None and aside == change.old:
            drop(journal.slot(change))
        elif aside is not None and crashed:
            kept = _keep(journal.slot(change), journal.target(change), "edited")
            notes.append(
                f"{shown(change.path)} was being edited while a command replaced it; that edit is in {shown(kept)} beside it."
            )
        elif aside is not None:
            return []
    sync_all(journal)
    journal.close(DONE)
    return notes


def _keep(slot: Path, target: Path, what: str) -> str:
    """Give a slot a name that people find, beside its file; the name. Raises OSError."""
    stem = target.name.encode(errors="surrogateescape")[:200].decode(errors="ignore")  # names end at 255 bytes
    for count in range(1, 1000):
        kept = target.with_name(f"{stem}.{what}-{count}")
        with suppress(FileExistsError):
            move(slot, kept)
            return kept.name
    raise FileExistsError(errno.EEXIST, "")


def sync_all(journal: Journal) -> None:
    """Wait until the disk has every name that the commit changes. Raises OSError."""
    for folder in journal.touched():
        sync_folder(folder)


def swap_back(journal: Journal, change: Change) -> None:
    """Slot and file change places back, unless somebody saved in that instant: what was saved last stays. Raises OSError."""
    change_places(journal, change, back=True)
    if digest_at(journal.slot(change)) != change.new:
        change_places(journal, change)


def change_places(journal: Journal, change: Change, back: bool = False) -> None:
    """Slot and file change places in one system call; a file that is made or deleted has one side empty. Raises OSError."""
    slot, target = journal.slot(change), journal.target(change)
    if change.old is not None and change.new is not None:
        exchange(slot, target)
    elif (change.new is None) == back:
        move(slot, target)
    else:
        move(target, slot)
