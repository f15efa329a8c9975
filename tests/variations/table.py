"""What differed, as a table in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from tests.variations.runs import NotMade, Run
from tests.variations.surroundings import Variation

FORMATS = {".pdf": "PDF", ".docx": "DOCX", ".html": "HTML", ".xlsx": "XLSX", ".ics": "ICS", ".whl": "wheel"}
OTHERS = "others"
COLUMNS = (*FORMATS.values(), OTHERS)
BEGIN, END = "<!-- variations -->\n", "<!-- end of variations -->\n"
_SHOWN = 3


@dataclass
class Row:
    """A variation: by format, how many files were compared, and the names of those that differ."""

    name: str
    compared: dict[str, int]
    differing: dict[str, list[str]]
    not_tried: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it was tried, and everything is the same."""
        return not self.not_tried and not any(self.differing.values()) and any(self.compared.values())

    def __str__(self) -> str:
        if self.not_tried:
            return f"| {self.name} | not tried: {self.not_tried} |{' |' * (len(COLUMNS) - 1)}\n"
        return f"| {self.name} | {' | '.join(map(self._cell, COLUMNS))} |\n"

    def _cell(self, column: str) -> str:
        count, names = self.compared.get(column, 0), self.differing.get(column, [])
        if not names:
            return f"{count} of {count} the same" if count else "none"
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        return f"{len(names)} of {count} DIFFER: {', '.join(names[:_SHOWN])}{more}"


def format_of(name: str) -> str:
    """The column of a file."""
    return FORMATS.get(PurePosixPath(name).suffix, OTHERS)


def compared(name: str, plain: Run, others: Iterable[Run]) -> Row:
    """What differs in runs from the plain one; a file that only one of two has differs."""
    row = Row(name, {}, {})
    for other in others:
        for file in sorted(plain.files.keys() | other.files.keys()):
            column = format_of(file)
            row.compared[column] = row.compared.get(column, 0) + 1
            if plain.files.get(file) != other.files.get(file):
                row.differing.setdefault(column, []).append(PurePosixPath(file).name)
    return row


def tried(variation: Variation, plain: Run, others: Iterable[Callable[[], Run]]) -> Row:
    """A variation, made and compared; one that no process saw anything of was not tried."""
    if variation.not_tried:
        return Row(variation.name, {}, {}, variation.not_tried)
    try:
        runs = [make() for make in others]
    except NotMade as error:
        return Row(variation.name, {}, {}, " ".join(str(error).split()).replace("|", "\\|"))
    if same := {each for run in runs for each in variation.seen if run.seen[each] == plain.seen[each]}:
        return Row(variation.name, {}, {}, f"the same after all: {', '.join(sorted(same))}")
    return compared(variation.name, plain, runs)


def head() -> str:
    """The first two lines of the table."""
    return f"| Varied | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}\n"


def put(page: str, section: str) -> str:
    """A page with a section between its two marks, in place of what stood there; at the end, if there were none."""
    block = f"{BEGIN}{section}{END}"
    if BEGIN not in page:
        return f"{page.rstrip()}\n\n{block}"
    return re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: block, page, flags=re.DOTALL)


def kept(page: str) -> str:
    """What :func:`put` put into a page, so that whoever writes the rest of it anew can keep it."""
    found = re.search(f"\n{re.escape(BEGIN)}.*{re.escape(END)}", page, re.DOTALL)
    return found[0] if found else ""
