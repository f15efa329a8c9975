"""Whether what came into the text is what a contribution proposed, or a modification; and what somebody wrote for it."""

from __future__ import annotations

import re
from typing import Final

from concept_cli.compare.sequence import equal_ends
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.passages import said_by
from concept_cli.ledger.proposals import Wording
from concept_cli.ledger.saying import deletes, is_done, left_of, own_words, said_sentences, says
from concept_cli.merge.manuscript import Manuscript
from concept_cli.merge.sides import place_of, sides
from concept_cli.model import Contribution

_SIGN: Final = re.compile(r"\s*(?:\w+|[^\w\s])")


def is_as_proposed(manuscript: Manuscript, contribution: Contribution, wording: Wording, before: str, after: str) -> bool:
    """Whether a passage became by a wording what an amendment wanted, and nothing else: then it was not modified."""
    if wording.text == contribution.parts.get("proposed", ""):
        return True
    was, now = (said_sentences(said_by(each).words) for each in (before, after))
    brought = {each for each in now if each not in was}
    if deletes(contribution):
        return not brought and is_done(after, contribution)
    try:
        base, theirs = sides(manuscript, contribution, own_words(contribution))
    except ConceptError:  # its own words fit nowhere
        return False
    read, wanted = (said_sentences(said_by(each).words) for each in (base, theirs))
    return brought <= {*wanted} and {each for each in wanted if each not in read} <= {*now}


def is_kept(manuscript: Manuscript, contribution: Contribution, before: str, text: str) -> bool:
    """Whether a passage that somebody wrote says what a contribution wants, and its words not with others before or behind them; of
    sentences to be deleted as many are gone.
    """
    if deletes(contribution):
        quoted = len(said_sentences(place_of(contribution).quote))
        return says(text, contribution) and left_of(text, contribution) <= max(left_of(before, contribution) - quoted, 0)
    if not is_done(text, contribution):
        return False
    words, now = own_words(contribution), said_by(text)
    plain = said_by(words.text).flat.strip() if words.markdown else words.text
    try:
        _, theirs = sides(manuscript, contribution, words)
    except ConceptError:  # its own words fit nowhere
        return True
    wanted = said_by(theirs)
    beside = [_beside(wanted.flat, *span) for span in wanted.find(plain)] if plain else []
    return not beside or not now.find(plain) or any(_beside(now.flat, *span) in beside for span in now.find(plain))


def _beside(words: str, start: int, end: int) -> tuple[str, str]:
    """The word or sign before a stretch, and the one behind it."""
    before, after = _SIGN.findall(words[:start]), _SIGN.match(words, end)
    return before[-1].strip() if before else "", after[0].strip() if after else ""


def new_words(before: str, after: str) -> str:
    """What somebody wrote in a passage, from the first sentence that is new to the last; the whole where only something was taken out."""
    was, now = (said_sentences(said_by(each).words) for each in (before, after))
    head, tail = equal_ends(was, now)
    return " ".join(now[head : len(now) - tail] or now)
