"""The activities and the emission factors that ship, for the climate account (`core/rules/climate`)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.cells import Row, Texts, must_be_among, rows_of
from samsvar.core.catalogues.editions import FOLDER
from samsvar.core.catalogues.goals import shipped_indicators
from samsvar.core.rules.climate import Basis, ClimateActivity, Factor, Group, Mark, Measure, Part, Scope

GWP_SETS = ("AR4", "AR5", "AR6")
"""Which of the IPCC's reports the warming potentials of an account are from; the newest last."""


@cache
def activities(folder: Path = FOLDER) -> Mapping[str, ClimateActivity]:
    """The activities by code, in the order they are shown. Raises CatalogueMissing, and CatalogueBroken for a broken
    row."""
    indicators = {each.code for each in shipped_indicators(folder)}
    return {row.code: _activity(row, indicators) for row in rows_of("climate-activities", folder)}


def _activity(row: Row, indicators: set[str]) -> ClimateActivity:
    scope, category = row.one_of(Scope, "scope"), row.whole("scope3_category")
    if category is not None and (scope is not Scope.VALUE_CHAIN or not 1 <= category <= 15):
        raise row.broken("not_of_scope_3", "scope3_category")
    return ClimateActivity(
        code=row.code,
        scope=scope,
        scope3_category=category,
        group=row.one_of(Group, "group"),
        measure=row.one_of(Measure, "measure"),
        expected=row.yes("expected"),
        deducts=row.yes("deducts"),
        feeds=tuple(_feed(row, each, indicators) for each in row.parts("feeds")),
        kwh=_above_zero(row, "kwh"),
        kg_per_litre=_above_zero(row, "kg_per_litre"),
        name=row.texts("name"),
    )


def _feed(row: Row, text: str, indicators: set[str]) -> tuple[str, Part]:
    indicator, _, part = text.partition(":")
    if indicator not in indicators:
        raise row.broken("unknown_reference", "feeds")
    try:
        found = Part(part)
    except ValueError as error:
        raise row.broken("unknown_code", "feeds") from error
    if found is Part.KWH and row.decimal("kwh") is None:
        raise row.broken("no_energy", "kwh")
    return indicator, found


def _above_zero(row: Row, column: str) -> Decimal | None:
    number = row.decimal(column)
    if number is not None and number <= 0:
        raise row.broken("not_above_zero", column)
    return number


@cache
def factors(folder: Path = FOLDER) -> Sequence[Factor]:
    """The factors, each of an activity that ships. Raises as `activities`."""
    known = activities(folder)
    rows = rows_of("emission-factors", folder)
    for row in rows:
        must_be_among(row, "activity", known)
    return tuple(_factor(row) for row in rows)


@cache
def factor_notes(folder: Path = FOLDER) -> Mapping[str, Texts]:
    """What is to be known about a factor before it is used, by its code and language; empty for most."""
    return {row.code: row.texts("note") for row in rows_of("emission-factors", folder)}


def _factor(row: Row) -> Factor:
    kg, first, last = row.decimal("kg_co2e"), row.whole("from_year"), row.whole("to_year")
    if kg is None or kg < 0:
        raise row.broken("not_a_number", "kg_co2e")
    if first is None or (last is not None and last < first):
        raise row.broken("ends_before_it_begins", "to_year")
    if row.text("gwp_set") not in ("", *GWP_SETS):
        raise row.broken("unknown_code", "gwp_set")
    if not row.text("publisher") or not row.text("source"):
        raise row.broken("without_source", "source")
    return Factor(
        code=row.code,
        activity=row.text("activity"),
        from_year=first,
        to_year=last,
        kg_co2e=kg,
        basis=row.one_of(Basis, "basis") if row.text("basis") else None,
        gwp_set=row.text("gwp_set"),
        biogenic_kg=row.decimal("biogenic_kg"),
        publisher=row.text("publisher"),
        source=row.text("source"),
        source_year=row.whole("source_year"),
        place=row.text("place"),
        mark=row.one_of(Mark, "mark"),
    )
