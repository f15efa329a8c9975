"""`concept reply`: to one body, point by point, what became of what it sent, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concept_cli import store
from concept_cli.exchange.decisions import Decision, decided, moved
from concept_cli.exchange.desk import Desk, desk, rewritten
from concept_cli.exchange.passage_now import _changed, rendered
from concept_cli.exchange.register import Sent, registered
from concept_cli.exchange.reply import answer, replied
from concept_cli.ledger.files import with_event
from concept_cli.ledger.states import impossible, state
from concept_cli.model import Contribution, Event
from concept_cli.sources import Folder
from tests.consultation import consulted, parts_of, said_in
from tests.repositories import Repository
from tests.test_commands import concept

HOSTILE = '{{7*7}} {% raw %} =cmd() <b>bold</b> **strong** [link](http://x) | &amp; "q"'
COMMANDING = "\x1b[31mred\x1b[0m"
READ: Mapping[str, Any] = {"stakeholder": "fishers", "language": "ru", "draft": "draft-1", "received": date(2021, 9, 1)}


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """A frozen draft, read by the fishers: they want words changed, ask something, and are for it."""
    made = consulted(tmp_path / "water")
    done = concept("freeze", "draft-1", cwd=made.root)
    assert done.returncode == 0, done.stderr
    send(made, kind="amendment", action="replace", quote="Они холодны.", text="Они ледяные.", rationale="Мы мерили", **READ)
    send(made, kind="amendment", action="insert", quote="Их пересекают лодки.", text=HOSTILE, **READ)
    send(made, kind="remark", section="rivers", remark=f"Кто платит? {HOSTILE}\n=1+1 {COMMANDING}", **READ)
    send(made, kind="position", stand="for", rationale="Мы за", **READ)
    return made


def look(made: Repository) -> Desk:
    return desk(Folder(made.root))


def send(made: Repository, **words: Any) -> str:
    registering = registered(look(made), Sent(**words))
    store.commit(made.root, registering.writes)
    return registering.contribution.id


def keep(made: Repository, *contributions: Contribution) -> None:
    store.commit(made.root, rewritten(look(made), {each.path: each.text for each in contributions}))


def decide(made: Repository, id: str, disposition: str, reason: str = "") -> None:
    keep(made, decided(look(made), Decision(id, disposition, reason)))


def reply(made: Repository, *words: str, to: str = "fishers") -> str:
    """What is said beside the paths."""
    done = concept("reply", "--to", to, *words, cwd=made.root)
    assert done.returncode == 0, done.stderr
    return done.stderr


def written(made: Repository, suffix: str, to: str = "fishers") -> Path:
    """The last answer."""
    return max((made.root / "dist").glob(f"reply-{to}-*.{suffix}"), key=lambda path: (len(path.name), path.name))


def replies(made: Repository) -> dict[str, list[str]]:
    """The files of which each contribution says that they answered it."""
    return {
        each.id: [event.file or "" for event in each.head.history if event.step == "replied"]
        for each in look(made).contributions.values()
    }


def test_an_answer_says_point_by_point_what_was_decided_and_how_the_text_reads_now(made: Repository) -> None:
    decide(made, "fishers-2021-001", "accepted")
    decide(made, "fishers-2021-003", "rejected", "Об этом – в плане")
    assert concept("merge", "--all", cwd=made.root).returncode == 0
    remark = reply(made, "--to-format", "pdf,docx,md")
    assert remark.splitlines()[-1] == "Recorded as answered: fishers-2021-001, fishers-2021-003."
    for said in (said_in(written(made, "docx")), said_in(written(made, "pdf"))):
        for each in (
            "Управление водой", "Союз рыбаков Председатель И. Рыбаков Алматы, ул. Речная, 7",
            "Ответ на предложения и замечания: Вода", "Находятся на рассмотрении: 2.", "редакция «draft-1»",
            "Они холодны. Они ледяные. учтено –", "Озера глубоки. Они ледяные.", "не учтено Об этом – в плане",
            "Дополнить после этих слов:", "на рассмотрении", "поддерживает",
        ):  # fmt: skip
            assert each in said, each
    [row] = [line for line in written(made, "md").read_text("utf-8").splitlines() if line.startswith("| fishers-2021-001")]
    place = "Раздел 2. Озера, пункт 1, стр. 4<br>редакция «draft-1»"
    cells = ["fishers-2021-001", place, "Они холодны.", "Они ледяные.", "учтено", "–", "Озера глубоки. Они ледяные."]
    assert [each.strip() for each in row.strip("|").split("|")] == cells
    assert written(made, "md").read_text("utf-8").startswith("Управление водой\n\n")


def test_an_answer_is_recorded_once(made: Repository) -> None:
    decide(made, "fishers-2021-001", "accepted")
    keep(made, moved(look(made), "fishers-2021-004", "withdrawn", "fishers", ""))
    reply(made, "--to-format", "md")
    name = written(made, "md").name
    told = {"fishers-2021-001": [name], "fishers-2021-002": [], "fishers-2021-003": [], "fishers-2021-004": [name]}
    assert replies(made) == told
    assert "| снято автором |" in written(made, "md").read_text("utf-8")
    before = {path: path.read_bytes() for path in (made.root / "contributions").rglob("*.md")}
    assert "Recorded as answered: nothing new." in reply(made, "--to-format", "md")
    assert {path: path.read_bytes() for path in (made.root / "contributions").rglob("*.md")} == before
    decide(made, "fishers-2021-003", "noted")
    reply(made, "--to-format", "md")
    assert replies(made) == {**told, "fishers-2021-003": [name.replace(".ru.md", "-2.ru.md")]}
    assert not any(list(impossible(each)) for each in look(made).contributions.values())


def test_after_a_dispute_what_is_decided_anew_is_told_anew(made: Repository) -> None:
    decide(made, "fishers-2021-003", "rejected", "Нет")
    reply(made, "--to-format", "md")
    keep(made, moved(look(made), "fishers-2021-003", "disputed", "fishers", "Мы не согласны"))
    assert answer(look(made).contributions["fishers-2021-003"]) is None
    assert "nothing new" in reply(made, "--to-format", "md")
    assert "Находятся на рассмотрении: 4." in written(made, "md").read_text("utf-8")
    decide(made, "fishers-2021-003", "noted")
    reply(made, "--to-format", "md")
    assert len(replies(made)["fishers-2021-003"]) == 2
    keep(made, moved(look(made), "fishers-2021-003", "disputed", "fishers", ""))
    keep(made, moved(look(made), "fishers-2021-003", "withdrawn", "fishers", ""))
    reply(made, "--to-format", "md")
    assert "nothing new" in reply(made, "--to-format", "md")
    assert len(replies(made)["fishers-2021-003"]) == 3
    assert state(look(made).contributions["fishers-2021-003"]).name == "withdrawn"


def test_a_passage_that_is_gone_or_changed_again_is_said_to_be(made: Repository) -> None:
    send(made, kind="amendment", action="delete", quote="Их пересекают лодки.", **READ)
    decide(made, "fishers-2021-001", "accepted")
    decide(made, "fishers-2021-005", "accepted")
    assert concept("merge", "--all", cwd=made.root).returncode == 0
    made.write("sections/lakes.ru.md", "---\ntitle: Озера\n---\nНечто совсем иное.\n")
    reply(made, "--to-format", "md")
    text = written(made, "md").read_text("utf-8")
    assert "| учтено | – | В тексте этого больше нет. |" in text
    assert "| учтено | – | Исключено. |" in text


def test_nothing_of_others_is_in_an_answer(made: Repository) -> None:
    """Strings that stand nowhere else, in every field in which a body, or the group about it, can say something."""
    others = {"stakeholder": "boats", "draft": "draft-1", "received": date(2021, 9, 1)}
    planted = {
        "person": "CANARY signer",
        "number": "CANARY-NUMBER",
        "evidence": "CANARY evidence",
        "rationale": "CANARY rationale",
    }
    send(made, kind="amendment", action="replace", quote="They are cold.", text="CANARY unconsented", **planted, **others)
    send(made, kind="remark", section="lakes", remark="CANARY confidential", confidential=True, **planted, **others)
    send(
        made, kind="amendment", action="replace", quote="Озера глубоки.", text="CANARY in conflict", language="ru",
        behalf=("fishers",), **planted, **others,
    )  # fmt: skip
    send(made, kind="remark", remark="Мы тоже", behalf=("boats",), person="И. Рыбаков", **READ)
    decide(made, "boats-2021-002", "rejected", "CANARY reason of others")
    decide(made, "fishers-2021-001", "accepted-modified", "Как в boats-2021-003, а не в fishers-2021-002")
    decide(made, "fishers-2021-002", "accepted")
    found = look(made).contributions["fishers-2021-002"]
    conflict = Event(
        date=date(2021, 10, 1), step="conflict", path="sections/lakes.ru.md", against=("boats-2021-003",),
        theirs="CANARY theirs", by="CANARY clerk", reason="CANARY why",
    )  # fmt: skip
    keep(made, with_event(found, conflict))
    remark = reply(made, "--to-format", "pdf,docx,md")
    assert "Left out of the reason of fishers-2021-001, because others sent it: boats-2021-003." in remark
    for suffix in ("pdf", "docx", "md"):
        held = parts_of(written(made, suffix))
        for each in ("CANARY", "canary-", "hidden@", "+7 700", "boats", "Boats", "Қайық", "Readers", "Swimmers", "Мы мерили"):
            assert each not in held, (suffix, each)
        if suffix == "md":
            assert "Как в \\[…\\], а не в fishers-2021-002" in held
            assert "Мы тоже" in held


def test_reasons_that_name_others_are_pointed_at(made: Repository) -> None:
    decide(made, "fishers-2021-003", "rejected", "Против этого Балықшылар, Swimmers и Office of Water")
    assert "The reason of fishers-2021-003 names others: swimmers. Look whether fishers may read that." in reply(
        made, "--to-format", "md"
    )


def test_hostile_words_come_out_as_words(made: Repository) -> None:
    decide(made, "fishers-2021-002", "rejected", HOSTILE)
    reply(made)
    for path in (written(made, "docx"), written(made, "pdf")):
        said = said_in(path)
        assert said.count("{{7*7}} {% raw %}") == 3, path.name
        assert said.count("<b>bold</b> **strong**") == 3
        assert "\x1b" not in parts_of(path) if path.suffix == ".docx" else "\x1b" not in said
        assert "[31mred" in said


def test_what_cannot_be_answered_is_refused(made: Repository) -> None:
    for words, code, says in (
        ((), 2, "say who is answered"),
        (("--to", "fisher"), 1, "Did you mean fishers?"),
        (("--to", "swimmers"), 1, "“swimmers” has sent nothing yet."),
        (("--to", "fishers", "--to-format", "html"), 2, "values: docx, pdf, md"),
        (("--to", "fishers", "--out", "sections"), 1, "holds the sources of the project"),
    ):
        done = concept("reply", *words, cwd=made.root)
        assert (done.returncode, done.stdout) == (code, "")
        assert says in " ".join(done.stderr.split()) and "Traceback" not in done.stderr
    assert not (made.root / "dist").exists()
    assert not any(replies(made).values())


def test_an_answer_stands_without_the_history_of_the_draft(made: Repository) -> None:
    (made.root / ".git").rename(made.root.parent / "lost")
    [content] = replied(look(made), "fishers", ("md",), made.root / "dist").files.values()
    assert "Раздел 2. Озера, пункт 1, стр. 4<br>редакция «draft-1»" in content.decode()


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("Some *words*,\nand [more](http://x) [@report].", "Some words, and more."),
        ("    - deep **item**\n    - other", "deep item\nother"),
        ("| A | B |\n|---|---|\n| c | d\\|e |", "A | B\nc | d|e"),
        ("## Heading {#id}", "Heading"),
        ("{{7\\*7}} &lt;b&gt;", "{{7*7}} <b>"),
    ],
)
def test_passages_are_shown_as_people_read_them(passage: str, words: str) -> None:
    assert rendered(passage) == words


def test_what_is_in_conflict_is_under_consideration(made: Repository) -> None:
    """It was accepted, and its words are not in the text: to be told so would be a promise."""
    send(made, kind="amendment", action="replace", quote="Они холодны.", text="Они теплы.", **READ)
    decide(made, "fishers-2021-001", "accepted")
    decide(made, "fishers-2021-005", "accepted")
    assert concept("merge", "--all", cwd=made.root).returncode == 1
    assert "Recorded as answered: fishers-2021-001." in reply(made, "--to-format", "md")
    [row] = [line for line in written(made, "md").read_text("utf-8").splitlines() if line.startswith("| fishers-2021-005")]
    assert "на рассмотрении" in row


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("| A | B |\n|---|---|\n| c | d |\n| e | f |", "| A | B |\n|---|---|\n| c | d |\n| e | g |", "e | g"),
        ("1) one\n2) two", "1) one\n2) two and three", "2) two and three"),
        ("One.\nTwo.", "One.\nThree.", "One.\nThree."),
    ],
)
def test_of_a_table_or_list_what_changed_is_shown(before: str, after: str, shown: str) -> None:
    assert _changed(after, Event(date=date(2021, 6, 14), step="applied", before=before, after=after)) == shown
