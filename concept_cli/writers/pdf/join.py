"""Laid-out parts to one PDF: pages numbered through, contents and margins filled, links across parts, tags, metadata."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

import pydyf
import weasyprint
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, PageBox

from concept_cli.document import Document
from concept_cli.style import Pictures, Style
from concept_cli.writers.pdf.layout import Press

ROUNDS: Final = 4
"""The contents are laid out until they take as many pages as they say: twice as a rule; a longer page number may wrap a line."""


def joined(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The whole document as PDF/A-3a and PDF/UA-1 in one file."""
    press = Press(document, style, pictures)
    texts = [press.markup(section) for section in document.sections]
    parts = [press.section(section) for section in document.sections]
    front = _front(press, parts)
    pages = [page for part in (front, *parts) for page in part.pages]
    _fill_margins(press, pages)
    for page in pages:  # WeasyPrint makes a second link of every element inside a link, which no reader could tell apart
        page.links = [link for link in page.links if link[3].element_tag == "a"]
    identifier = sha256("\0".join((press.css, document.title, document.edition, document.period, document.body, *texts)).encode())
    content: bytes = front.copy(pages).write_pdf(
        pdf_variant="pdf/a-3a", finisher=_finish, pdf_identifier=identifier.digest()[:16]
    )
    return content


def _front(press: Press, parts: list[weasyprint.Document]) -> weasyprint.Document:
    """Title page and contents that know the page of every anchor, their own length included."""
    front = press.front({})
    for _ in range(ROUNDS):
        before = len(front.pages)
        numbers: dict[str, int] = {}
        for at, page in enumerate((page for part in parts for page in part.pages), before + 1):
            for anchor in page.anchors:
                numbers.setdefault(anchor, at)
        front = press.front(numbers)
        if len(front.pages) == before:
            break
    return front


def _fill_margins(press: Press, pages: list[Page]) -> None:
    """Give each page the margins that were laid out when all page numbers were known, in place of its own empty ones."""
    boxes = [_box(page) for page in pages]
    filled = press.margins([box.page_type.name or "" for box in boxes])
    for box, page in zip(boxes, filled.pages, strict=True):
        own = [child for child in box.children if not isinstance(child, MarginBox)]
        box.children = [*own, *(child for child in _box(page).children if isinstance(child, MarginBox))]


def _box(page: Page) -> PageBox:
    """The one thing taken from WeasyPrint that it does not promise: without it, every page would be laid out twice."""
    return page._page_box  # noqa: SLF001


_PROPERTY: Final = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description></rdf:li>"
)
_ACCESSIBLE: Final = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    f"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{_PROPERTY}</rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"
)


def _finish(_: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Say in the metadata of a PDF/A file that it is PDF/UA as well, and leave no stream whose end could be misread."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream):
            if "Metadata" in str(each.extra.get("Type", "")):
                each.compress = False  # the validators that we know want to read it without unpacking
                each.stream = [part.replace(b"</rdf:RDF>", _ACCESSIBLE.encode()) for part in each.stream]
            elif each.compress and _packed(each)[-1:] in b"\r\n":
                each.compress = False


def _packed(stream: pydyf.Stream) -> bytes:
    """What a compressed stream holds. If its last byte looks like a line end, readers may take it for the one before ``endstream``."""
    written: bytes = stream.data
    return written.rpartition(b"\nendstream")[0]
