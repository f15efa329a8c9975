"""Word files to the words that are left when every change is accepted, or rejected, by the rules of ISO/IEC 29500-1, 17.13.5.

Read with lxml alone: what is inserted or moved here goes when it is rejected, what is deleted or moved away when it is accepted; a
paragraph whose end goes is continued by the next one; a row or a cell goes whole; a footnote goes with its call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GOES = {
    True: {f"{W}del", f"{W}moveFrom", f"{W}cellDel"},
    False: {f"{W}ins", f"{W}moveTo", f"{W}cellIns"},
}
_SAID = {f"{W}t", f"{W}delText"}
_WHITE = {f"{W}tab", f"{W}br", f"{W}cr"}


@dataclass(frozen=True)
class Left:
    """The words of paragraphs and cells in reading order, those of the notes in the order of their calls, and how many paragraphs are
    left empty where something was taken away.
    """

    words: list[str]
    notes: list[str]
    emptied: int


def text(element: etree._Element) -> str:
    """Every word under an element, whatever becomes of it."""
    return " ".join(each.text or "" for each in element.iter(*_SAID))


def left(content: bytes, *, accepted: bool) -> Left:
    """What is left of a file."""
    with ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
        notes = {each.get(f"{W}id"): each for each in etree.fromstring(package.read("word/footnotes.xml"))}
    reading = _Reading(_GOES[accepted])
    blocks = list(reading.story(body))
    said = [" ".join(filter(None, reading.story(notes[each]))) for each in reading.called]
    return Left([each for each in blocks if each], said, reading.emptied)


class _Reading:
    """Reads one file with one verdict; ``called`` are the ids of the notes whose calls are left."""

    def __init__(self, goes: set[str]) -> None:
        self.goes = goes
        self.called: list[str] = []
        self.emptied = 0

    def story(self, parent: etree._Element) -> Iterator[str]:
        """The words of each paragraph and cell, empty ones too."""
        begun, taken = "", False
        for each in _blocks(parent):
            if each.tag == f"{W}p":
                begun += self.paragraph(each)
                if self._gone(each.find(f"{W}pPr/{W}rPr")):
                    taken = True
                    continue
                yield _normal(begun)
                self.emptied += bool(
                    not begun.strip() and each.find(f".//{W}r") is not None and each.find(f".//{W}drawing") is None
                )
                begun, taken = "", False
                continue
            if taken and begun.strip():  # nothing can be joined with a table
                yield _normal(begun)
            self.emptied += taken and not begun.strip() and bool(self._rows(each))
            begun, taken = "", False
            for row in self._rows(each):
                for cell in row.iterchildren(f"{W}tc"):
                    if not self._gone(cell.find(f"{W}tcPr")):
                        yield " ".join(filter(None, self.story(cell)))
        if taken:
            yield _normal(begun)
            self.emptied += not begun.strip()

    def paragraph(self, element: etree._Element) -> str:
        """The words of a paragraph that do not go."""
        words = ""
        for each in element.iter(*_SAID, *_WHITE, f"{W}footnoteReference"):
            above = list(each.iterancestors())
            if any(outer.tag in self.goes for outer in above[: above.index(element)]):
                continue
            if each.tag == f"{W}footnoteReference":
                self.called.append(str(each.get(f"{W}id")))
            else:
                words += " " if each.tag in _WHITE else each.text or ""
        return words

    def _rows(self, table: etree._Element) -> list[etree._Element]:
        return [each for each in table.iterchildren(f"{W}tr") if not self._gone(each.find(f"{W}trPr"))]

    def _gone(self, properties: etree._Element | None) -> bool:
        return properties is not None and any(each.tag in self.goes for each in properties)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for each in parent:
        if each.tag == f"{W}sdt":
            yield from each.iterfind(f"{W}sdtContent/*")
        elif each.tag in (f"{W}p", f"{W}tbl"):
            yield each


def _normal(words: str) -> str:
    """Words set apart by single spaces, without the joiner that only keeps two calls apart."""
    return " ".join(words.replace("\u2060", "").split())
