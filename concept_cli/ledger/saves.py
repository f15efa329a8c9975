"""The reasons that drafters gave when they saved, to the changes that each of them is for.

A file may have been saved several times between two drafts, each time for another reason. A passage is followed back through what was saved
and what was merged, to the saves that made it what it is; one that is gone is followed forward to the save that took it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from concept_cli.compare.sequence import ALIKE, alike, bag
from concept_cli.document import Explanation
from concept_cli.ledger.origins import Step
from concept_cli.ledger.passages import passages, runs


@dataclass(frozen=True, slots=True)
class Save:
    """A reason, and the text of a file before and since; an empty :class:`Explanation` for what nobody gave a reason for yet."""

    told: Explanation
    before: Callable[[], str]
    after: Callable[[], str]


def why(saves: Sequence[Save], taken: Iterable[Step], older: str, newer: str) -> Explanation | None:
    """What the ``saves`` of a file, the earliest first, tell of a change of a passage that was the ``older`` and is the ``newer`` one
    (empty for none); contributions made of it what was ``taken``. Where no save can be told to have made it, that is the last one.
    None where one of those that made it gives no reason.
    """
    if len(saves) > 1:
        links = [*_links(saves, taken)]
        met = _followed(newer, ((came, went, save) for went, came, save in links)) if newer else ()
        met = met or (_followed(older, links) if older else ())
        saves = [each for each in saves if each in met] or saves[-1:]
    told = [each.told for each in saves]
    return None if Explanation() in told else _joined(told)


_Link = tuple[frozenset[str], frozenset[str], Save | None]
"""Passages that went, those that came instead, and the save by which; None for what was merged."""


def _links(saves: Iterable[Save], taken: Iterable[Step]) -> Iterator[_Link]:
    for save in saves:
        before, after = (Counter(each.text for each in passages(text)) for text in (save.before(), save.after()))
        yield frozenset(before - after), frozenset(after - before), save
    for step in taken:
        before, after = (Counter(each.text for each in runs(text)) for text in (step.before, step.after))
        yield frozenset(before - after), frozenset(after - before), None


def _followed(passage: str, links: Iterable[_Link]) -> list[Save]:
    """The saves on the way from a passage to what came of it, along links; of what a save changed only what is alike."""
    waiting, reached, met = [*links], {passage}, list[Save]()
    while on := next((each for each in waiting if each[0] & reached), None):
        waiting = [each for each in waiting if each is not on]
        start, end, save = on
        if save is None:
            reached |= end
            continue
        met.append(save)
        words = [bag(each) for each in start & reached]
        reached |= {each for each in end if any(alike(bag(each), one) >= ALIKE for one in words)}
    return met


def _joined(told: Sequence[Explanation]) -> Explanation:
    return Explanation(
        who=", ".join(dict.fromkeys(each.who for each in told)),
        when=max(each.when for each in told),
        why="; ".join(dict.fromkeys(each.why for each in told)),
    )
