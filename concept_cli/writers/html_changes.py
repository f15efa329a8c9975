"""The list of changes of a redline, as page and print show it in front of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Final

from concept_cli.diagnostics import Place
from concept_cli.document import Block, Change, Document, Section, anchor, every_section, walk
from concept_cli.style import Style
from concept_cli.wording.terms import term
from concept_cli.writers.excerpt import Piece, excerpt
from concept_cli.writers.frame import filled
from concept_cli.writers.html_words import class_of, link_to, safe, soft
from concept_cli.writers.marks import change_name, explanation, kind_of, section_name, top_sections
from concept_cli.writers.redline.summary import sentence

TITLE_PAGE: Final = "_title"
"""The name of the title block: there stands what changed and belongs to no section."""
_RECORDS: Final = "_records"
_ARROW: Final = " → "


@dataclass(frozen=True)
class Tally:
    """A top section and how many changes of which sort are in it; ``share`` is their part of those in the section that has most."""

    name: str
    address: str
    substance: int
    editorial: int
    share: int


def names_of(document: Document) -> tuple[str, ...]:
    """What the drafts that a redline compares are called; nothing for what is none."""
    redline, language = document.redline, document.language
    if redline is None:
        return ()
    return redline.older or term("older-draft", language), redline.newer or term("newer-draft", language)


def compared(document: Document) -> str:
    """The names of both drafts, as a running header shows them."""
    return _ARROW.join(names_of(document))


def title_of(document: Document) -> str:
    """What a file with the document is called: its title, or else what it compares, or its name."""
    return document.title or compared(document) or document.short_title or document.id


def comparison(document: Document, style: Style) -> str:
    """What is compared, the changes in one sentence and by section, and how to read the marks; empty for what is no redline."""
    redline, language = document.redline, document.language
    if redline is None:
        return ""
    older, newer = names_of(document)
    editorial = sum(change.editorial for change in redline.changes)
    return filled(
        style,
        "comparison.html",
        document,
        compared=term("compared", language, older=older, newer=newer),
        said=sentence(document),
        tallies=_tallies(document, redline.changes),
        substance=len(redline.changes) - editorial,
        editorial=editorial,
    )


def _tallies(document: Document, changes: Sequence[Change]) -> tuple[Tally, ...]:
    """Every top section in which something changed, in their order."""
    top = top_sections(document)
    found = {"": (term("title-page", document.language), f"#{TITLE_PAGE}")}
    for section in document.sections:
        found.setdefault(section.id, (section_name(section), ""))
        if anchor(section):
            found[section.id] = section_name(section), link_to(anchor(section))
    found[_RECORDS] = term("records", document.language), ""
    substance, editorial = Counter[str](), Counter[str]()
    placed = _placed(document)
    for change in changes:
        where = placed(change)
        (editorial if change.editorial else substance)[top.get(where, where if where in found else "")] += 1
    most = max((substance + editorial).values(), default=1)
    return tuple(
        Tally(name, address, substance[id], editorial[id], round(100 * (substance[id] + editorial[id]) / most))
        for id, (name, address) in found.items()
        if substance[id] + editorial[id]
    )


def _placed(document: Document) -> Callable[[Change], str]:
    """What tells the section of a change: none for one of the title page. What stands in a file and in no section is in the records,
    unless the document is a single text whose section has no id.
    """
    has_records = all(section.id for section in document.sections)

    def where(change: Change) -> str:
        in_file = change.older or change.newer
        return change.section or (_RECORDS if has_records and in_file else "")

    return where


# ---------------------------------------------------------------- the list


@dataclass(frozen=True)
class Listing:
    """What a line of the list depends on besides its change: where the text has the change, and the page it is on in print."""

    language: str
    printed: bool
    met: frozenset[str]
    where: Callable[[Change], str]
    elsewhere: Mapping[Place | str, str]
    pages: Mapping[str, int]
    unexplained: frozenset[int]


def listing(document: Document, met: Iterable[str], pages: Mapping[str, int] = MappingProxyType({}), *, printed: bool) -> Listing:
    """``met`` are the names that the text has given to changes. A change of a number alone has none, it leads to what has the number."""
    places: dict[Place | str, str] = {section.id: anchor(section) for section in _sections(document) if anchor(section)}
    for block in walk(document):
        if isinstance(block, Block) and block.place and anchor(block):
            places.setdefault(block.place, anchor(block))
    redline = document.redline
    unexplained = (
        frozenset(each.number for each in redline.changes if redline.lacks_explanation(each)) if redline else frozenset()
    )
    return Listing(document.language, printed, frozenset(met), _placed(document), places, pages, unexplained)


def changes(document: Document, shown: Listing) -> str:
    """All changes, those of substance before those that are editorial, each group by section in the order of the text."""
    found = document.redline.changes if document.redline else ()
    order = {
        shown.where(change): at for at, change in reversed([*enumerate(found)])
    }  # new numbers come last, and go to their sections
    inside = sorted(found, key=lambda change: order[shown.where(change)])
    substance, editorial = ([each for each in inside if each.editorial is wanted] for wanted in (False, True))
    return _group("list-of-substance", substance, shown) + _group("list-editorial", editorial, shown)


def _sections(document: Document) -> Iterator[Section]:
    return every_section(document.sections)


def _group(key: str, found: Sequence[Change], shown: Listing) -> str:
    """A heading and the changes of each section, on the page to be folded."""
    if not found:
        return ""
    editorial = key == "list-editorial"
    title = f"{safe(term(key, shown.language))} ({len(found)})"
    meaning = f'<p class="meaning">{safe(term("editorial-meaning", shown.language))}</p>' if editorial else ""
    inside = meaning + "".join(_of_section([*each], shown) for _, each in groupby(found, shown.where))
    kind = "editorial" if editorial else "substance"
    if shown.printed:
        return f'<div class="{kind}"><h3 data-label="{title}">{title}</h3>\n{inside}</div>\n'
    opened = "" if editorial else ' open="open"'
    return f'<details class="{kind}"{opened}><summary>{title}</summary>\n{inside}</details>\n'


def _of_section(found: Sequence[Change], shown: Listing) -> str:
    """A section's changes under its title; a single text without sections has none."""
    first = found[0]
    kind = "records" if shown.where(first) == _RECORDS else "" if first.newer or first.older else "title-page"
    name = first.heading or (term(kind, shown.language) if kind else "")
    title = f'<p class="of-section">{soft(name)} <span class="how-many">{len(found)}</span></p>' if name else ""
    return f'{title}\n<ol role="list">\n{"".join(_line(each, shown) for each in found)}</ol>\n'


