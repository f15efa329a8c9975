"""What a contribution changed, as the text of today has it, in words that people read."""

from __future__ import annotations

import re
from functools import partial
from textwrap import dedent
from typing import Final

from concept_cli.document import words
from concept_cli.ledger.anchors import Today
from concept_cli.ledger.passages import Passage, runs, said_by
from concept_cli.ledger.proposals import BAR
from concept_cli.ledger.saying import deletes, says
from concept_cli.model import Contribution, Event, Fragment, Project
from concept_cli.readers.markdown import read_markdown
from concept_cli.wording.contributions import contribution_term

_ROW_OR_ITEM: Final = re.compile(r"\s*(?:\||[-*+]\s|\w{1,5}[.)]\s)")
_BETWEEN: Final = "\n\n"
"""Stands between passages."""
_SPACE_LEFT: Final = re.compile(r" +(?=[.,;:!?)])")
"""What a citation or the call of a note leaves behind before a sign."""


def passage_now(project: Project, today: Today, contribution: Contribution, language: str) -> str:
    """The words of the passage today that a contribution changed; nothing where it changed none."""
    term = partial(contribution_term, language=language)
    last = next((each for each in reversed(contribution.head.history) if each.step in {"applied", "reverted"}), None)
    fragment = next((each for each in project.fragments if last and each.path == last.path), None)
    passage = _standing(today, fragment, last, contribution) if last and last.after and fragment else None
    if last and last.step == "reverted" and not (passage and says(passage.text, contribution)):
        if _is_unheard_of(contribution):
            return ""
        return term("now-put-back" if deletes(contribution) else "now-taken-out")
    if last is None or fragment is None:
        return ""
    if took_out(last):
        return term("now-deleted")
    if passage:
        own = [each.text for each in runs(passage.text) if says(each.text, contribution)]
        return rendered(_changed(passage.text if len(own) != 1 else own[0], last)) or term("now-gone")
    key, anchor = became_of(today, contribution), today.anchor(contribution)
    return "\n".join((term(key), *([rendered(anchor.passage.text)] if key == "now-changed" and anchor.passage else [])))


def _standing(today: Today, fragment: Fragment, last: Event, contribution: Contribution) -> Passage | None:
    """Where words stand after they were put in or taken out."""
    if last.step == "reverted":
        return today.brought(fragment, last)
    found = today.now(fragment, last, contribution)
    return found[1] if found else None


def became_of(today: Today, contribution: Contribution) -> str:
    """The term for what became of words that were put into the text, and are not known there any more."""
    if today.anchor(contribution).outcome == "gone":
        return "now-deleted" if deletes(contribution) else "now-gone"
    # of what was put in, the anchor is the passage that it was put behind
    return "now-taken-out" if contribution.head.action == "insert" else "now-changed"


def quoted(contribution: Contribution) -> str:
    """The words that a contribution is about, those of a table with a bar between its cells; empty where it names none."""
    place, base = contribution.head.place, contribution.parts.get("base", "")
    if place is None:
        return ""
    said = said_by(base) if base.lstrip().startswith("|") else None
    if said and (found := said.find(place.quote)):
        start, end = found[0]
        return said.words[start:end].strip("\n").replace("\n", " | ")
    return _SPACE_LEFT.sub("", place.quote)


def _changed(passage: str, event: Event) -> str:
    """Of a table the rows, of a list the items that an event changed, as they are, with a bar between cells: none where they are gone. Any
    other passage whole.
    """
    lines, old, made = (each.strip("\n").split("\n") for each in (passage, event.before, event.after))
    if not all(_ROW_OR_ITEM.match(each) for each in lines):
        return passage
    if len(made) < 2:
        return passage
    if len(lines) == len(old) == len(made):
        changed = [now for now, was, became in zip(lines, old, made, strict=True) if was != became]
    else:
        ways = (
            (each for each in lines if each in made and each not in old),
            (each for each in lines if each not in old),
            (each for each in lines if each not in made),
        )
        changed = next(filter(None, map(list, ways)), [])
    return "\n\n".join(" | ".join(map(str.strip, BAR.split(each.strip().strip("|")))) for each in changed)


def _is_unheard_of(contribution: Contribution) -> bool:
    """Whether words stood there without a contribution; or others than a body wrote for it, and it was never told so."""
    steps = contribution.head.history
    begun = next(at for at in reversed(range(len(steps))) if steps[at].step == "applied")
    if steps[begun].before == steps[begun].after:
        return True
    others = steps[begun].wording not in {"", contribution.parts.get("proposed", "")}
    return others and all(each.step != "replied" for each in steps[begun:])


def took_out(applied: Event) -> bool:
    """Whether an event only took whole paragraphs, items or rows out, or found them out; merging keeps a paragraph beside, by which it
    knows the place.
    """
    before, after = ({each.text for each in runs(text)} for text in (applied.before, applied.after))
    old, made = ({each.strip("\n") for each in text.strip("\n").split("\n")} for text in (applied.before, applied.after))
    return not applied.after or after < before or (made < old and all(map(_ROW_OR_ITEM.match, made)))


def rendered(passage: str) -> str:
    """A passage of a fragment as people read it, without the signs of Markdown; a line for each block."""
    read = read_markdown("", dedent(passage), 1, lambda _: None)
    lines = "\n".join(filter(None, map(words, (*read.blocks, *read.notes))))
    return _SPACE_LEFT.sub("", lines).replace("\t", " | ")
