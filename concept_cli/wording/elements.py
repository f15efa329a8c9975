"""What the parts of a document are called when a change in them is named: "Paragraph 47", "Table 2, row “Export”"."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

_NAMES: Final = MappingProxyType(
    {
        "section": {"en": "Section", "ru": "Раздел", "kk": "Бөлім"},
        "heading": {"en": "Heading {number}", "ru": "Заголовок {number}", "kk": "{number} тақырып"},
        "paragraph": {"en": "Paragraph {number}", "ru": "Пункт {number}", "kk": "{number}-тармақ"},
        "footnote": {"en": "Footnote {number}", "ru": "Сноска {number}", "kk": "{number}-ескертпе"},
        "list": {"en": "List", "ru": "Перечень", "kk": "Тізбе"},
        "item": {"en": "List item", "ru": "Пункт перечня", "kk": "Тізбе тармағы"},
        "quotation": {"en": "Quotation", "ru": "Цитата", "kk": "Дәйексөз"},
        "definition": {"en": "Definition", "ru": "Определение", "kk": "Анықтама"},
        "line": {"en": "Dividing line", "ru": "Разделительная линия", "kk": "Бөлу сызығы"},
        "table": {"en": "Table", "ru": "Таблица", "kk": "Кесте"},
        "figure": {"en": "Figure", "ru": "Рисунок", "kk": "Сурет"},
        "row": {"en": "row “{name}”", "ru": "строка «{name}»", "kk": "«{name}» жолы"},
        "row-unnamed": {"en": "row", "ru": "строка", "kk": "жол"},
        "column": {"en": "column “{name}”", "ru": "графа «{name}»", "kk": "«{name}» бағаны"},
        "column-unnamed": {"en": "column", "ru": "графа", "kk": "баған"},
        "columns": {"en": "heading of the columns", "ru": "заголовок граф", "kk": "бағандардың тақырыбы"},
        "former": {"en": "{name} of the older draft", "ru": "{name} прежней редакции", "kk": "{name} (бұрынғы редакция)"},
        "translation": {"en": "Translation", "ru": "Перевод", "kk": "Аударма"},
        "level": {"en": "level {number}", "ru": "уровень {number}", "kk": "{number}-деңгей"},
        "align-left": {"en": "left", "ru": "по левому краю", "kk": "сол жақта"},
        "align-center": {"en": "centre", "ru": "по центру", "kk": "ортада"},
        "align-right": {"en": "right", "ru": "по правому краю", "kk": "оң жақта"},
        "numbered": {"en": "numbered list", "ru": "нумерованный перечень", "kk": "нөмірленген тізбе"},
        "bulleted": {"en": "list without numbers", "ru": "перечень без номеров", "kk": "нөмірсіз тізбе"},
        "reference": {"en": "Reference", "ru": "Ссылка", "kk": "Сілтеме"},
        "working": {"en": "working text of {name}", "ru": "рабочий текст, {name}", "kk": "жұмыс мәтіні, {name}"},
        "records": {"en": "Records", "ru": "Данные", "kk": "Деректер"},
        "title": {"en": "Title", "ru": "Название", "kk": "Атауы"},
        "period": {"en": "Period", "ru": "Период", "kk": "Кезең"},
        "body": {"en": "Responsible body", "ru": "Ответственный орган", "kk": "Жауапты орган"},
        "state": {"en": "State", "ru": "Статус", "kk": "Мәртебесі"},
    }
)
_LONGEST: Final = 40


def element(kind: str, language: str, number: str | int = "", name: str = "") -> str:
    """What a part of this kind is called, with its number or the words that it is known by. Raises KeyError for an unknown kind."""
    name = " ".join(name.split())
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rpartition(" ")[0].rstrip(",;:") + "…"
    forms = _NAMES[kind if name or f"{kind}-unnamed" not in _NAMES else f"{kind}-unnamed"]
    return " ".join(forms.get(language, forms["en"]).format(number=number, name=name).split())


def shape(field: str, value: Any, language: str) -> str:
    """What is seen and not read of a part: the level of a heading, the kind of a list, how columns stand, the description of a picture."""
    if field == "alt":
        return str(value)
    if field == "alignments":
        return ", ".join(element(f"align-{each or 'left'}", language) for each in value)
    return (
        element("level", language, number=value) if field == "level" else element("numbered" if value else "bulleted", language)
    )
