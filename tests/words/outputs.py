"""Outputs to what they say: each format read by a library or program that did not write it."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final
from zipfile import ZipFile

from lxml import etree, html

from tests.words.project import Document, normal
from tests.words.sections import ALT, BULLET, MARKS, Said, read

Element = Any
TITLE_LINES: Final = {
    "html": ("body", "title", "period", "draft", "errors"),
    "pdf": ("body", "title", "period", "draft", "errors"),
    "docx": ("body", "title", "period", "draft", "errors"),
    "md": ("title", "body", "period", "edition", "errors"),
}
"""The lines of each format's title page, in order."""


@dataclass
class Output:
    """What an output says: lines of the title page, contents with their heading, text, notes in order of their numbers.

    ``heads`` are the first rows of tables, which paper repeats; ``drawn`` are the words in pictures, which are text on paper only.
    """

    title: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)

    def as_typed(self) -> Output:
        """The same with quotation marks, dashes and apostrophes as keyboards have them: which of them are set is no loss of words."""
        title, contents, body = ([typed(each) for each in lines] for lines in (self.title, self.contents, self.body))
        return Output(title, contents, body, [[typed(each) for each in note] for note in self.notes])


_TYPED: Final = str.maketrans("“”„«»‘’–—", '"""""\'\'--')


def typed(words: str) -> str:
    """Words with the signs that keyboards have."""
    return words.translate(_TYPED)


def wanted(document: Document, suffix: str) -> Output:
    """What an output in a format must say."""
    title = [document.title[name] for name in TITLE_LINES[suffix] if document.title[name]]
    drawn = [words for block in (*document.body, *chain(*document.notes)) for words in re.findall("\ue00d(.+?)\ue00e", block)]

    def shown(blocks: list[str]) -> list[str]:
        return [each for each in (normal(re.sub("\ue00d.*?\ue00e", "", block)) for block in blocks) if each]

    return Output(title, document.contents, shown(document.body), [shown(note) for note in document.notes], document.heads, drawn)


def compared(document: Document, suffix: str, content: bytes) -> list[str]:
    """Every difference between what a document must say and what an output says; none when its words are conserved."""
    if suffix == "pdf":
        from tests.words.paper import compared_on_paper

        header = " ".join((document.title["short"] or document.title["title"], document.title["draft"]))
        return compared_on_paper(wanted(document, "pdf"), document.language, header, content)
    must, says = wanted(document, suffix), {"html": from_html, "docx": from_docx, "md": from_markdown}[suffix](content)
    if suffix != "md":
        must, says = must.as_typed(), says.as_typed()
    found = differences("title", must.title, says.title)
    found += differences("contents", must.contents, says.contents)
    found += differences("text", must.body, says.body)
    found += differences("number of notes", [str(len(must.notes))], [str(len(says.notes))])
    for number, (note, said) in enumerate(zip(must.notes, says.notes, strict=False), 1):
        found += differences(f"note {number}", note, said)
    return found


def differences(where: str, must: list[str], says: list[str]) -> list[str]:
    """Where two lists of blocks differ, in order: what is missing and what is too much."""
    from difflib import SequenceMatcher

    if must == says:
        return []
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, must, says, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(f"{where}: block {a + 1} must say {must[a:b]!r} and says {says[c:d]!r}")
    return found


# -------------------------------------------------------------------- HTML

_BLOCK_TAGS: Final = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr td th caption figure figcaption pre blockquote div section".split()
)


