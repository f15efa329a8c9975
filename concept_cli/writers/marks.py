"""What the marks of a redline are called in an output: the name by which links reach a change, and where the ends of a move stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from concept_cli.document import (
    Block,
    Cell,
    Change,
    Document,
    Inlines,
    Mark,
    Marked,
    Meaning,
    Node,
    Section,
    children,
    every_section,
    walk,
    words,
)
from concept_cli.wording.terms import draft_name, term

Marks = Cell | Meaning | Block | Section
"""Parts that have an element of their own."""
_OWN_WORDS: Final = ("content", "term", "caption", "legend")
_SEEN: Final = frozenset({"level", "alt", "target"})
"""Fields of parts, besides their words, whose change a reader can see."""


def is_move(mark: Mark | None) -> bool:
    """Whether what is marked stands in another place in the other draft."""
    return mark is not None and mark.kind in ("moved-from", "moved-to")


def change_name(number: int) -> str:
    """The name by which links reach a change: where it stands in the newer draft, or stood."""
    return f"change-{number}"


def kind_of(change: Change, language: str) -> str:
    """What happened, in a word: also that something was reworded when it moved, or was split or joined."""
    reworded = change.kind in {"moved", "split", "joined"} and not change.editorial
    return term(f"change-{change.kind}{'-reworded' if reworded else ''}", language)


def explanation(change: Change) -> str:
    """Who asked for a change, by which contribution, what was decided and why, as one line; empty where nothing is known of it."""
    by = f"{change.who} ({change.contribution})" if change.who and change.contribution else change.who or change.contribution
    return ": ".join(filter(None, (by, change.why)))


def end_name(mark: Mark) -> str:
    """The name of a marked place: that of its change, but for the place that something moved away from."""
    return f"{change_name(mark.change)}-from" if mark.kind == "moved-from" else change_name(mark.change)


def other_end_name(mark: Mark) -> str:
    """The name of the place at the other end of a move."""
    return change_name(mark.change) if mark.kind == "moved-from" else f"{change_name(mark.change)}-from"


def became(part: Marks) -> str:
    """What became of a part between two drafts, as a class: its mark, or that its own words changed."""
    if part.mark:
        return part.mark.kind
    own = [each for name in _OWN_WORDS for each in getattr(part, name, ())]
    seen = getattr(part, "end", None) or any(name in _SEEN for name, _ in part.before)
    return "changed" if seen or any(isinstance(each, Marked) for one in own for each in walk(one)) else ""


def newer_words(content: Inlines) -> str:
    """The words of a redlined content as they stand in the newer draft; of what is gone as a whole, as they stood."""
    return "".join(_standing(content)) or words(content)


def _standing(nodes: Inlines | Iterator[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Marked):
            yield from () if node.mark.gone else _standing(node.content)
        elif any(isinstance(each, Marked) for each in walk(node)):
            yield from _standing(children(node))
        else:
            yield words(node)


def ends_of_moves(document: Document) -> dict[str, str]:
    """For the name of each end of every move where the other end stands, in words: its section, the number of its paragraph if it has
    one, and within one section at least whether it is above or below.
    """
    found: dict[str, tuple[str, str, bool]] = {}
    for section in walk(document):
        if isinstance(section, Section):
            title = section_name(section)
            for part in _parts(section):
                if part.mark and is_move(part.mark):
                    place = title, _paragraph_of(part, document.language), isinstance(part, Section)
                    found.setdefault(end_name(part.mark), place)
    order = {name: at for at, name in enumerate(found)}
    said: dict[str, str] = {}
    for name, (title, _, whole) in found.items():
        other = name.removesuffix("-from") if name.endswith("-from") else f"{name}-from"
        if other in found:
            there, paragraph, _ = found[other]
            where = term("place-below" if order[other] > order[name] else "place-above", document.language)
            said[name] = ", ".join(filter(None, (where if there == title and not whole else there, paragraph)))
    return said


def _paragraph_of(part: Marks, language: str) -> str:
    number = part.paragraph if isinstance(part, Block) else 0
    return term("paragraph", language, number=number) if number else ""


def section_name(section: Section) -> str:
    """The number and title of a section, as they stand in the newer draft."""
    return " ".join(filter(None, (section.heading.number, newer_words(section.heading.content).strip())))


def standing(sections: Iterable[Section]) -> dict[str, Section]:
    """Sections by their id, one that moved at its new place."""
    return {each.id: each for each in sorted(sections, key=lambda each: not (each.mark and each.mark.gone))}


def top_sections(document: Document) -> dict[str, str]:
    """For the id of every section that of the top section that it is nested in, in the newer draft if it is there."""
    tops = {id(each): top.id for top in document.sections for each in every_section((top,))}
    return {name: tops[id(each)] for name, each in standing(every_section(document.sections)).items()}


def _parts(section: Section) -> Iterator[Marks]:
    """A section and the parts of its own text."""
    yield section
    for block in (*section.blocks, *section.notes):
        for part in walk(block):
            if isinstance(part, Cell | Meaning | Block):
                yield part


def older_fields(document: Document) -> dict[str, tuple[str, str]]:
    """What the title page said in the older draft, where that differs, by field, and the name of the change if there is one."""
    before = {name: value for name, value in document.before if isinstance(value, str)}
    changes = {(each.before, each.after): change_name(each.number) for each in _of_title_page(document)}
    found = {
        name: (value, changes.get((value, getattr(document, name)), ""))
        for name, value in before.items()
        if name in ("title", "period", "body")
    }
    state, edition = before.get("state", document.state), before.get("edition", document.edition)
    draft, older = (draft_name(*each, document.language) for each in ((document.state, document.edition), (state, edition)))
    if draft != older:
        found["draft"] = older, changes.get((state, document.state), "")
    return found


def _of_title_page(document: Document) -> Iterator[Change]:
    return (each for each in (document.redline.changes if document.redline else ()) if not each.section)
