"""Contributions merged into sections: nothing dropped, nothing twice, in any order, and taken back to the byte."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from concept_cli.compare.sequence import in_order
from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.desk import Desk
from concept_cli.exchange.register import Sent
from concept_cli.ledger.anchors import Today
from concept_cli.ledger.passages import Said, alike_signs, passages, said_by
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging
from concept_cli.model import Contribution
from tests.faults import merging as faulty_merging
from tests.faults.apart import apart
from tests.ledgers import BODIES, accepted, desk_of, merging, texts, with_contribution

EXAMPLES = int(os.environ.get("CONCEPT_EXAMPLES", "200"))
"""How many examples of each property are tried; docs/reliability.md says what a longer run found."""
NOWHERE = Path(tempfile.gettempdir()) / "concept-no-such-folder"

_WORDS = "creative industries грант экспорт кодекс шығармашылық сала market fund 2029 «Культура» law-making Almaty".split()
_MARKS = ("", "", "", "", "**", "*", "`")
_TERMS = [f"term{number}" for number in range(400)]
_TYPED = [f"{mark}{word}{mark}" for word in (*_WORDS * (len(_TERMS) // len(_WORDS)), *_TERMS) for mark in _MARKS]
"""Words as they are typed, half of them seldom: one list, for whatever is drawn anew for each word is most of what an example takes."""
_LINES = st.tuples(
    st.integers(0, 999), st.sampled_from((" ", " ", "\n")), st.lists(st.sampled_from(_TYPED), min_size=3, max_size=8)
)
_SENTENCE = _LINES.map(lambda drawn: f"Word{drawn[0]} {drawn[1].join(drawn[2])}.")
_SENTENCES = st.lists(_SENTENCE, min_size=1, max_size=4)
_KINDS = st.sampled_from(("paragraph", "paragraph", "paragraph", "list", "table", "heading", "note"))


@st.composite
def _passage(draw: st.DrawFn) -> str:
    kind, sentences = draw(_KINDS), draw(_SENTENCES)
    flat = [re.sub(r"\s+", " ", each) for each in sentences]
    match kind:
        case "list":
            return "\n".join(f"- {each}" for each in flat)
        case "table":
            return "\n".join(("| A | B |", "|---|---|", *(f"| {each} | x |" for each in flat)))
        case "heading":
            return f"## {flat[0][:-1]}"
        case "note":
            return f"{flat[0][:-1]}[^n{draw(st.integers(0, 99))}]."
    return draw(st.sampled_from((" ", "\n"))).join(sentences)


_BODY = st.lists(_passage(), min_size=1, max_size=6).map(lambda found: "\n" + "\n\n".join(found) + "\n")


@st.composite
def _sent(draw: st.DrawFn, said: Said) -> Sent:
    """An amendment of some words that stand next to each other."""
    bounds = [found.start() for found in re.finditer(r"\S+", said.flat)]
    first = draw(st.integers(0, len(bounds) - 1))
    ends = [found.end() for found in re.finditer(r"\S+", said.flat)]
    last = draw(st.integers(first, min(first + 12, len(ends) - 1)))
    quote = said.flat[bounds[first] : ends[last]]
    if draw(st.integers(0, 3)) == 0:  # whole paragraphs and headings, one or two in a row
        lines = said.words.split("\n")
        first = draw(st.integers(0, len(lines) - 1))
        quote = " ".join(lines[first : first + draw(st.integers(1, 2))])
    action = draw(st.sampled_from(("replace", "insert", "delete")))
    text = (
        ""
        if action == "delete"
        else " ".join(
            draw(st.lists(st.sampled_from(("new", "жаңа", "*star*", "[x]", "a_b", "1.", "#", "|")), min_size=1, max_size=4))
        )
    )
    return Sent(draw(st.sampled_from(BODIES)), "amendment", action=action, section="one", quote=quote, text=text)


@st.composite
def _desks(draw: st.DrawFn, most: int = 5) -> Desk:
    """A section and some accepted amendments of it."""
    desk = desk_of({"one": draw(_BODY), "two": "\nAnother section.\n"}, NOWHERE)
    fragment = desk.project.fragments[0]
    said = Said(fragment.text, (*fragment.blocks, *fragment.notes))
    assume(said.flat.strip())
    for sent in draw(st.lists(_sent(said), min_size=1, max_size=most)):
        try:
            desk, _ = with_contribution(desk, sent)
        except ConceptError:  # stands there twice, or begins inside of words that are set off
            continue
    assume(desk.contributions)
    return accepted(desk)


_SETTINGS = settings(
    max_examples=EXAMPLES,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if EXAMPLES <= 200 else [])),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def _after(desk: Desk, made: Merging) -> Desk:
    """The desk as it is when what was merged is written."""
    fragments = tuple(made.fragments.get(each.path, each) for each in desk.project.fragments)
    return replace(
        desk, project=replace(desk.project, fragments=fragments), contributions={**desk.contributions, **made.contributions}
    )


PRINTED = [
    ("Creative industries[^n] are growing.", "industries3 are growing", "industries are growing"),
    ("Creative industries[^n] are growing.", "industries 3 are growing", "industries are growing"),
    ("Creative industries[^n] are growing.", "industries³ are growing", "industries are growing"),
    ("Creative industries[^n] are growing.", "industries12", "industries"),
    ("It grew [@un, p. 3]. More.", "It grew [2, p. 3]. More.", "It grew . More."),
    ("Two[^a][^b] notes.", "Two1, 2 notes", "Two notes"),
    ("In 2020[^n] it was 5 percent.", "In 20201 it was 5 percent", "In 2020 it was 5 percent"),
    ("The creative economy grows.", "The crea-\ntive economy", "The creative economy"),
    ("The creative economy grows.", "The crea\u00adtive eco\u00ad\nnomy", "The creative economy"),
    ("The creative economy grows.", "The crea- tive economy", "The creative economy"),
    ("Креативная экономика растёт.", "Креатив-\nная эконо- мика", "Креативная экономика"),
    ("A policy-maker decides.", "A policy-\nmaker decides", "A policy-maker decides"),
]


@pytest.mark.parametrize(("text", "quote", "found"), PRINTED)
def test_words_are_found_as_a_page_prints_them(text: str, quote: str, found: str) -> None:
    said = said_by(text)
    assert [said.printed(*span) for span in said.find(quote)] == [found]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Article 3 applies.", "Article applies"),
        ("Article applies.", "Article 3 applies"),
        ("Creative[^n] industries are growing.", "industries 3 are growing"),
        ("Creative industries[^n] are growing.", "industries 3 have grown"),
        ("They resign today.", "They re-sign today"),
        ("Creative industries[^n] are growing.", "industries3 are grow"),
        ("Costs 5[^n] of all.", "Costs of all"),
    ],
)
def test_other_words_are_not_found(text: str, quote: str) -> None:
    assert said_by(text).find(quote) == ()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_what_a_page_adds_hides_no_words(chosen: st.DataObject) -> None:
    """Any run of words, with the numbers of its notes typed and soft hyphens put into it, is found where it is found without."""
    words = chosen.draw(
        st.lists(st.sampled_from(("river", "реки", "өзен", "2024", "a-b", "end.", "*green*")), min_size=2, max_size=12)
    )
    noted = [chosen.draw(st.booleans()) for _ in words]
    said = said_by(" ".join(word + "[^n]" * call for word, call in zip(words, noted, strict=True)))
    plain = [word.strip("*") for word in words]
    first = chosen.draw(st.integers(0, len(words) - 1))
    last = chosen.draw(st.integers(first, len(words) - 1))
    at = range(first, last + 1)
    printed = " ".join(plain[each] + str(chosen.draw(st.integers(1, 99))) * noted[each] for each in at)
    cut = chosen.draw(st.integers(0, len(printed)))
    if printed[:cut][-1:].isalpha() and printed[cut:][:1].isalpha():
        printed = printed[:cut] + chosen.draw(st.sampled_from(("\u00ad", "\u00ad\n", "-\n"))) + printed[cut:]
    wanted = set(said.find(" ".join(plain[each] for each in at)))
    assert wanted
    if any(noted[first:last]) or not noted[last]:  # else the number alone tells these words from equal ones without a note
        assert set(said.find(printed)) <= wanted
    assert set(said.find(printed)) & wanted


def asks_for_a_note(said: str, contribution: Contribution) -> bool:
    """Whether words of several sentences are refused in the place of one that calls a note, for nobody can tell which of them calls it."""
    return "These words do not say to which of them [^" in said and "[^" in contribution.parts["base"]


@_SETTINGS
@given(_desks())
def test_nothing_is_dropped(desk: Desk) -> None:
    """Every accepted amendment is in the text or in the ledger as a conflict, or waits until somebody says which sentence calls a note."""
    made = merging(desk)
    outcomes = made.merge_all(desk.contributions)
    for id, outcome in outcomes.items():
        found = state(made.ledger[id])
        if outcome.became == "applied":
            assert found.applied
            assert made.ledger[id].parts.get("proposed", "") == "" or found.applied.after
        elif outcome.became == "refused":
            assert asks_for_a_note(outcome.said, made.ledger[id]) and found.waits_for_words
        else:
            assert outcome.became == "conflict"
            assert found.conflict
            assert found.conflict.theirs or made.ledger[id].head.action == "delete"


@_SETTINGS
@given(_desks(most=1))
def test_one_amendment_says_what_was_proposed(desk: Desk) -> None:
    """Alone, an amendment fits, and the section says the same as before but for it; of several sentences in the place of one that calls
    a note somebody has to say which one calls it.
    """
    [contribution] = desk.contributions.values()
    made = merging(desk)
    try:
        assert made.merge(contribution.id).became == "applied"
    except ConceptError as error:
        assert asks_for_a_note(error.message, contribution)
        return
    applied = state(made.ledger[contribution.id]).applied
    assert applied is not None
    before, after = said_by(applied.before).flat, said_by(applied.after).flat
    proposed = contribution.parts.get("proposed", "")
    if "|" in proposed and applied.before.startswith("|"):  # may name the cells of a row, with bars between them
        assert all(_letters(each) in _letters(after) for each in proposed.split("|"))
    elif contribution.head.action != "delete":
        assert _letters(proposed) in _letters(after)
    else:
        assert len(_letters(after)) < len(_letters(before))


def _letters(words: str) -> str:
    return alike_signs(words).replace(" ", "")


@_SETTINGS
@given(_desks())
def test_merging_again_changes_nothing(desk: Desk) -> None:
    """Neither texts nor histories."""
    made = merging(desk)
    made.merge_all(desk.contributions)
    again = merging(_after(desk, made))
    waiting = [id for id, each in again.ledger.items() if state(each).waits_for_words]
    again.merge_all(waiting)
    assert again.fragments == {}
    assert again.contributions == {}


@_SETTINGS
@given(_desks(), st.randoms(use_true_random=False))
def test_order_does_not_matter_where_nothing_conflicts(desk: Desk, shuffle: object) -> None:
    """Two orders of merging, one text."""
    ids = list(desk.contributions)
    one = merging(desk)
    assume(all(each.became == "applied" for each in one.merge_all(ids).values()))
    shuffle.shuffle(ids)  # type: ignore[attr-defined]
    other = merging(desk)
    outcomes = other.merge_all(ids)
    assert all(each.became == "applied" for each in outcomes.values())
    assert texts(one) == texts(other)


@_SETTINGS
@given(_desks(), st.randoms(use_true_random=False))
def test_taking_back_restores_the_bytes(desk: Desk, shuffle: object) -> None:
    """One after the other in the opposite order; in any other order, or it is said that it cannot be done.

    Where a paragraph stood that was like its neighbours to the letter cannot be told.
    """
    made = merging(desk)
    applied = [id for id, each in made.merge_all(desk.contributions).items() if each.became == "applied"]
    for fragment in (desk.project.fragments[0], made.today.texts["one", "en"].fragment):
        whole = [each.text for each in passages(fragment.text)]
        assume(len(whole) == len({*whole}))
    before = texts(merging(desk))
    back = merging(_after(desk, made))
    for id in reversed(applied):
        if state(back.ledger[id]).applied:  # else its words came back with a wider deletion, and are in conflict again
            back.revert(id)
    assert texts(back) == before
    any_order = merging(_after(desk, made))
    shuffle.shuffle(applied)  # type: ignore[attr-defined]
    try:
        for id in applied:
            any_order.revert(id)
    except ConceptError:
        return
    assert texts(any_order) == before


@_SETTINGS
@given(_desks(most=3))
def test_who_is_named_wrote_every_word(desk: Desk) -> None:
    """What is called verbatim brings no word that is not the contributor's."""
    made = merging(desk)
    for id in desk.contributions:
        made.merge(id)
        contribution = made.ledger[id]
        applied = state(contribution).applied
        if applied and applied.verbatim:
            brought = said_by(applied.after).flat.split()
            known = [*said_by(applied.before).flat.split(), *alike_signs(contribution.parts["proposed"]).split()]
            glued = _letters(applied.before + contribution.parts["proposed"])
            assert all(word in known or _letters(word) in glued or _made_of(word, known) for word in brought)


