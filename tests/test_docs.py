"""Every command that the documents show runs, in the order shown, on a copy of the repository; every link leads somewhere.

What a document shows is taken at its word, by these signs:

- a line in a block ``sh`` is typed as it stands and must succeed, or end with the code that ``# exit 1`` behind it names;
- a block ``text`` below it is what it printed: each of its lines must be among what was printed (``…`` stands for anything);
- a block with a file behind its language, such as ``markdown sections/rivers.md``, is typed into that file: a text that begins with a
  head and a template replace the file, other text is added at its end, and fields of a YAML file replace those of the same name.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from concept_cli.assemble.typography import signs
from tests import started

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit (\d+)$")
RUN_ELSEWHERE = (
    "./run pytest", "./run ruff", "./run mypy", "./run lint-imports", "apt-get ", "sudo apt-get ", "git clone ", "python3 -m pip ",
    "python3 -m venv ", "fresh/bin/", "./run python benchmarks/",
)  # fmt: skip
"""Commands that install software, which no test of ours may do, and those that other tests run."""
GUIDE = (
    "README.md",
    "docs/first-hour.md",
    "docs/writing.md",
    "docs/records.md",
    "docs/findings.md",
    "docs/styles.md",
    "docs/outputs.md",
    "docs/drafts.md",
    "docs/consultation.md",
    "docs/clock.md",
    "docs/comparing.md",
    "docs/merging.md",
    "docs/releases.md",
    "docs/ci.md",
    "docs/installation.md",
    "docs/benchmarks.md",
)
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("templates/project/*.md"))
)
LINK = re.compile(r"!?\]\((?!https?:|#|mailto:)([^)#\s]+)|<img[^>]* src=\"([^\"]+)\"")


@dataclass
class Desk:
    """Somebody at a terminal, with a copy of the repository."""

    where: Path
    home: Path
    printed: str = ""
    ran: list[str] = field(default_factory=list)

    def type(self, line: str) -> None:
        """Run a line; it must end with the code that stands behind it."""
        expected = EXIT.search(line)
        command = EXIT.sub("", line)
        note = self.home / "where"
        script = f'{command}\ncode=$?\npwd >"{note}"\nexit $code\n'
        environment = os.environ | {
            "HOME": str(self.home), "CONCEPT_AS": "concept", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200",
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
        }  # fmt: skip
        done = subprocess.run(
            ["sh", "-c", script], cwd=self.where, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.printed = done.stdout.decode("utf-8")
        assert done.returncode == int(expected[1] if expected else 0), f"{line}\n{self.printed}"
        self.where = Path(note.read_text("utf-8").strip())
        self.ran.append(line)

    def write(self, name: str, text: str) -> None:
        """Type a block into a file."""
        file = self.where / name
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text("utf-8") if file.exists() else ""
        whole = text.startswith("---\n") or name.startswith("templates/")
        if name.endswith(".yaml"):
            for key in re.findall(r"^([a-z0-9-]+):", text, re.MULTILINE):
                before = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", before, flags=re.MULTILINE)
        file.write_text(text if whole or not before else f"{before}\n{text}", "utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    if not (ROOT / "concept.yaml").exists():
        pytest.skip("not tried: this checkout holds no concept")
    here, home = tmp_path / "repository", tmp_path / "home"
    shutil.copytree(ROOT, here, ignore=shutil.ignore_patterns(".venv", ".git", "dist", ".*_cache", "__pycache__"))
    (here / ".venv" / "bin").mkdir(parents=True)
    (here / ".venv" / "bin" / "activate").touch()  # the command itself lies in the home
    (home / "bin").mkdir(parents=True)
    for file, drop in ((home / "bin" / "concept", ""), (here / "run", "shift\n")):
        file.write_text(
            f'#!/bin/sh\n{drop}exec "{sys.executable}" -SE "{started.__file__}" --as "{started.address()}" "$@"\n', "utf-8"
        )
        file.chmod(0o755)
    return Desk(here, home)


def blocks(document: Path) -> Iterator[tuple[str, str, str]]:
    """A document's blocks: the language, the file behind it, and what stands in it."""
    yield from BLOCK.findall(document.read_text("utf-8"))


