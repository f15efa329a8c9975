"""What is due, to whom it is said and how, in English, Russian and Kazakh: the words of reminders and calendars.

Names and titles end in any letter, so no sentence asks for a case of them: they stand by themselves, behind a colon or in quotation marks.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from concept_cli.wording.numbers import counted

DEADLINE_TERMS: Final = MappingProxyType(
    {
        # what is due, by its kind
        "round": {
            "en": "Opinion on draft “{title}”",
            "ru": "Замечания и предложения к редакции «{title}»",
            "kk": "«{title}» редакциясына ескертпелер мен ұсыныстар",
        },
        "approval": {"en": "Approval: {title}", "ru": "Согласование: {title}", "kk": "Келісу: {title}"},
        "contribution": {
            "en": "Contribution to the section “{title}”",
            "ru": "Предложения в раздел «{title}»",
            "kk": "«{title}» бөліміне ұсыныстар",
        },
        "section": {
            "en": "Section “{title}”",
            "ru": "Раздел «{title}»",
            "kk": "«{title}» бөлімі",
        },
        "instruction": {"en": "Instruction: {title}", "ru": "Поручение: {title}", "kk": "Тапсырма: {title}"},
        "road-map": {"en": "Plan: {title}", "ru": "План: {title}", "kk": "Жоспар: {title}"},
        "action": {"en": "Action: {title}", "ru": "Мероприятие: {title}", "kk": "Іс-шара: {title}"},
        "act": {"en": "Draft act: {title}", "ru": "Проект акта: {title}", "kk": "Акт жобасы: {title}"},
        "pack": {"en": "Papers for: {title}", "ru": "Материалы к заседанию: {title}", "kk": "Отырыс материалдары: {title}"},
        "milestone": {"en": "Milestone: {title}", "ru": "Контрольный срок: {title}", "kk": "Бақылау мерзімі: {title}"},
        "discussion": {
            "en": "Public discussion ends: {title}",
            "ru": "Окончание публичного обсуждения: {title}",
            "kk": "Көпшілік талқылаудың аяқталуы: {title}",
        },
        # by when
        "due": {"en": "Due: {when}", "ru": "Срок: {when}", "kk": "Мерзімі: {when}"},
        "due-none": {"en": "no day was set", "ru": "срок не установлен", "kk": "мерзімі белгіленбеген"},
        "due-today": {"en": "due today", "ru": "срок сегодня", "kk": "мерзімі бүгін"},
        "due-left": {"en": "{days} left", "ru": "до срока {days}", "kk": "{days} қалды"},
        "due-overdue": {"en": "overdue by {days}", "ru": "просрочено на {days}", "kk": "мерзімінен {days} өтті"},
        "owners": {"en": "Awaited from: {names}", "ru": "Ожидается от: {names}", "kk": "Кімнен күтіледі: {names}"},
        "done": {"en": "Done.", "ru": "Исполнено.", "kk": "Орындалды."},
        "unknown": {
            "en": "Whether it was done is not known.",
            "ru": "Сведений об исполнении нет.",
            "kk": "Орындалғаны туралы мәлімет жоқ.",
        },
        "recurs": {"en": "It recurs: {when}.", "ru": "Повторяется: {when}.", "kk": "Қайталанады: {when}."},
        # reminders
        "remind-subject": {"en": "Reminder: {title}", "ru": "Напоминание: {title}", "kk": "Еске салу: {title}"},
        "remind-subject-overdue": {
            "en": "Reminder (overdue: {count}): {title}",
            "ru": "Напоминание (просрочено: {count}): {title}",
            "kk": "Еске салу (мерзімі өткені: {count}): {title}",
        },
        "remind-awaited": {
            "en": "As of {day}, the following is awaited from you for the document “{title}”.",
            "ru": "По состоянию на {day} по документу «{title}» от Вас ожидается следующее.",
            "kk": "«{title}» құжаты бойынша Сіздерден мыналар күтіледі (есепке алу күні – {day}).",
        },
        "remind-overdue": {"en": "Overdue", "ru": "Срок истек", "kk": "Мерзімі өткен"},
        "remind-ahead": {"en": "Still to come", "ru": "Срок не истек", "kk": "Мерзімі өтпеген"},
        "remind-undated": {"en": "Without a day", "ru": "Без указания срока", "kk": "Мерзімі көрсетілмеген"},
        "remind-asked": {"en": "Asked: {words}", "ru": "Запрошено: {words}", "kk": "Сұралғаны: {words}"},
        "remind-text": {"en": "It says: {words}", "ru": "Содержание: {words}", "kk": "Мазмұны: {words}"},
        "remind-act": {"en": "Given in: {words}", "ru": "Основание: {words}", "kk": "Негіздеме: {words}"},
        "remind-issued": {"en": "Given: {words}", "ru": "Дано: {words}", "kk": "Берілді: {words}"},
        "remind-lead": {
            "en": "Your part: you lead; others take part.",
            "ru": "Ваша роль: ответственный исполнитель (свод), есть соисполнители.",
            "kk": "Сіздердің рөлдеріңіз: жинақтаушы орындаушы, бірлесіп орындаушылар бар.",
        },
        "remind-deliverable": {"en": "Result: {words}", "ru": "Результат: {words}", "kk": "Нәтижесі: {words}"},
        "remind-sections": {"en": "Sections: {words}", "ru": "Разделы: {words}", "kk": "Бөлімдер: {words}"},
        "remind-unknown": {
            "en": "We do not know whether this was done: please tell us.",
            "ru": "Сведений об исполнении у нас нет: просим сообщить.",
            "kk": "Орындалғаны туралы бізде мәлімет жоқ: хабарлауларыңызды сұраймыз.",
        },
        "remind-meanwhile": {
            "en": "Please reply to this letter. If you have answered in the meantime, please disregard it.",
            "ru": "Ответ просим направить ответным письмом. Если он уже направлен, просим не принимать это письмо во внимание.",
            "kk": "Жауапты осы хатқа жолдауларыңызды сұраймыз. Егер ол жолданып қойған болса, бұл хатты назарға алмауларыңызды сұраймыз.",
        },
        # calendars
        "calendar": {"en": "Dates: {title}", "ru": "Сроки: {title}", "kk": "Мерзімдер: {title}"},
        "calendar-rough": {
            "en": "The exact day is not known: {when}.",
            "ru": "Точный день не известен: {when}.",
            "kk": "Нақты күні белгісіз: {when}.",
        },
        "calendar-agenda": {"en": "Agenda:", "ru": "Повестка дня:", "kk": "Күн тәртібі:"},
    }
)
_DAYS: Final = MappingProxyType({"en": ("day", "days"), "ru": ("день", "дня", "дней"), "kk": ("күн", "күн")})


def deadline_term(key: str, language: str, **values: object) -> str:
    """A term of deadlines in a language with its values filled in; a language without own terms gets the English ones.

    Raises KeyError for an unknown key.
    """
    forms = DEADLINE_TERMS[key]
    return forms.get(language, forms["en"]).format(**values)


def left_words(days: int, language: str) -> str:
    """How many days are left, or by how many it is overdue: 3 days left, до срока 3 дня, 3 күн қалды."""
    if not days:
        return deadline_term("due-today", language)
    counting = language if language in _DAYS else "en"
    return deadline_term("due-left" if days > 0 else "due-overdue", language, days=counted(abs(days), _DAYS, counting))
