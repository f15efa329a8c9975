"""`concept remind`: to each body that owes something a mail that says what, and not a word about any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.mail import Mail, Mailbox, usable
from concept_cli.exchange.register import Sent, registered
from concept_cli.exchange.remind import reminders
from concept_cli.wording.deadlines import DEADLINE_TERMS, left_words
from tests.awaited import DAY, FILES, awaited, desk_of
from tests.test_commands import concept

FISHERS = """Уважаемые коллеги!

По состоянию на 14 июня 2021 года по документу «Концепция по воде» от Вас ожидается следующее.

СРОК ИСТЕК

1. Замечания и предложения к редакции «draft-1»
   Срок: 20 мая 2021 года, просрочено на 25 дней
   Запрошено: Какие слова неверны?

СРОК НЕ ИСТЕК

2. Согласование: Первое согласование
   Срок: 15 июня 2021 года, до срока 1 день

3. Предложения в раздел «Озера»
   Срок: 1 июля 2021 года, до срока 17 дней

Ответ просим направить ответным письмом. Если он уже направлен, просим не принимать это письмо во внимание.

С уважением,
Управление водой
"""
NOTHING = {"approvals": "", "instructions": "", "road_maps": "", "acts": "", "meetings": "", "lakes": FILES["sections/rivers.md"]}
"""Texts of records with which nobody owes anything but an answer to a round."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(awaited(tmp_path))


def read(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=SMTP)
    assert isinstance(found, EmailMessage)
    assert not found.defects and not any(getattr(value, "defects", ()) for value in found.values())
    return found


def words_of(content: bytes) -> str:
    return str(read(content).get_content()).replace("\r\n", "\n")


def name_in(content: bytes, header: str) -> str:
    """The name before an address. The library's newer reader puts spaces between the pieces of a long one (Python 3.11)."""
    return str(make_header(decode_header(str(message_from_bytes(content)[header]).rsplit("<", 1)[0]))).strip()


def mail(desk: Desk, body: str) -> bytes:
    return reminders(desk, [body]).files[f"reminder-{body}-{desk.day}.eml"]


# ------------------------------------------------------------------- content


def test_a_mail_says_in_the_bodys_language_what_it_owes_what_is_overdue_first(desk: Desk) -> None:
    found = read(mail(desk, "fishers"))
    assert words_of(mail(desk, "fishers")) == FISHERS
    assert found["Subject"] == "Напоминание (просрочено: 1): Концепция по воде"
    assert found["To"].addresses[0].addr_spec == "fishers@example.org"
    assert found["From"].addresses[0].addr_spec == "office@example.org"
    assert name_in(mail(desk, "fishers"), "To") == "Союз рыбаков, «Речной»"
    assert name_in(mail(desk, "fishers"), "From") == "Управление водой"
    assert found["Date"].datetime == datetime(2021, 6, 14, 3, tzinfo=UTC), "9:00 in Almaty, which then was 6 hours ahead"
    assert found.get_content_type() == "text/plain" and found["Content-Language"] == "ru"


def test_kazakh_letters_arrive(desk: Desk) -> None:
    found = words_of(mail(desk, "boats"))
    for each in (
        "«Су тұжырымдамасы» құжаты бойынша Сіздерден мыналар күтіледі", "МЕРЗІМІ ӨТКЕН", "Сұралғаны: Қай сөздер қате?",
        "Тапсырма: Негізгі тәсілдер\n   Мерзімі: 2021 жылғы 1 маусым, мерзімінен 13 күн өтті\n   Мазмұны: Тәсілдерді пысықтау",
        "«Көлдер» бөлімі\n   Мерзімі: 2021 жылғы 1 шілде, 17 күн қалды", "Құрметпен,\nСу басқармасы",
    ):  # fmt: skip
        assert each in found, each
    assert read(mail(desk, "boats"))["Subject"] == "Еске салу (мерзімі өткені: 2): Су тұжырымдамасы"


def test_what_may_be_done_is_asked_and_what_nobody_waits_for_is_not(desk: Desk) -> None:
    found = words_of(mail(desk, "divers"))
    assert "Action: Set up signs\n   Due: 30 August 2021, 77 days left\n   We do not know whether this was done" in found
    assert "Papers for: Second sitting\n   Due: 15 June 2021, 1 day left" in found
    assert "Су кодексі" not in words_of(mail(desk, "boats")), "an act that is never due"
    assert "Already closed" not in words_of(mail(desk, "pilots"))
    assert "First approval" not in words_of(mail(desk, "pilots")), "it approved"


