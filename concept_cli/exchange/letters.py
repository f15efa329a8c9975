"""What is to be said to a stakeholder to a letter: a document like any other, which the usual writers draw.

A letter knows its addressee and the body that sends it. Nothing of the contact of any other body can get into one, not even the sender's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from concept_cli.diagnostics import ConceptError
from concept_cli.document import (
    Block,
    Blocks,
    Document,
    Heading,
    Inline,
    Inlines,
    Item,
    LineBreak,
    List,
    Paragraph,
    Section,
    Strong,
    Text,
)
from concept_cli.draft import Output, read_style
from concept_cli.exchange.desk import Desk
from concept_cli.model import Stakeholder, style_values
from concept_cli.model.telling import Telling
from concept_cli.style import Style
from concept_cli.wording.contributions import contribution_term
from concept_cli.wording.terms import date_words
from concept_cli.writers import WRITERS

_END: Final = "\N{POP DIRECTIONAL FORMATTING}"
_END_ISOLATE: Final = "\N{POP DIRECTIONAL ISOLATE}"
_ENDS: Final = dict.fromkeys("\u202a\u202b\u202d\u202e", _END) | dict.fromkeys("\u2066\u2067\u2068", _END_ISOLATE)
"""By what each sign that turns the direction of writing is ended."""

LETTER_FORMATS: Final = ("pdf", "docx")
"""What a letter is sent as."""


def lead_body(desk: Desk) -> Stakeholder:
    """The body that letters come from. Raises ConceptError when concept.yaml names none that is known."""
    lead = desk.project.concept.record.lead_body
    if lead is None:
        raise ConceptError(
            "concept.yaml does not say who drafts the concept, so letters have no sender.",
            "Add a line “lead-body: ID” with an id from stakeholders.yaml.",
        )
    return desk.body(lead)


def letter_language(body: Stakeholder, languages: Collection[str], working: str) -> str:
    """The language of letters to a body: its own where the concept has it, else the working one."""
    return body.language if body.language and body.language in languages else working


def letter(desk: Desk, body: Stakeholder, language: str, subject: str, blocks: Blocks, behind: Blocks = ()) -> Document:
    """The letter to a body that says something about a subject: ``behind`` stands behind the signature.

    Raises ConceptError when nobody is known to send it.
    """
    telling = Telling(desk.project, language)
    lead, day = telling.words(lead_body(desk).name), day_words(desk.day, language)
    parts = (
        line(lead, role="sender"),
        line(day),
        Paragraph(content=_addressee(body, telling.words(body.name)), role="addressee"),
        line(subject, role="subject"),
        line(contribution_term("letter-greeting", language)),
        *blocks,
        line(contribution_term("letter-closing", language) + "\n" + lead),
        *behind,
    )
    section = Section(id="letter", role="letter", language=language, heading=Heading(level=1, content=()), blocks=parts)
    id = f"{desk.project.concept.record.id}-letter"
    return Document(id=id, language=language, title="", short_title=subject, edition=day, body=lead, sections=(section,))


def _addressee(body: Stakeholder, name: str) -> Inlines:
    """To whom a letter goes: the body, and of its contact the post, the person and the address."""
    contact = body.contact
    said = [each for each in (contact.post, contact.person, contact.address) if each] if contact else []
    return (Strong(content=text(name)), *(inline for each in said for inline in (LineBreak(), *text(each))))


def day_words(day: date, language: str) -> str:
    """A day in words, the number of which stays with its month."""
    return date_words(day, language).replace(" ", "\N{NO-BREAK SPACE}", 1)


def text(words: str) -> Inlines:
    """Words as they are, each line of them as one."""
    made: list[Inline] = []
    for number, each in enumerate(words.split("\n")):
        made += [LineBreak()] if number else []
        made += [Text(words=each)] if each else []
    return tuple(made)


def closed(words: str) -> str:
    """Words behind which writing runs as it did before them: what they began by invisible signs and did not end is ended.

    What turns the direction of a name would else turn that of everything behind it in its paragraph, up to the words of an act.
    """
    begun: list[str] = []
    for each in words:
        if end := _ENDS.get(each):
            begun.append(end)
        elif each == _END_ISOLATE and each in begun:  # it ends what was begun inside of it, too
            while begun.pop() != each:
                pass
        elif each == _END and begun[-1:] == [each]:
            begun.pop()
    return words + "".join(reversed(begun))


def line(words: str, role: str = "line") -> Paragraph:
    """A paragraph of a letter that is not running text."""
    return Paragraph(content=text(words), role=role)


def said(words: str) -> Paragraph:
    """A paragraph of running text."""
    return Paragraph(content=text(words))


def listed(words: Iterable[str]) -> Block:
    """A numbered list."""
    items = tuple(Item(label=f"{number}.", blocks=(said(each),)) for number, each in enumerate(words, 1))
    return List(items=items, ordered=True)


def letter_style(desk: Desk) -> Style:
    """How letters look: as the document does."""
    return read_style(desk.folder, style_values(desk.project.styles, desk.project.concept.record.style), fonts=True)


def letter_outputs(document: Document, stem: str, formats: Iterable[str], style: Style) -> Iterator[Output]:
    """The files of a letter, named STEM.LANGUAGE.SUFFIX."""
    for each in formats:
        yield Output(f"{stem}.{document.language}.{WRITERS[each].suffix}", each, document, style, {})
