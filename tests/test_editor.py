"""What opens the user's editor, with a real terminal and an editor that is a script."""

from __future__ import annotations

import os
import pty
import re
import sys
from pathlib import Path

from concept_cli import store
from concept_cli.exchange.decisions import Decision, decided
from concept_cli.exchange.desk import desk, rewritten
from concept_cli.exchange.register import Sent, registered
from concept_cli.ledger.states import state
from concept_cli.sources import Folder
from tests.clients import ROOT
from tests.repositories import begun

FILES = {
    "concept.yaml": "format: 1\nid: water\ntitle: Water\noutline: [lakes]\n",
    "stakeholders.yaml": "stakeholders:\n  - {id: fishers, name: Fishers}\n",
    "sections/lakes.md": "---\ntitle: Lakes\n---\nLakes are deep.\n\nRivers run.\n",
}


def project(root: Path) -> Path:
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def typed(root: Path, editor: str, *words: str) -> tuple[int, str]:
    """The exit code and what a terminal showed of a command whose editor is this line of Python, with the text as ``text``."""
    script = root.parent / "editor.py"
    begin = "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\n"
    script.write_text(f"{begin}{editor}\npath.write_text(text, 'utf-8')\n", encoding="utf-8")
    shown: list[bytes] = []

    def read(descriptor: int) -> bytes:
        said = os.read(descriptor, 4096)
        shown.append(said)
        return said

    before = dict(os.environ)
    os.environ |= {"EDITOR": f"{sys.executable} {script}", "VISUAL": "", "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    try:
        code = pty.spawn([sys.executable, "-m", "concept_cli", "-C", str(root), *words], read)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return os.waitstatus_to_exitcode(code), b"".join(shown).decode("utf-8", "replace")


def test_a_form_that_is_filled_in_is_a_contribution(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    fill = (
        "text = text.replace('from:\\n', 'from: fishers\\n', 1).replace('replace: |\\n', 'replace: |\\n  are deep\\n', 1)"
        ".replace('with: |\\n', 'with: |\\n  are very deep\\n', 1)"
    )
    code, shown = typed(root, fill, "contribute")
    assert code == 0, shown
    [made] = desk(Folder(root)).contributions.values()
    assert made.id in shown
    assert (made.head.action, made.parts["proposed"]) == ("replace", "are very deep")


def test_a_form_that_is_left_as_it_is_does_nothing(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    code, shown = typed(root, "", "contribute")
    assert code == 1
    assert "Nothing was typed" in shown
    assert not desk(Folder(root)).contributions


def test_a_passage_is_settled_in_the_editor(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    made = registered(desk(Folder(root)), Sent("fishers", "remark", quote="Lakes are deep.", remark="How deep?"))
    store.commit(root, made.writes)
    now = desk(Folder(root))
    one = decided(now, Decision(made.contribution.id, "accepted"))
    store.commit(root, rewritten(now, {one.path: one.text}))
    code, shown = typed(root, "text = text.replace('Lakes are deep.', 'Lakes are 26 metres deep.')", "merge", one.id, "--edit")
    assert code == 0, shown
    assert re.search(r"applied: sections/lakes\.md:4", shown)
    assert (root / "sections/lakes.md").read_text("utf-8").endswith("---\nLakes are 26 metres deep.\n\nRivers run.\n")
    assert state(desk(Folder(root)).contributions[one.id]).applied


def remark(root: Path) -> str:
    made = registered(desk(Folder(root)), Sent("fishers", "remark", quote="Lakes are deep.", remark="How deep?"))
    store.commit(root, made.writes)
    return made.contribution.id


def test_a_decision_is_made_in_a_form_that_says_what_is_wanted(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    id = remark(root)
    wanted = "assert '# words: Lakes are deep.' in text and '# remark: How deep?' in text"
    fill = "text = text.replace('disposition:', 'disposition: rejected').replace('reason: |', 'reason: |\\n  Nobody measured it')"
    code, shown = typed(root, f"{wanted}\n{fill}", "decide", id)
    assert code == 0, shown
    found = state(desk(Folder(root)).contributions[id])
    assert (found.disposition, found.reason) == ("rejected", "Nobody measured it")


def test_a_decision_that_is_none_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    code, shown = typed(root, "text = text.replace('disposition:', 'disposition: acepted')", "decide", remark(root))
    assert code == 2
    assert "did you mean accepted?" in shown


def test_a_step_is_taken_in_a_form(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    id = remark(root)
    code, shown = typed(root, "text = text.replace('step:', 'step: screened').replace('by:', 'by: A. Secretary')", "move", id)
    assert code == 0, shown
    last = desk(Folder(root)).contributions[id].head.history[-1]
    assert (last.step, last.by) == ("screened", "A. Secretary")


def test_a_round_asks_in_a_form_for_what_is_missing(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    code, shown = typed(
        root, "text = text.replace('to:', 'to: fishers').replace('due:', 'due: 31 March')", "circulate", "draft-1"
    )
    assert code == 2
    assert "no year is said" in shown


def test_what_changed_is_saved_with_the_reason_typed_in_the_editor(tmp_path: Path) -> None:
    repository = begun(tmp_path / "p")
    for name, value in (("user.name", "A"), ("user.email", "a@example.org")):
        repository.git("config", name, value)
    for path, text in FILES.items():
        repository.write(path, text)
    repository.commit("First")
    repository.write("sections/lakes.md", FILES["sections/lakes.md"] + "\nSeas are salty.\n")
    code, shown = typed(repository.root, "assert 'sections/lakes.md' in text\ntext = 'Seas added\\n' + text", "save")
    assert code == 0, shown
    assert repository.git("log", "-1", "--format=%s").strip() == "Seas added"


def test_without_a_terminal_it_is_said_what_to_type(tmp_path: Path) -> None:
    from tests.test_commands import concept

    done = concept("contribute", cwd=project(tmp_path / "p"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no terminal to open an editor in." in done.stderr
    assert "concept contribute --help" in done.stderr


def test_what_was_typed_in_vain_is_kept(tmp_path: Path) -> None:
    """A quote that does not stand in the text: the command fails, and an hour of typing must not be lost with it."""
    root = project(tmp_path / "p")
    fill = "text = text.replace('from:\\n', 'from: fishers\\n', 1).replace('replace: |\\n', 'replace: |\\n  are shallow\\n', 1)"
    code, shown = typed(root, f"{fill}.replace('with: |\\n', 'with: |\\n  an hour of typing\\n', 1)", "contribute")
    assert code == 1
    [kept] = re.findall(r"What you typed is kept: (\S+)", shown)
    assert "an hour of typing" in Path(kept).read_text("utf-8")
    Path(kept).unlink()
    assert not (root / "contributions").exists()


def test_an_editor_that_is_a_script_needs_no_terminal(tmp_path: Path) -> None:
    from tests.test_commands import concept

    root = project(tmp_path / "p")
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\nsed -i 's/^from:.*/from: fishers/; s/^remark: |/remark: |\\n  Say more./' \"$1\"\n", "utf-8")
    script.chmod(0o755)
    done = concept("contribute", cwd=root, EDITOR=str(script))
    assert done.returncode == 0, done.stderr
    assert "Say more." in (root / f"contributions/fishers/{done.stdout.strip()}.md").read_text("utf-8")
