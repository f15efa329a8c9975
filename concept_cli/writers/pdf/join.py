"""Laid-out parts to one PDF: pages numbered through, contents and margins filled, links across parts, tags, metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from hashlib import sha256
from itertools import groupby
from typing import Final

import pydyf
import weasyprint
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, PageBox

from concept_cli.document import Document, Section
from concept_cli.style import Enclosure, Pictures, Style
from concept_cli.writers.html_changes import compared
from concept_cli.writers.pdf.layout import Press

_LISTS: Final = frozenset({"sources", "abbreviations"})
ROUNDS: Final = 4
"""The contents are laid out until they take as many pages as they say: twice as a rule; a longer page number may wrap a line."""


Joined = tuple[bytes, dict[str, int]]


def joined(document: Document, style: Style, pictures: Pictures, enclosed: Sequence[Enclosure] = ()) -> Joined:
    """The whole document as PDF/A-3a and PDF/UA-1 in one file, and the number of the page on which each anchor stands."""
    press = Press(document, style, pictures)
    together = list(_parts(document.sections))
    texts = [press.markup(part) for part in together]
    parts = [press.part(part) for part in together]
    front = _front(press, parts)
    pages = [page for part in ((front, *parts) if press.has_front else parts) for page in part.pages]
    _fill_margins(press, pages)
    for page in pages:  # WeasyPrint makes a second link of every element inside a link, which no reader could tell apart
        page.links = [link for link in page.links if link[3].element_tag == "a"]
    identifier = sha256(
        "\0".join(
            (press.css, document.title, document.edition, document.period, document.body, compared(document), *texts)
        ).encode()
    )
    for each in enclosed:
        identifier.update(sha256(each.content).digest())
    front.metadata.attachments = [_attached(each) for each in enclosed]
    with _references_kept():
        content: bytes = front.copy(pages).write_pdf(
            pdf_variant="pdf/a-3a", finisher=_finish, pdf_identifier=identifier.digest()[:16]
        )
    return content, _numbers(parts, len(front.pages) if press.has_front else 0)


def _attached(enclosure: Enclosure) -> weasyprint.Attachment:
    """A file inside of the PDF: what the text was made from."""
    day = datetime.combine(enclosure.day, time())
    return weasyprint.Attachment(
        string=enclosure.content,
        name=enclosure.name,
        description=enclosure.about,
        created=day,
        modified=day,
        relationship="Source",
    )


def _parts(sections: Sequence[Section]) -> Iterator[tuple[Section, ...]]:
    """What begins on a page of its own: every top section, but the lists at the end, which are short, one behind the other. Where a
    section stood that moved away is told before the section that follows.
    """
    waiting: tuple[Section, ...] = ()
    for is_list, each in groupby(sections, lambda section: section.role in _LISTS):
        found = tuple(each)
        for part in [found] if is_list else [(section,) for section in found]:
            waiting += part
            if any(not (section.mark and section.mark.kind == "moved-from") for section in part):
                yield waiting
                waiting = ()
    if waiting:
        yield waiting


def numbered(document: Document, style: Style, pictures: Pictures) -> dict[str, int]:
    """The number of the page on which each anchor stands."""
    press = Press(document, style, pictures)
    parts = [press.part(part) for part in _parts(document.sections)]
    return _numbers(parts, len(_front(press, parts).pages))


def _front(press: Press, parts: list[weasyprint.Document]) -> weasyprint.Document:
    """Title page and contents that know the page of every anchor, their own length included."""
    front = press.front({})
    for _ in range(ROUNDS):
        before = len(front.pages) if press.has_front else 0
        front = press.front(_numbers(parts, before))
        if not press.has_front or len(front.pages) == before:
            break
    return front


def _numbers(parts: list[weasyprint.Document], before: int) -> dict[str, int]:
    """The page of every anchor, when so many pages stand before the parts."""
    numbers: dict[str, int] = {}
    for at, page in enumerate((page for part in parts for page in part.pages), before + 1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, at)
    return numbers


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


class _Paged(pydyf.PDF):  # type: ignore[misc]
    """A PDF that keeps the list of its pages' references, which pydyf makes anew for every tag: the square of the pages in all."""

    _kept: tuple[bytes, ...] = ()

    @property
    def page_references(self) -> tuple[bytes, ...]:
        """The references of all pages so far, in order."""
        if len(self._kept) != self.pages["Count"]:
            self._kept = tuple(super().page_references)
        return self._kept


@contextmanager
def _references_kept() -> Iterator[None]:
    """WeasyPrint makes its PDF by the name ``pydyf.PDF``; while it writes ours, that is the one that keeps references."""
    usual = pydyf.PDF
    pydyf.PDF = _Paged
    try:
        yield
    finally:
        pydyf.PDF = usual


class _Made(pydyf.Object):  # type: ignore[misc]
    """A PDF object as bytes: pydyf asks every object for them three times, and packs every stream anew."""

    def __init__(self, made: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self.compressible = made.compressible
        self.data = made.data

    compressible: bool = True
    data: bytes = b""


def _finish(_: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Say in the metadata of a PDF/A file that it is PDF/UA as well, and leave no stream whose end could be misread."""
    for at, each in enumerate(pdf.objects):
        if each.free == "f":
            continue
        if isinstance(each, pydyf.Stream) and "Metadata" in str(each.extra.get("Type", "")):
            each.compress = False  # the validators that we know want to read it without unpacking
            each.stream = [part.replace(b"</rdf:RDF>", _ACCESSIBLE.encode()) for part in each.stream]
        made = _Made(each)
        if isinstance(each, pydyf.Stream) and each.compress and _ends_in_doubt(made.data):
            each.compress = False
            made = _Made(each)
        pdf.objects[at] = made


def _ends_in_doubt(written: bytes) -> bool:
    """Whether the last byte of a stream looks like a line end: readers may take it for the one before ``endstream``."""
    return written.removesuffix(b"\nendstream")[-1:] in b"\r\n"
