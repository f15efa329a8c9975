"""How many changes of which kind there are, as a sentence that can be read out, in English, Russian and Kazakh."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from concept_cli.wording.numbers import counted, form_of

Forms = tuple[str, str, str]
"""A word with 1 (in Russian also with 21, 31 …), with 2 (there also with 3, 4, 22 …) and with 5 of a thing."""


def _english(one: str, several: str) -> Forms:
    return one, several, several


def _same(word: str) -> Forms:
    return word, word, word


_CHANGES: Final = MappingProxyType(
    {"en": _english("change", "changes"), "ru": ("изменение", "изменения", "изменений"), "kk": _same("өзгеріс")}
)
_SECTIONS: Final = MappingProxyType(
    {"en": _english("section", "sections"), "ru": ("разделе", "разделах", "разделах"), "kk": _same("бөлімде")}
)
_THINGS: Final[Mapping[str, Mapping[str, Forms]]] = MappingProxyType(
    {
        "passage": {"en": _english("passage", "passages"), "ru": ("фрагмент", "фрагмента", "фрагментов"), "kk": _same("үзінді")},
        "heading": {
            "en": _english("heading", "headings"),
            "ru": ("заголовок", "заголовка", "заголовков"),
            "kk": _same("тақырып"),
        },
        "data": {
            "en": _english("data field", "data fields"),
            "ru": ("поле данных", "поля данных", "полей данных"),
            "kk": _same("деректер өрісі"),
        },
        "number": {"en": _english("number", "numbers"), "ru": ("номер", "номера", "номеров"), "kk": _same("нөмір")},
    }
)
_HAPPENED: Final[Mapping[str, tuple[str, Mapping[str, tuple[str, str]]]]] = MappingProxyType(
    {
        "inserted": ("passage", {"en": ("added", "added"), "ru": ("добавлен", "добавлено"), "kk": ("қосылды", "қосылды")}),
        "deleted": (
            "passage",
            {"en": ("deleted", "deleted"), "ru": ("исключен", "исключено"), "kk": ("алып тасталды", "алып тасталды")},
        ),
        "replaced": (
            "passage",
            {"en": ("reworded", "reworded"), "ru": ("изменен", "изменено"), "kk": ("өзгертілді", "өзгертілді")},
        ),
        "moved": (
            "passage",
            {"en": ("moved", "moved"), "ru": ("перенесен", "перенесено"), "kk": ("орны ауыстырылды", "орны ауыстырылды")},
        ),
        "split": ("passage", {"en": ("split", "split"), "ru": ("разделен", "разделено"), "kk": ("бөлінді", "бөлінді")}),
        "joined": (
            "passage",
            {"en": ("joined", "joined"), "ru": ("объединен", "объединено"), "kk": ("біріктірілді", "біріктірілді")},
        ),
        "retitled": (
            "heading",
            {"en": ("reworded", "reworded"), "ru": ("изменен", "изменено"), "kk": ("өзгертілді", "өзгертілді")},
        ),
        "field": ("data", {"en": ("changed", "changed"), "ru": ("изменено", "изменено"), "kk": ("өзгертілді", "өзгертілді")}),
        "renumbered": ("number", {"en": ("changed", "changed"), "ru": ("изменен", "изменено"), "kk": ("өзгерді", "өзгерді")}),
    }
)
"""For each kind of change what it happens to, and how that is said of one and of several. They are told in this order."""
_PHRASE: Final = MappingProxyType(
    {"en": "{number} {thing} {happened}", "ru": "{happened} {number} {thing}", "kk": "{number} {thing} {happened}"}
)
_WHOLE: Final = MappingProxyType({"en": "{changes} in {sections}", "ru": "{changes} в {sections}", "kk": "{sections} {changes}"})
_NONE: Final = MappingProxyType({"en": "No differences.", "ru": "Различий нет.", "kk": "Айырмашылық жоқ."})
_EDITORIAL: Final[Mapping[str, Forms]] = MappingProxyType(
    {
        "en": ("{number} of them is editorial.", "{number} of them are editorial.", "{number} of them are editorial."),
        "ru": _same("Из них редакционных – {number}."),
        "kk": _same("Оның ішінде редакциялық – {number}."),
    }
)
_UNEXPLAINED: Final[Mapping[str, Forms]] = MappingProxyType(
    {
        "en": _english("{number} of them is not explained.", "{number} of them are not explained."),
        "ru": _same("Без пояснения – {number}."),
        "kk": _same("Түсіндірілмегені – {number}."),
    }
)
_ONLY_NUMBERS: Final = MappingProxyType(
    {
        "en": "The words are the same. Numbers that changed: {number}.",
        "ru": "Текст тот же. Изменено номеров: {number}.",
        "kk": "Мәтін сол күйінде. Өзгерген нөмірлер: {number}.",
    }
)


def only_numbers(number: int, language: str) -> str:
    """A sentence for drafts of which only so many numbers differ."""
    return _ONLY_NUMBERS.get(language, _ONLY_NUMBERS["en"]).format(number=number)


def summary(kinds: Mapping[str, int], sections: int, language: str) -> str:
    """A sentence from the number of changes of each kind, and of sections in which they are: "5 changes in 2 sections: 3 passages added,
    1 deleted, 1 heading reworded." What is counted is named once.
    """
    language = language if language in _CHANGES else "en"
    total = sum(kinds.values())
    if not total:
        return _NONE[language]
    whole = counted(total, _CHANGES, language)
    if sections:
        whole = _WHOLE[language].format(changes=whole, sections=counted(sections, _SECTIONS, language))
    told, before = [], ""
    for kind, (thing, happened) in _HAPPENED.items():
        number = kinds.get(kind, 0)
        if number:
            form = form_of(number, language)
            named = _THINGS[thing][language][form] if thing != before else ""
            phrase = _PHRASE[language].format(number=number, thing=named, happened=happened[language][min(form, 1)])
            told.append(" ".join(phrase.split()))
            before = thing
    return f"{whole}: {', '.join(told)}."


def editorial_share(number: int, language: str) -> str:
    """A sentence that says how many changes are editorial; empty when none is."""
    language = language if language in _CHANGES else "en"
    return _EDITORIAL[language][form_of(number, language)].format(number=number) if number else ""


def unexplained_share(number: int, language: str) -> str:
    """A sentence that says how many changes nobody explained; empty when none is left."""
    language = language if language in _CHANGES else "en"
    return _UNEXPLAINED[language][form_of(number, language)].format(number=number) if number else ""
