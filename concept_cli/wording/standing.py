"""What the standing of a project is called and says on its page and in its tables, in English, Russian and Kazakh."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

STANDING_TERMS: Final = MappingProxyType(
    {
        "standing": {"en": "Where the work stands", "ru": "Ход работы", "kk": "Жұмыстың барысы"},
        "as-of": {"en": "as of {day}", "ru": "по состоянию на {day}", "kk": "{day} жағдай бойынша"},
        "timeline": {"en": "Days on the way", "ru": "Ключевые даты", "kk": "Негізгі күндер"},
        "blockers": {"en": "What stands in the way", "ru": "Что препятствует", "kk": "Не кедергі келтіреді"},
        "milestones": {"en": "Milestones", "ru": "Вехи", "kk": "Кезеңдер"},
        "sections": {"en": "Sections", "ru": "Разделы", "kk": "Бөлімдер"},
        "stakeholders": {"en": "Stakeholders", "ru": "Участники", "kk": "Қатысушылар"},
        "instructions": {"en": "Instructions", "ru": "Поручения", "kk": "Тапсырмалар"},
        "approvals": {"en": "Approvals", "ru": "Согласование", "kk": "Келісу"},
        "rounds": {"en": "Rounds", "ru": "Рассылки", "kk": "Таратулар"},
        "meetings": {"en": "Sittings and events", "ru": "Заседания и мероприятия", "kk": "Отырыстар мен іс-шаралар"},
        "road_maps": {"en": "Road maps and actions", "ru": "Дорожные карты и действия", "kk": "Жол карталары мен іс-қимылдар"},
        "acts": {"en": "Acts", "ru": "Акты", "kk": "Актілер"},
        "nothing": {"en": "Nothing stands in the way.", "ru": "Ничто не препятствует.", "kk": "Ештеңе кедергі емес."},
        "undated": {
            "en": "What has a date is shown as it stood by the end of this day; the status of a section has none and is that of today.",
            "ru": "Всё, что имеет дату, показано на конец этого дня; статус раздела даты не имеет и показан текущий.",
            "kk": "Күні бар мәліметтер осы күннің соңындағы жағдай бойынша көрсетілген; бөлім мәртебесінің күні жоқ, ағымдағысы берілген.",
        },
        "forecast": {
            "en": "{count} undecided; at {rate} decisions a week the last is made by {day}.",
            "ru": "Без решения: {count}; при темпе {rate} решений в неделю последнее будет принято {day}.",
            "kk": "Шешім күтуде: {count}; аптасына {rate} шешім қарқынымен соңғысы {day} қабылданады.",
        },
        "no-forecast": {
            "en": "{count} undecided; no decision in the last four weeks, so no forecast.",
            "ru": "Без решения: {count}; за последние четыре недели решений не было, прогноза нет.",
            "kk": "Шешім күтуде: {count}; соңғы төрт аптада шешім болмады, болжам жоқ.",
        },
        # heads of columns
        "title": {"en": "What", "ru": "Наименование", "kk": "Атауы"},
        "kind": {"en": "Kind", "ru": "Вид", "kk": "Түрі"},
        "due": {"en": "Due", "ru": "Срок", "kk": "Мерзімі"},
        "original": {"en": "First due", "ru": "Первоначальный срок", "kk": "Бастапқы мерзімі"},
        "owners": {"en": "Who", "ru": "Кто", "kk": "Кім"},
        "note": {"en": "Note", "ru": "Примечание", "kk": "Ескерту"},
        "status": {"en": "Status", "ru": "Статус", "kk": "Мәртебесі"},
        "answered": {"en": "Answered", "ru": "Ответили", "kk": "Жауап берді"},
        "not-answered": {"en": "Not answered", "ru": "Нет ответа", "kk": "Жауап жоқ"},
        "received": {"en": "Came", "ru": "Поступило", "kk": "Келіп түсті"},
        "late": {"en": "Late", "ru": "С опозданием", "kk": "Кешігіп"},
        "undecided": {"en": "Undecided", "ru": "Без решения", "kk": "Шешімсіз"},
        "conflicts": {"en": "Conflicts", "ru": "Противоречия", "kk": "Қайшылықтар"},
        "replied": {"en": "Answered by us", "ru": "Дан ответ", "kk": "Жауап берілді"},
        "owes": {"en": "Owes", "ru": "За ним", "kk": "Міндеті"},
        "issuer": {"en": "From", "ru": "От кого", "kk": "Кімнен"},
        "issued": {"en": "Given", "ru": "Дано", "kk": "Берілді"},
        "to": {"en": "To", "ru": "Исполнители", "kk": "Орындаушылар"},
        "sent": {"en": "Sent", "ru": "Направлено", "kk": "Жіберілді"},
        "approved": {"en": "Approved", "ru": "Согласовано", "kk": "Келісілді"},
        "with-remarks": {"en": "With remarks", "ru": "С замечаниями", "kk": "Ескертпелермен"},
        "refused": {"en": "Refused", "ru": "Отказано", "kk": "Бас тартылды"},
        "pack": {"en": "Papers by", "ru": "Материалы к", "kk": "Материалдар мерзімі"},
        # how far off
        "overdue": {"en": "{days} days overdue", "ru": "просрочено на {days} дн.", "kk": "{days} күн кешікті"},
        "overdue-1": {"en": "1 day overdue", "ru": "просрочено на 1 дн.", "kk": "1 күн кешікті"},
        "left-1": {"en": "1 day left", "ru": "остался 1 дн.", "kk": "1 күн қалды"},
        "ago-1": {"en": "1 day ago", "ru": "1 дн. назад", "kk": "1 күн бұрын"},
        "left": {"en": "{days} days left", "ru": "осталось {days} дн.", "kk": "{days} күн қалды"},
        "ago": {"en": "{days} days ago", "ru": "{days} дн. назад", "kk": "{days} күн бұрын"},
        "day": {"en": "Day", "ru": "День", "kk": "Күні"},
        "lead": {"en": "lead", "ru": "свод", "kk": "жинақтаушы"},
        "essential": {"en": "Insisted on: {ids}", "ru": "Принципиальные: {ids}", "kk": "Қағидаттық: {ids}"},
        "this-day": {"en": "the day of this page", "ru": "день этой сводки", "kk": "осы жиынтықтың күні"},
        "today": {"en": "today", "ru": "сегодня", "kk": "бүгін"},
        "unknown": {"en": "unknown", "ru": "неизвестно", "kk": "белгісіз"},
        "outcome-unknown": {"en": "outcome unknown", "ru": "итог неизвестен", "kk": "нәтижесі белгісіз"},
        "moved": {"en": "moved by {days} days", "ru": "перенесено на {days} дн.", "kk": "{days} күнге ауыстырылды"},
        "waits-for": {"en": "waits for: {what}", "ru": "зависит от: {what}", "kk": "мынаған байланысты: {what}"},
        # what stands in the way
        "kind-overdue": {"en": "overdue", "ru": "просрочено", "kk": "мерзімі өтті"},
        "kind-silent": {"en": "no answer", "ru": "нет ответа", "kk": "жауап жоқ"},
        "kind-refused": {"en": "refused", "ru": "отказ", "kk": "бас тарту"},
        "kind-conflict": {"en": "conflict", "ru": "противоречие", "kk": "қайшылық"},
        "kind-undecided": {"en": "undecided", "ru": "без решения", "kk": "шешімсіз"},
        "kind-waits-for": {"en": "awaited", "ru": "ожидается", "kk": "күтілуде"},
        "kind-not-agreed": {"en": "not agreed", "ru": "не согласован", "kk": "келісілмеген"},
        "of-milestone": {"en": "milestone", "ru": "веха", "kk": "кезең"},
        "of-section": {"en": "section", "ru": "раздел", "kk": "бөлім"},
        "of-instruction": {"en": "instruction", "ru": "поручение", "kk": "тапсырма"},
        "of-discussion": {"en": "public discussion", "ru": "публичное обсуждение", "kk": "жария талқылау"},
        "of-road-map": {"en": "road map", "ru": "дорожная карта", "kk": "жол картасы"},
        "of-action": {"en": "action", "ru": "действие", "kk": "іс-қимыл"},
        "of-act": {"en": "act", "ru": "акт", "kk": "акт"},
        "of-pack": {"en": "papers for a sitting", "ru": "материалы к заседанию", "kk": "отырыс материалдары"},
        "of-round": {"en": "round", "ru": "рассылка", "kk": "тарату"},
        "of-approval": {"en": "approval", "ru": "согласование", "kk": "келісу"},
        "of-meeting": {"en": "sitting", "ru": "заседание", "kk": "отырыс"},
        # states
        "state-stub": {"en": "stub", "ru": "заготовка", "kk": "дайындама"},
        "state-drafted": {"en": "drafted", "ru": "подготовлен", "kk": "дайындалды"},
        "state-in-review": {"en": "in review", "ru": "на рассмотрении", "kk": "қаралуда"},
        "state-agreed": {"en": "agreed", "ru": "согласован", "kk": "келісілді"},
        "state-frozen": {"en": "frozen", "ru": "закрыт", "kk": "жабылды"},
        "state-planned": {"en": "planned", "ru": "запланировано", "kk": "жоспарланды"},
        "state-held": {"en": "held", "ru": "проведено", "kk": "өткізілді"},
        "state-cancelled": {"en": "cancelled", "ru": "отменено", "kk": "өткізілмеді"},
        "state-unknown": {"en": "unknown", "ru": "неизвестно", "kk": "белгісіз"},
        "state-proposed": {"en": "proposed", "ru": "предложен", "kk": "ұсынылды"},
        "state-being-drafted": {"en": "being drafted", "ru": "разрабатывается", "kk": "әзірленуде"},
        "state-submitted": {"en": "submitted", "ru": "внесён", "kk": "енгізілді"},
        "state-adopted": {"en": "adopted", "ru": "принят", "kk": "қабылданды"},
        "state-dropped": {"en": "dropped", "ru": "снят", "kk": "алынып тасталды"},
        "done": {"en": "done", "ru": "исполнено", "kk": "орындалды"},
    }
)
"""Terms by key and language."""


def standing_term(key: str, language: str, **values: object) -> str:
    """A term of the standing in a language with its values filled in; a language without own terms gets the English ones.

    Raises KeyError for an unknown key.
    """
    forms = STANDING_TERMS[key]
    return forms.get(language, forms["en"]).format(**values)
