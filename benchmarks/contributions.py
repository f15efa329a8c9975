"""How long the commands of the ledger take on 1,000, 3,000 and 10,000 contributions over 100 sections.

    python benchmarks/contributions.py [--counts 1000,3000,10000] [--merges 1000]

Each command runs as a process of its own, twice: with the cache of the tool emptied before, and once more when nothing changed since.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from concept_cli.exchange.decisions import Decision, decided
from concept_cli.exchange.desk import Desk, desk
from concept_cli.exchange.places import Read
from concept_cli.exchange.register import Sent, registered
from concept_cli.sources import Folder

SECTIONS, PARAGRAPHS, BODIES = 100, 12, 14
_WORDS = (
    "creative industries fund export grant region talent law budget market hub school studio craft design music film data".split()
)


def project(root: Path, count: int, seed: int = 1) -> None:
    """A project of 100 sections with so many contributions by 14 bodies: amendments of sentences and remarks, half of them decided."""
    chance = random.Random(seed)  # noqa: S311 - the same project each time
    ids = [f"section-{number:03}" for number in range(SECTIONS)]
    (root / "sections").mkdir(parents=True)
    (root / "concept.yaml").write_text(
        "format: 1\nid: bench\ntitle: Bench\noutline:\n" + "".join(f"  - {each}\n" for each in ids), encoding="utf-8"
    )
    bodies = [f"body-{number}" for number in range(BODIES)]
    (root / "stakeholders.yaml").write_text(
        "stakeholders:\n" + "".join(f"  - id: {each}\n    name: {each.title()}\n" for each in bodies), encoding="utf-8"
    )
    for id in ids:
        paragraphs = [
            " ".join(_sentence(chance, id, paragraph, number) for number in range(4)) for paragraph in range(PARAGRAPHS)
        ]
        (root / f"sections/{id}.md").write_text(f"---\ntitle: {id}\n---\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    found = desk(Folder(root), date(2024, 6, 1))
    _contributions(root, found, bodies, count, chance)


def _sentence(chance: random.Random, id: str, paragraph: int, number: int) -> str:
    return f"In {id}, point {paragraph}.{number} says: " + " ".join(chance.choices(_WORDS, k=12)) + "."


def _contributions(root: Path, found: Desk, bodies: list[str], count: int, chance: random.Random) -> None:
    read, numbers = Read(found.project), dict.fromkeys(bodies, 0)
    for number in range(count):
        body, section = bodies[number % BODIES], f"section-{number % SECTIONS:03}"
        fragment = found.project.fragment(section, "en")
        assert fragment is not None
        sentences = fragment.text.split("---\n")[2].replace("\n\n", " ").split(". ")
        sentence = sentences[(number // SECTIONS) % len(sentences)].strip(".\n")
        sent = Sent(
            body,
            "amendment" if number % 4 else "remark",
            action="replace" if number % 4 else None,
            section=section,
            quote=sentence,
            text=f"{sentence} and {chance.choice(_WORDS)} {number}" if number % 4 else "",
            remark="" if number % 4 else f"Who pays for {chance.choice(_WORDS)} {number}?",
            rationale=" ".join(chance.choices(_WORDS, k=20)),
            received=date(2024, 1, 1) + timedelta(days=number % 120),
        )
        numbers[body] += 1
        id = f"{body}-2024-{numbers[body]:03}"
        made = registered(Desk(found.folder, found.project, {}, found.day), sent, read, id).contribution
        text = made.text
        if number % 2:
            one = Desk(found.folder, found.project, {made.id: made}, found.day)
            text = decided(one, Decision(made.id, "accepted" if number % 4 else "noted")).text
        path = root / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def timed(root: Path, cache: Path, *arguments: str) -> float:
    """Seconds that a command takes. Raises AssertionError when it fails otherwise than with findings or conflicts."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "concept_cli", "-C", str(root), *arguments]
    ended = subprocess.run(command, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True, check=False)
    assert ended.returncode in {0, 1}, ended.stderr.decode()[-2000:]
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--counts", default="1000,3000,10000")
    parser.add_argument("--merges", type=int, default=1000)
    asked = parser.parse_args()
    print("| contributions | command | cold, s | nothing changed, s |\n|--:|---|--:|--:|")
    for count in map(int, asked.counts.split(",")):
        with tempfile.TemporaryDirectory() as name:
            root, cache = Path(name) / "project", Path(name) / "cache"
            project(root, count)
            for command in ("contributions", "check"):
                shutil.rmtree(cache, ignore_errors=True)
                cold = timed(root, cache, command)
                warm = min(timed(root, cache, command) for _ in range(3))
                print(f"| {count:,} | {command} | {cold:.2f} | {warm:.2f} |", flush=True)
    if asked.merges:
        with tempfile.TemporaryDirectory() as name:
            root, cache = Path(name) / "project", Path(name) / "cache"
            project(root, asked.merges * 2)  # every other one is accepted
            seconds = [timed(root, cache, "merge", "--all") for _ in range(2)]
            print(f"| {asked.merges:,} accepted | merge --all | {seconds[0]:.2f} | {seconds[1]:.2f} |")


if __name__ == "__main__":
    main()
