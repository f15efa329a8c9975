"""The web page: everything in it once and in order, nothing in it that acts or fetches, and sentences for broken templates."""

from __future__ import annotations

import inspect
import re
import subprocess
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

import pytest

import concept_cli.document as tree
from concept_cli.diagnostics import ConceptError
from concept_cli.document import Document, Emphasis, Item, Link, List, Node, Paragraph, Quote, Text, walk
from concept_cli.style import Style
from concept_cli.writers import html
from concept_cli.writers.frame import filled
from concept_cli.writers.html_words import longest_piece, soft
from concept_cli.writers.markup import NODES
from tests.clients import client
from tests.redlines import every_mark
from tests.samples import document, every_node, house_style, paragraph, pictures, row, section, table

VOID = {"meta", "br", "img", "hr", "wbr", "link", "input"}
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --virtual-time-budget=2000"
).split()


class Page(HTMLParser):
    """An independent reading of a page: its tags, ids, links, and the text inside ``main``."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(content.decode("utf-8"))
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


def page(shown: Document, style: Style | None = None) -> Page:
    return Page(html.write(shown, style or house_style(), pictures()))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def with_file(name: str, content: bytes) -> Style:
    style = house_style()
    return Style(MappingProxyType({**style.files, name: content}), style.fonts, style.values)


def test_every_concrete_node_type_is_drawn_and_none_that_does_not_exist() -> None:
    kinds = {kind for _, kind in inspect.getmembers(tree, inspect.isclass) if issubclass(kind, Node)}
    concrete = {kind for kind in kinds if not any(issubclass(other, kind) and other is not kind for other in kinds)}
    assert set(NODES) == concrete
    shown = {type(node) for each in (every_node(), every_mark()) for node in walk(each)}
    assert concrete <= shown, "the samples show every one"


def test_words_stand_once_and_in_order() -> None:
    found = words_of(page(every_node()).text)
    expected = [word for node in walk(every_node()) if isinstance(node, Text) for word in words_of(node.words)]
    # Notes stand at the end of the page, in the tree at the end of their section: compared as what is there, then in order.
    assert not set(expected) - set(found)
    body = [word for node in walk(every_node().sections[2]) if isinstance(node, Text) for word in words_of(node.words)]
    joined = " ".join(found)
    assert "The State shall 9 export support 9 1 franchising a register a model contract 10 training" in joined
    assert body == ["Measures", *"The State shall export support franchising a register a model contract training".split()]


def test_labels_are_text_exactly_as_written_and_once() -> None:
    text = page(every_node()).text
    for label in ("9)", "9-1)", "10)"):
        assert len(re.findall(rf"(?<!\S){re.escape(label)}\s", text)) == 1


def test_links_within_the_page_lead_somewhere_and_ids_are_unique() -> None:
    shown = page(every_node())
    ids = shown.values("id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in shown.values("href") if link.startswith("#")}
    assert targets <= set(ids)
    assert {"source-plan", "t-share", "measures", "_note-1", "_call-2", "regions"} <= targets
    assert {"analysis-0a1b2c3d4e5f", "franchise", "hub", "shall", "f-growth"} <= set(ids)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "smb://x/y", "data:text/html,x", " javascript:x", "JavaScript:x"]
)
def test_other_schemes_never_become_links(target: str) -> None:
    shown = page(document(section("s", "S", paragraph((Link(target=target, content=(Text(words="words"),)),)))))
    assert all(link.startswith(("#", "https://")) for link in shown.values("href"))
    assert "words" in shown.text


def test_page_has_no_script_but_its_own_and_fetches_nothing() -> None:
    shown = page(every_node())
    assert [attributes for tag, attributes in shown.tags if tag == "script"] == [{}]
    assert not [tag for tag, _ in shown.tags if tag in ("link", "iframe", "object", "form", "base")]
    assert "default-src 'none'" in next(value for value in shown.values("content") if "default-src" in value)
    assert all(source.startswith("data:image/") for source in shown.values("src"))
    content = html.write(every_node(), house_style(), pictures()).decode()
    assert not re.search(r"url\((?![\"']?data:)", content)
    assert not [name for _, attributes in shown.tags for name in attributes if name.startswith("on")]


def test_only_drawings_from_records_stand_in_the_page_itself_in_its_colours() -> None:
    style = house_style()
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="{style.values["accent"]}"/><text>fill="#fff"</text></svg>'.encode()
    )
    figures = [tree.Figure(target=target, alt='A "bar"') for target in ("record:share.en", "sections/figures/share.svg")]
    shown = document(section("s", "S", *figures))  # type: ignore[arg-type]
    content = html.write(shown, style, {figure.target: drawn for figure in figures}).decode()
    assert content.count("<svg ") == 1
    assert '<svg role="img" aria-label="A &quot;bar&quot;" ' in content
    assert '<rect fill="var(--accent)"/><text>fill="#fff"</text>' in content
    assert content.count('<img src="data:image/svg+xml;base64,') == 1, "the work of strangers stays a picture"


def test_markup_in_words_is_words() -> None:
    nasty = '</style><script>alert(1)</script>&amp;"\x00\ud800'
    shown = page(document(section("s", nasty, paragraph(nasty, id='x" onclick="y'), table(row(nasty), row(nasty))), title=nasty))
    assert [tag for tag, _ in shown.tags].count("script") == 1, "the page's own"
    assert shown.text.count('</style><script>alert(1)</script>&amp;"') == 4
    assert not shown.values("onclick")


def test_language_is_set_on_the_page_and_on_what_is_in_another() -> None:
    shown = page(every_node())
    assert shown.tags[0] == ("html", {"lang": "en"})
    regions = next(attributes for tag, attributes in shown.tags if tag == "section" and attributes.get("id") == "regions")
    assert regions["lang"] == "kk"
    fallback = next(attributes for tag, attributes in shown.tags if attributes.get("class") == "fallback")
    assert fallback["lang"] == "en"


def test_long_words_may_break_and_keep_their_letters() -> None:
    for word in ("ж" * 2000, "https://example.org/" + "a/b?c=d&" * 200, "x" * 25):
        assert re.sub("<[^>]*>", "", soft(word)).replace("&amp;", "&") == word
        assert longest_piece(word) <= 24
    assert soft("short words only, 24 " + "y" * 24).count("<wbr/>") == 0


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("for 2024–2029 <years>", ["for 2024–2029"]),
        ("see https://example.org/a and 3—4", ["https://example", "3—4"]),
        ("https://www.example.org/" + "long/" * 9, ["https://www"]),
        ("word–word, 9-1), 5 – 6", []),
    ],
)
def test_no_line_ends_inside_a_range_of_numbers_or_behind_the_scheme(words: str, held: list[str]) -> None:
    assert re.findall('<span class="together">(.*?)</span>', soft(words)) == held
    assert unescape(re.sub("<[^>]*>", "", soft(words))) == words


def test_nesting_of_forty_levels() -> None:
    block: Paragraph | Quote | List = paragraph("deep")
    for _ in range(20):
        block = Quote(blocks=(List(items=(Item(blocks=(block,)),)),))
    words: tuple[tree.Inline, ...] = (Text(words="inner"),)
    for _ in range(40):
        words = (Emphasis(content=words),)
    shown = page(document(section("s", "S", block, paragraph(words))))  # type: ignore[arg-type]
    assert "deep" in shown.text
    assert "inner" in shown.text


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("page.html", b"<html>\n{% if %}</html>", "templates/page.html:2: "),
        ("page.html", b"<html>\n\n{{ documnet.title }}</html>", "templates/page.html:3: 'documnet' is undefined"),
        ("page.html", b"{{ document.tittle }}", "templates/page.html:1: "),
        ("title.html", b"\n{{ 1 / 0 }}", "templates/title.html:2: ZeroDivisionError"),
        ("page.html", b'{% include "nothing.html" %}', "The house style has no templates/nothing.html"),
        ("title.html", b"{{ document.__class__.__mro__ }}", "templates/title.html:1: "),
        ("page.html", b'\n{% include "page.html" %}', "templates/page.html:1: it includes or calls itself"),
        ("page.html", b"{% for i in range(10**9) %}{% endfor %}", "templates/page.html:1: "),
        ("page.css", b"a { color: red }\n}}} nonsense", "templates/page.css:2: no valid CSS"),
        ("page.css", b"a { color red; b }\n", "templates/page.css:1: no valid CSS"),
        ("values.css", b"\xff\xfe", "templates/values.css is not UTF-8"),
    ],
)
def test_a_broken_style_is_named_with_its_line(name: str, content: bytes, expected: str) -> None:
    with pytest.raises(ConceptError) as raised:
        html.write(every_node(), with_file(name, content), pictures())
    assert raised.value.message.startswith(expected)
    assert raised.value.hint


GROWING = "{% set ns = namespace(x='abcdefgh') %}{% for i in range(90) %}STEP{% endfor %}"
TEMPLATE_BOMBS = [
    "{{ 'x' * 10**10 }}",
    "{{ 'x' * 10000000000 }}",
    "{{ [1] * 10000000000 }}",
    "{{ 10**10**10 }}",
    "{{ 'x'|center(10000000000) }}",
    "{{ 'x'.ljust(10000000000) }}",
    "{{ '{:>9999999999}'.format(1) }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ (1).to_bytes(10000000000) }}",
    "{{ lipsum(n=1000000) }}",
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    GROWING.replace("STEP", "{% set ns.x = ns.x ~ ns.x %}"),
    GROWING.replace("STEP", "{% set ns.x = ns.x + ns.x %}"),
    GROWING.replace("STEP", "{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = y %}"),
    GROWING.replace("STEP", "{% set ns.x = [ns.x, ns.x] %}") + "{{ ns.x }}",
]


@pytest.mark.parametrize("template", TEMPLATE_BOMBS)
def test_a_template_that_never_ends_or_grows_is_refused_at_once(template: str) -> None:
    started = perf_counter()
    with pytest.raises(ConceptError, match=r"^templates/title\.html:1: [^\n]+$"):
        filled(with_file("title.html", template.encode()), "title.html", every_node())
    assert perf_counter() - started < 5


def test_what_templates_are_for_still_works() -> None:
    template = (
        "{{ (1 + 2) * 3 % 4 }} {{ 'a<' ~ 1 ~ 'b'|upper }} {{ 'c' + 'd' }}{% for i in range(3) %} {{ loop.index }}{% endfor %}"
    )
    assert filled(with_file("title.html", template.encode()), "title.html", every_node()) == "1 a&lt;1B cd 1 2 3"


def test_the_same_document_gives_the_same_bytes() -> None:
    first = html.write(every_node(), house_style(), pictures())
    assert html.write(every_node(), house_style(), pictures()) == first
    assert len(first) < 150_000, "fonts are cut to the letters shown"


def test_errors_are_owned_up_to() -> None:
    content = html.write(every_node(), house_style(), pictures()).decode()
    assert "built with errors in its sources: 2" in content
    assert "[@nobody]" in page(every_node()).text


def _box(tmp_path: Path, shown: Document, width: int) -> dict[str, int]:
    """What Chromium measures of the page in a frame of that width: its own width, its words', and what its policy refused."""
    inner = html.write(shown, house_style(), pictures()).decode()
    inner = re.sub("script-src '[^']*'", "script-src 'unsafe-inline'", inner, count=1)
    probe = "<script>document.title='w='+document.documentElement.scrollWidth+' v='+document.documentElement.clientWidth</script>"
    (tmp_path / "inner.html").write_text(inner.replace("</body>", probe + "</body>"), encoding="utf-8")
    size = f"width:{width}px;height:900px;border:0"
    outer = f'<iframe src="inner.html" style="{size}" onload="document.body.append(frames[0].document.title)">'
    (tmp_path / "outer.html").write_text(f"<!DOCTYPE html><body>{outer}</iframe></body>", encoding="utf-8")
    command = [
        client("chromium"),
        *CHROMIUM,
        "--allow-file-access-from-files",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
    ]
    done = subprocess.run([*command, (tmp_path / "outer.html").as_uri()], capture_output=True, text=True, timeout=60, check=True)
    measured = re.search(r"w=(\d+) v=(\d+)", done.stdout)
    assert measured, done.stdout[-500:]
    return {"page": int(measured[1]), "window": int(measured[2])}


