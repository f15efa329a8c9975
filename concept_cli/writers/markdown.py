"""Document to one Markdown file, for people who want plain text: read again it means the same, with its numbers typed out.

Signs that Markdown would take for markup are escaped. Ids, captions, footnotes (labelled by their numbers) and item labels are written
as in fragments. A line break inside a table cell is ``<br>``, because a row is one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Final

from concept_cli.document import (
    Block,
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
    Entry,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    Marked,
    Meaning,
    Node,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Reference,
    Remark,
    Row,
    Section,
    Strong,
    Table,
    Text,
    record_name,
    words,
)
from concept_cli.markdown_words import autolink, code_span, escaped, joined, line_start, marked, target, title
from concept_cli.style import Pictures, Style
from concept_cli.wording.terms import day_words, term

_DEEPEST: Final = 6
_SIDES: Final = MappingProxyType({"": "---", "left": ":--", "center": ":-:", "right": "--:"})


@dataclass(frozen=True, slots=True)
class _Where:
    """What writing a node depends on besides the node: the language, and whether it stands in a link or on a line that cannot break."""

    language: str
    linked: bool = False
    line_break: str = "\\\n"


_SIGNS: Final = MappingProxyType({True: ("{--", "--}"), False: ("{++", "++}")})
"""Before and behind what is gone, and what is new."""


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The document as Markdown in UTF-8."""
    return (_of(document, _Where(document.language)) + "\n").encode("utf-8", "replace")


def _of(node: Node, where: _Where) -> str:
    """The Markdown of one node. Raises KeyError for a node type that :data:`NODES` does not have."""
    made = NODES[type(node)](node, where)
    if isinstance(node, Figure | CodeBlock | Divider) and node.mark:
        begin, end = _SIGNS[node.mark.gone]
        return f"{begin}\n\n{made}\n\n{end}"
    return made


def _inline(content: Iterable[Inline], where: _Where) -> str:
    return joined(_pieces(tuple(content), where))


def _pieces(content: Inlines, where: _Where) -> Iterator[str]:
    """The Markdown of inlines; behind the last marked words of a change stands whose they are and why."""
    for node, following in zip_longest(content, content[1:]):
        yield _of(node, where)
        if isinstance(node, Marked) and not (isinstance(following, Marked) and following.mark.change == node.mark.change):
            said = ": ".join(filter(None, (node.mark.who, node.mark.why)))
            yield f"{{>>{escaped(' '.join(said.split()))}<<}}" if said else ""


def _marked(node: Marked, where: _Where) -> str:
    """Words of one draft only, in the signs of CriticMarkup; of what moved, each end by itself."""
    begin, end = _SIGNS[node.mark.gone]
    content = _inline(node.content, where)
    return f"{begin}{content}{end}" if content else ""


def _with_id(node: Block, text: str) -> str:
    """A block behind the line that names it; only a paragraph follows on the next line, anything else might run on from it."""
    below = "\n" if isinstance(node, Paragraph | Item) else "\n\n"
    return f"{{#{node.id}}}{below}{text}" if node.id else text


def _indented(text: str, first: str) -> str:
    """Text behind a mark, its other lines as far in as the first."""
    return first + text.replace("\n", "\n" + " " * len(first)).replace("\n" + " " * len(first) + "\n", "\n\n")


def _blocks(blocks: Iterable[Block], where: _Where, *, tight: bool = False) -> str:
    """Blocks one below the other. Lists that touch get different bullets, or they would become one."""
    text, before, bullet = "", None, "-"
    for block in blocks:
        bullet = ("*" if bullet == "-" else "-") if isinstance(before, List) else "-"
        made = _list(block, where, bullet) if isinstance(block, List) else _of(block, where)
        if not made:
            continue
        close = tight and not isinstance(before, Table) and isinstance(block, List | Quote | CodeBlock | Heading | Remark)
        text += ("\n" if close else "\n\n") + made if text else made
        before = block
    return text


# ---------------------------------------------------------------- inlines


def _text(node: Text, _: _Where) -> str:
    return escaped(node.words)


def _emphasis(node: Emphasis, where: _Where) -> str:
    return marked("*", _inline(node.content, where))


def _strong(node: Strong, where: _Where) -> str:
    return marked("**", _inline(node.content, where))


def _code(node: Code, _: _Where) -> str:
    return code_span(node.words)


def _link(node: Link, where: _Where) -> str:
    content = _inline(node.content, replace(where, linked=True))
    if not node.target or where.linked:
        return content
    bare = all(isinstance(each, Text) for each in node.content) and words(node.content) == node.target
    return autolink(node.target) if bare and autolink(node.target) else f"[{content}]({target(node.target)})"


