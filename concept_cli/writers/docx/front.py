"""What stands before the text, and what the file says about itself: title page, contents, properties."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Final

from concept_cli.document import Change, Document, Entry, Mark, Marked, Part, walk
from concept_cli.wording.terms import draft_name, term
from concept_cli.writers.docx.markup import HEAD, escape
from concept_cli.writers.docx.paragraphs import Frame, paragraph
from concept_cli.writers.docx.pen import Pen
from concept_cli.writers.docx.runs import field, jump, language_tag, run, shape

_YEARS: Final = re.compile(r"\s((?:\w{1,3}\s)?\d{4}–\d{4}.*)")
_ONE_LINE: Final = 25
"""Characters of a title that stand on one line in any case."""
_FIELDS: Final = {"TitleBody": "body", "Title": "title", "Subtitle": "period", "TitleState": "state"}
"""What the lines of the title page are made of, by their styles."""
_CONTENTS_LEVELS: Final = 9
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The identifier that Office gives all custom properties."""


def title_page(document: Document, frame: Frame, pen: Pen) -> str:
    """Who answers for the document, title, period, state and edition, and how many errors the sources had."""
    names = {each.name for each in fields(document)}
    older = replace(document, **{name: value for name, value in document.before if name in names})
    drawn = []
    for style, words in _said(document).items():
        if style == "Title" and pen.book.style.values["title-band"] == "on":
            drawn.append(paragraph("", frame, pen, "TitleBar"))
        drawn.append(_title_line(style, _said(older)[style], words, frame, pen))
    return "".join(drawn)


def _said(document: Document) -> dict[str, str]:
    """What the title page says, by the styles of its lines, in order."""
    return {
        "TitleBody": document.body,
        "Title": document.title,
        "Subtitle": f"{term('period', document.language)} {document.period}" if document.period else "",
        "TitleState": draft_name(document.state, document.edition, document.language),
        "Notice": term("errors", document.language, count=document.errors) if document.errors else "",
    }


def _title_line(style: str, before: str, words: str, frame: Frame, pen: Pen) -> str:
    """A line of the title page; in a redline with what it was before, as changed by whoever is known to have changed it."""
    if before == words:
        return paragraph(_lines(style, words, frame), frame, pen, style) if words else ""
    deleted, inserted = (replace(_mark_of(style, pen.book.document), kind=kind) for kind in ("deleted", "inserted"))
    said = "".join(
        _lines(style, each, replace(frame, mark=mark)) for each, mark in ((before, deleted), (words, inserted)) if each
    )
    said = pen.explained(said, inserted, frame.face)
    return paragraph(said, frame, pen, style, end=None if before and words else inserted if words else deleted)


def _mark_of(style: str, document: Document) -> Mark:
    """The mark of a line of the title page: that of whoever explained its change, else of whoever made the first change of the text that
    nobody explained.
    """
    change = _changes(document).get(_FIELDS.get(style, ""))
    if change and change.explained:
        return Mark(kind="inserted", change=change.number, who=change.who, when=change.when, why=change.why)
    explained = {each.number for each in document.redline.changes if each.explained} if document.redline else set()
    marks = (each.mark for each in walk(document) if isinstance(each, Part | Marked) and each.mark)
    return replace(next((each for each in marks if each.change not in explained), Mark(kind="inserted")), change=0)


def _changes(document: Document) -> dict[str, Change]:
    """The changes of the title page by the fields that they are about."""
    listed = (
        {(each.before, each.after): each for each in document.redline.changes if not each.section} if document.redline else {}
    )
    pairs = {name: (str(value), str(getattr(document, name))) for name, value in document.before if name in _FIELDS.values()}
    return {name: listed[pair] for name, pair in pairs.items() if pair in listed}


def _lines(style: str, words: str, frame: Frame) -> str:
    """The words of a line of the title page. Years that end a long title begin a line: else Word ends one inside of 2024–2029."""
    years = _YEARS.search(words, _ONE_LINE) if style == "Title" else None
    parts = [words[: years.start()], years[1]] if years else [words]
    return shape("<w:br/>", frame.face).join(run(each, frame.face) for each in parts)


def contents(document: Document, frame: Frame, pen: Pen) -> str:
    """The contents: each line leads to its heading and ends with a field for the page it stands on.

    Only a program that lays out the pages knows these, and a guess would be taken for the truth: the fields are empty until then.
    LibreOffice fills them when it opens the file, Word when it prints or updates fields (Ctrl+A, F9). Asking Word to do so on opening
    would make it show every reader a question about "other files". A field around all the lines would keep LibreOffice from filling.
    """
    heading = paragraph(run(term("contents", frame.language), frame.face), frame, pen, "TOCHeading")
    lines = (paragraph(entry(each, frame, pen), frame, pen, f"TOC{_level(each)}") for each in document.contents)
    properties = '<w:sdtPr><w:tag w:val="contents"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{heading}{''.join(lines)}</w:sdtContent></w:sdt>"


def _level(node: Entry) -> int:
    return min(node.level, _CONTENTS_LEVELS)


def entry(node: Entry, frame: Frame, pen: Pen) -> str:
    """The words of a line of the contents and the field for its page, leading to their heading."""
    name = pen.book.names.bookmarks.get(node.anchor, "")
    words = run(" ".join(filter(None, (node.number, node.words))), frame.face)
    page = field(f"PAGEREF {name} \\h", run("…", frame.face), frame.face)
    return jump(name, words + shape("<w:tab/>", frame.face) + page) if name else words


def core_properties(document: Document) -> str:
    """The part that names title, draft, language and body. It holds no dates: the same sources make the same bytes on any day."""
    creator = f"<dc:creator>{escape(document.body)}</dc:creator>" if document.body else ""
    draft = draft_name(document.state, document.edition, document.language)
    subject = f"<dc:subject>{escape(draft)}</dc:subject>" if draft else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(document.title)}</dc:title>{subject}{creator}'
        f"<dc:language>{escape(language_tag(document.language))}</dc:language></cp:coreProperties>"
    )


def custom_properties(document: Document, text: str) -> str:
    """The part by which a copy that comes back is known again: which document, language, edition and state, and the hash of its text."""
    values = {
        "concept-id": document.id,
        "concept-language": document.language,
        "concept-edition": document.edition,
        "concept-state": document.state,
        "concept-text": text,
    }
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
