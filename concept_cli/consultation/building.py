"""From a project with contributions to the files that show both: the pipeline of ``concept build --with``, written down in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from concept_cli.assemble import assemble, drawings, only_section, typeset
from concept_cli.compare import compare, explained, moved_apart
from concept_cli.comparison import Comparison, chosen
from concept_cli.consultation.annex import with_annex
from concept_cli.consultation.places import Spots, line_of, with_remarks
from concept_cli.consultation.shown import Shown, shown
from concept_cli.consultation.telling import remark
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.document import Block, Document, Remark, every_section
from concept_cli.draft import Examined, Output, read_style, refuse_unread, without_collection
from concept_cli.ledger.anchors import Today
from concept_cli.ledger.explanations import Ledger, explanations
from concept_cli.load import load_contributions
from concept_cli.model import Contribution, style_values
from concept_cli.model.telling import Telling
from concept_cli.sources import Source, templates
from concept_cli.wording.contributions import contribution_term
from concept_cli.writers import WRITERS


@dataclass(frozen=True, slots=True)
class Consultation:
    """An examined project with those of its contributions that are ``pending``, or ``decided``."""

    examined: Examined
    which: str
    shown: Shown


def consultation(examined: Examined, source: Source, which: str, day: date) -> Consultation:
    """A project with contributions of a sort. Raises ConceptError, with the findings, when a file of either could not be read."""
    refuse_unread(examined)
    found: list[Diagnostic] = []
    contributions = load_contributions(source, found.append)
    if any(each.is_error for each in found):
        raise ConceptError(
            "Nothing was built, because not every contribution can be read.", "Mend what is listed above.", tuple(found)
        )
    with without_collection():
        return Consultation(examined, which, shown(examined.project, contributions, which, day))


def outputs(
    made: Consultation, source: Source, formats: Iterable[str], languages: Iterable[str], section: str | None = None
) -> Iterator[Output]:
    """The document with its contributions in each language and format, one by one, named ID.LANGUAGE.WHICH.SUFFIX.

    The annex of decisions stands behind the whole document only.
    """
    wanted, project = tuple(formats), made.examined.project
    values = style_values(project.styles, project.concept.record.style)
    style = read_style(source, values, fonts=bool({"pdf", "html", "docx"} & set(wanted)))
    known = {path: content for path, content in project.pictures.items() if isinstance(content, bytes)}
    for language in languages:
        drafts: dict[bool, Document] = {}
        for each in wanted:
            writer = WRITERS[each]
            with without_collection():
                if writer.typeset not in drafts:
                    drafts[writer.typeset] = document(made, language, section, as_read=writer.typeset)
                whole = drafts[writer.typeset]
                pictures = known | drawings(whole, project, style.values)
            name = ".".join(filter(None, (whole.id, section, language, made.which, writer.suffix)))
            in_word = replace(moved_apart(whole), margin=False) if each == "docx" and whole.redline else whole
            yield Output(name, each, in_word, style, pictures)


def document(made: Consultation, language: str, section: str | None = None, *, as_read: bool = True) -> Document:
    """The document in a language with its contributions; ``as_read``: with the signs of the language.

    Raises ConceptError for an unknown section.
    """
    found, errors = made.shown, made.examined.errors
    older, newer = (assemble(each, language, errors) for each in (found.before, found.project))
    if as_read:
        older, newer = typeset(older), typeset(newer)
    whole = _redline(older, newer, made)
    whole = _with_remarks(replace(whole, edition=_edition(whole, made.which)), found)
    if section is not None:
        return _only(whole, section)
    return with_annex(whole, found) if made.which == "decided" else whole


def _redline(older: Document, newer: Document, made: Consultation) -> Document:
    """What the text is, with what it would be marked and explained; the text as it is where nothing would change."""
    names = tuple(contribution_term(each, newer.language) for each in ("with-older", f"with-{made.which}"))
    redline = compare(older, newer, (names[0], names[1]))
    assert redline.redline is not None
    if not redline.redline.changes:
        return newer
    found = explanations(redline, made.shown.before, made.shown.project, Ledger(made.shown.contributions, made.shown.taken))
    told = explained(redline, found.changes)
    assert told.redline is not None
    kept = tuple(each for each in told.redline.changes if each.kind != "renumbered")
    return replace(told, redline=replace(told.redline, changes=kept))


def _edition(document: Document, which: str) -> str:
    return " · ".join(filter(None, (document.edition, contribution_term(f"copy-{which}", document.language))))


def _only(document: Document, section: str) -> Document:
    if document.redline is None:
        return only_section(document, section)
    return chosen(Comparison(document, {}, {}, templates()), section, None).document


# ---------------------------------------------------------------- remarks


def _with_remarks(document: Document, found: Shown) -> Document:
    """The document with what cannot be shown in its text: behind the block that it is about, its section's heading, or in front."""
    telling, spots = Telling(found.before, document.language), Spots(document)
    before = Today(found.before.fragments, found.contributions)
    sections = {each.id for each in every_section(document.sections)}
    behind: list[tuple[Block, Remark]] = []
    within: dict[str, list[Remark]] = {}
    front: list[Remark] = []
    elsewhere = [each for each, path in found.inside if path not in spots.paths]  # the text of another language shows them
    for each in sorted((*found.beside, *elsewhere), key=lambda each: (each.head.received, each.id)):
        said = remark(found.told(telling, each))
        block = _block(each, spots, found.merging.today, before)
        if block is not None:
            behind.append((block, said))
        elif each.head.place and each.head.place.section in sections:
            within.setdefault(each.head.place.section, []).append(said)
        else:
            front.append(said)
    return with_remarks(document, behind, within, front)


def _block(contribution: Contribution, spots: Spots, today: Today, before: Today) -> Block | None:
    """The block that a contribution is about: as the text would be, else as it is and would not be any more."""
    for anchors, gone in ((today, False), (before, True)):
        anchor = anchors.anchor(contribution)
        if anchor.fragment and anchor.passage:
            spot = spots.at(anchor.fragment.path, line_of(anchor, contribution), gone=gone)
            if spot:
                return spot.block
    return None
