"""What stands in the margins of every page: header, page number, the word that lies across drafts, the band of the title page."""

from __future__ import annotations

from typing import Final

from concept_cli.document import Document
from concept_cli.wording.terms import draft_name, term
from concept_cli.writers.docx.markup import HEAD, NAMESPACES, attribute
from concept_cli.writers.docx.package import Relationships
from concept_cli.writers.docx.paragraphs import Frame, paragraph
from concept_cli.writers.docx.pen import Book, Pen
from concept_cli.writers.docx.runs import Face, field, run, shape
from concept_cli.writers.html_words import beside, cut_to

_VML: Final = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_SLOT: Final = "\x01"
_SECOND_SLOT: Final = "\x02"
_ACROSS: Final = 420
"""The length of the word across the page, in points."""
_WATERMARK: Final = "#EEF1F3"
_BAND: Final = 31


def add_margins(book: Book, relationships: Relationships, *, turned: bool) -> tuple[str, str, str]:
    """Add headers and footers to the file; returns the references to them of the title page's piece, of upright and of landscape pages.

    ``turned`` says whether there are landscape pages.
    """
    frame = Frame(book.document.language, book.pages.room)
    wide = Frame(book.document.language, book.pages.wide_room)
    at_head = book.style.values["page-number"].startswith("top")
    drawn = {
        "header1": _header(book, frame, at_head=at_head),
        "header2": _first_header(book, frame),
        **({"header3": _header(book, wide, at_head=at_head)} if turned else {}),
        "footer1": _footer(book, at_head=at_head),
        "footer2": paragraph("", frame, Pen(book), "Footer"),
    }
    ids = {}
    for name, inside in drawn.items():
        tag = "w:hdr" if name.startswith("header") else "w:ftr"
        book.package.add(f"word/{name}.xml", f"{HEAD}<{tag} {NAMESPACES} {_VML}>{inside}</{tag}>")
        ids[name] = relationships.add(name[:-1], f"{name}.xml")
    first = _reference("header", "first", ids["header2"]) + _reference("footer", "first", ids["footer2"])
    footer = _reference("footer", "default", ids["footer1"])
    upright = _reference("header", "default", ids["header1"]) + footer
    return first + upright, upright, _reference("header", "default", ids["header3"]) + footer if turned else ""


def is_letter(document: Document) -> bool:
    """Whether a document is a letter, whose first page has nothing in its margins."""
    return any(each.role == "letter" for each in document.sections)


def _reference(kind: str, pages: str, id: str) -> str:
    return f'<w:{kind}Reference w:type="{pages}" r:id="{id}"/>'


def _header(book: Book, frame: Frame, *, at_head: bool) -> str:
    """Short title on the left and the draft's name on the right; above them the page's number where the style wants it there."""
    document, pen = book.document, Pen(book)
    name = _running_name(book, frame)
    title = beside(document.short_title or document.title, name, frame.room / 20 / book.style.points("margin-size"))
    words = run(title, frame.face) + shape("<w:tab/>", frame.face) + run(name, frame.face)
    tabs = ""
    if frame.room != book.pages.room:
        usual = round(book.style.points("text-width") * 20)  # where the style has its tab
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{usual}"/><w:tab w:val="right" w:pos="{frame.room}"/></w:tabs>'
    number = paragraph(_page_words(book, frame), frame, pen, "PageNumber") if at_head else ""
    return number + paragraph(_watermark(book, 1 if not tabs else 3) + words, frame, pen, "Header", before=tabs)


def _first_header(book: Book, frame: Frame) -> str:
    """The header of the title page: without words, except in a redline."""
    drawn = _watermark(book, 2) + _band(book)
    if not book.document.redline:
        return paragraph(drawn, frame, Pen(book), "Normal")
    words = shape("<w:tab/>", frame.face) + run(_running_name(book, frame), frame.face)
    return paragraph(drawn + words, frame, Pen(book), "Header")


def _running_name(book: Book, frame: Frame) -> str:
    """What the draft is called, or what is compared: at most one line of it."""
    document = book.document
    if not document.redline:
        return draft_name(document.state, document.edition, document.language)
    words = term("comparison", document.language, older=document.redline.older, newer=document.redline.newer)
    return cut_to(words, frame.room / 20 / book.style.points("margin-size"))


def _footer(book: Book, *, at_head: bool) -> str:
    frame = Frame(book.document.language, book.pages.room)
    side = "center" if book.style.values["page-number"].endswith("center") else "right"
    words = "" if at_head else _page_words(book, frame)
    return paragraph(words, frame, Pen(book), "Footer", after=f'<w:jc w:val="{side}"/>')


def _page_words(book: Book, frame: Frame) -> str:
    """The words "Page X of Y", or X alone where the style wants that, as fields, which every program counts anew for every page."""
    if book.style.values.get("page-total") == "off":
        return field("PAGE", run("1", frame.face), frame.face)
    fields = {_SLOT: "PAGE", _SECOND_SLOT: "NUMPAGES"}
    words = term("page", frame.language, page=f"|{_SLOT}|", pages=f"|{_SECOND_SLOT}|")
    return "".join(
        field(fields[each], run("1", frame.face), frame.face) if each in fields else run(each, frame.face)
        for each in words.split("|")
    )


def _watermark(book: Book, number: int) -> str:
    """The word across the pages of a draft, as Word makes it itself, so that Word's own command takes it away again."""
    if book.document.state != "draft":
        return ""
    word = term("draft", book.document.language).upper()
    height = min(150, round(_ACROSS / len(word) * 1.45))
    face = attribute(book.style.values["word-heading-face"])
    drawn = (
        '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"'
        ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt=""'
        f' style="position:absolute;margin-left:0;margin-top:0;width:{_ACROSS}pt;height:{height}pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        f'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="{_WATERMARK}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{face}&quot;;font-size:1pt;font-weight:bold" string="{attribute(word)}"/>'
        "</v:shape></w:pict>"
    )
    return shape(drawn, Face(book.document.language))


def _band(book: Book) -> str:
    """The band of colour down the left edge of the title page."""
    if book.style.values["title-band"] != "on" or is_letter(book.document):
        return ""
    drawn = (
        '<w:pict><v:rect id="TitleBand" o:spid="_x0000_s2060" alt="" style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{_BAND}pt;height:842pt;z-index:-251658240;mso-position-horizontal:left;mso-position-horizontal-relative:page;"
        'mso-position-vertical:top;mso-position-vertical-relative:page" o:allowincell="f"'
        f' fillcolor="{book.style.values["accent"]}" stroked="f"/></w:pict>'
    )
    return shape(drawn, Face(book.document.language))
