"""`concept log`: what happened between drafts, told to people who were not there, and to nobody more than they may know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import mistune
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from concept_cli.assemble.plain import plain_document
from concept_cli.compare import compare, explained
from concept_cli.document import Document, Explanation
from concept_cli.wording.report import contributed, editorial_too, first_draft, happened, more_places, other_languages, replacing
from concept_cli.writers.redline.edits import edits, shortened
from concept_cli.writers.redline.report import Report, first, lines, markdown, report
from tests import samples
from tests.heard import consulted
from tests.heard import project as heard_project
from tests.redlines import every_mark
from tests.repositories import Repository, begun
from tests.test_commands import concept
from tests.trees import documents, edited

FIRST = """---
title: {en: Rivers, ru: Реки, kk: Өзендер}
---
The ministry keeps the register of rivers and publishes it every year.

The register cost 134 207 tenge in 2023. A keeper reports to the region, and the region reports to the ministry in spring.

Nobody reads this paragraph.

| River | Length |
|---|---|
| Ishim | 2,450 |

Table: Rivers by length
"""
SECOND = """---
title: {en: Rivers, ru: Реки, kk: Өзендер}
---
The ministry keeps the register of rivers and publishes it every month.

The register cost 134 507 tenge in 2023. A keeper reports to the region, and the region reports to the ministry in spring and autumn.

| River | Length |
|---|---|
| Ishim | 2,456 |

Table: Rivers by length

All of it is open to everybody.
"""
FILES = {
    "concept.yaml": "format: 1\nid: water\ntitle: {en: Water, ru: Вода, kk: Су}\nlanguages: [en, ru, kk]\nstate: draft\n"
    "paragraph-numbers: true\noutline:\n  - lakes\n  - rivers\n",
    "stakeholders.yaml": "stakeholders:\n  - id: office\n    name: Office\n",
    "sections/lakes.md": "---\ntitle: {en: Lakes, ru: Озера, kk: Көлдер}\n---\nLakes are deep.\n",
    "sections/rivers.md": FIRST,
}


def log(root: Path, *words: str) -> str:
    done = concept("log", *words, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def entries(root: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(log(root, *words, "--format", "json"))
    return found


def freeze(made: Repository, label: str, day: str) -> None:
    done = concept("freeze", label, "--date", day, cwd=made.root)
    assert done.returncode == 0, done.stderr
    made.commit(f"Freeze {label}")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two frozen drafts, and nothing since."""
    made = begun(tmp_path_factory.mktemp("log") / "water")
    for path, content in FILES.items():
        made.write(path, content)
    made.commit("First")
    freeze(made, "draft-1", "2023-05-02")
    made.write("sections/rivers.md", SECOND)
    made.write("sections/lakes.md", FILES["sections/lakes.md"].replace("deep.", "deep, indeed."))
    made.commit("Second")
    freeze(made, "draft-2", "2024-02-12")
    return made


@pytest.fixture
def copied(two: Repository, tmp_path: Path) -> Repository:
    copytree(two.root, tmp_path / "water")
    return Repository(tmp_path / "water")


# --------------------------------------------------------------- as a whole


def test_the_log_of_two_drafts(two: Repository) -> None:
    assert (
        log(two.root)
        == """\
draft-2, 12 February 2024
=========================
Compared with draft-1, 2 May 2023.
6 changes in 2 sections: 1 passage added, 1 deleted, 4 reworded.

Section 2. Lakes
----------------
- Paragraph 1 was reworded: “Lakes are deep” is now “Lakes are deep, indeed”.

Section 3. Rivers
-----------------
- Paragraph 2 was reworded: “it every year” is now “it every month”.
- Paragraph 3 was reworded: “register cost 134 207 tenge in 2023” is now
  “register cost 134 507 tenge in 2023”; “and autumn” was added after “ministry
  in spring”.
- Paragraph 4 of the older draft was taken out: “Nobody reads this paragraph”.
- Table 1, row “Ishim” was changed: “2,450” is now “2,456”.
- Paragraph 4 was added: “All of it is open to everybody”.

draft-1, 2 May 2023
===================
The first draft, 2 sections.
"""
    )


