"""The project that is changed while faults happen, and the verdict on what they left of it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from concept_cli.store import Write, commit, digest, recover


class Store(NamedTuple):
    """What is put to the test: the real store, or one that is broken on purpose."""

    commit: Callable[[Path, Mapping[str, Write]], None]
    recover: Callable[[Path], tuple[str, ...]]


REAL = Store(commit, recover)

PLACE: Path | None = None
"""Where the projects are made: None for the usual place for temporary files."""

OLD: dict[str, bytes] = {
    "concept.yaml": b"format: 1\nid: creative\n",
    "sections/analysis.md": b"---\ntitle: Analysis\n---\n" + "Творческие индустрии. ".encode() * 900,
    "sections/dropped.md": b"---\ntitle: Dropped\n---\n",
    "records/sources.yaml": b"- id: stat-2024\n",
}
NEW: dict[str, bytes] = {
    "concept.yaml": b"format: 1\nid: creative\noutline: [analysis, vision]\n",
    "sections/analysis.md": b"---\ntitle: Analysis\n---\n" + "Креативные индустрии. ".encode() * 1200,
    "records/sources.yaml": b"- id: stat-2024\n",
    "contributions/union/c-1.md": b"---\nkind: amendment\n---\n",
    "sections/vision.md": b"",
}
MODES = {"sections/analysis.md": 0o640, "concept.yaml": 0o664}
_FOLDERS = {"old": {"sections", "records"}, "new": {"sections", "records", "contributions", "contributions/union"}}


def make(root: Path) -> None:
    """The project in its old state, in an empty or missing folder."""
    for path, content in OLD.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(MODES.get(path, 0o644))


def writes() -> dict[str, Write]:
    """The change under test: replaced, deleted and made files, an empty one, one only compared, one in two new folders."""
    return {
        path: Write(NEW.get(path), digest(OLD[path]) if path in OLD else None)
        for path in ("concept.yaml", "sections/analysis.md", "sections/dropped.md", *list(NEW)[2:])
    }


def judge(root: Path, edited: Mapping[str, bytes] | None = None) -> str:
    """``old`` or ``new`` when the tree is exactly that, byte for byte; ``torn`` when a file is neither; else ``half``.

    Of ``edited`` files only the other ones are judged, and versions kept beside them are no litter.
    """
    skip = set(edited or ())
    files, folders = _look(root)
    known = {path: content for path, content in files.items() if path not in skip and not _is_kept(path, skip)}
    if any(content not in (OLD.get(path), NEW.get(path)) for path, content in known.items() if path in OLD or path in NEW):
        return "torn"
    for verdict, state in (("old", OLD), ("new", NEW)):
        same = known == {path: content for path, content in state.items() if path not in skip}
        extra = {str(above) for path in skip for above in Path(path).parents} | {"."}
        if same and folders - extra == _FOLDERS[verdict] - extra and _modes_kept(root, known):
            return verdict
    return "half"


def _is_kept(path: str, skip: set[str]) -> bool:
    return any(path.startswith((f"{one}.before-", f"{one}.unwritten-")) for one in skip)


def _modes_kept(root: Path, known: Mapping[str, bytes]) -> bool:
    return all(stat.S_IMODE((root / path).stat().st_mode) == MODES.get(path, 0o644) for path in known)


def _look(root: Path) -> tuple[dict[str, bytes], set[str]]:
    files: dict[str, bytes] = {}
    folders: set[str] = set()
    for at, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name != ".concept"]
        here = Path(at)
        folders |= {(here / name).relative_to(root).as_posix() for name in inner}
        files |= {(here / name).relative_to(root).as_posix(): (here / name).read_bytes() for name in names}
    return files, folders


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of one's own that everybody may pass through, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir=PLACE))
    folder.chmod(0o755)
    before = os.umask(0o022)
    try:
        yield folder
    finally:
        os.umask(before)
        shutil.rmtree(folder, ignore_errors=True)


def fresh(folder: Path) -> Path:
    """A new project in its old state; the one made before is removed."""
    root = folder / "project"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    make(root)
    return root
