"""What becomes of text and ledger when somebody thinks again after words were merged: taken back, decided anew, put otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.decisions import moved
from concept_cli.exchange.matrix import matrix
from concept_cli.exchange.reply import replied
from concept_cli.exchange.table_in import decisions_in
from concept_cli.exchange.trace import of_contribution, of_section
from concept_cli.exchange.written import table_bytes
from concept_cli.ledger.origins import Origins, steps
from concept_cli.ledger.proposals import Wording, with_sources
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging, Outcome
from concept_cli.merge.manuscript import changed_files
from concept_cli.model import Event
from tests.heard import DAY, Secretary, project
from tests.repositories import begun
from tests.test_diff import changes

YEARLY = "The ministry keeps the register of rivers and publishes it every year. Rivers belong to the state."


def sentence(when: str) -> str:
    return f"The ministry keeps the register of rivers and publishes it {when}."


class Desk:
    """A secretary who merges and takes back, in a small project."""

    def __init__(self, root: Path) -> None:
        self.office = Secretary(project(root))

    def amendment(self, body: str, quote: str, text: str, section: str = "rivers") -> str:
        """Registered and accepted."""
        id = self.office.send(body, section=section, action="replace", quote=quote, text=text)
        return self.office.decide(id, "accepted")

    def accepted(self, body: str, quote: str, action: str, text: str = "") -> str:
        """Words to be put in or taken out, registered and accepted."""
        id = self.office.send(body, section="rivers", action=action, quote=quote, text=text)
        return self.office.decide(id, "accepted")

    def do(self, what: Callable[[Merging], Outcome]) -> Outcome:
        at = self.office.desk()
        made = Merging(at.project.fragments, at.contributions.values(), DAY)
        outcome = what(made)
        for path, text in changed_files(made).items():
            (self.office.root / path).write_text(text, "utf-8")
        return outcome

    def merge(self, id: str, words: str = "", *, markdown: bool = False) -> Outcome:
        return self.do(lambda made: made.merge(id, Wording(words, markdown) if words else None))

    def revert(self, id: str) -> Outcome:
        return self.do(lambda made: made.revert(id))

    def text(self, section: str = "rivers") -> str:
        return (self.office.root / f"sections/{section}.md").read_text("utf-8")

    def edit(self, old: str, new: str, section: str = "rivers") -> None:
        """As a drafter does, by hand."""
        assert old in self.text(section)
        (self.office.root / f"sections/{section}.md").write_text(self.text(section).replace(old, new), "utf-8")

    def refused(self, what: Callable[[], object], says: str, hint: str) -> None:
        """That something is refused, with what to type next, and that nothing changed."""
        before = {path: path.read_bytes() for path in self.office.root.rglob("*.md")}
        with pytest.raises(ConceptError) as error:
            what()
        assert says in error.value.message
        assert hint in error.value.hint
        assert {path: path.read_bytes() for path in self.office.root.rglob("*.md")} == before

    def wanted(self, words: str) -> list[str]:
        """Who is about the line that begins with some words."""
        line = next(number for number, each in enumerate(self.text().split("\n"), 1) if each.startswith(words))
        return [each.contribution.id for each in of_section(self.office.desk(), f"rivers:{line}")]

    def told(self, body: str) -> str:
        """The answer to a body."""
        [content] = replied(self.office.desk(), body, ("md",), self.office.root / "dist").files.values()
        return content.decode()

    def disposition(self, id: str) -> str:
        return state(self.office.desk().contribution(id)).disposition

    def decision(self, id: str) -> Event:
        decision = state(self.office.desk().contribution(id)).decision
        assert decision is not None
        return decision

    def reason(self, id: str) -> str:
        return self.decision(id).reason or ""

    def against(self, id: str) -> tuple[str, ...]:
        conflict = state(self.office.desk().contribution(id)).conflict
        return conflict.against if conflict else ()

    def is_applied(self, id: str) -> bool:
        return state(self.office.desk().contribution(id)).applied is not None


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


def test_a_few_words_never_take_the_place_of_a_sentence(desk: Desk) -> None:
    first, second = desk.amendment("unesco", YEARLY[:71], "It is kept."), desk.amendment("undp", "every year", "twice a year")
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.refused(
        lambda: desk.merge(second, "every quarter"), "a whole sentence: “It is kept.", "Say the sentence as it should be"
    )
    desk.merge(second, sentence("every quarter"))
    assert sentence("every quarter") in desk.text()


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


def test_a_settlement_in_a_table_is_about_its_cell(desk: Desk) -> None:
    first, second = (desk.amendment(body, "26", text, "lakes") for body, text in (("unesco", "27"), ("undp", "28")))
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.merge(second, "27 | or 28")
    assert "| Balkhash | 27 \\| or 28 |\n| Zaysan | 15 |" in desk.text("lakes")


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


def test_words_that_stand_already_with_those_of_others_are_in_the_text(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "The ministry", "The agency"), desk.amendment("undp", "every year", "every month")
    same = desk.amendment("atameken", "every year", "every month")
    desk.merge(first)
    desk.do(lambda made: made.merge(second, word_level=True))
    assert "The agency keeps the register of rivers and publishes it every month." in desk.text()
    assert desk.merge(same).became == "applied"
    assert desk.is_applied(same)


def test_a_settlement_that_keeps_the_words_of_others_answers_nobody_anew(desk: Desk) -> None:
    first, second = desk.amendment("unesco", "every year", "every month"), desk.amendment("undp", "every year", "twice a year")
    third = desk.amendment("atameken", "every year", "on Mondays")
    desk.merge(first)
    desk.merge(second, sentence("every month, or twice a year"))
    assert desk.merge(third).became == "conflict"
    assert desk.merge(third, sentence("every month, or twice a year, or on Mondays")).others == ()
    desk.refused(lambda: desk.revert(second), "stand in", f"concept merge --revert {third}")
    assert desk.is_applied(third)


def test_a_settlement_in_a_footnote_keeps_its_mark(desk: Desk) -> None:
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs.[^n]\n\n[^n]: Counted in towns. Villages follow.")
    first, second = (
        desk.amendment(body, "in towns", text) for body, text in (("unesco", "in big towns"), ("undp", "in small towns"))
    )
    desk.merge(first)
    assert desk.merge(second).became == "conflict"
    desk.merge(second, "Counted in big and small towns.")
    assert "\n[^n]: Counted in big and small towns. Villages follow.\n" in desk.text()


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


NOTED = "Every fifth household has no water [@rep]. The share falls.[^n]"


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


def with_lead_body(desk: Desk) -> None:
    path = desk.office.root / "concept.yaml"
    path.write_text(path.read_text("utf-8").replace("id: rivers\n", "id: rivers\nlead-body: undp\n", 1), "utf-8")


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


# ----------------------------------------- what one decides, another one reads


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
    assert made.others == ()
    assert desk.disposition(first) == "accepted"


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


def test_a_settlement_takes_no_sentence_that_was_not_shown(desk: Desk) -> None:
    desk.edit("A paragraph that nobody needs.", "Water is taken from the river. Nobody may sell fish. The office keeps a list.")
    first = desk.amendment("unesco", "Nobody may sell fish.", "Everybody may sell.")
    second = desk.amendment("undp", "Water is taken from the river. Nobody may sell fish.", "Rain is used. Fishers may sell.")
    desk.merge(first)
    assert desk.merge(second).ours == "Everybody may sell."
    desk.refused(lambda: desk.merge(second, "All fishers may sell."), "more than is in conflict", f"merge {second} --edit")
    desk.merge(second, "Rain is used. All fishers may sell.")
    assert "\nRain is used. All fishers may sell. The office keeps a list.\n" in desk.text()


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


def test_after_an_edit_by_hand_nobody_is_named_who_changed_another_sentence(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    gone = desk.office.decide(
        desk.office.send("undp", section="rivers", action="delete", quote="Rivers belong to the state."), "accepted"
    )
    for each in (first, gone):
        desk.merge(each)
    desk.edit("keeps the register of rivers and publishes it every month", "keeps a register and prints it each month")
    desk.refused(lambda: desk.revert(gone), "Rivers belong to the state.", "Put them into sections/rivers.md by hand")
    assert "not in sections/rivers.md any more" in desk.revert(first).said


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


def test_a_duplicate_is_told_what_became_of_what_it_repeats(desk: Desk) -> None:
    with_lead_body(desk)
    first = desk.amendment("unesco", "every year", "every month")
    same = desk.office.send("undp", section="rivers", action="replace", quote="every year", text="every month")
    desk.office.decide(same, "duplicate", reason=f"as {first}")
    assert "Others proposed the same.<br>What became of it: accepted." in desk.told("undp")


def test_who_is_put_down_as_withdrawn_by_mistake_is_decided_after_all(desk: Desk) -> None:
    id = desk.office.send("undp", section="rivers", action="replace", quote="every year", text="every month")
    for step in ("withdrawn", "disputed"):
        desk.office._keep(moved(desk.office.desk(), id, step, "us", ""))
    desk.office.decide(id, "accepted")
    assert desk.merge(id).became == "applied"


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
    assert "A1 – 32 – 180" in desk.told("unesco")
    assert "A2" not in desk.told("unesco")  # that row is nobody's but of the other body


def test_words_whose_place_is_gone_are_written_into_the_section_and_only_there_it_changed(desk: Desk) -> None:
    gone = desk.accepted("unesco", "A paragraph that nobody needs.", "delete")
    behind = desk.accepted("undp", "A paragraph that nobody needs.", "insert", "Behind.")
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


def test_the_language_of_a_quote_is_that_of_who_read_it(desk: Desk) -> None:
    id = desk.office.send("undp", section="rivers", action="replace", quote="ежегодно", text="ежемесячно")
    assert desk.office.desk().contribution(id).head.language == "ru"


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


@pytest.mark.parametrize("first", ["delete", "insert"])
def test_who_settles_a_sentence_put_in_before_a_deleted_one_loses_and_doubles_nothing(desk: Desk, first: str) -> None:
    desk.edit(YEARLY, "They bring them back. A fine is taken.")
    gone = desk.accepted("unesco", "A fine is taken.", "delete")
    more = desk.accepted("undp", "They bring them back.", "insert", "Students have five weeks.")
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
    desk.refused(lambda: desk.merge(other, "A1 | 2028"), "for several cells", "Say what that cell should say")
    desk.merge(other, "2028")
    assert "| A1 | 2028 |" in desk.text()


BUS = "A bus goes to the villages. It comes once in a month. The route is published in advance."


def test_a_note_stays_with_its_sentence_when_another_is_put_in_behind(desk: Desk) -> None:
    desk.edit(YEARLY, "Old maps are kept.[^old] New ones are drawn.")
    desk.edit("A paragraph that nobody needs.", "A paragraph that nobody needs.\n\n[^old]: Drawn before 1950.")
    behind = desk.accepted("undp", "Old maps are kept.", "insert", "They are shown to schools.")
    other = desk.amendment("unesco", "Old maps are kept.", "Old maps are given to the archive.")
    assert desk.merge(other).became == "applied"
    assert desk.merge(behind).became == "applied"
    assert "Old maps are given to the archive.[^old] They are shown to schools. New ones are drawn." in desk.text()


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
        made.modified(made.ledger[remark], "settled")
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


def test_a_paragraph_of_which_one_sentence_was_taken_out_is_not_deleted(desk: Desk) -> None:
    desk.edit(YEARLY, BUS)
    gone = desk.accepted("unesco", BUS, "delete")

    def edited(made: Merging) -> Outcome:
        return made.write(gone, "A bus goes to all villages. The route is published in advance.")

    desk.do(edited)
    assert desk.disposition(gone) == "accepted-modified"


def test_a_deleted_sentence_is_out_though_one_like_it_stands_beside(desk: Desk) -> None:
    desk.edit(YEARLY, "Lakes are measured in spring. The state pays. Lakes are measured in autumn.")
    gone = desk.accepted("unesco", "Lakes are measured in spring.", "delete")
    other = desk.amendment("undp", "Lakes are measured in autumn.", "Lakes are measured in winter.")
    for each in (gone, other):
        assert desk.merge(each).others == ()
    assert desk.disposition(gone) == "accepted"
    desk.revert(other)
    assert desk.disposition(gone) == "accepted"


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


def test_a_contribution_and_its_line_are_traced_alike(desk: Desk) -> None:
    behind = desk.accepted("unesco", YEARLY, "insert", "The list is public.")
    gone = desk.accepted("undp", YEARLY, "delete")
    desk.merge(behind)
    desk.merge(gone)
    line = next(number for number, each in enumerate(desk.text().split("\n"), 1) if each.startswith("The list is public."))
    place = of_contribution(desk.office.desk(), behind).place
    assert place and place.line == line
    assert behind in desk.wanted("The list is public.")
