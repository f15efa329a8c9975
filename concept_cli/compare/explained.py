"""A redline whose changes are explained: who asked for each, what was decided, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from concept_cli.compare.marking import with_marks
from concept_cli.document import Change, Document, Explanation, Mark


def explained(redline: Document, explanations: Mapping[int, Explanation]) -> Document:
    """The redline with explanations of its changes, by their numbers: on the list of changes, and in every mark that belongs to one.

    A change that nobody explained stays as it is, and is told as such. An explanation without a name or a day leaves the marks those of
    the comparison.
    """
    assert redline.redline is not None

    def told(mark: Mark) -> Mark:
        why = explanations.get(mark.change)
        return replace(mark, who=why.who or mark.who, when=why.when or mark.when, why=why.why or mark.why) if why else mark

    def listed(change: Change) -> Change:
        why = explanations.get(change.number)
        if why is None:
            return change
        content = tuple(with_marks(node, told) for node in change.content)
        return replace(change, content=content, who=why.who, when=why.when, why=why.why, contribution=why.contribution)

    changes = tuple(map(listed, redline.redline.changes))
    return replace(with_marks(redline, told), redline=replace(redline.redline, changes=changes, explains=True))
