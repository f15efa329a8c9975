"""PDF files as poppler sees them: the words of pages, and where on its page each word stands."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from concept_cli.document import Document
from concept_cli.style import Style
from concept_cli.writers import pdf
from tests.clients import client
from tests.samples import house_style, pictures

ROOM = 2000


@dataclass(frozen=True)
class Word:
    """A word's box in points from the upper left corner of its page, whose number and size are beside it."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    page: int
    width: float
    height: float


def printed(shown: Document, folder: Path, style: Style | None = None) -> Path:
    """The document as a PDF file."""
    path = folder / "shown.pdf"
    path.write_bytes(pdf.write(shown, style or house_style(), pictures()))
    return path


def run(program: str, *arguments: str | Path) -> str:
    """What a program says about a file."""
    done = subprocess.run([client(program), *map(str, arguments)], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def lines_of(path: Path) -> list[list[str]]:
    """The lines of each page in the order in which they are drawn."""
    return [page.split("\n")[:-1] for page in run("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def pages_of(path: Path) -> list[str]:
    """The words of each page, line ends as spaces."""
    return [" ".join(" ".join(lines).split()) for lines in lines_of(path)]


def words_of(path: Path) -> list[Word]:
    """Each word and its box, words beside the paper as well: poppler leaves these out, so it is given larger sheets of paper."""
    larger = path.with_suffix(".larger.pdf")
    run("qpdf", "--qdf", "--object-streams=disable", path, larger)
    larger.write_bytes(re.sub(rb"(/MediaBox \[\s*)0\s+0\s+([\d.]+)\s+([\d.]+)", _with_room, larger.read_bytes()))
    found = []
    for number, page in enumerate(run("pdftotext", "-bbox", larger, "-").split("<page ")[1:], 1):
        width, height = (float(each) - 2 * ROOM for each in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for *box, words in re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page, re.DOTALL
        ):
            left, top, right, bottom = (float(each) - ROOM for each in box)
            found.append(Word(unescape(words), left, top, right, bottom, number, width, height))
    return found


def _with_room(sheet: re.Match[bytes]) -> bytes:
    return sheet[1] + b"-%d -%d %f %f" % (ROOM, ROOM, float(sheet[2]) + ROOM, float(sheet[3]) + ROOM)


def notes_away(path: Path) -> tuple[int, int]:
    """How many footnotes are on another page than their call, and how many there are."""
    places = run("pdfinfo", "-dests", path)
    called, landed = (
        {int(number): int(at) for at, number in re.findall(rf'^ +(\d+) .*"_{kind}-(\d+)"', places, re.MULTILINE)}
        for kind in ("call", "note")
    )
    assert called.keys() == landed.keys()
    return sum(called[number] != landed[number] for number in called), len(called)
