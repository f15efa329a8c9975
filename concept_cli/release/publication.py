"""A draft to everything that is released of it: files by name, from the history alone, so that the same commit gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final

from concept_cli.assemble import assemble
from concept_cli.comparison import Comparison, Told, ledger, of_projects, written
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.draft import Output, both, examine, outputs, read_style, without_collection
from concept_cli.exchange.approval import PAPERS, Release, paper_outputs, papers
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.listing import in_text_order
from concept_cli.exchange.matrix import matrix, public
from concept_cli.exchange.written import document_bytes
from concept_cli.history import Revision
from concept_cli.ledger.explanations import Ledger
from concept_cli.ledger.states import state
from concept_cli.load import load_contributions
from concept_cli.model import Contribution, Project, style_values
from concept_cli.release.bundle import bundle
from concept_cli.release.freezing import core, places
from concept_cli.release.manifest import as_json, hashed, hashes
from concept_cli.release.workshop import code, made_with
from concept_cli.sources import TEMPLATES, Dressed, Folder, Source, templates
from concept_cli.style import Enclosure, Style
from concept_cli.writers import WRITERS
from concept_cli.writers.redline.report import first, markdown, report
from concept_cli.writers.redline.summary import by_section

INPUTS: Final = "inputs.json"
"""The attachment that says what a PDF was made from."""
BUNDLE: Final = "sources.zip"
"""The attachment that holds the public sources."""
KINDS: Final = ("draft", "public", "final")
_REDLINES: Final = ("pdf", "docx", "html")
_TABLES: Final = ("xlsx", "docx", "html")
_RECORDS: Final = "records"
_READ: Final = (".pdf", ".docx", ".html")
"""What people open."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be released: a text of the history under a label, as one of :data:`KINDS`, of a day, in the templates of ``dress``.

    ``previous`` is the draft before, if there is one, ``previous_kind`` as what that was released. ``workshop`` is what a release that is
    made again said of what it was made with: it says the same again, wherever it is made.
    """

    root: Path
    label: str
    kind: str
    day: date
    text: Revision
    dress: Revision
    previous: Revision | None = None
    previous_kind: str = ""
    workshop: Mapping[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The text in the templates that it is released in."""
        return Dressed(self.text, self.dress)


@dataclass(frozen=True, slots=True)
class Made:
    """What a release consists of, by name: what goes out, what travels inside of the PDF, and what is kept beside the manifest.

    ``blocks`` are, by language, those that letters can name, each with its page; ``remarks`` say what should be known.
    """

    outputs: dict[str, bytes] = field(default_factory=dict)
    attachments: dict[str, bytes] = field(default_factory=dict)
    reports: dict[str, bytes] = field(default_factory=dict)
    blocks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


class Publication:
    """A draft as it is released. Raises ConceptError for a text or a contribution that cannot be read."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.source = plan.source
        examined = examine(self.source, ledger=True)
        self.examined = replace(examined, project=labelled(examined.project, plan.label, plan.kind))
        self.project = self.examined.project
        self.desk = Desk(Folder(plan.root), self.project, _contributions(self.source), plan.day)
        self.public, self.hidden = public(in_text_order(self.desk, self.desk.contributions.values()))

    @property
    def latest(self) -> dict[str, Contribution]:
        """The contributions of the last commit, of which the text that is released may know nothing yet."""
        return _contributions(self.plan.dress)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the concept."""
        return self.project.concept.record.languages

    @cached_property
    def style(self) -> Style:
        """How everything looks."""
        return read_style(self.source, style_values(self.project.styles, self.project.concept.record.style), fonts=True)

    @cached_property
    def core(self) -> dict[str, Any]:
        """What a manifest says of the origin of the text."""
        return core(self.plan.label, self.plan.day, self.plan.text, self.plan.dress, self.examined)

    @cached_property
    def evidence(self) -> dict[str, Any]:
        """What the bytes depend on besides the text."""
        plan, toolkit = self.plan, templates()
        records = (path for path in plan.text.paths(_RECORDS) if path not in self.core["inputs"])
        return {
            "kind": plan.kind,
            "previous": plan.previous.name if plan.previous else "",
            "previous-kind": plan.previous_kind,
            "dressed": plan.dress.commit,
            "code": code(),
            "made-with": made_with(),
            "templates": hashes(plan.dress, plan.dress.paths(TEMPLATES)),
            "toolkit": hashes(toolkit, toolkit.paths("."), "./"),
            "fonts": {name: hashed(content) for name, content in self.style.fonts.items()},
            "records": hashes(plan.text, records),
        }

    def comparison(self, language: str) -> Comparison | None:
        """The redline since the draft before, explained, in a language; None for the first one."""
        return self._comparisons[language] if self.plan.previous else None

    @cached_property
    def _comparisons(self) -> Mapping[str, Comparison]:
        plan = self.plan
        assert plan.previous is not None
        old, new = both(plan.previous, self.source)
        older = replace(old, project=labelled(old.project, plan.previous.name, plan.previous_kind))
        newer = replace(new, project=self.project)
        told = Told(plan.previous.name, plan.label, "", plan.previous.day.isoformat(), plan.day.isoformat())
        explaining = unnamed(ledger(plan.previous, plan.text, plan.text, plan.root, public=True))
        explained = explaining if explaining.tells else None
        return {each: of_projects(older, newer, self.source, each, told, explained) for each in self.languages}


