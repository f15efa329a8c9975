"""The PDF, judged by programs that are not ours: every word there, tags, fonts, links, page numbers, notes on their pages."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.document import (
    Blocks,
    Cell,
    Emphasis,
    Inline,
    Item,
    List,
    Note,
    NoteReference,
    Quote,
    Reference,
    Row,
    Text,
)
from concept_cli.style import Style
from concept_cli.writers import pdf
from tests.paper import notes_away, pages_of, printed, run, words_of
from tests.samples import KAZAKH, document, every_node, heading, house_style, paragraph, pictures, row, section, table, text
from tests.test_words import EVERY, built

LANDSCAPE = "841.89 x 595.276"


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of the document with every node type."""
    return printed(every_node(), tmp_path_factory.mktemp("every"))


def test_words_are_there_in_order(every: Path) -> None:
    whole = " ".join(pages_of(every))
    at = -1
    for words in (
        "Ministry of Culture and Information",
        "Concept for the Creative Economy <& its Measures>",
        "This copy was built with errors in its sources: 2",
        "Contents",
        "Section 1. Analysis of the situation",
        "[1, p. 3; 2]. See Table 1 and the measures.",
        "1.1 Where we stand",
        "a second line & [@nobody] , a refused link.",
        "Table 1. Share of the creative economy",
        "2023 whole 3.1",
        "Figure 1. Growth by year",
        "[picture missing] A map that is not there",
        "share = creative / total",
        "Creative Hub A place.",
        "9) export support; 9-1) franchising;",
        "10) training.",
        "2. Bureau of National Statistics. Yearbook, 2023.",
    ):
        found = whole.find(words, at + 1)
        assert found > at, words
        at = found
    for words in ("1 First paragraph of the note", "Second one.", "2 A note called from a note."):
        assert whole.count(words) == 1


def test_all_letters_are_shown_in_embedded_fonts(every: Path) -> None:
    assert f"Барлық әріптер: {KAZAKH}." in " ".join(pages_of(every))
    fonts = [line.split() for line in run("pdffonts", every).splitlines()[2:]]
    assert len(fonts) >= 5
    for name, *rest in fonts:
        assert "+Plex-" in name, "no font of the machine"
        assert rest[-5:-2] == ["yes", "yes", "yes"], "embedded, a subset, with its letters named"


def test_qpdf_finds_nothing_wrong_and_links_lead_somewhere(every: Path) -> None:
    run("qpdf", "--check", every)
    objects = json.loads(run("qpdf", "--json", "--json-key=qpdf", every))["qpdf"][1]
    values = [each["value"] for each in objects.values() if isinstance(each.get("value"), dict)]
    catalog = next(each for each in values if each.get("/Type") == "/Catalog")
    assert catalog["/Lang"] == "u:en"
    assert catalog["/MarkInfo"] == {"/Marked": True}
    destinations = set(re.findall(r'"([^"]+)"$', run("pdfinfo", "-dests", every), re.MULTILINE))
    links = [each for each in values if each.get("/Subtype") == "/Link"]
    inside = {each["/Dest"].removeprefix("u:") for each in links if "/Dest" in each}
    assert {"measures", "t-share", "source-plan", "_note-1", "_call-2", "regions"} <= inside
    assert inside <= destinations
    assert {each["/A"]["/URI"] for each in links if "/A" in each} == {
        "u:https://stat.gov.kz/en/?a=1&b=2",
        "u:https://adilet.zan.kz/",
    }


def test_tags_and_bookmarks_name_the_structure(every: Path) -> None:
    structure = run("pdfinfo", "-struct", every)
    for tag in (
        "H1",
        "H2",
        "H3",
        "P",
        "L",
        "LI",
        "LBody",
        "Table",
        "TH",
        "TD",
        "Caption",
        "Figure",
        "BlockQuote",
        "Link",
        "Sect",
    ):
        assert re.search(rf"^ *{tag}\b", structure, re.MULTILINE), tag
    outline = json.loads(run("qpdf", "--json", "--json-key=outlines", every))["outlines"]
    titles = [each["title"] for each in outline]
    assert titles == ["Contents", "Passport", "Section 1. Analysis of the situation", "Section 2. Measures", "Sources"]
    assert [each["title"] for each in outline[2]["kids"]] == ["1.1 Where we stand", "1.2 Өңірлер: Қазақстан"]


def test_archivable_and_accessible_in_one_file(every: Path) -> None:
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf_bytes(every.read_bytes(), profile=profile)
        assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


def test_tables_from_records_tell_screen_readers_their_headings() -> None:
    """The project with every construct: headings over several columns, rows that head others, pictures drawn here."""
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    _, output = built(EVERY, "kk", "pdf")
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf_bytes(output.content(), profile=profile)
        assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


