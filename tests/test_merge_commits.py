"""A commit for each contribution that is merged: whose words they are, and who decided them, in the history of git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.heard import Secretary
from tests.heard import project as written
from tests.repositories import Repository, begun
from tests.test_commands import concept


@pytest.fixture
def office(tmp_path: Path) -> tuple[Secretary, Repository]:
    """A project under git, and whoever works in it."""
    repository = begun(tmp_path / "p")
    for name, value in (("user.name", "Drafter"), ("user.email", "drafter@example.org")):
        repository.git("config", name, value)
    root = written(repository.root)
    repository.write(
        "records/meetings.yaml", "meetings:\n  - {id: wg-2021-06-14, date: 2021-06-14, title: Sitting, participants: [unesco]}\n"
    )
    people = (
        (root / "stakeholders.yaml").read_text("utf-8").replace("Chamber Atameken", "Chamber \\u202eAtameken\\nDisposition: x")
    )
    repository.write(
        "stakeholders.yaml", people.replace("{en: Chamber", '{en: "Chamber').replace("x, ru: Палата", 'x", ru: Палата')
    )
    repository.commit("First")
    return Secretary(root), repository


def told(repository: Repository, how: str, at: str = "HEAD") -> str:
    return repository.git("log", "-1", f"--format={how}", at)


def test_who_wrote_every_word_is_the_author(office: tuple[Secretary, Repository]) -> None:
    secretary, repository = office
    id = secretary.send("unesco", section="rivers", action="replace", quote="every year", text="every month")
    assert concept("decide", id, "accepted", "--meeting", "wg-2021-06-14", cwd=repository.root).returncode == 0
    done = concept("merge", id, "--commit", cwd=repository.root)
    assert done.returncode == 0, done.stderr
    assert told(repository, "%an <%ae>, %cn") == "UN Educational, Scientific and Cultural Organization <noreply@invalid>, Drafter"
    assert told(repository, "%b").splitlines() == [
        f"Contribution: {id}", "Disposition: accepted", "Meeting: wg-2021-06-14"
    ]  # fmt: skip
    assert set(repository.git("show", "--format=", "--name-only").split()) == {
        "sections/rivers.md", f"contributions/unesco/{id}.md"
    }  # fmt: skip


def test_who_had_others_choose_the_words_is_named_as_who_proposed_them(office: tuple[Secretary, Repository]) -> None:
    """So is who asked only for words to go; neither is the author of anything."""
    secretary, repository = office
    chosen = secretary.send("undp", section="rivers", action="replace", quote="every year", text="every month")
    gone = secretary.send("unesco", section="rivers", action="delete", quote="A paragraph that nobody needs.")
    decided = concept(
        "decide", chosen, "accepted-modified", "--reason", "r\nMeeting: forged", "--with", "every week", cwd=repository.root
    )
    assert decided.returncode == 0, decided.stderr
    assert concept("decide", gone, "accepted", cwd=repository.root).returncode == 0
    assert concept("merge", "--all", "--commit", cwd=repository.root).returncode == 0
    found = {}
    for at in ("HEAD", "HEAD~1"):
        body = dict(line.split(": ", 1) for line in told(repository, "%b", at).splitlines())
        found[body["Contribution"]] = (told(repository, "%an", at), body["Proposed-by"], body["Disposition"])
        assert body.keys() == {"Contribution", "Disposition", "Proposed-by"}
    assert found == {
        chosen: ("Drafter", "UN Development Programme", "accepted-modified"),
        gone: ("Drafter", "UN Educational, Scientific and Cultural Organization", "accepted"),
    }


def test_a_name_forges_nothing_in_a_history(office: tuple[Secretary, Repository]) -> None:
    """Neither another line, nor another direction of writing."""
    secretary, repository = office
    id = secretary.send("atameken", section="rivers", action="replace", quote="every year", text="every month")
    secretary.decide(id, "accepted")
    assert concept("merge", id, "--commit", cwd=repository.root).returncode == 0
    assert told(repository, "%an") == "Chamber Atameken Disposition: x"
    assert told(repository, "%s") == f"Take in {id} of Chamber Atameken Disposition: x"
    assert [line for line in told(repository, "%b").splitlines() if line.startswith("Disposition")] == ["Disposition: accepted"]


def test_what_is_taken_back_has_its_commit_too(office: tuple[Secretary, Repository]) -> None:
    secretary, repository = office
    before = (repository.root / "sections/rivers.md").read_bytes()
    id = secretary.send("unesco", section="rivers", action="replace", quote="every year", text="every month")
    secretary.decide(id, "accepted")
    assert concept("merge", id, "--commit", cwd=repository.root).returncode == 0
    assert concept("merge", "--revert", id, "--commit", cwd=repository.root).returncode == 0
    assert (repository.root / "sections/rivers.md").read_bytes() == before
    assert told(repository, "%an: %s") == f"Drafter: Take {id} of UN Educational, Scientific and Cultural Organization out again"
    assert repository.git("status", "--porcelain", "sections") == ""


def test_what_was_not_committed_is_not_taken_for_words_of_somebody(office: tuple[Secretary, Repository]) -> None:
    secretary, repository = office
    id = secretary.send("unesco", section="rivers", action="replace", quote="every year", text="every month")
    secretary.decide(id, "accepted")
    path = repository.root / "sections/rivers.md"
    path.write_text(path.read_text("utf-8").replace("nobody", "somebody"), "utf-8")
    edited, first = path.read_bytes(), repository.git("rev-parse", "HEAD")
    done = concept("merge", id, "--commit", cwd=repository.root)
    assert done.returncode == 1
    assert "sections/rivers.md holds changes that were not committed" in done.stderr
    assert (path.read_bytes(), repository.git("rev-parse", "HEAD")) == (edited, first)
