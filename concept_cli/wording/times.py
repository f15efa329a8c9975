"""The words of times in English, Russian and Kazakh, and what is said of a text that names none.

``WORDS`` leads from a word, or from several with single spaces between, to its kind and its value. Case does not matter. Kazakh and
Russian nouns stand in the cases that dates need; a word that is not here is no word of a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

MONTHS: Final = MappingProxyType(
    {
        "en": "January February March April May June July August September October November December".split(),
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
        "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(),
    }
)
"""As they stand behind a day."""
MONTHS_ALONE: Final = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
"""Russian months without a day."""

_FROM_MONTHS: Final = (  # Kazakh ablative: what a range or a rule counts from
    "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан".split()
)
_OTHER_MONTHS: Final = (
    "қаңтарды ақпанды наурызды сәуірді мамырды маусымды шілдені тамызды қыркүйекті қазанды қарашаны желтоқсанды".split(),
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "янв фев мар апр май июн июл авг сен окт ноя дек".split(),
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split(),
    "қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға".split(),
    "қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда".split(),
    "қаңтардың ақпанның наурыздың сәуірдің мамырдың маусымның шілденің тамыздың қыркүйектің қазанның қарашаның желтоқсанның".split(),
    "қаңтары ақпаны наурызы сәуірі мамыры маусымы шілдесі тамызы қыркүйегі қазаны қарашасы желтоқсаны".split(),
)

_NTH: Final = MappingProxyType(
    {
        1: "i, і, first, первый, первое, первого, первом, бірінші",
        2: "ii, іі, second, второй, второе, второго, втором, екінші",
        3: "iii, ііі, third, третий, третьего, третьем, үшінші",
        4: "iv, іv, fourth, четвертый, четвёртый, четвертого, четвёртого, четвертом, четвёртом, төртінші",
    }
)
"""Numbers of quarters and half-years; the Roman ones also with the Kazakh letter І, which many keyboards have nearer."""

_COUNTS: Final = MappingProxyType(
    {
        1: "one, одного, один, одну, бір",
        2: "two, двух, два, две, екі",
        3: "three, трех, трёх, три, үш",
        4: "four, четырех, четырёх, четыре, төрт",
        5: "five, пяти, пять, бес",
        6: "six, шести, шесть, алты",
        7: "seven, семи, семь, жеті",
        8: "eight, восьми, восемь, сегіз",
        9: "nine, девяти, девять, тоғыз",
        10: "ten, десяти, десять, он",
        14: "fourteen, четырнадцати, четырнадцать, он төрт",
        15: "fifteen, пятнадцати, пятнадцать, он бес",
        20: "twenty, двадцати, двадцать, жиырма",
        30: "thirty, тридцати, тридцать, отыз",
        60: "sixty, шестидесяти, шестьдесят, алпыс",
        90: "ninety, девяноста, девяносто",
    }
)
"""Numbers of units that acts write as words."""
_KINDS: Final = MappingProxyType(
    {
        "quarter": (
            "q, quarter, quarters, квартал, квартала, квартале, кварталы, кв, тоқсан, тоқсаны, тоқсанда, тоқсанның, тоқсанға"
        ),
        "half": (
            "h, half, half of, half-year, half year, полугодие, полугодия, полугодии, "
            "жартыжылдық, жартыжылдығы, жартыжылдықта, жартыжылдықтың, жартыжылдыққа"
        ),
        "year-word": (
            "year, years, год, года, году, годы, годов, годам, г, гг, "
            "жыл, жылғы, жылы, жылдың, жылдар, жылдары, жылдарға, жылға, ж, жж"
        ),
        "of": "of, the, in, on, at, в, во, күні, күнінен, сағат, числа, число",
        "until": (
            "by, until, till, no later than, not later than, due by, до, к, ко, не позднее, не позже, дейін, кешіктірмей, қарай, "
            "inclusive, включительно, дейін қоса алғанда, қоса алғанда"
        ),
        "during": "during, в течение, в ходе, ішінде, бойы",
        "end": "end, the end, end of, the end of, конца, концу, конец, конце, соңына, соңы, соңында, аяғына",
        "from": "from, с, со",
        "to": "to, through, по",
        "and": "and, и, және",
        "permanent": (
            "permanent, permanently, constantly, continuous, continuously, постоянно, на постоянной основе, непрерывно, "
            "тұрақты, тұрақты түрде, тұрақты негізде, үнемі"
        ),
        "working": "working, business, рабочий, рабочих, рабочего, рабочие, жұмыс",
        "calendar": "calendar, календарный, календарных, календарного, календарные, күнтізбелік",
        "days": "day, days, день, дня, дней, күн, күннен, күнінен, күні",
        "weeks": "week, weeks, неделя, недели, недель, неделю, апта, аптадан",
        "months": "month, months, месяц, месяца, месяцев, ай, айдан",
        "after": "after, from, following, после, со дня, с даты, с момента, от, кейін, соң, бастап",
        "before": "before, prior to, до, бұрын, дейін",
        "within": (
            "within, in, through, no later than, not later than, at the latest, через, в течение, за, не позднее, не позднее чем за, "
            "не позже, не позднее чем через, ішінде, өткен соң"
        ),
        "date-time": "t",
        "ordinal": "st, nd, rd, th",
        "ending": (
            "й, ый, ой, го, ого, е, ое, м, ом, ші, шы, інші, ыншы, де, да, те, та, ге, ға, ке, қа, ден, дан, тен, тан, нен, нан, "
            "сі, сы, і, ы, іне, ына, сіне, сына"
        ),
        "zone": "z, utc, gmt",
    }
)
_RECURRING: Final = MappingProxyType(
    {
        "every-year": (
            "yearly, annually, annual, every year, each year, once a year, ежегодно, ежегодный, каждый год, раз в год, один раз в год, "
            "жыл сайын, жылына бір рет, әр жыл, жылда"
        ),
        "every-half": (
            "half-yearly, half yearly, semi-annually, semiannually, every half-year, each half-year, twice a year, каждое полугодие, "
            "раз в полугодие, один раз в полугодие, по полугодиям, раз в полгода, два раза в год, полугодовой, "
            "жартыжылдық сайын, жарты жыл сайын, әр жартыжылдық, жартыжылдықта бір рет, жылына екі рет"
        ),
        "every-quarter": (
            "quarterly, every quarter, each quarter, once a quarter, ежеквартально, ежеквартальный, каждый квартал, раз в квартал, "
            "один раз в квартал, поквартально, тоқсан сайын, әр тоқсан, тоқсанына бір рет, тоқсанда бір рет"
        ),
        "every-month": (
            "monthly, every month, each month, once a month, ежемесячно, ежемесячный, каждый месяц, раз в месяц, один раз в месяц, "
            "каждого месяца, of each month, of every month, әр айдың, "
            "ай сайын, әр ай, айына бір рет"
        ),
    }
)

DOTTED: Final = frozenset(
    "г гг ж жж кв jan feb mar apr may jun jul aug sep sept oct nov dec янв фев мар апр июн июл авг сен сент окт ноя дек".split()
)
"""Words that are written short, with a full stop behind them."""
FROM_WORDS: Final = frozenset({*_FROM_MONTHS, "жылдан", "күнінен"})
"""Kazakh words in the case that says from where."""


def _words() -> Iterator[tuple[str, tuple[frozenset[str], int]]]:
    kinds: dict[str, set[str]] = {}
    for kind, words in (_KINDS | _RECURRING).items():
        for word in words.split(", "):
            kinds.setdefault(word, set()).add(kind)
    kinds.setdefault("жылдан", set()).add("year-word")
    for word, found in kinds.items():
        yield word, (frozenset(found), 0)
    for number, words in _NTH.items():
        for word in words.split(", "):
            yield word, (frozenset({"nth"} | kinds.get(word, set())), number)
    for names in (*MONTHS.values(), MONTHS_ALONE, _FROM_MONTHS, *_OTHER_MONTHS):
        for number, name in enumerate(names, 1):
            yield name.casefold(), (frozenset({"month"}), number)
    for short in ("sept", "сент"):
        yield short, (frozenset({"month"}), 9)
    for number, words in _COUNTS.items():
        for word in words.split(", "):
            yield word, (frozenset({"count"}), number)


WORDS: Final = MappingProxyType(dict(_words()))
"""A word or several: the kinds that it can be of, and its number."""
ENGLISH: Final = MappingProxyType({name.casefold(): name for name in MONTHS["en"]})
"""Words that begin with a capital, by what they are without."""

FAULTS: Final = MappingProxyType(
    {
        "empty": ("nothing is written", "write a day (2021-08-01), a quarter (2025-Q4), a year, “yearly” or “permanent”"),
        "long": ("a time has at most {limit} characters", "write the time alone, and everything else into a note"),
        "word": ("“{word}” is no word of a time", "write a day like 2021-08-01 or 1 August 2021, 2025-Q4, “yearly”, “permanent”"),
        "near": ("“{word}” is no word of a time", "did you mean “{near}”?"),
        "sign": ("“{word}” cannot stand in a time", "leave it out; numbers are written with the digits 0 to 9"),
        "shape": (
            "“{word}” does not belong here",
            "write a day like 2021-08-01 or 1 August 2021, a quarter like 2025-Q4, a year",
        ),
        "short": (
            "something is missing at the end",
            "write a day like 2021-08-01 or 1 August 2021, a quarter like 2025-Q4, a year",
        ),
        "ambiguous": ("{text} may be one day or another", "write year-month-day, like 2025-04-03, or the month as a word"),
        "digits": ("“{word}” is neither a day nor a year", "write the year in four digits, the day in one or two"),
        "several": (
            "two days are named",
            "write an entry for each of them, or “yearly” when they come every year, without a year",
        ),
        "year": ("no year is said", "write the year, or “yearly” before it when it comes every year"),
        "year-zero": ("there is no year 0", "years go from 0001 to 9999"),
        "month": ("there is no month {number}", "a year has months 1 to 12"),
        "day": ("{month} {year} has no day {number}", "{month} {year} ends on day {last}"),
        "day-of-month": ("{month} has no day {number}", "correct the day"),
        "which": ("it is not said which “{word}”", "write its number with it: Q4 2025, I полугодие 2025 года"),
        "quarter": ("there is no quarter {number}: a year has quarters 1 to 4", "write 1, 2, 3 or 4"),
        "half": ("there is no half-year {number}", "a year has halves 1 and 2"),
        "order": ("{last} is before {first}", "write the earlier one first"),
        "range": ("a range has two ends, and here a third begins", "write the first and the last only"),
        "range-end": ("the other end of the range is missing", "write both ends: 2024..2029"),
        "range-year": (
            "one end of the range is a year, the other has none",
            "write “Q4 2025”, or both ends in full: 2025-Q4..2026",
        ),
        "range-time": ("a range ends with a day", "leave the hours out"),
        "clock": ("there is no {text} on a clock", "write hours and minutes from 00:00 to 24:00"),
        "clock-range": (
            "{text} may be two hours, or one and a zone",
            "write one time, and a zone like Europe/Paris or UTC-03:00",
        ),
        "clock-day": ("an hour belongs to a day", "write the day with it: 2026-07-10 18:00"),
        "zone": ("“{word}” is no time zone", "write it like Europe/Paris or +05:00"),
        "zone-near": ("“{word}” is no time zone", "did you mean “{near}”?"),
        "days": ("{every} needs {count} days, and here are {found}", "write each of them with its month, or correct the word"),
        "every-day": ("a day of each {every} cannot be told", "write every day with its month: yearly 5 July and 20 December"),
        "direction": (
            "it is not said from when it counts",
            "write “after” or “before” and a day or an id: 10 working days after draft-1",
        ),
        "how-many": ("it is not said how many", "write the number before it: 1 month after draft-1"),
        "anchor": ("“{word}” is neither a day nor an id", "count from a day like 2021-08-01, or from an id like draft-1"),
        "count": ("“{word}” is too large a number", "write at most {limit}"),
    }
)
"""What is wrong with a text that names no time, and what helps, by the name of the fault."""

EVERY: Final = MappingProxyType({"year": "yearly", "half": "half-yearly", "quarter": "quarterly", "month": "monthly"})
"""The word of a recurrence in its canonical form."""
UNITS: Final = MappingProxyType({"days": "day", "working": "working day", "weeks": "week", "months": "month"})
"""The word of one unit in the canonical form of a rule; more of them end with s."""

REPORTED: Final = (
    (
        r"results of (?:the |each )?(?P<half>half-year)?(?P<quarter>quarter)?(?P<year>year)?(?P<month>month)?",
        r"(?:following|after) the report(?:ed|ing) (?P<half>half-year)?(?P<quarter>quarter)?(?P<year>year)?(?P<month>month)?",
    ),
    (
        r"по итогам (?P<half>полугоди)?(?P<quarter>квартал)?(?P<year>год)?(?P<month>месяц)?",
        r"за отч[её]тн\w+ (?P<half>полугоди)?(?P<quarter>квартал)?(?P<year>год)?(?P<month>месяц)?",
    ),
    (
        r"(?P<half>жартыжылдық)?(?P<quarter>тоқсан)?\b(?P<year>жыл(?!дық))?(?P<month>ай)?\w* (?:қорытынды|нәтиже)",
        r"есепті (?P<half>жартыжылдық)?(?P<quarter>тоқсан)?(?P<year>жыл(?!дық))?(?P<month>ай)?",
    ),
)
"""How each language says what a report is about, and after which period it is due, as regular expressions."""
