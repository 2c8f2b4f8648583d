"""Which indicators draw from an account, what stands in them now, and why it is not what the account says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from samsvar.core.rules.climate import Fed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import PeriodWord
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.models.measurements import MILLIONTHS

SOURCE = "climate_account"


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator beside what the account says of it.

    `stands` is what it has for the year (value, numerator, denominator), None where it has none. `same`: whether that
    is what the account says. `fed.missing` tells why the account cannot say. `beneath`: units under the enterprise have
    handed it in themselves, so the account leaves it to them.
    """

    indicator: Indicator
    fed: Fed
    stands: tuple[Decimal | None, Decimal | None, Decimal | None] | None
    same: bool
    beneath: bool = False


def drawing_indicators(enterprise: OrgUnit) -> list[Indicator]:
    """The indicators that draw from the enterprise's account, its own and those set above it. One query."""
    return list(_drawing(enterprise))


def _drawing(enterprise: OrgUnit) -> QuerySet[Indicator]:
    rows = Indicator.objects.filter(unit__key__in=enterprise.line_keys, source=SOURCE, retired=False)
    rows = rows.filter(period=PeriodWord.YEAR).select_related("unit")
    return rows.order_by("-unit__path", "-prioritised", "number", "pk")


def entered_beneath(enterprise: OrgUnit, indicators: Iterable[Indicator], year: int) -> set[int]:
    """Ids of those that units under the enterprise have handed in for the year themselves. One query."""
    added = [each.pk for each in indicators if not each.covers_below]
    rows = _beneath(enterprise, year).filter(indicator__in=added)
    return set(rows.values_list("indicator_id", flat=True)) if added else set()


def _beneath(enterprise: OrgUnit, year: int) -> QuerySet[Measurement]:
    rows = Measurement.objects.in_force().filter(period_kind=PeriodWord.YEAR, year=year)
    return rows.filter(unit__path__gt=enterprise.path, unit__path__lt=enterprise.path_end)


def told_of(enterprise: OrgUnit, year: int, fed: Sequence[Fed]) -> list[Told]:
    """What each indicator that the account feeds has for the year, beside what the account says. Two queries."""
    by_code = {each.indicator: each for each in fed}
    entered = Exists(_beneath(enterprise, year).filter(indicator=OuterRef("pk"), indicator__covers_below=False))
    indicators = [each for each in _drawing(enterprise).annotate(entered=entered) if each.code in by_code]
    columns = ("indicator_id", "value", "numerator", "denominator")
    rows = Measurement.objects.in_force().filter(
        unit=enterprise, indicator__in=indicators, period_kind=PeriodWord.YEAR, year=year
    )
    parts = rows.values_list(*columns) if indicators else ()
    stands = {pk: (_number(value), _number(above), _number(below)) for pk, value, above, below in parts}
    found = []
    for each in indicators:
        says, there = by_code[each.code], stands.get(each.pk)
        value, numerator, denominator = (_rounded(part) for part in (says.value, says.numerator, says.denominator))
        same = there is not None and there == (value, numerator, denominator)
        found.append(Told(each, says, there, same, each.entered))
    return found


def _number(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths) / MILLIONTHS


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else round(number, 6)
