"""Characters that nobody sees and words that are not what they look like."""

from __future__ import annotations

import re
from typing import Final

from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report, Rule
from concept_cli.model import Project
from concept_cli.wording import findings

_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC: Final = "\u0400-\u052f"
_ANY_LATIN: Final = re.compile(f"[{_LATIN}]")
_ANY_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]")
_MIXED: Final = re.compile(rf"(?<![^\W_])[^\W_]*?(?:[{_LATIN}]\d*[{_CYRILLIC}]|[{_CYRILLIC}]\d*[{_LATIN}])[^\W_]*")

_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH: Final = "\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_INVISIBLE: Final = re.compile(f"[{_BIDI}{_ZERO_WIDTH}]")
_IS_BIDI: Final = re.compile(f"[{_BIDI}]")
_EMOJI: Final = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")

_MARKER: Final = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_MIDDLE: Final = re.compile(r"^={7}$", re.MULTILINE)


def check_conflicts(project: Project, report: Report) -> None:
    """No lines that git leaves where two people changed the same words. ``=======`` alone underlines a heading."""
    for fragment in project.fragments:
        if ">>>>>>>" in fragment.text or "<<<<<<<" in fragment.text:
            lines = [match.start() for match in _MARKER.finditer(fragment.text)]
            if lines:
                lines += [match.start() for match in _MIDDLE.finditer(fragment.text)]
            for offset in sorted(lines):
                report(findings.CONFLICT_MARKER.at(_place(fragment.path, fragment.text, offset)))


def check_invisible(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No invisible characters: anywhere in a fragment, its head and its code included, nor in the fields of records."""
    for fragment in project.fragments:
        for match in _INVISIBLE.finditer(fragment.text) if not fragment.text.isascii() else ():
            _report_invisible(match, _place(fragment.path, fragment.text, match.start()), report)
    for reading in readings[len(project.fragments) :]:
        for match in _INVISIBLE.finditer(reading.words):
            _report_invisible(match, reading.place(match.start()), report)


def _report_invisible(match: re.Match[str], place: Place, report: Report) -> None:
    text, at = match.string, match.start()
    if (
        match[0] == "\N{ZERO WIDTH JOINER}"
        and _EMOJI.match(text, at + 1)
        and (_EMOJI.match(text, at - 1) or text[at - 1] == "\ufe0f")
    ):
        return  # one picture made of several, like 👩‍🎨
    rule: Rule = findings.BIDI_CONTROL if _IS_BIDI.match(match[0]) else findings.ZERO_WIDTH
    report(rule.at(place, code=f"U+{ord(match[0]):04X}"))


def _place(path: str, text: str, offset: int) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def check_scripts(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No word of Latin and Cyrillic letters. Halves joined by a hyphen (``IT-хаб``) are words of their own."""
    for reading in readings:
        if not (_ANY_LATIN.search(reading.prose) and _ANY_CYRILLIC.search(reading.prose)):
            continue
        for match in _MIXED.finditer(reading.prose):
            report(findings.MIXED_SCRIPT.at(reading.place(match.start()), word=match[0], letters=_strangers(match[0])))


def _strangers(word: str) -> str:
    """The letters of the script that has fewer of them in a word, each with its code point."""
    latin, cyrillic = _ANY_LATIN.findall(word), _ANY_CYRILLIC.findall(word)
    fewer, name = (latin, "Latin") if len(latin) < len(cyrillic) else (cyrillic, "Cyrillic")
    return f"{name}: " + ", ".join(f"{letter} U+{ord(letter):04X}" for letter in dict.fromkeys(fewer))
