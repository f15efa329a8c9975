"""Redlines made by hand: every construct with every mark, in three languages."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import count
from typing import Any, Literal, cast

from concept_cli.diagnostics import Place
from concept_cli.document import (
    Blocks,
    Cell,
    Change,
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
    Inline,
    Inlines,
    Item,
    LineBreak,
    List,
    Mark,
    Marked,
    Meaning,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Quote,
    Redline,
    Row,
    Section,
    Strong,
    Table,
    transform,
    words,
)
from tests.samples import text

Kind = Literal["inserted", "deleted", "moved-from", "moved-to"]
INLINE_FIELDS = ("content", "term", "caption", "legend")
WORDS = {
    "en": "The State supports creative industries in the regions; exports are to grow by half within five years.",
    "ru": "Государство поддерживает креативные индустрии в регионах; экспорт за пять лет должен вырасти в полтора раза.",
    "kk": "Мемлекет өңірлердегі креативті индустрияларды қолдайды; экспорт бес жылда бір жарым есе өсуге тиіс.",
}
TITLES = {
    "en": ("Analysis", "Measures", "Funding", "Old annex", "Risks", "Regions"),
    "ru": ("Анализ", "Меры", "Финансирование", "Прежнее приложение", "Риски", "Регионы"),
    "kk": ("Талдау", "Шаралар", "Қаржыландыру", "Бұрынғы қосымша", "Тәуекелдер", "Өңірлер"),
}


def mark(kind: str, change: int) -> Mark:
    """A mark, with the change's number and all that is known of it."""
    return Mark(kind=cast(Kind, kind), change=change, who="A. Editor", when="2024-05-01", why="said the ministry")


def spread(part: Any, given: Mark) -> Any:
    """A part with everything in it under one mark, its words in that mark."""

    def marked(node: Any) -> Any:
        if isinstance(node, Part) and node.mark:
            return node
        updates: dict[str, Any] = {"mark": given} if isinstance(node, Part) else {}
        for name in {each.name for each in fields(node)} & set(INLINE_FIELDS):
            if isinstance(node, Part) and getattr(node, name):
                updates[name] = (Marked(content=getattr(node, name), mark=given),)
        return replace(node, **updates) if updates else node

    return transform(part, marked)


def constructs(language: str, at: int) -> Blocks:
    """One block of every type that can stand in a section, its words counted by ``at``."""
    said = f"{WORDS[language]} {at}"
    plain = (text(said),)
    rich: Inlines = (
        text(f"{at} "),
        Strong(content=(text("A"), Emphasis(content=(text("B"),)))),
        Code(words="c = 1"),
        LineBreak(),
        text("…"),
    )
    rows = tuple(Row(cells=(Cell(content=(text(f"{at}.{number}"),)), Cell(content=plain))) for number in range(2))
    head = Row(cells=(Cell(content=(text("№"),)), Cell(content=(text("Title"),))))
    item = Item(label=f"{at})", blocks=(Paragraph(content=plain), List(items=(Item(blocks=(Paragraph(content=rich),)),))))
    blocks: Blocks = (
        Paragraph(content=(*plain, *rich)),
        Heading(level=2, number=f"1.{at}", content=plain),
        List(ordered=True, items=(item,)),
        Quote(blocks=(Paragraph(content=plain),)),
        CodeBlock(words=f"share_{at} = 1"),
        Divider(),
        Table(alignments=("", ""), head=(head,), rows=rows, caption=plain, number=f"T{at}.", legend=(text(f"legend {at}"),)),
        Figure(target="pictures/growth.svg", alt=f"bars {at}", caption=plain, number=f"F{at}."),
        DefinitionList(
            entries=(Definition(term=(text(f"Term {at}"),), meanings=(Meaning(blocks=(Paragraph(content=plain),)),)),)
        ),
    )
    return tuple(_named(block, f"b{at}-{number}") for number, block in enumerate(blocks))


