"""The rules for contributions on more of them than anybody wrote, and who reads them at all; each rule alone is planted in ``cases``."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from concept_cli.checks import check_ledger
from concept_cli.diagnostics import Diagnostic
from concept_cli.draft import examine
from concept_cli.ledger.files import contribution_text, path_of
from concept_cli.ledger.passages import fingerprint
from concept_cli.model import Contribution, ContributionHead, Event, Ledger, PlaceRead, Project
from concept_cli.sources import Folder
from tests.ledgers import project_of
from tests.test_faults_planted import CASES, build, read_case

WORDS = [f"word{number}" for number in range(60)]


class Watched(Folder):
    """A folder that notes what is read of it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.asked: list[str] = []

    def paths(self, folder: str) -> tuple[str, ...]:
        self.asked.append(folder)
        return super().paths(folder)

    def read(self, path: str) -> bytes | None:
        self.asked.append(path)
        return super().read(path)


@pytest.mark.parametrize("ledger", [True, False])
def test_contributions_are_read_only_when_they_are_asked_for(ledger: bool, tmp_path: Path) -> None:
    build(read_case(CASES / "faults" / "late-contribution.txt"), tmp_path / "project")
    source = Watched(tmp_path / "project")
    found = examine(source, ledger=ledger)
    assert any(each.startswith("contributions") for each in source.asked) == ledger
    assert len(found.ledger.contributions) == (5 if ledger else 0)
    assert bool(found.findings) == ledger


def sent(number: int, said: str, base: str, beside: tuple[str, ...], *events: Event) -> Contribution:
    history = (Event(date=date(2021, 5, 14), step="registered"), *events)
    place = PlaceRead(section="one", language="en", quote="word1", others=beside)
    head = ContributionHead(
        id=f"unesco-2021-{number:05}",
        stakeholder="unesco",
        kind="remark",
        language="en",
        received=date(2021, 5, 14),
        place=place,
        history=history,
    )
    parts = {"remark": said, "base": base}
    return Contribution(path_of("unesco", head.id), contribution_text(head, parts), head, parts)


def said_of(chosen: random.Random, length: int) -> str:
    return " ".join(chosen.choice(WORDS) for _ in range(length))


def calls_of(project: Project, made: Iterable[Contribution], found: list[Diagnostic]) -> int:
    """How many functions are called in checking contributions: as many on any machine."""
    counted = 0

    def count_one(_frame: object, event: str, _of: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count_one)
    try:
        check_ledger(project, Ledger(tuple(made)), found.append)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("kind", ["alike", "gone", "lost"])
def test_the_work_grows_with_the_number_of_contributions(kind: str) -> None:
    """All of them about one passage: none is compared with all others."""
    chosen = random.Random(7)
    bodies = {"one": "\n\n".join(said_of(chosen, 60) for _ in range(50))}
    beside = tuple(map(fingerprint, bodies["one"].split("\n\n")[kind == "alike" :]))
    project, base = project_of(bodies), said_of(chosen, 60) if kind != "alike" else bodies["one"].partition("\n")[0]

    def calls(count: int) -> int:
        made = []
        for number in range(count):
            after = base.replace("word1 ", f"new{number} words of mine ", 1)
            events = (
                Event(date=date(2021, 6, 14), step="decided", disposition="accepted"),
                Event(date=date(2021, 6, 14), step="applied", path="sections/one.md", before=base, after=after),
            )
            made.append(sent(number, said_of(chosen, 12), base, beside, *(events if kind == "lost" else ())))
        found: list[Diagnostic] = []
        counted = calls_of(project, made, found)
        assert kind == "alike" or len({each.place.path for each in found}) == count
        return counted

    assert calls(1500) < 30 * calls(150)  # a hundred times as many, if each was compared with all


def test_the_work_grows_with_the_faults_of_a_history() -> None:
    """Somebody may write as many events as a file can hold; where each was typed is found by reading the head once."""
    project = project_of({"one": "The word1 stands."})

    def calls(count: int) -> int:
        found: list[Diagnostic] = []
        event = Event(date=date(2021, 6, 14), step="replied")
        counted = calls_of(project, [sent(0, "A remark.", "The word1 stands.", (), *(event for _ in range(count)))], found)
        assert len(found) == count
        return counted

    assert calls(2000) < 30 * calls(200)  # a hundred times as many, if it was read for each


def test_an_equal_text_leads_to_the_first_of_all() -> None:
    project = project_of({"one": "The word1 stands."})
    found: list[Diagnostic] = []
    texts = ["Please add museums and theatres.", "Something else, said of it at length.", "Please add museums, and theatres"]
    made = [sent(number, said, "The word1 stands.", ()) for number, said in enumerate([*texts, *texts])]
    check_ledger(project, Ledger(tuple(made)), found.append)
    said = {each.place.path[-8:-3]: each.message for each in found}
    assert {number: message.rpartition("-")[2] for number, message in said.items()} == {
        "00002": "00000",
        "00003": "00000",
        "00004": "00001",
        "00005": "00000",
    }
