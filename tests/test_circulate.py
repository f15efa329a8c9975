"""`concept circulate`: a frozen draft and a letter to each body, and the round that records it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from concept_cli.load import load
from concept_cli.model import CHANNELS, DISPOSITIONS, KINDS, STANDS, STEPS, TYPES
from concept_cli.sources import ROUNDS, Folder
from concept_cli.wording.contributions import CONTRIBUTION_TERMS, contribution_term
from tests.consultation import FILES, consulted, parts_of, said_in
from tests.paper import lines_of, pages_of
from tests.repositories import Repository
from tests.test_commands import concept

DUE = "2099-12-20"
HOSTILE = '{{7*7}} {% raw %} =cmd() <b>bold</b> **strong** [link](http://x) &amp; "q"'


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A draft frozen and sent to four bodies, while the text went on."""
    made = consulted(tmp_path_factory.mktemp("sent") / "water")
    frozen = concept("freeze", "draft-1", cwd=made.root)
    assert frozen.returncode == 0, frozen.stderr
    made.write("sections/rivers.md", FILES["sections/rivers.md"].replace("Paragraph with", "Quite another\n\nParagraph with"))
    made.write(ROUNDS, "# who was asked\nrounds: []\n")
    done = concept(
        "circulate", "draft-1", "--to", "fishers,boats, readers,swimmers", "--due", DUE, "--asked", HOSTILE, cwd=made.root
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"dist/draft-1/{name}.{suffix}"
        for name, suffixes in (
            ("water.en", "pdf docx comments.xlsx comments.docx"),
            ("water.ru", "pdf docx comments.xlsx comments.docx"),
            ("water.kk", "pdf docx comments.xlsx comments.docx"),
            ("letter-fishers.ru", "pdf docx"),
            ("letter-boats.kk", "pdf docx"),
            ("letter-readers.en", "pdf docx"),
            ("letter-swimmers.en", "pdf docx"),
        )
        for suffix in suffixes.split()
    ]
    assert "The draft has no text in “fr”, so swimmers gets it and its letter in “en”." in done.stderr
    return made


def files(sent: Repository, pattern: str) -> list[Path]:
    found = sorted((sent.root / "dist/draft-1").glob(pattern))
    assert found
    return found


def test_numbers_and_pages_are_those_of_the_manifest(sent: Repository) -> None:
    """Those that letters quote: also of a draft whose own outputs have no numbers, and whose text went on since."""
    manifest = json.loads((sent.root / "releases/draft-1/manifest.json").read_text("utf-8"))
    for language, blocks in manifest["blocks"].items():
        [path] = files(sent, f"water.{language}.pdf")
        pages, lines = pages_of(path), lines_of(path)
        numbered = [each for each in blocks if each["number"].isdigit()]
        assert len({each["page"] for each in numbered}) > 3
        for each in numbered:
            begin = " ".join(each["words"].removesuffix("…").split()[:5])
            assert begin in pages[each["page"] - 1], each
            assert any(line.startswith(f"{each['number']} ") and begin in line for line in lines[each["page"] - 1]), each
        assert "Quite another" not in " ".join(pages)
    [word] = files(sent, "water.en.docx")
    assert parts_of(word).count('w:val="MarginNumber"') >= len([e for e in manifest["blocks"]["en"] if e["number"].isdigit()])


def test_the_draft_is_shown_under_its_label(sent: Repository) -> None:
    assert "draft-1" in pages_of(files(sent, "water.en.pdf")[0])[0]
    assert "second reading" not in pages_of(files(sent, "water.en.pdf")[0])[0]
    assert (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="4" name="concept-edition"><vt:lpwstr>draft-1<'
        in parts_of(files(sent, "water.ru.docx")[0])
    )


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_letter_is_written_to_one_body_in_its_language(sent: Repository, suffix: str) -> None:
    said = {path.name.split(".")[0]: said_in(path) for path in files(sent, f"letter-*.{suffix}")}
    fishers = said["letter-fishers"]
    for each in (
        "Управление водой", "Союз рыбаков Председатель И. Рыбаков Алматы, ул. Речная, 7", "Вода (draft-1)", "Уважаемые коллеги!",
        "редакция «draft-1» от 1\u00a0августа 2021 года", "не позднее 20\u00a0декабря 2099 года", "номер пункта на полях",
        "Ответ просим адресовать: Управление водой", "water.ru.pdf water.ru.docx water.ru.comments.xlsx – таблица замечаний",
    ):  # fmt: skip
        assert each.replace("\u00a0", " ") in fishers.replace("\u00a0", " ")
    assert "Жауап берудің соңғы күні – 2099 жылғы 20 желтоқсан." in said["letter-boats"].replace("\u00a0", " ")
    assert "CANARY boats post CANARY boats person CANARY boats address" in said["letter-boats"]
    assert "Please answer by 20 December 2099." in said["letter-readers"].replace("\u00a0", " ")
    assert all(HOSTILE in each for each in said.values())
    assert "Readers {{7*7}} =cmd() <b>bold</b> **strong** &amp; " in said["letter-readers"]


def test_nothing_of_others_is_in_a_letter_and_no_address_of_mail_in_any(sent: Repository) -> None:
    for path in files(sent, "letter-*.*"):
        held = parts_of(path)
        for owner, words in {
            "fishers": ["Рыбаков", "Речная", "Союз рыбаков"],
            "boats": ["CANARY boats", "Қайықтар"],
            "readers": ["Readers"],
            "": ["CANARY lead", "canary-", "CANARY-555", "hidden@", "+7 700"],
        }.items():
            if owner and owner in path.name:
                continue
            for each in words:
                assert each not in held, (path.name, each)
    for path in files(sent, "water.*.*"):
        assert not any(each in parts_of(path) for each in ("CANARY", "canary-", "Рыбаков", "hidden@"))


