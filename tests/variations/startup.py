"""What each Python process of a run does first, as its ``sitecustomize``: live on another day, see folders in another order.

It is copied to where every user can read it, and imports nothing of ours before it has to.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

DAYS, ORDER, PLANTED = "VARIED_DAYS", "VARIED_ORDER", "VARIED_PLANTED"


class Backwards:
    """What ``os.scandir`` gives, the last entry first."""

    def __init__(self, entries: Any) -> None:
        with entries:
            self._entries = [*entries][::-1]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._entries)

    def __next__(self) -> Any:
        if not self._entries:
            raise StopIteration
        return self._entries.pop(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open any more."""


def turn_folders() -> None:
    """Folders list their files the other way round."""
    listed, scanned = os.listdir, os.scandir
    setattr(os, "listdir", lambda *where: listed(*where)[::-1])  # noqa: B010
    setattr(os, "scandir", lambda *where: Backwards(scanned(*where)))  # noqa: B010


def shift_clock(days: int) -> None:
    """It is so many days later, for Python at least: where the system has no ``faketime``."""
    import datetime as dt
    from datetime import datetime

    # what day it is today is asked of time.time by the standard library itself
    shift, ticked, now_ns = days * 86_400, time.time, time.time_ns
    local, universal, written = time.localtime, time.gmtime, time.strftime

    class Kind(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, cls.__mro__[1])

    class Moment(datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return datetime.now(tz) + dt.timedelta(days)

        @classmethod
        def utcnow(cls) -> Any:
            return datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(days)

    later: dict[str, Any] = {
        "time": lambda: ticked() + shift,
        "time_ns": lambda: now_ns() + shift * 10**9,
        "localtime": lambda at=None: local(ticked() + shift if at is None else at),
        "gmtime": lambda at=None: universal(ticked() + shift if at is None else at),
        "strftime": lambda form, at=None: written(form, local(ticked() + shift) if at is None else at),
    }
    for name, function in later.items():
        setattr(time, name, function)
    setattr(dt, "datetime", Moment)  # noqa: B010


def plant() -> None:
    """A fault of the kind that is looked for: the page says when it was made."""
    from concept_cli.writers import html

    write = html.write
    setattr(html, "write", lambda *what: write(*what) + f"<!-- {time.time()} -->\n".encode())  # noqa: B010


if __name__ == "sitecustomize":
    if DAYS in os.environ:
        shift_clock(int(os.environ[DAYS]))
    if ORDER in os.environ:
        turn_folders()
    if PLANTED in os.environ and "concept_cli" in sys.orig_argv:
        plant()
