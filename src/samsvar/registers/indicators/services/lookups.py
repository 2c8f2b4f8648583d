"""Which indicator and which unit the words of a file mean, within an enterprise and all under it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from django.db.models import Q

from samsvar.core.readers.values.words import key
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Indicator

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Missed:
    """Nothing, or several, go by the words: a code of `import-errors` with its facts."""

    code: str
    facts: Mapping[str, object]


class ByWords:
    """The indicators that hold in an enterprise by code or name, and its units by number, name or organisation number.

    A unit's number in the enterprise itself goes before the same number in one under it. `within_wall`: only what is
    the enterprise's own, and the indicators set above it: a role at a region does not write in its trusts' records.
    """

    def __init__(self, enterprise: OrgUnit, *, within_wall: bool = False) -> None:
        self.enterprise = enterprise
        under = Q(unit__path__gte=enterprise.path, unit__path__lt=enterprise.path_end)
        own_or_under = Q(enterprise=enterprise) if within_wall else under
        rows = Indicator.objects.filter(own_or_under | Q(unit__key__in=enterprise.line_keys)).select_related("unit")
        self._codes = _by_words(rows, lambda each: (each.code,))
        self._names = _by_words(rows, lambda each: (each.name_nb, each.name_nn, each.name_en))
        units = list(OrgUnit.objects.under(enterprise))
        if within_wall:
            units = [each for each in units if each.enterprise_id == enterprise.pk]
        own = [each for each in units if each.enterprise_id == enterprise.pk]
        self._numbers = (_by_words(own, lambda each: (each.number,)), _by_words(units, lambda each: (each.number,)))
        self._unit_names = _by_words(units, lambda each: (each.name_nb, each.name_nn, each.orgnr))
        self._units: dict[str, OrgUnit | Missed] = {"": enterprise}
        self._indicators: dict[str, Indicator | Missed] = {}

    def indicator(self, words: str) -> Indicator | Missed:
        """Codes `unknown_indicator` (facts `value`, `nearest`), `ambiguous_indicator` (`value`)."""
        if words not in self._indicators:
            told = _one((self._codes, self._names), words, "indicator", lambda each: each.code)
            self._indicators[words] = told
        return self._indicators[words]

    def unit(self, words: str) -> OrgUnit | Missed:
        """Codes `no_such_unit` (facts `value`, `nearest`), `ambiguous_unit` (`value`, `numbers`)."""
        if words not in self._units:
            told = _one((*self._numbers, self._unit_names), words, "unit", lambda each: each.number)
            self._units[words] = told
        return self._units[words]


def _by_words(rows: Iterable[Found], words_of: Callable[[Found], Iterable[str]]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    for row in rows:
        for folded in {key(words) for words in words_of(row) if words}:
            found.setdefault(folded, []).append(row)
    return found


def _one(
    tables: Iterable[Mapping[str, list[Found]]], words: str, what: str, number_of: Callable[[Found], str]
) -> Found | Missed:
    """The one that goes by the words in the first table that has any."""
    known: list[str] = []
    for table in tables:
        found = table.get(key(words), [])
        if len(found) == 1:
            return found[0]
        if found:
            return Missed(f"ambiguous_{what}", {"value": words, "numbers": sorted(map(number_of, found))[:10]})
        known += table
    near = get_close_matches(key(words), known, n=3, cutoff=0.7)
    named = [number_of(table[each][0]) for each in near for table in tables if each in table]
    code = "no_such_unit" if what == "unit" else f"unknown_{what}"  # `unknown_unit` is of files that know ids alone
    return Missed(code, {"value": words, "nearest": list(dict.fromkeys(named))[:3]})
