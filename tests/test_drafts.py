"""`concept drafts`, and drafts by their labels: what each one touched, and what is said when a manifest or the history is not as it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from concept_cli import history
from concept_cli.diagnostics import ConceptError
from concept_cli.release.freezing import freeze
from tests.bad import FILES
from tests.repositories import SECOND, Repository, begun, two_drafts
from tests.test_commands import concept

RELEASE: Final = Path("releases/draft-1")
MANIFEST: Final = RELEASE / "manifest.json"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two drafts, of which the older one was frozen as draft-1."""
    root = two_drafts(tmp_path_factory.mktemp("once") / "water").root
    assert concept("freeze", "draft-1", "--at", "HEAD~1", cwd=root).returncode == 0
    return root


@pytest.fixture
def frozen(once: Path, tmp_path: Path) -> Repository:
    """A copy of the two drafts for each test."""
    return Repository(Path(shutil.copytree(once, tmp_path / "water", symlinks=True)))


# ------------------------------------------------ manifests that are none


def link(target: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / MANIFEST).unlink()
        (root / MANIFEST).symlink_to(target)

    return make


def folder(root: Path) -> None:
    (root / MANIFEST).unlink()
    (root / MANIFEST).mkdir()


def pipe(root: Path) -> None:
    (root / MANIFEST).unlink()
    os.mkfifo(root / MANIFEST)


