"""The contributions of one body to the point-by-point answer to it, and to the events that say so.

What a body sent is answered to that body alone, also what it sent on behalf of others: they asked nothing themselves, and whether they know
what was said in their name is between the two. Nothing of any other body is read here but the words of the text, which everybody may read:
of an event only what was decided and why, never what a contribution was in conflict with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Final

from concept_cli.assemble.generated import Occurring
from concept_cli.diagnostics import ConceptError
from concept_cli.document import Blocks, Cell, Row, Strong, Table, every_section, words
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import letter, letter_language, letter_outputs, letter_style, said, text
from concept_cli.exchange.matrix import Told
from concept_cli.exchange.passage_now import passage_now, quoted
from concept_cli.exchange.places import Read, read_draft
from concept_cli.ledger.anchors import Today
from concept_cli.ledger.files import with_event
from concept_cli.ledger.reasons import LEFT_OUT, names_of, word
from concept_cli.ledger.saying import deletes
from concept_cli.ledger.states import REOPENED, may_follow, state
from concept_cli.model import ACCEPTING, Contribution, Event, PlaceRead, Stakeholder, in_language
from concept_cli.model.telling import Telling
from concept_cli.wording.contributions import contribution_term, number_words, reason_words

REPLY_FORMATS: Final = ("docx", "pdf", "md")
"""What an answer can be written as."""
_COLUMNS: Final = ("id", "place", "quote", "said", "disposition", "reason", "now")
_WIDTHS: Final = (14, 12, 13, 16, 13, 13, 19)
_NOTHING: Final = "–"
_ANSWERED: Final = frozenset({"decided", "settled", "withdrawn"})
"""The steps that say what became of a contribution."""
_WORD: Final = re.compile(r"\w+")
_FEW: Final = 3
"""So many words beside the number of another contribution say nothing more than that it is another one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its files by name, the contributions with the event that they were answered, and what should be known."""

    files: Mapping[str, bytes]
    answered: tuple[Contribution, ...]
    remarks: tuple[str, ...] = ()


def replied(desk: Desk, to: str, formats: Sequence[str], folder: Path) -> Reply:
    """The answer to a body, in its language, for a ``folder`` where earlier ones may stand: none of them is written over by another.

    Raises ConceptError for an unknown body, for one that has sent nothing, and when nobody is known to send the letter.
    """
    body = desk.body(to)
    own = [each for each in desk.contributions.values() if each.head.stakeholder == to]
    if not own:
        raise ConceptError(f"“{to}” has sent nothing yet.", f"To register what it sent: concept contribute --from {to}")
    concept = desk.project.concept.record
    language = letter_language(body, concept.languages, concept.working_language)
    answers = _Answers(desk, body, language)
    document = letter(
        desk,
        body,
        language,
        contribution_term("reply-subject", language, title=in_language(concept.title, language, concept.working_language)),
        _said(own, language),
        (answers.table(own),),
    )
    news = [each for each in own if _is_news(each)]
    endings = {output.name: output.content() for output in letter_outputs(document, "", formats, letter_style(desk))}
    stem = _stem(f"reply-{to}-{desk.day}", own, endings, folder, new=bool(news))
    files = {stem + ending: content for ending, content in endings.items()}
    event = Event(date=desk.day, step="replied", file=next(iter(files)))
    return Reply(files, tuple(with_event(each, event) for each in news), tuple(answers.remarks(own)))


def _stem(stem: str, own: Iterable[Contribution], endings: Mapping[str, bytes], folder: Path, *, new: bool) -> str:
    """The name of an answer, to which its ``endings`` come: the first of the day that no other answer has.

    What tells nothing ``new`` may have that of the last one: it is the same answer, in another format perhaps.
    """
    told = {(event.file or "").partition(".")[0] for each in own for event in each.head.history if event.step == "replied"}
    numbered = [stem, *(f"{stem}-{number}" for number in range(2, len(told) + 2))]
    last = [] if new else [name for name in numbered if name in told][-1:]
    free = (name for name in numbered if name not in told)
    names = chain(last, free, (f"{stem}-{number}" for number in count(len(numbered) + 1)))
    return next(name for name in names if not any(_is_other(folder / (name + each), endings[each]) for each in endings))


def _is_other(file: Path, content: bytes) -> bool:
    """Whether something else than a content stands in a file."""
    return file.is_file() and file.read_bytes() != content


def answer(contribution: Contribution) -> Event | None:
    """What was decided of a contribution last, as long as it holds: its decision, or that it was withdrawn. None while it is open."""
    found = state(contribution)
    last = next((each for each in reversed(contribution.head.history) if each.step in _ANSWERED), None)
    return None if found.name in REOPENED else last


def _became(contribution: Contribution) -> Iterator[str]:
    """The terms for what was decided of a contribution, and for its words when they were taken out of the text since."""
    decided = answer(contribution)
    yield f"disposition-{decided.disposition or 'withdrawn'}" if decided else "state-open"
    if decided and decided.disposition in ACCEPTING and state(contribution).taken_out and not deletes(contribution):
        yield "state-reverted"


def _is_news(contribution: Contribution) -> bool:
    """Whether something was decided, put into the text after it was out of it, or taken out, of which its body was not told."""
    found = state(contribution)
    return answer(contribution) is not None and found.reply is None and "replied" in may_follow(found)


def _said(own: Iterable[Contribution], language: str) -> Blocks:
    """What stands above the answers."""
    waiting = sum(answer(each) is None for each in own)
    keys = ("reply-sent", "reply-places", *(("reply-open",) if waiting else ()))
    return tuple(said(contribution_term(key, language, count=waiting)) for key in keys)


# ------------------------------------------------------------------ answers


@dataclass
class _Answers:
    """The rows of the answers to a body in a language."""

    desk: Desk
    body: Stakeholder
    language: str
    today: Today = field(init=False)
    _drafts: dict[str | None, Mapping[str, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.today = Today(self.desk.project.fragments, self.desk.contributions.values())

    def table(self, own: Iterable[Contribution]) -> Table:
        """The answers point by point."""
        head = Row(cells=tuple(_cell(self._term(f"column-{each}")) for each in _COLUMNS))
        rows = tuple(Row(cells=tuple(map(_cell, self._row(each)))) for each in own)
        return Table(
            alignments=("",) * len(_COLUMNS),
            widths=_WIDTHS,
            wide=True,
            head=(head,),
            rows=rows,
            caption=(Strong(content=text(self._term("reply-table"))),),
        )

    def _term(self, key: str, **values: object) -> str:
        return contribution_term(key, self.language, **values)

    def _row(self, contribution: Contribution) -> Iterator[str]:
        place, decided = contribution.head.place, answer(contribution)
        incoming = contribution.head.number
        yield "\n".join((contribution.id, *((self._term("incoming", number=incoming),) if incoming else ())))
        yield self._place(place, contribution.head.draft)
        yield quoted(contribution)
        yield Told(Telling(self.desk.project, self.language), contribution).proposal()
        if decided is None:
            yield from (self._term("state-open"), "", "")
            return
        yield self._term(f"disposition-{decided.disposition or 'withdrawn'}")
        yield self._reason(decided)
        yield passage_now(self.desk.project, self.today, contribution, self.language)

    def _place(self, place: PlaceRead | None, draft: str | None) -> str:
        """Section, paragraph and page in the draft that was read."""
        named = [self._term("place-whole")]
        if place:
            named = [self._titles(draft).get(place.section, place.section)]
            named += [number_words(place.paragraph, self.language)] if place.paragraph else []
            named += [self._term("place-page", number=place.page)] if place.page else []
        return "\n".join((", ".join(named), *([self._term("place-draft", label=draft)] if draft else [])))

    def _titles(self, draft: str | None) -> Mapping[str, str]:
        """The number and title of every section of a draft; where its history is lost, of the text as it is now."""
        if draft not in self._drafts:
            try:
                read = read_draft(self.desk, draft)
            except ConceptError:
                read = Read(self.desk.project)
            sections = every_section(read.document(self.language).sections)
            self._drafts[draft] = {each.id: f"{each.heading.number} {words(each.heading)}".strip() for each in sections}
        return self._drafts[draft]

    def _reason(self, decided: Event) -> str:
        """Why it was decided so, without the numbers of what others sent."""
        reason = reason_words(decided.reason or "", self.language)
        others, same = self._others_ids(reason), self._same(decided)
        for id in others:
            reason = word(id).sub(LEFT_OUT, reason)
        if others and decided.disposition == "duplicate" and len(_WORD.findall(reason)) <= _FEW:
            reason = self._term("same-proposed")
        return "\n".join(filter(None, (reason, same)))

    def _same(self, decided: Event) -> str:
        """What became of those that a duplicate repeats; empty for anything else."""
        if decided.disposition != "duplicate":
            return ""
        repeated = [each for id, each in self.desk.contributions.items() if word(id).search(decided.reason or "")]
        terms = chain.from_iterable(map(_became, repeated))
        words = ", ".join(dict.fromkeys(self._term(each).lower() for each in terms))
        return self._term("same-decided", decided=words) if words else ""

    def _others_ids(self, reason: str) -> list[str]:
        others = (each.id for each in self.desk.contributions.values() if each.head.stakeholder != self.body.id)
        return [each for each in others if word(each).search(reason)]

    def remarks(self, own: Iterable[Contribution]) -> Iterator[str]:
        """What to look at before the answer is sent: reasons are free words, and may tell of others."""
        lead = self.desk.project.concept.record.lead_body
        others = [each.record for each in self.desk.project.stakeholders if each.record.id not in {self.body.id, lead}]
        for each in own:
            decided = answer(each)
            reason = decided.reason or "" if decided else ""
            if left_out := self._others_ids(reason):
                yield f"Left out of the reason of {each.id}, because others sent it: {', '.join(left_out)}."
            occurs = Occurring(reason)
            named = [other.id for other in others if any(name in occurs for name in names_of(other))]
            if named:
                yield f"The reason of {each.id} names others: {', '.join(named)}. Look whether {self.body.id} may read that."


def _cell(content: str) -> Cell:
    return Cell(content=text(content or _NOTHING))
