"""From a source to a project, its findings, and its documents: the pipeline, written down in one place."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from concept_cli.assemble import assemble, drawings, only_section, typeset
from concept_cli.diagnostics import ConceptError, Diagnostic, Report
from concept_cli.document import Document
from concept_cli.history import Revision
from concept_cli.load import Known, known_fragments, load, load_ledger
from concept_cli.model import Ledger, Project, style_values
from concept_cli.sources import Source, Unreadable, templates
from concept_cli.style import Pictures, Style
from concept_cli.wording.findings import UNREADABLE
from concept_cli.writers import WRITERS

DEFAULT_FORMATS: Final = ("pdf", "docx", "html")


@dataclass(frozen=True, slots=True)
class Examined:
    """A project and everything that was found in it, in the order of its files; the ledger is empty when it was not asked for."""

    project: Project
    findings: tuple[Diagnostic, ...]
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(1 for each in self.findings if each.is_error)


def examine(source: Source, *, ledger: bool = False) -> Examined:
    """The project at a source, read and checked. ConceptError when there is no project.

    ``ledger``: with the contributions, rounds and meetings. No output is made from them, so building neither reads nor judges them.
    """
    from concept_cli.checks import CHECKS, check_ledger

    findings: list[Diagnostic] = []
    found = Ledger()
    with without_collection():
        project = load(source, findings.append)
        for check in CHECKS:
            check(project, findings.append)
        if ledger:
            found = load_ledger(source, findings.append)
            check_ledger(project, found, findings.append)
    return Examined(project, _in_order(findings), found)


def both(older: Source, newer: Source) -> tuple[Examined, Examined]:
    """The projects at two sources, read and not checked. Of the older one only those sections are read that differ from the newer one's.

    Raises ConceptError when one of them has no concept.yaml that can be used today.
    """
    with without_collection():
        found: list[Diagnostic] = []
        new = _loaded(newer, found.append)
        old_found: list[Diagnostic] = []
        old = _loaded(older, old_found.append, known_fragments(new, newer))
    return Examined(old, _in_order(old_found)), Examined(new, _in_order(found))


def _loaded(source: Source, report: Report, known: Known | None = None) -> Project:
    """The project at a source; of a draft in the history that cannot be read, nobody is asked to mend it."""
    try:
        return load(source, report, known)
    except ConceptError as error:
        if not isinstance(source, Revision) or not error.findings:  # without findings it is the history that cannot be read
            raise
        if any(each.rule is UNREADABLE for each in error.findings):
            raise ConceptError(
                f"concept.yaml of {source.name} cannot be read, so nothing else was looked at.",
                "Do what the hint says, or choose another draft.",
                error.findings,
            ) from None
        raise ConceptError(
            f"concept.yaml of {source.name} cannot be used by this version of the tool.",
            "Choose another draft, or the version of the tool with which it was written.",
            error.findings,
        ) from None


def _in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda each: (each.place, each.rule.name)))


@contextmanager
def without_collection() -> Iterator[None]:
    """Work without looking for circles of objects.

    Trees hold hardly any, and looking for some among so many new nodes took a third of the time of a check, and a sixth of that of a PDF,
    whose laid-out pages are all needed until the end anyway.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


# -------------------------------------------------------------------- build


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a build: its name, and what makes its bytes."""

    name: str
    format: str
    document: Document
    style: Style
    pictures: Pictures

    def content(self) -> bytes:
        """The bytes. ConceptError when its writer cannot work here (no Pango, a broken template)."""
        with without_collection():
            return WRITERS[self.format].load()(self.document, self.style, self.pictures)


def outputs(
    examined: Examined, source: Source, formats: Iterable[str], languages: Iterable[str], section: str | None = None
) -> Iterator[Output]:
    """The outputs of a project, one by one: each language in each format, named ID.LANGUAGE.SUFFIX.

    Raises ConceptError when a file could not be read at all: a document with a hole in it is not built.
    """
    refuse_unread(examined)
    wanted, concept = tuple(formats), examined.project.concept.record
    style = read_style(
        source, style_values(examined.project.styles, concept.style), fonts=bool({"pdf", "html", "docx"} & set(wanted))
    )
    pictures = {path: content for path, content in examined.project.pictures.items() if isinstance(content, bytes)}
    for language in languages:
        with without_collection():
            document = assemble(examined.project, language, examined.errors)
            shown_pictures = pictures | drawings(document, examined.project, style.values)
            name = document.id
            if section is not None:
                document, name = only_section(document, section), f"{document.id}.{section}"
            read = typeset(document)
        for each in wanted:
            writer = WRITERS[each]
            yield Output(f"{name}.{language}.{writer.suffix}", each, read if writer.typeset else document, style, shown_pictures)


def refuse_unread(examined: Examined) -> None:
    """Raise ConceptError when a file could not be read."""
    stopping = tuple(each for each in examined.findings if each.rule.stops)
    if stopping:
        raise ConceptError("Nothing was built, because not every file could be read.", "Mend what is listed above.", stopping)


def chosen_languages(project: Project, wanted: str | None) -> tuple[str, ...]:
    """The languages to build: the working one, the one asked for, or ``all``. ConceptError for one that the concept lacks."""
    concept = project.concept.record
    if wanted is None:
        return (concept.working_language,)
    if wanted == "all":
        return concept.languages
    if wanted not in concept.languages:
        raise ConceptError(
            f"The concept has no language “{wanted}”.", f"Languages: {', '.join(concept.languages)}; --lang all builds every one."
        )
    return (wanted,)


def chosen_formats(wanted: str | None) -> tuple[str, ...]:
    """The formats in a comma-separated list, each once. ConceptError for an unknown one."""
    if wanted is None:
        return DEFAULT_FORMATS
    names = tuple(dict.fromkeys(name.strip() for name in wanted.split(",") if name.strip()))
    unknown = [name for name in names if name not in WRITERS]
    if unknown or not names:
        raise ConceptError(f"There is no format “{', '.join(unknown) or wanted}”.", f"Formats: {', '.join(WRITERS)}.")
    return names


# -------------------------------------------------------------------- style


def read_style(source: Source, values: Mapping[str, str], *, fonts: bool) -> Style:
    """The house style: the toolkit's templates, file by file replaced by the project's own; fonts only when asked for.

    ``values`` are those of the page style.
    """
    files: dict[str, bytes] = {}
    for origin, top in ((templates(), "."), (source, "templates")):
        for path in origin.paths(top):
            content = _template(origin, path)
            if content is not None:
                files[path.removeprefix(f"{top}/")] = content
    return Style(files, _fonts() if fonts else {}, values)


def _template(origin: Source, path: str) -> bytes | None:
    try:
        return origin.read(path)
    except Unreadable as error:
        raise ConceptError(f"The template {path} cannot be read: {error}.", "Mend or remove it.") from None


def _fonts() -> dict[str, bytes]:
    """The IBM Plex font files by file name, from their packages."""
    from importlib.resources import files

    found: dict[str, bytes] = {}
    for package in ("fontpkg_ibm_plex_sans", "fontpkg_ibm_plex_serif", "fontpkg_ibm_plex_mono"):
        for file in files(package).joinpath("files").iterdir():
            found[file.name] = file.read_bytes()
    return dict(sorted(found.items()))
