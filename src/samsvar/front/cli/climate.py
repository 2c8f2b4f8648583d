"""Tell the climate account of a unit in a year: tonnes of CO2e by scope, group and activity, and what is missing.

Examples:
  samsvar climate --unit HF-2 --year 2024
  samsvar climate --unit HF-2 --year 2024 --json
  samsvar climate --unit 912345674 --year 2024 --json
"""

import argparse
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samsvar.core.catalogues.climate import activities
from samsvar.core.catalogues.editions import title_in
from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.climate import Basis, ClimateActivity, Emission, Factor, Fed, Inventory, Sum, emission_of
from samsvar.core.rules.dates import oslo_day
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import unit_named
from samsvar.platform.access.viewer import Viewer, operator
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.climate.models import ClimateAccount
from samsvar.subjects.climate.presenters.words import GROUPS
from samsvar.subjects.climate.selectors.accounts import Found, accounts_of, enterprises_beneath, history_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which unit and year."""
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit's number, key or organisation number")
    parser.add_argument("--year", required=True, type=int, metavar="YEAR", help="the year of the account, as 2024")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Tell the account. Nothing is changed."""
    unit, year, on = unit_named(arguments.unit), arguments.year, today()
    viewer = operator(on=on)
    accounts = accounts_of(unit.enterprise) if unit.enterprise else {}
    account = accounts.get(year)
    found = history_of(viewer, unit).get(year) if account else None
    beneath = _beneath(viewer, unit, year)
    console.document(
        {
            "account": _account(account) if account else None,
            "activities": [*_activities(found)] if found else [],
            "beneath": [{"unit": each.number, "unit_key": each.key, **_sums(theirs)} for each, theirs in beneath],
            "indicators": [_fed(each) for each in found.fed] if found else [],
            "missing": list(found.inventory.missing) if found and unit.enterprise_id == unit.pk else [],
            "sums": _sums(found) if found else None,
            "unit": unit.number,
            "unit_key": unit.key,
            "year": year,
        }
    )
    _say(unit, year, account, found, beneath, console)
    return 0


def _beneath(viewer: Viewer, unit: OrgUnit, year: int) -> list[tuple[OrgUnit, Found]]:
    """The accounts of the enterprises under the unit that have lines."""
    return [(each.enterprise, each.found) for each in enterprises_beneath(viewer, unit, year) if each.found]


def _account(account: ClimateAccount) -> dict[str, Any]:
    return {
        "gwp_set": account.gwp_set,
        "settled_on": oslo_day(account.settled_at).isoformat() if account.settled_at else None,
        "state": str(account.state),
    }


def _sums(found: Found) -> dict[str, Any]:
    """Market-based, and location-based beside."""
    return {"location": _inventory(found.located), "market": _inventory(found.inventory)}


def _inventory(told: Inventory) -> dict[str, Any]:
    whole = ("biogenic", "common", "deducted", "gross", "net")
    return {
        **{name: _sum(getattr(told, name)) for name in whole},
        "groups": {str(code): _sum(each) for code, each in told.by_group.items()},
        "scopes": {str(code): _sum(each) for code, each in told.by_scope.items()},
    }


def _sum(told: Sum) -> dict[str, Any]:
    return {"kg": _text(told.kg), "unknown": told.unknown}


def _activities(found: Found) -> Iterable[dict[str, Any]]:
    known, language = activities(), current_language()
    for amount in found.amounts:
        activity = known[amount.activity]
        market, located = (
            emission_of(amount, found.year, basis, found.gwp_set, found.factors)
            for basis in (Basis.MARKET, Basis.LOCATION)
        )
        yield {
            "activity": activity.code,
            "amount": _text(amount.amount),
            "deducts": activity.deducts,
            "group": str(activity.group),
            "lines": found.lines.get(activity.code, 0),
            "location": _emission(located),
            "market": _emission(market),
            "measure": str(activity.measure),
            "name": title_in(activity.name, language),
            "scope": str(activity.scope),
            "scope3_category": activity.scope3_category,
        }


def _emission(told: Emission) -> dict[str, Any]:
    return {
        "biogenic_kg": _text(told.biogenic_kg),
        "factor": _factor(told.factor) if told.factor else None,
        "kg": _text(told.kg),
    }


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "code": factor.code,
        "from_year": factor.from_year,
        "kg_co2e": _text(factor.kg_co2e),
        "mark": None if factor.own else str(factor.mark),
        "own": factor.own,
        "place": factor.place,
        "publisher": factor.publisher,
        "source": factor.source,
        "source_year": factor.source_year,
        "to_year": factor.to_year,
    }


def _fed(each: Fed) -> dict[str, Any]:
    return {
        "code": each.indicator,
        "denominator": _text(each.denominator),
        "missing": list(each.missing),
        "numerator": _text(each.numerator),
        "value": _text(each.value),
        "without_factor": list(each.without_factor),
    }


def _text(number: Decimal | None) -> str | None:
    """Without needless noughts, never with an exponent."""
    if number is None:
        return None
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _say(
    unit: OrgUnit,
    year: int,
    account: ClimateAccount | None,
    found: Found | None,
    beneath: list[tuple[OrgUnit, Found]],
    console: Console,
) -> None:
    language, known = current_language(), activities()
    console.say(f"{unit.name(language)}, {year}")
    if account is None and not beneath:
        console.say(_("There is no climate account of the year."))
    if found:
        _say_sums(found, known, console)
    for each, theirs in beneath:
        console.say(f"{_tonnes(theirs.inventory.common):>14}  {each.name(language)}")
    if found and unit.enterprise_id == unit.pk and found.inventory.missing:
        names = ", ".join(title_in(known[code].name, language) for code in found.inventory.missing)
        console.say(_("Not a word yet on: %(activities)s.") % {"activities": names})


def _say_sums(found: Found, known: Mapping[str, ClimateActivity], console: Console) -> None:
    console.say(_("Tonnes of CO2e, market-based; a line with ≥ has lines without a factor."))
    for group, told in found.inventory.by_group.items():
        console.say(f"{_tonnes(told):>14}  {GROUPS[group]}")
    deducted = [title_in(each.name, current_language()) for each in known.values() if each.deducts]
    console.say(f"{_tonnes(found.inventory.deducted, '−'):>14}  {', '.join(deducted)}")
    console.say(f"{_tonnes(found.inventory.common):>14}  " + _("The common account: without waste and water"))


def _tonnes(told: Sum, sign: str = "") -> str:
    number = format_number(told.kg / 1000, current_language(), decimals=1)
    return f"{'≥ ' if told.unknown else ''}{sign if told.kg else ''}{number}"
