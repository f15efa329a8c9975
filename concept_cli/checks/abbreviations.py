"""Abbreviations that no reader outside the ministry could know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from concept_cli.checks.reading import NO_WORD, Kind, Reading
from concept_cli.diagnostics import Report
from concept_cli.model import Abbreviation, Project, Written
from concept_cli.wording import findings

_CAPITAL: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_ABBREVIATION: Final = re.compile(rf"(?<![\w&])(?<!<<< )[{_CAPITAL}]{{2,8}}+\d*+(?=s?(?![\w&]|\.[a-z]))")
_ROMAN: Final = re.compile(r"[IІ]{1,3}|[XХ]{0,4}L?[XХ]{0,3}(?:[IІ][XХ]|[IІ]?V|V?[IІ]{0,3})")
_SHOUTED: Final = re.compile(rf"(?:(?<!\w)[{_CAPITAL}]+(?!\w)[ ,;:’'\"“”()/-]*){{4,}}")
_QUOTED_NAME: Final = re.compile(r"[“«\"](?:[^\s“”«»\"]+ ){0,4}[^\s“”«»\"]+[”»\"]")
_BEFORE: Final = re.compile(rf"(?<!\w)([{_CAPITAL}]{{2,}}) $")
_AFTER: Final = re.compile(rf" ([{_CAPITAL}]{{2,}})(?!\w)")
_TWO_CAPITALS: Final = re.compile(rf"[{_CAPITAL}]{{2}}")
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_SAID: Final = r"(?:(?:далее(?: по тексту)?|бұдан әрі|hereinafter|hereafter|or|the)\b[ \u00a0–—-]*)*"
_EXPLAINED: Final = re.compile(rf"\((?P<said>{_SAID})[“«\"]?(?P<short>[{_CAPITAL}]{{2,8}}\d*)(?=s?\b)")
_UNSEEN: Final = ("id", "direction", "body", "currency", "bound", "note")
"""Fields of records whose words no table shows."""
_BLANK: Final = re.compile("TBD|TBC|TODO|FIXME|XX+|ХХ+")
_ALSO_WORDS: Final = frozenset({"IT", "US", "WHO", "AI", "AIDS", "ТО", "АҚ", "ІТ"})
"""Abbreviations that are words in small letters; any other word that also stands in small letters is only being stressed."""


def check_abbreviations(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every abbreviation is explained in its language, or is a name from stakeholders.yaml; reported where it first occurs."""
    if "stakeholders.yaml" in project.faulty:
        return  # whose names would explain them is not known
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
            _check_reading(reading, settled, plain, report)


def _check_reading(reading: Reading, settled: set[str], plain: frozenset[str], report: Report) -> None:
    """Report the unexplained abbreviations of one text; what was judged joins ``settled``."""
    running: str | None = None
    for match in _ABBREVIATION.finditer(reading.prose):
        if (short := match[0]) in settled:
            continue
        if _BLANK.fullmatch(short) or _ROMAN.fullmatch(short) or _is_stressed_word(short, plain):
            settled.add(short)
            continue
        running = _running_text(reading) if running is None else running
        if running.startswith(short, match.start()) and not _is_shouted_with(match, plain):
            settled.add(short)
            report(findings.UNDEFINED_ABBREVIATION.at(reading.place(match.start()), abbreviation=short))


def check_plan_abbreviations(project: Project, report: Report) -> None:
    """Every abbreviation in records/indicators.yaml and records/measures.yaml is explained in its language: notes below tables say it."""
    if "stakeholders.yaml" in project.faulty:
        return
    entries: tuple[Written[Any], ...] = (*project.indicators, *project.directions, *project.measures)
    working = project.concept.record.working_language
    settled = {language: _names(project) for language in project.concept.record.languages}
    for fragment in project.fragments:
        if fragment.language in settled:
            settled[fragment.language] |= {each.short for each in fragment.abbreviations}
    for entry in entries:
        for language, path, text in _told(entry, working):
            for match in _ABBREVIATION.finditer(text):
                known = settled.get(language, set())
                if match[0] not in known and not _ROMAN.fullmatch(match[0]) and language in settled:
                    known.add(match[0])
                    report(findings.UNDEFINED_ABBREVIATION.at(entry.place(*path), abbreviation=match[0]))


def _told(entry: Written[Any], working: str) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """The words of an entry that its tables show: their language, their path and they themselves."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), entry.record.model_dump(by_alias=True, exclude_none=True))]
    while waiting:
        path, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting += [((*path, name) if name else path, each) for name, each in value.items() if name not in _UNSEEN]
        elif isinstance(value, list | tuple):
            waiting += [((*path, index), each) for index, each in enumerate(value)]
        elif isinstance(value, str):
            language = path[-1] if path and isinstance(path[-1], str) and len(path[-1]) in (2, 3) else working
            yield language, path, value


def check_explanations(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """An abbreviation is explained one way in a language: of two, only the first would be shown."""
    first: dict[tuple[str, str], Abbreviation] = {}
    for fragment in project.fragments:
        for each in fragment.abbreviations:
            before = first.setdefault((fragment.language, each.short), each)
            if before.meaning != each.meaning:
                hint = "keep one of the two explanations; it holds for the whole document"
                report(findings.DUPLICATE_ID.at(each.place, hint=hint, id=each.short, first=before.place))


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
        if match["said"].strip(" –—-") not in {"", "the", "or"} or short[0] in initials[-len(short) - 5 :]:
            found.add(short)
    return found


def _is_stressed_word(short: str, plain: frozenset[str]) -> bool:
    """Whether a word in capitals is an ordinary word (“you may NOT”, “ANNEX I”): it stands in small letters somewhere too."""
    return short not in _ALSO_WORDS and not plain.isdisjoint((short.lower(), short.capitalize()))


def _is_shouted_with(match: re.Match[str], plain: frozenset[str]) -> bool:
    """Whether the word before or after is an ordinary one in capitals (“MODULE TWO”)."""
    text, (start, end) = match.string, match.span()
    near = (_BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end))
    return any(word is not None and _is_stressed_word(word[1], plain) for word in near)


def _running_text(reading: Reading) -> str:
    """The words, offset for offset, without what no explanation is asked for: links, fields, quoted names, sentences in capitals."""
    text = _SENTENCE.sub(_without_capitals, _QUOTED_NAME.sub(_blanked, _SHOUTED.sub(_blanked, reading.prose)))
    fields = [(each.start, text.index("\n", each.start)) for each in reading.passages if each.kind is Kind.RECORD]
    pieces, done = [], 0
    for start, end in sorted((*fields, *reading.linked)):
        pieces += [text[done:start], NO_WORD * (end - max(start, done))]
        done = max(done, end)
    return "".join((*pieces, text[done:]))


def _blanked(match: re.Match[str]) -> str:
    return NO_WORD * len(match[0])


def _without_capitals(match: re.Match[str]) -> str:
    """A sentence, blanked when most of its letters are capitals."""
    sentence = match[0]
    if not _TWO_CAPITALS.search(sentence):
        return sentence
    letters, capitals = sum(map(str.isalpha, sentence)), sum(map(str.isupper, sentence))
    return NO_WORD * len(sentence) if letters >= 12 and 2 * capitals > letters else sentence
