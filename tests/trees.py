"""Generated documents with every node type, and edits of them such as drafters make."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from concept_cli.document import (
    Broken,
    Cell,
    Citation,
    Cite,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    List,
    Meaning,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Reference,
    Row,
    Section,
    Strong,
    Table,
    Text,
)

WORDS = "мәдениет culture the of фонд budget 2,5 2026 № 7 ₸ және law “export” not shall 14 % hub, region. «орталық» — ; a".split()

_chosen = Random(0)
PHRASES = sorted((" ".join(_chosen.choices(WORDS, k=1 + number % 9)) for number in range(5_000)), key=len)
"""Runs of words, short ones first. To draw each word took most of the time of whatever is tried with documents."""

words = st.sampled_from(PHRASES)
some_id = st.sampled_from(["", "", "", "x", "y-1", "z"])
places = st.sampled_from(["", "n1", "n2", "t"])


def _inlines(leaves: bool = False) -> st.SearchStrategy[tuple[Any, ...]]:
    text = st.builds(Text, words=words.map(lambda each: f"{each} "))
    simple = st.one_of(
        text,
        text,
        text,
        st.builds(Code, words=words),
        st.just(LineBreak()),
        st.builds(Image, target=st.just("pictures/a.png"), alt=words, title=st.just("")),
        st.builds(
            Citation,
            cites=st.builds(Cite, source=st.sampled_from(["a", "b"]), locator=st.sampled_from(["", "p. 3"])).map(lambda c: (c,)),
        ),
        st.builds(NoteReference, label=st.sampled_from(["1", "2", "n"])),
        st.builds(Broken, words=words),
    )
    if leaves:
        return st.lists(simple, min_size=1, max_size=4).map(tuple)
    inner = st.lists(text, min_size=1, max_size=2).map(tuple)
    framed = st.one_of(
        st.builds(Emphasis, content=inner),
        st.builds(Strong, content=inner),
        st.builds(Link, target=st.sampled_from(["https://example.org/1", "https://example.org/2"]), content=inner),
        st.builds(Reference, target=st.sampled_from(["x", "one"]), content=inner, bare=st.booleans()),
    )
    return st.lists(st.one_of(simple, simple, framed), min_size=1, max_size=4).map(tuple)


inlines = _inlines()
paragraphs = st.builds(Paragraph, content=inlines, id=some_id)


def _tables(count: int) -> st.SearchStrategy[Table]:
    """A table of so many columns with a heading row."""
    cells = st.tuples(*[st.builds(Cell, content=_inlines(leaves=True))] * count)
    row = st.builds(Row, cells=cells)
    return st.builds(
        Table,
        alignments=st.tuples(*[st.sampled_from(["", "left", "right"])] * count),
        head=st.tuples(row),
        rows=st.lists(row, max_size=4).map(tuple),
        caption=st.one_of(st.just(()), inlines),
        id=some_id,
    )


tables = st.one_of([_tables(count) for count in (1, 2, 3)])


def _blocks(depth: int) -> st.SearchStrategy[tuple[Any, ...]]:
    kinds: list[st.SearchStrategy[Any]] = [
        paragraphs,
        paragraphs,
        paragraphs,
        st.builds(Heading, level=st.integers(2, 4), content=inlines, id=some_id),
        st.builds(CodeBlock, words=words),
        st.just(Divider()),
        st.builds(Figure, target=st.sampled_from(["pictures/a.png", "pictures/b.png"]), alt=words, caption=inlines, id=some_id),
        tables,
    ]
    if depth:
        inner = _blocks(depth - 1)
        items = st.lists(st.builds(Item, blocks=inner, label=st.sampled_from(["", "1)", "2)", "9-1)"])), min_size=1, max_size=3)
        kinds += [
            st.builds(List, items=items.map(tuple), ordered=st.booleans(), tight=st.booleans()),
            st.builds(Quote, blocks=inner),
            st.builds(
                DefinitionList,
                entries=st.lists(
                    st.builds(Definition, term=inlines, meanings=st.builds(Meaning, blocks=inner).map(lambda m: (m,))),
                    min_size=1,
                    max_size=2,
                ).map(tuple),
            ),
        ]
    return st.lists(st.one_of(kinds), min_size=1, max_size=4).map(tuple)


blocks = _blocks(2)


@st.composite
def sections(draw: st.DrawFn, ids: tuple[str, ...] = ("one", "two", "three", "four")) -> tuple[Section, ...]:
    """Some sections, some nested in others, no id twice."""
    chosen = draw(st.permutations(ids))[: draw(st.integers(1, len(ids)))]
    made: list[Section] = []
    nested: st.SearchStrategy[bool] = st.booleans()
    for id in chosen:
        section = Section(
            id=id,
            role="custom",
            language="en",
            heading=Heading(level=1, content=draw(inlines)),
            blocks=draw(blocks),
            notes=tuple(
                Note(label=label, blocks=draw(st.lists(paragraphs, min_size=1, max_size=2).map(tuple)))
                for label in sorted(draw(st.sets(st.sampled_from(["1", "2", "n"]))))
            ),
            status=draw(st.sampled_from(["drafted", "agreed"])),
        )
        if draw(nested) and made:
            made[-1] = replace(made[-1], sections=(*made[-1].sections, section))
        else:
            made.append(section)
    return tuple(made)


documents = st.builds(
    Document,
    id=st.just("concept"),
    language=st.just("en"),
    title=st.sampled_from(["Concept", "Concept 2024–2029"]),
    edition=st.sampled_from(["draft 1", "draft 2"]),
    sections=sections(),
)


@st.composite
def edited(draw: st.DrawFn, document: Document) -> Document:
    """A document after some edits: parts dropped, doubled, moved, their words changed, columns added or removed."""

    def words_changed(text: str) -> str:
        pieces = text.split(" ")
        at = draw(st.integers(0, len(pieces) - 1))
        pieces[at : at + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
        return " ".join(pieces)

    def edit(node: Any) -> Any:
        if draw(st.integers(0, 9)):
            return node
        match node:
            case Text():
                return replace(node, words=words_changed(node.words) or "x ")
            case Table() if len(node.alignments) > 1:
                return replace(
                    node,
                    alignments=node.alignments[1:],
                    head=tuple(replace(row, cells=row.cells[1:]) for row in node.head),
                    rows=tuple(replace(row, cells=row.cells[1:]) for row in node.rows),
                )
            case Section() | Quote() | Item():
                return replace(node, blocks=tuple(draw(st.permutations(node.blocks)))[: draw(st.integers(1, 4))])
            case Document():
                return replace(node, sections=tuple(draw(st.permutations(node.sections))))
        return node

    from concept_cli.document import transform

    return transform(document, edit)
