"""A small project in which bodies that write in three languages owe answers, actions and sections, and sit together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from concept_cli.exchange.desk import Desk, desk
from concept_cli.sources import Folder
from tests.heard import Secretary

DAY = date(2021, 6, 14)
FILES = {
    "concept.yaml": """format: 1
id: water
title: {en: Concept for water, ru: Концепция по воде, kk: Су тұжырымдамасы}
edition: {en: draft 1, ru: проект 1, kk: 1-жоба}
languages: [en, ru, kk]
time-zone: Asia/Almaty
country: KZ
lead-body: office
outline: [lakes, rivers]
milestones:
  - {id: ready, title: {en: The draft is ready, ru: Проект готов, kk: Жоба дайын}, due: 2021-08-01}
  - {id: begun, title: {en: Work begins, ru: Начало работы, kk: Жұмыстың басталуы}, due: 2021-03-17, done: 2021-03-17}
  - {id: adopted, title: {en: Adopted, ru: Утверждена, kk: Бекітілді}, due: unknown}
""",
    "stakeholders.yaml": """stakeholders:
  - id: office
    name: {en: Office of Water, ru: Управление водой, kk: Су басқармасы}
    contact: {person: CANARY lead person, email: office@example.org, phone: CANARY lead phone, address: CANARY lead address}
  - id: fishers
    name: {en: Union of Fishers, ru: "Союз рыбаков, «Речной»", kk: Балықшылар одағы}
    language: ru
    contact: {person: И. Рыбаков, email: fishers@example.org, phone: "+7 700"}
  - id: boats
    name: {en: Boats Association, ru: Ассоциация лодок, kk: Қайықтар қауымдастығы}
    language: kk
    contact: {person: Қ. Қайықшы, email: boats@example.org}
  - id: divers
    name: {en: Divers, ru: Ныряльщики, kk: Сүңгуірлер}
    contact: {person: D. Diver}
  - id: pilots
    name: {en: CANARY Pilots, ru: CANARY Лоцманы, kk: CANARY Лоцмандар}
    abbreviation: CANARYABBR
    contact: {person: CANARY person, post: CANARY post, email: canary@example.org, phone: CANARY-555, address: CANARY address}
""",
    "sections/lakes.md": """---
title: {en: Lakes, ru: Озера, kk: Көлдер}
owner: boats
due: 2021-07-01
status: drafted
contributors: [fishers, pilots]
---
The lakes are deep. They are cold.
""",
    "sections/rivers.md": "---\ntitle: {en: Rivers, ru: Реки, kk: Өзендер}\n---\nThe rivers are long. They belong to the state.\n",
    "records/rounds.yaml": """rounds:
  - id: draft-1-round-1
    draft: draft-1
    sent: 2021-04-20
    due: 2021-05-20
    bodies: [fishers, boats, pilots]
    asked: {en: Which words are wrong?, ru: Какие слова неверны?, kk: Қай сөздер қате?}
  - {id: draft-2-round-1, draft: draft-2, sent: 2021-06-20, due: 2021-07-20, bodies: [divers]}
""",
    "records/approvals.yaml": """approvals:
  - id: approval-1
    title: {en: First approval, ru: Первое согласование, kk: Бірінші келісу}
    sent: 2021-06-01
    due: 2021-06-15
    bodies: [fishers, pilots]
    answers: [{body: pilots, on: 2021-06-10, result: approved}]
discussions:
  - {id: open-npa, title: Open discussion, opened: 2021-06-01, due: "2021-06-15 18:00 Asia/Almaty"}
""",
    "records/instructions.yaml": """instructions:
  - id: approaches
    title: {en: Basic approaches, ru: Основные подходы, kk: Негізгі тәсілдер}
    issuer: pilots
    level: government
    meeting: wg-1
    issued: 2021-05-01
    text: {en: Work out the approaches, ru: Проработать подходы, kk: Тәсілдерді пысықтау}
    assignees: [{body: boats, lead: true}, {body: pilots}]
    due: 2021-06-01
    moved: [{on: 2021-05-10, was: 2021-05-20}]
  - id: closed-one
    title: Already closed
    issuer: pilots
    level: government
    issued: 2021-05-01
    text: unknown
    assignees: [{body: pilots}]
    due: 2021-05-15
    closed: {on: 2021-05-14}
