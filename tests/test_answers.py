"""What an answer, a trace and a comparison say when somebody thinks again after words were merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from concept_cli.exchange.decisions import moved
from concept_cli.exchange.matrix import matrix
from concept_cli.exchange.reply import replied
from concept_cli.exchange.table_in import decisions_in
from concept_cli.exchange.trace import of_contribution
from concept_cli.exchange.written import table_bytes
from concept_cli.ledger.origins import Origins, steps
from concept_cli.ledger.states import state
from tests.desks import YEARLY, Desk, sentence, with_lead_body
from tests.heard import DAY
from tests.repositories import begun
from tests.test_commands import concept
from tests.test_diff import changes


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def answered(desk: Desk, body: str) -> tuple[str, list[str]]:
    """Answer a body: the letter, which is in its file, and of which contributions it told something new."""
    folder = desk.office.root / "dist"
    made = replied(desk.office.desk(), body, ("md",), folder)
    folder.mkdir(exist_ok=True)
    for name, content in made.files.items():
        (folder / name).write_bytes(content)
    for each in made.answered:
        desk.office._keep(each)
    [content] = made.files.values()
    return content.decode("utf-8"), [each.id for each in made.answered]


def letters(desk: Desk) -> list[str]:
    """The letters of the day, in the order of their names."""
    return [
        each.read_text("utf-8")
        for each in sorted((desk.office.root / "dist").iterdir(), key=lambda each: (len(each.name), each.name))
    ]


def test_an_answer_to_a_duplicate_says_so_in_words_and_quotes_as_it_is_printed(desk: Desk) -> None:
    with_lead_body(desk)
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs[^n]. More.\n\n[^n]: A note.")
    first = desk.amendment("unesco", "every year", "every month")
    second = desk.office.send("atameken", "remark", section="rivers", at="5", remark="Why?")
    desk.office.decide(second, "duplicate", reason=f"of {first}")
    said, _ = answered(desk, "atameken")
    assert "| Duplicate | Others proposed the same.<br>What became of it: accepted. |" in said
    assert "| A paragraph that nobody needs. More. |" in said


def test_a_second_answer_says_that_words_were_taken_out_again(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)

    assert "The ministry keeps the register of rivers and publishes it every month." in answered(desk, "unesco")[0]
    desk.revert(first)
    said, recorded = answered(desk, "unesco")
    assert "The words were taken out of the text again." in said
    assert recorded == [first]
    assert answered(desk, "unesco") == (said, [])
    assert len(letters(desk)) == 2
    files = [each.file for each in desk.office.desk().contribution(first).head.history if each.step == "replied"]
    assert files == [f"reply-unesco-{DAY}.en.md", f"reply-unesco-{DAY}-2.en.md"]


def test_an_answer_takes_the_place_of_no_other_letter_of_the_day(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    told, _ = answered(desk, "unesco")
    desk.office._keep(moved(desk.office.desk(), first, "disputed", "unesco", "Not so"))
    open_again, recorded = answered(desk, "unesco")
    assert "Still under consideration: 1." in open_again and recorded == []
    assert answered(desk, "unesco") == (open_again, [])
    assert letters(desk) == [told, open_again]
    desk.office.decide(first, "rejected", reason="No.")
    rejected, _ = answered(desk, "unesco")
    assert letters(desk) == [told, open_again, rejected]


def test_rows_that_say_what_holds_decide_nothing(desk: Desk) -> None:
    (desk.office.root / "records").mkdir()
    (desk.office.root / "records/meetings.yaml").write_text("meetings:\n  - {id: s2, date: 2021-06-14, title: Second}\n", "utf-8")
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    third = desk.office.send("atameken", "remark", section="rivers", remark="Why?")
    at = desk.office.desk()
    table = table_bytes(at, matrix(at, at.contributions.values(), "decisions", "en"), "csv")
    filled = table.decode("utf-8-sig").replace("Why?,,,,,", "Why?,,,Noted,,").encode("utf-8")
    made = decisions_in(at, "s2.csv", filled, "s2")
    changed = {each.id: state(each).disposition for each in made.contributions if each is not at.contribution(each.id)}
    assert changed == {third: "noted"}
    assert {first, second, third} == {each.id for each in made.contributions}


def test_a_reason_that_the_tool_gave_is_told_in_the_language_of_the_reader(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    desk.merge(second, sentence("every quarter"))
    own = {
        "en": "Settled together with other proposals on the same words.",
        "ru": "Решено вместе с другими предложениями по тем же словам.",
        "kk": "Осы сөздер жөніндегі басқа ұсыныстармен бірге шешілді.",
    }
    at = desk.office.desk()
    for language, words in own.items():
        table = table_bytes(at, matrix(at, at.contributions.values(), "decisions", language), "csv")
        assert table.decode("utf-8-sig").count(words) == 2, language
        made = decisions_in(at, "sitting.csv", table, "")
        assert all(each is at.contribution(each.id) for each in made.contributions), "what holds is not decided again"


def test_a_draft_is_explained_by_what_held_when_it_was_made(desk: Desk) -> None:
    made = begun(desk.office.root)
    first = desk.amendment("unesco", "every year", "every month")
    made.commit("One")
    desk.merge(first)
    made.commit("Two")
    desk.revert(first)
    desk.office.decide(first, "rejected", reason="No")
    made.commit("Three")
    assert [each["why"] for each in changes("HEAD~2", "HEAD~1", root=made.root)] == ["Accepted"]
    assert changes("HEAD~2", "HEAD", root=made.root) == []


@pytest.mark.parametrize("saved", [False, True])
def test_what_was_saved_before_a_merge_keeps_its_own_reason(desk: Desk, saved: bool) -> None:
    made = begun(desk.office.root)
    first = desk.amendment("unesco", "every year", "every month")
    made.commit("One")
    desk.edit("Rivers belong to the state.", "All rivers belong to the state.")
    made.commit("Saved\n\nReason: by hand")
    desk.merge(first)
    if saved:
        made.commit("Merged\n\nReason: merged")
    older = "HEAD~2" if saved else "HEAD~1"
    [change] = changes(older, "HEAD", root=made.root) if saved else changes(older, root=made.root)
    assert (change["why"], change["contribution"]) == ("Accepted; by hand", first)


def test_what_was_disputed_is_decided_anew_and_what_was_withdrawn_is_not(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.office._keep(moved(desk.office.desk(), first, "disputed", "unesco", "Not so"))
    desk.office._keep(moved(desk.office.desk(), second, "withdrawn", "undp", ""))
    at = desk.office.desk()
    rows = table_bytes(at, matrix(at, at.contributions.values(), "decisions", "en"), "csv").decode("utf-8-sig").split("\r\n")
    ends = [row.rsplit(",", 3)[1:] for row in rows if row.startswith(("unesco-", "undp-"))]
    assert sorted(ends) == [["", "", ""], ["Withdrawn", "", ""]]
    assert not [each for each in decisions_in(at, "s.csv", "\r\n".join(rows).encode(), "").contributions if each.id == first]
    desk.office.decide(first, "accepted")
    assert state(desk.office.desk().contribution(first)).name == "decided"
    desk.refused(lambda: desk.office.decide(second, "accepted"), "is withdrawn", "If that is a mistake: concept move")


def test_who_was_rejected_reads_that_the_words_were_taken_out_again(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    answered(desk, "unesco")
    desk.revert(first)
    desk.office.decide(first, "rejected", reason="No.")
    assert "| Rejected | No. | The words were taken out of the text again. |" in answered(desk, "unesco")[0]


def test_words_that_another_one_proposed_too_are_not_told_as_taken_out(desk: Desk) -> None:
    with_lead_body(desk)
    both = [desk.amendment(each, "every year", "every month") for each in ("unesco", "atameken")]
    for each in both:
        desk.merge(each)
    desk.revert(both[0])
    assert sentence("every month") in desk.text()
    said, _ = answered(desk, "unesco")
    assert "taken out" not in said and sentence("every month") in said


def test_nobody_is_a_duplicate_of_their_own_duplicate(desk: Desk) -> None:
    one, two, three = (
        desk.office.send(each, "remark", section="rivers", remark="Why?") for each in ("unesco", "undp", "atameken")
    )
    desk.refused(lambda: desk.office.decide(one, "duplicate", reason=f"of {one}"), "a duplicate of itself:", "decided for itself")
    desk.office.decide(one, "duplicate", reason=f"of {two}")
    desk.office.decide(two, "duplicate", reason=f"of {three}")
    desk.refused(
        lambda: desk.office.decide(three, "duplicate", reason=f"of {one}"),
        f"of itself by way of {one}: nobody would",
        "for itself",
    )
    desk.office.decide(three, "duplicate", reason="of what was said at the table")


def test_words_that_a_settlement_turns_are_answered_anew(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    made = desk.merge(second, "The ministry never keeps the register of rivers and publishes it every month.")
    assert made.others == (first,)
    assert desk.disposition(first) == "accepted-modified"
    desk.revert(second)
    assert desk.disposition(first) == "accepted"
    made = desk.merge(second, "The ministry keeps the register of rivers and publishes it every month, or more often.")
    assert made.others == (first,)
    assert desk.disposition(first) == "accepted-modified"


def test_words_of_another_draft_that_take_the_place_of_merged_ones_are_told(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    desk.merge(first)
    answered(desk, "unesco")
    later = desk.amendment("undp", "every month", "every week")
    assert desk.merge(later).others == (first,)
    assert desk.disposition(first) == "accepted-modified"
    said, told = answered(desk, "unesco")
    assert told == [first] and sentence("every week") in said
    desk.revert(later)
    assert desk.disposition(first) == "accepted"
    said, told = answered(desk, "unesco")
    assert told == [first] and sentence("every month") in said


def test_an_answer_is_due_when_words_are_put_in_again(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    names = []
    for what in (desk.merge, desk.revert, desk.merge):
        what(first)
        names.append(state(desk.office.desk().contribution(first)).name)
        assert answered(desk, "unesco")[1] == [first]
        names.append(state(desk.office.desk().contribution(first)).name)
    assert names == ["applied", "replied", "decided", "replied", "applied", "replied"]


def test_words_that_stood_there_by_hand_stay_and_are_told(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    desk.edit("every year", "every month")
    desk.merge(first)
    assert "stood there before it, and stay" in desk.revert(first).said
    assert sentence("every month") in desk.text()
    said, _ = answered(desk, "unesco")
    assert "taken out" not in said and sentence("every month") in said


def test_what_is_disputed_is_under_consideration_in_every_table(desk: Desk) -> None:
    first = desk.office.send("unesco", "remark", section="rivers", remark="Why?")
    desk.office.decide(first, "rejected", reason="No")
    desk.office._keep(moved(desk.office.desk(), first, "disputed", "unesco", "Not so"))
    at = desk.office.desk()
    for form in ("plain", "iso", "kz"):
        table = table_bytes(at, matrix(at, at.contributions.values(), form, "en"), "csv").decode("utf-8-sig")
        assert "Under consideration" in table and "Rejected" not in table, form


def test_paragraphs_put_in_are_known_though_the_one_before_them_was_changed(desk: Desk) -> None:
    with_lead_body(desk)
    behind = desk.office.send("unesco", section="rivers", action="insert", quote=YEARLY, text="A paragraph behind.")
    desk.office.decide(behind, "accepted")
    other = desk.amendment("undp", YEARLY, "Rivers belong to the state.")
    desk.merge(behind)
    desk.merge(other)
    for _ in range(2):
        assert "---\nRivers belong to the state.\n\nA paragraph behind.\n\nEach river" in desk.text()
        assert (desk.wanted("Rivers belong"), desk.wanted("A paragraph behind.")) == ([other], [behind])
        assert "A paragraph behind." in desk.told("unesco")
        desk.revert(behind)
        desk.merge(behind)


def test_a_duplicate_is_told_what_became_of_what_it_repeats(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    same = desk.office.send("undp", section="rivers", action="replace", quote="every year", text="every month")
    desk.office.decide(same, "duplicate", reason=f"as {first}")
    assert "Others proposed the same.<br>What became of it: accepted." in desk.told("undp")
    desk.merge(first)
    desk.revert(first)
    assert "What became of it: accepted, taken out of the text." in desk.told("undp")
    assert "reverted: 2021-" in concept("trace", first, cwd=desk.office.root).stdout


def test_who_is_put_down_as_withdrawn_by_mistake_is_decided_after_all(desk: Desk) -> None:
    id = desk.office.send("undp", section="rivers", action="replace", quote="every year", text="every month")
    for step in ("withdrawn", "disputed"):
        desk.office._keep(moved(desk.office.desk(), id, step, "us", ""))
    desk.office.decide(id, "accepted")
    assert desk.merge(id).became == "applied"


def test_who_changed_another_cell_of_a_row_is_not_settled_along(desk: Desk) -> None:
    with_lead_body(desk)
    desk.edit("Each river", "| Road | Year | Sum |\n|---|---|---|\n| A1 | 30 | 150 |\n| A2 | 31 | 151 |\n\nEach river")
    year, cost = desk.amendment("unesco", "30", "32"), desk.amendment("undp", "150", "180")
    other, below = desk.amendment("atameken", "150", "160"), desk.amendment("undp", "31", "33")
    desk.merge(year)
    desk.do(lambda made: made.merge(cost, word_level=True))
    desk.do(lambda made: made.merge(below, word_level=True))
    assert desk.merge(other).became == "conflict"
    for words in ("170", "175"):
        assert desk.merge(other, words).others == (cost,)
        assert f"| A1 | 32 | {words} |" in desk.text()
        assert (desk.disposition(year), desk.disposition(cost)) == ("accepted", "accepted-modified")
        desk.revert(other)
        assert desk.disposition(cost) == "accepted"
    assert "A1 \\| 32 \\| 180" in desk.told("unesco")
    assert "A2" not in desk.told("unesco")  # that row is nobody's but of the other body


def test_changes_are_explained_though_the_one_that_others_started_from_was_taken_back(desk: Desk) -> None:
    before = desk.text()
    first = desk.amendment("unesco", "every year", "every month")
    behind = desk.accepted("undp", YEARLY, "insert", "The list is public.")
    gone = desk.accepted("atameken", "Each river has a keeper, who reports to the region.", "delete")
    for each in (first, behind, gone):
        assert desk.merge(each).became == "applied"
    desk.revert(first)
    path = "sections/rivers.md"
    taken = steps(desk.office.desk().contributions.values())[path]
    origins = Origins(before, desk.text(), taken)
    at = desk.text().index("The list is public.")
    assert {each and each.contribution for each in origins.brought(at, at + 19)} == {behind}
    at = before.index("Each river")
    assert {each and each.contribution for each in origins.took(at, at + 51)} == {gone}
    assert not origins.nobodys


def test_words_that_were_edited_by_hand_are_not_said_to_be_out(desk: Desk) -> None:
    put_in = desk.accepted("undp", YEARLY, "insert", "The post prints the list on its site.")
    desk.merge(put_in)
    desk.edit("The post prints the list", "The National Post prints the list")
    concept = desk.office.root / "concept.yaml"
    concept.write_text(concept.read_text("utf-8") + "lead-body: atameken\n", "utf-8")
    desk.refused(lambda: desk.revert(put_in), "The National Post prints the list on its site.", "Take them out of")
    assert "The National Post prints the list on its site." in desk.told("undp")
    assert desk.wanted("The National Post") == [put_in]
    desk.edit("\n\nThe National Post prints the list on its site.", "")
    assert desk.revert(put_in).became == "reverted"


def test_a_contribution_and_its_line_are_traced_alike(desk: Desk) -> None:
    behind = desk.accepted("unesco", YEARLY, "insert", "The list is public.")
    gone = desk.accepted("undp", YEARLY, "delete")
    desk.merge(behind)
    desk.merge(gone)
    line = next(number for number, each in enumerate(desk.text().split("\n"), 1) if each.startswith("The list is public."))
    place = of_contribution(desk.office.desk(), behind).place
    assert place and place.line == line
    assert behind in desk.wanted("The list is public.")


def test_whose_deletion_was_taken_back_reads_that_the_words_are_there_again(desk: Desk) -> None:
    with_lead_body(desk)
    gone = desk.accepted("unesco", "Rivers belong to the state.", "delete")
    desk.merge(gone)
    desk.revert(gone)
    desk.office.decide(gone, "rejected", reason="Thought again.")
    assert "The words are in the text again." in desk.told("unesco")
    assert "taken out" not in desk.told("unesco")


def test_who_loses_decided_words_to_a_settlement_is_told_so_beside_the_old_reason(desk: Desk) -> None:
    with_lead_body(desk)
    words = desk.office.send("unesco", section="rivers", action="replace", quote="every year", text="every month")
    desk.office.decide(words, "accepted-modified", reason="No money.", wording="every quarter")
    gone = desk.accepted("undp", sentence("every year"), "delete")
    for each in (words, gone):
        desk.merge(each)
    desk.do(lambda made: made.write(gone, "Rivers belong to the state."))
    assert "No money. Settled together with other proposals on the same words." in desk.told("unesco")
    assert desk.decision(words).against == (gone,)
    desk.revert(gone)
    assert desk.reason(words) == "No money."


def test_each_save_explains_what_it_changed(desk: Desk, tmp_path: Path) -> None:
    repository = begun(tmp_path)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "First")
    for old, new, why in (("every year", "every week", "Weekly"), ("nobody needs", "everybody needs", "Needed")):
        desk.edit(old, new)
        repository.git("commit", "-q", "-am", f"{why}\n\nReason: {why}")
    told = [each["why"] for each in changes("HEAD~2", root=desk.office.root)]
    assert told == ["Weekly", "Needed"]


def test_an_answer_is_due_when_other_words_are_put_in_for_a_remark(desk: Desk) -> None:
    with_lead_body(desk)
    remark = desk.office.send("unesco", "remark", section="rivers", quote="every year", remark="Say when.")
    desk.office.decide(remark, "accepted")
    desk.merge(remark, "every year in May")
    answered(desk, "unesco")
    desk.revert(remark)
    desk.merge(remark, "every year in June")
    assert state(desk.office.desk().contribution(remark)).name == "applied"
    desk.revert(remark)
    desk.merge(remark, "every year in May")
    assert state(desk.office.desk().contribution(remark)).name == "applied"


def test_a_change_that_two_proposed_alike_is_told_as_both(desk: Desk, tmp_path: Path) -> None:
    repository = begun(tmp_path)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "First")
    both = [desk.accepted(each, "Rivers belong to the state.", "insert", "Milk is free.") for each in ("unesco", "undp")]
    for each in both:
        desk.merge(each)
    [told] = changes("HEAD", root=desk.office.root)
    assert sorted(told["contribution"].split(", ")) == sorted(both)


def test_who_was_settled_with_others_is_named_though_the_words_of_before_came_back(desk: Desk, tmp_path: Path) -> None:
    repository = begun(tmp_path)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "First")
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "every week")
    desk.merge(first)
    desk.merge(second, sentence("every year in May"))
    [told] = changes("HEAD", root=desk.office.root)
    assert told["contribution"] == f"{second}, {first}"
    assert "No differences" not in concept("diff", "HEAD", "--by", "unesco", cwd=desk.office.root).stdout


def test_what_a_remark_asked_to_take_out_is_told_as_taken_out(desk: Desk) -> None:
    """Not as something that happened to it later."""
    with_lead_body(desk)
    remark = desk.office.decide(
        desk.office.send("unesco", "remark", section="lakes", quote="Zaysan", remark="Leave it out."), "accepted"
    )
    desk.do(lambda made: made.write(remark, made.passage(remark)[1].text.replace("\n| Zaysan | 15 |", "")))
    assert "| Leave it out. | Accepted | – | The passage was deleted. |" in desk.told("unesco")


def test_whose_item_is_gone_reads_that_it_is_not_in_the_text_any_more(desk: Desk) -> None:
    with_lead_body(desk)
    desk.merge(desk.amendment("unesco", "in autumn", "in October"))
    desk.edit("2. Rivers are measured in October.\n", "")
    assert "The passage is not in the text any more." in desk.told("unesco")
    assert "changed again" not in desk.told("unesco")


def test_who_puts_words_like_the_deleted_ones_beside_them_settles_no_deletion(desk: Desk) -> None:
    """They were proposed to stand behind the deleted sentence, not instead of it."""
    gone = desk.accepted("unesco", "Rivers belong to the state.", "delete")
    behind = desk.accepted("undp", "Rivers belong to the state.", "insert", "Lakes belong to the state, too.")
    desk.merge(gone)
    assert desk.merge(behind).became == "conflict"
    written = desk.do(lambda made: made.write(behind, f"{made.passage(behind)[1].text} Lakes belong to the state, too."))
    assert written.others == ()
    assert (desk.disposition(gone), desk.disposition(behind)) == ("accepted", "accepted")


def test_who_writes_something_like_the_deleted_sentence_settles_the_deletion(desk: Desk) -> None:
    gone = desk.accepted("unesco", "Rivers belong to the state.", "delete")
    rival = desk.amendment("undp", "Rivers belong to the state.", "Rivers belong to nobody but the state.")
    desk.merge(gone)
    assert desk.merge(rival, "Rivers belong to nobody but the state.").others == (gone,)
    assert desk.disposition(gone) == "accepted-modified"


def test_whose_insertion_was_taken_out_by_hand_reads_that_it_is_out(desk: Desk) -> None:
    with_lead_body(desk)
    put_in = desk.accepted("unesco", YEARLY.partition(".")[0] + ".", "insert", "The post prints the list.")
    desk.merge(put_in)
    desk.edit(" The post prints the list.", "")
    assert "The words were taken out of the text again." in desk.told("unesco")
    assert "changed again" not in desk.told("unesco")


def test_who_was_never_told_of_other_words_is_not_told_that_they_went(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("undp", "every year", "every month")
    second = desk.amendment("unesco", "every year", "every week")
    desk.merge(first)
    desk.merge(second, sentence("every day"))
    desk.revert(second)
    desk.office.decide(second, "rejected", reason="No.")
    assert "taken out" not in desk.told("unesco")


def test_words_put_in_anew_after_others_were_taken_out_by_hand_are_all_of_who_proposed_them(desk: Desk) -> None:
    older = desk.text()
    put_in = desk.accepted("unesco", YEARLY.partition(".")[0] + ".", "insert", "The bill comes within a week.")
    desk.merge(put_in)
    desk.edit(" The bill comes within a week.", "")
    desk.revert(put_in)
    desk.office.decide(put_in, "accepted-modified", wording="The bill comes within one week.", reason="One is a word.")
    desk.merge(put_in)
    taken = steps(desk.office.desk().contributions.values())["sections/rivers.md"]
    start = desk.text().index("The bill")
    brought = Origins(older, desk.text(), taken).brought(start, start + len("The bill comes within one week."))
    assert {each.contribution for each in brought if each} == {put_in}
    assert None not in brought


def test_whose_words_stood_there_without_them_is_not_told_that_they_went(desk: Desk) -> None:
    """What the guide advises who takes one side: settled with the words of today, then taken back and rejected."""
    with_lead_body(desk)
    first = desk.amendment("undp", "every year", "every month")
    second = desk.amendment("unesco", "every year", "every week")
    desk.merge(first)
    desk.merge(second, sentence("every month"))
    assert answered(desk, "unesco")[1] == [second]
    desk.revert(second)
    desk.office.decide(second, "rejected", reason="No.")
    assert "taken out" not in answered(desk, "unesco")[0]


def test_a_row_is_quoted_with_its_cells_apart(desk: Desk) -> None:
    with_lead_body(desk)
    desk.office.send("unesco", "remark", section="lakes", quote="Zaysan 15", remark="Is it deeper?")
    assert "| Zaysan \\| 15 | Is it deeper? |" in desk.told("unesco")


def test_a_change_of_several_says_what_was_decided_of_whom(desk: Desk, tmp_path: Path) -> None:
    repository = begun(tmp_path)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "First")
    second = desk.office.send("undp", section="rivers", action="replace", quote="belong to the state", text="are the state's")
    desk.office.decide(second, "accepted-modified", wording="are common", reason="Shorter")
    for each in (desk.amendment("unesco", "every year", "every month"), second):
        desk.merge(each)
    [told] = changes("HEAD", root=desk.office.root)
    assert told["why"] == "UNDP – Accepted with modification: Shorter; UNESCO – Accepted"


def test_what_is_not_saved_yet_hides_no_reason_of_another_paragraph(desk: Desk, tmp_path: Path) -> None:
    repository = begun(tmp_path)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "First")
    repository.git("tag", "first")
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "in spring", "in May")
    for each in (first, second):
        desk.merge(each)
    assert concept("save", "Sitting", cwd=desk.office.root).returncode == 0
    desk.edit("The ministry", "The Ministry of Water")
    assert concept("save", "Its name", cwd=desk.office.root).returncode == 0
    desk.revert(second)
    assert [each["why"] for each in changes("first", root=desk.office.root)] == ["Accepted; Its name"]
    desk.edit("A paragraph that nobody needs.", "A paragraph that somebody needs.")
    assert [each["why"] for each in changes("first", root=desk.office.root)] == ["Accepted; Its name", ""]


def test_the_annex_and_the_answer_say_alike_that_a_paragraph_is_gone(desk: Desk) -> None:
    with_lead_body(desk)
    behind = desk.accepted("unesco", YEARLY, "insert", "Fish are counted, too.")
    desk.merge(behind)
    desk.edit("Fish are counted, too.\n\n", "")
    assert "The words were taken out of the text again." in desk.told("unesco")
    assert concept("build", "--with", "decided", "--to", "md", cwd=desk.office.root).returncode == 0
    [built] = (desk.office.root / "dist").glob("*.en.decided.md")
    assert "The words were taken out of the text again." in built.read_text("utf-8")
    assert desk.revert(behind).said.startswith("its words were not in")


def test_a_part_of_a_word_in_a_title_is_not_said_to_be_that_title(desk: Desk) -> None:
    desk.refused(
        lambda: desk.office.send("undp", "remark", section="rivers", quote="ivers", remark="Why?"),
        "does not stand in the section",
        "quote whole words",
    )


def test_words_that_somebody_moved_to_another_section_are_found_there(desk: Desk) -> None:
    with_lead_body(desk)
    id = desk.amendment("unesco", "every year", "every month")
    desk.merge(id)
    paragraph = f"{sentence('every month')} Rivers belong to the state.\n\n"
    desk.edit(paragraph, "")
    desk.edit("The budget pays", f"{paragraph}The budget pays", "lakes")
    assert f"| {paragraph.strip()} |" in desk.told("unesco")
    assert "sections/lakes.md" in concept("trace", id, cwd=desk.office.root).stdout
    text = desk.text("lakes")
    line = text[: text.index(paragraph)].count("\n") + 1
    assert id in concept("trace", f"lakes:{line}", cwd=desk.office.root).stdout
    assert "was lost" not in concept("check", cwd=desk.office.root).stdout


def test_a_few_words_that_somebody_joined_to_another_paragraph_stand_there(desk: Desk) -> None:
    with_lead_body(desk)
    desk.merge(desk.accepted("unesco", YEARLY, "insert", "So do fish."))
    desk.edit(f"{YEARLY}\n\nSo do fish.", f"{YEARLY} So do fish.")
    assert f"| {YEARLY} So do fish. |" in desk.told("unesco")


def test_of_a_deleted_item_no_item_of_others_is_told(desk: Desk) -> None:
    with_lead_body(desk)
    desk.merge(desk.accepted("unesco", "Rivers are measured in autumn.", "delete"))
    desk.merge(desk.amendment("undp", "in spring", "in May"))
    assert "The passage was deleted." in desk.told("unesco")
    assert "in May" not in desk.told("unesco")
