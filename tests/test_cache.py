"""What is made once and kept: known by the files that it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from concept_cli.cache import cached
from concept_cli.sources import Folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "project").mkdir()
    (tmp_path / "project/a.md").write_text("before", "utf-8")
    return Folder(tmp_path / "project")


def words(read: Folder) -> str:
    return (read.read("a.md") or b"").decode("utf-8")


def test_nothing_is_made_twice_of_the_same_files(folder: Folder) -> None:
    assert cached("words", folder, ("a.md",), words) == "before"
    assert cached("words", folder, ("a.md",), lambda _: "made again") == "before"
    (folder.root / "a.md").write_text("after", "utf-8")
    assert cached("words", folder, ("a.md",), words) == "after"


def test_what_is_saved_meanwhile_is_not_kept_under_what_was_before(folder: Folder) -> None:
    def make(read: Folder) -> str:
        (folder.root / "a.md").write_text("after", "utf-8")
        return words(read)

    assert cached("words", folder, ("a.md",), make) == "before"
    (folder.root / "a.md").write_text("before", "utf-8")
    assert cached("words", folder, ("a.md",), words) == "before"


def test_a_file_that_cannot_be_read_counts_by_why(folder: Folder) -> None:
    (folder.root / "a.md").unlink()
    assert cached("words", folder, ("a.md",), lambda _: "none") == "none"
    (folder.root / "a.md").mkdir()
    assert cached("words", folder, ("a.md",), lambda _: "a folder") == "a folder"
