"""The store: what it writes, what it refuses, and what faults leave (the faults themselves are in ``tests/faults``)."""

from __future__ import annotations

import ast
import errno
import json
import os
import stat
import subprocess
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.store import Write, commit, digest, disk, publish, recover
from tests.faults import crowd, mounts, single, syscalls
from tests.faults.apart import apart
from tests.faults.broken import BROKEN
from tests.faults.calls import Fault, run
from tests.faults.scenario import judge, make, writes
from tests.faults.tally import Tally


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in the old state of the faults' scenario."""
    project = tmp_path / "project"
    project.mkdir()
    umask = os.umask(0o022)
    make(project)
    os.umask(umask)
    return project


def _new(content: bytes = b"new") -> Write:
    return Write(content, None)


def _refused(action: Callable[[], object]) -> ConceptError:
    with pytest.raises(ConceptError) as caught:
        action()
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value


# What it writes


def test_a_change_over_several_files_is_made(root: Path) -> None:
    commit(root, writes())
    assert judge(root) == "new"
    assert recover(root) == ()
    assert sorted(path.name for path in (root / ".concept").iterdir()) == [".gitignore", "lock"]


def test_git_never_sees_the_stores_own_folder(root: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root, writes())
    said = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=root, check=True, capture_output=True, text=True).stdout
    assert "sections/vision.md" in said
    assert ".concept" not in said


def test_a_file_that_stays_the_same_is_only_compared(root: Path) -> None:
    before = (root / "records/sources.yaml").stat()
    commit(root, writes())
    assert (root / "records/sources.yaml").stat() == before


def test_a_missing_project_is_made_and_taken_away_when_refused(tmp_path: Path) -> None:
    commit(tmp_path / "a" / "b", {"concept.yaml": _new()})
    assert (tmp_path / "a/b/concept.yaml").read_bytes() == b"new"
    _refused(lambda: commit(tmp_path / "c" / "d", {"concept.yaml": Write(b"x", digest(b"never there"))}))
    assert not (tmp_path / "c").exists()


def test_nothing_to_write_touches_nothing(tmp_path: Path) -> None:
    commit(tmp_path, {})
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_the_old_state(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = os.fsync, [6]

    def interrupted(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        real(handle)

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        commit(root, writes())
    assert left[0] < 0, "the way back flushes as well"
    assert judge(root) == "old"
    assert recover(root) == ()


# What it refuses


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/etc/concept", "no path inside"),
        ("../beside.md", "no path inside"),
        ("sections/../../beside.md", "no path inside"),
        ("sections//a.md", "no path inside"),
        ("./a.md", "no path inside"),
        ("", "no path inside"),
        ("a\0b.md", "cannot be the name"),
        ("a\ud800.md", "cannot be the name"),
        ("я" * 200 + ".md", "too long"),
        (".git/hooks/post-checkout", "not a file of the document"),
        ("sections/.GIT/config", "not a file of the document"),
        (".concept/undo.json", "not a file of the document"),
        ("concept.yaml/a.md", "a file, not a folder"),
        ("sections", "not a file"),
        ("out/a.md", "leads out"),
        ("inner/config", "not a file of the document"),
        ("round/a.md", "links lead round"),
    ],
)
def test_paths_that_may_not_be_written(root: Path, path: str, word: str) -> None:
    (root.parent / "elsewhere").mkdir()
    (root / "out").symlink_to(root.parent / "elsewhere")
    (root / ".git").mkdir()
    (root / "inner").symlink_to(".git")
    (root / "round").symlink_to("round")
    others = {key: write for key, write in writes().items() if key != path}
    assert word in _refused(lambda: commit(root, {**others, path: _new()})).message
    for link in ("out", "inner", "round"):
        (root / link).unlink()
    (root / ".git").rmdir()
    assert judge(root) == "old"
    assert list((root.parent / "elsewhere").iterdir()) == []


def test_a_link_to_a_file_of_the_project_is_followed_but_not_deleted(root: Path) -> None:
    (root / "alias.md").symlink_to("sections/dropped.md")
    read = digest((root / "alias.md").read_bytes())
    commit(root, {"alias.md": Write(b"through the link", read)})
    assert (root / "alias.md").is_symlink()
    assert (root / "sections/dropped.md").read_bytes() == b"through the link"
    assert "is a link" in _refused(lambda: commit(root, {"alias.md": Write(None, digest(b"through the link"))})).message
    both = {"alias.md": Write(b"1", digest(b"through the link")), "sections/dropped.md": Write(b"2", digest(b"through the link"))}
    assert "named twice" in _refused(lambda: commit(root, both)).message