def _made_of(word: str, known: list[str]) -> bool:
    """Whether a word is two known ones that stand together now."""
    return any(word.startswith(each) and word[len(each) :] in " ".join(known) for each in known)


@_SETTINGS
@given(st.lists(_passage(), min_size=2, max_size=6), st.data())
def test_a_place_is_never_found_on_other_words(found: list[str], data: st.DataObject) -> None:
    """After passages came, went, moved and were reworded, a place is where its passage is now, or it is said not to be known."""
    before = list(dict.fromkeys(found))
    desk = desk_of({"one": "\n" + "\n\n".join(before) + "\n"}, NOWHERE)
    number = data.draw(st.integers(0, len(before) - 1))
    words = said_by(before[number]).flat.strip()
    try:
        desk, contribution = with_contribution(desk, Sent("undp", "remark", section="one", quote=words, remark="?"))
    except ConceptError:
        return
    now: list[tuple[int, str]] = list(enumerate(before))
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, max(0, len(now) - 1)))
        match data.draw(st.sampled_from(("delete", "insert", "move", "reword"))):
            case "delete" if now:
                now.pop(where)
            case "insert":
                now.insert(where, (-1, data.draw(_passage())))
            case "move" if now:
                now.insert(data.draw(st.integers(0, len(now) - 1)), now.pop(where))
            case "reword" if now:
                origin, text = now[where]
                now[where] = origin, text.replace(".", " or so.", 1)
    body = "\n" + "\n\n".join(text for _, text in now) + "\n"
    changed = desk_of({"one": body}, NOWHERE).project.fragments
    anchor = Today(changed, [contribution]).anchor(contribution)
    if anchor.outcome in {"found", "changed", "moved"}:
        assert anchor.passage is not None
        origins = {origin for origin, text in now if text == anchor.passage.text}
        same = anchor.passage.text == before[number]
        assert number in origins or same or _new_and_alike(anchor.passage.text, before[number])


