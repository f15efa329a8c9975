"""Faults from inside: every function of ``os`` that changes a disk is watched in a child process, and its k-th call goes wrong.

The child is a real process and is really killed; only the place is chosen here. It needs nothing but Python, so it runs anywhere;
``syscalls`` does the same from outside, with the kernel's help.
"""

from __future__ import annotations

import errno
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from concept_cli.diagnostics import ConceptError
from concept_cli.store import disk

WATCHED = ("open", "write", "fsync", "rename", "replace", "unlink", "rmdir", "mkdir", "link", "ftruncate", "fchmod")
_FOR_WRITING = os.O_CREAT | os.O_WRONLY | os.O_RDWR
KILLS = ("before", "after", "within")


@dataclass(frozen=True)
class Fault:
    """What happens at the ``at``-th watched call (from 1): ``kill`` it before, after or within; or it fails with ``error``.

    ``lasting``: every later call fails as well. ``swaps``: whether the system can let two files change places in one call.
    """

    at: int = 0
    kill: str = ""
    error: int = 0
    lasting: bool = False
    swaps: bool = True


@dataclass(frozen=True)
class Ending:
    """How the child ended: ``killed``, ``done``, ``refused`` (one sentence) or ``broke`` (anything else); how many calls it made."""

    how: str
    words: str
    calls: int


def run(action: Callable[[], object], fault: Fault | None = None) -> Ending:
    """Do something in a child process while a fault happens to it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(action, fault or Fault(), writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Ending("killed", "", 0)
    how, calls, words = said.split(" ", 2)
    return Ending(how, words, int(calls))


def _be_the_child(action: Callable[[], object], fault: Fault, pipe: int) -> None:
    say, leave = os.write, os._exit
    watch = _Watch(fault)
    try:
        watch.begin()
        action()
        said = f"done {watch.calls} "
    except ConceptError as error:
        one = error.message.endswith(".") and "\n" not in error.message and bool(error.hint)
        said = f"{'refused' if one else 'broke'} {watch.calls} {error.message}"
    except BaseException:  # noqa: BLE001 - whatever else comes out is what we are looking for
        said = f"broke {watch.calls} {traceback.format_exc()}"
    say(pipe, said.encode())
    leave(0)


class _Watch:
    """Counts the watched calls of this process and lets the fault happen."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.calls = 0

    def begin(self) -> None:
        for name in WATCHED:
            setattr(os, name, self._watched(name, getattr(os, name)))
        real = disk._renameat2()

        def renameat2(source: bytes, target: bytes, flags: int) -> int:
            if real is None or not self.fault.swaps:
                return errno.ENOSYS
            try:
                return int(self._meet("renameat2", lambda: real(source, target, flags), ()))
            except OSError as error:
                return error.errno or errno.EIO

        setattr(disk, "_renameat2", lambda: renameat2)  # noqa: B010 - the kernel's door, not our own code

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if name == "open" and not given[1] & _FOR_WRITING:
                return real(*given, **named)
            return self._meet(name, lambda: real(*given, **named), given, real)

        return call

    def _meet(self, name: str, do: Callable[[], Any], given: tuple[Any, ...], real: Callable[..., Any] | None = None) -> Any:
        self.calls += 1
        fault = self.fault
        due = self.calls == fault.at
        if fault.error and (due or (fault.lasting and self.calls > fault.at > 0)):
            raise OSError(fault.error, os.strerror(fault.error))
        if due and fault.kill == "within" and name == "write" and real is not None:
            real(given[0], given[1][: len(given[1]) // 2])
        if due and fault.kill in ("before", "within"):
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return do()
        finally:
            if due and fault.kill == "after":
                os.kill(os.getpid(), signal.SIGKILL)
