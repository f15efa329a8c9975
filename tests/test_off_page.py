"""Nothing off the page: whatever is long, deep or wide stays between the margins, in both page styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from concept_cli.document import (
    Blocks,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Inline,
    Item,
    Link,
    List,
    Meaning,
    Note,
    NoteReference,
    Quote,
)
from concept_cli.style import Style
from tests.paper import Word, printed, words_of
from tests.samples import document, heading, house_style, paragraph, row, section, table, text

STYLES = ("modern", "official-kz")
URL = "https://stat.example.kz/api/v2/reports/" + "indicator-of-creative-industries/" * 6 + "?period=2024&format=xlsx&" * 5
WORD = "достопримечательностями" * 6
GUTTER = 14 * 72 / 25.4
"""The numbers of paragraphs stand so far to the left of the text at most, in points."""
LANDSCAPE = 20 * 72 / 25.4
TOLERANCE = 0.6


def outside(words: list[Word], style: Style) -> list[str]:
    """The words that leave their page, or the margins that it gives the text."""
    found = []
    for word in words:
        wide = word.width > word.height
        left, right = (LANDSCAPE, LANDSCAPE) if wide else (style.points("margin-left"), style.points("margin-right"))
        reach = GUTTER if re.fullmatch(r"\d+", word.words) else 0
        inside = left - reach - TOLERANCE <= word.left and word.right <= word.width - right + TOLERANCE
        if word.page > 1 and not (inside and word.top >= 0 and word.bottom <= word.height):
            found.append(f"page {word.page}: {word.words!r} reaches from {word.left:.0f} to {word.right:.0f} of {word.width:.0f}")
        if not (word.left >= 0 and word.right <= word.width and word.top >= 0 and word.bottom <= word.height):
            found.append(f"page {word.page}: {word.words!r} leaves the paper")
    return found


def extreme() -> Document:
    """A document of everything that is too long, too deep or too wide."""
    call = (NoteReference(label="a", number=1),)
    linked: tuple[Inline, ...] = (Link(target=URL, content=(text(URL),)),)
    blocks: Blocks = (
        paragraph("An address in the text: ", linked, " and a word: " + WORD + ".", call),
        heading(2, f"Heading {WORD} {URL}", "1.1"),
        table(row("Column", "Words"), row("Address", linked), row(WORD, URL), row("Code", (Code(words="x" * 300),))),
        table(
            row(*(f"Наименование показателя {at}" for at in range(12))),
            *(row(*("достопримечательности " * 2 for _ in range(12))) for _ in range(8)),
            caption=f"Twelve columns {WORD}",
            number="Table 1.",
        ),
        CodeBlock(words="SELECT " + "indicator_of_creative_industries, " * 12 + "\n" + "y" * 400 + "\n\t\tindented"),
        *_nested(10),
        Quote(blocks=(paragraph(WORD), Quote(blocks=(paragraph(URL),)))),
        DefinitionList(entries=(Definition(term=(text(WORD),), meanings=(Meaning(blocks=(paragraph(URL),)),)),)),
    )
    deep = Note(label="a", number=1, blocks=(paragraph(URL, (NoteReference(label="b", number=2),)), *_nested(10)))
    chained = Note(label="b", number=2, blocks=(paragraph(f"{WORD} {URL}"), paragraph("A second paragraph. " * 30)))
    numbered = tuple(replace(block, paragraph=100 + at) for at, block in enumerate(blocks))
    first = replace(section("s", f"Title {WORD}"), blocks=numbered, notes=(deep, chained))
    return replace(document(first, title=f"Concept {WORD}"), margin=True, short_title=URL, state="public")


def _nested(levels: int) -> Blocks:
    """Lists in lists, numbered and bulleted by turns."""
    inner: Blocks = (paragraph(f"The innermost item has {WORD} and {URL}"),)
    for level in range(levels):
        label = "9-1)" if level % 2 else ""
        inner = (List(ordered=bool(label), items=(Item(label=label, blocks=(paragraph(f"Level {level}"), *inner)),)),)
    return inner


@pytest.mark.parametrize("name", STYLES)
def test_everything_stays_between_the_margins(name: str, tmp_path: Path, record: Callable[[str], None]) -> None:
    style = house_style(name)
    words = words_of(printed(extreme(), tmp_path, style))
    assert outside(words, style) == []
    everything = "".join(word.words for word in words)
    assert everything.count("x" * 12) >= 300 // 12 - 3, "the long code is there"
    assert everything.count("innermost") == 2, "the deepest items of text and note are there"
    assert {word.page for word in words if word.width > word.height}, "twelve columns lie on a landscape page"
    record(f"words between the margins of their pages in style {name}: {len(words)} of {len(words)}")


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-right: -40mm }",
        "p, .table { white-space: nowrap; overflow-wrap: normal }",
        "pre { white-space: pre }",
        ".margin-number { width: 60mm; margin-left: -60mm; text-align: left }",
        "table { table-layout: fixed; width: 130% !important }",
    ],
)
def test_a_style_that_writes_off_the_page_is_seen(css: str, tmp_path: Path) -> None:
    """The detector is tried on faults that were planted."""
    style = house_style()
    broken = Style({**style.files, "print.css": style.files["print.css"] + css.encode()}, style.fonts, style.values)
    assert outside(words_of(printed(extreme(), tmp_path, broken)), style)
