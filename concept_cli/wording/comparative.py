"""The words of the comparative table of law-making, in English, Russian and Kazakh."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_WORDS: Final = MappingProxyType(
    {
        "table": {"en": "Comparative table", "ru": "Сравнительная таблица", "kk": "Салыстырма кесте"},
        "compared": {
            "en": "current wording: {older}; proposed wording: {newer}",
            "ru": "действующая редакция: {older}; предлагаемая редакция: {newer}",
            "kk": "қолданыстағы редакция: {older}; ұсынылатын редакция: {newer}",
        },
        "number": {"en": "No.", "ru": "№", "kk": "№"},
        "element": {"en": "Structural element", "ru": "Структурный элемент", "kk": "Құрылымдық элемент"},
        "current": {"en": "Current wording", "ru": "Действующая редакция", "kk": "Қолданыстағы редакция"},
        "proposed": {"en": "Proposed wording", "ru": "Предлагаемая редакция", "kk": "Ұсынылатын редакция"},
        "reason": {"en": "Reason", "ru": "Обоснование", "kk": "Негіздеме"},
        "absent": {"en": "Absent.", "ru": "Отсутствует.", "kk": "Жоқ."},
        "exclude": {"en": "Delete.", "ru": "Исключить.", "kk": "Алып тасталсын."},
        "moved": {"en": "Move here:", "ru": "Перенести сюда:", "kk": "Осында ауыстырылсын:"},
        "moved-from": {
            "en": "Move here, was {place}:",
            "ru": "Перенести сюда, прежнее место – {place}:",
            "kk": "Осында ауыстырылсын, бұрынғы орны – {place}:",
        },
        "moved-whole": {
            "en": "With its text; what changed in the text stands in rows of its own.",
            "ru": "Вместе с текстом; изменения в тексте указаны отдельными строками.",
            "kk": "Мәтінімен бірге; мәтіндегі өзгерістер жеке жолдарда көрсетілген.",
        },
        "form": {
            "en": "The words are the same, their form differs.",
            "ru": "Слова те же, изменено их оформление.",
            "kk": "Сөздері сол қалпында, рәсімделуі өзгерген.",
        },
        "reading": {
            "en": "In bold: what differs. Elements are numbered as in the proposed wording, those that it lacks as in the current one.",
            "ru": "Полужирным выделены различия. Номера элементов – по предлагаемой редакции, исключаемых – по действующей.",
            "kk": "Айырмашылықтар қалың қаріппен. Нөмірлер ұсынылатын редакция, алып тасталатындарда қолданыстағы редакция бойынша.",
        },
        "split": {"en": "Divide:", "ru": "Разделить:", "kk": "Бөлінсін:"},
        "joined": {"en": "Combine:", "ru": "Объединить:", "kk": "Біріктірілсін:"},
        "same": {"en": "No wording differs.", "ru": "Различий в формулировках нет.", "kk": "Тұжырымдарда айырмашылық жоқ."},
        "cut": {
            "en": "[continued in the next row]",
            "ru": "[продолжение в следующей строке]",
            "kk": "[жалғасы келесі жолда]",
        },
    }
)


def comparative(key: str, language: str, **values: str) -> str:
    """A term of the table in a language. Raises KeyError for an unknown key."""
    forms = _WORDS[key]
    return forms.get(language, forms["en"]).format(**values)


SIGNS_OF_CUT: Final = tuple(f"\n{each}" for each in _WORDS["cut"].values())
"""How the words of a cell end that go on in the next row."""
