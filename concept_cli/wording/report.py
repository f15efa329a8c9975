"""What happened between two drafts in sentences for people, in English, Russian and Kazakh.

Russian and Kazakh say what became of words as their acts of amendment do: слова «…» заменены словами «…», «…» деген сөздер «…» деген
сөздермен ауыстырылды.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from concept_cli.wording.numbers import counted, form_of

_TERMS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "title": {"en": "Report on changes", "ru": "Отчет об изменениях", "kk": "Өзгерістер туралы есеп"},
        "compared": {
            "en": "Compared with {older}.",
            "ru": "Сравнение с редакцией: {older}.",
            "kk": "Салыстырылған редакция: {older}.",
        },
        "since": {
            "en": "Since {older}; not frozen yet.",
            "ru": "Изменения после редакции: {older}. Новая редакция еще не зафиксирована.",
            "kk": "Мына редакциядан кейінгі өзгерістер: {older}. Жаңа редакция әлі бекітілген жоқ.",
        },
        "first": {
            "en": "The first draft, {sections}.",
            "ru": "Первая редакция, {sections}.",
            "kk": "Алғашқы редакция, {sections}.",
        },
        "nothing": {"en": "Nothing changed.", "ru": "Изменений нет.", "kk": "Өзгеріс жоқ."},
        "nothing-here": {
            "en": "The text in this language did not change.",
            "ru": "Текст на этом языке не изменен.",
            "kk": "Осы тілдегі мәтін өзгерген жоқ.",
        },
        "numbers": {
            "en": "Numbers that changed: {number}.",
            "ru": "Изменено номеров: {number}.",
            "kk": "Өзгерген нөмірлер: {number}.",
        },
        "translations": {
            "en": "Texts in other languages changed as well: {languages}.",
            "ru": "Изменены и тексты на других языках: {languages}.",
            "kk": "Басқа тілдердегі мәтіндер де өзгертілді: {languages}.",
        },
        "contributors": {
            "en": "Whose contributions were brought in",
            "ru": "Чьи предложения внесены в текст",
            "kk": "Кімнің ұсыныстары мәтінге енгізілді",
        },
        "contributor": {"en": "{name}: {contributions}.", "ru": "{name}: {contributions}.", "kk": "{name}: {contributions}."},
        # why
        "asked": {
            "en": "Asked for by {who}{said}.",
            "ru": "Автор предложения: {who}{said}.",
            "kk": "Ұсыныс авторы: {who}{said}.",
        },
        "asked-several": {
            "en": "Asked for by {who}{said}.",
            "ru": "Авторы предложений: {who}{said}.",
            "kk": "Ұсыныстардың авторлары: {who}{said}.",
        },
        "asked-in-part": {
            "en": "Asked for in part by {who}; the rest is not explained.",
            "ru": "Частично по предложениям: {who}; остальное не пояснено.",
            "kk": "Ішінара мына ұсыныстар бойынша: {who}; қалғаны түсіндірілмеген.",
        },
        "unnamed": {
            "en": "Follows from a contribution whose author is not named{said}.",
            "ru": "Внесено по предложению, автор которого не указывается{said}.",
            "kk": "Авторы көрсетілмейтін ұсыныс бойынша енгізілді{said}.",
        },
        "number": {"en": "Contribution {who}{said}.", "ru": "Предложение {who}{said}.", "kk": "{who} ұсынысы{said}."},
        "own": {
            "en": "The drafters' own reason{said}.",
            "ru": "Пояснение разработчика{said}.",
            "kk": "Әзірлеушінің түсіндірмесі{said}.",
        },
        "unexplained": {"en": "Nobody explained it.", "ru": "Пояснения нет.", "kk": "Түсіндірмесі жоқ."},
        "unexplained-all": {
            "en": "Nobody explained the changes of this section.",
            "ru": "Изменения этого раздела не пояснены.",
            "kk": "Осы бөлімнің өзгерістері түсіндірілмеген.",
        },
        # values and words
        "became": {
            "en": "“{older}” is now “{newer}”",
            "ru": "было «{older}», стало «{newer}»",
            "kk": "бұрын «{older}», енді «{newer}»",
        },
        "set": {"en": "“{newer}” was set", "ru": "указано «{newer}»", "kk": "«{newer}» деп көрсетілді"},
        "unset": {"en": "“{older}” was taken out", "ru": "исключено «{older}»", "kk": "«{older}» алып тасталды"},
        "replaced": {
            "en": "“{older}” is now “{newer}”",
            "ru": "{old} «{older}» {replaced} {new} «{newer}»",
            "kk": "«{older}» деген {old} «{newer}» деген {new} ауыстырылды",
        },
        "inserted": {
            "en": "“{newer}” was added after “{before}”",
            "ru": "{after} «{before}» {added} {old} «{newer}»",
            "kk": "«{before}» деген {after} кейін «{newer}» деген {old} қосылды",
        },
        "inserted-first": {
            "en": "“{newer}” was added at the beginning",
            "ru": "в начале {added} {old} «{newer}»",
            "kk": "басына «{newer}» деген {old} қосылды",
        },
        "deleted": {
            "en": "“{older}” was taken out",
            "ru": "{old} «{older}» {taken}",
            "kk": "«{older}» деген {old} алып тасталды",
        },
        "deleted-after": {
            "en": "“{older}” was taken out after “{before}”",
            "ru": "{after} «{before}» {taken} {old} «{older}»",
            "kk": "«{before}» деген {after} кейін «{older}» деген {old} алып тасталды",
        },
        "former": {"en": "its former place: {place}", "ru": "прежнее место: {place}", "kk": "бұрынғы орны: {place}"},
        "section-title": {"en": "The title", "ru": "Название", "kk": "Атауы"},
        "record": {"en": "The record “{name}”", "ru": "Запись «{name}»", "kk": "«{name}» жазбасы"},
        "quoted": {"en": "“{words}”", "ru": "«{words}»", "kk": "«{words}»"},
    }
)
_HAPPENED: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "inserted": {"en": "was added", "ru": "добавлен{end}", "kk": "қосылды"},
        "deleted": {"en": "was taken out", "ru": "исключен{end}", "kk": "алып тасталды"},
        "replaced": {"en": "was reworded", "ru": "изменен{end}", "kk": "өзгертілді"},
        "changed": {"en": "was changed", "ru": "изменен{end}", "kk": "өзгертілді"},
        "moved": {"en": "was moved", "ru": "перенесен{end}", "kk": "басқа орынға ауыстырылды"},
        "moved-reworded": {
            "en": "was moved and reworded",
            "ru": "перенесен{end} и изменен{end}",
            "kk": "басқа орынға ауыстырылып, өзгертілді",
        },
        "split": {"en": "was split", "ru": "разделен{end}", "kk": "бөлінді"},
        "split-reworded": {"en": "was split and reworded", "ru": "разделен{end} и изменен{end}", "kk": "бөлініп, өзгертілді"},
        "joined": {"en": "was joined with others", "ru": "объединен{end} с другими", "kk": "басқаларымен біріктірілді"},
        "joined-reworded": {
            "en": "was joined with others and reworded",
            "ru": "объединен{end} с другими и изменен{end}",
            "kk": "басқаларымен біріктіріліп, өзгертілді",
        },
    }
)
_ENDINGS: Final = MappingProxyType(
    {
        **dict.fromkeys(("Запись", "Разделительная", "Сноска", "Ссылка", "Таблица", "Цитата"), "а"),
        **dict.fromkeys(("Название", "Определение"), "о"),
    }
)
"""How a Russian verb ends that says what became of something, by the first word of its name; nothing for all others."""
_ARTICLES: Final = MappingProxyType(
    {
        **dict.fromkeys(
            ("Definition", "Dividing line", "Figure", "Footnote", "List", "List item", "Paragraph", "Quotation", "Table"), "A"
        ),
        **dict.fromkeys(("Section", "Translation"), "The"),
    }
)
"""The articles of English names that have no number."""

_CONTRIBUTIONS: Final = MappingProxyType(
    {
        "en": ("contribution", "contributions", "contributions"),
        "ru": ("предложение", "предложения", "предложений"),
        "kk": ("ұсыныс", "ұсыныс", "ұсыныс"),
    }
)
_SECTIONS: Final = MappingProxyType(
    {"en": ("section", "sections", "sections"), "ru": ("раздел", "раздела", "разделов"), "kk": ("бөлім", "бөлім", "бөлім")}
)
_EDITORIAL: Final = MappingProxyType(
    {
        "en": ("editorial change", "editorial changes", "editorial changes"),
        "ru": ("редакционное изменение", "редакционных изменения", "редакционных изменений"),
        "kk": ("редакциялық өзгеріс", "редакциялық өзгеріс", "редакциялық өзгеріс"),
    }
)
_BESIDES: Final = MappingProxyType({"en": "Besides, {said}.", "ru": "Кроме того, {said}.", "kk": "Бұдан басқа, {said} бар."})
_PLACES: Final = MappingProxyType(
    {
        "en": ("1 more place changed", "{number} more places changed", "{number} more places changed"),
        "ru": ("изменено еще {number} место", "изменено еще {number} места", "изменено еще {number} мест"),
        "kk": ("тағы {number} жері өзгертілді", "тағы {number} жері өзгертілді", "тағы {number} жері өзгертілді"),
    }
)
_LANGUAGES: Final = MappingProxyType(
    {
        "en": {"en": "English", "ru": "Russian", "kk": "Kazakh"},
        "ru": {"en": "английский", "ru": "русский", "kk": "казахский"},
        "kk": {"en": "ағылшын тілі", "ru": "орыс тілі", "kk": "қазақ тілі"},
    }
)
_FIGURES: Final = re.compile(r"[\d\s.,%−–-]*\d[\d\s.,%−–-]*")
_WORDS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = MappingProxyType(
    {
        "ru": {
            "one": {
                "old": "слово", "new": "словом", "after": "после слова", "replaced": "заменено", "added": "добавлено", "taken": "исключено",
            },
            "figures": {
                "old": "цифры", "new": "цифрами", "after": "после цифр", "replaced": "заменены", "added": "добавлены", "taken": "исключены",
            },
            "several": {
                "old": "слова", "new": "словами", "after": "после слов", "replaced": "заменены", "added": "добавлены", "taken": "исключены",
            },
        },
        "kk": {
            "one": {"old": "сөз", "new": "сөзбен", "after": "сөзден"},
            "figures": {"old": "цифрлар", "new": "цифрлармен", "after": "цифрлардан"},
            "several": {"old": "сөздер", "new": "сөздермен", "after": "сөздерден"},
        },
    }
)  # fmt: skip
"""What words are called that were replaced, that replace others, or after which something was added."""


def report_term(key: str, language: str, **values: object) -> str:
    """A term of the report with its values filled in; a language without own terms gets the English ones. KeyError for an unknown one."""
    forms = _TERMS[key]
    return forms.get(language, forms["en"]).format(**values)


def _known(language: str) -> str:
    return language if language in _CONTRIBUTIONS else "en"


# ---------------------------------------------------------------- happened


def happened(what: str, kind: str, language: str) -> str:
    """That something was added, reworded, taken out …: "Paragraph 12 was reworded", «Сноска 3 добавлена»."""
    first = what.partition(" ")[0].rstrip(",")
    forms = _HAPPENED["changed" if kind == "replaced" and first in {"Figure", "Table"} else kind]
    named = f"{_ARTICLES[what]} {what[0].lower()}{what[1:]}" if what in _ARTICLES else what
    return f"{named} {forms.get(language, forms['en']).format(end=_ENDINGS.get(first, ''))}"


def replacing(older: str, newer: str, before: str, language: str) -> str:
    """What became of words: replaced, added after those ``before`` them, or taken out; each as it is shown, or empty."""
    came, went = ("inserted" if before else "inserted-first"), ("deleted-after" if before else "deleted")
    key = "replaced" if older and newer else came if newer else went
    forms = _WORDS.get(language, {})
    first, second, third = (forms.get(_number(each), {}) for each in (older or newer, newer, before))
    values = {**first, "new": second.get("new", ""), "after": third.get("after", "")}
    return report_term(key, language, older=older, newer=newer, before=before, **values)


def _number(said: str) -> str:
    """Whether words are one, several, or figures."""
    return "figures" if _FIGURES.fullmatch(said) else "one" if len(said.split()) == 1 else "several"


def becoming(older: str, newer: str, language: str) -> str:
    """What became of a value: "“5” is now “6”"."""
    return report_term("became" if older and newer else "set" if newer else "unset", language, older=older, newer=newer)


def more_places(number: int, language: str) -> str:
    """That something changed in so many more places; empty for none."""
    forms = _PLACES[_known(language)]
    return forms[form_of(number, _known(language))].format(number=number) if number else ""


# ----------------------------------------------------------------- counted


def first_draft(sections: int, language: str) -> str:
    """That a draft is the first one, and how many sections it has."""
    return report_term("first", language, sections=counted(sections, _SECTIONS, _known(language)))


def editorial_too(number: int, language: str, *, besides: bool) -> str:
    """How many editorial changes there are, ``besides`` those that were told; empty for none."""
    if not number:
        return ""
    said = counted(number, _EDITORIAL, _known(language))
    return _BESIDES[_known(language)].format(said=said) if besides else f"{said}."


def contributed(name: str, number: int, language: str) -> str:
    """How many contributions of a body were brought in."""
    return report_term("contributor", language, name=name, contributions=counted(number, _CONTRIBUTIONS, _known(language)))


def other_languages(sections: Mapping[str, int], language: str) -> str:
    """In which other languages how many sections changed; empty for none."""
    names = _LANGUAGES[_known(language)]
    listed = (f"{names.get(each, each)} ({counted(number, _SECTIONS, _known(language))})" for each, number in sections.items())
    return report_term("translations", language, languages=", ".join(listed)) if sections else ""
