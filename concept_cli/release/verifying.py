"""A file or a label to what is known of it: which release it is of, and whether every byte of it is as it was released."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from concept_cli.diagnostics import ConceptError
from concept_cli.history import Draft, draft_of, drafts, labels, manifest_path, revision, versions
from concept_cli.model import FileHash, Manifest, Publication
from concept_cli.readers.enclosures import enclosed
from concept_cli.release.manifest import hashed, hashes, is_released, is_sealed
from concept_cli.release.signature import SIGNATURE, Signed, signed
from concept_cli.sources import TEMPLATES, Folder, Source, Unreadable

_SHOWN: Final = 5
_CLAIMS: Final = {
    "label": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "kind": re.compile("draft|public|final"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "commit": re.compile("[0-9a-f]{40}"),
}
"""What a file may claim of itself: nothing that could be taken for words of ours."""
_MEND: Final = "git log -p shows what became of it; git checkout takes the file of the last commit."


@dataclass(slots=True)
class Verdict:
    """What is known (``told``), what is not as it was released (``wrong``), and what could not be looked at (``open``), in sentences."""

    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether something was found to be as it was released, and nothing was found to be otherwise."""
        return bool(self.told) and not self.wrong


# -------------------------------------------------------------------- label


def verify_label(root: Path, label: str, folder: Path | None, key: bytes | None = None) -> Verdict:
    """Whether a release is whole: its manifest, text, templates and reports, and its outputs, if a ``folder`` of them is given.

    ``key`` is the public key (OpenSSH) that must have signed it. Raises ConceptError when there is no such draft, or its manifest cannot
    be read.
    """
    draft = draft_of(root, label)
    if draft is None:
        names = ", ".join(each.label for each in drafts(root)) or "none"
        raise ConceptError(f"There is no draft “{label}” and no such file.", f"Drafts: {names}.")
    verdict = Verdict([_name(draft)])
    _evidence(root, draft, verdict, key)
    if (release := draft.manifest.release) is None:
        verdict.open.append(f"It was only frozen: concept release {label} makes its files.")
        return verdict
    _reports(root, label, release, verdict)
    if folder:
        _outputs(folder, release, verdict)
    return verdict


def _name(draft: Draft) -> str:
    release = draft.manifest.release
    kind = f"{release.kind}, " if release else "frozen, "
    return f"{draft.label} ({kind}{draft.day}), commit {draft.commit[:12]}"


def _evidence(root: Path, draft: Draft, verdict: Verdict, key: bytes | None) -> None:
    """The manifest itself, and what it says of text and templates."""
    path, manifest = manifest_path(draft.label), draft.manifest
    content = _read(Folder(root), path, verdict) or b""
    if manifest.release and not is_sealed(content):
        verdict.wrong.append(f"{path} was changed after the release. {_MEND}")
    _committed(root, path, verdict)
    _text(root, manifest, verdict)
    _signature(root, path, content, key, verdict)


def _committed(root: Path, path: str, verdict: Verdict) -> None:
    """Whether a manifest is as it was first committed: a seal can be made anew, a history that others have cannot."""
    try:
        known = versions(root, path)
    except ConceptError as error:
        verdict.open.append(f"Not compared with the history: {error.message} {error.hint}")
        return
    now = Folder(root).digest(path)
    released_then = [each for each in known if is_released(each.content)]
    if not known:
        verdict.open.append(f"{path} was never committed: concept save puts it into the history.")
    elif released_then:
        first = released_then[-1]
        if first.digest != now:
            verdict.wrong.append(f"{path} is not as it was released in the commit {first.commit[:12]}. {_MEND}")
    elif now != known[0].digest:
        verdict.wrong.append(f"{path} is not as in the last commit that has it. {_MEND}")


def _text(root: Path, manifest: Manifest, verdict: Verdict) -> None:
    """Text, records and templates in the history, by their hashes."""
    try:
        text = revision(root, manifest.label)
    except ConceptError as error:
        verdict.open.append(f"Its text was not looked at: {error.message} {error.hint}")
        return
    if text.commit != manifest.commit:
        verdict.open.append(f"The commit {manifest.commit[:12]} is not in the history here; its files are known by the tree.")
    release = manifest.release
    known = {**manifest.inputs, **(release.records if release else {})}
    _same("inputs", text, known, verdict)
    if release:
        try:
            dress = revision(root, release.dressed)
        except ConceptError as error:
            verdict.open.append(f"Its templates were not looked at: {error.message} {error.hint}")
        else:
            _same("templates", dress, release.templates, verdict, dress.paths(TEMPLATES))


def _same(
    what: str,
    source: Source,
    known: Mapping[str, FileHash],
    verdict: Verdict,
    also: Iterable[str] = (),
    *,
    where: str = "in the history",
) -> None:
    """Whether files of a source have the hashes that are known of them."""
    then = {path: each.sha256 for path, each in known.items()}
    now = {path: each["sha256"] for path, each in hashes(source, {*known, *also}).items()}
    if differing := sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path)):
        verdict.wrong.append(f"{what} that are not as the manifest says: {_listed(differing)}")
    else:
        verdict.told.append(f"{len(known)} {what} {where}, each as the manifest says")


