"""Nodes to HTML elements: one small function a node type, and the table of them. The page and the PDF are both drawn from it.

What is written is HTML and well-formed XML at once: print holds a footnote's paragraphs inside the paragraph that calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
    Item,
    LineBreak,
    Link,
    List,
    Mark,
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
    anchor,
    walk,
    words,
)
from concept_cli.wording.terms import day_words, term
from concept_cli.writers.html_tables import caption_of, cell, columns, key_column, room, table_row, table_rows
from concept_cli.writers.html_words import SHORT_TABLE, allowed, attributes, class_of, link_to, located, safe, soft, table_size
from concept_cli.writers.marks import end_name, ends_of_moves, is_move, newer_words, other_end_name

DEEP: Final = 7
"""From this level of nesting on nothing is indented further, or forty levels would leave the paper."""


@dataclass(frozen=True)
class Drawing:
    """What drawing a node depends on besides the node.

    ``picture`` gives the address of a picture ("" for one that is not there), ``drawn`` the markup of one that stands in the page itself
    ("" for all others); ``margin`` says whether paragraphs show their numbers, ``linked`` whether blocks carry a link to themselves.
    ``placed`` and ``waiting`` follow the footnotes through one section: which have been called, and which a printed footnote has called
    that are still to be printed after it. Notes in ``stranded`` are printed at the section's end. ``ends`` says in words, for each end of
    a move, where the other one stands; ``met`` are the names given to elements so far, of those that could be given twice. What is
    ``gone`` leads nowhere: what it referred to may be gone as well.
    """

    language: str
    picture: Callable[[str], str]
    drawn: Callable[[str], str] = lambda _: ""
    printed: bool = False
    in_note: bool = False
    depth: int = 0
    stranded: frozenset[str] = frozenset()
    margin: bool = False
    linked: bool = False
    section_language: str = ""
    notes: Mapping[str, Note] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    ends: Mapping[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    gone: bool = False


def draw(node: Node, drawing: Drawing) -> str:
    """The markup of one node. Raises KeyError for a node type that :data:`NODES` does not have."""
    return NODES[type(node)](node, drawing)


def all_of(nodes: Iterable[Node], drawing: Drawing) -> str:
    """The markup of several nodes, one after the other."""
    return "".join(draw(node, drawing) for node in nodes)


def _deeper(drawing: Drawing) -> tuple[Drawing, str]:
    """The drawing for what is nested one level further in, and the class of the element that nests it."""
    inner = replace(drawing, depth=drawing.depth + 1)
    return inner, "deep" if inner.depth > DEEP else ""


# ---------------------------------------------------------------- inlines


def _text(node: Text, _: Drawing) -> str:
    return soft(node.words)


def _emphasis(node: Emphasis, drawing: Drawing) -> str:
    return f"<em>{all_of(node.content, drawing)}</em>"


def _strong(node: Strong, drawing: Drawing) -> str:
    return f"<strong>{all_of(node.content, drawing)}</strong>"


def _code(node: Code, _: Drawing) -> str:
    return f"<code>{soft(node.words)}</code>"


def _link(node: Link, drawing: Drawing) -> str:
    content = all_of(node.content, drawing)
    if not allowed(node.target):
        return f'<span class="refused">{content}</span>'
    return f'<a href="{safe(node.target)}">{content}</a>'


def _reference(node: Reference, drawing: Drawing) -> str:
    content = all_of(node.content, drawing) or soft(node.shown or node.target)
    return content if drawing.gone else f'<a class="reference" href="{link_to(node.target)}">{content}</a>'


def _cite(node: Cite, drawing: Drawing) -> str:
    shown = str(node.number) if node.number else safe(node.source)
    linked = f'<a href="{link_to("source-" + node.source)}" role="doc-biblioref">{shown}</a>'
    return (shown if drawing.gone else linked) + soft(located(node.locator))


def _citation(node: Citation, drawing: Drawing) -> str:
    return f'<span class="citation">[{"; ".join(draw(cite, drawing) for cite in node.cites)}]</span>'


def _note_reference(node: NoteReference, drawing: Drawing) -> str:
    note = drawing.notes.get(node.label)
    if note is None:
        return draw(Broken(words=f"[^{node.label}]"), drawing)
    number, first = note.number or node.number, node.label not in drawing.placed
    drawing.placed.add(node.label)
    own = _named_once(f"_call-{number}", drawing) if first else ""
    call = f'<sup class="call"><a{own} href="#_note-{number}" role="doc-noteref">{number}</a></sup>'
    if not drawing.printed or not first:
        return call
    if drawing.in_note:
        drawing.waiting.append(node.label)
        return call
    return call + _printed_note(note, drawing)


def _printed_note(note: Note, drawing: Drawing) -> str:
    """The footnote as print wants it, where it is called; notes that it calls itself follow it at the foot of the page."""
    text = f'<span class="note" id="_note-{note.number}">{_numbered(note, drawing)}</span>'
    if f"_note-{note.number}" in drawing.stranded:
        text = ""
    while drawing.waiting:
        text += _printed_note(drawing.notes[drawing.waiting.pop(0)], drawing)
    return text


def _numbered(note: Note, drawing: Drawing) -> str:
    number = f'<a class="note-number" href="#_call-{note.number}">{note.number}</a> ' if note.number else ""
    blocks = all_of(note.blocks, replace(drawing, in_note=True)).replace(">\n", ">")  # else: empty lines
    opened, closed, words_on = blocks.partition(">")
    return f"{opened}>{number}{words_on}" if opened.startswith("<p") and closed else f"<p>{number}</p>{blocks}"


def _notes_at_end(section: Section, drawing: Drawing) -> str:
    """Notes that nobody calls, lest their words be lost, and stranded ones."""
    ends = [note for note in section.notes if note.label not in drawing.placed or f"_note-{note.number}" in drawing.stranded]
    at_end = replace(drawing, in_note=True)
    named = ((f' id="_note-{note.number}"' if note.number else "", note) for note in ends)
    return "".join(f'<div class="at-end"{name}>{_numbered(note, at_end)}</div>\n' for name, note in named)


def _image(node: Image, drawing: Drawing) -> str:
    return _picture(node.target, node.alt, drawing)


def _picture(target: str, alt: str, drawing: Drawing) -> str:
    address = drawing.picture(target) if target else ""
    if not address:
        return f'<span class="missing">{safe(term("figure-missing", drawing.language))} {soft(alt)}</span>'
    return f'<img src="{safe(address)}" alt="{safe(alt)}"/>'


def _line_break(_: LineBreak, __: Drawing) -> str:
    return "<br/>"


def _broken(node: Broken, _: Drawing) -> str:
    return f'<mark class="broken">{soft(node.words)}</mark>'


# ------------------------------------------------------------- two drafts


def _marked(node: Marked, drawing: Drawing) -> str:
    inner = replace(drawing, gone=True) if node.mark.gone else drawing
    return marked(all_of(node.content, inner), node.mark, drawing)


def marked(content: str, mark: Mark | None, drawing: Drawing, kind: str = "") -> str:
    """Markup that stands in one draft only as inserted or deleted; what moved says first where its other end is.

    The first element of a change, and of each end of a move, has its name.
    """
    if mark is None:
        return content
    tag = "del" if mark.gone else "ins"
    other_end = _other_end(mark, drawing)
    named = _named_once(end_name(mark), drawing) if mark.change else ""
    classes = class_of(kind, mark.kind if is_move(mark) else "")
    when = f' datetime="{safe(mark.when)}"' if mark.when else ""
    said = ": ".join(filter(None, (mark.who, mark.why)))
    who = f' title="{safe(said)}"' if said and not drawing.printed else ""
    change = f' data-change="{mark.change}"' if mark.change and not drawing.printed else ""
    return f"{other_end}<{tag}{named}{classes}{change}{when}{who}>{content}</{tag}>"


def _named_once(name: str, drawing: Drawing) -> str:
    """The id attribute with a name, unless another element has that name already."""
    if name in drawing.met:
        return ""
    drawing.met.add(name)
    return f' id="{safe(name)}"'


def _other_end(mark: Mark, drawing: Drawing) -> str:
    """Where something moved to, or from where: once for each end of a move, before what moved, as a link."""
    end = end_name(mark)
    if not is_move(mark) or f"said {end}" in drawing.met or end not in drawing.ends:
        return ""
    drawing.met.add(f"said {end}")
    said = soft(term(mark.kind, drawing.language, place=drawing.ends[end]))
    return f'<a class="other-end {mark.kind}" href="{link_to(other_end_name(mark))}"{_own_language(drawing)}>{said}</a> '


def _own_language(drawing: Drawing) -> str:
    """The language of the document's own words where they stand in a section of another language."""
    return f' lang="{safe(drawing.language)}"' if drawing.section_language not in ("", drawing.language) else ""


