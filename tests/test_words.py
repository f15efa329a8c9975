"""Words are conserved: what the sections say, each output says, block by block and in order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from concept_cli.document import Cell, Document, Paragraph, Row, Text, transform
from concept_cli.draft import Examined, Output, examine, outputs
from concept_cli.sources import Folder
from tests.clients import ROOT, client
from tests.words.agreement import mistune_words, pandoc_words, section_text
from tests.words.outputs import compared
from tests.words.project import expected

EVERY = ROOT / "tests" / "cases" / "every-construct"
FORMATS = ("html", "docx", "md", "pdf")
LANGUAGES = ("en", "ru", "kk")


def built(root: Path, language: str, suffix: str) -> tuple[Examined, Output]:
    """One output of a project, made by the real pipeline up to its document."""
    if suffix == "pdf":
        client("pdftotext")
    source = Folder(root)
    examined = examine(source)
    [output] = outputs(examined, source, [suffix], [language])
    return examined, output


def the_concept() -> Path:
    """The folder of the real concept: the repository itself."""
    if not (ROOT / "concept.yaml").exists():
        pytest.skip("not tried: concept.yaml is absent")
    return ROOT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_construct_keeps_its_words(suffix: str, language: str) -> None:
    examined, output = built(EVERY, language, suffix)
    assert compared(expected(EVERY, language, examined.errors), suffix, output.content()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_concept_keeps_its_words(suffix: str, language: str, record: Callable[[str], None]) -> None:
    root = the_concept()
    examined = examine(Folder(root))
    if language not in examined.project.concept.record.languages:
        pytest.skip(f"not tried: {language} is no language of the concept")
    examined, output = built(root, language, suffix)
    document = expected(root, language, examined.errors)
    assert compared(document, suffix, output.content()) == []
    blocks = len(document.body) + sum(map(len, document.notes))
    count = sum(len(block.split()) for block in (*document.body, *(each for note in document.notes for each in note)))
    record(f"words of the concept in {output.name}: {blocks} blocks, {count} words, all there and no other")


# ------------------------------------------------------- planted losses


def without_cell(document: Document) -> Document:
    """The document with the words of one table cell gone."""
    return _once(
        document,
        lambda node: isinstance(node, Row) and len(node.cells) == 4 and node.cells[2].content == (Text(words="2.8"),),
        _emptied,
    )


def _emptied(row: Row) -> Row:
    return replace(row, cells=(*row.cells[:2], Cell(content=()), *row.cells[3:]))


def _changed(old: str, new: str) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        return _once(
            document,
            lambda node: isinstance(node, Text) and node.place is not None and old in node.words,
            lambda node: replace(node, words=node.words.replace(old, new, 1)),
        )

    return change


def _exchanged(document: Document) -> Document:
    """The document with two neighbouring paragraphs of a section in the wrong order."""

    def swap(node: Any) -> Any:
        first, second = node.blocks[:2]
        return replace(node, blocks=(second, first, *node.blocks[2:]))

    return _once(
        document,
        lambda node: len(getattr(node, "blocks", ())) > 2 and all(isinstance(each, Paragraph) for each in node.blocks[:2]),
        swap,
    )


def _once(document: Document, wanted: Callable[[Any], bool], change: Callable[[Any], Any]) -> Document:
    """The document with one change, made at the first node that is wanted."""
    made = False

    def visit(node: Any) -> Any:
        nonlocal made
        if made or not wanted(node):
            return node
        made = True
        return change(node)

    changed = transform(document, visit)
    assert made, "the node to change is not there"
    return changed


LOSSES: dict[str, Callable[[Document], Document]] = {
    "a table cell": without_cell,
    "a digit": _changed("17 words", "1 words"),
    "a not": _changed("says that not everything", "says that everything"),
    "a short word": _changed("I do not go", "do not go"),
    "a not in a cell": _changed("not 2", "2"),
    "a letter put in": _changed("A short section", "A shorts section"),
    "a word put in": _changed("A short section", "A very short section"),
    "the order of paragraphs": _exchanged,
    "a full stop": _changed("without caption", "without caption."),
    "a word in a note": _changed("called from a cell", "called from cell"),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_planted_loss_is_seen(suffix: str, loss: str) -> None:
    examined, output = built(EVERY, "en", suffix)
    broken = replace(output, document=LOSSES[loss](output.document))
    assert len(compared(expected(EVERY, "en", examined.errors), suffix, broken.content())) > 0


# ------------------------------------------------ two readers, one opinion


def test_pandoc_reads_the_same_words_as_mistune(record: Callable[[str], None]) -> None:
    client("pandoc")
    files = sorted([*(EVERY / "sections").glob("*.md"), *(ROOT / "sections").glob("*.md")])
    count = 0
    for file in files:
        text = section_text(file)
        words = mistune_words(text)
        assert pandoc_words(text) == words, file.name
        count += len(words)
    record(f"words of sections on which pandoc and mistune agree: {count} in {len(files)} files")
