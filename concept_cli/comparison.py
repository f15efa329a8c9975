"""Two drafts to their redline and its outputs: the pipeline of ``concept diff``, written down in one place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, Final

from concept_cli.assemble import assemble, drawings, only_section, typeset
from concept_cli.assemble.plain import aside, plain_document
from concept_cli.compare import compare, explained, keeping, moved_apart, record_changes
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.document import (
    OLDER_PICTURE,
    Change,
    Document,
    Explanation,
    Figure,
    Image,
    Marked,
    Part,
    Redline,
    Section,
    every_section,
    transform,
    transform_blocks,
    walk,
    words,
)
from concept_cli.draft import Examined, read_style, without_collection
from concept_cli.history import WORKING, Reason, Revision, latest, reasons, revision, unsaved
from concept_cli.ledger.explanations import Ledger, explanations
from concept_cli.ledger.origins import Step, is_told, steps
from concept_cli.ledger.saves import Save
from concept_cli.load import SECTIONS, contribution_paths, load_contribution, load_contributions, page_styles
from concept_cli.model import Contribution, Project, shorten, style_values
from concept_cli.model.telling import Telling
from concept_cli.readers.text import read_text
from concept_cli.sources import Folder, Source, templates
from concept_cli.style import Pictures
from concept_cli.wording.elements import element
from concept_cli.wording.terms import date_words, term
from concept_cli.writers import WRITERS

_MOST_IN_PRINT: Final = 1_500
"""Changes that a PDF can list: 1,000 reworded paragraphs of a line or three took 25 s and 0.8 GB for 161 pages."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a comparison is told: the names of both drafts and their days (ISO 8601, or not known), whose the changes are said to be, and of
    which day: that of the newer draft, unless it is ``marked`` otherwise.
    """

    older: str
    newer: str
    author: str = ""
    older_day: str = ""
    newer_day: str = ""
    marked: str = ""

    @property
    def day(self) -> str:
        """The day of the changes."""
        return self.marked or self.newer_day

    def names(self, language: str) -> tuple[str, str]:
        """What the drafts are called in a language, each with its day."""
        return _name_and_day(self.older, self.older_day, language), _name_and_day(self.newer, self.newer_day, language)


def _name_and_day(name: str, day: str, language: str) -> str:
    if not day:
        return name
    said = date_words(date.fromisoformat(day), language)
    return element("working", language, name=said) if name == WORKING else f"{name}, {said}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A redline with the pictures that it shows, and what it looks like: the values of the page style, and where the templates are.

    ``translations`` are, for each other language of the concept, the sections whose text differs in it; ``untranslated`` those that one
    of the drafts has in this language and the other has not; ``aside`` is what differs in two files and is no part of their text.
    ``brought`` are the contributions that brought each change, also in part, of those that may be named, each with its stakeholder;
    ``bodies`` the names of all stakeholders.
    """

    document: Document
    pictures: Pictures
    values: Mapping[str, str]
    templates: Source
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    untranslated: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    brought: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)

    @property
    def contributors(self) -> dict[int, dict[str, str]]:
        """For each change that contributions brought those that may be named, each with the name of its body."""
        return {
            number: {id: self.bodies.get(stakeholder, stakeholder) for id, stakeholder in named.items()}
            for number, named in self.brought.items()
        }


# ------------------------------------------------------------------ drafts


def named(folder: Folder, name: str | None) -> Source:
    """What is called so: an earlier state of the project, or the folder itself; without a name, the last frozen draft.

    Raises ConceptError as :func:`concept_cli.history.revision` does.
    """
    if name == WORKING:
        return folder
    return revision(folder.root, name) if name else latest(folder.root)


def told_of(older: Source, newer: Source, today: date, author: str = "") -> Told:
    """How two drafts are told: the working folder is of today."""
    names = [each.name if isinstance(each, Revision) else WORKING for each in (older, newer)]
    days = [(each.day if isinstance(each, Revision) else today).isoformat() for each in (older, newer)]
    return Told(names[0], names[1], author, days[0], days[1])


