"""The whole way of a draft: sent to fourteen bodies, sixty contributions in every form, forty decisions, merged, answered."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date, timedelta

import openpyxl
import pytest

from tests.repositories import Repository, begun
from tests.sixty import BODIES, SECTIONS, letters, section_text, table_rows
from tests.test_commands import concept

HEADS = {
    "place": "Place", "quote": "Words read", "action": "Change", "proposed": "Proposed words", "remark": "Remark",
    "rationale": "Rationale", "type": "Type", "essential": "Essential",
}  # fmt: skip


def did(made: Repository, *words: str, code: int = 0) -> str:
    """What a command prints; it must end as it should."""
    done = concept(*words, cwd=made.root, GIT_AUTHOR_NAME="Office", GIT_AUTHOR_EMAIL="o@example.org")
    assert done.returncode == code, (words, done.stdout[-600:], done.stderr[-900:])
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The project when its first draft was sent out and everything came back."""
    made = begun(tmp_path_factory.mktemp("consultation") / "gardens")
    made.write(
        "concept.yaml",
        "format: 1\nid: gardens\ntitle: City gardens\nlead-body: parks-office\noutline: [" + ", ".join(SECTIONS) + "]\n",
    )
    made.write("stakeholders.yaml", "stakeholders:\n" + "".join(f"  - {{id: {each}, name: {each.title()}}}\n" for each in BODIES))
    for id in SECTIONS:
        made.write(f"sections/{id}.md", section_text(id))
    made.write(".gitignore", "dist/\n")
    made.commit("The first draft")
    did(made, "freeze", "draft-1")
    made.commit("Freeze draft 1")
    due = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - the day of the tool
    did(made, "circulate", "draft-1", "--to", ",".join(BODIES), "--due", due)
    did(made, "new", "meeting", "sitting-2", "--date", "2024-05-20", "--title", "Second sitting")
    for each in letters():
        did(made, "contribute", "--from", each.body, "--draft", "draft-1", "--consent", *each.words)
    for number, (body, rows) in enumerate(table_rows().items()):
        name = f"{body}.xlsx" if number % 2 else f"{body}.csv"
        filled(made, body, rows, name)
        did(made, "intake", f"dist/{name}", "--from", body, "--draft", "draft-1")
    return made


def filled(made: Repository, body: str, rows: list[dict[str, str]], name: str) -> None:
    """The comment table that was sent to a body, filled in."""
    did(made, "matrix", "--blank", "--for", body, "--draft", "draft-1", "--out", f"dist/{name}")
    path = made.root / "dist" / name
    if name.endswith(".csv"):
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADS.values())
        writer.writeheader()
        writer.writerows({HEADS[key]: value for key, value in row.items()} for row in rows)
        path.write_text(text.getvalue(), encoding="utf-8-sig")
        return
    book = openpyxl.load_workbook(path)
    sheet = book.active
    [head] = [row for row in sheet.iter_rows() if row[0].value == "Place"]
    columns = {cell.value: cell.column for cell in head}
    for number, row in enumerate(rows, head[0].row + 1):
        for key, value in row.items():
            sheet.cell(number, columns[HEADS[key]], value)
    book.save(path)


