"""What a stakeholder sent to a contribution in the ledger: its place found, its words kept, its number given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.places import Found, Read, located, read_draft
from concept_cli.ledger.files import ORIGINALS, contribution_text, path_of
from concept_cli.ledger.proposals import Homeless, Wording, proposed
from concept_cli.ledger.rounds import missed
from concept_cli.model import LONGEST_ID, WORDING_ONLY, Contribution, ContributionHead, Event, Original, shorten
from concept_cli.readers.text import CONTROL, LIMIT
from concept_cli.sources import CONTRIBUTIONS, bytes_of, read_file
from concept_cli.store import Write

_NAME: Final = re.compile(r"[^\w.-]+")
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """What came from a stakeholder, as it was typed or stood in a table; None and "" for what was not said.

    ``quote`` is what an amendment changes or a remark is about, ``text`` the words proposed, ``remark`` those of a remark.
    """

    stakeholder: str
    kind: str
    action: str | None = None
    stand: str | None = None
    section: str | None = None
    at: str | None = None
    quote: str | None = None
    text: str = ""
    remark: str = ""
    rationale: str = ""
    draft: str | None = None
    received: date | None = None
    channel: str = "letter"
    person: str | None = None
    behalf: tuple[str, ...] = ()
    number: str | None = None
    type: str | None = None
    language: str | None = None
    evidence: str | None = None
    source: str | None = None
    essential: bool = False
    consent: bool = False
    confidential: bool = False
    markdown: bool = False
    original: Path | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A contribution with its number, what is to be written for it, and what should be known."""

    contribution: Contribution
    writes: dict[str, Write]
    remarks: tuple[str, ...] = ()


def registered(desk: Desk, sent: Sent, read: Read | None = None, id: str | None = None) -> Registered:
    """The contribution under a number, else under the next one that is free.

    Raises ConceptError for a body, section, draft or place that is not there, for words that cannot be put where they should, and for an
    original that cannot be read.
    """
    desk.body(sent.stakeholder)
    for each in sent.behalf:
        desk.body(each)
    if sent.source and sent.source not in {each.record.id for each in desk.project.sources}:
        raise ConceptError(f"There is no source “{sent.source}” in records/sources.yaml.", "Enter it there, or correct the id.")
    concept = desk.project.concept.record
    language = sent.language or concept.working_language
    if language not in concept.languages:
        raise ConceptError(f"The concept has no language “{language}”.", f"Languages: {', '.join(concept.languages)}.")
    received = sent.received or desk.day
    if received > desk.day:
        raise ConceptError(f"{received} is not yet: today is {desk.day}.", "Correct the day on which it came.")
    texts = {name: clean(getattr(sent, name)) for name in ("text", "remark", "rationale")}
    read = read or read_draft(desk, sent.draft)
    found = located(read, language, sent.section, sent.at, sent.quote, behind=sent.action == "insert")
    _refuse_words_that_do_not_fit(sent, found, texts["text"])
    if found.place and found.base and not sent.language:  # the words that are quoted say in which it was read
        language = found.place.language
    id = id or next(free_ids(desk, sent.stakeholder, received.year))
    if len(id) > LONGEST_ID:
        raise ConceptError(
            f"The number {shorten(id)} would have more than {LONGEST_ID} signs.", "Give the stakeholder a shorter id."
        )
    writes: dict[str, Write] = {}
    original = _original(desk, sent, writes) if sent.original else None
    head = ContributionHead(
        id=id,
        stakeholder=sent.stakeholder,
        person=_said(sent.person),
        on_behalf_of=sent.behalf,
        kind=sent.kind,
        action=sent.action,
        stand=sent.stand,
        type=sent.type or ("substantive" if sent.kind == "amendment" else "general"),
        essential=sent.essential,
        language=language,
        channel=sent.channel,
        received=received,
        number=_said(sent.number),
        draft=sent.draft,
        place=found.place,
        evidence=_said(sent.evidence),
        source=sent.source,
        markdown=sent.markdown,
        consent=sent.consent,
        confidential=sent.confidential,
        original=original,
        history=(Event(date=desk.day, step="registered"),),
    )
    parts = {"proposed": texts["text"], "remark": texts["remark"], "rationale": texts["rationale"], "base": found.base}
    text = contribution_text(head, parts)
    if len(text.encode("utf-8")) > LIMIT:
        raise ConceptError(
            f"The contribution is longer than {LIMIT:,} bytes.", "Register it in parts, or attach it with --original."
        )
    path = path_of(sent.stakeholder, id)
    writes[path] = Write(text.encode("utf-8"), None)
    kept = {name: said for name, said in parts.items() if said}
    made = Contribution(path, text, head, kept)
    return Registered(made, writes, tuple(_remarks(desk, sent, made)))