def test_a_link_out_of_the_project_is_not_written_through(root: Path) -> None:
    outside = root.parent / "outside.md"
    outside.write_bytes(b"mine")
    (root / "alias.md").symlink_to(outside)
    assert "leads out" in _refused(lambda: commit(root, {"alias.md": Write(b"x", digest(b"mine"))})).message
    assert outside.read_bytes() == b"mine"


@pytest.mark.parametrize("kind", ["link", "file"])
def test_the_stores_folder_must_be_a_folder(root: Path, kind: str) -> None:
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    if kind == "link":
        (root / ".concept").symlink_to(elsewhere)
        _refused(lambda: recover(root))
    else:
        (root / ".concept").write_bytes(b"")
        assert recover(root) == ()
    assert ".concept" in _refused(lambda: commit(root, writes())).message
    assert judge(root) != "new"
    assert list(elsewhere.iterdir()) == []


def test_a_lock_that_is_not_let_go_is_one_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(root, {"a.md": _new()})
    monkeypatch.setattr(disk, "WAIT", 0.1)
    with disk.locked(root / ".concept/lock"):
        assert "Another command" in _refused(lambda: commit(root, {"b.md": _new()})).message
    assert not (root / "b.md").exists()
    commit(root, {"b.md": _new()})


def test_a_lock_or_gitignore_that_is_a_link_is_not_followed(root: Path) -> None:
    victim = root.parent / "victim"
    victim.write_bytes(b"mine")
    (root / ".concept").mkdir()
    (root / ".concept/.gitignore").symlink_to(victim)
    (root / ".concept/undo.json.new").symlink_to(victim)
    commit(root, {"a.md": _new()})
    (root / ".concept/lock").unlink()
    (root / ".concept/lock").symlink_to(victim)
    _refused(lambda: commit(root, {"b.md": _new()}))
    assert victim.read_bytes() == b"mine"


# What it finds at the next command


_GOOD = {"path": "concept.yaml", "old": "0" * 64, "new": "1" * 64}


