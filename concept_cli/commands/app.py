"""The command tree, and the options that stand before every command."""

from __future__ import annotations

from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Annotated, Final

import typer

from concept_cli import __version__
from concept_cli.commands import terminal

COMMANDS: Final = (
    *("init", "new", "check", "build", "save", "freeze", "release", "verify", "drafts", "log", "diff"),
    *("circulate", "contribute", "matrix", "contributions", "show", "decide", "merge", "trace", "reply", "merge-file"),
    *("status", "remind", "calendar", "agenda", "minutes", "ci", "schema", "doctor"),
)
"""Names of the commands, in the order of the help. Each is a module here with ``add(app)``, with ``_`` for a hyphen."""

_EPILOG: Final = """Examples:

concept check

concept build --lang all

concept -C ../other-concept build --to html

Every command explains itself: concept build --help"""

root = typer.Typer(
    name="concept",
    help="Draft, check and build a concept document that many hands write.",
    epilog=_EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"concept {__version__}")
        raise typer.Exit


@root.callback()
def _options(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="Work on the concept in this folder, as if started there.")
    ] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    context.obj = folder


for _name in COMMANDS:
    import_module(f"concept_cli.commands.{_name.replace('-', '_')}").add(root)


def run() -> int:
    """Run the command on the command line; its exit code. Raises what the command raises, and KeyboardInterrupt."""
    try:
        code = root(standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.Exit as ended:
        return ended.exit_code
    except Exception as error:
        if not hasattr(error, "show") or not hasattr(error, "exit_code"):
            raise
        usage = StringIO()  # the command line is wrong: usage and a hint
        error.show(usage)
        terminal.remark(usage.getvalue().rstrip("\n"))
        return int(error.exit_code)
    return code if isinstance(code, int) else 0
