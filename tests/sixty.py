"""A consultation as a working group has it: a draft of six sections, fourteen bodies, sixty remarks in every form in which they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BODIES: Final = (
    *("parks-office", "finance-office", "health-office", "education-office", "transport-office", "heritage-office"),
    *("architects-union", "gardeners-association", "traders-association", "tenants-association", "city-university"),
    *("green-youth", "evening-paper", "water-company"),
)
SECTIONS: Final = {
    "aims": (
        "Aims",
        ("Every quarter of the city has a garden of its own.", "Gardens are open to everybody from sunrise to sunset."),
    ),
    "land": ("Land", ("The city gives empty plots for five years.", "A plot must not be smaller than a hundred square metres.")),
    "money": ("Money", ("The city pays half of the costs.", "The rest is paid by those who use the garden.")),
    "water": ("Water", ("Rain is kept in tanks.", "Drinking water is used in dry summers only.")),
    "people": ("People", ("Each garden has a council of five.", "Councils are chosen for two years.")),
    "schools": ("Schools", ("Each school looks after one garden.", "Lessons are held there in spring and autumn.")),
}


@dataclass(frozen=True)
class Letter:
    """What a body says of one place, as options of ``concept contribute``."""

    body: str
    words: tuple[str, ...]


def section_text(id: str) -> str:
    """A section: a paragraph for each of its sentences, with two more that lean on it, and a table."""
    title, sentences = SECTIONS[id]
    paragraphs = [
        f"{sentence} This was asked for in {title.lower()} meeting {number}. It holds for all {title.lower()}."
        for number, sentence in enumerate(sentences, 1)
    ]
    table = f"| What | When |\n|---|---|\n| {title} begin | 2025 |\n| {title} are reviewed | 2027 |\n\nTable: {title} in time"
    return f"---\ntitle: {title}\n---\n" + "\n\n".join((*paragraphs, table)) + "\n"


def letters() -> list[Letter]:
    """Thirty contributions that came by letter: by quote, by number of a paragraph, by row of a table, of a section, of the whole."""
    found = []
    for number, (id, (title, sentences)) in enumerate(SECTIONS.items()):
        first, second = sentences
        one, other, third, fourth, fifth = (BODIES[(number * 5 + step) % len(BODIES)] for step in range(5))
        found += [
            Letter(
                one,
                (
                    "--section",
                    id,
                    "--replace",
                    first,
                    "--with",
                    f"{first[:-1]}, as {one} proposes.",
                    "--rationale",
                    "It is clearer.",
                ),
            ),
            Letter(
                other,
                ("--section", id, "--insert-after", second, "--with", f"The {other} sees to that.", "--type", "substantive"),
            ),
            Letter(third, ("--at", str(2 * number + 1), "--remark", f"Who decides on this in {title.lower()}?", "--essential")),
            Letter(fourth, ("--at", f"t{number + 1}:2", "--remark", f"{title} should be reviewed earlier.")),
            Letter(
                fifth,
                ("--section", id, "--position", "for" if number % 2 else "against", "--rationale", "In the name of our members."),
            ),
        ]
    return found


def table_rows() -> dict[str, list[dict[str, str]]]:
    """Thirty contributions in the comment tables of five bodies, six rows each, by the keys of the columns."""
    tables: dict[str, list[dict[str, str]]] = {}
    for number, body in enumerate(BODIES[-5:]):
        rows = []
        for place, (id, (title, sentences)) in enumerate(SECTIONS.items(), 1):
            row = {
                "place": str(2 * place - 1),
                "quote": f"It holds for all {title.lower()}.",
                "rationale": f"{body} asks for it.",
            }
            match number:
                case 0:
                    row |= {"action": "replace", "proposed": f"It holds for all {title.lower()} and gardens."}
                case 1:
                    row |= {"action": "delete", "place": str(2 * place)}
                case 2:
                    row |= {"proposed": f"It holds for {title.lower()} of any kind."}
                case 3:
                    row |= {"quote": sentences[1], "place": str(2 * place), "remark": f"What does this cost in {title.lower()}?"}
                case _:
                    row = {"place": id, "remark": f"We welcome the section on {title.lower()}.", "type": "general"}
            rows.append(row)
        tables[body] = rows
    return tables
