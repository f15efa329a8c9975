"""The form that an editor is given for a contribution, to what was sent."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.exchange.register import Sent
from concept_cli.model import CHANNELS, STANDS, TYPES
from concept_cli.readers.text import read_text
from concept_cli.readers.yaml import read_yaml

NAME: Final = "form"
_AMENDING: Final = {"replace": "replace", "insert-after": "insert", "delete": "delete"}
_FORM: Final = f"""# A contribution. Fill in what is known and leave the rest as it is; then save and close.
# Long texts go on the lines below their name, indented by two spaces.

from:
# Where: a section, or a place such as 47 (paragraph), p14:3 (page 14, third), t2:3 (table 2, row 3), n5 (footnote 5).
section:
at:
# The label of the frozen draft that was read; empty for the text of today.
draft:

# What they want: words to be replaced, words behind which others go, or words to be taken out; the proposed words stand under "with".
replace: |

insert-after: |

delete: |

with: |

# Or a remark, and the words that it is about; or a position: {" or ".join(STANDS)}.
remark: |

on: |

position:

rationale: |

# How it came. Channels: {", ".join(CHANNELS)}.
received:
channel: letter
number:
person:
# Types: {", ".join(TYPES)}.
type:
lang:
behalf: []
evidence:
essential: no
consent: no
confidential: no
markdown: no
"""


def blank() -> str:
    """The form, with nothing filled in."""
    return _FORM


def filled(text: str) -> Sent:
    """What was filled in. Raises ConceptError, with findings, for what is no such form."""
    found: list[Diagnostic] = []
    plain = read_text(NAME, text.encode("utf-8"), found.append)
    raw = read_yaml(NAME, plain, found.append) if plain is not None else None
    if raw is None or found or not isinstance(raw.value, dict):
        raise ConceptError("The form cannot be read; nothing was done.", "Type it again, long texts indented.", tuple(found))
    fields: dict[str, Any] = raw.value
    said = {name: value.strip() for name, value in fields.items() if isinstance(value, str) and value.strip()}
    asked = [name for name in (*_AMENDING, "remark", "position") if name in said]
    if len(asked) != 1 or "from" not in said:
        raise ConceptError(
            "The form says too little, or several things at once.", "Fill in “from”, and one of: " + ", ".join(_KINDS)
        )
    quote = next((said[name] for name in (*_AMENDING, "on") if name in said), None)
    return Sent(
        stakeholder=said["from"],
        kind="amendment" if asked[0] in _AMENDING else asked[0],
        action=_AMENDING.get(asked[0]),
        stand=_one_of(said, "position", STANDS),
        section=said.get("section"),
        at=said.get("at"),
        quote=quote,
        text=said.get("with", ""),
        remark=said.get("remark", ""),
        rationale=said.get("rationale", ""),
        draft=said.get("draft"),
        received=_day(said.get("received")),
        channel=_one_of(said, "channel", CHANNELS) or "letter",
        person=said.get("person"),
        behalf=tuple(each for each in fields.get("behalf") or () if isinstance(each, str)),
        number=said.get("number"),
        type=_one_of(said, "type", TYPES),
        language=said.get("lang"),
        evidence=said.get("evidence"),
        essential=_yes(said, "essential"),
        consent=_yes(said, "consent"),
        confidential=_yes(said, "confidential"),
        markdown=_yes(said, "markdown"),
    )


_KINDS: Final = (*_AMENDING, "remark", "position")


def _one_of(said: dict[str, str], name: str, choices: tuple[str, ...]) -> str | None:
    value = said.get(name)
    if value is not None and value not in choices:
        raise ConceptError(f"“{name}” of the form is “{value}”.", f"Values: {', '.join(choices)}")
    return value


def _yes(said: dict[str, str], name: str) -> bool:
    return said.get(name, "no").lower() in {"yes", "true"}


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise ConceptError(
            f"“received” of the form is “{typed}”, which is no day.", "Write year, month and day: 2024-02-12"
        ) from None
