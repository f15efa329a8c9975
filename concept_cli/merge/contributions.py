"""Accepted contributions to the text of the sections that they are about.

Each is merged from the passage that was read, the passage as it is today, and the passage as the contribution would have it. What composes
is applied; what does not is a conflict, which is kept in the contribution's history with both wordings, while the section stays untouched.
Two insertions at one place are both kept, in the order in which they were received, whatever the order of merging.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Literal

from concept_cli.diagnostics import ConceptError
from concept_cli.ledger.anchors import Anchor
from concept_cli.ledger.passages import Passage, whole_body
from concept_cli.ledger.proposals import Unfit, Wording
from concept_cli.ledger.saying import decided_words, deletes, is_done, proposal, says
from concept_cli.ledger.states import State, may_follow, state
from concept_cli.merge import Conflict, Merged
from concept_cli.merge.deleted import deleted_by_another, put_in_behind
from concept_cli.merge.manuscript import Manuscript, changed_only, with_neighbours
from concept_cli.merge.modifications import is_as_proposed, is_kept, new_words
from concept_cli.merge.reverting import came_last, reverted
from concept_cli.merge.rivals import are_rivals, changed_same, is_reworded, is_turned, who_changed
from concept_cli.merge.settlement import settled
from concept_cli.merge.sides import of_sides, order, parted, sides, with_behind, with_those_behind
from concept_cli.merge.wording import holds, of_deletions, only_leaves_out
from concept_cli.model import Contribution, Event, Fragment

_NOTHING: Final = "–"
"""What a side has that took words out."""
_NOTE: Final = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
"""Where the words of a footnote stand."""
Became = Literal["applied", "already", "conflict", "waits", "refused", "reverted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a contribution, and a sentence about it.

    Of a conflict, ``ours`` is the wording of today, ``theirs`` that of the contribution, and ``proposal`` what a cut between words would
    make of both, if it can. Of words that somebody settled on, or found for a remark, ``ours`` is the passage before, ``theirs`` the one
    since, and ``others`` are the contributions whose words they took the place of.
    """

    id: str
    became: Became
    said: str
    ours: str = ""
    theirs: str = ""
    proposal: str | None = None
    others: tuple[str, ...] = ()


