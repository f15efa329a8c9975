"""Markdown to blocks of words, read by mistune: a library that the toolkit does not use.

What is ours in the text (citations, calls of notes, ids, legal labels) is marked with private-use characters before mistune reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

import mistune
from mistune.plugins.table import table_in_list, table_in_quote

ID = r"\{#([\w.:-]+)\}"
MARKS = {  # what is marked, the characters around it, and what it looked like
    "cite": ("\ue000", "\ue001", "[{}]"),
    "note": ("\ue002", "\ue003", "[^{}]"),
    "reference": ("\ue004", "\ue005", "[](#{})"),
    "number": ("\ue00f", "\ue010", "[#](#{})"),
    "id": ("\ue008", "\ue009", "{{#{}}}"),
}
ALT = "\ue006{}\ue007"
DRAWN = "\ue00d{}\ue00e"
"""Around the address of a picture; then around the words that are drawn in it."""
BULLET = "\ue00c"
"""Stands for whatever an output puts before an item that has no label."""
_LABEL = re.compile(r"^((?:[ \t>]|[-+*][ \t]+)*)(\d{1,9})(-\d{1,3})?([.)])([ \t]+)(?![-+*]+[ \t])(?=[^\s`~>#|:])", re.MULTILINE)
_LITERAL_LABEL = re.compile("\\d+[.)]([ \t]+)\ue00a(.*?)\ue00b")


@dataclass(frozen=True)
class Said:
    """A block: its kind, its words with marks in them, its id, and a heading's level."""

    kind: str
    words: str
    id: str = ""
    level: int = 0


@dataclass
class Text:
    """What a Markdown text says: its blocks, its notes by label in the order of their definitions, its abbreviations."""

    blocks: list[Said] = field(default_factory=list)
    notes: dict[str, list[Said]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)


def read(text: str, *, breaks: bool = False) -> Text:
    """The blocks of a Markdown text; with ``breaks``, ``<br>`` is a line break and not text."""
    found = Text()
    text = text.replace("<br>", " ") if breaks else text
    lines = []
    for line in text.split("\n"):
        if match := re.match(r"\*\[([^\]]+)\]:\s*(.*\S)\s*$", line):
            found.abbreviations.setdefault(match[1], match[2])
        else:
            lines.append(line)
    body, notes = apart(lines)
    found.blocks = _parsed(body)
    for label, note in notes:
        found.notes.setdefault(label, _parsed(note))
    return found


