"""Where a run takes place: its day, zone, locale, mask, user, folder, order of files and hash seed; and the eight that are tried."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

from tests.variations.startup import DAYS, ORDER


@dataclass(frozen=True)
class Surroundings:
    """The plain ones, in which everything is made first.

    ``days`` is by how many days the clock is wrong; ``zone`` is one of POSIX, which needs no tables; ``folder`` is where the clones, the
    home and the outputs lie; ``turned`` are folders that list their files the other way round, and a history that is packed otherwise.
    """

    days: int = 0
    zone: str = "UTC0"
    locale: str = "C.UTF-8"
    mask: int = 0o022
    user: str = ""
    folder: str = "plain"
    turned: bool = False
    seed: str = "1"

    def before(self) -> Iterator[str]:
        """What is typed before a command."""
        if self.user:
            person = pwd.getpwnam(self.user)
            yield from _opened((Path(sys.base_prefix), Path(sys.prefix)))
            yield from ("setpriv", f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--clear-groups")
        if self.days and which("faketime"):
            yield from ("faketime", "-f", f"+{self.days}d")

    def variables(self) -> dict[str, str]:
        """What stands in the environment."""
        made = {"TZ": self.zone, "LC_ALL": self.locale, "LANG": self.locale, "PYTHONHASHSEED": self.seed}
        if self.locale == "C":  # as it was before Python took UTF-8 for granted
            made |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        if self.days and not which("faketime"):
            made[DAYS] = str(self.days)
        return made | ({ORDER: "turned"} if self.turned else {})


def _opened(needed: Iterable[Path]) -> tuple[str, ...]:
    """What lets others reach folders that lie in a closed one, such as a Python in the home of root: there is an open one in its place
    for the command alone, with nothing in it but these.
    """
    closed = {path: each for path in needed for each in path.parents if not each.stat().st_mode & 0o001}
    if not closed:
        return ()
    held = [(path, f"/mnt/held-{number}") for number, path in enumerate(closed)]
    lines = ["set -e", "mask=$(umask)", "umask 022", "mount -t tmpfs none /mnt"]
    lines += [f"mkdir '{place}'; mount --bind '{path}' '{place}'" for path, place in held]
    lines += [f"mount -t tmpfs -o mode=755 none '{each}'" for each in sorted(set(closed.values()))]
    lines += [f"mkdir -p '{path}'; mount --bind '{place}' '{path}'" for path, place in held]
    return "unshare", "--mount", "sh", "-c", "\n".join([*lines, 'umask "$mask"', 'exec "$@"']), "sh"


@dataclass(frozen=True)
class Variation:
    """One of the eight: how it is called, ``seen`` is what a process has to see of it, and where else the same is made."""

    name: str
    seen: tuple[str, ...]
    places: tuple[Surroundings, ...]
    not_tried: str = ""


PLAIN = Surroundings()
LATER = 403
LOCALES = ("tr_TR.UTF-8", "kk_KZ.UTF-8")
"""In Turkish, i and I are no pair; Kazakh is one of our own."""
DEEPER = "folders with spaces/Қазақша ‘a’ #1/and deeper/down/there"


def zones() -> tuple[str, str]:
    """A zone in which it is another day now, and one that is off by a broken hour."""
    return ("<+14>-14" if datetime.now(UTC).hour >= 10 else "<-11>11"), "<-0330>3:30"


def variations(locales: tuple[str, ...]) -> tuple[Variation, ...]:
    """The eight; ``locales`` are those of :data:`LOCALES` that are to be had here."""
    clock = "faketime" if which("faketime") else "a clock shifted inside of Python"
    tongues = ("C", *locales)
    nobody = "" if os.geteuid() == 0 and which("setpriv") else "only root can be somebody else, by setpriv"
    return (
        Variation(f"another day: {LATER} days later, by {clock}", ("day",), (replace(PLAIN, days=LATER),)),
        Variation(
            "another zone: where it is another day, and 3½ hours west",
            ("zone",),
            tuple(replace(PLAIN, zone=each) for each in zones()),
        ),
        Variation(f"another locale: {', '.join(tongues)}", ("locale",), tuple(replace(PLAIN, locale=each) for each in tongues)),
        Variation("another umask: 077", ("mask",), (replace(PLAIN, mask=0o077),)),
        Variation("another user: nobody", ("user",), (replace(PLAIN, user="nobody"),), nobody),
        Variation("another folder: five deeper, with spaces and Kazakh letters", ("folder",), (replace(PLAIN, folder=DEEPER),)),
        Variation("another file order: folders listed backwards, the history packed", ("order",), (replace(PLAIN, turned=True),)),
        Variation("another hash seed", ("seed",), (replace(PLAIN, seed="2"),)),
    )


def all_at_once(locale: str, user: str = "") -> Surroundings:
    """Everything else than plain."""
    return Surroundings(LATER, zones()[0], locale, 0o077, user, DEEPER, turned=True, seed="2")


def together(locales: tuple[str, ...]) -> Variation:
    """All eight in one run, but for what cannot be tried here."""
    untried = {each for variation in variations(locales) if variation.not_tried for each in variation.seen}
    seen = tuple(each for variation in variations(locales) for each in variation.seen if each not in untried)
    place = all_at_once((*locales, "C")[0], "" if "user" in untried else "nobody")
    return Variation(f"all at once: {', '.join(seen)}", seen, (place,))
