"""How long ``concept status`` takes on 100 sections, 60 bodies, 500 instructions, and 1,000, 3,000 and 10,000 contributions.

    python benchmarks/clock.py [--counts 1000,3000,10000]

Each run is a process of its own: with the cache of the tool emptied before, and once more when nothing changed since.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.contributions import project, timed

BODIES, INSTRUCTIONS, ROUNDS = 60, 500, 4


def records(root: Path, seed: int = 2) -> None:
    """Bodies, rounds that ask all of them, and instructions, a third of which are closed."""
    chance = random.Random(seed)  # noqa: S311 - the same project each time
    bodies = [f"body-{number}" for number in range(BODIES)]
    first = date(2024, 1, 10)
    (root / "stakeholders.yaml").write_text(
        "stakeholders:\n" + "".join(f"  - {{id: {each}, name: {each.title()}}}\n" for each in bodies), encoding="utf-8"
    )
    (root / "records").mkdir()
    rounds = (
        f"  - {{id: round-{number}, draft: draft-{number}, sent: {first + timedelta(days=30 * number)},"
        f" due: {first + timedelta(days=30 * number + 25)}, bodies: [{', '.join(bodies)}]}}\n"
        for number in range(ROUNDS)
    )
    (root / "records/rounds.yaml").write_text("rounds:\n" + "".join(rounds), encoding="utf-8")
    given = []
    for number in range(INSTRUCTIONS):
        issued = first + timedelta(days=chance.randrange(200))
        closed = f", closed: {{on: {issued + timedelta(days=20)}}}" if number % 3 == 0 else ""
        due = f"{chance.randrange(5, 60)} working days after {issued}" if number % 2 else str(issued + timedelta(days=30))
        given.append(
            f"  - {{id: instruction-{number}, title: Do {number}, issuer: body-0, level: ministry, issued: {issued}, text: Do {number},"
            f" assignees: [{{body: {chance.choice(bodies)}, lead: true}}], due: {due}{closed}}}\n"
        )
    (root / "records/instructions.yaml").write_text("instructions:\n" + "".join(given), encoding="utf-8")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--counts", default="1000,3000,10000")
    print("| contributions | command | cold, s | nothing changed, s |\n|--:|---|--:|--:|")
    for count in map(int, parser.parse_args().counts.split(",")):
        with tempfile.TemporaryDirectory() as name:
            root, cache = Path(name) / "project", Path(name) / "cache"
            project(root, count)
            records(root)
            for command in (("status",), ("status", "--format", "json")):
                shutil.rmtree(cache, ignore_errors=True)
                cold = timed(root, cache, *command)
                warm = min(timed(root, cache, *command) for _ in range(3))
                print(f"| {count:,} | {' '.join(command)} | {cold:.2f} | {warm:.2f} |", flush=True)


if __name__ == "__main__":
    main()
