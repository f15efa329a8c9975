"""A redline to JSON: its changes, for programs."""

from __future__ import annotations

from typing import Any

from concept_cli.document import Document


def value(document: Document) -> dict[str, Any]:
    """``a`` and ``b`` are the names of the two drafts, ``changes`` what differs, in reading order.

    ``class``: inserted, deleted, replaced, moved, split, joined, renumbered, retitled or field. Lines count from 1 in the files ``a_path``
    and ``b_path``, and are null where a change has no place in one of the drafts.
    """
    assert document.redline is not None
    return {
        "a": document.redline.older,
        "b": document.redline.newer,
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
            }
            for each in document.redline.changes
        ],
    }
