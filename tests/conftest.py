"""What every test can use, and what is said at the end of a run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from hypothesis import settings

from tests.clients import not_tried

settings.register_profile("untimed", deadline=None)  # how long an example takes is a matter of the machine
settings.load_profile("untimed")
RECORD = "record"
signal.signal(
    signal.SIGINT, signal.default_int_handler
)  # a run in the background was told to ignore it, and so would its commands
os.environ.pop("CONCEPT_AS", None)  # set by `run`: what messages say then depends on how the tests were started


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Give the test a function that adds a line to the end of the run, such as how many cases it tried."""

    def add(line: str) -> None:
        request.node.user_properties.append((RECORD, line))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests recorded, then how many were not tried and for want of what."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    lines = [line for report in reports for name, line in getattr(report, "user_properties", []) if name == RECORD]
    if lines:
        terminalreporter.section("recorded")
    for line in lines:
        terminalreporter.write_line(line)
    terminalreporter.write_line(not_tried([str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]))
