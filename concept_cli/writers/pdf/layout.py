"""Parts of a document to laid-out pages, each part alone: title page and contents, every top section, the margins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import weasyprint
from cssselect2 import ElementWrapper
from markupsafe import Markup
from weasyprint.text.ffi import harfbuzz, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from concept_cli.document import Document, Section
from concept_cli.style import Pictures, Style
from concept_cli.wording.terms import draft_name, term
from concept_cli.writers.frame import filled, stylesheet
from concept_cli.writers.html import picture_type
from concept_cli.writers.html_changes import changes, compared, comparison, listing, names_of, title_of
from concept_cli.writers.html_contents import contents
from concept_cli.writers.html_words import beside, class_of, safe
from concept_cli.writers.marks import ends_of_moves
from concept_cli.writers.markup import Drawing, draw
from concept_cli.writers.pdf.notes import away, intruders, notes_kept, shown, too_long
from concept_cli.writers.pdf.watermark import watermark

SHEETS: Final = ("fonts.css", "values.css", "text.css", "print.css")
REDLINE_SHEETS: Final = (*SHEETS, "marks.css", "print-redline.css")
PAPER_WIDTH: Final = 595.28
"""A4, in points."""
DRAFT_LENGTH: Final = 45
"""A draft's name of so many characters stays on one line beside the title."""
SWITCHES: Final = ("hyphenation", "title-band", "title-alignment", "heading-alignment", "table-grid")
"""Values of the page style that the stylesheet sees as classes of the body: "hyphenation-on"."""
ROUNDS: Final = 3
"""WeasyPrint 70 loses a footnote now and then: of 2,241 in random texts, 2 appeared on no page. Lost ones are taken from the foot
of the page and printed at their section's end, and so are those that a page has no room for; should the new layout lose others as often
as this, all of them are."""
BEHIND: Final = '\n@page { background: url("drawn:watermark") center no-repeat }'
TRIES: Final = 4
"""A section is laid out again so many times at most to bring notes to the pages of their calls: a move may drive away another."""

_SPACE_BEFORE = re.compile(r" (?=<(?:a|span|em|strong|code|img)\b)")
"""A space before an element. Where all words before it fit a line and the space does not, WeasyPrint 70 ends the line after the first of
them; behind such a space a place to break keeps it from being the last thing."""
_NOTE = re.compile(r'<span class="note" id="([^"]+)"')


def _draft(document: Document) -> str:
    """What the text is called beside its title: the name of a draft, or of the two that it compares."""
    return compared(document) or draft_name(document.state, document.edition, document.language)


def libraries() -> dict[str, str]:
    """The versions of Pango and HarfBuzz, which choose where lines break and which glyphs stand in them."""
    version = pango.pango_version()
    return {"pango": f"{version // 10_000}.{version // 100 % 100}.{version % 100}", "harfbuzz": _harfbuzz()}


def _harfbuzz() -> str:
    """HarfBuzz can be asked by WeasyPrint whether it is at least of a version: the last one to which it says yes is its own."""
    numbers = [0, 0, 0]
    for at in range(len(numbers)):
        while harfbuzz.hb_version_atleast(*numbers[:at], numbers[at] + 1, *numbers[at + 1 :]):
            numbers[at] += 1
    return ".".join(map(str, numbers))