def read_aloud(document: Path, desk: Desk) -> None:
    """Do what a document says, from the first line to the last."""
    printed = ""
    for language, name, inside in blocks(document):
        if name:
            desk.write(name, inside)
        elif language == "sh":
            printed = ""
            for line in inside.splitlines():
                if line.strip() and not line.startswith(RUN_ELSEWHERE):
                    desk.type(line)
                    printed += desk.printed
        elif language == "text" and desk.ran:
            for line in inside.splitlines():
                shown = ".*".join(re.escape(part) for part in line.split("…")) if line != "…" else ""
                assert re.search(shown, printed), f"{document.name} shows what was not printed:\n{line}\n\nprinted:\n{printed}"


@pytest.mark.parametrize("name", GUIDE)
def test_what_a_document_shows_is_so(name: str, desk: Desk) -> None:
    read_aloud(ROOT / name, desk)


def test_the_readme_shows_how_to_begin(desk: Desk) -> None:
    shown = [line for language, _, inside in blocks(ROOT / "README.md") if language == "sh" for line in inside.splitlines()]
    assert len([line for line in shown if line.startswith("./run concept ")]) >= 8


CONSULTED = """
set -e; rm -r releases
for each in office unesco atameken undp british-council; do concept new stakeholder $each --name $each; done
printf 'lead-body: office\\n' >>concept.yaml
concept new meeting wg-2021-06-14 --date 2021-06-14 --title "A sitting"
printf -- '---\\ntitle: Export\\n---\\nThe creative sector sells abroad. Others buy.\\n' >sections/export.md
for each in $(seq 60); do printf '\\nParagraph %s of the text.\\n' $each >>sections/export.md; done
sed 's/of the text/текста/' sections/export.md >sections/export.ru.md
git add . && git commit --quiet -m "A text to be read"
concept freeze draft-1
for each in 1 2; do concept contribute --from unesco --remark "Remark $each" --received 2021-05-14; done
concept contribute --from unesco --replace "creative sector" --with "creative economy" --draft draft-1 --received 2021-05-14
concept contribute --from atameken --replace "Others buy" --with "Few buy" --draft draft-1 --received 2021-05-14
concept contribute --from undp --remark "A remark" --received 2021-05-14
concept contribute --from undp --replace "creative sector" --with "creative industries" --draft draft-1 --received 2021-05-14
git add . && git commit --quiet -m "What was sent"
"""
"""Makes the project in which the examples are done that are about contributions; a line that is done in any shell."""
ACCEPTED = "for each in unesco-2021-003 atameken-2021-001; do concept decide $each accepted; done"
SAVED = "git add . && git commit --quiet -m Saved"
BEFORE = {
    "concept release adopted": "rm -r releases",  # they are of today
    "concept release": SAVED,
    "concept intake comments.xlsx": "concept matrix --for unesco --to xlsx --out comments.xlsx",
    "concept intake remarks.docx": "concept matrix --for atameken --to docx --out remarks.docx",
    "concept decide --table": "concept matrix --form decisions --out decisions.xlsx",
    "concept move unesco-2021-003 disputed": ACCEPTED,
    "concept merge unesco-2021-003": ACCEPTED,
    "concept merge --all": f"{ACCEPTED}; git add .; git commit --quiet -m Decided",
    "concept merge undp": f"{ACCEPTED}; concept merge --all; concept decide undp-2021-002 accepted",
    "concept merge --revert": f"{ACCEPTED}; concept merge --all",
}
"""What is done before an example, by its beginning."""
MADE = {"concept new": "other-concept", "concept verify": "released"}
"""In which project an example is done, by its beginning."""
EXCHANGE = re.compile(
    "concept (?:circulate|contribute|matrix|intake|contributions|show|decide|move|merge|trace|reply|remind|calendar|agenda|minutes"
    "|new (?:group|instruction|approval|act|plan)) ?"
)


