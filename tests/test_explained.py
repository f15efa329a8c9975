"""Explained redlines: every form says of a change who asked for it and why, and of the others that nobody did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from concept_cli.compare import accept, compare, explained, moved_apart, reject, settled
from concept_cli.document import (
    Change,
    Document,
    Explanation,
    Mark,
    Marked,
    Node,
    Paragraph,
    Part,
    Redline,
    Table,
    transform,
    walk,
    words,
)
from concept_cli.wording.changes import unexplained_share
from concept_cli.writers import WRITERS, docx
from concept_cli.writers.redline import json as redline_json
from concept_cli.writers.redline.summary import sentence
from concept_cli.writers.redline.table import comparative_table
from concept_cli.writers.redline.text import lines
from tests import samples, trees
from tests.paper import pages_of
from tests.redline_judge import Left, judged
from tests.redlines import every_mark
from tests.test_docx import part, parts
from tests.test_docx_redline import CASES, Case, plain_calls, redline, words_of
from tests.test_remarks import commented, comments, remark
from tests.words import tracked

W = tracked.W
STYLE = samples.house_style()
UNESCO = Explanation(who="UNESCO", when="2021-03-05", why="accepted; the law says so", contribution="unesco-2021-003")
NAMED = Explanation(who="Ministry of Finance")
LINE = "UNESCO (unesco-2021-003): accepted; the law says so"


def drafts() -> tuple[Document, Document]:
    older, newer = (
        samples.document(
            samples.section("one", "Title", *(samples.paragraph(said, id=id) for id, said in zip("abcd", texts, strict=True)))
        )
        for texts in (
            ("It ends in 2026.", "The fund pays half of it.", "The register is open to all.", "Kept."),
            ("It ends in 2027.", "The fund pays a third of it.", "The register is open to all who ask.", "Kept."),
        )
    )
    return older, newer


def marks(node: Node) -> list[Mark]:
    found = []
    for each in walk(node):
        if isinstance(each, Part | Marked) and each.mark:
            found.append(each.mark)
        if isinstance(each, Paragraph) and each.end:
            found.append(each.end)
        if isinstance(each, Table):
            found += [mark for mark in each.columns if mark]
    return found


PLAIN = compare(*drafts(), ("a", "b"), who="A. Editor", when="2026-01-01")
EXPLAINED = explained(PLAIN, {1: UNESCO, 2: NAMED})


def changes(document: Document) -> tuple[Change, ...]:
    assert document.redline is not None
    return document.redline.changes


# --------------------------------------------------------------- the tree


def test_changes_and_their_marks_are_explained_and_no_others() -> None:
    """The list, every mark of a change, and the marks in what the list shows."""
    assert len(changes(PLAIN)) == 3
    assert [(each.who, each.when, each.why, each.contribution) for each in changes(EXPLAINED)] == [
        ("UNESCO", "2021-03-05", "accepted; the law says so", "unesco-2021-003"),
        ("Ministry of Finance", "", "", ""),
        ("", "", "", ""),
    ]
    said = {(each.change, each.who, each.when, each.why) for each in marks(EXPLAINED)}
    assert said == {
        (1, "UNESCO", "2021-03-05", "accepted; the law says so"),
        (2, "Ministry of Finance", "2026-01-01", ""),
        (3, "A. Editor", "2026-01-01", ""),
    }
    shown = {(mark.change, mark.who) for each in changes(EXPLAINED) for node in each.content for mark in marks(node)}
    assert shown == {(number, who) for number, who, _, _ in said}
    assert changes(EXPLAINED)[2] == changes(PLAIN)[2]


def test_marks_of_every_kind_are_reached() -> None:
    """Those of words, parts, ends of paragraphs and columns."""
    plain = every_mark()
    found = explained(plain, {each.number: UNESCO for each in changes(plain)})
    assert {each.who for each in marks(found) if each.change} == {"UNESCO"}
    assert len(marks(found)) == len(marks(plain))


def test_either_draft_is_what_it_was() -> None:
    older, newer = drafts()
    assert (accept(EXPLAINED), reject(EXPLAINED)) == (settled(newer), settled(older))
    assert explained(PLAIN, {99: UNESCO}) == explained(PLAIN, {})


def test_only_where_explanations_were_looked_for_one_can_lack() -> None:
    """And nobody has to explain a number that follows from other changes."""
    assert not Redline(older="", newer="").explains
    looked = Redline(older="", newer="", explains=True)
    plain = Change(number=1, kind="replaced", section="")
    assert looked.lacks_explanation(plain) and not Redline(older="", newer="").lacks_explanation(plain)
    assert not looked.lacks_explanation(replace(plain, contribution="x-2021-001"))
    assert not looked.lacks_explanation(replace(plain, kind="renumbered"))


# ------------------------------------------------------------------ lines


def test_lines_say_who_and_why_below_each_change() -> None:
    said = list(lines(EXPLAINED, sentence(EXPLAINED)))
    assert f"      — {LINE}" in said and "      — Ministry of Finance" in said and said[-1] == "      — not explained"
    assert [each for each in said if "—" not in each][2:] == list(lines(PLAIN, sentence(PLAIN)))[2:]
    assert not any("—" in each for each in lines(PLAIN, ""))


@pytest.mark.parametrize(
    ("language", "one", "five"),
    [
        ("en", "1 of them is not explained.", "5 of them are not explained."),
        ("ru", "Без пояснения – 1.", "Без пояснения – 5."),
        ("kk", "Түсіндірілмегені – 1.", "Түсіндірілмегені – 5."),
    ],
)
def test_the_sentence_counts_what_nobody_explained(language: str, one: str, five: str) -> None:
    assert sentence(EXPLAINED).endswith("1 of them is not explained.")
    assert "explained" not in sentence(PLAIN) + sentence(explained(PLAIN, dict.fromkeys((1, 2, 3), UNESCO)))
    assert [unexplained_share(number, language) for number in (0, 1, 5)] == ["", one, five]


def test_json_says_whether_each_change_is_explained() -> None:
    """And is what it was where explanations were not looked for."""
    found = redline_json.value(EXPLAINED, ("a", "b"), {})["changes"]
    named = ("explained", "who", "when", "why", "contribution")
    assert [[each[name] for name in named] for each in found] == [
        [True, "UNESCO", "2021-03-05", "accepted; the law says so", "unesco-2021-003"],
        [True, "Ministry of Finance", "", "", ""],
        [False, "", "", "", ""],
    ]
    assert not {*named} & {*redline_json.value(PLAIN, ("a", "b"), {})["changes"][0]}
    assert json.loads(redline_json.write(EXPLAINED, ("a", "b"), {}))["changes"] == found


# ------------------------------------------------------------- page, print


def page_of(document: Document) -> Any:
    return lxml_html.fromstring(WRITERS["html"].load()(document, STYLE, samples.pictures()).decode())


def test_the_page_says_it_in_the_list_and_at_the_change() -> None:
    page = page_of(EXPLAINED)
    said = {
        each.get("data-change"): each.xpath(".//p[contains(@class, 'explanation')]")
        for each in page.xpath("//nav//li[@data-change]")
    }
    assert {number: found[0].text_content() for number, found in said.items()} == {
        "1": f"— {LINE}",
        "2": "— Ministry of Finance",
        "3": "— not explained",
    }
    titles = {(each.get("data-change"), each.get("title")) for each in page.xpath("//main//ins | //main//del")}
    assert titles == {("1", "UNESCO: accepted; the law says so"), ("2", "Ministry of Finance"), ("3", "A. Editor")}
    assert not page_of(PLAIN).xpath("//p[contains(@class, 'explanation')]")


def test_words_of_an_explanation_are_no_markup() -> None:
    hostile = Explanation(who='"><script>', when='"x', why="<b>", contribution="</li>")
    page = page_of(explained(PLAIN, {1: hostile}))
    assert not page.xpath("//nav//script | //nav//b")
    assert '— "><script> (</li>): <b>' in [each.text_content() for each in page.xpath("//nav//p[@class='explanation']")]


@pytest.mark.parametrize(("language", "none"), [("en", "not explained"), ("ru", "без пояснения"), ("kk", "түсіндірілмеген")])
def test_print_says_it_in_the_list(language: str, none: str, tmp_path: Path) -> None:
    """Still valid as PDF/A and PDF/UA."""
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    path = tmp_path / "shown.pdf"
    path.write_bytes(content := WRITERS["pdf"].load()(replace(EXPLAINED, language=language), STYLE, {}))
    shown = " ".join(" ".join(pages_of(path)).split())
    assert f"— {LINE}" in shown and f"— {none}" in shown
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf_bytes(content, profile=profile)
        assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


def test_the_table_of_law_making_gives_the_reason() -> None:
    """Who and why in the last column, once for a row; of what nobody explained it stays to be filled in."""
    [table] = [each for each in walk(comparative_table(EXPLAINED)) if isinstance(each, Table)]
    assert [words(row.cells[-1]) for row in table.rows[1:]] == ["UNESCO: accepted; the law says so", "Ministry of Finance", ""]


def test_of_a_row_with_several_changes_every_reason_is_given() -> None:
    older, newer = (
        samples.document(samples.section("one", "T", samples.table(samples.row("h", "i", "k"), samples.row("Export", *cells))))
        for cells in (("by 2026", "half"), ("by 2027", "a third"))
    )
    plain = compare(older, newer, ("a", "b"))
    told = explained(plain, {1: UNESCO, 2: replace(NAMED, why="rejected")})
    [table] = [each for each in walk(comparative_table(told)) if isinstance(each, Table)]
    assert words(table.rows[-1].cells[-1]) == "UNESCO: accepted; the law says so; Ministry of Finance: rejected"


# ------------------------------------------------------------------- Word


def written(document: Document) -> bytes:
    return docx.write(moved_apart(document), STYLE, samples.pictures())


def test_in_word_the_change_has_its_author_and_a_comment() -> None:
    """The comment stands on what came, where something came; a name alone makes none."""
    content = written(EXPLAINED)
    authors = {each.get(f"{W}author") for each in part(content).iter(f"{W}ins", f"{W}del")}
    assert authors == {"UNESCO", "Ministry of Finance", "A. Editor"}
    assert comments(content) == [("UNESCO", "U", "2021-03-05T00:00:00Z", ["unesco-2021-003: accepted; the law says so"])]
    assert commented(content) == ["2027"]
    assert "word/comments.xml" not in parts(written(PLAIN))


def test_what_only_went_has_its_comment_where_it_stood() -> None:
    older, newer = drafts()
    gone = explained(compare(newer, older, ("a", "b")), {3: UNESCO})
    assert [each.strip() for each in commented(written(gone))] == ["who ask"]
    [call] = part(written(gone)).iter(f"{W}commentReference")
    outer = [etree.QName(each).localname for each in call.iterancestors()]
    assert outer[1] == "del"


def test_a_change_of_a_footnote_is_explained_at_its_call() -> None:
    """Word has no comments in notes."""
    told = explained(replace(redline(CASES["note changed"]), redline=listed(1)), {1: UNESCO})
    content = written(told)
    assert len(comments(content)) == 1 and b"comment" not in parts(content)["word/footnotes.xml"]


def test_the_title_page_is_explained_too() -> None:
    older, newer = (replace(each, title=title) for each, title in zip(drafts(), ("Old", "New"), strict=True))
    plain = compare(older, newer, ("a", "b"), who="A. Editor")
    content = written(explained(plain, {1: UNESCO}))
    assert commented(content) == ["OldNew"] and comments(content)[0][0] == "UNESCO"
    other = written(explained(plain, {2: UNESCO}))
    title = next(each for each in part(other).iter(f"{W}p") if "New" in tracked.text(each))
    assert {each.get(f"{W}author") for each in title.iter(f"{W}ins", f"{W}del")} == {"A. Editor"}


def listed(*numbers: int) -> Redline:
    return Redline(older="a", newer="b", changes=tuple(Change(number=each, kind="replaced", section="one") for each in numbers))


def with_comments(case: Case) -> Document:
    """A case with every change explained, and a remark behind every block."""
    blocks = tuple(each for block in case.blocks for each in (block, remark()))
    return explained(redline(replace(case, blocks=blocks), redline=listed(1, 2, 3)), dict.fromkeys((1, 2, 3), UNESCO))


@pytest.mark.parametrize("name", CASES)
def test_by_the_standard_comments_change_neither_draft(name: str) -> None:
    case, content = CASES[name], written(with_comments(CASES[name]))
    accepted, rejected = (tracked.left(content, accepted=verdict) for verdict in (True, False))
    assert (accepted.words, accepted.notes) == (case.newer, list(case.newer_notes))
    assert (rejected.words, rejected.notes) == (case.older, list(case.older_notes))


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Left, Left]]:
    """What LibreOffice leaves of every case with comments."""
    folder, files = tmp_path_factory.mktemp("explained"), []
    for number, case in enumerate(CASES.values()):
        files.append(folder / f"{number}.docx")
        files[-1].write_bytes(written(with_comments(case)))
    return dict(zip(CASES, judged(files), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_leaves_each_draft_with_its_words(name: str, verdicts: dict[str, tuple[Left, Left]]) -> None:
    case, (accepted, rejected) = CASES[name], verdicts[name]
    assert (accepted.words, list(accepted.notes)) == (case.newer, list(case.newer_notes))
    assert (rejected.words, list(rejected.notes)) == (case.older, list(case.older_notes))
    assert accepted.changes == rejected.changes == 0


@pytest.mark.parametrize("name", CASES)
def test_validators_find_nothing(name: str, tmp_path: Path) -> None:
    from ooxml_integrity import check
    from openxml_audit import OpenXmlValidator

    file = tmp_path / "explained.docx"
    file.write_bytes(written(with_comments(CASES[name])))
    assert check(file) == []
    assert [each for each in OpenXmlValidator().validate(file).errors if "relationships/theme" not in str(each)] == []


def test_every_kind_of_change_can_be_explained() -> None:
    """Each has one comment, but those of numbers and of records, which have no mark in the text."""
    plain = every_mark()
    told = explained(plain, {each.number: replace(UNESCO, contribution=f"c-{each.number}") for each in changes(plain)})
    said = [each[3][0].partition(":")[0] for each in comments(written(told))]
    unmarked = [each.number for each in changes(plain) if each.kind == "renumbered" or (each.older and not each.section)]
    assert sorted(said) == sorted(f"c-{each.number}" for each in changes(plain) if each.number not in unmarked)


@given(st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_explained_redline_holds_both_drafts(drawn: st.DataObject) -> None:
    """Of generated documents, with explanations of some changes."""
    older = drawn.draw(trees.documents)
    both = [transform(each, plain_calls) for each in (older, drawn.draw(trees.edited(older)))]
    plain = compare(both[0], both[1], ("a", "b"))
    told = explained(plain, {each.number: UNESCO for each in changes(plain) if each.number % 3})
    assert (accept(told), reject(told)) == (settled(both[1]), settled(both[0]))
    content = docx.write(told, STYLE, samples.pictures())
    for draft, accepted in zip(both, (False, True), strict=True):
        bare = docx.write(settled(draft), STYLE, samples.pictures())
        assert words_of(tracked.left(content, accepted=accepted)) == words_of(tracked.left(bare, accepted=True))
