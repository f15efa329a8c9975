"""Bytes to text: UTF-8 only, whatever the line ends, and nothing in it that is not text."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import Final

from concept_cli.diagnostics import ConceptError, Diagnostic, Place, Report
from concept_cli.wording import findings

LIMIT: Final = 4_000_000
"""Bytes that a project file may have."""
LINES: Final = 200_000
"""Lines that it may have: short ones cost more than they weigh."""

CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f]")


def read_text(path: str, content: bytes, report: Report) -> str | None:
    r"""The text of a project file with ``\n`` as its only line end and without a byte order mark, or None with a finding.

    Control characters are reported and stand in the text as U+FFFD, so that places stay true.
    """
    if len(content) > LIMIT:
        report(findings.TOO_LARGE.at(Place(path), size=f"{len(content):,} bytes", limit=f"{LIMIT:,}"))
        return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        report(findings.ENCODING.at(Place(path), reason="it is UTF-16"))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        report(findings.ENCODING.at(_place_of_byte(path, content, error.start), reason=_reason(content, error.start)))
        return None
    text = text.removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > LINES:
        report(findings.TOO_LARGE.at(Place(path), size=f"{lines:,} lines", limit=f"{LINES:,}"))
        return None
    if len(_NO_TEXT.findall(text)) > max(4, len(text) // 10):
        report(findings.ENCODING.at(Place(path), reason="it looks like UTF-16 or no text at all"))
        return None
    return clean(text, Place(path), report)


@dataclass(frozen=True, slots=True)
class Typed:
    r"""The words of a file, with line ends ``\n`` only, and what has to be known to write such a file again."""

    words: str
    mark: bytes
    ends: str

    def bytes_of(self, words: str) -> bytes:
        """Other words as a file of the same kind."""
        return self.mark + words.replace("\n", self.ends).encode("utf-8")


def read_typed(path: str, content: bytes) -> Typed:
    """A file's text, to be written again. ConceptError for what is none, or has signs in it that would be lost."""
    found: list[Diagnostic] = []
    words = read_text(path, content, found.append)
    ends = {b"\r\n": content.count(b"\r\n")}
    ends |= {b"\n": content.count(b"\n") - ends[b"\r\n"], b"\r": content.count(b"\r") - ends[b"\r\n"]}
    if words is not None and (sum(map(bool, ends.values())) > 1 or ends[b"\r"]):
        raise ConceptError(
            f"{path} has line ends of several kinds.", "Save it with one kind, as any editor does, and merge again."
        )
    if words is None or found:
        raise ConceptError(f"{path} is no text that can be merged.", "Mend it first, or merge by hand.", tuple(found))
    return Typed(words, BOM_UTF8 * content.startswith(BOM_UTF8), "\r\n" if b"\r\n" in content else "\n")


def clean(text: str, start: Place, report: Report, unwanted: re.Pattern[str] = CONTROL) -> str:
    """The text with its control characters reported and replaced by U+FFFD; ``start`` is the place of its first character."""
    found = [match.start() for match in unwanted.finditer(text)]
    for offset in found[:20]:  # a binary file would bring thousands; twenty tell the same
        line = text.count("\n", 0, offset)
        column = offset - text.rfind("\n", 0, offset) if line else start.column + offset
        report(findings.CONTROL_CHARACTER.at(Place(start.path, start.line + line, column), code=f"U+{ord(text[offset]):04X}"))
    return unwanted.sub("\N{REPLACEMENT CHARACTER}", text) if found else text


def _place_of_byte(path: str, content: bytes, offset: int) -> Place:
    before = content[:offset].decode("utf-8").removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n").replace("\r", "\n")
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _reason(content: bytes, offset: int) -> str:
    """What the bytes probably are: most files that are not UTF-8 come from an old Russian Windows."""
    byte = f"byte {content[offset]:02X} is not UTF-8"
    if b"\0" in content[:4096]:
        return byte + "; the file looks like UTF-16 or no text at all"
    letters = sum(1 for each in content if each >= 0xC0)
    high = sum(1 for each in content if each >= 0x80)
    return byte + ("; the letters look like Windows-1251" if letters > 0.8 * high else "")
