"""PDF to what it says, read by poppler line by line in the order in which the pages are drawn.

Paper has lines: where a line ends inside a word nothing tells it from a space, so here white space is no part of the comparison.
Everything that paper adds is recognised one by one: the header and the number of each page, the dash of each bullet (in a line of its
own, or before the words of its item), the numbers of paragraphs (one after the other from 1, before their paragraphs), the hyphen of a
word that goes on in the next line, the head of a table that comes again on its next page. Notes stand at the feet of pages, each a
stream of its own.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from concept_cli.wording.terms import term
from tests.clients import client
from tests.words.outputs import Output, typed
from tests.words.sections import BULLET


@dataclass(frozen=True)
class Line:
    """A line on a page, without white space."""

    page: int
    words: str


def compared_on_paper(must: Output, language: str, header: str, content: bytes) -> list[str]:
    """Every difference between what must be there and what a PDF says."""
    pages = pages_of(content)
    found: list[str] = []
    lines: list[Line] = []
    for number, page in enumerate(pages, 1):
        body = (
            page
            if number == 1
            else _without_margins(page, bare(header), bare(term("page", language, page=number, pages=len(pages))))
        )
        if body is None:
            found.append(f"page {number} ends with {page[-3:]!r}, which is no header and page number")
        lines += [Line(number, words) for words in (page if body is None else body)]
    front = "".join(map(bare, must.title)) + bare(must.contents[0])
    text = "".join(each.words for each in lines)
    between = _after_contents(text, front, [bare(each) for each in must.contents[1:]])
    ends = [0, *accumulate(len(each.words) for each in lines)]
    if not between or not (inside := [number for number, end in enumerate(ends) if between[0] <= end <= between[1]]):
        return [*found, f"title page and contents say {text[: len(front) + 300]!r}"]
    return found + _routed(must, lines[inside[-1] :])


def pages_of(content: bytes) -> list[list[str]]:
    """The lines of each page without white space."""
    program = client("pdftotext")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.pdf")
        file.write_bytes(content)
        result = subprocess.run([program, "-enc", "UTF-8", "-raw", file, "-"], capture_output=True, check=True)
    pages = result.stdout.decode("utf-8").split("\f")[:-1]
    return [[words for line in page.split("\n") if (words := bare(line))] for page in pages]


def _without_margins(lines: list[str], header: str, number: str) -> list[str] | None:
    """The lines of a page without its last ones, which are its header and its number; None when these are not there."""
    if not lines or lines[-1] != number:
        return None
    for length in range(1, 5):
        if "".join(lines[-1 - length : -1]) == header:
            return lines[: -1 - length]
    return None


def _after_contents(text: str, front: str, lines: list[str]) -> tuple[int, int] | None:
    """Between which offsets the contents end: each line is its words, dots, and the digits of a page; None when a line is not there.

    The digits of a page run into those of the next heading ("11" and "1-бөлім"), so how many belong to it is tried.
    """
    if not text.startswith(front):
        return None
    least = most = len(front)
    for line in lines:
        starts = [at for at in range(least, most + 1) if text.startswith(line, at)]
        page = re.compile(r"\.*(\d+)").match(text, starts[-1] + len(line)) if starts else None
        if not page:
            return None
        least, most = page.start(1) + 1, page.end(1)
    return least, most


def _routed(must: Output, lines: list[Line]) -> list[str]:
    """Each line goes on with the text or with a note, or is a bullet or a repeated head; what fits nowhere is a difference."""
    paragraph, at_foot = 1, 0
    body = "".join(map(bare, must.body))
    notes = [str(number) + "".join(map(bare, note)) for number, note in enumerate(must.notes, 1)]
    notes += map(bare, must.drawn)  # words in pictures: streams of their own, too
    heads = [bare(each) for each in must.heads]
    done, noted, bullets, page, repeated = 0, [0] * len(notes), 0, 0, ""
    for line in lines:
        said = line.words
        if (
            said.startswith(typed("–"))
            and said != typed("–")
            and _goes_on(body, done, said) is None
            and not _fitting(notes, noted, said)
        ):
            said = said.removeprefix(typed("–"))
            bullets += 1
        fits = _fitting(notes, noted, said)
        length = None if fits and at_foot == line.page else _goes_on(body, done, said)
        if length is None and said.startswith(str(paragraph)):
            length = _goes_on(body, done, said.removeprefix(str(paragraph)))
            paragraph += length is not None
        if length is not None:
            done, page = done + length, line.page
            continue
        if fits:
            at_foot = line.page
            at = next((at for at in fits if noted[at]), next(iter(fits)))
            noted[at] += fits[at]
        elif said == typed("–"):
            bullets += 1
        elif page != line.page and any(head.startswith(repeated + said) for head in heads):
            repeated = "" if repeated + said in heads else repeated + said
        else:
            return [
                f"text: after {body[max(0, done - 60) : done]!r} must come {body[done : done + 80]!r} and comes {said[:80]!r}"
            ]
    found = [
        f"note or picture {at + 1} must go on with {note[noted[at] :]!r}"
        for at, note in enumerate(notes)
        if noted[at] < len(note)
    ]
    wanted = sum(block == BULLET for block in (*must.body, *(each for note in must.notes for each in note)))
    found += [f"text: must go on with {body[done : done + 80]!r}"] if done < len(body) else []
    return found + ([f"there must be {wanted} bullets and there are {bullets}"] if bullets != wanted else [])


def _fitting(notes: list[str], noted: list[int], line: str) -> dict[int, int]:
    """The notes that go on with a line, and how much of each it is."""
    return {at: length for at, note in enumerate(notes) if (length := _goes_on(note, noted[at], line)) is not None}


def _goes_on(text: str, done: int, line: str) -> int | None:
    """How much of the text a line is that goes on where it was left; None for a line that does not."""
    if text.startswith(line, done):
        return len(line)
    return len(line) - 1 if len(line) > 1 and line.endswith("-") and text.startswith(line[:-1], done) else None


def bare(words: str) -> str:
    """Words as they stand on paper: no descriptions of pictures, no bullets (which are counted), no white space."""
    words = re.sub("\ue006.*?\ue007", "", words).replace(BULLET, "")
    return typed(re.sub("[\\s\u200b\u00ad\u2060]", "", words))
