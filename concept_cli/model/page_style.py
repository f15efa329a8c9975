"""A page style as data: the values by which the PDF, the Word file and the page look as they do."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from concept_cli.model.fields import Fields
from concept_cli.model.kinds import Words, one_of, refuse, shorten
from concept_cli.style import points

FACES: Final = ("Plex Serif", "Plex Sans", "Plex Mono")
"""The typefaces that come with the toolkit, by the names that templates/fonts.css gives them."""
_LEADING: Final = (0.8, 3)


def _length(low: str, high: str) -> BeforeValidator:
    """A length within bounds outside which no page can be read."""
    least, most = points(low) or 0, points(high) or 0

    def read(value: object) -> str:
        text = str(value).strip()
        length = points(text)
        if length is None:
            raise refuse(
                f"is “{shorten(text)}”, which is no length",
                "write a number, with a point, and pt, mm or cm right behind it: 10.5pt",
            )
        if not least <= length <= most:
            raise refuse(f"is “{text}”, which nobody can read", f"choose from {low} to {high}")
        return text

    return BeforeValidator(read)


def _leading(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,3})?", text):
        raise refuse(f"is “{shorten(text)}”, which is no number", "write it with a point: 1.15")
    if not _LEADING[0] <= float(text) <= _LEADING[1]:
        raise refuse(f"is “{text}”, which nobody can read", "choose from {} to {}".format(*_LEADING))
    return text


def _colour(value: object) -> str:
    text = str(value).strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise refuse(f"is “{shorten(text)}”, which is no colour", 'write # and six hexadecimal digits in quotes: "#0a5470"')
    return text


def _face(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 -]{0,60}", text):
        raise refuse(f"is “{shorten(text)}”, which is no name of a typeface", "write one name: IBM Plex Serif")
    return text


_TEXT: Final = WithJsonSchema({"type": ["string", "number"]})
Size = Annotated[str, _length("4pt", "72pt"), _TEXT]
SmallSize = Annotated[str, _length("4pt", "24pt"), _TEXT]
Gap = Annotated[str, _length("0pt", "60pt"), _TEXT]
Margin = Annotated[str, _length("5mm", "60mm"), _TEXT]
Leading = Annotated[str, BeforeValidator(_leading), _TEXT]
Colour = Annotated[str, BeforeValidator(_colour), _TEXT]
Face = Annotated[str, BeforeValidator(_face), _TEXT]


def _choice(*words: str) -> tuple[BeforeValidator, WithJsonSchema]:
    return one_of(*words), WithJsonSchema({"enum": list(words)})


Switch = Annotated[str, *_choice("on", "off")]
Side = Annotated[str, *_choice("left", "center")]


class PageStyle(Fields):
    """templates/styles/NAME.yaml: a page style. What it does not say is as in the style it extends."""

    summary: Words = Field(description="what the style is for")
    extends: Words = Field("modern", description="the style that gives every value not set here")

    text_face: Face | None = Field(None, description="typeface of the text")
    heading_face: Face | None = Field(None, description="typeface of headings and the title")
    label_face: Face | None = Field(None, description="typeface of tables, captions and margins")
    code_face: Face | None = Field(None, description="typeface of what is shown as typed")
    word_text_face: Face | None = Field(None, description="typeface of the text in Word, one that readers have")
    word_heading_face: Face | None = Field(None, description="typeface of headings in Word")
    word_label_face: Face | None = Field(None, description="typeface of tables, captions and margins in Word")
    word_code_face: Face | None = Field(None, description="typeface of what is shown as typed in Word")

    text_size: Size | None = Field(None, description="size of the text")
    note_size: SmallSize | None = Field(None, description="size of footnotes")
    table_size: SmallSize | None = Field(None, description="size of the words in tables")
    caption_size: SmallSize | None = Field(None, description="size of captions")
    margin_size: SmallSize | None = Field(None, description="size of what stands in the margins of the page")
    title_size: Size | None = Field(None, description="size of the title on the title page")
    heading_1_size: Size | None = Field(None, description="size of a section's title")
    heading_2_size: Size | None = Field(None, description="size of headings of the second level")
    heading_3_size: Size | None = Field(None, description="size of headings of the third level")
    heading_4_size: Size | None = Field(None, description="size of deeper headings")

    leading: Leading | None = Field(None, description="distance of lines, in sizes of the text: 1.15")
    paragraph_gap: Gap | None = Field(None, description="space after a paragraph")
    first_line: Gap | None = Field(None, description="how far the first line of a paragraph is moved in")
    alignment: Annotated[str, *_choice("left", "justify")] | None = Field(None, description="whether lines end evenly")
    hyphenation: Switch | None = Field(None, description="whether words are divided, in languages with known patterns")
    heading_alignment: Side | None = Field(None, description="where headings stand")
    title_alignment: Side | None = Field(None, description="where the words of the title page stand")
    title_band: Switch | None = Field(None, description="whether the title page has a band of colour")

    table_grid: Switch | None = Field(None, description="whether tables have lines around every cell")

    margin_top: Margin | None = Field(None, description="margin of the page above the text")
    margin_bottom: Margin | None = Field(None, description="margin of the page below the text")
    margin_left: Margin | None = Field(None, description="margin of the page on the left")
    margin_right: Margin | None = Field(None, description="margin of the page on the right")
    page_number: Annotated[str, *_choice("bottom-right", "bottom-center", "top-center")] | None = Field(
        None, description="where the number of the page stands"
    )
    page_total: Switch | None = Field(None, description="whether it says of how many pages, in words: Page 3 of 40")

    ink: Colour | None = Field(None, description="colour of the text")
    muted: Colour | None = Field(None, description="colour of what stands back: margins, numbers of paragraphs")
    accent: Colour | None = Field(None, description="colour of headings and links")
    rule: Colour | None = Field(None, description="colour of lines")
    tint: Colour | None = Field(None, description="colour behind the heads of tables")

    @field_validator("*", mode="before")
    @classmethod
    def _filled(cls, value: object) -> object:
        """A colour without quotation marks begins a comment, and leaves nothing."""
        if value is None:
            raise refuse("is empty", 'write a value, or leave the field out; a colour stands in quotes: "#0a5470"')
        return value

    def values(self) -> dict[str, str]:
        """The values that this style sets itself, by their names in YAML."""
        own = self.model_dump(by_alias=True, exclude_none=True)
        return {name: value for name, value in own.items() if name not in ("summary", "extends")}


VALUES: Final = tuple(str(each.alias) for name, each in PageStyle.model_fields.items() if name not in ("summary", "extends"))
"""The names of all values; the toolkit's own ``modern`` sets every one."""
