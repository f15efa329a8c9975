"""A PDF that this tool made to the files that travel inside of it; of any other, what can be found in the same way."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

_EMBEDDED: Final = re.compile(
    rb"<</Type /EmbeddedFile/Subtype /([A-Za-z0-9#+.-]{1,80})/Params <<[^<>]{0,40}<([0-9a-f]{32})>/Size ([0-9]{1,9})[^>]{0,200}>>"
    rb"(/Filter /FlateDecode)?/Length ([0-9]{1,9})>>\nstream\n"
)
"""How the head of such a file is written: its kind, checksum and size, whether it is packed, and how long it is then."""
LARGEST: Final = 60_000_000
MOST: Final = 20
"""Files of so many bytes, and so many of them, are taken out."""


def enclosed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files inside of a PDF, each with its kind (application/json); those that are damaged or too large are passed over."""
    for count, match in enumerate(_EMBEDDED.finditer(content)):
        if count == MOST:
            return
        kind, size, length = match[1].decode("ascii").replace("#2f", "/"), int(match[3]), int(match[5])
        held = content[match.end() : match.end() + length]
        if size > LARGEST:
            continue
        if match[4]:
            try:
                held = zlib.decompressobj().decompress(held, size + 1)
            except zlib.error:
                continue
        if len(held) == size:
            yield kind, held