def apart(lines: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """The text without its footnote definitions, and these: a definition goes on over lazy, indented and blank lines."""
    body: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    inside = blank = fenced = False
    for line in lines:
        fenced ^= bool(re.match(r"\s{0,3}(```|~~~)", line))
        match = None if fenced else re.match(r"\[\^([^\]\s]+)\]:\s*(.*)$", line)
        if match:
            notes.append((match[1], [match[2]]))
            inside, blank = True, False
        elif inside and (line.startswith("    ") or not line.strip() or not blank):
            notes[-1][1].append(line.removeprefix("    "))
            blank = not line.strip()
        else:
            inside = False
            body.append(line)
    return "\n".join(body), [(label, "\n".join(note)) for label, note in notes]


def _parsed(text: str) -> list[Said]:
    for name, pattern in (
        ("cite", r"(?<!\\)\[(@[^\s\[\];,@]+(?:,[^\[\];]*)?(?:;\s*@[^\[\]]+)?)\](?![(\[])"),
        ("note", r"(?<!\\)\[\^([^\s\]]+)\]"),
    ):
        opened, closed, _ = MARKS[name]
        text = re.sub(pattern, lambda match, o=opened, c=closed: f"{o}{match[1]}{c}", text)  # type: ignore[misc]
    for name, words in (("reference", ""), ("number", "#")):
        opened, closed, _ = MARKS[name]
        text = re.sub(rf"\[{words}\]\(#([^)]+)\)", lambda match, o=opened, c=closed: f"{o}{match[1]}{c}", text)  # type: ignore[misc]
    text = re.sub(r"(?<!\\)" + ID, lambda match: MARKS["id"][0] + match[1] + MARKS["id"][1], text)
    text = _LABEL.sub(_labelled, text)
    parser = mistune.create_markdown(renderer=None, plugins=["table", table_in_list, table_in_quote, "def_list"])
    tokens = parser(text)
    assert isinstance(tokens, list)
    return _named(list(_blocks(tokens)))


def _labelled(match: re.Match[str]) -> str:
    """An item's label, repeated as a mark in the item's words; ``9-1)`` becomes ``901)``, which mistune takes for a label."""
    before, number, legal, sign, space = match.groups()
    masked = number + (f"0{legal[1:]}" if legal else "")
    return f"{before}{masked}{sign}{space}\ue00a{number}{legal or ''}{sign}\ue00b"


def literal(words: str) -> str:
    """Words with everything that was marked as it was typed."""
    for opened, closed, shape in MARKS.values():
        words = re.sub(f"{opened}(.*?){closed}", lambda match, s=shape: s.format(match[1]), words)  # type: ignore[misc]
    return _LITERAL_LABEL.sub(r"\2\1", words)


# ------------------------------------------------------------------ blocks


def _blocks(tokens: list[dict[str, Any]]) -> Iterator[Said]:
    for token in tokens:
        kind, inside = token["type"], token.get("children", [])
        match kind:
            case "blank_line" | "thematic_break":
                continue
            case "heading":
                yield Said("heading", _words(inside), level=token["attrs"]["level"])
            case "paragraph" | "block_text":
                yield _paragraph(inside)
            case "block_code":
                yield Said("text", literal(token["raw"]))
            case "list":
                yield from _list(token)
            case "table":
                yield Said("table", "")
                yield from _cells(inside)
            case "def_list_head":
                yield Said("text", _words(inside))
            case "block_html":
                yield Said("text", token["raw"])
            case _:
                yield from _blocks(inside)


def _paragraph(inside: list[dict[str, Any]]) -> Said:
    pictures = [each for each in inside if each["type"] == "image"]
    rest = "".join(_words([each]) for each in inside if each["type"] != "image")
    bare = re.sub(f"{MARKS['id'][0]}.*?{MARKS['id'][1]}", "", rest)
    if len(pictures) == 1 and not bare.strip():
        caption = unescape(pictures[0].get("attrs", {}).get("title") or "")
        return Said("figure", _words(pictures) + "\n" + caption + rest)
    return Said("text", _words(inside))


def _list(token: dict[str, Any]) -> Iterator[Said]:
    items = [each for each in token["children"] if each["type"] == "list_item"]
    said = [list(_blocks(each["children"])) for each in items]
    if not token["attrs"].get("ordered"):
        for item in said:
            yield Said("bullet", BULLET)
            yield from item
        return
    labels = [_label(item) for item in said]
    first = token["attrs"].get("start", 1)
    if len(set(labels)) == 1 and "-" not in labels[0]:
        labels = []
    for number, item in enumerate(said):
        typed = labels[number] if labels else ""
        yield Said("label", typed or f"{first + number}{token['bullet']}")
        if item and item[0].words.startswith("\ue00a"):
            item[0] = replace(item[0], words=item[0].words.partition("\ue00b")[2])
        yield from item


def _label(item: list[Said]) -> str:
    return item[0].words[1:].partition("\ue00b")[0] if item and item[0].words.startswith("\ue00a") else ""


def _cells(rows: list[dict[str, Any]]) -> Iterator[Said]:
    for row in rows:
        if row["type"] == "table_cell":
            yield Said("head" if row["attrs"]["head"] else "cell", _words(row["children"]).replace("\\|", "|"))
        else:
            yield from _cells(row["children"])


def _named(blocks: list[Said]) -> list[Said]:
    """Blocks with their ids taken out of the words, and captions put before their tables."""
    named: list[Said] = []
    pending, table = "", -1
    for block in blocks:
        ids = re.findall(f"{MARKS['id'][0]}(.*?){MARKS['id'][1]}", block.words)
        words = re.sub(f"\\s*{MARKS['id'][0]}.*?{MARKS['id'][1]}[ \n]?", "", block.words)
        each = replace(block, words=_LITERAL_LABEL.sub(r"\2\1", words), id=ids[0] if ids else pending)
        if ids and not words.strip() and block.kind == "text":
            pending = ids[0]
            continue
        pending = ""
        if each.words.startswith("Table:") and table >= 0:
            named[table] = replace(named[table], words=each.words.removeprefix("Table:").lstrip(), id=each.id)
            table = -1
            continue
        if each.kind == "table":
            table = len(named)
        elif each.kind not in ("head", "cell"):
            table = -1
        named.append(each)
    return named


# ----------------------------------------------------------------- inlines


def _words(tokens: list[dict[str, Any]]) -> str:
    return "".join(_word(each) for each in tokens)


def _word(token: dict[str, Any]) -> str:
    match token["type"]:
        case "text":
            return unescape(token["raw"]) if len(token["raw"]) > 1 else str(token["raw"])
        case "codespan":
            return literal(token["raw"])
        case "inline_html":
            return str(token["raw"])
        case "softbreak" | "linebreak":
            return " "
        case "image":
            return ALT.format(_words(token["children"])) + DRAWN.format(token["attrs"]["url"])
        case _:
            return _words(token.get("children", []))
