"""Three texts to one: told cases, properties, real merges, and the command as scripts and git meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from concept_cli.merge import Conflict, Merged, merged
from concept_cli.merge.files import merged_file
from concept_cli.merge.pieces import pieces
from tests.clients import ROOT
from tests.test_commands import concept

CASES = sorted((Path(__file__).parent / "cases").glob("merge*/*.txt"))
CORPUS = Path(os.environ.get("CONCEPT_SHARED", ROOT.parent / "shared")) / "corpus" / "merges"
EXAMPLES = int(os.environ.get("CONCEPT_MERGE_EXAMPLES", "200"))

Merge = Callable[[str, str, str], Merged]
both = pytest.mark.parametrize("merge", [merged, merged_file], ids=["text", "file"])
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


# ------------------------------------------------------------------- cases


def _told(conflict: Conflict) -> Iterator[str]:
    for name, said in (("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs)):
        yield f"{name}: {' '.join(said.split())}".rstrip()
    if conflict.proposal is not None:
        yield f"proposed: {' '.join(conflict.proposal.split())}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Those of ``merge`` are of any text, those of ``merge-file`` of files, in which nearness is a reason to ask."""
    story, *parts = path.read_text("utf-8").split("\n== ")
    assert story.endswith(".")
    texts = dict(part.split("\n", 1) for part in parts)
    merge = merged_file if path.parent.name == "merge-file" else merged
    made = merge(texts["base"] + "\n", texts["ours"] + "\n", texts["theirs"] + "\n")
    if "merged" in texts:
        assert not made.conflicts
        assert made.text == texts["merged"].rstrip("\n") + "\n"
    else:
        assert [line for each in made.conflicts for line in _told(each)] == texts["conflict"].rstrip("\n").split("\n")


def test_all_pieces_are_the_text() -> None:
    """To the byte: heads, code, tables, nested lists, pages of white space."""
    tried = 0
    for path in (*ROOT.glob("sections/*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/cases/**/*.md")):
        text = path.read_text("utf-8")
        assert "".join(map(str, pieces(text))) == text
        lines = text.split("\n")
        assert all(
            lines[each.line - 1].lstrip().startswith(each.words.split("\n")[0].rstrip()[:9].lstrip()) or each.key[0] == "space"
            for each in pieces(text)
        )
        tried += 1
    assert tried > 50


# -------------------------------------------------------------- properties

WORDS = "lake river state city pays third rest law fund border market school".split()
sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=8).map(lambda words: " ".join(words).capitalize() + ".")
Text = list[list[str]]
bases = st.lists(sentences, min_size=1, max_size=12, unique=True).flatmap(
    lambda said: st.lists(st.integers(1, 4), min_size=len(said), max_size=len(said)).map(lambda sizes: parted(said, sizes))
)


def parted(said: list[str], sizes: list[int]) -> Text:
    """Sentences in paragraphs of so many, each with a name of its own, as sentences of real texts have words of their own."""
    text: Text = []
    said = [f"{each[:-1]} of s{number}." for number, each in enumerate(said)]
    for size in sizes:
        text.append(said[:size])
        said = said[size:]
    return [paragraph for paragraph in text if paragraph]


def written(text: Text) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in text if paragraph) + "\n"


@st.composite
def edited(draw: st.DrawFn, text: Text, name: str) -> tuple[Text, set[str]]:
    """A text after some edits of one side, and the words that only this side has."""
    made, own = [list(each) for each in text], set()
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(made) - 1))
        kind = draw(st.sampled_from(("reword", "insert", "delete", "paragraph")))
        mark = f"{name}{number}"
        if kind == "paragraph":
            made.insert(at, [f"A paragraph of {mark}."])
            own.add(mark)
        elif kind == "insert" or not made[at]:
            made[at].insert(draw(st.integers(0, len(made[at]))), f"It says {mark} here.")
            own.add(mark)
        else:
            where = draw(st.integers(0, len(made[at]) - 1))
            if kind == "delete":
                del made[at][where]
            else:
                said = made[at][where].split()
                said[draw(st.integers(0, len(said) - 1))] = mark
                made[at][where] = " ".join(said)
                own.add(mark)
    return made, {mark for mark in own if mark in written(made)}


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str, set[str]]:
    base = draw(bases)
    ours, mine = draw(edited(base, "Our"))
    theirs, others = draw(edited(base, "Their"))
    return written(base), written(ours), written(theirs), mine | others


