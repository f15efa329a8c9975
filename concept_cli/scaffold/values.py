"""What was typed on a command line, as values that a YAML file can hold."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

from concept_cli.diagnostics import ConceptError
from concept_cli.model import shorten

LONGEST: Final = 300
"""Letters that a title or a name may have: a line of a contents list, not a paragraph."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_PLAIN: Final = re.compile(r"[^\W\d_][\w –—./()-]*")
_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED: Final = frozenset({"passport", "sources", "abbreviations"})
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


def one_line(text: str, what: str) -> str:
    """A title or name as typed, without spaces around it. ConceptError for an empty, endless or partly invisible one."""
    words = text.strip(" ")
    if not words.strip():
        raise ConceptError(f"The {what} is empty.", "Write it in quotation marks after the option.")
    for letter in words:
        if category(letter) in _INVISIBLE:
            raise ConceptError(f"The {what} holds an invisible character, U+{ord(letter):04X}.", "Type it anew, in one line.")
    if len(words) > LONGEST:
        raise ConceptError(f"The {what} has {len(words):,} characters; at most {LONGEST} are taken.", "Say the rest in the text.")
    return words


def quoted(text: str) -> str:
    """One line of text as a YAML value: bare when nothing in it could be taken for something else, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(" "):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def field_line(name: str, value: str) -> str:
    """A field and its value, which is YAML already; a value that begins with a line end is nested."""
    return f"{name}:{value}\n" if value.startswith("\n") else f"{name}: {value}\n"


def seen(text: str) -> str:
    """What was typed, short and in one line, for a sentence about it."""
    return shorten(text.replace("\n", "\\n"))


def new_id(text: str, what: str) -> str:
    """An id as typed. ConceptError when it is none, or means something already."""
    if not _ID.fullmatch(text) or len(text) > 80:
        raise ConceptError(
            f"“{seen(text)}” is no id for a {what}.",
            "Use at most 80 small Latin letters, digits and single hyphens, like export-2.",
        )
    if text in _RESERVED:
        raise ConceptError(f"“{text}” is the name of a part that is made by itself.", "Choose another id.")
    if text in _DEVICES:
        raise ConceptError(f"“{text}” is the name of a device on Windows, so no file can have it.", "Choose another id.")
    return text


_LATIN: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya yo a g q ng o u u h i".split(),
        strict=True,
    )
)


def id_from(title: str) -> str:
    """An id made of a title's words, Russian and Kazakh letters written in Latin ones; ``concept`` when nothing is left."""
    latin = "".join(_LATIN.get(letter, letter) for letter in title.lower()).replace("_", "")
    words = re.findall(r"[a-z0-9]+", latin)
    id = ""
    for word in words:
        if len(id) + 1 + len(word) > 50:  # a name for files, not the title again
            break
        id = f"{id}-{word}".removeprefix("-")
    return "concept" if not id or id in _RESERVED | _DEVICES else id