def test_the_log_in_russian(two: Repository) -> None:
    """In the words in which acts of amendment are written."""
    assert (
        log(two.root, "draft-1", "draft-2", "--lang", "ru")
        == """\
draft-2, 12 февраля 2024 года
=============================
Сравнение с редакцией: draft-1, 2 мая 2023 года.
6 изменений в 2 разделах: добавлен 1 фрагмент, исключен 1, изменено 4.

Раздел 2. Озера
---------------
- Пункт 1 изменен: было «Lakes are deep», стало «Lakes are deep, indeed».

Раздел 3. Реки
--------------
- Пункт 2 изменен: слова «it every year» заменены словами «it every month».
- Пункт 3 изменен: слова «register cost 134 207 tenge in 2023» заменены словами
  «register cost 134 507 tenge in 2023»; после слов «ministry in spring»
  добавлены слова «and autumn».
- Пункт 4 прежней редакции исключен: «Nobody reads this paragraph».
- Таблица 1, строка «Ishim» изменена: было «2,450», стало «2,456».
- Пункт 4 добавлен: «All of it is open to everybody».

Изменены и тексты на других языках: английский (2 раздела).
"""
    )


def test_the_log_in_kazakh(two: Repository) -> None:
    assert (
        log(two.root, "draft-1", "draft-2", "--lang", "kk")
        == """\
draft-2, 2024 жылғы 12 ақпан
============================
Салыстырылған редакция: draft-1, 2023 жылғы 2 мамыр.
2 бөлімде 6 өзгеріс: 1 үзінді қосылды, 1 алып тасталды, 4 өзгертілді.

2-бөлім. Көлдер
---------------
- 1-тармақ өзгертілді: бұрын «Lakes are deep», енді «Lakes are deep, indeed».

3-бөлім. Өзендер
----------------
- 2-тармақ өзгертілді: «it every year» деген сөздер «it every month» деген
  сөздермен ауыстырылды.
- 3-тармақ өзгертілді: «register cost 134 207 tenge in 2023» деген сөздер
  «register cost 134 507 tenge in 2023» деген сөздермен ауыстырылды; «ministry
  in spring» деген сөздерден кейін «and autumn» деген сөздер қосылды.
- 4-тармақ (бұрынғы редакция) алып тасталды: «Nobody reads this paragraph».
- 1-кесте, «Ishim» жолы өзгертілді: бұрын «2,450», енді «2,456».
- 4-тармақ қосылды: «All of it is open to everybody».

Басқа тілдердегі мәтіндер де өзгертілді: ағылшын тілі (2 бөлім).
"""
    )


def test_the_paper_in_markdown(two: Repository) -> None:
    """The same sentences, under headings, and the same bytes each time."""
    paper = log(two.root, "draft-1", "draft-2", "--format", "md")
    assert paper.startswith(
        "# Report on changes\n\nWater\n\n## draft-2, 12 February 2024\n\nCompared with draft-1, 2 May 2023.\n\n6 changes in 2 sections: "
    )
    assert "### Section 2. Lakes\n\n- Paragraph 1 was reworded: “Lakes are deep” is now “Lakes are deep, indeed”.\n" in paper
    assert paper == log(two.root, "draft-1", "draft-2", "--format", "md")
    said = re.sub(r"[ \n]+", " ", log(two.root, "draft-1", "draft-2"))
    assert all(line.removeprefix("- ") in said for line in paper.split("\n") if line.startswith("- "))


def test_for_programs(two: Repository) -> None:
    newest, oldest = entries(two.root)
    assert (newest["draft"], newest["day"], newest["since"]) == ("draft-2", "2024-02-12", "draft-1")
    assert [(each["section"], len(each["changes"]), each["editorial"]) for each in newest["sections"]] == [
        ("lakes", 1, 0),
        ("rivers", 5, 0),
    ]
    assert (oldest["draft"], oldest["since"], oldest["opening"]) == ("draft-1", None, ["The first draft, 2 sections."])
    assert oldest["sections"] == oldest["contributors"] == oldest["closing"] == []


# -------------------------------------------------------------- which drafts


def test_what_is_not_frozen_yet_stands_on_top(copied: Repository) -> None:
    copied.write("sections/lakes.md", FILES["sections/lakes.md"].replace("deep", "wide"))
    newest, *older = entries(copied.root)
    assert newest["draft"] == "@working" and newest["name"].startswith("Working text of ")
    assert newest["opening"] == ["Since draft-2, 12 February 2024; not frozen yet.", "1 change in 1 section: 1 passage reworded."]
    assert [each["draft"] for each in older] == ["draft-2", "draft-1"]
    assert [each["draft"] for each in entries(copied.root, "draft-2")] == ["@working"]


