"""Origins: each word that came or went is told of the contribution that did it, along the chain that the ledger knows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concept_cli.assemble import assemble
from concept_cli.compare import compare
from concept_cli.diagnostics import ConceptError
from concept_cli.document import Change, Explanation
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.register import Sent
from concept_cli.ledger.explanations import Explained, Ledger, explanations
from concept_cli.ledger.origins import NOBODY, WORD, Origins, Step, steps
from concept_cli.ledger.saves import Save
from concept_cli.model import Fragment, Project
from concept_cli.readers.fragment import read_fragment
from tests.ledgers import accepted, desk_of, merging, with_contribution
from tests.test_contributions import _desks

SENTENCE = "The ministry keeps the register of rivers and publishes it every year.\n"


def as_text(fragment: Fragment, text: str) -> Fragment:
    return read_fragment(fragment.path, fragment.id, fragment.language, text, lambda _: None, translation=False)


def edited(desk: Desk, old: str, new: str) -> Desk:
    """The desk after a drafter's own edit."""
    fragments = tuple(as_text(each, each.text.replace(old, new)) for each in desk.project.fragments)
    return replace(desk, project=replace(desk.project, fragments=fragments))


def merged(desk: Desk, *ids: str) -> Desk:
    """The desk with accepted contributions in its text."""
    made = merging(accepted(desk, ids))
    for id in ids:
        assert made.merge(id, word_level=True).became == "applied"
    fragments = tuple(as_text(each, made.fragments.get(each.path, each).text) for each in desk.project.fragments)
    return replace(desk, project=replace(desk.project, fragments=fragments), contributions=made.ledger)


def reverted(desk: Desk, id: str) -> Desk:
    made = merging(desk)
    made.revert(id)
    fragments = tuple(as_text(each, made.fragments.get(each.path, each).text) for each in desk.project.fragments)
    return replace(desk, project=replace(desk.project, fragments=fragments), contributions=made.ledger)


def amend(desk: Desk, who: str, quote: str, text: str = "", action: str = "replace") -> tuple[Desk, str]:
    desk, made = with_contribution(desk, Sent(who, "amendment", action=action, section="a", quote=quote, text=text))
    return desk, made.id


def told(older: Project, desk: Desk, known: dict[str, int] | None = None) -> tuple[list[Change], Explained]:
    """The changes of two drafts and what explains them."""
    redline = compare(assemble(older, "en"), assemble(desk.project, "en"))
    assert redline.redline is not None
    contributions = tuple(desk.contributions.values())
    ledger = Ledger(contributions, steps(contributions, known))
    changes = [each for each in redline.redline.changes if each.kind != "renumbered"]
    return changes, explanations(redline, older, desk.project, ledger)


def who(older: Project, desk: Desk, known: dict[str, int] | None = None) -> list[str]:
    """For every change the contributions that explain it."""
    changes, found = told(older, desk, known)
    return [found.changes[each.number].contribution if each.number in found.changes else "" for each in changes]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of({"a": f"# A\n\n{SENTENCE}\nRivers are long. Lakes are deep.\n\nThe end.\n"}, tmp_path)


# ------------------------------------------------------------------ chains


def test_one_contribution_explains_what_it_changed(desk: Desk) -> None:
    first, id = amend(desk, "unesco", "every year", "every month")
    done = merged(first, id)
    changes, found = told(desk.project, done)
    assert [each.number for each in changes] == [*found.changes]
    [explanation] = found.changes.values()
    assert (explanation.who, explanation.contribution) == ("UNESCO", id)
    assert (explanation.why, explanation.when) == ("Accepted", "2021-06-14")
    assert [*found.by.values()] == [{"unesco"}]


def test_two_in_one_sentence_are_both_named(desk: Desk) -> None:
    """The comparison shows one paragraph reworded; both had a part in it."""
    one, a = amend(desk, "unesco", "every year", "every month")
    two, b = amend(one, "undp", "ministry", "government")
    assert who(desk.project, merged(two, a, b)) == [f"{b}, {a}"]


def _known(desk: Desk) -> dict[str, int]:
    """How much of each history a draft was made with."""
    return {id: len(each.head.history) for id, each in desk.contributions.items()}


def test_three_one_after_the_other_on_the_same_words(desk: Desk) -> None:
    """Of what nobody sees any more nothing is said: the first brought "month", which the second took out again."""
    one, a = amend(desk, "unesco", "every year", "every month")
    one = merged(one, a)
    two, b = amend(one, "undp", "every month", "every week")
    two = merged(two, b)
    three, c = amend(two, "atameken", "The ministry", "The Ministry of Water")
    three = merged(three, c)
    assert who(desk.project, three) == [f"{c}, {b}, {a}"]  # a took out "year", b brought "week"
    assert who(one.project, three, _known(one)) == [f"{c}, {b}"]
    assert who(two.project, three, _known(two)) == [c]


