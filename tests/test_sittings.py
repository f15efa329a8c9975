"""`concept agenda` and `concept minutes`: what a sitting has to decide, and what it decided; `concept new` for what they are made from."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.agenda import Paper, agenda
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import letter_outputs, letter_style
from concept_cli.exchange.listing import in_text_order
from concept_cli.exchange.minutes import minutes
from concept_cli.load import load
from concept_cli.model import iso
from concept_cli.sources import Folder
from concept_cli.wording.sittings import SITTING_TERMS
from concept_cli.writers import WRITERS
from tests.awaited import DAY, FILES, awaited, desk_of, heard
from tests.clients import client
from tests.consultation import parts_of, said_in
from tests.paper import pages_of, run
from tests.test_commands import concept


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = awaited(tmp_path_factory.mktemp("sittings"))
    heard(root)
    return root


def text(root: Path, paper: Paper) -> str:
    """A paper as Markdown, without the bars and dashes of its tables' rows."""
    [output] = letter_outputs(paper.document, "paper", ["md"], letter_style(desk_of(root)))
    return output.content().decode("utf-8")


def parts(words: str) -> dict[str, str]:
    """What stands under each heading; above all of them under nothing."""
    found = re.split(r"^### (.*)\n", f"\n{words}", flags=re.MULTILINE)
    return {"": found[0].strip()} | {title: said.strip() for title, said in zip(found[1::2], found[2::2], strict=True)}


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[each.strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


# --------------------------------------------------------------------- agenda


def test_an_agenda_says_who_meets_where_and_about_what(root: Path) -> None:
    found = parts(text(root, agenda(desk_of(root), "wg-2", "ru")))
    assert [*found] == [
        "", "Приглашены", "Вопросы повестки дня", "Просроченное и подлежащее исполнению до заседания", "Проект решения",
        "Приложение. Предложения и замечания на рассмотрение", "Приложение. Расхождения в редакциях",
    ]  # fmt: skip
    assert found[""].split("\n\n") == [
        "Для членов рабочей группы", "Управление водой", "## ПОВЕСТКА ДНЯ", "Второе заседание",
        (
            "**Документ:** Концепция по воде\\\n**Дата:** 18 июня 2021 года\\\n**Место:** Дом воды, Алматы\\\n"
            "**Группа:** Рабочая группа\\\n**Срок направления материалов:** 15 июня 2021 года\\\n"
            "**Составлено по состоянию на:** 14 июня 2021 года"
        ),
    ]  # fmt: skip
    assert found["Приглашены"].splitlines() == [
        "- Управление водой – председатель",
        "- Ныряльщики – секретарь",
        "- Союз рыбаков, «Речной» – член группы",
        "- Ассоциация лодок – член группы (по согласованию)",
    ], "whoever left the group is not invited"
    assert found["Вопросы повестки дня"].startswith("1. Раздел «Озера»\\\n   Докладчик: Ассоциация лодок\\\n   Раздел: Озера")


def test_an_agenda_shows_what_is_to_be_decided_with_text_and_proposal(root: Path) -> None:
    found = rows(parts(text(root, agenda(desk_of(root), "wg-2", "en")))["Annex. Proposals and remarks to be decided"])
    assert found == [
        ["The whole document", *[""] * 5],
        ["boats-2021-002<br>Boats Association", "–", "–", r"A good concept = {{7\*7}} \<b>bold\</b> \| \*x\*", "–", ""],
        ["Rivers", *[""] * 5],
        [
            "fishers-2021-002<br>Union of Fishers", "paragraph 2", "The rivers are long.",
            "After this, insert:<br>And they are deep.", "Так и есть", "",
        ],
        ["pilots-2021-001<br>CANARYABBR", "paragraph 2", "They belong to the state.", "Delete.", "–", ""],
    ]  # fmt: skip


def test_an_agenda_shows_both_wordings_of_a_conflict(root: Path) -> None:
    found = rows(parts(text(root, agenda(desk_of(root), "wg-2", "kk")))["Қосымша. Өзара қайшы келетін редакциялар"])
    assert found == [
        ["Көлдер", *[""] * 4],
        [
            "boats-2021-001<br>Қайықтар қауымдастығы", "fishers-2021-001<br>Балықшылар одағы",
            "The lakes are deep. They are very cold.", "The lakes are deep. They are warm.", "",
        ],
    ]  # fmt: skip


def test_an_agenda_lists_what_is_overdue_or_due_until_the_sitting(root: Path) -> None:
    found = parts(text(root, agenda(desk_of(root), "wg-2", "en")))
    assert rows(found["Overdue, or due until the sitting"]) == [
        [
            "Opinion on draft “draft-1”", "Union of Fishers, Boats Association, CANARYABBR", "20 May 2021, overdue by 25 days",
        ],
        ["Instruction: Basic approaches", "Boats Association, CANARYABBR", "1 June 2021, overdue by 13 days"],
        ["Approval: First approval", "Union of Fishers", "15 June 2021, 1 day left"],
        ["Papers for: Second sitting", "Divers", "15 June 2021, 1 day left"],
    ]  # fmt: skip
    drafts = found["Draft decisions"].replace("\\", "")
    blank = "_" * 24
    for each in (
        f"1. The section Lakes\n   {blank}",
        f"4. Rivers: proposals and remarks\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}2 (annex)\n   Accept: {blank}\n   Accept in part: {blank}",
        (
            "5. Lakes: wordings in conflict (annex)\n   boats-2021-001, Boats Association\n   fishers-2021-001, Union of Fishers\n"
            f"   Take the wording of: {blank}"
        ),
        f"7. Instruction: Basic approaches\n   Who answers for it:\n   Boats Association, CANARYABBR\n   New day: {blank}",
    ):
        assert each in drafts, each
    assert "8." not in drafts, "what is due and not overdue needs no decision"


@pytest.mark.parametrize(
    ("day", "remark"),
    [
        (date(2021, 6, 14), "These papers go out by 2021-06-15."),
        (date(2021, 6, 15), "These papers go out by 2021-06-15."),
        (date(2021, 6, 16), "These papers are late by 1 day: they were due on 2021-06-15."),
        (date(2021, 6, 18), "These papers are late by 3 days: they were due on 2021-06-15."),
    ],
)
def test_late_papers_are_told_of(root: Path, day: date, remark: str) -> None:
    """Three working days before a sitting with an official of a body in the chair."""
    assert agenda(desk_of(root, day), "wg-2", "en").remarks == (remark,)


def test_papers_go_out_seven_working_days_before_the_government_sits(tmp_path: Path) -> None:
    typed = FILES["records/meetings.yaml"]
    root = awaited(tmp_path, meetings=typed.replace("chaired: body", "chaired: government"))
    assert agenda(desk_of(root), "wg-2", "en").remarks == ("These papers are late by 5 days: they were due on 2021-06-09.",)
    root = awaited(tmp_path, meetings=typed.replace("chaired: body", "chaired: government\n    pack-sent: 2021-06-09"))
    made = agenda(desk_of(root), "wg-2", "kk")
    assert made.remarks == ()
    assert "**Материалдар жіберілді:** 2021 жылғы 9 маусым" in text(root, made)


def test_a_programme_of_several_days_is_told_by_its_days(tmp_path: Path) -> None:
    training = """meetings:
  - id: training
    date: 2021-07-05..2021-07-06
    title: Training
    days:
      - {date: 2021-07-05, items: [{item: Lakes, speaker: boats}]}
      - {date: 2021-07-06, items: [{item: Rivers}, {item: Seas}]}
"""
    made = agenda(desk_of(awaited(tmp_path, meetings=training)), "training", "en")
    assert parts(text(tmp_path, made))["Points of the agenda"].split("\n\n") == [
        "5 July 2021", "1. Lakes\\\n   Speaker: Boats Association", "6 July 2021", "2. Rivers\n3. Seas",
    ]  # fmt: skip


def test_a_sitting_without_day_and_agenda_says_so(root: Path) -> None:
    assert agenda(desk_of(root), "someday", "en").remarks == (
        "Nobody knows on which day someday sits, so only what is overdue is listed.",
        "someday has no agenda in records/meetings.yaml.",
    )


# -------------------------------------------------------------------- minutes


def test_minutes_say_who_came_what_was_decided_and_what_stays_open(root: Path) -> None:
    made = minutes(desk_of(root), "wg-1", "kk")
    found = parts(text(root, made))
    assert made.remarks == ()
    assert "## № 1 ХАТТАМА" in found[""] and "**Төраға:** Су басқармасы\\\n**Хатшы:** Сүңгуірлер" in found[""]
    assert found["Қатысқандар"].splitlines() == [
        "- Су басқармасы – төраға", "- Балықшылар одағы – қатысушы", "- Қайықтар қауымдастығы – баяндамашы, captain",
    ]  # fmt: skip
    assert found["Шешілді"].splitlines() == [
        (
            "1. Ұсыныстар мен ескертпелер (қосымша): қаралғаны\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}4 "
            "(ескерілді\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}2, өзгертілген редакцияда ескерілді\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}1, "
            "ескерілмеді\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}1)."
        ),
        "2. Құрылым мақұлданды.",
    ]
    assert rows(found["Тапсырмалар"]) == [
        ["Негізгі тәсілдер<br>Тәсілдерді пысықтау", "Қайықтар қауымдастығы<br>CANARYABBR", "2021 жылғы 1 маусым"]
    ]
    stays, *signatures = found["Қарауда қалғандар"].replace("\\", "").split("\n\n")
    assert rows(stays) == [
        ["Құжат тұтастай", "Қайықтар қауымдастығы", "boats-2021-002"],
        ["Көлдер", "Қайықтар қауымдастығы", "boats-2021-001"],
        ["Өзендер", "Балықшылар одағы", "fishers-2021-002"],
        ["Өзендер", "CANARYABBR", "pilots-2021-001"],
    ]
    assert [" ".join(each.split()) for each in signatures] == [
        f"Төраға {'_' * 24} Су басқармасы",
        f"Хатшы {'_' * 24} Сүңгуірлер",
    ]


def changed(desk: Desk, id: str, **fields: object) -> Desk:
    """A desk on which the head of one contribution says something else."""
    found = desk.contributions[id]
    other = replace(found, head=found.head.model_copy(update=fields))
    return replace(desk, contributions={**desk.contributions, id: other})


def test_an_agenda_marks_what_a_body_insists_on(root: Path) -> None:
    made = agenda(changed(desk_of(root), "fishers-2021-002", essential=True), "wg-2", "ru")
    annex = rows(parts(text(root, made))["Приложение. Предложения и замечания на рассмотрение"])
    assert [row[0] for row in annex if "Принципиальное" in row[0]] == [
        "fishers-2021-002<br>Союз рыбаков, «Речной»<br>Принципиальное"
    ]


def test_what_a_sitting_decided_and_is_in_conflict_stays_open_whenever_it_was_received(root: Path) -> None:
    """A secretary may register a letter days after the sitting that talked about it."""
    made = minutes(changed(desk_of(root), "boats-2021-001", received=date(2021, 6, 10)), "wg-1", "en")
    stays = rows(parts(text(root, made))["What stays open"].partition("\n\n")[0])
    assert ["Lakes", "Boats Association", "boats-2021-001"] in stays


def test_an_agenda_of_a_sitting_that_is_over_says_so(root: Path) -> None:
    assert [each for each in agenda(desk_of(root), "wg-1", "en").remarks if "was on 2021-05-20" in each]


def test_minutes_hold_what_this_sitting_decided_with_reason_and_wording(root: Path) -> None:
    found = rows(parts(text(root, minutes(desk_of(root), "wg-1", "en")))["Annex. Proposals and remarks decided"])
    assert found[3:] == [
        ["Rivers", *[""] * 6],
        ["divers-2021-001<br>Divers", "paragraph 2", "long", "How long?", "Rejected", "It is in the annex", "–"],
        [
            "divers-2021-002<br>Divers", "paragraph 2", "are long", "are 5 km long", "Accepted with modification", "In words",
            "are five km long",
        ],
    ]  # fmt: skip
    assert [row[0] for row in found[:3]] == [
        "Lakes",
        "boats-2021-001<br>Boats Association",
        "fishers-2021-001<br>Union of Fishers",
    ]


def test_minutes_of_another_sitting_hold_nothing_of_this_one(root: Path) -> None:
    made = minutes(desk_of(root), "wg-2", "en")
    found = parts(text(root, made))
    assert "Annex. Proposals and remarks decided" not in found and "Instructions" not in found
    assert found["Present"] == "Who took part is not recorded." and found["Decided"] == "No decision is recorded."
    assert made.remarks == (
        "Who took part in wg-2 is not recorded: write it after “participants” in records/meetings.yaml.",
        "wg-2 has not been held yet.",
    )


# ------------------------------------------------------------------ both papers


@pytest.mark.parametrize("paper", [agenda, minutes])
def test_a_meeting_that_is_not_there_is_refused(root: Path, paper: type) -> None:
    with pytest.raises(ConceptError, match="no meeting “wg-3”") as refused:
        paper(desk_of(root), "wg-3", "en")
    assert refused.value.hint == "Did you mean wg-2?"


def test_terms_have_three_languages_and_the_same_gaps() -> None:
    for key, forms in SITTING_TERMS.items():
        assert set(forms) == {"en", "ru", "kk"}, key
        assert len({frozenset(re.findall(r"\{\w+\}", words)) for words in forms.values()}) == 1, key


def test_papers_for_the_group_hold_no_contact_and_say_for_whom_they_are(root: Path) -> None:
    for suffix in ("docx", "pdf", "md"):
        for paper, meeting in ((agenda, "wg-2"), (minutes, "wg-1")):
            made = paper(desk_of(root), meeting, "en")
            [output] = letter_outputs(made.document, f"{paper.__name__}-{suffix}", [suffix], letter_style(desk_of(root)))
            file = root / output.name
            file.write_bytes(output.content())
            held = parts_of(file)
            for each in ("@example.org", "CANARY lead", "CANARY p", "CANARY address", "CANARY-555", "+7 700", "CANARYPERSON"):
                assert each not in held, (suffix, each)
            if suffix != "md":
                assert said_in(file).startswith("For members of the working group Office of Water"), suffix


def test_in_print_every_page_behind_the_first_says_for_whom_it_is(root: Path) -> None:
    for language, mark in (
        ("en", "For members of the working group"),
        ("ru", "Для членов рабочей группы"),
        ("kk", "Жұмыс тобының мүшелері үшін"),
    ):
        made = agenda(desk_of(root), "wg-2", language)
        [output] = letter_outputs(made.document, "print", ["pdf"], letter_style(desk_of(root)))
        (root / output.name).write_bytes(output.content())
        pages = pages_of(root / output.name)
        assert len(pages) == 3 and all(page.count(mark) == 1 for page in pages), language


def test_in_word_the_headings_of_annexes_stand_on_the_pages_of_their_tables(root: Path) -> None:
    """Also the heading between two tables that lie on landscape pages."""
    made = agenda(desk_of(root), "wg-2", "ru")
    [output] = letter_outputs(made.document, "word", ["docx"], letter_style(desk_of(root)))
    file = root / output.name
    file.write_bytes(output.content())
    with zipfile.ZipFile(file) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    assert len(re.findall("<w:pgSz ", document)) == 2, "upright pages, and landscape ones behind them"
    client("soffice")
    run("soffice", "--headless", f"-env:UserInstallation=file://{root}/office", "--convert-to", "pdf", "--outdir", root, file)
    last = pages_of(file.with_suffix(".pdf"))[-1]
    assert "Приложение. Предложения и замечания на рассмотрение" in last and "Приложение. Расхождения в редакциях" in last


@pytest.mark.parametrize(("command", "meeting"), [("agenda", "wg-2"), ("minutes", "wg-1")])
def test_the_commands_write_each_format(tmp_path: Path, command: str, meeting: str) -> None:
    root = awaited(tmp_path)
    done = concept(command, meeting, "--to", "docx, pdf,md", "--lang", "kk", "--out", "out", cwd=root)
    assert done.returncode == 0, done.stderr
    names = [f"out/{command}-{meeting}.kk.{WRITERS[each].suffix}" for each in ("docx", "pdf", "md")]
    assert done.stdout.splitlines() == names
    assert (root / names[2]).read_text("utf-8").startswith("Жұмыс тобының мүшелері үшін\n\nСу басқармасы\n\n## ")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("wg-2", "--to", "xlsx"), 2, "values: docx, pdf, md"),
        (("wg-2", "--lang", "fr"), 1, "The concept has no language “fr”"),
        (("wg-2", "--lang", "all"), 2, "one language at a time"),
        (("wg-2", "--out", "records"), 1, "holds the sources of the project"),
        (("wg-9",), 1, "There is no meeting “wg-9”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    root = awaited(tmp_path)
    done = concept("agenda", *words, cwd=root)
    assert done.returncode == code and said in done.stderr
    assert not (root / "dist").exists() and sorted(path.suffix for path in (root / "records").iterdir()) == [".yaml"] * 7


# ------------------------------------------------------------------------- new


@pytest.mark.parametrize(
    ("words", "listed", "fields"),
    [
        (
            ("meeting", "--date", "5–7 февраля 2024 года", "--title", "Training"),
            "meetings",
            {"date": "2024-02-05..2024-02-07", "title": {"": "Training"}},
        ),
        (
            ("group", "--name", "Council: of Water", "--chair", "boats", "--members", "divers, fishers"),
            "groups",
            {"name": {"": "Council: of Water"}, "chair": "boats", "members": ["divers", "fishers"]},
        ),
        (
            (
                "instruction",
                "--title",
                "Count",
                "--issuer",
                "office",
                "--level",
                "group",
                "--issued",
                "14 июня 2021 года",
                "--to",
                "boats,divers",
                "--due",
                "10 рабочих дней после 14 июня 2021 года",
            ),
            "instructions",
            {
                "issued": "2021-06-14",
                "due": "10 working days after 2021-06-14",
                "assignees": [("boats", True), ("divers", False)],
            },
        ),
        (
            ("approval", "--title", "Second", "--sent", "July 1, 2021", "--due", "2021 жылғы 15 шілде", "--to", "boats,divers"),
            "approvals",
            {"sent": "2021-07-01", "due": "2021-07-15", "bodies": ["boats", "divers"]},
        ),
        (
            ("act", "--title", "Law", "--by", "boats", "--due", "IV квартал 2025 года", "--status", "proposed"),
            "acts",
            {"due": "2025-Q4", "prepared_by": ["boats"], "status": "proposed"},
        ),
        (
            ("plan", "--title", "Piers", "--start", "7 February 2024", "--days", "90", "--owner", "boats"),
            "road_maps",
            {"start": "2024-02-07", "days": 90, "owner": "boats"},
        ),
    ],
)
def test_new_records_hold_what_was_typed_and_times_in_their_canonical_form(
    tmp_path: Path, words: tuple[str, ...], listed: str, fields: dict[str, object]
) -> None:
    root = awaited(tmp_path)
    before = {path: path.read_bytes() for path in (root / "records").iterdir()}
    done = concept("new", words[0], "new-one", *words[1:], cwd=root)
    assert done.returncode == 0, done.stderr
    [changed] = [path for path, content in before.items() if path.read_bytes() != content]
    assert done.stdout.splitlines() == [changed.relative_to(root).as_posix()]
    assert changed.read_bytes().startswith(before[changed][:20])
    found: list[object] = []
    record = getattr(load(Folder(root), found.append), listed)[-1].record
    assert not found and record.id == "new-one"
    for name, value in fields.items():
        assert plain(getattr(record, name)) == value, name


def plain(value: object) -> object:
    """A field as a test writes it."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if hasattr(value, "lead"):
        return value.body, value.lead  # type: ignore[attr-defined]
    if hasattr(value, "who"):
        return value.who
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | dict) else iso(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "new-one"), "a plan needs --title, --start"),
        (("approval", "new-one", "--title", "x", "--sent", "2021-07-01"), "an approval needs --due, --to"),
        (("plan", "new-one", "--title", "x", "--start", "yearly"), "name a day, a month, a year"),
        (("approval", "new-one", "--title", "x", "--sent", "July 2021"), "name a single day"),
        (("approval", "new-one", "--title", "x", "--sent", "unknown"), "name a single day"),
        (("meeting", "new-one", "--title", "x", "--date", "30 февраля 2021 года"), "February 2021 has no day 30"),
        (("act", "new-one", "--title", "x", "--due", "03/04/2025"), "may be one day or another"),
        (("act", "new-one", "--title", "x", "--by", "boat"), "Did you mean boats?"),
        (("instruction", "new-one", "--title", "x", "--level", "governor"), "did you mean government?"),
        (("group", "wg-1", "--name", "x"), "The id “wg-1” is taken already"),
        (("group", "New One", "--name", "x"), "is no id for a group"),
    ],
)
def test_a_record_that_would_be_refused_is_not_written(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    root = awaited(tmp_path)
    before = {path: path.read_bytes() for path in (root / "records").iterdir()}
    done = concept("new", *words, cwd=root)
    assert done.returncode in {1, 2} and said in done.stderr
    assert {path: path.read_bytes() for path in (root / "records").iterdir()} == before


def test_a_new_meeting_is_on_the_day_of_the_first_record(tmp_path: Path) -> None:
    """A project that has no such file yet gets one."""
    root = awaited(tmp_path)
    (root / "records/meetings.yaml").unlink()
    done = concept("new", "meeting", "first", "--date", DAY.isoformat(), "--title", "First", cwd=root)
    assert done.returncode == 0
    assert (root / "records/meetings.yaml").read_text(
        "utf-8"
    ) == 'meetings:\n  - id: first\n    date: "2021-06-14"\n    title: First\n'


def test_rivals_for_one_paragraph_stand_side_by_side(root: Path) -> None:
    """In the order of the text and not of the bodies, as a sitting goes through it."""
    desk = desk_of(root)
    listed = in_text_order(desk, desk.contributions.values())
    places = [(each.head.place.section, each.head.place.paragraph or "") if each.head.place else ("", "") for each in listed]
    order = {"": 0, "lakes": 1, "rivers": 2}
    assert [order[section] for section, _ in places] == sorted(order[section] for section, _ in places)
    numbers = [int(number) for section, number in places if section == "rivers" and number.isdigit()]
    assert numbers == sorted(numbers) and len(numbers) > 1