def ledger(older: Source, newer: Source, told: Source, root: Path, *, public: bool = False) -> Ledger:
    """What the contributions of a source (``told``) tell of two drafts: what became of passages after the older one, and until the newer
    one, where it has a ledger of its own. What no contribution explains, the reasons explain that drafters gave when they saved, in the
    history at ``root``.

    What is ``public`` names only those that everybody may know of, also where the newer draft was for the working group.
    """
    contributions = load_contributions(told, lambda _: None)
    until = _told(newer, told, contributions) if newer is not told and contribution_paths(newer) else None
    known = steps(contributions, _told(older, told, contributions), until)
    return Ledger(_until(contributions, until), known, _saved(older, newer, root, known, contributions), public)


def _until(contributions: Iterable[Contribution], until: Mapping[str, int] | None) -> tuple[Contribution, ...]:
    """Contributions as a draft knew them, without what was decided of them since; whether they may be named is told by what holds today."""
    if until is None:
        return tuple(contributions)
    return tuple(
        replace(each, head=each.head.model_copy(update={"history": each.head.history[: until.get(each.id, 0)]}))
        for each in contributions
    )


def _saved(
    older: Source, newer: Source, root: Path, known: Mapping[str, Sequence[Step]], contributions: Iterable[Contribution]
) -> dict[str, list[Save]]:
    """The reasons that drafters gave, by the file; last, of the working folder, what was not saved yet, but for what was merged since."""

    def is_merged(path: str, before: Callable[[], str], after: Callable[[], str]) -> bool:
        return path in known and is_told(before(), after(), known[path])

    if not isinstance(older, Revision) or not older.commit or (isinstance(newer, Revision) and not newer.commit):
        return {}
    found = reasons(root, older.commit, newer.commit if isinstance(newer, Revision) else "", is_merged)
    saves = {path: [*map(_save, each)] for path, each in found.items()}
    if isinstance(newer, Folder) and (changed := saves.keys() & {*unsaved(root, (), (SECTIONS,))}):
        last = revision(root, "HEAD")
        since = steps(contributions, _told(last, newer, contributions))
        for path in changed:
            before, after = partial(_read, last, path), partial(_read, newer, path)
            if not is_told(before(), after(), since.get(path, ())):
                saves[path].append(Save(Explanation(), before, after))
    return saves


def _save(reason: Reason) -> Save:
    said = reason.said
    why = said.trailers.get("Reason") or said.trailers["Editorial"]
    return Save(Explanation(who=said.commit.author, when=said.day.isoformat(), why=why), reason.before, reason.after)


def _read(source: Source, path: str) -> str:
    return (source.read(path) or b"").decode("utf-8", "replace")


def _told(source: Source, folder: Source, contributions: Iterable[Contribution]) -> dict[str, int]:
    """How many events of each contribution a draft knows."""
    found = {}
    for each in contributions:
        digest = source.digest(each.path)
        same = each if digest == folder.digest(each.path) else None
        then = same or (load_contribution(source, each.path, lambda _: None) if digest else None)
        if then:
            found[each.id] = len(then.head.history)
    return found


@without_collection()
def of_projects(
    older: Examined, newer: Examined, folder: Source, language: str, told: Told, explaining: Ledger | None = None
) -> Comparison:
    """The redline of two drafts of a project in a language; how its drawings look is told by the working ``folder``. Changes are explained
    where a ledger is ``explaining`` them.

    Raises ConceptError when a file of either draft could not be read: what it says would seem to be gone, or new.
    """
    for examined, name in ((older, told.older), (newer, told.newer)):
        stopping = tuple(each for each in examined.findings if each.rule.stops)
        if stopping:
            raise ConceptError(
                f"Nothing was compared, because not every file of {name} could be read.",
                "Do what the hints say, or choose another draft.",
                stopping,
            )
    values = style_values(page_styles(folder, lambda _: None), newer.project.concept.record.style)
    documents, pictures = [], []
    for examined in (older, newer):
        document = assemble(examined.project, language, examined.errors)
        own = {path: content for path, content in examined.project.pictures.items() if isinstance(content, bytes)}
        pictures.append(own | drawings(document, examined.project, values))
        documents.append(typeset(document))
    also = _in_sections(record_changes(older.project, newer.project, language, told.author, told.day), *documents)
    untranslated = _untranslated(*documents)
    before, kept = _pictures_apart(_without_fallbacks(documents[0], untranslated), pictures[0], pictures[1])
    redline = compare(before, documents[1], told.names(language), told.author, told.day, also)
    brought: Mapping[int, Mapping[str, str]] = {}
    if explaining is not None:
        found = explanations(redline, older.project, newer.project, explaining)
        redline, brought = explained(redline, found.changes), found.brought
    return Comparison(
        replace(redline, errors=0),
        kept | pictures[1],
        values,
        folder,
        _translations(older.project, newer.project, language),
        untranslated,
        brought=brought,
        bodies={id: Telling(newer.project, language).body(id) for id in Telling(newer.project, language).bodies},
    )


