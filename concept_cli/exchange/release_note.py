"""A release to what is said of it in plain words, on one page: what it is, for whom, what changed, what is open, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from concept_cli.document import Block, Blocks, Code, Heading, Inlines, Paragraph, Strong, Text
from concept_cli.exchange.facts import Facts
from concept_cli.exchange.letters import line, said, text
from concept_cli.exchange.sittings import bullets, capital
from concept_cli.wording.approval import language_words, pages_words
from concept_cli.wording.numbers import number_words

_CHANGES: Final = 8
_LETTERS: Final = 700
_FILES: Final = 20
"""So many changes, letters of them, and files are named: the note has one page."""
_LISTED: Final = 6
"""So many files have a line each."""
_MB: Final = 1_000_000
_TENTH: Final = Decimal("0.1")


def release_note(facts: Facts) -> Blocks:
    """The release note."""
    concept, release = facts.desk.project.concept.record, facts.release
    lead = [line(facts.name(concept.lead_body), role="sender")] if concept.lead_body else []
    return (
        *lead,
        Heading(level=1, content=text(facts.term("note-title", label=release.label))),
        line(facts.telling.words(concept.title), role="subject"),
        _part(facts, "what", _what(facts)),
        _part(facts, "whom", facts.term(f"for-{release.kind}")),
        *_changed(facts),
        _part(facts, "asked", " ".join(_asked(facts))),
        *_open(facts),
        *_files(facts),
    )


def _part(facts: Facts, key: str, words: str = "") -> Paragraph:
    """A paragraph behind the words that say what it is about."""
    named: Inlines = (Strong(content=text(facts.term(f"note-{key}") + ".")),)
    return Paragraph(content=(*named, Text(words=" "), *text(words)) if words else named)


def _what(facts: Facts) -> str:
    release, language = facts.release, facts.language
    pages = "; ".join(
        f"{language_words(each, language)} – {pages_words(count, language)}" for each, count in release.pages.items()
    )
    told = facts.term("note-pages", pages=pages) if pages else ""
    kind, day = capital(facts.term(f"kind-{release.kind}")), facts.of_release()["day"]
    return facts.term("note-is", kind=kind, day=day, pages=told).strip()


def _changed(facts: Facts) -> Iterator[Block]:
    release = facts.release
    if not release.previous:
        yield _part(facts, "changed", facts.term("note-first"))
        return
    if not release.changes:
        yield _part(facts, "changed", facts.term("note-unchanged", label=release.previous))
        return
    listed = _fitting(release.changes)
    yield _part(facts, "changed", facts.term("note-since", label=release.previous))
    yield bullets((*listed, *_more(facts, "note-more-changes", len(release.changes) - len(listed))))


def _fitting(sentences: Iterable[str]) -> list[str]:
    """The first sentences, as long as they leave room for the rest of the page; one at least."""
    listed: list[str] = []
    for each in sentences:
        if listed and (len(listed) == _CHANGES or sum(map(len, listed)) + len(each) > _LETTERS):
            break
        listed.append(each)
    return listed


def _more(facts: Facts, key: str, count: int) -> Iterator[str]:
    if count:
        yield facts.term(key, count=count)


def _asked(facts: Facts) -> Iterator[str]:
    rounds = [each.record for each in facts.desk.project.rounds]
    yield facts.term("note-rounds", rounds=len(rounds), bodies=len({body for each in rounds for body in each.bodies}))
    decided = sum(bool(found.disposition) or found.name == "withdrawn" for _, found in facts.states)
    answered = sum(found.reply is not None for _, found in facts.states)
    yield facts.term("note-received", count=len(facts.public), decided=decided, answered=answered)
    if facts.hidden:
        yield facts.term("note-hidden", count=facts.hidden)


def _open(facts: Facts) -> Iterator[Block]:
    """What waits, each contribution told of once."""
    kinds: dict[str, list[bool]] = {}
    for each, found in facts.states:
        if found.name in {"disputed", "escalated"}:
            kind = "disputed"
        elif found.name == "conflict":
            kind = "conflict"
        elif found.is_open or not found.name:
            kind = "undecided"
        elif found.waits_for_words:
            kind = "unapplied"
        else:
            continue
        kinds.setdefault(kind, []).append(each.head.essential)
    if not kinds:
        yield _part(facts, "open", facts.term("note-open-none"))
        return
    order = ("undecided", "disputed", "conflict", "unapplied")
    told = [facts.term(f"open-{key}", count=len(kinds[key])) for key in order if key in kinds]
    if essential := sum(map(sum, kinds.values())):
        told.append(facts.term("open-essential", count=essential))
    yield _part(facts, "open", capital("; ".join(told)) + ".")


def _files(facts: Facts) -> Iterator[Block]:
    files = [*facts.release.files.items()]
    named = [facts.term("note-file", name=name, size=_size(facts, size)) for name, size in files[:_FILES]]
    left = _more(facts, "note-more-files", len(files) - len(named))
    if 0 < len(files) <= _LISTED:
        yield _part(facts, "files")
        yield bullets(named)
    else:
        yield _part(facts, "files", " ".join(("; ".join(named) + ".", *left)) if named else facts.term("note-files-none"))
    yield said(facts.term("note-verify"))
    yield Paragraph(content=(Code(words=facts.term("note-verify-file")),), role="line")


def _size(facts: Facts, size: int) -> str:
    """How large a file is: whole kilobytes, or megabytes with a tenth."""
    if size >= _MB:
        return facts.term("size-mb", size=number_words((Decimal(size) / _MB).quantize(_TENTH), facts.language))
    return facts.term("size-kb", size=number_words(Decimal(max(-(-size // 1000), 1)), facts.language))
