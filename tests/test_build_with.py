"""The document with contributions: what is proposed stands in the text, what was said beside it, and what nobody may see nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from concept_cli import draft
from concept_cli.consultation.building import Consultation, consultation, document
from concept_cli.consultation.shown import is_decided, is_pending
from concept_cli.document import Document, Paragraph, Reference, Remark, Row, Section, Table, anchor, walk, words
from concept_cli.exchange.decisions import moved
from concept_cli.ledger.states import may_be_published
from concept_cli.load import load_contributions
from concept_cli.sources import Folder
from concept_cli.wording.contributions import contribution_term
from tests.heard import DAY, Secretary, consulted, project
from tests.paper import run
from tests.repositories import begun
from tests.test_commands import concept

SEEN_BY_NOBODY = ("CANARYPERSON", "CANARYCONTACT", "canarymail")
SEEN_BY_THE_GROUP = ("CANARYRATIONALE", "CANARYREASON", "CANARYPROPOSED", "CANARYSECRET", "CANARYWHOLE", "atameken-2021-001")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Secretary:
    return consulted(tmp_path_factory.mktemp("draft"))


def made(office: Secretary, which: str) -> Consultation:
    folder = Folder(office.root)
    return consultation(draft.examine(folder), folder, which, DAY)


def shown(office: Secretary, which: str, language: str = "en", section: str | None = None) -> Document:
    return document(made(office, which), language, section)


def remarks(node: Document | Section) -> list[Remark]:
    return [each for each in walk(node) if isinstance(each, Remark)]


def section(document: Document, id: str) -> Section:
    return next(each for each in walk(document) if isinstance(each, Section) and each.id == id)


def before(within: Section, label: str) -> str:
    """The words of what stands before a remark, or the title of its section."""
    for node in walk(within):
        blocks = getattr(node, "blocks", ())
        for at, each in enumerate(blocks):
            if isinstance(each, Remark) and each.label.startswith(label):
                return next((words(one) for one in reversed(blocks[:at]) if not isinstance(one, Remark)), words(within.heading))
    raise AssertionError(label)


# ---------------------------------------------------------------- pending


def test_what_is_proposed_is_marked_as_its_bodys(office: Secretary) -> None:
    whole = shown(office, "pending")
    assert whole.redline is not None and whole.redline.explains
    assert [(each.who, each.contribution, each.when) for each in whole.redline.changes] == [
        ("Chamber Atameken", "atameken-2021-003", "2021-05-14"),
        ("UNESCO", "unesco-2021-003", "2021-05-14"),
    ]
    assert not any(whole.redline.lacks_explanation(each) for each in whole.redline.changes)


def test_nothing_is_written(office: Secretary) -> None:
    files = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file() and "dist" not in path.parts}
    for which in ("pending", "decided"):
        shown(office, which)
    assert files == {path: path.read_bytes() for path in files}


def test_every_contribution_is_shown_exactly_once(office: Secretary) -> None:
    """In the text or beside it, and in one of both documents only; those that are in the text already are in the annex."""
    every = load_contributions(Folder(office.root), lambda _: None)
    seen: list[str] = []
    for which in ("pending", "decided"):
        whole = shown(office, which)
        assert whole.redline is not None
        seen += [each.contribution for each in whole.redline.changes]
        seen += [each.label.partition(" · ")[0] for each in remarks(whole)]
    in_text = {each.id for each in every if any(event.step == "applied" for event in each.head.history)}
    assert sorted([*seen, *in_text]) == sorted(each.id for each in every)
    assert not [each.id for each in every if is_pending(each) == is_decided(each)]


def test_remarks_stand_behind_what_they_are_about(office: Secretary) -> None:
    whole = shown(office, "pending")
    rivers = section(whole, "rivers")
    assert before(rivers, "undp-2021-005").startswith("The ministry keeps the register")
    assert "in autumn" in before(rivers, "unesco-2021-004")
    assert before(section(whole, "plan"), "undp-2021-006") == "Plan"
    assert remarks(whole)[0].label == "atameken-2021-004 · remark · under consideration"
    assert isinstance(whole.sections[0].blocks[0], Remark)


def test_what_meets_another_proposal_says_its_wording_beside_the_text(office: Secretary) -> None:
    [said] = [each for each in remarks(shown(office, "pending")) if each.label.startswith("undp-2021-005")]
    assert (said.who, said.when, words(said.proposed)) == ("UNDP", "2021-05-14", "to the people")
    assert said.label == "undp-2021-005 · amendment · under consideration"
    assert words(said.content) == "replace: “to the state”\nThe Constitution says so."


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("which", ["pending", "decided"])
def test_it_says_that_it_is_a_working_copy(office: Secretary, which: str, language: str) -> None:
    whole = shown(office, which, language)
    assert whole.edition.endswith(f" · {contribution_term(f'copy-{which}', language)}")


def test_in_another_language_what_is_about_the_text_of_one_stands_at_its_section(office: Secretary) -> None:
    rivers = section(shown(office, "pending", "ru"), "rivers")
    assert before(rivers, "atameken-2021-003") == "Реки"
    assert [words(each.proposed) for each in remarks(rivers) if each.label.startswith("atameken-2021-003")] == [
        "Rivers are common."
    ]


def test_without_amendments_it_is_no_comparison(tmp_path: Path) -> None:
    office = Secretary(project(tmp_path))
    office.send("undp", "remark", section="plan", quote="every year", remark="By whom?")
    whole = shown(office, "pending")
    assert whole.redline is None and len(remarks(whole)) == 1 and "working copy" in whole.edition


def test_a_section_with_its_contributions(office: Secretary) -> None:
    only = shown(office, "pending", section="rivers")
    assert [each.id for each in only.sections] == ["rivers"]
    assert only.redline is not None and len(only.redline.changes) == 2 and len(remarks(only)) == 2
    assert [each.id for each in shown(office, "decided", section="plan").sections] == ["plan"]


# ---------------------------------------------------------------- decided


def rows(document: Document) -> dict[str, Row]:
    [table] = [each for each in walk(section(document, "contributions")) if isinstance(each, Table)]
    return {words(each.cells[0]): each for each in table.rows}


def test_accepted_words_that_wait_are_marked_and_answers_stand_beside(office: Secretary) -> None:
    whole = shown(office, "decided")
    assert whole.redline is not None
    assert [(each.who, each.contribution, each.why) for each in whole.redline.changes] == [("UNDP", "undp-2021-002", "Accepted")]
    said = {each.label: words(each.content) for each in remarks(whole)}
    assert "undp-2021-003 · amendment · rejected" in said
    assert "Reason for the decision: The code says so already" in said["undp-2021-003 · amendment · rejected"]


def test_the_annex_tells_by_section_what_was_decided_and_where_the_text_says_it(office: Secretary) -> None:
    whole = shown(office, "decided")
    annex = whole.sections[-1]
    assert words(annex.heading) == "What we heard and what we did" and whole.contents[-1].anchor == annex.id
    told = rows(whole)
    assert [each for each, row in told.items() if row.role == "group"] == [
        "The whole document", "Section 2. Rivers", "Section 3. Lakes", "Section 4. Plan",
    ]  # fmt: skip
    said = [words(each) for each in told["unesco-2021-001"].cells]
    assert said[1:] == ["UNESCO", "paragraph 1", "replace: “every year” → “every month”", "Accepted", "As agreed", "paragraph 1"]
    assert words(told["undp-2021-001"].cells[-1]) == "The passage was deleted."
    assert words(told["undp-2021-002"].cells[-1]) == "Not in the text yet"
    assert words(told["undp-2021-003"].cells[-1]) == "–"
    [summary] = ["".join(map(words, each.caption)) for each in annex.blocks if isinstance(each, Table)]
    assert (
        summary
        == "Contributions that were decided: 8. By decision: Accepted – 4; Rejected – 2; Noted – 2. Still under consideration: 6."
    )


def test_an_item_that_was_taken_out_has_no_place_in_the_annex(tmp_path: Path) -> None:
    """The next one has its number now. The same is told of one whose words went with a wider deletion before."""
    office = Secretary(project(tmp_path))
    item, words_of, paragraph = (
        office.decide(office.send(body, section="rivers", action="delete", quote=quote), "accepted")
        for body, quote in (
            ("unesco", "Rivers are measured in spring."),
            ("undp", "nobody needs"),
            ("atameken", "A paragraph that nobody needs."),
        )
    )
    for each in (item, paragraph, words_of):
        office.merge(each)
    told = rows(shown(office, "decided"))
    assert {words(told[each].cells[-1]) for each in (item, words_of, paragraph)} == {"The passage was deleted."}


def test_links_of_the_annex_lead_to_the_words(office: Secretary) -> None:
    whole = shown(office, "decided")
    targets = {anchor(each): words(each) for each in walk(whole) if isinstance(each, Paragraph)}
    [link] = [each for each in walk(rows(whole)["unesco-2021-001"]) if isinstance(each, Reference)]
    assert "every month" in targets[link.target]


def test_in_another_language_the_annex_leads_to_the_section(office: Secretary) -> None:
    told = rows(shown(office, "decided", "ru"))
    [link] = [each for each in walk(told["unesco-2021-001"]) if isinstance(each, Reference)]
    assert (link.target, words(link)) == ("rivers", "Раздел 2")


def test_what_was_withdrawn_is_in_the_annex_whoever_recorded_that(tmp_path: Path) -> None:
    office = Secretary(project(tmp_path))
    taken_back, put_down = (office.send(each, "remark", section="rivers", remark="Why?") for each in ("unesco", "undp"))
    office._keep(moved(office.desk(), taken_back, "withdrawn", "unesco", ""))
    office.decide(put_down, "withdrawn")
    whole = shown(office, "decided")
    assert [words(rows(whole)[each].cells[4]) for each in (taken_back, put_down)] == ["Withdrawn"] * 2
    [summary] = [each.caption for each in whole.sections[-1].blocks if isinstance(each, Table)]
    assert "Contributions that were decided: 2." in "".join(map(words, summary))


def test_who_proposed_what_another_did_is_named_beside_it(tmp_path: Path) -> None:
    """The text shows their words as those of the first."""
    office = Secretary(project(tmp_path))
    for each, quote, text in (("unesco", "every year", "every month"), ("undp", "it every year", "it every month")):
        office.send(each, section="rivers", action="replace", quote=quote, text=text)
    whole = shown(office, "pending")
    assert whole.redline is not None
    assert [each.contribution for each in whole.redline.changes] == ["undp-2021-001"]
    assert [each.label.split(" ")[0] for each in remarks(whole)] == ["unesco-2021-001"]


def test_what_is_confidential_is_marked_in_a_working_copy(tmp_path: Path) -> None:
    office = Secretary(project(tmp_path))
    secret = office.send("unesco", "remark", section="rivers", remark="Why?", confidential=True)
    office.decide(secret, "noted")
    whole = shown(office, "decided")
    assert [each.split() for each in rows(whole) if each.startswith(secret)] == [[secret, "Confidential"]]
    assert [each.label for each in remarks(whole)] == [f"{secret} · remark · noted · confidential"]


def test_without_decisions_the_annex_says_so(tmp_path: Path) -> None:
    assert "No contribution was decided yet." in words(shown(Secretary(project(tmp_path)), "decided").sections[-1])


# ------------------------------------------------------------ in the files


def readable(path: Path) -> Iterator[str]:
    """All that a file says, to whoever takes it apart."""
    match path.suffix:
        case ".docx" | ".xlsx":
            with ZipFile(path) as archive:
                yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        case ".pdf":
            plain = path.with_suffix(".plain.pdf")
            run("qpdf", "--qdf", "--object-streams=disable", path, plain)
            content = plain.read_bytes()
            yield run("pdftotext", path, "-").replace("\n", "")
            yield content.decode("latin-1") + content.decode("utf-16-be", "ignore")
            yield re.sub(rb"<((?:[0-9a-fA-F]{4})+)>", lambda found: bytes.fromhex(found[1].decode())[1::2], content).decode(
                "latin-1"
            )
            plain.unlink()
        case _:
            yield path.read_text("utf-8")


def leaks(folder: Path, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(path.name, name) for path in sorted(folder.iterdir()) for said in readable(path) for name in names if name in said]


@pytest.mark.parametrize("state", ["public", "final"])
def test_what_is_published_shows_what_may_be_published(tmp_path: Path, state: str) -> None:
    """No person, no contact, nothing confidential and nothing without consent, in any output of building and comparing."""
    repository = begun(project(tmp_path / "project", state))
    repository.commit("First")
    office = consulted(repository.root, state)
    kept_quiet = next(id for id, each in office.desk().contributions.items() if not may_be_published(each))
    office.decide(office.send("undp", "remark", section="lakes", remark="Who pays?"), "rejected", reason=f"As {kept_quiet} says")
    out = tmp_path / "out"
    for which, hidden in (("pending", 1), ("decided", 2)):
        done = concept("build", "--with", which, "--to", "pdf,docx,html,md,json,tree", "--out", out, cwd=office.root)
        assert done.returncode == 0, done.stderr
        assert f"nobody agreed to their publication: {hidden}." in done.stderr
    for form in ("html", "pdf", "docx", "json", "text"):
        assert (
            concept(
                "diff", "HEAD", "--to", form, "--out", out / f"diff.{form.replace('text', 'txt')}", cwd=office.root
            ).returncode
            == 0
        )
    for suffix in ("docx", "xlsx", "html"):
        assert concept("diff", "HEAD", "--to", "table", "--out", out / f"table.{suffix}", cwd=office.root).returncode == 0
    assert len([*out.iterdir()]) == 20
    assert not leaks(out, (*SEEN_BY_NOBODY, *SEEN_BY_THE_GROUP, kept_quiet))
    assert leaks(out, ("undp-2021-002",))  # the search finds what is there
    changes = json.loads((out / "diff.json").read_text("utf-8"))["changes"]
    [kept_back] = [each for each in changes if "honest" in each["after"]]
    assert (kept_back["explained"], kept_back["who"], kept_back["contribution"]) == (True, "", "")


def test_a_draft_is_for_the_group_but_names_no_person(office: Secretary, tmp_path: Path) -> None:
    for which in ("pending", "decided"):
        done = concept(
            "build", "--with", which, "--to", "docx,html,md", "--lang", "all", "--out", tmp_path / "out", cwd=office.root
        )  # fmt: skip
        assert done.returncode == 0 and "not shown" not in done.stderr
        assert str(tmp_path / "out" / f"rivers.kk.{which}.docx") in done.stdout
    assert not leaks(tmp_path / "out", SEEN_BY_NOBODY)
    assert leaks(tmp_path / "out", ("CANARYSECRET",))


def test_markdown_marks_what_is_new_and_says_whose_it_is(office: Secretary, tmp_path: Path) -> None:
    assert concept("build", "--with", "decided", "--to", "md", "--out", tmp_path, cwd=office.root).returncode == 0
    said = (tmp_path / "rivers.en.decided.md").read_text("utf-8")
    assert "Lakes are protected by {--law--}{++the Water Code++}{>>UNDP: Accepted<<}." in said


def test_contributions_that_cannot_be_read_stop_the_build(tmp_path: Path) -> None:
    office = Secretary(project(tmp_path))
    id = office.send("undp", "remark", remark="Well.")
    (tmp_path / f"contributions/undp/{id}.md").write_text("---\nid: [\n", "utf-8")
    done = concept("build", "--with", "pending", "--to", "md", cwd=tmp_path)
    assert done.returncode == 1 and "not every contribution can be read" in done.stderr and not (tmp_path / "dist").exists()
