"""One Markdown file to a document: the file's own words and nothing else, no title page, contents, or numbers.

What a project gives a meaning to (citations, abbreviations, captions) stands as it was typed, because there is no project here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from concept_cli.diagnostics import Diagnostic
from concept_cli.document import (
    Blocks,
    Citation,
    Document,
    Figure,
    Heading,
    Image,
    NoteReference,
    Paragraph,
    Section,
    Table,
    Text,
    cited,
    transform,
    walk,
)
from concept_cli.readers.markdown import read_markdown

_KAZAKH: Final = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_RUSSIAN: Final = re.compile("[а-яё]", re.IGNORECASE)
_FIELD: Final = re.compile(r"[\w-]+[ \t]*:(?:\s|$)|[ \t]|-(?:\s|$)|#|$")
"""A line of a YAML head: a field, what is nested in one, a remark, or nothing."""
_LATIN: Final = re.compile("[a-z]", re.IGNORECASE)


def plain_document(path: str, text: str, report: Callable[[Diagnostic], None]) -> Document:
    """The document that a Markdown file makes by itself; a YAML head is left out."""
    body, first_line = _without_head(text)
    made = read_markdown(path, body, first_line, report)
    if made.abbreviations:  # they are words of the file like all others
        lines = body.split("\n")
        for each in made.abbreviations:
            at = each.place.line - first_line
            lines[at] = lines[at].replace("*[", "\\*[", 1)
        made = read_markdown(path, "\n".join(lines), first_line, report)
    labels = {note.label for note in made.notes}
    section = Section(
        id="",
        role="custom",
        language=language_of(text),
        heading=Heading(level=1, content=()),
        blocks=_captions_below(made.blocks),
        notes=made.notes,
    )
    return Document(
        id="", language=section.language, title="", sections=(transform(section, lambda node: as_typed(node, labels)),)
    )


def aside(path: str, text: str) -> dict[str, tuple[str, ...]]:
    """What a file holds besides its words: the lines of its head, and which pictures it names."""
    body, first_line = _without_head(text)
    head = text.split("\n")[: first_line - 1]
    made = read_markdown(path, body, first_line, lambda _: None) if "![" in body else None
    nodes = (node for part in (*made.blocks, *made.notes) for node in walk(part)) if made else ()
    targets = tuple(node.target for node in nodes if isinstance(node, Figure | Image))
    return {"heads": tuple(line.rstrip() for line in head), "pictures": targets}


def _without_head(text: str) -> tuple[str, int]:
    """The text behind a head between two lines “---”, and the number of its first line. A line “---” before words is a divider."""
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if end is not None and all(_FIELD.match(line) for line in lines[1:end]):
            return "\n".join(lines[end + 1 :]), end + 2
    return text, 1


def as_typed(node: Any, labels: set[str]) -> Any:
    """A node as it was typed where its meaning would need a project."""
    match node:
        case Citation():
            return Text(words=cited(node), place=node.place)
        case NoteReference() if node.label not in labels:
            return Text(words=f"[^{node.label}]", place=node.place)
        case Image():
            return Text(words=node.alt, place=node.place)
        case Figure():
            caption = (Text(words=" "), *node.caption) if node.caption else ()
            return Paragraph(content=(Text(words=node.alt, place=node.place), *caption), id=node.id, place=node.place)
    return node


def _captions_below(blocks: Blocks) -> Blocks:
    """Blocks in which the caption of a table is the paragraph below it that was typed."""
    typed: list[Any] = []
    for each in blocks:
        if isinstance(each, Table) and each.caption:
            typed += [replace(each, caption=()), Paragraph(content=(Text(words="Table: "), *each.caption), place=each.place)]
        else:
            typed.append(each)
    return tuple(typed)


def language_of(text: str) -> str:
    """The language that a text is probably written in, by its letters: kk, ru, or en for all others."""
    russian, latin = len(_RUSSIAN.findall(text)), len(_LATIN.findall(text))
    if russian <= latin:
        return "en"
    return "kk" if len(_KAZAKH.findall(text)) > russian // 50 else "ru"
