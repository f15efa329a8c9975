"""Rules over a project that could be read: each check takes the project and reports what it finds.

The order of :data:`CHECKS` is the order of reading: the project whole first, then its text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from concept_cli.diagnostics import Report
from concept_cli.model import Project

Check = Callable[[Project, Report], None]

CHECKS: Final[tuple[Check, ...]] = ()
