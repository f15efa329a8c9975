"""``concept show``: one contribution, with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from concept_cli.commands.contributions import Format

if TYPE_CHECKING:
    from concept_cli.exchange.desk import Desk
    from concept_cli.model import Contribution, Event


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show", epilog="Examples:\n\nconcept show unesco-2021-003\n\nconcept show unesco-2021-003 --format json")(show)


def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="The number of the contribution.", show_default=False)],
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TABLE,
) -> None:
    """Show a contribution: what it says, where its words stand today, and what happened to it."""
    from concept_cli.commands import terminal
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import desk
    from concept_cli.exchange.listing import as_value
    from concept_cli.ledger.states import state

    found = desk(opened(context.obj or Path()))
    contribution = found.contribution(id)
    if form is Format.JSON:
        history = [each.model_dump(mode="json", by_alias=True, exclude_defaults=True) for each in contribution.head.history]
        terminal.say_json(
            as_value(found, contribution, state(contribution)) | {"place": _today(found, contribution), "history": history}
        )
        return
    for line in _lines(found, contribution):
        terminal.say(line)


def _lines(desk: Desk, contribution: Contribution) -> Iterator[str]:
    from concept_cli.commands.terminal import one_line, safe
    from concept_cli.exchange.listing import is_late
    from concept_cli.ledger.states import state

    head, found = contribution.head, state(contribution)
    name = desk.project.concept.record.working_language
    body = desk.body(head.stakeholder)
    yield one_line(
        f"{head.id}  {body.name.get(name) or next(iter(body.name.values()))}" + (f" ({head.person})" if head.person else "")
    )
    kind = " ".join(filter(None, (head.kind, head.action, head.stand)))
    marks = (("essential", head.essential), ("late", is_late(desk, contribution)), ("confidential", head.confidential))
    yield f"  {', '.join((kind, head.type, head.language, *(mark for mark, holds in marks if holds)))}"
    came = f"  {head.channel}, {head.received}" + (f", No. {head.number}" if head.number else "")
    yield one_line(came + (f", read {head.draft}" if head.draft else "") + ("" if head.consent else ", no consent to publish"))
    yield one_line("  " + " ".join(filter(None, (_where(contribution), _today(desk, contribution)))))
    if head.place and head.place.quote:
        yield from _part("Words", head.place.quote)
    for title, part in (("Proposed", "proposed"), ("Remark", "remark"), ("Because", "rationale")):
        yield from _part(title, safe(contribution.parts.get(part, "")))
    for event in head.history:
        yield one_line(_event(event))
    yield f"  now: {found.name}" + (f", {found.disposition}" if found.disposition and found.disposition != found.name else "")


def _part(title: str, words: str) -> Iterator[str]:
    if words:
        first, *others = words.split("\n")
        yield f"  {title + ':':<10} {first}"
        yield from (f"  {'':<10} {each}" for each in others)


def _where(contribution: Contribution) -> str:
    from concept_cli.wording.contributions import number_words

    place = contribution.head.place
    if place is None:
        return "on the whole document;"
    said = [
        place.section,
        number_words(place.paragraph, "en") if place.paragraph else "",
        f"page {place.page}" if place.page else "",
    ]
    return f"on {', '.join(filter(None, said))};"


def _today(desk: Desk, contribution: Contribution) -> str:
    """Where its words stand today."""
    from concept_cli.ledger.anchors import Today

    anchor = Today(desk.project.fragments, desk.contributions.values()).anchor(contribution)
    match anchor.outcome:
        case "whole":
            return ""
        case "gone":
            return "its words are not in the text today"
        case "ambiguous":
            return f"today at several places: {', '.join(map(str, anchor.candidates))}"
    path = anchor.fragment.path if anchor.fragment else ""
    said = {"found": "today", "moved": "moved, today", "changed": "changed since, today"}[anchor.outcome]
    return f"{said} {path}:{anchor.line}"


def _event(event: Event) -> str:
    reason, wording = (" ".join((each or "").split()) for each in (event.reason, event.wording))
    details = [event.disposition, event.by and f"by {event.by}", event.meeting, reason and f"“{reason}”"]
    if wording:
        details.append(f"words: “{wording}”")
    if event.skipped:
        details.append(f"skipped: {', '.join(event.skipped)}")
    if event.step in {"applied", "reverted"} and event.path:
        details.append(event.path)
    if event.step == "conflict":
        details.append(f"with {', '.join(event.against) or 'changes of the drafter'}")
    elif event.against:
        details.append(f"with {', '.join(event.against)}")
    return f"  {event.date}  {event.step}" + (f": {'; '.join(each for each in details if each)}" if any(details) else "")
