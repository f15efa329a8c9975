"""Documents and styles that several tests share: a document with every node type, and the house style as the tool loads it."""

from __future__ import annotations

import struct
import zlib
from importlib.util import find_spec
from pathlib import Path

from concept_cli.diagnostics import Place
from concept_cli.document import (
    Blocks,
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
    Inlines,
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
    Remark,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from concept_cli.load import page_styles
from concept_cli.model import style_values
from concept_cli.sources import Folder
from concept_cli.style import Pictures, Style

ROOT = Path(__file__).resolve().parent.parent
FONT_PACKAGES = ("fontpkg_ibm_plex_serif", "fontpkg_ibm_plex_sans", "fontpkg_ibm_plex_mono")
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі ₸ № « »"


def house_style(name: str = "modern") -> Style:
    """The templates of this repository with a page style's values, and the font files of the installed IBM Plex packages."""
    templates = ROOT / "templates"
    files = {path.relative_to(templates).as_posix(): path.read_bytes() for path in sorted(templates.rglob("*")) if path.is_file()}
    fonts: dict[str, bytes] = {}
    for package in FONT_PACKAGES:
        spec = find_spec(package)
        assert spec is not None and spec.origin is not None, f"{package} is not installed"
        fonts.update({path.name: path.read_bytes() for path in sorted(Path(spec.origin).parent.joinpath("files").iterdir())})
    return Style(files, fonts, style_values(page_styles(Folder(ROOT), lambda _: None), name))


def png(width: int = 64, height: int = 32) -> bytes:
    """A small valid PNG: a band of blue fading to the right."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    line = b"\0" + b"".join(bytes((30 + 200 * x // width, 90 + 150 * x // width, 160 + 90 * x // width)) for x in range(width))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(line * height)) + chunk(b"IEND", b"")


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160" width="400" height="160">'
    b'<rect x="20" y="90" width="60" height="60" fill="#17506e"/><rect x="110" y="60" width="60" height="90" fill="#17506e"/>'
    b'<rect x="200" y="30" width="60" height="120" fill="#17506e"/><path d="M10 150H390" stroke="#444" stroke-width="2"/></svg>'
)


def pictures() -> Pictures:
    """The pictures that :func:`every_node` shows."""
    return {"pictures/growth.svg": SVG, "pictures/mark.png": png()}


def text(words: str) -> Text:
    """Words without a place."""
    return Text(words=words)


def paragraph(*content: str | Inlines, id: str = "", address: str = "") -> Paragraph:
    """A paragraph of words and inlines."""
    parts: Inlines = ()
    for each in content:
        parts += (text(each),) if isinstance(each, str) else each
    return Paragraph(content=parts, id=id, address=address)


def row(*cells: str | Inlines) -> Row:
    """A table row of words or inlines."""
    return Row(cells=tuple(Cell(content=(text(each),) if isinstance(each, str) else each) for each in cells))


def table(head: Row, *rows: Row, caption: str = "", number: str = "", id: str = "") -> Table:
    """A table with one header row."""
    return Table(
        alignments=("",) * len(head.cells),
        head=(head,),
        rows=rows,
        caption=(text(caption),) if caption else (),
        number=number,
        id=id,
    )


def heading(level: int, words: str, number: str = "", id: str = "") -> Heading:
    """A heading of plain words."""
    return Heading(level=level, content=(text(words),), number=number, id=id)


def section(id: str, title: str, *blocks: Paragraph | Table | Heading, number: str = "", language: str = "en") -> Section:
    """A custom section of plain blocks."""
    return Section(id=id, role="custom", language=language, heading=heading(1, title, number), blocks=blocks)


def document(*sections: Section, language: str = "en", title: str = "A sample") -> Document:
    """A document around sections, its contents made from their titles."""
    contents = tuple(Entry(level=1, number=each.heading.number, words=str(title_of(each)), anchor=each.id) for each in sections)
    return Document(id="sample", language=language, title=title, edition="Draft 1", sections=sections, contents=contents)


def title_of(part: Section) -> str:
    """A section's title as plain words."""
    return "".join(each.words for each in part.heading.content if isinstance(each, Text))


def every_node() -> Document:
    """A document in which every node type stands at least once, as assembly hands it to the writers."""
    analysis = _analysis()
    measures = _measures()
    sections = (_passport(), analysis, measures, _sources())
    return Document(
        id="sample",
        language="en",
        title="Concept for the Creative Economy <& its Measures>",
        edition="Draft 3",
        period="2024–2029",
        body="Ministry of Culture and Information",
        errors=2,
        sections=sections,
        contents=(
            Entry(level=1, number="", words="Passport", anchor="passport"),
            Entry(level=1, number="Section 1.", words="Analysis of the situation", anchor="analysis"),
            Entry(level=2, number="1.1", words="Where we stand", anchor="stand"),
            Entry(level=2, number="1.2", words="Өңірлер: Қазақстан", anchor="regions"),
            Entry(level=1, number="Section 2.", words="Measures", anchor="measures"),
            Entry(level=1, number="", words="Sources", anchor="sources"),
        ),
    )


def _passport() -> Section:
    fields = table(
        row("Field", "Content"), row("Name", "Concept for the Creative Economy"), row("Period of implementation", "2024–2029")
    )
    return Section(id="passport", role="passport", language="en", heading=heading(1, "Passport"), blocks=(fields,))


def _analysis() -> Section:
    blocks: Blocks = (
        paragraph(
            "The sector's share is ",
            (Strong(content=(text("3.1 %"), Emphasis(content=(text(" of output"),)))),),
            ", says the plan",
            (
                NoteReference(label="a", number=1),
                text(" "),
                Citation(cites=(Cite(source="plan", locator="p. 3", number=1), Cite(source="bureau", number=2))),
            ),
            ". See ",
            (
                Reference(target="t-share", shown="Table 1"),
                text(" and "),
                Reference(target="measures", content=(text("the measures"),)),
            ),
            ".",
            address="analysis.en#0a1b2c3d4e5f",
        ),
        Remark(
            who="UNESCO",
            when="2021-03-05",
            label="unesco-2021-003 · remark · not decided yet",
            content=(text("Say of which year this share is."),),
            proposed=(text("In 2023 the sector's share was 3.1 %"),),
        ),
        heading(2, "Where we stand", "1.1", id="stand"),
        paragraph(
            "A link to ",
            (Link(target="https://stat.gov.kz/en/?a=1&b=2", content=(text("the Bureau"),)),),
            ", a field ",
            (Code(words="period:"), text(", a mark "), Image(target="pictures/mark.png", alt="blue mark"), text(",")),
            (
                LineBreak(),
                text("a second line & "),
                Broken(words="[@nobody]"),
                text(", a refused "),
                Link(target="", content=(text("link"),)),
            ),
            ".",
            address="analysis.en#111122223333",
        ),
        _share(),
        Figure(
            target="pictures/growth.svg",
            alt="Three bars, each taller than the one before",
            caption=(text("Growth by year"),),
            number="Figure 1.",
            id="f-growth",
        ),
        Figure(target="", alt="A map that is not there", caption=(text("Regions"),), number="Figure 2."),
        Quote(blocks=(paragraph("Culture is the second wheel."), Quote(blocks=(paragraph("Within a quotation."),)))),
        CodeBlock(words="share = creative / total\n\tif total > 0 <else> 0"),
        Divider(),
        _terms(),
    )
    notes = (
        Note(
            label="a",
            number=1,
            blocks=(
                paragraph("First paragraph of the note", (NoteReference(label="b", number=2), text("."))),
                paragraph("Second one."),
            ),
            address="analysis.en#aaaabbbbcccc",
        ),
        Note(label="b", number=2, blocks=(paragraph("A note called from a note."),), address="analysis.en#ddddeeeeffff"),
    )
    return Section(
        id="analysis",
        role="analysis",
        language="en",
        heading=heading(1, "Analysis of the situation", "Section 1."),
        blocks=blocks,
        notes=notes,
        sections=(_regions(),),
        status="drafted",
    )


def _share() -> Table:
    return Table(
        alignments=("left", "center", "right"),
        head=(row("Year", "Scope", "Share, %"),),
        rows=(row("2021", (Emphasis(content=(text("whole"),)),), "2.8"), row("2023", "whole", "3.1")),
        caption=(text("Share of the creative economy"),),
        number="Table 1.",
        id="t-share",
    )


def _terms() -> DefinitionList:
    term = (text("Creative Hub"),)
    meanings = (Meaning(blocks=(paragraph("A place."),)), Meaning(blocks=(paragraph("An organisation."),)))
    return DefinitionList(entries=(Definition(term=term, meanings=meanings, id="hub"),))


def _regions() -> Section:
    """A nested section whose Kazakh text stands in for a missing translation."""
    return Section(
        id="regions",
        role="custom",
        language="kk",
        fallback=True,
        heading=heading(2, "Өңірлер: Қазақстан", "1.2"),
        blocks=(paragraph(f"Барлық әріптер: {KAZAKH}.", address="regions.kk#999988887777"),),
    )


def _measures() -> Section:
    legal = List(
        ordered=True,
        tight=False,
        items=(
            Item(label="9)", blocks=(paragraph("export support;"),)),
            Item(label="9-1)", id="franchise", blocks=(paragraph("franchising;"), _steps())),
            Item(label="10)", blocks=(paragraph("training."),)),
        ),
    )
    return Section(
        id="measures",
        role="measures",
        language="en",
        heading=heading(1, "Measures", "Section 2."),
        blocks=(paragraph("The State shall:", id="shall"), legal),
        notes=(),
    )


def _steps() -> List:
    return List(items=(Item(blocks=(paragraph("a register,"),)), Item(blocks=(paragraph("a model contract;"),))))


def _sources() -> Section:
    first = (text("National plan. "), Link(target="https://adilet.zan.kz/", content=(text("https://adilet.zan.kz/"),)))
    items = (
        Item(id="source-plan", label="1.", blocks=(Paragraph(content=first),)),
        Item(id="source-bureau", label="2.", blocks=(paragraph("Bureau of National Statistics. Yearbook, 2023."),)),
    )
    blocks = (List(ordered=True, items=items, place=Place("records/sources.yaml")),)
    return Section(id="sources", role="sources", language="en", heading=heading(1, "Sources"), blocks=blocks)
