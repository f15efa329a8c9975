"""Typographic signs by language: quotation marks, dashes and no-break spaces, for the outputs that people read.

Every sign takes the place of one character, so that ``Text.places`` still leads from each rendered character to where it was typed.
Quotation marks, dashes and abbreviations follow, for English, the Interinstitutional Style Guide of the European Union; for Russian,
A. E. Milchin and L. K. Cheltsova, Handbook for Publishers and Authors; Kazakh follows Russian practice, which no rule that we could
read confirms. Code, addresses on the web and what could not be resolved stay as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from operator import is_not
from types import MappingProxyType
from typing import Any, Final

from concept_cli.document import (
    Document,
    Emphasis,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Section,
    Strong,
    Text,
    child_fields,
)
from concept_cli.wording.times import MONTHS

_FIXED: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for an inline whose words are not touched."""
_SPACE: Final = "\N{NO-BREAK SPACE}"
_LETTER: Final = r"[^\W\d_]"
_CAPITAL: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"

_MONTHS: Final = {
    "en": "|".join(MONTHS["en"]),
    "ru": "|".join(MONTHS["ru"]),
    "kk": rf"(?:{'|'.join(MONTHS['kk'])})\w{{0,6}}",
}
_UNITS: Final = {
    "en": "million|billion|trillion|thousand|tenge|km|ha|kg|pp|days?|months?|years?|people|per cent",
    "ru": r"тыс|млн|млрд|трлн|тенге|долл|руб|км|га|кг|чел|человека?|лет|год(?:а|у|ы|ов|ам|ах)?|гг?"
    r"|д(?:ень|ня|ней)|месяц\w{0,3}|недел\w{1,2}|процент\w{0,3}",
    "kk": r"мың|млн|млрд|трлн|теңге|км|га|кг|адам\w{0,4}|жыл\w{0,6}|күн\w{0,4}|ай\w{0,3}|апта\w{0,3}|пайыз\w{0,4}|ж",
}
_BEFORE_NUMBERS: Final = {
    "en": r"[Nn]o\.|pp?\.|paras?\.|[Aa]rt\.|[Ff]ig\.|[Ss]ections?|[Tt]ables?|[Ff]igures?|[Aa]nnex|[Aa]rticles?|[Pp]aragraphs?",
    "ru": r"ст\.|абз\.|пп?\.|ч\.|гл\.|рис\.|табл\.|стр\.|с\.|т\.|[Рр]аздел[ае]?|[Тт]аблиц[ае]|[Рр]исун(?:ок|ке|ка)|[Пп]ункт[ае]?",
    "kk": r"т\.|б\.|[Бб]ап|[Бб]өлім",
}
_RANGES: Final = r"(?:19|20|21)\d\d(-)(?:19|20|21)\d\d(?![\w-])"


def _spaces(language: str) -> list[str]:
    """The patterns of a language, each with the space that must not break in its one group; fastest where they begin with it."""
    patterns = [
        r"( )(?<=\S )(?=[–—](?:\s|$))",
        r"( )(?<=[№§] )(?=\d)",
        r"( )(?<=\d )(?=[%‰₸€$°])",
        rf"( )(?<=\d )(?=(?:{_UNITS[language]})(?!\w))",
        rf"(?<!\d)\d\d?( )(?=(?:{_MONTHS[language]})(?!\w))",
        rf"(?<!\w)(?:{_BEFORE_NUMBERS[language]})( )(?=\d)",
        rf"(?<![\w.])[{_CAPITAL}]\.( )(?=[{_CAPITAL}](?:\.|{_LETTER}{{2}}))",
    ]
    if language != "en":
        patterns.append(r"(?<!\d)\d{1,3}( )(?=\d{3}(?!\d))")
    if language == "ru":
        patterns += [
            r"(?<![\w-])(?:[вксоуиая]|во|со|ко|не|ни)( )(?=\S)",
            r"\w( )(?=(?:бы|же|ли|б|ж)(?!\w))",
            r"(?<!\w)г\.( )(?=[А-ЯӘҒҚҢӨҰҮҺІ])",
            r"(?<!\w)т\.( )(?=[дпе]\.)",
            r"(?<!\w)(?:и|и\s)( )(?=др\.)",
        ]
    return patterns


_SPACES: Final = MappingProxyType(
    {
        each: tuple((re.compile(p, re.IGNORECASE if p.startswith("(?<![\\w-])") else 0), _SPACE) for p in _spaces(each))
        for each in _UNITS
    }
)
_YEARS: Final = re.compile(r"(?<![\w./-])" + _RANGES)
_PERCENT: Final = re.compile(r"(?<![\w./-])\d{1,3}(?:[.,]\d+)?(-)\d{1,3}(?:[.,]\d+)?(?=[ \N{NO-BREAK SPACE}]?%)")
_HYPHEN: Final = re.compile(r"(?<=[^\s–—-][ \N{NO-BREAK SPACE}])(-)(?=[ \N{NO-BREAK SPACE}][^\s–—-])")
_ADDRESS: Final = re.compile(r"(?<!\S)\S*?(?:://|www\.|@)\S*")
_MARKS: Final = MappingProxyType({"en": ("“”", "‘’"), "ru": ("«»", "„“"), "kk": ("«»", "„“")})
_DASH: Final = MappingProxyType({"en": "–", "ru": "—", "kk": "—"})
_INTERESTING: Final = re.compile(r"""["' -]""")