def _reference(node: Reference, where: _Where) -> str:
    content = _inline(node.content, replace(where, linked=True)) or escaped(node.shown or node.target)
    return f"[{content}]({target('#' + node.target)})" if node.target and not where.linked else content


def _cite(node: Cite, where: _Where) -> str:
    number = escaped(str(node.number or node.source))
    shown = number if where.linked else f"[{number}]({target('#source-' + node.source)})"
    return shown + (escaped(f", {node.locator}") if node.locator else "")


def _citation(node: Citation, where: _Where) -> str:
    return "\\[" + "; ".join(_of(each, where) for each in node.cites) + "\\]"


def _note_reference(node: NoteReference, _: _Where) -> str:
    return f"[^{node.number or node.label}]"


def _image(node: Image, where: _Where) -> str:
    if not node.target:
        return escaped(f"{term('figure-missing', where.language)} {node.alt}".rstrip())
    return f"![{escaped(node.alt)}]({target(node.target)})"


def _line_break(_: LineBreak, where: _Where) -> str:
    return where.line_break


def _broken(node: Broken, _: _Where) -> str:
    return marked("**", escaped(node.words))


# ----------------------------------------------------------------- blocks


def _heading(node: Heading, where: _Where) -> str:
    """The document's title has level 1, so a top section's has 2."""
    number = escaped(node.number) + " " if node.number else ""
    id = f" {{#{node.id}}}" if node.id else ""
    title_words = re.sub("#+$", lambda match: "\\#" * len(match[0]), _inline(node.content, replace(where, line_break=" ")))
    return f"{'#' * min(node.level + 1, _DEEPEST)} {number}{title_words}{id}".rstrip()


def _paragraph(node: Paragraph, where: _Where) -> str:
    end = (Marked(content=(Text(words="¶"),), mark=node.end),) if node.end else ()
    lines = _inline((*node.content, *end), where).split("\n")
    return _with_id(node, "\n".join(line_start(line) for line in lines))


def _list(node: List, where: _Where, bullet: str = "-") -> str:
    items = (
        _indented(_of(each, where) if not node.tight else _tight(each, where), f"{each.label or bullet} ").rstrip()
        for each in node.items
    )
    return _with_id(node, ("\n" if node.tight else "\n\n").join(items))


def _item(node: Item, where: _Where) -> str:
    return _with_id(node, _blocks(node.blocks, where))


def _tight(node: Item, where: _Where) -> str:
    return _with_id(node, _blocks(node.blocks, where, tight=True))


def _quote(node: Quote, where: _Where) -> str:
    lines = _blocks(node.blocks, where).split("\n")
    return _with_id(node, "\n".join(f"> {line}".rstrip() for line in lines))


def _code_block(node: CodeBlock, _: _Where) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", node.words)), default=0))
    return _with_id(node, f"{fence}\n{node.words}\n{fence}")


def _divider(node: Divider, _: _Where) -> str:
    return _with_id(node, "___")


def _cell(node: Cell, where: _Where) -> str:
    return _inline(node.content, replace(where, line_break="<br>")).replace("|", "\\|")


def _row(node: Row, where: _Where) -> str:
    return "| " + " | ".join(_of(each, where) for each in node.cells) + " |"


def _filled(row: Row) -> Row:
    """A row in which empty cells stand where a cell reaches over more columns, which pipe tables do not know."""
    empty = Cell(content=())
    return replace(row, cells=tuple(each for cell in row.cells for each in (cell, *[empty] * (cell.across - 1))))


def _captioned(node: Table | Figure, where: _Where) -> str:
    """The number and the words of a caption, on one line."""
    return " ".join(filter(None, (escaped(node.number), _inline(node.caption, replace(where, line_break=" ")))))


def _table(node: Table, where: _Where) -> str:
    width = max((sum(cell.across for cell in row.cells) for row in (*node.head, *node.rows)), default=0)
    sides = "| " + " | ".join(_SIDES[side] for side in (*node.alignments, *[""] * width)[:width]) + " |"
    rows = [_of(_filled(row), where) for row in (*node.head, *node.rows)]
    caption = _captioned(node, where)
    below = f"\n\nTable: {caption}" + (f" {{#{node.id}}}" if node.id else "") if caption else ""
    legend = f"\n\n{line_start(_inline(node.legend, replace(where, line_break=' ')))}" if node.legend else ""
    table = "\n".join((*rows[:1], sides, *rows[1:])) + below
    return (table if caption else _with_id(node, table)) + legend


