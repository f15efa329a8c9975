"""What becomes of text and ledger when somebody thinks again after words were merged: taken back, decided anew, put otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.document import words
from concept_cli.exchange.decisions import moved
from concept_cli.exchange.matrix import matrix
from concept_cli.ledger.proposals import Wording
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging, Outcome, changed_files
from tests.heard import DAY, Secretary, project

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

    def disposition(self, id: str) -> str:
        return state(self.office.desk().contribution(id)).disposition

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


def test_a_decision_that_is_upheld_is_one_more(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    for steps in (["disputed"], ["disputed", "escalated"]):
        for step in steps:
            desk.office._keep(moved(desk.office.desk(), first, step, "unesco", "Not so"))
            assert state(desk.office.desk().contribution(first)).name == step
        desk.office.decide(first, "accepted")
        assert state(desk.office.desk().contribution(first)).name == "decided"
    desk.office._keep(moved(desk.office.desk(), first, "withdrawn", "unesco", ""))
    desk.refused(lambda: desk.office.decide(first, "accepted"), "withdrawn", "register it anew")


def test_what_was_withdrawn_is_told_as_withdrawn(desk: Desk) -> None:
    first = desk.amendment("unesco", "every year", "every month")
    desk.office._keep(moved(desk.office.desk(), first, "withdrawn", "unesco", ""))
    at = desk.office.desk()
    table = matrix(at, at.contributions.values(), "plain", "en", limited=True)
    assert "Withdrawn" in words(table)
    assert "Accepted" not in words(table)
