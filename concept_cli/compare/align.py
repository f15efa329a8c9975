"""Two trees to what belongs together in them.

Sections are paired by id, then by what they say; blocks in order inside paired sections and in whatever they are nested in; what is left
over is looked for elsewhere, because it may have moved. Nothing is drawn here: contributions that are placed in a newer text, and
translations that are set beside their originals, need the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any, Final

from concept_cli.compare.sequence import Bag, alike, bag, common, pairs_alike
from concept_cli.document import (
    Block,
    Divider,
    Document,
    Heading,
    Item,
    Meaning,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    child_fields,
    every_section,
    transform,
    words,
)

_WORD: Final = re.compile(r"\w+")
SEQUENCES: Final = frozenset({"blocks", "items", "rows", "head", "entries", "meanings", "notes", "sections"})
"""The fields of parts that hold parts in an order."""

_PAIR: Final = 0.4
"""How alike two parts in a gap must be to be one part that changed."""
_ALONE: Final = 0.2
"""The same where no other part could be meant."""
_SAME_NAME: Final = 0.5
"""What it is worth when two rows of a table begin with the same words."""
_MOVED: Final = 0.75
"""How alike parts in different places must be to be one part that moved and changed."""
_SAYS_ENOUGH: Final = 4
"""Words that a part needs to be recognised elsewhere."""
_CHANGED_ON_THE_WAY: Final = 8
"""Words that it needs when it changed as well."""
_WHOLE: Final = 0.6
"""How alike a paragraph must be to the paragraphs that it was split into, together."""
_PIECE: Final = 0.6
"""How much of a piece must have stood in the paragraph that it was split from."""


@dataclass(eq=False)
class Link:
    """What belongs together: parts of the older draft and of the newer one.

    One and one are the same part, changed or not; none and one is new, one and none gone; one and several were split, several and one
    joined. ``inner`` are the links of the parts inside, by field. A part that moved has two links, each the other's ``other_end``: the one
    with the older part, and the one with the newer part, which holds the inner links.
    """

    olds: tuple[Any, ...]
    news: tuple[Any, ...]
    inner: dict[str, list[Link]] = field(default_factory=dict)
    other_end: Link | None = None
    place: tuple[int, int] = (0, 0)
    """The sequence that the link stands in, and its number there: so it is known which parts moved together."""

    @property
    def is_pair(self) -> bool:
        """Whether it holds one part of each draft."""
        return len(self.olds) == len(self.news) == 1


@dataclass
class _Part:
    """A part that waits for its partner."""

    node: Any

    @cached_property
    def bag(self) -> Bag:
        return bag(words(self.node))


def aligned(older: Document, newer: Document) -> list[Link]:
    """The links of the sections of two settled documents; those of everything else are inside them."""
    aligning = _Aligning(older, newer)
    links = aligning.sections(older.sections, newer.sections)
    aligning.find_moves()
    _place(links)
    return links


def _place(links: list[Link]) -> None:
    for number, link in enumerate(links):
        link.place = (id(links), number)
        for inner in link.inner.values():
            _place(inner)


class _Aligning:
    """One comparison: which sections belong together, and what is left over so far."""

    def __init__(self, older: Document, newer: Document) -> None:
        self.gone: list[Link] = []
        self.new: list[Link] = []
        self.partner, self.has_partner = _section_pairs(older, newer)
        self.ends: dict[int, Link] = {}

    # -- sections

    def sections(self, older: Sequence[Section], newer: Sequence[Section]) -> list[Link]:
        """Sections of one parent: those that stand in both under it, in order; others are gone, new, or moved."""
        mine = [self.partner.get(id(each)) for each in newer]
        links = []
        for equal, a, b, c, d in common([id(each) for each in older], [id(each) if each else None for each in mine]):
            if equal:
                links += [self.section_pair(old, new) for old, new in zip(older[a:b], newer[c:d], strict=True)]
            else:
                links += [self.section_gone(each) for each in older[a:b]] + [self.section_new(each) for each in newer[c:d]]
        return links

    def section_pair(self, old: Section, new: Section) -> Link:
        """A section that stands in both drafts."""
        link = Link((old,), (new,))
        link.inner = {
            "blocks": self.parts(old.blocks, new.blocks),
            "notes": self.notes(old.notes, new.notes),
            "sections": self.sections(old.sections, new.sections),
        }
        return link

    def section_gone(self, old: Section) -> Link:
        """A section that does not stand here any more: it moved, or is gone."""
        link = Link((old,), ())
        if id(old) in self.has_partner:
            self.meet(id(old), link)
        else:
            link.inner = {"blocks": self.parts(old.blocks, ()), "notes": self.notes(old.notes, ())}
            link.inner["sections"] = self.sections(old.sections, ())
        return link

    def section_new(self, new: Section) -> Link:
        """A section that did not stand here before: it moved, or is new."""
        old = self.partner.get(id(new))
        link = self.section_pair(old, new) if old else Link((), (new,))
        if old:
            link.olds = ()
            self.meet(id(old), link)
        else:
            link.inner = {"blocks": self.parts((), new.blocks), "notes": self.notes((), new.notes)}
            link.inner["sections"] = self.sections((), new.sections)
        return link

    def meet(self, key: int, link: Link) -> None:
        """One end of a section that moved; the second one finds the first."""
        other = self.ends.setdefault(key, link)
        if other is not link:
            link.other_end, other.other_end = other, link

    # -- what stands in an order

    def parts(self, older: Sequence[Part], newer: Sequence[Part]) -> list[Link]:
        """Parts of one parent: equal ones first, then in each gap those that are alike."""
        links: list[Link] = []
        for equal, a, b, c, d in common(older, newer):
            if equal:
                links += [Link((old,), (new,)) for old, new in zip(older[a:b], newer[c:d], strict=True)]
            else:
                links += self.gap([_Part(each) for each in older[a:b]], [_Part(each) for each in newer[c:d]])
        return links

    def gap(self, older: list[_Part], newer: list[_Part]) -> list[Link]:
        """What stands between equal parts."""
        alone = len(older) == len(newer) == 1

        def fit(i: int, j: int, likeness: float) -> float:
            short = min(older[i].bag.total(), newer[j].bag.total()) < _SAYS_ENOUGH
            return _fit(older[i].node, newer[j].node, likeness, _ALONE * (not short) if alone else _PAIR)

        pairs = pairs_alike([each.bag for each in older], [each.bag for each in newer], fit) if older and newer else []
        links: list[Link] = []
        i = j = 0
        for groups in (*_with_pieces(pairs, older, newer), ((len(older),), (len(newer),))):
            ones, others = groups
            links += [self.left_over((each.node,), ()) for each in older[i : ones[0]]]
            links += [self.left_over((), (each.node,)) for each in newer[j : others[0]]]
            if ones[0] < len(older):
                olds, news = tuple(older[each].node for each in ones), tuple(newer[each].node for each in others)
                links.append(self.pair(olds[0], news[0]) if len(olds) == len(news) == 1 else Link(olds, news))
            i, j = ones[-1] + 1, others[-1] + 1
        return links

    def left_over(self, olds: tuple[Part, ...], news: tuple[Part, ...]) -> Link:
        """A part without a partner here; perhaps it has one elsewhere."""
        link = Link(olds, news)
        (self.gone if olds else self.new).append(link)
        return link

    def pair(self, old: Part, new: Part) -> Link:
        """Two parts that are one, with what belongs together inside them."""
        link = Link((old,), (new,))
        for name in SEQUENCES.intersection(child_fields(type(new))):
            link.inner[name] = self.parts(getattr(old, name), getattr(new, name))
        return link

    def notes(self, older: Sequence[Note], newer: Sequence[Note]) -> list[Link]:
        """Notes belong together by their labels, which :func:`same_labels` has made the same; their order is that of their labels."""
        by_label: dict[str, tuple[list[Note], list[Note]]] = {}
        for side, notes in enumerate((older, newer)):
            for each in notes:
                by_label.setdefault(each.label, ([], []))[side].append(each)
        return [
            self.pair(old, new) if old and new else Link((old,) if old else (), (new,) if new else ())
            for _, (olds, news) in sorted(by_label.items())
            for old, new in zip_longest(olds, news)
        ]

    # -- moves

    def find_moves(self) -> None:
        """Pair what is gone in one place with what is new in another: equal parts, then those that differ in punctuation and capitals
        alone, then parts that are very alike.
        """
        self.pair_same(_bare)
        self.pair_same(_spoken)
        gone, new = ([link for link in links if not link.other_end] for links in (self.gone, self.new))
        olds = [_Part(link.olds[0]) for link in gone if _is_known(link.olds[0])]
        news = [_Part(link.news[0]) for link in new if _is_known(link.news[0])]
        by_part = {id(each.olds[0]): each for each in gone} | {id(each.news[0]): each for each in new}

        def fit(i: int, j: int, likeness: float) -> float:
            enough = olds[i].bag.total() >= _CHANGED_ON_THE_WAY
            return likeness if enough and likeness >= _MOVED and _same_kind(olds[i].node, news[j].node) else 0

        for i, j in pairs_alike([each.bag for each in olds], [each.bag for each in news], fit, ordered=False):
            self.move(by_part[id(olds[i].node)], by_part[id(news[j].node)])

    def pair_same(self, key: Callable[[Part], Any]) -> None:
        """Pair what has the same key. Of parts that say little only those are the same that nothing else could be."""
        gone, new = (_by_key((link for link in links if not link.other_end), key) for links in (self.gone, self.new))
        for said, links in new.items():
            olds = gone.get(said, [])
            if len(links) == len(olds) == 1 or _is_known(links[0].news[0]):
                for old, link in zip(olds, links, strict=False):
                    self.move(old, link)

    def move(self, gone: Link, new: Link) -> None:
        """Two left-over links as the ends of a move."""
        gone.other_end, new.other_end = new, gone
        before = len(self.gone), len(self.new)
        new.inner = self.pair(gone.olds[0], new.news[0]).inner
        del self.gone[before[0] :], self.new[before[1] :]  # what changed inside on the way has not moved again


# ----------------------------------------------------------------- what fits


def _same_kind(old: Any, new: Any) -> bool:
    """Whether two parts can be one at all. Rows that reach over columns in other ways cannot, nor can tables of such rows that differ in
    their columns.
    """
    if type(old) is not type(new):
        return False
    match old:
        case Row():
            return old.role == new.role and _reach(old) == _reach(new)
        case Table():
            return len(old.alignments) == len(new.alignments) or not any(
                any(_reach(row)) for row in (*old.head, *old.rows, *new.head, *new.rows)
            )
        case Divider():
            return False
    return True


def _reach(row: Row) -> tuple[int, ...]:
    """Over how many columns each cell reaches; empty for a row of ordinary cells."""
    across = tuple(cell.across for cell in row.cells)
    return across if set(across) - {1} else ()


def _fit(old: Any, new: Any, likeness: float, least: float) -> float:
    """What the pairing of two parts in one gap is worth, when they must be so much alike at ``least``."""
    if not _same_kind(old, new):
        return 0
    if isinstance(old, Block) and not isinstance(old, Row) and old.id and old.id == new.id:
        return likeness + 1
    if isinstance(old, Row) and _first(old) == _first(new) != "":
        return likeness + _SAME_NAME
    if isinstance(old, Heading | Item | Row | Meaning) and least < _PAIR:
        least = 0
    return likeness + 0.01 if likeness >= least else 0


def _first(row: Row) -> str:
    """The words by which a row is known."""
    return next((said for cell in row.cells if any(map(str.isalpha, said := words(cell)))), "")


def _is_known(part: Part) -> bool:
    """Whether a part says enough to be recognised elsewhere."""
    return isinstance(part, Heading) or bag(words(part)).total() >= _SAYS_ENOUGH


def _by_key(links: Iterable[Link], key: Callable[[Part], Any]) -> dict[Any, list[Link]]:
    """Links of single parts that say something, by the key of their part, in order."""
    found: dict[Any, list[Link]] = {}
    for link in links:
        [part] = link.olds or link.news
        if any(map(str.isalpha, words(part))):
            found.setdefault(key(part), []).append(link)
    return found


def _spoken(part: Part) -> tuple[type[Part], tuple[str, ...]]:
    """The words of a part as they are read aloud."""
    return type(part), tuple(_WORD.findall(words(part).casefold()))


def _bare(part: Any) -> Any:
    """A part without what may change when it moves: a list item its label, a heading its level."""
    match part:
        case Item():
            return replace(part, label="", id="")
        case Heading():
            return replace(part, level=1, id="")
        case _:
            return part


# --------------------------------------------------------------- in pieces

Group = tuple[tuple[int, ...], tuple[int, ...]]


def _with_pieces(pairs: list[tuple[int, int]], older: list[_Part], newer: list[_Part]) -> Iterator[Group]:
    """The pairs of a gap, those of paragraphs widened by pieces beside them that stand alone: what was split or joined."""
    free_old = set(range(len(older))) - {i for i, _ in pairs}
    free_new = set(range(len(newer))) - {j for _, j in pairs}
    for i, j in pairs:
        yield _widened(i, j, older, newer, free_old, free_new)


def _widened(i: int, j: int, older: list[_Part], newer: list[_Part], free_old: set[int], free_new: set[int]) -> Group:
    if not (isinstance(older[i].node, Paragraph) and isinstance(newer[j].node, Paragraph)):
        return (i,), (j,)
    news = _pieces(older[i], newer, j, free_new)
    if len(news) > 1:
        return (i,), news
    olds = _pieces(newer[j], older, i, free_old)
    return olds, (j,)


def _pieces(whole: _Part, parts: list[_Part], at: int, free: set[int]) -> tuple[int, ...]:
    """The parts around one that together make up a whole better than it does alone; they are free no longer."""
    first = last = at
    together = parts[at].bag
    likeness = alike(whole.bag, together)
    while True:
        for each in (last + 1, first - 1):
            if each not in free or not isinstance(parts[each].node, Paragraph):
                continue
            piece = parts[each].bag
            wider = together + piece
            missing = whole.bag - together
            covered = (piece & missing).total()
            better = alike(whole.bag, wider)
            if piece.total() and covered >= _PIECE * piece.total() and better > likeness and better >= _WHOLE:
                together, likeness = wider, better
                first, last = min(first, each), max(last, each)
                free.discard(each)
                break
        else:
            return tuple(range(first, last + 1))


# ---------------------------------------------------------- sections, notes


def _section_pairs(older: Document, newer: Document) -> tuple[dict[int, Section], set[int]]:
    """For each section of the newer draft that stood in the older one that section; and all of those."""
    olds, news = list(every_section(older.sections)), list(every_section(newer.sections))
    by_id = {each.id: each for each in reversed(olds)}
    partner = {id(each): by_id.pop(each.id) for each in news if each.id in by_id}
    taken = {id(each) for each in partner.values()}
    rest = [each for each in olds if id(each) not in taken]
    unknown = [each for each in news if id(each) not in partner]
    bags = [[bag(words(replace(each, sections=()))) for each in sections] for sections in (rest, unknown)]

    def fit(i: int, j: int, likeness: float) -> float:
        return likeness if likeness >= _PAIR and rest[i].role == unknown[j].role else 0

    for i, j in pairs_alike(bags[0], bags[1], fit, ordered=False) if rest and unknown else []:
        partner[id(unknown[j])] = rest[i]
        taken.add(id(rest[i]))
    return partner, taken


LabelOf = Callable[[str], str]


def same_labels(older: Document, newer: Document, old_label: LabelOf) -> Document:
    """The older document with the labels of its notes as they are in the newer one, for labels are seen by nobody.

    Notes belong together when they say the same, else by their label, else when they are alike. One without a partner gets the label that
    ``old_label`` makes of its own. ``before`` of a note keeps the label that it had.
    """
    partner, _ = _section_pairs(older, newer)
    both = [(old, new) for new in every_section(newer.sections) if (old := partner.get(id(new)))]
    labels = {id(old): _labels(old, new, old_label) for old, new in both}
    taken = {id(old): {each.label for each in new.notes} for old, new in both}

    def renamed(section: Section) -> Section:
        names = labels.get(id(section), {each.label: old_label(each.label) for each in section.notes})
        nested = tuple(renamed(each) for each in section.sections)
        others = taken.get(id(section), set())
        if not section.notes and not others:
            return replace(section, sections=nested)

        def rename(node: Any) -> Any:
            if isinstance(node, NoteReference):
                named = names.get(node.label) or (old_label(node.label) if node.label in others else node.label)
                return replace(node, label=named)
            if isinstance(node, Note) and names[node.label] != node.label:
                return replace(node, label=names[node.label], before=(("label", node.label),))
            return node

        return replace(transform(replace(section, sections=()), rename), sections=nested)

    return replace(older, sections=tuple(renamed(each) for each in older.sections))


def _labels(old: Section, new: Section, old_label: LabelOf) -> dict[str, str]:
    """The label in the newer draft for each label of a section's notes in the older one."""
    names: dict[str, str] = {}
    olds, news = list(old.notes), list(new.notes)

    def take(key: Callable[[Note], Any], fits: Callable[[Note, Note], bool] = lambda _, __: True) -> None:
        waiting: dict[Any, list[Note]] = {}
        for each in reversed(news):
            waiting.setdefault(key(each), []).append(each)
        for one in olds:
            others = waiting.get(key(one))
            if others and fits(one, others[-1]):
                names[one.label] = others.pop().label
        olds[:] = [each for each in olds if each.label not in names]
        news[:] = [each for others in waiting.values() for each in others]
        news.sort(key=lambda each: places[id(each)])

    places = {id(each): at for at, each in enumerate(news)}
    take(lambda each: (each.label, each.blocks))
    take(lambda each: each.blocks)
    take(lambda each: each.label, lambda one, other: alike(bag(words(one)), bag(words(other))) >= _ALONE)
    bags = [[bag(words(each)) for each in notes] for notes in (olds, news)]
    for i, j in pairs_alike(bags[0], bags[1], lambda _, __, likeness: likeness if likeness >= _PAIR else 0, ordered=False):
        names[olds[i].label] = news[j].label
    return names | {each.label: old_label(each.label) for each in olds if each.label not in names}
