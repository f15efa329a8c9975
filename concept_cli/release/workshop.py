"""What releases are made with here: the toolkit's own modules, the libraries that lay out text, the system."""

from __future__ import annotations

import platform
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final

from concept_cli import __version__

_LIBRARIES: Final = (
    *(
        "brotli",
        "cssselect2",
        "fonttools",
        "icalendar",
        "jinja2",
        "markdown-it-py",
        "mdit-py-plugins",
        "pillow",
        "pydyf",
        "pyphen",
    ),
    *("rapidfuzz", "resvg-py", "tinycss2", "weasyprint", "xlsxwriter", "zopfli"),
)
"""Python packages on which bytes of outputs depend."""


@cache
def code() -> str:
    """The hash of the toolkit's own modules: two states of it can have the same version."""
    package, found = Path(__file__).parent.parent, sha256()
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(b"%b\0%d\0%b" % (path.relative_to(package).as_posix().encode(), len(content), content))
    return found.hexdigest()


def made_with() -> dict[str, str]:
    """Everything at work here that the bytes of outputs depend on, each with its version. Raises MissingTool without Pango."""
    from concept_cli.writers.pdf import libraries

    return {
        "concept": __version__,
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **libraries(),
        **dict(_packages()),
        "system": _system(),
        "machine": platform.machine(),
    }


def _packages() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            continue


def _system() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return sys.platform
    return f"{release['ID']} {release.get('VERSION_ID', '')}".strip()


def differences(then: Mapping[str, str], was: str) -> tuple[str, ...]:
    """What is otherwise here than it was then, in sentences; ``was`` is the hash of the toolkit's modules at that time."""
    now = made_with()
    found = [
        f"{name} {then.get(name) or 'was not there'}, here {now.get(name) or 'none'}"
        for name in (*then, *(name for name in now if name not in then))
        if then.get(name) != now.get(name)
    ]
    if was != code() and then.get("concept") == now["concept"]:
        found.append(f"another state of concept {__version__}")
    return tuple(found)
