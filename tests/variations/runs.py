"""A run: a project and the toolkit cloned in some surroundings, and everything that can be made of them, as hashes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import which

from concept_cli.writers import WRITERS
from tests.clients import ROOT
from tests.repositories import begun
from tests.variations import startup
from tests.variations.surroundings import LOCALES, Surroundings

STEPS = ("release", "calendar", "build", "wheel")
_PARTS = ("concept_cli", "templates", "pyproject.toml", "README.md", ".gitignore")
"""What a wheel is made of."""
_SEEN = """
import datetime, json, locale, os, sys, time
import concept_cli
package = os.path.dirname(concept_cli.__file__)
packs = os.listdir(os.path.join(sys.argv[1], ".git", "objects", "pack"))
mask = os.umask(0o022)
print(json.dumps({
    "day": datetime.date.today().isoformat(), "zone": time.strftime("%z"), "mask": mask, "user": os.getuid(), "folder": package,
    "locale": [locale.setlocale(locale.LC_ALL, ""), locale.nl_langinfo(locale.DAY_1)], "seed": hash("concept"),
    "order": [os.listdir(package), len(packs)],
}))
"""


class NotMade(Exception):
    """A step of a run that failed; says what it said."""


@dataclass
class Run:
    """What was made, by name: the SHA-256 of each file. ``seen`` is what a process saw of its surroundings."""

    seen: dict[str, object]
    files: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """A folder that every user can read, with a project to be released under a label, and the toolkit as it is now, both in git."""

    folder: Path
    project: Path
    label: str
    locales: tuple[str, ...]

    def run(self, place: Surroundings, steps: tuple[str, ...] = STEPS, *, planted: bool = False) -> Run:
        """Make everything in these surroundings, from fresh clones in a folder of their own. Raises NotMade."""
        stage = Path(tempfile.mkdtemp(dir=self.folder))
        stage.chmod(0o755)
        try:
            return self._run(place, stage / place.folder, steps, planted=planted)
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _run(self, place: Surroundings, top: Path, steps: tuple[str, ...], *, planted: bool) -> Run:
        (top / "home").mkdir(parents=True)
        (top / "home" / ".gitconfig").write_text("[safe]\n\tdirectory = *\n", "utf-8")
        if place.user:
            for each in (top, *top.rglob("*")):
                shutil.chown(each, place.user)
        shell = _Shell(self, place, top, {startup.PLANTED: "yes"} if planted else {})
        for name, origin in (("project", self.project), ("toolkit", self.folder / "toolkit")):
            shell.type("git", "clone", "--quiet", "--no-hardlinks", str(origin), name)
            if place.turned:
                shell.type("git", "-C", name, "repack", "-a", "-d", "-f", "--quiet")
        seen = json.loads(shell.type(sys.executable, "-c", _SEEN, "project"))
        for step in steps:
            shell.step(step)
        return Run(seen, dict(_hashes(top, self.label)), _versions(top / "project", self.label))


@dataclass(frozen=True)
class _Shell:
    """Where the commands of a run are typed."""

    scene: Scene
    place: Surroundings
    top: Path
    more: dict[str, str]

    def type(self, *words: str, may: tuple[int, ...] = (0,), inside: str = "") -> str:
        """What a command prints. Raises NotMade when it ends with a code that it may not end with."""
        path = f"{self.scene.folder / 'site'}{os.pathsep}{self.top / 'toolkit'}"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.top / "home"),
            "LOCPATH": str(self.scene.folder / "locales"),
            "PYTHONPATH": path,
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            **self.place.variables(),
            **self.more,
        }
        if self.place.locale not in LOCALES:
            del environment["LOCPATH"]
        done = subprocess.run(
            [*self.place.before(), *words],
            cwd=self.top / inside,
            env=environment,
            umask=self.place.mask,
            capture_output=True,
            check=False,
            timeout=3600,
        )
        if done.returncode not in may:
            raise NotMade(f"{' '.join(words[:6])}: exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
        return done.stdout.decode("utf-8", "replace")

    def step(self, name: str) -> None:
        """One of :data:`STEPS`."""
        concept, out = (sys.executable, "-m", "concept_cli", "-C", "project"), str(self.top / "out")
        match name:
            case "release":
                self.type(*concept, "release", self.scene.label, "--kind", "public", "--out", out)
            case "calendar":
                self.type(*concept, "calendar", "--out", f"{out}/calendar.ics")
            case "build":  # of a text with errors everything is built, and says so
                self.type(*concept, "build", "--to", ",".join(WRITERS), "--out", f"{out}/build", may=(0, 1))
            case "wheel":
                self.type(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, inside="toolkit")


def _hashes(top: Path, label: str) -> Iterator[tuple[str, str]]:
    """The files of a run, and what it put beside the manifest."""
    for folder in (top / "out", top / "project" / "releases" / label):
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            yield path.relative_to(top).as_posix(), sha256(path.read_bytes()).hexdigest()


def _versions(project: Path, label: str) -> dict[str, str]:
    """What the release says that it was made with; nothing without one."""
    manifest = project / "releases" / label / "manifest.json"
    held = json.loads(manifest.read_bytes()) if manifest.is_file() else {}
    found: dict[str, str] = held.get("release", {}).get("made-with", {})
    return found


# --------------------------------------------------------------------- scene


@contextmanager
def scene(project: Path, label: str, *, locales: bool = True) -> Iterator[Scene]:
    """A scene around a project in git, which is cloned once so that everybody may read it; with other ``locales``, or without."""
    folder = Path(tempfile.mkdtemp(prefix="concept-varied-"))
    try:
        folder.chmod(0o755)
        clone = ["git", "clone", "--quiet", "--no-hardlinks", str(project), str(folder / "project")]
        subprocess.run(clone, check=True, timeout=120)
        _toolkit(folder / "toolkit")
        (folder / "site").mkdir()
        shutil.copy(startup.__file__, folder / "site" / "sitecustomize.py")
        yield Scene(folder, folder / "project", label, tuple(_locales(folder / "locales")) if locales else ())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _toolkit(folder: Path) -> None:
    """The toolkit as it is in this folder, saved or not, in a repository of one commit."""
    made = begun(folder)
    for name in _PARTS:
        part = ROOT / name
        for path in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if path.is_file() and "__pycache__" not in path.parts:
                made.write(path.relative_to(ROOT).as_posix(), path.read_bytes())
    made.commit("The toolkit")


def _locales(folder: Path) -> Iterator[str]:
    """Those of :data:`LOCALES` that can be made here, in a folder of their own."""
    folder.mkdir()
    for name in LOCALES if which("localedef") else ():
        language, _, charset = name.partition(".")
        command = ["localedef", "-i", language, "-f", charset, str(folder / name)]
        if subprocess.run(command, capture_output=True, check=False, timeout=120).returncode == 0:
            yield name