def _untranslated(older: Document, newer: Document) -> tuple[str, ...]:
    """The sections of both drafts that have a text in the language of the documents in one of them only."""
    before = {each.id: each.fallback for each in every_section(older.sections)}
    return tuple(each.id for each in every_section(newer.sections) if before.get(each.id, each.fallback) != each.fallback)


def _without_fallbacks(document: Document, ids: Collection[str]) -> Document:
    """The older document without the text in another language that stood in these sections until they were translated: it is not gone."""

    def cut(node: Any) -> Any:
        if isinstance(node, Section) and node.fallback and node.id in ids:
            return replace(node, blocks=(), notes=())
        return node

    return transform_blocks(document, cut) if ids else document


def _in_sections(changes: Iterable[Change], older: Document, newer: Document) -> Iterator[Change]:
    """Changes of records with the headings of their sections; a section that is new or gone as a whole tells what it shows by itself."""
    before, after = ({each.id: each.heading for each in every_section(one.sections)} for one in (older, newer))
    for each in changes:
        if each.section and not (each.section in before and each.section in after):
            continue
        heading = after.get(each.section)
        yield replace(
            each,
            heading=" ".join(filter(None, (heading.number, words(heading)))) if heading else element("records", newer.language),
        )


def _pictures_apart(document: Document, older: Pictures, newer: Pictures) -> tuple[Document, dict[str, bytes]]:
    """The older document and its pictures, those that have other bytes in the newer draft under a name of their own."""
    differing = {path for path, content in older.items() if newer.get(path, content) != content}

    def rename(node: Any) -> Any:
        return (
            replace(node, target=f"{node.target}{OLDER_PICTURE}")
            if isinstance(node, Figure | Image) and node.target in differing
            else node
        )

    named = {f"{path}{OLDER_PICTURE}" if path in differing else path: content for path, content in older.items()}
    return transform(document, rename) if differing else document, named


@without_collection()
def of_files(older: tuple[str, bytes], newer: tuple[str, bytes], told: Told) -> Comparison:
    """The redline of two Markdown files, each a path and its bytes, outside of any project. Raises ConceptError for what is no text."""
    documents, asides = [], []
    found: list[Diagnostic] = []
    for path, content in (older, newer):
        text = read_text(path, content, found.append)
        if text is None:
            raise ConceptError(f"{path} is no text that can be compared.", "Name two Markdown files in UTF-8.", tuple(found))
        documents.append(plain_document(path, text, found.append))
        asides.append(aside(path, text))
        stopping = tuple(each for each in found if each.rule.stops)
        if stopping:
            raise ConceptError("Nothing was compared.", "Mend what is listed above.", stopping)
    one, other = documents
    redline = compare(replace(one, language=other.language), other, told.names(other.language), told.author, told.day)
    values = style_values(page_styles(templates(), lambda _: None))
    differing = tuple(name for name in asides[0] if asides[0][name] != asides[1][name])
    return Comparison(redline, {}, values, templates(), aside=differing)


# ------------------------------------------------------------------ chosen


def has_section(comparison: Comparison, id: str) -> bool:
    """Whether one of the drafts has a section."""
    return any(id in {each.id, dict(each.before).get("id")} for each in every_section(comparison.document.sections))


