"""A line as its page sees it: amount times factor is tonnes, and how sure the factor is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samsvar.core.catalogues.climate import activities
from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.climate import Amount, Basis, Factor, Scope, emission_of
from samsvar.platform.ui.language import current_language
from samsvar.subjects.climate.models import ActivityLine, OwnFactor
from samsvar.subjects.climate.presenters.words import (
    MARKS,
    SCOPES,
    activity_name,
    amount_words,
    measure_of,
    tonnes,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line in a list."""

    line: ActivityLine
    name: str
    amount: str
    tonnes: str


@dataclass(frozen=True, slots=True)
class Times:
    """One way of working out a line: the factor in words, what it comes to, and where the factor is from."""

    basis: str
    factor: str
    tonnes: str
    biogenic: str
    source: str
    years: str
    mark: str
    own: bool


def rows(lines: Iterable[ActivityLine], factors: Sequence[Factor]) -> list[Row]:
    """Lines with what each comes to, market-based."""
    return [
        Row(each, activity_name(each.activity), amount_words(each.amount, each.activity), tonnes(_kg(each, factors)))
        for each in lines
    ]


def _kg(line: ActivityLine, factors: Sequence[Factor]) -> Decimal | None:
    amount = Amount(line.key, line.activity, line.amount)
    return emission_of(amount, line.account.year, Basis.MARKET, line.account.gwp_set, factors).kg


def worked_out(line: ActivityLine, factors: Sequence[Factor]) -> list[Times]:
    """The line market-based, and location-based beside it where energy is bought."""
    of = activities().get(line.activity)
    if of is None:
        return []
    amount = Amount(line.key, line.activity, line.amount)
    found = []
    for basis in (Basis.MARKET, Basis.LOCATION) if of.scope is Scope.ENERGY else (Basis.MARKET,):
        emission = emission_of(amount, line.account.year, basis, line.account.gwp_set, factors)
        words = _("Market-based") if basis is Basis.MARKET else _("Location-based")
        named = words if of.scope is Scope.ENERGY else ""
        biogenic = tonnes(emission.biogenic_kg, 3) if emission.biogenic_kg else ""
        held = emission.factor
        if held is None:
            found.append(Times(named, "", tonnes(emission.kg, 3), biogenic, "", "", "", own=False))
            continue
        factor = factor_words(held.kg_co2e, line.activity)
        found.append(
            Times(
                named,
                factor,
                tonnes(emission.kg, 3),
                biogenic,
                source_words(held),
                years_words(held),
                "" if held.own else str(MARKS[held.mark]),
                held.own,
            )
        )
    return found


def scope_words(code: str) -> str:
    """The scope of an activity in words."""
    of = activities().get(code)
    return str(SCOPES[of.scope]) if of else ""


def factor_words(kg: Decimal, activity: str) -> str:
    """A factor as it is read: `2,708 kg CO₂e per liter`."""
    number = format_number(kg, current_language(), max(0, -int(kg.normalize().as_tuple().exponent)))
    return _("%(number)s kg CO₂e per %(measure)s") % {"number": number, "measure": one_of(activity)}


def one_of(activity: str) -> str:
    """The measure of an activity in the singular."""
    return {"litres": _("litre"), "tonnes": _("tonne")}.get(_plain(activity), measure_of(activity))


def _plain(activity: str) -> str:
    of = activities().get(activity)
    return {"litre": "litres", "tonne": "tonnes"}.get(of.measure.value, "") if of else ""


def source_words(factor: Factor) -> str:
    """Who published a factor, in what, and where in it."""
    return ", ".join(part for part in (factor.publisher, factor.source, factor.place) if part)


def years_words(factor: Factor | OwnFactor) -> str:
    """The years a factor holds for."""
    if factor.to_year is None:
        return _("from %(year)s") % {"year": factor.from_year}
    if factor.to_year == factor.from_year:
        return str(factor.from_year)
    return f"{factor.from_year}–{factor.to_year}"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A factor in the list of factors."""

    name: str
    factor: str
    years: str
    basis: str
    gwp_set: str
    source: str
    mark: str


def shipped(factors: Iterable[Factor]) -> list[Shipped]:
    """The factors that ship, by activity."""
    order = {code: place for place, code in enumerate(activities())}
    bases = {Basis.MARKET: _("Market-based"), Basis.LOCATION: _("Location-based"), None: ""}
    ordered = sorted(factors, key=lambda each: (order.get(each.activity, 0), each.gwp_set, -each.from_year))
    return [
        Shipped(
            activity_name(each.activity),
            factor_words(each.kg_co2e, each.activity),
            years_words(each),
            bases[each.basis],
            each.gwp_set,
            source_words(each),
            str(MARKS[each.mark]),
        )
        for each in ordered
    ]


def own(rows: Iterable[OwnFactor]) -> list[tuple[OwnFactor, str, str, str]]:
    """The enterprise's own factors: the row, what it is for, the factor, and its years."""
    return [
        (row, activity_name(row.activity), factor_words(row.kg_co2e, row.activity), years_words(row)) for row in rows
    ]


def exported(lines: Iterable[ActivityLine], factors: Sequence[Factor]) -> list[tuple[Any, ...]]:
    """Lines as they stand in a file: unit, activity, amount, measure, factor, tonnes, source, factor's source, note."""
    found = []
    for line in lines:
        amount = Amount(line.key, line.activity, line.amount)
        emission = emission_of(amount, line.account.year, Basis.MARKET, line.account.gwp_set, factors)
        factor = emission.factor
        found.append(
            (
                line.unit.name_nb,
                line.account.year,
                activity_name(line.activity),
                line.amount,
                measure_of(line.activity),
                factor.kg_co2e if factor else None,
                None if emission.kg is None else emission.kg / 1000,
                line.source,
                source_words(factor) if factor else None,
                line.note or None,
            )
        )
    return found