def clean(text: str) -> str:
    """Words as they are kept: line ends of one kind, no space at the ends, and a sign in the place of each control character."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", plain).strip()


def _said(text: str | None) -> str | None:
    return clean(text) or None if text else None


def _refuse_words_that_do_not_fit(sent: Sent, found: Found, text: str) -> None:
    """An amendment is tried out at once: who typed it is there to mend it."""
    if sent.kind == "remark" and not clean(sent.remark):
        raise ConceptError("The remark is empty.", "Say what is remarked: --remark “…”")
    if sent.kind != "amendment":
        return
    if found.place is None or not found.base:
        raise ConceptError("An amendment says which words it is about.", "Quote them, or register it as a remark.")
    if sent.action != "delete" and not text:
        raise ConceptError("The proposed words are empty.", "To take words out: --delete QUOTE")
    with suppress(Homeless):  # the body's words stay as they came; who merges them says where the source belongs
        proposed(found.base, found.place, sent.action or "replace", Wording(text, sent.markdown))


_NUMBER: Final = re.compile("[0-9]{1,6}")
"""What counts as a number: what is longer was given by nobody who counts."""


def free_ids(desk: Desk, stakeholder: str, year: int) -> Iterator[str]:
    """The free numbers of a stakeholder in a year, in their order: ``unesco-2021-003``, ``unesco-2021-004``."""
    stem, folder = f"{stakeholder}-{year}-", f"{CONTRIBUTIONS}/{stakeholder}"
    files = {path.removeprefix(f"{folder}/").removesuffix(".md") for path in desk.folder.paths(folder)}
    used = {each.removeprefix(stem) for each in (*files, *desk.contributions) if each.startswith(stem)}
    last = max((int(each) for each in used if _NUMBER.fullmatch(each)), default=0)
    yield from (f"{stem}{number:03}" for number in count(last + 1) if f"{number:03}" not in used)


def _original(desk: Desk, sent: Sent, writes: dict[str, Write]) -> Original:
    """The letter as it came, kept once however many contributions it holds."""
    assert sent.original is not None
    content = read_file(sent.original, "Name the file of the letter after --original.")
    digest = sha256(content).hexdigest()
    stem, suffix = _NAME.sub("-", sent.original.stem)[:_LONGEST_NAME].strip("-.") or "letter", sent.original.suffix.lower()
    name = f"{stem}-{digest[:12]}{_NAME.sub('', suffix)}"
    path = f"{CONTRIBUTIONS}/{sent.stakeholder}/{ORIGINALS}/{name}"
    if bytes_of(desk.folder, path) != content:
        writes[path] = Write(content, None)
    return Original(file=name, sha256=digest)


def _remarks(desk: Desk, sent: Sent, made: Contribution) -> list[str]:
    found, head = [], made.head
    replaced = sum(len(CONTROL.findall(each.replace("\r", ""))) for each in (sent.text, sent.remark, sent.rationale))
    if replaced:
        found.append(f"Control characters, which no document can hold, are kept as \N{REPLACEMENT CHARACTER}: {replaced}.")
    if asked := missed(made, (each.record for each in desk.project.rounds)):
        if head.received > asked.due:
            found.append(f"It came after the last day of the round, {asked.due}; it is kept, and marked as late.")
        else:
            found.append(f"It came before the round was sent out, on {asked.sent}; it is kept.")
    found += _from_another(desk, made)
    section = desk.project.fragment(head.place.section, head.place.language) if head.place else None
    if section and section.head and section.head.record.status == "frozen" and head.type not in WORDING_ONLY:
        found.append(f"The section “{section.id}” is frozen: only editorial and linguistic contributions are still taken there.")
    return found


def _from_another(desk: Desk, made: Contribution) -> Iterator[str]:
    """That the same file came from another body already: it may have been taken in under the wrong name."""
    original = made.head.original
    for each in desk.contributions.values() if original else ():
        if original == each.head.original and made.head.stakeholder != each.head.stakeholder:
            yield f"The same file was taken in from {each.head.stakeholder} already ({each.id}): was it sent by both?"
            return
