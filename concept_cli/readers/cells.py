"""A table that somebody filled in and sent back (a workbook, CSV or a Word file) to its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.readers.csv import read_csv
from concept_cli.readers.docx import read_docx
from concept_cli.readers.refused import Refused
from concept_cli.readers.sheet import Sheet
from concept_cli.readers.xlsx import read_xlsx

MOST: Final = 20_000_000
"""Bytes that a file may have."""

READERS: Final[Mapping[str, Callable[[bytes], Sheet]]] = MappingProxyType(
    {".xlsx": read_xlsx, ".csv": read_csv, ".docx": read_docx}
)
"""Who reads what, by the end of the file's name."""

_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_KINDS: Final = (
    (re.compile(rb"PK\x03\x04"), "archive", "is an archive, such as a workbook or a Word file"),
    (re.compile(rb"PK\x05\x06"), "empty", "is an empty archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "old", "is of the old Office format (.xls, .doc)"),
    (re.compile(rb"%PDF"), "pdf", "is a PDF"),
    (re.compile(rb"\{\\rtf"), "rtf", "is an RTF text"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*"), "picture", "is a picture"),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml|!--)", re.IGNORECASE),
        "html",
        "is a web page or XML",
    ),
)
_SAVE_AS: Final = "Open it in Excel, Word or LibreOffice, save it as {suffix}, and send that."


def read_cells(name: str, content: bytes) -> Sheet:
    """The table in a file, by the end of its name. Raises ConceptError, with what to do, for a file that cannot be trusted or read."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix not in READERS:
            raise Refused("is none of the files that tables are read from", _SAVE_AS.format(suffix=".xlsx, .csv or .docx"))
        if len(content) > MOST:
            raise Refused(f"has {len(content):,} bytes; at most {MOST:,} are read", "Leave pictures out of it, and send that.")
        _check_kind(suffix, content)
        return READERS[suffix](content)
    except Refused as refused:
        raise ConceptError(f"The file {PurePath(name).name} {refused}.", refused.remedy) from None


def _check_kind(suffix: str, content: bytes) -> None:
    """Raises Refused for a file that is something else than its name says."""
    remedy = _SAVE_AS.format(suffix="CSV UTF-8" if suffix == ".csv" else suffix)
    if not content:
        raise Refused("is empty", remedy)
    kind, told = next(((kind, told) for sign, kind, told in _KINDS if sign.match(content)), ("", f"is no {suffix} file"))
    if kind == ("" if suffix == ".csv" else "archive"):
        return
    if kind == "old" and _PROTECTED in content:
        raise Refused("is protected with a password", "Open it with the password, save it without one, and send that.")
    raise Refused(f"{told}, whatever its name says", remedy)
