"""A redline to a report on changes: in sentences, by section, what changed, who asked for it and what was decided, and who contributed.

It is made for people who were not there: it quotes a few words of each change of substance and counts the editorial ones. The report is
plain values (:class:`Report`); :func:`lines` are for a terminal, :func:`markdown` is a paper that can be published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from textwrap import TextWrapper
from types import MappingProxyType
from typing import Any, Final

from concept_cli.document import Block, Change, Document, Figure, Redline, Section, Table, every_section, walk, words
from concept_cli.markdown_words import escaped, line_start
from concept_cli.wording.elements import element
from concept_cli.wording.report import (
    becoming,
    contributed,
    editorial_too,
    first_draft,
    happened,
    more_places,
    other_languages,
    replacing,
    report_term,
)
from concept_cli.wording.terms import day_words, term
from concept_cli.writers.marks import standing
from concept_cli.writers.redline.edits import LONGEST, edits, is_short, shortened, without_end
from concept_cli.writers.redline.summary import sentence
from concept_cli.writers.redline.text import WIDTH

_MOST: Final = 3
"""Edits of one change that are told; the others are counted."""
_WHOLE: Final = 8
"""Words of a passage that is quoted whole where it was reworded."""
_BEGINNING: Final = 20
"""Words that are quoted of a passage that came or went as a whole."""

_UNENDED: Final = re.compile(r"(?<=\w)\n")
"""The end of a line that no sign ends, such as a heading, a list item or a cell."""

Contributors = Mapping[int, Mapping[str, str]]
"""For each change that contributions brought, by its number, those of them that may be named, each with the name of its body."""
_NONE: Final[Mapping[Any, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Item:
    """One change: its number in the redline, what happened, and why, where that is told."""

    number: int
    said: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in a section: its id, its number and title, the changes of substance and what moved, and what is told of the others."""

    section: str
    title: str
    items: tuple[Item, ...] = ()
    editorial: int = 0
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A draft, named with its day, and what changed in it: ``opening`` sentences of the whole, the sections, ``closing`` sentences.

    ``contributors`` are the bodies whose contributions were brought in, each with how many of them.
    """

    name: str
    language: str
    opening: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    contributors: Mapping[str, int] = field(default_factory=dict)
    closing: tuple[str, ...] = ()


def first(name: str, sections: int, language: str) -> Report:
    """The report on a draft that has none before it."""
    return Report(name, language, (first_draft(sections, language),))


def report(
    document: Document,
    contributors: Contributors = _NONE,
    translations: Mapping[str, Sequence[str]] = _NONE,
    *,
    frozen: bool = True,
) -> Report:
    """The report on a redline. ``translations`` are the sections that changed in other languages; what is not ``frozen`` says so."""
    redline, language = document.redline, document.language
    assert redline is not None
    groups = tuple(_groups(document, contributors))
    numbers = redline.numbers + sum(each.kind == "renumbered" for each in redline.changes)
    other = other_languages({each: len(ids) for each, ids in translations.items()}, language)
    whole = sentence(document) if groups or numbers else report_term("nothing-here" if other else "nothing", language)
    return Report(
        name=redline.newer if frozen else redline.newer[:1].upper() + redline.newer[1:],
        language=language,
        opening=(report_term("compared" if frozen else "since", language, older=redline.older), whole),
        groups=groups,
        contributors=_counted(redline, contributors),
        closing=tuple(filter(None, (report_term("numbers", language, number=numbers) if groups and numbers else "", other))),
    )


def _counted(redline: Redline, contributors: Contributors) -> dict[str, int]:
    """How many contributions of each body the changes were brought by, most first."""
    brought = {id: name for each in redline.changes for id, name in contributors.get(each.number, _NONE).items()}
    counts = Counter(brought.values())
    return {name: counts[name] for name in sorted(counts, key=lambda name: (-counts[name], name))}


def _groups(document: Document, contributors: Contributors) -> Iterator[Group]:
    """The changes by section, in reading order."""
    redline, language = document.redline, document.language
    assert redline is not None
    teller = _Teller(document, contributors)
    sections: dict[tuple[str, str], list[Change]] = {}
    for each in redline.changes:
        if each.kind != "renumbered":
            sections.setdefault((each.section, each.heading), []).append(each)
    gone = {id for id, each in standing(every_section(document.sections)).items() if each.mark and each.mark.gone}
    substance = [each for each in redline.changes if _is_told(each)]
    none = all(map(teller.is_unexplained, substance))  # then the sentence of the whole says it
    for (section, heading), changes in sections.items():
        told = [each for each in changes if _is_told(each)]
        alike = none or (len(told) > 1 and all(map(teller.is_unexplained, told)))
        items = tuple(Item(each.number, teller.said(each), "" if alike else teller.why(each)) for each in told)
        editorial = len(changes) - len(told)
        closing = (
            report_term("unexplained-all", language) if alike and not none else "",
            editorial_too(editorial, language, besides=bool(told)),
        )
        title = f"{heading} ({term('older-draft', language)})" if section in gone else heading or term("title-page", language)
        yield Group(section, title, items, editorial, tuple(filter(None, closing)))


def _is_told(change: Change) -> bool:
    """Whether a change is told by itself: it is of substance, or something stands elsewhere."""
    return not change.editorial or change.kind == "moved"


class _Teller:
    """Says of changes of a redline what happened and why."""

    def __init__(self, document: Document, contributors: Contributors) -> None:
        assert document.redline is not None
        self.language, self.redline, self.contributors = document.language, document.redline, contributors
        self.parts = _parts(document)

    def term(self, key: str, **values: object) -> str:
        return report_term(key, self.language, **values)

    # -- what

    def said(self, change: Change) -> str:
        """What happened, with a few words of it, as a sentence."""
        subject = self._subject(change)
        if change.kind == "field":
            begun, details = subject, [self._becoming(change)]
        else:
            reworded = change.kind in {"moved", "split", "joined"} and not change.editorial
            kind = "replaced" if change.kind == "retitled" else f"{change.kind}-reworded" if reworded else change.kind
            former = f" ({self.term('former', place=change.was)})" if change.was else ""
            begun, details = happened(subject, kind, self.language) + former, [*filter(None, self._details(change))]
        said = f"{begun}: {'; '.join(details)}" if details else begun
        return said[:1].upper() + said[1:] + "."

    def _subject(self, change: Change) -> str:
        """What something happened to."""
        if change.record and change.kind == "field":
            name, _, what = change.element.rpartition(" · ")
            return ", ".join(filter(None, (self.term("record", name=name) if name else "", what)))
        if change.record:
            return self.term("record", name=change.element)
        is_title = change.kind == "retitled" and change.element == element("section", self.language)
        return self.term("section-title") if is_title else change.element

    def _details(self, change: Change) -> Iterator[str]:
        """Words of what came or went, or that became others."""
        part = self.parts.get(change.number)
        if isinstance(part, Figure | Table):
            yield self._quoted(" ".join(words(part.caption).split()))
        elif change.kind in {"inserted", "deleted"}:
            said = change.after or change.before
            titled = isinstance(part, Section) or change.element == element("translation", self.language)
            yield self._quoted(_UNENDED.sub(". ", said.partition("\n")[2]) if titled else _UNENDED.sub("; ", said))
        elif not change.editorial:
            yield from self._differing(change)

    def _differing(self, change: Change) -> Iterator[str]:
        """The words of either draft where they are few; else the edits, as many as are told."""
        whole = {"retitled": LONGEST, "replaced": _WHOLE}.get(change.kind, 0)
        if is_short((change.before, change.after), whole):
            yield self._becoming(change)
            return
        told = edits(change.content)
        for each in islice(told, _MOST):
            yield replacing(each.older, each.newer, each.before, self.language)
        yield more_places(sum(1 for _ in told), self.language)

    def _becoming(self, change: Change) -> str:
        return becoming(*without_end(shortened(change.before), shortened(change.after)), self.language)

    def _quoted(self, said: str) -> str:
        shown = shortened(said.strip(), longest=_BEGINNING)
        return self.term("quoted", words=shown.rstrip(".;:,") or shown) if shown else ""

    # -- why

    def is_unexplained(self, change: Change) -> bool:
        """Whether nothing at all is known of why something changed."""
        return self.redline.lacks_explanation(change) and not self.contributors.get(change.number)

    def why(self, change: Change) -> str:
        """Who asked for a change, what was decided, when and why; that it is the drafters' own; or that nobody explained it."""
        if not self.redline.explains:
            return ""
        brought = self.contributors.get(change.number)
        names = ", ".join(dict.fromkeys(brought.values())) if brought else ""
        if not change.explained:
            return self.term("asked-in-part", who=f"{names} ({', '.join(brought)})") if brought else self.term("unexplained")
        said = self._decided(change)
        if brought:
            key = "asked-several" if len(set(brought.values())) > 1 else "asked"
            return self.term(key, who=f"{names} ({change.contribution})", said=said and f"; {said}")
        if change.contribution:
            return self.term("number", who=change.contribution, said=said and f"; {said}")
        if brought is not None:
            return self.term("unnamed", said=said and f"; {said}")
        return self.term("own", said=said and f": {said}")

    def _decided(self, change: Change) -> str:
        """What was decided and why, and the day of it, as the end of a sentence."""
        why = " ".join(change.why.split()).rstrip(".")
        if why[1:2].islower() and change.number in self.contributors:  # a decision begins the sentence in tables
            why = why[0].lower() + why[1:]
        day = f"({day_words(change.when, self.language)})" if change.when else ""
        return " ".join(filter(None, (why, day)))


