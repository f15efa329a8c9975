"""Days on one line, the earliest at the top: milestones, deadlines and sittings, where a deadline was before, and today.

They are told apart by shape as well as by colour, and each says in words what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Final, Literal

from concept_cli.assemble.charts import CHARACTER, DOT, GAP, LINE, WIDTH, svg, svg_words

Shape = Literal["milestone", "deadline", "sitting", "was", "today"]
_ORDER: Final = ("was", "sitting", "deadline", "milestone", "today")
_SIDE: Final = 26
"""Room on the left for the arcs of what was moved."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: how its day is written, what it is; ``moved_from`` is the day that it had first."""

    day: date
    label: str
    said: str
    shape: Shape
    overdue: bool = False
    moved_from: date | None = None
    moved_label: str = ""


def timeline_words(events: Sequence[Event]) -> str:
    """The alternative text: all that the picture shows, in order."""
    return "; ".join(f"{each.label}: {each.said}" for each in _ordered(events))


def timeline(events: Sequence[Event], style: Mapping[str, str]) -> bytes:
    """The picture, in the colours and the face of the page style."""
    rows = _ordered(events)
    axis = _SIDE + max((len(each.label) for each in rows), default=0) * CHARACTER + 2 * DOT
    y, drawn, at = float(GAP), "", {}
    for number, each in enumerate(rows):
        lines = wrap(each.said, int((WIDTH - axis - 2 * DOT) / CHARACTER)) or [""]
        ink = style["accent"] if each.shape == "today" else style["muted"] if each.shape == "was" else style["ink"]
        weight = 600 if each.overdue or each.shape == "today" else 400
        drawn += svg_words([each.label], axis - DOT, y + 13, style["muted"], "end", weight)
        drawn += svg_words(lines, axis + DOT, y + 13, ink, weight=weight)
        drawn += _mark(each, axis, y + 8, style)
        at[number] = y + 8
        y += len(lines) * LINE + GAP
    ends = f'y1="{at[0]:.0f}" y2="{at[len(rows) - 1]:.0f}"' if rows else ""
    line = f'<line x1="{axis}" x2="{axis}" {ends} stroke="{style["rule"]}" stroke-width="3"/>' if rows else ""
    return svg(y, line + _moves(rows, at, axis, style) + drawn, style).encode()


def _ordered(events: Sequence[Event]) -> list[Event]:
    """The events by day, with the days that some of them had first."""
    before = [Event(each.moved_from, each.moved_label, each.said, "was") for each in events if each.moved_from]
    return sorted((*events, *before), key=lambda each: (each.day, _ORDER.index(each.shape), each.said))


def _moves(rows: Sequence[Event], at: Mapping[int, float], axis: float, style: Mapping[str, str]) -> str:
    """Dashed arcs from where deadlines were to where they are."""
    drawn = ""
    for number, each in enumerate(rows):
        if each.moved_from:
            before = (each.moved_from, each.said)
            first = next(other for other, row in enumerate(rows) if row.shape == "was" and (row.day, row.said) == before)
            top, end = sorted((at[first], at[number]))
            drawn += (
                f'<path d="M{axis:.0f} {top:.0f} C{axis - DOT:.0f} {top:.0f} {axis - DOT:.0f} {end:.0f} {axis:.0f} {end:.0f}"'
                f' fill="none" stroke="{style["accent"]}" stroke-width="1.5" stroke-dasharray="4 3"/>'
            )
    return drawn


def _mark(event: Event, x: float, y: float, style: Mapping[str, str]) -> str:
    """A dot for a milestone, a diamond for a deadline, a square for a sitting, a ring for what was, a bar for today; a cross if overdue."""
    fill = style["accent"]
    match event.shape:
        case "milestone":
            made = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="6" fill="{fill}"/>'
        case "deadline":
            made = f'<path d="M{x:.0f} {y - 8:.0f} l8 8 l-8 8 l-8 -8 z" fill="{fill}"/>'
        case "sitting":
            made = f'<rect x="{x - 6:.0f}" y="{y - 6:.0f}" width="12" height="12" fill="{style["muted"]}"/>'
        case "was":
            made = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="{style["rule"]}" stroke="{style["muted"]}" stroke-width="2"/>'
        case "today":
            made = f'<rect x="{x - 12:.0f}" y="{y - 2:.0f}" width="24" height="4" fill="{fill}"/>'
    if event.overdue:
        ring = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="8" fill="{style["rule"]}" stroke="{style["ink"]}" stroke-width="2"/>'
        cross = f'<path d="M{x - 3:.0f} {y - 3:.0f} l6 6 m0 -6 l-6 6" stroke="{style["ink"]}" stroke-width="2"/>'
        made = ring + cross
    return made
