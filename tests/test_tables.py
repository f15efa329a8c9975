"""Comment tables and tables of decisions that come back: nothing dropped, nothing twice, nothing of others told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from concept_cli.diagnostics import ConceptError
from concept_cli.document import words
from concept_cli.exchange.decisions import Decision, decided
from concept_cli.exchange.desk import Desk, desk, rewritten
from concept_cli.exchange.matrix import blank, matrix, public
from concept_cli.exchange.places import Read
from concept_cli.exchange.register import Sent, free_ids, registered
from concept_cli.exchange.renumber import renumbered
from concept_cli.exchange.table_in import Refusal, contributions_in, decisions_in
from concept_cli.exchange.written import table_bytes
from concept_cli.ledger.reasons import LEFT_OUT, without
from concept_cli.ledger.rounds import is_late
from concept_cli.ledger.states import state
from concept_cli.load import page_styles
from concept_cli.model import DISPOSITIONS, Meeting, Round, Written
from concept_cli.sources import Folder
from concept_cli.wording.contributions import contribution_term
from tests.heard import consulted
from tests.ledgers import desk_of, with_contribution

HEAD = "Place,Words read,Change,Proposed words,Remark,Rationale,Type,Essential"
BODY = {"one": "\nThe garden is big.\n\nThe garden is small.\n"}


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    (tmp_path / "t.csv").touch()
    made = desk_of(BODY, tmp_path)
    return replace(made, project=replace(made.project, styles=page_styles(made.folder, lambda _: None)))


def take(at: Desk, text: str, head: str = HEAD) -> tuple[Desk, tuple[str, ...], int]:
    file = at.root / "t.csv"
    file.write_text(f"{head}\n{text}", encoding="utf-8")
    taken = contributions_in(at, file, file.read_bytes(), "undp", None, None)
    found = {**at.contributions, **{each.id: each for each in taken.contributions}}
    return replace(at, contributions=found), taken.remarks, taken.known


def test_equal_words_at_two_places_are_two_contributions(at: Desk) -> None:
    rows = "1,garden,replace,park,,,,\n2,garden,replace,park,,,,\n"
    at, _, known = take(at, rows)
    assert (len(at.contributions), known) == (2, 0)
    at, _, known = take(at, rows)
    assert (len(at.contributions), known) == (2, 2)


@pytest.mark.parametrize("change", ["insert", "insert-after", "дополнить", "Добавить", "толықтырылсын"])
def test_a_change_is_called_as_people_call_it(at: Desk, change: str) -> None:
    at, _, _ = take(at, f"1,garden,{change},and park,,,,\n")
    assert [each.head.action for each in at.contributions.values()] == ["insert"]


def test_a_thousand_remarks_are_counted(at: Desk) -> None:
    _, remarks, _ = take(at, "".join(f"1,,,,word {n},,,,NOTE {n}\n" for n in range(200)), f"{HEAD},Our note")
    assert len([each for each in remarks if "NOTE" in each]) == 50
    assert [each for each in remarks if "150 more remarks" in each]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("undp-2021-².md", "undp-2021-001"),  # a digit that is no number
        (f"undp-2021-{'9' * 69}.md", "undp-2021-001"),  # no number that a registry gives
        ("originals/undp-2021-911349476768.md", "undp-2021-001"),  # the name of somebody's letter
        ("undp-2021-007.md", "undp-2021-008"),
        ("undp-2021-999999.md", "undp-2021-1000000"),
    ],
)
def test_the_next_number_is_of_the_registry(tmp_path: Path, name: str, id: str) -> None:
    path = tmp_path / "contributions/undp" / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert next(free_ids(desk_of(BODY, tmp_path), "undp", 2021)) == id


def test_words_in_strange_columns_are_told(at: Desk) -> None:
    _, remarks, _ = take(at, "1,,,,first,,,,A NOTE\n2,,,,second,,,,,MORE\n", f"{HEAD},Our note")
    assert [each for each in remarks if "row 2, column I" in each and "A NOTE" in each]
    assert [each for each in remarks if "row 3, column J" in each and "MORE" in each]


@pytest.mark.parametrize(
    ("rows", "head", "says"),
    [
        ("1,,,,first,,,,second\n", f"{HEAD},Remark", "column I"),
        ("99,,,,first,,,\n", HEAD, "row 2: There is no paragraph 99"),
        ("1,,chnge,,first,,,\n", HEAD, "row 2, column C"),
        ("1,,,new words,,,,\n", HEAD, "row 2, column B"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(at: Desk, rows: str, head: str, says: str) -> None:
    with pytest.raises(Refusal) as refusal:
        take(at, rows, head)
    assert any(says in each for each in refusal.value.wrong)


def sittings(at: Desk) -> Desk:
    raw = at.project.concept.raw
    held = [Meeting.model_validate({"id": f"s{month}", "date": date(2021, month, 1), "title": "S"}) for month in (5, 6)]
    return replace(at, project=replace(at.project, meetings=tuple(Written(each, raw) for each in held)), day=date(2021, 7, 1))


def test_an_earlier_sitting_does_not_overturn_a_later_one(at: Desk) -> None:
    at, sent = with_contribution(sittings(at), Sent("undp", "remark", section="one", remark="?"))
    table = f"Contribution,Body,Decision,Reason for the decision,Words decided\n{sent.id},UNDP,Rejected,dear,\n".encode()
    [first] = decisions_in(at, "s.csv", table, "s5").contributions
    at = replace(at, contributions={first.id: first})
    later = decided(at, Decision(sent.id, "noted", meeting="s6"))
    at = replace(at, contributions={later.id: later})
    assert decisions_in(at, "s.csv", table, "s5").contributions == (later,)
    with pytest.raises(ConceptError, match="was decided on 2021-06-01"):
        decided(at, Decision(sent.id, "deferred", meeting="s5"))
    assert state(later).disposition == "noted"


def test_a_row_of_another_body_is_refused(at: Desk) -> None:
    at, sent = with_contribution(at, Sent("undp", "remark", section="one", remark="?"))
    table = f"Contribution,Body,Decision,Reason for the decision,Words decided\n{sent.id},UNESCO,Noted,,\n".encode()
    with pytest.raises(Refusal) as refusal:
        decisions_in(at, "s.csv", table, "")
    assert "did not send" in refusal.value.wrong[0]


def test_a_limited_table_tells_nothing_of_others(at: Desk) -> None:
    at, _ = with_contribution(at, Sent("unesco", "remark", section="one", remark="hidden words", confidential=True))
    at, shown = with_contribution(at, Sent("undp", "remark", section="one", remark="words", consent=True))
    told = decided(at, Decision(shown.id, "duplicate", "Same as unesco-2021-001 (UNESCO)"))
    at = replace(at, contributions={**at.contributions, told.id: told})
    listed, hidden = public(at.contributions.values())
    text = words(matrix(at, listed, "plain", "en", "", hidden, limited=True))
    assert "Same as […] ([…])" in text
    assert "hidden words" not in text


def test_a_public_table_holds_nothing_that_is_for_the_group_alone(tmp_path: Path) -> None:
    consulted(tmp_path, "public")
    found = desk(Folder(tmp_path))
    listed, hidden = public(found.contributions.values())
    assert hidden
    for form in ("plain", "iso", "kz"):
        text = words(matrix(found, listed, form, "en", "", hidden, limited=True))
        assert "CANARY" not in text
        assert "canary" not in text


def test_two_files_with_one_number_get_two_and_keep_every_other_byte(tmp_path: Path) -> None:
    _, sent = with_contribution(desk_of(BODY, tmp_path), Sent("undp", "remark", section="one", remark="?"))
    path = tmp_path / sent.path
    path.parent.mkdir(parents=True)
    path.write_text(sent.text, encoding="utf-8")
    other = path.with_name("undp-2021-002.md")
    other.write_text(sent.text.replace("?", "another"), encoding="utf-8")
    made = renumbered(Folder(tmp_path))
    assert made.numbers == (("undp-2021-001", "undp-2021-002"),)
    [write] = made.writes.values()
    assert write.content == other.read_bytes().replace(b"id: undp-2021-001", b"id: undp-2021-002")
    other.write_bytes(other.read_bytes() + "    Привет".encode("cp1251"))
    with pytest.raises(ConceptError, match="cannot be read as it stands"):
        renumbered(Folder(tmp_path))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_sitting_chooses_decisions_from_a_list_that_comes_back(at: Desk, language: str) -> None:
    """Another reader finds the list of a column; each word of it is a decision, when the table comes back."""
    at, sent = with_contribution(at, Sent("undp", "remark", section="one", remark="?", essential=True))
    made = table_bytes(at, matrix(at, [sent], "decisions", language), "xlsx")
    book = load_workbook(BytesIO(made))
    sheet = book.active
    assert sheet is not None
    head = [str(cell.value) for cell in sheet[2]]
    [chosen] = sheet.data_validations.dataValidation
    column = head.index(contribution_term("column-disposition", language)) + 1
    assert str(chosen.sqref) == f"{sheet.cell(3, column).column_letter}3"
    words = chosen.formula1.strip('"').split(",")
    assert words == [contribution_term(f"disposition-{each}", language) for each in DISPOSITIONS]
    assert sheet.cell(3, head.index(contribution_term("column-essential", language)) + 1).value == contribution_term(
        "yes", language
    )
    for disposition, word in zip(DISPOSITIONS, words, strict=True):
        sheet.cell(3, column).value = word
        sheet.cell(3, head.index(contribution_term("column-reason", language)) + 1).value = "because"
        book.save(changed := BytesIO())
        [back] = decisions_in(at, "sitting.xlsx", changed.getvalue(), "").contributions
        assert state(back).disposition == disposition


def test_what_a_body_fills_in_is_chosen_from_lists(at: Desk) -> None:
    sheet = load_workbook(BytesIO(table_bytes(at, blank(at, "en"), "xlsx"))).active
    assert sheet is not None
    lists = {each.formula1.strip('"') for each in sheet.data_validations.dataValidation}
    assert (
        lists == {"replace,insert,delete", "general,substantive,editorial,legal-technical,linguistic", "yes"} or len(lists) == 3
    )


@pytest.mark.parametrize(
    ("received", "says"), [("2021-05-21", "marked as late"), ("2021-04-19", "before the round was sent out")]
)
def test_what_comes_outside_of_a_round_is_told(at: Desk, received: str, says: str) -> None:
    asked = Round.model_validate(
        {"id": "r", "draft": "d", "sent": date(2021, 4, 20), "due": date(2021, 5, 20), "bodies": ["undp"]}
    )
    at = replace(at, project=replace(at.project, rounds=(Written(asked, at.project.concept.raw),)))
    sent = Sent("undp", "remark", section="one", remark="?", draft="d", received=date.fromisoformat(received))
    made = registered(at, sent, read=Read(at.project))
    assert [says in each for each in made.remarks] == [True]
    assert is_late(made.contribution, [asked]) == (says == "marked as late")


def test_a_contribution_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """A link to a stranger's file, where a contribution should be: no trace of a fault in the program, and nothing read."""
    outside = tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    root = tmp_path / "p"
    linked = root / "contributions/undp/undp-2021-001.md"
    linked.parent.mkdir(parents=True)
    linked.symlink_to(outside)
    with pytest.raises(ConceptError, match="cannot be read"):
        renumbered(Folder(root))


