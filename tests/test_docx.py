"""Word files: every node drawn, every part sound, every word there, for readers that are not ours."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from struct import unpack
from time import perf_counter
from zipfile import ZipFile

import docx
import pytest
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from concept_cli import document as tree
from concept_cli.diagnostics import ConceptError
from concept_cli.document import (
    Block,
    Blocks,
    Cell,
    Entry,
    Item,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Text,
    transform,
    walk,
    without_remarks,
)
from concept_cli.writers.docx import DRAWN, write
from concept_cli.writers.docx.names import bookmark, bookmark_name
from concept_cli.writers.docx.pen import web_address
from concept_cli.writers.docx.pictures import picture
from concept_cli.writers.docx.tables import column_widths
from tests import samples
from tests.clients import client

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STYLE = samples.house_style()
LANDSCAPE = 16838 - 2 * 1134
"""The width of the text on a landscape page, in twips: A4 with margins of 20 mm."""

# The order of children that ISO/IEC 29500-1 asks for, as far as we write them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color kern sz szCs u bdr shd vertAlign lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "marginReference pgSz pgMar titlePg",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "settings": "zoom defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr compat "
    "decimalSymbol listSeparator",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
}


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part as XML."""
    return etree.fromstring(parts(content)[name])


def bookmarks(content: bytes) -> list[str]:
    """The names of all bookmarks, in the text and in the notes."""
    both = (part(content, f"word/{name}.xml") for name in ("document", "footnotes"))
    return [str(each.get(f"{W}name")) for root in both for each in root.iter(f"{W}bookmarkStart")]


def words(element: etree._Element) -> str:
    """All words under an element, in order, tabs and breaks as spaces."""
    shapes = {f"{W}tab": " ", f"{W}br": " ", f"{W}p": "\n"}
    return "".join(shapes.get(each.tag) or each.text or "" for each in element.iter(f"{W}t", *shapes))