def test_a_letter_looks_like_one(sent: Repository) -> None:
    """One page, nothing in its margins, no title page, no contents, no word across it."""
    for path in files(sent, "letter-*.pdf"):
        [page] = pages_of(path)
        assert not any(each in page for each in ("Page 1", "Страница 1", "Contents", "Содержание", "DRAFT"))
    for path in files(sent, "letter-*.docx"):
        held = parts_of(path)
        assert "PowerPlusWaterMarkObject" not in held and "TitleBand" not in held and "<w:titlePg/>" in held
        assert 'w:val="LetterSender"' in held and 'w:val="TOCHeading"' not in held


def test_the_round_is_recorded_and_every_other_byte_stays(sent: Repository) -> None:
    text = (sent.root / ROUNDS).read_text("utf-8")
    assert text.startswith("# who was asked\nrounds:\n")
    [made] = [each.record for each in load(Folder(sent.root), lambda _: None).rounds]
    assert (made.id, made.draft, made.due) == ("draft-1-round-1", "draft-1", date(2099, 12, 20))
    assert made.bodies == ("fishers", "boats", "readers", "swimmers")
    assert made.asked == {"": HOSTILE}
    assert ROUNDS not in concept("check", cwd=sent.root).stdout


def refused(made: Repository, says: str, *words: str, code: int = 1) -> str:
    before = {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()}
    done = concept("circulate", *words, cwd=made.root)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in " ".join(done.stderr.split()) and "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()} == before
    return done.stderr


def test_what_cannot_be_is_refused_and_nothing_is_written(sent: Repository) -> None:
    refused(sent, "2021-01-01 is over: today is", "draft-1", "--to", "office", "--due", "2021-01-01")
    refused(sent, "There is no frozen draft “draft-2”.", "draft-2", "--to", "office", "--due", DUE)
    refused(sent, "There is no stakeholder “fisher”", "draft-1", "--to", "fisher", "--due", DUE)
    refused(sent, "say who is asked", "draft-1", "--due", DUE, code=2)
    refused(sent, "say until when", "draft-1", "--to", "office", code=2)
    refused(sent, "--due: ", "draft-1", "--to", "office", "--due", "tomorrow", code=2)
    refused(sent, "The request has 2,001 characters", "draft-1", "--to", "office", "--due", DUE, "--asked", "a" * 2001)
    says = refused(sent, "“boats” was asked about draft-1 already", "draft-1", "--to", "office,boats", "--due", DUE)
    assert "write a later day after “due” of draft-1-round-1 in records/rounds.yaml" in says


def test_other_bodies_make_another_round_elsewhere(tmp_path: Path) -> None:
    made = consulted(tmp_path / "water")
    assert concept("freeze", "draft-1", cwd=made.root).returncode == 0
    for number, body in enumerate(("office", "swimmers"), 1):
        done = concept("circulate", "draft-1", "--to", body, "--due", DUE, "--out", "../out", cwd=made.root)
        assert done.returncode == 0, done.stderr
        assert f"The round draft-1-round-{number} is recorded" in done.stderr
    assert (tmp_path / "out/letter-swimmers.en.docx").is_file() and not (made.root / "dist").exists()
    assert "which words should be changed" in said_in(tmp_path / "out/letter-office.en.pdf")
    assert [each.record.id for each in load(Folder(made.root), lambda _: None).rounds] == ["draft-1-round-1", "draft-1-round-2"]


def test_without_a_lead_body_nobody_sends_letters(tmp_path: Path) -> None:
    made = consulted(tmp_path / "water")
    made.write("concept.yaml", FILES["concept.yaml"].replace("lead-body: office\n", ""))
    made.commit("Nobody leads")
    assert concept("freeze", "draft-1", cwd=made.root).returncode == 0
    refused(made, "concept.yaml does not say who drafts the concept", "draft-1", "--to", "fishers", "--due", DUE)


def test_templates_that_changed_since_are_told(tmp_path: Path) -> None:
    made = consulted(tmp_path / "water")
    assert concept("freeze", "draft-1", cwd=made.root).returncode == 0
    made.write("templates/styles/mine.yaml", "summary: Mine\nextends: modern\n")
    done = concept("circulate", "draft-1", "--to", "office", "--due", DUE, cwd=made.root)
    assert "The templates changed since the draft was frozen (templates/styles/mine.yaml)" in done.stderr


def test_every_term_is_there_in_each_language() -> None:
    for key, forms in CONTRIBUTION_TERMS.items():
        assert list(forms) == ["en", "ru", "kk"], key
        slots = {language: sorted(part.partition("}")[0] for part in said.split("{")[1:]) for language, said in forms.items()}
        assert slots["en"] == slots["ru"] == slots["kk"], key
    names = {"disposition": DISPOSITIONS, "kind": KINDS, "stand": STANDS, "type": TYPES, "channel": CHANNELS, "state": STEPS}
    for kind, values in names.items():
        for value in values:
            assert contribution_term(f"{kind}-{value}", "kk") != ""
    assert contribution_term("disposition-accepted-modified", "ru") == "учтено в редакции разработчика"
    assert contribution_term("disposition-partial", "kk") == "ішінара ескерілді"
    assert contribution_term("disposition-out-of-scope", "fr") == "Not germane"