def cut_short(root: Path) -> None:
    content = (root / MANIFEST).read_bytes()
    (root / MANIFEST).write_bytes(content[: len(content) // 2])


def moved_out(root: Path) -> None:
    """The draft's folder is a link out of the project, to a manifest that is whole."""
    (root / RELEASE).rename(root.parent / "elsewhere")
    (root / RELEASE).symlink_to(root.parent / "elsewhere")


NO_MANIFESTS: Final[dict[str, tuple[Callable[[Path], None], str]]] = {
    "a link out": (link("/etc/hostname"), "cannot be read: it is a link that leads out of the project"),
    "a link to a device": (link("/dev/zero"), "cannot be read: it is a link that leads out of the project"),
    "a link to nothing": (link("nothing"), "cannot be read: it is a link to nothing"),
    "a link to itself": (link("manifest.json"), "cannot be read: Too many levels of symbolic links"),
    "a link to a folder": (link("../../sections"), "cannot be read: it is a folder"),
    "a link to another file": (link("../../concept.yaml"), "is no manifest of a draft"),
    "a folder": (folder, "cannot be read: it is a folder"),
    "a pipe": (pipe, "cannot be read: it is no ordinary file"),
    "cut short": (cut_short, "is no manifest of a draft"),
    "in a folder that leads out": (moved_out, "cannot be read: it is a link that leads out of the project"),
}


@pytest.mark.parametrize("name", NO_MANIFESTS)
def test_a_manifest_that_cannot_be_read_is_named_by_every_command_that_asks_for_it(name: str, frozen: Repository) -> None:
    """No command hangs, and none takes the draft for one that was never frozen."""
    make, says = NO_MANIFESTS[name]
    make(frozen.root)
    for words in (["drafts"], ["diff", "draft-1"], ["diff"]):
        done = concept(*words, cwd=frozen.root)
        assert (done.returncode, done.stdout) == (1, ""), words
        first, hint = done.stderr.splitlines()
        assert first.startswith(f"concept: {MANIFEST} "), words
        assert says in first, words
        assert "git checkout" in hint, words
    with pytest.raises(ConceptError, match="frozen already"):  # its label stays taken
        freeze(frozen.root, "draft-1")


def test_a_manifest_under_another_label_is_named(frozen: Repository) -> None:
    (frozen.root / RELEASE).rename(frozen.root / "releases/draft-2")
    for words in (["drafts"], ["diff", "draft-2"], ["diff"]):
        done = concept(*words, cwd=frozen.root)
        assert done.returncode == 1
        assert "releases/draft-2/manifest.json says that it is of the draft “draft-1”." in done.stderr


def test_a_manifest_behind_a_link_inside_the_project_is_read(frozen: Repository) -> None:
    (frozen.root / RELEASE).rename(frozen.root / "kept")
    (frozen.root / RELEASE).symlink_to("../kept")
    assert history.labels(frozen.root) == ("draft-1",)
    assert history.latest(frozen.root).name == "draft-1"


def test_what_else_lies_among_the_drafts_is_no_draft(frozen: Repository) -> None:
    frozen.write("releases/README.md", "What the drafts are.\n")
    frozen.write("releases/letters/one.txt", "A letter.\n")
    (frozen.root / "releases/archive").symlink_to("/")
    (frozen.root / "releases/lost").symlink_to("nothing")
    os.mkfifo(frozen.root / "releases/pipe")
    assert [draft.label for draft in history.drafts(frozen.root)] == ["draft-1"]


@pytest.mark.parametrize("kind", ["a file", "a pipe", "a link to nothing"])
def test_releases_that_are_no_folder_hold_no_drafts(kind: str, frozen: Repository) -> None:
    releases = frozen.root / "releases"
    shutil.rmtree(releases)
    makers: dict[str, Callable[[], None]] = {
        "a file": releases.touch,
        "a pipe": lambda: os.mkfifo(releases),
        "a link to nothing": lambda: releases.symlink_to("nothing"),
    }
    makers[kind]()
    done = concept("drafts", cwd=frozen.root)
    assert done.returncode == 0
    assert done.stderr.startswith("No draft was frozen yet.")


# ---------------------------------------------- the history is not as it was


def test_a_draft_whose_files_are_gone_from_the_history_is_named(frozen: Repository) -> None:
    """The repository was begun anew, with other text: the manifest is all that is left of the draft."""
    tree = json.loads((frozen.root / MANIFEST).read_text("utf-8"))["tree"]
    shutil.rmtree(frozen.root / ".git")
    begun(frozen.root).commit("Begun anew")
    assert frozen.git("cat-file", "-t", tree, fails=True) == ""
    for words in (["diff", "draft-1"], ["diff"], ["freeze", "next", "--at", "draft-1"]):
        done = concept(*words, cwd=frozen.root)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"The files of the draft “draft-1” are not in the history here (tree {tree[:7]})." in done.stderr
        assert "Perhaps it is of a branch that is not here: git fetch --tags origin" in done.stderr
    done = concept("drafts", cwd=frozen.root)
    assert done.returncode == 0, "what the drafts touched stands in their manifests"
    assert done.stdout.splitlines()[1].startswith("draft-1  2021-08-01")


def test_a_draft_of_which_only_a_file_is_gone_says_which(frozen: Repository) -> None:
    blob = frozen.git("rev-parse", "HEAD~1:sections/lakes.md")
    (frozen.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    done = concept("diff", "draft-1", "--summary", cwd=frozen.root)
    assert "Traceback" not in done.stderr
    assert "sections/lakes.md" in done.stderr
    assert f"lacks the object {blob[:12]}" in done.stderr


def test_a_draft_without_its_commit_cannot_be_frozen_again(frozen: Repository) -> None:
    """The tree is still there, because a later commit has the same files; the commit is not."""
    manifest = json.loads((frozen.root / MANIFEST).read_text("utf-8"))
    (frozen.root / MANIFEST).write_text(json.dumps({**manifest, "commit": "1" * 40}), "utf-8")
    assert history.revision(frozen.root, "draft-1").tree == manifest["tree"]
    done = concept("freeze", "next", "--at", "draft-1", cwd=frozen.root)
    assert done.returncode == 1
    assert "draft-1 is a draft whose commit is not known here" in done.stderr
    assert not (frozen.root / "releases/next").exists()


# -------------------------------------------------------------- its name


def test_a_label_goes_before_a_tag_and_a_branch_of_the_same_name(frozen: Repository) -> None:
    """And a tag before a branch, as in git."""
    older, newer = frozen.git("rev-parse", "HEAD~1"), frozen.git("rev-parse", "HEAD")
    frozen.write("sections/rivers.md", FILES["sections/rivers.md"] + "\nMore.\n")
    frozen.git("commit", "--all", "--quiet", "--message", "The third draft", day=SECOND)
    frozen.git("tag", "draft-1", newer)
    frozen.git("branch", "draft-1", "HEAD")
    found = history.revision(frozen.root, "draft-1")
    assert (found.commit, found.name, found.day.isoformat()) == (older, "draft-1", "2021-08-01")
    (frozen.root / RELEASE).rename(frozen.root / "kept")
    assert history.revision(frozen.root, "draft-1").commit == newer
    frozen.git("tag", "--delete", "draft-1")
    assert history.revision(frozen.root, "draft-1").commit == frozen.git("rev-parse", "HEAD")


# ---------------------------------------------------- what a draft touched


def touched(made: Repository, changes: dict[str, str | None], outline: str = "") -> tuple[str, dict[str, Any]]:
    """What the next draft is said to have touched, in words and for programs, when files change or go and the outline does."""
    for path, content in changes.items():
        if content is None:
            (made.root / path).unlink()
        else:
            made.write(path, content)
    if outline:
        made.write("concept.yaml", FILES["concept.yaml"].partition("outline:")[0] + f"outline:\n{outline}")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "The next draft", day="2025-01-01T00:00:00+00:00")
    assert concept("freeze", f"draft-{len(history.labels(made.root)) + 1}", cwd=made.root).returncode == 0
    printed = concept("drafts", cwd=made.root).stdout.splitlines()
    listed = json.loads(concept("drafts", "--format", "json", cwd=made.root).stdout)
    last = max(number for number, line in enumerate(printed) if line.startswith("draft-"))
    words = " ".join(line.strip() for line in printed[last:])
    return words.split(maxsplit=3)[3], listed[-1]


def test_records_and_pictures_that_differ_are_listed_by_path(frozen: Repository) -> None:
    words, listed = touched(
        frozen,
        {
            "stakeholders.yaml": FILES["stakeholders.yaml"].replace("name: Office", "name: The office"),
            "records/measures.yaml": "measures:\n  - id: dam\n    title: A dam\n",
            "records/indicators.yaml": "indicators: []\n",
            "sections/figures/lake.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
            "sections/rivers.md": FILES["sections/rivers.md"] + "\n![A lake](figures/lake.svg){#lake}\n",
            "sections/lakes.md": FILES["sections/lakes.md"],
        },
    )
    assert words == (
        "rivers, records/indicators.yaml (new), records/measures.yaml (new), sections/figures/lake.svg (new), stakeholders.yaml"
    )
    words, listed = touched(
        frozen,
        {
            "records/indicators.yaml": None,
            "records/measures.yaml": "measures:\n  - id: dam\n    title: A higher dam\n",
            "sections/figures/lake.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="9"/>',
        },
    )
    assert words == "records/indicators.yaml (gone), records/measures.yaml, sections/figures/lake.svg"
    assert listed["changed"] == []
    assert listed["files"] == {
        "records/indicators.yaml": "removed",
        "records/measures.yaml": "changed",
        "sections/figures/lake.svg": "changed",
    }


def test_sections_nested_in_others_are_listed_as_all_are(frozen: Repository) -> None:
    deep = "---\ntitle: {0}\n---\nWords of {0}.\n"
    outline = "  - lakes:\n      - big:\n          - deep\n      - small\n  - rivers\n"
    new = {f"sections/{name}.md": deep.format(name) for name in ("big", "deep", "small")}
    words, _ = touched(frozen, {"sections/lakes.md": FILES["sections/lakes.md"], **new}, outline)
    assert words == "big (new), deep (new), small (new), concept.yaml"
    words, _ = touched(frozen, {"sections/deep.md": deep.format("the deep")})
    assert words == "deep"
    words, _ = touched(frozen, {"sections/deep.ru.md": "---\ntitle: Глубина\n---\nСлова.\n"})
    assert words == "deep", "and in every language"
    words, listed = touched(
        frozen, {}, outline.replace("          - deep\n      - small", "      - deep\n      - small").replace("big:", "big")
    )
    assert words == "deep (moved), concept.yaml", "in the same order, and nested in one section fewer"
    assert (listed["moved"], listed["changed"], listed["files"]) == (["deep"], [], {"concept.yaml": "changed"})


def test_a_section_renamed_or_gone_is_listed_with_what_it_was(frozen: Repository) -> None:
    words, listed = touched(
        frozen,
        {
            "sections/lakes.md": FILES["sections/lakes.md"],
            "sections/rivers.md": None,
            "sections/streams.md": FILES["sections/rivers.md"],
        },
        "  - streams\n  - lakes\n",
    )
    assert words == "streams (was rivers), concept.yaml"
    assert listed["renamed"] == [{"from": "rivers", "to": "streams"}]
    words, _ = touched(frozen, {"sections/streams.md": None}, "  - lakes\n")
    assert words == "streams (gone), concept.yaml"
    words, _ = touched(frozen, {})
    assert words == "none"
