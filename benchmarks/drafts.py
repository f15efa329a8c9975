"""Two drafts compared by this tool and by others, each time as a cold process: ``./run python benchmarks/drafts.py``.

The text of ``documents.py`` and the same text after seeded edits (a fifth of the paragraphs reworded, some added, dropped and moved, cells
changed) are compared as files, and as two commits of a project. Beside stand what drafters use today: git's comparison word by word, and
Python's difflib over all words at once, which is given up on after a minute. The others only compare; they make no Word file.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from documents import SEED, Cost, Way, by_turns, text, write_project

RUNS: Final = 3
PAGES: Final = (10, 50, 200, 500)
FORMS: Final = ("text", "json", "docx", "html")
DIFFLIB: Final = 50
"""Up to so many pages difflib is waited for."""
NEW: Final = "A new paragraph on the duties of the office, its budget and the day on which it answers to the committee."

_DIFFLIB: Final = """
import difflib, sys
a, b, out = (open(p).read().split() if n < 2 else p for n, p in enumerate(sys.argv[1:]))
open(out, "w").write(str(difflib.SequenceMatcher(None, a, b, False).get_opcodes()))
"""


def edited(words: str, edits: random.Random) -> str:
    """A text after what happens to a text between two drafts."""
    kept: list[str] = []
    for paragraph in words.split("\n\n"):
        chance = edits.random()
        if paragraph.startswith(("#", "---", "[^")) or chance > 0.25:
            kept.append(paragraph)
        elif chance > 0.05:
            pieces = paragraph.split(" ")
            for _ in range(3):
                at = edits.randrange(len(pieces))
                if pieces[at].isalpha():
                    pieces[at] = edits.choice(("reform", "regional", "2031", "council"))
            kept.append(" ".join(pieces))
        elif chance > 0.03:
            kept += [paragraph, NEW]
        elif chance > 0.01:
            kept.insert(max(0, len(kept) - edits.randrange(9)), paragraph)
    return "\n\n".join(kept)


def write_files(pages: int, folder: Path) -> tuple[Path, Path]:
    """Two drafts of so many pages, each as one file."""
    content, edits = text(pages), random.Random(SEED)  # noqa: S311  no secret
    older, newer = folder / "older.md", folder / "newer.md"
    parts = [f"# {title}\n\n{words}" for title, words in content.sections]
    older.write_text("\n\n".join(parts), "utf-8")
    newer.write_text("\n\n".join(edited(each, edits) for each in parts), "utf-8")
    return older, newer


def write_history(pages: int, folder: Path) -> None:
    """Two drafts of so many pages as two commits of a project."""
    content, edits = text(pages), random.Random(SEED)  # noqa: S311  no secret
    write_project(content, folder)
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "The first draft")
    for path in sorted((folder / "sections").iterdir()):
        path.write_text(edited(path.read_text("utf-8"), edits), "utf-8")
    _git(folder, "commit", "-qam", "The second draft")


def _git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Drafter", "-c", "user.email=drafter@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def ways(pages: int, folder: Path) -> Iterator[tuple[str, Way]]:
    """Every way in which two drafts of so many pages are compared, by name."""
    files = folder / "files"
    files.mkdir()
    older, newer = (str(path) for path in write_files(pages, files))
    write_history(pages, folder / "project")
    for form in FORMS:
        out = files / f"changes.{form}"
        yield f"files to {form}", Way((*_CONCEPT, "--files", older, newer, "--to", form, "--out", str(out)), files, out)
    out = folder / "project" / "changes.json"
    yield "commits to json", Way((*_CONCEPT, "HEAD~1", "HEAD", "--to", "json", "--out", out.name), folder / "project", out)
    out = files / "git.txt"
    git = f"git diff --no-index --word-diff --output={out} {older} {newer} || test $? = 1"
    yield "git diff --word-diff", Way(("sh", "-c", git), files, out)
    if pages <= DIFFLIB:
        out = files / "difflib.txt"
        yield "difflib, all words", Way((sys.executable, "-c", _DIFFLIB, older, newer, str(out)), files, out)


_CONCEPT: Final = (sys.executable, "-m", "concept_cli", "diff")


def worst(folder: Path) -> Iterator[tuple[str, Way]]:
    """Texts that are made to take long."""
    edits = random.Random(SEED)  # noqa: S311  no secret
    words = [edits.choice("policy reform budget region fund law".split()) + str(edits.randrange(3000)) for _ in range(20_000)]
    changed = [each if edits.random() > 0.1 else f"changed{edits.randrange(99)}" for each in words]
    large = "\n\n".join(f"# {title}\n\n{said}" for title, said in text(600).sections)[:1_500_000]
    equal, odd = ["The same line."], ["Another."]
    lines = [[f"{word} {number} of a draft." for number in range(5000)] for word in ("Line", "Row")]
    cases = {
        "5,000 equal lines": ("\n\n".join(equal * 5000), "\n\n".join(equal * 2500 + odd * 9 + equal * 2490)),
        "5,000 lines, all changed": ("\n\n".join(lines[0]), "\n\n".join(lines[1])),
        "a paragraph of 20,000 words": (" ".join(words), " ".join(changed)),
        "20,000 words in other words": (" ".join(words), " ".join(reversed(words))),
        "a section of 1.5 MB": (large, edited(large, edits)),
    }
    for name, (older, newer) in cases.items():
        here = folder / name.replace(" ", "-")
        here.mkdir()
        (here / "older.md").write_text(older, "utf-8")
        (here / "newer.md").write_text(newer, "utf-8")
        out = here / "changes.json"
        yield name, Way((*_CONCEPT, "--files", "older.md", "newer.md", "--to", "json", "--out", str(out)), here, out)


@dataclass(frozen=True)
class Row:
    """What one comparison cost."""

    pages: str
    name: str
    cost: Cost


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, nargs="*", default=PAGES)
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--no-worst", action="store_true", help="leave out the texts that are made to take long")
    given = options.parse_args()
    print("| Pages | Comparison | seconds | processor s | MB | times git |")
    print("|------:|------------|--------:|------------:|---:|----------:|")
    for pages in given.pages:
        with tempfile.TemporaryDirectory() as folder:
            named = list(ways(pages, Path(folder)))
            costs = by_turns([way for _, way in named], given.runs)
            rows = [Row(str(pages), name, cost) for (name, _), cost in zip(named, costs, strict=True)]
        git = next(row.cost.seconds for row in rows if row.name.startswith("git"))
        for row in rows:
            show(row, f"{row.cost.seconds / git:.1f}")
    if given.no_worst:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, way in worst(Path(folder)):
            [cost] = by_turns([way], given.runs)
            show(Row("", name, cost), "")


def show(row: Row, ratio: str) -> None:
    """A line of the table."""
    cost = row.cost
    print(
        f"| {row.pages} | {row.name} | {cost.seconds:.2f} | {cost.processor:.2f} | {cost.megabytes:.0f} | {ratio} |", flush=True
    )


if __name__ == "__main__":
    if not shutil.which("git"):
        raise SystemExit("git is not installed; type: apt-get install git")
    main()