class Manifest(URLFetcher):  # type: ignore[misc]
    """Serves the fonts and pictures it was given, and what was drawn here, by private addresses, and nothing else: no network, no files."""

    def __init__(self, fonts: Mapping[str, bytes], pictures: Pictures, drawn: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._held = {"font": fonts, "picture": pictures, "drawn": drawn}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes behind ``font:NAME``, ``picture:PATH`` or ``drawn:NAME``. Raises ValueError for any other address."""
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
        root = ET.fromstring(markup)  # noqa: S314  our own markup
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Press:
    """One document's fonts, pictures and stylesheet, made ready once; its methods lay out the parts."""

    def __init__(self, document: Document, style: Style, pictures: Pictures) -> None:
        self.document = document
        self.style = style
        self.css = stylesheet(style, *(REDLINE_SHEETS if document.redline else SHEETS))
        ends = ends_of_moves(document)
        self.drawing = Drawing(document.language, partial(_address, pictures), printed=True, margin=document.margin, ends=ends)
        self._body = f"<body{class_of(*(f'{name}-{style.values.get(name)}' for name in SWITCHES))}>"
        mark = watermark(term("draft", document.language), style, self.css) if document.state == "draft" else b""
        self.css += BEHIND if mark else ""
        self._fetcher = Manifest(style.fonts, pictures, {"watermark": mark})
        self._fonts = FontConfiguration()
        self._sheet = weasyprint.CSS(string=self.css, font_config=self._fonts, url_fetcher=self._fetcher)

    def markup(self, part: Sequence[Section], stranded: frozenset[str] = frozenset()) -> str:
        """A part's markup: what its layout depends on besides the stylesheet. ``stranded`` notes stand at their sections' ends."""
        drawing = replace(self.drawing, stranded=stranded, met=set())
        markup = "".join(draw(section, drawing) for section in part)
        markup = markup.replace("<wbr/>", "\u200b")  # the same to the reader, and no box of its own
        return _SPACE_BEFORE.sub(" \u200b", markup)

    def part(self, part: Sequence[Section]) -> weasyprint.Document:
        """The pages of a top section, or of several that share theirs, with all footnotes: at the foot of a page, or else at the
        section's end.
        """
        stranded: frozenset[str] = frozenset()
        notes = frozenset(_NOTE.findall(self.markup(part)))
        for attempt in range(ROUNDS + 1):
            try:
                laid = self._laid(Parsed(self._sheet_of(self.markup(part, stranded)), self._fetcher))
            except AssertionError:  # so says WeasyPrint of notes that it finds no page for
                if stranded == notes:
                    raise
                stranded = notes
                continue
            missing = notes - shown(laid.pages).keys() | too_long(laid.pages)
            if not missing:
                break
            stranded = stranded | missing if attempt < ROUNDS - 1 else notes
        return laid

    def _laid(self, parsed: Parsed) -> weasyprint.Document:
        """The layout with the fewest notes away from their calls, of as many as it takes to have none."""
        with notes_kept():
            best = laid = self._render(parsed)
            for _ in range(TRIES):
                moved = [(element, style) for element, style in intruders(laid.pages) if "style" not in element.attrib]
                if not moved:
                    break
                for element, style in moved:
                    element.set("style", style)
                laid = self._render(parsed)
                best = min(best, laid, key=lambda each: len(away(each.pages)))
        return best

    def _sheet_of(self, body: str, head: str = "") -> str:
        return f'<html lang="{safe(self.document.language)}"><head>{head}</head>{self._body}{body}</body></html>'

    def front(self, pages: Mapping[str, int]) -> weasyprint.Document:
        """What stands before the text, with the page number of every anchor that is known, and what the PDF says of itself."""
        document = self.document
        markup = (
            f'<html lang="{safe(document.language)}"><head><title>{safe(title_of(document))}</title>'
            f'<meta name="author" content="{safe(document.body)}"><meta name="generator" content="concept">'
            f'<meta name="description" content="{safe(_draft(document))}"></head>'
            f"{self._body}{self._front(pages)}</body></html>"
        )
        return self._render(weasyprint.HTML(string=str(Markup(markup)), url_fetcher=self._fetcher))

    def _front(self, pages: Mapping[str, int]) -> str:
        """Title page, changes and contents; what has no title has no contents either."""
        document = self.document
        compares = {}
        if document.redline:
            older, newer = names_of(document)
            compares = {"compares": term("comparison", document.language, older=older, newer=newer)}
        title = filled(self.style, "title.html", document, **compares) if document.title else ""
        changed = ""
        if document.redline:
            listed = changes(document, listing(document, pages, pages, printed=True))
            changed = f'<div class="changes">{comparison(document, self.style)}{listed}</div>'
        heading = f'<h2 data-label="{safe(term("contents", document.language))}">{safe(term("contents", document.language))}</h2>'
        lines = contents(document.contents, self.drawing, pages)
        listed_sections = f'<div class="contents">{heading}{lines}</div>' if document.contents and document.title else ""
        return f"{title}{changed}{listed_sections}"

    @property
    def has_front(self) -> bool:
        """Whether anything stands before the text."""
        return bool(self.document.title or self.document.redline)

    def margins(self, names: Sequence[str]) -> weasyprint.Document:
        """Empty pages with only their margins filled: one of each named kind of page, in order."""
        sheets = "".join(f'<div style="break-before: page; page: {safe(name) or "auto"}">\u00a0</div>' for name in names)
        return self._render(Parsed(self._sheet_of(sheets, f"<style>{self._margin_words()}</style>"), self._fetcher))

    def _margin_words(self) -> str:
        """What stands in the margins: the number of the page where the style wants it, short title and draft at the other edge."""
        document, number = self.document, self.style.values.get("page-number", "bottom-right")
        edge = "bottom" if number.startswith("top") else "top"
        draft = _draft(document)
        short = beside(document.short_title or document.title, draft, self._line_of_margin())
        whole = "; white-space: nowrap" if len(draft) <= DRAFT_LENGTH else ""
        words = {
            f"{edge}-left": _css_string(short),
            f"{edge}-right": _css_string(draft) + whole,
            number: _page_words(document.language) if self.style.values.get("page-total") != "off" else "counter(page)",
        }
        return "@page {" + "".join(f"@{box} {{ content: {content} }}" for box, content in words.items()) + "}"

    def _line_of_margin(self) -> float:
        """The width of an upright page between its margins, in sizes of the type that stands above and below the text."""
        sides = self.style.points("margin-left") + self.style.points("margin-right")
        return (PAPER_WIDTH - sides) / self.style.points("margin-size")

    def _render(self, html: weasyprint.HTML) -> weasyprint.Document:
        return html.render(font_config=self._fonts, stylesheets=[self._sheet], pdf_variant="pdf/a-3a")


def _address(pictures: Pictures, target: str) -> str:
    return "picture:" + quote(target) if picture_type(pictures.get(target, b"")) else ""


def _page_words(language: str) -> str:
    """The line "Page 3 of 40" as CSS content: counters where the language has the numbers, its words around them as strings."""
    counters = {"\1": "counter(page)", "\2": "counter(pages)"}
    parts = re.split("([\1\2])", term("page", language, page="\1", pages="\2"))
    return " ".join(counters.get(part) or _css_string(part) for part in parts if part)


def _css_string(words: str) -> str:
    """Words as a CSS string, whatever characters they have."""
    return '"' + "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in words) + '"'
