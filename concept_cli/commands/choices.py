"""Options that hold a day or one of a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from concept_cli.model import Span


def day(option: str, typed: str | None) -> date | None:
    """The day that was typed, as people write days, None for none. The command line is wrong when it is none."""
    if typed is None:
        return None
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        with suppress(ValueError):
            return date.fromisoformat(typed)
    return date.fromisoformat(single_day(option, typed))


def time(option: str, typed: str | None) -> str:
    """A time as people write it, in its canonical form; empty for none. The command line is wrong when it is no time."""
    from concept_cli.model import NotATime, iso, read_time
    from concept_cli.model.spans import UNKNOWN

    if typed is None or typed == UNKNOWN:
        return typed or ""
    try:
        return iso(read_time(typed))
    except NotATime as error:
        raise typer.BadParameter(f"{error.message}; {error.remedy}", param_hint=option) from None


def days(option: str, typed: str | None) -> str:
    """A day, or days of a calendar, in canonical form; empty for none. The command line is wrong for hours, and for what recurs."""
    return _checked(option, time(option, typed), "name a day, a month, a year, days from … to …, or: unknown", lambda _: True)


def single_day(option: str, typed: str | None) -> str:
    """A day in canonical form; empty for none. The command line is wrong for anything else."""
    found = time(option, typed)
    if found == "unknown":
        raise typer.BadParameter("name a single day", param_hint=option)
    return _checked(option, found, "name a single day", lambda span: span.kind == "day")


def _checked(option: str, found: str, remedy: str, fits: Callable[[Span], bool]) -> str:
    from concept_cli.model import Span, read_time
    from concept_cli.model.spans import UNKNOWN

    known = read_time(found) if found and found != UNKNOWN else None
    if known and not (isinstance(known, Span) and fits(known)):
        raise typer.BadParameter(remedy, param_hint=option)
    return found


def one_of(option: str, value: str | None, choices: Sequence[str]) -> None:
    """The command line is wrong when a value is none of the choices."""
    if value is not None and value not in choices:
        from difflib import get_close_matches

        near = "".join(f"did you mean {each}? " for each in get_close_matches(value, choices, 1))
        raise typer.BadParameter(f"{near}values: {', '.join(choices)}", param_hint=option)
