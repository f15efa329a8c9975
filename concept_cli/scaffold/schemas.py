"""The JSON Schemas of all records, as files for editors."""

from __future__ import annotations

import json
from typing import Final

from concept_cli.schema import SCHEMAS, json_schema

FOLDER: Final = "schemas"
"""Where a project keeps them."""


def schema_files() -> dict[str, bytes]:
    """File name to content, the same at every call."""
    return {f"{name}.json": _content(name) for name in sorted(SCHEMAS)}


def _content(name: str) -> bytes:
    return (json.dumps(json_schema(name), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def schema_line(name: str, up: str = "") -> str:
    """The comment by which an editor finds the description of a file; ``up`` leads from the file's folder to the project's."""
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json\n"
