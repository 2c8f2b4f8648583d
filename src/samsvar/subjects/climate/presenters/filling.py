"""The indicators that an account fills, and the accounts of the enterprises beneath a region, beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.numbers import exact
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.presenters.words import shown
from samsvar.subjects.climate.models import ClimateAccount
from samsvar.subjects.climate.presenters.account import is_whole
from samsvar.subjects.climate.presenters.words import activity_name, tonnes_of
from samsvar.subjects.climate.selectors.accounts import Beside
from samsvar.subjects.climate.selectors.feeding import Told

#: What an indicator of change is filled with: the amount itself, in its own measure.
_AMOUNTS = {
    "co2e": "tonnes_co2e",
    "energy-change": "kwh",
    "travel-car-km": "km",
    "travel-air-km": "km",
    "food-waste-change": "kg",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """An indicator, what the account says of it and what it has.

    `state`: same, other, none, left, unknown; `why` says why.
    """

    name: str
    href: str
    says: str
    stands: str
    state: str
    words: str
    why: str = ""


def told(rows: Iterable[Told], *, settled: bool) -> list[Filled]:
    """Each indicator that draws from the account."""
    return [_filled(each, settled) for each in rows]


def _filled(each: Told, settled: bool) -> Filled:
    fed, indicator = each.fed, each.indicator
    says = _figure(indicator, (fed.value, fed.numerator, fed.denominator)) if fed.known else "–"
    stands = _figure(indicator, each.stands) if each.stands else "–"
    state, words = _state(each, settled)
    href = page_address("indicators:indicator", indicator.key)
    return Filled(indicator.name(current_language()), href, says, stands, state, words, _why(each))


def _state(each: Told, settled: bool) -> tuple[str, str]:
    if not each.fed.known:
        return "unknown", _("The account cannot say")
    if each.beneath and each.stands is None:
        return "left", _("Handed in by units beneath")
    if each.stands is None:
        return "none", _("Not filled") if settled else _("Is filled when the account is settled")
    return ("same", _("As the account says")) if each.same else ("other", _("Has another figure"))


def _why(each: Told) -> str:
    if each.fed.known:
        return _("The two would be added, so the account leaves it to them.") if each.beneath else ""
    said = []
    if each.fed.missing:
        said.append(_("Missing: %(names)s.") % {"names": _names(each.fed.missing)})
    if each.fed.without_factor:
        said.append(_("Without a factor: %(names)s.") % {"names": _names(each.fed.without_factor)})
    return " ".join(said) or _("There is no line that goes to it.")


def _names(codes: Iterable[str]) -> str:
    names = [activity_name(code) for code in codes]
    more = len(names) - 3
    return ", ".join(names[:3]) + (" " + _("and %(n)s more") % {"n": more} if more > 0 else "")


def _figure(indicator: Any, parts: tuple[Decimal | None, Decimal | None, Decimal | None]) -> str:
    value, numerator, denominator = parts
    if denominator is not None and numerator is not None:
        if not denominator:
            return "–"
        return shown(100 * exact(numerator) / exact(denominator), "percent", 1)
    return shown(value, _AMOUNTS.get(indicator.code, indicator.unit_of_measure), 0)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An enterprise's account among those beside it. `lacks`: how many expected things are missing, None: all of it."""

    name: Any
    account: ClimateAccount
    net: str
    lacks: int | None
    whole: bool


def beside(rows: Iterable[Beside]) -> list[Neighbour]:
    """The accounts of the enterprises beneath, as lines of a table."""
    return [
        Neighbour(
            each.enterprise,
            each.account,
            tonnes_of(each.found.inventory.common, 0) if each.found else "–",
            len(each.found.inventory.missing) if each.found else None,
            is_whole(each.found),
        )
        for each in rows
    ]