def test_only_a_translation_is_not_frozen_yet(copied: Repository) -> None:
    """The text in this language stayed, and the sentence says no more than that."""
    copied.write("sections/lakes.ru.md", "---\ntitle: Озера\n---\nОзера глубоки.\n")
    newest = entries(copied.root)[0]
    assert newest["opening"][1] == "The text in this language did not change." and newest["sections"] == []
    assert newest["closing"] == ["Texts in other languages changed as well: Russian (1 section)."]
    [translated] = entries(copied.root, "draft-2", "--lang", "ru")
    assert translated["sections"][0]["changes"][0]["said"] == "Перевод добавлен: «Озера глубоки»."


def test_drafts_between_which_nothing_changed(copied: Repository) -> None:
    freeze(copied, "draft-3", "2024-03-01")
    newest = entries(copied.root)[0]
    assert (newest["draft"], newest["opening"][1], newest["sections"]) == ("draft-3", "Nothing changed.", [])
    assert "Nothing changed." in log(copied.root, "draft-2", "draft-3")
    assert "Изменений нет." in log(copied.root, "draft-2", "draft-3", "--lang", "ru")
    assert "Өзгеріс жоқ." in log(copied.root, "draft-2", "draft-3", "--lang", "kk")


def test_one_draft_and_none(tmp_path: Path) -> None:
    made = begun(tmp_path / "water")
    for path, content in FILES.items():
        made.write(path, content)
    made.commit("First")
    done = concept("log", cwd=made.root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "No draft was frozen yet. To freeze the last commit: concept freeze draft-1" in done.stderr
    assert entries(made.root) == []
    freeze(made, "draft-1", "2023-05-02")
    assert log(made.root) == "draft-1, 2 May 2023\n===================\nThe first draft, 2 sections.\n"


def test_a_draft_that_had_not_the_language_yet(tmp_path: Path) -> None:
    made = begun(tmp_path / "water")
    for path, content in FILES.items():
        made.write(path, content.replace("languages: [en, ru, kk]", "languages: [en]"))
    for label, day, text in (("draft-1", "2023-05-02", FIRST), ("draft-2", "2023-06-02", SECOND)):
        made.write("sections/rivers.md", text)
        made.commit(label)
        freeze(made, label, day)
    made.write("concept.yaml", FILES["concept.yaml"])
    assert [each["draft"] for each in entries(made.root, "--lang", "ru")] == ["@working", "draft-2", "draft-1"]
    assert "languages: " in concept("log", "--lang", "de", cwd=made.root).stderr.lower()


def test_a_shallow_clone_is_no_short_history(two: Repository, tmp_path: Path) -> None:
    made = begun(tmp_path / "here")
    made.git("clone", "--quiet", "--depth=1", two.root.as_uri(), str(tmp_path / "shallow"))
    done = concept("log", cwd=tmp_path / "shallow")
    assert (done.returncode, done.stdout) == (1, "")
    assert "draft-1" in done.stderr and "git fetch --unshallow" in done.stderr


@pytest.mark.parametrize("words", [(), ("draft-1",), ("draft-1", "draft-2")])
def test_only_a_section(words: tuple[str, ...], copied: Repository) -> None:
    """And what is told of others is not there, in no form."""
    copied.write("sections/rivers.md", SECOND.replace("month", "week"))
    for form in ("text", "md", "json"):
        assert "Lakes" not in log(copied.root, *words, "--section", "rivers", "--format", form)
    found = entries(copied.root, *words, "--section", "rivers")
    assert {each["section"] for entry in found for each in entry["sections"]} == {"rivers"}
    done = concept("log", *words, "--section", "brooks", cwd=copied.root)
    assert done.returncode == 1 and "The concept has no section “brooks”." in done.stderr


def test_drafts_that_lack_a_section_are_left_out(copied: Repository) -> None:
    copied.write("concept.yaml", FILES["concept.yaml"] + "  - seas\n")
    copied.write("sections/seas.md", "---\ntitle: Seas\n---\nSeas are wide.\n")
    [entry] = entries(copied.root, "--section", "seas")
    assert entry["draft"] == "@working"
    assert [each["said"] for each in entry["sections"][0]["changes"]] == ["The section was added: “Seas are wide”."]


def test_wrong_command_lines(two: Repository) -> None:
    assert "name one language" in concept("log", "--lang", "all", cwd=two.root).stderr
    assert concept("log", "", cwd=two.root).returncode == 2
    assert concept("log", "--format", "pdf", cwd=two.root).returncode == 2
    assert "draft-2" in concept("log", "draft-3", cwd=two.root).stderr
    assert concept("log", cwd=two.root.parent).returncode == 1


# ------------------------------------------------------------- who and why


def drafted(folder: Path, state: str) -> Repository:
    """A project with a frozen draft, and one after it in which contributions were brought in; some of their authors may not be named."""
    made = begun(heard_project(folder / "project", state))
    made.commit("First")
    freeze(made, "draft-1", "2021-05-02")
    consulted(made.root, state)
    made.commit("Consulted")
    freeze(made, "draft-2", "2021-07-02")
    return made


def test_who_asked_for_what_and_what_was_decided(tmp_path: Path) -> None:
    made = drafted(tmp_path, "draft")
    [entry] = entries(made.root, "draft-1", "draft-2")
    assert [each["why"] for section in entry["sections"] for each in section["changes"]] == [
        "Asked for by UNESCO (unesco-2021-001); accepted: As agreed (14 June 2021).",
        "Asked for by Chamber Atameken (atameken-2021-001); accepted: CANARYREASON (14 June 2021).",
        "Asked for by UNDP (undp-2021-001); accepted: As agreed (14 June 2021).",
    ]
    assert [tuple(each.values()) for each in entry["contributors"]] == [("Chamber Atameken", 1), ("UNDP", 1), ("UNESCO", 1)]
    kazakh = log(made.root, "draft-1", "draft-2", "--lang", "kk", "--format", "md")
    assert "Ұсыныс авторы: ЮНЕСКО (unesco-2021-001); ескерілді: As agreed (2021 жылғы 14 маусым)." in kazakh
    assert "### Кімнің ұсыныстары мәтінге енгізілді\n\n- «Атамекен» палатасы: 1 ұсыныс." in kazakh


@pytest.mark.parametrize("newest", ["draft-2", "@working"])
def test_who_may_not_be_named_is_nowhere(newest: str, tmp_path: Path) -> None:
    """Also of a draft that was for the working group, where the log is of a later one that everybody reads."""
    made = drafted(tmp_path, "public" if newest == "draft-2" else "draft")
    if newest == "@working":
        path = made.root / "concept.yaml"
        path.write_text(path.read_text("utf-8").replace("state: draft", "state: public"), "utf-8")
        assert "atameken" in log(made.root, "draft-1", "draft-2")  # by itself it is the working group's
    for language, form in (("en", "text"), ("en", "json"), ("ru", "md"), ("kk", "md")):
        said = log(made.root, "--lang", language, "--format", form)
        plain = json.dumps(json.loads(said), ensure_ascii=False) if form == "json" else said
        assert not re.search("CANARY|atameken|Атамекен", plain)
    assert "Follows from a contribution whose author is not named; accepted (14 June 2021)." in " ".join(log(made.root).split())


def test_the_drafters_own_reason(copied: Repository) -> None:
    """Without the name of the person who saved it; and where nobody said why, that is said, once for a section."""
    done = concept("contribute", "--from", "office", "--section", "lakes", "--remark", "Fine.", "--consent", cwd=copied.root)
    assert done.returncode == 0, done.stderr
    copied.write("sections/lakes.md", FILES["sections/lakes.md"].replace("deep", "wide"))
    copied.git("config", "user.name", "CANARYPERSON")
    copied.git("config", "user.email", "canary@example.org")
    assert concept("save", "Measured anew.", cwd=copied.root).returncode == 0
    copied.write("sections/rivers.md", SECOND.replace("month", "week").replace("open to", "known to"))
    whole = log(copied.root, "draft-2")
    assert re.search(r"The drafters' own reason: Measured anew \(\d+ \w+ \d{4}\)\.", whole)
    assert "CANARY" not in whole
    assert whole.count("Nobody explained") == 1 and "Nobody explained the changes of this section." in whole
    assert "Пояснение разработчика: Measured anew" in log(copied.root, "draft-2", "--lang", "ru")


def test_a_drafters_reason_keeps_back_what_may_not_be_read(tmp_path: Path) -> None:
    """In public, by the same rules as reasons of decisions; the working group reads all of it."""
    for state, number in (("public", "[…]"), ("draft", "atameken-2021-001")):
        made = begun(heard_project(tmp_path / state, state))
        made.commit("First")
        consulted(made.root, state)
        made.write("sections/plan.md", "---\ntitle: {en: Plan, ru: План, kk: Жоспар}\n---\nA plan is made every year.\n")
        made.git("config", "user.name", "Office")
        made.git("config", "user.email", "office@example.org")
        done = concept("save", "Follows from atameken-2021-001", cwd=made.root)
        assert done.returncode == 0, done.stderr
        assert f"The drafters' own reason: Follows from {number} (" in " ".join(
            log(made.root, "HEAD~1", "--section", "plan").split()
        )


def told(explanation: Explanation, contributors: dict[int, dict[str, str]] | None = None, language: str = "en") -> str:
    """Why something changed, as the report says it."""
    older, newer = (samples.document(samples.section("one", "T", samples.paragraph(said))) for said in ("Old.", "New."))
    redline = compare(older, newer)
    found = report(explained(replace(redline, language=language), {1: explanation}), contributors or {})
    return found.groups[0].items[0].why


BOTH = {1: {"a-1": "A", "b-1": "B"}}


@pytest.mark.parametrize(
    ("explanation", "contributors", "said"),
    [
        (Explanation(who="A, B", contribution="a-1, b-1", why="Noted; Rejected", when="2021-03-05"), BOTH,
         "Asked for by A, B (a-1, b-1); noted; Rejected (5 March 2021)."),
        (Explanation(contribution="a-1", why="Taken out of the text: no money."), {1: {}},
         "Contribution a-1; taken out of the text: no money."),
        (Explanation(why="Accepted", when="2021-03-05"), {1: {}},
         "Follows from a contribution whose author is not named; accepted (5 March 2021)."),
        (Explanation(who="A. Person", why="Editing\nagain", when="2021-03-05"), {},
         "The drafters' own reason: Editing again (5 March 2021)."),
        (Explanation(), BOTH, "Asked for in part by A, B (a-1, b-1); the rest is not explained."),
    ],
)  # fmt: skip
def test_why(explanation: Explanation, contributors: dict[int, dict[str, str]], said: str) -> None:
    assert told(explanation, contributors) == said


def test_why_in_russian_and_kazakh() -> None:
    both = Explanation(who="А, Б", contribution="a-1, b-1", why="учтено: причина", when="2021-03-05")
    assert told(both, BOTH, "ru") == "Авторы предложений: A, B (a-1, b-1); учтено: причина (5 марта 2021 года)."
    assert told(both, BOTH, "kk") == "Ұсыныстардың авторлары: A, B (a-1, b-1); учтено: причина (2021 жылғы 5 наурыз)."
    own = Explanation(who="A. Person", why="правка", when="2021-03-05")
    assert told(own, {}, "ru") == "Пояснение разработчика: правка (5 марта 2021 года)."
    assert told(own, {}, "kk") == "Әзірлеушінің түсіндірмесі: правка (2021 жылғы 5 наурыз)."


# ----------------------------------------------------------------- few words


def plain(text: str) -> Document:
    return plain_document("text.md", text, lambda finding: None)


def redline_of(older: str, newer: str) -> Document:
    return compare(plain(older), plain(newer), ("a", "b"))


def edited_words(older: str, newer: str) -> list[tuple[str, str, str]]:
    redline = redline_of(older, newer).redline
    assert redline is not None
    [change] = redline.changes
    return [(each.older, each.newer, each.before) for each in edits(change.content)]


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("The fund pays a half of it.", "The fund pays a third of it.", ("pays a half of it", "pays a third of it", "fund pays a")),
        ("It costs 1 000 000 tenge today.", "It costs 1 500 000 tenge today.",
         ("It costs 1 000 000 tenge today", "It costs 1 500 000 tenge today", "It costs")),
        ("Given to all of them.", "Given in May to all of them.", ("", "in May", "Given")),
        ("It ends the plans.", "It ends the plans; then others begin.", ("", "then others begin", "ends the plans")),
        ("It ends the plans, and others.", "It ends the plans.", ("and others", "", "ends the plans")),
        ("All that is given to them is kept.", "All that is kept.", ("given to them is", "", "All that is")),
        ("It grows by 12.5 % a year.", "It grows by 12.75 % a year.", ("grows by 12.5 % a year", "grows by 12.75 % a year", "It grows by")),
    ],
)  # fmt: skip
def test_a_few_words_are_told_of_each_edit(older: str, newer: str, expected: tuple[str, str, str]) -> None:
    """Whole words and whole numbers, with those around short ones; the stop that ends both is no part of it."""
    assert edited_words(older, newer) == [expected]


