"""A redline and the ledger to what explains its changes: who asked for each, what was decided, why, and when.

A change is explained by the contributions that brought all its new words and took out all its old ones. Words that only seem to have
changed, because the comparison paired others of their like, ask for no explanation; words that somebody typed who left no trace in the
ledger leave their change unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Final

from concept_cli.diagnostics import Place
from concept_cli.document import (
    Citation,
    Code,
    CodeBlock,
    Divider,
    Document,
    Emphasis,
    Explanation,
    Figure,
    Image,
    LineBreak,
    Link,
    Mark,
    Marked,
    Node,
    NoteReference,
    Paragraph,
    Part,
    Reference,
    Remark,
    Strong,
    Text,
    children,
    walk,
)
from concept_cli.ledger.origins import NOBODY, WORD, Origins, Step
from concept_cli.ledger.partners import with_partners
from concept_cli.ledger.passages import passages
from concept_cli.ledger.reasons import without
from concept_cli.ledger.saves import Save, why
from concept_cli.ledger.states import REOPENED, may_be_published, state
from concept_cli.model import Contribution, Project
from concept_cli.model.telling import Telling
from concept_cli.wording.contributions import contribution_term, reason_words

_WHOLE: Final = (CodeBlock, Divider, Figure)
"""Blocks whose lines are what they say."""
_MARKUP: Final = (Citation, Image, Link, NoteReference, Reference)
_SAYING: Final = (Text, Code, Emphasis, LineBreak, Strong, *_WHOLE, *_MARKUP)
_TYPED: Final = re.compile(r"!?\[(?:[^\]\\]|\\.)*\](?:\([^)\n]*\)|\[[^\]\n]*\])?")
"""A link, picture, note or citation as it is typed."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a comparison is explained from: contributions as they are now, and what became by them of the passages of each file.

    ``further`` are the saves with a reason by the path of their file, for changes that no contribution explains. What is ``public`` is told
    as in a document that everybody reads, whatever the state of the newer draft was.
    """

    contributions: tuple[Contribution, ...] = ()
    taken: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    further: Mapping[str, Sequence[Save]] = field(default_factory=dict)
    public: bool = False

    @property
    def tells(self) -> bool:
        """Whether it can explain anything."""
        return bool(self.contributions or self.further)


@dataclass(frozen=True, slots=True)
class Explained:
    """What explains the changes of a redline, by their numbers; for each that contributions brought, also in part, those of them
    that may be named, each with its stakeholder.
    """

    changes: Mapping[int, Explanation]
    brought: Mapping[int, Mapping[str, str]]

    @property
    def by(self) -> Mapping[int, frozenset[str]]:
        """The stakeholders that brought each change, and may be named."""
        return {number: frozenset(named.values()) for number, named in self.brought.items()}


def explanations(redline: Document, older: Project, newer: Project, ledger: Ledger) -> Explained:
    """What explains the changes of a redline of two drafts.

    A change that contributions made together with somebody else is told as theirs and as that of who gave a further reason; without such a
    reason it is not explained.
    """
    assert redline.redline is not None
    teller = Teller(newer, redline.language, ledger.contributions, public=ledger.public or redline.state != "draft")
    changes: dict[int, Explanation] = {}
    partly: dict[int, Explanation] = {}
    brought: dict[int, Mapping[str, str]] = {}
    taken = dict(sorted(_taken(redline, older, newer, ledger).items()))
    known = {number: {each for each in steps if each and each is not NOBODY} for number, steps in taken.items()}
    came = {each.contribution for steps in ledger.taken.values() for each in steps}
    for number, found in with_partners(known, ledger.contributions, came).items():
        if found:
            (partly if NOBODY in taken[number] else changes)[number] = teller.explanation(found)
            brought[number] = teller.brought(found)
    for change in redline.redline.changes:
        place = change.newer or change.older
        if place and place.path in ledger.further and change.number not in changes:
            texts = [_passage(project, each) for project, each in ((older, change.older), (newer, change.newer))]
            further = why(ledger.further[place.path], ledger.taken.get(place.path, ()), *texts)
            if further is None:
                continue
            further = replace(further, why=teller.readable(further.why))
            changes[change.number] = _together(partly[change.number], further) if change.number in partly else further
    return Explained(changes, brought)


def _passage(project: Project, place: Place | None) -> str:
    """The passage of a fragment at a place; empty for none."""
    text = next((each.text for each in project.fragments if place and each.path == place.path), "")
    starts = _line_starts(text)
    if place is None or not text or place.line >= len(starts):
        return ""
    return next((each.text for each in passages(text) if each.start <= starts[place.line - 1] <= each.end), "")


def _together(one: Explanation, other: Explanation) -> Explanation:
    """Two explanations of one change."""
    return Explanation(
        who=", ".join(filter(None, (one.who, other.who))),
        when=max(one.when, other.when),
        why="; ".join(filter(None, (one.why, other.why))),
        contribution=one.contribution,
    )


# ------------------------------------------------------------------ telling


class Teller:
    """Says in a language what was decided of contributions. What is ``public`` names only those that may be published."""

    def __init__(self, project: Project, language: str, contributions: Iterable[Contribution], *, public: bool) -> None:
        self.telling = Telling(project, language)
        self.contributions = {each.id: each for each in contributions}
        self.public = public
        self._hidden = [each for each in self.contributions.values() if not self.may_name(each)]
        self._shown = [each for each in self.contributions.values() if self.may_name(each)]

    def may_name(self, contribution: Contribution) -> bool:
        """Whether it is said whose a contribution is, and which."""
        return not self.public or may_be_published(contribution)

    def explanation(self, taken: Iterable[Step]) -> Explanation:
        """What steps say of a change that they made together."""
        parts = self._in_order(taken)
        named = [(each, step) for each, step in parts if self.may_name(each)]
        return Explanation(
            who=", ".join(dict.fromkeys(self.body(each) for each, step in named if not step.reverts)),
            when=max((self.day(each) for each, _ in parts), default=""),
            why=self._whys(parts),
            contribution=", ".join(dict.fromkeys(each.id for each, _ in named)),
        )

    def _whys(self, parts: Iterable[tuple[Contribution, Step]]) -> str:
        """Why, of all that made a change; where it was decided of them in several ways, with whom each is about."""
        about: dict[str, list[str]] = {}
        for each, step in parts:
            about.setdefault(self.why(each, reverted=step.reverts), []).append(self.body(each) if self.may_name(each) else "")
        if len(about) == 1:
            return next(iter(about))
        return "; ".join(
            " – ".join(filter(None, (", ".join(filter(None, dict.fromkeys(who))), why))) for why, who in about.items()
        )

    def brought(self, taken: Iterable[Step]) -> dict[str, str]:
        """The contributions that brought something, of those that may be named, each with its stakeholder."""
        parts = self._in_order(taken)
        return {each.id: each.head.stakeholder for each, step in parts if self.may_name(each) and not step.reverts}

    def _in_order(self, taken: Iterable[Step]) -> list[tuple[Contribution, Step]]:
        """Steps and their contributions, in the order in which these were received."""
        pairs = [(self.contributions[each.contribution], each) for each in taken if each.contribution in self.contributions]
        return sorted(pairs, key=lambda pair: (pair[0].head.received, pair[0].id, pair[1].reverts))

    def body(self, contribution: Contribution) -> str:
        """The name of the body that sent it; no person's."""
        return self.telling.body(contribution.head.stakeholder)

    def day(self, contribution: Contribution) -> str:
        """The day of the decision; while there is none, that on which it came."""
        decision = state(contribution).decision
        return (decision.date if decision else contribution.head.received).isoformat()

    def why(self, contribution: Contribution, *, reverted: bool = False) -> str:
        """What was decided and the reason; of what waits for a decision, what it says for itself. The reason is kept back with the name."""
        language, found = self.telling.language, state(contribution)
        named = self.may_name(contribution)
        if reverted:
            taken_out = next((each for each in reversed(contribution.head.history) if each.step == "reverted"), None)
            said, reason = contribution_term("state-reverted", language), (taken_out.reason or "") if taken_out else ""
        elif found.disposition and found.name not in REOPENED:
            said, reason = contribution_term(f"disposition-{found.disposition}", language), reason_words(found.reason, language)
        else:
            said, reason = contribution_term("state-open", language), contribution.parts.get("rationale", "")
        return ": ".join(filter(None, (said, self.readable(reason) if named else "")))

    def readable(self, reason: str) -> str:
        """A reason as far as it may be read: in what is public, without what others sent who are not named."""
        return without(reason, self.telling.project, self._hidden, self._shown) if self.public else reason


