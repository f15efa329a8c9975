"""Documents of the exchange to bytes, in the house style of the project."""

from __future__ import annotations

from concept_cli.document import Document
from concept_cli.draft import read_style, without_collection
from concept_cli.exchange.desk import Desk
from concept_cli.model import style_values
from concept_cli.style import Style
from concept_cli.writers import WRITERS


@without_collection()
def table_bytes(desk: Desk, document: Document, suffix: str) -> bytes:
    """A document of one table as a workbook, CSV, Word file or page."""
    values = style_values(desk.project.styles, desk.project.concept.record.style)
    return document_bytes(document, read_style(desk.folder, values, fonts=suffix in {"docx", "html"}), suffix)


def document_bytes(document: Document, style: Style, suffix: str) -> bytes:
    """A document in a style as a workbook, CSV, or what the usual writers make."""
    match suffix:
        case "xlsx":
            from concept_cli.writers import xlsx

            return xlsx.write(document, style, {})
        case "csv":
            from concept_cli.writers import csv

            return csv.write(document, style, {})
    return WRITERS[suffix].load()(document, style, {})
