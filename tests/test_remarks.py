"""Remarks: what people said of a text is shown beside it by every writer, and is no part of it for anything that reads the text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Browser

from concept_cli.assemble.addresses import with_addresses
from concept_cli.assemble.numbering import numbered
from concept_cli.compare import accept, compare, keeping, moved_apart, reject
from concept_cli.document import (
    Blocks,
    Document,
    Heading,
    Item,
    List,
    Node,
    Quote,
    Remark,
    Section,
    Text,
    transform_blocks,
    walk,
    without_remarks,
    words,
)
from concept_cli.style import Style
from concept_cli.writers import WRITERS
from tests import samples, trees
from tests.paper import pages_of, run
from tests.test_docx import part, parts
from tests.test_docx_redline import FROM, INS, TO, Case, para, redline
from tests.test_page import barriers, browser, closed, opened
from tests.words import tracked

__all__ = ["browser"]  # the fixture

W = tracked.W
STYLE = samples.house_style()


def remark(said: str = "We read it otherwise.", **fields: Any) -> Remark:
    whole: dict[str, Any] = {"who": "UNESCO", "when": "2021-03-05", "label": "unesco-2021-003 · not decided yet"} | fields
    return Remark(content=(Text(words=said),), **whole)


def text(*blocks: Any, **fields: Any) -> Document:
    section = Section(id="one", role="custom", language="en", heading=samples.heading(1, "Title", "Section 1."), blocks=blocks)
    return replace(samples.document(section), **fields)


def page_of(document: Document) -> Any:
    """The page as an independent reader takes it."""
    return lxml_html.fromstring(written(document, "html").decode())


def written(document: Document, suffix: str) -> bytes:
    return WRITERS[suffix].load()(document, STYLE, samples.pictures())


A, Z = samples.paragraph("First.", id="a"), samples.paragraph("Last.", id="z")
PROPOSED = remark("Say which ministry.", proposed=(Text(words="The Ministry of Culture keeps it."),))
ITEMS = List(
    items=(Item(label="1)", blocks=(samples.paragraph("An item."), remark("Of the item."))), Item(label="2)", blocks=(Z,)))
)
REMARKED = text(
    remark("Of the title."), A, PROPOSED, remark("More.", who="A. Person", when=""), ITEMS, Quote(blocks=(A, remark())), Z
)


# ---------------------------------------------------------------- no text


def test_a_remark_is_no_part_of_the_text() -> None:
    """The words of what holds it are what they were, and without it the tree is the one that it was added to."""
    assert words(remark()) == ""
    for outer in (Quote(blocks=(A, remark(), Z)), Item(blocks=(A, Z, remark()))):
        assert words(outer) == words(without_remarks(outer)) == "First.\nLast."
    assert not [each for each in walk(without_remarks(REMARKED)) if isinstance(each, Remark)]
    assert without_remarks(without_remarks(REMARKED)) is not REMARKED
    assert without_remarks(samples.document()) == samples.document()


def test_addresses_and_numbers_are_those_of_the_text_alone() -> None:
    """A remark has neither, and moves none."""
    one, other = (numbered(with_addresses(each)) for each in (REMARKED, without_remarks(REMARKED)))
    assert str(without_remarks(one)) == str(other)
    assert {(each.address, each.paragraph) for each in walk(one) if isinstance(each, Remark)} == {("", 0)}


def sprinkled(redline: Document, chance: Callable[[st.SearchStrategy[int]], int]) -> Document:
    """A redline with remarks behind blocks here and there, as they are added to it."""

    def add(node: Any) -> Any:
        if not isinstance(node, Section | Item | Quote):
            return node
        mixed: list[Any] = []
        for block in node.blocks:
            mixed += [block, *(remark(f"{len(mixed)}  of  it") for _ in range(chance(st.integers(0, 1))))]
        return replace(node, blocks=tuple(mixed))

    return transform_blocks(redline, add)


def remarks(node: Node) -> list[Remark]:
    return [each for each in walk(node) if isinstance(each, Remark)]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_either_draft_is_taken_out_whatever_was_said(drawn: st.DataObject) -> None:
    """Accepting, rejecting and keeping some of the changes leave remarks as they are, and the text as it is without them."""
    older = drawn.draw(trees.documents)
    plain = compare(older, drawn.draw(trees.edited(older)), ("a", "b"))
    marked = sprinkled(plain, drawn.draw)
    assert plain.redline is not None
    some = {each.number for each in plain.redline.changes if each.number % 2}
    for taken_out in (accept, reject, lambda each: keeping(each, some)):
        left = taken_out(marked)
        assert without_remarks(left) == taken_out(plain)
        assert {*map(str, remarks(left))} <= {*map(str, remarks(marked))}
    apart = moved_apart(marked)
    assert [without_remarks(each(apart)) for each in (accept, reject)] == [accept(plain), reject(plain)]


def test_a_remark_between_the_halves_of_a_paragraph_stands_behind_the_whole() -> None:
    """Where a split is not accepted, and where nothing follows."""
    split = redline(Case((para("One. ", end=INS), remark(), para("Two."), para("End.", end=INS), remark("More.")), [], []))
    blocks = reject(split).sections[0].blocks
    assert blocks == (para("One. Two."), remark(), para("End."), remark("More."))
    assert accept(split).sections[0].blocks[1] == remark()


def test_what_moves_takes_its_remarks_along_unmarked() -> None:
    blocks: Blocks = (List(items=(Item(blocks=(para("a", mark=FROM),), mark=FROM),), mark=FROM), A)
    moved = List(items=(Item(blocks=(para("a", mark=TO), remark()), mark=TO),), mark=TO)
    apart = moved_apart(redline(Case((*blocks, moved), [], [])))
    assert [each.mark for each in remarks(apart)] == [None]


# ------------------------------------------------------------------- page


def test_the_page_has_notes_that_say_what_they_are() -> None:
    """Each behind what it is about, in words for those who hear the page, and out of the search and the contents."""
    page = page_of(REMARKED)
    notes = page.xpath("//aside[@role='note']")
    assert len(notes) == len(remarks(REMARKED)) == 5
    title, first = notes[0], notes[1]
    assert title.getprevious().tag == "h2" and first.getprevious().text_content() == "First."
    assert first.get("aria-label") == "Remark, not part of the text: UNESCO"
    said = " ".join(first.text_content().split())
    assert said == (
        "Remark: UNESCO · 5 March 2021 · unesco-2021-003 · not decided yet Say which ministry."
        " Proposed wording: The Ministry of Culture keeps it."
    )
    assert [each.get("datetime") for each in page.xpath("//aside//time")] == ["2021-03-05"] * 4


@pytest.mark.parametrize(
    ("language", "name"), [("ru", "Замечание, не входит в текст: UNESCO"), ("kk", "Ескерту, мәтінге кірмейді: UNESCO")]
)
def test_notes_are_named_in_the_language_of_the_document(language: str, name: str) -> None:
    page = page_of(replace(REMARKED, language=language))
    first = page.xpath("//aside")[0]
    assert first.get("aria-label") == name and first.get("lang") == language


def test_words_of_a_remark_are_no_markup() -> None:
    hostile = remark("<script>x</script>", who='"><b>', when='"x', label="</aside>", proposed=(Text(words="<i>"),))
    page = page_of(text(A, hostile))
    assert len(page.xpath("//aside")) == 1 and not page.xpath("//aside//script | //aside//b | //aside//i")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 1700])
def test_notes_stand_in_the_margin_where_there_is_one(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    """Right of the text on a wide window, below the block on a narrow one; no two on each other, none outside, and no barrier."""
    shown = opened(browser, tmp_path, written(REMARKED, "html"), width, color_scheme=scheme)
    boxes = shown.evaluate("Array.from(document.querySelectorAll('aside'), (each) => each.getBoundingClientRect().toJSON())")
    block = shown.evaluate("document.querySelector('#a').getBoundingClientRect().toJSON()")
    assert all(one["bottom"] <= other["top"] for one, other in pairwise(boxes))
    assert all(0 <= each["left"] < each["right"] <= width for each in boxes)
    assert (boxes[1]["left"] >= block["right"]) == (width > 1000)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(shown) == []
    closed(shown)


def test_nobody_finds_a_remark_who_searches_the_text(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, written(REMARKED, "html"))
    shown.fill("#_query", "ministry")
    assert shown.locator(".results li").count() == 0
    shown.fill("#_query", "first")
    assert shown.locator(".results li").count() > 0
    closed(shown)


def test_side_by_side_a_remark_stands_beside_the_newer_draft(browser: Browser, tmp_path: Path) -> None:
    document = compare(text(A, Z), text(A, samples.paragraph("Last of all.", id="z")), ("a", "b"))
    [section] = document.sections
    said = replace(section, blocks=(*section.blocks, remark()))
    shown = opened(browser, tmp_path, written(replace(document, sections=(said,)), "html"))
    shown.click(".side-by-side")
    assert [shown.locator(f".both .{side} aside").count() for side in ("older", "newer")] == [0, 1]
    closed(shown)


# ------------------------------------------------------------------ print


def test_in_print_a_box_below_the_paragraph_says_who(tmp_path: Path) -> None:
    """Valid as PDF/A and PDF/UA, tagged as a text of its own."""
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    path = tmp_path / "said.pdf"
    path.write_bytes(content := written(REMARKED, "pdf"))
    shown = " ".join(" ".join(pages_of(path)).split())
    assert "First. Remark: UNESCO · 5 March 2021 · unesco-2021-003 · not decided yet Say which ministry." in shown
    assert "Proposed wording: The Ministry of Culture keeps it." in shown
    assert run("pdfinfo", "-struct", path).split().count("Art") == len(remarks(REMARKED))
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf_bytes(content, profile=profile)
        assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


# ------------------------------------------------------------------- Word


Said = tuple[str | None, str | None, str | None, list[str]]


def comments(content: bytes) -> list[Said]:
    """Author, initials, date and paragraphs of every comment."""
    root = etree.fromstring(parts(content)["word/comments.xml"])
    return [
        (each.get(f"{W}author"), each.get(f"{W}initials"), each.get(f"{W}date"), [tracked.text(one).strip() for one in each])
        for each in root
    ]


def commented(content: bytes) -> list[str]:
    """The words under every comment, in the order of the comments."""
    body, found = part(content), []
    numbers = [each.get(f"{W}id") for each in etree.fromstring(parts(content)["word/comments.xml"])]
    for number in numbers:
        inside, said = False, ""
        boxed = {one for box in body.iter(f"{W}txbxContent") for one in box.iter()}  # the numbers of paragraphs
        framed = {one for each in body.iter(f"{W}p") if each.find(f"{W}pPr/{W}framePr") is not None for one in each.iter()}
        for each in body.iter():
            if each in boxed | framed:
                continue
            if each.get(f"{W}id") == number and str(each.tag).startswith(f"{W}commentRange"):
                inside = str(each.tag).endswith("Start")
            said += (each.text or "") if inside and each.tag in (f"{W}t", f"{W}delText") else ""
        assert not inside and [each.get(f"{W}id") for each in body.iter(f"{W}commentReference")].count(number) == 1
        found.append(said)
    return found


def test_in_word_a_remark_is_a_comment_on_what_stands_before_it() -> None:
    """On the heading, the paragraph, the item; with author, initials and day; the words below the label."""
    content = written(REMARKED, "docx")
    said = dict(zip(commented(content), comments(content), strict=True))
    label = "unesco-2021-003 · not decided yet"
    assert said["Section 1. Title"] == ("UNESCO", "U", "2021-03-05T00:00:00Z", [label, "Of the title."])
    assert said["An item."] == ("UNESCO", "U", "2021-03-05T00:00:00Z", [label, "Of the item."])
    on_first = [each for each, words in zip(comments(content), commented(content), strict=True) if words == "First."]
    assert {each[3][-1] for each in on_first} == {
        "We read it otherwise.",
        "Proposed wording:  The Ministry of Culture keeps it.",
        "More.",
    }
    assert ("A. Person", "AP", None) in [each[:3] for each in comments(content)]
    assert "ministry" not in tracked.text(part(content))


PLACES: dict[str, tuple[Blocks, str]] = {
    "table": (
        (samples.table(samples.row("h"), samples.row("c"), caption="Caption", number="Table 1."), remark(), Z),
        "Table 1. Caption",
    ),
    "table without caption": ((samples.table(samples.row("h"), samples.row("c")), remark(), Z), "h"),
    "wide table": (
        (replace(samples.table(samples.row("h"), samples.row("c"), caption="Caption"), wide=True), remark(), Z),
        "Table 1. Caption",
    ),
    "list": ((List(items=(Item(blocks=(A,)), Item(blocks=(Z,)))), remark()), "First.Last."),
    "list that holds a table": ((List(items=(Item(blocks=(A, samples.table(samples.row("h")))),)), remark(), Z), "First."),
    "quotation": ((Quote(blocks=(A, Z)), remark()), "First.Last."),
    "first of a quotation": ((Quote(blocks=(remark(), Z)),), "Last."),
    "paragraph before a list": ((A, remark(), List(items=(Item(blocks=(Z,)),))), "First."),
    "item that begins with it": ((List(items=(Item(blocks=(remark(), Z)),)),), ""),
    "heading": ((Heading(level=2, content=(Text(words="Deeper"),)), remark(), Z), "1.1 Deeper"),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("margin", [True, False])
def test_comments_stand_where_they_belong_and_validators_agree(name: str, margin: bool, tmp_path: Path) -> None:
    from ooxml_integrity import check
    from openxml_audit import OpenXmlValidator

    blocks, on = PLACES[name]
    file = tmp_path / "said.docx"
    file.write_bytes(content := written(numbered(text(*blocks, margin=margin)), "docx"))
    assert [each.strip() for each in commented(content)] == [on]
    assert check(file) == []
    assert [each for each in OpenXmlValidator().validate(file).errors if "relationships/theme" not in str(each)] == []


def test_a_remark_on_a_document_of_nothing_else_is_not_lost() -> None:
    untitled = Section(id="one", role="custom", language="en", heading=Heading(level=1, content=()), blocks=(remark(),))
    assert len(comments(written(samples.document(untitled), "docx"))) == 1


def test_without_remarks_a_file_has_no_comments() -> None:
    content = written(text(A), "docx")
    assert "word/comments.xml" not in parts(content) and b"comment" not in parts(content)["[Content_Types].xml"]


def test_the_hash_of_the_text_is_that_of_the_text_alone() -> None:
    """A copy that comes back is known again, whatever was said beside it."""
    one, other = (parts(written(each, "docx"))["docProps/custom.xml"] for each in (REMARKED, without_remarks(REMARKED)))
    assert one == other


def test_libreoffice_shows_who_said_what(tmp_path: Path) -> None:
    """And keeps labels and margin numbers of commented items where they are."""
    from tests.clients import client

    (tmp_path / "said.docx").write_bytes(written(numbered(replace(REMARKED, margin=True)), "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run(client("soffice"), profile, "--headless", "--convert-to", "fodt", "--outdir", tmp_path, tmp_path / "said.docx")
    root = etree.parse(tmp_path / "said.fodt").getroot()
    notes = list(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"))
    creators = [each.findtext("{http://purl.org/dc/elements/1.1/}creator") for each in notes]
    assert sorted(map(str, creators)) == ["A. Person", *["UNESCO"] * 4]
    assert any("Say which ministry." in "".join(map(str, each.itertext())) for each in notes)
    items = [
        "".join(map(str, each.itertext())) for each in root.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}list-item")
    ]
    assert any("An item." in each for each in items)


# ----------------------------------------------------------- other writers


def test_markdown_says_that_it_is_no_text() -> None:
    said = WRITERS["md"].load()(REMARKED, Style({}), {}).decode()
    assert (
        "First.\n\n> **\\[Remark, not part of the text\\]** UNESCO · 5 March 2021 · unesco-2021-003 · not decided yet\n>\n"
        "> Say which ministry.\n>\n> *Proposed wording*: The Ministry of Culture keeps it.\n" in said
    )
    assert "1) An item.\n   > **\\[Remark" in said


def test_json_and_tree_keep_its_fields() -> None:
    objects = list(_objects(json.loads(WRITERS["json"].load()(text(A, PROPOSED), Style({}), {}))))
    [found] = [each for each in objects if each.get("kind") == "Remark"]
    assert (found["who"], found["when"], found["proposed"][0]["words"]) == (
        "UNESCO",
        "2021-03-05",
        "The Ministry of Culture keeps it.",
    )
    lines = WRITERS["tree"].load()(text(A, PROPOSED), Style({}), {}).decode().splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("Remark who=UNESCO"))
    assert lines[at + 1].strip() == 'Text "Say which ministry."'
    assert lines[at + 2].strip() == 'Text proposed "The Ministry of Culture keeps it."'


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(each)
