"""`concept calendar`: meetings and deadlines, read again by icalendar as they were written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange import calendar as calendars
from concept_cli.exchange.calendar import Entry, calendar
from tests.awaited import DAY, FILES, awaited, desk_of
from tests.repositories import begun
from tests.test_commands import concept

DEADLINES = {
    "milestone.begun": ("Milestone: Work begins", date(2021, 3, 17), "Done."),
    "instruction.closed-one": ("Instruction: Already closed", date(2021, 5, 15), "Done."),
    "round.draft-1-round-1": (
        "Opinion on draft “draft-1”",
        date(2021, 5, 20),
        "Awaited from: Union of Fishers; Boats Association; CANARYABBR",
    ),
    "instruction.approaches": ("Instruction: Basic approaches", date(2021, 6, 1), "Awaited from: Boats Association; CANARYABBR"),
    "approval.approval-1": ("Approval: First approval", date(2021, 6, 15), "Awaited from: Union of Fishers"),
    "pack.wg-2": ("Papers for: Second sitting", date(2021, 6, 15), "Awaited from: Divers"),
    "contribution.lakes": ("Contribution to the section “Lakes”", date(2021, 7, 1), "Awaited from: Union of Fishers; CANARYABBR"),
    "section.lakes": ("Section “Lakes”", date(2021, 7, 1), "Awaited from: Boats Association"),
    "action.piers": ("Action: Build piers", date(2021, 7, 10), "Awaited from: Divers"),
    "milestone.ready": ("Milestone: The draft is ready", date(2021, 8, 1), ""),
    "action.signs": (
        "Action: Set up signs",
        date(2021, 8, 30),
        "Awaited from: Divers\nWhether it was done is not known.",
    ),
    "road-map.coast": ("Plan: Coast plan", date(2021, 8, 30), "Awaited from: Boats Association"),
}
"""What is due in the project, by kind and id: how it is called, when it is, and what is said of it."""


def events(content: bytes) -> dict[str, Any]:
    """The events of a calendar, by kind and id."""
    read = Calendar.from_ical(content)
    assert not read.errors
    found: dict[str, Any] = {}
    for each in read.walk("VEVENT"):
        assert isinstance(each, Event) and not each.errors
        project, name = str(each["UID"]).removesuffix("@concept.invalid").split(".", 1)
        assert project == "water"
        found[name] = each
    return found


def said(event: Any) -> tuple[str, Any, str]:
    return str(event["SUMMARY"]), event["DTSTART"].dt, str(event.get("DESCRIPTION", ""))


def of(root: Path, body: str = "", day: date = DAY) -> dict[str, Any]:
    return events(calendar(desk_of(root, day), body).content)


# ------------------------------------------------------------------- content


def test_every_deadline_is_a_day_that_stays_free_with_who_owes_it(tmp_path: Path) -> None:
    found = of(awaited(tmp_path))
    deadlines = {name: said(each) for name, each in found.items() if not name.startswith(("meeting.", "discussion."))}
    assert deadlines == DEADLINES
    for name in deadlines:
        assert found[name]["DTEND"].dt == found[name]["DTSTART"].dt + timedelta(days=1)
        assert found[name]["TRANSP"] == "TRANSPARENT"
        assert found[name].get("STATUS") is None


def test_meetings_last_as_long_as_they_do(tmp_path: Path) -> None:
    found = of(awaited(tmp_path))
    meetings = {
        name: (*said(each), each["DTEND"].dt, str(each["TRANSP"])) for name, each in found.items() if name.startswith("meeting.")
    }
    assert meetings == {
        "meeting.wg-1": ("First sitting", date(2021, 5, 20), "", date(2021, 5, 21), "OPAQUE"),
        "meeting.wg-2": (
            "Second sitting", date(2021, 6, 18), "Agenda:\n1. The section Lakes\n2. What is overdue", date(2021, 6, 19), "OPAQUE",
        ),
        "meeting.training": ("Training", date(2021, 7, 5), "", date(2021, 7, 8), "OPAQUE"),
        "meeting.forum": (
            "Forum", date(2021, 9, 1), "The exact day is not known: September 2021.", date(2021, 10, 1), "TRANSPARENT",
        ),
    }  # fmt: skip
    assert str(found["meeting.wg-2"]["LOCATION"]) == "House of Water, Almaty"


def test_an_hour_is_told_in_universal_time(tmp_path: Path) -> None:
    event = of(awaited(tmp_path))["discussion.open-npa"]
    assert event["DTSTART"].dt == datetime(2021, 6, 15, 12, tzinfo=UTC), "18:00 in Almaty, which then was 6 hours ahead"
    assert "DTEND" not in event


@pytest.mark.parametrize(("typed", "day"), [("2021-06-15 24:00", date(2021, 6, 15)), ("2021-06-15 00:00", date(2021, 6, 14))])
def test_an_end_of_a_day_is_that_day(tmp_path: Path, typed: str, day: date) -> None:
    approvals = FILES["records/approvals.yaml"].replace("2021-06-15 18:00 Asia/Almaty", typed)
    assert of(awaited(tmp_path, approvals=approvals))["discussion.open-npa"]["DTSTART"].dt == day


def test_what_nobody_knows_the_day_of_is_counted(tmp_path: Path) -> None:
    made = calendar(desk_of(awaited(tmp_path)))
    assert (made.events, made.left_out) == (17, 2), "a milestone and a forum; the act is permanent, and so has no day to be known"
    assert not {"milestone.adopted", "meeting.someday", "act.water-code"} & events(made.content).keys()


def test_the_calendar_is_in_the_working_language(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    path = root / "concept.yaml"
    path.write_text(FILES["concept.yaml"].replace("time-zone", "working-language: kk\ntime-zone"), "utf-8")
    assert said(of(root)["instruction.approaches"])[::2] == (
        "Тапсырма: Негізгі тәсілдер",
        "Кімнен күтіледі: Қайықтар қауымдастығы; CANARYABBR",
    )


def test_a_cancelled_meeting_is_said_to_be(tmp_path: Path) -> None:
    meetings = FILES["records/meetings.yaml"].replace("kind: training,", "kind: training, state: cancelled,")
    event = of(awaited(tmp_path, meetings=meetings))["meeting.training"]
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


# ---------------------------------------------------------------- of one body


def test_the_calendar_of_a_body_holds_what_concerns_it_and_names_no_other(tmp_path: Path) -> None:
    content = calendar(desk_of(awaited(tmp_path)), "fishers").content
    found = events(content)
    assert set(found) == {
        "milestone.begun", "milestone.ready", "meeting.wg-1", "meeting.wg-2", "discussion.open-npa", "round.draft-1-round-1",
        "approval.approval-1", "contribution.lakes",
    }  # fmt: skip
    assert str(found["round.draft-1-round-1"]["DESCRIPTION"]) == "Awaited from: Union of Fishers"
    assert "CANARY" not in content.decode() and "Boats" not in content.decode().replace("\r\n ", "")


def test_what_a_body_answered_is_done_for_it_and_open_for_others(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    assert str(of(root, "pilots")["approval.approval-1"]["DESCRIPTION"]) == "Done."
    assert str(of(root, "fishers")["approval.approval-1"]["DESCRIPTION"]) == "Awaited from: Union of Fishers"


def test_an_unknown_body_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConceptError, match="no stakeholder “boat”"):
        calendar(desk_of(awaited(tmp_path)), "boat")


# --------------------------------------------------------------------- format


def test_the_same_day_gives_the_same_bytes_and_names_stay(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    assert calendar(desk_of(root)).content == calendar(desk_of(root)).content
    today, tomorrow = of(root), of(root, day=date(2021, 6, 15))
    assert [str(each["UID"]) for each in today.values()] == [str(each["UID"]) for each in tomorrow.values()]
    assert {each["DTSTAMP"].dt for each in today.values()} == {datetime(2021, 6, 14, tzinfo=UTC)}
    assert today["instruction.approaches"]["SEQUENCE"] == 1, "it was moved once"
    assert today["action.piers"]["SEQUENCE"] == 0


def test_the_same_commit_gives_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    """What tells programs which of two calendars is newer is the day of the change, and not the day of the making."""
    made = begun(tmp_path / "water")
    root, later = awaited(made.root), date(2021, 6, 15)
    made.commit("Saved", "2021-06-10T10:00:00+05:00")
    assert calendar(desk_of(root)).content == calendar(desk_of(root, later)).content
    assert {each["DTSTAMP"].dt for each in of(root).values()} == {datetime(2021, 6, 10, tzinfo=UTC)}
    made.write("sections/lakes.md", FILES["sections/lakes.md"].replace("07-01", "07-02"))
    assert {each["DTSTAMP"].dt for each in of(root, day=later).values()} == {datetime(2021, 6, 15, tzinfo=UTC)}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_whatever_a_title_says_it_stays_a_title(words: str) -> None:
    """Line ends, commas, backslashes, and lines of a calendar: no title adds an event or a field."""
    line = calendars._line(f"A{words}\r\nEND:VEVENT")
    made = calendars._event(Entry("meeting", "x", line, DAY, DAY, lines=(line, line), location=line), "water", DAY)
    [read] = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + made.to_ical() + b"END:VCALENDAR\r\n").walk("VEVENT")
    assert str(read["SUMMARY"]) == str(read["LOCATION"]) == line
    assert str(read["DESCRIPTION"]) == f"{line}\n{line}"
    assert read.keys() == made.keys()
    assert all(len(each) <= 75 for each in made.to_ical().split(b"\r\n"))


# -------------------------------------------------------------------- command


def test_the_command_writes_the_file_and_says_what_it_left_out(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    done = concept("calendar", "--out", "dist/dates.ics", "--as-of", "2021-06-14", cwd=root)
    assert (done.returncode, done.stdout) == (0, "dist/dates.ics\n")
    assert done.stderr == "Events: 17. Left out, because their day is not known: 2.\n"
    assert (root / "dist/dates.ics").read_bytes() == calendar(desk_of(root)).content


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--out", "dates.txt"), 2, "--out dates.ics"),
        ((), 2, "--out dates.ics"),
        (("--out", "records/dates.ics"), 1, "holds the sources of the project"),
        (("--out", "dates.ics", "--for", "boat"), 1, "Did you mean boats?"),
        (("--out", "dates.ics", "--as-of", "yesterday"), 2, "--as-of"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    root = awaited(tmp_path)
    done = concept("calendar", *words, cwd=root)
    assert done.returncode == code and said in done.stderr
    assert not list(root.rglob("*.ics"))
