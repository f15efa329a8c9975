"""The same document built by this tool and by pandoc, to Word, page and PDF: ``./run python benchmarks/documents.py``.

A text of seeded words is written twice: as a project, and as one Markdown file for pandoc. Each output is made by a process started
anew, the two tools by turns, so that whatever else the machine does falls on both. Times are medians; what counts are the ratios.
pandoc draws its PDF with the WeasyPrint of this environment, in the same faces, sizes and margins.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

RUNS: Final = 3
PAGES: Final = (10, 50, 200)
FORMATS: Final = ("docx", "html", "pdf")
SEED: Final = 2029
CHAPTERS_IN_PAGE: Final = 0.98
"""So many chapters, with their share of the contents and the list of sources, fill a page of the PDF: counted, and printed by each run."""
FRONT: Final = 4
"""Pages that title, contents, sources and the ends of sections take of a small document."""
SECTION: Final = 8
"""Chapters in a section; a section begins on a new page."""
TITLE: Final = "Concept for the development of regional services"

NOUNS: Final = (
    "access administration agency agreement analysis assessment authority baseline benefit body budget capacity centre "
    "citizen committee community competence condition consultation coordination council data deadline decision department "
    "development digitalisation district economy education employment energy enterprise evaluation expenditure facility "
    "financing framework function fund governance guarantee healthcare household implementation income indicator "
    "information infrastructure initiative innovation inspection institution investment law legislation library licence "
    "market measure mechanism ministry model monitoring municipality network norm objective obligation office operator "
    "participation partnership performance period plan policy practice priority procedure programme project proposal "
    "protection provision publication quality reform region register regulation report requirement resource responsibility "
    "review right risk school sector service settlement stage standard statistic strategy subsidy support system target tax "
    "territory training transport university water workforce"
).split()
QUALITIES: Final = (
    "accessible accountable affected annual available broad central clear common competent comprehensive consistent current "
    "direct economic effective efficient equal existing external financial further general independent institutional "
    "internal international joint legal local long-term main medium-term municipal national necessary new open ordinary "
    "planned primary private public regional relevant responsible rural separate significant social specific stable "
    "structural sufficient sustainable systematic territorial timely transparent urban"
).split()
DEEDS: Final = (
    "adopts allows approves assigns assesses combines completes confirms considers coordinates covers defines determines "
    "develops ensures establishes examines extends improves includes introduces limits maintains measures names prepares "
    "presents provides publishes reduces reflects regulates reports requires reviews sets simplifies strengthens supports "
    "takes transfers updates"
).split()
JOINTS: Final = "and in for with on by under within through across between".split()

TO_PANDOC: Final = (
    (re.compile(r"\[\]\(#(part-(\d+)(?:-(\d+))?)\)"), lambda found: f"[Section {'.'.join(filter(None, found.group(2, 3)))}](#{found[1]})"),
    (re.compile(r"\[@source-(\d+), p\. (\d+)\]"), r"[\\[\1\\], p. \2](#source-\1)"),
)  # fmt: skip
"""Our references and citations as the plain links that they become: pandoc is spared the work of looking them up."""


class Author:
    """Writes chapters of what looks like a policy paper; the same seed gives the same words."""

    def __init__(self, chapters: int) -> None:
        self.random = random.Random(SEED)  # noqa: S311  no secret
        self.chapters = chapters
        self.sources = max(2, chapters // 3)
        self.notes = 0

    def phrase(self) -> str:
        """A noun with what describes it."""
        pick = self.random.choice
        return f"the {pick(QUALITIES)} {pick(NOUNS)}" if self.random.random() < 0.6 else f"{pick(NOUNS)} of the {pick(NOUNS)}"

    def title(self) -> str:
        """The words of a heading."""
        pick = self.random.choice
        return f"{pick(QUALITIES)} {pick(NOUNS)} {pick(JOINTS)} {pick(NOUNS)}".capitalize()

    def sentence(self) -> str:
        """A sentence of some twenty words, some of them set off; a figure has its source behind it."""
        pick, chance = self.random.choice, self.random.random()
        words = f"{self.phrase()} {pick(DEEDS)} {self.phrase()} {pick(JOINTS)} {self.phrase()}"
        if self.random.random() < 0.5:
            words += f", and {self.phrase()} {pick(DEEDS)} {self.phrase()}"
        if chance < 0.10:
            words += f" {pick(JOINTS)} **{pick(QUALITIES)} {pick(NOUNS)}**"
        elif chance < 0.20:
            words += f" {pick(JOINTS)} *{pick(NOUNS)}*"
        elif chance < 0.32:
            words += f" by {self.random.randint(2, 60)} % until {self.random.randint(2027, 2035)} {self.citation()}"
        elif chance < 0.40:
            part = self.random.randrange(self.chapters)
            words += f", see [](#{name(part)})"
        return words[0].upper() + words[1:] + "."

    def citation(self) -> str:
        """A source with a page."""
        return f"[@source-{self.random.randint(1, self.sources)}, p. {self.random.randint(1, 90)}]"

    def paragraph(self, sentences: int, notes: list[str]) -> str:
        """Sentences; every other paragraph calls a note."""
        words = " ".join(self.sentence() for _ in range(sentences))
        if self.random.random() < 0.5:
            self.notes += 1
            notes.append(f"[^note-{self.notes}]: {self.sentence()}")
            words += f"[^note-{self.notes}]"
        return words

    def table(self) -> str:
        """A table of words and numbers with its caption."""
        rows = [
            f"| {self.phrase()} | {self.phrase()} | {self.random.randint(10, 9999) / 10:.1f} | {self.random.randint(2027, 2035)} |"
            for _ in range(self.random.randint(5, 9))
        ]
        head = "| Measure | Responsible | Baseline | Year |\n|---------------------|---------------------|------:|------:|"
        return "\n".join((head, *rows)) + f"\n\nTable: {self.title()}"

    def list(self, number: int) -> str:
        """Items of a sentence each, with dashes or numbers."""
        marks = ["-"] * 5 if number % 2 else [f"{at})" for at in range(1, 6)]
        return "\n".join(f"{mark} {self.sentence()}" for mark in marks)

    def chapter(self, number: int) -> str:
        """A heading with its paragraphs, then a list or a table, then the notes."""
        notes: list[str] = []
        parts = [f"# {self.title()} {{#{name(number)}}}", *(self.paragraph(self.random.randint(3, 5), notes) for _ in range(3))]
        parts.append(self.list(number) if number % 3 else self.table())
        parts.append(self.paragraph(2, notes))
        return "\n\n".join((*parts, *notes)) + "\n"


def name(chapter: int) -> str:
    """The id of a chapter, made of its numbers."""
    return f"part-{chapter // SECTION + 1}-{chapter % SECTION + 1}"


@dataclass(frozen=True)
class Text:
    """A document as this tool reads it: titled sections of Markdown, and titles of sources."""

    sections: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]

    @property
    def paragraphs(self) -> int:
        """How many blocks of words it has: headings, paragraphs, items, rows and notes."""
        return sum(len(re.findall(r"^\S", words, re.MULTILINE)) for _, words in self.sections)


def text(pages: int) -> Text:
    """As many chapters as fill so many pages."""
    chapters = max(1, round((pages - FRONT) * CHAPTERS_IN_PAGE))
    author = Author(chapters)
    written = [author.chapter(number) for number in range(chapters)]
    sections = [(author.title(), "\n".join(written[at : at + SECTION])) for at in range(0, chapters, SECTION)]
    return Text(tuple(sections), tuple(f"Report on {author.phrase()}" for _ in range(author.sources)))


def write_project(content: Text, folder: Path) -> None:
    """The text as a project of this tool."""
    (folder / "sections").mkdir(parents=True)
    (folder / "records").mkdir()
    names = [f"section-{number}" for number in range(1, len(content.sections) + 1)]
    outline = "".join(f"  - {each}\n" for each in names)
    (folder / "concept.yaml").write_text(f"format: 1\nid: paper\ntitle: {TITLE}\noutline:\n{outline}", "utf-8")
    (folder / "stakeholders.yaml").write_text("stakeholders:\n  - {id: office, name: Project Office}\n", "utf-8")
    sources = "".join(f"  - {{id: source-{number}, title: {each}}}\n" for number, each in enumerate(content.sources, 1))
    (folder / "records" / "sources.yaml").write_text(f"sources:\n{sources}", "utf-8")
    for each, (title, words) in zip(names, content.sections, strict=True):
        (folder / "sections" / f"{each}.md").write_text(f"---\ntitle: {title}\nowner: office\n---\n{words}", "utf-8")


def write_for_pandoc(content: Text, folder: Path) -> None:
    """The same text as one file in pandoc's Markdown, its references resolved already, and a stylesheet."""
    folder.mkdir(parents=True)
    parts = [f"---\ntitle: {TITLE}\nlang: en\n---\n"]
    for number, (title, words) in enumerate(content.sections, 1):
        parts.append(f"# {title} {{#part-{number}}}\n\n" + re.sub("^# ", "## ", words, flags=re.MULTILINE))
    parts.append("# Sources\n")
    parts += [f"[\\[{number}\\]]{{#source-{number}}} {each}.\n" for number, each in enumerate(content.sources, 1)]
    whole = "\n".join(parts)
    for pattern, made in TO_PANDOC:
        whole = pattern.sub(made, whole)  # type: ignore[arg-type]
    (folder / "paper.md").write_text(whole, "utf-8")
    (folder / "paper.css").write_text(CSS.replace("FONTS", _faces()), "utf-8")