def test_contents_name_the_pages_and_margins_count_them(every: Path) -> None:
    pages = pages_of(every)
    numbers = dict(re.findall(r"(Passport|Measures|Sources)(?: \.)+ (\d+)", pages[1]))
    for title, number in numbers.items():
        assert title in pages[int(number) - 1]
    assert len(numbers) == 3
    for at, page in enumerate(pages[1:], 2):
        assert f"Page {at} of {len(pages)}" in page
        assert "Draft 3" in page
    assert "Page 1 of" not in pages[0]


@pytest.mark.parametrize(("language", "expected"), [("ru", "Страница 3 из 3"), ("kk", "3 беттің 3-беті")])
def test_margins_speak_the_language(tmp_path: Path, language: str, expected: str) -> None:
    assert expected in pages_of(printed(document(section("s", "Т", language=language), language=language), tmp_path))[2]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf.write(every_node(), house_style(), pictures()) == pdf.write(every_node(), house_style(), pictures())


def test_tables_repeat_their_header_and_wide_ones_lie_on_landscape_pages(tmp_path: Path) -> None:
    long = table(row("Year", "Share"), *(row(str(year), "3.1") for year in range(1900, 2000)))
    wide = table(row(*(f"Column{at}" for at in range(14))), *(row(*("word " * 3 for _ in range(14))) for _ in range(3)))
    path = printed(document(section("s", "S", long, paragraph("between"), wide, paragraph("after"))), tmp_path)
    pages = pages_of(path)
    assert [("Year Share" in page) == bool(re.search(r"\b19\d\d 3\.1", page)) for page in pages] == [True] * len(pages)
    assert sum("Year Share" in page for page in pages) >= 3
    sizes = run("pdfinfo", "-l", "99", path)
    turned = [at for at, page in enumerate(pages, 1) if re.search(rf"Page +{at} size: +{LANDSCAPE}", sizes)]
    assert turned == [at for at, page in enumerate(pages, 1) if "Column13" in page]


def test_nothing_runs_off_the_paper(tmp_path: Path) -> None:
    url = "https://example.org/" + "a" * 1000 + "/?" + "q=1&" * 240
    crowded = table(row(*(f"Heading {at}" for at in range(40))), row(*("достопримечательностями" for _ in range(40))))
    beside = table(row("Long", "Words"), row(url, "ж" * 2000))
    quoted = Quote(blocks=(paragraph("ж" * 2000),))
    shown = document(section("s", "Ю" * 60, crowded, beside, paragraph(url)), section("q", "Q", quoted), title="Э" * 150)  # type: ignore[arg-type]
    path = printed(shown, tmp_path)
    for word in words_of(path):
        assert word.left >= 0
        assert word.top >= 0
        assert word.right <= word.width
        assert word.bottom <= word.height
    joined = "".join(pages_of(path)).replace(" ", "")
    assert joined.count("ж") == 4000
    assert joined.count("q") == 480


def test_forty_levels_stay_on_the_paper(tmp_path: Path) -> None:
    bulleted: Blocks = (paragraph("deep down"),)
    lettered: Blocks = (paragraph("deeper"),)
    inlines: tuple[Inline, ...] = (Text(words="innermost"),)
    for level in range(40):
        bulleted = (List(items=(Item(blocks=(paragraph(f"level {level}"), *bulleted)),)),)
        lettered = (
            (List(ordered=True, items=(Item(label="9-1)", blocks=(paragraph("x"), Quote(blocks=lettered))),)),)[:1]
            if level % 2
            else lettered
        )
        inlines = (Emphasis(content=inlines),)
    shown = document(replace(section("s", "S", paragraph(inlines)), blocks=(paragraph(inlines), *bulleted, *lettered)))
    path = printed(shown, tmp_path)
    whole = " ".join(pages_of(path))
    assert whole.count("9-1)") == 20
    assert {"innermost", "deeper"} <= set(whole.split())
    assert "level 39" in whole
    assert all(word.right <= word.width for word in words_of(path))


def noted(number: int, *more: str) -> Note:
    return Note(label=f"n{number}", number=number, blocks=tuple(paragraph(words) for words in (f"Note {number} says so.", *more)))


def test_notes_stand_at_the_foot_of_the_page_that_calls_them(tmp_path: Path) -> None:
    """132 notes, some of several paragraphs: at most 2 in 100 may land on another page than their call."""
    sentence = "The creative economy grows in the regions. "
    sections = []
    for start in range(1, 133, 22):
        numbers = range(start, start + 22)
        blocks = tuple(
            paragraph(f"Call{n} " + sentence * (3 + n % 5), (NoteReference(label=f"n{n}", number=n),), sentence * 4)
            for n in numbers
        )
        notes = tuple(noted(n, *(["A second paragraph of it."] if n % 4 == 0 else [])) for n in numbers)
        sections.append(replace(section(f"s{start}", "Section", *blocks), notes=notes))
    pages = pages_of(printed(document(*sections), tmp_path))
    assert len(pages) <= 30, "a border on the footnote area makes a page for each note"
    # A paragraph's call stands after its first words: on the page of "Call7", or where the paragraph goes on.
    begins = {int(n): at for at, page in enumerate(pages) for n in re.findall(r"Call(\d+)", page)}
    notes_at = {int(n): at for at, page in enumerate(pages) for n in re.findall(r"Note (\d+) says so", page)}
    assert begins.keys() == notes_at.keys() == set(range(1, 133))
    away = [n for n in begins if not begins[n] <= notes_at[n] <= begins[n] + 1]
    assert not away
    displaced, all_notes = notes_away(tmp_path / "shown.pdf")
    assert displaced <= 0.02 * all_notes


