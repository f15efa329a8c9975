"""How pages break and what stands around the text: counted on a long generated text, in both page styles."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from concept_cli.document import (
    Block,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Item,
    List,
    Meaning,
    Note,
    NoteReference,
    Quote,
    Reference,
    Row,
    Section,
    Table,
)
from concept_cli.draft import examine, outputs
from concept_cli.sources import Folder
from concept_cli.style import Style
from concept_cli.writers import pdf
from tests.clients import client
from tests.paper import lines_of, notes_away, pages_of, printed, run, words_of
from tests.samples import document, every_node, heading, house_style, paragraph, pictures, row, section, table, text
from tests.test_words import the_concept

STYLES = ("modern", "official-kz")
WORDS = (
    "culture economy region measure law finance export training support of the and in for public creative sector state".split()
)


class Author:
    """Writes a long policy text, the same one for the same seed: headings, paragraphs, lists, tables and notes."""

    def __init__(self, seed: int, notes: int) -> None:
        self.random = random.Random(seed)
        self.share = notes / 200
        self.counts = dict.fromkeys(("Heading", "Caption", "Lead", "note"), 0)
        self.notes: list[Note] = []

    def next(self, kind: str) -> int:
        self.counts[kind] += 1
        return self.counts[kind]

    def sentences(self, least: int, most: int) -> str:
        lengths = [self.random.randint(6, 22) for _ in range(self.random.randint(least, most))]
        return " ".join(" ".join(self.random.choices(WORDS, k=length)).capitalize() + "." for length in lengths)

    def call(self) -> tuple[NoteReference, ...]:
        if self.random.random() > self.share:
            return ()
        number = self.next("note")
        self.notes.append(Note(label=f"n{number}", number=number, blocks=(paragraph("Remark: " + self.sentences(1, 2)),)))
        return (NoteReference(label=f"n{number}", number=number),)

    def blocks(self) -> list[Block]:
        made: list[Block] = [heading(2, f"Heading {self.next('Heading')} " + self.sentences(1, 1)[:60])]
        if self.random.random() < 0.3:
            made.append(heading(3, f"Heading {self.next('Heading')}"))
        made.extend(
            paragraph(self.sentences(1, 4), self.call(), " " + self.sentences(1, 4)) for _ in range(self.random.randint(2, 4))
        )
        kind = self.random.random()
        if kind < 0.5:
            made.append(paragraph(f"Lead {self.next('Lead')} says what follows:"))
            items = tuple(Item(label=f"{at})", blocks=(paragraph(self.sentences(1, 2), self.call()),)) for at in range(1, 6))
            made.append(List(ordered=True, items=items))
        elif kind < 0.8:
            rows = [
                row(self.sentences(1, 1), (text(self.sentences(1, 2)), *self.call())) for _ in range(self.random.randint(3, 15))
            ]
            made.append(table(row("Left", "Right"), *rows, caption=f"{self.next('Caption')} of a table", number="Caption"))
        return made

    def section(self, name: str) -> Section:
        self.notes = []
        blocks = tuple(block for _ in range(9) for block in self.blocks())
        return replace(section(name, f"Section {name}"), blocks=blocks, notes=tuple(self.notes))


def long_text(seed: int, sections: int, notes: int) -> Document:
    """A text of some five pages a section; of 200 places where a note can be called, so many call one."""
    author = Author(seed, notes)
    return document(*(author.section(f"s{at}") for at in range(sections)))


def left_alone(path: Path) -> tuple[list[str], int]:
    """The last lines of pages that must not be last, and how many lines were looked at."""
    last = []
    for page in lines_of(path)[2:]:
        body = [line for line in page[:-2] if not re.match(r"\d+ Remark:|–$", line)]
        notes = next((at for at, line in enumerate(page) if re.match(r"\d+ Remark:", line)), len(body))
        last.append(body[min(notes, len(body)) - 1])
    return [line for line in last if re.match(r"Heading \d|Caption \d|Lead \d|Section s\d|Left Right", line)], len(last)


@pytest.mark.parametrize("name", STYLES)
def test_nothing_that_announces_ends_a_page(name: str, tmp_path: Path, record: Callable[[str], None]) -> None:
    path = printed(long_text(1, 6, 30), tmp_path, house_style(name))
    alone, pages = left_alone(path)
    assert pages >= 40
    assert alone == []
    record(f"pages in style {name} that end with a heading, a caption or the words before a list: 0 of {pages}")


def test_a_heading_alone_is_seen(tmp_path: Path) -> None:
    """The detector is tried on a style that lets pages end anywhere."""
    style = house_style()
    loose = b"h2, h3, h4, caption, .lead, p:has(+ ol) { break-after: auto !important }"
    given = Style({**style.files, "print.css": style.files["print.css"] + loose}, style.fonts, style.values)
    assert left_alone(printed(long_text(1, 6, 30), tmp_path, given))[0]


@pytest.mark.parametrize("name", STYLES)
def test_notes_of_a_long_text_stand_on_the_pages_of_their_calls(name: str, tmp_path: Path, record: Callable[[str], None]) -> None:
    """At most 2 in 100 may land on another page."""
    path = printed(long_text(2, 6, 60), tmp_path, house_style(name))
    away, notes = notes_away(path)
    pages = len(pages_of(path))
    assert notes >= 100
    assert pages >= 50
    assert away <= 0.02 * notes
    record(f"footnotes on another page than their call, {pages} pages in style {name}: {away} of {notes}")


def test_notes_are_brought_back_while_their_page_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without laying out a section again; and the notes do go astray where pages are not looked at."""
    monkeypatch.setattr("concept_cli.writers.pdf.layout.TRIES", 0)
    kept, notes = notes_away(printed(long_text(3, 2, 60), tmp_path))
    monkeypatch.setattr("concept_cli.writers.pdf.layout.notes_kept", nullcontext)
    astray, _ = notes_away(printed(long_text(3, 2, 60), tmp_path))
    assert kept <= 0.02 * notes
    assert astray > kept


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_notes_of_the_concept_stand_on_the_pages_of_their_calls(
    language: str, tmp_path: Path, record: Callable[[str], None]
) -> None:
    source = Folder(the_concept())
    examined = examine(source)
    if language not in examined.project.concept.record.languages:
        pytest.skip(f"not tried: {language} is no language of the concept")
    [output] = outputs(examined, source, ["pdf"], [language])
    path = tmp_path / "concept.pdf"
    path.write_bytes(output.content())
    away, notes = notes_away(path)
    assert away <= 0.02 * notes
    record(f"footnotes on another page than their call in {output.name}: {away} of {notes}")


