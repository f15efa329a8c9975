"""Contributions about the same words: which of them made of a sentence what it is, and which would lose their words with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from concept_cli.compare.sequence import ALIKE, Bag, alike, bag
from concept_cli.ledger.saying import deletes, goes_on_as, inserted, says
from concept_cli.ledger.states import state
from concept_cli.merge import Conflict
from concept_cli.merge.pieces import pieces
from concept_cli.model import Contribution, Event

_WORDS = {"applied", "reverted"}
"""The steps that change words of the text."""


def is_merged(contribution: Contribution) -> bool:
    """Whether a contribution was ever put into the text: most were not, and their states take long to tell."""
    return any(each.step == "applied" for each in contribution.head.history)


def changed_same(other: Contribution, contribution: Contribution, applied: Event | None) -> bool:
    """Whether another contribution, with the event that put it into the text, changed the passage that this one is about."""
    base = contribution.parts.get("base", "")
    if not base or applied is None or applied.before == applied.after:
        return False
    return other.parts.get("base") == base or base in applied.before or applied.after == base


def are_rivals(one: Contribution, other: Contribution) -> bool:
    """Whether two amendments are about the same words."""
    if "remark" in {one.head.kind, other.head.kind} or not (one.head.place and other.head.place):
        return False
    quotes = one.head.place.quote, other.head.place.quote
    return quotes[0] in quotes[1] or quotes[1] in quotes[0]


def is_turned(other: Contribution, contribution: Contribution, before: str, after: str) -> bool:
    """Whether a passage that becomes another one when a rival is settled on no more says what another contribution wanted, or what
    somebody made of that by hand.
    """
    if not leaves_out(other, contribution, before, after):
        return True
    if deletes(other) or says(before, other):
        return not goes_on_as(before, after, other, inserted(contribution))
    return is_edited_out(other, before, after)


def is_edited_out(other: Contribution, before: str, after: str) -> bool:
    """Whether a passage that becomes another one loses a sentence that another contribution brought and somebody edited by hand since: it
    has all the words that were new, and most of the rest.
    """
    applied = state(other).applied
    if applied is None or deletes(other) or says(before, other):
        return False
    lost, came = _said(applied.before) - _said(applied.after), _said(applied.after) - _said(applied.before)
    read = bag(" ".join(lost))
    return any(_is_edited(one, read, before) and not _is_edited(one, read, after) for one in came)


def _is_edited(sentence: str, read: Bag, passage: str) -> bool:
    words = bag(sentence)
    new = words - read
    now = (bag(each) for each in _said(passage))
    return bool(new) and any(not new - each and alike(words, each) >= ALIKE for each in now)


def is_reworded(other: Contribution, contribution: Contribution, before: str, after: str) -> bool:
    """Whether the sentence that says what another contribution wanted in the place of the very same words becomes another one."""
    places = contribution.head.place, other.head.place
    if not (places[0] and places[1]) or {contribution.head.action, other.head.action} != {"replace"}:
        return False
    if contribution.parts.get("base") != other.parts.get("base") or places[0].quote != places[1].quote:
        return False
    return any(says(sentence, other) for sentence in _said(before) - _said(after))


def leaves_out(deletion: Contribution, contribution: Contribution, before: str, after: str) -> bool:
    """Whether words that a contribution took out stay out when a rival is settled on: a passage says nothing instead of them."""
    if not deletes(deletion) or contribution.head.action == "insert" or not are_rivals(deletion, contribution):
        return True
    return _said(after) <= _said(before)


def who_changed(
    conflicts: Iterable[Conflict],
    others: Iterable[Contribution],
    path: str,
    reached: Collection[str],
    near: Collection[str] = (),
) -> set[str]:
    """Those of others whose words stand in what is in conflict today, or who took out of it what is gone.

    They are followed from the words of today back to those that were read (``reached`` are all passages on this way; who is ``near`` has
    changed this passage, by whichever way): what somebody typed by hand since is nobody's.
    """
    base, ours = ({words for each in conflicts for words in _said(getattr(each, side))} for side in ("base", "ours"))
    standing, gone = ours - base, base - ours
    nothing = not standing  # then what came instead counts as part of the sentence beside it
    changes = [
        change for other in others if is_merged(other) for change in _changes(other, path, None if other.id in near else reached)
    ]
    named: set[str] = set()
    begun = changes
    while changes:
        met = [each for each in changes if each[3] & standing or ((nothing or not each[3]) and each[2] & gone)]
        if not met:
            break
        changes = [each for each in changes if each not in met]
        named |= {id for id, holds, _, _ in met if holds}
        standing |= {words for _, _, lost, _ in met for words in lost} - base
    return named or {id for id, holds, lost, came in begun if holds and _is_known(lost, came, ours, base)}


def _is_known(lost: frozenset[str], came: frozenset[str], ours: set[str], base: set[str]) -> bool:
    """Whether all words that a change brought stand in what is in conflict, and not in what was read: then somebody edited beside them."""
    was, now, read, stand = (bag(" ".join(each)) for each in (lost, came, base, ours))
    return bool(now - was) and not (now - was) - (stand - read)


def _changes(
    other: Contribution, path: str, reached: Collection[str] | None
) -> Iterator[tuple[str, bool, frozenset[str], frozenset[str]]]:
    """What a contribution made of passages: its id, whether that holds still, the sentences that went, and those that came."""
    applied = state(other).applied
    for event in other.head.history:
        changed = event.step in _WORDS and event.path == path and event.before != event.after
        if changed and (reached is None or _is_on_the_way(event, reached)):
            before, after = _said(event.before), _said(event.after)
            yield other.id, event is applied, before - after, after - before


def _is_on_the_way(event: Event, reached: Collection[str]) -> bool:
    """Whether an event changed a passage, or several in a row of which it is one."""
    return any(each in event.before or each in event.after for each in reached)


@lru_cache(maxsize=10_000)
def _said(text: str) -> frozenset[str]:
    """The sentences of a text."""
    return frozenset(each.key[1] for each in pieces(text) if each.words)
