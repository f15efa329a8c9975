"""The web page in a real browser: searching, copying links, every width, without its script, and without barriers."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from concept_cli.diagnostics import ConceptError
from concept_cli.draft import examine, outputs
from concept_cli.sources import Folder
from concept_cli.style import Style
from concept_cli.writers import html
from tests.clients import ROOT, client
from tests.samples import document, every_node, house_style, paragraph, pictures, row, section, table

EVERY = ROOT / "tests" / "cases" / "every-construct"
LANGUAGES = ("en", "ru", "kk")
PHONE, DESKTOP = 390, 1440
SAID: dict[Page, list[str]] = {}
"""What each open page has said on its console, and asked for elsewhere."""
SETTINGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = client("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SETTINGS)
        yield started
        started.close()


@cache
def every_construct(language: str) -> bytes:
    source = Folder(EVERY)
    [output] = outputs(examine(source), source, ["html"], [language])
    return output.content()


def opened(browser: Browser, folder: Path, content: bytes, width: int = DESKTOP, **more: Any) -> Page:
    """A page in a window of that width. Whatever it says on its console or asks for elsewhere fails the test that closes it."""
    file = folder / "page.html"
    file.write_bytes(content)
    window = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **more)
    if more.get("java_script_enabled", True):
        window.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = window.new_page()
    SAID[shown] = said = []
    shown.on("console", lambda line: said.append(line.text))
    shown.on("pageerror", lambda error: said.append(str(error)))
    shown.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else said.append(request.url))
    shown.goto(file.as_uri())
    return shown


def closed(shown: Page) -> None:
    shown.context.close()
    assert SAID.pop(shown) == []


def target_of(shown: Page) -> str:
    """The words of the block to which the page's address leads."""
    return shown.locator(":target").inner_text()


# ---------------------------------------------------------------- the search


def test_typing_finds_a_paragraph_and_enter_leads_to_it(browser: Browser, tmp_path: Path) -> None:
    words = document(
        section("s", "The sector", paragraph("Ёлки grow in the East.", id="firs"), paragraph("Firs are East.", id="other")),
        section("t", "Elsewhere", paragraph("<b>West</b> & east", id="west")),
    )
    shown = opened(browser, tmp_path, html.write(words, house_style(), pictures()))
    shown.keyboard.press("/")
    shown.keyboard.type("EAST елк")
    assert shown.locator(".search .count").inner_text() == "Places found: 1"
    assert shown.locator(".results a").all_inner_texts() == ["The sector\nЁлки grow in the East."]
    assert shown.locator(".results mark").all_inner_texts() == ["Ёлк", "East"]
    shown.keyboard.press("Enter")
    assert target_of(shown) == "Ёлки grow in the East."

    shown.fill("#_query", "east")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        shown.keyboard.press(key)
    assert target_of(shown) == "<b>West</b> & east", "what looks like markup stays words"
    shown.keyboard.press("/")
    shown.keyboard.press("Escape")
    assert shown.input_value("#_query") == ""
    assert shown.locator(".results li").count() == 0

    shown.keyboard.type("e")
    assert shown.locator(".search .count").inner_text() == "", "one letter is no search yet"
    shown.keyboard.type("aster")
    assert shown.locator(".search .count").inner_text() == "Nothing found"
    closed(shown)


def test_kazakh_is_found_as_a_russian_keyboard_types_it(browser: Browser, tmp_path: Path) -> None:
    words = document(section("s", "Бөлім", paragraph("Қазақстан өңірлері", id="regions"), language="kk"), language="kk")
    shown = opened(browser, tmp_path, html.write(words, house_style(), pictures()))
    shown.fill("#_query", "казакстан онір")
    assert shown.locator(".results mark").all_inner_texts() == ["Қазақстан", "өңір"]
    closed(shown)


# ----------------------------------------------------------------- the links


def test_every_numbered_paragraph_copies_a_link_that_leads_to_it(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("en"))
    numbered = shown.locator("main .anchor[data-number]")
    numbers = numbered.evaluate_all("links => links.map(link => Number(link.dataset.number))")
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    for place in ("main .anchor[data-number] >> nth=2", "main h3 a.number >> nth=0", "main caption a.number >> nth=0"):
        link = shown.locator(place)
        link.focus()
        shown.keyboard.press("Enter")
        shown.locator("#_said", has_text="Link copied").wait_for()
        copied = shown.evaluate("navigator.clipboard.readText()")
        assert copied == shown.url
        assert link.evaluate("link => document.querySelector(':target').contains(link)")
    closed(shown)