def _paragraph_sign(node: Paragraph, drawing: Drawing) -> str:
    """The sign of a paragraph's end that stands in one draft only: there one paragraph was split, or two were joined."""
    return marked("¶", node.end, drawing, "end") if node.end else ""


# ----------------------------------------------------------------- blocks


def _says_something(row: Row) -> bool:
    """Whether a row of the head is more than empty cells: one that holds nothing but the call of a note, or a source, is."""
    return bool(words(row).strip()) or any(isinstance(each, NoteReference | Citation | Reference | Image) for each in walk(row))


def _heading(node: Heading, drawing: Drawing) -> str:
    return _headed(node, anchor(node), drawing)


def _headed(node: Heading, target: str, drawing: Drawing) -> str:
    """A heading that is linked to as ``target``.

    The document's title is ``h1``, so a top section's is ``h2``; HTML ends at ``h6``, deeper levels say theirs in words.
    """
    level = node.level + 1
    deeper = f' aria-level="{level}"' if level > 6 else ""
    said = " ".join(filter(None, (node.number, newer_words(node.content))))
    label = f' data-label="{safe(said)}"' if drawing.printed else ""
    number = marked(_number(node.number, target, drawing), node.mark, drawing) if node.number else _number("", target, drawing)
    tag = f"h{min(level, 6)}"
    return f"<{tag}{attributes(node)}{deeper}{label}>{number}{all_of(node.content, drawing)}</{tag}>\n"


