"""A standing to a document: what stands in the way, the days on the way as a picture, and a table of everything; for page and workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from concept_cli.assemble.timeline import Event, Shape, timeline, timeline_words
from concept_cli.document import Cell, Document, Entry, Figure, Heading, Paragraph, Row, Section, Table, Text
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
        """The day on which something is due, or that it is not known."""
        return self.day(entry["due"]) if entry["due"] else self.term("unknown") if entry["due_text"] == "unknown" else _NONE

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
        return f"{self.day(entry['original_due'])}, {self.term('moved', days=entry['slip'])}" if entry["slip"] else _NONE

    def bodies(self, ids: Iterable[str]) -> str:
        """What bodies are called."""
        return ", ".join(map(self.telling.body, ids)) or _NONE

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
_DUE: Final[Column] = ("due", 13, Teller.due)
_DAYS: Final[Column] = ("days", 12, Teller.days)
_MOVED: Final[Column] = ("original", 13, Teller.moved)
_STATUS: Final[Column] = ("status", 9, lambda tell, entry: tell.state(entry["status"]))


def _blocking(tell: Teller, entry: Value) -> str:
    """Who is in the way, or how much."""
    if entry.get("contributions"):
        return str(len(entry["contributions"]))
    return (
        tell.bodies(entry["owners"]) if entry["owners"] else tell.state(entry["said"]) if entry["kind"] == "not-agreed" else _NONE
    )


def _note(tell: Teller, entry: Value) -> str:
    return tell.term("waits-for", what=", ".join(entry["waits_for"])) if entry["waits_for"] else _NONE


def _owes(tell: Teller, entry: Value) -> str:
    return "; ".join(f"{tell.term('of-' + each['kind'])}: {each['title']}" for each in entry["owes"]) or _NONE


TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    "blockers": (
        ("kind", 11, lambda tell, entry: tell.term(f"kind-{entry['kind']}")),
        ("title", 42, lambda tell, entry: _of(tell, entry) + entry["title"]),
        ("who", 18, _blocking),
        _DUE,
        _DAYS,
    ),
    "milestones": (
        _TITLE,
        ("due", 12, lambda tell, entry: tell.known(entry["date"])),
        _DAYS,
        _MOVED,
        ("note", 14, _note),
    ),
    "sections": (
        _TITLE,
        _STATUS,
        ("who", 16, lambda tell, entry: tell.bodies([entry["owner"]] if entry["owner"] else [])),
        _DUE,
        _DAYS,
        _number("asked"),
        _number("answered"),
        _who("silent"),
        _number("undecided"),
        _number("conflicts"),
    ),
    "stakeholders": (
        _TITLE,
        _number("asked"),
        _number("received"),
        _number("late"),
        _number("silent"),
        _number("undecided"),
        _number("replied"),
        _DUE,
        _DAYS,
        ("owes", 30, _owes),
    ),
    "instructions": (
        _TITLE,
        ("issuer", 14, lambda tell, entry: tell.bodies([entry["issuer"]])),
        ("issued", 11, lambda tell, entry: tell.known(entry["issued"])),
        ("to", 18, lambda tell, entry: tell.bodies(entry["owners"])),
        _DUE,
        _DAYS,
        _MOVED,
    ),
    "approvals": (_TITLE, _DUE, _DAYS, _who("approved"), _who("with-remarks"), _who("refused"), _who("silent"), _who("waiting")),
    "rounds": (
        _TITLE,
        ("sent", 11, lambda tell, entry: tell.day(entry["sent"])),
        _DUE,
        _DAYS,
        _MOVED,
        _who("answered"),
        _who("late"),
        _who("silent"),
        _who("waiting"),
    ),
    "meetings": (
        _TITLE,
        ("due", 14, lambda tell, entry: tell.known(entry["date"])),
        ("status", 10, lambda tell, entry: tell.state(entry["state"])),
        ("pack", 12, lambda tell, entry: tell.day(entry["pack_due"])),
    ),
    "road_maps": (_TITLE, ("who", 18, lambda tell, entry: tell.bodies(entry["owners"])), _DUE, _DAYS, _MOVED),
    "acts": (_TITLE, _STATUS, ("who", 22, lambda tell, entry: tell.bodies(entry["owners"])), _DUE, _DAYS),
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
        entries = [*_gathered(entries)]
    ordered = sorted(entries, key=lambda each: (not each["overdue"], each["due"] or "9999")) if name != "sections" else entries
    yield Table(
        alignments=("",) * len(columns),
        head=(Row(cells=tuple(_cell(tell.term(key)) for key, _, _ in columns)),),
        rows=tuple(Row(cells=tuple(_cell(made(tell, each)) for _, _, made in columns)) for each in ordered),
        widths=tuple(width for _, width, _ in columns),
        wide=len(columns) > 6,
    )


def _gathered(blockers: Iterable[Value]) -> Iterator[Value]:
    """Blockers, those that say the same of several bodies or sections as a single entry that names all of them."""
    found: dict[tuple[str, ...], list[Value]] = {}
    for number, each in enumerate(blockers):
        found.setdefault(_said_of(each, number), []).append(each)
    for own in found.values():
        if own[0]["kind"] in {"undecided", "not-agreed"}:
            names = (
                f"{each['title']} ({len(each['contributions'])})" if "contributions" in each else each["title"] for each in own
            )
            waiting = [id for each in own for id in each.get("contributions", [])]
            yield {**own[0], "title": ", ".join(names), "contributions": waiting}
        else:
            yield {**own[0], "owners": [body for each in own for body in each["owners"]]}


def _said_of(blocker: Value, number: int) -> tuple[str, ...]:
    """What is the same in blockers that are told together; the number of one that stands alone."""
    match blocker["kind"]:
        case "silent" | "refused":
            return blocker["kind"], blocker["of"], blocker["id"]
        case "undecided" | "not-agreed" if not blocker["overdue"]:
            return blocker["kind"], blocker["said"] if blocker["kind"] == "not-agreed" else ""
    return ("", str(number))


def _cell(words: str) -> Cell:
    return Cell(content=(Text(words=words),))


def _events(tell: Teller) -> Iterator[Event]:
    """What has a day, and today."""
    day = tell.value["as_of"]
    for name, shape in _SHAPES.items():
        for each in tell.value[name]:
            if each["due"] and each.get("state") != "cancelled":
                label = tell.known(each["date"]) if "date" in each else tell.day(each["due"])
                said = each["title"] + (f" – {tell.days(each)}" if each["overdue"] else "")
                first = each["original_due"] if each["slip"] else None
                yield Event(
                    date.fromisoformat(each["due"]),
                    label,
                    said + (f" ({tell.term('moved', days=each['slip'])})" if first else ""),
                    shape,
                    each["overdue"],
                    date.fromisoformat(first) if first else None,
                    tell.day(first),
                )
    yield Event(date.fromisoformat(day), tell.day(day), tell.term("today"), "today")
