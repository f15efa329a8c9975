"""A text cut into the words, numbers and signs of a time, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from concept_cli.model.spans import NotATime
from concept_cli.wording.times import DOTTED, ENGLISH, FAULTS, FROM_WORDS, WORDS

LONGEST: Final = 300
"""Characters of a time: the longest rule with the longest id has some 150."""

_LETTER: Final = "[^\\W\\d_][\u0300-\u036f]?"
_PIECE: Final = re.compile(
    rf"(?P<space>\s+)|(?P<number>[0-9]+)|(?P<zone>[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z0-9_+-]*)+)"
    rf"|(?P<word>(?:{_LETTER})+(?:-(?:{_LETTER})+)*)|(?P<sign>\.\.|---?|.)",
    re.DOTALL,
)
_SIGNS: Final = {"—": "–", "…": "..", "−": "-", "‐": "-", "‑": "-"}
_KNOWN_SIGNS: Final = frozenset({"–", "..", "-", "--", "---", "/", ".", ",", ":", "+"})
_WORDS_IN_PHRASE: Final = max(phrase.count(" ") + 1 for phrase in WORDS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with the kinds that it can be of, a number (``number``, ``count``, ``year`` by its digits) or a sign, which is its own kind.

    ``loose``: white space stands on both sides of it. ``leaves``: a Kazakh word that says from where.
    """

    kinds: frozenset[str]
    text: str
    start: int
    value: int = 0
    loose: bool = False
    leaves: bool = False

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)

    @property
    def column(self) -> int:
        """Where it begins, counted from 1."""
        return self.start + 1

    def fault(self, name: str, *, meant: bool = False, **values: object) -> NotATime:
        """The error of a fault at this token."""
        return fault(name, self.column, meant=meant, word=self.text[:40], **values)


Tokens = Sequence[Token]