def _number(number: str, target: str, drawing: Drawing) -> str:
    """The number of a heading, table or figure, on the page a link to it; what has no number has an anchor instead."""
    if not (drawing.linked and target):
        return f'<span class="number">{safe(number)}</span> ' if number else ""
    return f'<a class="number" href="{link_to(target)}">{safe(number)}</a> ' if number else _anchor(target, drawing)


def _anchor(target: str, drawing: Drawing, number: int = 0) -> str:
    """A link to the block that it stands in. It has no words, for it is no part of the text: stylesheets draw it into the margin."""
    name = term("paragraph", drawing.language, number=number) if number else term("link-here", drawing.language)
    shown = f' data-number="{number}"' if number else ""
    return f'<a class="anchor" href="{link_to(target)}"{shown} aria-label="{safe(name)}"{_own_language(drawing)}></a>'


def _margin_number(node: Block, drawing: Drawing) -> str:
    """The number by which letters name the block, first among its words; stylesheets move it into the margin."""
    number = 0 if node.mark and node.mark.gone else node.paragraph if drawing.margin else 0
    if drawing.linked:
        return _anchor(anchor(node), drawing, number) if anchor(node) else ""
    return f'<span class="margin-number">{number} </span>' if number else ""


def _paragraph(node: Paragraph, drawing: Drawing) -> str:
    return _opened(node, drawing, _margin_number(node, drawing), node.role)


def _opened(node: Paragraph, drawing: Drawing, opening: str, kind: str = "") -> str:
    """A paragraph with something before its words; one that ends with a colon stays with what it leads to."""
    lead = "lead" if words(node).rstrip().endswith(":") else ""
    content = all_of(node.content, drawing) + _paragraph_sign(node, drawing)
    return f"<p{attributes(node, kind, lead)}>{opening}{content}</p>\n"


