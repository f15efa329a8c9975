"""Bad input, each case a whole small project with one thing wrong, and the rule that tells its writer so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FINE: Final = ""
"""Expected of input that looks odd and is none."""

TROUBLE: Final = "trouble"
"""Expected where one sentence stands instead of findings: there is no project at all, or its house style is broken."""

FILES: Final = {
    "concept.yaml": "format: 1\nid: water\ntitle: {en: Water, ru: Вода}\nlanguages: [en, ru]\noutline:\n  - lakes\n  - rivers\n",
    "stakeholders.yaml": "stakeholders:\n  - id: office\n    name: Office\n",
    "records/sources.yaml": "sources:\n  - id: report\n    title: A report\n",
    "sections/lakes.md": "---\ntitle: Lakes\nowner: office\n---\nText [@report].\n",
    "sections/lakes.ru.md": "---\ntitle: Озёра\n---\nТекст.\n",
    "sections/rivers.md": "---\ntitle: Rivers\n---\nText.\n",
}


@dataclass(frozen=True)
class Case:
    """What is wrong, by name; the rule that says so; the files that differ from :data:`FILES`, and what else to do to the folder."""

    name: str
    rule: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    make: Callable[[Path], object] | None = None

    def write(self, folder: Path) -> Path:
        """The project in a folder."""
        for path, content in {**FILES, **self.files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        if self.make:
            self.make(folder)
        return folder


def cases() -> list[Case]:
    """All cases, each under a name of its own."""
    from tests.bad import folders, records, texts

    made = [case for module in (records, texts, folders) for group in module.GROUPS for case in group()]
    names = [case.name for case in made]
    assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
    return made
