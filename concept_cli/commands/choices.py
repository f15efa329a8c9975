"""Options that hold a day or one of a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import typer


def day(option: str, typed: str | None) -> date | None:
    """The day that was typed, None for none. The command line is wrong when it is none."""
    if typed is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise typer.BadParameter("write year, month and day: 2024-02-12", param_hint=option)


def one_of(option: str, value: str | None, choices: Sequence[str]) -> None:
    """The command line is wrong when a value is none of the choices."""
    if value is not None and value not in choices:
        from difflib import get_close_matches

        near = "".join(f"did you mean {each}? " for each in get_close_matches(value, choices, 1))
        raise typer.BadParameter(f"{near}values: {', '.join(choices)}", param_hint=option)