class Merging(Manuscript):
    """Merges contributions one after the other, and takes them back."""

    # -- merging

    def merge_all(self, ids: Iterable[str], *, word_level: bool = False) -> dict[str, Outcome]:
        """Merge several contributions; what one of them is refused for keeps none of the others out.

        Conflicts are told when all others are in the text: so merging once more finds them as they are.
        """
        outcomes = {}
        for id in ids:
            before = self.ledger[id]
            try:
                outcomes[id] = self.merge(id, word_level=word_level)
            except ConceptError as error:
                outcomes[id] = Outcome(id, "refused", f"{error.message} {error.hint}")
            if outcomes[id].became == "conflict":
                self.forget(before)
        for id, outcome in outcomes.items():
            if outcome.became == "conflict":
                outcomes[id] = self.merge(id, word_level=word_level)
        return outcomes

    def merge(self, id: str, wording: Wording | None = None, *, word_level: bool = False) -> Outcome:
        """Merge one contribution; a ``wording`` settles what stands in the place of the words that it is about.

        ``word_level`` also takes what only a cut between words composes. Raises ConceptError for what was not accepted, and for words that
        fit nowhere.
        """
        try:
            return self._merge(id, wording, word_level=word_level)
        except Unfit as error:
            raise ConceptError(error.message, f"{error.hint} Or write the whole passage: concept merge {id} --edit") from None

    def _merge(self, id: str, wording: Wording | None, *, word_level: bool) -> Outcome:
        contribution = self.ledger[id]
        found = state(contribution)
        if found.applied:
            if wording and wording.text.strip() != (found.applied.wording or "").strip():
                raise ConceptError(
                    f"The words of {id} are in the text already.",
                    f"To put others in their place: concept merge --revert {id}, and then this command again.",
                )
            return Outcome(id, "already", "Its words are in the text.")
        if "applied" not in may_follow(found):
            raise ConceptError(*_not_accepted(contribution, found))
        anchor = self.today.anchor(contribution)
        if anchor.outcome in {"whole", "found"} and anchor.passage is None:
            hint = (
                f"Write the passage: concept merge {id} --edit"
                if anchor.fragment
                else f"Write it where it belongs and save it, and then: concept move {id} closed --by …"
            )
            return Outcome(id, "waits", f"It names no words that could be changed. {hint}")
        decided = wording or decided_words(contribution, found.decision)
        if decided is None:
            return Outcome(id, "waits", _waits(contribution, found))
        if anchor.fragment is None or anchor.passage is None:
            if wording:
                raise ConceptError(
                    f"{id} is about words that are not in the text any more, or stand at several places: where these belong is not clear.",
                    f"Write them where they belong: concept merge {id} --edit",
                )
            gone = deleted_by_another(self, contribution)
            if gone and deletes(contribution):
                return self._note_deleted(contribution, gone)
            if gone and anchor.fragment and (there := put_in_behind(self, contribution, anchor.fragment, gone, decided)):
                verbatim = found.disposition == "accepted"
                return self._apply(contribution, replace(anchor, passage=there[0]), there[1], verbatim=verbatim)
            return self._conflict(contribution, found, anchor, ("", decided.text), Merged(()))
        anchor = replace(anchor, passage=with_those_behind(self, contribution, anchor.fragment, anchor.passage))
        if wording:
            return self._settle(contribution, found, anchor, wording)
        return self._compose(contribution, found, anchor, decided, word_level=word_level)

    def _compose(
        self, contribution: Contribution, found: State, anchor: Anchor, decided: Wording, *, word_level: bool
    ) -> Outcome:
        """Put the words of a contribution into the passage of today, if what others changed there goes together with them."""
        assert anchor.passage is not None
        (base, theirs), (ours, behind) = sides(self, contribution, decided), parted(self, contribution, anchor.passage.text)
        made = of_sides(self, contribution, base, ours, theirs)
        if made.conflicts and deletes(contribution):
            made = self._without_deleted(contribution, anchor, made, (ours, theirs))
        made = Merged((*made.parts, behind)) if made.conflicts else Merged((with_behind(made.text, behind),))
        if word_level:
            made = made.accepted()
        if made.conflicts and says(ours, contribution):
            more = all(holds(each.base, each.ours, each.theirs) for each in made.conflicts)
            if more or self._is_in_for_another(contribution):  # others proposed the same, and more
                made = Merged((made.text,))
        if made.conflicts:
            return self._conflict(contribution, found, anchor, (ours, theirs), made)
        if word_level and _is_accepted_amendment(contribution, found) and not is_done(made.text, contribution):
            words = new_words(anchor.passage.text, made.text)  # its sentence, with words of others in it
            return self._apply(self.modified(contribution, words), anchor, made.text, wording=words)
        verbatim = not word_level and found.disposition == "accepted" and contribution.head.action != "delete"
        return self._apply(contribution, anchor, made.text, verbatim=verbatim)

    def _without_deleted(self, contribution: Contribution, anchor: Anchor, made: Merged, sides: tuple[str, str]) -> Merged:
        """What only deletions made of a passage: where one of them is of words within those of another, these are out.

        Where a sentence was cut so that words of one side would come back with the other, it is a conflict.
        """
        against = self._against(contribution, anchor, made)
        if not against or not all(each in self.ledger and deletes(self.ledger[each]) for each in against):
            return made
        left = (
            (each, of_deletions(each.base, each.ours, each.theirs)) if isinstance(each, Conflict) else (each, each)
            for each in made.parts
        )
        whole = Merged(tuple(part if rest is None else rest for part, rest in left))
        return whole if all(only_leaves_out(side, whole.text) for side in sides) else made

    def _is_in_for_another(self, contribution: Contribution) -> bool:
        """Whether the very same proposal of somebody else was put into the text, and stands there as it was made."""
        alike = [state(each) for each in self._of_same_base(contribution) if proposal(each) == proposal(contribution)]
        return any(each.applied and each.disposition == "accepted" for each in alike)

    def _of_same_base(self, contribution: Contribution) -> list[Contribution]:
        return [self.ledger[id] for id in self.beside[contribution.parts["base"]] if id != contribution.id]

    def _note_deleted(self, contribution: Contribution, gone: Event) -> Outcome:
        """Note of words to be deleted that they are out of the text already, with the whole passage."""
        self.note(contribution, Event(date=self.day, step="applied", path=gone.path))
        return Outcome(contribution.id, "applied", f"{gone.path}: the whole passage is out of the text already")

    def _settle(self, contribution: Contribution, found: State, anchor: Anchor, wording: Wording) -> Outcome:
        """Put a wording in the place of the quoted words, or of the sentence that is in conflict."""
        fragment, passage = anchor.fragment, anchor.passage
        assert fragment is not None and passage is not None
        text, made = settled(self, contribution, found, passage.text, wording)
        replaced, told = self.replaced(contribution, fragment, passage, text), self._told(contribution, found, anchor)
        _refuse_losses(contribution, replaced, told=told)
        if _is_accepted_amendment(contribution, found) and not is_as_proposed(self, contribution, wording, passage.text, text):
            together = bool(replaced or (made.conflicts and self._against(contribution, anchor, made)))
            contribution = self.modified(contribution, wording.text, together=together)
        return self._apply(contribution, anchor, text, wording=wording.text, told=told)

    def _told(self, contribution: Contribution, found: State, anchor: Anchor) -> tuple[str, ...]:
        """Those that a contribution is in conflict with, whether that was noted of it or not."""
        if found.conflict:
            return found.conflict.against
        own = decided_words(contribution, found.decision)
        if own is None or not contribution.parts.get("base"):
            return ()
        if anchor.passage is None:
            return self._against(contribution, anchor, Merged(()))
        try:
            base, theirs = sides(self, contribution, own)
        except ConceptError:  # these words fit nowhere, so nobody else's are in their way
            return ()
        made = of_sides(self, contribution, base, parted(self, contribution, anchor.passage.text)[0], theirs)
        return self._against(contribution, anchor, made) if made.conflicts else ()

    def write(self, id: str, text: str) -> Outcome:
        """Take a passage as somebody wrote it for a contribution that was accepted; of one whose passage is gone, the text of its section.

        Raises ConceptError for what was not accepted, or has no section, and where nothing was changed.
        """
        contribution = self.ledger[id]
        found = state(contribution)
        if "applied" not in may_follow(found):
            raise ConceptError(*_not_accepted(contribution, found))
        fragment, passage = self.passage(id)
        if text.strip() == passage.text.strip():
            raise ConceptError(
                f"Nothing was changed: {id} is not put into the text.",
                f"If its words should not stand there: concept decide {id} rejected --reason …",
            )
        told = self._told(contribution, found, self.today.anchor(contribution))
        passage, text = changed_only(passage, text)
        if _is_accepted_amendment(contribution, found) and not is_kept(self, contribution, passage.text, text):
            stand = any(state(self.ledger[each]).applied for each in told if each in self.ledger)
            together = stand or bool(self.replaced(contribution, fragment, passage, text))
            contribution = self.modified(contribution, together=together)
        words = new_words(passage.text, text)
        if deletes(contribution) and is_kept(self, contribution, passage.text, text):
            words = ""  # nothing was written
        return self._apply(contribution, Anchor("found", fragment, passage), text, wording=words, told=told)

    def passage(self, id: str) -> tuple[Fragment, Passage]:
        """The passage that a contribution is about, or the text of its section. Raises ConceptError when it is about no section."""
        anchor = self.today.anchor(self.ledger[id])
        place = self.ledger[id].head.place
        own = self.today.texts.get((place.section, place.language)) if place else None
        fragment = anchor.fragment or (own.fragment if own else None)
        if fragment is None:
            raise ConceptError(
                f"{id} is about no section that is there.",
                "Write in the section that it should change, and say so: concept save.",
            )
        return fragment, anchor.passage or whole_body(fragment.text)

    def _apply(
        self,
        contribution: Contribution,
        anchor: Anchor,
        made: str,
        *,
        verbatim: bool = False,
        wording: str = "",
        told: Sequence[str] = (),
    ) -> Outcome:
        """Put a passage into the text; those of which it was ``told`` that they are in conflict are settled together with it."""
        fragment, passage = anchor.fragment, anchor.passage
        assert fragment is not None and passage is not None
        if contribution.head.action != "insert":  # the paragraphs that others put in behind are none of it
            passage, made = changed_only(passage, made)
        if not made.strip():
            passage, made = with_neighbours(contribution.id, fragment.text, passage)
        before = fragment.text[passage.start : passage.end]
        _refuse_called_note(contribution.id, fragment, passage, made)
        others = self.replaced(contribution, fragment, passage, made)
        for each in (self.ledger[id] for id in told if id in self.ledger):
            if each in others or not self.is_in(each, contribution, fragment, passage):
                continue
            if is_turned(each, contribution, before, made) or (wording and is_reworded(each, contribution, before, made)):
                others.append(each)
        self.change(fragment, passage, made)
        event = Event(
            date=self.day,
            step="applied",
            path=fragment.path,
            before=before,
            after=made,
            verbatim=verbatim,
            wording=wording,
        )
        self.note(contribution, event)
        for other in others:
            self.settled_by(other, contribution)
        told_of = (before, made) if wording or others or contribution.head.kind == "remark" else ("", "")
        return Outcome(
            contribution.id, "applied", f"{fragment.path}:{anchor.line}", *told_of, others=tuple(each.id for each in others)
        )

    def _conflict(
        self, contribution: Contribution, found: State, anchor: Anchor, sides: tuple[str, str], made: Merged
    ) -> Outcome:
        path = anchor.fragment.path if anchor.fragment else ""
        against = self._against(contribution, anchor, made)
        event = Event(date=self.day, step="conflict", path=path or None, after=sides[0], theirs=sides[1], against=against)
        known = found.conflict
        if known is None or known.model_copy(update={"date": self.day}) != event:
            self.note(contribution, event)
        ahead = made.conflicts[0].line - 1 if made.conflicts else 0
        said = {
            "gone": "The words that it is about are not in the text any more.",
            "ambiguous": f"The words that it is about stand at several places: {', '.join(map(str, anchor.candidates))}.",
        }.get(anchor.outcome, f"Other changes of the same words stand at {path}:{anchor.line + ahead}.")
        ours, theirs = (" … ".join(getattr(each, side).strip() for each in made.conflicts) for side in ("ours", "theirs"))
        proposals = [each.proposal for each in made.conflicts]
        proposal = " … ".join(each.strip() for each in proposals if each) if proposals and all(proposals) else None
        return Outcome(contribution.id, "conflict", said, ours, theirs or (_NOTHING if made.conflicts else sides[1]), proposal)

    def _against(self, contribution: Contribution, anchor: Anchor, made: Merged) -> tuple[str, ...]:
        """Those whose words a contribution is in conflict with; where its passage cannot be told, those that changed this."""
        if made.conflicts and anchor.fragment:
            own, path = self.today.texts[anchor.fragment.id, anchor.fragment.language], anchor.fragment.path
            reached = self.today.reached(own, contribution.parts["base"])
            others = self.merged_beside(contribution, path)
            passage = anchor.passage or whole_body(anchor.fragment.text)
            near = {each.id for each in others if self.is_in(each, contribution, anchor.fragment, passage)}
            named = who_changed(made.conflicts, others, path, reached, near)
        else:
            named = {
                each.id for each in self.merged_beside(contribution) if changed_same(each, contribution, state(each).applied)
            }
        return tuple(each.id for each in sorted((self.ledger[id] for id in named), key=order))

    # -- taking back

    def revert(self, id: str) -> Outcome:
        """Take a merged contribution out of the text again; words that another one proposed, too, are put there for that one.

        Raises ConceptError when its words are there, and were changed since.
        """
        said, same = reverted(self, id)
        for each in same:
            self._put_again(each)
        names = ", ".join(each.id for each in same)
        return Outcome(id, "reverted", f"{said}; the same words stand there for {names}" if same else said)

    def _put_again(self, contribution: Contribution) -> None:
        """Put words into the text for a contribution that found them there, when those who had brought them took them out."""
        applied = state(contribution).applied
        assert applied is not None
        self.note(contribution, Event(date=self.day, step="reverted", path=applied.path))
        with suppress(ConceptError):  # then it waits for its words, and the check says so
            self.merge(contribution.id, word_level=True)

    def revert_all(self, ids: Iterable[str]) -> list[Outcome]:
        """Take several contributions out of the text, those first that came last.

        Raises ConceptError where some of them cannot be taken back: why, and when which others would be out.
        """
        waiting, done = [*reversed([*ids])], list[Outcome]()
        while waiting:
            refused: list[ConceptError] = []
            for id in sorted(waiting, key=lambda each: not came_last(self, each)):
                try:
                    done.append(self.revert(id))
                except ConceptError as error:
                    refused.append(error)
                else:
                    waiting = [each for each in waiting if each != id]
                    break
            else:
                before = f"When {', '.join(each.id for each in done)} would be out: " if done else ""
                raise ConceptError(f"{before}{refused[-1].message}", refused[-1].hint)
        return done