def _figure(node: Figure, where: _Where) -> str:
    """A picture that is not there leaves its description with a mark, and its caption."""
    if not node.target:
        missing = line_start(escaped(f"{term('figure-missing', where.language)} {node.alt}".rstrip()))
        return _with_id(node, "\n\n".join(filter(None, (missing, line_start(_captioned(node, where))))))
    caption = title(" ".join(filter(None, (node.number, "".join(getattr(each, "words", " ") for each in node.caption)))))
    id = f"{{#{node.id}}}" if node.id else ""
    address = node.target.rpartition(".")[0] if record_name(node.target) else node.target  # as sections ask for it
    return f"![{escaped(node.alt)}]({target(address)}{caption}){id}"


def _meaning(node: Meaning, where: _Where) -> str:
    return _indented(_blocks(node.blocks, where), ":   ")


def _definition(node: Definition, where: _Where) -> str:
    term_line = line_start(_inline(node.term, replace(where, line_break=" ")))
    return "\n".join((term_line, *(_of(each, where) for each in node.meanings)))


def _definition_list(node: DefinitionList, where: _Where) -> str:
    return _with_id(node, "\n\n".join(_of(each, where) for each in node.entries))


def _note(node: Note, where: _Where) -> str:
    mark = f"[^{node.number or node.label}]: "
    text = _blocks(node.blocks, where)
    return mark + _indented(text, " " * 4)[4:]


def _remark(node: Remark, where: _Where) -> str:
    """A quotation that says of itself that it is no part of the text."""
    kind = marked("**", escaped(f"[{term('remark-apart', where.language)}]"))
    by = escaped(" · ".join(filter(None, (node.who, node.when and day_words(node.when, where.language), node.label))))
    proposed = f"{marked('*', escaped(term('proposed-wording', where.language)))}: {_inline(node.proposed, where)}"
    parts = (f"{kind} {by}".rstrip(), _inline(node.content, where), proposed if node.proposed else "")
    lines = "\n\n".join("\n".join(map(line_start, part.split("\n"))) for part in parts if part).split("\n")
    return _with_id(node, "\n".join(f"> {line}".rstrip() for line in lines))


# ------------------------------------------------- sections and the whole


def _section(node: Section, where: _Where) -> str:
    heading = node.heading if node.heading.id or not node.heading.content else replace(node.heading, id=node.id)
    fallback = marked("*", escaped(term("fallback", where.language))) if node.fallback else ""
    parts = (
        _of(heading, where) if heading.number or heading.content else "",
        fallback,
        _blocks(node.blocks, where),
        *(_of(each, where) for each in (*node.notes, *node.sections)),
    )
    return "\n\n".join(filter(None, parts))


def _entry(node: Entry, where: _Where) -> str:
    line = escaped(" ".join(filter(None, (node.number, node.words))))
    return "  " * (node.level - 1) + f"- [{line}]({target('#' + node.anchor)})"


def _document(node: Document, where: _Where) -> str:
    """The title page as paragraphs, the contents as a list of links, the sections; what has no title has no title page either."""
    if not node.title:
        return "\n\n".join(_of(each, where) for each in node.sections)
    errors = term("errors", where.language, count=node.errors) if node.errors else ""
    period = f"{term('period', where.language)} {node.period}" if node.period else ""
    front = (line_start(escaped(each)) for each in (node.body, period, node.edition, errors) if each)
    contents = "\n".join(_of(each, where) for each in node.contents)
    heading = f"## {escaped(term('contents', where.language))}" if contents else ""
    parts = (f"# {escaped(node.title)}", *front, heading, contents, *(_of(each, where) for each in node.sections))
    return "\n\n".join(filter(None, parts))


NODES: Final[Mapping[type[Node], Callable[[Any, _Where], str]]] = MappingProxyType(
    {
        Text: _text,
        Emphasis: _emphasis,
        Strong: _strong,
        Code: _code,
        Link: _link,
        Reference: _reference,
        Cite: _cite,
        Citation: _citation,
        NoteReference: _note_reference,
        Image: _image,
        LineBreak: _line_break,
        Broken: _broken,
        Marked: _marked,
        Heading: _heading,
        Paragraph: _paragraph,
        Item: _item,
        List: _list,
        Quote: _quote,
        CodeBlock: _code_block,
        Divider: _divider,
        Cell: _cell,
        Row: _row,
        Table: _table,
        Figure: _figure,
        Meaning: _meaning,
        Definition: _definition,
        DefinitionList: _definition_list,
        Note: _note,
        Remark: _remark,
        Section: _section,
        Entry: _entry,
        Document: _document,
    }
)
"""Every concrete node type and the function that writes it."""
