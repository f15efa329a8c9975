"""Freezing: a revision of the history and a label to a manifest, which names a draft for good and says where everything stood in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from concept_cli import __version__
from concept_cli.diagnostics import ConceptError
from concept_cli.document import Block, Document, Figure, Note, Table, anchor, walk, words
from concept_cli.draft import Examined, examine, outputs
from concept_cli.history import Revision, differs, labels, manifest_path, refuse_hiding, refuse_meaning, revision
from concept_cli.load import RECORD_FILES, SECTIONS
from concept_cli.readers.fragment import NAME
from concept_cli.scaffold.values import new_id
from concept_cli.sources import TEMPLATES, Dressed, Folder, Source, Unreadable, templates

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
    refuse_meaning(label)
    new_id(label, "draft")
    if label in labels(root):
        raise ConceptError(
            f"The draft “{label}” was frozen already.", "Choose another label: a draft that was sent out does not change."
        )
    draft = revision(root, at or "HEAD")
    if not draft.commit:
        raise ConceptError(f"{draft.name} is a draft whose commit is not known here.", "Name a commit after --at.")
    refuse_hiding(root, label, draft.commit)
    source = Dressed(draft, folder)
    examined = examine(source)
    pictures = tuple(examined.project.pictures)
    manifest = {
        "format": 1,
        "label": label,
        "date": (day or draft.day).isoformat(),
        "commit": draft.commit,
        "tree": draft.tree,
        "version": __version__,
        "inputs": _hashes(draft, (*_text_paths(draft), *pictures)),
        "templates": _hashes(folder, folder.paths(TEMPLATES)),
        "toolkit": _hashes(templates(), templates().paths("."), "./"),
        "blocks": dict(_blocks(examined, source)),
    }
    content = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return Frozen(manifest_path(label), content.encode("utf-8"), tuple(_remarks(folder, draft, examined, pictures, at)))


def _text_paths(source: Source) -> tuple[str, ...]:
    """The paths of what text and records are read from: of records whether they are there or not."""
    fragments = (path for path in source.paths(SECTIONS) if NAME.fullmatch(path.removeprefix(f"{SECTIONS}/")))
    return (*RECORD_FILES, *fragments)


def _hashes(source: Source, paths: Iterable[str], prefix: str = "") -> dict[str, dict[str, Any]]:
    """SHA-256 and size of each file that is there, by path. Raises ConceptError for one that cannot be read."""
    hashes = {}
    for path in sorted(set(paths)):
        try:
            content = source.read(path)
        except Unreadable as error:
            raise ConceptError(
                f"{path} cannot be read: {error}.", error.remedy or "A draft is frozen with all its files: mend it first."
            ) from None
        if content is not None:
            hashes[path.removeprefix(prefix)] = {"sha256": sha256(content).hexdigest(), "size": len(content)}
    return hashes


def _blocks(examined: Examined, source: Source) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Each language with its numbered blocks, and the page that each stands on."""
    from concept_cli.writers.pdf import pages

    for output in outputs(examined, source, ("pdf",), examined.project.concept.record.languages):
        numbers = pages(output.document, output.style, output.pictures)
        yield output.document.language, list(_places(output.document, numbers))


def _places(document: Document, pages: Mapping[str, int]) -> Iterable[dict[str, Any]]:
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


def _remarks(folder: Folder, draft: Revision, examined: Examined, pictures: tuple[str, ...], at: str | None) -> Iterable[str]:
    if at is None:
        paths = sorted({*_text_paths(folder), *_text_paths(draft), *pictures})
        differing = [path for path in paths if differs(folder, draft, path)]
        if differing:
            yield f"Not in the draft, because it was not committed: {', '.join(differing)}."
    if examined.errors:
        yield f"The text of this draft has errors ({examined.errors}); its outputs say so on their first page."
