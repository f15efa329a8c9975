"""A standing to a document: what stands in the way, the days on the way as a picture, and a table of everything; for page and workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from concept_cli.assemble.timeline import Event, Shape, timeline, timeline_words
from concept_cli.document import Cell, Document, Entry, Figure, Heading, Paragraph, Row, Section, Strong, Table, Text
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import letter_style
from concept_cli.exchange.written import table_bytes
from concept_cli.model.telling import Telling
from concept_cli.wording.standing import STANDING_TERMS, standing_term
from concept_cli.wording.terms import date_words
from concept_cli.writers import WRITERS

Value = dict[str, Any]
PICTURE: Final = "record:standing"
"""The target of the picture."""
_NONE: Final = "–"
_SHAPES: Final[Mapping[str, Shape]] = {
    "milestones": "milestone",
    "sections": "deadline",
    "instructions": "deadline",
    "approvals": "deadline",
    "rounds": "deadline",
    "road_maps": "deadline",
    "acts": "deadline",
    "meetings": "sitting",
}
"""How the entries of each list are drawn."""


class Teller:
    """The words of a standing in a language."""

    def __init__(self, desk: Desk, language: str, value: Value) -> None:
        self.telling = Telling(desk.project, language)
        self.language = language
        self.value = value

    def term(self, key: str, **values: object) -> str:
        """A term in the language."""
        return standing_term(key, self.language, **values)

    def day(self, iso: str | None) -> str:
        """A day as the language writes it; a dash for none."""
        return date_words(date.fromisoformat(iso), self.language) if iso else _NONE

    def due(self, entry: Value) -> str:
        """The day on which something is due and how far off it is, or that it is not known."""
        if not entry["due"]:
            return self.known(entry["due_text"]) if entry["due_text"] else _NONE
        day = self.known(entry["date"]) if entry.get("date") else self.day(entry["due"])
        return f"{day}, {self.days(entry)}"

    def days(self, entry: Value) -> str:
        """How far off it is; that it is done."""
        if entry.get("done"):
            return self.term("done")
        days = entry["days"]
        if days is None:
            return _NONE
        if days == 0:
            return self.term("today")
        key = "overdue" if entry["overdue"] else "left" if days > 0 else "ago"
        said = self.term(f"{key}-1" if abs(days) == 1 else key, days=abs(days))
        return f"{said}, {self.term('outcome-unknown')}" if entry["overdue"] and entry.get("done", False) is None else said

    def moved(self, entry: Value) -> str:
        """Its first day, and by how many days it was moved since."""
        if not entry["slip"]:
            return _NONE
        reason = entry["moves"][-1]["reason"]
        said = f"{self.day(entry['original_due'])}, {self.term('moved', days=entry['slip'])}"
        return f"{said}: {reason}" if reason else said

    def bodies(self, ids: Iterable[str]) -> str:
        """What bodies are called."""
        return ", ".join(map(self.telling.body, ids)) or _NONE

    def things(self, ids: Iterable[str]) -> str:
        """What the things with these ids are called."""
        return ", ".join(self._titles.get(id, id) for id in ids)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {each["id"]: each["title"] for entries in self.value.values() if isinstance(entries, list) for each in entries}

    def state(self, name: str | None) -> str:
        """A status in words."""
        return self.term(f"state-{name}") if f"state-{name}" in STANDING_TERMS else name or _NONE

    def known(self, iso: str) -> str:
        """Days of a calendar as they were typed, or that they are not known."""
        return self.telling.when({"": iso}) if iso != "unknown" else self.term("unknown")


Column = tuple[str, int, Callable[[Teller, Value], str]]
"""The key of its head, its share of the width, and what stands in it."""


def _number(field: str) -> Column:
    def told(_: Teller, entry: Value) -> str:
        found = entry[field]
        return str((len(found) if isinstance(found, list) else found) or _NONE)

    return field, 6, told


def _who(field: str, width: int = 14) -> Column:
    return field, width, lambda tell, entry: tell.bodies(entry[field])


_TITLE: Final[Column] = ("title", 26, lambda _, entry: entry["title"])
_DUE: Final[Column] = ("due", 20, Teller.due)
_MOVED: Final[Column] = ("original", 16, Teller.moved)
_STATUS: Final[Column] = ("status", 9, lambda tell, entry: tell.state(entry["status"]))
_AWAITED: Final[Column] = ("not-answered", 18, lambda tell, entry: tell.bodies([*entry["silent"], *entry["waiting"]]))


def _kind(tell: Teller, entry: Value) -> str:
    said = f": {tell.state(entry['said'])}" if entry["kind"] == "not-agreed" else ""
    return tell.term(f"kind-{entry['kind']}") + said


def _what(tell: Teller, entry: Value) -> str:
    """What is in the way, and which of what waits a body insists on."""
    essential = [each["id"] for each in entry.get("contributions", ()) if each["essential"]]
    insisted = f". {tell.term('essential', ids=', '.join(essential))}" if essential else ""
    return f"{_of(tell, entry)}{entry['title']}{insisted}"


def _answered(tell: Teller, entry: Value) -> str:
    """How many of those asked about a section answered, and who did not in time."""
    if not entry["asked"]:
        return _NONE
    silent = f". {tell.term('kind-silent').capitalize()}: {tell.bodies(entry['silent'])}" if entry["silent"] else ""
    return f"{len(entry['answered'])} / {len(entry['asked'])}{silent}"


def _note(tell: Teller, entry: Value) -> str:
    return tell.term("waits-for", what=tell.things(entry["waits_for"])) if entry["waits_for"] else _NONE


def _assigned(tell: Teller, entry: Value) -> str:
    """Those who see to an instruction; where they are several, who leads."""
    led = {entry["lead"]} if len(entry["owners"]) > 1 else ()
    return (
        ", ".join(tell.bodies([each]) + (f" ({tell.term('lead')})" if each in led else "") for each in entry["owners"]) or _NONE
    )


def _pack(tell: Teller, entry: Value) -> str:
    """The day on which the papers of a sitting are due, and that they are overdue."""
    return tell.day(entry["pack_due"]) + (f", {tell.term('kind-overdue')}" if entry["pack_overdue"] else "")


def _owes(tell: Teller, entry: Value) -> str:
    return "; ".join(f"{tell.term('of-' + each['kind'])}: {each['title']}" for each in entry["owes"]) or _NONE


TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    "blockers": (("kind", 11, _kind), ("title", 42, _what), _who("owners", 20), _DUE),
    "milestones": (_TITLE, _DUE, _MOVED, ("note", 18, _note)),
    "sections": (
        _TITLE,
        _STATUS,
        ("owners", 16, lambda tell, entry: tell.bodies([entry["owner"]] if entry["owner"] else [])),
        _DUE,
        ("answered", 18, _answered),
        _number("undecided"),
        _number("conflicts"),
    ),
    "stakeholders": (
        _TITLE,
        _number("received"),
        _number("late"),
        _number("undecided"),
        _number("replied"),
        _DUE,
        ("owes", 34, _owes),
    ),
    "instructions": (
        _TITLE,
        ("issuer", 16, lambda tell, entry: tell.bodies([entry["issuer"]])),
        ("issued", 12, lambda tell, entry: tell.known(entry["issued"])),
        ("to", 20, _assigned),
        _DUE,
        _MOVED,
    ),
    "approvals": (_TITLE, _DUE, _who("approved"), _who("with-remarks"), _who("refused"), _AWAITED),
    "rounds": (_TITLE, _DUE, _who("answered", 20), _who("late", 14), _AWAITED),
    "meetings": (
        _TITLE,
        ("day", 14, lambda tell, entry: tell.known(entry["date"])),
        ("status", 10, lambda tell, entry: tell.state(entry["state"])),
        ("pack", 16, _pack),
    ),
    "road_maps": (_TITLE, _who("owners", 18), _DUE, _MOVED),
    "acts": (_TITLE, _STATUS, _who("owners", 22), _DUE),
}
"""The lists of a standing, in the order of the page, with their columns."""


def _of(tell: Teller, entry: Value) -> str:
    """What sort of thing an entry is about, where its title alone does not say it."""
    key = f"of-{entry['of']}"
    return f"{tell.term(key)}: " if entry["kind"] in {"overdue", "silent", "refused"} and key in STANDING_TERMS else ""


def standing_document(desk: Desk, value: Value, language: str, *, picture: bool = True) -> Document:
    """The document of a standing, a section for each list that has entries. ``picture``: with the days on the way."""
    tell = Teller(desk, language, value)
    day = tell.day(value["as_of"])
    concept = desk.project.concept.record
    sections = [_section(tell, "blockers", [*_said(tell), *_table(tell, "blockers")])]
    if picture and (words := timeline_words([*_events(tell)])):
        sections.append(_section(tell, "timeline", [Figure(target=PICTURE, alt=words)]))
    sections += [_section(tell, name, [*_table(tell, name)]) for name in TABLES if name != "blockers" and value[name]]
    title = f"{tell.telling.words(concept.short_title or concept.title)}. {tell.term('standing')}"
    return Document(
        id=f"{concept.id}-status",
        language=language,
        title=title,
        short_title=tell.term("standing"),
        edition=tell.term("as-of", day=day),
        sections=tuple(sections),
        contents=tuple(
            Entry(level=1, number="", words=tell.term(each.id.replace("-", "_")), anchor=each.id) for each in sections
        ),
    )


def standing_bytes(desk: Desk, value: Value, suffix: str) -> bytes:
    """A standing as a page or a workbook, in the working language and in the style of the project."""
    language = desk.project.concept.record.working_language
    if suffix != "html":
        return table_bytes(desk, standing_document(desk, value, language, picture=False), suffix)
    style = letter_style(desk)
    picture = timeline([*_events(Teller(desk, language, value))], style.values)
    return WRITERS[suffix].load()(standing_document(desk, value, language), style, {PICTURE: picture})


def _section(tell: Teller, name: str, blocks: Iterable[Any]) -> Section:
    heading = Heading(level=1, content=(Text(words=tell.term(name)),))
    return Section(id=name.replace("_", "-"), role="custom", language=tell.language, heading=heading, blocks=tuple(blocks))


def _said(tell: Teller) -> Iterator[Paragraph]:
    """What stands above everything: the forecast, and what has no date."""
    following = next((each for each in tell.value["milestones"] if each["next"]), None)
    if not tell.value["blockers"]:
        yield _paragraph(tell.term("nothing"))
    if following and following["undecided"]:
        key = "forecast" if following["forecast"] else "no-forecast"
        day, rate = tell.day(following["forecast"]), following["decisions_a_week"]
        yield _paragraph(tell.term(key, count=following["undecided"], rate=f"{rate:g}", day=day))
    yield _paragraph(tell.term("undated"))


def _paragraph(words: str) -> Paragraph:
    return Paragraph(content=(Text(words=words),))


def _table(tell: Teller, name: str) -> Iterator[Table]:
    columns, entries = TABLES[name], tell.value[name]
    if not entries:
        return
    if name == "blockers":
        entries = [*_gathered(tell, entries)]
    ordered = entries if name == "sections" else sorted(entries, key=_order)
    yield Table(
        alignments=("",) * len(columns),
        head=(Row(cells=tuple(_cell(tell.term(key)) for key, _, _ in columns)),),
        rows=tuple(
            Row(cells=tuple(_cell(made(tell, each), key == "due" and each["overdue"]) for key, _, made in columns))
            for each in ordered
        ),
        widths=tuple(width for _, width, _ in columns),
        wide=len(columns) > 6,
    )


def _order(entry: Value) -> tuple[bool, bool, str, int]:
    """What is overdue first, then what is open, each by its day; then those who owe most."""
    return not entry["overdue"], bool(entry.get("done")), entry["due"] or "9999", -len(entry.get("owes", ()))


def _gathered(tell: Teller, blockers: Iterable[Value]) -> Iterator[Value]:
    """Blockers, those that say the same of several bodies or sections as a single entry that names all of them."""
    found: dict[tuple[str, ...], list[Value]] = {}
    for number, each in enumerate(blockers):
        found.setdefault(_said_of(each, number), []).append(each)
    for own in found.values():
        waiting = [one for each in own for one in each.get("contributions", ())]
        bodies = [each["from"] for each in waiting] if waiting else [body for each in own for body in each["owners"]]
        title = own[0]["title"] if own[0]["kind"] in _OF_BODIES else ", ".join(_counted(tell, each) for each in own)
        yield {**own[0], "title": title, "contributions": waiting, "owners": [*dict.fromkeys(bodies)]}


_OF_BODIES: Final = frozenset({"silent", "refused"})


def _counted(tell: Teller, blocker: Value) -> str:
    """What is blocked: how much waits in it, or whose words stand against whose."""
    waiting = blocker.get("contributions", ())
    if blocker["kind"] != "conflict":
        return f"{blocker['title']} ({len(waiting)})" if waiting else blocker["title"]
    parties = "; ".join(f"{tell.bodies([each['from']])} ↔ {tell.bodies(each['against'])}" for each in waiting)
    return f"{blocker['title']} ({parties})"


def _said_of(blocker: Value, number: int) -> tuple[str, ...]:
    """What is the same in blockers that are told together; the number of one that stands alone."""
    match blocker["kind"]:
        case "silent" | "refused":
            return blocker["kind"], blocker["of"], blocker["id"]
        case "undecided" | "conflict":
            return (blocker["kind"],)
        case "not-agreed" if not blocker["due"]:
            return blocker["kind"], blocker["said"]
    return ("", str(number))


def _cell(words: str, stressed: bool = False) -> Cell:
    return Cell(content=(Strong(content=(Text(words=words),)) if stressed else Text(words=words),))


def _events(tell: Teller) -> Iterator[Event]:
    """What has a day, and the day of the standing."""
    for name, shape in _SHAPES.items():
        for each in tell.value[name]:
            if each["due"] and each.get("state") != "cancelled" and not (name == "sections" and each["done"]):
                yield _event(tell, each, shape)
            if each.get("pack_due") and each["state"] == "planned":
                said = f"{tell.term('of-pack')}: {each['title']}"
                yield Event(
                    date.fromisoformat(each["pack_due"]), tell.day(each["pack_due"]), said, "deadline", each["pack_overdue"]
                )
    day = tell.value["as_of"]
    yield Event(date.fromisoformat(day), tell.day(day), tell.term("this-day"), "today")


def _event(tell: Teller, entry: Value, shape: Shape) -> Event:
    """An entry with its day, and the day that it had first."""
    label = tell.known(entry["date"]) if "date" in entry else tell.day(entry["due"])
    said = entry["title"] + (f" – {tell.days(entry)}" if entry["overdue"] else "")
    first = entry["original_due"] if entry["slip"] else None
    return Event(
        date.fromisoformat(entry["due"]),
        label,
        said + (f" ({tell.term('moved', days=entry['slip'])})" if first else ""),
        shape,
        entry["overdue"],
        date.fromisoformat(first) if first else None,
        tell.day(first),
    )