# ----------------------------------------------------------------- tracing


def _taken(redline: Document, older: Project, newer: Project, ledger: Ledger) -> dict[int, set[Step | None]]:
    """For every change the steps that made it. One in which no word is another, but the shape of the passage, is of all that made this."""
    found: dict[int, set[Step | None]] = {}
    traces = _Traces(older, newer, ledger.taken)
    for mark, node in _marked(redline, None):
        if trace := traces.of(node):
            found.setdefault(mark.change, set()).update(trace.of(node, gone=mark.gone))
    for one, other in _ended(redline):
        if one.end and (trace := traces.of(other)):
            found.setdefault(one.end.change, set()).add(trace.break_before(other, older=one.end.gone))
    for change in redline.redline.changes if redline.redline else ():
        if change.newer and change.kind not in {"moved", "renumbered"} and not any(found.get(change.number, ())):
            trace = traces.at(change.newer)
            found[change.number] = set(trace.made(change.newer)) if trace else {NOBODY}
    return found


def _ended(redline: Document) -> Iterator[tuple[Paragraph, Node]]:
    """Paragraphs whose end came or went, each with what stands behind it."""
    for node in walk(redline):
        blocks = [each for each in getattr(node, "blocks", ()) if not isinstance(each, Remark)]
        yield from ((one, other) for one, other in pairwise(blocks) if isinstance(one, Paragraph) and one.end)