@pytest.mark.parametrize("name", ["undo.json", "done.json"])
@pytest.mark.parametrize(
    "planted",
    [
        b"",
        b"{",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        json.dumps({"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "path": "../victim"}], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "path": "/etc/passwd"}], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "path": ".git/config"}], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "path": "out/victim"}], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "../../../x", "changes": [_GOOD], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [_GOOD], "folders": [".."]}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [_GOOD], "folders": ["sections"]}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "old": 7}], "folders": []}).encode(),
        json.dumps({"format": 2, "name": "0" * 16, "changes": [_GOOD], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [_GOOD, _GOOD], "folders": []}).encode(),
        json.dumps({"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "mode": 7}], "folders": []}).encode(),
        json.dumps({"format": 1, "name": 1, "changes": 1, "folders": 1}).encode(),
    ],
)
def test_a_planted_journal_is_put_aside_with_one_sentence(root: Path, planted: bytes, name: str) -> None:
    (root / "out").symlink_to(root.parent)
    (root.parent / "victim").write_bytes(b"mine")
    (root / ".concept").mkdir()
    (root / ".concept" / name).write_bytes(planted)
    notes = recover(root)
    assert len(notes) == 1
    assert "not written by this toolkit" in notes[0]
    assert recover(root) == ()
    (root / "out").unlink()
    assert judge(root) == "old"
    assert (root.parent / "victim").read_bytes() == b"mine"


def test_a_planted_journal_that_is_a_folder_or_a_link_is_put_aside(root: Path) -> None:
    (root / ".concept/undo.json/inside").mkdir(parents=True)
    (root / ".concept/done.json").symlink_to("/etc/passwd")
    assert len(recover(root)) == 2
    assert recover(root) == ()


def test_a_well_made_planted_journal_changes_no_file_of_other_bytes(root: Path) -> None:
    (root / ".concept").mkdir()
    slot = root / ".concept-0000000000000000-0"
    slot.write_bytes(b"hostile")
    record = {"format": 1, "name": "0" * 16, "changes": [{**_GOOD, "old": digest(b"hostile")}], "folders": []}
    (root / ".concept/undo.json").write_text(json.dumps(record))
    before = (root / "concept.yaml").read_bytes()
    notes = recover(root)
    assert (root / "concept.yaml").read_bytes() == before
    assert (root / "concept.yaml.before-1").read_bytes() == b"hostile"
    assert any("stays as it is" in note for note in notes)


def test_an_edit_after_a_kill_stays_and_ours_is_kept_beside_it(root: Path) -> None:
    plain = run(lambda: commit(root.parent / "other", {"x.md": _new()}))
    assert plain.how == "done"
    seen = set()
    for at in range(1, 60):
        root_at = root.parent / f"at-{at}"
        root_at.mkdir()
        make(root_at)
        if run(partial(commit, root_at, writes()), Fault(at, "after")).how != "killed":
            break
        (root_at / "concept.yaml").write_bytes(b"theirs")
        notes = recover(root_at)
        assert (root_at / "concept.yaml").read_bytes() == b"theirs"
        for kept in root_at.glob("concept.yaml.*"):
            seen.add((kept.suffix, kept.read_bytes()[:10]))
            assert any(kept.name in note for note in notes)
    assert {suffix for suffix, _ in seen} == {".unwritten-1", ".before-1"}


def test_words_written_to_the_old_file_after_the_commit_point_are_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that has the old file open, and writes when the commit point has passed but the old file has a name still."""
    rename = os.rename
    with (root / "sections/analysis.md").open("r+b") as editor:

        def then_write(source: Path, target: Path) -> None:
            rename(source, target)
            if Path(target).name == "done.json":
                editor.write(b"late words")
                editor.flush()

        monkeypatch.setattr(os, "rename", then_write)
        commit(root, writes())
    notes = recover(root)
    assert len(notes) == 1
    assert "sections/analysis.md was being edited" in notes[0]
    assert (root / "sections/analysis.md.edited-1").read_bytes().startswith(b"late words")
    (root / "sections/analysis.md.edited-1").unlink()
    assert judge(root) == "new"


def test_looking_for_something_to_recover_changes_nothing_and_is_cheap(root: Path) -> None:
    before = root.stat()
    ending = run(lambda: recover(root))
    assert (ending.how, ending.calls) == ("done", 0)
    assert root.stat() == before
    commit(root, writes())
    assert run(lambda: recover(root)).calls == 0


# Single output files


def test_publish_makes_folders_replaces_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "dist" / "deep" / "concept.en.pdf"
    publish(target, b"first")
    target.chmod(0o600)
    publish(target, b"second")
    assert target.read_bytes() == b"second"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_publish_replaces_a_link_and_does_not_write_through_it(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / "out.pdf").symlink_to(victim)
    publish(tmp_path / "out.pdf", b"new")
    assert victim.read_bytes() == b"mine"
    assert not (tmp_path / "out.pdf").is_symlink()


@pytest.mark.parametrize(
    ("path", "word"),
    [("folder", "a folder"), ("file/out.pdf", "a file, not a folder"), ("a\0b", "cannot be the name"), ("x" * 300, "too long")],
)
def test_publish_refuses_in_one_sentence(tmp_path: Path, path: str, word: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert word in _refused(lambda: publish(tmp_path / path, b"new")).message
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_publish_keeps_the_old_file_at_every_fault(tmp_path: Path, error: int) -> None:
    target = tmp_path / "out.pdf"
    at, ended = 0, False
    while not ended:
        at += 1
        target.write_bytes(b"old bytes")
        ending = run(lambda: publish(target, b"new bytes"), Fault(at, error=error))
        ended = ending.how == "done" and ending.calls < at
        assert ending.how in ("done", "refused")
        assert target.read_bytes() in (b"old bytes", b"new bytes")
        assert ending.how == "refused" or target.read_bytes() == b"new bytes"
        assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]
    assert at > 6


def test_publish_killed_anywhere_leaves_a_whole_file_and_the_next_one_tidies(tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    for at in range(1, 40):
        target.write_bytes(b"old bytes")
        if run(lambda: publish(target, b"new bytes"), Fault(at, "within")).how != "killed":
            break
        assert target.read_bytes() in (b"old bytes", b"new bytes")
        publish(target, b"again")
        assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]
        assert target.read_bytes() == b"again"
    assert at > 5


# Faults


FAULTS: dict[str, Callable[[], Tally]] = {
    "kills": single.kills,
    "kills without swapping": partial(single.kills, swaps=False),
    "kills in recovery": partial(single.kills_in_recovery, 8),
    "kills in recovery without swapping": partial(single.kills_in_recovery, 11, swaps=False),
    "refusals": partial(single.refusals, errors=(errno.ENOSPC, errno.EIO, errno.EROFS)),
    "lasting refusals": partial(single.refusals, lasting=True, errors=(errno.ENOSPC, errno.EROFS)),
    "refusals in recovery": partial(single.refusals_in_recovery, 16),
    "edits after a kill": partial(single.edits_after_a_kill, 5),
    "edits before a commit": single.edits_before_a_commit,
    "no permission": mounts.without_permission,
    "eight processes": crowd.counters,
    "eight processes, four killed": partial(crowd.counters, killed=4),
    "editor": crowd.editor,
    "strace": partial(syscalls.kills, 3),
}


@cache
def _tally(name: str) -> Tally:
    return apart(FAULTS[name])


@pytest.mark.parametrize("name", FAULTS)
def test_faults_leave_the_old_state_or_the_new_one(name: str) -> None:
    tally = _tally(name)
    if tally.not_tried:
        pytest.skip(f"not tried: {tally.not_tried}")
    assert tally.injected > 0
    assert (tally.torn, tally.half, tally.lost, tally.misreported) == (0, 0, 0, 0), tally.examples
    assert tally.old + tally.new == tally.injected


def test_full_and_read_only_disks_for_real() -> None:
    tallies = mounts.all_of_them()
    if tallies[0].not_tried:
        pytest.skip(f"not tried: {tallies[0].not_tried}")
    for tally in tallies:
        assert tally.bad == 0, tally.examples
        assert tally.old > 0
        assert tally.new > 0


def test_at_least_300_faults_were_injected() -> None:
    tallies = [_tally(name) for name in FAULTS]
    injected = sum(tally.injected for tally in tallies)
    print(f"{injected} faults injected")
    assert injected >= 300
    assert sum(tally.bad for tally in tallies) == 0


def test_the_injector_finds_out_a_broken_store() -> None:
    killed = apart(single.kills, BROKEN)
    assert killed.torn > 0
    assert killed.half > 0
    refused = apart(single.refusals, BROKEN, errors=(errno.ENOSPC,))
    assert refused.misreported > 0
    assert apart(single.edits_before_a_commit, BROKEN).lost > 0
    assert apart(crowd.counters, rounds=60, store=BROKEN).bad > 0
    assert apart(crowd.editor, store=BROKEN, patience=0.1).lost > 0


# Nobody else writes

_WRITING = {
    "write_text", "write_bytes", "rename", "renames", "unlink", "remove", "removedirs", "mkdir", "makedirs", "rmdir", "rmtree",
    "touch", "symlink", "symlink_to", "hardlink_to", "truncate", "ftruncate", "copyfile", "copytree", "copy2", "chmod",
}  # fmt: skip


def _writes_files(call: ast.Call) -> bool:
    """Whether a call looks like one that changes files: by its name, by the mode it opens with, or as ``path.replace(other)``."""
    if isinstance(call.func, ast.Name):
        return call.func.id == "open" and _mode_writes(call.args[1:2], call.keywords)
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
    if name == "open":
        return _flags_write(call) if owner == "os" else _mode_writes(call.args[:2], call.keywords)
    if name == "link":
        return owner == "os"
    if name == "replace":
        return owner == "os" or (len(call.args) == 1 and not call.keywords)
    return name in _WRITING or (owner == "shutil" and name not in ("which", "disk_usage", "get_terminal_size"))


def _flags_write(call: ast.Call) -> bool:
    """Whether ``os.open`` opens for writing; the null device is nobody's file."""
    path, flags = (ast.unparse(part) for part in call.args[:2])
    return path != "os.devnull" and (
        flags.isdigit() or any(word in flags for word in ("WRONLY", "RDWR", "CREAT", "TRUNC", "APPEND"))
    )


def _mode_writes(given: list[ast.expr], named: list[ast.keyword]) -> bool:
    modes = [*given, *(keyword.value for keyword in named if keyword.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and isinstance(mode.value, str) and set(mode.value) & set("wax+") for mode in modes)


def _writers(source: str) -> list[int]:
    return [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _writes_files(node)]


_WRITERS = ("store", "git/writing.py")
"""The store writes what belongs to a project, one module of ``git`` what lies below ``.git``."""


def test_only_the_store_opens_files_for_writing() -> None:
    top = Path(disk.__file__).parents[1]
    found = [
        f"{path.relative_to(top)}:{line}"
        for path in sorted(top.rglob("*.py"))
        if not path.relative_to(top).as_posix().startswith(_WRITERS)
        for line in _writers(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert _writers(Path(disk.__file__).read_text(encoding="utf-8")), "the scan sees the store's own calls"


@pytest.mark.parametrize(
    "source",
    ["open(p, 'w')", "open(p, mode='ab')", "p.open('x')", "p.open('r+b')", "p.write_text('')", "p.write_bytes(b'')",
     "os.replace(a, b)", "os.rename(a, b)", "p.replace(q)", "p.unlink()", "p.mkdir()", "shutil.copy(a, b)", "os.open(p, 1)",
     "os.open(p, os.O_RDONLY | os.O_CREAT)", "os.link(a, b)"],
)  # fmt: skip
def test_the_scan_sees_a_planted_writer(source: str) -> None:
    assert _writers(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "open(p)",
        "os.open(p, os.O_RDONLY)",
        "pen.link(a)",
        "shutil.which(a)",
        "open(p, 'rb')",
        "p.open('rb')",
        "s.replace('a', 'b')",
        "replace(value, line=2)",
    ],
)
def test_the_scan_passes_readers(source: str) -> None:
    assert _writers(source) == []
