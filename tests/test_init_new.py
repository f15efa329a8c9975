"""``concept init`` and ``concept new``: whole projects and single entries, from friendly and from hostile input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from concept_cli.__main__ import _run
from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.draft import examine
from concept_cli.readers.yaml import read_yaml
from concept_cli.scaffold import new_project, profile_names
from concept_cli.scaffold.lists import with_entry
from concept_cli.scaffold.values import id_from, quoted
from concept_cli.schema import json_schema
from concept_cli.sources import Folder

Call = Callable[..., int]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command line in this process; gives the exit code."""

    def run(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["concept", *words])
        return _run()

    return run


@pytest.fixture
def project(tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> Path:
    root = tmp_path / "project"
    assert call("init", str(root), "--title", "Culture") == 0
    capsys.readouterr()
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder but the store's own."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and ".concept" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def raw(content: bytes) -> object:
    """A YAML file's value as this project reads it, with no finding."""
    found: list[Diagnostic] = []
    made = read_yaml("file", content.decode("utf-8").removeprefix("\ufeff"), found.append)
    assert made is not None and not found
    return made.value


# --------------------------------------------------------------------- init


@pytest.mark.parametrize("profile", profile_names())
@pytest.mark.parametrize("languages", ["en", "kk,ru,en", "de"])
def test_a_new_project_has_no_finding_and_every_section_of_its_profile(
    tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str], profile: str, languages: str
) -> None:
    root = tmp_path / "new"
    assert call("init", str(root), "--title", "Culture", "--profile", profile, "--lang", languages) == 0
    printed = [Path(line).resolve() for line in capsys.readouterr().out.splitlines()]
    assert sorted(printed) == sorted((root / name).resolve() for name in snapshot(root))
    assert call("-C", str(root), "check", "--strict") == 0
    examined = examine(Folder(root))
    concept = examined.project.concept.record
    assert concept.languages == tuple(languages.split(",")) and concept.working_language == languages[:2]
    wanted = [each.id for each in examined.project.profiles[profile].sections]
    assert list(concept.outline) == wanted == sorted((each.id for each in examined.project.fragments), key=wanted.index)


