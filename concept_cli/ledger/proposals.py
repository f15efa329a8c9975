"""An amendment and the passage that was read to the passage as the amendment would have it.

What is given to be inserted are plain words, escaped, unless it is said to be Markdown. A passage is only trusted when it is read back: its
words must be those of before, with the proposed ones in the place of the quoted ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from concept_cli.compare.sentences import sentences
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.passages import Said, alike_signs, said_by
from concept_cli.markdown_words import escaped, line_start
from concept_cli.model import PlaceRead, shorten

_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
_NO_SPACE_BEFORE: Final = re.compile(r"[,.;:!?)\]»”…%]")
_ITEM: Final = re.compile(r"(?:\n|^)[ \t]*(?:[-*+]|\d+(?:-\d+)?[.)])[ \t]+$")
_CALL: Final = re.compile(r"\[@[^\[\]]+\]|\[\^[^\[\]\s]+\]")
_CALLS_BEHIND: Final = re.compile(r"(?:[ \t]?\[@[^\[\]]+\]|\[\^[^\[\]\s]+\])+")
"""What is called behind words, and stays with them."""
BAR: Final = re.compile(r"(?<!\\)\|")
"""The border of a cell."""
_BORDER: Final = re.compile(r"(?<!\\)\||$", re.MULTILINE)
STOPS: Final = ".!?;:,"
_STOP: Final = re.compile(r"[.!?…]+(?=\s|$)")
"""What ends a sentence behind its last word."""
ENDS: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*(?:\[[^\]]*\])*$")
"""How a sentence ends, with the notes and sources behind it."""
_REPEATED: Final = 8
"""So many words at an end of a wording are compared with those around the quote."""
_SPACES: Final = re.compile(r"\s+")
CAPTION: Final = re.compile(r"\s*Table:")
"""Begins what stands below a table as its caption, however it was typed."""
_OPENING: Final = re.compile(r"[*_`\[\\~]+$")
_CLOSING: Final = re.compile(r"[*_`~]+|\]\([^()\s]*(?: \"[^\"]*\")?\)|\]\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to be put into a passage: plain ones, or Markdown."""

    text: str
    markdown: bool = False


def proposed(base: str, place: PlaceRead, action: str, *wordings: Wording) -> str:
    """The passage with the quoted words replaced by a wording, deleted, or followed by one or several wordings.

    Raises ConceptError when the quoted words do not stand in it as the place says, or cannot be changed without changing others.
    """
    said = said_by(base)
    start, end = occurrence(said, place)
    if action == "delete":
        end = _with_stop(said, start, end)
    if goes_behind(base, place, action):
        return "\n\n".join([base, *(_indent(base) + typed(each, base) for each in wordings)])
    if action == "delete" and alike_signs(said.flat[:start] + said.flat[end:]) == "":
        return ""
    if action != "insert" and "\n" in said.words[start:end].strip("\n"):
        if action == "replace" and (row := _row(said, start, end, wordings[0])):
            return row
        raise _goes_across(said, start, end, action)
    if action == "replace" and (twice := _doubled(said, start, end, wordings)):
        raise Unfit(f"“{twice}” would stand there twice.", f"Say only what takes the place of “{shorten(place.quote)}”.")
    spans = [*_spans(said, start, end)]
    if not spans:
        raise ConceptError(
            f"“{shorten(place.quote)}” is made by the tool and stands in no text.",
            "Quote the words beside it, or remark on it instead.",
        )
    for first, last in spans:
        made = _with(base, first, last, action, wordings)
        if _is_meant(said, (start, end), said_by(made), action, wordings):
            return made
    raise Unfit(
        f"“{shorten(place.quote)}” cannot be changed without changing more: it begins or ends inside of words that are set off or linked,"
        " or the new words would make a caption or a list of it.",
        "Quote the whole of what is set off.",
    )


class Unfit(ConceptError):
    """Words that cannot be put where they are to go without changing more than was quoted: somebody has to write the passage."""


