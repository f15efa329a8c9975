"""Checks on texts that nobody typed: places behind any markup, growth with the size of the text, and what findings say."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from concept_cli.checks import CHECKS
from concept_cli.checks.nearest import Known
from concept_cli.diagnostics import Diagnostic, Place
from concept_cli.load import load
from concept_cli.model import Concept, Project
from concept_cli.readers.fragment import read_fragment
from concept_cli.readers.yaml import read_yaml
from concept_cli.schema import read_record
from concept_cli.sources import Folder
from concept_cli.wording import findings
from tests.test_faults_planted import CASES, FAULTS, build, findings_in, read_case

HEAD = "---\ntitle: Alpha\n---\n"
PLANTED = "сoncept"  # the first letter is Cyrillic


def check(body: str) -> list[Diagnostic]:
    """What the checks find in a project of one section with this body."""
    found: list[Diagnostic] = []
    raw = read_yaml("concept.yaml", "format: 1\nid: small\ntitle: Small\noutline: [alpha]\n", found.append)
    assert raw is not None
    concept = read_record(raw, Concept, found.append)
    assert concept is not None
    fragment = read_fragment("sections/alpha.md", "alpha", "en", HEAD + body, lambda _: None, translation=False)
    for each in CHECKS:
        each(Project(concept, (fragment,)), found.append)
    return found


def place_of(offset: int, body: str) -> Place:
    """Where an offset of a body stands in its file."""
    return Place("sections/alpha.md", 4 + body.count("\n", 0, offset), offset - body.rfind("\n", 0, offset))


PIECES = st.sampled_from(
    [
        "word ",
        "Әңгіме ",
        "🎨 ",
        "e\N{COMBINING ACUTE ACCENT} ",
        "&amp; ",
        "&#1179; ",
        "\\* ",
        "\\[ ",
        "\\\\ ",
        "*em* ",
        "**strong *both*** ",
        "`code` ",
        "`` a ` b `` ",
        "[link](https://example.org) ",
        "<https://example.org> ",
        "![alt](x.png) ",
        "[@report, p. 3] ",
        "note[^1] ",
        "a_b_c ",
        "2 * 3 ",
        "< 5 ",
        "[brackets] ",
    ]
)
FRAMES = st.sampled_from(
    ["{}", "> {}", "- {}", "12. {}", "> - {}", "- one\n\n  > {}", "9-1) {}", "# {}", "Term\n: {}", "[^1]: {}"]
)


@given(frame=FRAMES, before=st.lists(PIECES, max_size=6), around=st.sampled_from(["{}", "*{}*", "**a {}**", "[{}](#a)", "“{}”"]))
@example(frame="> - {}", before=["\\* ", "&amp; "], around="**a {}**")
@settings(max_examples=300, deadline=None)
def test_a_word_is_found_at_its_place_behind_any_markup(frame: str, before: list[str], around: str) -> None:
    body = frame.format("".join(before) + around.format(PLANTED) + " end")
    places = [each.place for each in check(body) if each.rule is findings.MIXED_SCRIPT]
    assert places == [place_of(body.index(PLANTED), body)]


@given(
    cells=st.lists(st.lists(PIECES | st.just("a \\| b "), max_size=3), min_size=1, max_size=4),
    frame=st.sampled_from(["", "> ", "  "]),
)
@example(cells=[["a \\| b ", "a \\| b "]], frame="> ")
@settings(max_examples=200, deadline=None)
def test_a_word_is_found_at_its_place_in_any_cell(cells: list[list[str]], frame: str) -> None:
    row = "| " + " | ".join("".join(cell) or "x " for cell in cells) + f"{PLANTED} |"
    lines = ["|" + " A |" * len(cells), "|" + "---|" * len(cells), row]
    body = "\n".join(frame + line for line in lines)
    places = [each.place for each in check(body) if each.rule is findings.MIXED_SCRIPT]
    assert places == [place_of(body.index(PLANTED), body)]


@given(lines=st.lists(st.lists(PIECES, min_size=1, max_size=3), min_size=1, max_size=4), frame=st.sampled_from(["", "> ", "   "]))
@settings(max_examples=200, deadline=None)
def test_a_word_is_found_at_its_place_in_any_line(lines: list[list[str]], frame: str) -> None:
    body = "\n".join(["Begin", *(frame + "w " + "".join(line).rstrip() for line in lines), f"{frame}{PLANTED} end"])
    places = [each.place for each in check(body) if each.rule is findings.MIXED_SCRIPT]
    assert places == [place_of(body.index(PLANTED), body)]


NASTY = {
    "one word twice": "the ",
    "capitals": "AB ",
    "single capitals": "A ",
    "one long word": "аb",
    "one long number": "1",
    "groups of digits": "1 000 ",
    "ranges": "1-",
    "tags that never end": "<a ",
    "marks of quotation": '"a" ',
    "brackets": "[insert ",
    "hyphens": "a-",
    "mail": "a@b.c ",
    "joiners": "\u200d ",
    "cited figures": "[@x] 3 % ",
    "notes": "x[^a] 3 % ",
    "questions": "??? ",
    "explanations": "World AB (",
    "conflicts": "<<<<<<< x\n",
    "tags": "<b> ",
    "hashes in a line": "##a ",
    "hashes in lines": "##a\n",
    "bars in a line": "a | b ",
    "bars in lines": "a | b\n",
    "bullets": "• a\n",
    "dashes": "– a\n",
    "numbers of items": "1.a\n",
    "ids": "{#a} ",
    "references that lead nowhere": "[](#abcdefghi) ",
    "citations that never end": "[@a b (@a, ",
    "references that are none": "[#a] [#a ",
    "indented lines": "\n\n\ta b c d\n\nw\n",
}


@pytest.mark.parametrize("unit", NASTY.values(), ids=NASTY.keys())
def test_work_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    """Twenty times the text may take sixty times the time (not four hundred times), or less than a second."""

    def spent(count: int) -> float:
        begun = time.process_time()
        check(unit * count + "\n")
        return time.process_time() - begun

    small = spent(500)
    assert spent(10_000) < max(60 * small, 1.0)


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_findings_say_everything(path: Path, tmp_path: Path) -> None:
    """No value is left out of a message or a hint, and each is one line."""
    build(read_case(path), tmp_path / "project")
    found = findings_in(tmp_path / "project")
    assert found
    for finding in found:
        assert "\n" not in finding.message + finding.hint
        assert finding.message.strip() == finding.message != ""
        assert finding.hint, finding.rule.name


def test_checks_do_not_depend_on_each_other() -> None:
    """Each check alone finds what it finds among the others, in the richest clean project and in any order."""
    found: list[Diagnostic] = []
    project = load(Folder(CASES / "base"), found.append)
    for each in reversed(CHECKS):
        each(project, found.append)
    assert found == []


def test_an_abbreviation_is_reported_once_for_all_texts_of_a_language() -> None:
    found = [
        each
        for each in check("The WIPO.\n\nThe WIPO and WIPO-led work of the UNDP.")
        if each.rule is findings.UNDEFINED_ABBREVIATION
    ]
    assert [(each.place.line, each.place.column) for each in found] == [(4, 5), (6, 35)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("about 3.1 % of", "3.1 %"),
        ("about 3,1% of", "3,1%"),
        ("of 12\u00a0345,6 тыс. чел.", "12\u00a0345,6 тыс."),
        ("of 1,234,567 dollars", "1,234,567 dollars"),
        ("at US$ 2.3 bn now", "US$ 2.3 bn"),
        ("of €5 here", "€5"),
        ("from 3 to 5 per cent", "5 per cent"),
        ("3–5 %", "3–5 %"),
        ("4 млрд. тенге в год", "4 млрд. тенге"),
        ("33,3 миллиард теңгеге", "33,3 миллиард теңгеге"),
        ("143,6 мың", "143,6 мың"),
        ("(15 пайызға)", "15 пайызға"),
        ("₸4 000", "₸4 000"),
        ("на 2 п.п.", "2 п.п."),
    ],
)
def test_figures_of_three_languages_are_recognised_whole(text: str, figure: str) -> None:
    found = [each for each in check(text) if each.rule is findings.UNCITED_FIGURE]
    assert [each.message for each in found] == [f"“{figure}” has no source"]
    assert found[0].place == place_of(text.index(figure), text)


@pytest.mark.parametrize(
    "text", ["in 2024", "No. 480-V", "№ 860", "50+ people", "149 bodies", "3.1.2", "1 millionaire", "5 мыңдаған"]
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not [each for each in check(text) if each.rule is findings.UNCITED_FIGURE]


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("dead-reference-behind-a-translation", "nothing has the id “here” in the Russian version (ru)"),
        ("dead-reference-behind-a-translation", "give sections/beta.ru.md a heading {#here}, or correct the reference"),
        ("dead-reference-in-translation", "give sections/alpha.kk.md a table {#t}, or correct the reference"),
        ("dead-citation", "add “- {id: raport, title: …}” under “sources:” in records/sources.yaml"),
        ("unknown-owner", "did you mean “ministry”? If not,"),
        ("unknown-section-in-a-stray-file", "is it “sections/Export_Markets.md”? Rename it to export-markets.md"),
        ("head-missing-lines-around-fields", "put a line “---” above the first field"),
        ("head-missing-around-fields-and-text", "put a line “---” above the first field, and one below the last"),
        ("lost-markup-table", "its second line must be “|---|---|---|”"),
        ("unknown-meeting", "did you mean “wg-2021-06-14”? If not,"),
        ("open-conflict", "it is accepted, and other changes of the same words stand in the way: unesco-2021-001"),
        ("applied-lost", "what it changed in sections/alpha.md was lost: “opening”"),
        ("applied-lost-deletion", "what it changed in sections/alpha.md was lost: “first” stands there again"),
        ("accepted-not-applied", "concept merge unesco-2021-001"),
        ("accepted-not-applied", "say with which words: concept merge unesco-2021-002 --with …, or --edit"),
        ("impossible-step", "“applied” cannot follow “decided”"),
        ("impossible-step-first", "“decided” cannot follow nothing: a history begins with “registered”"),
        ("hidden-in-contribution", "it holds characters that nobody sees: U+202E, U+202C, U+200B"),
        ("place-ambiguous", "at several places now: sections/alpha.md:4:1, sections/alpha.md:8:1"),
        ("late-contribution", "it came on 2021-04-30, outside of the round “first-round” (2021-05-01 to 2021-05-20)"),
    ],
)
def test_findings_say_what_helps(case: str, said: str, tmp_path: Path) -> None:
    build(read_case(CASES / "faults" / f"{case}.txt"), tmp_path / "project")
    found = findings_in(tmp_path / "project")
    assert any(said in text for each in found for text in (each.message, each.hint))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("reprot", "report"),
        ("Report", "report"),
        ("rероrt", "report"),  # the second to fourth letters are Cyrillic
        ("export_markets", "export-markets"),
        ("eksport-markets", "export-markets"),
        ("nowhere", ""),
        ("r", ""),
        ("report" * 100_000, ""),
    ],
)
def test_the_id_that_was_meant_is_named(typed: str, near: str) -> None:
    assert Known(["report", "export-markets", "unesco"]).nearest(typed) == near


def test_following_all_hints_on_levels_at_once_leaves_none() -> None:
    body = "### A\n\n## B\n\n##### C\n\n# D\n\n#### E\n\n##### F\n\n## G\n"
    lines = body.split("\n")
    for each in check(body):
        if each.rule is findings.SKIPPED_LEVEL:
            wanted = each.hint.split()[1]
            lines[each.place.line - 4] = wanted + " " + lines[each.place.line - 4].lstrip("# ")
    assert lines != body.split("\n")
    assert not [each for each in check("\n".join(lines)) if each.rule is findings.SKIPPED_LEVEL]