def listed(made: Repository, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(did(made, "contributions", "--format", "json", *words))
    return found


def test_everything_that_came_is_registered_with_its_place(made: Repository) -> None:
    found = listed(made)
    assert len(found) == 60
    assert {each["from"] for each in found} == set(BODIES)
    assert Counter(each["kind"] for each in found) == {"amendment": 30, "remark": 24, "position": 6}
    assert all(each["draft"] == "draft-1" for each in found)
    assert all(each["paragraph"] for each in found if each["kind"] == "amendment")
    assert not any(each["late"] for each in found)


def test_a_table_that_comes_twice_adds_nothing(made: Repository) -> None:
    body = BODIES[-1]
    assert did(made, "intake", f"dist/{body}.csv", "--from", body, "--draft", "draft-1") == ""
    assert len(listed(made)) == 60


def test_what_a_chair_asks_is_answered_by_the_standing(made: Repository) -> None:
    """Who answered, how much waits where, whose and how much came, and what is late: the same as the ledger says by itself."""
    value, found = json.loads(did(made, "status", "--format", "json")), listed(made)
    waits = [each for each in found if each["open"]]
    [asked] = value["rounds"]
    assert (sorted(asked["answered"]), asked["silent"], asked["waiting"], asked["late"]) == (sorted(BODIES), [], [], [])
    assert {each["id"]: each["received"] for each in value["stakeholders"]} == Counter(str(each["from"]) for each in found)
    undecided = {each["id"]: each["undecided"] for each in value["stakeholders"] if each["undecided"]}
    assert undecided == Counter(str(each["from"]) for each in waits)
    blocked = {each["id"]: len(each["contributions"]) for each in value["blockers"] if each["kind"] in {"undecided", "conflict"}}
    assert blocked == Counter(str(each["section"] or "whole") for each in waits)
    assert "14 of 14" in did(made, "status")
    after = (date.today() + timedelta(days=31)).isoformat()  # noqa: DTZ011 - the day of the tool
    assert [
        each for each in json.loads(did(made, "status", "--as-of", after, "--format", "json"))["blockers"] if each["overdue"]
    ] == []
    assert did(made, "remind", "--as-of", after) == ""


def test_a_sitting_decides_forty_and_they_are_merged_and_answered(made: Repository) -> None:
    decide_forty(made)
    assert len(listed(made, "--state", "open")) == 20
    assert did(made, "decide", "--table", "dist/sitting.xlsx", "--meeting", "sitting-2") == ""
    assert {each["disposition"] for each in listed(made, "--state", "rejected,noted")} == {"rejected", "noted"}
    assert len(listed(made, "--state", "accepted")) + len(listed(made, "--state", "rejected,noted")) == 40
    merge_all(made)
    answer(made)
    next_draft(made)


def decide_forty(made: Repository) -> None:
    """One table, forty decisions: amendments accepted but for three, remarks noted or rejected."""
    did(made, "matrix", "--form", "decisions", "--out", "dist/sitting.xlsx")
    book = openpyxl.load_workbook(made.root / "dist/sitting.xlsx")
    sheet = book.active
    [head] = [row for row in sheet.iter_rows() if row[0].value == "Contribution"]
    columns = {cell.value: cell.column for cell in head}
    kinds = {each["id"]: each["kind"] for each in listed(made)}
    decided = 0
    for row in range(head[0].row + 1, sheet.max_row + 1):
        id = sheet.cell(row, 1).value
        if kinds.get(id) == "amendment":
            sheet.cell(row, columns["Decision"], "Accepted")
        elif kinds.get(id) == "remark" and decided < 40 - 30:
            sheet.cell(row, columns["Decision"], "Noted" if decided % 2 else "Rejected")
            sheet.cell(row, columns["Reason for the decision"], "It is said in the act already.")
            decided += 1
    book.save(made.root / "dist/sitting.xlsx")
    did(made, "decide", "--table", "dist/sitting.xlsx", "--meeting", "sitting-2")


def merge_all(made: Repository) -> None:
    """Two bodies changed the same sentence in six sections: six conflicts, told each time alike, settled one by one."""
    first = did(made, "merge", "--all", code=1)
    assert first.count(": applied:") == 24
    assert first.count(": conflict:") == 6
    sections = {path.name: path.read_bytes() for path in (made.root / "sections").iterdir()}
    again = did(made, "merge", "--all", code=1)
    assert again.count(": conflict:") == 6
    assert {path.name: path.read_bytes() for path in (made.root / "sections").iterdir()} == sections
    for each in listed(made, "--state", "conflict"):
        did(made, "merge", str(each["id"]), "--with", "It holds for all gardens of any kind.")
    assert listed(made, "--state", "conflict") == []
    assert did(made, "merge", "--all") == ""
    for id, (_, sentences) in SECTIONS.items():
        text = (made.root / f"sections/{id}.md").read_text("utf-8")
        assert f"{sentences[0][:-1]}, as " in text
        assert "sees to that." in text
        assert "It holds for all gardens of any kind." in text
    assert concept("check", cwd=made.root).returncode == 0


def answer(made: Repository) -> None:
    """Each body has its answer; what was decided of it stands there, and nothing of any other body."""
    for body in BODIES:
        did(made, "reply", "--to", body, "--to-format", "md")
        [path] = (made.root / "dist").glob(f"*{body}*.md")
        text = path.read_text("utf-8")
        own = [str(each["id"]) for each in listed(made, "--from", body)]
        assert all(id in text for id in own)
        assert not [id for id in (str(each["id"]) for each in listed(made)) if id in text and id not in own]
    replied = listed(made, "--state", "replied")
    assert len(replied) == 40


def next_draft(made: Repository) -> None:
    """The next draft says who wanted each change, and a line of it leads back to the sitting."""
    did(made, "save", "What the second sitting decided")
    did(made, "freeze", "draft-2")
    line = (made.root / "sections/aims.md").read_text("utf-8").split("\n").index(section_line(made)) + 1
    links = json.loads(did(made, "trace", f"aims:{line}", "--format", "json"))
    told = {each["meeting"] for each in links if each["applied"]}
    assert "sitting-2" in told
    assert told <= {"sitting-2", None}, "what was settled after the sitting is of none"
    assert BODIES[0] in {each["from"] for each in links}
    summary = did(made, "diff", "draft-1", "draft-2", "--summary")
    assert summary


def section_line(made: Repository) -> str:
    """The line of the section on aims that the first letter changed."""
    text = (made.root / "sections/aims.md").read_text("utf-8")
    return next(line for line in text.split("\n") if f"as {BODIES[0]} proposes" in line)
