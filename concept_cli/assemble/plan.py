"""Official tables made from records: the action plan, the target indicators, and every value that was said of an indicator.

Column headings follow the concepts adopted in Kazakhstan since 2021 and the strategic plans before them; none of them is prescribed by a
text that we could read, so they are terms like any other. Tables lie across a landscape page, in columns of fixed shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from concept_cli.assemble.generated import Occurring
from concept_cli.document import Cell, Citation, Cite, Inline, Inlines, LineBreak, Row, Table, Text, words
from concept_cli.model import Indicator, Measure, Project, Value
from concept_cli.model.telling import Telling
from concept_cli.wording.numbers import number_words, value_words
from concept_cli.wording.terms import rough_date_words

_STARTS: Final = 6
"""So many periods in which indicators begin have a column each; with more, the period stands in the cell."""
_DASH: Final = "–"


def record_table(project: Project, name: str, language: str) -> Table | None:
    """The table that ``record:NAME`` names, without caption; None when it names none."""
    made = _TABLES.get(name)
    return made(Telling(project, language)) if made else None


def _text(value: str) -> Inlines:
    lines: list[Inline] = []
    for line in value.split("\n") if value else ():
        lines += [LineBreak(), Text(words=line)] if lines else [Text(words=line)]
    return tuple(lines)


def _row(values: Iterable[str], *, role: str = "", address: str = "") -> Row:
    return Row(cells=tuple(Cell(content=_text(each)) for each in values), role=role, address=address)


def _numbers(count: int) -> Row:
    """The row that numbers the columns."""
    return _row(map(str, range(1, count + 1)), role="columns")


def _group(words: str, count: int, address: str) -> Row:
    return Row(cells=(Cell(content=_text(words), across=count),), role="group", address=address)


# -------------------------------------------------------------- action plan


def _measures(telling: Telling) -> Table:
    """The action plan: a row a measure, under the rows of their directions, with every body's abbreviation explained below."""
    project = telling.project
    measures = [each.record for each in project.measures]
    funded = any(each.funding for each in measures)
    keys = ["number", "measure", "form", "due", "executors", *(["funding"] if funded else [])]
    shares = (5, 37, 16, 14, 28) if not funded else (5, 31, 14, 12, 22, 16)
    known = [each.record for each in project.directions]
    under: dict[str | None, list[Measure]] = {each.id: [] for each in known} | {None: []}
    for measure in measures:
        under[measure.direction if measure.direction in under else None].append(measure)
    rows: list[Row] = []
    number = 0
    for place, direction in enumerate((*known, None), 1):  # those of no direction, or of one that is not known, come last
        own = under[direction.id if direction else None]
        if direction and own:
            title = telling.term("direction", number=place, name=telling.words(direction.name))
            rows.append(_group(title, len(keys), f"measures.{telling.language}#{direction.id}"))
        for measure in own:
            number += 1
            cells = [f"{number}.", *_measure(measure, telling), *([telling.funding(measure) or _DASH] if funded else [])]
            rows.append(_row(cells, address=f"measures.{telling.language}#{measure.id}"))
    head = (_row(telling.term(f"column-{key}") for key in keys), _numbers(len(keys)))
    alignments = ("center", *[""] * (len(keys) - 1))
    return _finished(Table(alignments=alignments, head=head, rows=tuple(rows), widths=shares, wide=True), telling)


def _measure(measure: Measure, telling: Telling) -> list[str]:
    return [
        telling.words(measure.name),
        telling.words(measure.form) or _DASH,
        telling.when(measure.due) or _DASH,
        telling.executors(measure) or _DASH,
    ]


# --------------------------------------------------------------- indicators


