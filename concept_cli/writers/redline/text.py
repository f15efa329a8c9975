"""A redline to lines of text: each change with its words in context, readable without colour, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper
from typing import Final

from concept_cli.document import Change, Citation, Document, Inlines, NoteReference, Redline, cited
from concept_cli.wording.terms import term
from concept_cli.writers.marks import explanation, kind_of
from concept_cli.writers.pieces import marked_words

WIDTH: Final = 80
SIGNS: Final = {"inserted": ("{+", "+}"), "deleted": ("[-", "-]"), "moved-to": ("{>", "<}"), "moved-from": ("[<", ">]")}
"""What stands before and after marked words."""
_AROUND: Final = 8
"""Words of unchanged text shown on each side of a change."""


def lines(document: Document, said: str) -> Iterator[str]:
    """What is compared, the changes in a sentence (``said``), and every change, section by section."""
    assert document.redline is not None
    yield from _wrapped(f"{document.redline.older} → {document.redline.newer}", "", "")
    yield from _wrapped(said, "", "")
    by_heading: dict[str, list[Change]] = {}
    whole = document.title or term("whole-text", document.language)
    for change in document.redline.changes:
        by_heading.setdefault(change.heading or whole, []).append(change)
    for heading, changes in by_heading.items():
        yield ""
        yield from (titled := _wrapped(heading, "", ""))
        yield "-" * max(map(len, titled))
        for change in changes:
            yield from _change(change, document.language)
            yield from _explained(change, document.redline, document.language)


def _change(change: Change, language: str) -> Iterator[str]:
    """A change: its number, what changed and how, where it stands in the files, and its words."""
    kind = kind_of(change, language)
    if change.editorial and change.kind != "renumbered":
        kind = f"{kind}, {term('change-editorial', language)}"
    head = " · ".join(filter(None, (change.element, kind)))
    place = _place(change)
    number = f"{change.number:>4}  "
    room = WIDTH - len(number) - len(head) - len(place)
    if room > 2:
        yield f"{number}{head}{' ' * room}{place}".rstrip()
    else:
        yield from _wrapped(head, number, "      ")
        yield f"{'':6}{place}".rstrip()
    if change.kind == "renumbered":
        yield from _wrapped(f"{change.before} → {change.after}", "      ", "      ")
    if change.was:
        yield from _wrapped(term("moved-to", language, place=change.was), "      ", "      ")
    for paragraph in excerpt(change.content):
        yield from _wrapped(paragraph, "      ", "      ")


def _explained(change: Change, redline: Redline, language: str) -> Iterator[str]:
    """Who asked for a change and why; of one that nobody explained this, where explanations were looked for."""
    said = term("change-unexplained", language) if redline.lacks_explanation(change) else explanation(change)
    if said:
        yield from _wrapped(f"— {' '.join(said.split())}", "      ", "        ")


def _place(change: Change) -> str:
    place = change.newer or change.older
    return f"{place.path}:{place.line}" if place else ""


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    wrapper = TextWrapper(WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text) or [""]


# ------------------------------------------------------------------ excerpt


def excerpt(content: Inlines) -> list[str]:
    """The words of a change with signs around what is marked, unchanged stretches cut; a line for each paragraph."""
    pieces = list(marked_words(content, _generated))
    shown: list[str] = []
    for number, (text, mark) in enumerate(pieces):
        if mark:
            opening, closing = SIGNS[mark.kind]
            shown.append(f"{opening}{text}{closing}" if text != "\n" else "\n")
        else:
            shown.append(_cut(text, first=number == 0, last=number == len(pieces) - 1))
    return [line for line in ("".join(shown)).split("\n") if line.strip()]


def _cut(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words between changes: those next to a change, and "…" for the others."""
    said = text.split(" ")
    if len(said) <= 2 * _AROUND + 2:
        return text
    before = [] if first else said[:_AROUND]
    after = [] if last else said[-_AROUND:]
    return " ".join([*before, "…", *after])


def _generated(node: Citation | NoteReference) -> str:
    """Sources by their ids, because their numbers may be others in the other draft."""
    return cited(node) if isinstance(node, Citation) else f"[{node.number or node.label}]"
