"""Faults in a process of their own: to fork one that has run a thousand tests, and holds what they read, takes many times as long."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from tests.faults import scenario
from tests.faults.tally import Tally


def in_memory() -> None:
    """Let faults happen on a file system in memory, if there is one: the same system calls, without waiting for a busy disk."""
    memory = Path("/dev/shm")  # noqa: S108 - only folders of our own are made there
    if memory.is_dir() and os.access(memory, os.W_OK):
        scenario.PLACE = memory


def apart(fault: Callable[..., Tally], *details: object, **named: object) -> Tally:
    """What faults come to, in memory."""
    return _process().submit(fault, *details, **named).result()


@cache
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=in_memory)