def test_every_example_of_the_reference_runs(desk: Desk) -> None:
    """Each in a project of its own, for the examples of different commands know nothing of each other."""
    (desk.home / "Documents").mkdir()
    (desk.home / "Documents" / "analysis.md").write_text("---\ntitle: Analysis\n---\nWords.\n", "utf-8")
    above = desk.where.parent
    desk.type("./run concept init ../other-concept --title Water --lang en,ru")
    shutil.copytree(above / "other-concept", above / "with-export")
    desk.type("concept -C ../with-export new section export --title Export")
    desk.where = above / "with-export"
    desk.type("git init --quiet && git config user.name Office && git config user.email office@example.org")
    for label in ("draft-1", "draft-2"):
        desk.type(f"git add . && git commit --quiet -m {label} && git commit --quiet --allow-empty -m {label}")
        desk.type(f"concept freeze {label}")
    desk.type("cp sections/export.md old.md && cp sections/introduction.md new.md")
    desk.type("for each in base ours theirs; do cp old.md $each.md; done")
    shutil.copytree(above / "with-export", above / "consulted")
    desk.where = above / "consulted"
    desk.type(CONSULTED.strip())
    shutil.copytree(above / "with-export", above / "released")
    desk.where = above / "released"
    desk.type(f"{SAVED} && concept release draft-3 && cp dist/draft-3/*.ru.pdf concept.ru.pdf")
    lines = [
        line for language, _, inside in blocks(ROOT / "docs/reference.md") if language == "sh" for line in inside.splitlines()
    ]
    assert len(lines) >= 10
    for number, line in enumerate(lines):
        if line == "concept contribute":  # opens an editor
            continue
        desk.where = above / f"project-{number}"
        exchanged = EXCHANGE.match(line) and not line.startswith("concept merge-file")
        made = "consulted" if exchanged else next((each for begin, each in MADE.items() if line.startswith(begin)), "with-export")
        shutil.copytree(above / made, desk.where)
        if line.startswith("concept freeze"):  # a label is given once
            shutil.rmtree(desk.where / "releases")
        for begin, preparing in BEFORE.items():
            if line.startswith(begin):
                desk.type(preparing)
        desk.type(line)


@pytest.mark.parametrize("name", GUIDE)
def test_the_file_of_a_block_is_named_above_it(name: str) -> None:
    """Behind the language of a block it is not shown to readers."""
    before = ""
    for part in re.split(r"^(```.*?^```)$", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL):
        if part.startswith("```") and (file := part.split("\n")[0].partition(" ")[2]):
            assert f"`{file}`" in before.strip().split("\n\n")[-1], file
        before = part


def test_every_page_of_the_guide_is_tried() -> None:
    shows = {name for name in DOCUMENTS if any(language == "sh" for language, _, _ in blocks(ROOT / name))}
    assert shows <= {*GUIDE, "docs/reference.md"}


@pytest.mark.parametrize(
    "block", ["```sh\n./run concept chekc\n```\n", "```sh\n./run concept --version\n```\n```text\nno such words\n```\n"]
)
def test_a_false_document_would_be_seen(block: str, tmp_path: Path, desk: Desk) -> None:
    document = tmp_path / "README.md"
    document.write_text(block, "utf-8")
    with pytest.raises(AssertionError):
        read_aloud(document, desk)


def test_the_signs_shown_in_the_guide_are_those_that_are_set() -> None:
    rows = re.findall(
        r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", (ROOT / "docs/writing.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) >= 4
    for typed, *shown in rows:
        assert [signs(typed, language).replace("\N{NO-BREAK SPACE}", " ") for language in ("en", "ru", "kk")] == shown


def links(text: str) -> Iterator[str]:
    """What a document links to or shows in the repository; examples in blocks and in `backticks` are no links."""
    prose = re.sub(r"`[^`\n]+`", "", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    for target, picture in LINK.findall(prose):
        yield target or picture


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    for target in links((ROOT / name).read_text("utf-8")):
        assert ((ROOT / name).parent / target).exists(), f"{name} links to {target}"


def test_a_dead_link_would_be_seen() -> None:
    text = 'A [link](docs/none.md), ![picture](none.png), `[](example.md)`.\n\n<img src="none.svg">\n\n```markdown\n[](other.md)\n```\n'
    assert list(links(text)) == ["docs/none.md", "none.png", "none.svg"]


def test_every_page_of_the_guide_is_linked_in_the_readme() -> None:
    linked = set(links((ROOT / "README.md").read_text("utf-8")))
    assert {name for name in DOCUMENTS if name.startswith("docs/")} <= linked


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.stem for path in (ROOT / "concept_cli").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    missing = {room for room in rooms - {"__init__", "__pycache__"} if not re.search(rf"`{room}/?`", text)}
    assert not missing
