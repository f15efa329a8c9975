"""The benchmark of documents: it measures what it says, at its smallest size; figures are for those who run it in full."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients import ROOT, client

SCRIPT = ROOT / "benchmarks" / "documents.py"


def benchmark(*words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({} if path is None else {"PATH": path})
    command = [sys.executable, str(SCRIPT), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_without_pandoc_ours_alone_is_measured(tmp_path: Path) -> None:
    done = benchmark("--pages", "1", "--runs", "1", path=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "pandoc is not installed" in done.stderr
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines() if line.startswith("| ")][
        1:
    ]
    assert [row[1] for row in rows] == ["docx", "html", "pdf"]
    for row in rows:
        assert int(row[0]) >= 1
        assert float(row[2]) > 0
        assert row[3] == row[4] == "-"
        assert float(row[6]) > 10


def test_both_tools_build_the_same_words(tmp_path: Path) -> None:
    client("pandoc")
    done = benchmark("--pages", "1", "--runs", "1", "--to", "html", "--json", "--keep", str(tmp_path / "kept"))
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)["rows"]
    assert row["time_ratio"] == pytest.approx(row["ours"]["seconds"] / row["pandoc"]["seconds"])
    assert row["growth"] == 1
    pages = [(tmp_path / "kept" / name).read_text("utf-8") for name in ("ours-1/dist/paper.en.html", "pandoc-1/paper.html")]
    typed = (tmp_path / "kept" / "ours-1" / "sections" / "section-1.md").read_text("utf-8")
    for shown in pages:
        words = re.sub(r"<[^>]*>", " ", shown)
        assert not [each for each in set(re.findall(r"[a-z]{6,}", typed.partition("---\n# ")[2])) if each not in words.lower()]


def test_a_wrong_size_is_refused() -> None:
    assert benchmark("--pages", "none").returncode == 2


def test_the_options_that_the_guide_shows_exist() -> None:
    guide = (ROOT / "docs" / "benchmarks.md").read_text("utf-8").partition("\n## ")[0]
    assert str(SCRIPT.relative_to(ROOT)) in guide
    shown = set(re.findall(r"--[a-z]+", guide))
    assert len(shown) >= 4
    assert shown <= set(re.findall(r"--[a-z]+", benchmark("--help").stdout))
