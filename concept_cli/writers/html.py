"""Document to one self-contained web page: styles, fonts, pictures and one small script inside it, nothing fetched from anywhere."""

from __future__ import annotations

import io
import logging
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache, partial
from hashlib import sha256
from typing import Final

from markupsafe import Markup

from concept_cli.diagnostics import ConceptError
from concept_cli.document import Document, Figure, Image, record_name, walk
from concept_cli.style import Pictures, Style
from concept_cli.wording.terms import TERMS, term
from concept_cli.writers.frame import HINT, filled, fonts_named, source, stylesheet, with_fonts
from concept_cli.writers.html_changes import changes, comparison, listing, names_of, title_of
from concept_cli.writers.html_contents import contents
from concept_cli.writers.html_words import legal
from concept_cli.writers.marks import older_fields
from concept_cli.writers.markup import Drawing, draw

SCRIPTS: Final = ("page.js",)
STYLES: Final = ("fonts.css", "values.css", "text.css", "page.css")
REDLINE_SCRIPTS: Final = (*SCRIPTS, "redline.js")
REDLINE_STYLES: Final = (*STYLES, "marks.css", "redline.css")

COLOURS: Final = ("ink", "muted", "accent", "rule", "tint")
"""Colours of a page style that the page has of its own, and changes where readers want it dark."""

LIMIT: Final = 64 * 2**20
"""Bytes of pictures in a page: beyond it browsers and mail no longer take it."""
_TYPEWRITER: Final = frozenset(range(0x20, 0x7F))
"""The letters that every page has, for whatever is typed into it."""
_TAG = re.compile(r"<[^>]*>")
_PAINT = re.compile(r'(?<= fill=")#\w+(?=")|(?<= stroke=")#\w+(?=")')
_ENDS_SCRIPT = re.compile(r"<!--|</?script", re.IGNORECASE)


def write(document: Document, style: Style, pictures: Pictures) -> bytes:
    """The document as an HTML page in UTF-8.

    Raises ConceptError for a broken template, stylesheet or font file, and for pictures that are too much for one page.
    """
    _check_weight(document, pictures)
    inline, drawn = partial(_inline_picture, pictures), partial(_drawn, pictures, style)
    drawing = Drawing(document.language, inline, drawn, margin=document.margin, linked=True)
    body = draw(document, drawing)
    redline = document.redline is not None
    front, listed = (
        comparison(document, style),
        changes(document, listing(document, _named_changes(document, drawing), printed=False)),
    )
    said = "".join(term(key, document.language) for key in TERMS if key.startswith(("search", "link", "step", "in-line", "side")))
    script = "\n".join(_script(style, name) for name in (REDLINE_SCRIPTS if redline else SCRIPTS))
    css = _styles(style, REDLINE_STYLES if redline else STYLES, body + front + listed + _title_words(document) + said)
    frame = filled(
        style,
        "page.html",
        document,
        css=Markup(css),  # checked: cannot end the style element
        script=Markup(f"<script>{script}</script>"),  # checked: cannot end the script element
        script_hash=Markup(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"),
        title=title_of(document),
        contents=Markup(contents(document.contents, drawing) if document.title else ""),
        body=Markup(body),
        comparison=Markup(front),
        changes=Markup(listed),
        names=names_of(document),
    )
    return frame.encode("utf-8")


def _named_changes(document: Document, drawing: Drawing) -> set[str]:
    """The names of changes that the text has, the title page among it."""
    return drawing.met | {name for _, name in older_fields(document).values() if name}


def _title_words(document: Document) -> str:
    return "".join((document.title, *(words for words, _ in older_fields(document).values())))


def _check_weight(document: Document, pictures: Pictures) -> None:
    """A picture stands in the page as often as it is shown."""
    shown = (node.target for node in walk(document) if isinstance(node, Figure | Image))
    if sum(len(pictures.get(target, b"")) for target in shown) > LIMIT:
        raise ConceptError(
            f"The pictures of this document take more than {LIMIT // 2**20} MB in the page.",
            "Show large pictures once, or save them with fewer pixels; --to pdf,docx works without the page.",
        )


def picture_type(content: bytes) -> str:
    """The media type of a picture, told by its first bytes; "" for what is no picture that browsers show."""
    if content[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "image/png"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in content[:4096] else ""


def _inline_picture(pictures: Pictures, target: str) -> str:
    content = pictures.get(target, b"")
    kind = picture_type(content)
    return _inline(kind, content) if kind else ""


def _drawn(pictures: Pictures, style: Style, target: str) -> str:
    """A picture that the toolkit drew from records, as markup: so it has the page's letters and colours, and follows it into the dark.

    All other pictures are strangers' work, which browsers must take for pictures and nothing else.
    """
    content = pictures.get(target, b"").decode("utf-8") if record_name(target) else ""
    names = {style.values[name]: name for name in reversed(COLOURS) if name in style.values}

    def painted(colour: re.Match[str]) -> str:
        return f"var(--{names[colour[0]]})" if colour[0] in names else colour[0]

    return _TAG.sub(lambda tag: _PAINT.sub(painted, tag[0]), content)


def _inline(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _script(style: Style, name: str) -> str:
    """A script of the page, letter for letter as a browser reads it, for it runs only what has the hash that the page names."""
    script = legal(source(style, name).replace("\r\n", "\n").replace("\r", "\n"))
    if ends := _ENDS_SCRIPT.search(script):
        line = script.count("\n", 0, ends.start()) + 1
        raise ConceptError(f"templates/{name}:{line}: “{ends.group()}” would end the script in the middle", HINT)
    return script


def _styles(style: Style, names: Sequence[str], shown: str) -> str:
    css = stylesheet(style, *names)
    letters = frozenset(map(ord, _TAG.sub("", shown))) | _TYPEWRITER
    fonts = {name: _cut(name, style.fonts[name], letters) for name in fonts_named(css) if name in style.fonts}
    return with_fonts(css, {name: _inline("font/woff2", content) for name, content in fonts.items()})


@lru_cache(maxsize=64)
def _cut(name: str, content: bytes, letters: frozenset[int]) -> bytes:
    """A font with only the letters that the page shows, as WOFF2: some 10 kB instead of 160 kB.

    Cutting takes two thirds of the time of a short page; whoever makes many in one process, as the tests do, shows the same letters again.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont, TTLibError
    from fontTools.varLib import instancer

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "meta", "DSIG"]
    try:
        font = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
    except TTLibError as error:
        raise ConceptError(f"The font file {name} cannot be read: {error}", "put back the one that came with it") from None
    if "fvar" in font and any(axis.axisTag == "wdth" for axis in font["fvar"].axes):
        font = instancer.instantiateVariableFont(font, {"wdth": 100}, inplace=True)  # the page uses one width: half the bytes
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
