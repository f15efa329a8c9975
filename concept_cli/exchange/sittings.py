"""A meeting to what its papers have in common: who sits, where and when, what it talks about, and how the papers look.

The papers are those of the working group, whose members may see what nobody else may: so their first line, and the head of every page
behind it, says for whom they are. Of contacts nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.document import (
    Block,
    Blocks,
    Cell,
    Document,
    Heading,
    Inlines,
    Item,
    LineBreak,
    List,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import line, text
from concept_cli.exchange.listing import in_text_order
from concept_cli.exchange.matrix import Told
from concept_cli.ledger.states import state
from concept_cli.model import AgendaItem, Contribution, Meeting, shorten
from concept_cli.model.telling import Telling
from concept_cli.wording.contributions import contribution_term
from concept_cli.wording.sittings import sitting_term
from concept_cli.wording.terms import date_words

SITTING_FORMATS: Final = ("docx", "pdf", "md")
"""What papers of a sitting can be written as."""
BLANK: Final = "_" * 24
"""Where something is to be filled in by hand."""
NOTHING: Final = "–"


def meeting_of(desk: Desk, id: str) -> Meeting:
    """The meeting of an id. Raises ConceptError, with what may be meant, when there is none."""
    known = {each.record.id: each.record for each in desk.project.meetings}
    if id not in known:
        near = get_close_matches(id, known, 1)
        hint = f"Did you mean {near[0]}?" if near else f'Add it: concept new meeting {shorten(id)} --date DATE --title "…"'
        raise ConceptError(f"There is no meeting “{shorten(id)}” in records/meetings.yaml.", hint)
    return known[id]


class Sitting:
    """A meeting in the words of one language."""

    def __init__(self, desk: Desk, meeting: Meeting, language: str) -> None:
        self.desk = desk
        self.meeting = meeting
        self.language = language
        self.telling = Telling(desk.project, language)
        self.group = next((each.record for each in desk.project.groups if each.record.id == meeting.group), None)

    def term(self, key: str, **values: object) -> str:
        """A term of sittings in the language."""
        return sitting_term(key, self.language, **values)

    def name(self, id: str) -> str:
        """The full name of a body; the id when nobody has it."""
        found = self.telling.bodies.get(id)
        return " ".join(self.telling.words(found.name).split()) if found else id

    @property
    def title(self) -> str:
        """What the meeting is called."""
        return self.telling.words(self.meeting.title)

    # -- who sits

    def posts(self) -> Iterator[tuple[str, str]]:
        """Those who lead the group that sits, each with the key of what it is."""
        if self.group:
            for key in ("chair", "deputy", "secretary", "office"):
                if who := getattr(self.group, key):
                    yield who, key

    def post(self, key: str) -> str:
        """Who is chair or secretary of this meeting, else of its group; empty when nobody is known to be."""
        here = (each.who for each in self.meeting.participants if each.capacity == key)
        return next(chain(here, (who for who, post in self.posts() if post == key)), "")

    def invited(self) -> list[str]:
        """Who is to come, each once with as what: the group, those named as participants, who speaks, and who invites."""
        found: dict[str, str] = {}
        for who, key in (*self._named(), *self.posts()):
            found.setdefault(who, self.term(key))
        for member in self.group.members if self.group else ():
            if member.status == "joined":
                agreed = f" {self.telling.term('by-agreement')}" if member.by_agreement else ""
                found.setdefault(member.who, self.term("member") + agreed)
        for item in self.items():
            if item.speaker:
                found.setdefault(item.speaker, self.term("speaker-as"))
        for who in self.meeting.hosts:
            found.setdefault(who, self.term("host"))
        return [f"{self.name(who)} – {capacity}" for who, capacity in found.items()]

    def present(self) -> list[str]:
        """Who took part, as what, and what was told of them then."""
        notes = {each.who: each.note for each in self.meeting.participants}
        capacities = ((who, self.term(key)) for who, key in self._named())
        return [", ".join(filter(None, (f"{self.name(who)} – {said}", notes[who]))) for who, said in capacities]

    def _named(self) -> Iterator[tuple[str, str]]:
        for each in sorted(self.meeting.participants, key=lambda each: each.capacity != "chair"):
            yield each.who, "speaker-as" if each.capacity == "speaker" else each.capacity

    # -- what it talks about

    def items(self) -> tuple[AgendaItem, ...]:
        """The points of the agenda; of a meeting of several days those of its programme."""
        return self.meeting.agenda or tuple(item for day in self.meeting.days for item in day.items)

    def points(self) -> Blocks:
        """The agenda as a numbered list, each point with who speaks to it and which section it is about; a programme by its days."""
        if self.meeting.agenda or not self.items():
            return (self.heading("points"), self._listed(self.meeting.agenda, 1)) if self.meeting.agenda else ()
        blocks: list[Block] = [self.heading("points")]
        number = 1
        for day in self.meeting.days:
            blocks += [line(date_words(day.date, self.language)), self._listed(day.items, number)] if day.items else []
            number += len(day.items)
        return tuple(blocks)

    def _listed(self, items: Iterable[AgendaItem], first: int) -> List:
        numbered = enumerate(items, first)
        made = tuple(Item(label=f"{number}.", blocks=(Paragraph(content=self._point(each)),)) for number, each in numbered)
        return List(items=made, ordered=True)

    def _point(self, item: AgendaItem) -> Inlines:
        said = [
            self.term("speaker", name=self.name(item.speaker)) if item.speaker else "",
            self.term("section", title=self.section(item.section)) if item.section else "",
        ]
        further = (inline for each in said if each for inline in (LineBreak(), *text(each)))
        return (*text(self.telling.words(item.item)), *further)

    def section(self, id: str) -> str:
        """The title of a section; the whole document for none."""
        fragment = self.desk.project.fragment(id, self.desk.project.concept.record.working_language)
        title = getattr(fragment.head.record, "title", None) if fragment and fragment.head else None
        return self.telling.words(title) if title else id or contribution_term("place-whole", self.language)

    def by_section(self, contributions: Iterable[Contribution]) -> list[tuple[str, list[Contribution]]]:
        """Contributions by the title of the section that they are about, in the order of the outline, those about the whole first."""
        found: dict[str, list[Contribution]] = {}
        for each in in_text_order(self.desk, contributions):
            found.setdefault(each.head.place.section if each.head.place else "", []).append(each)
        return [(self.section(id), about) for id, about in found.items()]

    def waiting(self) -> list[Contribution]:
        """What nobody has decided yet; what came and was not registered waits, too."""
        found = ((each, state(each)) for each in self.desk.contributions.values())
        return [each for each, one in found if (one.is_open or not one.name) and one.name != "conflict"]

    def conflicting(self) -> list[Contribution]:
        """What was accepted, and contradicts other changes of the text."""
        return [each for each in self.desk.contributions.values() if state(each).name == "conflict"]

    # -- how it looks

    def heading(self, key: str) -> Heading:
        """The heading of a part."""
        return Heading(level=2, content=text(self.term(key)))

    def fact(self, key: str, said: str) -> Inlines:
        """What is known, behind what it is about."""
        return (Strong(content=text(f"{capital(self.term(key))}:")), Text(words=f" {said}"))

    def facts(self, *others: tuple[str, str]) -> Paragraph:
        """What is known of the sitting, a line each."""
        place = ", ".join(filter(None, (self.telling.words(self.meeting.venue), self.telling.words(self.meeting.place))))
        concept = self.desk.project.concept.record
        known = (
            ("document", self.telling.words(concept.title)),
            ("day", self.telling.days(self.meeting.date)),
            ("place", place),
            ("group", self.telling.words(self.group.name) if self.group else ""),
            *others,
        )
        lines = [self.fact(key, said) for key, said in known if said]
        joined = [inline for each in lines for inline in (LineBreak(), *each)][1:]
        return Paragraph(content=tuple(joined), role="line")

    def table(self, columns: Sequence[tuple[str, int]], rows: Iterable[Row], *, wide: bool = False) -> Table:
        """A table: the keys and the shares of its columns, and its rows."""
        head = Row(cells=tuple(Cell(content=text(self._head(key))) for key, _ in columns))
        widths = tuple(width for _, width in columns)
        return Table(alignments=("",) * len(columns), head=(head,), rows=tuple(rows), widths=widths, wide=wide)

    def _head(self, key: str) -> str:
        return self.term(key.removeprefix("sitting:")) if key.startswith("sitting:") else contribution_term(key, self.language)

    def told(self, contribution: Contribution) -> Told:
        """A contribution in the language."""
        return Told(self.telling, contribution)

    def document(self, kind: str, title: str, blocks: Iterable[Block]) -> Document:
        """A paper of the sitting with its title above it."""
        concept = self.desk.project.concept.record
        mark, named = self.term("for-group"), self.term(f"{kind}-named", title=self.title)
        lead = [line(self.name(concept.lead_body), role="sender")] if concept.lead_body else []
        parts = (
            line(mark),
            *lead,
            Heading(level=1, content=text(title)),
            line(self.title, role="subject"),
            *blocks,
        )
        section = Section(id=kind, role="letter", language=self.language, heading=Heading(level=1, content=()), blocks=parts)
        return Document(
            id=f"{concept.id}-{kind}", language=self.language, title="", short_title=named, edition=mark, sections=(section,)
        )


def row(*cells: str | None) -> Row:
    """A row of a table; a dash stands in an empty cell, and nothing in one that is to be filled in (None)."""
    return Row(cells=tuple(Cell(content=() if each is None else text(each or NOTHING)) for each in cells))


def capital(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def group_row(title: str, columns: int) -> Row:
    """A row that heads those after it."""
    return Row(cells=(Cell(content=text(title), across=columns),), role="group")


def bullets(words: Iterable[str]) -> List:
    """A list without numbers."""
    return List(items=tuple(Item(blocks=(Paragraph(content=text(each)),)) for each in words))
