"""How long the everyday commands take, each as a whole cold process: ``./run python benchmarks/speed.py``.

Times are medians of several runs; figures meant for comparison are ratios taken in one run, because machines differ.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
CONCEPT = [sys.executable, "-m", "concept_cli"]

PARAGRAPH = (
    "The working group met in {place} and heard that {number} of the bodies asked had answered by the day named [@minutes]. "
    "Their proposals concern *training*, **export** and the rules for [public space](https://example.org/space-{number}), and are kept "
    "with the names of those who made them.\n\n"
)


def project(folder: Path, sections: int, size: int) -> None:
    """Write a project of so many sections, each of about ``size`` bytes."""
    (folder / "sections").mkdir(parents=True)
    (folder / "records").mkdir()
    names = [f"section-{number}" for number in range(sections)]
    outline = "\n".join(f"  - {name}" for name in names)
    (folder / "concept.yaml").write_text(f"format: 1\nid: large\ntitle: A large concept\noutline:\n{outline}\n", "utf-8")
    (folder / "stakeholders.yaml").write_text("stakeholders:\n  - {id: office, name: Project Office}\n", "utf-8")
    (folder / "records" / "sources.yaml").write_text("sources:\n  - {id: minutes, title: Minutes}\n", "utf-8")
    for number, name in enumerate(names):
        text = f"---\ntitle: Section number {number}\nowner: office\n---\n# What was said\n\n"
        while len(text) < size - 200:
            text += PARAGRAPH.format(place=("Semey", "Almaty", "Astana", "Kyzylorda")[len(text) % 4], number=len(text) + number)
        (folder / "sections" / f"{name}.md").write_text(
            text + "- one item\n- another\n\n| Body | Answer |\n|---|---|\n| one | yes |\n", "utf-8"
        )


def seconds(command: list[str], folder: Path) -> float:
    """The median wall time of a command, started anew each time; a command that fails ends the benchmark."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=os.environ)
        times.append(time.perf_counter() - begin)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        large = here / "large"
        project(large, 1000, 2000)
        size = sum(path.stat().st_size for path in (large / "sections").iterdir())
        check = seconds([*CONCEPT, "check"], large)
        print(f"check, 1,000 sections, {size / 1000:,.0f} kB: {check:.2f} s")
        typer = seconds([sys.executable, "-c", "import typer"], here)
        for option in ("--version", "--help"):
            took = seconds([*CONCEPT, option], here)
            print(f"{option}: {took:.3f} s, {took / typer:.2f} times python -c 'import typer' ({typer:.3f} s)")
        for pages, sections in ((10, 6), (50, 30)):
            small = here / f"of-{sections}"
            project(small, sections, 5000)
            for name in ("html", "docx", "pdf"):
                print(f"build --to {name}, about {pages} pages: {seconds([*CONCEPT, 'build', '--to', name], small):.2f} s")


if __name__ == "__main__":
    main()
