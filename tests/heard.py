"""A project on disk with contributions in every state, some of which nobody but the working group may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from concept_cli.exchange.decisions import Decision, decided
from concept_cli.exchange.desk import Desk, desk
from concept_cli.exchange.register import Sent, registered
from concept_cli.merge.contributions import Merging
from concept_cli.merge.manuscript import changed_files
from concept_cli.model import Contribution
from concept_cli.sources import Folder

DAY = date(2021, 6, 14)
BODIES = ("unesco", "undp", "atameken")
FILES = {
    "concept.yaml": """format: 1
id: rivers
title: {en: Concept for rivers, ru: Концепция по рекам, kk: Өзендер тұжырымдамасы}
edition: {en: draft 1, ru: проект 1, kk: 1-жоба}
languages: [en, ru, kk]
state: STATE
paragraph-numbers: true
outline:
  - rivers
  - lakes
  - plan
""",
    "stakeholders.yaml": """stakeholders:
  - id: unesco
    name: {en: UN Educational, Scientific and Cultural Organization, ru: Организация ООН по вопросам образования, kk: БҰҰ ұйымы}
    abbreviation: {en: UNESCO, ru: ЮНЕСКО, kk: ЮНЕСКО}
    contact: {person: CANARYCONTACT, email: canarymail@example.org}
  - id: undp
    name: {en: UN Development Programme, ru: Программа развития ООН, kk: БҰҰ Даму бағдарламасы}
    abbreviation: {en: UNDP, ru: ПРООН, kk: БҰҰДБ}
  - id: atameken
    name: {en: Chamber Atameken, ru: Палата «Атамекен», kk: «Атамекен» палатасы}
""".replace("{en: UN Educational, Scientific", '{en: "UN Educational, Scientific').replace(
        "Organization, ru: Орг", 'Organization", ru: Орг'
    ),
    "sections/rivers.md": """---
title: {en: Rivers, ru: Реки, kk: Өзендер}
---
The ministry keeps the register of rivers and publishes it every year. Rivers belong to the state.

Each river has a keeper, who reports to the region.

1. Rivers are measured in spring.
2. Rivers are measured in autumn.

A paragraph that nobody needs.
""",
    "sections/rivers.ru.md": """---
title: Реки
---
Министерство ведет реестр рек и публикует его ежегодно.
""",
    "sections/lakes.md": """---
title: {en: Lakes, ru: Озера, kk: Көлдер}
---
Lakes are protected by law.

| Lake | Depth |
|---|---|
| Balkhash | 26 |
| Zaysan | 15 |

Table: Depth of lakes

The budget pays for the lakes.
""",
    "sections/plan.md": """---
title: {en: Plan, ru: План, kk: Жоспар}
---
The plan is made every year.
""",
}


def project(root: Path, state: str = "draft") -> Path:
    """The files without contributions."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.replace("STATE", state), "utf-8")
    return root


class Secretary:
    """Registers, decides and merges in a folder, with dates of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def desk(self) -> Desk:
        return desk(Folder(self.root), DAY)

    def send(self, stakeholder: str, kind: str = "amendment", **fields: object) -> str:
        sent = replace(Sent(stakeholder, kind, received=date(2021, 5, 14), consent=True), **fields)  # type: ignore[arg-type]
        made = registered(self.desk(), sent)
        for path, write in made.writes.items():
            assert write.content is not None
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(write.content)
        return made.contribution.id

    def decide(self, id: str, disposition: str, **fields: object) -> str:
        self._keep(decided(self.desk(), replace(Decision(id, disposition), **fields)))  # type: ignore[arg-type]
        return id

    def merge(self, *ids: str) -> None:
        at = self.desk()
        made = Merging(at.project.fragments, at.contributions.values(), DAY)
        for id in ids:
            assert made.merge(id).became == "applied"
        for path, text in changed_files(made).items():
            (self.root / path).write_text(text, "utf-8")

    def clash(self, id: str) -> None:
        """Merge what contradicts the text as it has become."""
        at = self.desk()
        made = Merging(at.project.fragments, at.contributions.values(), DAY)
        assert made.merge(id).became == "conflict"
        for path, text in changed_files(made).items():
            (self.root / path).write_text(text, "utf-8")

    def _keep(self, contribution: Contribution) -> None:
        (self.root / contribution.path).write_text(contribution.text, "utf-8")


def consulted(root: Path, state: str = "draft") -> Secretary:
    """The project with contributions in every state. What begins with CANARY is for the working group alone."""
    office = Secretary(project(root, state))
    send, decide = office.send, office.decide
    applied = send("unesco", section="rivers", action="replace", quote="every year", text="every month", person="CANARYPERSON")
    hidden = send(
        "atameken", section="rivers", action="replace", quote="a keeper", text="an honest keeper", consent=False,
        rationale="CANARYRATIONALE",
    )  # fmt: skip
    gone = send("undp", section="rivers", action="delete", quote="A paragraph that nobody needs.")
    for each in (applied, hidden, gone):
        decide(each, "accepted", reason="CANARYREASON" if each == hidden else "As agreed")
    office.merge(applied, hidden, gone)
    decide(send("undp", section="lakes", action="replace", quote="by law", text="by the Water Code"), "accepted")
    reason = "The code says so already, and it is not for a concept to repeat what a code says"
    decide(
        send("undp", section="lakes", action="insert", quote="The budget pays for the lakes.", text="And more."),
        "rejected",
        reason=reason,
    )
    decide(send("atameken", "remark", section="lakes", quote="Balkhash", remark="Which year is it of?"), "noted")
    decide(send("unesco", "remark", remark="A good concept."), "noted")
    secret = send("undp", section="plan", action="replace", quote="every year", text="CANARYPROPOSED", confidential=True)
    decide(secret, "rejected", reason="CANARYSECRET")
    send(
        "undp",
        section="rivers",
        action="replace",
        quote="to the state",
        text="to the people",
        rationale="The Constitution says so.",
    )
    send("atameken", section="rivers", action="replace", quote="Rivers belong to the state.", text="Rivers are common.")
    send(
        "unesco",
        section="rivers",
        action="insert",
        quote="Rivers are measured in autumn.",
        text="Rivers are measured in winter too.",
    )
    send("unesco", "remark", section="rivers", quote="in autumn", remark="By whom?", person="CANARYPERSON")
    send("undp", "position", section="plan", stand="against", rationale="There is no money.")
    send("atameken", "remark", remark="CANARYWHOLE", consent=False)
    return office
