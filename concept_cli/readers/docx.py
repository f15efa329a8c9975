"""A Word file to the cells of its table, as they are shown once every tracked change in it is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from concept_cli.readers.package import Package
from concept_cli.readers.refused import Refused
from concept_cli.readers.sheet import COLUMNS, ROWS, Filling, Merged, Sheet
from concept_cli.readers.xml import elements, inner

_AROUND: Final = frozenset(
    {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag", "mc:AlternateContent", "mc:Choice"}
)
"""What may stand around rows, cells and paragraphs without being any."""
_SIGNS: Final = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "w:softHyphen": "\N{SOFT HYPHEN}",
}
_SKIPPED: Final = frozenset({"w:rPr", "w:pPr", "w:sdtPr", "w:tcPr", "w:instrText", "w:delText", "w:delInstrText", "w:rt"})
_GONE: Final = frozenset({"w:del", "w:moveFrom"})
_CAME: Final = frozenset({"w:ins", "w:moveTo"})
_LEFT_OUT: Final = {
    "w:txbxContent": "a text box in it is not read",
    "w:drawing": "a picture in it is not read",
    "w:pict": "a picture in it is not read",
    "w:object": "what is embedded in it is not read",
    "w:footnoteReference": "a note is called in it, which is not read",
    "w:endnoteReference": "a note is called in it, which is not read",
    "w:commentReference": "a comment stands beside it, which is not read",
}
_OFF: Final = frozenset({"0", "false", "off", "none"})
_WHOLE: Final = re.compile(r"\d{1,9}")


def read_docx(content: bytes) -> Sheet:
    """The first table of several columns, and those behind it that have as many; the others are told of. Raises Refused."""
    package = Package(content)
    if package.main.startswith("xl/"):
        raise Refused("is a workbook", "Give its name the end .xlsx.")
    reading = _Reading(_hidden_styles(package))
    for number, table in enumerate(elements(package.main, package.archive.part(package.main), "w:tbl"), 1):
        reading.table(number, table)
    if not reading.columns:
        raise Refused("has no table with several columns in it", "Fill in the table that you were sent, and send that.")
    reading.filling.merged = [each for each in reading.merged.values() if each.down > 1 or each.across > 1]
    return reading.filling.sheet("", cut=False)


def _hidden_styles(package: Package) -> frozenset[str]:
    """The ids of the styles that hide words."""
    part = package.only(package.main, "styles")
    styles = elements(part, package.archive.part(part), "w:style") if part else iter(())
    return frozenset(each.get("w:styleId", "") for each in styles if _on(inner(each, "w:rPr/w:vanish")))


class _Reading:
    """Tables being read into one sheet; rows count through all of them."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.filling = Filling()
        self.hidden_styles = hidden_styles
        self.columns = 0
        self.at = 0
        self.head: list[str] = []
        self.starts: dict[int, Merged] = {}
        self.merged: dict[tuple[int, int], Merged] = {}

    def table(self, number: int, table: Element) -> None:
        """A table, if it is the first or goes on with it."""
        rows = [*_inside(table, "w:tr")]
        columns = max((sum(_span(cell) for cell in _inside(row, "w:tc")) + sum(_skipped(row)) for row in rows), default=0)
        if columns < 2 or (self.columns and columns != self.columns):
            self.filling.remark(0, 0, f"the table number {number} in the file is not read, because it has other columns")
            return
        if self.columns:
            told = f"the table number {number} in the file is read as going on with the one before it"
            self.filling.remark(self.at + 1, 0, told)
            rows = rows[1:] if rows and self.says(rows[0]) == self.head else rows
        elif rows:
            self.head = self.says(rows[0])
        if self.at + len(rows) > ROWS:
            raise Refused(f"has more than {ROWS:,} rows", "Leave in it only the table that is to be read, and send that.")
        self.columns, self.starts = columns, {}
        for row in rows:
            self.row(row)

    def says(self, row: Element) -> list[str]:
        """The words of a row, to compare heads."""
        return [_Words(self.hidden_styles).cell(cell) for cell in _inside(row, "w:tc")]

    def row(self, row: Element) -> None:
        """A row that was not deleted, cell by cell."""
        self.at += 1
        if inner(row, "w:trPr/w:del") is not None:
            self.filling.remark(
                self.at, 0, f"the row is deleted as a tracked change, and not read: {' | '.join(self.says(row))[:200]}"
            )
            return
        if inner(row, "w:trPr/w:ins") is not None:
            self.filling.remark(self.at, 0, "the row is inserted as a tracked change; it is read")
        if _on(inner(row, "w:trPr/w:hidden")):
            self.filling.remark(self.at, 0, "the row is hidden; it is read")
        column = 1 + _skipped(row)[0]
        for cell in _inside(row, "w:tc"):
            self.cell(column, cell)
            column += _span(cell)

    def cell(self, column: int, cell: Element) -> None:
        """A cell, unless it belongs to the one above it."""
        words = _Words(self.hidden_styles)
        said, across = words.cell(cell), _span(cell)
        remarks = [*words.remarks]
        merge = inner(cell, "w:tcPr/w:vMerge")
        above = self.starts.get(column)
        if merge is not None and merge.get("w:val", "continue") == "continue" and above and above.row + above.down == self.at:
            self.starts[column] = Merged(above.row, column, above.down + 1, above.across)
            remarks += [f"it belongs to the cell above it, and its own words are not shown: {said[:200]}"] if said else []
        else:
            self.filling.put(self.at, column, said)
            if merge is not None or across > 1:
                self.starts[column] = Merged(self.at, column, 1, across)
            else:
                self.starts.pop(column, None)
        if column in self.starts:
            self.merged[self.starts[column].row, column] = self.starts[column]
        for each in remarks:
            self.filling.remark(self.at, column, each)


