"""The words of agendas and minutes, in English, Russian and Kazakh.

Names and titles end in any letter, so no sentence asks for a case of them: they stand by themselves, behind a colon or in quotation marks.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

SITTING_TERMS: Final = MappingProxyType(
    {
        "agenda": {"en": "AGENDA", "ru": "ПОВЕСТКА ДНЯ", "kk": "КҮН ТӘРТІБІ"},
        "minutes": {"en": "MINUTES", "ru": "ПРОТОКОЛ", "kk": "ХАТТАМА"},
        "minutes-numbered": {"en": "MINUTES No. {number}", "ru": "ПРОТОКОЛ № {number}", "kk": "№ {number} ХАТТАМА"},
        "agenda-named": {"en": "Agenda: {title}", "ru": "Повестка дня: {title}", "kk": "Күн тәртібі: {title}"},
        "minutes-named": {"en": "Minutes: {title}", "ru": "Протокол: {title}", "kk": "Хаттама: {title}"},
        "for-group": {
            "en": "For members of the working group",
            "ru": "Для членов рабочей группы",
            "kk": "Жұмыс тобының мүшелері үшін",
        },
        # what is known of the sitting
        "document": {"en": "Document", "ru": "Документ", "kk": "Құжат"},
        "day": {"en": "Day", "ru": "Дата", "kk": "Күні"},
        "place": {"en": "Place", "ru": "Место", "kk": "Өтетін орны"},
        "group": {"en": "Group", "ru": "Группа", "kk": "Топ"},
        "pack": {"en": "Papers go out by", "ru": "Срок направления материалов", "kk": "Материалдарды жіберу мерзімі"},
        "pack-sent": {"en": "Papers went out on", "ru": "Материалы направлены", "kk": "Материалдар жіберілді"},
        "as-of": {"en": "Drawn up as of", "ru": "Составлено по состоянию на", "kk": "Жасалған күні"},
        "signed": {"en": "Signed on", "ru": "Дата подписания", "kk": "Қол қойылған күні"},
        "attendance": {"en": "Attendance", "ru": "Количество участников", "kk": "Қатысушылар саны"},
        # headings
        "invited": {"en": "Invited", "ru": "Приглашены", "kk": "Шақырылғандар"},
        "present": {"en": "Present", "ru": "Присутствовали", "kk": "Қатысқандар"},
        "present-none": {
            "en": "Who took part is not recorded.",
            "ru": "Сведений об участниках нет.",
            "kk": "Қатысушылар туралы мәлімет жоқ.",
        },
        "points": {"en": "Points of the agenda", "ru": "Вопросы повестки дня", "kk": "Күн тәртібіндегі мәселелер"},
        "undecided": {
            "en": "Annex. Proposals and remarks to be decided",
            "ru": "Приложение. Предложения и замечания на рассмотрение",
            "kk": "Қосымша. Қаралатын ұсыныстар мен ескертпелер",
        },
        "conflicts": {
            "en": "Annex. Wordings in conflict",
            "ru": "Приложение. Расхождения в редакциях",
            "kk": "Қосымша. Өзара қайшы келетін редакциялар",
        },
        "due": {
            "en": "Overdue, or due until the sitting",
            "ru": "Просроченное и подлежащее исполнению до заседания",
            "kk": "Мерзімі өткен және отырысқа дейін орындалатын істер",
        },
        "drafts": {"en": "Draft decisions", "ru": "Проект решения", "kk": "Шешім жобасы"},
        "considered": {
            "en": "Annex. Proposals and remarks decided",
            "ru": "Приложение. Рассмотренные предложения и замечания",
            "kk": "Қосымша. Қаралған ұсыныстар мен ескертпелер",
        },
        "decided": {"en": "Decided", "ru": "Решили", "kk": "Шешілді"},
        "decided-annex": {
            "en": "Proposals and remarks (annex): decided\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count} ({tally}).",
            "ru": "Предложения и замечания (приложение): рассмотрено\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count} ({tally}).",
            "kk": "Ұсыныстар мен ескертпелер (қосымша): қаралғаны\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count} ({tally}).",
        },
        "decided-none": {
            "en": "No decision is recorded.",
            "ru": "Решений не зафиксировано.",
            "kk": "Шешімдер тіркелмеген.",
        },
        "instructions": {"en": "Instructions", "ru": "Поручения", "kk": "Тапсырмалар"},
        "open": {"en": "What stays open", "ru": "Остается на рассмотрении", "kk": "Қарауда қалғандар"},
        "open-none": {"en": "Nothing stays open.", "ru": "Нерассмотренных вопросов нет.", "kk": "Қаралмаған мәселелер жоқ."},
        # tables
        "column-who": {"en": "Contribution, body", "ru": "Номер, орган, организация", "kk": "Нөмірі, орган, ұйым"},
        "column-text": {"en": "Wording of the draft", "ru": "Редакция проекта", "kk": "Жоба редакциясы"},
        "column-now": {"en": "Wording of the text now", "ru": "Текущая редакция текста", "kk": "Мәтіннің қазіргі редакциясы"},
        "column-theirs": {"en": "Wording proposed", "ru": "Предлагаемая редакция", "kk": "Ұсынылатын редакция"},
        "column-against": {"en": "In conflict with", "ru": "Расходится с", "kk": "Қайшы келетіні"},
        "column-decision": {"en": "Decision", "ru": "Решение", "kk": "Шешім"},
        "column-what": {"en": "What is due", "ru": "Содержание", "kk": "Мазмұны"},
        "column-instruction": {"en": "Instruction", "ru": "Поручение", "kk": "Тапсырма"},
        "column-owners": {"en": "Who owes it", "ru": "Исполнители", "kk": "Орындаушылар"},
        "column-due": {"en": "By when", "ru": "Срок", "kk": "Мерзімі"},
        "drafter": {"en": "changes of the drafter", "ru": "правки разработчика", "kk": "әзірлеушінің түзетулері"},
        # points and decisions
        "speaker": {"en": "Speaker: {name}", "ru": "Докладчик: {name}", "kk": "Баяндамашы: {name}"},
        "section": {"en": "Section: {title}", "ru": "Раздел: {title}", "kk": "Бөлім: {title}"},
        "draft-point": {"en": "{point}\n{blank}", "ru": "{point}\n{blank}", "kk": "{point}\n{blank}"},
        "draft-section": {
            "en": "{title}: proposals and remarks\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count} (annex)\nAccept: {blank}\n"
            "Accept in part: {blank}\nDo not accept: {blank}",
            "ru": "{title}: предложения и замечания\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count} (приложение)\nУчесть: {blank}\n"
            "Учесть частично: {blank}\nНе учитывать: {blank}",
            "kk": "{title}: ұсыныстар мен ескертпелер\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}{count} (қосымша)\nЕскерілсін: {blank}\n"
            "Ішінара ескерілсін: {blank}\nЕскерілмесін: {blank}",
        },
        "draft-conflict": {
            "en": "{title}: wordings in conflict (annex)\n{ids}\nTake the wording of: {blank}\nAnother wording: {blank}",
            "ru": "{title}: расхождение в редакциях (приложение)\n{ids}\nПринять редакцию: {blank}\nИная редакция: {blank}",
            "kk": "{title}: редакциялардың қайшылығы (қосымша)\n{ids}\nҚабылданатын редакция: {blank}\nӨзге редакция: {blank}",
        },
        "draft-due": {
            "en": "{what}\nWho answers for it:\n{names}\nNew day: {blank}",
            "ru": "{what}\nОтветственные исполнители:\n{names}\nНовый срок: {blank}",
            "kk": "{what}\nЖауапты орындаушылар:\n{names}\nЖаңа мерзімі: {blank}",
        },
        # as what somebody takes part
        "chair": {"en": "chair", "ru": "председатель", "kk": "төраға"},
        "deputy": {"en": "deputy chair", "ru": "заместитель председателя", "kk": "төрағаның орынбасары"},
        "secretary": {"en": "secretary", "ru": "секретарь", "kk": "хатшы"},
        "office": {"en": "project office", "ru": "проектный офис", "kk": "жобалық кеңсе"},
        "member": {"en": "member", "ru": "член группы", "kk": "топ мүшесі"},
        "host": {"en": "host", "ru": "принимающая сторона", "kk": "қабылдаушы тарап"},
        "guest": {"en": "guest", "ru": "приглашенный", "kk": "шақырылған"},
        "speaker-as": {"en": "speaker", "ru": "докладчик", "kk": "баяндамашы"},
        "trainer": {"en": "trainer", "ru": "тренер", "kk": "тренер"},
        "participant": {"en": "participant", "ru": "участник", "kk": "қатысушы"},
        "organiser": {"en": "organiser", "ru": "организатор", "kk": "ұйымдастырушы"},
        "supporter": {"en": "supporter", "ru": "оказывает поддержку", "kk": "қолдау көрсетуші"},
    }
)


def sitting_term(key: str, language: str, **values: object) -> str:
    """A term of sittings in a language with its values filled in; a language without own terms gets the English ones.

    Raises KeyError for an unknown key.
    """
    forms = SITTING_TERMS[key]
    return forms.get(language, forms["en"]).format(**values)
