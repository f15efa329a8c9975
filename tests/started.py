"""The program with all of its modules read: a process that forks for each command, so that a command starts at once.

Tests run commands some thousand times, and reading modules is half of what a short one does. Each command is still a process of its own,
with its own folder, environment and streams. What is about starting itself (which modules are imported, variables of Python) starts anew.
"""

from __future__ import annotations

import atexit
import json
import os
import pkgutil
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LENGTH = struct.Struct("!Q")


# -------------------------------------------------------------- asking for it


@cache
def address() -> str:
    """The socket of the process that waits; it is started when it is first asked for, and ends with this one."""
    folder = tempfile.mkdtemp(prefix="concept-started-")
    path = f"{folder}/s"
    command = [sys.executable, "-m", "tests.started", path]
    waiting = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(waiting.kill)
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == b"ready\n"
    return path


def run(
    words: Sequence[str], cwd: Path | None, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """A command as it ends, with what it said. Raises TimeoutExpired."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        try:
            code = ask(
                address(), words, str(cwd or Path.cwd()), environment, (nothing.fileno(), out.fileno(), err.fileno()), timeout
            )
        except TimeoutError:
            raise subprocess.TimeoutExpired(["concept", *words], timeout) from None
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode("utf-8").replace("\r\n", "\n"))
        return subprocess.CompletedProcess(["concept", *words], code, *said)


def ask(
    path: str, words: Sequence[str], cwd: str, environment: Mapping[str, str], streams: Sequence[int], timeout: float | None
) -> int:
    """The exit code of a command that uses these streams; -9 when it was killed."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        connection.connect(path)
        wanted = json.dumps([list(words), cwd, dict(environment)]).encode("ascii")
        socket.send_fds(connection, [LENGTH.pack(len(wanted))], list(streams))
        connection.sendall(wanted)
        ended = connection.recv(1)
        return ended[0] if ended else -9


# ------------------------------------------------------------------ being it


def serve(path: str) -> None:
    """Read all modules, then fork for each command, until the process that started this one is gone."""
    import concept_cli

    for each in pkgutil.walk_packages(concept_cli.__path__, "concept_cli."):
        import_module(each.name)
    parent = os.getppid()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(64)
        listening.settimeout(5)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while os.getppid() == parent:
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection:
                if os.fork() == 0:
                    listening.close()
                    _command(connection)
            _reap()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _command(connection: socket.socket) -> None:
    """Be the command that is asked for, and end with its code."""
    code = 1
    try:
        connection.settimeout(None)
        head, streams, _, _ = socket.recv_fds(connection, LENGTH.size, 3)
        [length] = LENGTH.unpack(head)
        wanted = b""
        while len(wanted) < length:
            wanted += connection.recv(length - len(wanted))
        words, cwd, environment = json.loads(wanted)
        code = _be(words, cwd, environment, streams)
    except BaseException:  # noqa: BLE001 - whatever it is, the one who asked is told
        traceback.print_exc()
    finally:
        connection.sendall(bytes([code & 0xFF]))
        os._exit(code)


def _be(words: list[str], cwd: str, environment: dict[str, str], streams: Sequence[int]) -> int:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin, sys.stdout = (os.fdopen(number, mode, encoding="utf-8", closefd=False) for number, mode in ((0, "r"), (1, "w")))
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)
    program = import_module("concept_cli.__main__")
    sys.modules["__main__"] = program  # by it the program tells how it was called
    sys.argv = [str(program.__file__), *words]
    try:
        program.main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    if sys.argv[1] == "--as":  # a command typed in a shell: socket, then its words
        sys.exit(ask(sys.argv[2], sys.argv[3:], str(Path.cwd()), os.environ, (0, 1, 2), None))
    serve(sys.argv[1])
