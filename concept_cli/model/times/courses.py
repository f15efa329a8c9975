"""What has no day of its own: what recurs, what is permanent, and what is counted from something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from concept_cli.model.spans import ID, Moment, NotATime, Permanent, Recurrence, Rule, Span
from concept_cli.model.times.moments import known_time
from concept_cli.model.times.points import day_of_year
from concept_cli.model.times.tokens import Token, Tokens, fault, tokens_of, unknown
from concept_cli.wording.times import EVERY

MOST: Final = 9_999
"""The most units that a rule counts."""

_DAYS: Final = {"year": 0, "half": 2, "quarter": 4}
"""How many days a recurrence has to name, if any; a year may have any number of them."""
_ENDING: Final = re.compile(r"-(?:[тд][ае]н|н[ае]н)$")
"""A Kazakh ending that says from where, behind an id."""


def permanent(tokens: Tokens) -> Permanent | None:
    """What has no end; None for anything else."""
    return Permanent() if len(tokens) == 1 and "permanent" in tokens[0].kinds else None


# -------------------------------------------------------------- recurrences


def recurrence(tokens: Tokens) -> Recurrence | None:
    """What recurs; None for anything else. Raises NotATime when its days are none."""
    named = next(((each, kind) for each in tokens for kind in each.kinds if kind.startswith("every-")), None)
    rest = [each for each in tokens if not named or each is not named[0]]
    listed = [part for part in _listed(rest) if part]
    if not named:
        return Recurrence("year", _days(listed)) if len(listed) > 1 and not any("year" in each.kinds for each in tokens) else None
    every = named[1].removeprefix("every-")
    if not rest:
        return Recurrence(every)
    if rest[-1].kinds & {",", ":", "and"}:
        raise fault("short", rest[-1].end + 1)
    if every == "month":
        return Recurrence("month", tuple(sorted({_day_of_month(each) for each in listed})))
    days = _days(listed, named[0], every)
    if (count := _DAYS[every]) not in (0, len(days)):
        raise named[0].fault("days", every=EVERY[every], count=count, found=len(days))
    return Recurrence("year", days)


def _listed(tokens: Tokens) -> Iterator[Tokens]:
    """The tokens between commas and words like “and”; a comma or colon may stand before the first."""
    kept: list[Token] = []
    for each in tokens[1:] if tokens and tokens[0].kinds & {",", ":"} else tokens:
        if each.kinds & {",", "and"}:
            yield kept
            kept = []
        else:
            kept.append(each)
    yield kept


def _days(listed: list[Tokens], named: Token | None = None, every: str = "year") -> tuple[tuple[int, int], ...]:
    if every != "year" and named and not any("month" in each.kinds or "--" in each.kinds for part in listed for each in part):
        raise listed[0][0].fault("every-day", every=every) if listed else named.fault("short")
    return tuple(sorted({(month.value, day.value) for month, day in map(day_of_year, listed)}))


def _day_of_month(tokens: Tokens) -> tuple[int, int]:
    kept = [each for each in tokens if not (each.kinds & {"until", "of", "days", "ordinal", "ending", "---", "-"})]
    for each in kept:
        if not each.kinds:
            raise unknown(each)
    if len(kept) != 1 or "number" not in kept[0].kinds:
        raise (kept[-1] if kept else tokens[0]).fault("shape")
    if not 1 <= kept[0].value <= 31:
        raise kept[0].fault("day-of-month", meant=True, month="a month", number=kept[0].value)
    return 0, kept[0].value


# -------------------------------------------------------------------- rules


def rule(text: str, tokens: Tokens) -> Rule | None:
    """What is counted from a day or an id; None for anything else. Raises NotATime when it says not from what."""
    counted = next(_counted(tokens), None)
    if any(kind.startswith("every-") for each in tokens for kind in each.kinds):
        return None
    if not counted:
        if any(map(_direction, tokens)) and all(each.kinds for each in tokens):
            _refuse_uncounted(tokens)
        return None
    start, end, unit = counted
    number, before, behind = tokens[start], tokens[:start], tokens[end:]
    if number.value > MOST or "digits" in number.kinds:
        raise number.fault("count", limit=f"{MOST:,}")
    if behind and _direction(behind[0]) and len(behind) > 1:  # 10 working days after X
        return _rule(text, number, unit, behind[0], behind[1:], before)
    if behind and _direction(behind[-1]):  # X 10 жұмыс күні бұрын
        return _rule(text, number, unit, behind[-1], before, behind[:-1])
    if before and _direction(before[-1]):  # X кейін 10 жұмыс күні
        return _rule(text, number, unit, before[-1], before[:-1], behind)
    wrong = next((each for each in behind if not each.kinds), None)
    raise unknown(wrong) if wrong else tokens[end - 1].fault("direction")


def _counted(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    """Where a number with a unit behind it begins and ends, and the unit."""
    for start, number in enumerate(tokens):
        joined = start > 0 and bool(tokens[start - 1].kinds & {"-", "."})  # the end of a date or an id
        if joined or not (number.kinds & {"number", "count", "year", "digits"}):
            continue
        end = start + 1
        working = end < len(tokens) and "working" in tokens[end].kinds
        if end < len(tokens) and tokens[end].kinds & {"working", "calendar"}:
            end += 1
        unit = next((each for each in ("days", "weeks", "months") if end < len(tokens) and each in tokens[end].kinds), None)
        if unit and not (working and unit != "days"):
            yield start, end + 1, "working" if working else unit


def _refuse_uncounted(tokens: Tokens) -> None:
    """Refuse “a month after …”: it says a unit, and not how many."""
    unit = next((each for each in tokens if each.kinds & {"days", "weeks", "months"} and "of" not in each.kinds), None)
    if unit:
        raise unit.fault("how-many")


def _direction(token: Token) -> bool:
    return bool(token.kinds & {"after", "before"})


def _rule(text: str, number: Token, unit: str, direction: Token, anchor: Tokens, around: Tokens) -> Rule:
    for each in around:
        if not (each.kinds & {"within", "of"}):
            raise unknown(each) if not each.kinds else each.fault("shape")
    if not anchor:
        raise direction.fault("direction")
    return Rule(number.value, unit, "after" in direction.kinds, _anchor(text, anchor))


def _anchor(text: str, tokens: Tokens) -> Span | Moment | str:
    """A time, else an id: one that is no word of a time, and does not look like a date."""
    if len(tokens) > 1 and "of" in tokens[-1].kinds:
        tokens = tokens[:-1]  # draft-1 күнінен
    said = _ENDING.sub("", text[tokens[0].start : tokens[-1].end])
    is_id = re.fullmatch(ID, said) and len(said) <= 80 and not re.fullmatch(r"[0-9][0-9qh-]*", said)
    if is_id and any(not each.kinds or "-" in each.kinds for each in tokens):
        try:
            return known_time(tokens_of(said))
        except NotATime:
            return said
    if any(not each.kinds for each in tokens) and not any("year" in each.kinds for each in tokens):
        raise fault("anchor", tokens[0].column, word=said)
    return known_time([*tokens[:-1], replace(tokens[-1], leaves=False)])
