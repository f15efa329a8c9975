"""Passages that somebody else's deletion took out of the text: where they stood, and what is to stand behind them all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from concept_cli.ledger.passages import Passage, body_start, changed_runs, passages, runs, whole_body
from concept_cli.ledger.proposals import Wording, goes_behind
from concept_cli.ledger.saying import deletes
from concept_cli.ledger.states import state
from concept_cli.merge.manuscript import Manuscript
from concept_cli.merge.sides import place_of, sides
from concept_cli.model import Contribution, Event, Fragment


def deleted_by_another(manuscript: Manuscript, contribution: Contribution) -> Event | None:
    """By which event the words that a contribution is about went with a deletion that somebody else proposed."""
    mine, base = place_of(contribution), contribution.parts["base"]
    others = (each for each in manuscript.ledger.values() if each.id != contribution.id and each.head.action == "delete")
    wider = (
        each
        for each in others
        if (its := each.head.place) is not None
        and (its.section, its.language) == (mine.section, mine.language)
        and mine.quote in its.quote
        and base in each.parts["base"]
        and deletes(each)
    )
    return next((applied for each in wider if (applied := state(each).applied)), None)


def where_they_stood(
    manuscript: Manuscript, fragment: Fragment, applied: Event, gone: Sequence[str]
) -> tuple[Passage | None, Passage | None]:
    """What stood before and behind paragraphs that an event took out, whatever these have become since; what stood next to them, if they
    went, too. None where nothing did, or it is not there.
    """
    before = [each.text for each in runs(applied.before)]
    at = before.index(gone[0])
    ahead, behind = before[:at], before[at + len(gone) :]
    return (
        _beside(manuscript, fragment, ahead[-1], -1) if ahead else None,
        _beside(manuscript, fragment, behind[0], 1) if behind else None,
    )


def _beside(manuscript: Manuscript, fragment: Fragment, text: str, step: Literal[-1, 1]) -> Passage | None:
    """Where a paragraph is today, or the first one of those before (-1) or behind (1) it that did not go."""
    seen = set[str]()
    while text not in seen:
        if found := manuscript.today.latest(fragment, text):
            return found
        seen.add(text)
        for event in manuscript.events(fragment.path):
            gone, new = changed_runs(event.before, event.after)
            if text in gone and not new:
                was = [each.text for each in runs(event.before)]
                at = was.index(gone[0]) - 1 if step < 0 else was.index(gone[0]) + len(gone)
                text = was[at] if 0 <= at < len(was) else text
                break
    return None


def put_in_behind(
    manuscript: Manuscript, contribution: Contribution, fragment: Fragment, applied: Event, wording: Wording
) -> tuple[Passage, str] | None:
    """Paragraphs that were to stand behind a passage, which an event took out: which stretch becomes what when they stand where it stood.

    The neighbours of the passage are in the stretch. None for any other amendment, and where something else is there now.
    """
    base = contribution.parts["base"]
    gone, new = changed_runs(applied.before, applied.after)
    read = [each.text for each in runs(base)]
    if new or gone[-len(read) :] != read or not goes_behind(base, place_of(contribution), contribution.head.action or ""):
        return None
    others, own = (each[len(base) :].strip("\n") for each in sides(manuscript, contribution, wording))
    if emptied := _emptied(manuscript, fragment):
        words = emptied.before.strip()
        start = body_start(fragment.text)
        return Passage(start, len(fragment.text), fragment.text[start:]), emptied.before.replace(words, own)
    ahead, behind = where_they_stood(manuscript, fragment, applied, gone)
    if behind and behind.text in (put_in := [each.text for each in runs(others)]):
        rest = (each for each in passages(fragment.text) if each.start > behind.start and each.text not in put_in)
        behind = next(rest, None)
    around = ahead.text if ahead else "", behind.text if behind else ""
    was, made = ("\n\n".join(filter(None, (around[0], words, around[1]))) for words in (others, own))
    start = ahead.start if ahead else behind.end - len(was) if behind else whole_body(fragment.text).start
    passage = Passage(start, start + len(was), fragment.text[start : start + len(was)])
    return (passage, made) if was and passage.text == was else None


def _emptied(manuscript: Manuscript, fragment: Fragment) -> Event | None:
    """The event that took the last paragraph out of a fragment; None of one in which there is any."""
    if passages(fragment.text):
        return None
    events = (state(each).applied for each in manuscript.ledger.values())
    return next((each for each in events if each and each.path == fragment.path and each.before.strip() and not each.after), None)