def without_pages(root: etree._Element) -> etree._Element:
    """The element without the results of fields that name a page."""
    inside = False
    for each in list(root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t")):
        if each.tag == f"{W}instrText":
            inside = "PAGEREF" in (each.text or "")
        elif each.get(f"{W}fldCharType") == "end":
            inside = False
        elif inside and each.tag == f"{W}t":
            each.text = ""
    return root


def written(*blocks: Block, notes: tuple[Note, ...] = (), language: str = "en") -> bytes:
    """The file of a document with one section of some blocks."""
    section = Section(
        id="one", role="custom", language=language, heading=samples.heading(1, "One"), blocks=tuple(blocks), notes=notes
    )
    return write(samples.document(section), STYLE, samples.pictures())


def squeezed(text: str) -> str:
    """Text without white space, to compare what different programs say."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def every() -> bytes:
    """The file of the document with every node type."""
    return write(samples.every_node(), STYLE, samples.pictures())


def test_every_node_type_is_drawn() -> None:
    """A node type added to the tree fails here until this writer draws it."""
    grouping = {tree.Node, tree.Part, tree.Inline, tree.Block, tree.Document}
    kinds = {each for each in vars(tree).values() if isinstance(each, type) and issubclass(each, tree.Node)}
    assert set(DRAWN) == kinds - grouping


def test_parts_are_well_formed_and_relationships_resolve(every: bytes) -> None:
    """Nothing is named that is not there, and every part has a type."""
    found = parts(every)
    for name in found:
        if name.endswith((".xml", ".rels")):
            etree.fromstring(found[name])
    for name in (each for each in found if each.endswith(".rels")):
        folder = PurePosixPath(name).parent.parent
        for row in etree.fromstring(found[name]):
            assert row.get("TargetMode") == "External" or str(folder / row.get("Target", "")) in found
        source = found.get(str(folder / PurePosixPath(name).stem))
        ids = {row.get("Id") for row in etree.fromstring(found[name])}
        if source:
            assert set(re.findall(r'r:(?:id|embed)="(\w+)"', source.decode())) <= ids
    types = etree.fromstring(found["[Content_Types].xml"])
    overridden = {each.get("PartName") for each in types} - {None}
    assert overridden <= {f"/{name}" for name in found}
    typed = {each.get("Extension") for each in types if each.get("Extension")}
    assert all(name.rpartition(".")[2] in typed for name in found)


@pytest.mark.parametrize("name", ["document", "footnotes", "styles", "numbering", "settings", "header1", "footer1"])
def test_children_stand_in_the_order_of_the_schema(every: bytes, name: str) -> None:
    """Word repairs or refuses a file whose properties are out of order."""
    for element in part(every, f"word/{name}.xml").iter(*(f"{W}{each}" for each in ORDER)):
        order = ORDER[etree.QName(element).localname].split()
        names = (re.sub("^(?:header|footer)R", "marginR", etree.QName(child).localname) for child in element)
        places = [order.index(each) for each in names]
        assert places == sorted(places)


def test_styles_that_are_used_are_there(every: bytes) -> None:
    """A style that is only named would look like plain text."""
    there = {each.get(f"{W}styleId") for each in part(every, "word/styles.xml")}
    for name in ("document", "footnotes", "header1", "footer1"):
        used = {each.get(f"{W}val") for each in part(every, f"word/{name}.xml").iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
        assert used <= there


def test_an_independent_reader_sees_headings_lists_and_tables(every: bytes) -> None:
    """python-docx finds the structure that the tree has."""
    opened = docx.Document(BytesIO(every))
    headings = [
        (each.style.name, each.text) for each in opened.paragraphs if each.style and each.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "Passport"),
        ("Heading 1", "Section 1. Analysis of the situation"),
        ("Heading 2", "1.1 Where we stand"),
        ("Heading 2", "1.2 Өңірлер: Қазақстан"),
        ("Heading 1", "Section 2. Measures"),
        ("Heading 1", "Sources"),
    ]
    assert [[cell.text for cell in row.cells] for row in opened.tables[1].rows] == [
        ["Year", "Scope", "Share, %"],
        ["2021", "whole", "2.8"],
        ["2023", "whole", "3.1"],
    ]
    listed = [each.text for each in opened.paragraphs if each.style and each.style.name in {"List Number", "List Bullet"}]
    assert listed[:5] == ["export support;", "franchising;", "a register,", "a model contract;", "training."]
    assert opened.core_properties.title == "Concept for the Creative Economy <& its Measures>"
    assert opened.core_properties.language == "en-GB"


def test_words_stand_in_order_for_an_independent_reader(every: bytes) -> None:
    """Each block's words, read by python-docx, are those of the tree, one after another."""
    opened = docx.Document(BytesIO(every))
    text = ""
    for each in opened.iter_inner_content():
        if isinstance(each, WordParagraph):
            text += each.text
        elif isinstance(each, WordTable):
            text += "".join(cell.text for row in each.rows for cell in row.cells)
    text, at = squeezed(text), 0
    for node in walk(without_remarks(samples.every_node())):
        if isinstance(node, Note):
            break
        if isinstance(node, Text) and node.words.strip():
            above = node.words == "Share of the creative economy"  # a table's caption stands above it, and after it in the tree
            found = text.find(squeezed(node.words), 0 if above else at)
            assert found >= 0, node.words
            at = at if above else found + len(squeezed(node.words))


def test_labels_are_exact_and_real(every: bytes) -> None:
    """``9)``, ``9-1)``, ``10)``: the odd one has a numbering of its own, the others count on in one."""
    items = [each for each in part(every).iter(f"{W}p") if each.find(f".//{W}pStyle[@{W}val='ListNumber']") is not None]
    numbers = [each.find(f".//{W}numId").get(f"{W}val") for each in items]  # type: ignore[union-attr]
    assert numbers[0] == numbers[2] != numbers[1]
    numbering = part(every, "word/numbering.xml")

    def instance(number: str) -> etree._Element:
        found = numbering.find(f"{W}num[@{W}numId='{number}']")
        assert found is not None
        return found

    start = instance(str(numbers[0])).find(f".//{W}startOverride")
    assert start is not None and start.get(f"{W}val") == "9"
    kind = instance(str(numbers[1])).find(f"{W}abstractNumId")
    label = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{kind.get(f'{W}val')}']/{W}lvl/{W}lvlText")  # type: ignore[union-attr]
    assert label is not None and label.get(f"{W}val") == "9-1)"


def test_notes_are_footnotes_and_a_second_call_refers_to_the_first() -> None:
    """A note called twice stands once; one that nobody calls keeps its words; numbers that Word would not count are typed."""
    call = (NoteReference(label="a", number=3),)
    notes = (
        Note(label="a", number=3, blocks=(samples.paragraph("said once"), samples.paragraph("and more"))),
        Note(label="b", blocks=(samples.paragraph("never called"),)),
    )
    content = written(samples.paragraph("one", call, " two", call), notes=notes)
    body, foot = part(content), part(content, "word/footnotes.xml")
    calls = list(body.iter(f"{W}footnoteReference"))
    assert [each.get(f"{W}customMarkFollows") for each in calls] == ["1"]
    assert "NOTEREF n_1 \\f \\h" in "".join(each.text or "" for each in body.iter(f"{W}instrText"))
    assert words(foot).count("said once") == 1 and "and more" in words(foot)
    assert "never called" in words(body)


def test_calls_of_notes_that_touch_are_kept_apart() -> None:
    """In the text, and where a note is called beside the one that calls it."""
    one, two, three = (NoteReference(label=each, number=at) for at, each in enumerate("abc", 1))
    notes = (
        Note(label="a", number=1, blocks=(samples.paragraph("first"),)),
        Note(label="b", number=2, blocks=(samples.paragraph("second", (three,)),)),
        Note(label="c", number=3, blocks=(samples.paragraph("third"),)),
    )
    body = part(written(samples.paragraph("word", (one, two)), notes=notes))
    raised = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='FootnoteReference']") is not None]
    said = ["call" if run.find(f"{W}footnoteReference") is not None else words(run) for run in raised]
    assert said == ["call", ",", "call", ",", "call"]


