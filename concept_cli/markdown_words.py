"""Words as they stand in Markdown: what must be escaped, and how marks are set so that every reader sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SIGNS: Final = re.compile(r"[\\`*\[\]<~]|(?<!\w)_|_(?!\w)|\{(?=#)|!$|&(?=#?\w+;)|(?<=\{)#")
_LINE_START: Final = re.compile(r"(?P<mark>[#>+:=-]|\d{1,9}(?:-\d{1,3})?(?=[.)]))")
_ANY_SIGN: Final = re.compile(r"[!-/:-@\[-`{-~]")
_BLANKS: Final = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_BARE_TARGET: Final = re.compile(r"[^\s<>()\\\x00-\x1f]+")


def escaped(words: str) -> str:
    """Words with a backslash before every sign that Markdown would take for markup; spaces at their ends and line ends as entities."""
    text = _SIGNS.sub(lambda match: "\\" + match[0], words)
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def literal(words: str) -> str:
    """Words in one line that are words wherever they are put: at the beginning of a line, in a heading, in a cell, beside any mark."""
    return _ANY_SIGN.sub(lambda match: "\\" + match[0], _BLANKS.sub(" ", words).strip(" "))


def line_start(line: str) -> str:
    """A line of a paragraph that nothing takes for the beginning of a heading, a list or a quote; spaces at its ends stay."""
    inner = line.strip(" ")
    lead, trail = len(line) - len(line.lstrip(" ")), len(line) - len(line.rstrip(" "))
    if match := _LINE_START.match(inner):
        mark = match["mark"]
        inner = f"{mark}\\{inner[len(mark) :]}" if mark[0].isdigit() else f"\\{inner}"
    return "&#32;" * lead + inner + ("&#32;" * trail if inner else "")


def code_span(words: str) -> str:
    """Code between as many backticks as it takes; line ends become spaces, as they do when it is read."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    pad = " " if words[:1] == "`" or words[-1:] == "`" or (words[:1] == words[-1:] == " " and words.strip()) else ""
    return fence + pad + words.replace("\n", " ") + pad + fence if words else ""


def marked(mark: str, content: str) -> str:
    """Content between marks of emphasis; :func:`joined` sees to it that they take effect whatever stands beside them.

    Marks that touch others would run into them, so they are written with the other sign.
    """
    if not content:
        return ""
    if content[0] in " \N{NO-BREAK SPACE}":
        content = f"&#{ord(content[0])};" + content[1:]
    if content[-1] in " \N{NO-BREAK SPACE}":
        content = content[:-1] + f"&#{ord(content[-1])};"
    sign = mark.replace("*", "_") if "*" in (content[0], content[-1]) else mark
    return f"{sign}{content}{sign}"


def joined(pieces: Iterable[str]) -> str:
    """Pieces of a block's words in a row. A letter beside a mark is written as an entity where the mark would not count otherwise."""
    text = ""
    for each in pieces:
        piece = each
        if text and piece[:1] in ("*", "_"):
            if text[-1] == piece[0] == "*":
                piece = _with_other_sign(piece)
            if _is_letter(text[-1]) and (piece[0] == "_" or not _is_letter(piece.lstrip("*_")[:1])):
                text = text[:-1] + f"&#{ord(text[-1])};"
        elif text and text[-1] in ("*", "_") and not text.endswith(("\\*", "\\_")) and _is_letter(piece[:1]):
            needed = text[-1] == "_" or not _is_letter(text.rstrip("*_")[-1:])
            piece = f"&#{ord(piece[0])};" + piece[1:] if needed else piece
        text += piece
    return text


def _with_other_sign(piece: str) -> str:
    width = len(piece) - len(piece.lstrip("*"))
    return "_" * width + piece[width:-width] + "_" * width


def _is_letter(character: str) -> bool:
    """Whether a character is neither space nor punctuation in the eyes of Markdown."""
    return bool(character) and not character.isspace() and unicodedata.category(character)[0] not in "PSZ"


def target(address: str) -> str:
    """A link's address, in angle brackets when it needs them."""
    if _BARE_TARGET.fullmatch(address):
        return address
    return "<" + re.sub(r"[<>\\]", lambda match: "\\" + match[0], address.replace("\n", "%0A")) + ">"


def autolink(address: str) -> str:
    """An address that is its own words, in angle brackets; empty when it cannot stand there."""
    return f"<{address}>" if re.fullmatch(r"(?:https?://|mailto:)[^\s<>\x00-\x1f]+", address) else ""


def title(words: str) -> str:
    """A picture's caption behind its address; nothing for no words."""
    return ' "' + re.sub(r'["\\]|&(?=#?\w+;)', lambda match: "\\" + match[0], words.replace("\n", " ")) + '"' if words else ""
