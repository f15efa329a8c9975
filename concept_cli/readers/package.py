"""An office file, which is an archive of parts that name one another. What leads out of the file is never followed."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import Final, NamedTuple

from concept_cli.readers.archive import Archive
from concept_cli.readers.refused import Refused
from concept_cli.readers.xml import elements

_MACROS: Final = re.compile(r"vbaproject|vbadata|(?:^|/)macrosheets/|(?:^|/)activex/", re.IGNORECASE)


class Relation(NamedTuple):
    """What a part names: the last word of its kind (``worksheet``), and the name of the other part."""

    kind: str
    target: str


class Package:
    """The parts of an office file, and how they belong together; ``main`` is the part that all others hang on."""

    def __init__(self, content: bytes) -> None:
        """Raises Refused for what is no office file, and for one with programs in it."""
        self.archive = Archive(content)
        if any(map(_MACROS.search, self.archive.names)):
            raise Refused(
                "has macros in it, which are programs", "Save it as an ordinary .xlsx or .docx, without macros, and send that."
            )
        if "mimetype" in self.archive:
            raise Refused("is of the OpenDocument format", "Save it as .xlsx or .docx, and send that.")
        found = [each.target for each in self.related("").values() if each.kind == "officeDocument"]
        if len(found) != 1 or found[0] not in self.archive:
            raise Refused("is no office file, or damaged")
        self.main = found[0]

    def related(self, part: str) -> dict[str, Relation]:
        """What a part names inside of the file, by id."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels".lstrip("/")
        if name not in self.archive:
            return {}
        found: dict[str, Relation] = {}
        for each in elements(name, self.archive.part(name), "p:Relationship"):
            if each.get("TargetMode", "").lower() != "external":
                target = normpath(join("/", dirname(part), each.get("Target", ""))).lstrip("/")
                found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target)
        return found

    def only(self, part: str, kind: str) -> str:
        """The name of the one part of a kind that a part names; empty when there is none."""
        return next(
            (each.target for each in self.related(part).values() if each.kind == kind and each.target in self.archive), ""
        )