def _new_and_alike(text: str, before: str) -> bool:
    """A passage that was put in and holds most of what is looked for, word by word: nobody could tell that it is another."""
    one, other = (set(in_order(said_by(each).flat)) for each in (text, before))
    return len(one & other) * 2 >= len(other) * 0.9


@pytest.mark.parametrize("place", ["inside", "whole"])
def test_two_insertions_at_one_place_are_both_kept_by_day(place: str, tmp_path: Path) -> None:
    """By the day received, then by number, whatever the order of merging."""
    from datetime import date

    desk = desk_of({"one": "\nFirst sentence. Second sentence.\n\nNext.\n"}, tmp_path)
    quote = "First sentence." if place == "inside" else "First sentence. Second sentence."
    for body, day, text in (("undp", 3, "Third day."), ("unesco", 1, "First day."), ("atameken", 2, "Second day.")):
        sent = Sent(body, "amendment", action="insert", section="one", quote=quote, text=text, received=date(2021, 5, day))
        desk, _ = with_contribution(desk, sent)
    desk = accepted(desk)
    wanted = "First day. Second day. Third day." if place == "inside" else "First day.\n\nSecond day.\n\nThird day."
    for ids in (list(desk.contributions), list(desk.contributions)[::-1]):
        made = merging(desk)
        assert [each.became for each in made.merge_all(ids).values()] == ["applied"] * 3
        assert wanted in texts(made)["one"]


