"""The papers of a release: what they say of known records, in three languages, whatever stands in these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from concept_cli.diagnostics import ConceptError
from concept_cli.document import (
    Code,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Link,
    List,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
    walk,
    words,
)
from concept_cli.exchange.approval import PAPERS, Paper, Release, paper_outputs, papers
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.letters import closed, letter_style
from concept_cli.ledger.files import with_event
from concept_cli.markdown_words import literal
from concept_cli.model import Event
from concept_cli.readers.markdown import read_markdown
from concept_cli.wording.approval import APPROVAL_TERMS
from concept_cli.wording.times import REPORTED
from tests.awaited import FILES, awaited, desk_of
from tests.consultation import said_in
from tests.heard import Secretary
from tests.paper import pages_of

LANGUAGES = ("en", "ru", "kk")
CHANGES = ("Lakes were reworded.", "Rivers got a paragraph.")
RELEASE = Release(
    "draft-2", "public", date(2021, 6, 14), "draft-1", CHANGES, {"kk": 21, "ru": 22, "en": 1}, {"water.ru.pdf": 812_345}
)
PLAN = """directions:
  - {id: lakes-first, name: {en: Lakes, ru: Озера, kk: Көлдер}}
measures:
  - {id: stray, name: {en: Stray, ru: Без направления, kk: Бағытсыз}}
  - id: dam
    direction: lakes-first
    name: {en: Build a dam, ru: Построить плотину, kk: Бөгет салу}
    due: 2025-Q4
    executors: [{body: boats, by-agreement: true}, {body: office, lead: true}]
    funding: {amount: 4000000000, source: {en: Budget, ru: Бюджет, kk: Бюджет}, years: 2024..2026}
  - {id: pier, direction: lakes-first, name: {en: Build a pier, ru: Построить причал, kk: Айлақ салу}, executors: [{body: divers}]}
"""
INDICATORS = """indicators:
  - id: clean
    name: {en: Clean lakes, ru: Чистые озера, kk: Таза көлдер}
    unit: "%"
    baseline: {value: 12.5, period: 2020}
    targets: {2029: 60, 2025: 40}
  - {id: deep, name: {en: Depth, ru: Глубина, kk: Тереңдігі}, unit: m}
  - {id: seen, name: CANARY observed, unit: m, target: false}
"""
REPORTS = """reports:
  - id: main
    title: Report
    period: half
    steps:
      - {by: [boats, divers], to: office, due: yearly 15 January and 15 July}
      - {by: [office], to: pilots, due: yearly 5 February and 5 August}
"""
SOURCES = """sources:
  - {id: paper, title: {en: The Paper, ru: Газета, kk: Газет}, publisher: Press, date: 2021-04-16, note: CANARY source note}
