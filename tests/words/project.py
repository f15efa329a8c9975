"""A project folder to what its document must say, block by block: read and numbered here, with nothing of the toolkit's own pipeline.

Only the terms ("Section {number}.") and the way dates are written come from the toolkit, because they are its words.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from concept_cli.wording.terms import LANGUAGE_NAMES, date_words, draft_name, month_words, term
from tests.words.plan import Plan
from tests.words.sections import DRAWN, MARKS, Said, Text, read


def _strings(text: str) -> Any:
    """YAML with every scalar as it was typed; this loader makes nothing but strings, lists and mappings."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506


@dataclass
class Document:
    """What a document says: the lines of its title page by name, and its blocks as words set apart by single spaces."""

    language: str = "en"
    title: dict[str, str] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


@dataclass
class _Part:
    """A section of the outline: its heading, its text, and what is nested in it."""

    id: str
    level: int
    title: str
    text: Text
    generated: list[Said]
    fallback: bool
    parts: list[_Part]
    number: str = ""


class _Project:
    def __init__(self, root: Path, language: str) -> None:
        self.root, self.language = root, language
        self.concept = _strings((root / "concept.yaml").read_text("utf-8"))
        self.working = self.concept.get("working-language", "en")
        self.stakeholders = self._records("stakeholders.yaml", "stakeholders")
        self.sources = {each["id"]: each for each in self._records("records/sources.yaml", "sources")}
        self.abbreviations: dict[str, str] = {}

    def _records(self, path: str, name: str) -> list[dict[str, Any]]:
        file = self.root / path
        return (_strings(file.read_text("utf-8")) or {}).get(name) or [] if file.exists() else []

    def local(self, value: Any) -> str:
        if not isinstance(value, dict):
            return str(value)
        return str(value.get(self.language) or value.get(self.working) or next(iter(value.values())))

    def term(self, key: str, **values: object) -> str:
        return term(key, self.language, **values)

    def name(self, id: str) -> str:
        return next((self.local(each["name"]) for each in self.stakeholders if each["id"] == id), id)

    def fragment(self, id: str, language: str) -> tuple[dict[str, Any], str] | None:
        file = self.root / "sections" / (f"{id}.md" if language == self.working else f"{id}.{language}.md")
        if not file.exists():
            return None
        _, head, body = re.split(r"^---[ \t]*\n", file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
        return _strings(head) or {}, body

    def part(self, entry: Any, level: int) -> _Part:
        id, inner = (entry, []) if isinstance(entry, str) else next(iter(entry.items()))
        original, translation = self.fragment(id, self.working), self.fragment(id, self.language)
        shown = translation if translation and translation[1].strip() else original
        assert original, f"the outline names {id}, which has no file"
        title = original[0]["title"]
        if isinstance(title, dict) and self.language not in title and translation and "title" in translation[0]:
            title = translation[0]["title"]
        text = self.with_records(read(shown[1]), translated=shown is translation) if shown else Text()
        parts = [self.part(each, level + 1) for each in inner]
        return _Part(id, level, self.local(title), text, [], shown is not translation, parts)

    def with_records(self, text: Text, *, translated: bool) -> Text:
        """The text with what the records say in place of the figures that ask for it, in the language of the text around."""
        teller = self if translated or self.language == self.working else _Project(self.root, self.working)
        plan = Plan(teller)
        blocks: list[Said] = []
        for said in text.blocks:
            found = re.search("\ue006(.*?)\ue007\ue00drecord:([\\w-]+)\ue00e", said.words) if said.kind == "figure" else None
            blocks += plan.said(found[2], found[1], said.id) if found else [said]
        return replace(text, blocks=blocks)

    def explained(self, text: str = "") -> dict[str, str]:
        """The abbreviations that the fragments explain in the language told, and those in the working one that are in the text."""
        found: dict[str, str] = {}
        for language in dict.fromkeys((self.language, self.working)):
            for file in sorted((self.root / "sections").glob("*.md")):
                name = file.name.split(".")
                if (name[1] if len(name) == 3 else self.working) == language:
                    for short, meaning in read(file.read_text("utf-8")).abbreviations.items():
                        if language == self.language or not text or re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text):
                            found.setdefault(short, meaning)
        return found

    # -- generated parts

    def passport(self) -> _Part:
        concept = self.concept
        unknown = self.term("not-set")
        period = concept.get("period")
        bodies = [
            each for each in self.stakeholders if each.get("status") == "joined" and not each.get("kind", "").startswith("person")
        ]
        joined = [self.name(each["id"]) for each in bodies]
        dates = self.milestones()
        rows = [
            ("field", self.term("content")),
            ("name", self.local(concept["title"])),
            ("edition", self.local(concept.get("edition", "draft"))),
            ("period", f"{period['start']}–{period['end']}" if period else unknown),
            ("lead-body", self.name(concept["lead-body"]) if "lead-body" in concept else unknown),
            ("languages", ", ".join(LANGUAGE_NAMES.get(each, each) for each in concept.get("languages", ["en"]))),
            ("participants", "; ".join(joined) or unknown),
            ("milestones", "; ".join(f"{day}: {title}" for day, title in dates) or unknown),
        ]
        cells = [Said("head" if key == "field" else "cell", words) for key, value in rows for words in (self.term(key), value)]
        return _Part("passport", 1, self.term("passport"), Text(), [Said("table", ""), *cells], False, [])

    def milestones(self) -> list[tuple[str, str]]:
        """The milestones by their last days, the unknown ones last: their days and titles."""
        last = {4: "-12-31", 7: "-31", 10: ""}
        ordered = sorted(
            self.concept.get("milestones") or [],
            key=lambda each: "9999" if each["due"] == "unknown" else str(each["due"]) + last[len(str(each["due"]))],
        )
        return [(self.day(str(each["due"])), self.local(each["title"])) for each in ordered]

    def day(self, due: str) -> str:
        if due == "unknown":
            return self.term("day-unknown")
        return self.term("year", year=due) if len(due) == 4 else self.date(due)

    def date(self, date: str) -> str:
        if date.count("-") == 1:
            return month_words(dt.date.fromisoformat(f"{date}-01"), self.language)
        return date_words(dt.date.fromisoformat(date), self.language) if date.count("-") == 2 else date

    def source_list(self, cited: list[str]) -> _Part:
        blocks = []
        for number, id in enumerate(cited, 1):
            source = self.sources[id]
            parts = [source.get("author"), self.local(source["title"]), source.get("publisher")]
            parts += [self.date(source["date"]) if "date" in source else None, source.get("note")]
            line = " ".join(each if each[-1] in ".!?…”»" else f"{each}." for each in parts if each)
            blocks += [Said("label", f"{number}."), Said("text", f"{line} {source.get('url', '')}", id=f"source-{id}")]
        return _Part("sources", 1, self.term("sources"), Text(), blocks, False, [])

    def abbreviation_list(self, text: str) -> _Part:
        found = self.explained(text)
        for each in self.stakeholders:
            given, full = each.get("abbreviation", ""), self.local(each["name"])
            shorts = {self.local(given)} | ({given[self.working]} if isinstance(given, dict) and self.working in given else set())
            for short in shorts - {"", full}:
                if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text):
                    found.setdefault(short, full)
        order = sorted(found.items(), key=lambda pair: pair[0].casefold())
        blocks = [Said("text", words) for pair in order for words in pair]
        return _Part("abbreviations", 1, self.term("abbreviations"), Text(), blocks, False, [])


