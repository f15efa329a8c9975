"""Inject every fault there is and write ``docs/reliability.md``; exit code 1 when any of them did harm."""

from __future__ import annotations

import datetime as dt
import errno
import os
import platform
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults import crowd, mounts, single, syscalls
from tests.faults.broken import BROKEN
from tests.faults.tally import Tally
from tests.variations.table import kept

_PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"

REAL_FAULTS: tuple[Callable[[], Tally], ...] = (
    single.kills,
    partial(single.kills, swaps=False),
    partial(single.kills_in_recovery, 2),
    partial(single.kills_in_recovery, 3, swaps=False),
    syscalls.kills,
    partial(syscalls.kills_in_recovery, 8),
    single.refusals,
    partial(single.refusals, lasting=True),
    partial(single.refusals_in_recovery, 4),
    partial(syscalls.refusals, errno.ENOSPC),
    partial(syscalls.refusals, errno.EIO),
    mounts.without_permission,
    partial(crowd.counters, rounds=40),
    partial(crowd.counters, rounds=40, killed=4),
    partial(crowd.editor, 300),
    single.edits_after_a_kill,
    single.edits_before_a_commit,
)
PLANTED: tuple[Callable[[], Tally], ...] = (
    partial(single.kills, BROKEN),
    partial(single.refusals, BROKEN, errors=(errno.ENOSPC,)),
    partial(single.edits_before_a_commit, BROKEN),
    partial(crowd.counters, rounds=60, store=BROKEN),
    partial(crowd.editor, store=BROKEN, patience=0.1),
)

_BEFORE = """# What was done to the store, and what was left

This page is written by `python -m tests.faults`, which does to the store what the table says and looks at the folder afterwards.
Last run on {day}, {machine}; a commit of six files takes {cost:.0f} ms there when nothing goes wrong.

A command changes six files at once: one replaced, one replaced by a longer one, one deleted, two made (one of them empty, one in two
new folders), one only compared. After each fault `recover`, which every command calls first, runs in another process, and the tree is
compared byte for byte, modes, folders and left-over files included:

- **old**, **new**: exactly the state before or after the change;
- **torn**: a file with bytes that are neither; **half**: some files old, some new, or something left lying about;
- **lost**: somebody's edit, or another command's, is gone;
- **false word**: the command said "written" or "refused" and the folder says otherwise, or it ended with anything but one sentence.

| Fault | Injected | Old | New | Torn | Half | Lost | False word | Seconds |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""

_AFTER = """
## The injector, tested on a store that is broken on purpose

The same faults, done to forty lines that write each file in place, with no journal, lock or comparison (`tests/faults/broken.py`).
If these rows were clean, those above would mean nothing.

| Fault | Injected | Old | New | Torn | Half | Lost | False word | Seconds |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""

_NOTES = """
## How the faults are made

- *Kill in a commit*: a child process is killed with SIGKILL before, after and (for `write`) half-way through each call that changes
  the disk; the calls are counted by replacing the functions of `os` in the child. It needs only Python.
- *By strace*: the same from outside: an unchanged Python process is killed by the kernel on entering the k-th system call, or that call
  returns an error. Rows without strace, or without the right to mount, read "not tried".
- *On a system that cannot swap files*: as if `renameat2` were missing, as on macOS and some network disks.
- *Full for real*, *read-only for real*: a file system of 192 kB with 0 to 23 pages left, and mounts made read-only, in a mount
  namespace of their own.

## What is not promised

- **A power cut** is not among the faults. Files and folders are flushed in the order in which a power cut would need them, but only a
  machine whose plug is pulled could prove it.
- **An editor that holds the old file open** without having emptied it, and writes after the commit has ended, writes to a file that no
  longer has a name. Up to that point its words are noticed: the commit gives way, or keeps them beside the file and says so. An
  editor that was caught between emptying a file and filling it leaves a command an empty file to read; it reports that as an error.
- **Where the system cannot swap two files in one call**, an edit saved within the few microseconds between the last comparison and
  the rename is not seen.
- Somebody who reads several files without a lock while a command writes them may see some old and some new ones, until it has
  ended, or new ones that go away again because the command gives way to an edit.
- Only owner and permission bits of a replaced file are carried over, no extended attributes.
- Windows is not supported: there is no `flock`.
"""


def _row(tally: Tally) -> str:
    if tally.not_tried:
        return f"| {tally.kind} | not tried: {tally.not_tried} | | | | | | | |\n"
    figures = (tally.injected, tally.old, tally.new, tally.torn, tally.half, tally.lost, tally.misreported)
    return f"| {tally.kind} | {' | '.join(map(str, figures))} | {tally.seconds:.1f} |\n"


def _sum(tallies: list[Tally]) -> Tally:
    total = Tally("**together**")
    for tally in tallies:
        for name in ("injected", "old", "new", "torn", "half", "lost", "misreported", "seconds"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    return total


def _shown(faults: tuple[Callable[[], Tally], ...], *more: Tally) -> list[Tally]:
    tallies = []
    for fault in faults:
        tallies.append(fault())
        print(_row(tallies[-1]), end="", flush=True)
    return [*tallies, *more]


def main() -> int:
    """Run everything, write the page; 1 when a fault did harm, or when the planted faults were not found out."""
    real = _shown(REAL_FAULTS, *mounts.all_of_them())
    planted = _shown(PLANTED)
    machine = f"a {platform.system()} machine with {os.cpu_count()} processors, Python {platform.python_version()}"
    today = dt.datetime.now(tz=dt.UTC).date()
    page = _BEFORE.format(day=today.isoformat(), machine=machine, cost=single.cost())
    page += "".join(map(_row, [*real, _sum(real)])) + _AFTER + "".join(map(_row, planted)) + _NOTES
    _PAGE.parent.mkdir(exist_ok=True)
    _PAGE.write_text(page + kept(_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    for tally in real:
        print(*tally.examples, sep="\n", end="\n" if tally.examples else "")
    return 0 if not any(tally.bad for tally in real) and all(tally.bad for tally in planted) else 1


if __name__ == "__main__":
    sys.exit(main())
