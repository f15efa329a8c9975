"""Bad folders: files that are none, links that lead out, broken house styles, and no project at all."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.bad import FILES, FINE, TROUBLE, Case


def _link(path: str, target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        remove(folder / path)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to(target)

    return make


def remove(path: Path) -> None:
    """Take away whatever stands at a path."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _pipe(path: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        remove(folder / path)
        (folder / path).parent.mkdir(exist_ok=True)
        os.mkfifo(folder / path)

    return make


def _socket(path: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        remove(folder / path)
        here = Path.cwd()
        os.chdir((folder / path).parent)  # the name of a socket has a limit of its own
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(Path(path).name)
        finally:
            os.chdir(here)

    return make


def _folder(path: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        remove(folder / path)
        (folder / path / "x.md").mkdir(parents=True)

    return make


def _file(path: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        remove(folder / path)
        (folder / path).write_text("words", "utf-8")

    return make


def _bytes(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder / "sections") + b"/\xff\xfe.md")).write_text("words", "utf-8")


def _nothing_at_all(folder: Path) -> None:
    for path in folder.iterdir():
        remove(path)


def _odd_files() -> Iterator[Case]:
    """Where an ordinary file is expected: pipes, sockets, devices, folders, links out and links in circles."""
    kinds: dict[str, Callable[[str], Callable[[Path], None]]] = {
        "a link to /etc/passwd": lambda path: _link(path, "/etc/passwd"),
        "a link upwards": lambda path: _link(path, "../../../../../../../../etc/passwd"),
        "a link to a device without end": lambda path: _link(path, "/dev/zero"),
        "a link to a disk in memory": lambda path: _link(path, "/proc/self/environ"),
        "a link to nothing": lambda path: _link(path, "nowhere.md"),
        "a link to itself": lambda path: _link(path, Path(path).name),
        "a pipe": _pipe,
        "a socket": _socket,
        "a folder": _folder,
    }
    for path in ("concept.yaml", "stakeholders.yaml", "records/sources.yaml", "sections/rivers.md"):
        for name, make in kinds.items():
            yield Case(
                f"{path}: {name}",
                "unreadable" if (path, name) != ("sections/rivers.md", "a folder") else "unknown-section",
                make=make(path),
            )
    for name in ("a link to /etc/passwd", "a pipe", "a folder", "a link to itself"):
        text = "---\ntitle: Rivers\n---\n![a](p.png)\n"
        yield Case(f"a picture that is {name}", "forbidden-image", {"sections/rivers.md": text}, kinds[name]("sections/p.png"))
    for name in (
        "Export.md",
        "экспорт.md",
        "a b.md",
        "a.en.ru.md",
        "a_b.md",
        "-a.md",
        "a--b.md",
        "a.MD",
        "a.txt",
        "a.markdown",
        "a\nb.md",
        "a\x1b[31m.md",
    ):
        stray: dict[str, str | bytes] = {f"sections/{name}": "words"}
        yield Case(f"a fragment called {name!r}", "stray-file", stray)
    yield Case("a fragment called by bytes that are no text", "stray-file", make=_bytes)
    yield Case(
        "a fragment in a language of its own", "unknown-language", {"sections/lakes.kk.md": "---\ntitle: a\n---\nМәтін.\n"}
    )
    yield Case("a translation of nothing", "no-original", {"sections/seas.ru.md": "---\ntitle: Моря\n---\nТекст.\n"})
    yield Case("a section outside the outline", "not-in-outline", {"sections/seas.md": "---\ntitle: Seas\n---\nText.\n"})
    yield Case("a hidden file", FINE, {"sections/.rivers.md.swp": b"\0\1\2"})
    yield Case("sections: a link to /etc", TROUBLE, make=_link("sections", "/etc"))
    yield Case("sections: a link to itself", TROUBLE, make=_link("sections", "sections"))
    yield Case("sections: a link to this folder", "unknown-section", make=_link("sections", "."))
    yield Case("sections: a file", "unknown-section", make=_file("sections"))
    yield Case("sections: missing", "unknown-section", make=lambda folder: remove(folder / "sections"))
    yield Case("records: a link to /etc", "unreadable", make=_link("records", "/etc"))
    yield Case("stakeholders.yaml missing", "unknown-stakeholder", make=lambda folder: remove(folder / "stakeholders.yaml"))
    yield Case("records missing", "dead-citation", make=lambda folder: remove(folder / "records"))


# ---------------------------------------------------------------- templates


def _templates() -> Iterator[Case]:
    """A project's own house style, broken. ``check`` does not look at it; ``build`` says which file and line."""
    broken: dict[str, str | bytes] = {
        "a block that never ends": "{% for a in b %}",
        "a name that nobody knows": "{{ nothing_of_this_name }}",
        "a field that nobody knows": "{{ document.nothing }}",
        "a loop without end": "{% for i in range(10**9) %}x{% endfor %}",
        "a way out": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "a file of this computer": "{% include '/etc/passwd' %}",
        "a file above": "{% include '../../etc/passwd' %}",
        "itself": "{% include 'page.html' %}",
        "an unknown filter": "{{ document|frobnicate }}",
        "an unknown tag": "{% frobnicate %}",
        "a division by zero": "{{ 1 / 0 }}",
        "Windows-1251": "Вода".encode("cp1251"),
        "UTF-16": "Вода".encode("utf-16"),
        "2,000 parentheses": "{{ " + "(" * 2_000 + " }}",
    }
    for name, text in broken.items():
        yield Case(f"template: {name}", TROUBLE, {"templates/page.html": text})
    yield Case("template: a style sheet that is none", TROUBLE, {"templates/page.css": "body { color: } } }"})
    yield Case("template: a link to /etc/passwd", TROUBLE, make=_link("templates/page.html", "/etc/passwd"))
    yield Case("template: a pipe", TROUBLE, make=_pipe("templates/page.html"))
    yield Case("templates: a link to /etc", TROUBLE, make=_link("templates", "/etc"))
    yield Case("templates: a file", FINE, {"templates": "words"})
    yield Case("profile: broken", "yaml-syntax", {"templates/profiles/mine.yaml": "a: b: c"})
    yield Case("profile: empty", "missing-field", {"templates/profiles/mine.yaml": b""})
    yield Case("profile: a link to /etc/passwd", "unreadable", make=_link("templates/profiles/mine.yaml", "/etc/passwd"))
    yield Case(
        "profile: a section without a role",
        "missing-field",
        {"templates/profiles/plain.yaml": "summary: a\nsections: [{id: a, title: b}]"},
    )


def _nothing() -> Iterator[Case]:
    """Folders that hold no project."""
    yield Case("no concept.yaml", TROUBLE, make=lambda folder: remove(folder / "concept.yaml"))
    yield Case("an empty folder", TROUBLE, make=_nothing_at_all)
    yield Case("concept.yml", TROUBLE, make=lambda folder: (folder / "concept.yaml").rename(folder / "concept.yml"))
    yield Case("concept.yaml in capitals", TROUBLE, make=lambda folder: (folder / "concept.yaml").rename(folder / "CONCEPT.YAML"))
    yield Case("a picture as concept.yaml", "encoding", {"concept.yaml": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"})
    yield Case("a zip as concept.yaml", "encoding", {"concept.yaml": b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf\xa4"})
    yield Case("a fragment as concept.yaml", "yaml-syntax", {"concept.yaml": FILES["sections/lakes.md"]})
    yield Case("concept.yaml as a fragment", "head-missing", {"sections/rivers.md": FILES["concept.yaml"]})


GROUPS: Final = (_odd_files, _templates, _nothing)