def expected(root: Path, language: str, errors: int = 0) -> Document:
    """What the document of a project must say in a language."""
    project = _Project(root, language)
    outline = project.concept.get("outline") or []
    parts = [project.part(each, 1) for each in outline]
    if not any(part.id == "passport" for part in parts):
        parts.insert(0, project.passport())
    every = [each for part in parts for each in _all(part)]
    cited = list(dict.fromkeys(id for part in every for id in _cited(part)))
    ending = [project.source_list(cited)] if cited else []
    shown = "\n".join(said.words for part in every for said in _said(part))
    abbreviations = project.abbreviation_list(shown)
    ending += [abbreviations] if abbreviations.generated else []
    return _Composed(project, cited).document(parts, ending, errors)


def _all(part: _Part) -> list[_Part]:
    return [part, *(each for inner in part.parts for each in _all(inner))]


def _said(part: _Part) -> list[Said]:
    return [*part.generated, *part.text.blocks, *(each for note in part.text.notes.values() for each in note)]


def _cited(part: _Part) -> list[str]:
    opened, closed, _ = MARKS["cite"]
    marks = [mark for said in _said(part) for mark in re.findall(f"{opened}(.*?){closed}", said.words)]
    return [cite.strip().removeprefix("@").partition(",")[0] for mark in marks for cite in mark.split(";")]