def test_without_a_clipboard_it_says_where_the_link_is(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("ru"))
    shown.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false")
    shown.locator("main .anchor").first.click()
    shown.locator("#_said", has_text="Ссылка – в адресной строке").wait_for()
    closed(shown)


def test_the_contents_mark_the_section_in_view(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("en"))
    last = shown.locator(".contents a").nth(3)
    last.click()
    shown.locator(".contents a[aria-current]").wait_for()
    assert shown.locator(".contents a[aria-current]").get_attribute("href") == last.get_attribute("href")
    closed(shown)


def test_whoever_reads_the_notes_is_in_no_section(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("en"))
    shown.locator(".contents a").nth(3).click()
    shown.locator(".contents a[aria-current]").wait_for()
    shown.evaluate("document.body.style.paddingBottom = '100vh'; document.getElementById('_notes').scrollIntoView()")
    shown.locator(".contents:not(:has([aria-current]))").wait_for()
    closed(shown)


def test_the_way_up_leaves_while_one_reads_on(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("en"), PHONE)
    shown.evaluate("scrollTo(0, 2000)")
    shown.locator(".up.away").wait_for(state="hidden")
    shown.evaluate("scrollTo(0, 1500)")
    shown.get_by_role("link", name="Contents", exact=True).wait_for()
    closed(shown)


# -------------------------------------------------------- tables and drawings


def test_rows_are_found_as_cells_apart_and_what_is_undecided_is_left_out(browser: Browser, tmp_path: Path) -> None:
    words = document(section("s", "S", table(row("Name", "When", "Who"), row("Hold a forum", "–", "Ministry"))))
    shown = opened(browser, tmp_path, html.write(words, house_style(), pictures()))
    shown.fill("#_query", "forum")
    assert shown.locator(".results .snippet").all_inner_texts() == ["Hold a forum · Ministry"]
    closed(shown)


def test_wide_tables_keep_in_sight_what_a_row_is_about(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("en"), PHONE)
    plan = shown.get_by_role("group", name="All measures")
    plan.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    at = "[...box.querySelectorAll('CHOSEN')].map(each => each.getBoundingClientRect().left - box.getBoundingClientRect().left)"
    for chosen in ("td.key", "caption", ".legend", ".stay"):
        places = plan.evaluate(f"box => {at.replace('CHOSEN', chosen)}")
        assert places, chosen
        assert all(-1 < place < 12 for place in places), chosen
    assert plan.evaluate("box => box.scrollLeft") > 0
    closed(shown)


def test_numbers_take_less_room_than_words(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, every_construct("en"))
    widths = shown.get_by_role("group", name="All measures").evaluate(
        "box => [...box.querySelector('tr').cells].map(each => each.offsetWidth)"
    )
    assert widths[0] < 65
    assert min(widths[1:]) > 95
    closed(shown)


# ---------------------------------------------------------------- the policy


def test_the_policy_names_the_script_by_its_hash_and_allows_no_other(browser: Browser, tmp_path: Path) -> None:
    content = html.write(
        every_node(), with_script(house_style(), b"document.title = 'ran \xd2\x9b';\r\n// and no more\r\n"), pictures()
    )
    [script] = re.findall(r"<script>(.*?)</script>", content.decode(), re.DOTALL)
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', content.decode())
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert policy.count("unsafe-inline") == 1, "for styles alone"
    shown = opened(browser, tmp_path, content)
    assert shown.title() == "ran қ", "line ends of Windows and letters beyond ASCII do not change the hash"
    closed(shown)

    shown = opened(browser, tmp_path, content.replace(b"ran", b"run"))
    assert shown.title() != "run қ"
    assert "Content Security Policy" in " ".join(SAID.pop(shown))
    shown.context.close()


def with_script(style: Style, script: bytes) -> Style:
    return replace(style, files={**style.files, "page.js": script})


