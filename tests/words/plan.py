"""What a table or picture made from records must say, told from the YAML files alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.words.sections import Said

Record = dict[str, Any]
ALT = "\ue006{}\ue007"
DASH = "–"
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
SIGNS = {"exact": "", "about": "≈ ", "under": "< ", "over": "> "}


class Plan:
    """The records of a project in one language; ``local``, ``term``, ``name`` and ``date`` are the project's own tellers."""

    def __init__(self, project: Any) -> None:
        self.project = project
        self.term: Callable[..., str] = project.term
        self.indicators: list[Record] = project._records("records/indicators.yaml", "indicators")
        self.directions: list[Record] = project._records("records/measures.yaml", "directions")
        self.measures: list[Record] = project._records("records/measures.yaml", "measures")

    def said(self, name: str, caption: str, id: str) -> list[Said]:
        """The blocks that stand in the place of ``![caption](record:NAME){#id}``."""
        rows = {"measures": self.measure_rows, "indicators": self.indicator_rows, "observations": self.observed_rows}.get(name)
        if rows is None:
            before, marks = self.marks(name)
            alt = before + "; ".join(": ".join(each) for each in marks)
            drawn = " ".join(words for mark in marks for words in mark)
            return [Said("figure", f"{ALT.format(alt)}\ue00ddrawn:{drawn}\ue00e\n{caption}", id=id)]
        cells = list(rows())
        legend = self.legend(cells)
        return [Said("table", caption, id=id), *cells, *([Said("text", legend)] if legend else [])]

    # -- words

    def local(self, value: Any) -> str:
        return self.project.local(value) if value else ""

    def when(self, value: Any) -> str:
        said = self.local(value)
        parts = said.split("..")
        if len(parts) == 2 and all(re.fullmatch(r"\d{4}", each) for each in parts):
            return self.term("years", first=parts[0], last=parts[1])
        if found := re.fullmatch(r"(\d{4})-Q(\d)", said):
            return self.term("quarter", number=ROMAN[found[2]], year=found[1])
        if re.fullmatch(r"\d{4}", said):
            return self.term("year", year=said)
        return self.project.date(said) if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", said) else said

    def number(self, text: str) -> str:
        whole, _, fraction = text.partition(".")
        grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", "," if self.project.language == "en" else " ", whole)
        if self.project.language != "en":
            return (grouped if len(whole) > 4 else whole) + (f",{fraction}" if fraction else "")
        return grouped + (f".{fraction}" if fraction else "")

    def value(self, value: Record) -> str:
        return SIGNS[value.get("bound", "exact")] + self.number(value["value"])

    def body(self, id: str) -> str:
        found = next(each for each in self.project.stakeholders if each["id"] == id)
        return self.local(found.get("abbreviation")) or self.local(found["name"])

    # -- tables

    def head(self, *rows: list[str]) -> Iterator[Said]:
        yield from (Said("head", each) for row in rows for each in row)

    def cells(self, *words: str) -> Iterator[Said]:
        yield from (Said("cell", each) for each in words)

    def measure_rows(self) -> Iterator[Said]:
        funded = any("funding" in each for each in self.measures)
        keys = ["number", "measure", "form", "due", "executors", *(["funding"] if funded else [])]
        yield from self.head([self.term(f"column-{key}") for key in keys], [str(at + 1) for at in range(len(keys))])
        number = 0
        for place, direction in enumerate([*self.directions, {}], 1):
            own = [each for each in self.measures if each.get("direction", "") == direction.get("id", "")]
            if own and direction:
                yield from self.cells(self.term("direction", number=place, name=self.local(direction["name"])))
            for each in own:
                number += 1
                yield from self.cells(f"{number}.", self.local(each["name"]), self.local(each.get("form")) or DASH)
                yield from self.cells(self.when(each.get("due")) or DASH, self.executors(each) or DASH)
                yield from self.cells(self.funding(each.get("funding", {})) or DASH) if funded else ()

    def executors(self, measure: Record) -> str:
        named = measure.get("executors", [])
        ordered = [each for each in named if each.get("lead") == "true"] + [each for each in named if each.get("lead") != "true"]
        told = []
        for each in ordered:
            lead = " " + self.term("lead") if each.get("lead") == "true" and len(named) > 1 else ""
            agreed = " " + self.term("by-agreement") if each.get("by-agreement") == "true" else ""
            told.append(self.body(each["body"]) + lead + agreed)
        return ", ".join(told)

    def funding(self, funding: Record) -> str:
        amount = ""
        if "amount" in funding:
            assert funding["amount"].endswith("00000000"), "this reader knows round billions"
            billions = f"{self.number(str(int(funding['amount']) / 1e9).removesuffix('.0'))} {self.term('billion')}"
            tenge = {"ru": "тенге", "kk": "теңге"}.get(self.project.language)
            amount = f"{billions} {tenge}" if tenge else f"KZT {billions}"
        return "; ".join(filter(None, (amount, self.local(funding.get("source")), self.when(funding.get("years")))))

    def indicator_rows(self) -> Iterator[Said]:
        chosen = [each for each in self.indicators if each.get("target", "true") == "true"]
        period = self.project.concept["period"]
        years = sorted({year for each in chosen for year in each.get("targets", {})})
        years = years or [str(each) for each in range(int(period["start"]), int(period["end"]) + 1)]
        starts = sorted({self.when(each["baseline"].get("period")) for each in chosen if "baseline" in each})
        fixed = [self.term(f"column-{key}") for key in ("number", "target", "unit", "collector")]
        lower = [*fixed, *(starts or [DASH]), *years]
        numbers = [str(at + 1) for at in range(len(lower))]
        yield from self.head([self.term("fact"), self.term("plan")], lower, numbers)
        for number, each in enumerate(chosen, 1):
            yield from self.cells(f"{number}.", self.local(each["name"]), self.local(each["unit"]))
            yield from self.cells(self.local(each.get("collector")) or DASH)
            baseline = each.get("baseline", {})
            for start in starts or [DASH]:
                yield from self.cells(self.value(baseline) if self.when(baseline.get("period")) == start else DASH)
            for year in years:
                aim = each.get("targets", {}).get(year)
                yield from self.cells(self.number(aim) if aim else DASH)

    def observed_rows(self) -> Iterator[Said]:
        keys = ("value", "period", "speaker", "scope", "source")
        yield from self.head([self.term(f"column-{key}") for key in keys], [str(at + 1) for at in range(len(keys))])
        for indicator in self.indicators:
            values = indicator.get("observations", [])
            if values:
                yield from self.cells(f"{self.local(indicator['name'])}, {self.local(indicator['unit'])}")
            for value in values:
                said = self.term("said-on", day=self.project.date(value["said-on"])) if "said-on" in value else ""
                locator = f", {self.local(value['locator'])}" if "locator" in value else ""
                yield from self.cells(
                    self.value(value),
                    self.when(value.get("period")) or DASH,
                    f"{self.local(value.get('speaker'))} {said}".strip() or DASH,
                    self.local(value.get("scope") or indicator.get("scope")) or DASH,
                    f"\ue000@{value['source']}{locator}\ue001" if "source" in value else DASH,
                )

    def legend(self, cells: list[Said]) -> str:
        text = "\n".join(each.words for each in cells)
        meanings = dict[str, str]()
        for each in self.project.stakeholders:
            if short := self.local(each.get("abbreviation")):
                meanings[short] = self.local(each["name"])
        for short, meaning in self.project.explained().items():
            meanings.setdefault(short, meaning)
        used = sorted(
            (pair for pair in meanings.items() if pair[0] != pair[1] and re.search(rf"(?<!\w){re.escape(pair[0])}(?!\w)", text)),
            key=lambda pair: pair[0].casefold(),
        )
        told = [self.term("legend", meanings="; ".join(" – ".join(pair) for pair in used))] if used else []
        told += [self.term("dash")] if any(each.words == DASH for each in cells) else []
        return ". ".join(told) + "." if told else ""

    # -- pictures

    def marks(self, name: str) -> tuple[str, list[tuple[str, str]]]:
        """What a picture shows: the words before its marks, and the two words of each."""
        if name == "milestones":
            return "", self.project.milestones()
        indicator = next(each for each in self.indicators if each["id"] == name)
        label = self.local(indicator["name"])
        unit = self.local(indicator["unit"])
        unit = f" {unit}" if len(unit) <= 8 else ""
        values = [
            (
                ", ".join(filter(None, (self.when(each.get("period")), self.local(each.get("speaker"))))) or label,
                self.value(each) + unit,
            )
            for each in indicator["observations"]
        ]
        return f"{label}, {self.local(indicator['unit'])}. ", values
