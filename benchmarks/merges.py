"""Real merges counted: ``./run python benchmarks/merges.py FOLDER``.

FOLDER holds, at any depth, folders of cases: ``base.md``, ``ours.md``, ``theirs.md``, and ``merged.md``, what people made of them. Beside
this tool stand git's own merge, line by line, and what this tool makes when every proposal is taken. "Equal" is equal but for white space.
"""

from __future__ import annotations

import argparse
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from concept_cli.merge.files import merged_file

WAYS: Final = ("concept", "concept, proposals taken", "git merge-file")


def results(case: Path) -> Iterator[tuple[str, str | None]]:
    """What each way makes of a case; None for a conflict."""
    base, ours, theirs = (
        (case / f"{name}.md").read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") for name in ("base", "ours", "theirs")
    )
    made = merged_file(base, ours, theirs)
    accepted = made.accepted()
    yield WAYS[0], None if made.conflicts else made.text
    yield WAYS[1], None if accepted.conflicts else accepted.text
    files = [str(case / f"{name}.md") for name in ("ours", "base", "theirs")]
    done = subprocess.run(["git", "merge-file", "-p", "-q", *files], capture_output=True, check=False)
    yield WAYS[2], None if done.returncode else done.stdout.decode("utf-8", "replace")


def main() -> None:
    """Count and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    folder: Path = options.parse_args().folder
    counted: dict[tuple[bool, str], Counter[str]] = {}
    for path in sorted(folder.rglob("base.md")):
        people = (path.parent / "merged.md").read_bytes().decode("utf-8", "replace").split()
        found = dict(results(path.parent))
        is_clean = found[WAYS[2]] is not None
        for way, text in found.items():
            what = "shown" if text is None else "equal" if text.split() == people else "differ"
            counted.setdefault((is_clean, way), Counter())[what] += 1
    print("| Cases | Way | equal to the people's | differ | shown as conflicts |")
    print("|---|---|--:|--:|--:|")
    for (is_clean, way), found_counts in sorted(counted.items(), key=lambda each: (not each[0][0], WAYS.index(each[0][1]))):
        kind = "clean for git" if is_clean else "conflicts for git"
        print(f"| {kind} | {way} | {found_counts['equal']} | {found_counts['differ']} | {found_counts['shown']} |")


if __name__ == "__main__":
    main()
