"""The PDF of a redline: the list of changes with its pages in front, bars in one line in the right margin, archivable and accessible."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from concept_cli.document import Document, Item, List, Mark, Marked, Paragraph, Quote, Redline
from concept_cli.writers import pdf
from tests.clients import client
from tests.paper import pages_of, printed, run
from tests.redlines import every_mark, spread
from tests.samples import document, house_style, paragraph, pictures, row, section, table, text
from tests.test_redline_page import bare

STYLES = ("modern", "official-kz")
DPI = 100


@cache
def every_print(language: str, style: str) -> bytes:
    return pdf.write(every_mark(language), house_style(style), pictures())


@pytest.mark.parametrize(("language", "style"), [("en", "modern"), ("ru", "official-kz"), ("kk", "modern")])
def test_archivable_accessible_and_sound(language: str, style: str, tmp_path: Path) -> None:
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    content = every_print(language, style)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf_bytes(content, profile=profile)
        assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]
    path = tmp_path / "shown.pdf"
    path.write_bytes(content)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def test_the_list_in_front_names_the_page_of_every_change(tmp_path: Path) -> None:
    path = tmp_path / "shown.pdf"
    path.write_bytes(every_print("en", "modern"))
    places = run("pdfinfo", "-dests", path)
    pages = {int(number): int(at) for at, number in re.findall(r'^ +(\d+) .*"change-(\d+)"', places, re.MULTILINE)}
    shown = pages_of(path)
    begins = next(at for at, words in enumerate(shown) if "Comparison of Draft 1 (2021) with Draft 2" in words)
    ends = next(at for at, words in enumerate(shown) if re.search(r"\bContents\b.* Analysis [. ]+\d", words))
    front = " ".join(shown[begins:ends])
    assert begins == 1, "behind the title page, before the contents"
    assert "Changes of substance (45)" in front
    assert "Editorial changes (3)" in front
    redline = every_mark().redline
    assert redline is not None
    for change in redline.changes:
        if change.section and change.kind != "renumbered":
            said = re.search(rf"\b{change.number} {re.escape(change.element)} · [a-z ]+[ .]+(\d+)\b", front)
            assert said is not None, change
            assert int(said[1]) == pages[change.number], change


def test_headers_name_what_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "shown.pdf"
    path.write_bytes(every_print("kk", "modern"))
    assert all("Draft 1 (2021) → Draft 2" in words for words in pages_of(path)[1:])


def test_a_section_that_moved_away_is_told_in_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "shown.pdf"
    path.write_bytes(every_print("en", "modern"))
    shown = pages_of(path)
    told = [at for at, words in enumerate(shown) if "Moved away, now: Risks" in words]
    assert len(told) == 1
    assert "Funding: The State" in shown[told[0]], "no page of its own"
    assert " ".join(shown).count("Risks: The State") == 1, "its text stands once, where it is now"


# -------------------------------------------------------------------- bars


def changed(words: str) -> Paragraph:
    marked = Marked(content=(text(f"{words} new"),), mark=Mark(kind="inserted", change=1))
    return paragraph(f"{words} kept words and ", (marked,))


def bars() -> Document:
    """Changed and unchanged blocks one after the other, at every depth that a block can be at."""
    inner = List(items=(Item(blocks=(changed("item"), List(items=(Item(blocks=(changed("deeper"),)),)))),))
    rows = (row("kept", "row"), spread(row("new", "row"), Mark(kind="inserted", change=1)))
    blocks = (
        paragraph("Nothing changed here."),
        changed("top"),
        paragraph("Nor here, " + "in a long paragraph of several lines " * 8),
        inner,
        paragraph("Nor here."),
        Quote(blocks=(changed("quote"), Quote(blocks=(changed("inner quote"),)))),
        paragraph("Nor here."),
        table(row("A", "B"), *rows),
        paragraph("Nor here, last."),
    )
    part = replace(section("s", "Section"), blocks=blocks)
    return replace(document(part), redline=Redline(older="1", newer="2"))


def dark(path: Path, page: int, left: float, right: float, dpi: int = DPI) -> list[tuple[int, int]]:
    """The dark points of a page, as columns and lines, between two distances from its left edge in millimetres."""
    done = subprocess.run(
        [client("pdftoppm"), "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), str(path)],
        capture_output=True,
        timeout=60,
        check=True,
    )
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", done.stdout)
    assert head is not None
    width, points = int(head[1]), done.stdout[head.end() :]
    columns = range(round(left / 25.4 * dpi), round(right / 25.4 * dpi))
    return [(x, y) for y in range(int(head[2])) for x in columns if points[y * width + x] < 110]


def drawn_upright(points: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Points without those of lines that lie across, such as the rules of a table."""
    across = Counter(y for _, y in points)
    return (point for point in points if across[point[1]] <= 3)


