"""The Word file of a redline: accepted it says what the newer draft says, rejected what the older one does.

Each case is a redline made by hand and what either draft says. Two readers judge it: one of ours that knows the rules of the standard
and nothing else, and LibreOffice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from concept_cli.compare import compare, moved_apart, settled
from concept_cli.document import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Divider,
    Document,
    Figure,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Mark,
    Marked,
    Meaning,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Redline,
    Reference,
    Row,
    Section,
    Strong,
    Table,
    Text,
    transform,
)
from concept_cli.writers.docx import write
from tests import samples, trees
from tests.redline_judge import Left, judged
from tests.test_docx import ORDER, part, parts
from tests.words import tracked

W = tracked.W
STYLE = samples.house_style()
INS, DEL = (Mark(kind=kind, change=1, who="Ministry of Finance", when="2026-03-01") for kind in ("inserted", "deleted"))
FROM, TO = (Mark(kind=kind, change=2, who="Ministry of Finance", when="2026-03-01") for kind in ("moved-from", "moved-to"))


def said(*content: str | Inline) -> Inlines:
    """Words and inlines as inlines."""
    return tuple(Text(words=each) if isinstance(each, str) else each for each in content)


def new(*content: str | Inline) -> Marked:
    return Marked(content=said(*content), mark=INS)


def old(*content: str | Inline) -> Marked:
    return Marked(content=said(*content), mark=DEL)


def para(*content: str | Inline, mark: Mark | None = None, end: Mark | None = None) -> Paragraph:
    """A paragraph; of a marked one all words are marked."""
    words = (Marked(content=said(*content), mark=mark),) if mark else said(*content)
    return Paragraph(content=words, mark=mark, end=end)


def cell(*content: str | Inline, mark: Mark | None = None, words: Mark | None = None) -> Cell:
    inside = said(*content)
    return Cell(content=(Marked(content=inside, mark=mark or words),) if mark or words else inside, mark=mark)  # type: ignore[arg-type]


def row(*cells: str, mark: Mark | None = None) -> Row:
    return Row(cells=tuple(cell(each, words=mark) for each in cells), mark=mark)


def table(*rows: Row, mark: Mark | None = None, caption: Inlines = (), legend: Inlines = ()) -> Table:
    columns = max(len(each.cells) for each in rows)
    return Table(alignments=("",) * columns, head=rows[:1], rows=rows[1:], mark=mark, caption=caption, legend=legend)


def item(*blocks: Block, label: str = "", mark: Mark | None = None, **fields: Any) -> Item:
    return Item(blocks=blocks, label=label, mark=mark, **fields)


def call(label: str) -> NoteReference:
    return NoteReference(label=label)


def note(label: str, *blocks: Block, mark: Mark | None = None) -> Note:
    return Note(label=label, blocks=blocks, mark=mark)


@dataclass(frozen=True)
class Case:
    """Blocks with marks, and what the older and the newer draft say: paragraphs and cells, then notes."""

    blocks: Blocks
    older: list[str]
    newer: list[str]
    notes: tuple[Note, ...] = ()
    older_notes: tuple[str, ...] = ()
    newer_notes: tuple[str, ...] = ()


APART = replace(INS, change=3)
"""Another change than that of the words before it."""
A, Z = para("First."), para("Last.")

CASES = {
    "words replaced": Case(
        (para("Until ", old("2026"), new("2027"), " inclusive."), Z),
        ["Until 2026 inclusive.", "Last."],
        ["Until 2027 inclusive.", "Last."],
    ),
    "strong words in a link": Case(
        (para("See ", Link(target="https://a.kz/", content=(Strong(content=said(old("the law"), new("the code"))),)), "."), Z),
        ["See the law.", "Last."],
        ["See the code.", "Last."],
    ),
    "nothing but changed words": Case(
        (A, para(old("This."), new("That.")), Z), ["First.", "This.", "Last."], ["First.", "That.", "Last."]
    ),
    "paragraph inserted": Case((A, para("New.", mark=INS), Z), ["First.", "Last."], ["First.", "New.", "Last."]),
    "paragraph deleted": Case((A, para("Old.", mark=DEL), Z), ["First.", "Old.", "Last."], ["First.", "Last."]),
    "words inserted before an inserted paragraph": Case(
        (
            para("One ", new("two")),
            para("New.", mark=APART),
            Z,
            replace(samples.heading(2, ""), content=said("A ", new("b"))),
            para("N", mark=APART),
            Z,
        ),
        ["One", "Last.", "A", "Last."],
        ["One two", "New.", "Last.", "A b", "N", "Last."],
    ),
    "words inserted before a list": Case(
        (
            para("One ", old("three"), new("two")),
            List(items=(item(para("New", new(" words"), mark=APART), mark=APART),), mark=APART),
            Z,
        ),
        ["One three", "Last."],
        ["One two", "New words", "Last."],
    ),
    "first paragraph deleted": Case((para("Old.", mark=DEL), Z), ["Old.", "Last."], ["Last."]),
    "last paragraph inserted": Case((A, para("New.", mark=INS)), ["First."], ["First.", "New."]),
    "last paragraph deleted": Case((A, para("Old.", mark=DEL)), ["First.", "Old."], ["First."]),
    "last paragraphs replaced": Case(
        (A, para("Old.", mark=DEL), para("Older.", mark=DEL), para("New.", mark=INS), para("Newer.", mark=INS)),
        ["First.", "Old.", "Older."],
        ["First.", "New.", "Newer."],
    ),
    "paragraphs replaced": Case(
        (A, para("Old.", mark=DEL), para("New.", mark=INS), Z), ["First.", "Old.", "Last."], ["First.", "New.", "Last."]
    ),
    "paragraph split": Case(
        (para("One sentence.", end=INS), para("Another."), Z),
        ["One sentence.Another.", "Last."],
        ["One sentence.", "Another.", "Last."],
    ),
    "paragraphs joined": Case(
        (para("One sentence.", new(" "), end=DEL), para("Another."), Z),
        ["One sentence.", "Another.", "Last."],
        ["One sentence. Another.", "Last."],
    ),
    "paragraph moved": Case(
        (A, para("Moved.", mark=FROM), para("Middle."), para("Moved.", mark=TO), Z),
        ["First.", "Moved.", "Middle.", "Last."],
        ["First.", "Middle.", "Moved.", "Last."],
    ),
    "paragraph moved and edited": Case(
        (A, para("Moved by 2026.", mark=FROM), para("Middle."), para("Moved by ", old("2026"), new("2027"), ".", mark=TO), Z),
        ["First.", "Moved by 2026.", "Middle.", "Last."],
        ["First.", "Middle.", "Moved by 2027.", "Last."],
    ),
    "two paragraphs moved": Case(
        (A, para("One.", mark=TO), para("Two.", mark=TO), Z, para("One.", mark=FROM), para("Two.", mark=FROM), para("End.")),
        ["First.", "Last.", "One.", "Two.", "End."],
        ["First.", "One.", "Two.", "Last.", "End."],
    ),
    "list moved with an item gone from it": Case(
        (
            List(items=(item(para("a", mark=TO), mark=TO), item(para("b", mark=DEL), mark=DEL)), mark=TO),
            Z,
            List(items=(item(para("a", mark=FROM), mark=FROM), item(para("b", mark=FROM), mark=FROM)), mark=FROM),
            para("End."),
        ),
        ["Last.", "a", "b", "End."],
        ["a", "Last.", "End."],
    ),
    "heading retitled": Case(
        (
            samples.heading(2, "X", "2.1"),
            replace(samples.heading(2, "", "2.2"), content=said("The ", old("old"), new("new"), " title")),
            Z,
        ),
        ["2.1 X", "2.2 The old title", "Last."],
        ["2.1 X", "2.2 The new title", "Last."],
    ),
    "heading deleted with its number": Case(
        (A, replace(samples.heading(2, "", "2.1"), content=(old("Gone"),), mark=DEL), Z),
        ["First.", "2.1 Gone", "Last."],
        ["First.", "Last."],
    ),
    "heading of another level": Case(
        (replace(samples.heading(3, "Deeper"), before=(("level", 2),)), Z), ["Deeper", "Last."], ["Deeper", "Last."]
    ),
    "items added and removed": Case(
        (
            List(
                ordered=True,
                items=(
                    item(para("keep"), label="1."),
                    item(para("gone", mark=DEL), label="2.", mark=DEL),
                    item(para("come", mark=INS), label="2.", mark=INS),
                    item(para("stay"), label="3."),
                ),
            ),
            Z,
        ),
        ["keep", "gone", "stay", "Last."],
        ["keep", "come", "stay", "Last."],
    ),
    "item moved": Case(
        (
            List(
                ordered=True,
                items=(
                    item(para("b", mark=TO), label="1.", mark=TO),
                    item(para("a"), label="2.", before=(("label", "1."),)),
                    item(para("b", mark=FROM), label="2.", mark=FROM),
                    item(para("c"), label="3."),
                ),
            ),
            Z,
        ),
        ["a", "b", "c", "Last."],
        ["b", "a", "c", "Last."],
    ),
    "list in an item deleted": Case(
        (List(items=(item(para("a"), List(items=(item(para("b", mark=DEL), mark=DEL),), mark=DEL)), item(para("c")))), Z),
        ["a", "b", "c", "Last."],
        ["a", "c", "Last."],
    ),
    "item that begins anew": Case(
        (List(ordered=True, items=(item(para("Old.", mark=DEL), para("New.", mark=INS), para("Rest."), label="1."),)), Z),
        ["Old.", "Rest.", "Last."],
        ["New.", "Rest.", "Last."],
    ),
    "whole list inserted at the end": Case(
        (A, List(items=(item(para("a", mark=INS), mark=INS), item(para("b", mark=INS), mark=INS)), mark=INS)),
        ["First."],
        ["First.", "a", "b"],
    ),
    "quote, code and line": Case(
        (
            A,
            Quote(blocks=(para("Quoted.", mark=DEL),), mark=DEL),
            CodeBlock(words="x = 1\n\ty", mark=DEL),
            CodeBlock(words="x = 2", mark=INS),
            Divider(mark=INS),
            Divider(mark=DEL),
            Z,
        ),
        ["First.", "Quoted.", "x = 1 y", "Last."],
        ["First.", "x = 2", "Last."],
    ),
    "definitions": Case(
        (
            DefinitionList(
                entries=(
                    Definition(
                        term=said("Hub"),
                        meanings=(
                            Meaning(blocks=(para("A place.", mark=DEL),), mark=DEL),
                            Meaning(blocks=(para("A body.", mark=INS),), mark=INS),
                        ),
                    ),
                    Definition(
                        term=(new("Node"),), meanings=(Meaning(blocks=(para("A point.", mark=INS),), mark=INS),), mark=INS
                    ),
                )
            ),
            Z,
        ),
        ["Hub", "A place.", "Last."],
        ["Hub", "A body.", "Node", "A point.", "Last."],
    ),
    "cell changed": Case(
        (A, table(row("a", "b"), Row(cells=(cell("1"), cell(old("2"), new("3"))))), Z),
        ["First.", "a", "b", "1", "2", "Last."],
        ["First.", "a", "b", "1", "3", "Last."],
    ),
    "rows added and removed": Case(
        (A, table(row("a", "b"), row("1", "2", mark=DEL), row("3", "4", mark=INS), row("5", "6"), row("7", "8", mark=INS)), Z),
        ["First.", "a", "b", "1", "2", "5", "6", "Last."],
        ["First.", "a", "b", "3", "4", "5", "6", "7", "8", "Last."],
    ),
    "row moved": Case(
        (A, table(row("a", "b"), row("1", "2", mark=FROM), row("3", "4"), row("1", "2", mark=TO)), Z),
        ["First.", "a", "b", "1", "2", "3", "4", "Last."],
        ["First.", "a", "b", "3", "4", "1", "2", "Last."],
    ),
    "column added and removed": Case(
        (A, table(*(Row(cells=(cell(x), cell(y, mark=DEL), cell(z, mark=INS))) for x, y, z in ("abc", "123"))), Z),
        ["First.", "a", "b", "1", "2", "Last."],
        ["First.", "a", "c", "1", "3", "Last."],
    ),
    "table inserted": Case(
        (A, table(row("a", "b", mark=INS), row("1", "2", mark=INS), mark=INS, caption=(new("Caption"),)), Z),
        ["First.", "Last."],
        ["First.", "Caption", "a", "b", "1", "2", "Last."],
    ),
    "table deleted at the end": Case(
        (A, table(row("a", "b", mark=DEL), row("1", "2", mark=DEL), mark=DEL, legend=(old("Legend"),))),
        ["First.", "a", "b", "1", "2", "Legend"],
        ["First."],
    ),
    "table deleted between deleted paragraphs": Case(
        (A, para("b", mark=DEL), table(row("1", mark=DEL), mark=DEL), para("c", mark=DEL), Z),
        ["First.", "b", "1", "c", "Last."],
        ["First.", "Last."],
    ),
    "table replaced by a table": Case(
        (A, table(row("1", mark=DEL), mark=DEL), table(row("2", mark=INS), mark=INS), table(row("3"))),
        ["First.", "1", "3"],
        ["First.", "2", "3"],
    ),
    "paragraphs deleted before a table": Case(
        (A, para("b", mark=DEL), para("c", mark=DEL), table(row("1")), Z),
        ["First.", "b", "c", "1", "Last."],
        ["First.", "1", "Last."],
    ),
    "paragraphs replaced before a table": Case(
        (A, para("b", mark=DEL), para("c", mark=INS), table(row("1")), Z),
        ["First.", "b", "1", "Last."],
        ["First.", "c", "1", "Last."],
    ),
    "table moved": Case(
        (
            table(row("1", mark=FROM), mark=FROM, caption=(Marked(content=said("T"), mark=FROM),)),
            A,
            table(row("1", mark=TO), mark=TO, caption=(Marked(content=said("T"), mark=TO),)),
            Z,
        ),
        ["T", "1", "First.", "Last."],
        ["First.", "T", "1", "Last."],
    ),
    "caption and legend": Case(
        (
            A,
            table(row("1"), caption=(old("Old"), new("New")), legend=(old("Below."),)),
            table(row("2"), caption=(new("Come"),)),
            Z,
        ),
        ["First.", "Old", "1", "Below.", "2", "Last."],
        ["First.", "New", "1", "Come", "2", "Last."],
    ),
    "pictures": Case(
        (
            A,
            Figure(target="pictures/growth.svg", alt="Bars", caption=(old("Old picture"),), mark=DEL),
            Figure(target="", alt="Map", caption=(new("New picture"),), mark=INS),
            Z,
        ),
        ["First.", "Old picture", "Last."],
        ["First.", "Map [picture missing]", "New picture", "Last."],
    ),
    "note changed": Case(
        (para("Word", call("a"), "."), Z),
        ["Word.", "Last."],
        ["Word.", "Last."],
        (note("a", para("Said in ", old("2026"), new("2027"), ".")),),
        ("Said in 2026.",),
        ("Said in 2027.",),
    ),
    "note deleted and note inserted": Case(
        (para("One", old(call(" a")), " two", new(call("b")), " three", call("c"), "."), Z),
        ["One two three.", "Last."],
        ["One two three.", "Last."],
        (note(" a", para("Gone.", mark=DEL), mark=DEL), note("b", para("Come.", mark=INS), mark=INS), note("c", para("Kept."))),
        ("Gone.", "Kept."),
        ("Come.", "Kept."),
    ),
    "note replaced at the end of a paragraph": Case(
        (para("Word.", old(call(" a")), new(call("b"))), Z),
        ["Word.", "Last."],
        ["Word.", "Last."],
        (note(" a", para("Gone.", mark=DEL), mark=DEL), note("b", para("Come.", mark=INS), mark=INS)),
        ("Gone.",),
        ("Come.",),
    ),
    "paragraph with a note deleted": Case(
        (A, para("Word", call(" a"), ".", mark=DEL), Z),
        ["First.", "Word.", "Last."],
        ["First.", "Last."],
        (note(" a", para("Gone.", mark=DEL), para("Both.", mark=DEL), mark=DEL),),
        ("Gone. Both.",),
        (),
    ),
    "paragraph with a note moved": Case(
        (A, para("Word", call("a"), ".", mark=FROM), para("Middle."), para("Word", call("a"), ".", mark=TO), Z),
        ["First.", "Word.", "Middle.", "Last."],
        ["First.", "Middle.", "Word.", "Last."],
        (note("a", para("Said in ", old("2026"), new("2027"), ".")),),
        ("Said in 2026.",),
        ("Said in 2027.",),
    ),
    "note called earlier in the older draft": Case(
        (para("One", old(call("a")), "."), para("Two", call("a"), "."), Z),
        ["One1.", "Two.", "Last."],
        ["One.", "Two.", "Last."],
        (replace(note("a", para("Kept.")), number=1),),
        ("Kept.",),
        ("Kept.",),
    ),
    "paragraphs of a note": Case(
        (para("Word", call("a"), "."), Z),
        ["Word.", "Last."],
        ["Word.", "Last."],
        (note("a", para("One."), para("Old.", mark=DEL), para("New.", mark=INS), para("Also.", mark=INS)),),
        ("One. Old.",),
        ("One. New. Also.",),
    ),
    "note that only the older draft calls": Case(
        (para("Word", old(call("a")), "."), Z),
        ["Word.", "Last."],
        ["Word.", "Last.", "Kept otherwise."],
        (note("a", para("Kept", old(" so"), new(" otherwise"), ".")),),
        ("Kept so.",),
        (),
    ),
    "note that only the newer draft calls": Case(
        (para("Word", new(call("a")), "."), Z),
        ["Word.", "Last.", "Kept so."],
        ["Word.", "Last."],
        (note("a", para("Kept", old(" so"), new(" otherwise"), ".")),),
        (),
        ("Kept otherwise.",),
    ),
    "reference": Case(
        (para("See ", old(Reference(target="t", shown="Table 1")), new(Reference(target="t", shown="Table 2")), "."), Z),
        ["See Table 1.", "Last."],
        ["See Table 2.", "Last."],
    ),
}


def redline(case: Case, **fields: Any) -> Document:
    """The document of a case: nothing but the case's blocks and what is compared."""
    section = Section(
        id="one", role="custom", language="en", heading=samples.heading(1, ""), blocks=case.blocks, notes=case.notes
    )
    plain = Document(id="sample", language="en", title="", sections=(section,), redline=Redline(older="Draft 1", newer="Draft 2"))
    return replace(plain, **fields)


