"""Passages that somebody else's deletion took out of the text: where they stood, and what is to stand behind them all the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, product
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
    mine, base = place_of(contribution), contribution.parts.get("base", "")
    others = (each for each in manuscript.ledger.values() if each.id != contribution.id and each.head.action == "delete")
    wider = (
        each
        for each in others
        if (its := each.head.place) is not None
        and (its.section, its.language) == (mine.section, mine.language)
        and mine.quote in its.quote
        and base in each.parts.get("base", "")
        and deletes(each)
    )
    return next((applied for each in wider if base and (applied := state(each).applied)), None)


def where_they_stood(manuscript: Manuscript, fragment: Fragment, gone: Sequence[str]) -> tuple[Passage | None, Passage | None]:
    """Between which passages of today paragraphs belong that were taken out, None where there is none, and for both where nobody knows.

    What stood before and behind them is told by all that became of passages of the file: each event has a few in a row. They belong before
    the first that stood behind them, for what was put in meanwhile belongs to what is before it; where none of these is there, behind those
    that stood before them; at the end, if nothing stood behind them.
    """
    links, whole = _links(manuscript, fragment.path), passages(fragment.text)
    ahead, behind = _reached(gone[0], links, -1), _reached(gone[-1], links, 1)
    last = max((number for number, each in enumerate(whole) if each.text in ahead - behind), default=-1)
    first = next((number for number, each in enumerate(whole) if each.text in behind - ahead), None)
    if last < 0 if first is None else first < last:  # nothing of it is there, or somebody has changed the order
        return None, None
    if first is None and behind:
        rest = (number for number in range(last + 1, len(whole)) if not _is_known(whole[number].text, links))
        first = next(rest, None)
    at = len(whole) if first is None else first
    return whole[at - 1] if at else None, whole[at] if at < len(whole) else None


def _is_known(text: str, links: Mapping[tuple[str, int], Collection[str]]) -> bool:
    return any((text, step) in links for step in (-1, 0, 1))


def _links(manuscript: Manuscript, path: str) -> dict[tuple[str, int], set[str]]:
    """By a paragraph of a file those that stood right before (-1) and behind (1) it at some time, and what it was or became (0)."""
    links: dict[tuple[str, int], set[str]] = {}

    def link(one: str, other: str, step: int) -> None:
        links.setdefault((one, step), set()).add(other)
        links.setdefault((other, -step), set()).add(one)

    for contribution, event in manuscript.events(path):
        for text in (event.before, event.after):
            for one, other in pairwise(each.text for each in runs(text)):
                link(one, other, 1)
        gone, new = changed_runs(event.before, event.after)
        for one, other in product(gone, new):
            link(one, other, 0)
        read = [each.text for each in runs(contribution.parts.get("base", ""))]
        if new and not gone and read and contribution.head.action == "insert":
            link(read[-1], new[0], 1)
    return links


def _reached(text: str, links: Mapping[tuple[str, int], Collection[str]], step: Literal[-1, 1]) -> set[str]:
    """The paragraphs that stood somewhere before (-1) or behind (1) one, whatever they were called then."""
    next_to = {each for same in _led_to({text}, links, 0) for each in links.get((same, step), ())}
    return _led_to(next_to, links, 0, step)


def _led_to(texts: Collection[str], links: Mapping[tuple[str, int], Collection[str]], *steps: int) -> set[str]:
    """Paragraphs, and all to which links of some kinds lead from them."""
    found, waiting = {*texts}, [*texts]
    while waiting:
        one = waiting.pop()
        new = {each for step in steps for each in links.get((one, step), ())} - found
        found |= new
        waiting += new
    return found


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
    if alone := into_the_empty(manuscript, fragment, own):
        return alone
    ahead, behind = where_they_stood(manuscript, fragment, gone)
    if behind and behind.text in (put_in := [each.text for each in runs(others)]):
        rest = (each for each in passages(fragment.text) if each.start > behind.start and each.text not in put_in)
        behind = next(rest, None)
    around = ahead.text if ahead else "", behind.text if behind else ""
    was, made = ("\n\n".join(filter(None, (around[0], words, around[1]))) for words in (others, own))
    start = ahead.start if ahead else behind.end - len(was) if behind else whole_body(fragment.text).start
    passage = Passage(start, start + len(was), fragment.text[start : start + len(was)])
    return (passage, made) if was and passage.text == was else None


def into_the_empty(manuscript: Manuscript, fragment: Fragment, words: str) -> tuple[Passage, str] | None:
    """Paragraphs as all that a fragment has, out of which the last one was taken, with its blank lines; None where there is any."""
    if passages(fragment.text):
        return None
    events = (event for _, event in manuscript.events(fragment.path))
    took = next((each for each in events if each.before.strip() and not each.after), None)
    start = body_start(fragment.text)
    whole = Passage(start, len(fragment.text), fragment.text[start:])
    return (whole, took.before.replace(took.before.strip(), words)) if took else None
