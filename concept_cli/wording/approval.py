"""The words of the papers of a release that the toolkit itself writes, in English, Russian and Kazakh.

Those of the approval package stand in its templates; here are the release note, the heads of tables, and what values are called. Names and
titles end in any letter, so no sentence asks for a case of them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from concept_cli.wording.numbers import counted

APPROVAL_TERMS: Final = MappingProxyType(
    {
        # what is released, and for whom
        "kind-draft": {"en": "draft", "ru": "проект", "kk": "жоба"},
        "kind-public": {
            "en": "draft for public discussion",
            "ru": "проект для публичного обсуждения",
            "kk": "жария талқылауға арналған жоба",
        },
        "kind-final": {"en": "final text", "ru": "окончательный текст", "kk": "түпкілікті мәтін"},
        "for-draft": {
            "en": "For those who draft, and for the bodies that are asked for their opinion. It is not approved and must not be cited "
            "as approved.",
            "ru": "Для разработчиков и для органов и организаций, мнение которых запрашивается. Текст не утвержден, ссылаться на него "
            "как на утвержденный нельзя.",
            "kk": "Әзірлеушілерге және пікірі сұралатын органдар мен ұйымдарға арналған. Мәтін бекітілмеген, оған бекітілген мәтін "
            "ретінде сілтеме жасауға болмайды.",
        },
        "for-public": {
            "en": "For everybody who wants to read the draft and to say something about it. It is not approved: the text may still "
            "change.",
            "ru": "Для всех, кто хочет ознакомиться с проектом и высказать свое мнение. Текст не утвержден и может измениться.",
            "kk": "Жобамен танысып, пікір білдіргісі келетіндердің бәріне арналған. Мәтін бекітілмеген, өзгеруі мүмкін.",
        },
        "for-final": {
            "en": "For those who decide on the approval of the document, and for those who will carry it out.",
            "ru": "Для тех, кто принимает решение об утверждении документа, и для тех, кто будет его исполнять.",
            "kk": "Құжатты бекіту туралы шешім қабылдайтындарға және оны орындайтындарға арналған.",
        },
        # names of the papers, for the head of every page behind the first
        "explanatory-note": {"en": "Explanatory note", "ru": "Пояснительная записка", "kk": "Түсіндірме жазба"},
        "disagreements": {"en": "Table of disagreements", "ru": "Таблица разногласий", "kk": "Келіспеушіліктер кестесі"},
        "approving-act": {"en": "Draft approving act", "ru": "Проект акта об утверждении", "kk": "Бекіту туралы акт жобасы"},
        "note": {"en": "Release note", "ru": "Сведения о выпуске", "kk": "Шығарылым туралы мәлімет"},
        "named": {"en": "{paper}: {title}", "ru": "{paper}: {title}", "kk": "{paper}: {title}"},
        # the table of disagreements
        "column-number": {"en": "No.", "ru": "№ п/п", "kk": "Р/с №"},
        "column-element": {"en": "Structural element", "ru": "Структурный элемент", "kk": "Құрылымдық элемент"},
        "column-draft": {"en": "Wording of the draft", "ru": "Редакция проекта", "kk": "Жоба редакциясы"},
        "column-proposed": {"en": "Proposed wording", "ru": "Предлагаемая редакция", "kk": "Ұсынылатын редакция"},
        "column-body": {
            "en": "Body and its reasons",
            "ru": "Орган, организация и обоснование",
            "kk": "Орган, ұйым және негіздемесі",
        },
        "column-position": {
            "en": "Position of the developer",
            "ru": "Позиция разработчика",
            "kk": "Әзірлеушінің ұстанымы",
        },
        "reasons-none": {"en": "No reasons are given.", "ru": "Обоснование не приведено.", "kk": "Негіздеме келтірілмеген."},
        # what values are called
        "source": {"en": "Source: {source}", "ru": "Источник: {source}", "kk": "Дереккөз: {source}"},
        "undecided": {"en": "not decided yet", "ru": "решение не принято", "kk": "шешім қабылданбаған"},
        "size-kb": {
            "en": "{size}\N{NO-BREAK SPACE}kB",
            "ru": "{size}\N{NO-BREAK SPACE}Кбайт",
            "kk": "{size}\N{NO-BREAK SPACE}Кбайт",
        },
        "size-mb": {
            "en": "{size}\N{NO-BREAK SPACE}MB",
            "ru": "{size}\N{NO-BREAK SPACE}Мбайт",
            "kk": "{size}\N{NO-BREAK SPACE}Мбайт",
        },
        # the period of a report, in the two cases in which an act names it
        "period-of-year": {"en": "year", "ru": "года", "kk": "жыл"},
        "period-of-half": {"en": "half-year", "ru": "полугодия", "kk": "жартыжылдық"},
        "period-of-quarter": {"en": "quarter", "ru": "квартала", "kk": "тоқсан"},
        "period-of-month": {"en": "month", "ru": "месяца", "kk": "ай"},
        "period-after-year": {"en": "year", "ru": "годом", "kk": "жылдан"},
        "period-after-half": {"en": "half-year", "ru": "полугодием", "kk": "жартыжылдықтан"},
        "period-after-quarter": {"en": "quarter", "ru": "кварталом", "kk": "тоқсаннан"},
        "period-after-month": {"en": "month", "ru": "месяцем", "kk": "айдан"},
        # the release note
        "note-title": {"en": "About the release “{label}”", "ru": "О выпуске «{label}»", "kk": "«{label}» шығарылымы туралы"},
        "note-what": {"en": "What this is", "ru": "Что это", "kk": "Бұл не"},
        "note-is": {
            "en": "{kind}; released on {day}. {pages}",
            "ru": "{kind}; дата выпуска – {day}. {pages}",
            "kk": "{kind}; шығарылған күні – {day}. {pages}",
        },
        "note-pages": {"en": "Pages: {pages}.", "ru": "Объем: {pages}.", "kk": "Көлемі: {pages}."},
        "note-whom": {"en": "For whom", "ru": "Для кого", "kk": "Кімге арналған"},
        "note-changed": {"en": "What changed", "ru": "Что изменилось", "kk": "Не өзгерді"},
        "note-since": {
            "en": "Since the previous release, “{label}”:",
            "ru": "По сравнению с предыдущим выпуском «{label}»:",
            "kk": "Алдыңғы «{label}» шығарылымымен салыстырғанда:",
        },
        "note-first": {
            "en": "This is the first release; there is none to compare it with.",
            "ru": "Это первый выпуск, сравнивать его не с чем.",
            "kk": "Бұл – алғашқы шығарылым, салыстыратын бұрынғысы жоқ.",
        },
        "note-unchanged": {
            "en": "No changes since the previous release, “{label}”, are listed.",
            "ru": "Сведений об изменениях по сравнению с предыдущим выпуском «{label}» нет.",
            "kk": "Алдыңғы «{label}» шығарылымымен салыстырғандағы өзгерістер туралы мәлімет жоқ.",
        },
        "note-more-changes": {
            "en": "Further changes that are not listed here: {count}.",
            "ru": "Другие изменения, здесь не указанные: {count}.",
            "kk": "Мұнда көрсетілмеген басқа өзгерістер: {count}.",
        },
        "note-asked": {
            "en": "What was asked and answered",
            "ru": "Что спросили и что ответили",
            "kk": "Не сұралды, не жауап берілді",
        },
        "note-rounds": {
            "en": "Rounds of consultation: {rounds}; bodies asked: {bodies}.",
            "ru": "Раундов запроса мнений: {rounds}; опрошено органов и организаций: {bodies}.",
            "kk": "Пікір сұрау кезеңдері: {rounds}; пікірі сұралған органдар мен ұйымдар: {bodies}.",
        },
        "note-received": {
            "en": "Proposals and remarks that may be published: {count}; decided: {decided}; answered: {answered}.",
            "ru": "Предложений и замечаний, которые можно публиковать: {count}; решено: {decided}; отвечено: {answered}.",
            "kk": "Жариялауға болатын ұсыныстар мен ескертпелер: {count}; шешілгені: {decided}; жауап берілгені: {answered}.",
        },
        "note-open": {"en": "What is still open", "ru": "Что еще не решено", "kk": "Әлі шешілмегендер"},
        "note-open-none": {
            "en": "Nothing is open among the proposals and remarks that may be published.",
            "ru": "Среди предложений и замечаний, которые можно публиковать, нерешенных нет.",
            "kk": "Жариялауға болатын ұсыныстар мен ескертпелердің ішінде шешілмегені жоқ.",
        },
        "open-undecided": {"en": "not decided: {count}", "ru": "не решено: {count}", "kk": "шешілмегені: {count}"},
        "open-disputed": {"en": "in dispute: {count}", "ru": "разногласия: {count}", "kk": "келіспеушіліктер: {count}"},
        "open-conflict": {
            "en": "accepted, and in conflict with other changes: {count}",
            "ru": "учтено, но расходится с другими правками: {count}",
            "kk": "ескерілген, бірақ басқа түзетулерге қайшы: {count}",
        },
        "open-unapplied": {
            "en": "accepted, and not in the text yet: {count}",
            "ru": "учтено, но еще не внесено в текст: {count}",
            "kk": "ескерілген, бірақ мәтінге әлі енгізілмеген: {count}",
        },
        "open-essential": {
            "en": "of all these, those on which their bodies insist: {count}",
            "ru": "из них принципиальные для авторов: {count}",
            "kk": "оның ішінде авторлары үшін қағидаттық: {count}",
        },
        "note-hidden": {
            "en": "Not counted, because they may not be published: {count}.",
            "ru": "Не включены в подсчет, так как не подлежат публикации: {count}.",
            "kk": "Жариялауға жатпайтындықтан есепке алынбағаны: {count}.",
        },
        "note-files": {"en": "Which files", "ru": "Какие файлы", "kk": "Қандай файлдар"},
        "note-file": {
            "en": "{name}\N{NO-BREAK SPACE}({size})",
            "ru": "{name}\N{NO-BREAK SPACE}({size})",
            "kk": "{name}\N{NO-BREAK SPACE}({size})",
        },
        "note-files-none": {"en": "No files are listed.", "ru": "Файлы не указаны.", "kk": "Файлдар көрсетілмеген."},
        "note-more-files": {
            "en": "Further files: {count}.",
            "ru": "Другие файлы: {count}.",
            "kk": "Басқа файлдар: {count}.",
        },
        "note-verify": {
            "en": "To see whether a file is the one that was released, and unchanged:",
            "ru": "Проверить, что файл подлинный и не изменен:",
            "kk": "Файлдың түпнұсқа екенін және өзгертілмегенін тексеру:",
        },
        "note-verify-file": {"en": "concept verify FILE", "ru": "concept verify ФАЙЛ", "kk": "concept verify ФАЙЛ"},
    }
)
_PAGES: Final = MappingProxyType({"en": ("page", "pages"), "ru": ("страница", "страницы", "страниц"), "kk": ("бет", "бет")})
_DAYS: Final = MappingProxyType({"en": ("day", "days"), "ru": ("день", "дня", "дней"), "kk": ("күн", "күн")})
_NAMES: Final = MappingProxyType(
    {
        "en": MappingProxyType({"en": "English", "ru": "Russian", "kk": "Kazakh"}),
        "ru": MappingProxyType({"en": "английский язык", "ru": "русский язык", "kk": "казахский язык"}),
        "kk": MappingProxyType({"en": "ағылшын тілі", "ru": "орыс тілі", "kk": "қазақ тілі"}),
    }
)


def approval_term(key: str, language: str, **values: object) -> str:
    """A term of the papers in a language with its values filled in; a language without own terms gets the English ones.

    Raises KeyError for an unknown key.
    """
    forms = APPROVAL_TERMS[key]
    return forms.get(language, forms["en"]).format(**values)


def pages_words(pages: int, language: str) -> str:
    """1 page, 2 pages; 1 страница, 2 страницы, 5 страниц."""
    return counted(pages, _PAGES, language if language in _PAGES else "en").replace(" ", "\N{NO-BREAK SPACE}")


def days_words(days: int, language: str) -> str:
    """1 day, 2 days; 1 день, 2 дня, 5 дней."""
    return counted(days, _DAYS, language if language in _DAYS else "en").replace(" ", "\N{NO-BREAK SPACE}")


def language_words(named: str, language: str) -> str:
    """What a language is called in another one; its code for one that has no name here."""
    return _NAMES.get(language, _NAMES["en"]).get(named, named)
