"""A CSV file to its cells: in UTF-8, or UTF-16 that says so, and with whatever separates the cells of its first row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from concept_cli.readers.refused import Refused
from concept_cli.readers.sheet import Filling, Sheet

_SAVE_AS: Final = "Save it in Excel as “CSV UTF-8 (Comma delimited)”, or as .xlsx, and send that."
_SEPARATORS: Final = (",", ";", "\t")
_SAYS_SEPARATOR: Final = re.compile(r"sep=([,;\t])\r?\n")
_GUARD: Final = re.compile(r"(?:^|(?<=[;\t\n]))'(?='*[ \u00a0\"]*[=+\-@＝＋－＠])|^'(?='*\t)")
"""The apostrophe that ``writers/csv`` sets before what a program would take for a formula."""


def read_csv(content: bytes) -> Sheet:
    """The cells of a CSV file; rows count as a spreadsheet counts them, whatever lines they take. Raises Refused."""
    text = _decoded(content)
    said = _SAYS_SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else max(_SEPARATORS, key=lambda each: _width(body, each))
    if _width(body, separator) < 2:
        raise Refused("has no first row with several cells, set apart by commas, semicolons or tabs", _SAVE_AS)
    filling = Filling()
    for number, row in _rows(body, separator):
        for column, each in enumerate(row, 1):
            filling.put(number, column, unguarded(each.replace("\r\n", "\n").replace("\r", "\n")))
    return filling.sheet("")


def unguarded(said: str) -> str:
    """A cell's words without the apostrophes that our own CSV has before signs of formulas."""
    return _GUARD.sub("", said)


def _decoded(content: bytes) -> str:
    """The text. An encoding is never guessed: what looks right in it may still have other letters than were typed."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        high = [each for each in content if each >= 0x80]
        russian = sum(each >= 0xC0 for each in high) > 0.8 * len(high)
        raise Refused(
            "is not in UTF-8" + ("; its letters look like Windows-1251" if russian and not wide else ""), _SAVE_AS
        ) from None
    if "\0" in text:
        raise Refused("has characters in it that are no text, as if it were of another kind or encoding", _SAVE_AS)
    return text


def _width(text: str, separator: str) -> int:
    """How many cells a separator makes of the first row that has any; none where it cuts words in quotation marks."""
    try:
        first = next((row for _, row in _rows(text, separator) if any(row)), [])
    except Refused:
        return 0
    return 0 if any(cell.count('"') % 2 for cell in first) else len(first)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    number = 1
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            yield number, row
    except csv.Error as error:
        reason = "a cell of it is too long, or a quotation mark is opened and not closed"
        told = reason if "limit" in str(error) or "end of data" in str(error) else "a quotation mark stands where none may"
        raise Refused(f"cannot be read behind row {number:,}: {told}", _SAVE_AS) from None