def test_a_new_project_builds(project: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-C", str(project), "build", "--to", "html,tree") == 0
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == ["culture.en.html", "culture.en.tree.txt"]


def test_every_field_of_the_concept_is_explained_in_a_new_one() -> None:
    text = new_project("Culture", "plain", "en")["concept.yaml"].decode()
    for name, field in json_schema("concept")["properties"].items():
        assert f"# {field['description']}\n" in text
        assert re.search(rf"^(# )?{name}:", text, re.MULTILINE), name


def test_the_examples_in_comments_are_true(project: Path) -> None:
    path = project / "concept.yaml"
    text = path.read_text(encoding="utf-8").replace("# period:", "period:")
    path.write_text(re.sub(r"^# (milestones:|  - \{)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    examined = examine(Folder(project))
    assert not examined.findings
    assert examined.project.concept.record.period is not None and examined.project.concept.record.milestones


HARD_WORDS = [
    'a "q" \\ b',
    "x: y",
    "- lead",
    "{{7*7}}",
    "#hash",
    "x #y",
    "Қазақстан ₸ № « » — …",
    "🎨",
    "it's",
    "&a",
    "*b",
    "!t",
    "%d",
    "@x",
    "`x`",
    "null",
    "~",
    "1.10",
    "2024-02-30",
    "no",
    "[x]",
    "{x: y}",
    "a, b",
    "\\n",
    "\\",
    "?",
    "-",
    "|",
    ">",
    "...",
    "---",
    "<script>alert(1)</script>",
    "$id ${id} $$",
    "x" * 300,
    "n\u00a0b",
]


@pytest.mark.parametrize("words", HARD_WORDS)
def test_hard_titles_and_names_arrive_as_typed(tmp_path: Path, call: Call, words: str) -> None:
    root = tmp_path / "new"
    assert call("init", str(root), f"--title={words}", "--lang", "en,ru") == 0
    assert call("-C", str(root), "new", "section", "second", f"--title={words}") == 0
    assert call("-C", str(root), "new", "stakeholder", "third", f"--name={words}") == 0
    examined = examine(Folder(root))
    assert not examined.errors
    second = examined.project.fragment("second", "en")
    assert second is not None and second.head is not None
    assert examined.project.concept.record.title == {"en": words}
    assert second.head.record.title == {"": words}
    assert examined.project.stakeholders[0].record.name == {"": words}


@pytest.mark.parametrize("title", ["a\nb", "a\rb", "a\x00b", "\x1b[31mred", "a\u202eb", "a\u2028b", "x" * 10_000, "   ", "a\tb"])
def test_titles_that_no_line_can_hold_are_refused(
    tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    assert call("init", str(tmp_path / "new"), "--title", title) == 1
    said = capsys.readouterr().err
    assert said.startswith("concept: The title ") and len(said.splitlines()) == 2
    assert not (tmp_path / "new").exists()


def test_without_a_title_usage_says_what_to_type(tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("init", str(tmp_path / "new")) == 2
    assert "--title" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "words", [("--profile", "kz260"), ("--lang", "english"), ("--lang", ""), ("--lang", "en,,ru"), ("--profile", "../x")]
)
def test_unknown_profiles_and_languages_make_nothing(
    tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    assert call("init", str(tmp_path / "new"), "--title", "T", *words) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["concept.yaml", "README.md", "anything", "sections/", "link"])
def test_init_refuses_a_folder_in_use(tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str], name: str) -> None:
    if name == "link":
        (tmp_path / "sections").symlink_to("/etc")
    elif name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("mine")
    before = snapshot(tmp_path)
    assert call("init", str(tmp_path), "--title", "T") == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert snapshot(tmp_path) == before and not (tmp_path / ".concept").exists()


def test_init_refuses_a_file_and_takes_a_folder_with_a_history(
    tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    assert call("init", str(tmp_path / "file"), "--title", "T") == 1
    assert "it is a file" in capsys.readouterr().err
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert call("-C", str(tmp_path), "init", "repository", "--title", "T") == 0
    assert (tmp_path / "repository" / "concept.yaml").is_file()


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Концепция развития креативных индустрий", "kontseptsiya-razvitiya-kreativnykh-industriy"),
        ("Қазақстан өңірлері", "qazaqstan-ongirleri"),
        ("Объём 2024–2029", "obyom-2024-2029"),
        ("日本", "concept"),
        ("Passport", "concept"),
        ("con", "concept"),
        ("x" * 90, "concept"),
    ],
)
def test_ids_from_titles(title: str, id: str) -> None:
    assert id_from(title) == id


# -------------------------------------------------------------------- lists

OUTLINES = {
    "missing": "format: 1\n",
    "empty file": "",
    "comments only": "# nothing yet",
    "empty list": "outline: []  # none yet\nformat: 1\n",
    "no value": "outline: # order\nformat: 1\n",
    "flow": "outline: [a, b]  # order\nformat: 1\n",
    "flow over lines": "outline: [\n  a,\n  b,  # last\n]\nformat: 1\n",
    "block": "# top\noutline:\n  - a  # first\n  - 'b'\n\n# dates\nmilestones: []\n",
    "block without indent": "outline:\n- a\n- b\nformat: 1",
    "nested": "outline:\n  - a:\n      - b\n      - c:\n        - d # deep\n  # tail\nformat: 1\n",
    "nested flow": "outline:\n  - a: [b, c]\n",
    "no last line end": "outline:\n  - a",
    "windows": "# top\r\noutline:\r\n  - a\r\n  - b # c\r\nformat: 1\r\n",
    "byte order mark": "\ufeff# top\noutline:\n  - a\n",
    "document marks": "---\noutline:\n  - a\n...\n",
    "all in braces": "{format: 1, outline: [a]}\n",
}


@pytest.mark.parametrize("name", OUTLINES)
def test_an_entry_is_added_and_every_other_byte_stays(name: str) -> None:
    old = OUTLINES[name].encode()
    new = with_entry("concept.yaml", old, "outline", "new-one")
    before = raw(old) or {}
    assert isinstance(before, dict)
    assert raw(new) == {**before, "outline": [*(before.get("outline") or []), "new-one"]}
    kept = old.replace(b"[]", b"")
    rest = iter(new)
    assert all(byte in rest for byte in kept), "something was taken away"
    assert len(new) - len(kept) < 30
    assert new.count(b"\r\n") == (old.count(b"\r\n") + 1 if b"\r" in old else 0)


@pytest.mark.parametrize("words", HARD_WORDS)
@pytest.mark.parametrize(
    "old",
    [
        "",
        "# only\n",
        "stakeholders: []\n",
        "stakeholders:\n  - id: a\n    name: A # c\n  # tail\n",
        "stakeholders: [{id: a, name: A}]\n",
        "stakeholders:\r\n- id: a\r\n  name: A",
        "stakeholders:\n  - id: a\n    note: |\n      long\n\n      text\n\n# end\n",
        "stakeholders:\n  - id: a\n    note: >-\n      folded\n      text\n    aliases: [x,\n      y]\n",
    ],
)
def test_records_are_added_with_any_words(old: str, words: str) -> None:
    new = with_entry("stakeholders.yaml", old.encode(), "stakeholders", {"id": "x", "name": words, "kind": "person"})
    before = raw(old.encode()) or {}
    assert isinstance(before, dict)
    assert raw(new) == {"stakeholders": [*before.get("stakeholders", []), {"id": "x", "name": words, "kind": "person"}]}


@pytest.mark.parametrize(
    "old",
    [
        "",
        "# only\n",
        "rounds: []\n",
        "rounds:\n- id: a\n  bodies: [x, y] # c\n\n# end",
        "rounds: [{id: a, bodies: [x]}]\n",
        "# top\r\nrounds:\r\n  - id: a\r\n    bodies:\r\n    - x\r\n",
        "\ufeffother: [z]\n",
    ],
)
@pytest.mark.parametrize("bodies", [["x"], ["unesco", "7-days", "y"], []])
def test_records_are_added_with_lists_of_ids(old: str, bodies: list[str]) -> None:
    entry = {"id": "b", "sent": "2021-04-20", "bodies": bodies, "asked": "a: b"}
    new = with_entry("rounds.yaml", old.encode(), "rounds", entry)
    before = raw(old.encode()) or {}
    assert isinstance(before, dict)
    assert raw(new) == {**before, "rounds": [*before.get("rounds", []), entry]}
    rest = iter(new)
    assert all(byte in rest for byte in old.encode().replace(b"[]", b"")), "something was taken away"


@pytest.mark.parametrize(
    "old",
    [
        b"outline:\n\t- a\n",
        b"outline: text\n",
        b"outline: ~ # order\n",
        b"outline: {a: b}\n",
        b"outline: [a]\noutline: [b]\n",
        b"outline: &x [a]\n",
        b"outline: !!set [a]\n",
        b"- a\n",
        b"text",
        b"outline: [a\n",
        "outline: [a]\n".encode("utf-16"),
        "# Тема\noutline: [a]\n".encode("cp1251"),
        b"outline: [a]\n# \x00\n",
        b"outline: [a]\n---\noutline: [b]\n",
        b"x" * 5_000_000,
        b"[" * 5_000,
        b"a: " * 5_000,
    ],
)
def test_files_in_doubt_are_not_edited(old: bytes) -> None:
    with pytest.raises(ConceptError) as caught:
        with_entry("concept.yaml", old, "outline", "x")
    assert caught.value.message.count(".") <= 3 and caught.value.hint


def test_bare_and_quoted_words() -> None:
    assert quoted("Export markets") == "Export markets"
    assert quoted("Өңірлер (2024)") == "Өңірлер (2024)"
    assert quoted("No") == '"No"'
    assert quoted("2024") == '"2024"'


# -------------------------------------------------------------- new section


def test_a_section_is_added_as_a_stub(project: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-C", str(project), "new", "section", "export", "--title", "Export", "--role", "measures") == 0
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == ["export.md", "concept.yaml"]
    assert call("-C", str(project), "check", "--strict") == 0
    assert examine(Folder(project)).project.concept.record.outline == ("introduction", "export")


@pytest.mark.parametrize("id", ["null", "no", "2024", "1e3", "860"])
def test_ids_that_other_programs_take_for_something_else(project: Path, call: Call, id: str) -> None:
    assert call("-C", str(project), "new", "section", id, "--title", "T") == 0
    assert call("-C", str(project), "new", "stakeholder", f"{id}-x", "--name", "N") == 0
    assert call("-C", str(project), "check", "--strict") == 0
    assert f'- "{id}"' in (project / "concept.yaml").read_text(encoding="utf-8")


def test_a_section_that_the_outline_names_already_gets_its_file_only(project: Path, call: Call) -> None:
    path = project / "concept.yaml"
    path.write_bytes(path.read_bytes().replace(b"  - introduction\n", b"  - introduction:\n      - export\n"))
    before = path.read_bytes()
    assert call("-C", str(project), "new", "section", "export", "--title", "Export") == 0
    assert path.read_bytes() == before
    assert not examine(Folder(project)).findings


IMPORTS = {
    "plain": ("Words.\n", "Given", (), "Words.\n"),
    "windows": ("\ufeffOne.\r\n\r\nTwo.\r\n", "Given", (), "One.\n\nTwo.\n"),
    "title repeated": ("\n\n# Given #\n\nWords.\n", "Given", (), "Words.\n"),
    "a title in its first heading": ("# Its own\n\nWords.\n", "Its own", (), "Words.\n"),
    "a head, and a title in its first heading": ("---\nlayout: page\n---\n# Its own\n", "Its own", ("# layout: page",), ""),
    "another first heading": ("# Given here\n\nWords.\n", "Given", (), "# Given here\n\nWords.\n"),
    "its own title": ("---\ntitle: Its own\n---\n# Its own\n\nWords.\n", "Its own", (), "Words.\n"),
    "fields kept": ("---\ntitle: Its own\nlayout: page\n---\nWords.\n", "Its own", ("# layout: page",), "Words.\n"),
    "a head that is no YAML": ("---\nlayout: {{ x }}: y\n---\nWords.\n", "Given", ("# layout: {{ x }}: y",), "Words.\n"),
    "a line across": ("---\nWords.\n---\nMore.\n", "Given", (), "---\nWords.\n---\nMore.\n"),
    "a head never closed": ("---\ntitle: x\n", "Given", (), "---\ntitle: x\n"),
    "a line end in the head": ("---\na: x\u2028title: evil\n---\nWords.\n", "Given", ("# title: evil",), "Words.\n"),
    "indented first": ("\n    code\n", "Given", (), "    code\n"),
    "empty": ("", "Given", (), ""),
    "no last line end": ("Words.", "Given", (), "Words.\n"),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_imported_texts_keep_their_words(project: Path, tmp_path: Path, call: Call, name: str) -> None:
    text, title, comments, body = IMPORTS[name]
    (tmp_path / "in.md").write_bytes(text.encode())
    given = () if title != "Given" else ("--title", "Given")
    assert call("-C", str(project), "new", "section", "in", "--from", str(tmp_path / "in.md"), *given) == 0
    made = (project / "sections" / "in.md").read_text(encoding="utf-8")
    head, _, rest = made.removeprefix("---\n").partition("\n---\n")
    assert rest == body
    assert all(comment in head.splitlines() for comment in comments)
    fragment = examine(Folder(project)).project.fragment("in", "en")
    assert fragment is not None and fragment.head is not None
    assert fragment.head.record.title == {"": title}
    assert fragment.head.record.status == ("drafted" if body else "stub")


def _bad_imports(folder: Path) -> dict[str, Path]:
    contents = {
        "utf-16": "Тема".encode("utf-16"),
        "cp1251": "Концепция".encode("cp1251"),
        "nul": b"a\x00b",
        "escape": b"a\x1b[2Jb",
        "large": b"word " * 2_000_000,
        "just too large with a head": b"x" * 3_999_999,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "fifo")
    (folder / "nowhere").symlink_to("not-there")
    special = {"folder": folder, "fifo": folder / "fifo", "zero": Path("/dev/zero"), "missing": folder / "absent.md"}
    return {name: folder / name for name in contents} | special | {"link to nothing": folder / "nowhere"}


def test_files_that_are_no_text_are_refused_and_nothing_changes(
    project: Path, tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str], record: Callable[[str], None]
) -> None:
    before = snapshot(project)
    cases = _bad_imports(tmp_path)
    for name, path in cases.items():
        assert call("-C", str(project), "new", "section", "in", "--title", "T", "--from", str(path)) == 1, name
        said = capsys.readouterr().err
        assert said.startswith("concept: ") and len(said.splitlines()) == 2, said
        assert snapshot(project) == before, name
    record(f"new section --from: {len(cases)} files that are no text, each refused in one sentence")


@pytest.mark.parametrize(
    "id",
    [
        "../../x",
        "con",
        "x" * 300,
        "x" * 81,
        "Export",
        "a--b",
        "-a",
        "a/b",
        "",
        "экспорт",
        "a.ru",
        "passport",
        "sources",
        "introduction",
        "x\n",
        "a\x1b",
    ],
)
@pytest.mark.parametrize("what", [("section", "--title"), ("stakeholder", "--name")])
def test_ids_that_cannot_be(
    project: Path, call: Call, capsys: pytest.CaptureFixture[str], id: str, what: tuple[str, str]
) -> None:
    before = snapshot(project)
    assert call("-C", str(project), "new", what[0], what[1], "T", "--", id) == 1
    said = capsys.readouterr().err
    assert said.startswith("concept: ") and len(said.splitlines()) == 2 and "\x1b" not in said
    assert snapshot(project) == before


def test_ids_of_other_records_are_taken(project: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "records" / "sources.yaml").write_text("sources: [{id: report, title: R}]\n")
    (project / "sections" / "introduction.md").write_text("---\ntitle: I\n---\n## Aim {#aim}\n\nWords.\n")
    assert call("-C", str(project), "new", "stakeholder", "senate", "--name", "Senate") == 0
    for id, place in {
        "report": "records/sources.yaml:1",
        "aim": "sections/introduction.md:4",
        "senate": "stakeholders.yaml",
    }.items():
        assert call("-C", str(project), "new", "section", id, "--title", "T") == 1
        assert f"taken already, at {place}" in capsys.readouterr().err


def test_links_out_of_the_project_are_not_followed(
    project: Path, tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    (project / "sections").rename(outside)
    (project / "sections").symlink_to(outside)
    before = snapshot(outside)
    assert call("-C", str(project), "new", "section", "export", "--title", "T") == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert snapshot(outside) == before


def test_a_project_in_doubt_is_not_edited(project: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "concept.yaml"
    for content in (b"\tformat: 1\n", "format: 1\n".encode("utf-16"), path.read_bytes() + b"id: again\n", b"", b"\xff"):
        path.write_bytes(content)
        assert call("-C", str(project), "new", "section", "export", "--title", "T") == 1
        assert "Mend it first" in capsys.readouterr().err
        assert path.read_bytes() == content and not (project / "sections" / "export.md").exists()


def test_wrong_words_are_usage_errors(project: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-C", str(project), "new", "section", "export") == 2
    assert call("-C", str(project), "new", "section", "export", "--title", "T", "--role", "visoin") == 2
    assert "did you mean vision?" in capsys.readouterr().err
    assert call("-C", str(project), "new", "stakeholder", "senate") == 2
    assert call("-C", str(project), "new", "stakeholder", "senate", "--name", "S", "--kind", "state") == 2
    assert "did you mean state-body?" in capsys.readouterr().err


def test_without_a_project_there_is_a_sentence(tmp_path: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    for root in (tmp_path, tmp_path / "absent"):
        assert call("-C", str(root), "new", "section", "export", "--title", "T") == 1
        assert len(capsys.readouterr().err.splitlines()) == 2
    assert not list(tmp_path.iterdir())