def test_notes_too_long_for_a_page_stand_at_the_end_of_the_section(tmp_path: Path) -> None:
    note = Note(label="n1", number=1, blocks=(paragraph("Remark: " + "word " * 2500 + "end."),))
    shown = replace(section("s", "S", paragraph("Called here.", (NoteReference(label="n1", number=1),))), notes=(note,))
    path = printed(document(shown), tmp_path)
    words = words_of(path)
    assert sum(word.words == "word" for word in words) == 2500
    assert all(word.top >= 0 and word.bottom <= word.height for word in words)


def test_a_line_before_a_reference_is_filled(tmp_path: Path) -> None:
    """The last line before the reference has room for all words and not for the space behind them: it must not end after the first word."""
    sentence = (
        "акцента в работе с крупных городов на регионы: в каждом региональном центре или городе специалисты работали бы с местными "
        "талантами и раскрывали их потенциал "
    )
    reference = (Reference(target="s", shown="раздел 1"),)
    path = printed(document(section("s", "S", paragraph(sentence, reference, "."), language="ru"), language="ru"), tmp_path)
    lines = lines_of(path)[2][1:-2]
    assert "".join(lines).replace(" ", "") == f"{sentence}раздел1.".replace(" ", "")
    assert all(len(line) > 60 for line in lines[:-1]), lines


# ------------------------------------------------------- what stands around


