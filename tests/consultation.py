"""A small project whose draft is sent to bodies that write in three languages, with contacts; and what stands in files made of it."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

from tests.paper import run
from tests.repositories import Repository, begun

MUCH = "\n\n".join(f"Paragraph with the number {number} of many. " + "More words follow here. " * 40 for number in range(1, 31))
FILES = {
    "concept.yaml": """format: 1
id: water
title: {en: Water, ru: Вода, kk: Су}
edition: {en: second reading, ru: второе чтение, kk: екінші оқылым}
paragraph-numbers: false
languages: [en, ru, kk]
lead-body: office
outline:
  - lakes
  - rivers
""",
    "stakeholders.yaml": """stakeholders:
  - id: office
    name: {en: Office of Water, ru: Управление водой, kk: Су басқармасы}
    contact: {person: CANARY lead person, email: canary-lead@example.org, address: CANARY lead address}
  - id: fishers
    name: {en: Union of Fishers, ru: Союз рыбаков, kk: Балықшылар одағы}
    language: ru
    contact: {person: И. Рыбаков, post: Председатель, address: "Алматы, ул. Речная, 7", email: hidden@example.org, phone: "+7 700"}
  - id: boats
    name: {en: Boats Association, kk: Қайықтар қауымдастығы}
    language: kk
    contact: {person: CANARY boats person, post: CANARY boats post, email: canary-boats@example.org, phone: CANARY-555,
      address: CANARY boats address}
  - id: readers
    name: "Readers {{7*7}} =cmd() <b>bold</b> **strong** &amp; \\u202Ereversed"
  - id: swimmers
    name: Swimmers
    language: fr
""",
    "sections/lakes.md": "---\ntitle: {en: Lakes, ru: Озера, kk: Көлдер}\n---\nThe lakes are deep. They are cold.\n\nBoats cross them.\n",
    "sections/lakes.ru.md": "---\ntitle: Озера\n---\nОзера глубоки. Они холодны.\n\nИх пересекают лодки.\n",
    "sections/rivers.md": f"---\ntitle: {{en: Rivers, ru: Реки, kk: Өзендер}}\n---\n{MUCH}\n",
}


def consulted(folder: Path) -> Repository:
    """The project, committed; nothing is frozen."""
    made = begun(folder)
    for path, content in FILES.items():
        made.write(path, content)
    made.commit("A draft")
    return made


def parts_of(path: Path) -> str:
    """All that a file holds, unpacked: of a Word file every part, of a PDF every stream, what it says of itself, and its words."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
            return "\n".join(f"{name}\n{parts.read(name).decode('utf-8', 'replace')}" for name in parts.namelist())
    if path.suffix == ".pdf":
        plain = path.with_suffix(".plain")
        run("qpdf", "--qdf", "--object-streams=disable", path, plain)
        content = plain.read_bytes().decode("latin-1")
        plain.unlink()
        return "\n".join((content, run("pdftotext", "-layout", path, "-"), run("pdfinfo", path)))
    return path.read_text("utf-8")


def said_in(path: Path) -> str:
    """The words of a file, in one line."""
    if path.suffix == ".pdf":
        return " ".join(run("pdftotext", "-raw", path, "-").split())
    with zipfile.ZipFile(path) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    return " ".join(unescape(re.sub(r"<[^>]*>", "", re.sub(r"<w:(?:br|tab)/>|</w:p>", " ", text))).split())
