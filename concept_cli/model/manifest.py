"""The manifest of a frozen draft: what it was made from, where each paragraph stood in it, and what was released of it."""

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


class Answered(Fields):
    """A contribution that may be published, and what became of it: its state, and what was decided."""

    id: str
    stakeholder: str
    state: str
    disposition: str = ""


class Publication(Fields):
    """What was released of a draft, and all that its bytes depend on besides the text.

    ``previous`` is the label of the draft before, ``previous_kind`` as what that was released by then, ``dressed`` the commit that the
    project's ``templates`` are from; ``toolkit`` are the toolkit's, ``records`` further files of records. ``code`` is the hash of the
    toolkit's own modules, and ``made_with`` names what else was at work, each with its version. ``attachments`` travel inside of the PDF;
    ``outputs`` are by name, ``reports`` lie beside the manifest. ``hidden`` counts contributions that may not be published, ``noted`` says
    what kept the draft from being final.
    """

    kind: Literal["draft", "public", "final"]
    previous: str
    previous_kind: str
    dressed: Annotated[str, _hexadecimal(40)]
    code: Annotated[str, _hexadecimal(64)]
    made_with: dict[str, str]
    templates: dict[str, FileHash]
    toolkit: dict[str, FileHash]
    fonts: dict[str, FileHash]
    records: dict[str, FileHash]
    attachments: dict[str, FileHash]
    outputs: dict[str, FileHash]
    reports: dict[str, FileHash]
    contributions: tuple[Answered, ...]
    hidden: Annotated[int, Field(ge=0)]
    noted: tuple[str, ...]


class Manifest(Fields):
    """A frozen draft.

    ``tree`` is the id that git gives to the project's folder, which stays the same when the history is rewritten; ``inputs`` are the
    files of text and records, from the history; ``templates`` the project's own templates and ``toolkit`` the toolkit's, as they were
    when the draft was frozen; ``blocks`` are by language, in reading order. ``release`` is there when it was released, and with it the
    ``seal``: the SHA-256 of the manifest's own bytes, with zeros in its place.
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
    release: Publication | None = None
    seal: Annotated[str, _hexadecimal(64)] | None = None
