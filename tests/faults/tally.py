"""What came of the faults of one kind."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Faults of one kind, counted by how the project's folder looked afterwards."""

    kind: str
    injected: int = 0
    old: int = 0
    new: int = 0
    torn: int = 0
    half: int = 0
    lost: int = 0
    misreported: int = 0
    """The command said one thing and the folder another, or it did not end with one sentence."""
    not_tried: str = ""
    seconds: float = 0.0
    examples: list[str] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)

    def count(self, verdict: str, example: str = "") -> None:
        """One more fault, after which the folder was ``old``, ``new``, ``torn`` or ``half``."""
        self.injected += 1
        setattr(self, verdict, getattr(self, verdict) + 1)
        if verdict in ("torn", "half"):
            self.examples.append(f"{verdict}: {example}")

    def wrong(self, example: str) -> None:
        """The command's words did not fit what it had done."""
        self.misreported += 1
        self.examples.append(f"misreported: {example}")

    def ended(self) -> Tally:
        """The same tally, its time taken."""
        self.seconds = time.monotonic() - self._began
        return self

    @property
    def bad(self) -> int:
        """How many faults did harm."""
        return self.torn + self.half + self.lost + self.misreported
