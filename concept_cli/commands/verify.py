"""``concept verify``: what a released file is, and whether every byte of it is as it was released."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from concept_cli.release.verifying import Verdict


class Format(StrEnum):
    """How what was found is printed."""

    TEXT = "text"
    JSON = "json"


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "verify",
        epilog="Examples:\n\nconcept verify draft-3\n\nconcept verify concept.ru.pdf\n\nconcept verify draft-3 --rebuild --out dist",
    )(verify)


def verify(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="FILE|LABEL", help="A file that was released, or the label of a release.", show_default=False)
    ],
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make it again from the history, and compare the bytes.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where its files lie, or are put with --rebuild. [default: dist/LABEL]"),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The public key (OpenSSH) that must have signed the manifest.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="For reading, or for programs.")] = Format.TEXT,
) -> None:
    """Say what a file is, and whether it is as it was released; or whether a whole release is.

    Compares hashes with the manifests in releases/, and these with the history. With --rebuild everything is made again from the
    committed sources, in memory, and compared byte by byte. Exits 1 when anything is otherwise.
    """
    from concept_cli.commands import terminal
    from concept_cli.sources import read_file

    root: Path = context.obj or Path()
    signer = read_file(key, "Name the public key, such as office.pub.") if key else None
    file = Path(what)
    is_file = file.is_file()
    verdict = _of_file(root, file, signer, rebuild=rebuild) if is_file else _of_label(root, what, signer, out, rebuild=rebuild)
    if form is Format.JSON:
        terminal.say_json({"holds": verdict.holds, "told": verdict.told, "wrong": verdict.wrong, "open": verdict.open})
    else:
        _say(verdict)
    raise typer.Exit(not verdict.holds)


def _say(verdict: Verdict) -> None:
    from concept_cli.commands import terminal

    for sentences, begin in ((verdict.told, "right"), (verdict.wrong, "WRONG"), (verdict.open, "open ")):
        for each in sentences:
            terminal.say(f"{begin}  {each}")
    terminal.remark(_ending(verdict))


def _ending(verdict: Verdict) -> str:
    if verdict.wrong:
        return "Not as it was released."
    if not verdict.told:
        return "Nothing was found that proves where it comes from."
    return "As far as it was looked at, as it was released." if verdict.open else "Everything is as it was released."


def _of_label(root: Path, label: str, signer: bytes | None, out: Path | None, *, rebuild: bool) -> Verdict:
    """A whole release; its outputs lie in a folder, or are made again and put there."""
    from concept_cli.commands.project import opened, output_folder
    from concept_cli.release.verifying import verify_label

    folder = output_folder(opened(root).root, out, f"dist/{label}")
    verdict = verify_label(root, label, None if rebuild else folder, signer)
    if rebuild:
        _rebuild(root, label, verdict, folder if out else None)
    return verdict


def _of_file(root: Path, file: Path, signer: bytes | None, *, rebuild: bool) -> Verdict:
    """One file; outside of a project, what it holds is all that there is to compare it with."""
    from concept_cli.commands.project import opened
    from concept_cli.release.verifying import Verdict, inputs_of, says, verify_file
    from concept_cli.sources import CONCEPT, read_file

    content = read_file(file, "Name the file that is to be verified.")
    origin, verdict = None, Verdict()
    if (root / CONCEPT).is_file():
        verdict, origin = verify_file(opened(root).root, file.name, content, signer)
    elif inputs := inputs_of(content):
        verdict.open.append(says(file.name, inputs))
        verdict.open.append("Only the project in which it was released can tell whether that is true: -C FOLDER names it.")
    else:
        verdict.wrong.append(f"{file.name} says nothing of where it comes from, and no project is here that could know it")
    if rebuild and origin:
        _rebuild(root, origin.draft.label, verdict, None, origin.name)
    elif rebuild:
        _from_itself(file, content, verdict)
    return verdict


def _rebuild(root: Path, label: str, verdict: Verdict, folder: Path | None, only: str | None = None) -> None:
    """Make a release again, or one file of it, compare, and put its files into a folder where one is given."""
    from concept_cli import store
    from concept_cli.commands import terminal
    from concept_cli.history import draft_of
    from concept_cli.release.rebuilding import differing, made_otherwise, names, planned, rebuilt

    draft = draft_of(root, label)
    assert draft is not None
    plan = planned(root, draft)
    for each in (otherwise := made_otherwise(draft)):
        terminal.remark(f"Released with {each}: the bytes may differ for that.")
    with terminal.progress(len(names(draft, only))) as begin:
        made = rebuilt(plan, begin, only)
    if wrong := [*differing(draft, made, only)]:
        why = " (see above what is otherwise here)" if otherwise else ""
        verdict.wrong.append(f"made again, these have other bytes{why}: {', '.join(wrong)}")
    else:
        count = len(names(draft, only))
        verdict.told.append(f"made again from the history: {count} file{'' if count == 1 else 's'}, with the same bytes")
    for name, content in made.outputs.items() if folder else ():
        assert folder is not None
        store.publish(folder / name, content)
        terminal.say(terminal.shown_path(folder / name))


def _from_itself(file: Path, content: bytes, verdict: Verdict) -> None:
    """A PDF that no release here knows, by the sources that it encloses."""
    from concept_cli.commands import terminal
    from concept_cli.release.rebuilding import from_itself
    from concept_cli.release.verifying import inputs_of

    inputs = inputs_of(content)
    if inputs is None:
        verdict.open.append(f"{file.name} says nothing of what it was made from, so it cannot be made again")
        return
    with terminal.progress(1) as begin:
        same = from_itself(content, inputs, begin)
    if same:
        verdict.told.append(f"made again from the sources that {file.name} encloses: the same bytes")
    else:
        verdict.wrong.append(f"the sources that {file.name} encloses do not make these bytes here")
