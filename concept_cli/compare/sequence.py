"""Two sequences to what they have in common: equal elements first, then those that are most alike, always in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz.distance import LCSseq

Span = tuple[bool, int, int, int, int]
"""Whether two stretches are equal; beginning and end in the older sequence, beginning and end in the newer one."""

_MOST: Final = 1_000_000_000
"""Elements times elements that the longest common subsequence is looked for at once; it takes an eighth of as many bytes."""
_CLOSELY: Final = 2_500
"""Up to so many pairs every element of a gap is compared with every other; beyond, only those that share rare words or a place."""
_TELLING: Final = 6
"""So many of the rarest words of an element are looked up."""
_RARE: Final = 100
"""A word in more elements of a gap than this tells none from another."""
_CANDIDATES: Final = 6
_BESIDE: Final = 2
"""Elements on each side of the place in the gap that an element would have if nothing had come or gone."""

_WORD: Final = re.compile(r"[^\W_]+")

Bag = Counter[str]


def bag(words: str) -> Bag:
    """How often each word occurs, capitals or not."""
    return Counter(in_order(words))


def in_order(words: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return _WORD.findall(words.casefold())


def equal_ends(one: Sequence[Hashable], other: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements two sequences share at their beginning, and how many of the rest at their end."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    return head, next((at for at in range(most - head) if one[-1 - at] != other[-1 - at]), most - head)


ALIKE: Final = 0.6
"""How alike two texts must be for one to be what became of the other."""


def alike(one: Bag, other: Bag) -> float:
    """How alike two texts are: the share of their words that occurs in both, 0 to 1 (the coefficient of L. R. Dice, 1945)."""
    total = one.total() + other.total()
    if not total:
        return 1.0
    if len(one) > len(other):
        one, other = other, one
    return 2 * sum(min(count, other[word]) for word, count in one.items() if word in other) / total


def common(older: Sequence[Hashable], newer: Sequence[Hashable]) -> list[Span]:
    """The stretches of two sequences, equal and different ones in turn, from the longest common subsequence."""
    numbers: dict[Hashable, int] = {}
    one = [numbers.setdefault(each, len(numbers)) for each in older]
    other = [numbers.setdefault(each, len(numbers)) for each in newer]
    return merged(_spans(one, other, 0, 0))


def _spans(older: list[int], newer: list[int], at: int, to: int) -> Iterator[Span]:
    head = 0
    while head < min(len(older), len(newer)) and older[head] == newer[head]:
        head += 1
    tail = 0
    while tail < min(len(older), len(newer)) - head and older[-1 - tail] == newer[-1 - tail]:
        tail += 1
    if head:
        yield True, at, at + head, to, to + head
    one, other = older[head : len(older) - tail], newer[head : len(newer) - tail]
    if not one or not other:
        if one or other:
            yield False, at + head, at + head + len(one), to + head, to + head + len(other)
    elif len(one) * len(other) <= _MOST:
        for each in LCSseq.opcodes(one, other):
            a, b, c, d = each.src_start, each.src_end, each.dest_start, each.dest_end
            yield each.tag == "equal", at + head + a, at + head + b, to + head + c, to + head + d
    else:
        yield from _by_landmarks(one, other, at + head, to + head)
    if tail:
        yield True, at + len(older) - tail, at + len(older), to + len(newer) - tail, to + len(newer)


def _by_landmarks(older: list[int], newer: list[int], at: int, to: int) -> Iterator[Span]:
    """Sequences too long for one look, parted at the elements that occur once in each (patience diff); without any, all is different."""
    once = {each for each, times in Counter(older).items() if times == 1} & {
        each for each, times in Counter(newer).items() if times == 1
    }
    places = {each: number for number, each in enumerate(newer) if each in once}
    pairs = _rising([(number, places[each]) for number, each in enumerate(older) if each in once])
    if not pairs:
        yield False, at, at + len(older), to, to + len(newer)
        return
    i = j = 0
    for a, b in [*pairs, (len(older), len(newer))]:
        yield from _spans(older[i:a], newer[j:b], at + i, to + j)
        if a < len(older):
            yield True, at + a, at + a + 1, to + b, to + b + 1
        i, j = a + 1, b + 1


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs, ordered by their first numbers, whose second numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        place = bisect_left(ends, value)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [value]
        last[place : place + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans of which no two that touch are of one kind."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][0] == span[0]:
            _, a, _, c, _ = joined.pop()
            joined.append((span[0], a, span[2], c, span[4]))
        else:
            joined.append(span)
    return joined


# -------------------------------------------------------------------- alike


def pairs_alike(
    older: Sequence[Bag], newer: Sequence[Bag], fit: Callable[[int, int, float], float], *, ordered: bool = True
) -> list[tuple[int, int]]:
    """Pairs of elements that are alike, each element in one pair at most.

    ``fit(i, j, alike)`` says how much the pairing of ``older[i]`` with ``newer[j]`` is worth, 0 for not at all. ``ordered``: no two pairs
    cross, and together they are worth the most; else the most alike are paired first.
    """
    scored = []
    for i, j in _candidates(older, newer):
        worth = fit(i, j, alike(older[i], newer[j]))
        if worth > 0:
            scored.append((i, j, worth))
    return _heaviest(scored) if ordered else _greedy(scored)


def _candidates(older: Sequence[Bag], newer: Sequence[Bag]) -> Iterator[tuple[int, int]]:
    if len(older) * len(newer) <= _CLOSELY:
        yield from ((i, j) for i in range(len(older)) for j in range(len(newer)))
        return
    where: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(newer):
        for word in words:
            where[word].append(j)
    for i, words in enumerate(older):
        shared: Counter[int] = Counter()
        for word in sorted((each for each in words if each in where), key=lambda each: len(where[each]))[:_TELLING]:
            if len(where[word]) <= _RARE:
                shared.update(where[word])
        place = i * len(newer) // len(older)
        beside = range(max(0, place - _BESIDE), min(len(newer), place + _BESIDE + 1))
        yield from ((i, j) for j in dict.fromkeys((*(j for j, _ in shared.most_common(_CANDIDATES)), *beside)))


def _heaviest(scored: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of pairs with a worth, those that rise in both numbers and are worth the most together.

    The best chain that ends below each second number is kept in a Fenwick tree.
    """
    if not scored:
        return []
    size = max(j for _, j, _ in scored) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before: list[int] = []
    best = (0.0, -1)
    scored = sorted(
        scored, key=lambda pair: (pair[0], -pair[1])
    )  # of one first number the higher second one first: no two in a chain
    for number, (_, j, worth) in enumerate(scored):
        below, at = (0.0, -1), j
        while at > 0:
            below = max(below, tree[at], key=lambda each: each[0])
            at &= at - 1
        before.append(below[1])
        chain = (below[0] + worth, number)
        best = max(best, chain, key=lambda each: each[0])
        at = j + 1
        while at <= size:
            tree[at] = max(tree[at], chain, key=lambda each: each[0])
            at += at & -at
    pairs, number = [], best[1]
    while number >= 0:
        pairs.append(scored[number][:2])
        number = before[number]
    return pairs[::-1]


def _greedy(scored: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    pairs, ones, others = [], set[int](), set[int]()
    for i, j, _ in sorted(scored, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if i not in ones and j not in others:
            pairs.append((i, j))
            ones.add(i)
            others.add(j)
    return pairs
