"""Bad texts: bodies of fragments that are too large, too deep or too wide, links and pictures that may not be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from tests.bad import FINE, Case
from tests.samples import png

PATH: Final = "sections/rivers.md"


def body(name: str, rule: str, text: str, **files: str | bytes) -> Case:
    """A case with this text under a good head; ``files`` are more files, by path."""
    return Case(f"text: {name}", rule, {PATH: "---\ntitle: Rivers\n---\n" + text + "\n", **files})


def _sizes() -> Iterator[Case]:
    """Much of one thing."""
    row = "|" + "cell|" * 40 + "\n"
    yield body("10 MB", "too-large", "words, letters, " * 650_000)
    yield body("300,000 lines", "too-large", "x\n" * 300_000)
    yield body("3.9 MB in one paragraph", FINE, "words, letters, " * 240_000)
    yield body(
        "300 kB in paragraphs of a line", FINE, "A paragraph of words about rivers and lakes, as long as a line.\n\n" * 4_500
    )
    yield body("2,000 footnotes", FINE, "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(2_000)))
    yield body("20 MB of line ends", "unreadable", "\n" * 20_000_001)
    yield body("2,000 letters in a cell", FINE, "| a | b |\n|---|---|\n| " + "x" * 2_000 + " | c |")
    yield body(
        "2,000 letters of an address in a cell", FINE, "| a | b |\n|---|---|\n| https://example.org/" + "y" * 2_000 + " | c |"
    )
    yield body(
        "2,000 letters of a link in a cell", FINE, "| a | b |\n|---|---|\n| <https://example.org/" + "y" * 2_000 + "> | c |"
    )
    yield body("40 columns", FINE, row + "|" + "-|" * 40 + "\n" + row * 30)
    yield body("1,000 columns", FINE, "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n|" + "b|" * 1_000)
    yield body("a row of 5,000 cells under two", "uneven-row", "| a | b |\n|---|---|\n|" + "c|" * 5_000)
    yield body("bars behind backslashes", "uneven-row", "| a | b |\n|---|---|\n|" + "\\" * 9_999 + "|" * 500)
    yield body("a slip in each of 2,000 paragraphs", "doubled-word", "The the.\n\n" * 2_000)
    yield body("a slip in each of 2,000 words", "doubled-word", "and and, " * 2_000)
    for sign, rule in {
        "[": FINE,
        "![": FINE,
        "]": FINE,
        "[^": FINE,
        "[@": FINE,
        "[a](": FINE,
        "*a ": FINE,
        "**a ": FINE,
        "_a": FINE,
        "`": FINE,
        "<": FINE,
        "\\": FINE,
        "&": FINE,
        "<a@": FINE,
        "{#": FINE,
        "|": FINE,
        "[]": FINE,
        "<http://": FINE,
    }.items():
        yield body(f"5,000 × {sign}", rule, "a " + sign * 5_000)
    yield body("100,000 spaces before an id", FINE, "# a" + " " * 100_000 + "b\n\n# c" + " " * 100_000 + "{#c}")
    yield body("100,000 spaces in a paragraph", FINE, "Table: a" + " " * 100_000 + "b")
    yield body("a backtick run of each length", FINE, " ".join("`" * n for n in range(1, 500)))
    yield body("a fence that never ends", FINE, "```\nwords\n" * 3)


def _depths() -> Iterator[Case]:
    """Much inside one another."""
    yield body("480 emphases", "too-deep", "*" * 480 + "a" + "*" * 480)
    yield body("480 emphases of both kinds", "too-deep", "_a **b " * 240 + "c" + "d** e_ " * 240)
    yield body("480 emphases in a heading", "too-deep", "# " + "*" * 480 + "a" + "*" * 480)
    yield body("480 emphases in a cell", "too-deep", "| a |\n|---|\n| " + "*" * 480 + "a" + "*" * 480 + " |")
    yield body("480 emphases in a footnote", "too-deep", "a[^1]\n\n[^1]: " + "*" * 480 + "a" + "*" * 480)
    yield body("200 quotes", "too-deep", ">" * 200 + " a")
    yield body("5,000 quotes", "too-deep", ">" * 5_000 + " a")
    yield body("300 lists", "too-deep", "\n".join("  " * n + "- a" for n in range(300)))
    yield body("300 lists in a line", "too-deep", "- " * 300 + "a")
    yield body("300 numbers in a line", "too-deep", "1. " * 300 + "a")
    yield body("300 footnotes in a line", "too-deep", "[^a]: " * 300)
    yield body("quotes and lists by turns", "too-deep", "> - " * 100 + "a")
    yield body("39 quotes", FINE, ">" * 39 + " a")
    yield body("38 emphases of both kinds", FINE, "_a **b " * 19 + "c" + "d** e_ " * 19)
    yield body("a link in 100 brackets", FINE, "[" * 100 + "a](https://example.org)" + "]" * 99)
    yield body("a footnote that calls itself", FINE, "a[^1]\n\n[^1]: b[^1]")
    yield body("footnotes that call each other", FINE, "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]")


def _slips() -> Iterator[Case]:
    """What leads nowhere, and what does not belong."""
    yield body("a dead reference", "dead-reference", "See [](#nowhere).")
    yield body("a dead reference with escapes", "dead-reference", "See [](#%1b%5d52;c;aGk=%07).")
    yield body("a dead reference of 5,000 letters", "dead-reference", f"See [](#{'x' * 5000}).")
    yield body("a dead citation", "dead-citation", "Words [@nobody].")
    yield body("a dead citation of 5,000 letters", "dead-citation", f"Words [@{'x' * 5000}].")
    yield body("a dead citation in braces", "dead-citation", "Words [@{0}{x}].")
    yield body("a footnote that is not there", "undefined-note", "Words[^1].")
    yield body("a footnote of 5,000 letters", "undefined-note", f"Words[^{'x' * 5000}].")
    yield body("a footnote that nobody calls", "unused-note", "Words.\n\n[^1]: More words.")
    yield body("a definition that nobody uses", "unused-definition", "[Note]: words\n\nText.")
    yield body("an id twice", "duplicate-id", "# One {#x}\n\n# Two {#x}")
    yield body("conflict markers", "conflict-marker", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other")
    yield body("turned writing", "bidi-control", "a \u202etxt\u202c b")
    yield body("nothing of no width", "zero-width", "a\u200bb")
    yield body("a bell", "control-character", "a\x07b")
    yield body("a NUL", "control-character", "a\0b")
    yield body("a form feed", "control-character", "a\x0cb")
    yield body("a line separator", "dead-reference", "a\u2028b [](#x)")
    yield body("a script", "html", "<script>alert(1)</script>")
    yield body("an HTML picture", "html", "a <img src=x onerror=alert(1)> b")
    yield body("a processing instruction", FINE, "a <?php system('id') ?> b")
    yield body("an unknown entity", FINE, "a &nosuchthing; &#0; &#xD800; &#x110000; b")
    yield body("entities of control characters", FINE, "a &#27; &#7; &#1; b")
    yield body("an entity that turns the text round", "bidi-control", "a &#x202e; c")
    yield body("a title of entities", FINE, "# &#0; &#x1b;[31m")


_SCHEMES: Final = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "smb://host/share",
    "ftp://example.org",
    "//example.org/x",
    "\\\\\\\\host\\\\share",
    "/etc/passwd",
    "../other.md",
    "x:y",
    "about:blank",
    "tel:+7",
    "%6aavascript:alert(1)",
    "http",
    "https//example.org",
    "&#1;javascript:alert(1)",
)


def _links() -> Iterator[Case]:
    """Addresses that links may not have, however they are typed."""
    for address in _SCHEMES:
        yield body(f"link to {address}", "forbidden-link", f"[a]({address})")
        yield body(f"link in points to {address}", "forbidden-link", f"[a](<{address}> 'b')")
        yield body(f"link by reference to {address}", "forbidden-link", f"[a][b]\n\n[b]: {address}")
        yield body(f"link in a cell to {address}", "forbidden-link", f"| a |\n|---|\n| [a]({address}) |")
    for address in ("javascript:alert(1)", "file:///etc/passwd", "smb://host/share", "DATA:text/html,x"):
        yield body(f"bare link to {address}", "forbidden-link", f"<{address}>")
        yield body(f"link around a picture to {address}", "forbidden-link", f"[![a](../p.png)]({address})", **{"p.png": png()})
    yield body("link to nothing", "forbidden-link", "[a]()")
    yield body("link to a number sign", "forbidden-link", "[a](#)")
    yield body("link with a tab in its scheme", "forbidden-link", "[a](java&#9;script:alert(1))")
    yield body("link with a line end in its scheme", "forbidden-link", "[a](java&#10;script:alert(1))")
    yield body("link of quotes", FINE, '[a](https://example.org/"onclick="alert(1))')
    yield body("link to a web address in capitals", FINE, "[a](HTTPS://EXAMPLE.ORG)")
    yield body("link of mail", FINE, "<someone@example.org>")


# ----------------------------------------------------------------- pictures


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has this many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(100_000))) + _chunk(b"IEND", b"")


def picture(name: str, rule: str, content: bytes | str, file: str = "p.png") -> Case:
    """A case with a figure that shows this file."""
    return body(f"picture: {name}", rule, f'![words](../{file} "Caption")', **{file: content})


def _pictures() -> Iterator[Case]:
    """Pictures from elsewhere, and files that are no pictures."""
    for target in (
        "../../etc/passwd",
        "../../../../../etc/passwd",
        "/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..\\..\\x.png",
        "file:///etc/passwd",
        "https://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,AAAA",
        "C:\\x.png",
        "",
        "javascript:x",
        "missing.png",
        "../missing.png",
        "record:none",
        "x%00.png",
        "../sections",
        "..",
        ".",
        "../concept.yaml",
        "a" * 5000 + ".png",
        "\u202egnp.exe",
    ):
        rule = "unknown-record" if target.startswith("record:") else "forbidden-image"
        yield body(f"picture at {target[:60]}", rule, f'![words](<{target}> "Caption")')
        yield body(f"picture among words at {target[:60]}", rule, f"Words ![words](<{target}>) words.")
    yield picture("a text", "forbidden-image", "words")
    yield picture("an empty file", "forbidden-image", b"")
    yield picture("a program", "forbidden-image", b"\x7fELF" + bytes(100))
    yield picture("a web page", "forbidden-image", "<html><body>x</body></html>", "p.svg")
    yield picture("20 MB", "forbidden-image", b"\x89PNG\r\n\x1a\n" + bytes(20_000_000))
    yield picture("a PNG of a name only", "forbidden-image", b"\x89PNG\r\n\x1a\n")
    yield picture("a PNG cut short", "forbidden-image", png()[:40])
    yield picture("a JPEG of a name only", "forbidden-image", b"\xff\xd8\xff", "p.jpg")
    yield picture(
        "a JPEG cut short", "forbidden-image", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", "p.jpg"
    )
    yield picture("4,000,000,000 pixels", "forbidden-image", bomb(65_000, 65_000))
    yield picture("no pixels", "forbidden-image", bomb(0, 0))
    yield picture("a good PNG", FINE, png())


_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def _svgs() -> Iterator[Case]:
    """Drawings with what a picture does not need."""
    for name, inner in {
        "a script": "<script>alert(1)</script>",
        "a script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
        "a script under a prefix": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
        "a handler": '<rect width="9" height="9" onload="alert(1)"/>',
        "a JavaScript link": '<a xlink:href="javascript:alert(1)"><rect/></a>',
        "an encoded JavaScript link": '<a xlink:href="java&#115;cript:alert(1)"><rect/></a>',
        "a web page inside": "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>",
        "a file inside": '<use href="file:///etc/passwd#a"/>',
        "a picture from elsewhere": '<image href="https://example.org/x.png"/>',
        "a picture of this computer": '<image xlink:href="/etc/passwd"/>',
        "a style from elsewhere": "<style>@import url(https://example.org/x.css);</style>",
        "a fill from elsewhere": '<rect fill="url(https://example.org/x.svg#a)"/>',
        "an animation of a link": '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
        "an unclosed element": "<g>",
        "100,000 groups": "<g>" * 100_000 + "</g>" * 100_000,
    }.items():
        yield picture(f"a drawing with {name}", "forbidden-image", _SVG.format(inner), "p.svg")
    entity = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    laughs = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    yield picture("a drawing with an external entity", "forbidden-image", entity + _SVG.format("<text>&a;</text>"), "p.svg")
    yield picture("a drawing with nested entities", "forbidden-image", laughs + _SVG.format("<text>&c;</text>"), "p.svg")
    yield picture(
        "a drawing in UTF-16",
        "forbidden-image",
        ('<?xml version="1.0" encoding="UTF-16"?>' + _SVG.format("<script/>")).encode("utf-16"),
        "p.svg",
    )
    yield picture(
        "a drawing in UTF-7",
        "forbidden-image",
        '<?xml version="1.0" encoding="UTF-7"?>' + _SVG.format("+ADw-script+AD4-"),
        "p.svg",
    )
    yield picture(
        "a drawing with a style sheet",
        "forbidden-image",
        '<?xml-stylesheet href="file:///x.css"?>' + _SVG.format("<rect/>"),
        "p.svg",
    )
    yield picture("a drawing of nothing", FINE, _SVG.format(""), "p.svg")
    yield picture(
        "a good drawing", FINE, _SVG.format('<rect id="a" width="4" height="4" fill="#175"/><use href="#a" x="5"/>'), "p.svg"
    )


GROUPS: Final = (_sizes, _depths, _slips, _links, _pictures, _svgs)