class _Words:
    """The words of a cell, and what must be known of them."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.hidden_styles = hidden_styles
        self.remarks: dict[str, None] = {}

    def cell(self, cell: Element) -> str:
        """The words of a cell, its paragraphs as lines, a table in it with tabs between its cells."""
        if inner(cell, "w:tcPr/w:cellDel") is not None or inner(cell, "w:tcPr/w:cellIns") is not None:
            self.note("the cell itself came or went as a tracked change; it is read")
        lines: list[str] = []
        joins = False
        for each in _inside(cell, "w:p", "w:tbl"):
            said = self.paragraph(each) if each.tag == "w:p" else self.table(each)
            if joins:
                lines[-1] += said
            else:
                lines.append(said)
            joins = any(inner(each, f"w:pPr/w:rPr/{mark}") is not None for mark in _GONE)
        return "\n".join(lines)

    def table(self, table: Element) -> str:
        self.note("a table stands in it; it is read row by row")
        return "\n".join("\t".join(self.cell(cell) for cell in _inside(row, "w:tc")) for row in _inside(table, "w:tr"))

    def paragraph(self, paragraph: Element) -> str:
        if inner(paragraph, "w:pPr/w:numPr") is not None:
            self.note("Word numbers its paragraphs or sets bullets before them; these signs are not read")
        if self.hides(inner(paragraph, "w:pPr"), "w:pStyle"):
            self.note("it has words that are hidden, and not read")
            return ""
        return "".join(self.inside(paragraph))

    def inside(self, element: Element) -> Iterator[str]:
        """The words in an element, in reading order."""
        for each in element:
            name = str(each.tag)
            if name in {"w:t", "m:t"}:
                yield each.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "w:sym":
                yield self.sign(each)
            elif name in _LEFT_OUT:
                self.left_out(each)
            elif name in _GONE:
                self.gone(each)
            elif name == "w:r" and self.hides(inner(each, "w:rPr"), "w:rStyle"):
                self.note(f"it has words that are hidden, and not read: {''.join(_Words(frozenset()).shown(each))[:200]}")
            elif name == "w:sdt" and _on(inner(each, "w:sdtPr/w:showingPlcHdr")):
                continue  # a prompt, which stands where nothing was typed
            elif name not in _SKIPPED:
                if name in _CAME and len(each):
                    self.note("words are inserted in it as a tracked change; they are read")
                yield from self.inside(each)

    def shown(self, run: Element) -> Iterator[str]:
        """The words of a run, were it not hidden."""
        return (each.text or "" for each in run if each.tag == "w:t")

    def gone(self, element: Element) -> None:
        words = "".join(each.text or "" for each in element.iter() if each.tag in {"w:delText", "w:t"})
        if words:
            self.note(f"words are deleted in it as a tracked change, and not read: {words[:200]}")

    def left_out(self, element: Element) -> None:
        boxes = element.tag == "w:txbxContent" or any(each.tag == "w:txbxContent" for each in element.iter())
        self.note(_LEFT_OUT["w:txbxContent" if boxes else str(element.tag)])

    def sign(self, element: Element) -> str:
        """A sign of a face that has signs for letters: nobody can tell here what it looks like."""
        self.note(f"a sign of the face {element.get('w:font', '')[:40]} stands in it and is shown as \N{REPLACEMENT CHARACTER}")
        return "\N{REPLACEMENT CHARACTER}"

    def hides(self, properties: Element | None, style: str) -> bool:
        """Whether properties hide words: by themselves, or by their style unless they say otherwise."""
        if properties is None:
            return False
        own, named = inner(properties, "w:vanish"), inner(properties, style)
        if style == "w:rStyle" and own is not None:
            return _on(own)
        return named is not None and named.get("w:val", "") in self.hidden_styles

    def note(self, said: str) -> None:
        self.remarks.setdefault(said)


def _inside(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names directly in an element, or in what may stand around them."""
    for each in element:
        if each.tag in names:
            yield each
        elif each.tag in _AROUND:
            yield from _inside(each, *names)


def _on(element: Element | None) -> bool:
    return element is not None and element.get("w:val", "1") not in _OFF


def _span(cell: Element) -> int:
    """How many columns a cell takes."""
    return _few(inner(cell, "w:tcPr/w:gridSpan"), 1)


def _skipped(row: Element) -> Sequence[int]:
    """How many columns a row leaves free before and behind its cells."""
    return [_few(inner(row, f"w:trPr/w:{name}"), 0) for name in ("gridBefore", "gridAfter")]


def _few(element: Element | None, otherwise: int) -> int:
    said = element.get("w:val", "") if element is not None else ""
    number = int(said) if _WHOLE.fullmatch(said) else otherwise
    if number > COLUMNS:
        raise Refused(f"has a cell over {number:,} columns; at most {COLUMNS} are read")
    return max(number, otherwise)
