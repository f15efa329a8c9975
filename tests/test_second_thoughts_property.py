"""Whatever a group merges, settles, takes back and decides again, its ledger says what its text says, and nobody's words are lost."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.decisions import Decision, decided, moved
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.register import Sent
from concept_cli.ledger.proposals import Wording
from concept_cli.ledger.saying import says
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging
from concept_cli.model import Contribution
from concept_cli.readers.fragment import read_fragment
from tests.ledgers import accepted, desk_of, merging, texts, with_contribution

EXAMPLES: Final = int(os.environ.get("CONCEPT_EXAMPLES", "200"))
NOWHERE: Final = Path(tempfile.gettempdir()) / "concept-no-such-folder"
BODY: Final = """
Who pays is said here.

# Towns and villages

The state pays half of the costs. Towns pay the rest. Villages pay nothing.

Every fifth household has no water.[^n] The share falls.

- one is red
- two is blue

[^n]: Counted in towns. Villages follow.
"""
SENT: Final = (
    ("replace", "half of the costs", "a third of the costs"),
    ("replace", "half of the costs", "all of the costs"),
    ("replace", "half of the costs", "a third of the costs"),
    ("replace", "The state pays half of the costs.", "The state pays what it can."),
    ("replace", "The state", "The country"),
    ("replace", "Towns pay the rest.", "Towns pay the rest in time."),
    ("delete", "Villages pay nothing.", ""),
    ("delete", "Villages pay nothing.", ""),
    ("insert", "Towns pay the rest.", "Regions help."),
    ("insert", "The state pays half of the costs. Towns pay the rest. Villages pay nothing.", "A new paragraph."),
    ("replace", "two is blue", "two is dark blue"),
    ("replace", "two is blue", "two is green"),
    ("replace", "Counted in towns.", "Counted in big towns."),
    ("replace", "Counted in towns.", "Counted in small towns."),
    ("replace", "The share falls.", "The share falls slowly."),
    ("delete", "The state pays half of the costs. Towns pay the rest. Villages pay nothing.", ""),
    ("delete", "Towns and villages The state pays half of the costs. Towns pay the rest. Villages pay nothing.", ""),
    ("insert", "Who pays is said here.", "When it is paid, too."),
    ("delete", "Who pays is said here. Towns and villages", ""),
)
STEPS: Final = ("merge", "merge", "merge", "word", "settle", "settle", "revert", "revert", "reject", "accept", "dispute", "edit")


@dataclass
class Group:
    """A desk on which steps are taken, and whether anything was edited by hand."""

    desk: Desk
    edited: bool = False

    def keep(self, made: Merging) -> None:
        fragments = tuple(
            read_fragment(each.path, each.id, each.language, made.fragments[each.path].text, lambda _: None, translation=False)
            if each.path in made.fragments
            else each
            for each in self.desk.project.fragments
        )
        project = replace(self.desk.project, fragments=fragments)
        self.desk = replace(self.desk, project=project, contributions={**self.desk.contributions, **made.contributions})

    def decide(self, contribution: Contribution) -> None:
        self.desk = replace(self.desk, contributions={**self.desk.contributions, contribution.id: contribution})

    def edit(self, number: int) -> None:
        """Change a sentence that nobody asked to change, beside others."""
        self.edited = True
        old, new = (("Every fifth household", "Every sixth household"), ("one is red", "one is light red"))[number % 2]
        [one] = self.desk.project.fragments
        changed = read_fragment(one.path, one.id, "en", one.text.replace(old, new), lambda _: None, translation=False)
        self.desk = replace(self.desk, project=replace(self.desk.project, fragments=(changed,)))

    def settled(self, id: str, number: int) -> str:
        """Words that nobody proposed; now and then those of the text go on in them."""
        place = self.desk.contributions[id].head.place
        assert place is not None
        own = f"number {[*self.desk.contributions].index(id)} {'abcdef'[number]}"
        stands = "a third of the costs, or " if number % 2 else ""
        return f"It is {stands}{own}." if place.quote.endswith(".") or number > 3 else f"{stands}{own}"

    def take(self, step: str, id: str, number: int) -> None:
        made = merging(self.desk)
        match step:
            case "merge" | "word":
                made.merge_all([id], word_level=step == "word")
            case "settle":
                made.merge(id, Wording(self.settled(id, number)))
            case "revert":
                made.revert(id)
            case "reject":
                self.decide(decided(self.desk, Decision(id, "rejected", "No")))
            case "accept":
                self.decide(decided(self.desk, Decision(id, "accepted")))
            case "dispute":
                self.decide(moved(self.desk, id, "disputed", "unesco", "Not so"))
            case "edit":
                self.edit(number)
        self.keep(made)

    @property
    def text(self) -> str:
        return texts(merging(self.desk))["one"]

    @property
    def applied(self) -> set[str]:
        return {id for id, each in self.desk.contributions.items() if state(each).applied}

    def is_true(self) -> None:
        """What is said to be in the text is there, or was settled on in other words."""
        for id, each in self.desk.contributions.items():
            found = state(each)
            if found.applied and not (found.decision and found.decision.step == "settled"):
                assert says(self.text, each, goes_on=True), (id, [one.step for one in each.head.history])


def begun() -> Desk:
    desk = desk_of({"one": BODY}, NOWHERE)
    bodies = ("unesco", "undp", "atameken")
    for number, (action, quote, text) in enumerate(SENT):
        sent = Sent(bodies[number % 3], "amendment", action=action, section="one", quote=quote, text=text)
        desk, _ = with_contribution(desk, sent)
    return accepted(desk)


BEGUN: Final = begun()
TAKEN = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from([*BEGUN.contributions]), st.integers(0, 5)), max_size=14)


@settings(
    max_examples=EXAMPLES,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if EXAMPLES <= 200 else [])),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(TAKEN)
def test_the_ledger_says_what_the_text_says(taken: list[tuple[str, str, int]]) -> None:
    group = Group(BEGUN)
    for step, id, number in taken:
        before, stood = group.desk, group.applied
        try:
            group.take(step, id, number)
        except ConceptError as error:
            assert error.hint
            assert group.desk is before
        group.is_true()
        lost = stood - group.applied - ({id} if step == "revert" else set())
        assert all(state(group.desk.contribution(each)).conflict for each in lost)
    if not group.edited:
        made = merging(group.desk)
        try:
            made.revert_all(group.applied)
        except ConceptError as error:  # words beside them were taken back out of turn: nobody knows where these end
            assert error.hint
            assert any("reverted" in {one.step for one in each.head.history} for each in group.desk.contributions.values())
            return
        assert texts(made)["one"] == BEGUN.project.fragments[0].text
