"""``concept contribute``: what a stakeholder sent, into the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from concept_cli.exchange.register import Sent

_EXAMPLES: Final = """Examples:

concept contribute --from unesco --replace "creative sector" --with "creative economy" --draft draft-1 --rationale "UNESCO's term"

concept contribute --from atameken --at 47 --remark "Which body pays for it?" --draft draft-1 --received 2021-05-14 --number 12-3/45

concept contribute --from british-council --section export --position against

concept contribute

The last one opens an editor with a form."""


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("contribute", epilog=_EXAMPLES)(contribute)


def contribute(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    stakeholder: Annotated[str, typer.Option("--from", metavar="S", help="Who sent it, from stakeholders.yaml.")] = "",
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="The section that it is about.")] = None,
    replace: Annotated[str | None, typer.Option("--replace", metavar="QUOTE", help="Words to be replaced; with --with.")] = None,
    insert_after: Annotated[
        str | None, typer.Option("--insert-after", metavar="QUOTE", help="Words behind which others go; with --with.")
    ] = None,
    delete: Annotated[str | None, typer.Option("--delete", metavar="QUOTE", help="Words to be taken out.")] = None,
    text: Annotated[str | None, typer.Option("--with", metavar="TEXT", help="The proposed words.")] = None,
    remark: Annotated[str | None, typer.Option("--remark", metavar="TEXT", help="A remark.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="QUOTE", help="The words that a remark is about.")] = None,
    position: Annotated[str | None, typer.Option("--position", metavar="for|against", help="A position.")] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="PLACE", help="47 (paragraph), p14:3 (page 14, third), t2:3 (table 2, row 3), n5 (footnote 5)."
        ),
    ] = None,
    draft: Annotated[
        str | None, typer.Option("--draft", metavar="LABEL", help="The frozen draft that was read. [default: the text of today]")
    ] = None,
    received: Annotated[str | None, typer.Option("--received", metavar="DATE", help="The day it came. [default: today]")] = None,
    channel: Annotated[
        str, typer.Option("--channel", metavar="C", help="How it came, such as letter, email or meeting.")
    ] = "letter",
    rationale: Annotated[str, typer.Option("--rationale", metavar="TEXT", help="Why they want it.")] = "",
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Who signed it; never published.")] = None,
    behalf: Annotated[list[str] | None, typer.Option("--behalf", metavar="S", help="For whom it speaks as well.")] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="N", help="Its number among incoming letters.")] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="T", help="general, substantive, editorial, legal-technical or linguistic.")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="L", help="Language that was read and written. [default: the working language]"),
    ] = None,
    evidence: Annotated[str | None, typer.Option("--evidence", metavar="TEXT", help="What it leans on.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="The source that reports it, when its words are a paraphrase.")
    ] = None,
    essential: Annotated[bool, typer.Option("--essential", help="They insist.")] = False,
    consent: Annotated[bool, typer.Option("--consent", help="It may be published under their name.")] = False,
    confidential: Annotated[bool, typer.Option("--confidential", help="Only the working group may see it.")] = False,
    original: Annotated[
        Path | None, typer.Option("--original", metavar="FILE", help="The letter as it came; a copy is kept.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="The proposed words are Markdown.")] = False,
) -> None:
    """Register what a stakeholder sent.

    Finds the words that it is about, keeps them as they were read, and prints the number of the contribution. Quotes are looked for
    as they are printed: spaces, line ends, quotation marks and dashes do not matter.
    """
    from concept_cli.commands import terminal
    from concept_cli.commands.choices import day, one_of
    from concept_cli.commands.project import opened
    from concept_cli.exchange.desk import kept
    from concept_cli.exchange.register import Sent, registered
    from concept_cli.model import CHANNELS, STANDS, TYPES

    root: Path = context.obj or Path()
    asked = [name for name, said in _asked(replace, insert_after, delete, remark, position) if said is not None]
    if not asked and not stakeholder:
        sent = _from_editor(root)
    else:
        if len(asked) != 1:
            raise typer.BadParameter(
                "say one of --replace, --insert-after, --delete, --remark and --position",
                param_hint=" ".join(asked) or "--replace",
            )
        if not stakeholder:
            raise typer.BadParameter("say who sent it: --from STAKEHOLDER", param_hint="--from")
        wants_words = asked[0] in {"--replace", "--insert-after"}
        if wants_words != (text is not None):
            raise typer.BadParameter(
                f'{asked[0]} needs the proposed words: --with "…"' if wants_words else f"leave it away with {asked[0]}",
                param_hint="--with",
            )
        one_of("--channel", channel, CHANNELS)
        one_of("--type", type_, TYPES)
        one_of("--position", position, STANDS)
        sent = Sent(
            stakeholder=stakeholder,
            kind={"--remark": "remark", "--position": "position"}.get(asked[0], "amendment"),
            action={"--replace": "replace", "--insert-after": "insert", "--delete": "delete"}.get(asked[0]),
            stand=position,
            section=section,
            at=at,
            quote=next((each for each in (replace, insert_after, delete, on) if each is not None), None),
            text=text or "",
            remark=remark or "",
            rationale=rationale,
            draft=draft,
            received=day("--received", received),
            channel=channel,
            person=person,
            behalf=tuple(behalf or ()),
            number=number,
            type=type_,
            language=lang,
            evidence=evidence,
            source=source,
            essential=essential,
            consent=consent,
            confidential=confidential,
            markdown=markdown,
            original=original,
        )
    made = kept(opened(root), lambda desk: registered(desk, sent))
    terminal.say(made.contribution.id)
    for each in made.remarks:
        terminal.remark(each)


def _asked(
    replace: str | None, insert_after: str | None, delete: str | None, remark: str | None, position: str | None
) -> tuple[tuple[str, str | None], ...]:
    return (
        ("--replace", replace),
        ("--insert-after", insert_after),
        ("--delete", delete),
        ("--remark", remark),
        ("--position", position),
    )


def _from_editor(root: Path) -> Sent:
    """What somebody typed into the form. ConceptError where there is no terminal to type at, and when nothing was typed."""
    from concept_cli.commands.editor import edited
    from concept_cli.commands.project import opened
    from concept_cli.exchange.form import blank, filled

    opened(root)
    return filled(edited(blank(), "Say it on the command line: concept contribute --help"))
