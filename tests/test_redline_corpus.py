"""Real and generated pairs of drafts: LibreOffice accepts and rejects everything in their Word files, and what is left has exactly the
words of either draft, as mistune reads them.

The pairs: 40 merges of policy papers that people made (before and after), every paper that changed between five yearly drafts, and
generated ones with tables, lists, footnotes and definitions in English, Russian and Kazakh.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import Path

from concept_cli.comparison import Told, of_files, written
from tests.clients import shared_corpus
from tests.redline_judge import Left, judged
from tests.words.agreement import mistune_words

_WORD = re.compile(r"[^\W_]+")
GENERATED = 36
VOCABULARY = {
    "en": "culture fund region budget export hub author market law share income museum design training council plan".split(),
    "ru": "культура фонд регион бюджет экспорт хаб автор рынок закон доля доход музей дизайн обучение совет план".split(),
    "kk": "мәдениет қор өңір бюджет экспорт хаб автор нарық заң үлес кіріс мұражай дизайн оқыту кеңес жоспар".split(),
}


@dataclass(frozen=True)
class Pair:
    """Two drafts of one text."""

    name: str
    older: str
    newer: str


def test_merges_of_policy_papers(tmp_path: Path, record: Callable[[str], None]) -> None:
    folders = sorted(path.parent for path in (shared_corpus() / "merges").rglob("base.md"))
    pairs = [Pair(each.name, _text(each / "base.md"), _text(each / "merged.md")) for each in folders]
    record(f"merges: {check(pairs, tmp_path)}")


def test_papers_that_changed_from_draft_to_draft(tmp_path: Path, record: Callable[[str], None]) -> None:
    years = sorted((shared_corpus() / "drafts" / "site-policy").iterdir())
    pairs = []
    for older, newer in pairwise(years):
        for path in sorted(older.rglob("*.md")):
            other = newer / path.relative_to(older)
            if other.is_file() and other.read_bytes() != path.read_bytes():
                pairs.append(Pair(f"{older.name} {path.stem}", _text(path), _text(other)))
    record(f"yearly drafts: {check(pairs, tmp_path)}")


def test_generated_pairs(tmp_path: Path, record: Callable[[str], None]) -> None:
    pairs = [generated(number) for number in range(GENERATED)]
    record(f"generated: {check(pairs, tmp_path)}")


def check(pairs: list[Pair], folder: Path) -> str:
    """Judge all pairs; what differs fails the test. A sentence on what was tried."""
    files = [_redline(pair, folder / f"{number}.docx") for number, pair in enumerate(pairs)]
    wrong, words = [], 0
    for pair, (accepted, rejected) in zip(pairs, judged(files), strict=True):
        for verdict, left, text in (("accepted", accepted, pair.newer), ("rejected", rejected, pair.older)):
            said, must = _said(left), mistune_words(text)
            words += len(must)
            if said != must:
                wrong.append(f"{pair.name}, {verdict}: {_first_difference(said, must)}")
            if left.changes:
                wrong.append(f"{pair.name}, {verdict}: {left.changes} changes are still open")
    assert not wrong, "\n".join(wrong)
    return f"{len(pairs)} pairs, {words:,} words, none differs"


def _text(path: Path) -> str:
    """The text of a file without its head, as plain Markdown: in HTML, which is text here, mistune leaves entities as they are, and a line
    that is only an id in braces belongs to other dialects.
    """
    text = unescape(path.read_text("utf-8").removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n"))
    text = re.sub(r"^\{#[\w.:-]+\}$", "", text, flags=re.MULTILINE)
    found = re.match(r"---[ \t]*\n.*?\n---[ \t]*\n", text, re.DOTALL)
    return text[found.end() :] if found else text


def _redline(pair: Pair, path: Path) -> Path:
    comparison = of_files(
        ("a.md", pair.older.encode()), ("b.md", pair.newer.encode()), Told("a.md", "b.md", "Office", newer_day="2026-11-26")
    )
    path.write_bytes(written(comparison, "docx"))
    return path


def _said(left: Left) -> list[str]:
    return [word for each in (*left.words, *left.notes) for word in _WORD.findall(each)]


def _first_difference(said: list[str], must: list[str]) -> str:
    at = next((n for n, (one, other) in enumerate(zip(said, must, strict=False)) if one != other), min(len(said), len(must)))
    return f"word {at}: says {' '.join(said[max(0, at - 4) : at + 5])!r}, must say {' '.join(must[max(0, at - 4) : at + 5])!r}"


# --------------------------------------------------------------- generated


def generated(number: int) -> Pair:
    """A text with every kind of block, and what became of it."""
    chance = random.Random(number)
    pick = VOCABULARY[("en", "ru", "kk")[number % 3]]
    notes: list[str] = []
    blocks = [_block(kind, chance, pick, notes) for kind in chance.choices(range(6), k=14)]
    edits = [_edited(each, chance, pick) for each in blocks]
    newer = [each for kept in edits for each in kept]
    if chance.random() < 0.5:
        moved = newer.pop(chance.randrange(len(newer)))
        newer.insert(chance.randrange(len(newer) + 1), moved)
    bodies = [f"[^n{at}]: {said}" for at, said in enumerate(notes, 1)]
    changed = [each if chance.random() > 0.3 else f"{each} {chance.choice(pick)}" for each in bodies]
    return Pair(f"generated {number}", _whole(blocks, bodies), _whole(newer, changed))


def _whole(blocks: list[str], notes: list[str]) -> str:
    """Blocks set apart by paragraphs, so that no list goes on in the next one; of the notes those that are called, in order."""
    text = "\n\n".join(blocks)
    called = list(dict.fromkeys(re.findall(r"\[\^(n\d+)\]", text)))
    bodies = {note[2 : note.index("]")]: note for note in notes}
    return "\n\n".join([text, *(bodies[label] for label in called)]) + "\n"


def _sentence(chance: random.Random, pick: list[str], count: int = 9) -> str:
    words = [chance.choice(pick) for _ in range(count)]
    if chance.random() < 0.3 and count > 4:
        words[2] = f"**{words[2]}**"
    if chance.random() < 0.2 and count > 4:
        words[4] = f"[{words[4]}](https://example.org/{chance.randrange(9)})"
    return " ".join(words).capitalize() + f" {chance.randrange(1, 2030)}."


def _block(kind: int, chance: random.Random, pick: list[str], notes: list[str]) -> str:
    match kind:
        case 0:
            return f"{'#' * chance.randint(1, 3)} {_sentence(chance, pick, 4)}"
        case 1:
            marks = chance.choice((["-"] * 4, ["1.", "2.", "3.", "4."]))
            return "\n".join(f"{mark} {_sentence(chance, pick)}" for mark in marks) + "\n\n" + _sentence(chance, pick)
        case 2:
            rows = "\n".join(
                f"| {chance.choice(pick)} | {_sentence(chance, pick, 3)} | {chance.randrange(99)} |" for _ in range(4)
            )
            return f"| {pick[0]} | {pick[1]} | {pick[2]} |\n|---|---|---|\n{rows}"
        case 3:
            notes.append(_sentence(chance, pick))
            return f"{_sentence(chance, pick)}[^n{len(notes)}] {_sentence(chance, pick)}"
        case 4:
            return "\n".join(f"> {_sentence(chance, pick)}" for _ in range(2))
        case _:
            return f"{_sentence(chance, pick)} {_sentence(chance, pick)} {_sentence(chance, pick)}"


def _edited(block: str, chance: random.Random, pick: list[str]) -> Iterator[str]:
    """What becomes of a block: it stays, goes, is split, gets another word, a row or an item, or company."""
    what = chance.random()
    lines = block.split("\n")
    if what < 0.4:
        yield block
    elif what < 0.5:
        return
    elif what < 0.6 and not block.startswith(("#", "|", ">", "-", "1")):
        yield from block.split(". ", 1)
    elif what < 0.7 and block.startswith("|"):
        yield "\n".join([*lines[:3], f"| {pick[3]} | {_sentence(chance, pick, 2)} | 5 |", *lines[4:]])
    elif what < 0.8 and block.startswith("|"):
        yield "\n".join("|".join(["", *line.split("|")[2:]]) for line in lines)
    elif what < 0.8:
        yield block
        yield _sentence(chance, pick)
    else:
        words = block.split(" ")
        for _ in range(2):
            at = chance.randrange(len(words))
            if words[at].isalpha():
                words[at] = chance.choice(pick)
        yield " ".join(words)


def test_a_wrong_redline_would_be_seen(tmp_path: Path) -> None:
    pair = Pair("planted", "One word here.\n", "One other word here.\n")
    path = _redline(pair, tmp_path / "0.docx")
    [(accepted, rejected)] = judged([path])
    assert _said(accepted) == ["One", "other", "word", "here"]
    assert _said(rejected) == ["One", "word", "here"]
    lost = Pair("planted", pair.older, "One other word is here.\n")  # as if the redline had lost a word
    assert _first_difference(_said(accepted), mistune_words(lost.newer)).startswith("word 3: says")
