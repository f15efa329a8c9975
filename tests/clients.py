"""Second opinions: programs that are not ours and texts that others wrote.

A test that needs one asks for it here. Where it is missing the test is skipped as "not tried", and the last
lines of the run count how many were, so that a green run never hides what it did not look at.
"""

from __future__ import annotations

import os
import pty
import re
from collections import Counter
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).resolve().parent.parent


def client(name: str) -> str:
    """Turn the name of a program (`qpdf`, `soffice`) into its path; skip the test when it is not installed."""
    path = which(name)
    if path is None:
        pytest.skip(f"not tried: {name} is not installed")
    return path


def terminal_pair() -> tuple[int, int]:
    """Our end and the command's end of a new terminal; skip the test where the system has none to give."""
    try:
        return pty.openpty()
    except OSError:
        pytest.skip("not tried: terminals are not to be had here")


def shared_corpus() -> Path:
    """Return the folder of real policy texts, or skip the test.

    It is the folder that the variable CONCEPT_CORPUS names, else `shared/corpus` beside the repository.
    """
    folder = Path(os.environ.get("CONCEPT_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir() or not any(folder.iterdir()):
        pytest.skip("not tried: corpus is absent")
    return folder


def not_tried(reasons: list[str]) -> str:
    """Turn the reasons of all skipped tests into the line that ends a run: `not tried: 5 tests (qpdf 3, soffice 2)`."""
    missing = Counter(found[1] for reason in reasons if (found := re.search(r"not tried: (\S+)", reason)))
    each = ", ".join(f"{name} {count}" for name, count in missing.most_common())
    return f"not tried: {missing.total()} tests" + (f" ({each})" if each else "")
