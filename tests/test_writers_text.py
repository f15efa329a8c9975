"""The Markdown, JSON and tree writers: complete, repeatable, and Markdown that means the same when it is read again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from concept_cli import document as nodes
from concept_cli.document import Block, Cite, Document, Inline, Node, Part, Section, Text, walk, words
from concept_cli.readers.markdown import read_markdown
from concept_cli.style import Style
from concept_cli.writers import WRITERS, markdown
from concept_cli.writers.tree import quoted
from tests.samples import every_node

CONCRETE = {kind for kind in vars(nodes).values() if isinstance(kind, type) and issubclass(kind, Node)} - {
    Node,
    Part,
    Inline,
    Block,
}


def written(document: Document, suffix: str) -> str:
    return WRITERS[suffix].load()(document, Style({}), {}).decode("utf-8")


def test_the_markdown_writer_knows_every_node_type() -> None:
    assert set(markdown.NODES) == CONCRETE


@pytest.mark.parametrize("suffix", ["md", "json", "tree"])
def test_the_same_document_gives_the_same_bytes(suffix: str) -> None:
    assert written(every_node(), suffix) == written(every_node(), suffix)


def test_the_tree_has_one_line_for_each_node() -> None:
    document = every_node()
    lines = written(document, "tree").splitlines()
    assert [line.split()[0] for line in lines] == [type(node).__name__ for node in walk(document)]


def test_the_tree_shows_what_cannot_be_seen() -> None:
    assert quoted('a "b"\n\tc\u200b\\\u2028') == '"a \\"b\\"\\n\\tc\\u{200b}\\\\\\u{2028}"'


def test_json_holds_every_node_with_its_words() -> None:
    document = every_node()
    found = list(_objects(json.loads(written(document, "json"))))
    assert [each["kind"] for each in found].count("Text") == sum(isinstance(node, Text) for node in walk(document))
    assert {each["kind"] for each in found} == {type(node).__name__ for node in walk(document)}
    assert sorted(each["words"] for each in found if each["kind"] == "Text") == sorted(
        node.words for node in walk(document) if isinstance(node, Text)
    )


def _objects(value: Any) -> Any:
    if isinstance(value, dict):
        if "kind" in value:
            yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


TEXTS = (
    "*a* **b** ***c*** **_d_** _**e**_ a*b*c f**g**h",
    "a*«b»* no emphasis, *«c»* emphasis, **d**e, *&nbsp;f&nbsp;*",
    "\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\<f> \\&amp; g\\\\ 5 &lt; 6 &amp;copy;",
    "{\\#no-id} and Hello\\![a](http://b.kz) and \\![c](http://d.kz)",
    "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\+ e\n\n9-1\\) f\n\n\\: g\n\n\\=== h",
    "a\\\n\\# b\\\n\\- c\\\n2\\. d",
    "# a \\#\n\n## b *c* {#d}\n\n{#e}\nparagraph",
    "- a\n- b\n\n* c\n\n1. d\n2. e\n\n1) f",
    "9) a\n9-1) b\n     - c\n     - d\n10) e",
    "- a\n\n  b\n\n- c\n  > d\n\n- ```\n  e\n  ```",
    "`a` ``b`c`` `` ` `` ` d ` `e|f`",
    "| a | b |\n|:--|--:|\n| c \\| d | `e` |\n|  | *f* |\n\nTable: g *h* {#i}\n\nj",
    "Term\n: one\n: two\n\n    three\n\nOther *term*\n: four",
    "> a\n>\n> > b\n>\n> - c",
    "a[^n] b[^m]\n\n[^n]: c\n\n    d\n\n[^m]: e",
    '![a *b*](p.png "c \\"d\\""){#f}\n\ntext ![e](q.png) text',
    '<http://a.kz/b_c?d=e> [http://a.kz](http://a.kz) [f](<http://a.kz/(b> "t") [h](#i)',
    "```\na ``` b\n\n    c\n```\n\n    d\n\n---",
    "a  b\u00a0c &#32;d&#9;e",
    "~~a~~ snake_case _b_c_ d_ _e",
)


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_means_the_same_when_it_is_read_again(text: str) -> None:
    """Written, read, and written again: the same tree and the same text."""
    first = _document(text)
    once = _body(first)
    second = _document(once)
    assert second.sections == first.sections
    assert _body(second) == once


def _document(text: str) -> Document:
    body = read_markdown("a.md", text, 1, lambda finding: None)
    heading = nodes.Heading(level=1, content=(Text(words="T"),))
    return Document(
        id="a",
        language="en",
        title="A",
        sections=(Section(id="s", role="custom", language="en", heading=heading, blocks=body.blocks, notes=body.notes),),
    )


def _body(document: Document) -> str:
    """The section's text without its title: headings one level up, as a fragment has them."""
    text = written(document, "md").partition("## T {#s}")[2].strip("\n")
    return "\n".join(line[1:] if line.startswith("##") else line for line in text.split("\n"))


def test_a_citation_is_written_as_it_is_shown() -> None:
    content = (nodes.Citation(cites=(Cite(source="a", locator="p. 3", number=1), Cite(source="b", number=2))),)
    document = _document("x")
    section = document.sections[0]
    shown = nodes.Document(
        id="a",
        language="en",
        title="A",
        sections=(
            Section(id="s", role="custom", language="en", heading=section.heading, blocks=(nodes.Paragraph(content=content),)),
        ),
    )
    again = read_markdown("a.md", _body(shown), 1, lambda finding: None)
    assert words(again.blocks) == "[1, p. 3; 2]"
