"""Figures without a source: percentages, amounts of money, counts in thousands and more."""

from __future__ import annotations

import re
from typing import Final

from concept_cli.checks.reading import Kind, Reading
from concept_cli.diagnostics import Report
from concept_cli.model import Project
from concept_cli.wording import findings

_GAP: Final = "[ \u00a0\u2009\u202f]"
_NUMBER: Final = rf"\d++(?:(?:{_GAP}|,)\d{{3}}(?!\d))*(?:[.,]\d+)?"
_PER_CENT: Final = r"(?:%|‰|per ?cent\b|percentage points?\b|процент\w*|пайыз\w*|п\. ?п\.)"
_SCALE: Final = (
    r"(?:thousand|million|billion|trillion|mn|bn|tn|тыс\b\.?|тысяч\w*|млн\b\.?|млрд\b\.?|трлн\b\.?"
    r"|миллион\w*|миллиард\w*|триллион\w*|мың)(?!\w)"
)
_CURRENCY: Final = (
    r"(?:[$€£₸₽¥]|(?:USD|EUR|KZT|tenge|dollars?|euros?|roubles?|тенге|теңге\w*|тг\b\.?|доллар\w*|евро|рубл\w*)(?!\w))"
)
_FIGURE: Final = re.compile(
    rf"(?<![\w.,])(?:(?:US)?[$€£₸₽¥]{_GAP}?{_NUMBER}(?:{_GAP}?{_SCALE})?"
    rf"|(?:{_NUMBER}{_GAP}?[-–—]{_GAP}?)?{_NUMBER}{_GAP}?(?:{_PER_CENT}|{_SCALE}(?:{_GAP}{_CURRENCY})?|{_CURRENCY}))",
    re.IGNORECASE,
)
_HINT: Final = re.compile(rf"[$€£₸₽¥%‰]|\d{_GAP}?[^\W\d_]")


def check_figures(project: Project, readings: tuple[Reading, ...], report: Report) -> None:
    """Every figure in running text has a citation in its paragraph, item or quote, anywhere in its table, or in a note called there."""
    for reading in readings:
        if not _HINT.search(reading.prose):
            continue
        for match in _FIGURE.finditer(reading.prose):
            passage = reading.passage(match.start())
            if passage.kind in {Kind.TEXT, Kind.CELL} and not reading.is_cited(passage.unit):
                report(findings.UNCITED_FIGURE.at(reading.place(match.start()), figure=match[0]))