def _list(node: List, drawing: Drawing) -> str:
    inner, deep = _deeper(drawing)
    tight = "tight" if node.tight else ""
    items = all_of(node.items, inner)
    if not node.ordered:
        return f"<ul{attributes(node, tight, deep)}>\n{items}</ul>\n"
    width = max((len(item.label) for item in node.items), default=0)
    kinds = attributes(node, "labelled", tight, deep)
    return f'<ol{kinds} role="list" style="--label: {0.85 * width + 0.9:.2f}ch">\n{items}</ol>\n'


def _item(node: Item, drawing: Drawing) -> str:
    """The label is a word of the first paragraph: it is copied, read aloud and found with it, exactly as the author wrote it."""
    moved = _other_end(node.mark, drawing) if node.mark else ""
    before = dict(node.before).get("label", "") if not (node.mark or drawing.printed) else ""
    older = f' data-older="{safe(before)}"' if before else ""  # for the older draft beside the newer one
    label = f'<span class="label"{older}>{marked(safe(node.label), node.mark, drawing)} </span>' if node.label else ""
    opening, kind = _margin_number(node, drawing) + moved + label, "hanging" if label else ""
    first, rest = (node.blocks[0], node.blocks[1:]) if node.blocks else (None, ())
    if isinstance(first, Paragraph):
        begun = _opened(first, drawing, opening, kind)
    else:
        begun = f"<p{class_of(kind or 'lone')}>{opening}</p>\n" if opening else ""
        begun += draw(first, drawing) if first else ""
    return f"<li{attributes(node)}>{begun}{all_of(rest, drawing)}</li>\n"


def _quote(node: Quote, drawing: Drawing) -> str:
    inner, deep = _deeper(drawing)
    return f"<blockquote{attributes(node, deep)}>\n{all_of(node.blocks, inner)}</blockquote>\n"


def _code_block(node: CodeBlock, drawing: Drawing) -> str:
    code = marked(f"<code>{soft(node.words)}</code>", node.mark, drawing, "whole")
    return f"<pre{attributes(node)}>{_margin_number(node, drawing)}{code}</pre>\n"


def _divider(node: Divider, drawing: Drawing) -> str:
    return marked(f"<hr{attributes(node)}/>", node.mark, drawing, "whole") + "\n"


def _cell(node: Cell, drawing: Drawing) -> str:
    return cell(node, all_of(node.content, drawing))


def _row(node: Row, drawing: Drawing) -> str:
    return table_row(node, _contents(drawing))


def _contents(drawing: Drawing) -> Callable[[Iterable[Node]], str]:
    return lambda nodes: all_of(nodes, drawing)


def _table(node: Table, drawing: Drawing) -> str:
    """A table in a box of its own that scrolls sideways on the page, so that the page never does; its legend follows in the box."""
    size = table_size([[words(cell) if cell.across == 1 else "" for cell in row.cells] for row in (*node.head, *node.rows)])
    size = size or ("wide" if node.wide else "")
    key = key_column(node) if size and not drawing.printed else None
    numbered, mark = _numbered_or_marked(node, drawing)
    caption = caption_of(node, "caption", numbered, _contents(drawing))
    shown = [row for row in node.head if _says_something(row)]
    head = table_rows(shown, node.alignments, _contents(drawing), head=True, key=key)
    rows = table_rows(node.rows, node.alignments, _contents(drawing), key=key)
    legend = f'<p class="legend">{all_of(node.legend, drawing)}</p>' if node.legend else ""
    fixed = class_of("fixed") if node.widths else ""
    wanted = room(node, key) if key is not None else ""
    table = f"<table{fixed}{wanted}>\n{caption}{columns(node.widths)}" + (f"<thead>{head}</thead>\n" if head else "")
    table += f"<tbody>\n{rows}</tbody></table>"
    short = "short" if len(words(node)) < SHORT_TABLE else ""
    box = attributes(node, "table", size, short)
    return f'<div{box} role="group" tabindex="0"{_name(node, drawing)}>{mark}{table}{legend}</div>\n'


