"""What becomes of text and ledger when somebody settles with other words what is in conflict, or what a remark asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from concept_cli.ledger.proposals import with_sources
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging, Outcome
from tests.desks import BUS, YEARLY, Desk, sentence
from tests.heard import DAY
from tests.test_commands import concept

NOTED = "Every fifth household has no water [@rep]. The share falls.[^n]"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_few_words_never_take_the_place_of_a_sentence(desk: Desk) -> None:
    first, second = desk.amendment("unesco", YEARLY[:71], "It is kept."), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.refused(
        lambda: desk.merge(second, "every quarter"), "a whole sentence: “It is kept.", "Say the sentence as it should be"
    )
    desk.merge(second, sentence("every quarter"))
    assert sentence("every quarter") in desk.text()


def test_a_settlement_in_a_table_is_about_its_cell(desk: Desk) -> None:
    first, second = (desk.amendment(body, "26", text, "lakes") for body, text in (("unesco", "27"), ("undp", "28")))
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.refused(lambda: desk.merge(second, "27 | or 28"), "for several cells", "Say what that cell should say")
    desk.merge(second, "27 | or 28 | or 29")
    assert "| Balkhash | 27 \\| or 28 \\| or 29 |\n| Zaysan | 15 |" in desk.text("lakes")


def test_a_settlement_in_a_list_is_about_its_item(desk: Desk) -> None:
    quote = "Rivers are measured in spring."
    first, second = (
        desk.amendment(body, quote, text) for body, text in (("unesco", "Rivers are seen in May."), ("undp", "None."))
    )
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.merge(second, "Rivers are measured in May.")
    assert "1. Rivers are measured in May.\n2. Rivers are measured in autumn.\n" in desk.text()


def test_a_call_that_stays_is_not_said_again(desk: Desk) -> None:
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs.[^n]\n\n[^n]: A note.")
    remark = desk.office.send("undp", "remark", section="rivers", quote="A paragraph that nobody needs.", remark="Why?")
    desk.office.decide(remark, "accepted")
    desk.refused(
        lambda: desk.merge(remark, "A paragraph that somebody needs.[^n]", markdown=True),
        "would stand there twice",
        "Leave it away",
    )
    desk.merge(remark, "A paragraph that somebody needs.", markdown=True)
    assert "A paragraph that somebody needs.[^n]" in desk.text()


def test_a_conflict_names_those_who_changed_its_sentence_and_nobody_else(desk: Desk) -> None:
    neighbour = desk.amendment("unesco", "Rivers belong to the state.", "Rivers belong to all.")
    first, second = desk.amendment("atameken", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(neighbour)
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    assert desk.against(second) == (first,)
    desk.edit("every month", "every week")
    assert desk.merge(second).became == "conflict"
    assert desk.against(second) == ()


def test_words_that_stand_already_with_those_of_others_are_in_the_text(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "The ministry", "The agency"), desk.amendment("undp", "every year", "every month")
    same = desk.amendment("atameken", "every year", "every month")
    desk.merge(first)
    desk.do(lambda made: made.merge(second, word_level=True))
    assert "The agency keeps the register of rivers and publishes it every month." in desk.text()
    assert desk.merge(same).became == "applied"
    assert desk.is_applied(same)


def test_a_settlement_in_a_footnote_keeps_its_mark(desk: Desk) -> None:
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs.[^n]\n\n[^n]: Counted in towns. Villages follow.")
    first, second = (
        desk.amendment(body, "in towns", text) for body, text in (("unesco", "in big towns"), ("undp", "in small towns"))
    )
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.merge(second, "Counted in big and small towns.")
    assert "\n[^n]: Counted in big and small towns. Villages follow.\n" in desk.text()


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (
            "Every fifth household has no water. The share falls, says the Office.",
            "Every fifth household has no water [@rep]. The share falls, says the Office.[^n]",
        ),
        ("Water came first. Every fifth household has no water. The share falls.", f"Water came first. {NOTED}"),
        ("The share of households without water falls.", "The share of households without water falls [@rep].[^n]"),
    ],
)
def test_a_source_stays_with_its_own_sentence(words: str, made: str) -> None:
    assert with_sources(words, NOTED) == made


def test_where_a_source_belongs_is_never_guessed(desk: Desk) -> None:
    noted = NOTED.replace(" [@rep]", "[^m]")
    desk.edit("A paragraph that nobody needs.", f"{noted}\n\n[^m]: A source.\n[^n]: A note.")
    remark = desk.office.send("undp", "remark", section="rivers", quote=noted.replace("[^m]", "").replace("[^n]", ""), remark="?")
    desk.office.decide(remark, "accepted")
    desk.refused(lambda: desk.merge(remark, "Some have no water. It falls."), "to which of them [^m] belongs", "--edit")


@pytest.mark.parametrize(
    ("deleted", "became"),
    [
        ("Rivers belong to the state.", f"{sentence('every year')} Rivers begin as springs."),
        (sentence("every year"), "Rivers begin as springs. Rivers belong to the state."),
    ],
)
def test_what_is_settled_in_the_place_of_a_sentence_that_is_gone_stands_apart(desk: Desk, deleted: str, became: str) -> None:
    first = desk.office.send("unesco", section="rivers", action="delete", quote=deleted)
    second = desk.office.send("undp", section="rivers", action="insert", quote=deleted, text="They begin as springs.")
    desk.merge(desk.office.decide(first, "accepted"))
    desk.office.decide(second, "accepted")
    assert desk.merge(second).became == "conflict"
    desk.merge(second, "Rivers begin as springs.")
    assert f"---\n{became}\n\nEach river" in desk.text()


def test_a_settlement_takes_no_sentence_that_was_not_shown(desk: Desk) -> None:
    desk.edit("A paragraph that nobody needs.", "Water is taken from the river. Nobody may sell fish. The office keeps a list.")
    first = desk.amendment("unesco", "Nobody may sell fish.", "Everybody may sell.")
    second = desk.amendment("undp", "Water is taken from the river. Nobody may sell fish.", "Rain is used. Fishers may sell.")
    desk.merge(first)
    assert desk.merge(second).ours == "Everybody may sell."
    desk.refused(lambda: desk.merge(second, "All fishers may sell."), "more than is in conflict", f"merge {second} --edit")
    desk.merge(second, "Rain is used. All fishers may sell.")
    assert "\nRain is used. All fishers may sell. The office keeps a list.\n" in desk.text()


def test_a_sentence_takes_the_place_of_the_one_that_is_in_conflict_though_the_quoted_words_stand(desk: Desk) -> None:
    whole = desk.amendment("unesco", sentence("every year"), sentence("every month"))
    some = desk.amendment("undp", "The ministry", "The council")
    desk.merge(whole)
    assert desk.merge(some).became == "conflict"
    assert desk.merge(some, "The council keeps the register and publishes it every week or so.").others == (whole,)
    assert "---\nThe council keeps the register and publishes it every week or so. Rivers belong to the state.\n" in desk.text()


def test_words_for_a_row_are_said_cell_by_cell(desk: Desk) -> None:
    desk.edit("Each river", "| What | When |\n|---|---|\n| Pipes [@law] | 2026 |\n| Wells | 2027 |\n\nEach river")
    row = desk.office.send("unesco", "remark", section="rivers", quote="Pipes 2026", remark="Too early.")
    desk.office.decide(row, "accepted-modified", reason="later", wording="2028")
    told = desk.office.desk()
    refused = Merging(told.project.fragments, told.contributions.values(), DAY).merge_all([row])[row].said
    assert "“Pipes | 2026” as it should be" in refused
    assert f"concept merge {row} --edit" in refused
    outcome = desk.merge(row, "Pipes | 2028")
    assert (outcome.became, "| Pipes [@law] | 2028 |\n| Wells | 2027 |\n" in desk.text()) == ("applied", True)
    assert "| Pipes [@law] | 2026 |" in outcome.ours  # nobody proposed these words: it is told what became what
    assert "| Pipes [@law] | 2028 |" in outcome.theirs
    assert desk.merge(row).became == "already"


def test_a_sentence_may_end_as_the_next_one_begins(desk: Desk) -> None:
    some = desk.amendment("unesco", "publishes it every year.", "shows there to whom rivers belong.")
    desk.edit("Rivers belong to the state.", "Rivers belong to the state. The state pays.")
    assert desk.merge(some).became == "applied"
    next_one = desk.amendment("undp", "Rivers belong to the state.", "Rivers are kept for the state by the state.")
    assert desk.merge(next_one).became == "applied"
    assert "by the state. The state pays." in desk.text()
    desk.refused(
        lambda: desk.amendment("undp", "are kept", "Rivers are kept for the state"), "would stand there twice", "Say only what"
    )


@pytest.mark.parametrize("first", ["behind", "inside"])
def test_a_sentence_at_the_end_and_a_paragraph_behind_it_are_put_in_in_any_order(desk: Desk, first: str) -> None:
    behind = desk.office.send("unesco", section="rivers", action="insert", quote=YEARLY, text="A paragraph behind.")
    inside = desk.office.send(
        "undp", section="rivers", action="insert", quote="Rivers belong to the state.", text="They are kept."
    )
    for each in (behind, inside):
        desk.office.decide(each, "accepted")
    for each in (behind, inside) if first == "behind" else (inside, behind):
        assert desk.merge(each).became == "applied"
    assert f"---\n{YEARLY} They are kept.\n\nA paragraph behind.\n\nEach river" in desk.text()


@pytest.mark.parametrize("first", ["edit", "merge"])
def test_who_changed_a_sentence_is_named_though_the_next_one_was_edited_by_hand(desk: Desk, first: str) -> None:
    worded = desk.amendment("unesco", sentence("every year"), sentence("every month"))
    gone = desk.office.send("undp", section="rivers", action="delete", quote=sentence("every year"))
    desk.office.decide(gone, "accepted")
    if first == "merge":
        desk.merge(worded)
    desk.edit("Rivers belong to the state.", "Rivers and lakes belong to the state.")
    if first == "edit":
        desk.merge(worded)
    assert desk.merge(gone).became == "conflict"
    conflict = state(desk.office.desk().contribution(gone)).conflict
    assert conflict is not None
    assert conflict.against == (worded,)


def test_one_sentence_that_several_are_settled_by_stands_once(desk: Desk) -> None:
    whole = "The register is kept well. It is printed every year. The state pays for it."
    desk.edit(YEARLY, whole)
    some = [
        desk.amendment("unesco", "It is printed every year.", "It is printed every month."),
        desk.amendment("undp", "The state pays for it.", "The regions pay for it."),
    ]
    all_of_it = desk.amendment("atameken", whole, "The register is kept by the ministry. It is printed twice a year.")
    for each in some:
        desk.merge(each)
    assert desk.merge(all_of_it).became == "conflict"
    assert desk.merge(all_of_it, "The register is kept by nobody.").others == tuple(some)
    assert "---\nThe register is kept by nobody.\n\nEach river" in desk.text()


def test_words_for_a_deleted_item_do_not_go_into_the_one_before(desk: Desk) -> None:
    desk.edit("in spring.\n2. Rivers are measured in autumn.", "in spring;\n2. Rivers are measured in autumn.")
    gone = desk.accepted("unesco", "Rivers are measured in autumn.", "delete")
    more = desk.accepted("undp", "in autumn", "insert", "and winter")
    desk.merge(gone)
    assert desk.merge(more).became == "conflict"
    desk.refused(lambda: desk.merge(more, "in winter"), "take the place of a whole sentence", "--edit")
    desk.merge(more, "Rivers are measured in winter.")
    assert "1. Rivers are measured in spring;\n2. Rivers are measured in winter.\n" in desk.text()


def test_the_language_of_a_quote_is_that_of_who_read_it(desk: Desk) -> None:
    id = desk.office.send("undp", section="rivers", action="replace", quote="ежегодно", text="ежемесячно")
    assert desk.office.desk().contribution(id).head.language == "ru"


@pytest.mark.parametrize("first", ["delete", "insert"])
def test_who_settles_a_sentence_put_in_behind_a_deleted_one_loses_and_doubles_nothing(desk: Desk, first: str) -> None:
    desk.edit(YEARLY, "They bring them back. A fine is taken.")
    gone = desk.accepted("unesco", "A fine is taken.", "delete")
    more = desk.accepted("undp", "A fine is taken.", "insert", "Students have five weeks.")
    for each in (gone, more) if first == "delete" else (more, gone):
        last = desk.merge(each)
    assert last.became == "conflict"
    desk.merge(last.id, "Students have five weeks.")
    assert "---\nThey bring them back. Students have five weeks.\n\nEach river" in desk.text()


def test_a_row_is_not_put_into_the_one_cell_that_is_in_conflict(desk: Desk) -> None:
    desk.edit("Each river", "| Road | Year |\n|---|---|\n| A1 | 2026 |\n\nEach river")
    one, other = desk.amendment("unesco", "2026", "2030"), desk.amendment("undp", "2026", "2027")
    desk.merge(one)
    assert desk.merge(other).became == "conflict"
    desk.refused(lambda: desk.merge(other, "A1 | 2028 | no"), "for several cells", "Say what that cell should say")
    desk.merge(other, "2028")
    assert "| A1 | 2028 |" in desk.text()


def test_a_row_in_conflict_is_settled_with_all_its_cells(desk: Desk) -> None:
    """It is shown whole, so whole it may be said, though only one cell was quoted; where nothing is in conflict that is a slip."""
    desk.edit("Each river", "| Road | Year |\n|---|---|\n| A1 | 2026 |\n\nEach river")
    year, name, more = (
        desk.amendment("unesco", "2026", "2030"),
        desk.amendment("undp", "A1", "B1"),
        desk.amendment("undp", "A1", "C1"),
    )
    desk.refused(lambda: desk.merge(name, "B1 | 2033"), "for several cells", "Say what that cell should say")
    desk.merge(year)
    assert desk.merge(name).became == "conflict"
    desk.refused(lambda: desk.merge(name, "B2 | 2033"), "for several cells", "Say what that cell should say")
    outcome = desk.merge(name, "B1 | 2033")
    assert (outcome.theirs.split("\n")[-1], outcome.others) == ("| B1 | 2033 |", (year,))
    assert desk.merge(more).became == "conflict"
    desk.merge(more, "C1 | 2034")
    assert "| C1 | 2034 |" in desk.text()


def with_old_maps(desk: Desk) -> None:
    """A sentence with a footnote, and one behind it."""
    desk.edit(YEARLY, "Old maps are kept.[^old] New ones are drawn.")
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs.\n\n[^old]: Drawn before 1950.")


def test_the_note_of_a_deleted_sentence_does_not_come_back_on_another_one(desk: Desk) -> None:
    with_old_maps(desk)
    gone = desk.accepted("undp", "Old maps are kept.", "delete")
    behind = desk.accepted("unesco", "Old maps are kept.", "insert", "They are shown to schools.")
    desk.merge(gone)
    assert desk.merge(behind).became == "conflict"
    desk.merge(behind, "Maps are shown to schools.")
    assert "---\nMaps are shown to schools. New ones are drawn.\n" in desk.text()


def test_a_note_stays_with_its_sentence_when_another_is_put_in_behind(desk: Desk) -> None:
    with_old_maps(desk)
    behind = desk.accepted("undp", "Old maps are kept.", "insert", "They are shown to schools.")
    other = desk.amendment("unesco", "Old maps are kept.", "Old maps are given to the archive.")
    assert desk.merge(other).became == "applied"
    assert desk.merge(behind).became == "applied"
    assert "Old maps are given to the archive.[^old] They are shown to schools. New ones are drawn." in desk.text()


def test_a_paragraph_of_which_one_sentence_was_taken_out_is_not_deleted(desk: Desk) -> None:
    desk.edit(YEARLY, BUS)
    gone = desk.accepted("unesco", BUS, "delete")

    def edited(made: Merging) -> Outcome:
        return made.write(gone, "A bus goes to all villages. The route is published in advance.")

    desk.do(edited)
    assert desk.disposition(gone) == "accepted-modified"


def test_what_is_left_as_it_was_in_the_editor_is_not_put_into_the_text(desk: Desk) -> None:
    weekly = desk.amendment("undp", "every year", "every week")
    desk.refused(
        lambda: desk.do(lambda made: made.write(weekly, made.passage(weekly)[1].text)),
        "Nothing was changed",
        f"concept decide {weekly} rejected",
    )


def test_words_beside_those_that_were_written_for_another_may_change(desk: Desk) -> None:
    desk.edit(YEARLY, BUS)
    gone = desk.accepted("unesco", "It comes once in a month.", "delete")
    weekly = desk.amendment("undp", "once in a month", "once in a week")
    desk.merge(gone)
    desk.merge(weekly)
    desk.do(lambda made: made.write(weekly, BUS.replace("month", "week")))
    remark = desk.office.send(
        "atameken", "remark", section="rivers", quote="A bus goes to the villages.", remark="Who drives it?"
    )
    desk.office.decide(remark, "accepted")
    made = desk.do(lambda made: made.write(remark, BUS.replace("month.", "week. The region drives it.")))
    assert made.others == ()
    assert desk.disposition(weekly) == "accepted"


KEEPER = "Each river has a keeper, who reports to the region."
NEW = "The register is public."


@pytest.mark.parametrize("quote", ["every year", "publishes it"])
def test_a_sentence_takes_the_place_of_its_own_and_of_no_other(desk: Desk, quote: str) -> None:
    if quote == "every year":
        first, second = desk.amendment("unesco", quote, "every month"), desk.amendment("undp", quote, "twice a year")
    else:
        first, second = desk.accepted("unesco", "every year", "delete"), desk.accepted("undp", quote, "insert", "in print")
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    assert desk.merge(second, NEW).became == "applied"
    assert f"---\n{NEW} Rivers belong to the state.\n" in desk.text()


def test_a_sentence_is_not_put_into_the_midst_of_another(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    desk.merge(second)
    desk.revert(first)
    desk.merge(second, sentence("every quarter"))
    assert f"---\n{sentence('every quarter')} Rivers belong" in desk.text()
    inserted = desk.accepted("atameken", "who reports", "insert", "in writing")
    desk.refused(lambda: desk.merge(inserted, NEW), "into the midst of another", "--edit")


@pytest.mark.parametrize("words", ["every year", sentence("every year")])
def test_a_settlement_on_the_words_that_were_read_puts_them_back(desk: Desk, words: str) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    desk.merge(second)
    assert desk.merge(second, words).others == (first,)
    assert YEARLY in desk.text()


def test_a_sentence_that_ends_in_a_short_word_is_one(desk: Desk) -> None:
    desk.edit(YEARLY, "Schools teach how water is saved. Rivers belong to the state.")
    gone = desk.accepted("atameken", "Schools teach how water is saved.", "delete")
    other = desk.amendment("unesco", "how", "that")
    desk.merge(other)
    desk.merge(gone)
    desk.merge(gone, "New signs are put up.")
    assert "---\nNew signs are put up. Rivers belong to the state.\n" in desk.text()


def test_a_sentence_does_not_stand_beside_what_it_has_become(desk: Desk) -> None:
    added = desk.amendment("unesco", sentence("every year"), f"{sentence('every year')} Signs are put up.")
    changed = desk.amendment("undp", "The ministry", "The agency")
    other = desk.amendment("atameken", sentence("every year"), f"{sentence('every year')} Fishers pay.")
    for each in (added, changed, other):
        last = desk.merge(each)
    assert last.became == "conflict"
    desk.refused(lambda: desk.merge(other, f"{sentence('every year')} Fishers pay a fee."), "not clear", f"merge {other} --edit")


def test_a_paragraph_put_behind_one_that_was_replaced_brings_nothing_back(desk: Desk) -> None:
    gone = desk.amendment("unesco", YEARLY, NEW)
    behind = desk.accepted("undp", YEARLY, "insert", "Keepers wear a badge.")
    desk.merge(gone)
    desk.merge(behind, "Signs are put up there.")
    assert f"---\n{NEW}\n\nSigns are put up there.\n\n{KEEPER}" in desk.text()


@pytest.mark.parametrize(("quote", "text", "made"), [
    ("who reports", "in writing", "who reports in writing to the region."),
    (KEEPER, "Keepers wear a badge.", f"{KEEPER}\n\nKeepers wear a badge.\n\n1."),
    ("Rivers belong to the state.", "So do lakes.", "Rivers belong to the state. So do lakes.\n"),
])  # fmt: skip
def test_what_two_bodies_put_in_alike_stands_once(desk: Desk, quote: str, text: str, made: str) -> None:
    both = [desk.accepted(each, quote, "insert", text) for each in ("unesco", "undp")]
    for each in both:
        assert desk.merge(each).became == "applied"
    assert desk.text().count(text) == 1
    assert made in desk.text()
    desk.revert(both[0])
    assert made in desk.text()
    assert desk.is_applied(both[1])
    desk.revert(both[1])
    assert text not in desk.text()


def test_whose_neighbour_was_deleted_is_settled_alone(desk: Desk) -> None:
    desk.edit(YEARLY, "Soldiers travel free. The State pays the rest.")
    all_of_it = desk.amendment("atameken", "The State pays the rest.", "The State pays all.")
    gone = desk.accepted("unesco", "The State pays the rest.", "delete")
    police = desk.amendment("undp", "Soldiers travel", "Soldiers and policemen travel")
    pupils = desk.accepted("atameken", "Soldiers", "insert", "and pupils")
    for each in (all_of_it, police, gone, pupils):
        desk.merge(each)
    desk.do(lambda made: made.write(gone, "Soldiers and policemen travel free."))
    assert desk.merge(pupils, "Soldiers, policemen and pupils travel free.").others == (police,)
    assert desk.disposition(gone) == "accepted"


def test_other_words_where_nobody_elses_were_in_the_way_were_not_settled_together(desk: Desk) -> None:
    mine, other = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "the state", "all")
    for each in (mine, other):
        desk.merge(each)
    desk.revert(mine)
    desk.merge(mine, "every quarter")
    assert desk.reason(mine) == "Put into the text in other words."


def test_neighbours_that_share_words_go_together(desk: Desk) -> None:
    desk.edit(YEARLY, "A fare covers at least one third of the costs. Fares are raised once a year at most.")
    more = desk.accepted("unesco", "at least one third", "insert", "and at most two thirds")
    gone = desk.accepted("undp", "Fares are raised once a year at most.", "delete")
    for each in (more, gone):
        assert desk.merge(each).became == "applied"
    assert "---\nA fare covers at least one third and at most two thirds of the costs.\n" in desk.text()


def test_a_note_goes_with_the_sentence_that_calls_it(desk: Desk) -> None:
    desk.edit(YEARLY, "Trams run. They are old.[^n]")
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs.\n\n[^n]: Some are new.")
    desk.merge(desk.accepted("unesco", "They are old.", "delete"))
    assert "---\nTrams run.\n" in desk.text()


def test_words_lost_beside_others_that_changed_are_told(desk: Desk) -> None:
    added = desk.amendment("unesco", YEARLY, f"{YEARLY} Fishers pay a fee.")
    changed = desk.amendment("undp", "every year", "every month")
    assert [desk.merge(each).others for each in (added, changed)] == [(), ()]
    remark = desk.office.send("atameken", "remark", section="rivers", quote="The ministry", remark="Why?")
    desk.office.decide(remark, "accepted")
    made = desk.do(lambda made: made.write(remark, made.passage(remark)[1].text.replace("Fishers pay a fee.", "Nobody pays.")))
    assert made.others == (added,)


@pytest.mark.parametrize("action", ["replace", "delete"])
def test_words_put_in_behind_what_changed_since_are_told_when_they_go(desk: Desk, action: str) -> None:
    behind = desk.accepted("unesco", KEEPER, "insert", "Boats are for hire.")
    desk.merge(behind)
    desk.merge(desk.amendment("undp", "a keeper", "an honest keeper"))
    later = desk.accepted("atameken", "Boats are for hire.", action, "Young keepers are paid." if action == "replace" else "")
    assert desk.merge(later).others == (behind,)
    assert desk.disposition(behind) == "accepted-modified"


def test_words_edited_by_hand_and_settled_over_are_told(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "on the first day of every month")
    second = desk.amendment("undp", "The ministry", "The agency")
    desk.merge(first)
    desk.edit("first day", "first working day")
    desk.merge(second)
    assert desk.against(second) == (first,)
    assert desk.merge(second, NEW).others == (first,)


def test_who_is_in_conflict_elsewhere_in_the_section_is_not_settled_along(desk: Desk) -> None:
    word = desk.amendment("unesco", "a keeper", "one keeper")
    behind = desk.accepted("atameken", KEEPER, "insert", "Boats are for hire.")
    other = desk.amendment("undp", KEEPER, "Keepers are gone.")
    for each in (word, behind, other):
        desk.merge(each)
    made = desk.do(lambda made: made.write(other, made.passage(other)[1].text.replace("for hire", "sold")))
    assert made.others == (behind,)
    desk.revert(other)
    assert [desk.disposition(each) for each in (word, behind)] == ["accepted", "accepted"]


def test_a_whole_row_takes_the_place_of_one_of_which_another_changed_a_cell(desk: Desk) -> None:
    desk.edit(KEEPER, "| What | When | Cost |\n|---|---|---|\n| Pipes | 2026 | 40 |\n| Wells | 2027 | 50 |")
    remark = desk.office.send("unesco", "remark", section="rivers", quote="Wells 2027 50", remark="Too late.")
    desk.office.decide(remark, "accepted")
    cell = desk.amendment("undp", "50", "60")
    desk.merge(cell)
    desk.merge(remark, "Wells | 2025 | 60")
    assert "| Pipes | 2026 | 40 |\n| Wells | 2025 | 60 |\n" in desk.text()


@pytest.mark.parametrize(("words", "disposition"), [("every month and a half", "accepted-modified"), ("every month", "accepted")])
def test_words_that_go_on_in_the_editor_are_modified(desk: Desk, words: str, disposition: str) -> None:
    rival, mine = desk.amendment("undp", "The ministry", "The agency"), desk.amendment("unesco", "every year", "every month")
    desk.merge(rival)
    desk.merge(mine)
    desk.do(
        lambda made: made.write(
            mine, f"The agency keeps the register of rivers and publishes it {words}. Rivers belong to the state."
        )
    )
    assert desk.disposition(mine) == disposition


def test_a_third_one_puts_its_words_behind_what_two_put_in_alike(desk: Desk) -> None:
    words = {"unesco": "Milk is free.", "undp": "Milk is free.", "atameken": "Tea is free."}
    sent = [desk.accepted(body, "Rivers belong to the state.", "insert", text) for body, text in words.items()]
    assert [desk.merge(each).became for each in sent] == ["applied"] * 3
    made = ("Milk is free. Tea is free.\n", "Tea is free. Milk is free.\n")  # in the order of their numbers
    assert any(f"the state. {each}" in desk.text() for each in made)


def test_a_sentence_that_was_taken_out_in_the_editor_is_out_though_others_like_it_came(desk: Desk) -> None:
    desk.edit(YEARLY, "Bread is free. Meals are warm.")
    gone = desk.accepted("unesco", "Bread is free.", "delete")
    words = {"undp": "Milk is free.", "atameken": "Tea is free."}
    more = [desk.accepted(body, "Bread is free.", "insert", text) for body, text in words.items()]
    again = desk.accepted("undp", "Bread is free.", "delete")
    for each in (*more, gone):
        desk.merge(each)
    desk.do(lambda made: made.write(gone, made.passage(gone)[1].text.replace("Bread is free. ", "")))
    assert desk.disposition(gone) == "accepted"
    assert desk.merge(again).became == "applied"  # somebody else had proposed the same
    assert desk.disposition(again) == "accepted"


@pytest.mark.parametrize(
    "text", ["Apples are red. Pears are green. Plums are blue.", "- Apples are red.\n- Pears are green.\n- Plums are blue."]
)
def test_neighbours_are_deleted_one_after_the_other(desk: Desk, text: str) -> None:
    desk.edit(KEEPER, text)
    before = desk.text()
    gone = [desk.accepted("unesco", "Apples are red.", "delete"), desk.accepted("undp", "Pears are green.", "delete")]
    for each in gone:
        assert desk.merge(each).became == "applied"
    assert "Plums are blue." in desk.text()
    assert "Pears" not in desk.text()
    desk.do(lambda made: made.revert_all(gone)[-1])
    assert desk.text() == before


def test_a_trace_tells_what_came_of_words_after_they_were_put_in(desk: Desk) -> None:
    first = desk.amendment("undp", "every year", "every month")
    second = desk.amendment("unesco", "every year", "every week")
    same = desk.amendment("atameken", "every year", "every day")
    desk.merge(first)
    desk.merge(second, sentence("every day"))
    desk.merge(same, sentence("every day"))
    told = concept("trace", first, cwd=desk.office.root).stdout
    assert f"other words in their place, settled with {second}" in told
    told = concept("trace", same, cwd=desk.office.root).stdout
    assert "which said so already" in told
    assert "became:" not in told
    desk.revert(same)
    desk.revert(second)
    assert "other words in their place" not in concept("trace", first, cwd=desk.office.root).stdout


def test_a_trace_tells_all_that_was_decided_in_its_order(desk: Desk) -> None:
    """Also what was decided once before: what stands last is what holds."""
    first, second = desk.amendment("undp", "every year", "every month"), desk.amendment("unesco", "every year", "every week")
    desk.merge(first)
    desk.merge(second, sentence("every day"))
    desk.revert(second)
    told = concept("trace", second, cwd=desk.office.root).stdout
    steps = [line.split()[0] + line.split()[-1] * ("decided" in line) for line in told.splitlines() if line.startswith("  ")]
    assert steps == ["wanted:", "decided:accepted", "decided:day.”", "applied:", "reverted:", "decided:accepted"]


@pytest.mark.parametrize("first", ["behind", "gone"])
@pytest.mark.parametrize("instead", ["", "Nobody knows what plants do."])
@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Apples are red. Pears are green. Plums are blue.", "Apples are red. So are cherries. {instead} Plums are blue."),
        (
            "- Apples are red.\n- Pears are green.\n- Plums are blue.",
            "- Apples are red. So are cherries.\n- {instead}\n- Plums are blue.",
        ),
    ],
)
def test_what_is_put_in_before_a_sentence_that_is_gone_stays(desk: Desk, text: str, made: str, instead: str, first: str) -> None:
    """It was to stand behind the sentence before, which is there; behind the one that is gone it would be in conflict."""
    desk.edit(KEEPER, text)
    before = desk.text()
    ids = {
        "behind": desk.accepted("unesco", "Apples are red.", "insert", "So are cherries."),
        "gone": desk.accepted("undp", "Pears are green.", "replace" if instead else "delete", instead),
    }
    order = sorted(ids.values(), key=lambda id: id != ids[first])
    for each in order:
        assert desk.merge(each).became == "applied"
    became = made.format(instead=instead).replace("-  \n", "").replace("- \n", "").replace("  ", " ")
    assert desk.text() == before.replace(text, became)
    for each in reversed(order):
        desk.revert(each)
    assert desk.text() == before


def test_a_paragraph_put_in_behind_is_nobody_elses_when_what_is_before_it_is_settled(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    behind = desk.accepted("undp", YEARLY, "insert", "Fish are counted, too.")
    other = desk.amendment("atameken", "every year", "every week")
    for each in (first, behind):
        desk.merge(each)
    desk.merge(other, sentence("every month and week"))
    assert desk.wanted("Fish are") == [behind]
    assert sorted(desk.wanted("The ministry")) == sorted((first, other))


@pytest.mark.parametrize("order", ["abc", "acb", "bac"])
def test_who_stands_before_a_deleted_sentence_is_not_in_conflict_with_what_was_to_stand_behind_it(desk: Desk, order: str) -> None:
    desk.edit(KEEPER, "Apples are red. Pears are green. Plums are blue.")
    before = desk.text()
    ids = {
        "a": desk.accepted("undp", "Pears are green.", "delete"),
        "b": desk.accepted("unesco", "Apples are red.", "insert", "So are cherries."),
        "c": desk.accepted("atameken", "Pears are green.", "insert", "So is grass."),
    }
    became = {each: desk.merge(ids[each]).became for each in order}
    assert became == {"a": "applied", "b": "applied", "c": "conflict"}
    assert desk.against(ids["c"]) == (ids["a"],)
    assert desk.merge(ids["c"], "Grass is green.").others == ()
    assert "Apples are red. So are cherries. Grass is green. Plums are blue.\n" in desk.text()
    for each in (*(each for each in order if each != "c"), "c")[::-1]:
        desk.revert(ids[each])
    assert desk.text() == before
