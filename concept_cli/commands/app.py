"""The command tree, and the options that stand before every command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_group

from concept_cli import __version__
from concept_cli.commands import terminal

COMMANDS: Final = (
    *("init", "new", "check", "build", "save", "freeze", "release", "verify", "drafts", "log", "diff"),
    *("circulate", "contribute", "matrix", "intake", "contributions", "show"),
    *("decide", "move", "merge", "trace", "reply", "merge-file"),
    *("status", "remind", "calendar", "agenda", "minutes", "ci", "schema", "doctor"),
)
"""Names of the commands, in the order of the help. Each is in the module of its name here, with ``_`` for a hyphen and ``add(app)``."""
_BESIDE: Final = {"intake": "matrix", "move": "decide"}
"""Commands that are in the module of another one."""

_EPILOG: Final = """Examples:

concept check

concept build --lang all

concept -C ../other-concept build --to html

Every command explains itself: concept build --help"""


class _Described(Mapping[str, Any]):
    """The commands by name, each read and described when it is asked for: that of all of them takes longer than most commands."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        return _described(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def _described(name: str) -> Any:
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    import_module(f"concept_cli.commands.{_BESIDE.get(name, name).replace('-', '_')}").add(alone)
    return _of_characters(get_group(alone).commands[name])


def _of_characters(command: Any) -> Any:
    """The command, and those below it, which refuse words that are no UTF-8; names of files may be in any bytes."""
    for each in getattr(command, "commands", {}).values():
        _of_characters(each)
    if do := command.callback:

        def checked(**given: Any) -> Any:
            for name, typed in given.items():
                for each in typed if isinstance(typed, list | tuple) else (typed,):
                    if isinstance(each, str) and any("\ud800" <= sign <= "\udfff" for sign in each):
                        option = next(param for param in command.params if param.name == name)
                        raise typer.BadParameter("type it in UTF-8; it holds bytes that are no characters", param=option)
            return do(**given)

        command.callback = checked
    return command


class _Commands(TyperGroup):
    """All commands, of which none is described before it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _Described()


root = typer.Typer(
    cls=_Commands,
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
    terminal.work_in(folder)


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
