"""Freezing: a revision of the history and a label to a manifest, which names a draft for good and says where everything stood in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from concept_cli import __version__
from concept_cli.diagnostics import ConceptError
from concept_cli.document import Block, Document, Figure, Note, Table, anchor, walk, words
from concept_cli.draft import Examined, examine, outputs
from concept_cli.history import Revision, differs, labels, manifest_path, refuse_hiding, refuse_meaning, revision
from concept_cli.load import RECORD_FILES, SECTIONS
from concept_cli.readers.fragment import NAME
from concept_cli.release.manifest import as_json, hashes
from concept_cli.scaffold.values import new_id
from concept_cli.sources import TEMPLATES, Dressed, Folder, Source, templates

_FIRST_WORDS: Final = 8
_LETTERS: Final = 80


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing makes: the path of the manifest, its bytes, and what should be known about it."""

    path: str
    content: bytes
    remarks: tuple[str, ...]


def freeze(root: Path, label: str, at: str | None = None, day: date | None = None) -> Frozen:
    """The manifest of the draft to be frozen under a label: of the last commit, or of the revision named.

    Raises ConceptError for a label that is taken or means something else, for a revision that is not there or cannot be read as a
    whole, and MissingTool where no PDF can be made: the pages are part of a draft.
    """
    folder = Folder(root)
    refuse_taken(root, label)
    draft = revision_to_name(root, label, at)
    source = Dressed(draft, folder)
    examined = examine(source)
    manifest = {**core(label, day or draft.day, draft, folder, examined), "blocks": dict(_blocks(examined, source))}
    return Frozen(manifest_path(label), as_json(manifest), tuple(_remarks(folder, draft, examined, at)))


def refuse_taken(root: Path, label: str) -> None:
    """Raise ConceptError for a label that means something else, is none, or is that of a draft."""
    refuse_meaning(label)
    new_id(label, "draft")
    if label in labels(root):
        raise ConceptError(
            f"The draft “{label}” was frozen already.", "Choose another label: a draft that was sent out does not change."
        )


def revision_to_name(root: Path, label: str, at: str | None) -> Revision:
    """The revision that a new label is to name. Raises ConceptError for one without a commit, or that another name hides."""
    draft = revision(root, at or "HEAD")
    if not draft.commit:
        raise ConceptError(f"{draft.name} is a draft whose commit is not known here.", "Name a commit after --at.")
    refuse_hiding(root, label, draft.commit)
    return draft


def core(label: str, day: date, draft: Revision, dress: Source, examined: Examined) -> dict[str, Any]:
    """What a manifest says of the origin of a draft: commit, tree, and the hashes of text, records and templates."""
    return {
        "format": 1,
        "label": label,
        "date": day.isoformat(),
        "commit": draft.commit,
        "tree": draft.tree,
        "version": __version__,
        "inputs": hashes(draft, (*_text_paths(draft), *examined.project.pictures)),
        "templates": hashes(dress, dress.paths(TEMPLATES)),
        "toolkit": hashes(templates(), templates().paths("."), "./"),
    }


def _text_paths(source: Source) -> tuple[str, ...]:
    """The paths of what text and records are read from: of records whether they are there or not."""
    fragments = (path for path in source.paths(SECTIONS) if NAME.fullmatch(path.removeprefix(f"{SECTIONS}/")))
    return (*RECORD_FILES, *fragments)


def _blocks(examined: Examined, source: Source) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Each language with its numbered blocks, and the page that each stands on."""
    from concept_cli.writers.pdf import pages

    for output in outputs(examined, source, ("pdf",), examined.project.concept.record.languages):
        numbers = pages(output.document, output.style, output.pictures)
        yield output.document.language, list(places(output.document, numbers))


def places(document: Document, pages: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    """The blocks that a letter can name: paragraphs by the number in the margin, headings, tables and figures by their own."""
    for node in walk(document):
        if not isinstance(node, Block) or isinstance(node, Note):
            continue
        number = str(node.paragraph) if node.paragraph else str(getattr(node, "number", ""))
        if number:
            yield {"number": number, "page": pages.get(anchor(node), 0), "block": node.address, "words": _begin(node)}


def _begin(block: Block) -> str:
    """The first few words by which people know a block: of a table or figure, those of its caption, if it has one."""
    caption = words(block.caption) if isinstance(block, Table | Figure) else ""
    first = " ".join((caption.strip() or words(block)).split()[:_FIRST_WORDS])
    return first if len(first) <= _LETTERS else first[: _LETTERS - 1] + "…"


def _remarks(folder: Folder, draft: Revision, examined: Examined, at: str | None) -> Iterable[str]:
    if at is None and (differing := uncommitted(folder, draft, examined)):
        yield f"Not in the draft, because it was not committed: {', '.join(differing)}."
    if examined.errors:
        yield f"The text of this draft has errors ({examined.errors}); its outputs say so on their first page."


def uncommitted(folder: Folder, draft: Revision, examined: Examined) -> list[str]:
    """The files of text, records and pictures that read otherwise in the folder than in a draft of it."""
    paths = sorted({*_text_paths(folder), *_text_paths(draft), *examined.project.pictures})
    return [path for path in paths if differs(folder, draft, path)]
