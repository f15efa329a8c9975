"""A record to the ids of other things that it names, as its fields are declared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import Names


class Pointer(NamedTuple):
    """An id in a record: the path of its field, as YAML names it, what it names (a stakeholder, a section …), and the id."""

    loc: tuple[str | int, ...]
    what: str
    id: str


def pointers(record: Fields, loc: tuple[str | int, ...] = ()) -> Iterator[Pointer]:
    """The ids of other things in a record and in what is nested in it."""
    for name, what in _named(type(record)):
        field = type(record).model_fields[name]
        here = (*loc, field.alias or name)
        value = getattr(record, name)
        for at, each in [(here, value)] if not isinstance(value, tuple) else [((*here, n), one) for n, one in enumerate(value)]:
            if isinstance(each, Fields):
                yield from pointers(each, at)
            elif what and isinstance(each, str):
                yield Pointer(at, what, each)


@cache
def _named(kind: type[Fields]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of record that hold ids or other records: their names, and what the ids name."""
    found = []
    for name, field in kind.model_fields.items():
        parts = [*field.metadata, *_parts(field.annotation)]
        what = next((each.what for each in parts if isinstance(each, Names)), "")
        if what or any(isinstance(each, type) and issubclass(each, Fields) for each in parts):
            found.append((name, what))
    return tuple(found)


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and all that is inside of it, notes on it among them."""
    yield annotation
    for each in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(each)