def test_a_drafters_edit_between_two_contributions_is_nobodys(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "every year", "every month")
    one = merged(one, a)
    by_hand = edited(one, "Lakes are deep.", "Lakes are deep and cold.")
    two, b = amend(by_hand, "undp", "long", "very long")
    two = merged(two, b)
    changes, found = told(desk.project, two)
    assert [found.changes[each.number].contribution if each.number in found.changes else "" for each in changes] == [a, ""]
    assert who(by_hand.project, two) == [b]


def test_a_chain_goes_on_over_an_edit(desk: Desk) -> None:
    """The passage was edited before, and after, the contribution: its own words are told of it, and the others are nobody's."""
    by_hand = edited(desk, "keeps the register", "keeps the open register")
    one, a = amend(by_hand, "unesco", "every year", "every month")
    one = edited(merged(one, a), "The ministry", "A ministry")
    texts = [each.project.fragments[0].text for each in (desk, one)]
    event = one.contributions[a].head.history[-1]
    found = Origins(texts[0], texts[1], [Step(a, event.before, event.after)])
    said = {word: found.brought(at := texts[1].index(word), at + len(word)) for word in ("month", "open", "A ministry", "rivers")}
    assert {each.contribution for each in said["month"] if each} == {a}
    assert said["open"] == {NOBODY} and said["A ministry"] == {NOBODY, None} and said["rivers"] == {None}
    assert who(desk.project, one) == [""]  # part of it is nobody's


def test_what_is_all_of_a_drafter_stays_unexplained(desk: Desk) -> None:
    done = edited(desk, "Lakes are deep.", "Lakes are cold.")
    assert who(desk.project, done) == [""]


def test_deletions(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "Lakes are deep.", action="delete")
    assert who(desk.project, merged(one, a)) == [a]


def test_a_whole_paragraph_goes(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "Rivers are long. Lakes are deep.", action="delete")
    done = merged(one, a)
    assert "Lakes" not in done.project.fragments[0].text
    assert who(desk.project, done) == [a]


def test_a_whole_paragraph_comes_and_another_edits_it(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "The end.", "A new paragraph about seas.", action="insert")
    one = merged(one, a)
    two, b = amend(one, "undp", "about seas", "about seas and oceans")
    assert who(desk.project, one) == [a]
    assert who(desk.project, merged(two, b)) == [f"{b}, {a}"]


def test_insertions_of_two_at_one_place(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "The end.", "Of seas.", action="insert")
    two, b = amend(one, "undp", "The end.", "Of oceans.", action="insert")
    changes, found = told(desk.project, merged(two, a, b))
    said = {each.after: found.changes[each.number].contribution for each in changes}
    assert said == {"Of seas.": a, "Of oceans.": b}


def test_a_paragraph_is_split_and_joined() -> None:
    older = "Rivers are long. Lakes are deep. Seas are wide.\n"
    newer = "Rivers are long. Lakes are deep.\n\nSeas are wide.\n"
    found = Origins(older, newer, [Step("x", older.strip(), newer.strip())])
    assert found.divided(newer.index("Seas"), older=False) == Step("x", older.strip(), newer.strip())
    assert found.divided(0, older=False) is None
    back = Origins(newer, older, [Step("x", newer.strip(), older.strip())])
    assert back.divided(newer.index("Seas"), older=True) == Step("x", newer.strip(), older.strip())


def test_emphasis_that_came_is_told_of(desk: Desk) -> None:
    one, made = with_contribution(
        desk,
        Sent(
            "unesco", "amendment", action="replace", section="a", quote="Lakes are deep.", text="Lakes are *deep*.", markdown=True
        ),
    )
    assert who(desk.project, merged(one, made.id)) == [made.id]


# ----------------------------------------------------------------- reverts


def test_what_was_taken_back_is_no_change(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "every year", "every month")
    assert who(desk.project, reverted(merged(one, a), a)) == []


def test_taking_back_explains_itself_and_names_nobody_as_its_author(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "every year", "every month")
    one = merged(one, a)
    back = reverted(one, a)
    events = {a: len(one.contributions[a].head.history)}
    changes, found = told(one.project, back, events)
    assert [each.number for each in changes] == [*found.changes]
    [explanation] = found.changes.values()
    assert (explanation.who, explanation.contribution, explanation.why) == ("", a, "Taken out of the text")