def test_edits_far_apart_are_told_one_by_one_and_many_are_counted() -> None:
    said = [f"Word{number} follows the other one and then comes something" for number in range(6)]
    older, newer = " ".join(said), " ".join(each.replace("Word", "Term") for each in said)
    assert len(edited_words(older, newer)) == 6
    [group] = report(redline_of(older, newer)).groups
    assert group.items[0].said.endswith("; 3 more places changed.")


def test_long_passages_are_cut_between_words_and_never_inside_a_number() -> None:
    assert shortened("one two three four five", longest=3) == "one two three …"
    assert shortened("one two 1 000 000 four five six seven", longest=3) == "one two 1 000 000 …"
    assert shortened("a b c d e f g h 10 000", ending=1, longest=4) == "a b c … 10 000"
    assert shortened("one\ttwo\nthree") == "one | two three"


@given(st.lists(st.sampled_from(["1 000", "12", "2,450", "word", "99 %", "x"]), min_size=1, max_size=40), st.integers(1, 20))
def test_no_number_is_ever_cut(said: list[str], longest: int) -> None:
    whole = "; ".join(said)
    shown = shortened(whole, longest=longest)
    assert whole.startswith(shown.removesuffix(" …")) and (shown == whole or whole[len(shown) - 2 :].startswith((" ", ";")))
    assert not re.search(r"\b1 …|\b2, …", shown)


