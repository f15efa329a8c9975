"""`concept diff` as a person or a script meets it: real processes, real repositories."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.heard import Secretary, consulted
from tests.heard import project as heard_project
from tests.repositories import Repository, begun, two_drafts
from tests.test_commands import concept

PLAN = "directions:\n  - {id: roads, name: Roads}\nmeasures:\n  - {id: road-law, direction: roads, name: Adopt the law, due: 2025-Q4}\n"


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return two_drafts(tmp_path_factory.mktemp("drafts") / "water")


def changes(*words: str, root: Path) -> list[dict[str, Any]]:
    done = concept("diff", *words, "--to", "json", cwd=root)
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, Any]] = json.loads(done.stdout)["changes"]
    return listed


def picture(red: int) -> bytes:
    """A picture of eight by eight points in a colour."""
    image = Image.new("RGB", (8, 8), (red, 0, 0))
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def test_the_json_says_what_changed_and_where(drafts: Repository) -> None:
    done = concept("diff", "HEAD~1", "HEAD", "--to", "json", cwd=drafts.root)
    value = json.loads(done.stdout)
    assert value["a"].startswith("HEAD~1")
    assert value["b"].startswith("HEAD")
    [change] = value["changes"]
    assert {key: change[key] for key in ("class", "section", "a_line", "b_line", "before", "after", "editorial")} == {
        "class": "replaced",
        "section": "lakes",
        "a_line": 5,
        "b_line": 5,
        "before": "Text.",
        "after": "Words.",
        "editorial": False,
    }
    assert change["a_path"] == change["b_path"] == "sections/lakes.md"


def test_the_last_commit_is_compared_with_the_files_as_they_are(drafts: Repository, tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    assert changes(root=made.root) == []
    made.write("sections/rivers.md", "---\ntitle: Rivers\n---\nText. More of it.\n")
    [change] = changes(root=made.root)
    assert (change["section"], change["after"]) == ("rivers", "Text. More of it.")
    done = concept("diff", cwd=made.root)
    assert "{+ More of it.+}" in done.stdout
    assert "→ working text of" in done.stdout.splitlines()[0]


def test_the_text_is_readable_without_colour_in_80_columns(drafts: Repository) -> None:
    done = concept("diff", "HEAD~1", "HEAD", cwd=drafts.root)
    assert "[-Text-]{+Words+}" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "1 change in 1 section" in done.stdout


def test_nothing_differs(drafts: Repository) -> None:
    done = concept("diff", "HEAD", "HEAD", cwd=drafts.root)
    assert done.returncode == 0
    assert "No differences." in done.stdout
    done = concept("diff", "HEAD", "HEAD", "--to", "html,docx", "--out", "x.html", cwd=drafts.root)
    assert done.returncode == 2  # two forms, one name


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_files_hold_the_whole_document(drafts: Repository, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"changes.{form}"
    done = concept("diff", "HEAD~1", "HEAD", "--to", form, "--out", str(out), "--author", "Ministry", cwd=drafts.root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(f"changes.{form}")
    content = out.read_bytes()
    if form == "docx":
        with ZipFile(out) as parts:
            text = parts.read("word/document.xml").decode()
        assert 'w:author="Ministry"' in text
        assert "<w:delText" in text
        assert "Rivers" in text
    elif form == "html":
        assert "Rivers" in content.decode()
        assert "<ins" in content.decode()
    else:
        assert content.startswith(b"%PDF-")


def test_names_in_dist(drafts: Repository) -> None:
    done = concept("diff", "HEAD~1", "HEAD", "--to", "html", "--lang", "ru", cwd=drafts.root)
    assert done.returncode == 0, done.stderr
    assert (drafts.root / done.stdout.strip()).is_file()
    assert done.stdout.startswith("dist/water-HEAD-1")
    assert ".ru.diff.html" in done.stdout


def test_other_languages_are_told_of(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    made.write("sections/lakes.ru.md", "---\ntitle: Озёра\n---\nНовый текст.\n")
    done = concept("diff", cwd=made.root)
    assert "Changed in ru (1 section) as well; --lang shows how." in done.stderr
    assert json.loads(concept("diff", "--to", "json", cwd=made.root).stdout)["translations"] == {"ru": ["lakes"]}
    [change] = changes("--lang", "ru", root=made.root)
    assert (change["section"], change["after"]) == ("lakes", "Новый текст.")


def test_a_translation_that_came_is_one_change(tmp_path: Path) -> None:
    """Its words are not compared with those in another language that stood in their place."""
    made = two_drafts(tmp_path / "water")
    made.write("sections/rivers.ru.md", "---\ntitle: Реки\n---\nРеки мелеют.\n\nЭто измерено.\n")
    [change] = changes("--lang", "ru", root=made.root)
    assert (change["class"], change["section"], change["element"]) == ("inserted", "rivers", "Перевод")
    assert (change["before"], change["after"]) == ("", "Реки\nРеки мелеют.\nЭто измерено.")
    told = concept("diff", "--lang", "ru", cwd=made.root)
    assert "only one has a text in ru for 1 section: rivers." in told.stderr
    assert "[-" not in told.stdout
    made.commit("Translated")
    (made.root / "sections/rivers.ru.md").unlink()
    [change] = changes("HEAD", "--lang", "ru", root=made.root)
    assert (change["class"], change["before"]) == ("deleted", "Реки\nРеки мелеют.\nЭто измерено.")


def test_one_section_and_one_sort_of_change(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    made.write("sections/lakes.md", "---\ntitle: Lakes\nowner: office\n---\nWords, [@report].\n")
    made.write("sections/rivers.md", "---\ntitle: Rivers\n---\nOther words.\n")
    assert [each["section"] for each in changes("--section", "rivers", root=made.root)] == ["rivers"]
    assert [each["section"] for each in changes("--only", "editorial", root=made.root)] == ["lakes"]
    assert [each["section"] for each in changes("--only", "substantive", root=made.root)] == ["rivers"]
    done = concept("diff", "--only", "editorial", "--to", "html", "--out", "dist/e.html", cwd=made.root)
    page = (made.root / "dist/e.html").read_text("utf-8")
    assert done.returncode == 0
    assert "Other words." in page
    assert not re.search(r"<del[^>]*>Text", page)
    assert re.search(r"<ins[^>]*>,", page)


def test_numbers_that_moved_on_are_a_class_of_their_own(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    made.write("sections/seas.md", "---\ntitle: Seas\n---\nOn seas.\n")
    concept_yaml = (made.root / "concept.yaml").read_text("utf-8")
    made.write("concept.yaml", concept_yaml.replace("  - lakes\n", "  - seas\n  - lakes\n"))
    assert [(each["class"], each["section"]) for each in changes(root=made.root)] == [("inserted", "seas")]
    renumbered = changes("--only", "renumbering", root=made.root)
    assert {each["class"] for each in renumbered} == {"renumbered"}
    assert [each["section"] for each in renumbered] == ["lakes", "rivers"]
    assert "Numbers that changed: 2; --only renumbering lists them." in concept("diff", cwd=made.root).stderr


def test_where_only_numbers_differ_nobody_is_told_that_nothing_does(tmp_path: Path) -> None:
    """Typed numbers of a list are numbers, and somebody typed them."""
    (tmp_path / "a.md").write_text("9-1. Lakes.\n9-2. Rivers.\n", "utf-8")
    (tmp_path / "b.md").write_text("9-1. Lakes.\n9-3. Rivers.\n", "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", cwd=tmp_path)
    assert "The words are the same. Numbers that changed: 1." in done.stdout
    assert "9-2. → 9-3." in concept("diff", "--files", "a.md", "b.md", "--only", "renumbering", cwd=tmp_path).stdout


def test_records_are_told_by_their_fields(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    made.write("records/measures.yaml", PLAN)
    made.write("sections/rivers.md", "---\ntitle: Rivers\n---\n![Action plan](record:measures)\n")
    made.commit("A plan")
    made.write("records/measures.yaml", PLAN.replace("2025-Q4", "2026-Q2"))
    [change] = changes("HEAD", root=made.root)
    assert (change["class"], change["section"], change["before"], change["after"]) == (
        "field",
        "rivers",
        "IV quarter of 2025",
        "II quarter of 2026",
    )
    assert change["element"] == "Adopt the law · deadline"
    assert (change["b_path"], change["b_line"]) == ("records/measures.yaml", 4)
    made.write("sections/rivers.md", "---\ntitle: Rivers\nstatus: agreed\n---\n![Action plan](record:measures)\n")
    [_, head] = changes("HEAD", root=made.root)
    assert (head["class"], head["element"], head["after"], head["editorial"]) == ("field", "Progress", "agreed", True)


def test_what_a_table_shows_of_a_record_belongs_to_its_change(tmp_path: Path) -> None:
    """Each mark in the plan has the number of a change in the list, with --only as well; what no field says is a change of its row."""
    made = two_drafts(tmp_path / "water")
    made.write("records/measures.yaml", PLAN.replace("due: 2025-Q4", "due: 2025-Q4, executors: [{body: office}]"))
    made.write("stakeholders.yaml", "stakeholders:\n  - {id: office, name: Water Office, kind: state-body}\n")
    made.write("sections/rivers.md", "---\ntitle: Rivers\n---\n![Action plan](record:measures)\n")
    made.commit("A plan")
    plan = (made.root / "records/measures.yaml").read_text("utf-8")
    made.write("records/measures.yaml", plan.replace("2025-Q4", "2026-Q2"))
    for only in ((), ("--only", "substantive")):
        done = concept("diff", "HEAD", *only, "--to", "html", "--out", "dist/x.html", cwd=made.root)
        assert done.returncode == 0, done.stderr
        page = (made.root / "dist/x.html").read_text("utf-8")
        assert re.search(r'<del[^>]*data-change="1"[^>]*>IV', page), only
    made.write("records/measures.yaml", plan)
    made.write("stakeholders.yaml", "stakeholders:\n  - {id: office, name: Sea Office, kind: state-body}\n")
    assert any("Sea Office" in each["after"] and each["section"] == "rivers" for each in changes("HEAD", root=made.root))


def test_a_move_is_told_of_both_its_sections(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    said = "The fund pays a third of the costs of each museum in every region of the country."
    made.write("sections/rivers.md", f"---\ntitle: Rivers\n---\nWords.\n\n{said}\n")
    made.commit("Said")
    made.write("sections/rivers.md", "---\ntitle: Rivers\n---\nWords.\n")
    made.write("sections/lakes.md", (made.root / "sections/lakes.md").read_text("utf-8") + f"\n{said}\n")
    for section in ("rivers", "lakes"):
        assert [each["class"] for each in changes("HEAD", "--section", section, root=made.root)] == ["moved"], section


def test_a_section_that_was_renamed_is_the_same_section(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    text = "---\ntitle: Rivers\n---\nThe rivers of the country flow to the north and to the south.\n"
    made.write("sections/rivers.md", text)
    made.commit("More text")
    (made.root / "sections/rivers.md").unlink()
    made.write("sections/streams.md", text.replace("title: Rivers", "title: Streams"))
    made.write("concept.yaml", (made.root / "concept.yaml").read_text("utf-8").replace("rivers", "streams"))
    assert [(each["class"], each["section"]) for each in changes("HEAD", root=made.root)] == [("retitled", "streams")]


# ------------------------------------------------------------------- files


def test_two_files_outside_any_project(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Frontmatter\n---\n# One\n\nSome words [@x] here.[^1]\n\n[^1]: A note.\n", "utf-8")
    (tmp_path / "b.md").write_text("# One\n\nOther words [@x] here.[^1]\n\n[^1]: A note.\n", "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", "--to", "json", cwd=tmp_path)
    [change] = json.loads(done.stdout)["changes"]
    assert (change["before"], change["after"]) == ("Some words [@x] here.", "Other words [@x] here.")
    assert (change["a_path"], change["a_line"], change["b_path"], change["b_line"]) == ("a.md", 6, "b.md", 3)
    done = concept("diff", "--files", "a.md", "b.md", "--to", "docx", "--out", "c.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with ZipFile(tmp_path / "c.docx") as parts:
        body = parts.read("word/document.xml").decode()
    assert "Frontmatter" not in body
    assert "Contents" not in body


def test_what_two_files_do_not_share_besides_their_words_is_remarked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\nWords. ![A lake](a.png)\n", "utf-8")
    (tmp_path / "b.md").write_text("---\ntitle: B\n---\nWords. ![A lake](b.png)\n", "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", cwd=tmp_path)
    assert "No differences." in done.stdout
    assert "Not compared, because two files are compared by their words: their heads and pictures differ." in done.stderr


def test_a_picture_that_took_the_place_of_another_is_named(tmp_path: Path) -> None:
    """Its description is the same; the path tells it from the other."""
    made = two_drafts(tmp_path / "water")
    for name, red in (("a", 10), ("b", 200)):
        made.write(f"sections/figures/{name}.png", picture(red))
    made.write(
        "sections/rivers.md", "---\ntitle: Rivers\n---\nSee ![the river](figures/a.png) here.\n\n![A map](figures/a.png)\n"
    )
    made.commit("Pictures")
    text = (made.root / "sections/rivers.md").read_text("utf-8")
    made.write("sections/rivers.md", text.replace("a.png", "b.png"))
    for change in changes("HEAD", root=made.root):
        assert ("figures/a.png" in change["before"], "figures/b.png" in change["after"]) == (True, True)
    made.write("sections/rivers.md", text)
    made.write("sections/figures/a.png", picture(99))
    assert [each["class"] for each in changes("HEAD", root=made.root)] == ["replaced", "replaced"], "the same name, other bytes"


def test_where_words_are_the_same_it_is_told_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("See [the law](https://a.kz/1) and *more* [@x].\n", "utf-8")
    (tmp_path / "b.md").write_text("See [the law](https://a.kz/2) and more [@x].\n", "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", "--to", "json", cwd=tmp_path)
    [change] = json.loads(done.stdout)["changes"]
    assert change["before"] == "See [the law](https://a.kz/1) and *more* [@x]."
    assert change["after"] == "See [the law](https://a.kz/2) and more [@x]."


def test_a_print_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    for name, word in (("a", "lake"), ("b", "river")):
        (tmp_path / f"{name}.md").write_text("\n\n".join(f"The {word} {number}." for number in range(1_501)), "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", "--to", "pdf", "--out", "x.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "A PDF of 1,501 changes would have hundreds of pages." in done.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_an_output_that_takes_no_more_is_said_to(drafts: Repository) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "concept_cli", "diff", "HEAD~1"],
            cwd=drafts.root,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "The output cannot be written: No space left on device." in done.stderr


def test_several_forms_are_all_files(drafts: Repository) -> None:
    """What is printed is a path each."""
    done = concept("diff", "HEAD~1", "HEAD", "--to", "json,html,text", cwd=drafts.root)
    names = done.stdout.split()
    assert [name.rpartition(".")[2] for name in names] == ["json", "html", "txt"]
    assert json.loads((drafts.root / names[0]).read_text("utf-8"))["changes"]


def test_less_of_it_says_so_in_the_file(drafts: Repository) -> None:
    done = concept("diff", "HEAD~1", "HEAD", "--only", "editorial", "--to", "html", "--out", "dist/x.html", cwd=drafts.root)
    assert done.returncode == 0, done.stderr
    assert "(only editorial changes are marked)" in (drafts.root / "dist/x.html").read_text("utf-8")


def test_a_line_before_words_is_no_head(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\n\nOld law text here.\n\n---\n\nx\n", "utf-8")
    (tmp_path / "b.md").write_text("---\n\nNew promise wholly.\n\n---\n\nx\n", "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", "--to", "json", cwd=tmp_path)
    assert [each["after"] for each in json.loads(done.stdout)["changes"]] == ["New promise wholly."]


@pytest.mark.parametrize(
    ("form", "name"), [("text", "concept.yaml"), ("docx", "b.md"), ("html", "x.docx"), ("json", "README.md")]
)
def test_no_output_takes_the_place_of_a_source(drafts: Repository, form: str, name: str) -> None:
    done = concept("diff", "HEAD", "--to", form, "--out", name, cwd=drafts.root)
    assert done.returncode == 2
    assert "end the name with" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfea\x00", "UTF-16"),
        (b"x\n" * 1_000_000, "1,000,000 lines"),
        (b"x" * 5_000_000, "5,000,000 bytes"),
        (b"\x00\x01\x02" * 500, "no text"),
    ],
    ids=["UTF-16", "a million lines", "5 MB", "binary"],
)
def test_files_that_are_no_text_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.md").write_bytes(content)
    (tmp_path / "b.md").write_text("Words.\n", "utf-8")
    done = concept("diff", "--files", "a.md", "b.md", cwd=tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_no_output_takes_the_place_of_a_file_that_is_compared(tmp_path: Path) -> None:
    for name, content in (("a.txt", "One.\n"), ("b.txt", "Two.\n")):
        (tmp_path / name).write_text(content, "utf-8")
    done = concept("diff", "--files", "a.txt", "b.txt", "--out", "b.txt", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "b.txt").read_text("utf-8")) == (2, "Two.\n")
    assert "b.txt is one of the two that are compared" in done.stderr


def test_files_that_are_not_there(tmp_path: Path) -> None:
    done = concept("diff", "--files", "a.md", "b.md", cwd=tmp_path)
    assert done.returncode == 1
    assert "There is no file a.md." in done.stderr


# --------------------------------------------------------------- bad input


def test_an_unknown_draft_is_answered_with_the_nearest_name(drafts: Repository) -> None:
    drafts.git("tag", "draft-one")
    done = concept("diff", "draft-on", cwd=drafts.root)
    assert done.returncode == 1
    assert "draft-one" in done.stderr


def test_no_history(tmp_path: Path) -> None:
    from tests.test_commands import project

    done = concept("diff", cwd=project(tmp_path / "water"))
    assert done.returncode == 1
    assert "git" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_command_lines(drafts: Repository) -> None:
    assert concept("diff", "--to", "odt", cwd=drafts.root).returncode == 2
    assert "name one language" in concept("diff", "HEAD", "--lang", "all", cwd=drafts.root).stderr
    done = concept("diff", "HEAD", "--lang", "ru", "--files", "a.md", "b.md", cwd=drafts.root)
    assert done.returncode == 2
    assert "leave A and --lang away" in done.stderr
    done = concept("diff", "HEAD", "--summary", "--to", "json", cwd=drafts.root)
    assert (done.returncode, "leave --to and --out away" in done.stderr) == (2, True)
    assert concept("diff", "--to", "table", "--out", "x.odt", cwd=drafts.root).returncode == 2
    done = concept("diff", "HEAD", "--section", "nowhere", cwd=drafts.root)
    assert done.returncode == 1
    assert "lakes" in done.stderr
    done = concept("diff", "HEAD", "--to", "html", "--out", "sections/x.html", cwd=drafts.root)
    assert done.returncode == 1
    assert not (drafts.root / "sections/x.html").exists()


def test_a_section_that_was_no_text_in_the_older_draft_stops_the_comparison(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    made.write("sections/rivers.md", b"---\ntitle: Rivers\n---\n\xff\xfe\n")
    made.commit("Broken")
    made.write("sections/rivers.md", "---\ntitle: Rivers\n---\nText.\n")
    made.commit("Mended")
    done = concept("diff", "HEAD~1", "HEAD", cwd=made.root)
    assert done.returncode == 1
    assert "sections/rivers.md" in done.stderr
    assert "Nothing was compared" in done.stderr


# ------------------------------------------------------------ who and why


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project in whose text three contributions and an edit of the drafter are since the last commit."""
    made = begun(heard_project(tmp_path_factory.mktemp("heard") / "project"))
    made.commit("First")
    consulted(made.root)
    path = made.root / "sections/plan.md"
    path.write_text(path.read_text("utf-8").replace("The plan", "A plan"), "utf-8")
    return made


