"""Who owes what by when: little projects, a day, and what is said of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from concept_cli.commands.status_table import days_words, table
from concept_cli.exchange.desk import Desk, desk
from concept_cli.exchange.standing import chosen
from concept_cli.exchange.standing_page import standing_bytes
from concept_cli.load import load, load_contributions
from concept_cli.sources import Folder
from concept_cli.status import Clock, deadlines, project_as_of, questions, standing
from tests.clients import ROOT
from tests.test_faults_planted import build, read_case

FILES = {
    "concept.yaml": """format: 1
id: water
title: Water
country: KZ
time-zone: Asia/Almaty
outline: [lakes, rivers]
milestones:
  - {id: draft-two, title: Second draft, due: 2021-08-01}
""",
    "stakeholders.yaml": """stakeholders:
  - {id: fishers, name: Fishers}
  - {id: boatmen, name: Boatmen}
  - {id: ministry, name: Ministry, kind: state-body}
""",
    "sections/lakes.md": "---\ntitle: Lakes\nstatus: drafted\nowner: ministry\n---\nLakes are deep.\n",
    "sections/rivers.md": "---\ntitle: Rivers\nstatus: agreed\n---\nRivers run.\n",
}
ROUND = "rounds:\n  - {id: first, draft: draft-1, sent: 2021-06-01, due: 2021-06-30, bodies: [fishers, boatmen]}\n"


def contribution(body: str, number: int, received: str, draft: str = "draft-1", history: str = "", section: str = "lakes") -> str:
    steps = f"  - {{date: {received}, step: registered}}\n{history}"
    return (
        f"---\nid: {body}-2021-{number:03}\nstakeholder: {body}\nkind: remark\nlanguage: en\nreceived: {received}\ndraft: {draft}\n"
        f"place: {{section: {section}, language: en}}\nhistory:\n{steps}---\n## Remark\n\n    How?\n"
    )


def project(root: Path, files: dict[str, str]) -> Folder:
    for path, text in (FILES | files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return Folder(root)


def on(folder: Folder, day: str) -> dict[str, Any]:
    """The standing by the end of a day, of a project in which nothing is refused."""
    found: list[Any] = []
    contributions = load_contributions(folder, found.append)
    made = standing(load(folder, found.append), contributions, date.fromisoformat(day))
    assert [each for each in found if each.is_error] == []
    return dict(made)


def one(value: dict[str, Any], name: str, id: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [each for each in value[name] if each["id"] == id]
    assert len(found) == 1
    return found[0]


# ---------------------------------------------------------------- milestones


@pytest.mark.parametrize(
    ("day", "days", "overdue"),
    [("2021-07-25", 7, False), ("2021-08-01", 0, False), ("2021-08-02", -1, True), ("2021-11-30", -121, True)],
)
def test_on_the_due_day_nothing_is_overdue_and_on_the_next_it_is(tmp_path: Path, day: str, days: int, overdue: bool) -> None:
    found = one(on(project(tmp_path, {}), day), "milestones", "draft-two")
    assert (found["due"], found["days"], found["overdue"], found["next"]) == ("2021-08-01", days, overdue, True)


def test_what_is_not_known_to_be_done_stays_overdue_and_what_is_done_does_not(tmp_path: Path) -> None:
    for done, overdue, said in (("unknown", True, None), ("2021-07-30", False, True)):
        text = FILES["concept.yaml"].replace("due: 2021-08-01", f"due: 2021-08-01, done: {done}")
        found = one(on(project(tmp_path, {"concept.yaml": text}), "2021-09-01"), "milestones", "draft-two")
        assert (found["overdue"], found["done"]) == (overdue, said)


def test_a_moved_deadline_keeps_its_first_day_and_stood_where_it_was(tmp_path: Path) -> None:
    moved = "moved: [{on: 2021-07-20, was: 2021-08-01, reason: R}, {on: 2021-09-01, was: 2021-09-15, reason: R}]"
    text = FILES["concept.yaml"].replace("due: 2021-08-01", f"due: 2021-11-30, {moved}")
    folder = project(tmp_path, {"concept.yaml": text})
    stood = {day: one(on(folder, day), "milestones", "draft-two") for day in ("2021-07-19", "2021-07-20", "2021-09-01")}
    assert [each["due"] for each in stood.values()] == ["2021-08-01", "2021-09-15", "2021-11-30"]
    assert [each["slip"] for each in stood.values()] == [None, 45, 121]
    assert [len(each["moves"]) for each in stood.values()] == [0, 1, 2]
    assert stood["2021-09-01"]["moves"][1] == {"on": "2021-09-01", "was": "2021-09-15", "reason": "R"}


def test_a_forecast_goes_by_the_decisions_of_four_weeks(tmp_path: Path) -> None:
    """Two of four were decided in the last four weeks: at one in two weeks the other two take four weeks more."""
    decided = "  - {date: 2021-07-01, step: decided, disposition: noted}\n"
    sent = {
        f"contributions/fishers/fishers-2021-{n:03}.md": contribution("fishers", n, "2021-06-10", history=decided * (n < 3))
        for n in range(1, 5)
    }
    found = one(on(project(tmp_path, sent), "2021-07-10"), "milestones", "draft-two")
    assert (found["undecided"], found["decisions_a_week"], found["forecast"], found["forecast_slip"]) == (2, 0.5, "2021-08-07", 6)


def test_a_decision_counts_from_its_day_though_it_was_written_down_later(tmp_path: Path) -> None:
    """A sitting decided on 5 June what was registered on the 9th: on the 6th it is decided, in the count and in the rate."""
    text = contribution("fishers", 1, "2021-06-01", history="  - {date: 2021-06-05, step: decided, disposition: noted}\n")
    text = text.replace("{date: 2021-06-01, step: registered}", "{date: 2021-06-09, step: registered}")
    sent = {
        "contributions/fishers/fishers-2021-001.md": text,
        "contributions/fishers/fishers-2021-002.md": contribution("fishers", 2, "2021-06-01"),
    }
    folder = project(tmp_path, sent)
    told = {day: one(on(folder, day), "milestones", "draft-two") for day in ("2021-06-04", "2021-06-06")}
    assert [(each["undecided"], each["decisions_a_week"]) for each in told.values()] == [(2, 0), (1, 0.2)]


# -------------------------------------------------------------------- answers


def test_a_body_waits_is_silent_and_answers_late(tmp_path: Path) -> None:
    sent = {"records/rounds.yaml": ROUND, "contributions/fishers/fishers-2021-001.md": contribution("fishers", 1, "2021-07-05")}
    folder = project(tmp_path, sent)
    told = {
        day: [one(on(folder, day), "rounds", "first")[name] for name in ("waiting", "silent", "answered", "late")]
        for day in ("2021-06-30", "2021-07-01", "2021-07-05")
    }
    assert told == {
        "2021-06-30": [["fishers", "boatmen"], [], [], []],
        "2021-07-01": [[], ["fishers", "boatmen"], [], []],
        "2021-07-05": [[], ["boatmen"], ["fishers"], ["fishers"]],
    }
    body = one(on(folder, "2021-07-05"), "stakeholders", "fishers")
    assert (body["late"], body["silent"], body["undecided"]) == (["fishers-2021-001"], [], 1)


def test_a_conflict_waits_for_its_words_and_for_no_decision(tmp_path: Path) -> None:
    events = ("2021-06-05, step: decided, disposition: accepted", "2021-06-06, step: conflict, path: sections/lakes.md")
    steps = "".join(f"  - {{date: {each}}}\n" for each in events)
    sent = {
        "contributions/fishers/fishers-2021-001.md": contribution("fishers", 1, "2021-06-05", history=steps),
        "contributions/fishers/fishers-2021-002.md": contribution("fishers", 2, "2021-06-05"),
    }
    value = on(project(tmp_path, sent), "2021-06-10")
    section = one(value, "sections", "lakes")
    assert (section["conflicts"], section["undecided"]) == (["fishers-2021-001"], ["fishers-2021-002"])
    assert one(value, "stakeholders", "fishers")["undecided"] == one(value, "milestones", "draft-two")["undecided"] == 1


def test_the_page_names_all_who_are_silent_in_one_row(tmp_path: Path) -> None:
    folder = project(tmp_path, {"records/rounds.yaml": ROUND})
    page = on_page(desk(folder, date(2021, 7, 5)), on(folder, "2021-07-05"))
    assert [row for row in page["blockers"] if "Fishers" in row[2]] == [
        ["no answer", "round: draft-1", "Fishers, Boatmen", "30 June 2021, 5 days overdue"]
    ]


def test_two_rounds_of_a_draft_are_told_apart(tmp_path: Path) -> None:
    again = ROUND + "  - {id: second, draft: draft-1, sent: 2021-07-01, due: 2021-07-10, bodies: [fishers]}\n"
    value = on(project(tmp_path, {"records/rounds.yaml": again}), "2021-07-05")
    assert [each["title"] for each in value["rounds"]] == ["first", "second"]


@pytest.mark.parametrize("form", ["table", "json", "html", "xlsx"])
def test_no_contact_is_told(tmp_path: Path, form: str) -> None:
    """A body that is late, the one that leads and one that is well known: how to reach them is in no view."""
    contact = "{person: CANARY, post: CANARY, email: canary@example.org, phone: CANARY-555, address: CANARY street}"
    bodies = FILES["stakeholders.yaml"].replace("}", f", contact: {contact}}}")
    folder = project(tmp_path, {"stakeholders.yaml": bodies, "records/rounds.yaml": ROUND})
    at, value = desk(folder, date(2021, 7, 5)), on(folder, "2021-07-05")
    made = {
        "table": lambda: "\n".join(on_screen(value, 120)),
        "json": lambda: json.dumps(value),
        "html": lambda: standing_bytes(at, value, "html").decode(),
        "xlsx": lambda: repr(in_book(at, value)),
    }[form]()
    assert "ishers" in made
    assert "canary" not in made.lower()


def test_another_draft_or_another_section_is_no_answer(tmp_path: Path) -> None:
    asked = ROUND.replace("bodies:", "sections: [lakes], bodies:")
    sent = {
        "records/rounds.yaml": asked,
        "contributions/fishers/fishers-2021-001.md": contribution("fishers", 1, "2021-06-05", draft="draft-0"),
        "contributions/boatmen/boatmen-2021-001.md": contribution("boatmen", 1, "2021-06-05", section="rivers"),
    }
    value = on(project(tmp_path, sent), "2021-07-01")
    assert one(value, "rounds", "first")["silent"] == ["fishers", "boatmen"]
    assert one(value, "sections", "lakes")["silent"] == ["boatmen", "fishers"]
    assert one(value, "sections", "rivers")["asked"] == []


def test_who_refused_is_in_the_way_until_asked_once_more(tmp_path: Path) -> None:
    answers = "answers: [{body: ministry, on: 2021-07-10, result: refused}]"
    first = f"{{id: a1, title: A, sent: 2021-07-01, due: 2021-07-15, bodies: [ministry], {answers}}}"
    again = "{id: a2, title: A, number: 2, sent: 2021-07-20, due: 2021-07-30, bodies: [ministry]}"
    folder = project(tmp_path, {"records/approvals.yaml": f"approvals:\n  - {first}\n  - {again}\n"})
    kinds = {
        day: [each["kind"] for each in on(folder, day)["blockers"] if each["of"] == "approval"]
        for day in ("2021-07-12", "2021-07-21", "2021-07-31")
    }
    assert kinds == {"2021-07-12": ["refused"], "2021-07-21": [], "2021-07-31": ["silent"]}


def test_what_waits_is_told_with_whose_it_is_and_for_a_body_only_its_own(tmp_path: Path) -> None:
    events = (
        "2021-06-05, step: decided, disposition: accepted",
        "2021-06-06, step: conflict, path: sections/lakes.md, against: [boatmen-2021-001]",
    )
    insisting = contribution("boatmen", 1, "2021-06-05").replace("kind: remark", "kind: remark\nessential: true")
    sent = {
        "contributions/fishers/fishers-2021-001.md": contribution(
            "fishers", 1, "2021-06-05", history="".join(f"  - {{date: {each}}}\n" for each in events)
        ),
        "contributions/boatmen/boatmen-2021-001.md": insisting,
        "contributions/ministry/ministry-2021-001.md": contribution("ministry", 1, "2021-06-05"),
    }
    value = on(project(tmp_path, sent), "2021-06-10")
    waiting = {
        body: [
            (each["kind"], one["id"], one["essential"], one["against"])
            for each in chosen(value, body, None)["blockers"]
            for one in each.get("contributions", ())
        ]
        for body in ("fishers", "boatmen")
    }
    conflict = ("conflict", "fishers-2021-001", False, ["boatmen"])
    assert waiting == {"fishers": [conflict], "boatmen": [conflict, ("undecided", "boatmen-2021-001", True, [])]}
    assert {each["id"] for each in chosen(value, "lakes", None)["stakeholders"]} == {"fishers", "boatmen", "ministry"}
    screen = "\n".join("".join(text for text, _ in line) for line in table(chosen(value, "fishers", None), 100))
    assert "lakes (fishers against boatmen)" in screen
    assert "ministry" not in screen.partition("Stakeholder")[2]


def test_nothing_of_a_body_is_not_nothing_at_all(tmp_path: Path) -> None:
    value = on(project(tmp_path, {}), "2021-06-10")
    screen = "\n".join("".join(text for text, _ in line) for line in table(chosen(value, "boatmen", None), 80))
    assert "Nothing of boatmen stands in the way." in screen
    assert value["blockers"]


# ----------------------------------------------------------- other deadlines


def test_a_plan_of_ninety_days_ends_on_the_ninetieth(tmp_path: Path) -> None:
    actions = "actions: [{id: count, what: Count}]"
    plan = f"road-maps:\n  - {{id: plan, title: P, start: 2024-02-07, days: 90, owner: fishers, {actions}}}\n"
    folder = project(tmp_path, {"records/road-maps.yaml": plan})
    assert [one(on(folder, "2024-05-07"), "road_maps", id)["days"] for id in ("plan", "count")] == [0, 0]
    late = on(folder, "2024-05-08")
    assert [one(late, "road_maps", id)["overdue"] for id in ("plan", "count")] == [True, True]
    assert [each["id"] for each in one(late, "stakeholders", "fishers")["owes"]] == ["count", "plan"]


def test_papers_go_out_seven_working_days_before_a_sitting_of_the_government(tmp_path: Path) -> None:
    """Before 26 March lie Nauryz (21 to 25 March 2024, with the Monday after it) and a weekend."""
    meeting = "meetings:\n  - {id: sitting, title: S, date: 2024-03-26, chaired: government}\n"
    value = on(project(tmp_path, {"records/meetings.yaml": meeting}), "2024-03-13")
    found = one(value, "meetings", "sitting")
    assert (found["pack_due"], found["pack_overdue"], found["done"]) == ("2024-03-12", True, False)
    assert [each["id"] for each in chosen(value, None, 0)["meetings"]] == ["sitting"]
    assert [each["of"] for each in value["blockers"] if each["id"] == "sitting"] == ["pack"]


def test_an_instruction_is_overdue_until_it_is_closed(tmp_path: Path) -> None:
    text = (
        "instructions:\n  - id: gather\n    title: G\n    issuer: ministry\n    level: ministry\n    issued: 2021-05-01\n    text: G\n"
        "    assignees: [{body: boatmen}, {body: fishers, lead: true}]\n    due: 10 working days after draft-two\n"
        "    closed: {on: 2021-08-20}\n"
    )
    folder = project(tmp_path, {"records/instructions.yaml": text})
    found = {day: one(on(folder, day), "instructions", "gather") for day in ("2021-08-13", "2021-08-16", "2021-08-20")}
    assert [each["overdue"] for each in found.values()] == [False, True, False]
    assert found["2021-08-16"]["owners"] == ["fishers", "boatmen"]
    assert found["2021-08-16"]["lead"] == "fishers"
    assert found["2021-08-16"]["due"] == "2021-08-13"
    assert on(folder, "2021-04-30")["instructions"] == []


def test_what_is_unknown_is_said_to_be(tmp_path: Path) -> None:
    text = "instructions:\n  - {id: gather, title: G, issuer: ministry, level: president, issued: unknown, text: unknown, due: unknown}\n"
    found = one(on(project(tmp_path, {"records/instructions.yaml": text}), "2021-08-13"), "instructions", "gather")
    assert (found["issued"], found["text"], found["due"], found["due_text"], found["days"]) == (
        "unknown",
        None,
        None,
        "unknown",
        None,
    )


# ------------------------------------------------------------------ choosing


def test_what_concerns_a_section_or_a_body_and_what_is_near(tmp_path: Path) -> None:
    value = on(project(tmp_path, {"records/rounds.yaml": ROUND}), "2021-07-01")
    lakes = chosen(value, "lakes", None)
    assert [each["id"] for each in lakes["sections"]] == ["lakes"]
    assert {each["id"] for each in lakes["stakeholders"]} == {"fishers", "boatmen", "ministry"}
    assert [each["id"] for each in chosen(value, "boatmen", None)["rounds"]] == ["first"]
    assert [each["id"] for each in chosen(value, "ministry", None)["rounds"]] == []
    near = chosen(value, None, 3)
    assert [each["id"] for each in near["rounds"]] == ["first"]  # overdue
    assert near["milestones"] == []


# ----------------------------------------------------------------- properties

DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))


@st.composite
def records(draw: st.DrawFn) -> dict[str, str]:
    """Records with many deadlines, often more overdue than a list shows; no two have the same title."""
    bodies = ("fishers", "boatmen", "ministry")
    made: dict[str, list[str]] = {
        name: [] for name in ("rounds", "approvals", "instructions", "road-maps", "acts", "meetings", "milestones", "sections")
    }
    crowd = draw(st.sampled_from((0, 14)))
    for number in range(crowd + draw(st.integers(0, 16))):
        start, due = (date(2021, 1, 1),) * 2 if number < crowd else sorted((draw(DAYS), draw(DAYS)))
        body, asked = draw(st.sampled_from(bodies)), draw(st.lists(st.sampled_from(bodies), min_size=1, unique=True))
        done = draw(st.sampled_from(("", ", done: unknown", f", done: {due}")))
        moved = draw(st.sampled_from(("", f", moved: [{{on: {start}, was: {start}, reason: R}}]")))
        answer = f", answers: [{{body: {body}, on: {start}, result: approved}}]" if draw(st.booleans()) else ""
        name = "instructions" if number < crowd else draw(st.sampled_from([*made]))
        id, title = f"{name}-{number:03}x", f"Task {number:03}"
        said = {
            "rounds": f"draft: draft-1, asked: {title}, sent: {start}, due: {due}, bodies: [{', '.join(asked)}]",
            "approvals": f"title: {title}, sent: {start}, due: {due}, bodies: [{', '.join(asked)}]{answer}",
            "instructions": f"title: {title}, issuer: ministry, level: ministry, issued: {start}, text: T, due: {due}{moved},"
            f" assignees: [{{body: {body}}}]",
            "road-maps": f"title: {title}, start: {start}, due: {due}, owner: {body}{done},"
            f" actions: [{{id: action-{number:03}x, what: Step {number:03}, due: {start}}}]",
            "acts": f"title: {title}, due: {due}, prepared-by: [{body}]",
            "meetings": f"title: {title}, date: {due}, chaired: government",
            "milestones": f"title: {title}, due: {due}{done}{moved}",
            "sections": f"---\ntitle: {title}\nstatus: drafted\ndue: {due}\nowner: {body}\n---\nWords.\n",
        }
        made[name].append(said[name] if name == "sections" else f"{{id: {id}, {said[name]}}}")
    sent = {
        f"contributions/{each}/{each}-2021-001.md": contribution(each, 1, str(draw(DAYS)))
        for each in draw(st.sets(st.sampled_from(bodies)))
    }
    parts = {f"part-{number:03}x": text for number, text in enumerate(made.pop("sections"))}
    listed = "".join(f"  - {each}\n" for each in made.pop("milestones"))
    outline = "".join(f", {each}" for each in parts)
    return {
        "concept.yaml": FILES["concept.yaml"].replace("rivers]", f"rivers{outline}]") + listed,
        **{f"sections/{id}.md": text for id, text in parts.items()},
        **{
            f"records/{name}.yaml": f"{name}:\n" + "".join(f"  - {each}\n" for each in found)
            for name, found in made.items()
            if found
        },
        **sent,
    }


def without_space(text: str) -> str:
    """Lines are broken where words end, so that words are found in them without spaces."""
    return re.sub(r"\s+", "", text)


def on_screen(value: dict[str, Any], width: int) -> list[str]:
    """The parts of a screen that empty lines divide, each without spaces."""
    lines = ["".join(text for text, _ in line) for line in table(value, width)]
    assert max(map(len, lines)) <= width
    return [without_space(part) for part in "\n".join(lines).split("\n\n")]


def on_page(at: Desk, value: dict[str, Any]) -> dict[str, list[list[str]]]:
    """The rows of the table in each section of the page, without their heads."""
    page = lxml.html.document_fromstring(standing_bytes(at, value, "html"))
    return {
        str(each.get("id")): [
            [str(cell.xpath("string()")) for cell in row.iter("td")] for row in each.iter("tr") if [*row.iter("td")]
        ]
        for each in page.iter("section")
    }


def in_book(at: Desk, value: dict[str, Any]) -> dict[str, list[list[str]]]:
    """The rows of each sheet of the workbook, without their heads, which stay in sight."""
    book = load_workbook(BytesIO(standing_bytes(at, value, "xlsx")))
    assert all(sheet.freeze_panes for sheet in book)
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    return {sheet.title: [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)] for sheet in book}


@settings(max_examples=int(os.environ.get("CONCEPT_EXAMPLES", "12")), deadline=None)
@given(records(), DAYS)
def test_what_is_overdue_is_in_every_view(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], day: date) -> None:
    """By definition: its last day has passed, and it is not known to be done."""
    folder = project(tmp_path_factory.mktemp("p"), files)
    at = desk(folder, day)
    stood = project_as_of(at.project, day)
    clock = Clock(stood, day)
    came = [each for each in at.contributions.values() if each.head.received <= day]
    late = {(each.kind, each.id) for each in deadlines(clock) if each.due and each.due < day and each.became != "done"}
    silent = {(each.id, each.body) for each in questions(clock, came) if each.due and each.due < day and each.answered is None}
    value = on(folder, str(day))
    overdue = [each for each in value["blockers"] if each["overdue"] and each["kind"] != "refused"]
    assert {(each["of"], each["id"]) for each in overdue if each["kind"] == "overdue"} == late
    assert {(each["id"], each["owners"][0]) for each in overdue if each["kind"] == "silent"} == silent
    page = [" ".join(row) for row in on_page(at, value)["blockers"]]
    sheet = [" ".join(row) for row in in_book(at, value)["What stands in the way"]]
    names = {each["id"]: each["title"] for each in value["stakeholders"]}
    for width in (80, 120):
        head, blockers, *tables = on_screen(value, width)
        listed = "".join(tables)
        assert all(each["id"] in listed for each in (*value["instructions"], *value["road_maps"]) if each["overdue"])
        for each in overdue:
            shown = each["title"] if each["of"] == "milestone" else each["id"]
            assert without_space(shown) in (head if each["of"] == "milestone" else blockers)
            assert without_space(days_words(each)) in head + blockers
    for each in overdue:
        for view in (page, sheet):
            [row, *_] = [row for row in view if each["title"] in row and all(names[body] in row for body in each["owners"])]
            assert days_words(each) in row


@settings(max_examples=int(os.environ.get("CONCEPT_EXAMPLES", "40")), deadline=None)
@given(records(), DAYS)
def test_totals_agree(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], day: date) -> None:
    value = on(project(tmp_path_factory.mktemp("p"), files), str(day))
    for each in value["rounds"]:
        assert sorted((*each["answered"], *each["silent"], *each["waiting"])) == sorted(each["asked"])
        assert set(each["late"]) <= set(each["answered"])
    by_body = {each["id"]: each for each in value["stakeholders"]}
    for name in ("rounds", "approvals"):
        for each in value[name]:
            assert all(each["id"] in by_body[body]["silent"] for body in each["silent"])
            assert all(each["id"] in by_body[body]["waiting"] for body in each["waiting"])
    assert sum(each["received"] for each in value["stakeholders"]) == sum(
        sum(each["contributions"].values()) for each in value["sections"]
    )
    for name, entries in value.items():
        for each in entries if name != "as_of" else ():
            assert {"id", "title", "due", "overdue", "days"} <= set(each)
            assert (each["days"] is None) == (each["due"] is None)
            assert each["due"] is None or each["days"] == (date.fromisoformat(each["due"]) - day).days
            assert not each["overdue"] or each["days"] < 0


SHEETS = {
    "milestones": "Milestones",
    "sections": "Sections",
    "stakeholders": "Stakeholders",
    "instructions": "Instructions",
    "approvals": "Approvals",
    "rounds": "Rounds",
    "meetings": "Sittings and events",
    "road_maps": "Road maps and actions",
    "acts": "Acts",
}


@settings(max_examples=int(os.environ.get("CONCEPT_EXAMPLES", "12")), deadline=None)
@given(records(), DAYS)
def test_every_view_counts_alike(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], day: date) -> None:
    """Page and workbook have a row for each entry; the screen shows some, and says how many it leaves out."""
    folder = project(tmp_path_factory.mktemp("p"), files)
    at, value = desk(folder, day), on(folder, str(day))
    page, book = on_page(at, value), in_book(at, value)
    for name, title in SHEETS.items():
        rows = book.get(title, [])
        assert len(rows) == len(value[name]) == len(page.get(name.replace("_", "-"), []))
        assert page.get(name.replace("_", "-"), []) == rows
    came = sum(each["received"] for each in value["stakeholders"])
    assert sum(int(row[1]) for row in book["Stakeholders"] if row[1] != "–") == came
    _, blockers, *tables = on_screen(value, 200)
    waiting = sum(len(each["contributions"]) for each in value["blockers"] if each["kind"] == "undecided")
    assert re.findall(r"undecided(\d+)inall", blockers) == ([str(waiting)] if waiting else [])
    for name, start, ids in (
        ("instructions", "Instruction", [each["id"] for each in value["instructions"] if not each["done"]]),
        ("road_maps", "Roadmap", [each["id"] for each in value["road_maps"] if not each["done"]]),
        ("stakeholders", "Stakeholder", [each["id"] for each in value["stakeholders"]]),
    ):
        screen = next((each for each in tables if each.startswith(start)), "")
        left_out = re.search(r"…and(\d+)more$", screen)
        shown = [id for id in ids if id in screen]
        assert not screen or len(shown) + int(left_out[1] if left_out else 0) == len(ids), name


@pytest.mark.parametrize("width", [80, 120])
def test_what_is_overdue_is_never_cut_and_the_rest_is_counted(tmp_path: Path, width: int) -> None:
    """Of fourteen that are overdue all are shown, at any width; of ten that are due later none fits any more."""
    given = "".join(
        f"  - {{id: i{number:02}, title: T, issuer: ministry, level: ministry, issued: 2021-01-01, text: T, due: {due}}}\n"
        for number, due in enumerate(["2021-06-01"] * 14 + ["2021-07-02"] * 10)
    )
    value = on(project(tmp_path, {"records/instructions.yaml": f"instructions:\n{given}"}), "2021-07-01")
    _, blockers, *tables = on_screen(value, width)
    [instructions] = [each for each in tables if each.startswith("Instruction")]
    late = [f"i{number:02}" for number in range(14)]
    assert all(id in blockers and id in instructions for id in late)
    assert re.findall(r"i\d\d", instructions) == late
    assert instructions.endswith("…and10more")


ZONES = (("UTC", "C"), ("Pacific/Kiritimati", "ru_RU.UTF-8"), ("America/Los_Angeles", "C.UTF-8"))


def told_in(root: Path, zone: str, locale: str, *options: str) -> bytes:
    """What ``concept status`` prints on a machine in a time zone and a language, with a cache of its own."""
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(root.parent / zone)}
    command = [sys.executable, "-m", "concept_cli", "-C", str(root), "status", *options]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


@pytest.mark.parametrize("form", ["table", "json", "html", "xlsx"])
def test_the_machine_does_not_matter(tmp_path: Path, form: str) -> None:
    """The same day looked at from other zones, in other languages, at another hour: the same bytes."""
    project(tmp_path / "p", {"records/rounds.yaml": ROUND})
    said = set()
    for zone, locale in ZONES:
        printed = told_in(tmp_path / "p", zone, locale, "--as-of", "2021-07-01", "--format", form)
        file = tmp_path / f"p/dist/status.{form}"
        said.add(file.read_bytes() if file.exists() else printed)
    [content] = said
    assert {"table": b"As of 2021-07-01, Thursday", "json": b'"as_of": "2021-07-01"', "html": b"<!", "xlsx": b"PK"}[
        form
    ] in content


def test_today_is_the_day_where_the_project_is(tmp_path: Path) -> None:
    """Kiritimati and Los Angeles are a day apart at almost every hour; the project is in Almaty."""
    project(tmp_path / "p", {})
    almaty = ZoneInfo("Asia/Almaty")
    before = datetime.now(almaty).date()
    said = [json.loads(told_in(tmp_path / "p", zone, locale, "--format", "json"))["as_of"] for zone, locale in ZONES]
    assert before.isoformat() <= min(said) <= max(said) <= datetime.now(almaty).date().isoformat()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "overdue", "--as-of", "2021-08-01"], 0),
        (["--fail-on", "overdue", "--as-of", "2021-08-02"], 1),
        (["--fail-on", "blocked", "--as-of", "2021-07-01"], 1),
        (["--as-of", "2021-08-02", "--format", "html"], 0),
        (["--as-of", "2021-08-02", "--format", "xlsx", "--fail-on", "overdue"], 1),
        (["--as-of", "2021-13-02"], 2),
        (["--for", "laks"], 1),
        (["--out", "status.pdf"], 2),
    ],
)
def test_it_ends_with(tmp_path: Path, options: list[str], code: int) -> None:
    from tests.test_commands import concept

    done = concept("status", *options, cwd=project(tmp_path, {}).root)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if "laks" in options:
        assert "Did you mean lakes?" in done.stderr


def test_a_day_before_the_first_is_a_day(tmp_path: Path) -> None:
    assert on(project(tmp_path, {}), str(date(2021, 8, 1) - timedelta(days=100_000)))["milestones"][0]["days"] == 100_000


SCREENS = sorted((ROOT / "tests/cases/status").glob("*.txt"))


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_screen(path: Path, tmp_path: Path) -> None:
    """What stands in the case behind ``expected-120`` and ``expected``, at 120 and 80 cells, by the end of 7 July 2021."""
    case = read_case(path)
    _, wide = case.files.pop("expected-120")
    build(case, tmp_path / "p")
    value = on(Folder(tmp_path / "p"), "2021-07-07")
    for width, expected in ((80, case.expected), (120, wide.splitlines())):
        lines = ["".join(text for text, _ in line) for line in table(value, width)]
        assert max(map(len, lines)) <= width
        assert lines == expected
