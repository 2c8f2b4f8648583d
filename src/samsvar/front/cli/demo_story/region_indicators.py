"""The demo's goals and figures: the strategy of Sykehuset Eksempel HF, the common climate goals, and made-up figures.

Goals, indicators and targets are those that ship; every figure is made up, by sums that come out the same each time.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over, periods_between
from samsvar.front.cli.demo_story.region import Region
from samsvar.front.cli.demo_story.region_common_goals import asked_of_trusts, figures_of_trusts
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.closing import accept_period, return_period, submit_period
from samsvar.registers.indicators.services.definitions import adopt_shipped, edit_indicator
from samsvar.registers.indicators.services.deliveries import deliver
from samsvar.registers.indicators.services.measurements import correct_measurement
from samsvar.registers.indicators.trees import EVERY_UNIT

_FIRST_YEAR = 2019
_YEARS_BEFORE = 3
#: What the trust hands in once a year: the figure of the first year, and by how many percent it changes each year.
_YEARLY = {
    "co2e": (32_200, -3),
    "energy-corrected": (84_500_000, -1),
    "anaesthetic-gases": (310, -14),
}
#: Shares of the trust: in percent in the first year, and by how many points a year they rise.
_SHARES = {
    "recovered-power-share": (12, 2),
    "electric-leased-cars": (6, 5),
    "electric-patient-taxis": (9, 9),
    "electric-own-cars": (14, 6),
}
#: From the base year on the trusts' climate accounts fill these (`region_climate`).
_FROM_ACCOUNT = frozenset({"co2e", "anaesthetic-gases", "recovered-power-share", "fossil-energy", "fossil-fuel"})
_REGIONAL = {"co2e-total": (61_000, -3), "fossil-energy": (7_400_000, -9), "fossil-fuel": (520_000, -6)}
_SEASON = (18, 20, 14, 6, 0, -6, -12, -4, 4, 8, 12, 16)
"""How much sickness absence is above its mean in each month, in tenths of a percent."""


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """Goals and indicators of the region and the hospital, and figures up to the last month that is over."""
    adopt_shipped(unit=region.rhf, sets=["foundation", "common-climate"], by=by, at=at)
    adopt_shipped(unit=region.hospital, sets=["hse-strategy"], by=by, at=at)
    of = {
        each.code: each
        for each in Indicator.objects.filter(unit__in=(region.rhf, region.hospital)).select_related("unit")
    }
    for code in (*_YEARLY, *_SHARES, *_REGIONAL):
        of[code] = edit_indicator(indicator=of[code], fields={"expected_kind": UnitKind.HF.value}, by=by, at=at)
    asked_of_trusts(of, by=by, at=at)
    hospital = region.hospital
    sections = [
        unit for unit in region.units.values() if unit.enterprise_id == hospital.pk and unit.kind == UnitKind.SECTION
    ]
    rows = [*_monthly(of, sections, at), *_surveys(of["safety-climate"], sections, at)]
    of["plan-quality"] = edit_indicator(
        indicator=of["plan-quality"], fields={"expected_kind": EVERY_UNIT}, by=by, at=at
    )
    units = [unit for unit in region.units.values() if unit.enterprise_id == hospital.pk]
    rows += _plans(of["plan-quality"], units, at)
    rows += [row for code in (*_YEARLY, *_SHARES) for row in _of_trusts(of[code], [hospital], at)]
    _hand_in(rows, hospital, by, at - timedelta(days=3))
    regional = [row for code in _REGIONAL for row in _of_trusts(of[code], region.trusts, at)]
    regional += figures_of_trusts(of, region.trusts, at)
    _hand_in(regional, region.rhf, by, at - timedelta(days=3))
    _correct(of["sickness-absence"], region.units["HF-2-3-1-1"], by, at)
    _submit(region, by, at)


def _hand_in(rows: list[New], unit: OrgUnit, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        deliver(rows, unit=unit, by=by, at=at, today=at.date(), source="Oppdiktede tall til demoen")


def _months(at: datetime) -> Iterator[Period]:
    return periods_between(Period(PeriodKind.MONTH, at.year - 1, 1), last_over(at.date(), PeriodKind.MONTH))


def _years(code: str, at: datetime) -> range:
    """Amounts go back before the base year, so that they are enough to look ahead from."""
    first = _FIRST_YEAR if code in _SHARES else _FIRST_YEAR - _YEARS_BEFORE
    return range(first, _FIRST_YEAR if code in _FROM_ACCOUNT else at.year)


def _monthly(of: dict[str, Indicator], sections: Iterable[OrgUnit], at: datetime) -> Iterator[New]:
    """Sickness absence of every section, and violence and threats where patients are many."""
    for place, unit in enumerate(sections):
        people = 4 if place % 41 == 7 else 14 + place * 7 % 38
        for count, period in enumerate(_months(at)):
            agreed = people * 21
            permille = 62 + place * 5 % 34 - 8 + _SEASON[period.number - 1] + (count * 3 + place) % 7
            lost = Decimal(agreed * permille) / 1000
            yield New(of["sickness-absence"], unit.pk, period, Figures(None, round(lost, 1), Decimal(agreed), people))
            if place % 3 == 0:
                acts = (place * 11 + count * 5) % 13
                yield New(of["violence"], unit.pk, period, Figures(Decimal(acts // 4), persons=people))
                yield New(of["threats"], unit.pk, period, Figures(Decimal(acts // 3), persons=people))


def _surveys(indicator: Indicator, sections: Iterable[OrgUnit], at: datetime) -> Iterator[New]:
    """How many of each section's people agree that it is safe, each year."""
    for place, unit in enumerate(sections):
        people = 4 if place % 41 == 7 else 14 + place * 7 % 38
        for year in range(at.year - 4, at.year):
            agree = people * min(98, 62 + (place * 13 + year * 3) % 34) // 100
            yield New(
                indicator,
                unit.pk,
                Period(PeriodKind.YEAR, year),
                Figures(None, Decimal(agree), Decimal(people), people),
            )


