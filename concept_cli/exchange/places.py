"""What a letter says of a place, "paragraph 47", "page 14, third paragraph", "the words …", to the words of a fragment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.fuzz import partial_ratio_alignment

from concept_cli.assemble import assemble
from concept_cli.diagnostics import ConceptError, Place
from concept_cli.document import Block, Document, Note, Row, Section, Table, every_section, walk, words
from concept_cli.draft import without_collection
from concept_cli.exchange.desk import Desk
from concept_cli.history import Draft, Revision, drafts, revision
from concept_cli.ledger.passages import Said, alike_signs, around, fingerprint, passages, runs, said_by
from concept_cli.load import load
from concept_cli.model import Fragment, Manifest, PlaceRead, Project, shorten

_AT: Final = re.compile(
    "(?P<paragraph>[0-9]{1,9}(?:-[0-9]{1,9})?)|p(?P<page>[0-9]{1,9}):(?P<nth>[0-9]{1,9})|t(?P<table>[0-9]{1,9}):(?P<row>[0-9]{1,9})"
    "|n(?P<note>[0-9]{1,9})"
)
_AROUND: Final = 60
"""Characters of the words before and behind a quote that are kept to know it again."""
_NEAR: Final = 60
"""How alike, of 100, words must be to those that were quoted to be shown as perhaps meant."""
_WAYS: Final = (
    "Write --at 47 (paragraph), --at p14:3 (third paragraph of page 14), --at t2:3 (table 2, row 3) or --at n5 (footnote 5)."
)


@dataclass(frozen=True)
class Read:
    """The draft that somebody read: its project, and of a frozen one its manifest and commit."""

    project: Project
    manifest: Manifest | None = None
    commit: str = ""
    _documents: dict[str, Document] = field(default_factory=dict)

    def document(self, language: str) -> Document:
        """The document in a language; made once, for a table of comments asks for it at every row."""
        if language not in self._documents:
            self._documents[language] = assemble(self.project, language)
        return self._documents[language]


def frozen_draft(desk: Desk, label: str) -> Draft:
    """The draft that was frozen under a label. Raises ConceptError when there is none."""
    found = drafts(desk.root)
    frozen = next((each for each in found if each.label == label), None)
    if frozen is None:
        known = ", ".join(each.label for each in found) or "none yet"
        raise ConceptError(
            f"There is no frozen draft “{shorten(label)}”.", f"Frozen drafts: {known}. To freeze one: concept freeze LABEL"
        )
    return frozen


def read_draft(desk: Desk, label: str | None) -> Read:
    """The draft of a label, or the text as it is now. Raises ConceptError for a label that no frozen draft has."""
    if label is None:
        return Read(desk.project)
    frozen = frozen_draft(desk, label)
    found: Revision = revision(desk.root, label)
    with without_collection():
        return Read(load(found, lambda _: None), frozen.manifest, found.commit)


@dataclass(frozen=True, slots=True)
class Found:
    """A place, and the passage that it stands in, as it was typed; empty for a whole section."""

    place: PlaceRead | None
    base: str = ""


def located(read: Read, language: str, section: str | None, at: str | None, quote: str | None, *, behind: bool = False) -> Found:
    """The place that is named by a section, a number in the margin or on a page, and a quote, each of them if it is given.

    ``behind``: it is the end of the quote that matters, so only what of it stands in its last paragraph, item or cell is taken.

    Raises ConceptError when there is no such place, when there are several, and for words that the tool makes.
    """
    languages = [language, *(each for each in read.project.concept.record.languages if each != language)]
    if section is not None:
        _refuse_unknown(read.project, section)
    if at is None and quote is None:
        if section is None:
            return Found(None)
        return Found(_of_section(read, section, languages))
    if at is not None:
        return _at(read, language, section, at, quote)
    for each in languages:
        fragments = [one for one in read.project.fragments if one.language == each and section in {None, one.id}]
        hits = [(one, span) for one in fragments for span in Said(one.text, (*one.blocks, *one.notes)).find(quote or "")]
        if len(hits) == 1:
            return _quoted(read, *hits[0], behind=behind)
        if hits:
            raise _unclear(read, hits, quote or "")
    raise _not_there(read, languages, section, quote or "")


def _refuse_unknown(project: Project, section: str) -> None:
    known = list(dict.fromkeys(each.id for each in project.fragments))
    if section not in known:
        from difflib import get_close_matches

        near = get_close_matches(section, known, 1)
        made = (
            " It is made by the tool from the fields of concept.yaml: those are to be changed." if section == "passport" else ""
        )
        raise ConceptError(
            f"There is no section “{shorten(section)}”.{made}",
            f"Did you mean {near[0]}?" if near else f"Sections: {', '.join(known)}",
        )


def _of_section(read: Read, section: str, languages: list[str]) -> PlaceRead:
    fragment = next(filter(None, (read.project.fragment(section, each) for each in languages)))
    return PlaceRead(section=section, language=fragment.language, sha256=fragment.sha256, commit=read.commit or None)


# ---------------------------------------------------------------- by a quote


def _quoted(read: Read, fragment: Fragment, span: tuple[int, int], *, behind: bool) -> Found:
    """The place of a quote in a fragment, by where it stands in what that says."""
    said = Said(fragment.text, (*fragment.blocks, *fragment.notes))
    if behind:
        span = max(span[0], said.words.rfind("\n", *span) + 1), span[1]
    typed = said.source(*span)
    if typed is None:
        raise ConceptError(f"“{shorten(said.flat[span[0] : span[1]])}” is made by the tool.", "Quote the words beside it.")
    return _found(read, fragment, typed, said.printed(*span), _block_at(read, fragment, typed[0]))


def _found(read: Read, fragment: Fragment, typed: tuple[int, int], quote: str, block: Block | None) -> Found:
    """The place of words that were typed between two offsets of a fragment; ``block`` is the one that they are named by."""
    passage = around(fragment.text, *typed)
    inside = said_by(passage.text)
    before = after = ""
    if len(inside.find(quote)) > 1:
        start = inside.at_source(typed[0] - passage.start)
        before, after = inside.flat[:start], inside.flat[start + len(alike_signs(quote)) :]
    listed = read.manifest.blocks.get(fragment.language, ()) if read.manifest else ()
    page = next((each.page for each in listed if block and each.block == block.address), 0)
    whole, own = passages(fragment.text), {each.text for each in runs(passage.text)}
    equal = [each.start for each in whole if each.text == passage.text]
    beside = (each for each in read.project.fragments if each.language == fragment.language and each.id != fragment.id)
    place = PlaceRead(
        section=fragment.id,
        language=fragment.language,
        block=(block.address or None) if block else None,
        paragraph=_number(read, fragment.language, block) or None if block else None,
        page=page or None,
        quote=quote,
        before=before[-_AROUND:].lstrip(),
        after=after[:_AROUND].rstrip(),
        nth=equal.index(passage.start) + 1 if passage.start in equal else 1,
        twins=max(len(equal) - 1, 0),
        copies=sum(passage.text in each.text for each in beside),
        sha256=fragment.sha256,
        others=tuple(dict.fromkeys(fingerprint(each.text) for each in whole if each.text not in own)),
        commit=read.commit or None,
    )
    return Found(place, passage.text)


def _number(read: Read, language: str, block: Block) -> str:
    """By which a block is named: its number in the margin, ``n5`` for a footnote, ``t2:3`` for a row of a table; empty for none."""
    if block.paragraph:
        return str(block.paragraph)
    if isinstance(block, Note):
        return f"n{block.number}"
    if isinstance(block, Row):
        tables = [each for each, _ in _numbered(read.document(language)) if isinstance(each, Table) and each.number]
        for number, table in enumerate(tables, 1):
            for row, each in enumerate(table.rows, 1):
                if each.address == block.address:
                    return f"t{number}:{row}"
    return ""


def _block_at(read: Read, fragment: Fragment, offset: int) -> Block | None:
    """The block by which the words at an offset of a fragment are named: the last numbered one that begins before them."""
    place = _place(fragment, offset)
    blocks = [
        each
        for each in walk(read.document(fragment.language))
        if isinstance(each, Block) and each.address and each.place and each.place.path == fragment.path and each.place <= place
    ]
    last = max(blocks, key=lambda each: each.place or place, default=None)
    around_it = [each for each in blocks if each.paragraph]
    numbered = max(around_it, key=lambda each: each.place or place, default=None)
    if numbered is None or (last is not None and _passage_of(fragment, numbered) != _passage_of(fragment, last)):
        return last
    return numbered


def _passage_of(fragment: Fragment, block: Block) -> int:
    """The offset at which the passage of a block begins."""
    return around(fragment.text, *(_offset(fragment, block),) * 2).start


def _offset(fragment: Fragment, block: Block) -> int:
    assert block.place is not None
    starts = [0, *(found.end() for found in re.finditer("\n", fragment.text))]
    return starts[block.place.line - 1] + block.place.column - 1


def _unclear(read: Read, hits: list[tuple[Fragment, tuple[int, int]]], quote: str) -> ConceptError:
    places = []
    for fragment, span in hits[:8]:
        typed = Said(fragment.text, (*fragment.blocks, *fragment.notes)).source(*span)
        offset = typed[0] if typed else 0
        block = _block_at(read, fragment, offset)
        number = _number(read, fragment.language, block) if block else ""
        places.append(f"{number} ({_place(fragment, offset)})" if number else str(_place(fragment, offset)))
    places += ["…"] if len(hits) > len(places) else []
    return ConceptError(
        f"“{shorten(quote)}” stands there {len(hits)} times: {', '.join(places)}.",
        "Quote more of the words around it, name the section, or add --at with the number of the paragraph.",
    )


def _place(fragment: Fragment, offset: int) -> Place:
    return Place(fragment.path, fragment.text.count("\n", 0, offset) + 1, offset - fragment.text.rfind("\n", 0, offset))


def _not_there(read: Read, languages: list[str], section: str | None, quote: str) -> ConceptError:
    """What to say of a quote that stands nowhere: that the tool makes it, or what is most like it."""
    where = f"the section “{section}”" if section else "the document"
    wanted = alike_signs(quote)
    if not wanted:
        return ConceptError("The quote is empty.", "Quote the words that are meant.")
    for language in languages:
        for each in every_section(read.document(language).sections):
            fragment = read.project.fragment(each.id, each.language)
            made = fragment is None and section in {None, each.id}
            if made and Said("", each.blocks).find(quote):
                return ConceptError(
                    f"“{shorten(quote)}” stands in “{each.id}”, which the tool makes from concept.yaml and records/.",
                    "Change the field that it comes from, or register a remark on it without a quote.",
                )
            title = fragment and section in {None, each.id} and alike_signs(words(each.heading))
            if title and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", title):
                return ConceptError(
                    f"“{shorten(quote)}” is in the title of the section “{each.id}”.",
                    f"Register a remark with --section {each.id}; the title is a field in the head of its file.",
                )
    others = [each.id for each in read.project.fragments if each.language in languages and section not in {None, each.id}]
    if held := [id for id in others if _says(read, id, languages, quote)]:
        return ConceptError(f"“{shorten(quote)}” does not stand in {where}.", f"It stands in: {', '.join(dict.fromkeys(held))}.")
    near = _nearest(read, languages, section, wanted)
    hint = f"Perhaps: “{near}”" if near else "Quote the words as they are printed; signs and line ends do not matter."
    if alike_signs(near) == wanted:
        hint = "These letters are part of a longer word there: quote whole words."
    return ConceptError(f"“{shorten(quote)}” does not stand in {where}.", hint)


def _says(read: Read, id: str, languages: list[str], quote: str) -> bool:
    found = (read.project.fragment(id, language) for language in languages)
    return any(each and Said(each.text, (*each.blocks, *each.notes)).find(quote) for each in found)


def _nearest(read: Read, languages: list[str], section: str | None, wanted: str) -> str:
    best, found = float(_NEAR), ""
    for fragment in read.project.fragments:
        if section in {None, fragment.id} and fragment.language in languages[:1]:
            flat = Said(fragment.text, (*fragment.blocks, *fragment.notes)).flat
            hit = partial_ratio_alignment(wanted[:500], flat, score_cutoff=best) if flat else None
            if hit and hit.score > best:
                best, found = hit.score, _whole_words(flat, hit.dest_start, hit.dest_end)
    return shorten(found.strip(), 120)


def _whole_words(flat: str, start: int, end: int) -> str:
    """A stretch without the parts of words at its ends; as it is where nothing else is in it."""
    first, last = start, end
    while 0 < first < end and flat[first - 1].isalnum() and flat[first].isalnum():
        first += 1
    while first < last < len(flat) and flat[last - 1].isalnum() and flat[last].isalnum():
        last -= 1
    return flat[first:last].strip() or flat[start:end]


# --------------------------------------------------------------- by a number


def _at(read: Read, language: str, section: str | None, at: str, quote: str | None) -> Found:
    """The place at a number, and of a quote within it."""
    block, of = _block(read, language, at)
    if section not in {None, of.id}:
        raise ConceptError(f"{at} stands in the section “{of.id}”, not in “{section}”.", "Leave one of the two away.")
    fragment = read.project.fragment(of.id, of.language)
    if fragment is None or block.place is None:
        made = "concept.yaml" if of.id == "passport" else "the records in records/"
        raise ConceptError(
            f"{at} is made by the tool from {made}.", "Change the field that it comes from, or register a remark with --section."
        )
    said = Said(fragment.text, (block,))
    wanted = alike_signs(words(block)) if quote is None else quote
    hits = said.find(wanted)
    if len(hits) > 1:
        raise ConceptError(f"“{shorten(wanted)}” stands {len(hits)} times at {at}.", "Quote more of the words around it.")
    typed = said.source(*hits[0]) if hits else None
    if typed is None:
        elsewhere = [
            number for each, _ in _numbered(read.document(language)) if (number := _holding(read, language, each, wanted))
        ]
        told = f"It stands at {', '.join(elsewhere[:8])}. " if elsewhere else ""
        raise ConceptError(
            f"“{shorten(wanted)}” does not stand at {at}.", f"{told}At {at} it says: “{shorten(said.flat.strip(), 120)}”"
        )
    return _found(read, fragment, typed, said.printed(*hits[0]), block)


def _holding(read: Read, language: str, block: Block, words: str) -> str:
    """The number of a block, if the words stand in it; empty if not, and for a block without a number."""
    return _number(read, language, block) if Said("", (block,)).find(words) else ""


def _block(read: Read, language: str, at: str) -> tuple[Block, Section]:
    """The block that a number names, and its section. Raises ConceptError when there is none."""
    document = read.document(language)
    if "#" in at:
        return _by_address(document, at)
    match = _AT.fullmatch(at.strip().lstrip("§¶ "))
    if not match:
        raise ConceptError(f"“{shorten(at)}” names no place.", _WAYS)
    found = list(_numbered(document))
    if match["paragraph"]:
        hits = [each for each in found if str(each[0].paragraph) == match["paragraph"]]
        last = max((each.paragraph for each, _ in found), default=0)
        return _only(hits, f"There is no paragraph {match['paragraph']}", f"They go from 1 to {last}.")
    if match["page"]:
        return _on_page(read, language, found, int(match["page"]), int(match["nth"]))
    if match["note"]:
        hits = [each for each in found if isinstance(each[0], Note) and str(each[0].number) == match["note"]]
        last = max((each.number for each, _ in found if isinstance(each, Note)), default=0)
        return _only(hits, f"There is no footnote {match['note']}", f"They go from 1 to {last}." if last else "There is none.")
    tables = [(each, of) for each, of in found if isinstance(each, Table) and each.number]
    table, of = _only(
        tables[int(match["table"]) - 1 : int(match["table"])], f"There is no table {match['table']}", f"There are {len(tables)}."
    )
    assert isinstance(table, Table)
    rows = [(row, of) for row in table.rows]
    return _only(
        rows[int(match["row"]) - 1 : int(match["row"])],
        f"Table {match['table']} has no row {match['row']}",
        f"It has {len(rows)}.",
    )


def _only(found: Sequence[tuple[Block, Section]], missing: str, hint: str) -> tuple[Block, Section]:
    if not found:
        raise ConceptError(f"{missing} in that draft.", hint)
    return found[0]


def _numbered(document: Document) -> Iterator[tuple[Block, Section]]:
    """Every block with its section, in reading order."""
    for section in every_section(document.sections):
        for part in (*section.blocks, *section.notes):
            yield from ((each, section) for each in walk(part) if isinstance(each, Block))


def _on_page(read: Read, language: str, found: list[tuple[Block, Section]], page: int, nth: int) -> tuple[Block, Section]:
    if read.manifest is None:
        raise ConceptError(
            "Pages are only known of a frozen draft.", "Say which was read: --draft LABEL; concept drafts lists them."
        )
    listed = [each for each in read.manifest.blocks.get(language, ()) if each.page == page and each.number.isdigit()]
    hits = [each for each in found if listed[nth - 1 : nth] and each[0].address == listed[nth - 1].block]
    return _only(hits, f"Page {page} has no paragraph {nth}", f"{len(listed)} numbered paragraphs begin on it.")


def _by_address(document: Document, at: str) -> tuple[Block, Section]:
    name = at.removeprefix("#")
    hits = [each for each in _numbered(document) if each[0].address == at or (at.startswith("#") and each[0].id == name)]
    return _only(hits, f"There is no block “{shorten(at)}”", _WAYS)