def _named(block: Any, name: str) -> Any:
    numbers = count()

    def named(node: Any) -> Any:
        return replace(node, address=f"s.en#{name}-{next(numbers)}") if hasattr(node, "address") else node

    return transform(block, named)


class Editor:
    """Writes a redline and its list of changes."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.changes: list[Change] = []
        self.numbers = count(100)
        self.section, self.heading = "", ""

    def change(self, kind: str, element: str, content: Inlines = (), **more: Any) -> int:
        number = len(self.changes) + 1
        self.changes.append(
            Change(number=number, kind=kind, section=self.section, heading=self.heading, element=element, content=content, **more)
        )
        return number

    def words(
        self, *parts: str | tuple[str, str], kind: str = "replaced", element: str = "Paragraph", editorial: bool = False
    ) -> Inlines:
        """Words in both drafts, and pairs of older and newer words."""
        number = len(self.changes) + 1
        content: list[Inline] = []
        for each in parts:
            if isinstance(each, str):
                content.append(text(each))
                continue
            for side, said in zip(("deleted", "inserted"), each, strict=True):
                if said:
                    content.append(Marked(content=(text(said),), mark=mark(side, number)))
        self.change(kind, element, tuple(content), editorial=editorial)
        return tuple(content)

    def pair(self, older: str, newer: str) -> Inlines:
        """Words of the older draft and of the newer one, for the next change."""
        number = len(self.changes) + 1
        return tuple(
            Marked(content=(text(said),), mark=mark(kind, number)) for kind, said in (("deleted", older), ("inserted", newer))
        )

    def all_kinds(self) -> Blocks:
        """Every construct inserted, deleted, and moved from here to here."""
        blocks: Blocks = ()
        for kind in ("inserted", "deleted"):
            for block in constructs(self.language, next(self.numbers)):
                number = self.change(
                    kind,
                    type(block).__name__,
                    (Marked(content=(text(WORDS[self.language]),), mark=mark(kind, len(self.changes) + 1)),),
                )
                blocks += (spread(block, mark(kind, number)),)
        moving = constructs(self.language, next(self.numbers))
        first = len(self.changes)
        blocks += tuple(spread(block, mark("moved-from", first + at)) for at, block in enumerate(moving, 1))
        blocks += (Paragraph(content=(text(WORDS[self.language]),), address="s.en#kept"),)
        for block in moving:
            number = self.change(
                "moved",
                type(block).__name__,
                (Marked(content=(text(WORDS[self.language]),), mark=mark("moved-to", len(self.changes) + 1)),),
            )
            blocks += (spread(block, mark("moved-to", number)),)
        return blocks


def every_mark(language: str = "en") -> Document:
    """A redline with every construct under every mark, and all that words can do."""
    titles, said = TITLES[language], WORDS[language]
    editor = Editor(language)
    title = editor.change("field", "Title", (), before="Concept 1", after="Concept 2")
    sections = (
        _analysis(editor, titles[0], said),
        _measures(editor, titles[1]),
        *_whole_sections(editor, titles, said),
    )
    editor.section, editor.heading = "analysis", titles[0]
    editor.change("renumbered", "Reference", before="Table 2", after="Table 3", newer=Place("a.md", 1, 1), editorial=True)
    editor.section, editor.heading = "", ""
    editor.change("field", "A. Person · role", editor.pair("Head", "Former head"), older=Place("stakeholders.yaml", 3, 1))
    assert title == 1
    return Document(
        id="sample",
        language=language,
        title="Concept 2",
        edition="Draft 2",
        period="2024–2029",
        body="Ministry",
        sections=sections,
        contents=tuple(Entry(level=1, number="", words=words(each.heading.content[:1]), anchor=each.id) for each in sections[:2]),
        before=(("title", "Concept 1"), ("edition", "Draft 1"), ("body", "")),
        redline=Redline(older="Draft 1 (2021)", newer="Draft 2", changes=tuple(editor.changes)),
    )


def _analysis(editor: Editor, title: str, said: str) -> Section:
    editor.section, editor.heading = "analysis", f"1. {title}"
    half = len(said) // 2
    kept = Paragraph(content=(text(f"{said} {said}"),), address="analysis.en#one", paragraph=1, place=Place("a.md", 1, 1))
    replaced = Paragraph(
        content=editor.words(said + " ", ("3 %", "4 %"), " " + said, (" gone words", ""), f" {said}", ("", " new words"), "."),
        paragraph=2,
        address="analysis.en#two",
    )
    comma = Paragraph(
        content=editor.words(said, (",", ";"), " and so on.", editorial=True), paragraph=3, address="analysis.en#three"
    )
    split_number = len(editor.changes) + 1
    split = (
        Paragraph(content=(text(said[:half]),), end=mark("inserted", split_number), paragraph=4, address="analysis.en#four"),
        Paragraph(content=(text(said[half:]),), paragraph=5, address="analysis.en#five"),
    )
    editor.change(
        "split",
        "Paragraph 4",
        (text(said[:half]), Marked(content=(text(" ¶ "),), mark=mark("inserted", split_number)), text(said[half:])),
    )
    joined_number = len(editor.changes) + 1
    joined = (
        Paragraph(content=(text(said[:half]),), end=mark("deleted", joined_number), paragraph=6, address="analysis.en#six"),
        Paragraph(content=(text(said[half:]),), address="analysis.en#seven"),
    )
    editor.change(
        "joined",
        "Paragraph 6",
        (text(said[:half]), Marked(content=(text(" ¶ "),), mark=mark("deleted", joined_number)), text(said[half:])),
    )
    noted = len(editor.changes) + 1
    calls = Paragraph(
        content=(
            text(said),
            Marked(content=(NoteReference(label=" a", number=1),), mark=mark("deleted", noted)),
            NoteReference(label="a", number=2),
            Marked(content=(NoteReference(label="b", number=3),), mark=mark("inserted", noted)),
        ),
        paragraph=7,
        address="analysis.en#eight",
    )
    editor.change("replaced", "Paragraph 7", (text(said),))
    notes = (
        spread(
            Note(label=" a", number=1, blocks=(Paragraph(content=(text("An old note."),)),), address="analysis.en#n1"),
            mark("deleted", noted),
        ),
        Note(
            label="a",
            number=2,
            blocks=(Paragraph(content=editor.words("A note ", ("from 2020", "from 2023"), ".", element="Footnote 2")),),
            address="analysis.en#n2",
        ),
        spread(
            Note(label="b", number=3, blocks=(Paragraph(content=(text("A new note."),)),), address="analysis.en#n3"),
            mark("inserted", noted),
        ),
    )
    columns = _columns(editor)
    heading = Heading(
        level=1, number="1.", content=editor.words(title, (" now", " today"), kind="retitled", element="Heading 1.")
    )
    return Section(
        id="analysis",
        role="custom",
        language=editor.language,
        heading=heading,
        blocks=(kept, replaced, comma, *split, *joined, calls, columns, *editor.all_kinds()),
        notes=notes,
    )


def _columns(editor: Editor) -> Table:
    """A table with a column that is new and one that is gone, and a cell that changed."""
    new, gone = (
        editor.change(
            kind, f"Table 1, column {kind}", (Marked(content=(text("A | B"),), mark=mark(kind, len(editor.changes) + 1)),)
        )
        for kind in ("inserted", "deleted")
    )

    def row(at: int) -> Row:
        changed = editor.words("kept ", (f"old {at}", f"new {at}"), element=f"Table 1, row {at}")
        cells = (
            Cell(content=changed),
            spread(Cell(content=(text(f"added {at}"),)), mark("inserted", new)),
            spread(Cell(content=(text(f"taken {at}"),)), mark("deleted", gone)),
        )
        return Row(cells=cells, address=f"analysis.en#row{at}")

    rows = (
        row(1),
        row(2),
        spread(
            Row(
                cells=(
                    Cell(content=(text("row"),)),
                    Cell(content=(text("whole"),)),
                    Cell(content=(), mark=mark("deleted", gone)),
                ),
                address="analysis.en#row3",
            ),
            mark("inserted", editor.change("inserted", "Table 1, row")),
        ),
    )
    return Table(
        alignments=("", "", ""),
        head=(row(0),),
        rows=rows,
        number="Table 1.",
        caption=editor.words("Share ", ("in 2021", "in 2023"), element="Table 1"),
        address="analysis.en#t1",
    )


def _measures(editor: Editor, title: str) -> Section:
    """A moved paragraph that changed on the way, in a list."""
    editor.section, editor.heading = "measures", f"2. {title}"
    number = len(editor.changes) + 1
    inside: Inlines = (
        text("The fund pays "),
        Marked(content=(text("half"),), mark=mark("deleted", number)),
        Marked(content=(text("a third"),), mark=mark("inserted", number)),
        text(" of it."),
    )
    content = (Marked(content=inside, mark=mark("moved-to", number)),)
    editor.change("moved", "Paragraph 9", content)
    moved = Item(
        label="2)",
        blocks=(Paragraph(content=content, mark=mark("moved-to", number)),),
        mark=mark("moved-to", number),
        paragraph=9,
        address="measures.en#nine",
    )
    was = spread(
        Paragraph(content=(text("The fund pays half of it."),), paragraph=8, address="measures.en#eight"),
        mark("moved-from", number),
    )
    relabelled = Item(
        label="1)", blocks=(Paragraph(content=(text("A register."),)),), before=(("label", "9)"),), address="measures.en#r"
    )
    blocks: Blocks = (
        Paragraph(content=(text("The State shall:"),), address="measures.en#shall"),
        List(ordered=True, items=(relabelled, moved)),
        was,
    )
    return Section(
        id="measures",
        role="custom",
        language=editor.language,
        heading=Heading(level=1, number="2.", content=(text(title),)),
        blocks=blocks,
    )


def _whole_sections(editor: Editor, titles: tuple[str, ...], said: str) -> tuple[Section, ...]:
    """A section that is new, one that is gone, and one that moved with all that is in it."""

    def section(id: str, title: str, *inside: Section) -> Section:
        call = NoteReference(label=f"{id}-n", number=next(editor.numbers))
        blocks = (Paragraph(content=(text(f"{title}: {said}"), call), address=f"{id}.en#p"),)
        notes = (
            Note(
                label=f"{id}-n",
                number=call.number,
                blocks=(Paragraph(content=(text(f"Note of {title}."),)),),
                address=f"{id}.en#n",
            ),
        )
        heading = Heading(level=1 if id != "regions" else 2, content=(text(title),))
        return Section(
            id=id, role="custom", language=editor.language, heading=heading, blocks=blocks, notes=notes, sections=inside
        )

    made = []
    for id, title, kind in (("funding", titles[2], "inserted"), ("annex", titles[3], "deleted")):
        editor.section, editor.heading = id, title
        made.append(
            spread(
                section(id, title),
                mark(
                    kind,
                    editor.change(kind, "Section", (Marked(content=(text(title),), mark=mark(kind, len(editor.changes) + 1)),)),
                ),
            )
        )
    editor.section, editor.heading = "risks", titles[4]
    number = editor.change(
        "moved", "Section", (Marked(content=(text(titles[4]),), mark=mark("moved-to", len(editor.changes) + 1)),), editorial=True
    )
    moved = section("risks", titles[4], section("regions", titles[5]))
    older = transform(
        moved,
        lambda node: (
            replace(node, label=f" {node.label}", number=node.number + 50) if isinstance(node, Note | NoteReference) else node
        ),
    )
    return (spread(older, mark("moved-from", number)), *made, spread(moved, mark("moved-to", number)))
