"""Slips of writing: blanks left to be filled, words typed twice, HTML."""

from __future__ import annotations

import re
from typing import Final

from concept_cli.checks.reading import Kind, Reading, is_escaped
from concept_cli.diagnostics import Report
from concept_cli.model import Project, shorten
from concept_cli.wording import findings

_PERHAPS: Final = re.compile(
    "TB|TODO|FIXME|XXX|ХХХ|\\?\\?\\?|Lorem|lorem|LOREM|to be a|to be c|to be d|to be f|to be i|позже|позднее|дополнительно|точня|точнить"
    "|тылады|тылатын|талады|тырылады|\\[|<|\\.\\.\\.\\.|………|__"
)
"""What is in every placeholder; only passages that have it are looked at closely."""

_PLACEHOLDER: Final = re.compile(
    r"""
      (?<!\w)(?:TBD|TBC|TODO|FIXME|XXX+|ХХХ+)(?!\w)
    | (?<![\w?!])\?{3,}
    | (?i:lorem\ ipsum)
    | (?<!\w)(?i:to\ be\ (?:determined|decided|confirmed|announced|added|inserted|filled\ in))(?=\s*(?:[.)\];]|$))
    | (?<!\w)(?i:будет\ (?:определ[её]н|уточн[её]н|указан|дополнен)[аоы]?\ (?:позже|позднее|дополнительно))
    | (?:(?<=[(\[:–—-])|(?<=[(\[:–—-]\ )|^(?:[\w-]+\ ){0,2}|(?<=[.!?]\ )(?:[\w-]+\ ){0,2})
      (?i:уточня(?:ется|ются)|уточнить)(?=\s*(?:[.)\];]|$))
    | (?:(?<=[(\[:–—-])|(?<=[(\[:–—-]\ )|^|(?<!\w)кейін(?:ірек)?\ )
      (?i:нақтыланады|нақтыланатын\ болады|анықталады|толтырылады)(?=\s*(?:[.)\];]|$))
    | [\[<](?i:insert|add|fill\ in|specify|name|date|number|amount|вставить|указать|дата|название|сумма|енгізу|көрсету|қосу|күні|атауы)
      (?:\ [^\[\]<>\n]*)?[\]>]
    | (?<![^\s(\["«“])\.{4,} | \.{5,} | …{3,}
    | «_+» | _{4,} | (?<=20)__(?!\w)
    """,
    re.VERBOSE | re.MULTILINE,
)

_DOUBLED: Final = re.compile(r"(?<![\w'’-])([^\W\d_]{2,}+)[ \u00a0]+(?i:\1)(?![\w'’-])")
_RIGHTLY_DOUBLED: Final = frozenset({"that", "had"})

_ELEMENTS: Final = (
    "a abbr address article aside audio b blockquote body br button caption center cite code col colgroup dd del details div dl dt em "
    "embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main mark "
    "meta nav object ol option p picture pre s script section select small source span strike strong style sub summary sup svg table "
    "tbody td textarea tfoot th thead title tr tt u ul video wbr"
)
_HTML: Final = re.compile(
    rf"</?(?i:{'|'.join(_ELEMENTS.split())})(?:\s[^<>\n]*)?/?>|<!--|<!(?i:doctype)\b|&(?:[a-z]{{2,8}}|#\d{{2,5}});"
)


def check_placeholders(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Nothing that looks like a blank to be filled."""
    for reading in readings:
        done = 0
        for hint in _PERHAPS.finditer(reading.prose):
            if hint.start() < done:
                continue
            begin = reading.passage(hint.start()).start
            done = reading.prose.index("\n", hint.start())
            for match in _PLACEHOLDER.finditer(reading.prose, begin, done):
                report(findings.PLACEHOLDER.at(reading.place(match.start()), words=shorten(match[0], 30)))


def check_doubled_words(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No word twice in a row, across the end of a line too; the second is reported."""
    for reading in readings:
        for match in _DOUBLED.finditer(reading.prose):
            if match[1].lower() not in _RIGHTLY_DOUBLED:
                report(findings.DOUBLED_WORD.at(reading.place(match.end() - len(match[1])), word=match[1]))


def check_html(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """No tags, comments or entities among the words. “<5” and “a < b” are none, nor is what was made to be shown (``&lt;b&gt;``)."""
    for reading in readings:
        for match in _HTML.finditer(reading.words) if "<" in reading.words or "&" in reading.words else ():
            if not _is_on_purpose(reading, match):
                report(findings.HTML.at(reading.place(match.start()), tag=shorten(match[0], 40)))


def _is_on_purpose(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the sign that would begin the tag was typed as something else: behind a backslash, or as an entity."""
    if reading.passage(match.start()).kind is Kind.RECORD:
        return False  # fields know no such marks
    before, rest = reading.typed(match.start())
    return is_escaped(before) or not rest.startswith(match[0][:2])
