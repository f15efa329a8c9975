"""Days, months, quarters, half-years, years, and ranges of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from concept_cli.model.spans import Span, day_span, iso, months_span
from concept_cli.model.times.tokens import Token, Tokens, fault, joined, unknown, without
from concept_cli.wording.times import MONTHS

_SHAPES: Final = MappingProxyType(
    {
        "year": "year",  # 2025
        "month": "month",  # March, in March–May 2025
        "number": "day",  # 5, in 5–7 February 2024
        "nth": "nth",  # I, in I–II quarters of 2025
        "quarter": "quarter",
        "half": "half",
        "year - number - number": "year month day",  # 2021-08-01
        "year - number": "year month",  # 2021-08
        "number . number . year": "day month year",  # 01.08.2021
        "number month year": "day month year",  # 1 August 2021, 1 августа 2021 года
        "month number year": "month day year",
        "month number , year": "month day year",  # August 1, 2021
        "year number month": "year day month",  # 2021 жылғы 1 тамыз
        "number month": "day month",  # 1 August
        "month number": "month day",  # August 1
        "-- number - number": "month day",  # --08-01
        "year number": "year day",  # 2024 жылғы 5, in 2024 жылғы 5–7 ақпан
        "month year": "month year",  # March 2025
        "month , year": "month year",
        "year month": "year month",  # 2025 жылғы наурыз
        "year - quarter": "year quarter",  # 2025-Q4
        "year quarter": "year quarter",  # 2025 жылғы IV тоқсан
        "quarter year": "quarter year",  # IV квартал 2025 года
        "quarter , year": "quarter year",
        "year nth": "year nth",  # 2025 жылғы I, in 2025 жылғы I–II тоқсан
        "year - half": "year half",  # 2025-H1
        "year half": "year half",
        "half year": "half year",
        "half , year": "half year",
    }
)
"""The forms of a point in time, and the parts that their words and numbers are."""
_AMBIGUOUS: Final = frozenset(
    f"number {first} number {second} {year}" for first in "/-." for second in "/-." for year in ("number", "year")
) - {"number . number . year"}
_PARTS: Final = frozenset({"year", "month", "number", "nth", "quarter", "half"})
_SHAPED: Final = _PARTS | {"-", "--", ".", ",", "/"}
_TIGHT: Final = frozenset({("year", "year"), ("month", "month"), ("nth", "nth"), ("nth", "quarter"), ("quarter", "quarter")})
"""Between these a hyphen without spaces is a dash."""

Parts = Mapping[str, Token]


def known_span(tokens: Tokens) -> Span:
    """The span that tokens name, joined and without words like “by the end of” around them. Raises NotATime for others."""
    if wrong := next((each for each in tokens if not each.kinds), None):
        raise unknown(wrong)
    if _shape(tokens) in _AMBIGUOUS:
        raise fault("ambiguous", tokens[0].column, meant=True, text="".join(each.text for each in tokens))
    if several := next((each for each in tokens if "and" in each.kinds), None):
        raise several.fault("several")
    begin, end = _ends(tokens)
    return _range(begin, end) if end is not None else _point(parts_of(begin))


def day_of_year(tokens: Tokens) -> tuple[Token, Token]:
    """Month and day of a form like 5 July, --07-05. Raises NotATime for others."""
    parts = parts_of(without(joined(tokens), "until"))
    if set(parts) != {"month", "day"}:
        wrong = next((each for name, each in parts.items() if name not in ("month", "day")), tokens[0])
        raise wrong.fault("shape")
    month, day = parts["month"], parts["day"]
    if not 1 <= day.value <= _longest(month):
        raise day.fault("day-of-month", meant=True, month=MONTHS["en"][month.value - 1], number=day.value)
    return month, day


def _longest(month: Token) -> int:
    if not 1 <= month.value <= 12:
        raise month.fault("month", meant=True, number=month.value)
    return monthrange(2024, month.value)[1]


# ------------------------------------------------------------------- points


def _kind(token: Token) -> str:
    return next(iter(token.kinds & _SHAPED), "?")


def _shape(tokens: Tokens) -> str:
    return " ".join(_kind(each) for each in tokens)


def parts_of(tokens: Tokens) -> Parts:
    """The parts of a point, complete or not. Raises NotATime, at the first token that no form goes on with."""
    for each in tokens:
        if not each.kinds:
            raise unknown(each)
        if "digits" in each.kinds or "count" in each.kinds:
            raise each.fault("digits")
    kinds = [_kind(each) for each in tokens]
    names = _SHAPES.get(" ".join(kinds))
    if names is None:
        fitting = max(_common(kinds, shape.split()) for shape in _SHAPES)
        if fitting == len(tokens):
            raise fault("short", tokens[-1].end + 1)
        raise tokens[fitting].fault("shape")
    return dict(zip(names.split(), (each for each in tokens if each.kinds & _PARTS), strict=True))


def _common(kinds: list[str], shape: list[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(kinds, shape, strict=False)) if a != b), min(len(kinds), len(shape)))


def _point(parts: Parts) -> Span:
    """The span of complete parts. Raises NotATime when one is missing or does not exist."""
    if "nth" in parts:
        raise parts["nth"].fault("shape")
    if "year" not in parts:
        raise next(iter(parts.values())).fault("year")
    year = parts["year"].value
    if not year:
        raise parts["year"].fault("year-zero", meant=True)
    if "quarter" in parts:
        number = _within(parts["quarter"], "quarter", 4)
        return months_span("quarter", year, 3 * number - 2, 3 * number)
    if "half" in parts:
        number = _within(parts["half"], "half", 2)
        return months_span("half", year, 6 * number - 5, 6 * number)
    if "month" not in parts:
        if "day" in parts:
            raise parts["day"].fault("shape")
        return months_span("year", year, 1, 12)
    month = _within(parts["month"], "month", 12)
    if "day" not in parts:
        return months_span("month", year, month, month)
    day, last = parts["day"], monthrange(year, month)[1]
    if not 1 <= day.value <= last:
        raise day.fault("day", meant=True, number=day.value, month=MONTHS["en"][month - 1], year=year, last=last)
    return day_span(date(year, month, day.value))


def _within(token: Token, name: str, most: int) -> int:
    if not token.kinds.isdisjoint(("quarter", "half")) and not token.value and not token.text.isdecimal():
        raise token.fault("which")
    if not 1 <= token.value <= most:
        raise token.fault(name, meant=True, number=token.value)
    return token.value


# ------------------------------------------------------------------- ranges


def _ends(tokens: Tokens) -> tuple[Tokens, Tokens | None]:
    """The tokens of both ends of a range; those of a point, and None."""
    opened = bool(tokens) and "from" in tokens[0].kinds
    if opened:
        tokens = tokens[1:]
    at = [index for index in range(len(tokens)) if _parts_ends(tokens, index, opened=opened)]
    if not at:
        if opened:
            raise tokens[-1].fault("range-end") if tokens else fault("short", 1)
        return tokens, None
    if len(at) > 1:
        raise tokens[at[1]].fault("range")
    begin, end = tokens[: at[0]], tokens[at[0] + 1 :]
    if tokens[at[0]].leaves:
        begin, end = tokens[: at[0] + 1], tokens[at[0] + 1 :]
    if not begin or not end:
        raise tokens[at[0]].fault("range-end")
    return begin, without(end, "until", "end")


def _parts_ends(tokens: Tokens, index: int, *, opened: bool) -> bool:
    """Whether a range has its two ends before and behind this token."""
    token = tokens[index]
    if token.kinds & {"..", "–", "/"}:
        return True
    if token.kinds & {"to", "until"}:
        return opened or "to" in token.kinds
    if token.leaves and index + 1 < len(tokens):
        return True
    if "-" not in token.kinds or not 0 < index < len(tokens) - 1:
        return False
    sides = _kind(tokens[index - 1]), _kind(tokens[index + 1])
    dated = index > 1 and bool(tokens[index - 2].kinds & {"-", "--"})
    return token.loose or sides in _TIGHT or (sides == ("number", "number") and not dated)


def _range(begin: Tokens, end: Tokens) -> Span:
    """The range between two points, of which each may leave out what the other says: 5–7 February 2024, 2024 жылғы 5–7 ақпан."""
    first, last = dict(parts_of(begin)), dict(parts_of(end))
    for kind in ("quarter", "half"):
        if kind in last and "nth" in first:
            first[kind] = replace(first.pop("nth"), kinds=frozenset({kind}))
    for one, other in ((last, first), (first, last)):
        if "day" in one and "month" not in one and {"month", "day"} <= set(other):
            one["month"] = other["month"]
        if "year" not in one and "year" in other:
            if len(other) == 1:
                raise other["year"].fault("range-year")
            one["year"] = other["year"]
    spans = _point(first), _point(last)
    if spans[1].last < spans[0].first:
        raise end[0].fault("order", meant=True, last=iso(spans[1]), first=iso(spans[0]))
    return Span("range", spans[0].first, spans[1].last, spans)
