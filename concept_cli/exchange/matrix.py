"""Contributions to the tables in which people read, fill in and decide them.

Our own form comes back (see :mod:`table_in`); the forms of ISO ballots and of Kazakh law-making are for reading. A table is an ordinary
document of one table, so the usual writers make Word, page, workbook and CSV of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from concept_cli.document import Cell, Document, Heading, Row, Section, Table, Text
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.listing import said, words_of
from concept_cli.ledger.reasons import without
from concept_cli.ledger.states import REOPENED, State, may_be_published, state
from concept_cli.model import ACTIONS, DISPOSITIONS, STANDS, TYPES, Contribution
from concept_cli.model.telling import Telling
from concept_cli.wording.contributions import contribution_term, number_words, reason_words

BLANK_ROWS: Final = 40
"""Rows of a table that is to be filled in."""
SEPARATOR: Final = " · "
"""Sets apart, in a caption, the label of the draft that the table is about."""


class Told:
    """One contribution in the words of a language; ``tell`` makes of a reason what may be read of it."""

    def __init__(self, telling: Telling, contribution: Contribution, tell: Callable[[str], str] = str) -> None:
        self._tell = tell
        self.telling = telling
        self.contribution = contribution
        self.state: State = state(contribution)

    def term(self, key: str, **values: object) -> str:
        """A term of contributions in the language."""
        return contribution_term(key, self.telling.language, **values)

    def part(self, name: str) -> str:
        """A part of the body as it was written; empty when there is none."""
        return self.contribution.parts.get(name, "")

    def body(self) -> str:
        """Who sent it, and for whom it speaks."""
        head = self.contribution.head
        behalf = ", ".join(self.telling.body(each) for each in head.on_behalf_of)
        return self.telling.body(head.stakeholder) + (f" ({behalf})" if behalf else "")

    def confidential(self) -> str:
        """That the body asked to keep it within the group; empty for anything else."""
        return self.term("confidential") if self.contribution.head.confidential else ""

    def reported(self) -> str:
        """Where the words are from that are not the body's own, but those of who reports them; empty for its own."""
        source = self.contribution.head.source
        found = next((each.record for each in self.telling.project.sources if each.record.id == source), None)
        return self.term("reported", title=self.telling.words(found.title)) if found else ""

    def place(self) -> str:
        """Where, as the table takes it back: a paragraph, else the section; empty for the whole document."""
        place = self.contribution.head.place
        return (place.paragraph or place.section) if place else ""

    def section(self) -> str:
        """The title of the section; empty for the whole document."""
        place = self.contribution.head.place
        fragment = (
            self.telling.project.fragment(place.section, self.telling.project.concept.record.working_language) if place else None
        )
        title = getattr(fragment.head.record, "title", None) if fragment and fragment.head else None
        return self.telling.words(title) if title else (place.section if place else self.term("place-whole"))

    def numbered(self) -> str:
        """The paragraph and page of the draft that was read."""
        place = self.contribution.head.place
        if place is None:
            return ""
        said = [number_words(place.paragraph, self.telling.language)] if place.paragraph else []
        return ", ".join((*said, *([self.term("place-page", number=place.page)] if place.page else [])))

    def action(self) -> str:
        """What is to be done; empty for a remark."""
        head = self.contribution.head
        return self.term(f"action-{head.action}") if head.action else self.term(f"stand-{head.stand}") if head.stand else ""

    def quote(self) -> str:
        """The words that it is about."""
        place = self.contribution.head.place
        return place.quote if place else ""

    def disposition(self) -> str:
        """What was decided and holds, or that it is under consideration."""
        return self.term("state-open") if self.state.name in REOPENED else self.decided()

    def decided(self) -> str:
        """What was decided last, whether it was disputed since or not."""
        if self._is_withdrawn:
            return self.term("disposition-withdrawn")
        return self.term(f"disposition-{self.state.disposition}") if self.state.disposition else self.term("state-open")

    def reason(self) -> str:
        """Why it was decided so."""
        return "" if self.state.name in REOPENED else self.given()

    def given(self) -> str:
        """The reason of what was decided last."""
        return "" if self._is_withdrawn else self._tell(reason_words(self.state.reason, self.telling.language))

    def wording(self) -> str:
        """The words that were decided instead of those proposed."""
        return self.state.decision.wording if self.state.decision and not self._is_withdrawn else ""

    @property
    def _is_withdrawn(self) -> bool:
        """Whether its body took it back: then nothing that was decided of it holds."""
        return self.state.name == "withdrawn" and self.state.disposition != "withdrawn"

    def proposal(self) -> str:
        """What the body wants, without the words that it is about; of a position its stand and why."""
        match self.contribution.head.action or self.contribution.head.kind:
            case "insert":
                return f"{self.term('said-insert')}\n{self.part('proposed')}"
            case "delete":
                return self.term("said-delete")
            case "replace":
                return self.part("proposed")
            case "position":
                return "\n".join(filter(None, (self.action(), self.part("rationale"))))
        return self.part("remark")

    def together(self, *names: str) -> str:
        """Parts of the body, a paragraph each."""
        return "\n\n".join(filter(None, map(self.part, names)))