def _name(node: Table | Figure, drawing: Drawing) -> str:
    """What the box of a table or drawing is called when it is reached with the keyboard."""
    own = " ".join(filter(None, (node.number, newer_words(node.caption))))
    unnamed = "table-unnamed" if isinstance(node, Table) else "figure-unnamed"
    return f' aria-label="{safe(own or term(unnamed, drawing.section_language or drawing.language))}"'


def _figure(node: Figure, drawing: Drawing) -> str:
    shown = marked(_shown(node, drawing), node.mark, drawing, "whole")
    numbered, mark = _numbered_or_marked(node, drawing)
    caption = caption_of(node, "figcaption", numbered, _contents(drawing))
    return f"<figure{attributes(node)}>{mark}{shown}\n{caption}</figure>\n"


def _shown(node: Figure, drawing: Drawing) -> str:
    """The picture of a figure. On the page one of lines and words has a box that scrolls sideways, where its words would be too small."""
    drawn = drawing.drawn(node.target) if node.target else ""
    image = drawn.replace("<svg ", f'<svg role="img" aria-label="{safe(node.alt)}" ', 1) or _picture(
        node.target, node.alt, drawing
    )
    if drawing.printed or not image.startswith(("<svg ", '<img src="data:image/svg')):
        return image
    return f'<div class="drawing" role="group" tabindex="0"{_name(node, drawing)}>{image}</div>'


def _numbered_or_marked(node: Table | Figure, drawing: Drawing) -> tuple[str, str]:
    """The number of a table or figure as its caption shows it, and the anchor of one that has none."""
    numbered = _number(node.number, anchor(node), drawing)
    return (marked(numbered, node.mark, drawing), "") if node.number else ("", numbered)


def _meaning(node: Meaning, drawing: Drawing) -> str:
    return f"<dd{attributes(node)}>{all_of(node.blocks, drawing)}</dd>\n"


def _definition(node: Definition, drawing: Drawing) -> str:
    return f"<dt{attributes(node)}>{_margin_number(node, drawing)}{all_of(node.term, drawing)}</dt>\n{all_of(node.meanings, drawing)}"


def _definition_list(node: DefinitionList, drawing: Drawing) -> str:
    inner, deep = _deeper(drawing)
    return f"<dl{attributes(node, deep)}>\n{all_of(node.entries, inner)}</dl>\n"


def _note(node: Note, drawing: Drawing) -> str:
    """A note in the list at the end of the page, with the way back to where it is called first."""
    label = safe(term("back", drawing.language))
    back = f' <a class="back" href="#_call-{node.number}" role="doc-backlink" aria-label="{label}"></a>' if node.number else ""
    blocks = all_of(node.blocks, drawing).rstrip("\n")
    body = f"{blocks[:-4]}{back}</p>" if blocks.endswith("</p>") else f"{blocks}<p>{back}</p>"
    named = f'{_named_once(f"_note-{node.number}", drawing)} value="{node.number}"' if node.number else ""
    return f'<li{named}><div{attributes(node)} role="doc-footnote">{body}</div></li>\n'


def _remark(node: Remark, drawing: Drawing) -> str:
    """What somebody said of the block before it: beside the text on a wide page, in a box below the block elsewhere. Print has no tag for
    what stands aside, and calls it a text of its own.
    """
    inner, language = replace(drawing, linked=False), drawing.language
    when = f'<time datetime="{safe(node.when)}">{safe(day_words(node.when, language))}</time>' if node.when else ""
    about = f'<span class="about">{soft(node.label)}</span>' if node.label else ""
    by = " · ".join(filter(None, (f'<strong class="by">{soft(node.who)}</strong>' if node.who else "", when, about)))
    kind = f'<span class="remark-kind">{safe(term("remark", language))}:</span>'
    said = f'<p class="said-by">{kind} {by}</p>\n<p>{all_of(node.content, inner)}</p>\n'
    if node.proposed:
        lead = f'<span class="remark-kind">{safe(term("proposed-wording", language))}:</span>'
        said += f'<p class="proposed">{lead} {all_of(node.proposed, inner)}</p>\n'
    if drawing.printed:
        return f"<article{attributes(node, 'remark')}{_own_language(drawing)}>\n{said}</article>\n"
    name = safe(": ".join(filter(None, (term("remark-apart", language), node.who))))
    return f'<aside{attributes(node, "remark")} role="note" aria-label="{name}"{_own_language(drawing)}>\n{said}</aside>\n'


