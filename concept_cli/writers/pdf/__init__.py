"""Document to PDF: every top section laid out alone with WeasyPrint, the pages joined and written once, tagged and archivable.

Each section is laid out once. Only then are the page numbers known: with them the contents are laid out, and last the margins of all
pages (running header, "Page 3 of 40"), which have no say in where lines and pages break.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, redirect_stdout
from typing import Final, TypeVar

from concept_cli.diagnostics import ConceptError, MissingTool
from concept_cli.document import Document
from concept_cli.style import Enclosure, Pictures, Style

T = TypeVar("T")

EPOCH: Final = "SOURCE_DATE_EPOCH"
PACKAGES: Final = "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
UNUSUAL: Final = (
    "Look for something unusual in the project's own templates/ or in its last pictures; --to html,docx works without the PDF. "
    "If the project has no templates of its own, please report this."
)
STACK: Final = 256 * 1024 * 1024
DEPTH: Final = 20_000
"""WeasyPrint calls itself some 20 times for a level of nesting; 40 levels are allowed, each may be several elements."""


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1 in one file; the same document and style give the same bytes.

    Raises ConceptError when Pango is not installed, for a broken template or stylesheet, and for one that WeasyPrint stumbles on:
    valid CSS can ask it for boxes that it cannot compute.
    """
    return write_enclosing(document, style, pictures, ())[0]


def write_enclosing(
    document: Document, style: Style, pictures: Pictures, enclosed: Sequence[Enclosure]
) -> tuple[bytes, Mapping[str, int]]:
    """The document as :func:`write` makes it, with files inside; and the number of the page on which each of its anchors stands."""

    def work() -> tuple[bytes, Mapping[str, int]]:
        from concept_cli.writers.pdf.join import joined

        return joined(document, style, pictures, enclosed)

    return _printed(work)


def pages(document: Document, style: Style, pictures: Pictures) -> Mapping[str, int]:
    """The number of the page on which each anchor of the document stands in its PDF. Raises ConceptError as :func:`write` does."""

    def work() -> Mapping[str, int]:
        from concept_cli.writers.pdf.join import numbered

        return numbered(document, style, pictures)

    return _printed(work)


def libraries() -> Mapping[str, str]:
    """The versions of the libraries of the system that lay out text. Raises ConceptError when Pango is not installed."""

    def work() -> Mapping[str, str]:
        from concept_cli.writers.pdf.layout import libraries

        return libraries()

    return _printed(work)


def _printed(work: Callable[[], T]) -> T:
    """What WeasyPrint makes. Raises ConceptError for whatever it stumbles on."""
    with _quiet(), _no_clock():
        try:
            with redirect_stdout(io.StringIO()):  # without Pango, WeasyPrint prints advice there before it raises
                import weasyprint  # noqa: F401  its import opens Pango
        except OSError as error:
            raise MissingTool(f"PDF needs Pango, which is not here ({str(error).splitlines()[0]}).", PACKAGES) from None
        try:
            return _deep(work)
        except (
            ArithmeticError,
            AssertionError,
            LookupError,
            MemoryError,
            OSError,
            RecursionError,
            SyntaxError,
            TypeError,
            ValueError,
        ) as error:
            said = str(error).partition("\n")[0] or "no reason given"
            raise ConceptError(f"The PDF could not be laid out ({type(error).__name__}: {said}).", UNUSUAL) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """WeasyPrint logs what CSS it does not know, and leaves its colour profile open: neither is for who writes a policy."""
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield


@contextmanager
def _no_clock() -> Iterator[None]:
    """FontTools dates the fonts that it cuts, unless the environment says which date to take; without this no two PDFs are alike."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before


def _deep(work: Callable[[], T]) -> T:
    """The result of ``work``, done where calls may nest deeper than Python allows by default.

    Nobody waits for its thread when the user interrupts: it holds nothing but memory, and ends with the program.
    """
    limit, size = sys.getrecursionlimit(), threading.stack_size(STACK)
    sys.setrecursionlimit(max(limit, DEPTH))
    done: Future[T] = Future()
    try:
        threading.Thread(target=_settle, args=(done, work), daemon=True).start()
        return done.result()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)


def _settle(done: Future[T], work: Callable[[], T]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001  whatever it is, it is raised where the result is awaited
        done.set_exception(error)
