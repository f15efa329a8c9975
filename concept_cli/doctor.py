"""What this computer has, what it lacks, and what to type: found out by trying, not by guessing from versions."""

from __future__ import annotations

import io
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Document, Heading, Paragraph, Section, Text
from concept_cli.draft import DEFAULT_FORMATS, read_style
from concept_cli.load import page_styles
from concept_cli.model import style_values
from concept_cli.sources import Folder, templates
from concept_cli.style import Style
from concept_cli.writers import WRITERS

LETTERS: Final = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№«»"
"""What every font and every terminal must be able to show."""

_LIBRARY: Final = {"pdf": "weasyprint", "html": "jinja2"}
_PANGO: Final = {
    "darwin": "brew install pango",
    "win32": "install MSYS2 from https://www.msys2.org, then in it: pacman -S mingw-w64-ucrt-x86_64-pango",
}
_PANGO_ON_LINUX: Final = "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
_TOOLS: Final = (
    ("git", ("git",), "keeps the history", "apt-get install git"),
    ("LibreOffice", ("soffice", "libreoffice"), "the tests open Word files with it", "apt-get install libreoffice-writer"),
    (
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "the tests open web pages with it",
        "apt-get install chromium",
    ),
    ("qpdf", ("qpdf",), "the tests check PDF with it", "apt-get install qpdf"),
    ("pdftotext", ("pdftotext",), "the tests read PDF with it", "apt-get install poppler-utils"),
)


class State(StrEnum):
    """``missing`` is needed; ``without`` is something that can be done without."""

    OK = "ok"
    MISSING = "missing"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was looked at: its name, how it is, what was seen, and what to type when it is not well."""

    name: str
    state: State
    seen: str
    remedy: str = ""


def look(root: Path) -> Iterator[Part]:
    """Everything, one by one; ``root`` is the folder that a project is, or is not, in. ConceptError when there is no such folder."""
    if not root.is_dir():
        raise ConceptError(f"There is no folder {root}.", "Name the folder of your concept after -C, or leave -C out.")
    yield _python()
    style = read_style(Folder(root), style_values(page_styles(templates(), lambda _: None)), fonts=True)
    for name in DEFAULT_FORMATS:
        yield _format(name, style)
    yield _fonts(style)
    yield _terminal()
    yield _project(root)
    for name, programs, purpose, remedy in _TOOLS:
        found = next((path for each in programs if (path := shutil.which(each))), None)
        yield Part(name, State.OK, found) if found else Part(name, State.WITHOUT, f"not found; {purpose}", remedy)


def _python() -> Part:
    return Part("Python", State.OK, f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def _format(name: str, style: Style) -> Part:
    """Make a small document in a format: no question about libraries is answered better than by using them."""
    begun = time.perf_counter()
    try:
        with redirect_stdout(io.StringIO()):  # libraries print when they do not find their own
            content = WRITERS[name].load()(_sample(), style, {})
    except ConceptError as error:
        return Part(name.upper(), State.MISSING, error.message, error.hint)
    except (ImportError, OSError) as error:
        return Part(name.upper(), State.MISSING, f"cannot be made: {str(error).splitlines()[0]}", _remedy(name))
    seconds = time.perf_counter() - begun
    library = f" with {_LIBRARY[name]} {metadata.version(_LIBRARY[name])}" if name in _LIBRARY else ""
    return Part(name.upper(), State.OK, f"made {len(content):,} bytes in {seconds:.1f} s{library}")


def _remedy(name: str) -> str:
    return _PANGO.get(sys.platform, _PANGO_ON_LINUX) if name == "pdf" else "install the tool again"


def _sample() -> Document:
    """A document of one paragraph."""
    heading = Heading(level=1, content=(Text(words="Қазақстан"),))
    text = Section(
        id="sample", role="custom", language="kk", heading=heading, blocks=(Paragraph(content=(Text(words=LETTERS),)),)
    )
    return Document(id="sample", language="kk", title="Қазақстан", edition="1", sections=(text,))


def _fonts(style: Style) -> Part:
    """The IBM Plex fonts must be there, upright ones with every letter."""
    from fontTools.ttLib import TTFont

    fonts = {name: content for name, content in style.fonts.items() if "Italic" not in name}
    if not fonts:
        return Part("Fonts", State.MISSING, "no IBM Plex fonts found", "install the tool again")
    for name, content in fonts.items():
        known = TTFont(io.BytesIO(content), lazy=True).getBestCmap()
        lacking = "".join(letter for letter in LETTERS if ord(letter) not in known)
        if lacking:
            return Part("Fonts", State.MISSING, f"{name} lacks {lacking}", "install the tool again")
    return Part("Fonts", State.OK, f"{len(style.fonts)} files of IBM Plex, with all Kazakh letters, ₸ and №")


def _terminal() -> Part:
    encoding = sys.stdout.encoding or "unknown"
    try:
        LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        remedy = "chcp 65001" if sys.platform == "win32" else "export LANG=C.UTF-8"
        return Part("Terminal", State.WITHOUT, f"its encoding, {encoding}, has no Kazakh letters", remedy)
    return Part("Terminal", State.OK, f"encoding {encoding}")


def _project(root: Path) -> Part:
    if not (root / "concept.yaml").is_file():
        return Part("Project", State.WITHOUT, "no concept.yaml in this folder", "concept -C FOLDER doctor")
    if not os.access(root, os.W_OK):
        return Part(
            "Project", State.MISSING, "this folder cannot be written to", "ask for the right to write in it, or work on a copy"
        )
    return Part("Project", State.OK, "can be written to")