def fault(name: str, column: int, *, meant: bool = False, **values: object) -> NotATime:
    """The error of a fault, with its values filled in."""
    message, remedy = FAULTS[name]
    return NotATime(message.format(**values), remedy.format(**values), column, meant=meant)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text. What is no word of a time becomes a token without a kind. Raises NotATime for a text that is too long."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise fault("long", len(text) - len(text.lstrip()) + LONGEST + 1, limit=LONGEST)
    return list(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    start = 0
    while found := _PIECE.match(text, start):
        token = None
        match found.lastgroup:
            case "number":
                token = _number(found)
            case "word":
                token = _word(text, start)
            case "zone" if found["zone"].partition("/")[0].casefold() in WORDS:  # March/May
                token = _word(text, start)
            case "zone":
                token = Token(frozenset({"zone"}), found["zone"], start)
            case "sign":
                token = _sign(text, found)
        if token:
            yield token
        start = token.end if token else found.end()
        if token and token.text.casefold() in DOTTED and text[start : start + 1] == "." and text[start : start + 2] != "..":
            start += 1


def _number(found: re.Match[str]) -> Token:
    digits = found["number"]
    kind = {1: "number", 2: "number", 3: "count", 4: "year"}.get(len(digits), "digits")
    return Token(frozenset({kind}), digits, found.start(), int(digits) if kind != "digits" else 0)


def _sign(text: str, found: re.Match[str]) -> Token:
    kind = _SIGNS.get(found["sign"], found["sign"])
    loose = text[max(found.start() - 1, 0) : found.start()].isspace() and text[found.end() : found.end() + 1].isspace()
    return Token(frozenset({kind} & _KNOWN_SIGNS), found["sign"], found.start(), loose=loose)


def _word(text: str, start: int) -> Token:
    """The longest phrase that is known from here on, else the word alone, without a kind."""
    ends = list(_ends_of_words(text, start))
    for end in reversed(ends):
        said = normalize("NFC", " ".join(text[start:end].split())).casefold()
        if said in WORDS:
            kinds, value = WORDS[said]
            return Token(kinds, text[start:end], start, value, leaves=said in FROM_WORDS)
    return Token(frozenset(), text[start : ends[-1] if len(ends) == 1 else ends[0]], start)


def _ends_of_words(text: str, start: int) -> Iterator[int]:
    """Where the first word from here on ends, once without and once with what is joined to it by hyphens, and the next ones."""
    at = start
    for _ in range(_WORDS_IN_PHRASE):
        found = _PIECE.match(text, at)
        if not found or found.lastgroup not in ("word", "zone"):
            return
        word = found[0].partition("/")[0]
        alone = at + len(word.partition("-")[0])
        yield alone
        if at + len(word) > alone:
            yield at + len(word)
        at = at + len(word)
        if not (gap := _PIECE.match(text, at)) or gap.lastgroup != "space":
            return
        at = gap.end()


def unknown(token: Token) -> NotATime:
    """The error of a token that is of no kind, with the word that it is nearest to."""
    said = normalize("NFC", token.text).casefold()
    if not said[:1].isalpha():
        return token.fault("sign")
    near = get_close_matches(said, [word for word in WORDS if len(word) > 3], 1, 0.75)
    return token.fault("near", near=ENGLISH.get(near[0], near[0])) if near else token.fault("word")


def without(tokens: Tokens, *kinds: str) -> Tokens:
    """The tokens without those of some kinds at their beginning and end, and without words like “of”, “года” anywhere."""
    kept = [each for each in tokens if not (each.kinds & {"of", "year-word"})]
    while kept and kept[0].kinds & set(kinds):
        del kept[0]
    while kept and kept[-1].kinds & set(kinds):
        del kept[-1]
    if not kept:
        raise tokens[-1].fault("short") if tokens else fault("empty", 1)
    return kept


def joined(tokens: Tokens) -> Tokens:
    """The tokens with endings taken off (4-й, 18:00-ге) and a quarter made one with its number (IV квартал, Q4, 1-жартыжылдық)."""
    return _numbered(_numbered(_without_endings(tokens), "quarter"), "half")


def _without_endings(tokens: Tokens) -> list[Token]:
    left: list[Token] = []
    for index, token in enumerate(tokens):
        if _is_ending(tokens, index) or ("-" in token.kinds and _is_ending(tokens, index + 1)):
            continue
        if token.leaves and left and "month" not in token.kinds:  # 2025 жылдан: the year itself says from where
            left[-1] = replace(left[-1], leaves=True)
        left.append(token)
    return left


def _is_ending(tokens: Tokens, index: int) -> bool:
    """Whether a token is an ending of the number before it: 1st, or with a hyphen 4-й."""
    hyphen = "ordinal" not in tokens[index].kinds if index < len(tokens) else True
    stem = index - 2 if hyphen else index - 1
    if index >= len(tokens) or stem < 0 or (hyphen and "-" not in tokens[index - 1].kinds):
        return False
    parts = tokens[stem : index + 1]
    touching = all(one.end == other.start for one, other in pairwise(parts))
    return touching and bool(parts[0].kinds & {"number", "nth", "year"}) and bool(parts[-1].kinds & {"ordinal", "ending"})


def _numbered(tokens: list[Token], kind: str) -> list[Token]:
    """The tokens with those of a kind made one with the number before or behind them."""
    made: list[Token] = []
    rest = list(tokens)
    while rest:
        token = rest.pop(0)
        if kind in token.kinds:
            if len(made) > 1 and "-" in made[-1].kinds and _is_number(made[-2]) and made[-1].start == made[-2].end:
                made.pop()  # 4-тоқсан
            number = made.pop() if made and _is_number(made[-1]) else rest.pop(0) if rest and _is_number(rest[0]) else token
            token = replace(number, kinds=frozenset({kind}))
        made.append(token)
    return made


def _is_number(token: Token) -> bool:
    return bool(token.kinds & {"number", "nth"})
