"""What the fields of records and heads are called where a reader is told of them, in English, Russian and Kazakh."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_NAMES: Final = MappingProxyType(
    {
        "abbreviation": {"en": "abbreviation", "ru": "сокращение", "kk": "қысқартуы"},
        "baseline": {"en": "baseline", "ru": "исходное значение", "kk": "бастапқы мәні"},
        "collector": {"en": "source of information", "ru": "источник информации", "kk": "ақпарат көзі"},
        "contributors": {"en": "asked to contribute", "ru": "приглашены к участию", "kk": "үлес қосуға шақырылғандар"},
        "country": {"en": "country", "ru": "страна", "kk": "ел"},
        "direction": {"en": "direction", "ru": "направление", "kk": "бағыты"},
        "due": {"en": "deadline", "ru": "срок", "kk": "мерзімі"},
        "executors": {"en": "responsible bodies", "ru": "ответственные исполнители", "kk": "жауапты орындаушылар"},
        "form": {"en": "form of completion", "ru": "форма завершения", "kk": "аяқтау нысаны"},
        "funding": {"en": "funding", "ru": "финансирование", "kk": "қаржыландыру"},
        "languages": {"en": "languages", "ru": "языки", "kk": "тілдері"},
        "name": {"en": "name", "ru": "наименование", "kk": "атауы"},
        "note": {"en": "remark", "ru": "примечание", "kk": "ескертпе"},
        "observations": {"en": "values observed", "ru": "зафиксированные значения", "kk": "тіркелген мәндер"},
        "owner": {"en": "answers for it", "ru": "ответственный", "kk": "жауапты"},
        "paragraph-numbers": {"en": "paragraph numbers", "ru": "нумерация пунктов", "kk": "тармақтарды нөмірлеу"},
        "profile": {"en": "kind of document", "ru": "вид документа", "kk": "құжат түрі"},
        "role": {"en": "role of the section", "ru": "роль раздела", "kk": "бөлімнің рөлі"},
        "scope": {"en": "what is counted", "ru": "что учитывается", "kk": "не есепке алынады"},
        "source": {"en": "source", "ru": "источник", "kk": "дереккөз"},
        "status": {"en": "progress", "ru": "готовность", "kk": "дайындығы"},
        "style": {"en": "look of the pages", "ru": "оформление", "kk": "безендіру"},
        "tags": {"en": "what it touches", "ru": "затрагиваемые темы", "kk": "қозғалатын тақырыптар"},
        "target": {"en": "measures the concept", "ru": "целевой индикатор", "kk": "нысаналы индикатор"},
        "targets": {"en": "targets", "ru": "целевые значения", "kk": "нысаналы мәндер"},
        "time-zone": {"en": "time zone", "ru": "часовой пояс", "kk": "уақыт белдеуі"},
        "unit": {"en": "unit", "ru": "единица измерения", "kk": "өлшем бірлігі"},
        "working-language": {"en": "working language", "ru": "рабочий язык", "kk": "жұмыс тілі"},
        "order-of-measures": {"en": "Order of the measures", "ru": "Порядок мер", "kk": "Шаралардың реті"},
        "order-of-directions": {"en": "Order of the directions", "ru": "Порядок направлений", "kk": "Бағыттардың реті"},
        "order-of-indicators": {"en": "Order of the indicators", "ru": "Порядок показателей", "kk": "Көрсеткіштердің реті"},
        # inside of values
        "amount": {"en": "amount", "ru": "объем", "kk": "көлемі"},
        "body": {"en": "body", "ru": "орган", "kk": "орган"},
        "bound": {"en": "bound", "ru": "точность", "kk": "дәлдігі"},
        "by-agreement": {"en": "by agreement", "ru": "по согласованию", "kk": "келісім бойынша"},
        "currency": {"en": "currency", "ru": "валюта", "kk": "валюта"},
        "gender": {"en": "gender equality", "ru": "гендерное равенство", "kk": "гендерлік теңдік"},
        "inclusion": {"en": "inclusion", "ru": "инклюзия", "kk": "инклюзия"},
        "lead": {"en": "lead", "ru": "свод", "kk": "жинақтаушы"},
        "locator": {"en": "place in the source", "ru": "место в источнике", "kk": "дереккөздегі орны"},
        "period": {"en": "period", "ru": "период", "kk": "кезең"},
        "region": {"en": "regions", "ru": "регионы", "kk": "өңірлер"},
        "said-on": {"en": "said on", "ru": "названо", "kk": "айтылған күні"},
        "sdg": {"en": "Sustainable Development Goals", "ru": "цели устойчивого развития", "kk": "тұрақты даму мақсаттары"},
        "speaker": {"en": "said by", "ru": "кто назвал", "kk": "айтқан"},
        "value": {"en": "value", "ru": "значение", "kk": "мәні"},
        "years": {"en": "years", "ru": "годы", "kk": "жылдар"},
    }
)
_VALUES: Final = MappingProxyType(
    {
        "stub": {"en": "not written yet", "ru": "еще не написано", "kk": "әлі жазылмаған"},
        "drafted": {"en": "drafted", "ru": "написано", "kk": "жазылған"},
        "in-review": {"en": "in review", "ru": "на рассмотрении", "kk": "қаралуда"},
        "agreed": {"en": "agreed", "ru": "согласовано", "kk": "келісілген"},
        "frozen": {"en": "frozen", "ru": "зафиксировано", "kk": "бекітіліп қойылған"},
        "true": {"en": "yes", "ru": "да", "kk": "иә"},
        "false": {"en": "no", "ru": "нет", "kk": "жоқ"},
    }
)


def field_name(field: str, language: str) -> str:
    """What a field is called; one without a name of its own as it is typed."""
    names = _NAMES.get(field, {})
    return names.get(language) or names.get("en") or field


BODIES: Final = frozenset({"owner", "contributors", "lead-body", "body"})
"""Fields that name stakeholders by their ids."""
DAYS: Final = frozenset({"due", "since", "date", "accessed", "said-on"})
_OF_SETS: Final = frozenset({"status", "gender", "inclusion", "target", "lead", "by-agreement", "paragraph-numbers"})


def value_name(field: str, value: str, language: str) -> str:
    """How the value of a field is said whose values are a fixed set; any other as it is."""
    names = _VALUES.get(value.casefold(), {}) if field in _OF_SETS else {}
    return names.get(language) or names.get("en") or value
