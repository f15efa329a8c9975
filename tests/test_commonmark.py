"""CommonMark keeps its meaning: the structure of our tree equals the structure of the HTML that the specification gives.

The specification's examples are not part of this repository (their licence is CC BY-SA). The variable CONCEPT_COMMONMARK names the file
``commonmark.json`` that every CommonMark library carries among its tests; without it our own examples are held against mistune alone.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import mistune
import pytest

from concept_cli.document import (
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    List,
    Node,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Text,
    words,
)
from concept_cli.readers.markdown import read_markdown

Shape = list[Any]
"""A nested list: a tag with what matters of its attributes, then its content; words are strings."""

_KNOWN: Final = frozenset("p h1 h2 h3 h4 h5 h6 em strong code a img br ul ol li blockquote pre hr".split())
_ALLOWED: Final = re.compile(r"(https?|mailto):", re.IGNORECASE)
_TYPED_HTML: Final = re.compile(r"<(a|img)\b[^<>]*>")


def ours(text: str) -> Shape:
    """The shape of the tree that our reader makes of a text."""
    body = read_markdown("a.md", text, 1, lambda finding: None)
    return _tidy([_shape(each) for each in body.blocks])


def _all(nodes: Any) -> Shape:
    return [_shape(each) for each in nodes]


def _shape(node: Node) -> Any:
    return _SHAPES[type(node)](node)


def _list(node: List) -> Shape:
    tag = f"ol {int(node.items[0].label[:-1])}" if node.ordered else "ul"
    return [tag, *(_item(each, node.tight) for each in node.items)]


_SHAPES: Final[dict[type[Node], Callable[[Any], Any]]] = {
    Text: lambda node: node.words,
    Code: lambda node: ["code", node.words],
    CodeBlock: lambda node: ["pre", ["code", *filter(None, [node.words.rstrip("\n")])]],
    LineBreak: lambda node: ["br"],
    Divider: lambda node: ["hr"],
    Emphasis: lambda node: ["em", *_all(node.content)],
    Strong: lambda node: ["strong", *_all(node.content)],
    Link: lambda node: ["a " + node.target, *_all(node.content)],
    Reference: lambda node: ["a #" + node.target, *_all(node.content)],
    Image: lambda node: [f"img {node.alt}|{node.title}"],
    Figure: lambda node: ["p", [f"img {node.alt}|{words(node.caption)}"]],
    Heading: lambda node: [f"h{node.level}", *_all(node.content)],
    Paragraph: lambda node: ["p", *_all(node.content)],
    Quote: lambda node: ["blockquote", *_all(node.blocks)],
    List: _list,
}


def _item(item: Item, tight: bool) -> Shape:
    shapes = [_shape(each) for each in item.blocks]
    return ["li", *(part for each in shapes for part in (each[1:] if tight and each[0] == "p" else [each]))]


class _Html(HTMLParser):
    """HTML to the same shape."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[Shape] = [[]]
        self.foreign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _KNOWN or set(given) - {"href", "title", "src", "alt", "start", "class"}:
            self.foreign = True
            return
        name = tag
        if tag == "a":
            href = given.get("href", "")
            name = "a " + (href if _ALLOWED.match(href) or (href.startswith("#") and len(href) > 1) else "")
        elif tag == "ol":
            name = f"ol {int(given.get('start', '1'))}"
        elif tag == "img":
            name = f"img {given.get('alt', '')}|{given.get('title', '')}"
        shape: Shape = [name]
        self.stack[-1].append(shape)
        if tag not in ("img", "br", "hr"):
            self.stack.append(shape)

    def handle_endtag(self, tag: str) -> None:
        if tag in _KNOWN and tag not in ("img", "br", "hr") and len(self.stack) > 1:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        code = len(self.stack) > 1 and self.stack[-1][0] == "code"
        self.stack[-1] += filter(None, [data.rstrip("\n") if code else data])

    def handle_comment(self, data: str) -> None:
        self.foreign = True

    def handle_decl(self, decl: str) -> None:
        self.foreign = True

    def handle_pi(self, data: str) -> None:
        self.foreign = True

    def unknown_decl(self, data: str) -> None:
        self.foreign = True


def theirs(html: str) -> Shape | None:
    """The shape of HTML; None when it holds HTML that the author typed, which we do not take."""
    parser = _Html()
    parser.feed(html)
    parser.close()
    return None if parser.foreign or "<![CDATA[" in html else _tidy(parser.stack[0])