@both
@many
@given(texts=three())
def test_no_edit_is_dropped(merge: Merge, texts: tuple[str, str, str, set[str]]) -> None:
    """Each word that came in is in the merged text, or in a conflict."""
    *sides, own = texts
    made = merge(*sides)
    told = made.text + "".join(each.theirs for each in made.conflicts)
    assert all(mark in told for mark in own)


@both
@many
@given(texts=three())
def test_sides_may_be_exchanged(merge: Merge, texts: tuple[str, str, str, set[str]]) -> None:
    base, ours, theirs, _ = texts
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert [(each.ours.split(), each.theirs.split()) for each in one.conflicts] == [
        (each.theirs.split(), each.ours.split()) for each in other.conflicts
    ]
    if not one.conflicts:
        assert one.text == other.text


@both
@many
@given(texts=three())
def test_merging_again_changes_nothing(merge: Merge, texts: tuple[str, str, str, set[str]]) -> None:
    """A file may be asked about again, when what is in it now came near; it stays what it is."""
    base, ours, theirs, _ = texts
    made = merge(base, ours, theirs)
    if not made.conflicts:
        again = merge(base, made.text, theirs)
        assert again.accepted().text == made.text
        assert merge is merged_file or not again.conflicts


SHORT, LONG = "Lake lake lake.\n\n", "Lake lake lake lake.\n\n"
ALIKE = st.lists(st.sampled_from(("Lake lake lake.", "Lake lake lake lake.", "Lake.", "Rivers are rivers.")), max_size=5).map(
    lambda said: "\n\n".join(said) + "\n"
)


@both
@many
@given(base=ALIKE, ours=ALIKE, theirs=ALIKE)
@example(SHORT + LONG + SHORT, SHORT + LONG + SHORT + SHORT, LONG + LONG + SHORT)
def test_merging_again_changes_nothing_among_sentences_that_are_all_alike(
    merge: Merge, base: str, ours: str, theirs: str
) -> None:
    """Nobody can tell which is which there; then the whole is proposed, and nothing is taken twice in silence."""
    made = merge(base, ours, theirs)
    if not made.conflicts:
        again = merge(base, made.text, theirs)
        assert again.accepted().text == made.text
        assert merge is merged_file or not again.conflicts


@both
@many
@given(texts=three())
def test_one_side_alone_is_taken_as_it_is(merge: Merge, texts: tuple[str, str, str, set[str]]) -> None:
    base, ours, _, _ = texts
    assert merge(base, ours, base).text == merge(base, base, ours).text == merge(base, ours, ours).text == ours


# ------------------------------------------------------------- real merges


def test_real_merges(record: Callable[[str], None]) -> None:
    """Merges of policies that people made: clean ones come out as theirs did; a conflict is shown, or resolved."""
    if not CORPUS.is_dir():
        record("real merges: not tried, the corpus is not here")
        pytest.skip("not tried: the corpus is not here")
    counted: Counter[str] = Counter()
    for case in sorted(CORPUS.glob("*/*/base.md")):
        base, ours, theirs, people = (
            (case.parent / f"{name}.md").read_bytes().decode("utf-8").replace("\r\n", "\n")
            for name in ("base", "ours", "theirs", "merged")
        )
        made = merged_file(base, ours, theirs)
        kind = case.parent.parent.name
        if made.conflicts:
            counted[f"{kind} shown"] += 1
        else:
            counted[f"{kind} {'equal' if made.text.split() == people.split() else 'different'}"] += 1
            assert merged_file(base, made.text, theirs).text == made.text
    record(f"real merges: {dict(counted)}")
    assert counted["clean equal"] == 20
    assert counted["conflict equal"] >= 5
    assert not counted["conflict different"]


# ----------------------------------------------------------------- command


