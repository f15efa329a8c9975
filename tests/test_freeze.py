"""`concept freeze` and `concept drafts`: a name for a draft that lasts, and where everything stood in it."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from concept_cli import history
from concept_cli.diagnostics import ConceptError
from tests.bad import FILES
from tests.clients import ROOT, client
from tests.repositories import Repository, two_drafts
from tests.test_commands import concept

MANIFEST = "releases/draft-1/manifest.json"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return two_drafts(tmp_path / "water")


def freeze(made: Repository, *words: str) -> dict[str, Any]:
    done = concept("freeze", "draft-1", *words, cwd=made.root)
    assert done.returncode == 0, done.stderr
    manifest: dict[str, Any] = json.loads((made.root / MANIFEST).read_text("utf-8"))
    return manifest


def test_a_draft_is_the_commit_and_not_the_folder(made: Repository) -> None:
    made.write("sections/rivers.md", FILES["sections/rivers.md"] + "\nNot committed.\n")
    done = concept("freeze", "draft-1", cwd=made.root)
    assert done.stdout == f"{MANIFEST}\n"
    assert "Not in the draft, because it was not committed: sections/rivers.md." in done.stderr
    manifest = json.loads((made.root / MANIFEST).read_text("utf-8"))
    assert manifest["commit"] == made.git("rev-parse", "HEAD")
    assert manifest["tree"] == made.git("rev-parse", "HEAD^{tree}")
    assert manifest["date"] == "2024-02-12"  # the day of the commit where it was made, not in our time zone
    inputs = manifest["inputs"]
    assert sorted(inputs) == sorted(FILES)
    assert inputs["sections/rivers.md"] == {
        "sha256": sha256(FILES["sections/rivers.md"].encode()).hexdigest(),
        "size": len(FILES["sections/rivers.md"]),
    }
    assert manifest["toolkit"]["page.css"]["sha256"] == sha256((ROOT / "templates/page.css").read_bytes()).hexdigest()


def test_every_numbered_block_has_the_page_on_which_it_stands(made: Repository) -> None:
    pdftotext = client("pdftotext")
    text = "\n\n".join(
        f"Paragraph with the number {number} of many. " + "More words follow here. " * 40 for number in range(1, 31)
    )
    made.write("sections/rivers.md", f"---\ntitle: Rivers\n---\n{text}\n")
    made.commit("Much text")
    manifest = freeze(made)
    assert sorted(manifest["blocks"]) == ["en", "ru"]
    assert concept("build", "--to", "pdf", cwd=made.root).returncode == 0
    said = {}
    for block in manifest["blocks"]["en"]:
        page = str(block["page"])
        if page not in said:
            command = [pdftotext, "-f", page, "-l", page, "-raw", "dist/water.en.pdf", "-"]
            said[page] = " ".join(
                subprocess.run(command, cwd=made.root, capture_output=True, text=True, check=True).stdout.split()
            )
        assert block["words"].removesuffix("…").removesuffix(".").strip() in said[page]
    assert len(said) > 3
    numbered = [block for block in manifest["blocks"]["en"] if block["number"].isdigit()]
    assert [block["number"] for block in numbered] == [str(number) for number in range(1, 32)]
    assert numbered[5]["block"].startswith("rivers.en#")


def test_freezing_the_same_draft_gives_the_same_bytes(made: Repository) -> None:
    freeze(made)
    first = (made.root / MANIFEST).read_bytes()
    (made.root / MANIFEST).unlink()
    freeze(made)
    assert (made.root / MANIFEST).read_bytes() == first
    assert str(made.root).encode() not in first


def test_a_label_is_given_once(made: Repository) -> None:
    freeze(made)
    before = (made.root / MANIFEST).read_bytes()
    done = concept("freeze", "draft-1", "--at", "HEAD~1", cwd=made.root)
    assert done.returncode == 1
    assert "frozen already" in done.stderr
    assert (made.root / MANIFEST).read_bytes() == before


@pytest.mark.parametrize("label", ["Draft 1", "../draft", "-x", "черновик", "a" * 300, ""])
def test_labels_are_plain_names(made: Repository, label: str) -> None:
    done = concept("freeze", "--", label, cwd=made.root)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert not (made.root / "releases").exists()


def test_a_label_outlives_a_rewritten_history(made: Repository) -> None:
    freeze(made)
    made.git("tag", "-d", "draft-1", fails=True)
    made.git("commit", "--quiet", "--amend", "--message", "Other words for it")
    made.git("reflog", "expire", "--expire=now", "--all")
    made.git("gc", "--quiet", "--prune=now")
    draft = history.revision(made.root, "draft-1")
    assert draft.commit == ""
    assert draft.read("sections/lakes.md") == FILES["sections/lakes.md"].replace("Text", "Words").encode()
    assert draft.day.isoformat() == "2024-02-12"


def test_drafts_are_listed_with_what_they_touched(made: Repository) -> None:
    assert concept("freeze", "first", "--at", "HEAD~1", "--date", "2021-07-01", cwd=made.root).returncode == 0
    assert concept("freeze", "second", cwd=made.root).returncode == 0
    done = concept("drafts", cwd=made.root)
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:]] == [["first", "2021-07-01"], ["second", "2024-02-12"]]
    assert done.stdout.splitlines()[2].endswith("lakes")
    listed = json.loads(concept("drafts", "--format", "json", cwd=made.root).stdout)
    assert [(each["label"], each["changed"]) for each in listed] == [("first", []), ("second", ["lakes"])]
    assert history.latest(made.root).name == "second"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"[]",
        b'{"format": 2}',
        b'{"format": 1, "label": 5}',
        b"[" * 100_000,
        b'{"format": 1, "format": 1}',
        b"\xff\xfe",
        b"x" * 30_000_000,
        b'{"format": 1e999999}',
    ],
    ids=["empty", "words", "a list", "another format", "a number", "nested", "twice", "no text", "30 MB", "infinity"],
)
def test_a_broken_manifest_is_named(made: Repository, content: bytes) -> None:
    made.write(MANIFEST, content)
    with pytest.raises(ConceptError, match=r"releases/draft-1/manifest\.json"):
        history.revision(made.root, "draft-1")
    done = concept("drafts", cwd=made.root)
    assert done.returncode == 1
    assert "releases/draft-1/manifest.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_drafts_of_this_repository_are_frozen() -> None:
    labels = [draft.label for draft in history.drafts(ROOT)]
    assert labels[:2] == ["draft-1", "draft-2"]
