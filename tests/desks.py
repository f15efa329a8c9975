"""A secretary who merges, takes back and settles, in a small project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from concept_cli.diagnostics import ConceptError
from concept_cli.exchange.reply import replied
from concept_cli.exchange.trace import of_section
from concept_cli.ledger.proposals import Wording
from concept_cli.ledger.states import state
from concept_cli.merge.contributions import Merging, Outcome
from concept_cli.merge.manuscript import changed_files
from concept_cli.model import Event
from tests.heard import DAY, Secretary, project

YEARLY = "The ministry keeps the register of rivers and publishes it every year. Rivers belong to the state."

BUS = "A bus goes to the villages. It comes once in a month. The route is published in advance."


def sentence(when: str) -> str:
    return f"The ministry keeps the register of rivers and publishes it {when}."


class Desk:
    """A secretary who merges and takes back, in a small project."""

    def __init__(self, root: Path) -> None:
        self.office = Secretary(project(root))

    def amendment(self, body: str, quote: str, text: str, section: str = "rivers") -> str:
        """Registered and accepted."""
        id = self.office.send(body, section=section, action="replace", quote=quote, text=text)
        return self.office.decide(id, "accepted")

    def accepted(self, body: str, quote: str, action: str, text: str = "") -> str:
        """Words to be put in or taken out, registered and accepted."""
        id = self.office.send(body, section="rivers", action=action, quote=quote, text=text)
        return self.office.decide(id, "accepted")

    def do(self, what: Callable[[Merging], Outcome]) -> Outcome:
        at = self.office.desk()
        made = Merging(at.project.fragments, at.contributions.values(), DAY)
        outcome = what(made)
        for path, text in changed_files(made).items():
            (self.office.root / path).write_text(text, "utf-8")
        return outcome

    def merge(self, id: str, words: str = "", *, markdown: bool = False) -> Outcome:
        return self.do(lambda made: made.merge(id, Wording(words, markdown) if words else None))

    def revert(self, id: str) -> Outcome:
        return self.do(lambda made: made.revert(id))

    def text(self, section: str = "rivers") -> str:
        return (self.office.root / f"sections/{section}.md").read_text("utf-8")

    def edit(self, old: str, new: str, section: str = "rivers") -> None:
        """As a drafter does, by hand."""
        assert old in self.text(section)
        (self.office.root / f"sections/{section}.md").write_text(self.text(section).replace(old, new), "utf-8")

    def refused(self, what: Callable[[], object], says: str, hint: str) -> None:
        """That something is refused, with what to type next, and that nothing changed."""
        before = {path: path.read_bytes() for path in self.office.root.rglob("*.md")}
        with pytest.raises(ConceptError) as error:
            what()
        assert says in error.value.message
        assert hint in error.value.hint
        assert {path: path.read_bytes() for path in self.office.root.rglob("*.md")} == before

    def wanted(self, words: str) -> list[str]:
        """Who is about the line that begins with some words."""
        line = next(number for number, each in enumerate(self.text().split("\n"), 1) if each.startswith(words))
        return [each.contribution.id for each in of_section(self.office.desk(), f"rivers:{line}")]

    def told(self, body: str) -> str:
        """The answer to a body."""
        [content] = replied(self.office.desk(), body, ("md",), self.office.root / "dist").files.values()
        return content.decode()

    def disposition(self, id: str) -> str:
        return state(self.office.desk().contribution(id)).disposition

    def decision(self, id: str) -> Event:
        decision = state(self.office.desk().contribution(id)).decision
        assert decision is not None
        return decision

    def reason(self, id: str) -> str:
        return self.decision(id).reason or ""

    def against(self, id: str) -> tuple[str, ...]:
        conflict = state(self.office.desk().contribution(id)).conflict
        return conflict.against if conflict else ()

    def is_applied(self, id: str) -> bool:
        return state(self.office.desk().contribution(id)).applied is not None


def with_lead_body(desk: Desk) -> None:
    """Letters come from it."""
    path = desk.office.root / "concept.yaml"
    path.write_text(path.read_text("utf-8").replace("id: rivers\n", "id: rivers\nlead-body: undp\n", 1), "utf-8")
