"""Characters that nobody sees and words that are not what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from concept_cli.checks.account import Account
from concept_cli.checks.reading import Reading
from concept_cli.diagnostics import Place, Report, Rule
from concept_cli.model import Contribution, Fragment, Project
from concept_cli.wording import findings

_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC: Final = "\u0400-\u052f"
_ANY_LATIN: Final = re.compile(f"[{_LATIN}]")
_ANY_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]")
_SEAMS: Final = (re.compile(rf"[{_LATIN}]\d*[{_CYRILLIC}]"), re.compile(rf"[{_CYRILLIC}]\d*[{_LATIN}]"))
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
        if ">>>>>>>" not in fragment.text and "<<<<<<<" not in fragment.text:
            continue
        found = [match.start() for match in _MARKER.finditer(fragment.text)]
        if found:
            found += [match.start() for match in _MIDDLE.finditer(fragment.text)]
        for _, place in _placed(fragment, sorted(found)):
            report(findings.CONFLICT_MARKER.at(place))


def check_invisible(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No invisible characters: anywhere in a fragment, its head and its code included, nor typed as entities, nor in records."""
    for fragment in project.fragments:
        if not fragment.text.isascii():
            offsets = (match.start() for match in _INVISIBLE.finditer(fragment.text))
            for offset, place in _placed(fragment, offsets):
                _report_invisible(fragment.text, offset, place, report)
    for reading in readings:
        for match in _INVISIBLE.finditer(reading.words):
            _report_invisible(reading.words, match.start(), reading.place(match.start()), report)


def _placed(fragment: Fragment | Contribution, offsets: Iterable[int]) -> Iterator[tuple[int, Place]]:
    """Offsets in a file's text, in order, each with its place."""
    line, before = 1, 0
    for offset in offsets:
        line += fragment.text.count("\n", before, offset)
        before = offset
        yield offset, Place(fragment.path, line, offset - fragment.text.rfind("\n", 0, offset))


def check_sent(account: Account, report: Report) -> None:
    """Invisible characters in contributions: what a stakeholder wrote is left as it is, so one warning for each file is enough."""
    for each in account.ledger.contributions:
        found = [] if each.text.isascii() else [one.start() for one in _INVISIBLE.finditer(each.text)]
        hidden = [at for at in found if not _joins_pictures(each.text, at)]
        if hidden:
            codes = ", ".join(dict.fromkeys(f"U+{ord(each.text[at]):04X}" for at in hidden))
            [(_, place)] = _placed(each, hidden[:1])
            report(findings.HIDDEN.at(place, codes=codes))


def _joins_pictures(text: str, at: int) -> bool:
    """Whether a character makes one picture of several, like 👩‍🎨."""
    return bool(
        text[at] == "\N{ZERO WIDTH JOINER}"
        and _EMOJI.match(text, at + 1)
        and (_EMOJI.match(text, at - 1) or text[at - 1] == "\ufe0f")
    )


def _report_invisible(text: str, at: int, place: Place, report: Report) -> None:
    if _joins_pictures(text, at):
        return
    rule: Rule = findings.BIDI_CONTROL if _IS_BIDI.match(text, at) else findings.ZERO_WIDTH
    report(rule.at(place, code=f"U+{ord(text[at]):04X}"))


def check_scripts(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No word of Latin and Cyrillic letters. Halves joined by a hyphen (``IT-хаб``) are words of their own."""
    for reading in readings:
        if not (_ANY_LATIN.search(reading.prose) and _ANY_CYRILLIC.search(reading.prose)):
            continue
        for match in _MIXED.finditer(reading.prose) if any(seam.search(reading.prose) for seam in _SEAMS) else ():
            report(findings.MIXED_SCRIPT.at(reading.place(match.start()), word=match[0], letters=_strangers(match[0])))


def _strangers(word: str) -> str:
    """The letters of the script that has fewer of them in a word, each with its code point."""
    latin, cyrillic = _ANY_LATIN.findall(word), _ANY_CYRILLIC.findall(word)
    fewer, name = (latin, "Latin") if len(latin) < len(cyrillic) else (cyrillic, "Cyrillic")
    return f"{name}: " + ", ".join(f"{letter} U+{ord(letter):04X}" for letter in dict.fromkeys(fewer))
