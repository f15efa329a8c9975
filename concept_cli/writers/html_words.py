"""Words, names and web addresses as they stand in HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Final
from urllib.parse import quote

SCHEMES: Final = ("http://", "https://", "mailto:", "#")

_LONG = re.compile(r"\S{25,}")
_CHUNK = re.compile(r"[^/?&=._:;,#%+@|\\-]*[/?&=._:;,#%+@|\\-]+|[^/?&=._:;,#%+@|\\-]+")
_SLICE = re.compile(r".{1,12}[\u0300-\u036f\u200c\u200d]*", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe(words: str) -> str:
    """Words escaped for markup; characters that neither HTML nor XML can hold become U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", words))


def soft(words: str) -> str:
    """Escaped words in which every word over 24 characters may be broken: after punctuation, else every 12 characters."""
    parts, end = [], 0
    for match in _LONG.finditer(words):
        parts += [safe(words[end : match.start()]), "<wbr/>".join(map(safe, _pieces(match.group())))]
        end = match.end()
    return "".join((*parts, safe(words[end:])))


def longest_piece(words: str) -> int:
    """How many characters have to stand on one line: the longest word, or piece of a word that :func:`soft` lets break."""
    return max((len(piece) for word in words.split() for piece in (_pieces(word) if len(word) > 24 else [word])), default=0)


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


def link_to(name: str) -> str:
    """The link target for an anchor of this output."""
    return safe("#" + quote(name, safe="-._~!$'()*+,;:@/"))


def allowed(target: str) -> bool:
    """Whether a link may lead there: readers have refused other schemes already, no output trusts that."""
    return target.lower().startswith(SCHEMES)
