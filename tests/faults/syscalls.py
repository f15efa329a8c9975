"""Faults from outside: ``strace`` kills an ordinary Python process at the k-th system call that changes the disk, or lets it fail.

Nothing inside the process knows of it. Without strace, or where tracing is forbidden, these are "not tried", and say so.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.faults.calls import run
from tests.faults.scenario import REAL, fresh, judge, scratch
from tests.faults.tally import Tally

_CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
    "mkdir,mkdirat,rmdir,link,linkat,chmod,fchmod,ftruncate"
)
_BEGIN = "faults-begin-here"
_LINE = re.compile(r"^(\w+)\((.*)", re.DOTALL)
_PROGRAM = f"""
import sys
from pathlib import Path
from tests.faults.scenario import REAL, writes
from concept_cli.diagnostics import ConceptError
root, what, given = Path(sys.argv[1]), sys.argv[2], writes()
try: open({_BEGIN!r})
except OSError: pass
try: REAL.commit(root, given) if what == "commit" else REAL.recover(root)
except ConceptError: sys.exit(1)
"""


class _Tracer:
    """Runs the program above under strace, always in the same way, so that the k-th call is the same call every time."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "trace"
        self.top = Path(__file__).parents[2]
        self.python = [sys.executable, "-S", "-s", "-X", f"pycache_prefix={folder / 'pycache'}"]
        self.environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(self.top)}

    def run(self, root: Path, what: str, inject: str = "") -> int:
        """Exit code of the traced program (strace ends by the signal that its program ended by)."""
        options = ["-e", f"trace={_CALLS}", *(["-e", f"inject={inject}"] if inject else [])]
        return subprocess.run(
            ["strace", "-o", str(self.log), *options, *self.python, "-B", "-c", _PROGRAM, str(root), what],
            cwd=root.parent,
            env=self.environment,
            check=False,
            capture_output=True,
        ).returncode

    def warm(self, root: Path) -> None:
        """Run once without a fault, so that all later runs find the same compiled files."""
        subprocess.run([*self.python, "-c", _PROGRAM, str(root), "commit"], cwd=root.parent, env=self.environment, check=True)

    def changing_calls(self) -> list[tuple[str, int]]:
        """The calls after the beginning that change the disk: name, and which one of that name it is."""
        seen: dict[str, int] = {}
        found, begun = [], False
        for line in self.log.read_text(errors="replace").splitlines():
            if match := _LINE.match(line):
                name, rest = match.groups()
                seen[name] = seen.get(name, 0) + 1
                if begun and (name != "openat" or re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest)):
                    found.append((name, seen[name]))
                begun = begun or _BEGIN in rest
        return found


def can_trace() -> bool:
    """Whether strace is there and may trace."""
    return (
        shutil.which("strace") is not None and subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode == 0
    )


def _calls_of(tracer: _Tracer, folder: Path) -> list[tuple[str, int]]:
    tracer.warm(fresh(folder))
    if tracer.run(fresh(folder), "commit") != 0:
        raise AssertionError("the traced commit did not succeed")
    return tracer.changing_calls()


def kills(step: int = 1) -> Tally:
    """Kill the commit on entering each system call that changes the disk, recover in a fresh process."""
    tally = Tally("kill at a system call of a commit, by strace")
    if not can_trace():
        tally.not_tried = "strace is not there or may not trace"
        return tally
    with scratch() as folder:
        tracer = _Tracer(folder)
        for name, which in _calls_of(tracer, folder)[::step]:
            root = fresh(folder)
            if tracer.run(root, "commit", f"{name}:signal=KILL:when={which}") != -9:
                raise AssertionError(f"{name} {which} was not reached")
            _finish(tally, root, f"{name} {which}")
    return tally.ended()


def kills_in_recovery(step: int = 5) -> Tally:
    """Kill the commit at every ``step``-th system call and its recovery at each of its own, then recover again."""
    tally = Tally("kill at a system call of a recovery, by strace")
    if not can_trace():
        tally.not_tried = "strace is not there or may not trace"
        return tally
    with scratch() as folder:
        tracer = _Tracer(folder)
        for first in [f"{name}:signal=KILL:when={which}" for name, which in _calls_of(tracer, folder)][2::step]:
            root = fresh(folder)
            tracer.run(root, "commit", first)
            tracer.run(root, "recover")
            for name, which in tracer.changing_calls():
                root = fresh(folder)
                tracer.run(root, "commit", first)
                if tracer.run(root, "recover", f"{name}:signal=KILL:when={which}") != -9:
                    raise AssertionError(f"{name} {which} of the recovery was not reached")
                _finish(tally, root, f"{first}, then {name} {which}")
    return tally.ended()


def refusals(error: int = errno.ENOSPC, step: int = 1) -> Tally:
    """Each system call that changes the disk fails once with an error of the kernel's; the command must say what is true."""
    tally = Tally(f"{errno.errorcode[error]} from a system call, by strace")
    if not can_trace():
        tally.not_tried = "strace is not there or may not trace"
        return tally
    with scratch() as folder:
        tracer = _Tracer(folder)
        for name, which in _calls_of(tracer, folder)[::step]:
            root = fresh(folder)
            ended = tracer.run(root, "commit", f"{name}:error={errno.errorcode[error]}:when={which}")
            if ended not in (0, 1) or (judge(root) != "old" and ended == 1):
                tally.wrong(f"{name} {which}: ended with {ended}, {judge(root)}")
            _finish(tally, root, f"{name} {which}")
    return tally.ended()


def _finish(tally: Tally, root: Path, example: str) -> None:
    ending = run(lambda: REAL.recover(root))
    tally.count(judge(root), example)
    if ending.how != "done":
        tally.wrong(f"{example}: {ending.words}")