def test_the_same_sentence_in_two_ways_is_a_conflict(tmp_path: Path) -> None:
    """The section stays as the first one made it, the second is kept with both wordings and names."""
    desk = desk_of({"one": "\nThe fund pays half. The rest is private.\n"}, tmp_path)
    for body, text in (("undp", "a third"), ("unesco", "two thirds")):
        desk, _ = with_contribution(desk, Sent(body, "amendment", action="replace", section="one", quote="half", text=text))
    made = merging(accepted(desk))
    outcomes = made.merge_all(desk.contributions)
    assert [each.became for each in outcomes.values()] == ["applied", "conflict"]
    assert texts(made)["one"].endswith("\nThe fund pays a third. The rest is private.\n")
    conflict = state(made.ledger["unesco-2021-001"]).conflict
    assert conflict is not None
    assert conflict.against == ("undp-2021-001",)
    assert conflict.theirs == "The fund pays two thirds. The rest is private."
    assert outcomes["unesco-2021-001"].ours == "The fund pays a third."


def test_equal_amendments_both_hold(tmp_path: Path) -> None:
    """What the second one wants is there already: it is applied, and nothing is written twice."""
    desk = desk_of({"one": "\nThe fund pays half.\n"}, tmp_path)
    for body in ("undp", "unesco"):
        desk, _ = with_contribution(desk, Sent(body, "amendment", action="replace", section="one", quote="half", text="a third"))
    made = merging(accepted(desk))
    assert [each.became for each in made.merge_all(desk.contributions).values()] == ["applied", "applied"]
    assert texts(made)["one"].endswith("\nThe fund pays a third.\n")


@pytest.mark.parametrize("kind", ["kills", "refusals", "edits", "crowd"])
def test_faults_in_a_merge_leave_the_old_state_or_the_new_one(kind: str) -> None:
    """And merging once more ends at the same bytes. ``python -m tests.faults`` prints what all of them came to."""
    tally = apart(getattr(faulty_merging, kind))
    assert tally.injected > 0
    assert tally.bad == 0, tally.examples
