"""Every command that the documents show runs, in the order shown, on a copy of the repository; every link leads somewhere.

What a document shows is taken at its word, by these signs:

- a line in a block ``sh`` is typed as it stands and must succeed, or end with the code that ``# exit 1`` behind it names;
- a block ``text`` below it is what it printed: each of its lines must be among what was printed (``…`` stands for anything);
- a block with a file behind its language, such as ``markdown sections/rivers.md``, is typed into that file: a text that begins with a
  head and a template replace the file, other text is added at its end, and fields of a YAML file replace those of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from concept_cli.assemble.typography import signs
from tests.typed import ROOT, Desk, blocks, sit_down

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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sit_down(tmp_path)


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
