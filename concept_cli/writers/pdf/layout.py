"""Parts of a document to laid-out pages, each part alone: title page and contents, every top section, the margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import weasyprint
from cssselect2 import ElementWrapper
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from concept_cli.document import Document, Section
from concept_cli.style import Pictures, Style
from concept_cli.wording.terms import term
from concept_cli.writers.frame import filled, stylesheet
from concept_cli.writers.html import picture_type
from concept_cli.writers.html_words import safe
from concept_cli.writers.markup import Drawing, contents, draw

HEADER_LENGTH = 90


class Manifest(URLFetcher):  # type: ignore[misc]
    """Serves the fonts and pictures it was given, by private addresses, and nothing else: no network, no files."""

    def __init__(self, fonts: Mapping[str, bytes], pictures: Pictures) -> None:
        super().__init__(allowed_protocols=())
        self._held = {"font": fonts, "picture": pictures}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes behind ``font:NAME`` or ``picture:PATH``. Raises ValueError for any other address."""
        scheme, _, name = url.partition(":")
        content = self._held.get(scheme, {}).get(unquote(name))
        if content is None:
            raise ValueError(f"not in the manifest: {url}")
        return URLFetcherResponse(url, content, {"Content-Type": picture_type(content) or "font/ttf"})


class Parsed(weasyprint.HTML):  # type: ignore[misc]
    """Markup that is well-formed XML, read as such: HTML's own parser would take a footnote's paragraphs out of their paragraph."""

    def __init__(self, markup: str, fetcher: Manifest) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(ElementTree.fromstring(markup), content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Press:
    """One document's fonts, pictures and stylesheet, made ready once; its methods lay out the parts."""

    def __init__(self, document: Document, style: Style, pictures: Pictures) -> None:
        self.document = document
        self.style = style
        self.css = stylesheet(style, "fonts.css", "values.css", "text.css", "print.css")
        self.drawing = Drawing(document.language, partial(_address, pictures), printed=True)
        self._fetcher = Manifest(style.fonts, pictures)
        self._fonts = FontConfiguration()
        self._sheet = weasyprint.CSS(string=self.css, font_config=self._fonts, url_fetcher=self._fetcher)

    def markup(self, section: Section) -> str:
        """A section's markup: what its layout depends on, together with the stylesheet."""
        return draw(section, self.drawing).replace("<wbr/>", "\u200b")  # the same to the reader, and no box of its own

    def section(self, markup: str) -> weasyprint.Document:
        """A top section's pages."""
        return self._render(Parsed(f'<html lang="{safe(self.document.language)}"><body>{markup}</body></html>', self._fetcher))

    def front(self, pages: Mapping[str, int]) -> weasyprint.Document:
        """Title page and contents, with the page number of every anchor that is known, and what the PDF says of itself."""
        document = self.document
        title = filled(self.style, "title.html", document)
        heading = f'<h2 data-label="{safe(term("contents", document.language))}">{safe(term("contents", document.language))}</h2>'
        lines = contents(document.contents, self.drawing, pages)
        markup = (
            f'<html lang="{safe(document.language)}"><head><title>{safe(document.title)}</title>'
            f'<meta name="author" content="{safe(document.body)}"><meta name="generator" content="concept"></head>'
            f"<body>{title}" + (f'<div class="contents">{heading}{lines}</div>' if document.contents else "") + "</body></html>"
        )
        return self._render(weasyprint.HTML(string=str(Markup(markup)), url_fetcher=self._fetcher))

    def margins(self, names: Sequence[str]) -> weasyprint.Document:
        """Empty pages with only their margins filled: one of each named kind of page, in order."""
        sheets = "".join(f'<div style="break-before: page; page: {safe(name) or "auto"}">\u00a0</div>' for name in names)
        markup = f'<html lang="{safe(self.document.language)}"><head><style>{self._margin_words()}</style></head><body>{sheets}</body></html>'
        return self._render(Parsed(markup, self._fetcher))

    def _margin_words(self) -> str:
        before, between, after = _around(term("page", self.document.language, page="\0", pages="\1"))
        title = self.document.title
        short = title if len(title) <= HEADER_LENGTH else title[:HEADER_LENGTH].rpartition(" ")[0] + "…"
        return (
            f"@page {{ @top-left {{ content: {_css_string(short)} }} @top-right {{ content: {_css_string(self.document.edition)} }}"
            f" @bottom-right {{ content: {_css_string(before)} {between[0]} {_css_string(between[1])} {between[2]} {_css_string(after)} }} }}"
        )

    def _render(self, html: weasyprint.HTML) -> weasyprint.Document:
        return html.render(font_config=self._fonts, stylesheets=[self._sheet], pdf_variant="pdf/a-3a")


def _address(pictures: Pictures, target: str) -> str:
    return "picture:" + quote(target) if picture_type(pictures.get(target, b"")) else ""


def _around(words: str) -> tuple[str, tuple[str, str, str], str]:
    """The words before, between and after the two numbers, with the counters in the order in which the language has them."""
    first, second = ("\0", "\1") if words.index("\0") < words.index("\1") else ("\1", "\0")
    before, _, rest = words.partition(first)
    middle, _, after = rest.partition(second)
    counters = {"\0": "counter(page)", "\1": "counter(pages)"}
    return before, (counters[first], middle, counters[second]), after


def _css_string(words: str) -> str:
    """Words as a CSS string, whatever characters they have."""
    return '"' + "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in words) + '"'