def unnamed(explaining: Ledger) -> Ledger:
    """What explains changes, without the names of those who saved them: their reasons are enough."""
    further = {path: [replace(one, told=replace(one.told, who="")) for one in each] for path, each in explaining.further.items()}
    return replace(explaining, further=further)


def labelled(project: Project, label: str, kind: str) -> Project:
    """A project whose draft is called by its label, and is of a kind where one is given: so it stands on cover and pages."""
    concept = project.concept.record
    update = {"edition": {"": label}, **({"state": kind} if kind else {})}
    return replace(project, concept=replace(project.concept, record=concept.model_copy(update=update)))


def _contributions(source: Source) -> dict[str, Contribution]:
    found: list[Diagnostic] = []
    contributions = {each.id: each for each in load_contributions(source, found.append)}
    if any(each.is_error for each in found):
        raise ConceptError(
            "Not every contribution can be read, so nothing was released.", "Mend what is listed above.", tuple(found)
        )
    return contributions


# --------------------------------------------------------------------- made


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a release: its name, those that it belongs to, and what makes its bytes."""

    name: str
    among: dict[str, bytes]
    content: Callable[[], bytes]
    tells_of_others: bool = False
    """Whether it says what the others are like, so that all of them have to be made before it."""

    def make(self) -> None:
        """Put it among the others."""
        self.among[self.name] = self.content()


def steps(publication: Publication, made: Made) -> Iterator[Step]:
    """What makes a release, one file after the other, and puts it into ``made``: later ones hold or name earlier ones."""
    yield Step(INPUTS, made.attachments, partial(_inputs, publication))
    if publication.plan.kind != "draft":
        yield Step(BUNDLE, made.attachments, partial(bundle, publication.project, publication.source))
    for language in publication.languages:
        for output in outputs(publication.examined, publication.source, WRITERS, (language,)):
            yield Step(output.name, made.outputs, partial(_content, output, publication, made))
        yield from _redlines(publication, made, language)
        yield from _tables(publication, made, language)
        yield Step(f"changes.{language}.md", made.reports, partial(_changes, publication, language))
    for language in publication.languages:
        yield from _papers(publication, made, language)


def _inputs(publication: Publication) -> bytes:
    concept = publication.project.concept.record.id
    return as_json({"concept": concept, **publication.core, **publication.evidence, **publication.plan.workshop})


def _content(output: Output, publication: Publication, made: Made) -> bytes:
    if output.format != "pdf":
        return output.content()
    content, numbers = enclosing(output, made.attachments, publication.plan.day)
    made.blocks[output.document.language] = list(places(output.document, numbers))
    return content


def enclosing(output: Output, attachments: Mapping[str, bytes], day: date) -> tuple[bytes, Mapping[str, int]]:
    """A PDF with what travels inside of it, and the page of each of its anchors."""
    from concept_cli.writers import pdf

    enclosed = [Enclosure(name, _ABOUT[name], content, day) for name, content in attachments.items()]
    with without_collection():
        return pdf.write_enclosing(output.document, output.style, output.pictures, enclosed)


_ABOUT: Final = {INPUTS: "What this file was made from", BUNDLE: "The public sources of this text"}


def _redlines(publication: Publication, made: Made, language: str) -> Iterator[Step]:
    for suffix in _REDLINES if publication.plan.previous else ():
        name = f"{publication.project.concept.record.id}.{language}.changes.{suffix}"
        yield Step(name, made.outputs, partial(_redline, publication, language, suffix))


def _redline(publication: Publication, language: str, suffix: str) -> bytes:
    comparison = publication.comparison(language)
    assert comparison is not None
    return written(comparison, suffix)


def _tables(publication: Publication, made: Made, language: str) -> Iterator[Step]:
    """The public table of comments."""
    label, desk = publication.plan.label, publication.desk
    table = matrix(desk, publication.public, "plain", language, label, publication.hidden, limited=True)
    for suffix in _TABLES:
        name = f"{table.id}.{language}.comments.public.{suffix}"
        yield Step(name, made.outputs, partial(document_bytes, table, publication.style, suffix))
    yield Step(f"comments.{language}.md", made.reports, partial(document_bytes, table, publication.style, "md"))


def _changes(publication: Publication, language: str) -> bytes:
    """What changed since the draft before, who asked for it and why, in sentences."""
    plan, comparison = publication.plan, publication.comparison(language)
    if comparison:
        document = comparison.document
        return markdown(document.title, [report(document, comparison.contributors, comparison.translations)]).encode("utf-8")
    document = assemble(publication.project, language, 0)
    _, name = Told("", plan.label, newer_day=plan.day.isoformat()).names(language)
    return markdown(document.title, [first(name, len(document.sections), language)]).encode("utf-8")


def _papers(publication: Publication, made: Made, language: str) -> Iterator[Step]:
    """The release note and the papers that are submitted with the document: to be signed as Word files, to be kept as text."""
    drawn = cache(partial(_drawn, publication, made, language))
    for name in PAPERS:
        for suffix, among in (("docx", made.outputs), ("md", made.reports)):
            file = f"{name}.{language}.{suffix}"
            yield Step(file, among, partial(_paper, drawn, file), tells_of_others=True)


def _paper(drawn: Callable[[], Mapping[str, Output]], name: str) -> bytes:
    return drawn()[name].content()


def _is_read(name: str, publication: Publication, language: str) -> bool:
    """Whether a file is the document, or its redline, in a language and as people open it."""
    return (
        name.startswith(f"{publication.project.concept.record.id}.{language}.")
        and ".comments." not in name
        and name.endswith(_READ)
    )


def _drawn(publication: Publication, made: Made, language: str) -> dict[str, Output]:
    """The papers of a language by the names of their files."""
    plan, comparison = publication.plan, publication.comparison(language)
    release = Release(
        label=plan.label,
        kind=plan.kind,
        day=plan.day,
        previous=plan.previous.name if plan.previous else "",
        changes=tuple(by_section(comparison.document)) if comparison else (),
        pages={each: max((block["page"] for block in blocks), default=0) for each, blocks in made.blocks.items()},
        files={name: len(content) for name, content in made.outputs.items() if _is_read(name, publication, language)},
    )
    drawn = papers(publication.desk, release, language, publication.style)
    made.remarks.extend(dict.fromkeys(remark for each in drawn for remark in each.remarks if remark not in made.remarks))
    return {each.name: each for each in paper_outputs(publication.desk, drawn, ("docx", "md"), publication.style)}


# ----------------------------------------------------------------- manifest


def published(publication: Publication, made: Made, noted: tuple[str, ...]) -> dict[str, Any]:
    """What the manifest says of a release."""
    return {
        **publication.evidence,
        **{name: _hashes(getattr(made, name)) for name in ("attachments", "outputs", "reports")},
        "contributions": [
            {
                "id": each.id,
                "stakeholder": each.head.stakeholder,
                "state": state(each).name,
                "disposition": state(each).disposition,
            }
            for each in publication.public
        ],
        "hidden": publication.hidden,
        "noted": list(noted),
    }


def _hashes(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    return {name: hashed(content) for name, content in sorted(files.items())}
