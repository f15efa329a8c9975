"""Who brought the words of a text since an older draft, and who took out those that are gone.

The ledger notes of every contribution which passage became which. From the passages of the older text this chain is followed to those of
the newer one, and along it the words: what is equal before and after a step is the same word, what is new was brought by the step, what is
gone was taken out by it. What the ledger does not tell of is nobody's; a passage that somebody edited between two steps is only known again
as anchors are: where it is the only one that is alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final

from concept_cli.compare.sequence import ALIKE, Bag, alike, bag, common
from concept_cli.ledger.anchors import MARGIN
from concept_cli.ledger.passages import body_start, passages, runs
from concept_cli.model import Contribution

WORD: Final = re.compile(r"[^\W_]+|[^\w\s]|_")
"""A word, or a sign."""
BREAK: Final = "\n"
"""Stands before the words of every passage, so that it is told who divided a passage or joined two."""


@dataclass(frozen=True, slots=True)
class Step:
    """A passage became another: by a contribution that was put into the text, or taken out of it again."""

    contribution: str
    before: str
    after: str
    reverts: bool = False


NOBODY: Final = Step("", "", "")
"""By whom something was done that the ledger does not tell of."""


@dataclass(eq=False, slots=True)
class _Word:
    """A word on its way: who brought it and who took it out; None for what stood there before, and for what still stands."""

    text: str
    brought: Step | None = None
    lost: Step | None = None


@dataclass(eq=False, slots=True)
class _Piece:
    """A passage on its way, and the steps that made it what it is."""

    text: str
    words: list[_Word]
    steps: frozenset[Step] = frozenset()


def steps(
    contributions: Iterable[Contribution], known: Mapping[str, int] | None = None, until: Mapping[str, int] | None = None
) -> dict[str, list[Step]]:
    """What happened to the passages of each file, in order, without the first events of each contribution that were ``known`` before, and
    those behind the ones ``until`` which it is told.
    """
    found = sorted(
        (event.date, number, at, contribution.id, event)
        for number, contribution in enumerate(contributions)
        for at, event in enumerate(contribution.head.history)
        if event.step in {"applied", "reverted"} and event.path and event.before != event.after
        if at >= (known or {}).get(contribution.id, 0) and (until is None or at < until.get(contribution.id, 0))
    )
    by_path: dict[str, list[Step]] = {}
    for *_, id, event in found:
        by_path.setdefault(event.path or "", []).append(Step(id, event.before, event.after, event.step == "reverted"))
    return by_path


def is_told(older: str, newer: str, taken: Iterable[Step]) -> bool:
    """Whether steps tell of all that became of a text, its head included."""
    heads = (text[: body_start(text)] for text in (older, newer))
    return len({*heads}) == 1 and not Origins(older, newer, taken).nobodys


class Origins:
    """Two texts of a file, and for each word of theirs that the other lacks by which step it came or went."""

    def __init__(self, older: str, newer: str, taken: Iterable[Step]) -> None:
        self.older, self.newer = older, newer
        self._pieces = [_Piece(each.text, [_Word(one) for one in _tokens(each.text)]) for each in passages(older)]
        before = [word for each in self._pieces for word in each.words]
        self._wanted = [each.text for each in passages(newer)]
        self._needed = Counter(self._wanted)
        self._have = Counter(each.text for each in self._pieces)
        self._was: dict[str, list[_Word]] = {}
        self._follow(list(taken))
        arrived = self._arrived()
        self._made = [each.steps for each in arrived]
        self._olds = _Places(older, before)
        self._news = _Places(newer, [word for each in arrived for word in each.words])

    def brought(self, start: int, end: int) -> set[Step | None]:
        """By which steps the words between two offsets of the newer text came; None for those that were there before."""
        return {each.brought for each in self._news.between(start, end)} or _outside(self.newer, start)

    def took(self, start: int, end: int) -> set[Step | None]:
        """By which steps the words between two offsets of the older text went; None for those that are still there."""
        return {each.lost for each in self._olds.between(start, end)} or _outside(self.older, start)

    def divided(self, offset: int, *, older: bool) -> Step | None:
        """Who set the passage at an offset apart from the one before; in the older text, who joined them."""
        word = (self._olds if older else self._news).break_before(offset)
        return (word.lost if older else word.brought) if word else None

    def made(self, offset: int) -> frozenset[Step]:
        """The steps that made the passage at an offset of the newer text what it is."""
        at = self._news.passage(offset)
        return self._made[at] if at >= 0 else frozenset({NOBODY})

    @property
    def nobodys(self) -> bool:
        """Whether a word came or went of which the ledger does not tell."""
        return any(NOBODY in {each.brought, each.lost} for places in (self._olds, self._news) for each in places.words())

    # -- following

    def _follow(self, waiting: list[Step]) -> None:
        """Take all steps that can be taken. Of one day the ledger does not tell the order, but of the steps of one contribution: what
        changes a passage waits for all that leave it as it is.
        """
        while waiting:
            leaving = Counter(each for step in waiting for each in _left_alone(step))
            left, later = list[Step](), set[str]()
            for step in waiting:
                if step.contribution not in later and not any(leaving[each] for each in _changed(step)[0]) and self._take(step):
                    leaving.subtract(_left_alone(step))
                else:
                    left.append(step)
                    later.add(step.contribution)
            if len(left) == len(waiting) and len(left := self._next(waiting)) == len(waiting):
                return
            waiting = left

    def _next(self, waiting: list[Step]) -> list[Step]:
        """What is left when the one step is taken that hurts the fewest others, or two that cancel each other are given up; what can only
        be told from likeness comes last.
        """
        numbers = range(len(waiting))
        ready = [at for at in numbers if self._have.keys() >= {*_texts(waiting[at].before)}]
        first = {step.contribution: at for at, step in reversed([*enumerate(waiting)])}
        in_turn = [at for at in ready if first[waiting[at].contribution] == at]
        again = Counter(each for step in waiting for each in _changed(step)[1])
        done = next(
            chain(
                ((at,) for at in in_turn if _comes_back(waiting[at], again) and self._take(waiting[at], returns=True)),
                ((at,) for at in in_turn if not self._hurts(waiting[at], waiting) and self._take(waiting[at])),
                ((at,) for at in in_turn if self._take(waiting[at])),
                ((at, back) for at in numbers if (back := _cancelled_by(waiting, at))),
                ((at,) for at in ready if self._take(waiting[at])),
                ((at,) for at in numbers if self._take_alone(waiting[at])),
            ),
            (),
        )
        if not done and (at := self._bridge(waiting)) is not None:
            done = (at,)
        return [step for at, step in enumerate(waiting) if at not in done]

    def _hurts(self, step: Step, waiting: Iterable[Step]) -> bool:
        """Whether another step can be taken now, and not any more when this one was."""
        goes = _changed(step)[0].keys()
        others = (each for each in waiting if each is not step and not goes.isdisjoint(_left_alone(each)))
        return any(self._standing(_texts(each.before)) is not None for each in others)

    def _take(self, step: Step, *, returns: bool = False) -> bool:
        """Take a step whose passages stand there; not one that leads away from what the newer text has, unless a later one ``returns``
        to it, or to what is there already.
        """
        before, after, have = _texts(step.before), _texts(step.after), self._have
        if not have.keys() >= set(before):
            return False
        goes, comes = _changed(step)
        if not returns and any(have[each] <= self._needed[each] for each in goes):
            return False
        if not goes and any(each in self._needed and have[each] >= self._needed[each] for each in comes):
            return False
        at = self._standing(before)
        if at is None:
            return False
        gone = self._put(at, len(before), after, step)
        if not step.reverts:
            self._was[step.contribution] = gone
        return True

    def _take_alone(self, step: Step) -> bool:
        """Take a step of which only what stood beside what it changed is not there, or not beside it, any more."""
        goes, comes = _changed(step)
        if not _left_alone(step) or any(self._have[each] <= self._needed[each] for each in goes):
            return False
        if any(self._have[each] >= self._needed[each] for each in comes):
            return False
        at = [each.text for each in self._pieces].index(next(iter(goes))) if goes else len(self._pieces)
        if self._pieces[at : at + goes.total()] and Counter(each.text for each in self._pieces[at : at + goes.total()]) != goes:
            return False
        self._put(at, goes.total(), [*comes.elements()], step)
        return True

    def _standing(self, before: Sequence[str]) -> int | None:
        """Where passages stand in a row; of several places, the first of which the newer text has something else."""
        texts = [each.text for each in self._pieces]
        if not before:
            return None if texts else 0
        found = [at for at in range(len(texts) - len(before) + 1) if texts[at : at + len(before)] == before]
        if len(found) < 2:
            return found[0] if found else None
        kept = {at for equal, a, b, _, _ in common(texts, self._wanted) if equal for at in range(a, b)}
        return next((at for at in found if not kept.issuperset(range(at, at + len(before)))), found[0])

    def _bridge(self, waiting: Sequence[Step]) -> int | None:
        """Take it that somebody made of a passage the one that a step began with, and take this: of all steps the one that is most alike,
        and of those that begin with what no other one is still to make. The number of the step; None where no passage is alike.
        """
        made = {each for step in waiting for each in _changed(step)[1]}
        likely = [
            (made.isdisjoint(_changed(step)[0]), *found, at) for at, step in enumerate(waiting) if (found := self._alike(step))
        ]
        for *_, place, at in sorted(likely, key=lambda each: each[:2], reverse=True):
            before = _texts(waiting[at].before)
            self._put(place, len(before), before, NOBODY)
            if self._take(waiting[at]):
                return at
        return None

    def _alike(self, step: Step) -> tuple[float, int] | None:
        """How alike the passages are that a step began with to those that stand somewhere, and where: if these are the only ones."""
        before, have = _texts(step.before), self._have
        found = []
        for at in range(len(self._pieces) - len(before) + 1 if before else 0):
            window = [each.text for each in self._pieces[at : at + len(before)]]
            changed = [(one, other) for one, other in zip(window, before, strict=True) if one != other]
            if changed and all(have[one] > self._needed[one] for one, _ in changed):
                found.append((min(alike(_bag(one), _bag(other)) for one, other in changed), at))
        found.sort(reverse=True)
        if not found or found[0][0] < ALIKE or (len(found) > 1 and found[0][0] - found[1][0] < MARGIN):
            return None
        at = found[0][1]
        now = bag("\n".join(each.text for each in self._pieces[at : at + len(before)]))
        begun = step.contribution in self._was
        if not begun and alike(now, bag(step.after)) > alike(now, bag(step.before)):  # it was taken before the older draft
            return None
        return found[0]

    def _put(self, at: int, count: int, texts: Sequence[str], step: Step) -> list[_Word]:
        """Put passages in the place of others; the words that stood there. Taking back brings the very words that were there."""
        old, was = self._pieces[at : at + count], self._was.get(step.contribution, []) if step.reverts else []
        pieces: list[_Piece] = []
        for equal, a, b, c, d in common([each.text for each in old], texts):
            pieces += old[a:b] if equal else _pieces(old[a:b], texts[c:d], step, was)
        self._pieces[at : at + count] = pieces
        self._have = self._have - Counter(each.text for each in old) + Counter(texts)
        return [word for each in old for word in each.words]

    def _arrived(self) -> list[_Piece]:
        """The passages of the newer text: those that arrived as they are, and what somebody made of the rest."""
        made: dict[int, _Piece] = {}
        left = list(self._pieces)
        for equal, a, b, c, _ in common([each.text for each in self._pieces], self._wanted):
            made |= {c + at - a: self._pieces[at] for at in range(a, b) if equal}
        kept = {id(each) for each in made.values()}
        left = [each for each in left if id(each) not in kept]
        for number, text in enumerate(self._wanted):
            same = next((each for each in left if each.text == text), None) if number not in made else None
            if same:
                made[number] = same
                left = [each for each in left if each is not same]
        unknown = [number for number in range(len(self._wanted)) if number not in made]
        made |= zip(unknown, _pieces(left, [self._wanted[at] for at in unknown], NOBODY, ()), strict=True)
        return [made[number] for number in range(len(self._wanted))]


def _pieces(old: Iterable[_Piece], texts: Sequence[str], step: Step, was: Sequence[_Word]) -> list[_Piece]:
    """Passages that stand in the place of others after a step."""
    lines, known = [_tokens(each) for each in texts], [*old]
    taken = frozenset({step}).union(*(each.steps for each in known))
    came = _stepped([word for each in known for word in each.words], [one for each in lines for one in each], step, was)
    ends = [*accumulate(map(len, lines))]
    return [_Piece(text, came[end - len(line) : end], taken) for text, line, end in zip(texts, lines, ends, strict=True)]


@lru_cache(maxsize=10_000)
def _texts(text: str) -> list[str]:
    return [each.text for each in runs(text)]


@lru_cache(maxsize=10_000)
def _changed(step: Step) -> tuple[Counter[str], Counter[str]]:
    """The passages that went by a step, and those that came."""
    before, after = Counter(_texts(step.before)), Counter(_texts(step.after))
    return before - after, after - before


def _comes_back(step: Step, again: Counter[str]) -> bool:
    """Whether all passages that go by a step are brought ``again`` by others; this one is counted there, too."""
    goes, comes = _changed(step)
    return bool(goes) and all(again[each] > comes[each] for each in goes)


def _cancelled_by(waiting: Sequence[Step], at: int) -> int:
    """The number of the step behind one that takes it back to the letter; 0 where none does."""
    step = waiting[at]
    back = replace(step, before=step.after, after=step.before, reverts=True)
    return next((number for number in range(at + 1, len(waiting)) if waiting[number] == back), 0)


@lru_cache(maxsize=10_000)
def _left_alone(step: Step) -> frozenset[str]:
    """The passages that a step needs and leaves as they are."""
    return frozenset(_texts(step.before)).intersection(_texts(step.after))


@lru_cache(maxsize=10_000)
def _bag(text: str) -> Bag:
    return bag(text)


def _tokens(text: str) -> list[str]:
    return [BREAK, *WORD.findall(text)]


def _stepped(gone: list[_Word], texts: Sequence[str], step: Step, was: Sequence[_Word]) -> list[_Word]:
    """The words of a text after a step: those that stay, those of before that come back, and those that are new."""
    came: list[_Word | None] = [None] * len(texts)
    for equal, a, b, c, _ in common([each.text for each in gone], texts):
        for at in range(a, b):
            if equal:
                came[c + at - a] = gone[at]
            else:
                gone[at].lost = step
    for equal, a, b, c, _ in common([each.text for each in was], texts) if was else ():
        for at in range(a, b) if equal else ():
            if came[c + at - a] is None and was[at].lost:
                was[at].lost = None
                came[c + at - a] = was[at]
    return [word or _Word(text, brought=step) for word, text in zip(came, texts, strict=True)]


def _outside(text: str, offset: int) -> set[Step | None]:
    """Of the head of a file the ledger tells nothing."""
    return {NOBODY} if offset < body_start(text) else set()


class _Places:
    """The words of a text by the offsets at which they stand."""

    def __init__(self, text: str, words: Sequence[_Word]) -> None:
        spans = [*_spans(text)]
        assert [end > start for start, end in spans] == [each.text != BREAK for each in words]
        self._words = [word for word in words if word.text != BREAK]
        self._starts = [start for start, end in spans if end > start]
        self._ends = [end for start, end in spans if end > start]
        self._breaks = [word for word in words if word.text == BREAK]
        self._passages = [start for start, end in spans if end == start]

    def words(self) -> Iterator[_Word]:
        """All words, and the breaks before passages."""
        yield from (*self._words, *self._breaks)

    def between(self, start: int, end: int) -> Iterator[_Word]:
        """The words that stand, as a whole or with a part, between two offsets."""
        for at in range(bisect_right(self._ends, start), len(self._starts)):
            if self._starts[at] >= end:
                return
            yield self._words[at]

    def break_before(self, offset: int) -> _Word | None:
        """What sets the passage at an offset apart from the one before."""
        at = self.passage(offset)
        return self._breaks[at] if at >= 0 else None

    def passage(self, offset: int) -> int:
        """The number of the passage at an offset; -1 before all of them."""
        return bisect_right(self._passages, offset) - 1


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Beginning and end of every word; of the break before a passage both are its beginning."""
    for each in passages(text):
        yield each.start, each.start
        for found in WORD.finditer(text, each.start, each.end):
            yield found.span()