# ------------------------------------------------- sections and the whole


def _section(node: Section, drawing: Drawing) -> str:
    """A section with everything nested in it; print hangs a note that nobody calls on its end, lest the words be lost."""
    outer = drawing.section_language or drawing.language
    notes = {note.label: note for note in node.notes}
    inner = replace(drawing, section_language=node.language, notes=notes, placed=set(), waiting=[])
    language = f' lang="{safe(node.language)}"' if node.language != outer else ""
    fallback = f'<p class="fallback" lang="{safe(drawing.language)}">{safe(term("fallback", drawing.language))}</p>\n'
    heading = replace(node.heading, id="", address="") if anchor(node.heading) == node.id else node.heading
    moved = f'<p class="move">{_other_end(node.mark, inner)}</p>\n' if node.mark and is_move(node.mark) else ""
    begun = (_headed(heading, anchor(node), inner) if node.heading.number or node.heading.content else "") + moved
    kinds = attributes(node, node.role if node.role in ("sources", "abbreviations", "passport", "letter") else "")
    if node.mark and node.mark.kind == "moved-from":
        return f"<section{kinds}{language}>\n{begun}{_folded(node, inner)}</section>\n"
    text = begun + (fallback if node.fallback else "") + all_of(node.blocks, inner)
    if drawing.printed:
        text += _notes_at_end(node, inner)
    return f"<section{kinds}{language}>\n{text}{all_of(node.sections, inner)}</section>\n"


def _folded(section: Section, drawing: Drawing) -> str:
    """The text of a section where it no longer stands: folded away on the page, left out in print, for it stands elsewhere."""
    if drawing.printed:
        return ""
    text = all_of(section.blocks, drawing) + all_of(section.sections, drawing)
    opened = f"<summary{_own_language(drawing)}>{safe(term('moved-text', drawing.language))}</summary>"
    return f"<details>\n{opened}\n{text}</details>\n"


def _document(node: Document, drawing: Drawing) -> str:
    """The sections, then all footnotes in the order of their numbers (print has them on their pages instead)."""
    drawing = replace(drawing, ends=ends_of_moves(node))
    return all_of(node.sections, drawing) + ("" if drawing.printed else _endnotes(node, drawing))


def _endnotes(document: Document, drawing: Drawing) -> str:
    """Every section's notes in one list; a note in another language than the document's says so."""
    found: list[tuple[Note, str]] = []
    for section in walk(document):
        if isinstance(section, Section):
            known = {note.label: note for note in section.notes}
            text = (section.heading, *section.blocks)
            called = {each.label for part in text for each in walk(part) if isinstance(each, NoteReference)}
            inner = replace(drawing, linked=False, notes=known, placed=called, section_language=section.language)
            found += [(note, _in_language(draw(note, inner), section.language, drawing)) for note in section.notes]
    if not found:
        return ""
    found.sort(key=lambda pair: pair[0].number or len(found) + 1)
    title = f'<h2 id="_notes">{safe(term("notes", drawing.language))}</h2>'
    items = "".join(item for _, item in found)
    return f'<section class="notes" role="doc-endnotes" aria-labelledby="_notes">\n{title}\n<ol>\n{items}</ol></section>\n'


def _in_language(item: str, language: str, drawing: Drawing) -> str:
    return item if language == drawing.language else item.replace("<li", f'<li lang="{safe(language)}"', 1)


def _entry(node: Entry, _: Drawing) -> str:
    number = f'<span class="number">{safe(node.number)}</span> ' if node.number else ""
    return f'<a href="{link_to(node.anchor)}">{number}{soft(node.words)}</a>'


NODES: Final[Mapping[type[Node], Callable[[Any, Drawing], str]]] = MappingProxyType(
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
"""Every concrete node type and the function that draws it."""