def test_after_taking_back_another_is_the_one(desk: Desk) -> None:
    """Words that were taken back are those of before: what the next one takes out was there all along."""
    one, a = amend(desk, "unesco", "every year", "every month")
    one = reverted(merged(one, a), a)
    two, b = amend(one, "undp", "every year", "every week")
    assert who(desk.project, merged(two, b)) == [b]


# ----------------------------------------------------------- what is not told


def test_what_happened_before_the_older_draft_explains_nothing(desk: Desk) -> None:
    one, a = amend(desk, "unesco", "every year", "every month")
    one = merged(one, a)
    by_hand = edited(one, "every month", "every week")
    assert who(one.project, by_hand) == [""]
    changes, found = told(one.project, by_hand, {a: len(one.contributions[a].head.history)})
    assert len(changes) == 1 and not found.changes


def test_of_equal_passages_the_one_that_changed_is_told_of() -> None:
    same = "Rivers are long.\n\nLakes.\n\nRivers are long.\n"
    found = Origins(same, same[:-2] + " and old.\n", [Step("x", "Rivers are long.", "Rivers are long and old.")])
    assert found.brought(len(same) - 1, len(same) + 4) == {Step("x", "Rivers are long.", "Rivers are long and old.")}
    assert found.brought(0, 10) == {None}


def test_steps_after_the_newer_draft_are_not_taken() -> None:
    found = Origins(
        "One. Two.\n", "One. Two three.\n", [Step("x", "One. Two.", "One. Two three."), Step("y", "One. Two three.", "Z.")]
    )
    assert {each.contribution for each in found.brought(9, 14) if each} == {"x"}


# ---------------------------------------------------------------- property


words = st.lists(st.sampled_from([f"w{number}" for number in range(6)]), min_size=1, max_size=8)
whole = st.lists(words, min_size=1, max_size=4)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_that_a_chain_brought_is_told_of_the_step_that_brought_it(drawn: st.DataObject) -> None:
    """Each step types words that nobody typed before, so that a reader can tell whose they are; likewise of what goes."""
    lines = [[f"w{at}n{number}" for number in range(len(line))] for at, line in enumerate(drawn.draw(whole))]
    older = "\n\n".join(map(" ".join, lines)) + "\n"
    first = {word for line in lines for word in line}
    taken, took, editors = [], dict[str, str](), drawn.draw(st.lists(st.sampled_from("abc"), max_size=5))
    for number, editor in enumerate(editors):
        at = drawn.draw(st.integers(0, len(lines) - 1))
        line, cut = lines[at], sorted(drawn.draw(st.tuples(*[st.integers(0, len(lines[at]))] * 2)))
        new = [f"{editor}{number}x{each}" for each in range(drawn.draw(st.integers(1, 3)))]
        made = [*line[: cut[0]], *new, *line[cut[1] :]]
        took |= dict.fromkeys(line[cut[0] : cut[1]], f"{editor}{number}")
        taken.append(Step(f"{editor}{number}", " ".join(line), " ".join(made)))
        lines[at] = made
    newer = "\n\n".join(map(" ".join, lines)) + "\n"
    found = Origins(older, newer, taken)
    for each in WORD.finditer(newer):
        whose = {step.contribution if step else "" for step in found.brought(*each.span())}
        assert whose == {"" if each[0] in first else each[0].partition("x")[0]}
    for each in WORD.finditer(older):
        assert {step.contribution if step else "" for step in found.took(*each.span())} == {took.get(each[0], "")}
    assert not re.search(r"\n{3}", newer)


