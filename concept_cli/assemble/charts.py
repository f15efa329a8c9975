"""Pictures made from records, as SVG of our own: bars of what was observed of an indicator, and the milestones in their order.

They read without colour (every value stands beside its bar, one that is not exact is drawn as an outline), and say in their alternative
text all that they show. Letters are words, not outlines: they are found, copied and read aloud in the PDF.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape

from concept_cli.document import Document, Figure, record_name, walk
from concept_cli.model import MILESTONES, Indicator, Project
from concept_cli.model.telling import Telling, in_order
from concept_cli.wording.numbers import value_words

WIDTH: Final = 640
"""All lengths are in CSS pixels, of which the text of a page is about 640 wide."""
_SPACE: Final = "\N{NO-BREAK SPACE}"
LINE: Final = 18
GAP: Final = 14
_LABEL: Final = 264
_VALUE: Final = 90
CHARACTER: Final = 8
"""What a letter may take at most on average: words are not measured, fonts differ between readers."""
_BOLD: Final = 9
DOT: Final = 18
_SHORT_UNIT: Final = 8
"""A unit of so many characters stands behind every value; a longer one is said in the caption and the alternative text alone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a picture shows: what it is, its value in words, and its size (of milestones, none)."""

    label: str
    said: str
    size: float = 0.0
    exact: bool = True


def picture_target(name: str, language: str) -> str:
    """The target of the figure that shows the picture in a language: words in it differ, so it is one picture a language."""
    return f"record:{name}.{language}"


def picture_words(project: Project, name: str, language: str) -> str | None:
    """The alternative text of the picture that ``record:NAME`` names; None when it names none."""
    told = _told(project, name, language)
    return None if told is None else f"{told[0]}{'; '.join(f'{each.label}: {each.said}' for each in told[1])}"


def drawings(document: Document, project: Project, style: Mapping[str, str]) -> dict[str, bytes]:
    """The pictures from records that a document shows, by target. ``style`` are the values of the page style."""
    drawn: dict[str, bytes] = {}
    for node in walk(document):
        if isinstance(node, Figure) and (named := record_name(node.target)):
            name, _, language = named.rpartition(".")
            told = _told(project, name, language)
            assert told is not None, node.target
            made = _timeline(told[1], style) if name == MILESTONES else _bars(told[1], style)
            drawn[node.target] = made.encode()
    return drawn


def _told(project: Project, name: str, language: str) -> tuple[str, Sequence[Mark]] | None:
    """What a picture shows: the words before its marks, and these; None for a name of no picture, or one with nothing to show."""
    telling = Telling(project, language)
    if name == MILESTONES:
        milestones = in_order(project.concept.record.milestones)
        marks = [Mark(telling.days(each.due), telling.words(each.title)) for each in milestones]
        return ("", marks) if marks else None
    indicator = next((each.record for each in project.indicators if each.record.id == name), None)
    if not indicator or not indicator.observations:
        return None
    return f"{telling.words(indicator.name)}, {telling.words(indicator.unit)}. ", _observed(indicator, telling)


def _observed(indicator: Indicator, telling: Telling) -> list[Mark]:
    unit = telling.words(indicator.unit)
    unit = _SPACE + unit.replace(" ", _SPACE) if len(unit) <= _SHORT_UNIT else ""
    return [
        Mark(
            ", ".join(filter(None, (telling.when(each.period), telling.words(each.speaker)))) or telling.words(indicator.name),
            value_words(each.value, each.bound, telling.language) + unit,
            float(each.value),
            each.bound == "exact",
        )
        for each in indicator.observations
    ]


# ------------------------------------------------------------------ drawing


def svg(height: float, inside: str, style: Mapping[str, str]) -> str:
    """A picture in the face of labels: by its name here, by that in Word, and by its kind where neither is known."""
    faces = [style["label-face"], style["word-label-face"]]
    kind = "sans-serif" if "Sans" in faces[0] else "serif"
    family = escape(", ".join((*(f"'{each}'" for each in faces), kind)), {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}"'
        f' font-family="{family}" font-size="14">{inside}</svg>'
    )


def svg_words(lines: Sequence[str], x: float, y: float, colour: str, anchor: str = "start", weight: int = 400) -> str:
    """Lines of words, the first on the base line ``y``."""
    return "".join(
        f'<text x="{x:.0f}" y="{y + at * LINE:.0f}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _bars(marks: Sequence[Mark], style: Mapping[str, str]) -> str:
    """A bar a mark, from a common zero; one whose value is a bound or a rough figure has an outline only."""
    low, high = min(0.0, *(each.size for each in marks)), max(0.0, *(each.size for each in marks))
    value = max(_VALUE, *(len(each.said) * _BOLD + GAP for each in marks))
    room = WIDTH - _LABEL - value - GAP
    scale = room / (high - low) if high > low else 0.0
    zero = _LABEL + GAP - low * scale
    y, drawn = float(GAP), ""
    for each in marks:
        lines = wrap(each.label, _LABEL // CHARACTER) or [""]
        height = max(len(lines) * LINE, 22)
        middle = y + height / 2
        start, end = sorted((zero, zero + each.size * scale))
        outline = f'fill="none" stroke="{style["accent"]}" stroke-width="1.5"'
        fill = f'fill="{style["accent"]}"' if each.exact else outline
        drawn += svg_words(lines, _LABEL, middle - len(lines) * LINE / 2 + 13, style["ink"], "end")
        drawn += f'<rect x="{start:.1f}" y="{middle - 9:.1f}" width="{max(end - start, 1):.1f}" height="18" {fill}/>'
        drawn += svg_words([each.said], max(end, zero) + 8, middle + 5, style["ink"], weight=600)
        y += height + GAP
    axis = f'<line x1="{zero:.1f}" x2="{zero:.1f}" y1="4" y2="{y - 4:.0f}" stroke="{style["muted"]}"/>'
    return svg(y, drawn + axis, style)


def _timeline(marks: Sequence[Mark], style: Mapping[str, str]) -> str:
    """A dot a milestone on one line, its day before it and its title behind it, the earliest at the top."""
    axis = max(len(each.label) for each in marks) * CHARACTER + 2 * DOT
    y, drawn, dots = float(GAP), "", []
    for each in marks:
        lines = wrap(each.said, int((WIDTH - axis - 2 * DOT) / CHARACTER))
        drawn += svg_words([each.label], axis - DOT, y + 13, style["muted"], "end")
        drawn += svg_words(lines, axis + DOT, y + 13, style["ink"])
        dots.append(y + 8)
        y += max(len(lines), 1) * LINE + GAP
    line = f'<line x1="{axis}" x2="{axis}" y1="{dots[0]:.0f}" y2="{dots[-1]:.0f}" stroke="{style["rule"]}" stroke-width="3"/>'
    circles = "".join(f'<circle cx="{axis}" cy="{at:.0f}" r="6" fill="{style["accent"]}"/>' for at in dots)
    return svg(y, line + circles + drawn, style)