def _indicators(telling: Telling) -> Table:
    """The indicators by which the concept is measured: what is known at the start, and what is aimed at by year.

    The years aimed at are those that have a target, else those of the concept's period: a column that waits for its figures.
    """
    chosen = [each.record for each in telling.project.indicators if each.record.target]
    years = _planned_years(telling.project, chosen)
    starts = sorted({_start(each, telling) for each in chosen if each.baseline} - {""})
    starts = starts if len(starts) <= _STARTS else []
    facts, plans = starts or [""], [str(each) for each in years] or [""]
    fixed = ("number", "target", "unit", "collector")
    upper = (  # no cell reaches down: WeasyPrint 70 then tells screen readers the wrong headings
        Cell(content=(), across=len(fixed)),
        Cell(content=_text(telling.term("fact")), across=len(facts)),
        Cell(content=_text(telling.term("plan")), across=len(plans)),
    )
    lower = [*(telling.term(f"column-{key}") for key in fixed), *(each or _DASH for each in (*facts, *plans))]
    count = len(fixed) + len(facts) + len(plans)
    head = (Row(cells=upper), _row(lower), _numbers(count))
    rows = tuple(
        _row(
            [
                f"{number}.",
                telling.words(each.name),
                telling.words(each.unit),
                telling.words(each.collector) or _DASH,
                *((_fact(each, start, telling) for start in starts) if starts else [_dated_fact(each, telling)]),
                *(_aim(each, year, telling) for year in plans),
            ],
            address=f"indicators.{telling.language}#{each.id}",
        )
        for number, each in enumerate(chosen, 1)
    )
    year = max(42 // len(plans), 7)  # a year in bold of 11 pt takes 13 mm of the 257 with the space around it
    shares = (5, 25, 9, 15, *[max(12 // len(facts), 7)] * len(facts), *[year] * len(plans))
    alignments = ("center", "", "", "", *["center"] * (len(facts) + len(plans)))
    return _finished(Table(alignments=alignments, head=head, rows=rows, widths=shares, wide=True), telling)


def _planned_years(project: Project, indicators: Sequence[Indicator]) -> list[int]:
    named = sorted({year for each in indicators for year in each.targets})
    period = project.concept.record.period
    return named or (list(range(period.start, period.end + 1)) if period else [])


def _start(indicator: Indicator, telling: Telling) -> str:
    return telling.when(indicator.baseline.period) if indicator.baseline else ""


def _dated_fact(indicator: Indicator, telling: Telling) -> str:
    """The value at the start with its period in the cell, where periods have no columns of their own."""
    start = _start(indicator, telling)
    return ", ".join(filter(None, (_fact(indicator, start, telling), start)))


def _fact(indicator: Indicator, start: str, telling: Telling) -> str:
    baseline = indicator.baseline
    if not baseline or _start(indicator, telling) != start:
        return _DASH
    return value_words(baseline.value, baseline.bound, telling.language)


def _aim(indicator: Indicator, year: str, telling: Telling) -> str:
    aim = indicator.targets.get(int(year)) if year else None
    return _DASH if aim is None else number_words(aim, telling.language)


# ------------------------------------------------------------- observations


def _observations(telling: Telling) -> Table:
    """Every value that was said, under its indicator: for when, by whom, of what, and where it stands."""
    keys = ("value", "period", "speaker", "scope", "source")
    rows: list[Row] = []
    for indicator in (each.record for each in telling.project.indicators):
        if indicator.observations:
            title = f"{telling.words(indicator.name)}, {telling.words(indicator.unit)}"
            rows.append(_group(title, len(keys), f"observations.{telling.language}#{indicator.id}"))
        rows += (_observation(each, indicator, telling) for each in indicator.observations)
    head = (_row(telling.term(f"column-{key}") for key in keys), _numbers(len(keys)))
    table = Table(alignments=("center", "", "", "", ""), head=head, rows=tuple(rows), widths=(12, 16, 34, 21, 17), wide=True)
    return _finished(table, telling)


def _observation(value: Value, indicator: Indicator, telling: Telling) -> Row:
    said = telling.term("said-on", day=rough_date_words(value.said_on, telling.language)) if value.said_on else ""
    cells = (
        _text(value_words(value.value, value.bound, telling.language)),
        _text(telling.when(value.period) or _DASH),
        _text("\n".join(filter(None, (telling.words(value.speaker), said))) or _DASH),
        _text(telling.words(value.scope or indicator.scope) or _DASH),
        (Citation(cites=(Cite(source=value.source, locator=telling.words(value.locator)),)),) if value.source else _text(_DASH),
    )
    return Row(cells=tuple(Cell(content=each) for each in cells))


# ------------------------------------------------------------------- legend


def _finished(table: Table, telling: Telling) -> Table:
    """The table with what its abbreviations and its dashes mean written below it."""
    said = "\n".join(words(each) for each in (*table.head, *table.rows))
    meanings = "; ".join(f"{short} – {meaning}" for short, meaning in _meanings(said, telling))
    parts = [telling.term("legend", meanings=meanings)] if meanings else []
    if any(words(cell) == _DASH for row in (*table.head, *table.rows) for cell in row.cells):
        parts.append(telling.term("dash"))
    legend = "".join(f"{each}." if not each.endswith(".") else each for each in (". ".join(parts),) if each)
    return Table(
        alignments=table.alignments,
        head=table.head,
        rows=table.rows,
        widths=table.widths,
        wide=table.wide,
        legend=_text(legend),
    )


def _meanings(said: str, telling: Telling) -> Iterator[tuple[str, str]]:
    """The abbreviations that occur and what they stand for: those of stakeholders, then those that fragments explain."""
    meanings: dict[str, str] = {}
    for body in telling.bodies.values():
        if body.abbreviation:
            meanings[telling.words(body.abbreviation)] = telling.words(body.name)
    working = telling.project.concept.record.working_language
    for language in (telling.language, working):
        for fragment in telling.project.fragments:
            for each in fragment.abbreviations if fragment.language == language else ():
                meanings.setdefault(each.short, each.meaning)
    occurs = Occurring(said)
    for short, meaning in sorted(meanings.items(), key=lambda pair: pair[0].casefold()):
        if short != meaning and short in occurs:
            yield short, meaning


_TABLES: Final[Mapping[str, Callable[[Telling], Table]]] = MappingProxyType(
    {"measures": _measures, "indicators": _indicators, "observations": _observations}
)