def _line(change: Change, shown: Listing) -> str:
    """A change: its number, what changed and how, the words, who asked for it and why, and in print the page."""
    name, language = change_name(change.number), shown.language
    met = name in shown.met
    target = name if met else _elsewhere(change, shown)
    own = f' id="{name}"' if not met and not shown.printed else ""
    kind = f'<span class="kind {change.kind}">{safe(kind_of(change, language))}</span>'
    between = " · " if shown.printed else " "  # on the page the kind stands apart, at the end of the line
    element = f'<span class="element">{soft(change.element)}</span>{between}' if change.element else ""
    label = f'<span class="change-number">{change.number}</span> {element}{kind}'
    linked = f'<a href="{link_to(target)}">{label}</a>' if target else f"<span>{label}</span>"
    page = shown.pages.get(target)
    leader = f'<span class="leader" data-page="{page}"></span>' if page else ""
    pieces = excerpt(change.content) if change.content else _renumbered(change)
    was = f'<p class="words">{soft(term("moved-to", language, place=change.was))}</p>' if change.was else ""
    said = was + (f'<p class="words">{"".join(map(_piece, pieces))}</p>' if pieces else "") + _explained(change, shown)
    editorial = ' data-editorial=""' if change.editorial and not shown.printed else ""
    return f'<li{own} data-change="{change.number}"{editorial}><p class="what">{linked}{leader}</p>{said}</li>\n'


def _explained(change: Change, shown: Listing) -> str:
    """Who asked for a change and why, or that nobody explained it where explanations were looked for."""
    if change.number in shown.unexplained:
        return f'<p class="explanation none">— {safe(term("change-unexplained", shown.language))}</p>'
    said = explanation(change)
    return f'<p class="explanation">— {soft(said)}</p>' if said else ""


def _elsewhere(change: Change, shown: Listing) -> str:
    """What a change leads to that has no mark in the text: the block in which the newer draft has it, or its section."""
    block = shown.elsewhere.get(change.newer) if change.newer else None
    where = shown.where(change)
    return block or (shown.elsewhere.get(where, "") if where else TITLE_PAGE)


def _renumbered(change: Change) -> tuple[Piece, ...]:
    both = bool(change.before and change.after)
    pieces = (("deleted", change.before), ("", _ARROW * both), ("inserted", change.after))
    return tuple((kind, said) for kind, said in pieces if said)


def _piece(piece: Piece) -> str:
    kind, said = piece
    if not kind:
        return soft(said)
    tag = "del" if kind in ("deleted", "moved-from") else "ins"
    return f"<{tag}{class_of(kind if kind.startswith('moved') else '')}>{soft(said)}</{tag}>"
