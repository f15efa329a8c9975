"""Makes the pictures of the README: ``./run concept build``, then ``./run python docs/pictures/make.py``.

Needs pdftoppm, LibreOffice Writer and Chromium. LibreOffice is given the fonts of the PDF, which are not installed on most computers.
"""

from __future__ import annotations

import os
import subprocess
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent.parent / "dist" / "creative-industries.en"
PAGES = (1, 5)
WIDTH = 900
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>"""


def side_by_side(pdf: Path, scratch: Path, name: str) -> None:
    """A picture of the title page and of a page of text."""
    for page in PAGES:
        number = str(page)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "80", "-f", number, "-l", number, pdf, scratch / f"{name}-{number}"], check=True
        )
    left, right = (Image.open(path).convert("RGB") for path in sorted(scratch.glob(f"{name}-*.png")))
    sheet = Image.new("RGB", (left.width + right.width + 36, left.height + 24), "#d5dade")
    sheet.paste(left, (12, 12))
    sheet.paste(right, (left.width + 24, 12))
    save(sheet, name)


def save(picture: Image.Image, name: str) -> None:
    """The picture in at most 900 pixels of width and 128 colours."""
    picture.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
    picture.quantize(128).save(HERE / f"{name}.png", optimize=True)


def lay_out_fonts(folder: Path) -> None:
    """The fonts as files that LibreOffice knows what to do with: one for each weight."""
    for family in ("serif", "mono"):
        for file in (files(f"fontpkg_ibm_plex_{family}") / "files").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
    for weight in (400, 700):
        with (files("fontpkg_ibm_plex_sans") / "files" / "IBMPlexSans[wdth,wght].ttf").open("rb") as file:
            font = instantiateVariableFont(TTFont(file), {"wght": weight, "wdth": 100}, updateFontNames=True)
            font.save(folder / f"IBMPlexSans-{weight}.ttf")


def word_as_pdf(scratch: Path) -> Path:
    """The Word file as LibreOffice prints it."""
    lay_out_fonts(scratch)
    (scratch / "fonts.conf").write_text(FONTS.format(scratch), "utf-8")
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", scratch, f"{BUILT}.docx"],
        check=True, capture_output=True, env=os.environ | {"FONTCONFIG_FILE": str(scratch / "fonts.conf")},
    )  # fmt: skip
    return scratch / f"{BUILT.name}.pdf"


def page(scratch: Path) -> None:
    """The page in a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1200, "height": 800})
        window.goto(Path(f"{BUILT}.html").as_uri())
        window.get_by_role("heading", name="The weight of the sector").evaluate("heading => heading.scrollIntoView()")
        window.wait_for_timeout(1500)  # the page scrolls smoothly
        window.screenshot(path=scratch / "screen.png")
        browser.close()
    save(Image.open(scratch / "screen.png").convert("RGB"), "page")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        side_by_side(Path(f"{BUILT}.pdf"), Path(folder), "pdf")
        side_by_side(word_as_pdf(Path(folder)), Path(folder), "word")
        page(Path(folder))
