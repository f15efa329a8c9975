"""Words, names and web addresses as they stand in HTML, and the room that words need."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from html import escape
from itertools import accumulate, zip_longest
from typing import Final
from urllib.parse import quote

from concept_cli.document import Block, Cell, Meaning, Section, anchor
from concept_cli.writers.marks import became

SCHEMES: Final = ("http://", "https://", "mailto:", "#")

UPRIGHT: Final = 88
"""So many characters, three to the column counted for the space around it, a printed table holds on an upright page."""
LANDSCAPE: Final = 165
"""So many it holds on a landscape page; what needs more is set in the smallest type and may break any word."""
LONG_ROW: Final = 900
"""A row of more characters may be broken across pages, shorter ones are kept whole."""
SHORT_TABLE: Final = 900
"""A table of fewer characters is kept on one page."""

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_SHORT_LOCATOR: Final = 16
_FIGURE = re.compile(r"(?<=[^\W\d_]\.) (?=\d)")
_APART: Final = 2
"""What is free at least between title and draft in a running header, in sizes of the type."""

_LONG = re.compile(r"\S{25,}")
_CHUNK = re.compile(r"(?:https?://)?[^/?&=._:;,#%+@|\\-]*[/?&=._:;,#%+@|\\-]+|[^/?&=._:;,#%+@|\\-]+")
_SLICE = re.compile(r".{1,12}[\u0300-\u036f\u200c\u200d]*", re.DOTALL)
_TOGETHER = re.compile(
    r"(?:(?<!\w)[^\W\d_]{1,3}[ \u00a0](?=\d{4}[–—]\d{4}))?(?<!\d)\d++(?:[–—]\d++)+|\d[\d.]{0,12}(?:-\d{1,3})?-[^\W\d_]{1,16}|https?://\w{1,16}"
    r"|(?<![\w-])(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2,8}-[а-яёәғқңөұүһі]{1,8}|[Іі]с-[^\W\d_]{1,16})(?![\w-])"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Text in which characters that neither HTML nor XML can hold have become U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def safe(words: str) -> str:
    """Words escaped for markup."""
    return escape(legal(words))


def together(words: str) -> str:
    """Words escaped for markup, in which no line ends inside of "for 2024–2029", behind the hyphen of 1-бөлім, БҰҰДБ-мен or іс-қимыл, or
    behind an address's ``https://``.
    """
    return _TOGETHER.sub(r'<span class="together">\g<0></span>', safe(words))


def soft(words: str) -> str:
    """Escaped words in which every word over 24 characters may be broken: after punctuation, else every 12 characters."""
    parts, end = [], 0
    for match in _LONG.finditer(words):
        parts += [together(words[end : match.start()]), "<wbr/>".join(map(together, _pieces(match.group())))]
        end = match.end()
    return "".join((*parts, together(words[end:])))


def longest_piece(words: str) -> int:
    """How many characters have to stand on one line: the longest word, or piece of a word that :func:`soft` lets break."""
    return max((len(piece) for word in words.split() for piece in (_pieces(word) if len(word) > 24 else [word])), default=0)


def table_size(rows: Sequence[Sequence[str]]) -> str:
    """The class of a table with these words in its cells, by the room that its columns need at least: "", wide or crowded."""
    needed = sum(3 + max(longest_piece(cell) for cell in column) for column in zip_longest(*rows, fillvalue=""))
    return "crowded" if needed > LANDSCAPE else "wide" if needed > UPRIGHT else ""


def located(locator: str) -> str:
    """What follows the number of a source: a short locator stays on its line, of a long one the figures stay with their abbreviation."""
    if not locator or len(locator) > _SHORT_LOCATOR:
        return f", {_FIGURE.sub(_NO_BREAK, locator)}" if locator else ""
    return f", {locator}".replace(" ", _NO_BREAK)


def cut_to(words: str, room: float) -> str:
    """Words, cut at one of them and ended by "…" where they are wider than the room, which is told in sizes of their type."""
    if width_of(words) <= room:
        return words
    length = max(1, bisect_right([*accumulate(map(_width, words))], room - 1))
    cut = words[:length]
    return (cut if words[length].isspace() else cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—") + "…"


def width_of(words: str) -> float:
    """About how wide words are, in sizes of their type: faces differ, so it is rather told too wide."""
    return sum(map(_width, words))


def _width(sign: str) -> float:
    return 0.3 if sign.isspace() else 0.72 if sign.isupper() else 0.56 if sign.isascii() else 0.63


def beside(words: str, other: str, room: float) -> str:
    """Words cut to what is left of one line when other words stand at its end; these may take half of it."""
    return cut_to(words, room - min(width_of(other), room / 2) - _APART)


def _pieces(word: str) -> list[str]:
    """The word cut after punctuation where that leaves 8 to 24 characters, else wherever 12 are full."""
    pieces = [""]
    for chunk in _CHUNK.findall(word):
        if len(pieces[-1]) + len(chunk) > 24 or (len(pieces[-1]) >= 8 and chunk):
            pieces.append("")
        if len(chunk) <= 24:
            pieces[-1] += chunk
        else:
            pieces += _SLICE.findall(chunk)
    return [piece for piece in pieces if piece]


def class_of(*names: str) -> str:
    """The class attribute with those of the names that are not empty."""
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def attributes(part: Block | Section | Cell | Meaning, *classes: str) -> str:
    """The attributes of a part's element: the id by which links reach it, where it has a name, its classes, and what became of it
    between two drafts.
    """
    name = anchor(part) if isinstance(part, Block | Section) else ""
    named = f' id="{safe(name)}"' if name else ""
    return named + class_of(*classes, became(part))


def link_to(name: str) -> str:
    """The link target for an anchor of this output."""
    return safe("#" + quote(name, safe="-._~!$'()*+,;:@/"))


def allowed(target: str) -> bool:
    """Whether a link may lead there: readers have refused other schemes already, no output trusts that."""
    return target.lower().startswith(SCHEMES)
