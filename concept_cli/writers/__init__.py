"""Document to bytes: one module a format, one row a writer in :data:`WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from concept_cli.document import Document
from concept_cli.style import Pictures, Style

Write = Callable[[Document, Style, Pictures], bytes]


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that a document can be written in: its file suffix, the module that writes it, what it is for, and whether people read it.

    What people read has the quotation marks, dashes and spaces of its language; what programs and editors read stays as typed.
    """

    suffix: str
    module: str
    summary: str
    typeset: bool = False

    def load(self) -> Write:
        """The writing function, its module imported only now: formats that nobody asks for cost nothing."""
        return cast(Write, import_module(self.module).write)


WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        "pdf": Writer("pdf", "concept_cli.writers.pdf", "for print and signature", typeset=True),
        "docx": Writer("docx", "concept_cli.writers.docx", "for Word", typeset=True),
        "html": Writer("html", "concept_cli.writers.html", "one self-contained web page", typeset=True),
        "md": Writer("md", "concept_cli.writers.markdown", "one Markdown file"),
        "json": Writer("json", "concept_cli.writers.json", "the tree as JSON, for programs"),
        "tree": Writer("tree.txt", "concept_cli.writers.tree", "the tree of addressable blocks, for reading"),
    }
)
"""What ``--to`` takes. Each module has ``write(document, style, pictures) -> bytes``."""