_CHOICES: Final = MappingProxyType(
    {
        "column-action": (*(f"action-{each}" for each in ACTIONS), *(f"stand-{each}" for each in STANDS)),
        "column-type": tuple(f"type-{each}" for each in TYPES),
        "column-essential": ("yes",),
        "column-disposition": tuple(f"disposition-{each}" for each in DISPOSITIONS),
    }
)
"""What may be chosen in the columns of the tables that come back, by the keys of terms."""

Column = tuple[str, int, Callable[[Told], str]]
"""The key of a column's head, its share of the width, and what stands in it."""

_ESSENTIAL: Final[Callable[[Told], str]] = lambda told: told.term("yes") if told.contribution.head.essential else ""  # noqa: E731
_SENT: Final[tuple[Column, ...]] = (
    ("column-place", 7, Told.place),
    ("column-quote", 20, Told.quote),
    ("column-action", 9, Told.action),
    ("column-proposed", 20, lambda told: told.part("proposed")),
    ("column-remark", 18, lambda told: told.part("remark")),
    ("column-rationale", 16, lambda told: told.part("rationale")),
    ("column-type", 9, lambda told: told.term(f"type-{told.contribution.head.type}")),
    ("column-essential", 6, _ESSENTIAL),
)
"""What a body fills in."""
_WHO: Final[Column] = ("column-body", 10, Told.body)
_ID: Final[Column] = ("column-id", 10, lambda told: told.contribution.id)


def _change(told: Told) -> str:
    """What is to be done, with the words: "Replace: …"."""
    head = told.contribution.head
    if head.kind != "amendment":
        return told.action()
    return ": ".join(filter(None, (told.action(), told.part("proposed"))))


def _held(told: Told, said: str) -> str:
    """What is said of a decision that holds; of none, and of one that was disputed, nothing: a sitting decides it anew."""
    decided = told.state.disposition or told.state.name == "withdrawn"
    return said if decided and told.state.name not in {"disputed", "escalated"} else ""


FORMS: Final[Mapping[str, tuple[Column, ...]]] = MappingProxyType(
    {
        "plain": (
            _ID,
            _WHO,
            *_SENT,
            ("column-disposition", 10, Told.disposition),
            ("column-reason", 14, Told.reason),
        ),
        "iso": (
            ("iso-body", 8, Told.body),
            ("iso-line", 6, lambda _: ""),
            ("iso-clause", 12, Told.section),
            ("iso-paragraph", 9, Told.numbered),
            (
                "iso-type",
                6,
                lambda told: {"editorial": "ed", "linguistic": "ed", "general": "ge"}.get(told.contribution.head.type, "te"),
            ),
            ("iso-comments", 22, lambda told: told.together("remark", "rationale") or said(words_of(told.contribution))),
            ("iso-change", 22, _change),
            ("iso-observations", 15, lambda told: ". ".join(filter(None, (told.disposition(), told.reason())))),
        ),
        "kz": (
            ("column-number", 4, lambda _: ""),
            ("column-place", 14, lambda told: ", ".join(filter(None, (told.section(), told.numbered())))),
            ("column-draft-words", 22, Told.quote),
            ("column-proposed", 22, lambda told: _change(told) or told.part("remark")),
            ("column-author", 20, lambda told: "\n\n".join(filter(None, (told.body(), told.part("rationale"))))),
            ("column-disposition", 18, lambda told: ". ".join(filter(None, (told.disposition(), told.reason())))),
        ),
        "decisions": (
            _ID,
            _WHO,
            ("column-place", 8, lambda told: ", ".join(filter(None, (told.section(), told.numbered())))),
            ("column-said", 34, lambda told: said(words_of(told.contribution))),
            ("column-rationale", 16, lambda told: "" if told.contribution.head.kind == "position" else told.part("rationale")),
            ("column-essential", 6, _ESSENTIAL),
            ("column-disposition", 12, lambda told: _held(told, told.decided())),
            ("column-reason", 16, lambda told: _held(told, told.given())),
            ("column-wording", 16, lambda told: _held(told, told.wording())),
        ),
    }
)
"""The forms of the table by name, each with its columns."""


