"""A frozen draft and the bodies that are asked for their opinion to what goes out, and to the round that records it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Document
from concept_cli.draft import Examined, Output, examine, outputs
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import (
    LETTER_FORMATS,
    day_words,
    lead_body,
    letter,
    letter_language,
    letter_outputs,
    letter_style,
    line,
    listed,
    said,
)
from concept_cli.exchange.matrix import blank
from concept_cli.exchange.places import frozen_draft
from concept_cli.exchange.register import clean
from concept_cli.exchange.written import table_bytes
from concept_cli.history import revision
from concept_cli.model import FileHash, Manifest, Round, Stakeholder, in_language
from concept_cli.scaffold.lists import Value, with_entry
from concept_cli.scaffold.section import refuse_taken
from concept_cli.scaffold.values import new_id
from concept_cli.sources import ROUNDS, TEMPLATES, Dressed, Source, bytes_of, templates
from concept_cli.store import Write, digest
from concept_cli.wording.contributions import contribution_term

LONGEST: Final = 2_000
"""Characters of what bodies are asked."""
_FORMATS: Final = ("pdf", "docx")
"""What the draft is sent as: one to read and quote, one to write in."""
_TABLE_FORMATS: Final = ("xlsx", "docx")
"""What the table to be filled in is sent as."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes out: its name, and what makes its bytes."""

    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Circulated:
    """What goes out: the files, the round with what is to be written for it, and what should be known."""

    round: Round
    files: tuple[File, ...]
    writes: dict[str, Write]
    remarks: tuple[str, ...] = ()


def circulated(desk: Desk, label: str, to: Iterable[str], due: date, asked: str = "") -> Circulated:
    """The draft of a label for some bodies: the text with numbered paragraphs in each of their languages, and a letter to each of them.

    Raises ConceptError for a label, body or day that cannot be, for a body that was asked already, and for a draft that cannot be read.
    """
    draft = frozen_draft(desk, label)
    bodies = [desk.body(each) for each in dict.fromkeys(to)]
    if due < desk.day:
        raise ConceptError(f"{due} is over: today is {desk.day}.", "Give a later day after --due.")
    _refuse_asked_again(desk, label, bodies)
    names = tuple(each.id for each in bodies)
    begun = Round(id=_round_id(desk, label), draft=label, sent=desk.day, due=due, bodies=names)
    request = _request(asked)
    writes = _written(desk, begun, request)
    source = Dressed(revision(desk.root, label), desk.folder)
    examined = examine(source)
    concept = examined.project.concept.record
    to_languages = {each.id: letter_language(each, draft.languages, concept.working_language) for each in bodies}
    needed = [each for each in concept.languages if each in to_languages.values()]
    shared = {each: list(_shared(desk, examined, source, label, each)) for each in needed}
    letters, style = [], letter_style(desk)
    for each in bodies:
        language = to_languages[each.id]
        document = _cover_letter(desk, each, begun, request, draft.day, shared[language], examined, language)
        letters += [_file(output) for output in letter_outputs(document, f"letter-{each.id}", LETTER_FORMATS, style)]
    remarks = (*_errors(examined), *_dressed_otherwise(desk, draft.manifest), *_in_other_languages(bodies, to_languages))
    files = (*(file for listed in shared.values() for file in listed), *letters)
    return Circulated(begun, files, writes, remarks)


def _shared(desk: Desk, examined: Examined, source: Source, label: str, language: str) -> Iterator[File]:
    """What all bodies of a language get: the draft, and the table in which they can answer."""
    for output in outputs(examined, source, _FORMATS, (language,)):
        yield _file(shown(output, label))
    table = blank(desk, language, label)
    for suffix in _TABLE_FORMATS:
        yield File(f"{table.id}.{language}.comments.{suffix}", partial(table_bytes, desk, table, suffix))


def _file(output: Output) -> File:
    return File(output.name, output.content)


def shown(output: Output, label: str) -> Output:
    """An output of a frozen draft as it is sent out: under its label, and with the numbers by which letters name its paragraphs."""
    return replace(output, document=replace(output.document, edition=label, margin=True))


# -------------------------------------------------------------------- round