def _goes_across(said: Said, start: int, end: int, action: str) -> Unfit:
    """What to say of a quote that is not of one block; of cells of a row, how words for all of them are said."""
    quote, cells = shorten(said.flat[start:end].strip()), said.words[start:end].strip("\n").split("\n")
    if _is_table(said.text) and action == "delete":
        return Unfit(
            f"“{quote}” goes on from one cell into the next.",
            "Say in a remark that the row should go: --remark … --on …; or quote the words of one cell.",
        )
    if _is_table(said.text):
        return Unfit(
            f"“{quote}” goes on from one cell into the next.",
            f"Say all of them, with a bar between cells: “{shorten(' | '.join(cells), 200)}” as it should be. Or quote one cell.",
        )
    return Unfit(f"“{quote}” goes on from one paragraph or item into the next.", "Register one change for each of them.")


def _row(said: Said, start: int, end: int, wording: Wording) -> str | None:
    """A table with other words in whole cells of a row, with a bar between those of each; None where there are not as many."""
    typed_at, table = said.source(start, end), said.text
    is_whole = {said.words[start - 1 : start], said.words[end : end + 1]} <= {"", "\n"}
    if typed_at is None or not is_whole or not _is_table(table):
        return None
    first, border = table.rfind("|", 0, typed_at[0]) + 1, _BORDER.search(table, typed_at[1])
    last = border.start() if border else len(table)
    cells = BAR.split(table[first:last])
    news = BAR.split(wording.text.strip().removeprefix("|").removesuffix("|"))
    if "\n" in table[first:last] or len(cells) != len(news):
        return None
    row = "|".join(f" {_in_cell(new.strip(), table, was)} " for new, was in zip(news, cells, strict=True))
    made = table[:first] + row + table[last:]
    said_so = (Wording(" ".join(news)),)
    return made if _is_meant(said, (start, end), said_by(made), "replace", said_so) else None


def _in_cell(words: str, table: str, was: str) -> str:
    return with_sources(typed(Wording(words), table), was)


def goes_behind(base: str, place: PlaceRead, action: str) -> bool:
    """Whether an amendment of a passage puts paragraphs in behind it, and so is about none of its words. Raises as :func:`occurrence`."""
    said = said_by(base)
    return action == "insert" and _is_running(said) and _is_whole(said, *occurrence(said, place))


def _doubled(said: Said, start: int, end: int, wordings: Sequence[Wording]) -> str:
    """Words of the sentence around a quote that a wording says once more, as its author wrote all of it; empty for none, or one word."""
    lead, rest = said.words[:start].rpartition("\n")[2], said.words[end:].partition("\n")[0]
    if twice := _neighbour(lead, said.words[start:end], rest, wordings):
        return twice
    lead = "" if ENDS.search(lead.rstrip()) else lead
    rest = "" if ENDS.search(said.words[start:end].rstrip()) else rest
    before, after = (_SPACES.split(each.strip()) for each in (lead, rest))
    for words in (_SPACES.split(each.text.strip()) for each in wordings):
        for count in range(min(len(words), _REPEATED), 1, -1):
            if _same_words(before[-count:], words[:count]) or _same_words(after[:count], words[-count:]):
                return " ".join(words[:count] if _same_words(before[-count:], words[:count]) else words[-count:])
    return ""


def _neighbour(lead: str, quote: str, rest: str, wordings: Sequence[Wording]) -> str:
    """The whole sentence before or behind a quote that a wording says once more; empty for none."""
    before = [words for _, words, _ in sentences(lead)][-1:] if ENDS.search(lead.rstrip()) else []
    behind = [words for _, words, _ in sentences(rest)][:1] if ENDS.search(quote.rstrip()) else []
    for said in ([words for _, words, _ in sentences(each.text)] for each in wordings):
        for neighbour, repeated in (*zip(before, said, strict=False), *zip(behind, said[-1:], strict=False)):
            if bare(neighbour).strip() and bare(neighbour).casefold() == bare(repeated).casefold():
                return neighbour
    return ""


def _same_words(some: Sequence[str], others: Sequence[str]) -> bool:
    return [each.strip(STOPS).casefold() for each in some] == [each.strip(STOPS).casefold() for each in others]


