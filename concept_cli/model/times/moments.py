"""A day and a time of it, and whatever else has days that are known."""

from __future__ import annotations

import re
from difflib import get_close_matches

from concept_cli.model.spans import Moment, Span
from concept_cli.model.times.points import known_span
from concept_cli.model.times.tokens import Token, Tokens, joined, without


def known_time(tokens: Tokens) -> Span | Moment:
    """The span or moment that tokens name, with or without words like “by the end of” around it. Raises NotATime for others."""
    if tokens[-1].leaves:  # 2025 жылғы тамыздан: from August on, and nothing says until when
        raise tokens[-1].fault("range-end")
    tokens = without(joined(tokens), "until", "during", "end")
    return _moment(tokens) if any(":" in each.kinds for each in tokens) else known_span(tokens)


def _moment(tokens: Tokens) -> Moment:
    """A day and a time of it, in either order, and perhaps a zone."""
    at = next(index for index, each in enumerate(tokens) if ":" in each.kinds)
    if not at or "number" not in tokens[at - 1].kinds:
        raise tokens[at].fault("shape")
    seconds, behind = _clock(tokens, at - 1)
    if behind < len(tokens) and "-" in tokens[behind].kinds and (at < 2 or "date-time" not in tokens[at - 2].kinds):
        text = "".join(each.text for each in tokens[at - 1 : behind + 4])
        raise tokens[behind].fault("clock-range", meant=True, text=text)  # only 2026-07-10T10:00-03:00 is ISO 8601
    zone, behind = _zone(tokens, behind)
    before = without(tokens[: at - 1], "until", "date-time", ",") if at > 1 else ()
    after = tokens[behind:]
    if before and after:
        raise after[0].fault("shape" if after[0].kinds else "zone")
    day = before or after
    if not day:
        raise tokens[at - 1].fault("clock-day")
    named = known_span(without(day, "until"))
    if named.kind != "day":
        raise day[0].fault("range-time" if named.kind == "range" else "clock-day")
    return Moment(named.first, seconds, zone)


def _clock(tokens: Tokens, start: int) -> tuple[int, int]:
    """The seconds since 0:00 of ``HH:MM`` or ``HH:MM:SS``, and where it ends."""
    end = start + 1
    while end + 1 < len(tokens) and ":" in tokens[end].kinds and "number" in tokens[end + 1].kinds and end - start < 5:
        end += 2
    hours, *smaller = (each.value for each in tokens[start:end:2])
    text = "".join(each.text for each in tokens[start:end])
    seconds = hours * 3600 + sum(value * unit for value, unit in zip(smaller, (60, 1), strict=False))
    if (
        not smaller
        or any(value > 59 for value in smaller)
        or seconds > 86_400
        or any(len(each.text) < 2 for each in tokens[start + 2 : end : 2])
    ):
        raise tokens[start].fault("clock", meant=True, text=text)
    return seconds, end


def _zone(tokens: Tokens, start: int) -> tuple[str, int]:
    """The zone that begins there (empty for none), and where it ends."""
    if start == len(tokens):
        return "", start
    token = tokens[start]
    if "zone" in token.kinds:
        further = tokens[start + 1 :]
        if token.text.casefold() in ("utc", "gmt") and further and further[0].kinds & {"+", "-"}:
            return _offset(tokens, start + 1)
        if token.text.casefold() in ("z", "utc", "gmt"):
            return "UTC", start + 1
        return _named_zone(token), start + 1
    if token.kinds & {"+", "-"}:
        return _offset(tokens, start)
    return "", start


def _named_zone(token: Token) -> str:
    from zoneinfo import available_timezones  # read from disk: only when a zone is named

    names = available_timezones()
    if token.text not in names:
        near = get_close_matches(token.text, names, 1)
        raise token.fault("zone-near", meant=True, near=near[0]) if near else token.fault("zone", meant=True)
    return token.text


def _offset(tokens: Tokens, start: int) -> tuple[str, int]:
    """``+05:00``, ``+5``, ``+0500`` as ``+05:00``; no place is further than 14 hours from UTC."""
    end = start + 2
    if end + 1 < len(tokens) and ":" in tokens[end].kinds:
        end += 2
    text = "".join(each.text for each in tokens[start + 1 : end])
    found = re.fullmatch(r"(\d{1,2}):?(\d\d)?", text)
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise tokens[start].fault("zone", meant=True)
    if not hours and not minutes:
        return "UTC", end
    return f"{'+' if '+' in tokens[start].kinds else '-'}{hours:02}:{minutes:02}", end
