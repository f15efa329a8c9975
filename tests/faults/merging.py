"""Accepted contributions merged into three sections while faults happen: kills, full disks, editors, and others who merge too."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from concept_cli import store
from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.decisions import Decision, decided
from concept_cli.exchange.desk import desk, rewritten
from concept_cli.exchange.register import Sent, registered
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging
from concept_cli.merge.manuscript import changed_files
from concept_cli.sources import Folder
from tests.faults.calls import KILLS, Ending, Fault, run
from tests.faults.scenario import scratch
from tests.faults.tally import Tally

DAY = date(2021, 6, 14)
SECTIONS = ("export", "regions", "talent")
REFUSALS = (errno.ENOSPC, errno.EIO, errno.EROFS)


def make(root: Path) -> None:
    """A project of three sections with six accepted contributions, two about each."""
    (root / "sections").mkdir(parents=True)
    (root / "concept.yaml").write_text("format: 1\nid: c\ntitle: C\noutline: [export, regions, talent]\n", encoding="utf-8")
    (root / "stakeholders.yaml").write_text(
        "stakeholders:\n  - {id: undp, name: UNDP}\n  - {id: unesco, name: UNESCO}\n", encoding="utf-8"
    )
    for id in SECTIONS:
        text = f"---\ntitle: {id}\n---\nFirst of {id}. Second of {id}.\n\nКазахстан and {id}.\n"
        (root / f"sections/{id}.md").write_text(text, encoding="utf-8")
    for id in SECTIONS:
        for body, quote in (("undp", f"First of {id}"), ("unesco", f"Second of {id}")):
            now = desk(Folder(root), DAY)
            made = registered(
                now, Sent(body, "amendment", action="replace", section=id, quote=quote, text=f"{quote}, as {body} says")
            )
            store.commit(root, made.writes)
            now = desk(Folder(root), DAY)
            one = decided(now, Decision(made.contribution.id, "accepted"))
            store.commit(root, rewritten(now, {one.path: one.text}))


def merge(root: Path) -> None:
    """What ``concept merge --all`` does, after recovering as every command does."""
    store.recover(root)
    now = desk(Folder(root), DAY)
    merging = Merging(now.project.fragments, now.contributions.values(), DAY)
    merging.merge_all(id for id, each in now.contributions.items() if state(each).waits_for_words)
    store.commit(root, rewritten(now, changed_files(merging)))


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a project but the store's own."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and ".concept" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


class _Scene:
    """A project in its old state, made once and copied for each fault; what it is before and after a merge, to the byte."""

    def __init__(self, folder: Path) -> None:
        self.first, self.root = folder / "first", folder / "project"
        make(self.first)
        self.old = tree(self.first)
        root = self.fresh()
        merge(root)
        self.new = tree(root)
        assert len({path for path in self.new if self.new[path] != self.old[path]}) == 9

    def fresh(self) -> Path:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.first, self.root, ignore=shutil.ignore_patterns(".concept"))
        return self.root

    def judge(self) -> str:
        found = tree(self.root)
        if found in (self.old, self.new):
            return "old" if found == self.old else "new"
        torn = any(content not in (self.old.get(path), self.new.get(path)) for path, content in found.items())
        return "torn" if torn else "half"

    def finish(self, tally: Tally, example: str, ending: Ending) -> None:
        """Recover and judge; then merge once more, which must end at the same bytes as without any fault."""
        store.recover(self.root)
        verdict = self.judge()
        tally.count(verdict, example)
        if ending.how == "broke" or (ending.how == "done" and verdict != "new"):
            tally.wrong(f"{example}: {ending.how}: {ending.words}")
        merge(self.root)
        if tree(self.root) != self.new:
            tally.wrong(f"{example}: merged again, it is not as without a fault")


def kills() -> Tally:
    """Kill a merge before, after and within every call that changes the disk."""
    tally = Tally("kill in a merge over three sections")
    with scratch() as folder:
        scene = _Scene(folder)
        for at in range(1, _calls(scene) + 1):
            for kill in KILLS:
                root = scene.fresh()
                scene.finish(tally, f"{kill} {at}", run(lambda root=root: merge(root), Fault(at, kill)))  # type: ignore[misc]
    return tally.ended()


def refusals(*, lasting: bool = False) -> Tally:
    """Every call fails once, or it and all that follow fail: a full disk, a broken one, one that was made read-only."""
    tally = Tally("ENOSPC, EIO or EROFS in a merge" + (", from a call on" if lasting else ""))
    with scratch() as folder:
        scene = _Scene(folder)
        for at in range(1, _calls(scene) + 1):
            for error in REFUSALS:
                root = scene.fresh()
                ending = run(lambda root=root: merge(root), Fault(at, error=error, lasting=lasting))  # type: ignore[misc]
                scene.finish(tally, f"{errno.errorcode[error]} at {at}", ending)
    return tally.ended()


def _calls(scene: _Scene) -> int:
    root = scene.fresh()
    ending = run(lambda: merge(root), Fault())
    assert ending.how == "done", ending
    return ending.calls


def edits() -> Tally:
    """Somebody saves a section between reading and writing: the merge is refused, and merging again keeps what was saved."""
    tally = Tally("an editor saves a section while it is merged")
    with scratch() as folder:
        scene = _Scene(folder)
        for id in SECTIONS:
            for number in range(5):
                root = scene.fresh()
                now = desk(Folder(root), DAY)
                merging = Merging(now.project.fragments, now.contributions.values(), DAY)
                merging.merge_all(now.contributions)
                writes = rewritten(now, changed_files(merging))
                saved = f"Saved {number}."
                with (root / f"sections/{id}.md").open("a", encoding="utf-8") as file:
                    file.write(f"\n{saved}\n")
                try:
                    store.commit(root, writes)
                    tally.wrong(f"{id} {number}: written over")
                except ConceptError:
                    pass
                merge(root)
                text = (root / f"sections/{id}.md").read_text(encoding="utf-8")
                tally.count("new" if "as undp says" in text and "as unesco says" in text else "half", id)
                tally.lost += saved not in text
    return tally.ended()


def crowd(processes: int = 8, rounds: int = 6) -> Tally:
    """Eight secretaries register contributions of the same two bodies, decide them and merge: none is lost, no number is given twice."""
    tally = Tally(f"{processes} processes registering, deciding and merging")
    with scratch() as folder:
        scene = _Scene(folder)
        root = scene.fresh()
        children = [_child(lambda number=number: _work(root, number, rounds)) for number in range(processes)]
        failed = [child for child in children if os.waitpid(child, 0)[1]]
        store.recover(root)
        now = desk(Folder(root), DAY)
        wanted = {f"remark {number} {turn}" for number in range(processes) for turn in range(rounds)}
        kept = [each.parts["remark"] for each in now.contributions.values() if "remark" in each.parts]
        tally.injected = processes * rounds
        tally.lost = len(wanted - set(kept)) + len(failed)
        tally.half = len(kept) - len(set(kept))
        tally.new = tally.injected - tally.lost
        merged = tree(root)
        tally.torn = sum(merged[f"sections/{id}.md"] != scene.new[f"sections/{id}.md"] for id in SECTIONS)
    return tally.ended()


def _child(action: object) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            action()  # type: ignore[operator]
            code = 0
        finally:
            os._exit(code)
    return child


def _work(root: Path, number: int, rounds: int) -> None:
    for turn in range(rounds):
        _again(lambda turn=turn: _register(root, f"remark {number} {turn}"))
        _again(lambda: merge(root))


def _register(root: Path, words: str) -> None:
    store.recover(root)
    made = registered(desk(Folder(root), DAY), Sent("undp", "remark", section="export", remark=words))
    store.commit(root, made.writes)


def _again(action: object, patience: float = 60.0) -> None:
    """Do something until nobody else was in the way."""
    end = time.monotonic() + patience
    while True:
        try:
            action()  # type: ignore[operator]
            return
        except ConceptError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def all_of_them() -> Iterator[Tally]:
    """Every kind, one after the other."""
    yield kills()
    yield refusals()
    yield refusals(lasting=True)
    yield edits()
    yield crowd()


def main() -> None:
    """Print the table of docs/merging.md."""
    print("| Fault | Injected | Old | New | Torn | Half | Lost | False word |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    for each in all_of_them():
        figures = (each.injected, each.old, each.new, each.torn, each.half, each.lost, each.misreported)
        print(f"| {each.kind} | {' | '.join(map(str, figures))} |", flush=True)


if __name__ == "__main__":
    main()