def numbered() -> Document:
    """Every kind of block that has a number in the margin, upright and on a landscape page."""
    items = tuple(Item(label=label, blocks=(paragraph(f"item {label}"),), paragraph=at) for at, label in ((2, "1)"), (3, "2)")))
    bullets = tuple(Item(blocks=(paragraph(f"bullet {at}"),), paragraph=at) for at in (4, 5))
    quoted = Quote(blocks=(replace(paragraph("quoted words"), paragraph=6),))
    terms = DefinitionList(
        entries=(Definition(term=(text("term"),), meanings=(Meaning(blocks=(paragraph("sense"),)),), paragraph=7),)
    )
    code = replace(CodeBlock(words="code = typed"), paragraph=8)
    table_first = Item(blocks=(table(row("Left"), row("right")),), paragraph=9)
    wide = replace(table(row("A", "B"), row("1", "2")), wide=True)
    first = replace(paragraph("The first paragraph. " * 12), paragraph=1)
    blocks = (first, List(ordered=True, items=items), List(items=bullets), quoted, terms, code, List(items=(table_first,)), wide)
    return replace(document(replace(section("s", "S"), blocks=blocks)), margin=True)


@pytest.mark.parametrize("name", STYLES)
def test_numbers_of_paragraphs_stand_in_the_margin_beside_first_lines(name: str, tmp_path: Path) -> None:
    style = house_style(name)
    path = printed(numbered(), tmp_path, style)
    read = " ".join(pages_of(path)).replace("– ", "")
    at = -1
    for wanted in "1 The first; 2 1) item; 3 2) item; 4 bullet; 5 bullet; 6 quoted; 7 term; 8 code; 9 Left".split("; "):
        found = read.find(wanted, at + 1)
        assert found > at, wanted
        at = found
    words = [word for word in words_of(path) if word.page > 2 and word.width < word.height]
    edge = style.points("margin-left")
    beside_text = [word for word in words if word.right < edge and word.words.isdigit()]
    numbers = sorted(beside_text, key=lambda word: (word.page, word.top))
    assert [word.words for word in numbers] == [str(number) for number in range(1, 10)]
    assert len({round(word.right) for word in numbers}) == 1, "one below the other"
    for number in numbers[:8]:
        rights = [word for word in words if word.page == number.page and word.left > edge - 1]
        assert min(abs(word.bottom - number.bottom) for word in rights) < 4, number


def test_a_final_text_has_no_numbers_in_the_margin(tmp_path: Path) -> None:
    path = printed(replace(numbered(), margin=False), tmp_path)
    edge = house_style().points("margin-left")
    assert not [word for word in words_of(path) if word.page > 1 and word.width < word.height and word.right < edge]


def test_a_draft_says_so_across_its_pages_and_in_no_word(tmp_path: Path) -> None:
    """Two outputs that differ in their state: the same words but for the title page and header, and grey on every page of the draft."""
    shown = replace(document(section("s", "S", paragraph("Words."))), edition="Draft 1")
    grey = {}
    for state in ("draft", "final"):
        path = printed(replace(shown, state=state), tmp_path)
        assert "DRAFT" not in "".join(pages_of(path))
        grey[state] = [_light(path, page) for page in (1, 2, 3)]
    assert max(grey["final"]) < 200, "edges of letters"
    assert min(grey["draft"]) > 10_000


def _light(path: Path, page: int) -> int:
    """How many dots of a page have the lightness of the watermark."""
    client("pdftoppm")
    run("pdftoppm", "-r", "72", "-gray", "-singlefile", "-f", str(page), path, path.with_suffix(""))
    dots = path.with_suffix(".pgm").read_bytes().split(b"\n", 3)[-1]
    return sum(dots.count(bytes([lightness])) for lightness in (239, 240, 241, 242))


@pytest.mark.parametrize(("name", "place"), [("modern", "top"), ("official-kz", "bottom")])
def test_title_and_draft_stand_opposite_the_page_number(name: str, place: str, tmp_path: Path) -> None:
    shown = replace(document(section("s", "S", paragraph("Words."))), short_title="Short", state="public", edition="2")
    words = [word for word in words_of(printed(shown, tmp_path, house_style(name))) if word.page == 3]
    number = next(word for word in words if word.words == ("Page" if name == "modern" else "3"))
    assert ("of" in {word.words for word in words}) == (name == "modern"), "state papers have the bare number"
    for wanted in ("Short", "discussion"):
        found = next(word for word in words if word.words == wanted)
        assert (found.bottom < number.top) == (place == "top")