def _parts(document: Document) -> dict[int, Block | Section]:
    """The outermost part that has the mark of a change, by its number; of what moved, the one at its new place."""
    found: dict[int, Block | Section] = {}
    for node in walk(document):
        if isinstance(node, Block | Section) and node.mark:
            known = found.get(node.mark.change)
            if known is None or (known.mark and known.mark.gone and not node.mark.gone):
                found[node.mark.change] = node
    return found


# ------------------------------------------------------------------- shown


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """Reports to lines of text, 80 columns wide."""
    for number, each in enumerate(reports):
        yield from ("",) * bool(number)
        yield from _underlined(each.name, "=")
        for said in each.opening:
            yield from _wrapped(said)
        for group in each.groups:
            yield ""
            yield from _underlined(group.title, "-")
            for item in group.items:
                yield from _wrapped(item.said, "- ", "  ")
                yield from _wrapped(item.why, "  ", "  ")
            for said in group.closing:
                yield from _wrapped(said)
        if each.contributors:
            yield ""
            yield from _underlined(report_term("contributors", each.language), "-")
            for name, count in each.contributors.items():
                yield from _wrapped(contributed(name, count, each.language), "- ", "  ")
        yield from ("",) * bool(each.closing and each.groups)
        for said in each.closing:
            yield from _wrapped(said)


