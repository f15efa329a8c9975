"""The house style's templates and stylesheets as text, and every way in which one can be broken as one clear sentence."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from typing import Final

import tinycss2
from jinja2 import FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup
from tinycss2.ast import Node as CssNode

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Document
from concept_cli.style import Style
from concept_cli.wording.terms import TERMS, draft_name, term
from concept_cli.writers.bounded import Bounded, bounded_steps
from concept_cli.writers.html_words import legal, together
from concept_cli.writers.marks import older_fields

HINT: Final = "mend it, or take the project's own file out of templates/: then the toolkit's is used"

_FONT = re.compile(r"""url\(\s*(["']?)font:([^"')]+)\1\s*\)""")


def source(style: Style, name: str) -> str:
    """A file of the house style as text. Raises ConceptError when it is missing or not UTF-8."""
    try:
        return style.text(name)
    except KeyError:
        raise ConceptError(f"The house style has no templates/{name}.", "put it there, or install the toolkit again") from None
    except UnicodeDecodeError as error:
        raise ConceptError(f"templates/{name} is not UTF-8 (byte {error.start + 1}).", "save it as UTF-8") from None


def filled(style: Style, name: str, document: Document, **values: object) -> str:
    """The template ``name`` with the document, the name of its draft, the terms of its language and ``values`` filled in, escaped.

    Raises ConceptError naming template and line for a template that is broken, misspells a name or runs into any error.
    """
    environment = Bounded(_loader(style), (document.title, *values.values()))
    environment.filters["together"] = lambda words: Markup(together(str(words)))  # checked: escapes what it is given
    terms = {key: term(key, document.language) for key, forms in TERMS.items() if "{" not in forms["en"]}
    errors = term("errors", document.language, count=document.errors) if document.errors else ""
    shown = {
        "document": document,
        "terms": terms,
        "errors": errors,
        "draft": draft_name(document.state, document.edition, document.language),
        "older": older_fields(document),
    }
    return legal(_rendered(environment, name, shown | values))


def filled_markdown(style: Style, name: str, values: Mapping[str, object]) -> str:
    """The Markdown template ``name`` with values filled in, which are escaped already. Raises ConceptError as :func:`filled` does."""
    return _rendered(Bounded(_loader(style), (), markup=False), name, values)


def _loader(style: Style) -> FunctionLoader:
    return FunctionLoader(lambda other: (source(style, other), f"templates/{other}", None))


def _rendered(environment: Bounded, name: str, values: Mapping[str, object]) -> str:
    try:
        with bounded_steps():
            return environment.get_template(name).render(values)
    except ConceptError:
        raise
    except TemplateSyntaxError as error:
        raise _broken(error.name or name, error.lineno, str(error.message)) from None
    except TemplateNotFound as error:
        raise _broken(name, _line(error), f"no template called {error.name!r}") from None
    except Exception as error:  # noqa: BLE001  a template can fail in any way: divide by zero, call what is no function
        where, line = _where(error, name)
        reason = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
        raise _broken(where, line, reason) from None


def stylesheet(style: Style, *names: str) -> str:
    """Several stylesheets as one. Raises ConceptError naming file and line for text that is no CSS."""
    return "\n".join(_checked(style, name) for name in names)


def with_fonts(css: str, address: dict[str, str]) -> str:
    """A stylesheet in which every ``url("font:NAME")`` is the address given for that font file (nothing for one that is not there)."""
    return _FONT.sub(lambda match: f'url("{address.get(match.group(2), "data:,")}")', css)


def fonts_named(css: str) -> tuple[str, ...]:
    """The font files that a stylesheet asks for, in its order."""
    return tuple(dict.fromkeys(match.group(2) for match in _FONT.finditer(css)))


def _checked(style: Style, name: str) -> str:
    try:
        css = style.filled(source(style, name))
    except ValueError as error:
        raise ConceptError(f"templates/{name}: {error}.", HINT) from None
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        for node in (rule, *_inside(rule)):
            for token in (node, *(getattr(node, "prelude", None) or ())):
                if token.type == "error":
                    raise _broken(name, token.source_line, f"no valid CSS ({token.message})")
    return css.replace("</", "<\\/")


def _inside(rule: CssNode) -> list[CssNode]:
    """The parts of a rule's block, to any depth."""
    content = getattr(rule, "content", None)
    if rule.type not in ("qualified-rule", "at-rule") or content is None:
        return []
    parts: list[CssNode] = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return parts + [inner for part in parts for inner in _inside(part)]


def _where(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template and line that an error came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("templates/")]
    return (frames[-1].filename.removeprefix("templates/"), frames[-1].lineno or 1) if frames else (name, 1)


def _line(error: BaseException) -> int:
    return _where(error, "")[1]


def _broken(name: str, line: int, reason: str) -> ConceptError:
    return ConceptError(f"templates/{name}:{line}: {reason}", HINT)
