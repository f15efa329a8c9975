"""What is wrong, where, and what helps: the values that every floor reports with.

A problem in the author's text is a :class:`Diagnostic` handed to a ``report`` callable; a situation in which we cannot go on is
a :class:`ConceptError`. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a project file: path relative to the project with ``/``; line and column count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def right(self, columns: int) -> Place:
        """The place so many columns further on the same line."""
        return replace(self, column=self.column + columns)


LONGEST: Final = 300
"""Characters of a value that a message repeats; ids and addresses can be as long as a file."""


class Severity(StrEnum):
    """How bad a finding is: errors fail ``check``, warnings fail it with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding. ``message`` and ``hint`` are ``str.format`` templates; ``why`` is what ``check --explain`` says.

    ``stops``: nothing can be built while a finding of this rule stands (the file could not be read).
    """

    name: str
    severity: Severity
    message: str
    hint: str
    why: str
    stops: bool = False

    def at(self, place: Place, *, hint: str | None = None, **values: object) -> Diagnostic:
        """The finding of this rule at a place; ``hint`` is a template that replaces the rule's own (``""`` for none)."""
        short = {name: _cut(value) for name, value in values.items()}
        return Diagnostic(self, place, self.message.format(**short), (self.hint if hint is None else hint).format(**short))


def _cut(value: object) -> object:
    return value[: LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: rule, place, the message with its values filled in, and what helps (may be empty)."""

    rule: Rule
    place: Place
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it fails ``check`` without ``--strict``."""
        return self.rule.severity is Severity.ERROR


Report = Callable[[Diagnostic], None]


def fails(findings: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether findings make a command exit 1: errors do, warnings when ``strict``."""
    return any(strict or each.is_error for each in findings)


class ConceptError(Exception):
    """We cannot go on. ``message`` is one sentence, ``hint`` says what to do or type next; ``findings`` are shown before it."""

    def __init__(self, message: str, hint: str = "", findings: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.findings = findings


class MissingTool(ConceptError):
    """This machine lacks something that one kind of output needs; everything else can go on."""