def matrix(
    desk: Desk,
    contributions: Iterable[Contribution],
    form: str,
    language: str,
    label: str = "",
    hidden: int = 0,
    *,
    limited: bool = False,
) -> Document:
    """The table of contributions in a form and language; ``label`` names the draft, ``hidden`` counts what is not shown.

    ``limited``: who reads it must not read of any other contribution; so reasons are shown without these.
    """
    telling = Telling(desk.project, language)
    columns = FORMS[form]
    rows = []
    shown = tuple(contributions)
    others = [each for each in desk.contributions.values() if each not in shown] if limited else []
    for number, each in enumerate(shown, 1):
        told = Told(telling, each, lambda reason: without(reason, desk.project, others, shown) if others else reason)
        rows.append(Row(cells=tuple(_cell(str(number) if key == "column-number" else value(told)) for key, _, value in columns)))
    notes = [contribution_term("table-hidden", language, count=hidden)] if hidden else []
    if form == "decisions":
        choices = ", ".join(contribution_term(f"disposition-{each}", language) for each in DISPOSITIONS)
        notes.append(contribution_term("table-decide", language, choices=choices))
    name = "table-decisions" if form == "decisions" else "table-comments"
    return _document(telling, name, label, columns, tuple(rows), notes, {"column-disposition"} if form == "decisions" else ())


def blank(desk: Desk, language: str, label: str = "") -> Document:
    """The table that a body fills in."""
    telling = Telling(desk.project, language)
    rows = tuple(Row(cells=tuple(_cell("") for _ in _SENT)) for _ in range(BLANK_ROWS))
    filled_in = {"column-action", "column-type", "column-essential"}
    return _document(telling, "table-comments", label, _SENT, rows, [contribution_term("table-how", language)], filled_in)


def _document(
    telling: Telling,
    name: str,
    label: str,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    notes: list[str],
    filled_in: Collection[str] = (),
) -> Document:
    concept, language = telling.project.concept.record, telling.language
    title = contribution_term(name, language)
    named = SEPARATOR.join(filter(None, (title, telling.words(concept.short_title or concept.title), label)))
    table = Table(
        alignments=("",) * len(columns),
        head=(Row(cells=tuple(_cell(contribution_term(key, language)) for key, _, _ in columns)),),
        rows=rows,
        caption=(Text(words=named),),
        legend=(Text(words=" ".join(notes)),) if notes else (),
        widths=tuple(width for _, width, _ in columns),
        wide=True,
        choices=tuple(
            tuple(contribution_term(each, language) for each in _CHOICES[key]) if key in filled_in else ()
            for key, _, _ in columns
        ),
    )
    section = Section(id="table", role="custom", language=language, heading=Heading(level=1, content=()), blocks=(table,))
    return Document(id=concept.id, language=language, title="", short_title=title, edition=label, sections=(section,))


def _cell(words: str) -> Cell:
    return Cell(content=(Text(words=words),) if words else ())


def public(contributions: Iterable[Contribution]) -> tuple[list[Contribution], int]:
    """Those that may be published, and how many may not: no consent, or confidential."""
    every = list(contributions)
    shown = [each for each in every if may_be_published(each)]
    return shown, len(every) - len(shown)