CSS: Final = """FONTS
@page { size: A4; margin: 27mm 24mm 25mm 27mm; font: 8pt "Plex Sans"; @bottom-right { content: counter(page) " / " counter(pages) } }
html { font: 10.5pt/1.42 "Plex Serif", serif; color: #1c2126; }
body { margin: 0; max-width: none; padding: 0; }
h1, h2, nav, table { font-family: "Plex Sans", sans-serif; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; } h1, h2 { break-after: avoid; line-height: 1.22; }
section.level1, h1:not(.title) { break-before: page; }
p { margin: 0 0 6pt; orphans: 2; widows: 2; }
table { width: 100%; border-collapse: collapse; font-size: 8.7pt; line-height: 1.38; margin: 1rem 0; }
th, td { padding: 0.42em 0.7em; border-top: 1px solid #cfd6dc; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
a { color: #0a5470; text-decoration: none; }
"""
"""For pandoc's PDF: the values of our style "modern", and a number on every page."""


def _faces() -> str:
    """The fonts that this tool brings, by their addresses as files."""
    rows = (
        ("Serif", "IBMPlexSerif-Regular", 400, "normal"),
        ("Serif", "IBMPlexSerif-Italic", 400, "italic"),
        ("Serif", "IBMPlexSerif-SemiBold", 600, "normal"),
        ("Sans", "IBMPlexSans[wdth,wght]", "100 700", "normal"),
    )
    lines = []
    for kind, file, weight, slant in rows:
        path = Path(str(files(f"fontpkg_ibm_plex_{kind.lower()}"))) / "files" / f"{file}.ttf"
        lines.append(
            f'@font-face {{ font-family: "Plex {kind}"; font-weight: {weight}; font-style: {slant}; src: url("{path.as_uri()}"); }}'
        )
    return "\n".join(lines)


