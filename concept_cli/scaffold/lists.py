"""One more entry in a list of a YAML file, every other byte kept: comments, quotation marks, order, line ends, byte order mark.

The editing is done by yaml-edit; that it did what was meant, and nothing else, is proved here before anybody gets the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from yaml_edit import Document, ScalarValue, YamlError, YamlFile

from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.readers.text import read_text
from concept_cli.readers.yaml import read_yaml
from concept_cli.scaffold.values import quoted

Value = str | Sequence[str | Mapping[str, str]]
Entry = str | Mapping[str, Value]
"""A text, or fields that are texts, lists of texts, or lists of fields that are texts."""

_BOM: Final = "\N{BYTE ORDER MARK}"
_NOTHING: Final = re.compile(r"\s*(\[\s*\])?\s*")


def with_entry(path: str, content: bytes, name: str, entry: Entry) -> bytes:
    """The content of a YAML file with an entry at the end of its list ``name``, which is made when it is missing.

    ConceptError, with the findings, when the file cannot be read without doubt, or when the entry cannot be added to it.
    """
    fields = _fields(path, content)
    listed = fields.get(name)
    if not isinstance(listed, list | None):
        raise ConceptError(f"In {path} “{name}” is no list, so nothing can be added to it.", f"Make it a list: {name}: []")
    text = content.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    made = (mark + _edited(text.removeprefix(_BOM), name, listed, entry)).encode()
    wanted = {**fields, name: [*(listed or []), _plain(entry)]}
    if not _only_added(content, made) or _fields(path, made) != wanted:
        raise _by_hand(path, name, entry)
    return made


def _fields(path: str, content: bytes) -> dict[str, Any]:
    """The fields of a file, as typed. ConceptError when it has findings of reading: then an edit might make things worse."""
    findings: list[Diagnostic] = []
    text = read_text(path, content, findings.append)
    raw = None if text is None else read_yaml(path, text, findings.append)
    if findings or raw is None or not isinstance(raw.value, dict | None):
        raise ConceptError(
            f"{path} cannot be added to as it stands.", "Mend it first: concept check shows where.", tuple(findings)
        )
    return raw.value or {}


def _plain(entry: Entry) -> Any:
    """An entry as it is read again."""
    if isinstance(entry, str):
        return entry
    return {key: each if isinstance(each, str) else [_plain(one) for one in each] for key, each in entry.items()}


def _edited(text: str, name: str, listed: list[Any] | None, entry: Entry) -> str:
    value = _value(entry) if isinstance(entry, str) else {key: _value(each) for key, each in entry.items()}
    try:
        file = YamlFile.parse(text)
        document = file.document()
        if document is None:
            return _appended(text, name, entry)
        _add(document, name, listed, value)
        return str(file)
    except YamlError:  # a form of YAML that the editor does not know: proving the unchanged text fails, and says so
        return text


def _add(document: Document, name: str, listed: list[Any] | None, value: Any) -> None:
    found = document.get_sequence(name)
    if found is None or (not listed and isinstance(value, dict)):
        document[name] = [value]
    else:
        found.append(value)


def _value(value: Value | Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _value(each) for key, each in value.items()}
    if not isinstance(value, str):
        return [_value(each) for each in value]
    return value if quoted(value) == value else ScalarValue(value, style="double-quoted")


def _typed(value: Value | Mapping[str, str]) -> str:
    """A value as it is typed in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {quoted(each)}" for key, each in value.items()) + "}"
    return quoted(value) if isinstance(value, str) else f"[{', '.join(map(_typed, value))}]"


def _appended(text: str, name: str, entry: Entry) -> str:
    """A file of comments alone gets the list at its end."""
    lines = [quoted(entry)] if isinstance(entry, str) else [f"{key}: {_typed(value)}" for key, value in entry.items()]
    head = text if not text or text.endswith(("\n", "\r")) else text + "\n"
    return head + f"{name}:\n  - " + "\n    ".join(lines) + "\n"


def _only_added(old: bytes, new: bytes) -> bool:
    """Whether nothing was taken away but the sign of an empty list."""
    before = _common(old, new)
    after = _common(old[before:][::-1], new[before:][::-1])
    return _NOTHING.fullmatch(old[before : len(old) - after].decode("utf-8", "replace")) is not None


def _common(one: bytes, other: bytes) -> int:
    """How many bytes at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _by_hand(path: str, name: str, entry: Entry) -> ConceptError:
    words = (
        quoted(entry)
        if isinstance(entry, str)
        else "{" + ", ".join(f"{key}: {_typed(value)}" for key, value in entry.items()) + "}"
    )
    return ConceptError(
        f"{path} is written in a way that only a person can add to; nothing was changed.", f"Add under “{name}”: - {words}"
    )
