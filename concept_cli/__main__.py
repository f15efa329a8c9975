"""Run a command; turn trouble into one sentence and an exit code.

Exit codes: 0 done; 1 findings that fail, or we cannot go on; 2 the command line is wrong; 3 a bug; 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Any


def main() -> None:
    """The ``concept`` command."""
    if sys.argv[1:] == ["--version"]:  # nothing is imported for so little
        from concept_cli import __version__

        sys.stdout.write(f"concept {__version__}\n")
        return
    _open_what_is_closed()
    _refuse_lost_folder()
    sys.unraisablehook = _interrupt_again
    try:
        code = _run()
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _open_what_is_closed() -> None:
    """Give remarks a place to go where the shell closed theirs; without a place for results nothing is begun."""
    if sys.stderr is None:
        from io import StringIO

        sys.stderr = StringIO()
    if sys.stdout is None:
        sys.stderr.write("concept: Standard output is closed.\n  Let it go to a file, or to /dev/null.\n")
        sys.exit(1)


def _refuse_lost_folder() -> None:
    """Where somebody removed the folder that a terminal stands in, no path leads anywhere."""
    import os

    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not imported for so little
    except OSError as error:
        sys.stderr.write(
            f"concept: The folder you are in cannot be found any more: {error.strerror}.\n  Go to another one: cd ~\n"
        )
        sys.exit(1)


def _interrupt_again(unraisable: Any) -> None:
    """^C that came where Python may raise nothing, as it may not inside an import's bookkeeping: it is sent once more."""
    import os
    import signal
    import threading

    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
    else:
        sys.__unraisablehook__(unraisable)


def _run() -> int:
    from concept_cli.commands import app, terminal
    from concept_cli.diagnostics import ConceptError

    try:
        code = app.run()
    except ConceptError as error:
        terminal.show_trouble(error)
        code = 1
    except Exception:  # noqa: BLE001 - whatever else comes up here is a bug, and its reporter needs all of it
        terminal.show_bug()
        code = 3
    if code:
        from concept_cli.commands.editor import keep_what_was_typed

        keep_what_was_typed()
    return code


if __name__ == "__main__":
    main()
