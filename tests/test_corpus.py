"""Real policy papers that others wrote: each imports, builds, and keeps its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree, html
from typer.testing import CliRunner

from concept_cli.commands.app import root as commands
from concept_cli.draft import examine, outputs
from concept_cli.sources import Folder
from tests.clients import shared_corpus
from tests.words.sections import literal, read

_WORD = re.compile(r"[^\W_]+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = "format: 1\nid: corpus\ntitle: Policies\n"
FORMATS = ("html", "docx", "md")
BATCH = 20
"""Papers a project: importing looks at the whole project each time."""
_BROKEN = re.compile(r"\[#[^\]\s]*\]")
"""The mark of a reference that leads nowhere: the papers refer to anchors that their web site made."""
ALLOWED_SHARE = 0.002
"""Of the words, how many may differ between mistune and us: where authors typed what the two libraries read differently."""


@pytest.fixture(scope="module")
def papers() -> list[Path]:
    """The files of the corpus, in order."""
    return sorted((shared_corpus() / "drafts").rglob("*.md"))


def imported(papers: list[Path], folder: Path) -> Path:
    """A project whose sections are the papers, each taken in by the command."""
    (folder / "sections").mkdir(parents=True)
    (folder / "concept.yaml").write_text(_HEAD, "utf-8")
    runner = CliRunner()
    for number, paper in enumerate(papers):
        arguments = ["-C", str(folder), "new", "section", f"paper-{number}", "--title", f"Paper {number}", "--from", str(paper)]
        result = runner.invoke(commands, arguments)
        assert result.exit_code == 0, f"{paper.name}: {result.output} {result.exception!r}"
    return folder


def test_every_paper_imports_and_builds_with_its_words(papers: list[Path], tmp_path: Path, record: Callable[[str], None]) -> None:
    rules, totals = Counter[str](), Counter[str]()
    different: dict[str, Counter[str]] = {suffix: Counter[str]() for suffix in FORMATS}
    for start in range(0, len(papers), BATCH):
        batch = papers[start : start + BATCH]
        project = imported(batch, tmp_path / str(start))
        source = Folder(project)
        examined = examine(source)
        rules.update(finding.rule.name for finding in examined.findings)
        for output in outputs(examined, source, FORMATS, ["en"]):
            sections = _sections(output.format, output.content())
            assert len(sections) == len(batch)
            for number, paper in enumerate(batch):
                must = list(_must_say(project / "sections" / f"paper-{number}.md", labels=output.format != "docx"))
                totals[output.format] += len(must)
                if count := _differing(must, sections[f"Paper {number}"]):
                    different[output.format][str(paper.relative_to(paper.parents[1]))] = count
    record(f"corpus: {len(papers)} papers imported; findings: {dict(rules.most_common())}")
    for suffix in FORMATS:
        lost, same = different[suffix], len(papers) - len(different[suffix])
        record(
            f"corpus: {totals[suffix]} words to {suffix}: {same} of {len(papers)} papers equal, {lost.total()} words differ {dict(lost)}"
        )
        assert lost.total() <= ALLOWED_SHARE * totals[suffix], lost


def _differing(must: list[str], says: list[str]) -> int:
    if must == says:
        return 0
    codes = SequenceMatcher(None, must, says, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in codes if kind != "equal")


def _must_say(file: Path, *, labels: bool) -> Iterator[str]:
    """The words of a section, as mistune reads it; Word counts the labels of items itself."""
    text = re.split(r"^---[ \t]*\n", file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)[2]
    for block in read(text).blocks:
        if block.kind == "label" and not labels:
            continue
        yield from _WORD.findall(re.sub("\ue00d.*?\ue00e", " ", literal(block.words)))


def _sections(suffix: str, content: bytes) -> dict[str, list[str]]:
    """The words of each paper in an output, below its title and without the numbers of its headings."""
    if suffix == "html":
        return _of_html(content)
    return _of_docx(content) if suffix == "docx" else _of_markdown(content)


def _of_html(content: bytes) -> dict[str, list[str]]:
    page: Any = html.document_fromstring(content.decode("utf-8"))
    found = {}
    for section in page.xpath("//main/section[starts-with(@id, 'paper-')]"):
        heading = section.xpath("./h2")[0]
        for number in section.xpath(".//*[@class='number']"):
            number.text = " "
        title = heading.text_content().strip()
        section.remove(heading)
        for image in section.iter("img"):
            image.tail = f" {image.get('alt')} {image.tail or ''}"
        for element in list(section.iter()):
            if element.tag in ("p", "li", "td", "th", "br", "pre", "div", "h3", "h4", "h5", "h6", "dt", "dd"):
                element.tail = f"\n{element.tail or ''}"
        found[title] = _WORD.findall(_BROKEN.sub("", section.text_content()))
    return found


def _of_docx(content: bytes) -> dict[str, list[str]]:
    with ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for paragraph in (each for child in body if child.tag != f"{_W}sdt" for each in child.iter(f"{_W}p")):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        words = "".join(_run_words(run) for run in paragraph.iter(f"{_W}r"))
        if style is not None and style.get(f"{_W}val") == "Heading1":
            current = found.setdefault(words.strip(), [])
        else:
            current += _WORD.findall(_BROKEN.sub("", words))
    return {title: words for title, words in found.items() if title.startswith("Paper")}


def _run_words(run: etree._Element) -> str:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    if style is not None and style.get(f"{_W}val") in ("Number", "ParagraphNumber"):
        return ""
    return "".join(
        (each.text or "") if each.tag == f"{_W}t" else " " if each.tag in (f"{_W}br", f"{_W}tab") else "" for each in run
    )


def _of_markdown(content: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for block in read(content.decode("utf-8")).blocks:
        words = literal(block.words)
        if block.kind == "heading":
            words = re.sub(r"^(Section \d+\.|\d+(\.\d+)+) ", "", words)
        if block.kind == "heading" and block.level == 2:
            current = found.setdefault(words, [])
        else:
            current += _WORD.findall(re.sub("\ue00d.*?\ue00e", " ", _BROKEN.sub("", words)))
    return {title: words for title, words in found.items() if title.startswith("Paper")}
