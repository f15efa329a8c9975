"""A project's folder and a day to its standing, kept: made anew only when a file changed."""

from __future__ import annotations

from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final
from zoneinfo import ZoneInfo

from concept_cli.cache import cached
from concept_cli.diagnostics import ConceptError
from concept_cli.sources import CONCEPT, CONTRIBUTIONS, STAKEHOLDERS, Folder

_FOLDERS: Final = ("sections", "records", CONTRIBUTIONS)


def standing_of(folder: Folder, day: date) -> dict[str, Any]:
    """The standing by the end of a day (:mod:`concept_cli.status`). Raises ConceptError for what is no project that can be used."""
    paths = (CONCEPT, STAKEHOLDERS, *(path for each in _FOLDERS for path in folder.paths(each)))
    found: dict[str, Any] = cached(f"status-{day}", folder, paths, lambda read: _made(read, day))
    return found


def _made(folder: Folder, day: date) -> dict[str, Any]:
    from concept_cli.exchange.desk import desk
    from concept_cli.status import standing

    found = desk(folder)
    return standing(found.project, found.contributions.values(), day)


def today_of(folder: Folder) -> date:
    """The day in the project's time zone. Raises ConceptError for what is no project that can be used."""
    zone: str = cached("zone", folder, (CONCEPT,), _zone)
    return datetime.now(ZoneInfo(zone)).date()


def _zone(folder: Folder) -> str:
    from concept_cli.load import load

    return load(folder, lambda _: None).concept.record.time_zone


def chosen(value: dict[str, Any], about: str | None, within: int | None) -> dict[str, Any]:
    """A standing with what concerns a stakeholder or a section, and of what is due no more than in so many days: what is overdue stays.

    Raises ConceptError, with what may be meant, for an id of neither.
    """
    if about is not None:
        known = [each["id"] for name in ("stakeholders", "sections") for each in value[name]]
        if about not in known:
            near = get_close_matches(about, known, 1)
            hint = f"Did you mean {near[0]}?" if near else "concept status lists them."
            raise ConceptError(f"There is no stakeholder and no section “{about[:60]}”.", hint)
    owing = _owing_on(value, about)
    return {
        name: [
            narrowed for each in entries if (narrowed := _about(name, each, about, owing)) is not None and _is_near(each, within)
        ]
        if isinstance(entries, list)
        else entries
        for name, entries in value.items()
    } | ({} if about is None else {"for": about})


_NAMING: Final = ("owners", "asked", "answered", "late", "silent", "waiting", "approved", "with-remarks", "refused")
"""Fields that name stakeholders."""


def _owing_on(value: dict[str, Any], about: str | None) -> frozenset[str] | None:
    """The bodies that owe something on a section, or of which something waits in it; None for what is no section."""
    section = next((each for each in value["sections"] if each["id"] == about), None)
    if section is None:
        return None
    waits = [each for each in value["blockers"] if each["section"] == about and "contributions" in each]
    bodies = {body for each in waits for one in each["contributions"] for body in (one["from"], *one["against"])}
    return frozenset({*section["silent"], *section["waiting"], section["owner"]} | bodies)


def _about(name: str, entry: dict[str, Any], about: str | None, owing: frozenset[str] | None) -> dict[str, Any] | None:
    """An entry of a list as far as it concerns a stakeholder or section, None for not at all; milestones and meetings concern everybody."""
    if about is None or name in {"milestones", "meetings"} or about in (entry.get("owner"), entry.get("section")):
        return entry
    if name in {"stakeholders", "sections"} and (entry["id"] == about or entry["id"] in (owing or ())):
        return entry
    if owing is not None and "sections" in entry:  # what names none asks about all
        return entry if about in (entry["sections"] or [about]) else None
    if name == "blockers" and "contributions" in entry:
        own = [each for each in entry["contributions"] if about in (each["from"], *each["against"])]
        return {**entry, "contributions": own} if own else None
    return entry if name != "stakeholders" and any(about in entry[field] for field in _NAMING if field in entry) else None


def _is_near(entry: dict[str, Any], within: int | None) -> bool:
    late = entry["overdue"] or entry.get("pack_overdue", False)
    return within is None or late or entry["days"] is None or entry["days"] <= within
