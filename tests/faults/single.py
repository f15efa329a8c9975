"""One command, one fault: kills, full disks and refusals at every call that changes the disk."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.calls import KILLS, Ending, Fault, run
from tests.faults.scenario import NEW, OLD, REAL, Store, fresh, judge, scratch, writes
from tests.faults.tally import Tally

REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES)
EDITED = ("sections/analysis.md", "sections/dropped.md", "contributions/union/c-1.md", "concept.yaml")


def _calls(folder: Path, store: Store, swaps: bool = True) -> int:
    """How many watched calls the commit makes when nothing goes wrong."""
    root = fresh(folder)
    ending = run(lambda: store.commit(root, writes()), Fault(swaps=swaps))
    if ending.how != "done":
        raise AssertionError(ending)
    return ending.calls


def _committed(root: Path, store: Store, fault: Fault) -> Ending:
    return run(lambda: store.commit(root, writes()), fault)


def _recovered(root: Path, store: Store, fault: Fault | None = None) -> Ending:
    return run(lambda: store.recover(root), fault)


def kills(store: Store = REAL, swaps: bool = True) -> Tally:
    """Kill the commit before, after and within every call, then recover."""
    tally = Tally("kill in a commit" + ("" if swaps else ", on a system that cannot swap files"))
    with scratch() as folder:
        for at in range(1, _calls(folder, store, swaps) + 1):
            for kill in KILLS:
                root = fresh(folder)
                fault = Fault(at, kill, swaps=swaps)
                if _committed(root, store, fault).how != "killed":
                    raise AssertionError(f"{fault} was not injected")
                _finish(tally, root, store, str(fault))
    return tally.ended()


def _finish(tally: Tally, root: Path, store: Store, example: str, said: str = "") -> None:
    """Recover in a fresh process, judge, and compare with what the command had said."""
    ending = _recovered(root, store)
    verdict = judge(root)
    tally.count(verdict, example)
    if ending.how != "done":
        tally.wrong(f"{example}: recovery {ending.how}: {ending.words}")
    elif said and {"done": "new", "refused": "old"}.get(said) != verdict:
        tally.wrong(f"{example}: {said}, but {verdict}")


def kills_in_recovery(step: int = 1, store: Store = REAL, swaps: bool = True) -> Tally:
    """Kill the commit at every ``step``-th call, the recovery at every call of its own, then recover again."""
    tally = Tally("kill in a commit, then kill in its recovery" + ("" if swaps else ", on a system that cannot swap files"))
    with scratch() as folder:
        for at in range(1, _calls(folder, store, swaps) + 1, step):
            for again in _recoveries(at, folder, store, swaps):
                _finish(tally, folder / "project", store, f"commit {at}, recovery {again}")
    return tally.ended()


def _recoveries(at: int, folder: Path, store: Store, swaps: bool) -> Iterator[int]:
    again = 0
    while True:
        again += 1
        root = fresh(folder)
        _committed(root, store, Fault(at, "after", swaps=swaps))
        if _recovered(root, store, Fault(again, "after", swaps=swaps)).how != "killed":
            return
        yield again


def refusals(store: Store = REAL, lasting: bool = False, errors: tuple[int, ...] = REFUSALS) -> Tally:
    """Every call fails once with each error; or, lasting, it and all that follow fail. The command must say what is true."""
    names = ", ".join(errno.errorcode[error] for error in errors)
    tally = Tally(f"{names} at a call" + (" and all that follow" if lasting else ""))
    with scratch() as folder:
        for at in range(1, _calls(folder, store) + 1):
            for error in errors:
                root = fresh(folder)
                ending = _committed(root, store, Fault(at, error=error, lasting=lasting))
                example = f"{errno.errorcode[error]} at {at}"
                if ending.how not in ("done", "refused"):
                    tally.wrong(f"{example}: {ending.how}: {ending.words}")
                if ending.how == "refused" and not lasting and judge(root) != "old":
                    tally.wrong(f"{example}: refused, but not at once as before")
                _finish(tally, root, store, example, "done" if "The change was made" in ending.words else ending.how)
    return tally.ended()


def refusals_in_recovery(step: int = 1, store: Store = REAL) -> Tally:
    """Kill the commit, let a call of the recovery fail once, then recover again."""
    tally = Tally("kill in a commit, then EIO or ENOSPC in its recovery")
    with scratch() as folder:
        for at in range(1, _calls(folder, store) + 1, step):
            for error in (errno.EIO, errno.ENOSPC):
                again = 0
                while True:
                    again += 1
                    root = fresh(folder)
                    _committed(root, store, Fault(at, "after"))
                    ending = _recovered(root, store, Fault(again, error=error))
                    if ending.how == "done" and ending.calls < again:
                        break
                    if ending.how == "broke":
                        tally.wrong(f"recovery {again} after {at}: {ending.words}")
                    _finish(tally, root, store, f"commit {at}, {errno.errorcode[error]} in recovery {again}")
    return tally.ended()


def edits_after_a_kill(step: int = 1, store: Store = REAL) -> Tally:
    """Kill the commit, edit one of its files, recover: the edit is there, all other files are old or all are new."""
    tally = Tally("kill in a commit, then somebody edits a file")
    with scratch() as folder:
        for at in range(1, _calls(folder, store) + 1, step):
            for path in EDITED:
                root = fresh(folder)
                _committed(root, store, Fault(at, "after"))
                edit = f"edited by hand {at}\n".encode()
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(edit)
                ending = _recovered(root, store)
                if (root / path).read_bytes() != edit:
                    tally.lost += 1
                    tally.examples.append(f"lost: {path} after {at}")
                if ending.how != "done":
                    tally.wrong(f"{path} after {at}: {ending.words}")
                tally.count(judge(root, {path: edit}), f"{path} edited after {at}")
    return tally.ended()


def edits_before_a_commit(store: Store = REAL) -> Tally:
    """A file is edited, made or deleted between reading and committing: the commit is refused and nothing changes."""
    tally = Tally("a file edited, made or deleted since it was read")
    with scratch() as folder:
        for path in {**OLD, **NEW}:
            for edit in (b"edited by hand\n", None):
                if edit is None and path not in OLD:
                    continue
                root = fresh(folder)
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                if edit is None:
                    (root / path).unlink()
                else:
                    (root / path).write_bytes(edit)
                ending = _committed(root, store, Fault())
                still = (root / path).read_bytes() if (root / path).exists() else None
                tally.lost += still != edit
                if ending.how != "refused" or path not in ending.words:
                    tally.wrong(f"{path}: {ending.how} {ending.words}")
                tally.count(judge(root, {path: edit or b""}), path)
    return tally.ended()


def cost(commits: int = 40) -> float:
    """Milliseconds that a commit of six files takes on this disk when nothing goes wrong."""
    with scratch() as folder:
        spent = 0.0
        for _ in range(commits):
            root = fresh(folder)
            began = time.perf_counter()
            REAL.commit(root, writes())
            spent += time.perf_counter() - began
        os.sync()
    return spent / commits * 1000
