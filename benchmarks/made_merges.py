"""Made merges counted, whose answer is known: ``./run python benchmarks/made_merges.py FOLDER``.

FOLDER is that of ``merges.py``. Each case takes a real base and gives each side one change of its own, at a place that is told by the kind
of case; the answer is the text with both. "Asked" is a conflict whose proposal is the answer; "shown" is any other conflict.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from concept_cli.merge.files import merged_file
from concept_cli.merge.pieces import pieces, stretches

_EACH: Final = 100
"""Cases of each kind."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
Three = tuple[list[str], list[str], list[str]]
"""What ours, theirs and both make of the parts of a text."""
Kind = Callable[[list[str], random.Random], Three | None]


def reworded(text: str, chance: random.Random, word: str) -> str:
    """A text in which one word is another one."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    at = chance.choice(found)
    return text[: at.start()] + word + text[at.end() :]


def sentences_apart(parts: list[str], chance: random.Random, apart: int = 1) -> Three | None:
    """Two sentences of a paragraph, each changed by one side, so many apart."""
    if len(parts) <= apart + 1:
        return None
    first = chance.randrange(len(parts) - apart)
    mine, its = reworded(parts[first], chance, "ourword"), reworded(parts[first + apart], chance, "theirword")
    return (
        [*parts[:first], mine, *parts[first + 1 :]],
        [*parts[: first + apart], its, *parts[first + apart + 1 :]],
        [*parts[:first], mine, *parts[first + 1 : first + apart], its, *parts[first + apart + 1 :]],
    )


def added_beside(parts: list[str], chance: random.Random) -> Three | None:
    """One side puts something in behind what the other reworded."""
    at = chance.randrange(len(parts))
    new, its = like(parts[at], "Something new that ours has to say."), reworded(parts[at], chance, "theirword")
    return (
        [*parts[: at + 1], new, *parts[at + 1 :]],
        [*parts[:at], its, *parts[at + 1 :]],
        [*parts[:at], its, new, *parts[at + 1 :]],
    )


def taken_out(parts: list[str], chance: random.Random, apart: int = 1) -> Three | None:
    """One side takes out what stands so far behind what the other reworded."""
    if len(parts) <= apart + 1:
        return None
    at = chance.randrange(1, len(parts) - apart)
    its = reworded(parts[at], chance, "theirword")
    gone = [*parts[: at + apart], *parts[at + apart + 1 :]]
    return gone, [*parts[:at], its, *parts[at + 1 :]], [*gone[:at], its, *gone[at + 1 :]]


def like(part: str, said: str) -> str:
    """Something said as another part is: set apart by a space, or on a line of its own in the same kind of list."""
    if not part.endswith("\n"):
        return f" {said}"
    mark = re.match(r"\s*(?:[*+-] )?", part)
    return f"{mark.group() if mark else ''}{said}\n"


def paragraphs(text: str) -> list[list[str]]:
    """A text in groups: the sentences of each paragraph of one line, and everything else whole."""
    found = []
    for stretch, is_paragraph in stretches(text):
        words = [str(each) for each in pieces(stretch)]
        plain = is_paragraph and stretch.count("\n") == 1 and len(words) > len(_SENTENCES)
        found.append([*words[:-2], words[-2] + words[-1]] if plain else [stretch])
    return found


_SENTENCES: Final = range(4)
"""A paragraph has more than so many sentences here, counted with what is behind the last."""


def lists(text: str) -> list[list[str]]:
    """A text in groups: the items of each list, and everything else line by line."""
    found: list[list[str]] = []
    for line in text.splitlines(keepends=True):
        is_item = bool(re.match(r"[*+-] ", line))
        if is_item and found and re.match(r"[*+-] ", found[-1][-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return found


KINDS: Final[dict[str, tuple[Callable[[str], list[list[str]]], Kind, int]]] = {
    "sentences apart": (paragraphs, lambda parts, chance: sentences_apart(parts, chance, 2), 1),
    "sentences side by side": (paragraphs, sentences_apart, 1),
    "sentence put in beside a changed one": (paragraphs, added_beside, 1),
    "sentence taken out apart from a changed one": (paragraphs, lambda parts, chance: taken_out(parts, chance, 2), 1),
    "sentence taken out beside a changed one": (paragraphs, taken_out, 1),
    "sentences apart, in two paragraphs": (paragraphs, lambda parts, chance: sentences_apart(parts, chance, 2), 2),
    "items apart": (lists, lambda parts, chance: sentences_apart(parts, chance, 2), 1),
    "items side by side": (lists, sentences_apart, 1),
    "item put in beside a changed one": (lists, added_beside, 1),
    "item taken out beside a changed one": (lists, taken_out, 1),
}


def made_case(base: str, name: str, chance: random.Random) -> tuple[str, str, str] | None:
    """Ours, theirs and the answer, for a kind of case; None when the base has no such place."""
    cut, kind, wanted = KINDS[name]
    groups = cut(base)
    fit = [at for at, parts in enumerate(groups) if len(parts) > 2]
    if len(fit) < wanted:
        return None
    texts = [[list(parts) for parts in groups] for _ in range(3)]
    for at in chance.sample(fit, wanted):
        made = kind(groups[at], chance)
        if made is None:
            return None
        for text, parts in zip(texts, made, strict=True):
            text[at] = parts
    ours, theirs, answer = ("".join("".join(parts) for parts in text) for text in texts)
    return (ours, theirs, answer) if base not in {ours, theirs} else None


def outcome(base: str, ours: str, theirs: str, answer: str) -> str:
    """What becomes of a case."""
    made = merged_file(base, ours, theirs)
    if not made.conflicts:
        return "equal" if made.text.split() == answer.split() else "differ"
    accepted = made.accepted()
    return "asked" if not accepted.conflicts and accepted.text.split() == answer.split() else "shown"


def main() -> None:
    """Count and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    folder: Path = options.parse_args().folder
    bases = [path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") for path in sorted(folder.rglob("base.md"))]
    print("| Each side changed | resolved, equal | resolved, differ | asked | shown |")
    print("|---|--:|--:|--:|--:|")
    for name in KINDS:
        chance = random.Random(1)  # noqa: S311 - the same cases every time
        counted: Counter[str] = Counter()
        while counted.total() < _EACH:
            base = chance.choice(bases)
            if case := made_case(base, name, chance):
                counted[outcome(base, *case)] += 1
        print(f"| {name} | {counted['equal']} | {counted['differ']} | {counted['asked']} | {counted['shown']} |")


if __name__ == "__main__":
    main()
