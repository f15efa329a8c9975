"""Signs by language: quotation marks, dashes and no-break spaces, one for each that was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept_cli.assemble import typeset
from concept_cli.assemble.typography import signs
from concept_cli.document import Code, Emphasis, Link, Paragraph, Text, walk
from tests import samples

# "~" shows a space at which no line may end.
CASES = [
    ("en", 'He said "yes" and "no".', "He said “yes” and “no”."),
    ("en", "It's the ministries' own 'pilot' year", "It’s the ministries’ own ‘pilot’ year"),
    ("en", 'The law "On the "new" economy" is old', "The law “On the ‘new’ economy” is old"),
    ("en", "growth - not decline", "growth~– not decline"),
    ("en", "in 2024-2029, 10-15 % of it", "in 2024–2029, 10–15~% of it"),
    ("en", "on 1 August 2021, Section 4, No. 860", "on 1~August 2021, Section~4, No.~860"),
    ("en", "33.3 billion tenge by J. Smith", "33.3~billion tenge by J.~Smith"),
    ("ru", 'Закон "О культуре" принят', "Закон «О~культуре» принят"),
    ("ru", 'Фильм "Кинотеатр "Арман"" снят', "Фильм «Кинотеатр „Арман“» снят"),
    ("ru", "культура - это экономика", "культура~— это экономика"),
    ("ru", "1 августа 2021 года, ст. 5, № 860", "1~августа 2021~года, ст.~5, №~860"),
    ("ru", "в стране и за рубежом", "в~стране и~за рубежом"),
    ("ru", "134 207 человек", "134~207~человек"),
    ("kk", '"Мәдениет туралы" заң', "«Мәдениет туралы» заң"),
    ("kk", "2021 жылғы 1 тамыз", "2021~жылғы 1~тамыз"),
    ("kk", "21 қарашада, 7 мамырдағы 90 күндік жоспар", "21~қарашада, 7~мамырдағы 90~күндік жоспар"),
    ("ru", "за 90 дней к 2029 годам", "за 90~дней к~2029~годам"),
    ("kk", "2,7 % - үлесі", "2,7~%~— үлесі"),
    ("en", 'a stray " stays', 'a stray " stays'),
    ("en", "see https://a.kz/a-b?c='d' - there", "see https://a.kz/a-b?c='d'~– there"),
    ("en", "order 12-34-56 and 860-II", "order 12-34-56 and 860-II"),
    ("de", '"unchanged" - so', '"unchanged" - so'),
]


@pytest.mark.parametrize(("language", "typed", "shown"), CASES)
def test_signs_of_a_language(language: str, typed: str, shown: str) -> None:
    document = samples.document(samples.section("one", "One", samples.paragraph(typed)), language=language)
    sections = tuple(replace(each, language=language) for each in document.sections)
    [paragraph] = [each for each in walk(typeset(replace(document, sections=sections))) if isinstance(each, Paragraph)]
    assert "".join(each.words for each in walk(paragraph) if isinstance(each, Text)).replace("\N{NO-BREAK SPACE}", "~") == shown


def test_a_quotation_may_begin_and_end_in_different_pieces() -> None:
    """Emphasis, links and code do not hide what stands around them; code itself stays as typed."""
    content = (
        Text(words='The "'),
        Emphasis(content=(Text(words="bold"),)),
        Text(words='" and "'),
        Link(target="https://a.kz", content=(Text(words='link"'),)),
        Text(words=" of "),
        Code(words='"x" - y'),
    )
    document = samples.document(samples.section("one", "One", Paragraph(content=content)))
    [paragraph] = [each for each in walk(typeset(document)) if isinstance(each, Paragraph)]
    assert [each.words for each in walk(paragraph) if isinstance(each, Text | Code)] == [
        "The “", "bold", "” and “", "link”", " of ", '"x" - y',
    ]  # fmt: skip


@given(st.sampled_from(["en", "ru", "kk"]), st.text(alphabet="\"'«»“”-–— ab1АқҢ.%№г:/@\n", max_size=60))
def test_a_sign_takes_the_place_of_a_sign(language: str, typed: str) -> None:
    """Places in the source stay true: as many characters, and no letter, digit or full stop is touched. Twice is as once."""
    shown = signs(typed, language)
    assert len(shown) == len(typed)
    assert all(a == b or (a in "\"'- " and b in "“”‘’«»„–—\N{NO-BREAK SPACE}") for a, b in zip(typed, shown, strict=True))
