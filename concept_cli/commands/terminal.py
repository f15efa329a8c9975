"""The only thing that prints: findings, paths, progress, trouble.

Text of strangers (file contents, names, addresses) goes through :func:`safe`, so that no file can move the cursor, change colours or
the direction of writing on somebody's terminal.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

from concept_cli import __version__
from concept_cli.diagnostics import ConceptError, Diagnostic, Place, Severity

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_ENOUGH: Final = 100
_COLOURS: Final = {"error": "31", "warning": "33", "hint": "36", "bold": "1", "gone": "9;31", "new": "4;32", "moved": "4;36"}
_NARROW: Final = re.compile("[\x20-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2116]*")
_WIDTH: Final = 100
"""Cells of a line that are shown where nobody knows how wide the window is."""


def safe(text: str) -> str:
    """The text with everything invisible or commanding shown as its code point: ``<U+202E>``. Line ends and tabs stay."""
    if text.isprintable():  # by far the most frequent case
        return text
    return _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def one_line(text: str) -> str:
    """The text, safe, and without line ends, so that no name can look like a line of ours."""
    return text if text.isprintable() else safe(text).replace("\n", "<U+000A>").replace("\t", " ")


_COMMAND: Final = re.compile(
    r"\bconcept (?=-C|(?:init|new|check|build|freeze|save|drafts|log|diff|circulate|contribute|contributions|show|matrix|intake|decide|move"
    r"|merge|merge-file|trace|reply|status|remind|calendar|agenda|minutes|release|verify|ci|schema|doctor)\b)"
)


_ELSEWHERE: Final[list[str]] = []
"""The option -C as it was typed before the command, and its folder."""


def work_in(folder: Path) -> None:
    """Let advice name the folder that was typed after -C, so that it is for the same concept; none for the folder one is in."""
    _ELSEWHERE[:] = [f"-C {one_line(shlex.quote(str(folder)))} "] if folder != Path() else []


def as_typed(text: str) -> str:
    """Advice with the commands in it as they are typed here: ``./run concept -C ../water check`` for whoever uses ``run``, and -C."""
    called = os.environ.get("CONCEPT_AS", "concept") + " "
    return _COMMAND.sub(lambda found: called + ("" if text.startswith("-C", found.end()) else "".join(_ELSEWHERE)), text)


def paint(text: str, role: str, stream: TextIO) -> str:
    """The text in the colour of its role, on a terminal that wants colours (NO_COLOR, TERM=dumb); the words say it all without."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_COLOURS[role]}m{text}\x1b[0m"


def say(text: str) -> None:
    """A line on standard output: what was asked for."""
    _write(sys.stdout, safe(text))


def say_lines(lines: Iterable[str]) -> None:
    """Many lines on standard output, written at once."""
    whole = "\n".join(map(safe, lines))
    if whole:
        _write(sys.stdout, whole)


def show_pieces(lines: Iterable[Sequence[tuple[str, str]]]) -> None:
    """Lines of pieces on standard output, each piece safe and in the colour of its role."""
    whole = "\n".join(
        "".join(paint(safe(text), role, sys.stdout) if role else safe(text) for text, role in line) for line in lines
    )
    _write(sys.stdout, whole)


def remark(text: str) -> None:
    """A line on standard error: what else should be known."""
    _write(sys.stderr, as_typed(safe(text)))


def _write(stream: TextIO, text: str) -> None:
    """A line as it is; letters that the stream's encoding lacks become question marks.

    When the reader of a pipe leaves, as ``| head`` does, the work goes on and what is said goes nowhere. Raises ConceptError for an output
    that takes no more.
    """
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        stream.flush()
    except OSError as error:
        _gone(stream, error)