def chosen(comparison: Comparison, section: str | None, only: str | None, by: str | None = None) -> Comparison:
    """The comparison reduced to one section, to changes of one sort, and to those that a stakeholder brought: of all others the newer
    draft is shown, without marks, and the names of the drafts say so.

    Changes of numbers alone are shown only when they are asked for. Raises ConceptError for an unknown section or stakeholder.
    """
    document = comparison.document
    redline = document.redline
    assert redline is not None
    changes = [
        each
        for each in redline.changes
        if _is_chosen(each, only, redline) and by in {None, *comparison.brought.get(each.number, {}).values()}
    ]
    others = list(redline.changes)
    if section is not None:
        document = only_section(document, section)
        inside = _inside(document.sections[0])
        changes, others = ([each for each in listed if inside(each)] for listed in (changes, redline.changes))
    if section is not None or only is not None or by is not None:
        document = keeping(document, {each.number for each in changes})
    said = [term(f"only-{only}", document.language)] if only else []
    said += [term("only-by", document.language, name=_body(comparison, by))] if by else []
    if said:
        redline = replace(redline, newer=f"{redline.newer} ({'; '.join(said)})")
    return replace(
        comparison,
        document=replace(
            document, redline=replace(redline, changes=tuple(changes), numbers=0 if only or by else len(others) - len(changes))
        ),
    )


def _body(comparison: Comparison, id: str) -> str:
    if id not in comparison.bodies:
        near = get_close_matches(id, comparison.bodies, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Stakeholders: {', '.join(comparison.bodies) or 'none'}."
        raise ConceptError(f"There is no stakeholder “{shorten(id)}” in stakeholders.yaml.", hint)
    return comparison.bodies[id]


def _inside(section: Section) -> Callable[[Change], bool]:
    """Whether a change is told of a section or one nested in it, or has a mark there: a move that begins or ends in it."""
    ids = {each.id for each in every_section((section,))}
    marked = {node.mark.change for node in walk(section) if isinstance(node, Marked | Part) and node.mark}
    return lambda change: change.section in ids or change.number in marked


def _is_chosen(change: Change, only: str | None, redline: Redline) -> bool:
    if only == "unexplained":
        return redline.lacks_explanation(change)
    if change.kind == "renumbered":
        return only == "renumbering"
    return only is None or only == ("editorial" if change.editorial else "substantive")


def _translations(older: Project, newer: Project, language: str) -> dict[str, tuple[str, ...]]:
    """The sections whose text differs in each language but this one."""
    touched: dict[str, tuple[str, ...]] = {}
    for other in newer.concept.record.languages:
        ids = dict.fromkeys(each.id for project in (older, newer) for each in project.fragments if each.language == other)
        differing = tuple(id for id in ids if _blocks(older, id, other) != _blocks(newer, id, other))
        if differing and other != language:
            touched[other] = differing
    return touched


def _blocks(project: Project, id: str, language: str) -> object:
    fragment = project.fragment(id, language)
    return (fragment.blocks, fragment.notes) if fragment else None


@without_collection()
def written(comparison: Comparison, suffix: str, *, table: bool = False) -> bytes:
    """The redline, or its comparative table, as a file in the house style.

    In Word the numbers in the margin would be words of the text, and what moved has one kind of mark only. Raises ConceptError for a PDF of
    more changes than anybody reads.
    """
    style = read_style(comparison.templates, comparison.values, fonts=True)
    redline = comparison.document.redline
    if suffix == "pdf" and redline and len(redline.changes) > _MOST_IN_PRINT:
        raise ConceptError(
            f"A PDF of {len(redline.changes):,} changes would have hundreds of pages.",
            "Choose --to html or docx, or less of it: --section ID, --only substantive.",
        )
    if not table:
        document = replace(moved_apart(comparison.document), margin=False) if suffix == "docx" else comparison.document
        return WRITERS[suffix].load()(document, style, comparison.pictures)
    from concept_cli.writers import xlsx
    from concept_cli.writers.redline.table import comparative_table

    write = xlsx.write if suffix == "xlsx" else WRITERS[suffix].load()
    return write(comparative_table(comparison.document), style, {})