@pytest.mark.parametrize("style", STYLES)
def test_bars_stand_in_one_line_beside_what_changed_and_nothing_else(style: str, tmp_path: Path) -> None:
    path = printed(bars(), tmp_path, house_style(style))
    page = len(pages_of(path))
    edge = 210 - house_style(style).points("margin-right") / 72 * 25.4
    found = [*drawn_upright(dark(path, page, edge + 1, edge + 12))]
    assert len({x for x, _ in found}) in (1, 2, 3), "one thin line"
    lines = {y for _, y in found}
    boxes = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-")
    words = [
        (word, (float(top) + float(bottom)) / 2 / 72 * DPI)
        for top, bottom, word in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)</word>', boxes)
    ]
    assert sum(word == "new" for word, _ in words) == 6
    framed = next(middle for word, middle in words if word == "row") if style == "official-kz" else 10**6
    words = [
        each for each in words if not framed - 30 < each[1] < framed + 40
    ]  # its tables have frames, which are the bars there
    for word, middle in words:
        beside = round(middle) in lines
        if word == "new":
            assert beside, (word, middle)
        if word in ("Nothing", "Nor", "several", "A"):
            assert not beside, (word, middle)


def test_a_bar_goes_on_over_pages(tmp_path: Path) -> None:
    marked = Marked(content=(text("A sentence that is new. " * 400),), mark=Mark(kind="inserted", change=1))
    part = section("s", "Section", paragraph((marked,)))
    path = printed(replace(document(part), redline=Redline(older="1", newer="2")), tmp_path)
    pages = len(pages_of(path))
    edge = 210 - house_style().points("margin-right") / 72 * 25.4
    heights = [len({y for _, y in dark(path, page, edge + 1, edge + 6)}) for page in (pages - 1, pages)]
    assert all(height > DPI for height in heights), "an inch at least on either page"


def test_words_are_told_apart_without_colours(tmp_path: Path) -> None:
    """Underlined, struck through, and the same with double lines: what is drawn besides the letters differs for each."""
    css = (house_style().text("marks.css") + house_style().text("print-redline.css")).replace("\n", " ")
    assert re.search(r"ins \{[^}]*text-decoration-line: underline", css)
    assert re.search(r"del \{[^}]*text-decoration-line: line-through", css)
    assert re.search(r"ins\.moved-to, del\.moved-from \{[^}]*text-decoration-style: double", css)
    patterns = set()
    for kind in ("inserted", "deleted", "moved-to", "moved-from"):
        marked = Marked(content=(text("mmmmmmmm"),), mark=Mark(kind=kind))
        path = printed(
            replace(document(section("s", "S", paragraph((marked,)))), redline=Redline(older="1", newer="2")), tmp_path
        )
        page = len(pages_of(path))
        boxes = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-")
        top, bottom = next(
            (float(a), float(b)) for a, b in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">mmm', boxes)
        )
        left = house_style().points("margin-left") / 72 * 25.4
        done = dark(path, page, left, left + 8, 3 * DPI)
        rows = range(round(top / 72 * 3 * DPI) - 2, round(bottom / 72 * 3 * DPI) + 3)
        patterns.add(tuple(sum(line == y for _, line in done) for y in rows))
    assert len(patterns) == 4


# --------------------------------------------------------------- no title


def test_without_a_title_there_is_no_title_page(tmp_path: Path) -> None:
    path = printed(bare(paragraph("Words.")), tmp_path)
    [only] = pages_of(path)
    assert "Words." in only
    assert "Contents" not in only
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    marked = Marked(content=(text("Words."),), mark=Mark(kind="inserted", change=1))
    path = printed(bare(paragraph((marked,)), redline=Redline(older="A.md", newer="B.md")), tmp_path)
    first, text_page = pages_of(path)
    assert "Comparison of A.md with B.md" in first
    assert "Words." in text_page
    result = page.validate_pdf_bytes(path.read_bytes(), profile=page.ValidationProfile.PDF_UA_1)
    assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]
