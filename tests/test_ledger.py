"""Files of contributions, read and written, and what their histories say."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from concept_cli.diagnostics import ConceptError, Diagnostic, Place
from concept_cli.ledger import files
from concept_cli.ledger.files import contribution_text, place_of, read_contribution, with_event
from concept_cli.ledger.states import OPEN, STATES, State, impossible, may_follow, state
from concept_cli.model import (
    ACCEPTING,
    ACTIONS,
    CHANNELS,
    DISPOSITIONS,
    KINDS,
    STANDS,
    STEPS,
    TYPES,
    Contribution,
    ContributionHead,
    Event,
    Original,
    PlaceRead,
)
from concept_cli.readers.fragment import split_head
from concept_cli.readers.text import read_text, read_typed
from concept_cli.schema import read_plain, read_record

PATH: Final = "contributions/unesco/unesco-2021-001.md"

# ---------------------------------------------------------------- what comes

PIECES: Final = (
    *(
        "---",
        "\n---\n",
        "## Base",
        "\n## Base\n",
        "## Remark",
        "    ",
        "- {",
        "\n  - {",
        "}",
        "{",
        "[",
        "]",
        ", ",
        ": ",
        "#",
        " #",
    ),
    *(
        '"',
        "'",
        "\\",
        "\\n",
        "\\u000d",
        "|",
        ">",
        "&a",
        "*a",
        "!!str",
        "%YAML",
        "null",
        "~",
        "yes",
        "0x1F",
        "<<",
        "history:",
        "\n",
    ),
    *(
        "Ұлттық тұжырымдама",
        "«ё»",
        "🎨👩‍🎨",
        "\u2028",
        "\u2029",
        "\u0301",
        "\ufeff",
        "\u202e",
        "\u00a0",
        "\t",
        "=======",
        "<<<<<<< a\n",
    ),
)
"""What a file of ours could take for something of its own, and letters that are not Latin."""
LETTERS: Final = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t")
"""Text without control characters: those are replaced before anything is kept."""
SAID: Final = st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=20), max_size=8).map("".join)
SHORT: Final = SAID.map(str.strip).filter(bool)
IDS: Final = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DAYS: Final = st.dates(date(1990, 1, 1), date(2099, 12, 31))
DIGESTS: Final = st.text("0123456789abcdef", min_size=64, max_size=64)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


EVENTS: Final = st.builds(
    Event,
    date=DAYS,
    step=st.sampled_from(STEPS),
    by=maybe(SHORT),
    reason=maybe(SHORT),
    disposition=maybe(st.sampled_from(DISPOSITIONS)),
    meeting=maybe(IDS),
    wording=SAID,
    skipped=st.lists(st.sampled_from(STEPS), max_size=3),
    path=maybe(SHORT),
    before=SAID,
    after=SAID,
    theirs=SAID,
    against=st.lists(IDS, max_size=2),
    verbatim=st.booleans(),
    file=maybe(SHORT),
)
PLACES: Final = st.builds(
    PlaceRead,
    section=IDS,
    language=st.sampled_from(["en", "ru", "kk"]),
    block=maybe(SHORT),
    paragraph=maybe(SHORT),
    page=maybe(st.integers(1, 999)),
    quote=SAID,
    before=SAID,
    after=SAID,
    sha256=maybe(DIGESTS),
    others=st.lists(st.text("0123456789abcdef", min_size=16, max_size=16), max_size=3),
    commit=maybe(SHORT),
)
HEADS: Final = st.builds(
    ContributionHead,
    id=IDS,
    stakeholder=IDS,
    person=maybe(SHORT),
    on_behalf_of=st.lists(IDS, max_size=3),
    kind=st.sampled_from(KINDS),
    action=maybe(st.sampled_from(ACTIONS)),
    stand=maybe(st.sampled_from(STANDS)),
    type=st.sampled_from(TYPES),
    essential=st.booleans(),
    language=st.sampled_from(["en", "ru", "kk"]),
    channel=st.sampled_from(CHANNELS),
    received=DAYS,
    number=maybe(SHORT),
    draft=maybe(IDS),
    place=maybe(PLACES),
    evidence=maybe(SHORT),
    source=maybe(IDS),
    markdown=st.booleans(),
    consent=st.booleans(),
    confidential=st.booleans(),
    original=maybe(st.builds(Original, file=SHORT, sha256=DIGESTS)),
    history=st.lists(EVENTS, max_size=3),
)
PARTS: Final = st.dictionaries(st.sampled_from(files.PARTS), SAID.map(lambda said: said.strip("\n")).filter(bool))

HEAD: Final = ContributionHead(
    id="unesco-2021-001",
    stakeholder="unesco",
    kind="remark",
    language="en",
    received=date(2021, 5, 14),
    place=PlaceRead(section="alpha", language="en", quote='The «first»\tsection: \\ "x"'),
    history=(
        Event(date=date(2021, 5, 14), step="registered"),
        Event(date=date(2021, 6, 14), step="decided", disposition="rejected", reason="No, {a: b}", by="null"),
    ),
)


def read(text: str) -> Contribution:
    """The contribution in a text in which nothing is wrong."""
    found: list[Diagnostic] = []
    made = read_contribution(PATH, text, found.append)
    assert made is not None
    assert found == []
    return made


def quick(text: str) -> ContributionHead | None:
    """The head by the quick reader alone; None when it does not take the head."""
    taken = files._quick(text)
    return read_plain(taken[0], ContributionHead) if taken else None


def slow(text: str) -> ContributionHead | None:
    """The head by the reader of YAML alone; None when anything is wrong with it."""
    found: list[Diagnostic] = []
    raw, _, _ = split_head(PATH, text, found.append)
    written = read_record(raw, ContributionHead, found.append) if raw is not None else None
    return written.record if written and not found else None


# ------------------------------------------------------- reading and writing


@settings(max_examples=100, deadline=None)
@given(HEADS, PARTS)
@example(HEAD, {"proposed": "---\n## Base\n    \n- {", "base": "    | a |\n    |---|", "remark": "## Remark"})
@example(HEAD, {})
def test_what_was_written_is_read(head: ContributionHead, parts: dict[str, str]) -> None:
    text = contribution_text(head, parts)
    made = read(text)
    assert (made.head, dict(made.parts)) == (head, parts)
    assert contribution_text(made.head, made.parts) == text


@settings(max_examples=50, deadline=None)
@given(HEADS, PARTS, st.sampled_from(["\n", "\r\n"]))
def test_what_was_stored_is_read(head: ContributionHead, parts: dict[str, str], ends: str) -> None:
    found: list[Diagnostic] = []
    text = read_text(PATH, contribution_text(head, parts).replace("\n", ends).encode("utf-8"), found.append)
    assert text is not None
    assert found == []
    assert (read(text).head, dict(read(text).parts)) == (head, parts)


def test_a_megabyte_of_anything_is_read() -> None:
    chosen = random.Random(5)
    long = "".join(chosen.choice(PIECES) for _ in range(1_000_000 // 5)).strip("\n")
    assert len(long) > 500_000
    history = (*HEAD.history, Event(date=HEAD.received, step="applied", path="a", before=long, after=long[::-1]))
    head = HEAD.model_copy(update={"history": history})
    text = contribution_text(head, {"proposed": long, "base": long})
    made = read(text)
    assert (made.head, dict(made.parts)) == (head, {"proposed": long, "base": long})
    assert quick(text) == slow(text) == head


# ------------------------------------------------------------ the two readers


@settings(max_examples=100, deadline=None)
@given(HEADS)
def test_both_readers_read_the_same(head: ContributionHead) -> None:
    text = contribution_text(head, {})
    assert slow(text) == head
    assert quick(text) in {None, head}


def test_the_quick_reader_takes_what_is_usually_written() -> None:
    assert quick(contribution_text(HEAD, {"remark": "A remark"})) == HEAD


@settings(max_examples=100, deadline=None)
@given(HEADS)
def test_both_readers_find_the_same_places(head: ContributionHead) -> None:
    text = contribution_text(head, {})
    if quick(text) is None:
        return
    raw, _, _ = split_head(PATH, text, lambda _: None)
    assert raw is not None
    listed = {loc: Place(PATH, *where) for loc, where in files._quick_places(text).items()}
    assert listed == {
        loc: spot.value
        for loc, spot in raw.spots.items()
        if loc and not (isinstance(loc[-1], int) and loc[0] != "history") and len(loc) != 4
    }


@settings(max_examples=500, deadline=None)
@given(HEADS, st.data())
def test_the_quick_reader_takes_nothing_that_means_something_else_as_yaml(head: ContributionHead, data: st.DataObject) -> None:
    """Written files, mutilated: whatever the quick reader still takes is YAML, and says the same."""
    text = contribution_text(head, {})
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 6)))
        put = data.draw(
            st.sampled_from([*PIECES, "", " ", "  ", "\\u0000", "\\u0085", "\x85", "\x01", "place:\n", "history:\n", "a: b\n"])
        )
        text = text[:at] + put + text[end:]
    taken = quick(text)
    assert taken is None or slow(text) == taken


@pytest.mark.parametrize(
    "line",
    [
        *("place:", "original:", "on-behalf-of:", "person: null", "person: ~", 'person: "a\u2028b"', 'person: "\ufeff"'),
        *(
            'person: "a\\u0000b"',
            'person: "a\\u0085"',
            'person: "\x85"',
            "person: a #b",
            "person: a: b",
            "person: - a",
            "person: &a b",
        ),
        *(
            "person: a\n  b",
            "on-behalf-of: [null]",
            "on-behalf-of: [a, ]",
            "on-behalf-of: [a,b]",
            "person: 2021-05-14",
            "person: a ",
        ),
        *("history:", "history:\n  - {step: registered}", "history:\n  - {}", "history: []", "place:\n  section: a", "place: {}"),
        *(
            'person: "\\/"',
            'person: "\\x41"',
            'person: "\\uD83D\\uDE00"',
            'person: "\\ud83d"',
            "person: 'a'",
            'person: "a',
            "person:\tb",
        ),
    ],
)
def test_what_the_quick_reader_takes_is_the_same_as_yaml(line: str) -> None:
    text = f"---\nid: a\nstakeholder: b\nkind: remark\nlanguage: en\nreceived: 2021-05-14\n{line}\n---\n"
    taken = quick(text)
    assert taken is None or slow(text) == taken


# -------------------------------------------------------------------- events


@settings(max_examples=50, deadline=None)
@given(HEADS, PARTS, EVENTS)
def test_an_event_is_added_and_every_other_byte_kept(head: ContributionHead, parts: dict[str, str], event: Event) -> None:
    before = read(contribution_text(head, parts))
    made = with_event(before, event)
    assert made.head.history == (*head.history, event)
    assert made.parts == before.parts
    lines, old = made.text.split("\n"), before.text.split("\n")
    added = len(lines) - len(old)
    assert added == (1 if head.history else 2)
    at = next(number for number, line in enumerate(lines) if old[number : number + 1] != [line])
    assert [*lines[:at], *lines[at + added :]] == old
    assert with_event(replace(made), event).head.history == (*head.history, event, event)


BY_HAND: Final = """---
# typed by hand
id: unesco-2021-001
stakeholder: "unesco"
kind: 'remark'
history:
- date: 2021-05-14
  # first of all
  step: registered

