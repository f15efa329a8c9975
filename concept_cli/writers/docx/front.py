"""What stands around the text: title page, contents, header, footer, and what the file says about itself."""

from __future__ import annotations

from typing import Final

from concept_cli.document import Document, Entry
from concept_cli.wording.terms import term
from concept_cli.writers.docx.markup import HEAD, NAMESPACES, escape
from concept_cli.writers.docx.paragraphs import Frame, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.runs import field, jump, language_tag, run

_CONTENTS_LEVELS: Final = 9
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The identifier that Office gives all custom properties."""
_SLOT: Final = "\x01"
_SECOND_SLOT: Final = "\x02"


def title_page(document: Document, frame: Frame, pen: Pen) -> str:
    """Title, edition, period, who answers for it, and how many errors the sources had."""
    lines = [
        ("Title", document.title),
        ("Subtitle", document.edition),
        ("Subtitle", f"{term('period', document.language)} {document.period}" if document.period else ""),
        ("Subtitle", document.body),
    ]
    if document.errors:
        lines.append(("Notice", term("errors", document.language, count=document.errors)))
    return "".join(paragraph(run(words, frame.face), frame, pen, style) for style, words in lines if words)


def contents(document: Document, frame: Frame, pen: Pen) -> str:
    """The contents as a field whose result stands there already, each line leading to its heading.

    The result has no page numbers: only a program that lays out the pages knows them, and it adds them when asked to update.
    """
    heading = paragraph(run(term("contents", frame.language), frame.face), frame, pen, "TOCHeading")
    deepest = max(min(each.level, _CONTENTS_LEVELS) for each in document.contents)
    opened, _, closed = field(f'TOC \\o "1-{deepest}" \\h \\z', _SLOT, frame.face).partition(_SLOT)
    lines = []
    for number, each in enumerate(document.contents, 1):
        before, after = opened if number == 1 else "", closed if number == len(document.contents) else ""
        style = f"TOC{min(each.level, _CONTENTS_LEVELS)}"
        lines.append(paragraph(before + entry(each, frame, pen) + after, frame, pen, style))
    properties = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{heading}{''.join(lines)}</w:sdtContent></w:sdt>"


def entry(node: Entry, frame: Frame, pen: Pen) -> str:
    """The words of a line of the contents, leading to their heading."""
    name = pen.book.names.get(node.anchor, "")
    words = run(" ".join(filter(None, (node.number, node.words))), frame.face)
    return jump(name, words) if name else words


def header(document: Document, frame: Frame, pen: Pen) -> str:
    """The part that every page but the first carries at its head: title and edition."""
    words = " · ".join(filter(None, (document.title, document.edition)))
    return f"{HEAD}<w:hdr {NAMESPACES}>{paragraph(run(words, frame.face), frame, pen, 'Header')}</w:hdr>"


def footer(frame: Frame, pen: Pen) -> str:
    """The part that every page but the first carries at its foot: its number and how many there are."""
    fields = {_SLOT: "PAGE", _SECOND_SLOT: "NUMPAGES"}
    words = term("page", frame.language, page=f"|{_SLOT}|", pages=f"|{_SECOND_SLOT}|")
    runs = (
        field(fields[each], run("1", frame.face), frame.face) if each in fields else run(each, frame.face)
        for each in words.split("|")
    )
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph(''.join(runs), frame, pen, 'Footer')}</w:ftr>"


def core_properties(document: Document) -> str:
    """The part that names title, language and body. It holds no dates: the same sources make the same bytes on any day."""
    creator = f"<dc:creator>{escape(document.body)}</dc:creator>" if document.body else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(document.title)}</dc:title>{creator}'
        f"<dc:language>{escape(language_tag(document.language))}</dc:language></cp:coreProperties>"
    )


def custom_properties(document: Document) -> str:
    """The part by which a copy that comes back is known again: which document, in which language, at which edition."""
    values = {"concept-id": document.id, "concept-language": document.language, "concept-edition": document.edition}
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
