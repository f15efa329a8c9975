"""A number in a cell, and the format that it has there, to what a person sees; days as 2024-05-31."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from types import MappingProxyType
from typing import Final

_DAY, _TIME = "yyyy-mm-dd", "hh:mm"
BUILT_IN: Final[Mapping[int, str]] = MappingProxyType(
    {
        0: "General",
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        9: "0%",
        10: "0.00%",
        22: f"{_DAY} {_TIME}",
        49: "@",
        **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), _DAY),
        **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), _TIME),
    }
)
"""The formats that have a number of their own in every workbook."""

_NUMBER: Final = re.compile(r"-?\d{1,400}(?:\.\d{1,400})?(?:[eE][-+]?\d{1,3})?")
_PLAIN: Final = re.compile(r"(?:General|@|(?P<places>(?:#,##)?0(?:\.(?P<after>0{1,15}))?)(?P<percent>%?))", re.IGNORECASE)
_NO_SIGN: Final = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]")
"""What stands in a format and is no sign of it: words, colours, languages."""
_LAST_DAY: Final = 2_958_466  # 1 January 10000
_LEAP: Final = 60  # Excel takes 1900 for a leap year: the day with this number never was


def shown(value: str, code: str, from_1904: bool) -> tuple[str, str]:
    """What a number is shown as in a format, and what must be known of it (usually nothing)."""
    if not _NUMBER.fullmatch(value):
        return value, "" if not value else "it is no number, though it says so"
    number = Decimal(value)
    plain = _PLAIN.fullmatch(code)
    if plain and not plain["places"]:
        return _general(number), ""
    if plain:
        return _rounded(number, len(plain["after"] or ""), plain["percent"]), ""
    signs = _NO_SIGN.sub("", code).partition(";")[0].lower()
    if "general" not in signs and "[" not in signs and re.search("[ymdhs]", signs):
        told = _moment(float(number), from_1904, with_day=bool(re.search("[yd]", signs)) or not re.search("[hs]", signs))
        if told:
            return told, ""
    return _general(number), f"its number is shown in the format {code[:40]}, and read without it"


def _rounded(number: Decimal, after: int, percent: str) -> str:
    """A number with so many figures behind its point, a half rounded up as people do."""
    with localcontext(prec=1_000, rounding=ROUND_HALF_UP):
        return f"{number.scaleb(2 if percent else 0):.{after}f}{percent}"


def _general(number: Decimal) -> str:
    """A number in as many figures as are true of it, without an exponent and without zeros at its end."""
    told = f"{Decimal(f'{number:.15g}'):f}"
    told = told.rstrip("0").rstrip(".") if "." in told else told
    return "0" if told == "-0" else told


def _moment(days: float, from_1904: bool, *, with_day: bool) -> str:
    """The day, the time or both that a number stands for; empty when it stands for none."""
    seconds = round(days * 86_400)  # rounded first: just before the last midnight is that midnight
    if not 0 <= seconds < (_LAST_DAY - (1_462 if from_1904 else 0)) * 86_400:
        return ""
    if not with_day and days >= 1:
        with_day = True
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if days >= _LEAP else 31)  # noqa: DTZ001 - cells know no zone
    moment = first + timedelta(seconds=seconds)
    time = f"{moment:%H:%M:%S}".removesuffix(":00")
    if not with_day:
        return time
    return f"{moment:%Y-%m-%d}" + ("" if time == "00:00" else f" {time}")
