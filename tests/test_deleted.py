"""What somebody deletes, and what others want of the same paragraphs: in whatever order it is merged, the same comes of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.register import Sent
from concept_cli.ledger.passages import whole_body
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging
from tests.ledgers import accepted, desk_of, merging, project_of, texts, with_contribution

BODY = "\nFirst.\n\n## Waters\n\nRivers are long and wide.\n\nLakes are deep and blue.\n\nLast.\n"
HEAD = "---\ntitle: One\n---\n"
RIVERS, LAKES = "Rivers are long and wide.", "Lakes are deep and blue."


def sent(body: str, action: str, quote: str, text: str = "") -> Sent:
    return Sent(body, "amendment", action=action, section="one", quote=quote, text=text)


def put_in(body: str, quote: str, text: str) -> Sent:
    return sent(body, "insert", quote, text)


COMPOSED = [
    ("a paragraph, and it with its heading", [sent("undp", "delete", RIVERS), sent("unesco", "delete", f"Waters {RIVERS}")],
     "\nFirst.\n\nLakes are deep and blue.\n\nLast.\n"),
    ("stretches that overlap", [sent("undp", "delete", f"{RIVERS} {LAKES}"), sent("unesco", "delete", f"Waters {RIVERS}")],
     "\nFirst.\n\nLast.\n"),
    ("words, and all around them", [sent("undp", "delete", "long and"), sent("unesco", "delete", f"Waters {RIVERS} {LAKES}")],
     "\nFirst.\n\nLast.\n"),
    ("a paragraph behind one that goes", [put_in("undp", RIVERS, "Ponds too."), sent("unesco", "delete", RIVERS)],
     "\nFirst.\n\n## Waters\n\nPonds too.\n\nLakes are deep and blue.\n\nLast.\n"),
    ("a paragraph behind one that goes with its heading",
     [put_in("undp", RIVERS, "Ponds too."), sent("unesco", "delete", f"Waters {RIVERS}")],
     "\nFirst.\n\nPonds too.\n\nLakes are deep and blue.\n\nLast.\n"),
    ("two of them, as they were received",
     [put_in("undp", RIVERS, "Ponds too."), sent("unesco", "delete", RIVERS), put_in("atameken", RIVERS, "And seas.")],
     "\nFirst.\n\n## Waters\n\nAnd seas.\n\nPonds too.\n\nLakes are deep and blue.\n\nLast.\n"),
    ("behind the first one", [put_in("undp", "First.", "Ponds too."), sent("unesco", "delete", "First.")],
     "\nPonds too.\n\n## Waters\n\nRivers are long and wide.\n\nLakes are deep and blue.\n\nLast.\n"),
    ("behind the last one", [put_in("undp", "Last.", "Ponds too."), sent("unesco", "delete", "Last.")],
     "\nFirst.\n\n## Waters\n\nRivers are long and wide.\n\nLakes are deep and blue.\n\nPonds too.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "wanted", "made"), COMPOSED, ids=[each[0] for each in COMPOSED])
def test_what_goes_together_with_a_deletion(what: str, wanted: list[Sent], made: str, tmp_path: Path) -> None:
    desk = desk_of({"one": BODY}, tmp_path)
    for each in wanted:
        desk, _ = with_contribution(desk, each)
    desk = accepted(desk)
    for ids in permutations(desk.contributions):
        merged = merging(desk)
        assert {each.became for each in merged.merge_all(ids).values()} == {"applied"}, (what, ids)
        assert texts(merged)["one"] == HEAD + made, (what, ids)
        for id in reversed(ids):
            merged.revert(id)
        assert texts(merged)["one"] == HEAD + BODY, (what, ids)


def conflict(made: Merging, id: str) -> tuple[str, str]:
    """What became of a contribution, and what is in the text of the section."""
    return made.merge_all([id])[id].became, texts(made)["one"]


def test_a_section_of_which_all_is_deleted_gets_what_was_to_stand_behind(tmp_path: Path) -> None:
    desk = desk_of({"one": "\nFirst.\n\n## Waters\n"}, tmp_path)
    wanted = [put_in("undp", "First.", "Ponds too."), put_in("atameken", "First.", "And seas.")]
    for each in [*wanted, sent("unesco", "delete", "First."), sent("unesco", "delete", "Waters")]:
        desk, _ = with_contribution(desk, each)
    desk = accepted(desk)
    for ids in permutations(desk.contributions):
        merged = merging(desk)
        assert {each.became for each in merged.merge_all(ids).values()} == {"applied"}, ids
        assert texts(merged)["one"] == f"{HEAD}\nAnd seas.\n\nPonds too.\n", ids
        for id in reversed(ids):
            merged.revert(id)
        assert texts(merged)["one"] == f"{HEAD}\nFirst.\n\n## Waters\n", ids


def test_a_deletion_of_several_paragraphs_is_never_half_done(tmp_path: Path) -> None:
    """Somebody else's words are in one of them: nothing goes, whoever is merged first."""
    desk = desk_of({"one": BODY}, tmp_path)
    desk, kept = with_contribution(desk, sent("undp", "replace", "Rivers are long", "Quite other words stand here"))
    desk, gone = with_contribution(desk, sent("unesco", "delete", f"Waters {RIVERS}"))
    made = merging(accepted(desk))
    made.merge(kept.id)
    assert conflict(made, gone.id) == ("conflict", HEAD + BODY.replace("Rivers are long", "Quite other words stand here"))
    assert state(made.ledger[gone.id]).conflict is not None
    other_way = merging(accepted(desk))
    other_way.merge(gone.id)
    assert conflict(other_way, kept.id)[0] == "conflict"


