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
from tests.repositories import SECOND, Repository, two_drafts
from tests.test_commands import concept

MANIFEST = "releases/draft-1/manifest.json"
KEEP = 'Save this file with the project, so that everybody knows the draft by this name: concept save "Freeze {}"'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return two_drafts(tmp_path / "water")


def freeze(made: Repository, *words: str) -> dict[str, Any]:
    done = concept("freeze", "draft-1", *words, cwd=made.root)
    assert done.returncode == 0, done.stderr
    manifest: dict[str, Any] = json.loads((made.root / MANIFEST).read_text("utf-8"))
    return manifest


def freeze_remarks(made: Repository) -> list[str]:
    """What should be known about a draft that was frozen."""
    done = concept("freeze", "draft-1", cwd=made.root)
    assert (done.returncode, done.stdout) == (0, f"{MANIFEST}\n")
    return done.stderr.splitlines()


def refused(made: Repository, says: str, **environment: str) -> str:
    """All that is said when a draft is not frozen, which begins with a reason; every file is as it was."""
    before = sorted(made.root.rglob("*"))
    done = concept("freeze", "draft-1", cwd=made.root, **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(says)
    assert "Traceback" not in done.stderr
    assert sorted(made.root.rglob("*")) == before
    assert made.git("status", "--porcelain", "--ignored", fails=True) == ""
    return done.stderr


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


def test_tables_and_figures_are_known_by_their_captions(made: Repository) -> None:
    made.write("records/measures.yaml", "measures:\n  - id: dam\n    title: A dam\n")
    made.write("sections/figures/lake.svg", PICTURE)
    made.write(
        "sections/rivers.md",
        """---
title: Rivers
---
| River | Length |
|---|---|
| Ili | 1,439 |

Table: The *rivers* and how long they are when all of them are measured {#lengths}

{#depths}
| Lake | Depth |
|---|---|
| Balkhash | 26 |

![Blue water](figures/lake.svg "The lake from above"){#lake}

![Bare water](figures/lake.svg){#bare}

![All that is to be done](record:measures){#plan}
""",
    )
    made.commit("Tables and figures")
    words = {block["block"].partition("#")[2]: block["words"] for block in freeze(made)["blocks"]["en"]}
    assert words["lengths"] == "The rivers and how long they are when"
    assert words["depths"] == "Lake Depth Balkhash 26", "without a caption: its cells"
    assert words["lake"] == "The lake from above"
    assert words["bare"] == "Bare water", "without a caption: what it shows"
    assert words["plan"] == "All that is to be done"


PLACES: tuple[dict[str, str], ...] = (
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"TZ": "Etc/GMT+12", "PYTHONHASHSEED": "4294967295", "LC_ALL": "kk_KZ.UTF-8", "LANGUAGE": "kk", "COLUMNS": "20"},
    {"TZ": "Asia/Almaty", "PYTHONHASHSEED": "random", "LC_ALL": "ru_RU.KOI8-R"},
)


def test_freezing_the_same_draft_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """In another folder and process, at another place on Earth, in another language, and whatever order sets have."""
    manifests = []
    for number, environment in enumerate(PLACES):
        made = two_drafts(tmp_path / str(number) / "water")
        made.write("records/measures.yaml", "measures:\n  - id: dam\n    title: {en: A dam, ru: Плотина}\n")
        made.write("sections/figures/озеро.svg", PICTURE)
        figures = "\n![A lake](figures/озеро.svg){#lake}\n\n![Всё, что надо](record:measures){#plan}\n"
        made.write("sections/rivers.md", FILES["sections/rivers.md"] + figures)
        made.commit("With records and a picture", SECOND)
        done = concept("freeze", "draft-1", cwd=made.root, **environment)
        assert done.returncode == 0, done.stderr
        manifests.append((made.root / MANIFEST).read_bytes())
    assert manifests == manifests[:1] * len(PLACES)
    said = json.loads(manifests[0])
    assert said["date"] == "2024-02-12"
    assert "sections/figures/озеро.svg" in said["inputs"]
    assert str(tmp_path).encode() not in manifests[0]


