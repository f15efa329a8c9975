"""The cases of tests/cases/dates, and what the program answers to each; as a program of its own, it prints all answers as JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import NamedTuple

from concept_cli.due import NoDay, due_days, last_day, resolved
from concept_cli.model import Moment, NotATime, Recurrence, Rule, Span, iso, read_time
from concept_cli.model.spans import day_span
from concept_cli.working_days import WorkingDays
from tests.clients import ROOT

FOLDER = ROOT / "tests" / "cases" / "dates"
ZONE = "Asia/Almaty"
DAYS = {
    "draft-1": day_span(date(2021, 5, 7)),
    "wg-2021-06-14": day_span(date(2021, 6, 14)),
    "public-discussion": Span("month", date(2021, 6, 1), date(2021, 6, 30)),
}


class Case(NamedTuple):
    """A line of a file: what is asked, and what has to be answered."""

    file: str
    line: int
    asked: str
    expected: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"


def cases() -> list[Case]:
    """Every line ``asked => expected``; a backslash with x and two digits, or u and four, stands for a sign that nobody sees."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                asked, expected = (_unescaped(part) for part in line.split(" => "))
                found.append(Case(path.name, number, asked, expected))
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))", lambda found: chr(int(found[1] or found[2], 16)), text)


def answer(case: Case) -> str:
    """What the program says to a case, in the words of its file."""
    try:
        return ANSWERS[case.file.partition("-")[0].removesuffix(".txt")](case.asked)
    except NotATime as error:
        near = f" ({error.remedy})" if error.remedy.startswith("did you mean") else ""
        return f"error at column {error.column}: {error.message}{near}"
    except NoDay as error:
        return str(error)


def _counted(asked: str) -> str:
    rule = read_time(asked)
    assert isinstance(rule, Rule)
    working = WorkingDays("KZ")
    day = resolved(rule, working, ZONE, DAYS.get).last
    end = working.end_of_term(day) if rule.after else day
    return f"{day}" if end == day else f"{day} → {end}"


def _delivered(asked: str) -> str:
    moment = read_time(asked)
    assert isinstance(moment, Moment)
    return f"{last_day(moment, ZONE)}"


def _recurring(asked: str) -> str:
    text, _, day = asked.partition(" @ ")
    recurrence = read_time(text)
    assert isinstance(recurrence, Recurrence)
    found = due_days(recurrence, date.fromisoformat(day))
    return f"{found.previous or 'none'}, {found.next or 'none'}"


ANSWERS = {"read": lambda asked: iso(read_time(asked)), "count": _counted, "deliver": _delivered, "recur": _recurring}

if __name__ == "__main__":
    print(json.dumps([answer(case) for case in cases()]))
