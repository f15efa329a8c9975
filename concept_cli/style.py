"""How outputs look: the files of the house style, as bytes by name, and the values of a page style, handed to the writers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

Pictures = Mapping[str, bytes]
"""The manifest of pictures a document shows: project path to bytes, made before any writer runs. Writers open nothing else."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels inside of an output: its name, what it is, its bytes, and its day."""

    name: str
    about: str
    content: bytes
    day: date


_SLOT: Final = re.compile(r"\bvalue\(\s*([a-z0-9-]+)\s*(?:,\s*([a-z-]+)\s*)?\)")
_LENGTH: Final = re.compile(r"(-?[0-9]{1,4}(?:\.[0-9]+)?)(pt|mm|cm)")
_POINTS: Final = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4}


def points(length: str) -> float | None:
    """A length such as 25mm in points; None for what is none."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else None


@dataclass(frozen=True, slots=True)
class Style:
    """The files of ``templates/`` by their path there (``page.html``, ``page.css`` …): a project's own before the toolkit's."""

    files: Mapping[str, bytes]
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    """Font files by file name, for outputs that embed them."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The values of the page style by name: ``text-size`` to ``10.5pt``."""

    def text(self, name: str) -> str:
        """A template's text. Raises KeyError for a name that neither the project nor the toolkit has."""
        return self.files[name].decode("utf-8")

    def filled(self, text: str) -> str:
        """The text with every ``value(NAME)`` replaced by that value, and ``value(NAME, UNIT)`` by the value in a unit of Word.

        Units: ``points``, ``half-points``, ``eighths``, ``twips`` (twentieths of a point), ``lines`` (240 to a line) and ``colour`` (no
        ``#``).
        Raises ValueError for a value that the style does not have, and for an unknown unit.
        """
        return _SLOT.sub(lambda slot: self._value(slot[1], slot[2]), text)

    def points(self, name: str) -> float:
        """A length of the page style in points. Raises ValueError for a value that the style does not have or that is no length."""
        length = points(self._value(name, None))
        if length is None:
            raise ValueError(f"the value “{name}” of the page style is no length")
        return length

    def _value(self, name: str, unit: str | None) -> str:
        if name not in self.values:
            raise ValueError(f"the page style has no value “{name}”")
        match unit:
            case None:
                return self.values[name]
            case "points":
                return f"{self.points(name):g}"
            case "half-points":
                return str(round(self.points(name) * 2))
            case "twips":
                return str(round(self.points(name) * 20))
            case "eighths":
                return str(round(self.points(name) * 8))
            case "lines":
                return str(round(float(self.values[name]) * 240))
            case "colour":
                return self.values[name].removeprefix("#").upper()
            case _:
                raise ValueError(f"there is no unit “{unit}” for a value of the page style")
