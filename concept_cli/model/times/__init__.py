"""What a text says of a time, in English, Russian or Kazakh, whatever the language of the document.

``read_time`` knows days, moments, months, quarters, half-years, years, ranges, what recurs, what is permanent, and what is counted from
a day or an id. It never guesses: what could be two times is refused. The words stand in ``wording.times``.

    tokens    the text as words, numbers and signs
    points    1 August 2021 · IV квартал 2025 года · 2025–2030 жылдар
    moments   2026-07-10 18:00 Europe/Paris
    courses   yearly 5 July and 20 December · permanent · 10 working days after draft-1
"""

from __future__ import annotations

from concept_cli.model.spans import NotATime, Span, Time
from concept_cli.model.times.courses import permanent, recurrence, rule
from concept_cli.model.times.moments import known_time
from concept_cli.model.times.tokens import fault, tokens_of


def read_time(text: str) -> Time:
    """The time that a text names. Raises NotATime for any other text."""
    tokens = tokens_of(text)
    if not tokens:
        raise fault("empty", 1)
    return permanent(tokens) or rule(text, tokens) or recurrence(tokens) or known_time(tokens)


def span(text: str) -> Span | None:
    """The span that a text names; None for moments, what recurs, rules, and other words.

    Raises NotATime for what is written as a time and cannot be one: a thirteenth month, a fifth quarter, a range that ends first.
    """
    try:
        found = read_time(text)
    except NotATime as error:
        if error.meant:
            raise
        return None
    return found if isinstance(found, Span) else None
