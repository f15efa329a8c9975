"""Where the words that a contribution is about stand today.

A place is kept with the passage that was read and with the fingerprints of all other passages of its section, so it is found again without
git, on a dirty tree, and after the history was rewritten. What is found is the same passage, or one that is known to have come of it: by
the ledger, which notes what merging made of it, or because it is the only new one that is like it. Anything else is said to be gone, or to
be ambiguous: words are never changed at a place that was guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, Literal

from concept_cli.compare.sequence import ALIKE, Bag, alike, bag
from concept_cli.diagnostics import Place
from concept_cli.ledger.passages import Passage, changed_runs, distance, fingerprint, passages, runs, short_digest
from concept_cli.ledger.saying import deletes, says
from concept_cli.model import Contribution, Event, Fragment, PlaceRead

Outcome = Literal["whole", "found", "moved", "changed", "gone", "ambiguous"]
_FAR: Final = 65
"""Further than two fingerprints can be: of what nothing stood beside."""
_APART: Final = 4
"""By how many bits its fingerprint must be nearer to that of the passage that was read than to any that stood beside it."""
MARGIN: Final = 0.15
"""By how much it must be more alike than any other."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a contribution's words are: in which fragment, between which offsets of its text; of the whole document, nowhere in particular.

    ``candidates`` are the places that it could be, when that is not clear.
    """

    outcome: Outcome
    fragment: Fragment | None = None
    passage: Passage | None = None
    candidates: tuple[Place, ...] = ()

    @property
    def line(self) -> int:
        """The line on which the passage begins; 1 when there is none."""
        return self.fragment.text.count("\n", 0, self.passage.start) + 1 if self.fragment and self.passage else 1


@dataclass
class Text:
    """A fragment with its passages, which are found by their digests."""

    fragment: Fragment
    whole: tuple[Passage, ...] = field(init=False)
    digests: dict[str, list[Passage]] = field(init=False)
    _bags: dict[int, Bag] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = passages(self.fragment.text)
        self.digests = {}
        for each in self.whole:
            self.digests.setdefault(each.digest, []).append(each)

    def exactly(self, text: str) -> list[Passage]:
        """Where the lines of a passage, or of several in a row, stand."""
        if "\n\n" not in text:
            return [each for each in self.digests.get(short_digest(text), []) if each.text == text]
        whole = self.fragment.text
        found, at = [], whole.find(text)
        while at >= 0:
            end = at + len(text)
            if whole[at - 1 : at] in {"\n", ""} and whole[end : end + 1] in {"\n", ""}:
                found.append(Passage(at, end, text))
            at = whole.find(text, at + 1)
        return found

    def bag(self, passage: Passage) -> Bag:
        """The words of a passage."""
        if passage.start not in self._bags:
            self._bags[passage.start] = bag(passage.text)
        return self._bags[passage.start]


class Today:
    """The fragments as they are now, with what the ledger knows of how passages became others."""

    def __init__(self, fragments: Iterable[Fragment], contributions: Iterable[Contribution]) -> None:
        self.texts: dict[tuple[str, str], Text] = {(each.id, each.language): Text(each) for each in fragments}
        self._where: dict[str, list[tuple[str, str]]] = {}
        for key, each in self.texts.items():
            for digest in each.digests:
                self._where.setdefault(digest, []).append(key)
        self._became: dict[tuple[str, str], dict[str, None]] = {}  # in order, each once
        self._put_in: set[tuple[str, str]] = set()  # by file what came behind other passages, and is not what became of them
        for contribution in contributions:
            self.note(contribution)

    def note(self, contribution: Contribution) -> None:
        """Take in what a contribution's history says of passages that became others."""
        for event in contribution.head.history:
            if event.step in {"applied", "reverted"} and event.before != event.after and event.path:
                self._became.setdefault((event.path, event.before), {})[event.after] = None
                if event.before and event.after.startswith(f"{event.before}\n\n"):
                    self._put_in.add((event.path, event.after[len(event.before) + 2 :]))

    def update(self, fragment: Fragment) -> None:
        """Go on with a fragment that has another text now."""
        key = (fragment.id, fragment.language)
        self.texts[key] = Text(fragment)
        for digest in self.texts[key].digests:
            if key not in self._where.setdefault(digest, []):
                self._where[digest].append(key)

    def latest(self, fragment: Fragment, passage: str) -> Passage | None:
        """Where a passage is that stood in a fragment once, as far as the ledger knows what became of it."""
        found = self._found(fragment, passage)
        return found[0] if len(found) == 1 else None

    def brought(self, fragment: Fragment, event: Event) -> Passage | None:
        """Where the words stand that an event brought: the passages that it made or put in beside others, or what came of them.

        What somebody edited by hand since is known by its likeness.
        """
        own, words = self.texts[fragment.id, fragment.language], came(event) or event.after
        exactly = own.exactly(words)
        if found := exactly[0] if len(exactly) == 1 else self.latest(fragment, words):
            return found
        return self._like(own, words, {each.text for each in runs(event.before)})

    def now(self, fragment: Fragment, event: Event, contribution: Contribution) -> tuple[Fragment, Passage] | None:
        """Where the words stand that an event brought for a contribution, also where somebody moved their passage to another section by
        hand, or wrote the only one that has them into another passage.
        """
        if passage := self.brought(fragment, event):
            return fragment, passage
        words = came(event) or event.after
        texts = (each for each in self.texts.values() if each.fragment.language == fragment.language)
        if len(moved := [(each.fragment, one) for each in texts for one in each.exactly(words)]) == 1:
            return moved[0]
        own = [] if deletes(contribution) else [each for each in passages(fragment.text) if says(each.text, contribution)]
        return (fragment, own[0]) if len(own) == 1 else None

    def _like(self, own: Text, text: str, before: Collection[str]) -> Passage | None:
        """The passage that is like a text, and clearly more so than any other; it did not stand there ``before``."""
        words = bag(text)
        likely = sorted((alike(words, own.bag(each)), -each.start, each) for each in own.whole if each.text not in before)
        *_, second, first = (0.0, 0, None), (0.0, 0, None), *likely
        return first[2] if first[0] >= ALIKE and first[0] - second[0] >= MARGIN else None

    def stands(self, fragment: Fragment, passage: str) -> bool:
        """Whether a passage stands in a fragment, or what the ledger knows to have come of it."""
        return bool(self._found(fragment, passage))

    def _found(self, fragment: Fragment, passage: str) -> list[Passage]:
        own = self.texts[fragment.id, fragment.language]
        return own.exactly(self._standing(own, self.reached(own, passage), inserts=True))

    def anchor(self, contribution: Contribution) -> Anchor:
        """Where a contribution's words are."""
        place = contribution.head.place
        if place is None:
            return Anchor("whole")
        own = self.texts.get((place.section, place.language))
        base = contribution.parts.get("base", "")
        if not base:
            return Anchor("found", own.fragment) if own else Anchor("gone")
        if own:
            reached = self.reached(own, base)
            if place.twins and (twin := self._twin(own, reached, place)):
                return twin
            now = self._standing(own, reached, inserts=contribution.head.action == "insert")
            if found := own.exactly(now):
                outcome: Outcome = "found" if now == base else "changed"
                return Anchor(outcome, own.fragment, found[0]) if len(found) == 1 else _unclear(own.fragment, found)
            if "\n\n" in base and (parts := self._parts(own, base, place)):
                return Anchor("changed", own.fragment, parts)
        if not place.copies and (elsewhere := self._elsewhere(base, own)):
            return elsewhere
        return self._alike(own, base, place) if own else Anchor("gone")

    def reached(self, own: Text, base: str) -> list[str]:
        """A passage and all that came of it, as far as the ledger knows, in the order in which it came."""
        reached, seen = [base], {base}
        for each in reached:  # grows on the way
            new = [one for one in self._became.get((own.fragment.path, each), ()) if one not in seen]
            seen.update(new)
            reached += new
        return reached

    def _standing(self, own: Text, reached: list[str], *, inserts: bool) -> str:
        """The passage that is meant today: as it was read, else the last that came of it.

        What is put in goes behind what was put in before.
        """
        base, path = reached[0], own.fragment.path
        standing = [each for each in reached if each and own.exactly(each) and (each == base or (path, each) not in self._put_in)]
        return base if not standing or (standing[0] == base and not inserts) else standing[-1]

    def _twin(self, own: Text, reached: list[str], place: PlaceRead) -> Anchor | None:
        """Of passages that were equal when one of them was read the one that is meant, by counting them and what came of them.

        Nothing when they cannot be told by counting: then what stands once is taken, and what stands several times is ambiguous.
        """
        family = [each for each in own.whole if each.text in reached]
        if len(family) == place.twins + 1 and 0 < place.nth <= len(family):
            found = family[place.nth - 1]
            return Anchor("found" if found.text == reached[0] else "changed", own.fragment, found)
        return _unclear(own.fragment, family) if family else None

    def _parts(self, own: Text, base: str, place: PlaceRead) -> Passage | None:
        """From the first to the last of several passages that were read in a row, those of them that still stand there, or that others
        came of. Where nobody knows what became of the first or the last one, what is new there may have come of it.
        """
        parts = [self._part(own, each.text, place) for each in runs(base)]
        found = [one for each in parts for one in each or ()]
        if not found:
            return None
        start, end = min(each.start for each in found), max(each.end for each in found)
        known = {*place.others}
        before, behind = [each for each in own.whole if each.end <= start], [each for each in own.whole if each.start >= end]
        if parts[0] is None:
            start = min(
                (each.start for each in takewhile(lambda each: fingerprint(each.text) not in known, before[::-1])), default=start
            )
        if parts[-1] is None:
            end = max((each.end for each in takewhile(lambda each: fingerprint(each.text) not in known, behind)), default=end)
        return Passage(start, end, own.fragment.text[start:end])

    def _part(self, own: Text, text: str, place: PlaceRead) -> list[Passage] | None:
        """Where one of several passages is that were read in a row: as it was, as the ledger knows that it became, or by its likeness.

        Nowhere when it is known that it went; None when nobody knows.
        """
        if exactly := own.exactly(text):
            return exactly if len(exactly) == 1 else None
        events = (
            (before, after) for (path, before), afters in self._became.items() if path == own.fragment.path for after in afters
        )
        became = ["\n\n".join(new) for gone, new in (changed_runs(*each) for each in events) if text in gone]
        if found := next((one for each in became if each and (one := self.latest(own.fragment, each))), None):
            return [found]
        if "" in became:
            return []
        alike = self._alike(own, text, place).passage
        return [alike] if alike else None

    def _elsewhere(self, base: str, own: Text | None) -> Anchor | None:
        """The same passage in another section of the language, if it stands in one only."""
        language = own.fragment.language if own else None
        found = [
            (self.texts[key], passage)
            for key in self._where.get(short_digest(base), [])
            if (language is None or key[1] == language) and (own is None or self.texts[key] is not own)
            for passage in self.texts[key].exactly(base)
        ]
        if len(found) == 1:
            return Anchor("moved", found[0][0].fragment, found[0][1])
        return _unclear(found[0][0].fragment, [each for _, each in found]) if found else None

    def _alike(self, own: Text, base: str, place: PlaceRead) -> Anchor:
        """The new passage of the section that is like the one that was read, and more so than any that stood beside it then."""
        words, mine = bag(base), fingerprint(base)
        likely = []
        for each in own.whole:
            worth = alike(words, own.bag(each))
            if worth >= ALIKE:
                made = fingerprint(each.text)
                beside = min((distance(made, other) for other in place.others), default=_FAR)
                if distance(made, mine) + _APART <= beside:
                    likely.append((worth, each.start, each))
        likely.sort(reverse=True)
        if not likely:
            return Anchor("gone", own.fragment)
        if len(likely) > 1 and likely[0][0] - likely[1][0] < MARGIN:
            return _unclear(own.fragment, [each for _, _, each in likely])
        return Anchor("changed", own.fragment, likely[0][2])


def came(event: Event) -> str:
    """The passages that an event made, or put in beside others, from the first to the last."""
    return "\n\n".join(changed_runs(event.before, event.after)[1])


def _unclear(fragment: Fragment, found: Iterable[Passage]) -> Anchor:
    places = tuple(Place(fragment.path, fragment.text.count("\n", 0, each.start) + 1) for each in found)
    return Anchor("ambiguous", fragment, None, places)