def typeset(document: Document) -> Document:
    """The document with the signs of its language; each section with those of the language its words are in."""
    of = _signs_of(document.language)
    return replace(
        document,
        title=of(document.title),
        short_title=of(document.short_title),
        edition=of(document.edition),
        period=of(document.period),
        body=of(document.body),
        sections=tuple(_section(each, document.language) for each in document.sections),
        contents=tuple(replace(each, words=of(each.words)) for each in document.contents),
    )


def _section(section: Section, around: str) -> Section:
    of = _signs_of(section.language)
    return replace(
        section,
        heading=_in_node(section.heading, _signs_of(around) if section.fallback else of),
        blocks=tuple(_in_node(each, of) for each in section.blocks),
        notes=tuple(_in_node(each, of) for each in section.notes),
        sections=tuple(_section(each, around) for each in section.sections),
    )


def _signs_of(language: str) -> Callable[[str], str]:
    """What sets the signs of a language; a language without rules here keeps its words as they are."""
    return (lambda text: signs(text, language)) if language in _MARKS else (lambda text: text)


@lru_cache(maxsize=65_536)  # two drafts that are compared have most of their words in common
def signs(text: str, language: str) -> str:
    """The text with the signs of a language (en, ru, kk): as long as it was, letters and digits untouched."""
    if not _INTERESTING.search(text):
        return text
    made = _quoted(text, language)
    kept = {offset for address in _ADDRESS.finditer(text) for offset in range(*address.span())}
    if kept:
        made = "".join(text[offset] if offset in kept else sign for offset, sign in enumerate(made))
    for pattern, sign in ((_HYPHEN, _DASH[language]), (_YEARS, "–"), (_PERCENT, "–"), *_SPACES[language]):
        if places := [found.start(1) for found in pattern.finditer(made) if found.start(1) not in kept]:
            letters = list(made)
            for offset in places:
                letters[offset] = sign
            made = "".join(letters)
    return made


# ---------------------------------------------------------------- quotation


def _quoted(text: str, language: str) -> str:
    """Straight quotation marks as the language writes them; where they do not pair, all stay straight rather than be guessed."""
    if "'" in text:
        text = _single(text, language)
    if '"' not in text:
        return text
    (outer, inner), made, depth = _MARKS[language], list(text), 0
    for at, each in enumerate(text):
        if each in "«“" and not (each == "“" and language != "en"):
            depth += 1
        elif each in "»”" and depth:
            depth -= 1
        elif each == '"':
            opens = _opens(text, at)
            if opens:
                depth += 1
            elif not depth:
                return text
            made[at] = (outer if depth % 2 else inner)[0 if opens else 1]
            depth -= not opens
    return text if depth else "".join(made)


def _opens(text: str, at: int) -> bool:
    """Whether the mark at an offset begins a quotation: a word follows and none comes before."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([{«“„‘–—-/\"'") and bool(after) and not after.isspace()


def _single(text: str, language: str) -> str:
    """Apostrophes between letters; in English also single quotation marks that pair, and the apostrophe at the end of a word."""
    made = list(text)
    opened = False
    for at, each in enumerate(text):
        if each != "'":
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isalpha() and after.isalpha():
            made[at] = "’"
        elif language == "en" and _opens(text, at) and after.isalpha() and re.search(r"\S'(?!\w)", text[at + 1 :]):
            made[at], opened = "‘", True
        elif language == "en" and (before.isalpha() or (opened and before and not before.isspace())):
            made[at], opened = "’", False
    return "".join(made)


# ----------------------------------------------------------------- the tree


_HOLDING: Final = (Emphasis, Strong, Link, Reference)
_RUNS: Final = frozenset({"content", "term", "caption", "legend"})


def _in_node(node: Any, of: Callable[[str], str]) -> Any:
    """A block with the signs set in every run of words in it; the same object when nothing changes."""
    updates: dict[str, Any] = {}
    for name in child_fields(type(node)):
        inner = getattr(node, name)
        made = _in_run(inner, of) if name in _RUNS else tuple([_in_node(each, of) for each in inner])
        if made is not inner and any(map(is_not, made, inner)):
            updates[name] = made
    return replace(node, **updates) if updates else node


def _in_run(content: Inlines, of: Callable[[str], str]) -> Inlines:
    """Inlines set as one line of words, so that a quotation may begin in one and end in another."""
    before = "".join(_pieces(content))
    after = of(before)
    if after == before and not any(isinstance(each, Reference) and not each.content for each in content):
        return content
    return tuple(_written(content, StringIO(after, newline=""), of))


def _pieces(content: Inlines) -> Iterator[str]:
    for each in content:
        if isinstance(each, Text):
            yield each.words
        elif isinstance(each, _HOLDING) and each.content:
            yield from _pieces(each.content)
        elif isinstance(each, Reference) and each.bare:
            yield "0"  # a number, so that the word before it stays on its line
        else:
            yield "\n" if isinstance(each, LineBreak) else _FIXED


def _written(content: Inlines, signs: StringIO, of: Callable[[str], str]) -> Iterator[Any]:
    """The inlines with the characters of their words taken from ``signs``, which has as many as they had."""
    for each in content:
        if isinstance(each, Text):
            words = signs.read(len(each.words))
            yield each if words == each.words else replace(each, words=words)
        elif isinstance(each, _HOLDING) and each.content:
            yield replace(each, content=tuple(_written(each.content, signs, of)))
        else:
            signs.read(1)
            yield replace(each, shown=of(each.shown)) if isinstance(each, Reference) else each