@pytest.mark.parametrize("path", ["sections/one.md", "contributions/undp/undp-2021-001.md"])
def test_what_somebody_else_wrote_since_it_was_read_is_not_written_over(tmp_path: Path, path: str) -> None:
    """Two secretaries at work at once: the one who read first and writes last must not undo what the other did in between."""
    at = desk_of(BODY, tmp_path)
    at, made = with_contribution(at, Sent("undp", "remark", section="one", remark="?"))
    texts = {made.path: made.text, "sections/one.md": at.project.fragments[0].text}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {*rewritten(at, dict.fromkeys(texts, "x"))} == {*texts}
    (tmp_path / path).write_text(f"{texts[path]}\nMore.\n", encoding="utf-8")
    with pytest.raises(ConceptError, match="was changed since it was read"):
        rewritten(at, dict.fromkeys(texts, "x"))


@pytest.mark.parametrize(
    "reason",
    [
        "As UNDP  and undp-2021-001 say",
        "Как и в письме Программы развития, ПРООН‑2021‑001",
        "Бұл туралы Даму бағдарламасының хатында",
        "see undp‑2021‑001",
    ],
)
def test_a_reason_names_nobody_who_is_hidden(tmp_path: Path, reason: str) -> None:
    """With other spaces and hyphens, and in the cases of Russian and Kazakh."""
    at, hidden = with_contribution(desk_of(BODY, tmp_path), Sent("undp", "remark", section="one", remark="?"))
    names = {"en": "UNDP", "ru": "Программа развития", "kk": "Даму бағдарламасы"}
    people = [
        replace(each, record=each.record.model_copy(update={"name": names, "aliases": ("ПРООН-2021-001",)}))
        for each in at.project.stakeholders
        if each.record.id == "undp"
    ]
    project = replace(at.project, stakeholders=tuple(people))
    said = without(reason, project, [hidden], [])
    assert LEFT_OUT in said
    assert not [each for each in ("undp", "программ", "бағдарлама", "2021") if each in said.casefold()]
    assert without("Nothing of the kind.", project, [hidden], []) == "Nothing of the kind."
    assert without(reason, project, [], [hidden]) == reason


