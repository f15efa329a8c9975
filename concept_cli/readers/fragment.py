"""A fragment's text to its head and its body."""

from __future__ import annotations

import re
from typing import Final

from concept_cli.diagnostics import Place, Report
from concept_cli.model import Fragment, Raw, SectionHead, TranslationHead
from concept_cli.readers.markdown import read_markdown
from concept_cli.readers.yaml import read_yaml
from concept_cli.schema import read_record
from concept_cli.wording import findings

NAME: Final = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?:\.([a-z]{2,3}))?\.md")
"""File names of fragments: ID.md in the working language, ID.LANGUAGE.md beside it."""

_FIELDS: Final = (*SectionHead.model_fields, *TranslationHead.model_fields)
_FIELD: Final = re.compile(rf"(?:{'|'.join(_FIELDS)})\s*:(?:\s|$)", re.IGNORECASE)


def read_fragment(path: str, id: str, language: str, text: str, report: Report, *, translation: bool) -> Fragment:
    """The fragment in a file; a head that cannot be read was reported and is None."""
    raw, body, first_line = split_head(path, text, report)
    head = None
    if raw is not None:
        head = read_record(raw, TranslationHead, report) if translation else read_record(raw, SectionHead, report)
    made = read_markdown(path, body, first_line, report)
    return Fragment(id, language, path, text, head, made.blocks, made.notes, made.abbreviations)


def split_head(path: str, text: str, report: Report) -> tuple[Raw | None, str, int]:
    """The head as raw fields (None with a finding), the body's text and the line it begins in."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        end = _end_of_fields(lines)
        if end is None:
            report(findings.HEAD_MISSING.at(Place(path)))
            return None, text, 1
        closed = end < len(lines) and lines[end].rstrip() == "---"
        hint = "put a line “---” above the first field" + ("" if closed else ", and one below the last")
        report(findings.HEAD_MISSING.at(Place(path), hint=hint))
        return None, "\n".join(lines[end + closed :]), end + closed + 1
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        report(findings.HEAD_UNCLOSED.at(Place(path)))
        return None, "", len(lines)
    raw = read_yaml(path, "\n".join(lines[1:end]), report, first_line=2)
    return raw, "\n".join(lines[end + 1 :]), end + 2


def _end_of_fields(lines: list[str]) -> int | None:
    """The number of lines at the beginning that are fields, though no line “---” stands above them; None when they are none."""
    if not _FIELD.match(lines[0]):
        return None
    inside = (_FIELD.match(line) or (line.startswith((" ", "-")) and line.rstrip() != "---") for line in lines)
    return next((number for number, each in enumerate(inside) if not each), len(lines))
