"""Word files: the document tree as OOXML, written directly over the house style's own Word styles.

``word/styles.xml``, ``settings.xml``, ``fontTable.xml``, ``theme.xml`` and ``section.xml`` (page size and margins) come from the style,
filled with the values of the page style; everything else is made here, part by part. Nothing but strings is used, so that a file of
hundreds of pages takes a fraction of a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Cell, Definition, Document, Entry, Item, Meaning, Node, Note, Remark, Row, Section
from concept_cli.style import Pictures, Style
from concept_cli.writers.docx import front, tables
from concept_cli.writers.docx.blocks import (
    BLOCKS,
    draw_definition,
    draw_item,
    draw_meaning,
    draw_note,
    draw_remark,
    draw_section,
    draw_sections,
)
from concept_cli.writers.docx.inlines import INLINES, draw_inlines
from concept_cli.writers.docx.look import TURN, Pages, in_sections, pages, word_style
from concept_cli.writers.docx.margins import add_margins, is_letter
from concept_cli.writers.docx.markup import HEAD, NAMESPACES, attribute
from concept_cli.writers.docx.paragraphs import Frame, inside, paragraph
from concept_cli.writers.docx.pen import Book, Pen
from concept_cli.writers.docx.revisions import unmarked_ends
from concept_cli.writers.docx.runs import Face, language_tag, shape
from concept_cli.writers.docx.seams import settled

_LANGUAGE: Final = re.compile(r'(<w:lang\b[^>]*?w:val=")[^"]*(")')
_ROOTS: Final = {
    "section": "w:sectPr",
    "styles": "w:styles",
    "settings": "w:settings",
    "fontTable": "w:fonts",
    "theme": "a:theme",
}
_BEFORE_TRACKING: Final = re.compile(
    r".*?<w:settings\b[^>]*>(?:\s*(?:<!--.*?-->|<w:(?:writeProtection|view|zoom|removePersonalInformation|removeDateAndTime|doNotDisplay"
    r"PageBoundaries|displayBackgroundShape|printPostScriptOverText|printFractionalCharacterWidth|printFormsData|embedTrueTypeFonts|"
    r"embedSystemFonts|saveSubsetFonts|saveFormsData|mirrorMargins|alignBordersAndEdges|bordersDoNotSurroundHeader|"
    r"bordersDoNotSurroundFooter|gutterAtTop|hideSpellingErrors|hideGrammaticalErrors|activeWritingStyle|proofState|formsDesign|"
    r"attachedTemplate|linkStyles|stylePaneFormatFilter|stylePaneSortMethod|documentType|revisionView)\b[^>]*/>))*",
    re.DOTALL,
)
"""What the schema wants before the setting that tracks changes."""
_HINT: Final = "mend it, or take the project's own file out of templates/: then the toolkit's is used"
_NOTE_RULES: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The document as a Word file: the same bytes for the same document, style and pictures.

    Pictures that are missing or of a kind that Word cannot show are replaced by their description with a visible mark; links to
    anything but the web or a mail address lose the link and keep their words. Raises ConceptError when a Word part of the style
    is missing or broken.
    """
    style = word_style(style, document.language)
    book = Book(document, pictures, style, _pages(document, style))
    frame = Frame(document.language, book.pages.room)
    text, notes = Pen(book), Pen(book, in_notes=True)
    body = ""
    if document.title:
        body = front.title_page(document, frame, text) + (front.contents(document, frame, text) if document.contents else "")
        text.start_page()
    body += draw_sections(document.sections, frame, text)
    _add_text(book, text, settled(body) if document.redline else body)
    book.package.add("word/footnotes.xml", _footnotes(frame.room, notes), notes.relationships)
    if book.comments.placed:
        beside = Pen(book, in_notes=True)
        book.package.add("word/comments.xml", _comments(frame, beside), beside.relationships)
    book.package.add("word/numbering.xml", book.numbering.xml())
    book.package.add("word/styles.xml", _in_language(_template(style, "styles"), document.language))
    settings = _template(style, "settings")
    book.package.add("word/settings.xml", _tracking(settings) if document.redline else settings)
    book.package.add("word/fontTable.xml", _template(style, "fontTable"))
    book.package.add("word/theme/theme1.xml", _template(style, "theme"))
    book.package.add("docProps/core.xml", front.core_properties(document))
    book.package.add("docProps/custom.xml", front.custom_properties(document, book.names.text))
    return book.package.write()


