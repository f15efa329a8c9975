"""The same commit gives the same bytes in other surroundings; docs/reliability.md says so of each of them by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.clients import ROOT, client
from tests.variations.projects import LABEL, small
from tests.variations.runs import Run, Scene, scene
from tests.variations.surroundings import LATER, PLAIN, all_at_once, variations
from tests.variations.table import BEGIN, COLUMNS, END, Row, compared, format_of, kept, put, tried

PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    client("git")
    with scene(small(tmp_path_factory.mktemp("varied") / "water"), LABEL, locales=False) as found:
        yield found


def test_the_same_bytes_on_another_day_in_another_zone_locale_folder_order_and_so_on(made: Scene) -> None:
    """All at once; ``python -m tests.variations`` does one after the other, with a project that has everything, and other users."""
    steps = ("release", "calendar", "wheel")
    with ThreadPoolExecutor(2) as both:
        plain, other = both.map(lambda place: made.run(place, steps), (PLAIN, all_at_once("C")))
    assert {each for each in plain.seen if plain.seen[each] == other.seen[each]} == {"user"}
    counted = Counter(map(format_of, plain.files))
    assert set(counted) == set(COLUMNS), "every format is among them"
    assert "manifest.json" in {Path(name).name for name in plain.files}
    assert str(compared("all at once", plain, [other])) == (
        f"| all at once | {' | '.join(f'{counted[each]} of {counted[each]} the same' for each in COLUMNS)} |\n"
    )


def test_a_page_that_says_when_it_was_made_is_found_out(made: Scene) -> None:
    with ThreadPoolExecutor(2) as both:
        plain, other = both.map(lambda place: made.run(place, ("build",), planted=True), (PLAIN, PLAIN))
    row = compared("planted", plain, [other])
    assert row.differing == {"HTML": ["water.kk.html"]}
    assert not row.is_good
    assert "1 of 1 DIFFER: water.kk.html" in str(row)


def test_the_clock_is_also_shifted_where_there_is_no_faketime(made: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.variations.surroundings.which", lambda _: None)
    plain, later = made.run(PLAIN, ("calendar",)), made.run(replace(PLAIN, days=LATER), ("calendar",))
    assert plain.seen["day"] != later.seen["day"]
    assert plain.files == later.files


# --------------------------------------------------------------------- table


def run(**files: str) -> Run:
    return Run({"day": 1}, {name.replace("_", "."): digest for name, digest in files.items()})


def test_what_differs_or_is_missing_or_is_too_much_is_named() -> None:
    plain = run(a_pdf="1", b_pdf="2", c_md="3")
    assert compared("", plain, [run(a_pdf="1", b_pdf="2", c_md="3")]).is_good
    row = compared("x", plain, [run(a_pdf="1", b_pdf="X", d_md="4")])
    assert row.differing == {"PDF": ["b.pdf"], "others": ["c.md", "d.md"]}
    assert str(row) == "| x | 1 of 2 DIFFER: b.pdf | none | none | none | none | none | 2 of 2 DIFFER: c.md, d.md |\n"


def test_a_variation_that_nothing_was_seen_of_is_not_tried() -> None:
    for variation in variations(()):
        plain = Run(dict.fromkeys(variation.seen, 1), {"a.pdf": "1"})
        if not variation.not_tried:
            assert tried(variation, plain, [lambda plain=plain: plain]).not_tried  # type: ignore[misc]
    assert not Row("x", {}, {}).is_good, "nothing was compared"


def test_the_table_has_its_place_in_the_page() -> None:
    assert put("Before.\n", "new\n") == f"Before.\n\n{BEGIN}new\n{END}"
    page = f"Before.\n\n{BEGIN}old\n{END}\nAfter.\n"
    assert put(page, "new\n") == page.replace("old", "new")
    assert kept(page) == f"\n{BEGIN}old\n{END}"
    assert kept("Before.\n") == ""


def test_the_table_in_the_guide_has_all_eight_rows_and_all_are_good() -> None:
    table = kept(PAGE).partition(f"| Varied | {' | '.join(COLUMNS)} |\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[1:]]
    assert [name.partition(":")[0] for name, *_ in rows] == [each.name.partition(":")[0] for each in variations(())]
    for name, *cells in rows:
        assert len(cells) == len(COLUMNS), name
        for cell in cells:
            same, _, rest = cell.partition(" of ")
            assert rest == f"{same} the same", name
            assert int(same) > 0, name
