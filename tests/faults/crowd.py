"""Many processes at once, and editors that know nothing of locks."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from concept_cli.diagnostics import ConceptError
from concept_cli.store import Write, digest
from tests.faults.scenario import REAL, Store, scratch
from tests.faults.tally import Tally

_PAIR = ("records/first.txt", "sections/second.txt")


def counters(processes: int = 8, rounds: int = 12, store: Store = REAL, killed: int = 0) -> Tally:
    """Each process adds one to the same two files so many times, trying again when somebody else was first.

    ``killed`` processes are killed at a random instant. Then both files must hold the same number, and no addition be missing.
    """
    tally = Tally(f"{processes} processes adding to the same two files" + (f", {killed} of them killed" if killed else ""))
    with scratch() as root:
        for path in _PAIR:
            (root / path).parent.mkdir()
            (root / path).write_bytes(b"0")
        reading, writing = os.pipe()
        waiting, gate = os.pipe()
        children = [_start(lambda: _add(root, store, rounds, writing, (waiting, gate))) for _ in range(processes)]
        os.close(writing)
        os.close(gate)  # all of them begin now
        os.close(waiting)
        dice = random.Random(7)
        for child in children[:killed]:
            time.sleep(dice.uniform(0.02, 0.15))
            os.kill(child, signal.SIGKILL)
        with os.fdopen(reading, "rb") as pipe:
            succeeded = len(pipe.read())
        for child in children:
            os.waitpid(child, 0)
        store.recover(root)
        first, second = ((root / path).read_bytes() for path in _PAIR)
        added = int(first or b"0")
        tally.injected = processes * rounds if not killed else succeeded + killed
        tally.half += first != second
        tally.lost += max(succeeded - added, 0)
        tally.misreported += max(added - succeeded - killed, 0)
        tally.new = min(added, tally.injected)
        tally.old = tally.injected - tally.new
        left = [path.name for path in root.rglob("*") if path.is_file() and ".concept" in path.name]
        tally.torn += len(left)
    return tally.ended()


def _start(action: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            action()
        finally:
            os._exit(0)
    return child


def _add(root: Path, store: Store, rounds: int, pipe: int, start: tuple[int, int]) -> None:
    waiting, gate = start
    os.close(gate)
    os.read(waiting, 1)  # returns when the last writing end of the pipe is closed
    for _ in range(rounds):
        while not _added(root, store):
            pass
        os.write(pipe, b".")


def _added(root: Path, store: Store) -> bool:
    try:
        store.recover(root)
        first, second = ((root / path).read_bytes() for path in _PAIR)
        more = str(int(first) + 1).encode()
        store.commit(root, {path: Write(more, digest(text)) for path, text in zip(_PAIR, (first, second), strict=True)})
    except (ConceptError, ValueError):  # a torn number is no number: only a broken store makes one
        return False
    return True


def editor(saves: int = 60, store: Store = REAL, patience: float = 2.0) -> Tally:
    """A command keeps adding lines to a file that somebody edits, saving in place and by renaming, without any lock.

    After each save the file must begin with what was saved, whatever the command has added to it; or it comes back when the command
    gives way; or else it has been kept beside the file, because it was written to the old file after the commit point.
    """
    tally = Tally("an editor saving while commands write the same file")
    with scratch() as root:
        (root / "sections").mkdir()
        file = root / "sections/analysis.md"
        file.write_bytes(b"begin\n")
        command = _start(lambda: _keep_adding(root, store))
        dice = random.Random(11)
        try:
            for number in range(saves):
                text = f"save {number} {'words ' * 200}\n".encode()
                (_save_in_place if number % 2 else _save_by_renaming)(file, text)
                time.sleep(dice.uniform(0.0, 0.03))
                kept = file.read_bytes()
                tally.count("new" if kept != text else "old")
                if not kept.startswith(text) and not _is_there_after_all(file, text, patience):
                    tally.lost += 1
                    tally.examples.append(f"lost: save {number}: {kept[:40]!r}")
        finally:
            os.kill(command, signal.SIGKILL)
            os.waitpid(command, 0)
    return tally.ended()


def _is_there_after_all(file: Path, text: bytes, patience: float) -> bool:
    """Whether what was saved comes back to the file, or turns up beside it when the next command has begun."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        kept = [file, *file.parent.glob(f"{file.name}.edited-*")]
        if any(one.read_bytes().startswith(text) for one in kept):
            return True
        time.sleep(0.01)
    return False


def _save_in_place(file: Path, text: bytes) -> None:
    file.write_bytes(text)


def _save_by_renaming(file: Path, text: bytes) -> None:
    beside = file.with_name("analysis.md~")
    beside.write_bytes(text)
    beside.replace(file)


def _keep_adding(root: Path, store: Store) -> None:
    file = root / "sections/analysis.md"
    while True:
        text = file.read_bytes()
        if not text.endswith(b"\n"):
            continue  # the editor is in the middle of saving; a command would report the file as broken
        try:
            store.commit(root, {"sections/analysis.md": Write(text + b"added\n", digest(text))})
        except ConceptError:
            store.recover(root)
