"""The zip container of a Word file: parts, what relates them, and the same bytes for the same parts."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from concept_cli.writers.docx.markup import HEAD, RELATIONSHIPS, attribute

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = {
    "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "word/numbering.xml": f"{_WORD_TYPE}.numbering+xml",
    "word/footnotes.xml": f"{_WORD_TYPE}.footnotes+xml",
    "word/comments.xml": f"{_WORD_TYPE}.comments+xml",
    **{f"word/{part}{number}.xml": f"{_WORD_TYPE}.{part}+xml" for part in ("header", "footer") for number in (1, 2, 3)},
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_SUFFIXES: Final = {"gif": "image/gif", "jpeg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}
_ROOT: Final = (
    (f"{RELATIONSHIPS}/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{RELATIONSHIPS}/custom-properties", "docProps/custom.xml"),
)
_BEGINNING_OF_TIME: Final = (1980, 1, 1, 0, 0, 0)


class Relationships:
    """What one part points at, each target once, numbered in the order of first use."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, bool], str] = {}

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id by which the part names the target; ``kind`` is the last word of the relationship's type, or all of it."""
        full = kind if "://" in kind else f"{RELATIONSHIPS}/{kind}"
        return self._ids.setdefault((full, target, external), f"rId{len(self._ids) + 1}")

    def __bool__(self) -> bool:
        return bool(self._ids)

    def xml(self) -> str:
        """The part's ``.rels`` file."""
        rows = "".join(
            f'<Relationship Id="{id}" Type="{kind}" Target="{attribute(target)}"{" TargetMode=" + _EXTERNAL if external else ""}/>'
            for (kind, target, external), id in self._ids.items()
        )
        return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_EXTERNAL: Final = '"External"'


class Package:
    """The parts of one Word file by name, in the order in which they are written."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}

    def add(self, name: str, content: str | bytes, relationships: Relationships | None = None) -> None:
        """Put a part in, with the relationships it uses."""
        self._parts[name] = content.encode("utf-8") if isinstance(content, str) else content
        if relationships:
            folder, _, file = name.rpartition("/")
            self._parts[f"{folder}/_rels/{file}.rels"] = relationships.xml().encode("utf-8")

    def write(self) -> bytes:
        """The whole file; the content types come first, as readers that stream expect them."""
        root = Relationships()
        for kind, target in _ROOT:
            root.add(kind, target)
        written = {"[Content_Types].xml": self._content_types().encode("utf-8"), "_rels/.rels": root.xml().encode("utf-8")}
        stream = BytesIO()
        with ZipFile(stream, "w") as zip_file:
            for name, content in (written | self._parts).items():
                entry = ZipInfo(name, _BEGINNING_OF_TIME)
                entry.compress_type = ZIP_DEFLATED
                entry.create_system = 0  # else the machine's system is written, and the bytes differ between machines
                zip_file.writestr(entry, content, compresslevel=6)
        return stream.getvalue()

    def _content_types(self) -> str:
        used = sorted({name.rpartition(".")[2] for name in self._parts} & _SUFFIXES.keys())
        defaults = "".join(f'<Default Extension="{each}" ContentType="{_SUFFIXES[each]}"/>' for each in used)
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items() if name in self._parts
        )
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        xml = '<Default Extension="xml" ContentType="application/xml"/>'
        return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{defaults}{overrides}</Types>'
