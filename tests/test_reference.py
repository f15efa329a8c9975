"""Every example of the reference runs, each in a project of its own, for the examples of different commands know nothing of each other."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.typed import ROOT, Desk, blocks, sit_down

CONSULTED = """
set -e; rm -r releases
for each in office unesco atameken undp british-council; do concept new stakeholder $each --name $each; done
printf 'lead-body: office\\n' >>concept.yaml
concept new meeting wg-2021-06-14 --date 2021-06-14 --title "A sitting"
printf -- '---\\ntitle: Export\\n---\\nThe creative sector sells abroad. Others buy.\\n' >sections/export.md
for each in $(seq 60); do printf '\\nParagraph %s of the text.\\n' $each >>sections/export.md; done
sed 's/of the text/текста/' sections/export.md >sections/export.ru.md
git add . && git commit --quiet -m "A text to be read"
concept freeze draft-1
for each in 1 2; do concept contribute --from unesco --remark "Remark $each" --received 2021-05-14; done
concept contribute --from unesco --replace "creative sector" --with "creative economy" --draft draft-1 --received 2021-05-14
concept contribute --from atameken --replace "Others buy" --with "Few buy" --draft draft-1 --received 2021-05-14
concept contribute --from undp --remark "A remark" --received 2021-05-14
concept contribute --from undp --replace "creative sector" --with "creative industries" --draft draft-1 --received 2021-05-14
git add . && git commit --quiet -m "What was sent"
"""
"""Makes the project in which the examples are done that are about contributions; a line that is done in any shell."""
ACCEPTED = "for each in unesco-2021-003 atameken-2021-001; do concept decide $each accepted; done"
SAVED = "git add . && git commit --quiet -m Saved"
BEFORE = {
    "concept release adopted": "rm -r releases",  # they are of today
    "concept release": SAVED,
    "concept intake comments.xlsx": "concept matrix --for unesco --to xlsx --out comments.xlsx",
    "concept intake remarks.docx": "concept matrix --for atameken --to docx --out remarks.docx",
    "concept decide --table": "concept matrix --form decisions --out decisions.xlsx",
    "concept move unesco-2021-003 disputed": ACCEPTED,
    "concept merge unesco-2021-003": ACCEPTED,
    "concept merge --all": f"{ACCEPTED}; git add .; git commit --quiet -m Decided",
    "concept merge undp": f"{ACCEPTED}; concept merge --all; concept decide undp-2021-002 accepted",
    "concept merge --revert": f"{ACCEPTED}; concept merge --all",
}
"""What is done before an example, by its beginning."""
MADE = {"concept new": "other-concept", "concept verify": "released"}
"""In which project an example is done, by its beginning."""
EXCHANGE = re.compile(
    "concept (?:circulate|contribute|matrix|intake|contributions|show|decide|move|merge|trace|reply|remind|calendar|agenda|minutes"
    "|new (?:group|instruction|approval|act|plan)) ?"
)
EXAMPLES = [
    line
    for language, _, inside in blocks(ROOT / "docs/reference.md")
    if language == "sh"
    for line in inside.splitlines()
    if line != "concept contribute"  # opens an editor
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Beside the copy of the repository lie the projects in which the examples are done."""
    desk = sit_down(tmp_path_factory.mktemp("reference"))
    (desk.home / "Documents").mkdir()
    (desk.home / "Documents" / "analysis.md").write_text("---\ntitle: Analysis\n---\nWords.\n", "utf-8")
    above = desk.where.parent
    desk.type("./run concept init ../other-concept --title Water --lang en,ru")
    shutil.copytree(above / "other-concept", above / "with-export")
    desk.type("concept -C ../with-export new section export --title Export")
    desk.where = above / "with-export"
    desk.type("git init --quiet && git config user.name Office && git config user.email office@example.org")
    for label in ("draft-1", "draft-2"):
        desk.type(f"git add . && git commit --quiet -m {label} && git commit --quiet --allow-empty -m {label}")
        desk.type(f"concept freeze {label}")
    desk.type("cp sections/export.md old.md && cp sections/introduction.md new.md")
    desk.type("for each in base ours theirs; do cp old.md $each.md; done")
    shutil.copytree(above / "with-export", above / "consulted")
    desk.where = above / "consulted"
    desk.type(CONSULTED.strip())
    shutil.copytree(above / "with-export", above / "released")
    desk.where = above / "released"
    desk.type(f"{SAVED} && concept release draft-3 && cp dist/draft-3/*.ru.pdf concept.ru.pdf")
    desk.where = above
    return desk


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_of_the_reference_runs(line: str, desk: Desk) -> None:
    exchanged = EXCHANGE.match(line) and not line.startswith("concept merge-file")
    made = "consulted" if exchanged else next((each for begin, each in MADE.items() if line.startswith(begin)), "with-export")
    above = desk.home.parent
    desk.where = above / "project"
    shutil.copytree(above / made, desk.where)
    try:
        if line.startswith("concept freeze"):  # a label is given once
            shutil.rmtree(desk.where / "releases")
        for begin, preparing in BEFORE.items():
            if line.startswith(begin):
                desk.type(preparing)
        desk.type(line)
    finally:
        shutil.rmtree(above / "project")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 100
