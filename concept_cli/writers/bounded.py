"""The environment in which templates are filled: a template from elsewhere can neither reach out, nor run for ever, nor fill the memory.

Jinja's sandbox keeps a template from reaching out. The bounds are ours: on what is multiplied, joined and shown, and on steps.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.nodes import Concat
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import SandboxedEnvironment

MOST_STEPS: Final = 100_000
DEEPEST: Final = 100
MOST_LETTERS: Final = 50_000_000
"""Lines of templates that one filling may run, templates and macros it may open in one another, and letters that it may make besides
those it is given."""

_LARGEST_NUMBER: Final = 10**9
_METHODS: Final = frozenset("capitalize endswith get items keys lower startswith strip title upper values".split())
_OF_WORDS: Final = "capitalize e escape lower safe title trim upper".split()
_OF_ANYTHING: Final = "count d default first last length".split()


class _Code(CodeGenerator):
    """Template to Python, with ``a ~ b`` joined by the environment, which counts."""

    def visit_Concat(self, node: Concat, frame: Frame) -> None:  # noqa: N802  Jinja's name
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class Bounded(SandboxedEnvironment):
    """An environment for one filling. Whatever goes beyond its bounds raises SecurityError."""

    code_generator_class = _Code
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, loader: FunctionLoader, given: Iterable[object], *, markup: bool = True) -> None:
        """``markup``: of HTML, in which every value is escaped; else of Markdown, the values of which are escaped before they are given.

        There ``{#`` begins an id, so what is said of the template itself stands between ``<!--`` and ``-->``.
        """
        super().__init__(
            loader=loader,
            autoescape=markup,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_shown,
            comment_start_string="{#" if markup else "<!--",
            comment_end_string="#}" if markup else "-->",
        )
        self._left = MOST_LETTERS + sum(len(each) for each in given if isinstance(each, str))
        self.concat = self._counted  # type: ignore[method-assign]  # the compiled templates join their output with it
        self.filters = {name: self.filters[name] for name in _OF_ANYTHING} | {
            name: _of_words(self.filters[name]) for name in _OF_WORDS
        }
        del self.globals["lipsum"]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of words, numbers and collections only the methods that make nothing longer."""
        plain = isinstance(obj, (str, bytes, int, float, list, tuple, dict, set))
        return bool(super().is_safe_attribute(obj, attr, value)) and (not plain or attr in _METHODS)

    def wrap_str_format(self, value: Any) -> None:
        """No ``format`` either, which Jinja would let through: it pads to any width."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums of what is not long, and products of numbers that are not large."""
        numbers = all(isinstance(each, (int, float)) and abs(each) <= _LARGEST_NUMBER for each in (left, right))
        if operator == "+" and not numbers:
            self._spend(sum(len(each) for each in (left, right) if hasattr(each, "__len__")))
        elif operator == "**":
            raise SecurityError("powers are not reckoned here")
        elif not numbers:
            raise SecurityError(f"the operator {operator} is for numbers up to {_LARGEST_NUMBER:,}")
        return super().call_binop(context, operator, left, right)

    def joined(self, values: Iterable[object]) -> str:
        """The words of ``a ~ b ~ c``."""
        words = [each if isinstance(each, str) else str(_shown(each)) for each in values]
        self._spend(sum(map(len, words)))
        return markup_join(words)

    def _counted(self, parts: Iterable[str]) -> str:
        kept = []
        for each in parts:
            self._spend(len(each))
            kept.append(each)
        return "".join(kept)

    def _spend(self, letters: int) -> None:
        self._left -= letters
        if self._left < 0:
            raise SecurityError(f"it makes more than {MOST_LETTERS:,} letters")


@contextmanager
def bounded_steps() -> Iterator[None]:
    """Let templates run only so many lines and call each other only so deep; else SecurityError is raised where that happens."""
    left, depth = MOST_STEPS, 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal left, depth
        if not frame.f_code.co_filename.startswith("templates/"):
            return None
        left -= 1
        depth += (event == "call") - (event == "return")
        if depth > DEEPEST:
            raise SecurityError("it includes or calls itself again and again")
        if left < 0:
            raise SecurityError(f"it takes more than {MOST_STEPS:,} steps")
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        yield
    finally:
        sys.settrace(before)


def _shown(value: object) -> object:
    """What a template may show. A list that holds itself twice, and so on, would never end."""
    if value is None or isinstance(value, (str, int, float, Undefined)):
        return value
    raise SecurityError(f"only words and numbers can be shown, not a {type(value).__name__}")


def _of_words(change: Callable[..., Any]) -> Callable[..., Any]:
    return lambda value, *arguments: change(_shown(value), *arguments)