def _refuse_asked_again(desk: Desk, label: str, bodies: Iterable[Stakeholder]) -> None:
    for body in bodies:
        before = next(
            (each.record for each in desk.project.rounds if each.record.draft == label and body.id in each.record.bodies), None
        )
        if before:
            raise ConceptError(
                f"“{body.id}” was asked about {label} already, in the round {before.id}, and answers by {before.due}.",
                f"Leave it out after --to. To give it more time, write a later day after “due” of {before.id} in {ROUNDS}.",
            )


def _round_id(desk: Desk, label: str) -> str:
    """The next free name for a round of a draft."""
    stem = f"{label}-round-"
    used = [each.record.id.removeprefix(stem) for each in desk.project.rounds if each.record.id.startswith(stem)]
    id = new_id(f"{stem}{max((int(each) for each in used if each.isdigit()), default=0) + 1}", "round")
    refuse_taken(desk.project, id)
    return id


def _request(asked: str) -> str:
    """What bodies are asked, in one line, as the list of rounds can hold it."""
    words = " ".join(clean(asked).encode("utf-8", "replace").decode().split())
    if len(words) > LONGEST:
        raise ConceptError(
            f"The request has {len(words):,} characters; at most {LONGEST:,} are taken.", "Ask the rest in the draft."
        )
    return words


def _written(desk: Desk, begun: Round, asked: str) -> dict[str, Write]:
    old = bytes_of(desk.folder, ROUNDS)
    entry: dict[str, Value] = {
        "id": begun.id,
        "draft": begun.draft,
        "sent": begun.sent.isoformat(),
        "due": begun.due.isoformat(),
        "bodies": begun.bodies,
        **({"asked": asked} if asked else {}),
    }
    content = with_entry(ROUNDS, old or b"", "rounds", entry)
    return {ROUNDS: Write(content, None if old is None else digest(old))}


# ------------------------------------------------------------------- letter


def _cover_letter(
    desk: Desk,
    body: Stakeholder,
    begun: Round,
    request: str,
    day: date,
    enclosed: Iterable[File],
    examined: Examined,
    language: str,
) -> Document:
    """What is sent, what is asked, by when, and how to answer."""
    concept = examined.project.concept.record
    title = in_language(concept.title, language, concept.working_language)
    lead = in_language(lead_body(desk).name, language, concept.working_language)

    def told(key: str, **values: str) -> str:
        return contribution_term(f"circulate-{key}", language, **values)

    blocks = (
        said(told("sent", label=begun.draft, day=day_words(day, language))),
        said(request or told("asked")),
        said(told("due", day=day_words(begun.due, language))),
        said(told("how")),
        listed(told(f"how-{each}") for each in ("paragraph", "table")),
        said(told("to", lead=lead)),
    )
    names = (f"{each.name} – {told('table')}" if ".comments." in each.name else each.name for each in enclosed)
    files = "\n".join((contribution_term("letter-enclosed", language), *names))
    return letter(desk, body, language, told("subject", title=title, label=begun.draft), blocks, (line(files),))


# ------------------------------------------------------------------ remarks


def _errors(examined: Examined) -> Iterator[str]:
    if examined.errors:
        yield (
            f"The text of this draft has errors ({examined.errors}), and says so on its first page. Rather mend them, and freeze and "
            "circulate another draft."
        )


def _dressed_otherwise(desk: Desk, manifest: Manifest) -> Iterator[str]:
    """Pages may have other numbers than the manifest says, when the templates are not those with which it was made."""
    own = _differing(desk.folder, desk.folder.paths(TEMPLATES), manifest.templates)
    toolkit = templates()
    theirs = _differing(toolkit, toolkit.paths("."), manifest.toolkit, "./")
    if own or theirs:
        named = ", ".join(own) or "those of the toolkit"
        yield f"The templates changed since the draft was frozen ({named}): look whether paragraphs stand on the pages that it says."


def _differing(source: Source, paths: Iterable[str], known: Mapping[str, FileHash], prefix: str = "") -> list[str]:
    now = {path.removeprefix(prefix): sha256(source.read(path) or b"").hexdigest() for path in paths}
    then = {path: each.sha256 for path, each in known.items()}
    return sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))


def _in_other_languages(bodies: Iterable[Stakeholder], languages: Mapping[str, str]) -> Iterator[str]:
    for each in bodies:
        if each.language not in {None, languages[each.id]}:
            yield f"The draft has no text in “{each.language}”, so {each.id} gets it and its letter in “{languages[each.id]}”."