def test_notes_in_tables_in_notes_and_called_by_nobody_are_all_printed(tmp_path: Path) -> None:
    call = (NoteReference(label="n1", number=1),)
    cells = Row(cells=(Cell(content=(text("cell"), *call)), Cell(content=(text("again"), *call))))
    listed = replace(
        noted(2), blocks=(paragraph("Before."), List(ordered=True, items=(Item(label="a)", blocks=(paragraph("listed"),)),)))
    )
    blocks = (table(row("A", "B"), cells), paragraph("More", (NoteReference(label="n2", number=2),)))
    shown = replace(section("s", "S", *blocks), notes=(noted(1), listed, Note(label="x", blocks=(paragraph("Uncalled."),))))
    whole = " ".join(pages_of(printed(document(shown), tmp_path)))
    assert whole.count("1 Note 1 says so.") == 1
    assert re.search(r"2 Before\. a\) listed", whole)
    assert whole.count("Uncalled.") == 1


def test_references_cross_sections_and_headings_stay_with_their_text(tmp_path: Path) -> None:
    filler = [paragraph("The creative economy grows in the regions. " * 6) for _ in range(60)]
    mixed = [part for at, each in enumerate(filler) for part in (heading(2, f"Heading {at}", id=f"h{at}"), each)]
    last = section("last", "Last", paragraph((Reference(target="h59", shown="back"),)))
    pages = pages_of(printed(document(section("s", "S", *mixed), last), tmp_path))
    for page in pages[2:-1]:
        assert not re.search(r"Heading \d+ Page \d+ of \d+$", page)


def test_nothing_but_the_manifest_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    style = house_style()
    css = (
        style.files["print.css"]
        + f'\nbody {{ background: url("{secret.as_uri()}") }} p {{ background: url("http://127.0.0.1:9/x.png") }}'.encode()
    )
    given = Style({**style.files, "print.css": css}, style.fonts, style.values)
    stolen = {"pictures/growth.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret.as_uri()}"/></svg>'.encode()}
    plain = pdf.write(every_node(), style, {"pictures/growth.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert abs(len(pdf.write(every_node(), given, stolen)) - len(plain)) < 500
    assert capfd.readouterr().out == ""


def test_a_broken_style_is_named() -> None:
    style = house_style()
    with pytest.raises(ConceptError, match=r"templates/print\.css:1: no valid CSS"):
        pdf.write(every_node(), Style({**style.files, "print.css": b"} a {"}, style.fonts, style.values), pictures())
    with pytest.raises(ConceptError, match=r"templates/title\.html:2: "):
        pdf.write(every_node(), Style({**style.files, "title.html": b"\n{{ nobody }}"}, style.fonts, style.values), pictures())


@pytest.mark.parametrize(
    "css", [b"body{font-size:1e9pt}", b"*{float:footnote}", b"body::before{content:url(http://127.0.0.1:9/x.png)}"]
)
def test_a_style_that_cannot_be_laid_out_is_one_sentence(css: bytes) -> None:
    style, text = house_style(), every_node()
    if b"footnote" in css:  # to make a footnote of everything takes minutes on more
        text = replace(text, sections=text.sections[:1])
    with pytest.raises(ConceptError, match=r"could not be laid out \(\w+: "):
        pdf.write(text, Style({**style.files, "text.css": style.files["text.css"] + css}, style.fonts, style.values), pictures())


def test_without_pango_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    """In a process of its own whose dynamic loader finds no Pango."""
    program = (
        "import cffi, sys\n"
        "from tests.samples import every_node, house_style, pictures\n"
        "from concept_cli.writers import pdf\n"
        "from concept_cli.diagnostics import ConceptError\n"
        "def absent(self, name, *rest): raise OSError('cannot load library ' + str(name))\n"
        "cffi.FFI.dlopen = absent\n"
        "try:\n    pdf.write(every_node(), house_style(), pictures())\n"
        "except ConceptError as error:\n    print(error.message); print(error.hint)\n"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("PDF needs Pango")
    assert "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout


def test_an_interrupt_does_not_wait_for_the_layout() -> None:
    code = "import time; from concept_cli.writers.pdf import _deep; _deep(lambda: (print('on', flush=True), time.sleep(60)))"
    interruptible = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    with subprocess.Popen(
        [sys.executable, "-c", interruptible + code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == "on\n"
        started = perf_counter()
        build.send_signal(signal.SIGINT)
        assert build.communicate()[1].rstrip().endswith("KeyboardInterrupt")
    assert perf_counter() - started < 10