""",
    "records/road-maps.yaml": """road-maps:
  - id: coast
    title: {en: Coast plan, ru: План побережья, kk: Жағалау жоспары}
    start: 2021-06-01
    days: 90
    owner: boats
    actions:
      - {id: piers, what: {en: Build piers, ru: Построить причалы, kk: Айлақтар салу}, owner: divers, due: 2021-07-10}
      - {id: signs, what: {en: Set up signs, ru: Установить знаки, kk: Белгілер орнату}, owner: divers, done: unknown}
""",
    "records/acts.yaml": """acts:
  - {id: water-code, title: {en: Water Code, ru: Водный кодекс, kk: Су кодексі}, prepared-by: [boats], due: permanent}
""",
    "records/groups.yaml": """groups:
  - id: working-group
    name: {en: Working group, ru: Рабочая группа, kk: Жұмыс тобы}
    chair: office
    secretary: divers
    members: [{who: fishers}, {who: boats, by-agreement: true}, {who: pilots, status: left}]
""",
    "records/meetings.yaml": """meetings:
  - id: wg-1
    date: 2021-05-20
    title: {en: First sitting, ru: Первое заседание, kk: Бірінші отырыс}
    kind: wg-sitting
    group: working-group
    number: 1
    participants: [{who: office, capacity: chair}, {who: fishers}, {who: boats, capacity: speaker, note: captain}]
    decisions: [{en: The outline is agreed., ru: Структура одобрена., kk: Құрылым мақұлданды.}]
    protocol: {number: "1", date: 2021-05-21}
  - id: wg-2
    date: 2021-06-18
    title: {en: Second sitting, ru: Второе заседание, kk: Екінші отырыс}
    kind: wg-sitting
    group: working-group
    number: 2
    place: {en: Almaty, ru: Алматы, kk: Алматы}
    venue: {en: House of Water, ru: Дом воды, kk: Су үйі}
    chaired: body
    agenda:
      - {item: {en: The section Lakes, ru: Раздел «Озера», kk: «Көлдер» бөлімі}, speaker: boats, section: lakes}
      - {item: {en: What is overdue, ru: О просроченном, kk: Мерзімі өткендер туралы}}
  - {id: training, date: 2021-07-05..2021-07-07, title: Training, kind: training, hosts: [pilots]}
  - {id: forum, date: 2021-09, title: Forum, kind: forum}
  - {id: someday, date: unknown, title: Some day, kind: forum}
""",
}


def awaited(root: Path, **files: str) -> Path:
    """The project in a folder; ``files`` are texts of records/NAME.yaml, or of other files, that differ."""
    for path, text in FILES.items():
        name = Path(path).stem.replace("-", "_")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(files.get(name, text), "utf-8")
    return root


def desk_of(root: Path, day: date = DAY) -> Desk:
    return desk(Folder(root), day)


def heard(root: Path) -> Secretary:
    """What the bodies sent: decided by the first sitting, undecided, and in conflict; one is confidential."""
    office = Secretary(root)
    send = office.send
    cold = send(
        "fishers", section="lakes", action="replace", quote="They are cold.", text="They are very cold.", rationale="Мы мерили"
    )
    warm = send("boats", section="lakes", action="replace", quote="They are cold.", text="They are warm.")
    for each in (cold, warm):
        office.decide(each, "accepted", meeting="wg-1")
    office.merge(cold)
    office.clash(warm)
    remark = send("divers", "remark", section="rivers", quote="long", remark="How long?")
    office.decide(remark, "rejected", reason="It is in the annex", meeting="wg-1")
    told = send("divers", section="rivers", action="replace", quote="are long", text="are 5 km long")
    office.decide(told, "accepted-modified", reason="In words", wording="are five km long", meeting="wg-1")
    send(
        "fishers",
        section="rivers",
        action="insert",
        quote="The rivers are long.",
        text="And they are deep.",
        rationale="Так и есть",
    )
    send("pilots", section="rivers", action="delete", quote="They belong to the state.", confidential=True, consent=False)
    send("boats", "remark", remark="A good concept = {{7*7}} <b>bold</b> | *x*", person="CANARYPERSON")
    return office