def occurrence(said: Said, place: PlaceRead) -> tuple[int, int]:
    """Which of the places where the quoted words stand is meant, by the words around. Raises ConceptError when that is not clear."""
    found = said.find(place.quote) if place.quote else ((0, len(said.flat.rstrip())),)
    if len(found) > 1:
        before, after = place.before, place.after
        found = tuple(
            (start, end) for start, end in found if _ends(said.flat[:start], before) and _begins(said.flat[end:], after)
        )
    if len(found) == 1:
        return found[0]
    if not found:
        raise ConceptError(f"“{shorten(place.quote)}” does not stand there.", "Quote the words as they are printed.")
    raise ConceptError(
        f"“{shorten(place.quote)}” stands there {len(found)} times.",
        "Quote more of the words around it, so that it is clear which.",
    )


def _ends(text: str, before: str) -> bool:
    """Whether words end with the words before a quote, or are the end of these."""
    text, before = text.rstrip(), before.rstrip()
    return text.endswith(before) or before.endswith(text)


def _begins(text: str, after: str) -> bool:
    text, after = text.lstrip(), after.lstrip()
    return text.startswith(after) or after.startswith(text)


def _is_whole(said: Said, start: int, end: int) -> bool:
    """Whether the words are all of what is said."""
    return not said.flat[:start].strip() and not said.flat[end:].strip()


def _with_stop(said: Said, start: int, end: int) -> int:
    """Where words to be deleted end: of a paragraph, item, cell or sentence that was quoted without its stop, behind this."""
    rest, lead = said.words[end:].partition("\n")[0], said.words[:start]
    if lead[-1:] in {"", "\n"} and not rest.strip(f"{STOPS} "):
        return end + len(rest)
    stop = _STOP.match(rest)
    return end + stop.end() if stop and (lead[-1:] in {"", "\n"} or ENDS.search(lead.rstrip())) else end


def _is_running(said: Said) -> bool:
    """Whether a passage is a paragraph or a heading, behind which another paragraph can stand."""
    return said.shape in (["Paragraph"], ["Heading"])


def _is_table(base: str) -> bool:
    return base.lstrip().startswith("|")


def _indent(base: str) -> str:
    return base[: len(base) - len(base.lstrip(" "))]


# ------------------------------------------------------------------ typing


