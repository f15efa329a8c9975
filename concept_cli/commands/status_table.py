"""A standing to the lines of one screen: what is overdue, what comes next, what blocks it, and who owes what.

Nothing that is overdue is ever left out; of everything else long lists are cut, and say so. A line is made of pieces, each with the role by
which a terminal may colour it; the words say it all without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from concept_cli.commands.terminal import cells, one_line, padded

Value = dict[str, Any]


class Piece(NamedTuple):
    """Words of a line and their role for colours; empty for none."""

    text: str
    role: str = ""


Line = tuple[Piece, ...]
_GAP: Final = 2
_MOST: Final = 10
"""Rows of a list that are shown besides those that are overdue."""
_SOON: Final = 7
"""Days before something is due from which on it is marked."""
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PART: Final = re.compile(r"[\d,]+ days? (?:overdue|left|ago)\s*|(?:[^\s-]|-(?![^\W\d_]))+(?:-|\s+)?|\s+|-")
"""What stays in one line: so many days, a word, or the part of an id up to a hyphen between letters."""
_KINDS: Final = {"road-map": "road map", "pack": "papers for"}
_NONE: Final = "–"


def table(value: Value, width: int) -> Iterator[Line]:
    """The lines of a screen so many cells wide."""
    yield from _head(value, width)
    for part in (_blockers, _sections, _stakeholders, _rounds, _approvals, _instructions, _meetings, _road_maps, _acts):
        lines = [*part(value, width)]
        if lines:
            yield ()
            yield from lines


def days_words(entry: Value) -> str:
    """How far off something is: "3 days left", "today", "12 days overdue"; a dash without a day."""
    days: int | None = entry["days"]
    if days is None:
        return _NONE
    if entry["overdue"]:
        return f"{-days:,} day{'' if days == -1 else 's'} overdue"
    if days == 0:
        return "today"
    return f"{days:,} day{'' if days == 1 else 's'} left" if days > 0 else f"{-days:,} day{'' if days == -1 else 's'} ago"


# ------------------------------------------------------------------- parts


def _head(value: Value, width: int) -> Iterator[Line]:
    """The day, the milestones that are overdue, the next one, and those behind it."""
    day = date.fromisoformat(value["as_of"])
    yield (Piece(f"As of {day}, {_WEEKDAYS[day.weekday()]}", "bold"),)
    overdue = [each for each in value["milestones"] if each["overdue"]]
    coming = sorted((each for each in value["milestones"] if not each["overdue"] and not each["done"]), key=_soonest)
    rows = [_milestone("overdue", each) for each in sorted(overdue, key=_soonest)]
    rows += [_milestone("next" if each["next"] else "then", each) for each in coming[:3]]
    yield from _grid(rows, width)
    if len(coming) > 3:
        yield (Piece(f"  … and {len(coming) - 3} more milestones"),)
    following = next((each for each in value["milestones"] if each["next"]), None)
    if following and following["undecided"]:
        yield from _grid([[Piece(_forecast(following))]], width)


def _milestone(label: str, entry: Value) -> list[Piece]:
    notes = [_moved(entry), "outcome unknown" if entry["overdue"] and entry["done"] is None else ""]
    notes += [f"waits for {', '.join(entry['waits_for'])}"] if entry["waits_for"] else []
    notes += [_where(entry).strip()] if entry["overdue"] else []
    when = f"{entry['due'] or 'day unknown'}  {days_words(entry) if entry['due'] else ''}".rstrip()
    role = _role(entry)
    return [Piece(label, role), Piece(entry["title"], "bold" if label == "next" else ""), Piece(when, role), _notes(notes)]


def _forecast(milestone: Value) -> str:
    """When what is undecided will be decided, if the group goes on as it did."""
    said = f"{milestone['undecided']} contribution{'' if milestone['undecided'] == 1 else 's'} undecided"
    if not milestone["forecast"]:
        return f"{said}; no decision in the last four weeks, so no forecast"
    slip = milestone["forecast_slip"]
    late = f", {slip} days after it is due" if slip and slip > 0 else ""
    return f"{said}; at {milestone['decisions_a_week']:g} decisions a week the last is made by {milestone['forecast']}{late}"


def _blockers(value: Value, width: int) -> Iterator[Line]:
    """What stands in the way, grouped by kind."""
    found: dict[str, list[Value]] = {}
    for each in value["blockers"]:
        found.setdefault(each["kind"], []).append(each)
    if not found:
        of = f" of {value['for']}" if "for" in value else ""
        yield (Piece(f"Nothing{of} stands in the way.", "new"),)
        return
    yield (Piece("In the way", "bold"),)
    tellers: dict[str, Callable[[list[Value]], Iterable[tuple[str, str]]]] = {
        "overdue": _overdue,
        "silent": _silent,
        "refused": _refused,
        "conflict": _conflicts,
        "undecided": _undecided,
        "waits-for": lambda entries: [("", each["title"]) for each in entries],
        "not-agreed": _not_agreed,
    }
    for kind, tell in tellers.items():
        told = [*tell(found.get(kind, []))]
        for number, (note, said) in enumerate(told):
            label = kind.replace("-", " ") if number == 0 else ""
            yield from _labelled(label, "error" if kind in {"overdue", "silent"} else "warning", said, note, width)


def _overdue(entries: list[Value]) -> Iterator[tuple[str, str]]:
    """Milestones stand in the head already."""
    for each in sorted(entries, key=_soonest):
        if each["of"] != "milestone":
            owners = f", {_names(each['owners'])}" if each["owners"] else ""
            unknown = ", outcome unknown" if "not known" in each["said"] else ""
            yield f"{days_words(each)}{unknown}", f"{_named(each['of'], each['id'])}{owners}{_where(each)}"


def _named(kind: str, id: str) -> str:
    """What sort of thing an id is of, as people say it, and the id."""
    return f"{_KINDS.get(kind, kind)} {id}"


def _where(entry: Value) -> str:
    """The file and line in which it is written, as terminals make links of them."""
    return f"  {entry['place'].rpartition(':')[0]}" if entry["place"] else ""


def _silent(entries: list[Value]) -> Iterator[tuple[str, str]]:
    asked: dict[tuple[str, str], list[Value]] = {}
    for each in entries:
        asked.setdefault((each["of"], each["id"]), []).append(each)
    for (kind, id), own in sorted(asked.items(), key=lambda pair: _soonest(pair[1][0])):
        yield days_words(own[0]), f"{kind} {id}: {_names(body for each in own for body in each['owners'])}"


def _refused(entries: list[Value]) -> Iterator[tuple[str, str]]:
    for each in entries:
        yield "", f"approval {each['id']}: {_names(each['owners'])}"


def _conflicts(entries: list[Value]) -> Iterator[tuple[str, str]]:
    """Whose words stand against whose, in which section."""
    told = [
        f"{each['id']} ({one['from']}" + (f" against {_names(one['against'])})" if one["against"] else ")")
        for each in sorted(entries, key=_fullest)
        for one in each["contributions"]
    ]
    if told:
        yield f"{len(told)} in all", _cut(told)


def _undecided(entries: list[Value]) -> Iterator[tuple[str, str]]:
    """Sections with how many wait in each; those that a body insists on by name, and how many came late."""
    if not entries:
        return
    waiting = [one for each in entries for one in each["contributions"]]
    late = sum(one["late"] for one in waiting)
    sections = [f"{each['id']} {len(each['contributions'])}" for each in sorted(entries, key=_fullest)]
    yield f"{len(waiting)} in all" + (f", {late} late" if late else ""), _cut(sections)
    if essential := [one["id"] for one in waiting if one["essential"]]:
        yield f"{len(essential)} essential", _cut(essential)


def _fullest(blocker: Value) -> tuple[int, str]:
    return -len(blocker["contributions"]), blocker["id"]


def _cut(told: Sequence[str]) -> str:
    """The first of some words, and how many more there are."""
    more = len(told) - _MOST
    return ", ".join(told[:_MOST]) + (f", … and {more} more" if more > 0 else "")


def _not_agreed(entries: list[Value]) -> Iterator[tuple[str, str]]:
    by_status: dict[str, list[str]] = {}
    for each in entries:
        by_status.setdefault(each["said"], []).append(each["id"])
    for status, ids in by_status.items():
        yield f"{len(ids)} {status}", _cut(ids)


def _sections(value: Value, width: int) -> Iterator[Line]:
    """The sections about which something came, or which are due."""
    busy = [each for each in value["sections"] if each["due"] or each["silent"] or each["contributions"]]
    shown = _most(sorted(busy, key=lambda each: (not each["overdue"], -len(each["blocked_by"]), each["id"])))
    head = ["Section", "status", "due", "answered", "silent", "undecided", "conflicts"]
    rows = [
        [
            Piece(each["id"]),
            Piece(each["status"]),
            _due(each),
            Piece(f"{len(each['answered'])} of {len(each['asked'])}" if each["asked"] else _NONE),
            _count(len(each["silent"]), "error"),
            _count(len(each["undecided"])),
            _count(len(each["conflicts"]), "warning"),
        ]
        for each in shown
    ]
    yield from _listed(head, rows, width, len(value["sections"]) - len(shown))


def _stakeholders(value: Value, width: int) -> Iterator[Line]:
    """Those who owe something, or of whom something waits: first those who owe it by a day, then by how much they owe."""
    busy = [each for each in value["stakeholders"] if each["owes"] or each["undecided"] or each["late"]]
    shown = _most(sorted(busy, key=lambda each: (not each["overdue"], each["due"] or "9999", -len(each["owes"]), each["id"])))
    head = ["Stakeholder", "first due", "came", "late", "undecided", "owes"]
    rows = [
        [
            Piece(each["id"]),
            Piece(days_words(each), _role(each)),
            _count(each["received"]),
            _count(len(each["late"]), "warning"),
            _count(each["undecided"]),
            Piece(_owed(each)),
        ]
        for each in shown
    ]
    yield from _listed(head, rows, width, len(value["stakeholders"]) - len(shown))


def _owed(entry: Value) -> str:
    if not entry["owes"]:
        return _NONE
    first = entry["owes"][0]
    more = len(entry["owes"]) - 1
    return _named(first["kind"], first["id"]) + (f" and {more} more" if more else "")


def _rounds(value: Value, width: int) -> Iterator[Line]:
    rows = [
        [Piece(each["id"]), _due(each), Piece(f"{len(each['answered'])} of {len(each['asked'])}"), _late(each), _who(each)]
        for each in sorted(value["rounds"], key=_soonest)
    ]
    yield from _listed(["Round", "due", "answered", "late", "not answered"], rows, width)


def _approvals(value: Value, width: int) -> Iterator[Line]:
    rows = [
        [
            Piece(each["id"]),
            _due(each),
            Piece(f"{len(each['approved'])} approved, {len(each['with-remarks'])} with remarks"),
            _count(len(each["refused"]), "error"),
            _who(each),
        ]
        for each in sorted(value["approvals"], key=_soonest)
    ]
    yield from _listed(["Approval", "due", "answers", "refused", "not answered"], rows, width)


def _instructions(value: Value, width: int) -> Iterator[Line]:
    waiting = [each for each in value["instructions"] if not each["done"]]
    shown = _most(sorted(waiting, key=_most_urgent))
    rows = [[Piece(each["id"]), _due(each), Piece(each["issuer"]), Piece(_assigned(each) or _NONE)] for each in shown]
    yield from _listed(["Instruction", "due", "from", "to"], rows, width, len(waiting) - len(shown))


def _assigned(entry: Value) -> str:
    """Those who see to an instruction; where they are several, who leads."""
    several = len(entry["owners"]) > 1
    return ", ".join(f"{each} (lead)" if several and each == entry["lead"] else each for each in entry["owners"])


def _meetings(value: Value, width: int) -> Iterator[Line]:
    """Sittings that are still to come, or that have no day."""
    coming = [each for each in value["meetings"] if each["state"] == "planned"]
    shown = sorted(coming, key=lambda each: each["first"] or "9999")[:_MOST]
    rows = [
        [
            Piece(each["id"]),
            Piece(each["date"]),
            Piece(days_words(each)),
            Piece(_papers(each), "error" if each["pack_overdue"] else ""),
        ]
        for each in shown
    ]
    yield from _listed(["Coming", "on", "", "papers"], rows, width, len(coming) - len(shown))


def _papers(entry: Value) -> str:
    late = ", overdue" if entry["pack_overdue"] else ""
    return f"by {entry['pack_due']}{late}" if entry["pack_due"] else "no day: nobody is said to be in the chair"


def _road_maps(value: Value, width: int) -> Iterator[Line]:
    waiting = [each for each in value["road_maps"] if not each["done"]]
    shown = _most(sorted(waiting, key=_most_urgent))
    rows = [[Piece(each["id"]), _due(each), Piece(_names(each["owners"]) or _NONE)] for each in shown]
    yield from _listed(["Road map", "due", "owner"], rows, width, len(waiting) - len(shown))


def _acts(value: Value, width: int) -> Iterator[Line]:
    rows = [[Piece(each["id"]), Piece(each["status"]), _due(each)] for each in value["acts"] if not each["done"]]
    yield from _listed(["Act", "status", "due"], rows, width)


# ------------------------------------------------------------------- cells


def _due(entry: Value) -> Piece:
    said = entry["due"] or ("unknown" if entry["due_text"] == "unknown" else _NONE)
    if entry["due"] and not entry["done"]:
        said += f"  {days_words(entry)}"
    return Piece(" ".join(filter(None, (said, _slip(entry)))), _role(entry))


def _moved(entry: Value) -> str:
    """By how much it was moved, when, and why."""
    if not entry["slip"]:
        return ""
    last = entry["moves"][-1]
    return f"moved by {entry['slip']:+} days on {last['on']}" + (f" ({last['reason']})" if last["reason"] else "")


def _slip(entry: Value) -> str:
    return f"(moved by {entry['slip']:+} days)" if entry["slip"] else ""


def _role(entry: Value) -> str:
    if entry["overdue"]:
        return "error"
    return "warning" if entry["days"] is not None and 0 <= entry["days"] <= _SOON and not entry.get("done") else ""


def _count(number: int, role: str = "") -> Piece:
    return Piece(str(number), role) if number else Piece(_NONE)


def _late(entry: Value) -> Piece:
    return Piece(_names(entry["late"]) or _NONE, "warning" if entry["late"] else "")


def _who(entry: Value) -> Piece:
    """Bodies that have not answered."""
    return Piece(_names((*entry["silent"], *entry["waiting"])) or _NONE, "error" if entry["silent"] else "")


def _names(ids: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(ids))


def _notes(notes: Iterable[str]) -> Piece:
    return Piece(", ".join(filter(None, notes)))


def _soonest(entry: Value) -> tuple[str, str]:
    return entry["due"] or "9999", entry["id"]


def _most_urgent(entry: Value) -> tuple[bool, str, str]:
    return (not entry["overdue"], *_soonest(entry))


def _most(ordered: Sequence[Value]) -> list[Value]:
    """The first of some entries; what is overdue stays, however much it is."""
    return [each for number, each in enumerate(ordered) if number < _MOST or each["overdue"]]


# ------------------------------------------------------------------- lines


def _listed(head: list[str], rows: list[list[Piece]], width: int, more: int = 0) -> Iterator[Line]:
    """A table under a head, and how many entries it leaves out; nothing when it has no rows."""
    if rows:
        yield from _grid([[Piece(each, "bold") for each in head], *rows], width)
        if more:
            yield (Piece(f"  … and {more} more"),)


def _grid(rows: list[list[Piece]], width: int) -> Iterator[Line]:
    """Rows in columns, the widest of which give way until all fit: their words go on in the line below, and none is lost."""
    safe = [[Piece(one_line(piece.text), piece.role) for piece in row] for row in rows]
    columns = [*zip_longest(*safe, fillvalue=Piece(""))]
    widths = [max(cells(piece.text) for piece in column) for column in columns]
    least = [max((cells(part.rstrip()) for piece in column for part in _parts(piece.text)), default=0) for column in columns]
    while sum(widths) + _GAP * len(widths) > width:
        room = [wide if wide > few else 0 for wide, few in zip(widths, least, strict=True)]
        if not any(room):
            break
        widths[room.index(max(room))] -= 1
    for row in safe:
        yield from _row(row, widths)


def _row(row: list[Piece], widths: list[int]) -> Iterator[Line]:
    """A row, over as many lines as its longest cell needs."""
    filled = [[*_fill(piece.text, widths[at])] or [""] for at, piece in enumerate(row)]
    for parts in zip_longest(*filled, fillvalue=""):
        last = max((at for at, part in enumerate(parts) if part), default=0)
        yield tuple(
            Piece(" " * _GAP + (part if at == last else padded(part, widths[at])), row[at].role)
            for at, part in enumerate(parts[: last + 1])
        )


def _labelled(label: str, role: str, said: str, note: str, width: int) -> Iterator[Line]:
    """Words behind a label and a note, over as many lines as they need."""
    begin = f"  {label.ljust(10)}  "
    noted = f"{note}: " if note else ""
    lines = [*_fill(noted + one_line(said), width - len(begin))]
    rest = lines[0].removeprefix(noted.rstrip()) if len(lines[0]) >= len(noted.rstrip()) else ""
    yield Piece(begin, role), Piece(lines[0][: len(lines[0]) - len(rest)], role), Piece(rest)
    for line in lines[1:]:
        yield (Piece(" " * len(begin)), Piece(line))


def _fill(text: str, width: int) -> Iterator[str]:
    """A text in lines of so many cells, cut where words end or are joined."""
    line = ""
    for part in _parts(text):
        if line and cells(line + part.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += part
    if line.strip():
        yield line.rstrip()


def _parts(text: str) -> list[str]:
    """The parts of a text that stay in one line, with the space or hyphen behind each."""
    return _PART.findall(text)
