"""The page of a redline: both drafts in one text, every change reachable by mouse, by key and by address, side by side, no barriers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, sync_playwright

from concept_cli.compare import accept, compare, reject
from concept_cli.diagnostics import Place
from concept_cli.document import Change, Document, Heading, Mark, Marked, Redline, Section
from concept_cli.wording.changes import editorial_share, summary
from concept_cli.writers import html
from concept_cli.writers.excerpt import excerpt
from concept_cli.writers.markup import Drawing, draw
from tests.clients import client
from tests.redlines import every_mark
from tests.samples import document, house_style, paragraph, pictures, section, text
from tests.test_page import DESKTOP, LANGUAGES, PHONE, SETTINGS, barriers, closed, opened
from tests.trees import documents

OLDER = "ins, .inserted, .moved-to"
NEWER = "del, .deleted, .moved-from"
BESIDE = ".other-end, .move, .end, .call, summary, .label, .number"
"""What is no word of either draft, or stands in both as the newer has it."""
INLINE = {"a", "code", "del", "em", "ins", "mark", "span", "strong", "sup", "wbr"}
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def every_page(language: str) -> bytes:
    return html.write(every_mark(language), house_style(), pictures())


def parsed(content: bytes | str) -> Any:
    return lxml_html.fromstring(content)


def chosen(tree: Any, selector: str) -> list[Any]:
    """The elements for a list of tags and classes."""
    found = []
    for each in selector.split(", "):
        path = f"//*[contains(concat(' ', @class, ' '), ' {each[1:]} ')]" if each.startswith(".") else f"//{each}"
        found += tree.xpath(path)
    return found


def words_without(markup: str, selector: str) -> list[str]:
    """The words of a piece of markup without some of its elements."""
    tree = parsed(f"<main>{markup}</main>")
    for each in chosen(tree, selector):
        if each.getparent() is not None:
            each.drop_tree()
    for each in tree.iter():
        if each.tag not in INLINE:
            each.text, each.tail = f" {each.text or ''}", f" {each.tail or ''}"
    return re.findall(r"\w+", "".join(tree.itertext()))


# --------------------------------------------------------------- the markup


def drawn(shown: Document) -> str:
    return draw(shown, Drawing(shown.language, lambda _: "data:,", linked=True))


def body_and_notes(markup: str) -> tuple[str, str]:
    """The text, and the notes behind their heading."""
    body, _, notes = markup.partition('<section class="notes"')
    return body, notes.partition("</h2>")[2].removesuffix("</section>\n")


@many
@given(documents, documents)
def test_without_the_marks_of_one_draft_the_words_are_those_of_the_other(older: Document, newer: Document) -> None:
    redline = compare(older, newer)
    both = body_and_notes(drawn(redline))
    for side, marks in ((accept(redline), NEWER), (reject(redline), OLDER)):
        one = body_and_notes(drawn(side))
        assert words_without(both[0], f"{marks}, {BESIDE}") == words_without(one[0], BESIDE)
        assert set(words_without(both[1], f"{marks}, {BESIDE}")) == set(words_without(one[1], BESIDE))


@many
@given(documents, documents)
def test_no_id_stands_twice_and_every_change_with_a_mark_has_one(older: Document, newer: Document) -> None:
    redline = compare(older, newer)
    tree = parsed(f"<main>{drawn(redline)}</main>")
    ids = Counter(name for name in tree.xpath("//@id") if name.startswith(("change-", "_")))
    assert [name for name, times in ids.items() if times > 1] == []
    numbers = {int(each) for each in tree.xpath("//@data-change")}
    assert {f"change-{number}" for number in numbers} <= ids.keys()
    for link in tree.xpath("//a[contains(@class, 'other-end')]/@href"):
        assert unquote(link[1:]) in ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_construct_under_every_mark(language: str) -> None:
    tree = parsed(every_page(language))
    ids = Counter(tree.xpath("//@id"))
    assert [name for name, times in ids.items() if times > 1] == []
    assert {unquote(link[1:]) for link in tree.xpath("//a/@href") if link.startswith("#")} <= ids.keys()
    redline = every_mark(language).redline
    assert redline is not None
    assert {f"change-{change.number}" for change in redline.changes} <= ids.keys()
    lines = tree.xpath("//nav[@class='changes']//li[@data-change]")
    assert sorted(int(line.get("data-change")) for line in lines) == list(range(1, len(redline.changes) + 1))
    for kind in ("inserted", "deleted", "moved-from", "moved-to"):
        found = {each.tag for each in chosen(tree, f".{kind}")}
        assert {"p", "h3", "ol", "li", "blockquote", "pre", "hr", "div", "tr", "td", "figure", "dl", "dt", "dd"} <= found, kind


def test_what_is_gone_has_no_name_of_its_own() -> None:
    tree = parsed(every_page("en"))
    gone = tree.xpath("//main//*[contains(@class, 'deleted') or contains(@class, 'moved-from')]/@id")
    assert [name for name in gone if not name.startswith("change-")] == []
    assert "annex" not in tree.xpath("//@id")


@pytest.mark.parametrize(
    ("language", "away", "here"),
    [
        ("en", "Moved away, now: 2. Measures", "Moved here, was: below in this section, Paragraph 8"),
        ("ru", "Перенесено отсюда, теперь: ", "Перенесено сюда, было: ниже в этом разделе, Пункт 8"),
        ("kk", "Орны ауыстырылды, жаңа орны: ", "Орны ауыстырылды, бұрынғы орны: осы бөлімде, төменірек, 8-тармақ"),
    ],
)
def test_a_move_says_in_words_where_its_other_end_is(language: str, away: str, here: str) -> None:
    tree = parsed(every_page(language))
    said = [each.text_content() for each in chosen(tree, ".other-end")]
    assert here in said
    assert any(each.startswith(away.partition(": ")[0]) for each in said)
    for link in chosen(tree, ".other-end"):
        [end] = tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert end.tag in ("ins", "del")
        assert link.get("href") != f"#{end.get('data-change')}"


def test_a_section_that_moved_away_is_folded_and_says_where_it_is() -> None:
    tree = parsed(every_page("en"))
    [section_away] = tree.xpath("//section[contains(@class, 'moved-from')][not(ancestor::section)]")
    assert section_away.xpath("./h2//del")
    assert section_away.xpath("./p[@class='move']/a/@href") == ["#" + tree.xpath("//section[@id='risks']/h2/ins/@id")[0]]
    [folded] = section_away.xpath("./details")
    assert "open" not in folded.attrib
    assert "Risks: The State" in folded.text_content()


def test_the_front_says_what_is_compared_and_where() -> None:
    tree = parsed(every_page("en"))
    [front] = tree.xpath("//section[@class='comparison']")
    assert front.xpath("./h2")[0].text_content() == "Comparison of Draft 1 (2021) with Draft 2"
    said = front.xpath("./p[@class='in-short']")[0].text_content()
    redline = every_mark().redline
    assert redline is not None
    assert said.startswith(f"{len(redline.changes)} changes in 5 sections: 12 passages added, 11 deleted, ")
    assert said.endswith("1 number changed. 2 of them are editorial.")
    rows = [[cell.text_content().strip() for cell in row] for row in front.xpath(".//tbody/tr")]
    assert rows[0] == ["Title page", "1", "–"]
    assert rows[-2] == ["Records of the project", "1", "–"]
    assert rows[1][0].startswith("1. Analysis today"), "the title that stands, without the words that are gone"
    assert sum(int(row[1]) for row in rows[:-1] if row[1] != "–") == int(rows[-1][1])
    assert int(rows[-1][1]) + int(rows[-1][2]) == len(redline.changes)
    title = tree.xpath("//header")[0]
    assert [each.text_content() for each in title.xpath(".//del")] == ["Concept 1", "Draft 1"]
    assert [each.text_content() for each in title.xpath(".//ins")] == ["Ministry", "Concept 2", "Draft 2"]
    assert title.xpath(".//h1/ins/@id") == ["change-1"]


def test_editorial_changes_stand_apart_and_renumbered_things_lead_to_what_has_the_number() -> None:
    tree = parsed(every_page("en"))
    groups = [each.text_content() for each in tree.xpath("//nav[@class='changes']//details//details/summary")]
    assert [each.partition(" (")[0] for each in groups] == ["Changes of substance", "Editorial changes"]
    [line] = tree.xpath("//li[.//span[@class='kind renumbered']]")
    assert line.xpath(".//p[@class='what']/a/@href") == ["#analysis-one"]
    assert line.get("id") == f"change-{line.get('data-change')}"
    assert line.xpath(".//p[@class='words']")[0].text_content() == "Table 2 → Table 3"


def test_names_and_words_of_strangers_are_words() -> None:
    nasty = "</script><b>x</b> & {{ terms }}"
    shown = replace(every_mark(), redline=replace(every_mark().redline, older=nasty, newer=nasty))  # type: ignore[type-var]
    content = html.write(shown, house_style(), pictures())
    assert nasty.encode() not in content
    assert nasty in parsed(content).xpath("//section[@class='comparison']/h2")[0].text_content()


def test_a_page_that_is_no_redline_has_nothing_of_one() -> None:
    content = html.write(document(section("s", "S", paragraph("x"))), house_style(), pictures())
    for piece in (b"stepper", b"--added", b"comparison", b"side-by-side"):
        assert piece not in content


def bare(*blocks: Any, redline: Redline | None = None) -> Document:
    heading = Heading(level=1, content=())
    part = Section(id="text", role="custom", language="en", heading=heading, blocks=blocks)
    return Document(id="a", language="en", title="", sections=(part,), redline=redline)


def test_without_a_title_there_is_no_title_block_and_no_contents() -> None:
    tree = parsed(html.write(bare(paragraph("Words.")), house_style(), pictures()))
    assert not tree.xpath("//h1 | //h2 | //header | //nav")
    assert tree.xpath("//title")[0].text == "a"
    assert tree.xpath("//main")[0].text_content().split() == ["Words."]
    marked = Marked(content=(text("Words."),), mark=Mark(kind="inserted", change=1))
    tree = parsed(html.write(bare(paragraph((marked,)), redline=Redline(older="A.md", newer="B.md")), house_style(), pictures()))
    assert tree.xpath("//title")[0].text == "A.md → B.md"
    assert [each.text_content() for each in tree.xpath("//h1 | //h2")] == ["Comparison of A.md with B.md"]


def test_two_files_have_neither_records_nor_a_title_page() -> None:
    words = (Marked(content=(text("Words."),), mark=Mark(kind="inserted", change=1)),)
    change = Change(number=1, kind="replaced", section="", content=words, newer=Place("B.md", 1, 1))
    shown = bare(paragraph(words), redline=Redline(older="A.md", newer="B.md", changes=(change,)))
    shown = replace(shown, sections=(replace(shown.sections[0], id=""),))
    tree = parsed(html.write(shown, house_style(), pictures()))
    assert not chosen(tree, ".of-section")
    assert not tree.xpath("//section[@class='comparison']//table"), "one row says no more than the sentence"
    assert tree.xpath("//nav[@class='changes']//p[@class='what']/a/@href") == ["#change-1"]
    assert len(chosen(tree, ".sample")) == 5


# ---------------------------------------------------------------- the words


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("en", 1, "1 change in 1 section: 1 passage added."),
        ("en", 2, "2 changes in 2 sections: 2 passages added."),
        ("ru", 1, "1 изменение в 1 разделе: добавлен 1 фрагмент."),
        ("ru", 3, "3 изменения в 3 разделах: добавлено 3 фрагмента."),
        ("ru", 11, "11 изменений в 11 разделах: добавлено 11 фрагментов."),
        ("ru", 21, "21 изменение в 21 разделе: добавлен 21 фрагмент."),
        ("ru", 112, "112 изменений в 112 разделах: добавлено 112 фрагментов."),
        ("kk", 5, "5 бөлімде 5 өзгеріс: 5 үзінді қосылды."),
    ],
)
def test_the_sentence_has_the_forms_of_its_language(language: str, number: int, expected: str) -> None:
    assert summary({"inserted": number}, number, language) == expected


def test_the_sentence_names_each_thing_once_and_leaves_out_what_did_not_happen() -> None:
    kinds = {"deleted": 2, "inserted": 3, "retitled": 1, "moved": 0, "renumbered": 4}
    assert summary(kinds, 0, "en") == "10 changes: 3 passages added, 2 deleted, 1 heading reworded, 4 numbers changed."
    assert summary({}, 0, "kk") == "Айырмашылық жоқ."
    assert [editorial_share(number, "en") for number in (0, 1, 2)] == [
        "",
        "1 of them is editorial.",
        "2 of them are editorial.",
    ]


def test_a_change_is_shown_with_the_words_around_it() -> None:
    def said(*parts: Any) -> str:
        content = tuple(
            text(each) if isinstance(each, str) else Marked(content=(text(each[1]),), mark=Mark(kind=each[0])) for each in parts
        )
        return "".join(f"[{words}]" if kind else words for kind, words in excerpt(content))

    long = " ".join(f"w{number}" for number in range(100))
    assert said("Short ", ("deleted", "old"), ("inserted", "new"), " end.") == "Short [old][new] end."
    assert said(f"{long} ", ("inserted", "new"), f" {long}") == ("… w93 w94 w95 w96 w97 w98 w99 [new] w0 w1 w2 w3 w4 w5 w6 …")
    assert said(("deleted", "a"), f" {long} ", ("inserted", "b")) == "[a] w0 w1 w2 w3 w4 w5 w6 … w93 w94 w95 w96 w97 w98 w99 [b]"
    assert said(("inserted", long)) == f"[{' '.join(long.split()[:36])} …]"


# --------------------------------------------------------------- the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = client("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SETTINGS)
        yield started
        started.close()


def at(shown: Page) -> str:
    return shown.locator(".stepper .of").inner_text()


def test_keys_go_from_change_to_change_and_the_address_follows(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_page("en"))
    total = shown.locator("nav.changes li").count()
    assert at(shown) == f"– / {total}"
    seen = []
    for _ in range(total):
        shown.keyboard.press("n")
        number = at(shown).partition(" ")[0]
        seen.append(int(number))
        focused = shown.evaluate("document.activeElement.closest('.current') !== null")
        assert focused, f"change {number} has no focus"
        assert shown.locator("nav.changes li[aria-current]").get_attribute("data-change") == number
    assert sorted(seen) == list(range(1, total + 1)), "each once"
    assert seen[0] == 1, "the title"
    assert seen[-1] == total, "the change of a record, which stands in no text"
    shown.keyboard.press("p")
    assert at(shown) == f"{seen[-2]} / {total}"
    assert shown.url.endswith(f"#change-{seen[-2]}") or "#analysis-one" in shown.url
    assert shown.locator("#_told").inner_text().startswith(f"Change {seen[-2]} / {total}: ")
    shown.fill("#_query", "n")
    assert at(shown) == f"{seen[-2]} / {total}", "typing is no stepping"
    closed(shown)


def test_a_link_to_a_change_opens_at_it_and_can_be_copied(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_page("ru"))
    shown.goto(shown.url + "#change-5")
    shown.reload()
    assert at(shown).startswith("5 / ")
    shown.locator(".stepper .copy").click()
    shown.locator("#_said", has_text="Ссылка скопирована").wait_for()
    assert shown.evaluate("navigator.clipboard.readText()").endswith("#change-5")
    shown.locator("nav.changes .what a").nth(7).click()
    shown.wait_for_function("document.querySelector('.current')")
    assert shown.locator(".current").count() == 1
    closed(shown)


def test_both_drafts_stand_side_by_side_row_by_row(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_page("en"))
    shown.click(".stepper .side-by-side")
    assert shown.locator("main:not([hidden])").get_attribute("class") == "both"
    assert shown.locator(".both .name").all_inner_texts() == ["Draft 1 (2021)", "Draft 2"]
    rows = shown.evaluate(
        "[...document.querySelectorAll('.both .pair')].map(row => [...row.children].map(side => "
        "[side.className, side.getBoundingClientRect().top, side.textContent.trim()]))"
    )
    assert len(rows) > 40
    for (older, top, _), (newer, other_top, _) in rows:
        assert (older, newer) == ("side-of older", "side-of newer")
        assert abs(top - other_top) < 1
    texts = [(left[2], right[2]) for left, right in rows]
    assert any("3 %" in left and "4 %" not in left and "4 %" in right and "3 %" not in right for left, right in texts)
    assert any(left == right != "" for left, right in texts), "what did not change stands on both sides"
    assert any(not left and "Funding: The State" in right for left, right in texts)
    assert any("Old annex: The State" in left and not right for left, right in texts)
    assert shown.locator(".both .older ins, .both .older .moved-to, .both .newer del, .both .newer .moved-from").count() == 0
    ids = shown.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id).filter(Boolean)")
    assert len(ids) == len(set(ids))
    shown.keyboard.press("n")
    shown.keyboard.press("n")
    assert shown.locator(".both .current").count() == 1
    shown.click(".stepper .in-line")
    assert shown.locator("main:not(.both) .current").count() == 1
    assert shown.evaluate("document.querySelectorAll('.both [id]').length") == 0
    closed(shown)


def test_editorial_changes_can_be_put_out_of_sight(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_page("en"))
    comma = shown.locator("#analysis-three")
    assert comma.locator("del").is_visible()
    shown.click(".stepper .hide")
    assert not comma.locator("del").is_visible()
    assert comma.locator("ins").evaluate("each => getComputedStyle(each).textDecorationLine") == "none"
    total = shown.locator("nav.changes li:not([data-editorial])").count()
    seen = set()
    for _ in range(total + 3):
        shown.keyboard.press("n")
        seen.add(at(shown))
    assert len(seen) == total
    closed(shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_told_apart_without_colours(browser: Browser, tmp_path: Path, scheme: str) -> None:
    shown = opened(browser, tmp_path, every_page("en"), color_scheme=scheme)
    lines = {
        name: shown.locator(f"main p {name}:not(.end)").first.evaluate(
            "each => getComputedStyle(each).textDecorationLine + ' ' + getComputedStyle(each).textDecorationStyle"
        )
        for name in ("ins:not(.moved-to)", "del:not(.moved-from)", "ins.moved-to", "del.moved-from")
    }
    assert list(lines.values()) == ["underline solid", "line-through solid", "underline double", "line-through double"]
    bars = shown.evaluate(
        "[...document.querySelectorAll('main > section > p.changed, main > section > ol .inserted > p, main blockquote > p.deleted')]"
        ".map(each => [getComputedStyle(each).borderRightWidth, Math.round(each.getBoundingClientRect().right)])"
    )
    assert len(bars) > 5
    assert len({right for _, right in bars}) == 1, "all bars stand in one line"
    assert all(float(width.removesuffix("px")) > 1 for width, _ in bars)
    closed(shown)


@pytest.mark.parametrize("width", [320, 768, DESKTOP])
def test_a_redline_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    for language in LANGUAGES:
        shown = opened(browser, tmp_path, every_page(language), width)
        for view in (".in-line", ".side-by-side"):
            shown.click(f".stepper {view}")
            measured = shown.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert measured[0] <= measured[1], (language, view)
        closed(shown)


def test_without_its_script_a_redline_is_whole(browser: Browser, tmp_path: Path) -> None:
    for width in (PHONE, DESKTOP):
        shown = opened(browser, tmp_path, every_page("en"), width, java_script_enabled=False)
        assert not shown.locator(".stepper").is_visible(), "what needs the script is not shown"
        if width == PHONE:
            shown.locator("#_changes").click()
        shown.locator("nav.changes .what a").nth(3).click()
        assert shown.locator(":target").count() == 1
        closed(shown)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_meets_a_barrier_in_a_redline(browser: Browser, tmp_path: Path, language: str, scheme: str, width: int) -> None:
    shown = opened(browser, tmp_path, every_page(language), width, color_scheme=scheme)
    shown.locator("#_changes").evaluate("each => { each.parentElement.open = true; }")
    assert barriers(shown) == []
    shown.click(".stepper .side-by-side")
    shown.keyboard.press("n")
    assert barriers(shown) == [], "side by side"
    closed(shown)