def _underlined(said: str, sign: str) -> Iterator[str]:
    titled = _wrapped(said)
    yield from titled
    yield sign * max(map(len, titled), default=0)


def _wrapped(text: str, begun: str = "", rest: str = "") -> list[str]:
    wrapper = TextWrapper(WIDTH, initial_indent=begun, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text)


def markdown(title: str, reports: Sequence[Report]) -> str:
    """Reports on drafts of a document with this title to a paper in Markdown, which says in every reader what the report says."""
    language = reports[0].language if reports else ""
    blocks = [_heading(1, report_term("title", language)), _plain(title)]
    for each in reports:
        blocks += [_heading(2, each.name), *map(_plain, each.opening)]
        for group in each.groups:
            blocks.append(_heading(3, group.title))
            blocks.append("\n".join(_item(item) for item in group.items))
            blocks += map(_plain, group.closing)
        if each.contributors:
            blocks.append(_heading(3, report_term("contributors", language)))
            blocks.append("\n".join(f"- {_plain(contributed(*counted, language))}" for counted in each.contributors.items()))
        blocks += map(_plain, each.closing)
    return "\n\n".join(filter(None, blocks)) + "\n"


def _item(item: Item) -> str:
    why = f"\\\n  {_plain(item.why)}" if item.why else ""
    return f"- {_plain(item.said)}{why}"


def _heading(level: int, said: str) -> str:
    return f"{'#' * level} " + re.sub("#+$", lambda match: "\\#" * len(match[0]), escaped(_on_one_line(said)))


def _plain(said: str) -> str:
    """Words that nothing takes for markup."""
    return line_start(escaped(_on_one_line(said)))


def _on_one_line(said: str) -> str:
    return " ".join(filter(None, re.split(r"[ \t\r\n]+", said)))


def value(each: Report) -> dict[str, Any]:
    """A report for programs."""
    return {
        "name": each.name,
        "opening": list(each.opening),
        "sections": [
            {
                "section": group.section,
                "title": group.title,
                "changes": [{"number": item.number, "said": item.said, "why": item.why} for item in group.items],
                "editorial": group.editorial,
                "closing": list(group.closing),
            }
            for group in each.groups
        ],
        "contributors": [{"name": name, "contributions": count} for name, count in each.contributors.items()],
        "closing": list(each.closing),
    }