def _pages(document: Document, style: Style) -> Pages:
    """The pages of the style; the first is like all others when there is no title page, and none of a letter."""
    look = pages(_template(style, "section"))
    return look if document.title or is_letter(document) else replace(look, upright=look.upright.replace("<w:titlePg/>", ""))


def _template(style: Style, name: str) -> str:
    """A Word part of the style as text. Raises ConceptError when it is missing, not UTF-8, or not the XML that Word expects there."""
    path = f"word/{name}.xml"
    try:
        text = style.filled(style.text(path))
        ParserCreate().Parse(text.encode("utf-8"), True)
    except KeyError:
        raise ConceptError(f"The house style has no templates/{path}.", "put it there, or install the toolkit again") from None
    except (UnicodeDecodeError, ExpatError) as wrong:
        raise ConceptError(f"templates/{path} cannot be read as XML: {wrong}.", _HINT) from None
    except ValueError as wrong:
        raise ConceptError(f"templates/{path}: {wrong}.", _HINT) from None
    root = _ROOTS[name]
    if f"<{root}" not in text or f"</{root}>" not in text:
        raise ConceptError(f"templates/{path} has no element {root}.", _HINT)
    return text


def _add_text(book: Book, pen: Pen, body: str) -> None:
    """The main part: upright pages, and landscape ones where a table wants them."""
    for name in ("styles", "settings", "fontTable", "numbering", "footnotes", *(("comments",) if book.comments.placed else ())):
        pen.relationships.add(name, f"{name}.xml")
    pen.relationships.add("theme", "theme/theme1.xml")
    margins = add_margins(book, pen.relationships, turned=TURN in body)
    sections = in_sections(body, book.pages, margins)
    whole = f"{HEAD}<w:document {NAMESPACES}><w:body>{sections}</w:body></w:document>"
    book.package.add("word/document.xml", book.numbered(whole), pen.relationships)


def _footnotes(room: int, pen: Pen) -> str:
    """The part with the notes, in the order of their calls."""
    drawn = []
    for each in pen.book.notes.called.values():
        pen.section = each.section
        mark = f"<w:t>{each.mark}</w:t>" if each.mark else "<w:footnoteRef/>"
        frame = Frame(each.section.language, room, style="FootnoteText", mark=each.fate, moves=False)
        said = draw_note(each.note, mark, inside(each.note, frame) or frame, pen)
        if pen.book.document.redline:
            said = unmarked_ends(said) if each.fate else settled(said)
        drawn.append(f'<w:footnote w:id="{each.id}">{said}</w:footnote>')
    return pen.book.numbered(f"{HEAD}<w:footnotes {NAMESPACES}>{_NOTE_RULES}{''.join(drawn)}</w:footnotes>")


def _comments(frame: Frame, pen: Pen) -> str:
    """The part with what is said beside the text."""
    drawn = []
    beside = Frame(frame.language, frame.room, style="CommentText")
    sign = shape("<w:annotationRef/>", Face(frame.language, style="CommentReference"))
    for number, each in pen.book.comments.placed.items():
        pen.lead(sign)
        said = (paragraph(draw_inlines(content, beside.face, pen), beside, pen) for content in each.paragraphs)
        drawn.append(f"{each.opened(number)}{''.join(said) or paragraph('', beside, pen)}</w:comment>")
    return f"{HEAD}<w:comments {NAMESPACES}>{''.join(drawn)}</w:comments>"


def _tracking(settings: str) -> str:
    """The settings with tracking switched on, so that what is typed into a redline can be seen too."""
    if "<w:trackRevisions" in settings:
        return settings
    before = _BEFORE_TRACKING.match(settings)
    assert before  # the element is there, or the template had been refused
    return f"{before[0]}<w:trackRevisions/>{settings[before.end() :]}"


def _in_language(styles: str, language: str) -> str:
    """The styles with the document's language as their default, so that words typed later are in it too."""
    return _LANGUAGE.sub(rf"\g<1>{attribute(language_tag(language))}\g<2>", styles, count=1)


DRAWN: Final[Mapping[type[Node], Callable[..., str]]] = MappingProxyType(
    {
        **INLINES,
        **BLOCKS,
        Item: draw_item,
        Row: tables.row,
        Cell: tables.cell,
        Definition: draw_definition,
        Meaning: draw_meaning,
        Note: draw_note,
        Remark: draw_remark,
        Section: draw_section,
        Entry: front.entry,
    }
)
"""Which function draws which node: inlines and blocks by themselves, the others by what they stand in. The document is :func:`write`."""
