"""Disks that are really full and really read-only, in a mount namespace of their own; and a user without permission.

``python -m tests.faults.mounts`` is started inside ``unshare`` by :func:`all_of_them` and writes its tallies as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.faults.calls import run
from tests.faults.scenario import REAL, judge, make, scratch, writes
from tests.faults.tally import Tally

_NOBODY = 65534


def _unshare() -> list[str]:
    """The command that gives a process its own mounts, or nothing where that is forbidden."""
    options = ["-m"] if os.geteuid() == 0 else ["-Urm"]
    test = ["unshare", *options, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if shutil.which("unshare") is None or subprocess.run(test, check=False, capture_output=True).returncode != 0:
        return []
    return ["unshare", *options]


def all_of_them() -> list[Tally]:
    """Full disks and read-only folders for real; "not tried" where no mount can be made."""
    command = _unshare()
    if not command:
        reason = "this machine lets nobody mount here"
        return [Tally("a small disk, full for real", not_tried=reason), Tally("read-only mounts, for real", not_tried=reason)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    said = subprocess.run(
        [*command, sys.executable, "-m", "tests.faults.mounts"], env=environment, check=True, capture_output=True
    )
    return [Tally(**tally) for tally in json.loads(said.stdout)]


def without_permission() -> Tally:
    """An ordinary user in folders that belong to somebody else."""
    tally = Tally("folders and files without write permission, as an ordinary user")
    for closed in ("", "sections", "records", "sections/analysis.md"):
        with scratch() as folder:
            root = folder / "project"
            root.mkdir()
            make(root)
            if os.geteuid() == 0:
                for place in [root, *root.rglob("*")]:
                    os.chown(place, _NOBODY, _NOBODY)
            (root / closed).chmod(0o555 if (root / closed).is_dir() else 0o444)
            ending = run(lambda: _as_nobody(lambda: REAL.commit(root, writes())))  # noqa: B023 - done before the next round
            (root / closed).chmod(0o755 if (root / closed).is_dir() else 0o640)
            expected = "done" if closed == "records" else "refused"  # the one file in records is only compared
            if ending.how != expected:
                tally.wrong(f"{closed or 'project'}: {ending.how} {ending.words}")
            tally.count(judge(root), closed)
    return tally.ended()


def _as_nobody(action: Callable[[], None]) -> None:
    if os.geteuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    action()


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _full_disks() -> Tally:
    """A file system of 192 kB with ever less space left."""
    tally = Tally("a small disk, full for real")
    for left in range(24):
        with scratch() as folder:
            root = folder / "project"
            root.mkdir()
            _mount("-t", "tmpfs", "-o", "size=192k", "tmpfs", str(root))
            make(root)
            _fill(root / ".filler", left * 4096)
            ending = run(lambda: REAL.commit(root, writes()))  # noqa: B023 - done before the next round
            _finish(tally, root, f"{left} pages left", ending.how, ending.words)
            subprocess.run(["umount", str(root)], check=True)
    return tally.ended()


def _fill(filler: Path, left: int) -> None:
    """Fill the disk up, then give back so many bytes."""
    size = 0
    with filler.open("wb") as file:
        try:
            while True:
                size += os.write(file.fileno(), b"x" * 4096)
        except OSError:
            os.ftruncate(file.fileno(), max(size - left, 0))


def _read_only() -> Tally:
    """The whole project, or one folder of it, mounted read-only."""
    tally = Tally("read-only mounts, for real")
    for closed in ("", "sections", "records"):
        with scratch() as folder:
            root = folder / "project"
            root.mkdir()
            make(root)
            place = str(root / closed)
            _mount("--bind", place, place)
            _mount("-o", "remount,bind,ro", place)
            ending = run(lambda: REAL.commit(root, writes()))  # noqa: B023 - done before the next round
            looking = run(lambda: REAL.recover(root))  # noqa: B023
            if looking.how != "done":
                tally.wrong(f"{closed}: looking at a read-only project: {looking.words}")
            _finish(tally, root, closed or "project", ending.how, ending.words)
            subprocess.run(["umount", place], check=True)
    return tally.ended()


def _finish(tally: Tally, root: Path, example: str, said: str, words: str) -> None:
    filler = root / ".filler"
    at_once = judge(root, {".filler": b""})
    recovery = run(lambda: REAL.recover(root))
    filler.unlink(missing_ok=True) if os.access(root, os.W_OK) else None
    verdict = judge(root)
    tally.count(verdict, example)
    if {"done": "new", "refused": "old"}.get(said) != verdict or at_once != verdict or recovery.how != "done":
        tally.wrong(f"{example}: {said} {words}, but {at_once}, then {verdict}")


if __name__ == "__main__":
    json.dump([asdict(_full_disks()), asdict(_read_only())], sys.stdout)