def test_a_remark_that_begins_like_our_legend_is_taken_in(at: Desk) -> None:
    """What stands below our table is left out word for word; a remark at its end may begin with the same word."""
    how, decide = (contribution_term(key, "ru", choices="") for key in ("table-how", "table-decide"))
    remarks = ["Decisions on costs belong to the council.", f"{decide} о финансировании", "Comment table", how]
    at, told, _ = take(at, "1,,,,First,,,\n" + "".join(f',,,,"{each}",,,\n' for each in remarks))
    assert [each.parts["remark"] for each in at.contributions.values()] == ["First", *remarks[:3]]
    assert not [each for each in told if "not taken in" in each]


@pytest.mark.parametrize(("reason", "wording"), [("Thank you", ""), ("", "other words")])
def test_a_row_that_says_why_and_not_what_is_refused(at: Desk, reason: str, wording: str) -> None:
    at, sent = with_contribution(sittings(at), Sent("undp", "remark", section="one", remark="?"))
    table = f"Contribution,Decision,Reason for the decision,Words decided\n{sent.id},,{reason},{wording}\n".encode()
    with pytest.raises(Refusal) as refusal:
        decisions_in(at, "s.csv", table, "s5")
    assert "row 2, column B: no decision stands beside" in refusal.value.wrong[0]


