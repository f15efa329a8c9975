"""The id that was probably meant: what “did you mean” names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from concept_cli.diagnostics import Place, Report, Rule

_ALIKE: Final = str.maketrans("авекмнһорстухіѕј", "abekmhhopctyxisj")
_GAP: Final = re.compile(r"[\W_]+")
_CLOSE: Final = 0.75
_LONGEST: Final = 80
"""Characters of an id that somebody could mistype; comparing takes the square of them."""
_COMPARISONS: Final = 20_000
"""After so many no more ids are compared: where hundreds lead nowhere, the trouble is no slip of typing, and time would be lost."""


def folded(id: str) -> str:
    """An id without what makes equal-looking ones differ: capitals, Cyrillic letters that look Latin, kinds of gaps."""
    return _GAP.sub("-", id.casefold().translate(_ALIKE)).strip("-")


class Known:
    """Ids that are known, and which of them an unknown one is like."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = frozenset(ids)
        self._by_folded: dict[str, str] = {}
        self._left = _COMPARISONS

    def __contains__(self, id: str) -> bool:
        return id in self.ids

    def nearest(self, id: str) -> str:
        """The known id that a mistyped one is most like; empty when none is near."""
        if not self._by_folded:  # made when the first slip asks for it
            self._by_folded = {folded(each): each for each in sorted(self.ids) if len(each) <= _LONGEST}
        wanted = folded(id[: _LONGEST + 1])
        if wanted in self._by_folded:
            return self._by_folded[wanted]
        if self._left <= 0 or len(wanted) > _LONGEST:
            return ""
        self._left -= len(self._by_folded)
        return "".join(self._by_folded[each] for each in get_close_matches(wanted, self._by_folded, 1, _CLOSE))


def hint(rule: Rule, near: str) -> str:
    """The template of a rule's hint, with the nearest id (``{near}``) first when there is one."""
    return f"did you mean “{{near}}”? If not, {rule.hint}" if near else rule.hint


def report_unknown(rule: Rule, place: Place, id: str, known: Known, report: Report) -> None:
    """Report an id that is none of those known, with the one that is probably meant."""
    near = known.nearest(id)
    report(rule.at(place, hint=hint(rule, near), id=id, near=near))
