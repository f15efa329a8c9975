"""A fragment's text to its passages, and to its words as they are rendered, each with the place that it was typed at.

A passage is a run of lines without an empty one: a paragraph, a heading, a table, a list whose items touch. It is what a contribution is
merged into: no byte outside of it changes. People quote what they read in a PDF; so words are looked for as they are rendered, whatever
their spaces, quotation marks and dashes, and lead back to the bytes between which they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b, sha256
from itertools import pairwise
from types import MappingProxyType
from typing import Final
from unicodedata import combining, normalize

from concept_cli.compare.sequence import bag, equal_ends
from concept_cli.document import Block, Blocks, Citation, Code, CodeBlock, LineBreak, Node, NoteReference, Text, children
from concept_cli.readers.markdown import read_markdown

_SPACE: Final = re.compile(r"\s+")
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RUN: Final = re.compile(r"([^\W_]+)|.", re.DOTALL)
"""Letters and figures in a row, or any other character."""
_SAME: Final[Mapping[int, str | None]] = MappingProxyType(
    dict.fromkeys(map(ord, "«»“”„‟\"'‘’‚‹›"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
    | {ord(each): " " for each in "\u00a0\u202f\u2009\t\n"}
)
"""Signs that are set by language, or by a writing program, and tell no wording from another."""
_DIVIDED: Final = re.compile(r"(?<=[^\W\d_])(?:\u00ad\s*|[-‐]\s*\n\s*|- +)(?=[^\W\d_])")
"""A word divided at the end of a line, as it is copied from a page."""
_CALLED: Final = re.compile(r" ?(?:[0-9⁰¹²³⁴-⁹]{1,3}|\[[^\[\]]{1,60}\])(?:[,;] ?[0-9⁰¹²³⁴-⁹]{1,3})*(?![0-9⁰¹²³⁴-⁹])")
"""The call of a note, or a citation, as a page prints it."""
_LOOSE: Final = 200_000
"""So many characters are compared for a quote that holds what is printed and not typed."""
_SHORT: Final = 10
_BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of lines of a text: the offsets of its first character and of the line end behind its last, and the lines."""

    start: int
    end: int
    text: str

    @property
    def digest(self) -> str:
        """By which it is known again."""
        return short_digest(self.text)


def short_digest(text: str) -> str:
    """The first digits of the SHA-256 of a text."""
    return sha256(text.encode("utf-8")).hexdigest()[:_SHORT]


