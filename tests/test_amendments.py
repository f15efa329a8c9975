"""What an amendment makes of a passage, as cases that can be read: the passage, what is wanted, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.decisions import Decision, decided, moved
from concept_cli.exchange.matrix import Told
from concept_cli.exchange.register import Sent
from concept_cli.ledger.files import with_event
from concept_cli.ledger.proposals import Wording, proposed
from concept_cli.ledger.states import impossible, state
from concept_cli.merge import merged
from concept_cli.merge.contributions import Merging
from concept_cli.merge.wording import composed
from concept_cli.model import Event, PlaceRead
from concept_cli.model.telling import Telling
from tests.ledgers import accepted, desk_of, merging, texts, with_contribution

MADE = [
    ("The *green* city has trees.", "delete", "The green", "", "city has trees."),
    ("- first\n- second *item* of list", "delete", "second item", "", "- first\n- of list"),
    ("- a b\n- c d\n- e", "delete", "c d", "", "- a b\n- e"),
    ("One two three.", "replace", "One", "# head", "\\# head two three."),
    (
        "One two.",
        "insert",
        "two.",
        "New.\n\nSecond {#id} [^1] *[UN]: y",
        "One two. New.\n\nSecond \\{\\#id} \\[^1\\] \\*\\[UN\\]: y",
    ),
    ("One two.", "insert", "One two.", "New words.", "One two.\n\nNew words."),
    ("[^a]: Note words.", "insert", "Note words.", "More.", "[^a]: Note words. More."),
    ("> Quoted words.", "insert", "Quoted words.", "More.", "> Quoted words. More."),
    ("- first item\n- second", "replace", "first", "one\n\ntwo", "- one\\\ntwo item\n- second"),
    ("| a | b |\n|---|---|\n| x y | z |", "replace", "x y", "p|q\nr", "| a | b |\n|---|---|\n| p\\|q r | z |"),
    (
        "Feed the town [@s, p. 3] and cool it. End.",
        "replace",
        "the town and cool it",
        "and cool",
        "Feed and cool [@s, p. 3]. End.",
    ),
    ("It grows.[^n] More.", "replace", "It grows.", "It grew.", "It grew.[^n] More."),
    ("See [the law](https://x.kz) here.", "replace", "the law", "acts", "See [acts](https://x.kz) here."),
    ("Он сказал: «да — нет».", "replace", '"да - нет"', "нет", "Он сказал: нет."),
    ("Аи\u0306на has words.", "replace", "Айна", "Anna", "Anna has words."),
    ("9-1) Item nine. More.", "replace", "Item nine.", "Item ten.", "9-1) Item ten. More."),
]


@pytest.mark.parametrize(("base", "action", "quote", "text", "made"), MADE)
def test_what_comes_of_a_passage(base: str, action: str, quote: str, text: str, made: str) -> None:
    place = PlaceRead(section="s", language="en", quote=quote)
    assert proposed(base, place, action, *([Wording(text)] if text else [])) == made


REFUSED = [
    ("The party has impact.", "replace", "act", "law", "does not stand there"),
    ("One two. One two.", "delete", "One", "", "2 times"),
    ("Plain paragraph.", "replace", "Plain paragraph.", "Table: Of secret deals", "cannot be changed"),
    ("See [the law](https://x.kz) here.", "replace", "law here", "acts", "cannot be changed"),
    ("- one\n- two", "replace", "one two", "three", "goes on from one"),
    (
        "The city pays half of it. More.",
        "replace",
        "half of it",
        "The city pays most.",
        "“The city pays” would stand there twice",
    ),
    ("The city pays half of the costs.", "replace", "half", "a third of the costs", "“of the costs” would stand there twice"),
]


@pytest.mark.parametrize(("base", "action", "quote", "text", "says"), REFUSED)
def test_what_is_refused(base: str, action: str, quote: str, text: str, says: str) -> None:
    place = PlaceRead(section="s", language="en", quote=quote)
    with pytest.raises(ConceptError, match=says):
        proposed(base, place, action, *([Wording(text)] if text else []))


def test_words_decided_of_a_deletion_stand_in_its_place(tmp_path: Path) -> None:
    """And one that cannot be merged keeps no other out."""
    desk = desk_of({"one": "\nGardens are open. Costs are high.\n\n| a |\n|---|\n| b |\n\nTable: Of b\n"}, tmp_path)
    desk, first = with_contribution(desk, Sent("undp", "amendment", action="delete", section="one", quote="Gardens are open."))
    desk, table = with_contribution(desk, Sent("unesco", "amendment", action="delete", section="one", quote="a b"))
    desk = accepted(desk, [table.id])
    modified = decided(desk, Decision(first.id, "accepted-modified", reason="r", wording="Gardens are mostly open."))
    made = merging(desk)
    made.ledger[first.id] = modified
    outcomes = made.merge_all([table.id, first.id])
    assert outcomes[first.id].became == "applied"
    assert outcomes[table.id].became == "refused"
    assert "\nGardens are mostly open. Costs are high.\n" in texts(made)["one"]


@pytest.mark.parametrize("body", ["\nAlpha.\n\nBeta.\n\nGamma.\n", "\nOnly.\n\n\n"])
def test_paragraphs_that_were_deleted_come_back_where_they_were(body: str, tmp_path: Path) -> None:
    desk = desk_of({"one": body}, tmp_path)
    for words in ("Beta.", "Alpha.", "Only."):
        if words in body:
            desk, _ = with_contribution(desk, Sent("undp", "amendment", action="delete", section="one", quote=words))
    desk = accepted(desk)
    before = texts(merging(desk))
    made = merging(desk)
    ids = list(made.merge_all(desk.contributions))
    for id in reversed(ids):
        made.revert(id)
    assert texts(made) == before


def test_a_number_names_its_own_item_and_row(tmp_path: Path) -> None:
    """Among equal words the one that was named is meant, and its number is kept."""
    table = "| A | B |\n|---|---|\n| Open | 1 |\n| Close | 2 |\n| Open | 1 |\n\nTable: Y\n"
    body = f"\nIntro words.\n\n- Water supply\n- Water\n- Paths\n\n{table}"
    desk = desk_of({"one": body}, tmp_path)
    desk, item = with_contribution(desk, Sent("undp", "amendment", action="replace", at="3", quote="Water", text="Wells"))
    desk, _ = with_contribution(desk, Sent("undp", "amendment", action="replace", at="t1:3", quote="Open", text="Shut"))
    assert item.head.place is not None
    assert item.head.place.paragraph == "3"
    made = merging(accepted(desk))
    made.merge_all(desk.contributions)
    assert "- Water supply\n- Wells\n" in texts(made)["one"]
    assert "| Open | 1 |\n| Close | 2 |\n| Shut | 1 |\n" in texts(made)["one"]
    with pytest.raises(ConceptError, match="does not stand at t1:1"):
        with_contribution(desk, Sent("undp", "amendment", action="delete", at="t1:1", quote="Close"))


def test_rows_and_footnotes_have_numbers_of_their_own(tmp_path: Path) -> None:
    """Named by number or found by quote, they are told as such, and the table of comments takes them back."""
    table = "| A | B |\n|---|---|\n| Open | 1 |\n| Close | 2 |\n\nTable: Y\n"
    body = f"\nIntro words.[^a] More.[^b]\n\n{table}\n[^a]: First note.\n\n[^b]: Second note.\n"
    desk = desk_of({"one": body}, tmp_path)
    for sent in (
        Sent("undp", "remark", at="t1:2", remark="?"),
        Sent("undp", "remark", quote="Close", remark="?"),
        Sent("undp", "remark", at="n2", remark="?"),
        Sent("undp", "remark", quote="Second note", remark="?"),
        Sent("undp", "remark", quote="Intro words", remark="?"),
    ):
        desk, _ = with_contribution(desk, sent)
    named = [each.head.place and each.head.place.paragraph for each in desk.contributions.values()]
    assert named == ["t1:2", "t1:2", "n2", "n2", "1"]
    for language, said in (
        ("en", ["table 1, row 2", "footnote 2", "paragraph 1"]),
        ("ru", ["таблица 1, строка 2", "сноска 2", "пункт 1"]),
        ("kk", ["1-кесте, 2-жол", "2-ескертпе", "1-тармақ"]),
    ):
        told = [Told(Telling(desk.project, language), each) for each in desk.contributions.values()]
        assert list(dict.fromkeys(each.numbered() for each in told)) == said
        assert [each.place() for each in told] == named


def rivals(folder: Path, text: str) -> Merging:
    """Two accepted amendments that want one word of a text otherwise."""
    desk = desk_of({"one": text}, folder)
    for body, other in (("undp", "a third"), ("unesco", "two thirds")):
        desk, _ = with_contribution(desk, Sent(body, "amendment", action="replace", section="one", quote="half", text=other))
    return merging(accepted(desk))


def test_who_settles_with_other_words_has_accepted_with_modification(tmp_path: Path) -> None:
    made = rivals(tmp_path, "\nThe fund pays half. The rest is private.\n")
    made.merge_all(sorted(made.ledger))
    assert made.merge("unesco-2021-001", Wording("The fund pays a half of all.")).became == "applied"
    found = state(made.ledger["unesco-2021-001"])
    assert (found.disposition, found.applied and found.applied.verbatim) == ("accepted-modified", False)
    assert found.decision
    assert found.decision.reason
    assert texts(made)["one"].endswith("\nThe fund pays a half of all. The rest is private.\n")


def test_whose_words_a_settlement_replaced_was_accepted_with_modification_too(tmp_path: Path) -> None:
    """The first of two amendments was in the text; the wording that settled both took its place, so its body must not read “accepted”."""
    made = rivals(tmp_path, "\nThe fund pays half. The rest is private.\n")
    made.merge_all(sorted(made.ledger))
    assert state(made.ledger["undp-2021-001"]).disposition == "accepted"
    made.merge("unesco-2021-001", Wording("The fund pays most of it."))
    found = state(made.ledger["undp-2021-001"])
    assert (found.name, found.disposition, found.reason != "") == ("applied", "accepted-modified", True)
    assert [*impossible(made.ledger["undp-2021-001"])] == []


def test_whose_words_a_settlement_says_beside_others_was_accepted_with_modification(tmp_path: Path) -> None:
    made = rivals(tmp_path, "\nThe fund pays half. The rest is private.\n")
    made.merge_all(sorted(made.ledger))
    made.merge("unesco-2021-001", Wording("The fund pays a third, and two thirds from 2025."))
    assert state(made.ledger["undp-2021-001"]).disposition == "accepted-modified"


def test_taking_back_what_was_settled_brings_back_what_was_decided_before(tmp_path: Path) -> None:
    """The wording took the place of a whole sentence; decided anew as it was, the contribution is about its quoted words again."""
    made = rivals(tmp_path, "\nThe fund pays half. The rest is private.\n")
    made.merge_all(sorted(made.ledger))
    made.merge("unesco-2021-001", Wording("The fund pays most of it."))
    made.revert("unesco-2021-001")
    assert texts(made)["one"].endswith("\nThe fund pays a third. The rest is private.\n")
    for id in ("undp-2021-001", "unesco-2021-001"):
        found = state(made.ledger[id])
        assert (found.disposition, found.decision and found.decision.wording, found.reason) == ("accepted", "", "")
        assert [*impossible(made.ledger[id])] == []
    assert made.merge("unesco-2021-001").became == "conflict"


def test_taking_back_keeps_what_the_group_decided_in_words(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe fund pays half.\n"}, tmp_path)
    desk, sent = with_contribution(desk, Sent("undp", "amendment", action="replace", section="one", quote="half", text="all"))
    desk = accepted(desk)
    changed = decided(desk, Decision(sent.id, "accepted-modified", "Too much", wording="two thirds"))
    made = merging(replace(desk, contributions={sent.id: changed}))
    made.merge(sent.id)
    made.revert(sent.id)
    assert state(made.ledger[sent.id]).reason == "Too much"


def test_words_written_for_a_remark_are_no_modification(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe fund pays half.\n"}, tmp_path)
    desk, sent = with_contribution(desk, Sent("undp", "remark", section="one", quote="The fund pays half.", remark="Who else?"))
    made = merging(accepted(desk))
    assert made.merge(sent.id, Wording("The fund pays half, the city the rest.")).became == "applied"
    assert (state(made.ledger[sent.id]).disposition, state(made.ledger[sent.id]).reason) == ("accepted", "")


def test_words_for_a_remark_take_the_place_of_nobody_elses(tmp_path: Path) -> None:
    """The remark is about a paragraph of which another body wrote a sentence: the words would take its place, and nobody would see it."""
    desk = desk_of({"one": "\nThe fund pays half. The rest is private.\n"}, tmp_path)
    desk, _ = with_contribution(desk, Sent("unesco", "amendment", action="replace", section="one", quote="half", text="a third"))
    desk, sent = with_contribution(desk, Sent("undp", "remark", section="one", at="1", remark="Who else?"))
    made = merging(accepted(desk))
    made.merge("unesco-2021-001")
    with pytest.raises(ConceptError, match="would take the place of those that unesco-2021-001 brought"):
        made.merge(sent.id, Wording("Others pay, too."))
    assert "a third" in texts(made)["one"]
    done = made.write(sent.id, "Others pay, too.")
    assert done.others == ("unesco-2021-001",)
    assert state(made.ledger["unesco-2021-001"]).disposition == "accepted-modified"


def in_conflict(folder: Path, call: str) -> Merging:
    """Two bodies changed a sentence that calls a note, a source or a table; one of them waits for somebody to settle it."""
    made = rivals(folder, f"\nThe fund pays half{call}. More.\n\n[^n]: Of what it has.\n")
    made.merge_all(sorted(made.ledger))
    return made


@pytest.mark.parametrize("call", ["[^n]", " [@source, p. 3]"])
def test_a_settlement_keeps_notes_and_sources(tmp_path: Path, call: str) -> None:
    made = in_conflict(tmp_path, call)
    made.merge("unesco-2021-001", Wording("The fund pays most of it."))
    assert f"\nThe fund pays most of it{call}. More.\n" in texts(made)["one"]


def test_no_settlement_takes_a_reference_out_of_the_text(tmp_path: Path) -> None:
    made = in_conflict(tmp_path, " [](#table)")
    with pytest.raises(ConceptError, match="out of the text"):
        made.merge("unesco-2021-001", Wording("The fund pays most of it."))
    assert made.merge("unesco-2021-001", Wording("The fund pays most of it [](#table).", markdown=True)).became == "applied"
    assert "The fund pays most of it [](#table). More." in texts(made)["one"]


def test_a_passage_that_somebody_wrote_otherwise_is_accepted_with_modification(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe fund pays half.\n"}, tmp_path)
    desk, _ = with_contribution(desk, Sent("undp", "amendment", action="replace", section="one", quote="half", text="all"))
    other = merging(accepted(desk))
    other.write("undp-2021-001", "The fund pays all.")
    assert state(other.ledger["undp-2021-001"]).disposition == "accepted"
    made = merging(accepted(desk))
    made.write("undp-2021-001", "The fund pays most.")
    assert state(made.ledger["undp-2021-001"]).disposition == "accepted-modified"


def test_what_was_taken_back_after_the_answer_waits_for_its_words_again(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe fund pays half.\n"}, tmp_path)
    desk, _ = with_contribution(desk, Sent("undp", "amendment", action="replace", section="one", quote="half", text="all"))
    made = merging(accepted(desk))
    made.merge("undp-2021-001")
    told = made.ledger["undp-2021-001"]
    for step in ("replied", "reverted"):
        told = with_event(told, Event(date=desk.day, step=step))
    found = state(told)
    assert (found.name, found.waits_for_words) == ("decided", True)


def test_quotes_are_kept_as_they_are_printed(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe “living room” of a town – open.\n"}, tmp_path)
    _, made = with_contribution(desk, Sent("undp", "remark", quote='"living room" of a town - open', remark="?"))
    assert made.head.place
    assert made.head.place.quote == "“living room” of a town – open"


def test_a_sentence_that_lost_its_full_stop_is_still_one_that_both_changed() -> None:
    """What is left of it goes on in the sentence beside it, on one side in the one before and on the other in the one behind."""
    base = "A one.\nWord 2029 industries law market hub `end`.\nNext words of it."
    ours = "A one.\n`2029` law market hub `end`.\nNext words of it."
    theirs = "A one.\nWord 2029 \\[x\\]\nNext words of it."
    assert merged(base, ours, theirs).conflicts
    assert merged(base, theirs, ours).conflicts


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "made"),
    [
        ("The fund pays half of the costs each year.", "The state fund pays half of the costs each year.",
         "The fund pays half of the costs twice a year.", "The state fund pays half of the costs twice a year."),
        ("The fund pays half of the costs each year.", "A fund of the region carries what artists need.",
         "Banks lend to studios on easy terms each year.", None),
        ("One two three four five six.", "One 2 three four 5 six.", "1 two three 4 five six.", None),
        ("One two three.", "One 2 three.", "One two 3.", None),
    ],
)  # fmt: skip
def test_only_what_can_be_read_together_is_proposed(base: str, ours: str, theirs: str, made: str | None) -> None:
    assert composed(base, ours, theirs) == made


def test_words_that_cannot_stand_there_are_told_of_when_they_are_decided(tmp_path: Path) -> None:
    """Not weeks later, when they are merged: those who decided are at the table."""
    desk = desk_of({"one": "\nThe city pays half of the costs.\n"}, tmp_path)
    desk, sent = with_contribution(desk, Sent("undp", "amendment", action="replace", section="one", quote="half", text="all"))
    with pytest.raises(ConceptError, match="would stand there twice"):
        decided(desk, Decision(sent.id, "accepted-modified", reason="r", wording="The city pays most"))
    with pytest.raises(ConceptError, match="takes the words as they were proposed"):
        decided(desk, Decision(sent.id, "accepted", wording="most"))
    made = decided(desk, Decision(sent.id, "accepted-modified", reason="r", wording="most"))
    assert state(made).decision


def test_a_decision_is_recorded_however_often_it_was_changed(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe city pays half.\n"}, tmp_path)
    desk, sent = with_contribution(desk, Sent("undp", "amendment", action="replace", section="one", quote="half", text="all"))
    for disposition in ("rejected", "accepted", "rejected"):
        changed = decided(desk, Decision(sent.id, disposition, "r" if disposition == "rejected" else ""))
        desk = replace(desk, contributions={sent.id: changed})
        assert state(changed).disposition == disposition
    assert decided(desk, Decision(sent.id, "rejected", "r")) is desk.contributions[sent.id]


def test_the_words_of_a_footnote_do_not_go_without_its_call(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nThe fund pays half.[^n] More.\n\n[^n]: Of what it has.\n"}, tmp_path)
    desk, sent = with_contribution(desk, Sent("undp", "amendment", action="delete", section="one", quote="Of what it has."))
    made = merging(accepted(desk))
    [outcome] = made.merge_all([sent.id]).values()
    assert outcome.became == "refused"
    assert "is called in the text" in outcome.said
    assert made.fragments == {}


def test_what_is_about_the_whole_can_be_closed_and_is_answered(tmp_path: Path) -> None:
    """Nothing of it can be merged: somebody writes it where it belongs, and says so."""
    desk = desk_of({"one": "\nThe fund pays half.\n"}, tmp_path)
    desk, sent = with_contribution(desk, Sent("undp", "remark", remark="Be shorter."))
    desk = accepted(desk)
    assert f"concept move {sent.id} closed" in merging(desk).merge(sent.id, Wording("x")).said
    closed = moved(desk, sent.id, "closed", "office", "")
    told = with_event(closed, Event(date=desk.day, step="replied"))
    assert (state(closed).waits_for_words, state(told).name, [*impossible(told)]) == (False, "closed", [])


def test_rivals_for_the_same_words_are_settled_at_once(tmp_path: Path) -> None:
    """It need not be merged in vain first: whoever settles it sees what it takes the place of."""
    made = rivals(tmp_path, "\nThe fund pays half of it. The rest is private.\n")
    made.merge("undp-2021-001")
    outcome = made.merge("unesco-2021-001", Wording("most"))
    assert (outcome.became, outcome.others) == ("applied", ("undp-2021-001",))
    assert outcome.ours.startswith("The fund pays a third")
    assert outcome.theirs == "The fund pays most of it. The rest is private."