- {date: 2021-05-20, step: screened,
   by: The secretary}
# what else is known
language: en
received:   2021-05-14
---

## Remark

    Words
"""


@pytest.mark.parametrize(
    "text",
    [
        BY_HAND,
        BY_HAND.replace("\n- ", "\n  - ").replace("\n  step", "\n    step").replace("\n   by", "\n     by"),
        BY_HAND.replace("history:\n", "history:   \n").replace("---\n\n", "---   \n\n"),
        BY_HAND.replace("\n# what else is known\n", "\n\n\n"),
    ],
)
def test_a_file_written_by_hand_is_read_and_added_to(text: str) -> None:
    assert files._quick(text) is None
    before = read(text)
    assert [each.step for each in before.head.history] == ["registered", "screened"]
    made = with_event(before, Event(date=date(2021, 6, 14), step="decided", disposition="noted"))
    assert [each.step for each in made.head.history] == ["registered", "screened", "decided"]
    [line] = [each for each in made.text.split("\n") if "decided" in each]
    assert made.text.replace(f"{line}\n", "") == text
    assert place_of(made, "history", 2, "disposition").line == made.text.split("\n").index(line) + 1


def test_what_cannot_be_added_to_is_said() -> None:
    before = read(
        BY_HAND[: BY_HAND.index("history:")]
        + "language: en\nreceived: 2021-05-14\nhistory: [{date: 2021-05-14, step: registered}]\n---\n"
    )
    with pytest.raises(ConceptError, match="only a person can add to"):
        with_event(before, Event(date=date(2021, 6, 14), step="screened"))


def test_windows_line_ends_stay() -> None:
    content = contribution_text(HEAD, {"remark": "One\n\nTwo"}).replace("\n", "\r\n").encode("utf-8")
    typed = read_typed(PATH, content)
    made = with_event(read(typed.words), Event(date=date(2021, 7, 1), step="replied", file="a.pdf"))
    after = typed.bytes_of(made.text)
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert after.replace(b"  - {date: 2021-07-01, step: replied, file: a.pdf}\r\n", b"") == content


# ------------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: remark\n", "3:1 duplicate-field"),
        ("kinds: remark\n", "3:1 unknown-field"),
        ("place:\n  section: a\n  language: en\n  qoute: b\n", "6:3 unknown-field"),
        ("history:\n  - {date: 2021-05-14, step: registered, stepp: a}\n", "4:42 unknown-field"),
        ("history:\n  - {date: 2021-05-14, step: registred}\n", "4:30 bad-value"),
        ("history:\n  - {date: 2021-05-14, date: 2021-05-15, step: registered}\n", "4:24 duplicate-field"),
        ("person: &a b\n", "3:9 yaml-feature"),
    ],
)
def test_a_slip_in_a_head_is_found_at_its_place(text: str, expected: str) -> None:
    found: list[Diagnostic] = []
    read_contribution(
        PATH, f"---\nkind: remark\n{text}id: a\nstakeholder: b\nlanguage: en\nreceived: 2021-05-14\n---\n", found.append
    )
    assert [f"{each.place.line}:{each.place.column} {each.rule.name}" for each in found] == [expected]


def test_lines_outside_of_every_part_are_found() -> None:
    found: list[Diagnostic] = []
    text = contribution_text(HEAD, {"remark": "Words"})
    first = text.count("\n")
    body = "Loose\n## Remark\n    Again\n## Rationale\n\n    Why\n## Other\n"
    made = read_contribution(PATH, text.replace("---\n## Remark", "---\n    before\n## Remark") + body, found.append)
    assert [each.place.line for each in found] == [first - 2, first + 2, first + 3, first + 8]
    assert {each.rule.name for each in found} == {"contribution-body"}
    assert made is not None
    assert made.parts["rationale"] == "Why"


def test_places_hold_behind_events_that_were_refused() -> None:
    text = contribution_text(HEAD, {}).replace("history:\n", "history:\n  - registered\n")
    made = read_contribution(PATH, text, lambda _: None)
    assert made is not None
    assert [each.step for each in made.head.history] == ["registered", "decided"]
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "decided" in line)
    assert place_of(made, "history", 1, "step") == Place(PATH, line, 30)


# ------------------------------------------------------------------- states


def walk(chosen: st.DataObject) -> list[Event]:
    """A history in which every step may follow."""
    history: list[Event] = []
    for _ in range(chosen.draw(st.integers(0, 12))):
        steps = may_follow(state(with_history(history)))
        step = chosen.draw(st.sampled_from(steps))
        disposition = chosen.draw(st.sampled_from(DISPOSITIONS)) if step == "decided" else None
        history.append(Event(date=HEAD.received, step=step, disposition=disposition, wording=str(len(history))))
    return history


def with_history(history: list[Event]) -> Contribution:
    return Contribution(PATH, "", HEAD.model_copy(update={"history": tuple(history)}))


def last(history: list[Event], *steps: str) -> int:
    """The number of the last event of a step, -1 when there is none."""
    return next((number for number in reversed(range(len(history))) if history[number].step in steps), -1)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_state_is_what_its_history_says(chosen: st.DataObject) -> None:
    history = walk(chosen)
    found = state(with_history(history))
    assert list(impossible(with_history(history))) == []
    assert found.name in {"", *STATES}
    assert (found.name == "") == (not history)
    applied, reverted = last(history, "applied"), last(history, "reverted")
    decided = max(last(history, "decided"), last(history, "settled"))
    assert found.decision == (history[decided] if decided >= 0 else None)
    assert found.applied == (history[applied] if applied > reverted else None)
    conflict, reply = last(history, "conflict"), last(history, "replied")
    assert found.conflict == (history[conflict] if conflict > max(decided, applied) else None)
    was_out, is_out = (last(before, "reverted") > last(before, "applied") for before in (history[: reply + 1], history))
    told_as = (
        history[last(history[: reply + 1], "applied")].wording
        if last(history[: reply + 1], "applied") >= 0 and not was_out
        else None
    )
    same = told_as is None or all(each.wording == told_as for each in history[reply:] if each.step == "applied")
    holds = reply > max(decided, last(history, "withdrawn")) and was_out == is_out and same
    assert found.reply == (history[reply] if holds else None)
    assert found.is_open == (found.name in OPEN)
    if found.waits_for_words:
        assert found.disposition in ACCEPTING
        assert found.applied is None
        assert "applied" in may_follow(found)
    assert ("reverted" in may_follow(found)) == (found.applied is not None)
    if history and history[-1].step in {"screened", "assigned", "disputed", "escalated", "withdrawn", "closed"}:
        assert found.name == history[-1].step


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_step_that_cannot_follow_is_found_and_passed_over(chosen: st.DataObject) -> None:
    history = walk(chosen)
    at = chosen.draw(st.integers(0, len(history)))
    before = state(with_history(history[:at]))
    wrong = chosen.draw(st.sampled_from([each for each in STEPS if each not in may_follow(before)]))
    planted = [*history[:at], Event(date=HEAD.received, step=wrong, disposition="noted"), *history[at:]]
    assert list(impossible(with_history(planted))) == [(at, before.name)]
    assert state(with_history(planted)) == state(with_history(history))


def history(*steps: str) -> State:
    made = [
        Event(date=HEAD.received, step="decided", disposition=each)
        if each in DISPOSITIONS[:-3]
        else Event(date=HEAD.received, step=each)
        for each in steps
    ]
    assert not list(impossible(with_history(made)))
    return state(with_history(made))


@pytest.mark.parametrize(
    ("steps", "name"),
    [
        ("registered", "registered"),
        ("registered accepted", "decided"),
        ("registered deferred", "deferred"),
        ("registered deferred replied", "deferred"),
        ("registered accepted conflict replied", "conflict"),
        ("registered accepted conflict replied applied", "replied"),
        ("registered accepted applied", "applied"),
        ("registered accepted applied reverted", "decided"),
        ("registered accepted replied applied reverted", "decided"),
        ("registered accepted applied settled", "applied"),
        ("registered accepted applied replied settled", "applied"),
        ("registered accepted applied replied settled replied reverted", "decided"),
        ("registered accepted applied disputed reverted", "disputed"),
        ("registered accepted applied disputed escalated reverted", "escalated"),
        ("registered accepted applied closed reverted", "decided"),
        ("registered accepted withdrawn replied", "withdrawn"),
        ("registered rejected replied closed disputed", "disputed"),
    ],
)
def test_states_by_example(steps: str, name: str) -> None:
    assert history(*steps.split()).name == name


@pytest.mark.parametrize(
    "steps", ["registered rejected applied", "registered rejected conflict", "registered accepted replied reverted"]
)
def test_words_are_only_merged_when_they_were_accepted(steps: str) -> None:
    with pytest.raises(AssertionError):
        history(*steps.split())
