"""A store that is broken on purpose: no journal, no look at what was read, no lock. The injector must find it out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from concept_cli.store import Write
from tests.faults.scenario import Store


def _commit(root: Path, writes: Mapping[str, Write]) -> None:
    for path, write in writes.items():
        file = root / path
        if write.content is None:
            file.unlink()
            continue
        if not file.parent.is_dir():
            os.makedirs(file.parent, exist_ok=True)  # noqa: PTH103
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.write(handle, write.content)
        os.close(handle)


def _recover(root: Path) -> tuple[str, ...]:
    return () if root.is_dir() else ("gone",)


BROKEN = Store(_commit, _recover)