def _plans(indicator: Indicator, units: Iterable[OrgUnit], at: datetime) -> Iterator[New]:
    """Whether each unit has an active plan of the quality that is wanted: 100 or 0."""
    for place, unit in enumerate(units):
        for year in range(at.year - 3, at.year):
            kept = (place * 7 + year) % 9 > at.year - 1 - year
            yield New(indicator, unit.pk, Period(PeriodKind.YEAR, year), Figures(Decimal(100 * kept)))


def _of_trusts(indicator: Indicator, trusts: Iterable[OrgUnit], at: datetime) -> Iterator[New]:
    for place, trust in enumerate(trusts):
        for year in _years(indicator.code, at):
            since = year - _FIRST_YEAR
            yield New(indicator, trust.pk, Period(PeriodKind.YEAR, year), _yearly(indicator.code, since, place))


def _yearly(code: str, since: int, place: int) -> Figures:
    if code in _SHARES:
        start, rise = _SHARES[code]
        return Figures(None, Decimal(start + rise * since), Decimal(100))
    start, change = {**_YEARLY, **_REGIONAL}[code]
    amount = round(
        start * (1 + place * Decimal("0.4")) * (1 + Decimal(change) / 100) ** since + Decimal(since % 3 * start) / 90
    )
    if code != "energy-corrected":
        return Figures(Decimal(amount))
    facts = EnergyFacts(
        degree_days=3900 - abs(since) * 35 % 300,
        normal_degree_days=3800,
        area_m2=182_000 + since * 600,
        base_area_m2=182_000,
        activity=410_000 + since * 2500,
        base_activity=410_000,
    )
    return Figures(Decimal(amount), energy=facts)


def _correct(indicator: Indicator, unit: OrgUnit, by: Actor, at: datetime) -> None:
    """One figure that was wrong."""
    last = Measurement.objects.in_force().filter(indicator=indicator, unit=unit).order_by("-year", "-number").first()
    if last is None:
        return
    figures = Figures(None, Decimal(41), Decimal((last.denominator or 0) // 1_000_000), last.persons)
    reason = "To langtidsfravær var ført på feil seksjon"
    correct_measurement(measurement=last, figures=figures, reason=reason, by=by, at=at, today=at.date())


def _submit(region: Region, by: Actor, at: datetime) -> None:
    """The last tertial on its way up: accepted, returned and waiting."""
    period = last_over(at.date(), PeriodKind.TERTIAL)
    for number in range(1, 6):
        sent = submit_period(unit=region.units[f"HF-2-{number}"], period=period, by=by, at=at, today=at.date())
        if number <= 2:
            accept_period(submission=sent, by=by, at=at)
        elif number == 4:
            return_period(submission=sent, reason="Tallene for vold mangler for to seksjoner", by=by, at=at)
