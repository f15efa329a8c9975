"""Numbers, sums of money and spans of time as each language writes them.

English groups digits by commas and has a point before the fraction; Russian (GOST 8.417, GOST R 7.0.97) and Kazakh group by spaces and
have a comma. No space in a number lets a line end.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from concept_cli.wording.terms import term

_SPACE: Final = "\N{NO-BREAK SPACE}"
_SCALES: Final = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_CURRENCIES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "KZT": {"ru": "тенге", "kk": "теңге"},
        "USD": {"ru": "долл. США", "kk": "АҚШ доллары"},
        "EUR": {"ru": "евро", "kk": "еуро"},
        "RUB": {"ru": "руб.", "kk": "рубль"},
    }
)
_BOUNDS: Final = MappingProxyType({"exact": "", "about": "≈", "under": "<", "over": ">"})


def number_words(number: Decimal, language: str) -> str:
    """A number: 134,207.5 in English, 134 207,5 in Russian and Kazakh, which leave four digits together."""
    whole, _, fraction = f"{number:,f}".partition(".")
    if language in ("ru", "kk"):
        digits = whole.replace(",", "")
        whole = digits if len(digits.removeprefix("-")) < 5 else whole.replace(",", _SPACE)
        return whole.replace("-", "−") + (f",{fraction}" if fraction else "")
    return whole.replace("-", "−") + (f".{fraction}" if fraction else "")


def value_words(number: Decimal, bound: str, language: str) -> str:
    """A value as it is known: ``2.67``, ``≈ 2.7``, ``< 1``, ``> 3``."""
    return _SPACE.join(filter(None, (_BOUNDS[bound], number_words(number, language))))


def money_words(amount: Decimal, currency: str, language: str) -> str:
    """A sum, in millions, billions or trillions when that leaves at most three digits behind the point."""
    said = number_words(amount, language)
    for scale, name in _SCALES:
        part = amount / scale
        if abs(part) >= 1 and part == round(part, 3):
            said = number_words(part.normalize(), language) + _SPACE + term(name, language)
            break
    named = _CURRENCIES.get(currency, {}).get(language)
    return f"{said}{_SPACE}{named}" if named else f"{currency}{_SPACE}{said}"


def counted(number: int, forms: Mapping[str, tuple[str, ...]], language: str) -> str:
    """A number with the form of a word that stands with it: 1 day, 2 days; 1 день, 2 дня, 5 дней."""
    return f"{number} {forms[language][form_of(number, language)]}"


def form_of(number: int, language: str) -> int:
    """Which form of a word stands with a number."""
    if language != "ru":
        return 0 if number == 1 else 1
    if number % 100 in (11, 12, 13, 14):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(number % 10, 2)