def test_who_asked_for_a_change_and_why(heard: Repository) -> None:
    """Of every change by the words that it brought; the drafter's own is unexplained, and the remark counts it."""
    found = {each["section"] + str(each["number"]): each for each in changes("HEAD", root=heard.root)}
    told = [(each["who"], each["contribution"], each["why"], each["when"]) for each in found.values()]
    day = next(each["when"] for each in found.values())
    assert told == [
        ("UNESCO", "unesco-2021-001", "Accepted: As agreed", day),
        ("Chamber Atameken", "atameken-2021-001", "Accepted: CANARYREASON", day),
        ("UNDP", "undp-2021-001", "Accepted: As agreed", day),
        ("", "", "", ""),
    ]
    done = concept("diff", "HEAD", cwd=heard.root)
    assert "Changes that nobody explained: 1; --only unexplained lists them." in done.stderr
    assert "UNESCO (unesco-2021-001): Accepted: As agreed" in " ".join(done.stdout.split())


def test_the_names_of_bodies_and_decisions_are_those_of_the_language(heard: Repository) -> None:
    first, *_ = changes("HEAD", "--lang", "kk", root=heard.root)
    assert (first["who"], first["why"]) == ("ЮНЕСКО", "ескерілді: As agreed")


def test_only_what_one_body_brought(heard: Repository) -> None:
    done = concept("diff", "HEAD", "--by", "undp", "--to", "json", cwd=heard.root)
    assert [each["contribution"] for each in json.loads(done.stdout)["changes"]] == ["undp-2021-001"]
    said = " ".join(concept("diff", "HEAD", "--by", "undp", cwd=heard.root).stdout.split())
    assert "only changes that follow from contributions are marked: UNDP" in said
    unknown = concept("diff", "HEAD", "--by", "unep", cwd=heard.root)
    assert unknown.returncode == 1 and "There is no stakeholder “unep”" in unknown.stderr


