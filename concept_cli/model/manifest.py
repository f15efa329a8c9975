"""The manifest of a frozen draft: what it was made from, and where each paragraph stood in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import Day, Id, Language, refuse


def _hexadecimal(*lengths: int) -> BeforeValidator:
    """The kind of a field that holds so many hexadecimal digits."""

    def check(value: object) -> str:
        if not isinstance(value, str) or len(value) not in lengths or not set(value) <= set("0123456789abcdef"):
            raise refuse("is no hash", "correct it")
        return value

    return BeforeValidator(check)


class FileHash(Fields):
    """The bytes of one file: their SHA-256, and how many they are."""

    sha256: Annotated[str, _hexadecimal(64)]
    size: Annotated[int, Field(ge=0)]


class BlockPlace(Fields):
    """Where a block stood: the number by which letters name it, its page in the PDF (0 if a style hid it), its address, its first words."""

    number: str
    page: Annotated[int, Field(ge=0)]
    block: str
    words: str


class Manifest(Fields):
    """A frozen draft.

    ``tree`` is the id that git gives to the project's folder, which stays the same when the history is rewritten; ``inputs`` are the
    files of text and records, from the history; ``templates`` the project's own templates and ``toolkit`` the toolkit's, as they were
    when the draft was frozen; ``blocks`` are by language, in reading order.
    """

    format: Literal[1]
    label: Id
    date: Day
    commit: Annotated[str, _hexadecimal(40)]
    tree: Annotated[str, _hexadecimal(40)]
    version: str
    inputs: dict[str, FileHash]
    templates: dict[str, FileHash]
    toolkit: dict[str, FileHash]
    blocks: dict[Language, tuple[BlockPlace, ...]]