def test_the_cover_says_what_the_period_is(every: bytes) -> None:
    subtitles = [
        words(each).strip()
        for each in part(every).iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pStyle[@{W}val='Subtitle']") is not None
    ]
    assert "Period of implementation 2024–2029" in subtitles


def test_every_address_has_its_bookmark_once(every: bytes) -> None:
    """The way back from Word finds each block by the hash of its address."""
    names = bookmarks(every)
    assert len(names) == len(set(names)) and all(len(each) <= 40 for each in names)
    wanted = {bookmark(node) for node in walk(without_remarks(samples.every_node())) if isinstance(node, Block | Section)} - {""}
    assert wanted <= set(names)
    assert bookmark_name("analysis.en#0a1b2c3d4e5f") in names
    anchors = {each.get(f"{W}anchor") for each in part(every).iter(f"{W}hyperlink")} - {None}
    assert anchors and anchors <= set(names)


def test_tables_fill_the_width_exactly() -> None:
    """Column widths add up to the text width, forty columns and long words included; header rows repeat."""
    cells = tuple(Cell(content=(samples.text("w" * 300 if at == 3 else str(at)),)) for at in range(40))
    wide = Table(alignments=("",) * 40, head=(Row(cells=cells),), rows=(Row(cells=cells),) * 2)
    body = part(written(wide))
    widths = [int(str(each.get(f"{W}w"))) for each in body.iter(f"{W}gridCol")]
    assert sum(widths) == LANDSCAPE and min(widths) > 0 and len(widths) == 40
    assert len(list(body.iter(f"{W}tblHeader"))) == 1 and len(list(body.iter(f"{W}cantSplit"))) == 3