@pytest.mark.parametrize("width", [320, 900, 1600])
def test_wide_tables_scroll_in_their_box_and_the_page_never_does(tmp_path: Path, width: int) -> None:
    wide = table(row(*(f"Column heading {at}" for at in range(40))), row(*("w" * 60 for _ in range(40))), caption="Wide")
    narrow = table(row("A", "B", "C"), row("x", "https://example.org/" + "a" * 2000, "ж" * 2000))
    shown = document(section("s", "A title " + "ю" * 90, wide, narrow, paragraph("ж" * 2000)), title="Э" * 200)
    measured = _box(tmp_path, shown, width)
    assert width - 20 <= measured["window"] <= width, "a scroll bar at most"
    assert measured["page"] <= measured["window"]


def test_pictures_that_are_too_much_for_one_page_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture stands in the page as often as it is shown."""
    shown = document(section("s", "S", *(paragraph("x", (tree.Image(target="p.png", alt="x"),)) for _ in range(5))))
    content = {"p.png": b"\x89PNG\r\n\x1a\n" + bytes(1000)}
    monkeypatch.setattr(html, "LIMIT", 5 * 1008)
    assert html.write(shown, house_style(), content)
    monkeypatch.setattr(html, "LIMIT", 5 * 1008 - 1)
    with pytest.raises(ConceptError, match="pictures"):
        html.write(shown, house_style(), content)
