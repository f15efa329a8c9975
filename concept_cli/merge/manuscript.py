"""The text of the sections and the ledger while contributions are merged: what stands there, whose it is, and what is noted of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from concept_cli.compare.sequence import equal_ends
from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.anchors import Today
from concept_cli.ledger.files import with_event
from concept_cli.ledger.passages import Passage, body_start, changed_runs, passages, runs
from concept_cli.ledger.proposals import CAPTION
from concept_cli.ledger.saying import inserted, loses, says
from concept_cli.ledger.states import state
from concept_cli.merge.rivals import changed_same, is_edited_out, is_merged
from concept_cli.model import Contribution, Event, Fragment
from concept_cli.wording.contributions import contribution_term

SETTLED: Final = contribution_term("reason-settled", "en")
"""The reason of who settled a conflict, if none was given."""
REWORDED: Final = contribution_term("reason-reworded", "en")
"""The reason of who chose other words where nobody else's were in the way, if none was given."""


class Manuscript:
    """Texts and contributions as they become; nothing is written.

    What changed is in :attr:`fragments` and :attr:`contributions`. What is settled was decided in a ``sitting``, by its id and day, or in
    none. :attr:`beside` are the contributions by the passage that was read.
    """

    def __init__(
        self,
        fragments: Iterable[Fragment],
        contributions: Iterable[Contribution],
        day: date,
        sitting: tuple[str, date] | None = None,
    ) -> None:
        self.today = Today(fragments, found := tuple(contributions))
        self.ledger: dict[str, Contribution] = {each.id: each for each in reversed(found)}
        self.day = day
        self.meeting, self.held = sitting or ("", day)
        self.beside: dict[str, list[str]] = {}
        for each in reversed(self.ledger.values()):
            self.beside.setdefault(each.parts.get("base", ""), []).append(each.id)
        self._brought: dict[str, dict[str, Event | None]] = {}
        """By file those that were put into it once, each with the event that still holds."""
        for each in self.ledger.values():
            self._take_in(each)
        self.fragments: dict[str, Fragment] = {}
        self.contributions: dict[str, Contribution] = {}

    def change(self, fragment: Fragment, passage: Passage, made: str) -> None:
        """Put other words in the place of a passage."""
        text = fragment.text[: passage.start] + made + fragment.text[passage.end :]
        changed = replace(fragment, text=text)
        self.fragments[fragment.path] = changed
        self.today.update(changed)

    def note(self, contribution: Contribution, event: Event) -> None:
        """Add an event to the history of a contribution."""
        changed = with_event(contribution, event)
        self.ledger[contribution.id] = self.contributions[contribution.id] = changed
        self.today.note(changed)
        self._take_in(changed)

    def _take_in(self, contribution: Contribution) -> None:
        if is_merged(contribution):
            holds = state(contribution).applied
            for event in contribution.head.history:
                if event.step == "applied" and event.path:
                    self._brought.setdefault(event.path, {})[contribution.id] = holds

    def forget(self, contribution: Contribution) -> None:
        """Take a contribution as it was before something was noted of it that changed no text."""
        self.ledger[contribution.id] = contribution
        self.contributions.pop(contribution.id, None)

    def modified(self, contribution: Contribution, wording: str = "", *, together: bool = True) -> Contribution:
        """The contribution as accepted with modification: other words than it proposed were settled on, ``together`` with those of others.

        The sitting that accepted it did not settle on them.
        """
        return self._decided(contribution, "decided", wording, SETTLED if together else REWORDED)

    def settled_by(self, contribution: Contribution, other: Contribution) -> Contribution:
        """The contribution as accepted with modification, because another one took the place of its words, or turned them."""
        return self._decided(contribution, "settled", "", SETTLED, (other.id,))

    def _decided(self, contribution: Contribution, step: str, wording: str, why: str, by: tuple[str, ...] = ()) -> Contribution:
        decision = state(contribution).decision
        assert decision is not None
        update = {
            "date": self.held,
            "step": step,
            "disposition": "accepted-modified" if decision.disposition == "accepted" else decision.disposition,
            "by": None,
            "meeting": self.meeting or None,
            "reason": _with_reason(decision.reason or "", why),
            "wording": wording or (decision.wording if by else ""),
            "skipped": (),
            "against": by,
        }
        self.note(contribution, decision.model_copy(update=update))
        return self.ledger[contribution.id]

    def replaced(
        self, contribution: Contribution, fragment: Fragment, passage: Passage, after: str, *, goes_on: bool = False
    ) -> list[Contribution]:
        """The others whose words are in a passage, and are not when it becomes another one; ``goes_on`` as in :func:`loses`."""
        was, beside = passage.text, inserted(contribution)
        return [
            other
            for other in self.merged_beside(contribution, fragment.path)
            if self.is_in(other, contribution, fragment, passage)
            and not self._stands_apart(other, fragment, passage, after)
            and (loses(was, after, other, goes_on=goes_on, beside=beside) or is_edited_out(other, was, after))
        ]

    def _stands_apart(self, other: Contribution, fragment: Fragment, passage: Passage, after: str) -> bool:
        """Whether the paragraph that another contribution put in stands somewhere else than a passage, or the one that it took out did, and
        does not come back when the passage becomes another one.
        """
        applied = self._brought.get(fragment.path, {}).get(other.id)
        gone, new = changed_runs(applied.before, applied.after) if applied else ([], [])
        if gone and not new:
            return says(after, other)
        found = self.today.texts[fragment.id, fragment.language].exactly("\n\n".join(new)) if new and not gone else []
        return len(found) == 1 and not (found[0].start < passage.end and passage.start < found[0].end)

    def merged_beside(self, contribution: Contribution, path: str = "") -> list[Contribution]:
        """The others that were put into a file once, or into any."""
        files = [path] if path else [*self._brought]
        return [self.ledger[id] for each in files for id in self._brought.get(each, ()) if id != contribution.id]

    def events(self, path: str) -> list[tuple[Contribution, Event]]:
        """What became of passages of a file by merging and taking back, with the contribution of each."""
        found = (self.ledger[id] for id in self._brought.get(path, ()))
        return [(each, event) for each in found for event in each.head.history if event.path == path]

    def is_in(self, other: Contribution, contribution: Contribution, fragment: Fragment, passage: Passage) -> bool:
        """Whether another contribution changed a passage; ``contribution`` is about it."""
        applied = self._brought.get(fragment.path, {}).get(other.id)
        if applied is None or applied.path != fragment.path:
            return False
        own, base = other.parts.get("base", ""), contribution.parts.get("base", "")
        went_with_more = not (applied.before or applied.after) and own in base
        if changed_same(other, contribution, applied) or (own and (own == base or went_with_more)):
            return True
        now = self.today.latest(fragment, applied.after) or self.today.brought(fragment, applied)
        return now is not None and now.start < passage.end and passage.start < now.end