# ------------------------------------------------------------------ complete


many = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


def told_in(found: Report) -> Iterator[tuple[str, int]]:
    for group in found.groups:
        yield from ((group.section, each.number) for each in group.items)


@many
@given(st.data())
def test_every_change_of_substance_is_told_once_and_in_its_section(data: st.DataObject) -> None:
    """And what moved; all others are counted there."""
    older = data.draw(documents)
    redline = compare(older, data.draw(edited(older)), ("a", "b"))
    assert redline.redline is not None
    found = report(redline)
    changes = [each for each in redline.redline.changes if each.kind != "renumbered"]
    expected = [(each.section, each.number) for each in changes if not each.editorial or each.kind == "moved"]
    assert sorted(told_in(found)) == sorted(expected)
    assert sum(group.editorial for group in found.groups) == len(changes) - len(expected)
    assert all(each.said.endswith(".") and "“”" not in each.said for group in found.groups for each in group.items)
    assert len(re.findall("^- ", markdown("T", [found]), re.MULTILINE)) == len(expected)
    assert sum(line.startswith("- ") for line in lines([found])) == len(expected)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_kind_of_change_has_words(language: str) -> None:
    redline = every_mark(language)
    for group in report(redline).groups:
        for each in group.items:
            assert "{" not in each.said and len(each.said) > 5


