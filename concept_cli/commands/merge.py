"""``concept merge``: accepted contributions into the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from concept_cli.exchange.desk import Desk
    from concept_cli.merge.contributions import Merging, Outcome

_EXAMPLES: Final = """Examples:

concept merge --all --dry-run

concept merge unesco-2021-003 atameken-2021-001

concept merge --all --commit

concept merge undp-2021-002 --with "the creative industries"

concept merge --revert unesco-2021-003"""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("merge", epilog=_EXAMPLES)(merge)


def merge(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Which contributions.", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="All that were accepted and are not in the text yet.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    commit: Annotated[
        bool, typer.Option("--commit", help="Make a commit for each, with who proposed it and who decided it.")
    ] = False,
    text: Annotated[str | None, typer.Option("--with", metavar="TEXT", help="Settle it: these words stand there now.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="The words after --with are Markdown.")] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Settle it in the editor.")] = False,
    accept_word_level: Annotated[
        bool, typer.Option("--accept-word-level", help="Also compose changes of different words of one sentence.")
    ] = False,
    revert: Annotated[bool, typer.Option("--revert", help="Take them out of the text again.")] = False,
    meeting: Annotated[
        str, typer.Option("--meeting", metavar="M", help="At which meeting it was settled, from records/meetings.yaml.")
    ] = "",
) -> None:
    """Put accepted contributions into the text.

    Each is merged from the words that were read, the words of today and the words proposed. Changes of different sentences compose;
    where the same sentence was changed in two ways, both wordings are kept in the ledger as a conflict, the text stays as it is, and
    the command exits 1. Merging twice changes nothing.
    """
    from concept_cli.commands.project import opened
    from concept_cli.exchange.decisions import day_of
    from concept_cli.exchange.desk import desk

    named = list(dict.fromkeys(ids or ()))
    _refuse_what_cannot_be(named, every=every, settles=text is not None, edit=edit, revert=revert)
    found = desk(opened(context.obj or Path()))
    for id in named:
        found.contribution(id)
    sitting = (meeting, day_of(found, meeting)) if meeting else None
    asked = _Asked(text, markdown=markdown, edit=edit, revert=revert, word_level=accept_word_level, sitting=sitting)
    if commit and not dry_run:
        outcomes = _commit_each(found, named or _waiting(found), asked)
    else:
        merging = _merging(found, asked)
        outcomes = _outcomes(merging, named or _waiting(found), asked)
        if not dry_run:
            _write(found, merging)
        for outcome in outcomes:
            _tell(merging, outcome)
    _end(outcomes, dry_run=dry_run)


@dataclass(frozen=True)
class _Asked:
    """What is to be done with the contributions that are named: merge them, settle them with a wording or in the editor, take them back."""

    text: str | None
    markdown: bool
    edit: bool
    revert: bool
    word_level: bool
    sitting: tuple[str, date] | None


def _merging(desk: Desk, asked: _Asked) -> Merging:
    from concept_cli.merge.contributions import Merging

    return Merging(desk.project.fragments, desk.contributions.values(), desk.day, asked.sitting)


def _outcomes(merging: Merging, ids: list[str], asked: _Asked) -> list[Outcome]:
    from concept_cli.diagnostics import ConceptError
    from concept_cli.ledger.proposals import Wording

    if asked.revert:
        return merging.revert_all(ids)
    if asked.edit:
        return [_edited(merging, id) for id in ids]
    if asked.text is not None and not asked.text.strip():
        raise ConceptError("Nothing stands after --with.", f"To take words out, write the passage without them: {_edit(ids[0])}")
    if asked.text is not None:
        return [merging.merge(id, Wording(asked.text.strip(), asked.markdown)) for id in ids]
    return [*merging.merge_all(ids, word_level=asked.word_level).values()]


def _end(outcomes: list[Outcome], *, dry_run: bool) -> None:
    """Say how many there were of what, and end: with 1 when there are conflicts."""
    from concept_cli.commands import terminal

    counts = ", ".join(f"{number} {name}" for name, number in _counted(outcomes))
    terminal.remark((counts or "Nothing is accepted that is not in the text") + (" (nothing was written)." if dry_run else "."))
    raise typer.Exit(any(each.became in {"conflict", "refused"} for each in outcomes))


def _refuse_what_cannot_be(named: list[str], *, every: bool, settles: bool, edit: bool, revert: bool) -> None:
    if every == bool(named):
        raise typer.BadParameter("name contributions, or say --all", param_hint="ID or --all")
    if (settles or edit) and len(named) != 1:
        raise typer.BadParameter("one contribution is settled at a time", param_hint="--with" if settles else "--edit")
    if sum((settles, edit, revert)) > 1 or (revert and every):
        raise typer.BadParameter(
            "say one of --with, --edit and --revert; --revert names what it takes back", param_hint="--revert"
        )


def _waiting(desk: Desk) -> list[str]:
    """The contributions that were accepted and whose words are not in the text; positions have none."""
    from concept_cli.ledger.states import state

    return [each.id for each in desk.contributions.values() if state(each).waits_for_words and each.head.kind != "position"]


def _edited(merging: Merging, id: str) -> Outcome:
    """What somebody made of the passage in the editor."""
    from concept_cli.commands.editor import edited
    from concept_cli.ledger.states import state

    contribution = merging.ledger[id]
    conflict = state(contribution).conflict
    _, passage = merging.passage(id)
    wanted = (conflict.theirs if conflict else "") or contribution.parts.get("proposed") or contribution.parts.get("remark", "")
    advice = "\n".join(
        f"# {line}"
        for line in (f"{id}: write the passage as it should be. Lines above the line are left out.", *wanted.split("\n"))
    )
    otherwise = f'Write the passage as it should be, or say the words: concept merge {id} --with "…"'
    text = edited(f"{advice}\n{_LINE}\n{passage.text}\n", otherwise)
    return merging.write(id, text.partition(f"{_LINE}\n")[2].strip("\n"))


_LINE: Final = "# ------------------------ below this line stands the passage ------------------------"


def _tell(merging: Merging, outcome: Outcome) -> None:
    """Say what became of a contribution; of a conflict, both wordings and whose they are."""
    from concept_cli.commands import terminal
    from concept_cli.ledger.states import state

    terminal.say(f"{outcome.id}: {outcome.became}: {terminal.one_line(outcome.said)}")
    if outcome.became != "conflict":
        for name, words in zip(("was", "is"), _changed_lines(outcome.ours, outcome.theirs), strict=True):
            if outcome.ours != outcome.theirs:
                terminal.say(f"  {name}: {terminal.one_line(' '.join(words.split()) or '–')}")
        if outcome.ours and outcome.ours == outcome.theirs:
            terminal.say("  It stands there as before. If nothing of the proposal is taken, say so:")
            terminal.say(f"  concept merge --revert {outcome.id}, and then concept decide {outcome.id} rejected --reason …")
        for other in outcome.others:
            terminal.say(f"  settled together with {other}: it is answered anew")
        return
    conflict = state(merging.ledger[outcome.id]).conflict
    against = ", ".join(conflict.against) if conflict and conflict.against else "the drafter"
    for name, words in ((f"now ({against})", outcome.ours), (outcome.id, outcome.theirs), ("proposed", outcome.proposal or "")):
        if words:
            terminal.say(f"  {name}: {terminal.one_line(' '.join(words.split()))}")
    if outcome.proposal:
        terminal.say(f"  concept merge {outcome.id} --accept-word-level takes what is proposed.")
    elif outcome.ours:
        terminal.say(f"  {_edit(outcome.id)} settles it, or --with “…”.")
    else:
        terminal.say(f"  {_edit(outcome.id)} puts them where they belong.")


def _edit(id: str) -> str:
    return f"concept merge {id} --edit"


def _changed_lines(was: str, now: str) -> tuple[str, str]:
    """Of two tables or lists, from the first line that differs to the last; anything else whole."""
    from concept_cli.compare.sequence import equal_ends

    old, new = was.split("\n"), now.split("\n")
    head, tail = equal_ends(old, new)
    return "\n".join(old[head : len(old) - tail]), "\n".join(new[head : len(new) - tail])


def _counted(outcomes: list[Outcome]) -> list[tuple[str, int]]:
    from collections import Counter

    names = {
        "applied": "put into the text",
        "already": "there already",
        "waits": "waiting for words",
        "refused": "refused",
        "reverted": "taken back",
    }
    counts = Counter(each.became for each in outcomes)
    return [(names.get(name, "conflicts" if number > 1 else "conflict"), number) for name, number in counts.items()]


def _write(desk: Desk, merging: Merging) -> None:
    """Write what merging changed, all of it or nothing."""
    from concept_cli import store
    from concept_cli.exchange.desk import rewritten
    from concept_cli.merge.manuscript import changed_files

    store.commit(desk.root, rewritten(desk, changed_files(merging)))


def _commit_each(desk: Desk, ids: list[str], asked: _Asked) -> list[Outcome]:
    """Merge one contribution after the other, each with a commit of its own; those in conflict come last, when all others are in the text.

    Raises ConceptError when a section holds changes that were not committed: they would be taken for words of somebody.
    """
    from concept_cli.commands import terminal
    from concept_cli.exchange import desk as desks
    from concept_cli.exchange.commits import committed
    from concept_cli.git import committer
    from concept_cli.history import SHORT, unsaved
    from concept_cli.load import SECTIONS

    committer(desk.root)
    dirty = frozenset(unsaved(desk.root, (), (SECTIONS,)))
    outcomes: dict[str, Outcome] = {}
    if asked.revert:
        ids = [each.id for each in _outcomes(_merging(desk, asked), ids, asked)]
    for id in (*ids, *ids):
        if id in outcomes and outcomes[id].became != "conflict":
            continue
        now = desks.desk(desk.folder, desk.day)
        merging = _merging(now, asked)
        [outcome] = _outcomes(merging, [id], asked)
        _refuse_others_changes(id, merging, dirty)
        again, outcomes[id] = id in outcomes, outcome
        if outcome.became == "conflict" and not again:
            continue
        _write(now, merging)
        _tell(merging, outcome)
        if outcome.became in {"applied", "reverted"}:
            made = committed(
                now, merging.ledger[id], (*merging.fragments, *(each.path for each in merging.contributions.values()))
            )
            terminal.remark(f"{id}: commit {made[:SHORT]}")
    return [*outcomes.values()]


def _refuse_others_changes(id: str, merging: Merging, dirty: frozenset[str]) -> None:
    from concept_cli.diagnostics import ConceptError

    if touched := sorted(path for path in merging.fragments if path in dirty):
        raise ConceptError(
            f"{', '.join(touched)} holds changes that were not committed; they would be taken for words of {id}.",
            'Keep them first: concept save "why"',
        )
