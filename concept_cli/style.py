"""How outputs look: the files of the house style, as bytes by name, handed to the writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Pictures = Mapping[str, bytes]
"""The manifest of pictures a document shows: project path to bytes, made before any writer runs. Writers open nothing else."""


@dataclass(frozen=True, slots=True)
class Style:
    """The files of ``templates/`` by their path there (``page.html``, ``page.css`` …): a project's own before the toolkit's."""

    files: Mapping[str, bytes]
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    """Font files by file name, for outputs that embed them."""

    def text(self, name: str) -> str:
        """A template's text. Raises KeyError for a name that neither the project nor the toolkit has."""
        return self.files[name].decode("utf-8")