@pytest.mark.parametrize(
    ("what", "kind", "language", "said"),
    [
        ("Table 2", "replaced", "en", "Table 2 was changed"),
        ("Footnote 3", "joined-reworded", "en", "Footnote 3 was joined with others and reworded"),
        ("List item", "inserted", "en", "A list item was added"),
        ("Section", "moved", "en", "The section was moved"),
        ("Сноска 3", "inserted", "ru", "Сноска 3 добавлена"),
        ("Таблица 2, строка «Экспорт»", "deleted", "ru", "Таблица 2, строка «Экспорт» исключена"),
        ("Определение", "moved-reworded", "ru", "Определение перенесено и изменено"),
        ("Раздел", "split", "ru", "Раздел разделен"),
        ("12-тармақ", "moved-reworded", "kk", "12-тармақ басқа орынға ауыстырылып, өзгертілді"),
    ],
)
def test_verbs_agree(what: str, kind: str, language: str, said: str) -> None:
    assert happened(what, kind, language) == said


def test_words_and_figures_are_called_what_they_are() -> None:
    assert replacing("слово", "два слова", "", "ru") == "слово «слово» заменено словами «два слова»"
    assert replacing("2 450", "2 456,5 %", "", "ru") == "цифры «2 450» заменены цифрами «2 456,5 %»"
    assert replacing("", "слово", "", "ru") == "в начале добавлено слово «слово»"
    assert replacing("", "два слова", "после", "ru") == "после слова «после» добавлены слова «два слова»"
    assert replacing("много слов", "", "", "ru") == "слова «много слов» исключены"
    assert replacing("слово", "", "до этого", "ru") == "после слов «до этого» исключено слово «слово»"
    assert replacing("сөз", "", "2 450", "kk") == "«2 450» деген цифрлардан кейін «сөз» деген сөз алып тасталды"
    assert replacing("word", "", "before", "en") == "“word” was taken out after “before”"
    assert replacing("2 450", "2 456", "", "kk") == "«2 450» деген цифрлар «2 456» деген цифрлармен ауыстырылды"
    assert replacing("", "сөз", "екі сөз", "kk") == "«екі сөз» деген сөздерден кейін «сөз» деген сөз қосылды"
    assert replacing("екі сөз", "", "", "kk") == "«екі сөз» деген сөздер алып тасталды"
    assert replacing("", "alpha", "", "de") == "“alpha” was added at the beginning"


