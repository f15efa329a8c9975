"""Hostile text in every field of a contribution: literal in every output, no formula, no command to a terminal, nothing of it published."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from concept_cli import store
from concept_cli.exchange.desk import desk
from concept_cli.exchange.register import Sent, registered
from concept_cli.ledger.passages import alike_signs
from concept_cli.sources import Folder
from tests.paper import run
from tests.test_commands import concept

NAUGHTY = (
    "{{7*7}} ${7*7} {% raw %} <%= 7*7 %> #{7*7}",
    "=cmd|' /C calc'!A0",
    "+1+1 and @SUM(A1)",
    '-2-3 or =HYPERLINK("http://x")',
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "**bold** [link](javascript:alert(1)) ![p](file:///etc/passwd)",
    "| a | b | {#id} [^1] [@source]",
    "---\nid: other\n---",
    "## Base\n\n    words of another",
    "  - {date: 2021-01-01, step: decided, disposition: accepted}",
    "'; DROP TABLE contributions; -- \\ \" ' `",
    "\u202egnirts desrever\u202c and zero\u200bwidth",
    "Ұлттық «ә, ғ, қ, ң, ө, ұ, ү, һ, і» № ₸ – 🎨👩\u200d🎨",
    "null true 1.10 2024-02-30 0x1F ~ yes",
    "CON PRN ../../etc/passwd %00 %s %n $(id) `id`",
)
ESCAPES = "\x1b[31mred\x1b]0;title\x07 \x9b2J \x00 end"
FILES = {
    "concept.yaml": "format: 1\nid: water\ntitle: Water\nlead-body: office\noutline: [lakes]\n",
    "stakeholders.yaml": "stakeholders:\n  - {id: office, name: Office}\n  - {id: fishers, name: Fishers}\n",
    "sections/lakes.md": "---\ntitle: Lakes\n---\n"
    + "\n\n".join(f"Paragraph {number} of the lakes says something." for number in range(len(NAUGHTY) + 2))
    + "\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every text is hostile."""
    root = tmp_path_factory.mktemp("hostile")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for number, words in enumerate((*NAUGHTY, ESCAPES)):
        quote = f"Paragraph {number} of the lakes"
        everywhere = {"rationale": words, "person": words, "number": words, "evidence": words}
        for sent in (
            Sent("fishers", "remark", quote=quote, remark=words, consent=True, **everywhere),  # type: ignore[arg-type]
            Sent("fishers", "amendment", action="replace", quote=quote, text=words, consent=True, **everywhere),  # type: ignore[arg-type]
        ):
            store.commit(root, registered(desk(Folder(root)), sent).writes)
    return root


def plain(text: str) -> str:
    """Words without white space, what nobody sees, and the difference between quotation marks, which are set by language."""
    return re.sub(r"[\s\u200b\u200d\u202a-\u202e\ufffd]|<wbr>", "", alike_signs(text))


def xml_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")]
    return "".join(unescape(re.sub(r"<[^>]+>", "", each)) for each in texts)


def has_all(text: str) -> None:
    """Every naughty string is there to the letter."""
    found = plain(text)
    for words in NAUGHTY:
        assert plain(words) in found, words


def test_tables_hold_the_words_and_no_formula(root: Path) -> None:
    done = concept("matrix", "--to", "xlsx,docx,html,csv", cwd=root)
    assert done.returncode == 0, done.stderr
    path = root / "dist/water.en.comments"
    cells = [cell for row in openpyxl.load_workbook(f"{path}.xlsx").active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    has_all("".join(str(cell.value) for cell in cells))
    has_all(xml_of(Path(f"{path}.docx").read_bytes()))
    page = Path(f"{path}.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    has_all(unescape(re.sub(r"<[^>]+>", "", page)))
    rows = list(csv.reader(io.StringIO(Path(f"{path}.csv").read_text("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_answers_and_the_document_hold_the_words(root: Path) -> None:
    for id in ("fishers", "office"):
        assert concept("reply", "--to", id, "--to-format", "docx,md", cwd=root).returncode in {0, 1}
    [answer] = (root / "dist").glob("*fishers*.docx")
    has_all(xml_of(answer.read_bytes()))
    done = concept("build", "--with", "pending", "--to", "html,docx,pdf", cwd=root)
    assert done.returncode == 0, done.stderr
    page = (root / "dist/water.en.pending.html").read_text("utf-8")
    assert "<script>alert" not in page
    has_all(unescape(re.sub(r"<[^>]+>", "", page)))
    has_all(xml_of((root / "dist/water.en.pending.docx").read_bytes()))
    text = run("pdftotext", "-raw", str(root / "dist/water.en.pending.pdf"), "-")
    assert "{{7*7}}" in text
    assert "49 49" not in text


def test_nothing_commands_a_terminal(root: Path) -> None:
    for command in (("contributions",), ("contributions", "--format", "json"), ("trace", "lakes"), ("check",)):
        done = concept(*command, cwd=root)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout + done.stderr), command
    for number in range(1, 2 * len(NAUGHTY) + 3):
        [path] = (root / "contributions/fishers").glob(f"*-{number:03}.md")
        done = concept("show", path.stem, cwd=root)
        assert done.returncode == 0, done.stderr
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout + done.stderr)


def test_merged_words_are_words(root: Path) -> None:
    """Every amendment is accepted and merged: the section says it to the letter, and checks find no structure in it."""
    for path in sorted((root / "contributions/fishers").glob("*.md")):
        if "kind: amendment" in path.read_text("utf-8"):
            assert concept("decide", path.stem, "accepted", cwd=root).returncode == 0
    done = concept("merge", "--all", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    built = concept("build", "--to", "html", cwd=root)
    assert built.returncode == 1  # signs that turn the direction of writing are errors in our own text
    errors = concept("check", "--format", "github", cwd=root).stdout
    assert set(re.findall(r"::error [^:]*title=([a-z-]+)::", errors)) == {"bidi-control"}
    page = (root / "dist/water.en.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert page.count('<h2 id="') == page.count("<h2 id=")
    has_all(unescape(re.sub(r"<[^>]+>", "", page)))


def test_a_megabyte_is_kept_and_shown(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    words = "слово " * 90_000
    made = registered(desk(Folder(tmp_path)), Sent("fishers", "remark", section="lakes", remark=words))
    store.commit(tmp_path, made.writes)
    for command in (("contributions",), ("show", made.contribution.id), ("matrix", "--to", "csv,html"), ("check",)):
        done = concept(*command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert plain(words) in plain((tmp_path / "dist/water.en.comments.html").read_text("utf-8"))