def fingerprint(text: str) -> str:
    """64 bits in hexadecimal that are near each other for texts that share most of their words (M. Charikar's simhash, 2002)."""
    weights = [0] * _BITS
    for word, times in bag(text).items():
        hashed = int.from_bytes(blake2b(word.encode("utf-8"), digest_size=_BITS // 8).digest(), "big")
        for bit in range(_BITS):
            weights[bit] += times if hashed >> bit & 1 else -times
    return f"{sum(1 << bit for bit, weight in enumerate(weights) if weight > 0):0{_BITS // 4}x}"


def distance(one: str, other: str) -> int:
    """In how many bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a fragment's body, in order."""
    return tuple(runs(text, body_start(text)))


def runs(text: str, at: int = 0) -> Iterator[Passage]:
    """The runs of lines of a text without an empty one, from an offset on."""
    start: int | None = None
    for line in (*text[at:].split("\n"), ""):
        if line.strip():
            start = at if start is None else start
        elif start is not None:
            yield Passage(start, at - 1, text[start : at - 1])
            start = None
        at += len(line) + 1


def changed_runs(before: str, after: str) -> tuple[list[str], list[str]]:
    """Of two texts the passages from the first that differs to the last: those that went, and those that came in their place."""
    old, new = ([each.text for each in runs(text)] for text in (before, after))
    head, tail = equal_ends(old, new)
    return old[head : len(old) - tail], new[head : len(new) - tail]


def whole_body(text: str) -> Passage:
    """All passages of a fragment as one."""
    whole = passages(text)
    return (
        Passage(whole[0].start, whole[-1].end, text[whole[0].start : whole[-1].end])
        if whole
        else Passage(len(text), len(text), "")
    )


def body_start(text: str) -> int:
    """The offset at which the body of a fragment begins, behind its head."""
    if not text.startswith("---"):
        return 0
    found = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, 3)
    return min(found.end() + 1, len(text)) if found else len(text)


def around(text: str, start: int, end: int) -> Passage:
    """The lines around a stretch of a text up to the empty lines before and behind it."""
    whole = passages(text)
    first = next((each for each in whole if each.end >= start), None)
    last = next((each for each in reversed(whole) if each.start < max(end, start + 1)), None)
    if first is None or last is None or first.start > last.start:
        return Passage(start, start, "")
    return Passage(first.start, last.end, text[first.start : last.end])


# ------------------------------------------------------------------- words


def alike_signs(words: str) -> str:
    """Words with spaces, quotation marks and dashes of one kind, and nothing unseen: as they are looked for."""
    plain = normalize("NFC", words).translate(_SAME).translate(dict.fromkeys(map(ord, _UNSEEN)))
    return _SPACE.sub(" ", plain).strip()


class Said:
    """What a text says: ``words`` as they are rendered and looked for, ``offsets`` where each character of them stands in the text.

    Blocks are set apart by a line end, which has the offset -1, as all that is not typed.
    """

    def __init__(self, text: str, blocks: Blocks, first_line: int = 1) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._first = first_line
        self._words: list[str] = []
        self._letters: list[str] = []
        self.offsets: list[int] = []
        self.shape: list[str] = []
        """The kinds of all blocks, in reading order."""
        self.calls: set[int] = set()
        """Before which characters notes are called and sources cited: there a page prints a number that nobody typed."""
        for block in blocks:
            self._add_block(block)
        self.words = "".join(self._words)

    @cached_property
    def flat(self) -> str:
        """The words, blocks set apart by a space."""
        return self.words.replace("\n", " ")

    def _add_block(self, node: Node) -> None:
        if isinstance(node, Block):
            self._apart()
            self.shape.append(type(node).__name__)
        if isinstance(node, CodeBlock):
            self._add(node.words, [-1] * len(node.words))
        for each in children(node):
            match each:
                case Text():
                    self._add(each.words, self._typed(each))
                case Code():
                    start = self._offset(each.place.line, each.place.column) if each.place else -1
                    self._add(each.words, list(range(start, start + len(each.words))))
                case LineBreak():
                    self._add(" ", [-1])
                case NoteReference() | Citation():
                    self.calls.add(len(self._words))
                case _:
                    self._add_block(each)
        if type(node).__name__ == "Cell" or isinstance(node, Block):
            self._apart()

    def _apart(self) -> None:
        if self._words and self._words[-1] != "\n":
            if self._words[-1] == " ":
                for each in (self._words, self._letters, self.offsets):
                    each.pop()
            self._append("\n", "\n", -1)

    def _add(self, words: str, offsets: list[int]) -> None:
        for run in _RUN.finditer(words):
            if run[1]:  # letters and figures stand for themselves
                self._words += run[1]
                self._letters += run[1]
                self.offsets += offsets[run.start() : run.end()]
                continue
            letter, offset = run[0], offsets[run.start()]
            plain = _SAME.get(ord(letter), letter)
            if plain is None or letter in _UNSEEN:
                continue
            if plain.isspace():
                if self._words and self._words[-1] not in {" ", "\n"}:
                    self._append(" ", " ", offset)
            elif self._words and combining(letter) and len(composed := normalize("NFC", self._words[-1] + letter)) == 1:
                self._words[-1] = self._letters[-1] = composed
            else:
                self._append(plain, letter, offset)

    def _append(self, plain: str, letter: str, offset: int) -> None:
        self._words.append(plain)
        self._letters.append(letter)
        self.offsets.append(offset)

    def printed(self, start: int, end: int) -> str:
        """Words with the signs that were typed."""
        return " ".join("".join(self._letters[start:end]).split())

    def _typed(self, node: Text) -> list[int]:
        """Where each character of a text node stands."""
        if not node.places:
            return [-1] * len(node.words)
        offsets: list[int] = []
        for (start, place), (end, _) in pairwise((*node.places, (len(node.words), node.places[-1][1]))):
            begin = self._offset(place.line, place.column)
            offsets += range(begin, begin + end - start)
        return offsets

    def _offset(self, line: int, column: int) -> int:
        return self._starts[min(line - self._first, len(self._starts) - 1)] + column - 1

    # -- finding

    def find(self, quote: str) -> tuple[tuple[int, int], ...]:
        """Where quoted words stand, as beginnings and ends in :attr:`words`; not inside of longer words.

        Words that stand nowhere are looked for as a page prints them: with numbers where notes are called, and divided at line ends; then
        as cells of a row, without the bars between these.
        """
        looked_for = alike_signs(quote)
        found = [(at, at + len(looked_for)) for at in _each(self.flat, looked_for)]
        spans = tuple(span for span in found or self._printed(quote) if self._is_whole(*span))
        return spans or (self.find(quote.replace("|", " ")) if "|" in quote else ())

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word goes on at either end of a stretch."""
        return not (_goes_on(self.flat[start - 1 : start + 1]) or _goes_on(self.flat[end - 1 : end + 1]))

    def _printed(self, quote: str) -> list[tuple[int, int]]:
        """Where words stand as they are copied from a page."""
        for divided in ("", "-"):  # “policy-⏎maker” may be one word of two halves, or one that was divided
            looked_for = alike_signs(_DIVIDED.sub(divided, quote))
            begin = looked_for[: next((found.start() for found in _CALLED.finditer(looked_for)), len(looked_for))].rstrip()
            found, left = [], _LOOSE
            for start in _each(self.flat, begin):
                end, steps = self._along(start, looked_for)
                left -= steps
                if end:
                    found.append((start, end))
                if left < 0:
                    break
            if found:
                return found
        return []

    def _along(self, start: int, quote: str) -> tuple[int, int]:
        """Where a quote that begins here ends, 0 when the words are others; and after how many steps that was known.

        A number is passed over only where a note is called or a source cited.
        """
        at, read, steps, passed = start, 0, 0, -1
        while read < len(quote):
            steps += 1
            if at < len(self.flat) and self.flat[at] == quote[read] and not (at in self.calls and quote[read].isdigit()):
                at, read = at + 1, read + 1
                continue
            spaced = self.flat[at - 1 : at] == " "
            call = at if at in self.calls else at - 1 if spaced and at - 1 in self.calls else -1
            called = _CALLED.match(quote, read) if call > passed else None
            if called is None:
                return 0, steps
            read, passed = called.end(), call
            if spaced and quote[read : read + 1] == " ":
                read += 1
        return at, steps

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """Between which offsets of the text words were typed; None when some end of them was not typed at all."""
        typed = [each for each in self.offsets[start:end] if each >= 0]
        if not typed or self.offsets[start] < 0 or self.offsets[end - 1] < 0:
            return None
        first, last = typed[0], typed[-1]
        if first and self.text[first - 1] == "\\" and not self.text[:first].endswith("\\\\"):
            first -= 1
        entity = re.compile(r"&#?\w+;").match(self.text, last)
        end = entity.end() if entity else last + 1
        while end < len(self.text) and combining(self.text[end]):
            end += 1
        return first, end

    def at_source(self, offset: int) -> int:
        """The first of the words that was typed at an offset of the text or behind it."""
        return next((number for number, each in enumerate(self.offsets) if each >= offset), len(self.offsets))


def _each(text: str, words: str) -> Iterator[int]:
    """Where words stand in a text; nowhere, when there are none."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _goes_on(two: str) -> bool:
    """Whether two characters are of one word."""
    return len(two) == 2 and two[0].isalnum() and two[1].isalnum()


@lru_cache(maxsize=512)
def said_by(text: str) -> Said:
    """What a passage says, read by itself, without the indentation that all its lines share."""
    lines = text.split("\n")
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    plain = "\n".join(line[indent:] for line in lines)
    made = read_markdown("", plain, 1, lambda _: None)
    said = Said(plain, (*made.blocks, *made.notes))
    if indent:
        starts = [0, *(found.end() for found in re.finditer("\n", plain))]
        said.offsets = [each if each < 0 else each + indent * bisect_right(starts, each) for each in said.offsets]
        said.text = text
    return said