def _gone(stream: TextIO, error: OSError) -> None:
    """Let what is said go nowhere from now on. Raises ConceptError for an output that takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if stream is sys.stdout and not isinstance(error, BrokenPipeError):
        raise ConceptError(f"The output cannot be written: {error.strerror}.", "Make room, or let it go elsewhere.") from None


def say_exactly(content: bytes) -> None:
    """Bytes on standard output as they are; on a terminal, text that cannot harm it."""
    if sys.stdout.isatty():
        say(content.decode("utf-8", "replace"))
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        _gone(sys.stdout, error)


def say_json(value: Any) -> None:
    """A value as JSON on standard output, in plain ASCII so that no terminal or shell mistakes it."""
    _write(sys.stdout, json.dumps(value, indent=2))


def show_trouble(error: ConceptError) -> None:
    """One sentence, and what to do; the findings that led to it first."""
    for finding in error.findings:
        _write(sys.stderr, _headline(finding, sys.stderr))
        if finding.hint:
            _write(sys.stderr, f"  {paint('hint', 'hint', sys.stderr)}: {as_typed(one_line(finding.hint))}")
    _write(sys.stderr, f"concept: {one_line(error.message)}")
    if error.hint:
        _write(sys.stderr, f"  {as_typed(one_line(error.hint))}")


def show_bug() -> None:
    """A traceback, and the request to report it."""
    import platform
    import traceback

    remark(traceback.format_exc())
    remark(
        f"This is a bug in concept {__version__} (Python {platform.python_version()}, {platform.system()}). Nothing was half-written."
    )
    remark("Please report it with the lines above and, if you may, the file that caused it.")


# ------------------------------------------------------------------ redline

_SIGN: Final = re.compile(r"(\[-|-\]|\{\+|\+\}|\{>|<\}|\[<|>\])")
_ROLES: Final = {"[-": "gone", "{+": "new", "{>": "moved", "[<": "moved"}


def show_redline(lines: Iterable[str]) -> None:
    """Lines with signs around changed words, on a terminal in colours and page by page; the signs say it all without colour."""
    if not sys.stdout.isatty():
        for line in lines:
            say(line)
        return
    from pydoc import pager

    os.environ.setdefault("LESS", "-FRX")  # ends by itself on a short text, keeps colours
    pager("\n".join(_coloured(map(safe, lines))) + "\n")


def _coloured(lines: Iterable[str]) -> Iterator[str]:
    """Lines with everything between signs in a colour, which goes on from line to line."""
    role = ""
    for line in lines:
        shown = []
        for piece in _SIGN.split(line):
            role = _ROLES.get(piece, role)
            shown.append(paint(piece, role, sys.stdout) if role and piece else piece)
            if piece in {"-]", "+}", "<}", ">]"}:
                role = ""
        yield "".join(shown)


# ----------------------------------------------------------------- findings


def show_findings(findings: Iterable[Diagnostic], line_of: Callable[[Place], str]) -> None:
    """Findings for reading: where, what, the line with a caret under the place, and what helps.

    Of one rule in one file the first 100 are shown and the others counted: who reads them has seen enough.
    """
    shown: Counter[tuple[str, str]] = Counter()
    lines: list[str] = []
    for finding in findings:
        kind = (finding.rule.name, finding.place.path)
        shown[kind] += 1
        if shown[kind] > _ENOUGH:
            continue
        lines.append(_headline(finding, sys.stdout))
        line = line_of(finding.place)
        if line:
            number = str(finding.place.line)
            window, before = _window(line, finding.place.column, columns() - len(number) - 6)
            lines.append(f"  {number} | {window}")
            lines.append(f"  {' ' * len(number)} | {' ' * before}{paint('^', 'bold', sys.stdout)}")
        if finding.hint:
            lines.append(f"  {paint('hint', 'hint', sys.stdout)}: {as_typed(one_line(finding.hint))}")
    for (rule, path), times in shown.items():
        if times > _ENOUGH:
            lines.append(f"… and {times - _ENOUGH:,} more of {rule} in {one_line(path)}; --format json lists them all")
    if lines:
        _write(sys.stdout, "\n".join(lines))


def _headline(finding: Diagnostic, stream: TextIO) -> str:
    severity = finding.rule.severity.value
    kind = paint(f"{severity}[{finding.rule.name}]", severity, stream)
    return f"{paint(one_line(str(finding.place)), 'bold', stream)}: {kind}: {one_line(finding.message)}"


def columns() -> int:
    """Cells of a line on standard output: a caret under a line that wraps would point at nothing."""
    from shutil import get_terminal_size

    return max(40, get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else _WIDTH


def _window(line: str, column: int, width: int) -> tuple[str, int]:
    """As much of the line around a column as fits so many cells, safe to print, and how many cells stand before the column."""
    near = max(0, column - 1 - width)
    if (piece := line[near : column - 1 + width]).isprintable() and _NARROW.fullmatch(piece):  # by far the most frequent case
        return _narrow_window(line, column, width)
    before = [one_line(each) for each in line[near : column - 1]]
    after = [one_line(each) for each in line[column - 1 : column - 1 + width]]
    left, right = near > 0, column - 1 + width < len(line)
    behind = sum(map(cells, after))
    ahead = sum(map(cells, before))
    while before and ahead > max(width // 2, width - behind - 2):
        ahead -= cells(before.pop(0))
        left = True
    while after and ahead + behind > width - 2:
        behind -= cells(after.pop())
        right = True
    shown = "…" * left + "".join(before)
    return shown + "".join(after) + "…" * right, cells(shown)


def _narrow_window(line: str, column: int, width: int) -> tuple[str, int]:
    """The same for characters of one cell each."""
    first, end = max(0, column - 1 - width), min(len(line), column - 1 + width)
    first = max(first, column - 1 - max(width // 2, width - (end - column + 1) - 2))
    end = min(end, max(column - 1, first + width - 2))
    shown = "…" * (first > 0) + line[first : column - 1]
    return shown + line[column - 1 : end] + "…" * (end < len(line)), len(shown)


def cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, combining ones none."""
    if _NARROW.fullmatch(text):
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(each) in {"Mn", "Me"} else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def padded(text: str, width: int) -> str:
    """The text, safe already, filled up with spaces to so many cells."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """As much of a text, safe already, as fits so many cells."""
    if len(text) <= width and cells(text) <= width:
        return text
    shown = text[: width - 1]
    while cells(shown) >= width:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def findings_as_json(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Findings for programs."""
    return [
        {
            "rule": each.rule.name,
            "severity": each.rule.severity.value,
            "message": each.message,
            "path": each.place.path,
            "line": each.place.line,
            "column": each.place.column,
            "hint": each.hint,
        }
        for each in findings
    ]


