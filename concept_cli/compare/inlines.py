"""The words of two blocks to one run of inlines with marks.

Words are compared within the same formatting: a piece of emphasis is looked into only when its partner is emphasis too, else it was
replaced as a whole, which is what happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from concept_cli.compare.sequence import Span, bag, common, merged, pairs_alike
from concept_cli.compare.settle import cut, joined
from concept_cli.document import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Marked,
    Reference,
    Strong,
    Text,
    words,
)

Atom = str | Inline
"""What is compared as a whole: a word, a sign, a piece of white space, or an inline that is no text."""

END: Final = "\x00"
"""Stands between the words of two paragraphs that were one in the other draft; no text can hold it."""

_PIECE: Final = re.compile(r"(?:(?<![^\s(])[+−-])?\d+(?:[.,]\d+)*|[^\W_]+(?:['’-][^\W_]+)*|\s+|.", re.DOTALL)
_FRAMES: Final = (Emphasis, Strong, Link, Reference)
_ALIKE: Final = 0.4
_KEPT: Final = 0.25
"""Of two texts with less in common than this share the one replaced the other; a word kept here and there would only confuse."""
_CRUMB: Final = 3
"""Kept words between two changes that are looked at as crumbs."""
_SHORT: Final = 4
"""Texts of up to so many words are small enough to read whatever is kept of them."""


class Word(str):
    """A word, a sign or a piece of white space that knows in which text it stands, and where; to a comparison it is the string alone."""

    __slots__ = ("at", "text")
    text: Text
    at: int

    @classmethod
    def of(cls, text: Text, found: re.Match[str]) -> Word:
        """What was found in a text."""
        word = cls(found[0])
        word.text, word.at = text, found.start()
        return word


MakeMark = Callable[[bool], Mark]
"""Gives the mark for what is gone (True) or new (False)."""


def redlined(older: Inlines, newer: Inlines, mark: MakeMark) -> Inlines:
    """Both contents as one, with marks on what differs; without any mark when only white space does."""
    return _redlined(_atoms(older), _atoms(newer), mark)


def redlined_apart(older: Sequence[Inlines], newer: Sequence[Inlines], mark: MakeMark) -> list[Inlines]:
    """The contents of paragraphs that were split or joined, as one content for each of the more numerous side."""
    one, other = _with_ends(older), _with_ends(newer)
    return [joined(each) for each in _parted(_redlined(one, other, mark))]


def _with_ends(contents: Sequence[Inlines]) -> list[Atom]:
    atoms: list[Atom] = []
    for number, each in enumerate(contents):
        atoms += [END] * bool(number) + _atoms(each)
    return atoms


def _parted(content: Inlines) -> list[list[Inline]]:
    parts: list[list[Inline]] = [[]]
    for each in content:
        if not isinstance(each, Marked):
            parts[-1].append(each)
            continue
        for number, part in enumerate(_parted_texts(each.content)):
            if number:
                parts.append([])
            if part:
                parts[-1].append(replace(each, content=tuple(part)))
    return parts


def _parted_texts(content: Inlines) -> list[list[Inline]]:
    parts: list[list[Inline]] = [[]]
    for each in content:
        if isinstance(each, Text) and END in each.words:
            start = 0
            for number, part in enumerate(each.words.split(END)):
                if number:
                    parts.append([])
                parts[-1] += [cut(each, start, start + len(part))] * bool(part)
                start += len(part) + len(END)
        else:
            parts[-1].append(each)
    return parts


def _atoms(content: Inlines) -> list[Atom]:
    atoms: list[Atom] = []
    for each in content:
        if isinstance(each, Text):
            atoms += [Word.of(each, found) for found in _PIECE.finditer(each.words)]
        else:
            atoms.append(each)
    return atoms


def _key(atom: Atom) -> Any:
    return " " if isinstance(atom, str) and atom.isspace() else atom


def inlines_of(atoms: Iterable[Atom]) -> Inlines:
    """Atoms as inlines again; words know where they were typed."""
    content: list[Inline] = []
    waiting: list[str] = []
    for each in atoms:
        if isinstance(each, str):
            waiting.append(each)
            continue
        if waiting:
            content += joined(_texts(waiting))
            waiting = []
        content.append(each)
    if waiting:
        content += joined(_texts(waiting))
    return tuple(content)


def _texts(words: Sequence[str]) -> Iterator[Text]:
    """Words as texts; those that stood behind one another are one."""
    begun: Word | None = None
    end = 0
    for each in words:
        if begun is not None and isinstance(each, Word) and each.text is begun.text and each.at == end:
            end += len(each)
            continue
        if begun is not None:
            yield cut(begun.text, begun.at, end)
        begun = each if isinstance(each, Word) else None
        if isinstance(each, Word):
            end = each.at + len(each)
        else:
            yield Text(words=each)
    if begun is not None:
        yield cut(begun.text, begun.at, end)


def _redlined(older: list[Atom], newer: list[Atom], mark: MakeMark) -> Inlines:
    spans = common([_key(each) for each in older], [_key(each) for each in newer])
    if not _worth_keeping(spans, older, newer):
        spans = [(False, 0, len(older), 0, len(newer))]
    content: list[Inline] = []
    for equal, a, b, c, d in _tidied(spans, older, newer):
        content += inlines_of(newer[c:d]) if equal else _replaced(older[a:b], newer[c:d], mark)
    return joined(content)


def _replaced(older: list[Atom], newer: list[Atom], mark: MakeMark) -> Iterator[Inline]:
    """What stands in one draft only; formatted pieces that are like each other are looked into."""
    ones = [number for number, each in enumerate(older) if isinstance(each, _FRAMES)]
    others = [number for number, each in enumerate(newer) if isinstance(each, _FRAMES)]

    def fit(i: int, j: int, likeness: float) -> float:
        one, other = older[ones[i]], newer[others[j]]
        return likeness if likeness >= _ALIKE and _frame(one) == _frame(other) else 0

    bags = [[bag(words(cast(Inline, atoms[at]))) for at in places] for atoms, places in ((older, ones), (newer, others))]
    pairs = pairs_alike(bags[0], bags[1], fit) if ones and others else []
    i = j = 0
    for a, b in [*((ones[x], others[y]) for x, y in pairs), (len(older), len(newer))]:
        if gone := inlines_of(older[i:a]):
            yield Marked(content=gone, mark=mark(True))
        if new := inlines_of(newer[j:b]):
            yield Marked(content=new, mark=mark(False))
        if a < len(older):
            one, other = cast(Emphasis, older[a]), cast(Emphasis, newer[b])  # or another of the frames
            yield replace(other, content=redlined(one.content, other.content, mark))
        i, j = a + 1, b + 1


def _frame(atom: Atom) -> tuple[Any, ...]:
    """What a formatted piece is without its words."""
    return type(atom), getattr(atom, "target", ""), getattr(atom, "bare", False)


def _worth_keeping(spans: list[Span], older: list[Atom], newer: list[Atom]) -> bool:
    """Whether so much is kept that the marks between it help a reader."""
    kept = sum(_weight(older[a:b]) for equal, a, b, _, _ in spans if equal)
    whole = max(_weight(older), _weight(newer))
    return kept >= _KEPT * whole or sum(map(_says, newer)) <= _SHORT


def _says(atom: Atom) -> bool:
    return not isinstance(atom, str) or any(map(str.isalnum, atom))


def _weight(atoms: Iterable[Atom]) -> int:
    return sum(len(each if isinstance(each, str) else words(each)) for each in atoms if _says(each))


def _tidied(spans: list[Span], older: list[Atom], newer: list[Atom]) -> list[Span]:
    """Spans without the crumbs between changes: white space and commas, or a few kept words that say less than what changed on each side
    of them (as in N. Fraser's semantic cleanup).
    """
    tidy: list[Span] = []
    for number, (equal, a, b, c, d) in enumerate(spans):
        if equal and 0 < number < len(spans) - 1:
            kept = older[a:b]
            changed = [max(_weight(older[i:j]), _weight(newer[k:m])) for _, i, j, k, m in (spans[number - 1], spans[number + 1])]
            if _is_space(kept) or (0 < sum(map(_says, kept)) <= _CRUMB and _weight(kept) <= min(changed)):
                tidy.append((False, a, b, c, d))
                continue
        tidy.append((equal, a, b, c, d))
    return merged(tidy)


def _is_space(atoms: Sequence[Atom]) -> bool:
    """White space and commas: what ends a sentence is worth keeping."""
    return all(isinstance(each, str) and (each.isspace() or each in ",-–—") for each in atoms)


# ------------------------------------------------------------ what was said

_SAID: Final = re.compile(r"(?:(?<![^\s(])[+−-])?\d+(?:[.,]\d+)*|[^\W_]+|[^\w\s]")


def said(content: Inlines) -> list[Any]:
    """What a reader would call the content: words without capitals, figures, signs that mean something, references, where links lead.

    Two contents that say the same differ in punctuation, capitals, emphasis or white space only.
    """
    found: list[Any] = []
    for each in content:
        match each:
            case Text():
                found += [piece for piece in _SAID.findall(each.words.casefold()) if _means(piece)]
            case LineBreak():
                pass
            case Emphasis() | Strong():
                found += said(each.content)
            case Link() | Reference():
                found += [*said(each.content), each.target]
            case _:
                found.append(each)
    return found


def _means(piece: str) -> bool:
    """Punctuation means nothing by itself; signs of currencies, per cent, numbers and sums do."""
    from unicodedata import category

    return len(piece) > 1 or piece.isalnum() or category(piece)[0] != "P" or piece in "%‰§&@#*/№"