def _tidy(shape: Shape) -> Shape:
    """A shape with its words joined, white space outside of code made single, and none at the edges of blocks."""
    joined: Shape = []
    for each in shape:
        if isinstance(each, list):
            kept = each[0] in ("code", "pre")
            joined.append([each[0], *(each[1:] if kept and all(isinstance(part, str) for part in each[1:]) else _tidy(each[1:]))])
        elif joined and isinstance(joined[-1], str):
            joined[-1] += each
        else:
            joined.append(each)
    blocks = {"p", "ul", "li", "blockquote", "pre", "hr", "br"}
    tidy: Shape = []
    for number, each in enumerate(joined):
        if not isinstance(each, str):
            tidy.append(each)
            continue
        text = re.sub(r"[ \t\n]+", " ", each)
        before, after = joined[number - 1] if number else None, joined[number + 1] if number + 1 < len(joined) else None
        if before is None or (isinstance(before, list) and re.match("h[1-6]|ol|" + "|".join(blocks), before[0])):
            text = text.lstrip(" ")
        if after is None or (isinstance(after, list) and re.match("h[1-6]|ol|" + "|".join(blocks), after[0])):
            text = text.rstrip(" ")
        if text:
            tidy.append(text)
    return tidy


def specification() -> list[dict[str, Any]]:
    """The examples of the CommonMark specification."""
    file = os.environ.get("CONCEPT_COMMONMARK")
    if not file or not Path(file).is_file():
        pytest.skip("not tried: commonmark.json is not named by CONCEPT_COMMONMARK")
    examples = json.loads(Path(file).read_text("utf-8"))
    assert isinstance(examples, list)
    return examples


def test_the_examples_of_the_specification_keep_their_meaning(record: Callable[[str], None]) -> None:
    count: Counter[str] = Counter()
    differing = []
    for example in specification():
        shape = theirs(example["html"])
        if shape is None or example["section"] in ("HTML blocks", "Raw HTML") or _TYPED_HTML.search(example["markdown"]):
            count["with HTML, which is no markup here"] += 1
            continue
        same = ours(example["markdown"]) == shape
        count["same" if same else "differing"] += 1
        if not same:
            differing.append(example["example"])
    assert differing == []
    assert count["same"] > 500
    record(f"CommonMark examples: {dict(count)}")


OWN: Final = (
    "# One\n## Two ##\n### Three #\n#### Four\n##### Five\n###### Six\n####### no seven",
    "Title\n=====\n\nLower\n-----\n\ntext",
    "#no heading\n\n\\# none either\n\n# *a* `b` **c**",
    "one\ntwo\n\nthree  \nfour\\\nfive",
    "*a* **b** ***c*** _d_ __e__ a*b*c a_b_c **a *b* c** *a **b** c*",
    "** not strong ** * not em * 2*3*4 snake_case_name",
    "`a` ``b ` c`` ` d ` `e\\` \\`f\\`",
    "[a](http://a.kz) [b](<http://b.kz/x y> \"t\") [c][d] [d] [e][]\n\n[d]: http://d.kz\n[e]: http://e.kz 'title'",
    "<http://a.kz/b?c=d&e=f> <a@b.kz> < not a link >",
    '![a](b.png) text ![*c* d](e.png "t")',
    "- a\n- b\n- c\n\nend",
    "- a\n\n- b\n\n- c",
    "- a\n  - b\n    - c\n- d",
    "* a\n+ b\n- c",
    "1. a\n2. b\n\n7) c\n8) d",
    "3. a\n   more\n\n   second\n4. b",
    "text\n- interrupts\n\ntext\n1. interrupts\n\ntext\n2. does not",
    "> a\n> b\nlazy\n\n> c\n>\n> > d\n> > e\n>\n> - f",
    "```\na\n  b\n```\n\n~~~ text\nc ``` d\n~~~",
    "    code\n      more\n\n    after\n\ntext\n    no code",
    "***\n\n---\n\n_ _ _\n\na\n\n* * *",
    "&amp; &copy; &#8470; &#x20B8; &nosuch; &lt;b&gt;",
    "\\* \\_ \\[ \\] \\< \\& \\\\ \\a",
    "- ```\n  code\n  ```\n- > quote\n- # heading",
    "1. a\n\n   - b\n\n     c\n\n2. d",
    "«*ә*» **ғ**, _қ_. ң*ө*ұ **«ү»** һ",
    "a\u00a0b *c\u00a0d*",
    "- \n- a\n-\n",
    "[a *b* `c`](http://d.kz) *[e](http://f.kz)*",
    "a \\\\\nb",
)
"""Our own examples, for machines without the specification's."""


@pytest.mark.parametrize("text", OWN)
def test_our_examples_mean_what_they_mean_to_mistune(text: str) -> None:
    html = mistune.html(text)
    assert isinstance(html, str)
    assert ours(text) == theirs(html)
