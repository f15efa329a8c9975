"""Small projects with contributions, made in memory: sections of given texts, and what stakeholders want of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from concept_cli.diagnostics import Place
from concept_cli.exchange.decisions import Decision, decided
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.register import Sent, registered
from concept_cli.merge.contributions import Merging
from concept_cli.model import Concept, Contribution, Fragment, Project, Raw, Spot, Stakeholder, Written
from concept_cli.readers.fragment import read_fragment
from concept_cli.sources import Folder

DAY = date(2021, 6, 14)
BODIES = ("unesco", "undp", "atameken")


def fragment_of(id: str, body: str, language: str = "en") -> Fragment:
    """A section with a title and this body."""
    text = f"---\ntitle: {id.title()}\n---\n{body}"
    return read_fragment(f"sections/{id}.md", id, language, text, lambda _: None, translation=False)


def project_of(bodies: Mapping[str, str]) -> Project:
    """A project of sections, by id and text."""
    raw = Raw({}, {(): Spot(Place("concept.yaml"), Place("concept.yaml"))})
    concept = Concept.model_validate({"format": "1", "id": "c", "title": "C", "outline": list(bodies)})
    people = tuple(Written(Stakeholder.model_validate({"id": each, "name": each.upper()}), raw) for each in BODIES)
    fragments = tuple(fragment_of(id, body) for id, body in bodies.items())
    return Project(concept=Written(concept, raw), fragments=fragments, stakeholders=people)


def desk_of(bodies: Mapping[str, str], folder: Path) -> Desk:
    """A desk with no contributions on it yet."""
    return Desk(Folder(folder), project_of(bodies), {}, DAY)


def with_contribution(desk: Desk, sent: Sent) -> tuple[Desk, Contribution]:
    """The desk with what was sent, and its contribution."""
    made = registered(desk, sent).contribution
    return replace(desk, contributions={**desk.contributions, made.id: made}), made


def accepted(desk: Desk, ids: Iterable[str] = ()) -> Desk:
    """The desk with these contributions accepted; without names, all."""
    named = tuple(ids) or tuple(desk.contributions)
    changed = {id: decided(desk, Decision(id, "accepted")) for id in named}
    return replace(desk, contributions={**desk.contributions, **changed})


def merging(desk: Desk) -> Merging:
    """What merges the desk's contributions into its sections."""
    return Merging(desk.project.fragments, desk.contributions.values(), desk.day)


def texts(made: Merging) -> dict[str, str]:
    """The sections' texts, by id."""
    return {id: each.fragment.text for (id, _), each in made.today.texts.items()}