@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), min_size=1, max_size=4), st.integers(600, 12000))
@settings(max_examples=50, deadline=None)
def test_column_widths_always_add_up(said: list[list[str]], room: int) -> None:
    """Whatever the cells say."""
    widths = column_widths(tuple(samples.row(*each) for each in said), room)
    assert sum(widths) == room and min(widths) > 0


@pytest.mark.parametrize(
    "hostile", ["]]>", "a & b < c > d", "lone \" ' quotes", "%1 {x} \\n", "שלום עולם", "\u202eevil", "&#0;&amp;", "w" * 1_000_000]
)
def test_hostile_words_stay_literal(hostile: str) -> None:
    """In text, cells, captions, notes, code, labels and titles alike."""
    cell = samples.table(samples.row(hostile), samples.row(hostile), caption=hostile)
    item = List(ordered=True, items=(Item(label=hostile[:50], blocks=(samples.paragraph(hostile),)),))
    content = written(samples.paragraph(hostile), cell, item, tree.CodeBlock(words=hostile))
    assert words(part(content)).count(hostile) == 6
    label = next(part(content, "word/numbering.xml").iter(f"{W}lvlText"))
    assert label.get(f"{W}val") == hostile[:50]


def test_characters_that_xml_forbids_become_visible() -> None:
    """NUL, control bytes and lone surrogates never reach the file, and do not vanish unseen."""
    assert "a\ufffdb\ufffdc\ufffdd\ufffd" in words(part(written(samples.paragraph("a\0b\x1bc\ud800d\uffff"))))


def test_deep_lists_and_quotes_stay_legal() -> None:
    """Forty levels: Word has nine, the indentation grows on, and room for words remains."""
    block: Blocks = (samples.paragraph("deepest"),)
    for _ in range(40):
        block = (Quote(blocks=(List(items=(Item(blocks=(samples.paragraph("x"), *block)),)),)),)
    body = part(written(*block))
    levels = [int(str(each.get(f"{W}val"))) for each in body.iter(f"{W}ilvl")]
    lefts = [int(str(each.get(f"{W}left"))) for each in body.iter(f"{W}ind")]
    assert max(levels) == 8 and len(levels) == 40
    assert lefts == sorted(lefts) and max(lefts) < 9298 - 1000
    assert "deepest" in words(body)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://a.kz/б c?q=ә&x=1#f#g", "https://a.kz/%D0%B1%20c?q=%D3%99&x=1#f%23g"),
        ("https://a.kz/100%", "https://a.kz/100%25"),
        ('https://a.kz/"><x', "https://a.kz/%22%3E%3Cx"),
        ("mailto:a@b.kz", "mailto:a@b.kz"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("smb://host/share", ""),
        ("http://[", ""),
        ("https://a.kz/" + "x" * 3000, ""),
    ],
)
def test_links_lead_to_the_web_or_nowhere(target: str, expected: str) -> None:
    """Targets become valid URIs; the words of a refused link stay."""
    assert web_address(target) == expected
    content = written(Paragraph(content=(Link(target=target, content=(samples.text("the words"),)),)))
    relations = parts(content)["word/_rels/document.xml.rels"]
    assert ('TargetMode="External"' in relations.decode()) == bool(expected)
    assert "the words" in words(part(content))


def test_pictures_keep_their_proportions() -> None:
    """Sizes are read from the files themselves; what is no picture is none."""
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01"
    sizes = [(each.suffix, each.width, each.height) for each in map(picture, (samples.png(64, 32), jpeg, samples.SVG)) if each]
    assert sizes == [("png", 64, 32), ("jpeg", 64, 32), ("svg", 400, 160)]
    boxed = picture(b'<svg viewBox="0 0 300 100" width="100%"></svg>')
    assert boxed and (boxed.width, boxed.height) == (300, 100)
    assert picture(b"\x89PNG\r\n\x1a\n") is None and picture(b"nothing") is None and picture(b"\xff\xd8\xff") is None


