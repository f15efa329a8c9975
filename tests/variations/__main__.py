"""Make everything in eight other surroundings, and print what differs; exit code 1 when anything does, or was not tried."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which

from tests.clients import ROOT
from tests.variations.projects import LABEL, complete
from tests.variations.runs import Run, Scene, scene
from tests.variations.surroundings import PLAIN, Variation, together, variations
from tests.variations.table import COLUMNS, Row, format_of, head, put, tried

_PAGE = ROOT / "docs" / "reliability.md"
_SECTION = """
## The same commit, the same bytes

This table is written by `python -m tests.variations --write`. It releases a project with a draft before it, so that redlines, reports,
comment tables and papers are among it, makes its calendar, builds it, and makes the wheel of the toolkit: once in plain surroundings, and
again in each of the eight below, from fresh clones of the project and of the toolkit. Each file is compared by its SHA-256. Where the
programs saw nothing of a variation, or one of them failed, the row reads "not tried".

Last run on {day}, {versions}; {files} files each time: {counts}.

{table}
- The project has every construct that a text can have, in English, Russian and Kazakh, with pictures, a plan, indicators, meetings and
  contributions. *Others* are Markdown, JSON, the tree, the reports and the manifest.
- *Another day* is another day for every program, git included. The calendar says what is done and what is awaited as of a day, today if
  none is named: what comes to pass by itself in between, such as the end of a discussion, stands in it.
- *Another locale* is a C locale without UTF-8, then Turkish (where i and I are no pair) and Kazakh.
- *Another file order*: Python sees folders backwards, and git has its objects in one pack instead of file by file.
- Tried on a planted fault, a page that says when it was made, the same command finds it (`tests/test_variations.py`).
- Another release of Debian, or other versions of the libraries, may give other bytes. `concept verify` says which ones differ.
"""


def _versions(run: Run) -> str:
    """What the files were made with, in words."""
    made = run.versions
    named = [
        f"{name} {made[key]}"
        for key, name in (("python", "Python"), ("weasyprint", "WeasyPrint"), ("pango", "Pango"))
        if key in made
    ]
    told = [_said("git", "--version"), *([_said("faketime", "--version")] if which("faketime") else [])]
    return ", ".join([made.get("system", sys.platform).capitalize(), *named, *(each for each in told if each)])


def _said(program: str, option: str) -> str:
    """A program with its version, as it says it."""
    said = subprocess.run([program, option], capture_output=True, text=True, check=False).stdout
    return f"{program} {found[0]}" if (found := re.search(r"\d[\d.]+", said)) else program


def _shown(made: Scene, tries: Iterable[Variation], jobs: int) -> tuple[Run, list[Row]]:
    """Everything in plain surroundings, and every variation, printed as soon as it was tried; so many runs at the same time."""
    with ThreadPoolExecutor(jobs) as desk:
        first = desk.submit(made.run, PLAIN)
        varied = [(each, [desk.submit(made.run, place) for place in each.places if not each.not_tried]) for each in tries]
        plain, rows = first.result(), []
        print(head(), end="")
        for each, runs in varied:
            rows.append(tried(each, plain, [run.result for run in runs]))
            print(rows[-1], end="", flush=True)
    return plain, rows


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.variations", description=__doc__)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    how.add_argument(
        "--together", action="store_true", help="all variations at once, in one run: fast, and does not say which one it is"
    )
    parser.add_argument("--project", type=Path, metavar="FOLDER", help="a project in git. [default: one with every construct]")
    parser.add_argument("--label", default=LABEL, help=f"the draft that is to be released. [default: {LABEL}]")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="runs at the same time. [default: processors]")
    return parser.parse_args()


def main() -> int:
    """Run everything; 1 when something differs, or was not tried."""
    asked = _options()
    with tempfile.TemporaryDirectory() as folder:
        project = asked.project.resolve() if asked.project else complete(Path(folder) / "complete")
        with scene(project, asked.label) as made:
            tries = [together(made.locales)] if asked.together else variations(made.locales)
            plain, rows = _shown(made, tries, asked.jobs)
    counted = Counter(map(format_of, plain.files))
    counts = ", ".join(f"{counted[each]} {each}" for each in COLUMNS)
    day, versions = dt.datetime.now(tz=dt.UTC).date().isoformat(), _versions(plain)
    print(f"\n{day}, {versions}; {len(plain.files)} files each time: {counts}.")
    if asked.write:
        table = head() + "".join(map(str, rows))
        section = _SECTION.format(day=day, versions=versions, files=len(plain.files), counts=counts, table=table)
        _PAGE.write_text(put(_PAGE.read_text("utf-8"), section), "utf-8")
    return 0 if all(each.is_good for each in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