def write(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        (folder / f"{name}.md").write_bytes(text.encode())
        paths.append(folder / f"{name}.md")
    return paths


def test_the_merged_text_is_all_there_is(tmp_path: Path) -> None:
    files = write(tmp_path, base="One. Two.\r\n", ours="\ufeffOne now. Two.\r\n", theirs="One. Two later.\r\n")
    done = subprocess.run([sys.executable, "-m", "concept_cli", "merge-file", *files], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\ufeffOne now. Two later.\r\n".encode(), b"")


def test_conflicts_leave_nothing_on_standard_output(tmp_path: Path) -> None:
    files = write(tmp_path, base="The day is 1 May.\n", ours="The day is 1 June.\n", theirs="The day is 1 July.\n")
    done = concept("merge-file", *files, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{files[1]}:1: both sides changed this" in done.stderr
    assert "theirs:   The day is 1 July." in done.stderr
    assert "Nothing was merged: 1 conflict." in done.stderr


def test_a_proposal_is_taken_when_it_is_asked_for(tmp_path: Path) -> None:
    files = write(tmp_path, base="Pay a third by May.\n", ours="Pay a half by May.\n", theirs="Pay a third by June.\n")
    refused = json.loads(concept("merge-file", *files, "--format", "json", cwd=tmp_path).stdout)
    assert (refused["merged"], refused["conflicts"]) == (None, [])
    assert refused["proposals"] == [
        {
            "base": "Pay a third by May.",
            "ours": "Pay a half by May.",
            "theirs": "Pay a third by June.",
            "line": 1,
            "merged": "Pay a half by June.",
        }
    ]
    taken = concept("merge-file", *files, "--accept-word-level", cwd=tmp_path)
    assert (taken.returncode, taken.stdout) == (0, "Pay a half by June.\n")
    value = json.loads(concept("merge-file", *files, "--accept-word-level", "--format", "json", cwd=tmp_path).stdout)
    assert (value["merged"], value["conflicts"], len(value["proposals"])) == ("Pay a half by June.\n", [], 1)


def test_line_ends_of_several_kinds_are_refused(tmp_path: Path) -> None:
    files = write(tmp_path, base="One.\n", ours="One.\r\n\nTwo.\n", theirs="One now.\n")
    done = concept("merge-file", *files, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "has line ends of several kinds" in done.stderr
    assert concept("merge-file", *files, "--driver", cwd=tmp_path).returncode == 129, "to git it failed, it found no conflict"
    assert files[1].read_bytes() == b"One.\r\n\nTwo.\n"


def test_the_line_is_that_of_our_file(tmp_path: Path) -> None:
    files = write(
        tmp_path,
        base="A.\n\nThe day is 1 May.\n",
        ours="New one.\n\nA.\n\nThe day is 1 June.\n",
        theirs="A.\n\nThe day is 1 July.\n",
    )
    value = json.loads(concept("merge-file", *files, "--format", "json", cwd=tmp_path).stdout)
    assert [each["line"] for each in value["conflicts"]] == [5]
    files = write(tmp_path, base="A.\n", ours="A.\n\nOurs is new.\n", theirs="A.\n\nTheirs came.\n")
    value = json.loads(concept("merge-file", *files, "--format", "json", cwd=tmp_path).stdout)
    assert [each["line"] for each in value["conflicts"]] == [3]


@pytest.mark.parametrize(
    ("content", "said"), [(b"a\x00b" * 99, "no text"), (b"\xff\xfe", "UTF-16"), (b"One\x1b[2J.\n", "control")]
)
def test_what_would_be_lost_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    files = write(tmp_path, base="One.\n", ours="One.\n", theirs="Two.\n")
    files[0].write_bytes(content)
    done = concept("merge-file", *files, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert concept("merge-file", "x.md", *files[1:], cwd=tmp_path).stderr.startswith("concept: There is no file x.md.")


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("```python\nx = 1\ny = 2\n```\n", "```python\n  x = 1\ny = 2\n```\n", "```python\n    x = 1\ny = 2\n```\n"),
        ("- A\n- B\n", "- A\n  - B\n", "- A\n      - B\n"),
        ("Согласно ст. 5 абз. 2 Закона.\n", "Согласно ст. 6 абз. 2 Закона.\n", "Согласно ст. 5 абз. 3 Закона.\n"),
        ("See Art. 5 para. 2 of it.\n", "See Art. 6 para. 2 of it.\n", "See Art. 5 para. 3 of it.\n"),
        ("Платит ст. 5 Закона.\n", "Платит ст.\u00a05 Закона.\n", "Платит ст. 6 Закона.\n"),
        ("Cities report.\n\nNobody pays twice.\n", "Cities report.\n", "Nobody pays twice.\n\nCities report.\n"),
    ],
    ids=["code", "nesting", "абз.", "para.", "no-break space", "moved and gone"],
)
def test_what_both_sides_changed_is_asked(base: str, ours: str, theirs: str) -> None:
    """White space that means something, abbreviations that end no sentence, and what moved on one side only."""
    assert merged(base, ours, theirs).conflicts
    assert merged(base, theirs, ours).conflicts


def test_lines_apart_are_what_git_makes_of_them() -> None:
    """Also where a fence or a row is put in twice, or a paragraph beside one that is gone: there is an unchanged line between."""
    base = "One is here.\n\nTwo is here.\n\nThree is here.\n\nFour is here.\n"
    ours = base.replace("One is here.\n", "One is here.\n\n```\ncode\n```\n")
    theirs = base.replace("Three is here.\n", "Three is here.\n\n```\nmore\n```\n")
    made = merged_file(base, ours, theirs)
    assert not made.conflicts
    assert made.text == ours.replace("Three is here.\n", "Three is here.\n\n```\nmore\n```\n")


def test_footnotes_on_lines_of_their_own_are_pieces_of_their_own() -> None:
    notes = "Text.\n\n[^1]: Law of 2020.\n[^2]: Law of 2021.\n[^3]: Law of 2022.\n"
    made = merged(notes, notes.replace("2020", "1990"), notes.replace("2022", "2033"))
    assert (made.conflicts, made.text) == ((), notes.replace("2020", "1990").replace("2022", "2033"))


def test_a_text_full_of_abbreviations_takes_no_longer() -> None:
    """The cost of a sentence end is that of the few letters before it; 96 kB took minutes when it was not."""
    text = "Согласно " + "ст. 5, п. 7, " * 6000 + "a.\n"
    assert not merged(text, text.replace("a.\n", "b.\n"), text).conflicts


def test_git_merges_with_it(tmp_path: Path) -> None:
    """As a driver it writes git's own marks, around whole lines; what git cannot merge, changes of two sentences of one line, it does."""

    def git(*words: str, code: int = 0) -> str:
        who = ("-c", "user.name=D", "-c", "user.email=d@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *who, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def commit(text: str, message: str) -> None:
        (tmp_path / "a.md").write_text(text, "utf-8")
        git("add", ".")
        git("commit", "-qm", message)

    git("init", "-q", "-b", "main")
    git("config", "merge.concept.driver", f'PYTHONPATH="{ROOT}" "{sys.executable}" -m concept_cli merge-file %O %A %B --driver')
    (tmp_path / ".gitattributes").write_text("*.md merge=concept\n")
    commit("The state pays a third. The cities pay the rest. The day is 1 May.\n", "base")
    git("checkout", "-qb", "theirs")
    commit("The state pays a third. The cities pay it all. The day is 1 May.\n", "theirs")
    git("checkout", "-q", "main")
    commit("The state pays a half. The cities pay the rest. The day is 1 May.\n", "ours")
    git("merge", "-q", "-m", "merged", "theirs")
    assert (tmp_path / "a.md").read_text("utf-8") == "The state pays a half. The cities pay it all. The day is 1 May.\n"
    git("checkout", "-qb", "more", "main")
    commit("The state pays a half. The cities pay it all. The day is 1 June.\n", "June")
    git("checkout", "-q", "main")
    commit("The state pays a half. The cities pay it all. The day is 1 July.\n", "July")
    git("merge", "-q", "more", code=1)
    assert (tmp_path / "a.md").read_text("utf-8") == (
        "<<<<<<< ours\nThe state pays a half. The cities pay it all. The day is 1 July.\n"
        "||||||| base\nThe state pays a half. The cities pay it all. The day is 1 May.\n"
        "=======\nThe state pays a half. The cities pay it all. The day is 1 June.\n>>>>>>> theirs\n"
    )


def test_edits_in_the_midst_of_others_are_about_the_same_words() -> None:
    """An edit that meets one before those that were found last: without an order among them a piece was lost sight of."""
    ours = "Lake lake lake.\n\nLake lake lake.\n\nLake lake lake lake.\n\nLake lake lake lake.\n\nLake lake lake lake.\n"
    made = merged(
        "Lake lake lake.\n\nLake lake lake lake.\n\nLake lake lake.\n", ours, "Lake lake lake lake.\n\nLake lake lake lake.\n"
    )
    assert len(made.conflicts) == 2
    assert "".join(part.ours if isinstance(part, Conflict) else part for part in made.parts) == ours