def test_only_what_nobody_explained(heard: Repository) -> None:
    done = concept("diff", "HEAD", "--only", "unexplained", "--to", "json", cwd=heard.root)
    assert [each["after"] for each in json.loads(done.stdout)["changes"]] == ["A plan is made every year."]


def test_without_contributions_nothing_is_said_of_explanations_unless_asked(drafts: Repository) -> None:
    assert "explained" not in concept("diff", "HEAD~1", "HEAD", cwd=drafts.root).stderr
    assert all("explained" not in each for each in changes("HEAD~1", "HEAD", root=drafts.root))
    asked = concept("diff", "HEAD~1", "HEAD", "--only", "unexplained", "--to", "json", cwd=drafts.root)
    assert [each["explained"] for each in json.loads(asked.stdout)["changes"]] == [False]


def test_what_came_after_the_newer_draft_and_before_the_older_one_explains_nothing(tmp_path: Path) -> None:
    """A ledger that is committed with the text says which events a draft knows."""
    made = begun(heard_project(tmp_path / "project"))
    made.commit("First")
    office = Secretary(made.root)
    one = office.decide(
        office.send("unesco", section="plan", action="replace", quote="every year", text="every month"), "accepted"
    )
    office.merge(one)
    made.commit("Second")
    path = made.root / "sections/plan.md"
    path.write_text(path.read_text("utf-8").replace("every month", "every week"), "utf-8")
    made.commit("Third")
    two = office.decide(office.send("undp", section="plan", action="replace", quote="every week", text="every day"), "accepted")
    office.merge(two)
    made.commit("Fourth")
    said = [[each["contribution"] for each in changes(older, newer, root=made.root)] for older, newer in (
        ("HEAD~3", "HEAD~2"), ("HEAD~2", "HEAD~1"), ("HEAD~1", "HEAD"), ("HEAD~3", "HEAD"), ("HEAD~3", "HEAD~1")
    )]  # fmt: skip
    assert said == [[one], [""], [two], [f"{two}, {one}"], [""]]


def test_files_outside_a_project_have_nobody_to_explain_them(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"Text {name}.\n", "utf-8")
    for option in (("--by", "unesco"), ("--only", "unexplained")):
        done = concept("diff", *option, "--files", "a.md", "b.md", cwd=tmp_path)
        assert done.returncode == 2 and option[0] in done.stderr
    assert "explained" not in concept("diff", "--files", "a.md", "b.md", cwd=tmp_path).stderr