# ---------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Way:
    """One tool's way to one format: a command, where it is run, and the file that it makes."""

    command: tuple[str, ...]
    folder: Path
    output: Path


def ours(folder: Path, kind: str) -> Way:
    """How this tool builds a format."""
    command = (sys.executable, "-m", "concept_cli", "build", "--to", kind)
    return Way(command, folder, folder / "dist" / f"paper.en.{kind}")


def pandocs(folder: Path, kind: str, pandoc: str) -> Way:
    """How pandoc builds it: numbered headings and contents, as ours has them."""
    own = {
        "docx": (),
        "html": ("--standalone", "--self-contained"),
        "pdf": ("-t", "html", "--css", "paper.css", f"--pdf-engine={Path(sys.executable).parent / 'weasyprint'}"),
    }
    command = (pandoc, "paper.md", "--number-sections", "--toc", "--toc-depth=2", *own[kind], "-o", f"paper.{kind}")
    return Way(command, folder, folder / f"paper.{kind}")


@dataclass(frozen=True)
class Cost:
    """What one run of a command took with all that it started: seconds by the clock and of the processor, and megabytes at the fullest."""

    seconds: float
    processor: float
    megabytes: float


def run(way: Way) -> Cost:
    """Run a command as a process of its own. A command that fails, or makes no new file, ends the benchmark."""
    way.output.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # else never compiled
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        child = subprocess.Popen(way.command, cwd=way.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode or not way.output.exists():
            said.seek(0)
            raise SystemExit(f"{' '.join(way.command)} failed:\n{said.read().decode('utf-8', 'replace')}")
    megabytes = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Cost(took, usage.ru_utime + usage.ru_stime, megabytes)


def by_turns(ways: Sequence[Way], runs: int) -> list[Cost]:
    """The median cost of each way, after one run of each that does not count; whoever begins changes with every round."""
    for way in ways:
        run(way)
    costs: list[list[Cost]] = [[] for _ in ways]
    for turn in range(runs):
        for at in range(len(ways)):
            which = (at + turn) % len(ways)
            costs[which].append(run(ways[which]))
    return [Cost(*(statistics.median(each) for each in zip(*map(astuple, some), strict=True))) for some in costs]


def pages_of(pdf: Path) -> int:
    """How many pages a PDF of WeasyPrint's has: its pages are objects, mostly packed with others into streams."""
    content = pdf.read_bytes()
    packed = re.findall(rb"/Type /ObjStm\b.*?>>\s*stream\r?\n(.*?)endstream", content, re.DOTALL)
    objects = b"".join(zlib.decompressobj().decompress(each) for each in packed)
    return len(re.findall(rb"/Type\s*/Page\b", content + objects))


@dataclass(frozen=True)
class Row:
    """What one format of one size cost, here and with pandoc; without pandoc its part is empty."""

    pages: int
    format: str
    paragraphs: int
    counted: int
    ours: Cost
    pandoc_counted: int | None
    pandoc: Cost | None

    @property
    def time_ratio(self) -> float | None:
        """Our time in times of pandoc's."""
        return self.ours.seconds / self.pandoc.seconds if self.pandoc else None

    @property
    def processor_ratio(self) -> float | None:
        """The same of the processor's time, which other work on the machine disturbs less."""
        return self.ours.processor / self.pandoc.processor if self.pandoc else None

    @property
    def memory_ratio(self) -> float | None:
        """Our memory in times of pandoc's."""
        return self.ours.megabytes / self.pandoc.megabytes if self.pandoc else None


def measure(pages: int, formats: Sequence[str], runs: int, pandoc: str | None, folder: Path) -> list[Row]:
    """One size of the document in every format."""
    content = text(pages)
    here, there = folder / f"ours-{pages}", folder / f"pandoc-{pages}"
    write_project(content, here)
    write_for_pandoc(content, there)
    costs: dict[str, list[Cost]] = {}
    for kind in formats:
        ways = [ours(here, kind), *([pandocs(there, kind, pandoc)] if pandoc else [])]
        costs[kind] = by_turns(ways, runs)
        say(f"{pages} pages, {kind}: done")
    made = [pages_of(each) for each in (here / "dist" / "paper.en.pdf", there / "paper.pdf") if each.exists()]
    counted, counted_there = (*made, None, None)[:2]
    return [
        Row(pages, kind, content.paragraphs, counted or pages, cost[0], counted_there, cost[1] if pandoc else None)
        for kind, cost in costs.items()
    ]


def growths(rows: Sequence[Row]) -> dict[tuple[int, str], tuple[float, float | None]]:
    """By pages and format: the time of a page in times of the time of a page in the smallest document, ours and pandoc's."""
    found: dict[tuple[int, str], tuple[float, float | None]] = {}
    for row in rows:
        first = next(each for each in rows if each.format == row.format)
        own = row.ours.seconds / row.counted / (first.ours.seconds / first.counted)
        theirs = None
        if row.pandoc and first.pandoc:
            pages, at_first = row.pandoc_counted or row.counted, first.pandoc_counted or first.counted
            theirs = row.pandoc.seconds / pages / (first.pandoc.seconds / at_first)
        found[row.pages, row.format] = (own, theirs)
    return found


# ------------------------------------------------------------------ showing


def say(line: str) -> None:
    """Tell who waits how far it is, beside what is printed."""
    print(line, file=sys.stderr, flush=True)


def machine(pandoc: str | None) -> dict[str, str]:
    """On what and with what it was measured."""
    about = {
        "processors": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "weasyprint": version("weasyprint"),
        "concept": version("concept-cli"),
    }
    if pandoc:
        said = subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=True).stdout
        about["pandoc"] = said.split("\n", 1)[0].removeprefix("pandoc ")
    return about


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table that reads well on a terminal too."""
    head = (
        "Pages",
        "Format",
        "concept s",
        "pandoc s",
        "time ratio",
        "processor ratio",
        "concept MB",
        "pandoc MB",
        "memory ratio",
        "growth",
        "pandoc's growth",
    )
    grown = growths(rows)
    cells = [head]
    for row in rows:
        own, theirs = grown[row.pages, row.format]
        seconds, megabytes = (f"{row.pandoc.seconds:.2f}", f"{row.pandoc.megabytes:.0f}") if row.pandoc else ("-", "-")
        times = (f"{row.ours.seconds:.2f}", seconds, _shown(row.time_ratio), _shown(row.processor_ratio))
        room = (f"{row.ours.megabytes:.0f}", megabytes, _shown(row.memory_ratio))
        pages = f"{row.counted}" + (f" ({row.pandoc_counted})" if row.pandoc_counted else "")
        cells.append((pages, row.format, *times, *room, _shown(own), _shown(theirs)))
    widths = [max(len(line[at]) for line in cells) for at in range(len(head))]
    left = (True, True, *[False] * (len(head) - 2))
    lines = [
        "| "
        + " | ".join(f"{cell:{'<' if first else '>'}{width}}" for cell, width, first in zip(line, widths, left, strict=True))
        + " |"
        for line in cells
    ]
    rule = (
        "|"
        + "|".join("-" * (width + 2) if first else "-" * (width + 1) + ":" for width, first in zip(widths, left, strict=True))
        + "|"
    )
    return "\n".join((lines[0], rule, *lines[1:]))


def _shown(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.2f}"


def as_json(rows: Sequence[Row], about: dict[str, str], runs: int) -> str:
    """Everything measured, for programs."""
    grown = growths(rows)
    listed = [
        asdict(row)
        | {"time_ratio": row.time_ratio, "processor_ratio": row.processor_ratio, "memory_ratio": row.memory_ratio}
        | dict(zip(("growth", "pandoc_growth"), grown[row.pages, row.format], strict=True))
        for row in rows
    ]
    return json.dumps({"machine": about, "runs": runs, "rows": listed}, indent=2)


def _numbers(words: str) -> tuple[int, ...]:
    found = tuple(sorted({int(each) for each in words.split(",")}))
    if not found or found[0] < 1:
        raise ValueError(words)
    return found


def _formats(words: str) -> tuple[str, ...]:
    found = tuple(words.split(","))
    if not found or not set(found) <= set(FORMATS):
        raise ValueError(words)
    return found


def _count(words: str) -> int:
    if int(words) < 1:
        raise ValueError(words)
    return int(words)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="The same document built by concept and by pandoc: times, memory, ratios, growth."
    )
    parser.add_argument("--runs", type=_count, default=RUNS, help=f"how often each command is timed (default: {RUNS})")
    parser.add_argument("--pages", type=_numbers, default=PAGES, help="sizes, with commas (default: 10,50,200)")
    parser.add_argument("--to", type=_formats, default=FORMATS, help="formats, with commas (default: docx,html,pdf)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the documents into this new folder, and leave them there")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    options = parser.parse_args()
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        say("pandoc is not installed: only concept is measured")
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = options.keep or Path(temporary)
        rows = [row for pages in options.pages for row in measure(pages, options.to, options.runs, pandoc, folder.resolve())]
    about = machine(pandoc)
    if options.json:
        print(as_json(rows, about, options.runs))
        return
    print(", ".join(f"{name} {value}" for name, value in about.items()) + f"; medians of {options.runs}")
    print(
        "pages: as counted in our PDF, and in pandoc's in brackets; growth: time a page, in times of that in the smallest document"
    )
    print("\n" + table(rows))


if __name__ == "__main__":
    main()