def _signature(root: Path, path: str, content: bytes, key: bytes | None, verdict: Verdict) -> None:
    """The detached signature beside the manifest, if there is one; and whether it is of the key that it must be of."""
    signature = _read(Folder(root), f"{path}{SIGNATURE}", verdict)
    if signature is None:
        if key is not None:
            verdict.wrong.append(f"There is no signature {path}{SIGNATURE}.")
        return
    found = signed(content, signature, key)
    if isinstance(found, Signed):
        verdict.told.append(f"signed with the key {found.fingerprint} ({found.kind})")
        if key is None:
            verdict.open.append("Whose key that is, only its owner can say: --key FILE names the key that it must be.")
    else:
        verdict.wrong.append(f"{path}{SIGNATURE}: {found}")


def _reports(root: Path, label: str, release: Publication, verdict: Verdict) -> None:
    top = manifest_path(label).rpartition("/")[0]
    folder = Folder(root)
    expected = {f"{top}/{name}": each for name, each in release.reports.items()}
    own = {manifest_path(label), f"{manifest_path(label)}{SIGNATURE}"}
    if strange := [path for path in folder.paths(top) if path not in expected and path not in own]:
        verdict.wrong.append(f"Files that are not of the release: {_listed(strange)}")
    _same("reports", folder, expected, verdict, where="beside the manifest")


def _outputs(folder: Path, release: Publication, verdict: Verdict) -> None:
    """The outputs that lie in a folder; those that do not are counted."""
    source = Folder(folder)
    there = {name: content for name in release.outputs if (content := _read(source, name, verdict)) is not None}
    wrong = [name for name, content in there.items() if not _is(content, release.outputs[name])]
    if wrong:
        verdict.wrong.append(f"outputs with other bytes than those that were released: {_listed(wrong)}")
    if right := len(there) - len(wrong):
        verdict.told.append(f"{right} of {len(release.outputs)} outputs in {folder}, each as it was released")
    if there and (missing := sorted(release.outputs.keys() - there.keys())):
        verdict.open.append(f"Not in {folder}: {_listed(missing)}")
    elif not there:
        verdict.open.append(f"None of its {len(release.outputs)} outputs is in {folder}; --rebuild makes them again.")


def _read(source: Source, path: str, verdict: Verdict) -> bytes | None:
    try:
        return source.read(path)
    except Unreadable as error:
        verdict.wrong.append(f"{path} cannot be read: {error}")
        return None


def _is(content: bytes, known: FileHash) -> bool:
    return hashed(content) == {"sha256": known.sha256, "size": known.size}


def _listed(paths: list[str]) -> str:
    more = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


# --------------------------------------------------------------------- file


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file is of: the draft, its name there, and what it is: an output, an attachment or a report."""

    draft: Draft
    name: str
    kind: str


def verify_file(root: Path, name: str, content: bytes, key: bytes | None = None) -> tuple[Verdict, Origin | None]:
    """What a file is by its bytes, and whether the release that it is of holds. Raises ConceptError for manifests that cannot be read."""
    if label := _label_of_manifest(content):
        return _manifest(root, label, content, key), None
    origin = next(_origins(root, content), None)
    if origin is None:
        return _unknown(root, name, content), None
    verdict = Verdict([f"{name} is the {origin.kind} {origin.name} of {_name(origin.draft)}, byte for byte"])
    _evidence(root, origin.draft, verdict, key)
    return verdict, origin


def _label_of_manifest(content: bytes) -> str:
    """The label of a manifest; empty for any other file."""
    try:
        value = json.loads(content) if content.startswith(b"{") else None
    except (ValueError, RecursionError):
        return ""
    label = value.get("label") if isinstance(value, dict) and {"blocks", "tree"} <= value.keys() else None
    return label if isinstance(label, str) else ""


def _manifest(root: Path, label: str, content: bytes, key: bytes | None) -> Verdict:
    """A manifest, which may be a copy of that of a release here."""
    if label not in labels(root) or Folder(root).read(manifest_path(label)) != content:
        verdict = Verdict()
        verdict.wrong.append(f"It is not the manifest of “{label}” here.")
        return verdict
    return verify_label(root, label, None, key)


def _origins(root: Path, content: bytes) -> Iterator[Origin]:
    """The releases that have a file of these bytes."""
    for draft in reversed(drafts(root)):
        if release := draft.manifest.release:
            for kind, files in (("output", release.outputs), ("attachment", release.attachments), ("report", release.reports)):
                yield from (Origin(draft, name, kind) for name, known in files.items() if _is(content, known))


def _unknown(root: Path, name: str, content: bytes) -> Verdict:
    """What can be said of a file that no release knows: what it says of itself, and which file has its name."""
    verdict = Verdict()
    verdict.wrong.append(f"{name} is no file of a release that is known here: its hash is in no manifest")
    if inputs := inputs_of(content):
        verdict.open.append(says(name, inputs))
    for draft in drafts(root):
        release = draft.manifest.release
        known = release.outputs.get(name) or release.reports.get(name) if release else None
        if known:
            verdict.wrong.append(
                f"{draft.label} has a file of that name with other bytes ({known.size:,}; this one {len(content):,})"
            )
    return verdict


def says(name: str, inputs: Mapping[str, str]) -> str:
    """What a file says of itself."""
    return f"{name} says that it is of {inputs['label']} ({inputs['kind']}, {inputs['date']}), commit {inputs['commit'][:12]}"


def inputs_of(content: bytes) -> dict[str, Any] | None:
    """What a PDF says of what it was made from; None for one that says nothing, or nothing that can be read."""
    for kind, held in enclosed(content):
        if kind != "application/json":
            continue
        try:
            value = json.loads(held)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and all(_CLAIMS[each].fullmatch(str(value.get(each))) for each in _CLAIMS):
            return value
    return None
