"""Sections to the document: order, language, addresses, numbers, and what leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from concept_cli.assemble import assemble, only_section
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.document import (
    Block,
    Broken,
    Citation,
    Document,
    Heading,
    Item,
    Note,
    NoteReference,
    Reference,
    Section,
    Table,
    walk,
    words,
)
from concept_cli.load import load
from concept_cli.sources import Folder

CONCEPT = """\
format: 1
id: water
title: {en: Water, ru: Вода, kk: Су}
languages: [en, ru, kk]
edition: draft 3
period: {start: 2024, end: 2029}
lead-body: office
outline:
  - analysis
  - measures:
      - rivers
milestones:
  - {id: first, title: {en: First draft, ru: Первый проект, kk: Алғашқы жоба}, due: 2024-08-01}
"""
STAKEHOLDERS = """\
stakeholders:
  - {id: office, name: {en: Project Office, ru: Проектный офис, kk: Жобалық кеңсе}, status: joined}
  - {id: un, name: United Nations, abbreviation: UN, status: joined}
"""
SOURCES = """\
sources:
  - {id: report, title: A report, date: 2023-11-24, url: https://example.org/report}
  - {id: letter, title: A letter}
  - {id: never, title: Never cited}
"""
ANALYSIS = """\
---
title: {en: Analysis, ru: Анализ, kk: Талдау}
role: analysis
---
Rivers matter to the UN[^one] [@letter; @report, p. 3], see [](#rivers), [](#lakes) and [](#t-one).

# Lakes {#lakes}

The same words.

The same words.

| Lake | Size |
|---|---|
| One | 3 |

Table: Lakes {#t-one}

9) nine
9-1) inserted {here}

[^one]: A note.

*[GDP]: gross domestic product
"""


def project(folder: Path, **more: str) -> Path:
    """A small project; ``more`` adds or replaces sections by name (``analysis__ru`` for analysis.ru.md)."""
    (folder / "sections").mkdir()
    (folder / "records").mkdir()
    (folder / "concept.yaml").write_text(CONCEPT, "utf-8")
    (folder / "stakeholders.yaml").write_text(STAKEHOLDERS, "utf-8")
    (folder / "records" / "sources.yaml").write_text(SOURCES, "utf-8")
    texts = {
        "analysis": ANALYSIS,
        "measures": "---\ntitle: Measures\n---\nText.\n",
        "rivers": "---\ntitle: Rivers\n---\nMore[^one].\n\n[^one]: Other.\n",
    }
    for name, text in {**texts, **more}.items():
        (folder / "sections" / (name.replace("__", ".") + ".md")).write_text(text, "utf-8")
    return folder


def document(folder: Path, language: str = "en") -> Document:
    """The document of a project, which loads without findings."""
    found: list[Diagnostic] = []
    loaded = load(Folder(folder), found.append)
    assert not found
    return assemble(loaded, language)


def numbers(made: Document) -> list[str]:
    return [entry.number for entry in made.contents]


def test_sections_stand_in_the_order_of_the_outline_with_generated_parts_around(tmp_path: Path) -> None:
    made = document(project(tmp_path))
    assert [section.id for section in made.sections] == ["passport", "analysis", "measures", "sources", "abbreviations"]
    assert [section.id for section in made.sections[2].sections] == ["rivers"]
    assert (made.title, made.edition, made.period, made.body) == ("Water", "draft 3", "2024–2029", "Project Office")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Section 1.", "Section 2.", "2.1", "Section 3.", "3.1", "", ""]),
        ("ru", ["Раздел 1.", "Раздел 2.", "2.1", "Раздел 3.", "3.1", "", ""]),
        ("kk", ["1-бөлім.", "2-бөлім.", "2.1", "3-бөлім.", "3.1", "", ""]),
    ],
)
def test_numbers_follow_the_language(tmp_path: Path, language: str, expected: list[str]) -> None:
    assert numbers(document(project(tmp_path), language)) == expected


def test_references_show_what_they_lead_to(tmp_path: Path) -> None:
    made = document(project(tmp_path))
    assert [node.shown for node in walk(made) if isinstance(node, Reference)] == ["Section 3.1", "Section 2.1", "Table 1"]
    [table] = [node for node in walk(made.sections[1]) if isinstance(node, Table)]
    assert (table.number, words(table.caption)) == ("Table 1.", "Lakes")


def test_sources_are_numbered_as_first_cited_and_uncited_ones_left_out(tmp_path: Path) -> None:
    made = document(project(tmp_path))
    [citation] = [node for node in walk(made) if isinstance(node, Citation)]
    assert [(cite.source, cite.number, cite.locator) for cite in citation.cites] == [("letter", 1, ""), ("report", 2, "p. 3")]
    items = [node for node in walk(made.sections[3]) if isinstance(node, Item)]
    assert [(item.id, item.label) for item in items] == [("source-letter", "1."), ("source-report", "2.")]
    assert words(items[1]) == "A report. 24 November 2023. https://example.org/report"


def test_footnotes_count_through_the_document_while_labels_hold_in_their_section(tmp_path: Path) -> None:
    made = document(project(tmp_path))
    assert [node.number for node in walk(made) if isinstance(node, NoteReference)] == [1, 2]
    assert [(node.number, words(node)) for node in walk(made) if isinstance(node, Note)] == [(1, "A note."), (2, "Other.")]


def test_abbreviations_come_from_fragments_and_from_stakeholders_that_occur(tmp_path: Path) -> None:
    assert words(document(project(tmp_path)).sections[4]) == "Abbreviations\nGDP\ngross domestic product\nUN\nUnited Nations"


def test_every_address_is_one_place(tmp_path: Path) -> None:
    made = document(project(tmp_path))
    addresses = [node.address for node in walk(made) if isinstance(node, Block) and node.address]
    assert len(addresses) == len(set(addresses))
    assert "analysis.en#lakes" in addresses
    assert "passport.en#period" in addresses
    same = [node.address for node in walk(made) if isinstance(node, Block) and node.address and words(node) == "The same words."]
    assert same[1] == same[0] + "-2"


def test_an_address_stays_when_words_elsewhere_change(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    before = document(project(tmp_path / "a"))
    after = document(project(tmp_path / "b", analysis=ANALYSIS.replace("Rivers matter", "Streams matter")))
    one = {node.address for node in walk(before) if isinstance(node, Block)}
    two = {node.address for node in walk(after) if isinstance(node, Block)}
    assert len(one - two) == len(two - one) == 1


def test_a_missing_translation_shows_the_working_text_marked_as_such(tmp_path: Path) -> None:
    made = document(project(tmp_path, measures__ru="---\ntitle: Меры\n---\nТекст.\n"), "ru")
    analysis, measures = made.sections[1:3]
    assert (analysis.language, analysis.fallback, words(analysis.heading)) == ("en", True, "Анализ")
    assert (measures.language, measures.fallback, words(measures.heading), words(measures.blocks[0])) == (
        "ru",
        False,
        "Меры",
        "Текст.",
    )


def test_what_leads_nowhere_is_marked(tmp_path: Path) -> None:
    made = document(project(tmp_path, measures="---\ntitle: Measures\n---\nSee [](#nowhere), [@nobody] and [^nothing].\n"))
    assert [node.words for node in walk(made) if isinstance(node, Broken)] == ["[#nowhere]", "[@nobody]", "[^nothing]"]


def test_legal_numbers_are_kept(tmp_path: Path) -> None:
    made = document(project(tmp_path))
    labels = [node.label for node in walk(made.sections[1]) if isinstance(node, Item)]
    assert labels == ["9)", "9-1)"]


def test_levels_of_nested_sections_go_on(tmp_path: Path) -> None:
    made = document(project(tmp_path, rivers="---\ntitle: Rivers\n---\n# Inside\n"))
    levels = {words(node): (node.level, node.number) for node in walk(made) if isinstance(node, Heading)}
    assert levels["Rivers"] == (2, "3.1")
    assert levels["Inside"] == (3, "3.1.1")


def test_one_section_keeps_its_numbers_and_its_sources(tmp_path: Path) -> None:
    made = only_section(document(project(tmp_path)), "analysis")
    assert [section.id for section in made.sections] == ["analysis", "sources", "abbreviations"]
    assert made.sections[0].heading.number == "Section 2."
    assert "Section 3.1" in words(made.sections[0]), "a reference to what was left out stays as words"
    with pytest.raises(ConceptError, match="no section"):
        only_section(made, "nowhere")


def test_the_second_of_two_equal_ids_gives_way(tmp_path: Path) -> None:
    made = document(project(tmp_path, measures="---\ntitle: M\n---\n# Again {#lakes}\n"))
    owners = [node for node in walk(made) if isinstance(node, Block | Section) and node.id == "lakes"]
    assert len(owners) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[](#t-one) показывает воду.", "Таблица 1"),
        ("Вода течет. [](#t-one) показывает ее.", "Таблица 1"),
        ("Вода течет [@letter]. [](#t-one) показывает ее.", "Таблица 1"),
        ("Как [](#t-one) показывает, вода течет.", "таблица 1"),
        ("Вода течет (см. [](#t-one)).", "таблица 1"),
    ],
)
def test_a_reference_that_begins_a_sentence_begins_with_a_capital(tmp_path: Path, typed: str, shown: str) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "records").mkdir()
    for name, text in {
        "concept.yaml": "format: 1\nid: water\ntitle: Вода\nlanguages: [ru]\noutline: [rivers]\n",
        "stakeholders.yaml": "stakeholders: []\n",
        "records/sources.yaml": SOURCES,
        "sections/rivers.md": f"---\ntitle: Реки\n---\n{typed}\n\n| A |\n|---|\n| б |\n\nTable: Воды {{#t-one}}\n",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    project = load(Folder(tmp_path), lambda finding: None)
    references = [each.shown for each in walk(assemble(project, "ru")) if isinstance(each, Reference)]
    assert references == [shown]
