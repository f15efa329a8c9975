"""A paragraph of Markdown to its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SENTENCE_END: Final = re.compile(
    r"(?:[.!?…]|[.!?…][\"»”’)\]*_]+)(?:\[\^[^\]\s]+\])*(?P<between>\s+)(?=[\"«“‘(\[*_]*(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]|\d))"
)
_SHORT: Final = re.compile(r"(?<!\w)\w{1,2}\.$")
"""What may end with a full stop without ending a sentence: "ст. 5", "т. д.", "A. Smailov", "2. One"."""
_ENDING: Final = frozenset(
    "it is up so us me we he do go be in on at by to of or as if an my am "  # English
    "их её ее ей ею он мы вы ты да ли же бы "  # Russian
    "ол ма ме ба бе де өз ел".split()  # Kazakh
)
"""Words as short as that which do end sentences: of these languages, and no abbreviations in them."""
_BEFORE_FIGURES: Final = re.compile(r"(?<!\w)[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{1,5}\.$")
"""The same in front of a figure: "абз. 2", "млн. 500", "para. 2"."""
_TITLES: Final = re.compile(r"(?<!\w)(?:проф|акад|доц|руб|коп|тыс|млн|млрд|трлн|prof|mrs|art|sec|fig|vol|para)\.$", re.IGNORECASE)
_LONGEST: Final = 8
"""Characters that an abbreviation has at most, with what stands before it."""


def sentences(paragraph: str) -> Iterator[tuple[str, str, str]]:
    """The sentences of a paragraph, each with the white space before and behind it."""
    start = 0
    for found in _SENTENCE_END.finditer(paragraph):
        if not _abbreviated(
            paragraph[max(start, found.start("between") - _LONGEST) : found.start("between")], paragraph[found.end()]
        ):
            yield parted(paragraph[start : found.end("between")])
            start = found.end("between")
    yield parted(paragraph[start:])


def _abbreviated(before: str, after: str) -> bool:
    """Whether a full stop may be that of an abbreviation, by the characters before and the one behind the white space."""
    short = _SHORT.search(before)
    if short and not after.isdigit() and short[0].removesuffix(".") in _ENDING:
        return False
    return bool(short or _TITLES.search(before) or (after.isdigit() and _BEFORE_FIGURES.search(before)))


def parted(text: str) -> tuple[str, str, str]:
    """The white space before, the words, and the white space behind them."""
    words = text.strip()
    start = text.index(words) if words else len(text)
    return text[:start], words, text[start + len(words) :]
