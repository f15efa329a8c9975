"""Why a file that somebody sent is not read."""

from __future__ import annotations

from typing import Final

SAVE_ANEW: Final = "Open it in Excel, Word or LibreOffice, save it anew, and send that."


class Refused(Exception):
    """A file that is not read: why, in words that complete “the file …”, and what helps."""

    def __init__(self, reason: str, remedy: str = SAVE_ANEW) -> None:
        super().__init__(reason)
        self.remedy = remedy