class _Composed:
    """Numbers given in reading order, then every mark replaced by what it shows."""

    def __init__(self, project: _Project, cited: list[str]) -> None:
        self.project, self.cited = project, cited
        self.counters: list[int] = []
        self.tables = self.figures = 0
        self.labels: dict[str, str] = {}
        self.notes: dict[tuple[str, str], int] = {}
        self.made: list[tuple[str, str, str]] = []  # section, kind, words with marks
        self.made_notes: dict[int, list[tuple[str, str, str]]] = {}
        self.contents: list[str] = []
        self.heads: list[tuple[str, str]] = []
        """The first row of each table, its cells' words one after the other."""

    def document(self, parts: list[_Part], ending: list[_Part], errors: int) -> Document:
        for part in parts:
            self.part(part, numbered=True)
        for part in ending:
            self.part(part, numbered=False)
        project, concept = self.project, self.project.concept
        period = concept.get("period")
        front = {
            "body": project.name(concept["lead-body"]) if "lead-body" in concept else "",
            "title": project.local(concept["title"]),
            "period": f"{project.term('period')} {period['start']}–{period['end']}" if period else "",
            "edition": (edition := project.local(concept.get("edition", "draft"))),
            "draft": draft_name(concept.get("state", "draft"), edition, project.language),
            "short": project.local(concept.get("short-title", "")),
            "errors": project.term("errors", count=errors) if errors else "",
        }
        return Document(
            language=project.language,
            heads=[self.shown(section, words) for section, words in self.heads],
            title={name: normal(words) for name, words in front.items()},
            contents=[project.term("contents"), *(self.shown("", each) for each in self.contents)],
            body=[shown for section, _, words in self.made for shown in self.pieces(section, words)],
            notes=[
                [shown for section, _, words in self.made_notes[number] for shown in self.pieces(section, words)]
                for number in sorted(self.made_notes)
            ],
        )

    def part(self, part: _Part, *, numbered: bool) -> None:
        number = self.heading(part.level) if numbered else ""
        self.labels[part.id] = self.reference(part.level) if numbered else part.title
        self.add(part.id, "heading", f"{number} {part.title}".strip())
        self.contents.append(f"{number} {part.title}")
        if part.fallback:
            self.add(part.id, "text", self.project.term("fallback"))
        for said in (*part.generated, *part.text.blocks):
            self.block(part, said, self.made)
        waiting = dict(part.text.notes)
        while called := sorted((self.notes[part.id, label], label) for label in waiting if (part.id, label) in self.notes):
            number_of_note, label = called[0]
            self.made_notes[number_of_note] = []
            for said in waiting.pop(label):
                self.block(part, said, self.made_notes[number_of_note])
        for inner in part.parts:
            self.part(inner, numbered=numbered)

    def add(self, section: str, kind: str, words: str) -> None:
        self.made.append((section, kind, words))

    def block(self, part: _Part, said: Said, made: list[tuple[str, str, str]]) -> None:
        """A block with its number; calls of notes are counted as they come."""
        words = said.words
        match said.kind:
            case "heading":
                number = self.heading(said.level + part.level)
                words = f"{number} {words}"
                self.contents.append(words)
            case "head":
                section, before = self.heads.pop() if made and made[-1][1] == "head" else (part.id, "")
                self.heads.append((section, f"{before} {words}"))
            case "table" if words or said.id:
                self.tables += 1
                words = f"{self.project.term('table', number=self.tables)} {words}"
            case "figure":
                alt, _, caption = words.partition("\n")
                if caption or said.id:
                    self.figures += 1
                    caption = f"{self.project.term('figure', number=self.figures)} {caption}"
                made.append((part.id, "text", alt))
                words = caption
        if said.id:
            self.labels[said.id] = self.label(said, made)
        for label in re.findall(f"{MARKS['note'][0]}(.*?){MARKS['note'][1]}", words):
            self.notes.setdefault((part.id, label), len(self.notes) + 1)
        if words:
            made.append((part.id, said.kind, words))

    def label(self, said: Said, made: list[tuple[str, str, str]]) -> str:
        match said.kind:
            case "table":
                return self.project.term("table-reference", number=self.tables)
            case "figure":
                return self.project.term("figure-reference", number=self.figures)
            case _:
                return self.reference(len(self.counters))

    def heading(self, level: int) -> str:
        self.counters = (self.counters + [0] * level)[:level]
        self.counters[-1] += 1
        if level == 1:
            return self.project.term("section", number=self.counters[0])
        return ".".join(str(each) for each in self.counters)

    def reference(self, level: int) -> str:
        return self.project.term("section-reference", number=".".join(str(each) for each in self.counters[:level]))

    def pieces(self, section: str, words: str) -> list[str]:
        shown = self.shown(section, words)
        return [shown] if shown else []

    def shown(self, section: str, words: str) -> str:
        """Words with each mark replaced by what stands there."""
        words = re.sub("\ue000(.*?)\ue001", lambda match: self.citation(match[1]), words)
        words = re.sub("\ue002(.*?)\ue003", lambda match: str(self.notes.get((section, match[1]), match[0])), words)
        words = re.sub("\ue00f(.*?)\ue010", lambda match: re.findall(r"\d[\d.]*(?<!\.)", self.labels[match[1]])[0], words)
        words = _REFERENCE.sub(lambda match: self.reference_words(*match.groups()), words)
        words = re.sub("\ue00d(.*?)\ue00e", lambda match: DRAWN.format(self.drawn(match[1])), words)
        return normal(words)

    def reference_words(self, before: str | None, id: str) -> str:
        """The words of a reference; the first of a sentence begins with a capital."""
        words = self.labels[id]
        return words if before is None else before + words[0].upper() + words[1:]

    def drawn(self, address: str) -> str:
        """The words in an SVG picture."""
        if address.startswith("drawn:"):
            return address.removeprefix("drawn:")
        if not address.endswith(".svg"):
            return ""
        root = ET.parse(self.project.root / "sections" / address).getroot()
        return " ".join("".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text"))

    def citation(self, mark: str) -> str:
        cites = []
        for cite in mark.split(";"):
            id, _, locator = cite.strip().removeprefix("@").partition(",")
            cites.append(f"{self.cited.index(id) + 1}" + (f", {locator.strip()}" if locator.strip() else ""))
        return "[" + "; ".join(cites) + "]"


_REFERENCE = re.compile("(^|\\w{3}[.!?…] |\\d\\. |\ue001[.!?…] )?\ue004(.*?)\ue005", re.MULTILINE)
"""With what stands before it, if a sentence has ended there; after one or two letters a full stop ends an abbreviation."""


def normal(words: str) -> str:
    """Words set apart by single spaces."""
    return " ".join(words.split())
