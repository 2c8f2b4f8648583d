"""The common climate goals in the demo: what the three trusts have handed in, and steps on the way to the goals.

Goals and their targets are those that ship; every figure, and every step on the way, is made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.definitions import edit_indicator, set_target

BASE_YEAR = 2019
#: The amount of the first trust in the base year, and by how many percent it is changed in each year after.
_AMOUNTS: Mapping[str, tuple[int, Sequence[int]]] = {
    "energy-change": (84_500_000, (0, -2, -4, -6, -8, -10)),
    "travel-air-km": (1_240_000, (0, -58, -51, -29, -24, -22)),
    "travel-car-km": (2_310_000, (0, -24, -20, -14, -15, -17)),
    "food-waste-change": (96_000, (0, -6, -11, -18, -24, -29)),
}
#: These are filled by the trusts' climate accounts (`region_climate`).
FROM_ACCOUNT = frozenset({"energy-change", "travel-air-km", "travel-car-km"})
#: How many the first trust counts, and the share of them in percent from the base year on.
_SHARES: Mapping[str, tuple[int, Sequence[int]]] = {
    "harmful-free-share": (1_400, (31, 35, 40, 44, 49, 54)),
    "distance-share": (212_000, (5, 15, 17, 16, 17, 19)),
    "infection-prevalence": (460, (4, 5, 4, 4, 3, 3)),
}
#: Where the region wants to be in the year that is over, and this year where no target ships: in percent; and the
#: warning band.
_STEPS: Mapping[str, tuple[tuple[int, ...], int]] = {
    "energy-change": ((-9, -11), 2),
    "travel-air-km": ((-20, -24), 4),
    "travel-car-km": ((-15, -18), 4),
    "food-waste-change": ((-25, -30), 3),
    "harmful-free-share": ((50, 55), 3),
    "distance-share": ((18,), 2),
    "infection-prevalence": ((4,), 1),
}


def asked_of_trusts(of: dict[str, Indicator], *, by: Actor, at: datetime) -> None:
    """Let the trusts hand in the common indicators, and set the region's steps on the way."""
    for code, (steps, band) in _STEPS.items():
        of[code] = edit_indicator(indicator=of[code], fields={"expected_kind": UnitKind.HF.value}, by=by, at=at)
        for year, number in enumerate(steps, at.year - 1):
            from_base = code in _AMOUNTS
            fields = {
                "year": year,
                "kind": "from_base_year" if from_base else "value",
                "number": Decimal(number),
                "base_year": BASE_YEAR if from_base else None,
                "warning_band": Decimal(band),
                "source": "Oppdiktet etappemål til demoen",
            }
            set_target(indicator=of[code], unit=of[code].unit, fields=fields, by=by, at=at)


def amount_of(code: str, since: int, place: int) -> Decimal:
    """What a trust used so many years after the base year, of the goals that are held against it."""
    start, changes = _AMOUNTS[code]
    change = changes[min(since, len(changes) - 1)] + (2 * place if since else 0)
    return Decimal(round(start * (1 + place * Decimal("0.4")) * (100 + change) / 100))


def figures_of_trusts(of: Mapping[str, Indicator], trusts: Sequence[OrgUnit], at: datetime) -> Iterator[New]:
    """What each trust hands in by year; those after the first are somewhat behind. Not what its account fills."""
    for place, trust in enumerate(trusts):
        for code in (each for each in _STEPS if each not in FROM_ACCOUNT):
            for year in range(BASE_YEAR, at.year):
                yield New(of[code], trust.pk, Period(PeriodKind.YEAR, year), _figures(code, year - BASE_YEAR, place))


def _figures(code: str, since: int, place: int) -> Figures:
    if code in _AMOUNTS:
        return Figures(amount_of(code, since, place))
    every, shares = _SHARES[code]
    counted = round(every * (1 + place * Decimal("0.4")))
    share = shares[min(since, len(shares) - 1)] + (place if code == "infection-prevalence" else -2 * place)
    those = counted * max(share, 1) // 100
    persons = those if code == "infection-prevalence" else None
    return Figures(None, Decimal(those), Decimal(counted), persons)