def _spans(said: Said, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Between which offsets the words may be cut out: as they were typed, then with the marks of Markdown around them."""
    found = said.source(start, end)
    if found is None:
        return
    first, last = found
    yield first, last
    opening = _OPENING.search(said.text[:first])
    closing = _CLOSING.match(said.text, last)
    begin = opening.start() if opening else first
    finish = closing.end() if closing else last
    if opening and closing:
        yield begin, finish
    if opening:
        yield begin, last
    if closing:
        yield first, finish


def _with(base: str, first: int, last: int, action: str, wordings: Sequence[Wording]) -> str:
    with_calls = action == "insert" or (action == "delete" and ENDS.search(base[first:last]))
    if with_calls and (calls := _CALLS_BEHIND.match(base, last)):
        last = calls.end()
    before, after = base[:first], base[last:]
    if action == "delete":
        return _joined(before, after)
    if action == "insert":
        return before + base[first:last] + "".join(_gap(each) + typed(each, base, begins=False) for each in wordings) + after
    begins = not base[base.rfind("\n", 0, first) + 1 : first].strip()
    new = typed(wordings[0], base, begins=begins)
    return before + (new if wordings[0].markdown else with_sources(new, base[first:last])) + after


def with_sources(new: str, old: str) -> str:
    """New words with the citations and calls of notes that the old ones had: a source is not lost because a sentence is worded anew.

    Each stays with its own sentence. Raises Homeless where this is not there any more, and several new ones are.
    """
    lost = [
        (words, calls) for _, words, _ in sentences(old) if (calls := [each for each in _CALL.findall(words) if each not in new])
    ]
    if not lost:
        return new
    olds, news = ([*sentences(each)] for each in (old, new))
    left = [_spoken(words) for _, words, _ in olds]
    known = [left.pop(left.index(said)) if (said := _spoken(words)) in left else "" for _, words, _ in news]
    worded = [at for at, said in enumerate(known) if not said]
    made = [words for _, words, _ in news]
    for words, calls in lost:
        at = known.index(_spoken(words)) if _spoken(words) in known else worded[0] if len(worded) == 1 else -1
        if at < 0:
            raise Homeless(
                f"These words do not say to which of them {', '.join(map(shorten, calls))} belongs.",
                "Say it with them, as Markdown (--markdown).",
            )
        made[at] = _behind(made[at], words, calls)
    return "".join(before + words + after for (before, _, after), words in zip(news, made, strict=True))


class Homeless(Unfit):
    """New words of which it is not clear to which of them a source belongs that stood behind old ones."""


def _spoken(sentence: str) -> str:
    """By what a sentence is known again: its words, without sources and calls."""
    return bare(said_by(sentence).flat)


def _behind(new: str, old: str, calls: Sequence[str]) -> str:
    """A sentence with sources and calls of notes, before its full stop if they stood so."""
    stop = new[-1] if new[-1:] in STOPS and old.rstrip()[-1:] in STOPS else ""
    gap = " " if calls[0].startswith("[@") else ""
    return f"{new.removesuffix(stop)}{gap}{' '.join(calls)}{stop}"


def _joined(before: str, after: str) -> str:
    """What stood before and behind deleted words, with one space between them where there were two, and no line or item left empty."""
    if (item := _ITEM.search(before)) and after[:1] in {"", "\n"}:
        return before[: item.start()] + (after if item.start() else after[1:])
    left, right = before.rstrip(" "), after.lstrip(" ")
    if not right:
        return left.rstrip()
    if not left or left.endswith("\n"):
        return before + right.removeprefix("\n").lstrip(" ")
    if right.startswith("\n") or _NO_SPACE_BEFORE.match(right):
        return left + right
    return left + " " * (len(left) < len(before) or len(right) < len(after)) + right


def _gap(wording: Wording) -> str:
    return "" if _NO_SPACE_BEFORE.match(wording.text) else " "


def typed(wording: Wording, base: str, *, begins: bool = True) -> str:
    """Proposed words as they are typed in a passage; ``begins``: at the beginning of a line."""
    if wording.markdown:
        return wording.text.strip("\n")
    if _is_table(base):
        return escaped(" ".join(wording.text.split())).replace("|", "\\|")
    indent = _indent(base)
    apart = f"\n\n{indent}" if _is_running(said_by(base)) else f"\\\n{indent}"
    paragraphs: list[str] = []
    for paragraph in _BLANK.split(wording.text.strip()):
        lines = [escaped(line.strip()) for line in paragraph.split("\n")]
        first = lines[0] if not paragraphs and not begins else line_start(lines[0])
        paragraphs.append(f"\\\n{indent}".join((first, *map(line_start, lines[1:]))))
    return apart.join(paragraphs)


def _is_meant(said: Said, quoted: tuple[int, int], made: Said, action: str, wordings: Sequence[Wording]) -> bool:
    """Whether a passage says what it said before, but for what was to be changed."""
    before, quote, after = said.flat[: quoted[0]], said.flat[quoted[0] : quoted[1]], said.flat[quoted[1] :]
    kept = before + (quote if action == "insert" else "")
    if any(each.markdown for each in wordings):
        return bare(made.flat).startswith(bare(kept)) and bare(made.flat).endswith(bare(after))
    if bool(CAPTION.match(said.words)) != bool(CAPTION.match(made.words)):  # it would be the caption of the table above
        return False
    same = _is_shaped_alike(said.shape, made.shape, several=any(_BLANK.search(each.text) for each in wordings))
    return same and bare(made.flat) == bare(kept + "".join(each.text for each in wordings) + after)


def _is_shaped_alike(before: Sequence[str], after: Sequence[str], *, several: bool) -> bool:
    """Whether plain words made no list or heading of anything; ``several`` paragraphs may have come, an item may have gone."""
    if several:
        before, after = ([each for each in shape if each != "Paragraph"] for shape in (before, after))
    rest = iter(before)
    return len(before) >= len(after) and all(each in rest for each in after)


def bare(words: str) -> str:
    """Words without any space: whether one stands before a full stop is no question of meaning here."""
    return alike_signs(words).replace(" ", "")