def written(case: Case, **fields: Any) -> bytes:
    return write(moved_apart(redline(case, **fields)), STYLE, samples.pictures())


@pytest.mark.parametrize("name", CASES)
def test_by_the_standard_each_draft_is_left_with_its_words(name: str) -> None:
    case, content = CASES[name], written(CASES[name])
    accepted, rejected = (tracked.left(content, accepted=verdict) for verdict in (True, False))
    assert (accepted.words, accepted.notes) == (case.newer, list(case.newer_notes))
    assert (rejected.words, rejected.notes) == (case.older, list(case.older_notes))


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Left, Left]]:
    """What LibreOffice leaves of every case."""
    folder, files = tmp_path_factory.mktemp("redlines"), []
    for number, case in enumerate(CASES.values()):
        files.append(folder / f"{number}.docx")
        files[-1].write_bytes(written(case))
    return dict(zip(CASES, judged(files), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_leaves_each_draft_with_its_words(name: str, verdicts: dict[str, tuple[Left, Left]]) -> None:
    case, (accepted, rejected) = CASES[name], verdicts[name]
    assert (accepted.words, list(accepted.notes)) == (case.newer, list(case.newer_notes))
    assert (rejected.words, list(rejected.notes)) == (case.older, list(case.older_notes))
    assert accepted.changes == rejected.changes == 0


@pytest.mark.parametrize("name", CASES)
def test_validators_find_nothing(name: str, tmp_path: Path) -> None:
    """Every change has a number of its own, an author and a day; Word's order is kept."""
    from ooxml_integrity import check
    from openxml_audit import OpenXmlValidator

    file = tmp_path / "redline.docx"
    file.write_bytes(written(CASES[name]))
    assert check(file) == []
    assert [each for each in OpenXmlValidator().validate(file).errors if "relationships/theme" not in str(each)] == []


NOTHING_LEFT = [each for each in CASES if each.startswith(("last", "paragraphs", "items", "heading", "definitions", "row"))]


@pytest.mark.parametrize("name", NOTHING_LEFT)
def test_no_empty_paragraph_is_left(name: str, verdicts: dict[str, tuple[Left, Left]]) -> None:
    """Not even at the end of the text, of a note or before a table, by neither reader."""
    content = written(CASES[name])
    assert [tracked.left(content, accepted=verdict).emptied for verdict in (True, False)] == [0, 0]
    empty = [each for left in verdicts[name] for each in left.text if each["kind"] == "paragraph" and not each["words"].strip()]
    assert {each["style"] for each in empty} <= {"After Table"}


@pytest.mark.parametrize(
    ("name", "older", "newer"),
    [
        ("items added and removed", ["1.", "2.", "3."], ["1.", "2.", "3."]),
        ("item moved", ["1.", "2.", "3."], ["1.", "2.", "3."]),
        ("item that begins anew", ["1."], ["1."]),
    ],
)
def test_labels_of_items_are_those_of_each_draft(
    name: str, older: list[str], newer: list[str], verdicts: dict[str, tuple[Left, Left]]
) -> None:
    """Items that are gone count among themselves."""
    accepted, rejected = ([each["label"] for each in left.text if each["label"]] for left in verdicts[name])
    assert (rejected, accepted) == (older, newer)


def test_every_change_says_who_and_when() -> None:
    """Author and day as the marks have them, the day left out where it is none, and no number twice."""
    vague = Mark(kind="inserted", when="2026-02-30")
    bare = Case((A, para("New.", mark=vague), para("Old.", mark=DEL), para("To.", mark=TO), Z, para("To.", mark=FROM)), [], [])
    root = part(written(bare))
    changes = list(root.iter(*(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))))
    said = {(each.get(f"{W}author"), each.get(f"{W}date")) for each in changes}
    ours = {
        ("Ministry of Finance", f"2026-03-01T00:0{minute}:00Z") for minute in range(2, 6)
    }  # for words and ends of each change
    assert said == {("concept", None), *ours} and len(changes) == 8
    numbers = [each.get(f"{W}id") for each in root.iter() if each.get(f"{W}author")]
    assert len(numbers) == len(set(numbers)) == 10 and None not in numbers


@pytest.mark.parametrize("who", ['"><w:p/>', "a" * 400, "\x00\ud800", " "])
def test_a_hostile_author_stays_a_name(who: str) -> None:
    """Whoever wrote the commit chose it."""
    root = part(written(Case((para("New.", mark=replace(INS, who=who)), Z), [], [])))
    names = {str(each.get(f"{W}author")) for each in root.iter(f"{W}ins")}
    assert names == {"".join("\ufffd" if each in "\x00\ud800" else each for each in who[:255])}


def test_deleted_words_have_their_own_element_and_moved_ones_not() -> None:
    """``w:delText`` and ``w:delInstrText`` stand in ``w:del`` only, and there nothing else does."""
    moved = Reference(target="t", shown="Table 1")
    target = replace(table(row("1"), caption=said("T")), id="t", number="Table 1.")
    case = Case(
        (A, para("Old ", moved, mark=DEL), para("Moved ", moved, mark=FROM), target, para("Moved ", moved, mark=TO), Z), [], []
    )
    root = part(written(case))
    for kind, own in (("t", "delText"), ("instrText", "delInstrText")):
        gone = [each for outer in root.iter(f"{W}del") for each in outer.iter(f"{W}{kind}", f"{W}{own}")]
        assert list(root.iter(f"{W}{own}")) == gone != []


def test_what_came_and_went_with_a_move_is_told_from_it() -> None:
    """A "not" that came on the way is no part of the move: it is inserted at the new place, and what it took the place of is deleted at
    the old one.
    """
    moved = para("The state must pay ", old("all"), new("not more than half"), ".", mark=TO)
    root = part(written(Case((A, para("The state must pay all.", mark=FROM), para("Middle."), moved, Z), [], [])))
    marked = {
        kind: ["".join(map(str, each.itertext())) for each in root.iter(f"{W}{kind}")]
        for kind in ("moveFrom", "moveTo", "ins", "del")
    }
    assert ["".join(each).strip() for each in (marked["ins"], marked["del"])] == ["not more than half", "all"]
    assert "".join(marked["moveFrom"]) == "".join(marked["moveTo"]) == "The state must pay ."


def test_both_ends_of_a_move_have_one_name() -> None:
    """Each is between the ends of one range, whose numbers agree; rows have none."""
    root = part(written(CASES["two paragraphs moved"]))
    for kind in ("moveFrom", "moveTo"):
        [start], [end] = root.iter(f"{W}{kind}RangeStart"), root.iter(f"{W}{kind}RangeEnd")
        assert start.get(f"{W}id") == end.get(f"{W}id") and start.get(f"{W}name") == "move2"
    assert b"move" not in parts(written(CASES["row moved"]))["word/document.xml"]


@pytest.mark.parametrize(("language", "words"), [("en", "Comparison:"), ("ru", "Сравнение:"), ("kk", "Салыстыру:")])
def test_the_header_says_what_is_compared(language: str, words: str) -> None:
    """On every page, in the document's language, and nowhere in the text."""
    content = written(CASES["words replaced"], language=language)
    assert f"{words} Draft 1 → Draft 2" in tracked.text(part(content, "word/header1.xml"))
    assert "Draft 1" not in tracked.text(part(content))
    assert not list(part(content).iter(f"{W}titlePg"))


def test_without_a_title_there_is_nothing_but_the_text() -> None:
    """No title page, no contents, no empty heading."""
    body = part(written(CASES["words replaced"]))[0]
    assert len(body) == 3 and tracked.text(body).startswith("Until ")


def test_tracking_is_on_where_the_schema_wants_it() -> None:
    """So that what a reader types can be seen; other files are as they were."""
    settings = part(written(CASES["words replaced"]), "word/settings.xml")
    names = [etree.QName(each).localname for each in settings]
    assert names[:3] == ["zoom", "trackRevisions", "defaultTabStop"]
    plain = write(redline(CASES["words replaced"], redline=None), STYLE, {})
    assert part(plain, "word/settings.xml").find(f"{W}trackRevisions") is None


def test_the_title_page_shows_what_it_said_before() -> None:
    """Title, edition, period and body, each replaced, added or taken away."""
    before = (("title", "Old title"), ("edition", "Draft 1"), ("period", ""), ("body", "Ministry"))
    content = written(
        CASES["words replaced"], title="New title", edition="Draft 2", period="2027–2030", state="public", before=before
    )
    accepted, rejected = (tracked.left(content, accepted=verdict).words[:-2] for verdict in (True, False))
    assert accepted == ["New title", "Period of implementation 2027–2030", "Draft for public discussion · Draft 2"]
    assert rejected == ["Ministry", "Old title", "Draft for public discussion · Draft 1"]
    assert "Draft 1 → Draft 2" in tracked.text(part(content, "word/header2.xml"))


def test_what_is_gone_is_no_target() -> None:
    """A link leads to the newer of two blocks of one name, and no bookmark stands in what is gone."""
    gone, there = (replace(samples.heading(2, "T", "2.1", id="t"), address="one.en#t", mark=mark) for mark in (DEL, INS))
    body = part(written(Case((gone, there, para("See ", Reference(target="t", shown="Section 2.1"))), [], [])))
    named = [each.getparent() for each in body.iter(f"{W}bookmarkStart")]
    ends = [each.find(f"{W}pPr/{W}rPr/{W}ins") for each in named if each is not None]
    assert ends and None not in ends


def test_a_wide_table_that_is_marked_turns_no_page() -> None:
    """Pages cannot be taken away; a marked end of a paragraph before a landscape page is not the end of pages."""
    wide = replace(table(row("1")), wide=True)
    turned = Case((A, para("Gone.", mark=DEL), wide, Z), ["First.", "Gone.", "1", "Last."], ["First.", "1", "Last."])
    content = written(turned)
    assert len(list(part(content).iter(f"{W}sectPr"))) == 3
    for each in part(content).iterfind(f".//{W}pPr/{W}sectPr"):
        properties = each.getparent()
        assert properties is not None and properties.find(f"{W}rPr") is None
    assert tracked.left(content, accepted=True).words == turned.newer
    gone = replace(table(row("1", mark=DEL)), wide=True, mark=DEL)
    assert len(list(part(written(Case((A, gone, Z), [], []))).iter(f"{W}sectPr"))) == 1


def test_numbers_in_the_margin_are_left_out() -> None:
    """They name places in one draft, and a redline is of two."""
    case = Case((replace(A, paragraph=1), replace(para("New.", mark=INS), paragraph=2), Z), [], [])
    assert tracked.left(written(case, margin=True), accepted=False).words == ["First.", "Last."]


@pytest.mark.parametrize("name", CASES)
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    """Word repairs or refuses a file whose properties are out of order."""
    marks = {"pPr": " rPr sectPr", "trPr": " ins del", "tcPr": " cellIns cellDel"}
    for element in part(written(CASES[name])).iter(*(f"{W}{each}" for each in marks)):
        kind = etree.QName(element).localname
        order = [*ORDER[kind].removesuffix(" sectPr").split(), *marks[kind].split()]
        places = [order.index(etree.QName(child).localname) for child in element]
        assert places == sorted(places)


def plain_calls(node: Any) -> Any:
    """A node without what a Word file says otherwise: notes call no notes, heads of tables have words."""
    without = lambda each: Text(words="x ") if isinstance(each, NoteReference) else each  # noqa: E731
    if isinstance(node, Note):
        return transform(node, without)
    if isinstance(node, Table):
        heads = (
            replace(
                each,
                cells=tuple(replace(cell, content=(*transform(cell, without).content, Text(words="h "))) for cell in each.cells),
            )
            for each in node.head
        )
        return replace(node, head=tuple(heads))
    return node


def words_of(left: tracked.Left) -> tuple[str, list[str]]:
    """The words of the text and of each note, without numbers of notes and what stands between them."""
    return re.sub(r"[\d\s,]", "", "".join(left.words)), sorted(re.sub(r"[\d\s,]", "", each) for each in left.notes)


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_redline_holds_both_drafts(drawn: st.DataObject) -> None:
    """Of generated documents with every kind of node, and what edits make of them."""
    older = drawn.draw(trees.documents)
    both = [transform(each, plain_calls) for each in (older, drawn.draw(trees.edited(older)))]
    content = write(compare(both[0], both[1], ("a", "b")), STYLE, samples.pictures())
    for draft, accepted in zip(both, (False, True), strict=True):
        plain = write(settled(draft), STYLE, samples.pictures())
        assert words_of(tracked.left(content, accepted=accepted)) == words_of(tracked.left(plain, accepted=True))