@pytest.mark.parametrize(
    ("number", "english", "russian", "kazakh"),
    [
        (1, "1 editorial change.", "1 редакционное изменение.", "1 редакциялық өзгеріс."),
        (3, "3 editorial changes.", "3 редакционных изменения.", "3 редакциялық өзгеріс."),
        (11, "11 editorial changes.", "11 редакционных изменений.", "11 редакциялық өзгеріс."),
    ],
)
def test_numbers_agree(number: int, english: str, russian: str, kazakh: str) -> None:
    said = {"en": english, "ru": russian, "kk": kazakh}
    assert {each: editorial_too(number, each, besides=False) for each in said} == said
    assert editorial_too(number, "ru", besides=True) == f"Кроме того, {russian}"
    assert editorial_too(0, "en", besides=True) == more_places(0, "en") == other_languages({}, "en") == ""


def test_counts_in_russian() -> None:
    assert [first_draft(number, "ru") for number in (1, 2, 21)] == [
        f"Первая редакция, {each}." for each in ("1 раздел", "2 раздела", "21 раздел")
    ]
    assert [more_places(number, "ru") for number in (1, 2, 5)] == [
        f"изменено еще {each}" for each in ("1 место", "2 места", "5 мест")
    ]
    assert contributed("ЮНЕСКО", 5, "ru") == "ЮНЕСКО: 5 предложений."
    said = "Изменены и тексты на других языках: английский (2 раздела), tr (1 раздел)."
    assert other_languages({"en": 2, "tr": 1}, "ru") == said


# ------------------------------------------------------------------- hostile


EVIL = "# *A* [link](javascript:x) <b>b</b> `c` ![p](q) &amp; \\ 1. | ~~s~~ #"


def test_no_words_are_markup_in_the_paper() -> None:
    """Of titles, headings, quoted words, bodies, reasons: read again, they are the words that they were."""
    older, newer = (
        samples.document(samples.section("one", EVIL, samples.paragraph(said)), title=EVIL) for said in ("Old words.", EVIL)
    )
    redline = compare(older, newer, (EVIL, EVIL))
    why = Explanation(who=EVIL, contribution=EVIL, why=EVIL)
    paper = markdown(EVIL, [report(explained(redline, {1: why}), {1: {EVIL: EVIL}}), first(EVIL, 3, "en")])
    page = str(mistune.html(paper))
    assert set(re.findall("</?([a-z0-9]+)", page)) == {"h1", "h2", "h3", "p", "ul", "li", "br"}
    assert page.count("javascript:x") >= 6 and "href" not in page and len(re.findall("<h2>", page)) == 2


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_nothing_commands_a_terminal(form: str, copied: Repository) -> None:
    copied.write("sections/lakes.md", "---\ntitle: Lakes\n---\nLakes\u202e are \u009bdeep.\n")
    said = log(copied.root, "--format", form)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


def test_lines_of_the_text_form_fit_the_screen(two: Repository) -> None:
    assert max(len(line) for language in ("en", "ru", "kk") for line in log(two.root, "--lang", language).split("\n")) <= 80
