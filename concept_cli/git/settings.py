"""What git's configuration says of who the user is and of line ends: plain values, for nothing that it names is ever run.

Of a repository that came from elsewhere only these two kinds of values are believed; includes are not followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from concept_cli.git.files import content

_LARGEST: Final = 1_000_000
_SECTION: Final = re.compile(r"\[\s*([A-Za-z0-9.-]+)\s*\]\s*(.*)")
_VALUE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*))?")
_KNOWN: Final = ("user.name", "user.email", "core.autocrlf")


def settings(shared: Path) -> Mapping[str, str]:
    """The values that the user's own configuration and that of a repository give, the latter first."""
    home = Path.home()
    above = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "config"
    named = os.environ.get("GIT_CONFIG_GLOBAL")
    own = (Path(named),) if named is not None else (above, home / ".gitconfig")
    found: dict[str, str] = {}
    for file in (*own, shared / "config"):
        found |= _values((content(file, _LARGEST) or b"").decode("utf-8", "replace"))
    return found


def _values(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    section = ""
    for line in text.splitlines():
        rest = line.strip()
        if match := _SECTION.fullmatch(rest):
            section, rest = match[1].lower(), match[2]
        elif rest.startswith("["):
            section = ""
        value = _VALUE.fullmatch(rest)
        if value and (name := f"{section}.{value[1].lower()}") in _KNOWN:
            found[name] = _plain(value[2]) if value[2] is not None else "true"
    return found


def _plain(written: str) -> str:
    """A value without its quotation marks and the comment behind it."""
    said, quoted = "", False
    at = 0
    while at < len(written):
        sign = written[at]
        if sign == "\\" and at + 1 < len(written):
            at += 1
            said += {"n": "\n", "t": "\t"}.get(written[at], written[at])
        elif sign == '"':
            quoted = not quoted
        elif sign in "#;" and not quoted:
            break
        else:
            said += sign
        at += 1
    return said.strip()