@pytest.mark.parametrize("name", STYLES)
def test_a_long_title_is_one_line_in_the_margin(name: str, tmp_path: Path) -> None:
    """A place after a word is cut where the line ends, whatever the size of the type; a short title is not."""
    title = "Креативті индустрияларды дамытудың 2024–2029 жылдарға арналған тұжырымдамасы " * 3
    shown = replace(document(section("s", "S", paragraph("Words."))), short_title=title, edition="2-жоба", language="kk")
    words = [word for word in words_of(printed(shown, tmp_path, house_style(name))) if word.page == 3]
    beside = next(word for word in words if word.words == "2-жоба")
    line = [word for word in words if abs(word.bottom - beside.bottom) < 1 and word is not beside]
    assert {word.words for word in words if word.words in title.split()} <= {word.words for word in line}
    assert line[-1].words.endswith("…")
    assert beside.left - 60 < line[-1].right + 100 < beside.left + 100, "the line is used"


# ------------------------------------------------------------------- tables


def test_years_of_a_table_from_records_stay_whole(tmp_path: Path) -> None:
    """In the larger type of state papers, with six years and a fact, as the target indicators have them."""
    years = [str(year) for year in range(2024, 2030)]
    given = row("No.", "Indicator", "Unit", "Source", "–", *years)
    plan = replace(
        table(given, given), widths=(5, 25, 9, 15, 12, *[7] * 6), wide=True, alignments=("", "", "", "", *["center"] * 7)
    )
    words = [word.words for word in words_of(printed(document(section("s", "S", plan)), tmp_path, house_style("official-kz")))]
    assert [words.count(year) for year in years] == [2] * 6


def test_a_table_shows_widths_groups_spans_and_legend(tmp_path: Path) -> None:
    def cells(*made: tuple[str, int], role: str = "") -> Row:
        return Row(cells=tuple(Cell(content=(text(words),), across=across) for words, across in made), role=role)

    plan = Table(
        alignments=("", "", ""),
        head=(cells(("", 1), ("Share", 2)), row("Measure", "Low", "High"), replace(row("1", "2", "3"), role="columns")),
        rows=(cells(("Direction one", 3), role="group"), *(row(f"Step {at}", "5", "6") for at in range(90))),
        widths=(2, 1, 1),
        wide=True,
        legend=(text("MCI is the ministry."),),
    )
    path = printed(document(section("s", "S", paragraph("before"), plan, paragraph("after"))), tmp_path)
    pages = pages_of(path)
    holding = [page for page in pages if "Step" in page]
    assert len(holding) >= 2
    assert all("Share Measure Low High 1 2 3" in page for page in holding)
    assert "MCI is the ministry." in holding[-1]
    words = words_of(path)
    turned = {word.page for word in words if word.width > word.height}
    assert turned == {at for at, page in enumerate(pages, 1) if "Step" in page}, "text before and after stands upright"
    left, low, high = (next(word.left for word in words if word.words == name) for name in ("Step", "5", "6"))
    assert (low - left) / (high - low) == pytest.approx(2, abs=0.3)
    run("qpdf", "--check", path)


# -------------------------------------------------------------- hyphenation


@pytest.mark.parametrize(("language", "divided"), [("en", True), ("ru", True), ("kk", False)])
def test_words_are_divided_where_patterns_exist_and_stay_words(language: str, divided: bool, tmp_path: Path) -> None:
    sentences = {
        "en": "International responsibilities characterise administrative considerations. ",
        "ru": "Государственные организации совершенствуют законодательное регулирование. ",
        "kk": "Мемлекеттік ұйымдар шығармашылық индустрияларды дамытудың тұжырымдамасын әзірлейді. ",
    }
    shown = document(section("s", "S", paragraph(sentences[language] * 30), language=language), language=language)
    path = printed(shown, tmp_path, house_style("official-kz"))
    assert any(line.endswith("-") for page in lines_of(path)[2:] for line in page) == divided
    read = " ".join(run("pdftotext", path, "-").split())
    assert read.count(sentences[language].strip()) >= 29
    edge = {round(word.right) for word in words_of(path) if word.page > 2 and word.right > 400}
    even = house_style("official-kz").points("margin-right")
    ends = sum(abs(595.28 - even - right) < 1.5 for right in edge)
    assert (ends >= 1) == divided or language == "kk"


# --------------------------------------------------------------- validators


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("state", ["draft", "public"])
def test_archivable_and_accessible_in_every_style_and_state(name: str, state: str) -> None:
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    content = pdf.write(replace(every_node(), state=state, margin=True), house_style(name), pictures())
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf_bytes(content, profile=profile)
        assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]
