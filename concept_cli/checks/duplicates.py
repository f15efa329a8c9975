"""Contributions that say nearly the same of the same words.

No contribution is compared with every other: only with those about the same passage, in the same intent, that share one of the rarest words
of what is said; and of those that were found to say the same, with the first one alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import Final

from rapidfuzz.fuzz import ratio

from concept_cli.checks.account import Account, Entry
from concept_cli.diagnostics import Report
from concept_cli.ledger.files import place_of
from concept_cli.model import Contribution
from concept_cli.wording import findings

_ALIKE: Final = 90
"""Of a hundred: how alike two texts are that say nearly the same."""
_LONGEST: Final = 2_000
"""Characters of a text that are compared."""
_RARE: Final = 4
"""So many of its rarest words lead from a text to those like it, and a third of all its words."""
_MOST: Final = 40
"""So many texts, of those that share the most of these words, are compared with one."""
_WORD: Final = re.compile(r"\w+")


def check_duplicates(account: Account, report: Report) -> None:
    """What waits for a decision says something else than what came before it; figures tell texts apart."""
    groups: dict[Hashable, list[tuple[Entry, str]]] = {}
    for each in account.entries:
        if said := _said(each.contribution):
            groups.setdefault(_about(each.contribution), []).append((each, said))
    for group in groups.values():
        for entry, first in _alike(group) if len(group) > 1 else ():
            if entry.waits:
                report(findings.SAME_SAID.at(place_of(entry.contribution, "id"), id=entry.contribution.id, other=first.id))


def _said(contribution: Contribution) -> str:
    """What it wants, as words between single spaces."""
    parts, head = contribution.parts, contribution.head
    text = parts.get("proposed") or parts.get("remark") or ""
    if head.kind == "position":
        text = f"{head.stand} {parts.get('rationale', '')}"
    elif head.action == "delete" and head.place:
        text = head.place.quote
    return " ".join(_WORD.findall(text[:_LONGEST].casefold()))


def _about(contribution: Contribution) -> Hashable:
    """What contributions have in common that can say the same. Of a position every body has its own."""
    head, place = contribution.head, contribution.head.place
    where = (place.section, place.language, contribution.parts.get("base", "")) if place else None
    return head.kind, head.action, where, head.stakeholder if head.kind == "position" else None


def _alike(group: Iterable[tuple[Entry, str]]) -> Iterator[tuple[Entry, Contribution]]:
    """Those of a group that say what one before them says, with that one."""
    listed = list(group)
    often = Counter(word for _, said in listed for word in set(said.split()))
    firsts: list[tuple[Contribution, str]] = []
    equal: dict[Hashable, int] = {}
    by_word: dict[str, list[int]] = {}
    for entry, said in listed:
        quote = entry.contribution.head.place.quote if entry.contribution.head.place else ""
        number = equal.get((said, quote))
        if number is None:
            words = sorted(set(said.split()), key=lambda word: (often[word], word))
            rare = words[: _RARE + len(words) // 3]
            shared = Counter(each for word in rare for each in by_word.get(word, ())[: 3 * _MOST])
            likely = (each for each, _ in shared.most_common(_MOST))
            number = next((each for each in likely if _same(firsts[each], (entry.contribution, said))), None)
        if number is not None:
            equal[said, quote] = number
            yield entry, firsts[number][0]
            continue
        for word in rare:
            by_word.setdefault(word, []).append(len(firsts))
        equal[said, quote] = len(firsts)
        firsts.append((entry.contribution, said))


def _same(one: tuple[Contribution, str], other: tuple[Contribution, str]) -> bool:
    """Whether two texts say nearly the same, with the same figures, of nearly the same quote."""
    quotes = [each.head.place.quote[:_LONGEST] if each.head.place else "" for each, _ in (one, other)]
    figures = [[word for word in said.split() if word[0].isdigit()] for _, said in (one, other)]
    return (
        figures[0] == figures[1] and ratio(one[1], other[1], score_cutoff=_ALIKE) > 0 and ratio(*quotes, score_cutoff=_ALIKE) > 0
    )