def _marked(node: Node, mark: Mark | None) -> Iterator[tuple[Mark, Node]]:
    """Everything in a redline that says something and is marked, with its innermost mark."""
    if isinstance(node, Remark):
        return
    if isinstance(node, Marked):
        mark = node.mark
    elif isinstance(node, Part):
        mark = node.mark or mark
    if mark and mark.change and isinstance(node, _SAYING):
        yield mark, node
    for each in children(node):
        yield from _marked(each, mark)


class _Traces:
    """The origins of the words of each file, looked for when they are asked for."""

    def __init__(self, older: Project, newer: Project, taken: Mapping[str, Sequence[Step]]) -> None:
        self._texts = [{each.path: each.text for each in reversed(project.fragments)} for project in (older, newer)]
        self._taken = taken
        self._known: dict[str, _Trace] = {}

    def of(self, node: Node) -> _Trace | None:
        """The origins of the file that a node was typed in; None for what is made by the tool."""
        return self.at(node.place) if node.place else None

    def at(self, place: Place) -> _Trace | None:
        """The origins of a file; None for one that holds no text."""
        path = place.path
        if not any(path in texts for texts in self._texts):
            return None
        if path not in self._known:
            older, newer = (texts.get(path, "") for texts in self._texts)
            self._known[path] = _Trace(Origins(older, newer, self._taken.get(path, ())))
        return self._known[path]


class _Trace:
    """The origins of the words of a file, by places."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._lines = {older: _line_starts(origins.older if older else origins.newer) for older in (True, False)}

    def of(self, node: Node, *, gone: bool) -> set[Step | None]:
        """By which steps what a node says came, or went."""
        found: set[Step | None] = set()
        for start, end in self._spans(node, older=gone):
            found |= self._origins.took(start, end) if gone else self._origins.brought(start, end)
        return found

    def made(self, place: Place) -> frozenset[Step]:
        """Who made the passage at a place of the newer text what it is."""
        return self._origins.made(self._offset(place, older=False))

    def break_before(self, node: Node, *, older: bool) -> Step | None:
        """Who set a paragraph apart from the one before it, or joined them."""
        return self._origins.divided(self._offset(node.place, older=older), older=older)

    def _spans(self, node: Node, *, older: bool) -> Iterator[tuple[int, int]]:
        """Between which offsets the words of a node were typed."""
        text = self._origins.older if older else self._origins.newer
        if isinstance(node, Text):
            for found in WORD.finditer(node.words):
                start = self._offset(node.place_at(found.start()), older=older)
                yield start, start + len(found[0])
            return
        start = self._offset(node.place, older=older)
        if isinstance(node, Code):
            yield start, start + len(node.words)
        elif isinstance(node, _WHOLE):
            count = node.words.count("\n") + 3 if isinstance(node, CodeBlock) else 1
            starts = self._lines[older]
            line = node.place.line - 1 if node.place else 0
            yield starts[min(line, len(starts) - 1)], starts[min(line + count, len(starts) - 1)]
        else:
            typed = _TYPED.match(text, start) if isinstance(node, _MARKUP) else None
            yield start, typed.end() if typed else start + 1

    def _offset(self, place: Place | None, *, older: bool) -> int:
        starts = self._lines[older]
        return starts[place.line - 1] + place.column - 1 if place and place.line <= len(starts) else starts[-1]


def _line_starts(text: str) -> list[int]:
    return [*accumulate((len(line) + 1 for line in text.split("\n")), initial=0)]