@pytest.mark.parametrize("words", ["Streams are very long and wide.", "Quite other words."])
def test_nor_where_the_drafter_wrote_one_of_them_anew(words: str, tmp_path: Path) -> None:
    desk = desk_of({"one": BODY}, tmp_path)
    desk, gone = with_contribution(desk, sent("unesco", "delete", f"Waters {RIVERS}"))
    edited = BODY.replace(RIVERS, words)
    made = merging(replace(accepted(desk), project=project_of({"one": edited})))
    assert conflict(made, gone.id) == ("conflict", HEAD + edited)


def test_what_the_drafter_took_out_hinders_no_deletion_of_the_rest(tmp_path: Path) -> None:
    desk = desk_of({"one": BODY}, tmp_path)
    desk, gone = with_contribution(desk, sent("unesco", "delete", f"Waters {RIVERS}"))
    edited = BODY.replace(f"{RIVERS}\n\n", "")
    made = merging(replace(accepted(desk), project=project_of({"one": edited})))
    assert conflict(made, gone.id) == ("applied", HEAD + edited.replace("## Waters\n\n", ""))


def test_what_somebody_wrote_where_a_paragraph_was_stands_before_what_is_put_in_there(tmp_path: Path) -> None:
    """It belongs to what is before it."""
    desk = desk_of({"one": BODY}, tmp_path)
    desk, gone = with_contribution(desk, sent("unesco", "delete", RIVERS))
    desk, new = with_contribution(desk, put_in("undp", RIVERS, "Ponds too."))
    made = merging(accepted(desk))
    made.merge(gone.id)
    one = made.today.texts["one", "en"]
    made.change(one.fragment, one.exactly("## Waters")[0], "## Waters\n\nWritten by hand.")
    assert conflict(made, new.id) == ("applied", HEAD + BODY.replace(RIVERS, "Written by hand.\n\nPonds too."))
    made.revert(gone.id)
    assert texts(made)["one"] == HEAD + BODY.replace(RIVERS, f"Written by hand.\n\n{RIVERS}\n\nPonds too.")