def _with_reason(reason: str, more: str) -> str:
    """What a sitting gave as its reason, and behind it what was done after it."""
    return reason if reason.endswith((SETTLED, REWORDED)) else " ".join(filter(None, (reason, more)))


def with_neighbours(id: str, text: str, passage: Passage) -> tuple[Passage, str]:
    """A passage that is to go, with those before and behind it, and these without it: so the place where it was can be found again.

    Raises ConceptError for a table whose caption would become that of another one.
    """
    whole = passages(text)
    behind = next((each for each in whole if each.start >= passage.end), None)
    before = next((each for each in reversed(whole) if each.end <= passage.start), None)
    if behind and CAPTION.match(behind.text):
        raise ConceptError(f"The caption of what {id} takes out stands below it and would be left.", f"concept merge {id} --edit")
    if before is None and behind is None:
        start = body_start(text)
        return Passage(start, len(text), text[start:]), ""
    start, end = before.start if before else passage.start, behind.end if behind else passage.end
    kept = text[before.start : passage.start] if before and behind else before.text if before else ""
    return Passage(start, end, text[start:end]), kept + (behind.text if behind else "")


def changed_only(passage: Passage, text: str) -> tuple[Passage, str]:
    """Of several passages in a row, and what was made of them, those that became others; beside what was only put in, one that stayed."""
    old, new = [*runs(passage.text)], [*runs(text)]
    head, tail = equal_ends([each.text for each in old], [each.text for each in new])
    head = min(head, max(len(old) - tail - 1, 0))
    if len(old) < 2 or head + tail >= len(old):
        return passage, text
    first, last = old[head], old[len(old) - tail - 1]
    kept = new[head : len(new) - tail]
    made = text[kept[0].start : kept[-1].end] if kept else ""
    return Passage(passage.start + first.start, passage.start + last.end, passage.text[first.start : last.end]), made


def changed_files(manuscript: Manuscript) -> Mapping[str, str]:
    """The texts that merging changed, by path."""
    texts = {path: each.text for path, each in manuscript.fragments.items()}
    return texts | {each.path: each.text for each in manuscript.contributions.values()}
