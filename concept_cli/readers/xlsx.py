"""A workbook to the cells of its table, as they are shown.

Our own reader over a checked archive, not openpyxl: that unpacks without limits, and tells of formulas, hidden rows and merged cells only
when it keeps the whole workbook in memory twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import Element

from concept_cli.readers.numbers import BUILT_IN, shown
from concept_cli.readers.package import Package
from concept_cli.readers.refused import Refused
from concept_cli.readers.sheet import COLUMNS, ROWS, Filling, Merged, Sheet
from concept_cli.readers.xml import elements

_SHEETS: Final = 100
_MERGED: Final = 10_000
"""Cells of a sheet that reach over others."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_WHOLE: Final = re.compile(r"\d{1,9}")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = frozenset({"1", "true", "on"})
_BESIDE: Final = {
    "comments": "comments stand beside its cells, which are not read",
    "threadedComment": "comments stand beside its cells, which are not read",
    "drawing": "pictures or text boxes lie on it, which are not read",
}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class _Book:
    """What all sheets of a workbook share."""

    def __init__(self, content: bytes) -> None:
        self.package = Package(content)
        if self.package.main.startswith("word/"):
            raise Refused("is a Word file", "Give its name the end .docx.")
        if self.package.main.endswith(".bin"):
            raise Refused("is a binary workbook", "Save it in Excel as .xlsx, and send that.")

    def parts(self, part: str, *wanted: str) -> Iterator[Element]:
        """Elements of a part; none when there is no such part."""
        return elements(part, self.package.archive.part(part), *wanted) if part else iter(())

    @cached_property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904, as old Macintoshes did."""
        return any(each.get("date1904") in _TRUE for each in self.parts(self.package.main, "workbookPr"))

    @cached_property
    def strings(self) -> Sequence[str]:
        """The texts that cells name by number."""
        return [_text(each) for each in self.parts(self.package.only(self.package.main, "sharedStrings"), "si")]

    @cached_property
    def formats(self) -> Sequence[str]:
        """The number format of each look that cells name by number."""
        codes, found = dict(BUILT_IN), []
        for each in self.parts(self.package.only(self.package.main, "styles"), "numFmt", "cellXfs"):
            if each.tag == "numFmt":
                codes[_number(each.get("numFmtId"))] = each.get("formatCode", "")
            else:
                found = [codes.get(_number(xf.get("numFmtId")), "?") for xf in each]
        return found

    def sheets(self) -> list[_Listed]:
        """The sheets in their order."""
        related = self.package.related(self.package.main)
        found = []
        for each in self.parts(self.package.main, "sheet"):
            relation = related.get(each.get("r:id", ""))
            if relation and relation.kind == "worksheet":
                found.append(_Listed(each.get("name", ""), relation.target, each.get("state", "visible") != "visible"))
        if len({each.part for each in found}) < len(found):
            raise Refused("is damaged: two of its sheets are one and the same part of the file")
        if len(found) > _SHEETS:
            raise Refused(f"has {len(found):,} sheets", "Leave in it only the sheet with the table, and send that.")
        return found


def read_xlsx(content: bytes) -> Sheet:
    """The first sheet with a row of several cells, those that are shown before those that are hidden. Raises Refused.

    The others are told of where they say anything.
    """
    book = _Book(content)
    listed = book.sheets()
    for each in sorted(listed, key=lambda sheet: sheet.hidden):
        filling = _Reading(book, each).read()
        if any(len(cells) > 1 for cells in filling.cells.values()):
            if each.hidden:
                filling.remark(0, 0, f"the sheet “{each.name}” is hidden; it is read, because no other has a table")
            _tell_of_others(book, [other for other in listed if other is not each], filling)
            return filling.sheet(each.name)
    raise Refused("has no table in any of its sheets", "Fill in the table that you were sent, and send that.")


def _tell_of_others(book: _Book, others: Sequence[_Listed], filling: Filling) -> None:
    for each in others:
        if next(book.parts(each.part, "v", "is"), None) is not None:
            filling.remark(0, 0, f"the {'hidden ' if each.hidden else ''}sheet “{each.name}” is not read")


@dataclass
class _Reading:
    """A sheet being read."""

    book: _Book
    listed: _Listed

    def read(self) -> Filling:
        """All that the sheet says."""
        self.filling = Filling()
        self.columns: list[tuple[int, int]] = []
        self.all_hidden = False
        last = 0
        for each in self.book.parts(self.listed.part, "sheetFormatPr", "col", "row", "mergeCell"):
            if each.tag == "row":
                last = _number(each.get("r"), last + 1)
                self.row(last, each)
            elif each.tag == "col":
                if each.get("hidden") in _TRUE or each.get("width") == "0":
                    self.columns.append((_number(each.get("min")), _number(each.get("max"))))
            elif each.tag == "mergeCell":
                self.merge(each.get("ref", ""))
            else:
                self.all_hidden = each.get("zeroHeight") in _TRUE
        self.tell_of_columns()
        self.tell_of_covered()
        for kind in {each.kind for each in self.book.package.related(self.listed.part).values()}:
            if kind in _BESIDE:
                self.filling.remark(0, 0, _BESIDE[kind])
        return self.filling

    def row(self, number: int, row: Element) -> None:
        """A row, and whether it is hidden."""
        column = 0
        for each in row:
            if each.tag == "c":
                found = _REFERENCE.fullmatch(each.get("r", ""))
                column = _column(found[1]) if found else column + 1
                self.filling.put(number, column, self.cell(number, column, each))
        hidden = row.get("hidden", "1" if self.all_hidden else "0")
        if number in self.filling.cells and (hidden in _TRUE or row.get("ht") == "0"):
            self.filling.remark(number, 0, "the row is hidden or filtered out; it is read")

    def cell(self, row: int, column: int, cell: Element) -> str:
        """The words of a cell as they are shown; of a formula what it came to."""
        said = self.value(row, column, cell)
        if cell.find("f") is not None:
            told = "what it last came to is read" if said else "it holds nothing that could be read"
            self.filling.remark(row, column, f"it is a formula; {told}")
        return said

    def value(self, row: int, column: int, cell: Element) -> str:
        inline, value = cell.find("is"), cell.find("v")
        if inline is not None:
            return _text(inline)
        said = (value.text or "") if value is not None else ""
        match cell.get("t", "n"):
            case "s":
                at = _number(said, len(self.book.strings))
                if at >= len(self.book.strings):
                    raise Refused(f"is damaged: the words of row {row:,} are missing")
                return self.book.strings[at]
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(said, said)
            case "e":
                self.filling.remark(row, column, f"it shows an error, {said[:20]}")
                return said
            case "n":
                at = _number(cell.get("s"))
                text, remark = shown(
                    said, self.book.formats[at] if at < len(self.book.formats) else "General", self.book.from_1904
                )
                if remark:
                    self.filling.remark(row, column, remark)
                return text
            case "d":
                return said.removesuffix("T00:00:00")
            case _:
                return _unescaped(said)

    def merge(self, reference: str) -> None:
        """A cell that reaches over others."""
        begin, _, end = reference.partition(":")
        first, last = _REFERENCE.fullmatch(begin), _REFERENCE.fullmatch(end or begin)
        if first and last:
            row, column = int(first[2]), _column(first[1])
            found = Merged(row, column, int(last[2]) - row + 1, _column(last[1]) - column + 1)
            if found.down < 1 or found.across < 1 or len(self.filling.merged) >= _MERGED:
                raise Refused("is damaged: its merged cells cannot be read")
            self.filling.merged.append(found)

    def tell_of_columns(self) -> None:
        used = {column for cells in self.filling.cells.values() for column in cells}
        for column in sorted(used):
            if any(first <= column <= last for first, last in self.columns):
                self.filling.remark(0, column, "the column is hidden; it is read")

    def tell_of_covered(self) -> None:
        """Say which words stand under a cell that reaches over others, where nobody sees them."""
        rows, looked_at = sorted(self.filling.cells), 0
        for each in self.filling.merged:
            for row in rows[bisect_left(rows, each.row) : bisect_left(rows, each.row + each.down)]:
                looked_at += 1
                if looked_at > ROWS * COLUMNS:
                    raise Refused("is damaged: its merged cells overlap")
                for column in self.filling.cells[row]:
                    inside = each.column <= column < each.column + each.across
                    if inside and (row, column) != (each.row, each.column):
                        self.filling.remark(row, column, "a merged cell covers it; it is read")


def _text(string: Element) -> str:
    """The words of a string in all its faces, without what only tells how to say them."""
    found = [
        each.text or "" for run in string for each in ([run] if run.tag == "t" else run.findall("t") if run.tag == "r" else [])
    ]
    return "".join(map(_unescaped, found))


def _unescaped(said: str) -> str:
    """Words with the characters that XML cannot hold, which Excel writes as ``_x000D_``."""
    if "_x" not in said:
        return said
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _column(name: str) -> int:
    number = 0
    for each in name:
        number = 26 * number + ord(each) - ord("A") + 1
    return number


def _number(said: str | None, otherwise: int = 0) -> int:
    """A whole number, or another where a file has none."""
    return int(said) if said is not None and _WHOLE.fullmatch(said) else otherwise
