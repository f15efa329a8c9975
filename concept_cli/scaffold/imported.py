"""Somebody's Markdown file as the body of a new section: nothing in it is dropped silently."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.readers.text import read_text
from concept_cli.readers.yaml import read_yaml
from concept_cli.sources import Folder, Unreadable

_FIELD: Final = re.compile(r"[\w.-]+\s*:(\s|$)")
_FIRST_HEADING: Final = re.compile(r"#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_MARKUP: Final = re.compile(r"[*_`\[\]<{\\&]")
_LINE_ENDS: Final = re.compile("[\n\u2028\u2029]")  # all that end a comment in YAML


@dataclass(frozen=True, slots=True)
class Imported:
    """A Markdown file: the title in its head, else its first heading if that begins it (may be empty); the head's other lines; the text."""

    title: str
    head: tuple[str, ...]
    body: str


def read_import(path: Path) -> Imported:
    """The Markdown file at a path anywhere on this computer, of any line ends. ConceptError when it is no UTF-8 text."""
    real = Path(os.path.realpath(path))
    try:
        content = Folder(real.parent).read(real.name)
    except Unreadable as error:
        raise ConceptError(f"{path} cannot be read: {error}.", "Name a Markdown file after --from.") from None
    if content is None:
        raise ConceptError(f"There is no file {path}.", "Name a Markdown file after --from.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ConceptError(
            f"{path} is a Word file or another package, not text.", "Copy its text into a .md file, and name that."
        )
    findings: list[Diagnostic] = []
    text = read_text(path.name, content, findings.append)
    if text is None or findings:
        first = findings[0]
        raise ConceptError(f"{path} is not taken, line {first.place.line}: {first.message}.", f"To help: {first.hint}.")
    return _parted(text)


def _parted(text: str) -> Imported:
    """Head and body. A first line “---” without fields after it is a line across the page, and belongs to the body."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    head = lines[1:end] if lines[0].rstrip() == "---" else []
    first = next((line for line in head if line.strip() and not line.startswith("#")), "")
    if not _FIELD.match(first):
        return Imported(_first_heading(text), (), text)
    raw = read_yaml("", "\n".join(head), lambda finding: None)
    fields = raw.value if raw and isinstance(raw.value, dict) else {}
    title = fields.get("title")
    found = title.strip() if isinstance(title, str) else ""
    kept = () if found and len(fields) == 1 else tuple(head)
    body = "\n".join(lines[end + 1 :])
    return Imported(found or _first_heading(body), kept, body)


def _first_heading(body: str) -> str:
    """The title that a text gives itself: a heading of the first level on its first line, of words alone."""
    heading = _FIRST_HEADING.fullmatch(body.lstrip("\n").partition("\n")[0])
    return heading[1] if heading and not _MARKUP.search(heading[1]) else ""


def body_below(title: str, body: str) -> str:
    """The body without the blank lines it begins with, and without a first heading that only repeats the title."""
    lines = body.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    heading = _FIRST_HEADING.fullmatch(lines[0]) if lines else None
    if heading and heading[1] == title:
        return body_below("", "\n".join(lines[1:]))
    return "\n".join(lines).rstrip("\n") + "\n" if lines else ""


def as_comments(head: tuple[str, ...]) -> list[str]:
    """Lines of a foreign head as YAML comments: kept for whoever wants them, and in no output."""
    lines = [part for line in head for part in _LINE_ENDS.split(line)]
    return [f"# {line}".rstrip() for line in lines]
