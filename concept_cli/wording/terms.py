"""The words that documents show around the authors' own, in English, Russian and Kazakh.

Section headings, numbering and passport fields follow the concepts published in Kazakhstan since 2021 (Decree No. 904 of 10 June 2025
for "Раздел 1." and "1-бөлім."); passport field names are a configurable default, not confirmed by a published form.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from concept_cli.wording.times import MONTHS, MONTHS_ALONE

LANGUAGE_NAMES: Final = MappingProxyType({"en": "English", "ru": "русский", "kk": "қазақша"})

TERMS: Final = MappingProxyType(
    {
        "section": {"en": "Section {number}.", "ru": "Раздел {number}.", "kk": "{number}-бөлім."},
        "section-reference": {"en": "Section {number}", "ru": "раздел {number}", "kk": "{number}-бөлім"},
        "table": {"en": "Table {number}.", "ru": "Таблица {number}.", "kk": "{number}-кесте."},
        "table-reference": {"en": "Table {number}", "ru": "таблица {number}", "kk": "{number}-кесте"},
        "figure": {"en": "Figure {number}.", "ru": "Рисунок {number}.", "kk": "{number}-сурет."},
        "figure-reference": {"en": "Figure {number}", "ru": "рисунок {number}", "kk": "{number}-сурет"},
        "contents": {"en": "Contents", "ru": "Содержание", "kk": "Мазмұны"},
        "passport": {"en": "Passport", "ru": "Паспорт", "kk": "Паспорт"},
        "sources": {"en": "Sources", "ru": "Источники", "kk": "Дереккөздер"},
        "abbreviations": {"en": "Abbreviations", "ru": "Сокращения", "kk": "Қысқартулар"},
        "field": {"en": "Field", "ru": "Показатель", "kk": "Көрсеткіш"},
        "content": {"en": "Content", "ru": "Содержание", "kk": "Мазмұны"},
        "notes": {"en": "Notes", "ru": "Сноски", "kk": "Ескертпелер"},
        "draft": {"en": "Draft", "ru": "Проект", "kk": "Жоба"},
        "public": {
            "en": "Draft for public discussion",
            "ru": "Проект для публичного обсуждения",
            "kk": "Жария талқылауға арналған жоба",
        },
        "final": {"en": "Final text", "ru": "Окончательный текст", "kk": "Түпкілікті мәтін"},
        "paragraph": {"en": "Paragraph {number}", "ru": "Пункт {number}", "kk": "{number}-тармақ"},
        "name": {"en": "Name", "ru": "Наименование", "kk": "Атауы"},
        "edition": {"en": "Edition", "ru": "Редакция", "kk": "Редакциясы"},
        "period": {"en": "Period of implementation", "ru": "Сроки реализации", "kk": "Іске асыру мерзімі"},
        "lead-body": {
            "en": "Body that drafts the concept",
            "ru": "Государственный орган-разработчик",
            "kk": "Әзірлеуші мемлекеттік орган",
        },
        "languages": {"en": "Languages", "ru": "Языки", "kk": "Тілдері"},
        "participants": {"en": "Taking part", "ru": "Участники", "kk": "Қатысушылар"},
        "milestones": {"en": "Milestones", "ru": "Вехи", "kk": "Кезеңдері"},
        "day-unknown": {"en": "date unknown", "ru": "дата неизвестна", "kk": "күні белгісіз"},
        "not-set": {"en": "Not decided yet", "ru": "Пока не определено", "kk": "Әзірге айқындалмаған"},
        "page": {"en": "Page {page} of {pages}", "ru": "Страница {page} из {pages}", "kk": "{pages} беттің {page}-беті"},
        "fallback": {
            "en": "This section has no text in English yet; the text in the working language is shown.",
            "ru": "Текста этого раздела на русском языке еще нет; показан текст на рабочем языке.",
            "kk": "Бұл бөлімнің қазақ тіліндегі мәтіні әлі жоқ; жұмыс тіліндегі мәтін көрсетілген.",
        },
        "errors": {
            "en": "This copy was built with errors in its sources: {count}. It is not fit to be sent out.",
            "ru": "Эта копия собрана с ошибками в исходных файлах: {count}. Рассылать ее нельзя.",
            "kk": "Бұл көшірме бастапқы файлдарындағы қателермен жиналды: {count}. Оны таратуға болмайды.",
        },
        "comparison": {
            "en": "Comparison: {older} → {newer}",
            "ru": "Сравнение: {older} → {newer}",
            "kk": "Салыстыру: {older} → {newer}",
        },
        "figure-missing": {"en": "[picture missing]", "ru": "[нет изображения]", "kk": "[сурет жоқ]"},
        "back": {"en": "Back to the text", "ru": "Вернуться к тексту", "kk": "Мәтінге оралу"},
        "million": {"en": "million", "ru": "млн", "kk": "млн"},
        "billion": {"en": "billion", "ru": "млрд", "kk": "млрд"},
        "trillion": {"en": "trillion", "ru": "трлн", "kk": "трлн"},
        "quarter": {
            "en": "{number} quarter of {year}",
            "ru": "{number} квартал {year} года",
            "kk": "{year} жылғы {number} тоқсан",
        },
        "half": {
            "en": "{number} half of {year}",
            "ru": "{number} полугодие {year} года",
            "kk": "{year} жылғы {number} жартыжылдық",
        },
        "year": {"en": "{year}", "ru": "{year} год", "kk": "{year} жыл"},
        "every-year": {"en": "yearly", "ru": "ежегодно", "kk": "жыл сайын"},
        "every-half": {"en": "half-yearly", "ru": "раз в полугодие", "kk": "жартыжылдық сайын"},
        "every-quarter": {"en": "quarterly", "ru": "ежеквартально", "kk": "тоқсан сайын"},
        "every-month": {"en": "monthly", "ru": "ежемесячно", "kk": "ай сайын"},
        "permanent": {"en": "permanently", "ru": "постоянно", "kk": "тұрақты"},
        "and": {"en": "{first} and {last}", "ru": "{first} и {last}", "kk": "{first} және {last}"},
        "years": {"en": "{first}–{last}", "ru": "{first}–{last} годы", "kk": "{first}–{last} жылдар"},
        "column-number": {"en": "No.", "ru": "№ п/п", "kk": "Р/с №"},
        "column-measure": {
            "en": "Reforms and main measures",
            "ru": "Наименование реформ, основных мероприятий",
            "kk": "Реформалардың, негізгі іс-шаралардың атауы",
        },
        "column-form": {"en": "Form of completion", "ru": "Форма завершения", "kk": "Аяқтау нысаны"},
        "column-due": {"en": "Date of completion", "ru": "Срок завершения", "kk": "Аяқтау мерзімі"},
        "column-executors": {"en": "Responsible bodies", "ru": "Ответственные исполнители", "kk": "Жауапты орындаушылар"},
        "column-funding": {
            "en": "Amount and source of funding",
            "ru": "Объем и источник финансирования",
            "kk": "Қаржыландыру көлемі мен көзі",
        },
        "direction": {"en": "Direction {number}. {name}", "ru": "Направление {number}. {name}", "kk": "{number}-бағыт. {name}"},
        "by-agreement": {"en": "(by agreement)", "ru": "(по согласованию)", "kk": "(келісім бойынша)"},
        "lead": {"en": "(lead)", "ru": "(свод)", "kk": "(жинақтаушы)"},
        "column-target": {"en": "Target indicator", "ru": "Целевой индикатор", "kk": "Нысаналы индикатор"},
        "column-indicator": {"en": "Indicator", "ru": "Показатель", "kk": "Көрсеткіш"},
        "column-collector": {"en": "Source of information", "ru": "Источник информации", "kk": "Ақпарат көзі"},
        "column-unit": {"en": "Unit", "ru": "Ед. изм.", "kk": "Өлшем бірлігі"},
        "fact": {"en": "Reporting period (actual)", "ru": "Отчетный период (факт)", "kk": "Есепті кезең (факт)"},
        "plan": {"en": "Planning period", "ru": "Плановый период", "kk": "Жоспарлы кезең"},
        "column-value": {"en": "Value", "ru": "Значение", "kk": "Мәні"},
        "column-period": {"en": "Period", "ru": "Период", "kk": "Кезең"},
        "column-speaker": {"en": "Said by", "ru": "Кто назвал", "kk": "Кім айтты"},
        "column-scope": {"en": "What is counted", "ru": "Что учтено", "kk": "Не есепке алынған"},
        "column-source": {"en": "Source", "ru": "Источник", "kk": "Дереккөз"},
        "said-on": {"en": "said on {day}", "ru": "названо {day}", "kk": "{day} айтылған"},
        "dash": {"en": "A dash: not decided yet", "ru": "Прочерк: пока не определено", "kk": "Сызықша: әзірге айқындалмаған"},
        "legend": {
            "en": "Note. Abbreviations: {meanings}",
            "ru": "Примечание. Расшифровка аббревиатур: {meanings}",
            "kk": "Ескертпе. Аббревиатуралардың толық жазылуы: {meanings}",
        },
        "skip": {"en": "Skip to the text", "ru": "Перейти к тексту", "kk": "Мәтінге өту"},
        "search": {"en": "Search the text", "ru": "Поиск по тексту", "kk": "Мәтіннен іздеу"},
        "search-found": {"en": "Places found", "ru": "Найдено мест", "kk": "Табылған орындар"},
        "search-nothing": {"en": "Nothing found", "ru": "Ничего не найдено", "kk": "Ештеңе табылмады"},
        "link-here": {"en": "Link to this place", "ru": "Ссылка на это место", "kk": "Осы жерге сілтеме"},
        "link-copy": {"en": "Copy the link", "ru": "Скопировать ссылку", "kk": "Сілтемені көшіру"},
        "link-copied": {"en": "Link copied", "ru": "Ссылка скопирована", "kk": "Сілтеме көшірілді"},
        "link-above": {
            "en": "The link is in the address bar",
            "ru": "Ссылка – в адресной строке",
            "kk": "Сілтеме мекенжай жолында тұр",
        },
        "table-unnamed": {"en": "Table", "ru": "Таблица", "kk": "Кесте"},
        "figure-unnamed": {"en": "Figure", "ru": "Рисунок", "kk": "Сурет"},
        "compared": {
            "en": "Comparison of {older} with {newer}",
            "ru": "Сравнение: {older} и {newer}",
            "kk": "Салыстыру: {older} және {newer}",
        },
        "only-substantive": {
            "en": "only changes of substance are marked",
            "ru": "отмечены только изменения по существу",
            "kk": "мазмұндық өзгерістер ғана белгіленген",
        },
        "only-editorial": {
            "en": "only editorial changes are marked",
            "ru": "отмечены только редакционные изменения",
            "kk": "редакциялық өзгерістер ғана белгіленген",
        },
        "only-renumbering": {
            "en": "only changes of numbers are listed",
            "ru": "указаны только изменения номеров",
            "kk": "нөмірлердің өзгерістері ғана көрсетілген",
        },
        "only-unexplained": {
            "en": "only changes that nobody explained are marked",
            "ru": "отмечены только изменения без пояснения",
            "kk": "түсіндірілмеген өзгерістер ғана белгіленген",
        },
        "only-by": {
            "en": "only changes that follow from contributions are marked: {name}",
            "ru": "отмечены только изменения по предложениям: {name}",
            "kk": "ұсыныстар бойынша енгізілген өзгерістер ғана белгіленген: {name}",
        },
        "older-draft": {"en": "the older draft", "ru": "прежняя редакция", "kk": "бұрынғы редакция"},
        "newer-draft": {"en": "the newer draft", "ru": "новая редакция", "kk": "жаңа редакция"},
        "changes": {"en": "List of changes", "ru": "Перечень изменений", "kk": "Өзгерістер тізбесі"},
        "changes-by-section": {"en": "Where the text changed", "ru": "Где изменен текст", "kk": "Мәтін қай жерде өзгерді"},
        "changes-sections": {"en": "Section", "ru": "Раздел", "kk": "Бөлім"},
        "changes-of-substance": {"en": "Of substance", "ru": "По существу", "kk": "Мазмұндық"},
        "changes-editorial": {"en": "Editorial", "ru": "Редакционных", "kk": "Редакциялық"},
        "changes-total": {"en": "In all", "ru": "Всего", "kk": "Барлығы"},
        "list-of-substance": {"en": "Changes of substance", "ru": "Изменения по существу", "kk": "Мазмұндық өзгерістер"},
        "list-editorial": {"en": "Editorial changes", "ru": "Редакционные изменения", "kk": "Редакциялық өзгерістер"},
        "editorial-meaning": {
            "en": "Punctuation, capitals, emphasis, what moved unchanged, new numbers: no word and no figure of the text differs.",
            "ru": "Знаки препинания, прописные буквы, выделения, перенос без изменений, новые номера: слова и цифры текста те же.",
            "kk": "Тыныс белгілері, бас әріптер, ерекшелеу, өзгеріссіз ауыстыру, жаңа нөмірлер: мәтіннің сөздері мен сандары сол күйінде.",
        },
        "records": {"en": "Records of the project", "ru": "Записи проекта", "kk": "Жобаның жазбалары"},
        "title-page": {"en": "Title page", "ru": "Титульный лист", "kk": "Титул парағы"},
        "marks": {"en": "How to read the marks", "ru": "Условные обозначения", "kk": "Шартты белгілер"},
        "mark-inserted": {"en": "added", "ru": "добавлено", "kk": "қосылды"},
        "mark-deleted": {"en": "deleted", "ru": "исключено", "kk": "алып тасталды"},
        "mark-moved-to": {"en": "moved here", "ru": "перенесено сюда", "kk": "осы жерге ауыстырылды"},
        "mark-moved-from": {"en": "moved away", "ru": "перенесено отсюда", "kk": "осы жерден ауыстырылды"},
        "mark-bar": {
            "en": "something changed in these lines",
            "ru": "в этих строках есть изменения",
            "kk": "осы жолдарда өзгеріс бар",
        },
        "moved-to": {
            "en": "Moved here, was: {place}",
            "ru": "Перенесено сюда, было: {place}",
            "kk": "Орны ауыстырылды, бұрынғы орны: {place}",
        },
        "moved-from": {
            "en": "Moved away, now: {place}",
            "ru": "Перенесено отсюда, теперь: {place}",
            "kk": "Орны ауыстырылды, жаңа орны: {place}",
        },
        "place-above": {"en": "above in this section", "ru": "выше в этом разделе", "kk": "осы бөлімде, жоғарырақ"},
        "place-below": {"en": "below in this section", "ru": "ниже в этом разделе", "kk": "осы бөлімде, төменірек"},
        "moved-text": {
            "en": "Show the text as it stood here",
            "ru": "Показать текст на прежнем месте",
            "kk": "Бұрынғы орнындағы мәтінді көрсету",
        },
        "change-inserted": {"en": "added", "ru": "добавление", "kk": "қосылды"},
        "change-deleted": {"en": "deleted", "ru": "исключение", "kk": "алып тасталды"},
        "change-replaced": {"en": "reworded", "ru": "изменение", "kk": "өзгертілді"},
        "change-moved": {"en": "moved", "ru": "перенос", "kk": "орны ауыстырылды"},
        "change-split": {"en": "split", "ru": "разделение", "kk": "бөлінді"},
        "change-joined": {"en": "joined", "ru": "объединение", "kk": "біріктірілді"},
        "change-retitled": {"en": "heading reworded", "ru": "изменение заголовка", "kk": "тақырыбы өзгертілді"},
        "change-field": {"en": "changed", "ru": "изменение", "kk": "өзгертілді"},
        "change-renumbered": {"en": "renumbered", "ru": "изменение номера", "kk": "нөмірі өзгерді"},
        "change-moved-reworded": {"en": "moved and reworded", "ru": "перенос с изменением", "kk": "орны ауыстырылып, өзгертілді"},
        "change-split-reworded": {"en": "split and reworded", "ru": "разделение с изменением", "kk": "бөлініп, өзгертілді"},
        "change-joined-reworded": {
            "en": "joined and reworded",
            "ru": "объединение с изменением",
            "kk": "біріктіріліп, өзгертілді",
        },
        "change-editorial": {"en": "editorial", "ru": "редакционное", "kk": "редакциялық"},
        "change-unexplained": {"en": "not explained", "ru": "без пояснения", "kk": "түсіндірілмеген"},
        "remark": {"en": "Remark", "ru": "Замечание", "kk": "Ескерту"},
        "remark-apart": {
            "en": "Remark, not part of the text",
            "ru": "Замечание, не входит в текст",
            "kk": "Ескерту, мәтінге кірмейді",
        },
        "proposed-wording": {"en": "Proposed wording", "ru": "Предлагаемая редакция", "kk": "Ұсынылатын редакция"},
        "whole-text": {"en": "Whole text", "ru": "Весь текст", "kk": "Бүкіл мәтін"},
        "step-change": {"en": "Change", "ru": "Изменение", "kk": "Өзгеріс"},
        "step-previous": {"en": "Previous change", "ru": "Предыдущее изменение", "kk": "Алдыңғы өзгеріс"},
        "step-next": {"en": "Next change", "ru": "Следующее изменение", "kk": "Келесі өзгеріс"},
        "step-bar": {"en": "Going through the changes", "ru": "Переход по изменениям", "kk": "Өзгерістер бойынша өту"},
        "in-line": {"en": "In line", "ru": "В тексте", "kk": "Мәтінде"},
        "side-by-side": {"en": "Side by side", "ru": "Рядом", "kk": "Қатар"},
        "without-editorial": {"en": "Hide editorial", "ru": "Без редакционных", "kk": "Редакциялықсыз"},
    }
)


def day_words(day: str, language: str) -> str:
    """A day (ISO 8601) in words; as it is written where it is none."""
    try:
        return date_words(date.fromisoformat(day), language)
    except ValueError:
        return day


def term(key: str, language: str, **values: object) -> str:
    """A term in a language with its values filled in; a language without own terms gets the English ones.

    Raises KeyError for an unknown key.
    """
    forms = TERMS[key]
    return forms.get(language, forms["en"]).format(**values)


def draft_name(state: str, edition: str, language: str) -> str:
    """What a draft is called in headers: its edition, with its state before it unless the edition says so itself."""
    if state == "final":
        return edition
    said, kind = edition.casefold(), term(state, language)
    named = term("draft", language).casefold() in said if state == "draft" else kind.casefold() in said
    return edition if named else " · ".join(filter(None, (kind, edition)))


def month_name(number: int, language: str) -> str:
    """A month as it stands behind a day: March, марта, наурыз."""
    return MONTHS.get(language, MONTHS["en"])[number - 1]


def month_words(day: date, language: str) -> str:
    """A month of a year: March 2024, март 2024 года, 2024 жылғы наурыз."""
    name = month_name(day.month, language)
    match language:
        case "ru":
            return f"{MONTHS_ALONE[day.month - 1]} {day.year} года"
        case "kk":
            return f"{day.year} жылғы {name}"
        case _:
            return f"{name} {day.year}"


def rough_date_words(day: str, language: str) -> str:
    """A day, a month or a year as ISO 8601 has it, in the words of a language."""
    match len(day):
        case 10:
            return date_words(date.fromisoformat(day), language)
        case 7:
            return month_words(date.fromisoformat(f"{day}-01"), language)
        case _:
            return day


def date_words(day: date, language: str) -> str:
    """A date as official papers write it: 1 August 2021, 1 августа 2021 года, 2021 жылғы 1 тамыз."""
    name = month_name(day.month, language)
    match language:
        case "ru":
            return f"{day.day} {name} {day.year} года"
        case "kk":
            return f"{day.year} жылғы {day.day} {name}"
        case _:
            return f"{day.day} {name} {day.year}"
