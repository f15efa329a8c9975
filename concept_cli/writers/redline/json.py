"""A redline to JSON: its changes, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from concept_cli.document import Change, Document


def value(document: Document, names: tuple[str, str], translations: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """``a`` and ``b`` are the two drafts by the ``names`` that were typed for them, ``changes`` what differs, in reading order;
    ``translations`` are the sections whose text differs in other languages.

    ``class``: inserted, deleted, replaced, moved, split, joined, renumbered, retitled or field. Lines count from 1 in the files ``a_path``
    and ``b_path``, and are null where a change has no place in one of the drafts. Where explanations were looked for, every change says
    whether it is ``explained``, and ``who``, ``when``, ``why`` and which ``contribution``.
    """
    redline = document.redline
    assert redline is not None
    return {
        "a": names[0],
        "b": names[1],
        "translations": {language: list(sections) for language, sections in translations.items()},
        "changes": [
            {
                "number": each.number,
                "class": each.kind,
                "editorial": each.editorial,
                "section": each.section,
                "heading": each.heading,
                "element": each.element,
                "a_path": each.older.path if each.older else None,
                "a_line": each.older.line if each.older else None,
                "b_path": each.newer.path if each.newer else None,
                "b_line": each.newer.line if each.newer else None,
                "before": each.before,
                "after": each.after,
                **(_explanation(each) if redline.explains else {}),
            }
            for each in redline.changes
        ],
    }


def _explanation(change: Change) -> dict[str, Any]:
    said = {name: getattr(change, name) for name in ("who", "when", "why", "contribution")}
    return {"explained": change.explained, **said}


def write(document: Document, names: tuple[str, str], translations: Mapping[str, Sequence[str]]) -> bytes:
    """The same as a file in UTF-8."""
    return (json.dumps(value(document, names, translations), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