def test_nobody_is_asked_for_a_section_that_is_agreed(tmp_path: Path) -> None:
    lakes = FILES["sections/lakes.md"].replace("status: drafted", "status: agreed")
    found = desk_of(awaited(tmp_path, lakes=lakes))
    assert "Озера" not in words_of(mail(found, "fishers")) and "Көлдер" not in words_of(mail(found, "boats"))


def test_what_was_sent_later_is_not_reminded_of(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    assert "draft-2" not in words_of(mail(desk_of(root), "divers"))
    assert "draft-2" in words_of(mail(desk_of(root, date(2021, 6, 20)), "divers"))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ("due today", "срок сегодня", "мерзімі бүгін")),
        (1, ("1 day left", "до срока 1 день", "1 күн қалды")),
        (3, ("3 days left", "до срока 3 дня", "3 күн қалды")),
        (-1, ("overdue by 1 day", "просрочено на 1 день", "мерзімінен 1 күн өтті")),
        (-22, ("overdue by 22 days", "просрочено на 22 дня", "мерзімінен 22 күн өтті")),
        (-111, ("overdue by 111 days", "просрочено на 111 дней", "мерзімінен 111 күн өтті")),
    ],
)
def test_days_are_said_in_words(days: int, words: tuple[str, ...]) -> None:
    assert tuple(left_words(days, each) for each in ("en", "ru", "kk")) == words
    assert left_words(days, "fr") == words[0]


def test_every_term_has_three_languages_and_the_same_gaps() -> None:
    for key, forms in DEADLINE_TERMS.items():
        assert set(forms) == {"en", "ru", "kk"}, key
        assert len({words.count("{") for words in forms.values()}) == 1, key


# -------------------------------------------------------------------- to whom


def test_whoever_answered_gets_no_mail(tmp_path: Path) -> None:
    before = desk_of(awaited(tmp_path, **NOTHING))
    assert sorted(reminders(before).files) == [f"reminder-{each}-{DAY}.eml" for each in ("boats", "fishers", "pilots")]
    [sent] = [registered(before, Sent("boats", "remark", remark="Жақсы", received=date(2021, 5, 14))).contribution]
    answer = replace(sent, head=sent.head.model_copy(update={"draft": "draft-1"}))
    after = replace(before, contributions={answer.id: answer})
    assert sorted(reminders(after).files) == [f"reminder-{each}-{DAY}.eml" for each in ("fishers", "pilots")]
    made = reminders(after, ["boats"])
    assert not made.files
    assert made.remarks == ("boats owes nothing, so no mail to it was made.",)


def test_no_mail_says_a_word_about_any_other_body(desk: Desk) -> None:
    others = {"fishers": "рыбаков fishers@ Рыбаков", "boats": "Қайық boats@ Лодок Boats", "divers": "Divers Diver Сүңгуір"}
    for body in others:
        content = mail(desk, body)
        everything = content.decode("ascii") + words_of(content) + name_in(content, "From")
        assert "CANARY" not in everything and "canary" not in everything
        for other, words in others.items():
            assert other == body or not [each for each in words.split() if each in everything], body


def test_an_address_that_is_not_known_or_none_is_left_out_and_said(tmp_path: Path) -> None:
    typed = FILES["stakeholders.yaml"].replace("email: boats@example.org", r'email: "b@example.org\nBcc: evil@example.org"')
    made = reminders(desk_of(awaited(tmp_path, stakeholders=typed)))
    assert made.remarks[:2] == (
        "boats: its mail address cannot be used, so its mail has no “To”.",
        "divers: its mail address is not known, so its mail has no “To”.",
    )
    for body in ("boats", "divers"):
        content = made.files[f"reminder-{body}-{DAY}.eml"]
        assert read(content)["To"] is None and b"evil" not in content


def test_free_words_that_name_others_are_remarked_on(tmp_path: Path) -> None:
    typed = FILES["records/rounds.yaml"].replace("Какие слова неверны?", "Какие слова CANARYABBR неверны?")
    [remark] = reminders(desk_of(awaited(tmp_path, rounds=typed)), ["fishers"]).remarks
    assert remark == "fishers: what it was asked names others: pilots. Look whether it may read that."


def test_a_lead_body_without_an_address_still_writes(tmp_path: Path) -> None:
    typed = FILES["stakeholders.yaml"].replace("email: office@example.org, ", "")
    made = reminders(desk_of(awaited(tmp_path, stakeholders=typed)), ["fishers"])
    [content] = made.files.values()
    assert read(content)["From"].addresses[0].addr_spec == "office@concept.invalid"
    assert made.remarks == ("office has no mail address in stakeholders.yaml that can be used: write yours after “From”.",)