def drawn(svg: str) -> bytes:
    """The pixels that stand beside an SVG."""
    written = parts(write(samples.every_node(), STYLE, {"pictures/growth.svg": svg.encode()}))
    [vector] = [name for name in written if name.endswith(".svg")]
    return written[vector.replace(".svg", ".png")]


def size_of(png: bytes) -> tuple[int, int]:
    width, height = unpack(">II", png[16:24])
    return width, height


def svg(inside: str, width: str = "400", height: str = "300") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{inside}</svg>'


def test_an_svg_is_drawn_beside_it_with_our_fonts() -> None:
    """Twice its size, at most 2,000 pixels; words are there, and a font that is not ours changes nothing."""
    first = drawn(svg('<text x="9" y="90" font-size="40">Жаңа ₸ №</text>'))
    assert size_of(first) == (800, 600)
    assert first == drawn(svg('<text x="9" y="90" font-size="40">Жаңа ₸ №</text>'))
    assert first != drawn(svg(""))
    plain = drawn(svg('<text y="90" font-family="serif">Words</text>'))
    assert plain == drawn(svg('<text y="90" font-family="\'IBM Plex Serif\'">Words</text>')) != drawn(svg(""))
    assert size_of(drawn(svg("<rect width='9' height='9'/>", "100000000", "100"))) == (2000, 1)


SVG_BOMBS = {
    "use": "".join(f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 9)) + '<use href="#a8"/>',
    "itself": '<g id="a"><use href="#a"/></g>',
    "deep": "<g>" * 100_000 + "</g>" * 100_000,
    "layers": '<g opacity=".9">' * 40 + "<rect/>" + "</g>" * 40,
    "patterns": '<pattern id="p" width="1" height="1"/><rect width="9" height="9" fill="url(#p)"/>',
    "filters": '<filter id="f"><feTurbulence numOctaves="999999"/></filter><rect width="9" height="9" filter="url(#f)"/>',
    "styled": "<style>rect { filter: blur(9px) }</style><rect/>",
    "many": "<rect width='400' height='300'/>" * 100_000,
    "file": '<image href="/etc/hostname" width="9" height="9"/>',
    "broken": "<g>",
}


@pytest.mark.parametrize("bomb", SVG_BOMBS.values(), ids=SVG_BOMBS)
def test_a_drawing_that_asks_for_too_much_is_an_empty_frame(bomb: str) -> None:
    started = perf_counter()
    assert size_of(drawn(svg(bomb))) == (120, 90)
    assert perf_counter() - started < 5


def test_pictures_carry_their_description(every: bytes) -> None:
    """Alt text is on the drawing; a picture that is missing leaves its description and a mark."""
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', parts(every)["word/document.xml"].decode())
    assert described == ["blue mark", "Three bars, each taller than the one before"]
    assert "A map that is not there [picture missing]" in words(part(every))


def test_language_is_on_every_run(every: bytes) -> None:
    """The Kazakh section is marked as Kazakh, all else as English, in the styles too."""
    body = part(every)
    said: dict[str, str] = {}
    for each in body.iter(f"{W}r"):
        language = each.find(f"{W}rPr/{W}lang")
        assert language is not None
        said[str(language.get(f"{W}val"))] = said.get(str(language.get(f"{W}val")), "") + words(each)
    assert set(said) == {"en-GB", "kk-KZ"} and samples.KAZAKH in said["kk-KZ"] and "Барлық" not in said["en-GB"]
    kazakh = parts(write(samples.document(language="kk"), STYLE, {}))["word/styles.xml"].decode()
    assert kazakh.count('<w:lang w:val="kk-KZ"') == 1


