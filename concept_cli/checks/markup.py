"""Markup that did not work: words that look like a heading, a list, a table, an id or a caption, and are read as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from concept_cli.checks.reading import Kind, Reading, is_escaped
from concept_cli.diagnostics import Diagnostic, Place, Report
from concept_cli.document import CodeBlock, Table, walk
from concept_cli.model import Fragment, Project, shorten
from concept_cli.wording import findings

_HEADING: Final = re.compile(r"(?<!#)#{1,6}(?:\u00a0+(?=\S)|(?=[^\W\d_]))")
_BULLET: Final = re.compile(r"(?:[•·▪▫●○◦‣⁃∙■□◆➢➤\uf0b7\uf0a7\uf0d8]|[–—-]\u00a0|[–—o]\t)[ \t\u00a0]*(?=\S)")
_SIGN: Final = re.compile("[•·▪▫●○◦‣⁃∙■□◆➢➤\uf0b7\uf0a7\uf0d8\u00a0\t]")
_DASH: Final = re.compile(r"[–—] +(?=\S)")
_NUMBER: Final = re.compile(r"(?P<number>\d{1,2})[.)] *(?=[^\W\d_])")
_CITATION: Final = re.compile(r"\[@(?P<id>[\w.:-]+) [^\]\n]{0,80}\]|\(@(?P<round>[\w.:-]+)(?:, [^)\n]{0,80})?\)")
_REFERENCE: Final = re.compile(r"\[#(?P<id>[\w-]+)\](?!\()")
_BARE_ID: Final = re.compile(r"(?<=\s)\{(?P<id>[a-z][a-z0-9-]*)\}$", re.MULTILINE)
_SENTENCE: Final = re.compile(r"(?:\S+\s+){3}|\[@|\]\(#|\[\^")
_INDENT: Final = re.compile(r"(?: {0,3}\t| {4,})(?=\S)")
_ID: Final = re.compile(r"(?<!\{)\{#[\w.:-]+\}(?!\})")
_CAPTION: Final = re.compile(r"^(?:Table|Таблица|Кесте)[ \u00a0]?:", re.MULTILINE)
_DASHES: Final = re.compile(r"(?=[^|]*\|)(?=[^-]*-)[-:| \t]+")
_CODE: Final = re.compile(r"`[^`]*`|\\\|")

_COLUMNS: Final = 63
"""The most that a table in Word may have."""
_HYPHEN: Final = "begin each item with “- ” (a hyphen and a space)"


def check_markup(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No sign of markup stands among the words of a paragraph as if it were one of them; of a list or table its first line is reported."""
    for reading in readings:
        for each in (_headings, _bullets, _dashes, _numbers, _tables, _ids, _bare_ids, _pointers, _captions):
            for finding in each(reading):
                report(finding)
    for fragment, reading in zip(project.fragments, readings, strict=False):
        for finding in (*_indented(fragment, reading), *_wide(fragment)):
            report(finding)


def _lost(reading: Reading, offset: int, words: str, what: str, remedy: str) -> Diagnostic:
    return findings.LOST_MARKUP.at(reading.place(offset), words=shorten(words.strip(), 30), what=what, remedy=remedy)


def _begins_line(reading: Reading, offset: int) -> bool:
    """Whether a sign in a paragraph was typed as the first of its line, and not behind a backslash."""
    return reading.passage(offset).kind is Kind.TEXT and not reading.typed(offset)[0].strip(" \t>")


def _headings(reading: Reading) -> Iterator[Diagnostic]:
    """``#Heading``; not “#1 in the world”, nor a tag of social media, which stands inside a paragraph or beside others."""
    for match in _HEADING.finditer(reading.words) if "#" in reading.words else ():
        if not _begins_line(reading, match.start()):
            continue
        marks, typed = match[0].rstrip(), reading.typed(match.start())[1]
        alone = _is_first(reading, match.start()) and not re.search(r"\s#\w", typed)
        if len(marks) > 1 or alone:
            yield _lost(reading, match.start(), typed, "a heading", f"write “{marks} …”, with an ordinary space behind {marks}")


def _is_first(reading: Reading, offset: int) -> bool:
    return reading.passage(offset).start == offset


def _bullets(reading: Reading) -> Iterator[Diagnostic]:
    """``• one``; a single line inside a paragraph may begin with a dot that parts words."""
    for run in _runs(reading, _BULLET) if _SIGN.search(reading.words) else ():
        if len(run) > 1 or _is_first(reading, run[0].start()):
            yield _lost(reading, run[0].start(), reading.typed(run[0].start())[1], "an item of a list", _HYPHEN)


def _dashes(reading: Reading) -> Iterator[Diagnostic]:
    """Items behind a dash and a space: two in a row at least, for a dash can begin one line of a sentence."""
    for run in _runs(reading, _DASH):
        numbers = [reading.passage_number(each.start()) for each in run[:2]]
        begins = all(_is_first(reading, each.start()) for each in run[:2])
        if len(run) > 1 and (begins or numbers[0] == numbers[1]):
            yield _lost(reading, run[0].start(), reading.typed(run[0].start())[1], "an item of a list", _HYPHEN)


