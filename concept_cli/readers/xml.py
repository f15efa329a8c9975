"""A part of an office file to the elements that are asked for, one after the other.

The standard library's expat reads; what it would do for a stranger's sake is refused: a document type, and with it every entity, ends the
reading where it begins. What is not asked for is not kept, so that a large part costs no more room than its largest wanted element.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element  # only the class: nothing is parsed by it
from xml.parsers import expat

from concept_cli.readers.refused import Refused

DEPTH: Final = 100
"""Elements inside one another."""
NODES: Final = 1_000_000
"""Elements of a part."""

_OPEN: Final = "http://schemas.openxmlformats.org"
_STRICT: Final = "http://purl.oclc.org/ooxml"
_PREFIXES: Final[Mapping[str, str]] = {
    f"{_OPEN}/spreadsheetml/2006/main": "",
    f"{_STRICT}/spreadsheetml/main": "",
    f"{_OPEN}/wordprocessingml/2006/main": "w:",
    f"{_STRICT}/wordprocessingml/main": "w:",
    f"{_OPEN}/officeDocument/2006/relationships": "r:",
    f"{_STRICT}/officeDocument/relationships": "r:",
    f"{_OPEN}/officeDocument/2006/math": "m:",
    f"{_STRICT}/officeDocument/math": "m:",
    f"{_OPEN}/package/2006/relationships": "p:",
    f"{_OPEN}/markup-compatibility/2006": "mc:",
}
"""How names are told apart here, whichever of the two standards and whichever prefixes a file has. All others begin with ``?:``."""
_CHUNK: Final = 1 << 16


def elements(part: str, content: bytes, *wanted: str) -> Iterator[Element]:
    """Every element of one of these names, whole, outermost ones only. Raises Refused for a part that is no sound XML."""
    builder = _Builder(part, frozenset(wanted))
    for at in range(0, max(1, len(content)), _CHUNK):
        builder.feed(content[at : at + _CHUNK], last=at + _CHUNK >= len(content))
        yield from builder.take()


def inner(element: Element, path: str) -> Element | None:
    """The first element at a path of names (``w:rPr/w:vanish``) in another; ElementTree's own paths know no prefixes like ours."""
    found: Element | None = element
    for name in path.split("/"):
        found = next((each for each in found if each.tag == name), None) if found is not None else None
    return found


class _Builder:
    """Events in, elements out."""

    def __init__(self, part: str, wanted: frozenset[str]) -> None:
        self.part, self.wanted = part, wanted
        self.depth = self.count = self.skipped = 0
        self.open: list[tuple[Element, list[str]]] = []
        self.done: list[Element] = []
        self.names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words

    def feed(self, content: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(content, last)
        except (expat.ExpatError, LookupError, ValueError):  # an encoding that nobody knows is the latter two
            raise Refused(f"is damaged: its part {self.part} cannot be read") from None

    def take(self) -> list[Element]:
        taken, self.done = self.done, []
        return taken

    def doctype(self, *_: object) -> None:
        raise Refused(f"declares entities of its own in its part {self.part}, as no office program does")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEPTH or self.count > NODES:
            limit = f"is nested more than {DEPTH} deep" if self.depth > DEPTH else f"has more than {NODES:,} elements"
            raise Refused(
                f"{limit} in its part {self.part}", "Copy its table alone into a new file, without empty rows, and send that."
            )
        short = self.name(name)
        if self.skipped or short == "mc:Fallback":  # says the same again, for old programs
            self.skipped += 1
        elif self.open or short in self.wanted:
            element = Element(short, {self.name(key): value for key, value in attributes.items()})
            if self.open:
                self.open[-1][0].append(element)
            self.open.append((element, []))

    def words(self, said: str) -> None:
        if self.open and not self.skipped:
            self.open[-1][1].append(said)

    def end(self, _: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif self.open:
            element, said = self.open.pop()
            element.text = "".join(said)
            if not self.open:
                self.done.append(element)

    def name(self, name: str) -> str:
        """A name in our prefixes; found out once."""
        if name not in self.names:
            space, _, local = name.rpartition(" ")
            self.names[name] = (_PREFIXES.get(space, "?:") if space else "") + local
        return self.names[name]