def test_contents_lead_to_headings_and_ask_nothing(every: bytes) -> None:
    """Every line ends with the field of its page; no prompt to update fields on opening."""
    found = parts(every)
    assert b"updateFields" not in found["word/settings.xml"] and b"w:dirty" not in found["word/document.xml"]
    lines = [
        words(each).strip() for each in part(every).iter(f"{W}p") if each.find(f"{W}pPr/{W}pStyle[@{W}val='TOC2']") is not None
    ]
    assert lines == ["1.1 Where we stand …", "1.2 Өңірлер: Қазақстан …"]  # "…" is the page until a program has laid it out
    kinds = [each.get(f"{W}fldCharType") for each in part(every).iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")


def test_deeply_numbered_contents_are_clamped() -> None:
    """Word has nine levels of headings and contents."""
    sample = samples.document(samples.section("one", "One", samples.heading(12, "Deep", id="deep")))
    deep = replace(sample, contents=(Entry(level=12, number="", words="Deep", anchor="deep"),))
    styles = {each.get(f"{W}val") for each in part(write(deep, STYLE, {})).iter(f"{W}pStyle")}
    assert {"Heading9", "TOC9"} <= styles


def test_same_document_makes_the_same_bytes(every: bytes) -> None:
    """Neither the clock nor the order of sets comes in."""
    assert write(samples.every_node(), STYLE, samples.pictures()) == every


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("word/styles.xml", None, "has no templates/word/styles.xml"),
        ("word/section.xml", b"<w:sectPr", "cannot be read as XML"),
        ("word/settings.xml", b"\xff\xfe", "cannot be read as XML"),
        ("word/section.xml", b"<other/>", "has no element w:sectPr"),
    ],
)
def test_a_broken_template_is_one_sentence(name: str, content: bytes | None, said: str) -> None:
    """A project's own Word part that is missing or broken is named, instead of making a file that Word refuses."""
    files = {each: known for each, known in STYLE.files.items() if each != name} | ({name: content} if content else {})
    with pytest.raises(ConceptError, match=said):
        write(samples.document(), replace(STYLE, files=files), {})


def test_nothing_heavy_is_imported() -> None:
    """Strings are all that the writer needs."""
    code = "import sys, concept_cli.writers.docx; print(sorted({'lxml', 'docx', 'jinja2', 'PIL'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_validators_find_nothing(every: bytes, tmp_path: Path) -> None:
    """Two independent checkers of OOXML; the theme part, which the format leaves optional, is the one thing that is missed."""
    from ooxml_integrity import check
    from openxml_audit import OpenXmlValidator

    file = tmp_path / "every.docx"
    file.write_bytes(every)
    assert check(file) == []
    missed = [each for each in OpenXmlValidator().validate(file).errors if "relationships/theme" not in str(each)]
    assert missed == []


def test_libreoffice_opens_saves_and_loses_nothing(tmp_path: Path) -> None:
    """After a save in LibreOffice the words, the bookmarks and the footnotes are still there."""
    office = client("soffice")
    named = samples.paragraph("Named inside of a note.", address="analysis.en#000011112222")
    source, target = tmp_path / "every.docx", tmp_path / "saved"
    called = [each for each in walk(samples.every_node()) if isinstance(each, Note) and each.label == "a"]
    sample = transform(samples.every_node(), lambda node: replace(node, blocks=(*node.blocks, named)) if node in called else node)
    every = write(sample, STYLE, samples.pictures())
    source.write_bytes(every)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, str(target), str(source)], capture_output=True, check=True, timeout=120)
    saved = (target / "every.docx").read_bytes()
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert squeezed(words(without_pages(part(saved, name)))) == squeezed(words(without_pages(part(every, name))))
    assert re.search(r"1\.1 Where we stand\s\d+\n", words(part(saved)))  # the page has been counted
    assert {each for each in bookmarks(every) if each.startswith("b_")} <= {
        each.removesuffix("_Copy_1") for each in bookmarks(saved)
    }
    assert len(list(part(saved).iter(f"{W}footnoteReference"))) == 2
    assert len(list(part(saved).iter(f"{W}tblHeader"))) == len(list(part(every).iter(f"{W}tblHeader")))