def show_annotations(findings: Iterable[Diagnostic]) -> None:
    """Findings as workflow commands, which a forge shows beside the lines of a change."""
    for each in findings:
        place = f"file={_property(each.place.path)},line={each.place.line},col={each.place.column}"
        words = each.message + (f" ({each.hint})" if each.hint else "")
        say(f"::{each.rule.severity.value} {place},title={_property(each.rule.name)}::{_escaped(words)}")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def counted(findings: Iterable[Diagnostic]) -> str:
    """How many errors and warnings: "2 errors, 1 warning"; empty when there are none."""
    kinds = [each.rule.severity for each in findings]
    parts = [(kinds.count(severity), severity.value) for severity in Severity]
    return ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in parts if number)


# ----------------------------------------------------------------- progress


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, nothing anywhere else; call what it gives with the name of each piece as its work begins."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn())
    same = sys.stdout.isatty()  # then lines are put above the bar; a pipe or file gets them as they are
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=same, redirect_stderr=False) as bar:
        task = bar.add_task("", total=total)
        done = -1

        def begin(name: str) -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, description=safe(name))

        yield begin


def shown_path(path: Path) -> str:
    """A path as it is shortest to type from here."""
    relative = os.path.relpath(path)
    return one_line(str(path) if relative.startswith("..") else relative)
