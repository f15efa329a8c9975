"""`concept release` and `concept verify`: what goes out, what it is made from, and that no byte of it changes unseen."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from concept_cli.readers.enclosures import enclosed
from concept_cli.release.manifest import as_json, is_sealed, sealed
from concept_cli.release.verifying import verify_file, verify_label
from tests import started
from tests.clients import ROOT, client
from tests.heard import consulted
from tests.repositories import Repository, begun, two_drafts
from tests.test_commands import concept as quick

LABEL = "draft-2"
FINAL = "Everything is as it was released.\n"
PRIVATE = """
    contact: {person: CANARY-PERSON, post: CANARY-POST, email: canary-mail@example.org, phone: CANARY-PHONE, address: CANARY-ADDRESS}
    role: CANARY-ROLE
    represents: [CANARY-REPRESENTED]
    note: CANARY-NOTE
"""


def concept(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command, which may take its time: a release is a few dozen files."""
    if words[0] not in {"release", "verify"}:
        return quick(*words, cwd=cwd)
    return started.run([*words], cwd, {**os.environ, "PYTHONPATH": str(ROOT)}, timeout=400)


def released(made: Repository, label: str, *words: str) -> list[str]:
    """The paths that a release prints."""
    done = concept("release", label, *words, cwd=made.root)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def manifest_of(made: Repository, label: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((made.root / f"releases/{label}/manifest.json").read_text("utf-8"))
    return value


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project with contributions in every state, of which two drafts were released: the first to the group, the second to all."""
    root = tmp_path_factory.mktemp("release") / "rivers"
    consulted(root)
    stakeholders = root / "stakeholders.yaml"
    text = stakeholders.read_text("utf-8")
    stakeholders.write_text(f"{text}# CANARY-COMMENT\n  - id: hidden\n    name: CANARY-BODY{PRIVATE}", "utf-8")
    rivers = root / "sections/rivers.md"
    rivers.write_text(
        rivers.read_text("utf-8").replace("---\n", "---\n# CANARY-HEAD\nowner: hidden\ndue: 2031-07-09\n", 1), "utf-8"
    )
    made = begun(root)
    made.write(".gitignore", "dist/\n")
    made.commit("The text", "2021-06-14T10:00:00+05:00")
    released(made, "draft-1")
    made.write("sections/plan.md", (root / "sections/plan.md").read_text("utf-8").replace("every year", "every spring"))
    made.commit("Release draft-1", "2021-06-15T10:00:00+05:00")
    released(made, LABEL, "--kind", "public")
    made.commit("Release draft-2", "2021-06-16T10:00:00+05:00")
    return made


def outputs(made: Repository, label: str = LABEL) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((made.root / "dist" / label).iterdir())}


def reports(made: Repository, label: str = LABEL) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((made.root / "releases" / label).glob("*.md"))}


# ---------------------------------------------------------------- released


def test_a_release_has_every_language_and_format_and_says_how_it_was_made(whole: Repository) -> None:
    held, manifest = outputs(whole), manifest_of(whole, LABEL)
    for language in ("en", "ru", "kk"):
        for suffix in ("pdf", "docx", "html", "md", "json", "tree.txt", "changes.pdf", "changes.docx", "comments.public.xlsx"):
            assert f"rivers.{language}.{suffix}" in held
        for paper in ("note", "explanatory-note", "disagreements", "approving-act"):
            assert f"{paper}.{language}.docx" in held
            assert f"{paper}.{language}.md" in reports(whole)
        assert f"changes.{language}.md" in reports(whole)
        assert f"comments.{language}.md" in reports(whole)
    release = manifest["release"]
    for known, files in ((release["outputs"], held), (release["reports"], reports(whole))):
        assert known == {name: {"sha256": sha256(each).hexdigest(), "size": len(each)} for name, each in files.items()}
    assert (release["kind"], release["previous"]) == ("public", "draft-1")
    assert manifest["commit"] == whole.git("rev-parse", "HEAD~1")
    assert {"weasyprint", "pango", "harfbuzz", "python", "system", "zlib"} <= release["made-with"].keys()
    assert any(name.startswith("IBMPlexSerif") for name in release["fonts"])
    assert is_sealed((whole.root / f"releases/{LABEL}/manifest.json").read_bytes())


def test_nothing_binary_is_kept_in_the_repository(whole: Repository) -> None:
    kept = whole.git("ls-files", "releases").splitlines()
    assert kept
    assert all(path.endswith((".json", ".md")) for path in kept)


def test_label_and_kind_stand_on_every_page_and_in_the_properties(whole: Repository) -> None:
    for label, kind in (("draft-1", "Проект"), (LABEL, "Проект для публичного обсуждения")):
        pdf = whole.root / f"dist/{label}/rivers.ru.pdf"
        told = subprocess.run([client("pdfinfo"), pdf], capture_output=True, text=True, check=True).stdout
        assert re.search(rf"^Subject:\s+.*{label}", told, re.MULTILINE)
        text = subprocess.run([client("pdftotext"), "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        assert all(label in page for page in text.split("\f")[:-1])
        assert kind in text
        with zipfile.ZipFile(whole.root / f"dist/{label}/rivers.ru.docx") as archive:
            assert re.search(f"<dc:subject>[^<]*{label}</dc:subject>", archive.read("docProps/core.xml").decode())
        assert label in (whole.root / f"dist/{label}/rivers.ru.html").read_text("utf-8").partition("</head>")[0]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_pdf_is_archivable_and_accessible_with_what_it_encloses(whole: Repository, language: str) -> None:
    page = pytest.importorskip("page", reason="not tried: page-validation is not installed")
    for label, name in ((LABEL, "rivers.{}.pdf"), (LABEL, "rivers.{}.changes.pdf"), ("draft-1", "rivers.{}.pdf")):
        content = outputs(whole, label)[name.format(language)]
        for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
            result = page.validate_pdf_bytes(content, profile=profile)
            assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


def test_only_what_is_for_all_encloses_the_sources(whole: Repository) -> None:
    for label, kinds in (("draft-1", ["application/json"]), (LABEL, ["application/json", "application/zip"])):
        held = [*enclosed((whole.root / f"dist/{label}/rivers.en.pdf").read_bytes())]
        assert [kind for kind, _ in held] == kinds
        inputs = json.loads(held[0][1])
        manifest = manifest_of(whole, label)
        assert {name: inputs[name] for name in ("label", "commit", "tree", "inputs")} == {
            name: manifest[name] for name in ("label", "commit", "tree", "inputs")
        }


def test_the_enclosed_sources_make_the_same_outputs(whole: Repository, tmp_path: Path) -> None:
    """They are a project themselves, and hold nothing that the outputs do not show."""
    held = dict(enclosed((whole.root / f"dist/{LABEL}/rivers.en.pdf").read_bytes()))
    with zipfile.ZipFile(io.BytesIO(held["application/zip"])) as archive:
        archive.extractall(tmp_path)
    done = concept("build", "--lang", "all", "--to", "html,docx,md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for path in (tmp_path / "dist").iterdir():
        assert path.read_bytes() == (whole.root / "dist" / LABEL / path.name).read_bytes(), path.name


def test_the_canaries_are_where_they_were_planted(whole: Repository) -> None:
    """A detector that finds nothing is no proof unless there is something to be found."""
    text = "".join(
        path.read_text("utf-8") for path in whole.root.rglob("*") if path.suffix in {".md", ".yaml"} and "dist" not in path.parts
    )
    for canary in ("PERSON", "POST", "PHONE", "ADDRESS", "ROLE", "REPRESENTED", "NOTE", "COMMENT", "HEAD", "BODY"):
        assert f"CANARY-{canary}" in text
    assert {"CANARYCONTACT", "CANARYRATIONALE", "CANARYSECRET", "CANARYPROPOSED", "CANARYWHOLE"} <= {
        *re.findall("CANARY[A-Z]+", text)
    }


def test_no_private_word_is_in_anything_that_was_released(whole: Repository) -> None:
    """In no file, part of an archive, stream or attachment, however packed; also not in the manifest."""
    looked = 0
    for label in ("draft-1", LABEL):
        files = {
            **outputs(whole, label),
            **reports(whole, label),
            "manifest.json": (whole.root / f"releases/{label}/manifest.json").read_bytes(),
        }
        for name, content in files.items():
            for stretch in unpacked(content):
                looked += 1
                for form in (stretch, stretch.decode("utf-16-be", "ignore").encode("utf-8", "ignore")):
                    found = re.search(rb"canary[A-Za-z-]*|2031-07-09", form, re.IGNORECASE)
                    assert not found, f"{label}/{name}: {found[0]!r}"
    assert looked > 200


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes of a file and of all that is packed in it."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    if content.startswith(b"%PDF"):
        for match in re.finditer(rb"stream\r?\n", content):
            try:
                yield from unpacked(zlib.decompressobj().decompress(content[match.end() :]))
            except zlib.error:
                continue


# ------------------------------------------------------------------- final


def test_a_final_release_is_refused_with_all_reasons(tmp_path: Path) -> None:
    root = tmp_path / "rivers"
    office = consulted(root)
    rivals = [
        office.decide(office.send(body, section="plan", action="replace", quote="made", text=text), "accepted")
        for body, text in (("unesco", "written"), ("undp", "drawn"))
    ]
    office.merge(rivals[0])
    office.clash(rivals[1])
    made = begun(root)
    made.commit("The text")
    made.write("sections/lakes.md", "---\ntitle: Lakes\n---\nSee [@nothing].\n")
    made.commit("An error")
    made.write("sections/plan.md", "---\ntitle: Plan\n---\nNot saved.\n")
    done = concept("release", "adopted", "--kind", "final", cwd=root)
    assert done.returncode == 1
    for reason in (
        "The text has errors",
        "Contributions without a decision",
        "Contributions in conflict",
        "Accepted contributions that are not in the text",
        "Files that are not saved: 1 (sections/plan.md)",
    ):
        assert reason in done.stderr
    assert "adopted cannot be released as final, for 5 reasons." in done.stderr
    assert not (root / "releases").exists()
    assert not (root / "dist").exists()


def test_a_shallow_clone_and_unexplained_changes_keep_it_from_being_final(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    assert concept("freeze", "first", "--at", "HEAD~1", cwd=made.root).returncode == 0
    made.commit("Freeze", "2024-03-01T10:00:00+05:00")
    made.git("clone", "--quiet", "--depth", "1", f"file://{made.root}", str(tmp_path / "shallow"))
    done = concept("release", "adopted", "--kind", "final", cwd=made.root)
    assert "Changes since first that nobody explained, in “en”: 1" in done.stderr
    assert "shallow" not in done.stderr
    done = concept("release", "adopted", "--kind", "final", cwd=tmp_path / "shallow")
    assert done.returncode == 1
    assert "the clone is shallow" in done.stderr.lower() or "shallow" in done.stderr


def test_a_final_release_of_a_clean_text_has_no_mark_of_a_draft(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    released(made, "adopted", "--kind", "final", "--date", "2024-02-20")
    manifest = manifest_of(made, "adopted")
    assert (manifest["date"], manifest["release"]["kind"], manifest["release"]["noted"]) == ("2024-02-20", "final", [])
    page = (made.root / "dist/adopted/water.en.html").read_text("utf-8")
    assert "adopted" in page
    assert "Draft" not in page


def test_what_is_not_final_lists_what_is_open(whole: Repository) -> None:
    noted = manifest_of(whole, LABEL)["release"]["noted"]
    assert any(each.startswith("Contributions without a decision: ") for each in noted)
    assert not any("CANARY" in each or "2021-0" in each for each in noted)


# ------------------------------------------------------------------- labels


def test_a_label_is_released_once_and_a_frozen_one_is_completed(tmp_path: Path) -> None:
    made = two_drafts(tmp_path / "water")
    assert concept("freeze", "first", "--at", "HEAD~1", cwd=made.root).returncode == 0
    made.commit("Freeze", "2024-03-01T10:00:00+05:00")
    before = manifest_of(made, "first")
    for words, says in ((("--at", "HEAD"), "of another commit than HEAD"), (("--date", "2024-01-01"), "as of 2021-08-01")):
        done = concept("release", "first", *words, cwd=made.root)
        assert (done.returncode, says in done.stderr) == (1, True)
    files = sorted(made.root.rglob("*"))
    done = concept("release", "first", "--dry-run", cwd=made.root)
    assert (done.returncode, sorted(made.root.rglob("*"))) == (0, files)
    names = {Path(line).name for line in released(made, "first")} - {"manifest.json"}
    assert {*done.stdout.splitlines()} - {"inputs.json"} == names
    after = manifest_of(made, "first")
    assert {name: after[name] for name in before} == before
    done = concept("release", "first", cwd=made.root)
    assert done.returncode == 1
    assert "“first” was released already, as draft." in done.stderr
    for words in (("release", "HEAD"), ("release", "Draft 1"), ("release", "2024-02-12"), ("release", "../x")):
        assert concept(*words, cwd=made.root).returncode == 1


# ------------------------------------------------------------------ verify


def verified(made: Repository, *words: str, code: int = 0) -> str:
    done = concept("verify", *words, cwd=made.root)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_release_and_each_of_its_files_are_known(whole: Repository, tmp_path: Path) -> None:
    said = verified(whole, LABEL)
    assert said.endswith(FINAL)
    assert f"{len(outputs(whole))} of {len(outputs(whole))} outputs" in said
    for name, content in (*outputs(whole).items(), *reports(whole).items()):
        verdict, origin = verify_file(whole.root, "x", content)
        assert verdict.holds
        assert origin is not None
        assert origin.name == name or content == {**outputs(whole), **reports(whole)}[origin.name]
    copy = tmp_path / "letter.pdf"
    shutil.copy(whole.root / f"dist/{LABEL}/rivers.kk.pdf", copy)
    assert "letter.pdf is the output rivers.kk.pdf of draft-2 (public, 2021-06-15)" in verified(whole, str(copy))


def test_a_thousand_changed_bytes_are_all_found(whole: Repository, record: Any) -> None:
    """Of outputs, reports, manifests and attachments: a byte changed, taken out, put in, or everything behind one cut off."""
    chance, tried = random.Random(7), 0
    attached = {f"attachment-{at}": held for at, (_, held) in enumerate(enclosed(outputs(whole)["rivers.ru.pdf"]))}
    manifest = (whole.root / f"releases/{LABEL}/manifest.json").read_bytes()
    files = {**outputs(whole), **reports(whole), **attached, "manifest.json": manifest}
    for name, content in (*files.items(), *[("manifest.json", manifest)] * 40):
        assert verify_file(whole.root, name, content)[0].holds
        for _ in range(10):
            verdict, origin = verify_file(whole.root, name, mutated(content, chance))
            assert not verdict.holds
            assert origin is None
            tried += 1
    record(f"changes of released files that were found: {tried} of {tried}")
    assert tried >= 1_000


def mutated(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    match chance.randrange(4):
        case 0:
            return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
        case 1:
            return content[:at] + content[at + 1 :]
        case 2:
            return content[:at] + bytes([chance.randrange(256)]) + content[at:]
    return content[:at]


def test_changes_in_the_folder_of_a_release_are_found(whole: Repository, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(whole.root, root)
    path = root / f"releases/{LABEL}/manifest.json"
    good, chance = path.read_bytes(), random.Random(11)
    for _ in range(100):
        path.write_bytes(mutated(good, chance))
        try:
            assert not verify_label(root, LABEL, None).holds
        except Exception as error:  # noqa: BLE001 - what cannot be read is told in a sentence
            assert type(error).__name__ == "ConceptError"
    value = json.loads(good)
    value["release"]["noted"] = []
    path.write_bytes(sealed({name: each for name, each in value.items() if name != "seal"}))
    assert [each for each in verify_label(root, LABEL, None).wrong if "not as it was released in the commit" in each]
    path.write_bytes(good)
    (root / f"releases/{LABEL}/note.ru.md").write_text("Other words\n", "utf-8")
    (root / f"releases/{LABEL}/more.md").write_text("More\n", "utf-8")
    (root / f"dist/{LABEL}/rivers.ru.html").write_text("<p>Other</p>", "utf-8")
    wrong = "\n".join(verify_label(root, LABEL, root / f"dist/{LABEL}").wrong)
    for name in ("note.ru.md", "more.md", "rivers.ru.html"):
        assert name in wrong


def save(made: Repository, why: str) -> None:
    made.git("add", "releases")
    made.git("commit", "--quiet", "--message", why, day="2024-03-01T10:00:00+05:00")


def test_a_release_is_made_again_byte_by_byte(tmp_path: Path) -> None:
    """From the history: what lies in the folder has no part in it, nor what became of the draft before it since."""
    made = two_drafts(tmp_path / "water")
    assert quick("freeze", "zero", "--at", "HEAD~1", cwd=made.root).returncode == 0
    save(made, "Freeze")
    released(made, "first", "--kind", "public", "--at", "HEAD~1")
    save(made, "Release")
    released(made, "zero", "--kind", "public")
    save(made, "Release the one before it")
    root = tmp_path / "clone"
    made.git("clone", "--quiet", str(made.root), str(root))
    (root / "sections/rivers.md").write_text("Nothing.\n", "utf-8")
    done = concept("verify", "first", "--rebuild", "--out", "again", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name: path.read_bytes() for path in (root / "again").iterdir()} == outputs(made, "first")
    done = concept("verify", str(made.root / "dist/first/note.ru.docx"), "--rebuild", cwd=root)
    assert "made again from the history: 1 file," in done.stdout, done.stderr


def test_a_file_can_be_made_again_from_itself_where_nothing_else_is(whole: Repository, tmp_path: Path) -> None:
    shutil.copy(whole.root / f"dist/{LABEL}/rivers.ru.pdf", tmp_path / "paper.pdf")
    done = concept("verify", "paper.pdf", "--rebuild", cwd=tmp_path)
    assert "made again from the sources that paper.pdf encloses: the same bytes" in done.stdout, done.stderr
    content = bytearray((tmp_path / "paper.pdf").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "paper.pdf").write_bytes(content)
    assert concept("verify", "paper.pdf", "--rebuild", cwd=tmp_path).returncode == 1


def test_another_state_of_the_tool_is_told_before_anything_is_made(whole: Repository, tmp_path: Path) -> None:
    from concept_cli.release.workshop import code, differences, made_with

    assert differences(made_with(), code()) == ()
    then = {**made_with(), "pango": "1.2.3"}
    [said] = differences(then, code())
    assert said.startswith("pango 1.2.3, here ")
    assert differences(made_with(), "0" * 64) == ("another state of concept 0.1.0",)


def test_another_python_makes_the_same_bytes(whole: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PDF encloses says what it was released with, not what it is made again with: only then can a forge make it again."""
    from concept_cli.history import draft_of
    from concept_cli.release import publication
    from concept_cli.release.rebuilding import differing, planned, rebuilt
    from concept_cli.release.workshop import made_with

    monkeypatch.setattr(publication, "made_with", lambda: {**made_with(), "python": "3.99.0"})
    monkeypatch.setattr(publication, "code", lambda: "0" * 64)
    draft = draft_of(whole.root, LABEL)
    assert draft is not None
    made = rebuilt(planned(whole.root, draft), lambda _: None, "rivers.ru.pdf")
    assert {*made.attachments} == {"inputs.json", "sources.zip"}
    for name in ("inputs.json", "rivers.ru.pdf"):
        assert not [*differing(draft, made, name)], name


def test_a_manifest_is_judged_by_what_was_first_released(whole: Repository, tmp_path: Path) -> None:
    """A forged one can be sealed and committed; the history still holds the first."""
    root = tmp_path / "clone"
    whole.git("clone", "--quiet", str(whole.root), str(root))
    made, path = Repository(root), f"releases/{LABEL}/manifest.json"
    good = json.loads((root / path).read_bytes())
    forged = {name: each for name, each in good.items() if name != "seal"} | {"release": {**good["release"], "noted": []}}
    made.write(path, sealed(forged))
    made.commit("Forge it")
    assert [each for each in verify_label(root, LABEL, None).wrong if "not as it was released in the commit" in each]
    made.write(path, as_json({name: each for name, each in good.items() if name not in {"seal", "release"}}))
    made.commit("Make it a draft that was only frozen")
    assert not verify_label(root, LABEL, None).holds
    done = concept("release", LABEL, cwd=root)
    assert (done.returncode, "was released already, and its manifest was changed since" in done.stderr) == (1, True)
    made.write(path, (whole.root / path).read_bytes())
    made.git("rm", "--quiet", "--cached", path)
    made.git("commit", "--quiet", "--message", "Hide it")
    assert verify_label(root, LABEL, None).holds
    made.git("update-ref", "refs/heads/HEAD", "HEAD~1")
    made.write(path, sealed(forged))
    assert not verify_label(root, LABEL, None).holds


def test_what_a_file_claims_is_no_proof(whole: Repository, tmp_path: Path) -> None:
    def claiming(**claims: str) -> bytes:
        told = {"label": "adopted", "kind": "final", "date": "2024-01-01", "commit": "d" * 40} | claims
        held = json.dumps(told).encode()
        head = f"<</Type /EmbeddedFile/Subtype /application#2fjson/Params <</CheckSum <{'0' * 32}>/Size {len(held)}>>/Length {len(held)}>>"
        return b"%PDF-1.7\n" + head.encode() + b"\nstream\n" + held + b"\nendstream"

    (tmp_path / "lie.pdf").write_bytes(claiming())
    done = concept("verify", "lie.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "right" not in done.stdout
    assert done.stderr == "Nothing was found that proves where it comes from.\n"
    for label in ("adopted\nright  byte for byte", "../x", "Ü"):
        (tmp_path / "lie.pdf").write_bytes(claiming(label=label))
        done = concept("verify", "lie.pdf", cwd=tmp_path)
        assert (done.returncode, "right" in done.stdout) == (1, False)


def test_only_bodies_and_sources_of_the_document_leave_with_it(whole: Repository) -> None:
    held = dict(enclosed(outputs(whole)["rivers.en.pdf"]))
    with zipfile.ZipFile(io.BytesIO(held["application/zip"])) as archive:
        assert not [name for name in archive.namelist() if name.startswith(("contributions", "releases", "records/rounds"))]
        text = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert "UNESCO" not in text, "nothing in the document names a body"
    assert "contact" not in text
    assert "hidden" not in text


# --------------------------------------------------------------- signatures


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    for kind in ("ed25519", "rsa", "ecdsa"):
        subprocess.run([client("ssh-keygen"), "-q", "-t", kind, "-N", "", "-f", tmp_path / kind], check=True)
    return tmp_path


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_signature_names_its_key_and_is_of_this_manifest(whole: Repository, keys: Path, tmp_path: Path, kind: str) -> None:
    root = tmp_path / "copy"
    shutil.copytree(whole.root, root)
    manifest = root / f"releases/{LABEL}/manifest.json"
    subprocess.run(
        [client("ssh-keygen"), "-Y", "sign", "-n", "concept", "-f", keys / kind, manifest], check=True, capture_output=True
    )
    listed = subprocess.run([client("ssh-keygen"), "-l", "-f", keys / f"{kind}.pub"], check=True, capture_output=True, text=True)
    done = concept("verify", LABEL, "--key", str(keys / f"{kind}.pub"), cwd=root)
    assert done.returncode == 0, done.stdout
    assert f"signed with the key {listed.stdout.split()[1]}" in done.stdout
    other = "rsa" if kind == "ed25519" else "ed25519"
    done = concept("verify", LABEL, "--key", str(keys / f"{other}.pub"), cwd=root)
    assert (done.returncode, "signed with another key" in done.stdout) == (1, True)
    signature = manifest.with_name("manifest.json.sig")
    good, chance = signature.read_bytes(), random.Random(3)
    for _ in range(60):
        signature.write_bytes(mutated(good, chance))
        verdict = verify_label(root, LABEL, None)
        if verdict.holds:  # white space around and between the lines of base64 says nothing
            assert b"".join(signature.read_bytes().split()) == b"".join(good.split())
