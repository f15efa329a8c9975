"""Abbreviations that no reader outside the ministry could know."""

from __future__ import annotations

import re
from typing import Final

from concept_cli.checks.reading import Kind, Reading
from concept_cli.diagnostics import Report
from concept_cli.model import Project
from concept_cli.wording import findings

_CAPITAL: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_ABBREVIATION: Final = re.compile(rf"(?<!\w)[{_CAPITAL}]{{2,8}}+\d*+(?=s?(?!\w))")
_ROMAN: Final = re.compile(r"[IІ]{1,3}|[XХ]{0,4}L?[XХ]{0,3}(?:[IІ][XХ]|[IІ]?V|V?[IІ]{0,3})")
_SHOUTED: Final = re.compile(rf"(?:(?<!\w)[{_CAPITAL}]+(?!\w)[ ,;:’'\"“”()/-]*){{4,}}")
_QUOTED_NAME: Final = re.compile(r"[“«\"](?:[^\s“”«»\"]+ ){0,4}[^\s“”«»\"]+[”»\"]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SENTENCE_END: Final = re.compile(r"[.!?\n]")
_SAID: Final = r"(?:(?:далее(?: по тексту)?|бұдан әрі|hereinafter|hereafter|or|the)\b[ \u00a0–—-]*)*"
_EXPLAINED: Final = re.compile(rf"\((?P<said>{_SAID})[“«\"]?(?P<short>[{_CAPITAL}]{{2,8}}\d*)(?=s?\b)")
_ALSO_WORDS: Final = frozenset({"IT", "US", "WHO", "AI"})
"""Abbreviations that are English words in lower case; any other word that also stands in lower case is only being stressed."""


def check_abbreviations(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every abbreviation is explained in its language, or is a name from stakeholders.yaml; reported where it first occurs."""
    names = _names(project)
    for language in dict.fromkeys(each.language for each in readings):
        texts = [each for each in readings if each.language == language]
        whole = "".join(each.prose for each in texts)
        plain = frozenset(whole.split())
        settled = names | _explained(whole)
        settled |= {
            each.short for fragment in project.fragments if fragment.language == language for each in fragment.abbreviations
        }
        for reading in texts:
            for match in _ABBREVIATION.finditer(reading.prose):
                if (short := match[0]) in settled:
                    continue
                if _ROMAN.fullmatch(short) or _is_stressed_word(short, plain):
                    settled.add(short)
                elif _counts(reading, match):
                    settled.add(short)
                    report(findings.UNDEFINED_ABBREVIATION.at(reading.place(match.start()), abbreviation=short))


def _names(project: Project) -> set[str]:
    """All words in capitals in the names of stakeholders."""
    found: set[str] = set()
    for record in (each.record for each in project.stakeholders):
        for name in (*record.name.values(), *(record.abbreviation or {}).values(), *record.aliases):
            found.add(name)
            found.update(_ABBREVIATION.findall(name))
    return found


def _explained(text: str) -> set[str]:
    """What the running text explains itself: “World Trade Organization (WTO)”, “… (далее – МКИ)”, “… (бұдан әрі – МКИ)”."""
    found = set()
    for match in _EXPLAINED.finditer(text):
        short = match["short"]
        initials = [word[0].upper() for word in re.findall(r"[^\W\d_]+", text[max(0, match.start() - 150) : match.start()])]
        if match["said"].strip(" –—-") not in {"", "the", "or"} or short[0] in initials[-len(short) - 3 :]:
            found.add(short)
    return found


def _is_stressed_word(short: str, plain: frozenset[str]) -> bool:
    """Whether a word in capitals is an ordinary word (“you may NOT”, “ANNEX I”): it stands in small letters somewhere too."""
    return short not in _ALSO_WORDS and not plain.isdisjoint((short.lower(), short.capitalize()))


def _counts(reading: Reading, match: re.Match[str]) -> bool:
    """Whether this stands in running text, and not in a link, a field, a name in quotation marks or a sentence in capitals."""
    text, (start, end) = reading.prose, match.span()
    if reading.is_linked(start) or reading.passage(start).kind is Kind.RECORD:
        return False
    near = max(0, start - 300)
    before = max((each.end() for each in _SENTENCE_END.finditer(text, near, start)), default=near)
    after = _SENTENCE_END.search(text, end)
    letters = _LETTER.findall(text[before : after.start() if after else end])
    if len(letters) >= 12 and 2 * sum(1 for letter in letters if letter.isupper()) > len(letters):
        return False
    around = (each for pattern in (_SHOUTED, _QUOTED_NAME) for each in pattern.finditer(text, before, end + 100))
    return not any(each.start() <= start < each.end() for each in around)
