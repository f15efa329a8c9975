"""What becomes of text and ledger when merged words are taken back, or decided anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from concept_cli.exchange.decisions import moved
from concept_cli.ledger.proposals import Wording
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging, Outcome
from tests.desks import BUS, YEARLY, Desk, sentence, with_lead_body
from tests.heard import DAY


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_whoever_was_settled_over_is_taken_back_after_the_settlement(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.merge(second, sentence("every quarter"))
    desk.refused(lambda: desk.office.decide(first, "rejected", reason="No"), "are in the text", f"concept merge --revert {first}")
    desk.refused(lambda: desk.revert(first), "were changed since", f"concept merge --revert {second}")
    desk.revert(second)
    assert "every month" in desk.text()
    desk.revert(first)
    assert YEARLY in desk.text()
    assert desk.disposition(desk.office.decide(first, "rejected", reason="No")) == "rejected"


def test_other_words_are_never_dropped(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    desk.merge(second)
    desk.merge(second, "every quarter")  # where the words of its rival stand
    assert sentence("every quarter") in desk.text()
    assert desk.merge(second, "every quarter").became == "already"
    desk.refused(lambda: desk.merge(second, sentence("each spring")), "in the text already", f"concept merge --revert {second}")
    desk.revert(second)
    desk.merge(second, sentence("each spring"))
    assert "publishes it each spring." in desk.text()
    remark = desk.office.decide(
        desk.office.send("atameken", "remark", section="rivers", quote="A paragraph that nobody needs.", remark="Why?"),
        "accepted",
    )
    desk.merge(remark, "A paragraph that somebody needs.")
    desk.refused(lambda: desk.merge(remark, "Another one."), "in the text already", f"concept merge --revert {remark}")


def test_words_are_taken_back_beside_a_sentence_that_was_edited_by_hand(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    desk.edit("Rivers belong to the state.", "All rivers belong to the state.")
    desk.revert(first)
    assert YEARLY.replace("Rivers belong", "All rivers belong") in desk.text()
    assert not desk.is_applied(first)


def test_words_that_somebody_took_out_by_hand_are_noted_as_taken_back(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    desk.edit("every month", "every year")
    was = desk.text()
    assert desk.revert(first).became == "reverted"
    assert desk.text() == was
    assert desk.disposition(desk.office.decide(first, "rejected", reason="No")) == "rejected"


def test_words_that_were_rewritten_by_hand_with_others_are_noted_as_taken_back(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    desk.edit(YEARLY.replace("every year", "every month"), "Nothing of it is left.")
    assert "not in sections/rivers.md any more" in desk.revert(first).said
    assert "Nothing of it is left." in desk.text()


def test_words_that_stand_and_cannot_be_told_from_others_are_to_be_taken_out_by_hand(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    desk.edit("publishes it every month", "prints it every month and never")
    desk.refused(lambda: desk.revert(first), "were changed since", "by hand, and save that; then this command notes it")
    desk.edit("prints it every month and never", "prints it never")
    assert desk.revert(first).became == "reverted"


@pytest.mark.parametrize("step", ["decided", "withdrawn"])
def test_nothing_is_refused_or_withdrawn_while_its_words_are_in_the_text(desk: Desk, step: str) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)

    def again() -> None:
        if step == "decided":
            desk.office.decide(first, "rejected", reason="No")
        else:
            moved(desk.office.desk(), first, "withdrawn", "unesco", "")

    desk.refused(again, "are in the text", f"concept merge --revert {first}")
    desk.office._keep(moved(desk.office.desk(), first, "disputed", "unesco", "Not so"))
    desk.refused(again, "are in the text", f"concept merge --revert {first}")
    desk.revert(first)
    again()
    assert YEARLY in desk.text()


def test_words_decided_otherwise_after_a_dispute_do_not_stay_as_they_were(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    desk.office._keep(moved(desk.office.desk(), first, "disputed", "unesco", "Not so"))
    other = {"reason": "Better", "wording": "each spring"}
    desk.refused(
        lambda: desk.office.decide(first, "accepted-modified", **other), "are in the text", f"concept merge --revert {first}"
    )
    desk.office.decide(first, "accepted")  # what stands there was right
    assert desk.disposition(first) == "accepted"
    desk.revert(first)
    desk.office.decide(first, "accepted-modified", **other)
    desk.merge(first)
    assert "publishes it each spring." in desk.text()


def test_who_is_in_conflict_with_nobody_is_not_settled_with_others(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    desk.merge(second)
    desk.revert(first)
    desk.merge(second, sentence("every quarter"))
    assert desk.reason(second) == "Put into the text in other words."
    desk.revert(second)
    desk.merge(first)
    desk.merge(second, sentence("every quarter"))
    assert desk.reason(second) == "Settled together with other proposals on the same words."


def test_a_settlement_is_of_no_sitting_unless_it_is_said(desk: Desk) -> None:
    meeting = "meetings:\n  - {id: s1, date: 2021-06-01, title: First}\n  - {id: s2, date: 2021-06-10, title: Second}\n"
    (desk.office.root / "records").mkdir()
    (desk.office.root / "records/meetings.yaml").write_text(meeting, "utf-8")
    first, second = (
        desk.office.send(body, section="rivers", action="replace", quote="every year", text=text)
        for body, text in (("unesco", "every month"), ("undp", "twice a year"))
    )
    for each in (first, second):
        desk.office.decide(each, "accepted", meeting="s2")
    desk.merge(first)
    desk.merge(second, sentence("every quarter"))
    assert {desk.decision(each).meeting for each in (first, second)} == {None}
    desk.revert(second)
    assert {desk.decision(each).meeting for each in (first, second)} == {"s2"}
    at = desk.office.desk()
    made = Merging(at.project.fragments, at.contributions.values(), DAY, ("s2", date(2021, 6, 10)))
    made.merge(second, Wording(sentence("every quarter")))
    decision = state(made.ledger[second]).decision
    assert decision and (decision.meeting, decision.date) == ("s2", date(2021, 6, 10))


def test_a_settlement_that_says_the_words_of_others_beside_more_is_told_to_them(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    third = desk.amendment("atameken", "every year", "on Mondays")
    desk.merge(first)
    desk.merge(second, sentence("every month, or twice a year"))
    assert desk.merge(third).became == "conflict"
    assert {*desk.merge(third, sentence("every month, or twice a year, or on Mondays")).others} == {first, second}
    desk.refused(lambda: desk.revert(second), "stand in", f"concept merge --revert {third}")
    assert desk.is_applied(third)


def test_a_paragraph_is_taken_back_though_the_one_before_it_was_changed_since(desk: Desk) -> None:
    quote = "A paragraph that nobody needs."
    new = desk.office.send("unesco", section="rivers", action="insert", quote=quote, text="A new paragraph.")
    desk.office.decide(new, "accepted")
    other = desk.amendment("undp", "nobody needs", "somebody needs")
    desk.merge(new)
    desk.merge(other)
    desk.revert(new)
    assert desk.text().endswith("\n\nA paragraph that somebody needs.\n")


def test_those_who_proposed_the_same_keep_their_words(desk: Desk) -> None:
    first, second = (desk.amendment(body, "every year", "every month") for body in ("unesco", "undp"))
    desk.merge(first)
    desk.merge(second)
    assert second in desk.revert(first).said
    assert "every month" in desk.text()
    assert (desk.is_applied(first), desk.is_applied(second)) == (False, True)
    desk.revert(second)
    assert YEARLY in desk.text()


@pytest.mark.parametrize("turned", [False, True])
def test_several_are_taken_back_in_whatever_order_they_are_named(desk: Desk, turned: bool) -> None:
    was = desk.text()
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    desk.merge(second)
    desk.merge(second, sentence("every quarter"))
    desk.do(lambda made: made.revert_all([second, first] if turned else [first, second])[-1])
    assert desk.text() == was


def test_as_it_was_proposed_is_not_decided_while_other_words_stand(desk: Desk) -> None:
    first = desk.office.send("unesco", section="rivers", action="replace", quote="every year", text="every month")
    desk.office.decide(first, "accepted-modified", reason="Rather so", wording="every quarter")
    desk.merge(first)
    desk.office._keep(moved(desk.office.desk(), first, "disputed", "unesco", "Not so"))
    desk.refused(lambda: desk.office.decide(first, "accepted"), "are in the text", f"concept merge --revert {first}")
    desk.revert(first)
    desk.office.decide(first, "accepted")
    desk.merge(first)
    assert sentence("every month") in desk.text()


def test_a_paragraph_that_was_put_behind_stays_whatever_is_settled_before_it(desk: Desk) -> None:
    gone = desk.office.send("unesco", section="rivers", action="delete", quote="Rivers belong to the state.")
    behind = desk.office.send("atameken", section="rivers", action="insert", quote=YEARLY, text="A paragraph behind.")
    whole = desk.office.send("undp", section="rivers", action="replace", quote=YEARLY, text="One sentence.")
    for each in (gone, behind):
        desk.merge(desk.office.decide(each, "accepted"))
    desk.office.decide(whole, "accepted")
    assert desk.merge(whole).became == "conflict"
    assert desk.against(whole) == (gone,)
    desk.merge(whole, "One sentence only.")
    assert "---\nOne sentence only.\n\nA paragraph behind.\n\nEach river" in desk.text()
    assert desk.disposition(behind) == "accepted"
    desk.revert(behind)
    assert "---\nOne sentence only.\n\nEach river" in desk.text()


def test_a_passage_is_deleted_before_the_paragraph_that_was_put_behind_it(desk: Desk) -> None:
    behind = desk.office.send("atameken", section="rivers", action="insert", quote=YEARLY, text="A paragraph behind.")
    gone = desk.office.send("unesco", section="rivers", action="delete", quote=YEARLY)
    for each in (behind, gone):
        assert desk.merge(desk.office.decide(each, "accepted")).became == "applied"
    assert "---\nA paragraph behind.\n\nEach river" in desk.text()
    desk.revert(gone)
    assert f"---\n{YEARLY}\n\nA paragraph behind.\n\nEach river" in desk.text()


def test_who_came_after_is_looked_for_in_the_same_row(desk: Desk) -> None:
    rows = "| What | When |\n|---|---|\n| Gardens begin | 2025 |\n| Gardens end | 2027 |"
    desk.edit("A paragraph that nobody needs.", rows)
    first = desk.amendment("unesco", "2025", "2028")
    second = desk.amendment("undp", "Gardens begin", "All gardens begin")
    other = desk.amendment("unesco", "2027", "2029")
    desk.merge(first)
    desk.merge(other)
    desk.merge(second, "All gardens begin")
    desk.refused(lambda: desk.revert(first), "nothing was taken back", f"{second} came after it on the same words")
    desk.revert(second)
    desk.revert(first)
    assert rows.replace("2027", "2029") in desk.text()


def test_a_sitting_of_an_earlier_day_can_decide_what_was_settled_and_taken_back(desk: Desk) -> None:
    (desk.office.root / "records").mkdir()
    (desk.office.root / "records/meetings.yaml").write_text("meetings:\n  - {id: s1, date: 2021-05-20, title: First}\n", "utf-8")
    both = [
        desk.office.send(each, section="rivers", action="replace", quote="every year", text=f"every {each}")
        for each in ("unesco", "undp")
    ]
    for each in both:
        desk.office.decide(each, "accepted", meeting="s1")
        desk.merge(each)
    desk.merge(both[1], sentence("every quarter"))
    desk.revert(both[1])
    desk.office.decide(both[1], "rejected", reason="No", meeting="s1")
    desk.revert(both[0])
    desk.office.decide(both[0], "rejected", reason="No", meeting="s1")
    assert [desk.disposition(each) for each in both] == ["rejected", "rejected"]


def test_after_an_edit_by_hand_nobody_is_named_who_changed_another_sentence(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    gone = desk.office.decide(
        desk.office.send("undp", section="rivers", action="delete", quote="Rivers belong to the state."), "accepted"
    )
    for each in (first, gone):
        desk.merge(each)
    desk.edit("keeps the register of rivers and publishes it every month", "keeps a register and prints it each month")
    desk.revert(gone)
    assert "The ministry keeps a register and prints it each month. Rivers belong to the state.\n" in desk.text()
    desk.refused(lambda: desk.revert(first), "prints it each month.", "Put “The ministry keeps the register of rivers")


@pytest.mark.parametrize("quote", ["A paragraph that nobody needs", "Rivers are measured in autumn"])
def test_what_is_quoted_without_its_stop_goes_with_it(desk: Desk, quote: str) -> None:
    gone = desk.office.send("undp", section="rivers", action="delete", quote=quote)
    desk.office.decide(gone, "accepted")
    before = desk.text()
    desk.merge(gone)
    assert quote not in desk.text()
    assert not any(line.strip() in {".", "2.", "2. ."} for line in desk.text().split("\n"))
    desk.revert(gone)
    assert desk.text() == before


def test_words_whose_place_is_gone_are_written_into_the_section_and_only_there_it_changed(desk: Desk) -> None:
    gone = desk.accepted("unesco", "A paragraph that nobody needs.", "delete")
    behind = desk.amendment("undp", "nobody needs", "everybody needs")
    desk.merge(gone)
    assert desk.merge(behind).became == "conflict"
    desk.refused(lambda: desk.merge(behind, "Behind it."), "not in the text any more", f"concept merge {behind} --edit")
    measured = "1. Rivers are measured in spring.\n2. Rivers are measured in autumn."
    assert desk.text().endswith(f"{measured}\n")
    desk.do(lambda made: made.write(behind, f"{made.passage(behind)[1].text}\n\nBehind it all."))
    applied = state(desk.office.desk().contribution(behind)).applied
    assert applied is not None
    assert (applied.before, applied.after) == (measured, f"{measured}\n\nBehind it all.")
    desk.revert(behind)
    assert desk.text().endswith(f"{measured}\n")


def test_the_first_item_goes_though_the_next_one_was_changed_and_comes_back(desk: Desk) -> None:
    gone = desk.office.send("undp", section="rivers", action="delete", quote="Rivers are measured in spring.")
    desk.office.decide(gone, "accepted")
    other = desk.amendment("unesco", "in autumn", "in winter")
    desk.merge(other)
    before = desk.text()
    desk.merge(gone)
    assert "region.\n\n2. Rivers are measured in winter.\n\nA paragraph" in desk.text()
    desk.revert(gone)
    assert desk.text() == before


def test_a_replacement_that_was_edited_by_hand_is_put_back_by_hand(desk: Desk) -> None:
    monthly = desk.amendment("unesco", "every year", "on the first day of every month")
    desk.merge(monthly)
    desk.edit("on the first day of every month", "on the first working day of every month")
    desk.refused(lambda: desk.revert(monthly), "first working day", "publishes it every year.” in their place")


def test_what_a_sitting_decided_for_a_remark_is_not_lost_by_a_settlement(desk: Desk) -> None:
    remark = desk.office.send("unesco", "remark", section="rivers", quote="every year", remark="Say when.")
    desk.office.decide(remark, "accepted-modified", reason="It asks for more", wording="every year in May")
    other = desk.amendment("undp", "every year", "every month")
    desk.merge(remark)
    assert desk.merge(other).became == "conflict"
    desk.merge(other, "every month from May")
    assert desk.decision(remark).step == "settled"
    desk.revert(other)
    desk.revert(remark)
    assert desk.decision(remark).wording == "every year in May"
    assert desk.merge(remark).became == "applied"
    assert "every year in May" in desk.text()


def test_who_is_taken_back_after_a_settlement_is_decided_as_before_it(desk: Desk) -> None:
    remark = desk.office.send("unesco", "remark", section="rivers", quote="every year", remark="Say when.")
    desk.office.decide(remark, "accepted-modified", reason="It asks for more", wording="every year in May")
    desk.merge(remark)
    other = desk.amendment("undp", "Rivers belong to the state.", "Rivers belong to all.")

    def settled(made: Merging) -> Outcome:
        made.settled_by(made.ledger[remark], made.ledger[other])
        return Outcome(remark, "applied", "")

    desk.do(settled)
    assert desk.merge(other).became == "applied"
    desk.revert(remark)
    assert desk.decision(remark).wording == "every year in May"


@pytest.mark.parametrize("words", ["once in a week", "It comes once in a week.", "It comes weekly."])
def test_who_took_a_sentence_out_is_told_when_it_is_settled_that_another_stands(desk: Desk, words: str) -> None:
    desk.edit(YEARLY, BUS)
    gone = desk.accepted("unesco", "It comes once in a month.", "delete")
    weekly = desk.amendment("undp", "once in a month", "once in a week")
    desk.merge(gone)
    assert desk.merge(weekly).became == "conflict"
    whole = words if words[0].isupper() else "It comes once in a week."
    made = desk.merge(weekly, whole)
    assert made.others == (gone,)
    assert desk.disposition(gone) == "accepted-modified"
    assert desk.disposition(weekly) == ("accepted" if "once in a week" in words else "accepted-modified")
    assert f"A bus goes to the villages. {whole} The route is published" in desk.text()
    desk.revert(weekly)
    assert desk.disposition(gone) == "accepted"
    assert "villages. The route" in desk.text()


def test_a_deleted_sentence_is_out_though_one_like_it_stands_beside(desk: Desk) -> None:
    desk.edit(YEARLY, "Lakes are measured in spring. The state pays. Lakes are measured in autumn.")
    gone = desk.accepted("unesco", "Lakes are measured in spring.", "delete")
    other = desk.amendment("undp", "Lakes are measured in autumn.", "Lakes are measured in winter.")
    for each in (gone, other):
        assert desk.merge(each).others == ()
    assert desk.disposition(gone) == "accepted"
    desk.revert(other)
    assert desk.disposition(gone) == "accepted"


def test_a_deleted_paragraph_comes_back_though_those_beside_it_were_changed(desk: Desk) -> None:
    keeper = "Each river has a keeper, who reports to the region."
    gone = desk.accepted("unesco", keeper, "delete")
    ahead = desk.amendment("undp", "every year", "every month")
    for each in (gone, ahead):
        desk.merge(each)
    desk.edit("1. Rivers are measured", "1. All rivers are measured")
    desk.revert(gone)
    assert f"every month. Rivers belong to the state.\n\n{keeper}\n\n1. All rivers" in desk.text()


def test_who_changed_a_paragraph_that_was_put_in_is_taken_back_first(desk: Desk) -> None:
    behind = desk.accepted(
        "unesco", "Each river has a keeper, who reports to the region.", "insert", "Young keepers are welcome."
    )
    gone = desk.accepted("undp", "Each river has a keeper, who reports to the region.", "delete")
    remark = desk.office.send("atameken", "remark", section="rivers", quote="Each river has a keeper", remark="And who pays?")
    desk.office.decide(remark, "accepted")
    desk.merge(behind)
    desk.merge(gone)

    def wrote(made: Merging) -> Outcome:
        passage = made.passage(remark)[1]
        return made.write(remark, passage.text.replace("are welcome.", "are welcome. The state pays them."))

    desk.do(wrote)
    assert "welcome. The state pays them." in desk.text()
    desk.refused(lambda: desk.revert(behind), "were changed since", f"concept merge --revert {remark}")
    desk.revert(remark)
    desk.revert(behind)
    assert "Young keepers" not in desk.text()
    desk.revert(gone)
    assert "Each river has a keeper" in desk.text()


KEEPER = "Each river has a keeper, who reports to the region."


def test_a_deletion_takes_the_stop_of_its_sentence(desk: Desk) -> None:
    desk.merge(desk.accepted("unesco", "Rivers belong to the state", "delete"))
    assert f"---\n{sentence('every year')}\n\n" in desk.text()


def test_words_that_two_proposed_stay_for_the_other_beside_an_edit_by_hand(desk: Desk) -> None:
    both = [desk.amendment(each, "every year", "every month") for each in ("unesco", "undp")]
    for each in both:
        desk.merge(each)
    desk.edit("belong to the state", "belong to all")
    desk.revert(both[0])
    assert "every month. Rivers belong to all." in desk.text()
    desk.revert(both[1])
    assert "every year. Rivers belong to all." in desk.text()


def test_who_was_settled_over_is_decided_as_before_when_the_words_were_put_back_by_hand(desk: Desk) -> None:
    first, second = (
        desk.amendment("unesco", "The ministry", "The old ministry"),
        desk.amendment("undp", "The ministry", "The new ministry"),
    )
    desk.merge(first)
    desk.merge(second)
    desk.merge(second, "The old and the new ministry")
    desk.edit("The old and the new", "The old, the new and the last")
    desk.refused(lambda: desk.revert(second), "The old, the new and the last ministry", "The old ministry keeps")
    desk.edit("The old, the new and the last ministry", "The old ministry")
    assert desk.revert(second).became == "reverted"
    assert desk.disposition(first) == "accepted"


def test_of_two_settlements_of_a_day_the_last_is_taken_back(desk: Desk) -> None:
    gone = desk.accepted("unesco", sentence("every year"), "delete")
    both = [desk.amendment("undp", "every year", "twice a year"), desk.amendment("atameken", "every year", "on Mondays")]
    desk.merge(gone)
    for each, when in zip(both, ("every week", "every day"), strict=True):
        desk.merge(each)
        desk.merge(each, sentence(when))
    desk.revert(both[1])
    assert desk.disposition(gone) == "accepted-modified"
    desk.revert(both[0])
    assert desk.disposition(gone) == "accepted"


def test_what_stood_beside_a_sentence_that_was_shortened_comes_back_beside_an_edit(desk: Desk) -> None:
    one = desk.amendment("unesco", YEARLY, sentence("every year"))
    desk.merge(one)
    desk.edit("of rivers and", "of all rivers and")
    desk.revert(one)
    assert "register of all rivers and publishes it every year. Rivers belong to the state." in desk.text()
    short = desk.amendment("undp", KEEPER, "Each river has a keeper.")
    desk.merge(short)
    desk.edit("has a keeper.", "has one keeper.")
    desk.refused(
        lambda: desk.revert(short), "Each river has one keeper.", "Put “Each river has a keeper, who reports to the region.”"
    )


def test_half_of_what_was_settled_is_not_said_to_be_out(desk: Desk) -> None:
    two = desk.amendment("undp", KEEPER, "Everybody may see the list. Keepers report every week.")
    desk.merge(two)
    desk.edit("Keepers report every week.", "Boats are for hire at the pier.")
    desk.refused(lambda: desk.revert(two), "Everybody may see the list.", "in their place")


def test_what_somebody_else_took_out_since_is_taken_back_first(desk: Desk) -> None:
    first = desk.amendment("unesco", KEEPER, "Keepers wear a badge. They report.")
    desk.merge(first)
    desk.edit("They report.", "They all report.")
    other = desk.amendment("undp", "Keepers wear a badge.", "Boats are for hire at the pier.")
    desk.merge(other)
    desk.refused(lambda: desk.revert(first), "were changed since", f"concept merge --revert {other}")


def test_deleted_paragraphs_come_back_in_their_order(desk: Desk) -> None:
    desk.edit(KEEPER, f"{KEEPER}\n\nOld maps are kept.")
    before = desk.text()
    both = [desk.accepted(*each, "delete") for each in (("unesco", KEEPER), ("undp", "Old maps are kept."))]
    more = desk.accepted("atameken", "Rivers belong to the state.", "insert", "All of them.")
    for each in (*both, more):
        desk.merge(each)
    for each in both:
        desk.revert(each)
    desk.revert(more)
    assert desk.text() == before


def test_what_was_put_in_before_another_paragraph_is_put_in_there_again(desk: Desk) -> None:
    both = [
        desk.accepted(*each)
        for each in (("undp", KEEPER, "insert", "A badge is worn."), ("unesco", KEEPER, "insert", "Boats are sold."))
    ]
    for each in both:
        desk.merge(each)
    desk.revert(both[0])
    assert desk.merge(both[0]).became == "applied"
    assert f"{KEEPER}\n\nA badge is worn.\n\nBoats are sold.\n" in desk.text()


def test_what_was_taken_back_does_not_return_with_another(desk: Desk) -> None:
    first = desk.accepted("unesco", sentence("every year"), "insert", "Keepers wear a badge.")
    remark = desk.office.send("undp", "remark", section="rivers", quote="The ministry", remark="No badges.")
    desk.office.decide(remark, "accepted")
    desk.merge(first)
    desk.do(lambda made: made.write(remark, "The ministry keeps the register of all rivers. Rivers belong to the state."))
    desk.revert(first)
    desk.revert(remark)
    assert YEARLY in desk.text()
    assert "badge" not in desk.text()


def test_whose_own_settlement_was_settled_over_is_decided_as_before_both(desk: Desk) -> None:
    alpha = desk.amendment("unesco", "every year", "every month")
    beta = desk.amendment("undp", "publishes it every year", "prints it every year")
    gamma = desk.amendment("atameken", "The ministry", "The agency")
    desk.merge(alpha)
    desk.merge(beta)
    desk.merge(beta, "The ministry keeps the register of rivers and prints it every month.")
    desk.merge(gamma)
    desk.do(lambda made: made.merge(gamma, word_level=True))
    for each in (gamma, beta):
        desk.revert(each)
    assert (desk.disposition(beta), desk.decision(beta).wording) == ("accepted", "")
    assert desk.merge(beta).became == "conflict"


def test_a_paragraph_that_two_delete_is_deleted_for_both(desk: Desk) -> None:
    with_lead_body(desk)
    with_it = desk.text()
    first = desk.accepted("unesco", "A paragraph that nobody needs.", "delete")
    second = desk.accepted("undp", "A paragraph that nobody needs.", "delete")
    assert desk.merge(first).became == "applied"
    without = desk.text()
    assert desk.merge(second).became == "applied"
    assert desk.merge(second).became == "already"
    assert desk.text() == without
    assert "The passage was deleted." in desk.told("unesco")
    assert "The passage was deleted." in desk.told("undp")
    desk.revert(first)
    assert (desk.text(), desk.is_applied(first), desk.is_applied(second)) == (without, False, True)
    desk.revert(second)
    assert desk.text() == with_it


@pytest.mark.parametrize("sentence_first", [True, False])
def test_a_sentence_of_a_paragraph_that_another_one_deletes_whole_is_deleted_too(desk: Desk, sentence_first: bool) -> None:
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs. It is long.")
    part = desk.accepted("unesco", "It is long.", "delete")
    whole = desk.accepted("undp", "A paragraph that nobody needs. It is long.", "delete")
    for each in (part, whole) if sentence_first else (whole, part):
        assert desk.merge(each).became == "applied"
    assert "nobody needs" not in desk.text()
    assert "It is long." not in desk.text()


def test_other_words_for_a_deleted_paragraph_are_still_in_conflict(desk: Desk) -> None:
    gone = desk.accepted("unesco", "A paragraph that nobody needs.", "delete")
    changed = desk.amendment("undp", "nobody needs", "everybody needs")
    desk.merge(gone)
    assert desk.merge(changed).became == "conflict"


def test_a_word_that_another_one_put_behind_the_paragraph_hinders_nobody(desk: Desk) -> None:
    """It is the same word by chance, and stands in a paragraph of its own."""
    behind = desk.accepted("unesco", "Each river has a keeper, who reports to the region.", "insert", "It reports.")
    changed = desk.amendment("undp", "who reports to the region", "who helps. It reports")
    desk.merge(behind)
    desk.merge(changed)
    assert desk.revert(changed).became == "reverted"
    assert desk.is_applied(behind)
    assert "\n\nIt reports.\n" in desk.text()
    assert "who reports to the region" in desk.text()


def test_words_that_were_taken_back_may_come_back_elsewhere(desk: Desk) -> None:
    """There they are those of somebody else."""
    first = desk.amendment("unesco", "every year", "every month")
    second, third = (desk.amendment(each, "Rivers are measured in autumn.", f"{each} measures.") for each in ("undp", "atameken"))
    desk.merge(first)
    before = desk.text()
    desk.merge(second, "Rivers are measured every month, or so.")
    desk.merge(third, "Rivers are measured in May.")
    for each in (first, third, second):
        desk.revert(each)
    assert desk.text() == before.replace("every month", "every year")


@pytest.mark.parametrize("first", ["sentence", "words"])
def test_who_deletes_a_sentence_and_who_deletes_words_of_it_both_find_them_gone(desk: Desk, first: str) -> None:
    desk.edit("A paragraph that nobody needs.", "One is first. Big very old trees stay. Three is third.")
    before = desk.text()
    ids = {
        "sentence": desk.accepted("undp", "Big very old trees stay.", "delete"),
        "words": desk.accepted("unesco", "very old", "delete"),
    }
    for each in sorted(ids, key=lambda each: each != first):
        assert desk.merge(ids[each]).became == "applied"
    assert desk.text() == before.replace(" Big very old trees stay.", "")
    desk.revert(ids["sentence"])
    assert desk.text() == before.replace("very old ", "")
    desk.revert(ids["words"])
    assert desk.text() == before


def test_a_word_of_a_paragraph_behind_hinders_no_taking_back_of_the_same_word_before_it(desk: Desk) -> None:
    before = desk.text()
    desk.merge(desk.accepted("undp", YEARLY, "insert", "new"))
    behind = desk.text()
    first = desk.amendment("unesco", YEARLY, "Rivers are new.")
    desk.merge(first)
    desk.revert(first)
    assert desk.text() == behind != before