def _numbers(reading: Reading) -> Iterator[Diagnostic]:
    """``1)first`` and, right after it, ``2)second``; or, inside a paragraph, ``2) second`` and ``3) third``."""
    for run in _runs(reading, _NUMBER):
        numbers = [int(each["number"]) for each in run]
        if len(run) > 1 and numbers[1] == numbers[0] + 1:
            spaced = run[0][0].endswith(" ")
            remedy = "put an empty line before the list" if spaced else f"put a space behind each number: “{run[0][0]} …”"
            yield _lost(reading, run[0].start(), reading.typed(run[0].start())[1], "an item of a list", remedy)


def _runs(reading: Reading, sign: re.Pattern[str]) -> list[list[re.Match[str]]]:
    """The lines that begin with a sign, each run of them together: in one paragraph or in paragraphs that follow each other."""
    runs: list[list[re.Match[str]]] = []
    before = -2
    for match in sign.finditer(reading.words):
        if _begins_line(reading, match.start()):
            number = reading.passage_number(match.start())
            if number > before + 1:
                runs.append([])
            runs[-1].append(match)
            before = number
    return runs


def _tables(reading: Reading) -> Iterator[Diagnostic]:
    """Two lines in a paragraph that begin with ``|``, or a line of dashes that does not fit the one above it."""
    lines, seen, reported = reading.lines or [], 0, -1
    for match in re.finditer(r"\|", reading.words):
        passage, place = reading.passage(match.start()), reading.place(match.start())
        if passage.kind is not Kind.TEXT or place.line == seen or passage.start == reported:
            continue
        seen = place.line
        line, below = (each.strip(" \t>") for each in (*lines[seen - 1 : seen + 1], "")[:2])
        if (line.startswith("|") and below.startswith("|")) or _DASHES.fullmatch(below):
            reported = passage.start
            cells = _CODE.sub("", line).strip("|").count("|") + 1
            remedy = f"its second line must be “|{'---|' * min(cells, 20)}”, with as many parts as the first line has cells"
            yield _lost(reading, match.start(), line, "the first line of a table", remedy)


def _ids(reading: Reading) -> Iterator[Diagnostic]:
    remedy = "put it at the end of a heading or caption, or alone in the line above the paragraph, list or table that it names"
    for match in _ID.finditer(reading.words) if "{#" in reading.words else ():
        in_text = reading.passage(match.start()).kind is not Kind.RECORD
        if in_text and not is_escaped(reading.typed(match.start())[0]):
            yield _lost(reading, match.start(), match[0], "an id", remedy)


def _bare_ids(reading: Reading) -> Iterator[Diagnostic]:
    """``# Heading {name}``."""
    for match in _BARE_ID.finditer(reading.words) if "{" in reading.words else ():
        if reading.passage(match.start()).kind is Kind.HEADING and not is_escaped(reading.typed(match.start())[0]):
            yield _lost(reading, match.start(), match[0], "an id", f"write “{{#{match['id']}}}”")


def _pointers(reading: Reading) -> Iterator[Diagnostic]:
    """``[@source p. 3]`` and ``(@source)`` for a citation, ``[#name]`` for a reference."""
    for match in _CITATION.finditer(reading.words) if "@" in reading.words else ():
        if not is_escaped(reading.typed(match.start())[0]):
            id = match["id"] or match["round"]
            yield _lost(reading, match.start(), match[0], "a citation", f"write “[@{id}]”, or “[@{id}, p. 3]” with a comma")
    for match in _REFERENCE.finditer(reading.words) if "[#" in reading.words else ():
        if not is_escaped(reading.typed(match.start())[0]):
            yield _lost(reading, match.start(), match[0], "a reference", f"write “[](#{match['id']})”")


def _indented(fragment: Fragment, reading: Reading) -> Iterator[Diagnostic]:
    """A paragraph behind a tab or four spaces, as Word users begin one: such lines are shown as typed, with all their signs."""
    for block in (node for each in fragment.blocks for node in walk(each) if isinstance(node, CodeBlock)):
        line = (reading.lines or [])[block.place.line - 1 : block.place.line] if block.place else []
        if line and _INDENT.match(line[0]) and _SENTENCE.search(block.words.partition("\n")[0]):
            yield findings.INDENTED.at(block.place or Place(fragment.path), words=shorten(block.words.strip(), 30))


def _wide(fragment: Fragment) -> Iterator[Diagnostic]:
    for table in (node for each in fragment.blocks for node in walk(each) if isinstance(node, Table)):
        if (count := len(table.alignments)) > _COLUMNS:
            place = table.place or Place(fragment.path)
            yield findings.TOO_WIDE.at(place, count=count, what="columns", limit=_COLUMNS)


def _captions(reading: Reading) -> Iterator[Diagnostic]:
    """A caption that joined no table: those that did have lost their first word, and stand behind the cells."""
    remedy = "write “Table: …” (so in every language) below its table, with nothing between but an empty line"
    for match in _CAPTION.finditer(reading.words):
        if _begins_line(reading, match.start()):
            yield _lost(reading, match.start(), reading.typed(match.start())[1], "the caption of a table", remedy)