def test_line_ends_of_windows_are_nothing_that_was_not_committed(made: Repository) -> None:
    for path in FILES:
        made.write(path, (made.root / path).read_bytes().replace(b"\n", b"\r\n"))
    assert made.git("diff", "--name-only").split() == sorted(FILES), "git itself says that every file differs"
    assert freeze_remarks(made) == [KEEP.format("draft-1")]


def test_other_words_are_not_in_the_draft_whatever_their_line_ends(made: Repository) -> None:
    made.write("sections/rivers.md", FILES["sections/rivers.md"].replace("Text", "Words").replace("\n", "\r\n"))
    made.write("sections/lakes.md", (made.root / "sections/lakes.md").read_bytes().replace(b"\n", b"\r\n"))
    made.write("records/measures.yaml", "measures: []\n")
    (made.root / "stakeholders.yaml").unlink()
    left_out = "records/measures.yaml, sections/rivers.md, stakeholders.yaml"
    assert freeze_remarks(made) == [f"Not in the draft, because it was not committed: {left_out}.", KEEP.format("draft-1")]


def test_a_picture_that_was_not_committed_is_not_in_the_draft(made: Repository) -> None:
    made.write("sections/rivers.md", FILES["sections/rivers.md"] + "\n![A lake](figures/lake.svg){#lake}\n")
    made.commit("Without the picture")
    made.write("sections/figures/lake.svg", PICTURE)
    first, second, _ = freeze_remarks(made)
    assert first == "Not in the draft, because it was not committed: sections/figures/lake.svg."
    assert "has errors (1)" in second


@pytest.mark.parametrize(
    "path",
    ["sections/rivers.md", "sections/lakes.ru.md", "sections/figures/lake.svg", "records/sources.yaml", "stakeholders.yaml"],
)
def test_a_link_in_the_draft_is_refused_and_nothing_is_written(made: Repository, path: str) -> None:
    """The folder reads it, because it leads to a file of the project; the history does not follow links."""
    made.write("sections/figures/lake.svg", PICTURE)
    made.write("sections/rivers.md", FILES["sections/rivers.md"] + "\n![A lake](figures/lake.svg){#lake}\n")
    (made.root / path).rename(made.root / "kept")
    (made.root / path).symlink_to(Path(*[".."] * path.count("/"), "kept"))
    made.commit("A link")
    assert concept("check", cwd=made.root).returncode == 0
    refused(made, f"concept: {path} cannot be read: it is a link, and links are not followed in the history.")


def test_a_file_that_is_too_large_lost_or_no_text_is_refused_and_nothing_is_written(made: Repository) -> None:
    made.write("sections/rivers.md", b"---\ntitle: Rivers\n---\n" + b"words\n" * 3_500_000)
    made.commit("Too large")
    refused(made, "concept: sections/rivers.md cannot be read: it has 21,000,022 bytes; at most 20,000,000 are read.")
    made.write("sections/rivers.md", b"---\ntitle: \xd0\n---\n")
    made.commit("No text")
    refused(made, "sections/rivers.md:2:8: error[encoding]: this is not UTF-8 text")
    made.write("sections/rivers.md", FILES["sections/rivers.md"] + "\nMore.\n")
    made.commit("Lost")
    blob = made.git("rev-parse", "HEAD:sections/rivers.md")
    (made.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    refused(made, f"concept: sections/rivers.md cannot be read: the history lacks the object {blob[:12]}")


def test_where_no_pdf_can_be_made_nothing_is_frozen(made: Repository, tmp_path: Path) -> None:
    """Without Pango there are no pages, and pages are part of a draft: WeasyPrint raises OSError as it is imported."""
    stub = tmp_path / "stub" / "weasyprint"
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text("print('advice')\nraise OSError(\"cannot load library 'libpango-1.0-0'\")\n", "utf-8")
    says = refused(made, "concept: PDF needs Pango, which is not here (cannot load", FIRST=str(stub.parent))
    assert "apt-get install libpangoft2-1.0-0" in says
    assert freeze(made)["label"] == "draft-1", "the label is still free"


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
