"""Projects that are released again and again: one with everything in it, one that is small."""

from __future__ import annotations

import shutil
from pathlib import Path

from concept_cli import store
from concept_cli.release.freezing import freeze
from concept_cli.store import Write
from tests.awaited import FILES, awaited, heard
from tests.clients import ROOT
from tests.heard import Secretary
from tests.repositories import FIRST, SECOND, Repository, begun

LABEL = "draft-2"


def complete(root: Path) -> Path:
    """Every construct that a text can have, in three languages, with pictures, a plan, indicators, meetings, and contributions."""
    made = begun(root)
    shutil.copytree(
        ROOT / "tests/cases/every-construct", root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected", "README.md")
    )
    for name in ("meetings", "road-maps"):
        made.write(f"records/{name}.yaml", _here(FILES[f"records/{name}.yaml"]))
    _first(made)
    office = Secretary(root)
    send, decide = office.send, office.decide
    merged = send(
        "union",
        section="talent",
        action="replace",
        quote="A short section.",
        text="A section of few words.",
        rationale="Мы читали",
    )
    decide(merged, "accepted", reason="As agreed")
    office.merge(merged)
    remark = send(
        "union", "remark", section="analysis", quote="not everything that counts is counted", remark="By whom, and when?"
    )
    decide(remark, "noted")
    decide(
        send("fund", section="export", action="delete", quote="Words of the nested section"), "rejected", reason="It is needed"
    )
    send("fund", "remark", section="analysis", remark="Не опубликовано", confidential=True, consent=False)
    return _second(made, "sections/analysis.ru.md")


def _here(text: str) -> str:
    """Records of :mod:`tests.awaited`, of bodies that the other project has."""
    names = {"divers": "union", "fishers": "union", "boats": "fund", "pilots": "fund", "office": "ministry"}
    for theirs, ours in names.items():
        text = text.replace(theirs, ours)
    return text.replace("section: lakes", "section: analysis").replace("group: working-group", "")


def small(root: Path) -> Path:
    """Two sections in Kazakh, with what bodies said of them, and what is due."""
    made = begun(root)
    awaited(root)
    concept = FILES["concept.yaml"].replace("languages: [en, ru, kk]", "languages: [kk]\nworking-language: kk")
    made.write("concept.yaml", concept)
    _first(made)
    heard(root)
    return _second(made, "sections/rivers.md")


def _first(made: Repository) -> None:
    """The first draft, frozen."""
    made.commit("The first draft", FIRST)
    frozen = freeze(made.root, "draft-1")
    store.commit(made.root, {frozen.path: Write(frozen.content, None)})
    made.commit("Freeze it", FIRST)


def _second(made: Repository, path: str) -> Path:
    """The draft that is to be released: a paragraph was added by hand too."""
    made.write(path, (made.root / path).read_text("utf-8") + "\nA paragraph that was added — қосылған абзац.\n")
    made.commit("The second draft", SECOND)
    return made.root