@given(_desks(), st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_where_only_contributions_changed_the_text_every_change_of_words_is_explained(desk: Desk, drawn: st.DataObject) -> None:
    """By contributions that are in the text, whatever was merged in which order and taken back since."""
    made = merging(accepted(desk))
    outcomes = made.merge_all(drawn.draw(st.permutations(sorted(desk.contributions))), word_level=drawn.draw(st.booleans()))
    applied = [id for id, each in outcomes.items() if each.became == "applied"]
    back = set[str]()
    for id in drawn.draw(st.lists(st.sampled_from(applied), max_size=2, unique=True)) if applied else ():
        try:
            made.revert(id)
        except ConceptError:
            continue
        back.add(id)
    fragments = tuple(as_text(each, made.fragments.get(each.path, each).text) for each in desk.project.fragments)
    done = replace(desk, project=replace(desk.project, fragments=fragments), contributions=made.ledger)
    changes, found = told(desk.project, done)
    for each in changes:
        if each.kind != "moved" and each.before != each.after:
            assert each.number in found.changes, (each.before, each.after)
            assert set(found.changes[each.number].contribution.split(", ")) <= set(applied)


def test_a_long_ledger_of_which_nothing_fits_is_soon_read() -> None:
    text = "\n\n".join(f"Passage {number} of words that are like those of others." for number in range(300)) + "\n"
    stale = [
        Step(f"x{number}", f"Gone {number} of words that are like.", f"Gone {number} of more words.") for number in range(2000)
    ]
    newer = text.replace("others", "others too")
    found = Origins(text, newer, stale)  # takes an hour when each step is looked for in each passage
    assert {step.contribution if step else "" for step in found.took(0, len(newer))} == {""}


def test_a_change_by_a_contribution_and_by_a_drafter_is_told_as_both(tmp_path: Path) -> None:
    """A drafter mended the sentence beside the one that a body brought: its words are still its own."""
    desk = desk_of({"a": "\nPrices have doubled. End of it.\n"}, tmp_path)
    older = desk.project
    desk, id = amend(desk, "undp", "Prices have doubled.", "Shops buy in common.", "insert")
    desk = edited(merged(desk, id), "have doubled", "have risen by half")
    redline = compare(assemble(older, "en"), assemble(desk.project, "en"))
    contributions = tuple(desk.contributions.values())
    save = Save(Explanation(who="Office", why="Checked"), str, str)
    for further, told in (({"sections/a.md": [save]}, [("UNDP, Office", id)]), ({}, [])):
        found = explanations(redline, older, desk.project, Ledger(contributions, steps(contributions), further))
        assert [(each.who, each.contribution) for each in found.changes.values()] == told
        assert [*found.by.values()] == [frozenset({"undp"})]


def of_day(older: str, newer: str, *taken: Step) -> dict[str, set[str]]:
    """By whom each word came or went, whatever the order in which the ledger tells the steps of a day; those of one body are in order."""
    found = []
    for order in permutations(taken):
        if any(
            taken.index(one) > taken.index(other)
            for one, other in combinations(order, 2)
            if one.contribution == other.contribution
        ):
            continue
        origins = Origins(older, newer, order)
        told = [
            (word, asked(text.index(word), text.index(word) + 1))
            for text, asked in ((older, origins.took), (newer, origins.brought))
            for word in text.split()
        ]
        found.append({word: named for word, by in told if (named := {step.contribution for step in by if step})})
    assert all(each == found[0] for each in found)
    return found[0]


def test_the_order_of_a_day_is_found_again_whatever_the_ledger_tells_first() -> None:
    change, deletion = Step("u", "alpha", "ALPHA"), Step("p", "ALPHA\n\nbeta\n\ngamma", "ALPHA\n\ngamma")
    last = Step("a", "gamma", "GAMMA")
    assert of_day("alpha\n\nbeta\n\ngamma\n", "ALPHA\n\nGAMMA\n", change, deletion, last) == {
        "ALPHA": {"u"}, "alpha": {"u"}, "beta": {"p"}, "GAMMA": {"a"}, "gamma": {"a"},
    }  # fmt: skip
    back = Step("u", "ALPHA", "alpha", reverts=True)
    assert of_day("alpha\n\nbeta\n\ngamma\n", "alpha\n\nGAMMA\n", change, deletion, last, back) == {
        "beta": {"p"}, "GAMMA": {"a"}, "gamma": {"a"},
    }  # fmt: skip


def test_what_was_put_in_again_in_other_words_takes_nothing_of_the_next_one() -> None:
    first, second = Step("p", "key", "key\n\nbadge"), Step("u", "key\n\nbadge", "key\n\nbadge\n\nboats")
    out, again = Step("p", "key\n\nbadge", "key", reverts=True), Step("p", "key\n\nboats", "key\n\nBADGE\n\nboats")
    assert of_day("key\n", "key\n\nBADGE\n\nboats\n", first, second, out, again) == {"BADGE": {"p"}, "boats": {"u"}}


def test_an_edit_by_hand_before_two_merges_of_a_day_hides_neither() -> None:
    first = Step("u", "one two THREE four", "one two THREE FOUR")
    second = Step("a", "one two THREE FOUR", "ONE two THREE FOUR")
    assert of_day("one two three four\n", "ONE two THREE FOUR\n", first, second) == {
        "FOUR": {"u"}, "four": {"u"}, "ONE": {"a"}, "one": {"a"}, "THREE": {""}, "three": {""},
    }  # fmt: skip


def test_what_one_took_back_and_another_put_in_again_is_of_the_other() -> None:
    first, back, second = (
        Step("u", "one two", "one TWO"),
        Step("u", "one TWO", "one two", reverts=True),
        Step("p", "one two", "one TWO"),
    )
    assert of_day("one two\n", "one TWO\n", first, back, second) == {"TWO": {"p"}, "two": {"p"}}