def test_unknown_bodies_and_concepts_without_a_sender_are_refused(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    with pytest.raises(ConceptError, match="no stakeholder “fisher”") as refused:
        reminders(desk_of(root), ["fisher"])
    assert refused.value.hint == "Did you mean fishers?"
    (root / "concept.yaml").write_text(FILES["concept.yaml"].replace("lead-body: office\n", ""), "utf-8")
    with pytest.raises(ConceptError, match="does not say who drafts"):
        reminders(desk_of(root))


# --------------------------------------------------------------------- message


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
)
def test_whatever_a_name_says_it_stays_a_name(name: str, subject: str) -> None:
    """Commas, line ends, encoded words, addresses: no name adds an address, a header or a line of the text."""
    made = Mail(
        "a",
        Mailbox(name, "a@example.org"),
        Mailbox(name, "b@example.org"),
        subject,
        datetime(2021, 6, 14, tzinfo=UTC),
        "en",
        "Text",
    )
    found = read(made.content())
    assert set(found.keys()) == {
        "Date", "From", "To", "Subject", "Message-ID", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
        "Content-Language",
    }  # fmt: skip
    assert [each.addr_spec for each in found["To"].addresses] == ["b@example.org"]
    assert [each.addr_spec for each in found["From"].addresses] == ["a@example.org"]
    line = " ".join("".join(each if each.isprintable() else " " for each in subject).split())
    assert found["Subject"] == line
    assert name_in(made.content(), "To") == " ".join("".join(each if each.isprintable() else " " for each in name).split())
    assert all(len(each) <= 78 for each in made.content().split(b"\r\n") if not each.startswith(b"Message-ID"))
    assert words_of(made.content()).strip() == "Text"


def test_injected_headers_stay_in_the_name(tmp_path: Path) -> None:
    typed = FILES["stakeholders.yaml"].replace(
        '"Союз рыбаков, «Речной»"', r'"Fishers\r\nBcc: evil@example.org\r\n\r\nbody, x@example.org"'
    )
    content = mail(desk_of(awaited(tmp_path, stakeholders=typed)), "fishers")
    found = read(content)
    assert found["Bcc"] is None and [each.addr_spec for each in found["To"].addresses] == ["fishers@example.org"]
    assert name_in(content, "To") == "Fishers Bcc: evil@example.org body, x@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "", "office", "a@b", "a@example.org, b@example.org", "A <a@example.org>", "министр@почта.рф", "a@example.org\r\nBcc: b@c.d",
        "a @example.org", "@example.org", "a@", "a@example.org\x00", "a" * 250 + "@example.org", "a,b@example.org", '"a b"@example.org',
    ],
)  # fmt: skip
def test_what_is_no_single_plain_address_is_not_used(typed: str) -> None:
    assert usable(typed) == ""


def test_the_same_day_gives_the_same_bytes_and_another_text_another_message(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    assert reminders(desk_of(root)).files == reminders(desk_of(root)).files
    before = read(mail(desk_of(root), "fishers"))["Message-ID"]
    (root / "records/approvals.yaml").unlink()
    assert read(mail(desk_of(root), "fishers"))["Message-ID"] != before


# --------------------------------------------------------------------- command


def test_the_command_writes_the_mails_and_nothing_else(tmp_path: Path) -> None:
    root = awaited(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = concept("remind", "--as-of", "2021-06-14", "--to", "divers, fishers", cwd=root)
    assert done.returncode == 0, done.stderr
    names = [f"dist/reminders/reminder-{each}-2021-06-14.eml" for each in ("fishers", "divers")]
    assert done.stdout.splitlines() == names
    assert done.stderr.splitlines() == ["divers: its mail address is not known, so its mail has no “To”."]
    assert words_of((root / names[0]).read_bytes()) == FISHERS
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".concept" not in path.parts}
    assert after.keys() - before.keys() == {root / each for each in names}
    assert all(after[path] == content for path, content in before.items())


def test_when_nobody_owes_anything_it_is_said(tmp_path: Path) -> None:
    done = concept("remind", "--as-of", "2021-01-01", cwd=awaited(tmp_path, **NOTHING))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nobody owes anything.\n")


def test_sources_are_no_place_for_mails(tmp_path: Path) -> None:
    done = concept("remind", "--out", "records", cwd=awaited(tmp_path))
    assert done.returncode == 1 and "holds the sources of the project" in done.stderr