@pytest.mark.parametrize("nasty", ["'</script>'", "'</SCRIPT '", "'<!-- <script>'"])
def test_a_script_that_would_end_in_the_middle_is_refused(nasty: str) -> None:
    with pytest.raises(ConceptError, match=r"^templates/page\.js:2: "):
        html.write(every_node(), with_script(house_style(), f"1;\n{nasty}".encode()), pictures())


# ----------------------------------------------- every width, with and without


@pytest.mark.parametrize("width", [320, 768, DESKTOP])
@pytest.mark.parametrize("script", [True, False])
def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int, script: bool) -> None:
    for language in LANGUAGES:
        shown = opened(browser, tmp_path, every_construct(language), width, java_script_enabled=script)
        if script:
            shown.fill("#_query", "а" * 90 if language == "en" else "ар")
        measured = shown.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert measured[0] <= measured[1]
        closed(shown)


def test_without_its_script_the_page_is_whole(browser: Browser, tmp_path: Path) -> None:
    for width in (PHONE, DESKTOP):
        shown = opened(browser, tmp_path, every_construct("en"), width, java_script_enabled=False)
        assert not shown.locator(".search").is_visible(), "what needs the script is not shown"
        first = shown.locator(".contents a").first
        if width == PHONE:
            assert not first.is_visible(), "nobody scrolls past the contents to reach the text"
            shown.locator(".contents summary").click()
        first.click()
        assert shown.locator(":target").count() == 1
        shown.locator("main .anchor[data-number]").first.click()
        assert shown.url.endswith(str(shown.locator("main .anchor[data-number]").first.get_attribute("href")))
        closed(shown)


def test_a_template_made_before_there_was_a_script_still_makes_a_page(browser: Browser, tmp_path: Path) -> None:
    own = b'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>{{ document.title }}</title><style>{{ css }}</style></head>'
    own += b'<body><div class="sheet"><nav class="contents">{{ contents }}</nav><main id="_text">{{ body }}</main></div></body></html>'
    content = html.write(every_node(), replace(house_style(), files={**house_style().files, "page.html": own}), pictures())
    assert b"<script" not in content
    shown = opened(browser, tmp_path, content, java_script_enabled=False)
    assert shown.locator(".contents a").first.is_visible()
    shown.locator("main .anchor").first.click()
    assert shown.locator(":target").count() == 1
    closed(shown)


# -------------------------------------------------------------------- barriers


def barriers(shown: Page) -> list[str]:
    """What axe-core objects to: rules of WCAG 2.2 A and AA and of good practice, the size of targets among them."""
    shown.add_style_tag(content=".table, .drawing { background: none !important; }")  # axe measures no contrast on shades
    shown.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = shown.evaluate("axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})")
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_meets_a_barrier(browser: Browser, tmp_path: Path, language: str, scheme: str, width: int) -> None:
    shown = opened(browser, tmp_path, every_construct(language), width, color_scheme=scheme)
    assert barriers(shown) == []
    shown.fill("#_query", "ar" if language == "en" else "ар")
    assert shown.locator(".results li").count() > 0
    shown.keyboard.press("Enter")
    assert barriers(shown) == [], "while one searches, and where the address leads"
    closed(shown)


@pytest.mark.parametrize("style", ["modern", "official-kz"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_in_any_style(browser: Browser, tmp_path: Path, style: str, scheme: str) -> None:
    content = html.write(every_node(), house_style(style), pictures())
    shown = opened(browser, tmp_path, content, color_scheme=scheme)
    assert barriers(shown) == []
    closed(shown)


@pytest.mark.parametrize(
    ("sound", "broken", "rule"),
    [
        (b'alt="blue mark"', b"", "image-alt"),
        (b"--muted: #", b"--muted: #bbb; --unused: #", "color-contrast"),
        (b'<html lang="en">', b"<html>", "html-has-lang"),
        (b'for="_query"', b"", "label"),
        (
            b".contents a { display: block; padding: 0.32rem",
            b".contents a { display: block; font: 8px/1 serif; padding: 0",
            "target-size",
        ),
    ],
)
def test_a_planted_barrier_is_found(browser: Browser, tmp_path: Path, sound: bytes, broken: bytes, rule: str) -> None:
    content = html.write(every_node(), house_style(), pictures())
    assert sound in content
    shown = opened(browser, tmp_path, content.replace(sound, broken))
    assert rule in {found.split(" ")[0] for found in barriers(shown)}
    closed(shown)