"""


def project(root: Path, **files: str) -> Path:
    """The project of :mod:`tests.awaited` with a plan, indicators, sources, and reports."""
    typed = FILES["records/instructions.yaml"].replace(
        "level: government\n    meeting", "level: government\n    source: paper\n    meeting"
    )
    awaited(root, instructions=files.pop("instructions", typed), **files)
    others = {"measures": PLAN, "indicators": INDICATORS, "reporting": REPORTS, "sources": SOURCES}
    for name, text in others.items():
        (root / f"records/{name}.yaml").write_text(files.get(name, text), "utf-8")
    return root


def dispute(root: Path, id: str, *steps: str) -> None:
    """What a body does that does not take a decision."""
    for step in steps:
        found = with_event(
            desk_of(root).contribution(id), Event(date=date(2021, 6, 14), step=step, by="CANARY by", reason="CANARY step")
        )
        (root / found.path).write_text(found.text, "utf-8")


def disputes(root: Path) -> Secretary:
    """Contributions of which some are disagreements; whatever begins with CANARY is for the working group alone."""
    office = Secretary(root)
    send, decide = office.send, office.decide
    amendment = {"section": "rivers", "action": "replace", "quote": "are long"}
    secret = send("pilots", **amendment, text="CANARY secret", rationale="CANARY why", essential=True, confidential=True)
    decide(secret, "rejected", reason="CANARY reason")
    silent = send("pilots", **amendment, text="CANARY unasked", consent=False)
    decide(silent, "rejected", reason="CANARY other reason")
    dispute(root, silent, "disputed")
    rejected = send(
        "fishers",
        **amendment,
        text="are 5 km long",
        rationale="We measured",
        essential=True,
        person="CANARY signer",
        number="CANARY-17",
    )
    decide(rejected, "rejected", reason=f"As {secret} of CANARY Pilots says")
    changed = send("boats", **amendment, text="are 6 km long", essential=True)
    decide(changed, "accepted-modified", reason="In words", wording="are six km long")
    disputed = send("divers", "remark", section="lakes", quote="cold", remark="How cold?")
    decide(disputed, "rejected", reason="In the annex")
    dispute(root, disputed, "disputed", "escalated")
    decide(send("divers", **amendment, text="are short"), "rejected", reason="They are not")
    decide(send("boats", **amendment, text="are wide", essential=True), "accepted")
    decide(send("boats", "position", stand="for", rationale="Good"), "noted")
    send("fishers", "remark", remark="Why?", essential=True)
    gone = send("fishers", "remark", remark="No", essential=True)
    decide(gone, "rejected", reason="Yes")
    dispute(root, gone, "disputed", "withdrawn")
    return office


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("approval"))
    disputes(root)
    return root


def drawn(desk: Desk, release: Release, language: str) -> tuple[Paper, ...]:
    return papers(desk, release, language, letter_style(desk))


def made(root: Path, language: str, release: Release = RELEASE) -> dict[str, Document]:
    return {each.name: each.document for each in drawn(desk_of(root), release, language)}


def lines(document: Document) -> list[str]:
    """What a paper says: a line for each paragraph, heading and row."""
    return [*_lines(document.sections[0].blocks)]


def _lines(blocks: tuple[object, ...]) -> Iterator[str]:
    for each in blocks:
        if isinstance(each, List):
            for item in each.items:
                first, *others = _lines(item.blocks)
                yield f"{item.label or '-'} {first}"
                yield from others
        elif isinstance(each, Table):
            yield from (" | ".join("".join(words(cell)) for cell in row.cells) for row in (*each.head, *each.rows))
        else:
            assert isinstance(each, Heading | Paragraph)
            yield words(each)


def plain(document: Document) -> list[str]:
    """The lines of a paper, in which every space is the same."""
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in lines(document)]


def all_words(document: Document) -> str:
    return "\n".join(lines(document))


# ------------------------------------------------------------------- the act


def test_the_act_says_the_five_points_in_their_order(root: Path) -> None:
    found = plain(made(root, "ru")["approving-act"])
    assert found[1].split() == ["ПОСТАНОВЛЕНИЕ", "ПРАВИТЕЛЬСТВА", "РЕСПУБЛИКИ", "КАЗАХСТАН"]
    assert found[3] == "Об утверждении документа «Концепция по воде»"
    assert found[5:14] == [
        "1. Утвердить прилагаемый документ «Концепция по воде» (далее – Концепция).",
        (
            "2. Ответственным исполнителям Плана действий по реализации Концепции (далее – План действий; ответственные исполнители: "
            "Управление водой; Ассоциация лодок (по согласованию); Ныряльщики):"
        ),
        "1) обеспечить своевременное исполнение Плана действий;",
        (
            "2) по итогам полугодия, не позднее 15 числа месяца, следующего за отчетным полугодием, обеспечить представление информации о "
            "ходе исполнения Плана действий (кто представляет: Ассоциация лодок; Ныряльщики; кому: Управление водой)."
        ),
        (
            "3) по итогам полугодия, не позднее 5 февраля и 5 августа, обеспечить представление информации о ходе исполнения Плана "
            "действий (кто представляет: Управление водой; кому: CANARY Лоцманы)."
        ),
        "3. Государственному органу-разработчику (Управление водой) обеспечить информационное сопровождение реализации Концепции.",
        "4. Контроль за исполнением настоящего постановления возложить на ____________________.",
        "5. Настоящее постановление вводится в действие со дня его подписания.",
        "\nПремьер-Министр\nРеспублики Казахстан  ____________________",
    ]
    assert found[-3:] == [
        "1. | Построить плотину | Управление водой (свод), Ассоциация лодок (по согласованию) | IV квартал 2025 года",
        "2. | Построить причал | Ныряльщики | ______",
        "3. | Без направления | ______ | ______",
    ]


REPORTING = [
    (period, due)
    for period, dues in {
        "year": ("yearly 1 February", "yearly 15 January", "yearly"),
        "half": ("yearly 5 July and 20 December", "yearly 15 January and 15 July", "half-yearly"),
        "quarter": ("yearly 10 January, 10 April, 10 July and 10 October", "quarterly"),
        "month": ("monthly 10", "monthly"),
    }.items()
    for due in dues
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("period", "due"), REPORTING)
def test_the_reporting_period_is_the_same_wherever_the_act_names_it(tmp_path: Path, language: str, period: str, due: str) -> None:
    reports = f"reports:\n  - {{id: main, title: Report, period: {period}, steps: [{{by: [boats], to: office, due: {due!r}}}]}}\n"
    *_, act = drawn(desk_of(project(tmp_path, reporting=reports)), RELEASE, language)
    assert act.remarks == ()
    said = next(each for each in lines(act.document) if each.startswith("2) "))
    about, after = REPORTED[LANGUAGES.index(language)]
    named = [
        name
        for pattern in (about, after)
        for found in re.finditer(pattern, said, re.IGNORECASE)
        for name, word in found.groupdict().items()
        if word
    ]
    assert set(named) == {period}
    assert len(named) == (1 if due in {"yearly 1 February", "yearly 5 July and 20 December"} else 2), said
    for day in re.findall(r"\d+", due):
        assert day in said
    assert ("______" in said) == (not re.search(r"\d", due)), "a day that is not known is left blank"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_contradicts_itself_leaves_a_blank(tmp_path: Path, language: str) -> None:
    desk = desk_of(project(tmp_path, reporting=REPORTS.replace("yearly 15 January and 15 July", "quarterly")))
    *_, act = drawn(desk, RELEASE, language)
    [remark] = act.remarks
    assert remark.startswith(
        "When boats, divers reports to office does not go with the period of the report main: its days are left blank"
    )
    assert "______" in next(each for each in lines(act.document) if each.startswith("2) "))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_records_do_not_say_is_blank_in_the_act(tmp_path: Path, language: str) -> None:
    concept = FILES["concept.yaml"].replace("lead-body: office\n", "")
    root = project(tmp_path, concept=concept, measures="measures: []\n", reporting="reports: []\n")
    *_, act = drawn(desk_of(root), RELEASE, language)
    assert act.remarks == (
        "records/reporting.yaml says nothing of reports, so their period and days are left blank in the approving act.",
    )
    found = [each for each in lines(act.document) if re.match(r"\d", each)]
    assert [each.count("_" * 20) for each in found] == [0, 1, 0, 2, 1, 1, 0]
    assert "полугоди" not in all_words(act.document) and "жартыжылдық" not in all_words(act.document)


# ------------------------------------------------------------------ the note


def heads(root: Path) -> list[dict[str, object]]:
    """The heads of all contributions, read by another reader."""
    files = sorted((root / "contributions").rglob("*.md"))
    return [yaml.load(each.read_text("utf-8").split("---\n")[1], yaml.BaseLoader) for each in files]  # noqa: S506  text only


def test_every_number_of_the_explanatory_note_is_right(root: Path) -> None:
    may = [each for each in heads(root) if each.get("consent") == "true" and each.get("confidential") != "true"]
    decided: Counter[str] = Counter()
    for each in may:
        history = each["history"]
        assert isinstance(history, list)
        steps = [event.get("disposition") or ("withdrawn" if event["step"] == "withdrawn" else "") for event in history]
        decided[next((step for step in reversed(steps) if step), "undecided")] += 1
    found = lines(made(root, "en")["explanatory-note"])
    start = found.index("5. Proposals and remarks")
    names = {
        "Accepted": "accepted", "Accepted with modification": "accepted-modified", "Rejected": "rejected", "Noted": "noted",
        "Withdrawn": "withdrawn", "Not decided yet": "undecided",
    }  # fmt: skip
    listed = [re.fullmatch(r"- (.*)\s–\s(\d+)", each) for each in found[start + 2 : start + 2 + len(decided)]]
    assert {names[each[1]]: int(each[2]) for each in listed if each} == decided
    assert found[start + 1] == f"Proposals and remarks received that may be published: {len(may)}. Of these:"
    assert found[start + 2 + len(decided)] == f"Not counted, because they may not be published: {len(heads(root)) - len(may)}."
    assert len(may) == 8 and sum(decided.values()) == 8


def test_the_explanatory_note_tells_what_the_records_say(root: Path) -> None:
    found = plain(made(root, "en")["explanatory-note"])
    for said in (
        "The document is submitted for public discussion. Period of implementation: not stated.",
        (
            "- Basic approaches. It says: Work out the approaches. Given by: CANARY Pilots; date: 1 May "
            "2021. Source: The Paper, Press, 16 April 2021."
        ),
        "- Already closed. The text of the instruction is not known. Given by: CANARY Pilots; date: 1 May 2021. Source: not stated.",
        "- Working group: chair – Office of Water; secretary – Divers; participants – 2.",
        (
            "- Opinions on draft “draft-1”: from 20 April 2021 to 20 May 2021 (30 days); bodies asked – 3. Sent to: Union of Fishers; "
            "Boats Association; CANARY Pilots."
        ),
        (
            "- Approval “First approval”: sent – 1 June 2021; due – 15 June 2021; bodies – 2. Approved – 1; "
            "with remarks – 0; refused – 0; no answer – 1."
        ),
        "- Public discussion “Open discussion”: opened – 1 June 2021; closed – 15 June 2021; remarks – not stated.",
        "- Clean lakes, %: at the start – 12.5, 2020; targets – 2025: 40; 2029: 60.",
        "- Depth, m: at the start – not stated; targets – not stated.",
        "Measures in the action plan – 3; measures whose financing is stated – 1.",
        "- Build a dam: KZT 4 billion; Budget; 2024–2026.",
        "1. The document “Concept for water”: Kazakh – 21 pages; Russian – 22 pages; English – 1 page.",
        "3. Table of disagreements (disagreements – 3, not to be published – 2).",
    ):
        assert said in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_project_without_records_invents_nothing(tmp_path: Path, language: str) -> None:
    (tmp_path / "concept.yaml").write_text("format: 1\nid: bare\ntitle: Bare\nlanguages: [en, ru, kk]\n", "utf-8")
    made_ = made(tmp_path, language, Release("v1", "final", date(2021, 6, 14)))
    note = all_words(made_["explanatory-note"])
    assert "_" * 20 in note and not re.findall(r"[2-9]\d|[1-9]\d\d", note.replace("2021", "").replace("14", ""))
    missing = {"en": "There are no disagreements:", "ru": "Разногласий нет:", "kk": "Келіспеушіліктер жоқ:"}
    assert any(each.startswith(missing[language]) for each in lines(made_["disagreements"]))
    assert not [node for node in walk(made_["disagreements"]) if isinstance(node, Table)]


# --------------------------------------------------------- the disagreements


def test_the_table_of_disagreements_shows_what_bodies_insist_on(root: Path) -> None:
    [table] = [node for node in walk(made(root, "ru")["disagreements"]) if isinstance(node, Table)]
    rows = [[words(cell).replace("\n", "/") for cell in row.cells] for row in (*table.head, *table.rows)]
    assert rows[0] == [
        "№ п/п", "Структурный элемент", "Редакция проекта", "Предлагаемая редакция", "Орган, организация и обоснование",
        "Позиция разработчика",
    ]  # fmt: skip
    found = {re.search(r"\((.*)\)", row[4])[1]: row for row in rows[1:]}  # type: ignore[index]
    assert [*found] == ["divers-2021-001", "boats-2021-001", "fishers-2021-001"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert found["fishers-2021-001"] == [
        "3", "Реки, пункт 2", "are long", "are 5 km long", "Союз рыбаков, «Речной» (fishers-2021-001)//We measured",
        "Не учтено. As […] of […] says",
    ]  # fmt: skip
    assert found["boats-2021-001"][4:] == [
        "Ассоциация лодок (boats-2021-001)//Обоснование не приведено.", "Учтено в редакции разработчика. In words//are six km long",
    ]  # fmt: skip
    assert found["divers-2021-001"][5] == "Не учтено. In the annex//передано на вышестоящий уровень"
    assert "Не показаны, так как не подлежат публикации: 2." in lines(made(root, "ru")["disagreements"])


# ------------------------------------------------------------ the release note


def test_the_release_note_says_what_it_is_what_changed_and_what_is_open(root: Path) -> None:
    assert plain(made(root, "en")["note"]) == [
        "Office of Water",
        "About the release “draft-2”",
        "Concept for water",
        (
            "What this is. Draft for public discussion; released on 14 June 2021. Pages: Kazakh – 21 pages; "
            "Russian – 22 pages; English – 1 page."
        ),
        "For whom. For everybody who wants to read the draft and to say something about it. It is not approved: the text may still change.",
        "What changed. Since the previous release, “draft-1”:",
        "- Lakes were reworded.",
        "- Rivers got a paragraph.",
        (
            "What was asked and answered. Rounds of consultation: 2; bodies asked: 4. Proposals and remarks "
            "that may be published: 8; decided: "
            "7; answered: 0. Not counted, because they may not be published: 2."
        ),
        (
            "What is still open. Not decided: 1; in dispute: 1; accepted, and not in the text yet: 2; of all these, those on which their "
            "bodies insist: 3."
        ),
        "Which files.",
        "- water.ru.pdf (813 kB)",
        "To see whether a file is the one that was released, and unchanged:",
        "concept verify FILE",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_release_note_has_one_page(root: Path, tmp_path: Path, language: str) -> None:
    much = Release(
        "draft-2", "public", date(2021, 6, 14), "draft-1", tuple(f"{number}. " + "Раздел изложен заново. " * 8 for number in range(40)),
        {"kk": 100, "ru": 100, "en": 100}, {f"water-{number}.{language}.pdf": 81_234 * number for number in range(1, 30)},
    )  # fmt: skip
    [note, *_] = drawn(desk_of(root), much, language)
    for output in paper_outputs(desk_of(root), [note], ["pdf"], letter_style(desk_of(root))):
        (tmp_path / output.name).write_bytes(output.content())
        assert len(pages_of(tmp_path / output.name)) == 1
    assert all(any(said in each for each in lines(note.document)) for said in ("37", ": 9.")), (
        "how many changes are left out is told"
    )


# ------------------------------------------------------------------- hostile

HOSTILE = (
    "# {{7*7}} {% raise %} {#sender} | a | b | <script>alert(1)</script> "
    "\N{RIGHT-TO-LEFT OVERRIDE}abc =cmd() **b** _i_ `c` [x](http://e.org) "
    "![](record:disagreements) [^1] [@paper] 1. &amp; \\ <!-- c --> ~~~ $x$"
)


def hostile(root: Path) -> Path:
    """The project in which every free word is hostile."""
    quoted = "'" + HOSTILE + "'"
    names = {
        "concept.yaml": FILES["concept.yaml"].replace(
            "{en: Concept for water, ru: Концепция по воде, kk: Су тұжырымдамасы}", quoted
        ),
        "stakeholders.yaml": "stakeholders:\n"
        + "".join(f"  - {{id: {each}, name: {quoted}}}\n" for each in ("office", "fishers", "boats", "divers", "pilots")),
        "records/groups.yaml": f"groups:\n  - {{id: working-group, name: {quoted}, chair: office}}\n",
        "records/instructions.yaml": (
            f"instructions:\n  - "
            f"{{id: one, title: {quoted}, issuer: pilots, level: government, issued: 2021-05-01, text: {quoted}, act: {quoted}, "
            f"deliverable: {quoted}, source: paper}}\n"
        ),
        "records/sources.yaml": f"sources:\n  - {{id: paper, title: {quoted}, publisher: {quoted}}}\n",
        "records/measures.yaml": (
            f"measures:\n  - {{id: dam, name: {quoted}, due: {quoted}, executors: [{{body: boats}}], funding: {{source: {quoted}}}}}\n"
        ),
        "records/indicators.yaml": f"indicators:\n  - {{id: clean, name: {quoted}, unit: {quoted}}}\n",
        "records/approvals.yaml": (
            f"approvals:\n  - {{id: first, title: {quoted}, sent: 2021-06-01, due: unknown, bodies: [boats]}}\n"
            f"discussions:\n  - {{id: open, title: {quoted}, portal: {quoted}, opened: 2021-06-01, due: unknown}}\n"
        ),
    }
    project(root)
    for path, text in names.items():
        (root / path).write_text(text, "utf-8")
    office = Secretary(root)
    sent = office.send(
        "boats",
        section="rivers",
        action="replace",
        quote="are long",
        text=HOSTILE,
        rationale=HOSTILE + "\n\n" + HOSTILE,
        essential=True,
    )
    office.decide(sent, "rejected", reason=HOSTILE)
    return root


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_words(tmp_path: Path, language: str) -> None:
    root = hostile(tmp_path)
    release = Release(HOSTILE, "draft", date(2021, 6, 14), HOSTILE, (HOSTILE, HOSTILE), {}, {HOSTILE: 5})
    found = made(root, language, release)
    counts = {name: all_words(document).count(HOSTILE) for name, document in found.items()}
    assert counts == {"note": 7, "explanatory-note": 25, "disagreements": 8, "approving-act": 12}
    for name, document in found.items():
        nodes = [*walk(document)]
        assert not [node for node in nodes if isinstance(node, Link | Image | Figure | Emphasis | NoteReference)]
        assert name == "note" or not [node for node in nodes if isinstance(node, Strong | Code)]
        assert not re.search(r"\b49\b", all_words(document))
        assert sum(isinstance(node, Table) for node in nodes) == (name in {"disagreements", "approving-act"})
    for output in paper_outputs(
        desk_of(root), drawn(desk_of(root), release, language), ["docx", "md"], letter_style(desk_of(root))
    ):
        (tmp_path / output.name).write_bytes(output.content())
        if output.format == "docx":
            assert said_in(tmp_path / output.name).count(HOSTILE) >= counts[output.name.split(".")[0]]


@pytest.mark.parametrize(
    "typed", ["\u202eabc", "\u2066a\u202eb", "\u202ea\u2066b", "\u202aa\u202bb\u2067c\u2069", "a\u202c\u2069b", "\u202ea\u202cb"]
)
def test_a_turned_direction_ends_with_the_words_that_turned_it(typed: str) -> None:
    """In all of them as many signs end something as begin something, and the inner ones first."""
    made = closed(typed)
    assert made.startswith(typed)
    open_: list[str] = []
    for each in made:
        if each in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068":
            open_.append("\u202c" if each < "\u2066" else "\u2069")
        elif open_ and each == open_[-1]:
            open_.pop()
    assert not open_


SIGNS = st.lists(
    st.sampled_from([*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n", "a", "1", "Table:", "amp;", "*[UN]: ", "http://e.org", "\n\n"])
)


@given(SIGNS.map("".join))
def test_literal_words_are_the_same_words_wherever_they_stand(typed: str) -> None:
    said = " ".join(typed.split())
    for around in ("{}", "- {}", "1. a\n\n   {}", "# {}", "| a | b |\n|---|---|\n| {} | c |", "> {}", "a {} b", "«{}» (**{}**)"):
        found: list[object] = []
        read = read_markdown("x.md", around.replace("{}", literal(typed)), 1, found.append)
        nodes = [node for block in read.blocks for node in walk(block)]
        shown = "".join(node.words for node in nodes if isinstance(node, Text))
        assert shown.replace("c", "", around.startswith("|")).endswith(said) or said in shown
        assert not [node for node in nodes if isinstance(node, Link | Image | Figure | Emphasis | Code | NoteReference)]
        assert not found and not read.abbreviations and not read.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_private_is_in_any_paper(root: Path, tmp_path: Path, language: str) -> None:
    """Names of bodies that were asked may be read; what they sent without consent, and how to reach them, may not."""
    for output in paper_outputs(
        desk_of(root), drawn(desk_of(root), RELEASE, language), ["docx", "pdf", "md"], letter_style(desk_of(root))
    ):
        (tmp_path / output.name).write_bytes(output.content())
        said = output.content().decode("utf-8") if output.format == "md" else said_in(tmp_path / output.name)
        left = re.sub(r"CANARY (Pilots|Лоцманы|Лоцмандар)", "", said)
        assert "CANARY" not in left and "example.org" not in left and "pilots-2021" not in left, output.name
        assert not output.name.startswith("disagreements") or "CANARY" not in said


# ----------------------------------------------------------------- templates


def template(root: Path, name: str, text: str) -> None:
    (root / "templates/approval").mkdir(parents=True, exist_ok=True)
    (root / "templates/approval" / name).write_text(text, "utf-8")


def test_a_project_overrides_one_template(tmp_path: Path) -> None:
    root = project(tmp_path)
    template(root, "disagreements.ru.md", "# Свое\n\n{#subject}\n{{ title }}: {{ shown }}, {{ blank }}\n\n> {{ label }}\n")
    found = made(root, "ru")
    assert [words(each) for each in found["disagreements"].sections[0].blocks] == [
        "Свое",
        "Концепция по воде: 0, " + "_" * 20,
        "draft-2",
    ]
    assert "ТАБЛИЦА РАЗНОГЛАСИЙ" not in all_words(found["explanatory-note"])
    assert lines(found["explanatory-note"])[1] == "ПОЯСНИТЕЛЬНАЯ ЗАПИСКА"
    assert lines(made(root, "kk")["disagreements"])[1] == "КЕЛІСПЕУШІЛІКТЕР КЕСТЕСІ"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# A\n\n{{ titel }}\n", "templates/approval/approving-act.en.md:3: 'titel' is undefined"),
        ("# A\n{% if title %}\n", "templates/approval/approving-act.en.md:2: "),
        ("# A\n\n{{ report.steps[0].nothing }}\n", "templates/approval/approving-act.en.md:3: "),
        ("# A\n\n\n{{ 1 / 0 }}\n", "templates/approval/approving-act.en.md:4: ZeroDivisionError"),
        ("{{ title.__class__ }}\n", "templates/approval/approving-act.en.md:1: "),
        (
            "{% for each in range(99999) %}{% for other in range(99999) %}x{% endfor %}{% endfor %}",
            "templates/approval/approving-act.en.md:1: ",
        ),
        (">" * 60 + " deep\n", "templates/approval/approving-act.en.md: line 1 of what it makes is no Markdown"),
        ("A call[^1]\n\n[^1]: of a note\n", "templates/approval/approving-act.en.md: what it makes has the footnote “1”"),
    ],
)
def test_a_broken_template_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    root = project(tmp_path)
    template(root, "approving-act.en.md", text)
    with pytest.raises(ConceptError) as caught:
        made(root, "en")
    assert str(caught.value).startswith(said)
    assert "mend it" in caught.value.hint


def test_words_of_a_body_are_no_template(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        concept=FILES["concept.yaml"].replace("en: Concept for water", "en: '{% include \"approval/disagreements.en.md\" %}'"),
    )
    assert '“{% include "approval/disagreements.en.md" %}”' in all_words(made(root, "en")["approving-act"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_is_a_letter_with_a_line_to_sign(root: Path, language: str) -> None:
    found = drawn(desk_of(root), RELEASE, language)
    assert tuple(each.name for each in found) == PAPERS
    for each in found:
        [section] = each.document.sections
        assert section.role == "letter" and each.document.language == language and not each.document.title
        signed = [words(block) for block in section.blocks if isinstance(block, Paragraph) and block.role == "line"]
        assert each.name == "note" or any(said.endswith("_" * 20) for said in signed)


def test_every_term_has_three_languages() -> None:
    for key, forms in APPROVAL_TERMS.items():
        assert {*forms} == {*LANGUAGES}, key
        assert len({tuple(sorted(re.findall(r"\{\w+\}", said))) for said in forms.values()}) == 1, key
