"""Contributions and the text of today: words that are gone, that were promised, and that were lost again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Final

from concept_cli.checks.account import Account
from concept_cli.diagnostics import Place, Report
from concept_cli.ledger.files import place_of
from concept_cli.ledger.states import State
from concept_cli.model import Contribution, Event, shorten
from concept_cli.readers.fragment import NAME
from concept_cli.wording import findings

_WORD: Final = re.compile(r"\w+")
_FEW: Final = 8
"""Of so many words it is enough that half of them stand there."""
_COMPARISONS: Final = 1_000_000
"""After so many it is not looked any more whether something else took the place of words: where thousands are lost, a file was replaced."""
_RUN: Final = 4
"""Of many words, runs of so many are looked for: a word that somebody mended since hides one run only. So many tell by themselves where
they are from; fewer are looked for with the two before or behind them.
"""


def check_places(account: Account, report: Report) -> None:
    """The words are there that a contribution is about which waits for a decision, or for its words to be put in.

    Of those that were answered, or are in the text, nothing has to be found any more: their words may be rewritten, their sections renamed.
    """
    known = {each.id for each in account.project.fragments}
    unread = {match[1] for path in account.project.unread if (match := NAME.fullmatch(path.removeprefix("sections/")))}
    for each in account.entries:
        contribution, place = each.contribution, each.contribution.head.place
        waits = each.waits or (each.state.waits_for_words and not _has_met(each.state))
        if place is None or place.section in unread or not waits:
            continue
        anchor = account.anchor(contribution)
        where = ("place", "quote" if place.quote else "section")
        if anchor.outcome == "ambiguous":
            places = ", ".join(map(str, anchor.candidates))
            report(findings.PLACE_AMBIGUOUS.at(place_of(contribution, *where), places=places))
        elif anchor.outcome == "gone" and place.section not in known:
            report(findings.NO_SUCH_SECTION.at(place_of(contribution, "place", "section"), id=place.section))
        elif anchor.outcome == "gone":
            report(findings.PLACE_GONE.at(place_of(contribution, *where), section=place.section, id=contribution.id))


def check_promises(account: Account, report: Report) -> None:
    """What was accepted is in the text. A position brings no words."""
    for contribution, state in account.whole():
        if not state.waits_for_words or contribution.head.kind == "position":
            continue
        if state.conflict and _has_met(state):
            names = ", ".join(state.conflict.against)
            place, against = _place(contribution, state.conflict, "step"), f": {names}" if names else ""
            report(findings.CONFLICT_OPEN.at(place, disposition=state.disposition, against=against, id=contribution.id))
        elif state.decision and not (state.conflict and account.anchor(contribution).passage is None):  # told as a place already
            says_words = state.decision.wording or (contribution.head.kind == "amendment" and state.disposition == "accepted")
            hint = None if says_words else "say with which words: concept merge {id} --with …, or --edit"
            if contribution.head.place and not contribution.parts.get("base"):
                hint = "write it into the section: concept merge {id} --edit"
            elif contribution.head.place is None:
                hint = "write it where it belongs and save it, and then: concept move {id} closed --by …"
            place = _place(contribution, state.decision, "disposition")
            report(findings.NOT_APPLIED.at(place, hint=hint, disposition=state.disposition, id=contribution.id))


def _has_met(state: State) -> bool:
    """Whether a contribution is in conflict with words that stand in the text: else its own are gone, or stand at several places."""
    return state.conflict is not None and bool(state.conflict.after)


def _place(contribution: Contribution, event: Event, field: str) -> Place:
    return place_of(contribution, "history", contribution.head.history.index(event), field)


# --------------------------------------------------------------------- lost


def check_lost(account: Account, report: Report) -> None:
    """What was put into the text is there, unless something that was put in later took its place.

    A passage may have been rewritten around the words since; where its section has another name, they may be anywhere.
    """
    texts = {each.fragment.path: each for each in account.today.texts.values()}
    spoken, left = cache(_spoken), _COMPARISONS
    for contribution, state in account.whole():
        applied = state.applied
        if applied is None or not applied.path or applied.path in account.project.unread or applied.before == applied.after:
            continue
        own = [texts[applied.path]] if applied.path in texts else list(texts.values())
        if any(account.today.stands(each.fragment, applied.after) for each in own):
            continue
        brought = _Difference(applied.before, applied.after)
        if brought.signs:
            others = account.changes.get(applied.path, ()) if left > 0 else ()
            left -= len(others)
            later = (one for one in others if one is not applied and one.date >= applied.date)
            is_lost = not any(brought.is_in(spoken(each.fragment.text)) for each in own) and not any(
                brought.is_in(spoken(one.before)) and not brought.is_in(spoken(one.after)) for one in later
            )
        else:
            is_lost = any(each.exactly(applied.before) for each in own)
        if is_lost and not any(each.exactly(applied.after) for each in texts.values()):  # moved to another section by hand
            place = _place(contribution, applied, "step")
            report(findings.APPLIED_LOST.at(place, path=applied.path, words=brought.said, id=contribution.id))


def _spoken(text: str) -> str:
    """The words of a text, capitals or not, between single spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


class _Difference:
    """The words that a passage got; ``signs`` are runs of words of which half have to stand where these words do."""

    def __init__(self, before: str, after: str) -> None:
        old, new = (list(_WORD.finditer(text)) for text in (before, after))
        pairs = list(zip((each[0].casefold() for each in old), (each[0].casefold() for each in new), strict=False))
        head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
        tail = sum(1 for _ in takewhile(lambda pair: pair[0][0].casefold() == pair[1][0].casefold(), rest))
        end = len(new) - tail
        words = [each[0] for each in new]
        if end - head >= _FEW:
            runs = [words[at : at + _RUN] for at in range(head, end - _RUN + 1, _RUN)]
        elif end - head >= _RUN:
            runs = [words[head:end]]
        elif end > head:
            runs = [words[max(0, head - 2) : end], words[head : end + 2]]
        else:
            runs = []
        self.signs = [_spoken(" ".join(run)) for run in runs]
        self.said = f"“{shorten(_between(after, new[head:end]) or _between(before, old[head : len(old) - tail]))}”"
        if not runs:
            self.said += " stands there again"

    def is_in(self, spoken: str) -> bool:
        """Whether the words stand in what is spoken."""
        return 2 * sum(each in spoken for each in self.signs) >= len(self.signs)


def _between(text: str, words: Sequence[re.Match[str]]) -> str:
    return " ".join(text[words[0].start() : words[-1].end()].split()) if words else ""
