"""A project and its contributions to the text as it would be, and to what can only be shown beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.matrix import Told
from concept_cli.ledger.files import with_event
from concept_cli.ledger.origins import Step, steps
from concept_cli.ledger.reasons import without
from concept_cli.ledger.states import may_be_published, state
from concept_cli.merge.contributions import Merging
from concept_cli.model import Contribution, Event, Fragment, Project, TranslationHead
from concept_cli.model.telling import Telling
from concept_cli.readers.fragment import read_fragment


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the contributions is shown: ``project`` is the text as they would have it, ``taken`` what became of its passages on the way,
    ``beside`` those that the text cannot show, and ``inside`` those that it shows, with the path of the file that does, in the order in
    which they were received; ``decided`` are those that have a decision, or were withdrawn.

    ``hidden`` counts those that may not be published, ``open`` those that wait for a decision.
    """

    before: Project
    project: Project
    contributions: tuple[Contribution, ...]
    merging: Merging
    taken: Mapping[str, list[Step]]
    beside: tuple[Contribution, ...]
    inside: tuple[tuple[Contribution, str], ...]
    decided: tuple[Contribution, ...]
    hidden: int
    open: int
    public: bool

    def told(self, telling: Telling, contribution: Contribution) -> Told:
        """A contribution in the words of a language; of its reason what may be read, in what is public without what is hidden."""
        if not self.public:
            return Told(telling, contribution)
        hidden = [each for each in self.contributions if not may_be_published(each)]
        others = [each for each in self.contributions if may_be_published(each)]
        return Told(telling, contribution, lambda reason: without(reason, self.before, hidden, others))


def shown(project: Project, contributions: Iterable[Contribution], which: str, day: date) -> Shown:
    """The contributions that are ``pending`` or ``decided``, merged into the text as far as they can be; nothing is written.

    What is published or final shows only those that may be published.
    """
    every = tuple(contributions)
    mine = [each for each in every if _WHICH[which](each)]
    public = project.concept.record.state != "draft"
    named = [each for each in mine if not public or may_be_published(each)]
    ready = {each.id: accepted(each, day) if which == "pending" and each.head.kind == "amendment" else each for each in named}
    merging = Merging(project.fragments, [ready.get(each.id, each) for each in every], day)
    told = {id: len(each.head.history) for id, each in merging.ledger.items()}
    inside = [each for each in named if _merged(merging, each.id)]
    merged = {each.id for each in inside}
    fragments = tuple(_read(each, merging.fragments.get(each.path)) for each in project.fragments)
    decided = [each for each in named if is_decided(each)]
    return Shown(
        before=project,
        project=replace(project, fragments=fragments),
        contributions=every,
        merging=merging,
        taken=steps((merging.ledger[each.id] for each in every), told),
        beside=tuple(each for each in named if each.id not in merged and not state(each).applied),
        inside=tuple((each, merging.ledger[each.id].head.history[-1].path or "") for each in inside),
        decided=tuple(decided),
        hidden=len(mine) - len(named),
        open=sum(1 for each in every if is_pending(each) and (not public or may_be_published(each))),
        public=public,
    )


def is_pending(contribution: Contribution) -> bool:
    """Whether nobody decided yet, or it waits for another decision."""
    found = state(contribution)
    return found.is_open and found.name != "conflict" and not found.applied


def is_decided(contribution: Contribution) -> bool:
    """Whether there is a decision that holds, or none is needed any more: it was withdrawn."""
    found = state(contribution)
    return found.name == "withdrawn" or (bool(found.disposition) and not is_pending(contribution))


_WHICH: Final[Mapping[str, Callable[[Contribution], bool]]] = MappingProxyType({"pending": is_pending, "decided": is_decided})


def accepted(contribution: Contribution, day: date) -> Contribution:
    """A contribution as if it was accepted; as it is where its file cannot be added to."""
    try:
        return with_event(contribution, Event(date=day, step="decided", disposition="accepted"))
    except ConceptError:
        return contribution


def _merged(merging: Merging, id: str) -> bool:
    """Whether the text can show a contribution: it becomes another one by it."""
    if not state(merging.ledger[id]).waits_for_words:
        return False
    with suppress(ConceptError):  # its words cannot be put where it says, or its file cannot be added to
        merging.merge(id)
    applied = state(merging.ledger[id]).applied
    return applied is not None and applied.before != applied.after


def _read(fragment: Fragment, changed: Fragment | None) -> Fragment:
    if changed is None:
        return fragment
    translation = fragment.head is not None and isinstance(fragment.head.record, TranslationHead)
    return read_fragment(fragment.path, fragment.id, fragment.language, changed.text, lambda _: None, translation=translation)
