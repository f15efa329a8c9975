"""Indicators and measures: what contradicts itself, what an official plan lacks, and what they point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from concept_cli.checks.nearest import Known, hint, report_unknown
from concept_cli.diagnostics import Place, Report, Rule
from concept_cli.document import Block, Figure, Image, record_name, walk
from concept_cli.model import Indicator, Measure, Project, Span, Value, Written, in_language, record_names, span
from concept_cli.wording import findings

_MARKS: Final = 40
"""So many bars are as high as a page, with words of 7 points."""
_YEARS: Final = 50
"""With the columns before them, as many as a table in Word may have: 63."""


def check_plan(project: Project, report: Report) -> None:
    """Every rule for records/indicators.yaml and records/measures.yaml."""
    _pointers(project, report)
    years = {year for each in project.indicators if each.record.target for year in each.record.targets}
    if len(years) > _YEARS:
        report(findings.TOO_WIDE.at(project.indicators[0].place(), count=len(years), what="years of targets", limit=_YEARS))
    for indicator in project.indicators:
        _values(indicator, project, report)
    for measure in project.measures:
        _measure(measure, project, report)


def check_record_names(project: Project, report: Report) -> None:
    """Every ``record:NAME`` of the text names a table or picture that the records fill."""
    known = Known(record_names(project))
    marks = {each.record.id: len(each.record.observations) for each in project.indicators}
    observed_nothing = {each.record.id for each in project.indicators} - known.ids
    if project.faulty & {"concept.yaml", "records/indicators.yaml", "records/measures.yaml"}:
        return  # they may hold what is asked for
    for fragment in project.fragments:
        in_notes = ((f"{name}, in a footnote", place) for note in fragment.notes for name, place in _asked_for(note.blocks))
        for name, place in (*_asked_for(fragment.blocks), *in_notes):
            if marks.get(name, 0) > _MARKS:
                report(findings.CROWDED_PICTURE.at(place or Place(fragment.path), count=marks[name], limit=_MARKS))
            if name not in known:
                near, rule = known.nearest(name), findings.UNKNOWN_RECORD
                template = "give the indicator “observations”: its picture has a bar for each" if name in observed_nothing else ""
                names = ", ".join(sorted(known.ids)) or "nothing yet, records/ is empty"
                place_of = place or Place(fragment.path)
                report(rule.at(place_of, hint=template or hint(rule, near), name=name, near=near, known=names))


def _asked_for(blocks: Iterable[Block]) -> Iterator[tuple[str, Place | None]]:
    for block in blocks:
        for node in walk(block):
            if isinstance(node, Figure | Image) and (name := record_name(node.target)):
                yield name if isinstance(node, Figure) else f"{name}, among words", node.place


# ----------------------------------------------------------------- pointers


def _pointers(project: Project, report: Report) -> None:
    """Sources, bodies and directions that are named and are not there."""
    sources = Known(each.record.id for each in project.sources)
    bodies = Known(each.record.id for each in project.stakeholders)
    directions = Known(each.record.id for each in project.directions)
    for measure in project.measures:
        if not project.unread & {"records/sources.yaml"}:
            _one(measure.record.source, measure.place("source"), sources, findings.DEAD_CITATION, report)
        _one(measure.record.direction, measure.place("direction"), directions, findings.UNKNOWN_DIRECTION, report)
        for index, executor in enumerate(measure.record.executors):
            if not project.unread & {"stakeholders.yaml"}:
                _one(executor.body, measure.place("executors", index, "body"), bodies, findings.UNKNOWN_STAKEHOLDER, report)
    for indicator in project.indicators:
        for path, value in _said(indicator.record):
            if not project.unread & {"records/sources.yaml"}:
                _one(value.source, indicator.place(*path, "source"), sources, findings.DEAD_CITATION, report)


def _one(id: str | None, place: Place, known: Known, rule: Rule, report: Report) -> None:
    if id is not None and id not in known:
        report_unknown(rule, place, id, known, report)


# --------------------------------------------------------------- indicators


def _said(indicator: Indicator) -> Iterator[tuple[tuple[str | int, ...], Value]]:
    """Every value of an indicator with its path in the record."""
    if indicator.baseline:
        yield ("baseline",), indicator.baseline
    for index, value in enumerate(indicator.observations):
        yield ("observations", index), value


def _values(indicator: Written[Indicator], project: Project, report: Report) -> None:
    """Two values for one indicator, period and scope: the later one is reported, with the place of the first."""
    working = project.concept.record.working_language
    first: dict[tuple[str, str], tuple[Value, Place]] = {}
    for path, value in _said(indicator.record):
        period, scope = (in_language(each, working, working) if each else "" for each in (value.period, value.scope))
        found = span(period)
        key = f"{found.first}–{found.last}" if found else period.casefold()
        place = indicator.place(*path, "value")
        before, where = first.setdefault((key, scope.casefold()), (value, place))
        if (before.value, before.bound) != (value.value, value.bound):
            report(
                findings.TWO_VALUES.at(
                    place,
                    indicator=indicator.record.id,
                    period=period or "a period not stated",
                    value=_shown(value),
                    other=_shown(before),
                    first=where,
                )
            )


def _shown(value: Value) -> str:
    return (f"{value.bound} " if value.bound != "exact" else "") + str(value.value)


# ----------------------------------------------------------------- measures


def _measure(measure: Written[Measure], project: Project, report: Report) -> None:
    """A measure has a form of completion, a date inside the concept's period, and an executor."""
    record = measure.record
    lacks: Mapping[str, object] = {"form": record.form, "due": record.due, "executors": record.executors}
    refused = {path[2] for path in measure.dropped if path[:2] == measure.root and len(path) > 2}
    missing = [field for field, value in lacks.items() if not value and field not in refused]
    if missing:
        report(findings.INCOMPLETE_MEASURE.at(measure.place("id"), id=record.id, fields=", ".join(missing)))
    period = project.concept.record.period
    for text in (record.due or {}).values() if period else ():
        found = span(text)
        if period and found and _is_outside(found, date(period.start, 1, 1), date(period.end, 12, 31)):
            where = f"{period.start}–{period.end}"
            report(findings.OUTSIDE_PERIOD.at(measure.place("due"), id=record.id, due=text, period=where))
            break


def _is_outside(found: Span, start: date, end: date) -> bool:
    return found.first < start or found.last > end
