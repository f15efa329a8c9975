"""What keeps a draft from being final: in sentences that may stand in public, with what only the house may read behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from concept_cli.document import Change
from concept_cli.history import drafts, is_shallow, unsaved
from concept_cli.ledger.states import State, state
from concept_cli.release.publication import Publication
from concept_cli.sources import CONCEPT, SOURCE_FOLDERS, STAKEHOLDERS
from concept_cli.wording.findings import MISSING_ROLE
from concept_cli.wording.terms import term

_SHOWN: Final = 5
"""Names that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason against a final release; ``named`` are the numbers and paths that it is about, ``remedy`` is what to type."""

    reason: str
    named: tuple[str, ...]
    remedy: str

    @property
    def told(self) -> str:
        """The reason with some of what it is about, and the remedy, for whoever releases."""
        more = len(self.named) - _SHOWN
        names = ", ".join((*self.named[:_SHOWN], *([f"{more} more"] if more > 0 else [])))
        return f"{self.reason}{f' ({names})' if names else ''}. {self.remedy}"


def obstacles(publication: Publication) -> tuple[Obstacle, ...]:
    """Everything that keeps a draft from being final."""
    return (*_of_text(publication), *_of_contributions(publication), *_of_changes(publication), *_of_folder(publication))


def _of_text(publication: Publication) -> Iterator[Obstacle]:
    if errors := [each for each in publication.examined.findings if each.is_error]:
        paths = tuple(dict.fromkeys(f"{each.place.path}:{each.place.line}" for each in errors))
        yield Obstacle(f"The text has errors: {len(errors)}", paths, "concept check shows them.")
    if lacking := sum(each.rule is MISSING_ROLE for each in publication.examined.findings):
        yield Obstacle(f"Sections that the profile asks for are not there: {lacking}", (), "concept check names them.")


_WAITING: Final[tuple[tuple[str, Callable[[State], bool], str], ...]] = (
    (
        "Contributions without a decision",
        lambda found: found.is_open and found.name != "conflict",
        "concept decide ID DISPOSITION",
    ),
    ("Contributions in conflict", lambda found: found.name == "conflict", "concept merge ID --with TEXT settles one."),
    (
        "Accepted contributions that are not in the text",
        lambda found: found.waits_for_words and found.name != "conflict",
        "concept merge --all",
    ),
)


def _of_contributions(publication: Publication) -> Iterator[Obstacle]:
    contributions = {**publication.desk.contributions, **publication.latest}
    states = {id: state(each) for id, each in contributions.items()}
    for reason, waits, remedy in _WAITING:
        if ids := tuple(id for id, found in states.items() if waits(found)):
            yield Obstacle(f"{reason}: {len(ids)}", ids, remedy)


def _of_changes(publication: Publication) -> Iterator[Obstacle]:
    previous = publication.plan.previous
    for language in publication.languages if previous else ():
        comparison = publication.comparison(language)
        redline = comparison.document.redline if comparison else None
        own = {publication.plan.label, term(publication.plan.kind, language)}
        if previous and redline and (count := sum(_wants_reason(each, own) for each in redline.changes)):
            yield Obstacle(
                f"Changes since {previous.name} that nobody explained, in “{language}”: {count}",
                (),
                f"concept diff {previous.name} --lang {language} --only unexplained lists them; "
                'concept save "WHY" explains changes of sections, and what was released as draft or public is in the way no longer.',
            )


def _wants_reason(change: Change, own: Collection[str]) -> bool:
    """Whether nobody said why a change was made; nobody has to for new numbers, and for label and kind, which are the release's ``own``."""
    is_own = change.older is None and change.newer is None and change.after in own
    return not (change.explained or change.kind == "renumbered" or is_own)


def _of_folder(publication: Publication) -> Iterator[Obstacle]:
    root = publication.plan.root
    later = tuple(each.label for each in drafts(root) if each.day > publication.plan.day and each.label != publication.plan.label)
    if later:
        reason = f"Drafts of a later day than {publication.plan.day}: {len(later)}"
        yield Obstacle(reason, later, "--date says of which day a release is.")
    if paths := _unsaved(publication):
        yield Obstacle(f"Files that are not saved: {len(paths)}", paths, 'concept save "WHY" saves them.')
    if is_shallow(root):
        yield Obstacle("The history is not here as a whole: the clone is shallow", (), "git fetch --unshallow")


def _unsaved(publication: Publication) -> tuple[str, ...]:
    """What is in the folder and not in the history, below the folders of the project."""
    folders: Iterable[str] = (each for each in SOURCE_FOLDERS if not each.startswith("."))
    return unsaved(publication.plan.root, (CONCEPT, STAKEHOLDERS), folders)
