"""What runs by itself when a concept changes: the steps, the workflow of a forge and the hook of a commit, which call them."""

from __future__ import annotations

from typing import Final

from concept_cli import __version__
from concept_cli.diagnostics import ConceptError
from concept_cli.sources import TEMPLATES, Folder, Source, bytes_of, templates
from concept_cli.store import Write, digest

_FILES: Final = {
    ".ci/steps": "ci/steps",
    ".github/workflows/concept.yml": "ci/github.yml",
    ".pre-commit-config.yaml": "ci/pre-commit.yaml",
}
_VERSION: Final = b"@VERSION@"


def github_files(project: Source) -> dict[str, bytes]:
    """The files by path, made of the toolkit's templates or of those that the project has in their place."""
    return {path: _template(project, name).replace(_VERSION, __version__.encode()) for path, name in _FILES.items()}


def github_writes(project: Source, where: Folder, *, force: bool) -> dict[str, Write]:
    """What becomes of the files in a folder. ConceptError when one is there and says something else, unless it is to be replaced."""
    made = github_files(project)
    there = {path: bytes_of(where, path) for path in made}
    other = [path for path, content in there.items() if content not in {None, made[path]}]
    if other and not force:
        raise ConceptError(
            f"Not what would be written: {', '.join(other)}. Changed by hand, or by another version of the tool; nothing was written.",
            "To replace it: concept ci github --force. To keep wording of your own, put it into templates/ci/: it is taken from there.",
        )
    return {path: Write(content, None if (before := there[path]) is None else digest(before)) for path, content in made.items()}


def _template(project: Source, name: str) -> bytes:
    own = bytes_of(project, f"{TEMPLATES}/{name}")
    content = templates().read(name) if own is None else own
    if content is None:
        raise ConceptError(f"This installation has no templates/{name}.", "Install the tool again.")
    return content