# -------------------------------------------------------------- what is meant


def _not_accepted(contribution: Contribution, found: State) -> tuple[str, str]:
    if found.applied:
        return (
            f"The words of {contribution.id} are in the text.",
            f"To take them out again: concept merge --revert {contribution.id}",
        )
    if not found.disposition:
        return f"{contribution.id} was not decided yet.", f"concept decide {contribution.id} accepted, or another disposition."
    if found.name not in {"decided", "conflict", "replied"}:
        return f"{contribution.id} is {found.name}; it has to be decided first.", f"concept decide {contribution.id} …"
    return f"{contribution.id} was decided as {found.disposition}; there is nothing to merge.", f"concept show {contribution.id}"


def _waits(contribution: Contribution, found: State) -> str:
    what = "a remark" if contribution.head.kind == "remark" else f"decided as {found.disposition}"
    return f"It is {what}: which words follow from it is not said. Say them with --with, or write them with --edit."


def _refuse_losses(contribution: Contribution, replaced: Iterable[Contribution], *, told: Sequence[str]) -> None:
    """Raises ConceptError where a wording would take more out of the text than it says: words of others, which it ``replaced``.

    Those of which it was told that they are in conflict, and rivals for the quoted words, are settled together with it.
    """
    if others := [each.id for each in replaced if each.id not in told and not are_rivals(each, contribution)]:
        raise ConceptError(
            f"These words would take the place of those that {', '.join(others)} brought.",
            f"Write the whole passage: concept merge {contribution.id} --edit",
        )


def _is_accepted_amendment(contribution: Contribution, found: State) -> bool:
    """Whether words that somebody else chose are a modification: a remark proposed none."""
    return found.disposition == "accepted" and contribution.head.kind == "amendment"


def _refuse_called_note(id: str, fragment: Fragment, passage: Passage, made: str) -> None:
    """Raises ConceptError where the words of a footnote would go, and its call would stay."""
    rest = fragment.text[: passage.start] + made + fragment.text[passage.end :]
    for label in {*_NOTE.findall(passage.text)} - {*_NOTE.findall(made)}:
        if f"[^{label}]" in rest:
            raise ConceptError(
                f"The footnote [^{label}] is called in the text; without its words the call leads nowhere.",
                f"Take out the call in {fragment.path}, too, and save it; then: concept move {id} closed --by …",
            )