class _Flow:
    """Gathers words into blocks."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.words: list[str] = []

    def add(self, words: str | None) -> None:
        self.words.append(words or "")

    def end(self) -> None:
        block = normal("".join(self.words))
        if block:
            self.blocks.append(block)
        self.words = []


def from_html(content: bytes) -> Output:
    """What a web page says."""
    page: Any = html.document_fromstring(content.decode("utf-8"))
    [main], [title] = page.xpath("//main"), page.xpath("//header[@class='title']")
    found = Output(
        title=_html_blocks(title), contents=[normal(each.text_content()) for each in page.xpath("//nav//summary | //nav//a")]
    )
    for notes in main.xpath("./section[@role='doc-endnotes']"):
        found.notes = [_html_blocks(each) for each in notes.xpath("./ol/li")]
        main.remove(notes)
    found.body = _html_blocks(main)
    return found


def _html_blocks(element: Element) -> list[str]:
    flow = _Flow()
    _html_flow(element, flow)
    flow.end()
    return flow.blocks


def _html_flow(element: Element, flow: _Flow) -> None:
    if not isinstance(element.tag, str):
        return
    block = element.tag in _BLOCK_TAGS
    if block:
        flow.end()
    if element.tag == "li" and element.getparent().tag == "ul":
        flow.add(BULLET)
        flow.end()
    if element.tag == "img":
        flow.add(ALT.format(element.get("alt")))
    if element.tag == "svg":  # one picture, whose alternative text says all that is written in it
        flow.add(ALT.format(element.get("aria-label")))
        return
    flow.add(" " if element.tag == "br" else element.text)
    for child in element:
        _html_flow(child, flow)
        flow.add(child.tail)
    if block or element.get("class") == "label":
        flow.end()


# ---------------------------------------------------------------- Markdown


def from_markdown(content: bytes) -> Output:
    """What a Markdown output says, read with the reader that reads the sections."""
    text = read(content.decode("utf-8"), breaks=True)
    headings = [at for at, said in enumerate(text.blocks) if said.kind == "heading"]
    title, contents, first = headings[:3]
    assert title == 0
    return Output(
        title=_said(text.blocks[:contents]),
        contents=[each for each in _said(text.blocks[contents:first]) if each != BULLET],
        body=_said(text.blocks[first:]),
        notes=[_said(text.notes[label]) for label in sorted(text.notes, key=int)],
    )


def _said(blocks: list[Said]) -> list[str]:
    opened, closed, _ = MARKS["note"]
    lines = [line for block in blocks for line in (block.words.split("\n") if block.kind == "figure" else [block.words])]
    return [shown for line in lines if (shown := normal(re.sub(f"{opened}(.*?){closed}|\ue00d.*?\ue00e", r"\1", line)))]


# -------------------------------------------------------------------- DOCX

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DESCRIPTION: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def from_docx(content: bytes) -> Output:
    """What a Word file says: labels as its numbering counts them, calls of notes as Word shows them."""
    with ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        parts = {
            name: etree.fromstring(package.read(f"word/{name}.xml"))
            for name in ("document", "numbering", "footnotes")
            if f"word/{name}.xml" in names
        }
    word = _Word(parts)
    [body] = parts["document"].findall(f"{_W}body")
    [contents] = body.findall(f"{_W}sdt")
    children = list(body)
    at = children.index(contents)
    found = Output(
        title=[each for child in children[:at] for each in word.blocks(child)],
        contents=[
            each.removesuffix(" …") for paragraph in contents.iter(f"{_W}p") for each in word.blocks(paragraph)
        ],  # "…" stands for the page until a program has counted it
        body=[each for child in children[at + 1 :] for each in word.blocks(child)],
    )
    found.notes = [word.note(number) for number in sorted(word.calls.values())]
    return found


class _Word:
    def __init__(self, parts: dict[str, Element]) -> None:
        self.parts = parts
        self.calls: dict[str, int] = {}
        """The number under which each footnote is called, by the id that joins them."""
        self.counted = 0
        self.paragraphs = 0
        """How many paragraphs have had their number in the margin."""
        self.counters: Counter[str] = Counter()

    def blocks(self, element: Element) -> list[str]:
        """The blocks in an element, in order."""
        if element.tag != f"{_W}p":
            return [each for child in element if isinstance(child.tag, str) for each in self.blocks(child)]
        if element.find(f"{_W}pPr/{_W}pStyle[@{_W}val='MarginNumber']") is not None:
            self.paragraphs += 1
            return [] if self.words(element) == str(self.paragraphs) else [self.words(element)]
        for boxed in element.findall(f".//{_W}txbxContent"):  # where no frame can be, the number has a box in the paragraph
            self.paragraphs += 1
            if self.words(boxed) == str(self.paragraphs):
                boxed.clear()
        label = self.label(element.find(f"{_W}pPr/{_W}numPr"))
        return [each for each in (label, normal(self.words(element))) if each]

    def words(self, paragraph: Element) -> str:
        words = ""
        for run in paragraph.iter(f"{_W}r"):
            call = run.find(f"{_W}footnoteReference")
            if call is not None:
                words += self.call(run, call, beside=self.follows_call(run))
                continue
            if self.keeps_calls_apart(run):
                continue
            for each in run:
                match each.tag.removeprefix(_W):
                    case "t":
                        words += each.text or ""
                    case "br" | "tab":
                        words += " "
                    case "drawing":
                        words += ALT.format(each.find(f".//{_DESCRIPTION}").get("descr"))
        return words

    @staticmethod
    def follows_call(run: Element) -> bool:
        """Whether a call stands directly behind another one (bookmarks between them do not count)."""
        before = run.getprevious()
        while before is not None and (before.tag != f"{_W}r" or _Word.keeps_calls_apart(before)):
            if before.tag not in (f"{_W}r", f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                return False
            before = before.getprevious()
        return before is not None and before.find(f"{_W}footnoteReference") is not None

    @staticmethod
    def keeps_calls_apart(run: Element) -> bool:
        """Whether a run is the raised comma between two calls, which is no word of ours."""
        style = run.find(f"{_W}rPr/{_W}rStyle")
        raised = style is not None and style.get(f"{_W}val") == "FootnoteReference"
        return raised and "".join(each.text or "" for each in run.iter(f"{_W}t")) == ","

    def call(self, run: Element, call: Element, *, beside: bool) -> str:
        """The number that Word shows. Word has no notes in notes: theirs are called beside the note that calls them, not in our text."""
        if call.get(f"{_W}customMarkFollows"):
            shown = "".join(each.text for each in run.iter(f"{_W}t"))
        else:
            self.counted += 1
            shown = str(self.counted)
        self.calls[call.get(f"{_W}id")] = int(shown)
        return "" if beside else shown

    def note(self, number: int) -> list[str]:
        id = next(id for id, called in self.calls.items() if called == number)
        [note] = [each for each in self.parts["footnotes"].findall(f"{_W}footnote") if each.get(f"{_W}id") == id]
        first = note.find(f"{_W}p")
        for run in first.iter(f"{_W}r"):
            style = run.find(f"{_W}rPr/{_W}rStyle")
            if style is not None and style.get(f"{_W}val") == "FootnoteReference":
                mark = "".join(each.text for each in run.iter(f"{_W}t"))
                assert mark in ("", str(number)), f"note {number} calls itself {mark}"
                run.getparent().remove(run)
                break
        return self.blocks(note)

    def label(self, properties: Element) -> str:
        """The label that the numbering gives a paragraph."""
        if properties is None:
            return ""
        number, level = (properties.find(f"{_W}{name}").get(f"{_W}val") for name in ("numId", "ilvl"))
        [num] = [each for each in self.parts["numbering"].findall(f"{_W}num") if each.get(f"{_W}numId") == number]
        kind = num.find(f"{_W}abstractNumId").get(f"{_W}val")
        [abstract] = [
            each for each in self.parts["numbering"].findall(f"{_W}abstractNum") if each.get(f"{_W}abstractNumId") == kind
        ]
        [shape] = [each for each in abstract.findall(f"{_W}lvl") if each.get(f"{_W}ilvl") == level]
        text = shape.find(f"{_W}lvlText").get(f"{_W}val")
        if shape.find(f"{_W}numFmt").get(f"{_W}val") == "bullet":
            return BULLET
        override = num.find(f"{_W}lvlOverride/{_W}startOverride")
        start = int((shape.find(f"{_W}start") if override is None else override).get(f"{_W}val"))
        value = start + self.counters[number]
        self.counters[number] += 1
        return re.sub(r"%\d", str(value), text)
