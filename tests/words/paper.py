"""PDF to what it says, read by poppler from the structure that the file carries for screen readers.

Paper has lines: where a line ends inside a word nothing tells it from a space, so here white space is no part of the comparison. Page
headers and page numbers are no part of the structure. Notes move to the feet of pages, and the head of a table comes again on each of
its pages; both are recognised by where the structure holds them, and everything else must fit.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from tests.clients import client
from tests.words.outputs import Output
from tests.words.sections import BULLET

_INLINE = frozenset("Span Link NonStruct Em Strong Code Reference Quote Annot Private".split())


@dataclass(frozen=True)
class Chunk:
    """Words that stand together in one block on one page; ``head`` when they are a cell of a table's head."""

    words: str
    head: bool


def compared_on_paper(must: Output, content: bytes) -> list[str]:
    """Every difference between what must be there and what a PDF says."""
    chunks = structure(content)
    front = "".join(map(bare, must.title)) + bare(must.contents[0])
    text = "".join(each.words for each in chunks)
    at = _after_contents(text, front, [bare(each) for each in must.contents[1:]])
    ends = [0, *accumulate(len(each.words) for each in chunks)]
    if not at or not (inside := [number for number, end in enumerate(ends) if at[0] <= end <= at[1]]):
        return [f"title page and contents say {text[: len(front) + 300]!r}"]
    return _routed(must, chunks[inside[-1] :])


def _after_contents(text: str, front: str, lines: list[str]) -> tuple[int, int] | None:
    """Between which offsets the contents end: each line is its words, dots, and the digits of a page; None when a line is not there.

    The digits of the last page run into those of the first heading ("11" and "1-бөлім"), so how many belong to it stays open.
    """
    if not text.startswith(front):
        return None
    at, least = len(front), 0
    for line in lines:
        starts = [end for end in range(least, at + 1) if least and text.startswith(line, end)] if least else [at]
        if not starts or not text.startswith(line, starts[0]):
            return None
        dots = re.compile(r"\.*(\d+)").match(text, starts[0] + len(line))
        if not dots:
            return None
        least, at = dots.start(1) + 1, dots.end(1)
    return least, at


def _routed(must: Output, chunks: list[Chunk]) -> list[str]:
    """Each chunk goes on with the text, or with a note, or is the head of a table again; what fits nowhere is a difference."""
    body = "".join(map(bare, must.body))
    notes = [str(number) + "".join(map(bare, note)) for number, note in enumerate(must.notes, 1)]
    done, noted = 0, [0] * len(notes)
    heads: list[str] = []
    for chunk in chunks:
        if body.startswith(chunk.words, done):
            done += len(chunk.words)
            heads = [*heads, chunk.words] if chunk.head else heads
            continue
        fits = [at for at, note in enumerate(notes) if note.startswith(chunk.words, noted[at])]
        if fits:
            begun = [at for at in fits if noted[at]]
            noted[(begun or fits)[0]] += len(chunk.words)
        elif not (chunk.head and chunk.words in heads):
            return [f"text: after {body[max(0, done - 60) : done]!r} must come {body[done : done + 80]!r} and comes {chunk.words[:80]!r}"]
    found = [f"note {at + 1} must go on with {note[noted[at] :]!r}" for at, note in enumerate(notes) if noted[at] < len(note)]
    return found + ([f"text: must go on with {body[done : done + 80]!r}"] if done < len(body) else [])


def bare(words: str) -> str:
    """Words as they stand on paper: no descriptions of pictures, a dash for a bullet, no white space."""
    words = re.sub("\ue006.*?\ue007", "", words).replace(BULLET, "–")
    return re.sub("[\\s\u200b\u00ad\u2060]", "", words)


def structure(content: bytes) -> list[Chunk]:
    """The words of a PDF, chunk by chunk in the order of its structure."""
    program = client("pdfinfo")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.pdf")
        file.write_bytes(content)
        result = subprocess.run([program, "-enc", "UTF-8", "-struct-text", file], capture_output=True, check=True)
    chunks: list[Chunk] = []
    around: list[tuple[int, str, int]] = []
    last = -1
    for number, line in enumerate(result.stdout.decode("utf-8").splitlines()):
        text = line.lstrip(" ")
        depth = len(line) - len(text)
        if text.startswith(("/", "Object ")):
            continue
        around = [each for each in around if each[0] < depth]
        if not text.startswith('"'):
            around.append((depth, re.split(r"[ :]", text, maxsplit=1)[0], number))
            continue
        words = bare(text[1:].removesuffix('"'))
        block = next(each[2] for each in reversed(around) if each[1] not in _INLINE)
        if words and block == last:
            chunks[-1] = Chunk(chunks[-1].words + words, chunks[-1].head)
        elif words:
            chunks.append(Chunk(words, any(each[1] == "THead" for each in around)))
        last = block if words else last
    return chunks