def test_a_table_that_is_older_than_what_its_sitting_decided_anew_is_refused(at: Desk) -> None:
    at, sent = with_contribution(sittings(at), Sent("undp", "remark", section="one", remark="?"))
    table = f"Contribution,Decision,Reason for the decision,Words decided\n{sent.id},Rejected,dear,\n".encode()
    for made in (decisions_in(at, "s.csv", table, "s5").contributions[0], None):
        later = made or decided(at, Decision(sent.id, "noted", meeting="s5"))
        at = replace(at, contributions={later.id: later})
    with pytest.raises(Refusal) as refusal:
        decisions_in(at, "s.csv", table, "s5")
    assert "anew since, as noted" in refusal.value.wrong[0]


def test_a_misspelt_meeting_is_told_of_once(at: Desk) -> None:
    with pytest.raises(ConceptError, match="There is no meeting “s55”") as error:
        decisions_in(sittings(at), "s.csv", b"anything", "s55")
    assert "Did you mean s5?" in error.value.hint


def test_a_file_that_came_from_another_body_is_pointed_at(at: Desk) -> None:
    """The secretary took it in under the wrong name, or both sent it: only a person knows."""
    file = at.root / "t.csv"
    file.write_text(f"{HEAD}\n1,,,,first,,,\n", encoding="utf-8")
    taken = contributions_in(at, file, file.read_bytes(), "undp", None, None)
    at = replace(at, contributions={each.id: each for each in taken.contributions})
    again = contributions_in(at, file, file.read_bytes(), "unesco", None, None)
    assert [each for each in again.remarks if "taken in from undp already (undp-2021-001)" in each]


def test_an_empty_remark_is_refused(at: Desk) -> None:
    with pytest.raises(ConceptError, match="The remark is empty"):
        registered(at, Sent("undp", "remark", section="one", remark=" \n"))
