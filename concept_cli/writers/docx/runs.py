"""Runs: words with a look, and the fields that Word computes."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache

from concept_cli.document import Mark
from concept_cli.writers.docx.markup import attribute, text
from concept_cli.writers.docx.revisions import tracked

_TAGS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}


def language_tag(language: str) -> str:
    """The tag that Word's spelling checker knows a language by."""
    return _TAGS.get(language, language)


@dataclass(frozen=True, slots=True)
class Face:
    """How the words of a run look: ``style`` is a character style. ``linked`` words stand inside a link, where no other may begin.

    ``mark`` is what became of them, ``moves`` whether a move may be shown as one here; neither changes the look.
    """

    language: str
    style: str = ""
    bold: bool = False
    italic: bool = False
    linked: bool = False
    mark: Mark | None = dataclasses.field(default=None, compare=False)
    moves: bool = dataclasses.field(default=True, compare=False)


@lru_cache(maxsize=512)
def properties(face: Face) -> str:
    """A run's properties, in the order that the schema asks for. The language is on every run: styles may be a project's own."""
    return "".join(
        (
            "<w:rPr>",
            f'<w:rStyle w:val="{face.style}"/>' if face.style else "",
            "<w:b/><w:bCs/>" if face.bold else "",
            "<w:i/><w:iCs/>" if face.italic else "",
            f'<w:lang w:val="{attribute(language_tag(face.language))}"/></w:rPr>',
        )
    )


def run(words: str, face: Face, line_end: str = " ") -> str:
    """Words in one run; nothing for no words."""
    return shape(text(words, line_end), face) if words else ""


def shape(content: str, face: Face) -> str:
    """A run around something that is not words: a break, a picture, the call of a note."""
    drawn = f"<w:r>{properties(face)}{content}</w:r>"
    return tracked(drawn, face.mark, moves=face.moves) if face.mark else drawn


def field(instruction: str, result: str, face: Face) -> str:
    """A field with its result, which is already runs. Word shows the result as it is and computes it anew only when asked."""
    begin = shape('<w:fldChar w:fldCharType="begin"/>', face)
    order = shape(f'<w:instrText xml:space="preserve"> {attribute(instruction)} </w:instrText>', face)
    separate = shape('<w:fldChar w:fldCharType="separate"/>', face)
    end = shape('<w:fldChar w:fldCharType="end"/>', face)
    return f"{begin}{order}{separate}{result}{end}"


def jump(name: str, content: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'