def test_a_passage_that_somebody_struck_out_of_a_file_is_no_bug(tmp_path: Path) -> None:
    """Neither of the contribution itself nor of another one about the same section."""
    desk = desk_of({"one": BODY}, tmp_path)
    desk, gone = with_contribution(desk, sent("unesco", "delete", RIVERS))
    desk, other = with_contribution(desk, put_in("undp", RIVERS, "Ponds too."))
    desk = accepted(desk)
    for id in (gone.id, other.id):
        cut = replace(
            desk.contributions[id], parts={name: words for name, words in desk.contributions[id].parts.items() if name != "base"}
        )
        made = merging(replace(desk, contributions={**desk.contributions, id: cut}))
        assert {each.became for each in made.merge_all([gone.id, other.id]).values()} <= {"applied", "waits", "conflict"}


def test_deletions_that_meet_in_one_sentence_are_a_conflict(tmp_path: Path) -> None:
    """Each has words of it that the other one leaves: none of them comes back with the other."""
    desk = desk_of({"one": "\nPears are sweet.\nPlums and figs are small.\nNuts and oats are hard. The end.\n"}, tmp_path)
    desk, one = with_contribution(desk, sent("unesco", "delete", "Pears are sweet. Plums and figs"))
    desk, other = with_contribution(desk, sent("undp", "delete", "figs are small. Nuts and"))
    for first, second in ((one.id, other.id), (other.id, one.id)):
        made = merging(accepted(desk))
        made.merge(first)
        assert conflict(made, second) == ("conflict", texts(made)["one"])


BACK = [
    [sent("unesco", "delete", RIVERS), sent("undp", "delete", LAKES), put_in("atameken", RIVERS, "Ponds too.")],
    [sent("unesco", "delete", LAKES), put_in("undp", RIVERS, "Ponds too."), sent("atameken", "replace", "wide", "cold")],
    [sent("unesco", "delete", f"Waters {RIVERS}"), sent("undp", "delete", f"{LAKES} Last.")],
    [sent("unesco", "delete", RIVERS), put_in("undp", "Waters", "Ponds too."), sent("atameken", "delete", "Waters")],
    [sent("unesco", "delete", f"{LAKES} Last."), put_in("undp", "Last.", "Ponds too."), sent("atameken", "delete", RIVERS)],
    [sent("unesco", "delete", "First."), sent("undp", "delete", "Waters"), sent("atameken", "delete", RIVERS),
     put_in("unesco", "Waters", "Ponds too.")],
]  # fmt: skip


def test_where_somebody_changed_the_order_nothing_comes_back_by_a_guess(tmp_path: Path) -> None:
    desk = desk_of({"one": BODY}, tmp_path)
    desk, gone = with_contribution(desk, sent("unesco", "delete", RIVERS))
    made = merging(accepted(desk))
    made.merge(gone.id)
    turned = f"{HEAD}\nFirst.\n\n{LAKES}\n\n## Waters\n\nLast.\n"
    fragment = made.today.texts["one", "en"].fragment
    made.change(fragment, whole_body(fragment.text), turned.removeprefix(f"{HEAD}\n").rstrip())
    with pytest.raises(ConceptError, match="nothing was taken back"):
        made.revert(gone.id)
    assert texts(made)["one"] == turned


@pytest.mark.parametrize("wanted", BACK)
def test_paragraphs_come_back_in_their_order(wanted: list[Sent], tmp_path: Path) -> None:
    """Whatever order they went in, and come back in, though those beside them went, too."""
    desk = desk_of({"one": BODY}, tmp_path)
    for each in wanted:
        desk, _ = with_contribution(desk, each)
    desk = accepted(desk)
    for ids in permutations(desk.contributions):
        for back in permutations(ids):
            merged = merging(desk)
            assert {each.became for each in merged.merge_all(ids).values()} == {"applied"}, ids
            for id in back:
                merged.revert(id)
            assert texts(merged)["one"] == HEAD + BODY, (ids, back)
