"""Whether a passage says what a contribution wants: its words, as they were proposed, decided or written, or without the deleted ones."""

from __future__ import annotations

from concept_cli.compare.sentences import sentences
from concept_cli.compare.sequence import ALIKE, alike, bag
from concept_cli.ledger.passages import Said, said_by
from concept_cli.ledger.proposals import ENDS, STOPS, Wording, occurrence
from concept_cli.ledger.states import state
from concept_cli.model import Contribution, Event


def decided_words(contribution: Contribution, decision: Event | None) -> Wording | None:
    """The words that a decision brings into the text; None when it does not say them."""
    if decision and decision.wording:
        return Wording(decision.wording)
    if decision and decision.disposition == "accepted" and contribution.head.kind == "amendment":
        return Wording(contribution.parts.get("proposed", ""), contribution.head.markdown)
    return None


def own_words(contribution: Contribution) -> Wording:
    """The words of a contribution: those that somebody wrote for it, that were decided, or that it proposed."""
    found = state(contribution)
    written = (found.applied.wording if found.applied else "") or (found.decision.wording if found.decision else "")
    return Wording(written) if written else Wording(contribution.parts.get("proposed", ""), contribution.head.markdown)


def proposal(contribution: Contribution) -> tuple[str, ...]:
    """By which the very same proposal of somebody else is known: what was read, what of it should become what."""
    head, parts = contribution.head, contribution.parts
    return parts.get("base", ""), head.action or "", head.place.quote if head.place else "", parts.get("proposed", "")


def says(passage: str, contribution: Contribution, *, goes_on: bool = False) -> bool:
    """Whether a passage has the words of a contribution, as it proposed them or as they were decided; or the deleted ones not.

    If it ``goes_on`` behind them, it may do so in the same sentence.
    """
    said, words = said_by(passage), own_words(contribution)
    if deletes(contribution) and contribution.head.place:
        return not said.find(contribution.head.place.quote)
    looked_for = said_by(words.text).flat.strip() if words.markdown else words.text
    looked_for = looked_for.rstrip(STOPS) if goes_on else looked_for
    return bool(words.text) and bool(said.find(looked_for))


def is_done(passage: str, contribution: Contribution, *, goes_on: bool = False, beside: str = "") -> bool:
    """Whether a passage says what a contribution wants; of whole sentences to be deleted nothing is left either that came of them.

    ``goes_on`` as in :func:`says`, ``beside`` as in :func:`left_of`.
    """
    if deletes(contribution):
        return says(passage, contribution) and not left_of(passage, contribution, beside)
    parts = _new_parts(contribution)
    return says(passage, contribution, goes_on=goes_on) or (bool(parts) and all(_has(passage, each) for each in parts))


def loses(before: str, after: str, contribution: Contribution, *, goes_on: bool = False, beside: str = "") -> bool:
    """Whether a passage that becomes another one is no more what a contribution wants, or not in all that it put in.

    ``goes_on`` as in :func:`says`, of the words before; ``beside`` as in :func:`left_of`.
    """
    if deletes(contribution):
        back = not says(after, contribution) or left_of(after, contribution, beside) > left_of(before, contribution, beside)
        return says(before, contribution) and back
    if any(_has(before, each) and not _has(after, each) for each in _new_parts(contribution)):
        return True
    return is_done(before, contribution, goes_on=goes_on) and not is_done(after, contribution, goes_on=True)


def _new_parts(contribution: Contribution) -> list[str]:
    """The sentences of a contribution that were not in the passage that was read, when it has several."""
    words = own_words(contribution)
    said = said_sentences(said_by(words.text).words if words.markdown else words.text)
    if len(said) < 2:
        return []
    read = said_by(contribution.parts.get("base", ""))
    return [each for each in said if not read.find(each)]


def _has(passage: str, words: str) -> bool:
    """Whether a passage has words, and perhaps goes on behind them in the same sentence."""
    return bool(said_by(passage).find(words.rstrip(STOPS)))


def deletes(contribution: Contribution) -> bool:
    """Whether a contribution only takes words out."""
    return contribution.head.place is not None and contribution.head.action == "delete" and not own_words(contribution).text


def inserted(contribution: Contribution) -> str:
    """The words that a contribution puts beside others; empty for one that changes words."""
    return contribution.parts.get("proposed", "") if contribution.head.action == "insert" else ""


def left_of(passage: str, deletion: Contribution, beside: str = "") -> int:
    """How many sentences of a passage are more like one that was to be deleted than like any next to it: they are what became of it, but
    for those that somebody puts ``beside`` the others.
    """
    place, base = deletion.head.place, said_by(deletion.parts["base"])
    assert place is not None
    start, end = occurrence(base, place)
    if not ENDS.search(base.words[start:end].rstrip()):
        return 0
    rest = f"{base.words[:start]}\n{base.words[end:]}"
    gone, kept = ([bag(each) for each in said_sentences(words)] for words in (base.words[start:end], rest))
    new = said_sentences(said_by(beside).words)
    now = (bag(each) for each in said_sentences(said_by(passage).words) if each not in new)
    worth = [[max((alike(each, one) for one in side), default=0) for side in (gone, kept)] for each in now]
    return sum(mine >= ALIKE and mine > others for mine, others in worth)


def said_sentences(words: str) -> list[str]:
    """The sentences of what is said, block by block."""
    return [each for block in words.split("\n") for _, each, _ in sentences(block) if each]


def goes_on_as(before: str, after: str, contribution: Contribution, beside: str = "") -> bool:
    """Whether a sentence that holds the words of a contribution is the same up to their end: whatever is put before them may turn them.

    ``beside`` as in :func:`left_of`.
    """
    said, words = said_by(before), own_words(contribution)
    looked_for = said_by(words.text).flat.strip() if words.markdown else words.text
    if not looked_for:
        return is_done(after, contribution, beside=beside)
    now = said_by(after)
    return any(
        now.find(said.flat[sentence_around(said, start, end)[0] : end].rstrip(STOPS)) for start, end in said.find(looked_for)
    )


def sentence_around(said: Said, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the sentence that a stretch begins in to the end of the one that it ends in, in its paragraph, item or cell."""
    block = said.words.rfind("\n", 0, start) + 1
    line_end = said.words.find("\n", end)
    at, first, last = block, start, end
    for lead, sentence, behind in sentences(said.words[block : line_end if line_end >= 0 else None]):
        begin, finish = at + len(lead), at + len(lead) + len(sentence)
        first = begin if begin <= start < finish + len(behind) else first
        last = finish if begin < end <= finish + len(behind) else last
        at = finish + len(behind)
    return min(first, start), max(last, end)
