"""The forms that an editor is given, to what was filled in: a contribution, a decision, a step, a round."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from concept_cli.diagnostics import ConceptError, Diagnostic
from concept_cli.exchange.decisions import MOVES
from concept_cli.exchange.register import Sent
from concept_cli.model import CHANNELS, DISPOSITIONS, REASONED, STANDS, TYPES, Contribution
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


_DECISION: Final = f"""# A decision. Fill in what is known and leave the rest as it is; then save and close.

id:
# Dispositions: {", ".join(DISPOSITIONS)}.
# A reason is needed for {", ".join(each for each in DISPOSITIONS if each in REASONED)}.
disposition:
reason: |

# Who decided it, and at which meeting of records/meetings.yaml.
by:
meeting:

# The words that were decided instead of those proposed.
with: |

"""
_STEP: Final = f"""# A step that a contribution takes. Fill it in; then save and close.

id:
# Steps: {", ".join(MOVES)}.
step:
# Who takes it.
by:
reason: |

"""
_ROUND: Final = """# A draft that is sent out. Fill it in; then save and close.

# The draft, as “concept freeze” named it.
label:
# Who is asked, from stakeholders.yaml: unesco, atameken
to:
# The last day for answers.
due:
# What they are asked, in place of the usual words.
asked: |

"""


def blank() -> str:
    """The form of a contribution, with nothing filled in."""
    return _FORM


def blank_decision(contribution: Contribution | None) -> str:
    """The form of a decision; about a contribution, it says what is wanted."""
    return _about(_DECISION, contribution)


def blank_step(contribution: Contribution | None) -> str:
    """The form of a step."""
    return _about(_STEP, contribution)


def blank_round(label: str) -> str:
    """The form of a round."""
    return _ROUND.replace("label:", f"label: {label}", 1)


def _about(form: str, contribution: Contribution | None) -> str:
    """A form with the number of a contribution, and below it what the contribution says."""
    if contribution is None:
        return form
    place = contribution.head.place
    wanted = {"words": place.quote if place else "", **contribution.parts}
    told = [f"# {name}: {line}" for name, text in wanted.items() if name != "base" for line in text.split("\n") if line.strip()]
    return form.replace("id:\n", "\n".join((f"id: {contribution.id}", *told, "")), 1)


def said_in(text: str) -> dict[str, str]:
    """What was filled in, by the names of fields. Raises ConceptError, with findings, for what is no such form."""
    return {name: value.strip() for name, value in _fields(text).items() if isinstance(value, str) and value.strip()}


def _fields(text: str) -> dict[str, Any]:
    found: list[Diagnostic] = []
    plain = read_text(NAME, text.encode("utf-8"), found.append)
    raw = read_yaml(NAME, plain, found.append) if plain is not None else None
    if raw is None or found or not isinstance(raw.value, dict):
        raise ConceptError("The form cannot be read; nothing was done.", "Type it again, long texts indented.", tuple(found))
    return raw.value


def filled(text: str) -> Sent:
    """What was sent, by the form of a contribution. Raises ConceptError for what is no such form."""
    fields, said = _fields(text), said_in(text)
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
