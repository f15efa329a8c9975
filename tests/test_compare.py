"""Two documents and their redline: nothing is lost, nothing is noise, and everything is called what it is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from concept_cli.assemble.plain import plain_document
from concept_cli.compare import accept, compare, keeping, moved_apart, reject, settled
from concept_cli.document import (
    Change,
    Document,
    Heading,
    List,
    Mark,
    Marked,
    Node,
    Paragraph,
    Section,
    Text,
    walk,
)
from concept_cli.writers.redline.text import excerpt
from tests.trees import documents, edited

CASES = sorted((Path(__file__).parent / "cases" / "compare").glob("*.txt"))

EXAMPLES = int(os.environ.get("CONCEPT_EXAMPLES", "60"))
many = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
"""Without shrinking: a document of every node type takes minutes to shrink, and the seed is printed."""


def plain(text: str) -> Document:
    return plain_document("text.md", text, lambda finding: None)


def changes(redline: Document) -> tuple[Change, ...]:
    assert redline.redline is not None
    return redline.redline.changes


def as_line(change: Change) -> str:
    return f"{change.kind}{', editorial' * change.editorial} | {' / '.join(excerpt(change.content))}"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    story, older, newer, expected = (part.strip("\n") for part in _parts(case.read_text("utf-8")))
    assert story.endswith(".")
    one, other = plain(older), plain(newer)
    redline = compare(one, other)
    listed = [each for each in changes(redline) if each.kind != "renumbered"]
    assert [as_line(each) for each in listed] == [line for line in expected.split("\n") if line]
    assert accept(redline) == settled(other)
    assert reject(redline) == settled(one)


def _parts(text: str) -> Iterator[str]:
    story, _, rest = text.partition("== older\n")
    older, _, rest = rest.partition("== newer\n")
    newer, _, expected = rest.partition("== changes\n")
    yield from (story, older, newer, expected)


def test_changes_are_numbered_in_the_order_of_the_newer_draft() -> None:
    """What moved stands where it came to, also in its marks."""
    older = "One sentence that will move down.\n\nA second one stays.\n\nA third one.\n\nA fourth one.\n\nThe last one."
    newer = (
        "A second one stays here.\n\nA third one.\n\nA fourth one.\n\nOne sentence that will move down.\n\nThe last one is new."
    )
    redline = compare(plain(older), plain(newer))
    assert [each.kind for each in changes(redline)] == ["replaced", "moved", "replaced"]
    assert [mark.change for mark in marks(redline) if mark.kind.startswith("moved")] == [2, 2, 2, 2]


def test_a_long_text_of_few_words_that_changed_everywhere_is_paired() -> None:
    """A ministry gets another name: each of 300 paragraphs that look like each other is reworded, none is gone."""
    regions = [f"The region number {number} answers to the OLD ministry of culture." for number in range(300)]
    renamed = [each.replace("OLD", "NEW") for each in regions]
    listed = changes(compare(plain("\n\n".join(regions)), plain("\n\n".join([*renamed[:150], "One is new.", *renamed[150:]]))))
    assert Counter(each.kind for each in listed) == {"replaced": 300, "inserted": 1}
    assert all(f" {at} " in each.before for at, each in enumerate(one for one in listed if one.kind == "replaced"))


# --------------------------------------------------------------- properties


@many
@given(documents, documents)
def test_accept_is_the_newer_draft_and_reject_the_older_one(older: Document, newer: Document) -> None:
    redline = compare(older, newer)
    assert accept(redline) == settled(newer)
    assert reject(redline) == settled(older)


@many
@given(st.data(), documents)
def test_edits_of_a_draft_are_found_whole(data: st.DataObject, older: Document) -> None:
    newer = data.draw(edited(older))
    redline = compare(older, newer)
    assert accept(redline) == settled(newer)
    assert reject(redline) == settled(older)
    apart = moved_apart(redline)
    assert accept(apart) == settled(newer)
    assert reject(apart) == settled(older)


@many
@given(documents)
def test_a_draft_does_not_differ_from_itself(document: Document) -> None:
    redline = compare(document, document)
    assert changes(redline) == ()
    assert not list(marks(redline))
    assert accept(redline) == settled(document)


@many
@given(documents, documents)
def test_every_mark_belongs_to_a_change_and_every_change_has_a_number_of_its_own(older: Document, newer: Document) -> None:
    redline = compare(older, newer)
    numbers = [each.number for each in changes(redline)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {mark.change for mark in marks(redline)} <= set(numbers)


def marks(document: Document) -> Iterator[Mark]:
    for node in walk(document):
        yield from (mark for mark in _marks_of(node) if mark)


def _marks_of(node: Node) -> tuple[Mark | None, ...]:
    if isinstance(node, Marked):
        return (node.mark,)
    return getattr(node, "mark", None), getattr(node, "end", None)


@many
@given(documents, st.integers(0, 9))
def test_an_inserted_section_is_one_change_and_renumbers_nothing_else(document: Document, at: int) -> None:
    new = Section(id="brand-new", role="custom", language="en", heading=Heading(level=1, content=(Text(words="Brand new"),)))
    sections = (*document.sections[:at], new, *document.sections[at:])
    listed = changes(compare(document, replace(document, sections=sections)))
    assert [each.kind for each in listed if each.kind != "renumbered"] == ["inserted"]


SENTENCES = st.lists(
    st.lists(
        st.sampled_from("budget region fund hub law export museum author market".split()), min_size=5, max_size=9, unique=True
    ).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=3,
    max_size=8,
    unique=True,
)


@given(SENTENCES, st.data())
def test_a_split_is_one_change(sentences: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(sentences) - 1))
    older, newer = plain(" ".join(sentences)), plain(" ".join(sentences[:at]) + "\n\n" + " ".join(sentences[at:]))
    [change] = changes(compare(older, newer))
    assert change.kind == "split"
    [change] = changes(compare(newer, older))
    assert change.kind == "joined"


@given(SENTENCES, st.data())
def test_a_move_is_one_move(sentences: list[str], data: st.DataObject) -> None:
    moved = list(sentences)
    each = moved.pop(data.draw(st.integers(0, len(moved) - 1)))
    moved.insert(data.draw(st.integers(0, len(moved))), each)
    listed = changes(compare(plain("\n\n".join(sentences)), plain("\n\n".join(moved))))
    assert [change.kind for change in listed] == ["moved"] * (moved != sentences)


# ------------------------------------------------------------------ numbers


def test_what_follows_an_inserted_section_is_renumbered_only_in_a_class_of_its_own() -> None:
    from concept_cli.assemble.numbering import numbered

    def section(id: str, words: str) -> Section:
        heading = Heading(level=1, content=(Text(words=words),))
        return Section(
            id=id, role="custom", language="en", heading=heading, blocks=(Paragraph(content=(Text(words=f"On {words}."),)),)
        )

    older = Document(id="c", language="en", title="C", sections=(section("a", "aims"), section("b", "budget")))
    newer = replace(older, sections=(older.sections[0], section("n", "news"), older.sections[1]))
    listed = changes(compare(numbered(older), numbered(newer)))
    assert [(each.kind, each.section, each.before, each.after) for each in listed] == [
        ("inserted", "n", "", "news\nOn news."),
        ("renumbered", "b", "Section 2.", "Section 3."),
    ]


def test_item_labels_that_the_author_wrote_are_numbers_too() -> None:
    older, newer = plain("1. one thing\n2. other thing\n"), plain("1. new matter\n2. one thing\n3. other thing\n")
    redline = compare(older, newer)
    assert [each.kind for each in changes(redline)] == ["inserted", "renumbered", "renumbered"]
    [lists] = [each for each in walk(redline) if isinstance(each, List)]
    assert [item.label for item in lists.items] == ["1.", "2.", "3."]


# ------------------------------------------------------------------ chosen


@many
@given(st.data(), documents)
def test_without_its_changes_a_redline_is_the_newer_draft(data: st.DataObject, older: Document) -> None:
    """Nothing that is gone is left standing, not as an empty row or item either."""
    newer = data.draw(edited(older))
    redline = compare(older, newer)
    assert not list(marks(keeping(redline, set())))
    assert accept(keeping(redline, set())) == settled(newer)
    some = {each.number for each in changes(redline)[::2]}
    assert accept(keeping(redline, some)) == settled(newer)


def test_a_note_that_moved_with_its_paragraph_is_called_there() -> None:
    """Its label says nothing in another section."""
    one = "Juliet kilo lima[^a] mike november oscar.\n\n[^a]: A note.\n"
    sections = [Section(id=id, role="custom", language="en", heading=Heading(level=1, content=(Text(words=id),))) for id in "xy"]
    made = plain(one).sections[0]
    full = replace(sections[0], blocks=made.blocks, notes=made.notes)
    older = Document(id="d", language="en", title="", sections=(full, sections[1]))
    newer = Document(id="d", language="en", title="", sections=(sections[0], replace(full, id="y", heading=sections[1].heading)))
    redline = compare(older, newer)
    assert accept(redline) == settled(newer)
    assert reject(redline) == settled(older)
    [moved] = [each for each in changes(redline) if each.kind == "moved"]
    assert moved.editorial
    assert excerpt(moved.content) == ["{>Juliet kilo lima[2] mike november oscar.<}"]


def test_thousands_of_notes_are_paired_in_seconds() -> None:
    texts = [
        "\n\n".join(f"Word{i} here.[^{label}{i}]\n\n[^{label}{i}]: Note {i} says so." for i in range(2_000)) for label in "ab"
    ]
    assert changes(compare(plain(texts[0]), plain(texts[1]))) == ()
